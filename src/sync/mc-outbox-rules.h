// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mc-act.h"
#include "mc-portal-error.h"

G_BEGIN_DECLS

/* What becomes of an entry of the outbox (design §8): decided from the entry, an answer and the time, without a journal or a
 * line. McOutbox makes it durable and does it. Times are microseconds since 1970 UTC. */

/* of next_try_us: until something happens (signing in) */
#define MC_OUTBOX_NEVER G_MAXINT64

/* An act on a record, made at the click: its key, what it expects, its title in the list. */
McOutboxEntry *mc_outbox_entry_new_for (const McSummary *record, const char *action, const char *form, gint64 now);
/* The record that an act was made on, without names and numbers of citizens, and without acts. NULL: the act looked at none, or
 * the entry is older than this. (transfer full) (nullable) */
McSummary *mc_outbox_entry_read_basis (const McOutboxEntry *self);
/* What the list says of a record: code and owner, who is covered where it holds state secrets. (transfer full) */
char *mc_outbox_title (const McSummary *record);

/* Neither done nor dropped. */
gboolean mc_outbox_entry_is_unsent (const McOutboxEntry *self);
/* Whether it goes before all others of its record. entries: McOutboxEntry, in order of creation. */
gboolean mc_outbox_entry_leads (const McOutboxEntry *self, GPtrArray *entries);
/* The citizen has nothing but the paper, or waited for the line: form 01 is to be printed or sent. now: the portal has answered,
 * after: with this. */
gboolean mc_outbox_entry_owes_receipt (const McOutboxEntry *self, const McSummary *after, gint64 now);

void mc_outbox_entry_set_cause (McOutboxEntry *self, const char *cause, const char *detail);
/* Read from the journal at start: one older than 12 hours is shown before it is sent. */
void mc_outbox_entry_resume (McOutboxEntry *self, gint64 now);
/* About to be sent: FALSE: the portal may have forgotten its key (after 25 days), and a repeat might act twice. */
gboolean mc_outbox_entry_begin (McOutboxEntry *self, gint64 now);
/* The official has seen it and wants it sent: its age counts from here. */
void mc_outbox_entry_retry (McOutboxEntry *self);
/* It waits for its next try where that can heal it, else for the official. */
void mc_outbox_entry_fail (McOutboxEntry *self, const GError *error, gint64 now);
/* The same about one of its files. */
void mc_outbox_entry_fail_file (McOutboxEntry *self, McOutboxFile *file, const GError *error, gint64 now);
/* The act as the portal reads it: with the uploads' ids in the places of the files' own. Under its key it stays the same as
 * long as they do. (transfer full) */
McAct *mc_outbox_entry_address (const McOutboxEntry *self);

/* How long to wait before try number `attempts` + 1: 1 s doubling to at most 5 min, of which the random part (0–1) may take off
 * up to half. Microseconds. */
gint64 mc_outbox_backoff_us (int attempts, double random);

G_END_DECLS
