// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-limit.h"

#include "mc-json.h"

#define MAX_AMOUNT 3660

static const char *const units[] = { "unknown", "working_day", "calendar_day", "hour", "month", NULL };
static const char *const sources[] = { "catalogue", "unit_override", NULL };

void
mc_limit_clear (McLimit *self)
{
  g_clear_pointer (&self->basis, g_free);
  g_clear_pointer (&self->by, g_free);
  g_clear_pointer (&self->at, g_date_time_unref);
  *self = (McLimit) { 0 };
}

void
mc_limit_copy (const McLimit *self, McLimit *copy)
{
  *copy = *self;
  copy->basis = g_strdup (self->basis);
  copy->by = g_strdup (self->by);
  if (self->at != NULL)
    g_date_time_ref (self->at);
}

McLimitUnit
mc_limit_unit_from_id (const char *id)
{
  for (int i = 0; units[i] != NULL; i++)
    if (g_strcmp0 (units[i], id) == 0)
      return (McLimitUnit) i;
  return MC_LIMIT_UNKNOWN;
}

const char *
mc_limit_unit_id (McLimitUnit unit)
{
  g_return_val_if_fail (unit <= MC_LIMIT_MONTH, units[0]);

  return units[unit];
}

gboolean
mc_limit_is_known (const McLimit *self)
{
  return self->unit != MC_LIMIT_UNKNOWN && self->amount >= (self->unit == MC_LIMIT_HOUR ? 1 : 0)
         && self->amount <= MAX_AMOUNT;
}

gboolean
mc_limit_is_within_day (const McLimit *self)
{
  return self->amount == 0 && mc_limit_is_known (self);
}

int
mc_limit_days_within (const McLimit *self)
{
  if (!mc_limit_is_known (self))
    return G_MAXINT;
  switch (self->unit)
    {
    case MC_LIMIT_WORKING_DAY:
      return self->amount;
    case MC_LIMIT_CALENDAR_DAY:
      return self->amount * 5 / 7;
    case MC_LIMIT_MONTH:
      return self->amount * 20;
    default:
      return self->amount / 8;
    }
}

void
mc_limit_from_json (McLimit *self, JsonObject *object, GError **error)
{
  g_autofree char *at = mc_json_optional_string (object, "at", error);

  *self = (McLimit) { 0 };
  self->unit = (McLimitUnit) mc_json_word (object, "unit", units, error);
  if (self->unit != MC_LIMIT_UNKNOWN)
    self->amount = (int) mc_json_int (object, "amount", self->unit == MC_LIMIT_HOUR ? 1 : 0, MAX_AMOUNT, error);
  if (json_object_has_member (object, "source"))
    self->source = (McLimitSource) mc_json_word (object, "source", sources, error);
  self->basis = mc_json_optional_string (object, "basis", error);
  self->by = mc_json_optional_string (object, "by", error);
  self->at = at != NULL ? g_date_time_new_from_iso8601 (at, NULL) : NULL;
  if (at != NULL && self->at == NULL)
    mc_json_fail (error, "at");
  if (self->source == MC_LIMIT_UNIT_OVERRIDE && (self->basis == NULL || self->by == NULL || self->at == NULL))
    mc_json_fail (error, "source");
  if (*error != NULL)
    mc_limit_clear (self);
}

JsonObject *
mc_limit_to_json (const McLimit *self)
{
  JsonObject *object = json_object_new ();
  g_autofree char *at = self->at != NULL ? g_date_time_format_iso8601 (self->at) : NULL;

  json_object_set_string_member (object, "unit", units[self->unit]);
  if (self->unit != MC_LIMIT_UNKNOWN)
    json_object_set_int_member (object, "amount", self->amount);
  json_object_set_string_member (object, "source", sources[self->source]);
  mc_json_set_string (object, "basis", self->basis);
  mc_json_set_string (object, "by", self->by);
  mc_json_set_string (object, "at", at);
  return object;
}

static gboolean
is_late (const McCutoff *cutoff, McWall when)
{
  return mc_wall_minute (when) >= cutoff->minute;
}

McWall
mc_limit_start (const McLimit *self, const McCutoff *cutoff, McOffice *office, McWall from)
{
  McCalendar *calendar = mc_office_get_calendar (office);
  int day = mc_wall_day (from);

  if (cutoff->rule != MC_CUTOFF_SHIFT_FIRST_DAY)
    return from;
  /* a day off counts like the next working day too, or Saturday would end before a late Friday */
  if (!is_late (cutoff, from) && mc_calendar_is_counted (calendar, day))
    return from;
  day = mc_calendar_shift (calendar, day, 1);
  return mc_wall_at (day, mc_office_opening (office, day));
}

/* The day on which "within the day" ends: of a day off, or too late in the day, the next working day; else it would be
 * over before it began. */
static int
same_day (const McCutoff *cutoff, McOffice *office, McWall start)
{
  McCalendar *calendar = mc_office_get_calendar (office);
  int day = mc_wall_day (start);

  if (!mc_calendar_is_counted (calendar, day) || (cutoff->rule == MC_CUTOFF_SAME_DAY_TO_NEXT && is_late (cutoff, start))
      || mc_wall_minute (start) >= mc_office_closing (office, day))
    return mc_calendar_shift (calendar, day, 1);
  return day;
}

McWall
mc_limit_first (const McLimit *self, const McCutoff *cutoff, McOffice *office, McWall start)
{
  if (self->unit == MC_LIMIT_HOUR)
    return start;
  if (mc_limit_is_within_day (self))
    return MAX (start, mc_wall_at (same_day (cutoff, office, start), 0));
  return mc_wall_at (mc_wall_day (start) + 1, 0);
}

/* The last day that has ended at `when`: a counted day ends at closing time, another at midnight. */
static int
ended_day (McOffice *office, McWall when)
{
  int day = mc_wall_day (when);

  if (mc_calendar_is_counted (mc_office_get_calendar (office), day)
      && mc_wall_minute (when) >= mc_office_closing (office, day))
    return day;
  return day - 1;
}

gint64
mc_limit_pass (McLimitUnit unit, McOffice *office, McWall from, McWall to)
{
  switch (unit)
    {
    case MC_LIMIT_HOUR:
      return mc_office_minutes_between (office, from, to);
    case MC_LIMIT_WORKING_DAY:
      return mc_calendar_count (mc_office_get_calendar (office), ended_day (office, from), ended_day (office, to));
    case MC_LIMIT_CALENDAR_DAY:
    case MC_LIMIT_MONTH:
      return (gint64) ended_day (office, to) - ended_day (office, from);
    case MC_LIMIT_UNKNOWN:
    default:
      return 0;
    }
}

static McWall
closing_of (McOffice *office, int day)
{
  return mc_wall_at (day, mc_office_closing (office, day));
}

McWall
mc_limit_move (McLimitUnit unit, McOffice *office, McWall end, gint64 number)
{
  int day = mc_wall_day (end);

  if (number <= 0)
    return end;
  if (unit == MC_LIMIT_HOUR)
    return mc_office_add_minutes (office, end, number);
  if (unit == MC_LIMIT_WORKING_DAY)
    return closing_of (office, mc_calendar_shift (mc_office_get_calendar (office), day, number));
  return closing_of (office, day + (int) number);
}

McWall
mc_limit_raw_end (const McLimit *self, const McCutoff *cutoff, McOffice *office, McWall start, gint64 paused)
{
  int day = mc_wall_day (start);
  McWall end;

  g_return_val_if_fail (mc_limit_is_known (self), MC_WALL_NONE);

  if (self->unit == MC_LIMIT_HOUR)
    return mc_office_add_minutes (office, start, (gint64) self->amount * MC_MINUTES_AN_HOUR + paused);
  if (self->amount == 0)
    end = closing_of (office, same_day (cutoff, office, start));
  else if (self->unit == MC_LIMIT_MONTH)
    end = closing_of (office, mc_day_add_months (day, self->amount));
  else
    end = mc_limit_move (self->unit, office, start, self->amount);
  return mc_limit_move (self->unit, office, end, paused);
}

McWall
mc_limit_roll (McOffice *office, McWall end)
{
  McCalendar *calendar = mc_office_get_calendar (office);
  int day = mc_wall_day (end);

  return mc_calendar_is_counted (calendar, day) ? end : closing_of (office, mc_calendar_shift (calendar, day, 0));
}

GDateTime *
mc_limit_end (const McLimit *self, const McCutoff *cutoff, McOffice *office, GDateTime *from)
{
  McWall start;

  g_return_val_if_fail (from != NULL, NULL);

  if (!mc_limit_is_known (self))
    return NULL;
  start = mc_limit_start (self, cutoff, office, mc_wall_from_time (from));
  return mc_wall_to_time (mc_limit_roll (office, mc_limit_raw_end (self, cutoff, office, start, 0)));
}
