// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-clock.h"

typedef struct
{
  gint64 due_us;
  guint64 serial;
  DexPromise *promise;
} Timer;

struct _McClock
{
  GObject parent_instance;

  gboolean virtual;

  /* owned: of a virtual clock only */
  gint64 now_us;
  guint64 serial;
  GPtrArray *timers;
};

G_DEFINE_FINAL_TYPE (McClock, mc_clock, G_TYPE_OBJECT)

static void
timer_free (Timer *timer)
{
  dex_clear (&timer->promise);
  g_free (timer);
}

static int
compare_timers (gconstpointer a, gconstpointer b)
{
  const Timer *first = *(const Timer *const *) a;
  const Timer *second = *(const Timer *const *) b;

  if (first->due_us != second->due_us)
    return first->due_us < second->due_us ? -1 : 1;
  return first->serial < second->serial ? -1 : 1;
}

/* A sleeper that nobody waits for any more is forgotten at the next look. */
static void
drop_cancelled_timers (McClock *self)
{
  for (guint i = self->timers->len; i > 0; i--)
    {
      Timer *timer = g_ptr_array_index (self->timers, i - 1);

      if (g_cancellable_is_cancelled (dex_promise_get_cancellable (timer->promise)))
        g_ptr_array_remove_index (self->timers, i - 1);
    }
}

static DexFuture *
timeout_to_true_cb (DexFuture *future, gpointer data)
{
  return dex_future_new_for_boolean (TRUE);
}

static DexFuture *
keep_cb (DexFuture *future, gpointer data)
{
  return NULL;
}

static void
mc_clock_finalize (GObject *object)
{
  McClock *self = MC_CLOCK (object);

  g_ptr_array_unref (self->timers);
  G_OBJECT_CLASS (mc_clock_parent_class)->finalize (object);
}

static void
mc_clock_class_init (McClockClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mc_clock_finalize;
}

static void
mc_clock_init (McClock *self)
{
  self->timers = g_ptr_array_new_with_free_func ((GDestroyNotify) timer_free);
}

McClock *
mc_clock_new_system (void)
{
  return g_object_new (MC_TYPE_CLOCK, NULL);
}

McClock *
mc_clock_new_virtual (gint64 start_us)
{
  McClock *self = g_object_new (MC_TYPE_CLOCK, NULL);

  self->virtual = TRUE;
  self->now_us = start_us;
  return self;
}

gint64
mc_clock_now_us (McClock *self)
{
  g_return_val_if_fail (MC_IS_CLOCK (self), 0);

  return self->virtual ? self->now_us : g_get_real_time ();
}

GDateTime *
mc_clock_now (McClock *self)
{
  return g_date_time_new_from_unix_utc_usec (mc_clock_now_us (self));
}

DexFuture *
mc_clock_sleep (McClock *self, gint64 us)
{
  Timer *timer;

  g_return_val_if_fail (MC_IS_CLOCK (self), NULL);

  if (us <= 0)
    return dex_future_new_for_boolean (TRUE);
  if (!self->virtual)
    return dex_future_finally (dex_timeout_new_usec (us), timeout_to_true_cb, NULL, NULL);

  timer = g_new0 (Timer, 1);
  timer->due_us = self->now_us + us;
  timer->serial = self->serial++;
  timer->promise = dex_promise_new_cancellable ();
  g_ptr_array_add (self->timers, timer);
  /* the promise itself would not notice that it is dropped, what depends on it tells it */
  return dex_future_then (dex_ref (timer->promise), keep_cb, NULL, NULL);
}

void
mc_clock_advance (McClock *self, gint64 us)
{
  gint64 end_us;

  g_return_if_fail (MC_IS_CLOCK (self));
  g_return_if_fail (self->virtual);
  g_return_if_fail (us >= 0);

  end_us = self->now_us + us;
  for (;;)
    {
      Timer *timer;

      drop_cancelled_timers (self);
      g_ptr_array_sort (self->timers, compare_timers);
      if (self->timers->len == 0)
        break;
      timer = g_ptr_array_index (self->timers, 0);
      if (timer->due_us > end_us)
        break;
      timer = g_ptr_array_steal_index (self->timers, 0);
      self->now_us = timer->due_us;
      dex_promise_resolve_boolean (timer->promise, TRUE);
      timer_free (timer);
    }
  self->now_us = end_us;
}

gint64
mc_clock_next_timer_us (McClock *self)
{
  g_return_val_if_fail (MC_IS_CLOCK (self), -1);

  drop_cancelled_timers (self);
  g_ptr_array_sort (self->timers, compare_timers);
  if (self->timers->len == 0)
    return -1;
  return ((Timer *) g_ptr_array_index (self->timers, 0))->due_us - self->now_us;
}
