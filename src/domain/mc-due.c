// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-due.h"

#include "mc-clock-run.h"

void
mc_due_clear (McDue *self)
{
  g_clear_pointer (&self->start_at, g_date_time_unref);
  g_clear_pointer (&self->due_at, g_date_time_unref);
  g_clear_pointer (&self->original_due_at, g_date_time_unref);
  g_clear_pointer (&self->warn_at, g_date_time_unref);
  g_clear_pointer (&self->ended_at, g_date_time_unref);
  *self = (McDue) { 0 };
}

/* Opening of the last working day; of a limit in hours the last half of them (domain 3.4). */
static McWall
warn_of (const McClockRun *run, const McClockOutcome *outcome)
{
  int day = mc_wall_day (outcome->due);

  if (run->limit->unit == MC_LIMIT_HOUR && outcome->original_due == MC_WALL_NONE)
    return mc_clock_run_settle (run, (gint64) run->limit->amount * MC_MINUTES_AN_HOUR / 2, NULL).due;
  return mc_wall_at (day, mc_office_opening (run->office, day));
}

static void
set_outcome (McDue *self, const McClockRun *run, McExplanation *explanation)
{
  McClockOutcome outcome = mc_clock_run_settle (run, 0, explanation);

  self->start_at = mc_wall_to_time (run->base);
  self->original_due_at = mc_wall_to_time (outcome.original_due);
  if (run->ended != MC_WALL_NONE)
    self->state = MC_DUE_ENDED;
  else
    self->state = outcome.due != MC_WALL_NONE ? MC_DUE_RUNNING : MC_DUE_PAUSED;
  if (outcome.due == MC_WALL_NONE)
    return;
  self->due_at = mc_wall_to_time (outcome.due);
  self->warn_at = mc_wall_to_time (warn_of (run, &outcome));
  self->provisional
      = mc_calendar_is_provisional (mc_office_get_calendar (run->office), mc_day_year (mc_wall_day (outcome.due)));
}

/* A clock whose limit gives no date runs all the same. */
static void
set_unknown (McDue *self, GDateTime *start, gboolean ended, McExplanation *explanation)
{
  self->state = ended ? MC_DUE_ENDED : MC_DUE_UNKNOWN;
  self->start_at = g_date_time_to_timezone (start, mc_wall_zone ());
  mc_explanation_add (explanation, MC_STEP_UNKNOWN);
}

static GDateTime *
ref_time (const McClockEvent *event)
{
  return event != NULL ? g_date_time_ref (event->at) : NULL;
}

/* The event that answered last: what came back after it would have started the clock anew. */
static const McClockEvent *
find_answer (GPtrArray *history, guint from, guint to)
{
  const McClockEvent *answer = NULL;

  for (guint i = from; i < to; i++)
    {
      const McClockEvent *event = g_ptr_array_index (history, i);
      gboolean supplement = event->cause == MC_PAUSE_SUPPLEMENT;

      if (event->kind == MC_CLOCK_RESUMED && supplement)
        answer = NULL;
      else if (event->kind == MC_CLOCK_ACCEPTED || event->kind == MC_CLOCK_ENDED
               || (event->kind == MC_CLOCK_PAUSED && supplement))
        answer = answer != NULL && event->kind != MC_CLOCK_PAUSED ? answer : event;
    }
  return answer;
}

McDue
mc_due_of_response (const McRule *rule, McOffice *office, const McClockEvent *events, guint n,
                    McExplanation *explanation)
{
  g_autoptr (GPtrArray) history = mc_clock_history_settle (events, n);
  McDue due = { .kind = MC_CLOCK_KIND_RESPONSE };
  guint from = 0, to = history->len;
  const McClockEvent *submitted = mc_clock_history_find_last (history, MC_CLOCK_SUBMITTED, &from);
  const McClockEvent *answer;
  McClockRun run;

  if (submitted == NULL)
    return due;
  if (mc_clock_history_find_last (history, MC_CLOCK_ACCEPTED, &to) != NULL)
    to++;
  answer = find_answer (history, from, to);
  due.ended_at = ref_time (answer);
  if (!mc_limit_is_known (&rule->response))
    {
      set_unknown (&due, submitted->at, answer != NULL, explanation);
      return due;
    }
  mc_clock_run_init (&run, &rule->response, rule, office);
  run.is_response = TRUE;
  mc_clock_run_read (&run, mc_wall_from_time (submitted->at), history, from, to);
  set_outcome (&due, &run, explanation);
  mc_clock_run_clear (&run);
  return due;
}

static int
count_rounds (GPtrArray *history, guint from)
{
  int rounds = 0;

  for (guint i = from; i < history->len; i++)
    {
      const McClockEvent *event = g_ptr_array_index (history, i);

      rounds += event->kind == MC_CLOCK_PAUSED && event->cause == MC_PAUSE_SUPPLEMENT;
    }
  return rounds;
}

McDue
mc_due_of_result (const McRule *rule, const McLimit *limit, McOffice *office, const McClockEvent *events, guint n,
                  McExplanation *explanation)
{
  g_autoptr (GPtrArray) history = mc_clock_history_settle (events, n);
  McDue due = { .kind = MC_CLOCK_KIND_RESULT };
  guint from;
  const McClockEvent *accepted = mc_clock_history_find_last (history, MC_CLOCK_ACCEPTED, &from);
  McClockRun run;

  if (accepted == NULL)
    return due;
  if (mc_limit_is_known (&rule->limit))
    limit = &rule->limit;
  due.rounds = count_rounds (history, from);
  due.ended_at = ref_time (mc_clock_history_find_last (history, MC_CLOCK_ENDED, NULL));
  if (!mc_limit_is_known (limit))
    {
      set_unknown (&due, accepted->at, due.ended_at != NULL, explanation);
      return due;
    }
  mc_clock_run_init (&run, limit, rule, office);
  run.is_result = TRUE;
  mc_clock_run_read (&run, mc_wall_from_time (accepted->at), history, from + 1, history->len);
  set_outcome (&due, &run, explanation);
  mc_clock_run_clear (&run);
  return due;
}

McDue
mc_due_of_step (const McRule *rule, McOffice *office, const McClockEvent *events, guint n, McExplanation *explanation)
{
  g_autoptr (GPtrArray) history = mc_clock_history_settle (events, n);
  McDue due = { .kind = MC_CLOCK_KIND_STEP };
  const McClockEvent *step = mc_clock_history_find_last (history, MC_CLOCK_STEP, NULL);
  const McClockEvent *ended = mc_clock_history_find_last (history, MC_CLOCK_ENDED, NULL);
  guint from = 0;
  McClockRun run;

  if (step == NULL || step->limit == NULL)
    return due;
  due.ended_at = ref_time (ended);
  if (!mc_limit_is_known (step->limit))
    {
      set_unknown (&due, step->at, ended != NULL, explanation);
      return due;
    }
  mc_clock_history_find_last (history, MC_CLOCK_ACCEPTED, &from);
  mc_clock_run_init (&run, step->limit, rule, office);
  /* from acceptance on: a pause may be open when the step begins */
  mc_clock_run_read (&run, mc_wall_from_time (step->at), history, from + 1, history->len);
  set_outcome (&due, &run, explanation);
  mc_clock_run_clear (&run);
  return due;
}

/* The supplement request that waits for its answer. (nullable) */
static const McClockEvent *
find_request (GPtrArray *history)
{
  const McClockEvent *request = NULL;

  for (guint i = 0; i < history->len; i++)
    {
      const McClockEvent *event = g_ptr_array_index (history, i);
      gboolean supplement = event->cause == MC_PAUSE_SUPPLEMENT;

      if (event->kind == MC_CLOCK_PAUSED && supplement)
        request = request != NULL ? request : event;
      else if ((event->kind == MC_CLOCK_RESUMED && supplement) || event->kind == MC_CLOCK_RESTARTED
               || event->kind == MC_CLOCK_ENDED || event->kind == MC_CLOCK_ACCEPTED)
        request = NULL;
    }
  return request;
}

McDue
mc_due_of_applicant (const McRule *rule, McOffice *office, const McClockEvent *events, guint n,
                     McExplanation *explanation)
{
  g_autoptr (GPtrArray) history = mc_clock_history_settle (events, n);
  McDue due = { .kind = MC_CLOCK_KIND_APPLICANT };
  const McClockEvent *request = find_request (history);
  McClockRun run;

  if (request == NULL)
    return due;
  if (request->until == NULL && !mc_limit_is_known (&rule->supplement_limit))
    {
      set_unknown (&due, request->at, FALSE, explanation);
      return due;
    }
  if (request->until != NULL)
    {
      due.state = MC_DUE_RUNNING;
      due.start_at = g_date_time_to_timezone (request->at, mc_wall_zone ());
      due.due_at = g_date_time_to_timezone (request->until, mc_wall_zone ());
      return due;
    }
  mc_clock_run_init (&run, &rule->supplement_limit, rule, office);
  mc_clock_run_read (&run, mc_wall_from_time (request->at), history, 0, 0);
  set_outcome (&due, &run, explanation);
  mc_clock_run_clear (&run);
  return due;
}

static gboolean
runs (const McDue *due)
{
  return due != NULL && due->state != MC_DUE_NONE && due->state != MC_DUE_ENDED;
}

const McDue *
mc_due_nearer (const McDue *response, const McDue *step, const McDue *result)
{
  if (result == NULL || result->state == MC_DUE_NONE)
    return response;
  if (!runs (step) || !runs (result) || step->due_at == NULL)
    return result;
  if (result->due_at == NULL)
    return result->state == MC_DUE_PAUSED ? result : step;
  return g_date_time_compare (step->due_at, result->due_at) < 0 ? step : result;
}

GDateTime *
mc_due_ask_until (const McRule *rule, McOffice *office, GDateTime *accepted_at)
{
  const McCutoff none = { MC_CUTOFF_NONE, 0 };

  return accepted_at != NULL ? mc_limit_end (&rule->ask_within, &none, office, accepted_at) : NULL;
}
