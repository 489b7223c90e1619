// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "mc-file-acts.h"
#include "mc-marks.h"

G_BEGIN_DECLS

/* The components of a dossier (left) beside the documents of the chosen one (right). ↑↓ walk, Space marks and clears,
 * Shift+Space marks all whose documents were looked at, − marks as not sufficient and asks why; PgUp PgDn turn the pages
 * beside the list, ← → go through the documents of the component. Signal: "mark" (const char
 * *component_id, const char *mark, const char *reason, const char *note; all but the first nullable). */
#define MC_TYPE_COMPONENT_PANE (mc_component_pane_get_type ())
G_DECLARE_FINAL_TYPE (McComponentPane, mc_component_pane, MC, COMPONENT_PANE, AdwBreakpointBin)

/* Where documents come from; to be called once. */
void mc_component_pane_set_sync (McComponentPane *self, McSync *sync, McClock *clock);

/* What is done with files; to be called once. */
void mc_component_pane_set_file_acts (McComponentPane *self, McFileActs *acts);

/* An act about files, on what is chosen here. */
gboolean mc_component_pane_can_act (McComponentPane *self, const char *action);
void mc_component_pane_act (McComponentPane *self, const char *action);

/* dossier: (nullable). The chosen component and what was looked at stay when it is the same dossier, read anew. */
void mc_component_pane_set_dossier (McComponentPane *self, McDossier *dossier, McMarks *marks);

/* me: (nullable): its catalogue has the reasons; without any nothing can be marked as not sufficient. */
void mc_component_pane_set_me (McComponentPane *self, McMe *me);

/* Whether marks can be changed now. */
void mc_component_pane_set_editable (McComponentPane *self, gboolean editable);

void mc_component_pane_focus (McComponentPane *self);

/* The document beside the list. FALSE: none is shown. */
gboolean mc_component_pane_focus_document (McComponentPane *self);
gboolean mc_component_pane_has_focus_in_document (McComponentPane *self);
gboolean mc_component_pane_has_focus_in_list (McComponentPane *self);

/* Searches in the document when the focus is there. FALSE: it is not. */
gboolean mc_component_pane_search_document (McComponentPane *self);

G_END_DECLS
