// SPDX-License-Identifier: GPL-3.0-or-later
/* What an act makes of a dossier: the effects of the table of transitions, carried out. */
#include "mc-training-private.h"

#include <string.h>

#include "mc-form-catalogue.h"
#include "mc-form-json.h"
#include "mc-text.h"

/* The codes of made dossiers are out of the way of those that are issued later. */
#define MADE_CODES G_GINT64_CONSTANT (5000000)
#define MAX_REASON 500 /* characters */
#define DRAFT_NAME "du-thao.pdf"
#define RESULT_NAME "ket-qua.pdf"

/* One act under way. */
typedef struct
{
  McTraining *portal;
  McTrainingRecord *record;
  McSummary *summary;
  const McAccount *account;
  const McForm *form; /* NULL: nothing is filled in and nobody is told */
  const char *action;
  const McMove *move;
  GDateTime *now;
  JsonObject *values;
} Doing;

gint64
mc_training_next_number (McTraining *self, const char *name)
{
  g_autoptr (sqlite3_stmt) row = NULL;

  mc_training_run (
      self, "INSERT INTO meta VALUES (?, '1') ON CONFLICT (name) DO UPDATE SET value = CAST (value AS INTEGER) + 1",
      "s", name);
  row = mc_training_query (self, "SELECT CAST (value AS INTEGER) FROM meta WHERE name = ?", "s", name);
  return sqlite3_step (row) == SQLITE_ROW ? sqlite3_column_int64 (row, 0) : 0;
}

static void
set_time (GDateTime **member, GDateTime *value)
{
  g_clear_pointer (member, g_date_time_unref);
  *member = value != NULL ? g_date_time_ref (value) : NULL;
}

/* What an official wrote where no applicant is told: a line a field. (nullable) */
static char *
say_form (const Doing *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; self->form != NULL && i < self->form->fields->len; i++)
    {
      const McFormField *field = g_ptr_array_index (self->form->fields, i);
      g_autofree char *value = mc_form_say_value (self->form, field->id, self->values, self->record->dossier);

      if (value != NULL)
        g_string_append_printf (text, "%s%s: %s", text->len > 0 ? "\n" : "", field->label, value);
    }
  return text->len > 0 ? g_string_free_and_steal (g_steal_pointer (&text)) : NULL;
}

static void
add_history (const Doing *self, const char *action, int from, int to, const char *note)
{
  McHistoryEntry *entry = mc_history_entry_new ();
  const McSampleUnit *unit = mc_training_find_unit (self->account->unit);

  entry->at = g_date_time_ref (self->now);
  entry->actor_name = g_strdup (self->account->name);
  entry->actor_unit = unit != NULL ? g_strdup (unit->name) : NULL;
  entry->action = g_strdup (action);
  entry->from_state = from;
  entry->to_state = to;
  entry->note = g_strdup (note);
  g_ptr_array_add (self->record->dossier->history, entry);
}

/* What the applicant read, and who let it be asked again, which is nobody's business outside. */
static char *
say_notice (const Doing *self, const McNotice *notice)
{
  g_autofree char *approver = mc_form_get_text (self->values, "approver");
  const McFormField *field = approver != NULL ? mc_form_find_field (self->form, "approver") : NULL;

  return field != NULL ? g_strdup_printf ("%s\n%s: %s", notice->text, field->label, approver) : g_strdup (notice->text);
}

/* One entry a leg: of a compound act the last one has the words. */
static void
write_history (const Doing *self, const McNotice *notice)
{
  g_autofree char *own = notice == NULL ? say_form (self) : say_notice (self, notice);
  /* what the applicant read when it was accepted stands on the receipt: nothing to keep besides */
  const char *words = g_str_equal (self->action, "accept") ? NULL : own;
  int from = self->summary->national_state;

  for (guint i = 0; i < self->move->n_legs; i++)
    {
      const McTransition *row = self->move->legs[i];
      gboolean last = i + 1 == self->move->n_legs;
      int to = last ? self->move->state : row->to;

      add_history (self, row->record != NULL ? row->record : row->action, from, to, last ? words : NULL);
      from = to;
    }
}

/* Code, number and form 01's data (domain 3.2). The legal time is that of recording. */
static void
issue_code (Doing *self)
{
  McSummary *s = self->summary;
  McDossier *dossier = self->record->dossier;
  gint64 made = self->record->number;
  const McWorldProcedure *procedure = mc_world_find_procedure (s->procedure_code);
  const McSampleUnit *unit = mc_training_find_unit (self->record->units[MC_SCOPE_RECEIVED]);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (self->now, mc_calendar_zone ());
  g_autofree char *day = g_date_time_format (local, "%Y%m%d");

  g_free (s->code);
  s->code = g_strdup_printf ("%s-%s-%07" G_GINT64_FORMAT, unit->code, day,
                             made > 0 ? MADE_CODES + made : mc_training_next_number (self->portal, "dossier-code"));
  set_time (&s->accepted_at, self->now);
  /* papers and fee are those that were handed in; the time is that of the version in force now */
  if (procedure != NULL)
    mc_training_set_version (dossier,
                             mc_world_get_version (mc_world_find_case (procedure, dossier->case_id), self->now));
  g_free (dossier->register_no);
  dossier->register_no = g_strdup_printf (
      "%" G_GINT64_FORMAT, made > 0 ? made % 100000 : mc_training_next_number (self->portal, "register-no"));
  g_set_str (&dossier->receiver_name, self->account->name);
  g_set_str (&self->record->life.acceptor, self->account->sub);
}

static void
void_code (Doing *self)
{
  g_clear_pointer (&self->summary->code, g_free);
  g_clear_pointer (&self->record->dossier->register_no, g_free);
  g_clear_pointer (&self->record->dossier->receiver_name, g_free);
  g_clear_pointer (&self->record->life.acceptor, g_free);
  set_time (&self->summary->accepted_at, NULL);
}

static void
set_handler (Doing *self)
{
  g_autofree char *assignee = mc_form_get_text (self->values, "assignee");
  const McAccount *handler = assignee != NULL ? mc_training_find_sub (assignee) : self->account;

  g_set_str (&self->summary->handler_id, handler != NULL ? handler->sub : self->account->sub);
  g_set_str (&self->summary->handler_name, handler != NULL ? handler->name : self->account->name);
}

/* What the system of the process made changes with what is done about it: the page that is signed is no draft any more. What
 * somebody brought is theirs. */
static void
remake_result (McResult *result, const char *name)
{
  const McDocument *document = result->documents->len > 0 ? g_ptr_array_index (result->documents, 0) : NULL;
  const char *dash = document != NULL ? strrchr (document->id, '-') : NULL; /* "kq1-1" */
  g_autofree char *id = NULL;

  if (dash == NULL || document->origin != NULL || g_strcmp0 (document->name, name) == 0)
    return;
  id = g_strdup_printf ("%s-%u", result->id, (guint) g_ascii_strtoull (dash + 1, NULL, 10) + 1);
  g_ptr_array_remove_index (result->documents, 0);
  mc_training_result_add_sample (result, id, name);
}

/* A draft that nobody brought a file for is what the system of the process makes of it. */
static McResult *
begin_result (Doing *self)
{
  McTrainingLife *life = &self->record->life;
  McResult *result = mc_training_life_last_result (life);
  g_autofree char *id = NULL;

  if (result != NULL && !g_str_equal (result->state, "released") && !g_str_equal (result->state, "void"))
    return result;
  result = mc_training_life_add_result (life, "draft", self->now, self->account->name);
  id = g_strdup_printf ("%s-1", result->id);
  mc_training_result_add_sample (result, id, DRAFT_NAME);
  return result;
}

static void
release_result (Doing *self, McResult *result)
{
  g_autofree char *signer = mc_form_get_text (self->values, "signer");
  g_autofree char *day = mc_form_get_text (self->values, "issued_on");
  g_autoptr (GDateTime) local = g_date_time_to_timezone (self->now, mc_calendar_zone ());

  g_set_str (&result->state, "released");
  g_free (result->number);
  result->number = mc_form_get_text (self->values, "number");
  g_free (result->issued_on);
  result->issued_on = day != NULL ? g_steal_pointer (&day) : g_date_time_format (local, "%Y-%m-%d");
  if (signer != NULL)
    g_set_str (&result->signer, signer);
  set_time (&result->released_at, self->now);
}

/* One that was released stays, without validity; what was only signed is a draft again. */
static void
void_result (Doing *self)
{
  McTrainingLife *life = &self->record->life;
  McResult *result = mc_training_life_last_result (life);

  life->is_signed = FALSE;
  g_clear_pointer (&life->seal, g_free);
  if (result == NULL)
    return;
  if (!g_str_equal (result->state, "released"))
    {
      g_set_str (&result->state, "draft");
      g_clear_pointer (&result->signer, g_free);
      remake_result (result, DRAFT_NAME);
      return;
    }
  g_set_str (&result->state, "void");
  begin_result (self);
}

static void
make_result (Doing *self)
{
  McTrainingLife *life = &self->record->life;
  guint effects = self->move->effects;

  if (effects & MC_EFFECT_DRAFT)
    {
      g_autofree char *proposal = mc_form_get_text (self->values, "proposal");

      life->drafted = TRUE;
      g_set_str (&begin_result (self)->kind, g_strcmp0 (proposal, "refuse") == 0 ? "refusal" : "result");
    }
  if (effects & MC_EFFECT_SIGN)
    {
      McResult *result = begin_result (self);

      life->is_signed = life->drafted = TRUE;
      g_set_str (&result->state, "signed");
      g_set_str (&result->signer, self->account->name);
      remake_result (result, RESULT_NAME);
      g_free (life->seal);
      life->seal = mc_training_life_make_seal (life);
    }
  if (effects & MC_EFFECT_VOID_RESULT)
    void_result (self);
  if (effects & MC_EFFECT_RESULT)
    release_result (self, begin_result (self));
  if (effects & MC_EFFECT_RESULT_REFUSAL)
    {
      McResult *result = begin_result (self);

      life->refusal = life->is_signed = TRUE;
      g_set_str (&result->kind, "refusal");
      g_set_str (&result->signer, self->account->name);
      remake_result (result, RESULT_NAME);
      release_result (self, result);
    }
}

/* The words of the form about an order that it makes or settles. */
static void
fill_order (Doing *self, McTrainingOrder *order, GDateTime *until)
{
  static const char *const members[] = { "lines", "payment_receipt", "payer", "method" };
  char **texts[] = { &order->lines, &order->receipt, &order->payer, &order->method };

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      g_autofree char *text = mc_form_get_text (self->values, members[i]);

      if (text != NULL)
        g_set_str (texts[i], text);
    }
  if (self->move->new_order)
    {
      set_time (&order->ordered_at, self->now);
      g_set_str (&order->ordered_by, self->account->name);
      set_time (&order->due_at, until);
    }
  if (order->state == MC_PAYMENT_PAID || order->state == MC_PAYMENT_EXEMPT)
    set_time (&order->settled_at, self->now);
  if (order->state == MC_PAYMENT_EXEMPT)
    {
      g_free (order->exempt_basis);
      order->exempt_basis = mc_form_get_text (self->values, "legal_basis");
    }
}

/* What ends unpaid is cancelled, what was paid goes back: a fee and a tax are two orders. */
static void
refund (McTrainingOrder *order)
{
  if (order->state == MC_PAYMENT_DUE)
    order->state = MC_PAYMENT_CANCELLED;
  else if (order->state == MC_PAYMENT_PAID)
    order->state = MC_PAYMENT_REFUND_DUE;
}

static void
settle_payment (Doing *self, McPayment before, GDateTime *until)
{
  McTrainingLife *life = &self->record->life;
  McPayment shown = MC_PAYMENT_NONE;
  McTrainingOrder *order = NULL;

  if (self->move->new_order)
    order = mc_training_life_add_order (life, self->move->payment);
  for (guint i = 0; i < life->orders->len && (self->move->effects & MC_EFFECT_REFUND); i++)
    refund (g_ptr_array_index (life->orders, i));
  for (guint i = life->orders->len; order == NULL && self->move->payment != before && i > 0; i--)
    if (((McTrainingOrder *) g_ptr_array_index (life->orders, i - 1))->state == before)
      order = g_ptr_array_index (life->orders, i - 1);
  if (order != NULL)
    {
      order->state = self->move->payment;
      fill_order (self, order, until);
    }
  for (guint i = 0; i < life->orders->len; i++)
    shown = mc_payment_worse (shown, ((McTrainingOrder *) g_ptr_array_index (life->orders, i))->state);
  g_set_str (&self->summary->payment, mc_payment_to_string (shown));
  mc_training_set_fees (self->record);
}

/* The result leaves the agency, or comes back. */
static void
send_result (Doing *self)
{
  McTrainingLife *life = &self->record->life;
  g_autofree char *shipment = mc_form_get_text (self->values, "shipment");
  g_autofree char *recipient = mc_form_get_text (self->values, "recipient_name");

  if (self->move->delivery == life->delivery)
    return;
  life->delivery = self->move->delivery;
  if (life->delivery == MC_DELIVERY_ON_WAY)
    {
      g_set_str (&life->sent->tracking_code, shipment);
      set_time (&life->sent->handed_at, self->now);
    }
  if (life->delivery == MC_DELIVERY_DELIVERED)
    {
      g_set_str (&life->sent->recipient, recipient);
      set_time (&life->sent->delivered_at, self->now);
    }
}

static void
move_unit (Doing *self)
{
  char **units = self->record->units;

  if (g_str_equal (self->action, "transfer"))
    {
      g_free (units[MC_SCOPE_TARGET]);
      units[MC_SCOPE_TARGET] = mc_form_get_text (self->values, "target_unit");
    }
  if (self->move->effects & MC_EFFECT_MOVE_UNIT)
    {
      g_free (units[MC_SCOPE_COMPETENT]);
      units[MC_SCOPE_COMPETENT] = g_steal_pointer (&units[MC_SCOPE_TARGET]);
      g_set_str (&self->summary->competent_unit, mc_training_find_unit (units[MC_SCOPE_COMPETENT])->name);
    }
  if (g_strcmp0 (self->move->step, MC_STEP_TRANSFER_PENDING) != 0
      && self->summary->national_state != MC_HANDLING_WITHDRAW)
    g_clear_pointer (&units[MC_SCOPE_TARGET], g_free);
}

/* What the counter is to ask for, in the specialist's words, as long as it is not asked. */
static void
keep_proposal (Doing *self)
{
  McTrainingLife *life = &self->record->life;
  McProposal *proposal;

  if (g_str_equal (self->action, "issue_supplement") || g_str_equal (self->action, "return_proposal"))
    g_clear_pointer (&life->proposal, mc_proposal_free);
  if (!g_str_equal (self->action, "propose_supplement"))
    return;
  g_clear_pointer (&life->proposal, mc_proposal_free);
  proposal = life->proposal = mc_proposal_new ();
  proposal->at = g_date_time_ref (self->now);
  proposal->actor_name = g_strdup (self->account->name);
  proposal->demand = mc_form_get_text (self->values, "demand");
  proposal->basis = mc_form_get_text (self->values, "legal_basis");
  if (json_object_has_member (self->values, "applicant_days"))
    proposal->applicant_days = (int) json_object_get_int_member (self->values, "applicant_days");
}

/* The applicant's time is that of the notice, until what was asked for is there. A withdrawal that is refused leads back. */
static void
set_applicant_time (Doing *self, GDateTime *until)
{
  int state = self->move->state;

  if (until != NULL)
    set_time (&self->record->life.applicant_due_at, until);
  else if (state != MC_HANDLING_SUPPLEMENT && state != MC_HANDLING_PAYMENT && state != MC_HANDLING_WITHDRAW)
    set_time (&self->record->life.applicant_due_at, NULL);
}

/* What this act has told the applicant. (transfer none) (nullable) */
static const McNotice *
find_told (const Doing *self)
{
  const GPtrArray *notices = self->record->dossier->notices;
  const McNotice *last = notices->len > 0 ? g_ptr_array_index (notices, notices->len - 1) : NULL;

  return last != NULL && g_date_time_equal (last->at, self->now) && g_str_equal (last->action, self->action) ? last
                                                                                                             : NULL;
}

/* Why a clock stands still, moves or ends: what is wanted, or what the official wrote. (transfer full) (nullable) */
static char *
say_why (const Doing *self, const McNotice *told)
{
  static const char *const fields[] = { "lines", "explanation", "request" };
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; told != NULL && i < told->items->len; i++)
    g_string_append_printf (text, "%s%s", text->len > 0 ? "; " : "",
                            ((const McNoticeItem *) g_ptr_array_index (told->items, i))->name);
  if (told != NULL && told->demand != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? "; " : "", told->demand);
  for (guint i = 0; text->len == 0 && i < G_N_ELEMENTS (fields); i++)
    {
      g_autofree char *value = mc_form_get_text (self->values, fields[i]);

      g_string_append (text, value != NULL ? value : "");
    }
  return text->len > 0 ? g_utf8_substring (text->str, 0, MIN (g_utf8_strlen (text->str, -1), MAX_REASON)) : NULL;
}

static void
run_clocks (Doing *self)
{
  g_autoptr (GDateTime) extended = mc_training_end_of_day (self->record, self->values, "new_due");
  const McNotice *told = find_told (self);
  g_autofree char *reason = say_why (self, told);
  McSummary *s = self->summary;

  for (guint i = 0; i < self->move->n_legs; i++)
    mc_training_add_clock (self->record, self->move->legs[i], self->move, self->account->name, reason,
                           told != NULL ? told->paper : NULL, self->now, extended);
  if (self->move->clock & MC_CLOCK_REOPEN)
    set_time (&s->finished_at, NULL);
  if ((self->move->clock & MC_CLOCK_END) || (mc_handling_is_closed (s->national_state) && s->finished_at == NULL))
    set_time (&s->finished_at, self->now);
  mc_training_set_dates (self->record);
}

/* A supplement that was registered promises its new date in writing (domain 3.2). */
static void
tell_new_date (Doing *self)
{
  McSummary *s = self->summary;
  g_autoptr (GDateTime) local = NULL;
  g_autofree char *when = NULL;
  McNotice *notice;

  if ((self->move->clock & (MC_CLOCK_RESUME | MC_CLOCK_RESTART)) == 0 || s->due_at == NULL)
    return;
  local = g_date_time_to_timezone (s->due_at, mc_calendar_zone ());
  when = g_date_time_format (local, "%H:%M ngày %d/%m/%Y");
  notice = mc_notice_new ();
  notice->at = g_date_time_ref (self->now);
  notice->action = g_strdup (self->action);
  notice->actor_name = g_strdup (self->account->name);
  notice->channel = g_strdup ("portal");
  notice->text
      = g_strdup_printf ("Thời gian trả kết quả mới của hồ sơ %s về việc %s: %s.", s->code, s->procedure_name, when);
  g_ptr_array_add (self->record->dossier->notices, notice);
}

static void
change (Doing *self, GDateTime *until)
{
  const McMove *move = self->move;
  McSummary *s = self->summary;
  McTrainingLife *life = &self->record->life;
  McPayment before = mc_training_record_get_case (self->record).payment;
  g_autofree char *step = g_strdup (move->step); /* the move borrows of what is replaced here */
  McMove done = *move;

  if (move->effects & MC_EFFECT_CODE)
    issue_code (self);
  if (move->effects & MC_EFFECT_VOID_CODE)
    void_code (self);
  if (move->effects & MC_EFFECT_SET_HANDLER)
    set_handler (self);
  if (move->effects & MC_EFFECT_CLEAR_HANDLER)
    {
      g_clear_pointer (&s->handler_id, g_free);
      g_clear_pointer (&s->handler_name, g_free);
    }
  make_result (self);
  settle_payment (self, before, until);
  s->national_state = move->state;
  done.step = step;
  self->move = &done;
  move_unit (self);
  mc_training_life_set_places (life, move->remembered, move->n_remembered);
  g_set_str (&s->local_step, step);
  s->sent_back = move->sent_back;
  send_result (self);
  if (move->custody != MC_CUSTODY_SAME)
    life->custody = move->custody;
  keep_proposal (self);
  set_applicant_time (self, until);
  run_clocks (self);
  tell_new_date (self);
  self->move = move;
}

void
mc_training_apply (McTraining *self, McTrainingRecord *record, const McAccount *account, const McForm *form,
                   const char *action, JsonObject *values, const McMove *move, GDateTime *now)
{
  McDossier *dossier = record->dossier;
  Doing doing = { self, record, dossier->summary, account, form, action, move, now, values };
  gboolean told = (move->effects & MC_EFFECT_NOTICE) && form != NULL && form->message != NULL;
  /* before anything changes: a notice speaks of the dossier as it was, the history of the state it had */
  g_autoptr (McNotice) notice = told ? mc_form_make_notice (form, action, values, dossier, account->name, now) : NULL;
  g_autoptr (GDateTime) until = NULL;

  write_history (&doing, notice);
  if (form != NULL)
    mc_form_put_marks (form, values, dossier->components);
  dossier->summary->version++;
  if (!g_str_equal (action, MC_ACT_SYNC_AGAIN))
    dossier->summary->handling_version++;
  if (self != NULL)
    mc_training_set_sync (record, MC_SYNC_PENDING);
  /* a proposal binds nobody: the counter's own request has the applicant's time */
  until = told && notice->due_at != NULL ? g_date_time_ref (notice->due_at) : NULL;
  if (told)
    g_set_str (&notice->channel, "portal");
  if (told)
    g_ptr_array_add (dossier->notices, g_steal_pointer (&notice));
  change (&doing, until);
}

McRefusal
mc_training_do (McTraining *self, McTrainingRecord *record, const McAccount *account, const char *action,
                JsonObject *values, GDateTime *at)
{
  g_autoptr (McForm) form = mc_form_catalogue_find (action, at);
  McMove move;
  McRefusal refusal = mc_training_decide (record, account, action, at, &move);

  if (refusal == MC_REFUSAL_NONE)
    mc_training_apply (self, record, account, form, action, values, &move, at);
  return refusal;
}
