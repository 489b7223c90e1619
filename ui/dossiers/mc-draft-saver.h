// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mc-profile.h"
#include "mc-scope.h"

G_BEGIN_DECLS

/* Writes what is typed in `field` of a record into the journal, off the main thread; text: NULL or "" deletes it. Goes on when
 * the form that was typed in is closed: scope is that of what outlasts it. */
void mc_draft_save (McScope *scope, McProfile *profile, const char *record_id, const char *field, const char *text);

G_END_DECLS
