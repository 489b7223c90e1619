// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-calendar.h"

#include <json-glib/json-glib.h>
#include <stdlib.h>

#include "mc-domain-resources.h"

#define MAX_SHIFTS 6
#define MAX_DAYS_A_YEAR 120
#define MINUTES_A_DAY (24 * 60)
/* a search for a working day ends: two years' days off in a row, with their weekends, are fewer */
#define LONGEST_GAP 400

typedef struct
{
  int start; /* minutes after midnight */
  int end;
} Shift;

struct _McCalendar
{
  GObject parent_instance;

  /* owned */
  GHashTable *off;     /* julian day → itself */
  GHashTable *make_up; /* 〃 */
  GHashTable *years;   /* year → 1 final, 2 provisional */
  Shift shifts[MAX_SHIFTS];
  guint n_shifts;
};

G_DEFINE_FINAL_TYPE (McCalendar, mc_calendar, G_TYPE_OBJECT)

static gboolean
read_clock (const char *text, int *minutes)
{
  if (text == NULL || !g_regex_match_simple ("^([01][0-9]|2[0-3]):[0-5][0-9]$", text, G_REGEX_DOLLAR_ENDONLY, 0))
    return FALSE;
  *minutes = (int) g_ascii_strtoull (text, NULL, 10) * 60 + (int) g_ascii_strtoull (text + 3, NULL, 10);
  return TRUE;
}

static gboolean
read_day (const char *text, guint32 *julian)
{
  int year, month, day;

  if (text == NULL || !g_regex_match_simple ("^[0-9]{4}-[0-9]{2}-[0-9]{2}$", text, G_REGEX_DOLLAR_ENDONLY, 0))
    return FALSE;
  year = (int) g_ascii_strtoull (text, NULL, 10);
  month = (int) g_ascii_strtoull (text + 5, NULL, 10);
  day = (int) g_ascii_strtoull (text + 8, NULL, 10);
  if (!g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year))
    return FALSE;

  g_autoptr (GDate) date = g_date_new_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year);

  *julian = g_date_get_julian (date);
  return TRUE;
}

static const char *
array_string (JsonArray *array, guint index)
{
  JsonNode *node = json_array_get_element (array, index);

  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node)
                                                                                          : NULL;
}

static JsonArray *
member_array (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

/* Days of `year`, and none that `others` has. */
static gboolean
read_days (JsonObject *object, const char *name, int year, GHashTable *days, GHashTable *others)
{
  JsonArray *array = member_array (object, name);
  guint32 julian;

  if (array == NULL || json_array_get_length (array) > MAX_DAYS_A_YEAR)
    return FALSE;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      const char *text = array_string (array, i);

      if (!read_day (text, &julian) || atoi (text) != year)
        return FALSE;
      if (g_hash_table_contains (others, GUINT_TO_POINTER (julian)))
        return FALSE;
      g_hash_table_add (days, GUINT_TO_POINTER (julian));
    }
  return TRUE;
}

static gboolean
read_year (McCalendar *self, const char *name, JsonNode *node)
{
  guint64 year = 0;
  JsonObject *object;
  JsonNode *provisional;

  if (!g_ascii_string_to_unsigned (name, 10, 1990, 2200, &year, NULL) || !JSON_NODE_HOLDS_OBJECT (node))
    return FALSE;
  object = json_node_get_object (node);
  provisional = json_object_get_member (object, "provisional");
  if (provisional == NULL || !JSON_NODE_HOLDS_VALUE (provisional)
      || json_node_get_value_type (provisional) != G_TYPE_BOOLEAN)
    return FALSE;
  g_hash_table_insert (self->years, GINT_TO_POINTER ((int) year),
                       GINT_TO_POINTER (json_node_get_boolean (provisional) ? 2 : 1));
  return read_days (object, "off", (int) year, self->off, self->make_up)
         && read_days (object, "make_up", (int) year, self->make_up, self->off);
}

static gboolean
read_shifts (McCalendar *self, JsonObject *root)
{
  JsonArray *shifts = member_array (root, "shifts");
  int last_end = 0;

  if (shifts == NULL || json_array_get_length (shifts) == 0 || json_array_get_length (shifts) > MAX_SHIFTS)
    return FALSE;
  for (guint i = 0; i < json_array_get_length (shifts); i++)
    {
      JsonNode *node = json_array_get_element (shifts, i);
      Shift *shift = &self->shifts[i];

      if (!JSON_NODE_HOLDS_ARRAY (node) || json_array_get_length (json_node_get_array (node)) != 2)
        return FALSE;
      if (!read_clock (array_string (json_node_get_array (node), 0), &shift->start)
          || !read_clock (array_string (json_node_get_array (node), 1), &shift->end))
        return FALSE;
      if (shift->start < last_end || shift->end <= shift->start)
        return FALSE;
      last_end = shift->end;
      self->n_shifts++;
    }
  return TRUE;
}

static gboolean
read_root (McCalendar *self, JsonObject *root)
{
  JsonNode *years = json_object_get_member (root, "years");
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (!read_shifts (self, root) || years == NULL || !JSON_NODE_HOLDS_OBJECT (years))
    return FALSE;
  json_object_iter_init (&iter, json_node_get_object (years));
  while (json_object_iter_next (&iter, &name, &node))
    if (!read_year (self, name, node))
      return FALSE;
  return TRUE;
}

/* The day and the minute after midnight of an instant, in Vietnam. */
static int
local_parts (GDateTime *time, GDate *day)
{
  g_autoptr (GDateTime) local = g_date_time_to_timezone (time, mc_calendar_zone ());

  g_date_clear (day, 1);
  g_date_set_dmy (day, (GDateDay) g_date_time_get_day_of_month (local), (GDateMonth) g_date_time_get_month (local),
                  (GDateYear) g_date_time_get_year (local));
  return g_date_time_get_hour (local) * 60 + g_date_time_get_minute (local);
}

static GDateTime *
instant_at (const GDate *day, int minute)
{
  return g_date_time_new (mc_calendar_zone (), g_date_get_year (day), g_date_get_month (day), g_date_get_day (day),
                          minute / 60, minute % 60, 0);
}

static void
next_working_day (McCalendar *self, GDate *day)
{
  for (int i = 0; i < LONGEST_GAP; i++)
    {
      g_date_add_days (day, 1);
      if (mc_calendar_is_working_day (self, day))
        return;
    }
}

static int
closing_minute (McCalendar *self)
{
  return self->shifts[self->n_shifts - 1].end;
}

/* Office minutes of a working day from midnight up to `minute`. */
static int
minutes_until (McCalendar *self, int minute)
{
  int sum = 0;

  for (guint i = 0; i < self->n_shifts; i++)
    sum += CLAMP (minute, self->shifts[i].start, self->shifts[i].end) - self->shifts[i].start;
  return sum;
}

static void
mc_calendar_finalize (GObject *object)
{
  McCalendar *self = MC_CALENDAR (object);

  g_hash_table_unref (self->off);
  g_hash_table_unref (self->make_up);
  g_hash_table_unref (self->years);
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
  self->off = g_hash_table_new (NULL, NULL);
  self->make_up = g_hash_table_new (NULL, NULL);
  self->years = g_hash_table_new (NULL, NULL);
}

McCalendar *
mc_calendar_get_default (void)
{
  static gsize once = 0;

  if (g_once_init_enter (&once))
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) bytes = g_resource_lookup_data (
          mc_domain_get_resource (), "/io/github/motcua/domain/calendar.json", G_RESOURCE_LOOKUP_FLAGS_NONE, &error);
      McCalendar *calendar = NULL;

      if (bytes != NULL)
        calendar
            = mc_calendar_new_from_json (g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), &error);
      if (calendar == NULL)
        g_error ("the calendar of the program is unsound: %s", error->message);
      g_once_init_leave (&once, (gsize) calendar);
    }
  return (McCalendar *) once;
}

McCalendar *
mc_calendar_new_from_json (const char *json, gssize length, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (McCalendar) self = g_object_new (MC_TYPE_CALENDAR, NULL);

  json_parser_set_strict (parser, TRUE);
  if (json_parser_load_from_data (parser, json, length, error))
    {
      JsonNode *root = json_parser_get_root (parser);

      if (root != NULL && JSON_NODE_HOLDS_OBJECT (root) && read_root (self, json_node_get_object (root)))
        return g_steal_pointer (&self);
    }
  g_clear_error (error);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "no sound calendar");
  return NULL;
}

GTimeZone *
mc_calendar_zone (void)
{
  static gsize once = 0;

  if (g_once_init_enter (&once))
    {
      GTimeZone *zone = g_time_zone_new_identifier ("Asia/Ho_Chi_Minh");

      /* a machine without zone data: Vietnam has had one offset since 1975 */
      g_once_init_leave (&once, (gsize) (zone != NULL ? zone : g_time_zone_new_offset (7 * 3600)));
    }
  return (GTimeZone *) once;
}

gboolean
mc_calendar_is_working_day (McCalendar *self, const GDate *day)
{
  gpointer key = GUINT_TO_POINTER (g_date_get_julian (day));

  g_return_val_if_fail (MC_IS_CALENDAR (self), FALSE);

  if (g_hash_table_contains (self->make_up, key))
    return TRUE;
  return g_date_get_weekday (day) <= G_DATE_FRIDAY && !g_hash_table_contains (self->off, key);
}

gboolean
mc_calendar_is_provisional (McCalendar *self, int year)
{
  g_return_val_if_fail (MC_IS_CALENDAR (self), TRUE);

  return GPOINTER_TO_INT (g_hash_table_lookup (self->years, GINT_TO_POINTER (year))) != 1;
}

GDateTime *
mc_calendar_add_working_days (McCalendar *self, GDateTime *from, int days, McCutoffRule rule, int cutoff_minute)
{
  GDate day;
  int minute = local_parts (from, &day);
  gboolean late = minute >= cutoff_minute;

  g_return_val_if_fail (MC_IS_CALENDAR (self), NULL);
  g_return_val_if_fail (days >= 0, NULL);

  /* a day off counts like the next working day too, or Saturday would end before a late Friday */
  if (rule == MC_CUTOFF_SHIFT_FIRST_DAY && (late || !mc_calendar_is_working_day (self, &day)))
    next_working_day (self, &day);
  if (days == 0)
    {
      /* within the day: of a day off, or too late in the day, the next working day */
      if (!mc_calendar_is_working_day (self, &day) || (rule == MC_CUTOFF_SAME_DAY_TO_NEXT && late))
        next_working_day (self, &day);
      return instant_at (&day, closing_minute (self));
    }
  for (int i = 0; i < days; i++)
    next_working_day (self, &day);
  return instant_at (&day, closing_minute (self));
}

GDateTime *
mc_calendar_add_working_minutes (McCalendar *self, GDateTime *from, gint64 minutes)
{
  GDate day;
  int minute = local_parts (from, &day);

  g_return_val_if_fail (MC_IS_CALENDAR (self), NULL);
  g_return_val_if_fail (minutes >= 0, NULL);

  if (!mc_calendar_is_working_day (self, &day))
    {
      next_working_day (self, &day);
      minute = 0;
    }
  for (;;)
    {
      for (guint i = 0; i < self->n_shifts; i++)
        {
          int start = MAX (minute, self->shifts[i].start);
          int room = self->shifts[i].end - start;

          if (room <= 0)
            continue;
          if (minutes <= room)
            return instant_at (&day, start + (int) minutes);
          minutes -= room;
        }
      next_working_day (self, &day);
      minute = 0;
    }
}

gint64
mc_calendar_working_minutes_between (McCalendar *self, GDateTime *from, GDateTime *to)
{
  GDate first, last;
  int start, end;
  gint64 sum = 0;

  g_return_val_if_fail (MC_IS_CALENDAR (self), 0);

  if (g_date_time_compare (to, from) < 0)
    return -mc_calendar_working_minutes_between (self, to, from);

  start = local_parts (from, &first);
  end = local_parts (to, &last);
  for (; g_date_compare (&first, &last) < 0; g_date_add_days (&first, 1))
    {
      if (mc_calendar_is_working_day (self, &first))
        sum += minutes_until (self, MINUTES_A_DAY) - minutes_until (self, start);
      start = 0;
    }
  if (mc_calendar_is_working_day (self, &last))
    sum += minutes_until (self, end) - minutes_until (self, start);
  return sum;
}

int
mc_calendar_working_days_between (McCalendar *self, GDateTime *from, GDateTime *to)
{
  GDate first, last;
  int sum = 0;
  int sign = 1;

  g_return_val_if_fail (MC_IS_CALENDAR (self), 0);

  local_parts (from, &first);
  local_parts (to, &last);
  if (g_date_compare (&last, &first) < 0)
    {
      GDate swap = first;

      first = last;
      last = swap;
      sign = -1;
    }
  while (g_date_compare (&first, &last) < 0)
    {
      g_date_add_days (&first, 1);
      sum += mc_calendar_is_working_day (self, &first);
    }
  return sign * sum;
}

GDateTime *
mc_calendar_day_opening (McCalendar *self, GDateTime *when)
{
  GDate day;

  g_return_val_if_fail (MC_IS_CALENDAR (self), NULL);

  local_parts (when, &day);
  if (!mc_calendar_is_working_day (self, &day))
    next_working_day (self, &day);
  return instant_at (&day, self->shifts[0].start);
}
