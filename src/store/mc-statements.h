// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/* The prepared statements of a connection that wait to be used again: to read one's SQL costs more than to run most of them.
 * On the connection's thread. */

/* Ready to be bound; NULL: the connection says why. */
sqlite3_stmt *mc_statements_take (sqlite3 *db, const char *sql);
/* statement: (nullable); what was bound is forgotten. */
void mc_statements_give_back (sqlite3_stmt *statement);
/* Before the connection is closed. */
void mc_statements_forget (sqlite3 *db);

G_END_DECLS
