// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mc-clock.h"
#include "mc-portal.h"

G_BEGIN_DECLS

/* Keeps an event stream of the portal open (GET /events) and tells what it says. Its ends are nobody's trouble: it is opened
 * again after 1 s, doubling to at most 30 s, with jitter; signed out, or at a portal without streams, when told to try.
 *
 * Signals: "up-changed" · "rang" (the feed has something) · "beat" (the portal is there, and all is as it was) · "alert"
 * (McAlert) · "presence" (const char *): data of that event. */
#define MC_TYPE_BELL (mc_bell_get_type ())
G_DECLARE_FINAL_TYPE (McBell, mc_bell, MC, BELL, GObject)

McBell *mc_bell_new (McPortal *portal, McClock *clock);

/* Once; later calls do nothing. */
void mc_bell_start (McBell *self);
void mc_bell_stop (McBell *self);

/* A try is worth it now. */
void mc_bell_try (McBell *self);

gboolean mc_bell_is_started (McBell *self);
/* What happens is told. */
gboolean mc_bell_is_up (McBell *self);

G_END_DECLS
