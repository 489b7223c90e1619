// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mc-official.h"

G_BEGIN_DECLS

/* The lists of Hôm nay, as queues: overdue, due today, assigned to this official. now: of McClock. (element-type McQueue)
 * (transfer full) */
GPtrArray *mc_today_make_queues (const McMe *me, GDateTime *now);

/* That of them which is due today: what the sidebar counts. */
#define MC_TODAY_DUE 1

G_END_DECLS
