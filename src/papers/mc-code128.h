// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

/* Clear space on each side of the bars, in modules (ISO/IEC 15417 4.5.3). */
#define MC_CODE128_QUIET 10

/* Code 128 (ISO/IEC 15417), code sets B and C: the symbol values of text from start to stop, checksum included, in the
 * fewest symbols there are. NULL for "" and for anything outside ASCII 32–127. (transfer full) (nullable) */
GBytes *mc_code128_encode (const char *text);

/* Width of the bars in modules, quiet zones not counted. */
int mc_code128_get_n_modules (GBytes *symbols);

/* Black bars on white, quiet zones included: the drawing is (modules + 2 × MC_CODE128_QUIET) × module wide. */
void mc_code128_draw (GBytes *symbols, cairo_t *cr, double x, double y, double module, double height);

G_END_DECLS
