// SPDX-License-Identifier: GPL-3.0-or-later
#include <string.h>

#include "mc-limit.h"
#include "test-time.h"

#define CASES 5000
#define CUTOFF (15 * 60)
#define CLOSING (17 * 60)

typedef struct
{
  const char *accepted;
  int days;
  McCutoffRule rule;
  const char *due;
} Vector;

/* domain 3.5 */
static const Vector vectors[] = {
  { "2024-04-26 10:00", 5, MC_CUTOFF_NONE, "2024-05-07 17:00" },
  { "2025-04-25 10:00", 3, MC_CUTOFF_NONE, "2025-04-29 17:00" },
  { "2025-12-31 09:00", 5, MC_CUTOFF_NONE, "2026-01-09 17:00" },
  { "2026-01-08 09:00", 2, MC_CUTOFF_NONE, "2026-01-10 17:00" },
  { "2026-02-12 10:00", 3, MC_CUTOFF_NONE, "2026-02-24 17:00" },
  { "2026-02-13 16:00", 5, MC_CUTOFF_NONE, "2026-02-27 17:00" },
  { "2026-02-13 16:00", 5, MC_CUTOFF_SHIFT_FIRST_DAY, "2026-03-02 17:00" },
  { "2026-04-24 09:00", 3, MC_CUTOFF_NONE, "2026-05-04 17:00" },
  { "2026-08-20 09:00", 5, MC_CUTOFF_NONE, "2026-08-26 17:00" },
  { "2026-08-28 15:30", 2, MC_CUTOFF_NONE, "2026-09-04 17:00" },
  { "2026-08-28 15:30", 2, MC_CUTOFF_SHIFT_FIRST_DAY, "2026-09-07 17:00" },
  { "2026-11-23 09:00", 1, MC_CUTOFF_NONE, "2026-11-25 17:00" },
  { "2026-11-23 15:05", 1, MC_CUTOFF_NONE, "2026-11-25 17:00" },
  { "2026-11-23 09:00", 1, MC_CUTOFF_SHIFT_FIRST_DAY, "2026-11-25 17:00" },
  { "2026-11-23 15:05", 1, MC_CUTOFF_SHIFT_FIRST_DAY, "2026-11-26 17:00" },
  /* within the day */
  { "2026-11-23 14:59", 0, MC_CUTOFF_SAME_DAY_TO_NEXT, "2026-11-23 17:00" },
  { "2026-11-23 15:00", 0, MC_CUTOFF_SAME_DAY_TO_NEXT, "2026-11-25 17:00" },
  { "2026-11-23 16:30", 0, MC_CUTOFF_NONE, "2026-11-23 17:00" },
  { "2026-11-24 09:00", 0, MC_CUTOFF_NONE, "2026-11-25 17:00" },
  { "2026-11-24 16:00", 0, MC_CUTOFF_SAME_DAY_TO_NEXT, "2026-11-25 17:00" },
  /* just before and after midnight in Vietnam: another day in UTC */
  { "2026-11-22 23:59", 1, MC_CUTOFF_NONE, "2026-11-23 17:00" },
  { "2026-11-23 00:01", 1, MC_CUTOFF_NONE, "2026-11-25 17:00" },
};

static const struct
{
  const char *from;
  int minutes;
  const char *due;
} minute_vectors[] = {
  { "2026-11-23 09:00", 480, "2026-11-25 09:30" }, /* 450 minutes a day: 24/11 is off */
  { "2026-11-23 07:30", 240, "2026-11-23 11:30" }, /* the end of a shift, not the beginning of the next */
  { "2026-11-23 07:30", 241, "2026-11-23 13:31" }, { "2026-11-23 12:00", 30, "2026-11-23 14:00" },
  { "2026-11-23 17:00", 1, "2026-11-25 07:31" },   { "2026-11-23 22:15", 60, "2026-11-25 08:30" },
  { "2026-11-21 10:00", 60, "2026-11-23 08:30" }, /* a Saturday */
  { "2026-08-22 10:00", 60, "2026-08-22 11:00" }, /* a Saturday made up */
  { "2026-11-23 03:00", 450, "2026-11-23 17:00" },
};

#define OFF(day)                                                                                                       \
  "{\"from\": \"" day "\", \"kind\": \"holiday\", \"name\": \"x\", \"basis\": \"y\", \"confirmed\": true}"
#define MADE_UP(day, other) "{\"day\": \"" day "\", \"for\": \"" other "\", \"basis\": \"y\", \"confirmed\": true}"
#define YEAR_WITH(off, make_up) "\"2026\": {\"provisional\": false, \"off\": [" off "], \"make_up\": [" make_up "]}"
#define YEAR_OF(days, flag) "{\"provisional\": " flag ", \"off\": [" days "], \"make_up\": []}"
#define HOURS(shifts) "{\"weekdays\": [1,2,3,4,5], \"use\": \"work\", \"hours\": [" shifts "]}"
#define CALENDAR_OF(rows, years)                                                                                       \
  "{\"version\": 2, \"revision\": 1, \"office_hours\": [" rows "], \"years\": {" years "}}"
#define CALENDAR(shifts, years) CALENDAR_OF (HOURS (shifts), years)
#define BETWEEN(start, end) "{\"start\": \"" start "\", \"end\": \"" end "\"}"
#define SHIFT BETWEEN ("07:30", "11:30")
#define YEAR "\"2026\": " YEAR_OF (OFF ("2026-01-01"), "false")
static const char sound[] = CALENDAR (SHIFT, YEAR);

static const char *const damaged[] = {
  "", " ", "nonsense", "null", "[]", "{}", CALENDAR_OF ("", YEAR), CALENDAR ("", YEAR), CALENDAR ("[]", YEAR),
  CALENDAR ("\"07:30\"", YEAR), CALENDAR ("{\"start\": 7, \"end\": 11}", YEAR),
  CALENDAR ("{\"start\": \"07:30\"}", YEAR), CALENDAR (BETWEEN ("7:30", "11:30"), YEAR),
  CALENDAR (BETWEEN ("07:30", "24:00"), YEAR), CALENDAR (BETWEEN ("07:60", "11:30"), YEAR),
  CALENDAR (BETWEEN ("07:300", "11:30"), YEAR), CALENDAR (BETWEEN ("11:30", "07:30"), YEAR),
  CALENDAR (BETWEEN ("07:30", "07:30"), YEAR), CALENDAR (SHIFT "," BETWEEN ("11:00", "12:00"), YEAR),
  CALENDAR (SHIFT "," BETWEEN ("06:00", "07:00"), YEAR),
  CALENDAR (BETWEEN ("01:00", "02:00") "," BETWEEN ("03:00", "04:00") "," BETWEEN ("05:00", "06:00") "," BETWEEN (
                "07:00", "08:00") "," BETWEEN ("09:00", "10:00") "," BETWEEN ("11:00", "12:00") "," BETWEEN ("13:00",
                                                                                                             "14:00"),
            YEAR),
  /* hours that do not cover the week, or not always */
  CALENDAR_OF ("{\"weekdays\": [1,2,3,4], \"use\": \"work\", \"hours\": [" SHIFT "]}", YEAR),
  CALENDAR_OF ("{\"weekdays\": [1,2,3,4,5], \"use\": \"reception\", \"hours\": [" SHIFT "]}", YEAR),
  CALENDAR_OF ("{\"weekdays\": [1,2,3,4,5], \"use\": \"play\", \"hours\": [" SHIFT "]}", YEAR),
  CALENDAR_OF ("{\"weekdays\": [1,2,3,4,5,8], \"use\": \"work\", \"hours\": [" SHIFT "]}", YEAR),
  CALENDAR_OF ("{\"weekdays\": [\"1\"], \"use\": \"work\", \"hours\": [" SHIFT "]}", YEAR),
  CALENDAR_OF ("{\"unit\": \"a\", \"weekdays\": [1,2,3,4,5], \"use\": \"work\", \"hours\": [" SHIFT "]}", YEAR),
  CALENDAR_OF ("{\"from\": \"2026-01-01\", \"weekdays\": [1,2,3,4,5], \"use\": \"work\", \"hours\": [" SHIFT "]}",
               YEAR),
  CALENDAR_OF (
      HOURS (SHIFT) ",{\"from\": \"2026-02-01\", \"to\": \"2026-01-01\", \"weekdays\": [1], \"use\": \"work\", "
                    "\"hours\": [" SHIFT "]}",
      YEAR),
  "{\"version\": 2, \"revision\": 1, \"office_hours\": [" HOURS (SHIFT) "], \"years\": []}",
  "{\"version\": 2, \"revision\": 1, \"office_hours\": [" HOURS (SHIFT) "], \"years\": null}",
  "{\"version\": 1, \"revision\": 1, \"office_hours\": [" HOURS (SHIFT) "], \"years\": {}}",
  "{\"version\": 2, \"revision\": 0, \"office_hours\": [" HOURS (SHIFT) "], \"years\": {}}",
  CALENDAR (SHIFT, "\"2026\": null"), CALENDAR (SHIFT, "\"2026\": []"), CALENDAR (SHIFT, "\"2026\": {}"),
  CALENDAR (SHIFT, "\"year\": " YEAR_OF ("", "false")), CALENDAR (SHIFT, "\"0026\": " YEAR_OF ("", "false")),
  CALENDAR (SHIFT, "\"2026x\": " YEAR_OF ("", "false")),
  CALENDAR (SHIFT, "\"99999999999999999999\": " YEAR_OF ("", "false")),
  CALENDAR (SHIFT, "\"2026\": " YEAR_OF ("", "\"yes\"")), CALENDAR (SHIFT, "\"2026\": " YEAR_OF ("", "null")),
  CALENDAR (SHIFT, YEAR_WITH (OFF ("2026-02-30"), "")), CALENDAR (SHIFT, YEAR_WITH (OFF ("2026-13-01"), "")),
  CALENDAR (SHIFT, YEAR_WITH (OFF ("2026-1-1"), "")),
  CALENDAR (SHIFT, YEAR_WITH (OFF ("2027-01-01"), "")), /* a day of another year */
  CALENDAR (SHIFT, YEAR_WITH ("\"2026-01-01\"", "")), CALENDAR (SHIFT, YEAR_WITH ("null", "")),
  CALENDAR (SHIFT,
            YEAR_WITH ("{\"from\": \"2026-01-05\", \"to\": \"2026-01-04\", \"kind\": \"holiday\", \"name\": \"x\", "
                       "\"basis\": \"y\", \"confirmed\": true}",
                       "")),
  CALENDAR (SHIFT,
            YEAR_WITH ("{\"from\": \"2026-01-05\", \"to\": \"2026-12-04\", \"kind\": \"holiday\", \"name\": \"x\", "
                       "\"basis\": \"y\", \"confirmed\": true}",
                       "")),
  CALENDAR (SHIFT, YEAR_WITH ("{\"from\": \"2026-01-05\", \"kind\": \"other\", \"name\": \"x\", \"basis\": \"y\", "
                              "\"confirmed\": true}",
                              "")),
  CALENDAR (SHIFT, "\"2026\": {\"provisional\": false, \"off\": []}"),
  CALENDAR (SHIFT, "\"2026\": {\"provisional\": false, \"off\": {}, \"make_up\": []}"),
  CALENDAR (SHIFT, YEAR_WITH (OFF ("2026-01-05") "," OFF ("2026-01-05"), "")), /* off twice */
  CALENDAR (SHIFT, YEAR_WITH ("", MADE_UP ("2026-01-10", "2026-01-02") "," MADE_UP ("2026-01-10", "2026-01-05"))),
  CALENDAR (SHIFT, YEAR_WITH (OFF ("2026-01-10"), MADE_UP ("2026-01-10", "2026-01-02"))), /* off and made up at once */
  CALENDAR (SHIFT, YEAR_WITH ("", MADE_UP ("2026-01-09", "2026-01-02"))), /* a Friday is worked anyway */
  CALENDAR (SHIFT, YEAR_WITH ("", MADE_UP ("2026-01-10", "2026-01-03"))), /* for a Saturday */
};

/* A limit in working days as the office of everybody counts it. */
static GDateTime *
add_days (McCalendar *calendar, GDateTime *from, int days, McCutoffRule rule, int cutoff_minute)
{
  const McLimit limit = { .unit = MC_LIMIT_WORKING_DAY, .amount = days };
  const McCutoff cutoff = { rule, cutoff_minute };

  return mc_limit_end (&limit, &cutoff, mc_calendar_get_office (calendar, NULL), from);
}

static GDateTime *
add_minutes (McCalendar *calendar, GDateTime *from, gint64 minutes)
{
  McOffice *office = mc_calendar_get_office (calendar, NULL);

  return mc_wall_to_time (mc_office_add_minutes (office, mc_wall_from_time (from), minutes));
}

static gint64
minutes_between (McCalendar *calendar, GDateTime *from, GDateTime *to)
{
  McOffice *office = mc_calendar_get_office (calendar, NULL);

  return mc_office_minutes_between (office, mc_wall_from_time (from), mc_wall_from_time (to));
}

static GDateTime *
random_instant (void)
{
  g_autoptr (GDateTime) first = at ("2024-01-01 00:00");
  gint64 minute = g_test_rand_int_range (0, 60 * 24 * 365 * 4);

  return g_date_time_add_seconds (first, (gdouble) (minute * 60 + g_test_rand_int_range (0, 60)));
}

static void
local_day (GDateTime *time, GDate *day, int *minute)
{
  g_autofree char *text = wall (time);

  g_date_clear (day, 1);
  g_date_set_dmy (day, (GDateDay) atoi (text + 8), (GDateMonth) atoi (text + 5), (GDateYear) atoi (text));
  if (minute != NULL)
    *minute = atoi (text + 11) * 60 + atoi (text + 14);
}

static void
test_vectors (void)
{
  McCalendar *calendar = mc_calendar_get_default ();

  for (guint i = 0; i < G_N_ELEMENTS (vectors); i++)
    {
      const Vector *v = &vectors[i];
      g_autoptr (GDateTime) accepted = at (v->accepted);
      g_autoptr (GDateTime) due = add_days (calendar, accepted, v->days, v->rule, CUTOFF);

      g_test_message ("%s + %d", v->accepted, v->days);
      assert_wall (due, v->due);
    }
}

static void
test_minute_vectors (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (minute_vectors); i++)
    {
      g_autoptr (GDateTime) from = at (minute_vectors[i].from);
      g_autoptr (GDateTime) due = add_minutes (mc_calendar_get_default (), from, minute_vectors[i].minutes);

      g_test_message ("%s + %d minutes", minute_vectors[i].from, minute_vectors[i].minutes);
      assert_wall (due, minute_vectors[i].due);
    }
}

static void
test_working_days_a_year (void)
{
  static const int expected[][2] = { { 2024, 251 }, { 2025, 250 }, { 2026, 249 } };

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      GDate day;
      int count = 0;

      g_date_clear (&day, 1);
      for (g_date_set_dmy (&day, 1, 1, (GDateYear) expected[i][0]); g_date_get_year (&day) == expected[i][0];
           g_date_add_days (&day, 1))
        count += mc_calendar_is_working_day (mc_calendar_get_default (), &day);
      g_assert_cmpint (count, ==, expected[i][1]);
    }
}

static void
test_provisional (void)
{
  McCalendar *calendar = mc_calendar_get_default ();

  g_assert_false (mc_calendar_is_provisional (calendar, 2024));
  g_assert_false (mc_calendar_is_provisional (calendar, 2025));
  g_assert_false (mc_calendar_is_provisional (calendar, 2026));
  g_assert_true (mc_calendar_is_provisional (calendar, 2027));
  g_assert_true (mc_calendar_is_provisional (calendar, 2023));
  g_assert_true (mc_calendar_is_provisional (calendar, 2100));
}

/* Never due on a day off, always at closing time; later with a later start and with a longer limit. */
static void
test_days_properties (void)
{
  McCalendar *calendar = mc_calendar_get_default ();

  for (int i = 0; i < CASES; i++)
    {
      g_autoptr (GDateTime) from = random_instant ();
      g_autoptr (GDateTime) later = g_date_time_add_minutes (from, g_test_rand_int_range (0, 5 * 24 * 60));
      McCutoffRule rule = (McCutoffRule) g_test_rand_int_range (0, 3);
      int cutoff = g_test_rand_bit () ? CUTOFF : g_test_rand_int_range (0, 24 * 60);
      int days = g_test_rand_int_range (0, 60);
      g_autoptr (GDateTime) due = add_days (calendar, from, days, rule, cutoff);
      g_autoptr (GDateTime) due_later = add_days (calendar, later, days, rule, cutoff);
      g_autoptr (GDateTime) due_longer = add_days (calendar, from, days + 1, rule, cutoff);
      g_autofree char *text = wall (from);
      GDate day;
      int minute;

      local_day (due, &day, &minute);
      g_test_message ("%s + %d, rule %d, cutoff %d", text, days, rule, cutoff);
      g_assert_true (mc_calendar_is_working_day (calendar, &day));
      g_assert_cmpint (minute, ==, CLOSING);
      g_assert_cmpint (g_date_time_compare (due, due_later), <=, 0);
      g_assert_cmpint (g_date_time_compare (due, due_longer), <=, 0);
      /* from a day off "within the day" and one day end together */
      if (days == 0)
        continue;
      g_assert_cmpint (g_date_time_compare (due, due_longer), <, 0);
      g_assert_cmpint (g_date_time_compare (due, from), >, 0);
    }
}

static void
test_days_forth_and_back (void)
{
  McCalendar *calendar = mc_calendar_get_default ();

  for (int i = 0; i < CASES; i++)
    {
      g_autoptr (GDateTime) from = random_instant ();
      int days = g_test_rand_int_range (1, 100);
      g_autoptr (GDateTime) due = add_days (calendar, from, days, MC_CUTOFF_NONE, 0);
      g_autoptr (GDateTime) middle = random_instant ();
      int first = mc_calendar_working_days_between (calendar, from, middle);
      int second = mc_calendar_working_days_between (calendar, middle, due);

      g_assert_cmpint (mc_calendar_working_days_between (calendar, from, due), ==, days);
      g_assert_cmpint (mc_calendar_working_days_between (calendar, due, from), ==, -days);
      g_assert_cmpint (first + second, ==, days);
    }
}

static void
test_minutes_forth_and_back (void)
{
  McCalendar *calendar = mc_calendar_get_default ();

  for (int i = 0; i < CASES; i++)
    {
      g_autoptr (GDateTime) from = random_instant ();
      g_autoptr (GDateTime) later = g_date_time_add_minutes (from, g_test_rand_int_range (0, 5 * 24 * 60));
      gint64 minutes = g_test_rand_int_range (0, 20 * 450);
      g_autoptr (GDateTime) due = add_minutes (calendar, from, minutes);
      g_autoptr (GDateTime) due_later = add_minutes (calendar, later, minutes);
      g_autoptr (GDateTime) due_longer = add_minutes (calendar, from, minutes + 1);
      g_autoptr (GDateTime) middle = random_instant ();
      GDate day;
      int minute;

      local_day (due, &day, &minute);
      g_assert_true (mc_calendar_is_working_day (calendar, &day));
      g_assert_true ((minute >= 450 && minute <= 690) || (minute >= 810 && minute <= CLOSING));
      g_assert_cmpint (minutes_between (calendar, from, due), ==, minutes);
      g_assert_cmpint (minutes_between (calendar, due, from), ==, -minutes);
      g_assert_cmpint (minutes_between (calendar, from, middle) + minutes_between (calendar, middle, due), ==, minutes);
      g_assert_cmpint (g_date_time_compare (due, due_later), <=, 0);
      g_assert_cmpint (g_date_time_compare (due, due_longer), <, 0);
    }
}

/* Counted the slow way: minute after minute. */
static void
test_minutes_against_a_watch (void)
{
  McCalendar *calendar = mc_calendar_get_default ();

  for (int i = 0; i < 60; i++)
    {
      g_autoptr (GDateTime) from = random_instant ();
      int length = g_test_rand_int_range (0, 4 * 24 * 60);
      g_autoptr (GDateTime) to = g_date_time_add_minutes (from, length);
      GDate day;
      int minute;
      int sum = 0;

      local_day (from, &day, &minute);
      for (int passed = 0; passed < length; passed++)
        {
          gboolean office = (minute >= 450 && minute < 690) || (minute >= 810 && minute < CLOSING);

          sum += office && mc_calendar_is_working_day (calendar, &day);
          if (++minute < 24 * 60)
            continue;
          minute = 0;
          g_date_add_days (&day, 1);
        }
      g_assert_cmpint (minutes_between (calendar, from, to), ==, sum);
    }
}

static void
test_opening (void)
{
  static const char *const cases[][2] = {
    { "2026-11-23 16:00", "2026-11-23 07:30" }, { "2026-11-23 01:00", "2026-11-23 07:30" },
    { "2026-11-24 09:00", "2026-11-25 07:30" }, { "2026-08-22 20:00", "2026-08-22 07:30" },
    { "2026-02-14 12:00", "2026-02-23 07:30" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GDateTime) when = at (cases[i][0]);
      McOffice *office = mc_calendar_get_office (mc_calendar_get_default (), NULL);
      int day = mc_calendar_shift (mc_calendar_get_default (), mc_wall_day (mc_wall_from_time (when)), 0);
      g_autoptr (GDateTime) opening = mc_wall_to_time (mc_wall_at (day, mc_office_opening (office, day)));

      assert_wall (opening, cases[i][1]);
    }
}

/* Days are Vietnam's whatever zone the machine (TZ: see meson.build) or the instant is in. */
static void
test_zone (void)
{
  g_autoptr (GTimeZone) far = g_time_zone_new_offset (-11 * 3600);

  g_assert_cmpstr (g_time_zone_get_identifier (mc_calendar_zone ()), ==, "Asia/Ho_Chi_Minh");
  for (guint i = 0; i < G_N_ELEMENTS (vectors); i++)
    {
      g_autoptr (GDateTime) accepted = at (vectors[i].accepted);
      g_autoptr (GDateTime) there = g_date_time_to_timezone (accepted, far);
      g_autoptr (GDateTime) here = g_date_time_to_local (accepted);
      g_autoptr (GDateTime) due
          = add_days (mc_calendar_get_default (), there, vectors[i].days, vectors[i].rule, CUTOFF);
      g_autoptr (GDateTime) due_here
          = add_days (mc_calendar_get_default (), here, vectors[i].days, vectors[i].rule, CUTOFF);

      assert_wall (due, vectors[i].due);
      assert_wall (due_here, vectors[i].due);
      g_assert_cmpint (g_date_time_get_utc_offset (due), ==, 7 * G_TIME_SPAN_HOUR);
    }
}

static void
test_damaged (void)
{
  g_autoptr (GError) none = NULL;
  g_autoptr (McCalendar) good = mc_calendar_new_from_json (sound, -1, &none);

  g_assert_no_error (none);
  g_assert_nonnull (good);
  for (guint i = 0; i < G_N_ELEMENTS (damaged); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", damaged[i]);
      g_assert_null (mc_calendar_new_from_json (damaged[i], -1, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
    }
}

/* Bytes fall over: a calendar is refused, or counts like one. */
static void
test_mutations (void)
{
  int refused = 0;

  for (int i = 0; i < 3000; i++)
    {
      g_autofree char *text = g_strdup (sound);
      gsize length = strlen (text);
      g_autoptr (McCalendar) calendar = NULL;
      g_autoptr (GDateTime) from = NULL;
      g_autoptr (GDateTime) due = NULL;
      g_autoptr (GDateTime) soon = NULL;
      GDate day;

      for (int n = g_test_rand_int_range (1, 4); n > 0; n--)
        text[g_test_rand_int_range (0, (gint32) length)] = (char) g_test_rand_int_range (1, 256);
      if (g_test_rand_int_range (0, 8) == 0)
        length = (gsize) g_test_rand_int_range (0, (gint32) length);
      calendar = mc_calendar_new_from_json (text, (gssize) length, NULL);
      if (calendar == NULL)
        {
          refused++;
          continue;
        }
      from = at ("2025-12-30 09:00");
      due = add_days (calendar, from, 5, MC_CUTOFF_NONE, 0);
      soon = add_minutes (calendar, from, 480);
      local_day (due, &day, NULL);
      g_assert_true (mc_calendar_is_working_day (calendar, &day));
      g_assert_cmpint (minutes_between (calendar, from, soon), ==, 480);
    }
  g_assert_cmpint (refused, >, 300);
}

/* The longest row of days off that a calendar may hold is still stepped over. */
static void
test_long_gap (void)
{
  g_autoptr (GString) json = g_string_new ("{\"version\": 2, \"revision\": 1, \"office_hours\": [" HOURS (
      SHIFT) "], \"years\": {\"2026\": {\"provisional\": false, \"make_up\": [], \"off\": [");
  g_autoptr (McCalendar) calendar = NULL;
  g_autoptr (GDateTime) from = at ("2025-12-31 09:00");
  g_autoptr (GDateTime) due = NULL;
  g_autoptr (GDateTime) soon = NULL;
  GDate day;
  int count = 0;

  g_date_clear (&day, 1);
  for (g_date_set_dmy (&day, 1, 1, 2026); count < 120; g_date_add_days (&day, 1))
    if (g_date_get_weekday (&day) <= G_DATE_FRIDAY)
      g_string_append_printf (json, "%s" OFF ("%04d-%02d-%02d"), count++ > 0 ? "," : "", g_date_get_year (&day),
                              g_date_get_month (&day), g_date_get_day (&day));
  g_string_append (json, "]}}}");
  calendar = mc_calendar_new_from_json (json->str, -1, NULL);
  g_assert_nonnull (calendar);
  due = add_days (calendar, from, 1, MC_CUTOFF_NONE, 0);
  soon = add_minutes (calendar, from, 240);
  assert_wall (due, "2026-06-18 11:30");
  assert_wall (soon, "2026-06-18 09:00");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/calendar/vectors", test_vectors);
  g_test_add_func ("/calendar/minute-vectors", test_minute_vectors);
  g_test_add_func ("/calendar/working-days-a-year", test_working_days_a_year);
  g_test_add_func ("/calendar/provisional", test_provisional);
  g_test_add_func ("/calendar/days-properties", test_days_properties);
  g_test_add_func ("/calendar/days-forth-and-back", test_days_forth_and_back);
  g_test_add_func ("/calendar/minutes-forth-and-back", test_minutes_forth_and_back);
  g_test_add_func ("/calendar/minutes-against-a-watch", test_minutes_against_a_watch);
  g_test_add_func ("/calendar/opening", test_opening);
  g_test_add_func ("/calendar/zone", test_zone);
  g_test_add_func ("/calendar/damaged", test_damaged);
  g_test_add_func ("/calendar/mutations", test_mutations);
  g_test_add_func ("/calendar/long-gap", test_long_gap);
  return g_test_run ();
}
