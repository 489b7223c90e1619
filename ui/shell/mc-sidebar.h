// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "mc-profile.h"

G_BEGIN_DECLS

/* The sidebar: who works here, Hôm nay, the queues of the role with live counts, Chờ gửi, the line's state in words.
 * Signals: "queue-chosen" (McQueue pointer), "outbox-chosen", "today-chosen". */
#define MC_TYPE_SIDEBAR (mc_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (McSidebar, mc_sidebar, MC, SIDEBAR, AdwNavigationPage)

/* profile: (nullable): empties it. */
void mc_sidebar_set_profile (McSidebar *self, McProfile *profile);

/* Chooses a queue by its id (NULL: the first). FALSE when the role has none such. */
gboolean mc_sidebar_choose_queue (McSidebar *self, const char *id);
void mc_sidebar_choose_today (McSidebar *self);

/* What is shown is none of its places. */
void mc_sidebar_choose_nothing (McSidebar *self);

void mc_sidebar_choose_outbox (McSidebar *self);
void mc_sidebar_focus (McSidebar *self);

G_END_DECLS
