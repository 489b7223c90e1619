// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-cache-job.h"

#include "mc-cache-query.h"
#include "mc-db.h"

#define FIRST_ROWS 250

char *
mc_cache_get_meta (sqlite3 *db, const char *name, GError **error)
{
  g_autoptr (sqlite3_stmt) row = mc_db_query (db, error, "SELECT value FROM meta WHERE name = ?", "s", name);

  return row != NULL && mc_db_step (row, error) == 1 ? mc_db_text (row, 0) : NULL;
}

gboolean
mc_cache_get_job (sqlite3 *db, gpointer data, GValue *result, GError **error)
{
  GError *why = NULL;
  char *value = mc_cache_get_meta (db, ((McCacheJob *) data)->a, &why);

  if (why != NULL)
    {
      g_propagate_error (error, why);
      return FALSE;
    }
  g_value_init (result, G_TYPE_STRING);
  g_value_take_string (result, value);
  return TRUE;
}

static void
unref_summary (gpointer data)
{
  if (data != NULL)
    mc_summary_unref (data);
}

/* The rows of keys[0 … n), NULL for those no longer there. */
static gboolean
read_rows (sqlite3 *db, GArray *keys, guint n, GPtrArray *rows, GError **error)
{
  g_autoptr (sqlite3_stmt) row = mc_db_query (db, error, "SELECT " MC_CACHE_COLUMNS " FROM dossiers WHERE key = ?", "");

  for (guint i = 0; row != NULL && i < n; i++)
    {
      int status;

      sqlite3_reset (row);
      sqlite3_bind_int64 (row, 1, g_array_index (keys, gint64, i));
      status = mc_db_step (row, error);
      if (status < 0)
        return FALSE;
      g_ptr_array_add (rows, status == 1 ? mc_cache_read_summary (row, 0) : NULL);
    }
  return row != NULL;
}

/* Keys alone are sorted: with all columns beside them a sort of 100,000 takes several times as long. Inside a transaction,
 * so that both reads see the same state. */
static gboolean
read_listing (sqlite3 *db, const McCacheJob *job, McListing *listing, GError **error)
{
  listing->keys = mc_cache_list_keys (job->list, db, job->filter, job->a, job->b, job->now_us, error);
  return listing->keys != NULL
         && read_rows (db, listing->keys, MIN (listing->keys->len, FIRST_ROWS), listing->rows, error);
}

gboolean
mc_cache_list_job (sqlite3 *db, gpointer data, GValue *result, GError **error)
{
  g_autoptr (McListing) listing = g_new0 (McListing, 1);

  g_atomic_ref_count_init (&listing->ref_count);
  listing->rows = g_ptr_array_new_with_free_func (unref_summary);
  if (!mc_db_begin_read (db, error))
    return FALSE;
  if (!read_listing (db, data, listing, error))
    {
      mc_db_rollback (db);
      return FALSE;
    }
  if (!mc_db_commit (db, error))
    return FALSE;
  g_value_init (result, MC_TYPE_LISTING);
  g_value_take_boxed (result, g_steal_pointer (&listing));
  return TRUE;
}

gboolean
mc_cache_rows_job (sqlite3 *db, gpointer data, GValue *result, GError **error)
{
  GArray *keys = ((McCacheJob *) data)->keys;
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (unref_summary);

  if (!read_rows (db, keys, keys->len, rows, error))
    return FALSE;
  g_value_init (result, G_TYPE_PTR_ARRAY);
  g_value_take_boxed (result, g_steal_pointer (&rows));
  return TRUE;
}

gboolean
mc_cache_counts_job (sqlite3 *db, gpointer data, GValue *result, GError **error)
{
  McCacheJob *job = data;
  g_autoptr (GArray) counts = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (sqlite3_stmt) row = mc_cache_select_counts (db, job->filters, job->now_us, error);

  if (row == NULL || mc_db_step (row, error) != 1)
    return FALSE;
  for (guint i = 0; i < job->filters->len; i++)
    {
      guint count = (guint) sqlite3_column_int64 (row, (int) i + 1);

      g_array_append_val (counts, count);
    }
  g_value_init (result, G_TYPE_ARRAY);
  g_value_take_boxed (result, g_steal_pointer (&counts));
  return TRUE;
}

gboolean
mc_cache_total_job (sqlite3 *db, gpointer data, GValue *result, GError **error)
{
  McCacheJob *job = data;
  g_autoptr (sqlite3_stmt) row = mc_cache_select_total (db, job->filter, job->a, job->now_us, error);
  McTotal *total;

  if (row == NULL || mc_db_step (row, error) != 1)
    return FALSE;
  total = g_new0 (McTotal, 1);
  total->count = (guint) sqlite3_column_int64 (row, 0);
  total->unknown = total->count - (guint) sqlite3_column_int64 (row, 1);
  total->sum = sqlite3_column_int64 (row, 2);
  g_value_init (result, MC_TYPE_TOTAL);
  g_value_take_boxed (result, total);
  return TRUE;
}

gboolean
mc_cache_values_job (sqlite3 *db, gpointer data, GValue *result, GError **error)
{
  McCacheJob *job = data;
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func ((GDestroyNotify) mc_field_value_free);
  g_autoptr (sqlite3_stmt) row = mc_cache_select_values (db, job->filter, job->a, job->now_us, error);
  int status = -1;

  while (row != NULL && (status = mc_db_step (row, error)) == 1)
    {
      McFieldValue *value = g_new0 (McFieldValue, 1);

      value->value = mc_db_text (row, 0);
      value->label = mc_db_text (row, 1);
      value->count = (guint) sqlite3_column_int64 (row, 2);
      if (value->label == NULL)
        value->label = g_strdup (value->value);
      g_ptr_array_add (values, value);
    }
  if (status < 0)
    return FALSE;
  g_value_init (result, G_TYPE_PTR_ARRAY);
  g_value_take_boxed (result, g_steal_pointer (&values));
  return TRUE;
}

gboolean
mc_cache_summary_job (sqlite3 *db, gpointer data, GValue *result, GError **error)
{
  g_autoptr (sqlite3_stmt) row = mc_db_query (db, error, "SELECT " MC_CACHE_COLUMNS " FROM dossiers WHERE id = ?", "s",
                                              ((McCacheJob *) data)->a);
  int status = row != NULL ? mc_db_step (row, error) : -1;

  if (status < 0)
    return FALSE;
  g_value_init (result, MC_TYPE_SUMMARY);
  if (status == 1)
    g_value_take_boxed (result, mc_cache_read_summary (row, 0));
  return TRUE;
}

gboolean
mc_cache_detail_job (sqlite3 *db, gpointer data, GValue *result, GError **error)
{
  g_autoptr (sqlite3_stmt) row
      = mc_db_query (db, error, "SELECT json FROM details WHERE id = ?", "s", ((McCacheJob *) data)->a);
  int status = row != NULL ? mc_db_step (row, error) : -1;

  if (status < 0)
    return FALSE;
  g_value_init (result, G_TYPE_BYTES);
  if (status == 1)
    g_value_take_boxed (result, g_bytes_new (sqlite3_column_blob (row, 0), (gsize) sqlite3_column_bytes (row, 0)));
  return TRUE;
}

gboolean
mc_cache_lacking_job (sqlite3 *db, gpointer data, GValue *result, GError **error)
{
  McCacheJob *job = data;
  g_autoptr (sqlite3_stmt) key = mc_cache_select_keys (db, job->filter, job->a, job->now_us, error);
  g_autoptr (sqlite3_stmt) id = mc_db_query (db, key != NULL ? error : NULL,
                                             "SELECT id FROM dossiers WHERE key = ?"
                                             " AND NOT EXISTS (SELECT 1 FROM details WHERE details.id = dossiers.id)",
                                             "");
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  int status = key != NULL && id != NULL ? 0 : -1;

  for (guint i = 0; status >= 0 && i < job->most && (status = mc_db_step (key, error)) == 1; i++)
    {
      sqlite3_reset (id);
      sqlite3_bind_int64 (id, 1, sqlite3_column_int64 (key, 0));
      status = mc_db_step (id, error);
      if (status == 1)
        g_strv_builder_take (ids, mc_db_text (id, 0));
    }
  if (status < 0)
    return FALSE;
  g_value_init (result, G_TYPE_STRV);
  g_value_take_boxed (result, g_strv_builder_end (ids));
  return TRUE;
}
