// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mc-official.h"
#include "mc-paper-layout.h"
#include "mc-record.h"

G_BEGIN_DECLS

/* What differs from form to form. */
typedef struct
{
  const char *title;
  const char *number; /* nullable: dots, to be filled in by hand */
  const char *series; /* "TNHS" | "HDHS" | "TCHS" */
  GDateTime *date;    /* of the paper */
} McPaperHead;

/* The head of a form at the cursor: agency, number and code with its bars on the left, the national heading, place, date
 * and QR on the right, the title below (domain 4.2). */
void mc_paper_head_add (McPaperLayout *paper, const McDossier *dossier, const McMe *me, const McPaperHead *head);

/* "Mã hồ sơ: H99…", before acceptance "Mã tiếp nhận tạm: TT-…". (transfer full) */
char *mc_paper_head_say_code (const McDossier *dossier);

G_END_DECLS
