// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-test.h"
#include "mc-thread.h"

#define JOBS 500

typedef struct
{
  GMutex mutex;
  GCond changed;
  gboolean open;  /* the gate of jobs that wait */
  int done[JOBS]; /* numbers of jobs in the order they ran */
  int count;
  int freed;
  GThread *ran_on;
  GThread *freed_on;
} Log;

typedef struct
{
  Log *log;
  int number;
} Job;

static gboolean
note_job (gpointer data, GValue *result, GError **error)
{
  Job *job = data;

  g_mutex_lock (&job->log->mutex);
  job->log->done[job->log->count++] = job->number;
  job->log->ran_on = g_thread_self ();
  g_mutex_unlock (&job->log->mutex);
  g_value_init (result, G_TYPE_INT);
  g_value_set_int (result, job->number * 2);
  return TRUE;
}

static gboolean
fail_job (gpointer data, GValue *result, GError **error)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "job %d", ((Job *) data)->number);
  return FALSE;
}

static gboolean
wait_job (gpointer data, GValue *result, GError **error)
{
  Log *log = ((Job *) data)->log;

  g_mutex_lock (&log->mutex);
  while (!log->open)
    g_cond_wait (&log->changed, &log->mutex);
  g_mutex_unlock (&log->mutex);
  return note_job (data, result, error);
}

static void
free_job (gpointer data)
{
  Job *job = data;

  g_mutex_lock (&job->log->mutex);
  job->log->freed++;
  job->log->freed_on = g_thread_self ();
  g_cond_broadcast (&job->log->changed);
  g_mutex_unlock (&job->log->mutex);
  g_free (job);
}

static DexFuture *
run (McThread *thread, McThreadFunc func, Log *log, int number)
{
  Job *job = g_new0 (Job, 1);

  job->log = log;
  job->number = number;
  return mc_thread_run (thread, func, job, free_job);
}

/* Of threads that nobody joins: the log says when they are through. */
static void
wait_for_freed (Log *log, int count)
{
  gint64 until = g_get_monotonic_time () + 10 * G_TIME_SPAN_SECOND;

  g_mutex_lock (&log->mutex);
  while (log->freed < count)
    g_assert_true (g_cond_wait_until (&log->changed, &log->mutex, until));
  g_mutex_unlock (&log->mutex);
}

static void
open_gate (Log *log)
{
  g_mutex_lock (&log->mutex);
  log->open = TRUE;
  g_cond_broadcast (&log->changed);
  g_mutex_unlock (&log->mutex);
}

MC_TEST_FIBER (test_order)
{
  g_autoptr (McThread) thread = mc_thread_new ("test");
  g_autoptr (GPtrArray) futures = g_ptr_array_new ();
  Log log = { 0 };

  for (int i = 0; i < JOBS; i++)
    g_ptr_array_add (futures, run (thread, note_job, &log, i));
  for (int i = 0; i < JOBS; i++)
    g_assert_cmpint (dex_await_int (futures->pdata[i], NULL), ==, i * 2);
  wait_for_freed (&log, JOBS);
  for (int i = 0; i < JOBS; i++)
    g_assert_cmpint (log.done[i], ==, i);
  g_assert_true (log.ran_on != g_thread_self ());
  g_assert_true (log.freed_on == log.ran_on);
  return dex_future_new_true ();
}

/* An error reaches the one who asked, and the next job runs. */
MC_TEST_FIBER (test_error)
{
  g_autoptr (McThread) thread = mc_thread_new ("test");
  g_autoptr (GError) error = NULL;
  Log log = { 0 };
  DexFuture *bad = run (thread, fail_job, &log, 7);
  DexFuture *good = run (thread, note_job, &log, 8);

  g_assert_false (dex_await (bad, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
  g_assert_cmpstr (error->message, ==, "job 7");
  g_assert_cmpint (dex_await_int (good, NULL), ==, 16);
  wait_for_freed (&log, 2);
  return dex_future_new_true ();
}

/* Dropping the future stops nothing. */
MC_TEST_FIBER (test_dropped_future)
{
  g_autoptr (McThread) thread = mc_thread_new ("test");
  Log log = { 0 };

  dex_unref (run (thread, wait_job, &log, 1));
  dex_unref (run (thread, note_job, &log, 2));
  dex_unref (run (thread, fail_job, &log, 3));
  g_assert_cmpint (log.count, ==, 0);
  open_gate (&log);
  wait_for_freed (&log, 3);
  g_assert_cmpint (log.count, ==, 2);
  g_assert_cmpint (log.done[0], ==, 1);
  return dex_future_new_true ();
}

/* What was queued before the thread was dropped is still done. */
MC_TEST_FIBER (test_dropped_thread)
{
  McThread *thread = mc_thread_new ("test");
  Log log = { 0 };
  DexFuture *first = run (thread, wait_job, &log, 1);
  DexFuture *last = run (thread, note_job, &log, 2);
  gpointer watched = thread;

  g_object_add_weak_pointer (G_OBJECT (thread), &watched);
  g_object_unref (thread);
  g_assert_null (watched);
  open_gate (&log);
  g_assert_cmpint (dex_await_int (last, NULL), ==, 4);
  g_assert_cmpint (dex_await_int (first, NULL), ==, 2);
  wait_for_freed (&log, 2);
  return dex_future_new_true ();
}

/* Nothing waits on the main thread: it goes on while a job stands. */
MC_TEST_FIBER (test_main_goes_on)
{
  g_autoptr (McThread) thread = mc_thread_new ("test");
  Log log = { 0 };
  DexFuture *standing = run (thread, wait_job, &log, 1);

  g_assert_true (dex_await (dex_timeout_new_usec (1000), NULL) == FALSE);
  g_assert_true (dex_future_is_pending (standing));
  open_gate (&log);
  g_assert_true (dex_await (standing, NULL));
  wait_for_freed (&log, 1);
  return dex_future_new_true ();
}

/* Two threads stand for two connections: one waits, the other works. */
MC_TEST_FIBER (test_two_threads)
{
  g_autoptr (McThread) one = mc_thread_new ("one");
  g_autoptr (McThread) other = mc_thread_new ("other");
  Log log = { 0 };
  DexFuture *standing = run (one, wait_job, &log, 1);

  g_assert_cmpint (dex_await_int (run (other, note_job, &log, 2), NULL), ==, 4);
  open_gate (&log);
  g_assert_cmpint (dex_await_int (standing, NULL), ==, 2);
  wait_for_freed (&log, 2);
  g_assert_cmpint (log.done[0], ==, 2);
  return dex_future_new_true ();
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/thread/order", test_order);
  g_test_add_func ("/thread/error", test_error);
  g_test_add_func ("/thread/dropped-future", test_dropped_future);
  g_test_add_func ("/thread/dropped-thread", test_dropped_thread);
  g_test_add_func ("/thread/main-goes-on", test_main_goes_on);
  g_test_add_func ("/thread/two-threads", test_two_threads);
  return g_test_run ();
}
