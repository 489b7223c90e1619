// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "mc-column-widths.h"
#include "mc-dossier-table.h"
#include "mc-picks.h"
#include "mc-profile.h"
#include "mc-slot-list.h"

G_BEGIN_DECLS

/* The records of a queue as cards or as a table: one selection, one place, whichever is looked at. A change of the result
 * set moves nothing of what is selected, focused and first visible. Signal: "open-record" (const char *id). */
#define MC_TYPE_QUEUE_LIST (mc_queue_list_get_type ())
G_DECLARE_FINAL_TYPE (McQueueList, mc_queue_list, MC, QUEUE_LIST, GtkWidget)

/* Where the official was in a queue. */
typedef struct
{
  gint64 selected_key; /* 0: none */
  double top;          /* rows above the first visible */
} McQueuePlace;

/* Once, before anything else. */
void mc_queue_list_set_profile (McQueueList *self, McProfile *profile);

/* (transfer none) */
McSlotList *mc_queue_list_get_slots (McQueueList *self);

/* coming_in: the first update is; who stands at the beginning and has not moved stays there. */
void mc_queue_list_set_listing (McQueueList *self, McListing *listing, gboolean coming_in);

/* Where the official is, and where the next listing, which is another queue's, begins. */
McQueuePlace mc_queue_list_get_place (McQueueList *self);
void mc_queue_list_set_place (McQueueList *self, McQueuePlace place);

void mc_queue_list_set_as_table (McQueueList *self, gboolean as_table);

void mc_queue_list_select (McQueueList *self, guint position);

/* Onto the selected record, else onto that at `position`; before there is one, as soon as it comes. */
void mc_queue_list_focus (McQueueList *self, guint position);

/* Of the table, for keeping. (transfer none) */
McColumnWidths *mc_queue_list_get_column_widths (McQueueList *self);

/* Also seen while the cards are looked at. (transfer none) */
McDossierTable *mc_queue_list_get_table (McQueueList *self);

/* What is picked for acts on many: Insert, Shift+Up and Shift+Down, Ctrl+A, Ctrl and Shift with a click; Esc picks nothing.
 * Only what the list holds is picked. (transfer none) */
McPicks *mc_queue_list_get_picks (McQueueList *self);

/* The clock or the outbox moved on. */
void mc_queue_list_refresh (McQueueList *self);

G_END_DECLS
