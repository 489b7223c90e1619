// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "mc-column-widths.h"
#include "mc-picks.h"
#include "mc-profile.h"

G_BEGIN_DECLS

/* Dossiers as a table, one line each, for whoever compares many: at most eight columns, those needed least go where
 * there is little room; a cell is one inscription. Over a selection of McSlot, the same as the cards'. Enter and a double
 * click activate a row. Signal: "sort-chosen" (const char *sort, gboolean descending): a header was pressed. */
#define MC_TYPE_DOSSIER_TABLE (mc_dossier_table_get_type ())
G_DECLARE_FINAL_TYPE (McDossierTable, mc_dossier_table, MC, DOSSIER_TABLE, AdwBin)

/* picks: what of it is picked for acts on many. */
McDossierTable *mc_dossier_table_new (McProfile *profile, McPicks *picks);

/* model: (nullable): a table that is not looked at has none and costs nothing. */
void mc_dossier_table_set_model (McDossierTable *self, GtkSelectionModel *model);

/* All (transfer none). */
GtkColumnView *mc_dossier_table_get_view (McDossierTable *self);
McColumnWidths *mc_dossier_table_get_widths (McDossierTable *self);
GtkAdjustment *mc_dossier_table_get_adjustment (McDossierTable *self);

/* The columns there are: id, title (untranslated) and the order of mc_cache_list() by it; NULL past the last. */
const char *mc_dossier_table_column (guint index, const char **title, const char **sort);

/* Ids of those shown. (transfer full) */
GStrv mc_dossier_table_get_columns (McDossierTable *self);

/* ids: (nullable): as there is room, without what is needed least. More than eight at a time are not shown at all. */
void mc_dossier_table_set_columns (McDossierTable *self, const char *const *ids);

/* The arrow in the header. sort: (nullable): none. */
void mc_dossier_table_set_sort (McDossierTable *self, const char *sort, gboolean descending);

/* Another list: codes and deadlines take as much room as what comes into sight of it needs. */
void mc_dossier_table_fit_anew (McDossierTable *self);

/* The clock or the outbox moved on. */
void mc_dossier_table_refresh (McDossierTable *self);

G_END_DECLS
