// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-office.h"

#include "mc-calendar-private.h"
#include "mc-json.h"

#define MAX_ROWS 20000
#define WEEK_DAYS 7

/* Hours that hold on some weekdays from a day to a day. */
typedef struct
{
  int from;
  int to;
  guint weekdays; /* bit 1 << weekday */
  gboolean reception_only;
  guint n_shifts;
  McShift shifts[MC_OFFICE_MAX_SHIFTS];
} Hours;

struct _McOffice
{
  McCalendar *calendar; /* owns this */
  McOffice *general;    /* whose hours hold where this one has none, of the nearest unit above; NULL: everybody's */
  char *unit;           /* as records name it */
  GArray *rows;         /* Hours, newest first */
};

static void
office_free (gpointer data)
{
  McOffice *self = data;

  g_array_unref (self->rows);
  g_free (self->unit);
  g_free (self);
}

static void
read_shifts (Hours *row, JsonObject *object, GError **error)
{
  JsonArray *hours = mc_json_array (object, "hours", MC_OFFICE_MAX_SHIFTS, error);
  int last_end = 0;

  if (hours == NULL)
    return;
  row->n_shifts = json_array_get_length (hours);
  if (row->n_shifts == 0)
    mc_json_fail (error, "hours");
  for (guint i = 0; i < row->n_shifts; i++)
    {
      JsonObject *shift = mc_json_element_object (hours, i, error);

      if (shift == NULL)
        return;
      row->shifts[i].start = mc_json_minute (shift, "start", error);
      row->shifts[i].end = mc_json_minute (shift, "end", error);
      if (row->shifts[i].start < last_end || row->shifts[i].end <= row->shifts[i].start)
        mc_json_fail (error, "hours");
      last_end = row->shifts[i].end;
    }
}

static void
read_row (Hours *row, JsonObject *object, GError **error)
{
  static const char *const uses[] = { "work", "reception", NULL };
  JsonArray *weekdays = mc_json_array (object, "weekdays", WEEK_DAYS, error);

  row->from = json_object_has_member (object, "from") ? mc_json_day (object, "from", error) : G_MININT;
  row->to = json_object_has_member (object, "to") ? mc_json_day (object, "to", error) : G_MAXINT;
  row->reception_only = mc_json_word (object, "use", uses, error) == 1;
  for (guint i = 0; weekdays != NULL && i < json_array_get_length (weekdays); i++)
    {
      JsonNode *node = json_array_get_element (weekdays, i);
      gint64 weekday = JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64
                           ? json_node_get_int (node)
                           : 0;

      if (weekday < 1 || weekday > WEEK_DAYS)
        mc_json_fail (error, "weekdays");
      else
        row->weekdays |= 1u << weekday;
    }
  if (row->weekdays == 0 || row->to < row->from)
    mc_json_fail (error, "weekdays");
  read_shifts (row, object, error);
}

static int
compare_rows (gconstpointer one, gconstpointer other)
{
  int first = ((const Hours *) one)->from, second = ((const Hours *) other)->from;

  return (second > first) - (second < first);
}

static McOffice *
get_or_add (McCalendar *calendar, GHashTable *offices, const char *unit)
{
  McOffice *office = g_hash_table_lookup (offices, unit);

  if (office == NULL)
    {
      office = g_new0 (McOffice, 1);
      office->calendar = calendar;
      office->unit = g_strdup (unit);
      office->rows = g_array_new (FALSE, TRUE, sizeof (Hours));
      g_hash_table_insert (offices, g_strdup (unit), office);
    }
  return office;
}

/* Every weekday has hours at any time, or a counted day might have no end. */
static void
check_general (McOffice *general, GError **error)
{
  guint covered = 0;

  for (guint i = 0; i < general->rows->len; i++)
    {
      const Hours *row = &g_array_index (general->rows, Hours, i);

      if (!row->reception_only && row->from == G_MININT && row->to == G_MAXINT)
        covered |= row->weekdays;
    }
  for (int weekday = G_DATE_MONDAY; weekday <= G_DATE_FRIDAY; weekday++)
    if ((covered & (1u << weekday)) == 0)
      mc_json_fail (error, "office_hours");
}

/* Each stands once, after the one above it, so that no way up is a circle. (transfer full) */
static GHashTable *
read_above (JsonObject *root, GError **error)
{
  GHashTable *above = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  JsonArray *rows = json_object_has_member (root, "units") ? mc_json_array (root, "units", MAX_ROWS, error) : NULL;

  for (guint i = 0; rows != NULL && *error == NULL && i < json_array_get_length (rows); i++)
    {
      JsonObject *object = mc_json_element_object (rows, i, error);
      g_autofree char *unit = object != NULL ? mc_json_string (object, "unit", error) : NULL;
      g_autofree char *upper = object != NULL ? mc_json_string (object, "above", error) : NULL;

      if (unit == NULL || upper == NULL)
        break;
      g_hash_table_add (seen, g_strdup (upper));
      if (!g_hash_table_add (seen, g_strdup (unit)))
        mc_json_fail (error, "units");
      g_hash_table_insert (above, g_steal_pointer (&unit), g_steal_pointer (&upper));
    }
  return above;
}

static void
settle_offices (McCalendar *calendar, McCalendarData *data)
{
  McOffice *everybodys = g_hash_table_lookup (data->offices, "");
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, data->offices);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      McOffice *office = value;

      g_array_sort (office->rows, compare_rows);
      if (office != everybodys)
        office->general = mc_calendar_get_office (calendar, g_hash_table_lookup (data->above, office->unit));
    }
}

void
mc_office_read_all (McCalendar *calendar, McCalendarData *data, JsonObject *root, GError **error)
{
  JsonArray *rows = mc_json_array (root, "office_hours", MAX_ROWS, error);
  McOffice *general;

  data->offices = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, office_free);
  data->above = read_above (root, error);
  general = get_or_add (calendar, data->offices, "");
  for (guint i = 0; rows != NULL && *error == NULL && i < json_array_get_length (rows); i++)
    {
      JsonObject *object = mc_json_element_object (rows, i, error);
      g_autofree char *unit = object != NULL ? mc_json_optional_string (object, "unit", error) : NULL;
      Hours row = { 0 };

      if (object == NULL)
        break;
      read_row (&row, object, error);
      g_array_append_val (get_or_add (calendar, data->offices, unit != NULL ? unit : "")->rows, row);
    }
  settle_offices (calendar, data);
  check_general (general, error);
}

/* The newest row of that use for a weekday on a day. */
static const Hours *
find_row (McOffice *self, int day, int weekday, gboolean reception_only)
{
  for (McOffice *office = self; office != NULL; office = office->general)
    for (guint i = 0; i < office->rows->len; i++)
      {
        const Hours *row = &g_array_index (office->rows, Hours, i);

        if (row->reception_only == reception_only && (row->weekdays & (1u << weekday)) != 0 && day >= row->from
            && day <= row->to)
          return row;
      }
  return NULL;
}

/* The hours a day has or would have: a made-up day those of the day it makes up for. */
static const Hours *
hours_of (McOffice *self, int day)
{
  int weekday = mc_day_weekday (day);

  if (weekday >= G_DATE_SATURDAY)
    {
      const McMakeUp *make_up = mc_calendar_find_make_up (self->calendar, day);

      weekday = make_up != NULL ? mc_day_weekday (make_up->instead_of) : G_DATE_FRIDAY;
    }
  return find_row (self, day, weekday, FALSE);
}

static gboolean
is_day_off (McOffice *self, int day)
{
  guint n;
  const McDayOff *days_off = mc_calendar_get_days_off (self->calendar, &n);

  for (guint i = 0; i < n; i++)
    if (day >= days_off[i].first && day <= days_off[i].last)
      return TRUE;
  return FALSE;
}

McOffice *
mc_office_of_summary (McCalendar *calendar, const McSummary *summary)
{
  return mc_calendar_get_office (calendar, summary->competent_unit);
}

McCalendar *
mc_office_get_calendar (McOffice *self)
{
  return self->calendar;
}

const char *
mc_office_get_unit (McOffice *self)
{
  for (McOffice *office = self; office->general != NULL; office = office->general)
    for (guint i = 0; i < office->rows->len; i++)
      if (!g_array_index (office->rows, Hours, i).reception_only)
        return office->unit;
  return NULL;
}

guint
mc_office_get_shifts (McOffice *self, int day, const McShift **shifts)
{
  const Hours *row = mc_calendar_is_counted (self->calendar, day) ? hours_of (self, day) : NULL;

  *shifts = row != NULL ? row->shifts : NULL;
  return row != NULL ? row->n_shifts : 0;
}

guint
mc_office_get_reception (McOffice *self, int day, const McShift **shifts)
{
  const Hours *row = is_day_off (self, day) ? NULL : find_row (self, day, mc_day_weekday (day), TRUE);

  if (row == NULL)
    return mc_office_get_shifts (self, day, shifts);
  *shifts = row->shifts;
  return row->n_shifts;
}

gboolean
mc_office_receives (McOffice *self, McWall when)
{
  const McShift *shifts;
  guint n = mc_office_get_reception (self, mc_wall_day (when), &shifts);
  int minute = mc_wall_minute (when);

  for (guint i = 0; i < n; i++)
    if (minute >= shifts[i].start && minute < shifts[i].end)
      return TRUE;
  return FALSE;
}

McWall
mc_office_next_reception (McOffice *self, McWall from)
{
  for (int day = mc_wall_day (from);; day++)
    {
      const McShift *shifts;
      guint n = mc_office_get_reception (self, day, &shifts);

      for (guint i = 0; i < n; i++)
        if (mc_wall_at (day, shifts[i].end) > from)
          return MAX (from, mc_wall_at (day, shifts[i].start));
    }
}

int
mc_office_opening (McOffice *self, int day)
{
  return hours_of (self, day)->shifts[0].start;
}

int
mc_office_closing (McOffice *self, int day)
{
  const Hours *row = hours_of (self, day);

  return row->shifts[row->n_shifts - 1].end;
}

McWall
mc_office_add_minutes (McOffice *self, McWall from, gint64 minutes)
{
  int day = mc_wall_day (from);
  int minute = mc_wall_minute (from);

  g_return_val_if_fail (minutes >= 0, from);

  for (;;)
    {
      const McShift *shifts;
      guint n = mc_office_get_shifts (self, day, &shifts);

      for (guint i = 0; i < n; i++)
        {
          int start = MAX (minute, shifts[i].start);
          int room = shifts[i].end - start;

          if (room <= 0)
            continue;
          if (minutes <= room)
            return mc_wall_at (day, start + (int) minutes);
          minutes -= room;
        }
      day = mc_calendar_shift (self->calendar, day, 1);
      minute = 0;
    }
}

McWall
mc_office_subtract_minutes (McOffice *self, McWall to, gint64 minutes)
{
  int day = mc_wall_day (to);
  int minute = mc_wall_minute (to);

  g_return_val_if_fail (minutes > 0, to);

  for (;;)
    {
      const McShift *shifts;
      guint n = mc_office_get_shifts (self, day, &shifts);

      for (guint i = n; i > 0; i--)
        {
          int end = MIN (minute, shifts[i - 1].end);
          int room = end - shifts[i - 1].start;

          if (room <= 0)
            continue;
          if (minutes <= room)
            return mc_wall_at (day, end - (int) minutes);
          minutes -= room;
        }
      day = mc_calendar_shift (self->calendar, day, -1);
      minute = MC_MINUTES_A_DAY;
    }
}

/* Office minutes of a day from midnight up to `minute`. */
static int
minutes_until (const McShift *shifts, guint n, int minute)
{
  int sum = 0;

  for (guint i = 0; i < n; i++)
    sum += CLAMP (minute, shifts[i].start, shifts[i].end) - shifts[i].start;
  return sum;
}

gint64
mc_office_minutes_between (McOffice *self, McWall from, McWall to)
{
  gint64 sum = 0;
  int last = mc_wall_day (to);

  if (to < from)
    return -mc_office_minutes_between (self, to, from);
  for (int day = mc_calendar_shift (self->calendar, mc_wall_day (from), 0); day <= last;
       day = mc_calendar_shift (self->calendar, day, 1))
    {
      const McShift *shifts;
      guint n = mc_office_get_shifts (self, day, &shifts);
      int start = day == mc_wall_day (from) ? mc_wall_minute (from) : 0;
      int end = day == last ? mc_wall_minute (to) : MC_MINUTES_A_DAY;

      sum += minutes_until (shifts, n, end) - minutes_until (shifts, n, start);
    }
  return sum;
}
