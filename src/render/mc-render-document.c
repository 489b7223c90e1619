// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-render-document.h"

#include <fontconfig/fontconfig.h>
#include <libheif/heif.h>
#include <math.h>
#include <string.h>

/* A header may stand behind something else (ISO 32000-1, annex H). */
#define PDF_HEAD_WITHIN 1024
/* of a page: what cannot be is taken for this, in points */
#define SMALLEST_SIDE 1.0f
#define LARGEST_SIDE 14400.0f

struct _McRenderDocument
{
  McRenderKind kind;
};

static gboolean
starts (GBytes *bytes, gsize offset, const char *with, gsize size)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  return length >= offset + size && memcmp (data + offset, with, size) == 0;
}

static gboolean
is_pdf (GBytes *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  return g_strstr_len (data, (gssize) MIN (length, PDF_HEAD_WITHIN), "%PDF-") != NULL;
}

static gboolean
is_heif (GBytes *bytes)
{
  static const char *const brands[] = { "heic", "heix", "mif1", "heim", "heis" };

  for (guint i = 0; starts (bytes, 4, "ftyp", 4) && i < G_N_ELEMENTS (brands); i++)
    if (starts (bytes, 8, brands[i], 4))
      return TRUE;
  return FALSE;
}

static McRenderStatus
open_kind (GBytes *bytes, McRenderKind *kind)
{
  if (g_bytes_get_size (bytes) == 0)
    return MC_RENDER_BROKEN;
  if (starts (bytes, 0, "\xff\xd8\xff", 3))
    return mc_render_jpeg_open (bytes, kind);
  if (starts (bytes, 0, "\x89PNG\r\n\x1a\n", 8))
    return mc_render_png_open (bytes, kind);
  if (is_heif (bytes))
    return mc_render_heif_open (bytes, kind);
  if (is_pdf (bytes))
    return mc_render_pdf_open (bytes, kind);
  return MC_RENDER_UNKNOWN_KIND;
}

McRenderDocument *
mc_render_document_new (GBytes *bytes, McRenderStatus *status)
{
  g_autoptr (McRenderDocument) self = g_new0 (McRenderDocument, 1);

  *status = open_kind (bytes, &self->kind);
  if (*status != MC_RENDER_DONE)
    return NULL;
  if (self->kind.pages > 0 && self->kind.pages <= MC_RENDER_MAX_PAGES)
    return g_steal_pointer (&self);
  *status = self->kind.pages == 0 ? MC_RENDER_BROKEN : MC_RENDER_TOO_LARGE;
  return NULL;
}

void
mc_render_document_free (McRenderDocument *self)
{
  if (self->kind.free != NULL)
    self->kind.free (self->kind.data);
  g_free (self);
}

guint
mc_render_document_count_pages (McRenderDocument *self)
{
  return self->kind.pages;
}

static float
side (float length)
{
  return isfinite (length) ? CLAMP (length, SMALLEST_SIDE, LARGEST_SIDE) : SMALLEST_SIDE;
}

McPageSize
mc_render_document_get_size (McRenderDocument *self, guint page)
{
  McPageSize size = self->kind.get_size (self->kind.data, page);

  return (McPageSize) { side (size.width), side (size.height) };
}

gboolean
mc_render_document_is_reduced (McRenderDocument *self)
{
  return self->kind.reduced;
}

gboolean
mc_render_document_paint (McRenderDocument *self, guint page, cairo_t *cr, int width, int height)
{
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  return self->kind.paint (self->kind.data, page, cr, width, height) && cairo_status (cr) == CAIRO_STATUS_SUCCESS;
}

GArray *
mc_render_document_read (McRenderDocument *self, guint page)
{
  return self->kind.read != NULL ? self->kind.read (self->kind.data, page)
                                 : g_array_new (FALSE, FALSE, sizeof (McGlyph));
}

/* A page with the names that documents without fonts of their own use. */
static const char first_page[]
    = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj\n"
      "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R/Resources<</Font<</A 5 0 R/B 6 0 R/C 7 0 R>>"
      ">>>>endobj\n4 0 obj<</Length 53>>stream\nBT /A 9 Tf 9 9 Td(a)Tj /B 9 Tf(b)Tj /C 9 Tf(c)Tj ET   \nendstream "
      "endobj\n5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n"
      "6 0 obj<</Type/Font/Subtype/Type1/BaseFont/Times-Roman>>endobj\n"
      "7 0 obj<</Type/Font/Subtype/TrueType/BaseFont/Arial>>endobj\ntrailer<</Size 8/Root 1 0 R>>\n%%EOF\n";

void
mc_render_document_prepare (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (first_page, strlen (first_page));
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 99, 99);
  cairo_t *cr = cairo_create (surface);
  McRenderStatus status;
  g_autoptr (McRenderDocument) document = NULL;

  FcInit ();
  heif_init (NULL);
  document = mc_render_document_new (bytes, &status);
  if (document != NULL && mc_render_document_paint (document, 0, cr, 99, 99))
    {
      g_autoptr (GArray) text = mc_render_document_read (document, 0);
    }
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}
