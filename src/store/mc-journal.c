// SPDX-License-Identifier: GPL-3.0-or-later
#define G_LOG_DOMAIN "mc-store"
#include "mc-journal.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "mc-journal-job.h"
#include "mc-scope.h"
#include "mc-task.h"
#include "mc-text.h"

#define FINISHED_KEPT 100
#define FINISHED_DAYS 30

struct _McJournal
{
  GObject parent_instance;

  /* owned */
  McDb *db;
  McClock *clock;
  int lock; /* of the profile's directory; -1 none */
};

typedef struct
{
  McScope *scope; /* lives as long as the fiber */
  char *directory;
  GBytes *key;
  McClock *clock;
} OpenJob;

typedef McJournalJob Job;

G_DEFINE_FINAL_TYPE (McJournal, mc_journal, G_TYPE_OBJECT)

static const char *const migrations[] = {
  /* 1. A handling act is one with an expected version; at most one of a record may be unsent. */
  "CREATE TABLE outbox (serial INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, record_id TEXT NOT "
  "NULL,"
  "  action TEXT NOT NULL, expected_version INTEGER NOT NULL, performed_at TEXT NOT NULL, form TEXT NOT NULL, title "
  "TEXT,"
  "  state INTEGER NOT NULL, attempts INTEGER NOT NULL, created_us INTEGER NOT NULL, held_until_us INTEGER NOT NULL,"
  "  next_try_us INTEGER NOT NULL, first_sent_us INTEGER NOT NULL, finished_us INTEGER NOT NULL, cause TEXT, detail "
  "TEXT);"
  "CREATE UNIQUE INDEX one_unsent_act ON outbox (record_id) WHERE expected_version <> 0 AND state NOT IN (3, 5);"
  "CREATE INDEX outbox_by_state ON outbox (state, finished_us);"
  "CREATE TABLE drafts (record_id TEXT NOT NULL, field TEXT NOT NULL, text TEXT NOT NULL, saved_us INTEGER NOT NULL,"
  "  PRIMARY KEY (record_id, field)) WITHOUT ROWID;"
  "CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;",
  /* 2. Files on their way to the portal, in pieces; entry: key of the act that waits for them, NULL while they are put down.
   * They go with what they wait for. */
  "CREATE TABLE files (serial INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, entry TEXT, name TEXT NOT NULL,"
  "  media_type TEXT NOT NULL, size INTEGER NOT NULL, sha256 TEXT NOT NULL, state INTEGER NOT NULL,"
  "  offset INTEGER NOT NULL, upload_id TEXT, attempts INTEGER NOT NULL, cause TEXT, detail TEXT);"
  "CREATE INDEX files_by_entry ON files (entry, serial);"
  "CREATE TABLE file_blobs (file INTEGER NOT NULL, n INTEGER NOT NULL, bytes BLOB NOT NULL);"
  "CREATE UNIQUE INDEX file_blobs_by_place ON file_blobs (file, n);"
  "CREATE TRIGGER file_gone AFTER DELETE ON files BEGIN DELETE FROM file_blobs WHERE file = OLD.serial; END;"
  "CREATE TRIGGER act_settled AFTER UPDATE OF state ON outbox WHEN NEW.state IN (3, 5) BEGIN"
  "  DELETE FROM files WHERE entry = NEW.key; END;"
  "CREATE TRIGGER act_undone AFTER DELETE ON outbox BEGIN DELETE FROM files WHERE entry = OLD.key; END;",
  /* 3. Papers that somebody is still to get. */
  "CREATE TABLE papers (record_id TEXT NOT NULL, paper TEXT NOT NULL, wanted INTEGER NOT NULL, state INTEGER NOT NULL,"
  "  at_us INTEGER NOT NULL, PRIMARY KEY (record_id, paper)) WITHOUT ROWID;",
  /* 4. The record an act was made on; NULL: made before this step, or without looking at one. */
  "ALTER TABLE outbox ADD COLUMN basis TEXT;",
};

static const McDbKind kind = { migrations, G_N_ELEMENTS (migrations), TRUE };

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
  g_clear_pointer (&self->entry, mc_outbox_entry_unref);
  g_clear_pointer (&self->file, mc_outbox_file_unref);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self->a);
  g_free (self->b);
  g_free (self->c);
  g_free (self);
}

/* The main thread goes on changing its entry: the job keeps it as it was. */
static McOutboxEntry *
copy_entry (const McOutboxEntry *entry)
{
  McOutboxEntry *copy = mc_outbox_entry_new ();

  copy->act = mc_act_ref (entry->act);
  copy->state = entry->state;
  copy->title = g_strdup (entry->title);
  copy->attempts = entry->attempts;
  copy->created_us = entry->created_us;
  copy->held_until_us = entry->held_until_us;
  copy->next_try_us = entry->next_try_us;
  copy->first_sent_us = entry->first_sent_us;
  copy->finished_us = entry->finished_us;
  copy->cause = g_strdup (entry->cause);
  copy->detail = g_strdup (entry->detail);
  copy->basis = g_strdup (entry->basis);
  for (guint i = 0; i < entry->files->len; i++)
    g_ptr_array_add (copy->files, mc_outbox_file_ref (g_ptr_array_index (entry->files, i)));
  return copy;
}

static McOutboxFile *
copy_file (const McOutboxFile *file)
{
  McOutboxFile *copy = mc_outbox_file_new ();

  copy->id = g_strdup (file->id);
  copy->name = g_strdup (file->name);
  copy->media_type = g_strdup (file->media_type);
  copy->size = file->size;
  copy->sha256 = g_strdup (file->sha256);
  copy->state = file->state;
  copy->offset = file->offset;
  copy->upload_id = g_strdup (file->upload_id);
  copy->attempts = file->attempts;
  copy->cause = g_strdup (file->cause);
  copy->detail = g_strdup (file->detail);
  return copy;
}

static Job *
job_new (McJournal *self, McOutboxEntry *entry, const char *a, const char *b, const char *c)
{
  Job *job = g_new0 (Job, 1);

  job->entry = entry != NULL ? copy_entry (entry) : NULL;
  job->a = g_strdup (a);
  job->b = g_strdup (b);
  job->c = g_strdup (c);
  job->now_us = mc_clock_now_us (self->clock);
  return job;
}

gboolean
mc_journal_set_boolean (GValue *result, gboolean value)
{
  g_value_init (result, G_TYPE_BOOLEAN);
  g_value_set_boolean (result, value);
  return TRUE;
}

static gboolean
insert_entry (sqlite3 *db, const McOutboxEntry *entry, GError **error)
{
  const McAct *act = entry->act;
  g_autofree char *performed_at = mc_time_format (act->performed_at);
  g_autoptr (GError) why = NULL;

  if (mc_db_exec (db, &why,
                  "INSERT INTO outbox (key, kind, record_id, action, expected_version, performed_at, form, title, "
                  "state, attempts,"
                  " created_us, held_until_us, next_try_us, first_sent_us, finished_us, cause, detail, basis)"
                  " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                  "ssssisssiiiiiiisss", act->key, act->kind, act->record_id, act->action,
                  act->expected_handling_version, performed_at, act->form, entry->title, (gint64) entry->state,
                  (gint64) entry->attempts, entry->created_us, entry->held_until_us, entry->next_try_us,
                  entry->first_sent_us, entry->finished_us, entry->cause, entry->detail, entry->basis))
    return TRUE;
  if ((sqlite3_errcode (db) & 0xFF) == SQLITE_CONSTRAINT)
    g_set_error_literal (error, MC_STORE_ERROR, MC_STORE_ERROR_CONFLICT, "the record has an unsent act already");
  else
    g_propagate_error (error, g_steal_pointer (&why));
  return FALSE;
}

static gboolean
add_job (sqlite3 *db, gpointer data, GValue *result, GError **error)
{
  Job *job = data;

  if (!mc_db_begin (db, error))
    return FALSE;
  if (!insert_entry (db, job->entry, error) || !mc_journal_bind_files (db, job->entry, error)
      || (job->a != NULL && !mc_db_exec (db, error, "DELETE FROM drafts WHERE record_id = ?", "s", job->a)))
    {
      mc_db_rollback (db);
      return FALSE;
    }
  return mc_db_commit (db, error) && mc_journal_set_boolean (result, TRUE);
}

static gboolean
update_job (sqlite3 *db, gpointer data, GValue *result, GError **error)
{
  const McOutboxEntry *entry = ((Job *) data)->entry;

  return mc_db_exec (db, error,
                     "UPDATE outbox SET state = ?, attempts = ?, held_until_us = ?, next_try_us = ?, first_sent_us = ?,"
                     " finished_us = ?, cause = ?, detail = ? WHERE key = ?",
                     "iiiiiisss", (gint64) entry->state, (gint64) entry->attempts, entry->held_until_us,
                     entry->next_try_us, entry->first_sent_us, entry->finished_us, entry->cause, entry->detail,
                     entry->act->key)
         && mc_journal_set_boolean (result, TRUE);
}

/* The window is over when its time is, whether or not the engine has noticed. */
static gboolean
undo_job (sqlite3 *db, gpointer data, GValue *result, GError **error)
{
  Job *job = data;

  return mc_db_exec (db, error, "DELETE FROM outbox WHERE key = ? AND state = ? AND held_until_us > ?", "sii", job->a,
                     (gint64) MC_OUTBOX_HELD, job->now_us)
         && mc_journal_set_boolean (result, sqlite3_changes (db) == 1);
}

static McOutboxEntry *
read_entry (sqlite3_stmt *row)
{
  McOutboxEntry *entry = mc_outbox_entry_new ();
  g_autofree char *performed_at = mc_db_text (row, 5);

  entry->act = mc_act_new ();
  entry->act->key = mc_db_text (row, 0);
  entry->act->kind = mc_db_text (row, 1);
  entry->act->record_id = mc_db_text (row, 2);
  entry->act->action = mc_db_text (row, 3);
  entry->act->expected_handling_version = sqlite3_column_int64 (row, 4);
  entry->act->performed_at = mc_time_parse (performed_at);
  g_free (entry->act->form);
  entry->act->form = mc_db_text (row, 6);
  entry->title = mc_db_text (row, 7);
  entry->state = (McOutboxState) sqlite3_column_int (row, 8);
  entry->attempts = sqlite3_column_int (row, 9);
  entry->created_us = sqlite3_column_int64 (row, 10);
  entry->held_until_us = sqlite3_column_int64 (row, 11);
  entry->next_try_us = sqlite3_column_int64 (row, 12);
  entry->first_sent_us = sqlite3_column_int64 (row, 13);
  entry->finished_us = sqlite3_column_int64 (row, 14);
  entry->cause = mc_db_text (row, 15);
  entry->detail = mc_db_text (row, 16);
  entry->basis = mc_db_text (row, 17);
  return entry;
}

static gboolean
list_job (sqlite3 *db, gpointer data, GValue *result, GError **error)
{
  Job *job = data;
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) mc_outbox_entry_unref);
  g_autoptr (sqlite3_stmt) row = mc_db_query (
      db, error,
      "SELECT key, kind, record_id, action, expected_version, performed_at, form, title, state, attempts, created_us, "
      "held_until_us,"
      " next_try_us, first_sent_us, finished_us, cause, detail, basis FROM outbox WHERE state NOT IN (3, 5) OR serial "
      "IN"
      " (SELECT serial FROM outbox WHERE state IN (3, 5) AND finished_us > ? ORDER BY finished_us DESC LIMIT ?) ORDER "
      "BY serial",
      "ii", job->now_us - FINISHED_DAYS * G_TIME_SPAN_DAY, (gint64) FINISHED_KEPT);
  int status;

  if (row == NULL)
    return FALSE;
  while ((status = mc_db_step (row, error)) == 1)
    g_ptr_array_add (list, read_entry (row));
  if (status < 0 || !mc_journal_read_files (db, list, error))
    return FALSE;
  g_value_init (result, G_TYPE_PTR_ARRAY);
  g_value_take_boxed (result, g_steal_pointer (&list));
  return TRUE;
}

static gboolean
withhold_job (sqlite3 *db, gpointer data, GValue *result, GError **error)
{
  Job *job = data;

  if (!mc_db_begin (db, error))
    return FALSE;
  if (!mc_db_exec (db, error, "DELETE FROM drafts WHERE record_id = ?", "s", job->a)
      || !mc_db_exec (db, error, "DELETE FROM papers WHERE record_id = ?", "s", job->a)
      || !mc_db_exec (db, error, "UPDATE outbox SET title = ? WHERE record_id = ?", "ss", job->b, job->a)
      || !mc_db_exec (db, error, "UPDATE outbox SET form = '{}', detail = NULL WHERE record_id = ? AND state IN (3, 5)",
                      "s", job->a))
    {
      mc_db_rollback (db);
      return FALSE;
    }
  return mc_db_commit (db, error) && mc_journal_set_boolean (result, TRUE);
}

static gboolean
save_draft_job (sqlite3 *db, gpointer data, GValue *result, GError **error)
{
  Job *job = data;

  if (job->c == NULL)
    return mc_db_exec (db, error, "DELETE FROM drafts WHERE record_id = ? AND field = ?", "ss", job->a, job->b)
           && mc_journal_set_boolean (result, TRUE);
  return mc_db_exec (db, error, "INSERT OR REPLACE INTO drafts VALUES (?, ?, ?, ?)", "sssi", job->a, job->b, job->c,
                     job->now_us)
         && mc_journal_set_boolean (result, TRUE);
}

static gboolean
drafts_job (sqlite3 *db, gpointer data, GValue *result, GError **error)
{
  g_autoptr (GHashTable) drafts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (sqlite3_stmt) row
      = mc_db_query (db, error, "SELECT field, text FROM drafts WHERE record_id = ?", "s", ((Job *) data)->a);
  int status;

  if (row == NULL)
    return FALSE;
  while ((status = mc_db_step (row, error)) == 1)
    g_hash_table_insert (drafts, mc_db_text (row, 0), mc_db_text (row, 1));
  if (status < 0)
    return FALSE;
  g_value_init (result, G_TYPE_HASH_TABLE);
  g_value_take_boxed (result, g_steal_pointer (&drafts));
  return TRUE;
}

static gboolean
all_drafts_job (sqlite3 *db, gpointer data, GValue *result, GError **error)
{
  g_autoptr (GPtrArray) drafts = g_ptr_array_new_with_free_func ((GDestroyNotify) mc_draft_free);
  g_autoptr (sqlite3_stmt) row = mc_db_query (
      db, error, "SELECT record_id, field, text, saved_us FROM drafts ORDER BY saved_us DESC, record_id, field", "");
  int status = -1;

  while (row != NULL && (status = mc_db_step (row, error)) == 1)
    {
      McDraft *draft = g_new0 (McDraft, 1);

      draft->record_id = mc_db_text (row, 0);
      draft->field = mc_db_text (row, 1);
      draft->text = mc_db_text (row, 2);
      draft->saved_us = sqlite3_column_int64 (row, 3);
      g_ptr_array_add (drafts, draft);
    }
  if (status < 0)
    return FALSE;
  g_value_init (result, G_TYPE_PTR_ARRAY);
  g_value_take_boxed (result, g_steal_pointer (&drafts));
  return TRUE;
}

static gboolean
set_job (sqlite3 *db, gpointer data, GValue *result, GError **error)
{
  Job *job = data;

  return mc_db_exec (db, error, "INSERT OR REPLACE INTO settings VALUES (?, ?)", "ss", job->a, job->b)
         && mc_journal_set_boolean (result, TRUE);
}

static gboolean
get_job (sqlite3 *db, gpointer data, GValue *result, GError **error)
{
  g_autoptr (sqlite3_stmt) row
      = mc_db_query (db, error, "SELECT value FROM settings WHERE name = ?", "s", ((Job *) data)->a);
  int status = row != NULL ? mc_db_step (row, error) : -1;

  if (status < 0)
    return FALSE;
  g_value_init (result, G_TYPE_STRING);
  g_value_take_string (result, status == 1 ? mc_db_text (row, 0) : NULL);
  return TRUE;
}

/* After a crash: what was being sent has an unknown outcome and goes again under its key; a hold whose time has passed is
 * over. */
static gboolean
recover_job (sqlite3 *db, gpointer data, GValue *result, GError **error)
{
  Job *job = data;

  return mc_db_exec (
             db, error,
             "UPDATE outbox SET state = ?, next_try_us = 0 WHERE state = ? OR (state = ? AND held_until_us <= ?)",
             "iiii", (gint64) MC_OUTBOX_WAITING, (gint64) MC_OUTBOX_SENDING, (gint64) MC_OUTBOX_HELD, job->now_us)
         && mc_journal_recover_files (db, error) && mc_journal_recover_papers (db, error)
         && mc_journal_set_boolean (result, TRUE);
}

/* The profile's lock: the second process is told so. */
static int
lock_directory (const char *directory, GError **error)
{
  int fd;

  if (g_mkdir_with_parents (directory, 0700) != 0 || g_chmod (directory, 0700) != 0)
    {
      g_set_error (error, MC_STORE_ERROR, MC_STORE_ERROR_FAILED, "%s: %s", directory, g_strerror (errno));
      return -1;
    }
  fd = g_open (directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  if (fd >= 0 && flock (fd, LOCK_EX | LOCK_NB) == 0)
    return fd;
  g_set_error_literal (error, MC_STORE_ERROR, errno == EWOULDBLOCK ? MC_STORE_ERROR_BUSY : MC_STORE_ERROR_FAILED,
                       "the profile is in use");
  if (fd >= 0)
    close (fd);
  return -1;
}

static DexFuture *
open_fiber (gpointer data)
{
  OpenJob *job = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (McJournal) self = g_object_new (MC_TYPE_JOURNAL, NULL);
  g_autofree char *path = g_build_filename (job->directory, "journal.db", NULL);

  self->clock = g_object_ref (job->clock);
  self->lock = lock_directory (job->directory, &error);
  if (self->lock < 0)
    return dex_future_new_for_error (g_steal_pointer (&error));
  self->db = mc_await_object (mc_db_open (path, job->key, &kind), &error);
  if (self->db == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  if (mc_await (mc_db_run (self->db, recover_job, job_new (self, NULL, NULL, NULL, NULL), (GDestroyNotify) job_free),
                &error))
    return dex_future_new_take_object (g_steal_pointer (&self));
  /* the file is closed before the lock goes; that closing fails, too, would be no news */
  mc_await (mc_db_close (self->db), NULL);
  return dex_future_new_for_error (g_steal_pointer (&error));
}

static DexFuture *
closed_cb (DexFuture *future, gpointer data)
{
  McJournal *self = data;

  if (self->lock >= 0)
    close (self->lock);
  self->lock = -1;
  return NULL;
}

static void
mc_journal_finalize (GObject *object)
{
  McJournal *self = MC_JOURNAL (object);

  g_clear_object (&self->db);
  g_clear_object (&self->clock);
  if (self->lock >= 0)
    close (self->lock);
  G_OBJECT_CLASS (mc_journal_parent_class)->finalize (object);
}

static void
mc_journal_class_init (McJournalClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mc_journal_finalize;
}

static void
mc_journal_init (McJournal *self)
{
  self->lock = -1;
}

static DexFuture *
run (McJournal *self, McDbFunc func, McOutboxEntry *entry, const char *a, const char *b, const char *c)
{
  return mc_db_run (self->db, func, job_new (self, entry, a, b, c), (GDestroyNotify) job_free);
}

DexFuture *
mc_journal_open (const char *directory, GBytes *key, McClock *clock)
{
  OpenJob *job = g_new0 (OpenJob, 1);

  job->scope = mc_scope_new (NULL);
  job->directory = g_strdup (directory);
  job->key = g_bytes_ref (key);
  job->clock = g_object_ref (clock);
  return mc_task_start (job->scope, "open journal", open_fiber, job, (GDestroyNotify) open_job_free);
}

DexFuture *
mc_journal_close (McJournal *self)
{
  g_return_val_if_fail (MC_IS_JOURNAL (self), NULL);

  return dex_future_finally (mc_db_close (self->db), closed_cb, g_object_ref (self), g_object_unref);
}

DexFuture *
mc_journal_add (McJournal *self, McOutboxEntry *entry, const char *drop_drafts_of)
{
  g_return_val_if_fail (MC_IS_JOURNAL (self), NULL);
  g_return_val_if_fail (entry != NULL && entry->act != NULL, NULL);

  return run (self, add_job, entry, drop_drafts_of, NULL, NULL);
}

DexFuture *
mc_journal_update (McJournal *self, McOutboxEntry *entry)
{
  g_return_val_if_fail (MC_IS_JOURNAL (self), NULL);

  return run (self, update_job, entry, NULL, NULL, NULL);
}

DexFuture *
mc_journal_undo (McJournal *self, const char *key)
{
  g_return_val_if_fail (MC_IS_JOURNAL (self), NULL);

  return run (self, undo_job, NULL, key, NULL, NULL);
}

DexFuture *
mc_journal_list (McJournal *self)
{
  g_return_val_if_fail (MC_IS_JOURNAL (self), NULL);

  return run (self, list_job, NULL, NULL, NULL, NULL);
}

DexFuture *
mc_journal_withhold (McJournal *self, const char *record_id, const char *title)
{
  g_return_val_if_fail (MC_IS_JOURNAL (self), NULL);

  return run (self, withhold_job, NULL, record_id, title, NULL);
}

DexFuture *
mc_journal_save_draft (McJournal *self, const char *record_id, const char *field, const char *text)
{
  g_return_val_if_fail (MC_IS_JOURNAL (self), NULL);

  return run (self, save_draft_job, NULL, record_id, field, text);
}

DexFuture *
mc_journal_drafts (McJournal *self, const char *record_id)
{
  g_return_val_if_fail (MC_IS_JOURNAL (self), NULL);

  return run (self, drafts_job, NULL, record_id, NULL, NULL);
}

void
mc_draft_free (McDraft *self)
{
  g_free (self->record_id);
  g_free (self->field);
  g_free (self->text);
  g_free (self);
}

DexFuture *
mc_journal_all_drafts (McJournal *self)
{
  g_return_val_if_fail (MC_IS_JOURNAL (self), NULL);

  return run (self, all_drafts_job, NULL, NULL, NULL, NULL);
}

void
mc_owed_paper_free (McOwedPaper *self)
{
  g_free (self->record_id);
  g_free (self->paper);
  g_free (self);
}

DexFuture *
mc_journal_want_paper (McJournal *self, const char *record_id, const char *paper)
{
  g_return_val_if_fail (MC_IS_JOURNAL (self), NULL);

  return run (self, mc_journal_want_paper_job, NULL, record_id, paper, NULL);
}

DexFuture *
mc_journal_begin_paper (McJournal *self, const char *record_id, const char *paper)
{
  g_return_val_if_fail (MC_IS_JOURNAL (self), NULL);

  return run (self, mc_journal_begin_paper_job, NULL, record_id, paper, NULL);
}

DexFuture *
mc_journal_settle_paper (McJournal *self, const char *record_id, const char *paper)
{
  g_return_val_if_fail (MC_IS_JOURNAL (self), NULL);

  return run (self, mc_journal_settle_paper_job, NULL, record_id, paper, NULL);
}

DexFuture *
mc_journal_cancel_paper (McJournal *self, const char *record_id, const char *paper)
{
  g_return_val_if_fail (MC_IS_JOURNAL (self), NULL);

  return run (self, mc_journal_cancel_paper_job, NULL, record_id, paper, NULL);
}

DexFuture *
mc_journal_papers (McJournal *self)
{
  g_return_val_if_fail (MC_IS_JOURNAL (self), NULL);

  return run (self, mc_journal_papers_job, NULL, NULL, NULL, NULL);
}

DexFuture *
mc_journal_set (McJournal *self, const char *name, const char *value)
{
  g_return_val_if_fail (MC_IS_JOURNAL (self), NULL);

  return run (self, set_job, NULL, name, value, NULL);
}

DexFuture *
mc_journal_get (McJournal *self, const char *name)
{
  g_return_val_if_fail (MC_IS_JOURNAL (self), NULL);

  return run (self, get_job, NULL, name, NULL, NULL);
}

static DexFuture *
run_file (McJournal *self, McDbFunc func, McOutboxFile *file, const char *id, guint n, GBytes *bytes)
{
  Job *job = job_new (self, NULL, id, NULL, NULL);

  job->file = file != NULL ? copy_file (file) : NULL;
  job->n = n;
  job->bytes = bytes != NULL ? g_bytes_ref (bytes) : NULL;
  return mc_db_run (self->db, func, job, (GDestroyNotify) job_free);
}

DexFuture *
mc_journal_begin_file (McJournal *self, McOutboxFile *file)
{
  g_return_val_if_fail (MC_IS_JOURNAL (self), NULL);

  return run_file (self, mc_journal_begin_file_job, file, NULL, 0, NULL);
}

DexFuture *
mc_journal_put_file_piece (McJournal *self, const char *id, guint n, GBytes *piece)
{
  g_return_val_if_fail (MC_IS_JOURNAL (self), NULL);

  return run_file (self, mc_journal_put_file_piece_job, NULL, id, n, piece);
}

DexFuture *
mc_journal_drop_file (McJournal *self, const char *id)
{
  g_return_val_if_fail (MC_IS_JOURNAL (self), NULL);

  return run_file (self, mc_journal_drop_file_job, NULL, id, 0, NULL);
}

DexFuture *
mc_journal_file_piece (McJournal *self, const char *id, guint n)
{
  g_return_val_if_fail (MC_IS_JOURNAL (self), NULL);

  return run_file (self, mc_journal_file_piece_job, NULL, id, n, NULL);
}

DexFuture *
mc_journal_update_file (McJournal *self, McOutboxFile *file)
{
  g_return_val_if_fail (MC_IS_JOURNAL (self), NULL);

  return run_file (self, mc_journal_update_file_job, file, NULL, 0, NULL);
}
