// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk.h"
#include "mc-dossier-table.h"
#include "mc-queue-page.h"
#include "mc-queue-row.h"
#include "mc-slot-list.h"

#define RECORDS 60
#define PICKED 30

/* What the official has before the eyes. */
typedef struct
{
  char *owner; /* of the first row that is to be seen */
  double y;    /* where that row begins in the window */
} View;

static void
open_record_cb (McQueuePage *page, const char *id, char **opened)
{
  g_set_str (opened, id);
}

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
painted_cb (GdkFrameClock *clock, gboolean *painted)
{
  *painted = TRUE;
}

static void
wait_for_frame (GtkWidget *widget)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (widget);
  gboolean painted = FALSE;
  gulong handler = g_signal_connect (clock, "after-paint", G_CALLBACK (painted_cb), &painted);

  gdk_frame_clock_request_phase (clock, GDK_FRAME_CLOCK_PHASE_PAINT);
  desk_wait (painted);
  g_signal_handler_disconnect (clock, handler);
}

static GtkWidget *
open_page (Desk *desk, const char *name, int n_dossiers)
{
  GtkListView *cards;
  GtkWidget *page;

  desk_open (desk, name, 0);
  for (int i = 1; i <= n_dossiers; i++)
    {
      g_autofree char *owner = g_strdup_printf ("Người Thử %02d", i);

      desk_put (desk, i, owner);
    }
  page = GTK_WIDGET (mc_queue_page_new (desk->profile));
  desk_present (desk, ADW_NAVIGATION_PAGE (page));
  mc_queue_page_show_queue (MC_QUEUE_PAGE (page), desk->queue);
  desk_sync (desk);
  desk_wait (desk_says (page, "Người Thử 01"));
  cards = GTK_LIST_VIEW (desk_find (page, GTK_TYPE_LIST_VIEW, NULL));
  desk_wait (g_list_model_get_n_items (G_LIST_MODEL (gtk_list_view_get_model (cards))) == (guint) n_dossiers);
  wait_for_frame (page);
  wait_for_frame (page);
  return page;
}

static GtkToggleButton *
table_toggle (GtkWidget *page)
{
  GtkWidget *button = desk_find (page, GTK_TYPE_TOGGLE_BUTTON, NULL);

  while (button != NULL && g_strcmp0 (gtk_widget_get_tooltip_text (button), "Show as a table") != 0)
    button = gtk_widget_get_next_sibling (button);
  return button != NULL && gtk_widget_get_mapped (button) ? GTK_TOGGLE_BUTTON (button) : NULL;
}

static GtkWidget *
scroller (GtkWidget *page)
{
  return desk_find (page, GTK_TYPE_SCROLLED_WINDOW, NULL);
}

static double
scroll_value (GtkWidget *page)
{
  return gtk_adjustment_get_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller (page))));
}

/* The topmost owner that is whole inside the list. */
static void
look_at (GtkWidget *widget, GtkWidget *list, View *best)
{
  const char *text = GTK_IS_INSCRIPTION (widget) ? gtk_inscription_get_text (GTK_INSCRIPTION (widget)) : NULL;
  graphene_rect_t bounds;

  if (!gtk_widget_get_mapped (widget))
    return;
  if (text != NULL && g_str_has_prefix (text, "Người") && gtk_widget_compute_bounds (widget, list, &bounds)
      && bounds.origin.y >= 0 && (best->owner == NULL || bounds.origin.y < best->y))
    {
      g_set_str (&best->owner, text);
      best->y = bounds.origin.y;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    look_at (child, list, best);
}

static void
show_as_table (GtkWidget *page, gboolean as_table)
{
  desk_wait (table_toggle (page) != NULL);
  gtk_toggle_button_set_active (table_toggle (page), as_table);
  desk_wait ((desk_find (page, GTK_TYPE_COLUMN_VIEW, NULL) != NULL) == as_table && desk_says (page, "Người Thử"));
  wait_for_frame (page);
  wait_for_frame (page);
}

static void
look (GtkWidget *page, View *seen)
{
  wait_for_frame (page);
  wait_for_frame (page);
  *seen = (View) { 0 };
  look_at (scroller (page), scroller (page), seen);
  g_assert_nonnull (seen->owner);
}

static void
assert_same_view (GtkWidget *page, View *before)
{
  View after;

  look (page, &after);
  g_assert_cmpstr (after.owner, ==, before->owner);
  g_assert_cmpfloat_with_epsilon (after.y, before->y, 2);
  g_free (after.owner);
}

/* Selected and focused: what Enter opens. */
static void
assert_focus_on (int number, char **opened)
{
  g_clear_pointer (opened, g_free);
  desk_key ("Return");
  desk_wait (*opened != NULL);
  g_assert_cmpstr (*opened, ==, desk_id (number));
}

static void
put_due (Desk *desk, int number, const char *owner, int minutes)
{
  McDossier *dossier = desk_put (desk, number, owner);

  g_clear_pointer (&dossier->summary->response_due_at, g_date_time_unref);
  dossier->summary->response_due_at = g_date_time_add_minutes (dossier->summary->submitted_at, minutes);
}

static gboolean
counts (GtkWidget *page, const char *count)
{
  GtkWidget *label = desk_find (page, GTK_TYPE_LABEL, count);

  return label != NULL && g_str_equal (gtk_label_get_text (GTK_LABEL (label)), count);
}

static gboolean
first_is (GtkWidget *page, int number)
{
  g_autofree char *id = mc_queue_page_get_neighbour (MC_QUEUE_PAGE (page), NULL, 1, NULL, NULL);

  return g_strcmp0 (id, desk_id (number)) == 0;
}

/* The named recipe: three new records on top, one above goes, one from below comes to the top: what is selected,
 * focused and first visible stays. */
static void
change_live (const char *name, gboolean as_table)
{
  Desk desk;
  GtkWidget *page = open_page (&desk, name, RECORDS);
  McSync *sync = mc_profile_get_sync (desk.profile);
  g_autofree char *opened = NULL;
  View before;

  g_signal_connect (page, "open-record", G_CALLBACK (open_record_cb), &opened);
  show_as_table (page, as_table);
  mc_queue_page_focus_list (MC_QUEUE_PAGE (page));
  desk_key ("End");
  desk_wait (scroll_value (page) > 0);
  for (int i = RECORDS; i > PICKED; i--)
    desk_key ("Up");
  assert_focus_on (PICKED, &opened);
  g_assert_cmpfloat (scroll_value (page), >, 0);
  look (page, &before);

  for (int i = 1; i <= 3; i++)
    put_due (&desk, RECORDS + i, "Gấp Thị Một", i);
  mc_sync_poke (sync);
  desk_wait (counts (page, "63"));
  assert_same_view (page, &before);
  assert_focus_on (PICKED, &opened);

  desk_hide (&desk, 2, NULL);
  mc_sync_poke (sync);
  desk_wait (counts (page, "62"));
  assert_same_view (page, &before);
  assert_focus_on (PICKED, &opened);

  put_due (&desk, RECORDS, "Người Thử 60", 0);
  mc_sync_poke (sync);
  desk_wait (first_is (page, RECORDS));
  assert_same_view (page, &before);
  assert_focus_on (PICKED, &opened);
  g_free (before.owner);
  desk_close (&desk);
}

static void
test_change_live_cards (void)
{
  change_live ("live-cards", FALSE);
}

static void
test_change_live_table (void)
{
  change_live ("live-table", TRUE);
}

/* The official scrolled away from the record that has the focus: a change does not drag the view back to it, and is
 * there when they come back. */
static void
change_out_of_sight (const char *name, gboolean as_table)
{
  Desk desk;
  GtkWidget *page = open_page (&desk, name, RECORDS);
  GtkAdjustment *adjustment;
  View before;

  show_as_table (page, as_table);
  mc_queue_page_focus_list (MC_QUEUE_PAGE (page));
  wait_for_frame (page);
  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller (page)));
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment) / 2);
  look (page, &before);
  g_assert_cmpstr (before.owner, >, "Người Thử 20");
  desk_put (&desk, 1, "Người Thử 01 b");
  mc_sync_poke (mc_profile_get_sync (desk.profile));
  desk_wait (first_is (page, 1));
  for (int i = 0; i < 3; i++)
    wait_for_frame (page);
  assert_same_view (page, &before);
  g_free (before.owner);
  gtk_adjustment_set_value (adjustment, 0);
  look (page, &before);
  g_assert_cmpstr (before.owner, ==, "Người Thử 01 b");
  g_free (before.owner);
  desk_close (&desk);
}

static void
test_out_of_sight_cards (void)
{
  change_out_of_sight ("sight-cards", FALSE);
}

static void
test_out_of_sight_table (void)
{
  change_out_of_sight ("sight-table", TRUE);
}

/* From cards to table and back: place, selection and focus stay; the choice is found again. */
static void
test_switch (void)
{
  Desk desk;
  GtkWidget *page = open_page (&desk, "switch", RECORDS);
  g_autofree char *opened = NULL;
  View cards;
  View table;

  g_signal_connect (page, "open-record", G_CALLBACK (open_record_cb), &opened);
  mc_queue_page_focus_list (MC_QUEUE_PAGE (page));
  desk_key ("End");
  desk_wait (scroll_value (page) > 0);
  desk_key ("Up");
  look (page, &cards);
  show_as_table (page, TRUE);
  assert_focus_on (RECORDS - 1, &opened);
  show_as_table (page, FALSE);
  assert_focus_on (RECORDS - 1, &opened);

  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller (page))),
                            scroll_value (page) / 2);
  g_free (cards.owner);
  look (page, &cards);
  show_as_table (page, TRUE);
  wait_for_frame (page);
  look (page, &table);
  /* a cut first row may be cut elsewhere: the same record or the next */
  g_assert_cmpint (ABS (atoi (strrchr (table.owner, ' ')) - atoi (strrchr (cards.owner, ' '))), <=, 1);
  g_free (cards.owner);
  g_free (table.owner);

  adw_window_set_content (ADW_WINDOW (desk.window), NULL);
  page = GTK_WIDGET (mc_queue_page_new (desk.profile));
  adw_window_set_content (ADW_WINDOW (desk.window), page);
  mc_queue_page_show_queue (MC_QUEUE_PAGE (page), desk.queue);
  desk_wait (desk_find (page, GTK_TYPE_COLUMN_VIEW, NULL) != NULL && desk_says (page, "Người Thử 01"));
  g_assert_true (gtk_toggle_button_get_active (table_toggle (page)));
  desk_close (&desk);
}

/* Typing goes to the search from the table as from the cards. */
static void
test_type_to_search (void)
{
  Desk desk;
  GtkWidget *page = open_page (&desk, "type", 20);

  show_as_table (page, TRUE);
  mc_queue_page_focus_list (MC_QUEUE_PAGE (page));
  desk_type ("17");
  desk_wait (counts (page, "1"));
  g_assert_true (desk_says (page, "Người Thử 17"));
  g_assert_false (desk_says (page, "Người Thử 16"));
  desk_close (&desk);
}

/* No room, no table: the toggle is not there, and what was chosen comes back with the room. */
static void
test_narrow (void)
{
  Desk desk;
  GtkWidget *page = open_page (&desk, "narrow", 3);

  g_assert_null (desk_find (page, GTK_TYPE_COLUMN_VIEW, NULL));
  show_as_table (page, TRUE);
  gtk_widget_set_margin_end (page, 600);
  desk_wait (desk_find (page, MC_TYPE_QUEUE_ROW, NULL) != NULL && table_toggle (page) == NULL);
  gtk_widget_set_margin_end (page, 0);
  desk_wait (desk_find (page, GTK_TYPE_COLUMN_VIEW, NULL) != NULL);
  desk_close (&desk);
}

/* The columns say what the record says; rows, list and toggle have names in both densities. */
static void
test_accessible (void)
{
  Desk desk;
  GtkWidget *page = open_page (&desk, "named", 2);
  GtkWidget *row = desk_find (page, MC_TYPE_QUEUE_ROW, NULL);
  const char *words[]
      = { "TT-700001", "Người Thử 01", "Đăng ký khai sinh", "23/11/2026", "1 hour left", "Mới đăng ký" };
  GtkWidget *view;

  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (table_toggle (page)), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Show as a table");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (desk_find (page, GTK_TYPE_LIST_VIEW, NULL)),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "Dossiers of this queue");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (gtk_widget_get_parent (row)), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "1 hour left, Người Thử 01, …0001, Đăng ký khai sinh, Online");
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (gtk_widget_get_parent (row)), GTK_ACCESSIBLE_ROLE_LIST_ITEM);
  show_as_table (page, TRUE);
  view = desk_find (page, GTK_TYPE_COLUMN_VIEW, NULL);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, "Dossiers of this queue");
  g_assert_cmpuint (g_list_model_get_n_items (gtk_column_view_get_columns (GTK_COLUMN_VIEW (view))), ==, 10);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (!desk_says (view, words[i]))
      g_error ("nothing says %s", words[i]);
  row = gtk_widget_get_parent (gtk_widget_get_parent (desk_find (view, GTK_TYPE_INSCRIPTION, "Người Thử 01")));
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_ROLE_ROW);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "1 hour left, Người Thử 01, …0001, Đăng ký khai sinh, Online");
  mc_clock_advance (desk.clock, 61 * G_TIME_SPAN_MINUTE);
  desk_wait (desk_says (view, "Answer overdue by 1 hour"));
  desk_close (&desk);
}

static gboolean
shows_columns (GtkWidget *page, const char *names)
{
  GtkWidget *view = desk_find (page, GTK_TYPE_COLUMN_VIEW, NULL);
  GListModel *columns = view != NULL ? gtk_column_view_get_columns (GTK_COLUMN_VIEW (view)) : NULL;
  g_autoptr (GString) shown = g_string_new (NULL);

  /* between two widths there is nothing to be seen for a frame */
  for (guint i = 0; columns != NULL && i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      if (gtk_column_view_column_get_visible (column))
        g_string_append_printf (shown, "%s ", gtk_column_view_column_get_id (column));
    }
  return g_str_equal (shown->str, names);
}

static int
width_of (GtkWidget *page, const char *text)
{
  return gtk_widget_get_width (desk_find (page, GTK_TYPE_INSCRIPTION, text));
}

static int
needs (GtkWidget *page, const char *text)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (desk_find (page, GTK_TYPE_INSCRIPTION, text), text);
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  return width;
}

static gboolean
is_whole (GtkWidget *page, const char *text)
{
  return width_of (page, text) >= needs (page, text);
}

/* Codes and deadlines are whole, and take no more room than that: the procedure has it. */
static void
test_fits (void)
{
  static const char code[] = "H99.1.7-20261123-0000001";
  Desk desk;
  GtkWidget *page = open_page (&desk, "fits", 3);
  McDossier *dossier;
  int before;

  show_as_table (page, TRUE);
  desk_wait (is_whole (page, "TT-700001") && is_whole (page, "1 hour left"));
  before = width_of (page, "TT-700001");
  g_assert_cmpint (before, <, 2 * needs (page, "TT-700001"));
  g_assert_cmpint (width_of (page, "1 hour left"), <, 2 * needs (page, "1 hour left"));
  dossier = desk_put (&desk, 2, "Lò Văn Đức");
  g_set_str (&dossier->summary->code, code);
  mc_sync_poke (mc_profile_get_sync (desk.profile));
  desk_wait (desk_says (page, code) && is_whole (page, code));
  g_assert_cmpint (width_of (page, "TT-700001"), >, before);
  mc_queue_page_show_queue (MC_QUEUE_PAGE (page), desk.queue);
  desk_wait (is_whole (page, code));
  desk_close (&desk);
}

/* A cell that is cut has its words in a tooltip, one that is whole has none. */
static void
test_tooltip (void)
{
  Desk desk;
  GtkWidget *page = open_page (&desk, "cut", 1);
  const char *const texts[] = { "TT-700001", "Người được ủy quyền của một doanh nghiệp có tên rất dài" };

  g_set_str (&desk_put (&desk, 1, texts[1])->summary->owner_name, texts[1]);
  mc_sync_poke (mc_profile_get_sync (desk.profile));
  desk_wait (desk_says (page, texts[1]));
  gtk_toggle_button_set_active (table_toggle (page), TRUE);
  desk_wait (desk_find (page, GTK_TYPE_COLUMN_VIEW, NULL) != NULL && desk_says (page, texts[1]));
  wait_for_frame (page);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      GtkWidget *view = desk_find (page, GTK_TYPE_COLUMN_VIEW, NULL);
      GtkTooltip *tooltip = g_object_new (GTK_TYPE_TOOLTIP, NULL);
      graphene_rect_t bounds;
      gboolean told;

      g_assert_true (gtk_widget_compute_bounds (desk_find (page, GTK_TYPE_INSCRIPTION, texts[i]), view, &bounds));
      g_signal_emit_by_name (view, "query-tooltip", (int) bounds.origin.x + 3, (int) bounds.origin.y + 3, FALSE,
                             tooltip, &told);
      g_assert_cmpint (told, ==, i == 1);
      g_object_unref (tooltip);
    }
  desk_close (&desk);
}

/* The less room, the fewer columns; the code is whole, the procedure has what is left, and nothing scrolls sideways. */
static void
test_room (void)
{
  Desk desk;
  GtkWidget *page = open_page (&desk, "room", 3);
  GtkAdjustment *sideways;

  show_as_table (page, TRUE);
  desk_wait (shows_columns (page, "code owner procedure submitted due state "));
  g_assert_true (is_whole (page, "TT-700001"));
  g_assert_cmpint (width_of (page, "Đăng ký khai sinh"), >, width_of (page, "Người Thử 01"));
  gtk_widget_set_margin_end (page, 280);
  desk_wait (shows_columns (page, "code owner procedure due "));
  sideways = gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (scroller (page)));
  wait_for_frame (page);
  g_assert_cmpfloat (gtk_adjustment_get_upper (sideways), <=, gtk_adjustment_get_page_size (sideways));
  g_assert_true (is_whole (page, "TT-700001"));
  gtk_widget_set_margin_end (page, 0);
  gtk_window_set_default_size (desk.window, 1340, 650);
  desk_wait (shows_columns (page, "code owner procedure submitted due state handler channel "));
  desk_close (&desk);
}

/* What the official dragged is told once the hand rests, found again in another window, and bounded when it was not
 * written by us. */
static void
test_widths (void)
{
  Desk desk;
  McQueuePage *page = MC_QUEUE_PAGE (open_page (&desk, "widths", 1));
  McColumnWidths *widths = mc_queue_page_get_column_widths (page);
  GListModel *columns;
  g_autoptr (GVariant) kept = NULL;
  g_autoptr (GVariant) odd = g_variant_ref_sink (g_variant_new_parsed ("{'owner': -7, 'nobody': 3, 'code': 90000}"));
  g_autofree char *text = NULL;
  guint told = 0;

  show_as_table (GTK_WIDGET (page), TRUE);
  columns = gtk_column_view_get_columns (GTK_COLUMN_VIEW (desk_find (GTK_WIDGET (page), GTK_TYPE_COLUMN_VIEW, NULL)));
  g_signal_connect_swapped (widths, "notify::widths", G_CALLBACK (count_cb), &told);
  for (int width = 150; width <= 210; width += 20)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, 1);

      gtk_column_view_column_set_fixed_width (column, width);
    }
  desk_wait (told > 0);
  g_assert_cmpuint (told, ==, 1);
  g_object_get (widths, "widths", &kept, NULL);
  text = g_variant_print (kept, FALSE);
  g_assert_cmpstr (text, ==, "{'owner': 210}");
  g_object_set (widths, "widths", odd, NULL);
  g_clear_pointer (&kept, g_variant_unref);
  g_clear_pointer (&text, g_free);
  g_object_get (widths, "widths", &kept, NULL);
  text = g_variant_print (kept, FALSE);
  g_assert_cmpstr (text, ==, "{'code': 4000, 'owner': 24}");
  g_assert_cmpuint (told, ==, 1);
  desk_close (&desk);
}

static McListing *
make_listing (guint n)
{
  McListing *listing = g_new0 (McListing, 1);

  g_atomic_ref_count_init (&listing->ref_count);
  listing->keys = g_array_sized_new (FALSE, FALSE, sizeof (gint64), n);
  for (guint i = 0; i < n; i++)
    {
      gint64 key = i % RECORDS + 1;

      g_array_append_val (listing->keys, key);
    }
  listing->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) mc_summary_unref);
  return listing;
}

/* Scrolled through 100,000 rows: at most one read a frame, and what lives is what GTK looks at. */
static void
test_scrolled_through (void)
{
  enum
  {
    ROWS = 100000,
    FRAMES = 60,
    MOST_LIVE = 1000
  };
  Desk desk;
  g_autoptr (McListing) listing = make_listing (ROWS);
  g_autoptr (McSlotList) slots = NULL;
  g_autoptr (McPicks) picks = mc_picks_new ();
  McDossierTable *table;
  GtkAdjustment *adjustment;
  guint before;

  desk_open (&desk, "through", RECORDS);
  desk_sync (&desk);
  slots = mc_slot_list_new (mc_profile_get_cache (desk.profile));
  mc_slot_list_set_listing (slots, listing);
  table = mc_dossier_table_new (desk.profile, picks);
  mc_dossier_table_set_model (table,
                              GTK_SELECTION_MODEL (gtk_single_selection_new (g_object_ref (G_LIST_MODEL (slots)))));
  desk_present (&desk, adw_navigation_page_new (GTK_WIDGET (table), "table"));
  desk_wait (desk_says (GTK_WIDGET (table), "Trần Văn A"));
  adjustment = mc_dossier_table_get_adjustment (table);
  before = mc_slot_list_get_n_batches (slots);
  for (guint i = 1; i <= FRAMES; i++)
    {
      gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment) * i / FRAMES);
      wait_for_frame (GTK_WIDGET (table));
      g_assert_cmpuint (mc_slot_list_get_n_live (slots), <, MOST_LIVE);
    }
  g_assert_cmpuint (mc_slot_list_get_n_batches (slots) - before, >, 0);
  g_assert_cmpuint (mc_slot_list_get_n_batches (slots) - before, <=, FRAMES + 1);
  desk_wait (desk_says (GTK_WIDGET (table), "Trần Văn"));
  desk_close (&desk);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv);
  adw_init ();
  dex_init ();
  g_test_add_func ("/dossier-table/change-live-cards", test_change_live_cards);
  g_test_add_func ("/dossier-table/change-live-table", test_change_live_table);
  g_test_add_func ("/dossier-table/out-of-sight-cards", test_out_of_sight_cards);
  g_test_add_func ("/dossier-table/out-of-sight-table", test_out_of_sight_table);
  g_test_add_func ("/dossier-table/switch", test_switch);
  g_test_add_func ("/dossier-table/type-to-search", test_type_to_search);
  g_test_add_func ("/dossier-table/narrow", test_narrow);
  g_test_add_func ("/dossier-table/accessible", test_accessible);
  g_test_add_func ("/dossier-table/fits", test_fits);
  g_test_add_func ("/dossier-table/tooltip", test_tooltip);
  g_test_add_func ("/dossier-table/room", test_room);
  g_test_add_func ("/dossier-table/widths", test_widths);
  g_test_add_func ("/dossier-table/scrolled-through", test_scrolled_through);
  return g_test_run ();
}
