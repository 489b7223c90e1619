// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The widths that the official has given to the columns of a table, for keeping. Property "widths" (GVariant a{si}: id of
 * the column → pixels): only columns that were given one; notified once the hand rests. */
#define MC_TYPE_COLUMN_WIDTHS (mc_column_widths_get_type ())
G_DECLARE_FINAL_TYPE (McColumnWidths, mc_column_widths, MC, COLUMN_WIDTHS, GObject)

/* view: with all its columns, each with an id. */
McColumnWidths *mc_column_widths_new (GtkColumnView *view);

/* Keeps them in a setting of the same type, and takes them from it. */
void mc_column_widths_bind (McColumnWidths *self, GSettings *settings, const char *key);

G_END_DECLS
