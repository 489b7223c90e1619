// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The room that a dialog asks for, in pixels of text at 100 %: it grows with the text as far as the window reaches.
 * height: -1: as it is, at first what its content needs. */
void mc_dialog_size_set (AdwDialog *dialog, int width, int height);

G_END_DECLS
