// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-render-test.h"

#include <string.h>

#include "mc-training-sample-document.h"

static const char *const fields[] = { "Họ, chữ đệm, tên", "Nguyễn Thị Mẫu", "Nơi cư trú", "Phường Tập Huấn", NULL };
static const McSamplePage sample = {
  .kind = MC_SAMPLE_CERTIFICATE,
  .title = "GIẤY CHỨNG NHẬN",
  .agency = "Cơ quan Tập Huấn",
  .fields = fields,
  .seed = 3,
};

McRenderer *
mc_test_renderer_new (McClock *clock)
{
  return mc_renderer_new (MC_TEST_RENDER, clock);
}

void
mc_test_renderer_end (McRenderer *self)
{
  g_object_run_dispose (G_OBJECT (self));
  g_object_unref (self);
}

GBytes *
mc_test_pdf (const char *resources, const char *content)
{
  char *pdf = g_strdup_printf ("%%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
                               "2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj\n"
                               "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<%s>>>>"
                               "endobj\n4 0 obj<</Length %" G_GSIZE_FORMAT ">>stream\n%s\nendstream endobj\n"
                               "trailer<</Size 5/Root 1 0 R>>\n%%%%EOF\n",
                               resources, strlen (content), content);

  return g_bytes_new_take (pdf, strlen (pdf));
}

GBytes *
mc_test_page_pdf (void)
{
  g_autoptr (GDateTime) created = g_date_time_new_utc (2026, 11, 23, 3, 0, 0);

  return mc_sample_page_to_pdf (&sample, created);
}

GBytes *
mc_test_scan_pdf (int flavour)
{
  g_autoptr (McSampleScan) scan = mc_sample_page_scan (&sample, 620, 10, 0.85);
  g_autoptr (GBytes) jpeg = mc_training_sample_jpeg (scan, 75, 0);

  return mc_training_sample_pdf (jpeg, scan->width, scan->height, 2, (McSampleFlavour) flavour);
}

GBytes *
mc_test_scan_jpeg (int orientation)
{
  g_autoptr (McSampleScan) scan = mc_sample_page_scan (&sample, 620, 10, 0.85);

  return mc_training_sample_jpeg (scan, 75, orientation);
}

GBytes *
mc_test_scan_png (void)
{
  g_autoptr (McSampleScan) scan = mc_sample_page_scan (&sample, 620, 10, 0.85);

  return mc_sample_scan_to_png (scan);
}

GBytes *
mc_test_scan_heif (void)
{
  g_autoptr (McSampleScan) scan = mc_sample_page_scan (&sample, 620, 10, 0.85);

  return mc_training_sample_heif (scan, 45);
}

void
mc_test_refused (McRenderer *renderer, GBytes *document, McRenderError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (McPageSizes) pages = dex_await_boxed (mc_renderer_open (renderer, document), &error);

  g_assert_null (pages);
  g_assert_error (error, MC_RENDER_ERROR, (int) code);
}

static gboolean
has_ink (McPagePicture *picture)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (picture->pixels, &size);
  gsize dark = 0;

  for (gsize i = 0; i < size; i += 4)
    dark += data[i] < 160;
  return dark > 20;
}

void
mc_test_shown (McRenderer *renderer, GBytes *document, guint count)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (McPageSizes) pages = dex_await_boxed (mc_renderer_open (renderer, document), &error);
  g_autoptr (McPagePicture) picture = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (pages->count, ==, count);
  picture = dex_await_boxed (mc_renderer_paint (renderer, 0, 400, 566), &error);
  g_assert_no_error (error);
  g_assert_cmpint (picture->width, ==, 400);
  g_assert_cmpint (picture->height, ==, 566);
  g_assert_true (has_ink (picture));
}
