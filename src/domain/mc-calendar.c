// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-calendar.h"

#include "mc-calendar-private.h"
#include "mc-catalogue.h"
#include "mc-json.h"
#include "mc-wall.h"

/* 1969-12-29, a Monday */
#define ANCHOR (-3)

/* A day that its weekday does not decide, and what all such days up to it add to a count of weekdays. */
typedef struct
{
  int day;
  int sum;
} Exception;

struct _McCalendar
{
  GObject parent_instance;

  McCalendarData data;
  GArray *exceptions; /* Exception, in order */
  int n_off;          /* weekdays off */
  int n_make_up;
};

G_DEFINE_FINAL_TYPE (McCalendar, mc_calendar, G_TYPE_OBJECT)

static gint64
divide_down (gint64 number, gint64 by)
{
  return number >= 0 ? number / by : -((-number + by - 1) / by);
}

/* Mondays to Fridays from the anchor to `day`, both counted. */
static gint64
weekdays_to (int day)
{
  gint64 weeks = divide_down ((gint64) day - ANCHOR, 7);
  gint64 rest = (gint64) day - ANCHOR - 7 * weeks;

  return 5 * weeks + MIN (rest + 1, 5);
}

/* The first day with weekdays_to() = count. */
static gint64
day_of_weekday (gint64 count)
{
  gint64 weeks = divide_down (count - 1, 5);

  return ANCHOR + 7 * weeks + (count - 1 - 5 * weeks);
}

/* Exceptions up to and with `day`. */
static guint
exceptions_to (McCalendar *self, int day)
{
  guint low = 0, high = self->exceptions->len;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (g_array_index (self->exceptions, Exception, middle).day <= day)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* Counted days up to and with `day`, from the anchor on. */
static gint64
counted_to (McCalendar *self, int day)
{
  guint n = exceptions_to (self, day);

  return weekdays_to (day) + (n > 0 ? g_array_index (self->exceptions, Exception, n - 1).sum : 0);
}

/* The first day with counted_to() ≥ count: exceptions move it by no more than there are. */
static int
day_of_counted (McCalendar *self, gint64 count)
{
  gint64 low = CLAMP (day_of_weekday (count - self->n_make_up), G_MININT / 2, G_MAXINT / 2);
  gint64 high = CLAMP (day_of_weekday (count + self->n_off), G_MININT / 2, G_MAXINT / 2);

  while (low < high)
    {
      gint64 middle = divide_down (low + high, 2);

      if (counted_to (self, (int) middle) >= count)
        high = middle;
      else
        low = middle + 1;
    }
  return (int) low;
}

static void
add_exception (McCalendar *self, int day)
{
  Exception exception = { .day = day };

  g_array_append_val (self->exceptions, exception);
}

static int
compare_exceptions (gconstpointer one, gconstpointer other)
{
  return ((const Exception *) one)->day - ((const Exception *) other)->day;
}

static void
sum_exceptions (McCalendar *self)
{
  int sum = 0;

  for (guint i = 0; i < self->data.days_off->len; i++)
    {
      const McDayOff *off = &g_array_index (self->data.days_off, McDayOff, i);

      for (int day = off->first; day <= off->last; day++)
        if (mc_day_weekday (day) <= G_DATE_FRIDAY)
          {
            add_exception (self, day);
            self->n_off++;
          }
    }
  for (guint i = 0; i < self->data.make_ups->len; i++)
    add_exception (self, g_array_index (self->data.make_ups, McMakeUp, i).day);
  self->n_make_up = (int) self->data.make_ups->len;
  g_array_sort (self->exceptions, compare_exceptions);
  for (guint i = 0; i < self->exceptions->len; i++)
    {
      Exception *exception = &g_array_index (self->exceptions, Exception, i);

      sum += mc_day_weekday (exception->day) <= G_DATE_FRIDAY ? -1 : 1;
      exception->sum = sum;
    }
}

static void
mc_calendar_finalize (GObject *object)
{
  McCalendar *self = MC_CALENDAR (object);

  mc_calendar_data_clear (&self->data);
  g_array_unref (self->exceptions);
  G_OBJECT_CLASS (mc_calendar_parent_class)->finalize (object);
}

static void
mc_calendar_class_init (McCalendarClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mc_calendar_finalize;
}

static void
mc_calendar_init (McCalendar *self)
{
  mc_calendar_data_init (&self->data);
  self->exceptions = g_array_new (FALSE, FALSE, sizeof (Exception));
}

McCalendar *
mc_calendar_get_default (void)
{
  static gsize once = 0;

  if (g_once_init_enter (&once))
    {
      g_autoptr (GError) error = NULL;
      gssize length;
      const char *text = mc_catalogue_get_text (MC_CATALOGUE_CALENDAR, &length);
      McCalendar *calendar = mc_calendar_new_from_json (text, length, &error);

      if (calendar == NULL)
        g_error ("the calendar of the program is unsound: %s", error->message);
      g_once_init_leave (&once, (gsize) calendar);
    }
  return (McCalendar *) once;
}

McCalendar *
mc_calendar_new_from_json (const char *json, gssize length, GError **error)
{
  GError *wrong = NULL;
  g_autoptr (JsonNode) root = mc_json_parse_object (json, length, &wrong);
  g_autoptr (McCalendar) self = g_object_new (MC_TYPE_CALENDAR, NULL);

  if (root != NULL)
    {
      mc_calendar_data_read (&self->data, json_node_get_object (root), &wrong);
      mc_office_read_all (self, &self->data, json_node_get_object (root), &wrong);
    }
  if (wrong == NULL)
    {
      sum_exceptions (self);
      return g_steal_pointer (&self);
    }
  g_propagate_error (error, wrong);
  return NULL;
}

GTimeZone *
mc_calendar_zone (void)
{
  return mc_wall_zone ();
}

int
mc_calendar_get_revision (McCalendar *self)
{
  g_return_val_if_fail (MC_IS_CALENDAR (self), 0);

  return self->data.revision;
}

gboolean
mc_calendar_is_counted (McCalendar *self, int day)
{
  gboolean weekday = mc_day_weekday (day) <= G_DATE_FRIDAY;
  guint n;

  g_return_val_if_fail (MC_IS_CALENDAR (self), FALSE);

  n = exceptions_to (self, day);
  return (n > 0 && g_array_index (self->exceptions, Exception, n - 1).day == day) ? !weekday : weekday;
}

gboolean
mc_calendar_is_working_day (McCalendar *self, const GDate *day)
{
  return mc_calendar_is_counted (self, mc_day_from_date (day));
}

gboolean
mc_calendar_is_provisional (McCalendar *self, int year)
{
  g_return_val_if_fail (MC_IS_CALENDAR (self), TRUE);

  for (guint i = 0; i < self->data.years->len; i++)
    {
      const McCalendarYear *row = &g_array_index (self->data.years, McCalendarYear, i);

      if (row->year == year)
        return row->provisional;
    }
  return TRUE;
}

int
mc_calendar_shift (McCalendar *self, int day, gint64 n)
{
  gint64 count;

  g_return_val_if_fail (MC_IS_CALENDAR (self), day);

  count = counted_to (self, day);
  if (n > 0)
    return day_of_counted (self, count + n);
  if (mc_calendar_is_counted (self, day))
    return n == 0 ? day : day_of_counted (self, count + n);
  /* from a day off the first before it is the last that was counted */
  return day_of_counted (self, n == 0 ? count + 1 : count + n + 1);
}

gint64
mc_calendar_count (McCalendar *self, int from, int to)
{
  g_return_val_if_fail (MC_IS_CALENDAR (self), 0);

  return counted_to (self, to) - counted_to (self, from);
}

int
mc_calendar_working_days_between (McCalendar *self, GDateTime *from, GDateTime *to)
{
  return (int) mc_calendar_count (self, mc_wall_day (mc_wall_from_time (from)), mc_wall_day (mc_wall_from_time (to)));
}

const McDayOff *
mc_calendar_get_days_off (McCalendar *self, guint *n)
{
  g_return_val_if_fail (MC_IS_CALENDAR (self), NULL);

  *n = self->data.days_off->len;
  return (const McDayOff *) (gpointer) self->data.days_off->data;
}

const McMakeUp *
mc_calendar_get_make_ups (McCalendar *self, guint *n)
{
  g_return_val_if_fail (MC_IS_CALENDAR (self), NULL);

  *n = self->data.make_ups->len;
  return (const McMakeUp *) (gpointer) self->data.make_ups->data;
}

const McMakeUp *
mc_calendar_find_make_up (McCalendar *self, int day)
{
  g_return_val_if_fail (MC_IS_CALENDAR (self), NULL);

  for (guint i = 0; i < self->data.make_ups->len; i++)
    {
      const McMakeUp *make_up = &g_array_index (self->data.make_ups, McMakeUp, i);

      if (make_up->day == day)
        return make_up;
    }
  return NULL;
}

McOffice *
mc_calendar_get_office (McCalendar *self, const char *unit)
{
  McOffice *office = NULL;

  g_return_val_if_fail (MC_IS_CALENDAR (self), NULL);

  for (; unit != NULL && office == NULL; unit = g_hash_table_lookup (self->data.above, unit))
    office = g_hash_table_lookup (self->data.offices, unit);
  return office != NULL ? office : g_hash_table_lookup (self->data.offices, "");
}
