// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-handling.h"

/* A row of the table of domain 3.2. step: the local step it starts from, NULL for any. */
typedef struct
{
  const char *action;
  int from;
  const char *step;
  int to;
  const char *role;
  gboolean same_unit;
} Transition;

static const char *const labels[] = {
  [MC_HANDLING_NEW] = "Mới đăng ký",
  [MC_HANDLING_ACCEPTED] = "Được tiếp nhận",
  [MC_HANDLING_REJECTED] = "Không được tiếp nhận",
  [MC_HANDLING_PROCESSING] = "Đang xử lý",
  [MC_HANDLING_SUPPLEMENT] = "Yêu cầu bổ sung giấy tờ",
  [MC_HANDLING_PAYMENT] = "Yêu cầu thực hiện nghĩa vụ tài chính",
  [MC_HANDLING_WITHDRAW] = "Công dân yêu cầu rút hồ sơ",
  [MC_HANDLING_STOPPED] = "Dừng xử lý",
  [MC_HANDLING_DONE] = "Đã xử lý xong",
  [MC_HANDLING_RETURNED] = "Đã trả kết quả",
};

/* The beginning of the table: the acts that exist. A supplement or a fee at intake leads back to state 1 before anything
 * can be accepted, so acceptance starts from 1 alone; a dossier that still waits for its fee at intake stands in 6. A
 * refusal (form 03) is possible only before acceptance; after it there is state 8. */
static const Transition transitions[] = {
  { "accept", MC_HANDLING_NEW, "new", MC_HANDLING_ACCEPTED, "receiver", TRUE },
  { "accept", MC_HANDLING_NEW, "supplemented", MC_HANDLING_ACCEPTED, "receiver", TRUE },
  { "accept", MC_HANDLING_NEW, "paid_at_intake", MC_HANDLING_ACCEPTED, "receiver", TRUE },
  { "request_supplement", MC_HANDLING_NEW, "new", MC_HANDLING_SUPPLEMENT, "receiver", TRUE },
  { "request_supplement", MC_HANDLING_NEW, "supplemented", MC_HANDLING_SUPPLEMENT, "receiver", TRUE },
  { "request_supplement", MC_HANDLING_NEW, "paid_at_intake", MC_HANDLING_SUPPLEMENT, "receiver", TRUE },
  { "refuse", MC_HANDLING_NEW, "new", MC_HANDLING_REJECTED, "receiver", TRUE },
  { "refuse", MC_HANDLING_NEW, "supplemented", MC_HANDLING_REJECTED, "receiver", TRUE },
  { "refuse", MC_HANDLING_NEW, "paid_at_intake", MC_HANDLING_REJECTED, "receiver", TRUE },
};

static const char *const action_ids[] = { "accept", "request_supplement", "refuse", NULL };

static const char *const refusal_codes[] = {
  [MC_REFUSAL_NONE] = NULL,           [MC_REFUSAL_UNKNOWN_ACT] = "unknown_act",
  [MC_REFUSAL_STATE] = "wrong_state", [MC_REFUSAL_ROLE] = "wrong_role",
  [MC_REFUSAL_UNIT] = "wrong_unit",   [MC_REFUSAL_COMPONENTS] = "components_not_sufficient",
};

const char *
mc_handling_label (int state)
{
  return state >= MC_HANDLING_NEW && state <= MC_HANDLING_RETURNED ? labels[state] : NULL;
}

gboolean
mc_handling_is_closed (int state)
{
  return state == MC_HANDLING_REJECTED || state == MC_HANDLING_STOPPED || state == MC_HANDLING_RETURNED;
}

const char *const *
mc_handling_get_actions (void)
{
  return action_ids;
}

McRefusal
mc_handling_check (const char *action, int from_state, const char *local_step, const char *const *roles,
                   gboolean same_unit, int *to_state)
{
  const Transition *found = NULL;
  gboolean known = FALSE;

  g_return_val_if_fail (roles != NULL, MC_REFUSAL_ROLE);

  for (guint i = 0; action != NULL && found == NULL && i < G_N_ELEMENTS (transitions); i++)
    {
      const Transition *row = &transitions[i];

      if (!g_str_equal (row->action, action))
        continue;
      known = TRUE;
      if (row->from == from_state && (row->step == NULL || g_strcmp0 (row->step, local_step) == 0))
        found = row;
    }

  if (!known)
    return MC_REFUSAL_UNKNOWN_ACT;
  if (found == NULL)
    return MC_REFUSAL_STATE;
  if (!g_strv_contains (roles, found->role))
    return MC_REFUSAL_ROLE;
  if (found->same_unit && !same_unit)
    return MC_REFUSAL_UNIT;
  if (to_state != NULL)
    *to_state = found->to;
  return MC_REFUSAL_NONE;
}

gboolean
mc_components_all_sufficient (GPtrArray *components)
{
  g_return_val_if_fail (components != NULL, FALSE);

  for (guint i = 0; i < components->len; i++)
    {
      const McComponent *component = g_ptr_array_index (components, i);

      if (!component->required || g_strcmp0 (component->source, "state_data") == 0)
        continue;
      if (g_strcmp0 (component->mark, "sufficient") != 0)
        return FALSE;
    }
  return TRUE;
}

const char *
mc_refusal_code (McRefusal refusal)
{
  g_return_val_if_fail ((guint) refusal < G_N_ELEMENTS (refusal_codes), NULL);

  return refusal_codes[refusal];
}
