// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

#include "mc-official.h"
#include "mc-record.h"

G_BEGIN_DECLS

/* Mẫu 02, Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ (TT 03/2025/TT-VPCP, Phụ lục I; domain 4.4), A4 portrait. */
#define MC_TYPE_SUPPLEMENT_PAPER (mc_supplement_paper_get_type ())
G_DECLARE_FINAL_TYPE (McSupplementPaper, mc_supplement_paper, MC, SUPPLEMENT_PAPER, GObject)

/* notice: what the applicant is told, of the dossier (mc_dossier_find_notice()) or not sent yet (mc_form_notice()); of
 * another paper, NULL with G_IO_ERROR_INVALID_ARGUMENT comes back. training: prints TẬP HUẤN – KHÔNG CÓ GIÁ TRỊ across.
 * copy: 1 for the first print, from 2 on "In lần n". A number that is not known is dots. */
McSupplementPaper *mc_supplement_paper_new (McDossier *dossier, McMe *me, const McNotice *notice, gboolean training,
                                            int copy, GError **error);

int mc_supplement_paper_get_n_pages (McSupplementPaper *self);

/* Draws page (from 0) at 72 units an inch, origin at the paper's corner: for screen, printer and PDF alike. cr is a
 * cairo_t. */
void mc_supplement_paper_draw (McSupplementPaper *self, gpointer cr, int page);

/* The whole paper as PDF. (transfer full) */
GBytes *mc_supplement_paper_to_pdf (McSupplementPaper *self, GError **error);

G_END_DECLS
