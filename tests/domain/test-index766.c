// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-index766.h"
#include "test-time.h"

typedef struct
{
  const char *name;
  const char *appointment, *done, *returned, *stopped;
  const char *supplements[3][2];
  int limit; /* working days; 0: unknown */
  McTimeliness expected;
  const char *end;
  gboolean next_is_late;
} Case;

/* Accepted Monday 02/11/2026 09:00; the period ends 14/11/2026 24:00. */
static const Case cases[] = {
  { "done in time",
    "2026-11-06 17:00",
    "2026-11-06 17:00",
    NULL,
    NULL,
    { { 0 } },
    0,
    MC_TIMELINESS_ONTIME,
    "2026-11-06 17:00",
    FALSE },
  { "done late",
    "2026-11-06 17:00",
    "2026-11-06 17:01",
    NULL,
    NULL,
    { { 0 } },
    0,
    MC_TIMELINESS_LATE,
    "2026-11-06 17:01",
    FALSE },
  { "state 9 goes before state 10",
    "2026-11-06 17:00",
    "2026-11-06 16:00",
    "2026-11-20 09:00",
    NULL,
    { { 0 } },
    0,
    MC_TIMELINESS_ONTIME,
    "2026-11-06 16:00",
    FALSE },
  { "state 10 where there is no 9",
    "2026-11-06 17:00",
    NULL,
    "2026-11-09 09:00",
    NULL,
    { { 0 } },
    0,
    MC_TIMELINESS_LATE,
    "2026-11-09 09:00",
    FALSE },
  { "stopped",
    "2026-11-06 17:00",
    NULL,
    NULL,
    "2026-11-05 09:00",
    { { 0 } },
    0,
    MC_TIMELINESS_ONTIME,
    "2026-11-05 09:00",
    FALSE },
  { "no end: the period's",
    "2026-11-20 17:00",
    NULL,
    NULL,
    NULL,
    { { 0 } },
    0,
    MC_TIMELINESS_ONTIME,
    "2026-11-15 00:00",
    FALSE },
  { "no end, due before the period's",
    "2026-11-06 17:00",
    NULL,
    NULL,
    NULL,
    { { 0 } },
    0,
    MC_TIMELINESS_LATE,
    "2026-11-15 00:00",
    FALSE },
  { "one open supplement: its request",
    "2026-11-06 17:00",
    NULL,
    NULL,
    NULL,
    { { "2026-11-05 09:00" } },
    0,
    MC_TIMELINESS_ONTIME,
    "2026-11-05 09:00",
    TRUE },
  { "asked when it was late",
    "2026-11-06 17:00",
    NULL,
    NULL,
    NULL,
    { { "2026-11-09 09:00" } },
    0,
    MC_TIMELINESS_LATE,
    "2026-11-09 09:00",
    TRUE },
  { "two requests and no end",
    "2026-11-20 17:00",
    NULL,
    NULL,
    NULL,
    { { "2026-11-03 09:00", "2026-11-04 09:00" }, { "2026-11-05 09:00" } },
    0,
    MC_TIMELINESS_LATE,
    NULL,
    TRUE },
  { "two requests, both answered, and an end",
    "2026-11-06 17:00",
    "2026-11-10 12:00",
    NULL,
    NULL,
    { { "2026-11-03 09:00", "2026-11-05 09:00" }, { "2026-11-06 09:00", "2026-11-09 09:00" } },
    0,
    MC_TIMELINESS_ONTIME,
    "2026-11-05 12:00",
    FALSE },
  { "by the clock, nights and Sundays too",
    "2026-11-06 17:00",
    "2026-11-09 17:00",
    NULL,
    NULL,
    { { "2026-11-06 17:00", "2026-11-09 07:00" } },
    0,
    MC_TIMELINESS_LATE,
    "2026-11-07 03:00",
    FALSE },
  { "no appointment: the procedure's longest limit",
    NULL,
    "2026-11-06 17:00",
    NULL,
    NULL,
    { { 0 } },
    4,
    MC_TIMELINESS_ONTIME,
    "2026-11-06 17:00",
    FALSE },
  { "… and late by it",
    NULL,
    "2026-11-06 17:00",
    NULL,
    NULL,
    { { 0 } },
    3,
    MC_TIMELINESS_LATE,
    "2026-11-06 17:00",
    FALSE },
  { "… less the supplement, once",
    NULL,
    "2026-11-07 12:00",
    NULL,
    NULL,
    { { "2026-11-03 09:00", "2026-11-05 09:00" } },
    3,
    MC_TIMELINESS_ONTIME,
    "2026-11-05 12:00",
    FALSE },
  { "… not twice",
    NULL,
    "2026-11-08 12:00",
    NULL,
    NULL,
    { { "2026-11-03 09:00", "2026-11-05 09:00" } },
    3,
    MC_TIMELINESS_LATE,
    "2026-11-06 12:00",
    FALSE },
  { "nothing to compare with", NULL, "2026-11-06 17:00", NULL, NULL, { { 0 } }, 0, MC_TIMELINESS_NONE, NULL, FALSE },
};

static GDateTime *
maybe (const char *text)
{
  return text != NULL ? at (text) : NULL;
}

static void
test_table (void)
{
  McOffice *office = mc_calendar_get_office (mc_calendar_get_default (), NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Case *c = &cases[i];
      g_autoptr (GDateTime) accepted = at ("2026-11-02 09:00");
      g_autoptr (GDateTime) period_end = at ("2026-11-15 00:00");
      g_autoptr (GDateTime) appointment = maybe (c->appointment);
      g_autoptr (GDateTime) done = maybe (c->done);
      g_autoptr (GDateTime) returned = maybe (c->returned);
      g_autoptr (GDateTime) stopped = maybe (c->stopped);
      g_autoptr (GDateTime) end = NULL;
      const McLimit limit = { .unit = c->limit > 0 ? MC_LIMIT_WORKING_DAY : MC_LIMIT_UNKNOWN, .amount = c->limit };
      McIndex766Supplement supplements[3] = { { 0 } };
      McIndex766Dossier dossier
          = { accepted, appointment, done, returned, stopped, supplements, 0, period_end, &limit };

      for (; dossier.n_supplements < 3 && c->supplements[dossier.n_supplements][0] != NULL; dossier.n_supplements++)
        {
          supplements[dossier.n_supplements].requested_at = at (c->supplements[dossier.n_supplements][0]);
          supplements[dossier.n_supplements].completed_at = maybe (c->supplements[dossier.n_supplements][1]);
        }
      g_test_message ("%s", c->name);
      g_assert_cmpint (mc_index766_timeliness (&dossier, office, &end), ==, c->expected);
      if (c->end != NULL)
        assert_wall (end, c->end);
      else
        g_assert_null (end);
      g_assert_cmpint (mc_index766_next_request_is_late (&dossier), ==, c->next_is_late);
      for (guint k = 0; k < dossier.n_supplements; k++)
        {
          g_date_time_unref (supplements[k].requested_at);
          g_clear_pointer (&supplements[k].completed_at, g_date_time_unref);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/index766/table", test_table);
  return g_test_run ();
}
