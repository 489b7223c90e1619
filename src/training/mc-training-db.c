// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-training-private.h"

/* orders behind every deadline; a gint64, as statements bind it */
#define NEVER ((gint64) G_MAXINT32)

/* removals: who no longer sees what; a later change that brings it back takes the line away. */
static const char schema[]
    = "CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;"
      "CREATE TABLE IF NOT EXISTS dossiers (id TEXT PRIMARY KEY, unit TEXT NOT NULL, seq INTEGER NOT NULL,"
      "  deadline INTEGER NOT NULL, detail TEXT NOT NULL) WITHOUT ROWID;"
      "CREATE INDEX IF NOT EXISTS dossiers_by_change ON dossiers (unit, seq);"
      "CREATE TABLE IF NOT EXISTS removals (unit TEXT, id TEXT, seq INTEGER NOT NULL, PRIMARY KEY (unit, id))"
      "  WITHOUT ROWID;"
      "CREATE INDEX IF NOT EXISTS removals_by_change ON removals (unit, seq);"
      "CREATE TABLE IF NOT EXISTS actions (sub TEXT, key TEXT, request TEXT NOT NULL, answer TEXT NOT NULL,"
      "  PRIMARY KEY (sub, key)) WITHOUT ROWID;"
      "CREATE TABLE IF NOT EXISTS uploads (id TEXT PRIMARY KEY, sub TEXT NOT NULL, name TEXT NOT NULL,"
      "  media_type TEXT NOT NULL, size INTEGER NOT NULL, sha256 TEXT NOT NULL, made_at INTEGER NOT NULL) WITHOUT "
      "ROWID;"
      "CREATE TABLE IF NOT EXISTS documents (dossier TEXT, id TEXT, size INTEGER NOT NULL, sha256 TEXT NOT NULL,"
      "  PRIMARY KEY (dossier, id)) WITHOUT ROWID;"
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
  return version >= 2 || run (db, add_supplement_due);
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
      self,
      "SELECT max (coalesce ((SELECT max (seq) FROM dossiers), 0), coalesce ((SELECT max (seq) FROM removals), 0))",
      "");

  return sqlite3_step (row) == SQLITE_ROW ? sqlite3_column_int64 (row, 0) : 0;
}

McDossier *
mc_training_load (McTraining *self, const char *id, char **unit)
{
  g_autoptr (sqlite3_stmt) row = mc_training_query (self, "SELECT detail, unit FROM dossiers WHERE id = ?", "s", id);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  McDossier *dossier;

  if (sqlite3_step (row) != SQLITE_ROW)
    return NULL;
  bytes = g_bytes_new (sqlite3_column_text (row, 0), (gsize) sqlite3_column_bytes (row, 0));
  dossier = mc_codec_dossier_parse (bytes, &error);
  if (dossier == NULL)
    g_error ("training portal: a stored dossier is unsound: %s", error->message);
  if (unit != NULL)
    *unit = g_strdup ((const char *) sqlite3_column_text (row, 1));
  return dossier;
}

static gint64
unix_or_never (GDateTime *time)
{
  return time != NULL ? g_date_time_to_unix (time) : NEVER;
}

gboolean
mc_training_save (McTraining *self, const McDossier *dossier, const char *unit)
{
  const McSummary *summary = dossier->summary;
  g_autoptr (JsonNode) node = mc_codec_dossier_build (dossier);
  g_autofree char *text = json_to_string (node, FALSE);
  gboolean open = summary->finished_at == NULL;

  g_hash_table_add (self->touched, g_strdup (unit));
  return mc_training_run (self, "DELETE FROM removals WHERE unit = ? AND id = ?", "ss", unit, summary->id)
         && mc_training_run (self,
                             "INSERT INTO dossiers (id, unit, seq, deadline, warn, handler, detail)"
                             " VALUES (?, ?, ?, ?, ?, ?, ?)"
                             " ON CONFLICT (id) DO UPDATE SET unit = excluded.unit, seq = excluded.seq,"
                             " deadline = excluded.deadline, warn = excluded.warn, handler = excluded.handler,"
                             " detail = excluded.detail",
                             "ssiiiss", summary->id, unit, ++self->seq,
                             open ? unix_or_never (mc_summary_get_deadline (summary)) : NEVER,
                             open ? unix_or_never (summary->warn_at) : NEVER,
                             open && summary->handler_id != NULL ? summary->handler_id : "", text);
}

gboolean
mc_training_move_dossier (McTraining *self, const char *id, const char *unit)
{
  g_autofree char *from = NULL;
  g_autoptr (McDossier) dossier = mc_training_load (self, id, &from);
  const McSampleUnit *to = mc_training_find_unit (unit);

  if (dossier == NULL || to == NULL || g_str_equal (from, unit) || !mc_training_begin (self))
    return FALSE;
  dossier->summary->version++;
  g_free (dossier->summary->received_unit);
  dossier->summary->received_unit = g_strdup (to->name);
  g_hash_table_add (self->touched, g_strdup (from));
  if (mc_training_run (self, "INSERT OR REPLACE INTO removals (unit, id, seq) VALUES (?, ?, ?)", "ssi", from, id,
                       ++self->seq)
      && mc_training_save (self, dossier, unit) && mc_training_commit (self))
    return TRUE;
  mc_training_rollback (self);
  return FALSE;
}
