// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A scanner types like a keyboard, only faster (interface §8): characters that come quicker after one another than hands can
 * are a burst; closed by Enter it is what was scanned. It is read as key codes, before an input method rewrites it; a text
 * that had the focus is put back as it was, with its cursor, and nothing else of the burst gets anywhere. A burst that does
 * not end in Enter goes back into the text. It never acts by itself, and no key of it is a shortcut: what a key without
 * modifiers does goes through mc_scanner_defer().
 *
 * Signals: "scanned" (const char *text). Properties "gap" (guint, ms: more between two characters is a hand) and "length"
 * (guint: fewer characters are no burst) are read and written. */
#define MC_TYPE_SCANNER (mc_scanner_get_type ())
G_DECLARE_FINAL_TYPE (McScanner, mc_scanner, MC, SCANNER, GObject)

#define MC_SCANNER_GAP 35
#define MC_SCANNER_LENGTH 6

/* Listens on a window; ends with it. window: not owned. */
McScanner *mc_scanner_new (GtkWindow *window);

/* Listens on another window of the program, too, as long as that lives. */
void mc_scanner_watch (McScanner *self, GtkWindow *window);

/* Of the widget's window. (transfer none) (nullable) */
McScanner *mc_scanner_find (GtkWidget *widget);

/* For the handler of a key without modifiers: activates the widget's action once it is sure that no scanner sent the key,
 * that is when `gap` has passed, or another key than a character is pressed; never when the key belongs to a burst. At once
 * when it is no character of a scanner's keyboard, and where no scanner listens. target: (nullable): floating */
void mc_scanner_defer (GtkWidget *widget, const char *action, GVariant *target);

/* What a key of this code writes on the keyboard that scanners pretend to be; 0: nothing. */
char mc_scanner_character (guint keycode, gboolean shift);

G_END_DECLS
