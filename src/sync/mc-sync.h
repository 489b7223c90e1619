// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <libdex.h>

#include "mc-cache.h"
#include "mc-clock.h"
#include "mc-journal.h"
#include "mc-line.h"
#include "mc-portal.h"
#include "mc-scope.h"

G_BEGIN_DECLS

/* The engine: feed → cache, outbox → portal. One for a profile; lives on the main thread.
 *
 * Signals: "records-changed" (GStrv ids; NULL: many) · "outbox-changed" · "line-changed" · "me-changed" · "document-progress"
 * (const char *dossier, const char *document, gint64 offset, gint64 size): bytes of one that was opened · "alert"
 * (McAlert): what the portal wants noticed; it may come again · "others-changed": of mc_sync_get_others(). */
#define MC_TYPE_SYNC (mc_sync_get_type ())
G_DECLARE_FINAL_TYPE (McSync, mc_sync, MC, SYNC, GObject)

McSync *mc_sync_new (McPortal *portal, McJournal *journal, McCache *cache, McClock *clock);

/* Begins following the feed (told by the event stream, every 30 s without one) and sending. */
void mc_sync_start (McSync *self);

/* Ends all its tasks; what was being sent is repeated under the same key at the next start. */
void mc_sync_stop (McSync *self);

/* Update and send now (F5, signed in again, the network came back). */
void mc_sync_poke (McSync *self);

/* (transfer none) */
const McLine *mc_sync_get_line (McSync *self);

/* Who is signed in, from the cache at once and from the portal later. (transfer none) (nullable) */
McMe *mc_sync_get_me (McSync *self);

/* Commits an act to the outbox, then sends it after undo_seconds. Resolves with the boxed McOutboxEntry once durable;
 * rejects with MC_STORE_ERROR (CONFLICT: the record has one already). form: (nullable): a JSON object as text. */
DexFuture *mc_sync_act (McSync *self, McSummary *record, const char *action, const char *form, int undo_seconds);

/* The same for what is only recorded of the official (MC_ACT_REVEAL …): field, what was shown or printed, nullable; purpose,
 * in the official's words. What it is for is done once this has resolved. */
DexFuture *mc_sync_record (McSync *self, McSummary *record, const char *action, const char *field, const char *purpose);

/* The same of a record by its id; rejects with MC_PORTAL_ERROR_NOT_FOUND when it is out of sight. */
DexFuture *mc_sync_record_of (McSync *self, const char *record_id, const char *action, const char *field,
                              const char *purpose);

/* The same with files that mc_sync_keep_file() gave: where the form names one of them by its id, the portal's upload will
 * stand. It is sent once they are there. files: (nullable): of McOutboxFile */
DexFuture *mc_sync_act_with_files (McSync *self, McSummary *record, const char *action, const char *form,
                                   int undo_seconds, GPtrArray *files);

/* As the functions of McOutgoing: puts a file down, encrypted; reads one that waits. */
DexFuture *mc_sync_keep_file (McSync *self, const char *name, const char *media_type, GBytes *bytes);
DexFuture *mc_sync_read_file (McSync *self, McOutboxFile *file);

/* Resolves with a boolean: FALSE when it was too late. */
DexFuture *mc_sync_undo (McSync *self, const char *key);
DexFuture *mc_sync_retry (McSync *self, const char *key);   /* NEEDS_YOU → WAITING */
DexFuture *mc_sync_discard (McSync *self, const char *key); /* → DROPPED, its text stays as a draft */

/* Entries of the outbox as last read: GPtrArray of McOutboxEntry. (transfer none) */
GPtrArray *mc_sync_get_outbox (McSync *self);

/* Whether the record is ours to see, and its documents, too: one with state secrets has none. Resolves with a boolean. */
DexFuture *mc_sync_is_in_sight (McSync *self, const char *record_id);

/* Whether it was marked here as holding state secrets, and the portal has not answered: what it tells of the record is not
 * shown. */
gboolean mc_sync_withholds (McSync *self, const char *record_id);

/* The record's unfinished act, if any. (transfer none) (nullable) */
McOutboxEntry *mc_sync_find_pending (McSync *self, const char *record_id);

/* The record that is on the screen; id: (nullable): none. Colleagues who have it open, too, are told of it. */
void mc_sync_attend (McSync *self, const char *id);

/* Others who have it open, of McColleague; it locks nothing. (transfer none) (nullable): nobody, as far as is known */
GPtrArray *mc_sync_get_others (McSync *self);

/* The record in detail: from the cache when it is there (a newer summary of the feed drops an older detail), else from
 * the portal. Resolves with a boxed McDossier; rejects with MC_PORTAL_ERROR. */
DexFuture *mc_sync_open_dossier (McSync *self, const char *id);

/* A document of the record: from the cache when it is there, else from the portal; under the id of a file that waits to be sent,
 * that one. Resolves with GBytes; rejects with
 * MC_PORTAL_ERROR, with G_IO_ERROR_MESSAGE_TOO_LARGE, and with G_IO_ERROR_CANCELLED once it was let go. */
DexFuture *mc_sync_open_document (McSync *self, const char *dossier, const McDocument *document);

/* Nobody waits for it any more. */
void mc_sync_let_go_document (McSync *self, const char *dossier, const char *document);

G_END_DECLS
