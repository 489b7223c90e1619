// SPDX-License-Identifier: GPL-3.0-or-later
#define G_LOG_DOMAIN "mc-sync"
#include "mc-feed.h"

#include <string.h>

#include "mc-alert.h"
#include "mc-bell.h"
#include "mc-codecs.h"
#include "mc-pages.h"
#include "mc-task.h"
#include "mc-wake.h"

#define SECOND G_USEC_PER_SEC
#define POLL_US (30 * SECOND)
#define ABOUT_US (60 * G_TIME_SPAN_MINUTE)
#define FIRST_RETRY_US (5 * SECOND)
/* a storm of events is a few questions */
#define EVENT_GAP_US (SECOND / 5)
/* how far what the cache says of its age may be behind */
#define AGE_GAP_US (60 * SECOND)

struct _McFeed
{
  GObject parent_instance;

  /* owned */
  McPortal *portal;
  McCache *cache;
  McClock *clock;
  McScope *scope;
  McBell *bell;
  McMe *me;
  DexPromise *poked;        /* there is something to ask for */
  DexPromise *bell_changed; /* the stream came or went */
  McLine line;
  gint64 snapshot_told; /* records of it that had come when it was last told */
  gboolean untold;      /* more have come since */
  gint64 kept_us;       /* line.updated_us as the cache has it; 0 never */
  gboolean me_is_fresh;
  gint64 about_due_us; /* when the portal is asked what it is the next time */
  gboolean told;       /* by an event, since it last asked */
  gboolean rests;
};

enum
{
  RECORDS_CHANGED,
  LINE_CHANGED,
  ME_CHANGED,
  UPDATED,
  ALERT,
  SECRET,
  PRESENCE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (McFeed, mc_feed, G_TYPE_OBJECT)

static void
line_changed (McFeed *self)
{
  g_signal_emit (self, signals[LINE_CHANGED], 0);
}

static void
set_state (McFeed *self, McLineState state)
{
  self->line.state = state;
  line_changed (self);
}

/* The line keeps saying so while the next try is under way. */
static gboolean
is_away (McFeed *self)
{
  return self->line.offline_since_us != 0 || self->line.state == MC_LINE_SIGNED_OUT;
}

static void
records_changed (McFeed *self, GStrv ids)
{
  if (ids == NULL || ids[0] != NULL)
    g_signal_emit (self, signals[RECORDS_CHANGED], 0, ids);
}

static void
take_me (McFeed *self, McMe *me)
{
  g_clear_pointer (&self->me, mc_me_unref);
  self->me = me;
  g_signal_emit (self, signals[ME_CHANGED], 0);
}

static void
load_cached_me (McFeed *self)
{
  g_autofree char *text = mc_await_string (mc_cache_get (self->cache, "me"), NULL);
  g_autoptr (GBytes) bytes = text != NULL ? g_bytes_new (text, strlen (text)) : NULL;
  McMe *me = bytes != NULL && self->me == NULL ? mc_codec_me_parse (bytes, NULL) : NULL;

  if (me != NULL)
    take_me (self, me);
}

/* How old the records are outlives the program. */
static void
load_age (McFeed *self)
{
  g_autofree char *text = mc_await_string (mc_cache_get (self->cache, "updated"), NULL);
  gint64 at = 0;

  if (text != NULL && g_ascii_string_to_signed (text, 10, 1, mc_clock_now_us (self->clock), &at, NULL))
    self->line.updated_us = self->kept_us = at;
}

static DexFuture *
keep_age_fiber (gpointer data)
{
  McFeed *self = data;
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, self->line.updated_us);

  return mc_cache_set (self->cache, "updated", text);
}

static void
keep_age (McFeed *self)
{
  if (ABS (self->line.updated_us - self->kept_us) < AGE_GAP_US)
    return;
  self->kept_us = self->line.updated_us;
  mc_task_run (self->scope, "keep age", keep_age_fiber, g_object_ref (self), g_object_unref);
}

static gboolean
fetch_me (McFeed *self, GError **error)
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
  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  known = mc_await_string (mc_cache_get (self->cache, "me"), NULL);
  self->me_is_fresh = self->me != NULL && g_strcmp0 (known, text) == 0;
  if (self->me_is_fresh)
    return TRUE;
  me = mc_codec_me_parse (bytes, error);
  if (me == NULL)
    return FALSE;
  self->me_is_fresh = TRUE;
  take_me (self, me);
  return mc_await (mc_cache_set (self->cache, "me", text), error);
}

/* A portal that was renewed meanwhile may take newer programs alone: nothing is read into the cache or sent by rules that are no
 * more. That it does not answer is met by what is asked next. */
static gboolean
check_client (McFeed *self, GError **error)
{
  g_autoptr (GError) ignored = NULL;
  g_autoptr (McAbout) about = NULL;
  gint64 now = mc_clock_now_us (self->clock);

  if (now < self->about_due_us)
    return TRUE;
  about = mc_await_boxed (mc_portal_about (self->portal), &ignored);
  if (about != NULL && !mc_about_takes_client (about))
    {
      g_propagate_error (
          error, mc_portal_error_new (MC_PORTAL_ERROR_OUTDATED, NULL, "it takes %s and newer", about->oldest_client));
      return FALSE;
    }
  if (about != NULL)
    self->about_due_us = now + ABOUT_US;
  return TRUE;
}

/* What stands in the cache of a snapshot ends with its log: a row that its pages missed, because it changed its place while
 * they were read, is in that log, and perhaps not on the log's first page. */
static gboolean
end_snapshot (McFeed *self, GError **error)
{
  g_autoptr (GError) why = NULL;
  gboolean swept = mc_await_boolean (mc_cache_end_snapshot (self->cache), &why);

  if (why != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&why));
      return FALSE;
    }
  self->line.snapshot_done = -1;
  if (swept)
    records_changed (self, NULL);
  return TRUE;
}

/* From where the cache stands. */
static McPages *
open_pages (McFeed *self, GError **error)
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

/* A snapshot is told of when it has doubled: with each telling lists and counts are read anew, over all that is there. */
static void
snapshot_grew (McFeed *self, gint64 count, gint64 total, GStrv ids)
{
  self->line.snapshot_done = MAX (self->line.snapshot_done, 0) + count;
  self->line.snapshot_total = total;
  self->untold = self->line.snapshot_done < 2 * self->snapshot_told;
  if (self->untold)
    return;
  self->snapshot_told = self->line.snapshot_done;
  records_changed (self, ids);
}

static void
tell_rest_of_snapshot (McFeed *self)
{
  if (self->untold)
    records_changed (self, NULL);
  self->untold = FALSE;
}

/* (transfer full): the records of the page that hold state secrets: few, and none as a rule. */
static GPtrArray *
list_secret (const McChanges *changes)
{
  GPtrArray *secret = g_ptr_array_new_with_free_func ((GDestroyNotify) mc_summary_unref);

  for (guint i = 0; i < changes->changes->len; i++)
    {
      const McChange *change = g_ptr_array_index (changes->changes, i);

      if (change->summary != NULL && change->summary->secret)
        g_ptr_array_add (secret, mc_summary_ref (change->summary));
    }
  return secret;
}

/* What comes next into the cache. more: (out). */
static gboolean
take_batch (McFeed *self, McPages *pages, gboolean *more, GError **error)
{
  g_autoptr (McChanges) changes = mc_pages_next (pages, error);
  g_autoptr (GPtrArray) secret = NULL;
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
  secret = list_secret (changes);
  applied = mc_cache_apply (self->cache, changes);
  /* the writer's thread lets go of thousands of records, not this one */
  g_clear_pointer (&changes, mc_changes_unref);
  ids = mc_await_boxed (applied, error);
  if (ids == NULL)
    return FALSE;
  for (guint i = 0; i < secret->len; i++)
    g_signal_emit (self, signals[SECRET], 0, g_ptr_array_index (secret, i));
  if (snapshot)
    snapshot_grew (self, count, total, ids);
  else
    {
      tell_rest_of_snapshot (self);
      records_changed (self, ids);
    }
  if (!*more && !end_snapshot (self, error))
    return FALSE;
  line_changed (self);
  return TRUE;
}

/* To the end of what there is. */
static gboolean
read_feed (McFeed *self, GError **error)
{
  g_autoptr (McPages) pages = open_pages (self, error);
  gboolean more = TRUE;
  gboolean done = pages != NULL;

  self->snapshot_told = 0;
  while (done && more && !mc_scope_is_ended (self->scope))
    done = take_batch (self, pages, &more, error);
  if (pages != NULL)
    mc_pages_end (pages);
  tell_rest_of_snapshot (self);
  return done;
}

static gboolean
update_once (McFeed *self, GError **error)
{
  g_autoptr (GError) why = NULL;

  if (!check_client (self, error) || !fetch_me (self, error))
    return FALSE;
  if (read_feed (self, &why))
    return TRUE;
  if (!g_error_matches (why, MC_PORTAL_ERROR, MC_PORTAL_ERROR_RESYNC))
    {
      g_propagate_error (error, g_steal_pointer (&why));
      return FALSE;
    }
  /* a role has begun or ended, perhaps */
  self->me_is_fresh = FALSE;
  if (!fetch_me (self, error))
    return FALSE;
  /* the cursor is gone: a new snapshot, once, while the old rows stay readable */
  return mc_await (mc_cache_set (self->cache, "cursor", NULL), error) && read_feed (self, error);
}

static void
update_succeeded (McFeed *self)
{
  gboolean was_away = is_away (self);
  gboolean was_current = self->line.state == MC_LINE_CURRENT;

  self->line.updated_us = mc_clock_now_us (self->clock);
  keep_age (self);
  self->line.offline_since_us = 0;
  self->line.error = NULL;
  set_state (self, MC_LINE_CURRENT);
  /* the first shows that somebody is signed in, later ones that the line is back */
  if (!was_current && mc_bell_is_started (self->bell))
    mc_bell_try (self->bell);
  mc_bell_start (self->bell);
  g_signal_emit (self, signals[UPDATED], 0, was_away);
}

static void
update_failed (McFeed *self, const GError *error)
{
  McLineState state = MC_LINE_TROUBLE;

  self->about_due_us = 0;
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
rang_cb (McFeed *self)
{
  self->told = TRUE;
  mc_wake (self->poked);
}

/* The line is as fresh as that. */
static void
beat_cb (McFeed *self)
{
  if (!self->rests || self->told || self->line.state != MC_LINE_CURRENT)
    return;
  self->line.updated_us = mc_clock_now_us (self->clock);
  keep_age (self);
  line_changed (self);
}

static void
presence_cb (McFeed *self, const char *data)
{
  g_signal_emit (self, signals[PRESENCE], 0, data);
}

static void
alert_cb (McFeed *self, McAlert *alert)
{
  g_signal_emit (self, signals[ALERT], 0, alert);
}

static void
up_changed_cb (McFeed *self)
{
  /* what happened before it was up is not told: ask once */
  if (mc_bell_is_up (self->bell))
    mc_wake (self->poked);
  mc_wake (self->bell_changed);
}

/* Until there is something to ask for: as long as an open stream says nothing, 30 s without one. began_us: when it was
 * asked last. */
static void
rest (McFeed *self, gint64 began_us)
{
  gboolean rang = FALSE;
  gint64 gap_us;

  self->rests = TRUE;
  while (!rang && !mc_scope_is_ended (self->scope) && dex_future_is_pending (DEX_FUTURE (self->poked)))
    {
      g_autoptr (GError) ignored = NULL;
      DexFuture *woken;

      mc_wake_renew (&self->bell_changed);
      woken = dex_future_first (dex_ref (self->poked), dex_ref (self->bell_changed), NULL);
      if (!mc_bell_is_up (self->bell))
        woken = dex_future_first (woken, mc_clock_sleep (self->clock, POLL_US), NULL);
      mc_await (woken, &ignored);
      rang = dex_future_is_pending (DEX_FUTURE (self->bell_changed));
    }
  self->rests = FALSE;
  gap_us = began_us + EVENT_GAP_US - mc_clock_now_us (self->clock);
  if (self->told && gap_us > 0)
    mc_await (mc_clock_sleep (self->clock, gap_us), NULL);
}

static DexFuture *
feed_fiber (gpointer data)
{
  McFeed *self = data;
  gint64 retry_us = FIRST_RETRY_US;

  load_age (self);
  load_cached_me (self);
  while (!mc_scope_is_ended (self->scope))
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GError) ignored = NULL;
      gint64 began_us = mc_clock_now_us (self->clock);

      mc_wake_renew (&self->poked);
      self->told = FALSE;
      if (self->line.updated_us == 0 || self->line.state != MC_LINE_CURRENT)
        set_state (self, is_away (self) ? self->line.state : MC_LINE_UPDATING);
      if (update_once (self, &error) && !mc_scope_is_ended (self->scope))
        {
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

static void
mc_feed_dispose (GObject *object)
{
  McFeed *self = MC_FEED (object);

  mc_scope_clear (&self->scope);
  if (self->bell != NULL)
    g_signal_handlers_disconnect_by_data (self->bell, self);
  g_clear_object (&self->bell);
  g_clear_object (&self->portal);
  g_clear_object (&self->cache);
  g_clear_object (&self->clock);
  g_clear_pointer (&self->me, mc_me_unref);
  dex_clear (&self->poked);
  dex_clear (&self->bell_changed);
  G_OBJECT_CLASS (mc_feed_parent_class)->dispose (object);
}

static void
mc_feed_class_init (McFeedClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mc_feed_dispose;
  signals[RECORDS_CHANGED] = g_signal_new ("records-changed", MC_TYPE_FEED, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                           G_TYPE_NONE, 1, G_TYPE_STRV);
  signals[LINE_CHANGED]
      = g_signal_new ("line-changed", MC_TYPE_FEED, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ME_CHANGED]
      = g_signal_new ("me-changed", MC_TYPE_FEED, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ALERT]
      = g_signal_new ("alert", MC_TYPE_FEED, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, MC_TYPE_ALERT);
  signals[SECRET]
      = g_signal_new ("secret", MC_TYPE_FEED, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, MC_TYPE_SUMMARY);
  signals[PRESENCE]
      = g_signal_new ("presence", MC_TYPE_FEED, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[UPDATED]
      = g_signal_new ("updated", MC_TYPE_FEED, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
}

static void
mc_feed_init (McFeed *self)
{
  self->scope = mc_scope_new (NULL);
  self->line.snapshot_done = -1;
  self->line.snapshot_total = -1;
}

McFeed *
mc_feed_new (McPortal *portal, McCache *cache, McClock *clock)
{
  McFeed *self = g_object_new (MC_TYPE_FEED, NULL);

  self->portal = g_object_ref (portal);
  self->cache = g_object_ref (cache);
  self->clock = g_object_ref (clock);
  self->bell = mc_bell_new (portal, clock);
  g_signal_connect_swapped (self->bell, "rang", G_CALLBACK (rang_cb), self);
  g_signal_connect_swapped (self->bell, "beat", G_CALLBACK (beat_cb), self);
  g_signal_connect_swapped (self->bell, "alert", G_CALLBACK (alert_cb), self);
  g_signal_connect_swapped (self->bell, "presence", G_CALLBACK (presence_cb), self);
  g_signal_connect_swapped (self->bell, "up-changed", G_CALLBACK (up_changed_cb), self);
  return self;
}

void
mc_feed_start (McFeed *self)
{
  mc_task_run (self->scope, "feed", feed_fiber, g_object_ref (self), g_object_unref);
}

void
mc_feed_stop (McFeed *self)
{
  mc_scope_end (self->scope);
  mc_bell_stop (self->bell);
}

void
mc_feed_poke (McFeed *self)
{
  mc_wake (self->poked);
  mc_bell_try (self->bell);
}

const McLine *
mc_feed_get_line (McFeed *self)
{
  return &self->line;
}

McMe *
mc_feed_get_me (McFeed *self)
{
  return self->me;
}
