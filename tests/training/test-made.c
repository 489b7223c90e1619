// SPDX-License-Identifier: GPL-3.0-or-later
#include <string.h>

#include "mc-text.h"
#include "mc-training-making.h"
#include "mc-training-sample-document.h"
#include "mc-training-test.h"

/* Made dossiers: who hands them in, and that the rules allow every step of their lives. */

static GDateTime *
monday (int hour, int minute)
{
  g_autoptr (McClock) clock = mc_test_clock (hour, minute);

  return mc_clock_now (clock);
}

static char *
print (const McTrainingRecord *record)
{
  g_autofree char *life = mc_training_life_print (record);
  g_autofree char *text = mc_codec_dossier_text (record->dossier);

  return g_strconcat (text, life, NULL);
}

/* Seed and number decide, nothing else does. */
static void
test_submit_is_deterministic (void)
{
  g_autoptr (GDateTime) at = monday (22, 10);
  const McSampleUnit *centre = mc_training_find_unit ("an-binh");
  g_autoptr (McTrainingMaker) one = mc_training_maker_new (7, 1);
  g_autoptr (McTrainingMaker) same = mc_training_maker_new (7, 20);
  g_autoptr (McTrainingMaker) other = mc_training_maker_new (8, 20);
  g_autofree char *expected = NULL;
  g_autofree char *found = NULL;
  g_autofree char *differs = NULL;

  for (guint i = 1; i <= 20; i++)
    {
      g_autoptr (McTrainingRecord) record = mc_training_maker_submit (one, centre, at);

      g_free (expected);
      expected = print (record);
    }
  {
    g_autoptr (McTrainingRecord) a = mc_training_maker_submit (same, centre, at);
    g_autoptr (McTrainingRecord) b = mc_training_maker_submit (other, centre, at);

    found = print (a);
    differs = print (b);
  }
  g_assert_cmpstr (found, ==, expected);
  g_assert_cmpstr (differs, !=, expected);
}

static void
check_submitted (const McTrainingRecord *record, GDateTime *at)
{
  const McDossier *dossier = record->dossier;
  const McSummary *s = dossier->summary;
  const McHistoryEntry *entry = g_ptr_array_index (dossier->history, 0);
  g_autofree char *due = NULL;

  g_assert_cmpint (s->national_state, ==, MC_HANDLING_NEW);
  g_assert_cmpstr (s->local_step, ==, "new");
  g_assert_true (g_date_time_equal (s->submitted_at, at));
  g_assert_nonnull (s->provisional_code);
  g_assert_null (s->code);
  g_assert_cmpint (s->version, ==, 1);
  g_assert_cmpuint (dossier->history->len, ==, 1);
  g_assert_cmpstr (entry->action, ==, "submit");
  g_assert_cmpstr (entry->actor_name, ==, s->submitter_name != NULL ? s->submitter_name : s->owner_name);
  g_assert_null (entry->actor_unit);
  g_assert_cmpuint (record->life.events->len, ==, 1);
  /* eight office hours (T7): the 24th is a day off, the 25th has seven and a half */
  due = mc_time_format (s->response_due_at);
  g_assert_cmpstr (due, ==, "2026-11-26T01:00:00Z");
}

static void
test_submit (void)
{
  g_autoptr (GDateTime) at = monday (22, 10);
  g_autoptr (McTrainingMaker) maker = mc_training_maker_new (1, 1);
  guint paid = 0;
  guint lacking = 0;

  for (guint i = 0; i < 300; i++)
    {
      g_autoptr (McTrainingRecord) record
          = mc_training_maker_submit (maker, mc_training_find_unit (i % 2 == 0 ? "an-binh" : "trung-tam-tinh"), at);

      check_submitted (record, at);
      paid += g_str_equal (record->dossier->summary->payment, "paid");
      for (guint c = 0; c < record->dossier->components->len; c++)
        {
          const McComponent *component = g_ptr_array_index (record->dossier->components, c);

          lacking += component->required && component->documents->len == 0
                     && !g_str_equal (component->source, "state_data");
        }
    }
  g_assert_cmpuint (paid, >, 50);
  g_assert_cmpuint (lacking, >, 10);
}

/* Applicants and the portal act by the same table as officials do. */
static void
test_applicants_act (void)
{
  g_autoptr (GDateTime) at = monday (9, 0);
  g_autoptr (McTraining) portal = NULL;
  g_autoptr (McClock) clock = mc_test_clock (9, 0);
  g_autoptr (McTrainingMaker) maker = NULL;
  g_autoptr (McTrainingRecord) record = NULL;
  g_autoptr (McTrainingRecord) stored = NULL;
  g_autoptr (JsonObject) values = json_object_new ();
  McAccount applicant, system = mc_training_system ();

  portal = mc_test_portal (NULL, 1, 0, clock);
  maker = mc_training_maker_new (1, mc_training_next_made (portal));
  record = mc_training_maker_submit (maker, mc_training_find_unit ("an-binh"), at);
  applicant = mc_training_applicant_of (record);
  g_assert_cmpint (mc_training_do (portal, record, &applicant, "accept", values, at), ==, MC_REFUSAL_ROLE);
  g_assert_cmpint (mc_training_do (portal, record, &system, "request_withdrawal", values, at), ==, MC_REFUSAL_ROLE);
  json_object_set_string_member (values, "requested_on", "2026-11-23");
  json_object_set_string_member (values, "requested_by", applicant.name);
  g_assert_cmpint (mc_training_do (portal, record, &applicant, "request_withdrawal", values, at), ==, MC_REFUSAL_NONE);
  g_assert_cmpint (record->dossier->summary->national_state, ==, MC_HANDLING_WITHDRAW);
  g_assert_true (mc_training_begin (portal));
  g_assert_true (mc_training_store (portal, record));
  g_assert_true (mc_training_commit (portal));
  stored = mc_training_load (portal, record->dossier->summary->id);
  g_assert_nonnull (stored);
  g_assert_cmpuint (stored->dossier->history->len, ==, 2);
  /* the number counts on behind those that were made at first */
  g_assert_cmpint (mc_training_next_made (portal), ==, record->number + 1);
}

/* A limit whose unit the national data do not tell gives no date (domain 3.3). */
static void
test_no_date_is_invented (void)
{
  g_autoptr (GDateTime) at = monday (9, 0);
  g_autoptr (McTrainingMaker) maker = mc_training_maker_new (1, 1);
  g_autoptr (McTrainingRecord) record = NULL;
  g_autoptr (JsonObject) values = json_object_new ();
  const McAccount *receiver = mc_training_find_account ("tiepnhan1");

  mc_maker_take (maker, 1, mc_training_find_unit ("an-binh"));
  record = mc_maker_blank (maker, mc_world_find_procedure ("1.004884"), "online", at);
  mc_maker_hand_in (maker, record, TRUE, at);
  g_assert_cmpint (mc_training_do (NULL, record, receiver, "accept", values, at), ==, MC_REFUSAL_NONE);
  g_assert_nonnull (record->dossier->summary->code);
  g_assert_null (record->dossier->summary->due_at);
  g_assert_null (record->dossier->summary->warn_at);
}

/* A history gone through again, by the table of transitions and nothing of the portal's. */
typedef struct
{
  const McTrainingRecord *record;
  McCase c;
  McMove move;
  GArray *clock;   /* McClockEvent */
  GDateTime *sent; /* when the applicant supplemented it last */
  guint orders;
  gboolean ended;
} Replay;

static const McAccount *
find_official (const char *name)
{
  for (guint list = 0; list < 2; list++)
    {
      guint count;
      const McAccount *accounts = list == 0 ? mc_world_get_accounts (&count) : mc_world_get_staff (&count);

      for (guint i = 0; i < count; i++)
        if (g_str_equal (accounts[i].name, name))
          return &accounts[i];
    }
  return NULL;
}

/* Who wrote that line: an official in the unit that it names, the applicant or the portal where it names none. */
static McActor
actor_of (const Replay *self, const McHistoryEntry *entry)
{
  const McSummary *s = self->record->dossier->summary;
  const McAccount *official = find_official (entry->actor_name);
  const McAccount system = mc_training_system ();
  McActor actor = { 0 };
  McRole role;
  guint bit;

  if (entry->actor_unit != NULL)
    {
      g_assert_nonnull (official);
      g_assert_cmpstr (mc_training_find_unit (official->unit)->name, ==, entry->actor_unit);
      /* what went to another unit comes back from there */
      g_assert_true (g_str_equal (entry->actor_unit, s->received_unit)
                     != g_str_equal (entry->action, "send_back_transfer"));
      g_assert_true (mc_role_from_string (official->role, &role));
      actor.sub = official->sub;
    }
  else if (g_str_equal (entry->actor_name, system.name))
    role = MC_ROLE_SYSTEM;
  else
    {
      g_assert_cmpstr (entry->actor_name, ==, s->submitter_name != NULL ? s->submitter_name : s->owner_name);
      role = MC_ROLE_APPLICANT;
    }
  bit = MC_ROLE_BIT (role);
  for (guint i = 0; i < G_N_ELEMENTS (actor.roles); i++)
    actor.roles[i] = bit;
  return actor;
}

static void
add_event (Replay *self, McClockEventKind kind, McPauseCause cause, GDateTime *at)
{
  const McClockEvent event = { .kind = kind, .cause = cause, .at = at, .submitted_at = self->sent };

  g_array_append_val (self->clock, event);
}

/* The clocks of the result alone; those of the first answer and of the steps promise nothing. */
static void
run_clock (Replay *self, int from, GDateTime *at)
{
  guint clock = self->move.clock;
  McPauseCause cause
      = from == MC_HANDLING_PAYMENT || self->move.state == MC_HANDLING_PAYMENT ? MC_PAUSE_FEE : MC_PAUSE_SUPPLEMENT;

  if (clock & MC_CLOCK_START)
    add_event (self, MC_CLOCK_ACCEPTED, MC_PAUSE_OTHER, at);
  if (clock & MC_CLOCK_PAUSE)
    add_event (self, MC_CLOCK_PAUSED, cause, at);
  if (clock & MC_CLOCK_RESUME)
    add_event (self, MC_CLOCK_RESUMED, cause, at);
  if (clock & MC_CLOCK_RESTART)
    add_event (self, MC_CLOCK_RESTARTED, MC_PAUSE_SUPPLEMENT, at);
  if (clock & MC_CLOCK_EXTEND)
    for (guint i = 0; i < self->record->life.events->len; i++)
      {
        const McClockEvent *event = g_ptr_array_index (self->record->life.events, i);

        if (event->kind == MC_CLOCK_EXTENDED)
          g_array_append_vals (self->clock, event, 1);
      }
  self->ended = self->ended || (clock & MC_CLOCK_END) != 0;
  if (clock & MC_CLOCK_REOPEN)
    self->ended = FALSE;
}

/* What the act has changed, for the guards of the next one. */
static void
take_move (Replay *self, const McHistoryEntry *entry, const char *action)
{
  McCase *c = &self->c;

  c->state = self->move.state;
  c->step = self->move.step;
  c->n_remembered = self->move.n_remembered;
  memcpy (c->remembered, self->move.remembered, sizeof c->remembered);
  c->payment = self->move.payment;
  c->delivery = self->move.delivery;
  if (self->move.effects & MC_EFFECT_CODE)
    c->accepted_at = entry->at;
  if (self->move.effects & MC_EFFECT_SET_HANDLER)
    c->handler = g_str_equal (action, "assign") ? self->record->dossier->summary->handler_id
                                                : find_official (entry->actor_name)->sub;
  if (self->move.effects & MC_EFFECT_CLEAR_HANDLER)
    c->handler = NULL;
  c->draft = c->draft || g_str_equal (action, "submit_approval");
  if (self->move.effects & MC_EFFECT_SIGN)
    c->draft = c->result_signed = TRUE;
  if (self->move.effects & MC_EFFECT_VOID_RESULT)
    c->result_signed = FALSE;
  c->result_readable = c->signature_verified = c->result_signed;
  c->rounds += (self->move.effects & MC_EFFECT_COUNT_ROUND) != 0;
  c->extensions += (self->move.effects & MC_EFFECT_COUNT_EXTENSION) != 0;
}

static McDue
count_due (const Replay *self)
{
  const McDossier *dossier = self->record->dossier;
  const McLimit limit
      = { .unit = mc_limit_unit_from_id (dossier->limit_unit), .amount = MAX (dossier->limit_amount, 0) };
  const McRule *rule = mc_rule_book_find (mc_world_get_rules (), dossier->summary->procedure_code,
                                          self->record->units[MC_SCOPE_RECEIVED], &limit, self->c.accepted_at);

  return mc_due_of_result (rule, &limit, mc_office_of_summary (mc_calendar_get_default (), dossier->summary),
                           (const McClockEvent *) (gpointer) self->clock->data, self->clock->len, NULL);
}

/* Of what a notice told, when the applicant's time ends. */
static GDateTime *
find_time (const Replay *self, GDateTime *at)
{
  const GPtrArray *notices = self->record->dossier->notices;
  GDateTime *due = NULL;

  for (guint i = 0; i < notices->len; i++)
    {
      const McNotice *notice = g_ptr_array_index (notices, i);

      if (notice->due_at != NULL && g_date_time_compare (notice->at, at) < 0)
        due = notice->due_at;
    }
  return due;
}

static gboolean
is_office_minute (const McSummary *summary, GDateTime *at)
{
  McWall wall = mc_wall_from_time (at);

  return mc_office_minutes_between (mc_office_of_summary (mc_calendar_get_default (), summary), wall, wall + 1) == 1;
}

/* Lines from `i` on that one act has written: the compound one writes four. */
static guint
count_legs (const GPtrArray *history, guint i)
{
  static const char *const legs[] = { "accept", "forward", "issue", "return_result" };

  for (guint n = 0; n < G_N_ELEMENTS (legs); n++)
    {
      const McHistoryEntry *first = g_ptr_array_index (history, i);
      const McHistoryEntry *entry = i + n < history->len ? g_ptr_array_index (history, i + n) : NULL;

      if (entry == NULL || !g_str_equal (entry->action, legs[n]) || !g_date_time_equal (entry->at, first->at))
        return 1;
    }
  return G_N_ELEMENTS (legs);
}

static guint
replay_act (Replay *self, guint i)
{
  const GPtrArray *history = self->record->dossier->history;
  guint legs = count_legs (history, i);
  const McHistoryEntry *entry = g_ptr_array_index (history, i);
  const McHistoryEntry *last = g_ptr_array_index (history, i + legs - 1);
  const char *action = legs > 1 ? "accept_and_return" : entry->action;
  McActor actor = actor_of (self, entry);
  int from = self->c.state;
  g_auto (McDue) due = self->c.accepted_at != NULL ? count_due (self) : (McDue) { 0 };

  g_assert_cmpint (entry->from_state, ==, from);
  self->c.due_at = due.due_at;
  self->c.applicant_due_at = find_time (self, entry->at);
  if (g_str_equal (action, "submit_approval"))
    self->c.draft = TRUE;
  g_assert_cmpint (mc_handling_decide (action, &self->c, &actor, entry->at, &self->move), ==, MC_REFUSAL_NONE);
  g_assert_cmpint (last->to_state, ==, self->move.state);
  if (actor.sub != NULL)
    g_assert_true (is_office_minute (self->record->dossier->summary, entry->at));
  take_move (self, entry, action);
  if (g_str_equal (action, "submit_supplement"))
    self->sent = entry->at;
  run_clock (self, from, entry->at);
  /* paid while it was handed in: the one thing that no act says */
  if (i == 0 && g_str_equal (action, "submit") && self->record->life.orders->len > 0
      && ((McTrainingOrder *) g_ptr_array_index (self->record->life.orders, 0))->ordered_by == NULL)
    self->c.payment = MC_PAYMENT_PAID;
  return legs;
}

static void
check_end (Replay *self)
{
  const McSummary *s = self->record->dossier->summary;
  g_auto (McDue) due = { 0 };

  g_assert_cmpint (s->national_state, ==, self->c.state);
  g_assert_cmpstr (s->local_step, ==, self->c.step);
  g_assert_cmpstr (s->handler_id, ==, self->c.handler);
  g_assert_true ((s->accepted_at != NULL) == (self->c.accepted_at != NULL));
  g_assert_true ((s->code != NULL) == (s->accepted_at != NULL));
  g_assert_true ((s->finished_at != NULL)
                 == (mc_handling_is_closed (s->national_state) || s->national_state == MC_HANDLING_DONE));
  if (s->accepted_at == NULL)
    return;
  due = count_due (self);
  if (due.due_at != NULL && s->due_at != NULL)
    g_assert_true (g_date_time_equal (due.due_at, s->due_at));
  else
    g_assert_true (due.due_at == NULL && s->due_at == NULL);
}

static void
replay (const McTrainingRecord *record, GDateTime *now)
{
  const McSummary *s = record->dossier->summary;
  const GPtrArray *history = record->dossier->history;
  GDateTime *before = s->submitted_at;
  Replay self = { .record = record, .clock = g_array_new (FALSE, FALSE, sizeof (McClockEvent)) };

  g_test_message ("%s %s %s", s->id, s->procedure_code, s->local_step);
  self.c.process = record->process;
  self.c.rule = mc_training_record_get_rule (record);
  self.c.fee_at_reception = record->dossier->fee > 0;
  self.c.identity = self.c.attached = self.c.sufficient = TRUE;
  for (guint i = 0; i < history->len; i++)
    {
      const McHistoryEntry *entry = g_ptr_array_index (history, i);

      g_assert_cmpint (g_date_time_compare (before, entry->at), <=, 0);
      before = entry->at;
    }
  g_assert_cmpint (g_date_time_compare (before, now), <=, 0);
  for (guint i = 0; i < history->len;)
    i += replay_act (&self, i);
  check_end (&self);
  g_array_unref (self.clock);
}

/* What became of a whole world. */
typedef struct
{
  guint count, remote, supplements, with_fee, exempt, refused, withdrawn;
  guint promised, late, early;
  guint days, days_early; /* of those with days to do it in */
  guint extended, sync_errors;
  guint counter_hours[24], weekdays[8]; /* when who comes to the counter comes */
  guint online, online_hours[24], online_weekdays[8];
  guint results, uncollected, by_post;
  guint capitals, no_tones, old_addresses, short_phones, foreigners, organisations, thrice, old_numbers, old_agencies;
  guint stories;
  guint cases;                  /* of a case of their procedure … */
  guint births, births_in_time; /* … and how many of one are of one case */
  guint older;                  /* under way by a version of their procedure that was replaced */
  guint states[MC_HANDLING_RETURNED + 1];
  GHashTable *late_procedures, *late_handlers;
  GHashTable *handed_in; /* "owner procedure" → when last, in seconds */
  GHashTable *people;    /* names of data/training/people.json that applied */
} Tally;

static Tally
tally_new (void)
{
  return (Tally) { .late_procedures = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
                   .late_handlers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
                   .handed_in = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
                   .people = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL) };
}

static void
tally_clear (Tally *self)
{
  g_hash_table_unref (self->late_procedures);
  g_hash_table_unref (self->late_handlers);
  g_hash_table_unref (self->handed_in);
  g_hash_table_unref (self->people);
}

static gboolean
has_act (const McDossier *dossier, const char *action)
{
  for (guint i = 0; i < dossier->history->len; i++)
    if (g_str_equal (((McHistoryEntry *) g_ptr_array_index (dossier->history, i))->action, action))
      return TRUE;
  return FALSE;
}

static void
tally_dirt (Tally *self, const McDossier *dossier)
{
  const McPerson *owner = &dossier->owner;
  g_autofree char *upper = g_utf8_strup (owner->name, -1);

  self->capitals += g_str_equal (upper, owner->name);
  self->no_tones += g_str_is_ascii (owner->name);
  self->old_addresses += strstr (owner->address, "huyện") != NULL || strstr (owner->address, "thị xã") != NULL;
  self->short_phones += owner->phone[0] != '0';
  self->foreigners += g_str_has_prefix (owner->id_number, "TH");
  self->old_numbers += strlen (mc_training_old_number (dossier)) == 9;
  self->old_agencies += strstr (mc_training_old_agency (dossier), "thị xã An Bình") != NULL;
  self->organisations += strlen (owner->id_number) == 10 && dossier->submitter.name != NULL && dossier->abstract != NULL
                         && strstr (dossier->abstract, dossier->submitter.name) == NULL;
  g_hash_table_add (self->people, g_strdup (owner->name));
}

/* It is of a case where its procedure has some, from the papers to the limit. */
static void
tally_case (Tally *self, const McDossier *dossier)
{
  const McSummary *s = dossier->summary;
  const McWorldProcedure *procedure = mc_world_find_procedure (s->procedure_code);
  const McWorldProcedure *one = mc_world_find_case (procedure, dossier->case_id);
  const McWorldProcedure *handed_in = mc_world_get_version (one, s->submitted_at);
  const McWorldProcedure *counted
      = mc_world_get_version (one, s->accepted_at != NULL ? s->accepted_at : s->submitted_at);

  g_assert_cmpstr (dossier->case_id, ==, counted->case_id);
  g_assert_cmpstr (dossier->case_title, ==, counted->case_title);
  g_assert_true (procedure->n_cases == 0 || dossier->case_id != NULL);
  g_assert_cmpuint (dossier->components->len, ==, handed_in->n_components);
  g_assert_cmpint (dossier->limit_amount, ==, mc_world_get_limit (counted, s->channel)->amount);
  self->cases += dossier->case_id != NULL;
  if (g_str_equal (s->procedure_code, "1.001193"))
    {
      self->births++;
      self->births_in_time += g_str_equal (dossier->case_id, "on_time");
    }
}

static void
tally_time (Tally *self, const McDossier *dossier)
{
  const McSummary *s = dossier->summary;

  if (s->finished_at == NULL || s->accepted_at == NULL || s->due_at == NULL)
    return;
  self->promised++;
  self->early += mc_wall_day (mc_wall_from_time (s->finished_at)) < mc_wall_day (mc_wall_from_time (s->due_at));
  if (dossier->limit_amount > 1)
    {
      self->days++;
      self->days_early
          += mc_wall_day (mc_wall_from_time (s->finished_at)) < mc_wall_day (mc_wall_from_time (s->due_at));
    }
  if (g_date_time_compare (s->finished_at, s->due_at) <= 0)
    return;
  self->late++;
  g_test_message ("late: %s %s", s->procedure_code, s->handler_name);
  g_hash_table_add (self->late_procedures, g_strdup (s->procedure_code));
  g_hash_table_add (self->late_handlers, g_strdup (s->handler_name));
}

static void
tally_thrice (Tally *self, const McSummary *s)
{
  g_autofree char *key = g_strdup_printf ("%s %s %s", s->owner_name, s->owner_id_masked, s->procedure_code);
  gint64 at = g_date_time_to_unix (s->submitted_at);
  gint64 before = GPOINTER_TO_SIZE (g_hash_table_lookup (self->handed_in, key));

  self->thrice += before != 0 && ABS (at - before) < 10 * 60;
  g_hash_table_insert (self->handed_in, g_steal_pointer (&key), GSIZE_TO_POINTER ((gsize) at));
}

static void
tally_times (Tally *self, const McSummary *s)
{
  McWall at = mc_wall_from_time (s->submitted_at);

  /* what is open came of late, whatever day that was */
  if (s->national_state != MC_HANDLING_RETURNED)
    return;
  if (g_str_equal (s->channel, "direct"))
    {
      self->counter_hours[mc_wall_minute (at) / MC_MINUTES_AN_HOUR]++;
      self->weekdays[mc_day_weekday (mc_wall_day (at))]++;
      return;
    }
  self->online++;
  self->online_hours[mc_wall_minute (at) / MC_MINUTES_AN_HOUR]++;
  self->online_weekdays[mc_day_weekday (mc_wall_day (at))]++;
}

static void
tally (Tally *self, const McTrainingRecord *record, GDateTime *now)
{
  const McDossier *dossier = record->dossier;
  const McSummary *s = dossier->summary;
  gboolean remote = !g_str_equal (s->channel, "direct");
  const char *step = NULL;
  int state;

  self->count++;
  self->states[s->national_state]++;
  self->remote += remote;
  self->supplements += remote && has_act (dossier, "request_supplement");
  self->with_fee += dossier->fee > 0;
  self->exempt += dossier->fee > 0 && g_str_equal (s->payment, "exempt");
  self->refused += s->national_state == MC_HANDLING_REJECTED;
  self->withdrawn += has_act (dossier, "accept_withdrawal");
  self->results += has_act (dossier, "issue");
  self->by_post += has_act (dossier, "hand_to_post");
  self->uncollected += g_str_equal (s->local_step, MC_STEP_WAITING_RETURN)
                       && g_date_time_difference (now, s->finished_at) > 30 * G_TIME_SPAN_DAY;
  self->older += s->accepted_at != NULL && s->finished_at == NULL
                 && strcmp (dossier->procedure_since, mc_world_find_procedure (s->procedure_code)->since) < 0;
  tally_case (self, dossier);
  self->extended += has_act (dossier, "extend");
  self->sync_errors += g_str_equal (s->sync, "error");
  tally_times (self, s);
  tally_dirt (self, dossier);
  tally_time (self, dossier);
  tally_thrice (self, s);
  if (mc_training_find_story (s, &state, &step) == 0)
    return;
  self->stories++;
  g_test_message ("%s", s->provisional_code);
  g_assert_cmpint (s->national_state, ==, state);
  g_assert_cmpstr (s->local_step, ==, step);
  g_assert_true (g_str_has_prefix (dossier->abstract, "Bài tập "));
}

static McTraining *
make_world (guint32 seed, const char *time, guint dossiers)
{
  g_autoptr (GDateTime) now = mc_time_parse (time);
  g_autoptr (McClock) clock = mc_clock_new_virtual (g_date_time_to_unix_usec (now));

  return mc_test_portal (NULL, seed, dossiers, clock);
}

static GPtrArray *
list_ids (McTraining *portal, const char *unit)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (sqlite3_stmt) row
      = mc_training_query (portal, "SELECT id FROM dossiers WHERE unit = ? ORDER BY rowid", "s", unit);

  while (sqlite3_step (row) == SQLITE_ROW)
    g_ptr_array_add (ids, g_strdup ((const char *) sqlite3_column_text (row, 0)));
  return ids;
}

/* Every history of a world is legal, and its dates are those that src/domain counts. */
static Tally
go_through (guint32 seed, const char *time, guint dossiers)
{
  g_autoptr (McTraining) portal = make_world (seed, time, dossiers);
  g_autoptr (GDateTime) now = mc_time_parse (time);
  Tally sums = tally_new ();

  for (guint u = 0; u < 2; u++)
    {
      g_autoptr (GPtrArray) ids = list_ids (portal, u == 0 ? "an-binh" : "trung-tam-tinh");

      if (u == 0)
        g_assert_cmpuint (ids->len, ==, dossiers);
      for (guint i = 0; i < ids->len; i++)
        {
          g_autoptr (McTrainingRecord) record = mc_training_load (portal, g_ptr_array_index (ids, i));

          replay (record, now);
          if (u == 0)
            tally (&sums, record, now);
        }
    }
  return sums;
}

static void
assert_share (guint part, guint whole, int least, int most)
{
  int share = (int) ((gint64) part * 1000 / MAX (whole, 1));

  g_test_message ("%u of %u", part, whole);
  g_assert_cmpint (share, >=, least);
  g_assert_cmpint (share, <=, most);
}

/* Monday and Tuesday before the other days, from eight to ten and from two to half past three before the other hours. */
static void
check_peaks (const Tally *sums)
{
  for (int day = 3; day <= 5; day++)
    g_assert_cmpuint (MIN (sums->weekdays[1], sums->weekdays[2]), >, sums->weekdays[day]);
  for (int hour = 0; hour < 24; hour++)
    if (hour != 8 && hour != 9 && hour != 14 && hour != 15 && hour != 10)
      g_assert_cmpuint (MIN (MIN (sums->counter_hours[8], sums->counter_hours[9]), sums->counter_hours[14]), >,
                        sums->counter_hours[hour]);
  /* the counter is closed at the weekend; online one comes in the evening, and on Sundays more than on Saturdays */
  g_assert_cmpuint (sums->weekdays[6] + sums->weekdays[7], ==, 0);
  assert_share (sums->online_hours[21] + sums->online_hours[22], sums->online, 120, 260);
  for (int hour = 0; hour < 20; hour++)
    g_assert_cmpuint (sums->online_hours[22], >, sums->online_hours[hour]);
  assert_share (sums->online_weekdays[7], sums->online, 70, 160);
  g_assert_cmpuint (sums->online_weekdays[7], >, sums->online_weekdays[6]);
}

static void
test_world (void)
{
  Tally sums = go_through (1, "2026-11-23T09:00:00+07:00", 4000);

  assert_share (sums.supplements, sums.remote, 60, 130);
  assert_share (sums.promised - sums.late, sums.promised, 950, 1000);
  assert_share (sums.late, sums.promised, 5, 20);
  /* mostly early, where there are days to be early by */
  assert_share (sums.days_early, sums.days, 600, 1000);
  assert_share (sums.extended, sums.count, 0, 10);
  assert_share (sums.sync_errors, sums.count, 1, 6);
  assert_share (sums.refused, sums.count, 10, 30);
  assert_share (sums.withdrawn, sums.count, 1, 10);
  assert_share (sums.with_fee, sums.count, 350, 500);
  assert_share (sums.exempt, sums.with_fee, 75, 130);
  assert_share (sums.by_post, sums.results, 50, 100);
  assert_share (sums.uncollected, sums.results, 10, 20);
  check_peaks (&sums);
  g_assert_cmpuint (g_hash_table_size (sums.late_procedures), <=, 3);
  g_assert_cmpuint (g_hash_table_size (sums.late_handlers), <=, 2);
  for (int state = MC_HANDLING_NEW; state <= MC_HANDLING_RETURNED; state++)
    g_assert_cmpuint (sums.states[state], >, 0);
  g_assert_cmpuint (sums.older, >, 5);
  g_assert_cmpuint (sums.cases, >, 300);
  assert_share (sums.births_in_time, sums.births, 700, 940);
  tally_clear (&sums);
}

static void
test_dirt (void)
{
  Tally sums = go_through (2, "2026-09-03T15:30:00+07:00", 2500);
  guint count, applied = 0;
  const McWorldPerson *people = mc_world_get_people (&count);

  g_assert_cmpuint (sums.capitals, >, 20);
  g_assert_cmpuint (sums.no_tones, >, 20);
  g_assert_cmpuint (sums.old_addresses, >, 20);
  g_assert_cmpuint (sums.short_phones, >, 5);
  g_assert_cmpuint (sums.foreigners, >, 2);
  g_assert_cmpuint (sums.old_numbers, >, 2);
  g_assert_cmpuint (sums.old_agencies, >, 100);
  g_assert_cmpuint (sums.organisations, >, 10);
  g_assert_cmpuint (sums.thrice, >, 1);
  /* twins, namesakes, names without a middle one, foreigners: each of them comes by */
  for (guint i = 0; i < count; i++)
    applied += g_hash_table_contains (sums.people, people[i].name);
  g_assert_cmpuint (applied, >, count * 3 / 4);
  tally_clear (&sums);
}

/* By day and night, over Tết, before and after laws change: the stories are there and every life is legal. */
static void
test_other_times (void)
{
  static const struct
  {
    guint32 seed;
    const char *time;
    guint stories;
  } worlds[] = {
    { 3, "2026-11-22T23:10:00+07:00", 10 }, { 4, "2026-02-24T07:31:00+07:00", 8 },
    { 5, "2027-03-05T16:59:00+07:00", 12 }, { 6, "2025-11-02T12:00:00+07:00", 8 },
    { 7, "2026-11-16T10:00:00+07:00", 9 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (worlds); i++)
    {
      Tally sums = go_through (worlds[i].seed, worlds[i].time, 400);

      g_test_message ("%s", worlds[i].time);
      g_assert_cmpuint (sums.stories, ==, worlds[i].stories);
      tally_clear (&sums);
    }
}

static char *
sum_up (McTraining *portal)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (sqlite3_stmt) row = mc_training_query (portal, "SELECT id, detail, life FROM dossiers ORDER BY rowid", "");

  while (sqlite3_step (row) == SQLITE_ROW)
    for (int i = 0; i < 3; i++)
      g_checksum_update (sum, sqlite3_column_text (row, i), sqlite3_column_bytes (row, i));
  return g_strdup (g_checksum_get_string (sum));
}

/* Whoever makes them, and in whatever turn: seed and clock decide. */
static void
test_deterministic (void)
{
  g_autofree char *first = NULL;

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (McTraining) portal = make_world (i < 2 ? 1 : 2, "2026-11-23T09:00:00+07:00", 700);
      g_autofree char *sum = sum_up (portal);

      if (i == 0)
        first = g_steal_pointer (&sum);
      else if (i == 1)
        g_assert_cmpstr (sum, ==, first);
      else
        g_assert_cmpstr (sum, !=, first);
    }
}

/* A portal that was killed while it made its world makes all of it again. */
static void
test_begun_world (void)
{
  g_autofree char *directory = mc_test_directory ();
  g_autoptr (McClock) clock = mc_test_clock (9, 0);
  g_autoptr (McTraining) portal = mc_test_portal (directory, 1, 200, clock);
  g_autofree char *whole = sum_up (portal);
  g_autofree char *again = NULL;
  g_autoptr (sqlite3_stmt) row = NULL;

  g_assert_true (mc_training_run (portal, "DELETE FROM dossiers WHERE rowid % 2 = 0", ""));
  g_assert_true (mc_training_run (portal, "INSERT INTO meta VALUES ('filling', '1')", ""));
  g_assert_true (mc_training_run (portal, "DROP INDEX views_by_change", ""));
  g_clear_object (&portal);
  portal = mc_test_portal (directory, 1, 200, clock);
  again = sum_up (portal);
  g_assert_cmpstr (again, ==, whole);
  /* nothing that it is found by is missing */
  row = mc_training_query (portal, "SELECT count(*) FROM sqlite_master WHERE name = 'views_by_change'", "");
  g_assert_cmpint (sqlite3_step (row), ==, SQLITE_ROW);
  g_assert_cmpint (sqlite3_column_int (row, 0), ==, 1);
  g_clear_pointer (&row, mc_training_row_done);
  g_clear_object (&portal);
  mc_test_remove (g_steal_pointer (&directory));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/made/submit/deterministic", test_submit_is_deterministic);
  g_test_add_func ("/made/submit/new", test_submit);
  g_test_add_func ("/made/submit/applicants-act", test_applicants_act);
  g_test_add_func ("/made/submit/no-date-is-invented", test_no_date_is_invented);
  g_test_add_func ("/made/world/lives", test_world);
  g_test_add_func ("/made/world/dirt", test_dirt);
  g_test_add_func ("/made/world/other-times", test_other_times);
  g_test_add_func ("/made/world/deterministic", test_deterministic);
  g_test_add_func ("/made/world/begun", test_begun_world);
  return g_test_run ();
}
