// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-paper-text.h"

#include <string.h>

#define FONT "Times New Roman, Liberation Serif, serif"
#define CENTRED_LINES 4
#define BALANCE_STEP 3.0

static void
style_range (PangoAttrList *attributes, McPaperStyle style, guint start)
{
  PangoAttribute *attribute;

  if (style & MC_PAPER_BOLD)
    {
      attribute = pango_attr_weight_new (PANGO_WEIGHT_BOLD);
      attribute->start_index = start;
      pango_attr_list_insert (attributes, attribute);
    }
  if (style & MC_PAPER_ITALIC)
    {
      attribute = pango_attr_style_new (PANGO_STYLE_ITALIC);
      attribute->start_index = start;
      pango_attr_list_insert (attributes, attribute);
    }
}

/* Upper edge of a line, from that of its text. */
static double
line_top (PangoLayout *text, int line)
{
  PangoLayoutIter *iter = pango_layout_get_iter (text);
  int top = 0;

  for (int i = 0; i < line && pango_layout_iter_next_line (iter); i++)
    ;
  pango_layout_iter_get_line_yrange (iter, &top, NULL);
  pango_layout_iter_free (iter);
  return top / (double) PANGO_SCALE;
}

PangoContext *
mc_paper_text_create_context (void)
{
  g_autoptr (PangoFontMap) fonts = pango_cairo_font_map_new ();
  PangoContext *context = pango_font_map_create_context (fonts);
  cairo_font_options_t *options = cairo_font_options_create ();

  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options (context, options);
  cairo_font_options_destroy (options);
  pango_cairo_context_set_resolution (context, 72);
  pango_context_set_round_glyph_positions (context, FALSE);
  pango_context_set_language (context, pango_language_from_string ("vi"));
  pango_context_set_base_dir (context, PANGO_DIRECTION_LTR);
  return context;
}

PangoLayout *
mc_paper_text_new (PangoContext *context, const char *words, double size, McPaperStyle style, double width)
{
  PangoLayout *text = pango_layout_new (context);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  PangoFontDescription *font = pango_font_description_from_string (FONT);

  pango_font_description_set_size (font, (int) (size * PANGO_SCALE));
  pango_layout_set_font_description (text, font);
  pango_font_description_free (font);
  style_range (attributes, style, 0);
  pango_layout_set_attributes (text, attributes);
  if (width > 0)
    pango_layout_set_width (text, (int) (width * PANGO_SCALE));
  pango_layout_set_wrap (text, PANGO_WRAP_WORD_CHAR);
  if (style & MC_PAPER_CENTER)
    pango_layout_set_alignment (text, PANGO_ALIGN_CENTER);
  pango_layout_set_text (text, words, -1);
  return text;
}

PangoLayout *
mc_paper_text_new_field (PangoContext *context, const char *label, const char *value, McPaperStyle style, double width)
{
  PangoLayout *text = mc_paper_text_new (context, label, MC_PAPER_TEXT_SIZE, MC_PAPER_PLAIN, width);
  g_autoptr (PangoAttrList) attributes = NULL;
  g_autofree char *words = NULL;

  if (value == NULL || *value == '\0')
    {
      g_autoptr (PangoLayout) dot = mc_paper_text_new (context, ".", MC_PAPER_TEXT_SIZE, MC_PAPER_PLAIN, -1);
      g_autofree char *dots = g_strnfill (
          (gsize) MAX (8, (width - mc_paper_text_get_width (text)) / mc_paper_text_get_width (dot) - 0.1), '.');

      words = g_strconcat (label, dots, NULL);
      pango_layout_set_text (text, words, -1);
      return text;
    }
  words = g_strconcat (label, value, NULL);
  attributes = pango_attr_list_new ();
  style_range (attributes, style, (guint) strlen (label));
  pango_layout_set_attributes (text, attributes);
  pango_layout_set_text (text, words, -1);
  return text;
}

PangoLayout *
mc_paper_text_new_centred (PangoContext *context, const char *words, double size, McPaperStyle style, double width)
{
  PangoLayout *text = mc_paper_text_new (context, words, size, style | MC_PAPER_CENTER, width);
  double narrow = width;
  int lines;

  pango_layout_set_single_paragraph_mode (text, TRUE);
  pango_layout_set_ellipsize (text, PANGO_ELLIPSIZE_END);
  pango_layout_set_height (text, -CENTRED_LINES);
  lines = pango_layout_get_line_count (text);
  if (lines == 1 || pango_layout_is_ellipsized (text))
    return text;

  while (pango_layout_get_line_count (text) == lines && !pango_layout_is_ellipsized (text) && narrow > width / 2)
    {
      narrow -= BALANCE_STEP;
      pango_layout_set_width (text, (int) (narrow * PANGO_SCALE));
    }
  pango_layout_set_width (text, (int) ((narrow + BALANCE_STEP) * PANGO_SCALE));
  return text;
}

double
mc_paper_text_get_width (PangoLayout *text)
{
  PangoRectangle logical;

  pango_layout_get_extents (text, NULL, &logical);
  return logical.width / (double) PANGO_SCALE;
}

double
mc_paper_text_height (PangoLayout *text, int first, int count)
{
  PangoRectangle logical;
  double end;

  if (count <= 0)
    return 0;
  pango_layout_get_extents (text, NULL, &logical);
  end = first + count < pango_layout_get_line_count (text) ? line_top (text, first + count)
                                                           : logical.height / (double) PANGO_SCALE;
  return end - line_top (text, first);
}

int
mc_paper_text_lines_fitting (PangoLayout *text, int first, double height)
{
  int count = pango_layout_get_line_count (text) - first;

  while (count > 0 && mc_paper_text_height (text, first, count) > height)
    count--;
  return count;
}

void
mc_paper_text_draw (cairo_t *cr, PangoLayout *text, int first, int count, double x, double y)
{
  PangoLayoutIter *iter = pango_layout_get_iter (text);
  double top = line_top (text, first);
  int line = 0;

  do
    {
      PangoRectangle logical;

      if (line >= first && line < first + count)
        {
          pango_layout_iter_get_line_extents (iter, NULL, &logical);
          cairo_move_to (cr, x + logical.x / (double) PANGO_SCALE,
                         y - top + pango_layout_iter_get_baseline (iter) / (double) PANGO_SCALE);
          pango_cairo_show_layout_line (cr, pango_layout_iter_get_line_readonly (iter));
        }
      line++;
    }
  while (pango_layout_iter_next_line (iter));
  pango_layout_iter_free (iter);
}
