// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mc-due.h"

G_BEGIN_DECLS

/* How a dossier stands or stood to its due date (domain 3.4). */
typedef enum
{
  MC_TIMELINESS_NONE,     /* no due date: nothing can be said */
  MC_TIMELINESS_EARLY,    /* trước hạn */
  MC_TIMELINESS_ONTIME,   /* đúng hạn */
  MC_TIMELINESS_LATE,     /* quá hạn */
  MC_TIMELINESS_RUN_OK,   /* đang xử lý, trong hạn; a paused clock is in time */
  MC_TIMELINESS_RUN_LATE, /* đang xử lý, quá hạn */
} McTimeliness;

McTimeliness mc_timeliness_of (const McDue *due, McEarly early, GDateTime *now);

/* due, finished: nullable (not finished yet). To the second: on the due instant is on time. */
McTimeliness mc_timeliness_at (GDateTime *due, GDateTime *finished, McEarly early, GDateTime *now);

/* "early" | "ontime" | "late" | "run_ok" | "run_late"; NULL for NONE. */
const char *mc_timeliness_id (McTimeliness timeliness);

G_END_DECLS
