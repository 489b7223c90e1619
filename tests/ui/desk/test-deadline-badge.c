// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk.h"
#include "mc-deadline-badge.h"
#include "mc-handling.h"
#include "mc-text.h"

/* All at Monday 23/11/2026, 10:00; Tuesday 24/11 is a day off. Times are UTC. */
typedef struct
{
  const char *name;
  int state;
  const char *response_due;
  const char *accepted;
  const char *due;
  const char *warn;
  const char *finished;
  const char *text;  /* NULL: the badge is not shown */
  const char *shape; /* its class */
  const char *supplement_due;
  const char *step_due;
} Case;

static const Case cases[] = {
  { "response-overdue", 1, "2026-11-23T02:00:00Z", NULL, NULL, "2026-11-20T01:00:00Z", NULL, "Answer overdue by 1 hour",
    "overdue" },
  { "response-soon", 1, "2026-11-23T09:00:00Z", NULL, NULL, "2026-11-23T02:00:00Z", NULL, "4 hours left", "soon" },
  { "response-plain", 1, "2026-11-23T09:00:00Z", NULL, NULL, "2026-11-23T07:00:00Z", NULL, "4 hours left", "plain" },
  { "result-overdue", 4, NULL, "2026-11-12T03:00:00Z", "2026-11-19T10:00:00Z", NULL, NULL, "Overdue by 2 days",
    "overdue" },
  { "result-plain", 4, NULL, "2026-11-20T03:00:00Z", "2026-11-26T10:00:00Z", NULL, NULL, "2 days left", "plain" },
  { "step-first", 4, NULL, "2026-11-20T03:00:00Z", "2026-11-26T10:00:00Z", "2026-11-23T02:30:00Z", NULL,
    "Step: 1 hour left", "soon", NULL, "2026-11-23T04:00:00Z" },
  { "step-over", 4, NULL, "2026-11-20T03:00:00Z", "2026-11-26T10:00:00Z", NULL, NULL, "Step overdue by 1 hour",
    "overdue", NULL, "2026-11-23T02:00:00Z" },
  { "step-over-days", 4, NULL, "2026-11-12T03:00:00Z", "2026-11-26T10:00:00Z", NULL, NULL, "Step overdue by 2 days",
    "overdue", NULL, "2026-11-19T10:00:00Z" },
  { "step-days", 4, NULL, "2026-11-20T03:00:00Z", NULL, NULL, NULL, "Step: 2 days left", "plain", NULL,
    "2026-11-26T10:00:00Z" },
  { "step-later", 4, NULL, "2026-11-20T03:00:00Z", "2026-11-26T10:00:00Z", NULL, NULL, "2 days left", "plain", NULL,
    "2026-11-27T10:00:00Z" },
  { "paused", 5, NULL, "2026-11-20T03:00:00Z", "2026-11-26T10:00:00Z", NULL, NULL,
    "Clock paused – waiting for the supplement", "paused" },
  { "paused-payment", 6, NULL, "2026-11-20T03:00:00Z", "2026-11-26T10:00:00Z", NULL, NULL,
    "Clock paused – waiting for payment", "paused" },
  { "intake-supplement", 5, NULL, NULL, NULL, NULL, NULL, "Waiting for the applicant's supplement", "paused" },
  { "intake-supplement-days", 5, NULL, NULL, NULL, NULL, NULL, "Waiting for the applicant's supplement – 3 days left",
    "paused", "2026-11-27T10:00:00Z" },
  { "intake-supplement-today", 5, NULL, NULL, NULL, NULL, NULL,
    "Waiting for the applicant's supplement – until the end of today", "paused", "2026-11-23T10:00:00Z" },
  { "intake-supplement-over", 5, NULL, NULL, NULL, NULL, NULL,
    "Waiting for the applicant's supplement – the time is over", "paused", "2026-11-20T10:00:00Z" },
  { "early", 10, NULL, "2026-11-12T03:00:00Z", "2026-11-26T10:00:00Z", NULL, "2026-11-23T02:00:00Z",
    "Finished 2 days early", "finished" },
  { "in-time", 10, NULL, "2026-11-12T03:00:00Z", "2026-11-23T10:00:00Z", NULL, "2026-11-23T02:00:00Z",
    "Finished in time", "finished" },
  { "late", 10, NULL, "2026-11-12T03:00:00Z", "2026-11-19T10:00:00Z", NULL, "2026-11-23T02:00:00Z",
    "Finished 2 days late", "finished" },
  { "no-due-date", 4, NULL, "2026-11-20T03:00:00Z", NULL, NULL, NULL, "No due date yet", "none" },
  { "nothing", 1, NULL, NULL, NULL, NULL, NULL, NULL, NULL },
};

static GDateTime *
time_of (const char *text)
{
  return text != NULL ? mc_time_parse (text) : NULL;
}

static McSummary *
make_summary (const Case *item)
{
  McSummary *summary = mc_summary_new ();

  summary->national_state = item->state;
  summary->response_due_at = time_of (item->response_due);
  summary->accepted_at = time_of (item->accepted);
  summary->due_at = time_of (item->due);
  summary->warn_at = time_of (item->warn);
  summary->finished_at = time_of (item->finished);
  summary->supplement_due_at = time_of (item->supplement_due);
  summary->step_due_at = time_of (item->step_due);
  return summary;
}

static void
test_case (gconstpointer data)
{
  const Case *item = data;
  g_autoptr (GDateTime) now = mc_time_parse ("2026-11-23T03:00:00Z");
  g_autoptr (McSummary) summary = make_summary (item);
  GtkWidget *badge = g_object_ref_sink (GTK_WIDGET (mc_deadline_badge_new ()));
  g_autofree char *text = mc_deadline_badge_text (summary, now);

  mc_deadline_badge_set (MC_DEADLINE_BADGE (badge), summary, now);
  g_assert_cmpstr (text, ==, item->text);
  g_assert_cmpint (gtk_widget_get_visible (badge), ==, item->text != NULL);
  if (item->text != NULL)
    {
      gtk_test_accessible_assert_property (GTK_ACCESSIBLE (badge), GTK_ACCESSIBLE_PROPERTY_LABEL, item->text);
      g_assert_true (gtk_widget_has_css_class (badge, item->shape));
    }
  g_object_unref (badge);
}

/* One badge for all records: nothing of the one before may stay. */
static void
test_reuse (void)
{
  g_autoptr (GDateTime) now = mc_time_parse ("2026-11-23T03:00:00Z");
  GtkWidget *badge = g_object_ref_sink (GTK_WIDGET (mc_deadline_badge_new ()));

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (McSummary) summary = make_summary (&cases[i]);
      guint shapes = 0;

      mc_deadline_badge_set (MC_DEADLINE_BADGE (badge), summary, now);
      for (guint k = 0; k < G_N_ELEMENTS (cases); k++)
        shapes += cases[k].shape != NULL && g_strcmp0 (cases[k].shape, cases[i].shape) != 0
                  && gtk_widget_has_css_class (badge, cases[k].shape);
      if (cases[i].text != NULL)
        g_assert_cmpuint (shapes, ==, 0);
    }
  mc_deadline_badge_set (MC_DEADLINE_BADGE (badge), NULL, NULL);
  g_assert_false (gtk_widget_get_visible (badge));
  g_object_unref (badge);
}

/* Pixels beside the words. */
static int
room_of_shape (int dpi)
{
  g_autoptr (GDateTime) now = mc_time_parse ("2026-11-23T03:00:00Z");
  g_autoptr (McSummary) summary = make_summary (&cases[0]);
  GtkWidget *badge;
  int whole, words;

  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", dpi, NULL);
  badge = g_object_ref_sink (GTK_WIDGET (mc_deadline_badge_new ()));
  mc_deadline_badge_set (MC_DEADLINE_BADGE (badge), summary, now);
  gtk_widget_measure (badge, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &whole, NULL, NULL);
  gtk_widget_measure (gtk_widget_get_first_child (badge), GTK_ORIENTATION_HORIZONTAL, -1, NULL, &words, NULL, NULL);
  g_object_unref (badge);
  return whole - words;
}

/* The shape is as plain to see as the words are. */
static void
test_large_text (void)
{
  int dpi, plain;

  g_object_get (gtk_settings_get_default (), "gtk-xft-dpi", &dpi, NULL);
  plain = room_of_shape (96 * 1024);
  g_assert_cmpint (room_of_shape (2 * 96 * 1024), >=, plain + 8);
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", dpi, NULL);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv);
  adw_init ();
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/deadline-badge/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/deadline-badge/reuse", test_reuse);
  g_test_add_func ("/deadline-badge/large-text", test_large_text);
  return g_test_run ();
}
