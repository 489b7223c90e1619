// SPDX-License-Identifier: GPL-3.0-or-later
#include <sys/resource.h>

#include "mc-deadline.h"
#include "random-history.h"

#define HISTORIES 4000
#define WATCHED 1500
#define DAY 1440

static McCalendar *
calendar (void)
{
  return mc_calendar_get_default ();
}

static McOffice *
office (void)
{
  return mc_calendar_get_office (calendar (), NULL);
}

static gint64
due_of (History *history)
{
  g_auto (McDue) due = history_due (history, NULL);

  return mc_wall_from_time (due.due_at);
}

/* The watch and the arithmetic agree to the minute. */
static void
test_watch (void)
{
  for (int i = 0; i < WATCHED; i++)
    {
      History history;
      g_autofree char *said = NULL;

      history_init (&history, TRUE);
      said = history_say (&history);
      g_test_message ("%s", said);
      g_assert_cmpint (due_of (&history), ==, history_watch (&history));
      history_clear (&history);
    }
}

/* Nothing is due on a day off, outside of the shifts, before it was accepted, or inside a pause. */
static void
test_sound (void)
{
  int dated = 0;

  for (int i = 0; i < HISTORIES; i++)
    {
      History history;
      g_autofree char *said = NULL;
      gint64 due;

      history_init (&history, FALSE);
      said = history_say (&history);
      g_test_message ("%s", said);
      due = due_of (&history);
      if (due != MC_WALL_NONE)
        {
          int minute = mc_wall_minute (due);

          dated++;
          g_assert_true (mc_calendar_is_counted (calendar (), mc_wall_day (due)));
          g_assert_cmpint (due, >, history_accepted (&history));
          if (history.limit.unit == MC_LIMIT_HOUR)
            g_assert_true ((minute > 450 && minute <= 690) || (minute > 810 && minute <= 1020));
          else
            g_assert_cmpint (minute, ==, 1020);
        }
      history_clear (&history);
    }
  g_assert_cmpint (dated, >, HISTORIES / 2);
}

/* NONE is later than any date: an open pause promises nothing. */
static gint64
promised (gint64 due)
{
  return due == MC_WALL_NONE ? G_MAXINT64 : due;
}

static void
test_monotone (void)
{
  for (int i = 0; i < HISTORIES; i++)
    {
      History history;
      g_autofree char *said = NULL;
      gint64 due, accepted, room;

      history_init (&history, FALSE);
      said = history_say (&history);
      g_test_message ("%s", said);
      due = promised (due_of (&history));
      accepted = history_accepted (&history);
      room = history.n > 1 ? mc_wall_from_time (history.events[1].at) - accepted : 5 * DAY;
      history.limit.amount++;
      g_assert_cmpint (due, <=, promised (due_of (&history)));
      history.limit.amount--;
      /* a month from the 30th and from the 31st may end together, though a pause on the 31st costs the first alone */
      if (history.limit.unit == MC_LIMIT_MONTH)
        history.n = 1;
      due = promised (due_of (&history));
      history.events[0].at = history_time (&history, accepted + g_test_rand_int_range (0, (gint32) room + 1));
      g_assert_cmpint (due, <=, promised (due_of (&history)));
      history_clear (&history);
    }
}

/* One pause that ended: the due date moves by its length in the unit of the limit, counted by hand. */
static void
test_pause_adds_its_length (void)
{
  int moved = 0;

  for (int i = 0; i < HISTORIES; i++)
    {
      History history;
      gint64 before, after, start, end, length = 0;
      g_autofree char *said = NULL;

      history_init (&history, FALSE);
      history.n = 1;
      history.rule.supplement_policy = MC_SUPPLEMENT_RESUME;
      history.rule.cutoff.rule = MC_CUTOFF_NONE;
      if (history.limit.unit != MC_LIMIT_HOUR)
        history.limit.unit = MC_LIMIT_WORKING_DAY;
      history.limit.amount = MAX (history.limit.amount, 1);
      before = due_of (&history);
      start = history_accepted (&history) + g_test_rand_int_range (0, 30 * DAY);
      end = start + g_test_rand_int_range (0, 40 * DAY);
      history_add (&history, MC_CLOCK_PAUSED, MC_PAUSE_FEE, start);
      history_add (&history, MC_CLOCK_RESUMED, MC_PAUSE_FEE, end);
      after = due_of (&history);
      said = history_say (&history);
      g_test_message ("%s", said);
      if (start >= before)
        g_assert_cmpint (after, ==, before);
      else if (history.limit.unit == MC_LIMIT_HOUR)
        g_assert_cmpint (mc_office_minutes_between (office (), before, after), ==,
                         mc_office_minutes_between (office (), start, end));
      else
        {
          for (int day = mc_wall_day (history_accepted (&history)) + 1; day <= mc_wall_day (end); day++)
            if (mc_calendar_is_counted (calendar (), day))
              length += mc_wall_at (day, 1020) > start && mc_wall_at (day, 1020) <= end;
          g_assert_cmpint (mc_calendar_count (calendar (), mc_wall_day (before), mc_wall_day (after)), ==, length);
          moved += length > 0;
        }
      history_clear (&history);
    }
  g_assert_cmpint (moved, >, HISTORIES / 20);
}

/* The same pause told twice, or in pieces that overlap, costs once. */
static void
test_overlap (void)
{
  for (int i = 0; i < HISTORIES; i++)
    {
      History history;
      gint64 start, middle, later, end, whole;

      history_init (&history, FALSE);
      history.n = 1;
      start = history_accepted (&history) + g_test_rand_int_range (0, 10 * DAY);
      middle = start + g_test_rand_int_range (0, 10 * DAY);
      later = middle + g_test_rand_int_range (0, 10 * DAY);
      end = later + g_test_rand_int_range (0, 10 * DAY);
      history_add (&history, MC_CLOCK_PAUSED, MC_PAUSE_FEE, start);
      history_add (&history, MC_CLOCK_RESUMED, MC_PAUSE_FEE, end);
      whole = due_of (&history);
      history.n = 1;
      history_add (&history, MC_CLOCK_PAUSED, MC_PAUSE_FEE, start);
      history_add (&history, MC_CLOCK_PAUSED, MC_PAUSE_OTHER, middle);
      history_add (&history, MC_CLOCK_PAUSED, MC_PAUSE_FEE, middle);
      history_add (&history, MC_CLOCK_RESUMED, MC_PAUSE_FEE, later);
      history_add (&history, MC_CLOCK_RESUMED, MC_PAUSE_OTHER, end);
      g_assert_cmpint (due_of (&history), ==, whole);
      history_clear (&history);
    }
}

/* Replays the steps by their amounts alone. */
static void
replay (const History *history, McExplanation *explanation, GDateTime *due)
{
  gint64 end = MC_WALL_NONE, start = MC_WALL_NONE, paused = 0, skipped = 0, made_up = 0;
  const McCutoff *cutoff = &history->rule.cutoff;

  for (guint i = 0; i < explanation->steps->len; i++)
    {
      const McExplanationStep *step = g_ptr_array_index (explanation->steps, i);

      if (mc_step_is_moving (step->kind) && step->moved_from != NULL)
        g_assert_cmpint (mc_wall_from_time (step->moved_from), ==, end);
      skipped += step->kind == MC_STEP_SKIPPED ? step->amount : 0;
      made_up += step->kind == MC_STEP_MADE_UP ? step->amount : 0;
      if (!mc_step_is_moving (step->kind))
        continue;
      if (step->kind == MC_STEP_START || step->kind == MC_STEP_RESTART)
        start = end = mc_wall_from_time (step->moved_to);
      else if (step->kind == MC_STEP_SHIFT)
        start = end = mc_limit_start (&history->limit, cutoff, office (), start);
      else if (step->kind == MC_STEP_DAY_OFF)
        end = mc_limit_roll (office (), end);
      else
        {
          paused += step->kind == MC_STEP_LIMIT ? 0 : step->amount;
          end = mc_limit_raw_end (&history->limit, cutoff, office (), start, paused);
        }
      g_assert_cmpint (mc_wall_from_time (step->moved_to), ==, end);
    }
  if (due == NULL)
    return;
  g_assert_cmpint (end, ==, mc_wall_from_time (due));
  if (history->limit.unit != MC_LIMIT_WORKING_DAY || history->limit.amount == 0)
    return;
  /* as one counts on one's fingers: the days between, less weekends and days off, and the made-up ones */
  for (int day = mc_wall_day (start) + 1; day <= mc_wall_day (end); day++)
    made_up += mc_day_weekday (day) <= 5;
  g_assert_cmpint (made_up - skipped, ==, history->limit.amount + paused);
}

static void
test_explanation (void)
{
  int pauses = 0;

  for (int i = 0; i < HISTORIES; i++)
    {
      History history;
      g_autoptr (McExplanation) explanation = mc_explanation_new ();
      g_auto (McDue) due = { 0 };
      g_autofree char *said = NULL;

      history_init (&history, FALSE);
      said = history_say (&history);
      g_test_message ("%s", said);
      due = history_due (&history, explanation);
      g_assert_cmpint (due_of (&history), ==, mc_wall_from_time (due.due_at));
      replay (&history, explanation, due.due_at);
      pauses += explanation->steps->len > 3;
      history_clear (&history);
    }
  g_assert_cmpint (pauses, >, HISTORIES / 10);
}

/* 100,000 due dates: the portal makes them. In time of the processor, so that others' work does not count. */
static void
test_speed (void)
{
  struct rusage before, after;
  g_autoptr (GDateTime) first = g_date_time_new_utc (2026, 1, 5, 2, 0, 0);
  gint64 spent;

  mc_deadline_result_due (calendar (), first, NULL, 0);
  getrusage (RUSAGE_SELF, &before);
  for (int i = 0; i < 100000; i++)
    {
      g_autoptr (GDateTime) accepted = g_date_time_add_minutes (first, i * 5);
      g_autoptr (GDateTime) due = mc_deadline_result_due (calendar (), accepted, "working_day", i % 30);

      g_assert_nonnull (due);
    }
  getrusage (RUSAGE_SELF, &after);
  spent = (after.ru_utime.tv_sec - before.ru_utime.tv_sec) * 1000
          + (after.ru_utime.tv_usec - before.ru_utime.tv_usec) / 1000;
  g_test_message ("%" G_GINT64_FORMAT " ms", spent);
  g_assert_cmpint (spent, <, 1000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/due-random/watch", test_watch);
  g_test_add_func ("/due-random/sound", test_sound);
  g_test_add_func ("/due-random/monotone", test_monotone);
  g_test_add_func ("/due-random/pause-adds-its-length", test_pause_adds_its_length);
  g_test_add_func ("/due-random/overlap", test_overlap);
  g_test_add_func ("/due-random/explanation", test_explanation);
  g_test_add_func ("/due-random/speed", test_speed);
  return g_test_run ();
}
