// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* GTK 4.18 gives the items of a menu no accessible name: from now on, each time button opens its menu, they get what they
 * say. */
void mc_menu_names_follow (GtkMenuButton *button);

G_END_DECLS
