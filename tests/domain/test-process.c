// SPDX-License-Identifier: GPL-3.0-or-later
#include <string.h>

#include "case-sample.h"

#define STEP(id, kind, role) "{\"id\":\"" id "\",\"kind\":\"" kind "\",\"title\":\"T\",\"role\":\"" role "\"}"
#define APPRAISE STEP ("a", "appraisal", "specialist")
#define SIGN STEP ("s", "approval", "leader")
#define NUMBER STEP ("n", "numbering", "clerk")
#define WITH(steps) "{\"processes\":[{\"id\":\"x\",\"since\":\"2025-07-01\",\"title\":\"X\",\"steps\":[" steps "]}]}"

/* Land: two departments appraise one after the other, two heads look at it, under ids of the unit's own. */
static const char land[]
    = WITH (STEP ("phan_cong", "assignment", "head") "," STEP ("do_ve", "appraisal", "specialist") "," STEP (
        "tham_dinh", "appraisal",
        "specialist") "," STEP ("pho_phong", "review",
                                "head") "," STEP ("truong_phong", "review",
                                                  "head") "," STEP ("ky", "approval",
                                                                    "leader") "," STEP ("so", "numbering", "clerk"));

static McProcess *
parse (const char *json, const char *procedure, GDateTime *on)
{
  g_autoptr (GError) error = NULL;
  McProcess *process = mc_process_parse (json, -1, procedure, on, &error);

  g_assert_no_error (error);
  return process;
}

static void
test_shipped (void)
{
  static const char *const kinds[] = { "assignment", "appraisal", "review", "approval", "numbering" };
  g_autoptr (McProcess) general = case_process ("1.001193");

  g_assert_cmpstr (general->id, ==, "general");
  g_assert_false (general->same_day);
  g_assert_false (general->refuse_by_leader);
  g_assert_cmpuint (general->steps->len, ==, 5);
  for (guint i = 0; i < general->steps->len; i++)
    {
      const McStep *step = g_ptr_array_index (general->steps, i);

      g_assert_cmpstr (step->kind, ==, kinds[i]);
      g_assert_cmpint (step->hours, >, 0);
      g_assert_true (mc_step_kind_fits (step->kind, 4));
    }
}

/* One of a procedure's own data holds to the same order. */
static void
test_new (void)
{
  static const McStep steps[] = { { "do_ve", MC_STEP_APPRAISAL, "Đo vẽ", MC_ROLE_SPECIALIST, 7 },
                                  { "ky", MC_STEP_APPROVAL, "Ký", MC_ROLE_LEADER, -1 },
                                  { "so", MC_STEP_NUMBERING, "Số", MC_ROLE_CLERK, 1 },
                                  { "so", MC_STEP_NUMBERING, "Số", MC_ROLE_CLERK, 1 } };
  g_autoptr (McProcess) self = mc_process_new ("x", "X", steps, 3);

  g_assert_cmpint (mc_process_find_step (self, "do_ve")->hours, ==, 7);
  g_assert_cmpstr (mc_process_next (self, "do_ve")->id, ==, "ky");
  g_assert_null (mc_process_new ("x", "X", steps, 2));
  g_assert_null (mc_process_new ("x", "X", steps, 4));
  g_assert_null (mc_process_new ("x", "X", steps + 1, 2));
  g_assert_null (mc_process_new ("x", "X", NULL, 0));
}

static void
test_walk (void)
{
  g_autoptr (McProcess) self = parse (land, NULL, case_now ());

  g_assert_cmpstr (mc_process_next (self, "do_ve")->id, ==, "tham_dinh");
  g_assert_null (mc_process_next (self, "so"));
  g_assert_null (mc_process_next (self, "appraisal"));
  g_assert_null (mc_process_next (self, NULL));
  g_assert_cmpstr (mc_process_find_before (self, "ky", "appraisal")->id, ==, "tham_dinh");
  g_assert_cmpstr (mc_process_find_before (self, "tham_dinh", "appraisal")->id, ==, "do_ve");
  g_assert_null (mc_process_find_before (self, "do_ve", "appraisal"));
  g_assert_cmpstr (mc_process_kind_of (self, "truong_phong"), ==, "review");
  g_assert_cmpstr (mc_process_kind_of (self, "accepted"), ==, "accepted");
  /* a kind of a process is no step of this one */
  g_assert_null (mc_process_kind_of (self, "appraisal"));
  g_assert_null (mc_process_kind_of (self, "unknown"));
  g_assert_null (mc_process_kind_of (self, NULL));
  g_assert_cmpstr (mc_process_kind_of (NULL, "appraisal"), ==, "appraisal");
}

/* Every step that a dossier can stand in has a name, and a unit's own name goes before that of the rules. */
static void
test_titles (void)
{
  g_autoptr (McProcess) general = case_process (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (case_steps); i++)
    g_assert_cmpint (mc_process_title_of (general, case_steps[i]) != NULL, ==,
                     mc_process_kind_of (general, case_steps[i]) != NULL);
  g_assert_cmpstr (mc_process_title_of (general, "appraisal"), ==, "Thẩm định hồ sơ");
  g_assert_cmpstr (mc_process_title_of (NULL, "appraisal"), ==, "Thẩm định");
  g_assert_cmpstr (mc_process_title_of (general, "waiting_return"), ==, "Chờ trả kết quả");
}

/* Two that ask for the same get the same; another procedure or day is not mixed up with it. */
static void
test_found_again (void)
{
  GDateTime *early = case_time (2026, 1, 5, 9);
  g_autoptr (McProcess) one = mc_process_find ("2.000908", case_now ());
  g_autoptr (McProcess) again = mc_process_find ("2.000908", case_now ());
  g_autoptr (McProcess) other = mc_process_find ("1.001193", case_now ());
  g_autoptr (McProcess) none = mc_process_find (NULL, early);

  g_assert_true (one == again);
  g_assert_cmpstr (one->id, ==, "general");
  g_assert_cmpstr (other->id, ==, "general");
  g_assert_cmpstr (none->id, ==, "general");
}

/* The whole chain under a unit's own ids, and each way back. */
static void
test_chain (void)
{
  static const struct
  {
    const char *action;
    char role;
    const char *step;
  } chain[] = {
    { "forward", 'R', "phan_cong" },
    { "assign", 'H', "do_ve" },
    { "submit_approval", 'S', "tham_dinh" },
    { "submit_approval", 'S', "pho_phong" },
    { "endorse", 'H', "truong_phong" },
    { "return_for_rework", 'H', "tham_dinh" },
    { "submit_approval", 'S', "pho_phong" },
    { "endorse", 'H', "truong_phong" },
    { "endorse", 'H', "ky" },
    { "return_for_rework", 'L', "tham_dinh" },
    { "submit_approval", 'S', "pho_phong" },
    { "endorse", 'H', "truong_phong" },
    { "endorse", 'H', "ky" },
    { "approve", 'L', "so" },
    { "return_for_rework", 'V', "ky" },
    { "approve", 'L', "so" },
    { "issue", 'V', "result_issued" },
    { "correct", 'L', "tham_dinh" },
  };
  g_autoptr (McProcess) self = parse (land, NULL, case_now ());
  McCase c;

  case_init (&c, 2, "accepted", self);
  c.result_signed = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (chain); i++)
    {
      McActor actor;
      McMove move;

      actor_init (&actor, case_role (chain[i].role), chain[i].role == 'R' ? 'r' : 'c');
      g_test_message ("%s", chain[i].action);
      g_assert_cmpint (mc_handling_decide (chain[i].action, &c, &actor, case_now (), &move), ==, MC_REFUSAL_NONE);
      g_assert_cmpstr (move.step, ==, chain[i].step);
      case_apply (&c, &move);
    }
}

static void
test_kinds_fit (void)
{
  guint fits[12] = { 0 };

  for (int state = -1; state <= 11; state++)
    for (guint i = 0; i < G_N_ELEMENTS (case_steps); i++)
      if (mc_step_kind_fits (case_steps[i], state))
        fits[state]++;
  g_assert_cmpuint (fits[0], ==, 0);
  for (int state = 1; state <= 10; state++)
    g_assert_cmpuint (fits[state], >, 0);
  g_assert_cmpuint (fits[11], ==, 0);
  g_assert_cmpuint (fits[4], ==, 8);
  g_assert_false (mc_step_kind_fits ("closed", 9));
  g_assert_false (mc_step_kind_fits ("new", 33));
}

/* Of several entries the newest that holds; one that names the procedure before one for all, however old. */
static void
test_dates (void)
{
#define ENTRY(id, since, more)                                                                                         \
  "{\"id\":\"" id "\",\"since\":\"" since "\",\"title\":\"X\"" more ",\"steps\":[" APPRAISE "," SIGN "," NUMBER "]}"
  static const char json[]
      = "{\"processes\":[" ENTRY ("own", "2025-07-01", ",\"procedures\":[\"1.000001\"]") "," ENTRY (
          "new", "2026-11-11", "") "," ENTRY ("old", "2025-07-01", "") "]}";
  static const struct
  {
    const char *procedure;
    int day, hour;
    const char *id;
  } cases[] = {
    { NULL, 10, 23, "old" },       { NULL, 11, 0, "new" },        { "1.000002", 11, 12, "new" },
    { "1.000001", 10, 12, "own" }, { "1.000001", 12, 12, "own" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (McProcess) self = parse (json, cases[i].procedure, case_time (2026, 11, cases[i].day, cases[i].hour));

      g_assert_cmpstr (self->id, ==, cases[i].id);
    }
}

static void
test_unsound (void)
{
  static const char *const texts[] = {
    "",
    "[]",
    "{}",
    "{\"processes\":[]}",
    WITH (""),
    WITH (APPRAISE "," NUMBER),
    WITH (SIGN "," NUMBER),
    WITH (NUMBER "," APPRAISE "," SIGN),
    WITH (APPRAISE "," SIGN),
    WITH (SIGN "," APPRAISE "," NUMBER),
    WITH (APPRAISE "," SIGN "," SIGN "," NUMBER),
    WITH (APPRAISE "," APPRAISE "," SIGN "," NUMBER),
    WITH (STEP ("accepted", "appraisal", "specialist") "," SIGN "," NUMBER),
    WITH (STEP ("approval", "appraisal", "specialist") "," SIGN "," NUMBER),
    WITH (STEP ("a", "accepted", "specialist") "," SIGN "," NUMBER),
    WITH (STEP ("a", "appraisal", "applicant") "," SIGN "," NUMBER),
    WITH (STEP ("a", "appraisal", "chef") "," SIGN "," NUMBER),
    WITH (APPRAISE "," STEP ("z", "assignment", "head") "," SIGN "," NUMBER),
    WITH (STEP ("r", "review", "head") "," APPRAISE "," SIGN "," NUMBER),
    WITH ("7," SIGN "," NUMBER),
    "{\"processes\":[{\"id\":\"x\",\"since\":\"2027-01-01\",\"title\":\"X\",\"steps\":[" APPRAISE "," SIGN "," NUMBER
    "]}]}",
  };
  g_autoptr (McProcess) sound = parse (WITH (APPRAISE "," SIGN "," NUMBER), NULL, case_now ());

  g_assert_cmpuint (sound->steps->len, ==, 3);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("text %u", i);
      g_assert_null (mc_process_parse (texts[i], -1, NULL, case_now (), &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/process/shipped", test_shipped);
  g_test_add_func ("/process/new", test_new);
  g_test_add_func ("/process/walk", test_walk);
  g_test_add_func ("/process/titles", test_titles);
  g_test_add_func ("/process/found-again", test_found_again);
  g_test_add_func ("/process/chain", test_chain);
  g_test_add_func ("/process/kinds-fit", test_kinds_fit);
  g_test_add_func ("/process/dates", test_dates);
  g_test_add_func ("/process/unsound", test_unsound);
  return g_test_run ();
}
