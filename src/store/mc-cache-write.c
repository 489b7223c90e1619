// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-cache-job.h"

#include "mc-cache-query.h"
#include "mc-cache-writer.h"
#include "mc-db.h"
#include "mc-secret.h"

static gboolean
set_boolean (GValue *result, gboolean value)
{
  g_value_init (result, G_TYPE_BOOLEAN);
  g_value_set_boolean (result, value);
  return TRUE;
}

gboolean
mc_cache_set_meta (sqlite3 *db, const char *name, const char *value, GError **error)
{
  if (value == NULL)
    return mc_db_exec (db, error, "DELETE FROM meta WHERE name = ?", "s", name);
  return mc_db_exec (db, error, "INSERT OR REPLACE INTO meta VALUES (?, ?)", "ss", name, value);
}

/* The running snapshot's number, 0 when none runs. */
static gint64
get_mark (sqlite3 *db)
{
  g_autofree char *text = mc_cache_get_meta (db, "mark", NULL);

  return text != NULL ? g_ascii_strtoll (text, NULL, 10) : 0;
}

static gboolean
apply_change (McCacheWriter *writer, const McChange *change, GStrvBuilder *changed, GError **error)
{
  gboolean is_new = FALSE;
  gboolean done = change->summary != NULL ? mc_cache_writer_put (writer, change->summary, &is_new, error)
                                          : mc_cache_writer_remove (writer, change->id, &is_new, error);

  if (done && is_new)
    g_strv_builder_add (changed, change->id);
  return done;
}

static gboolean
apply_changes (sqlite3 *db, McChanges *changes, GStrvBuilder *changed, GError **error)
{
  g_autoptr (McCacheWriter) writer = mc_cache_writer_new (db, get_mark (db), error);
  gboolean done = writer != NULL && mc_cache_set_meta (db, "cursor", changes->next, error);

  for (guint i = 0; done && i < changes->changes->len; i++)
    done = apply_change (writer, g_ptr_array_index (changes->changes, i), changed, error);
  return done;
}

gboolean
mc_cache_apply_job (sqlite3 *db, gpointer data, GValue *result, GError **error)
{
  g_autoptr (GStrvBuilder) changed = g_strv_builder_new ();

  if (!mc_db_begin (db, error))
    return FALSE;
  if (!apply_changes (db, ((McCacheJob *) data)->changes, changed, error))
    {
      mc_db_rollback (db);
      return FALSE;
    }
  if (!mc_db_commit (db, error))
    return FALSE;
  g_value_init (result, G_TYPE_STRV);
  g_value_take_boxed (result, g_strv_builder_end (changed));
  return TRUE;
}

gboolean
mc_cache_begin_snapshot_job (sqlite3 *db, gpointer data, GValue *result, GError **error)
{
  g_autofree char *last = mc_cache_get_meta (db, "last-mark", NULL);
  g_autofree char *mark
      = g_strdup_printf ("%" G_GINT64_FORMAT, last != NULL ? g_ascii_strtoll (last, NULL, 10) + 1 : 1);

  if (!mc_db_begin (db, error))
    return FALSE;
  if (!mc_cache_set_meta (db, "last-mark", mark, error) || !mc_cache_set_meta (db, "mark", mark, error)
      || !mc_cache_set_meta (db, "cursor", NULL, error))
    {
      mc_db_rollback (db);
      return FALSE;
    }
  return mc_db_commit (db, error) && set_boolean (result, TRUE);
}

gboolean
mc_cache_end_snapshot_job (sqlite3 *db, gpointer data, GValue *result, GError **error)
{
  gint64 mark = get_mark (db);
  gboolean swept;

  if (mark == 0)
    return set_boolean (result, FALSE);
  if (!mc_db_begin (db, error))
    return FALSE;
  if (!mc_db_exec (db, error, "DELETE FROM search WHERE rowid IN (SELECT key FROM dossiers WHERE mark < ?)", "i", mark)
      || !mc_db_exec (db, error, "DELETE FROM details WHERE id IN (SELECT id FROM dossiers WHERE mark < ?)", "i", mark)
      || !mc_db_exec (db, error, "DELETE FROM dossiers WHERE mark < ?", "i", mark))
    {
      mc_db_rollback (db);
      return FALSE;
    }
  swept = sqlite3_changes (db) > 0;
  if (!mc_cache_set_meta (db, "mark", NULL, error))
    {
      mc_db_rollback (db);
      return FALSE;
    }
  return mc_db_commit (db, error) && set_boolean (result, swept);
}

/* An answer to something asked for: it makes no record ours to see, and keeps none from being swept. */
static gboolean
update_summary (sqlite3 *db, const McSummary *summary, gboolean *changed, GError **error)
{
  g_autoptr (sqlite3_stmt) row = mc_db_query (db, error, "SELECT mark FROM dossiers WHERE id = ?", "s", summary->id);
  int status = row != NULL ? mc_db_step (row, error) : -1;

  g_autoptr (McCacheWriter) writer
      = status == 1 ? mc_cache_writer_new (db, sqlite3_column_int64 (row, 0), error) : NULL;

  *changed = FALSE;
  if (status == 0)
    return TRUE;
  return writer != NULL && mc_cache_writer_put (writer, summary, changed, error);
}

gboolean
mc_cache_put_summary_job (sqlite3 *db, gpointer data, GValue *result, GError **error)
{
  gboolean changed = FALSE;

  if (!mc_db_begin (db, error))
    return FALSE;
  if (!update_summary (db, ((McCacheJob *) data)->summary, &changed, error))
    {
      mc_db_rollback (db);
      return FALSE;
    }
  return mc_db_commit (db, error) && set_boolean (result, changed);
}

/* As it is stored, in the writer's eyes. (transfer full) (nullable): not there, or error is set */
static McSummary *
read_stored (sqlite3 *db, const char *id, gint64 *mark, GError **error)
{
  g_autoptr (sqlite3_stmt) row
      = mc_db_query (db, error, "SELECT mark, " MC_CACHE_COLUMNS " FROM dossiers WHERE id = ?", "s", id);

  if (row == NULL || mc_db_step (row, error) != 1)
    return NULL;
  *mark = sqlite3_column_int64 (row, 0);
  return mc_cache_read_summary (row, 1);
}

/* covered: (out): there was something to cover. */
static gboolean
withhold (sqlite3 *db, const char *id, gboolean *covered, GError **error)
{
  gint64 mark = 0;
  GError *trouble = NULL;
  g_autoptr (McSummary) stored = read_stored (db, id, &mark, &trouble);
  g_autoptr (McSummary) after = NULL;
  g_autoptr (McCacheWriter) writer = NULL;

  if (trouble != NULL)
    {
      g_propagate_error (error, trouble);
      return FALSE;
    }
  *covered = stored != NULL && !stored->secret;
  if (!*covered)
    return TRUE;
  after = mc_summary_cover (stored);
  writer = mc_cache_writer_new (db, mark, error);
  return writer != NULL && mc_cache_writer_withhold (writer, after, error);
}

gboolean
mc_cache_withhold_job (sqlite3 *db, gpointer data, GValue *result, GError **error)
{
  gboolean covered = FALSE;

  if (!mc_db_begin (db, error))
    return FALSE;
  if (!withhold (db, ((McCacheJob *) data)->a, &covered, error))
    {
      mc_db_rollback (db);
      return FALSE;
    }
  return mc_db_commit (db, error) && set_boolean (result, covered);
}

gboolean
mc_cache_expect_job (sqlite3 *db, gpointer data, GValue *result, GError **error)
{
  return mc_db_exec (db, error, "UPDATE dossiers SET version = 0 WHERE id = ?", "s", ((McCacheJob *) data)->a)
         && set_boolean (result, TRUE);
}

gboolean
mc_cache_set_job (sqlite3 *db, gpointer data, GValue *result, GError **error)
{
  McCacheJob *job = data;

  return mc_cache_set_meta (db, job->a, job->b, error) && set_boolean (result, TRUE);
}

static gboolean
write_detail (sqlite3 *db, const McSummary *summary, GBytes *json, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = mc_db_query (db, error,
                                                    "INSERT OR REPLACE INTO details SELECT ?1, ?3 WHERE EXISTS (SELECT "
                                                    "1 FROM dossiers WHERE id = ?1 AND version = ?2"
                                                    " AND (NOT secret OR ?4))",
                                                    "si", summary->id, summary->version);
  gsize size = 0;
  const void *text = g_bytes_get_data (json, &size);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_blob64 (statement, 3, text, size, SQLITE_STATIC);
  /* one that was covered here is not told again as it was */
  sqlite3_bind_int (statement, 4, summary->secret);
  return mc_db_step (statement, error) >= 0;
}

gboolean
mc_cache_put_dossier_job (sqlite3 *db, gpointer data, GValue *result, GError **error)
{
  McCacheJob *job = data;
  gboolean changed = FALSE;

  if (!mc_db_begin (db, error))
    return FALSE;
  if (!update_summary (db, job->summary, &changed, error) || !write_detail (db, job->summary, job->bytes, error))
    {
      mc_db_rollback (db);
      return FALSE;
    }
  return mc_db_commit (db, error) && set_boolean (result, changed);
}
