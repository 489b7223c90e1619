// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-oidc.h"

#include <string.h>

#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>

#include "mc-codec-json.h"
#include "mc-portal-error.h"

#define MAX_URL 2000
#define MAX_TOKEN (16 * 1024)
/* how far the clocks of program and provider may be apart */
#define CLOCK_SKEW 300

static char *
base64url (const guint8 *data, gsize size)
{
  char *text = g_base64_encode (data, size);

  g_strdelimit (text, "+", '-');
  g_strdelimit (text, "/", '_');
  text[strcspn (text, "=")] = '\0';
  return text;
}

char *
mc_oidc_random (void)
{
  guint8 bytes[32];

  if (gnutls_rnd (GNUTLS_RND_KEY, bytes, sizeof bytes) != 0)
    g_error ("no random bytes from the system");
  return base64url (bytes, sizeof bytes);
}

char *
mc_oidc_challenge (const char *verifier)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize size = sizeof digest;

  g_checksum_update (sum, (const guchar *) verifier, -1);
  g_checksum_get_digest (sum, digest, &size);
  return base64url (digest, size);
}

static gboolean
is_loopback_literal (GUri *uri)
{
  const char *host = g_uri_get_host (uri);

  return g_strcmp0 (host, "127.0.0.1") == 0 || g_strcmp0 (host, "::1") == 0;
}

static gboolean
url_is_allowed (const char *text, const char *issuer, gboolean for_browser)
{
  g_autoptr (GUri) uri = text != NULL ? g_uri_parse (text, G_URI_FLAGS_NONE, NULL) : NULL;
  g_autoptr (GUri) issuer_uri = g_uri_parse (issuer, G_URI_FLAGS_NONE, NULL);

  if (uri == NULL || issuer_uri == NULL || g_uri_get_host (uri) == NULL || g_uri_get_fragment (uri) != NULL
      || g_uri_get_userinfo (uri) != NULL)
    return FALSE;
  if (g_strcmp0 (g_uri_get_scheme (uri), "https") == 0)
    return TRUE;
  return for_browser && g_strcmp0 (g_uri_get_scheme (uri), "http") == 0 && is_loopback_literal (uri)
         && is_loopback_literal (issuer_uri);
}

McProvider *
mc_provider_parse (GBytes *json, const char *issuer, GError **error)
{
  g_autoptr (JsonNode) root = mc_codec_parse_object (json, error);
  g_autoptr (McProvider) provider = NULL;
  g_autofree char *said_issuer = NULL;
  McReader r = { NULL };

  if (root == NULL)
    return NULL;
  r.object = json_node_get_object (root);
  provider = g_new0 (McProvider, 1);
  said_issuer = mc_reader_string (&r, "issuer", MAX_URL);
  if (g_strcmp0 (said_issuer, issuer) != 0)
    mc_reader_fail (&r, "issuer");
  provider->authorization_endpoint = mc_reader_string (&r, "authorization_endpoint", MAX_URL);
  if (!url_is_allowed (provider->authorization_endpoint, issuer, TRUE))
    mc_reader_fail (&r, "authorization_endpoint");
  provider->token_endpoint = mc_reader_string (&r, "token_endpoint", MAX_URL);
  if (!url_is_allowed (provider->token_endpoint, issuer, FALSE))
    mc_reader_fail (&r, "token_endpoint");
  provider->revocation_endpoint = mc_reader_optional_string (&r, "revocation_endpoint", MAX_URL);
  if (provider->revocation_endpoint != NULL && !url_is_allowed (provider->revocation_endpoint, issuer, FALSE))
    mc_reader_fail (&r, "revocation_endpoint");
  if (mc_reader_ok (&r) && json_object_has_member (r.object, "authorization_response_iss_parameter_supported"))
    provider->promises_iss = mc_reader_boolean (&r, "authorization_response_iss_parameter_supported");
  return mc_reader_finish (&r, error) ? g_steal_pointer (&provider) : NULL;
}

void
mc_provider_free (McProvider *self)
{
  g_free (self->authorization_endpoint);
  g_free (self->token_endpoint);
  g_free (self->revocation_endpoint);
  g_free (self);
}

McTokens *
mc_tokens_parse (GBytes *json, GError **error)
{
  g_autoptr (JsonNode) root = mc_codec_parse_object (json, error);
  g_autoptr (McTokens) tokens = NULL;
  g_autofree char *type = NULL;
  McReader r = { NULL };

  if (root == NULL)
    return NULL;
  r.object = json_node_get_object (root);
  tokens = g_new0 (McTokens, 1);
  type = mc_reader_string (&r, "token_type", 40);
  if (type != NULL && g_ascii_strcasecmp (type, "bearer") != 0)
    mc_reader_fail (&r, "token_type");
  tokens->access_token = mc_reader_string (&r, "access_token", MAX_TOKEN);
  tokens->refresh_token = mc_reader_optional_string (&r, "refresh_token", MAX_TOKEN);
  tokens->id_token = mc_reader_optional_string (&r, "id_token", MAX_TOKEN);
  tokens->expires_in = mc_reader_optional_integer (&r, "expires_in", 1, G_MAXINT32, 60);
  return mc_reader_finish (&r, error) ? g_steal_pointer (&tokens) : NULL;
}

void
mc_tokens_free (McTokens *self)
{
  g_free (self->access_token);
  g_free (self->refresh_token);
  g_free (self->id_token);
  g_free (self);
}

static GBytes *
decode_payload (const char *token)
{
  g_auto (GStrv) parts = g_strsplit (token, ".", 4);
  g_autofree char *padded = NULL;
  guchar *data;
  gsize size = 0;

  if (g_strv_length (parts) != 3)
    return NULL;
  g_strdelimit (parts[1], "-", '+');
  g_strdelimit (parts[1], "_", '/');
  padded = g_strconcat (parts[1], strlen (parts[1]) % 4 == 2 ? "==" : strlen (parts[1]) % 4 == 3 ? "=" : "", NULL);
  data = g_base64_decode (padded, &size);
  return g_bytes_new_take (data, size);
}

/* aud is a string or a list; it must hold us, and with several azp must name us. */
static gboolean
audience_is_ours (McReader *r, const char *client_id)
{
  JsonNode *node = json_object_get_member (r->object, "aud");
  g_autofree char *azp = mc_reader_optional_string (r, "azp", 500);
  g_auto (GStrv) list = NULL;

  if (azp != NULL && !g_str_equal (azp, client_id))
    return FALSE;
  if (node != NULL && JSON_NODE_HOLDS_VALUE (node))
    {
      g_autofree char *aud = mc_reader_string (r, "aud", 500);

      return g_strcmp0 (aud, client_id) == 0;
    }
  list = mc_reader_strings (r, "aud", 16, 500);
  if (!mc_reader_ok (r) || !g_strv_contains ((const char *const *) list, client_id))
    return FALSE;
  return g_strv_length (list) == 1 || azp != NULL;
}

gboolean
mc_id_token_check (const char *token, const char *issuer, const char *client_id, const char *nonce, gint64 now,
                   char **sub, char **name, GError **error)
{
  g_autoptr (GBytes) payload = decode_payload (token);
  g_autoptr (JsonNode) root = payload != NULL ? mc_codec_parse_object (payload, NULL) : NULL;
  g_autofree char *said_issuer = NULL;
  g_autofree char *said_nonce = NULL;
  g_autofree char *said_sub = NULL;
  g_autofree char *said_name = NULL;
  gint64 expires, issued;
  McReader r = { NULL };

  if (root == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "id_token");
      return FALSE;
    }
  r.object = json_node_get_object (root);
  said_issuer = mc_reader_string (&r, "iss", MAX_URL);
  if (g_strcmp0 (said_issuer, issuer) != 0)
    mc_reader_fail (&r, "iss");
  if (mc_reader_ok (&r) && !audience_is_ours (&r, client_id))
    mc_reader_fail (&r, "aud");
  expires = mc_reader_integer (&r, "exp", 0, G_MAXINT64 / 2);
  issued = mc_reader_integer (&r, "iat", 0, G_MAXINT64 / 2);
  said_nonce = mc_reader_string (&r, "nonce", 500);
  if (g_strcmp0 (said_nonce, nonce) != 0)
    mc_reader_fail (&r, "nonce");
  said_sub = mc_reader_string (&r, "sub", 255);
  said_name = mc_reader_optional_string (&r, "name", 500);
  if (mc_reader_ok (&r) && ABS (now - issued) <= CLOCK_SKEW && expires + CLOCK_SKEW < now)
    mc_reader_fail (&r, "exp");
  if (!mc_reader_finish (&r, error))
    return FALSE;
  /* it was issued just now, in answer to us: if that is long ago or to come, it is this computer that has the time wrong */
  if (ABS (now - issued) > CLOCK_SKEW)
    {
      g_propagate_error (error, mc_portal_error_new (MC_PORTAL_ERROR_CLOCK, NULL,
                                                     "the clocks differ by %" G_GINT64_FORMAT " s", now - issued));
      return FALSE;
    }
  *sub = g_steal_pointer (&said_sub);
  *name = g_steal_pointer (&said_name);
  return TRUE;
}
