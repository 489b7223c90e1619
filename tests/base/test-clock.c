// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-clock.h"
#include "mc-test.h"

#define SECOND ((gint64) G_USEC_PER_SEC)
#define START G_GINT64_CONSTANT (1795400000000000)

/* A sleep that has ended: which one, and what the clock said. */
typedef struct
{
  GArray *woken;
  McClock *clock;
  gint64 number;
} Sleeper;

static DexFuture *
woken_cb (DexFuture *future, gpointer data)
{
  Sleeper *sleeper = data;
  gint64 now = mc_clock_now_us (sleeper->clock);

  g_assert_true (dex_await_boolean (dex_ref (future), NULL));
  g_array_append_val (sleeper->woken, sleeper->number);
  g_array_append_val (sleeper->woken, now);
  return NULL;
}

static DexFuture *
sleep_and_note (McClock *clock, GArray *woken, gint64 us)
{
  Sleeper *sleeper = g_new0 (Sleeper, 1);

  sleeper->woken = woken;
  sleeper->clock = clock;
  sleeper->number = us;
  return dex_future_then (mc_clock_sleep (clock, us), woken_cb, sleeper, g_free);
}

MC_TEST_FIBER (test_system)
{
  g_autoptr (McClock) clock = mc_clock_new_system ();
  gint64 before = g_get_real_time ();
  gint64 now = mc_clock_now_us (clock);
  gint64 started = g_get_monotonic_time ();
  g_autoptr (GDateTime) time = mc_clock_now (clock);

  g_assert_cmpint (now, >=, before);
  g_assert_cmpint (now, <=, g_get_real_time ());
  g_assert_cmpint (g_date_time_to_unix_usec (time), >=, now);
  g_assert_cmpint (g_date_time_get_utc_offset (time), ==, 0);
  g_assert_true (dex_await_boolean (mc_clock_sleep (clock, 20000), NULL));
  g_assert_cmpint (g_get_monotonic_time () - started, >=, 20000);
  return dex_future_new_true ();
}

MC_TEST_FIBER (test_virtual_stands_still)
{
  g_autoptr (McClock) clock = mc_clock_new_virtual (START);
  g_autoptr (GDateTime) time = NULL;

  g_assert_cmpint (mc_clock_now_us (clock), ==, START);
  g_assert_cmpint (mc_clock_next_timer_us (clock), ==, -1);
  mc_clock_advance (clock, 0);
  g_assert_cmpint (mc_clock_now_us (clock), ==, START);
  mc_clock_advance (clock, 1500001);
  g_assert_cmpint (mc_clock_now_us (clock), ==, START + 1500001);
  time = mc_clock_now (clock);
  g_assert_cmpint (g_date_time_to_unix_usec (time), ==, START + 1500001);
  return dex_future_new_true ();
}

/* However they were begun, sleeps end in the order of their ends, each at its own time. */
MC_TEST_FIBER (test_order)
{
  for (int round = 0; round < 50; round++)
    {
      g_autoptr (McClock) clock = mc_clock_new_virtual (START);
      g_autoptr (GArray) woken = g_array_new (FALSE, FALSE, sizeof (gint64));
      g_autoptr (GPtrArray) sleeps = g_ptr_array_new_with_free_func (dex_unref);
      gint64 last = 0;

      for (int i = 0; i < 40; i++)
        g_ptr_array_add (sleeps, sleep_and_note (clock, woken, g_test_rand_int_range (1, 1000)));
      mc_clock_advance (clock, 500);
      for (guint i = 0; i < woken->len; i += 2)
        {
          gint64 us = g_array_index (woken, gint64, i);

          g_assert_cmpint (us, >=, last);
          g_assert_cmpint (us, <=, 500);
          g_assert_cmpint (g_array_index (woken, gint64, i + 1), ==, START + us);
          last = us;
        }
      for (guint i = 0; i < sleeps->len; i++)
        if (dex_future_is_pending (sleeps->pdata[i]))
          last = G_MAXINT64;
      g_assert_cmpint (mc_clock_next_timer_us (clock) > 0, ==, last == G_MAXINT64);
      mc_clock_advance (clock, 500);
      g_assert_cmpuint (woken->len, ==, 80);
      g_assert_cmpint (mc_clock_next_timer_us (clock), ==, -1);
      g_assert_cmpint (mc_clock_now_us (clock), ==, START + 1000);
    }
  return dex_future_new_true ();
}

/* Of two that end together the first begun is first. */
MC_TEST_FIBER (test_ties)
{
  g_autoptr (McClock) clock = mc_clock_new_virtual (START);
  g_autoptr (GArray) woken = g_array_new (FALSE, FALSE, sizeof (gint64));
  DexFuture *first = sleep_and_note (clock, woken, 300);
  DexFuture *second;
  DexFuture *third;

  mc_clock_advance (clock, 100);
  second = sleep_and_note (clock, woken, 200);
  third = sleep_and_note (clock, woken, 199);
  mc_clock_advance (clock, 1000);
  g_assert_cmpuint (woken->len, ==, 6);
  g_assert_cmpint (g_array_index (woken, gint64, 0), ==, 199);
  g_assert_cmpint (g_array_index (woken, gint64, 2), ==, 300);
  g_assert_cmpint (g_array_index (woken, gint64, 4), ==, 200);
  dex_clear (&first);
  dex_clear (&second);
  dex_clear (&third);
  return dex_future_new_true ();
}

MC_TEST_FIBER (test_dropped)
{
  g_autoptr (McClock) clock = mc_clock_new_virtual (START);
  DexFuture *dropped = mc_clock_sleep (clock, 100);
  DexFuture *kept = mc_clock_sleep (clock, 200);

  g_assert_cmpint (mc_clock_next_timer_us (clock), ==, 100);
  dex_clear (&dropped);
  g_assert_cmpint (mc_clock_next_timer_us (clock), ==, 200);
  mc_clock_advance (clock, 150);
  g_assert_true (dex_future_is_pending (kept));
  g_assert_cmpint (mc_clock_next_timer_us (clock), ==, 50);
  mc_clock_advance (clock, 50);
  g_assert_true (dex_future_is_resolved (kept));
  g_assert_cmpint (mc_clock_next_timer_us (clock), ==, -1);
  dex_clear (&kept);
  return dex_future_new_true ();
}

/* The loser of a race is dropped like that: a timeout that was not needed leaves no timer. */
MC_TEST_FIBER (test_lost_race)
{
  g_autoptr (McClock) clock = mc_clock_new_virtual (START);
  DexPromise *answer = dex_promise_new ();
  DexFuture *race = dex_future_first (dex_ref (answer), mc_clock_sleep (clock, 1000), NULL);

  g_assert_cmpint (mc_clock_next_timer_us (clock), ==, 1000);
  dex_promise_resolve_boolean (answer, TRUE);
  g_assert_true (dex_await (race, NULL));
  g_assert_cmpint (mc_clock_next_timer_us (clock), ==, -1);
  dex_clear (&answer);
  return dex_future_new_true ();
}

MC_TEST_FIBER (test_no_time)
{
  g_autoptr (McClock) clock = mc_clock_new_virtual (START);
  g_autoptr (McClock) system = mc_clock_new_system ();

  g_assert_true (dex_await_boolean (mc_clock_sleep (clock, 0), NULL));
  g_assert_true (dex_await_boolean (mc_clock_sleep (clock, -5), NULL));
  g_assert_true (dex_await_boolean (mc_clock_sleep (system, -5), NULL));
  g_assert_cmpint (mc_clock_next_timer_us (clock), ==, -1);
  return dex_future_new_true ();
}

static DexFuture *
sleep_again_cb (DexFuture *future, gpointer data)
{
  return mc_clock_sleep (data, 100);
}

/* A sleep begun while the clock moves counts from where the clock is, not from where it goes. */
MC_TEST_FIBER (test_sleep_on_the_way)
{
  g_autoptr (McClock) clock = mc_clock_new_virtual (START);
  g_autoptr (GArray) woken = g_array_new (FALSE, FALSE, sizeof (gint64));
  Sleeper *sleeper = g_new0 (Sleeper, 1);
  DexFuture *chain = dex_future_then (mc_clock_sleep (clock, 100), sleep_again_cb, clock, NULL);

  sleeper->woken = woken;
  sleeper->clock = clock;
  chain = dex_future_then (chain, woken_cb, sleeper, g_free);
  mc_clock_advance (clock, 1000);
  g_assert_cmpuint (woken->len, ==, 2);
  g_assert_cmpint (g_array_index (woken, gint64, 1), ==, START + 200);
  dex_clear (&chain);
  return dex_future_new_true ();
}

/* It runs from where it was set, so much faster, and sleeps end by its own time. */
MC_TEST_FIBER (test_running)
{
  gint64 started = g_get_monotonic_time (); /* before the clock was */
  g_autoptr (McClock) clock = mc_clock_new_running (START, 1000);
  g_autoptr (GArray) woken = g_array_new (FALSE, FALSE, sizeof (gint64));
  DexFuture *later = sleep_and_note (clock, woken, 40 * SECOND);
  DexFuture *sooner = sleep_and_note (clock, woken, 20 * SECOND);

  g_assert_cmpint (mc_clock_now_us (clock), >=, START);
  g_assert_true (dex_await (g_steal_pointer (&later), NULL));
  g_assert_cmpint (g_get_monotonic_time () - started, >=, 40000);
  g_assert_cmpuint (woken->len, ==, 4);
  g_assert_cmpint (g_array_index (woken, gint64, 0), ==, 20 * SECOND);
  g_assert_cmpint (g_array_index (woken, gint64, 1), >=, START + 20 * SECOND);
  g_assert_cmpint (g_array_index (woken, gint64, 3), >=, g_array_index (woken, gint64, 1));
  g_assert_cmpint (g_array_index (woken, gint64, 3), >=, START + 40 * SECOND);
  /* a thousandth of it at most has passed besides */
  g_assert_cmpint (mc_clock_now_us (clock) - START, <=, (g_get_monotonic_time () - started) * 1000);
  g_assert_cmpint (mc_clock_next_timer_us (clock), ==, -1);
  dex_clear (&sooner);
  return dex_future_new_true ();
}

/* Moved, it rings for what lies on the way and goes on from there; it never goes back. */
MC_TEST_FIBER (test_running_is_moved)
{
  g_autoptr (McClock) clock = mc_clock_new_running (START, 1);
  g_autoptr (GArray) woken = g_array_new (FALSE, FALSE, sizeof (gint64));
  DexFuture *sleep = sleep_and_note (clock, woken, 3600 * SECOND);
  gint64 last = START;

  mc_clock_advance (clock, 3599 * SECOND);
  g_assert_cmpuint (woken->len, ==, 0);
  mc_clock_advance (clock, 3600 * SECOND);
  g_assert_cmpuint (woken->len, ==, 2);
  g_assert_cmpint (g_array_index (woken, gint64, 1), >=, START + 3600 * SECOND);
  for (int i = 0; i < 1000; i++)
    {
      gint64 now = mc_clock_now_us (clock);

      g_assert_cmpint (now, >=, last);
      last = now;
      if (i % 100 == 0)
        mc_clock_advance (clock, 1);
    }
  g_assert_cmpint (last, >=, START + 7199 * SECOND);
  g_assert_true (mc_clock_is_virtual (clock));
  dex_clear (&sleep);
  return dex_future_new_true ();
}

/* A clock that goes while somebody sleeps on it leaves nothing behind. */
MC_TEST_FIBER (test_clock_goes)
{
  McClock *clock = mc_clock_new_virtual (START);
  DexFuture *sleep = mc_clock_sleep (clock, 100);
  gpointer watched = clock;

  g_object_add_weak_pointer (G_OBJECT (clock), &watched);
  g_object_unref (clock);
  g_assert_null (watched);
  dex_clear (&sleep);
  return dex_future_new_true ();
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/clock/system", test_system);
  g_test_add_func ("/clock/virtual-stands-still", test_virtual_stands_still);
  g_test_add_func ("/clock/order", test_order);
  g_test_add_func ("/clock/ties", test_ties);
  g_test_add_func ("/clock/dropped", test_dropped);
  g_test_add_func ("/clock/lost-race", test_lost_race);
  g_test_add_func ("/clock/no-time", test_no_time);
  g_test_add_func ("/clock/sleep-on-the-way", test_sleep_on_the_way);
  g_test_add_func ("/clock/running", test_running);
  g_test_add_func ("/clock/running-is-moved", test_running_is_moved);
  g_test_add_func ("/clock/clock-goes", test_clock_goes);
  return g_test_run ();
}
