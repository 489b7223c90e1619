// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mc-official.h"
#include "mc-paper-layout.h"
#include "mc-paper-words.h"
#include "mc-record.h"

G_BEGIN_DECLS

/* What differs from form to form. */
typedef struct
{
  const McPaperWords *words;
  const char *number; /* nullable: dots, to be filled in by hand */
  GDateTime *date;    /* of the paper */
  gboolean training;
  int copy; /* from 2 on it says which */
} McPaperHead;

/* The marks on every page, and the head of a form at the cursor: agency, number and code with its bars on the left, the
 * national heading, place, date and QR on the right, the title below (domain 4.2). */
void mc_paper_head_add (McPaperLayout *paper, const McDossier *dossier, const McMe *me, const McPaperHead *head);

/* "Giấy … – H99…": what the file is called. (transfer full) */
char *mc_paper_head_say_title (const McPaperWords *words, const McDossier *dossier);

G_END_DECLS
