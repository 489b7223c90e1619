// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mc-official.h"
#include "mc-record.h"

G_BEGIN_DECLS

/* What the forms say, form 01 above all, in the words of the law, each for one of their fields. NULL is "no data": the form leaves dots there. */

/* The unit that issues the paper: where the dossier was received. (transfer none) (nullable) */
const char *mc_receipt_unit (const McDossier *dossier, const McMe *me);

/* Whether that is the official's own: only then may what is known of it (superior, place, address) stand on the paper. */
gboolean mc_receipt_is_own_unit (const McDossier *dossier, const McMe *me);

/* "An Bình, ngày 05 tháng 3 năm 2026" (NĐ 30/2020 Phụ lục I: a day below 10 and the months 1 and 2 with a zero before);
 * place: nullable. (transfer full) */
char *mc_receipt_place_and_date (const char *place, GDateTime *time);

/* "08 giờ 05 phút, ngày 05 tháng 3 năm 2026"; without a time the same words with dots. (transfer full) */
char *mc_receipt_instant (GDateTime *time);

/* "3 ngày làm việc (…)". (transfer full) (nullable) */
char *mc_receipt_limit (const McDossier *dossier);

/* "01 (bộ)". (transfer full) */
char *mc_receipt_sets (const McDossier *dossier);

/* Where and how the result is given back. (transfer full) (nullable) */
char *mc_receipt_return (const McDossier *dossier);

/* "15.000 đồng (đã nộp)". (transfer full) (nullable) */
char *mc_receipt_fee (const McDossier *dossier);

/* Whether a tax code (mã số thuế) stands here: ten digits, or ten and three of a branch; then it is no person. */
gboolean mc_receipt_is_tax_code (const char *number);

/* Who signs as applicant: a person; NULL: whose name is not known writes it. (transfer none) (nullable) */
const char *mc_receipt_signer (const McDossier *dossier);

/* Whose dossier it is. (transfer none) (nullable) */
const char *mc_receipt_owner (const McDossier *dossier);

/* What is requested: the procedure, and what it is about. (transfer full) (nullable) */
char *mc_receipt_request (const McDossier *dossier);

/* "ngày 05 tháng 3 năm 2026". (transfer full) (nullable) */
char *mc_receipt_day (GDateTime *time);

/* A row of the table of components: TT, Tên giấy tờ, Hình thức, Số lượng, Ghi chú. (transfer full) */
GStrv mc_receipt_component_row (const McComponent *component, guint number);

G_END_DECLS
