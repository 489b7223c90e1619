// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-role.h"

static const char *const ids[MC_N_ROLES] = {
  [MC_ROLE_RECEIVER] = "receiver",
  [MC_ROLE_SPECIALIST] = "specialist",
  [MC_ROLE_HEAD] = "head",
  [MC_ROLE_LEADER] = "leader",
  [MC_ROLE_CLERK] = "clerk",
  [MC_ROLE_CASHIER] = "cashier",
  [MC_ROLE_PETITIONS] = "petition_officer",
  [MC_ROLE_PROCEDURE_EDITOR] = "editor",
  [MC_ROLE_PROCEDURE_REVIEWER] = "reviewer",
  [MC_ROLE_PROCEDURE_PUBLISHER] = "publisher",
  [MC_ROLE_SUPERVISOR] = "supervisor",
  [MC_ROLE_ADMINISTRATOR] = "admin",
  [MC_ROLE_APPLICANT] = "applicant",
  [MC_ROLE_SYSTEM] = "system",
};

const char *
mc_role_to_string (McRole role)
{
  g_return_val_if_fail ((guint) role < MC_N_ROLES, NULL);

  return ids[role];
}

gboolean
mc_role_from_string (const char *text, McRole *role)
{
  for (guint i = 0; i < MC_N_ROLES; i++)
    if (g_strcmp0 (text, ids[i]) == 0)
      {
        *role = (McRole) i;
        return TRUE;
      }
  return FALSE;
}

guint
mc_role_set (const char *const *roles)
{
  guint set = 0;
  McRole role;

  for (guint i = 0; roles != NULL && roles[i] != NULL; i++)
    if (mc_role_from_string (roles[i], &role))
      set |= MC_ROLE_BIT (role);
  return set & MC_ROLES_OFFICIAL;
}
