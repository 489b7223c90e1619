// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

/* Draws text as a QR code (ISO/IEC 18004, correction level M) with its quiet zone of four modules, black on white, side
 * by side units large. FALSE, and nothing drawn, when text is empty or too long for one. */
gboolean mc_qr_draw (const char *text, cairo_t *cr, double x, double y, double side);

G_END_DECLS
