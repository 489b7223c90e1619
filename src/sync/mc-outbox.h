// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mc-cache.h"
#include "mc-journal.h"
#include "mc-outgoing.h"
#include "mc-portal.h"
#include "mc-scope.h"

G_BEGIN_DECLS

/* The outbox engine: journal → portal. Lanes by record, backoff, unknown outcomes repeated under their key (design §8).
 * Signals: "changed" · "recorded" (McSummary: what the portal made of the record) · "withheld" (const char *id, gboolean):
 * the record is said here to hold state secrets, or not any more. */
#define MC_TYPE_OUTBOX (mc_outbox_get_type ())
G_DECLARE_FINAL_TYPE (McOutbox, mc_outbox, MC, OUTBOX, GObject)

McOutbox *mc_outbox_new (McPortal *portal, McJournal *journal, McCache *cache, McClock *clock);

/* Reads the journal and begins to send. Resolves with TRUE. */
DexFuture *mc_outbox_start (McOutbox *self);
void mc_outbox_stop (McOutbox *self);

/* The portal does not take this version of the program: nothing is sent until it does. */
void mc_outbox_bar (McOutbox *self, gboolean barred);

/* Whatever waits for a better line, or for signing in, is tried now. */
void mc_outbox_poke (McOutbox *self);

/* Somebody is signed in: what waits for that, and for nothing else, is tried now. */
void mc_outbox_signed_in (McOutbox *self);

/* (transfer none) */
GPtrArray *mc_outbox_get_entries (McOutbox *self);
/* Where files come and go. (transfer none) */
McOutgoing *mc_outbox_get_outgoing (McOutbox *self);
/* The act that what comes next waits for: notes hold nothing up. One about files is told only where no other waits. */
McOutboxEntry *mc_outbox_find_pending (McOutbox *self, const char *record_id);

/* It holds state secrets: what the journal keeps of it says no name, and nothing that was typed. */
void mc_outbox_withhold (McOutbox *self, const McSummary *record);

/* An act that says so is here, and the portal has not answered. */
gboolean mc_outbox_withholds (McOutbox *self, const char *record_id);

/* As the functions of McSync of the same names. */
DexFuture *mc_outbox_act (McOutbox *self, McSummary *record, const char *action, const char *form, int undo_seconds,
                          GPtrArray *files);
DexFuture *mc_outbox_undo (McOutbox *self, const char *key);
DexFuture *mc_outbox_retry (McOutbox *self, const char *key);
DexFuture *mc_outbox_discard (McOutbox *self, const char *key);

G_END_DECLS
