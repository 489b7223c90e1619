// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* How large text is, in percent of what the desktop has set: the setting "text-size". */
#define MC_TEXT_SIZE_LEAST 80
#define MC_TEXT_SIZE_MOST 200
#define MC_TEXT_SIZE_STEP 10

/* From now on the whole program follows the setting. Once, when there is a display. */
void mc_text_size_follow (GSettings *settings);

/* One step larger (+1) or smaller (-1); 0: as the desktop has it. */
void mc_text_size_change (GSettings *settings, int step);

G_END_DECLS
