// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "mc-sync.h"

G_BEGIN_DECLS

/* Above a queue, what the line means for it: since when there is no connection and what still works; how far the first
 * update is. Nothing while all is well. */
#define MC_TYPE_QUEUE_BANNER (mc_queue_banner_get_type ())
G_DECLARE_FINAL_TYPE (McQueueBanner, mc_queue_banner, MC, QUEUE_BANNER, GtkBox)

void mc_queue_banner_set (McQueueBanner *self, const McLine *line, gint64 now_us);

G_END_DECLS
