// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "mc-record.h"

G_BEGIN_DECLS

/* One component in the list of the checking page: its mark, name, kind of copy and quantity. Signal: "mark-toggled"
 * (gboolean sufficient), when the official pressed the check button. */
#define MC_TYPE_COMPONENT_ROW (mc_component_row_get_type ())
G_DECLARE_FINAL_TYPE (McComponentRow, mc_component_row, MC, COMPONENT_ROW, GtkListBoxRow)

McComponentRow *mc_component_row_new (void);

/* Shows a component, of that dossier or kept by the caller as long as the row shows it, whatever the row has shown before; its mark is set afterwards. */
void mc_component_row_set (McComponentRow *self, McDossier *dossier, const McComponent *component);

/* A result of the procedure in the place of a component: its source is "result", its kind of copy the result's state. */
gboolean mc_component_row_is_result (const McComponent *component);

/* How many files are on their way to it; told with the next mc_component_row_set_viewed(). */
void mc_component_row_set_waiting (McComponentRow *self, guint waiting);

/* (transfer none) */
const McComponent *mc_component_row_get_component (McComponentRow *self);

/* Data that the state holds are looked up, not demanded: there is nothing to mark. */
gboolean mc_component_row_is_markable (McComponentRow *self);

/* mark: (nullable): as it stands; reason: (nullable): of one that is not sufficient, in words; editable: marks can still be
 * changed. */
void mc_component_row_set_mark (McComponentRow *self, const char *mark, const char *reason, gboolean editable);

/* What is attached to it was looked at. */
void mc_component_row_set_viewed (McComponentRow *self, gboolean viewed);

G_END_DECLS
