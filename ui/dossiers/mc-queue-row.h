// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "mc-picks.h"
#include "mc-profile.h"

G_BEGIN_DECLS

/* A dossier in a queue as a card of three lines: how urgent; who; what, and how it came. It lays them out itself and has no
 * widget that is not seen: a list keeps some hundred of these, and making or leaving them is what a new list costs. */
#define MC_TYPE_QUEUE_ROW (mc_queue_row_get_type ())
G_DECLARE_FINAL_TYPE (McQueueRow, mc_queue_row, MC, QUEUE_ROW, GtkWidget)

McQueueRow *mc_queue_row_new (McProfile *profile, McPicks *picks);

/* Follows the item's McSlot and names the item for screen readers; unbinding forgets both. */
void mc_queue_row_bind (McQueueRow *self, GtkListItem *item);
void mc_queue_row_unbind (McQueueRow *self);

/* The clock or the outbox moved on. */
void mc_queue_row_refresh (McQueueRow *self);

G_END_DECLS
