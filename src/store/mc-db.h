// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <libdex.h>
#include <sqlite3.h>

#include "mc-statements.h"
#include "mc-store-error.h"

G_BEGIN_DECLS

/* One SQLCipher connection on a thread of its own. */
#define MC_TYPE_DB (mc_db_get_type ())
G_DECLARE_FINAL_TYPE (McDb, mc_db, MC, DB, GObject)

/* What a file must look like: one step for each version of its schema, never changed once it has shipped. */
typedef struct
{
  const char *const *migrations;
  int version;      /* how many there are */
  gboolean durable; /* synchronous=FULL; copied beside itself ("….v1") before a migration, until it has opened again */
} McDbKind;

/* A job on the connection's thread; result and error as in McThreadFunc. */
typedef gboolean (*McDbFunc) (sqlite3 *db, gpointer data, GValue *result, GError **error);

/* key: 32 bytes, given as raw key. The file is checked to be really encrypted. Resolves with the McDb; rejects with
 * MC_STORE_ERROR. kind: static. */
DexFuture *mc_db_open (const char *path, GBytes *key, const McDbKind *kind);

DexFuture *mc_db_run (McDb *self, McDbFunc func, gpointer data, GDestroyNotify destroy);

/* Resolves with TRUE when everything queued before is done and the file is closed. */
DexFuture *mc_db_close (McDb *self);

/* For jobs. Statements are bound by format: s text or NULL, i gint64. */
sqlite3_stmt *mc_db_query (sqlite3 *db, GError **error, const char *sql, const char *types, ...);
gboolean mc_db_exec (sqlite3 *db, GError **error, const char *sql, const char *types, ...);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (sqlite3_stmt, mc_statements_give_back)

/* SQLITE_ROW → 1, SQLITE_DONE → 0, else -1 and the error. */
int mc_db_step (sqlite3_stmt *statement, GError **error);
gboolean mc_db_begin (sqlite3 *db, GError **error);
/* Several reads of one state: writers go on meanwhile. */
gboolean mc_db_begin_read (sqlite3 *db, GError **error);
/* Commits; rolls back when that fails. */
gboolean mc_db_commit (sqlite3 *db, GError **error);
void mc_db_rollback (sqlite3 *db);

/* (transfer full) (nullable) */
char *mc_db_text (sqlite3_stmt *statement, int column);

G_END_DECLS
