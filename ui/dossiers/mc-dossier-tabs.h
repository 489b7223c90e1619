// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mc-component-pane.h"
#include "mc-profile.h"

G_BEGIN_DECLS

/* What a dossier holds, a tab each: components, information, history, notes; on a secret one the paper way in the place of
 * the components, on an outline neither components nor notes. */
#define MC_TYPE_DOSSIER_TABS (mc_dossier_tabs_get_type ())
G_DECLARE_FINAL_TYPE (McDossierTabs, mc_dossier_tabs, MC, DOSSIER_TABS, GtkBox)

/* To be called once. */
void mc_dossier_tabs_set_profile (McDossierTabs *self, McProfile *profile);

/* dossier: (nullable): another one is about to come, and begins at its components. Read anew it keeps its tab. */
void mc_dossier_tabs_set_dossier (McDossierTabs *self, McDossier *dossier, McMarks *marks);

/* (transfer none) */
McComponentPane *mc_dossier_tabs_get_components (McDossierTabs *self);

void mc_dossier_tabs_show_history (McDossierTabs *self);

/* Where the work on this dossier begins; and among what it says of itself. */
void mc_dossier_tabs_focus (McDossierTabs *self);
void mc_dossier_tabs_focus_information (McDossierTabs *self);

G_END_DECLS
