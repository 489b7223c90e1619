// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mc-journal.h"
#include "mc-portal.h"

G_BEGIN_DECLS

/* Files on their way out: into the journal before the act that they go with, and from there to the portal, piece by piece.
 *
 * Signal: "progress" (McOutboxFile): more of it is at the portal. */
#define MC_TYPE_OUTGOING (mc_outgoing_get_type ())
G_DECLARE_FINAL_TYPE (McOutgoing, mc_outgoing, MC, OUTGOING, GObject)

McOutgoing *mc_outgoing_new (McPortal *portal, McJournal *journal, McClock *clock);
void mc_outgoing_stop (McOutgoing *self);

/* Puts the bytes down, encrypted. name: for people; media_type: what they are. Resolves with a boxed McOutboxFile that an act may
 * be given; rejects with MC_STORE_ERROR (FULL: there is no room). What no act takes is gone when the program starts anew. */
DexFuture *mc_outgoing_keep (McOutgoing *self, const char *name, const char *media_type, GBytes *bytes);
/* Resolves with all of it as GBytes. */
DexFuture *mc_outgoing_read (McOutgoing *self, McOutboxFile *file);
/* Sends it on. Resolves with TRUE once the portal has it whole, under file->upload_id. */
DexFuture *mc_outgoing_send (McOutgoing *self, McOutboxFile *file);

G_END_DECLS
