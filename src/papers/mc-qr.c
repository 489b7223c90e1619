// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-qr.h"

#include <qrencode.h>

#define QUIET_MODULES 4

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QRcode, QRcode_free)

static gboolean
is_black (const QRcode *code, int row, int column)
{
  return (code->data[row * code->width + column] & 1) != 0;
}

/* Neighbours in a row are one rectangle: no seams between them on screen. */
static void
add_row (const QRcode *code, cairo_t *cr, int row, double x, double y, double module)
{
  int column = 0;

  while (column < code->width)
    {
      int start = column;

      while (column < code->width && is_black (code, row, column))
        column++;
      if (column > start)
        cairo_rectangle (cr, x + start * module, y + row * module, (column - start) * module, module);
      else
        column++;
    }
}

gboolean
mc_qr_draw (const char *text, cairo_t *cr, double x, double y, double side)
{
  g_autoptr (QRcode) code = NULL;
  double module;

  g_return_val_if_fail (text != NULL && cr != NULL, FALSE);

  if (*text == '\0')
    return FALSE;
  code = QRcode_encodeString (text, 0, QR_ECLEVEL_M, QR_MODE_8, 1);
  if (code == NULL)
    return FALSE;

  cairo_save (cr);
  cairo_rectangle (cr, x, y, side, side);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_fill (cr);
  module = side / (code->width + 2 * QUIET_MODULES);
  for (int row = 0; row < code->width; row++)
    add_row (code, cr, row, x + QUIET_MODULES * module, y + QUIET_MODULES * module, module);
  cairo_set_source_rgb (cr, 0, 0, 0);
  cairo_fill (cr);
  cairo_restore (cr);
  return TRUE;
}
