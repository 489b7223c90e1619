// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mc-due.h"

/* Histories that chance writes, and a watch that counts them out minute by minute. Both know nothing of src/domain but
 * which days are counted. */

#define HISTORY_MAX 24

typedef struct
{
  McLimit limit;
  McRule rule;
  McClockEvent events[HISTORY_MAX];
  guint n;
  GPtrArray *times; /* GDateTime that the events name */
} History;

void history_init (History *self, gboolean short_limit);
void history_clear (History *self);
GDateTime *history_time (History *self, gint64 wall);
void history_add (History *self, McClockEventKind kind, McPauseCause cause, gint64 wall);
McDue history_due (History *self, McExplanation *explanation);
gint64 history_accepted (const History *self);
char *history_say (const History *self);

/* Minutes since 1970 on the wall clock; G_MININT64: an open pause lets it never end. */
gint64 history_watch (const History *self);

gint64 random_wall (void);
