// SPDX-License-Identifier: GPL-3.0-or-later
#include <poppler.h>
#include <string.h>

#include "mc-render-document.h"

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PopplerPage, g_object_unref)

static McPageSize
get_size (gpointer data, guint number)
{
  g_autoptr (PopplerPage) page = poppler_document_get_page (data, (int) number);
  double width = 0, height = 0;

  if (page != NULL)
    poppler_page_get_size (page, &width, &height);
  return (McPageSize) { (float) width, (float) height };
}

static gboolean
paint (gpointer data, guint number, cairo_t *cr, int width, int height)
{
  g_autoptr (PopplerPage) page = poppler_document_get_page (data, (int) number);
  double points_wide = 0, points_high = 0;

  if (page == NULL)
    return FALSE;
  poppler_page_get_size (page, &points_wide, &points_high);
  if (!(points_wide > 0 && points_high > 0))
    return FALSE;
  cairo_scale (cr, width / points_wide, height / points_high);
  poppler_page_render (page, cr);
  return TRUE;
}

static GArray *
read_text (gpointer data, guint number)
{
  GArray *glyphs = g_array_new (FALSE, FALSE, sizeof (McGlyph));
  g_autoptr (PopplerPage) page = poppler_document_get_page (data, (int) number);
  g_autofree char *text = page != NULL ? poppler_page_get_text (page) : NULL;
  g_autofree PopplerRectangle *places = NULL;
  guint count = 0, i = 0;

  if (text == NULL || !g_utf8_validate (text, -1, NULL) || !poppler_page_get_text_layout (page, &places, &count))
    return glyphs;
  for (const char *at = text; *at != '\0' && i < MIN (count, MC_RENDER_MAX_GLYPHS); at = g_utf8_next_char (at), i++)
    {
      const PopplerRectangle *place = &places[i];
      McGlyph glyph
          = { g_utf8_get_char (at), (float) place->x1, (float) place->y1, (float) place->x2, (float) place->y2 };

      g_array_append_val (glyphs, glyph);
    }
  return glyphs;
}

McRenderStatus
mc_render_pdf_open (GBytes *bytes, McRenderKind *kind)
{
  g_autoptr (GError) error = NULL;
  PopplerDocument *document = poppler_document_new_from_bytes (bytes, NULL, &error);

  if (document == NULL)
    return g_error_matches (error, POPPLER_ERROR, POPPLER_ERROR_ENCRYPTED) ? MC_RENDER_LOCKED : MC_RENDER_BROKEN;
  kind->data = document;
  kind->pages = (guint) MAX (poppler_document_get_n_pages (document), 0);
  kind->get_size = get_size;
  kind->paint = paint;
  kind->read = read_text;
  kind->free = g_object_unref;
  return MC_RENDER_DONE;
}
