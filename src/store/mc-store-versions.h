// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A line for SQLCipher, which is linked into the program: its version, and in brackets what it is made of.
 * (transfer full) */
char *mc_store_versions (void);

G_END_DECLS
