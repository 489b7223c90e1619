// SPDX-License-Identifier: GPL-3.0-or-later
#define G_LOG_DOMAIN "mc-task"
#include "mc-task.h"

struct _McTask
{
  GCancellable *cancellable; /* of the scope, not the scope itself: its last reference going ends it */
  const char *name;
  DexFiberFunc fiber;
  gpointer data;
  GDestroyNotify destroy;
};

/* Of the fiber that runs: NULL whenever none of ours does. Fibers run on the main thread alone. */
static McTask *current;

static void
task_free (McTask *self)
{
  if (self->destroy != NULL)
    self->destroy (self->data);
  g_object_unref (self->cancellable);
  g_free (self);
}

/* A fiber begins with the next turn of the loop: by then its owner may be gone. */
static DexFuture *
task_fiber (gpointer data)
{
  McTask *self = data;
  DexFuture *future;

  if (g_cancellable_is_cancelled (self->cancellable))
    return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_CANCELLED, "%s: cancelled", self->name);
  current = self;
  future = self->fiber (self->data);
  current = NULL;
  return future;
}

static DexFuture *
ended_cb (DexFuture *future, gpointer data)
{
  return dex_future_new_reject (DEX_ERROR, DEX_ERROR_FIBER_CANCELLED, "cancelled");
}

static DexFuture *
log_failure_cb (DexFuture *future, gpointer data)
{
  const char *name = data;
  g_autoptr (GError) error = NULL;

  if (dex_future_get_value (future, &error) == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
      && !g_error_matches (error, DEX_ERROR, DEX_ERROR_FIBER_CANCELLED))
    g_warning ("%s: %s", name, error->message);
  return NULL;
}

static DexFuture *
keep_cb (DexFuture *future, gpointer data)
{
  return NULL;
}

DexFuture *
mc_task_start (McScope *scope, const char *name, DexFiberFunc fiber, gpointer data, GDestroyNotify destroy)
{
  DexFuture *spawned;
  DexFuture *raced;
  McTask *task;

  g_return_val_if_fail (MC_IS_SCOPE (scope), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  if (mc_scope_is_ended (scope))
    {
      if (destroy != NULL)
        destroy (data);
      return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_CANCELLED, "%s: cancelled", name);
    }

  task = g_new0 (McTask, 1);
  task->cancellable = g_object_ref (mc_scope_get_cancellable (scope));
  task->name = name;
  task->fiber = fiber;
  task->data = data;
  task->destroy = destroy;
  spawned = dex_scheduler_spawn (dex_scheduler_get_default (), 0, task_fiber, task, (GDestroyNotify) task_free);
  /* somebody waits for it to its end: losing the race below does not cancel it */
  dex_future_disown (dex_future_finally (dex_ref (spawned), keep_cb, NULL, NULL));
  raced = dex_future_first (spawned, dex_cancellable_new_from_cancellable (mc_scope_get_cancellable (scope)), NULL);
  dex_future_disown (dex_future_finally (dex_ref (raced), keep_cb, NULL, NULL));
  return raced;
}

McTask *
mc_task_suspend (void)
{
  return g_steal_pointer (&current);
}

void
mc_task_resume (McTask *task)
{
  current = task;
}

DexFuture *
mc_task_guard (McTask *task, DexFuture *future)
{
  DexFuture *ended;

  if (task == NULL)
    return future;
  ended = dex_cancellable_new_from_cancellable (task->cancellable);
  return dex_future_first (future, dex_future_catch (ended, ended_cb, NULL, NULL), NULL);
}

void
mc_task_run (McScope *scope, const char *name, DexFiberFunc fiber, gpointer data, GDestroyNotify destroy)
{
  DexFuture *future = mc_task_start (scope, name, fiber, data, destroy);

  dex_future_disown (dex_future_finally (future, log_failure_cb, (gpointer) name, NULL));
}
