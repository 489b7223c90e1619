// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-deadline.h"
#include "mc-handling.h"
#include "test-time.h"

typedef struct
{
  const char *name;
  int state;
  const char *accepted;
  const char *response_due;
  const char *due;
  const char *warn;
  const char *finished;
  const char *now;
  McDeadline expected;
} BadgeCase;

/* Monday 23/11/2026 is a working day, Tuesday 24 is not. */
static const BadgeCase badges[] = {
  { "no clock", 1, NULL, NULL, NULL, NULL, NULL, "2026-11-23 09:00", { MC_URGENCY_NONE } },
  { "response in time",
    1,
    NULL,
    "2026-11-25 09:30",
    NULL,
    "2026-11-25 07:30",
    NULL,
    "2026-11-23 09:00",
    { MC_URGENCY_PLAIN, MC_CLOCK_KIND_RESPONSE, TRUE, 8, FALSE } },
  { "response soon, rounded up",
    1,
    NULL,
    "2026-11-25 09:30",
    NULL,
    "2026-11-25 07:30",
    NULL,
    "2026-11-25 09:29",
    { MC_URGENCY_SOON, MC_CLOCK_KIND_RESPONSE, TRUE, 1, FALSE } },
  { "response at the very instant",
    1,
    NULL,
    "2026-11-25 09:30",
    NULL,
    NULL,
    NULL,
    "2026-11-25 09:30",
    { MC_URGENCY_PLAIN, MC_CLOCK_KIND_RESPONSE, TRUE, 1, FALSE } },
  { "response overdue by days is told in hours",
    1,
    NULL,
    "2026-11-20 09:30",
    NULL,
    NULL,
    NULL,
    "2026-11-23 09:30",
    { MC_URGENCY_OVERDUE, MC_CLOCK_KIND_RESPONSE, TRUE, 8, FALSE } },
  { "response before result",
    1,
    NULL,
    "2026-11-25 09:30",
    "2026-12-01 17:00",
    NULL,
    NULL,
    "2026-11-25 08:30",
    { MC_URGENCY_PLAIN, MC_CLOCK_KIND_RESPONSE, TRUE, 1, FALSE } },
  { "result in time",
    2,
    "2026-11-20 09:00",
    "2026-11-20 17:00",
    "2026-11-27 17:00",
    "2026-11-27 07:30",
    NULL,
    "2026-11-23 09:00",
    { MC_URGENCY_PLAIN, MC_CLOCK_KIND_RESULT, FALSE, 3, FALSE } },
  { "result on its last day",
    4,
    "2026-11-20 09:00",
    NULL,
    "2026-11-27 17:00",
    "2026-11-27 07:30",
    NULL,
    "2026-11-27 14:00",
    { MC_URGENCY_SOON, MC_CLOCK_KIND_RESULT, TRUE, 3, FALSE } },
  { "result overdue by hours",
    4,
    "2026-11-20 09:00",
    NULL,
    "2026-11-27 11:30",
    "2026-11-27 07:30",
    NULL,
    "2026-11-27 14:00",
    { MC_URGENCY_OVERDUE, MC_CLOCK_KIND_RESULT, TRUE, 1, FALSE } },
  { "result overdue by days, without the day off",
    4,
    "2026-11-16 09:00",
    NULL,
    "2026-11-20 17:00",
    "2026-11-20 07:30",
    NULL,
    "2026-11-25 08:00",
    { MC_URGENCY_OVERDUE, MC_CLOCK_KIND_RESULT, FALSE, 2, FALSE } },
  { "result overdue since closing time: never 0",
    4,
    "2026-11-16 09:00",
    NULL,
    "2026-11-20 17:00",
    NULL,
    NULL,
    "2026-11-20 19:00",
    { MC_URGENCY_OVERDUE, MC_CLOCK_KIND_RESULT, TRUE, 1, FALSE } },
  { "provisional year",
    2,
    "2026-12-30 09:00",
    NULL,
    "2027-01-05 17:00",
    NULL,
    NULL,
    "2026-12-30 10:00",
    { MC_URGENCY_PLAIN, MC_CLOCK_KIND_RESULT, FALSE, 3, TRUE } },
  { "provisional by the Vietnamese day",
    2,
    "2026-12-30 09:00",
    NULL,
    "2027-01-01 06:00",
    NULL,
    NULL,
    "2026-12-30 10:00",
    { MC_URGENCY_PLAIN, MC_CLOCK_KIND_RESULT, FALSE, 1, TRUE } },
  { "supplement in appraisal",
    5,
    "2026-11-16 09:00",
    NULL,
    "2026-11-20 17:00",
    NULL,
    NULL,
    "2026-11-25 08:00",
    { MC_URGENCY_PAUSED, MC_CLOCK_KIND_RESULT } },
  { "payment in appraisal",
    6,
    "2026-11-16 09:00",
    NULL,
    "2026-11-20 17:00",
    NULL,
    NULL,
    "2026-11-25 08:00",
    { MC_URGENCY_PAUSED, MC_CLOCK_KIND_RESULT } },
  { "supplement at intake: nothing runs", 5, NULL, NULL, NULL, NULL, NULL, "2026-11-25 08:00", { MC_URGENCY_NONE } },
  { "finished early",
    10,
    "2026-11-16 09:00",
    NULL,
    "2026-11-25 17:00",
    NULL,
    "2026-11-20 10:00",
    "2026-12-25 08:00",
    { MC_URGENCY_FINISHED, MC_CLOCK_KIND_RESULT, FALSE, 2, FALSE } },
  { "finished on the day",
    9,
    "2026-11-16 09:00",
    NULL,
    "2026-11-25 17:00",
    NULL,
    "2026-11-25 17:00",
    "2026-12-25 08:00",
    { MC_URGENCY_FINISHED, MC_CLOCK_KIND_RESULT, FALSE, 0, FALSE } },
  { "finished on the day after closing",
    9,
    "2026-11-16 09:00",
    NULL,
    "2026-11-25 17:00",
    NULL,
    "2026-11-25 17:01",
    "2026-12-25 08:00",
    { MC_URGENCY_FINISHED, MC_CLOCK_KIND_RESULT, FALSE, -1, FALSE } },
  { "finished two days late",
    10,
    "2026-11-16 09:00",
    NULL,
    "2026-11-20 17:00",
    NULL,
    "2026-11-25 09:00",
    "2026-12-25 08:00",
    { MC_URGENCY_FINISHED, MC_CLOCK_KIND_RESULT, FALSE, -2, FALSE } },
  { "refused at intake: no clock ran",
    3,
    NULL,
    NULL,
    NULL,
    NULL,
    "2026-11-25 09:00",
    "2026-12-25 08:00",
    { MC_URGENCY_NONE } },
};

static GDateTime *
maybe_at (const char *text)
{
  return text != NULL ? at (text) : NULL;
}

static void
test_badges (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (badges); i++)
    {
      const BadgeCase *c = &badges[i];
      g_autoptr (McSummary) summary = mc_summary_new ();
      g_autoptr (GDateTime) now = at (c->now);
      McDeadline got;

      summary->national_state = c->state;
      summary->accepted_at = maybe_at (c->accepted);
      summary->response_due_at = maybe_at (c->response_due);
      summary->due_at = maybe_at (c->due);
      summary->warn_at = maybe_at (c->warn);
      summary->finished_at = maybe_at (c->finished);
      got = mc_deadline_of (summary, mc_calendar_get_default (), now);
      g_test_message ("%s", c->name);
      g_assert_cmpint (got.urgency, ==, c->expected.urgency);
      g_assert_cmpint (got.kind, ==, c->expected.kind);
      g_assert_cmpint (got.in_hours, ==, c->expected.in_hours);
      g_assert_cmpint (got.amount, ==, c->expected.amount);
      g_assert_cmpint (got.provisional, ==, c->expected.provisional);
    }
}

/* Of step and dossier the clock that ends first is shown and sorts; a response knows no step. */
static void
test_nearer (void)
{
  static const struct
  {
    const char *name;
    int state;
    const char *accepted;
    const char *due;
    const char *step_due;
    const char *warn;
    McDeadline expected;
  } cases[] = {
    { "step first",
      4,
      "2026-11-20 09:00",
      "2026-11-27 17:00",
      "2026-11-23 11:00",
      "2026-11-23 10:30",
      { MC_URGENCY_PLAIN, MC_CLOCK_KIND_STEP, TRUE, 1, FALSE } },
    { "step first and soon",
      4,
      "2026-11-20 09:00",
      "2026-11-27 17:00",
      "2026-11-23 11:00",
      "2026-11-23 09:59",
      { MC_URGENCY_SOON, MC_CLOCK_KIND_STEP, TRUE, 1, FALSE } },
    { "soon in an instant: queues ask what is before now",
      4,
      "2026-11-20 09:00",
      "2026-11-27 17:00",
      "2026-11-23 11:00",
      "2026-11-23 10:00",
      { MC_URGENCY_PLAIN, MC_CLOCK_KIND_STEP, TRUE, 1, FALSE } },
    { "step over, result not",
      4,
      "2026-11-20 09:00",
      "2026-11-27 17:00",
      "2026-11-23 09:00",
      "2026-11-23 07:30",
      { MC_URGENCY_OVERDUE, MC_CLOCK_KIND_STEP, TRUE, 1, FALSE } },
    { "step first, over the day off by hours",
      4,
      "2026-11-20 09:00",
      "2026-11-27 17:00",
      "2026-11-25 08:30",
      "2026-11-23 15:30",
      { MC_URGENCY_PLAIN, MC_CLOCK_KIND_STEP, TRUE, 6, FALSE } },
    { "step in days",
      4,
      "2026-11-20 09:00",
      "2026-11-27 17:00",
      "2026-11-25 16:00",
      "2026-11-25 14:00",
      { MC_URGENCY_PLAIN, MC_CLOCK_KIND_STEP, FALSE, 1, FALSE } },
    { "result first",
      4,
      "2026-11-20 09:00",
      "2026-11-23 11:00",
      "2026-11-25 11:00",
      "2026-11-23 10:30",
      { MC_URGENCY_PLAIN, MC_CLOCK_KIND_RESULT, TRUE, 1, FALSE } },
    { "together: the result",
      4,
      "2026-11-20 09:00",
      "2026-11-23 11:00",
      "2026-11-23 11:00",
      "2026-11-23 10:30",
      { MC_URGENCY_PLAIN, MC_CLOCK_KIND_RESULT, TRUE, 1, FALSE } },
    { "no date of return is known",
      4,
      "2026-11-20 09:00",
      NULL,
      "2026-11-23 11:00",
      "2026-11-23 10:30",
      { MC_URGENCY_PLAIN, MC_CLOCK_KIND_STEP, TRUE, 1, FALSE } },
    { "paused", 5, "2026-11-20 09:00", NULL, "2026-11-23 11:00", NULL, { MC_URGENCY_PAUSED, MC_CLOCK_KIND_RESULT } },
    { "not accepted", 1, NULL, NULL, "2026-11-23 09:00", NULL, { MC_URGENCY_NONE } },
  };
  g_autoptr (GDateTime) now = at ("2026-11-23 10:00");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (McSummary) summary = mc_summary_new ();
      McDeadline got;
      gboolean of_step = cases[i].expected.kind == MC_CLOCK_KIND_STEP;

      summary->national_state = cases[i].state;
      summary->accepted_at = maybe_at (cases[i].accepted);
      summary->due_at = maybe_at (cases[i].due);
      summary->step_due_at = maybe_at (cases[i].step_due);
      summary->warn_at = maybe_at (cases[i].warn);
      got = mc_deadline_of (summary, mc_calendar_get_default (), now);
      g_test_message ("%s", cases[i].name);
      g_assert_cmpint (got.urgency, ==, cases[i].expected.urgency);
      g_assert_cmpint (got.kind, ==, cases[i].expected.kind);
      g_assert_cmpint (got.in_hours, ==, cases[i].expected.in_hours);
      g_assert_cmpint (got.amount, ==, cases[i].expected.amount);
      if (got.urgency != MC_URGENCY_PAUSED)
        g_assert_true (mc_summary_get_deadline (summary) == (of_step ? summary->step_due_at : summary->due_at));
    }
}

/* Whatever is running: an amount of at least one, overdue exactly when the instant has passed. */
static void
test_badge_properties (void)
{
  g_autoptr (GDateTime) first = at ("2026-01-01 00:00");

  for (int i = 0; i < 5000; i++)
    {
      g_autoptr (McSummary) summary = mc_summary_new ();
      g_autoptr (GDateTime) now = g_date_time_add_minutes (first, g_test_rand_int_range (0, 365 * 24 * 60));
      g_autoptr (GDateTime) due = g_date_time_add_minutes (now, g_test_rand_int_range (-20 * 24 * 60, 20 * 24 * 60));
      McDeadline got;

      summary->national_state = g_test_rand_bit () ? MC_HANDLING_NEW : MC_HANDLING_PROCESSING;
      if (summary->national_state == MC_HANDLING_PROCESSING)
        {
          summary->accepted_at = g_date_time_ref (first);
          summary->due_at = g_date_time_ref (due);
        }
      else
        summary->response_due_at = g_date_time_ref (due);
      got = mc_deadline_of (summary, mc_calendar_get_default (), now);
      g_assert_cmpint (got.amount, >=, 1);
      g_assert_cmpint (got.urgency == MC_URGENCY_OVERDUE, ==, g_date_time_compare (now, due) > 0);
      g_assert_cmpint (got.kind, ==, summary->accepted_at != NULL ? MC_CLOCK_KIND_RESULT : MC_CLOCK_KIND_RESPONSE);
    }
}

/* What is due at closing time is due on a day; what is due at any other instant is due at an hour. 28/11 is a Saturday. */
static void
test_to_the_hour (void)
{
  static const struct
  {
    const char *due;
    gboolean to_the_hour;
  } cases[] = { { "2026-11-25 17:00", FALSE },
                { "2026-11-25 16:59", TRUE },
                { "2026-11-25 08:00", TRUE },
                { "2026-11-28 17:00", TRUE } };
  McOffice *office = mc_calendar_get_office (mc_calendar_get_default (), NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GDateTime) due = at (cases[i].due);

      g_test_message ("%s", cases[i].due);
      g_assert_cmpint (mc_deadline_is_to_the_hour (office, due), ==, cases[i].to_the_hour);
    }
}

/* The applicant's days, counted as the office counts; over as soon as the instant is. */
static void
test_applicants_time (void)
{
  static const struct
  {
    const char *now;
    int days;
  } cases[] = { { "2026-11-23 10:00", 2 },  { "2026-11-25 10:00", 1 },  { "2026-11-26 16:59", 0 },
                { "2026-11-26 17:01", -1 }, { "2026-11-27 08:00", -1 }, { "2026-11-30 08:00", -2 } };
  g_autoptr (McSummary) summary = mc_summary_new ();

  summary->national_state = MC_HANDLING_SUPPLEMENT;
  summary->supplement_due_at = at ("2026-11-26 17:00");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GDateTime) now = at (cases[i].now);
      McDeadline got = mc_deadline_of (summary, mc_calendar_get_default (), now);

      g_test_message ("%s", cases[i].now);
      g_assert_cmpint (got.urgency, ==, MC_URGENCY_PAUSED);
      g_assert_cmpint (got.kind, ==, MC_CLOCK_KIND_APPLICANT);
      g_assert_cmpint (got.amount, ==, cases[i].days);
    }
}

static void
test_result_due (void)
{
  static const struct
  {
    const char *accepted;
    const char *unit;
    int amount;
    const char *due;
  } cases[] = {
    { "2026-11-23 09:00", "working_day", 1, "2026-11-25 17:00" },
    { "2026-11-23 14:59", "working_day", 0, "2026-11-23 17:00" },
    { "2026-11-23 15:00", "working_day", 0, "2026-11-25 17:00" },
    { "2026-11-23 15:00", "working_day", 1, "2026-11-25 17:00" },
    { "2026-11-23 09:00", "hour", 8, "2026-11-25 09:30" },
    { "2026-11-23 09:00", "calendar_day", 2, "2026-11-25 17:00" },
    { "2026-11-23 09:00", "calendar_day", 1, "2026-11-25 17:00" },  /* ends on a day off */
    { "2026-11-23 09:00", "calendar_day", 5, "2026-11-30 17:00" },  /* ends on a Saturday */
    { "2026-11-23 09:00", "calendar_day", 20, "2026-12-14 17:00" }, /* a Sunday */
    { "2026-01-30 09:00", "month", 1, "2026-03-02 17:00" },         /* 28/02 is a Saturday */
    { "2026-10-24 22:30", "month", 1, "2026-11-25 17:00" },         /* 24/11 */
    /* within the day, when the day is over: never in the past */
    { "2026-11-23 17:00", "calendar_day", 0, "2026-11-25 17:00" },
    { "2026-11-23 20:00", "month", 0, "2026-11-25 17:00" },
    { "2026-11-21 09:00", "calendar_day", 0, "2026-11-23 17:00" },
    { "2026-11-23 14:59", "calendar_day", 0, "2026-11-23 17:00" },
    { "2026-11-23 16:59", "calendar_day", 0, "2026-11-25 17:00" }, /* after 15:00 */
    { "2026-11-23 09:00", "hour", 0, NULL },
    { "2026-11-23 23:30", "calendar_day", 2, "2026-11-25 17:00" },
    { "2026-11-23 14:59", "calendar_day", 0, "2026-11-23 17:00" },
    { "2026-11-23 15:00", "calendar_day", 0, "2026-11-25 17:00" }, /* as in working days */
    { "2026-11-23 17:30", "calendar_day", 0, "2026-11-25 17:00" }, /* not before it was accepted */
    { "2026-11-23 17:30", "month", 0, "2026-11-25 17:00" },
    { "2026-11-23 09:00", "unknown", 5, NULL },
    { "2026-11-23 09:00", "week", 5, NULL },
    { "2026-11-23 09:00", "", 5, NULL },
    { "2026-11-23 09:00", NULL, 5, NULL },
    { "2026-11-23 09:00", "working_day", -1, NULL },
    { "2026-11-23 09:00", "working_day", G_MAXINT, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GDateTime) accepted = at (cases[i].accepted);
      g_autoptr (GDateTime) due
          = mc_deadline_result_due (mc_calendar_get_default (), accepted, cases[i].unit, cases[i].amount);

      g_test_message ("%s + %d %s", cases[i].accepted, cases[i].amount, cases[i].unit);
      if (cases[i].due == NULL)
        g_assert_null (due);
      else
        assert_wall (due, cases[i].due);
    }
}

static void
test_result_due_properties (void)
{
  static const char *const units[] = { "working_day", "calendar_day", "hour", "month" };
  McCalendar *calendar = mc_calendar_get_default ();
  g_autoptr (GDateTime) first = at ("2024-01-01 00:00");

  for (int i = 0; i < 4000; i++)
    {
      const char *unit = units[g_test_rand_int_range (0, G_N_ELEMENTS (units))];
      int amount = g_test_rand_int_range (g_str_equal (unit, "hour") ? 1 : 0, 40);
      g_autoptr (GDateTime) from = g_date_time_add_minutes (first, g_test_rand_int_range (0, 3 * 365 * 24 * 60));
      g_autoptr (GDateTime) later = g_date_time_add_minutes (from, g_test_rand_int_range (0, 7 * 24 * 60));
      g_autoptr (GDateTime) due = mc_deadline_result_due (calendar, from, unit, amount);
      g_autoptr (GDateTime) due_later = mc_deadline_result_due (calendar, later, unit, amount);
      g_autoptr (GDateTime) due_longer = mc_deadline_result_due (calendar, from, unit, amount + 1);
      g_autoptr (GDateTime) local = g_date_time_to_timezone (due, mc_calendar_zone ());
      g_autoptr (GDate) day
          = g_date_new_dmy ((GDateDay) g_date_time_get_day_of_month (local), (GDateMonth) g_date_time_get_month (local),
                            (GDateYear) g_date_time_get_year (local));

      g_assert_true (mc_calendar_is_working_day (calendar, day));
      g_assert_cmpint (g_date_time_compare (from, due), <, 0);
      g_assert_cmpint (g_date_time_compare (due, due_later), <=, 0);
      g_assert_cmpint (g_date_time_compare (due, due_longer), <=, 0);
    }
}

static void
test_response_due (void)
{
  g_autoptr (GDateTime) submitted = at ("2026-11-21 22:00");
  g_autoptr (GDateTime) due = mc_deadline_response_due (mc_calendar_get_default (), submitted);

  /* 8 office hours are more than a day of 7 h 30 */
  assert_wall (due, "2026-11-25 08:00");
}

static void
test_warn_at (void)
{
  McCalendar *calendar = mc_calendar_get_default ();
  McOffice *office = mc_calendar_get_office (calendar, NULL);
  g_autoptr (GDateTime) due = at ("2026-11-25 17:00");
  g_autoptr (GDateTime) warn = mc_deadline_warn_at (office, due, 0);
  g_autoptr (GDateTime) first = at ("2024-02-01 00:00");

  assert_wall (warn, "2026-11-25 07:30");
  for (int i = 0; i < 1000; i++)
    {
      gint64 minutes = 2 * g_test_rand_int_range (1, 2000);
      g_autoptr (GDateTime) from = g_date_time_add_minutes (first, g_test_rand_int_range (0, 3 * 365 * 24 * 60));
      g_autoptr (GDateTime) end = mc_wall_to_time (mc_office_add_minutes (office, mc_wall_from_time (from), minutes));
      g_autoptr (GDateTime) half = mc_deadline_warn_at (office, end, minutes);

      g_assert_cmpint (mc_office_minutes_between (office, mc_wall_from_time (half), mc_wall_from_time (end)), ==,
                       minutes / 2);
      g_assert_cmpint (g_date_time_compare (half, from), >=, 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/deadline/badges", test_badges);
  g_test_add_func ("/deadline/nearer", test_nearer);
  g_test_add_func ("/deadline/badge-properties", test_badge_properties);
  g_test_add_func ("/deadline/result-due", test_result_due);
  g_test_add_func ("/deadline/result-due-properties", test_result_due_properties);
  g_test_add_func ("/deadline/response-due", test_response_due);
  g_test_add_func ("/deadline/warn-at", test_warn_at);
  g_test_add_func ("/deadline/to-the-hour", test_to_the_hour);
  g_test_add_func ("/deadline/applicants-time", test_applicants_time);
  return g_test_run ();
}
