// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "mc-profile.h"

G_BEGIN_DECLS

/* On the checking page when the portal has the dossier in another state than the one an act was made on (412): what was
 * to be sent beside what the portal has, and the ways on: keep mine (sent again on the new state, while that is allowed),
 * take theirs (the act is given up), or merge what was written freely; what was typed stays a draft whatever is chosen.
 * Signals: "see": the history is wanted; "edit": the form is, to merge in. */
#define MC_TYPE_CONFLICT_PANEL (mc_conflict_panel_get_type ())
G_DECLARE_FINAL_TYPE (McConflictPanel, mc_conflict_panel, MC, CONFLICT_PANEL, GtkBox)

/* Whether this entry is a conflict. entry: (nullable). */
gboolean mc_conflict_panel_is_about (const McOutboxEntry *entry);

/* entry: (nullable): NULL hides it. dossier: as the portal has it now. can_edit: the act's form can be opened again. */
void mc_conflict_panel_set (McConflictPanel *self, McProfile *profile, const McOutboxEntry *entry, McDossier *dossier,
                            gboolean can_edit);

G_END_DECLS
