// SPDX-License-Identifier: GPL-3.0-or-later
/* Hôm nay counts what its lists hold; notices are told once, and without a name. */
#include <adwaita.h>

#include "desk.h"
#include "mc-notifier.h"
#include "mc-today-page.h"
#include "mc-today.h"

#define ME "0199a001-0000-7000-8000-000000000001"

static GtkWidget *
find_row (GtkWidget *root, const char *title)
{
  GtkWidget *label = desk_find (root, GTK_TYPE_LABEL, title);

  return label != NULL ? gtk_widget_get_ancestor (label, ADW_TYPE_ACTION_ROW) : NULL;
}

static gboolean
row_says (GtkWidget *page, const char *title, const char *count)
{
  GtkWidget *row = find_row (page, title);

  return row != NULL && desk_find (row, GTK_TYPE_LABEL, count) != NULL;
}

static void
list_cb (McTodayPage *page, McQueue *queue, char **opened)
{
  g_set_str (opened, queue->id);
}

static void
record_cb (McTodayPage *page, const char *id, char **opened)
{
  g_set_str (opened, id);
}

/* Number n is due n hours after 10:00: of twenty, thirteen until midnight; and what is closed is due no more. */
static void
test_counts (void)
{
  Desk desk;
  GtkWidget *page;
  McDossier *dossier;
  g_autofree char *opened = NULL;
  g_autofree char *record = NULL;

  desk_open (&desk, "today", 20);
  dossier = desk_put (&desk, 5, "Đã xong");
  dossier->summary->national_state = 10;
  dossier = desk_put (&desk, 19, "Giao rồi");
  g_set_str (&dossier->summary->handler_id, ME);
  dossier = desk_put (&desk, 21, "Trễ");
  g_clear_pointer (&dossier->summary->response_due_at, g_date_time_unref);
  dossier->summary->response_due_at = g_date_time_new_utc (2026, 11, 23, 2, 59, 59);
  page = GTK_WIDGET (mc_today_page_new (desk.profile));
  g_signal_connect (page, "open-list", G_CALLBACK (list_cb), &opened);
  g_signal_connect (page, "open-record", G_CALLBACK (record_cb), &record);
  desk_present (&desk, ADW_NAVIGATION_PAGE (page));
  desk_sync (&desk);
  desk_wait (row_says (page, "Due today", "12"));
  g_assert_true (row_says (page, "Overdue", "1"));
  g_assert_true (row_says (page, "Assigned to me", "1"));
  gtk_widget_activate (find_row (page, "Due today"));
  desk_wait (opened != NULL);
  g_assert_cmpstr (opened, ==, "today-due");

  /* an hour later one of them is late */
  mc_clock_advance (desk.clock, 61 * G_TIME_SPAN_MINUTE);
  desk_wait (row_says (page, "Overdue", "2") && row_says (page, "Due today", "11"));

  /* what was typed and not sent leads back to its record */
  dex_unref (desk_await (mc_journal_save_draft (mc_profile_get_journal (desk.profile), desk_id (3),
                                                "act:refuse:explanation", "Không thuộc địa bàn")));
  mc_today_page_set_restored (MC_TODAY_PAGE (page), TRUE);
  mc_clock_advance (desk.clock, G_TIME_SPAN_MINUTE);
  desk_wait (find_row (page, "Trần Văn C") != NULL);
  desk_wait (desk_says (page, "Restored: 1 drafts, 0 acts waiting"));
  gtk_widget_activate (find_row (page, "Trần Văn C"));
  desk_wait (record != NULL);
  g_assert_cmpstr (record, ==, desk_id (3));
  desk_close (&desk);
}

/* The day ends at midnight here, not in Greenwich. */
static void
test_midnight (void)
{
  g_autoptr (McMe) me = mc_me_new ();
  g_autoptr (GDateTime) now = g_date_time_new_utc (2026, 11, 23, 16, 30, 0);
  g_autoptr (GPtrArray) queues = NULL;
  g_autoptr (McSummary) s = mc_summary_new ();
  const McFilter *due;

  me->sub = g_strdup (ME);
  queues = mc_today_make_queues (me, now);
  due = ((McQueue *) g_ptr_array_index (queues, MC_TODAY_DUE))->filter;
  s->national_state = 4;
  s->accepted_at = g_date_time_new_utc (2026, 11, 20, 3, 0, 0);
  s->due_at = g_date_time_new_utc (2026, 11, 23, 16, 59, 59);
  g_assert_true (mc_filter_matches (due, s, now));
  g_clear_pointer (&s->due_at, g_date_time_unref);
  s->due_at = g_date_time_new_utc (2026, 11, 23, 17, 0, 0);
  g_assert_false (mc_filter_matches (due, s, now));
}

static void
notify_cb (McNotifier *notifier, const char *id, const char *title, GString *told)
{
  g_string_append_printf (told, "%s: %s\n", id, title);
}

static void
say_cb (McNotifier *notifier, const char *text, GString *told)
{
  g_string_append_printf (told, "say: %s\n", text);
}

static void
alert (Desk *desk, const char *kind, const char *dossier, gint64 count, const char *text)
{
  g_autoptr (McAlert) a = mc_alert_new ();

  a->kind = g_strdup (kind);
  a->dossier = g_strdup (dossier);
  a->count = count;
  a->text = g_strdup (text);
  g_signal_emit_by_name (mc_profile_get_sync (desk->profile), "alert", a);
}

static void
test_notices (void)
{
  Desk desk;
  g_autoptr (McNotifier) notifier = NULL;
  g_autoptr (GString) told = g_string_new (NULL);

  desk_open (&desk, "notices", 1);
  notifier = mc_notifier_new (desk.profile);
  g_signal_connect (notifier, "notify-desktop", G_CALLBACK (notify_cb), told);
  g_signal_connect (notifier, "say", G_CALLBACK (say_cb), told);
  alert (&desk, "due_today", NULL, 3, NULL);
  alert (&desk, "due_today", NULL, 2, NULL); /* the stream was opened anew */
  alert (&desk, "assigned", desk_id (1), -1, NULL);
  alert (&desk, "assigned", desk_id (1), -1, NULL);
  alert (&desk, "assigned", desk_id (2), -1, NULL);
  alert (&desk, "announcement", NULL, -1, "Cổng bảo trì lúc 22 giờ");
  alert (&desk, "announcement", NULL, -1, "Cổng bảo trì lúc 22 giờ");
  alert (&desk, "from_another_version", desk_id (1), 7, "x");
  mc_clock_advance (desk.clock, 24 * G_TIME_SPAN_HOUR);
  alert (&desk, "due_today", NULL, 1, NULL);
  g_assert_cmpstr (told->str, ==,
                   "due-today: Dossiers due today: 3\n"
                   "assigned: A dossier was assigned to you\n"
                   "assigned: 2 dossiers were assigned to you\n"
                   "say: Cổng bảo trì lúc 22 giờ\n"
                   "due-today: Dossiers due today: 1\n");
  g_clear_object (&notifier);
  desk_close (&desk);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv);
  adw_init ();
  dex_init ();
  g_test_add_func ("/today/counts", test_counts);
  g_test_add_func ("/today/midnight", test_midnight);
  g_test_add_func ("/today/notices", test_notices);
  return g_test_run ();
}
