// SPDX-License-Identifier: GPL-3.0-or-later
/* Two clocks. `clock` is the time of the records: acts and their history, everything the law counts, what is due today,
 * citizens at work, GET /about. It may be set and run fast. `wall` is what the program at the other end lives by: sign-ins,
 * tokens and ID tokens, leases of presence, heartbeats and ends of streams, limits of frequency, lives of uploads. While the
 * clock runs by itself at another pace than everybody's, wall is the machine's; else both are one, so that a clock that
 * stands still and is moved by hand moves all of it. */
#include "mc-training-private.h"

/* Of a running clock: what is kept is so much real time ahead of what was told, so that it need not be kept each time. */
#define AHEAD (2 * G_USEC_PER_SEC)

static gint64
read_kept (McTraining *self)
{
  g_autoptr (sqlite3_stmt) row
      = mc_training_query (self, "SELECT CAST (value AS INTEGER) FROM meta WHERE name = 'time'", "");

  return sqlite3_step (row) == SQLITE_ROW ? sqlite3_column_int64 (row, 0) : G_MININT64;
}

void
mc_training_time_begin (McTraining *self, McClock *clock)
{
  gint64 kept = read_kept (self);
  gint64 now = mc_clock_now_us (clock);

  if (kept > now && !mc_clock_is_virtual (clock))
    self->clock = mc_clock_new_running (kept, 1);
  else
    self->clock = g_object_ref (clock);
  if (kept > now && mc_clock_is_virtual (clock))
    mc_clock_advance (clock, kept - now);
  self->runs = mc_clock_is_virtual (self->clock) && mc_clock_get_rate (self->clock) > 0;
  self->wall = self->runs ? mc_clock_new_system () : g_object_ref (self->clock);
  self->kept_us = kept;
}

void
mc_training_keep_time (McTraining *self)
{
  gint64 now = mc_clock_now_us (self->clock);

  if (now <= self->kept_us)
    return;
  self->kept_us = now + (self->runs ? AHEAD * mc_clock_get_rate (self->clock) : 0);
  mc_training_run (self, "INSERT OR REPLACE INTO meta VALUES ('time', ?)", "i", self->kept_us);
}

/* Nothing was promised beyond this instant. */
void
mc_training_time_end (McTraining *self)
{
  if (self->clock != NULL && self->kept_us > G_MININT64)
    mc_training_run (self, "INSERT OR REPLACE INTO meta VALUES ('time', ?)", "i", mc_clock_now_us (self->clock));
}

gboolean
mc_training_advance (McTraining *self, gint64 us)
{
  g_return_val_if_fail (MC_IS_TRAINING (self), FALSE);

  if (us < 0 || !mc_clock_is_virtual (self->clock))
    return FALSE;
  mc_clock_advance (self->clock, us);
  mc_training_keep_time (self);
  return TRUE;
}
