// SPDX-License-Identifier: GPL-3.0-or-later
#define G_LOG_DOMAIN "mc-sync"
#include "mc-sync.h"

#include <string.h>

#include "mc-codecs.h"
#include "mc-outbox.h"
#include "mc-pages.h"
#include "mc-task.h"

#define SECOND G_USEC_PER_SEC
#define POLL_US (30 * SECOND)
#define FIRST_RETRY_US (5 * SECOND)
/* the event stream: tried again after so long, twice as long each time, with jitter */
#define FIRST_STREAM_RETRY_US (1 * SECOND)
/* a storm of events is a few questions */
#define EVENT_GAP_US (SECOND / 5)

struct _McSync
{
  GObject parent_instance;

  /* owned */
  McPortal *portal;
  McJournal *journal;
  McCache *cache;
  McClock *clock;
  McOutbox *outbox;
  McScope *scope;
  McMe *me;
  DexPromise *poked;          /* wakes the feed: there is something to ask for */
  DexPromise *stream_changed; /* wakes the feed: the stream came or went */
  DexPromise *stream_poked;   /* wakes the stream: now a try is worth it */
  McLine line;
  gint64 snapshot_told; /* records of it that had come when it was last told */
  gboolean me_is_fresh;
  gboolean told; /* by an event, since the feed last asked */
  gboolean rests;
  gboolean stream_is_up;
  gboolean stream_started;
};

typedef struct
{
  McSync *sync;
  char *id;
} Open;

enum
{
  RECORDS_CHANGED,
  OUTBOX_CHANGED,
  LINE_CHANGED,
  ME_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (McSync, mc_sync, G_TYPE_OBJECT)

static void
open_free (Open *self)
{
  g_object_unref (self->sync);
  g_free (self->id);
  g_free (self);
}

static void
set_state (McSync *self, McLineState state)
{
  self->line.state = state;
  g_signal_emit (self, signals[LINE_CHANGED], 0);
}

/* The line keeps saying so while the next try is under way. */
static gboolean
is_away (McSync *self)
{
  return self->line.offline_since_us != 0 || self->line.state == MC_LINE_SIGNED_OUT;
}

static void
records_changed (McSync *self, GStrv ids)
{
  if (ids == NULL || ids[0] != NULL)
    g_signal_emit (self, signals[RECORDS_CHANGED], 0, ids);
}

static void
take_me (McSync *self, McMe *me)
{
  g_clear_pointer (&self->me, mc_me_unref);
  self->me = me;
  g_signal_emit (self, signals[ME_CHANGED], 0);
}

static void
load_cached_me (McSync *self)
{
  g_autofree char *text = mc_await_string (mc_cache_get (self->cache, "me"), NULL);
  g_autoptr (GBytes) bytes = text != NULL ? g_bytes_new (text, strlen (text)) : NULL;
  McMe *me = bytes != NULL && self->me == NULL ? mc_codec_me_parse (bytes, NULL) : NULL;

  if (me != NULL)
    take_me (self, me);
}

static gboolean
fetch_me (McSync *self, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *text = NULL;
  g_autofree char *known = NULL;
  McMe *me;

  if (self->me_is_fresh)
    return TRUE;
  bytes = mc_await_boxed (mc_portal_me (self->portal), error);
  if (bytes == NULL)
    return FALSE;
  me = mc_codec_me_parse (bytes, error);
  if (me == NULL)
    return FALSE;
  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  self->me_is_fresh = TRUE;
  known = mc_await_string (mc_cache_get (self->cache, "me"), NULL);
  if (self->me != NULL && g_strcmp0 (known, text) == 0)
    {
      mc_me_unref (me);
      return TRUE;
    }
  take_me (self, me);
  return mc_await (mc_cache_set (self->cache, "me", text), error);
}

/* The feed from where the cache stands. */
static McPages *
open_pages (McSync *self, GError **error)
{
  g_autoptr (GError) why = NULL;
  g_autofree char *cursor = mc_await_string (mc_cache_get (self->cache, "cursor"), &why);

  if (why != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&why));
      return NULL;
    }
  if (cursor == NULL)
    {
      self->line.snapshot_done = 0;
      if (!mc_await (mc_cache_begin_snapshot (self->cache), error))
        return NULL;
    }
  return mc_pages_new (self->scope, self->portal, cursor);
}

/* A snapshot is told of when it has doubled: with each telling lists and counts are read anew, over all that is there. Its
 * end is told in any case. */
static void
snapshot_grew (McSync *self, gint64 count, gint64 total, GStrv ids)
{
  self->line.snapshot_done = MAX (self->line.snapshot_done, 0) + count;
  self->line.snapshot_total = total;
  if (self->line.snapshot_done < 2 * self->snapshot_told)
    return;
  self->snapshot_told = self->line.snapshot_done;
  records_changed (self, ids);
}

/* The log begins: whatever the snapshot did not bring is no longer ours. */
static gboolean
log_grew (McSync *self, GStrv ids, GError **error)
{
  gboolean swept = self->line.snapshot_done >= 0;

  if (!mc_await (mc_cache_end_snapshot (self->cache), error))
    return FALSE;
  self->line.snapshot_done = -1;
  if (swept)
    records_changed (self, NULL);
  records_changed (self, ids);
  return TRUE;
}

/* What comes next of the feed into the cache. more: (out). */
static gboolean
take_batch (McSync *self, McPages *pages, gboolean *more, GError **error)
{
  g_autoptr (McChanges) changes = mc_pages_next (pages, error);
  g_auto (GStrv) ids = NULL;
  DexFuture *applied;
  gboolean snapshot;
  gint64 count, total;

  if (changes == NULL)
    return FALSE;
  *more = changes->more;
  snapshot = changes->snapshot;
  count = changes->changes->len;
  total = changes->total;
  applied = mc_cache_apply (self->cache, changes);
  /* the writer's thread lets go of thousands of records, not this one */
  g_clear_pointer (&changes, mc_changes_unref);
  ids = mc_await_boxed (applied, error);
  if (ids == NULL)
    return FALSE;
  if (snapshot)
    snapshot_grew (self, count, total, ids);
  else if (!log_grew (self, ids, error))
    return FALSE;
  g_signal_emit (self, signals[LINE_CHANGED], 0);
  return TRUE;
}

/* From where the cache stands to the end of what there is. */
static gboolean
read_feed (McSync *self, GError **error)
{
  g_autoptr (McPages) pages = open_pages (self, error);
  gboolean more = TRUE;

  gboolean done = pages != NULL;

  self->snapshot_told = 0;
  while (done && more && !mc_scope_is_ended (self->scope))
    done = take_batch (self, pages, &more, error);
  if (pages != NULL)
    mc_pages_end (pages);
  return done && !more;
}

static gboolean
update_once (McSync *self, GError **error)
{
  g_autoptr (GError) why = NULL;

  if (!fetch_me (self, error))
    return FALSE;
  if (read_feed (self, &why))
    return TRUE;
  if (!g_error_matches (why, MC_PORTAL_ERROR, MC_PORTAL_ERROR_RESYNC))
    {
      if (why != NULL)
        g_propagate_error (error, g_steal_pointer (&why));
      return FALSE;
    }
  /* the cursor is gone: a new snapshot, once, while the old rows stay readable */
  return mc_await (mc_cache_set (self->cache, "cursor", NULL), error) && read_feed (self, error);
}

static void
update_succeeded (McSync *self)
{
  gboolean was_away = is_away (self);

  self->line.updated_us = mc_clock_now_us (self->clock);
  self->line.offline_since_us = 0;
  self->line.error = NULL;
  set_state (self, MC_LINE_CURRENT);
  if (was_away)
    mc_outbox_poke (self->outbox);
  else
    /* an answer to an older token may have come after signing in */
    mc_outbox_signed_in (self->outbox);
}

static void
update_failed (McSync *self, const GError *error)
{
  McLineState state = MC_LINE_TROUBLE;

  self->line.error
      = error->domain == MC_PORTAL_ERROR ? mc_portal_error_code_name ((McPortalError) error->code) : "failed";
  if (g_error_matches (error, MC_PORTAL_ERROR, MC_PORTAL_ERROR_NOT_SIGNED_IN))
    state = MC_LINE_SIGNED_OUT;
  else if (mc_portal_error_can_heal (error))
    state = MC_LINE_OFFLINE;
  if (state == MC_LINE_OFFLINE && self->line.offline_since_us == 0)
    self->line.offline_since_us = mc_clock_now_us (self->clock);
  g_message ("update: %s", error->message);
  set_state (self, state);
}

static void
wake (DexPromise *promise)
{
  if (promise != NULL && dex_future_is_pending (DEX_FUTURE (promise)))
    dex_promise_resolve_boolean (promise, TRUE);
}

static void
renew (DexPromise **promise)
{
  dex_clear (promise);
  *promise = dex_promise_new ();
}

/* A comment says that all is as it was: the line is as fresh as that. */
static void
take_event (McSync *self, const McEvent *event)
{
  if (g_strcmp0 (event->name, "changes") == 0)
    {
      self->told = TRUE;
      wake (self->poked);
    }
  else if (event->name == NULL && self->rests && !self->told && self->line.state == MC_LINE_CURRENT)
    {
      self->line.updated_us = mc_clock_now_us (self->clock);
      g_signal_emit (self, signals[LINE_CHANGED], 0);
    }
}

/* One stream from its opening to its end, of which error tells. */
static void
follow_stream (McSync *self, GError **error)
{
  g_autoptr (McEventStream) stream = mc_await_object (mc_portal_events (self->portal), error);

  if (stream == NULL)
    return;
  self->stream_is_up = TRUE;
  /* what happened before it was up is not told: ask once */
  wake (self->poked);
  wake (self->stream_changed);
  while (!mc_scope_is_ended (self->scope))
    {
      g_autoptr (McEvent) event = mc_event_stream_next (stream, error);

      if (event == NULL)
        break;
      take_event (self, event);
    }
  self->stream_is_up = FALSE;
  wake (self->stream_changed);
}

/* Signed out, or a portal without streams: time alone changes nothing. */
static gboolean
waits_for_a_poke (const GError *error)
{
  return g_error_matches (error, MC_PORTAL_ERROR, MC_PORTAL_ERROR_NOT_SIGNED_IN)
         || g_error_matches (error, MC_PORTAL_ERROR, MC_PORTAL_ERROR_NOT_FOUND);
}

/* Keeps a stream open. Its ends are nobody's trouble: the feed asks every 30 s meanwhile, and tells of the line. */
static DexFuture *
stream_fiber (gpointer data)
{
  McSync *self = data;
  gint64 retry_us = FIRST_STREAM_RETRY_US;

  while (!mc_scope_is_ended (self->scope))
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GError) ignored = NULL;
      gint64 began_us = mc_clock_now_us (self->clock);
      DexFuture *pause;

      renew (&self->stream_poked);
      follow_stream (self, &error);
      if (mc_scope_is_ended (self->scope))
        break;
      g_debug ("event stream: %s", error != NULL ? error->message : "ended");
      if (mc_clock_now_us (self->clock) - began_us >= POLL_US)
        retry_us = FIRST_STREAM_RETRY_US;
      pause = dex_ref (self->stream_poked);
      if (!waits_for_a_poke (error))
        pause = dex_future_first (
            pause, mc_clock_sleep (self->clock, retry_us - (gint64) ((double) retry_us / 2 * g_random_double ())),
            NULL);
      mc_await (pause, &ignored);
      retry_us = MIN (retry_us * 2, POLL_US);
    }
  return dex_future_new_for_boolean (TRUE);
}

/* After an update that succeeded: the first shows that somebody is signed in, later ones that the line is back. */
static void
want_stream (McSync *self)
{
  if (self->stream_started && !self->stream_is_up && self->line.state != MC_LINE_CURRENT)
    wake (self->stream_poked);
  if (self->stream_started)
    return;
  self->stream_started = TRUE;
  mc_task_run (self->scope, "events", stream_fiber, g_object_ref (self), g_object_unref);
}

/* Until there is something to ask for: as long as an open stream says nothing, 30 s without one. began_us: when the feed
 * asked last. */
static void
rest (McSync *self, gint64 began_us)
{
  gboolean rang = FALSE;
  gint64 gap_us;

  self->rests = TRUE;
  while (!rang && !mc_scope_is_ended (self->scope) && dex_future_is_pending (DEX_FUTURE (self->poked)))
    {
      g_autoptr (GError) ignored = NULL;
      DexFuture *woken;

      renew (&self->stream_changed);
      woken = dex_future_first (dex_ref (self->poked), dex_ref (self->stream_changed), NULL);
      if (!self->stream_is_up)
        woken = dex_future_first (woken, mc_clock_sleep (self->clock, POLL_US), NULL);
      mc_await (woken, &ignored);
      rang = dex_future_is_pending (DEX_FUTURE (self->stream_changed));
    }
  self->rests = FALSE;
  gap_us = began_us + EVENT_GAP_US - mc_clock_now_us (self->clock);
  if (self->told && gap_us > 0)
    mc_await (mc_clock_sleep (self->clock, gap_us), NULL);
}

/* Asks when the stream says so, every 30 s without one; after a failure sooner at first; at once when poked. */
static DexFuture *
feed_fiber (gpointer data)
{
  McSync *self = data;
  gint64 retry_us = FIRST_RETRY_US;

  load_cached_me (self);
  while (!mc_scope_is_ended (self->scope))
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GError) ignored = NULL;
      gint64 began_us = mc_clock_now_us (self->clock);

      renew (&self->poked);
      self->told = FALSE;
      if (self->line.updated_us == 0 || self->line.state != MC_LINE_CURRENT)
        set_state (self, is_away (self) ? self->line.state : MC_LINE_UPDATING);
      if (update_once (self, &error) && !mc_scope_is_ended (self->scope))
        {
          want_stream (self);
          update_succeeded (self);
          retry_us = FIRST_RETRY_US;
          rest (self, began_us);
        }
      else if (!mc_scope_is_ended (self->scope))
        {
          update_failed (self, error);
          mc_await (dex_future_first (mc_clock_sleep (self->clock, retry_us), dex_ref (self->poked), NULL), &ignored);
          retry_us = MIN (retry_us * 2, POLL_US);
        }
    }
  return dex_future_new_for_boolean (TRUE);
}

static DexFuture *
open_fiber (gpointer data)
{
  Open *open = data;
  McSync *self = open->sync;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = mc_await_boxed (mc_cache_detail (self->cache, open->id), NULL);
  McDossier *dossier = bytes != NULL ? mc_codec_dossier_parse (bytes, NULL) : NULL;

  if (dossier != NULL)
    return dex_future_new_take_boxed (MC_TYPE_DOSSIER, dossier);
  g_clear_pointer (&bytes, g_bytes_unref);
  bytes = mc_await_boxed (mc_portal_detail (self->portal, "dossier", open->id), &error);
  if (bytes == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  dossier = mc_codec_dossier_parse (bytes, &error);
  if (dossier == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  /* that it could not be kept does not keep it from being shown */
  mc_await (mc_cache_put_dossier (self->cache, dossier->summary, bytes), NULL);
  return dex_future_new_take_boxed (MC_TYPE_DOSSIER, dossier);
}

static void
outbox_changed_cb (McOutbox *outbox, McSync *self)
{
  GPtrArray *entries = mc_outbox_get_entries (outbox);

  self->line.waiting = self->line.needs_you = 0;
  for (guint i = 0; i < entries->len; i++)
    {
      const McOutboxEntry *entry = g_ptr_array_index (entries, i);

      self->line.waiting
          += entry->state == MC_OUTBOX_HELD || entry->state == MC_OUTBOX_WAITING || entry->state == MC_OUTBOX_SENDING;
      self->line.needs_you += entry->state == MC_OUTBOX_NEEDS_YOU;
    }
  g_signal_emit (self, signals[OUTBOX_CHANGED], 0);
  g_signal_emit (self, signals[LINE_CHANGED], 0);
}

static void
recorded_cb (McOutbox *outbox, McSummary *summary, McSync *self)
{
  char *ids[] = { summary->id, NULL };

  records_changed (self, ids);
}

static void
mc_sync_dispose (GObject *object)
{
  McSync *self = MC_SYNC (object);

  mc_scope_clear (&self->scope);
  if (self->outbox != NULL)
    g_signal_handlers_disconnect_by_data (self->outbox, self);
  g_clear_object (&self->outbox);
  g_clear_object (&self->portal);
  g_clear_object (&self->journal);
  g_clear_object (&self->cache);
  g_clear_object (&self->clock);
  g_clear_pointer (&self->me, mc_me_unref);
  dex_clear (&self->poked);
  dex_clear (&self->stream_changed);
  dex_clear (&self->stream_poked);
  G_OBJECT_CLASS (mc_sync_parent_class)->dispose (object);
}

static void
mc_sync_class_init (McSyncClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mc_sync_dispose;
  signals[RECORDS_CHANGED] = g_signal_new ("records-changed", MC_TYPE_SYNC, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                           G_TYPE_NONE, 1, G_TYPE_STRV);
  signals[OUTBOX_CHANGED]
      = g_signal_new ("outbox-changed", MC_TYPE_SYNC, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[LINE_CHANGED]
      = g_signal_new ("line-changed", MC_TYPE_SYNC, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ME_CHANGED]
      = g_signal_new ("me-changed", MC_TYPE_SYNC, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
mc_sync_init (McSync *self)
{
  self->scope = mc_scope_new (NULL);
  self->line.snapshot_done = -1;
  self->line.snapshot_total = -1;
}

McSync *
mc_sync_new (McPortal *portal, McJournal *journal, McCache *cache, McClock *clock)
{
  McSync *self;

  g_return_val_if_fail (MC_IS_PORTAL (portal), NULL);
  g_return_val_if_fail (MC_IS_JOURNAL (journal), NULL);
  g_return_val_if_fail (MC_IS_CACHE (cache), NULL);
  g_return_val_if_fail (MC_IS_CLOCK (clock), NULL);

  self = g_object_new (MC_TYPE_SYNC, NULL);
  self->portal = g_object_ref (portal);
  self->journal = g_object_ref (journal);
  self->cache = g_object_ref (cache);
  self->clock = g_object_ref (clock);
  self->outbox = mc_outbox_new (portal, journal, cache, clock);
  g_signal_connect (self->outbox, "changed", G_CALLBACK (outbox_changed_cb), self);
  g_signal_connect (self->outbox, "recorded", G_CALLBACK (recorded_cb), self);
  return self;
}

void
mc_sync_start (McSync *self)
{
  g_return_if_fail (MC_IS_SYNC (self));

  dex_future_disown (mc_outbox_start (self->outbox));
  mc_task_run (self->scope, "feed", feed_fiber, g_object_ref (self), g_object_unref);
}

void
mc_sync_stop (McSync *self)
{
  g_return_if_fail (MC_IS_SYNC (self));

  mc_scope_end (self->scope);
  mc_outbox_stop (self->outbox);
}

void
mc_sync_poke (McSync *self)
{
  g_return_if_fail (MC_IS_SYNC (self));

  mc_outbox_poke (self->outbox);
  wake (self->poked);
  if (!self->stream_is_up)
    wake (self->stream_poked);
}

const McLine *
mc_sync_get_line (McSync *self)
{
  g_return_val_if_fail (MC_IS_SYNC (self), NULL);

  return &self->line;
}

McMe *
mc_sync_get_me (McSync *self)
{
  g_return_val_if_fail (MC_IS_SYNC (self), NULL);

  return self->me;
}

DexFuture *
mc_sync_act (McSync *self, McSummary *record, const char *action, const char *form, int undo_seconds)
{
  g_return_val_if_fail (MC_IS_SYNC (self), NULL);

  return mc_outbox_act (self->outbox, record, action, form, undo_seconds);
}

DexFuture *
mc_sync_undo (McSync *self, const char *key)
{
  g_return_val_if_fail (MC_IS_SYNC (self), NULL);

  return mc_outbox_undo (self->outbox, key);
}

DexFuture *
mc_sync_retry (McSync *self, const char *key)
{
  g_return_val_if_fail (MC_IS_SYNC (self), NULL);

  return mc_outbox_retry (self->outbox, key);
}

DexFuture *
mc_sync_discard (McSync *self, const char *key)
{
  g_return_val_if_fail (MC_IS_SYNC (self), NULL);

  return mc_outbox_discard (self->outbox, key);
}

GPtrArray *
mc_sync_get_outbox (McSync *self)
{
  g_return_val_if_fail (MC_IS_SYNC (self), NULL);

  return mc_outbox_get_entries (self->outbox);
}

McOutboxEntry *
mc_sync_find_pending (McSync *self, const char *record_id)
{
  g_return_val_if_fail (MC_IS_SYNC (self), NULL);

  return mc_outbox_find_pending (self->outbox, record_id);
}

DexFuture *
mc_sync_open_dossier (McSync *self, const char *id)
{
  Open *open;

  g_return_val_if_fail (MC_IS_SYNC (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  open = g_new0 (Open, 1);
  open->sync = g_object_ref (self);
  open->id = g_strdup (id);
  return mc_task_start (self->scope, "open dossier", open_fiber, open, (GDestroyNotify) open_free);
}
