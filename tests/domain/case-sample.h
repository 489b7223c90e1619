// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string.h>

#include "mc-handling.h"

/* Dossiers for the rules: everything that can be well is well, then a test breaks one thing. */
#define CASE_ME "u1"
#define CASE_OTHER "u2"

/* Every kind of step, none, and some that are no step. */
static const char *const case_steps[] = { NULL,
                                          "new",
                                          "supplemented",
                                          "paid_at_intake",
                                          "accepted",
                                          "assignment",
                                          "appraisal",
                                          "review",
                                          "approval",
                                          "returned_to_counter",
                                          "numbering",
                                          "supplement_proposed",
                                          "transfer_pending",
                                          "supplement_at_intake",
                                          "supplement_in_appraisal",
                                          "supplement_submitted",
                                          "payment_at_intake",
                                          "payment_in_processing",
                                          "withdrawal_requested",
                                          "result_issued",
                                          "waiting_return",
                                          "closed",
                                          "New",
                                          "",
                                          "returned" };

/* In Việt Nam. Kept for the whole program. (transfer none) */
static inline GDateTime *
case_time (int year, int month, int day, int hour)
{
  static GPtrArray *kept = NULL;
  g_autoptr (GTimeZone) zone = g_time_zone_new_offset (7 * 60 * 60);
  GDateTime *time = g_date_time_new (zone, year, month, day, hour, 0, 0);

  if (kept == NULL)
    kept = g_ptr_array_new ();
  g_ptr_array_add (kept, time);
  return time;
}

/* Wednesday, 11 November 2026, 09:00 */
static inline GDateTime *
case_now (void)
{
  static GDateTime *now = NULL;

  if (now == NULL)
    now = case_time (2026, 11, 11, 9);
  return now;
}

static inline McProcess *
case_process (const char *procedure)
{
  return mc_process_find (procedure, case_now ());
}

static inline const McRule *
case_rule (void)
{
  return mc_rule_book_find (mc_rule_book_get_default (), NULL, NULL, NULL, case_now ());
}

/* The same with other numbers. Kept for the whole program. (transfer none) */
static inline McRule *
case_rule_with (int rounds, McSupplementPolicy policy)
{
  static GPtrArray *kept = NULL;
  McRule *rule = g_new (McRule, 1);

  if (kept == NULL)
    kept = g_ptr_array_new ();
  g_ptr_array_add (kept, rule);
  *rule = *case_rule ();
  rule->max_rounds = rounds;
  rule->supplement_policy = policy;
  return rule;
}

/* A process of three steps that is returned while one waits. (transfer full) */
static inline McProcess *
case_same_day (void)
{
  static const McStep steps[] = { { "appraisal", MC_STEP_APPRAISAL, "Thẩm định", MC_ROLE_SPECIALIST, 3 },
                                  { "approval", MC_STEP_APPROVAL, "Duyệt, ký", MC_ROLE_LEADER, 2 },
                                  { "numbering", MC_STEP_NUMBERING, "Cấp số", MC_ROLE_CLERK, 1 } };
  McProcess *process = mc_process_new ("same_day", "Trong ngày", steps, G_N_ELEMENTS (steps));

  process->same_day = TRUE;
  return process;
}

/* The general process where the leader of the centre refuses reception. (transfer full) */
static inline McProcess *
case_process_by_leader (void)
{
  static const McStep steps[] = { { "assignment", MC_STEP_ASSIGNMENT, "Phân công", MC_ROLE_HEAD, 4 },
                                  { "appraisal", MC_STEP_APPRAISAL, "Thẩm định", MC_ROLE_SPECIALIST, 12 },
                                  { "review", MC_STEP_REVIEW, "Ký nháy", MC_ROLE_HEAD, 4 },
                                  { "approval", MC_STEP_APPROVAL, "Ký", MC_ROLE_LEADER, 4 },
                                  { "numbering", MC_STEP_NUMBERING, "Cấp số", MC_ROLE_CLERK, 2 } };
  McProcess *process = mc_process_new ("x", "X", steps, G_N_ELEMENTS (steps));

  process->refuse_by_leader = TRUE;
  return process;
}

static inline void
case_init (McCase *c, int state, const char *step, const McProcess *process)
{
  static GDateTime *due = NULL;
  static GDateTime *applicant_due = NULL;
  static GDateTime *accepted = NULL;

  if (due == NULL)
    {
      due = case_time (2026, 11, 20, 17);
      applicant_due = case_time (2026, 11, 30, 17);
      accepted = case_time (2026, 11, 11, 8);
    }
  *c = (McCase) { .state = state,
                  .step = step,
                  .process = process,
                  .rule = case_rule (),
                  .handler = CASE_ME,
                  .acceptor = CASE_OTHER,
                  .identity = TRUE,
                  .attached = TRUE,
                  .sufficient = TRUE,
                  .draft = TRUE,
                  .result_readable = TRUE,
                  .signature_verified = TRUE };
  c->due_at = due;
  c->applicant_due_at = applicant_due;
  if (state >= 2 && state != 3)
    c->accepted_at = accepted;
}

/* Makes what the words name so. */
static inline void
case_satisfy (McCase *c, const char *guards)
{
  static McProcess *by_leader = NULL;

  if (by_leader == NULL)
    by_leader = case_process_by_leader ();
  if (strstr (guards, "leader-refuses") != NULL)
    c->process = by_leader;
  if (strstr (guards, "fee-at-reception") != NULL)
    c->fee_at_reception = TRUE;
  if (strstr (guards, "settled") != NULL || g_str_has_prefix (guards, "order"))
    c->payment = MC_PAYMENT_DUE;
  if (g_str_equal (guards, "refund"))
    c->payment = MC_PAYMENT_REFUND_DUE;
  if (g_str_equal (guards, "sync-failed"))
    c->sync = MC_SYNC_ERROR;
  if (strstr (guards, "time-over") != NULL)
    c->applicant_due_at = case_time (2026, 11, 10, 17);
  if (strstr (guards, "never-accepted") != NULL)
    c->accepted_at = NULL;
  if (strstr (guards, "acceptor") != NULL)
    c->acceptor = CASE_ME;
  if (strstr (guards, "others") != NULL)
    c->handler = CASE_OTHER;
  if (g_str_has_prefix (guards, "signed"))
    c->result_signed = TRUE;
  if (strstr (guards, "on-way") != NULL)
    c->delivery = MC_DELIVERY_ON_WAY;
  if (strstr (guards, "remembers-appraisal") != NULL)
    c->remembered[c->n_remembered++] = (McPlace) { 4, "appraisal" };
  if (strstr (guards, "remembers-accepted") != NULL)
    c->remembered[c->n_remembered++] = (McPlace) { 2, "accepted" };
}

static inline void
case_break_result (McCase *c, const char *word)
{
  if (g_str_equal (word, "unsigned"))
    c->result_signed = TRUE;
  else if (g_str_equal (word, "signed"))
    c->signature_verified = FALSE;
  else if (g_str_equal (word, "draft"))
    c->draft = FALSE;
  else if (g_str_equal (word, "not-out"))
    c->delivery = MC_DELIVERY_ON_WAY;
  else if (g_str_equal (word, "on-way"))
    c->delivery = MC_DELIVERY_FAILED;
}

static inline void
case_break_time (McCase *c, const char *word)
{
  if (g_str_equal (word, "time-over"))
    c->applicant_due_at = case_now ();
  else if (g_str_equal (word, "rounds"))
    c->rounds = 1;
  else if (g_str_equal (word, "today"))
    c->accepted_at = case_time (2026, 11, 10, 16);
  else if (g_str_equal (word, "extensions"))
    c->extensions = 1;
  else if (g_str_equal (word, "in-time"))
    c->due_at = case_time (2026, 11, 11, 17);
}

static inline void
case_break_payment (McCase *c, const char *word)
{
  if (g_str_equal (word, "fee"))
    c->fee_at_reception = TRUE;
  else if (g_str_equal (word, "fee-at-reception"))
    c->fee_at_reception = FALSE;
  else if (g_str_equal (word, "no-order"))
    c->payment = MC_PAYMENT_DUE;
  else if (g_str_equal (word, "order") || g_str_equal (word, "settled"))
    c->payment = MC_PAYMENT_NONE;
  else if (g_str_equal (word, "unpaid") || g_str_equal (word, "refund"))
    c->payment = MC_PAYMENT_PAID;
  else if (g_str_equal (word, "sync-failed"))
    c->sync = MC_SYNC_PENDING;
}

static inline void
case_break_intake (McCase *c, const char *word, const McProcess *general)
{
  static McProcess *by_leader = NULL;

  if (by_leader == NULL)
    by_leader = case_process_by_leader ();
  if (g_str_equal (word, "identity"))
    c->identity = FALSE;
  else if (g_str_equal (word, "attached"))
    c->attached = FALSE;
  else if (g_str_equal (word, "sufficient"))
    c->sufficient = FALSE;
  else if (g_str_equal (word, "receiver-refuses"))
    c->process = by_leader;
  else if (g_str_equal (word, "leader-refuses") || g_str_equal (word, "same-day"))
    c->process = general;
  else if (g_str_equal (word, "never-accepted"))
    c->accepted_at = case_now ();
  else if (g_str_equal (word, "was-accepted"))
    c->accepted_at = NULL;
  else if (g_str_equal (word, "acceptor") || g_str_equal (word, "own"))
    c->acceptor = c->handler = CASE_OTHER;
  else if (g_str_equal (word, "others"))
    c->handler = CASE_ME;
}

/* The contrary of what the word names. FALSE: it names nothing that can be otherwise. */
static inline gboolean
case_break (McCase *c, const char *word, const McProcess *general, McRefusal *expected)
{
  static const struct
  {
    const char *word;
    McRefusal refusal;
  } words[] = {
    { "identity", MC_REFUSAL_IDENTITY },
    { "attached", MC_REFUSAL_ATTACHED },
    { "sufficient", MC_REFUSAL_COMPONENTS },
    { "fee", MC_REFUSAL_FEE },
    { "fee-at-reception", MC_REFUSAL_NO_FEE_AT_RECEPTION },
    { "refund", MC_REFUSAL_NO_REFUND },
    { "sync-failed", MC_REFUSAL_SYNC_NOT_FAILED },
    { "no-order", MC_REFUSAL_ORDER_OPEN },
    { "order", MC_REFUSAL_NO_ORDER },
    { "settled", MC_REFUSAL_NO_ORDER },
    { "receiver-refuses", MC_REFUSAL_NEEDS_LEADER },
    { "leader-refuses", MC_REFUSAL_RECEIVERS_OWN },
    { "time-over", MC_REFUSAL_APPLICANT_HAS_TIME },
    { "rounds", MC_REFUSAL_ROUNDS },
    { "unsigned", MC_REFUSAL_ALREADY_SIGNED },
    { "signed", MC_REFUSAL_NOT_SIGNED },
    { "draft", MC_REFUSAL_NO_DRAFT },
    { "never-accepted", MC_REFUSAL_WAS_ACCEPTED },
    { "was-accepted", MC_REFUSAL_NEVER_ACCEPTED },
    { "today", MC_REFUSAL_ACCEPTED_EARLIER },
    { "unpaid", MC_REFUSAL_PAID },
    { "acceptor", MC_REFUSAL_NOT_ACCEPTOR },
    { "extensions", MC_REFUSAL_EXTENDED },
    { "in-time", MC_REFUSAL_TOO_LATE },
    { "same-day", MC_REFUSAL_NOT_SAME_DAY },
    { "not-out", MC_REFUSAL_HANDED_OUT },
    { "on-way", MC_REFUSAL_NOT_ON_WAY },
    { "others", MC_REFUSAL_NOBODY_ELSES },
    { "own", MC_REFUSAL_ASSIGNMENT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i].word, word))
      {
        *expected = words[i].refusal;
        case_break_intake (c, word, general);
        case_break_payment (c, word);
        case_break_time (c, word);
        case_break_result (c, word);
        return TRUE;
      }
  return FALSE;
}

/* As in domain 3.2; '?': a role that has no part in it. */
static inline char
case_letter (McRole role)
{
  switch (role)
    {
    case MC_ROLE_RECEIVER:
      return 'R';
    case MC_ROLE_SPECIALIST:
      return 'S';
    case MC_ROLE_HEAD:
      return 'H';
    case MC_ROLE_LEADER:
      return 'L';
    case MC_ROLE_CLERK:
      return 'V';
    case MC_ROLE_CASHIER:
      return 'P';
    case MC_ROLE_APPLICANT:
      return 'C';
    case MC_ROLE_SYSTEM:
      return 'A';
    default:
      return '?';
    }
}

static inline McRole
case_role (char letter)
{
  for (guint role = 0; role < MC_N_ROLES; role++)
    if (case_letter (role) == letter)
      return role;
  g_assert_not_reached ();
}

/* unit: 'r', 'c', 't': the role is held there alone; '-': in another one. */
static inline void
actor_init (McActor *actor, McRole role, char unit)
{
  *actor = (McActor) { .sub = CASE_ME };
  for (guint i = 0; i < G_N_ELEMENTS (actor->roles); i++)
    if (role >= MC_N_OFFICIAL_ROLES || "rct"[i] == unit)
      actor->roles[i] = MC_ROLE_BIT (role);
  if (unit == '-')
    actor->elsewhere = MC_ROLE_BIT (role);
}

/* The dossier after the move: what a portal would keep of it. */
static inline void
case_apply (McCase *c, const McMove *move)
{
  c->state = move->state;
  c->step = move->step;
  memcpy (c->remembered, move->remembered, sizeof c->remembered);
  c->n_remembered = move->n_remembered;
  c->payment = move->payment;
  c->delivery = move->delivery;
  c->sent_back = move->sent_back;
}
