// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-training-sample-document.h"

#include <libheif/heif.h>
#include <string.h>

static struct heif_error
keep_cb (struct heif_context *context, const void *data, size_t size, void *to)
{
  g_byte_array_append (to, data, (guint) size);
  return (struct heif_error) { heif_error_Ok, heif_suberror_Unspecified, "" };
}

static struct heif_image *
copy_scan (const McSampleScan *scan)
{
  struct heif_image *image = NULL;
  const gsize row = (gsize) scan->width * 3;
  guint8 *plane;
  int stride;

  if (heif_image_create (scan->width, scan->height, heif_colorspace_RGB, heif_chroma_interleaved_RGB, &image).code
      != heif_error_Ok)
    return NULL;
  heif_image_add_plane (image, heif_channel_interleaved, scan->width, scan->height, 8);
  plane = heif_image_get_plane (image, heif_channel_interleaved, &stride);
  for (int y = 0; plane != NULL && y < scan->height; y++)
    memcpy (plane + (gsize) y * (gsize) stride, scan->rgb + (gsize) y * row, row);
  return image;
}

GBytes *
mc_training_sample_heif (const McSampleScan *scan, int quality)
{
  GByteArray *bytes = g_byte_array_new ();
  struct heif_context *context = heif_context_alloc ();
  struct heif_encoder *encoder = NULL;
  struct heif_image *image = copy_scan (scan);
  struct heif_writer writer = { .writer_api_version = 1, .write = keep_cb };

  if (image != NULL
      && heif_context_get_encoder_for_format (context, heif_compression_HEVC, &encoder).code == heif_error_Ok)
    {
      heif_encoder_set_lossy_quality (encoder, quality);
      heif_encoder_set_parameter_string (encoder, "preset", "ultrafast");
      if (heif_context_encode_image (context, image, encoder, NULL, NULL).code == heif_error_Ok)
        heif_context_write (context, &writer, bytes);
    }
  heif_image_release (image);
  heif_encoder_release (encoder);
  heif_context_free (context);
  if (bytes->len > 0)
    return g_byte_array_free_to_bytes (bytes);
  g_byte_array_unref (bytes);
  return NULL;
}
