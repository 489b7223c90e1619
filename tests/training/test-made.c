// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-text.h"
#include "mc-training-maker.h"
#include "mc-training-test.h"

/* Made dossiers: who hands them in, and that the rules allow every step of their lives. */

static GDateTime *
monday (int hour, int minute)
{
  g_autoptr (McClock) clock = mc_test_clock (hour, minute);

  return mc_clock_now (clock);
}

static char *
print (const McTrainingRecord *record)
{
  g_autofree char *summary = NULL;
  g_autofree char *life = mc_training_life_print (record);
  g_autofree char *text = mc_codec_dossier_text (record->dossier, &summary);

  return g_strconcat (text, life, NULL);
}

/* Seed and number decide, nothing else does. */
static void
test_submit_is_deterministic (void)
{
  g_autoptr (GDateTime) at = monday (22, 10);
  const McSampleUnit *centre = mc_training_find_unit ("an-binh");
  g_autoptr (McTrainingMaker) one = mc_training_maker_new (7, 1);
  g_autoptr (McTrainingMaker) same = mc_training_maker_new (7, 20);
  g_autoptr (McTrainingMaker) other = mc_training_maker_new (8, 20);
  g_autofree char *expected = NULL;
  g_autofree char *found = NULL;
  g_autofree char *differs = NULL;

  for (guint i = 1; i <= 20; i++)
    {
      g_autoptr (McTrainingRecord) record = mc_training_maker_submit (one, centre, at);

      g_free (expected);
      expected = print (record);
    }
  {
    g_autoptr (McTrainingRecord) a = mc_training_maker_submit (same, centre, at);
    g_autoptr (McTrainingRecord) b = mc_training_maker_submit (other, centre, at);

    found = print (a);
    differs = print (b);
  }
  g_assert_cmpstr (found, ==, expected);
  g_assert_cmpstr (differs, !=, expected);
}

static void
check_submitted (const McTrainingRecord *record, GDateTime *at)
{
  const McDossier *dossier = record->dossier;
  const McSummary *s = dossier->summary;
  const McHistoryEntry *entry = g_ptr_array_index (dossier->history, 0);
  g_autofree char *due = NULL;

  g_assert_cmpint (s->national_state, ==, MC_HANDLING_NEW);
  g_assert_cmpstr (s->local_step, ==, "new");
  g_assert_true (g_date_time_equal (s->submitted_at, at));
  g_assert_nonnull (s->provisional_code);
  g_assert_null (s->code);
  g_assert_cmpint (s->version, ==, 1);
  g_assert_cmpuint (dossier->history->len, ==, 1);
  g_assert_cmpstr (entry->action, ==, "submit");
  g_assert_cmpstr (entry->actor_name, ==, s->submitter_name != NULL ? s->submitter_name : s->owner_name);
  g_assert_null (entry->actor_unit);
  g_assert_cmpuint (record->life.events->len, ==, 1);
  /* eight office hours (T7): the 24th is a day off, the 25th has seven and a half */
  due = mc_time_format (s->response_due_at);
  g_assert_cmpstr (due, ==, "2026-11-26T01:00:00Z");
}

static void
test_submit (void)
{
  g_autoptr (GDateTime) at = monday (22, 10);
  g_autoptr (McTrainingMaker) maker = mc_training_maker_new (1, 1);
  guint paid = 0;
  guint lacking = 0;

  for (guint i = 0; i < 300; i++)
    {
      g_autoptr (McTrainingRecord) record
          = mc_training_maker_submit (maker, mc_training_find_unit (i % 2 == 0 ? "an-binh" : "trung-tam-tinh"), at);

      check_submitted (record, at);
      paid += g_str_equal (record->dossier->summary->payment, "paid");
      for (guint c = 0; c < record->dossier->components->len; c++)
        {
          const McComponent *component = g_ptr_array_index (record->dossier->components, c);

          lacking += component->required && component->documents->len == 0
                     && !g_str_equal (component->source, "state_data");
        }
    }
  g_assert_cmpuint (paid, >, 50);
  g_assert_cmpuint (lacking, >, 10);
}

/* Applicants and the portal act by the same table as officials do. */
static void
test_applicants_act (void)
{
  g_autoptr (GDateTime) at = monday (9, 0);
  g_autoptr (McTraining) portal = NULL;
  g_autoptr (McClock) clock = mc_test_clock (9, 0);
  g_autoptr (McTrainingMaker) maker = NULL;
  g_autoptr (McTrainingRecord) record = NULL;
  g_autoptr (McTrainingRecord) stored = NULL;
  g_autoptr (JsonObject) values = json_object_new ();
  McAccount applicant, system = mc_training_system ();

  portal = mc_test_portal (NULL, 1, 0, clock);
  maker = mc_training_maker_new (1, mc_training_next_made (portal));
  record = mc_training_maker_submit (maker, mc_training_find_unit ("an-binh"), at);
  applicant = mc_training_applicant_of (record);
  g_assert_cmpint (mc_training_do (portal, record, &applicant, "accept", values, at), ==, MC_REFUSAL_ROLE);
  g_assert_cmpint (mc_training_do (portal, record, &system, "request_withdrawal", values, at), ==, MC_REFUSAL_ROLE);
  json_object_set_string_member (values, "requested_on", "2026-11-23");
  json_object_set_string_member (values, "requested_by", applicant.name);
  g_assert_cmpint (mc_training_do (portal, record, &applicant, "request_withdrawal", values, at), ==, MC_REFUSAL_NONE);
  g_assert_cmpint (record->dossier->summary->national_state, ==, MC_HANDLING_WITHDRAW);
  g_assert_true (mc_training_begin (portal));
  g_assert_true (mc_training_store (portal, record));
  g_assert_true (mc_training_commit (portal));
  stored = mc_training_load (portal, record->dossier->summary->id);
  g_assert_nonnull (stored);
  g_assert_cmpuint (stored->dossier->history->len, ==, 2);
  /* the number counts on behind those that were made at first */
  g_assert_cmpint (mc_training_next_made (portal), ==, record->number + 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/made/submit/deterministic", test_submit_is_deterministic);
  g_test_add_func ("/made/submit/new", test_submit);
  g_test_add_func ("/made/submit/applicants-act", test_applicants_act);
  return g_test_run ();
}
