// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <libdex.h>

#include "mc-act.h"
#include "mc-clock.h"
#include "mc-filter.h"
#include "mc-official.h"
#include "mc-record.h"
#include "mc-store-error.h"

G_BEGIN_DECLS

/* cache.db: what the portal can give again: summaries, details, the feed's cursor. SQLCipher, synchronous=NORMAL; a
 * writer and a reader, each a connection on a thread of its own. A cache that cannot be opened (corrupt, newer, another
 * key) is moved aside and begun anew: mc_cache_was_reset(). */
#define MC_TYPE_CACHE (mc_cache_get_type ())
G_DECLARE_FINAL_TYPE (McCache, mc_cache, MC, CACHE, GObject)

/* Resolves with the McCache. */
DexFuture *mc_cache_open (const char *directory, GBytes *key, McClock *clock);
DexFuture *mc_cache_close (McCache *self);
gboolean mc_cache_was_reset (McCache *self);

/* Applies a page in one transaction and keeps its cursor. Upserts older than what is stored are ignored; tombstones
 * remove. Resolves with a GStrv (boxed G_TYPE_STRV): the ids that changed. snapshot pages mark what they touch;
 * mc_cache_end_snapshot() sweeps the rest. */
DexFuture *mc_cache_apply (McCache *self, McChanges *changes);
DexFuture *mc_cache_begin_snapshot (McCache *self);
DexFuture *mc_cache_end_snapshot (McCache *self);

/* One record as an act's answer gave it (ignored when older). Resolves with a boolean: it changed something. */
DexFuture *mc_cache_put_summary (McCache *self, McSummary *summary);

/* Names: "cursor", "snapshot", "me", "about", … (JSON or plain text). Lookup resolves with a string or NULL. */
DexFuture *mc_cache_set (McCache *self, const char *name, const char *value);
DexFuture *mc_cache_get (McCache *self, const char *name);

/* A result set: all keys (8 bytes a row) and the first rows of it. */
typedef struct
{
  gatomicrefcount ref_count;
  GArray *keys;    /* of gint64: local keys, never sent anywhere */
  GPtrArray *rows; /* McSummary: the first 250 */
} McListing;

#define MC_TYPE_LISTING (mc_listing_get_type ())
GType mc_listing_get_type (void);
McListing *mc_listing_ref (McListing *self);
void mc_listing_unref (McListing *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (McListing, mc_listing_unref)

/* filter: (nullable): everything. order: as in McQueue. search: (nullable): typed text; folded here. Resolves with a
 * boxed McListing. */
DexFuture *mc_cache_list (McCache *self, McFilter *filter, const char *order, const char *search);

/* Resolves with a GPtrArray (boxed) of McSummary, NULL for keys no longer there, in the order of keys (of gint64). */
DexFuture *mc_cache_rows (McCache *self, GArray *keys);

/* Counts of several filters in one read: filters is a GPtrArray of McFilter. Resolves with a GArray (boxed G_TYPE_ARRAY)
 * of guint. */
DexFuture *mc_cache_counts (McCache *self, GPtrArray *filters);

/* Resolves with a boxed McSummary, or NULL. */
DexFuture *mc_cache_summary (McCache *self, const char *id);

/* Details as they came (GBytes of JSON), kept while the record's summary is: gone with its right, and not kept without.
 * Lookup resolves with GBytes or NULL. */
DexFuture *mc_cache_put_detail (McCache *self, const char *id, GBytes *json);

/* The same for a detail of which the summary is known, as every answer of the portal should be kept: both in one step, and
 * nothing when a newer version of the record is there (its answer may have overtaken this one). Resolves with a boolean:
 * the summary changed. */
DexFuture *mc_cache_put_dossier (McCache *self, McSummary *summary, GBytes *json);
DexFuture *mc_cache_detail (McCache *self, const char *id);

G_END_DECLS
