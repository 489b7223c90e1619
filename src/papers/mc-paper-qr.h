// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mc-paper-layout.h"

G_BEGIN_DECLS

/* QR codes of official papers: where to follow the dossier, where to say how one was served. */
#define MC_PAPER_QR_SIDE MC_PAPER_MM (24)

/* The page of that code: address with the code in the place of "{code}". NULL for an address that is not there, not of the
 * web or without that place. (transfer full) (nullable) */
char *mc_paper_qr_address (const char *address, const char *code);

/* text as a QR code at x, y from the cursor; gives the y below. */
double mc_paper_qr_place (McPaperLayout *self, const char *text, double x, double y);

G_END_DECLS
