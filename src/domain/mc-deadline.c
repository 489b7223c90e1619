// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-deadline.h"

#include "mc-handling.h"

#define MINUTES_AN_HOUR 60
/* procedures returned within the day: after 15:00 the next working day (domain 3.3) */
#define SAME_DAY_CUTOFF (15 * MINUTES_AN_HOUR)

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
finished_deadline (const McSummary *summary, McCalendar *calendar)
{
  McDeadline deadline = { .urgency = MC_URGENCY_FINISHED };

  if (summary->finished_at == NULL || summary->due_at == NULL)
    return (McDeadline) { .urgency = MC_URGENCY_NONE };

  deadline.kind = MC_CLOCK_KIND_RESULT;
  deadline.amount = mc_calendar_working_days_between (calendar, summary->finished_at, summary->due_at);
  /* on the due day, but after closing time: late all the same (domain 3.4) */
  if (deadline.amount >= 0 && g_date_time_compare (summary->finished_at, summary->due_at) > 0)
    deadline.amount = -1;
  return deadline;
}

/* Amounts under a working day are told in hours, rounded up: "Còn 0 giờ" would be a lie. */
static void
set_amount (McDeadline *deadline, McCalendar *calendar, GDateTime *first, GDateTime *second)
{
  int days = mc_calendar_working_days_between (calendar, first, second);

  if (days >= 1 && deadline->kind != MC_CLOCK_KIND_RESPONSE)
    {
      deadline->amount = days;
      return;
    }
  deadline->in_hours = TRUE;
  deadline->amount
      = (int) ((mc_calendar_working_minutes_between (calendar, first, second) + MINUTES_AN_HOUR - 1) / MINUTES_AN_HOUR);
  deadline->amount = MAX (deadline->amount, 1);
}

/* At intake nothing of the office runs while the applicant supplements: what counts is the applicant's time (form 02). */
static McDeadline
supplement_deadline (const McSummary *summary, McCalendar *calendar, GDateTime *now)
{
  McDeadline deadline = { .urgency = MC_URGENCY_PAUSED, .kind = MC_CLOCK_KIND_SUPPLEMENT };

  deadline.amount = mc_calendar_working_days_between (calendar, now, summary->supplement_due_at);
  if (g_date_time_compare (now, summary->supplement_due_at) > 0)
    deadline.amount = MIN (deadline.amount, -1);
  return deadline;
}

McDeadline
mc_deadline_of (const McSummary *summary, McCalendar *calendar, GDateTime *now)
{
  McDeadline deadline = { .urgency = MC_URGENCY_NONE };
  g_autoptr (GDateTime) local = NULL;
  GDateTime *due;
  gboolean over;

  g_return_val_if_fail (summary != NULL, deadline);

  if (is_finished (summary))
    return finished_deadline (summary, calendar);
  if (clock_is_paused (summary))
    {
      deadline.urgency = MC_URGENCY_PAUSED;
      deadline.kind = MC_CLOCK_KIND_RESULT;
      return deadline;
    }

  if (summary->national_state == MC_HANDLING_SUPPLEMENT && summary->supplement_due_at != NULL)
    return supplement_deadline (summary, calendar, now);

  due = mc_summary_get_deadline (summary);
  if (due == NULL)
    return deadline;

  deadline.kind = summary->accepted_at == NULL ? MC_CLOCK_KIND_RESPONSE : MC_CLOCK_KIND_RESULT;
  local = g_date_time_to_timezone (due, mc_calendar_zone ());
  deadline.provisional = mc_calendar_is_provisional (calendar, g_date_time_get_year (local));
  over = g_date_time_compare (now, due) > 0;
  if (over)
    deadline.urgency = MC_URGENCY_OVERDUE;
  else if (summary->warn_at != NULL && g_date_time_compare (now, summary->warn_at) >= 0)
    deadline.urgency = MC_URGENCY_SOON;
  else
    deadline.urgency = MC_URGENCY_PLAIN;
  set_amount (&deadline, calendar, over ? due : now, over ? now : due);
  return deadline;
}

GDateTime *
mc_deadline_response_due (McCalendar *calendar, GDateTime *submitted_at)
{
  return mc_calendar_add_working_minutes (calendar, submitted_at, MC_RESPONSE_MINUTES);
}

/* A period in calendar days or months that ends on a day off ends on the next working day (Bộ luật Dân sự 2015 Đ.148.5). */
static GDateTime *
end_of_working_day (McCalendar *calendar, GDateTime *time)
{
  return mc_calendar_add_working_days (calendar, time, 0, MC_CUTOFF_NONE, 0);
}

GDateTime *
mc_deadline_result_due (McCalendar *calendar, GDateTime *accepted_at, const char *limit_unit, int amount)
{
  g_autoptr (GDateTime) local = NULL;
  g_autoptr (GDateTime) end = NULL;

  g_return_val_if_fail (accepted_at != NULL, NULL);

  if (amount < 0 || amount > 3660 || limit_unit == NULL)
    return NULL;
  if (g_str_equal (limit_unit, "working_day"))
    return mc_calendar_add_working_days (calendar, accepted_at, amount,
                                         amount == 0 ? MC_CUTOFF_SAME_DAY_TO_NEXT : MC_CUTOFF_NONE, SAME_DAY_CUTOFF);
  if (g_str_equal (limit_unit, "hour"))
    return mc_calendar_add_working_minutes (calendar, accepted_at, (gint64) amount * MINUTES_AN_HOUR);

  local = g_date_time_to_timezone (accepted_at, mc_calendar_zone ());
  if (g_str_equal (limit_unit, "calendar_day"))
    end = g_date_time_add_days (local, amount);
  else if (g_str_equal (limit_unit, "month"))
    end = g_date_time_add_months (local, amount);
  return end != NULL ? end_of_working_day (calendar, end) : NULL;
}

gboolean
mc_deadline_is_to_the_hour (McCalendar *calendar, GDateTime *due)
{
  g_autoptr (GDateTime) closing = end_of_working_day (calendar, due);

  return g_date_time_compare (closing, due) != 0;
}

/* The instant from which `minutes` of office hours lead to `due`: found by halving, for counting forth is what is defined. */
static GDateTime *
minutes_before (McCalendar *calendar, GDateTime *due, gint64 minutes)
{
  g_autoptr (GDateTime) low = g_date_time_add_days (due, -60);
  gint64 left = g_date_time_to_unix (low) / 60;
  gint64 right = g_date_time_to_unix (due) / 60;

  while (left < right)
    {
      gint64 middle = left + (right - left + 1) / 2;
      g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (middle * 60);

      if (mc_calendar_working_minutes_between (calendar, time, due) >= minutes)
        left = middle;
      else
        right = middle - 1;
    }
  return g_date_time_new_from_unix_utc (left * 60);
}

GDateTime *
mc_deadline_warn_at (McCalendar *calendar, GDateTime *due, gint64 in_minutes)
{
  g_return_val_if_fail (due != NULL, NULL);

  if (in_minutes > 0)
    return minutes_before (calendar, due, in_minutes / 2);
  return mc_calendar_day_opening (calendar, due);
}
