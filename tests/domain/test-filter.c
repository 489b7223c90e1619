// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-filter.h"
#include "mc-text.h"
#include "test-time.h"

#define NOW "2026-11-23 10:00"

typedef struct
{
  const char *field;
  McFilterOp op;
  const char *values; /* divided by | ; NULL: none */
  gboolean matches;
} Case;

static const Case cases[] = {
  { "channel", MC_FILTER_IN, "online", TRUE },
  { "channel", MC_FILTER_IN, "direct|online", TRUE },
  { "channel", MC_FILTER_IN, "direct", FALSE },
  { "channel", MC_FILTER_IN, "Online", FALSE },
  { "channel", MC_FILTER_NOT_IN, "direct|post", TRUE },
  { "channel", MC_FILTER_NOT_IN, "online", FALSE },
  { "channel", MC_FILTER_NULL, NULL, FALSE },
  { "channel", MC_FILTER_NOT_NULL, NULL, TRUE },
  /* a field without value is in nothing and not in nothing */
  { "handler_id", MC_FILTER_IN, "u1", FALSE },
  { "handler_id", MC_FILTER_NOT_IN, "u1", FALSE },
  { "handler_id", MC_FILTER_NULL, NULL, TRUE },
  { "handler_id", MC_FILTER_NOT_NULL, NULL, FALSE },
  { "national_state", MC_FILTER_IN, "1|2", TRUE },
  { "national_state", MC_FILTER_IN, "2|10", FALSE },
  { "national_state", MC_FILTER_IN, "01", FALSE },
  { "national_state", MC_FILTER_NOT_IN, "2", TRUE },
  { "national_state", MC_FILTER_NULL, NULL, FALSE },
  { "national_state", MC_FILTER_NOT_NULL, NULL, TRUE },
  { "local_step", MC_FILTER_IN, "new", TRUE },
  { "field_name", MC_FILTER_IN, "Hộ tịch", TRUE },
  { "field_name", MC_FILTER_IN, "hộ tịch", FALSE },
  { "sync", MC_FILTER_IN, "", TRUE },
  { "sync", MC_FILTER_NULL, NULL, FALSE },
  { "submitted_at", MC_FILTER_BEFORE, "now", TRUE },
  { "submitted_at", MC_FILTER_NOT_BEFORE, "now", FALSE },
  { "submitted_at", MC_FILTER_BEFORE, "2026-11-23T09:00:00+07:00", FALSE },
  { "submitted_at", MC_FILTER_NOT_BEFORE, "2026-11-23T09:00:00+07:00", TRUE },
  { "submitted_at", MC_FILTER_BEFORE, "2026-11-23T02:00:00.000001Z", TRUE },
  { "response_due_at", MC_FILTER_BEFORE, "now", FALSE },
  { "response_due_at", MC_FILTER_NOT_BEFORE, "now", TRUE },
  { "due_at", MC_FILTER_BEFORE, "now", FALSE },
  { "due_at", MC_FILTER_NOT_BEFORE, "now", FALSE },
  { "due_at", MC_FILTER_NULL, NULL, TRUE },
  { "accepted_at", MC_FILTER_NOT_NULL, NULL, FALSE },
  { "sent_back", MC_FILTER_IN, "true", TRUE },
  { "sent_back", MC_FILTER_IN, "false", FALSE },
  { "sent_back", MC_FILTER_NOT_IN, "true", FALSE },
  { "sent_back", MC_FILTER_NULL, NULL, FALSE },
  { "step_due_at", MC_FILTER_BEFORE, "now", TRUE },
  { "fee_paid_at", MC_FILTER_NOT_BEFORE, "today", TRUE },
  { "fee_paid_at", MC_FILTER_BEFORE, "today", FALSE },
  { "submitted_at", MC_FILTER_NOT_BEFORE, "today", TRUE },
  { "submitted_at", MC_FILTER_BEFORE, "today", FALSE },
  { "deadline", MC_FILTER_NOT_NULL, NULL, TRUE },
  { "deadline", MC_FILTER_BEFORE, "2026-11-25T09:30:01+07:00", TRUE },
  { "deadline", MC_FILTER_BEFORE, "2026-11-25T09:30:00+07:00", FALSE },
};

static McSummary *
sample (void)
{
  McSummary *summary = mc_summary_new ();

  summary->national_state = 1;
  summary->channel = g_strdup ("online");
  summary->local_step = g_strdup ("new");
  summary->field_name = g_strdup ("Hộ tịch");
  summary->sync = g_strdup ("");
  summary->submitted_at = at ("2026-11-23 09:00");
  summary->response_due_at = at ("2026-11-25 09:30");
  summary->step_due_at = at ("2026-11-23 09:30");
  summary->sent_back = TRUE;
  summary->fee_paid_at = at ("2026-11-23 00:00");
  return summary;
}

static gboolean
add (McFilter *filter, const Case *c)
{
  g_auto (GStrv) values = c->values != NULL ? g_strsplit (c->values, "|", -1) : NULL;
  const char *const empty[] = { "", NULL };

  /* g_strsplit makes nothing of an empty text */
  return mc_filter_add (filter, c->field, c->op,
                        c->values != NULL && *c->values == '\0' ? empty : (const char *const *) values);
}

static void
test_conditions (void)
{
  g_autoptr (McSummary) summary = sample ();
  g_autoptr (GDateTime) now = at (NOW);
  g_autoptr (McFilter) everything = mc_filter_new ();

  g_assert_true (mc_filter_matches (everything, summary, now));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (McFilter) filter = mc_filter_new ();

      g_test_message ("%s %s %s", cases[i].field, mc_filter_op_to_string (cases[i].op), cases[i].values);
      g_assert_true (add (filter, &cases[i]));
      g_assert_cmpint (mc_filter_matches (filter, summary, now), ==, cases[i].matches);
    }
}

/* Of two conditions both must hold. */
static void
test_all_must_hold (void)
{
  g_autoptr (McSummary) summary = sample ();
  g_autoptr (GDateTime) now = at (NOW);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (guint j = 0; j < G_N_ELEMENTS (cases); j++)
      {
        g_autoptr (McFilter) filter = mc_filter_new ();

        g_assert_true (add (filter, &cases[i]));
        g_assert_true (add (filter, &cases[j]));
        g_assert_cmpint (mc_filter_matches (filter, summary, now), ==, cases[i].matches && cases[j].matches);
      }
}

/* deadline: the response before acceptance, afterwards the nearer of step and result. */
static void
test_deadline_field (void)
{
  g_autoptr (McSummary) summary = sample ();
  g_autoptr (GDateTime) now = at (NOW);
  const char *const limit[] = { "2026-11-30T00:00:00Z", NULL };
  g_autoptr (McFilter) filter = mc_filter_new ();

  g_assert_true (mc_filter_add (filter, "deadline", MC_FILTER_BEFORE, limit));
  summary->due_at = at ("2026-12-01 17:00");
  g_assert_true (mc_summary_get_deadline (summary) == summary->response_due_at);
  g_assert_true (mc_filter_matches (filter, summary, now));
  summary->accepted_at = at ("2026-11-23 09:30");
  g_assert_true (mc_summary_get_deadline (summary) == summary->step_due_at);
  g_assert_true (mc_filter_matches (filter, summary, now));
  g_clear_pointer (&summary->step_due_at, g_date_time_unref);
  g_assert_true (mc_summary_get_deadline (summary) == summary->due_at);
  g_assert_false (mc_filter_matches (filter, summary, now));
  g_clear_pointer (&summary->accepted_at, g_date_time_unref);
  g_clear_pointer (&summary->response_due_at, g_date_time_unref);
  g_assert_true (mc_summary_get_deadline (summary) == summary->due_at);
}

/* Midnight is that of Vietnam, seventeen o'clock of the day before by UTC. */
static void
test_today (void)
{
  static const struct
  {
    const char *now;
    const char *midnight;
  } days[] = {
    { "2026-11-23T00:00:00+07:00", "2026-11-22T17:00:00Z" },
    { "2026-11-23T23:59:59+07:00", "2026-11-22T17:00:00Z" },
    { "2026-11-23T16:59:59Z", "2026-11-22T17:00:00Z" },
    { "2026-11-23T17:00:00Z", "2026-11-23T17:00:00Z" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autoptr (GDateTime) now = mc_time_parse (days[i].now);
      g_autoptr (GDateTime) expected = mc_time_parse (days[i].midnight);
      g_autoptr (GDateTime) today = mc_filter_instant ("today", now);
      g_autoptr (GDateTime) same = mc_filter_instant ("now", now);
      g_autoptr (GDateTime) none = mc_filter_instant ("Today", now);

      g_assert_true (g_date_time_equal (today, expected));
      g_assert_true (g_date_time_equal (same, now));
      g_assert_null (none);
    }
}

static void
test_refused (void)
{
  static const Case bad[] = {
    { "owner_name", MC_FILTER_IN, "x", FALSE },
    { "", MC_FILTER_IN, "x", FALSE },
    { NULL, MC_FILTER_IN, "x", FALSE },
    { "1=1) OR (1", MC_FILTER_NULL, NULL, FALSE },
    { "Channel", MC_FILTER_IN, "x", FALSE },
    { "channel", MC_FILTER_IN, NULL, FALSE },
    { "channel", MC_FILTER_NOT_IN, NULL, FALSE },
    { "channel", MC_FILTER_NULL, "x", FALSE },
    { "channel", MC_FILTER_NOT_NULL, "x", FALSE },
    { "channel", MC_FILTER_BEFORE, "now", FALSE },
    { "national_state", MC_FILTER_NOT_BEFORE, "now", FALSE },
    { "due_at", MC_FILTER_IN, "now", FALSE },
    { "deadline", MC_FILTER_NOT_IN, "now", FALSE },
    { "due_at", MC_FILTER_BEFORE, NULL, FALSE },
    { "due_at", MC_FILTER_BEFORE, "now|now", FALSE },
    { "due_at", MC_FILTER_BEFORE, "tomorrow", FALSE },
    { "due_at", MC_FILTER_BEFORE, "2026-11-23", FALSE },
    { "due_at", MC_FILTER_BEFORE, "", FALSE },
    { "due_at", (McFilterOp) 6, "now", FALSE },
    { "due_at", (McFilterOp) -1, "now", FALSE },
  };
  g_autoptr (McFilter) filter = mc_filter_new ();

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (add (filter, &bad[i]));
  g_assert_cmpuint (filter->conditions->len, ==, 0);
}

static void
test_bounds (void)
{
  g_autoptr (McFilter) filter = mc_filter_new ();
  const char *values[66] = { NULL };

  for (guint i = 0; i < 65; i++)
    values[i] = "online";
  g_assert_false (mc_filter_add (filter, "channel", MC_FILTER_IN, values));
  values[64] = NULL;
  g_assert_true (mc_filter_add (filter, "channel", MC_FILTER_IN, values));
  for (guint i = 1; i < 32; i++)
    g_assert_true (mc_filter_add (filter, "due_at", MC_FILTER_NULL, NULL));
  g_assert_false (mc_filter_add (filter, "due_at", MC_FILTER_NULL, NULL));
  g_assert_cmpuint (filter->conditions->len, ==, 32);
}

/* The filter keeps what it was given, not the caller's memory. */
static void
test_copies (void)
{
  g_autoptr (McSummary) summary = sample ();
  g_autoptr (GDateTime) now = at (NOW);
  g_autoptr (McFilter) filter = mc_filter_new ();
  char field[] = "channel";
  char value[] = "online";
  const char *const values[] = { value, NULL };
  g_autoptr (McFilter) copy = NULL;

  g_assert_true (mc_filter_add (filter, field, MC_FILTER_IN, values));
  field[0] = value[0] = 'x';
  copy = g_boxed_copy (MC_TYPE_FILTER, filter);
  g_clear_pointer (&filter, mc_filter_unref);
  g_assert_true (mc_filter_matches (copy, summary, now));
}

static void
test_names (void)
{
  static const char *const names[] = { "in", "not_in", "null", "not_null", "before", "not_before" };
  McFilterOp op;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_assert_cmpstr (mc_filter_op_to_string ((McFilterOp) i), ==, names[i]);
      g_assert_true (mc_filter_op_from_string (names[i], &op));
      g_assert_cmpint (op, ==, i);
    }
  g_assert_false (mc_filter_op_from_string ("IN", &op));
  g_assert_false (mc_filter_op_from_string ("", &op));
  g_assert_false (mc_filter_op_from_string (NULL, &op));
}

static void
test_fields (void)
{
  gboolean is_time = FALSE;

  g_assert_true (mc_filter_field_is_known ("deadline", &is_time) && is_time);
  g_assert_true (mc_filter_field_is_known ("due_at", &is_time) && is_time);
  g_assert_true (mc_filter_field_is_known ("channel", &is_time) && !is_time);
  g_assert_true (mc_filter_field_is_known ("national_state", NULL));
  g_assert_false (mc_filter_field_is_known ("owner_name", &is_time));
  g_assert_false (mc_filter_field_is_known (NULL, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/filter/conditions", test_conditions);
  g_test_add_func ("/filter/all-must-hold", test_all_must_hold);
  g_test_add_func ("/filter/deadline-field", test_deadline_field);
  g_test_add_func ("/filter/today", test_today);
  g_test_add_func ("/filter/refused", test_refused);
  g_test_add_func ("/filter/bounds", test_bounds);
  g_test_add_func ("/filter/copies", test_copies);
  g_test_add_func ("/filter/names", test_names);
  g_test_add_func ("/filter/fields", test_fields);
  return g_test_run ();
}
