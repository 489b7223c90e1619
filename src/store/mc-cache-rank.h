// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/* What was typed with tone marks means just these: of keys (of gint64, what the search found without marks) those that have
 * every word as it was typed come first; else their order stays. Looks at the first 5,000, so that a key press has an answer
 * at once; nothing is left out. */
gboolean mc_cache_rank_exact (sqlite3 *db, GArray *keys, const char *search, GError **error);

G_END_DECLS
