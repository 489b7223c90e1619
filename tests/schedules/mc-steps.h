// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mc-world.h"

G_BEGIN_DECLS

/* One step of a schedule, drawn by weight: what officials, their computers, the line and the portal do. */
void mc_steps_do_one (McWorld *self);

/* Everybody on line and signed in, no faults, all sent: how every schedule ends. */
void mc_steps_come_to_rest (McWorld *self);

G_END_DECLS
