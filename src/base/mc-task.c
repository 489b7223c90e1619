// SPDX-License-Identifier: GPL-3.0-or-later
#define G_LOG_DOMAIN "mc-task"
#include "mc-task.h"

typedef struct
{
  GWeakRef scope; /* a scope that is freed has ended, too */
  const char *name;
  DexFiberFunc fiber;
  gpointer data;
  GDestroyNotify destroy;
} Task;

static void
task_free (Task *self)
{
  if (self->destroy != NULL)
    self->destroy (self->data);
  g_weak_ref_clear (&self->scope);
  g_free (self);
}

/* A fiber begins with the next turn of the loop: by then its owner may be gone. */
static DexFuture *
begin_fiber (gpointer data)
{
  Task *task = data;
  g_autoptr (McScope) scope = g_weak_ref_get (&task->scope);

  if (scope == NULL || mc_scope_is_ended (scope))
    return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_CANCELLED, "%s: cancelled", task->name);
  g_clear_object (&scope);
  return task->fiber (task->data);
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
  Task *task;

  g_return_val_if_fail (MC_IS_SCOPE (scope), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  if (mc_scope_is_ended (scope))
    {
      if (destroy != NULL)
        destroy (data);
      return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_CANCELLED, "%s: cancelled", name);
    }

  task = g_new0 (Task, 1);
  g_weak_ref_init (&task->scope, scope);
  task->name = name;
  task->fiber = fiber;
  task->data = data;
  task->destroy = destroy;
  spawned = dex_scheduler_spawn (dex_scheduler_get_default (), 0, begin_fiber, task, (GDestroyNotify) task_free);
  /* only a future that loses a race cancels its fiber; dropping it does not (libdex 0.10) */
  raced = dex_future_first (spawned, dex_cancellable_new_from_cancellable (mc_scope_get_cancellable (scope)), NULL);
  dex_future_disown (dex_future_finally (dex_ref (raced), keep_cb, NULL, NULL));
  return raced;
}

void
mc_task_run (McScope *scope, const char *name, DexFiberFunc fiber, gpointer data, GDestroyNotify destroy)
{
  DexFuture *future = mc_task_start (scope, name, fiber, data, destroy);

  dex_future_disown (dex_future_finally (future, log_failure_cb, (gpointer) name, NULL));
}
