// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "mc-profile.h"

G_BEGIN_DECLS

/* About the program and the portal it is connected to (interface §1). AdwAboutDialog has no Vietnamese and hides the portal
 * behind a further page. profile: NULL: nobody is signed in. (transfer floating) */
AdwDialog *mc_about_dialog_new (McProfile *profile);

G_END_DECLS
