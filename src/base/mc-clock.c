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
  guint rate; /* of a virtual clock: its seconds a real one; 0: it stands still */

  /* of a virtual clock only */
  gint64 now_us;  /* what it said … */
  gint64 real_us; /* … when the machine's monotonic clock said this */
  guint64 serial;

  /* owned */
  GPtrArray *timers;
  DexFuture *bell; /* rings for the first of them, when the clock goes by itself */
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

static gint64
get_now (McClock *self)
{
  if (self->rate == 0)
    return self->now_us;
  return self->now_us + (g_get_monotonic_time () - self->real_us) * self->rate;
}

/* It goes on from there. */
static void
set_now (McClock *self, gint64 now_us)
{
  self->real_us = self->rate > 0 ? g_get_monotonic_time () : 0;
  self->now_us = now_us;
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

/* The timer that ends first, by end_us; NULL: none does. (transfer full) */
static Timer *
take_timer (McClock *self, gint64 end_us)
{
  drop_cancelled_timers (self);
  g_ptr_array_sort (self->timers, compare_timers);
  if (self->timers->len == 0 || ((Timer *) g_ptr_array_index (self->timers, 0))->due_us > end_us)
    return NULL;
  return g_ptr_array_steal_index (self->timers, 0);
}

/* A clock that goes by itself may be late with a sleep, and goes back for none. */
static void
wake (McClock *self, gint64 end_us)
{
  Timer *timer;

  while ((timer = take_timer (self, end_us)) != NULL)
    {
      set_now (self, MAX (timer->due_us, get_now (self)));
      dex_promise_resolve_boolean (timer->promise, TRUE);
      timer_free (timer);
    }
}

static void
weak_ref_free (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

static void set_bell (McClock *self);

static DexFuture *
rung_cb (DexFuture *future, gpointer data)
{
  g_autoptr (McClock) self = g_weak_ref_get (data);

  if (self != NULL)
    {
      wake (self, get_now (self));
      set_bell (self);
    }
  return NULL;
}

static void
set_bell (McClock *self)
{
  gint64 next_us = self->rate > 0 ? mc_clock_next_timer_us (self) : -1;
  GWeakRef *weak;

  dex_clear (&self->bell);
  if (next_us < 0)
    return;
  weak = g_new0 (GWeakRef, 1);
  g_weak_ref_init (weak, self);
  next_us = (MAX (next_us, 1) + self->rate - 1) / self->rate;
  self->bell = dex_future_finally (dex_timeout_new_usec (next_us), rung_cb, weak, weak_ref_free);
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

  dex_clear (&self->bell);
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

McClock *
mc_clock_new_running (gint64 start_us, guint rate)
{
  McClock *self = mc_clock_new_virtual (start_us);

  g_return_val_if_fail (rate >= 1 && rate <= MC_CLOCK_MAX_RATE, self);

  self->rate = rate;
  set_now (self, start_us);
  return self;
}

guint
mc_clock_get_rate (McClock *self)
{
  g_return_val_if_fail (MC_IS_CLOCK (self), 0);

  return self->virtual ? self->rate : 1;
}

gboolean
mc_clock_is_virtual (McClock *self)
{
  g_return_val_if_fail (MC_IS_CLOCK (self), FALSE);

  return self->virtual;
}

gint64
mc_clock_now_us (McClock *self)
{
  g_return_val_if_fail (MC_IS_CLOCK (self), 0);

  return self->virtual ? get_now (self) : g_get_real_time ();
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
  timer->due_us = get_now (self) + us;
  timer->serial = self->serial++;
  timer->promise = dex_promise_new_cancellable ();
  g_ptr_array_add (self->timers, timer);
  set_bell (self);
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

  end_us = get_now (self) + us;
  wake (self, end_us);
  set_now (self, MAX (end_us, get_now (self)));
  set_bell (self);
}

gint64
mc_clock_next_timer_us (McClock *self)
{
  g_return_val_if_fail (MC_IS_CLOCK (self), -1);

  drop_cancelled_timers (self);
  g_ptr_array_sort (self->timers, compare_timers);
  if (self->timers->len == 0)
    return -1;
  return ((Timer *) g_ptr_array_index (self->timers, 0))->due_us - get_now (self);
}
