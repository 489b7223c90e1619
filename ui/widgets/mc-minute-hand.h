// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib-object.h>

#include "mc-clock.h"
#include "mc-scope.h"

G_BEGIN_DECLS

/* Calls `moved` with `owner` at every full minute of the clock, on the main thread, until the scope ends or the owner is
 * gone; it does not keep the owner alive. What speaks of "now" says something else after each. */
typedef void (*McMinuteFunc) (gpointer owner);

void mc_minute_hand_start (McScope *scope, McClock *clock, gpointer owner, McMinuteFunc moved);

G_END_DECLS
