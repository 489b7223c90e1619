// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <libdex.h>

G_BEGIN_DECLS

/* One thread that does jobs one after another: a database connection's own, or a parser's. */
#define MC_TYPE_THREAD (mc_thread_get_type ())
G_DECLARE_FINAL_TYPE (McThread, mc_thread, MC, THREAD, GObject)

/* Runs on the thread. result: (inout): an unset GValue to initialise and set. FALSE and an error when it failed. */
typedef gboolean (*McThreadFunc) (gpointer data, GValue *result, GError **error);

/* name: at most 15 bytes, for debuggers. */
McThread *mc_thread_new (const char *name);

/* Queues a job. The future resolves with its result on the main thread; dropping it does not stop the job.
 * data is freed on the thread. (transfer full) */
DexFuture *mc_thread_run (McThread *self, McThreadFunc func, gpointer data, GDestroyNotify destroy);

G_END_DECLS
