// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <graphene.h>

#include "mc-renderer.h"

G_BEGIN_DECLS

typedef enum
{
  MC_FIT_WIDTH,
  MC_FIT_PAGE,
  MC_FIT_NONE,
} McPageFit;

#define MC_ZOOM_LEAST 0.1
#define MC_ZOOM_MOST 5.0

/* around all pages, and between them, in pixels */
#define MC_PAGE_MARGIN 12
#define MC_PAGE_GAP 12

/* Where the pages of a document lie one below the other: sums, and no widget. Sizes of paper are points, places pixels; a scale
 * is pixels a point. Pages are counted from 0. */
typedef struct
{
  McPageSizes *pages; /* owned, nullable: none */
  McPageFit fit;
  double zoom;    /* where nothing is fitted; 1: as large as on paper */
  int turns;      /* quarter turns to the right */
  double widest;  /* of all pages, as they are turned */
  double highest; /* 〃 */
  double *tops;   /* owned: of the pages and of their end, in points, without gaps */
} McPageLayout;

void mc_page_layout_init (McPageLayout *self);
void mc_page_layout_clear (McPageLayout *self);

/* Upright again; fit and zoom stay. */
void mc_page_layout_set_pages (McPageLayout *self, McPageSizes *pages);
void mc_page_layout_rotate (McPageLayout *self);
gboolean mc_page_layout_lies_on_its_side (const McPageLayout *self);

/* In a view so wide and high; 0: not known yet. */
double mc_page_layout_get_scale (const McPageLayout *self, int width, double height);
/* The scale as a zoom. */
double mc_page_layout_get_zoom (double scale);
/* Of all of it. */
double mc_page_layout_get_width (const McPageLayout *self, double scale);
double mc_page_layout_get_height (const McPageLayout *self, double scale);

/* The page that this height is on; the gap above it is its own. There are pages. */
guint mc_page_layout_find (const McPageLayout *self, double y, double scale);
/* In a view so wide: in its middle, where it is narrower. */
graphene_rect_t mc_page_layout_place (const McPageLayout *self, guint page, double scale, int width);

G_END_DECLS
