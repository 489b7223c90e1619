// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mc-cache.h"
#include "mc-clock.h"
#include "mc-line.h"
#include "mc-portal.h"

G_BEGIN_DECLS

/* What the portal tells by itself, brought into the cache: who is signed in, the snapshot, the log (design of GET /changes).
 * Asked when the event stream rings, every 30 s while there is none, after a failure sooner at first. A snapshot that breaks
 * off goes on at its page; what it did not bring is swept once its log is read to the end. A cursor that the portal no longer
 * knows begins a new snapshot, while the old rows stay readable.
 *
 * Signals: "records-changed" (GStrv ids; NULL: many) · "line-changed" · "me-changed" · "updated" (gboolean: the line was
 * away before) · "secret" (McSummary): it came as one that holds state secrets ·
 * "presence" (const char *): data of that event. */
#define MC_TYPE_FEED (mc_feed_get_type ())
G_DECLARE_FINAL_TYPE (McFeed, mc_feed, MC, FEED, GObject)

McFeed *mc_feed_new (McPortal *portal, McCache *cache, McClock *clock);

void mc_feed_start (McFeed *self);
void mc_feed_stop (McFeed *self);

/* Ask now. */
void mc_feed_poke (McFeed *self);

/* All but the counts of the outbox. (transfer none) */
const McLine *mc_feed_get_line (McFeed *self);

/* (transfer none) (nullable) */
McMe *mc_feed_get_me (McFeed *self);

G_END_DECLS
