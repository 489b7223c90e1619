// SPDX-License-Identifier: GPL-3.0-or-later
#include <libheif/heif.h>
#include <string.h>

#include "mc-render-document.h"

static void
copy_row (guint32 *to, const guint8 *from, int width)
{
  for (int x = 0; x < width; x++, from += 3)
    to[x] = 0xff000000u | (guint32) from[0] << 16 | (guint32) from[1] << 8 | from[2];
}

static cairo_surface_t *
copy_picture (const struct heif_image *image)
{
  int width = heif_image_get_primary_width (image), height = heif_image_get_primary_height (image), stride = 0;
  const guint8 *pixels = heif_image_get_plane_readonly (image, heif_channel_interleaved, &stride);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  guint8 *to = cairo_image_surface_get_data (surface);

  if (to == NULL || pixels == NULL)
    {
      cairo_surface_destroy (surface);
      return NULL;
    }
  for (int y = 0; y < height; y++)
    copy_row ((guint32 *) (to + (gsize) y * (gsize) cairo_image_surface_get_stride (surface)),
              pixels + (gsize) y * (gsize) stride, width);
  cairo_surface_mark_dirty (surface);
  return surface;
}

/* Many machines have libheif without a decoder for it, and it does not tell that apart from a broken file. libheif turns
 * the picture upright by itself. */
McRenderStatus
mc_render_heif_open (GBytes *bytes, McRenderKind *kind)
{
  g_autoptr (GBytes) kept = g_bytes_ref (bytes);
  struct heif_context *context = heif_context_alloc ();
  struct heif_image_handle *handle = NULL;
  struct heif_image *image = NULL;
  cairo_surface_t *surface = NULL;
  McRenderStatus status = MC_RENDER_UNKNOWN_KIND;
  gsize size;
  gconstpointer data = g_bytes_get_data (kept, &size);

  heif_context_set_max_decoding_threads (context, 0);
  if (heif_context_read_from_memory_without_copy (context, data, size, NULL).code == heif_error_Ok
      && heif_context_get_primary_image_handle (context, &handle).code == heif_error_Ok)
    {
      if ((gint64) heif_image_handle_get_width (handle) * heif_image_handle_get_height (handle)
          > MC_RENDER_PICTURE_PIXELS)
        status = MC_RENDER_TOO_LARGE;
      else if (heif_decode_image (handle, &image, heif_colorspace_RGB, heif_chroma_interleaved_RGB, NULL).code
               == heif_error_Ok)
        surface = copy_picture (image);
    }
  if (surface != NULL)
    {
      mc_render_picture_init (kind, surface, 1, FALSE);
      status = MC_RENDER_DONE;
    }
  heif_image_release (image);
  heif_image_handle_release (handle);
  heif_context_free (context);
  return status;
}
