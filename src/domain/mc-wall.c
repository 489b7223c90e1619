// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-wall.h"

#define OFFSET_SECONDS (7 * 3600)
#define EPOCH_JULIAN 719163 /* 1970-01-01 as GDate counts */

GTimeZone *
mc_wall_zone (void)
{
  static gsize once = 0;

  if (g_once_init_enter (&once))
    {
      GTimeZone *zone = g_time_zone_new_identifier ("Asia/Ho_Chi_Minh");

      /* a machine without zone data */
      g_once_init_leave (&once, (gsize) (zone != NULL ? zone : g_time_zone_new_offset (OFFSET_SECONDS)));
    }
  return (GTimeZone *) once;
}

McWall
mc_wall_from_time (GDateTime *time)
{
  gint64 seconds;

  if (time == NULL)
    return MC_WALL_NONE;
  seconds = g_date_time_to_unix (time) + OFFSET_SECONDS;
  return seconds >= 0 ? seconds / 60 : -((-seconds + 59) / 60);
}

GDateTime *
mc_wall_to_time (McWall wall)
{
  g_autoptr (GDateTime) utc = NULL;

  if (wall == MC_WALL_NONE || wall == MC_WALL_NEVER)
    return NULL;
  utc = g_date_time_new_from_unix_utc (wall * 60 - OFFSET_SECONDS);
  return utc != NULL ? g_date_time_to_timezone (utc, mc_wall_zone ()) : NULL;
}

int
mc_day_from_date (const GDate *date)
{
  return (int) g_date_get_julian (date) - EPOCH_JULIAN;
}

static void
set_date (GDate *date, int day)
{
  g_date_clear (date, 1);
  g_date_set_julian (date, (guint32) MAX (day + EPOCH_JULIAN, 1));
}

int
mc_day_year (int day)
{
  GDate date;

  set_date (&date, day);
  return g_date_get_year (&date);
}

int
mc_day_add_months (int day, int months)
{
  GDate date;

  g_return_val_if_fail (months >= 0 && months <= 3660, day);

  set_date (&date, day);
  g_date_add_months (&date, (guint) months);
  return mc_day_from_date (&date);
}

static int
digits (const char *text, int count)
{
  int value = 0;

  for (int i = 0; i < count; i++)
    {
      if (!g_ascii_isdigit (text[i]))
        return -1;
      value = value * 10 + (text[i] - '0');
    }
  return value;
}

gboolean
mc_day_parse (const char *text, int *day)
{
  int year, month, month_day;
  GDate date;

  if (text == NULL || strnlen (text, 11) != 10 || text[4] != '-' || text[7] != '-')
    return FALSE;
  year = digits (text, 4);
  month = digits (text + 5, 2);
  month_day = digits (text + 8, 2);
  if (year < 1 || month < 1 || month_day < 1
      || !g_date_valid_dmy ((GDateDay) month_day, (GDateMonth) month, (GDateYear) year))
    return FALSE;
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) month_day, (GDateMonth) month, (GDateYear) year);
  *day = mc_day_from_date (&date);
  return TRUE;
}

gboolean
mc_minute_parse (const char *text, int *minute)
{
  int hour, rest;

  if (text == NULL || strnlen (text, 6) != 5 || text[2] != ':')
    return FALSE;
  hour = digits (text, 2);
  rest = digits (text + 3, 2);
  if (hour < 0 || hour > 23 || rest < 0 || rest > 59)
    return FALSE;
  *minute = hour * MC_MINUTES_AN_HOUR + rest;
  return TRUE;
}
