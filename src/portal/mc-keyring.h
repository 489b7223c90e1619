// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <libdex.h>

G_BEGIN_DECLS

typedef enum
{
  MC_KEYRING_ERROR_MISSING, /* no secret service, no bus, no collection */
  MC_KEYRING_ERROR_LOCKED,  /* there, and locked */
  MC_KEYRING_ERROR_NO_KEY,  /* it answers, and has no key, or no sound one, for a store that is there */
  MC_KEYRING_ERROR_FAILED,
} McKeyringError;

#define MC_KEYRING_ERROR (mc_keyring_error_quark ())
GQuark mc_keyring_error_quark (void);

/* The system's keyring through libsecret: tokens and store keys, by portal, official and purpose. Never blocks, never
 * falls back to a file. */
#define MC_TYPE_KEYRING (mc_keyring_get_type ())
G_DECLARE_FINAL_TYPE (McKeyring, mc_keyring, MC, KEYRING, GObject)

McKeyring *mc_keyring_new (void);

/* purpose: "refresh-token" | "store-key". Resolves with the secret as a string, or with NULL: there is none. A locked
 * keyring is an error, never NULL. */
DexFuture *mc_keyring_lookup (McKeyring *self, const char *portal, const char *sub, const char *purpose);

/* label: what the keyring's own interface shows, Vietnamese. Resolves with TRUE once it is stored. */
DexFuture *mc_keyring_store (McKeyring *self, const char *portal, const char *sub, const char *purpose,
                             const char *label, const char *secret);

/* Resolves with TRUE, whether or not there was one. */
DexFuture *mc_keyring_forget (McKeyring *self, const char *portal, const char *sub, const char *purpose);

/* The key of an official's store: 32 bytes. may_create: there is no store yet, so a missing key is made and stored; a key made
 * for a store that is there would open nothing. Resolves with GBytes; rejects with NO_KEY. */
DexFuture *mc_keyring_store_key (McKeyring *self, const char *portal, const char *sub, gboolean may_create);

G_END_DECLS
