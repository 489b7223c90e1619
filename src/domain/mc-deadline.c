// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-deadline.h"

#include "mc-handling.h"

/* a working day, in which limits in hours are told */
#define STEP_IN_HOURS 8

/* States in which the result's clock stands still: waiting for the applicant. */
static gboolean
clock_is_paused (const McSummary *summary)
{
  return summary->accepted_at != NULL
         && (summary->national_state == MC_HANDLING_SUPPLEMENT || summary->national_state == MC_HANDLING_PAYMENT);
}

static gboolean
is_finished (const McSummary *summary)
{
  return summary->national_state == MC_HANDLING_DONE || summary->national_state == MC_HANDLING_RETURNED
         || mc_handling_is_closed (summary->national_state);
}

static McDeadline
finished_deadline (GDateTime *finished_at, GDateTime *due_at, McCalendar *calendar)
{
  McDeadline deadline = { .urgency = MC_URGENCY_FINISHED, .kind = MC_CLOCK_KIND_RESULT };

  if (finished_at == NULL || due_at == NULL)
    return (McDeadline) { .urgency = MC_URGENCY_NONE };
  deadline.amount = mc_calendar_working_days_between (calendar, finished_at, due_at);
  /* on the due day, but after closing time: late all the same (domain 3.4) */
  if (deadline.amount >= 0 && g_date_time_compare (finished_at, due_at) > 0)
    deadline.amount = -1;
  return deadline;
}

/* Amounts under a working day are told in hours, rounded up: "Còn 0 giờ" would be a lie. Steps have hours: half past eight
 * tomorrow is one hour away in the evening, not a day. */
static void
set_amount (McDeadline *deadline, McOffice *office, GDateTime *first, GDateTime *second)
{
  int days = mc_calendar_working_days_between (mc_office_get_calendar (office), first, second);
  gint64 minutes = mc_office_minutes_between (office, mc_wall_from_time (first), mc_wall_from_time (second));
  gboolean in_days = deadline->kind == MC_CLOCK_KIND_STEP ? minutes > STEP_IN_HOURS * MC_MINUTES_AN_HOUR
                                                          : deadline->kind != MC_CLOCK_KIND_RESPONSE;

  if (days >= 1 && in_days)
    {
      deadline->amount = days;
      return;
    }
  deadline->in_hours = TRUE;
  deadline->amount = (int) MAX ((minutes + MC_MINUTES_AN_HOUR - 1) / MC_MINUTES_AN_HOUR, 1);
}

/* A clock that runs. */
static void
set_running (McDeadline *deadline, McOffice *office, GDateTime *due, GDateTime *warn_at, GDateTime *now)
{
  gboolean over = g_date_time_compare (now, due) > 0;
  int year = mc_day_year (mc_wall_day (mc_wall_from_time (due)));

  deadline->provisional = mc_calendar_is_provisional (mc_office_get_calendar (office), year);
  if (over)
    deadline->urgency = MC_URGENCY_OVERDUE;
  else if (warn_at != NULL && g_date_time_compare (now, warn_at) > 0) /* from the instant after it, as queues ask */
    deadline->urgency = MC_URGENCY_SOON;
  else
    deadline->urgency = MC_URGENCY_PLAIN;
  set_amount (deadline, office, over ? due : now, over ? now : due);
}

/* At intake nothing of the office runs while the applicant supplements: what counts is the applicant's time (form 02). */
static McDeadline
supplement_deadline (const McSummary *summary, McCalendar *calendar, GDateTime *now)
{
  McDeadline deadline = { .urgency = MC_URGENCY_PAUSED, .kind = MC_CLOCK_KIND_APPLICANT };

  deadline.amount = mc_calendar_working_days_between (calendar, now, summary->supplement_due_at);
  if (g_date_time_compare (now, summary->supplement_due_at) > 0)
    deadline.amount = MIN (deadline.amount, -1);
  return deadline;
}

McDeadline
mc_deadline_of (const McSummary *summary, McCalendar *calendar, GDateTime *now)
{
  McDeadline deadline = { .urgency = MC_URGENCY_NONE };
  McOffice *office = mc_office_of_summary (calendar, summary);
  GDateTime *due;

  g_return_val_if_fail (summary != NULL, deadline);

  if (is_finished (summary))
    return finished_deadline (summary->finished_at, summary->due_at, calendar);
  if (clock_is_paused (summary))
    return (McDeadline) { .urgency = MC_URGENCY_PAUSED, .kind = MC_CLOCK_KIND_RESULT };
  if (summary->national_state == MC_HANDLING_SUPPLEMENT && summary->supplement_due_at != NULL)
    return supplement_deadline (summary, calendar, now);
  due = mc_summary_get_deadline (summary);
  if (due == NULL)
    return deadline;
  if (due == summary->step_due_at)
    deadline.kind = MC_CLOCK_KIND_STEP;
  else
    deadline.kind = summary->accepted_at == NULL ? MC_CLOCK_KIND_RESPONSE : MC_CLOCK_KIND_RESULT;
  set_running (&deadline, office, due, summary->warn_at, now);
  return deadline;
}

void
mc_deadline_narrow (McFilter *filter, McUrgency urgency)
{
  /* new, accepted, in processing; who asks for it back still waits for an answer */
  static const char *const running[] = { "1", "2", "4", "7", NULL };
  static const char *const now[] = { "now", NULL };

  g_return_if_fail (urgency == MC_URGENCY_PLAIN || urgency == MC_URGENCY_SOON || urgency == MC_URGENCY_OVERDUE);

  mc_filter_add (filter, "national_state", MC_FILTER_IN, running);
  mc_filter_add (filter, "deadline", urgency == MC_URGENCY_OVERDUE ? MC_FILTER_BEFORE : MC_FILTER_NOT_BEFORE, now);
  if (urgency == MC_URGENCY_SOON)
    mc_filter_add (filter, "warn_at", MC_FILTER_BEFORE, now);
}

McDeadline
mc_deadline_of_due (const McDue *due, McOffice *office, GDateTime *now)
{
  McDeadline deadline = { .urgency = MC_URGENCY_NONE, .kind = due->kind };

  switch (due->state)
    {
    case MC_DUE_RUNNING:
      set_running (&deadline, office, due->due_at, due->warn_at, now);
      return deadline;
    case MC_DUE_PAUSED:
      deadline.urgency = MC_URGENCY_PAUSED;
      return deadline;
    case MC_DUE_ENDED:
      deadline = finished_deadline (due->ended_at, due->due_at, mc_office_get_calendar (office));
      deadline.kind = deadline.urgency == MC_URGENCY_NONE ? MC_CLOCK_KIND_NONE : due->kind;
      return deadline;
    case MC_DUE_NONE:
    case MC_DUE_UNKNOWN:
    default:
      return (McDeadline) { .urgency = MC_URGENCY_NONE };
    }
}

/* A clock that nothing has happened to yet. */
static McDue
response_of (McCalendar *calendar, GDateTime *submitted_at)
{
  const McRule *rule = mc_rule_book_find (mc_rule_book_get_default (), NULL, NULL, NULL, submitted_at);
  const McClockEvent submitted = { .kind = MC_CLOCK_SUBMITTED, .at = submitted_at };

  return mc_due_of_response (rule, mc_calendar_get_office (calendar, NULL), &submitted, 1, NULL);
}

GDateTime *
mc_deadline_response_due (McCalendar *calendar, GDateTime *submitted_at)
{
  g_auto (McDue) due = response_of (calendar, submitted_at);

  return g_steal_pointer (&due.due_at);
}

GDateTime *
mc_deadline_response_warn_at (McCalendar *calendar, GDateTime *submitted_at)
{
  g_auto (McDue) due = response_of (calendar, submitted_at);

  return g_steal_pointer (&due.warn_at);
}

GDateTime *
mc_deadline_result_due (McCalendar *calendar, GDateTime *accepted_at, const char *limit_unit, int amount)
{
  const McLimit limit = { .unit = mc_limit_unit_from_id (limit_unit), .amount = amount };
  const McRule *rule;

  g_return_val_if_fail (accepted_at != NULL, NULL);

  rule = mc_rule_book_find (mc_rule_book_get_default (), NULL, NULL, &limit, accepted_at);
  return mc_limit_end (&limit, &rule->cutoff, mc_calendar_get_office (calendar, NULL), accepted_at);
}

gboolean
mc_deadline_is_to_the_hour (McOffice *office, GDateTime *due)
{
  McWall wall = mc_wall_from_time (due);
  int day = mc_calendar_shift (mc_office_get_calendar (office), mc_wall_day (wall),
                               0); /* a day off: the next that is worked */

  return wall != mc_wall_at (day, mc_office_closing (office, day));
}

GDateTime *
mc_deadline_warn_at (McOffice *office, GDateTime *due, gint64 in_minutes)
{
  McWall end = mc_wall_from_time (due);
  int day;

  g_return_val_if_fail (due != NULL, NULL);

  if (in_minutes > 1)
    return mc_wall_to_time (mc_office_subtract_minutes (office, end, in_minutes / 2));
  day = mc_calendar_shift (mc_office_get_calendar (office), mc_wall_day (end), 0);
  return mc_wall_to_time (mc_wall_at (day, mc_office_opening (office, day)));
}
