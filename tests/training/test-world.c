// SPDX-License-Identifier: GPL-3.0-or-later
#include <json-glib/json-glib.h>
#include <string.h>

#include "mc-form-catalogue.h"
#include "mc-office.h"
#include "mc-training-entry.h"
#include "mc-training-private.h"

/* The training portal's world as its structs have it: what the loader cannot know to be right. */

static gboolean
is_demandable (const McWorldComponent *component)
{
  return component->required && !g_str_equal (component->source, "state_data");
}

static void
test_procedures_are_there (void)
{
  static const char *const wanted[]
      = { "2.000815", "2.000884", "2.001035", "2.000635", "2.000908", "1.001193", "1.000656", "1.000894", "1.004873",
          "1.004859", "1.004837", "1.001612", "1.013225", "1.013229", "1.013949", "2.000986", "1.013831", "1.013977",
          "1.013980", "2.001583", "2.001199", "2.002043", "1.013236", "1.013237", "1.000703", "2.001827", "2.002039" };
  g_autoptr (GHashTable) fields = g_hash_table_new (g_str_hash, g_str_equal);
  guint count;
  const McWorldProcedure *procedures = mc_world_get_procedures (&count);
  int weights[2] = { 0 };

  g_assert_cmpuint (count, >=, 60);
  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    g_assert_nonnull (mc_world_find_procedure (wanted[i]));
  for (guint i = 0; i < count; i++)
    {
      g_hash_table_add (fields, (gpointer) procedures[i].field);
      weights[g_str_equal (procedures[i].level, "commune")] += procedures[i].weight;
    }
  g_assert_cmpuint (g_hash_table_size (fields), >=, 15);
  for (guint i = 0; i < 2; i++)
    {
      g_assert_cmpint (weights[i], >, 750);
      g_assert_cmpint (weights[i], <=, 1000);
    }
  /* went to the police with the merger: its code of 2025-04 must not come back */
  g_assert_null (mc_world_find_procedure ("2.000488"));
  g_assert_null (mc_world_find_procedure ("1.002809"));
}

static void
check_procedure (const McWorldProcedure *procedure)
{
  int hours = 0;
  guint demandable = 0;

  for (guint i = 0; i < procedure->n_components; i++)
    demandable += is_demandable (&procedure->components[i]);
  g_assert_cmpuint (demandable, >, 0);
  for (guint i = 0; i < procedure->n_bases; i++)
    g_assert_nonnull (strstr (procedure->bases[i], "Điều"));
  for (guint i = 0; i < procedure->n_fees; i++)
    g_assert_true (procedure->fees[i].amount == 0 || procedure->fees[i].basis != NULL);
  for (guint i = 0; i < procedure->n_steps; i++)
    hours += procedure->steps[i].hours;
  g_assert_cmpstr (procedure->steps[0].role, ==, "receiver");
  g_assert_cmpstr (procedure->steps[procedure->n_steps - 1].role, ==, "clerk");
  for (guint i = 0; i < procedure->n_limits; i++)
    {
      const McWorldLimit *limit = &procedure->limits[i];

      /* what has no unit stays unknown: only a unit's own rule makes days of it */
      if (g_str_equal (limit->source, "unit_override"))
        g_assert_cmpstr (limit->unit, !=, "unknown");
    }
  if (procedure->same_day)
    {
      g_assert_cmpint (mc_world_get_limit (procedure, "online")->amount, <=, 1);
      g_assert_cmpint (hours, <=, 8);
    }
}

static void
test_procedures_are_whole (void)
{
  guint count;
  const McWorldProcedure *procedures = mc_world_get_procedures (&count);

  for (guint i = 0; i < count; i++)
    {
      g_test_message ("%s", procedures[i].code);
      check_procedure (&procedures[i]);
      for (guint c = 0; c < procedures[i].n_cases; c++)
        check_procedure (&procedures[i].cases[c]);
      g_assert_null (strstr (procedures[i].name, "cấp huyện"));
    }
}

static void
check_fits (const McWorldProcedure *procedure)
{
  int shortest = G_MAXINT;
  int hours = 0;

  for (guint n = 0; n < procedure->n_limits; n++)
    if (g_str_equal (procedure->limits[n].unit, "working_day") && procedure->limits[n].amount > 0
        && procedure->limits[n].channel == NULL)
      shortest = MIN (shortest, procedure->limits[n].amount * 8);
  for (guint n = 0; n < procedure->n_steps; n++)
    hours += procedure->steps[n].hours;
  g_test_message ("%s: %d of %d hours", procedure->code, hours, shortest);
  g_assert_cmpint (hours, <=, shortest);
}

/* The internal process fits into the shortest limit that counts working days, 8 hours each. */
static void
test_process_fits (void)
{
  guint count;
  const McWorldProcedure *procedures = mc_world_get_procedures (&count);

  for (guint i = 0; i < count; i++)
    {
      check_fits (&procedures[i]);
      for (guint c = 0; c < procedures[i].n_cases; c++)
        check_fits (&procedures[i].cases[c]);
    }
}

/* Cases differ in what a dossier is asked for, charged or given as its time; a version of before had none. */
static void
test_cases (void)
{
  g_autoptr (GHashTable) fields = g_hash_table_new (g_str_hash, g_str_equal);
  guint count, with_cases = 0;
  const McWorldProcedure *procedures = mc_world_get_procedures (&count);
  const McWorldProcedure *house = mc_world_find_procedure ("1.013225");

  for (guint i = 0; i < count; i++)
    {
      const McWorldProcedure *self = &procedures[i];
      g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);

      with_cases += self->n_cases > 0;
      if (self->n_cases > 0)
        g_hash_table_add (fields, (gpointer) self->field);
      g_assert_null (self->case_id);
      for (guint c = 0; c < self->n_cases; c++)
        {
          const McWorldProcedure *one = &self->cases[c];

          g_test_message ("%s %s", self->code, one->case_id);
          g_assert_true (g_hash_table_add (ids, (gpointer) one->case_id));
          g_assert_true (mc_world_find_case (self, one->case_id) == one);
          g_assert_cmpuint (one->n_cases, ==, 0);
          g_assert_true (one->before == self->before);
          g_assert_true (c == 0 || one->limits != self->cases[0].limits || one->fees != self->cases[0].fees
                         || one->components != self->cases[0].components);
        }
    }
  g_assert_cmpuint (with_cases, >=, 8);
  g_assert_cmpuint (g_hash_table_size (fields), >=, 4);
  g_assert_true (mc_world_find_case (house, NULL) == house);
  g_assert_true (mc_world_find_case (house, "none") == house);
}

/* Limits and articles as the published texts have them: decrees 131/2021, 103/2017, 104/2016, 20/2021, circular 01/2019, the
 * law of pharmacy. A day that no text calls one of work is a calendar day. */
static void
test_published (void)
{
  static const struct
  {
    const char *code;
    const char *unit;
    int amount;
    const char *article; /* in what the limit is after */
    const char *basis;   /* among the procedure's own */
  } cases[] = {
    { "1.001699", "working_day", 25, "Điều 6 Thông tư số 01/2019/TT-BLĐTBXH", "Điều 5 Thông tư số 01/2019/TT-BLĐTBXH" },
    { "1.001653", "working_day", 5, "Khoản 2 Điều 9", "Điều 9 Thông tư số 01/2019/TT-BLĐTBXH" },
    { "2.000355", "working_day", 10, "Khoản 2 Điều 47", "Điều 46 Nghị định số 103/2017/NĐ-CP" },
    { "2.000751", "calendar_day", 2, "Khoản 3 Điều 12", "Điều 15 Nghị định số 20/2021/NĐ-CP" },
    { "1.010833", "working_day", 5, "Khoản 2 Điều 116", "Điều 116 Nghị định số 131/2021/NĐ-CP" },
    { "1.010803", "working_day", 17, "Điều 28", "Điều 28 Nghị định số 131/2021/NĐ-CP" },
    { "1.010824", "working_day", 17, "Điều 123", "Điều 122 Nghị định số 131/2021/NĐ-CP" },
    { "1.010801", "calendar_day", 20, "Điểm a khoản 2 Điều 26", "Điều 26 Nghị định số 131/2021/NĐ-CP" },
    { "1.010827", "calendar_day", 12, "Điều 131", "Điều 131 Nghị định số 131/2021/NĐ-CP" },
    { "1.010814", "working_day", 17, "Điều 115", "Điều 115 Nghị định số 131/2021/NĐ-CP" },
    { "1.010826", "calendar_day", 24, "Điều 130", "Điều 130 Nghị định số 131/2021/NĐ-CP" },
    { "1.010828", "calendar_day", 12, "Điều 129", "Điều 129 Nghị định số 131/2021/NĐ-CP" },
    { "1.004616", "calendar_day", 20, "Khoản 1 Điều 27", "Điều 27 Luật Dược số 105/2016/QH13" },
    { "1.004593", "calendar_day", 30, "Khoản 2 Điều 39", "Điều 39 Luật Dược số 105/2016/QH13" },
    { "2.000655", "working_day", 3, "Khoản 2 Điều 11", "Điều 94 Nghị định số 165/2026/NĐ-CP" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const McWorldProcedure *procedure = mc_world_find_procedure (cases[i].code);
      const McWorldLimit *limit;

      g_test_message ("%s", cases[i].code);
      g_assert_nonnull (procedure);
      limit = mc_world_get_limit (procedure, "online");
      g_assert_cmpstr (limit->unit, ==, cases[i].unit);
      g_assert_cmpint (limit->amount, ==, cases[i].amount);
      g_assert_nonnull (strstr (limit->basis, cases[i].article));
      g_assert_true (g_strv_contains (procedure->bases, cases[i].basis));
    }
  /* of a list of before the merger, replaced since */
  g_assert_null (mc_world_find_procedure ("2.000056"));
  g_assert_null (mc_world_find_procedure ("1.012991"));
}

static void
test_limits (void)
{
  const McWorldProcedure *land = mc_world_find_procedure ("1.013831");
  const McWorldProcedure *birth = mc_world_find_procedure ("1.001193");
  const McWorldProcedure *again = mc_world_find_procedure ("1.004884");
  const McWorldProcedure *house = mc_world_find_procedure ("1.013225");
  const McWorldProcedure *nation = mc_world_find_procedure ("2.002039");

  g_assert_cmpint (mc_world_get_limit (land, "online")->amount, ==, 18);
  g_assert_cmpint (mc_world_get_limit (land, "post")->amount, ==, 4);
  g_assert_cmpstr (mc_world_get_limit (house, "online")->unit, ==, "calendar_day");
  g_assert_cmpint (mc_world_get_limit (house, "online")->amount, ==, 20);
  g_assert_cmpint (mc_world_get_limit (house, "direct")->amount, ==, 15);
  g_assert_cmpstr (mc_world_get_limit (nation, "direct")->unit, ==, "unknown");
  g_assert_cmpint (mc_world_get_limit (nation, "direct")->amount, ==, 105);
  g_assert_cmpstr (mc_world_get_limit (again, "online")->unit, ==, "unknown");
  /* the catalogue names no unit, the unit's own rule does */
  g_assert_cmpstr (birth->limits[0].unit, ==, "unknown");
  g_assert_cmpstr (mc_world_get_limit (birth, "online")->source, ==, "unit_override");
  g_assert_cmpint (mc_world_get_limit (birth, "online")->amount, ==, 0);
}

static const McRule *
rule_of (const char *procedure, const char *unit, gboolean within_day)
{
  const McLimit within = { .unit = MC_LIMIT_WORKING_DAY };
  g_autoptr (GDateTime) now = g_date_time_new_utc (2026, 11, 23, 2, 0, 0);

  return mc_rule_book_find (mc_world_get_rules (), procedure, unit, within_day ? &within : NULL, now);
}

/* What a procedure's text says goes before the general rule, member by member. */
static void
test_rules (void)
{
  const McRule *sea = rule_of ("1.005401", "trung-tam-tinh", FALSE);
  const McRule *house = rule_of ("1.013225", "an-binh", FALSE);
  const McRule *child = rule_of ("2.001263", "an-binh", FALSE);
  const McRule *copy = rule_of ("2.000815", "an-binh", TRUE);
  const McRule *car = rule_of ("1.000703", "trung-tam-tinh", FALSE);
  const McRule *general = rule_of ("2.000815", "an-binh", FALSE);

  g_assert_cmpint (sea->supplement_policy, ==, MC_SUPPLEMENT_RESTART);
  g_assert_cmpint (sea->supplement_limit.unit, ==, MC_LIMIT_CALENDAR_DAY);
  g_assert_cmpint (sea->supplement_limit.amount, ==, 15);
  g_assert_cmpint (sea->ask_within.amount, ==, 3);
  g_assert_nonnull (strstr (sea->basis, "Điều"));
  g_assert_cmpint (house->ask_within.amount, ==, 7);
  g_assert_cmpint (house->max_rounds, ==, 2);
  g_assert_cmpint (house->resume_at, ==, MC_RESUME_SUBMITTED);
  g_assert_cmpint (child->ask_within.amount, ==, 1);
  g_assert_cmpint (copy->cutoff.rule, ==, MC_CUTOFF_SAME_DAY_TO_NEXT);
  g_assert_cmpstr (copy->procedure, ==, "2.000815");
  /* a unit's own rule is that unit's */
  g_assert_cmpint (car->cutoff.rule, ==, MC_CUTOFF_SHIFT_FIRST_DAY);
  g_assert_cmpint (car->cutoff.minute, ==, 15 * 60);
  g_assert_cmpint (rule_of ("1.000703", "an-binh", FALSE)->cutoff.rule, ==, MC_CUTOFF_NONE);
  g_assert_cmpint (general->max_rounds, ==, 1);
  /* what was read in the published text, and what is practice */
  g_assert_true (sea->confirmed && house->confirmed && child->confirmed);
  g_assert_false (copy->confirmed || car->confirmed || general->confirmed);
}

/* The steps of a procedure are those that its dossiers go through. */
static void
test_processes (void)
{
  guint count;
  const McWorldProcedure *procedures = mc_world_get_procedures (&count);
  g_autoptr (GDateTime) now = g_date_time_new_utc (2026, 11, 23, 2, 0, 0);
  g_autoptr (McProcess) sea = mc_world_find_process ("1.005401", NULL, now);
  g_autoptr (McProcess) none = mc_world_find_process ("9.999999", NULL, now);

  for (guint i = 0; i < count; i++)
    {
      g_autoptr (McProcess) process = mc_world_find_process (procedures[i].code, NULL, now);
      int hours = procedures[i].steps[0].hours;

      for (guint s = 0; s < process->steps->len; s++)
        hours += ((const McStep *) g_ptr_array_index (process->steps, s))->hours;
      for (guint s = 0; s < procedures[i].n_steps; s++)
        hours -= procedures[i].steps[s].hours;
      g_assert_cmpint (hours, ==, 0);
      g_assert_cmpint (process->same_day, ==, procedures[i].same_day);
      g_assert_cmpint (process->refuse_by_leader, ==, procedures[i].refuse_by_leader);
    }
  g_assert_cmpint (mc_process_find_step (sea, "appraisal")->hours, ==, 336);
  g_assert_cmpstr (none->id, ==, "general");
  g_assert_false (mc_world_find_procedure ("2.001035")->process->same_day);
  g_assert_true (mc_world_find_procedure ("1.000894")->process->same_day);
  g_assert_true (mc_world_find_procedure ("1.000894")->process->refuse_by_leader);
}

static void
test_fees (void)
{
  const McWorldProcedure *single = mc_world_find_procedure ("1.004873");

  g_assert_nonnull (mc_world_get_fee (single, "direct", "2026-11-15"));
  g_assert_nonnull (mc_world_get_fee (single, "direct", "2026-11-16"));
  g_assert_cmpint (mc_world_get_fee (single, "direct", "2026-11-15")->amount, ==, 15000);
  g_assert_cmpint (mc_world_get_fee (single, "direct", "2026-11-16")->amount, ==, 8000);
  g_assert_cmpint (mc_world_get_fee (mc_world_find_procedure ("2.000815"), "direct", "2026-11-16")->amount, ==, 2000);
  /* the province charges nothing for what is done online */
  g_assert_cmpint (mc_world_get_fee (mc_world_find_procedure ("2.000815"), "online", "2026-11-16")->amount, ==, 0);
  g_assert_nonnull (
      strstr (mc_world_get_fee (mc_world_find_procedure ("2.000815"), "online", "2026-11-16")->basis, "0 đồng"));
  g_assert_null (mc_world_get_fee (mc_world_find_procedure ("1.000894"), "direct", "2026-11-16"));
  g_assert_cmpint (mc_world_get_fee (mc_world_find_procedure ("1.013949"), "direct", "2026-11-16")->amount, ==, -1);
  g_assert_true (mc_world_find_procedure ("2.001827")->fee_first);
}

static void
check_text (const McWorldText *text, const McFormField *marks, const McFormField *reasons)
{
  g_assert_nonnull (strstr (text->basis, "Điều"));
  g_assert_true (text->procedure == NULL || mc_world_find_procedure (text->procedure) != NULL);
  if (g_str_equal (text->kind, "supplement"))
    {
      const McFormChoice *choice = mc_form_field_find_choice (marks, text->reason);

      g_assert_nonnull (choice);
      g_assert_true (choice->mark == NULL || g_str_equal (choice->mark, text->mark));
      g_assert_cmpint (g_utf8_strlen (text->text, -1), <=, marks->max_length);
    }
  if (g_str_equal (text->kind, "refusal"))
    g_assert_nonnull (mc_form_field_find_choice (reasons, text->reason));
}

static void
test_texts (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_utc (2026, 11, 24, 3, 0, 0);
  g_autoptr (McForm) ask = mc_form_catalogue_find ("request_supplement", now);
  g_autoptr (McForm) refuse = mc_form_catalogue_find ("refuse", now);
  g_autoptr (GHashTable) kinds = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) fields = g_hash_table_new (g_str_hash, g_str_equal);
  guint count, procedures;
  const McWorldText *texts = mc_world_get_texts (&count);
  const McWorldProcedure *all = mc_world_get_procedures (&procedures);

  for (guint i = 0; i < procedures; i++)
    g_hash_table_add (fields, (gpointer) all[i].field);
  for (guint i = 0; i < count; i++)
    {
      guint so_far = GPOINTER_TO_UINT (g_hash_table_lookup (kinds, texts[i].kind));

      g_test_message ("%s", texts[i].id);
      check_text (&texts[i], mc_form_find_field (ask, "components"), mc_form_find_field (refuse, "reason"));
      g_assert_true (texts[i].field == NULL || g_hash_table_contains (fields, texts[i].field));
      g_hash_table_insert (kinds, (gpointer) texts[i].kind, GUINT_TO_POINTER (so_far + 1));
    }
  g_assert_cmpuint (GPOINTER_TO_UINT (g_hash_table_lookup (kinds, "supplement")), >=, 30);
  g_assert_cmpuint (GPOINTER_TO_UINT (g_hash_table_lookup (kinds, "refusal")), >=, 12);
  g_assert_cmpuint (GPOINTER_TO_UINT (g_hash_table_lookup (kinds, "stop")), >=, 5);
  g_assert_cmpuint (GPOINTER_TO_UINT (g_hash_table_lookup (kinds, "apology")), >=, 5);
  g_assert_cmpuint (GPOINTER_TO_UINT (g_hash_table_lookup (kinds, "note")), >=, 10);
}

static guint
count_fitting (const McWorldProcedure *procedure, GHashTable *used)
{
  guint fitting = 0;

  for (guint t = 0; t < procedure->n_supplements; t++)
    for (guint c = 0; c < procedure->n_components; c++)
      {
        const McWorldText *text = procedure->supplements[t];

        if (!is_demandable (&procedure->components[c])
            || (text->component != NULL && !g_str_has_prefix (procedure->components[c].name, text->component)))
          continue;
        g_hash_table_add (used, (gpointer) text);
        fitting++;
      }
  return fitting;
}

/* Of every procedure something can be demanded and there are words for it; each text is about something. */
static void
test_texts_fit (void)
{
  g_autoptr (GHashTable) used = g_hash_table_new (NULL, NULL);
  guint count, texts;
  const McWorldProcedure *procedures = mc_world_get_procedures (&count);
  const McWorldText *all = mc_world_get_texts (&texts);

  for (guint i = 0; i < count; i++)
    {
      g_test_message ("%s", procedures[i].code);
      g_assert_cmpuint (count_fitting (&procedures[i], used), >, 0);
      for (guint c = 0; c < procedures[i].n_cases; c++)
        g_assert_cmpuint (count_fitting (&procedures[i].cases[c], used), >, 0);
      g_assert_cmpuint (procedures[i].n_refusals, >, 1);
    }
  for (guint t = 0; t < texts; t++)
    if (g_str_equal (all[t].kind, "supplement"))
      {
        g_test_message ("%s", all[t].id);
        g_assert_true (g_hash_table_contains (used, &all[t]));
      }
}

static void
test_units (void)
{
  guint count, procedures;
  const McSampleUnit *units = mc_world_get_units (&count);
  const McWorldProcedure *all = mc_world_get_procedures (&procedures);
  const McSampleUnit *commune = mc_world_find_unit ("an-hoa");
  const McSampleUnit *province = mc_world_find_unit ("trung-tam-tinh");
  g_autoptr (GHashTable) codes = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < count; i++)
    {
      g_assert_true (g_hash_table_add (codes, (gpointer) units[i].code));
      g_assert_null (strstr (units[i].name, "huyện"));
      g_assert_null (strstr (units[i].address, "huyện"));
      g_assert_cmpstr (units[i].since, >=, "2025-07-01");
    }
  for (guint i = 0; i < procedures; i++)
    {
      const McSampleUnit *found
          = mc_world_find_competent (g_str_equal (all[i].level, "commune") ? commune : province, &all[i]);

      g_assert_nonnull (found);
      if (g_str_equal (all[i].agency, "commune_committee"))
        g_assert_cmpstr (found->name, ==, commune->superior);
      else if (g_str_equal (all[i].agency, "state_president"))
        g_assert_cmpstr (found->id, ==, "tu-phap");
      else
        g_assert_cmpstr (found->agency, ==, all[i].agency);
      if (g_str_equal (all[i].agency, "police"))
        g_assert_cmpstr (found->parent, ==, commune->parent);
    }
}

/* The calendar names units as the world does: who has hours of its own gives them to all below it. */
static void
test_hours (void)
{
  guint count, with_own = 0;
  const McSampleUnit *units = mc_world_get_units (&count);
  McCalendar *calendar = mc_calendar_get_default ();
  McOffice *everybodys = mc_calendar_get_office (calendar, NULL);
  McWall saturday = mc_wall_at (20785, 8 * MC_MINUTES_AN_HOUR); /* 28/11/2026 */

  for (guint i = 0; i < count; i++)
    {
      const McSampleUnit *parent = mc_world_find_unit (units[i].parent);
      McOffice *office = mc_calendar_get_office (calendar, units[i].name);
      const char *whose = mc_office_get_unit (office);

      g_test_message ("%s", units[i].id);
      with_own += g_strcmp0 (whose, units[i].name) == 0;
      if (parent != NULL && g_strcmp0 (whose, units[i].name) != 0)
        g_assert_cmpstr (whose, ==, mc_office_get_unit (mc_calendar_get_office (calendar, parent->name)));
      g_assert_cmpint (mc_office_receives (office, saturday), ==,
                       g_str_equal (units[i].id, "an-binh") || g_str_equal (units[i].id, "trung-tam-tinh"));
    }
  g_assert_cmpuint (with_own, ==, 1);
  g_assert_false (mc_office_receives (everybodys, saturday));
}

static void
test_accounts (void)
{
  static const char *const roles[]
      = { "receiver",         "specialist", "head",     "leader",    "clerk",      "cashier",
          "petition_officer", "editor",     "reviewer", "publisher", "supervisor", "admin" };
  guint count;
  const McAccount *accounts = mc_world_get_accounts (&count);

  for (guint r = 0; r < G_N_ELEMENTS (roles); r++)
    {
      guint found = 0;

      for (guint i = 0; i < count; i++)
        found += g_str_equal (accounts[i].role, roles[r]);
      g_assert_cmpuint (found, >=, 1);
    }
  for (guint i = 0; i < count; i++)
    g_assert_cmpuint (strspn (accounts[i].username, "abcdefghijklmnopqrstuvwxyz0123456789"), ==,
                      strlen (accounts[i].username));
  /* two at one counter, one elsewhere: profiles and exercises know them by these */
  g_assert_cmpstr (mc_training_find_account ("tiepnhan1")->sub, ==, "0199a001-0000-7000-8000-000000000001");
  g_assert_cmpstr (mc_training_find_account ("lanhdao1")->sub, ==, "0199a001-0000-7000-8000-000000000004");
  g_assert_cmpstr (mc_training_find_account ("tiepnhan2")->unit, ==, mc_training_find_account ("tiepnhan1")->unit);
  g_assert_cmpstr (mc_training_find_account ("tiepnhan3")->unit, ==, "an-hoa");
}

static void
check_same_name (const McWorldPerson *people, guint count)
{
  guint pairs = 0;

  for (guint i = 0; i < count; i++)
    for (guint n = i + 1; n < count; n++)
      pairs += g_str_equal (people[i].trait, "same_name") && g_str_equal (people[i].name, people[n].name)
               && strncmp (people[i].born, people[n].born, 4) == 0
               && g_strcmp0 (people[i].id_number, people[n].id_number) != 0;
  g_assert_cmpuint (pairs, >=, 2);
}

/* Century, sex and year of the number are those of the birthday (domain 7.4). */
static void
test_people (void)
{
  guint count;
  const McWorldPerson *people = mc_world_get_people (&count);
  g_autoptr (GHashTable) numbers = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < count; i++)
    {
      int century = people[i].born[0] == '1' ? 0 : 2;

      g_test_message ("%s", people[i].id);
      if (people[i].id_number == NULL)
        {
          g_assert_cmpstr (people[i].nationality, !=, "Việt Nam");
          continue;
        }
      g_assert_true (g_hash_table_add (numbers, (gpointer) people[i].id_number));
      g_assert_cmpint (people[i].id_number[3] - '0', ==, century + g_str_equal (people[i].sex, "female"));
      g_assert_cmpmem (people[i].id_number + 4, 2, people[i].born + 2, 2);
    }
  check_same_name (people, count);
}

static void
test_names (void)
{
  guint count;
  const McWorldNames *names = mc_world_get_names (&count);

  /* whoever is born then has a name, and of each people as many as there are */
  for (int born = 1942; born <= 2026; born++)
    {
      int total = 0;

      for (guint i = 0; i < count; i++)
        total += names[i].from <= born && born < names[i].before ? names[i].weight : 0;
      g_assert_cmpint (total, ==, 1000);
    }
  for (guint i = 0; i < count; i++)
    {
      g_autofree char *man = mc_world_join_name (&names[i], names[i].families[0], "Y", "Blô");
      g_autofree char *woman = mc_world_join_name (&names[i], names[i].families[0], "H'", "Mai");
      g_autofree char *plain = mc_world_join_name (&names[i], names[i].families[0], "", "An");

      if (names[i].family_last)
        {
          g_assert_true (g_str_has_prefix (man, "Y Blô "));
          g_assert_true (g_str_has_prefix (woman, "H'Mai "));
        }
      else
        g_assert_null (strstr (plain, "  "));
    }
}

/* Tax code: the weights of domain 7.4. */
static void
test_organisations (void)
{
  static const int weights[] = { 31, 29, 23, 19, 17, 13, 7, 5, 3 };
  guint count;
  const McWorldPerson *organisations = mc_world_get_organisations (&count);

  g_assert_cmpuint (count, >=, 8);
  for (guint i = 0; i < count; i++)
    {
      int sum = 0;

      for (guint n = 0; n < G_N_ELEMENTS (weights); n++)
        sum += weights[n] * (organisations[i].id_number[n] - '0');
      g_assert_cmpint (organisations[i].id_number[9] - '0', ==, 10 - sum % 11);
    }
}

static McEntry
make_entry (const char *json)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonNode *root;
  McEntry entry = { "units.json", "an-binh", NULL };

  g_assert_true (json_parser_load_from_data (parser, json, -1, NULL));
  root = json_parser_steal_root (parser);
  entry.object = json_object_ref (json_node_get_object (root));
  json_node_unref (root);
  return entry;
}

/* Each reads the member "m" in its way. */
static void
read_unsound (const char *how)
{
  static const char *const words[] = { "one", "two", NULL };
  static const char *const members[] = { "m", NULL };
  g_auto (GStrv) parts = g_strsplit (how, "|", 2);
  McEntry entry = make_entry (parts[1]);
  guint count;

  if (g_str_equal (parts[0], "need"))
    mc_entry_need (&entry, "m");
  else if (g_str_equal (parts[0], "word"))
    mc_entry_word (&entry, "m", words, NULL);
  else if (g_str_equal (parts[0], "number"))
    mc_entry_number (&entry, "m", 0, 10, -1);
  else if (g_str_equal (parts[0], "day"))
    mc_entry_day (&entry, "m");
  else if (g_str_equal (parts[0], "texts"))
    mc_entry_texts (&entry, "m", 1, FALSE, &count);
  else
    mc_entry_only (&entry, members);
}

static void
test_unsound (gconstpointer how)
{
  if (g_test_subprocess ())
    {
      read_unsound (how);
      return;
    }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr ("*training data: units.json: an-binh: m: *");
}

int
main (int argc, char *argv[])
{
  static const char *const unsound[] = {
    "need|{}",
    "need|{\"m\":\"\"}",
    "need|{\"m\":\" a\"}",
    "need|{\"m\":\"a\\u0007\"}",
    "need|{\"m\":\"a\\u0302\"}",
    "need|{\"m\":7}",
    "word|{\"m\":\"three\"}",
    "number|{\"m\":11}",
    "number|{\"m\":\"1\"}",
    "number|{}",
    "day|{\"m\":\"2026-02-30\"}",
    "day|{\"m\":\"1/2/2026\"}",
    "texts|{\"m\":[]}",
    "texts|{\"m\":[1]}",
  };

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/world/cases", test_cases);
  g_test_add_func ("/world/procedures/are-there", test_procedures_are_there);
  g_test_add_func ("/world/procedures/are-whole", test_procedures_are_whole);
  g_test_add_func ("/world/procedures/process-fits-into-limit", test_process_fits);
  g_test_add_func ("/world/procedures/limits", test_limits);
  g_test_add_func ("/world/procedures/published", test_published);
  g_test_add_func ("/world/procedures/rules", test_rules);
  g_test_add_func ("/world/procedures/processes", test_processes);
  g_test_add_func ("/world/procedures/fees", test_fees);
  g_test_add_func ("/world/texts/are-sound", test_texts);
  g_test_add_func ("/world/texts/fit", test_texts_fit);
  g_test_add_func ("/world/units", test_units);
  g_test_add_func ("/world/hours", test_hours);
  g_test_add_func ("/world/accounts", test_accounts);
  g_test_add_func ("/world/people", test_people);
  g_test_add_func ("/world/names", test_names);
  g_test_add_func ("/world/organisations", test_organisations);
  for (guint i = 0; i < G_N_ELEMENTS (unsound); i++)
    {
      g_autofree char *path = g_strdup_printf ("/world/unsound/%u", i + 1);

      g_test_add_data_func (path, unsound[i], test_unsound);
    }
  return g_test_run ();
}
