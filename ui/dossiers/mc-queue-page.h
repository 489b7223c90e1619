// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "mc-column-widths.h"
#include "mc-profile.h"

G_BEGIN_DECLS

/* One queue of dossiers: title with count, search, the list, and its states (nothing here, first update, offline,
 * stale). The list shows cards or, where there is room, a table. That choice, and per queue how it is narrowed down and
 * sorted, its columns and where the official was, are kept in the profile's journal.
 * Signals: those of McDeskHead, which stands above a role's first queue; "open-record" (const char *id); "place-changed" (const char *id, int position, int total) after each change of
 * the list, of the record that was located last; position 0: it is no longer in the list. */
#define MC_TYPE_QUEUE_PAGE (mc_queue_page_get_type ())
G_DECLARE_FINAL_TYPE (McQueuePage, mc_queue_page, MC, QUEUE_PAGE, AdwNavigationPage)

McQueuePage *mc_queue_page_new (McProfile *profile);

/* Shows this queue from its first record; scroll and selection of the one before are remembered. */
void mc_queue_page_show_queue (McQueuePage *self, const McQueue *queue);

/* Shows what a search in all records of the store finds, open ones first. */
void mc_queue_page_show_found (McQueuePage *self, const char *text);

/* The record `step` (+1, -1) places after `id` in the list as it stands; id NULL: the first. position (from 1) and total are of the
 * answer. NULL at the ends. (transfer full) (nullable) */
char *mc_queue_page_get_neighbour (McQueuePage *self, const char *id, int step, int *position, int *total);

/* Where a record stands: FALSE when it is not in the list. */
gboolean mc_queue_page_locate (McQueuePage *self, const char *id, int *position, int *total);

/* Of the table, for keeping. (transfer none) */
McColumnWidths *mc_queue_page_get_column_widths (McQueuePage *self);

/* An act on all that is picked in the list. */
gboolean mc_queue_page_can_open_act (McQueuePage *self, const char *action);
void mc_queue_page_open_act (McQueuePage *self, const char *action);

/* What the list is to be narrowed down to. */
void mc_queue_page_open_filter (McQueuePage *self);

void mc_queue_page_focus_search (McQueuePage *self);
void mc_queue_page_focus_list (McQueuePage *self);

G_END_DECLS
