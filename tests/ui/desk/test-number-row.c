// SPDX-License-Identifier: GPL-3.0-or-later
/* A person's number on the page: masked, and whole for a purpose that the journal has first. */
#include "desk.h"
#include "mc-act.h"
#include "mc-component-row.h"
#include "mc-dossier-page.h"
#include "mc-number-row.h"
#include "mc-reason-dialog.h"

#define WHOLE "999012345678"
#define MASKED "••••••••5678"

static GtkWidget *
open_information (Desk *desk, const char *name, const char *number)
{
  GtkWidget *page;
  McDossier *dossier;

  desk_open (desk, name, 1);
  dossier = desk_put (desk, 1, "Trần Văn A");
  g_set_str (&dossier->owner.id_number, number);
  desk_sync (desk);
  page = GTK_WIDGET (mc_dossier_page_new (desk->profile));
  desk_present (desk, ADW_NAVIGATION_PAGE (page));
  mc_dossier_page_show (MC_DOSSIER_PAGE (page), desk_id (1), 1, 1);
  desk_wait (desk_find (page, ADW_TYPE_VIEW_STACK, NULL) != NULL);
  adw_view_stack_set_visible_child_name (ADW_VIEW_STACK (desk_find (page, ADW_TYPE_VIEW_STACK, NULL)), "info");
  desk_wait (desk_find (page, MC_TYPE_NUMBER_ROW, NULL) != NULL);
  return page;
}

/* The portal has the act, and whoever hears of the outbox was told. */
static void
outbox_changed_cb (McSync *sync, gboolean *told)
{
  GPtrArray *entries = mc_sync_get_outbox (sync);

  *told = entries->len == 1 && ((McOutboxEntry *) g_ptr_array_index (entries, 0))->state == MC_OUTBOX_DONE;
}

static GtkWidget *
row_of (GtkWidget *page)
{
  return desk_find (page, MC_TYPE_NUMBER_ROW, NULL);
}

/* What is waiting for the portal of that kind. */
static guint
count_entries (Desk *desk, const char *action)
{
  DexFuture *future = desk_await (mc_journal_list (mc_profile_get_journal (desk->profile)));
  g_autoptr (GPtrArray) list = dex_await_boxed (future, NULL);
  guint count = 0;

  for (guint i = 0; i < list->len; i++)
    count += g_strcmp0 (((McOutboxEntry *) g_ptr_array_index (list, i))->act->action, action) == 0;
  return count;
}

/* Keys go where the focus is. */
static gboolean
is_asked (Desk *desk)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (desk->window));

  return MC_IS_REASON_DIALOG (desk_dialog (desk)) && focus != NULL
         && gtk_widget_is_ancestor (focus, GTK_WIDGET (desk_dialog (desk)));
}

static void
ask (Desk *desk, GtkWidget *page)
{
  g_signal_emit_by_name (desk_find (row_of (page), GTK_TYPE_BUTTON, "Show personal number"), "clicked");
  desk_wait (is_asked (desk));
}

/* Without a line, too: on disk, then on the screen, for a minute; the portal gets it when it can. */
static void
test_look (void)
{
  Desk desk;
  GtkWidget *page = open_information (&desk, "look", WHOLE);

  g_assert_true (desk_says (page, MASKED));
  g_assert_false (desk_says (page, WHOLE));
  desk_cut_line (&desk, TRUE);
  ask (&desk, page);
  g_assert_false (desk_says (page, WHOLE));
  desk_key ("2");
  desk_wait (desk_says (row_of (page), WHOLE));
  g_assert_cmpuint (count_entries (&desk, MC_ACT_REVEAL), ==, 1);
  g_assert_null (desk_last_reveal (&desk));
  mc_clock_advance (desk.clock, 61 * G_TIME_SPAN_SECOND);
  desk_wait (desk_says (row_of (page), MASKED) && !desk_says (page, WHOLE));

  desk_cut_line (&desk, FALSE);
  mc_sync_poke (mc_profile_get_sync (desk.profile));
  desk_wait (g_strcmp0 (desk_last_reveal (&desk), "reveal owner_id_number Compare with a national database") == 0);
  desk_close (&desk);
}

static gboolean
is_marked (GtkWidget *page)
{
  GtkWidget *row = desk_find (page, MC_TYPE_COMPONENT_ROW, NULL);

  return desk_find (row, GTK_TYPE_CHECK_BUTTON, NULL) != NULL
         && gtk_check_button_get_active (GTK_CHECK_BUTTON (desk_find (row, GTK_TYPE_CHECK_BUTTON, NULL)));
}

static gboolean
has_row_focus (const Desk *desk)
{
  GtkWidget *focus = gtk_window_get_focus (desk->window);

  return focus != NULL && desk_find (focus, MC_TYPE_COMPONENT_ROW, NULL) != NULL;
}

/* A look is no end of the checking: what was marked before stays marked. */
static void
test_marks_stay (void)
{
  Desk desk;
  GtkWidget *page = open_information (&desk, "marks-stay", WHOLE);
  AdwViewStack *views = ADW_VIEW_STACK (desk_find (page, ADW_TYPE_VIEW_STACK, NULL));
  gboolean told = FALSE;

  g_signal_connect (mc_profile_get_sync (desk.profile), "outbox-changed", G_CALLBACK (outbox_changed_cb), &told);
  adw_view_stack_set_visible_child_name (views, "components");
  mc_dossier_page_focus_components (MC_DOSSIER_PAGE (page));
  desk_wait (desk_find (page, MC_TYPE_COMPONENT_ROW, NULL) != NULL);
  g_assert_false (is_marked (page));
  desk_wait (has_row_focus (&desk));
  desk_key ("space");
  desk_wait (is_marked (page));
  adw_view_stack_set_visible_child_name (views, "info");
  desk_wait (desk_find (page, MC_TYPE_NUMBER_ROW, NULL) != NULL);
  ask (&desk, page);
  desk_key ("1");
  desk_wait (told);
  adw_view_stack_set_visible_child_name (views, "components");
  g_assert_true (is_marked (page));
  g_signal_handlers_disconnect_by_data (mc_profile_get_sync (desk.profile), &told);
  desk_close (&desk);
}

/* Own words; hidden by the button, and by looking at something else. */
static void
test_own_words (void)
{
  Desk desk;
  GtkWidget *page = open_information (&desk, "own-words", WHOLE);
  AdwViewStack *views = ADW_VIEW_STACK (desk_find (page, ADW_TYPE_VIEW_STACK, NULL));

  ask (&desk, page);
  desk_key ("Escape");
  desk_wait (desk_dialog (&desk) == NULL);
  g_assert_cmpuint (count_entries (&desk, MC_ACT_REVEAL), ==, 0);
  ask (&desk, page);
  desk_key ("5");
  desk_wait (desk_find (GTK_WIDGET (desk_dialog (&desk)), GTK_TYPE_ENTRY, NULL) != NULL);
  desk_type ("kiem tra lai");
  desk_key ("Return");
  desk_wait (desk_says (row_of (page), WHOLE));
  desk_wait (g_strcmp0 (desk_last_reveal (&desk), "reveal owner_id_number kiem tra lai") == 0);
  g_signal_emit_by_name (desk_find (row_of (page), GTK_TYPE_BUTTON, "Hide it"), "clicked");
  g_assert_true (desk_says (row_of (page), MASKED));

  ask (&desk, page);
  desk_key ("1");
  desk_wait (desk_says (row_of (page), WHOLE));
  adw_view_stack_set_visible_child_name (views, "history");
  adw_view_stack_set_visible_child_name (views, "info");
  desk_wait (desk_says (row_of (page), MASKED));
  g_assert_false (desk_says (page, WHOLE));
  desk_close (&desk);
}

/* The portal gave no more than the mask: nothing to press. */
static void
test_no_right (void)
{
  Desk desk;
  GtkWidget *page = open_information (&desk, "no-right", MASKED);

  g_assert_true (desk_says (row_of (page), MASKED));
  g_assert_null (desk_find (row_of (page), GTK_TYPE_BUTTON, NULL));
  desk_close (&desk);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv);
  adw_init ();
  dex_init ();
  g_test_add_func ("/number-row/marks-stay", test_marks_stay);
  g_test_add_func ("/number-row/look", test_look);
  g_test_add_func ("/number-row/own-words", test_own_words);
  g_test_add_func ("/number-row/no-right", test_no_right);
  return g_test_run ();
}
