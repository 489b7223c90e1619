// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-clock.h"
#include "mc-task.h"
#include "mc-test.h"

/* What a task did. The test holds it; the task's data is a pointer to it. */
typedef struct
{
  DexPromise *gate; /* the task waits for it */
  int started;
  int went_on;
  int freed;
  GError *error;
} Trace;

static void
trace_clear (Trace *trace)
{
  dex_clear (&trace->gate);
  g_clear_error (&trace->error);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Trace, trace_clear)

static void
freed (gpointer data)
{
  ((Trace *) data)->freed++;
}

static DexFuture *
wait_fiber (gpointer data)
{
  Trace *trace = data;

  trace->started++;
  mc_await (dex_ref (trace->gate), &trace->error);
  trace->went_on++;
  return dex_future_new_for_int (42);
}

static DexFuture *
fail_fiber (gpointer data)
{
  ((Trace *) data)->started++;
  return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "nothing there");
}

/* Lets everything run that is ready, until nothing is. */
static void
settle (void)
{
  for (int i = 0; i < 200; i++)
    mc_await (dex_timeout_new_usec (0), NULL);
}

MC_TEST_FIBER (test_scope_end)
{
  g_autoptr (McScope) scope = mc_scope_new (NULL);

  g_assert_false (mc_scope_is_ended (scope));
  g_assert_false (g_cancellable_is_cancelled (mc_scope_get_cancellable (scope)));
  mc_scope_end (scope);
  g_assert_true (mc_scope_is_ended (scope));
  g_assert_true (g_cancellable_is_cancelled (mc_scope_get_cancellable (scope)));
  mc_scope_end (scope);
  g_assert_true (mc_scope_is_ended (scope));
  return dex_future_new_true ();
}

MC_TEST_FIBER (test_scope_children)
{
  g_autoptr (McScope) parent = mc_scope_new (NULL);
  g_autoptr (McScope) child = mc_scope_new (parent);
  g_autoptr (McScope) other = mc_scope_new (parent);
  g_autoptr (McScope) grandchild = mc_scope_new (child);
  g_autoptr (McScope) late = NULL;

  mc_scope_end (other);
  g_assert_true (mc_scope_is_ended (other));
  g_assert_false (mc_scope_is_ended (parent));
  g_assert_false (mc_scope_is_ended (child));
  mc_scope_end (parent);
  g_assert_true (mc_scope_is_ended (child));
  g_assert_true (mc_scope_is_ended (grandchild));
  late = mc_scope_new (parent);
  g_assert_true (mc_scope_is_ended (late));
  return dex_future_new_true ();
}

static void
drop_scope_cb (GCancellable *cancellable, gpointer data)
{
  g_clear_object ((McScope **) data);
}

/* Dropping is ending; a child may be dropped while its parent ends, and keeps the parent no longer. */
MC_TEST_FIBER (test_scope_dispose)
{
  McScope *parent = mc_scope_new (NULL);
  McScope *child = mc_scope_new (parent);
  McScope *sibling = mc_scope_new (parent);
  g_autoptr (GCancellable) of_child = g_object_ref (mc_scope_get_cancellable (child));
  gpointer watched = parent;

  g_object_add_weak_pointer (G_OBJECT (parent), &watched);
  g_signal_connect (mc_scope_get_cancellable (child), "cancelled", G_CALLBACK (drop_scope_cb), &sibling);
  mc_scope_end (parent);
  g_assert_null (sibling);
  g_assert_true (g_cancellable_is_cancelled (of_child));
  g_object_unref (parent);
  g_assert_nonnull (watched);
  g_object_unref (child);
  g_assert_null (watched);

  child = mc_scope_new (NULL);
  g_set_object (&of_child, mc_scope_get_cancellable (child));
  g_object_unref (child);
  g_assert_true (g_cancellable_is_cancelled (of_child));
  return dex_future_new_true ();
}

MC_TEST_FIBER (test_scope_clear)
{
  McScope *scope = mc_scope_new (NULL);
  g_autoptr (McScope) kept = g_object_ref (scope);

  mc_scope_clear (&scope);
  g_assert_null (scope);
  g_assert_true (mc_scope_is_ended (kept));
  mc_scope_clear (&scope);
  return dex_future_new_true ();
}

MC_TEST_FIBER (test_runs)
{
  g_autoptr (McScope) scope = mc_scope_new (NULL);
  g_autoptr (GError) error = NULL;
  g_auto (Trace) trace = { dex_promise_new () };
  DexFuture *future = mc_task_start (scope, "test", wait_fiber, &trace, freed);

  dex_promise_resolve_boolean (trace.gate, TRUE);
  g_assert_cmpint (mc_await_int (future, &error), ==, 42);
  g_assert_no_error (error);
  g_assert_no_error (trace.error);
  settle ();
  g_assert_cmpint (trace.started, ==, 1);
  g_assert_cmpint (trace.went_on, ==, 1);
  g_assert_cmpint (trace.freed, ==, 1);
  return dex_future_new_true ();
}

MC_TEST_FIBER (test_fails)
{
  g_autoptr (McScope) scope = mc_scope_new (NULL);
  g_autoptr (GError) error = NULL;
  g_auto (Trace) trace = { NULL };

  g_assert_false (mc_await (mc_task_start (scope, "test", fail_fiber, &trace, freed), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  settle ();
  g_assert_cmpint (trace.freed, ==, 1);
  return dex_future_new_true ();
}

MC_TEST_FIBER (test_rejected_when_ended)
{
  g_autoptr (McScope) scope = mc_scope_new (NULL);
  g_autoptr (GError) error = NULL;
  g_auto (Trace) trace = { dex_promise_new () };

  mc_scope_end (scope);
  g_assert_false (mc_await (mc_task_start (scope, "test", wait_fiber, &trace, freed), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  mc_task_run (scope, "test", wait_fiber, &trace, freed);
  dex_unref (mc_task_start (scope, "test", wait_fiber, &trace, NULL));
  settle ();
  g_assert_cmpint (trace.started, ==, 0);
  g_assert_cmpint (trace.freed, ==, 2);
  return dex_future_new_true ();
}

MC_TEST_FIBER (test_cancelled_on_end)
{
  g_autoptr (McScope) scope = mc_scope_new (NULL);
  g_autoptr (GError) error = NULL;
  g_auto (Trace) trace = { dex_promise_new_cancellable () };
  DexFuture *future = mc_task_start (scope, "test", wait_fiber, &trace, freed);

  settle ();
  g_assert_cmpint (trace.started, ==, 1);
  g_assert_cmpint (trace.freed, ==, 0);
  mc_scope_end (scope);
  g_assert_false (mc_await (future, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  settle ();
  /* the await failed, the fiber ran to its end, and its data went once */
  g_assert_error (trace.error, DEX_ERROR, DEX_ERROR_FIBER_CANCELLED);
  g_assert_cmpint (trace.went_on, ==, 1);
  g_assert_cmpint (trace.freed, ==, 1);
  return dex_future_new_true ();
}

/* The end of the owner's owner is an end too; and the last reference going. */
MC_TEST_FIBER (test_cancelled_by_parent)
{
  for (int way = 0; way < 2; way++)
    {
      McScope *parent = mc_scope_new (NULL);
      McScope *scope = mc_scope_new (way == 0 ? parent : NULL);
      g_auto (Trace) trace = { dex_promise_new () };

      mc_task_run (scope, "test", wait_fiber, &trace, freed);
      settle ();
      g_assert_cmpint (trace.went_on, ==, 0);
      if (way == 0)
        mc_scope_end (parent);
      else
        g_clear_object (&scope);
      settle ();
      g_assert_error (trace.error, DEX_ERROR, DEX_ERROR_FIBER_CANCELLED);
      g_assert_cmpint (trace.freed, ==, 1);
      g_clear_object (&scope);
      g_clear_object (&parent);
    }
  return dex_future_new_true ();
}

/* Ended before the fiber had its first turn: whether or not it runs, the future rejects and the data goes once. */
MC_TEST_FIBER (test_ended_at_once)
{
  g_autoptr (McScope) scope = mc_scope_new (NULL);
  g_autoptr (GError) error = NULL;
  g_auto (Trace) trace = { dex_promise_new () };
  DexFuture *future = mc_task_start (scope, "test", wait_fiber, &trace, freed);

  mc_scope_end (scope);
  g_assert_false (mc_await (future, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  settle ();
  g_assert_cmpint (trace.started, ==, trace.went_on);
  g_assert_cmpint (trace.freed, ==, 1);
  return dex_future_new_true ();
}

/* Nobody waits for it: it runs all the same. */
MC_TEST_FIBER (test_dropped_future)
{
  g_autoptr (McScope) scope = mc_scope_new (NULL);
  g_auto (Trace) trace = { dex_promise_new () };

  dex_unref (mc_task_start (scope, "test", wait_fiber, &trace, freed));
  settle ();
  g_assert_cmpint (trace.went_on, ==, 0);
  dex_promise_resolve_boolean (trace.gate, TRUE);
  settle ();
  g_assert_no_error (trace.error);
  g_assert_cmpint (trace.went_on, ==, 1);
  g_assert_cmpint (trace.freed, ==, 1);
  return dex_future_new_true ();
}

MC_TEST_FIBER (test_error_is_logged)
{
  g_autoptr (McScope) scope = mc_scope_new (NULL);
  g_auto (Trace) trace = { NULL };

  g_test_expect_message ("mc-task", G_LOG_LEVEL_WARNING, "fetch the queue: nothing there");
  mc_task_run (scope, "fetch the queue", fail_fiber, &trace, freed);
  settle ();
  g_test_assert_expected_messages ();
  g_assert_cmpint (trace.freed, ==, 1);
  return dex_future_new_true ();
}

/* Many at once, ended in the middle: each of their data goes exactly once. */
MC_TEST_FIBER (test_many)
{
  g_autoptr (McScope) scope = mc_scope_new (NULL);
  Trace traces[100] = { { NULL } };

  for (guint i = 0; i < G_N_ELEMENTS (traces); i++)
    {
      traces[i].gate = dex_promise_new ();
      mc_task_run (scope, "test", wait_fiber, &traces[i], freed);
    }
  settle ();
  for (guint i = 0; i < G_N_ELEMENTS (traces); i += 2)
    dex_promise_resolve_boolean (traces[i].gate, TRUE);
  settle ();
  mc_scope_end (scope);
  settle ();
  for (guint i = 0; i < G_N_ELEMENTS (traces); i++)
    {
      g_assert_cmpint (traces[i].freed, ==, 1);
      g_assert_cmpint (traces[i].went_on, ==, 1);
      g_assert_cmpint (traces[i].error == NULL, ==, i % 2 == 0);
      trace_clear (&traces[i]);
    }
  return dex_future_new_true ();
}

/* What a task waits for comes in the same turn in which its owner goes: neither is lost, and other fibers go on. */
MC_TEST_FIBER (test_ended_while_ready)
{
  g_autoptr (McScope) later = mc_scope_new (NULL);
  g_auto (Trace) after = { dex_promise_new () };
  Trace traces[20] = { { NULL } };

  for (guint i = 0; i < G_N_ELEMENTS (traces); i++)
    {
      g_autoptr (McScope) scope = mc_scope_new (NULL);

      traces[i].gate = dex_promise_new ();
      mc_task_run (scope, "test", wait_fiber, &traces[i], freed);
      settle ();
      mc_scope_end (scope);
      dex_promise_resolve_boolean (traces[i].gate, TRUE);
    }
  settle ();
  for (guint i = 0; i < G_N_ELEMENTS (traces); i++)
    {
      g_assert_cmpint (traces[i].went_on, ==, 1);
      g_assert_cmpint (traces[i].freed, ==, 1);
      trace_clear (&traces[i]);
    }
  mc_task_run (later, "test", wait_fiber, &after, freed);
  dex_promise_resolve_boolean (after.gate, TRUE);
  settle ();
  g_assert_cmpint (after.went_on, ==, 1);
  return dex_future_new_true ();
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scope/end", test_scope_end);
  g_test_add_func ("/scope/children", test_scope_children);
  g_test_add_func ("/scope/dispose", test_scope_dispose);
  g_test_add_func ("/scope/clear", test_scope_clear);
  g_test_add_func ("/task/runs", test_runs);
  g_test_add_func ("/task/fails", test_fails);
  g_test_add_func ("/task/rejected-when-ended", test_rejected_when_ended);
  g_test_add_func ("/task/cancelled-on-end", test_cancelled_on_end);
  g_test_add_func ("/task/cancelled-by-parent", test_cancelled_by_parent);
  g_test_add_func ("/task/ended-at-once", test_ended_at_once);
  g_test_add_func ("/task/dropped-future", test_dropped_future);
  g_test_add_func ("/task/error-is-logged", test_error_is_logged);
  g_test_add_func ("/task/many", test_many);
  g_test_add_func ("/task/ended-while-ready", test_ended_while_ready);
  return g_test_run ();
}
