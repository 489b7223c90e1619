// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-handling.h"

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

static const char *const refusal_codes[MC_N_REFUSALS] = {
  [MC_REFUSAL_UNKNOWN_ACT] = "unknown_act",
  [MC_REFUSAL_STATE] = "wrong_state",
  [MC_REFUSAL_ROLE] = "wrong_role",
  [MC_REFUSAL_UNIT] = "wrong_unit",
  [MC_REFUSAL_ASSIGNMENT] = "assigned_to_other",
  [MC_REFUSAL_IDENTITY] = "identity_unknown",
  [MC_REFUSAL_ATTACHED] = "components_not_attached",
  [MC_REFUSAL_COMPONENTS] = "components_not_sufficient",
  [MC_REFUSAL_FEE] = "fee_not_met",
  [MC_REFUSAL_ORDER_OPEN] = "payment_order_open",
  [MC_REFUSAL_NO_ORDER] = "no_payment_order",
  [MC_REFUSAL_NEEDS_LEADER] = "needs_leader",
  [MC_REFUSAL_RECEIVERS_OWN] = "receivers_own",
  [MC_REFUSAL_APPLICANT_HAS_TIME] = "applicant_has_time",
  [MC_REFUSAL_ROUNDS] = "no_round_left",
  [MC_REFUSAL_ALREADY_SIGNED] = "already_signed",
  [MC_REFUSAL_NOT_SIGNED] = "not_signed",
  [MC_REFUSAL_NO_DRAFT] = "no_draft",
  [MC_REFUSAL_WAS_ACCEPTED] = "was_accepted",
  [MC_REFUSAL_NEVER_ACCEPTED] = "never_accepted",
  [MC_REFUSAL_ACCEPTED_EARLIER] = "accepted_earlier",
  [MC_REFUSAL_PAID] = "already_paid",
  [MC_REFUSAL_NOT_ACCEPTOR] = "accepted_by_other",
  [MC_REFUSAL_EXTENDED] = "no_extension_left",
  [MC_REFUSAL_NO_DUE_DATE] = "no_due_date",
  [MC_REFUSAL_TOO_LATE] = "too_late",
  [MC_REFUSAL_NOT_SAME_DAY] = "not_same_day",
  [MC_REFUSAL_HANDED_OUT] = "already_handed_out",
  [MC_REFUSAL_NOT_ON_WAY] = "not_on_way",
  [MC_REFUSAL_NOBODY_ELSES] = "nobody_elses",
  [MC_REFUSAL_NO_FEE_AT_RECEPTION] = "no_fee_at_reception",
  [MC_REFUSAL_NO_REFUND] = "no_refund_due",
  [MC_REFUSAL_SYNC_NOT_FAILED] = "sync_not_failed",
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
