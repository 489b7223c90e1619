// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "mc-file-acts.h"

G_BEGIN_DECLS

/* The documents of one component, one at a time, and what can be done with their files. What is on its way to the portal
 * stands behind what is there. Signal: "viewed": one more was looked at. */
#define MC_TYPE_COMPONENT_DOCUMENTS (mc_component_documents_get_type ())
G_DECLARE_FINAL_TYPE (McComponentDocuments, mc_component_documents, MC, COMPONENT_DOCUMENTS, GtkBox)

/* Where documents come from; to be called once. */
void mc_component_documents_set_sync (McComponentDocuments *self, McSync *sync, McClock *clock);

/* What is done with files; to be called once. */
void mc_component_documents_set_file_acts (McComponentDocuments *self, McFileActs *acts);

/* Beside the component's name, at the end: to be called once. (transfer none) */
void mc_component_documents_set_end (McComponentDocuments *self, GtkWidget *end);

/* component: of the dossier or a result of it (mc_result_rows_make()), kept by the caller until another one is shown. The
 * document stays when it is the same component, read anew. Both NULL: none. */
void mc_component_documents_show (McComponentDocuments *self, McDossier *dossier, const McComponent *component);

/* The next (1) or previous (−1) document of the component, if there is one; the next or previous page. */
void mc_component_documents_step (McComponentDocuments *self, int step);
void mc_component_documents_turn (McComponentDocuments *self, int step);

/* Whether all documents of the component were looked at since the last mc_component_documents_forget(); one without any is
 * by being shown. */
gboolean mc_component_documents_has_viewed (McComponentDocuments *self, const McComponent *component);
void mc_component_documents_forget (McComponentDocuments *self);

/* An act about files, on what is shown. */
gboolean mc_component_documents_can_act (McComponentDocuments *self, const char *action);
void mc_component_documents_act (McComponentDocuments *self, const char *action);

/* FALSE: no document is shown. */
gboolean mc_component_documents_focus (McComponentDocuments *self);
gboolean mc_component_documents_has_focus (McComponentDocuments *self);

/* Searches in the document when the focus is there. FALSE: it is not. */
gboolean mc_component_documents_search (McComponentDocuments *self);

G_END_DECLS
