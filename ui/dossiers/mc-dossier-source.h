// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mc-profile.h"

G_BEGIN_DECLS

/* The dossier that is open, whole: as this computer has it, and again after each change of it. Signals: "loaded";
 * "failed" (const GError *): there is nothing to show, or not any more; what is shown stays when only its refreshing
 * failed. */
#define MC_TYPE_DOSSIER_SOURCE (mc_dossier_source_get_type ())
G_DECLARE_FINAL_TYPE (McDossierSource, mc_dossier_source, MC, DOSSIER_SOURCE, GObject)

McDossierSource *mc_dossier_source_new (McProfile *profile);

/* Another record; id: (nullable): none. What was read for the one before is no longer told. */
void mc_dossier_source_open (McDossierSource *self, const char *id);

/* The same record once more. */
void mc_dossier_source_reload (McDossierSource *self);

/* (transfer none) (nullable): NULL until it is there. */
McDossier *mc_dossier_source_get_dossier (McDossierSource *self);
const char *mc_dossier_source_get_id (McDossierSource *self);

G_END_DECLS
