// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mc-world.h"

G_BEGIN_DECLS

/* What must hold. Violations go to mc_world_wrong(). */

/* How the portal is before anything happens. */
void mc_world_remember_portal (McWorld *self);

/* At any time: the portal has done what was asked for, each act once, and nothing that was undone or given up unsent. */
void mc_world_check_portal (McWorld *self);

/* At any time that the program runs: nothing acknowledged is lost, at most one unsent handling act a record, drafts are
 * there. */
void mc_player_check_journal (McPlayer *self);

/* At any time: what the cache has had and nobody lost the right to is in its list of everything. listing: (nullable): read
 * here. */
void mc_player_check_had (McPlayer *self, const McListing *listing);

/* At the end, with the faults off and all sent: both sides equal. */
void mc_world_check_end (McWorld *self);

G_END_DECLS
