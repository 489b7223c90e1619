// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Prints the program's version and, of each library, what it was compiled against and what it runs with. */
void mc_versions_print (void);

G_END_DECLS
