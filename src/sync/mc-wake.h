// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <libdex.h>

G_BEGIN_DECLS

/* A promise that a fiber sleeps on until somebody wakes it; waking twice is waking once. */

static inline void
mc_wake (DexPromise *promise)
{
  if (promise != NULL && dex_future_is_pending (DEX_FUTURE (promise)))
    dex_promise_resolve_boolean (promise, TRUE);
}

static inline void
mc_wake_renew (DexPromise **promise)
{
  dex_clear (promise);
  *promise = dex_promise_new ();
}

G_END_DECLS
