// SPDX-License-Identifier: GPL-3.0-or-later
#include <string.h>

#include "case-sample.h"

#define INTAKE "new,supplemented,paid_at_intake"
#define ALL_OF_4                                                                                                       \
  "assignment,appraisal,review,approval,numbering,supplement_proposed,returned_to_counter,transfer_pending"

/* The table of domain 3.2 said a second time, in words of its own. steps: parted by commas; roles: letters as in the
 * domain's table; unit: 'r'eceived, 'c'ompetent, 't'arget; guards: words of case-sample.h. */
typedef struct
{
  const char *action;
  int from;
  const char *steps;
  int to;
  const char *to_step; /* "=": the same */
  const char *roles;
  char unit;
  const char *guards;
} Row;

static const Row rows[] = {
  { "submit", 0, "", 1, "new", "CA", 'r', "identity attached" },
  { "accept", 0, "", 2, "accepted", "R", 'r', "identity sufficient fee" },
  { "accept", 1, INTAKE, 2, "accepted", "R", 'r', "sufficient fee" },
  { "request_supplement", 1, INTAKE, 5, "supplement_at_intake", "R", 'r', "" },
  { "refuse", 1, INTAKE, 3, "closed", "R", 'r', "receiver-refuses" },
  { "refuse", 1, INTAKE, 3, "closed", "L", 'r', "leader-refuses" },
  { "request_payment", 1, INTAKE, 6, "payment_at_intake", "R", 'r', "fee-at-reception" },
  { "collect_payment", 1, INTAKE, 1, "=", "RP", 'r', "fee-at-reception" },
  { "submit_supplement", 5, "supplement_at_intake", 1, "supplemented", "CAR", 'r', "identity" },
  { "refuse", 5, "supplement_at_intake", 3, "closed", "R", 'r', "receiver-refuses time-over" },
  { "refuse", 5, "supplement_at_intake", 3, "closed", "L", 'r', "leader-refuses time-over" },
  { "confirm_payment", 6, "payment_at_intake", 1, "paid_at_intake", "AP", 'r', "settled" },
  { "exempt_payment", 6, "payment_at_intake", 1, "paid_at_intake", "P", 'r', "order" },
  { "refuse", 6, "payment_at_intake", 3, "closed", "RA", 'r', "time-over" },
  { "cancel_acceptance", 2, "accepted", 1, "new", "R", 'r', "today unpaid acceptor" },
  { "cancel_acceptance", 2, "accepted", 1, "new", "H", 'r', "today unpaid" },
  { "forward", 2, "accepted", 4, "assignment", "R", 'r', "" },
  { "forward", 4, "returned_to_counter", 4, "appraisal", "R", 'r', "remembers-appraisal" },
  { "propose_supplement", 2, "accepted", 2, "supplement_proposed", "S", 'c', "rounds" },
  { "request_payment", 2, "accepted", 6, "payment_in_processing", "SP", 'c', "no-order" },
  { "assign", 4, "assignment", 4, "appraisal", "H", 'c', "" },
  { "assign", 4, "appraisal", 4, "appraisal", "H", 'c', "" },
  { "take_over", 4, "appraisal", 4, "appraisal", "S", 'c', "others" },
  { "return_to_counter", 4, "assignment", 4, "returned_to_counter", "H", 'c', "" },
  { "return_to_counter", 4, "appraisal", 4, "returned_to_counter", "S", 'c', "own" },
  { "submit_approval", 4, "appraisal", 4, "review", "S", 'c', "own" },
  { "endorse", 4, "review", 4, "approval", "H", 'c', "draft" },
  { "approve", 4, "approval", 4, "numbering", "L", 'c', "draft" },
  { "return_for_rework", 4, "review", 4, "appraisal", "H", 'c', "" },
  { "return_for_rework", 4, "approval", 4, "appraisal", "L", 'c', "" },
  { "return_for_rework", 4, "numbering", 4, "approval", "V", 'c', "" },
  { "issue", 4, "numbering", 9, "result_issued", "V", 'c', "signed" },
  { "refuse_settlement", 4, "approval", 8, "closed", "L", 'c', "" },
  { "extend", 4, ALL_OF_4, 4, "=", "L", 'c', "extensions in-time" },
  { "transfer", 4, "assignment,appraisal", 4, "transfer_pending", "H", 'c', "" },
  { "accept_transfer", 4, "transfer_pending", 4, "assignment", "H", 't', "" },
  { "send_back_transfer", 4, "transfer_pending", 4, "appraisal", "H", 't', "remembers-appraisal" },
  { "propose_supplement", 4, "appraisal", 4, "supplement_proposed", "S", 'c', "own rounds" },
  { "issue_supplement", 2, "supplement_proposed", 5, "supplement_in_appraisal", "R", 'r', "rounds" },
  { "issue_supplement", 4, "supplement_proposed", 5, "supplement_in_appraisal", "R", 'r', "rounds" },
  { "return_proposal", 2, "supplement_proposed", 2, "accepted", "R", 'r', "remembers-accepted" },
  { "return_proposal", 4, "supplement_proposed", 4, "appraisal", "R", 'r', "remembers-appraisal" },
  { "submit_supplement", 5, "supplement_in_appraisal", 5, "supplement_submitted", "CAR", 'r', "identity" },
  { "register_supplement", 5, "supplement_submitted", 4, "appraisal", "R", 'r', "sufficient remembers-appraisal" },
  { "send_back_supplement", 5, "supplement_submitted", 5, "supplement_in_appraisal", "R", 'r', "" },
  { "stop", 5, "supplement_in_appraisal", 8, "closed", "L", 'c', "time-over" },
  { "request_payment", 4, "appraisal", 6, "payment_in_processing", "S", 'c', "own no-order" },
  { "request_payment", 4, "appraisal", 6, "payment_in_processing", "P", 'c', "no-order" },
  { "confirm_payment", 6, "payment_in_processing", 4, "assignment", "AP", 'r', "settled remembers-accepted" },
  { "exempt_payment", 6, "payment_in_processing", 4, "appraisal", "P", 'r', "order remembers-appraisal" },
  { "request_withdrawal", 1, INTAKE, 7, "withdrawal_requested", "CR", 'r', "identity" },
  { "request_withdrawal", 2, "accepted,supplement_proposed", 7, "withdrawal_requested", "CR", 'r', "identity" },
  { "request_withdrawal", 4, ALL_OF_4, 7, "withdrawal_requested", "CR", 'r', "identity unsigned" },
  { "request_withdrawal", 5, "supplement_at_intake,supplement_in_appraisal,supplement_submitted", 7,
    "withdrawal_requested", "CR", 'r', "identity" },
  { "request_withdrawal", 6, "payment_at_intake,payment_in_processing", 7, "withdrawal_requested", "CR", 'r',
    "identity" },
  { "accept_withdrawal", 7, "withdrawal_requested", 8, "closed", "R", 'r', "never-accepted" },
  { "accept_withdrawal", 7, "withdrawal_requested", 8, "closed", "L", 'c', "was-accepted" },
  { "refuse_withdrawal", 7, "withdrawal_requested", 4, "appraisal", "L", 'c', "remembers-appraisal" },
  { "receive_result", 9, "result_issued", 9, "waiting_return", "R", 'r', "" },
  { "return_result", 9, "result_issued", 10, "closed", "A", 'r', "identity" },
  { "return_result", 9, "waiting_return", 10, "closed", "RA", 'r', "identity" },
  { "hand_to_post", 9, "waiting_return", 9, "=", "R", 'r', "not-out" },
  { "post_returned", 9, "waiting_return", 9, "=", "RA", 'r', "on-way" },
  { "correct", 9, "result_issued,waiting_return", 4, "appraisal", "L", 'c', "not-out" },
  { "confirm_refund", 3, "closed", 3, "=", "P", 'r', "refund" },
  { "confirm_refund", 8, "closed", 8, "=", "P", 'r', "refund" },
  { "sync_again", 1, INTAKE, 1, "=", "RH", 'r', "sync-failed" },
  { "sync_again", 2, "accepted,supplement_proposed", 2, "=", "RH", 'r', "sync-failed" },
  { "sync_again", 3, "closed", 3, "=", "RH", 'r', "sync-failed" },
  { "sync_again", 4, ALL_OF_4, 4, "=", "RH", 'r', "sync-failed" },
  { "sync_again", 5, "supplement_at_intake,supplement_in_appraisal,supplement_submitted", 5, "=", "RH", 'r',
    "sync-failed" },
  { "sync_again", 6, "payment_at_intake,payment_in_processing", 6, "=", "RH", 'r', "sync-failed" },
  { "sync_again", 7, "withdrawal_requested", 7, "=", "RH", 'r', "sync-failed" },
  { "sync_again", 8, "closed", 8, "=", "RH", 'r', "sync-failed" },
  { "sync_again", 9, "result_issued,waiting_return", 9, "=", "RH", 'r', "sync-failed" },
  { "sync_again", 10, "closed", 10, "=", "RH", 'r', "sync-failed" },
  { "attach_file", 1, INTAKE, 1, "=", "R", 'r', "" },
  { "attach_file", 2, "accepted", 2, "=", "R", 'r', "" },
  { "attach_file", 5, "supplement_submitted", 5, "=", "R", 'r', "" },
  { "attach_file", 4, "returned_to_counter", 4, "=", "R", 'r', "" },
  { "attach_file", 4, "appraisal", 4, "=", "S", 'c', "own" },
  { "replace_file", 1, INTAKE, 1, "=", "R", 'r', "" },
  { "replace_file", 2, "accepted", 2, "=", "R", 'r', "" },
  { "replace_file", 5, "supplement_submitted", 5, "=", "R", 'r', "" },
  { "replace_file", 4, "returned_to_counter", 4, "=", "R", 'r', "" },
  { "replace_file", 4, "appraisal", 4, "=", "S", 'c', "own" },
  { "remove_file", 1, INTAKE, 1, "=", "R", 'r', "" },
  { "remove_file", 2, "accepted", 2, "=", "R", 'r', "" },
  { "remove_file", 5, "supplement_submitted", 5, "=", "R", 'r', "" },
  { "remove_file", 4, "returned_to_counter", 4, "=", "R", 'r', "" },
  { "remove_file", 4, "appraisal", 4, "=", "S", 'c', "own" },
  { "reuse_paper", 1, INTAKE, 1, "=", "R", 'r', "" },
  { "reuse_paper", 2, "accepted", 2, "=", "R", 'r', "" },
  { "reuse_paper", 5, "supplement_submitted", 5, "=", "R", 'r', "" },
  { "reuse_paper", 4, "returned_to_counter", 4, "=", "R", 'r', "" },
  { "reuse_paper", 4, "appraisal", 4, "=", "S", 'c', "own" },
  { "attach_result", 4, "appraisal", 4, "=", "S", 'c', "own unsigned" },
  { "accept_and_return", 0, "", 10, "closed", "R", 'r', "identity sufficient fee same-day" },
  { "accept_and_return", 1, INTAKE, 10, "closed", "R", 'r', "identity sufficient fee same-day" },
};

static gboolean
names (const char *steps, const char *step)
{
  g_auto (GStrv) list = g_strsplit (steps, ",", -1);

  return step == NULL ? *steps == '\0' : g_strv_contains ((const char *const *) list, step);
}

static void
fill_case (McCase *c, const Row *row, int state, const char *step, const McProcess *general, const McProcess *same_day)
{
  case_init (c, state, step, strstr (row->guards, "same-day") != NULL ? same_day : general);
  case_satisfy (c, row->guards);
}

static void
check_move (const Row *row, const McCase *c, const McMove *move)
{
  const char *to_step = g_str_equal (row->to_step, "=") ? c->step : row->to_step;

  g_assert_cmpint (move->state, ==, row->to);
  g_assert_cmpstr (move->step, ==, to_step);
  g_assert_cmpuint (move->n_legs, ==, g_str_equal (row->action, "accept_and_return") ? 4 : 1);
}

static void
check_list (const char *action, const McCase *c, const McActor *actor, gboolean possible)
{
  g_autoptr (GPtrArray) acts = mc_handling_list (c, actor, case_now ());

  g_assert_true (g_ptr_array_find_with_equal_func (acts, action, g_str_equal, NULL) == possible);
}

/* One act from one place: each role by itself, in the unit that counts and in all the others. */
static guint
check_place (const char *action, int state, const char *step, const McProcess *general, const McProcess *same_day)
{
  guint allowed = 0;

  for (guint role = 0; role < MC_N_ROLES; role++)
    {
      const Row *mine = NULL;
      gboolean leads = FALSE;
      McCase c;
      McActor actor;
      McMove move;
      McRefusal expected, got;

      for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
        {
          if (!g_str_equal (rows[i].action, action) || rows[i].from != state || !names (rows[i].steps, step))
            continue;
          leads = TRUE;
          if (strchr (rows[i].roles, case_letter (role)) != NULL)
            mine = &rows[i];
        }
      case_init (&c, state, step, general);
      if (mine != NULL)
        fill_case (&c, mine, state, step, general, same_day);
      actor_init (&actor, role, mine != NULL ? mine->unit : 'r');
      got = mc_handling_decide (action, &c, &actor, case_now (), &move);
      expected = !leads ? MC_REFUSAL_STATE : mine == NULL ? MC_REFUSAL_ROLE : MC_REFUSAL_NONE;
      if (got != expected)
        g_test_message ("%s from %d %s by %s", action, state, step != NULL ? step : "-", mc_role_to_string (role));
      g_assert_cmpint (got, ==, expected);
      check_list (action, &c, &actor, got == MC_REFUSAL_NONE);
      if (mine == NULL)
        continue;
      check_move (mine, &c, &move);
      allowed++;
      if (role == MC_ROLE_APPLICANT || role == MC_ROLE_SYSTEM)
        continue;
      actor_init (&actor, role, '-');
      g_assert_cmpint (mc_handling_decide (action, &c, &actor, case_now (), NULL), ==, MC_REFUSAL_UNIT);
    }
  return allowed;
}

static void
test_table (void)
{
  g_autoptr (McProcess) general = case_process (NULL);
  g_autoptr (McProcess) same_day = case_same_day ();
  const char *const *acts = mc_handling_get_actions ();
  guint allowed = 0;
  guint expected = 0;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (GStrv) steps = g_strsplit (rows[i].steps, ",", -1);

      expected += MAX (g_strv_length (steps), 1) * strlen (rows[i].roles);
    }
  for (guint a = 0; acts[a] != NULL; a++)
    for (int state = 0; state <= 11; state++)
      for (guint s = 0; s < G_N_ELEMENTS (case_steps); s++)
        allowed += check_place (acts[a], state, case_steps[s], general, same_day);
  for (int state = 0; state <= 11; state++)
    for (guint s = 0; s < G_N_ELEMENTS (case_steps); s++)
      allowed += check_place ("submit", state, case_steps[s], general, same_day);
  g_assert_cmpuint (allowed, ==, expected);
}

/* Every guard of every row, broken alone: its own reason and no other. */
static void
test_guards (void)
{
  g_autoptr (McProcess) general = case_process (NULL);
  g_autoptr (McProcess) same_day = case_same_day ();
  guint seen = 0;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (GStrv) steps = g_strsplit (rows[i].steps, ",", -1);
      g_auto (GStrv) words = g_strsplit (rows[i].guards, " ", -1);

      for (guint w = 0; words[w] != NULL; w++)
        {
          McRefusal expected;
          McActor actor;
          McCase c;

          fill_case (&c, &rows[i], rows[i].from, *rows[i].steps != '\0' ? steps[0] : NULL, general, same_day);
          if (!case_break (&c, words[w], general, &expected))
            continue;
          actor_init (&actor, case_role (rows[i].roles[0]), rows[i].unit);
          g_test_message ("%s without %s", rows[i].action, words[w]);
          g_assert_cmpint (mc_handling_decide (rows[i].action, &c, &actor, case_now (), NULL), ==, expected);
          seen++;
        }
    }
  g_assert_cmpuint (seen, >=, 50);
}

static void
test_unknown (void)
{
  static const char *const unknown[] = { "Accept", "accept ", "acc", "", NULL, "approve_all", "hand_over" };
  g_autoptr (McProcess) general = case_process (NULL);
  const char *held[] = { "receiver", NULL };
  McActor actor;
  McCase c;

  case_init (&c, 1, "new", general);
  actor_init (&actor, MC_ROLE_RECEIVER, 'r');
  for (guint i = 0; i < G_N_ELEMENTS (unknown); i++)
    {
      g_assert_cmpint (mc_handling_decide (unknown[i], &c, &actor, case_now (), NULL), ==, MC_REFUSAL_UNKNOWN_ACT);
      g_assert_cmpint (mc_handling_check (unknown[i], 1, "new", held, TRUE, NULL), ==, MC_REFUSAL_UNKNOWN_ACT);
    }
}

/* What a button is offered by: every set of roles of up to two, in the unit and outside. */
static void
test_check (void)
{
  const char *const *acts = mc_handling_get_actions ();

  for (guint a = 0; acts[a] != NULL; a++)
    for (int state = -1; state <= 12; state++)
      for (guint s = 0; s < G_N_ELEMENTS (case_steps); s++)
        for (guint one = 0; one < MC_N_ROLES; one++)
          {
            guint two = (one * 5 + a) % MC_N_ROLES;
            const char *held[] = { mc_role_to_string (one), mc_role_to_string (two), "Receiver", NULL };
            gboolean leads = FALSE;
            gboolean mine = FALSE;
            int to = -7;

            for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
              {
                if (!g_str_equal (rows[i].action, acts[a]) || rows[i].from != state
                    || !names (rows[i].steps, case_steps[s]) || strstr (rows[i].guards, "leader-refuses") != NULL)
                  continue;
                leads = TRUE;
                /* nobody signs in as an applicant or as the portal */
                mine = mine || (one < MC_N_OFFICIAL_ROLES && strchr (rows[i].roles, case_letter (one)) != NULL)
                       || (two < MC_N_OFFICIAL_ROLES && strchr (rows[i].roles, case_letter (two)) != NULL);
              }
            g_assert_cmpint (mc_handling_check (acts[a], state, case_steps[s], held, TRUE, &to), ==,
                             !leads  ? MC_REFUSAL_STATE
                             : !mine ? MC_REFUSAL_ROLE
                                     : MC_REFUSAL_NONE);
            g_assert_true ((to != -7) == mine);
            g_assert_cmpint (mc_handling_check (acts[a], state, case_steps[s], held, FALSE, NULL), ==,
                             !leads  ? MC_REFUSAL_STATE
                             : !mine ? MC_REFUSAL_ROLE
                                     : MC_REFUSAL_UNIT);
          }
}

/* The list of acts is that of the table, each once; what applicants alone do is not in it. */
static void
test_actions (void)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  const char *const *acts = mc_handling_get_actions ();

  for (guint i = 0; acts[i] != NULL; i++)
    g_assert_true (g_hash_table_add (ids, (gpointer) acts[i]));
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_true (g_hash_table_contains (ids, rows[i].action) != g_str_equal (rows[i].action, "submit"));
  g_assert_cmpuint (g_hash_table_size (ids), ==, 45);
}

/* One entry of the history each, in order, and nothing told before the end. */
static void
test_compound (void)
{
  static const char *const records[] = { "accept", "forward", "issue", "return_result" };
  static const int states[] = { 2, 4, 9, 10 };

  for (int from = 0; from <= 1; from++)
    {
      g_autoptr (McProcess) same_day = case_same_day ();
      McActor actor;
      McMove move;
      McCase c;

      case_init (&c, from, from == 0 ? NULL : "new", same_day);
      actor_init (&actor, MC_ROLE_RECEIVER, 'r');
      g_assert_cmpint (mc_handling_decide ("accept_and_return", &c, &actor, case_now (), &move), ==, MC_REFUSAL_NONE);
      g_assert_cmpuint (move.n_legs, ==, 4);
      for (guint i = 0; i < 4; i++)
        {
          g_assert_cmpstr (move.legs[i]->record, ==, records[i]);
          g_assert_cmpint (move.legs[i]->to, ==, states[i]);
          g_assert_null (move.legs[i]->paper);
          g_assert_cmpint (move.legs[i]->from, ==, i == 0 ? from : states[i - 1]);
        }
      g_assert_cmpuint (move.clock, ==,
                        MC_CLOCK_START | MC_CLOCK_END | (guint) (from == 0 ? 0 : MC_CLOCK_END_RESPONSE));
      g_assert_cmpint (move.delivery, ==, MC_DELIVERY_DELIVERED);
      g_assert_cmpint (move.custody, ==, MC_CUSTODY_APPLICANT);
    }
}

/* Papers and clocks, row by row where they differ: three refusals, two supplements, two payments. */
static void
test_effects (void)
{
  static const struct
  {
    const char *action;
    int from;
    const char *step;
    char role;
    char unit;
    const char *guards;
    const char *paper;
    guint clock;
    guint effect;
  } cases[] = {
    { "accept", 1, "new", 'R', 'r', "", "01", MC_CLOCK_END_RESPONSE | MC_CLOCK_START, MC_EFFECT_CODE },
    { "request_supplement", 1, "new", 'R', 'r', "", "02", MC_CLOCK_END_RESPONSE, MC_EFFECT_NOTICE },
    { "submit_supplement", 5, "supplement_at_intake", 'C', 'r', "", NULL, MC_CLOCK_START_RESPONSE, MC_EFFECT_NOTICE },
    { "issue_supplement", 4, "supplement_proposed", 'R', 'r', "", "02", MC_CLOCK_PAUSE, MC_EFFECT_COUNT_ROUND },
    { "propose_supplement", 4, "appraisal", 'S', 'c', "", NULL, MC_CLOCK_NONE, 0 },
    { "refuse", 1, "new", 'R', 'r', "", "03", MC_CLOCK_END_RESPONSE, MC_EFFECT_NOTICE },
    { "refuse_settlement", 4, "approval", 'L', 'c', "", NULL, MC_CLOCK_END, MC_EFFECT_RESULT_REFUSAL },
    { "stop", 5, "supplement_in_appraisal", 'L', 'c', "time-over", "05", MC_CLOCK_END, MC_EFFECT_NOTICE },
    { "accept_withdrawal", 7, "withdrawal_requested", 'L', 'c', "was-accepted", "05", MC_CLOCK_END,
      MC_EFFECT_RETURN_ORIGINALS },
    { "request_payment", 1, "new", 'R', 'r', "fee-at-reception", NULL, MC_CLOCK_PAUSE_RESPONSE,
      MC_EFFECT_PAYMENT_ORDER },
    { "request_payment", 4, "appraisal", 'S', 'c', "", NULL, MC_CLOCK_PAUSE, MC_EFFECT_PAYMENT_ORDER },
    { "extend", 4, "appraisal", 'L', 'c', "", "04", MC_CLOCK_EXTEND, MC_EFFECT_COUNT_EXTENSION },
    { "cancel_acceptance", 2, "accepted", 'R', 'r', "acceptor", NULL, MC_CLOCK_VOID, MC_EFFECT_VOID_CODE },
    { "forward", 2, "accepted", 'R', 'r', "", NULL, MC_CLOCK_START_STEP, MC_EFFECT_CONTROL_SLIP },
    { "return_to_counter", 4, "appraisal", 'S', 'c', "", NULL, MC_CLOCK_START_STEP, MC_EFFECT_CONTROL_SLIP },
    { "approve", 4, "approval", 'L', 'c', "", NULL, MC_CLOCK_START_STEP, MC_EFFECT_SIGN },
    { "issue", 4, "numbering", 'V', 'c', "signed", NULL, MC_CLOCK_END, MC_EFFECT_RESULT },
    { "correct", 9, "waiting_return", 'L', 'c', "", NULL, MC_CLOCK_REOPEN | MC_CLOCK_START_STEP, MC_EFFECT_CORRECTION },
    { "return_result", 9, "waiting_return", 'R', 'r', "", NULL, MC_CLOCK_NONE, MC_EFFECT_SURVEY },
  };
  g_autoptr (McProcess) general = case_process (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      McActor actor;
      McMove move;
      McCase c;

      case_init (&c, cases[i].from, cases[i].step, general);
      case_satisfy (&c, cases[i].guards);
      actor_init (&actor, case_role (cases[i].role), cases[i].unit);
      g_test_message ("%s", cases[i].action);
      g_assert_cmpint (mc_handling_decide (cases[i].action, &c, &actor, case_now (), &move), ==, MC_REFUSAL_NONE);
      g_assert_cmpstr (move.legs[0]->paper, ==, cases[i].paper);
      g_assert_cmpuint (move.clock, ==, cases[i].clock);
      g_assert_true ((move.effects & cases[i].effect) == cases[i].effect);
    }
}

/* After a supplement the clock goes on or begins anew, as the procedure's policy says. */
static void
test_policy (void)
{
  g_autoptr (McProcess) general = case_process (NULL);

  const McRule *const rules[] = { case_rule_with (1, MC_SUPPLEMENT_RESUME), case_rule_with (1, MC_SUPPLEMENT_RESTART) };

  for (int restarts = 0; restarts <= 1; restarts++)
    {
      McActor actor;
      McMove move;
      McCase c;

      case_init (&c, 5, "supplement_submitted", general);
      case_satisfy (&c, "remembers-appraisal");
      c.rule = rules[restarts];
      actor_init (&actor, MC_ROLE_RECEIVER, 'r');
      g_assert_cmpint (mc_handling_decide ("register_supplement", &c, &actor, case_now (), &move), ==, MC_REFUSAL_NONE);
      g_assert_cmpuint (move.clock, ==, (guint) (restarts ? MC_CLOCK_RESTART : MC_CLOCK_RESUME) | MC_CLOCK_START_STEP);
    }
}

/* Bị trả lại: from the act that hands it back until it leaves that step. */
static void
test_sent_back (void)
{
  static const struct
  {
    const char *action;
    int state;
    const char *step;
    char role;
    char unit;
    const char *guards;
    gboolean before;
    gboolean after;
  } cases[] = {
    { "return_for_rework", 4, "review", 'H', 'c', "", FALSE, TRUE },
    { "return_for_rework", 4, "approval", 'L', 'c', "", FALSE, TRUE },
    { "return_for_rework", 4, "numbering", 'V', 'c', "", FALSE, TRUE },
    { "correct", 9, "waiting_return", 'L', 'c', "", FALSE, TRUE },
    { "send_back_transfer", 4, "transfer_pending", 'H', 't', "remembers-appraisal", FALSE, TRUE },
    { "return_proposal", 4, "supplement_proposed", 'R', 'r', "remembers-appraisal", FALSE, TRUE },
    { "return_proposal", 2, "supplement_proposed", 'R', 'r', "remembers-accepted", FALSE, FALSE },
    { "return_to_counter", 4, "assignment", 'H', 'c', "", FALSE, TRUE },
    { "return_to_counter", 4, "appraisal", 'S', 'c', "", FALSE, TRUE },
    { "attach_file", 4, "returned_to_counter", 'R', 'r', "remembers-appraisal", TRUE, TRUE },
    { "forward", 4, "returned_to_counter", 'R', 'r', "remembers-appraisal", TRUE, FALSE },
    { "assign", 4, "appraisal", 'H', 'c', "", TRUE, TRUE },
    { "extend", 4, "appraisal", 'L', 'c', "", TRUE, TRUE },
    { "assign", 4, "appraisal", 'H', 'c', "", FALSE, FALSE },
    { "submit_approval", 4, "appraisal", 'S', 'c', "", TRUE, FALSE },
    { "propose_supplement", 4, "appraisal", 'S', 'c', "", TRUE, FALSE },
    { "refuse_withdrawal", 7, "withdrawal_requested", 'L', 'c', "remembers-appraisal", FALSE, FALSE },
  };
  g_autoptr (McProcess) process = case_process (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      McCase c;
      McActor actor;
      McMove move;

      case_init (&c, cases[i].state, cases[i].step, process);
      case_satisfy (&c, cases[i].guards);
      c.sent_back = cases[i].before;
      actor_init (&actor, case_role (cases[i].role), cases[i].unit);
      g_test_message ("%s from %s", cases[i].action, cases[i].step);
      g_assert_cmpint (mc_handling_decide (cases[i].action, &c, &actor, case_now (), &move), ==, MC_REFUSAL_NONE);
      g_assert_cmpint (move.sent_back, ==, cases[i].after);
    }
}

static void
test_warnings (void)
{
  g_autoptr (McProcess) general = case_process (NULL);
  McActor actor;
  McMove move;
  McCase c;

  actor_init (&actor, MC_ROLE_SPECIALIST, 'c');
  case_init (&c, 4, "appraisal", general);
  c.rule = case_rule_with (2, MC_SUPPLEMENT_RESUME);
  g_assert_cmpint (mc_handling_decide ("propose_supplement", &c, &actor, case_now (), &move), ==, MC_REFUSAL_NONE);
  g_assert_cmpuint (move.warnings, ==, 0);
  c.rounds = 1;
  g_assert_cmpint (mc_handling_decide ("propose_supplement", &c, &actor, case_now (), &move), ==, MC_REFUSAL_NONE);
  g_assert_cmpuint (move.warnings, ==, MC_WARNING_SECOND_ROUND);
  c.ask_until = case_time (2026, 11, 12, 17);
  g_assert_cmpint (mc_handling_decide ("propose_supplement", &c, &actor, case_time (2026, 11, 12, 16), &move), ==, 0);
  g_assert_cmpuint (move.warnings, ==, MC_WARNING_SECOND_ROUND);
  g_assert_cmpint (mc_handling_decide ("propose_supplement", &c, &actor, case_time (2026, 11, 13, 8), &move), ==, 0);
  g_assert_cmpuint (move.warnings, ==, MC_WARNING_SECOND_ROUND | MC_WARNING_ASKED_LATE);
}

/* The edges of two rules of days: "the same day" is that of Việt Nam, "one day before" has no hours. */
static void
test_days (void)
{
  static const struct
  {
    int day, hour;
    McRefusal refusal;
  } extensions[] = { { 19, 23, MC_REFUSAL_NONE },
                     { 20, 0, MC_REFUSAL_TOO_LATE },
                     { 20, 17, MC_REFUSAL_TOO_LATE },
                     { 25, 9, MC_REFUSAL_TOO_LATE } };
  g_autoptr (McProcess) general = case_process (NULL);
  McActor leader, receiver;
  McCase c;

  actor_init (&leader, MC_ROLE_LEADER, 'c');
  actor_init (&receiver, MC_ROLE_RECEIVER, 'r');
  case_init (&c, 4, "appraisal", general);
  c.due_at = case_time (2026, 11, 20, 17);
  for (guint i = 0; i < G_N_ELEMENTS (extensions); i++)
    g_assert_cmpint (
        mc_handling_decide ("extend", &c, &leader, case_time (2026, 11, extensions[i].day, extensions[i].hour), NULL),
        ==, extensions[i].refusal);
  c.due_at = NULL;
  g_assert_cmpint (mc_handling_decide ("extend", &c, &leader, case_now (), NULL), ==, MC_REFUSAL_NO_DUE_DATE);

  case_init (&c, 2, "accepted", general);
  case_satisfy (&c, "acceptor");
  c.accepted_at = case_time (2026, 11, 10, 0);
  g_assert_cmpint (mc_handling_decide ("cancel_acceptance", &c, &receiver, case_time (2026, 11, 10, 23), NULL), ==, 0);
  g_assert_cmpint (mc_handling_decide ("cancel_acceptance", &c, &receiver, case_time (2026, 11, 11, 0), NULL), ==,
                   MC_REFUSAL_ACCEPTED_EARLIER);
}

/* A place that was remembered is the one come back to, also from inside a pause. */
static void
test_places (void)
{
  static const struct
  {
    int state;
    const char *step;
  } places[] = { { 1, "supplemented" },
                 { 2, "accepted" },
                 { 4, "review" },
                 { 5, "supplement_in_appraisal" },
                 { 6, "payment_in_processing" } };
  g_autoptr (McProcess) general = case_process (NULL);
  McActor applicant, leader;

  actor_init (&applicant, MC_ROLE_APPLICANT, 'r');
  actor_init (&leader, MC_ROLE_LEADER, 'c');
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      McMove asked, refused;
      McCase c;

      case_init (&c, places[i].state, places[i].step, general);
      case_satisfy (&c, "remembers-appraisal");
      g_assert_cmpint (mc_handling_decide ("request_withdrawal", &c, &applicant, case_now (), &asked), ==,
                       MC_REFUSAL_NONE);
      case_apply (&c, &asked);
      g_assert_cmpint (mc_handling_decide ("refuse_withdrawal", &c, &leader, case_now (), &refused), ==,
                       MC_REFUSAL_NONE);
      g_assert_cmpint (refused.state, ==, places[i].state);
      g_assert_cmpstr (refused.step, ==, places[i].step);
      g_assert_cmpuint (refused.n_remembered, ==, 1);
      g_assert_cmpstr (refused.remembered[0].step, ==, "appraisal");
    }
}

static void
test_labels (void)
{
  static const char *const labels[] = { "Mới đăng ký",
                                        "Được tiếp nhận",
                                        "Không được tiếp nhận",
                                        "Đang xử lý",
                                        "Yêu cầu bổ sung giấy tờ",
                                        "Yêu cầu thực hiện nghĩa vụ tài chính",
                                        "Công dân yêu cầu rút hồ sơ",
                                        "Dừng xử lý",
                                        "Đã xử lý xong",
                                        "Đã trả kết quả" };

  for (int state = -3; state <= 14; state++)
    {
      const char *label = mc_handling_label (state);

      if (state < 1 || state > 10)
        g_assert_null (label);
      else
        g_assert_cmpstr (label, ==, labels[state - 1]);
      g_assert_cmpint (mc_handling_is_closed (state), ==, state == 3 || state == 8 || state == 10);
    }
  g_assert_null (mc_handling_label (G_MAXINT));
  g_assert_null (mc_handling_label (G_MININT));
}

/* Codes are told apart and stay what they are: clients of another version branch on them. */
static void
test_codes (void)
{
  static const char *const codes[] = { NULL,
                                       "unknown_act",
                                       "wrong_state",
                                       "wrong_role",
                                       "wrong_unit",
                                       "assigned_to_other",
                                       "identity_unknown",
                                       "components_not_attached",
                                       "components_not_sufficient",
                                       "fee_not_met",
                                       "payment_order_open",
                                       "no_payment_order",
                                       "needs_leader",
                                       "receivers_own",
                                       "applicant_has_time",
                                       "no_round_left",
                                       "already_signed",
                                       "not_signed",
                                       "no_draft",
                                       "was_accepted",
                                       "never_accepted",
                                       "accepted_earlier",
                                       "already_paid",
                                       "accepted_by_other",
                                       "no_extension_left",
                                       "no_due_date",
                                       "too_late",
                                       "not_same_day",
                                       "already_handed_out",
                                       "not_on_way",
                                       "nobody_elses",
                                       "no_fee_at_reception",
                                       "no_refund_due",
                                       "sync_not_failed" };

  g_assert_cmpuint (G_N_ELEMENTS (codes), ==, MC_N_REFUSALS);
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    g_assert_cmpstr (mc_refusal_code ((McRefusal) i), ==, codes[i]);
}

static void
test_components (void)
{
  static const struct
  {
    gboolean required;
    const char *source;
    const char *mark;
    gboolean fine;
  } cases[] = {
    { TRUE, "attached", "sufficient", TRUE },
    { TRUE, "attached", "missing", FALSE },
    { TRUE, "attached", "invalid", FALSE },
    { TRUE, "attached", NULL, FALSE },
    { TRUE, "attached", "", FALSE },
    { TRUE, "attached", "Sufficient", FALSE },
    { TRUE, NULL, NULL, FALSE },
    { TRUE, "state_data", NULL, TRUE },
    { FALSE, "attached", NULL, TRUE },
    { FALSE, "attached", "missing", TRUE },
    { FALSE, "state_data", "invalid", TRUE },
  };
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  g_assert_true (mc_components_all_sufficient (none));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (guint j = 0; j < G_N_ELEMENTS (cases); j++)
      {
        g_autoptr (GPtrArray) components = g_ptr_array_new_with_free_func ((GDestroyNotify) mc_component_free);
        const guint both[] = { i, j };

        for (guint k = 0; k < 2; k++)
          {
            McComponent *component = mc_component_new ();

            component->required = cases[both[k]].required;
            component->source = g_strdup (cases[both[k]].source);
            component->mark = g_strdup (cases[both[k]].mark);
            g_ptr_array_add (components, component);
          }
        g_assert_cmpint (mc_components_all_sufficient (components), ==, cases[i].fine && cases[j].fine);
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/handling/table", test_table);
  g_test_add_func ("/handling/guards", test_guards);
  g_test_add_func ("/handling/unknown", test_unknown);
  g_test_add_func ("/handling/check", test_check);
  g_test_add_func ("/handling/actions", test_actions);
  g_test_add_func ("/handling/compound", test_compound);
  g_test_add_func ("/handling/effects", test_effects);
  g_test_add_func ("/handling/supplement-policy", test_policy);
  g_test_add_func ("/handling/sent-back", test_sent_back);
  g_test_add_func ("/handling/warnings", test_warnings);
  g_test_add_func ("/handling/days", test_days);
  g_test_add_func ("/handling/places", test_places);
  g_test_add_func ("/handling/labels", test_labels);
  g_test_add_func ("/handling/codes", test_codes);
  g_test_add_func ("/handling/components", test_components);
  return g_test_run ();
}
