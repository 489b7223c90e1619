// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <libdex.h>

G_BEGIN_DECLS

/* The listener on 127.0.0.1 that the browser comes back to (RFC 8252 7.3). */
#define MC_TYPE_LOOPBACK (mc_loopback_get_type ())
G_DECLARE_FINAL_TYPE (McLoopback, mc_loopback, MC, LOOPBACK, GObject)

/* ports: of guint, those the provider has registered; empty: any free one. state: the only one that is listened to. */
McLoopback *mc_loopback_new (GArray *ports, const char *state, GError **error);

/* "http://127.0.0.1:PORT/". (transfer none) */
const char *mc_loopback_get_redirect_uri (McLoopback *self);

/* Resolves with a GHashTable (boxed) of the parameters of the first visit with our state; others are answered with a
 * refusal and forgotten. */
DexFuture *mc_loopback_wait (McLoopback *self);

G_END_DECLS
