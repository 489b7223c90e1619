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

G_DEFINE_FINAL_TYPE (McThread, mc_thread, G_TYPE_OBJECT)

static void
run_job (Job *job)
{
  GValue result = G_VALUE_INIT;
  GError *error = NULL;

  if (job->func (job->data, &result, &error))
    dex_promise_resolve (job->promise, &result);
  else
    dex_promise_reject (job->promise, error);
  if (G_IS_VALUE (&result))
    g_value_unset (&result);
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
