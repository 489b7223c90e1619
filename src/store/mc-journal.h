// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <libdex.h>

#include "mc-act.h"
#include "mc-clock.h"
#include "mc-store-error.h"

G_BEGIN_DECLS

/* journal.db: what cannot be fetched again: outbox, drafts, settings of the profile. SQLCipher, synchronous=FULL, one
 * thread of its own. Every future resolves on the main thread, after the commit. */
#define MC_TYPE_JOURNAL (mc_journal_get_type ())
G_DECLARE_FINAL_TYPE (McJournal, mc_journal, MC, JOURNAL, GObject)

/* directory: the profile's, made 0700 when absent. key: 32 bytes. Resolves with the McJournal. Entries that a crash left
 * SENDING, and held ones whose window has passed at `clock`, are WAITING afterwards. */
DexFuture *mc_journal_open (const char *directory, GBytes *key, McClock *clock);

/* Resolves with TRUE when everything queued is on disk and the file is closed. */
DexFuture *mc_journal_close (McJournal *self);

/* Files that acts will send (tệp chờ gửi): encrypted pieces of MC_FILE_PIECE_BYTES, put down one after another before the act
 * that they go with is added. begin: what was begun and belongs to no act when the journal is opened is gone; resolves with
 * TRUE. FULL: there is no room, and nothing of it is left. drop: it will not be used. */
DexFuture *mc_journal_begin_file (McJournal *self, McOutboxFile *file);
DexFuture *mc_journal_put_file_piece (McJournal *self, const char *id, guint n, GBytes *piece);
DexFuture *mc_journal_drop_file (McJournal *self, const char *id);
/* Resolves with GBytes, NULL when there is none. */
DexFuture *mc_journal_file_piece (McJournal *self, const char *id, guint n);
/* Writes how far its job is: state, offset, upload id, attempts, time of the next, cause and detail. */
DexFuture *mc_journal_update_file (McJournal *self, McOutboxFile *file);

/* Commits a new entry (state HELD or WAITING), with its files: they go when it is done, dropped or undone. A file that is not
 * whole is FAILED, and nothing is committed. Rejects with CONFLICT when the record has an unsent handling act.
 * Resolves with TRUE once durable. The draft of the record named in `drop_drafts_of` (nullable) goes in the same
 * transaction. */
DexFuture *mc_journal_add (McJournal *self, McOutboxEntry *entry, const char *drop_drafts_of);

/* Writes state, attempts, times, cause and detail of an entry, found by its act's key. */
DexFuture *mc_journal_update (McJournal *self, McOutboxEntry *entry);

/* HELD → gone, in one step; resolves with a boolean: FALSE when its time was over. */
DexFuture *mc_journal_undo (McJournal *self, const char *key);

/* Resolves with a GPtrArray (boxed G_TYPE_PTR_ARRAY) of McOutboxEntry in order of creation: all unfinished ones, and
 * the newest 100 finished of the last 30 days. */
DexFuture *mc_journal_list (McJournal *self);

/* The record holds state secrets: what was typed for it and papers that it was owed go, and what entries of the outbox say of it. title: in the place of
 * theirs; of those that are finished the form goes, too. Resolves with TRUE once durable. */
DexFuture *mc_journal_withhold (McJournal *self, const char *record_id, const char *title);

/* Drafts: text by record and field. NULL text deletes. Resolves with TRUE once durable. */
DexFuture *mc_journal_save_draft (McJournal *self, const char *record_id, const char *field, const char *text);

/* Resolves with a GHashTable (boxed) field → text. */
DexFuture *mc_journal_drafts (McJournal *self, const char *record_id);

/* One draft, with where it belongs. */
typedef struct
{
  char *record_id;
  char *field;
  char *text;
  gint64 saved_us; /* microseconds since 1970 UTC */
} McDraft;

void mc_draft_free (McDraft *self);

/* Every draft there is: resolves with a GPtrArray (boxed G_TYPE_PTR_ARRAY) of McDraft, the newest first. */
DexFuture *mc_journal_all_drafts (McJournal *self);

/* How a paper that is owed stands. */
typedef enum
{
  MC_PAPER_WANTED,     /* to be printed: nobody has yet */
  MC_PAPER_PRINTING,   /* begun in this run of the program */
  MC_PAPER_BROKEN_OFF, /* begun in a run that ended before it did */
} McPaperState;

typedef struct
{
  char *record_id;
  char *paper; /* "01" … */
  McPaperState state;
  gint64 at_us; /* wanted or begun: microseconds since 1970 UTC */
} McOwedPaper;

void mc_owed_paper_free (McOwedPaper *self);

/* Papers that somebody is still to get (giấy cần in). want: it is to be printed. begin: before it goes to a printer. settle:
 * it was printed, or will not be. cancel: it was not printed after all; what was wanted still is. Each resolves with TRUE
 * once durable. */
DexFuture *mc_journal_want_paper (McJournal *self, const char *record_id, const char *paper);
DexFuture *mc_journal_begin_paper (McJournal *self, const char *record_id, const char *paper);
DexFuture *mc_journal_settle_paper (McJournal *self, const char *record_id, const char *paper);
DexFuture *mc_journal_cancel_paper (McJournal *self, const char *record_id, const char *paper);

/* Resolves with a GPtrArray (boxed G_TYPE_PTR_ARRAY) of McOwedPaper: what broke off first, then the oldest. */
DexFuture *mc_journal_papers (McJournal *self);

/* Small settings of the profile, by name. Lookup resolves with a string or NULL. */
DexFuture *mc_journal_set (McJournal *self, const char *name, const char *value);
DexFuture *mc_journal_get (McJournal *self, const char *name);

G_END_DECLS
