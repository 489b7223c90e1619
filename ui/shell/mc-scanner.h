// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A scanner types like a keyboard, only faster (interface §8): characters that come quicker after one another than hands can
 * are a burst; closed by Enter it is what was scanned. It is read as key codes, before an input method rewrites it; a text
 * that had the focus is put back as it was, with its cursor, and nothing else of the burst gets anywhere. A burst that does
 * not end in Enter goes back into the text. It never acts by itself.
 *
 * Signals: "scanned" (const char *text). Properties "gap" (guint, ms: more between two characters is a hand) and "length"
 * (guint: fewer characters are no burst) are read and written. */
#define MC_TYPE_SCANNER (mc_scanner_get_type ())
G_DECLARE_FINAL_TYPE (McScanner, mc_scanner, MC, SCANNER, GObject)

#define MC_SCANNER_GAP 35
#define MC_SCANNER_LENGTH 6

/* Listens on a window; ends with it. window: not owned. */
McScanner *mc_scanner_new (GtkWindow *window);

/* What a key of this code writes on the keyboard that scanners pretend to be; 0: nothing. */
char mc_scanner_character (guint keycode, gboolean shift);

G_END_DECLS
