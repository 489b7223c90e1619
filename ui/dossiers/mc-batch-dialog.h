// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "mc-profile.h"

G_BEGIN_DECLS

/* One act on many records: an entry of the outbox for each, and what becomes of it: done, waiting, or why not. It follows the
 * outbox as long as it is open; closing it stops nothing. Signal: "open-record" (const char *id). */
#define MC_TYPE_BATCH_DIALOG (mc_batch_dialog_get_type ())
G_DECLARE_FINAL_TYPE (McBatchDialog, mc_batch_dialog, MC, BATCH_DIALOG, AdwDialog)

/* action: of the signed-in official's catalogue. records: of McSummary. values: the form's. scope: the commits belong to it. */
McBatchDialog *mc_batch_dialog_new (McProfile *profile, McScope *scope, const char *action, GPtrArray *records,
                                    const char *values, int undo_seconds);

/* For tests: all are in the outbox, or it is known why not. */
gboolean mc_batch_dialog_is_committed (McBatchDialog *self);

G_END_DECLS
