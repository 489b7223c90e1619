// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-clock-history.h"

const McClockEvent *
mc_clock_history_find_last (GPtrArray *settled, McClockEventKind kind, guint *index)
{
  for (guint i = settled->len; i > 0; i--)
    {
      const McClockEvent *event = g_ptr_array_index (settled, i - 1);

      if (event->kind != kind)
        continue;
      if (index != NULL)
        *index = i - 1;
      return event;
    }
  return NULL;
}

GPtrArray *
mc_clock_history_settle (const McClockEvent *events, guint n)
{
  GPtrArray *settled = g_ptr_array_sized_new (n);
  guint index;

  for (guint i = 0; i < n; i++)
    switch (events[i].kind)
      {
      case MC_CLOCK_VOIDED:
        if (mc_clock_history_find_last (settled, MC_CLOCK_ACCEPTED, &index) != NULL)
          g_ptr_array_set_size (settled, (int) index);
        break;
      case MC_CLOCK_REOPENED:
        if (mc_clock_history_find_last (settled, MC_CLOCK_ENDED, &index) != NULL)
          g_ptr_array_remove_index (settled, index);
        break;
      case MC_CLOCK_SUBMITTED:
      case MC_CLOCK_ACCEPTED:
      case MC_CLOCK_PAUSED:
      case MC_CLOCK_RESUMED:
      case MC_CLOCK_RESTARTED:
      case MC_CLOCK_EXTENDED:
      case MC_CLOCK_STEP:
      case MC_CLOCK_ENDED:
      default:
        g_ptr_array_add (settled, (gpointer) &events[i]);
        break;
      }
  return settled;
}
