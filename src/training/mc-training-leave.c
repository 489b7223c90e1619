// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-training-private.h"

#include <string.h>

/* What the provider offers besides signing in: signing out (OpenID Connect RP-Initiated Logout 1.0) and telling a resource
 * server about a token (RFC 7662). */

#define SECOND G_USEC_PER_SEC

static GHashTable *
parse (const char *text, gsize length)
{
  if (text == NULL || !g_utf8_validate (text, (gssize) length, NULL))
    return NULL;
  return g_uri_parse_params (text, (gssize) length, "&", G_URI_PARAMS_WWW_FORM, NULL);
}

static McTrainingResponse *
page (int status, const char *words)
{
  g_autofree char *text
      = g_strdup_printf ("<!doctype html><html lang=\"vi\"><meta charset=\"utf-8\"><title>Đăng xuất</title>"
                         "<p>%s</p></html>",
                         words);

  return mc_training_answer_text (status, "text/html; charset=utf-8", text);
}

/* An ID token of ours, run out or not: the sign-in it tells. Without it anybody's link could sign people out. */
static char *
sign_in_of (McTraining *self, const char *hint)
{
  g_autoptr (JsonNode) claims = hint != NULL ? mc_jws_verify (self->key, hint) : NULL;
  JsonObject *o = claims != NULL ? json_node_get_object (claims) : NULL;

  if (o == NULL || g_strcmp0 (json_object_get_string_member_with_default (o, "iss", NULL), self->issuer) != 0)
    return NULL;
  return g_strdup (json_object_get_string_member_with_default (o, "sid", NULL));
}

McTrainingResponse *
mc_training_log_out (McTraining *self, const McTrainingRequest *request)
{
  gboolean post = g_str_equal (request->method, "POST");
  gsize size = 0;
  const char *body = request->body != NULL ? g_bytes_get_data (request->body, &size) : NULL;
  g_autoptr (GHashTable) form
      = post ? parse (body, size) : parse (request->query, request->query != NULL ? strlen (request->query) : 0);
  const char *back = form != NULL ? g_hash_table_lookup (form, "post_logout_redirect_uri") : NULL;
  const char *state = form != NULL ? g_hash_table_lookup (form, "state") : NULL;
  g_autofree char *family = form != NULL ? sign_in_of (self, g_hash_table_lookup (form, "id_token_hint")) : NULL;
  g_autofree char *escaped = NULL;
  g_autofree char *location = NULL;
  McTrainingResponse *response;

  if (family == NULL || (back != NULL && !mc_training_redirect_is_allowed (back)))
    return page (400, "Yêu cầu đăng xuất không hợp lệ. Đăng xuất trong Một Cửa.");
  mc_training_revoke_family (self, family);
  if (back == NULL)
    return page (200, "Đã đăng xuất. Có thể đóng trang này.");
  escaped = state != NULL ? g_uri_escape_string (state, NULL, FALSE) : NULL;
  location = escaped != NULL ? g_strconcat (back, "?state=", escaped, NULL) : g_strdup (back);
  response = mc_training_answer_text (302, "text/plain; charset=utf-8", "");
  mc_training_response_set (response, "Location", location);
  return response;
}

/* HTTP Basic (RFC 7617); digests are compared, so that time tells nothing of the secret. */
static gboolean
is_resource_server (McTraining *self, const McTrainingRequest *request)
{
  const char *header = mc_training_request_header (request, "authorization");
  g_autofree guchar *given = NULL;
  g_autofree char *a = NULL;
  g_autofree char *b = NULL;
  gsize size = 0;

  if (self->resource_server == NULL || header == NULL || g_ascii_strncasecmp (header, "Basic ", 6) != 0)
    return FALSE;
  given = g_base64_decode (header + 6, &size);
  a = g_compute_checksum_for_data (G_CHECKSUM_SHA256, given, size);
  b = g_compute_checksum_for_string (G_CHECKSUM_SHA256, self->resource_server, -1);
  return g_str_equal (a, b);
}

McTrainingResponse *
mc_training_introspect (McTraining *self, const McTrainingRequest *request)
{
  gsize size = 0;
  const char *body = request->body != NULL ? g_bytes_get_data (request->body, &size) : NULL;
  g_autoptr (GHashTable) form = parse (body, size);
  const char *token = form != NULL ? g_hash_table_lookup (form, "token") : NULL;
  const McAccessToken *found = token != NULL ? g_hash_table_lookup (self->access_tokens, token) : NULL;
  JsonObject *o;
  McTrainingResponse *response;

  if (!is_resource_server (self, request))
    {
      response = mc_training_answer_text (401, "application/json", "{\"error\":\"invalid_client\"}");
      mc_training_response_set (response, "WWW-Authenticate", "Basic realm=\"introspection\"");
      return response;
    }
  if (token == NULL)
    return mc_training_answer_text (400, "application/json", "{\"error\":\"invalid_request\"}");
  if (found == NULL || found->until_us < mc_clock_now_us (self->wall))
    return mc_training_answer_text (200, "application/json", "{\"active\":false}");
  o = json_object_new ();
  json_object_set_boolean_member (o, "active", TRUE);
  json_object_set_string_member (o, "sub", found->sub);
  json_object_set_string_member (o, "sid", found->family);
  json_object_set_string_member (o, "iss", self->issuer);
  json_object_set_string_member (o, "client_id", MC_TRAINING_CLIENT_ID);
  json_object_set_string_member (o, "token_type", "Bearer");
  json_object_set_string_member (o, "scope", "openid profile");
  json_object_set_int_member (o, "exp", found->until_us / SECOND);
  json_object_set_int_member (o, "auth_time", found->auth_us / SECOND);
  return mc_training_answer_json (200, mc_node_take_object (o));
}
