// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-permission.h"

#include <string.h>

/* How far a role reaches. */
typedef enum
{
  REACH_ASSIGNED, /* in its own unit, what is assigned to the official */
  REACH_UNIT,
  REACH_AGENCY, /* its unit and all below it */
} Reach;

typedef struct
{
  McRole role;
  McKind kind;
  guint can; /* bits of McCapability */
  Reach reach;
  guint scopes; /* bits of McUnitScope: whose unit of the record counts */
} Rule;

#define SEE (1u << MC_CAN_SEE)
#define READ (1u << MC_CAN_READ)
#define REVEAL (1u << MC_CAN_REVEAL)
#define HANDLE (1u << MC_CAN_HANDLE)
#define REVIEW (1u << MC_CAN_REVIEW)
#define PUBLISH (1u << MC_CAN_PUBLISH)
#define EXPORT (1u << MC_CAN_EXPORT)
#define MARK_SECRET (1u << MC_CAN_MARK_SECRET)
#define LIFT_SECRET (1u << MC_CAN_LIFT_SECRET)
#define RECEIVED (1u << MC_SCOPE_RECEIVED)
#define COMPETENT (1u << MC_SCOPE_COMPETENT)
#define TARGET (1u << MC_SCOPE_TARGET)
#define EITHER (RECEIVED | COMPETENT)

/* What is not here is not allowed. Numbers are shown to who deals with the person: not to who numbers papers, counts money
 * or counts cases. An administrator keeps accounts and has no way to a dossier at all (domain 1.6, 9.2). */
static const Rule rules[] = {
  { MC_ROLE_RECEIVER, MC_KIND_DOSSIER, SEE | READ | REVEAL | HANDLE | MARK_SECRET, REACH_UNIT, RECEIVED },
  { MC_ROLE_SPECIALIST, MC_KIND_DOSSIER, SEE | READ | HANDLE, REACH_UNIT, COMPETENT },
  { MC_ROLE_SPECIALIST, MC_KIND_DOSSIER, REVEAL, REACH_ASSIGNED, COMPETENT },
  { MC_ROLE_SPECIALIST, MC_KIND_INQUIRY, SEE | READ | HANDLE, REACH_ASSIGNED, EITHER },
  { MC_ROLE_SPECIALIST, MC_KIND_PETITION, SEE | READ | HANDLE, REACH_ASSIGNED, EITHER },
  { MC_ROLE_HEAD, MC_KIND_DOSSIER, SEE | READ | REVEAL | HANDLE | MARK_SECRET | LIFT_SECRET, REACH_UNIT,
    EITHER | TARGET },
  { MC_ROLE_HEAD, MC_KIND_INQUIRY, SEE | READ | HANDLE, REACH_UNIT, EITHER },
  { MC_ROLE_HEAD, MC_KIND_PETITION, SEE | READ | HANDLE, REACH_UNIT, EITHER },
  { MC_ROLE_LEADER, MC_KIND_DOSSIER, SEE | READ | REVEAL | HANDLE, REACH_AGENCY, EITHER | TARGET },
  { MC_ROLE_LEADER, MC_KIND_INQUIRY, SEE | READ | HANDLE, REACH_AGENCY, EITHER },
  { MC_ROLE_LEADER, MC_KIND_PETITION, SEE | READ | HANDLE, REACH_AGENCY, EITHER },
  { MC_ROLE_LEADER, MC_KIND_REPORT, SEE | READ | EXPORT, REACH_AGENCY, RECEIVED },
  { MC_ROLE_LEADER, MC_KIND_AUDIT, SEE | READ, REACH_AGENCY, RECEIVED },
  { MC_ROLE_CLERK, MC_KIND_DOSSIER, SEE | READ | HANDLE, REACH_AGENCY, COMPETENT },
  { MC_ROLE_CASHIER, MC_KIND_DOSSIER, SEE | HANDLE, REACH_UNIT, EITHER },
  { MC_ROLE_PETITIONS, MC_KIND_INQUIRY, SEE | READ | REVEAL | HANDLE, REACH_UNIT, EITHER },
  { MC_ROLE_PETITIONS, MC_KIND_PETITION, SEE | READ | REVEAL | HANDLE, REACH_UNIT, EITHER },
  { MC_ROLE_PROCEDURE_EDITOR, MC_KIND_PROCEDURE, SEE | READ | HANDLE, REACH_AGENCY, RECEIVED },
  { MC_ROLE_PROCEDURE_REVIEWER, MC_KIND_PROCEDURE, SEE | READ | REVIEW, REACH_AGENCY, RECEIVED },
  { MC_ROLE_PROCEDURE_PUBLISHER, MC_KIND_PROCEDURE, SEE | READ | PUBLISH, REACH_AGENCY, RECEIVED },
  { MC_ROLE_SUPERVISOR, MC_KIND_DOSSIER, SEE | EXPORT, REACH_AGENCY, EITHER },
  { MC_ROLE_SUPERVISOR, MC_KIND_INQUIRY, SEE, REACH_AGENCY, EITHER },
  { MC_ROLE_SUPERVISOR, MC_KIND_PETITION, SEE, REACH_AGENCY, EITHER },
  { MC_ROLE_SUPERVISOR, MC_KIND_REPORT, SEE | READ | EXPORT, REACH_AGENCY, RECEIVED },
  { MC_ROLE_SUPERVISOR, MC_KIND_AUDIT, SEE | READ, REACH_AGENCY, RECEIVED },
  { MC_ROLE_ADMINISTRATOR, MC_KIND_ACCOUNT, SEE | READ | HANDLE, REACH_AGENCY, RECEIVED },
  { MC_ROLE_ADMINISTRATOR, MC_KIND_AUDIT, SEE | READ, REACH_AGENCY, RECEIVED },
};

/* Authority to decide is what is delegated; work is taken over by an act of its own (nhận thay). */
static const guint delegable = MC_ROLE_BIT (MC_ROLE_HEAD) | MC_ROLE_BIT (MC_ROLE_LEADER);

static const char *const codes[MC_N_DENIALS] = {
  [MC_DENIED_NO_GRANT] = "no_role",
  [MC_DENIED_ROLE] = "wrong_role",
  [MC_DENIED_NOT_YET] = "role_not_yet",
  [MC_DENIED_EXPIRED] = "role_expired",
  [MC_DENIED_DELEGATION] = "delegation_void",
  [MC_DENIED_UNIT] = "wrong_unit",
  [MC_DENIED_ASSIGNMENT] = "assigned_to_other",
  [MC_DENIED_PURPOSE] = "purpose_required",
  [MC_DENIED_FOUR_EYES] = "four_eyes",
  [MC_DENIED_PARTY] = "party_to_the_case",
};

static const char *const kinds[MC_N_KINDS] = {
  [MC_KIND_DOSSIER] = "dossier",     [MC_KIND_INQUIRY] = "inquiry", [MC_KIND_PETITION] = "petition",
  [MC_KIND_PROCEDURE] = "procedure", [MC_KIND_REPORT] = "report",   [MC_KIND_ACCOUNT] = "account",
  [MC_KIND_AUDIT] = "audit",
};

static const char *const capabilities[MC_N_CAPABILITIES] = {
  [MC_CAN_SEE] = "see",
  [MC_CAN_READ] = "read",
  [MC_CAN_REVEAL] = "reveal",
  [MC_CAN_HANDLE] = "handle",
  [MC_CAN_REVIEW] = "review",
  [MC_CAN_PUBLISH] = "publish",
  [MC_CAN_EXPORT] = "export",
  [MC_CAN_MARK_SECRET] = "mark_secret",
  [MC_CAN_LIFT_SECRET] = "lift_secret",
};

static McDenial
check_period (const McGrant *grant, GDateTime *now)
{
  if (grant->from != NULL && g_date_time_compare (now, grant->from) < 0)
    return MC_DENIED_NOT_YET;
  if (grant->until != NULL && g_date_time_compare (now, grant->until) >= 0)
    return MC_DENIED_EXPIRED;
  return MC_DENIED_NOT;
}

McDenial
mc_grant_check (const McGrant *grant, const char *holder, GDateTime *now)
{
  const McGrant *source;
  McDenial denial;

  g_return_val_if_fail (grant != NULL && now != NULL, MC_DENIED_NO_GRANT);

  denial = check_period (grant, now);
  if (denial != MC_DENIED_NOT || (grant->delegator == NULL && grant->source == NULL))
    return denial;
  source = grant->source;
  if (source == NULL || grant->delegator == NULL || g_strcmp0 (grant->delegator, holder) == 0 || grant->until == NULL)
    return MC_DENIED_DELEGATION;
  if (source->delegator != NULL || source->source != NULL || source->role != grant->role
      || g_strcmp0 (source->unit, grant->unit) != 0 || (delegable & MC_ROLE_BIT (grant->role)) == 0)
    return MC_DENIED_DELEGATION;
  return check_period (source, now) == MC_DENIED_NOT ? MC_DENIED_NOT : MC_DENIED_DELEGATION;
}

guint
mc_permission_list (const McHolder *holder, McKind kind, GDateTime *now)
{
  guint can = 0;

  g_return_val_if_fail (holder != NULL && now != NULL, 0);

  for (guint g = 0; g < holder->n_grants; g++)
    for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
      if (rules[i].role == holder->grants[g].role && rules[i].kind == kind
          && mc_grant_check (&holder->grants[g], holder->sub, now) == MC_DENIED_NOT)
        can |= rules[i].can;
  return can;
}

static gboolean
is_party (const McHolder *holder, const McProtected *record)
{
  return record->parties != NULL && holder->sub != NULL && g_strv_contains (record->parties, holder->sub);
}

static gboolean
reaches (const char *unit, const char *const *path, Reach reach)
{
  if (path == NULL || path[0] == NULL || unit == NULL)
    return FALSE;
  return reach == REACH_AGENCY ? g_strv_contains (path, unit) : g_str_equal (path[0], unit);
}

static McDenial
check_rule (const Rule *rule, const McGrant *grant, const McHolder *holder, const McProtected *record, GDateTime *now)
{
  McDenial denial = mc_grant_check (grant, holder->sub, now);
  gboolean near = FALSE;

  if (denial != MC_DENIED_NOT)
    return denial;
  for (guint i = 0; i < G_N_ELEMENTS (record->units) && !near; i++)
    near = (rule->scopes & (1u << i)) != 0 && reaches (grant->unit, record->units[i], rule->reach);
  if (!near)
    return MC_DENIED_UNIT;
  if (rule->reach == REACH_ASSIGNED && g_strcmp0 (record->handler, holder->sub) != 0)
    return MC_DENIED_ASSIGNMENT;
  return MC_DENIED_NOT;
}

/* The best that one grant gives. */
static McDenial
check_grant (const McGrant *grant, const McHolder *holder, McCapability capability, const McProtected *record,
             GDateTime *now)
{
  McDenial nearest = MC_DENIED_ROLE;

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      McDenial denial;

      if (rules[i].role != grant->role || rules[i].kind != record->kind || (rules[i].can & (1u << capability)) == 0)
        continue;
      denial = check_rule (&rules[i], grant, holder, record, now);
      if (denial == MC_DENIED_NOT)
        return MC_DENIED_NOT;
      nearest = MAX (nearest, denial);
    }
  return nearest;
}

McDenial
mc_permission_check (const McHolder *holder, McCapability capability, const McProtected *record, GDateTime *now)
{
  McDenial nearest = MC_DENIED_NO_GRANT;

  g_return_val_if_fail (holder != NULL && record != NULL && now != NULL, MC_DENIED_NO_GRANT);
  g_return_val_if_fail ((guint) capability < MC_N_CAPABILITIES, MC_DENIED_ROLE);

  if (is_party (holder, record))
    return MC_DENIED_PARTY;
  for (guint i = 0; i < holder->n_grants; i++)
    {
      McDenial denial = check_grant (&holder->grants[i], holder, capability, record, now);

      if (denial == MC_DENIED_NOT)
        {
          gboolean approves = capability == MC_CAN_REVIEW || capability == MC_CAN_PUBLISH;

          return approves && record->author != NULL && g_strcmp0 (record->author, holder->sub) == 0
                     ? MC_DENIED_FOUR_EYES
                     : MC_DENIED_NOT;
        }
      nearest = MAX (nearest, denial);
    }
  return nearest;
}

McDenial
mc_permission_check_reveal (const McHolder *holder, const McProtected *record, const char *purpose, GDateTime *now)
{
  McDenial denial = mc_permission_check (holder, MC_CAN_REVEAL, record, now);
  g_autofree char *said = g_strdup (purpose != NULL ? purpose : "");

  if (denial != MC_DENIED_NOT)
    return denial;
  return *g_strstrip (said) != '\0' ? MC_DENIED_NOT : MC_DENIED_PURPOSE;
}

void
mc_permission_get_actor (const McHolder *holder, const McProtected *record, GDateTime *now, McActor *actor)
{
  g_return_if_fail (holder != NULL && record != NULL && now != NULL && actor != NULL);

  memset (actor, 0, sizeof *actor);
  actor->sub = holder->sub;
  if (is_party (holder, record))
    return;
  for (guint g = 0; g < holder->n_grants; g++)
    {
      const McGrant *grant = &holder->grants[g];
      gboolean near = FALSE;

      if (grant->role >= MC_N_OFFICIAL_ROLES || mc_grant_check (grant, holder->sub, now) != MC_DENIED_NOT)
        continue;
      for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
        for (guint s = 0; s < G_N_ELEMENTS (record->units); s++)
          if (rules[i].role == grant->role && rules[i].kind == record->kind && (rules[i].can & HANDLE) != 0
              && (rules[i].scopes & (1u << s)) != 0 && reaches (grant->unit, record->units[s], rules[i].reach))
            {
              actor->roles[s] |= MC_ROLE_BIT (grant->role);
              near = TRUE;
            }
      if (!near)
        actor->elsewhere |= MC_ROLE_BIT (grant->role);
    }
}

const char *
mc_denial_code (McDenial denial)
{
  g_return_val_if_fail ((guint) denial < G_N_ELEMENTS (codes), NULL);

  return codes[denial];
}

const char *
mc_kind_to_string (McKind kind)
{
  return (guint) kind < MC_N_KINDS ? kinds[kind] : NULL;
}

const char *
mc_capability_to_string (McCapability capability)
{
  return (guint) capability < MC_N_CAPABILITIES ? capabilities[capability] : NULL;
}
