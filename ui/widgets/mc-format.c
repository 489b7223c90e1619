// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-format.h"

#include <string.h>

#include <glib/gi18n.h>

#include "mc-calendar.h"
#include "mc-text.h"

#define NEAR_DAYS 6

static const char *const weekdays[] = { N_ ("Monday"), N_ ("Tuesday"),  N_ ("Wednesday"), N_ ("Thursday"),
                                        N_ ("Friday"), N_ ("Saturday"), N_ ("Sunday") };

static char *
no_data (void)
{
  return g_strdup (_ ("No data"));
}

static char *
format_local (GDateTime *time, const char *format)
{
  g_autoptr (GDateTime) local = NULL;

  if (time == NULL)
    return no_data ();
  local = g_date_time_to_timezone (time, mc_calendar_zone ());
  return g_date_time_format (local, format);
}

/* Whole days from the day of `now` to that of `time`, both in the country's zone. */
static int
days_from (GDateTime *now, GDateTime *time)
{
  g_autoptr (GDateTime) first = g_date_time_to_timezone (now, mc_calendar_zone ());
  g_autoptr (GDateTime) second = g_date_time_to_timezone (time, mc_calendar_zone ());
  GDate a;
  GDate b;

  g_date_clear (&a, 1);
  g_date_clear (&b, 1);
  g_date_set_dmy (&a, (GDateDay) g_date_time_get_day_of_month (first), (GDateMonth) g_date_time_get_month (first),
                  (GDateYear) g_date_time_get_year (first));
  g_date_set_dmy (&b, (GDateDay) g_date_time_get_day_of_month (second), (GDateMonth) g_date_time_get_month (second),
                  (GDateYear) g_date_time_get_year (second));
  return g_date_days_between (&a, &b);
}

char *
mc_format_date (GDateTime *time)
{
  return format_local (time, "%d/%m/%Y");
}

char *
mc_format_day (const char *day)
{
  if (day == NULL || strlen (day) != 10 || day[4] != '-' || day[7] != '-')
    return g_strdup (day);
  return g_strdup_printf ("%.2s/%.2s/%.4s", day + 8, day + 5, day);
}

char *
mc_format_date_time (GDateTime *time)
{
  return format_local (time, "%H:%M %d/%m/%Y");
}

char *
mc_format_time (GDateTime *time, GDateTime *now)
{
  g_return_val_if_fail (now != NULL, NULL);

  return format_local (time, time != NULL && days_from (now, time) == 0 ? "%H:%M" : "%H:%M %d/%m/%Y");
}

char *
mc_format_near (GDateTime *time, GDateTime *now)
{
  g_autoptr (GDateTime) local = NULL;
  int days;

  g_return_val_if_fail (now != NULL, NULL);

  if (time == NULL)
    return no_data ();
  days = days_from (now, time);
  if (days == 0 || ABS (days) > NEAR_DAYS)
    return format_local (time, days == 0 ? "%H:%M" : "%d/%m/%Y");
  local = g_date_time_to_timezone (time, mc_calendar_zone ());
  return g_strdup_printf ("%s, %02d/%02d", _ (weekdays[g_date_time_get_day_of_week (local) - 1]),
                          g_date_time_get_day_of_month (local), g_date_time_get_month (local));
}

char *
mc_format_due (GDateTime *due, GDateTime *now, gboolean to_the_hour)
{
  g_autofree char *time = NULL;
  g_autofree char *day = NULL;

  g_return_val_if_fail (due != NULL, NULL);
  g_return_val_if_fail (now != NULL, NULL);

  time = format_local (due, "%H:%M");
  if (days_from (now, due) == 0)
    /* Translators: a time of day: "Hôm nay 14:30" */
    return g_strdup_printf (_ ("Today %s"), time);
  day = mc_format_near (due, now);
  return to_the_hour ? g_strdup_printf ("%s %s", time, day) : g_steal_pointer (&day);
}

char *
mc_format_number (gint64 number)
{
  return mc_text_number (number);
}

char *
mc_format_money (gint64 dong)
{
  g_autofree char *number = NULL;

  if (dong < 0)
    return no_data ();
  number = mc_format_number (dong);
  return g_strconcat (number, "\u00a0đ", NULL);
}

char *
mc_format_size (gint64 bytes)
{
  gint64 tenths;

  if (bytes < 0)
    return no_data ();
  if (bytes < 1024)
    return g_strdup_printf ("%d\u00a0B", (int) bytes);
  if (bytes < 1024 * 1024)
    return g_strdup_printf ("%d\u00a0KB", (int) ((bytes + 512) / 1024));
  tenths = (bytes * 10 + 512 * 1024) / (1024 * 1024);
  return g_strdup_printf ("%" G_GINT64_FORMAT ",%d\u00a0MB", tenths / 10, (int) (tenths % 10));
}

char *
mc_format_age (gint64 us)
{
  int minutes = (int) (MAX (us, 0) / G_TIME_SPAN_MINUTE);

  if (minutes < 60)
    return g_strdup_printf (ngettext ("%d minute ago", "%d minutes ago", (gulong) minutes), minutes);
  if (minutes < 48 * 60)
    return g_strdup_printf (ngettext ("%d hour ago", "%d hours ago", (gulong) minutes / 60), minutes / 60);
  return g_strdup_printf (ngettext ("%d day ago", "%d days ago", (gulong) minutes / (24 * 60)), minutes / (24 * 60));
}

const char *
mc_format_text (const char *text)
{
  return text != NULL && *text != '\0' ? text : _ ("No data");
}
