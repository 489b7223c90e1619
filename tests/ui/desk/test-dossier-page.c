// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk.h"
#include "mc-component-row.h"
#include "mc-dossier-page.h"
#include "mc-rule.h"
#include "mc-text.h"

static GtkWidget *
open_page (Desk *desk, const char *name)
{
  GtkWidget *page;

  desk_open (desk, name, 3);
  desk_sync (desk);
  page = GTK_WIDGET (mc_dossier_page_new (desk->profile));
  desk_present (desk, ADW_NAVIGATION_PAGE (page));
  return page;
}

static void
show (Desk *desk, GtkWidget *page, int number)
{
  mc_dossier_page_show (MC_DOSSIER_PAGE (page), desk_id (number), number, 3);
  desk_wait (desk_find (page, MC_TYPE_COMPONENT_ROW, NULL) != NULL);
  mc_dossier_page_focus_components (MC_DOSSIER_PAGE (page));
  mc_clock_advance (desk->clock, G_TIME_SPAN_SECOND);
}

static gboolean
can_accept (GtkWidget *page)
{
  gboolean can;

  g_object_get (page, "can-accept", &can, NULL);
  return can;
}

static gboolean
can_print (GtkWidget *page)
{
  gboolean can;

  g_object_get (page, "can-print", &can, NULL);
  return can;
}

static guint
n_waiting (Desk *desk)
{
  return mc_sync_get_line (mc_profile_get_sync (desk->profile))->waiting;
}

/* (transfer full) */
static char *
stored_mark (Desk *desk, int number, const char *field)
{
  DexFuture *future = desk_await (mc_journal_drafts (mc_profile_get_journal (desk->profile), desk_id (number)));
  g_autoptr (GHashTable) drafts = dex_await_boxed (future, NULL);

  return g_strdup (g_hash_table_lookup (drafts, field));
}

static gboolean
is_stored (Desk *desk, int number, const char *field)
{
  g_autofree char *text = stored_mark (desk, number, field);

  return g_strcmp0 (text, "sufficient") == 0;
}

static void
mark_all (GtkWidget *page)
{
  GtkRoot *root = gtk_widget_get_root (page);

  /* keys go where the focus is: to the first component */
  desk_wait (GTK_IS_LIST_BOX_ROW (gtk_root_get_focus (root)));
  desk_key ("space");
  desk_key ("Down");
  desk_key ("Down");
  desk_key ("space");
  desk_wait (can_accept (page));
}

static void
test_head (void)
{
  Desk desk;
  GtkWidget *page = open_page (&desk, "head");

  g_assert_true (desk_says (page, "No dossier is open"));
  show (&desk, page, 2);
  g_assert_true (desk_says (page, "2/3"));
  mc_dossier_page_set_place (MC_DOSSIER_PAGE (page), 3, 4);
  g_assert_true (desk_says (page, "3/4"));
  mc_dossier_page_set_place (MC_DOSSIER_PAGE (page), 0, 0);
  g_assert_false (desk_says (page, "3/4"));
  g_assert_nonnull (desk_find (page, GTK_TYPE_LABEL, "Provisional reception code TT-700002"));
  g_assert_true (desk_says (page, "Provisional reception code TT-700002"));
  g_assert_true (desk_says (page, "Đăng ký khai sinh"));
  g_assert_true (desk_says (page, "Owner: Trần Văn B"));
  g_assert_true (desk_says (page, "Mới đăng ký"));
  g_assert_true (desk_says (page, "2 hours left"));
  g_assert_true (desk_says (page, "to-khai.pdf · 1,2\u00a0MB"));
  desk_wait (desk_says (page, "Page 1 of 3"));
  g_assert_cmpstr (mc_dossier_page_get_record_id (MC_DOSSIER_PAGE (page)), ==, desk_id (2));
  mc_dossier_page_show (MC_DOSSIER_PAGE (page), NULL, 0, 0);
  desk_wait (desk_says (page, "No dossier is open"));
  desk_close (&desk);
}

static void
show_tab (GtkWidget *page, const char *name)
{
  adw_view_stack_set_visible_child_name (ADW_VIEW_STACK (desk_find (page, ADW_TYPE_VIEW_STACK, NULL)), name);
}

static gboolean
tab_says (GtkWidget *page, const char *text)
{
  GtkWidget *tab = desk_find (page, ADW_TYPE_PREFERENCES_PAGE, NULL);

  return tab != NULL && desk_says (tab, text);
}

/* What stands behind the tabs is of the record that is open, and as new as the page. */
static void
test_tabs (void)
{
  Desk desk;
  GtkWidget *page = open_page (&desk, "tabs");

  show (&desk, page, 1);
  show_tab (page, "info");
  desk_wait (tab_says (page, "Trần Văn A"));
  show (&desk, page, 2);
  show_tab (page, "info");
  desk_wait (tab_says (page, "Trần Văn B"));
  desk_wait (!tab_says (page, "Trần Văn A"));

  desk_put (&desk, 2, "Trần Văn Mới");
  mc_sync_poke (mc_profile_get_sync (desk.profile));
  desk_wait (tab_says (page, "Trần Văn Mới"));
  show_tab (page, "history");
  desk_wait (!tab_says (page, "Trần Văn Mới") && desk_find (page, ADW_TYPE_PREFERENCES_PAGE, NULL) != NULL);
  desk_close (&desk);
}

/* Rows are used again for the next record: nothing of the one before stays on them. */
static void
test_rows (void)
{
  Desk desk;
  GtkWidget *page = open_page (&desk, "rows");
  McDossier *shorter = desk_put (&desk, 2, "Trần Văn B");
  GtkWidget *row;

  g_ptr_array_remove_index (shorter->components, 0);
  g_ptr_array_remove_index (shorter->components, 1);
  show (&desk, page, 1);
  mark_all (page);
  show (&desk, page, 2);
  row = desk_find (page, MC_TYPE_COMPONENT_ROW, NULL);
  g_assert_true (desk_says (row, "Dữ liệu cư trú"));
  g_assert_false (gtk_widget_get_mapped (gtk_widget_get_next_sibling (row)));
  g_assert_null (desk_find (row, GTK_TYPE_CHECK_BUTTON, NULL));
  g_assert_false (desk_says (page, "Giấy chứng sinh"));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Dữ liệu cư trú của cha, mẹ, Looked up, not to be submitted");

  show (&desk, page, 3);
  row = desk_find (page, MC_TYPE_COMPONENT_ROW, NULL);
  g_assert_true (desk_says (row, "Tờ khai đăng ký khai sinh"));
  g_assert_false (gtk_check_button_get_active (GTK_CHECK_BUTTON (desk_find (row, GTK_TYPE_CHECK_BUTTON, NULL))));
  g_assert_true (desk_says (page, "Giấy chứng sinh"));
  g_assert_false (can_accept (page));
  show (&desk, page, 1);
  row = desk_find (page, MC_TYPE_COMPONENT_ROW, NULL);
  desk_wait (gtk_root_get_focus (gtk_widget_get_root (page)) == row);
  desk_wait (gtk_check_button_get_active (GTK_CHECK_BUTTON (desk_find (row, GTK_TYPE_CHECK_BUTTON, NULL))));
  desk_close (&desk);
}

/* Space marks and clears, Shift+Space marks what was looked at; the reason beside the button counts along. */
static void
test_marks_by_keys (void)
{
  Desk desk;
  GtkWidget *page = open_page (&desk, "marks");
  GtkWidget *row;

  show (&desk, page, 1);
  row = desk_find (page, MC_TYPE_COMPONENT_ROW, NULL);
  g_assert_true (desk_says (page, "2 required components are not marked yet"));
  g_assert_false (can_accept (page));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Tờ khai đăng ký khai sinh, Electronic · 1 copy, not marked");
  desk_key ("space");
  desk_wait (desk_says (page, "1 required component is not marked yet"));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Tờ khai đăng ký khai sinh, Electronic · 1 copy, marked as sufficient");
  desk_wait (is_stored (&desk, 1, "mark:c1"));
  desk_key ("space");
  desk_wait (desk_says (page, "2 required components are not marked yet"));
  desk_wait (!is_stored (&desk, 1, "mark:c1"));

  /* the document of the first was seen, the third was not looked at yet */
  desk_wait (desk_says (page, "Electronic · 1 copy · looked at"));
  desk_key ("Down");
  desk_key ("shift+space");
  desk_wait (desk_says (page, "1 required component is not marked yet"));
  desk_key ("Down");
  desk_key ("shift+space");
  desk_wait (can_accept (page));
  g_assert_false (desk_says (page, "not marked yet"));
  g_assert_false (is_stored (&desk, 1, "mark:c2"));
  desk_close (&desk);
}

static void
test_marks_by_mouse (void)
{
  Desk desk;
  GtkWidget *page = open_page (&desk, "mouse");
  GtkWidget *check;

  show (&desk, page, 1);
  check = desk_find (page, GTK_TYPE_CHECK_BUTTON, NULL);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Sufficient: Tờ khai đăng ký khai sinh");
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  desk_wait (is_stored (&desk, 1, "mark:c1"));
  g_assert_true (desk_says (page, "1 required component is not marked yet"));
  desk_close (&desk);
}

static void
test_marks_survive (void)
{
  Desk desk;
  GtkWidget *page = open_page (&desk, "survive");

  show (&desk, page, 1);
  desk_key ("space");
  desk_wait (is_stored (&desk, 1, "mark:c1"));
  desk_close (&desk);

  page = open_page (&desk, "survive");
  show (&desk, page, 1);
  desk_wait (desk_says (page, "1 required component is not marked yet"));
  show (&desk, page, 2);
  desk_wait (desk_says (page, "2 required components are not marked yet"));
  desk_close (&desk);
}

/* However often it is pressed, one act is in the outbox; it is recorded once, and the drafts go with it. */
static void
test_accept_once (void)
{
  Desk desk;
  GtkWidget *page = open_page (&desk, "once");

  show (&desk, page, 1);
  mark_all (page);
  for (int i = 0; i < 20; i++)
    mc_dossier_page_accept (MC_DOSSIER_PAGE (page));
  g_assert_false (can_accept (page));
  desk_wait (n_waiting (&desk) > 0);
  for (int i = 0; i < 20; i++)
    mc_dossier_page_accept (MC_DOSSIER_PAGE (page));
  desk_wait (desk_says (page, "Tiếp nhận: waiting to be sent since 10:00"));
  g_assert_null (desk_find (page, GTK_TYPE_BUTTON, "Tiếp nhận"));
  g_assert_cmpuint (n_waiting (&desk), ==, 1);
  g_assert_cmpuint (mc_sync_get_outbox (mc_profile_get_sync (desk.profile))->len, ==, 1);
  g_assert_true (is_stored (&desk, 1, "mark:c1"));
  g_assert_false (can_print (page));

  mc_clock_advance (desk.clock, 11 * G_TIME_SPAN_SECOND);
  desk_wait (desk_says (page, "Được tiếp nhận"));
  g_assert_cmpuint (desk_n_acts (&desk), ==, 1);
  g_assert_cmpstr (
      desk_last_form (&desk), ==,
      "{\"components\":[{\"id\":\"c1\",\"mark\":\"sufficient\"},{\"id\":\"c3\",\"mark\":\"sufficient\"}]}");
  g_assert_true (desk_says (page, "H99.1.7-20261123-0000001"));
  g_assert_true (can_print (page));
  g_assert_nonnull (desk_find (page, GTK_TYPE_BUTTON, "Print…"));
  g_assert_null (desk_find (page, GTK_TYPE_BUTTON, "Tiếp nhận"));
  desk_wait (!is_stored (&desk, 1, "mark:c1") && !is_stored (&desk, 1, "mark:c3"));
  desk_close (&desk);
}

/* The portal has the act, and the new dossier is still on its way: the old one offers nothing. */
static void
test_outdated (void)
{
  Desk desk;
  GtkWidget *page = open_page (&desk, "outdated");

  show (&desk, page, 1);
  mark_all (page);
  mc_dossier_page_accept (MC_DOSSIER_PAGE (page));
  desk_wait (n_waiting (&desk) == 1);
  desk_hold_details (&desk, TRUE);
  mc_clock_advance (desk.clock, 11 * G_TIME_SPAN_SECOND);
  desk_wait (n_waiting (&desk) == 0);
  g_assert_false (desk_says (page, "Được tiếp nhận"));
  g_assert_false (can_accept (page));
  g_assert_null (desk_find (page, GTK_TYPE_BUTTON, "Tiếp nhận"));
  desk_hold_details (&desk, FALSE);
  desk_wait (desk_says (page, "Được tiếp nhận"));
  g_assert_cmpuint (desk_n_acts (&desk), ==, 1);
  desk_close (&desk);
}

/* The record under the fingers has just changed: half a second nothing is accepted. */
static void
test_guard (void)
{
  Desk desk;
  GtkWidget *page = open_page (&desk, "guard");

  show (&desk, page, 1);
  mark_all (page);
  show (&desk, page, 2);
  mc_dossier_page_show (MC_DOSSIER_PAGE (page), desk_id (1), 1, 3);
  desk_wait (can_accept (page));
  mc_dossier_page_accept (MC_DOSSIER_PAGE (page));
  g_assert_true (can_accept (page));
  mc_clock_advance (desk.clock, G_TIME_SPAN_SECOND);
  mc_dossier_page_accept (MC_DOSSIER_PAGE (page));
  desk_wait (n_waiting (&desk) == 1);
  desk_close (&desk);
}

/* Somebody else acted on it: what the button does now may be another thing than what was under the fingers. */
static void
test_guard_of_state (void)
{
  Desk desk;
  GtkWidget *page = open_page (&desk, "guard-of-state");

  show (&desk, page, 1);
  mark_all (page);
  desk_put (&desk, 1, "Trần Văn K");
  mc_sync_poke (mc_profile_get_sync (desk.profile));
  desk_wait (desk_says (page, "Owner: Trần Văn K") && can_accept (page));
  mc_dossier_page_accept (MC_DOSSIER_PAGE (page));
  g_assert_true (can_accept (page));
  g_assert_cmpuint (n_waiting (&desk), ==, 0);
  mc_clock_advance (desk.clock, G_TIME_SPAN_SECOND);
  mc_dossier_page_accept (MC_DOSSIER_PAGE (page));
  desk_wait (n_waiting (&desk) == 1);
  desk_close (&desk);
}

static void
test_not_possible_says_why (void)
{
  Desk desk;
  GtkWidget *page = open_page (&desk, "why");
  GtkWidget *reason;

  show (&desk, page, 1);
  mc_dossier_page_accept (MC_DOSSIER_PAGE (page));
  reason = desk_find (page, GTK_TYPE_LABEL, "2 required components are not marked yet");
  g_assert_true (gtk_widget_has_css_class (reason, "insist"));
  g_assert_cmpuint (n_waiting (&desk), ==, 0);
  desk_close (&desk);
}

static void
test_needs_you (void)
{
  Desk desk;
  GtkWidget *page = open_page (&desk, "needs");
  GtkWidget *discard;

  show (&desk, page, 1);
  mark_all (page);
  desk_refuse_acts (&desk, TRUE);
  mc_dossier_page_accept (MC_DOSSIER_PAGE (page));
  desk_wait (n_waiting (&desk) == 1);
  mc_clock_advance (desk.clock, 11 * G_TIME_SPAN_SECOND);
  desk_wait (desk_says (page, "The portal says this act is not yours to do."));
  g_assert_nonnull (desk_find (page, GTK_TYPE_BUTTON, "Send again now"));
  discard = desk_find (page, GTK_TYPE_BUTTON, "Discard");
  g_signal_emit_by_name (discard, "clicked");
  /* what was marked stays: the official may act again */
  desk_wait (can_accept (page));
  g_assert_true (is_stored (&desk, 1, "mark:c1"));
  desk_close (&desk);
}

static void
test_offline_and_gone (void)
{
  Desk desk;
  GtkWidget *page = open_page (&desk, "gone");

  show (&desk, page, 1);
  desk_cut_line (&desk, TRUE);
  mc_dossier_page_show (MC_DOSSIER_PAGE (page), desk_id (2), 2, 3);
  desk_wait (desk_says (page, "This dossier is not on this computer yet"));
  mc_dossier_page_show (MC_DOSSIER_PAGE (page), desk_id (1), 1, 3);
  desk_wait (desk_says (page, "Owner: Trần Văn A"));
  mc_dossier_page_show (MC_DOSSIER_PAGE (page), desk_id (2), 2, 3);
  desk_wait (desk_says (page, "This dossier is not on this computer yet"));
  desk_cut_line (&desk, FALSE);
  mc_sync_poke (mc_profile_get_sync (desk.profile));
  desk_wait (desk_says (page, "Owner: Trần Văn B"));

  desk_hide (&desk, 2, NULL);
  mc_sync_poke (mc_profile_get_sync (desk.profile));
  desk_wait (desk_says (page, "You may not see this dossier"));
  g_assert_true (desk_says (page, "0309 100 001"));
  g_assert_false (desk_says (page, "Trần Văn B"));
  desk_close (&desk);
}

/* The whole personal number is nowhere on the page. */
static void
test_information (void)
{
  Desk desk;
  GtkWidget *page = open_page (&desk, "info");
  AdwViewStack *views;

  show (&desk, page, 1);
  views = ADW_VIEW_STACK (desk_find (page, ADW_TYPE_VIEW_STACK, NULL));
  adw_view_stack_set_visible_child_name (views, "info");
  desk_wait (desk_says (page, "Personal number"));
  g_assert_true (desk_says (page, "••••••••5678"));
  g_assert_false (desk_says (page, "9990"));
  g_assert_true (desk_says (page, "3 working days"));
  desk_close (&desk);
}

static McRule *
rule_of_today (void)
{
  g_autoptr (GDateTime) day = mc_time_parse ("2026-11-23T02:00:00Z");
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node,
                         mc_rule_to_json (mc_rule_book_find (mc_rule_book_get_default (), NULL, NULL, NULL, day)));
  return mc_rule_from_json (json_node_get_object (node), NULL);
}

static void
fill_whole (McDossier *dossier)
{
  McPaymentOrder *order = mc_payment_order_new ();
  McResult *draft = mc_result_new ();
  McNote *note = mc_note_new ();
  McClockEntry *entry = mc_clock_entry_new ();

  dossier->clock = mc_dossier_clock_new ();
  dossier->clock->response_rule = rule_of_today ();
  dossier->procedure_since = g_strdup ("2026-07-01");
  dossier->case_id = g_strdup ("rented");
  dossier->case_title = g_strdup ("Vào chỗ ở hợp pháp do thuê, mượn, ở nhờ");
  entry->kind = g_strdup ("submitted");
  entry->at = g_date_time_ref (dossier->summary->submitted_at);
  g_ptr_array_add (dossier->clock->entries, entry);
  dossier->payments = g_ptr_array_new_with_free_func ((GDestroyNotify) mc_payment_order_free);
  order->state = g_strdup ("due");
  order->lines = mc_payment_lines_read ("Phí thẩm định: 150.000\nLệ phí: 8.000");
  g_ptr_array_add (dossier->payments, order);
  dossier->results = g_ptr_array_new_with_free_func ((GDestroyNotify) mc_result_free);
  draft->id = g_strdup ("kq1");
  draft->state = g_strdup ("draft");
  draft->kind = g_strdup ("result");
  g_ptr_array_add (dossier->results, draft);
  dossier->notes = g_ptr_array_new_with_free_func ((GDestroyNotify) mc_note_free);
  note->id = g_strdup (desk_id (2));
  note->at = g_date_time_ref (dossier->summary->submitted_at);
  note->author_name = g_strdup ("Lò Văn Đức");
  note->text = g_strdup ("Đã gọi điện <b>hai</b> lần");
  g_ptr_array_add (dossier->notes, note);
  dossier->proxy.name = g_strdup ("Trần Thị Ủy");
  dossier->proxy.kind = g_strdup ("hợp tác xã");
}

static gboolean
dialog_says (Desk *desk, const char *text)
{
  AdwDialog *dialog = desk_dialog (desk);

  return dialog != NULL && desk_says (GTK_WIDGET (dialog), text);
}

/* All that the portal tells of a dossier is there; a word that is not known as it came, and nothing is made up. */
static void
test_whole (void)
{
  Desk desk;
  g_autoptr (McRule) rule = rule_of_today ();
  GtkWidget *page;

  desk_open (&desk, "whole", 3);
  fill_whole (desk_put (&desk, 2, "Trần Văn B"));
  desk_sync (&desk);
  page = GTK_WIDGET (mc_dossier_page_new (desk.profile));
  desk_present (&desk, ADW_NAVIGATION_PAGE (page));
  show (&desk, page, 2);
  show_tab (page, "info");
  desk_wait (tab_says (page, "Trần Thị Ủy"));
  g_assert_true (tab_says (page, rule->basis));
  g_assert_true (tab_says (page, "01/07/2026"));
  g_assert_true (tab_says (page, "Vào chỗ ở hợp pháp do thuê, mượn, ở nhờ"));
  g_assert_true (tab_says (page, "hợp tác xã"));
  g_assert_true (tab_says (page, "Phí thẩm định"));
  g_assert_true (tab_says (page, "158.000\u00a0đ"));
  g_assert_true (tab_says (page, "Result of the procedure – Draft, binds nobody"));
  g_assert_true (tab_says (page, "No data"));
  show_tab (page, "notes");
  desk_wait (tab_says (page, "Đã gọi điện <b>hai</b> lần"));

  mc_dossier_page_explain_deadline (MC_DOSSIER_PAGE (page));
  desk_wait (dialog_says (&desk, "Counting begins"));
  g_assert_true (dialog_says (&desk, "Time limit: 8 working hours"));
  /* six hours of Monday from 09:00 on, Tuesday is a day off, two of Wednesday */
  g_assert_true (dialog_says (&desk, "09:30 25/11/2026"));
  /* the desk's portal says 12:00 of that Monday */
  g_assert_true (dialog_says (&desk, "The portal names another date"));
  desk_key ("Escape");
  desk_wait (desk_dialog (&desk) == NULL);

  show (&desk, page, 1);
  mc_dossier_page_explain_deadline (MC_DOSSIER_PAGE (page));
  desk_wait (dialog_says (&desk, "No data"));
  desk_close (&desk);
}

/* What the state holds stands first and asks for nothing: the checking begins behind it. */
static void
test_begins_at_the_work (void)
{
  Desk desk;
  GtkWidget *page = open_page (&desk, "begins");
  McDossier *dossier = desk_put (&desk, 1, "Trần Văn A");
  McComponent *own = g_ptr_array_steal_index (dossier->components, 1);

  g_assert_cmpstr (own->source, ==, "state_data");
  g_ptr_array_insert (dossier->components, 0, own);
  mc_sync_poke (mc_profile_get_sync (desk.profile));
  show (&desk, page, 1);
  desk_wait (GTK_IS_LIST_BOX_ROW (gtk_window_get_focus (desk.window)));
  desk_key ("space");
  desk_wait (is_stored (&desk, 1, "mark:c1"));
  desk_close (&desk);
}

/* Large text on a low screen: of the head what can be read elsewhere gives way to the papers, what decides stays. */
static void
test_large_text (void)
{
  Desk desk;
  GtkWidget *page = open_page (&desk, "large-text");
  GtkSettings *settings = gtk_settings_get_default ();
  GtkWidget *procedure;
  int dpi;

  show (&desk, page, 2);
  procedure = desk_find (page, GTK_TYPE_LABEL, "Đăng ký khai sinh");
  g_assert_cmpint (gtk_label_get_lines (GTK_LABEL (procedure)), ==, 2);
  g_object_get (settings, "gtk-xft-dpi", &dpi, NULL);
  g_object_set (settings, "gtk-xft-dpi", 2 * 96 * 1024, NULL);
  desk_wait (!desk_says (page, "Owner: "));
  g_assert_true (desk_says (page, "Trần Văn B"));
  g_assert_true (desk_says (page, "Mới đăng ký"));
  g_assert_true (desk_says (page, "2 hours left"));
  g_assert_cmpint (gtk_label_get_lines (GTK_LABEL (procedure)), ==, 1);
  g_object_set (settings, "gtk-xft-dpi", dpi, NULL);
  desk_wait (desk_says (page, "Owner: Trần Văn B"));
  desk_close (&desk);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv);
  adw_init ();
  dex_init ();
  g_test_add_func ("/dossier-page/head", test_head);
  g_test_add_func ("/dossier-page/begins-at-the-work", test_begins_at_the_work);
  g_test_add_func ("/dossier-page/large-text", test_large_text);
  g_test_add_func ("/dossier-page/whole", test_whole);
  g_test_add_func ("/dossier-page/tabs", test_tabs);
  g_test_add_func ("/dossier-page/rows", test_rows);
  g_test_add_func ("/dossier-page/marks-by-keys", test_marks_by_keys);
  g_test_add_func ("/dossier-page/marks-by-mouse", test_marks_by_mouse);
  g_test_add_func ("/dossier-page/marks-survive", test_marks_survive);
  g_test_add_func ("/dossier-page/accept-once", test_accept_once);
  g_test_add_func ("/dossier-page/outdated", test_outdated);
  g_test_add_func ("/dossier-page/guard", test_guard);
  g_test_add_func ("/dossier-page/guard-of-state", test_guard_of_state);
  g_test_add_func ("/dossier-page/not-possible-says-why", test_not_possible_says_why);
  g_test_add_func ("/dossier-page/needs-you", test_needs_you);
  g_test_add_func ("/dossier-page/offline-and-gone", test_offline_and_gone);
  g_test_add_func ("/dossier-page/information", test_information);
  return g_test_run ();
}
