// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "mc-column-widths.h"
#include "mc-profile.h"

G_BEGIN_DECLS

/* Dossiers as a table, one line each, for whoever compares many: at most eight columns, those needed least go where
 * there is little room; a cell is one inscription. Over a selection of McSlot, the same as the cards'. Enter and a double
 * click activate a row. */
#define MC_TYPE_DOSSIER_TABLE (mc_dossier_table_get_type ())
G_DECLARE_FINAL_TYPE (McDossierTable, mc_dossier_table, MC, DOSSIER_TABLE, AdwBin)

McDossierTable *mc_dossier_table_new (McProfile *profile);

/* model: (nullable): a table that is not looked at has none and costs nothing. */
void mc_dossier_table_set_model (McDossierTable *self, GtkSelectionModel *model);

/* All (transfer none). */
GtkColumnView *mc_dossier_table_get_view (McDossierTable *self);
McColumnWidths *mc_dossier_table_get_widths (McDossierTable *self);
GtkAdjustment *mc_dossier_table_get_adjustment (McDossierTable *self);

/* The clock or the outbox moved on. */
void mc_dossier_table_refresh (McDossierTable *self);

G_END_DECLS
