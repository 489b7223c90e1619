// SPDX-License-Identifier: GPL-3.0-or-later
/* Acts with a form: marks with reasons, the dialog made from data, the conflict, the paper before it is printed. */
#include "desk.h"
#include "mc-act-dialog.h"
#include "mc-component-row.h"
#include "mc-conflict-panel.h"
#include "mc-dossier-page.h"
#include "mc-handling.h"
#include "mc-print-dialog.h"
#include "mc-reason-dialog.h"
#include "mc-scanner.h"

#define REFUSAL "{\"reason\":\"not_eligible\",\"explanation\":\"Không đủ điều kiện.\",\"legal_basis\":\"Điều 17\"}"

/* A dialog of that type is open and has the focus. */
static gboolean
is_in (Desk *desk, GType type)
{
  GtkWidget *dialog = GTK_WIDGET (desk_dialog (desk));
  GtkWidget *focus = gtk_window_get_focus (desk->window);

  return dialog != NULL && g_type_is_a (G_OBJECT_TYPE (dialog), type) && gtk_widget_get_mapped (dialog) && focus != NULL
         && gtk_widget_is_ancestor (focus, dialog);
}

/* A dialog that is still coming up takes none: pressed until it is taken. */
static void
press_escape (Desk *desk)
{
  desk_wait (desk_dialog (desk) == NULL || (desk_key ("Escape"), FALSE));
}

static GtkWidget *
open_page (Desk *desk, const char *name)
{
  GtkWidget *page;

  desk_open (desk, name, 2);
  desk_sync (desk);
  page = GTK_WIDGET (mc_dossier_page_new (desk->profile));
  desk_present (desk, ADW_NAVIGATION_PAGE (page));
  return page;
}

static void
show (Desk *desk, GtkWidget *page, int number)
{
  mc_dossier_page_show (MC_DOSSIER_PAGE (page), desk_id (number), number, 2);
  desk_wait (desk_find (page, MC_TYPE_COMPONENT_ROW, NULL) != NULL);
  mc_dossier_page_focus_components (MC_DOSSIER_PAGE (page));
  mc_clock_advance (desk->clock, G_TIME_SPAN_SECOND);
}

static McActDialog *
open_form (Desk *desk, GtkWidget *page, const char *action)
{
  mc_dossier_page_open_act (MC_DOSSIER_PAGE (page), action);
  desk_wait (is_in (desk, MC_TYPE_ACT_DIALOG)
             && desk_says (GTK_WIDGET (desk_dialog (desk)), "What the applicant will read"));
  mc_clock_advance (desk->clock, G_TIME_SPAN_SECOND);
  return MC_ACT_DIALOG (desk_dialog (desk));
}

/* (transfer full) (nullable) */
static char *
draft (Desk *desk, const char *field)
{
  DexFuture *future = desk_await (mc_journal_drafts (mc_profile_get_journal (desk->profile), desk_id (1)));
  g_autoptr (GHashTable) drafts = dex_await_boxed (future, NULL);

  return g_strdup (g_hash_table_lookup (drafts, field));
}

static gboolean
is_draft (Desk *desk, const char *field, const char *wanted)
{
  g_autofree char *text = draft (desk, field);

  return g_strcmp0 (text, wanted) == 0;
}

static guint
n_waiting (Desk *desk)
{
  return mc_sync_get_line (mc_profile_get_sync (desk->profile))->waiting;
}

static void
mark_blurred (Desk *desk)
{
  desk_key ("minus");
  desk_wait (is_in (desk, MC_TYPE_REASON_DIALOG));
  desk_key ("1");
  desk_wait (desk_dialog (desk) == NULL);
}

static void
set_text (GtkWidget *root, GType type, const char *text)
{
  GtkWidget *input = desk_find (root, type, NULL);

  g_assert_nonnull (input);
  if (GTK_IS_TEXT_VIEW (input))
    gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (input)), text, -1);
  else
    gtk_editable_set_text (GTK_EDITABLE (input), text);
}

/* − asks, a digit answers; the row says it, accepting is off, and the primary act is the request. Space mends it. */
static void
test_mark_with_reason (void)
{
  Desk desk;
  GtkWidget *page = open_page (&desk, "reason");
  GtkWidget *accept;

  show (&desk, page, 1);
  g_assert_null (desk_find (page, GTK_TYPE_BUTTON, "Yêu cầu bổ sung"));
  mark_blurred (&desk);
  desk_wait (desk_says (page, "Not sufficient: Ảnh mờ, không đọc được"));
  g_assert_true (desk_says (page, "1 component is marked not sufficient"));
  accept = desk_find (page, GTK_TYPE_BUTTON, "Tiếp nhận");
  g_assert_false (gtk_widget_get_sensitive (accept));
  g_assert_nonnull (desk_find (page, GTK_TYPE_BUTTON, "Yêu cầu bổ sung"));
  desk_wait (is_draft (&desk, "mark:c1", "{\"mark\":\"invalid\",\"reason\":\"blurred\"}"));

  desk_key ("space");
  desk_wait (is_draft (&desk, "mark:c1", "sufficient"));
  g_assert_null (desk_find (page, GTK_TYPE_BUTTON, "Yêu cầu bổ sung"));
  desk_key ("space");
  desk_wait (is_draft (&desk, "mark:c1", NULL));
  desk_close (&desk);
}

static gboolean
is_in_sight (GtkWidget *widget)
{
  GtkWidget *scroller = gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLED_WINDOW);
  graphene_rect_t bounds;

  return gtk_widget_compute_bounds (widget, scroller, &bounds) && bounds.origin.y >= 0
         && bounds.origin.y + bounds.size.height <= (float) gtk_widget_get_height (scroller);
}

/* Words of a reason that is not given after all are there the next time, and gone once they are given. */
static void
test_words_are_kept (void)
{
  Desk desk;
  GtkWidget *page = open_page (&desk, "words-kept");
  GtkWidget *entry;

  show (&desk, page, 1);
  mark_blurred (&desk);
  desk_wait (desk_says (page, "Not sufficient: Ảnh mờ, không đọc được"));
  desk_key ("minus");
  desk_wait (is_in (&desk, MC_TYPE_REASON_DIALOG));
  desk_key ("7");
  desk_wait ((entry = desk_find (GTK_WIDGET (desk_dialog (&desk)), GTK_TYPE_ENTRY, NULL)) != NULL);
  desk_wait (is_in_sight (entry) && is_in_sight (gtk_widget_get_next_sibling (entry)));
  desk_type ("trang 2");
  desk_wait (is_draft (&desk, "note:c1", "trang 2"));
  desk_type (" mo");
  press_escape (&desk);
  desk_wait (is_draft (&desk, "note:c1", "trang 2 mo"));
  g_assert_true (is_draft (&desk, "mark:c1", "{\"mark\":\"invalid\",\"reason\":\"blurred\"}"));
  desk_close (&desk);

  page = open_page (&desk, "words-kept");
  show (&desk, page, 1);
  desk_wait (desk_says (page, "Not sufficient: Ảnh mờ, không đọc được"));
  desk_key ("minus");
  desk_wait (is_in (&desk, MC_TYPE_REASON_DIALOG));
  desk_key ("7");
  desk_wait ((entry = desk_find (GTK_WIDGET (desk_dialog (&desk)), GTK_TYPE_ENTRY, NULL)) != NULL);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "trang 2 mo");
  desk_key ("Return");
  desk_wait (is_draft (&desk, "mark:c1", "{\"mark\":\"invalid\",\"reason\":\"other\",\"note\":\"trang 2 mo\"}"));
  desk_wait (is_draft (&desk, "note:c1", NULL));
  desk_close (&desk);
}

/* Typed, and another reason given at once: what was typed is not a draft of anything. */
static void
test_words_given_up (void)
{
  Desk desk;
  GtkWidget *page = open_page (&desk, "words-given-up");
  GtkWidget *dialog;
  GtkWidget *entry;

  show (&desk, page, 1);
  desk_key ("minus");
  desk_wait (is_in (&desk, MC_TYPE_REASON_DIALOG));
  dialog = GTK_WIDGET (desk_dialog (&desk));
  desk_key ("7");
  desk_wait ((entry = desk_find (dialog, GTK_TYPE_ENTRY, NULL)) != NULL);
  gtk_editable_set_text (GTK_EDITABLE (entry), "trang 2");
  gtk_widget_activate_action (dialog, "reason.choose", "u", 0);
  desk_wait (desk_dialog (&desk) == NULL && !is_draft (&desk, "mark:c1", NULL));
  g_assert_true (is_draft (&desk, "note:c1", NULL));
  desk_close (&desk);
}

/* In a low window the reasons alone fill it: what is typed is in sight all the same. */
static void
test_words_in_sight (void)
{
  Desk desk;
  GtkWidget *page = open_page (&desk, "words-in-sight");
  GtkWidget *entry;

  show (&desk, page, 1);
  gtk_window_set_default_size (desk.window, 900, 360);
  desk_wait (gtk_widget_get_height (GTK_WIDGET (desk.window)) <= 400);
  desk_key ("minus");
  desk_wait (is_in (&desk, MC_TYPE_REASON_DIALOG));
  desk_key ("7");
  desk_wait ((entry = desk_find (GTK_WIDGET (desk_dialog (&desk)), GTK_TYPE_ENTRY, NULL)) != NULL
             && is_in_sight (entry));
  desk_close (&desk);
}

/* "Other" wants words; Esc changes nothing; data that the state holds cannot be marked. The mark survives reopening. */
static void
test_mark_with_words (void)
{
  Desk desk;
  GtkWidget *page = open_page (&desk, "other");

  show (&desk, page, 1);
  desk_key ("minus");
  desk_wait (is_in (&desk, MC_TYPE_REASON_DIALOG));
  press_escape (&desk);
  g_assert_true (is_draft (&desk, "mark:c1", NULL));
  desk_key ("minus");
  desk_wait (is_in (&desk, MC_TYPE_REASON_DIALOG));
  desk_key ("7");
  desk_wait (desk_find (GTK_WIDGET (desk_dialog (&desk)), GTK_TYPE_ENTRY, NULL) != NULL);
  desk_key ("Return");
  g_assert_nonnull (desk_dialog (&desk));
  desk_type ("trang 2");
  desk_key ("Return");
  desk_wait (desk_dialog (&desk) == NULL);
  desk_wait (desk_says (page, "Not sufficient: trang 2"));
  desk_key ("Down");
  desk_key ("minus");
  desk_key ("Up");
  desk_wait (is_draft (&desk, "mark:c1", "{\"mark\":\"invalid\",\"reason\":\"other\",\"note\":\"trang 2\"}"));
  g_assert_null (desk_dialog (&desk));
  desk_close (&desk);

  page = open_page (&desk, "other");
  show (&desk, page, 1);
  desk_wait (desk_says (page, "Not sufficient: trang 2"));
  desk_close (&desk);
}

static void
scanned_cb (char **scanned, const char *text)
{
  g_set_str (scanned, text);
}

/* A code that begins with keys of the page and of the dialog: nothing is marked, nothing is chosen. */
static void
test_scan_marks_nothing (void)
{
  Desk desk;
  GtkWidget *page = open_page (&desk, "scan");
  g_autoptr (McScanner) scanner = mc_scanner_new (desk.window);
  g_autofree char *scanned = NULL;

  g_object_set (scanner, "gap", 500, NULL); /* a busy machine sends a burst in pieces */
  g_signal_connect_swapped (scanner, "scanned", G_CALLBACK (scanned_cb), &scanned);
  show (&desk, page, 1);
  desk_wait (GTK_IS_LIST_BOX_ROW (gtk_window_get_focus (desk.window)));
  desk_scan ("6- 1.1.7-20261123");
  desk_wait (g_strcmp0 (scanned, "6- 1.1.7-20261123") == 0);
  g_assert_null (desk_dialog (&desk));
  g_assert_true (is_draft (&desk, "mark:c1", NULL));
  desk_key ("minus");
  desk_wait (is_in (&desk, MC_TYPE_REASON_DIALOG));
  desk_scan ("61.1.7-20261124");
  desk_wait (g_strcmp0 (scanned, "61.1.7-20261124") == 0);
  g_assert_true (is_in (&desk, MC_TYPE_REASON_DIALOG));
  g_assert_true (is_draft (&desk, "mark:c1", NULL));
  desk_key ("6");
  desk_wait (desk_dialog (&desk) == NULL);
  desk_wait (desk_says (page, "Not sufficient: Chữ ký số chưa hợp lệ"));
  g_clear_pointer (&scanned, g_free);
  desk_close (&desk);
}

/* Problems are said inline: what is empty once sending was tried, and what the applicant reads follows the typing. */
static void
test_form_says_what_is_wrong (void)
{
  Desk desk;
  GtkWidget *page = open_page (&desk, "wrong");
  McActDialog *dialog;
  GtkWidget *root;

  show (&desk, page, 1);
  dialog = open_form (&desk, page, "request_supplement");
  root = GTK_WIDGET (dialog);
  desk_wait (desk_says (root, "What the applicant will read"));
  g_assert_true (desk_says (root, "None is marked so far"));
  g_assert_false (desk_says (root, "Cần điền ít nhất"));
  mc_act_dialog_send (dialog);
  g_assert_true (desk_says (root, "Cần điền ít nhất"));
  g_assert_cmpuint (n_waiting (&desk), ==, 0);
  set_text (root, GTK_TYPE_TEXT_VIEW, "Bản chụp rõ");
  g_assert_false (desk_says (root, "Cần điền ít nhất"));
  g_assert_true (desk_says (root, "Nội dung cần bổ sung, hoàn thiện: Bản chụp rõ"));
  desk_close (&desk);
}

/* Esc keeps every text, and the form comes back with it; sending alone deletes it. */
static void
test_draft_survives (void)
{
  Desk desk;
  GtkWidget *page = open_page (&desk, "draft");
  McActDialog *dialog;

  show (&desk, page, 1);
  dialog = open_form (&desk, page, "request_supplement");
  desk_wait (GTK_IS_TEXT_VIEW (gtk_window_get_focus (desk.window)));
  desk_type ("ban chup");
  desk_key ("ctrl+s");
  desk_wait (desk_says (GTK_WIDGET (dialog), "Draft saved 10:0"));
  press_escape (&desk);
  desk_wait (is_draft (&desk, "act:request_supplement:demand", "ban chup"));
  g_assert_cmpuint (n_waiting (&desk), ==, 0);
  desk_close (&desk);

  page = open_page (&desk, "draft");
  show (&desk, page, 1);
  dialog = open_form (&desk, page, "request_supplement");
  desk_wait (desk_says (GTK_WIDGET (dialog), "Nội dung cần bổ sung, hoàn thiện: ban chup"));
  mc_act_dialog_send (dialog);
  desk_wait (desk_dialog (&desk) == NULL && n_waiting (&desk) == 1);
  g_assert_true (is_draft (&desk, "act:request_supplement:demand", "ban chup"));
  mc_clock_advance (desk.clock, 11 * G_TIME_SPAN_SECOND);
  desk_wait (desk_says (page, "Yêu cầu bổ sung giấy tờ"));
  desk_wait (is_draft (&desk, "act:request_supplement:demand", NULL));
  desk_close (&desk);
}

/* However often Ctrl+Enter is pressed: one act, with the mark, its reason and the default of the days; not in the first half
 * second. */
static void
test_sent_once (void)
{
  Desk desk;
  GtkWidget *page = open_page (&desk, "sent");

  show (&desk, page, 1);
  mark_blurred (&desk);
  desk_wait (desk_find (page, GTK_TYPE_BUTTON, "Yêu cầu bổ sung") != NULL);
  mc_dossier_page_act (MC_DOSSIER_PAGE (page));
  desk_wait (is_in (&desk, MC_TYPE_ACT_DIALOG));
  mc_act_dialog_send (MC_ACT_DIALOG (desk_dialog (&desk)));
  desk_wait (desk_says (GTK_WIDGET (desk_dialog (&desk)), "not valid – Ảnh mờ, không đọc được"));
  g_assert_cmpuint (n_waiting (&desk), ==, 0);
  mc_clock_advance (desk.clock, G_TIME_SPAN_SECOND);
  for (int i = 0; i < 20; i++)
    mc_act_dialog_send (MC_ACT_DIALOG (desk_dialog (&desk)));
  desk_wait (desk_dialog (&desk) == NULL);
  desk_wait (n_waiting (&desk) == 1);
  g_assert_cmpuint (mc_sync_get_outbox (mc_profile_get_sync (desk.profile))->len, ==, 1);
  mc_clock_advance (desk.clock, 11 * G_TIME_SPAN_SECOND);
  desk_wait (desk_n_acts (&desk) == 1);
  g_assert_cmpstr (
      desk_last_form (&desk), ==,
      "{\"components\":[{\"id\":\"c1\",\"mark\":\"invalid\",\"reason\":\"blurred\"}],\"applicant_days\":30}");
  desk_wait (desk_says (page, "Yêu cầu bổ sung giấy tờ"));
  desk_wait (is_draft (&desk, "mark:c1", NULL));
  desk_close (&desk);
}

/* What a colleague found not sufficient is so here, too: the primary act asks for it, in the same words. */
static void
test_recorded_mark (void)
{
  Desk desk;
  GtkWidget *page;
  McDossier *dossier;
  McComponent *component;

  desk_open (&desk, "recorded", 0);
  dossier = desk_put (&desk, 1, "Trần Văn A");
  component = g_ptr_array_index (dossier->components, 0);
  component->mark = g_strdup ("invalid");
  component->mark_reason = g_strdup ("Ảnh mờ, không đọc được: trang 2");
  desk_sync (&desk);
  page = GTK_WIDGET (mc_dossier_page_new (desk.profile));
  desk_present (&desk, ADW_NAVIGATION_PAGE (page));
  show (&desk, page, 1);
  desk_wait (desk_find (page, GTK_TYPE_BUTTON, "Yêu cầu bổ sung") != NULL);
  mc_dossier_page_act (MC_DOSSIER_PAGE (page));
  desk_wait (is_in (&desk, MC_TYPE_ACT_DIALOG));
  g_assert_true (desk_says (GTK_WIDGET (desk_dialog (&desk)), "not valid – Ảnh mờ, không đọc được: trang 2"));
  mc_clock_advance (desk.clock, G_TIME_SPAN_SECOND);
  mc_act_dialog_send (MC_ACT_DIALOG (desk_dialog (&desk)));
  desk_wait (n_waiting (&desk) == 1);
  mc_clock_advance (desk.clock, 11 * G_TIME_SPAN_SECOND);
  desk_wait (desk_n_acts (&desk) == 1);
  g_assert_cmpstr (desk_last_form (&desk), ==,
                   "{\"components\":[{\"id\":\"c1\",\"mark\":\"invalid\",\"reason\":\"blurred\","
                   "\"note\":\"trang 2\"}],\"applicant_days\":30}");
  desk_close (&desk);
}

/* Every field of the refusal, by its kind; what the chosen reason needs is asked for. */
static void
test_refusal (void)
{
  Desk desk;
  GtkWidget *page = open_page (&desk, "refusal");
  McActDialog *dialog;
  GtkWidget *root;

  show (&desk, page, 1);
  dialog = open_form (&desk, page, "refuse");
  root = GTK_WIDGET (dialog);
  desk_wait (desk_find (root, GTK_TYPE_DROP_DOWN, NULL) != NULL);
  g_assert_true (desk_says (root, "Choose…"));
  g_assert_false (desk_says (root, "choose…")); /* what is searched stays out of sight */
  mc_act_dialog_send (dialog);
  desk_wait (desk_says (root, "Mục “Lý do từ chối” cần được điền."));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (desk_find (root, GTK_TYPE_DROP_DOWN, NULL)), 1);
  g_assert_false (desk_says (root, "Mục “Lý do từ chối” cần được điền."));
  desk_wait (desk_says (root, "cần có mục “Cơ quan có thẩm quyền giải quyết”"));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (desk_find (root, GTK_TYPE_DROP_DOWN, NULL)), 2);
  set_text (root, GTK_TYPE_TEXT_VIEW, "Không đủ điều kiện.");
  set_text (root, GTK_TYPE_ENTRY, "Điều 17");
  mc_act_dialog_send (dialog);
  desk_wait (n_waiting (&desk) == 1);
  mc_clock_advance (desk.clock, 11 * G_TIME_SPAN_SECOND);
  desk_wait (desk_says (page, "Không được tiếp nhận"));
  g_assert_cmpstr (desk_last_form (&desk), ==, REFUSAL);
  desk_close (&desk);
}

/* What is often written is offered as one types, marks or not; ↓ and Enter take it, and Esc leaves the form alone. */
static void
test_type_ahead (void)
{
  Desk desk;
  GtkWidget *page = open_page (&desk, "ahead");
  GtkWidget *root;
  GtkWidget *entry;

  show (&desk, page, 1);
  root = GTK_WIDGET (open_form (&desk, page, "refuse"));
  entry = desk_find (root, GTK_TYPE_ENTRY, NULL);
  gtk_widget_grab_focus (entry);
  desk_type ("chung thuc ba muoi");
  desk_wait (g_str_equal (gtk_editable_get_text (GTK_EDITABLE (entry)), "chung thuc ba muoi"));
  g_assert_null (desk_find (entry, GTK_TYPE_LIST_BOX, NULL));
  gtk_editable_set_text (GTK_EDITABLE (entry), "");
  desk_type ("ho tich 28");
  desk_wait (desk_find (entry, GTK_TYPE_LIST_BOX, NULL) != NULL);
  desk_wait (desk_says (entry, "Điều 28 Luật Hộ tịch số 60/2014/QH13"));
  desk_key ("Escape");
  desk_wait (desk_find (entry, GTK_TYPE_LIST_BOX, NULL) == NULL);
  g_assert_true (is_in (&desk, MC_TYPE_ACT_DIALOG));
  desk_key ("BackSpace");
  desk_wait (desk_says (entry, "Điều 25 Luật Hộ tịch số 60/2014/QH13"));
  desk_type ("8");
  desk_wait (!desk_says (entry, "Điều 25 Luật Hộ tịch số 60/2014/QH13"));
  desk_key ("Down");
  desk_key ("Return");
  desk_wait (g_str_equal (gtk_editable_get_text (GTK_EDITABLE (entry)), "Điều 28 Luật Hộ tịch số 60/2014/QH13"));
  g_assert_true (is_in (&desk, MC_TYPE_ACT_DIALOG));
  desk_wait (desk_says (root, "Căn cứ: Điều 28 Luật Hộ tịch số 60/2014/QH13"));
  desk_close (&desk);
}

/* The second request says what it costs and asks who let it; the first neither. The paper is seen as it will be. */
static void
test_second_round (void)
{
  Desk desk;
  GtkWidget *page;
  McDossier *dossier;
  McHistoryEntry *entry = mc_history_entry_new ();
  McActDialog *dialog;
  GtkWidget *picture;

  desk_open (&desk, "round", 1);
  dossier = desk_put (&desk, 2, "Trần Văn B");
  entry->at = g_date_time_ref (dossier->summary->submitted_at);
  entry->actor_name = g_strdup ("Lò Văn Đức");
  entry->action = g_strdup ("request_supplement");
  entry->from_state = 1;
  entry->to_state = 5;
  g_ptr_array_add (dossier->history, entry);
  desk_sync (&desk);
  page = GTK_WIDGET (mc_dossier_page_new (desk.profile));
  desk_present (&desk, ADW_NAVIGATION_PAGE (page));
  show (&desk, page, 1);
  dialog = open_form (&desk, page, "request_supplement");
  g_assert_false (desk_says (GTK_WIDGET (dialog), "asked for before"));
  g_assert_false (desk_says (GTK_WIDGET (dialog), "Người đồng ý"));
  picture = desk_find (GTK_WIDGET (dialog), GTK_TYPE_PICTURE, NULL);
  g_assert_nonnull (picture);
  desk_wait (gtk_picture_get_paintable (GTK_PICTURE (picture)) != NULL);
  g_assert_true (desk_says (GTK_WIDGET (dialog), "Form 02: request for a supplement"));
  press_escape (&desk);
  show (&desk, page, 2);
  dialog = open_form (&desk, page, "request_supplement");
  g_assert_true (desk_says (GTK_WIDGET (dialog), "asked for before"));
  set_text (GTK_WIDGET (dialog), GTK_TYPE_TEXT_VIEW, "Bản chụp rõ");
  mc_act_dialog_send (dialog);
  desk_wait (desk_says (GTK_WIDGET (dialog), "Mục “Người đồng ý cho yêu cầu bổ sung lần này” cần được điền."));
  g_assert_cmpuint (n_waiting (&desk), ==, 0);
  desk_close (&desk);
}

static void
ask_for_supplement (Desk *desk, GtkWidget *page)
{
  McActDialog *dialog = open_form (desk, page, "request_supplement");

  set_text (GTK_WIDGET (dialog), GTK_TYPE_TEXT_VIEW, "Bản chụp rõ");
  mc_act_dialog_send (dialog);
  desk_wait (desk_dialog (desk) == NULL && n_waiting (desk) == 1);
}

/* A colleague was faster: both states in words, and the text stays. */
static void
test_conflict (void)
{
  Desk desk;
  GtkWidget *page = open_page (&desk, "conflict");
  GtkWidget *panel;

  show (&desk, page, 1);
  ask_for_supplement (&desk, page);
  desk_colleague_acts (&desk, 1, "refuse", REFUSAL);
  mc_clock_advance (desk.clock, 11 * G_TIME_SPAN_SECOND);
  desk_wait (desk_find (page, MC_TYPE_CONFLICT_PANEL, NULL) != NULL);
  panel = desk_find (page, MC_TYPE_CONFLICT_PANEL, NULL);
  desk_wait (desk_says (panel, "Changed meanwhile by Lò Văn Đức at 10:00"));
  g_assert_true (desk_says (panel, "Yêu cầu bổ sung, on the state “Mới đăng ký”, at 10:00"));
  g_assert_true (desk_says (panel, "Nội dung cần bổ sung, hoàn thiện: Bản chụp rõ"));
  g_assert_true (desk_says (panel, "Không được tiếp nhận"));
  g_assert_true (desk_says (panel, "When you acted"));
  g_assert_true (desk_says (panel, "Phiếu từ chối tiếp nhận")); /* what the applicant was told meanwhile */
  g_assert_null (desk_find (panel, GTK_TYPE_BUTTON, "Keep mine"));
  g_assert_null (desk_find (panel, GTK_TYPE_BUTTON, "Merge"));
  g_signal_emit_by_name (desk_find (panel, GTK_TYPE_BUTTON, "Take theirs"), "clicked");
  desk_wait (desk_find (page, MC_TYPE_CONFLICT_PANEL, NULL) == NULL);
  g_assert_true (is_draft (&desk, "act:request_supplement:demand", "Bản chụp rõ"));
  desk_close (&desk);
}

/* An entry older than its member for the record as it was: the state alone, as far as the history tells it. */
static void
test_conflict_without_basis (void)
{
  Desk desk;
  GtkWidget *panel;
  McDossier *dossier;
  McHistoryEntry *change = mc_history_entry_new ();
  g_autoptr (McOutboxEntry) entry = mc_outbox_entry_new ();

  desk_open (&desk, "no-basis", 1);
  dossier = desk_put (&desk, 1, "Trần Văn A");
  change->at = g_date_time_ref (dossier->summary->submitted_at);
  change->actor_name = g_strdup ("Lò Văn Đức");
  change->action = g_strdup ("accept");
  change->from_state = 1;
  change->to_state = dossier->summary->national_state = 2;
  g_ptr_array_add (dossier->history, change);
  entry->act = mc_act_new ();
  entry->act->action = g_strdup ("refuse");
  entry->act->expected_handling_version = dossier->summary->handling_version - 1;
  entry->act->performed_at = g_date_time_ref (dossier->summary->submitted_at);
  panel = g_object_new (MC_TYPE_CONFLICT_PANEL, NULL);
  mc_conflict_panel_set (MC_CONFLICT_PANEL (panel), desk.profile, entry, dossier, FALSE);
  desk_present (&desk, adw_navigation_page_new (panel, "conflict"));
  g_assert_true (desk_says (panel, "on the state “Mới đăng ký”"));
  g_assert_true (desk_says (panel, "Mới đăng ký → Được tiếp nhận"));
  g_assert_false (desk_says (panel, "When you acted"));
  g_assert_false (desk_says (panel, "the same as then"));
  desk_close (&desk);
}

/* Handed on to somebody meanwhile, its state as it was: what differs is said of both versions, and what does not is not. */
static void
test_conflict_differences (void)
{
  Desk desk;
  GtkWidget *page = open_page (&desk, "differences");
  McDossier *dossier;
  GtkWidget *panel;

  show (&desk, page, 1);
  ask_for_supplement (&desk, page);
  dossier = desk_put (&desk, 1, "Trần Văn A");
  dossier->summary->handler_name = g_strdup ("Lò Văn Đức");
  g_set_str (&dossier->summary->payment, "due");
  dossier->summary->fee_due = 50000;
  mc_clock_advance (desk.clock, 11 * G_TIME_SPAN_SECOND);
  desk_wait (desk_find (page, MC_TYPE_CONFLICT_PANEL, NULL) != NULL);
  panel = desk_find (page, MC_TYPE_CONFLICT_PANEL, NULL);
  desk_wait (desk_says (panel, "When you acted"));
  g_assert_true (desk_says (panel, "Handler"));
  g_assert_true (desk_says (panel, "No data"));
  g_assert_true (desk_says (panel, "Lò Văn Đức"));
  g_assert_true (desk_says (panel, "Nothing to pay"));
  g_assert_true (desk_says (panel, "Not paid yet"));
  g_assert_true (desk_says (panel, "50.000\u00a0đ"));
  g_assert_false (desk_says (panel, "Answer due"));
  g_assert_false (desk_says (panel, "Step"));
  desk_close (&desk);
}

/* Still allowed on the new state: sent again on it, held as any act. */
static void
test_conflict_sent_again (void)
{
  Desk desk;
  GtkWidget *page = open_page (&desk, "again");
  GtkWidget *again;
  GtkWidget *panel;

  show (&desk, page, 1);
  ask_for_supplement (&desk, page);
  desk_touch (&desk, 1);
  mc_clock_advance (desk.clock, 11 * G_TIME_SPAN_SECOND);
  desk_wait (desk_find (page, MC_TYPE_CONFLICT_PANEL, NULL) != NULL);
  panel = desk_find (page, MC_TYPE_CONFLICT_PANEL, NULL);
  desk_wait ((again = desk_find (panel, GTK_TYPE_BUTTON, "Keep mine")) != NULL && gtk_widget_get_mapped (again));
  g_assert_true (desk_says (panel, "payment are the same as then"));
  g_assert_false (desk_says (panel, "When you acted"));
  g_signal_emit_by_name (again, "clicked");
  desk_wait (mc_sync_get_outbox (mc_profile_get_sync (desk.profile))->len == 2 && n_waiting (&desk) == 1);
  mc_clock_advance (desk.clock, 11 * G_TIME_SPAN_SECOND);
  desk_wait (desk_says (page, "Yêu cầu bổ sung giấy tờ"));
  g_assert_cmpuint (desk_n_acts (&desk), ==, 2);
  desk_wait (is_draft (&desk, "act:request_supplement:demand", NULL));
  desk_close (&desk);
}

/* Merged by hand: out of the outbox, and its form again with what was typed, below what a colleague wrote meanwhile. */
static void
test_conflict_merged (void)
{
  Desk desk;
  GtkWidget *page = open_page (&desk, "merged");
  McNotice *notice = mc_notice_new ();
  GtkWidget *merge;
  GtkWidget *panel;

  show (&desk, page, 1);
  ask_for_supplement (&desk, page);
  notice->at = mc_clock_now (desk.clock);
  notice->action = g_strdup ("request_supplement");
  notice->actor_name = g_strdup ("Lò Văn Đức");
  notice->text = g_strdup ("Đề nghị nộp thêm bản chính.");
  g_ptr_array_add (desk_put (&desk, 1, "Trần Văn A")->notices, notice);
  mc_clock_advance (desk.clock, 11 * G_TIME_SPAN_SECOND);
  desk_wait (desk_find (page, MC_TYPE_CONFLICT_PANEL, NULL) != NULL);
  panel = desk_find (page, MC_TYPE_CONFLICT_PANEL, NULL);
  desk_wait ((merge = desk_find (panel, GTK_TYPE_BUTTON, "Merge")) != NULL);
  g_assert_true (desk_says (panel, "Đề nghị nộp thêm bản chính."));
  g_signal_emit_by_name (merge, "clicked");
  desk_wait (desk_dialog (&desk) != NULL
             && desk_says (GTK_WIDGET (desk_dialog (&desk)), "Newer content on the portal: Lò Văn Đức, 10:00"));
  g_assert_true (desk_says (GTK_WIDGET (desk_dialog (&desk)), "Đề nghị nộp thêm bản chính."));
  g_assert_true (desk_says (GTK_WIDGET (desk_dialog (&desk)), "Nội dung cần bổ sung, hoàn thiện: Bản chụp rõ"));
  g_assert_cmpuint (n_waiting (&desk), ==, 0);
  g_assert_null (desk_find (page, MC_TYPE_CONFLICT_PANEL, NULL));
  mc_clock_advance (desk.clock, G_TIME_SPAN_SECOND);
  mc_act_dialog_send (MC_ACT_DIALOG (desk_dialog (&desk)));
  desk_wait (desk_dialog (&desk) == NULL && n_waiting (&desk) == 1);
  desk_close (&desk);
}

/* What the portal found wrong is corrected in its form, from the record as from the outbox. */
static void
test_corrected (void)
{
  Desk desk;
  GtkWidget *page = open_page (&desk, "corrected");
  GtkWidget *edit;

  show (&desk, page, 1);
  ask_for_supplement (&desk, page);
  desk_find_fault (&desk, TRUE);
  mc_clock_advance (desk.clock, 11 * G_TIME_SPAN_SECOND);
  desk_wait ((edit = desk_find (page, GTK_TYPE_BUTTON, "Edit")) != NULL);
  g_signal_emit_by_name (edit, "clicked");
  desk_wait (desk_dialog (&desk) != NULL
             && desk_says (GTK_WIDGET (desk_dialog (&desk)), "Nội dung cần bổ sung, hoàn thiện: Bản chụp rõ"));
  g_assert_false (desk_says (GTK_WIDGET (desk_dialog (&desk)), "Newer content"));
  mc_clock_advance (desk.clock, G_TIME_SPAN_SECOND);
  mc_act_dialog_send (MC_ACT_DIALOG (desk_dialog (&desk)));
  desk_wait (desk_dialog (&desk) == NULL && n_waiting (&desk) == 1);
  mc_clock_advance (desk.clock, 11 * G_TIME_SPAN_SECOND);
  desk_wait (desk_find (page, GTK_TYPE_BUTTON, "Edit") != NULL);
  /* asked for before the record is there */
  mc_dossier_page_show (MC_DOSSIER_PAGE (page), desk_id (2), 0, 0);
  mc_dossier_page_show (MC_DOSSIER_PAGE (page), desk_id (1), 0, 0);
  mc_dossier_page_edit (MC_DOSSIER_PAGE (page));
  desk_wait (desk_dialog (&desk) != NULL);
  desk_close (&desk);
}

/* An act on many records leaves no drafts of each: what it said of one that failed is there all the same. */
static void
test_corrected_of_many (void)
{
  Desk desk;
  GtkWidget *page = open_page (&desk, "many-corrected");
  g_autoptr (McSummary) summary = NULL;
  g_autoptr (McOutboxEntry) entry = NULL;
  GtkWidget *button;
  static const char values[]
      = "{\"due_date\":\"2026-12-01\",\"demand\":\"Bản chụp rõ\",\"components\":[],\"unknown\":\"x\"}";

  show (&desk, page, 1);
  summary = dex_await_boxed (desk_await (mc_cache_summary (mc_profile_get_cache (desk.profile), desk_id (1))), NULL);
  entry = dex_await_boxed (
      desk_await (mc_sync_act (mc_profile_get_sync (desk.profile), summary, "request_supplement", values, 10)), NULL);
  g_assert_nonnull (entry);
  desk_find_fault (&desk, TRUE);
  mc_clock_advance (desk.clock, 11 * G_TIME_SPAN_SECOND);
  desk_wait ((button = desk_find (page, GTK_TYPE_BUTTON, "Edit")) != NULL);
  g_assert_false (is_draft (&desk, "act:request_supplement:demand", "Bản chụp rõ"));
  g_signal_emit_by_name (button, "clicked");
  desk_wait (desk_dialog (&desk) != NULL);
  g_assert_true (is_draft (&desk, "act:request_supplement:demand", "Bản chụp rõ"));
  g_assert_true (is_draft (&desk, "act:request_supplement:unknown", NULL));
  desk_wait (desk_says (GTK_WIDGET (desk_dialog (&desk)), "Nội dung cần bổ sung, hoàn thiện: Bản chụp rõ"));
  desk_close (&desk);
}

/* No paper before the portal has recorded it; then its pages, and a PDF. */
static void
test_paper (void)
{
  Desk desk;
  GtkWidget *page = open_page (&desk, "paper");
  g_autoptr (GFile) file = g_file_new_build_filename (g_get_user_data_dir (), "paper.pdf", NULL);
  g_autoptr (GFile) nowhere = g_file_new_for_path ("/proc/nowhere/paper.pdf");
  g_autofree char *data = NULL;
  g_autoptr (GError) error = NULL;
  McPrintDialog *dialog;
  gsize length;

  show (&desk, page, 1);
  ask_for_supplement (&desk, page);
  mc_dossier_page_print (MC_DOSSIER_PAGE (page));
  g_assert_null (desk_dialog (&desk));
  mc_clock_advance (desk.clock, 11 * G_TIME_SPAN_SECOND);
  desk_wait (desk_find (page, GTK_TYPE_BUTTON, "Print…") != NULL);
  mc_dossier_page_print (MC_DOSSIER_PAGE (page));
  dialog = MC_PRINT_DIALOG (desk_dialog (&desk));
  desk_wait (mc_print_dialog_get_pages (dialog) != NULL);
  g_assert_cmpstr (adw_dialog_get_title (ADW_DIALOG (dialog)), ==, "Form 02: request for a supplement");
  g_assert_cmpint (mc_print_pages_get_n_pages (mc_print_dialog_get_pages (dialog)), ==, 1);
  g_assert_cmpstr (mc_print_pages_get_file_name (mc_print_dialog_get_pages (dialog)), ==,
                   "Phieu-yeu-cau-bo-sung-TT-700001.pdf");
  desk_wait (desk_says (GTK_WIDGET (dialog), "Page 1/1"));
  g_assert_true (gtk_widget_get_sensitive (desk_find (GTK_WIDGET (dialog), GTK_TYPE_BUTTON, "Print")));

  mc_print_dialog_save_to (dialog, nowhere);
  desk_wait (desk_says (GTK_WIDGET (dialog), "could not be written there"));
  mc_print_dialog_save_to (dialog, file);
  desk_wait (desk_dialog (&desk) == NULL);
  desk_wait (desk_says (page, "Saved paper.pdf"));
  g_assert_true (g_file_load_contents (file, NULL, &data, &length, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (data, "%PDF-"));
  /* that it left the program is told to the portal, with the paper and which copy */
  desk_wait (g_strcmp0 (desk_last_reveal (&desk), "print 02 Form 02 saved as a file, copy 1") == 0);
  desk_close (&desk);
}

/* The system's dialog that a job begins with; NULL: none is open. */
static GtkWindow *
find_printers (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (g_str_equal (G_OBJECT_TYPE_NAME (l->data), "GtkPrintUnixDialog"))
      return l->data;
  return NULL;
}

/* How many papers the journal holds as being printed. */
static guint
count_printing (Desk *desk)
{
  DexFuture *read = desk_await (mc_journal_papers (mc_profile_get_journal (desk->profile)));
  g_autoptr (GPtrArray) papers = dex_await_boxed (read, NULL);

  g_assert_nonnull (papers);
  return papers->len;
}

/* The journal knows of a job before the system is asked for a printer, and forgets it when nothing came of it. */
static void
test_print_job (void)
{
  Desk desk;
  GtkWidget *page = open_page (&desk, "print-job");
  McPrintDialog *dialog;

  show (&desk, page, 1);
  ask_for_supplement (&desk, page);
  mc_clock_advance (desk.clock, 11 * G_TIME_SPAN_SECOND);
  desk_wait (desk_find (page, GTK_TYPE_BUTTON, "Print…") != NULL);
  mc_dossier_page_print (MC_DOSSIER_PAGE (page));
  dialog = MC_PRINT_DIALOG (desk_dialog (&desk));
  desk_wait (mc_print_dialog_get_pages (dialog) != NULL);
  g_assert_cmpuint (count_printing (&desk), ==, 0);
  gtk_widget_activate (desk_find (GTK_WIDGET (dialog), GTK_TYPE_BUTTON, "Print"));
  desk_wait (find_printers () != NULL);
  g_assert_cmpuint (count_printing (&desk), ==, 1);
  gtk_window_close (find_printers ());
  desk_wait (find_printers () == NULL && count_printing (&desk) == 0);
  desk_close (&desk);
}

/* The paper of the state, not the first one that there is: a supplement that is asked for in appraisal has a receipt, too. */
static void
test_paper_of_the_state (void)
{
  g_autoptr (McDossier) dossier = mc_dossier_new ();
  McSummary *s = dossier->summary = mc_summary_new ();
  McNotice *notice = mc_notice_new ();

  s->national_state = MC_HANDLING_PROCESSING;
  g_assert_null (mc_print_pages_find_paper (dossier));
  s->code = g_strdup ("H99.1.7-20261123-0000001");
  s->accepted_at = g_date_time_new_now_utc ();
  g_assert_cmpstr (mc_print_pages_find_paper (dossier), ==, "01");
  notice->paper = g_strdup ("02");
  g_ptr_array_add (dossier->notices, notice);
  g_assert_cmpstr (mc_print_pages_find_paper (dossier), ==, "01");
  s->national_state = MC_HANDLING_SUPPLEMENT;
  g_assert_cmpstr (mc_print_pages_find_paper (dossier), ==, "02");
  s->national_state = MC_HANDLING_DONE;
  g_assert_cmpstr (mc_print_pages_find_paper (dossier), ==, "01");
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv);
  adw_init ();
  dex_init ();
  g_test_add_func ("/acts/mark-with-reason", test_mark_with_reason);
  g_test_add_func ("/acts/words-are-kept", test_words_are_kept);
  g_test_add_func ("/acts/words-given-up", test_words_given_up);
  g_test_add_func ("/acts/words-in-sight", test_words_in_sight);
  g_test_add_func ("/acts/mark-with-words", test_mark_with_words);
  g_test_add_func ("/acts/scan-marks-nothing", test_scan_marks_nothing);
  g_test_add_func ("/acts/form-says-what-is-wrong", test_form_says_what_is_wrong);
  g_test_add_func ("/acts/draft-survives", test_draft_survives);
  g_test_add_func ("/acts/sent-once", test_sent_once);
  g_test_add_func ("/acts/recorded-mark", test_recorded_mark);
  g_test_add_func ("/acts/refusal", test_refusal);
  g_test_add_func ("/acts/type-ahead", test_type_ahead);
  g_test_add_func ("/acts/second-round", test_second_round);
  g_test_add_func ("/acts/conflict", test_conflict);
  g_test_add_func ("/acts/conflict-without-basis", test_conflict_without_basis);
  g_test_add_func ("/acts/conflict-differences", test_conflict_differences);
  g_test_add_func ("/acts/conflict-sent-again", test_conflict_sent_again);
  g_test_add_func ("/acts/conflict-merged", test_conflict_merged);
  g_test_add_func ("/acts/corrected", test_corrected);
  g_test_add_func ("/acts/corrected-of-many", test_corrected_of_many);
  g_test_add_func ("/acts/paper", test_paper);
  g_test_add_func ("/acts/print-job", test_print_job);
  g_test_add_func ("/acts/paper-of-the-state", test_paper_of_the_state);
  return g_test_run ();
}
