// SPDX-License-Identifier: GPL-3.0-or-later
/* How a queue is looked at: what narrows it down is a filter, what is kept comes back. */
#include <glib.h>

#include "mc-queue-view.h"
#include "mc-text.h"

static void
test_filter (void)
{
  g_autoptr (McQueueView) view = mc_queue_view_new ();
  g_autoptr (McFilter) queue = mc_filter_new ();
  g_autoptr (McFilter) filter = NULL;
  g_autoptr (McSummary) s = mc_summary_new ();
  g_autoptr (GDateTime) now = mc_time_parse ("2026-11-23T03:00:00Z");
  const char *const states[] = { "1", NULL };

  g_assert_true (mc_filter_add (queue, "national_state", MC_FILTER_IN, states));
  s->national_state = 1;
  s->procedure_code = g_strdup ("1.001193");
  s->handler_id = g_strdup ("u1");
  s->submitted_at = mc_time_parse ("2026-11-22T16:59:59Z"); /* the last second of 22/11 here */
  s->due_at = mc_time_parse ("2026-11-24T17:00:00Z");       /* the first of 25/11 */
  mc_queue_view_narrow (view, MC_NARROW_PROCEDURE, "1.001193", "Đăng ký khai sinh");
  mc_queue_view_narrow (view, MC_NARROW_HANDLER, "u1", "Lò Văn Đức");
  mc_queue_view_narrow (view, MC_NARROW_SUBMITTED_FROM, "2026-11-22", NULL);
  mc_queue_view_narrow (view, MC_NARROW_SUBMITTED_TO, "2026-11-22", NULL);
  mc_queue_view_narrow (view, MC_NARROW_DUE_FROM, "2026-11-25", NULL);
  s->accepted_at = mc_time_parse ("2026-11-23T16:59:59Z");
  mc_queue_view_narrow (view, MC_NARROW_ACCEPTED_TO, "2026-11-23", NULL);
  filter = mc_queue_view_build_filter (view, queue);
  g_assert_cmpuint (filter->conditions->len, ==, 7);
  g_assert_true (mc_filter_matches (filter, s, now));
  for (guint narrow = 0; narrow < 5; narrow++)
    {
      static const McNarrow narrows[] = { MC_NARROW_SUBMITTED_TO, MC_NARROW_DUE_FROM, MC_NARROW_PROCEDURE,
                                          MC_NARROW_HANDLER, MC_NARROW_ACCEPTED_TO };
      static const char *const others[] = { "2026-11-21", "2026-11-26", "1.000001", "u2", "2026-11-22" };
      g_autofree char *kept = g_strdup (view->values[narrows[narrow]]);
      g_autoptr (McFilter) other = NULL;

      mc_queue_view_narrow (view, narrows[narrow], others[narrow], NULL);
      other = mc_queue_view_build_filter (view, queue);
      g_assert_false (mc_filter_matches (other, s, now));
      mc_queue_view_narrow (view, narrows[narrow], kept, NULL);
    }
  g_assert_true (mc_queue_view_is_narrowed (view));
  mc_queue_view_widen (view);
  g_assert_false (mc_queue_view_is_narrowed (view));
}

static void
test_kept (void)
{
  g_autoptr (McQueueView) view = mc_queue_view_new ();
  g_autoptr (McQueueView) again = NULL;
  g_autofree char *text = NULL;
  g_autofree char *order = NULL;

  mc_queue_view_narrow (view, MC_NARROW_FIELD, "Hộ tịch", "Hộ tịch");
  mc_queue_view_narrow (view, MC_NARROW_COMPETENT, "'; \"x\" {[", "\"’»\\");
  view->sort = g_strdup ("owner");
  view->descending = TRUE;
  view->columns = g_strsplit ("code owner due", " ", -1);
  view->selected_key = G_GINT64_CONSTANT (123456789012);
  view->top = 17.5;
  text = mc_queue_view_to_string (view);
  again = mc_queue_view_from_string (text);
  for (guint i = 0; i < MC_N_NARROWS; i++)
    {
      g_assert_cmpstr (again->values[i], ==, view->values[i]);
      g_assert_cmpstr (again->labels[i], ==, view->labels[i]);
    }
  g_assert_cmpint (again->selected_key, ==, view->selected_key);
  g_assert_cmpfloat (again->top, ==, view->top);
  g_assert_true (g_strv_equal ((const char *const *) again->columns, (const char *const *) view->columns));
  order = mc_queue_view_build_order (again, "deadline");
  g_assert_cmpstr (order, ==, "owner_desc");
}

/* What cannot be read, or is of another version, is as new. */
static void
test_foreign (void)
{
  static const char *const texts[] = { "",
                                       "{",
                                       "[1, 2]",
                                       "{'sort': <5>}",
                                       "{'columns': <@as []>}",
                                       "{'place': <(int64 4, -1.0)>}",
                                       "{'procedure': <'x'>, 'unknown': <true>}",
                                       "{'sort': <('owner', true, 3)>}" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (McQueueView) view = mc_queue_view_from_string (texts[i]);
      g_autofree char *order = mc_queue_view_build_order (view, "deadline");

      g_assert_false (mc_queue_view_is_narrowed (view));
      g_assert_null (view->columns);
      g_assert_cmpfloat (view->top, ==, 0);
      g_assert_cmpstr (order, ==, "deadline");
    }
}

static void
test_days (void)
{
  static const char *const days[][2] = { { "3/2/2026", "2026-02-03" },
                                         { " 23/11/2026 ", "2026-11-23" },
                                         { "29/2/2026", NULL },
                                         { "32/1/2026", NULL },
                                         { "1/13/2026", NULL },
                                         { "", NULL },
                                         { "23/11", NULL },
                                         { "23/11/2026x", NULL },
                                         { "-1/2/2026", NULL } };

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autofree char *day = mc_queue_view_parse_day (days[i][0]);
      g_autofree char *shown = mc_queue_view_format_day (day);
      g_autofree char *again = shown != NULL ? mc_queue_view_parse_day (shown) : NULL;

      g_assert_cmpstr (day, ==, days[i][1]);
      g_assert_cmpstr (again, ==, day);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/queue-view/filter", test_filter);
  g_test_add_func ("/queue-view/kept", test_kept);
  g_test_add_func ("/queue-view/foreign", test_foreign);
  g_test_add_func ("/queue-view/days", test_days);
  return g_test_run ();
}
