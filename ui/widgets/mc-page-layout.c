// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-page-layout.h"

#include <math.h>

#define PIXELS_A_POINT (96.0 / 72.0) /* at zoom 1 */

/* In points, as it stands now. */
static McPageSize
size_of (const McPageLayout *self, guint page)
{
  McPageSize size = self->pages->sizes[page];

  return mc_page_layout_lies_on_its_side (self) ? (McPageSize) { size.height, size.width } : size;
}

static double
top_of (const McPageLayout *self, guint page, double scale)
{
  return MC_PAGE_MARGIN + self->tops[page] * scale + page * MC_PAGE_GAP;
}

static void
measure (McPageLayout *self)
{
  guint count = self->pages != NULL ? self->pages->count : 0;

  g_free (self->tops);
  self->tops = g_new0 (double, count + 1);
  self->widest = self->highest = 1;
  for (guint i = 0; i < count; i++)
    {
      McPageSize size = size_of (self, i);

      self->tops[i + 1] = self->tops[i] + size.height;
      self->widest = MAX (self->widest, size.width);
      self->highest = MAX (self->highest, size.height);
    }
}

void
mc_page_layout_init (McPageLayout *self)
{
  *self = (McPageLayout) { .fit = MC_FIT_WIDTH, .zoom = 1 };
  measure (self);
}

void
mc_page_layout_clear (McPageLayout *self)
{
  g_clear_pointer (&self->pages, mc_page_sizes_unref);
  g_clear_pointer (&self->tops, g_free);
}

void
mc_page_layout_set_pages (McPageLayout *self, McPageSizes *pages)
{
  McPageSizes *old = self->pages;

  self->pages = pages != NULL ? mc_page_sizes_ref (pages) : NULL;
  g_clear_pointer (&old, mc_page_sizes_unref);
  self->turns = 0;
  measure (self);
}

void
mc_page_layout_rotate (McPageLayout *self)
{
  self->turns = (self->turns + 1) % 4;
  measure (self);
}

gboolean
mc_page_layout_lies_on_its_side (const McPageLayout *self)
{
  return self->turns % 2 != 0;
}

double
mc_page_layout_get_scale (const McPageLayout *self, int width, double height)
{
  double fitting = MAX (width - 2 * MC_PAGE_MARGIN, 1) / self->widest;

  if (self->fit == MC_FIT_NONE)
    return self->zoom * PIXELS_A_POINT;
  if (self->fit == MC_FIT_PAGE && height > 3 * MC_PAGE_MARGIN)
    fitting = MIN (fitting, (height - 2 * MC_PAGE_MARGIN) / self->highest);
  return CLAMP (fitting, MC_ZOOM_LEAST * PIXELS_A_POINT, MC_ZOOM_MOST * PIXELS_A_POINT);
}

double
mc_page_layout_get_zoom (double scale)
{
  return scale / PIXELS_A_POINT;
}

double
mc_page_layout_get_width (const McPageLayout *self, double scale)
{
  return self->widest * scale + 2 * MC_PAGE_MARGIN;
}

double
mc_page_layout_get_height (const McPageLayout *self, double scale)
{
  return top_of (self, self->pages->count, scale) - MC_PAGE_GAP + MC_PAGE_MARGIN;
}

guint
mc_page_layout_find (const McPageLayout *self, double y, double scale)
{
  guint first = 0, last = self->pages->count - 1;

  while (first < last)
    {
      guint middle = (first + last + 1) / 2;

      if (top_of (self, middle, scale) - MC_PAGE_GAP <= y)
        first = middle;
      else
        last = middle - 1;
    }
  return first;
}

graphene_rect_t
mc_page_layout_place (const McPageLayout *self, guint page, double scale, int width)
{
  McPageSize size = size_of (self, page);
  double wide = size.width * scale;
  double x = MAX ((width - wide) / 2, MC_PAGE_MARGIN);

  return GRAPHENE_RECT_INIT ((float) floor (x), (float) floor (top_of (self, page, scale)), (float) round (wide),
                             (float) round (size.height * scale));
}
