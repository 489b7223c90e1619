// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "mc-record.h"

G_BEGIN_DECLS

/* Cách tính thời hạn: the clocks of a dossier, each with the steps that led to its date (interface §4). */
AdwDialog *mc_clock_dialog_new (const McDossier *dossier);

G_END_DECLS
