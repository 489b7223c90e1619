// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "mc-queue-view.h"

G_BEGIN_DECLS

/* What a list is narrowed down to, each as a button that takes it away; none: nothing to be seen.
 * Signals: "widened" (int McNarrow; -1: everything). */
#define MC_TYPE_FILTER_BAR (mc_filter_bar_get_type ())
G_DECLARE_FINAL_TYPE (McFilterBar, mc_filter_bar, MC, FILTER_BAR, AdwBin)

/* view: (nullable): nothing. */
void mc_filter_bar_set_view (McFilterBar *self, const McQueueView *view);

G_END_DECLS
