// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The tooltip of a widget that changes what it says, such as a row that shows another record. GTK's own setter asks the
 * display where the pointer is and waits for the answer, each time; this one says it when it is wanted. text: (nullable):
 * none. */
void mc_tooltip_set (GtkWidget *widget, const char *text);

G_END_DECLS
