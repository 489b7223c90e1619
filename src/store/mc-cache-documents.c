// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-cache-job.h"

#include "mc-db.h"

G_DEFINE_BOXED_TYPE (McCachedDocument, mc_cached_document, mc_cached_document_ref, mc_cached_document_unref)

McCachedDocument *
mc_cached_document_ref (McCachedDocument *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
mc_cached_document_unref (McCachedDocument *self)
{
  if (g_atomic_ref_count_dec (&self->ref_count))
    g_free (self);
}

static gboolean
set_int64 (GValue *result, gint64 value)
{
  g_value_init (result, G_TYPE_INT64);
  g_value_set_int64 (result, value);
  return TRUE;
}

gboolean
mc_cache_find_document_job (sqlite3 *db, gpointer data, GValue *result, GError **error)
{
  McCacheJob *job = data;
  g_autoptr (sqlite3_stmt) row = mc_db_query (
      db, error, "SELECT key, size FROM documents WHERE dossier = ? AND id = ? AND whole", "ss", job->a, job->b);
  int status = row != NULL ? mc_db_step (row, error) : -1;
  McCachedDocument *document;

  if (status < 0)
    return FALSE;
  g_value_init (result, MC_TYPE_CACHED_DOCUMENT);
  if (status == 0)
    return TRUE;
  document = g_new0 (McCachedDocument, 1);
  g_atomic_ref_count_init (&document->ref_count);
  document->key = sqlite3_column_int64 (row, 0);
  document->size = sqlite3_column_int64 (row, 1);
  g_value_take_boxed (result, document);
  return TRUE;
}

gboolean
mc_cache_begin_document_job (sqlite3 *db, gpointer data, GValue *result, GError **error)
{
  McCacheJob *job = data;

  /* whoever had begun it before was interrupted; triggers of the schema take its pieces */
  if (!mc_db_begin (db, error))
    return FALSE;
  if (!mc_db_exec (db, error, "DELETE FROM documents WHERE dossier = ? AND id = ?", "ss", job->a, job->b)
      || !mc_db_exec (db, error,
                      "INSERT INTO documents (dossier, id, size, whole, used_us) SELECT ?1, ?2, ?3, 0, ?4"
                      " WHERE EXISTS (SELECT 1 FROM dossiers WHERE id = ?1 AND NOT secret)",
                      "ssii", job->a, job->b, job->number, job->now_us))
    {
      mc_db_rollback (db);
      return FALSE;
    }
  set_int64 (result, sqlite3_changes (db) > 0 ? sqlite3_last_insert_rowid (db) : 0);
  return mc_db_commit (db, error);
}

gboolean
mc_cache_put_piece_job (sqlite3 *db, gpointer data, GValue *result, GError **error)
{
  McCacheJob *job = data;
  gsize size;
  const void *bytes = g_bytes_get_data (job->bytes, &size);
  g_autoptr (sqlite3_stmt) statement = mc_db_query (db, error,
                                                    "INSERT INTO document_blobs (document, n, bytes) SELECT ?1, ?2, ?3"
                                                    " WHERE EXISTS (SELECT 1 FROM documents WHERE key = ?1)",
                                                    "ii", job->number, (gint64) job->most);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_blob64 (statement, 3, bytes, size, SQLITE_STATIC);
  if (mc_db_step (statement, error) < 0)
    return FALSE;
  g_value_init (result, G_TYPE_BOOLEAN);
  g_value_set_boolean (result, sqlite3_changes (db) > 0);
  return TRUE;
}

/* Those that nobody has looked at for longest go, until the rest is within the limit; this one stays. */
static gboolean
make_room (sqlite3 *db, gint64 key, gint64 most, GError **error)
{
  return mc_db_exec (db, error,
                     "DELETE FROM documents WHERE key IN (SELECT key FROM (SELECT key,"
                     " sum (size) OVER (ORDER BY key = ?1 DESC, used_us DESC, key DESC) AS together FROM documents)"
                     " WHERE together > ?2 AND key <> ?1)",
                     "ii", key, most);
}

gboolean
mc_cache_end_document_job (sqlite3 *db, gpointer data, GValue *result, GError **error)
{
  McCacheJob *job = data;

  if (!mc_db_begin (db, error))
    return FALSE;
  if (!mc_db_exec (db, error, "UPDATE documents SET whole = 1, used_us = ? WHERE key = ?", "ii", job->now_us,
                   job->number)
      || !make_room (db, job->number, job->limit, error))
    {
      mc_db_rollback (db);
      return FALSE;
    }
  return mc_db_commit (db, error) && set_int64 (result, job->number);
}

gboolean
mc_cache_use_document_job (sqlite3 *db, gpointer data, GValue *result, GError **error)
{
  McCacheJob *job = data;

  return mc_db_exec (db, error, "UPDATE documents SET used_us = ? WHERE key = ?", "ii", job->now_us, job->number)
         && set_int64 (result, job->number);
}

gboolean
mc_cache_piece_job (sqlite3 *db, gpointer data, GValue *result, GError **error)
{
  McCacheJob *job = data;
  g_autoptr (sqlite3_stmt) row
      = mc_db_query (db, error, "SELECT bytes FROM document_blobs WHERE document = ? AND n = ?", "ii", job->number,
                     (gint64) job->most);
  int status = row != NULL ? mc_db_step (row, error) : -1;

  if (status < 0)
    return FALSE;
  g_value_init (result, G_TYPE_BYTES);
  if (status == 1)
    g_value_take_boxed (result, g_bytes_new (sqlite3_column_blob (row, 0), (gsize) sqlite3_column_bytes (row, 0)));
  return TRUE;
}
