// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* How long the main loop's turns take, from the end of one poll to the end of what it dispatched, less GTK's own frames
 * and less what the machine gave to others meanwhile: what remains is computing or blocking in a callback. */

/* Begins to watch; frames of this widget's window are GTK's. Once a process. */
void bench_watch_begin (GtkWidget *widget);

/* One turn of the loop, watched. The caller's own work between turns is not. */
void bench_turn (void);

/* The longest turn in milliseconds since it was asked last. part: of the work, when one that is too long shall say on
 * standard error where it was spent; NULL: silently. */
double bench_watch_take (const char *part);

G_END_DECLS
