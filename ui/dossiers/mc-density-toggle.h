// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "mc-profile.h"
#include "mc-scope.h"

G_BEGIN_DECLS

/* Cards or table: what the official chose, kept in the profile's journal, or else what the room suggests. Not to be seen
 * where a table has no room. Signal: "density-changed". */
#define MC_TYPE_DENSITY_TOGGLE (mc_density_toggle_get_type ())
G_DECLARE_FINAL_TYPE (McDensityToggle, mc_density_toggle, MC, DENSITY_TOGGLE, GtkToggleButton)

/* Reads what was chosen. Once; scope: of the page. */
void mc_density_toggle_set_profile (McDensityToggle *self, McProfile *profile, McScope *scope);

/* fits: there is room for a table; suggested: and so much that it is what one begins with. */
void mc_density_toggle_set_room (McDensityToggle *self, gboolean fits, gboolean suggested);

gboolean mc_density_toggle_is_table (McDensityToggle *self);

G_END_DECLS
