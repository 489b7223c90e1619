// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "mc-profile.h"

G_BEGIN_DECLS

/* At the bottom of the window while an act is held: what it is, how long still, Hoàn tác (F8). */
#define MC_TYPE_UNDO_BAR (mc_undo_bar_get_type ())
G_DECLARE_FINAL_TYPE (McUndoBar, mc_undo_bar, MC, UNDO_BAR, AdwBin)

/* profile: (nullable). */
void mc_undo_bar_set_profile (McUndoBar *self, McProfile *profile);

/* Takes back the newest act that is held; nothing when none is. */
gboolean mc_undo_bar_can_undo (McUndoBar *self);
void mc_undo_bar_undo (McUndoBar *self);

G_END_DECLS
