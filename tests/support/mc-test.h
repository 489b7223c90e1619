// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <libdex.h>

#define MC_TEST_REST_US (30 * G_USEC_PER_SEC)

/* Whether a thread of ours runs: "mc-db", "mc-parser". */
static inline gboolean
mc_test_has_threads (void)
{
  g_autoptr (GDir) tasks = g_dir_open ("/proc/self/task", 0, NULL);
  const char *task;

  while ((task = g_dir_read_name (tasks)) != NULL)
    {
      g_autofree char *path = g_build_filename ("/proc/self/task", task, "comm", NULL);
      g_autofree char *name = NULL;

      if (g_file_get_contents (path, &name, NULL, NULL) && g_str_has_prefix (name, "mc-"))
        return TRUE;
    }
  return FALSE;
}

/* After a test: fibers and threads that it ended run to their end and drop what they hold. Otherwise the program would end
 * while they are at it, and what they hold would be leaks; threads that nobody ends fail the test here. */
static inline void
mc_test_come_to_rest (void)
{
  const gint64 end_us = g_get_monotonic_time () + MC_TEST_REST_US;
  gboolean turned;

  while ((turned = g_main_context_iteration (NULL, FALSE)) || mc_test_has_threads ())
    {
      if (g_get_monotonic_time () > end_us)
        g_error ("the test does not come to rest: a loop turns for ever, or a thread of ours was not ended");
      if (!turned)
        g_usleep (1000);
    }
}

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
  mc_test_come_to_rest ();
}

#define MC_TEST_FIBER(name)                                                                                            \
  static DexFuture *name##_fiber (gpointer data);                                                                      \
  static void name (void)                                                                                              \
  {                                                                                                                    \
    mc_test_run_fiber (name##_fiber);                                                                                  \
  }                                                                                                                    \
  static DexFuture *name##_fiber (gpointer data)
