// SPDX-License-Identifier: GPL-3.0-or-later
#define G_LOG_DOMAIN "mc-sync"
#include "mc-details.h"

#include "mc-codecs.h"
#include "mc-task.h"

/* of each queue, in its order */
#define AHEAD_MOST 50
/* an answer that was overtaken by a newer record is asked for again, so often altogether */
#define TRIES 3
/* what was just changed is perhaps changed again, and lists come first */
#define AHEAD_PAUSE_US (2 * (gint64) G_USEC_PER_SEC)

struct _McDetails
{
  GObject parent_instance;

  /* owned */
  McPortal *portal;
  McCache *cache;
  McClock *clock;
  McScope *scope;
  GHashTable *fetching; /* id → DexFuture: who asks meanwhile gets the same */
  McMe *wanted;         /* of the next round; NULL: none is wanted */
  guint opening;
  gboolean is_ahead; /* a round runs */
};

typedef struct
{
  McDetails *details;
  char *id;
} Open;

static guint changed_signal;
static guint idle_signal;

G_DEFINE_FINAL_TYPE (McDetails, mc_details, G_TYPE_OBJECT)

static Open *
open_new (McDetails *details, const char *id)
{
  Open *open = g_new0 (Open, 1);

  open->details = g_object_ref (details);
  open->id = g_strdup (id);
  return open;
}

static void
open_free (Open *self)
{
  g_object_unref (self->details);
  g_free (self->id);
  g_free (self);
}

/* Whether the cache knows a newer version of the record: this answer was overtaken on its way. */
static gboolean
is_overtaken (McDetails *self, const McDossier *dossier)
{
  g_autoptr (McSummary) known = mc_await_boxed (mc_cache_summary (self->cache, dossier->summary->id), NULL);

  return known != NULL && known->version > dossier->summary->version;
}

static McDossier *
fetch_and_keep (McDetails *self, const char *id, GError **error)
{
  g_autoptr (McDossier) dossier = NULL;

  for (int i = 0; i < TRIES && (dossier == NULL || is_overtaken (self, dossier)); i++)
    {
      g_autoptr (GBytes) bytes = mc_await_boxed (mc_portal_detail (self->portal, "dossier", id), error);
      char *ids[] = { (char *) id, NULL };

      g_clear_pointer (&dossier, mc_dossier_unref);
      dossier = bytes != NULL ? mc_codec_dossier_parse (bytes, error) : NULL;
      if (dossier == NULL)
        return NULL;
      /* that it could not be kept does not keep it from being shown */
      if (mc_await_boolean (mc_cache_put_dossier (self->cache, dossier->summary, bytes), NULL))
        g_signal_emit (self, changed_signal, 0, ids);
    }
  return g_steal_pointer (&dossier);
}

static DexFuture *
fetch_fiber (gpointer data)
{
  Open *open = data;
  McDetails *self = open->details;
  GError *error = NULL;
  McDossier *dossier = fetch_and_keep (self, open->id, &error);

  g_hash_table_remove (self->fetching, open->id);
  return dossier != NULL ? dex_future_new_take_boxed (MC_TYPE_DOSSIER, dossier) : dex_future_new_for_error (error);
}

/* One request for all who ask at the same time. */
static DexFuture *
fetch (McDetails *self, const char *id)
{
  DexFuture *future = g_hash_table_lookup (self->fetching, id);

  if (future != NULL)
    return dex_ref (future);
  /* its fiber begins with the next turn of the loop */
  future = mc_task_start (self->scope, "detail", fetch_fiber, open_new (self, id), (GDestroyNotify) open_free);
  g_hash_table_insert (self->fetching, g_strdup (id), dex_ref (future));
  return future;
}

static DexFuture *
open_fiber (gpointer data)
{
  Open *open = data;
  McDetails *self = open->details;
  GError *error = NULL;
  g_autoptr (GBytes) bytes = mc_await_boxed (mc_cache_detail (self->cache, open->id), NULL);
  McDossier *dossier = bytes != NULL ? mc_codec_dossier_parse (bytes, NULL) : NULL;

  if (dossier == NULL)
    {
      self->opening++;
      dossier = mc_await_boxed (fetch (self, open->id), &error);
      self->opening--;
    }
  return dossier != NULL ? dex_future_new_take_boxed (MC_TYPE_DOSSIER, dossier) : dex_future_new_for_error (error);
}

/* Whatever somebody waits for goes first. */
static void
give_way (McDetails *self)
{
  GHashTableIter iter;
  gpointer future;

  while (self->opening > 0 && !mc_scope_is_ended (self->scope))
    {
      g_hash_table_iter_init (&iter, self->fetching);
      if (!g_hash_table_iter_next (&iter, NULL, &future))
        return;
      mc_await (dex_ref (future), NULL); /* whoever opened it is told how it ended */
    }
}

/* FALSE: the line is away, the rest has no hope now. */
static gboolean
fetch_queue (McDetails *self, McQueue *queue)
{
  g_auto (GStrv) ids = mc_await_boxed (mc_cache_lacking (self->cache, queue->filter, queue->order, AHEAD_MOST), NULL);

  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (McDossier) dossier = NULL;

      give_way (self);
      if (mc_scope_is_ended (self->scope))
        return FALSE;
      dossier = mc_await_boxed (fetch (self, ids[i]), &error);
      /* one that is gone is the feed's to tell */
      if (dossier == NULL && !g_error_matches (error, MC_PORTAL_ERROR, MC_PORTAL_ERROR_NOT_FOUND)
          && !g_error_matches (error, MC_PORTAL_ERROR, MC_PORTAL_ERROR_FORBIDDEN))
        return FALSE;
    }
  return TRUE;
}

static gboolean
has_own_work (const McMe *me)
{
  for (guint i = 0; i < me->queues->len; i++)
    if (((McQueue *) g_ptr_array_index (me->queues, i))->mine)
      return TRUE;
  return FALSE;
}

static DexFuture *
ahead_fiber (gpointer data)
{
  McDetails *self = data;

  while (self->wanted != NULL && !mc_scope_is_ended (self->scope))
    {
      g_autoptr (McMe) me = NULL;
      gboolean going = TRUE;

      mc_await (mc_clock_sleep (self->clock, AHEAD_PAUSE_US), NULL);
      me = g_steal_pointer (&self->wanted);
      for (guint i = 0; going && i < me->queues->len && !mc_scope_is_ended (self->scope); i++)
        {
          McQueue *queue = g_ptr_array_index (me->queues, i);

          if (queue->mine)
            going = fetch_queue (self, queue);
        }
      if (going && self->wanted == NULL && !mc_scope_is_ended (self->scope))
        g_signal_emit (self, idle_signal, 0, me);
    }
  self->is_ahead = FALSE;
  return dex_future_new_for_boolean (TRUE);
}

static void
mc_details_dispose (GObject *object)
{
  McDetails *self = MC_DETAILS (object);

  mc_scope_clear (&self->scope);
  g_clear_object (&self->portal);
  g_clear_object (&self->cache);
  g_clear_object (&self->clock);
  g_clear_pointer (&self->fetching, g_hash_table_unref);
  g_clear_pointer (&self->wanted, mc_me_unref);
  G_OBJECT_CLASS (mc_details_parent_class)->dispose (object);
}

static void
mc_details_class_init (McDetailsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mc_details_dispose;
  changed_signal
      = g_signal_new ("changed", MC_TYPE_DETAILS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRV);
  idle_signal
      = g_signal_new ("idle", MC_TYPE_DETAILS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, MC_TYPE_ME);
}

static void
mc_details_init (McDetails *self)
{
  self->scope = mc_scope_new (NULL);
  self->fetching = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, dex_unref);
}

McDetails *
mc_details_new (McPortal *portal, McCache *cache, McClock *clock)
{
  McDetails *self = g_object_new (MC_TYPE_DETAILS, NULL);

  self->portal = g_object_ref (portal);
  self->cache = g_object_ref (cache);
  self->clock = g_object_ref (clock);
  return self;
}

void
mc_details_stop (McDetails *self)
{
  mc_scope_end (self->scope);
}

DexFuture *
mc_details_open (McDetails *self, const char *id)
{
  return mc_task_start (self->scope, "open dossier", open_fiber, open_new (self, id), (GDestroyNotify) open_free);
}

void
mc_details_fetch_ahead (McDetails *self, McMe *me)
{
  if (!has_own_work (me))
    return;
  g_clear_pointer (&self->wanted, mc_me_unref);
  self->wanted = mc_me_ref (me);
  if (self->is_ahead)
    return;
  self->is_ahead = TRUE;
  mc_task_run (self->scope, "details ahead", ahead_fiber, g_object_ref (self), g_object_unref);
}
