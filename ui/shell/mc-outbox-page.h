// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "mc-profile.h"

G_BEGIN_DECLS

/* Chờ gửi: what waits, why, since when, when next; what needs its official first. Signals: "open-record" (id),
 * "edit-record" (id): to be corrected in its form. */
#define MC_TYPE_OUTBOX_PAGE (mc_outbox_page_get_type ())
G_DECLARE_FINAL_TYPE (McOutboxPage, mc_outbox_page, MC, OUTBOX_PAGE, AdwNavigationPage)

McOutboxPage *mc_outbox_page_new (McProfile *profile);
void mc_outbox_page_focus (McOutboxPage *self);

G_END_DECLS
