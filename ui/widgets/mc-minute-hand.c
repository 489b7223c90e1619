// SPDX-License-Identifier: GPL-3.0-or-later
#define G_LOG_DOMAIN "mc-ui"
#include "mc-minute-hand.h"

#include "mc-task.h"

#define MINUTE G_TIME_SPAN_MINUTE

typedef struct
{
  GWeakRef owner;
  McClock *clock;
  McScope *scope;
  McMinuteFunc moved;
} Hand;

static void
hand_free (Hand *self)
{
  g_weak_ref_clear (&self->owner);
  g_object_unref (self->clock);
  g_object_unref (self->scope);
  g_free (self);
}

static DexFuture *
minutes_fiber (gpointer data)
{
  Hand *self = data;

  while (!mc_scope_is_ended (self->scope))
    {
      gint64 now = mc_clock_now_us (self->clock);
      g_autoptr (GObject) owner = NULL;
      GError *error = NULL;

      if (!mc_await (mc_clock_sleep (self->clock, MINUTE - now % MINUTE), &error))
        return dex_future_new_for_error (error);
      owner = g_weak_ref_get (&self->owner);
      if (owner == NULL || mc_scope_is_ended (self->scope))
        break;
      self->moved (owner);
    }
  return dex_future_new_true ();
}

void
mc_minute_hand_start (McScope *scope, McClock *clock, gpointer owner, McMinuteFunc moved)
{
  Hand *self;

  g_return_if_fail (G_IS_OBJECT (owner));
  g_return_if_fail (moved != NULL);

  self = g_new0 (Hand, 1);
  g_weak_ref_init (&self->owner, owner);
  self->clock = g_object_ref (clock);
  self->scope = g_object_ref (scope);
  self->moved = moved;
  mc_task_run (scope, "minutes", minutes_fiber, self, (GDestroyNotify) hand_free);
}
