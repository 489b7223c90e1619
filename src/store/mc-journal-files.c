// SPDX-License-Identifier: GPL-3.0-or-later
/* The files of the journal: jobs of its thread. */
#define G_LOG_DOMAIN "mc-store"
#include "mc-journal-job.h"

gboolean
mc_journal_begin_file_job (sqlite3 *db, gpointer data, GValue *result, GError **error)
{
  const McOutboxFile *file = ((McJournalJob *) data)->file;

  return mc_db_exec (db, error,
                     "INSERT INTO files (id, name, media_type, size, sha256, state, offset, attempts)"
                     " VALUES (?, ?, ?, ?, ?, 0, 0, 0)",
                     "sssis", file->id, file->name, file->media_type, file->size, file->sha256)
         && mc_journal_set_boolean (result, TRUE);
}

gboolean
mc_journal_put_file_piece_job (sqlite3 *db, gpointer data, GValue *result, GError **error)
{
  McJournalJob *job = data;
  gsize size;
  const void *bytes = g_bytes_get_data (job->bytes, &size);
  g_autoptr (sqlite3_stmt) statement = mc_db_query (
      db, error, "INSERT INTO file_blobs (file, n, bytes) SELECT serial, ?2, ?3 FROM files WHERE id = ?1", "si", job->a,
      (gint64) job->n);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_blob64 (statement, 3, bytes, size, SQLITE_STATIC);
  if (mc_db_step (statement, error) < 0)
    {
      g_clear_pointer (&statement, mc_statements_give_back);
      /* a part is of no use; that it does not go either is seen to when the journal is opened */
      mc_db_exec (db, NULL, "DELETE FROM files WHERE id = ?", "s", job->a);
      return FALSE;
    }
  if (sqlite3_changes (db) == 1)
    return mc_journal_set_boolean (result, TRUE);
  g_set_error_literal (error, MC_STORE_ERROR, MC_STORE_ERROR_FAILED, "the file was not begun");
  return FALSE;
}

gboolean
mc_journal_drop_file_job (sqlite3 *db, gpointer data, GValue *result, GError **error)
{
  return mc_db_exec (db, error, "DELETE FROM files WHERE id = ? AND entry IS NULL", "s", ((McJournalJob *) data)->a)
         && mc_journal_set_boolean (result, TRUE);
}

gboolean
mc_journal_file_piece_job (sqlite3 *db, gpointer data, GValue *result, GError **error)
{
  McJournalJob *job = data;
  g_autoptr (sqlite3_stmt) row = mc_db_query (
      db, error, "SELECT bytes FROM file_blobs WHERE file = (SELECT serial FROM files WHERE id = ?) AND n = ?", "si",
      job->a, (gint64) job->n);
  int status = row != NULL ? mc_db_step (row, error) : -1;

  if (status < 0)
    return FALSE;
  g_value_init (result, G_TYPE_BYTES);
  if (status == 1)
    g_value_take_boxed (result, g_bytes_new (sqlite3_column_blob (row, 0), (gsize) sqlite3_column_bytes (row, 0)));
  return TRUE;
}

gboolean
mc_journal_update_file_job (sqlite3 *db, gpointer data, GValue *result, GError **error)
{
  const McOutboxFile *file = ((McJournalJob *) data)->file;

  return mc_db_exec (
             db, error,
             "UPDATE files SET state = ?, offset = ?, upload_id = ?, attempts = ?, cause = ?, detail = ? WHERE id = ?",
             "iisisss", (gint64) file->state, file->offset, file->upload_id, (gint64) file->attempts, file->cause,
             file->detail, file->id)
         && mc_journal_set_boolean (result, TRUE);
}

gboolean
mc_journal_bind_files (sqlite3 *db, const McOutboxEntry *entry, GError **error)
{
  for (guint i = 0; i < entry->files->len; i++)
    {
      const McOutboxFile *file = g_ptr_array_index (entry->files, i);

      if (!mc_db_exec (db, error,
                       "UPDATE files SET entry = ?1 WHERE id = ?2 AND entry IS NULL AND size ="
                       " (SELECT sum (length (bytes)) FROM file_blobs WHERE file = files.serial)",
                       "ss", entry->act->key, file->id))
        return FALSE;
      if (sqlite3_changes (db) == 1)
        continue;
      g_set_error_literal (error, MC_STORE_ERROR, MC_STORE_ERROR_FAILED, "the file is not whole");
      return FALSE;
    }
  return TRUE;
}

static McOutboxFile *
read_file (sqlite3_stmt *row)
{
  McOutboxFile *file = mc_outbox_file_new ();

  file->id = mc_db_text (row, 1);
  file->name = mc_db_text (row, 2);
  file->media_type = mc_db_text (row, 3);
  file->size = sqlite3_column_int64 (row, 4);
  file->sha256 = mc_db_text (row, 5);
  file->state = (McFileState) sqlite3_column_int (row, 6);
  file->offset = sqlite3_column_int64 (row, 7);
  file->upload_id = mc_db_text (row, 8);
  file->attempts = sqlite3_column_int (row, 9);
  file->cause = mc_db_text (row, 10);
  file->detail = mc_db_text (row, 11);
  return file;
}

gboolean
mc_journal_read_files (sqlite3 *db, GPtrArray *entries, GError **error)
{
  g_autoptr (GHashTable) by_key = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (sqlite3_stmt) row = mc_db_query (
      db, error,
      "SELECT entry, id, name, media_type, size, sha256, state, offset, upload_id, attempts, cause, detail"
      " FROM files WHERE entry IS NOT NULL ORDER BY serial",
      "");
  int status = -1;

  for (guint i = 0; i < entries->len; i++)
    g_hash_table_insert (by_key, ((McOutboxEntry *) g_ptr_array_index (entries, i))->act->key,
                         g_ptr_array_index (entries, i));
  while (row != NULL && (status = mc_db_step (row, error)) == 1)
    {
      McOutboxEntry *entry = g_hash_table_lookup (by_key, (const char *) sqlite3_column_text (row, 0));

      if (entry != NULL)
        g_ptr_array_add (entry->files, read_file (row));
    }
  return status >= 0;
}

gboolean
mc_journal_recover_files (sqlite3 *db, GError **error)
{
  return mc_db_exec (db, error, "DELETE FROM files WHERE entry IS NULL", "")
         && mc_db_exec (db, error, "UPDATE files SET state = 0 WHERE state = 1", "");
}
