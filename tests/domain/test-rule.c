// SPDX-License-Identifier: GPL-3.0-or-later
#include <string.h>

#include "mc-rule.h"
#include "test-time.h"

#define RULE(id, since, scope, more)                                                                                   \
  "{\"id\": \"" id "\", \"since\": \"" since "\", " scope                                                              \
  "\"basis\": \"b\", \"confirmed\": true, \"cutoff_rule\": \"none\", \"supplement_policy\": \"resume\", "              \
  "\"max_rounds\": 1, \"resume_at\": \"registered\", \"max_extensions\": 1, \"extend_before_days\": 1, "               \
  "\"early\": \"before_day\"" more "}"
#define BOOK(rules) "{\"version\": 1, \"rules\": [" rules "]}"
#define ANY "\"within_day\": false, "
#define WITHIN "\"within_day\": true, "
#define OLD RULE ("old", "2020-01-01", ANY, "")

static const char scopes[]
    = BOOK (OLD "," RULE ("new", "2026-03-01", ANY, "") "," RULE ("day", "2020-01-01", WITHIN, "") "," RULE (
        "unit", "2021-01-01", ANY "\"unit\": \"a\", ",
        "") "," RULE ("procedure", "2022-01-01", ANY "\"procedure\": \"1.001\", ",
                      ", \"limit\": {\"unit\": \"hour\", \"amount\": 4}") "," RULE ("both", "2022-01-01",
                                                                                    ANY "\"procedure\": \"1.001\", "
                                                                                        "\"unit\": \"a\", ",
                                                                                    ""));

static void
test_find (void)
{
  static const struct
  {
    const char *procedure, *unit;
    int amount;
    const char *on;
    const char *id;
  } cases[] = {
    { NULL, NULL, 5, "2026-02-28 23:59", "old" },         { NULL, NULL, 5, "2026-03-01 00:00", "new" },
    { NULL, NULL, 5, "1999-01-01 00:00", "old" }, /* before the first, the first */
    { NULL, NULL, 0, "2026-03-01 00:00", "day" },         { NULL, "a", 5, "2026-03-01 00:00", "unit" },
    { NULL, "a", 5, "2020-12-31 23:59", "old" },          { NULL, "b", 5, "2026-03-01 00:00", "new" },
    { "1.001", "b", 5, "2026-03-01 00:00", "procedure" }, { "1.001", "a", 5, "2026-03-01 00:00", "both" },
    { "1.001", "a", 5, "2021-06-01 00:00", "unit" },      { "1.002", NULL, 5, "2026-03-01 00:00", "new" },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (McRuleBook) book = mc_rule_book_new_from_json (scopes, -1, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const McLimit limit = { .unit = MC_LIMIT_WORKING_DAY, .amount = cases[i].amount };
      g_autoptr (GDateTime) on = at (cases[i].on);
      const McRule *rule = mc_rule_book_find (book, cases[i].procedure, cases[i].unit, &limit, on);

      g_test_message ("%s %s %d %s", cases[i].procedure, cases[i].unit, cases[i].amount, cases[i].on);
      g_assert_cmpstr (rule->id, ==, cases[i].id);
    }
}

/* What is shipped: T7 and T9, 15:00 for limits within the day, supplements by decree. */
static void
test_shipped (void)
{
  McRuleBook *book = mc_rule_book_get_default ();
  const McLimit within = { .unit = MC_LIMIT_WORKING_DAY };
  g_autoptr (GDateTime) then = at ("2025-06-30 10:00");
  g_autoptr (GDateTime) now = at ("2025-07-01 10:00");
  const McRule *old = mc_rule_book_find (book, NULL, NULL, NULL, then);
  const McRule *rule = mc_rule_book_find (book, NULL, NULL, NULL, now);
  const McRule *day = mc_rule_book_find (book, NULL, NULL, &within, now);

  g_assert_cmpint (old->supplement_policy, ==, MC_SUPPLEMENT_RESTART);
  g_assert_cmpint (rule->supplement_policy, ==, MC_SUPPLEMENT_RESUME);
  g_assert_cmpint (rule->response.unit, ==, MC_LIMIT_HOUR);
  g_assert_cmpint (rule->response.amount, ==, 8);
  g_assert_cmpint (rule->ask_within.amount, ==, 3);
  g_assert_cmpint (rule->max_rounds, ==, 1);
  g_assert_cmpint (rule->cutoff.rule, ==, MC_CUTOFF_NONE);
  g_assert_cmpint (day->cutoff.rule, ==, MC_CUTOFF_SAME_DAY_TO_NEXT);
  g_assert_cmpint (day->cutoff.minute, ==, 900);
  g_assert_false (rule->confirmed);
}

static void
test_json (void)
{
  static const char whole[]
      = "{\"id\": \"x\", \"since\": \"2026-01-02\", \"procedure\": \"1.2\", \"unit\": \"u\", \"within_day\": true, "
        "\"basis\": \"b\", \"confirmed\": false, \"limit\": {\"unit\": \"month\", \"amount\": 2}, \"response\": "
        "{\"unit\": "
        "\"working_day\", \"amount\": 1}, \"cutoff_rule\": \"shift_first_day\", \"cutoff_time\": \"14:05\", "
        "\"supplement_policy\": \"restart\", \"supplement_limit\": {\"unit\": \"calendar_day\", \"amount\": 30}, "
        "\"ask_within\": {\"unit\": \"working_day\", \"amount\": 7}, \"max_rounds\": 2, \"resume_at\": \"submitted\", "
        "\"max_extensions\": 0, \"extend_before_days\": 3, \"early\": \"before_instant\"}";
  g_autoptr (JsonNode) root = json_from_string (whole, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (McRule) rule = mc_rule_from_json (json_node_get_object (root), &error);
  g_autoptr (McRule) again = NULL;
  JsonObject *written;

  g_assert_no_error (error);
  g_assert_cmpint (rule->cutoff.minute, ==, 14 * 60 + 5);
  g_assert_cmpint (rule->resume_at, ==, MC_RESUME_SUBMITTED);
  g_assert_cmpint (rule->early, ==, MC_EARLY_BEFORE_INSTANT);
  g_assert_cmpint (rule->supplement_limit.amount, ==, 30);
  written = mc_rule_to_json (rule);
  again = mc_rule_from_json (written, &error);
  json_object_unref (written);
  g_assert_no_error (error);
  g_assert_cmpstr (again->id, ==, rule->id);
  g_assert_cmpint (again->since, ==, rule->since);
  g_assert_cmpstr (again->procedure, ==, "1.2");
  g_assert_cmpstr (again->unit, ==, "u");
  g_assert_true (again->within_day);
  g_assert_false (again->confirmed);
  g_assert_cmpint (again->limit.unit, ==, MC_LIMIT_MONTH);
  g_assert_cmpint (again->response.unit, ==, MC_LIMIT_WORKING_DAY);
  g_assert_cmpint (again->cutoff.rule, ==, MC_CUTOFF_SHIFT_FIRST_DAY);
  g_assert_cmpint (again->cutoff.minute, ==, rule->cutoff.minute);
  g_assert_cmpint (again->supplement_policy, ==, MC_SUPPLEMENT_RESTART);
  g_assert_cmpint (again->supplement_limit.amount, ==, 30);
  g_assert_cmpint (again->ask_within.amount, ==, 7);
  g_assert_cmpint (again->max_rounds, ==, 2);
  g_assert_cmpint (again->resume_at, ==, MC_RESUME_SUBMITTED);
  g_assert_cmpint (again->max_extensions, ==, 0);
  g_assert_cmpint (again->extend_before_days, ==, 3);
  g_assert_cmpint (again->early, ==, MC_EARLY_BEFORE_INSTANT);
}

static void
test_damaged (void)
{
  static const char *const damaged[] = {
    "",
    "[]",
    "{}",
    "{\"version\": 1}",
    BOOK (""),
    BOOK ("null"),
    "{\"version\": 2, \"rules\": [" OLD "]}",
    BOOK (RULE ("x", "2020-01-01", WITHIN, "")), /* nothing for everybody */
    BOOK (RULE ("x", "2020-01-01", ANY "\"unit\": \"a\", ", "")),
    BOOK (RULE ("x", "2020-13-01", ANY, "")),
    BOOK (RULE ("x", "2020-01-01", "", "")),
    BOOK (RULE ("x", "2020-01-01", "\"within_day\": 1, ", "")),
    BOOK (OLD "," RULE ("x", "2020-01-01", ANY, ", \"limit\": {\"unit\": \"year\", \"amount\": 1}")),
    BOOK (OLD "," RULE ("x", "2020-01-01", ANY, ", \"limit\": 5")),
    BOOK (OLD ", {\"id\": \"x\"}"),
  };

  for (guint i = 0; i < G_N_ELEMENTS (damaged); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", damaged[i]);
      g_assert_null (mc_rule_book_new_from_json (damaged[i], -1, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
    }
}

/* Bytes fall over: a book is refused, or has a rule for everybody. */
static void
test_mutations (void)
{
  g_autoptr (GDateTime) on = at ("2026-03-01 00:00");
  int refused = 0;

  for (int i = 0; i < 3000; i++)
    {
      g_autofree char *text = g_strdup (scopes);
      gsize length = strlen (text);
      g_autoptr (McRuleBook) book = NULL;

      for (int n = g_test_rand_int_range (1, 4); n > 0; n--)
        text[g_test_rand_int_range (0, (gint32) length)] = (char) g_test_rand_int_range (1, 256);
      if (g_test_rand_int_range (0, 8) == 0)
        length = (gsize) g_test_rand_int_range (0, (gint32) length);
      book = mc_rule_book_new_from_json (text, (gssize) length, NULL);
      refused += book == NULL;
      if (book != NULL)
        g_assert_nonnull (mc_rule_book_find (book, "1.001", "a", NULL, on)->id);
    }
  g_assert_cmpint (refused, >, 300);
}

/* What a procedure names goes over everybody's rule that holds beside it; the rest is everybody's, also of rules to come. */
static void
test_procedure (void)
{
  static const char entries[]
      = "[{\"since\": \"2025-07-01\", \"basis\": \"Đ. 1\", \"confirmed\": true, \"max_rounds\": 2},"
        " {\"since\": \"2025-07-01\", \"basis\": \"Đ. 2\", \"unit\": \"u\", \"ask_within\": "
        "{\"unit\": \"working_day\", \"amount\": 7}},"
        " {\"since\": \"2026-07-01\", \"basis\": \"Đ. 3\", \"supplement_policy\": \"restart\"}]";
  g_autoptr (McRuleBook) book = mc_rule_book_new_default ();
  g_autoptr (JsonNode) node = json_from_string (entries, NULL);
  const McLimit within = { .unit = MC_LIMIT_WORKING_DAY };
  g_autoptr (GDateTime) before = at ("2025-06-30 10:00");
  g_autoptr (GDateTime) first = at ("2026-06-30 10:00");
  g_autoptr (GDateTime) second = at ("2026-07-01 10:00");
  g_autoptr (GError) error = NULL;
  const McRule *rule;

  g_assert_true (mc_rule_book_add_procedure (book, "1.000001", json_node_get_array (node), &error));
  g_assert_no_error (error);
  rule = mc_rule_book_find (book, "1.000001", NULL, NULL, first);
  g_assert_cmpint (rule->max_rounds, ==, 2);
  g_assert_cmpint (rule->ask_within.amount, ==, 3);
  g_assert_cmpstr (rule->basis, ==, "Đ. 1");
  g_assert_cmpstr (rule->id, ==, "1.000001@general-2025");
  rule = mc_rule_book_find (book, "1.000001", NULL, &within, first);
  g_assert_cmpint (rule->max_rounds, ==, 2);
  g_assert_cmpint (rule->cutoff.rule, ==, MC_CUTOFF_SAME_DAY_TO_NEXT);
  rule = mc_rule_book_find (book, "1.000001", "u", NULL, second);
  g_assert_cmpint (rule->ask_within.amount, ==, 7);
  rule = mc_rule_book_find (book, "1.000001", NULL, NULL, second);
  g_assert_cmpint (rule->max_rounds, ==, 1);
  g_assert_cmpint (rule->supplement_policy, ==, MC_SUPPLEMENT_RESTART);
  /* everybody's before its own, and of another procedure */
  g_assert_null (mc_rule_book_find (book, "1.000001", NULL, NULL, before)->procedure);
  g_assert_null (mc_rule_book_find (book, "1.000002", NULL, NULL, second)->procedure);
}

static void
test_procedure_damaged (void)
{
  static const char *const texts[] = {
    "[{}]",
    "[7]",
    "[{\"since\": \"2025-07-01\"}]",
    "[{\"since\": \"2025-07-01\", \"basis\": \"b\", \"max_round\": 2}]",
    "[{\"since\": \"2025-07-01\", \"basis\": \"b\", \"max_rounds\": -2}]",
    "[{\"since\": \"2025-07-01\", \"basis\": \"b\", \"cutoff_rule\": \"shift_first_day\"}]",
    "[{\"since\": \"2026-07-01\", \"basis\": \"b\"}, {\"since\": \"2025-07-01\", \"basis\": \"b\"}]",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (McRuleBook) book = mc_rule_book_new_default ();
      g_autoptr (JsonNode) node = json_from_string (texts[i], NULL);
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", texts[i]);
      g_assert_false (mc_rule_book_add_procedure (book, "1.000001", json_node_get_array (node), &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
    }
}

/* Whatever rules come later, what was accepted before them is counted as it was. */
static void
test_running_dossier_stays (void)
{
  static const char *const cutoffs[] = { "none", "same_day_to_next", "shift_first_day" };
  McOffice *office = mc_calendar_get_office (mc_calendar_get_default (), NULL);
  g_autoptr (GDateTime) first = at ("2024-01-01 00:00");
  const McLimit limit = { .unit = MC_LIMIT_WORKING_DAY, .amount = 5 };
  g_autoptr (McRuleBook) before = mc_rule_book_new_from_json (BOOK (OLD), -1, NULL);

  for (int i = 0; i < 2000; i++)
    {
      g_autoptr (GDateTime) accepted = g_date_time_add_minutes (first, g_test_rand_int_range (0, 3 * 365 * 1440));
      g_autoptr (GDateTime) change = g_date_time_add_days (accepted, g_test_rand_int_range (1, 60));
      g_autoptr (GDateTime) local = g_date_time_to_timezone (change, mc_calendar_zone ());
      g_autofree char *since = g_date_time_format (local, "%F");
      g_autofree char *json = g_strdup_printf (
          "{\"version\": 1, \"rules\": [" OLD
          ", {\"id\": \"x\", \"since\": \"%s\", \"within_day\": false, \"basis\": \"b\", "
          "\"confirmed\": true, \"limit\": {\"unit\": \"hour\", \"amount\": %d}, \"cutoff_rule\": \"%s\", "
          "\"cutoff_time\": "
          "\"00:00\", \"supplement_policy\": \"restart\", \"max_rounds\": 9, \"resume_at\": \"submitted\", "
          "\"max_extensions\": 9, \"extend_before_days\": 0, \"early\": \"before_instant\"}]}",
          since, g_test_rand_int_range (1, 100), cutoffs[g_test_rand_int_range (0, 3)]);
      g_autoptr (GError) error = NULL;
      g_autoptr (McRuleBook) after = mc_rule_book_new_from_json (json, -1, &error);
      const McRule *rule;
      g_autoptr (GDateTime) due = NULL;
      g_autoptr (GDateTime) still = NULL;

      g_assert_no_error (error);
      rule = mc_rule_book_find (before, NULL, NULL, &limit, accepted);
      due = mc_limit_end (&limit, &rule->cutoff, office, accepted);
      rule = mc_rule_book_find (after, NULL, NULL, &limit, accepted);
      still = mc_limit_end (mc_limit_is_known (&rule->limit) ? &rule->limit : &limit, &rule->cutoff, office, accepted);
      g_assert_true (g_date_time_equal (due, still));
      g_assert_cmpstr (mc_rule_book_find (after, NULL, NULL, &limit, change)->id, ==, "x");
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rule/find", test_find);
  g_test_add_func ("/rule/shipped", test_shipped);
  g_test_add_func ("/rule/json", test_json);
  g_test_add_func ("/rule/damaged", test_damaged);
  g_test_add_func ("/rule/procedure", test_procedure);
  g_test_add_func ("/rule/procedure-damaged", test_procedure_damaged);
  g_test_add_func ("/rule/mutations", test_mutations);
  g_test_add_func ("/rule/running-dossier-stays", test_running_dossier_stays);
  return g_test_run ();
}
