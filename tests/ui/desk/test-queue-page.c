// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk.h"
#include "mc-queue-list.h"
#include "mc-queue-page.h"
#include "mc-queue-row.h"
#include "mc-queue-status.h"
#include "mc-text.h"

static void
open_record_cb (McQueuePage *page, const char *id, char **opened)
{
  g_set_str (opened, id);
}

static GtkWidget *
open_page (Desk *desk, const char *name, int n_dossiers)
{
  GtkWidget *page;

  desk_open (desk, name, n_dossiers);
  page = GTK_WIDGET (mc_queue_page_new (desk->profile));
  desk_present (desk, ADW_NAVIGATION_PAGE (page));
  mc_queue_page_show_queue (MC_QUEUE_PAGE (page), desk->queue);
  return page;
}

/* Sorted by deadline, counted, named in words for a screen reader; Enter opens. */
static void
test_list (void)
{
  Desk desk;
  GtkWidget *page = open_page (&desk, "list", 3);
  g_autofree char *opened = NULL;
  GtkWidget *row;

  g_signal_connect (page, "open-record", G_CALLBACK (open_record_cb), &opened);
  desk_sync (&desk);
  desk_wait (desk_says (page, "Trần Văn C"));
  g_assert_true (desk_says (page, "Chờ tiếp nhận"));
  g_assert_nonnull (desk_find (page, GTK_TYPE_LABEL, "3"));
  row = desk_find (page, MC_TYPE_QUEUE_ROW, NULL);
  g_assert_true (desk_says (row, "Trần Văn A"));
  g_assert_true (desk_says (row, "…0001"));
  g_assert_true (desk_says (row, "Đăng ký khai sinh"));
  g_assert_true (desk_says (row, "Online"));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (gtk_widget_get_parent (row)), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "1 hour left, Trần Văn A, …0001, Đăng ký khai sinh, Online");
  mc_queue_page_focus_list (MC_QUEUE_PAGE (page));
  desk_key ("Down");
  desk_key ("Return");
  desk_wait (opened != NULL);
  g_assert_cmpstr (opened, ==, desk_id (2));
  desk_close (&desk);
}

static void
test_states (void)
{
  Desk desk;
  GtkWidget *page = open_page (&desk, "states", 0);
  g_autofree char *found = NULL;
  GtkWidget *entry;

  desk_wait (desk_says (page, "Getting the dossiers"));
  desk_sync (&desk);
  desk_wait (desk_says (page, "Nothing waiting for reception"));
  desk_put (&desk, 1, "Lò Văn Đức");
  mc_sync_poke (mc_profile_get_sync (desk.profile));
  desk_wait (desk_says (page, "Lò Văn Đức"));

  mc_queue_page_focus_search (MC_QUEUE_PAGE (page));
  desk_wait ((entry = desk_find (page, GTK_TYPE_SEARCH_ENTRY, NULL)) != NULL);
  gtk_editable_set_text (GTK_EDITABLE (entry), "zzz");
  desk_wait (desk_says (page, "No dossier found in this list"));
  g_signal_connect (page, "find", G_CALLBACK (open_record_cb), &found);
  g_signal_emit_by_name (desk_find (page, GTK_TYPE_BUTTON, "Search in all dossiers"), "clicked");
  g_assert_cmpstr (found, ==, "zzz");
  mc_queue_page_show_found (MC_QUEUE_PAGE (page), found); /* what the window does */
  desk_wait (desk_says (page, "No dossier found in this list"));
  g_assert_null (desk_find (page, GTK_TYPE_BUTTON, "Search in all dossiers"));
  mc_queue_page_show_queue (MC_QUEUE_PAGE (page), desk.queue);
  mc_queue_page_focus_search (MC_QUEUE_PAGE (page));
  gtk_editable_set_text (GTK_EDITABLE (entry), "duc lo");
  desk_wait (desk_says (page, "Lò Văn Đức"));
  desk_close (&desk);
}

static void
test_offline (void)
{
  Desk desk;
  GtkWidget *page = open_page (&desk, "offline", 1);

  desk_sync (&desk);
  desk_wait (desk_says (page, "Trần Văn A"));
  g_assert_false (desk_says (page, "Offline since"));
  desk_cut_line (&desk, TRUE);
  mc_sync_poke (mc_profile_get_sync (desk.profile));
  desk_wait (desk_says (page, "Offline since 10:00."));
  g_assert_true (desk_says (page, "Trần Văn A"));
  g_assert_false (desk_says (page, "minutes ago"));
  mc_clock_advance (desk.clock, 11 * G_TIME_SPAN_MINUTE);
  desk_wait (desk_says (page, "11 minutes ago"));
  desk_cut_line (&desk, FALSE);
  mc_sync_poke (mc_profile_get_sync (desk.profile));
  desk_wait (!desk_says (page, "minutes ago"));
  desk_close (&desk);
}

/* The clock moves on: the words of the badge too, in the same row. */
static void
test_minutes (void)
{
  Desk desk;
  GtkWidget *page = open_page (&desk, "minutes", 1);
  GtkWidget *row;

  desk_sync (&desk);
  desk_wait (desk_says (page, "1 hour left"));
  row = desk_find (page, MC_TYPE_QUEUE_ROW, NULL);
  mc_clock_advance (desk.clock, 61 * G_TIME_SPAN_MINUTE);
  desk_wait (desk_says (page, "Answer overdue by 1 hour"));
  g_assert_true (row == desk_find (page, MC_TYPE_QUEUE_ROW, NULL));
  desk_close (&desk);
}

/* The list is told to take the focus and has rows before anybody sees it: it takes it when it is seen. */
static void
test_focus_before_seen (void)
{
  Desk desk;
  GtkWidget *page;
  g_autofree char *opened = NULL;
  int position = 0;
  int total = 0;

  desk_open (&desk, "early", 3);
  desk_present (&desk, adw_navigation_page_new (gtk_label_new ("…"), "…"));
  page = g_object_ref_sink (GTK_WIDGET (mc_queue_page_new (desk.profile)));
  g_signal_connect (page, "open-record", G_CALLBACK (open_record_cb), &opened);
  mc_queue_page_show_queue (MC_QUEUE_PAGE (page), desk.queue);
  mc_queue_page_focus_list (MC_QUEUE_PAGE (page));
  desk_sync (&desk);
  desk_wait (mc_queue_page_locate (MC_QUEUE_PAGE (page), desk_id (1), &position, &total));
  adw_window_set_content (ADW_WINDOW (desk.window), page);
  g_object_unref (page);
  desk_wait (gtk_window_get_focus (desk.window) != NULL
             && gtk_widget_is_ancestor (gtk_window_get_focus (desk.window), page));
  desk_key ("Return");
  desk_wait (opened != NULL);
  g_assert_cmpstr (opened, ==, desk_id (1));
  desk_close (&desk);
}

/* Due before all others. */
static void
put_urgent (Desk *desk, int number, const char *owner)
{
  McDossier *dossier = desk_put (desk, number, owner);

  g_clear_pointer (&dossier->summary->response_due_at, g_date_time_unref);
  dossier->summary->response_due_at = g_date_time_add_hours (dossier->summary->submitted_at, -1);
}

/* New urgent records come in above: what is selected and focused stays the record, not the place. */
static void
test_selection_is_kept (void)
{
  Desk desk;
  GtkWidget *page = open_page (&desk, "kept", 4);
  g_autofree char *opened = NULL;

  g_signal_connect (page, "open-record", G_CALLBACK (open_record_cb), &opened);
  desk_sync (&desk);
  desk_wait (desk_says (page, "Trần Văn D"));
  mc_queue_page_focus_list (MC_QUEUE_PAGE (page));
  desk_key ("Down");
  desk_key ("Return");
  desk_wait (opened != NULL);
  g_assert_cmpstr (opened, ==, desk_id (2));
  g_clear_pointer (&opened, g_free);
  put_urgent (&desk, 9, "Gấp Thị Một");
  mc_sync_poke (mc_profile_get_sync (desk.profile));
  desk_wait (desk_says (page, "Gấp Thị Một"));
  desk_key ("Return");
  desk_wait (opened != NULL);
  g_assert_cmpstr (opened, ==, desk_id (2));
  desk_close (&desk);
}

/* The first rows got the focus by themselves: while the first update goes on whoever has not moved stays at the top. */
static void
test_begins_at_the_top (gconstpointer moved)
{
  Desk desk;
  GtkWidget *page = open_page (&desk, moved != NULL ? "moved" : "top", 4);
  g_autofree char *opened = NULL;

  g_signal_connect (page, "open-record", G_CALLBACK (open_record_cb), &opened);
  mc_queue_page_focus_list (MC_QUEUE_PAGE (page));
  desk_hold_news (&desk, TRUE);
  mc_sync_start (mc_profile_get_sync (desk.profile));
  desk_wait (desk_says (page, "Trần Văn D") && gtk_window_get_focus (desk.window) != NULL
             && gtk_widget_get_ancestor (gtk_window_get_focus (desk.window), MC_TYPE_QUEUE_LIST) != NULL);
  if (moved != NULL)
    desk_key ("Down");
  put_urgent (&desk, 9, "Gấp Thị Một");
  desk_hold_news (&desk, FALSE);
  desk_wait (desk_says (page, "Gấp Thị Một"));
  desk_key ("Return");
  desk_wait (opened != NULL);
  g_assert_cmpstr (opened, ==, desk_id (moved != NULL ? 2 : 9));
  desk_close (&desk);
}

/* What the eyes rest on does not move when a record comes in above. */
static void
test_scroll_is_kept (void)
{
  enum
  {
    RECORDS = 40
  };
  Desk desk;
  GtkWidget *page = open_page (&desk, "scroll", RECORDS);
  GtkAdjustment *adjustment;
  double before;
  double row;

  desk_sync (&desk);
  desk_wait (desk_says (page, "Trần Văn A"));
  adjustment
      = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (desk_find (page, GTK_TYPE_SCROLLED_WINDOW, NULL)));
  desk_wait (gtk_adjustment_get_upper (adjustment) > 0);
  mc_queue_page_focus_list (MC_QUEUE_PAGE (page));
  desk_key ("End");
  desk_wait (gtk_adjustment_get_value (adjustment) > 0);
  before = gtk_adjustment_get_value (adjustment);
  row = gtk_adjustment_get_upper (adjustment) / RECORDS;
  put_urgent (&desk, RECORDS + 1, "Gấp Thị Một");
  mc_sync_poke (mc_profile_get_sync (desk.profile));
  desk_wait (desk_find (page, GTK_TYPE_LABEL, "41") != NULL
             && gtk_adjustment_get_upper (adjustment) > row * RECORDS + row / 2);
  /* heights of rows that were never shown are estimates */
  g_assert_cmpfloat_with_epsilon (gtk_adjustment_get_value (adjustment), before + row, row / 2);
  desk_close (&desk);
}

static void
test_neighbours (void)
{
  Desk desk;
  McQueuePage *page = MC_QUEUE_PAGE (open_page (&desk, "neighbours", 3));
  g_autofree char *first = NULL;
  g_autofree char *next = NULL;
  g_autofree char *after = NULL;
  int position = 0;
  int total = 0;

  desk_sync (&desk);
  desk_wait (desk_says (GTK_WIDGET (page), "Trần Văn C"));
  first = mc_queue_page_get_neighbour (page, NULL, 1, &position, &total);
  g_assert_cmpstr (first, ==, desk_id (1));
  g_assert_null (mc_queue_page_get_neighbour (page, first, -1, &position, &total));
  g_assert_true (mc_queue_page_locate (page, desk_id (2), &position, &total));
  g_assert_cmpint (position, ==, 2);
  g_assert_cmpint (total, ==, 3);
  next = mc_queue_page_get_neighbour (page, desk_id (2), 1, &position, &total);
  g_assert_cmpstr (next, ==, desk_id (3));
  g_assert_cmpint (position, ==, 3);
  g_assert_null (mc_queue_page_get_neighbour (page, desk_id (3), 1, &position, &total));
  g_assert_false (mc_queue_page_locate (page, "nobody", &position, &total));

  /* the opened record leaves the queue: the one that took its place is the next */
  g_assert_true (mc_queue_page_locate (page, desk_id (2), &position, &total));
  desk_hide (&desk, 2, NULL);
  mc_sync_poke (mc_profile_get_sync (desk.profile));
  desk_wait (!desk_says (GTK_WIDGET (page), "Trần Văn B"));
  after = mc_queue_page_get_neighbour (page, desk_id (2), 1, &position, &total);
  g_assert_cmpstr (after, ==, desk_id (3));
  desk_close (&desk);
}

static void
place_changed_cb (McQueuePage *page, const char *id, int position, int total, char **told)
{
  g_free (*told);
  *told = g_strdup_printf ("%s %d/%d", id, position, total);
}

static gboolean
tells (const char *told, int number, const char *place)
{
  g_autofree char *expected = g_strdup_printf ("%s %s", desk_id (number), place);

  return g_strcmp0 (told, expected) == 0;
}

/* The list changes around the opened record: its place is told anew, its neighbours are those of now, and after it has
 * left the one that took its place is the next. */
static void
test_place_changes (void)
{
  Desk desk;
  McQueuePage *page = MC_QUEUE_PAGE (open_page (&desk, "place", 3));
  g_autofree char *told = NULL;
  g_autofree char *next = NULL;

  g_signal_connect (page, "place-changed", G_CALLBACK (place_changed_cb), &told);
  desk_sync (&desk);
  desk_wait (desk_says (GTK_WIDGET (page), "Trần Văn C"));
  g_assert_null (told);
  g_assert_true (mc_queue_page_locate (page, desk_id (2), NULL, NULL));
  put_urgent (&desk, 9, "Gấp Thị Một");
  mc_sync_poke (mc_profile_get_sync (desk.profile));
  desk_wait (tells (told, 2, "3/4"));
  desk_hide (&desk, 2, NULL);
  mc_sync_poke (mc_profile_get_sync (desk.profile));
  desk_wait (tells (told, 2, "0/0"));
  next = mc_queue_page_get_neighbour (page, desk_id (2), 1, NULL, NULL);
  g_assert_cmpstr (next, ==, desk_id (3));
  desk_close (&desk);
}

/* What is due at an hour says the hour, also on other days; what is due on a day says the day. */
static void
test_due_words (void)
{
  Desk desk;
  GtkWidget *page = open_page (&desk, "due", 2);
  McDossier *dossier;

  dossier = desk_put (&desk, 2, "Lò Văn Đức");
  g_clear_pointer (&dossier->summary->response_due_at, g_date_time_unref);
  dossier->summary->response_due_at = mc_time_parse ("2026-11-25T07:30:00Z");
  dossier = desk_put (&desk, 3, "Giàng A Sử");
  g_clear_pointer (&dossier->summary->response_due_at, g_date_time_unref);
  dossier->summary->response_due_at = mc_time_parse ("2026-11-26T10:00:00Z");
  desk_sync (&desk);
  desk_wait (desk_says (page, "Giàng A Sử"));
  g_assert_true (desk_says (page, "Today 11:00"));
  g_assert_true (desk_says (page, "14:30 Wednesday, 25/11"));
  g_assert_true (desk_says (page, "Thursday, 26/11"));
  g_assert_false (desk_says (page, "17:00"));
  desk_close (&desk);
}

/* An act on its way: the row keeps its place, dim and with a clock; refused, it asks for the official. */
static void
test_pending (void)
{
  Desk desk;
  GtkWidget *page = open_page (&desk, "pending", 1);
  McSync *sync = mc_profile_get_sync (desk.profile);
  g_autoptr (McSummary) summary = NULL;
  DexFuture *future;
  GtkWidget *row;

  desk_sync (&desk);
  desk_wait (desk_says (page, "Trần Văn A"));
  row = desk_find (page, MC_TYPE_QUEUE_ROW, NULL);
  g_assert_false (gtk_widget_has_css_class (row, "pending"));
  future = desk_await (mc_cache_summary (mc_profile_get_cache (desk.profile), desk_id (1)));
  summary = dex_await_boxed (future, NULL);
  desk_refuse_acts (&desk, TRUE);
  dex_unref (desk_await (mc_sync_act (sync, summary, "accept", "{\"components\":[]}", 10)));
  desk_wait (gtk_widget_has_css_class (row, "pending"));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (gtk_widget_get_parent (row)), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "1 hour left, Trần Văn A, …0001, Đăng ký khai sinh, Online, Waiting to be sent");
  mc_clock_advance (desk.clock, 11 * G_TIME_SPAN_SECOND);
  desk_wait (!gtk_widget_has_css_class (row, "pending"));
  gtk_test_accessible_assert_property (
      GTK_ACCESSIBLE (gtk_widget_get_parent (row)), GTK_ACCESSIBLE_PROPERTY_LABEL,
      "1 hour left, Trần Văn A, …0001, Đăng ký khai sinh, Online, Needs your attention");
  desk_close (&desk);
}

static void
test_progress_words (void)
{
  McLine line = { .state = MC_LINE_UPDATING, .snapshot_done = 12400, .snapshot_total = 98000 };
  g_autofree char *text = mc_queue_status_progress_text (&line);

  g_assert_cmpstr (text, ==, "Loaded 12.400/98.000 dossiers, the urgent ones first");
  g_assert_cmpfloat_with_epsilon (mc_queue_status_progress (&line), 0.1265, 0.001);
  g_assert_true (mc_queue_status_is_first_update (&line));
  line.snapshot_done = -1;
  line.updated_us = 1;
  g_assert_null (mc_queue_status_progress_text (&line));
  g_assert_false (mc_queue_status_is_first_update (&line));
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv);
  adw_init ();
  dex_init ();
  g_test_add_func ("/queue-page/list", test_list);
  g_test_add_func ("/queue-page/focus-before-seen", test_focus_before_seen);
  g_test_add_func ("/queue-page/states", test_states);
  g_test_add_func ("/queue-page/offline", test_offline);
  g_test_add_func ("/queue-page/minutes", test_minutes);
  g_test_add_func ("/queue-page/selection-is-kept", test_selection_is_kept);
  g_test_add_data_func ("/queue-page/begins-at-the-top", NULL, test_begins_at_the_top);
  g_test_add_data_func ("/queue-page/begins-where-one-moved", "moved", test_begins_at_the_top);
  g_test_add_func ("/queue-page/scroll-is-kept", test_scroll_is_kept);
  g_test_add_func ("/queue-page/neighbours", test_neighbours);
  g_test_add_func ("/queue-page/place-changes", test_place_changes);
  g_test_add_func ("/queue-page/due-words", test_due_words);
  g_test_add_func ("/queue-page/pending", test_pending);
  g_test_add_func ("/queue-page/progress-words", test_progress_words);
  return g_test_run ();
}
