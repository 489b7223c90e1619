// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-transition.h"

#define R MC_ROLE_BIT (MC_ROLE_RECEIVER)
#define S MC_ROLE_BIT (MC_ROLE_SPECIALIST)
#define H MC_ROLE_BIT (MC_ROLE_HEAD)
#define L MC_ROLE_BIT (MC_ROLE_LEADER)
#define V MC_ROLE_BIT (MC_ROLE_CLERK)
#define P MC_ROLE_BIT (MC_ROLE_CASHIER)
#define C MC_ROLE_BIT (MC_ROLE_APPLICANT)
#define A MC_ROLE_BIT (MC_ROLE_SYSTEM)

#define COMPETENT .scope = MC_SCOPE_COMPETENT
#define TARGET .scope = MC_SCOPE_TARGET
#define TOLD MC_EFFECT_NOTICE
/* acceptance: code, receipt's number, date of return */
#define ACCEPTED MC_EFFECT_CODE | MC_EFFECT_TICKET | MC_EFFECT_SET_HANDLER
#define INTAKE_ENDS MC_CLOCK_END_RESPONSE
#define ACCEPTANCE_STARTS MC_CLOCK_END_RESPONSE | MC_CLOCK_START

/* Domain 3.2, row by row, with the steps between 2 and 9 that a process is made of. Three refusals are kept apart: "refuse"
 * (từ chối tiếp nhận, form 03, before acceptance), "refuse_settlement" (từ chối giải quyết, a result of its own) and "stop"
 * or "accept_withdrawal" (dừng giải quyết, form 05). A supplement at intake ends the response clock, one in appraisal
 * pauses the other. Nothing here is skipped for procedures of one day: their compound act has all four legs. */
static const McTransition rows[] = {
  /* – → 1, – → 2 */
  { "submit", 0, NULL, 1, MC_STEP_NEW, C | A, .guards = MC_GUARD_IDENTITY | MC_GUARD_ATTACHED,
    .clock = MC_CLOCK_START_RESPONSE, .effects = MC_EFFECT_PRE_CODE | TOLD },
  { "accept", 0, NULL, 2, MC_STEP_ACCEPTED, R, .guards = MC_GUARD_IDENTITY | MC_GUARD_COMPONENTS | MC_GUARD_FEE,
    .paper = "01", .clock = MC_CLOCK_START, .effects = ACCEPTED, .custody = MC_CUSTODY_COUNTER },
  /* intake: 1, and back to it */
  { "accept", 1, NULL, 2, MC_STEP_ACCEPTED, R, .remember = TRUE, .guards = MC_GUARD_COMPONENTS | MC_GUARD_FEE,
    .paper = "01", .clock = ACCEPTANCE_STARTS, .effects = ACCEPTED | TOLD, .custody = MC_CUSTODY_COUNTER },
  { "request_supplement", 1, NULL, 5, MC_STEP_SUPPLEMENT_AT_INTAKE, R, .paper = "02", .clock = INTAKE_ENDS,
    .effects = TOLD | MC_EFFECT_SET_HANDLER },
  { "refuse", 1, NULL, 3, MC_STEP_CLOSED, R, .guards = MC_GUARD_RECEIVER_REFUSES, .paper = "03", .clock = INTAKE_ENDS,
    .effects = TOLD | MC_EFFECT_REFUND | MC_EFFECT_RETURN_ORIGINALS, .custody = MC_CUSTODY_APPLICANT },
  { "refuse", 1, NULL, 3, MC_STEP_CLOSED, L, .guards = MC_GUARD_LEADER_REFUSES, .paper = "03", .clock = INTAKE_ENDS,
    .effects = TOLD | MC_EFFECT_REFUND | MC_EFFECT_RETURN_ORIGINALS, .custody = MC_CUSTODY_APPLICANT },
  { "request_payment", 1, NULL, 6, MC_STEP_PAYMENT_AT_INTAKE, R,
    .guards = MC_GUARD_FEE_AT_RECEPTION | MC_GUARD_NO_ORDER, .clock = MC_CLOCK_PAUSE_RESPONSE,
    .effects = TOLD | MC_EFFECT_PAYMENT_ORDER | MC_EFFECT_SET_HANDLER, .payment = MC_PAYMENT_DUE },
  { "collect_payment", 1, NULL, 1, MC_STEP_SAME, R | P, .guards = MC_GUARD_FEE_AT_RECEPTION | MC_GUARD_NO_ORDER,
    .effects = MC_EFFECT_PAYMENT_ORDER | MC_EFFECT_PAYMENT_RECEIPT, .payment = MC_PAYMENT_PAID },
  { "submit_supplement", 5, MC_STEP_SUPPLEMENT_AT_INTAKE, 1, MC_STEP_SUPPLEMENTED, C | A | R,
    .guards = MC_GUARD_IDENTITY, .clock = MC_CLOCK_START_RESPONSE, .effects = TOLD },
  { "refuse", 5, MC_STEP_SUPPLEMENT_AT_INTAKE, 3, MC_STEP_CLOSED, R,
    .guards = MC_GUARD_RECEIVER_REFUSES | MC_GUARD_APPLICANT_TIME_OVER, .paper = "03",
    .effects = TOLD | MC_EFFECT_REFUND | MC_EFFECT_RETURN_ORIGINALS, .custody = MC_CUSTODY_APPLICANT },
  { "refuse", 5, MC_STEP_SUPPLEMENT_AT_INTAKE, 3, MC_STEP_CLOSED, L,
    .guards = MC_GUARD_LEADER_REFUSES | MC_GUARD_APPLICANT_TIME_OVER, .paper = "03",
    .effects = TOLD | MC_EFFECT_REFUND | MC_EFFECT_RETURN_ORIGINALS, .custody = MC_CUSTODY_APPLICANT },
  { "confirm_payment", 6, MC_STEP_PAYMENT_AT_INTAKE, 1, MC_STEP_PAID_AT_INTAKE, A | P, .guards = MC_GUARD_SETTLED,
    .clock = MC_CLOCK_RESUME_RESPONSE, .effects = TOLD | MC_EFFECT_PAYMENT_RECEIPT, .payment = MC_PAYMENT_PAID },
  { "exempt_payment", 6, MC_STEP_PAYMENT_AT_INTAKE, 1, MC_STEP_PAID_AT_INTAKE, P, .guards = MC_GUARD_ORDER,
    .clock = MC_CLOCK_RESUME_RESPONSE, .effects = TOLD, .payment = MC_PAYMENT_EXEMPT },
  { "refuse", 6, MC_STEP_PAYMENT_AT_INTAKE, 3, MC_STEP_CLOSED, R | A, .guards = MC_GUARD_APPLICANT_TIME_OVER,
    .paper = "03", .clock = INTAKE_ENDS, .effects = TOLD | MC_EFFECT_REFUND | MC_EFFECT_RETURN_ORIGINALS,
    .custody = MC_CUSTODY_APPLICANT },
  /* 2: accepted, still at the counter */
  { "cancel_acceptance", 2, MC_STEP_ACCEPTED, 1, MC_STEP_REMEMBERED, R | H,
    .guards = MC_GUARD_ACCEPTED_TODAY | MC_GUARD_NOTHING_PAID | MC_GUARD_ACCEPTOR, .clock = MC_CLOCK_VOID,
    .effects = TOLD | MC_EFFECT_VOID_CODE },
  { "forward", 2, MC_STEP_ACCEPTED, 4, MC_STEP_FIRST, R, .clock = MC_CLOCK_START_STEP,
    .effects = MC_EFFECT_CONTROL_SLIP | MC_EFFECT_CLEAR_HANDLER | TOLD, .custody = MC_CUSTODY_UNIT },
  { "forward", 4, MC_STEP_RETURNED_TO_COUNTER, 4, MC_STEP_REMEMBERED, R, .clock = MC_CLOCK_START_STEP,
    .effects = MC_EFFECT_CONTROL_SLIP, .custody = MC_CUSTODY_UNIT },
  { "propose_supplement", 2, MC_STEP_ACCEPTED, 2, MC_STEP_SUPPLEMENT_PROPOSED, S, COMPETENT, .remember = TRUE,
    .guards = MC_GUARD_ROUNDS },
  { "request_payment", 2, MC_STEP_ACCEPTED, 6, MC_STEP_PAYMENT_IN_PROCESSING, S | P, COMPETENT, .remember = TRUE,
    .guards = MC_GUARD_NO_ORDER, .clock = MC_CLOCK_PAUSE, .effects = TOLD | MC_EFFECT_PAYMENT_ORDER,
    .payment = MC_PAYMENT_DUE },
  /* 4: the chain of the process */
  { "assign", 4, MC_STEP_ASSIGNMENT, 4, MC_STEP_NEXT, H, COMPETENT, .clock = MC_CLOCK_START_STEP,
    .effects = MC_EFFECT_SET_HANDLER | MC_EFFECT_CONTROL_SLIP },
  { "assign", 4, MC_STEP_APPRAISAL, 4, MC_STEP_SAME, H, COMPETENT,
    .effects = MC_EFFECT_SET_HANDLER | MC_EFFECT_CONTROL_SLIP },
  { "take_over", 4, MC_STEP_APPRAISAL, 4, MC_STEP_SAME, S, COMPETENT, .guards = MC_GUARD_OTHERS,
    .effects = MC_EFFECT_SET_HANDLER | MC_EFFECT_CONTROL_SLIP },
  /* chuyển trả: what the counter handed over is not in order. The state told to others does not go backwards, no clock but
   * that of the step stops, and it comes back to who returned it */
  { "return_to_counter", 4, MC_STEP_ASSIGNMENT, 4, MC_STEP_RETURNED_TO_COUNTER, H, COMPETENT, .remember = TRUE,
    .clock = MC_CLOCK_START_STEP, .effects = MC_EFFECT_CONTROL_SLIP | MC_EFFECT_SEND_BACK,
    .custody = MC_CUSTODY_COUNTER },
  { "return_to_counter", 4, MC_STEP_APPRAISAL, 4, MC_STEP_RETURNED_TO_COUNTER, S, COMPETENT, .own = TRUE,
    .remember = TRUE, .clock = MC_CLOCK_START_STEP, .effects = MC_EFFECT_CONTROL_SLIP | MC_EFFECT_SEND_BACK,
    .custody = MC_CUSTODY_COUNTER },
  { "submit_approval", 4, MC_STEP_APPRAISAL, 4, MC_STEP_NEXT, S, COMPETENT, .own = TRUE, .clock = MC_CLOCK_START_STEP,
    .effects = MC_EFFECT_DRAFT | MC_EFFECT_CONTROL_SLIP },
  { "endorse", 4, MC_STEP_REVIEW, 4, MC_STEP_NEXT, H, COMPETENT, .guards = MC_GUARD_DRAFT, .clock = MC_CLOCK_START_STEP,
    .effects = MC_EFFECT_CONTROL_SLIP },
  { "approve", 4, MC_STEP_APPROVAL, 4, MC_STEP_NEXT, L, COMPETENT, .guards = MC_GUARD_DRAFT,
    .clock = MC_CLOCK_START_STEP, .effects = MC_EFFECT_SIGN | MC_EFFECT_CONTROL_SLIP },
  { "return_for_rework", 4, MC_STEP_REVIEW, 4, MC_STEP_REWORK, H, COMPETENT, .clock = MC_CLOCK_START_STEP,
    .effects = MC_EFFECT_CONTROL_SLIP | MC_EFFECT_SEND_BACK },
  { "return_for_rework", 4, MC_STEP_APPROVAL, 4, MC_STEP_REWORK, L, COMPETENT, .clock = MC_CLOCK_START_STEP,
    .effects = MC_EFFECT_CONTROL_SLIP | MC_EFFECT_SEND_BACK },
  { "return_for_rework", 4, MC_STEP_NUMBERING, 4, MC_STEP_SIGN_AGAIN, V, COMPETENT, .clock = MC_CLOCK_START_STEP,
    .effects = MC_EFFECT_CONTROL_SLIP | MC_EFFECT_VOID_RESULT | MC_EFFECT_SEND_BACK },
  { "issue", 4, MC_STEP_NUMBERING, 9, MC_STEP_RESULT_ISSUED, V, COMPETENT, .guards = MC_GUARD_SIGNED,
    .clock = MC_CLOCK_END, .effects = TOLD | MC_EFFECT_RESULT | MC_EFFECT_CONTROL_SLIP },
  { "refuse_settlement", 4, MC_STEP_APPROVAL, 8, MC_STEP_CLOSED, L, COMPETENT, .clock = MC_CLOCK_END,
    .effects = TOLD | MC_EFFECT_RESULT_REFUSAL | MC_EFFECT_RETURN_ORIGINALS | MC_EFFECT_CLOSE_SLIP,
    .custody = MC_CUSTODY_APPLICANT },
  { "extend", 4, NULL, 4, MC_STEP_SAME, L, COMPETENT, .guards = MC_GUARD_EXTENSIONS | MC_GUARD_IN_TIME, .paper = "04",
    .clock = MC_CLOCK_EXTEND, .effects = TOLD | MC_EFFECT_COUNT_EXTENSION },
  /* to another unit: the request and its clock stay what they are */
  { "transfer", 4, MC_STEP_ASSIGNMENT, 4, MC_STEP_TRANSFER_PENDING, H, COMPETENT, .remember = TRUE,
    .effects = MC_EFFECT_CONTROL_SLIP },
  { "transfer", 4, MC_STEP_APPRAISAL, 4, MC_STEP_TRANSFER_PENDING, H, COMPETENT, .remember = TRUE,
    .effects = MC_EFFECT_CONTROL_SLIP },
  { "accept_transfer", 4, MC_STEP_TRANSFER_PENDING, 4, MC_STEP_FIRST, H, TARGET, .clock = MC_CLOCK_START_STEP,
    .effects = MC_EFFECT_MOVE_UNIT | MC_EFFECT_CLEAR_HANDLER | MC_EFFECT_CONTROL_SLIP | TOLD },
  { "send_back_transfer", 4, MC_STEP_TRANSFER_PENDING, 4, MC_STEP_REMEMBERED, H, TARGET,
    .effects = MC_EFFECT_CONTROL_SLIP | MC_EFFECT_SEND_BACK },
  /* a supplement while it is handled: the specialist proposes, the counter writes to the applicant */
  { "propose_supplement", 4, MC_STEP_APPRAISAL, 4, MC_STEP_SUPPLEMENT_PROPOSED, S, COMPETENT, .own = TRUE,
    .remember = TRUE, .guards = MC_GUARD_ROUNDS },
  { "issue_supplement", 2, MC_STEP_SUPPLEMENT_PROPOSED, 5, MC_STEP_SUPPLEMENT_IN_APPRAISAL, R,
    .guards = MC_GUARD_ROUNDS, .paper = "02", .clock = MC_CLOCK_PAUSE, .effects = TOLD | MC_EFFECT_COUNT_ROUND },
  { "issue_supplement", 4, MC_STEP_SUPPLEMENT_PROPOSED, 5, MC_STEP_SUPPLEMENT_IN_APPRAISAL, R,
    .guards = MC_GUARD_ROUNDS, .paper = "02", .clock = MC_CLOCK_PAUSE, .effects = TOLD | MC_EFFECT_COUNT_ROUND },
  /* not handed over yet: it stays with who returns the proposal, and nobody has anything to correct */
  { "return_proposal", 2, MC_STEP_SUPPLEMENT_PROPOSED, 2, MC_STEP_REMEMBERED, R },
  { "return_proposal", 4, MC_STEP_SUPPLEMENT_PROPOSED, 4, MC_STEP_REMEMBERED, R, .effects = MC_EFFECT_SEND_BACK },
  { "submit_supplement", 5, MC_STEP_SUPPLEMENT_IN_APPRAISAL, 5, MC_STEP_SUPPLEMENT_SUBMITTED, C | A | R,
    .guards = MC_GUARD_IDENTITY, .effects = TOLD },
  { "register_supplement", 5, MC_STEP_SUPPLEMENT_SUBMITTED, 4, MC_STEP_RESUME, R, .guards = MC_GUARD_COMPONENTS,
    .clock = MC_CLOCK_RESUME | MC_CLOCK_RESTART | MC_CLOCK_START_STEP, .effects = TOLD | MC_EFFECT_CONTROL_SLIP,
    .custody = MC_CUSTODY_UNIT },
  { "send_back_supplement", 5, MC_STEP_SUPPLEMENT_SUBMITTED, 5, MC_STEP_SUPPLEMENT_IN_APPRAISAL, R, .effects = TOLD },
  { "stop", 5, MC_STEP_SUPPLEMENT_IN_APPRAISAL, 8, MC_STEP_CLOSED, L, COMPETENT, .guards = MC_GUARD_APPLICANT_TIME_OVER,
    .paper = "05", .clock = MC_CLOCK_END, .effects = TOLD | MC_EFFECT_RETURN_ORIGINALS | MC_EFFECT_CLOSE_SLIP,
    .custody = MC_CUSTODY_APPLICANT },
  /* a fee or tax while it is handled */
  { "request_payment", 4, MC_STEP_APPRAISAL, 6, MC_STEP_PAYMENT_IN_PROCESSING, S, COMPETENT, .own = TRUE,
    .remember = TRUE, .guards = MC_GUARD_NO_ORDER, .clock = MC_CLOCK_PAUSE, .effects = TOLD | MC_EFFECT_PAYMENT_ORDER,
    .payment = MC_PAYMENT_DUE },
  { "request_payment", 4, MC_STEP_APPRAISAL, 6, MC_STEP_PAYMENT_IN_PROCESSING, P, COMPETENT, .remember = TRUE,
    .guards = MC_GUARD_NO_ORDER, .clock = MC_CLOCK_PAUSE, .effects = TOLD | MC_EFFECT_PAYMENT_ORDER,
    .payment = MC_PAYMENT_DUE },
  { "confirm_payment", 6, MC_STEP_PAYMENT_IN_PROCESSING, 4, MC_STEP_RESUME, A | P, .guards = MC_GUARD_SETTLED,
    .clock = MC_CLOCK_RESUME | MC_CLOCK_START_STEP, .effects = TOLD | MC_EFFECT_PAYMENT_RECEIPT,
    .payment = MC_PAYMENT_PAID },
  { "exempt_payment", 6, MC_STEP_PAYMENT_IN_PROCESSING, 4, MC_STEP_RESUME, P, .guards = MC_GUARD_ORDER,
    .clock = MC_CLOCK_RESUME | MC_CLOCK_START_STEP, .effects = TOLD, .payment = MC_PAYMENT_EXEMPT },
  /* withdrawal: until the decision is signed; a counter may write it down for the applicant */
  { "request_withdrawal", 1, NULL, 7, MC_STEP_WITHDRAWAL_REQUESTED, C | R, .remember = TRUE,
    .guards = MC_GUARD_IDENTITY },
  { "request_withdrawal", 2, NULL, 7, MC_STEP_WITHDRAWAL_REQUESTED, C | R, .remember = TRUE,
    .guards = MC_GUARD_IDENTITY },
  { "request_withdrawal", 4, NULL, 7, MC_STEP_WITHDRAWAL_REQUESTED, C | R, .remember = TRUE,
    .guards = MC_GUARD_IDENTITY | MC_GUARD_NOT_SIGNED },
  { "request_withdrawal", 5, NULL, 7, MC_STEP_WITHDRAWAL_REQUESTED, C | R, .remember = TRUE,
    .guards = MC_GUARD_IDENTITY },
  { "request_withdrawal", 6, NULL, 7, MC_STEP_WITHDRAWAL_REQUESTED, C | R, .remember = TRUE,
    .guards = MC_GUARD_IDENTITY },
  { "accept_withdrawal", 7, NULL, 8, MC_STEP_CLOSED, R, .guards = MC_GUARD_NEVER_ACCEPTED, .paper = "05",
    .clock = INTAKE_ENDS, .effects = TOLD | MC_EFFECT_REFUND | MC_EFFECT_RETURN_ORIGINALS,
    .custody = MC_CUSTODY_APPLICANT },
  { "accept_withdrawal", 7, NULL, 8, MC_STEP_CLOSED, L, COMPETENT, .guards = MC_GUARD_WAS_ACCEPTED, .paper = "05",
    .clock = MC_CLOCK_END, .effects = TOLD | MC_EFFECT_REFUND | MC_EFFECT_RETURN_ORIGINALS | MC_EFFECT_CLOSE_SLIP,
    .custody = MC_CUSTODY_APPLICANT },
  { "refuse_withdrawal", 7, NULL, MC_TO_REMEMBERED, MC_STEP_REMEMBERED, L, COMPETENT, .effects = TOLD },
  /* 9: the result, to the counter and out of it */
  { "receive_result", 9, MC_STEP_RESULT_ISSUED, 9, MC_STEP_WAITING_RETURN, R, .effects = MC_EFFECT_CONTROL_SLIP,
    .custody = MC_CUSTODY_COUNTER },
  { "return_result", 9, MC_STEP_RESULT_ISSUED, 10, MC_STEP_CLOSED, A, .guards = MC_GUARD_IDENTITY,
    .effects = TOLD | MC_EFFECT_CLOSE_SLIP | MC_EFFECT_SURVEY, .delivery = MC_DELIVERY_DELIVERED },
  { "return_result", 9, MC_STEP_WAITING_RETURN, 10, MC_STEP_CLOSED, R | A, .guards = MC_GUARD_IDENTITY,
    .effects = TOLD | MC_EFFECT_CLOSE_SLIP | MC_EFFECT_SURVEY | MC_EFFECT_RETURN_ORIGINALS,
    .custody = MC_CUSTODY_APPLICANT, .delivery = MC_DELIVERY_DELIVERED },
  { "hand_to_post", 9, MC_STEP_WAITING_RETURN, 9, MC_STEP_SAME, R, .guards = MC_GUARD_NOT_DELIVERED, .effects = TOLD,
    .custody = MC_CUSTODY_POST, .delivery = MC_DELIVERY_ON_WAY },
  { "post_returned", 9, MC_STEP_WAITING_RETURN, 9, MC_STEP_SAME, R | A, .guards = MC_GUARD_ON_WAY, .effects = TOLD,
    .custody = MC_CUSTODY_COUNTER, .delivery = MC_DELIVERY_FAILED },
  { "correct", 9, NULL, 4, MC_STEP_REWORK, L, COMPETENT, .guards = MC_GUARD_NOT_DELIVERED,
    .clock = MC_CLOCK_REOPEN | MC_CLOCK_START_STEP,
    .effects = TOLD | MC_EFFECT_CORRECTION | MC_EFFECT_VOID_RESULT | MC_EFFECT_CONTROL_SLIP | MC_EFFECT_SEND_BACK,
    .custody = MC_CUSTODY_UNIT },
  /* 3, 8: the decision stands; what was paid for goes back, and who took it says so */
  { "confirm_refund", 3, NULL, 3, MC_STEP_SAME, P, .guards = MC_GUARD_REFUND_DUE, .effects = TOLD,
    .payment = MC_PAYMENT_REFUNDED },
  { "confirm_refund", 8, NULL, 8, MC_STEP_SAME, P, .guards = MC_GUARD_REFUND_DUE, .effects = TOLD,
    .payment = MC_PAYMENT_REFUNDED },
/* whatever has become of it: it is sent to those who have not heard of it once more */
#define SYNC_AGAIN(state) { "sync_again", state, NULL, state, MC_STEP_SAME, R | H, .guards = MC_GUARD_SYNC_FAILED }
  SYNC_AGAIN (1),
  SYNC_AGAIN (2),
  SYNC_AGAIN (3),
  SYNC_AGAIN (4),
  SYNC_AGAIN (5),
  SYNC_AGAIN (6),
  SYNC_AGAIN (7),
  SYNC_AGAIN (8),
  SYNC_AGAIN (9),
  SYNC_AGAIN (10),
/* files: the counter's while papers are checked, then of who handles it, the draft of the result too. What the applicant
   * sent is not theirs to take away: mc_document_may_end() */
#define COUNTER_FILES(action)                                                                                          \
  { action, 1, NULL, 1, MC_STEP_SAME, R }, { action, 2, MC_STEP_ACCEPTED, 2, MC_STEP_SAME, R },                        \
      { action, 4, MC_STEP_RETURNED_TO_COUNTER, 4, MC_STEP_SAME, R },                                                  \
  {                                                                                                                    \
    action, 5, MC_STEP_SUPPLEMENT_SUBMITTED, 5, MC_STEP_SAME, R                                                        \
  }
#define HANDLER_FILES(action) { action, 4, MC_STEP_APPRAISAL, 4, MC_STEP_SAME, S, COMPETENT, .own = TRUE }
  COUNTER_FILES ("attach_file"),
  HANDLER_FILES ("attach_file"),
  COUNTER_FILES ("replace_file"),
  HANDLER_FILES ("replace_file"),
  COUNTER_FILES ("remove_file"),
  HANDLER_FILES ("remove_file"),
  COUNTER_FILES ("reuse_paper"),
  HANDLER_FILES ("reuse_paper"),
  { "attach_result", 4, MC_STEP_APPRAISAL, 4, MC_STEP_SAME, S, COMPETENT, .own = TRUE, .guards = MC_GUARD_NOT_SIGNED },
  /* – or 1 → 2 → 4 → 9 → 10 while one waits; form 01 only when the rule or the applicant asks for it */
  { "accept_and_return", 0, NULL, 2, MC_STEP_ACCEPTED, R,
    .guards = MC_GUARD_IDENTITY | MC_GUARD_COMPONENTS | MC_GUARD_FEE | MC_GUARD_SAME_DAY, .clock = MC_CLOCK_START,
    .effects = ACCEPTED, .custody = MC_CUSTODY_COUNTER, .leg = 1, .record = "accept" },
  { "accept_and_return", 1, NULL, 2, MC_STEP_ACCEPTED, R,
    .guards = MC_GUARD_IDENTITY | MC_GUARD_COMPONENTS | MC_GUARD_FEE | MC_GUARD_SAME_DAY, .clock = ACCEPTANCE_STARTS,
    .effects = ACCEPTED, .custody = MC_CUSTODY_COUNTER, .leg = 1, .record = "accept" },
  { "accept_and_return", 2, MC_STEP_ACCEPTED, 4, MC_STEP_FIRST, R, .effects = MC_EFFECT_CONTROL_SLIP, .leg = 2,
    .record = "forward" },
  { "accept_and_return", 4, NULL, 9, MC_STEP_WAITING_RETURN, R, .clock = MC_CLOCK_END,
    .effects = MC_EFFECT_SIGN | MC_EFFECT_RESULT | MC_EFFECT_CONTROL_SLIP, .leg = 3, .record = "issue" },
  { "accept_and_return", 9, MC_STEP_WAITING_RETURN, 10, MC_STEP_CLOSED, R,
    .effects = TOLD | MC_EFFECT_CLOSE_SLIP | MC_EFFECT_SURVEY | MC_EFFECT_RETURN_ORIGINALS,
    .custody = MC_CUSTODY_APPLICANT, .delivery = MC_DELIVERY_DELIVERED, .leg = 4, .record = "return_result" },
};

const McTransition *
mc_transitions_get (guint *n_rows)
{
  *n_rows = G_N_ELEMENTS (rows);
  return rows;
}
