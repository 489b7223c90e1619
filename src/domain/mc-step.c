// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-step.h"

#define STATE(n) (1u << (n))

/* Every kind of step with the national states it may stand in; those of a process stand in 4. */
static const struct
{
  const char *kind;
  const char *title;
  guint states;
  gboolean of_process;
} kinds[] = {
  { MC_STEP_NEW, "Chờ tiếp nhận", STATE (1), FALSE },
  { MC_STEP_SUPPLEMENTED, "Đã bổ sung", STATE (1), FALSE },
  { MC_STEP_PAID_AT_INTAKE, "Đã nộp phí, chờ tiếp nhận", STATE (1), FALSE },
  { MC_STEP_ACCEPTED, "Chờ chuyển xử lý", STATE (2), FALSE },
  { MC_STEP_ASSIGNMENT, "Chờ phân công", STATE (4), TRUE },
  { MC_STEP_APPRAISAL, "Thẩm định", STATE (4), TRUE },
  { MC_STEP_REVIEW, "Chờ xem xét, ký nháy", STATE (4), TRUE },
  { MC_STEP_APPROVAL, "Chờ duyệt, ký", STATE (4), TRUE },
  { MC_STEP_NUMBERING, "Chờ cấp số, phát hành", STATE (4), TRUE },
  { MC_STEP_SUPPLEMENT_PROPOSED, "Chờ phát hành yêu cầu bổ sung", STATE (2) | STATE (4), FALSE },
  { MC_STEP_RETURNED_TO_COUNTER, "Bị trả lại Bộ phận Một cửa", STATE (4), FALSE },
  { MC_STEP_TRANSFER_PENDING, "Chờ đơn vị khác nhận", STATE (4), FALSE },
  { MC_STEP_SUPPLEMENT_AT_INTAKE, "Chờ bổ sung", STATE (5), FALSE },
  { MC_STEP_SUPPLEMENT_IN_APPRAISAL, "Chờ bổ sung", STATE (5), FALSE },
  { MC_STEP_SUPPLEMENT_SUBMITTED, "Đã bổ sung, chờ ghi nhận", STATE (5), FALSE },
  { MC_STEP_PAYMENT_AT_INTAKE, "Chờ nộp phí, lệ phí", STATE (6), FALSE },
  { MC_STEP_PAYMENT_IN_PROCESSING, "Chờ thực hiện nghĩa vụ tài chính", STATE (6), FALSE },
  { MC_STEP_WITHDRAWAL_REQUESTED, "Chờ xử lý đề nghị rút hồ sơ", STATE (7), FALSE },
  { MC_STEP_RESULT_ISSUED, "Chờ chuyển kết quả về quầy", STATE (9), FALSE },
  { MC_STEP_WAITING_RETURN, "Chờ trả kết quả", STATE (9), FALSE },
  { MC_STEP_CLOSED, "Đã kết thúc", STATE (3) | STATE (8) | STATE (10), FALSE },
};

static int
find_kind (const char *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (kinds[i].kind, kind) == 0)
      return (int) i;
  return -1;
}

const char *
mc_step_kind_get_title (const char *kind)
{
  int found = find_kind (kind);

  return found >= 0 ? kinds[found].title : NULL;
}

gboolean
mc_step_kind_is_of_process (const char *kind)
{
  int found = find_kind (kind);

  return found >= 0 && kinds[found].of_process;
}

gboolean
mc_step_kind_fits (const char *kind, int national_state)
{
  int found = find_kind (kind);

  return found >= 0 && national_state >= 0 && national_state < 32
         && (kinds[found].states & STATE (national_state)) != 0;
}
