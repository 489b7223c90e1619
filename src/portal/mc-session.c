// SPDX-License-Identifier: GPL-3.0-or-later
#define G_LOG_DOMAIN "mc-session"
#include "mc-session.h"

#include <string.h>

#include "mc-loopback.h"
#include "mc-oidc.h"
#include "mc-task.h"
#include "mc-transport.h"

#define REFRESH_TOKEN "refresh-token"
#define SIGN_IN_US (600 * G_USEC_PER_SEC)
/* an access token this near its end is not used any more */
#define MARGIN_SECONDS 20

struct _McSession
{
  GObject parent_instance;

  /* owned */
  char *portal_url;
  McTransport *transport;
  McKeyring *keyring;
  McClock *clock;
  McScope *scope;
  McAbout *about;
  McProvider *provider;
  char *sub;
  char *access_token;
  gint64 access_until_us;
  char *refresh_token;
  DexFuture *refreshing;
};

/* What a sign-in carries from step to step. */
typedef struct
{
  McSession *session;
  McAbout *about;
  McOpenBrowserFunc open_browser;
  gpointer data;
  char *verifier;
  char *state;
  char *nonce;
} SignIn;

static void mc_session_authorizer_init (McAuthorizerInterface *iface);

G_DEFINE_BOXED_TYPE (McIdentity, mc_identity, mc_identity_ref, mc_identity_unref)
G_DEFINE_FINAL_TYPE_WITH_CODE (McSession, mc_session, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (MC_TYPE_AUTHORIZER, mc_session_authorizer_init))

McIdentity *
mc_identity_ref (McIdentity *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
mc_identity_unref (McIdentity *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->sub);
  g_free (self->name);
  g_free (self);
}

static void
sign_in_free (SignIn *self)
{
  g_object_unref (self->session);
  mc_about_unref (self->about);
  g_free (self->verifier);
  g_free (self->state);
  g_free (self->nonce);
  g_free (self);
}

static GError *
protocol_error (const char *what, GError *cause)
{
  GError *error;

  if (cause != NULL && cause->domain == MC_PORTAL_ERROR)
    return cause;
  error = mc_portal_error_new (MC_PORTAL_ERROR_PROTOCOL, NULL, "%s: %s", what,
                               cause != NULL ? cause->message : "unsound");
  g_clear_error (&cause);
  return error;
}

static GError *
not_signed_in (void)
{
  return mc_portal_error_new (MC_PORTAL_ERROR_NOT_SIGNED_IN, NULL, "signing in is needed");
}

/* A form post to the provider; any status comes back as a reply. */
static McReply *
post_form (McSession *self, const char *url, const char *form, GError **error)
{
  g_autoptr (SoupMessage) message = soup_message_new ("POST", url);
  g_autoptr (GBytes) body = g_bytes_new (form, strlen (form));

  if (message == NULL)
    {
      g_propagate_error (error, protocol_error ("address", NULL));
      return NULL;
    }
  soup_message_headers_append (soup_message_get_request_headers (message), "Accept", "application/json");
  soup_message_set_request_body_from_bytes (message, "application/x-www-form-urlencoded", body);
  return mc_await_boxed (mc_transport_send (self->transport, message), error);
}

static GError *
error_of_status (int status)
{
  if (status >= 500)
    return mc_portal_error_new (MC_PORTAL_ERROR_SERVER, NULL, "the provider answers with status %d", status);
  return mc_portal_error_new (MC_PORTAL_ERROR_FORBIDDEN, NULL, "the provider refuses (status %d)", status);
}

static gboolean
discover (McSession *self, McAbout *about, GError **error)
{
  g_autofree char *url = g_strconcat (about->issuer, "/.well-known/openid-configuration", NULL);
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (McReply) reply = NULL;
  GError *cause = NULL;

  if (self->provider != NULL && self->about != NULL && g_str_equal (self->about->issuer, about->issuer))
    return TRUE;
  message = soup_message_new ("GET", url);
  if (message == NULL)
    {
      g_propagate_error (error, protocol_error ("issuer", NULL));
      return FALSE;
    }
  reply = mc_await_boxed (mc_transport_send (self->transport, message), error);
  if (reply == NULL)
    return FALSE;
  if (reply->status != 200)
    {
      g_propagate_error (error, error_of_status (reply->status));
      return FALSE;
    }
  g_clear_pointer (&self->provider, mc_provider_free);
  self->provider = mc_provider_parse (reply->body, about->issuer, &cause);
  if (self->provider == NULL)
    {
      g_propagate_error (error, protocol_error ("discovery", cause));
      return FALSE;
    }
  mc_about_ref (about);
  g_clear_pointer (&self->about, mc_about_unref);
  self->about = about;
  return TRUE;
}

static char *
authorization_url (SignIn *flow, const char *redirect_uri)
{
  g_autofree char *scopes = g_strjoinv (" ", flow->about->scopes);
  g_autofree char *challenge = mc_oidc_challenge (flow->verifier);
  g_autofree char *scope = g_uri_escape_string (scopes, NULL, FALSE);
  g_autofree char *client = g_uri_escape_string (flow->about->client_id, NULL, FALSE);
  g_autofree char *redirect = g_uri_escape_string (redirect_uri, NULL, FALSE);
  const char *endpoint = flow->session->provider->authorization_endpoint;

  return g_strdup_printf (
      "%s%sresponse_type=code&client_id=%s&redirect_uri=%s&scope=%s&state=%s&nonce=%s&code_challenge=%s"
      "&code_challenge_method=S256&prompt=login",
      endpoint, strchr (endpoint, '?') != NULL ? "&" : "?", client, redirect, scope, flow->state, flow->nonce,
      challenge);
}

/* Keeps what a token answer brought; the refresh token is in the keyring before the access token is used. */
static gboolean
keep_tokens (McSession *self, const char *sub, McTokens *tokens, GError **error)
{
  if (tokens->refresh_token != NULL)
    {
      if (!mc_await (mc_keyring_store (self->keyring, self->portal_url, sub, REFRESH_TOKEN, "Một Cửa: phiên đăng nhập",
                                       tokens->refresh_token),
                     error))
        return FALSE;
      g_free (self->refresh_token);
      self->refresh_token = g_strdup (tokens->refresh_token);
    }
  g_free (self->access_token);
  self->access_token = g_strdup (tokens->access_token);
  self->access_until_us = mc_clock_now_us (self->clock) + tokens->expires_in * G_USEC_PER_SEC;
  return TRUE;
}

static DexFuture *
exchange_code (SignIn *flow, const char *code, const char *redirect_uri)
{
  McSession *self = flow->session;
  g_autoptr (GError) error = NULL;
  g_autofree char *safe_code = g_uri_escape_string (code, NULL, FALSE);
  g_autofree char *safe_redirect = g_uri_escape_string (redirect_uri, NULL, FALSE);
  g_autofree char *form
      = g_strdup_printf ("grant_type=authorization_code&client_id=%s&code=%s&redirect_uri=%s&code_verifier=%s",
                         flow->about->client_id, safe_code, safe_redirect, flow->verifier);
  g_autoptr (McReply) reply = post_form (self, self->provider->token_endpoint, form, &error);
  g_autoptr (McTokens) tokens = NULL;
  g_autofree char *sub = NULL;
  g_autofree char *name = NULL;
  McIdentity *identity;

  if (reply == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  if (reply->status != 200)
    return dex_future_new_for_error (error_of_status (reply->status));
  tokens = mc_tokens_parse (reply->body, &error);
  if (tokens == NULL || tokens->id_token == NULL)
    return dex_future_new_for_error (protocol_error ("tokens", g_steal_pointer (&error)));
  if (!mc_id_token_check (tokens->id_token, flow->about->issuer, flow->about->client_id, flow->nonce,
                          mc_clock_now_us (self->clock) / G_USEC_PER_SEC, &sub, &name, &error))
    return dex_future_new_for_error (protocol_error ("ID token", g_steal_pointer (&error)));
  if (!keep_tokens (self, sub, tokens, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));

  g_free (self->sub);
  self->sub = g_strdup (sub);
  identity = g_new0 (McIdentity, 1);
  g_atomic_ref_count_init (&identity->ref_count);
  identity->sub = g_steal_pointer (&sub);
  identity->name = g_steal_pointer (&name);
  return dex_future_new_take_boxed (MC_TYPE_IDENTITY, identity);
}

static DexFuture *
sign_in_fiber (gpointer data)
{
  SignIn *flow = data;
  McSession *self = flow->session;
  g_autoptr (GError) error = NULL;
  g_autoptr (McLoopback) loopback = NULL;
  g_autoptr (DexFuture) waiting = NULL;
  g_autoptr (GHashTable) visit = NULL;
  g_autofree char *url = NULL;
  const char *iss;
  const char *code;

  if (!mc_about_takes_client (flow->about))
    return dex_future_new_for_error (mc_portal_error_new (
        MC_PORTAL_ERROR_OUTDATED, NULL, "version %s, contract %d; it takes %s, contract %d and newer",
        mc_client_version (), MC_CONTRACT_VERSION,
        flow->about->oldest_client != NULL ? flow->about->oldest_client : "any version", flow->about->oldest_contract));
  if (!discover (self, flow->about, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  loopback = mc_loopback_new (flow->about->redirect_ports, flow->state, &error);
  if (loopback == NULL)
    return dex_future_new_for_error (
        mc_portal_error_new (MC_PORTAL_ERROR_INVALID, NULL, "no port to come back to: %s", error->message));
  url = authorization_url (flow, mc_loopback_get_redirect_uri (loopback));
  if (!flow->open_browser (url, flow->data, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));

  waiting = mc_loopback_wait (loopback);
  if (!mc_await (dex_future_first (dex_ref (waiting), mc_clock_sleep (self->clock, SIGN_IN_US), NULL), &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  if (!dex_future_is_resolved (waiting))
    return dex_future_new_for_error (mc_portal_error_new (MC_PORTAL_ERROR_TIMEOUT, NULL, "nobody signed in"));
  visit = mc_await_boxed (dex_ref (waiting), &error);
  if (visit == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));

  /* RFC 9207: an answer of another issuer is mixed up or an attack */
  iss = g_hash_table_lookup (visit, "iss");
  if ((self->provider->promises_iss || iss != NULL) && g_strcmp0 (iss, flow->about->issuer) != 0)
    return dex_future_new_for_error (protocol_error ("iss", NULL));
  code = g_hash_table_lookup (visit, "code");
  if (code == NULL)
    return dex_future_new_for_error (mc_portal_error_new (MC_PORTAL_ERROR_FORBIDDEN, NULL, "refused at the provider"));
  return exchange_code (flow, code, mc_loopback_get_redirect_uri (loopback));
}

static DexFuture *
refresh_fiber (gpointer data)
{
  McSession *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (McReply) reply = NULL;
  g_autoptr (McTokens) tokens = NULL;
  g_autofree char *safe_token = NULL;
  g_autofree char *form = NULL;

  if (!discover (self, self->about, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  safe_token = g_uri_escape_string (self->refresh_token, NULL, FALSE);
  form = g_strdup_printf ("grant_type=refresh_token&client_id=%s&refresh_token=%s", self->about->client_id, safe_token);
  reply = post_form (self, self->provider->token_endpoint, form, &error);
  if (reply == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  if (reply->status == 400 || reply->status == 401)
    {
      /* the token is dead: keeping it would only ask again */
      g_clear_pointer (&self->refresh_token, g_free);
      g_clear_pointer (&self->access_token, g_free);
      return dex_future_new_for_error (not_signed_in ());
    }
  if (reply->status != 200)
    return dex_future_new_for_error (error_of_status (reply->status));
  tokens = mc_tokens_parse (reply->body, &error);
  if (tokens == NULL)
    return dex_future_new_for_error (protocol_error ("tokens", g_steal_pointer (&error)));
  if (!keep_tokens (self, self->sub, tokens, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_for_string (self->access_token);
}

static DexFuture *
refreshed_cb (DexFuture *future, gpointer data)
{
  McSession *self = data;

  dex_clear (&self->refreshing);
  return NULL;
}

/* One refresh in flight, however many ask. */
static DexFuture *
mc_session_access_token (McAuthorizer *authorizer, const char *rejected)
{
  McSession *self = MC_SESSION (authorizer);
  gboolean fresh = self->access_token != NULL
                   && mc_clock_now_us (self->clock) + MARGIN_SECONDS * G_USEC_PER_SEC < self->access_until_us;

  if (fresh && g_strcmp0 (rejected, self->access_token) != 0)
    return dex_future_new_for_string (self->access_token);
  if (self->refreshing != NULL)
    return dex_ref (self->refreshing);
  if (self->refresh_token == NULL || self->about == NULL)
    return dex_future_new_for_error (not_signed_in ());

  self->refreshing = mc_task_start (self->scope, "refresh", refresh_fiber, g_object_ref (self), g_object_unref);
  dex_future_disown (
      dex_future_finally (dex_ref (self->refreshing), refreshed_cb, g_object_ref (self), g_object_unref));
  return dex_ref (self->refreshing);
}

static DexFuture *
resume_fiber (gpointer data)
{
  McSession *self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *token
      = mc_await_string (mc_keyring_lookup (self->keyring, self->portal_url, self->sub, REFRESH_TOKEN), &error);

  if (error != NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  g_free (self->refresh_token);
  self->refresh_token = g_steal_pointer (&token);
  return dex_future_new_for_boolean (self->refresh_token != NULL);
}

static DexFuture *
sign_out_fiber (gpointer data)
{
  McSession *self = data;
  g_autofree char *token = g_steal_pointer (&self->refresh_token);
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&self->access_token, g_free);
  if (token != NULL && self->about != NULL && discover (self, self->about, NULL)
      && self->provider->revocation_endpoint != NULL)
    {
      g_autofree char *safe_token = g_uri_escape_string (token, NULL, FALSE);
      g_autofree char *form
          = g_strdup_printf ("client_id=%s&token=%s&token_type_hint=refresh_token", self->about->client_id, safe_token);
      /* without a line it cannot be revoked; it is forgotten here all the same */
      g_autoptr (McReply) reply = post_form (self, self->provider->revocation_endpoint, form, NULL);
    }
  if (self->sub != NULL
      && !mc_await (mc_keyring_forget (self->keyring, self->portal_url, self->sub, REFRESH_TOKEN), &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_for_boolean (TRUE);
}

static void
mc_session_authorizer_init (McAuthorizerInterface *iface)
{
  iface->access_token = mc_session_access_token;
}

static void
mc_session_dispose (GObject *object)
{
  McSession *self = MC_SESSION (object);

  mc_scope_clear (&self->scope);
  dex_clear (&self->refreshing);
  g_clear_object (&self->transport);
  g_clear_object (&self->keyring);
  g_clear_object (&self->clock);
  g_clear_pointer (&self->about, mc_about_unref);
  g_clear_pointer (&self->provider, mc_provider_free);
  g_clear_pointer (&self->portal_url, g_free);
  g_clear_pointer (&self->sub, g_free);
  g_clear_pointer (&self->access_token, g_free);
  g_clear_pointer (&self->refresh_token, g_free);
  G_OBJECT_CLASS (mc_session_parent_class)->dispose (object);
}

static void
mc_session_class_init (McSessionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mc_session_dispose;
}

static void
mc_session_init (McSession *self)
{
  self->scope = mc_scope_new (NULL);
}

McSession *
mc_session_new (const char *portal_url, const char *ca_file, McKeyring *keyring, McClock *clock, GError **error)
{
  g_autoptr (McTransport) transport = mc_transport_new (ca_file, error);
  McSession *self;

  if (transport == NULL)
    return NULL;
  self = g_object_new (MC_TYPE_SESSION, NULL);
  self->portal_url = g_strdup (portal_url);
  self->transport = g_steal_pointer (&transport);
  self->keyring = g_object_ref (keyring);
  self->clock = g_object_ref (clock);
  return self;
}

DexFuture *
mc_session_sign_in (McSession *self, McScope *scope, McAbout *about, McOpenBrowserFunc open_browser, gpointer data)
{
  SignIn *flow;

  g_return_val_if_fail (MC_IS_SESSION (self), NULL);
  g_return_val_if_fail (about != NULL && open_browser != NULL, NULL);

  flow = g_new0 (SignIn, 1);
  flow->session = g_object_ref (self);
  flow->about = mc_about_ref (about);
  flow->open_browser = open_browser;
  flow->data = data;
  flow->verifier = mc_oidc_random ();
  flow->state = mc_oidc_random ();
  flow->nonce = mc_oidc_random ();
  return mc_task_start (scope, "sign in", sign_in_fiber, flow, (GDestroyNotify) sign_in_free);
}

DexFuture *
mc_session_resume (McSession *self, const char *sub, McAbout *about)
{
  g_return_val_if_fail (MC_IS_SESSION (self), NULL);
  g_return_val_if_fail (sub != NULL && about != NULL, NULL);

  g_free (self->sub);
  self->sub = g_strdup (sub);
  mc_about_ref (about);
  g_clear_pointer (&self->about, mc_about_unref);
  self->about = about;
  g_clear_pointer (&self->provider, mc_provider_free);
  return mc_task_start (self->scope, "resume", resume_fiber, g_object_ref (self), g_object_unref);
}

DexFuture *
mc_session_sign_out (McSession *self)
{
  g_return_val_if_fail (MC_IS_SESSION (self), NULL);

  return mc_task_start (self->scope, "sign out", sign_out_fiber, g_object_ref (self), g_object_unref);
}
