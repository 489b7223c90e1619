// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "mc-profile.h"

G_BEGIN_DECLS

/* What is on its way from this record to the portal, in words; when it needs its official: why, and the ways on.
 * Signal: "edit": its form is wanted again. */
#define MC_TYPE_PENDING_BAR (mc_pending_bar_get_type ())
G_DECLARE_FINAL_TYPE (McPendingBar, mc_pending_bar, MC, PENDING_BAR, GtkBox)

/* entry: (nullable): NULL hides it. can_edit: its form can be opened again. */
void mc_pending_bar_set (McPendingBar *self, McProfile *profile, McOutboxEntry *entry, gboolean can_edit);

G_END_DECLS
