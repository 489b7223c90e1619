// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "mc-profile.h"
#include "mc-queue-view.h"

G_BEGIN_DECLS

/* What a list is to be narrowed down to: values that its records have, found by typing, and days. It holds at once.
 * Signals: "narrowed" (int McNarrow, const char *value, const char *label); value NULL: all. */
#define MC_TYPE_FILTER_DIALOG (mc_filter_dialog_get_type ())
G_DECLARE_FINAL_TYPE (McFilterDialog, mc_filter_dialog, MC, FILTER_DIALOG, AdwDialog)

/* filter: (nullable): of the queue. view: as it is now; not kept. */
McFilterDialog *mc_filter_dialog_new (McProfile *profile, McFilter *filter, const McQueueView *view);

G_END_DECLS
