// SPDX-License-Identifier: GPL-3.0-or-later
/* When dossiers come in: by weekday, month and hour, more after days off and before Tết (data/training/made.json). */
#include "mc-training-making.h"

#define MAX_SPAN 480
#define TET_DAYS 12

struct _McMakerDays
{
  McOffice *office;
  int first;
  guint count;
  gint64 *ends[2]; /* weights summed, day by day: of the counter, of online */
};

static gboolean
is_before_tet (McCalendar *calendar, int day)
{
  guint count;
  const McDayOff *off = mc_calendar_get_days_off (calendar, &count);

  for (guint i = 0; i < count; i++)
    if (g_str_has_prefix (off[i].name, "Tết Nguyên đán") && day < off[i].first && day >= off[i].first - TET_DAYS)
      return TRUE;
  return FALSE;
}

static int
month_of (int day)
{
  g_autoptr (GDateTime) time = mc_wall_to_time (mc_wall_at (day, 0));

  return g_date_time_get_month (time);
}

static gint64
weigh (McOffice *office, int day, gboolean online)
{
  McCalendar *calendar = mc_office_get_calendar (office);
  gint64 weight = (gint64) mc_measure_weekday (mc_day_weekday (day), online) * mc_measure_month (month_of (day));
  const McShift *shifts;
  gboolean worked = mc_office_get_shifts (office, day, &shifts) > 0;

  if (!online && !worked)
    return 0;
  if (worked && !mc_calendar_is_counted (calendar, day - 1) && mc_day_weekday (day) != 1)
    weight = weight * mc_measure_day ("after_days_off") / 1000;
  if (is_before_tet (calendar, day))
    weight = weight * mc_measure_day ("before_tet") / 1000;
  return weight;
}

McMakerDays *
mc_maker_days_new (int first, int last)
{
  McMakerDays *self = g_new0 (McMakerDays, 1);

  self->office = mc_calendar_get_office (mc_calendar_get_default (), NULL);
  self->first = MAX (first, last - MAX_SPAN);
  self->count = (guint) MAX (last - self->first + 1, 1);
  for (guint online = 0; online < 2; online++)
    {
      gint64 end = 0;

      self->ends[online] = g_new0 (gint64, self->count);
      for (guint i = 0; i < self->count; i++)
        self->ends[online][i] = end += weigh (self->office, self->first + (int) i, online);
    }
  return self;
}

void
mc_maker_days_free (McMakerDays *self)
{
  g_free (self->ends[0]);
  g_free (self->ends[1]);
  g_free (self);
}

static int
find_day (const McMakerDays *self, gboolean online, gint64 drawn)
{
  guint low = 0, high = self->count - 1;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (self->ends[online][middle] > drawn)
        high = middle;
      else
        low = middle + 1;
    }
  return self->first + (int) low;
}

/* A minute of that day, by its hours; of the counter one in which people are received. */
static McWall
draw_minute (McTrainingMaker *self, McOffice *office, int day, gboolean online)
{
  int total = 0;
  int drawn, hour = 0;
  McWall at;

  for (int h = 0; h < 24; h++)
    total += mc_measure_hour (h, online);
  drawn = mc_maker_draw (self, 0, total);
  while (drawn >= mc_measure_hour (hour, online))
    drawn -= mc_measure_hour (hour++, online);
  at = mc_wall_at (day, hour * 60 + mc_maker_draw (self, 0, 60));
  return online
             ? at
             : mc_office_subtract_minutes (office, MAX (at, mc_wall_at (day, mc_office_opening (office, day) + 1)), 1);
}

McWall
mc_maker_days_draw (McTrainingMaker *self, const McMakerDays *days, double part, int last, gboolean online)
{
  int until = CLAMP (last - days->first, 0, (int) days->count - 1);
  gint64 whole = days->ends[online][until];
  gint64 drawn = whole > 0 ? CLAMP ((gint64) (part * (double) whole), 0, whole - 1) : 0;

  return draw_minute (self, days->office, find_day (days, online, drawn), online);
}
