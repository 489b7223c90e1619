// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mc-paper-layout.h"
#include "mc-paper-words.h"

G_BEGIN_DECLS

typedef struct
{
  const char *title;
  double width;
  McPaperStyle style; /* of the cells below the title */
} McPaperColumn;

/* A ruled table at the cursor. rows: of GStrv, one text a column. It runs over pages: the titles are repeated, a row is
 * broken only when it is longer than a page, and the last row never stands alone. */
void mc_paper_layout_add_table (McPaperLayout *self, const McPaperColumn *columns, int n_columns, GPtrArray *rows);

/* Room that titles and first row take: so that a heading is not parted from its table. */
double mc_paper_table_get_start_height (McPaperLayout *self, const McPaperColumn *columns, int n_columns,
                                        GPtrArray *rows);

/* Copies columns whose titles name words of the catalogue, with what it says. */
void mc_paper_table_say_titles (McPaperColumn *titled, const McPaperColumn *columns, int n_columns,
                                const McPaperWords *words);

G_END_DECLS
