// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mc-db.h"
#include "mc-journal.h"

G_BEGIN_DECLS

/* The words of one job of the journal; which are used says the job. */
typedef struct
{
  McOutboxEntry *entry;
  McOutboxFile *file;
  GBytes *bytes;
  char *a;
  char *b;
  char *c;
  guint n;
  gint64 now_us;
} McJournalJob;

/* What a job answers with. TRUE. */
gboolean mc_journal_set_boolean (GValue *result, gboolean value);

/* mc-journal-files.c */
gboolean mc_journal_begin_file_job (sqlite3 *db, gpointer data, GValue *result, GError **error);
gboolean mc_journal_put_file_piece_job (sqlite3 *db, gpointer data, GValue *result, GError **error);
gboolean mc_journal_drop_file_job (sqlite3 *db, gpointer data, GValue *result, GError **error);
gboolean mc_journal_file_piece_job (sqlite3 *db, gpointer data, GValue *result, GError **error);
gboolean mc_journal_update_file_job (sqlite3 *db, gpointer data, GValue *result, GError **error);

/* mc-journal-papers.c: a: record, b: paper */
gboolean mc_journal_want_paper_job (sqlite3 *db, gpointer data, GValue *result, GError **error);
gboolean mc_journal_begin_paper_job (sqlite3 *db, gpointer data, GValue *result, GError **error);
gboolean mc_journal_settle_paper_job (sqlite3 *db, gpointer data, GValue *result, GError **error);
gboolean mc_journal_cancel_paper_job (sqlite3 *db, gpointer data, GValue *result, GError **error);
gboolean mc_journal_papers_job (sqlite3 *db, gpointer data, GValue *result, GError **error);
/* After a crash: what was being printed broke off. */
gboolean mc_journal_recover_papers (sqlite3 *db, GError **error);

/* The files of the entry are its own from now on; each must be whole. */
gboolean mc_journal_bind_files (sqlite3 *db, const McOutboxEntry *entry, GError **error);
/* Into the entries (McOutboxEntry) that they belong to. */
gboolean mc_journal_read_files (sqlite3 *db, GPtrArray *entries, GError **error);
/* After a crash: what belongs to no act goes, what was being sent goes on. */
gboolean mc_journal_recover_files (sqlite3 *db, GError **error);

G_END_DECLS
