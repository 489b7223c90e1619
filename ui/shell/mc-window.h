// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "mc-profile.h"
#include "mc-sign-in-page.h"

G_BEGIN_DECLS

/* The window: signing in, or sidebar ‖ list ‖ dossier of one profile. Signals: "sign-in", "cancel-sign-in". */
#define MC_TYPE_WINDOW (mc_window_get_type ())
G_DECLARE_FINAL_TYPE (McWindow, mc_window, MC, WINDOW, AdwApplicationWindow)

McWindow *mc_window_new (GtkApplication *application);

/* Marks the window as one of a training portal, before anything else is shown. */
void mc_window_set_training (McWindow *self, gboolean training);

/* Says something that needs no answer, for some seconds. */
void mc_window_say (McWindow *self, const char *text);

/* Shows this profile's desk; NULL: the sign-in page. */
void mc_window_set_profile (McWindow *self, McProfile *profile);

/* (transfer none) */
McSignInPage *mc_window_get_sign_in_page (McWindow *self);

/* Shows the sign-in page in front of the desk, which stays as it is. */
void mc_window_show_sign_in (McWindow *self, gboolean sign_in);

/* Another window of the program carries this mark of a training portal; NULL: it is none. (transfer full) (nullable) */
GtkWidget *mc_window_make_mark (McWindow *self);

G_END_DECLS
