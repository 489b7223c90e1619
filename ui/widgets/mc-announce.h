// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Has a screen reader say what is new on the screen while the focus stays where it is. urgent: it may break off what is being
 * read. */
void mc_announce (GtkWidget *widget, const char *text, gboolean urgent);

G_END_DECLS
