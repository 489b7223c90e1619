// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mc-cache.h"
#include "mc-clock.h"
#include "mc-portal.h"

G_BEGIN_DECLS

/* The documents of records: from the cache when they are there, else from the portal, and then kept. One that broke off goes
 * on where it was. Ahead of time those of one's own open work that are small.
 *
 * Signal: "progress" (const char *dossier, const char *document, gint64 offset, gint64 size): of one that somebody opened,
 * in bytes. */
#define MC_TYPE_DOCUMENTS (mc_documents_get_type ())
G_DECLARE_FINAL_TYPE (McDocuments, mc_documents, MC, DOCUMENTS, GObject)

/* The longest document that is fetched. */
#define MC_DOCUMENT_MAX_BYTES (G_GINT64_CONSTANT (50) * 1024 * 1024)

McDocuments *mc_documents_new (McPortal *portal, McCache *cache, McClock *clock);
void mc_documents_stop (McDocuments *self);

/* Resolves with GBytes; rejects with MC_PORTAL_ERROR, with G_IO_ERROR_MESSAGE_TOO_LARGE when it is longer than
 * MC_DOCUMENT_MAX_BYTES, with G_IO_ERROR_CANCELLED once it was let go. */
DexFuture *mc_documents_open (McDocuments *self, const char *dossier, const McDocument *document);

/* Nobody waits for it any more: it ends, and what has come is kept for the next time. */
void mc_documents_let_go (McDocuments *self, const char *dossier, const char *document);

/* To be called when details are fetched and the line is idle. */
void mc_documents_fetch_ahead (McDocuments *self, McMe *me);

G_END_DECLS
