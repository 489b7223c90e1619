// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <libdex.h>

#define MC_TEST_PATIENCE_US (20 * G_USEC_PER_SEC)

/* In a fiber: lets the main loop turn until the condition holds; a test that waits in vain fails. */
#define MC_TEST_UNTIL(condition)                                                                                       \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    gint64 mc_test_end_ = g_get_monotonic_time () + MC_TEST_PATIENCE_US;                                               \
                                                                                                                       \
    while (!(condition))                                                                                               \
      {                                                                                                                \
        if (g_get_monotonic_time () > mc_test_end_)                                                                    \
          g_error ("%s:%d: waited in vain for: %s", __FILE__, __LINE__, #condition);                                   \
        mc_test_turn ();                                                                                               \
      }                                                                                                                \
  }                                                                                                                    \
  G_STMT_END

/* One turn of the main loop and a millisecond for the threads. */
static inline void
mc_test_turn (void)
{
  dex_await (dex_timeout_new_msec (1), NULL);
}
