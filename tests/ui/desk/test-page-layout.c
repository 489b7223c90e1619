// SPDX-License-Identifier: GPL-3.0-or-later
/* Where the pages of a document lie: two sheets of A4 upright, and one on its side between them. */
#include "mc-page-layout.h"

#include <math.h>

#define ROUGHLY(a, b) g_assert_cmpfloat_with_epsilon (a, b, 0.01)

static McPageSizes *
three_sheets (void)
{
  static const McPageSize sheets[] = { { 595, 842 }, { 842, 595 }, { 595, 842 } };
  McPageSizes *pages = g_new0 (McPageSizes, 1);

  g_atomic_ref_count_init (&pages->ref_count);
  pages->count = G_N_ELEMENTS (sheets);
  pages->sizes = g_memdup2 (sheets, sizeof sheets);
  return pages;
}

static void
set_up (McPageLayout *layout)
{
  g_autoptr (McPageSizes) pages = three_sheets ();

  mc_page_layout_init (layout);
  mc_page_layout_set_pages (layout, pages);
}

/* The widest page decides, and the highest where a whole page is to be seen. */
static void
test_scale (void)
{
  McPageLayout layout;

  set_up (&layout);
  ROUGHLY (mc_page_layout_get_scale (&layout, 842 + 24, 500), 1);
  ROUGHLY (mc_page_layout_get_scale (&layout, 421 + 24, 500), 0.5);
  layout.fit = MC_FIT_PAGE;
  ROUGHLY (mc_page_layout_get_scale (&layout, 842 + 24, 421 + 24), 0.5);
  ROUGHLY (mc_page_layout_get_scale (&layout, 842 + 24, 0), 1); /* nobody knows yet how high */
  layout.fit = MC_FIT_NONE;
  layout.zoom = 2;
  ROUGHLY (mc_page_layout_get_zoom (mc_page_layout_get_scale (&layout, 10, 10)), 2);
  mc_page_layout_clear (&layout);
}

/* A window that is nothing, and one that is the whole wall. */
static void
test_bounds (void)
{
  McPageLayout layout;

  set_up (&layout);
  ROUGHLY (mc_page_layout_get_zoom (mc_page_layout_get_scale (&layout, 0, 0)), MC_ZOOM_LEAST);
  ROUGHLY (mc_page_layout_get_zoom (mc_page_layout_get_scale (&layout, 1000000, 0)), MC_ZOOM_MOST);
  mc_page_layout_clear (&layout);
}

static void
test_places (void)
{
  McPageLayout layout;
  graphene_rect_t first, second, last;

  set_up (&layout);
  first = mc_page_layout_place (&layout, 0, 1, 842 + 24);
  second = mc_page_layout_place (&layout, 1, 1, 842 + 24);
  last = mc_page_layout_place (&layout, 2, 1, 842 + 24);
  ROUGHLY (first.origin.x, floor ((842 + 24 - 595) / 2.0));
  ROUGHLY (first.origin.y, MC_PAGE_MARGIN);
  ROUGHLY (second.origin.x, MC_PAGE_MARGIN);
  ROUGHLY (second.origin.y, MC_PAGE_MARGIN + 842 + MC_PAGE_GAP);
  ROUGHLY (last.origin.y, second.origin.y + 595 + MC_PAGE_GAP);
  ROUGHLY (mc_page_layout_get_height (&layout, 1), last.origin.y + last.size.height + MC_PAGE_MARGIN);
  ROUGHLY (mc_page_layout_get_width (&layout, 1), 842 + 2 * MC_PAGE_MARGIN);
  mc_page_layout_clear (&layout);
}

/* Every height is on the page whose place holds it, or whose gap is above. */
static void
test_find (void)
{
  McPageLayout layout;

  set_up (&layout);
  for (double scale = 0.25; scale < 4; scale *= 2)
    {
      guint page = 0;
      double end = mc_page_layout_get_height (&layout, scale);

      for (double y = 0; y < end; y += 1)
        {
          guint found = mc_page_layout_find (&layout, y, scale);

          g_assert_cmpuint (found, >=, page);
          page = found;
          g_assert_cmpfloat (mc_page_layout_place (&layout, page, scale, 900).origin.y, <=, y + MC_PAGE_GAP + 1);
        }
      g_assert_cmpuint (page, ==, 2);
    }
  g_assert_cmpuint (mc_page_layout_find (&layout, -100, 1), ==, 0);
  g_assert_cmpuint (mc_page_layout_find (&layout, 1e9, 1), ==, 2);
  mc_page_layout_clear (&layout);
}

/* What was wide is high then; four turns are none; other pages stand upright. */
static void
test_rotate (void)
{
  McPageLayout layout;
  g_autoptr (McPageSizes) pages = three_sheets ();
  graphene_rect_t place;

  set_up (&layout);
  mc_page_layout_rotate (&layout);
  g_assert_true (mc_page_layout_lies_on_its_side (&layout));
  place = mc_page_layout_place (&layout, 0, 1, 900);
  ROUGHLY (place.size.width, 842);
  ROUGHLY (place.size.height, 595);
  ROUGHLY (mc_page_layout_place (&layout, 1, 1, 900).origin.y, MC_PAGE_MARGIN + 595 + MC_PAGE_GAP);
  for (int i = 0; i < 3; i++)
    mc_page_layout_rotate (&layout);
  g_assert_cmpint (layout.turns, ==, 0);
  mc_page_layout_rotate (&layout);
  mc_page_layout_set_pages (&layout, pages);
  g_assert_false (mc_page_layout_lies_on_its_side (&layout));
  mc_page_layout_clear (&layout);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/page-layout/scale", test_scale);
  g_test_add_func ("/page-layout/bounds", test_bounds);
  g_test_add_func ("/page-layout/places", test_places);
  g_test_add_func ("/page-layout/find", test_find);
  g_test_add_func ("/page-layout/rotate", test_rotate);
  return g_test_run ();
}
