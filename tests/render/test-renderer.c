// SPDX-License-Identifier: GPL-3.0-or-later
/* McRenderer with the real child: pages, text, turns, children that stall or die. */
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "mc-render-test.h"
#include "mc-training-sample-document.h"

/* Two thousand clipped gradients over each other: minutes of painting, little memory. */
static GBytes *
slow_pdf (void)
{
  g_autoptr (GString) content = g_string_new (NULL);

  for (guint i = 0; i < 200000; i++)
    g_string_append (content, "q 0 0 595 842 re W n /S sh Q\n");
  return mc_test_pdf ("/Shading<</S<</ShadingType 3/ColorSpace/DeviceRGB/Coords[9 9 0 500 700 900]/Extend[true true]"
                      "/Function<</FunctionType 2/Domain[0 1]/C0[1 0 0]/C1[0 1 0]/N 1.7>>>>>>",
                      content->str);
}

MC_TEST_FIBER (test_pdf)
{
  g_autoptr (McClock) clock = mc_clock_new_system ();
  McRenderer *renderer = mc_test_renderer_new (clock);
  g_autoptr (GBytes) text = mc_test_page_pdf ();
  g_autoptr (GBytes) scan = mc_test_scan_pdf (MC_SAMPLE_SCANNED);
  g_autofree char *child = NULL;

  mc_test_shown (renderer, text, 1);
  child = g_strdup (mc_renderer_get_child (renderer));
  mc_test_shown (renderer, scan, 2);
  /* one child for both */
  g_assert_cmpstr (child, ==, mc_renderer_get_child (renderer));
  mc_test_renderer_end (renderer);
  return dex_future_new_true ();
}

/* Dark pixels in the upper and in the lower half: upright, the title and the crest are above. */
static void
compare_halves (McPagePicture *picture, guint halves[2])
{
  const guint8 *data = g_bytes_get_data (picture->pixels, NULL);

  halves[0] = halves[1] = 0;
  for (int y = 0; y < picture->height; y++)
    for (int x = 0; x < picture->width; x++)
      halves[y >= picture->height / 2] += data[(gsize) y * picture->stride + (gsize) x * 4 + 1] < 140;
}

MC_TEST_FIBER (test_pictures)
{
  g_autoptr (McClock) clock = mc_clock_new_system ();
  McRenderer *renderer = mc_test_renderer_new (clock);
  g_autoptr (GBytes) jpeg = mc_test_scan_jpeg (0);
  g_autoptr (GBytes) png = mc_test_scan_png ();
  g_autoptr (GBytes) upside_down = mc_test_scan_jpeg (3);
  g_autoptr (GBytes) sideways = mc_test_scan_jpeg (6);
  g_autoptr (McPageSizes) pages = NULL;
  g_autoptr (McPagePicture) upright = NULL;
  g_autoptr (McPagePicture) turned = NULL;
  guint halves[2], turned_halves[2];

  mc_test_shown (renderer, png, 1);
  mc_test_shown (renderer, jpeg, 1);
  upright = dex_await_boxed (mc_renderer_paint (renderer, 0, 310, 438), NULL);
  mc_test_shown (renderer, upside_down, 1);
  turned = dex_await_boxed (mc_renderer_paint (renderer, 0, 310, 438), NULL);
  compare_halves (upright, halves);
  compare_halves (turned, turned_halves);
  g_assert_cmpuint (halves[0], !=, halves[1]);
  g_assert_true ((halves[0] > halves[1]) == (turned_halves[0] < turned_halves[1]));
  pages = dex_await_boxed (mc_renderer_open (renderer, sideways), NULL);
  g_assert_cmpfloat (pages->sizes[0].width, >, pages->sizes[0].height);
  mc_test_renderer_end (renderer);
  return dex_future_new_true ();
}

MC_TEST_FIBER (test_heic)
{
  g_autoptr (McClock) clock = mc_clock_new_system ();
  McRenderer *renderer = mc_test_renderer_new (clock);
  g_autoptr (GBytes) document = mc_test_scan_heif ();

  g_assert_nonnull (document);
  mc_test_shown (renderer, document, 1);
  mc_test_renderer_end (renderer);
  return dex_future_new_true ();
}

MC_TEST_FIBER (test_text)
{
  g_autoptr (McClock) clock = mc_clock_new_system ();
  McRenderer *renderer = mc_test_renderer_new (clock);
  g_autoptr (GBytes) document = mc_test_page_pdf ();
  g_autoptr (GBytes) scan = mc_test_scan_jpeg (0);
  g_autoptr (McPageSizes) pages = dex_await_boxed (mc_renderer_open (renderer, document), NULL);
  g_autoptr (McPageText) text = dex_await_boxed (mc_renderer_read (renderer, 0), NULL);
  g_autoptr (McPageText) none = NULL;
  g_autoptr (McPageSizes) scanned = NULL;
  g_autofree char *string = mc_page_text_to_string (text, 10000);
  g_autoptr (GArray) hits = mc_page_text_find (text, "  nguyen THI mẫu ");
  g_autoptr (GArray) misses = mc_page_text_find (text, "không có ở đây");
  const McPageHit *hit = &g_array_index (hits, McPageHit, 0);
  const McGlyph *glyph;

  g_assert_nonnull (strstr (string, "Nguyễn Thị Mẫu"));
  g_assert_cmpuint (hits->len, ==, 1);
  g_assert_cmpuint (hit->count, ==, strlen ("nguyen thi mau"));
  glyph = &g_array_index (text->glyphs, McGlyph, hit->first);
  g_assert_cmpuint (glyph->character, ==, 'N');
  g_assert_true (glyph->x1 < glyph->x2 && glyph->y1 < glyph->y2);
  g_assert_cmpfloat (glyph->y2, <, pages->sizes[0].height);
  g_assert_cmpuint (misses->len, ==, 0);

  scanned = dex_await_boxed (mc_renderer_open (renderer, scan), NULL);
  none = dex_await_boxed (mc_renderer_read (renderer, 0), NULL);
  g_assert_cmpuint (none->glyphs->len, ==, 0);
  mc_test_renderer_end (renderer);
  return dex_future_new_true ();
}

/* Fonts that are not in the document come from the machine: after the child has locked itself up. */
MC_TEST_FIBER (test_fonts)
{
  g_autoptr (McClock) clock = mc_clock_new_system ();
  McRenderer *renderer = mc_test_renderer_new (clock);
  g_autoptr (GBytes) document
      = mc_test_pdf ("/Font<</F<</Type/Font/Subtype/TrueType/BaseFont/CourierNew-BoldItalic>>>>",
                     "BT /F 60 Tf 40 500 Td (Khong nhung phong) Tj ET");

  mc_test_shown (renderer, document, 1);
  mc_test_renderer_end (renderer);
  return dex_future_new_true ();
}

/* A page larger than may be painted comes smaller, and says so. */
MC_TEST_FIBER (test_reduced)
{
  g_autoptr (McClock) clock = mc_clock_new_system ();
  McRenderer *renderer = mc_test_renderer_new (clock);
  g_autoptr (GBytes) document = mc_test_page_pdf ();
  g_autoptr (McPageSizes) pages = dex_await_boxed (mc_renderer_open (renderer, document), NULL);
  g_autoptr (McPagePicture) picture = dex_await_boxed (mc_renderer_paint (renderer, 0, 20000, 20000), NULL);

  g_assert_true (picture->reduced);
  g_assert_cmpint (picture->width * picture->height, <=, MC_RENDER_MAX_PIXELS);
  g_assert_cmpint (picture->width, ==, picture->height);
  mc_test_renderer_end (renderer);
  return dex_future_new_true ();
}

/* Turns the loop until the child has been asked. */
static void
wait_for_child (McRenderer *renderer)
{
  while (mc_renderer_get_child (renderer) == NULL)
    dex_await (dex_timeout_new_msec (1), NULL);
}

static gboolean
is_gone (const char *pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%s/stat", pid);
  g_autofree char *text = NULL;

  return !g_file_get_contents (path, &text, NULL, NULL) || strstr (text, ") Z ") != NULL;
}

static void
wait_until_gone (const char *pid)
{
  while (!is_gone (pid))
    dex_await (dex_timeout_new_msec (1), NULL);
}

/* Ten seconds of a clock that the test moves. */
MC_TEST_FIBER (test_stall)
{
  g_autoptr (McClock) clock = mc_clock_new_virtual (G_GINT64_CONSTANT (1795404000) * G_USEC_PER_SEC);
  McRenderer *renderer = mc_test_renderer_new (clock);
  g_autoptr (GBytes) slow = slow_pdf ();
  g_autoptr (GBytes) good = mc_test_page_pdf ();
  g_autoptr (McPageSizes) pages = dex_await_boxed (mc_renderer_open (renderer, slow), NULL);
  DexFuture *painting = mc_renderer_paint (renderer, 0, 2000, 2800);
  g_autoptr (GError) error = NULL;
  g_autofree char *child = g_strdup (mc_renderer_get_child (renderer));

  g_assert_nonnull (pages);
  while (mc_clock_next_timer_us (clock) < 0)
    dex_await (dex_timeout_new_msec (1), NULL);
  g_assert_cmpint (mc_clock_next_timer_us (clock), ==, MC_RENDERER_JOB_US);
  mc_clock_advance (clock, MC_RENDERER_JOB_US - 1);
  g_assert_true (dex_future_is_pending (painting));
  g_assert_false (is_gone (child));
  mc_clock_advance (clock, 1);
  g_assert_false (dex_await (painting, &error));
  g_assert_error (error, MC_RENDER_ERROR, MC_RENDER_ERROR_STALLED);
  wait_until_gone (child);

  mc_test_shown (renderer, good, 1);
  g_assert_cmpstr (child, !=, mc_renderer_get_child (renderer));
  mc_test_renderer_end (renderer);
  return dex_future_new_true ();
}

/* Moving on does not wait for what is being painted. */
MC_TEST_FIBER (test_moving_on)
{
  g_autoptr (McClock) clock = mc_clock_new_virtual (G_GINT64_CONSTANT (1795404000) * G_USEC_PER_SEC);
  McRenderer *renderer = mc_test_renderer_new (clock);
  g_autoptr (GBytes) slow = slow_pdf ();
  g_autoptr (GBytes) good = mc_test_page_pdf ();
  g_autoptr (McPageSizes) pages = dex_await_boxed (mc_renderer_open (renderer, slow), NULL);
  DexFuture *painting = mc_renderer_paint (renderer, 0, 2000, 2800);
  DexFuture *waiting = mc_renderer_read (renderer, 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) other_error = NULL;

  while (mc_clock_next_timer_us (clock) < 0)
    dex_await (dex_timeout_new_msec (1), NULL);
  mc_test_shown (renderer, good, 1);
  g_assert_false (dex_await (painting, &error));
  g_assert_error (error, MC_RENDER_ERROR, MC_RENDER_ERROR_SUPERSEDED);
  g_assert_false (dex_await (waiting, &other_error));
  g_assert_error (other_error, MC_RENDER_ERROR, MC_RENDER_ERROR_SUPERSEDED);
  mc_test_renderer_end (renderer);
  return dex_future_new_true ();
}

/* A child that dies between two jobs is started again with its document. */
MC_TEST_FIBER (test_death)
{
  g_autoptr (McClock) clock = mc_clock_new_system ();
  McRenderer *renderer = mc_test_renderer_new (clock);
  g_autoptr (GBytes) good = mc_test_page_pdf ();
  g_autofree char *child = NULL;
  g_autoptr (McPagePicture) picture = NULL;
  g_autoptr (GError) error = NULL;

  mc_test_shown (renderer, good, 1);
  child = g_strdup (mc_renderer_get_child (renderer));
  kill ((pid_t) g_ascii_strtoll (child, NULL, 10), SIGKILL);
  wait_until_gone (child);
  picture = dex_await_boxed (mc_renderer_paint (renderer, 0, 400, 566), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (child, !=, mc_renderer_get_child (renderer));
  mc_test_renderer_end (renderer);
  return dex_future_new_true ();
}

MC_TEST_FIBER (test_end)
{
  g_autoptr (McClock) clock = mc_clock_new_system ();
  McRenderer *renderer = mc_test_renderer_new (clock);
  g_autoptr (GBytes) good = mc_test_page_pdf ();
  DexFuture *opening = mc_renderer_open (renderer, good);
  g_autofree char *child = NULL;

  wait_for_child (renderer);
  child = g_strdup (mc_renderer_get_child (renderer));
  mc_test_renderer_end (renderer);
  g_assert_false (dex_await (opening, NULL));
  wait_until_gone (child);
  return dex_future_new_true ();
}

MC_TEST_FIBER (test_no_program)
{
  g_autoptr (McClock) clock = mc_clock_new_system ();
  McRenderer *renderer = mc_renderer_new ("/nowhere/motcua-render", clock);
  g_autoptr (GBytes) good = mc_test_page_pdf ();

  mc_test_refused (renderer, good, MC_RENDER_ERROR_FAILED);
  mc_test_renderer_end (renderer);
  return dex_future_new_true ();
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/renderer/pdf", test_pdf);
  g_test_add_func ("/renderer/pictures", test_pictures);
  g_test_add_func ("/renderer/heic", test_heic);
  g_test_add_func ("/renderer/text", test_text);
  g_test_add_func ("/renderer/fonts", test_fonts);
  g_test_add_func ("/renderer/reduced", test_reduced);
  g_test_add_func ("/renderer/stall", test_stall);
  g_test_add_func ("/renderer/moving-on", test_moving_on);
  g_test_add_func ("/renderer/death", test_death);
  g_test_add_func ("/renderer/end", test_end);
  g_test_add_func ("/renderer/no-program", test_no_program);
  return g_test_run ();
}
