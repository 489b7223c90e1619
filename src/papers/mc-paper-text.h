// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <pango/pangocairo.h>

G_BEGIN_DECLS

/* Texts of an administrative paper, in the type of NĐ 30/2020. All measures are points. */
#define MC_PAPER_TEXT_SIZE 13

typedef enum
{
  MC_PAPER_PLAIN = 0,
  MC_PAPER_BOLD = 1 << 0,
  MC_PAPER_ITALIC = 1 << 1,
  MC_PAPER_CENTER = 1 << 2,
} McPaperStyle;

/* With a font map of its own, so that a paper can be made and drawn on any thread. Metrics are not rounded to the pixels of
 * any device: lines break alike on screen, printer and in the file. (transfer full) */
PangoContext *mc_paper_text_create_context (void);

/* words of size points, broken at width; one line when width is -1. (transfer full) */
PangoLayout *mc_paper_text_new (PangoContext *context, const char *words, double size, McPaperStyle style,
                                double width);

/* label, then value in style; without a value (NULL or "") dots up to width, to be filled in by hand. (transfer full) */
PangoLayout *mc_paper_text_new_field (PangoContext *context, const char *label, const char *value, McPaperStyle style,
                                      double width);

/* words centred, on lines about equally long; what would take more than four lines is cut. Its own width is at most width.
 * (transfer full) */
PangoLayout *mc_paper_text_new_centred (PangoContext *context, const char *words, double size, McPaperStyle style,
                                        double width);

/* Width of its longest line. */
double mc_paper_text_get_width (PangoLayout *text);

/* Height of count lines of text from line first on. */
double mc_paper_text_height (PangoLayout *text, int first, int count);

/* How many lines of text from line first on fit into height. */
int mc_paper_text_lines_fitting (PangoLayout *text, int first, double height);

/* count lines from line first on, the upper edge of the first at y. */
void mc_paper_text_draw (cairo_t *cr, PangoLayout *text, int first, int count, double x, double y);

G_END_DECLS
