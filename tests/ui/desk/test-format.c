// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-format.h"
#include "mc-text.h"

#define assert_text(expression, expected)                                                                              \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    g_autofree char *text = expression;                                                                                \
    g_assert_cmpstr (text, ==, expected);                                                                              \
  }                                                                                                                    \
  G_STMT_END

static void
test_days (void)
{
  g_autoptr (GDateTime) now = mc_time_parse ("2026-11-23T03:00:00Z");
  g_autoptr (GDateTime) today = mc_time_parse ("2026-11-23T03:42:00Z");
  g_autoptr (GDateTime) tomorrow = mc_time_parse ("2026-11-24T03:42:00Z");
  g_autoptr (GDateTime) sunday = mc_time_parse ("2026-11-29T03:42:00Z");
  g_autoptr (GDateTime) far = mc_time_parse ("2026-11-30T03:42:00Z");
  g_autoptr (GDateTime) past = mc_time_parse ("2026-11-17T03:42:00Z");

  assert_text (mc_format_date (today), "23/11/2026");
  assert_text (mc_format_date_time (today), "10:42 23/11/2026");
  assert_text (mc_format_time (today, now), "10:42");
  assert_text (mc_format_time (tomorrow, now), "10:42 24/11/2026");
  assert_text (mc_format_near (today, now), "10:42");
  assert_text (mc_format_near (tomorrow, now), "Tuesday, 24/11");
  assert_text (mc_format_near (sunday, now), "Sunday, 29/11");
  assert_text (mc_format_near (far, now), "30/11/2026");
  assert_text (mc_format_due (today, now, FALSE), "Today 10:42");
  assert_text (mc_format_due (today, now, TRUE), "Today 10:42");
  assert_text (mc_format_due (tomorrow, now, FALSE), "Tuesday, 24/11");
  assert_text (mc_format_due (tomorrow, now, TRUE), "10:42 Tuesday, 24/11");
  assert_text (mc_format_due (far, now, TRUE), "10:42 30/11/2026");
  assert_text (mc_format_near (past, now), "Tuesday, 17/11");
}

/* The day is the country's, whatever zone an instant comes in. */
static void
test_zone (void)
{
  g_autoptr (GDateTime) now = mc_time_parse ("2026-11-23T03:00:00Z");
  g_autoptr (GDateTime) evening = mc_time_parse ("2026-11-23T16:59:00Z");
  g_autoptr (GDateTime) midnight = mc_time_parse ("2026-11-23T17:00:00Z");
  g_autoptr (GDateTime) elsewhere = mc_time_parse ("2026-11-22T20:30:00-07:00");

  assert_text (mc_format_near (evening, now), "23:59");
  assert_text (mc_format_near (midnight, now), "Tuesday, 24/11");
  assert_text (mc_format_time (elsewhere, now), "10:30");
}

static void
test_numbers (void)
{
  assert_text (mc_format_number (0), "0");
  assert_text (mc_format_number (999), "999");
  assert_text (mc_format_number (1234), "1.234");
  assert_text (mc_format_number (-1234567), "-1.234.567");
  assert_text (mc_format_number (-123), "-123");
  assert_text (mc_format_money (50000), "50.000\u00a0đ");
  assert_text (mc_format_money (0), "0\u00a0đ");
  assert_text (mc_format_size (1023), "1023\u00a0B");
  assert_text (mc_format_size (640 * 1024), "640\u00a0KB");
  assert_text (mc_format_size (1258291), "1,2\u00a0MB");
}

static void
test_no_data (void)
{
  g_autoptr (GDateTime) now = mc_time_parse ("2026-11-23T03:00:00Z");

  assert_text (mc_format_date (NULL), "No data");
  assert_text (mc_format_time (NULL, now), "No data");
  assert_text (mc_format_near (NULL, now), "No data");
  assert_text (mc_format_money (-1), "No data");
  assert_text (mc_format_size (-1), "No data");
  g_assert_cmpstr (mc_format_text (NULL), ==, "No data");
  g_assert_cmpstr (mc_format_text (""), ==, "No data");
  g_assert_cmpstr (mc_format_text ("An"), ==, "An");
}

static void
test_age (void)
{
  assert_text (mc_format_age (12 * G_TIME_SPAN_MINUTE), "12 minutes ago");
  assert_text (mc_format_age (59 * G_TIME_SPAN_MINUTE + 59 * G_TIME_SPAN_SECOND), "59 minutes ago");
  assert_text (mc_format_age (G_TIME_SPAN_HOUR), "1 hour ago");
  assert_text (mc_format_age (47 * G_TIME_SPAN_HOUR), "47 hours ago");
  assert_text (mc_format_age (48 * G_TIME_SPAN_HOUR), "2 days ago");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/format/days", test_days);
  g_test_add_func ("/format/zone", test_zone);
  g_test_add_func ("/format/numbers", test_numbers);
  g_test_add_func ("/format/no-data", test_no_data);
  g_test_add_func ("/format/age", test_age);
  return g_test_run ();
}
