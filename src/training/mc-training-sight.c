// SPDX-License-Identifier: GPL-3.0-or-later
/* Who sees a dossier and what they may do with it: by mc-permission and the table of transitions, and by nothing else. */
#include "mc-training-private.h"

#include "mc-form-catalogue.h"
#include "mc-due.h"
#include "mc-secret.h"

/* record: kept by who calls. */
static McProtected
protect (const McTrainingRecord *record)
{
  McProtected self = { .kind = MC_KIND_DOSSIER, .handler = record->dossier->summary->handler_id };

  for (guint i = 0; i < G_N_ELEMENTS (self.units); i++)
    self.units[i] = mc_world_get_unit_path (record->units[i]);
  return self;
}

McDenial
mc_training_check (const McTrainingRecord *record, const McAccount *account, McCapability capability, GDateTime *now)
{
  McProtected guarded = protect (record);
  McGrant spare;
  McHolder holder = mc_training_holder_of (account, &spare);

  return mc_permission_check (&holder, capability, &guarded, now);
}

McDenial
mc_training_check_reveal (const McTrainingRecord *record, const McAccount *account, const char *purpose, GDateTime *now)
{
  McProtected guarded = protect (record);
  McGrant spare;
  McHolder holder = mc_training_holder_of (account, &spare);

  return mc_permission_check_reveal (&holder, &guarded, purpose, now);
}

McDenial
mc_training_check_audit (const McAccount *account, const char *unit, GDateTime *now)
{
  McProtected guarded = { .kind = MC_KIND_AUDIT };
  McGrant spare;
  McHolder holder = mc_training_holder_of (account, &spare);

  guarded.units[MC_SCOPE_RECEIVED] = mc_world_get_unit_path (unit);
  return mc_permission_check (&holder, MC_CAN_READ, &guarded, now);
}

void
mc_training_get_actor (const McTrainingRecord *record, const McAccount *account, GDateTime *now, McActor *actor)
{
  McProtected guarded = protect (record);
  McGrant spare;
  McHolder holder = mc_training_holder_of (account, &spare);

  if (account->unit == NULL)
    {
      /* an applicant or the portal: of no unit, so in all of them */
      *actor = (McActor) { .elsewhere = MC_ROLE_BIT (holder.grants[0].role) };
      for (guint i = 0; i < G_N_ELEMENTS (actor->roles); i++)
        actor->roles[i] = actor->elsewhere;
      return;
    }
  mc_permission_get_actor (&holder, &guarded, now, actor);
}

void
mc_training_get_actor_near (guint near, const char *handler, const McAccount *account, GDateTime *now, McActor *actor)
{
  const char *own[] = { account->unit, NULL };
  const char *below[] = { "", account->unit, NULL };
  const char *elsewhere[] = { "", NULL };
  McProtected record = { .kind = MC_KIND_DOSSIER, .handler = handler };
  McGrant spare;
  McHolder holder = mc_training_holder_of (account, &spare);

  for (guint scope = 0; scope <= MC_SCOPE_TARGET; scope++)
    record.units[scope] = near & (1u << scope) ? own : near & (1u << (scope + MC_TRAINING_ABOVE)) ? below : elsewhere;
  mc_permission_get_actor (&holder, &record, now, actor);
}

/* The act by which the secrecy of the record can change, if it is this official's. */
static const char *
find_secrecy (const McHolder *holder, const McProtected *record, gboolean secret, GDateTime *now)
{
  if (mc_permission_check (holder, secret ? MC_CAN_LIFT_SECRET : MC_CAN_MARK_SECRET, record, now) != MC_DENIED_NOT)
    return NULL;
  return secret ? MC_ACT_LIFT_SECRET : MC_ACT_MARK_SECRET;
}

const char *
mc_training_find_secrecy (const McTrainingRecord *record, const McAccount *account, GDateTime *now)
{
  McProtected guarded = protect (record);
  McGrant spare;
  McHolder holder = mc_training_holder_of (account, &spare);

  return find_secrecy (&holder, &guarded, record->dossier->summary->secret, now);
}

const char *
mc_training_find_secrecy_near (guint near, gboolean secret, const McAccount *account, GDateTime *now)
{
  const char *own[] = { account->unit, NULL };
  const char *below[] = { "", account->unit, NULL };
  const char *elsewhere[] = { "", NULL };
  McProtected record = { .kind = MC_KIND_DOSSIER };
  McGrant spare;
  McHolder holder = mc_training_holder_of (account, &spare);

  for (guint scope = 0; scope <= MC_SCOPE_TARGET; scope++)
    record.units[scope] = near & (1u << scope) ? own : near & (1u << (scope + MC_TRAINING_ABOVE)) ? below : elsewhere;
  return find_secrecy (&holder, &record, secret, now);
}

/* In which relations to their unit the official may do that with dossiers. */
static guint
reach_of (const McAccount *account, McCapability capability, GDateTime *now)
{
  const char *own[] = { account->unit, NULL };
  const char *below[] = { "", account->unit, NULL };
  guint sight = 0;
  McGrant spare;
  McHolder holder = mc_training_holder_of (account, &spare);

  for (guint scope = 0; scope <= MC_SCOPE_TARGET; scope++)
    for (guint far = 0; far < 2; far++)
      {
        McProtected record = { .kind = MC_KIND_DOSSIER };

        record.units[scope] = far ? below : own;
        if (mc_permission_check (&holder, capability, &record, now) == MC_DENIED_NOT)
          sight |= 1u << (scope + far * (MC_SCOPE_TARGET + 1));
      }
  return sight;
}

guint
mc_training_sight (const McAccount *account, GDateTime *now)
{
  return reach_of (account, MC_CAN_SEE, now);
}

gboolean
mc_training_may_somewhere (const McAccount *account, McCapability capability, GDateTime *now)
{
  return reach_of (account, capability, now) != 0;
}

McRefusal
mc_training_check_authority (const McTrainingRecord *record, const char *action, const McActor *actor)
{
  guint not_here = record->process->refuse_by_leader ? MC_GUARD_RECEIVER_REFUSES : MC_GUARD_LEADER_REFUSES;
  guint n_rows;
  const McTransition *rows = mc_transitions_get (&n_rows);
  McRefusal refusal = MC_REFUSAL_UNKNOWN_ACT;
  guint anywhere = actor->elsewhere;

  for (guint i = 0; i < G_N_ELEMENTS (actor->roles); i++)
    anywhere |= actor->roles[i];
  for (guint i = 0; i < n_rows; i++)
    {
      if (g_strcmp0 (rows[i].action, action) != 0 || (rows[i].guards & not_here))
        continue;
      if (actor->roles[rows[i].scope] & rows[i].roles)
        return MC_REFUSAL_NONE;
      if (refusal != MC_REFUSAL_UNIT)
        refusal = anywhere & rows[i].roles ? MC_REFUSAL_UNIT : MC_REFUSAL_ROLE;
    }
  return refusal;
}

McRefusal
mc_training_decide (const McTrainingRecord *record, const McAccount *account, const char *action, GDateTime *now,
                    McMove *move)
{
  McCase dossier = mc_training_record_get_case (record);
  McOffice *office = mc_office_of_summary (mc_calendar_get_default (), record->dossier->summary);
  g_autoptr (GDateTime) ask_until = mc_due_ask_until (dossier.rule, office, dossier.accepted_at);
  McActor actor;

  dossier.ask_until = ask_until;
  mc_training_get_actor (record, account, now, &actor);
  return mc_handling_decide (action, &dossier, &actor, now, move);
}

GStrv
mc_training_allowed_actions (const McTrainingRecord *record, const McAccount *account, GDateTime *now)
{
  McCase dossier = mc_training_record_get_case (record);
  McActor actor;

  mc_training_get_actor (record, account, now, &actor);
  return mc_training_list_actions (&dossier, &actor, mc_training_find_secrecy (record, account, now), now);
}

McSummary *
mc_training_summary_for (const McTrainingRecord *record, const McAccount *account, GDateTime *now)
{
  McSummary *summary = record->dossier->summary;

  g_strfreev (summary->actions);
  summary->actions = mc_training_allowed_actions (record, account, now);
  return summary->secret ? mc_summary_cover (summary) : mc_summary_ref (summary);
}

/* There is a file, and it is there. */
static gboolean
result_can_be_read (const McTrainingLife *life)
{
  const McResult *result = mc_training_life_last_result (life);

  return result != NULL && result->documents->len > 0 && !life->result_is_lost;
}

/* What was signed is what would be released. */
static gboolean
signature_binds (const McTrainingLife *life)
{
  g_autofree char *seal = life->seal != NULL ? mc_training_life_make_seal (life) : NULL;

  return g_strcmp0 (seal, life->seal) == 0;
}

McCase
mc_training_record_get_case (const McTrainingRecord *self)
{
  const McSummary *s = self->dossier->summary;
  const McTrainingLife *life = &self->life;
  McCase c = { .state = s->national_state,
               .step = s->local_step,
               .n_remembered = MIN (life->places->len, MC_MAX_PLACES),
               .rule = mc_training_record_get_rule (self),
               .delivery = life->delivery,
               .handler = s->handler_id,
               .acceptor = life->acceptor,
               .accepted_at = s->accepted_at,
               .due_at = s->due_at,
               .applicant_due_at = life->applicant_due_at,
               .fee_at_reception = life->fee_first,
               .draft = life->drafted,
               .result_signed = life->is_signed,
               .sent_back = s->sent_back,
               .result_readable = life->is_signed && result_can_be_read (life),
               .signature_verified = life->is_signed && signature_binds (life) };
  g_autoptr (GArray) clock = mc_training_life_get_clock (life);
  g_autoptr (GPtrArray) settled = mc_clock_history_settle ((const McClockEvent *) (gpointer) clock->data, clock->len);

  c.process = self->process;
  mc_sync_state_from_string (s->sync, &c.sync);
  for (guint i = 0; i < c.n_remembered; i++)
    {
      const McTrainingPlace *place = g_ptr_array_index (life->places, i);

      c.remembered[i] = (McPlace) { place->state, place->step };
    }
  for (guint i = 0; i < life->orders->len; i++)
    c.payment = mc_payment_worse (c.payment, ((McTrainingOrder *) g_ptr_array_index (life->orders, i))->state);
  for (guint i = 0, accepted = 0; i < settled->len; i++)
    {
      const McClockEvent *event = g_ptr_array_index (settled, i);

      accepted |= event->kind == MC_CLOCK_ACCEPTED;
      c.rounds += accepted && event->kind == MC_CLOCK_PAUSED && event->cause == MC_PAUSE_SUPPLEMENT;
      c.extensions += event->kind == MC_CLOCK_EXTENDED;
    }
  c.identity = self->dossier->owner.name != NULL;
  /* what applicants send is taken as it comes, also with papers missing: that is what checking is for */
  c.attached = TRUE;
  /* the marks are the act's own: its form asks that all are sufficient */
  c.sufficient = TRUE;
  return c;
}
