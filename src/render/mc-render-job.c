// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-render-job.h"

#include <math.h>
#include <sys/mman.h>
#include <unistd.h>

/* A part of an answer, as memory. -1: there is none to be had. */
static int
share (gconstpointer data, gsize size)
{
  int memory = mc_render_memory_new (size, NULL);
  gsize done = 0;

  while (memory >= 0 && done < size)
    {
      gssize written = write (memory, (const guint8 *) data + done, size - done);

      if (written <= 0)
        break;
      done += (gsize) written;
    }
  if (memory >= 0 && done == size && mc_render_memory_seal (memory, NULL))
    return memory;
  if (memory >= 0)
    close (memory);
  return -1;
}

static int
tell_sizes (McRenderDocument *document, McRenderAnswer *answer)
{
  g_autoptr (GArray) sizes = g_array_new (FALSE, FALSE, sizeof (McPageSize));

  answer->count = mc_render_document_count_pages (document);
  answer->reduced = mc_render_document_is_reduced (document);
  for (guint i = 0; i < answer->count; i++)
    {
      McPageSize size = mc_render_document_get_size (document, i);

      g_array_append_val (sizes, size);
    }
  return share (sizes->data, sizes->len * sizeof (McPageSize));
}

static int
open_document (McRenderDocument **document, int memory, McRenderAnswer *answer)
{
  gint64 size = mc_render_memory_size (memory, MC_RENDER_MAX_BYTES, NULL);
  g_autoptr (GBytes) bytes = size > 0 ? mc_render_memory_map (memory, (gsize) size, NULL) : NULL;
  McRenderStatus status = size == 0 ? MC_RENDER_BROKEN : MC_RENDER_TOO_LARGE;

  g_clear_pointer (document, mc_render_document_free);
  if (bytes != NULL)
    *document = mc_render_document_new (bytes, &status);
  answer->status = status;
  return *document != NULL ? tell_sizes (*document, answer) : -1;
}

/* As large as asked for, if that can be. */
static void
fit (McRenderAnswer *answer, const McRenderRequest *request)
{
  double width = CLAMP (request->width, 1, MC_RENDER_MAX_SIDE * 4);
  double height = CLAMP (request->height, 1, MC_RENDER_MAX_SIDE * 4);
  double shrink = MIN (1, sqrt (MC_RENDER_MAX_PIXELS / (width * height)));

  shrink = MIN (shrink, MC_RENDER_MAX_SIDE / MAX (width, height));
  answer->width = MAX ((guint32) (width * shrink), 1);
  answer->height = MAX ((guint32) (height * shrink), 1);
  answer->stride = answer->width * 4;
  answer->reduced = shrink < 1;
}

static gboolean
paint (McRenderDocument *document, guint page, guint8 *pixels, const McRenderAnswer *answer)
{
  int width = (int) answer->width, height = (int) answer->height;
  cairo_surface_t *surface
      = cairo_image_surface_create_for_data (pixels, CAIRO_FORMAT_ARGB32, width, height, (int) answer->stride);
  cairo_t *cr = cairo_create (surface);
  gboolean painted = mc_render_document_paint (document, page, cr, width, height);

  cairo_destroy (cr);
  cairo_surface_flush (surface);
  cairo_surface_destroy (surface);
  return painted;
}

/* Painted where it is shared: a page has no second copy. */
static int
paint_page (McRenderDocument *document, const McRenderRequest *request, McRenderAnswer *answer)
{
  gsize size;
  int memory;
  gpointer pixels = MAP_FAILED;
  gboolean painted = FALSE;

  fit (answer, request);
  size = (gsize) answer->stride * answer->height;
  memory = mc_render_memory_new (size, NULL);
  if (memory >= 0)
    pixels = mmap (NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, memory, 0);
  answer->status = pixels != MAP_FAILED ? MC_RENDER_BROKEN : MC_RENDER_TOO_LARGE;
  if (pixels != MAP_FAILED)
    {
      painted = paint (document, request->page, pixels, answer);
      munmap (pixels, size);
    }
  if (painted && mc_render_memory_seal (memory, NULL))
    {
      answer->reduced = answer->reduced || mc_render_document_is_reduced (document);
      answer->status = MC_RENDER_DONE;
      return memory;
    }
  if (memory >= 0)
    close (memory);
  return -1;
}

static int
read_page (McRenderDocument *document, const McRenderRequest *request, McRenderAnswer *answer)
{
  g_autoptr (GArray) glyphs = mc_render_document_read (document, request->page);

  answer->count = glyphs->len;
  return glyphs->len > 0 ? share (glyphs->data, glyphs->len * sizeof (McGlyph)) : -1;
}

int
mc_render_job_do (McRenderDocument **document, const McRenderRequest *request, int memory, McRenderAnswer *answer)
{
  int result = -1;

  *answer = (McRenderAnswer) { .serial = request->serial, .status = MC_RENDER_DONE };
  if (request->verb == MC_RENDER_OPEN)
    result = open_document (document, memory, answer);
  else if (*document == NULL || request->page >= mc_render_document_count_pages (*document))
    answer->status = MC_RENDER_NO_PAGE;
  else if (request->verb == MC_RENDER_PAGE)
    result = paint_page (*document, request, answer);
  else
    result = read_page (*document, request, answer);
  if (memory >= 0)
    close (memory);
  if (answer->status == MC_RENDER_DONE && result < 0 && !(request->verb == MC_RENDER_TEXT && answer->count == 0))
    answer->status = MC_RENDER_TOO_LARGE;
  return result;
}
