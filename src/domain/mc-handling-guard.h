// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mc-handling.h"

G_BEGIN_DECLS

/* The first of these guards (McGuard) that does not hold, as the reason to refuse; NONE: all hold. */
McRefusal mc_guards_check (guint guards, const McCase *dossier, const McActor *actor, GDateTime *now);

G_END_DECLS
