// SPDX-License-Identifier: GPL-3.0-or-later
/* Files of older versions: the schemas that have shipped are those of tests/store/dumps and stay so; a migration keeps all
 * that was there, and whatever interrupts it the file is the old one or the new one. The one that is interrupted is this
 * program again: test-migrations --migrate DIRECTORY STATEMENT | --full DIRECTORY BYTES. */
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include <glib/gstdio.h>

#include "mc-db.h"
#include "store-fixture.h"

#define NOTES 400
#define STATEMENTS 6
#define IS_FULL 3

/* Of a kind that exists only here; die(n) is where the n-th kill strikes. */
static const char *const steps[] = {
  "CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT NOT NULL);",
  "SELECT die (1); ALTER TABLE notes ADD COLUMN length INTEGER; SELECT die (2);"
  "UPDATE notes SET length = length (text); SELECT die (3);",
  "CREATE TABLE pages (id INTEGER PRIMARY KEY, text TEXT NOT NULL, length INTEGER NOT NULL); SELECT die (4);"
  "INSERT INTO pages SELECT id, text, length FROM notes; SELECT die (5); DROP TABLE notes; SELECT die (6);",
};
static const McDbKind kinds[] = { { steps, 1, TRUE }, { steps, 2, TRUE }, { steps, 3, TRUE } };
static const McDbKind careless = { steps, 3, FALSE };

static const char *program;
static char *const *arguments;
static int dies_at;

static void
die (sqlite3_context *context, int count, sqlite3_value **values)
{
  if (sqlite3_value_int (values[0]) == dies_at)
    kill (getpid (), SIGKILL);
}

static int
add_die (sqlite3 *db, char **message, const void *api)
{
  return sqlite3_create_function (db, "die", 1, SQLITE_UTF8, NULL, die, NULL, NULL);
}

static gboolean
number_job (sqlite3 *db, gpointer data, GValue *result, GError **error)
{
  g_autoptr (sqlite3_stmt) row = mc_db_query (db, error, data, "");

  if (row == NULL || mc_db_step (row, error) != 1)
    return FALSE;
  g_value_init (result, G_TYPE_INT64);
  g_value_set_int64 (result, sqlite3_column_int64 (row, 0));
  return TRUE;
}

static gboolean
exec_job (sqlite3 *db, gpointer data, GValue *result, GError **error)
{
  g_assert_cmpint (sqlite3_exec (db, data, NULL, NULL, NULL), ==, SQLITE_OK);
  g_value_init (result, G_TYPE_BOOLEAN);
  return TRUE;
}

/* The schema as text, a statement a line; what FTS5 makes for itself is not ours. */
static gboolean
schema_job (sqlite3 *db, gpointer data, GValue *result, GError **error)
{
  g_autoptr (sqlite3_stmt) row
      = mc_db_query (db, error,
                     "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'search\\_%' ESCAPE '\\' "
                     "AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY type = 'trigger', type DESC, name",
                     "");
  g_autoptr (GString) text = g_string_new (NULL);

  while (row != NULL && mc_db_step (row, error) == 1)
    g_string_append_printf (text, "%s;\n", sqlite3_column_text (row, 0));
  g_value_init (result, G_TYPE_STRING);
  g_value_take_string (result, g_string_free_and_steal (g_steal_pointer (&text)));
  return row != NULL;
}

static McDb *
open_db (Fixture *f, const char *name, const McDbKind *kind, GError **error)
{
  g_autofree char *path = fixture_path (f, name);

  return dex_await_object (mc_db_open (path, f->key, kind), error);
}

static gint64
number (McDb *db, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 value = dex_await_int64 (mc_db_run (db, number_job, (gpointer) sql, NULL), &error);

  g_assert_no_error (error);
  return value;
}

static void
close_db (McDb *db)
{
  g_assert_true (dex_await (mc_db_close (db), NULL));
  g_object_unref (db);
}

/* A file of version 1 with NOTES notes in it, number i being i letters and more. */
static void
make_old (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  McDb *db = open_db (f, "kept.db", &kinds[0], &error);
  static const char sql[] = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400)"
                            "INSERT INTO notes SELECT i, printf ('%.*c', i + 500, 'x') FROM n";

  g_assert_no_error (error);
  g_assert_true (dex_await (mc_db_run (db, exec_job, (gpointer) sql, NULL), NULL));
  close_db (db);
}

static void
assert_old (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  McDb *db = open_db (f, "kept.db", &kinds[0], &error);

  g_assert_no_error (error);
  g_assert_cmpint (number (db, "PRAGMA user_version"), ==, 1);
  g_assert_cmpint (number (db, "SELECT count(*) FROM notes WHERE length (text) = id + 500"), ==, NOTES);
  g_assert_cmpint (number (db, "SELECT count(*) FROM pragma_table_info ('notes')"), ==, 2);
  close_db (db);
}

static void
assert_new (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  McDb *db = open_db (f, "kept.db", &kinds[2], &error);

  g_assert_no_error (error);
  g_assert_cmpint (number (db, "PRAGMA user_version"), ==, 3);
  g_assert_cmpint (number (db, "SELECT count(*) FROM pages WHERE length = id + 500 AND length (text) = length"), ==,
                   NOTES);
  g_assert_cmpint (number (db, "SELECT count(*) FROM sqlite_master WHERE name = 'notes'"), ==, 0);
  close_db (db);
}

static gboolean
is_there (Fixture *f, const char *name)
{
  g_autofree char *path = fixture_path (f, name);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/* The copy is the old file, whole, encrypted, and for its owner alone. */
static void
assert_copy_is_old (Fixture *f, const char *name)
{
  g_autofree char *from = fixture_path (f, name);
  g_auto (Fixture) other = { NULL };
  g_autofree char *there = NULL;
  GStatBuf status;
  g_autoptr (GBytes) bytes = fixture_read (from);

  g_assert_cmpint (g_stat (from, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  g_assert_false (fixture_contains (bytes, "SQLite format 3", 15));
  fixture_set_up (&other);
  g_bytes_unref (other.key);
  other.key = g_bytes_ref (f->key);
  there = fixture_path (&other, "kept.db");
  fixture_write (there, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  assert_old (&other);
}

MC_TEST_FIBER (test_in_order)
{
  g_auto (Fixture) f = { NULL };

  fixture_set_up (&f);
  make_old (&f);
  g_assert_false (is_there (&f, "kept.db.v1"));
  assert_new (&f);
  assert_copy_is_old (&f, "kept.db.v1");
  /* it has opened again: the copy is not needed any more */
  assert_new (&f);
  g_assert_false (is_there (&f, "kept.db.v1"));
  return dex_future_new_true ();
}

/* What a crash left in the log is in the copy, too. */
MC_TEST_FIBER (test_with_log)
{
  g_auto (Fixture) f = { NULL };
  g_auto (Fixture) left = { NULL };
  static const char *const names[] = { "kept.db", "kept.db-wal" };
  static const char thin[] = "DELETE FROM notes WHERE id > 200";
  static const char fill[] = "INSERT INTO notes SELECT id + 200, text || substr (text, 1, 200) FROM notes";
  McDb *db;

  fixture_set_up (&f);
  fixture_set_up (&left);
  make_old (&f);
  db = open_db (&f, "kept.db", &kinds[0], NULL);
  g_assert_true (dex_await (mc_db_run (db, exec_job, (gpointer) thin, NULL), NULL));
  close_db (db);
  db = open_db (&f, "kept.db", &kinds[0], NULL);
  g_assert_true (dex_await (mc_db_run (db, exec_job, (gpointer) fill, NULL), NULL));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *from = fixture_path (&f, names[i]);
      g_autofree char *to = fixture_path (&left, names[i]);
      g_autoptr (GBytes) bytes = fixture_read (from);

      g_assert_cmpuint (g_bytes_get_size (bytes), >, 0);
      fixture_write (to, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
    }
  close_db (db);
  assert_new (&left);
  assert_copy_is_old (&left, "kept.db.v1");
  return dex_future_new_true ();
}

MC_TEST_FIBER (test_one_by_one)
{
  g_auto (Fixture) f = { NULL };
  McDb *db;

  fixture_set_up (&f);
  make_old (&f);
  db = open_db (&f, "kept.db", &kinds[1], NULL);
  g_assert_cmpint (number (db, "SELECT count(*) FROM notes WHERE length = id + 500"), ==, NOTES);
  close_db (db);
  assert_new (&f);
  g_assert_true (is_there (&f, "kept.db.v2"));
  return dex_future_new_true ();
}

/* What can be fetched again is not copied. */
MC_TEST_FIBER (test_not_durable)
{
  g_auto (Fixture) f = { NULL };
  McDb *db;

  fixture_set_up (&f);
  make_old (&f);
  db = open_db (&f, "kept.db", &careless, NULL);
  g_assert_cmpint (number (db, "SELECT count(*) FROM pages"), ==, NOTES);
  close_db (db);
  g_assert_false (is_there (&f, "kept.db.v1"));
  return dex_future_new_true ();
}

MC_TEST_FIBER (test_newer)
{
  g_auto (Fixture) f = { NULL };
  g_autoptr (GHashTable) before = NULL;
  g_autoptr (GHashTable) after = NULL;

  fixture_set_up (&f);
  make_old (&f);
  assert_new (&f);
  before = fixture_files (f.directory, TRUE);
  for (int i = 0; i < 2; i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (open_db (&f, "kept.db", &kinds[i], &error));
      g_assert_error (error, MC_STORE_ERROR, MC_STORE_ERROR_NEWER);
    }
  after = fixture_files (f.directory, TRUE);
  fixture_assert_same_files (before, after);
  assert_new (&f);
  return dex_future_new_true ();
}

/* Of a step that fails nothing is left, nor of those before it. */
MC_TEST_FIBER (test_failing_step)
{
  static const char *const wrong[]
      = { "SELECT 1", "ALTER TABLE notes ADD COLUMN length INTEGER", "INSERT INTO nowhere VALUES (1)" };
  static const McDbKind kind = { wrong, 3, TRUE };
  g_auto (Fixture) f = { NULL };
  g_autoptr (GError) error = NULL;

  fixture_set_up (&f);
  make_old (&f);
  g_assert_null (open_db (&f, "kept.db", &kind, &error));
  g_assert_error (error, MC_STORE_ERROR, MC_STORE_ERROR_FAILED);
  assert_old (&f);
  assert_new (&f);
  return dex_future_new_true ();
}

static Fixture *
child_fixture (void)
{
  static Fixture f;

  f.directory = g_strdup (arguments[2]);
  f.key = g_bytes_ref (fixture_other_key ());
  return &f;
}

static int child_status;

MC_TEST_FIBER (migrate_as_child)
{
  g_autoptr (GError) error = NULL;
  McDb *db = open_db (child_fixture (), "kept.db", &kinds[2], &error);

  if (db != NULL)
    close_db (db);
  else
    child_status = g_error_matches (error, MC_STORE_ERROR, MC_STORE_ERROR_FULL) ? IS_FULL : 1;
  return dex_future_new_true ();
}

static GSubprocess *
run_child (Fixture *f, const char *what, int value)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = g_strdup_printf ("%d", value);
  GSubprocess *child = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, program, what, f->directory, text, NULL);

  g_assert_no_error (error);
  g_assert_true (g_subprocess_wait (child, NULL, NULL));
  return child;
}

static void
set_up_for_child (Fixture *f)
{
  fixture_set_up (f);
  g_bytes_unref (f->key);
  f->key = fixture_other_key ();
  make_old (f);
}

MC_TEST_FIBER (test_killed)
{
  for (int statement = 1; statement <= STATEMENTS; statement++)
    {
      g_auto (Fixture) f = { NULL };
      g_autoptr (GSubprocess) child = NULL;

      set_up_for_child (&f);
      child = run_child (&f, "--migrate", statement);
      g_assert_true (g_subprocess_get_if_signaled (child));
      g_assert_cmpint (g_subprocess_get_term_sig (child), ==, SIGKILL);
      assert_copy_is_old (&f, "kept.db.v1");
      assert_old (&f);
      assert_new (&f);
    }
  return dex_future_new_true ();
}

/* No room for the copy, none for the migration, room enough: the last of them is new, the others are told and old. */
MC_TEST_FIBER (test_disk_full)
{
  static const int tenths[] = { 1, 8, 11, 14, 17, 60 };
  guint refused = 0;
  guint copied = 0;

  for (guint i = 0; i < G_N_ELEMENTS (tenths); i++)
    {
      g_auto (Fixture) f = { NULL };
      g_autoptr (GSubprocess) child = NULL;
      g_autoptr (GBytes) bytes = NULL;
      g_autofree char *path = NULL;

      set_up_for_child (&f);
      path = fixture_path (&f, "kept.db");
      bytes = fixture_read (path);
      child = run_child (&f, "--full", (int) g_bytes_get_size (bytes) / 10 * tenths[i]);
      g_assert_true (g_subprocess_get_if_exited (child));
      if (g_subprocess_get_exit_status (child) != 0)
        {
          g_assert_cmpint (g_subprocess_get_exit_status (child), ==, IS_FULL);
          g_assert_false (is_there (&f, "kept.db.v1.part"));
          refused++;
          copied += is_there (&f, "kept.db.v1");
          assert_old (&f);
        }
      assert_new (&f);
    }
  g_assert_cmpuint (refused, >, copied);
  g_assert_cmpuint (copied, >, 0);
  g_assert_cmpuint (refused, <, G_N_ELEMENTS (tenths));
  return dex_future_new_true ();
}

static char *
squeeze (const char *text)
{
  g_autoptr (GRegex) regex = g_regex_new ("\\s+", 0, 0, NULL);
  char *squeezed = g_regex_replace_literal (regex, text, -1, 0, " ", 0, NULL);

  return g_strstrip (squeezed);
}

static char *
read_dump (const char *what, const char *name, int version)
{
  g_autofree char *file = g_strdup_printf ("%s-%s-%d.sql", what, name, version);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "store", "dumps", file, NULL);
  char *text = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    g_error ("there is no %s: every version of a schema has a dump of its own, which never changes", path);
  return text;
}

static void
open_and_close (Fixture *f, const char *name)
{
  if (g_str_equal (name, "journal"))
    fixture_close_journal (fixture_open_journal (f));
  else
    fixture_close_cache (fixture_open_cache (f));
}

/* Opened by a kind without steps, which takes it as it is. */
static char *
read_schema (Fixture *f, const char *name, int *version)
{
  static const McDbKind any = { NULL, G_MAXINT, FALSE };
  static McDbKind kind;
  g_autofree char *file = g_strconcat (name, ".db", NULL);
  McDb *db;
  char *schema;

  kind = any;
  kind.version = *version;
  db = open_db (f, file, &kind, NULL);
  g_assert_nonnull (db);
  *version = (int) number (db, "PRAGMA user_version");
  schema = dex_await_string (mc_db_run (db, schema_job, NULL, NULL), NULL);
  close_db (db);
  return schema;
}

/* A file as version `version` left it, made from its dump. */
static void
make_from_dump (Fixture *f, const char *name, int version)
{
  static const char *first[] = { NULL };
  static McDbKind kind = { first, 1, TRUE };
  g_autofree char *schema = read_dump ("schema", name, version);
  g_autofree char *rows = read_dump ("rows", name, version);
  g_autofree char *file = g_strconcat (name, ".db", NULL);
  g_autofree char *sql = g_strdup_printf ("%s%s;PRAGMA user_version = %d", schema, rows, version);
  g_autoptr (GError) error = NULL;
  McDb *db;

  first[0] = "SELECT 1";
  db = open_db (f, file, &kind, &error);
  g_assert_no_error (error);
  g_assert_true (dex_await (mc_db_run (db, exec_job, sql, NULL), NULL));
  close_db (db);
}

/* How many versions there are: as many as there are dumps, and the code agrees. */
static int
newest_version (Fixture *f, const char *name)
{
  int version = 1;

  open_and_close (f, name);
  for (;; version++)
    {
      g_autofree char *file = g_strdup_printf ("schema-%s-%d.sql", name, version + 1);
      g_autofree char *path = g_test_build_filename (G_TEST_DIST, "store", "dumps", file, NULL);

      if (!g_file_test (path, G_FILE_TEST_EXISTS))
        return version;
    }
}

static void
check_dumps (const char *name)
{
  g_auto (Fixture) f = { NULL };
  g_autofree char *dump = NULL;
  int newest;

  fixture_set_up (&f);
  newest = newest_version (&f, name);
  dump = read_dump ("schema", name, newest);
  for (int version = 0; version <= newest; version++)
    {
      g_auto (Fixture) old = { NULL };
      g_autofree char *schema = NULL;
      g_autofree char *got = NULL;
      g_autofree char *expected = squeeze (dump);
      int found = newest;

      fixture_set_up (&old);
      if (version > 0)
        make_from_dump (&old, name, version);
      open_and_close (&old, name);
      schema = read_schema (&old, name, &found);
      got = squeeze (schema);
      g_test_message ("%s, from version %d", name, version);
      g_assert_cmpint (found, ==, newest);
      g_assert_cmpstr (got, ==, expected);
    }
}

MC_TEST_FIBER (test_journal_dumps)
{
  check_dumps ("journal");
  return dex_future_new_true ();
}

MC_TEST_FIBER (test_cache_dumps)
{
  check_dumps ("cache");
  return dex_future_new_true ();
}

static McSummary *
waiting_for_supplement (const char *id, int state)
{
  McSummary *summary = mc_summary_new ();

  summary->id = g_strdup (id);
  summary->version = summary->handling_version = 3;
  summary->national_state = state;
  summary->supplement_due_at = g_date_time_new_from_unix_utc (FIXTURE_START / G_USEC_PER_SEC);
  summary->actions = g_new0 (char *, 1);
  return summary;
}

/* Version 2 has the applicant's time, which a cache of version 1 was never told: what it has stays readable, the cursor is
 * forgotten, and the same version of a record that can have it is taken anew. */
MC_TEST_FIBER (test_cache_supplement_due)
{
  static const McDbKind any = { NULL, G_MAXINT, FALSE };
  static McDbKind kind;
  char rows[] = "INSERT INTO dossiers (id, version, handling_version, national_state, mark)"
                " VALUES ('a', 3, 3, 5, 0), ('b', 3, 3, 10, 0)";
  g_auto (Fixture) f = { NULL };
  g_autoptr (McSummary) waits = waiting_for_supplement ("a", 5);
  g_autoptr (McSummary) other = waiting_for_supplement ("b", 10);
  g_autoptr (McSummary) before = NULL;
  g_autoptr (McSummary) after = NULL;
  McCache *cache;
  McDb *db;

  fixture_set_up (&f);
  make_from_dump (&f, "cache", 1);
  kind = any;
  kind.version = 1;
  db = open_db (&f, "cache.db", &kind, NULL);
  g_assert_true (dex_await (mc_db_run (db, exec_job, rows, NULL), NULL));
  close_db (db);
  cache = fixture_open_cache (&f);
  g_assert_null (dex_await_string (mc_cache_get (cache, "cursor"), NULL));
  before = dex_await_boxed (mc_cache_summary (cache, "a"), NULL);
  g_assert_cmpint (before->national_state, ==, 5);
  g_assert_null (before->supplement_due_at);
  g_assert_true (dex_await_boolean (mc_cache_put_summary (cache, waits), NULL));
  g_assert_false (dex_await_boolean (mc_cache_put_summary (cache, other), NULL));
  after = dex_await_boxed (mc_cache_summary (cache, "a"), NULL);
  g_assert_true (g_date_time_equal (after->supplement_due_at, waits->supplement_due_at));
  fixture_close_cache (cache);
  return dex_future_new_true ();
}

/* Version 6 has the clock of the step and what was handed back: of what is handled, and of nothing else, the same version is
 * taken anew. */
MC_TEST_FIBER (test_cache_step_due)
{
  static const McDbKind any = { NULL, G_MAXINT, FALSE };
  static McDbKind kind;
  char rows[] = "INSERT INTO dossiers (id, version, handling_version, national_state, mark)"
                " VALUES ('a', 3, 3, 4, 0), ('b', 3, 3, 10, 0)";
  g_auto (Fixture) f = { NULL };
  g_autoptr (McSummary) handled = waiting_for_supplement ("a", 4);
  g_autoptr (McSummary) closed = waiting_for_supplement ("b", 10);
  g_autoptr (McSummary) before = NULL;
  g_autoptr (McSummary) after = NULL;
  McCache *cache;
  McDb *db;

  fixture_set_up (&f);
  make_from_dump (&f, "cache", 5);
  kind = any;
  kind.version = 5;
  db = open_db (&f, "cache.db", &kind, NULL);
  g_assert_true (dex_await (mc_db_run (db, exec_job, rows, NULL), NULL));
  close_db (db);
  handled->step_due_at = g_date_time_ref (handled->supplement_due_at);
  handled->sent_back = TRUE;
  cache = fixture_open_cache (&f);
  g_assert_null (dex_await_string (mc_cache_get (cache, "cursor"), NULL));
  before = dex_await_boxed (mc_cache_summary (cache, "a"), NULL);
  g_assert_null (before->step_due_at);
  g_assert_false (before->sent_back);
  g_assert_true (dex_await_boolean (mc_cache_put_summary (cache, handled), NULL));
  g_assert_false (dex_await_boolean (mc_cache_put_summary (cache, closed), NULL));
  after = dex_await_boxed (mc_cache_summary (cache, "a"), NULL);
  g_assert_true (g_date_time_equal (after->step_due_at, handled->step_due_at));
  g_assert_true (after->sent_back);
  fixture_close_cache (cache);
  return dex_future_new_true ();
}

/* Version 7 has what is due and was paid, and the warning of the nearer clock: of what may have them the same version is taken
 * anew. */
MC_TEST_FIBER (test_cache_fees)
{
  static const McDbKind any = { NULL, G_MAXINT, FALSE };
  static McDbKind kind;
  char rows[] = "INSERT INTO dossiers (id, version, handling_version, national_state, payment, step_hours, mark)"
                " VALUES ('a', 3, 3, 10, 'paid', 0, 0), ('b', 3, 3, 10, 'none', 0, 0), ('c', 3, 3, 4, 'none', 4, 0)";
  static const struct
  {
    const char *id;
    int state;
    gboolean taken;
  } told[] = { { "a", 10, TRUE }, { "b", 10, FALSE }, { "c", 4, TRUE } };
  g_auto (Fixture) f = { NULL };
  McCache *cache;
  McDb *db;

  fixture_set_up (&f);
  make_from_dump (&f, "cache", 6);
  kind = any;
  kind.version = 6;
  db = open_db (&f, "cache.db", &kind, NULL);
  g_assert_true (dex_await (mc_db_run (db, exec_job, rows, NULL), NULL));
  close_db (db);
  cache = fixture_open_cache (&f);
  g_assert_null (dex_await_string (mc_cache_get (cache, "cursor"), NULL));
  for (guint i = 0; i < G_N_ELEMENTS (told); i++)
    {
      g_autoptr (McSummary) summary = waiting_for_supplement (told[i].id, told[i].state);
      g_autoptr (McSummary) before = dex_await_boxed (mc_cache_summary (cache, told[i].id), NULL);
      g_autoptr (McSummary) after = NULL;

      g_assert_cmpint (before->fee_paid, ==, -1);
      g_assert_null (before->fee_paid_at);
      summary->fee_paid = 8000;
      summary->fee_paid_at = g_date_time_ref (summary->supplement_due_at);
      g_assert_cmpint (dex_await_boolean (mc_cache_put_summary (cache, summary), NULL), ==, told[i].taken);
      after = dex_await_boxed (mc_cache_summary (cache, told[i].id), NULL);
      g_assert_cmpint (after->fee_paid, ==, told[i].taken ? 8000 : -1);
      g_assert_cmpint (after->fee_paid_at != NULL, ==, told[i].taken);
    }
  fixture_close_cache (cache);
  return dex_future_new_true ();
}

static void
check_file (McJournal *journal, const McOutboxEntry *entry)
{
  const McOutboxFile *file;
  g_autoptr (GBytes) piece = NULL;

  g_assert_cmpuint (entry->files->len, ==, 1);
  file = entry->files->pdata[0];
  g_assert_cmpstr (file->name, ==, "giấy chứng sinh.pdf");
  g_assert_cmpstr (file->cause, ==, "offline");
  piece = dex_await_boxed (mc_journal_file_piece (journal, file->id, 0), NULL);
  g_assert_nonnull (piece);
  g_assert_cmpuint (g_bytes_get_size (piece), ==, (gsize) file->size);
}

/* What every old journal held is there, in words of today. */
MC_TEST_FIBER (test_journal_rows)
{
  g_auto (Fixture) count = { NULL };
  int newest;

  fixture_set_up (&count);
  newest = newest_version (&count, "journal");
  for (int version = 1; version <= newest; version++)
    {
      g_auto (Fixture) f = { NULL };
      McJournal *journal;
      g_autoptr (GPtrArray) entries = NULL;
      g_autoptr (GHashTable) drafts = NULL;
      g_autoptr (GPtrArray) papers = NULL;
      g_autofree char *setting = NULL;
      const McOutboxEntry *entry;

      fixture_set_up (&f);
      make_from_dump (&f, "journal", version);
      journal = fixture_open_journal (&f);
      entries = fixture_entries (journal);
      drafts = dex_await_boxed (mc_journal_drafts (journal, "r2"), NULL);
      setting = dex_await_string (mc_journal_get (journal, "queue"), NULL);
      g_assert_cmpuint (entries->len, ==, version < 2 ? 2 : 3);
      entry = entries->pdata[0];
      g_assert_cmpstr (entry->act->key, ==, "01a20621-c02a-7000-8000-000000000001");
      g_assert_cmpint (entry->state, ==, MC_OUTBOX_WAITING);
      g_assert_cmpstr (entry->act->form, ==, "{\"components\":[]}");
      g_assert_cmpint (entry->act->expected_handling_version, ==, 3);
      g_assert_cmpstr (entry->basis, ==, version < 4 ? NULL : "{\"handling_version\":3}");
      entry = entries->pdata[1];
      g_assert_cmpint (entry->state, ==, MC_OUTBOX_NEEDS_YOU);
      g_assert_cmpstr (entry->cause, ==, "stale");
      if (version >= 2)
        check_file (journal, entries->pdata[2]);
      papers = dex_await_boxed (mc_journal_papers (journal), NULL);
      g_assert_cmpuint (papers->len, ==, version < 3 ? 0 : 1);
      /* that file's program ended while it printed */
      if (version >= 3)
        g_assert_cmpint (((McOwedPaper *) papers->pdata[0])->state, ==, MC_PAPER_BROKEN_OFF);
      g_assert_cmpstr (g_hash_table_lookup (drafts, "note"), ==, "Ghi chú còn dở");
      g_assert_cmpstr (setting, ==, "waiting");
      fixture_close_journal (journal);
    }
  return dex_future_new_true ();
}

int
main (int argc, char **argv)
{
  program = argv[0];
  arguments = argv;
  g_assert_cmpint (sqlite3_auto_extension ((void (*) (void)) add_die), ==, SQLITE_OK);
  if (argc == 4 && g_str_equal (argv[1], "--migrate"))
    {
      dies_at = atoi (argv[3]);
      migrate_as_child ();
      return child_status;
    }
  if (argc == 4 && g_str_equal (argv[1], "--full"))
    {
      struct rlimit limit = { (rlim_t) atoi (argv[3]), RLIM_INFINITY };

      signal (SIGXFSZ, SIG_IGN);
      g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
      migrate_as_child ();
      return child_status;
    }
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/migrations/in-order", test_in_order);
  g_test_add_func ("/migrations/with-log", test_with_log);
  g_test_add_func ("/migrations/one-by-one", test_one_by_one);
  g_test_add_func ("/migrations/not-durable", test_not_durable);
  g_test_add_func ("/migrations/newer", test_newer);
  g_test_add_func ("/migrations/failing-step", test_failing_step);
  g_test_add_func ("/migrations/killed", test_killed);
  g_test_add_func ("/migrations/disk-full", test_disk_full);
  g_test_add_func ("/migrations/journal-dumps", test_journal_dumps);
  g_test_add_func ("/migrations/cache-dumps", test_cache_dumps);
  g_test_add_func ("/migrations/cache-supplement-due", test_cache_supplement_due);
  g_test_add_func ("/migrations/cache-step-due", test_cache_step_due);
  g_test_add_func ("/migrations/cache-fees", test_cache_fees);
  g_test_add_func ("/migrations/journal-rows", test_journal_rows);
  return g_test_run ();
}
