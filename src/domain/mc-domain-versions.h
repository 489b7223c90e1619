// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A line for json-glib and ICU each: its name, the version compiled against, and in brackets the one that runs, or
 * "–" where the library does not say. (transfer full) */
char *mc_domain_versions (void);

G_END_DECLS
