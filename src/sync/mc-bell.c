// SPDX-License-Identifier: GPL-3.0-or-later
#define G_LOG_DOMAIN "mc-sync"
#include "mc-bell.h"

#include <string.h>

#include "mc-codecs.h"
#include "mc-task.h"
#include "mc-wake.h"

/* tried again after so long, twice as long each time */
#define FIRST_RETRY_US ((gint64) G_USEC_PER_SEC)
#define LONGEST_RETRY_US (30 * (gint64) G_USEC_PER_SEC)

struct _McBell
{
  GObject parent_instance;

  /* owned */
  McPortal *portal;
  McClock *clock;
  McScope *scope;
  DexPromise *poked; /* now a try is worth it */
  gboolean is_started;
  gboolean is_up;
};

enum
{
  UP_CHANGED,
  RANG,
  BEAT,
  ALERT,
  PRESENCE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (McBell, mc_bell, G_TYPE_OBJECT)

static void
set_up (McBell *self, gboolean is_up)
{
  self->is_up = is_up;
  g_signal_emit (self, signals[UP_CHANGED], 0);
}

static void
tell (McBell *self, const char *data)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, strlen (data));
  g_autoptr (GError) error = NULL;
  g_autoptr (McAlert) alert = mc_codec_alert_parse (bytes, &error);

  if (alert != NULL)
    g_signal_emit (self, signals[ALERT], 0, alert);
  else /* what it would have told is in the lists all the same */
    g_debug ("event stream: a notice is not as agreed: %s", error->message);
}

/* One stream from its opening to its end, of which error tells. */
static void
follow (McBell *self, GError **error)
{
  g_autoptr (McEventStream) stream = mc_await_object (mc_portal_events (self->portal), error);

  if (stream == NULL)
    return;
  set_up (self, TRUE);
  while (!mc_scope_is_ended (self->scope))
    {
      g_autoptr (McEvent) event = mc_event_stream_next (stream, error);

      if (event == NULL)
        break;
      if (g_strcmp0 (event->name, "changes") == 0)
        g_signal_emit (self, signals[RANG], 0);
      else if (g_strcmp0 (event->name, "notice") == 0 && event->data != NULL)
        tell (self, event->data);
      else if (g_strcmp0 (event->name, "presence") == 0 && event->data != NULL)
        g_signal_emit (self, signals[PRESENCE], 0, event->data);
      else if (event->name == NULL)
        g_signal_emit (self, signals[BEAT], 0);
    }
  set_up (self, FALSE);
}

/* Signed out, or a portal without streams: time alone changes nothing. */
static gboolean
waits_for_a_poke (const GError *error)
{
  return g_error_matches (error, MC_PORTAL_ERROR, MC_PORTAL_ERROR_NOT_SIGNED_IN)
         || g_error_matches (error, MC_PORTAL_ERROR, MC_PORTAL_ERROR_NOT_FOUND);
}

static DexFuture *
listen_fiber (gpointer data)
{
  McBell *self = data;
  gint64 retry_us = FIRST_RETRY_US;

  while (!mc_scope_is_ended (self->scope))
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GError) ignored = NULL;
      gint64 began_us = mc_clock_now_us (self->clock);
      DexFuture *pause;

      mc_wake_renew (&self->poked);
      follow (self, &error);
      if (mc_scope_is_ended (self->scope))
        break;
      g_debug ("event stream: %s", error != NULL ? error->message : "ended");
      if (mc_clock_now_us (self->clock) - began_us >= LONGEST_RETRY_US)
        retry_us = FIRST_RETRY_US;
      pause = dex_ref (self->poked);
      if (!waits_for_a_poke (error))
        pause = dex_future_first (
            pause, mc_clock_sleep (self->clock, retry_us - (gint64) ((double) retry_us / 2 * g_random_double ())),
            NULL);
      mc_await (pause, &ignored);
      retry_us = MIN (retry_us * 2, LONGEST_RETRY_US);
    }
  return dex_future_new_for_boolean (TRUE);
}

static void
mc_bell_dispose (GObject *object)
{
  McBell *self = MC_BELL (object);

  mc_scope_clear (&self->scope);
  g_clear_object (&self->portal);
  g_clear_object (&self->clock);
  dex_clear (&self->poked);
  G_OBJECT_CLASS (mc_bell_parent_class)->dispose (object);
}

static void
mc_bell_class_init (McBellClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mc_bell_dispose;
  signals[UP_CHANGED]
      = g_signal_new ("up-changed", MC_TYPE_BELL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[RANG] = g_signal_new ("rang", MC_TYPE_BELL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ALERT]
      = g_signal_new ("alert", MC_TYPE_BELL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, MC_TYPE_ALERT);
  signals[PRESENCE]
      = g_signal_new ("presence", MC_TYPE_BELL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[BEAT] = g_signal_new ("beat", MC_TYPE_BELL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
mc_bell_init (McBell *self)
{
  self->scope = mc_scope_new (NULL);
}

McBell *
mc_bell_new (McPortal *portal, McClock *clock)
{
  McBell *self = g_object_new (MC_TYPE_BELL, NULL);

  self->portal = g_object_ref (portal);
  self->clock = g_object_ref (clock);
  return self;
}

void
mc_bell_start (McBell *self)
{
  if (self->is_started)
    return;
  self->is_started = TRUE;
  mc_task_run (self->scope, "events", listen_fiber, g_object_ref (self), g_object_unref);
}

void
mc_bell_stop (McBell *self)
{
  mc_scope_end (self->scope);
}

void
mc_bell_try (McBell *self)
{
  if (!self->is_up)
    mc_wake (self->poked);
}

gboolean
mc_bell_is_started (McBell *self)
{
  return self->is_started;
}

gboolean
mc_bell_is_up (McBell *self)
{
  return self->is_up;
}
