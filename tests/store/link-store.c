// SPDX-License-Identifier: GPL-3.0-or-later
/* Linked with the whole of src/store and what its row allows, and nothing else: a forbidden call does not link. */
#include "mc-db.h"

/* The one SQL library that is linked is SQLCipher, whatever else is on the machine. */
static void
test_links (void)
{
  g_autoptr (sqlite3_stmt) row = NULL;
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (":memory:", &db), ==, SQLITE_OK);
  row = mc_db_query (db, NULL, "PRAGMA cipher_version", "");
  g_assert_nonnull (row);
  g_assert_cmpint (mc_db_step (row, NULL), ==, 1);
  g_assert_nonnull (sqlite3_column_text (row, 0));
  g_clear_pointer (&row, sqlite3_finalize);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/links", test_links);
  return g_test_run ();
}
