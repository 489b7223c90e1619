// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-training-habits.h"

#include "mc-calendar.h"
#include "mc-training-entry.h"
#include "mc-wall.h"

#define FILE_NAME "citizens.json"
#define HOURS 24
#define WHOLE 1000
#define MORNING (6 * MC_MINUTES_AN_HOUR)
#define NIGHT (23 * MC_MINUTES_AN_HOUR)

typedef enum
{
  DAY_OFFICE,
  DAY_FIRST,  /* after one that was off */
  DAY_SECOND, /* after that */
  DAY_OFF,
} Day;

#define N_DAYS (DAY_OFF + 1)

typedef struct
{
  int share;
  int after; /* minutes */
  int within;
} Answer;

typedef struct
{
  int weights[N_DAYS][HOURS];
  int busy; /* per cent */
  int from_month, to_month;
  int days_before_rest; /* so many days before so many days off it is busy, too */
  int rest_days;
  Answer answers[MC_N_VISITS];
} Habits;

static const char *const day_ids[N_DAYS] = { "office_day", "first_day", "second_day", "day_off" };
static const char *const visit_ids[MC_N_VISITS] = { "supplement", "payment", "withdrawal" };

static void
read_days (Habits *self)
{
  static const char *const members[] = { "id", "weights", NULL };
  g_autoptr (JsonArray) array = mc_entry_read_file (FILE_NAME, "days", N_DAYS);

  for (guint i = 0; i < N_DAYS; i++)
    {
      McEntry entry;
      JsonArray *weights;

      if (i >= json_array_get_length (array))
        g_error ("training data: " FILE_NAME ": days: %s is missing", day_ids[i]);
      entry = mc_entry_at (FILE_NAME, array, i, "id");
      mc_entry_only (&entry, members);
      if (!g_str_equal (entry.id, day_ids[i]))
        mc_entry_complain (&entry, "id", "not the day that belongs here");
      weights = mc_entry_array (&entry, "weights", HOURS, HOURS);
      for (guint h = 0; h < HOURS; h++)
        {
          JsonNode *weight = json_array_get_element (weights, h);

          if (json_node_get_value_type (weight) != G_TYPE_INT64 || json_node_get_int (weight) < 0
              || json_node_get_int (weight) > WHOLE)
            mc_entry_complain (&entry, "weights", "no weight");
          self->weights[i][h] = (int) json_node_get_int (weight);
        }
    }
}

static void
read_busy (Habits *self)
{
  static const char *const members[]
      = { "id", "percent", "from_month", "to_month", "days_before_rest", "rest_days", NULL };
  g_autoptr (JsonArray) array = mc_entry_read_file (FILE_NAME, "busy", 1);
  McEntry entry = mc_entry_at (FILE_NAME, array, 0, "id");

  mc_entry_only (&entry, members);
  self->busy = (int) mc_entry_number (&entry, "percent", 100, WHOLE, -1);
  self->from_month = (int) mc_entry_number (&entry, "from_month", 1, 12, 0);
  self->to_month = (int) mc_entry_number (&entry, "to_month", self->from_month, 12, 0);
  self->days_before_rest = (int) mc_entry_number (&entry, "days_before_rest", 0, 60, -1);
  self->rest_days = (int) mc_entry_number (&entry, "rest_days", 3, 30, 0);
}

static void
read_answers (Habits *self)
{
  static const char *const members[] = { "id", "share", "after", "within", NULL };
  g_autoptr (JsonArray) array = mc_entry_read_file (FILE_NAME, "answers", MC_N_VISITS);

  for (guint i = 0; i < MC_N_VISITS; i++)
    {
      McEntry entry;

      if (i >= json_array_get_length (array))
        g_error ("training data: " FILE_NAME ": answers: %s is missing", visit_ids[i]);
      entry = mc_entry_at (FILE_NAME, array, i, "id");
      mc_entry_only (&entry, members);
      if (!g_str_equal (entry.id, visit_ids[i]))
        mc_entry_complain (&entry, "id", "not the answer that belongs here");
      self->answers[i].share = (int) mc_entry_number (&entry, "share", 0, WHOLE, -1);
      self->answers[i].after = (int) mc_entry_number (&entry, "after", 1, 1000000, 0);
      self->answers[i].within = (int) mc_entry_number (&entry, "within", self->answers[i].after + 1, 1000000, 0);
    }
}

static gpointer
read_habits (gpointer data)
{
  Habits *self = g_new0 (Habits, 1);

  read_days (self);
  read_busy (self);
  read_answers (self);
  return self;
}

static const Habits *
get_habits (void)
{
  static GOnce once = G_ONCE_INIT;

  return g_once (&once, read_habits, NULL);
}

static Day
kind_of (int day)
{
  McCalendar *calendar = mc_calendar_get_default ();

  if (!mc_calendar_is_counted (calendar, day))
    return DAY_OFF;
  if (!mc_calendar_is_counted (calendar, day - 1))
    return DAY_FIRST;
  return mc_calendar_is_counted (calendar, day - 2) ? DAY_OFFICE : DAY_SECOND;
}

/* In summer, and before a long rest: Tết. */
static gboolean
is_busy (const Habits *self, int day, int month)
{
  int rest = 0;

  if (month >= self->from_month && month <= self->to_month)
    return TRUE;
  for (int ahead = 1; ahead <= self->days_before_rest + self->rest_days; ahead++)
    {
      rest = mc_calendar_is_counted (mc_calendar_get_default (), day + ahead) ? 0 : rest + 1;
      if (rest == self->rest_days)
        return TRUE;
    }
  return FALSE;
}

double
mc_habit_weight (GDateTime *at)
{
  /* asked many times a day */
  static int known_day = G_MININT;
  static Day kind;
  static gboolean busy;
  const Habits *self = get_habits ();
  McWall wall = mc_wall_from_time (at);
  int day = mc_wall_day (wall);
  int weight;

  if (day != known_day)
    {
      g_autoptr (GDateTime) local = g_date_time_to_timezone (at, mc_wall_zone ());

      kind = kind_of (day);
      busy = is_busy (self, day, g_date_time_get_month (local));
      known_day = day;
    }
  weight = self->weights[kind][mc_wall_minute (wall) / MC_MINUTES_AN_HOUR];
  return weight * (busy ? self->busy : 100) / 10000.0;
}

gint64
mc_habit_by_day (gint64 at)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (at);
  int minute = mc_wall_minute (mc_wall_from_time (time));

  if (minute >= NIGHT)
    return at + 9 * 3600;
  return minute < MORNING ? at + 8 * 3600 : at;
}

gint64
mc_habit_visit (McVisit visit, guint32 drawn, gint64 from)
{
  const Answer *answer = &get_habits ()->answers[visit];
  guint32 span = (guint32) (answer->within - answer->after) * 60;

  if ((int) (drawn % WHOLE) >= answer->share)
    return -1;
  return mc_habit_by_day (from + answer->after * 60 + drawn / WHOLE % span);
}
