// SPDX-License-Identifier: GPL-3.0-or-later
/* What roles an official has been given, and which of them are in force (data/training/accounts.json). */
#include "mc-training-private.h"

McHolder
mc_training_holder_of (const McAccount *account, McGrant *spare)
{
  McHolder holder = { .sub = account->sub, .grants = account->grants, .n_grants = account->n_grants };

  if (account->grants != NULL)
    return holder;
  *spare = (McGrant) { .unit = account->unit };
  holder.grants = spare;
  /* a role that is none that this program knows grants nothing */
  holder.n_grants = mc_role_from_string (account->role, &spare->role) ? 1 : 0;
  return holder;
}

guint
mc_training_grants_in_force (const McAccount *account, GDateTime *now, guint *roles)
{
  McGrant spare;
  McHolder holder = mc_training_holder_of (account, &spare);
  guint mark = 0;

  *roles = 0;
  for (guint i = 0; i < holder.n_grants; i++)
    if (mc_grant_check (&holder.grants[i], holder.sub, now) == MC_DENIED_NOT)
      {
        mark |= 1u << i;
        *roles |= MC_ROLE_BIT (holder.grants[i].role);
      }
  return mark;
}

/* As if it were the official's own and always. */
static gboolean
would_allow (const McGrant *grant, const McAccount *account, const McTrainingRecord *record, const char *action,
             GDateTime *now)
{
  const McGrant own = { .role = grant->role, .unit = grant->unit };
  McAccount lasting = *account;
  McActor actor;

  lasting.grants = &own;
  lasting.n_grants = 1;
  mc_training_get_actor (record, &lasting, now, &actor);
  return mc_training_check_authority (record, action, &actor) == MC_REFUSAL_NONE;
}

McDenial
mc_training_find_lapsed (const McTrainingRecord *record, const McAccount *account, const char *action, GDateTime *now,
                         const McGrant **lapsed)
{
  McGrant spare;
  McHolder holder = mc_training_holder_of (account, &spare);
  McActor actor;

  mc_training_get_actor (record, account, now, &actor);
  for (guint i = 0; i < holder.n_grants && mc_training_check_authority (record, action, &actor) != MC_REFUSAL_NONE; i++)
    {
      McDenial denial = mc_grant_check (&holder.grants[i], holder.sub, now);

      if (denial == MC_DENIED_NOT || !would_allow (&holder.grants[i], account, record, action, now))
        continue;
      *lapsed = &holder.grants[i];
      return denial;
    }
  return MC_DENIED_NOT;
}

static const char *
state_of (McDenial denial)
{
  switch ((int) denial)
    {
    case MC_DENIED_NOT:
      return "in_force";
    case MC_DENIED_NOT_YET:
      return "not_yet";
    case MC_DENIED_EXPIRED:
      return "ended";
    default:
      return "void";
    }
}

static McMeGrant *
tell_grant (const McGrant *grant, const char *sub, GDateTime *now)
{
  const McAccount *delegator = mc_training_find_sub (grant->delegator);
  McMeGrant *told = mc_me_grant_new ();

  told->role = g_strdup (mc_role_to_string (grant->role));
  told->unit_name = g_strdup (mc_training_find_unit (grant->unit)->name);
  told->from = grant->from != NULL ? g_date_time_to_utc (grant->from) : NULL;
  told->until = grant->until != NULL ? g_date_time_to_utc (grant->until) : NULL;
  told->delegator = delegator != NULL ? g_strdup (delegator->name) : NULL;
  told->state = g_strdup (state_of (mc_grant_check (grant, sub, now)));
  return told;
}

static McMePermission *
tell_permission (McKind kind, guint can)
{
  McMePermission *told = mc_me_permission_new ();
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();

  told->kind = g_strdup (mc_kind_to_string (kind));
  for (guint i = 0; i < MC_N_CAPABILITIES; i++)
    if (can & (1u << i))
      g_strv_builder_add (words, mc_capability_to_string ((McCapability) i));
  told->can = g_strv_builder_end (words);
  return told;
}

void
mc_training_tell_grants (const McAccount *account, GDateTime *now, McMe *me)
{
  McGrant spare;
  McHolder holder = mc_training_holder_of (account, &spare);
  g_autoptr (GStrvBuilder) roles = g_strv_builder_new ();

  me->grants = g_ptr_array_new_with_free_func ((GDestroyNotify) mc_me_grant_free);
  me->permissions = g_ptr_array_new_with_free_func ((GDestroyNotify) mc_me_permission_free);
  for (guint i = 0; i < holder.n_grants; i++)
    {
      g_ptr_array_add (me->grants, tell_grant (&holder.grants[i], holder.sub, now));
      if (mc_grant_check (&holder.grants[i], holder.sub, now) == MC_DENIED_NOT)
        g_strv_builder_add (roles, mc_role_to_string (holder.grants[i].role));
    }
  me->roles = g_strv_builder_end (roles);
  for (guint kind = 0; kind < MC_N_KINDS; kind++)
    {
      guint can = mc_permission_list (&holder, (McKind) kind, now);

      if (can != 0)
        g_ptr_array_add (me->permissions, tell_permission ((McKind) kind, can));
    }
}
