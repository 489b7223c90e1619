// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mc-slot-list.h"

G_BEGIN_DECLS

/* The opened record among those of a queue: where it stands, what is before and after it, also when the list changes
 * under it or when it has left the list. Its neighbours stay loaded, so that the next is at hand. */
typedef struct _McQueueCursor McQueueCursor;

McQueueCursor *mc_queue_cursor_new (McSlotList *slots);
void mc_queue_cursor_free (McQueueCursor *self);

/* Opens a record of the list: FALSE when it is not in it. position: (out): from 0. */
gboolean mc_queue_cursor_open (McQueueCursor *self, const char *id, guint *position);

/* Nothing is open. */
void mc_queue_cursor_clear (McQueueCursor *self);

/* The list has changed: TRUE and where the opened record stands now; FALSE: none is open, or it is not in it. */
gboolean mc_queue_cursor_follow (McQueueCursor *self, guint *position);

/* Where it stands, or stood when it left; from 0. */
guint mc_queue_cursor_get_position (McQueueCursor *self);

/* (transfer none) (nullable) */
const char *mc_queue_cursor_get_id (McQueueCursor *self);

/* The record `step` (+1, -1) places after `id`; id NULL: the first. Of one that has left the list the record that took
 * its place is the next. NULL at the ends. (transfer full) (nullable) */
char *mc_queue_cursor_find_neighbour (McQueueCursor *self, const char *id, int step, guint *position);

G_END_DECLS
