// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-rule.h"
#include "test-time.h"

#define CUTOFF 900

/* Two units: one works long Mondays and Saturday mornings for reception, since July 2026 from 08:00 in the season. */
static const char seasons[]
    = "{\"version\": 2, \"revision\": 7, \"years\": {\"2026\": {\"provisional\": false, \"off\": ["
      "{\"from\": \"2026-08-29\", \"to\": \"2026-09-02\", \"kind\": \"holiday\", \"name\": \"Quốc khánh\", \"basis\": "
      "\"x\", "
      "\"confirmed\": true}], \"make_up\": [{\"day\": \"2026-08-22\", \"for\": \"2026-08-31\", \"basis\": \"x\", "
      "\"decision_no\": \"1\", \"confirmed\": true}, {\"day\": \"2026-10-10\", \"for\": \"2026-10-12\", \"basis\": "
      "\"x\", \"confirmed\": true}]}}, \"office_hours\": ["
      "{\"weekdays\": [1,2,3,4,5], \"use\": \"work\", \"hours\": [{\"start\": \"07:30\", \"end\": \"11:30\"}, "
      "{\"start\": "
      "\"13:30\", \"end\": \"17:00\"}]},"
      "{\"unit\": \"a\", \"weekdays\": [1], \"use\": \"work\", \"hours\": [{\"start\": \"07:00\", \"end\": "
      "\"19:00\"}]},"
      "{\"unit\": \"a\", \"weekdays\": [6], \"use\": \"reception\", \"hours\": [{\"start\": \"07:30\", \"end\": "
      "\"11:30\"}]},"
      "{\"unit\": \"a\", \"from\": \"2026-07-01\", \"to\": \"2026-09-30\", \"weekdays\": [1,2,3,4,5], \"use\": "
      "\"work\", "
      "\"hours\": [{\"start\": \"08:00\", \"end\": \"16:00\"}]},"
      "{\"unit\": \"counter of a\", \"weekdays\": [7], \"use\": \"reception\", \"hours\": [{\"start\": \"09:00\", "
      "\"end\": \"10:00\"}]}], \"units\": [{\"unit\": \"counter of a\", \"above\": \"a\"}, "
      "{\"unit\": \"desk\", \"above\": \"counter of a\"}, {\"unit\": \"b\", \"above\": \"nobody\"}]}";

typedef struct
{
  const char *unit;
  int amount;
  McCutoffRule rule;
  const char *from;
  const char *due;
} Case;

static void
check (McOffice *office, const Case *cases, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      const McLimit limit = { .unit = mc_limit_unit_from_id (cases[i].unit), .amount = cases[i].amount };
      const McCutoff cutoff = { cases[i].rule, CUTOFF };
      g_autoptr (GDateTime) from = at (cases[i].from);
      g_autoptr (GDateTime) due = mc_limit_end (&limit, &cutoff, office, from);

      g_test_message ("%s + %d %s, cut-off %d", cases[i].from, cases[i].amount, cases[i].unit, cases[i].rule);
      if (cases[i].due == NULL)
        g_assert_null (due);
      else
        assert_wall (due, cases[i].due);
    }
}

static void
test_units (void)
{
  static const Case cases[] = {
    /* cut-off of calendar days, hours and months: the day counted from moves */
    { "calendar_day", 2, MC_CUTOFF_NONE, "2026-11-25 15:30", "2026-11-27 17:00" },
    { "calendar_day", 1, MC_CUTOFF_SHIFT_FIRST_DAY, "2026-11-25 15:00", "2026-11-27 17:00" },
    { "calendar_day", 1, MC_CUTOFF_SHIFT_FIRST_DAY, "2026-11-25 14:59", "2026-11-26 17:00" },
    { "hour", 4, MC_CUTOFF_SHIFT_FIRST_DAY, "2026-11-25 15:00", "2026-11-26 11:30" },
    { "hour", 4, MC_CUTOFF_NONE, "2026-11-25 15:00", "2026-11-26 09:30" },
    { "month", 1, MC_CUTOFF_SHIFT_FIRST_DAY, "2026-11-25 15:00", "2026-12-28 17:00" },
    /* months end on the day of the same number or on the last (Đ.147), and not on a day off */
    { "month", 1, MC_CUTOFF_NONE, "2026-03-31 09:00", "2026-05-04 17:00" },
    { "month", 12, MC_CUTOFF_NONE, "2024-02-29 09:00", "2025-02-28 17:00" },
    { "month", 2, MC_CUTOFF_NONE, "2025-12-18 09:00", "2026-02-23 17:00" },
    /* within the day, and the day is over or off */
    { "working_day", 0, MC_CUTOFF_NONE, "2026-11-25 17:00", "2026-11-26 17:00" },
    { "working_day", 0, MC_CUTOFF_NONE, "2026-11-25 23:59", "2026-11-26 17:00" },
    { "calendar_day", 0, MC_CUTOFF_NONE, "2026-11-25 16:59", "2026-11-25 17:00" },
    { "calendar_day", 0, MC_CUTOFF_NONE, "2026-11-25 17:00", "2026-11-26 17:00" },
    { "calendar_day", 0, MC_CUTOFF_NONE, "2026-11-27 18:00", "2026-11-30 17:00" },
    { "calendar_day", 0, MC_CUTOFF_SAME_DAY_TO_NEXT, "2026-11-25 15:00", "2026-11-26 17:00" },
    { "calendar_day", 0, MC_CUTOFF_SHIFT_FIRST_DAY, "2026-11-25 15:00", "2026-11-26 17:00" },
    { "month", 0, MC_CUTOFF_NONE, "2026-11-25 18:00", "2026-11-26 17:00" },
    /* no date is ever invented */
    { "hour", 0, MC_CUTOFF_NONE, "2026-11-25 09:00", NULL },
    { "unknown", 5, MC_CUTOFF_NONE, "2026-11-25 09:00", NULL },
    { "ngày", 5, MC_CUTOFF_NONE, "2026-11-25 09:00", NULL },
    { "working_day", 3661, MC_CUTOFF_NONE, "2026-11-25 09:00", NULL },
    { "working_day", -1, MC_CUTOFF_NONE, "2026-11-25 09:00", NULL },
    { "month", 3660, MC_CUTOFF_NONE, "9900-01-01 09:00", NULL }, /* beyond what a date can say */
  };

  check (mc_calendar_get_office (mc_calendar_get_default (), NULL), cases, G_N_ELEMENTS (cases));
}

/* The same limits where the hours are others: long Mondays; in the season 08:00–16:00. */
static void
test_hours_of_a_unit (void)
{
  static const Case cases[] = {
    { "working_day", 1, MC_CUTOFF_NONE, "2026-06-12 09:00", "2026-06-15 19:00" },
    { "working_day", 1, MC_CUTOFF_NONE, "2026-06-15 09:00", "2026-06-16 17:00" },
    { "hour", 12, MC_CUTOFF_NONE, "2026-06-15 07:00", "2026-06-15 19:00" },
    { "working_day", 0, MC_CUTOFF_NONE, "2026-06-15 18:00", "2026-06-15 19:00" },
    { "working_day", 1, MC_CUTOFF_NONE, "2026-07-10 09:00", "2026-07-13 16:00" },
    { "hour", 8, MC_CUTOFF_NONE, "2026-06-30 13:30", "2026-07-01 12:30" }, /* over the change of season */
    { "hour", 9, MC_CUTOFF_NONE, "2026-09-30 08:00", "2026-10-01 08:30" },
    /* Saturday 22/08 is worked for Monday 31/08, with its hours; the other Saturdays are for reception alone */
    { "working_day", 1, MC_CUTOFF_NONE, "2026-08-21 09:00", "2026-08-22 16:00" },
    { "working_day", 1, MC_CUTOFF_NONE, "2026-10-09 09:00", "2026-10-10 19:00" }, /* a long Monday's hours */
    { "working_day", 1, MC_CUTOFF_NONE, "2026-06-20 09:00", "2026-06-22 19:00" },
    { "working_day", 0, MC_CUTOFF_NONE, "2026-06-20 09:00", "2026-06-22 19:00" },
    { "hour", 1, MC_CUTOFF_NONE, "2026-06-20 09:00", "2026-06-22 08:00" },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (McCalendar) calendar = mc_calendar_new_from_json (seasons, -1, &error);

  g_assert_no_error (error);
  g_assert_cmpint (mc_calendar_get_revision (calendar), ==, 7);
  check (mc_calendar_get_office (calendar, "a"), cases, G_N_ELEMENTS (cases));
  g_assert_true (mc_calendar_get_office (calendar, "b") == mc_calendar_get_office (calendar, NULL));
}

/* The nearest unit that has hours of its own; what it has none of it takes from the next. */
static void
test_units_above (void)
{
  g_autoptr (McCalendar) calendar = mc_calendar_new_from_json (seasons, -1, NULL);
  McOffice *everybodys = mc_calendar_get_office (calendar, NULL);
  McOffice *counter = mc_calendar_get_office (calendar, "counter of a");
  g_autoptr (McSummary) summary = mc_summary_new ();
  g_autoptr (GDateTime) monday = at ("2026-06-15 18:00");
  g_autoptr (GDateTime) sunday = at ("2026-06-21 09:30");
  g_autoptr (GDateTime) afterwards = at ("2026-06-21 10:00");

  g_assert_true (mc_calendar_get_office (calendar, "desk") == counter);
  g_assert_true (mc_calendar_get_office (calendar, "b") == everybodys);
  g_assert_true (mc_office_of_summary (calendar, summary) == everybodys);
  summary->competent_unit = g_strdup ("desk");
  g_assert_true (mc_office_of_summary (calendar, summary) == counter);
  g_assert_cmpint (mc_office_minutes_between (counter, mc_wall_from_time (monday), mc_wall_from_time (monday) + 1), ==,
                   1);
  g_assert_true (mc_office_receives (counter, mc_wall_from_time (sunday)));
  g_assert_false (mc_office_receives (mc_calendar_get_office (calendar, "a"), mc_wall_from_time (sunday)));
  g_assert_cmpstr (mc_office_get_unit (counter), ==, "a");
  g_assert_cmpstr (mc_office_get_unit (everybodys), ==, NULL);
  g_assert_cmpint (mc_office_next_reception (counter, mc_wall_from_time (sunday)), ==, mc_wall_from_time (sunday));
  g_assert_cmpint (mc_office_next_reception (counter, mc_wall_from_time (afterwards)), ==,
                   mc_wall_at (mc_wall_day (mc_wall_from_time (afterwards)) + 1, 7 * 60));
}

/* No way up leads round. */
static void
test_circle (void)
{
  static const char *const circles[] = {
    "{\"unit\": \"x\", \"above\": \"x\"}",
    "{\"unit\": \"x\", \"above\": \"y\"}, {\"unit\": \"y\", \"above\": \"x\"}",
    "{\"unit\": \"x\", \"above\": \"y\"}, {\"unit\": \"x\", \"above\": \"z\"}",
    "{\"unit\": \"x\"}",
    "7",
  };

  for (guint i = 0; i < G_N_ELEMENTS (circles); i++)
    {
      g_autofree char *json = g_strdup_printf (
          "{\"version\": 2, \"revision\": 1, \"years\": {}, \"office_hours\": [{\"weekdays\": [1,2,3,4,5], \"use\": "
          "\"work\", \"hours\": [{\"start\": \"07:30\", \"end\": \"11:30\"}]}], \"units\": [%s]}",
          circles[i]);
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", circles[i]);
      g_assert_null (mc_calendar_new_from_json (json, -1, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
    }
}

static void
test_reception (void)
{
  static const struct
  {
    const char *unit;
    const char *when;
    gboolean open;
  } cases[] = {
    { "a", "2026-06-20 07:29", FALSE }, { "a", "2026-06-20 07:30", TRUE },  { "a", "2026-06-20 11:30", FALSE },
    { "b", "2026-06-20 09:00", FALSE }, { "a", "2026-06-21 09:00", FALSE }, { "b", "2026-06-19 09:00", TRUE },
    { "a", "2026-08-29 09:00", FALSE }, /* a Saturday off */
    { "a", "2026-09-01 09:00", FALSE }, { "b", "2026-08-22 09:00", TRUE },  { "b", "2026-06-19 12:00", FALSE },
  };
  g_autoptr (McCalendar) calendar = mc_calendar_new_from_json (seasons, -1, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GDateTime) when = at (cases[i].when);
      McOffice *office = mc_calendar_get_office (calendar, cases[i].unit);

      g_test_message ("%s %s", cases[i].unit, cases[i].when);
      g_assert_cmpint (mc_office_receives (office, mc_wall_from_time (when)), ==, cases[i].open);
      g_assert_cmpint (mc_calendar_is_counted (calendar, mc_wall_day (mc_wall_from_time (when))), ==,
                       g_str_has_prefix (cases[i].when, "2026-06-19")
                           || g_str_has_prefix (cases[i].when, "2026-08-22"));
    }
}

/* Before and after 1970, near the ends of what is known, forth and back. */
static void
test_days_forth_and_back (void)
{
  McCalendar *calendar = mc_calendar_get_default ();

  for (int i = 0; i < 20000; i++)
    {
      int day = g_test_rand_int_range (-30000, 90000);
      int n = g_test_rand_int_range (1, 600);
      int later = mc_calendar_shift (calendar, day, n);
      int first = mc_calendar_shift (calendar, day, 0);

      g_assert_true (mc_calendar_is_counted (calendar, later));
      g_assert_cmpint (mc_calendar_count (calendar, day, later), ==, n);
      g_assert_cmpint (mc_calendar_shift (calendar, later, -n), ==,
                       first == day ? day : mc_calendar_shift (calendar, day, -1));
      g_assert_cmpint (mc_calendar_count (calendar, later, day), ==, -n);
      g_assert_cmpint (first, >=, day);
      g_assert_cmpint (mc_calendar_count (calendar, day, first), ==, first != day);
    }
}

static void
test_minutes_back (void)
{
  McOffice *office = mc_calendar_get_office (mc_calendar_get_default (), NULL);

  for (int i = 0; i < 5000; i++)
    {
      McWall end = 20500 * (McWall) MC_MINUTES_A_DAY + g_test_rand_int_range (0, 300 * MC_MINUTES_A_DAY);
      int minutes = g_test_rand_int_range (1, 4000);
      McWall start = mc_office_subtract_minutes (office, end, minutes);

      g_assert_cmpint (mc_office_minutes_between (office, start, end), ==, minutes);
      g_assert_cmpint (mc_office_minutes_between (office, start + 1, end), ==, minutes - 1);
    }
}

/* Unit a at work, told apart from its rows: 2026 in days since 1970 is 20454 … */
static gboolean
a_works (McCalendar *calendar, McWall when)
{
  int day = mc_wall_day (when), minute = mc_wall_minute (when);
  gboolean season = day >= 20635 && day <= 20726; /* 01/07 … 30/09 */

  if (!mc_calendar_is_counted (calendar, day))
    return FALSE;
  if (season)
    return minute >= 480 && minute < 960;
  if (mc_day_weekday (day) == 1 || day == 20736) /* and 10/10, worked for a Monday */
    return minute >= 420 && minute < 1140;
  return (minute >= 450 && minute < 690) || (minute >= 810 && minute < 1020);
}

/* Hours pass inside the unit's shifts alone: counted minute by minute over seasons, Saturdays and holidays. */
static void
test_minutes_of_a_unit (void)
{
  g_autoptr (McCalendar) calendar = mc_calendar_new_from_json (seasons, -1, NULL);
  McOffice *office = mc_calendar_get_office (calendar, "a");

  for (int i = 0; i < 400; i++)
    {
      McWall from = mc_wall_at (20600 + g_test_rand_int_range (0, 150), g_test_rand_int_range (0, MC_MINUTES_A_DAY));
      McWall to = from + g_test_rand_int_range (0, 8 * MC_MINUTES_A_DAY);
      gint64 sum = 0;
      McWall due;

      for (McWall wall = from; wall < to; wall++)
        sum += a_works (calendar, wall);
      g_test_message ("%" G_GINT64_FORMAT " to %" G_GINT64_FORMAT, from, to);
      g_assert_cmpint (mc_office_minutes_between (office, from, to), ==, sum);
      due = mc_office_add_minutes (office, from, sum + 1);
      g_assert_cmpint (due, >, to);
      g_assert_true (a_works (calendar, due - 1));
    }
}

static JsonObject *
parse (const char *json, JsonNode **root)
{
  *root = json_from_string (json, NULL);
  g_assert_nonnull (*root);
  return json_node_get_object (*root);
}

static void
test_limit_json (void)
{
  static const char *const sound[] = {
    "{\"unit\": \"unknown\"}",
    "{\"unit\": \"working_day\", \"amount\": 0}",
    "{\"unit\": \"hour\", \"amount\": 8, \"source\": \"catalogue\", \"basis\": null}",
    "{\"unit\": \"month\", \"amount\": 3660, \"source\": \"unit_override\", \"basis\": \"QĐ 1\", \"by\": \"A\", "
    "\"at\": "
    "\"2026-01-02T03:04:05Z\"}",
  };
  static const char *const unsound[] = {
    "{}",
    "{\"unit\": \"week\", \"amount\": 1}",
    "{\"unit\": 1, \"amount\": 1}",
    "{\"unit\": \"working_day\"}",
    "{\"unit\": \"working_day\", \"amount\": -1}",
    "{\"unit\": \"working_day\", \"amount\": 3661}",
    "{\"unit\": \"working_day\", \"amount\": \"1\"}",
    "{\"unit\": \"hour\", \"amount\": 0}",
    "{\"unit\": \"hour\", \"amount\": 1, \"source\": \"rumour\"}",
    "{\"unit\": \"hour\", \"amount\": 1, \"basis\": 4}",
    "{\"unit\": \"hour\", \"amount\": 1, \"at\": \"yesterday\"}",
    /* who overrides says on what ground, who and when */
    "{\"unit\": \"hour\", \"amount\": 1, \"source\": \"unit_override\"}",
    "{\"unit\": \"hour\", \"amount\": 1, \"source\": \"unit_override\", \"basis\": \"x\", \"by\": \"y\"}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (sound); i++)
    {
      g_autoptr (JsonNode) root = NULL;
      g_auto (McLimit) limit = { 0 };
      g_auto (McLimit) copy = { 0 };
      g_auto (McLimit) again = { 0 };
      g_autoptr (GError) error = NULL;
      JsonObject *written;

      mc_limit_from_json (&limit, parse (sound[i], &root), &error);
      g_assert_no_error (error);
      mc_limit_copy (&limit, &copy);
      written = mc_limit_to_json (&copy);
      mc_limit_from_json (&again, written, &error);
      json_object_unref (written);
      g_assert_no_error (error);
      g_assert_cmpint (again.unit, ==, limit.unit);
      g_assert_cmpint (again.amount, ==, limit.amount);
      g_assert_cmpint (again.source, ==, limit.source);
      g_assert_cmpstr (again.basis, ==, limit.basis);
      g_assert_cmpstr (again.by, ==, limit.by);
      g_assert_cmpint (again.at != NULL, ==, limit.at != NULL);
    }
  for (guint i = 0; i < G_N_ELEMENTS (unsound); i++)
    {
      g_autoptr (JsonNode) root = NULL;
      g_auto (McLimit) limit = { 0 };
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", unsound[i]);
      mc_limit_from_json (&limit, parse (unsound[i], &root), &error);
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
      g_assert_false (mc_limit_is_known (&limit));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/limit/units", test_units);
  g_test_add_func ("/limit/hours-of-a-unit", test_hours_of_a_unit);
  g_test_add_func ("/limit/units-above", test_units_above);
  g_test_add_func ("/limit/circle", test_circle);
  g_test_add_func ("/limit/reception", test_reception);
  g_test_add_func ("/limit/days-forth-and-back", test_days_forth_and_back);
  g_test_add_func ("/limit/minutes-back", test_minutes_back);
  g_test_add_func ("/limit/minutes-of-a-unit", test_minutes_of_a_unit);
  g_test_add_func ("/limit/json", test_limit_json);
  return g_test_run ();
}
