// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <libdex.h>

#include "mc-cache.h"
#include "mc-clock.h"
#include "mc-journal.h"
#include "mc-official.h"
#include "mc-sync.h"

G_BEGIN_DECLS

/* One official at one portal on this computer: the opened store and the engine that keeps it up. */
#define MC_TYPE_PROFILE (mc_profile_get_type ())
G_DECLARE_FINAL_TYPE (McProfile, mc_profile, MC, PROFILE, GObject)

/* Opens the store of (portal_url, sub) under the user's data directory with its key, and makes (does not start) the
 * engine. about: (nullable): as it was last time; without one in the cache the answer is NULL. Resolves with the McProfile;
 * rejects with MC_STORE_ERROR. */
DexFuture *mc_profile_open (const char *portal_url, const char *sub, McAbout *about, McPortal *portal, GBytes *key,
                            McClock *clock);

/* Whether this computer has a store of theirs. */
gboolean mc_profile_exists (const char *portal_url, const char *sub);

/* Resolves with a NULL McProfile: there is none. */
DexFuture *mc_profile_none (void);

/* Stops the engine and closes the files. Resolves with TRUE. */
DexFuture *mc_profile_close (McProfile *self);

const char *mc_profile_get_sub (McProfile *self);
McSync *mc_profile_get_sync (McProfile *self);       /* (transfer none) */
McCache *mc_profile_get_cache (McProfile *self);     /* (transfer none) */
McJournal *mc_profile_get_journal (McProfile *self); /* (transfer none) */
McClock *mc_profile_get_clock (McProfile *self);     /* (transfer none) */
McAbout *mc_profile_get_about (McProfile *self);     /* (transfer none) */

G_END_DECLS
