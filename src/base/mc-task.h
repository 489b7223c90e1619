// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <libdex.h>

#include "mc-scope.h"

G_BEGIN_DECLS

/* Starts `fiber` on the main thread in the scope of its owner; the only caller of dex_scheduler_spawn(). The fiber
 * runs to its end whether or not the future is kept; when the scope ends it is cancelled: the await it stands in
 * fails with DEX_ERROR_FIBER_CANCELLED and the future rejects. An await on something already resolved still succeeds
 * afterwards, so loops ask mc_scope_is_ended() once a turn.
 *
 * name: static string for logs. data is freed by destroy when the fiber ends. (transfer full) */
DexFuture *mc_task_start (McScope *scope, const char *name, DexFiberFunc fiber, gpointer data, GDestroyNotify destroy);

/* The same for a caller that does not wait: an error other than cancellation is logged under `name`. */
void mc_task_run (McScope *scope, const char *name, DexFiberFunc fiber, gpointer data, GDestroyNotify destroy);

G_END_DECLS
