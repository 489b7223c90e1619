// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "mc-profile.h"

G_BEGIN_DECLS

/* What an official may choose: size of text, language, portal, whether the next record opens by itself, and what counts as a
 * scanner, with a field to try it. It is kept as it is chosen. profile: (nullable). */
AdwDialog *mc_preferences_dialog_new (GSettings *settings, McProfile *profile);

/* A scan goes to this dialog and nowhere else: its field is being tried. */
gboolean mc_preferences_dialog_takes_scan (AdwDialog *dialog, const char *text);

G_END_DECLS
