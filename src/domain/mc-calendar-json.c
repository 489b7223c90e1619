// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-calendar-private.h"
#include "mc-json.h"
#include "mc-wall.h"

#define MAX_ROWS 120
#define LONGEST_ROW 30

static const char *const kinds[] = { "holiday", "compensation", "swap", NULL };

static void
clear_day_off (gpointer data)
{
  McDayOff *off = data;

  g_free (off->name);
  g_free (off->basis);
  g_free (off->decision_no);
}

static void
clear_make_up (gpointer data)
{
  McMakeUp *make_up = data;

  g_free (make_up->basis);
  g_free (make_up->decision_no);
}

void
mc_calendar_data_init (McCalendarData *data)
{
  data->years = g_array_new (FALSE, FALSE, sizeof (McCalendarYear));
  data->days_off = g_array_new (FALSE, TRUE, sizeof (McDayOff));
  data->make_ups = g_array_new (FALSE, TRUE, sizeof (McMakeUp));
  g_array_set_clear_func (data->days_off, clear_day_off);
  g_array_set_clear_func (data->make_ups, clear_make_up);
}

void
mc_calendar_data_clear (McCalendarData *data)
{
  g_clear_pointer (&data->years, g_array_unref);
  g_clear_pointer (&data->days_off, g_array_unref);
  g_clear_pointer (&data->make_ups, g_array_unref);
  g_clear_pointer (&data->offices, g_hash_table_unref);
  g_clear_pointer (&data->above, g_hash_table_unref);
}

static void
read_day_off (McCalendarData *data, JsonObject *object, int year, GError **error)
{
  McDayOff off = { 0 };

  off.first = mc_json_day (object, "from", error);
  off.last = json_object_has_member (object, "to") ? mc_json_day (object, "to", error) : off.first;
  off.kind = (McDayOffKind) mc_json_word (object, "kind", kinds, error);
  off.name = mc_json_string (object, "name", error);
  off.basis = mc_json_string (object, "basis", error);
  off.decision_no = mc_json_optional_string (object, "decision_no", error);
  off.confirmed = mc_json_boolean (object, "confirmed", error);
  if (off.last < off.first || off.last - off.first >= LONGEST_ROW || mc_day_year (off.first) != year
      || mc_day_year (off.last) != year)
    mc_json_fail (error, "from");
  g_array_append_val (data->days_off, off);
}

static void
read_make_up (McCalendarData *data, JsonObject *object, int year, GError **error)
{
  McMakeUp make_up = { 0 };

  make_up.day = mc_json_day (object, "day", error);
  make_up.instead_of = mc_json_day (object, "for", error);
  make_up.basis = mc_json_string (object, "basis", error);
  make_up.decision_no = mc_json_optional_string (object, "decision_no", error);
  make_up.confirmed = mc_json_boolean (object, "confirmed", error);
  if (mc_day_year (make_up.day) != year || mc_day_weekday (make_up.day) < G_DATE_SATURDAY)
    mc_json_fail (error, "day");
  if (mc_day_weekday (make_up.instead_of) >= G_DATE_SATURDAY)
    mc_json_fail (error, "for");
  g_array_append_val (data->make_ups, make_up);
}

static void
read_year (McCalendarData *data, const char *name, JsonNode *node, GError **error)
{
  guint64 year = 0;
  JsonObject *object;
  JsonArray *off, *make_up;
  McCalendarYear row;

  if (!g_ascii_string_to_unsigned (name, 10, 1990, 2200, &year, NULL) || !JSON_NODE_HOLDS_OBJECT (node))
    {
      mc_json_fail (error, "years");
      return;
    }
  object = json_node_get_object (node);
  row.year = (int) year;
  row.provisional = mc_json_boolean (object, "provisional", error);
  g_array_append_val (data->years, row);
  off = mc_json_array (object, "off", MAX_ROWS, error);
  for (guint i = 0; off != NULL && *error == NULL && i < json_array_get_length (off); i++)
    {
      JsonObject *element = mc_json_element_object (off, i, error);

      if (element != NULL)
        read_day_off (data, element, row.year, error);
    }
  make_up = mc_json_array (object, "make_up", MAX_ROWS, error);
  for (guint i = 0; make_up != NULL && *error == NULL && i < json_array_get_length (make_up); i++)
    {
      JsonObject *element = mc_json_element_object (make_up, i, error);

      if (element != NULL)
        read_make_up (data, element, row.year, error);
    }
}

static int
compare_days_off (gconstpointer one, gconstpointer other)
{
  return ((const McDayOff *) one)->first - ((const McDayOff *) other)->first;
}

static int
compare_make_ups (gconstpointer one, gconstpointer other)
{
  return ((const McMakeUp *) one)->day - ((const McMakeUp *) other)->day;
}

/* A day is off once, made up once, never both. */
static void
check_days (const McCalendarData *data, GError **error)
{
  for (guint i = 1; i < data->days_off->len; i++)
    if (g_array_index (data->days_off, McDayOff, i).first <= g_array_index (data->days_off, McDayOff, i - 1).last)
      mc_json_fail (error, "off");
  for (guint i = 0; i < data->make_ups->len; i++)
    {
      const McMakeUp *make_up = &g_array_index (data->make_ups, McMakeUp, i);

      if (i > 0 && make_up->day == g_array_index (data->make_ups, McMakeUp, i - 1).day)
        mc_json_fail (error, "make_up");
      for (guint k = 0; k < data->days_off->len; k++)
        {
          const McDayOff *off = &g_array_index (data->days_off, McDayOff, k);

          if (make_up->day >= off->first && make_up->day <= off->last)
            mc_json_fail (error, "make_up");
        }
    }
}

void
mc_calendar_data_read (McCalendarData *data, JsonObject *root, GError **error)
{
  JsonObject *years = mc_json_object (root, "years", error);
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (mc_json_int (root, "version", 0, 1000, error) != 2)
    mc_json_fail (error, "version");
  data->revision = (int) mc_json_int (root, "revision", 1, G_MAXINT, error);
  if (years == NULL)
    return;
  json_object_iter_init (&iter, years);
  while (*error == NULL && json_object_iter_next (&iter, &name, &node))
    read_year (data, name, node, error);
  if (*error != NULL)
    return;
  g_array_sort (data->days_off, compare_days_off);
  g_array_sort (data->make_ups, compare_make_ups);
  check_days (data, error);
}
