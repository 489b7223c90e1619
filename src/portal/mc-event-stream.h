// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mc-clock.h"
#include "mc-event-parser.h"

G_BEGIN_DECLS

/* An open event stream of a portal (GET /events). Letting go of it closes it. Lives on the main thread. */
#define MC_TYPE_EVENT_STREAM (mc_event_stream_get_type ())
G_DECLARE_FINAL_TYPE (McEventStream, mc_event_stream, MC, EVENT_STREAM, GObject)

/* A portal that says nothing for so long is gone. */
#define MC_EVENT_STREAM_SILENCE_US (45 * (gint64) G_USEC_PER_SEC)

McEventStream *mc_event_stream_new (GInputStream *input, McClock *clock);

/* Waits for the next event or comment: to be called in a fiber, by one at a time. NULL and MC_PORTAL_ERROR when the stream is
 * over: OFFLINE (ended, broke off), TIMEOUT (silent for 45 s), PROTOCOL (no event stream). (transfer full) */
McEvent *mc_event_stream_next (McEventStream *self, GError **error);

G_END_DECLS
