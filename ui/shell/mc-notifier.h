// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mc-alert.h"
#include "mc-profile.h"

G_BEGIN_DECLS

/* What of the portal's notices is worth a word: what was assigned, what falls due today, each once, though the portal may tell
 * it again; everything else is quiet. Never a name, never a number that is somebody's.
 *
 * Signals: "notify-desktop" (const char *id, const char *title): a later one of the same id takes its place · "say" (const
 * char *text): the portal's own words to everybody, in the window alone. */
#define MC_TYPE_NOTIFIER (mc_notifier_get_type ())
G_DECLARE_FINAL_TYPE (McNotifier, mc_notifier, MC, NOTIFIER, GObject)

McNotifier *mc_notifier_new (McProfile *profile);

G_END_DECLS
