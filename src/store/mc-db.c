// SPDX-License-Identifier: GPL-3.0-or-later
#define G_LOG_DOMAIN "mc-store"
#include "mc-db.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "mc-thread.h"

#define KEY_BYTES 32
#define COPY_BYTES (1024 * 1024)
#define PLAINTEXT_MAGIC "SQLite format 3"

struct _McDb
{
  GObject parent_instance;

  /* owned; db belongs to the thread */
  McThread *thread;
  sqlite3 *db;
};

typedef struct
{
  McDb *db;
  char *path;
  GBytes *key;
  const McDbKind *kind;
} OpenJob;

typedef struct
{
  McDb *db;
  McDbFunc func;
  gpointer data;
  GDestroyNotify destroy;
} RunJob;

/* underscores: a formatter would set blanks around dashes, and into the name */
G_DEFINE_QUARK (mc_store_error_quark, mc_store_error)
G_DEFINE_FINAL_TYPE (McDb, mc_db, G_TYPE_OBJECT)

static void
open_job_free (OpenJob *self)
{
  g_object_unref (self->db);
  g_free (self->path);
  g_bytes_unref (self->key);
  g_free (self);
}

static void
run_job_free (RunJob *self)
{
  if (self->destroy != NULL)
    self->destroy (self->data);
  g_object_unref (self->db);
  g_free (self);
}

static void
set_error (GError **error, sqlite3 *db)
{
  McStoreError code = MC_STORE_ERROR_FAILED;

  switch (sqlite3_errcode (db) & 0xFF)
    {
    case SQLITE_NOTADB:
      code = MC_STORE_ERROR_WRONG_KEY;
      break;
    case SQLITE_CORRUPT:
      code = MC_STORE_ERROR_CORRUPT;
      break;
    case SQLITE_FULL:
      code = MC_STORE_ERROR_FULL;
      break;
    case SQLITE_IOERR:
      /* a quota or a limit is a full disk, too; SQLite knows ENOSPC alone */
      if (sqlite3_system_errno (db) == EDQUOT || sqlite3_system_errno (db) == EFBIG
          || sqlite3_system_errno (db) == ENOSPC)
        code = MC_STORE_ERROR_FULL;
      break;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      code = MC_STORE_ERROR_BUSY;
      break;
    default:
      break;
    }
  g_set_error_literal (error, MC_STORE_ERROR, (int) code, sqlite3_errmsg (db));
}

static gboolean
exec_simple (sqlite3 *db, const char *sql, GError **error)
{
  if (sqlite3_exec (db, sql, NULL, NULL, NULL) == SQLITE_OK)
    return TRUE;
  set_error (error, db);
  return FALSE;
}

static void
close_connection (sqlite3 *db)
{
  if (db != NULL)
    mc_statements_forget (db);
  sqlite3_close_v2 (db);
}

static sqlite3_stmt *
prepare (sqlite3 *db, GError **error, const char *sql, const char *types, va_list arguments)
{
  sqlite3_stmt *statement = mc_statements_take (db, sql);

  if (statement == NULL)
    {
      set_error (error, db);
      return NULL;
    }
  for (int i = 0; types[i] != '\0'; i++)
    {
      if (types[i] == 's')
        sqlite3_bind_text (statement, i + 1, va_arg (arguments, const char *), -1, SQLITE_TRANSIENT);
      else
        sqlite3_bind_int64 (statement, i + 1, va_arg (arguments, gint64));
    }
  return statement;
}

static gint64
read_number (sqlite3 *db, const char *sql, GError **error)
{
  g_autoptr (sqlite3_stmt) row = mc_db_query (db, error, sql, "");

  return row != NULL && mc_db_step (row, error) == 1 ? sqlite3_column_int64 (row, 0) : -1;
}

/* SQLCipher is really there, or the file would be plaintext without a word. */
static gboolean
cipher_is_there (sqlite3 *db, GError **error)
{
  g_autoptr (sqlite3_stmt) row = mc_db_query (db, error, "PRAGMA cipher_version", "");

  if (row != NULL && mc_db_step (row, NULL) == 1 && sqlite3_column_text (row, 0) != NULL)
    return TRUE;
  g_clear_error (error);
  g_set_error_literal (error, MC_STORE_ERROR, MC_STORE_ERROR_PLAINTEXT, "this SQLite cannot encrypt");
  return FALSE;
}

static gboolean
file_is_encrypted (const char *path, GError **error)
{
  char head[16] = "";
  FILE *file = g_fopen (path, "rbe");
  size_t got = file != NULL ? fread (head, 1, sizeof head, file) : 0;

  if (file != NULL)
    fclose (file);
  if (got < sizeof head || memcmp (head, PLAINTEXT_MAGIC, sizeof head) != 0)
    return TRUE;
  g_set_error_literal (error, MC_STORE_ERROR, MC_STORE_ERROR_PLAINTEXT, "the file is not encrypted");
  return FALSE;
}

/* An error of the file system, in the words of the store. */
static void
set_file_error (GError **error, const char *path)
{
  gboolean full = errno == ENOSPC || errno == EDQUOT || errno == EFBIG;

  g_set_error (error, MC_STORE_ERROR, full ? MC_STORE_ERROR_FULL : MC_STORE_ERROR_FAILED, "%s: %s", path,
               g_strerror (errno));
}

static gboolean
copy_bytes (int from, int to)
{
  g_autofree char *buffer = g_malloc (COPY_BYTES);
  ssize_t got;

  while ((got = read (from, buffer, COPY_BYTES)) > 0)
    for (ssize_t put = 0, n; put < got; put += n)
      if ((n = write (to, buffer + put, (size_t) (got - put))) < 0)
        return FALSE;
  return got == 0 && fsync (to) == 0;
}

/* Whole and on disk, or not there. */
static gboolean
copy_file (const char *path, const char *copy, GError **error)
{
  g_autofree char *part = g_strconcat (copy, ".part", NULL);
  g_autofd int from = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  g_autofd int to = g_open (part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

  if (from >= 0 && to >= 0 && copy_bytes (from, to) && g_rename (part, copy) == 0)
    return TRUE;
  set_file_error (error, copy);
  g_unlink (part);
  return FALSE;
}

static char *
copy_name (const char *path, int version)
{
  return g_strdup_printf ("%s.v%d", path, version);
}

/* What cannot be fetched again is copied before it is changed: "journal.db.v1" is the file as version 1 left it. */
static gboolean
copy_before (sqlite3 *db, const char *path, int version, GError **error)
{
  g_autofree char *copy = copy_name (path, version);

  /* all of it is in the one file then; with another connection at work it would not be, and it stays as it is */
  if (read_number (db, "PRAGMA wal_checkpoint (TRUNCATE)", error) == 0)
    return copy_file (path, copy, error);
  if (error != NULL && *error == NULL)
    g_set_error_literal (error, MC_STORE_ERROR, MC_STORE_ERROR_BUSY, "the file is in use");
  return FALSE;
}

/* A file that opens as it should does not need what was there before it. */
static void
drop_copies (const char *path, int version)
{
  for (int old = 1; old < version; old++)
    {
      g_autofree char *copy = copy_name (path, old);

      g_unlink (copy);
    }
}

/* All steps are one transaction: whatever happens the file is the old one or the new one. */
static gboolean
run_steps (sqlite3 *db, const McDbKind *kind, int version, GError **error)
{
  g_autofree char *mark = g_strdup_printf ("PRAGMA user_version = %d", kind->version);
  gboolean done = TRUE;

  if (!mc_db_begin (db, error))
    return FALSE;
  for (int step = version; done && step < kind->version; step++)
    done = exec_simple (db, kind->migrations[step], error);
  if (done && exec_simple (db, mark, error))
    return mc_db_commit (db, error);
  mc_db_rollback (db);
  return FALSE;
}

static gboolean
migrate (sqlite3 *db, const char *path, const McDbKind *kind, GError **error)
{
  GError *why = NULL;
  gint64 version = read_number (db, "PRAGMA user_version", &why);

  if (why != NULL)
    {
      g_propagate_error (error, why);
      return FALSE;
    }
  if (version > kind->version)
    {
      g_set_error (error, MC_STORE_ERROR, MC_STORE_ERROR_NEWER, "schema %d of a newer program", (int) version);
      return FALSE;
    }
  if (version == kind->version)
    {
      drop_copies (path, kind->version);
      return TRUE;
    }
  if (version > 0 && kind->durable && !copy_before (db, path, (int) version, error))
    return FALSE;
  return run_steps (db, kind, (int) version, error);
}

static gboolean
set_up (sqlite3 *db, OpenJob *job, GError **error)
{
  gsize size = 0;
  const guint8 *key = g_bytes_get_data (job->key, &size);
  /* SQLCipher's raw key: x'…' saves 256,000 rounds of PBKDF2 at every open */
  char raw[2 * KEY_BYTES + 4];
  int status;

  if (size != KEY_BYTES)
    {
      g_set_error_literal (error, MC_STORE_ERROR, MC_STORE_ERROR_WRONG_KEY, "no key of 32 bytes");
      return FALSE;
    }
  sqlite3_exec (db, "PRAGMA cipher_log_level = NONE", NULL, NULL, NULL);
  strcpy (raw, "x'");
  for (gsize i = 0; i < size; i++)
    g_snprintf (raw + 2 + 2 * i, 3, "%02x", key[i]);
  strcat (raw, "'");
  status = sqlite3_key_v2 (db, "main", raw, (int) strlen (raw));
  explicit_bzero (raw, sizeof raw);
  if (status != SQLITE_OK)
    {
      set_error (error, db);
      return FALSE;
    }
  sqlite3_busy_timeout (db, 5000);
  /* with a key that does not fit the file stays as it is: closing must not fold its log into it */
  sqlite3_db_config (db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
  /* the first read says whether the key fits */
  if (!cipher_is_there (db, error) || read_number (db, "SELECT count(*) FROM sqlite_master", error) < 0)
    return FALSE;
  sqlite3_db_config (db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, NULL);
  return exec_simple (db,
                      "PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF;"
                      "PRAGMA secure_delete = ON; PRAGMA cache_size = -32768; PRAGMA journal_mode = WAL;"
                      "PRAGMA wal_autocheckpoint = 4000",
                      error)
         && exec_simple (db, job->kind->durable ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL", error)
         && migrate (db, job->path, job->kind, error);
}

static gboolean
open_on_thread (gpointer data, GValue *result, GError **error)
{
  OpenJob *job = data;
  sqlite3 *db = NULL;

  if (!file_is_encrypted (job->path, error))
    return FALSE;
  if (sqlite3_open_v2 (job->path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL)
          != SQLITE_OK
      || g_chmod (job->path, 0600) != 0)
    {
      set_error (error, db);
      sqlite3_close (db);
      return FALSE;
    }
  if (!set_up (db, job, error))
    {
      close_connection (db);
      return FALSE;
    }
  job->db->db = db;
  g_value_init (result, MC_TYPE_DB);
  g_value_set_object (result, job->db);
  return TRUE;
}

static gboolean
run_on_thread (gpointer data, GValue *result, GError **error)
{
  RunJob *job = data;

  if (job->db->db == NULL)
    {
      g_set_error_literal (error, MC_STORE_ERROR, MC_STORE_ERROR_FAILED, "the store is closed");
      return FALSE;
    }
  return job->func (job->db->db, job->data, result, error);
}

static gboolean
close_on_thread (gpointer data, GValue *result, GError **error)
{
  McDb *self = data;

  close_connection (self->db);
  self->db = NULL;
  g_value_init (result, G_TYPE_BOOLEAN);
  g_value_set_boolean (result, TRUE);
  return TRUE;
}

static gboolean
close_handle_on_thread (gpointer data, GValue *result, GError **error)
{
  close_connection (data);
  g_value_init (result, G_TYPE_BOOLEAN);
  return TRUE;
}

static void
mc_db_finalize (GObject *object)
{
  McDb *self = MC_DB (object);

  if (self->db != NULL)
    dex_unref (mc_thread_run (self->thread, close_handle_on_thread, self->db, NULL));
  g_clear_object (&self->thread);
  G_OBJECT_CLASS (mc_db_parent_class)->finalize (object);
}

static void
mc_db_class_init (McDbClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mc_db_finalize;
}

static void
mc_db_init (McDb *self)
{
  self->thread = mc_thread_new ("mc-db");
}

DexFuture *
mc_db_open (const char *path, GBytes *key, const McDbKind *kind)
{
  OpenJob *job = g_new0 (OpenJob, 1);

  job->db = g_object_new (MC_TYPE_DB, NULL);
  job->path = g_strdup (path);
  job->key = g_bytes_ref (key);
  job->kind = kind;
  return mc_thread_run (job->db->thread, open_on_thread, job, (GDestroyNotify) open_job_free);
}

DexFuture *
mc_db_run (McDb *self, McDbFunc func, gpointer data, GDestroyNotify destroy)
{
  RunJob *job;

  g_return_val_if_fail (MC_IS_DB (self), NULL);

  job = g_new0 (RunJob, 1);
  job->db = g_object_ref (self);
  job->func = func;
  job->data = data;
  job->destroy = destroy;
  return mc_thread_run (self->thread, run_on_thread, job, (GDestroyNotify) run_job_free);
}

DexFuture *
mc_db_close (McDb *self)
{
  g_return_val_if_fail (MC_IS_DB (self), NULL);

  return mc_thread_run (self->thread, close_on_thread, g_object_ref (self), g_object_unref);
}

sqlite3_stmt *
mc_db_query (sqlite3 *db, GError **error, const char *sql, const char *types, ...)
{
  va_list arguments;
  sqlite3_stmt *statement;

  va_start (arguments, types);
  statement = prepare (db, error, sql, types, arguments);
  va_end (arguments);
  return statement;
}

gboolean
mc_db_exec (sqlite3 *db, GError **error, const char *sql, const char *types, ...)
{
  va_list arguments;
  g_autoptr (sqlite3_stmt) statement = NULL;

  va_start (arguments, types);
  statement = prepare (db, error, sql, types, arguments);
  va_end (arguments);
  return statement != NULL && mc_db_step (statement, error) >= 0;
}

int
mc_db_step (sqlite3_stmt *statement, GError **error)
{
  int status = sqlite3_step (statement);

  if (status == SQLITE_ROW)
    return 1;
  if (status == SQLITE_DONE)
    return 0;
  set_error (error, sqlite3_db_handle (statement));
  return -1;
}

gboolean
mc_db_begin (sqlite3 *db, GError **error)
{
  return exec_simple (db, "BEGIN IMMEDIATE", error);
}

gboolean
mc_db_begin_read (sqlite3 *db, GError **error)
{
  return exec_simple (db, "BEGIN", error);
}

gboolean
mc_db_commit (sqlite3 *db, GError **error)
{
  if (exec_simple (db, "COMMIT", error))
    return TRUE;
  mc_db_rollback (db);
  return FALSE;
}

void
mc_db_rollback (sqlite3 *db)
{
  sqlite3_exec (db, "ROLLBACK", NULL, NULL, NULL);
}

char *
mc_db_text (sqlite3_stmt *statement, int column)
{
  return g_strdup ((const char *) sqlite3_column_text (statement, column));
}
