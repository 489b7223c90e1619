// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

#include "mc-official.h"
#include "mc-record.h"

G_BEGIN_DECLS

/* Mẫu 01, Giấy tiếp nhận hồ sơ và hẹn trả kết quả (TT 03/2025/TT-VPCP, Phụ lục I; domain 4.2–4.3), A4 portrait. */
#define MC_TYPE_RECEIPT_PAPER (mc_receipt_paper_get_type ())
G_DECLARE_FINAL_TYPE (McReceiptPaper, mc_receipt_paper, MC, RECEIPT_PAPER, GObject)

/* dossier: accepted, with code and accepted_at: without them it is no form 01, and NULL with G_IO_ERROR_INVALID_ARGUMENT
 * comes back. training: prints TẬP HUẤN – KHÔNG CÓ GIÁ TRỊ across. copy: 1 for the first print, from 2 on "In lần n". */
McReceiptPaper *mc_receipt_paper_new (McDossier *dossier, McMe *me, gboolean training, int copy, GError **error);

int mc_receipt_paper_get_n_pages (McReceiptPaper *self);

/* Draws page (from 0) at 72 units an inch, origin at the paper's corner: for screen, printer and PDF alike. cr is a
 * cairo_t. */
void mc_receipt_paper_draw (McReceiptPaper *self, gpointer cr, int page);

/* The whole paper as PDF. (transfer full) */
GBytes *mc_receipt_paper_to_pdf (McReceiptPaper *self, GError **error);

G_END_DECLS
