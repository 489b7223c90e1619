// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mc-profile.h"

G_BEGIN_DECLS

/* The official's marks on the components of one dossier: drafts of the journal (`mark:<component>`), saved at once, kept
 * through crashes and reopening, gone when the portal has recorded the act that carried them. Signal: "changed". */
#define MC_TYPE_MARKS (mc_marks_get_type ())
G_DECLARE_FINAL_TYPE (McMarks, mc_marks, MC, MARKS, GObject)

McMarks *mc_marks_new (McProfile *profile);

/* Turns to another record and reads its marks. Resolves with TRUE; rejects with MC_STORE_ERROR. */
DexFuture *mc_marks_load (McMarks *self, const char *record_id);

gboolean mc_marks_get (McMarks *self, const char *component_id);

/* What is on screen changes at once; resolves with TRUE once it is durable. */
DexFuture *mc_marks_set (McMarks *self, const char *component_id, gboolean sufficient);

/* The dossier's component counts as sufficient: marked here, or recorded as such. */
gboolean mc_marks_is_sufficient (McMarks *self, const McComponent *component);

/* The form of the act: {"components":[{"id":…,"mark":"sufficient"}…]}. (transfer full) */
char *mc_marks_build_form (McMarks *self, const McDossier *dossier);

/* How many required components are still to be marked. */
guint mc_marks_count_missing (McMarks *self, const McDossier *dossier);

G_END_DECLS
