// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "mc-profile.h"

G_BEGIN_DECLS

/* What stands above the first queue of a role, which is where its day begins (interface §1): a field to search or scan into,
 * or figures, each of which opens just the records that it counts. Hidden above any other list.
 * Signals: "find" (const char *text) · "open-list" (McQueue pointer: not one of the sidebar's) · "open-queue" (const char *id). */
#define MC_TYPE_DESK_HEAD (mc_desk_head_get_type ())
G_DECLARE_FINAL_TYPE (McDeskHead, mc_desk_head, MC, DESK_HEAD, GtkBox)

void mc_desk_head_set_profile (McDeskHead *self, McProfile *profile);

/* The list below it; NULL: none of the sidebar's. */
void mc_desk_head_set_queue (McDeskHead *self, const char *queue_id);

G_END_DECLS
