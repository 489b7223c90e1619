// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "mc-profile.h"

G_BEGIN_DECLS

/* Hôm nay (Alt+1): what is late, due today, assigned, what waits for this official, what waits on this computer. Each number
 * opens just those. Signals: "open-list" (McQueue pointer: not one of the sidebar's) · "open-queue" (const char *id) ·
 * "open-record" (const char *id) · "open-outbox" · "said" (const char *text): what came of a print. */
#define MC_TYPE_TODAY_PAGE (mc_today_page_get_type ())
G_DECLARE_FINAL_TYPE (McTodayPage, mc_today_page, MC, TODAY_PAGE, AdwNavigationPage)

McTodayPage *mc_today_page_new (McProfile *profile);

/* The program did not end in order last time: what of it is here again is said. */
void mc_today_page_set_restored (McTodayPage *self, gboolean restored);

void mc_today_page_focus (McTodayPage *self);

G_END_DECLS
