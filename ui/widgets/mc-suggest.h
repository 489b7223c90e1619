// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Makes an entry offer texts as one types: those that hold every word typed, with or without marks. ↓ and ↑ go through them,
 * Enter takes one, Esc closes the list; anything else may be written. texts: NULL-terminated, copied. */
void mc_suggest_attach (GtkEntry *entry, const char *const *texts);

G_END_DECLS
