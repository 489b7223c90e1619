// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-paper-parts.h"

static gboolean
is_there (const char *text)
{
  return text != NULL && *text != '\0';
}

double
mc_paper_text_whole_height (PangoLayout *text)
{
  return mc_paper_text_height (text, 0, pango_layout_get_line_count (text));
}

void
mc_paper_add_field (McPaperLayout *self, const char *label, const char *value, McPaperStyle style)
{
  g_autoptr (PangoLayout) text
      = mc_paper_text_new_field (mc_paper_layout_get_context (self), label, value, style, MC_PAPER_TEXT_WIDTH);

  mc_paper_layout_add_paragraph (self, text, MC_PAPER_FIELD_SPACE);
}

void
mc_paper_add_two_fields (McPaperLayout *self, const char *label, const char *value, double share,
                         const char *second_label, const char *second_value)
{
  double width = MC_PAPER_TEXT_WIDTH * share;
  g_autoptr (PangoLayout) first = mc_paper_text_new_field (mc_paper_layout_get_context (self), label, value,
                                                           MC_PAPER_PLAIN, width - MC_PAPER_FIELD_SPACE);
  g_autoptr (PangoLayout) second = mc_paper_text_new_field (mc_paper_layout_get_context (self), second_label,
                                                            second_value, MC_PAPER_PLAIN, MC_PAPER_TEXT_WIDTH - width);
  double height = MAX (mc_paper_text_whole_height (first), mc_paper_text_whole_height (second));

  if (pango_layout_get_line_count (first) > 1 || pango_layout_get_line_count (second) > 1)
    {
      mc_paper_add_field (self, label, value, MC_PAPER_PLAIN);
      mc_paper_add_field (self, second_label, second_value, MC_PAPER_PLAIN);
      return;
    }
  mc_paper_layout_reserve (self, MC_PAPER_FIELD_SPACE + height);
  mc_paper_layout_advance (self, MC_PAPER_FIELD_SPACE);
  mc_paper_layout_place_text (self, first, 0, pango_layout_get_line_count (first), 0, 0);
  mc_paper_layout_place_text (self, second, 0, pango_layout_get_line_count (second), width, 0);
  mc_paper_layout_advance (self, height);
}

void
mc_paper_add_text (McPaperLayout *self, const char *words, McPaperStyle style, double space_before)
{
  g_autoptr (PangoLayout) text
      = mc_paper_text_new (mc_paper_layout_get_context (self), words, MC_PAPER_TEXT_SIZE, style, MC_PAPER_TEXT_WIDTH);

  mc_paper_layout_add_paragraph (self, text, space_before);
}

double
mc_paper_place_signature (McPaperLayout *self, const char *role, const char *hint, const char *name, double x, double y)
{
  double width = MC_PAPER_TEXT_WIDTH / 2;

  y = mc_paper_layout_place_centred (self, role, MC_PAPER_TEXT_SIZE, MC_PAPER_BOLD, x, width, y);
  y = mc_paper_layout_place_centred (self, hint, MC_PAPER_TEXT_SIZE, MC_PAPER_ITALIC, x, width, y);
  return mc_paper_layout_place_centred (self, is_there (name) ? name : " ", MC_PAPER_TEXT_SIZE, MC_PAPER_BOLD, x, width,
                                        y + MC_PAPER_SIGNING_SPACE);
}

double
mc_paper_get_signature_height (McPaperLayout *self, const char *name)
{
  g_autoptr (PangoLayout) line = mc_paper_text_new (mc_paper_layout_get_context (self), " ", MC_PAPER_TEXT_SIZE,
                                                    MC_PAPER_BOLD, MC_PAPER_TEXT_WIDTH / 2);
  g_autoptr (PangoLayout) text
      = mc_paper_text_new_centred (mc_paper_layout_get_context (self), is_there (name) ? name : " ", MC_PAPER_TEXT_SIZE,
                                   MC_PAPER_BOLD, MC_PAPER_TEXT_WIDTH / 2);

  return 2 * mc_paper_text_whole_height (line) + MC_PAPER_SIGNING_SPACE + mc_paper_text_whole_height (text);
}
