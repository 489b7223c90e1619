// SPDX-License-Identifier: GPL-3.0-or-later
#include <malloc.h>

#include "mc-act.h"
#include "mc-calendar.h"
#include "mc-clock-sheet.h"
#include "mc-official.h"
#include "mc-record.h"

/* Every record fresh, filled or not, lives as long as the last that holds it; valgrind and MALLOC_CHECK_ watch. */
static void
check_boxed (GType type, gpointer record, gatomicrefcount *count)
{
  GValue value = G_VALUE_INIT;
  gpointer copy = g_boxed_copy (type, record);

  /* values that are counted, not copied */
  g_assert_true (copy == record);
  g_assert_true (g_atomic_ref_count_compare (count, 2));
  g_value_init (&value, type);
  g_value_take_boxed (&value, copy);
  g_assert_true (g_value_get_boxed (&value) == record);
  g_value_unset (&value);
  g_assert_true (g_atomic_ref_count_compare (count, 1));
  g_boxed_free (type, record);
}

static void
fill_strings (char **first, guint count)
{
  for (guint i = 0; i < count; i++)
    first[i] = g_strdup_printf ("text %u", i);
}

static McSummary *
full_summary (void)
{
  McSummary *s = mc_summary_new ();

  s->id = g_strdup ("019364b8-0000-7000-8000-000000000001");
  fill_strings (&s->code, 9);
  fill_strings (&s->local_step, 8);
  s->submitted_at = g_date_time_new_utc (2026, 11, 23, 1, 2, 3);
  s->accepted_at = g_date_time_ref (s->submitted_at);
  s->response_due_at = g_date_time_ref (s->submitted_at);
  s->due_at = g_date_time_ref (s->submitted_at);
  s->warn_at = g_date_time_ref (s->submitted_at);
  s->finished_at = g_date_time_ref (s->submitted_at);
  s->supplement_due_at = g_date_time_ref (s->submitted_at);
  s->step_due_at = g_date_time_ref (s->submitted_at);
  s->fee_due = 50000;
  s->fee_paid_at = g_date_time_ref (s->submitted_at);
  s->actions = g_strsplit ("accept reject", " ", -1);
  return s;
}

static void
test_summary (void)
{
  McSummary *empty = mc_summary_new ();
  McSummary *full = full_summary ();

  g_assert_false (mc_summary_allows (empty, "accept"));
  g_assert_true (mc_summary_allows (full, "accept"));
  g_assert_true (mc_summary_allows (full, "reject"));
  g_assert_false (mc_summary_allows (full, "acc"));
  g_assert_null (mc_summary_get_deadline (empty));
  check_boxed (MC_TYPE_SUMMARY, empty, &empty->ref_count);
  check_boxed (MC_TYPE_SUMMARY, full, &full->ref_count);
}

static void
test_dossier (void)
{
  McDossier *empty = mc_dossier_new ();
  McDossier *full = mc_dossier_new ();
  McComponent *component = mc_component_new ();
  McDocument *document = mc_document_new ();
  McHistoryEntry *entry = mc_history_entry_new ();

  g_assert_cmpint (empty->limit_amount, ==, -1);
  g_assert_cmpint (empty->fee, ==, -1);
  g_assert_cmpint (document->size, ==, -1);
  full->summary = full_summary ();
  full->owner.name = g_strdup ("Nguyễn Văn Mẫu");
  full->owner.id_number = g_strdup ("999204000412");
  full->submitter.email = g_strdup ("mau@example.invalid");
  full->receiver_name = g_strdup ("Trần Thị Mẫu");
  full->limit_unit = g_strdup ("working_day");
  full->limit_basis = g_strdup ("Đ. 1");
  full->return_place = g_strdup ("Quầy 1");
  full->abstract = g_strdup ("Trích yếu");
  full->register_no = g_strdup ("12");
  component->id = g_strdup ("c1");
  component->copy_kind = g_strdup ("photo");
  component->source = g_strdup ("attached");
  component->mark_reason = g_strdup ("mờ");
  component->name = g_strdup ("Tờ khai");
  component->mark = g_strdup ("missing");
  document->name = g_strdup ("a.pdf");
  document->media_type = g_strdup ("application/pdf");
  document->id = g_strdup ("d1");
  g_ptr_array_add (component->documents, document);
  g_ptr_array_add (full->components, component);
  entry->at = g_date_time_new_now_utc ();
  entry->actor_name = g_strdup ("a");
  entry->actor_unit = g_strdup ("b");
  entry->note = g_strdup ("c");
  entry->action = g_strdup ("submit");
  g_ptr_array_add (full->history, entry);
  check_boxed (MC_TYPE_DOSSIER, empty, &empty->ref_count);
  check_boxed (MC_TYPE_DOSSIER, full, &full->ref_count);
}

static void
test_person (void)
{
  McPerson person = { g_strdup ("a"), g_strdup ("b"), g_strdup ("c"), g_strdup ("d"), g_strdup ("e") };

  mc_person_clear (&person);
  g_assert_null (person.name);
  g_assert_null (person.id_number);
  mc_person_clear (&person);
}

static void
test_act (void)
{
  McAct *act = mc_act_new ();

  g_assert_cmpstr (act->form, ==, "{}");
  act->record_id = g_strdup ("r");
  act->action = g_strdup ("accept");
  act->key = g_strdup ("k");
  act->kind = g_strdup ("dossier");
  act->performed_at = g_date_time_new_now_utc ();
  check_boxed (MC_TYPE_ACT, act, &act->ref_count);
}

static void
test_outcome (void)
{
  McOutcome *empty = mc_outcome_new ();
  McOutcome *full = mc_outcome_new ();

  full->action = g_strdup ("accept");
  full->key = g_strdup ("k");
  full->recorded_at = g_date_time_new_now_utc ();
  full->summary = full_summary ();
  check_boxed (MC_TYPE_OUTCOME, empty, &empty->ref_count);
  check_boxed (MC_TYPE_OUTCOME, full, &full->ref_count);
}

static void
test_changes (void)
{
  McChanges *changes = mc_changes_new ();
  McChange *upsert = mc_change_new ();
  McChange *tombstone = mc_change_new ();

  g_assert_cmpint (changes->total, ==, -1);
  g_assert_cmpuint (changes->changes->len, ==, 0);
  upsert->kind = g_strdup ("dossier");
  upsert->summary = full_summary ();
  upsert->id = g_strdup (upsert->summary->id);
  tombstone->id = g_strdup ("x");
  g_ptr_array_add (changes->changes, upsert);
  g_ptr_array_add (changes->changes, tombstone);
  changes->next = g_strdup ("cursor");
  check_boxed (MC_TYPE_CHANGES, changes, &changes->ref_count);
}

/* Act states are numbers in journals already written: they never change. */
static void
test_outbox_states (void)
{
  g_assert_cmpint (MC_OUTBOX_HELD, ==, 0);
  g_assert_cmpint (MC_OUTBOX_WAITING, ==, 1);
  g_assert_cmpint (MC_OUTBOX_SENDING, ==, 2);
  g_assert_cmpint (MC_OUTBOX_DONE, ==, 3);
  g_assert_cmpint (MC_OUTBOX_NEEDS_YOU, ==, 4);
  g_assert_cmpint (MC_OUTBOX_DROPPED, ==, 5);
}

static void
test_outbox_entry (void)
{
  McOutboxEntry *empty = mc_outbox_entry_new ();
  McOutboxEntry *full = mc_outbox_entry_new ();

  full->act = mc_act_new ();
  full->title = g_strdup ("H26-220315-0001 – Nguyễn Văn Mẫu");
  full->cause = g_strdup ("stale");
  full->detail = g_strdup ("Hồ sơ đã thay đổi");
  check_boxed (MC_TYPE_OUTBOX_ENTRY, empty, &empty->ref_count);
  check_boxed (MC_TYPE_OUTBOX_ENTRY, full, &full->ref_count);
}

static McForm *
full_form (void)
{
  McForm *form = mc_form_new ();
  McFormField *field = mc_form_field_new ();
  McFormChoice *choice = mc_form_choice_new ();

  fill_strings (&choice->id, 4);
  fill_strings (&field->id, 3);
  field->help = g_strdup ("Giải thích");
  field->default_value = g_strdup ("30");
  g_ptr_array_add (field->choices, choice);
  g_ptr_array_add (form->fields, field);
  fill_strings (&form->paper, 2);
  g_assert_true (mc_form_find_field (form, "text 0") == field);
  g_assert_null (mc_form_find_field (form, NULL));
  g_assert_true (mc_form_field_find_choice (field, "text 0") == choice);
  return form;
}

static void
test_notice (void)
{
  McDossier *dossier = mc_dossier_new ();

  g_assert_null (mc_dossier_find_notice (dossier, "02"));
  for (guint i = 0; i < 3; i++)
    {
      McNotice *notice = mc_notice_new ();
      McNoticeItem *item = mc_notice_item_new ();

      notice->at = g_date_time_new_utc (2026, 11, 23, 1, 2, 3);
      notice->due_at = g_date_time_ref (notice->at);
      fill_strings (&notice->action, 3);
      notice->paper = g_strdup (i < 2 ? "02" : "03");
      notice->number = g_strdup_printf ("%u", i);
      fill_strings (&notice->reason, 3);
      fill_strings (&item->component, 3);
      fill_strings (&item->mark, 2);
      g_ptr_array_add (notice->items, item);
      g_ptr_array_add (dossier->notices, notice);
    }
  /* the last of its kind */
  g_assert_cmpstr (mc_dossier_find_notice (dossier, "02")->number, ==, "1");
  g_assert_cmpstr (mc_dossier_find_notice (dossier, "03")->number, ==, "2");
  mc_dossier_unref (dossier);
}

static void
test_official (void)
{
  McAbout *about = mc_about_new ();
  McMe *me = mc_me_new ();
  McActionInfo *info = mc_action_info_new ();
  McQueue *queue = mc_queue_new ();
  guint port = 8127;

  about->name = g_strdup ("Cổng mẫu");
  about->issuer = g_strdup ("https://example.invalid");
  about->client_id = g_strdup ("c");
  about->scopes = g_strsplit ("openid officials", " ", -1);
  g_array_append_val (about->redirect_ports, port);
  check_boxed (MC_TYPE_ABOUT, about, &about->ref_count);

  info->id = g_strdup ("accept");
  info->title = g_strdup ("Tiếp nhận hồ sơ");
  queue->title = g_strdup ("Mới");
  queue->order = g_strdup ("deadline");
  fill_strings (&me->sub, 9);
  queue->id = g_strdup ("new");
  queue->filter = mc_filter_new ();
  info->form = full_form ();
  g_ptr_array_add (me->actions, info);
  g_ptr_array_add (me->queues, queue);
  me->roles = g_strsplit ("receiver", " ", -1);
  g_assert_true (mc_me_find_action (me, "accept") == info);
  g_assert_null (mc_me_find_action (me, "reject"));
  check_boxed (MC_TYPE_ME, me, &me->ref_count);
}

static void
everything (void)
{
  test_summary ();
  test_dossier ();
  test_person ();
  test_act ();
  test_outcome ();
  test_changes ();
  test_outbox_entry ();
  test_official ();
  test_notice ();
}

/* All over again: the heap grows no more. A member that is not freed would take at least 32 bytes a round. */
static void
test_nothing_is_left (void)
{
  size_t before;

  for (int i = 0; i < 300; i++)
    everything ();
  before = mallinfo2 ().uordblks;
  for (int i = 0; i < 1000; i++)
    everything ();
  g_assert_cmpuint (mallinfo2 ().uordblks, <, before + 16000);
}

static void
check_line (GPtrArray *lines, guint index, const char *name, gint64 amount)
{
  const McPaymentLine *line = g_ptr_array_index (lines, index);

  g_assert_cmpstr (line->name, ==, name);
  g_assert_cmpint (line->amount, ==, amount);
}

/* What an official types, a line a sum: what says no sum has none, never zero. */
static void
test_payment_lines (void)
{
  g_autoptr (GPtrArray) lines
      = mc_payment_lines_read ("Phí thẩm định: 150.000 đồng\n\n  Lệ phí cấp giấy – 50000đ\nThuế theo thông báo\n"
                               "Phí 2 trang: 8.000\n15000\n999999999999999999");
  McPaymentOrder *order = mc_payment_order_new ();

  g_assert_cmpuint (lines->len, ==, 6);
  check_line (lines, 0, "Phí thẩm định", 150000);
  check_line (lines, 1, "Lệ phí cấp giấy –", 50000);
  check_line (lines, 2, "Thuế theo thông báo", -1);
  check_line (lines, 3, "Phí 2 trang", 8000);
  check_line (lines, 4, "15000", 15000);
  check_line (lines, 5, "999999999999999999", -1);
  g_assert_cmpint (mc_payment_order_sum (order), ==, -1);
  order->lines = g_ptr_array_ref (lines);
  g_assert_cmpint (mc_payment_order_sum (order), ==, -1);
  g_ptr_array_remove_index (lines, 5);
  g_ptr_array_remove_index (lines, 2);
  g_assert_cmpint (mc_payment_order_sum (order), ==, 150000 + 50000 + 8000 + 15000);
  mc_payment_order_free (order);
}

/* 23/11/2026 is a Monday, 24/11 a day off. */
static McDossier *
paused_dossier (void)
{
  static const struct
  {
    McClockEventKind kind;
    const char *at;
  } happened[] = { { MC_CLOCK_SUBMITTED, "2026-11-19T01:00:00Z" },
                   { MC_CLOCK_ACCEPTED, "2026-11-19T03:00:00Z" },
                   { MC_CLOCK_PAUSED, "2026-11-20T03:00:00Z" },
                   { MC_CLOCK_RESUMED, "2026-11-25T03:00:00Z" } };
  McDossier *dossier = mc_dossier_new ();
  McRuleBook *book = mc_rule_book_get_default ();

  dossier->summary = mc_summary_new ();
  dossier->limit_unit = g_strdup ("working_day");
  dossier->limit_amount = 3;
  dossier->clock = mc_dossier_clock_new ();
  for (guint i = 0; i < G_N_ELEMENTS (happened); i++)
    {
      g_autoptr (GDateTime) at = g_date_time_new_from_iso8601 (happened[i].at, NULL);
      McClockEvent event = { .kind = happened[i].kind, .at = at, .cause = MC_PAUSE_SUPPLEMENT };
      g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

      g_ptr_array_add (dossier->clock->entries, mc_clock_entry_of (&event));
      json_node_take_object (node, mc_rule_to_json (mc_rule_book_find (book, NULL, NULL, NULL, at)));
      if (event.kind == MC_CLOCK_SUBMITTED)
        dossier->clock->response_rule = mc_rule_from_json (json_node_get_object (node), NULL);
      if (event.kind == MC_CLOCK_ACCEPTED)
        dossier->clock->result_rule = mc_rule_from_json (json_node_get_object (node), NULL);
    }
  return dossier;
}

static gboolean
has_step (const McExplanation *explanation, McStepKind kind)
{
  for (guint i = 0; i < explanation->steps->len; i++)
    if (((McExplanationStep *) g_ptr_array_index (explanation->steps, i))->kind == kind)
      return TRUE;
  return FALSE;
}

/* The clocks as the wire tells them give the dates that the rules give. */
static void
test_clock_sheet (void)
{
  g_autoptr (McDossier) dossier = paused_dossier ();
  McOffice *office = mc_calendar_get_office (mc_calendar_get_default (), NULL);
  g_autoptr (McClockSheet) sheet = mc_clock_sheet_new (dossier, office);
  McClockEntry *last = g_ptr_array_index (dossier->clock->entries, dossier->clock->entries->len - 1);
  g_autofree char *due = NULL;

  g_assert_nonnull (sheet);
  g_assert_cmpint (sheet->response.due.state, ==, MC_DUE_ENDED);
  g_assert_cmpint (sheet->result.due.state, ==, MC_DUE_RUNNING);
  g_assert_cmpint (sheet->step.due.state, ==, MC_DUE_NONE);
  due = g_date_time_format (sheet->result.due.due_at, "%d/%m %H:%M");
  /* three days are 24/11, which is off, so 25/11; two working days were waited for */
  g_assert_cmpstr (due, ==, "27/11 17:00");
  g_assert_true (has_step (sheet->result.explanation, MC_STEP_PAUSE));
  g_assert_true (has_step (sheet->result.explanation, MC_STEP_SKIPPED));

  /* a word that is not known: nothing is counted rather than something wrong */
  g_set_str (&last->kind, "frozen");
  g_assert_null (mc_clock_sheet_new (dossier, office));
  g_set_str (&last->kind, "resumed");
  g_set_str (&last->cause, "strike");
  g_assert_null (mc_clock_sheet_new (dossier, office));
  g_clear_pointer (&dossier->clock, mc_dossier_clock_free);
  g_assert_null (mc_clock_sheet_new (dossier, office));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/records/summary", test_summary);
  g_test_add_func ("/records/dossier", test_dossier);
  g_test_add_func ("/records/person", test_person);
  g_test_add_func ("/records/act", test_act);
  g_test_add_func ("/records/outcome", test_outcome);
  g_test_add_func ("/records/changes", test_changes);
  g_test_add_func ("/records/outbox-states", test_outbox_states);
  g_test_add_func ("/records/outbox-entry", test_outbox_entry);
  g_test_add_func ("/records/official", test_official);
  g_test_add_func ("/records/notice", test_notice);
  g_test_add_func ("/records/payment-lines", test_payment_lines);
  g_test_add_func ("/records/clock-sheet", test_clock_sheet);
  g_test_add_func ("/records/nothing-is-left", test_nothing_is_left);
  return g_test_run ();
}
