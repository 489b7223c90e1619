// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Shows the strings of a GtkStringList in a combo row, each with its name for a screen reader, which the toolkit's own factory
 * leaves out. wraps: over two lines, for the open list. (transfer full) */
GtkListItemFactory *mc_choice_factory_new (gboolean wraps);

/* Of a list of strings: what is typed finds its entries with or without marks. (transfer full) */
GtkExpression *mc_choice_expression_new (void);

G_END_DECLS
