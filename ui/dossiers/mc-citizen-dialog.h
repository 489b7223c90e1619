// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "mc-record.h"

G_BEGIN_DECLS

/* Xem như người dân: what the applicant sees of the dossier now, what they will read and get when its result is released, and
 * what they never see. */
AdwDialog *mc_citizen_dialog_new (const McDossier *dossier, GDateTime *now);

G_END_DECLS
