// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-timeliness.h"

McTimeliness
mc_timeliness_at (GDateTime *due, GDateTime *finished, McEarly early, GDateTime *now)
{
  gboolean before;

  if (due == NULL)
    return MC_TIMELINESS_NONE;
  if (finished == NULL)
    return g_date_time_compare (now, due) > 0 ? MC_TIMELINESS_RUN_LATE : MC_TIMELINESS_RUN_OK;
  if (g_date_time_compare (finished, due) > 0)
    return MC_TIMELINESS_LATE;
  before = early == MC_EARLY_BEFORE_INSTANT
               ? g_date_time_compare (finished, due) < 0
               : mc_wall_day (mc_wall_from_time (finished)) < mc_wall_day (mc_wall_from_time (due));
  return before ? MC_TIMELINESS_EARLY : MC_TIMELINESS_ONTIME;
}

McTimeliness
mc_timeliness_of (const McDue *due, McEarly early, GDateTime *now)
{
  if (due->state == MC_DUE_PAUSED)
    return MC_TIMELINESS_RUN_OK;
  return mc_timeliness_at (due->due_at, due->ended_at, early, now);
}

const char *
mc_timeliness_id (McTimeliness timeliness)
{
  static const char *const ids[] = { NULL, "early", "ontime", "late", "run_ok", "run_late" };

  g_return_val_if_fail (timeliness <= MC_TIMELINESS_RUN_LATE, NULL);

  return ids[timeliness];
}
