// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-paper-layout.h"

#include <cairo-pdf.h>
#include <math.h>

#define RULE_WIDTH 0.6
#define SMALL_SIZE 9
/* baselines in the margins */
#define HEAD_Y MC_PAPER_MM (13)
#define FOOT_Y (MC_PAPER_HEIGHT - MC_PAPER_MM (11))
#define MARK_GREY 0.88
/* part of the paper's diagonal that the mark takes */
#define MARK_SHARE 0.74
#define MARK_SIZE 40

typedef struct
{
  int page;
  double x;
  double y;
  double width;
  double height;

  /* of a text: the lines to draw of it */
  PangoLayout *text;
  int first;
  int count;

  /* of a drawing; with neither it is a rule from (x, y) over (width, height) */
  McPaperDraw draw;
  gpointer data;
  GDestroyNotify destroy;
} Item;

struct _McPaperLayout
{
  /* owned: a font map of its own, so that a paper can be made and drawn on any thread */
  PangoContext *context;
  GPtrArray *items;
  char *mark;
  char *corner;
  char *foot;

  int page;
  double y;
};

static void
item_free (Item *item)
{
  if (item->destroy != NULL)
    item->destroy (item->data);
  g_clear_object (&item->text);
  g_free (item);
}

static Item *
add_item (McPaperLayout *self, double x, double y, double width, double height)
{
  Item *item = g_new0 (Item, 1);

  item->page = self->page;
  item->x = MC_PAPER_LEFT + x;
  item->y = self->y + y;
  item->width = width;
  item->height = height;
  g_ptr_array_add (self->items, item);
  return item;
}

static void
draw_item (const Item *item, cairo_t *cr)
{
  if (item->text != NULL)
    {
      mc_paper_text_draw (cr, item->text, item->first, item->count, item->x, item->y);
      return;
    }
  if (item->draw != NULL)
    {
      item->draw (cr, item->x, item->y, item->width, item->height, item->data);
      return;
    }
  cairo_move_to (cr, item->x, item->y);
  cairo_rel_line_to (cr, item->width, item->height);
  cairo_stroke (cr);
}

/* As shapes, not as text: what reads the text of a page finds the mark once, at its head. */
static void
draw_mark (McPaperLayout *self, cairo_t *cr)
{
  g_autoptr (PangoLayout) text = mc_paper_text_new (self->context, self->mark, MARK_SIZE, MC_PAPER_BOLD, -1);
  double scale = MARK_SHARE * hypot (MC_PAPER_WIDTH, MC_PAPER_HEIGHT) / mc_paper_text_get_width (text);

  cairo_save (cr);
  cairo_translate (cr, MC_PAPER_WIDTH / 2, MC_PAPER_HEIGHT / 2);
  cairo_rotate (cr, -atan2 (MC_PAPER_HEIGHT, MC_PAPER_WIDTH));
  cairo_scale (cr, scale, scale);
  cairo_move_to (cr, -mc_paper_text_get_width (text) / 2, -mc_paper_text_height (text, 0, 1) / 2);
  pango_cairo_layout_path (cr, text);
  cairo_set_source_rgb (cr, MARK_GREY, MARK_GREY, MARK_GREY);
  cairo_fill (cr);
  cairo_restore (cr);
}

/* A line in the margin, y its baseline; align: 0 at the left margin, 0.5 in the middle of the text, 1 at the right margin. */
static void
draw_edge (McPaperLayout *self, cairo_t *cr, const char *words, double size, McPaperStyle style, double align, double y)
{
  g_autoptr (PangoLayout) text = mc_paper_text_new (self->context, words, size, style, MC_PAPER_TEXT_WIDTH);

  pango_layout_set_ellipsize (text, PANGO_ELLIPSIZE_END);
  mc_paper_text_draw (cr, text, 0, 1, MC_PAPER_LEFT + align * (MC_PAPER_TEXT_WIDTH - mc_paper_text_get_width (text)),
                      y - pango_layout_get_baseline (text) / (double) PANGO_SCALE);
}

static cairo_status_t
write_cb (void *data, const unsigned char *bytes, unsigned int length)
{
  g_byte_array_append (data, bytes, length);
  return CAIRO_STATUS_SUCCESS;
}

McPaperLayout *
mc_paper_layout_new (void)
{
  McPaperLayout *self = g_new0 (McPaperLayout, 1);

  self->context = mc_paper_text_create_context ();
  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify) item_free);
  self->y = MC_PAPER_TOP;
  return self;
}

void
mc_paper_layout_free (McPaperLayout *self)
{
  g_ptr_array_unref (self->items);
  g_object_unref (self->context);
  g_free (self->mark);
  g_free (self->corner);
  g_free (self->foot);
  g_free (self);
}

void
mc_paper_layout_set_marks (McPaperLayout *self, const char *mark, const char *corner, const char *foot)
{
  g_return_if_fail (self != NULL);

  g_set_str (&self->mark, mark);
  g_set_str (&self->corner, corner);
  g_set_str (&self->foot, foot);
}

PangoContext *
mc_paper_layout_get_context (McPaperLayout *self)
{
  return self->context;
}

double
mc_paper_layout_get_left (McPaperLayout *self)
{
  return MC_PAPER_HEIGHT - MC_PAPER_BOTTOM - self->y;
}

double
mc_paper_layout_get_page_height (McPaperLayout *self)
{
  return MC_PAPER_HEIGHT - MC_PAPER_BOTTOM - MC_PAPER_TOP;
}

void
mc_paper_layout_advance (McPaperLayout *self, double height)
{
  self->y += height;
}

void
mc_paper_layout_break_page (McPaperLayout *self)
{
  self->page++;
  self->y = MC_PAPER_TOP;
}

void
mc_paper_layout_reserve (McPaperLayout *self, double height)
{
  if (self->y > MC_PAPER_TOP && height > mc_paper_layout_get_left (self))
    mc_paper_layout_break_page (self);
}

void
mc_paper_layout_place_text (McPaperLayout *self, PangoLayout *text, int first, int count, double x, double y)
{
  Item *item;

  if (count <= 0)
    return;
  item = add_item (self, x, y, 0, 0);
  item->text = g_object_ref (text);
  item->first = first;
  item->count = count;
}

void
mc_paper_layout_place_rule (McPaperLayout *self, double x, double y, double width, double height)
{
  add_item (self, x, y, width, height);
}

void
mc_paper_layout_place_drawing (McPaperLayout *self, double x, double y, double width, double height, McPaperDraw draw,
                               gpointer data, GDestroyNotify destroy)
{
  Item *item = add_item (self, x, y, width, height);

  item->draw = draw;
  item->data = data;
  item->destroy = destroy;
}

double
mc_paper_layout_place_centred (McPaperLayout *self, const char *words, double size, McPaperStyle style, double x,
                               double width, double y)
{
  g_autoptr (PangoLayout) text = mc_paper_text_new_centred (self->context, words, size, style, width);
  double own_width = pango_layout_get_width (text) / (double) PANGO_SCALE;
  int lines = pango_layout_get_line_count (text);

  mc_paper_layout_place_text (self, text, 0, lines, x + (width - own_width) / 2, y);
  return y + mc_paper_text_height (text, 0, lines);
}

void
mc_paper_layout_add_paragraph (McPaperLayout *self, PangoLayout *text, double space_before)
{
  int total = pango_layout_get_line_count (text);
  int first = 0;

  if (self->y > MC_PAPER_TOP)
    self->y += space_before;
  while (first < total)
    {
      int fitting = mc_paper_text_lines_fitting (text, first, mc_paper_layout_get_left (self));

      /* neither the first line alone at the foot nor the last alone at the head of a page */
      if (first + fitting == total - 1)
        fitting--;
      if (fitting < MIN (2, total - first) && self->y > MC_PAPER_TOP)
        {
          mc_paper_layout_break_page (self);
          continue;
        }
      fitting = MAX (fitting, 1);
      mc_paper_layout_place_text (self, text, first, fitting, 0, 0);
      self->y += mc_paper_text_height (text, first, fitting);
      first += fitting;
    }
}

int
mc_paper_layout_get_n_pages (McPaperLayout *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->page + 1;
}

void
mc_paper_layout_draw (McPaperLayout *self, cairo_t *cr, int page)
{
  g_return_if_fail (self != NULL && cr != NULL);
  g_return_if_fail (page >= 0 && page <= self->page);

  cairo_save (cr);
  if (self->mark != NULL)
    draw_mark (self, cr);
  cairo_set_source_rgb (cr, 0, 0, 0);
  cairo_set_line_width (cr, RULE_WIDTH);
  if (self->mark != NULL)
    draw_edge (self, cr, self->mark, SMALL_SIZE, MC_PAPER_BOLD, 0, HEAD_Y);
  if (self->corner != NULL)
    draw_edge (self, cr, self->corner, SMALL_SIZE, MC_PAPER_ITALIC, 1, HEAD_Y);
  if (page > 0)
    {
      g_autofree char *number = g_strdup_printf ("%d/%d", page + 1, self->page + 1);

      draw_edge (self, cr, number, MC_PAPER_TEXT_SIZE, MC_PAPER_PLAIN, 0.5, HEAD_Y);
      if (self->foot != NULL)
        draw_edge (self, cr, self->foot, SMALL_SIZE, MC_PAPER_PLAIN, 0, FOOT_Y);
    }
  for (guint i = 0; i < self->items->len; i++)
    {
      const Item *item = g_ptr_array_index (self->items, i);

      if (item->page == page)
        draw_item (item, cr);
    }
  cairo_restore (cr);
}

GBytes *
mc_paper_layout_to_pdf (McPaperLayout *self, const char *title, GDateTime *created, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autofree char *date = g_date_time_format (created, "%Y-%m-%dT%H:%M:%S%:z");
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (write_cb, bytes, MC_PAPER_WIDTH, MC_PAPER_HEIGHT);
  cairo_t *cr = cairo_create (surface);
  cairo_status_t status;

  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, title);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Một Cửa");
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, date);
  for (int page = 0; page <= self->page; page++)
    {
      mc_paper_layout_draw (self, cr, page);
      cairo_show_page (cr);
    }
  status = cairo_status (cr);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  if (status != CAIRO_STATUS_SUCCESS)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, cairo_status_to_string (status));
      return NULL;
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}
