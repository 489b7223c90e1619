// SPDX-License-Identifier: GPL-3.0-or-later
/* The papers that are owed: jobs of the journal's thread. A paper is a row while somebody is still to get it. */
#define G_LOG_DOMAIN "mc-store"
#include "mc-journal-job.h"

gboolean
mc_journal_want_paper_job (sqlite3 *db, gpointer data, GValue *result, GError **error)
{
  McJournalJob *job = data;

  return mc_db_exec (db, error,
                     "INSERT INTO papers (record_id, paper, wanted, state, at_us) VALUES (?, ?, 1, ?, ?)"
                     " ON CONFLICT DO UPDATE SET wanted = 1",
                     "ssii", job->a, job->b, (gint64) MC_PAPER_WANTED, job->now_us)
         && mc_journal_set_boolean (result, TRUE);
}

/* One that broke off is owed, whatever comes of this try. */
gboolean
mc_journal_begin_paper_job (sqlite3 *db, gpointer data, GValue *result, GError **error)
{
  McJournalJob *job = data;

  return mc_db_exec (db, error,
                     "INSERT INTO papers (record_id, paper, wanted, state, at_us) VALUES (?1, ?2, 0, ?3, ?4)"
                     " ON CONFLICT DO UPDATE SET wanted = wanted OR state = ?5, state = ?3, at_us = ?4",
                     "ssiii", job->a, job->b, (gint64) MC_PAPER_PRINTING, job->now_us, (gint64) MC_PAPER_BROKEN_OFF)
         && mc_journal_set_boolean (result, TRUE);
}

gboolean
mc_journal_settle_paper_job (sqlite3 *db, gpointer data, GValue *result, GError **error)
{
  McJournalJob *job = data;

  return mc_db_exec (db, error, "DELETE FROM papers WHERE record_id = ? AND paper = ?", "ss", job->a, job->b)
         && mc_journal_set_boolean (result, TRUE);
}

gboolean
mc_journal_cancel_paper_job (sqlite3 *db, gpointer data, GValue *result, GError **error)
{
  McJournalJob *job = data;

  if (!mc_db_begin (db, error))
    return FALSE;
  if (!mc_db_exec (db, error, "DELETE FROM papers WHERE record_id = ? AND paper = ? AND NOT wanted", "ss", job->a,
                   job->b)
      || !mc_db_exec (db, error, "UPDATE papers SET state = ? WHERE record_id = ? AND paper = ?", "iss",
                      (gint64) MC_PAPER_WANTED, job->a, job->b))
    {
      mc_db_rollback (db);
      return FALSE;
    }
  return mc_db_commit (db, error) && mc_journal_set_boolean (result, TRUE);
}

gboolean
mc_journal_papers_job (sqlite3 *db, gpointer data, GValue *result, GError **error)
{
  g_autoptr (GPtrArray) papers = g_ptr_array_new_with_free_func ((GDestroyNotify) mc_owed_paper_free);
  g_autoptr (sqlite3_stmt) row = mc_db_query (
      db, error, "SELECT record_id, paper, state, at_us FROM papers ORDER BY state DESC, at_us, record_id, paper", "");
  int status = -1;

  while (row != NULL && (status = mc_db_step (row, error)) == 1)
    {
      McOwedPaper *paper = g_new0 (McOwedPaper, 1);

      paper->record_id = mc_db_text (row, 0);
      paper->paper = mc_db_text (row, 1);
      paper->state = (McPaperState) sqlite3_column_int (row, 2);
      paper->at_us = sqlite3_column_int64 (row, 3);
      g_ptr_array_add (papers, paper);
    }
  if (status < 0)
    return FALSE;
  g_value_init (result, G_TYPE_PTR_ARRAY);
  g_value_take_boxed (result, g_steal_pointer (&papers));
  return TRUE;
}

/* Nobody knows what came out of a printer whose program ended. */
gboolean
mc_journal_recover_papers (sqlite3 *db, GError **error)
{
  return mc_db_exec (db, error, "UPDATE papers SET state = ? WHERE state = ?", "ii", (gint64) MC_PAPER_BROKEN_OFF,
                     (gint64) MC_PAPER_PRINTING);
}
