// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "mc-sync.h"

G_BEGIN_DECLS

/* A document of a record: fetched, opened by a child of its own (McRenderer) and shown page by page, or why not and what
 * next. Keys while it has the focus: ↑↓ PgUp PgDn Home End, + − 0, R turns, W opens a window, Ctrl+F searches.
 *
 * Signal: "viewed" (const char *document): a page of it was seen. */
#define MC_TYPE_DOCUMENT_VIEW (mc_document_view_get_type ())
G_DECLARE_FINAL_TYPE (McDocumentView, mc_document_view, MC, DOCUMENT_VIEW, GtkBox)

McDocumentView *mc_document_view_new (void);

/* Where documents come from; to be called once, before the first is shown. */
void mc_document_view_set_sync (McDocumentView *self, McSync *sync, McClock *clock);

/* In place of the document's name: who shows several says which. (transfer none) */
void mc_document_view_set_title (McDocumentView *self, GtkWidget *title);

/* It has a window of its own, which says its name. */
void mc_document_view_stand_alone (McDocumentView *self);

/* Nothing happens when it is the one that is shown. NULL: none. What came before is let go. */
void mc_document_view_show (McDocumentView *self, const char *dossier, const McDocument *document);

/* The one that is shown, or could not be. (transfer none) (nullable) */
const char *mc_document_view_get_document (McDocumentView *self);

void mc_document_view_turn (McDocumentView *self, int step);
void mc_document_view_focus (McDocumentView *self);

/* Opens the search; FALSE: there is nothing to search in. */
gboolean mc_document_view_search (McDocumentView *self);

G_END_DECLS
