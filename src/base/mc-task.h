// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <libdex.h>

#include "mc-scope.h"

G_BEGIN_DECLS

/* Starts `fiber` on the main thread in the scope of its owner; the only caller of dex_scheduler_spawn(). The fiber
 * runs to its end whether or not the future is kept; when the scope ends, the mc_await() it stands in,
 * and each after it, fails with DEX_ERROR_FIBER_CANCELLED and the future rejects. An await on something already resolved
 * may still succeed, so loops ask mc_scope_is_ended() once a turn.
 *
 * name: static string for logs. data is freed by destroy when the fiber ends. (transfer full) */
DexFuture *mc_task_start (McScope *scope, const char *name, DexFiberFunc fiber, gpointer data, GDestroyNotify destroy);

/* libdex 0.10.0 (Debian 13) loses a fiber that is cancelled and whose await ends before it runs again: its queues break
 * and the main loop spins (fixed in 0.10.1). So nothing cancels a fiber of ours from outside; every await of a task
 * races its scope instead. In src/ and ui/ these stand for dex_await() and its kin: the same arguments and results, and
 * DEX_ERROR_FIBER_CANCELLED once the scope has ended. Outside of a task they are the plain functions. */
#define mc_await(future, error) MC_TASK_AWAIT (dex_await, future, error)
#define mc_await_boolean(future, error) MC_TASK_AWAIT (dex_await_boolean, future, error)
#define mc_await_boxed(future, error) MC_TASK_AWAIT (dex_await_boxed, future, error)
#define mc_await_int(future, error) MC_TASK_AWAIT (dex_await_int, future, error)
#define mc_await_int64(future, error) MC_TASK_AWAIT (dex_await_int64, future, error)
#define mc_await_object(future, error) MC_TASK_AWAIT (dex_await_object, future, error)
#define mc_await_string(future, error) MC_TASK_AWAIT (dex_await_string, future, error)

/* Behind them. */
typedef struct _McTask McTask;

McTask *mc_task_suspend (void);
void mc_task_resume (McTask *task);
DexFuture *mc_task_guard (McTask *task, DexFuture *future);

#define MC_TASK_AWAIT(await, future, error)                                                                            \
  ({                                                                                                                   \
    McTask *mc_task_ = mc_task_suspend ();                                                                             \
    __auto_type mc_result_ = await (mc_task_guard (mc_task_, (future)), (error));                                      \
                                                                                                                       \
    mc_task_resume (mc_task_);                                                                                         \
    mc_result_;                                                                                                        \
  })

/* The same for a caller that does not wait: an error other than cancellation is logged under `name`. */
void mc_task_run (McScope *scope, const char *name, DexFiberFunc fiber, gpointer data, GDestroyNotify destroy);

G_END_DECLS
