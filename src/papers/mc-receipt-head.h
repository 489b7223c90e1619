// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mc-official.h"
#include "mc-paper-layout.h"
#include "mc-record.h"

G_BEGIN_DECLS

/* The head of form 01 at the cursor: agency, number and code with its bars on the left, the national heading, place, date
 * and QR on the right, the title below (domain 4.2). dossier: accepted. */
void mc_receipt_head_add (McPaperLayout *paper, const McDossier *dossier, const McMe *me, const char *title);

G_END_DECLS
