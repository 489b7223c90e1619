// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cairo.h>

#include "mc-render-wire.h"

G_BEGIN_DECLS

/* A foreign document, opened by what it is, whatever it is called: PDF, JPEG, PNG, HEIC. */
typedef struct _McRenderDocument McRenderDocument;

/* bytes live as long as the document. NULL and status when it cannot be shown. */
McRenderDocument *mc_render_document_new (GBytes *bytes, McRenderStatus *status);
void mc_render_document_free (McRenderDocument *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (McRenderDocument, mc_render_document_free)

guint mc_render_document_count_pages (McRenderDocument *self);
McPageSize mc_render_document_get_size (McRenderDocument *self, guint page);

/* Fewer pixels were kept than it has. */
gboolean mc_render_document_is_reduced (McRenderDocument *self);

/* Paints the page as large as the context's target, on white. FALSE: it cannot be read. */
gboolean mc_render_document_paint (McRenderDocument *self, guint page, cairo_t *cr, int width, int height);

/* The page's characters where it has text: McGlyph. (transfer full) */
GArray *mc_render_document_read (McRenderDocument *self, guint page);

/* Reads everything that will be needed later (fonts, their tables, what libraries load late): afterwards no files are to be
 * had. */
void mc_render_document_prepare (void);

/* What the kinds do: mc-render-pdf.c, mc-render-image.c. */
typedef struct
{
  guint pages;
  gpointer data;
  gboolean reduced;
  McPageSize (*get_size) (gpointer data, guint page);
  gboolean (*paint) (gpointer data, guint page, cairo_t *cr, int width, int height);
  GArray *(*read) (gpointer data, guint page); /* nullable */
  void (*free) (gpointer data);
} McRenderKind;

/* Each fills kind, or tells why not. */
McRenderStatus mc_render_pdf_open (GBytes *bytes, McRenderKind *kind);
McRenderStatus mc_render_jpeg_open (GBytes *bytes, McRenderKind *kind);
McRenderStatus mc_render_png_open (GBytes *bytes, McRenderKind *kind);
McRenderStatus mc_render_heif_open (GBytes *bytes, McRenderKind *kind);

/* A picture that is a document of one page. surface: (transfer full). orientation: of EXIF, 1 … 8. */
void mc_render_picture_init (McRenderKind *kind, cairo_surface_t *surface, int orientation, gboolean reduced);

/* The most pixels of a picture that are kept: with as many of a page they go into the memory. */
#define MC_RENDER_PICTURE_PIXELS (25 * 1000 * 1000)

G_END_DECLS
