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
 * remove. Resolves with a GStrv (boxed G_TYPE_STRV): the ids that changed. pages mark what they touch while a snapshot
 * runs; mc_cache_end_snapshot(), to be called at the end of the log that follows, sweeps the rest and resolves with a
 * boolean: there was something to sweep. */
DexFuture *mc_cache_apply (McCache *self, McChanges *changes);
DexFuture *mc_cache_begin_snapshot (McCache *self);
DexFuture *mc_cache_end_snapshot (McCache *self);

/* One record as an act's answer gave it: ignored when older, or when the record is not there. Which records are ours to see
 * is the feed's alone to tell: an answer may come after the tombstone. Resolves with a boolean: it changed something. */
DexFuture *mc_cache_put_summary (McCache *self, McSummary *summary);

/* The record is said to hold state secrets, and the portal does not know it yet: its names, text, detail and documents go at
 * once, and come back with a newer version alone. Resolves with a boolean: it was there, and not covered already. */
DexFuture *mc_cache_withhold (McCache *self, const char *id);

/* Nobody says so any more: whatever the portal tells of the record next is taken, however old. Resolves with TRUE. */
DexFuture *mc_cache_expect (McCache *self, const char *id);

/* Names: "cursor", "snapshot", "me", "about", "updated", … (JSON or plain text). Lookup resolves with a string or NULL. */
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

/* filter: (nullable): everything. order: as in McQueue; one of code, owner, procedure, field, submitted, accepted, deadline, state,
 * handler, channel, with "_desc" behind it downwards; or "open_first": what is open before what is closed, by deadline, and of
 * what a search with tone marks finds (it finds the same without them) the exact before all others. NULL or another: as they
 * came. search: (nullable): typed text; folded here. Resolves with a boxed McListing. */
DexFuture *mc_cache_list (McCache *self, McFilter *filter, const char *order, const char *search);

/* Resolves with a GPtrArray (boxed) of McSummary, NULL for keys no longer there, in the order of keys (of gint64). */
DexFuture *mc_cache_rows (McCache *self, GArray *keys);

/* Counts of several filters in one read: filters is a GPtrArray of McFilter. Resolves with a GArray (boxed G_TYPE_ARRAY)
 * of guint. */
DexFuture *mc_cache_counts (McCache *self, GPtrArray *filters);

/* Amounts of the records that a filter lets through, in đồng. */
typedef struct
{
  guint count;   /* of the records */
  guint unknown; /* of those without the amount */
  gint64 sum;    /* of the others */
} McTotal;

#define MC_TYPE_TOTAL (mc_total_get_type ())
GType mc_total_get_type (void);
McTotal *mc_total_copy (const McTotal *self);
void mc_total_free (McTotal *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (McTotal, mc_total_free)

/* Whether there are such amounts: "fee_due", "fee_paid", as in McQueue.total, which a later portal may have more of. */
gboolean mc_cache_adds_up (const char *member);

/* member: one of those. Resolves with a boxed McTotal. */
DexFuture *mc_cache_total (McCache *self, McFilter *filter, const char *member);

/* What a list can be narrowed down to: one value of a field. */
typedef struct
{
  char *value;
  char *label; /* what it is called */
  guint count; /* of records */
} McFieldValue;

void mc_field_value_free (McFieldValue *self);

/* field: of mc_filter_add(), no time. Resolves with a GPtrArray (boxed) of McFieldValue, in Vietnamese order. */
DexFuture *mc_cache_values (McCache *self, McFilter *filter, const char *field);

/* Resolves with a boxed McSummary, or NULL. */
DexFuture *mc_cache_summary (McCache *self, const char *id);

/* Details as they came (GBytes of JSON), kept while the record's summary is: gone with its right, and not kept without. */

/* A detail and the summary in it, both in one step: nothing when a newer version of the record is there (its answer may have
 * overtaken this one), or when the record is not. Resolves with a boolean: the summary changed. */
DexFuture *mc_cache_put_dossier (McCache *self, McSummary *summary, GBytes *json);

/* Resolves with GBytes or NULL. */
DexFuture *mc_cache_detail (McCache *self, const char *id);

/* Of the first `most` records of a list: the ids of those without their detail. filter, order: as for mc_cache_list().
 * Resolves with a GStrv. */
DexFuture *mc_cache_lacking (McCache *self, McFilter *filter, const char *order, guint most);

/* Documents of records: in pieces, so that no read or write of one delays a list; gone with the right to their record.
 * Together they take MC_CACHE_DOCUMENTS_BYTES at most: those that nobody has looked at for longest go first. */
#define MC_CACHE_PIECE_BYTES (1024 * 1024)
#define MC_CACHE_DOCUMENTS_BYTES (G_GINT64_CONSTANT (2) * 1024 * 1024 * 1024)

typedef struct
{
  gatomicrefcount ref_count;
  gint64 key; /* local, never reused */
  gint64 size;
} McCachedDocument;

#define MC_TYPE_CACHED_DOCUMENT (mc_cached_document_get_type ())
GType mc_cached_document_get_type (void);
McCachedDocument *mc_cached_document_ref (McCachedDocument *self);
void mc_cached_document_unref (McCachedDocument *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (McCachedDocument, mc_cached_document_unref)

/* A document that is there whole: a boxed McCachedDocument, or NULL. */
DexFuture *mc_cache_find_document (McCache *self, const char *dossier, const char *document);

/* Its piece n, from 0: MC_CACHE_PIECE_BYTES of it, the last what is left. Resolves with GBytes; NULL: gone meanwhile. */
DexFuture *mc_cache_piece (McCache *self, gint64 key, guint n);

/* Somebody looks at it. */
DexFuture *mc_cache_use_document (McCache *self, gint64 key);

/* Keeps a document, in place of what was there: begin, each piece in order, end. begin resolves with its key as gint64, 0:
 * the record is not there or holds state secrets, so neither is its document kept. put: a boolean, FALSE: the right to it is gone. Until its end
 * nobody finds it. */
DexFuture *mc_cache_begin_document (McCache *self, const char *dossier, const char *document, gint64 size);
DexFuture *mc_cache_put_piece (McCache *self, gint64 key, guint n, GBytes *bytes);
DexFuture *mc_cache_end_document (McCache *self, gint64 key);

/* For tests. */
void mc_cache_set_documents_limit (McCache *self, gint64 bytes);

G_END_DECLS
