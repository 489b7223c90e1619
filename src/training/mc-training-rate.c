// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-training-private.h"

/* How often an official did something since a window opened. */
typedef struct
{
  gint64 until_us;
  guint count;
} Window;

/* NULL when the official may do it once more, else the refusal. what: a word for the counter; most: times a window. */
McTrainingResponse *
mc_training_limit (McTraining *self, const McAccount *account, const char *what, guint most, gint64 window_us)
{
  g_autofree char *name = g_strconcat (what, "|", account->sub, NULL);
  Window *window = g_hash_table_lookup (self->windows, name);
  gint64 now = mc_clock_now_us (self->wall);

  if (window == NULL)
    {
      window = g_new0 (Window, 1);
      g_hash_table_insert (self->windows, g_steal_pointer (&name), window);
    }
  if (now >= window->until_us)
    *window = (Window) { .until_us = now + window_us };
  if (window->count >= most)
    return mc_training_too_many (window->until_us - now);
  window->count++;
  return NULL;
}

McTrainingResponse *
mc_training_too_many (gint64 wait_us)
{
  McTrainingResponse *response
      = mc_training_problem (429, "rate_limited", "Quá nhiều yêu cầu trong một thời gian ngắn. Thử lại sau.");
  g_autofree char *seconds = g_strdup_printf ("%d", (int) (MAX (wait_us, 0) / G_USEC_PER_SEC) + 1);

  mc_training_response_set (response, "Retry-After", seconds);
  return response;
}
