// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <libdex.h>

/* Every asynchronous test runs in a fiber: MC_TEST_FIBER (name) { … return dex_future_new_true (); } and g_test_add_func (…, name). The body
 * awaits as it likes; a rejected future returned from it fails the test. */
static inline DexFuture *
mc_test_quit_cb (DexFuture *future, gpointer data)
{
  GMainLoop *loop = data;
  g_autoptr (GError) error = NULL;

  dex_future_get_value (future, &error);
  g_assert_no_error (error);
  g_main_loop_quit (loop);
  return NULL;
}

static inline void
mc_test_run_fiber (DexFiberFunc func)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  DexFuture *future;

  dex_init ();
  future = dex_scheduler_spawn (dex_scheduler_get_default (), 0, func, NULL, NULL);
  future = dex_future_finally (future, mc_test_quit_cb, loop, NULL);
  g_main_loop_run (loop);
  dex_unref (future);
}

#define MC_TEST_FIBER(name)                                                                                            \
  static DexFuture *name##_fiber (gpointer data);                                                                      \
  static void name (void)                                                                                              \
  {                                                                                                                    \
    mc_test_run_fiber (name##_fiber);                                                                                  \
  }                                                                                                                    \
  static DexFuture *name##_fiber (gpointer data)
