// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mc-clock.h"
#include "mc-http-portal.h"
#include "mc-keyring.h"
#include "mc-official.h"
#include "mc-scope.h"

G_BEGIN_DECLS

/* Signing in at the portal's issuer: OpenID Connect discovery, authorization code + PKCE S256 in the system browser,
 * loopback redirect (RFC 8252, 7636, 9700, 9207), and the tokens afterwards. The refresh token lives in the keyring, the
 * access token in memory alone. */
#define MC_TYPE_SESSION (mc_session_get_type ())
G_DECLARE_FINAL_TYPE (McSession, mc_session, MC, SESSION, GObject) /* implements McAuthorizer */

/* portal_url names the profile in the keyring. ca_file as in mc_http_portal_new(). */
McSession *mc_session_new (const char *portal_url, const char *ca_file, McKeyring *keyring, McClock *clock,
                           GError **error);

/* Shows a page of the provider in the browser: TRUE when it was handed over. */
typedef gboolean (*McOpenBrowserFunc) (const char *uri, gpointer data, GError **error);

typedef struct
{
  gatomicrefcount ref_count;
  char *sub;  /* of the ID token */
  char *name; /* of the ID token; nullable */
} McIdentity;

#define MC_TYPE_IDENTITY (mc_identity_get_type ())
GType mc_identity_get_type (void);
McIdentity *mc_identity_ref (McIdentity *self);
void mc_identity_unref (McIdentity *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (McIdentity, mc_identity_unref)

/* The whole flow; open_browser is called once on the main thread. Resolves with a boxed McIdentity when the tokens are
 * in the keyring. Rejects with MC_PORTAL_ERROR (OFFLINE, TLS, PROTOCOL, FORBIDDEN: refused at the provider, TIMEOUT: 10
 * minutes) or MC_KEYRING_ERROR. To be run in a task's scope; its end closes the loopback listener. */
DexFuture *mc_session_sign_in (McSession *self, McScope *scope, McAbout *about, McOpenBrowserFunc open_browser,
                               gpointer data);

/* Takes up the refresh token of that official from the keyring. Resolves with a boolean: FALSE when there is none. */
DexFuture *mc_session_resume (McSession *self, const char *sub, McAbout *about);

/* Revokes the refresh token (RFC 7009) as far as the line allows and forgets it. Resolves with TRUE. */
DexFuture *mc_session_sign_out (McSession *self);

G_END_DECLS
