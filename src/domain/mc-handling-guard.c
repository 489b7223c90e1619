// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-handling-guard.h"

#include "mc-calendar.h"

/* A day as a number that days can be counted by. */
static guint32
julian_of (GDateTime *when)
{
  g_autoptr (GDateTime) local = g_date_time_to_timezone (when, mc_calendar_zone ());
  GDate day;

  g_date_clear (&day, 1);
  g_date_set_dmy (&day, (GDateDay) g_date_time_get_day_of_month (local), (GDateMonth) g_date_time_get_month (local),
                  (GDateYear) g_date_time_get_year (local));
  return g_date_get_julian (&day);
}

static gboolean
is_met (McPayment payment)
{
  return payment == MC_PAYMENT_PAID || payment == MC_PAYMENT_EXEMPT;
}

/* The apology is issued at least so many days before the date of return (T10). */
static McRefusal
check_in_time (const McCase *dossier, GDateTime *now)
{
  int days = dossier->rule->extend_before_days;

  if (dossier->due_at == NULL)
    return MC_REFUSAL_NO_DUE_DATE;
  return julian_of (now) + (guint) days <= julian_of (dossier->due_at) ? MC_REFUSAL_NONE : MC_REFUSAL_TOO_LATE;
}

/* A receiver takes back only their own acceptance; a head that of anybody. */
static gboolean
may_cancel (const McCase *dossier, const McActor *actor)
{
  return (actor->roles[MC_SCOPE_RECEIVED] & MC_ROLE_BIT (MC_ROLE_HEAD)) != 0
         || (actor->sub != NULL && g_strcmp0 (actor->sub, dossier->acceptor) == 0);
}

static McRefusal
check_intake (McGuard guard, const McCase *c)
{
  gboolean by_leader = c->process->refuse_by_leader;

  switch ((int) guard)
    {
    case MC_GUARD_IDENTITY:
      return c->identity ? MC_REFUSAL_NONE : MC_REFUSAL_IDENTITY;
    case MC_GUARD_ATTACHED:
      return c->attached ? MC_REFUSAL_NONE : MC_REFUSAL_ATTACHED;
    case MC_GUARD_COMPONENTS:
      return c->sufficient ? MC_REFUSAL_NONE : MC_REFUSAL_COMPONENTS;
    case MC_GUARD_RECEIVER_REFUSES:
      return by_leader ? MC_REFUSAL_NEEDS_LEADER : MC_REFUSAL_NONE;
    case MC_GUARD_LEADER_REFUSES:
      return by_leader ? MC_REFUSAL_NONE : MC_REFUSAL_RECEIVERS_OWN;
    case MC_GUARD_NEVER_ACCEPTED:
      return c->accepted_at == NULL ? MC_REFUSAL_NONE : MC_REFUSAL_WAS_ACCEPTED;
    case MC_GUARD_WAS_ACCEPTED:
      return c->accepted_at != NULL ? MC_REFUSAL_NONE : MC_REFUSAL_NEVER_ACCEPTED;
    case MC_GUARD_SAME_DAY:
      return c->process->same_day ? MC_REFUSAL_NONE : MC_REFUSAL_NOT_SAME_DAY;
    default:
      g_return_val_if_reached (MC_REFUSAL_STATE);
    }
}

static McRefusal
check_payment (McGuard guard, const McCase *c)
{
  switch ((int) guard)
    {
    case MC_GUARD_FEE:
      return c->payment != MC_PAYMENT_DUE && (!c->fee_at_reception || is_met (c->payment)) ? MC_REFUSAL_NONE
                                                                                           : MC_REFUSAL_FEE;
    case MC_GUARD_NO_ORDER:
      return c->payment != MC_PAYMENT_DUE ? MC_REFUSAL_NONE : MC_REFUSAL_ORDER_OPEN;
    case MC_GUARD_ORDER:
      return c->payment == MC_PAYMENT_DUE ? MC_REFUSAL_NONE : MC_REFUSAL_NO_ORDER;
    case MC_GUARD_SETTLED:
      return c->payment == MC_PAYMENT_DUE || is_met (c->payment) ? MC_REFUSAL_NONE : MC_REFUSAL_NO_ORDER;
    case MC_GUARD_NOTHING_PAID:
      return c->payment != MC_PAYMENT_PAID ? MC_REFUSAL_NONE : MC_REFUSAL_PAID;
    case MC_GUARD_FEE_AT_RECEPTION:
      return c->fee_at_reception && !is_met (c->payment) ? MC_REFUSAL_NONE : MC_REFUSAL_NO_FEE_AT_RECEPTION;
    case MC_GUARD_REFUND_DUE:
      return c->payment == MC_PAYMENT_REFUND_DUE ? MC_REFUSAL_NONE : MC_REFUSAL_NO_REFUND;
    default:
      g_return_val_if_reached (MC_REFUSAL_STATE);
    }
}

static McRefusal
check_result (McGuard guard, const McCase *c)
{
  switch ((int) guard)
    {
    case MC_GUARD_NOT_SIGNED:
      return !c->result_signed ? MC_REFUSAL_NONE : MC_REFUSAL_ALREADY_SIGNED;
    case MC_GUARD_SIGNED:
      return c->result_signed && c->result_readable && c->signature_verified ? MC_REFUSAL_NONE : MC_REFUSAL_NOT_SIGNED;
    case MC_GUARD_DRAFT:
      return c->draft ? MC_REFUSAL_NONE : MC_REFUSAL_NO_DRAFT;
    case MC_GUARD_NOT_DELIVERED:
      return c->delivery == MC_DELIVERY_NONE || c->delivery == MC_DELIVERY_FAILED ? MC_REFUSAL_NONE
                                                                                  : MC_REFUSAL_HANDED_OUT;
    case MC_GUARD_ON_WAY:
      return c->delivery == MC_DELIVERY_ON_WAY ? MC_REFUSAL_NONE : MC_REFUSAL_NOT_ON_WAY;
    default:
      g_return_val_if_reached (MC_REFUSAL_STATE);
    }
}

static McRefusal
check_time (McGuard guard, const McCase *c, GDateTime *now)
{
  switch ((int) guard)
    {
    case MC_GUARD_APPLICANT_TIME_OVER:
      return c->applicant_due_at != NULL && g_date_time_compare (now, c->applicant_due_at) > 0
                 ? MC_REFUSAL_NONE
                 : MC_REFUSAL_APPLICANT_HAS_TIME;
    case MC_GUARD_ROUNDS:
      return c->rounds < c->rule->max_rounds ? MC_REFUSAL_NONE : MC_REFUSAL_ROUNDS;
    case MC_GUARD_ACCEPTED_TODAY:
      return c->accepted_at != NULL && julian_of (c->accepted_at) == julian_of (now) ? MC_REFUSAL_NONE
                                                                                     : MC_REFUSAL_ACCEPTED_EARLIER;
    case MC_GUARD_EXTENSIONS:
      return c->extensions < c->rule->max_extensions ? MC_REFUSAL_NONE : MC_REFUSAL_EXTENDED;
    case MC_GUARD_IN_TIME:
      return check_in_time (c, now);
    default:
      g_return_val_if_reached (MC_REFUSAL_STATE);
    }
}

static McRefusal
check_guard (McGuard guard, const McCase *dossier, const McActor *actor, GDateTime *now)
{
  static const guint intake = MC_GUARD_IDENTITY | MC_GUARD_ATTACHED | MC_GUARD_COMPONENTS | MC_GUARD_RECEIVER_REFUSES
                              | MC_GUARD_LEADER_REFUSES | MC_GUARD_NEVER_ACCEPTED | MC_GUARD_WAS_ACCEPTED
                              | MC_GUARD_SAME_DAY;
  static const guint payment = MC_GUARD_FEE | MC_GUARD_NO_ORDER | MC_GUARD_ORDER | MC_GUARD_SETTLED
                               | MC_GUARD_NOTHING_PAID | MC_GUARD_FEE_AT_RECEPTION | MC_GUARD_REFUND_DUE;
  static const guint result
      = MC_GUARD_NOT_SIGNED | MC_GUARD_SIGNED | MC_GUARD_DRAFT | MC_GUARD_NOT_DELIVERED | MC_GUARD_ON_WAY;

  if (guard == MC_GUARD_ACCEPTOR)
    return may_cancel (dossier, actor) ? MC_REFUSAL_NONE : MC_REFUSAL_NOT_ACCEPTOR;
  if (guard == MC_GUARD_OTHERS)
    return dossier->handler != NULL && g_strcmp0 (dossier->handler, actor->sub) != 0 ? MC_REFUSAL_NONE
                                                                                     : MC_REFUSAL_NOBODY_ELSES;
  if (guard == MC_GUARD_SYNC_FAILED)
    return dossier->sync == MC_SYNC_ERROR ? MC_REFUSAL_NONE : MC_REFUSAL_SYNC_NOT_FAILED;
  if (guard & intake)
    return check_intake (guard, dossier);
  if (guard & payment)
    return check_payment (guard, dossier);
  return guard & result ? check_result (guard, dossier) : check_time (guard, dossier, now);
}

McRefusal
mc_guards_check (guint guards, const McCase *dossier, const McActor *actor, GDateTime *now)
{
  for (guint i = 0; i < MC_N_GUARDS; i++)
    if (guards & (1u << i))
      {
        McRefusal refusal = check_guard ((McGuard) (1u << i), dossier, actor, now);

        if (refusal != MC_REFUSAL_NONE)
          return refusal;
      }
  return MC_REFUSAL_NONE;
}
