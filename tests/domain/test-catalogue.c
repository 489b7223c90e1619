// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-catalogue.h"

#include <string.h>

static const char *
period_at (McCatalogue catalogue, const char *text)
{
  g_autoptr (GDateTime) on = g_date_time_new_from_iso8601 (text, NULL);

  return mc_catalogue_get_period (catalogue, on);
}

/* It is read once, and is whole. */
static void
test_text (void)
{
  for (guint catalogue = 0; catalogue < MC_N_CATALOGUES; catalogue++)
    {
      gssize length = 0;
      const char *text = mc_catalogue_get_text (catalogue, &length);

      g_assert_cmpint (length, >, 0);
      g_assert_cmpint (text[0], ==, '{');
      g_assert_true (mc_catalogue_get_text (catalogue, &length) == text);
    }
}

/* A day in Vietnam, wherever the instant is told; the newest one is not the last of the file. */
static void
test_period (void)
{
  const char *first = period_at (MC_CATALOGUE_FORMS, "2025-07-01T00:00:00+07:00");

  g_assert_cmpstr (first, ==, "2025-07-01");
  g_assert_true (period_at (MC_CATALOGUE_FORMS, "2026-06-30T16:59:59Z") == first);
  g_assert_cmpstr (period_at (MC_CATALOGUE_FORMS, "2026-06-30T17:00:00Z"), ==, "2026-07-01");
  g_assert_cmpstr (period_at (MC_CATALOGUE_FORMS, "2026-07-20T08:00:00+07:00"), ==, "2026-07-20");
  g_assert_cmpstr (period_at (MC_CATALOGUE_FORMS, "2999-12-31T08:00:00+07:00"), >=, "2026-07-20");
  g_assert_cmpstr (period_at (MC_CATALOGUE_FORMS, "2025-06-30T23:59:59+07:00"), ==, "");
  /* each has days of its own */
  g_assert_true (period_at (MC_CATALOGUE_PROCESSES, "2026-07-20T08:00:00+07:00") == first);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/catalogue/text", test_text);
  g_test_add_func ("/catalogue/period", test_period);
  return g_test_run ();
}
