// SPDX-License-Identifier: GPL-3.0-or-later
/* Statements that are used again, on a connection in memory. */
#include "mc-statements.h"

static sqlite3 *
open_db (void)
{
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (":memory:", &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "CREATE TABLE t (a TEXT UNIQUE)", NULL, NULL, NULL), ==, SQLITE_OK);
  return db;
}

static void
close_db (sqlite3 *db)
{
  mc_statements_forget (db);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK); /* nothing of it is left */
}

/* The same one comes again, and knows nothing of its last use. */
static void
test_again (void)
{
  static const char sql[] = "INSERT INTO t VALUES (?)";
  sqlite3 *db = open_db ();
  sqlite3_stmt *first = mc_statements_take (db, sql);
  g_autofree char *copy = g_strdup (sql);
  sqlite3_stmt *second;

  sqlite3_bind_text (first, 1, "x", -1, SQLITE_TRANSIENT);
  g_assert_cmpint (sqlite3_step (first), ==, SQLITE_DONE);
  mc_statements_give_back (first);
  second = mc_statements_take (db, copy);
  g_assert_true (second == first);
  g_assert_cmpint (sqlite3_step (second), ==, SQLITE_DONE); /* NULL, which is unlike every other */
  mc_statements_give_back (second);
  close_db (db);
}

/* Who asks while it is in use gets another; of the two one stays. */
static void
test_nested (void)
{
  static const char sql[] = "SELECT a FROM t";
  sqlite3 *db = open_db ();
  sqlite3_stmt *outer = mc_statements_take (db, sql);
  sqlite3_stmt *inner = mc_statements_take (db, sql);

  g_assert_true (outer != inner);
  mc_statements_give_back (inner);
  mc_statements_give_back (outer);
  g_assert_true (mc_statements_take (db, sql) == outer);
  mc_statements_give_back (outer);
  close_db (db);
}

/* A statement that failed is not used again; the connection can be. */
static void
test_failed (void)
{
  static const char sql[] = "INSERT INTO t VALUES ('x')";
  sqlite3 *db = open_db ();
  sqlite3_stmt *statement = mc_statements_take (db, sql);

  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_DONE);
  mc_statements_give_back (statement);
  statement = mc_statements_take (db, sql);
  g_assert_cmpint (sqlite3_step (statement), !=, SQLITE_DONE);
  mc_statements_give_back (statement);
  g_assert_cmpint (sqlite3_exec (db, "DELETE FROM t", NULL, NULL, NULL), ==, SQLITE_OK);
  statement = mc_statements_take (db, sql);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_DONE);
  mc_statements_give_back (statement);
  g_assert_null (mc_statements_take (db, "SELECT nothing FROM nowhere"));
  mc_statements_give_back (NULL);
  close_db (db);
}

/* A row that was not read to its end holds nothing up. */
static void
test_let_go (void)
{
  sqlite3 *db = open_db ();
  sqlite3_stmt *statement;

  g_assert_cmpint (sqlite3_exec (db, "INSERT INTO t VALUES ('x'), ('y')", NULL, NULL, NULL), ==, SQLITE_OK);
  statement = mc_statements_take (db, "SELECT a FROM t");
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  mc_statements_give_back (statement);
  g_assert_nonnull (sqlite3_next_stmt (db, NULL));
  g_assert_cmpint (sqlite3_stmt_busy (sqlite3_next_stmt (db, NULL)), ==, 0);
  g_assert_cmpint (sqlite3_exec (db, "ALTER TABLE t ADD COLUMN b; DROP TABLE t", NULL, NULL, NULL), ==, SQLITE_OK);
  close_db (db);
}

/* However many there are, few are kept. */
static void
test_bounded (void)
{
  sqlite3 *db = open_db ();
  guint kept = 0;

  for (guint i = 0; i < 1000; i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT %u", i);

      mc_statements_give_back (mc_statements_take (db, sql));
    }
  for (sqlite3_stmt *at = sqlite3_next_stmt (db, NULL); at != NULL; at = sqlite3_next_stmt (db, at))
    kept++;
  g_assert_cmpuint (kept, >, 0);
  g_assert_cmpuint (kept, <=, 64);
  close_db (db);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/statements/again", test_again);
  g_test_add_func ("/statements/nested", test_nested);
  g_test_add_func ("/statements/failed", test_failed);
  g_test_add_func ("/statements/let-go", test_let_go);
  g_test_add_func ("/statements/bounded", test_bounded);
  return g_test_run ();
}
