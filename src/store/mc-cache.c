// SPDX-License-Identifier: GPL-3.0-or-later
#define G_LOG_DOMAIN "mc-store"
#include "mc-cache.h"

#include <string.h>

#include <glib/gstdio.h>

#include "mc-cache-list.h"
#include "mc-cache-query.h"
#include "mc-cache-writer.h"
#include "mc-db.h"
#include "mc-scope.h"
#include "mc-task.h"

#define FIRST_ROWS 250

struct _McCache
{
  GObject parent_instance;

  /* owned: two connections, so that a long write never delays a page */
  McDb *writer;
  McDb *reader;
  McCacheList *list; /* the reader's */
  McClock *clock;
  gboolean was_reset;
};

typedef struct
{
  McScope *scope; /* lives as long as the fiber */
  char *directory;
  GBytes *key;
  McClock *clock;
} OpenJob;

typedef struct
{
  McChanges *changes;
  McSummary *summary;
  McCacheList *list;
  McFilter *filter;
  GPtrArray *filters;
  GArray *keys;
  GBytes *bytes;
  char *a;
  char *b;
  gint64 now_us;
} Job;

G_DEFINE_FINAL_TYPE (McCache, mc_cache, G_TYPE_OBJECT)
G_DEFINE_BOXED_TYPE (McListing, mc_listing, mc_listing_ref, mc_listing_unref)

static const char *const migrations[] = {
  "CREATE TABLE dossiers (key INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, version INTEGER NOT NULL,"
  "  handling_version INTEGER NOT NULL, code TEXT, provisional_code TEXT, procedure_code TEXT, procedure_name TEXT, "
  "field_name TEXT,"
  "  owner_name TEXT, owner_id_masked TEXT, submitter_name TEXT, channel TEXT, national_state INTEGER NOT NULL, "
  "local_step TEXT,"
  "  delivery TEXT, payment TEXT, sync TEXT, received_unit TEXT, competent_unit TEXT, handler_id TEXT, handler_name "
  "TEXT,"
  "  submitted_at INTEGER, accepted_at INTEGER, response_due_at INTEGER, due_at INTEGER, warn_at INTEGER, finished_at "
  "INTEGER,"
  "  actions TEXT, mark INTEGER NOT NULL);"
  "CREATE INDEX dossiers_by_state ON dossiers (national_state, local_step);"
  "CREATE VIRTUAL TABLE search USING fts5 (text, prefix='1 2 3', tokenize='unicode61');"
  "CREATE TABLE details (id TEXT PRIMARY KEY, json BLOB NOT NULL) WITHOUT ROWID;"
  "CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;",
  /* the order "deadline" of mc-cache-query.c, word for word, or it would not serve it */
  "CREATE INDEX dossiers_by_deadline ON dossiers ("
  "  CASE WHEN accepted_at IS NULL AND response_due_at IS NOT NULL THEN response_due_at ELSE due_at END IS NULL,"
  "  CASE WHEN accepted_at IS NULL AND response_due_at IS NOT NULL THEN response_due_at ELSE due_at END,"
  "  submitted_at);",
};

static const McDbKind kind = { migrations, G_N_ELEMENTS (migrations), FALSE };

static void
open_job_free (OpenJob *self)
{
  g_object_unref (self->scope);
  g_free (self->directory);
  g_bytes_unref (self->key);
  g_object_unref (self->clock);
  g_free (self);
}

static void
job_free (Job *self)
{
  g_clear_pointer (&self->changes, mc_changes_unref);
  g_clear_pointer (&self->summary, mc_summary_unref);
  g_clear_pointer (&self->list, mc_cache_list_unref);
  g_clear_pointer (&self->filter, mc_filter_unref);
  g_clear_pointer (&self->filters, g_ptr_array_unref);
  g_clear_pointer (&self->keys, g_array_unref);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self->a);
  g_free (self->b);
  g_free (self);
}

static Job *
job_new (McCache *self, const char *a, const char *b)
{
  Job *job = g_new0 (Job, 1);

  job->a = g_strdup (a);
  job->b = g_strdup (b);
  job->now_us = mc_clock_now_us (self->clock);
  return job;
}

McListing *
mc_listing_ref (McListing *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
mc_listing_unref (McListing *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_clear_pointer (&self->keys, g_array_unref);
  g_ptr_array_unref (self->rows);
  g_free (self);
}

static gboolean
set_boolean (GValue *result, gboolean value)
{
  g_value_init (result, G_TYPE_BOOLEAN);
  g_value_set_boolean (result, value);
  return TRUE;
}

static char *
get_meta (sqlite3 *db, const char *name, GError **error)
{
  g_autoptr (sqlite3_stmt) row = mc_db_query (db, error, "SELECT value FROM meta WHERE name = ?", "s", name);

  return row != NULL && mc_db_step (row, error) == 1 ? mc_db_text (row, 0) : NULL;
}

static gboolean
set_meta (sqlite3 *db, const char *name, const char *value, GError **error)
{
  if (value == NULL)
    return mc_db_exec (db, error, "DELETE FROM meta WHERE name = ?", "s", name);
  return mc_db_exec (db, error, "INSERT OR REPLACE INTO meta VALUES (?, ?)", "ss", name, value);
}

/* The running snapshot's number, 0 when none runs. */
static gint64
get_mark (sqlite3 *db)
{
  g_autofree char *text = get_meta (db, "mark", NULL);

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
  gboolean done = writer != NULL && set_meta (db, "cursor", changes->next, error);

  for (guint i = 0; done && i < changes->changes->len; i++)
    done = apply_change (writer, g_ptr_array_index (changes->changes, i), changed, error);
  return done;
}

static gboolean
apply_job (sqlite3 *db, gpointer data, GValue *result, GError **error)
{
  g_autoptr (GStrvBuilder) changed = g_strv_builder_new ();

  if (!mc_db_begin (db, error))
    return FALSE;
  if (!apply_changes (db, ((Job *) data)->changes, changed, error))
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

static gboolean
begin_snapshot_job (sqlite3 *db, gpointer data, GValue *result, GError **error)
{
  g_autofree char *last = get_meta (db, "last-mark", NULL);
  g_autofree char *mark
      = g_strdup_printf ("%" G_GINT64_FORMAT, last != NULL ? g_ascii_strtoll (last, NULL, 10) + 1 : 1);

  if (!mc_db_begin (db, error))
    return FALSE;
  if (!set_meta (db, "last-mark", mark, error) || !set_meta (db, "mark", mark, error)
      || !set_meta (db, "cursor", NULL, error))
    {
      mc_db_rollback (db);
      return FALSE;
    }
  return mc_db_commit (db, error) && set_boolean (result, TRUE);
}

static gboolean
end_snapshot_job (sqlite3 *db, gpointer data, GValue *result, GError **error)
{
  gint64 mark = get_mark (db);

  if (mark == 0)
    return set_boolean (result, TRUE);
  if (!mc_db_begin (db, error))
    return FALSE;
  if (!mc_db_exec (db, error, "DELETE FROM search WHERE rowid IN (SELECT key FROM dossiers WHERE mark < ?)", "i", mark)
      || !mc_db_exec (db, error, "DELETE FROM details WHERE id IN (SELECT id FROM dossiers WHERE mark < ?)", "i", mark)
      || !mc_db_exec (db, error, "DELETE FROM dossiers WHERE mark < ?", "i", mark)
      || !set_meta (db, "mark", NULL, error))
    {
      mc_db_rollback (db);
      return FALSE;
    }
  return mc_db_commit (db, error) && set_boolean (result, TRUE);
}

static gboolean
write_summary (sqlite3 *db, const McSummary *summary, gboolean *changed, GError **error)
{
  g_autoptr (McCacheWriter) writer = mc_cache_writer_new (db, get_mark (db), error);

  return writer != NULL && mc_cache_writer_put (writer, summary, changed, error);
}

static gboolean
put_summary_job (sqlite3 *db, gpointer data, GValue *result, GError **error)
{
  gboolean changed = FALSE;

  if (!mc_db_begin (db, error))
    return FALSE;
  if (!write_summary (db, ((Job *) data)->summary, &changed, error))
    {
      mc_db_rollback (db);
      return FALSE;
    }
  return mc_db_commit (db, error) && set_boolean (result, changed);
}

static gboolean
set_job (sqlite3 *db, gpointer data, GValue *result, GError **error)
{
  Job *job = data;

  return set_meta (db, job->a, job->b, error) && set_boolean (result, TRUE);
}

static gboolean
get_job (sqlite3 *db, gpointer data, GValue *result, GError **error)
{
  GError *why = NULL;
  char *value = get_meta (db, ((Job *) data)->a, &why);

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
read_listing (sqlite3 *db, const Job *job, McListing *listing, GError **error)
{
  listing->keys = mc_cache_list_keys (job->list, db, job->filter, job->a, job->b, job->now_us, error);
  return listing->keys != NULL
         && read_rows (db, listing->keys, MIN (listing->keys->len, FIRST_ROWS), listing->rows, error);
}

static gboolean
list_job (sqlite3 *db, gpointer data, GValue *result, GError **error)
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

static gboolean
rows_job (sqlite3 *db, gpointer data, GValue *result, GError **error)
{
  GArray *keys = ((Job *) data)->keys;
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (unref_summary);

  if (!read_rows (db, keys, keys->len, rows, error))
    return FALSE;
  g_value_init (result, G_TYPE_PTR_ARRAY);
  g_value_take_boxed (result, g_steal_pointer (&rows));
  return TRUE;
}

static gboolean
counts_job (sqlite3 *db, gpointer data, GValue *result, GError **error)
{
  Job *job = data;
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

static gboolean
summary_job (sqlite3 *db, gpointer data, GValue *result, GError **error)
{
  g_autoptr (sqlite3_stmt) row
      = mc_db_query (db, error, "SELECT " MC_CACHE_COLUMNS " FROM dossiers WHERE id = ?", "s", ((Job *) data)->a);
  int status = row != NULL ? mc_db_step (row, error) : -1;

  if (status < 0)
    return FALSE;
  g_value_init (result, MC_TYPE_SUMMARY);
  if (status == 1)
    g_value_take_boxed (result, mc_cache_read_summary (row, 0));
  return TRUE;
}

static gboolean
write_detail (sqlite3 *db, const char *id, gint64 version, GBytes *json, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = mc_db_query (db, error,
                                                    "INSERT OR REPLACE INTO details SELECT ?1, ?3 WHERE EXISTS (SELECT "
                                                    "1 FROM dossiers WHERE id = ?1 AND version = ?2)",
                                                    "si", id, version);
  gsize size = 0;
  const void *text = g_bytes_get_data (json, &size);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_blob64 (statement, 3, text, size, SQLITE_STATIC);
  return mc_db_step (statement, error) >= 0;
}

static gboolean
put_dossier_job (sqlite3 *db, gpointer data, GValue *result, GError **error)
{
  Job *job = data;
  gboolean changed = FALSE;

  if (!mc_db_begin (db, error))
    return FALSE;
  if (!write_summary (db, job->summary, &changed, error)
      || !write_detail (db, job->summary->id, job->summary->version, job->bytes, error))
    {
      mc_db_rollback (db);
      return FALSE;
    }
  return mc_db_commit (db, error) && set_boolean (result, changed);
}

static gboolean
put_detail_job (sqlite3 *db, gpointer data, GValue *result, GError **error)
{
  Job *job = data;
  g_autoptr (sqlite3_stmt) statement = mc_db_query (
      db, error, "INSERT OR REPLACE INTO details SELECT ?1, ?2 WHERE EXISTS (SELECT 1 FROM dossiers WHERE id = ?1)",
      "s", job->a);
  gsize size = 0;
  const void *text = g_bytes_get_data (job->bytes, &size);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_blob64 (statement, 2, text, size, SQLITE_STATIC);
  return mc_db_step (statement, error) >= 0 && set_boolean (result, TRUE);
}

static gboolean
detail_job (sqlite3 *db, gpointer data, GValue *result, GError **error)
{
  g_autoptr (sqlite3_stmt) row
      = mc_db_query (db, error, "SELECT json FROM details WHERE id = ?", "s", ((Job *) data)->a);
  int status = row != NULL ? mc_db_step (row, error) : -1;

  if (status < 0)
    return FALSE;
  g_value_init (result, G_TYPE_BYTES);
  if (status == 1)
    g_value_take_boxed (result, g_bytes_new (sqlite3_column_blob (row, 0), (gsize) sqlite3_column_bytes (row, 0)));
  return TRUE;
}

/* Moved aside, not deleted: somebody may want to know why. An older one that lies there goes. */
static void
move_aside (const char *path)
{
  static const char *const tails[] = { "", "-wal", "-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (tails); i++)
    {
      g_autofree char *from = g_strconcat (path, tails[i], NULL);
      g_autofree char *to = g_strconcat (path, ".old", tails[i], NULL);

      g_remove (to);
      g_rename (from, to);
    }
}

static gboolean
error_is_final (const GError *error)
{
  return g_error_matches (error, MC_STORE_ERROR, MC_STORE_ERROR_FULL)
         || g_error_matches (error, MC_STORE_ERROR, MC_STORE_ERROR_BUSY);
}

static DexFuture *
open_fiber (gpointer data)
{
  OpenJob *job = data;
  g_autoptr (McCache) self = g_object_new (MC_TYPE_CACHE, NULL);
  g_autofree char *path = g_build_filename (job->directory, "cache.db", NULL);
  g_autoptr (GError) error = NULL;

  self->clock = g_object_ref (job->clock);
  g_mkdir_with_parents (job->directory, 0700);
  self->writer = mc_await_object (mc_db_open (path, job->key, &kind), &error);
  if (self->writer == NULL && !error_is_final (error))
    {
      g_message ("the cache could not be opened (%s): begun anew", error->message);
      g_clear_error (&error);
      move_aside (path);
      self->was_reset = TRUE;
      self->writer = mc_await_object (mc_db_open (path, job->key, &kind), &error);
    }
  if (self->writer != NULL)
    self->reader = mc_await_object (mc_db_open (path, job->key, &kind), &error);
  if (self->reader == NULL && self->writer != NULL)
    mc_await (mc_db_close (self->writer), NULL); /* the error that counts is the reader's */
  if (self->reader == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_take_object (g_steal_pointer (&self));
}

/* One after the other: of two that close at once neither is the last, and the log would not be folded into the file. */
static DexFuture *
reader_closed_cb (DexFuture *future, gpointer data)
{
  return mc_db_close (((McCache *) data)->writer);
}

static void
mc_cache_finalize (GObject *object)
{
  McCache *self = MC_CACHE (object);

  g_clear_object (&self->writer);
  g_clear_object (&self->reader);
  g_clear_object (&self->clock);
  g_clear_pointer (&self->list, mc_cache_list_unref);
  G_OBJECT_CLASS (mc_cache_parent_class)->finalize (object);
}

static void
mc_cache_class_init (McCacheClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mc_cache_finalize;
}

static void
mc_cache_init (McCache *self)
{
  self->list = mc_cache_list_new ();
}

DexFuture *
mc_cache_open (const char *directory, GBytes *key, McClock *clock)
{
  OpenJob *job = g_new0 (OpenJob, 1);

  job->scope = mc_scope_new (NULL);
  job->directory = g_strdup (directory);
  job->key = g_bytes_ref (key);
  job->clock = g_object_ref (clock);
  return mc_task_start (job->scope, "open cache", open_fiber, job, (GDestroyNotify) open_job_free);
}

DexFuture *
mc_cache_close (McCache *self)
{
  g_return_val_if_fail (MC_IS_CACHE (self), NULL);

  return dex_future_then (mc_db_close (self->reader), reader_closed_cb, g_object_ref (self), g_object_unref);
}

gboolean
mc_cache_was_reset (McCache *self)
{
  g_return_val_if_fail (MC_IS_CACHE (self), FALSE);

  return self->was_reset;
}

static DexFuture *
run (McDb *db, McDbFunc func, Job *job)
{
  return mc_db_run (db, func, job, (GDestroyNotify) job_free);
}

DexFuture *
mc_cache_apply (McCache *self, McChanges *changes)
{
  Job *job = job_new (self, NULL, NULL);

  job->changes = mc_changes_ref (changes);
  return run (self->writer, apply_job, job);
}

DexFuture *
mc_cache_begin_snapshot (McCache *self)
{
  return run (self->writer, begin_snapshot_job, job_new (self, NULL, NULL));
}

DexFuture *
mc_cache_end_snapshot (McCache *self)
{
  return run (self->writer, end_snapshot_job, job_new (self, NULL, NULL));
}

DexFuture *
mc_cache_put_summary (McCache *self, McSummary *summary)
{
  Job *job = job_new (self, NULL, NULL);

  job->summary = mc_summary_ref (summary);
  return run (self->writer, put_summary_job, job);
}

DexFuture *
mc_cache_set (McCache *self, const char *name, const char *value)
{
  return run (self->writer, set_job, job_new (self, name, value));
}

DexFuture *
mc_cache_get (McCache *self, const char *name)
{
  return run (self->reader, get_job, job_new (self, name, NULL));
}

DexFuture *
mc_cache_list (McCache *self, McFilter *filter, const char *order, const char *search)
{
  Job *job = job_new (self, order, search);

  job->list = mc_cache_list_ref (self->list);
  job->filter = filter != NULL ? mc_filter_ref (filter) : NULL;
  return run (self->reader, list_job, job);
}

DexFuture *
mc_cache_rows (McCache *self, GArray *keys)
{
  Job *job = job_new (self, NULL, NULL);

  job->keys = g_array_copy (keys);
  return run (self->reader, rows_job, job);
}

DexFuture *
mc_cache_counts (McCache *self, GPtrArray *filters)
{
  Job *job = job_new (self, NULL, NULL);

  job->filters = g_ptr_array_new_with_free_func ((GDestroyNotify) mc_filter_unref);
  for (guint i = 0; i < filters->len; i++)
    g_ptr_array_add (job->filters, mc_filter_ref (g_ptr_array_index (filters, i)));
  return run (self->reader, counts_job, job);
}

DexFuture *
mc_cache_summary (McCache *self, const char *id)
{
  return run (self->reader, summary_job, job_new (self, id, NULL));
}

DexFuture *
mc_cache_put_detail (McCache *self, const char *id, GBytes *json)
{
  Job *job = job_new (self, id, NULL);

  job->bytes = g_bytes_ref (json);
  return run (self->writer, put_detail_job, job);
}

DexFuture *
mc_cache_put_dossier (McCache *self, McSummary *summary, GBytes *json)
{
  Job *job = job_new (self, NULL, NULL);

  job->summary = mc_summary_ref (summary);
  job->bytes = g_bytes_ref (json);
  return run (self->writer, put_dossier_job, job);
}

DexFuture *
mc_cache_detail (McCache *self, const char *id)
{
  return run (self->reader, detail_job, job_new (self, id, NULL));
}
