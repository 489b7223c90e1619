// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-sample-page-private.h"

#include "mc-paper-layout.h"

/* xorshift: some millions of pixels want a quick one. */
static guint32
next (guint32 *state)
{
  *state ^= *state << 13;
  *state ^= *state >> 17;
  *state ^= *state << 5;
  return *state;
}

static cairo_surface_t *
draw (const McSamplePage *page, int width, int height)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  cairo_t *cr = cairo_create (surface);

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_scale (cr, width / MC_PAPER_WIDTH, height / MC_PAPER_HEIGHT);
  mc_sample_page_draw (page, cr);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

static guint8
soiled (guint value, int noise, double contrast, guint32 *state)
{
  int off = noise > 0 ? (int) (next (state) % (guint32) (2 * noise + 1)) - noise : 0;

  return (guint8) CLAMP (128 + (int) ((double) ((int) value - 128) * contrast) + off, 0, 255);
}

McSampleScan *
mc_sample_page_scan (const McSamplePage *page, int width, int noise, double contrast)
{
  McSampleScan *self = g_new0 (McSampleScan, 1);
  int height = (int) (width * MC_PAPER_HEIGHT / MC_PAPER_WIDTH);
  cairo_surface_t *surface = draw (page, width, height);
  const guint8 *data = cairo_image_surface_get_data (surface);
  int stride = cairo_image_surface_get_stride (surface);
  guint32 state = page->seed | 1;
  guint8 *at;

  self->width = width;
  self->height = height;
  at = self->rgb = g_malloc ((gsize) width * (gsize) height * 3);
  for (int y = 0; y < height; y++)
    {
      const guint32 *row = (const guint32 *) (gconstpointer) (data + (gsize) y * (gsize) stride);

      for (int x = 0; x < width; x++)
        for (int shift = 16; shift >= 0; shift -= 8)
          *at++ = soiled ((row[x] >> shift) & 0xFF, noise, contrast, &state);
    }
  cairo_surface_destroy (surface);
  return self;
}

void
mc_sample_scan_free (McSampleScan *self)
{
  g_free (self->rgb);
  g_free (self);
}

void
mc_sample_scan_turn (McSampleScan *self)
{
  guint8 *turned = g_malloc ((gsize) self->width * (gsize) self->height * 3);
  int width = self->width;

  for (int y = 0; y < self->height; y++)
    for (int x = 0; x < width; x++)
      {
        const guint8 *from = self->rgb + ((gsize) y * (gsize) width + (gsize) x) * 3;
        guint8 *to = turned + ((gsize) (width - 1 - x) * (gsize) self->height + (gsize) y) * 3;

        to[0] = from[0];
        to[1] = from[1];
        to[2] = from[2];
      }
  g_free (self->rgb);
  self->rgb = turned;
  self->width = self->height;
  self->height = width;
}

static cairo_status_t
append_cb (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

GBytes *
mc_sample_scan_to_png (const McSampleScan *self)
{
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, self->width, self->height);
  guint8 *data = cairo_image_surface_get_data (surface);
  int stride = cairo_image_surface_get_stride (surface);
  const guint8 *from = self->rgb;

  for (int y = 0; y < self->height; y++)
    {
      guint32 *row = (guint32 *) (gpointer) (data + (gsize) y * (gsize) stride);

      for (int x = 0; x < self->width; x++, from += 3)
        row[x] = (guint32) from[0] << 16 | (guint32) from[1] << 8 | from[2];
    }
  cairo_surface_mark_dirty (surface);
  cairo_surface_write_to_png_stream (surface, append_cb, bytes);
  cairo_surface_destroy (surface);
  return g_byte_array_free_to_bytes (bytes);
}
