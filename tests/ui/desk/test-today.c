// SPDX-License-Identifier: GPL-3.0-or-later
/* Hôm nay counts what its lists hold; notices are told once, and without a name. */
#include <adwaita.h>

#include "desk.h"
#include "mc-notifier.h"
#include "mc-print-dialog.h"
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
  dossier = desk_put (&desk, 7, "Việc của tôi");
  g_set_str (&dossier->summary->handler_id, ME);
  dossier = desk_put (&desk, 21, "Trễ");
  g_clear_pointer (&dossier->summary->response_due_at, g_date_time_unref);
  dossier->summary->response_due_at = g_date_time_new_utc (2026, 11, 23, 2, 59, 59);
  page = GTK_WIDGET (mc_today_page_new (desk.profile));
  g_signal_connect (page, "open-list", G_CALLBACK (list_cb), &opened);
  g_signal_connect (page, "open-record", G_CALLBACK (record_cb), &record);
  desk_present (&desk, ADW_NAVIGATION_PAGE (page));
  desk_sync (&desk);
  /* whose they are is told: of those that are due in the unit one is this official's, and late is none of theirs */
  desk_wait (row_says (page, "Due today, whole unit", "12"));
  g_assert_true (row_says (page, "Due today, handled by me", "1"));
  g_assert_true (row_says (page, "Overdue, whole unit", "1"));
  g_assert_true (row_says (page, "Overdue, handled by me", "0"));
  g_assert_true (row_says (page, "Assigned to me", "2"));
  gtk_widget_activate (find_row (page, "Due today, whole unit"));
  desk_wait (opened != NULL);
  g_assert_cmpstr (opened, ==, "today-due");
  gtk_widget_activate (find_row (page, "Due today, handled by me"));
  desk_wait (g_str_equal (opened, "today-due-mine"));

  /* an hour later one of them is late */
  mc_clock_advance (desk.clock, 61 * G_TIME_SPAN_MINUTE);
  desk_wait (row_says (page, "Overdue, whole unit", "2") && row_says (page, "Due today, whole unit", "11"));

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

/* Numbers that may be old say so, and what still works. */
static void
test_offline (void)
{
  Desk desk;
  GtkWidget *page;

  desk_open (&desk, "today-offline", 3);
  page = GTK_WIDGET (mc_today_page_new (desk.profile));
  desk_present (&desk, ADW_NAVIGATION_PAGE (page));
  desk_sync (&desk);
  desk_wait (row_says (page, "Due today, whole unit", "3"));
  g_assert_false (desk_says (page, "Offline since"));
  desk_cut_line (&desk, TRUE);
  mc_sync_poke (mc_profile_get_sync (desk.profile));
  desk_wait (desk_says (page, "Offline since 10:00."));
  g_assert_false (desk_says (page, "minutes ago"));
  mc_clock_advance (desk.clock, 11 * G_TIME_SPAN_MINUTE);
  desk_wait (desk_says (page, "Updated 11 minutes ago"));
  desk_close (&desk);
}

static void
said_cb (McTodayPage *page, const char *text, char **said)
{
  g_set_str (said, text);
}

/* As the window lets go of a page: what it has under way ends before the store does. */
static void
close_page (Desk *desk, GtkWidget *page)
{
  g_object_ref (page);
  adw_window_set_content (ADW_WINDOW (desk->window), NULL);
  g_object_run_dispose (G_OBJECT (page));
  g_object_unref (page);
  desk_close (desk);
}

/* The button without words. */
static GtkWidget *
find_icon_button (GtkWidget *root)
{
  if (GTK_IS_BUTTON (root) && gtk_button_get_label (GTK_BUTTON (root)) == NULL)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_icon_button (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
accept (Desk *desk, int number)
{
  g_autoptr (GError) error = NULL;
  DexFuture *read = desk_await (mc_cache_summary (mc_profile_get_cache (desk->profile), desk_id (number)));
  g_autoptr (McSummary) summary = dex_await_boxed (read, &error);

  g_assert_no_error (error);
  dex_unref (desk_await (mc_sync_act (mc_profile_get_sync (desk->profile), summary, "accept", "{}", 0)));
}

/* Who came to the counter has nothing but the paper, and who was accepted while the line was away waited for it: both stand
 * there until it is printed. Who is online has it already. */
static void
test_owed (void)
{
  Desk desk;
  g_autoptr (GFile) file = g_file_new_build_filename (g_get_user_data_dir (), "owed.pdf", NULL);
  g_autofree char *said = NULL;
  McDossier *dossier;
  GtkWidget *page;
  McPrintDialog *dialog;

  desk_open (&desk, "owed", 3);
  dossier = desk_put (&desk, 2, "Người ở quầy");
  g_set_str (&dossier->summary->channel, "post");
  page = GTK_WIDGET (mc_today_page_new (desk.profile));
  g_signal_connect (page, "said", G_CALLBACK (said_cb), &said);
  desk_present (&desk, ADW_NAVIGATION_PAGE (page));
  desk_sync (&desk);
  accept (&desk, 1);
  accept (&desk, 2);
  desk_wait (find_row (page, "Người ở quầy") != NULL);
  g_assert_cmpuint (desk_n_acts (&desk), ==, 2);
  g_assert_null (find_row (page, "Trần Văn A"));

  desk_cut_line (&desk, TRUE);
  accept (&desk, 3);
  mc_clock_advance (desk.clock, G_TIME_SPAN_HOUR);
  desk_cut_line (&desk, FALSE);
  mc_sync_poke (mc_profile_get_sync (desk.profile));
  desk_wait (find_row (page, "Trần Văn C") != NULL);

  gtk_widget_activate (desk_find (find_row (page, "Người ở quầy"), GTK_TYPE_BUTTON, "Print…"));
  desk_wait (desk_dialog (&desk) != NULL);
  dialog = MC_PRINT_DIALOG (desk_dialog (&desk));
  desk_wait (mc_print_dialog_get_pages (dialog) != NULL);
  g_assert_cmpstr (adw_dialog_get_title (ADW_DIALOG (dialog)), ==, "Form 01: receipt");
  mc_print_dialog_save_to (dialog, file);
  desk_wait (desk_dialog (&desk) == NULL && find_row (page, "Người ở quầy") == NULL);
  g_assert_cmpstr (said, ==, "Saved owed.pdf");
  g_assert_nonnull (find_row (page, "Trần Văn C"));
  close_page (&desk, page);
}

/* The program ended while one was at the printer: the banner says so, and prints it again. */
static void
test_broken_off (void)
{
  Desk desk;
  McDossier *dossier;
  GtkWidget *page;
  AdwBanner *banner;

  desk_open (&desk, "broken", 2);
  dex_unref (desk_await (mc_journal_begin_paper (mc_profile_get_journal (desk.profile), desk_id (2), "01")));
  desk_close (&desk);

  desk_open (&desk, "broken", 2);
  dossier = desk_put (&desk, 2, "Đang in");
  dossier->summary->national_state = 2;
  dossier->summary->accepted_at = g_date_time_new_utc (2026, 11, 23, 2, 0, 0);
  dossier->summary->code = g_strdup ("H99.1.7-20261123-0000001");
  g_set_str (&dossier->register_no, "1");
  page = GTK_WIDGET (mc_today_page_new (desk.profile));
  mc_today_page_set_restored (MC_TODAY_PAGE (page), TRUE);
  desk_present (&desk, ADW_NAVIGATION_PAGE (page));
  desk_sync (&desk);
  desk_wait (find_row (page, "Đang in") != NULL);
  g_assert_true (desk_says (page, "Printing broke off"));
  desk_wait (desk_says (page, "Restored: 0 drafts, 0 acts waiting, 1 papers that broke off"));
  banner = ADW_BANNER (gtk_widget_get_ancestor (desk_find (page, GTK_TYPE_LABEL, "Restored"), ADW_TYPE_BANNER));
  g_signal_emit_by_name (banner, "button-clicked");
  desk_wait (desk_dialog (&desk) != NULL);
  g_assert_true (MC_IS_PRINT_DIALOG (desk_dialog (&desk)));
  desk_wait (mc_print_dialog_get_pages (MC_PRINT_DIALOG (desk_dialog (&desk))) != NULL);
  adw_dialog_force_close (desk_dialog (&desk));
  desk_wait (desk_dialog (&desk) == NULL);

  gtk_widget_activate (find_icon_button (find_row (page, "Đang in")));
  desk_wait (find_row (page, "Đang in") == NULL);
  desk_wait (!adw_banner_get_revealed (banner));
  close_page (&desk, page);
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
  due = mc_today_find_due (queues)->filter;
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
                   "due-today: Due today, handled by me: 3\n"
                   "assigned: A dossier was assigned to you\n"
                   "assigned: 2 dossiers were assigned to you\n"
                   "say: Cổng bảo trì lúc 22 giờ\n"
                   "due-today: Due today, handled by me: 1\n");
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
  g_test_add_func ("/today/offline", test_offline);
  g_test_add_func ("/today/owed", test_owed);
  g_test_add_func ("/today/broken-off", test_broken_off);
  g_test_add_func ("/today/midnight", test_midnight);
  g_test_add_func ("/today/notices", test_notices);
  return g_test_run ();
}
