// SPDX-License-Identifier: GPL-3.0-or-later
/* What stands above the first queue of a role: each figure opens just what it counts. */
#include <adwaita.h>

#include "desk.h"
#include "mc-desk-head.h"

#define ME "0199a001-0000-7000-8000-000000000001"

static GtkWidget *
open_head (Desk *desk, const char *name, const char *role)
{
  GtkWidget *head;
  AdwNavigationPage *page;

  desk_open (desk, name, 3);
  desk_set_role (desk, role);
  head = g_object_new (MC_TYPE_DESK_HEAD, NULL);
  mc_desk_head_set_profile (MC_DESK_HEAD (head), desk->profile);
  page = adw_navigation_page_new (head, "x");
  desk_present (desk, page);
  return head;
}

static void
find_cb (McDeskHead *head, const char *text, char **found)
{
  g_set_str (found, text);
}

static void
list_cb (McDeskHead *head, McQueue *queue, McQueue **opened)
{
  g_clear_pointer (opened, mc_queue_free);
  *opened = mc_queue_copy (queue);
}

static void
queue_cb (McDeskHead *head, const char *id, char **opened)
{
  g_set_str (opened, id);
}

/* The figure with these words says that number; NULL otherwise. */
static GtkWidget *
find_figure (GtkWidget *head, const char *words, const char *number)
{
  GtkWidget *label = desk_find (head, GTK_TYPE_LABEL, words);
  GtkWidget *button = label != NULL ? gtk_widget_get_ancestor (label, GTK_TYPE_BUTTON) : NULL;

  return button != NULL && desk_find (button, GTK_TYPE_LABEL, number) != NULL ? button : NULL;
}

static guint
count_listed (Desk *desk, const McQueue *queue)
{
  DexFuture *read
      = desk_await (mc_cache_list (mc_profile_get_cache (desk->profile), queue->filter, queue->order, NULL));
  g_autoptr (McListing) listing = dex_await_boxed (read, NULL);

  g_assert_nonnull (listing);
  return listing->keys->len;
}

/* A receiver searches or scans; above no other list than the one that the day begins with. */
static void
test_receiver (void)
{
  Desk desk;
  GtkWidget *head = open_head (&desk, "head-receiver", "receiver");
  g_autofree char *found = NULL;
  GtkWidget *entry;

  g_signal_connect (head, "find", G_CALLBACK (find_cb), &found);
  g_assert_false (gtk_widget_get_visible (head));
  desk_sync (&desk);
  mc_desk_head_set_queue (MC_DESK_HEAD (head), "first");
  desk_wait (gtk_widget_get_mapped (head));
  entry = desk_find (head, GTK_TYPE_SEARCH_ENTRY, NULL);
  g_assert_nonnull (entry);
  gtk_editable_set_text (GTK_EDITABLE (entry), "  ");
  g_signal_emit_by_name (entry, "activate");
  g_assert_null (found);
  gtk_editable_set_text (GTK_EDITABLE (entry), " TT-700002 ");
  g_signal_emit_by_name (entry, "activate");
  g_assert_cmpstr (found, ==, "TT-700002");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "");
  mc_desk_head_set_queue (MC_DESK_HEAD (head), "second");
  g_assert_false (gtk_widget_get_visible (head));
  mc_desk_head_set_queue (MC_DESK_HEAD (head), NULL);
  g_assert_false (gtk_widget_get_visible (head));
  desk_close (&desk);
}

/* A head sees what each person has who work can be given to, also who has nothing. */
static void
test_head_of_department (void)
{
  Desk desk;
  GtkWidget *head = open_head (&desk, "head-head", "head");
  McQueue *opened = NULL;
  McDossier *dossier;

  for (int i = 1; i <= 2; i++)
    g_set_str (&desk_put (&desk, i, "Trần Văn A")->summary->handler_id, ME);
  dossier = desk_put (&desk, 4, "Đã trả");
  dossier->summary->national_state = 10;
  g_set_str (&dossier->summary->handler_id, ME);
  g_signal_connect (head, "open-list", G_CALLBACK (list_cb), &opened);
  desk_sync (&desk);
  mc_desk_head_set_queue (MC_DESK_HEAD (head), "first");
  desk_wait (find_figure (head, "Nguyễn Thị Hường", "2") != NULL);
  desk_wait (find_figure (head, "Lò Văn Đức", "0") != NULL);
  g_assert_null (desk_find (head, GTK_TYPE_SEARCH_ENTRY, NULL));
  gtk_widget_activate (find_figure (head, "Nguyễn Thị Hường", "2"));
  desk_wait (opened != NULL);
  g_assert_cmpstr (opened->title, ==, "Nguyễn Thị Hường");
  g_assert_cmpuint (count_listed (&desk, opened), ==, 2);

  /* it follows what is assigned */
  g_set_str (&desk_put (&desk, 3, "Trần Văn C")->summary->handler_id, ME);
  mc_sync_poke (mc_profile_get_sync (desk.profile));
  desk_wait (find_figure (head, "Nguyễn Thị Hường", "3") != NULL);
  mc_queue_free (opened);
  desk_close (&desk);
}

/* A supervisor's queues by their own ids, and what is due today, which is none of them. */
static void
test_supervisor (void)
{
  Desk desk;
  GtkWidget *head = open_head (&desk, "head-supervisor", "supervisor");
  g_autofree char *queue = NULL;
  McQueue *opened = NULL;

  g_set_str (&desk_put (&desk, 1, "Trần Văn A")->summary->sync, "error");
  g_signal_connect (head, "open-list", G_CALLBACK (list_cb), &opened);
  g_signal_connect (head, "open-queue", G_CALLBACK (queue_cb), &queue);
  desk_sync (&desk);
  mc_desk_head_set_queue (MC_DESK_HEAD (head), "first");
  desk_wait (find_figure (head, "Lỗi đồng bộ", "1") != NULL);
  desk_wait (find_figure (head, "Due today, whole unit", "3") != NULL);
  desk_wait (find_figure (head, "Quá hạn", "0") != NULL);
  gtk_widget_activate (find_figure (head, "Lỗi đồng bộ", "1"));
  desk_wait (queue != NULL);
  g_assert_cmpstr (queue, ==, "sync_error");
  gtk_widget_activate (find_figure (head, "Due today, whole unit", "3"));
  desk_wait (opened != NULL);
  g_assert_cmpuint (count_listed (&desk, opened), ==, 3);
  /* time alone makes one of them late */
  mc_clock_advance (desk.clock, 61 * G_TIME_SPAN_MINUTE);
  desk_wait (find_figure (head, "Quá hạn", "1") != NULL && find_figure (head, "Due today, whole unit", "2") != NULL);
  mc_queue_free (opened);
  desk_close (&desk);
}

static void
pay (McDossier *dossier, gint64 amount, GDateTime *at)
{
  dossier->summary->fee_paid = amount;
  g_clear_pointer (&dossier->summary->fee_paid_at, g_date_time_unref);
  dossier->summary->fee_paid_at = g_date_time_ref (at);
}

/* What is due and what was taken today, in dossiers and in money; what is not known is said, never added as nothing. */
static void
test_cashier (void)
{
  Desk desk;
  GtkWidget *head = open_head (&desk, "head-cashier", "cashier");
  g_autoptr (GDateTime) now = mc_clock_now (desk.clock);
  g_autoptr (GDateTime) yesterday = g_date_time_add_days (now, -1);
  g_autofree char *queue = NULL;
  McDossier *dossier;

  for (int i = 1; i <= 2; i++)
    {
      dossier = desk_put (&desk, i, "Trần Văn B");
      dossier->summary->national_state = 6;
      dossier->summary->fee_due = 50000 * i;
    }
  pay (desk_put (&desk, 3, "Trần Văn C"), 8000, yesterday);
  g_signal_connect (head, "open-queue", G_CALLBACK (queue_cb), &queue);
  desk_sync (&desk);
  mc_desk_head_set_queue (MC_DESK_HEAD (head), "first");
  desk_wait (find_figure (head, "Chờ thu", "2 dossiers, 150.000\u00a0đ") != NULL);
  desk_wait (find_figure (head, "Đã thu hôm nay", "0 dossiers, 0\u00a0đ") != NULL);
  g_assert_null (desk_find (head, GTK_TYPE_LABEL, "Của bản sau"));

  pay (desk_put (&desk, 3, "Trần Văn C"), 1234000, now);
  desk_put (&desk, 2, "Trần Văn B")->summary->national_state = 6;
  mc_sync_poke (mc_profile_get_sync (desk.profile));
  desk_wait (find_figure (head, "Đã thu hôm nay", "1 dossier, 1.234.000\u00a0đ") != NULL);
  desk_wait (find_figure (head, "Chờ thu", "2 dossiers, 50.000\u00a0đ and 1 of unknown amount") != NULL);
  gtk_test_accessible_assert_property (
      GTK_ACCESSIBLE (find_figure (head, "Đã thu hôm nay", "1 dossier, 1.234.000\u00a0đ")),
      GTK_ACCESSIBLE_PROPERTY_LABEL, "Đã thu hôm nay: 1 dossier, 1.234.000\u00a0đ");
  gtk_widget_activate (find_figure (head, "Đã thu hôm nay", "1 dossier, 1.234.000\u00a0đ"));
  desk_wait (queue != NULL);
  g_assert_cmpstr (queue, ==, "paid_today");

  desk_put (&desk, 1, "Trần Văn B")->summary->national_state = 6;
  mc_sync_poke (mc_profile_get_sync (desk.profile));
  desk_wait (find_figure (head, "Chờ thu", "2 dossiers, no data") != NULL);
  /* after midnight another day has begun, of which nothing came yet */
  mc_clock_advance (desk.clock, G_TIME_SPAN_DAY);
  desk_wait (find_figure (head, "Đã thu hôm nay", "0 dossiers, 0\u00a0đ") != NULL);
  desk_close (&desk);
}

/* Whose work is a queue alone has nothing above it. */
static void
test_others (void)
{
  Desk desk;
  GtkWidget *head = open_head (&desk, "head-specialist", "specialist");

  desk_sync (&desk);
  mc_desk_head_set_queue (MC_DESK_HEAD (head), "first");
  desk_wait (mc_sync_get_me (mc_profile_get_sync (desk.profile)) != NULL);
  g_assert_false (gtk_widget_get_visible (head));
  desk_close (&desk);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv);
  adw_init ();
  dex_init ();
  g_test_add_func ("/desk-head/receiver", test_receiver);
  g_test_add_func ("/desk-head/head-of-department", test_head_of_department);
  g_test_add_func ("/desk-head/supervisor", test_supervisor);
  g_test_add_func ("/desk-head/cashier", test_cashier);
  g_test_add_func ("/desk-head/others", test_others);
  return g_test_run ();
}
