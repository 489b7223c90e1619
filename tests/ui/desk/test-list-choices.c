// SPDX-License-Identifier: GPL-3.0-or-later
/* A queue sorted, narrowed down and picked from; all of it comes back with the profile. */
#include <adwaita.h>

#include "desk.h"
#include "mc-act-dialog.h"
#include "mc-batch-dialog.h"
#include "mc-dossier-table.h"
#include "mc-queue-page.h"
#include "mc-queue-row.h"

static McQueuePage *
open_page (Desk *desk, const char *name, int n_dossiers)
{
  McQueuePage *page;

  desk_open (desk, name, n_dossiers);
  page = mc_queue_page_new (desk->profile);
  desk_present (desk, ADW_NAVIGATION_PAGE (page));
  mc_queue_page_show_queue (page, desk->queue);
  return page;
}

static gboolean
first_is (McQueuePage *page, const char *owner)
{
  GtkWidget *row = desk_find (GTK_WIDGET (page), MC_TYPE_QUEUE_ROW, NULL);

  return row != NULL && desk_says (row, owner);
}

static void
put_people (Desk *desk)
{
  McDossier *dossier;

  desk_put (desk, 1, "Nguyễn Văn Ước");
  desk_put (desk, 2, "Đặng Thị Bình");
  dossier = desk_put (desk, 3, "Ân Văn Anh");
  g_set_str (&dossier->summary->channel, "post");
  g_set_str (&dossier->summary->procedure_name, "Đăng ký kết hôn");
  g_set_str (&dossier->summary->procedure_code, "1.000894");
}

static GtkWidget *
find_named (GtkWidget *root, GType type, const char *tooltip)
{
  if (!gtk_widget_get_mapped (root))
    return NULL;
  if (g_type_is_a (G_OBJECT_TYPE (root), type) && g_strcmp0 (gtk_widget_get_tooltip_text (root), tooltip) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_named (child, type, tooltip);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* Names by their last word, as Vietnamese are sorted; kept, and there again when the program starts anew. */
static void
test_sorted (void)
{
  Desk desk;
  McQueuePage *page = open_page (&desk, "sorted", 0);
  GtkWidget *menu;

  put_people (&desk);
  desk_sync (&desk);
  desk_wait (first_is (page, "Nguyễn Văn Ước"));
  menu = find_named (GTK_WIDGET (page), GTK_TYPE_MENU_BUTTON, "Sort, columns");
  g_assert_nonnull (menu);
  gtk_widget_activate_action (menu, "list.sort", "s", "owner");
  desk_wait (first_is (page, "Ân Văn Anh"));
  gtk_widget_activate_action (menu, "list.descending", NULL);
  desk_wait (first_is (page, "Nguyễn Văn Ước"));
  desk_close (&desk);

  page = open_page (&desk, "sorted", 0);
  put_people (&desk);
  desk_put (&desk, 4, "Vũ Văn Ý");
  desk_sync (&desk);
  desk_wait (first_is (page, "Vũ Văn Ý"));
  menu = find_named (GTK_WIDGET (page), GTK_TYPE_MENU_BUTTON, "Sort, columns");
  gtk_widget_activate_action (menu, "list.sort", "s", "");
  desk_wait (first_is (page, "Nguyễn Văn Ước"));
  desk_close (&desk);
}

/* The first shown combo row of this title. */
static AdwComboRow *
find_choice (GtkWidget *root, const char *title)
{
  if (ADW_IS_COMBO_ROW (root) && g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (root)), title))
    return ADW_COMBO_ROW (root);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      AdwComboRow *found = find_choice (child, title);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static guint
count_choices (AdwComboRow *row)
{
  GListModel *model = row != NULL ? adw_combo_row_get_model (row) : NULL;

  return model != NULL ? g_list_model_get_n_items (model) : 0;
}

static void
test_narrowed (void)
{
  Desk desk;
  McQueuePage *page = open_page (&desk, "narrowed", 0);
  GtkWidget *chip;

  put_people (&desk);
  desk_sync (&desk);
  desk_wait (desk_find (GTK_WIDGET (page), GTK_TYPE_LABEL, "3") != NULL);
  mc_queue_page_open_filter (page);
  desk_wait (desk_dialog (&desk) != NULL
             && count_choices (find_choice (GTK_WIDGET (desk_dialog (&desk)), "Channel")) == 3);
  /* all, then in Vietnamese order */
  g_assert_cmpuint (count_choices (find_choice (GTK_WIDGET (desk_dialog (&desk)), "Procedure")), ==, 3);
  adw_combo_row_set_selected (find_choice (GTK_WIDGET (desk_dialog (&desk)), "Procedure"), 2);
  desk_wait (!desk_says (GTK_WIDGET (page), "Ân Văn Anh")
             && desk_find (GTK_WIDGET (page), GTK_TYPE_LABEL, "2") != NULL);
  adw_combo_row_set_selected (find_choice (GTK_WIDGET (desk_dialog (&desk)), "Channel"), 2);
  adw_dialog_force_close (desk_dialog (&desk));
  desk_wait (desk_says (GTK_WIDGET (page), "No dossier of this list is left"));
  desk_close (&desk);

  page = open_page (&desk, "narrowed", 0);
  put_people (&desk);
  desk_sync (&desk);
  desk_wait (desk_says (GTK_WIDGET (page), "No dossier of this list is left"));
  chip = desk_find (GTK_WIDGET (page), GTK_TYPE_LABEL, "Channel: Post");
  g_assert_nonnull (chip);
  g_signal_emit_by_name (gtk_widget_get_ancestor (chip, GTK_TYPE_BUTTON), "clicked");
  desk_wait (desk_find (GTK_WIDGET (page), GTK_TYPE_LABEL, "2") != NULL && first_is (page, "Nguyễn Văn Ước"));
  chip = desk_find (GTK_WIDGET (page), GTK_TYPE_LABEL, "Procedure: Đăng ký khai sinh");
  g_assert_nonnull (chip);
  g_signal_emit_by_name (gtk_widget_get_ancestor (chip, GTK_TYPE_BUTTON), "clicked");
  desk_wait (desk_find (GTK_WIDGET (page), GTK_TYPE_LABEL, "3") != NULL);
  desk_close (&desk);
}

static guint
count_picked (GtkWidget *root)
{
  guint n = gtk_widget_get_mapped (root) && MC_IS_QUEUE_ROW (root) && gtk_widget_has_css_class (root, "picked");

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    n += count_picked (child);
  return n;
}

/* Insert and Shift with an arrow pick and go on; what is picked stays so by record when the world changes above it. */
static void
test_picked (void)
{
  Desk desk;
  McQueuePage *page = open_page (&desk, "picked", 0);

  for (int i = 2; i <= 6; i++)
    {
      g_autofree char *owner = g_strdup_printf ("Trần Văn %c", 'A' + i);

      desk_put (&desk, i, owner);
    }
  desk_sync (&desk);
  desk_wait (first_is (page, "Trần Văn C"));
  mc_queue_page_focus_list (page);
  desk_key ("Insert"); /* 2 */
  desk_key ("Down");
  desk_key ("shift+Down"); /* 4 and 5 */
  desk_wait (count_picked (GTK_WIDGET (page)) == 3);
  desk_wait (desk_says (GTK_WIDGET (page), "Picked: 3 dossiers"));
  desk_key ("shift+Up"); /* 5 no more */
  desk_wait (count_picked (GTK_WIDGET (page)) == 2);
  desk_put (&desk, 1, "Trần Văn Mới");
  mc_sync_poke (mc_profile_get_sync (desk.profile));
  desk_wait (first_is (page, "Trần Văn Mới"));
  g_assert_cmpuint (count_picked (GTK_WIDGET (page)), ==, 2);
  g_assert_false (gtk_widget_has_css_class (desk_find (GTK_WIDGET (page), MC_TYPE_QUEUE_ROW, NULL), "picked"));
  desk_key ("ctrl+a");
  desk_wait (desk_says (GTK_WIDGET (page), "Picked: 6 dossiers"));
  /* what leaves the list is picked no more */
  desk_hide (&desk, 3, NULL);
  mc_sync_poke (mc_profile_get_sync (desk.profile));
  desk_wait (desk_says (GTK_WIDGET (page), "Picked: 5 dossiers"));
  desk_key ("Escape");
  desk_wait (count_picked (GTK_WIDGET (page)) == 0);
  desk_wait (!desk_says (GTK_WIDGET (page), "Picked"));
  desk_close (&desk);
}

/* One form, an entry of the outbox for each, and what became of each: done, or why not. */
static void
test_many (void)
{
  Desk desk;
  McQueuePage *page = open_page (&desk, "many", 5);
  g_autoptr (AdwDialog) form = NULL;
  McSync *sync;
  AdwDialog *result;

  desk_sync (&desk);
  sync = mc_profile_get_sync (desk.profile);
  desk_wait (first_is (page, "Trần Văn A"));
  mc_queue_page_focus_list (page);
  desk_key ("ctrl+a");
  desk_wait (desk_says (GTK_WIDGET (page), "Picked: 5 dossiers"));
  /* accepting asks for marks on each paper: no act for many */
  desk_wait (mc_queue_page_can_open_act (page, "refuse"));
  g_assert_false (mc_queue_page_can_open_act (page, "accept"));
  desk_touch (&desk, 2); /* somebody changed these meanwhile */
  desk_touch (&desk, 4);
  mc_queue_page_open_act (page, "refuse");
  desk_wait (MC_IS_ACT_DIALOG (desk_dialog (&desk)));
  /* as it is sent: the form goes, and says what was filled in */
  form = g_object_ref (desk_dialog (&desk));
  adw_dialog_force_close (form);
  g_signal_emit_by_name (form, "many", "{\"reason\":\"not_competent\",\"explanation\":\"Không thuộc địa bàn.\"}", 0);
  desk_wait (MC_IS_BATCH_DIALOG (desk_dialog (&desk)));
  result = desk_dialog (&desk);
  desk_wait (mc_batch_dialog_is_committed (MC_BATCH_DIALOG (result)));
  g_assert_cmpuint (mc_sync_get_outbox (sync)->len, ==, 5);
  desk_wait (desk_says (GTK_WIDGET (result), "Done: 3  ·  Waiting: 0  ·  Not taken: 2"));
  g_assert_cmpuint (desk_n_acts (&desk), ==, 5);
  adw_dialog_force_close (result);
  g_assert_false (desk_says (GTK_WIDGET (page), "Picked: 5"));
  desk_close (&desk);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv);
  adw_init ();
  dex_init ();
  g_test_add_func ("/list-choices/sorted", test_sorted);
  g_test_add_func ("/list-choices/narrowed", test_narrowed);
  g_test_add_func ("/list-choices/picked", test_picked);
  g_test_add_func ("/list-choices/many", test_many);
  return g_test_run ();
}
