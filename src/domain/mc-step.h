// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where a dossier stands beside its national state. The rules know kinds; the steps of an internal process (quy trình nội
 * bộ) are data, each of one of these kinds, under ids of their own. */
#define MC_STEP_NEW "new"                                         /* 1: Chờ tiếp nhận */
#define MC_STEP_SUPPLEMENTED "supplemented"                       /* 1: Đã bổ sung */
#define MC_STEP_PAID_AT_INTAKE "paid_at_intake"                   /* 1: Đã nộp phí, chờ tiếp nhận */
#define MC_STEP_ACCEPTED "accepted"                               /* 2: Chờ chuyển xử lý */
#define MC_STEP_ASSIGNMENT "assignment"                           /* 4: Chờ phân công */
#define MC_STEP_APPRAISAL "appraisal"                             /* 4: Thẩm định */
#define MC_STEP_REVIEW "review"                                   /* 4: trưởng phòng xem xét, ký nháy */
#define MC_STEP_APPROVAL "approval"                               /* 4: Chờ duyệt, ký */
#define MC_STEP_NUMBERING "numbering"                             /* 4: Chờ cấp số, phát hành */
#define MC_STEP_SUPPLEMENT_PROPOSED "supplement_proposed"         /* 2, 4: the counter is to issue form 02 */
#define MC_STEP_RETURNED_TO_COUNTER "returned_to_counter"         /* 4: the counter corrects what it handed over */
#define MC_STEP_TRANSFER_PENDING "transfer_pending"               /* 4: another unit is to take it */
#define MC_STEP_SUPPLEMENT_AT_INTAKE "supplement_at_intake"       /* 5: nothing accepted, no clock */
#define MC_STEP_SUPPLEMENT_IN_APPRAISAL "supplement_in_appraisal" /* 5: paused */
#define MC_STEP_SUPPLEMENT_SUBMITTED "supplement_submitted"       /* 5: the counter is to register it */
#define MC_STEP_PAYMENT_AT_INTAKE "payment_at_intake"             /* 6: before acceptance */
#define MC_STEP_PAYMENT_IN_PROCESSING "payment_in_processing"     /* 6: paused */
#define MC_STEP_WITHDRAWAL_REQUESTED "withdrawal_requested"       /* 7 */
#define MC_STEP_RESULT_ISSUED "result_issued"                     /* 9: on its way to the counter */
#define MC_STEP_WAITING_RETURN "waiting_return"                   /* 9: Chờ trả kết quả */
#define MC_STEP_CLOSED "closed"                                   /* 3, 8, 10 */

/* What it is called, Vietnamese; NULL for no kind. */
const char *mc_step_kind_get_title (const char *kind);

/* Whether processes have steps of this kind; the others stand where the rules put them. */
gboolean mc_step_kind_is_of_process (const char *kind);

/* Whether that kind may stand in this national state. */
gboolean mc_step_kind_fits (const char *kind, int national_state);

G_END_DECLS
