// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mc-paper-layout.h"

G_BEGIN_DECLS

/* What the forms have in common, set at the cursor of a paper. */
#define MC_PAPER_TRAINING_MARK "TẬP HUẤN – KHÔNG CÓ GIÁ TRỊ"
#define MC_PAPER_FIELD_SPACE 3
#define MC_PAPER_SECTION_SPACE 8
/* room for a signature */
#define MC_PAPER_SIGNING_SPACE MC_PAPER_MM (22)

/* Of all its lines. */
double mc_paper_text_whole_height (PangoLayout *text);

/* label, then value in style; without a value (NULL or "") dots. */
void mc_paper_add_field (McPaperLayout *self, const char *label, const char *value, McPaperStyle style);

/* Two short fields on one line, or, when one is too long for that, on two; share: part of the width the first has. */
void mc_paper_add_two_fields (McPaperLayout *self, const char *label, const char *value, double share,
                              const char *second_label, const char *second_value);

/* A paragraph. */
void mc_paper_add_text (McPaperLayout *self, const char *words, McPaperStyle style, double space_before);

/* Role, hint ("(Ký, ghi rõ họ tên)"), room, name (nullable) in half the width at x, y from the cursor; gives the y below,
 * and the room it takes. */
double mc_paper_place_signature (McPaperLayout *self, const char *role, const char *hint, const char *name, double x,
                                 double y);
double mc_paper_get_signature_height (McPaperLayout *self, const char *name);

G_END_DECLS
