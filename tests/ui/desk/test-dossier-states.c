// SPDX-License-Identifier: GPL-3.0-or-later
/* What else a dossier can be: secret, moved away, open elsewhere, one of several of its owner. */
#include "desk.h"
#include "mc-act.h"
#include "mc-component-row.h"
#include "mc-document-view.h"
#include "mc-document-window.h"
#include "mc-dossier-page.h"
#include "mc-handling.h"
#include "mc-problem-view.h"
#include "mc-secret.h"
#include "mc-text.h"

static GtkWidget *
open_page (Desk *desk, const char *name, int shown)
{
  GtkWidget *page = GTK_WIDGET (mc_dossier_page_new (desk->profile));

  desk_present (desk, ADW_NAVIGATION_PAGE (page));
  mc_dossier_page_show (MC_DOSSIER_PAGE (page), desk_id (shown), shown, 3);
  desk_wait (desk_find (page, MC_TYPE_COMPONENT_ROW, NULL) != NULL);
  return page;
}

static void
update (Desk *desk)
{
  mc_sync_poke (mc_profile_get_sync (desk->profile));
}

static McSummary *
summary_of (Desk *desk, int number)
{
  DexFuture *future = desk_await (mc_cache_summary (mc_profile_get_cache (desk->profile), desk_id (number)));

  return dex_await_boxed (future, NULL);
}

static guint
count_drafts (Desk *desk, int number)
{
  DexFuture *future = desk_await (mc_journal_drafts (mc_profile_get_journal (desk->profile), desk_id (number)));
  g_autoptr (GHashTable) drafts = dex_await_boxed (future, NULL);

  return g_hash_table_size (drafts);
}

static void
mark_secret (Desk *desk)
{
  g_autoptr (McSummary) summary = summary_of (desk, 1);
  DexFuture *future = desk_await (mc_sync_act (mc_profile_get_sync (desk->profile), summary, MC_ACT_MARK_SECRET,
                                               "{\"reason\":\"Theo danh muc\"}", 0));

  dex_unref (future);
}

/* Marked here, away from the portal: the page says what to do on paper at once, and nothing of the dossier is left. */
static void
test_secret_here (void)
{
  Desk desk;
  GtkWidget *page;
  g_autoptr (McSummary) covered = NULL;
  McDossier *dossier;

  desk_open (&desk, "secret-here", 3);
  dossier = desk_put (&desk, 1, "Trần Văn Kín");
  g_strfreev (dossier->summary->actions);
  dossier->summary->actions = g_strsplit ("accept mark_secret", " ", -1);
  desk_sync (&desk);
  page = open_page (&desk, "secret-here", 1);
  g_assert_true (desk_says (page, "Owner: Trần Văn Kín"));
  g_assert_true (mc_dossier_page_can_open_act (MC_DOSSIER_PAGE (page), MC_ACT_MARK_SECRET));
  dex_unref (desk_await (
      mc_journal_save_draft (mc_profile_get_journal (desk.profile), desk_id (1), "reason", "Trần Văn Kín")));
  desk_cut_line (&desk, TRUE);
  mark_secret (&desk);
  covered = summary_of (&desk, 1);
  g_assert_true (covered->secret);
  g_assert_cmpstr (covered->owner_name, ==, MC_COVERED);
  desk_wait (!desk_says (page, "Trần Văn Kín"));
  desk_wait (count_drafts (&desk, 1) == 0);

  desk_cut_line (&desk, FALSE);
  update (&desk);
  desk_wait (desk_says (page, "are not on this computer"));
  g_assert_true (desk_says (page, "Dossier with secret content"));
  g_assert_false (desk_says (page, "Trần Văn Kín"));
  g_assert_false (desk_says (page, "to-khai.pdf"));
  g_assert_false (mc_dossier_page_can_open_act (MC_DOSSIER_PAGE (page), MC_ACT_NOTE));
  desk_close (&desk);
}

/* Marked by a colleague; then it is not any more. */
static void
test_secret_elsewhere (void)
{
  Desk desk;
  GtkWidget *page;

  desk_open (&desk, "secret-elsewhere", 3);
  desk_sync (&desk);
  page = open_page (&desk, "secret-elsewhere", 1);
  g_assert_true (desk_says (page, "to-khai.pdf"));
  desk_colleague_acts (&desk, 1, MC_ACT_MARK_SECRET, "{}");
  desk_tell (&desk, 1);
  update (&desk);
  desk_wait (desk_says (page, "are not on this computer"));
  g_assert_false (desk_says (page, "Trần Văn A"));
  g_assert_false (desk_says (page, "to-khai.pdf"));
  /* the next record is as it was */
  mc_dossier_page_show (MC_DOSSIER_PAGE (page), desk_id (2), 2, 3);
  desk_wait (desk_says (page, "Owner: Trần Văn B"));
  g_assert_false (desk_says (page, "are not on this computer"));
  desk_close (&desk);
}

static GtkWindow *
document_window (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (MC_IS_DOCUMENT_WINDOW (l->data))
      return l->data;
  return NULL;
}

/* Where it went is said to who had it; a window with a document of it goes. */
static void
test_moved (void)
{
  Desk desk;
  GtkWidget *page;

  desk_open (&desk, "moved", 3);
  desk_sync (&desk);
  page = open_page (&desk, "moved", 1);
  desk_wait (desk_says (page, "Page 1 of 3"));
  gtk_widget_activate_action (desk_find (page, MC_TYPE_DOCUMENT_VIEW, NULL), "document.window", NULL);
  g_assert_nonnull (document_window ());
  desk_touch (&desk, 2);
  desk_tell (&desk, 2);
  update (&desk);
  desk_wait (mc_sync_get_line (mc_profile_get_sync (desk.profile))->state == MC_LINE_CURRENT);
  g_assert_nonnull (document_window ());
  desk_hide (&desk, 1, "Sở <i>Tư pháp</i>");
  update (&desk);
  desk_wait (desk_says (page, "The dossier has moved to Sở <i>Tư pháp</i>"));
  g_assert_true (desk_says (page, "TT-700001"));
  g_assert_false (desk_says (page, "Trần Văn A"));
  g_assert_false (desk_says (page, "You may not see this dossier"));
  desk_wait (document_window () == NULL);
  desk_close (&desk);
}

/* Who else has it open, while the page is on the screen and the line is there. */
static void
test_others (void)
{
  Desk desk;
  GtkWidget *page;

  desk_open (&desk, "others", 3);
  desk_sync (&desk);
  desk_wait (mc_sync_get_line (mc_profile_get_sync (desk.profile))->state == MC_LINE_CURRENT);
  desk_set_colleague (&desk, "Lò Văn Đức");
  page = open_page (&desk, "others", 1);
  desk_wait (desk_says (page, "Also looking at this dossier: Lò Văn Đức ("));
  g_assert_true (mc_dossier_page_can_open_act (MC_DOSSIER_PAGE (page), "accept"));
  desk_set_colleague (&desk, NULL);
  mc_clock_advance (desk.clock, 21 * G_TIME_SPAN_SECOND);
  desk_wait (!desk_says (page, "Also looking"));
  desk_set_colleague (&desk, "Lò Văn Đức");
  mc_clock_advance (desk.clock, 21 * G_TIME_SPAN_SECOND);
  desk_wait (desk_says (page, "Also looking"));
  desk_cut_line (&desk, TRUE);
  update (&desk);
  desk_wait (!desk_says (page, "Also looking"));
  desk_close (&desk);
}

static void
add_related (McDossier *dossier, int number)
{
  McRelated *related = mc_related_new ();

  related->id = g_strdup (desk_id (number));
  related->code = g_strdup_printf ("TT-70000%d", number);
  related->procedure_name = g_strdup_printf ("Thủ tục %d", number);
  related->national_state = 1;
  related->submitted_at = mc_time_parse ("2026-11-20T02:00:00Z");
  g_ptr_array_add (dossier->same_person, related);
  dossier->same_person_total = (int) dossier->same_person->len;
}

static void
open_related (GtkWidget *page, int number)
{
  g_autofree char *name = g_strdup_printf ("Thủ tục %d", number);

  adw_view_stack_set_visible_child_name (ADW_VIEW_STACK (desk_find (page, ADW_TYPE_VIEW_STACK, NULL)), "info");
  desk_wait (desk_find (page, GTK_TYPE_LABEL, name) != NULL);
  g_assert_true (
      gtk_widget_activate (gtk_widget_get_ancestor (desk_find (page, GTK_TYPE_LABEL, name), ADW_TYPE_ACTION_ROW)));
}

static void
pasted_cb (GObject *clipboard, GAsyncResult *result, gpointer data)
{
  char **text = data;

  *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (clipboard), result, NULL);
}

/* What went wrong is copied for who looks after the computers. */
static void
check_copy (Desk *desk, GtkWidget *page)
{
  GtkWidget *view = desk_find (page, MC_TYPE_PROBLEM_VIEW, NULL);
  GtkWidget *details = desk_find (view, GTK_TYPE_EXPANDER, NULL);
  g_autofree char *text = NULL;

  gtk_expander_set_expanded (GTK_EXPANDER (details), TRUE);
  desk_wait (desk_find (view, GTK_TYPE_BUTTON, "Copy") != NULL);
  g_signal_emit_by_name (desk_find (view, GTK_TYPE_BUTTON, "Copy"), "clicked");
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (page), NULL, pasted_cb, &text);
  desk_wait (text != NULL);
  g_assert_true (desk_says (view, text));
  g_assert_cmpstr (text, !=, "");
}

/* From one dossier of the owner to another and back; one out of sight says so, and leads back, too. */
static void
test_related (void)
{
  Desk desk;
  GtkWidget *page;
  McDossier *dossier;

  desk_open (&desk, "related", 3);
  dossier = desk_put (&desk, 1, "Trần Văn A");
  dossier->same_person = g_ptr_array_new_with_free_func ((GDestroyNotify) mc_related_free);
  add_related (dossier, 2);
  add_related (dossier, 3);
  desk_hide (&desk, 3, NULL);
  desk_sync (&desk);
  page = open_page (&desk, "related", 1);
  open_related (page, 2);
  desk_wait (desk_says (page, "Owner: Trần Văn B"));
  g_assert_cmpstr (mc_dossier_page_get_record_id (MC_DOSSIER_PAGE (page)), ==, desk_id (2));
  desk_wait (desk_find (page, GTK_TYPE_BUTTON, "Back to the dossier before") != NULL);
  desk_wait (GTK_IS_LIST_BOX_ROW (gtk_root_get_focus (GTK_ROOT (desk.window))));
  desk_key ("Escape");
  desk_wait (desk_says (page, "Owner: Trần Văn A"));
  g_assert_null (desk_find (page, GTK_TYPE_BUTTON, "Back to the dossier before"));

  open_related (page, 3);
  desk_wait (desk_says (page, "You may not see this dossier"));
  check_copy (&desk, page);
  g_signal_emit_by_name (desk_find (page, GTK_TYPE_BUTTON, "Back to the dossier before"), "clicked");
  desk_wait (desk_says (page, "Owner: Trần Văn A"));
  desk_close (&desk);
}

static const char *
first_group (GtkWidget *page)
{
  GtkWidget *group = desk_find (page, ADW_TYPE_PREFERENCES_GROUP, NULL);

  return group != NULL ? adw_preferences_group_get_title (ADW_PREFERENCES_GROUP (group)) : NULL;
}

/* Who collects sees an outline: how much it is stands first, as long as something is to be paid. */
static void
test_money_first (void)
{
  static const int states[] = { MC_HANDLING_PAYMENT, MC_HANDLING_PROCESSING };
  static const char *const titles[] = { "Fee and payment", "Owner" };
  Desk desk;
  GtkWidget *page;

  desk_open (&desk, "money", 0);
  for (int i = 1; i <= 2; i++)
    {
      McDossier *dossier = desk_put (&desk, i, "Trần Văn A");

      dossier->outline = TRUE;
      dossier->summary->national_state = states[i - 1];
    }
  desk_sync (&desk);
  page = GTK_WIDGET (mc_dossier_page_new (desk.profile));
  desk_present (&desk, ADW_NAVIGATION_PAGE (page));
  for (int i = 1; i <= 2; i++)
    {
      mc_dossier_page_show (MC_DOSSIER_PAGE (page), desk_id (i), i, 2);
      desk_wait (g_strcmp0 (first_group (page), titles[i - 1]) == 0);
    }
  desk_close (&desk);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv);
  adw_init ();
  dex_init ();
  g_test_add_func ("/dossier-states/secret-here", test_secret_here);
  g_test_add_func ("/dossier-states/secret-elsewhere", test_secret_elsewhere);
  g_test_add_func ("/dossier-states/moved", test_moved);
  g_test_add_func ("/dossier-states/others", test_others);
  g_test_add_func ("/dossier-states/related", test_related);
  g_test_add_func ("/dossier-states/money-first", test_money_first);
  return g_test_run ();
}
