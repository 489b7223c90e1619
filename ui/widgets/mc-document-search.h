// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mc-renderer.h"

G_BEGIN_DECLS

/* Searching in a document, page by page as its text comes. Signal: "found": there is more, or another place is the chosen
 * one. */
#define MC_TYPE_DOCUMENT_SEARCH (mc_document_search_get_type ())
G_DECLARE_FINAL_TYPE (McDocumentSearch, mc_document_search, MC, DOCUMENT_SEARCH, GObject)

McDocumentSearch *mc_document_search_new (void);

/* renderer: (nullable): no document. */
void mc_document_search_set_pages (McDocumentSearch *self, McRenderer *renderer, guint count);

/* what: "": nothing. The first place on or after page is chosen. */
void mc_document_search_start (McDocumentSearch *self, const char *what, guint page);

/* To the next (1) or the previous (−1) place, round and round. */
void mc_document_search_step (McDocumentSearch *self, int step);

/* Of the chosen place: its page, and graphene_rect_t in points. places: (transfer none) (nullable). */
guint mc_document_search_get_page (McDocumentSearch *self);
GArray *mc_document_search_get_places (McDocumentSearch *self);

/* "3/12", in words when there is nothing. (transfer full) */
char *mc_document_search_to_string (McDocumentSearch *self);

G_END_DECLS
