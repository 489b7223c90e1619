// SPDX-License-Identifier: GPL-3.0-or-later
#include <setjmp.h>
#include <stdio.h>
#include <string.h>

#include <jpeglib.h>

#include "mc-render-document.h"

/* How large a pixel is on paper when nothing says it: scanned at 150 dots an inch. */
#define POINTS_A_PIXEL (72.0f / 150)
#define MAX_PNG_PIXELS MC_RENDER_MAX_PIXELS

typedef struct
{
  cairo_surface_t *surface;
  int orientation;
} Picture;

typedef struct
{
  struct jpeg_error_mgr manager;
  jmp_buf leave;
} JpegErrors;

typedef struct
{
  const guint8 *data;
  gsize left;
} Reader;

static void
picture_free (gpointer data)
{
  Picture *self = data;

  cairo_surface_destroy (self->surface);
  g_free (self);
}

static gboolean
lies_on_its_side (const Picture *self)
{
  return self->orientation >= 5;
}

static McPageSize
picture_get_size (gpointer data, guint page)
{
  Picture *self = data;
  float width = (float) cairo_image_surface_get_width (self->surface) * POINTS_A_PIXEL;
  float height = (float) cairo_image_surface_get_height (self->surface) * POINTS_A_PIXEL;

  return lies_on_its_side (self) ? (McPageSize) { height, width } : (McPageSize) { width, height };
}

/* As EXIF numbers them (JEITA CP-3451, 4.6.4): x' = xx·x + xy·y + x0 in the picture's own size. */
static void
turn_upright (cairo_t *cr, int orientation, double width, double height)
{
  const cairo_matrix_t turns[9] = {
    { 1, 0, 0, 1, 0, 0 },       { 1, 0, 0, 1, 0, 0 }, { -1, 0, 0, 1, width, 0 },  { -1, 0, 0, -1, width, height },
    { 1, 0, 0, -1, 0, height }, { 0, 1, 1, 0, 0, 0 }, { 0, 1, -1, 0, height, 0 }, { 0, -1, -1, 0, height, width },
    { 0, -1, 1, 0, 0, width },
  };

  cairo_transform (cr, &turns[orientation]);
}

static gboolean
picture_paint (gpointer data, guint page, cairo_t *cr, int width, int height)
{
  Picture *self = data;
  double own_width = cairo_image_surface_get_width (self->surface);
  double own_height = cairo_image_surface_get_height (self->surface);
  gboolean on_side = lies_on_its_side (self);

  cairo_scale (cr, width / (on_side ? own_height : own_width), height / (on_side ? own_width : own_height));
  turn_upright (cr, self->orientation, own_width, own_height);
  cairo_set_source_surface (cr, self->surface, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_GOOD);
  cairo_pattern_set_extend (cairo_get_source (cr), CAIRO_EXTEND_PAD);
  cairo_rectangle (cr, 0, 0, own_width, own_height);
  cairo_fill (cr);
  return TRUE;
}

void
mc_render_picture_init (McRenderKind *kind, cairo_surface_t *surface, int orientation, gboolean reduced)
{
  Picture *self = g_new0 (Picture, 1);

  self->surface = surface;
  self->orientation = orientation >= 1 && orientation <= 8 ? orientation : 1;
  kind->data = self;
  kind->pages = 1;
  kind->reduced = reduced;
  kind->get_size = picture_get_size;
  kind->paint = picture_paint;
  kind->free = picture_free;
}

static guint
read_16 (const guint8 *data, gboolean little)
{
  return little ? data[0] | (guint) data[1] << 8 : data[1] | (guint) data[0] << 8;
}

static guint32
read_32 (const guint8 *data, gboolean little)
{
  return little ? read_16 (data, little) | (guint32) read_16 (data + 2, little) << 16
                : read_16 (data + 2, little) | (guint32) read_16 (data, little) << 16;
}

/* The orientation that the first directory of EXIF tells, 1 when it tells none. */
static int
find_orientation (const guint8 *data, gsize size)
{
  const guint8 *tiff = data + 6;
  gboolean little;
  guint32 at;
  guint entries;

  if (size < 14 || memcmp (data, "Exif\0", 6) != 0)
    return 1;
  size -= 6;
  little = tiff[0] == 'I';
  at = read_32 (tiff + 4, little);
  if (at > size - 2)
    return 1;
  entries = read_16 (tiff + at, little);
  for (guint i = 0; i < entries && at + 2 + (gsize) (i + 1) * 12 <= size; i++)
    {
      const guint8 *entry = tiff + at + 2 + (gsize) i * 12;

      if (read_16 (entry, little) == 0x0112)
        return (int) read_16 (entry + 8, little);
    }
  return 1;
}

static int
orientation_of (struct jpeg_decompress_struct *jpeg)
{
  int orientation = 1;

  for (jpeg_saved_marker_ptr marker = jpeg->marker_list; marker != NULL; marker = marker->next)
    if (marker->marker == JPEG_APP0 + 1 && orientation == 1)
      orientation = find_orientation (marker->data, marker->data_length);
  return orientation;
}

static void
leave_cb (j_common_ptr jpeg)
{
  longjmp (((JpegErrors *) jpeg->err)->leave, 1);
}

static void
silent_cb (j_common_ptr jpeg)
{
}

/* As many eighths of it as may be kept. */
static void
reduce (struct jpeg_decompress_struct *jpeg)
{
  jpeg->scale_denom = 1;
  while (jpeg->scale_denom < 8
         && (guint64) jpeg->image_width * jpeg->image_height / ((guint64) jpeg->scale_denom * jpeg->scale_denom)
                > MC_RENDER_PICTURE_PIXELS)
    jpeg->scale_denom *= 2;
}

static void
read_rows (struct jpeg_decompress_struct *jpeg, cairo_surface_t *surface)
{
  guint8 *pixels = cairo_image_surface_get_data (surface);
  int stride = cairo_image_surface_get_stride (surface);

  while (jpeg->output_scanline < jpeg->output_height)
    {
      JSAMPROW row = pixels + (gsize) jpeg->output_scanline * (gsize) stride;

      jpeg_read_scanlines (jpeg, &row, 1);
    }
  cairo_surface_mark_dirty (surface);
}

/* What has been read of one that breaks off is shown: libjpeg fills up the rest by itself. */
McRenderStatus
mc_render_jpeg_open (GBytes *bytes, McRenderKind *kind)
{
  struct jpeg_decompress_struct jpeg;
  JpegErrors errors;
  cairo_surface_t *volatile surface = NULL;
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  jpeg.err = jpeg_std_error (&errors.manager);
  errors.manager.error_exit = leave_cb;
  errors.manager.output_message = silent_cb;
  if (setjmp (errors.leave) != 0)
    {
      jpeg_destroy_decompress (&jpeg);
      g_clear_pointer ((cairo_surface_t **) &surface, cairo_surface_destroy);
      return MC_RENDER_BROKEN;
    }
  jpeg_create_decompress (&jpeg);
  jpeg_mem_src (&jpeg, data, size);
  jpeg_save_markers (&jpeg, JPEG_APP0 + 1, 0xffff);
  jpeg_read_header (&jpeg, TRUE);
  reduce (&jpeg);
#if G_BYTE_ORDER == G_LITTLE_ENDIAN
  jpeg.out_color_space = JCS_EXT_BGRX;
#else
  jpeg.out_color_space = JCS_EXT_XRGB;
#endif
  jpeg_start_decompress (&jpeg);
  surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) jpeg.output_width, (int) jpeg.output_height);
  if (cairo_surface_status (surface) != CAIRO_STATUS_SUCCESS)
    {
      cairo_surface_destroy (surface);
      jpeg_destroy_decompress (&jpeg);
      return MC_RENDER_TOO_LARGE;
    }
  read_rows (&jpeg, surface);
  mc_render_picture_init (kind, surface, orientation_of (&jpeg), jpeg.scale_denom > 1);
  jpeg_destroy_decompress (&jpeg);
  return MC_RENDER_DONE;
}

static cairo_status_t
read_png_cb (void *closure, unsigned char *to, unsigned int size)
{
  Reader *reader = closure;

  if (size > reader->left)
    return CAIRO_STATUS_READ_ERROR;
  memcpy (to, reader->data, size);
  reader->data += size;
  reader->left -= size;
  return CAIRO_STATUS_SUCCESS;
}

McRenderStatus
mc_render_png_open (GBytes *bytes, McRenderKind *kind)
{
  Reader reader;
  cairo_surface_t *surface;

  reader.data = g_bytes_get_data (bytes, &reader.left);
  if (reader.left < 33)
    return MC_RENDER_BROKEN;
  if ((guint64) read_32 (reader.data + 16, FALSE) * read_32 (reader.data + 20, FALSE) > MAX_PNG_PIXELS)
    return MC_RENDER_TOO_LARGE;
  surface = cairo_image_surface_create_from_png_stream (read_png_cb, &reader);
  if (cairo_surface_status (surface) != CAIRO_STATUS_SUCCESS)
    {
      cairo_status_t status = cairo_surface_status (surface);

      cairo_surface_destroy (surface);
      return status == CAIRO_STATUS_NO_MEMORY || status == CAIRO_STATUS_INVALID_SIZE ? MC_RENDER_TOO_LARGE
                                                                                     : MC_RENDER_BROKEN;
    }
  mc_render_picture_init (kind, surface, 1, FALSE);
  return MC_RENDER_DONE;
}
