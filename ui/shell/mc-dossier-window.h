// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mc-profile.h"
#include "mc-window.h"

G_BEGIN_DECLS

/* One dossier in a window of its own (Ctrl+Shift+N), with all that can be done with it. It goes with the program's window and
 * with its profile. A training portal's carries its mark; a scan in it is looked for in the program's window. */
#define MC_TYPE_DOSSIER_WINDOW (mc_dossier_window_get_type ())
G_DECLARE_FINAL_TYPE (McDossierWindow, mc_dossier_window, MC, DOSSIER_WINDOW, AdwApplicationWindow)

/* parent: the program's window. Shown by gtk_window_present(). */
McDossierWindow *mc_dossier_window_new (McWindow *parent, McProfile *profile, const char *record);

/* Those of this program's window end. */
void mc_dossier_windows_close (McWindow *parent);

G_END_DECLS
