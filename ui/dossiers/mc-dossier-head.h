// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "mc-dossier-acts.h"

G_BEGIN_DECLS

/* The top of the checking page: what the dossier is about, how it stands, and the acts that the portal allows, with the
 * reason beside what is not possible yet. Property: "compact" (boolean): the procedure on one line, its whole name in the
 * tooltip and under Thông tin; the owner without the word for it. Signals: "accept", "supplement": the button was pressed. */
#define MC_TYPE_DOSSIER_HEAD (mc_dossier_head_get_type ())
G_DECLARE_FINAL_TYPE (McDossierHead, mc_dossier_head, MC, DOSSIER_HEAD, GtkBox)

/* now: of McClock. */
void mc_dossier_head_set_summary (McDossierHead *self, McSummary *summary, GDateTime *now);

/* me: (nullable): whose words the buttons have. */
void mc_dossier_head_set_acts (McDossierHead *self, McDossierActs *acts, const McMe *me);

/* The act was asked for and is not possible: makes the reason stand out, and says it aloud. */
void mc_dossier_head_insist (McDossierHead *self);

G_END_DECLS
