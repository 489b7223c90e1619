// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mc-profile.h"
#include "mc-session.h"

G_BEGIN_DECLS

/* The way to one portal: transport, session, keyring; and, once somebody is known, their opened profile. */
#define MC_TYPE_CONNECTION (mc_connection_get_type ())
G_DECLARE_FINAL_TYPE (McConnection, mc_connection, MC, CONNECTION, GObject)

/* portal_url: https. ca_file: (nullable): the portal's own CA instead of the system's trust: a training portal's. */
McConnection *mc_connection_new (const char *portal_url, const char *ca_file, McClock *clock, GError **error);

const char *mc_connection_get_url (McConnection *self);

/* Opens the profile of an official who signed in here before, from this computer alone: works without the portal.
 * Resolves with the McProfile, or with NULL when nothing is kept of them. Rejects with MC_STORE_ERROR or
 * MC_KEYRING_ERROR. The session is resumed as far as the keyring allows. */
DexFuture *mc_connection_open_known (McConnection *self, const char *sub);

/* Signs in through the browser, then opens that official's profile (made at the first time), unless it is `current`:
 * then the same is given back. Resolves with the McProfile; rejects with MC_PORTAL_ERROR, MC_KEYRING_ERROR or
 * MC_STORE_ERROR. Ends with scope. */
DexFuture *mc_connection_sign_in (McConnection *self, McScope *scope, McProfile *current,
                                  McOpenBrowserFunc open_browser, gpointer data);

G_END_DECLS
