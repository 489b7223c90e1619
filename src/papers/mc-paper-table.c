// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-paper-table.h"

#define CELL_SIZE 12
#define PAD_X MC_PAPER_MM (1.2)
#define PAD_Y MC_PAPER_MM (0.8)

typedef struct
{
  McPaperLayout *paper;
  const McPaperColumn *columns;
  int n_columns;
  GPtrArray *titles; /* PangoLayout */
} Table;

static GPtrArray *
make_cells (const Table *table, const char *const *words, gboolean titles)
{
  GPtrArray *cells = g_ptr_array_new_with_free_func (g_object_unref);

  for (int i = 0; i < table->n_columns; i++)
    {
      const McPaperColumn *column = &table->columns[i];
      const char *text = titles ? column->title : words[i];
      McPaperStyle style = titles ? MC_PAPER_BOLD | MC_PAPER_CENTER : column->style;

      g_ptr_array_add (cells, mc_paper_text_new (mc_paper_layout_get_context (table->paper), text, CELL_SIZE, style,
                                                 column->width - 2 * PAD_X));
    }
  return cells;
}

/* Height of what is left of a row when its cells have been set up to the lines in `from`. */
static double
get_row_height (GPtrArray *cells, const int *from)
{
  double height = 0;

  for (guint i = 0; i < cells->len; i++)
    {
      PangoLayout *text = g_ptr_array_index (cells, i);
      int first = from != NULL ? from[i] : 0;

      height = MAX (height, mc_paper_text_height (text, first, pango_layout_get_line_count (text) - first));
    }
  return height + 2 * PAD_Y;
}

/* Sets as much of the row as fits into height, box and all; FALSE when that was nothing. */
static gboolean
place_piece (const Table *table, GPtrArray *cells, int *from, double height, gboolean titles)
{
  double room = height - 2 * PAD_Y;
  double used = 0;
  double x = 0;
  g_autofree int *counts = g_new0 (int, cells->len);

  for (guint i = 0; i < cells->len; i++)
    {
      PangoLayout *text = g_ptr_array_index (cells, i);

      counts[i] = mc_paper_text_lines_fitting (text, from[i], room);
      used = MAX (used, mc_paper_text_height (text, from[i], counts[i]));
    }
  if (used <= 0)
    return FALSE;

  for (guint i = 0; i < cells->len; i++)
    {
      PangoLayout *text = g_ptr_array_index (cells, i);
      double width = table->columns[i].width;
      double offset = titles ? (used - mc_paper_text_height (text, from[i], counts[i])) / 2 : 0;

      mc_paper_layout_place_text (table->paper, text, from[i], counts[i], x + PAD_X, PAD_Y + offset);
      mc_paper_layout_place_rule (table->paper, x, 0, 0, used + 2 * PAD_Y);
      from[i] += counts[i];
      x += width;
    }
  mc_paper_layout_place_rule (table->paper, x, 0, 0, used + 2 * PAD_Y);
  mc_paper_layout_place_rule (table->paper, 0, 0, x, 0);
  mc_paper_layout_advance (table->paper, used + 2 * PAD_Y);
  mc_paper_layout_place_rule (table->paper, 0, 0, x, 0);
  return TRUE;
}

static void
place_titles (const Table *table)
{
  g_autofree int *from = g_new0 (int, table->titles->len);

  place_piece (table, table->titles, from, get_row_height (table->titles, NULL), TRUE);
}

static void
continue_on_new_page (const Table *table)
{
  mc_paper_layout_break_page (table->paper);
  place_titles (table);
}

/* Room for rows on a page of their own. */
static double
get_whole (const Table *table)
{
  return mc_paper_layout_get_page_height (table->paper) - get_row_height (table->titles, NULL);
}

static void
place_row (const Table *table, GPtrArray *cells)
{
  g_autofree int *from = g_new0 (int, cells->len);
  double height = get_row_height (cells, NULL);
  double whole = get_whole (table);
  double left = mc_paper_layout_get_left (table->paper);

  if (height > left && (height <= whole || left < whole / 4))
    continue_on_new_page (table);
  while (get_row_height (cells, from) > mc_paper_layout_get_left (table->paper))
    {
      if (!place_piece (table, cells, from, mc_paper_layout_get_left (table->paper), FALSE))
        break;
      continue_on_new_page (table);
    }
  place_piece (table, cells, from, get_row_height (cells, from), FALSE);
}

/* Whether the last row would stand alone on the next page, unless the one before goes there with it. */
static gboolean
would_leave_last (const Table *table, GPtrArray *rows, guint i)
{
  double left = mc_paper_layout_get_left (table->paper);
  double both;

  if (i == 0 || i + 2 != rows->len)
    return FALSE;
  both = get_row_height (g_ptr_array_index (rows, i), NULL) + get_row_height (g_ptr_array_index (rows, i + 1), NULL);
  return both > left && both <= get_whole (table);
}

double
mc_paper_table_get_start_height (McPaperLayout *self, const McPaperColumn *columns, int n_columns, GPtrArray *rows)
{
  Table table = { self, columns, n_columns, NULL };
  g_autoptr (GPtrArray) titles = make_cells (&table, NULL, TRUE);
  g_autoptr (GPtrArray) first = rows->len > 0 ? make_cells (&table, g_ptr_array_index (rows, 0), FALSE) : NULL;

  return get_row_height (titles, NULL) + (first != NULL ? get_row_height (first, NULL) : 0);
}

void
mc_paper_layout_add_table (McPaperLayout *self, const McPaperColumn *columns, int n_columns, GPtrArray *rows)
{
  Table table = { self, columns, n_columns, NULL };
  g_autoptr (GPtrArray) titles = make_cells (&table, NULL, TRUE);
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);

  table.titles = titles;
  for (guint i = 0; i < rows->len; i++)
    g_ptr_array_add (cells, make_cells (&table, g_ptr_array_index (rows, i), FALSE));

  mc_paper_layout_reserve (self, mc_paper_table_get_start_height (self, columns, n_columns, rows));
  place_titles (&table);
  for (guint i = 0; i < cells->len; i++)
    {
      if (would_leave_last (&table, cells, i))
        continue_on_new_page (&table);
      place_row (&table, g_ptr_array_index (cells, i));
    }
}

void
mc_paper_table_say_titles (McPaperColumn *titled, const McPaperColumn *columns, int n_columns,
                           const McPaperWords *words)
{
  for (int i = 0; i < n_columns; i++)
    {
      titled[i] = columns[i];
      titled[i].title = mc_paper_words_get (words, columns[i].title);
    }
}
