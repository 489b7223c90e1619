// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-training-private.h"

static const char schema[]
    = "CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;"
      "CREATE TABLE IF NOT EXISTS dossiers (id TEXT PRIMARY KEY, unit TEXT NOT NULL, seq INTEGER NOT NULL,"
      "  deadline INTEGER NOT NULL, detail TEXT NOT NULL) WITHOUT ROWID;"
      "CREATE INDEX IF NOT EXISTS dossiers_by_change ON dossiers (unit, seq);"
      "CREATE INDEX IF NOT EXISTS dossiers_by_work ON dossiers (unit, deadline, id);"
      "CREATE TABLE IF NOT EXISTS actions (sub TEXT, key TEXT, request TEXT NOT NULL, answer TEXT NOT NULL,"
      "  PRIMARY KEY (sub, key)) WITHOUT ROWID;"
      "CREATE TABLE IF NOT EXISTS refresh_tokens (token TEXT PRIMARY KEY, family TEXT NOT NULL, sub TEXT NOT NULL,"
      "  replaced_us INTEGER) WITHOUT ROWID;";

sqlite3 *
mc_training_db_open (const char *directory, GError **error)
{
  g_autofree char *path = directory != NULL ? g_build_filename (directory, "portal.db", NULL) : g_strdup (":memory:");
  sqlite3 *db = NULL;

  if (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK
      || sqlite3_exec (db, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA trusted_schema=OFF;", NULL, NULL,
                       NULL)
             != SQLITE_OK
      || sqlite3_exec (db, schema, NULL, NULL, NULL) != SQLITE_OK)
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
  return sqlite3_exec (self->db, "COMMIT", NULL, NULL, NULL) == SQLITE_OK;
}

void
mc_training_rollback (McTraining *self)
{
  sqlite3_exec (self->db, "ROLLBACK", NULL, NULL, NULL);
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

gboolean
mc_training_save (McTraining *self, const McDossier *dossier, const char *unit)
{
  g_autoptr (JsonNode) node = mc_codec_dossier_build (dossier);
  g_autofree char *text = json_to_string (node, FALSE);
  GDateTime *deadline = mc_summary_get_deadline (dossier->summary);
  gint64 order
      = deadline != NULL && dossier->summary->finished_at == NULL ? g_date_time_to_unix (deadline) : G_MAXINT32;

  return mc_training_run (self,
                          "INSERT INTO dossiers (id, unit, seq, deadline, detail)"
                          " VALUES (?, ?, (SELECT coalesce(max(seq), 0) + 1 FROM dossiers), ?, ?)"
                          " ON CONFLICT (id) DO UPDATE SET seq = excluded.seq, deadline = excluded.deadline,"
                          " detail = excluded.detail",
                          "ssis", dossier->summary->id, unit, order, text);
}
