// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>
#include <libdex.h>

G_BEGIN_DECLS

/* What time it is, for everything that counts time: sync, backoff, deadlines, the training portal. The system
 * clock follows the machine; a virtual one stands still until a test moves it, or runs from where it was set. */
#define MC_TYPE_CLOCK (mc_clock_get_type ())
G_DECLARE_FINAL_TYPE (McClock, mc_clock, MC, CLOCK, GObject)

McClock *mc_clock_new_system (void);

/* start: microseconds since 1970-01-01 UTC. */
McClock *mc_clock_new_virtual (gint64 start_us);

#define MC_CLOCK_MAX_RATE 86400u

/* A virtual clock that goes on by itself: rate seconds a real second, 1 to MC_CLOCK_MAX_RATE. It never goes back, whatever
 * the machine's clock does; while the machine sleeps it stands. */
McClock *mc_clock_new_running (gint64 start_us, guint rate);

/* Its seconds a real one: 1 of the system clock, 0 of one that stands still. */
guint mc_clock_get_rate (McClock *self);

/* Whether it can be moved. */
gboolean mc_clock_is_virtual (McClock *self);

/* Microseconds since 1970-01-01 UTC. */
gint64 mc_clock_now_us (McClock *self);

/* The same instant in UTC. (transfer full) */
GDateTime *mc_clock_now (McClock *self);

/* Resolves with TRUE once `us` microseconds have passed on this clock; dropping the future forgets the timer. To be
 * called on the main thread. (transfer full) */
DexFuture *mc_clock_sleep (McClock *self, gint64 us);

/* Moves a virtual clock forward; sleeps that end on the way resolve in the order of their ends. */
void mc_clock_advance (McClock *self, gint64 us);

/* A virtual clock's next timer: microseconds of its own until it rings, or -1 when nobody sleeps. */
gint64 mc_clock_next_timer_us (McClock *self);

G_END_DECLS
