// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mc-cache.h"
#include "mc-clock.h"
#include "mc-portal.h"

G_BEGIN_DECLS

/* Records in detail: when one is opened, and ahead of time for one's own open work, so that it can be opened offline too.
 *
 * Signals: "changed" (GStrv ids): a detail brought a newer record than the feed had · "idle" (McMe *me): what can be fetched
 * ahead is here. */
#define MC_TYPE_DETAILS (mc_details_get_type ())
G_DECLARE_FINAL_TYPE (McDetails, mc_details, MC, DETAILS, GObject)

McDetails *mc_details_new (McPortal *portal, McCache *cache, McClock *clock);
void mc_details_stop (McDetails *self);

/* From the cache when it is there (a newer summary of the feed drops an older detail), else from the portal. Resolves with a
 * boxed McDossier; rejects with MC_PORTAL_ERROR. */
DexFuture *mc_details_open (McDetails *self, const char *id);

/* Sees to it soon that the first records of the queues marked `mine` have their details: 50 of each, one at a time, after
 * whatever is being opened; ends at the first sign that the line is away. To be called whenever the feed is up to date; while
 * a round runs, one more is remembered. */
void mc_details_fetch_ahead (McDetails *self, McMe *me);

G_END_DECLS
