// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-store-versions.h"

#include <sqlite3.h>

/* The first column of the first row, or NULL. (transfer full) */
static char *
ask (sqlite3 *db, const char *sql)
{
  sqlite3_stmt *statement = NULL;
  char *text = NULL;

  if (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL) == SQLITE_OK && sqlite3_step (statement) == SQLITE_ROW)
    text = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  sqlite3_finalize (statement);
  return text;
}

char *
mc_store_versions (void)
{
  g_autofree char *cipher = NULL;
  sqlite3 *db = NULL;

  /* in memory: nothing is written, no key is needed */
  if (sqlite3_open (":memory:", &db) == SQLITE_OK)
    cipher = ask (db, "PRAGMA cipher_version");
  sqlite3_close (db);
  return g_strdup_printf ("SQLCipher %s (inside: SQLite %s)\n", cipher != NULL ? cipher : "–", sqlite3_libversion ());
}
