// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-sample-page-private.h"

#include <math.h>

#include <cairo-pdf.h>

#include "mc-paper-layout.h"
#include "mc-paper-parts.h"

#define INK 0.10, 0.16, 0.55 /* a blue ball pen */
#define STAMP 0.80, 0.10, 0.12
#define HAND_SIZE 14
#define LINE_SPACE 12
#define STAMP_RADIUS MC_PAPER_MM (17)
#define MARK_SIZE 48

typedef struct
{
  cairo_t *cr;
  PangoContext *context;
  GRand *rand;
  double y;
} Pen;

static double
wobble (Pen *pen, double most)
{
  return g_rand_double_range (pen->rand, -most, most);
}

/* Words as somebody writes them: slanted, each a little higher or lower and turned; gives the x behind them. */
static double
write_by_hand (Pen *pen, const char *text, double x, double right)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  double left = x;

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autoptr (PangoLayout) word
          = mc_paper_text_new (pen->context, words[i], HAND_SIZE + wobble (pen, 0.8), MC_PAPER_ITALIC, -1);
      double width = mc_paper_text_get_width (word);
      cairo_matrix_t slant;

      if (x + width > right && x > left)
        {
          x = left;
          pen->y += HAND_SIZE + LINE_SPACE;
        }
      cairo_save (pen->cr);
      cairo_set_source_rgb (pen->cr, INK);
      cairo_translate (pen->cr, x, pen->y + wobble (pen, 1.2));
      cairo_rotate (pen->cr, wobble (pen, 0.03));
      cairo_matrix_init (&slant, 1, 0, -0.15 + wobble (pen, 0.05), 1, 0, 0);
      cairo_transform (pen->cr, &slant);
      mc_paper_text_draw (pen->cr, word, 0, 1, 0, 0);
      cairo_restore (pen->cr);
      x += width + 5 + wobble (pen, 1);
    }
  return x;
}

static void
print_line (Pen *pen, const char *text, double size, McPaperStyle style, double space)
{
  g_autoptr (PangoLayout) layout = mc_paper_text_new (pen->context, text, size, style, MC_PAPER_TEXT_WIDTH);
  int lines = pango_layout_get_line_count (layout);

  cairo_set_source_rgb (pen->cr, 0, 0, 0);
  mc_paper_text_draw (pen->cr, layout, 0, lines, MC_PAPER_LEFT, pen->y);
  pen->y += mc_paper_text_height (layout, 0, lines) + space;
}

static void
draw_fields (Pen *pen, const McSamplePage *page)
{
  const double right = MC_PAPER_LEFT + MC_PAPER_TEXT_WIDTH;

  for (guint i = 0; page->fields != NULL && page->fields[i] != NULL; i += 2)
    {
      g_autofree char *label = g_strconcat (page->fields[i], ":", NULL);
      g_autoptr (PangoLayout) layout
          = mc_paper_text_new (pen->context, label, MC_PAPER_TEXT_SIZE, MC_PAPER_PLAIN, MC_PAPER_TEXT_WIDTH / 2);

      cairo_set_source_rgb (pen->cr, 0, 0, 0);
      mc_paper_text_draw (pen->cr, layout, 0, 1, MC_PAPER_LEFT, pen->y);
      if (page->kind == MC_SAMPLE_DECLARATION)
        write_by_hand (pen, page->fields[i + 1], MC_PAPER_LEFT + mc_paper_text_get_width (layout) + 8, right);
      else
        {
          g_autoptr (PangoLayout) value = mc_paper_text_new (pen->context, page->fields[i + 1], MC_PAPER_TEXT_SIZE,
                                                             MC_PAPER_BOLD, MC_PAPER_TEXT_WIDTH / 2);

          mc_paper_text_draw (pen->cr, value, 0, pango_layout_get_line_count (value),
                              MC_PAPER_LEFT + MC_PAPER_TEXT_WIDTH / 2, pen->y);
          pen->y += mc_paper_text_height (value, 0, pango_layout_get_line_count (value)) - MC_PAPER_TEXT_SIZE;
        }
      pen->y += MC_PAPER_TEXT_SIZE + LINE_SPACE;
    }
}

/* The round stamp of an agency: two circles, its name between them, a star. */
static void
draw_stamp (Pen *pen, const char *agency, double x, double y)
{
  glong count = g_utf8_strlen (agency, -1);
  const char *at = agency;

  cairo_save (pen->cr);
  cairo_translate (pen->cr, x, y);
  cairo_rotate (pen->cr, wobble (pen, 0.3));
  cairo_set_source_rgba (pen->cr, STAMP, 0.75);
  cairo_set_line_width (pen->cr, 1.6);
  cairo_arc (pen->cr, 0, 0, STAMP_RADIUS, 0, 2 * G_PI);
  cairo_stroke (pen->cr);
  cairo_set_line_width (pen->cr, 0.7);
  cairo_arc (pen->cr, 0, 0, STAMP_RADIUS * 0.62, 0, 2 * G_PI);
  cairo_stroke (pen->cr);
  for (int i = 0; i < 10; i++)
    {
      double radius = STAMP_RADIUS * (i % 2 == 0 ? 0.38 : 0.15);

      cairo_line_to (pen->cr, radius * sin (i * G_PI / 5), -radius * cos (i * G_PI / 5));
    }
  cairo_close_path (pen->cr);
  cairo_fill (pen->cr);
  for (glong i = 0; i < count; i++, at = g_utf8_next_char (at))
    {
      g_autofree char *letter = g_strndup (at, (gsize) (g_utf8_next_char (at) - at));
      g_autoptr (PangoLayout) layout = mc_paper_text_new (pen->context, letter, 5.5, MC_PAPER_BOLD, -1);

      cairo_save (pen->cr);
      cairo_rotate (pen->cr, (double) (i - count / 2) * 5.6 / (double) MAX (count, 20));
      mc_paper_text_draw (pen->cr, layout, 0, 1, -mc_paper_text_get_width (layout) / 2, -STAMP_RADIUS * 0.92);
      cairo_restore (pen->cr);
    }
  cairo_restore (pen->cr);
}

/* A loop or two where the name should be. */
static void
draw_signature (Pen *pen, double x, double y)
{
  cairo_set_source_rgb (pen->cr, INK);
  cairo_set_line_width (pen->cr, 1.1);
  cairo_move_to (pen->cr, x, y);
  for (int i = 0; i < 5; i++)
    cairo_rel_curve_to (pen->cr, 8 + wobble (pen, 6), -30 + wobble (pen, 10), 20 + wobble (pen, 6),
                        28 + wobble (pen, 10), 18 + wobble (pen, 4), wobble (pen, 6));
  cairo_stroke (pen->cr);
}

static void
draw_mark (Pen *pen)
{
  g_autoptr (PangoLayout) text = mc_paper_text_new (pen->context, MC_PAPER_TRAINING_MARK, MARK_SIZE, MC_PAPER_BOLD, -1);
  double width = mc_paper_text_get_width (text);

  cairo_save (pen->cr);
  cairo_translate (pen->cr, MC_PAPER_WIDTH / 2, MC_PAPER_HEIGHT / 2);
  cairo_rotate (pen->cr, -atan2 (MC_PAPER_HEIGHT, MC_PAPER_WIDTH));
  cairo_set_source_rgb (pen->cr, 0.78, 0.78, 0.78);
  mc_paper_text_draw (pen->cr, text, 0, 1, -width / 2, -MARK_SIZE / 2.0);
  cairo_restore (pen->cr);
}

static void
draw_content (Pen *pen, const McSamplePage *page)
{
  pen->y = MC_PAPER_TOP;
  print_line (pen, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", MC_PAPER_TEXT_SIZE, MC_PAPER_BOLD | MC_PAPER_CENTER, 2);
  print_line (pen, "Độc lập - Tự do - Hạnh phúc", MC_PAPER_TEXT_SIZE, MC_PAPER_BOLD | MC_PAPER_CENTER, 24);
  print_line (pen, page->title, MC_PAPER_TEXT_SIZE + 2, MC_PAPER_BOLD | MC_PAPER_CENTER, 8);
  print_line (pen, page->agency, MC_PAPER_TEXT_SIZE, MC_PAPER_CENTER, 24);
  draw_fields (pen, page);
  if (page->kind == MC_SAMPLE_DRAFT)
    return;
  pen->y = MIN (pen->y + MC_PAPER_MM (24), MC_PAPER_HEIGHT - MC_PAPER_MM (50));
  draw_signature (pen, MC_PAPER_WIDTH * 0.62, pen->y);
  if (page->kind != MC_SAMPLE_DECLARATION || page->seed % 3 != 0)
    draw_stamp (pen, page->agency, MC_PAPER_WIDTH * 0.60, pen->y);
}

void
mc_sample_page_draw (const McSamplePage *page, cairo_t *cr)
{
  PangoContext *context = mc_paper_text_create_context ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (page->seed);
  Pen pen = { cr, context, rand, 0 };

  cairo_save (cr);
  cairo_translate (cr, MC_PAPER_WIDTH / 2, MC_PAPER_HEIGHT / 2);
  cairo_rotate (cr, page->skew * G_PI / 180);
  cairo_translate (cr, -MC_PAPER_WIDTH / 2, -MC_PAPER_HEIGHT / 2);
  draw_mark (&pen);
  if (page->kind != MC_SAMPLE_BLANK)
    draw_content (&pen, page);
  cairo_restore (cr);
  g_object_unref (context);
}

static cairo_status_t
append_cb (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

GBytes *
mc_sample_page_to_pdf (const McSamplePage *page, GDateTime *created)
{
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (append_cb, bytes, MC_PAPER_WIDTH, MC_PAPER_HEIGHT);
  cairo_t *cr = cairo_create (surface);
  g_autofree char *date = g_date_time_format_iso8601 (created);

  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, page->title);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, date);
  mc_sample_page_draw (page, cr);
  cairo_show_page (cr);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  cairo_surface_destroy (surface);
  return g_byte_array_free_to_bytes (bytes);
}
