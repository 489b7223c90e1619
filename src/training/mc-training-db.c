// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-training-private.h"

#define CLIENT "mc-training"

/* removals: who no longer sees what; a later change that brings it back takes the line away. */
static const char schema[]
    = "CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;"
      "CREATE TABLE IF NOT EXISTS dossiers (id TEXT PRIMARY KEY, unit TEXT NOT NULL, seq INTEGER NOT NULL,"
      "  deadline INTEGER NOT NULL, detail TEXT NOT NULL);"
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
      "  replaced_us INTEGER) WITHOUT ROWID;"
      "CREATE TABLE IF NOT EXISTS sign_ins (family TEXT PRIMARY KEY, auth_us INTEGER NOT NULL) WITHOUT ROWID;"
      "CREATE TABLE IF NOT EXISTS reveals (n INTEGER PRIMARY KEY, id TEXT NOT NULL, at TEXT NOT NULL, sub TEXT NOT "
      "NULL,"
      "  unit TEXT NOT NULL, key TEXT NOT NULL, kind TEXT NOT NULL, dossier TEXT, field TEXT, purpose TEXT,"
      "  performed_at TEXT NOT NULL, request TEXT NOT NULL, UNIQUE (sub, key));"
      "CREATE INDEX IF NOT EXISTS reveals_by_unit ON reveals (unit, n);"
      "CREATE TABLE IF NOT EXISTS device_keys (sub TEXT, device TEXT, key TEXT NOT NULL, PRIMARY KEY (sub, device))"
      "  WITHOUT ROWID;"
      "CREATE TABLE IF NOT EXISTS disabled (sub TEXT, device TEXT, PRIMARY KEY (sub, device)) WITHOUT ROWID;";

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

/* What lists show, by itself: a page of the feed reads 500 of these, and not one of the long details. */
static const char add_summaries[]
    = "BEGIN IMMEDIATE;"
      "CREATE TABLE summaries (id TEXT PRIMARY KEY, state INTEGER NOT NULL, step TEXT NOT NULL, json TEXT NOT NULL);"
      "INSERT INTO summaries SELECT id, json_extract (detail, '$.summary.national_state'),"
      "  json_extract (detail, '$.summary.local_step'), json_remove (json_extract (detail, '$.summary'), '$.actions')"
      "  FROM dossiers;"
      "PRAGMA user_version = 3; COMMIT;";

/* Who sees a dossier, in whose order: a row for each unit that it concerns, `near` says how (mc_training_sight()), `was` how
 * it ever stood: only who saw it is told that it is gone. What the rules keep beside the record is its life; NULL: what its
 * state tells. kin: what decides which acts there are, NULL where nobody has looked yet. */
static const char add_views[]
    = "BEGIN IMMEDIATE;"
      "CREATE TABLE views (unit TEXT, id TEXT, near INTEGER NOT NULL, was INTEGER NOT NULL, seq INTEGER NOT NULL,"
      "  deadline INTEGER NOT NULL, warn INTEGER NOT NULL, handler TEXT NOT NULL, PRIMARY KEY (unit, id)) WITHOUT "
      "ROWID;"
      "INSERT INTO views SELECT unit, id, 3, 3, seq, deadline, warn, handler FROM dossiers;"
      "CREATE INDEX views_in_order ON views (unit, deadline, id, warn, handler, near);"
      "CREATE INDEX views_by_change ON views (unit, seq);"
      "CREATE TABLE records (id TEXT PRIMARY KEY, unit TEXT NOT NULL, life TEXT, detail TEXT NOT NULL);"
      "INSERT INTO records SELECT id, unit, NULL, detail FROM dossiers;"
      "ALTER TABLE removals ADD COLUMN was INTEGER NOT NULL DEFAULT 3;"
      "DROP TABLE dossiers; ALTER TABLE records RENAME TO dossiers;"
      "ALTER TABLE summaries DROP COLUMN state; ALTER TABLE summaries DROP COLUMN step;"
      "ALTER TABLE summaries ADD COLUMN kin TEXT;"
      "PRAGMA user_version = 4; COMMIT;";

/* By the dossier first: storing one looks for its rows, which otherwise lie all over the table. */
static const char turn_views[]
    = "BEGIN IMMEDIATE;"
      "ALTER TABLE views RENAME TO old_views;"
      "DROP INDEX views_in_order; DROP INDEX views_by_change;"
      "CREATE TABLE views (id TEXT, unit TEXT, near INTEGER NOT NULL, was INTEGER NOT NULL, seq INTEGER NOT NULL,"
      "  deadline INTEGER NOT NULL, warn INTEGER NOT NULL, handler TEXT NOT NULL, PRIMARY KEY (id, unit)) WITHOUT "
      "ROWID;"
      "INSERT INTO views SELECT id, unit, near, was, seq, deadline, warn, handler FROM old_views ORDER BY id;"
      "DROP TABLE old_views;"
      "CREATE INDEX views_in_order ON views (unit, deadline, id, warn, handler, near);"
      "CREATE INDEX views_by_change ON views (unit, seq);"
      "PRAGMA user_version = 5; COMMIT;";

/* Whether it is secret, and whose it is: a digest of the owner's number, so that the other dossiers of a person are found. Of
 * those that were there already nobody has looked yet. */
static const char add_person[] = "BEGIN IMMEDIATE;"
                                 "ALTER TABLE summaries ADD COLUMN person TEXT;"
                                 "CREATE INDEX summaries_by_person ON summaries (person) WHERE person IS NOT NULL;"
                                 "UPDATE summaries SET json = json_set (json, '$.secret', json ('false'));"
                                 "PRAGMA user_version = 6; COMMIT;";

/* When its applicant comes for a dossier again, seconds since 1970; those that wait in an older database: long ago. */
static const char add_visits[] = "BEGIN IMMEDIATE;"
                                 "CREATE TABLE visits (dossier TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID;"
                                 "CREATE INDEX visits_in_order ON visits (at, dossier);"
                                 "INSERT INTO visits SELECT id, 0 FROM summaries"
                                 "  WHERE json_extract (json, '$.national_state') IN (5, 6);"
                                 "PRAGMA user_version = 7; COMMIT;";

/* What decides the acts is written otherwise than before. */
static const char turn_kin[] = "BEGIN IMMEDIATE;"
                               "UPDATE summaries SET kin = NULL;"
                               "PRAGMA user_version = 8; COMMIT;";

/* The rule that a dossier is counted by decides them, too. */
static const char turn_ways[] = "BEGIN IMMEDIATE;"
                                "UPDATE summaries SET kin = NULL;"
                                "PRAGMA user_version = 9; COMMIT;";

/* When a dossier that has ended leaves the feed, seconds since 1970; until now none did: those that are due are told of. */
static const char add_ages[] = "BEGIN IMMEDIATE;"
                               "ALTER TABLE summaries ADD COLUMN until INTEGER NOT NULL DEFAULT 2147483647;"
                               "UPDATE summaries SET until = 86400 * 365"
                               "    + CAST (strftime ('%s', json_extract (json, '$.finished_at')) AS INTEGER)"
                               "  WHERE json_extract (json, '$.finished_at') IS NOT NULL;"
                               "CREATE INDEX summaries_by_age ON summaries (until) WHERE until < 2147483647;"
                               "INSERT OR REPLACE INTO meta VALUES ('aged', '0');"
                               "PRAGMA user_version = 10; COMMIT;";

/* When others are told of a dossier, seconds since 1970. What decides the acts has a flag more. */
static const char add_syncs[] = "BEGIN IMMEDIATE;"
                                "CREATE TABLE syncs (dossier TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID;"
                                "CREATE INDEX syncs_in_order ON syncs (at, dossier);"
                                "UPDATE summaries SET kin = NULL;"
                                "PRAGMA user_version = 11; COMMIT;";

/* Of what was handed back, by the last line of its history; the clock of a step is counted with the next act. */
static const char add_sent_back[]
    = "BEGIN IMMEDIATE;"
      "CREATE TEMP TABLE back AS SELECT id FROM dossiers WHERE (SELECT json_extract (value, '$.action') FROM"
      "  json_each (detail, '$.history') ORDER BY key DESC LIMIT 1)"
      "  IN ('return_for_rework', 'correct', 'send_back_transfer', 'return_proposal');"
      "UPDATE dossiers SET detail = json_set (detail, '$.summary.sent_back', json ('true'))"
      "  WHERE id IN (SELECT id FROM back);"
      "UPDATE summaries SET json = json_set (json, '$.sent_back', json ('true')) WHERE id IN (SELECT id FROM back);"
      "DROP TABLE back;"
      "PRAGMA user_version = 12; COMMIT;";

/* The order of work goes by the nearer clock, of which the summary has the warning: with the next act, as what was paid. */
static const char near_clock[]
    = "BEGIN IMMEDIATE;"
      "UPDATE dossiers SET detail = json_remove (detail, '$.summary.step_hours')"
      "  WHERE json_extract (detail, '$.summary.step_hours') IS NOT NULL;"
      "UPDATE summaries SET json = json_remove (json, '$.step_hours') WHERE json_extract (json, '$.step_hours') IS NOT "
      "NULL;"
      "UPDATE views SET deadline = min (deadline, unixepoch (json_extract (s.json, '$.step_due_at')))"
      "  FROM summaries s WHERE s.id = views.id AND json_extract (s.json, '$.step_due_at') IS NOT NULL"
      "  AND json_extract (s.json, '$.finished_at') IS NULL;"
      "PRAGMA user_version = 13; COMMIT;";

static const char *const migrations[]
    = { add_order, add_supplement_due, add_summaries, add_views, turn_views,    add_person, add_visits,
        turn_kin,  turn_ways,          add_ages,      add_syncs, add_sent_back, near_clock };

/* How they are found. Filling a world does without (mc_training_begin_filling()): to sort at the end is quicker than to keep in
 * order. */
static const char *const indexes[][2] = {
  { "views_in_order", "views (unit, deadline, id, warn, handler, near)" },
  { "views_by_change", "views (unit, seq)" },
  { "summaries_by_person", "summaries (person) WHERE person IS NOT NULL" },
  { "summaries_by_age", "summaries (until) WHERE until < 2147483647" },
  { "visits_in_order", "visits (at, dossier)" },
  { "syncs_in_order", "syncs (at, dossier)" },
};

/* All of them, or none. */
static gboolean
set_indexes (sqlite3 *db, gboolean there)
{
  gboolean done = TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (indexes) && done; i++)
    {
      g_autofree char *sql = there
                                 ? g_strdup_printf ("CREATE INDEX IF NOT EXISTS %s ON %s", indexes[i][0], indexes[i][1])
                                 : g_strdup_printf ("DROP INDEX IF EXISTS %s", indexes[i][0]);

      done = sqlite3_exec (db, sql, NULL, NULL, NULL) == SQLITE_OK;
    }
  return done;
}

static gboolean
migrate (sqlite3 *db)
{
  sqlite3_stmt *row = NULL;
  int version = -1;

  if (sqlite3_prepare_v2 (db, "PRAGMA user_version", -1, &row, NULL) == SQLITE_OK && sqlite3_step (row) == SQLITE_ROW)
    version = sqlite3_column_int (row, 0);
  sqlite3_finalize (row);
  for (; version >= 0 && version < (int) G_N_ELEMENTS (migrations); version++)
    if (sqlite3_exec (db, migrations[version], NULL, NULL, NULL) != SQLITE_OK)
      return FALSE;
  return version > 0;
}

/* synchronous=NORMAL: what was answered is with the system, and outlives this process however it ends; only a machine that
 * loses its power may lose the last of it (the cursors are then of changes that there are not). */
sqlite3 *
mc_training_db_open (const char *directory, GError **error)
{
  g_autofree char *path = directory != NULL ? g_build_filename (directory, "portal.db", NULL) : g_strdup (":memory:");
  sqlite3 *db = NULL;

  if (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK
      || sqlite3_exec (db,
                       "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA trusted_schema=OFF;"
                       "PRAGMA cache_size=-16384;",
                       NULL, NULL, NULL)
             != SQLITE_OK
      || sqlite3_exec (db, schema, NULL, NULL, NULL) != SQLITE_OK || !migrate (db) || !set_indexes (db, TRUE))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s: %s", path, sqlite3_errmsg (db));
      sqlite3_close (db);
      return NULL;
    }
  return db;
}

static sqlite3_stmt *
prepare (McTraining *self, const char *sql)
{
  sqlite3_stmt *statement = NULL;

  sqlite3_set_clientdata (self->db, CLIENT, self, NULL);
  if (sqlite3_prepare_v2 (self->db, sql, -1, &statement, NULL) != SQLITE_OK)
    g_error ("training portal: %s: %s", sql, sqlite3_errmsg (self->db));
  return statement;
}

static void
bind (sqlite3_stmt *statement, const char *types, va_list arguments)
{
  for (int i = 0; types[i] != '\0'; i++)
    {
      if (types[i] == 's')
        sqlite3_bind_text (statement, i + 1, va_arg (arguments, const char *), -1, SQLITE_TRANSIENT);
      else
        sqlite3_bind_int64 (statement, i + 1, va_arg (arguments, gint64));
    }
}

sqlite3_stmt *
mc_training_query (McTraining *self, const char *sql, const char *types, ...)
{
  va_list arguments;
  gpointer known = NULL;
  sqlite3_stmt *statement;

  g_hash_table_steal_extended (self->idle, sql, NULL, &known);
  statement = known != NULL ? known : prepare (self, sql);
  va_start (arguments, types);
  bind (statement, types, arguments);
  va_end (arguments);
  return statement;
}

void
mc_training_row_done (sqlite3_stmt *row)
{
  McTraining *self = row != NULL ? sqlite3_get_clientdata (sqlite3_db_handle (row), CLIENT) : NULL;

  if (self == NULL || g_hash_table_contains (self->idle, sqlite3_sql (row)))
    {
      sqlite3_finalize (row);
      return;
    }
  sqlite3_reset (row);
  sqlite3_clear_bindings (row);
  g_hash_table_insert (self->idle, (gpointer) sqlite3_sql (row), row);
}

gboolean
mc_training_run (McTraining *self, const char *sql, const char *types, ...)
{
  va_list arguments;
  sqlite3_stmt *statement = g_hash_table_lookup (self->statements, sql);
  gboolean done;

  if (statement == NULL)
    {
      statement = prepare (self, sql);
      g_hash_table_insert (self->statements, (gpointer) sql, statement);
    }
  va_start (arguments, types);
  bind (statement, types, arguments);
  va_end (arguments);
  done = sqlite3_step (statement) == SQLITE_DONE;
  sqlite3_reset (statement);
  return done;
}

gboolean
mc_training_begin (McTraining *self)
{
  self->begun_seq = self->seq;
  return sqlite3_exec (self->db, "BEGIN IMMEDIATE", NULL, NULL, NULL) == SQLITE_OK;
}

/* totals are of a unit as somebody sees it */
static gboolean
is_of_unit (gpointer key, gpointer value, gpointer unit)
{
  return g_str_has_prefix (key, unit);
}

gboolean
mc_training_commit (McTraining *self)
{
  GHashTableIter iter;
  gpointer unit;

  mc_training_keep_time (self);
  if (sqlite3_exec (self->db, "COMMIT", NULL, NULL, NULL) != SQLITE_OK)
    return FALSE;
  g_hash_table_iter_init (&iter, self->touched);
  while (g_hash_table_iter_next (&iter, &unit, NULL))
    mc_training_streams_tell (self, unit);
  g_hash_table_remove_all (self->touched);
  g_hash_table_iter_init (&iter, self->recount);
  while (g_hash_table_iter_next (&iter, &unit, NULL))
    g_hash_table_foreach_remove (self->totals, is_of_unit, unit);
  g_hash_table_remove_all (self->recount);
  return TRUE;
}

/* A journal of what was there before: of new pages there is nothing to keep, and each is written once, not twice. */
gboolean
mc_training_begin_filling (McTraining *self)
{
  return sqlite3_exec (self->db, "PRAGMA journal_mode=TRUNCATE; PRAGMA synchronous=OFF", NULL, NULL, NULL) == SQLITE_OK
         && mc_training_begin (self) && set_indexes (self->db, FALSE);
}

gboolean
mc_training_end_filling (McTraining *self)
{
  return set_indexes (self->db, TRUE) && mc_training_commit (self)
         && sqlite3_exec (self->db, "PRAGMA synchronous=NORMAL; PRAGMA journal_mode=WAL", NULL, NULL, NULL)
                == SQLITE_OK;
}

void
mc_training_rollback (McTraining *self)
{
  /* a cursor of a change that there never was would be refused after a restart */
  self->seq = self->begun_seq;
  self->kept_us = G_MININT64;
  g_hash_table_remove_all (self->touched);
  g_hash_table_remove_all (self->recount);
  mc_training_forget_recent (self, NULL);
  sqlite3_exec (self->db, "ROLLBACK", NULL, NULL, NULL);
}

gint64
mc_training_last_change (McTraining *self)
{
  /* from unit to unit through the index, whose last entry is the newest: max (seq) alone would read all of it */
  g_autoptr (sqlite3_stmt) row = mc_training_query (
      self,
      "WITH RECURSIVE units (unit) AS (SELECT min (unit) FROM views"
      "  UNION ALL SELECT (SELECT min (unit) FROM views v WHERE v.unit > units.unit) FROM units"
      "  WHERE unit IS NOT NULL)"
      " SELECT max (coalesce ((SELECT max (last) FROM"
      "  (SELECT (SELECT max (seq) FROM views v WHERE v.unit = units.unit) AS last FROM units)), 0),"
      "  coalesce ((SELECT max (seq) FROM removals), 0))",
      "");

  return sqlite3_step (row) == SQLITE_ROW ? sqlite3_column_int64 (row, 0) : 0;
}
