// SPDX-License-Identifier: GPL-3.0-or-later
#define G_LOG_DOMAIN "mc-store"
#include "mc-cache.h"

#include <glib/gstdio.h>

#include "mc-cache-job.h"
#include "mc-db.h"
#include "mc-scope.h"
#include "mc-task.h"

struct _McCache
{
  GObject parent_instance;

  /* owned: two connections, so that a long write never delays a page */
  McDb *writer;
  McDb *reader;
  McCacheList *list; /* the reader's */
  McClock *clock;
  gboolean was_reset;
  gint64 documents_limit;
};

typedef struct
{
  McScope *scope; /* lives as long as the fiber */
  char *directory;
  GBytes *key;
  McClock *clock;
} OpenJob;

G_DEFINE_FINAL_TYPE (McCache, mc_cache, G_TYPE_OBJECT)
G_DEFINE_BOXED_TYPE (McTotal, mc_total, mc_total_copy, mc_total_free)
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
  /* The new member of what is stored already: a snapshot brings it, and finds those that can have it old (5: waits for a
   * supplement), else it would leave what is no newer alone. Until then they are read as they are. */
  "ALTER TABLE dossiers ADD COLUMN supplement_due_at INTEGER;"
  "UPDATE dossiers SET version = 0 WHERE national_state = 5;"
  "DELETE FROM meta WHERE name = 'cursor';",
  /* all that queues sort and ask by, so that lists and counts read no row: the order "deadline" of mc-cache-query.c, word
   * for word, then the fields that it says are covered */
  "DROP INDEX dossiers_by_state;"
  "CREATE INDEX dossiers_by_deadline ON dossiers ("
  "  CASE WHEN accepted_at IS NULL AND response_due_at IS NOT NULL THEN response_due_at ELSE due_at END IS NULL,"
  "  CASE WHEN accepted_at IS NULL AND response_due_at IS NOT NULL THEN response_due_at ELSE due_at END,"
  "  submitted_at, key, national_state, local_step, accepted_at, warn_at, finished_at, handler_id);",
  "CREATE TABLE documents (key INTEGER PRIMARY KEY AUTOINCREMENT, dossier TEXT NOT NULL, id TEXT NOT NULL,"
  "  size INTEGER NOT NULL, whole INTEGER NOT NULL, used_us INTEGER NOT NULL, UNIQUE (dossier, id));"
  "CREATE TABLE document_blobs (document INTEGER NOT NULL, n INTEGER NOT NULL, bytes BLOB NOT NULL);"
  "CREATE UNIQUE INDEX document_blobs_by_place ON document_blobs (document, n);"
  "CREATE TRIGGER document_gone AFTER DELETE ON documents BEGIN"
  "  DELETE FROM document_blobs WHERE document = OLD.key; END;"
  "CREATE TRIGGER dossier_gone AFTER DELETE ON dossiers BEGIN DELETE FROM documents WHERE dossier = OLD.id; END;",
  /* Nothing was secret before. Details are fetched again: those of before lack what is told of a dossier now, and the same
   * version would leave them alone. */
  "ALTER TABLE dossiers ADD COLUMN secret INTEGER NOT NULL DEFAULT 0;"
  "DELETE FROM details;",
  /* The clock of the step and what was handed back: told of what is handled (2 accepted, 4 in processing), which a snapshot
   * brings anew. Queues sort by the nearer clock: the order "deadline" of mc-cache-query.c, word for word, then what it says
   * is covered. */
  "ALTER TABLE dossiers ADD COLUMN step_due_at INTEGER;"
  "ALTER TABLE dossiers ADD COLUMN step_hours INTEGER NOT NULL DEFAULT 0;"
  "ALTER TABLE dossiers ADD COLUMN sent_back INTEGER NOT NULL DEFAULT 0;"
  "UPDATE dossiers SET version = 0 WHERE national_state IN (2, 4);"
  "DELETE FROM meta WHERE name = 'cursor';"
  "DROP INDEX dossiers_by_deadline;"
  "CREATE INDEX dossiers_by_deadline ON dossiers ("
  "  CASE WHEN accepted_at IS NOT NULL AND (due_at IS NULL OR step_due_at < due_at) THEN step_due_at"
  " WHEN accepted_at IS NULL AND response_due_at IS NOT NULL THEN response_due_at ELSE due_at END IS NULL,"
  "  CASE WHEN accepted_at IS NOT NULL AND (due_at IS NULL OR step_due_at < due_at) THEN step_due_at"
  " WHEN accepted_at IS NULL AND response_due_at IS NOT NULL THEN response_due_at ELSE due_at END,"
  "  submitted_at, key, national_state, local_step, accepted_at, warn_at, finished_at, handler_id, due_at,"
  "  response_due_at, step_due_at, sent_back);",
  /* What is due and was paid, and the warning of the nearer clock instead of the hours of a step: a snapshot brings them, of
   * all that is open, and of what was paid for lately anew. */
  "ALTER TABLE dossiers DROP COLUMN step_hours;"
  "ALTER TABLE dossiers ADD COLUMN fee_due INTEGER;"
  "ALTER TABLE dossiers ADD COLUMN fee_paid INTEGER;"
  "ALTER TABLE dossiers ADD COLUMN fee_paid_at INTEGER;"
  "UPDATE dossiers SET version = 0 WHERE national_state IN (2, 4, 7) OR payment <> 'none';"
  "DELETE FROM meta WHERE name = 'cursor';",
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
job_free (McCacheJob *self)
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

static McCacheJob *
job_new (McCache *self, const char *a, const char *b)
{
  McCacheJob *job = g_new0 (McCacheJob, 1);

  job->a = g_strdup (a);
  job->b = g_strdup (b);
  job->now_us = mc_clock_now_us (self->clock);
  return job;
}

McTotal *
mc_total_copy (const McTotal *self)
{
  return g_memdup2 (self, sizeof *self);
}

void
mc_total_free (McTotal *self)
{
  g_free (self);
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
  self->documents_limit = MC_CACHE_DOCUMENTS_BYTES;
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
run (McDb *db, McDbFunc func, McCacheJob *job)
{
  return mc_db_run (db, func, job, (GDestroyNotify) job_free);
}

DexFuture *
mc_cache_apply (McCache *self, McChanges *changes)
{
  McCacheJob *job = job_new (self, NULL, NULL);

  job->changes = mc_changes_ref (changes);
  return run (self->writer, mc_cache_apply_job, job);
}

DexFuture *
mc_cache_begin_snapshot (McCache *self)
{
  return run (self->writer, mc_cache_begin_snapshot_job, job_new (self, NULL, NULL));
}

DexFuture *
mc_cache_end_snapshot (McCache *self)
{
  return run (self->writer, mc_cache_end_snapshot_job, job_new (self, NULL, NULL));
}

DexFuture *
mc_cache_put_summary (McCache *self, McSummary *summary)
{
  McCacheJob *job = job_new (self, NULL, NULL);

  job->summary = mc_summary_ref (summary);
  return run (self->writer, mc_cache_put_summary_job, job);
}

DexFuture *
mc_cache_withhold (McCache *self, const char *id)
{
  return run (self->writer, mc_cache_withhold_job, job_new (self, id, NULL));
}

DexFuture *
mc_cache_expect (McCache *self, const char *id)
{
  return run (self->writer, mc_cache_expect_job, job_new (self, id, NULL));
}

DexFuture *
mc_cache_set (McCache *self, const char *name, const char *value)
{
  return run (self->writer, mc_cache_set_job, job_new (self, name, value));
}

DexFuture *
mc_cache_get (McCache *self, const char *name)
{
  return run (self->reader, mc_cache_get_job, job_new (self, name, NULL));
}

DexFuture *
mc_cache_list (McCache *self, McFilter *filter, const char *order, const char *search)
{
  McCacheJob *job = job_new (self, order, search);

  job->list = mc_cache_list_ref (self->list);
  job->filter = filter != NULL ? mc_filter_ref (filter) : NULL;
  return run (self->reader, mc_cache_list_job, job);
}

DexFuture *
mc_cache_rows (McCache *self, GArray *keys)
{
  McCacheJob *job = job_new (self, NULL, NULL);

  job->keys = g_array_copy (keys);
  return run (self->reader, mc_cache_rows_job, job);
}

DexFuture *
mc_cache_counts (McCache *self, GPtrArray *filters)
{
  McCacheJob *job = job_new (self, NULL, NULL);

  job->filters = g_ptr_array_new_with_free_func ((GDestroyNotify) mc_filter_unref);
  for (guint i = 0; i < filters->len; i++)
    g_ptr_array_add (job->filters, mc_filter_ref (g_ptr_array_index (filters, i)));
  return run (self->reader, mc_cache_counts_job, job);
}

void
mc_field_value_free (McFieldValue *self)
{
  g_free (self->value);
  g_free (self->label);
  g_free (self);
}

gboolean
mc_cache_adds_up (const char *member)
{
  static const char *const amounts[] = { "fee_due", "fee_paid", NULL };

  return member != NULL && g_strv_contains (amounts, member);
}

DexFuture *
mc_cache_total (McCache *self, McFilter *filter, const char *member)
{
  McCacheJob *job;

  g_return_val_if_fail (mc_cache_adds_up (member), NULL); /* it stands in the SQL */

  job = job_new (self, member, NULL);
  job->filter = mc_filter_ref (filter);
  return run (self->reader, mc_cache_total_job, job);
}

DexFuture *
mc_cache_values (McCache *self, McFilter *filter, const char *field)
{
  McCacheJob *job = job_new (self, field, NULL);

  job->filter = filter != NULL ? mc_filter_ref (filter) : NULL;
  return run (self->reader, mc_cache_values_job, job);
}

DexFuture *
mc_cache_summary (McCache *self, const char *id)
{
  return run (self->reader, mc_cache_summary_job, job_new (self, id, NULL));
}

DexFuture *
mc_cache_put_dossier (McCache *self, McSummary *summary, GBytes *json)
{
  McCacheJob *job = job_new (self, NULL, NULL);

  job->summary = mc_summary_ref (summary);
  job->bytes = g_bytes_ref (json);
  return run (self->writer, mc_cache_put_dossier_job, job);
}

DexFuture *
mc_cache_detail (McCache *self, const char *id)
{
  return run (self->reader, mc_cache_detail_job, job_new (self, id, NULL));
}

DexFuture *
mc_cache_lacking (McCache *self, McFilter *filter, const char *order, guint most)
{
  McCacheJob *job = job_new (self, order, NULL);

  job->filter = filter != NULL ? mc_filter_ref (filter) : NULL;
  job->most = most;
  return run (self->reader, mc_cache_lacking_job, job);
}

static McCacheJob *
document_job_new (McCache *self, gint64 key, guint n)
{
  McCacheJob *job = job_new (self, NULL, NULL);

  job->number = key;
  job->most = n;
  return job;
}

DexFuture *
mc_cache_find_document (McCache *self, const char *dossier, const char *document)
{
  return run (self->reader, mc_cache_find_document_job, job_new (self, dossier, document));
}

DexFuture *
mc_cache_piece (McCache *self, gint64 key, guint n)
{
  return run (self->reader, mc_cache_piece_job, document_job_new (self, key, n));
}

DexFuture *
mc_cache_use_document (McCache *self, gint64 key)
{
  return run (self->writer, mc_cache_use_document_job, document_job_new (self, key, 0));
}

DexFuture *
mc_cache_begin_document (McCache *self, const char *dossier, const char *document, gint64 size)
{
  McCacheJob *job = job_new (self, dossier, document);

  job->number = size;
  return run (self->writer, mc_cache_begin_document_job, job);
}

DexFuture *
mc_cache_put_piece (McCache *self, gint64 key, guint n, GBytes *bytes)
{
  McCacheJob *job = document_job_new (self, key, n);

  job->bytes = g_bytes_ref (bytes);
  return run (self->writer, mc_cache_put_piece_job, job);
}

DexFuture *
mc_cache_end_document (McCache *self, gint64 key)
{
  McCacheJob *job = document_job_new (self, key, 0);

  job->limit = self->documents_limit;
  return run (self->writer, mc_cache_end_document_job, job);
}

void
mc_cache_set_documents_limit (McCache *self, gint64 bytes)
{
  self->documents_limit = bytes;
}
