// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mc-portal.h"
#include "mc-scope.h"

G_BEGIN_DECLS

/* The pages of the feed from a cursor on, read ahead: while one batch is written the next one is on its way. Of a snapshot
 * the first batch is one page, so that there is something to see, later ones are what is worth a transaction: 5,000
 * records. Of the log each page is a batch, asked for when it is wanted. */
#define MC_TYPE_PAGES (mc_pages_get_type ())
G_DECLARE_FINAL_TYPE (McPages, mc_pages, MC, PAGES, GObject)

/* cursor: (nullable): a new snapshot. */
McPages *mc_pages_new (McScope *scope, McPortal *portal, const char *cursor);

/* The next batch: as one page, whose next, more, snapshot and total are those of its last. From a task. NULL and
 * MC_PORTAL_ERROR: the next call tries again from where the last batch ended. (transfer full) */
McChanges *mc_pages_next (McPages *self, GError **error);

/* What is still on its way is not wanted any more. */
void mc_pages_end (McPages *self);

G_END_DECLS
