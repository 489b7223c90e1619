// SPDX-License-Identifier: GPL-3.0-or-later
#include "random-history.h"

#define OPENING 450
#define NOON 690
#define AFTERNOON 810
#define CLOSING 1020
#define DAY 1440
#define CUTOFF 900
/* a watch gives up: no history of short limits lasts so long */
#define LONGEST (DAY * 800)

gint64
random_wall (void)
{
  /* 2023-12-01 to 2027-12-01 */
  return 19692 * (gint64) DAY + g_test_rand_int_range (0, DAY * 1461);
}

GDateTime *
history_time (History *self, gint64 wall)
{
  GDateTime *time = g_date_time_new_from_unix_utc ((wall - 7 * 60) * 60 + g_test_rand_int_range (0, 60));

  g_ptr_array_add (self->times, time);
  return time;
}

void
history_add (History *self, McClockEventKind kind, McPauseCause cause, gint64 wall)
{
  g_assert_cmpuint (self->n, <, HISTORY_MAX);
  self->events[self->n++] = (McClockEvent) { .kind = kind, .cause = cause, .at = history_time (self, wall) };
}

static void
add_pauses (History *self, gint64 from, int spread)
{
  gboolean open[2] = { FALSE, FALSE };
  gint64 wall = from;
  int rounds = g_test_rand_int_range (0, 9);

  for (int i = 0; i < rounds; i++)
    {
      int cause = g_test_rand_int_range (0, 2);

      wall += g_test_rand_int_range (0, spread);
      open[cause] = !open[cause];
      history_add (self, open[cause] ? MC_CLOCK_PAUSED : MC_CLOCK_RESUMED, (McPauseCause) cause, wall);
    }
  for (int cause = 0; cause < 2; cause++)
    if (open[cause] && g_test_rand_int_range (0, 8) != 0)
      {
        wall += g_test_rand_int_range (0, spread);
        history_add (self, MC_CLOCK_RESUMED, (McPauseCause) cause, wall);
      }
}

void
history_init (History *self, gboolean short_limit)
{
  static const McLimitUnit units[]
      = { MC_LIMIT_WORKING_DAY, MC_LIMIT_CALENDAR_DAY, MC_LIMIT_HOUR, MC_LIMIT_WORKING_DAY, MC_LIMIT_MONTH };
  gint64 accepted = random_wall ();

  *self = (History) { .times = g_ptr_array_new_with_free_func ((GDestroyNotify) g_date_time_unref) };
  self->limit.unit = units[g_test_rand_int_range (0, G_N_ELEMENTS (units))];
  if (self->limit.unit == MC_LIMIT_MONTH)
    self->limit.amount = g_test_rand_int_range (0, short_limit ? 2 : 7);
  else
    self->limit.amount = g_test_rand_int_range (self->limit.unit == MC_LIMIT_HOUR, short_limit ? 12 : 90);
  self->rule.cutoff.rule = (McCutoffRule) g_test_rand_int_range (0, 3);
  self->rule.cutoff.minute = CUTOFF;
  self->rule.supplement_policy = (McSupplementPolicy) g_test_rand_int_range (0, 2);
  self->rule.max_extensions = 1;
  self->rule.extend_before_days = 1;
  history_add (self, MC_CLOCK_ACCEPTED, 0, accepted);
  add_pauses (self, accepted, g_test_rand_bit () ? DAY : 5 * DAY);
}

void
history_clear (History *self)
{
  g_ptr_array_unref (self->times);
}

McDue
history_due (History *self, McExplanation *explanation)
{
  McOffice *office = mc_calendar_get_office (mc_calendar_get_default (), NULL);

  return mc_due_of_result (&self->rule, &self->limit, office, self->events, self->n, explanation);
}

static gint64
wall_of (GDateTime *time)
{
  return (g_date_time_to_unix (time) + 7 * 3600) / 60;
}

gint64
history_accepted (const History *self)
{
  return wall_of (self->events[0].at);
}

char *
history_say (const History *self)
{
  static const char *const kinds[] = { "submitted", "accepted", "voided", "paused", "resumed",
                                       "restarted", "extended", "step",   "ended",  "reopened" };
  static const char *const causes[] = { "supplement", "fee", "other" };
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%d %s, cut-off %d, policy %d:", self->limit.amount,
                          mc_limit_unit_id (self->limit.unit), self->rule.cutoff.rule, self->rule.supplement_policy);
  for (guint i = 0; i < self->n; i++)
    {
      g_autoptr (GDateTime) local = g_date_time_to_timezone (self->events[i].at, mc_calendar_zone ());
      g_autofree char *at = g_date_time_format (local, "%a %F %R");

      g_string_append_printf (text, " %s %s %s;", kinds[self->events[i].kind], causes[self->events[i].cause], at);
    }
  return g_string_free (text, FALSE);
}

static gboolean
is_worked (int day)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, (guint32) (day + 719163));
  return mc_calendar_is_working_day (mc_calendar_get_default (), &date);
}

static int
later_month (int day, int months)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, (guint32) (day + 719163));
  g_date_add_months (&date, (guint) months);
  return (int) g_date_get_julian (&date) - 719163;
}

typedef struct
{
  gint64 start;
  gint64 left;
  gint64 not_before; /* ends of days before it do not count */
} Watch;

static void
wind (Watch *watch, const History *history, gint64 wall)
{
  int day = (int) (wall / DAY), minute = (int) (wall % DAY);
  McCutoffRule rule = history->rule.cutoff.rule;

  if (rule == MC_CUTOFF_SHIFT_FIRST_DAY && (minute >= CUTOFF || !is_worked (day)))
    {
      do
        day++;
      while (!is_worked (day));
      minute = OPENING;
    }
  watch->start = (gint64) day * DAY + minute;
  watch->not_before = watch->start;
  watch->left = history->limit.amount;
  if (history->limit.unit == MC_LIMIT_HOUR)
    watch->left *= 60;
  else if (history->limit.amount > 0)
    watch->not_before = (gint64) (day + 1) * DAY;
  else if (rule == MC_CUTOFF_SAME_DAY_TO_NEXT && minute >= CUTOFF)
    watch->not_before = (gint64) (day + 1) * DAY;
  if (history->limit.unit == MC_LIMIT_MONTH && history->limit.amount > 0)
    watch->left = later_month (day, history->limit.amount) - day;
}

/* One minute that is not paused goes by; TRUE: it was the last. */
static gboolean
tick (Watch *watch, const History *history, gint64 wall)
{
  int day = (int) (wall / DAY), minute = (int) (wall % DAY);
  gboolean worked = is_worked (day);
  gboolean office = (minute >= OPENING && minute < NOON) || (minute >= AFTERNOON && minute < CLOSING);
  gboolean ends;

  if (wall < watch->not_before)
    return FALSE;
  switch (history->limit.unit)
    {
    case MC_LIMIT_HOUR:
      return worked && office && --watch->left == 0;
    case MC_LIMIT_WORKING_DAY:
      watch->left -= worked && minute + 1 == CLOSING;
      return watch->left <= 0 && worked && minute + 1 == CLOSING;
    case MC_LIMIT_CALENDAR_DAY:
    case MC_LIMIT_MONTH:
    case MC_LIMIT_UNKNOWN:
    default:
      ends = minute + 1 == (worked ? CLOSING : DAY);
      watch->left -= ends;
      /* on a day off it waits for the end of the next day that is worked */
      return ends && worked && watch->left <= 0;
    }
}

gint64
history_watch (const History *self)
{
  gboolean paused[MC_PAUSE_CAUSES] = { FALSE };
  Watch watch;
  guint next = 1;

  wind (&watch, self, history_accepted (self));
  for (gint64 wall = history_accepted (self); wall < history_accepted (self) + LONGEST; wall++)
    {
      for (; next < self->n && wall_of (self->events[next].at) <= wall; next++)
        {
          const McClockEvent *event = &self->events[next];

          paused[event->cause] = event->kind == MC_CLOCK_PAUSED;
          if (event->kind == MC_CLOCK_RESUMED && event->cause == MC_PAUSE_SUPPLEMENT
              && self->rule.supplement_policy == MC_SUPPLEMENT_RESTART)
            wind (&watch, self, wall);
        }
      if (paused[MC_PAUSE_SUPPLEMENT] || paused[MC_PAUSE_FEE])
        {
          if (next == self->n)
            return G_MININT64;
          continue;
        }
      if (tick (&watch, self, wall))
        return wall + 1;
    }
  g_assert_not_reached ();
}
