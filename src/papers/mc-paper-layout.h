// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

#include "mc-paper-text.h"

G_BEGIN_DECLS

/* An administrative paper (văn bản hành chính) as pages: A4 portrait, margins and type of NĐ 30/2020 Phụ lục I. Content
 * is laid out once, from top to bottom, at a cursor; then any page can be drawn on any cairo surface. All measures are
 * points (72 an inch). */
typedef struct _McPaperLayout McPaperLayout;

#define MC_PAPER_MM(n) ((n) * 72.0 / 25.4)
#define MC_PAPER_WIDTH MC_PAPER_MM (210)
#define MC_PAPER_HEIGHT MC_PAPER_MM (297)
#define MC_PAPER_TOP MC_PAPER_MM (20)
#define MC_PAPER_BOTTOM MC_PAPER_MM (20)
#define MC_PAPER_LEFT MC_PAPER_MM (30)
#define MC_PAPER_RIGHT MC_PAPER_MM (15)
#define MC_PAPER_TEXT_WIDTH (MC_PAPER_WIDTH - MC_PAPER_LEFT - MC_PAPER_RIGHT)

/* Draws a thing of its own, e.g. a bar code, into a box. */
typedef void (*McPaperDraw) (cairo_t *cr, double x, double y, double width, double height, gpointer data);

McPaperLayout *mc_paper_layout_new (void);
void mc_paper_layout_free (McPaperLayout *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (McPaperLayout, mc_paper_layout_free)

/* What each page carries besides its content, each nullable. mark: large and grey behind everything, and once as text at
 * the upper left; corner: small at the upper right; foot: small at the lower left from page 2 on. */
void mc_paper_layout_set_marks (McPaperLayout *self, const char *mark, const char *corner, const char *foot);

/* What texts of this paper are made with. (transfer none) */
PangoContext *mc_paper_layout_get_context (McPaperLayout *self);

/* Space left on the page below the cursor; and on an empty page. */
double mc_paper_layout_get_left (McPaperLayout *self);
double mc_paper_layout_get_page_height (McPaperLayout *self);

/* Moves the cursor down, or to the top of a new page. */
void mc_paper_layout_advance (McPaperLayout *self, double height);
void mc_paper_layout_break_page (McPaperLayout *self);

/* A new page unless height is left on this one, or this one is empty. */
void mc_paper_layout_reserve (McPaperLayout *self, double height);

/* x from the left margin, y from the cursor, which stays where it is. */
void mc_paper_layout_place_text (McPaperLayout *self, PangoLayout *text, int first, int count, double x, double y);
void mc_paper_layout_place_rule (McPaperLayout *self, double x, double y, double width, double height);
void mc_paper_layout_place_drawing (McPaperLayout *self, double x, double y, double width, double height,
                                    McPaperDraw draw, gpointer data, GDestroyNotify destroy);

/* words centred in a column at x of that width, as mc_paper_text_new_centred; gives the y below them. */
double mc_paper_layout_place_centred (McPaperLayout *self, const char *words, double size, McPaperStyle style, double x,
                                      double width, double y);

/* text below what is there; it may run over pages, never with one line alone. */
void mc_paper_layout_add_paragraph (McPaperLayout *self, PangoLayout *text, double space_before);

int mc_paper_layout_get_n_pages (McPaperLayout *self);
void mc_paper_layout_draw (McPaperLayout *self, cairo_t *cr, int page);

/* The same bytes for the same content: the date of creation is the one given, never the wall clock. */
GBytes *mc_paper_layout_to_pdf (McPaperLayout *self, const char *title, GDateTime *created, GError **error);

G_END_DECLS
