// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-calendar.h"
#include "mc-handling-guard.h"

/* kind: of the dossier's step; NULL: none. A step that does not belong to its state leads nowhere. */
static gboolean
leads_from (const McTransition *row, int state, const char *kind)
{
  if (row->from != state)
    return FALSE;
  if (state == 0)
    return kind == NULL;
  return mc_step_kind_fits (kind, state) && (row->step == NULL || g_str_equal (row->step, kind));
}

/* Role and unit together: a role counts in the unit that it is held in. */
static McRefusal
check_actor (const McTransition *row, const McCase *dossier, const McActor *actor)
{
  guint anywhere = actor->elsewhere;

  for (guint i = 0; i < G_N_ELEMENTS (actor->roles); i++)
    anywhere |= actor->roles[i];
  if ((anywhere & row->roles) == 0)
    return MC_REFUSAL_ROLE;
  if ((actor->roles[row->scope] & row->roles) == 0)
    return MC_REFUSAL_UNIT;
  if (row->own && dossier->handler != NULL && g_strcmp0 (dossier->handler, actor->sub) != 0)
    return MC_REFUSAL_ASSIGNMENT;
  return MC_REFUSAL_NONE;
}

static gboolean
put (McMove *move, int state, const char *step)
{
  move->state = state;
  move->step = step;
  return step != NULL;
}

static gboolean
put_step (McMove *move, int state, const McStep *step)
{
  return put (move, state, step != NULL ? step->id : NULL);
}

/* Back to the place that was remembered. resume: a place that is no step of the process is left for its first one. */
static gboolean
go_back (const McTransition *row, const McCase *dossier, McMove *move, gboolean resume)
{
  const McProcess *process = dossier->process;
  const McPlace *place = move->n_remembered > 0 ? &move->remembered[move->n_remembered - 1] : NULL;

  if (resume && (place == NULL || mc_process_find_step (process, place->step) == NULL))
    {
      move->n_remembered = 0;
      return put_step (move, row->to, g_ptr_array_index (process->steps, 0));
    }
  if (place == NULL)
    return row->to == MC_HANDLING_NEW && put (move, row->to, MC_STEP_NEW);
  if (row->to != MC_TO_REMEMBERED && row->to != place->state)
    return FALSE;
  move->n_remembered--;
  return put (move, place->state, place->step);
}

/* What an official would call "before": of a dossier whose result was issued, the whole process. */
static const McStep *
find_before (const McProcess *process, const char *step, const char *kind)
{
  const McStep *last = g_ptr_array_index (process->steps, process->steps->len - 1);

  return mc_process_find_before (process, mc_process_find_step (process, step) != NULL ? step : last->id, kind);
}

static gboolean
go (const McTransition *row, const McCase *dossier, McMove *move)
{
  const McProcess *process = dossier->process;
  const char *from = move->step;

  if (row->remember)
    {
      if (move->n_remembered == MC_MAX_PLACES)
        return FALSE;
      move->remembered[move->n_remembered++] = (McPlace) { move->state, from };
    }
  if (g_str_equal (row->to_step, MC_STEP_REMEMBERED))
    return go_back (row, dossier, move, FALSE);
  if (g_str_equal (row->to_step, MC_STEP_RESUME))
    return go_back (row, dossier, move, TRUE);
  if (g_str_equal (row->to_step, MC_STEP_SAME))
    return put (move, row->to, from);
  if (g_str_equal (row->to_step, MC_STEP_NEXT))
    return put_step (move, row->to, mc_process_next (process, from));
  if (g_str_equal (row->to_step, MC_STEP_REWORK))
    return put_step (move, row->to, find_before (process, from, MC_STEP_APPRAISAL));
  if (g_str_equal (row->to_step, MC_STEP_SIGN_AGAIN))
    return put_step (move, row->to, find_before (process, from, MC_STEP_APPROVAL));
  if (g_str_equal (row->to_step, MC_STEP_FIRST))
    {
      move->n_remembered = 0;
      return put_step (move, row->to, g_ptr_array_index (process->steps, 0));
    }
  return put (move, row->to, row->to_step);
}

/* Each axis keeps to its own moves: what is met already stays met. */
static void
move_axes (const McTransition *row, McMove *move)
{
  if (row->effects & MC_EFFECT_PAYMENT_ORDER)
    {
      move->new_order = TRUE;
      move->payment = row->payment;
    }
  else if (mc_axis_may_move (MC_AXIS_PAYMENT, move->payment, row->payment))
    move->payment = row->payment;
  if ((row->effects & MC_EFFECT_REFUND) && move->payment == MC_PAYMENT_DUE)
    move->payment = MC_PAYMENT_CANCELLED;
  else if ((row->effects & MC_EFFECT_REFUND) && move->payment == MC_PAYMENT_PAID)
    move->payment = MC_PAYMENT_REFUND_DUE;
  if (mc_axis_may_move (MC_AXIS_DELIVERY, move->delivery, row->delivery))
    move->delivery = row->delivery;
}

static guint
clock_of (const McTransition *row, const McCase *dossier)
{
  guint either = MC_CLOCK_RESUME | MC_CLOCK_RESTART;

  if ((row->clock & either) != either)
    return row->clock;
  return row->clock
         & ~(guint) (dossier->rule->supplement_policy == MC_SUPPLEMENT_RESTART ? MC_CLOCK_RESUME : MC_CLOCK_RESTART);
}

static gboolean
add_leg (const McTransition *row, const McCase *dossier, McMove *move)
{
  if (move->n_legs == MC_MAX_LEGS || !go (row, dossier, move))
    return FALSE;
  move_axes (row, move);
  move->clock |= clock_of (row, dossier);
  move->effects |= row->effects;
  if (row->custody != MC_CUSTODY_SAME)
    move->custody = row->custody;
  move->legs[move->n_legs++] = row;
  return TRUE;
}

/* The other legs of a compound act; no guard of theirs is looked at, all of them stand with the first. */
static gboolean
add_legs (const McTransition *first, const McCase *dossier, McMove *move)
{
  guint n_rows;
  const McTransition *rows = mc_transitions_get (&n_rows);
  int leg = first->leg;

  for (guint i = 0; leg > 0 && i < n_rows; i++)
    if (rows[i].leg == leg + 1 && g_str_equal (rows[i].action, first->action)
        && leads_from (&rows[i], move->state, mc_process_kind_of (dossier->process, move->step)))
      {
        if (!add_leg (&rows[i], dossier, move))
          return FALSE;
        leg++;
      }
  return TRUE;
}

/* Asking once more makes the dossier late in the national index; asking after the days for it is held against the unit, but
 * what is missing is still missing: both are said, neither is forbidden here. */
static guint
warn (const McTransition *row, const McCase *dossier, GDateTime *now)
{
  guint warnings = 0;

  if ((row->guards & MC_GUARD_ROUNDS) == 0)
    return 0;
  if (dossier->rounds > 0)
    warnings |= MC_WARNING_SECOND_ROUND;
  if (dossier->ask_until != NULL && g_date_time_compare (now, dossier->ask_until) > 0)
    warnings |= MC_WARNING_ASKED_LATE;
  return warnings;
}

static McRefusal
try_row (const McTransition *row, const McCase *dossier, const McActor *actor, GDateTime *now, McMove *move)
{
  McRefusal refusal = check_actor (row, dossier, actor);

  if (refusal == MC_REFUSAL_NONE)
    refusal = mc_guards_check (row->guards, dossier, actor, now);
  if (refusal != MC_REFUSAL_NONE)
    return refusal;

  *move = (McMove) { .state = dossier->state,
                     .step = dossier->step,
                     .n_remembered = MIN (dossier->n_remembered, MC_MAX_PLACES),
                     .payment = dossier->payment,
                     .delivery = dossier->delivery };
  for (guint i = 0; i < move->n_remembered; i++)
    move->remembered[i] = dossier->remembered[i];
  if (!add_leg (row, dossier, move) || !add_legs (row, dossier, move))
    return MC_REFUSAL_STATE;
  move->sent_back
      = (move->effects & MC_EFFECT_SEND_BACK) != 0
        || (dossier->sent_back && move->state == dossier->state && g_strcmp0 (move->step, dossier->step) == 0);
  move->warnings = warn (row, dossier, now);
  return MC_REFUSAL_NONE;
}

static const char *
kind_of (const McCase *dossier)
{
  return dossier->state != 0 ? mc_process_kind_of (dossier->process, dossier->step) : dossier->step;
}

McRefusal
mc_handling_decide (const char *action, const McCase *dossier, const McActor *actor, GDateTime *now, McMove *move)
{
  guint n_rows;
  const McTransition *rows = mc_transitions_get (&n_rows);
  McRefusal furthest = MC_REFUSAL_STATE;
  gboolean known = FALSE;
  const char *kind;
  McMove made;

  g_return_val_if_fail (dossier != NULL && dossier->process != NULL && dossier->rule != NULL, MC_REFUSAL_STATE);
  g_return_val_if_fail (actor != NULL && now != NULL, MC_REFUSAL_STATE);

  if (action == NULL)
    return MC_REFUSAL_UNKNOWN_ACT;
  kind = kind_of (dossier);
  for (guint i = 0; i < n_rows; i++)
    {
      McRefusal refusal;

      if (!g_str_equal (rows[i].action, action))
        continue;
      known = TRUE;
      if (rows[i].leg > 1 || !leads_from (&rows[i], dossier->state, kind))
        continue;
      refusal = try_row (&rows[i], dossier, actor, now, &made);
      if (refusal == MC_REFUSAL_NONE)
        {
          if (move != NULL)
            *move = made;
          return MC_REFUSAL_NONE;
        }
      /* of several rows the one that came nearest explains best */
      furthest = MAX (furthest, refusal);
    }
  return known ? furthest : MC_REFUSAL_UNKNOWN_ACT;
}

GPtrArray *
mc_handling_list (const McCase *dossier, const McActor *actor, GDateTime *now)
{
  guint n_rows;
  const McTransition *rows = mc_transitions_get (&n_rows);
  g_autoptr (GPtrArray) possible = g_ptr_array_new ();
  const char *kind;
  McMove move;

  g_return_val_if_fail (dossier != NULL && dossier->process != NULL && dossier->rule != NULL, NULL);
  g_return_val_if_fail (actor != NULL && now != NULL, NULL);

  kind = kind_of (dossier);
  for (guint i = 0; i < n_rows; i++)
    if (rows[i].leg <= 1 && leads_from (&rows[i], dossier->state, kind)
        && !g_ptr_array_find_with_equal_func (possible, rows[i].action, g_str_equal, NULL)
        && try_row (&rows[i], dossier, actor, now, &move) == MC_REFUSAL_NONE)
      g_ptr_array_add (possible, (gpointer) rows[i].action);
  return g_steal_pointer (&possible);
}

McRefusal
mc_handling_check (const char *action, int from_state, const char *local_step, const char *const *roles,
                   gboolean same_unit, int *to_state)
{
  guint n_rows;
  const McTransition *rows = mc_transitions_get (&n_rows);
  guint held = mc_role_set (roles);
  const char *kind = from_state != 0 ? mc_process_kind_of (NULL, local_step) : local_step;
  McRefusal furthest = MC_REFUSAL_STATE;
  gboolean known = FALSE;

  g_return_val_if_fail (roles != NULL, MC_REFUSAL_ROLE);

  for (guint i = 0; action != NULL && i < n_rows; i++)
    {
      const McTransition *row = &rows[i];

      if (!g_str_equal (row->action, action))
        continue;
      known = TRUE;
      if (row->leg > 1 || (row->guards & MC_GUARD_LEADER_REFUSES) || !leads_from (row, from_state, kind))
        continue;
      if ((held & row->roles) != 0 && same_unit)
        {
          if (to_state != NULL)
            *to_state = row->to;
          return MC_REFUSAL_NONE;
        }
      furthest = MAX (furthest, (held & row->roles) == 0 ? MC_REFUSAL_ROLE : MC_REFUSAL_UNIT);
    }
  return known ? furthest : MC_REFUSAL_UNKNOWN_ACT;
}

const char *const *
mc_handling_get_actions (void)
{
  static gsize once = 0;

  if (g_once_init_enter (&once))
    {
      guint n_rows;
      const McTransition *rows = mc_transitions_get (&n_rows);
      GPtrArray *ids = g_ptr_array_new ();

      for (guint i = 0; i < n_rows; i++)
        if ((rows[i].roles & MC_ROLES_OFFICIAL) != 0
            && !g_ptr_array_find_with_equal_func (ids, rows[i].action, g_str_equal, NULL))
          g_ptr_array_add (ids, (gpointer) rows[i].action);
      g_ptr_array_add (ids, NULL);
      g_once_init_leave (&once, (gsize) g_ptr_array_free (ids, FALSE));
    }
  return (const char *const *) once;
}
