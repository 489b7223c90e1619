// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mc-act.h"
#include "mc-official.h"
#include "mc-record.h"

G_BEGIN_DECLS

/* Words for the closed lists of a dossier. A word that this version does not know is shown as it came. All results are
 * (transfer none) unless said. */
const char *mc_words_channel (const char *channel);
const char *mc_words_delivery (const char *delivery);
const char *mc_words_payment (const char *payment);
const char *mc_words_person_kind (const char *kind);
const char *mc_words_return_state (const char *state);
const char *mc_words_result_state (const char *state);
const char *mc_words_result_mark (const char *state); /* "none": there is not even a draft */
const char *mc_words_result_kind (const char *kind);
const char *mc_words_payment_method (const char *method);
const char *mc_words_notice_channel (const char *channel);
const char *mc_words_copy_kind (const char *copy_kind);

/* "PDF", "JPEG", else the type itself. */
const char *mc_words_media_type (const char *media_type);

/* "05 ngày làm việc". (transfer full) */
char *mc_words_limit (const McDossier *dossier);

/* What an act is called: by the portal's catalogue, else by this program, else its id. me: (nullable). */
const char *mc_words_action (const McMe *me, const char *action);

/* The act as it is called of this dossier: a tax or fee that comes due in the handling of land is an obligation (words 38). */
const char *mc_words_act_title (const McActionInfo *info, const McSummary *summary);

/* The reasons for a mark other than sufficient: the first field of an act that offers some. me: (nullable). (nullable) */
const McFormField *mc_words_find_reasons (const McMe *me);

/* "Ảnh mờ, không đọc được: trang 2"; what is not in the catalogue as it came. (transfer full) (nullable) */
char *mc_words_reason (const McMe *me, const char *reason, const char *note);

/* The state's exact label of the law; one outside of it as a number. (transfer full) */
char *mc_words_state (int national_state);

/* The code, or what it has until there is one: "Mã tiếp nhận tạm …". (transfer full) */
char *mc_words_code (const McSummary *summary);

/* What lists call it by: of one with state secrets that it is one, and no procedure. */
const char *mc_words_owner (const McSummary *summary);
const char *mc_words_procedure (const McSummary *summary);

/* Its last four characters: "…0412". (transfer full) */
char *mc_words_code_tail (const McSummary *summary);

/* A whole row for a screen reader, most urgent first. pending: (nullable): its act in the outbox. picked: for acts on many.
 * (transfer full) */
char *mc_words_spoken (const McSummary *summary, GDateTime *now, const McOutboxEntry *pending, gboolean picked);

G_END_DECLS
