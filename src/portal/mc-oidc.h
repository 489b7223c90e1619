// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The parts of OpenID Connect that are pure: reading what a provider says, checking an ID token. */
typedef struct
{
  char *authorization_endpoint;
  char *token_endpoint;
  char *revocation_endpoint; /* nullable */
  gboolean promises_iss;     /* RFC 9207 */
} McProvider;

/* OpenID Connect Discovery 4.3: issuer must be the very same. https everywhere; an http page for the browser only when it
 * and the issuer are loopback literals. G_IO_ERROR_INVALID_DATA. */
McProvider *mc_provider_parse (GBytes *json, const char *issuer, GError **error);
void mc_provider_free (McProvider *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (McProvider, mc_provider_free)

typedef struct
{
  char *access_token;
  char *refresh_token; /* nullable */
  char *id_token;      /* nullable */
  gint64 expires_in;   /* seconds */
} McTokens;

McTokens *mc_tokens_parse (GBytes *json, GError **error);
void mc_tokens_free (McTokens *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (McTokens, mc_tokens_free)

/* OpenID Connect Core 3.1.3.7 for a token that came from the token endpoint over checked TLS: iss, aud, azp, exp, iat,
 * nonce; the signature may be left. now: seconds since 1970. sub, name: (out) (transfer full), name nullable. */
gboolean mc_id_token_check (const char *token, const char *issuer, const char *client_id, const char *nonce, gint64 now,
                            char **sub, char **name, GError **error);

/* 43 characters of base64url from 32 random bytes: verifier, state, nonce. (transfer full) */
char *mc_oidc_random (void);
/* RFC 7636 4.2. (transfer full) */
char *mc_oidc_challenge (const char *verifier);

G_END_DECLS
