// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "mc-queue-list.h"

G_BEGIN_DECLS

/* What is picked in a list, and the acts that every one of it allows now: a form filled in once, then an entry of the outbox
 * for each record. Nothing picked: nothing to be seen. Signal: "open-record" (const char *id). */
#define MC_TYPE_PICK_BAR (mc_pick_bar_get_type ())
G_DECLARE_FINAL_TYPE (McPickBar, mc_pick_bar, MC, PICK_BAR, AdwBin)

/* Once, before anything else. */
void mc_pick_bar_set_list (McPickBar *self, McProfile *profile, McQueueList *list);

gboolean mc_pick_bar_can_open (McPickBar *self, const char *action);
void mc_pick_bar_open (McPickBar *self, const char *action);

G_END_DECLS
