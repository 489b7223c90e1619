// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sqlite3.h>

#include "mc-record.h"

G_BEGIN_DECLS

/* Writes records of cache.db inside a transaction of the caller's. Its statements are prepared once and used for all the
 * records of a page: preparing them for each costs more than writing it. */
typedef struct _McCacheWriter McCacheWriter;

/* db must outlive it. mark: of the running snapshot, 0: none. NULL and MC_STORE_ERROR when the schema is another. */
McCacheWriter *mc_cache_writer_new (sqlite3 *db, gint64 mark, GError **error);
void mc_cache_writer_free (McCacheWriter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (McCacheWriter, mc_cache_writer_free)

/* Inserts or replaces a summary when it is newer. changed: (out). */
gboolean mc_cache_writer_put (McCacheWriter *self, const McSummary *summary, gboolean *changed, GError **error);

/* What is there is covered (mc_summary_cover()): summary is, of its very version. */
gboolean mc_cache_writer_withhold (McCacheWriter *self, const McSummary *summary, GError **error);

/* With its detail and what is searched. changed: (out): it was there. */
gboolean mc_cache_writer_remove (McCacheWriter *self, const char *id, gboolean *changed, GError **error);

G_END_DECLS
