// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sqlite3.h>

#include "mc-filter.h"

G_BEGIN_DECLS

/* The keys of a queue in its order, remembered between two searches in it: a search then asks the index alone which of
 * them it finds, and sorts nothing. Belongs to one connection and its thread. */
typedef struct _McCacheList McCacheList;

McCacheList *mc_cache_list_new (void);
McCacheList *mc_cache_list_ref (McCacheList *self);
void mc_cache_list_unref (McCacheList *self);

/* The keys (of gint64) that the filter lets through and the search finds, in their order. filter, order, search: as in
 * mc_cache_list(). Inside a transaction. NULL and an error when it failed. (transfer full) */
GArray *mc_cache_list_keys (McCacheList *self, sqlite3 *db, McFilter *filter, const char *order, const char *search,
                            gint64 now_us, GError **error);

G_END_DECLS
