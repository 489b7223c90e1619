// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-training-private.h"

/* removals: who no longer sees what; a later change that brings it back takes the line away. */
static const char schema[]
    = "CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;"
      "CREATE TABLE IF NOT EXISTS dossiers (id TEXT PRIMARY KEY, unit TEXT NOT NULL, seq INTEGER NOT NULL,"
      "  deadline INTEGER NOT NULL, detail TEXT NOT NULL) WITHOUT ROWID;"
      "CREATE TABLE IF NOT EXISTS removals (unit TEXT, id TEXT, seq INTEGER NOT NULL, PRIMARY KEY (unit, id))"
      "  WITHOUT ROWID;"
      "CREATE INDEX IF NOT EXISTS removals_by_change ON removals (unit, seq);"
      "CREATE TABLE IF NOT EXISTS actions (sub TEXT, key TEXT, request TEXT NOT NULL, answer TEXT NOT NULL,"
      "  PRIMARY KEY (sub, key)) WITHOUT ROWID;"
      "CREATE TABLE IF NOT EXISTS refresh_tokens (token TEXT PRIMARY KEY, family TEXT NOT NULL, sub TEXT NOT NULL,"
      "  replaced_us INTEGER) WITHOUT ROWID;";

/* What the order of work needs beside the deadline, for a database made before there was one. */
static const char add_order[]
    = "BEGIN IMMEDIATE;"
      "ALTER TABLE dossiers ADD COLUMN warn INTEGER NOT NULL DEFAULT 2147483647;"
      "ALTER TABLE dossiers ADD COLUMN handler TEXT NOT NULL DEFAULT '';"
      "UPDATE dossiers SET handler = coalesce (json_extract (detail, '$.summary.handler_id'), ''),"
      "  warn = coalesce (CAST (strftime ('%s', json_extract (detail, '$.summary.warn_at')) AS INTEGER), 2147483647)"
      "  WHERE json_extract (detail, '$.summary.finished_at') IS NULL;"
      "DROP INDEX IF EXISTS dossiers_by_work;"
      "CREATE INDEX dossiers_in_order ON dossiers (unit, deadline, id, warn, handler);"
      "PRAGMA user_version = 1; COMMIT;";

/* The applicant's time, for a database made before it was a member of the summary: the last notice has it. */
static const char add_supplement_due[] = "BEGIN IMMEDIATE;"
                                         "UPDATE dossiers SET detail = json_set (detail, '$.summary.supplement_due_at',"
                                         "  (SELECT json_extract (value, '$.due_at') FROM json_each (dossiers.detail, "
                                         "'$.notices') ORDER BY key DESC LIMIT 1))"
                                         "  WHERE json_extract (detail, '$.summary.national_state') = 5;"
                                         "PRAGMA user_version = 2; COMMIT;";

/* Who sees a dossier, in whose order: a row for each unit that it concerns, `near` says how (mc_training_sight()), `was` how it
 * ever stood: only who saw it is told that it is gone. What the rules keep beside the record is its life; NULL: what its state tells. */
static const char add_views[]
    = "BEGIN IMMEDIATE;"
      "CREATE TABLE views (unit TEXT, id TEXT, near INTEGER NOT NULL, was INTEGER NOT NULL, seq INTEGER NOT NULL,"
      "  deadline INTEGER NOT NULL, warn INTEGER NOT NULL, handler TEXT NOT NULL, PRIMARY KEY (unit, id)) WITHOUT "
      "ROWID;"
      "INSERT INTO views SELECT unit, id, 3, 3, seq, deadline, warn, handler FROM dossiers;"
      "CREATE INDEX views_in_order ON views (unit, deadline, id, warn, handler, near);"
      "CREATE INDEX views_by_change ON views (unit, seq);"
      "CREATE TABLE records (id TEXT PRIMARY KEY, unit TEXT NOT NULL, life TEXT, detail TEXT NOT NULL) WITHOUT ROWID;"
      "INSERT INTO records SELECT id, unit, NULL, detail FROM dossiers;"
      "ALTER TABLE removals ADD COLUMN was INTEGER NOT NULL DEFAULT 3;"
      "DROP TABLE dossiers; ALTER TABLE records RENAME TO dossiers;"
      "PRAGMA user_version = 3; COMMIT;";

static gboolean
run (sqlite3 *db, const char *sql)
{
  return sqlite3_exec (db, sql, NULL, NULL, NULL) == SQLITE_OK;
}

static gboolean
migrate (sqlite3 *db)
{
  sqlite3_stmt *row = NULL;
  int version = -1;

  if (sqlite3_prepare_v2 (db, "PRAGMA user_version", -1, &row, NULL) == SQLITE_OK && sqlite3_step (row) == SQLITE_ROW)
    version = sqlite3_column_int (row, 0);
  sqlite3_finalize (row);
  if (version < 0 || (version < 1 && !run (db, add_order)))
    return FALSE;
  return (version >= 2 || run (db, add_supplement_due)) && (version >= 3 || run (db, add_views));
}

sqlite3 *
mc_training_db_open (const char *directory, GError **error)
{
  g_autofree char *path = directory != NULL ? g_build_filename (directory, "portal.db", NULL) : g_strdup (":memory:");
  sqlite3 *db = NULL;

  if (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK
      || sqlite3_exec (db, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA trusted_schema=OFF;", NULL, NULL,
                       NULL)
             != SQLITE_OK
      || sqlite3_exec (db, schema, NULL, NULL, NULL) != SQLITE_OK || !migrate (db))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s: %s", path, sqlite3_errmsg (db));
      sqlite3_close (db);
      return NULL;
    }
  return db;
}

static sqlite3_stmt *
prepare (McTraining *self, const char *sql, const char *types, va_list arguments)
{
  sqlite3_stmt *statement = NULL;

  if (sqlite3_prepare_v2 (self->db, sql, -1, &statement, NULL) != SQLITE_OK)
    g_error ("training portal: %s: %s", sql, sqlite3_errmsg (self->db));
  for (int i = 0; types[i] != '\0'; i++)
    {
      if (types[i] == 's')
        sqlite3_bind_text (statement, i + 1, va_arg (arguments, const char *), -1, SQLITE_TRANSIENT);
      else
        sqlite3_bind_int64 (statement, i + 1, va_arg (arguments, gint64));
    }
  return statement;
}

sqlite3_stmt *
mc_training_query (McTraining *self, const char *sql, const char *types, ...)
{
  va_list arguments;
  sqlite3_stmt *statement;

  va_start (arguments, types);
  statement = prepare (self, sql, types, arguments);
  va_end (arguments);
  return statement;
}

gboolean
mc_training_run (McTraining *self, const char *sql, const char *types, ...)
{
  va_list arguments;
  g_autoptr (sqlite3_stmt) statement = NULL;

  va_start (arguments, types);
  statement = prepare (self, sql, types, arguments);
  va_end (arguments);
  return sqlite3_step (statement) == SQLITE_DONE;
}

gboolean
mc_training_begin (McTraining *self)
{
  return sqlite3_exec (self->db, "BEGIN IMMEDIATE", NULL, NULL, NULL) == SQLITE_OK;
}

gboolean
mc_training_commit (McTraining *self)
{
  GHashTableIter iter;
  gpointer unit;

  if (sqlite3_exec (self->db, "COMMIT", NULL, NULL, NULL) != SQLITE_OK)
    return FALSE;
  g_hash_table_iter_init (&iter, self->touched);
  while (g_hash_table_iter_next (&iter, &unit, NULL))
    mc_training_streams_tell (self, unit);
  g_hash_table_remove_all (self->touched);
  return TRUE;
}

void
mc_training_rollback (McTraining *self)
{
  g_hash_table_remove_all (self->touched);
  sqlite3_exec (self->db, "ROLLBACK", NULL, NULL, NULL);
}

gint64
mc_training_last_change (McTraining *self)
{
  g_autoptr (sqlite3_stmt) row = mc_training_query (
      self, "SELECT max (coalesce ((SELECT max (seq) FROM views), 0), coalesce ((SELECT max (seq) FROM removals), 0))",
      "");

  return sqlite3_step (row) == SQLITE_ROW ? sqlite3_column_int64 (row, 0) : 0;
}
