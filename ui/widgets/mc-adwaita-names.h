// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Names of buttons that libadwaita makes and, its catalogue lacking a language, calls in English: the way back of a header
 * bar below root. */
void mc_adwaita_names_give (GtkWidget *root);

/* The same for what takes a toast away, now and whenever one comes; to be called once. */
void mc_adwaita_names_follow (AdwToastOverlay *overlay);

G_END_DECLS
