// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-thread.h"

typedef struct
{
  McThreadFunc func;
  gpointer data;
  GDestroyNotify destroy;
  DexPromise *promise;
} Job;

struct _McThread
{
  GObject parent_instance;

  /* owned */
  GAsyncQueue *jobs;
  GThread *thread;
};

/* What a job came to, on its way back. */
typedef struct
{
  DexPromise *promise;
  GValue result;
  GError *error;
} Outcome;

G_DEFINE_FINAL_TYPE (McThread, mc_thread, G_TYPE_OBJECT)

/* On the main thread: libdex 0.10 does not bear a fiber that is cancelled on one thread while what it waits for completes
 * on another. */
static gboolean
complete_cb (gpointer data)
{
  Outcome *outcome = data;

  if (outcome->error != NULL)
    dex_promise_reject (outcome->promise, g_steal_pointer (&outcome->error));
  else
    dex_promise_resolve (outcome->promise, &outcome->result);
  if (G_IS_VALUE (&outcome->result))
    g_value_unset (&outcome->result);
  dex_unref (outcome->promise);
  g_free (outcome);
  return G_SOURCE_REMOVE;
}

static void
run_job (Job *job)
{
  Outcome *outcome = g_new0 (Outcome, 1);

  outcome->promise = dex_ref (job->promise);
  if (job->func (job->data, &outcome->result, &outcome->error))
    g_clear_error (&outcome->error);
  g_idle_add_full (G_PRIORITY_DEFAULT, complete_cb, outcome, NULL);
}

static gpointer
work (gpointer data)
{
  GAsyncQueue *jobs = data;

  for (;;)
    {
      Job *job = g_async_queue_pop (jobs);
      gboolean last = job->func == NULL;

      if (!last)
        run_job (job);
      if (job->destroy != NULL)
        job->destroy (job->data);
      dex_clear (&job->promise);
      g_free (job);
      if (last)
        break;
    }
  g_async_queue_unref (jobs);
  return NULL;
}

static void
mc_thread_finalize (GObject *object)
{
  McThread *self = MC_THREAD (object);

  /* a job without function is the last: what was queued before it is still done; nobody waits here for it */
  g_async_queue_push (self->jobs, g_new0 (Job, 1));
  g_thread_unref (self->thread);
  g_async_queue_unref (self->jobs);
  G_OBJECT_CLASS (mc_thread_parent_class)->finalize (object);
}

static void
mc_thread_class_init (McThreadClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mc_thread_finalize;
}

static void
mc_thread_init (McThread *self)
{
  self->jobs = g_async_queue_new ();
}

McThread *
mc_thread_new (const char *name)
{
  McThread *self = g_object_new (MC_TYPE_THREAD, NULL);

  self->thread = g_thread_new (name, work, g_async_queue_ref (self->jobs));
  return self;
}

DexFuture *
mc_thread_run (McThread *self, McThreadFunc func, gpointer data, GDestroyNotify destroy)
{
  Job *job;
  DexPromise *promise;

  g_return_val_if_fail (MC_IS_THREAD (self), NULL);
  g_return_val_if_fail (func != NULL, NULL);

  promise = dex_promise_new ();
  job = g_new0 (Job, 1);
  job->func = func;
  job->data = data;
  job->destroy = destroy;
  job->promise = dex_ref (promise);
  g_async_queue_push (self->jobs, job);
  return DEX_FUTURE (promise);
}
