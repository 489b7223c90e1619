// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "mc-page-layout.h"

G_BEGIN_DECLS

/* The pages of a document one below the other, painted by a McRenderer as they come into sight. Lives in a viewport. ↑↓ and
 * PgUp PgDn move, Home and End go to the first and the last page. Signals: "painted": a page is there · "changed": another
 * page is looked at, the zoom or what can be said of them is another. */
#define MC_TYPE_PAGE_STRIP (mc_page_strip_get_type ())
G_DECLARE_FINAL_TYPE (McPageStrip, mc_page_strip, MC, PAGE_STRIP, GtkWidget)

/* Of the scrolled window it is in. */
void mc_page_strip_set_adjustments (McPageStrip *self, GtkAdjustment *horizontal, GtkAdjustment *vertical);

/* pages: (nullable): none. The zoom stays, the turn does not. */
void mc_page_strip_set_pages (McPageStrip *self, McRenderer *renderer, McPageSizes *pages);
guint mc_page_strip_count_pages (McPageStrip *self);

/* From 0: the one in the middle of what is seen. */
guint mc_page_strip_get_page (McPageStrip *self);
void mc_page_strip_show_page (McPageStrip *self, guint page);

/* One screen, or one page where pages fit, on (1) or back (−1). */
void mc_page_strip_turn (McPageStrip *self, int step);

void mc_page_strip_set_fit (McPageStrip *self, McPageFit fit);
McPageFit mc_page_strip_get_fit (McPageStrip *self);

/* 1: as large as on paper. Setting it fits nothing any more. */
void mc_page_strip_set_zoom (McPageStrip *self, double zoom);
double mc_page_strip_get_zoom (McPageStrip *self);

/* A quarter turn to the right. */
void mc_page_strip_rotate (McPageStrip *self);

/* The page one looks at has fewer pixels than it should. */
gboolean mc_page_strip_is_reduced (McPageStrip *self);

/* What is marked on it: graphene_rect_t in points of that page, upright. (nullable): nothing. Scrolls there. */
void mc_page_strip_mark (McPageStrip *self, guint page, GArray *places);

G_END_DECLS
