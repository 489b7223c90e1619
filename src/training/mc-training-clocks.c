// SPDX-License-Identifier: GPL-3.0-or-later
/* What an act does to the clocks of a dossier (domain 3.3): events into its life, dates out of it. */
#include "mc-training-private.h"

#include "mc-form-json.h"
#include "mc-office.h"

/* When the applicant sent what is registered now: the last time that something was handed in. (transfer none) (nullable) */
static GDateTime *
find_submission (const McDossier *dossier)
{
  for (guint i = dossier->history->len; i > 0; i--)
    {
      const McHistoryEntry *entry = g_ptr_array_index (dossier->history, i - 1);

      if (g_str_equal (entry->action, "submit_supplement"))
        return entry->at;
    }
  return NULL;
}

/* What an act tells the clock besides the time. */
typedef struct
{
  GDateTime *now;
  const char *actor;
  const char *reason; /* nullable, as the next */
  const char *form_no;
} Told;

static void
tell (McClockEvent *event, const Told *told)
{
  event->actor = g_strdup (told->actor);
  event->reason = g_strdup (told->reason);
  event->form_no = g_strdup (told->form_no);
}

static void
add (McTrainingLife *life, McClockEventKind kind, McPauseCause cause, const Told *told, GDateTime *until)
{
  McClockEvent *event = mc_training_life_add_event (life, kind, told->now);

  event->cause = cause;
  tell (event, told);
  event->until = until != NULL ? g_date_time_ref (until) : NULL;
}

static void
add_step (McTrainingLife *life, const McProcess *process, const char *step, const Told *told)
{
  const McStep *entered = mc_process_find_step (process, step);
  McClockEvent *event = mc_training_life_add_event (life, MC_CLOCK_STEP, told->now);
  McLimit *limit;

  event->actor = g_strdup (told->actor);
  event->reason = g_strdup (mc_process_title_of (process, step));
  if (entered == NULL || entered->hours <= 0)
    return;
  limit = g_new0 (McLimit, 1);
  limit->unit = MC_LIMIT_HOUR;
  limit->amount = entered->hours;
  event->limit = limit;
}

static McPauseCause
cause_of (int state)
{
  return state == MC_HANDLING_PAYMENT ? MC_PAUSE_FEE : MC_PAUSE_SUPPLEMENT;
}

/* The clock of the first answer (T7). */
static void
add_response (McTrainingRecord *record, const McTransition *row, guint clock, const Told *told)
{
  McTrainingLife *life = &record->life;

  if (clock & MC_CLOCK_START_RESPONSE)
    add (life, row->from == MC_HANDLING_SUPPLEMENT ? MC_CLOCK_RESUMED : MC_CLOCK_SUBMITTED, MC_PAUSE_SUPPLEMENT, told,
         NULL);
  if (clock & MC_CLOCK_PAUSE_RESPONSE)
    add (life, MC_CLOCK_PAUSED, MC_PAUSE_FEE, told, NULL);
  if (clock & MC_CLOCK_RESUME_RESPONSE)
    add (life, MC_CLOCK_RESUMED, MC_PAUSE_FEE, told, NULL);
  if ((clock & MC_CLOCK_END_RESPONSE) == 0 || (clock & MC_CLOCK_START))
    return; /* acceptance says it itself */
  if (row->to == MC_HANDLING_SUPPLEMENT)
    add (life, MC_CLOCK_PAUSED, MC_PAUSE_SUPPLEMENT, told, life->applicant_due_at);
  else
    add (life, MC_CLOCK_ENDED, MC_PAUSE_OTHER, told, NULL);
}

void
mc_training_add_clock (McTrainingRecord *record, const McTransition *row, const McMove *move, const char *actor,
                       const char *reason, const char *form_no, GDateTime *now, GDateTime *extended_to)
{
  const Told said = { now, actor, reason, form_no };
  const Told *told = &said;
  McTrainingLife *life = &record->life;
  guint clock = row->clock & move->clock;

  add_response (record, row, clock, told);
  if (clock & MC_CLOCK_START)
    add (life, MC_CLOCK_ACCEPTED, MC_PAUSE_OTHER, told, NULL);
  if (clock & MC_CLOCK_PAUSE)
    add (life, MC_CLOCK_PAUSED, cause_of (row->to), told, life->applicant_due_at);
  if (clock & (MC_CLOCK_RESUME | MC_CLOCK_RESTART))
    {
      GDateTime *sent = row->from == MC_HANDLING_SUPPLEMENT ? find_submission (record->dossier) : NULL;

      add (life, clock & MC_CLOCK_RESUME ? MC_CLOCK_RESUMED : MC_CLOCK_RESTARTED, cause_of (row->from), told, NULL);
      ((McClockEvent *) g_ptr_array_index (life->events, life->events->len - 1))->submitted_at
          = sent != NULL ? g_date_time_ref (sent) : NULL;
    }
  if (clock & MC_CLOCK_EXTEND)
    add (life, MC_CLOCK_EXTENDED, MC_PAUSE_OTHER, told, extended_to);
  if (clock & MC_CLOCK_END)
    add (life, MC_CLOCK_ENDED, MC_PAUSE_OTHER, told, NULL);
  if (clock & MC_CLOCK_REOPEN)
    add (life, MC_CLOCK_REOPENED, MC_PAUSE_OTHER, told, NULL);
  if (clock & MC_CLOCK_VOID)
    add (life, MC_CLOCK_VOIDED, MC_PAUSE_OTHER, told, NULL);
  if (clock & MC_CLOCK_START_STEP)
    add_step (life, record->process, move->step, told);
}

static void
set_time (GDateTime **member, GDateTime *value)
{
  g_clear_pointer (member, g_date_time_unref);
  *member = value != NULL ? g_date_time_to_utc (value) : NULL;
}

McLimit
mc_training_record_get_limit (const McTrainingRecord *self)
{
  const McDossier *dossier = self->dossier;

  return (McLimit) { .unit = mc_limit_unit_from_id (dossier->limit_unit), .amount = MAX (dossier->limit_amount, 0) };
}

const McRule *
mc_training_record_get_response_rule (const McTrainingRecord *self)
{
  const McSummary *s = self->dossier->summary;

  return mc_rule_book_find (mc_world_get_rules (), s->procedure_code, self->units[MC_SCOPE_RECEIVED], NULL,
                            s->submitted_at);
}

const McRule *
mc_training_record_get_rule (const McTrainingRecord *self)
{
  const McSummary *s = self->dossier->summary;
  const McLimit limit = mc_training_record_get_limit (self);

  return mc_rule_book_find (mc_world_get_rules (), s->procedure_code, self->units[MC_SCOPE_RECEIVED], &limit,
                            s->accepted_at != NULL ? s->accepted_at : s->submitted_at);
}

/* Those of the step, while its clock runs. */
static void
set_step_dates (McTrainingRecord *record, McOffice *office, GArray *clock)
{
  McSummary *s = record->dossier->summary;
  const McClockEvent *events = (const McClockEvent *) (gpointer) clock->data;
  g_auto (McDue) due = { 0 };

  if (s->accepted_at != NULL)
    due = mc_due_of_step (mc_training_record_get_rule (record), office, events, clock->len, NULL);
  set_time (&s->step_due_at, due.state == MC_DUE_RUNNING ? due.due_at : NULL);
  /* the warning is that of the clock which one works by */
  if (s->step_due_at != NULL && mc_summary_get_deadline (s) == s->step_due_at)
    set_time (&s->warn_at, due.warn_at);
}

void
mc_training_set_dates (McTrainingRecord *record)
{
  McSummary *s = record->dossier->summary;
  McOffice *office = mc_office_of_summary (mc_calendar_get_default (), s);
  g_autoptr (GArray) clock = mc_training_life_get_clock (&record->life);
  const McClockEvent *events = (const McClockEvent *) (gpointer) clock->data;
  g_auto (McDue) due = { 0 };
  const McLimit limit = mc_training_record_get_limit (record);
  gboolean running;

  if (s->accepted_at != NULL)
    {
      due = mc_due_of_result (mc_training_record_get_rule (record), &limit, office, events, clock->len, NULL);
      /* of what was ended the last promise stands; a pause promises nothing. What is returned while one waits is accepted
       * and ended in one act: its promise is made now */
      if (due.state != MC_DUE_ENDED || g_date_time_equal (due.ended_at, s->accepted_at))
        set_time (&s->due_at, due.due_at);
    }
  else
    {
      due = mc_due_of_response (mc_training_record_get_response_rule (record), office, events, clock->len, NULL);
      set_time (&s->due_at, NULL);
      if (!mc_handling_is_closed (s->national_state))
        set_time (&s->response_due_at, due.state == MC_DUE_RUNNING ? due.due_at : NULL);
    }
  running = due.state == MC_DUE_RUNNING;
  set_time (&s->warn_at, running ? due.warn_at : NULL);
  set_step_dates (record, office, clock);
  set_time (&s->supplement_due_at,
            s->national_state == MC_HANDLING_SUPPLEMENT && !g_str_equal (s->local_step, MC_STEP_SUPPLEMENT_SUBMITTED)
                ? record->life.applicant_due_at
                : NULL);
}

GDateTime *
mc_training_end_of_day (const McTrainingRecord *record, JsonObject *values, const char *field)
{
  g_autofree char *text = mc_form_get_text (values, field);
  McOffice *office = mc_office_of_summary (mc_calendar_get_default (), record->dossier->summary);
  int day;

  return text != NULL && mc_day_parse (text, &day) ? mc_wall_to_time (mc_wall_at (day, mc_office_closing (office, day)))
                                                   : NULL;
}
