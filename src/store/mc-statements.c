// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-statements.h"

/* Lists are asked for in many ways: what is past this number begins anew. */
#define MOST 64
/* of a connection, by this name among its data */
#define OF_CONNECTION "mc-statements"

static void
finalize (gpointer statement)
{
  sqlite3_finalize (statement);
}

/* SQL → statement, whose copy of it is the key. (nullable) */
static GHashTable *
get_idle (sqlite3 *db)
{
  return sqlite3_get_clientdata (db, OF_CONNECTION);
}

static void
free_idle (void *idle)
{
  g_hash_table_unref (idle);
}

/* Some do their work while they are read. */
static gboolean
is_pragma (const char *sql)
{
  return g_ascii_strncasecmp (sql, "PRAGMA", sizeof "PRAGMA" - 1) == 0;
}

sqlite3_stmt *
mc_statements_take (sqlite3 *db, const char *sql)
{
  GHashTable *idle = get_idle (db);
  gpointer statement = NULL;

  if (idle != NULL && g_hash_table_steal_extended (idle, sql, NULL, &statement))
    return statement;
  sqlite3_prepare_v2 (db, sql, -1, (sqlite3_stmt **) &statement, NULL);
  return statement;
}

void
mc_statements_give_back (sqlite3_stmt *statement)
{
  sqlite3 *db;
  GHashTable *idle;
  const char *sql;

  if (statement == NULL)
    return;
  db = sqlite3_db_handle (statement);
  idle = get_idle (db);
  sql = sqlite3_sql (statement);
  /* one that failed says so again here */
  if (sqlite3_reset (statement) != SQLITE_OK || is_pragma (sql))
    {
      sqlite3_finalize (statement);
      return;
    }
  sqlite3_clear_bindings (statement);
  if (idle == NULL)
    {
      idle = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, finalize);
      sqlite3_set_clientdata (db, OF_CONNECTION, idle, free_idle);
    }
  if (g_hash_table_size (idle) >= MOST)
    g_hash_table_remove_all (idle);
  /* of two of the same the one that was there goes, with the key that is its own */
  g_hash_table_replace (idle, (gpointer) sql, statement);
}

void
mc_statements_forget (sqlite3 *db)
{
  sqlite3_set_clientdata (db, OF_CONNECTION, NULL, NULL);
}
