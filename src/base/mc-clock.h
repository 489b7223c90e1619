// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>
#include <libdex.h>

G_BEGIN_DECLS

/* What time it is, for everything that counts time: sync, backoff, deadlines, the training portal. The system
 * clock follows the machine; a virtual one stands still until a test moves it. */
#define MC_TYPE_CLOCK (mc_clock_get_type ())
G_DECLARE_FINAL_TYPE (McClock, mc_clock, MC, CLOCK, GObject)

McClock *mc_clock_new_system (void);

/* start: microseconds since 1970-01-01 UTC. */
McClock *mc_clock_new_virtual (gint64 start_us);

/* Microseconds since 1970-01-01 UTC. */
gint64 mc_clock_now_us (McClock *self);

/* The same instant in UTC. (transfer full) */
GDateTime *mc_clock_now (McClock *self);

/* Resolves with TRUE once `us` microseconds have passed on this clock; dropping the future forgets the timer. To be
 * called on the main thread. (transfer full) */
DexFuture *mc_clock_sleep (McClock *self, gint64 us);

/* Moves a virtual clock forward; sleeps that end on the way resolve in the order of their ends. */
void mc_clock_advance (McClock *self, gint64 us);

/* A virtual clock's next timer: microseconds until it rings, or -1 when nobody sleeps. */
gint64 mc_clock_next_timer_us (McClock *self);

G_END_DECLS
