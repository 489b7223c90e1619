// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The button that sorts a list and chooses the table's columns, by keyboard too.
 * Signals: "sort-chosen" (const char *sort, gboolean descending); sort NULL: as the queue has it ·
 * "columns-chosen" (GStrv ids); NULL: as there is room. */
#define MC_TYPE_LIST_MENU (mc_list_menu_get_type ())
G_DECLARE_FINAL_TYPE (McListMenu, mc_list_menu, MC, LIST_MENU, AdwBin)

/* sort: (nullable). */
void mc_list_menu_set_sort (McListMenu *self, const char *sort, gboolean descending);

/* shown: ids of the columns to be seen. as_table: there is a table to choose them for. */
void mc_list_menu_set_columns (McListMenu *self, const char *const *shown, gboolean as_table);

G_END_DECLS
