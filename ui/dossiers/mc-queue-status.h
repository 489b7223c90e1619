// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mc-official.h"
#include "mc-sync.h"

G_BEGIN_DECLS

/* What a queue says of itself besides its records (interface §6). Texts: (transfer full) (nullable): NULL, nothing is to be
 * said. */

/* Nothing was ever loaded completely, and loading goes on. */
gboolean mc_queue_status_is_first_update (const McLine *line);

/* "Đã tải 12.400/98.000 hồ sơ, ưu tiên hồ sơ gấp", and how far that is, 0–1. */
char *mc_queue_status_progress_text (const McLine *line);
double mc_queue_status_progress (const McLine *line);

/* Since when there is no connection, and what still works. */
char *mc_queue_status_offline_text (const McLine *line, gint64 now_us);

/* The age of what is shown, once over ten minutes. */
char *mc_queue_status_age_text (const McLine *line, gint64 now_us);

/* What would be here, and what to do next. Description: (transfer none). */
char *mc_queue_status_empty_title (const McQueue *queue);
const char *mc_queue_status_empty_description (const McQueue *queue);

G_END_DECLS
