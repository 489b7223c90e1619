// SPDX-License-Identifier: GPL-3.0-or-later
/* What is to happen to a made dossier, act by act, in the order that the rules ask for. */
#include "mc-training-making.h"

#define MAX_TRIES 300
#define SHORT_DAYS 3 /* limits below have no time for a supplement in appraisal */
#define LONG_DAYS 10 /* … for an extension, which is asked for a day before the date at the latest */

/* How it ends. */
typedef enum
{
  FATE_RETURNED,
  FATE_REFUSED,
  FATE_WITHDRAWN,
  FATE_STOPPED,
  FATE_DENIED,
  FATE_NOT_COLLECTED,
} Fate;

static gboolean
drawn (McTrainingMaker *self, McShare share)
{
  return mc_measure_drawn (self->rand, share);
}

static void
add (McLifePlan *plan, const char *action, McRole role, McPace pace)
{
  const McDeed deed = { .action = action, .role = role, .pace = pace, .at = MC_WALL_NONE };

  g_array_append_val (plan->deeds, deed);
}

static gboolean
has_turn (const McLifePlan *plan, McTurn turn)
{
  return (plan->turns & (1u << turn)) != 0;
}

static gboolean
is_direct (const McLifePlan *plan)
{
  return g_str_equal (plan->channel, "direct");
}

static gboolean
has_step (const McLifePlan *plan, const char *kind)
{
  for (guint i = 0; i < plan->process->steps->len; i++)
    if (g_str_equal (((const McStep *) g_ptr_array_index (plan->process->steps, i))->kind, kind))
      return TRUE;
  return FALSE;
}

static int
days_of (const McLifePlan *plan)
{
  const McWorldLimit *limit = mc_world_get_limit (plan->procedure, plan->channel);

  return g_str_equal (limit->unit, "working_day") || g_str_equal (limit->unit, "calendar_day") ? limit->amount : 0;
}

static void
add_fee (McTrainingMaker *self, McLifePlan *plan)
{
  if (!plan->fee || plan->paid)
    return;
  if (is_direct (plan) && !plan->exempt)
    {
      add (plan, "collect_payment", MC_ROLE_CASHIER, MC_PACE_AT_ONCE);
      return;
    }
  add (plan, "request_payment", MC_ROLE_RECEIVER, is_direct (plan) ? MC_PACE_AT_ONCE : MC_PACE_QUICK);
  if (plan->exempt)
    add (plan, "exempt_payment", MC_ROLE_CASHIER, is_direct (plan) ? MC_PACE_AT_ONCE : MC_PACE_QUICK);
  else
    add (plan, "confirm_payment", MC_ROLE_SYSTEM, MC_PACE_PAY);
}

/* The counter scans again what it scanned badly, or corrects what it typed, and hands over again. */
static void
add_back_to_counter (McLifePlan *plan, McRole by)
{
  add (plan, "return_to_counter", by, MC_PACE_WORK);
  add (plan, "forward", MC_ROLE_RECEIVER, MC_PACE_QUICK);
}

/* The head takes it for another commune's, whose head knows better. */
static void
add_transfer (McLifePlan *plan)
{
  add (plan, "transfer", MC_ROLE_HEAD, MC_PACE_WORK);
  add (plan, "send_back_transfer", MC_ROLE_HEAD, MC_PACE_QUICK);
}

/* FALSE: it ended there. */
static gboolean
add_appraisal (McLifePlan *plan, Fate fate)
{
  if (has_turn (plan, MC_TURN_TAX))
    {
      add (plan, "request_payment", MC_ROLE_SPECIALIST, MC_PACE_WORK);
      add (plan, "confirm_payment", MC_ROLE_SYSTEM, MC_PACE_PAY);
    }
  if (has_turn (plan, MC_TURN_APPRAISAL))
    {
      add (plan, "propose_supplement", MC_ROLE_SPECIALIST, MC_PACE_WORK);
      add (plan, "issue_supplement", MC_ROLE_RECEIVER, MC_PACE_QUICK);
      if (fate == FATE_STOPPED)
        add (plan, "stop", MC_ROLE_LEADER, MC_PACE_TIME_OVER);
      if (fate == FATE_STOPPED)
        return FALSE;
      add (plan, "submit_supplement", MC_ROLE_APPLICANT, MC_PACE_REPLY);
      add (plan, "register_supplement", MC_ROLE_RECEIVER, MC_PACE_ANSWER);
    }
  if (plan->extended)
    add (plan, "extend", MC_ROLE_LEADER, MC_PACE_WORK);
  add (plan, "submit_approval", MC_ROLE_SPECIALIST, MC_PACE_WORK);
  return TRUE;
}

/* FALSE: it ended there. */
static gboolean
add_approval (McLifePlan *plan, Fate fate)
{
  if (has_turn (plan, MC_TURN_WITHDRAWN_LATE))
    {
      add (plan, "request_withdrawal", MC_ROLE_APPLICANT, MC_PACE_WORK);
      add (plan, "accept_withdrawal", MC_ROLE_LEADER, MC_PACE_WORK);
      return FALSE;
    }
  if (fate == FATE_DENIED)
    {
      add (plan, "refuse_settlement", MC_ROLE_LEADER, MC_PACE_WORK);
      return FALSE;
    }
  add (plan, "approve", MC_ROLE_LEADER, MC_PACE_WORK);
  return TRUE;
}

static gboolean
add_steps (McTrainingMaker *self, McLifePlan *plan, Fate fate)
{
  gboolean back = has_turn (plan, MC_TURN_BACK_TO_COUNTER);
  gboolean by_head = back && has_step (plan, MC_STEP_ASSIGNMENT) && mc_maker_draw (self, 0, 2) == 0;

  for (guint i = 0; i < plan->process->steps->len; i++)
    {
      const char *kind = ((const McStep *) g_ptr_array_index (plan->process->steps, i))->kind;

      if (back && g_str_equal (kind, by_head ? MC_STEP_ASSIGNMENT : MC_STEP_APPRAISAL))
        add_back_to_counter (plan, by_head ? MC_ROLE_HEAD : MC_ROLE_SPECIALIST);
      if (g_str_equal (kind, MC_STEP_ASSIGNMENT) && has_turn (plan, MC_TURN_TRANSFER))
        add_transfer (plan);
      if (g_str_equal (kind, MC_STEP_ASSIGNMENT))
        add (plan, "assign", MC_ROLE_HEAD, MC_PACE_WORK);
      else if (g_str_equal (kind, MC_STEP_APPRAISAL) && !add_appraisal (plan, fate))
        return FALSE;
      else if (g_str_equal (kind, MC_STEP_REVIEW))
        {
          if (has_turn (plan, MC_TURN_REWORK))
            {
              add (plan, "return_for_rework", MC_ROLE_HEAD, MC_PACE_WORK);
              add (plan, "submit_approval", MC_ROLE_SPECIALIST, MC_PACE_WORK);
            }
          add (plan, "endorse", MC_ROLE_HEAD, MC_PACE_WORK);
        }
      else if (g_str_equal (kind, MC_STEP_APPROVAL) && !add_approval (plan, fate))
        return FALSE;
      else if (g_str_equal (kind, MC_STEP_NUMBERING))
        add (plan, "issue", MC_ROLE_CLERK, MC_PACE_WORK);
    }
  return TRUE;
}

/* A fault is seen before the result is returned: back to appraisal, and up again. */
static void
add_correction (McLifePlan *plan)
{
  add (plan, "receive_result", MC_ROLE_RECEIVER, MC_PACE_WORK);
  add (plan, "correct", MC_ROLE_LEADER, MC_PACE_WORK);
  add (plan, "submit_approval", MC_ROLE_SPECIALIST, MC_PACE_WORK);
  add (plan, "endorse", MC_ROLE_HEAD, MC_PACE_WORK);
  add (plan, "approve", MC_ROLE_LEADER, MC_PACE_WORK);
  add (plan, "issue", MC_ROLE_CLERK, MC_PACE_WORK);
}

static void
add_return (McTrainingMaker *self, McLifePlan *plan, Fate fate)
{
  if (!has_turn (plan, MC_TURN_COUNTER) && !has_turn (plan, MC_TURN_POST))
    {
      add (plan, "return_result", MC_ROLE_SYSTEM, MC_PACE_AT_ONCE);
      return;
    }
  add (plan, "receive_result", MC_ROLE_RECEIVER, MC_PACE_QUICK);
  if (fate == FATE_NOT_COLLECTED)
    return;
  if (has_turn (plan, MC_TURN_COUNTER))
    {
      add (plan, "return_result", MC_ROLE_RECEIVER, MC_PACE_COLLECT);
      return;
    }
  add (plan, "hand_to_post", MC_ROLE_RECEIVER, MC_PACE_QUICK);
  if (drawn (self, MC_SHARE_POST_RETURNED))
    {
      add (plan, "post_returned", MC_ROLE_RECEIVER, MC_PACE_SHIP);
      add (plan, "hand_to_post", MC_ROLE_RECEIVER, MC_PACE_ANSWER);
    }
  add (plan, "return_result", MC_ROLE_SYSTEM, MC_PACE_SHIP);
}

static void
add_deeds (McTrainingMaker *self, McLifePlan *plan, Fate fate, gboolean at_once)
{
  McPace answer = is_direct (plan) ? MC_PACE_AT_ONCE : MC_PACE_ANSWER;

  if (!is_direct (plan) || plan->fee)
    add (plan, "submit", MC_ROLE_APPLICANT, MC_PACE_AT_ONCE);
  if (has_turn (plan, MC_TURN_SUPPLEMENT))
    {
      add (plan, "request_supplement", MC_ROLE_RECEIVER, MC_PACE_ANSWER);
      add (plan, "submit_supplement", MC_ROLE_APPLICANT, MC_PACE_REPLY);
    }
  if (has_turn (plan, MC_TURN_WITHDRAWN_EARLY))
    {
      add (plan, "request_withdrawal", MC_ROLE_APPLICANT, MC_PACE_QUICK);
      add (plan, "accept_withdrawal", MC_ROLE_RECEIVER, MC_PACE_ANSWER);
      return;
    }
  if (fate == FATE_REFUSED)
    {
      add (plan, "refuse", plan->process->refuse_by_leader ? MC_ROLE_LEADER : MC_ROLE_RECEIVER, MC_PACE_ANSWER);
      return;
    }
  add_fee (self, plan);
  if (at_once)
    {
      add (plan, "accept_and_return", MC_ROLE_RECEIVER, answer);
      return;
    }
  add (plan, "accept", MC_ROLE_RECEIVER, answer);
  add (plan, "forward", MC_ROLE_RECEIVER, MC_PACE_WORK);
  if (!add_steps (self, plan, fate))
    return;
  if (has_step (plan, MC_STEP_REVIEW) && days_of (plan) >= SHORT_DAYS && fate == FATE_RETURNED
      && drawn (self, MC_SHARE_CORRECTED))
    add_correction (plan);
  add_return (self, plan, fate);
}

static const char *
draw_channel (McTrainingMaker *self)
{
  int part = mc_maker_draw (self, 0, 1000) - mc_measure_share (MC_SHARE_ONLINE);

  return part < 0 ? "online" : part < mc_measure_share (MC_SHARE_POST) ? "post" : "direct";
}

/* What the People's Committees of communes decide, each of its own ground. */
static gboolean
may_go_elsewhere (const McTrainingMaker *self, const McLifePlan *plan)
{
  return plan->hands.neighbour != NULL && days_of (plan) >= SHORT_DAYS
         && g_str_equal (mc_world_find_competent (self->centre, plan->procedure)->kind, "committee");
}

static void
begin (McTrainingMaker *self, McLifePlan *plan, const McWorldProcedure *procedure, GDateTime *today)
{
  g_autoptr (GDateTime) local = g_date_time_to_timezone (today, mc_calendar_zone ());
  g_autofree char *day = g_date_time_format (local, "%Y-%m-%d");
  const McWorldFee *fee;

  mc_life_plan_clear (plan);
  procedure = mc_maker_draw_case (self, procedure);
  plan->procedure = procedure;
  plan->process = mc_process_ref (procedure->process);
  plan->channel = draw_channel (self);
  plan->hands = mc_maker_hands (self);
  fee = mc_world_get_fee (procedure, plan->channel, day);
  plan->fee = fee != NULL && fee->amount > 0;
  plan->exempt = plan->fee && drawn (self, MC_SHARE_EXEMPT);
  plan->paid = plan->fee && !plan->exempt && g_str_equal (plan->channel, "online")
               && drawn (self, MC_SHARE_PAID_WHEN_SUBMITTED);
  plan->deeds = g_array_new (FALSE, FALSE, sizeof (McDeed));
  if (is_direct (plan) || drawn (self, MC_SHARE_DELIVER_AT_COUNTER))
    plan->turns |= 1u << MC_TURN_COUNTER;
  else if (drawn (self, MC_SHARE_DELIVER_BY_POST))
    plan->turns |= 1u << MC_TURN_POST;
  if (drawn (self, MC_SHARE_REWORK))
    plan->turns |= 1u << MC_TURN_REWORK;
  if (drawn (self, MC_SHARE_BACK_TO_COUNTER))
    plan->turns |= 1u << MC_TURN_BACK_TO_COUNTER;
  if (may_go_elsewhere (self, plan) && drawn (self, MC_SHARE_TRANSFER))
    plan->turns |= 1u << MC_TURN_TRANSFER;
}

void
mc_life_plan_clear (McLifePlan *self)
{
  g_clear_pointer (&self->process, mc_process_unref);
  g_clear_pointer (&self->deeds, g_array_unref);
  *self = (McLifePlan) { 0 };
}

static Fate
draw_fate (McTrainingMaker *self, const McLifePlan *plan)
{
  if (plan->duplicate)
    return FATE_REFUSED;
  if (!is_direct (plan) && drawn (self, MC_SHARE_REFUSED))
    return FATE_REFUSED;
  if (drawn (self, MC_SHARE_WITHDRAWN))
    return FATE_WITHDRAWN;
  if (days_of (plan) >= SHORT_DAYS && drawn (self, MC_SHARE_STOPPED))
    return FATE_STOPPED;
  if (drawn (self, MC_SHARE_DENIED))
    return FATE_DENIED;
  return drawn (self, MC_SHARE_NOT_COLLECTED) ? FATE_NOT_COLLECTED : FATE_RETURNED;
}

static void
draw_turns (McTrainingMaker *self, McLifePlan *plan, Fate fate)
{
  gboolean early = !is_direct (plan) && mc_maker_draw (self, 0, 2) == 0;

  if (!is_direct (plan) && drawn (self, MC_SHARE_SUPPLEMENT_AT_INTAKE))
    plan->turns |= 1u << MC_TURN_SUPPLEMENT;
  if (fate == FATE_WITHDRAWN)
    plan->turns |= 1u << (early ? MC_TURN_WITHDRAWN_EARLY : MC_TURN_WITHDRAWN_LATE);
  if (mc_measure_may_be_late (plan->procedure->code, plan->hands.specialist->sub) && drawn (self, MC_SHARE_LATE))
    {
      plan->turns |= 1u << MC_TURN_LATE;
      return;
    }
  if (fate == FATE_STOPPED || (days_of (plan) >= SHORT_DAYS && drawn (self, MC_SHARE_SUPPLEMENT_IN_APPRAISAL)))
    plan->turns |= 1u << MC_TURN_APPRAISAL;
  if (g_str_equal (plan->procedure->field, "Đất đai") && drawn (self, MC_SHARE_TAX))
    plan->turns |= 1u << MC_TURN_TAX;
  plan->extended = days_of (plan) >= LONG_DAYS && fate != FATE_STOPPED && drawn (self, MC_SHARE_EXTENDED);
}

void
mc_maker_plan_whole (McTrainingMaker *self, McLifePlan *plan, GDateTime *today)
{
  gboolean duplicate = plan->duplicate;
  const McDossier *model = plan->model;
  const McWorldProcedure *procedure = duplicate ? plan->procedure : mc_maker_draw_procedure (self);
  Fate fate;

  begin (self, plan, procedure, today);
  plan->duplicate = duplicate;
  plan->model = model;
  if (duplicate)
    plan->channel = "online";
  fate = draw_fate (self, plan);
  draw_turns (self, plan, fate);
  if (fate == FATE_NOT_COLLECTED)
    plan->turns = (plan->turns & ~(1u << MC_TURN_POST)) | 1u << MC_TURN_COUNTER;
  if (duplicate)
    plan->turns &= ~(1u << MC_TURN_SUPPLEMENT);
  add_deeds (self, plan, fate,
             plan->process->same_day && is_direct (plan) && fate == FATE_RETURNED && drawn (self, MC_SHARE_AT_ONCE));
}

/* The act after which what is waited for is waited for: the same ones are done on the way there, too. (nullable) */
static const char *
find_way (const McMeasureStand *stand)
{
  if (stand->turns & (1u << MC_TURN_BACK_TO_COUNTER))
    return "return_to_counter";
  if (stand->turns & (1u << MC_TURN_REWORK))
    return "return_for_rework";
  if (stand->turns & (1u << MC_TURN_TRANSFER))
    return "send_back_transfer";
  return stand->turns & (1u << MC_TURN_APPRAISAL | 1u << MC_TURN_TAX) ? "accept" : NULL;
}

/* Cuts the plan before the act that is waited for. FALSE: it has none. */
static gboolean
cut (McLifePlan *plan, const McMeasureStand *stand)
{
  const char *way = find_way (stand);
  guint i = 1;

  if (!g_str_equal (stand->until, "any"))
    for (gboolean passed = way == NULL; i < plan->deeds->len; i++)
      {
        passed = passed || g_str_equal (g_array_index (plan->deeds, McDeed, i - 1).action, way);
        if (passed && g_str_equal (g_array_index (plan->deeds, McDeed, i).action, stand->until))
          break;
      }
  if (i >= plan->deeds->len)
    return FALSE;
  g_array_set_size (plan->deeds, i);
  return TRUE;
}

static const McWorldProcedure *
draw_for_stand (McTrainingMaker *self, const McMeasureStand *stand)
{
  guint count;
  const char *const *late = mc_measure_late_procedures (&count);

  return (stand->turns & (1u << MC_TURN_LATE)) != 0
             ? mc_world_find_procedure (late[mc_maker_draw (self, 0, (int) count)])
             : mc_maker_draw_procedure (self);
}

/* Lateness is that of few persons: a centre without them has none. */
static gboolean
has_late_hands (McTrainingMaker *self)
{
  guint count;
  const char *const *late = mc_measure_late_handlers (&count);

  for (guint i = 0; i < count; i++)
    if (g_str_equal (mc_training_find_sub (late[i])->unit, self->centre->id))
      return TRUE;
  return FALSE;
}

/* What the stand asks for, where the procedure can have it. */
static gboolean
take_turns (McTrainingMaker *self, McLifePlan *plan, const McMeasureStand *stand)
{
  guint wanted = stand->turns;

  if (wanted & (1u << MC_TURN_COUNTER | 1u << MC_TURN_POST))
    plan->turns &= ~(1u << MC_TURN_COUNTER | 1u << MC_TURN_POST);
  plan->turns |= wanted;
  if (is_direct (plan)
      && ((wanted & (1u << MC_TURN_SUPPLEMENT | 1u << MC_TURN_FEE | 1u << MC_TURN_WITHDRAWN_EARLY))
          || g_str_equal (stand->until, "any")))
    return FALSE;
  if (wanted & (1u << MC_TURN_FEE))
    {
      plan->paid = plan->exempt = FALSE;
      if (!plan->fee)
        return FALSE;
    }
  if ((wanted & (1u << MC_TURN_APPRAISAL)) && days_of (plan) < SHORT_DAYS)
    return FALSE;
  if ((wanted & (1u << MC_TURN_TRANSFER)) && !may_go_elsewhere (self, plan))
    return FALSE;
  if ((wanted & (1u << MC_TURN_TAX)) && !g_str_equal (plan->procedure->field, "Đất đai"))
    return FALSE;
  return (wanted & (1u << MC_TURN_LATE)) == 0
         || mc_measure_may_be_late (plan->procedure->code, plan->hands.specialist->sub);
}

void
mc_maker_plan_stand (McTrainingMaker *self, McLifePlan *plan, const McMeasureStand *asked, GDateTime *today)
{
  McMeasureStand here = *asked;
  const McMeasureStand *stand = &here;

  if (!has_late_hands (self))
    here.turns &= ~(1u << MC_TURN_LATE);
  if (mc_maker_neighbour (self->centre) == NULL)
    here.turns &= ~(1u << MC_TURN_TRANSFER);
  for (guint tries = 0; tries < MAX_TRIES; tries++)
    {
      begin (self, plan, draw_for_stand (self, stand), today);
      if (!take_turns (self, plan, stand))
        continue;
      add_deeds (self, plan, FATE_RETURNED, FALSE);
      if (cut (plan, stand))
        return;
    }
  g_error ("training data: made.json: stands: %s: no procedure leads there", stand->id);
}
