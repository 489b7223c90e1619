// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mc-official.h"

G_BEGIN_DECLS

/* The lists of Hôm nay, as queues: what is late and due today, of this official (of whom work is assigned to) and of all
 * that they see, and what is assigned to this official. now: of McClock. (element-type McQueue) (transfer full) */
GPtrArray *mc_today_make_queues (const McMe *me, GDateTime *now);

/* That of them which is due today in the whole unit: what the sidebar counts. (transfer none) */
const McQueue *mc_today_find_due (GPtrArray *queues);

G_END_DECLS
