// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-training-private.h"

#include <string.h>

#define SECOND G_USEC_PER_SEC
#define ACCESS_LIFE (300 * SECOND)
#define CODE_LIFE (60 * SECOND)
#define SIGN_IN_LIFE (600 * SECOND)
#define ROTATION_GRACE (60 * SECOND)
#define MAX_PENDING 1000

/* A request of the authorization endpoint, waiting on the sign-in page, then the code made of it. */
typedef struct
{
  char *redirect_uri;
  char *state;
  char *nonce;
  char *challenge;
  char *sub;
  char *family; /* of tokens that the code was exchanged for */
  gint64 until_us;
  gint64 auth_us; /* when the official gave the password */
  gboolean used;
} Grant;

static void
grant_free (Grant *self)
{
  g_free (self->redirect_uri);
  g_free (self->state);
  g_free (self->nonce);
  g_free (self->challenge);
  g_free (self->sub);
  g_free (self->family);
  g_free (self);
}

static void
access_token_free (McAccessToken *self)
{
  g_free (self->sub);
  g_free (self->family);
  g_free (self);
}

void
mc_training_oidc_init (McTraining *self)
{
  self->access_tokens = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) access_token_free);
  self->sign_ins = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) grant_free);
  self->codes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) grant_free);
  self->refused = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

void
mc_training_oidc_clear (McTraining *self)
{
  g_clear_pointer (&self->access_tokens, g_hash_table_unref);
  g_clear_pointer (&self->sign_ins, g_hash_table_unref);
  g_clear_pointer (&self->codes, g_hash_table_unref);
  g_clear_pointer (&self->refused, g_hash_table_unref);
}

static gboolean
grant_is_over (gpointer key, gpointer value, gpointer data)
{
  return ((Grant *) value)->until_us < *(gint64 *) data;
}

static gboolean
access_is_over (gpointer key, gpointer value, gpointer data)
{
  return ((McAccessToken *) value)->until_us < *(gint64 *) data;
}

void
mc_training_sweep_tokens (McTraining *self)
{
  gint64 now = mc_clock_now_us (self->wall);
  gint64 kept = now - SIGN_IN_LIFE;

  g_hash_table_foreach_remove (self->sign_ins, grant_is_over, &now);
  /* used codes stay a while, so that a replay can be told from nonsense */
  g_hash_table_foreach_remove (self->codes, grant_is_over, &kept);
  g_hash_table_foreach_remove (self->access_tokens, access_is_over, &now);
}

/* RFC 6749 5.2. */
static McTrainingResponse *
token_error (int status, const char *error)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *o = json_object_new ();

  json_object_set_string_member (o, "error", error);
  json_node_take_object (node, o);
  return mc_training_answer_json (status, node);
}

/* application/x-www-form-urlencoded; NULL when it cannot be read. */
static GHashTable *
parse_form (const char *text, gsize length)
{
  GUriParamsFlags flags = G_URI_PARAMS_WWW_FORM;

  return g_uri_parse_params (text, (gssize) length, "&", flags, NULL);
}

static GHashTable *
body_form (const McTrainingRequest *request)
{
  gsize length = 0;
  const char *text = request->body != NULL ? g_bytes_get_data (request->body, &length) : NULL;

  if (text == NULL || length == 0 || !g_utf8_validate (text, (gssize) length, NULL))
    return NULL;
  return parse_form (text, length);
}

/* RFC 8252 7.3: http, a loopback literal, any port, path "/". */
gboolean
mc_training_redirect_is_allowed (const char *text)
{
  g_autoptr (GUri) uri = text != NULL ? g_uri_parse (text, G_URI_FLAGS_NONE, NULL) : NULL;

  return uri != NULL && g_strcmp0 (g_uri_get_scheme (uri), "http") == 0
         && g_strcmp0 (g_uri_get_host (uri), "127.0.0.1") == 0 && g_uri_get_port (uri) > 0
         && g_strcmp0 (g_uri_get_path (uri), "/") == 0 && g_uri_get_query (uri) == NULL
         && g_uri_get_fragment (uri) == NULL && g_uri_get_userinfo (uri) == NULL;
}

static McTrainingResponse *
html (int status, const char *text)
{
  McTrainingResponse *response = mc_training_answer_text (status, "text/html; charset=utf-8", text);
  g_autofree char *policy = mc_training_page_policy ();

  mc_training_response_set (response, "Content-Security-Policy", policy);
  mc_training_response_set (response, "Referrer-Policy", "no-referrer");
  return response;
}

static McTrainingResponse *
bad_page (const char *text)
{
  g_autofree char *page = mc_training_problem_page (text);

  return html (400, page);
}

static McTrainingResponse *
redirect (const Grant *grant, McTraining *self, const char *name, const char *value)
{
  McTrainingResponse *response = mc_training_answer_text (302, "text/plain; charset=utf-8", "");
  g_autofree char *state = g_uri_escape_string (grant->state, NULL, FALSE);
  g_autofree char *issuer = g_uri_escape_string (self->issuer, NULL, FALSE);
  g_autofree char *location
      = g_strdup_printf ("%s?%s=%s&state=%s&iss=%s", grant->redirect_uri, name, value, state, issuer);

  mc_training_response_set (response, "Location", location);
  return response;
}

static McTrainingResponse *
show_sign_in (McTraining *self, const McTrainingRequest *request)
{
  g_autoptr (GHashTable) form = request->query != NULL ? parse_form (request->query, strlen (request->query)) : NULL;
  const char *redirect_uri = form != NULL ? g_hash_table_lookup (form, "redirect_uri") : NULL;
  const char *challenge = form != NULL ? g_hash_table_lookup (form, "code_challenge") : NULL;
  const char *state = form != NULL ? g_hash_table_lookup (form, "state") : NULL;
  g_autofree char *id = mc_random_token ();
  g_autofree char *page = NULL;
  Grant *grant;

  /* without a sound client and address nothing may be redirected (RFC 6749 4.1.2.1) */
  if (form == NULL || g_strcmp0 (g_hash_table_lookup (form, "client_id"), MC_TRAINING_CLIENT_ID) != 0
      || !mc_training_redirect_is_allowed (redirect_uri))
    return bad_page ("Yêu cầu đăng nhập không hợp lệ: ứng dụng hoặc địa chỉ nhận kết quả chưa được đăng ký.");
  if (g_strcmp0 (g_hash_table_lookup (form, "response_type"), "code") != 0
      || g_strcmp0 (g_hash_table_lookup (form, "code_challenge_method"), "S256") != 0 || challenge == NULL
      || strlen (challenge) != 43 || state == NULL || strlen (state) > 500
      || g_hash_table_size (self->sign_ins) >= MAX_PENDING)
    return bad_page ("Yêu cầu đăng nhập không hợp lệ: thiếu mã bảo vệ PKCE hoặc tham số state.");

  grant = g_new0 (Grant, 1);
  grant->redirect_uri = g_strdup (redirect_uri);
  grant->challenge = g_strdup (challenge);
  grant->state = g_strdup (state);
  grant->nonce = g_strdup (g_hash_table_lookup (form, "nonce"));
  grant->until_us = mc_clock_now_us (self->wall) + SIGN_IN_LIFE;
  /* nobody is ever signed in here already: without the page there is no way (OpenID Connect Core 3.1.2.6) */
  if (g_strcmp0 (g_hash_table_lookup (form, "prompt"), "none") == 0)
    {
      McTrainingResponse *response = redirect (grant, self, "error", "login_required");

      grant_free (grant);
      return response;
    }
  page = mc_training_sign_in_page (id, NULL, NULL);
  g_hash_table_insert (self->sign_ins, g_steal_pointer (&id), grant);
  return html (200, page);
}

static McTrainingResponse *
take_sign_in (McTraining *self, const McTrainingRequest *request)
{
  g_autoptr (GHashTable) form = body_form (request);
  const char *id = form != NULL ? g_hash_table_lookup (form, "request") : NULL;
  Grant *grant = id != NULL ? g_hash_table_lookup (self->sign_ins, id) : NULL;
  const McAccount *account;
  g_autofree char *code = NULL;
  g_autofree char *stored_id = NULL;

  if (grant == NULL)
    return bad_page ("Trang đăng nhập này đã hết hạn. Mở lại từ Một Cửa.");

  account = mc_training_find_account (g_hash_table_lookup (form, "choose"));
  if (account != NULL)
    {
      g_autofree char *page = mc_training_sign_in_page (id, account->username, NULL);

      return html (200, page);
    }
  account = mc_training_find_account (g_hash_table_lookup (form, "username"));
  if (account == NULL || g_strcmp0 (g_hash_table_lookup (form, "password"), MC_TRAINING_PASSWORD) != 0)
    {
      g_autofree char *page
          = mc_training_sign_in_page (id, g_hash_table_lookup (form, "username"),
                                      "Tài khoản hoặc mật khẩu chưa đúng. Mật khẩu mẫu ghi ngay dưới đây.");

      return html (200, page);
    }

  if (mc_training_is_disabled (self, account))
    {
      g_autofree char *page = mc_training_sign_in_page (id, account->username,
                                                        "Tài khoản này đã bị vô hiệu hóa. Liên hệ quản trị hệ thống.");

      return html (200, page);
    }

  code = mc_random_token ();
  g_hash_table_steal_extended (self->sign_ins, id, (gpointer *) &stored_id, NULL);
  grant->sub = g_strdup (account->sub);
  grant->auth_us = mc_clock_now_us (self->wall);
  grant->until_us = grant->auth_us + CODE_LIFE;
  g_hash_table_insert (self->codes, g_strdup (code), grant);
  return redirect (grant, self, "code", code);
}

void
mc_training_revoke_family (McTraining *self, const char *family)
{
  GHashTableIter iter;
  gpointer value;

  mc_training_run (self, "DELETE FROM refresh_tokens WHERE family = ?", "s", family);
  mc_training_run (self, "DELETE FROM sign_ins WHERE family = ?", "s", family);
  g_hash_table_iter_init (&iter, self->access_tokens);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (g_str_equal (((McAccessToken *) value)->family, family))
      g_hash_table_iter_remove (&iter);
  mc_training_streams_revoke (self, family);
  mc_training_presence_revoke (self, family);
}

void
mc_training_end_sign_ins (McTraining *self, const McAccount *account)
{
  g_autoptr (GHashTable) families = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (sqlite3_stmt) row
      = mc_training_query (self, "SELECT DISTINCT family FROM refresh_tokens WHERE sub = ?", "s", account->sub);
  GHashTableIter iter;
  gpointer value;

  while (sqlite3_step (row) == SQLITE_ROW)
    g_hash_table_add (families, g_strdup ((const char *) sqlite3_column_text (row, 0)));
  sqlite3_reset (row);
  g_hash_table_iter_init (&iter, families);
  while (g_hash_table_iter_next (&iter, &value, NULL))
    mc_training_revoke_family (self, value);
  g_hash_table_iter_init (&iter, self->codes);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (g_str_equal (((Grant *) value)->sub, account->sub))
      g_hash_table_iter_remove (&iter);
}

static char *
make_id_token (McTraining *self, const McAccount *account, const char *family, gint64 auth_us, const char *nonce)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *o = json_object_new ();
  gint64 now = mc_clock_now_us (self->wall) / SECOND;

  json_object_set_string_member (o, "iss", self->issuer);
  json_object_set_string_member (o, "sub", account->sub);
  json_object_set_string_member (o, "aud", MC_TRAINING_CLIENT_ID);
  json_object_set_string_member (o, "azp", MC_TRAINING_CLIENT_ID);
  json_object_set_int_member (o, "iat", now);
  json_object_set_int_member (o, "auth_time", auth_us / SECOND);
  json_object_set_int_member (o, "exp", now + 300);
  json_object_set_string_member (o, "sid", family);
  json_object_set_string_member (o, "name", account->name);
  if (nonce != NULL)
    json_object_set_string_member (o, "nonce", nonce);
  json_node_take_object (node, o);
  return mc_jws_sign (self->key, self->key_id, node, NULL);
}

/* A pair of tokens; nonce only with an ID token, for the code flow. */
static McTrainingResponse *
grant_tokens (McTraining *self, const McAccount *account, const char *family, gint64 auth_us, gboolean with_id,
              const char *nonce)
{
  g_autofree char *access = mc_random_token ();
  g_autofree char *refresh = mc_random_token ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *o = json_object_new ();
  McAccessToken *token = g_new0 (McAccessToken, 1);

  mc_training_run (self, "INSERT INTO refresh_tokens (token, family, sub) VALUES (?, ?, ?)", "sss", refresh, family,
                   account->sub);
  mc_training_run (self, "INSERT OR IGNORE INTO sign_ins (family, auth_us) VALUES (?, ?)", "si", family, auth_us);
  token->sub = g_strdup (account->sub);
  token->family = g_strdup (family);
  token->auth_us = auth_us;
  token->until_us = mc_clock_now_us (self->wall) + ACCESS_LIFE;
  json_object_set_string_member (o, "access_token", access);
  json_object_set_string_member (o, "token_type", "Bearer");
  json_object_set_int_member (o, "expires_in", ACCESS_LIFE / SECOND);
  json_object_set_string_member (o, "refresh_token", refresh);
  json_object_set_string_member (o, "scope", "openid profile");
  if (with_id)
    {
      g_autofree char *id_token = make_id_token (self, account, family, auth_us, nonce);

      json_object_set_string_member (o, "id_token", id_token);
    }
  g_hash_table_insert (self->access_tokens, g_steal_pointer (&access), token);
  json_node_take_object (node, o);
  return mc_training_answer_json (200, node);
}

/* RFC 7636 4.6. */
static gboolean
verifier_fits (const char *verifier, const char *challenge)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *computed = NULL;
  guint8 digest[32];
  gsize length = sizeof digest;

  if (verifier == NULL || strlen (verifier) < 43 || strlen (verifier) > 128)
    return FALSE;
  g_checksum_update (sum, (const guchar *) verifier, -1);
  g_checksum_get_digest (sum, digest, &length);
  computed = mc_base64url (digest, length);
  return g_str_equal (computed, challenge);
}

static McTrainingResponse *
exchange_code (McTraining *self, GHashTable *form)
{
  const char *code = g_hash_table_lookup (form, "code");
  Grant *grant = code != NULL ? g_hash_table_lookup (self->codes, code) : NULL;

  if (grant == NULL)
    return token_error (400, "invalid_grant");
  if (grant->used)
    {
      /* a code used twice has leaked: what came of it ends (RFC 6749 4.1.2) */
      mc_training_revoke_family (self, grant->family);
      return token_error (400, "invalid_grant");
    }
  if (grant->until_us < mc_clock_now_us (self->wall)
      || g_strcmp0 (g_hash_table_lookup (form, "redirect_uri"), grant->redirect_uri) != 0
      || !verifier_fits (g_hash_table_lookup (form, "code_verifier"), grant->challenge))
    return token_error (400, "invalid_grant");

  grant->used = TRUE;
  grant->family = mc_random_token ();
  return grant_tokens (self, mc_training_find_sub (grant->sub), grant->family, grant->auth_us, TRUE, grant->nonce);
}

/* Rotation: the token before stays good until the new one is first used, at most 60 s; later use of it is a theft and ends
 * the family (RFC 9700 4.14.2). */
static McTrainingResponse *
refresh_tokens (McTraining *self, GHashTable *form)
{
  const char *token = g_hash_table_lookup (form, "refresh_token");
  g_autoptr (sqlite3_stmt) row = NULL;
  g_autofree char *family = NULL;
  const McAccount *account;
  gint64 now = mc_clock_now_us (self->wall);
  gint64 replaced_us;
  gint64 auth_us;

  if (token == NULL)
    return token_error (400, "invalid_request");
  row = mc_training_query (
      self,
      "SELECT r.family, sub, coalesce (replaced_us, 0), coalesce (auth_us, 0) FROM refresh_tokens r"
      " LEFT JOIN sign_ins s ON s.family = r.family WHERE token = ?",
      "s", token);
  if (sqlite3_step (row) != SQLITE_ROW)
    return token_error (400, "invalid_grant");
  family = g_strdup ((const char *) sqlite3_column_text (row, 0));
  account = mc_training_find_sub ((const char *) sqlite3_column_text (row, 1));
  replaced_us = sqlite3_column_int64 (row, 2);
  auth_us = sqlite3_column_int64 (row, 3);
  sqlite3_reset (row);
  if (account == NULL)
    return token_error (400, "invalid_grant");
  if (replaced_us != 0 && (now - replaced_us > ROTATION_GRACE || now < replaced_us))
    {
      mc_training_revoke_family (self, family);
      return token_error (400, "invalid_grant");
    }
  if (replaced_us == 0)
    {
      /* the first use of a newer token ends the ones before it: kept as long replaced, so that their use is seen */
      mc_training_run (self, "UPDATE refresh_tokens SET replaced_us = ? WHERE family = ? AND replaced_us IS NOT NULL",
                       "is", -(gint64) ROTATION_GRACE - 1, family);
      mc_training_run (self, "UPDATE refresh_tokens SET replaced_us = ? WHERE token = ?", "is", now, token);
    }
  return grant_tokens (self, account, family, auth_us, FALSE, NULL);
}

static McTrainingResponse *
answer_token (McTraining *self, const McTrainingRequest *request)
{
  g_autoptr (GHashTable) form = body_form (request);
  const char *type = form != NULL ? g_hash_table_lookup (form, "grant_type") : NULL;

  if (type == NULL)
    return token_error (400, "invalid_request");
  if (g_strcmp0 (g_hash_table_lookup (form, "client_id"), MC_TRAINING_CLIENT_ID) != 0)
    return token_error (401, "invalid_client");
  if (g_str_equal (type, "authorization_code"))
    return exchange_code (self, form);
  if (g_str_equal (type, "refresh_token"))
    return refresh_tokens (self, form);
  return token_error (400, "unsupported_grant_type");
}

/* RFC 7009: 200 for an unknown token, too. */
static McTrainingResponse *
answer_revocation (McTraining *self, const McTrainingRequest *request)
{
  g_autoptr (GHashTable) form = body_form (request);
  const char *text = form != NULL ? g_hash_table_lookup (form, "token") : NULL;
  g_autoptr (sqlite3_stmt) row = NULL;

  if (text == NULL)
    return token_error (400, "invalid_request");
  if (g_strcmp0 (g_hash_table_lookup (form, "client_id"), MC_TRAINING_CLIENT_ID) != 0)
    return token_error (401, "invalid_client");
  row = mc_training_query (self, "SELECT family FROM refresh_tokens WHERE token = ?", "s", text);
  if (sqlite3_step (row) == SQLITE_ROW)
    {
      g_autofree char *family = g_strdup ((const char *) sqlite3_column_text (row, 0));

      sqlite3_reset (row);
      mc_training_revoke_family (self, family);
    }
  return mc_training_answer_text (200, "application/json", "{}");
}

static McTrainingResponse *
discovery (McTraining *self)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *o = json_object_new ();
  static const struct
  {
    const char *name;
    const char *path;
  } endpoints[] = {
    { "token_endpoint", "/token" },
    { "jwks_uri", "/jwks" },
    { "revocation_endpoint", "/revoke" },
  };
  static const struct
  {
    const char *name;
    const char *value;
  } lists[] = {
    { "response_types_supported", "code" },
    { "subject_types_supported", "public" },
    { "id_token_signing_alg_values_supported", "ES256" },
    { "code_challenge_methods_supported", "S256" },
    { "token_endpoint_auth_methods_supported", "none" },
    { "scopes_supported", "openid" },
    { "prompt_values_supported", "login" },
  };
  g_autofree char *authorize = g_strconcat (self->browser_url, "/oidc/authorize", NULL);
  g_autofree char *leave = g_strconcat (self->browser_url, "/oidc/logout", NULL);
  g_autofree char *introspect = g_strconcat (self->issuer, "/introspect", NULL);

  json_object_set_string_member (o, "issuer", self->issuer);
  json_object_set_string_member (o, "authorization_endpoint", authorize);
  json_object_set_string_member (o, "end_session_endpoint", leave);
  if (self->resource_server != NULL)
    json_object_set_string_member (o, "introspection_endpoint", introspect);
  for (guint i = 0; i < G_N_ELEMENTS (endpoints); i++)
    {
      g_autofree char *url = g_strconcat (self->issuer, endpoints[i].path, NULL);

      json_object_set_string_member (o, endpoints[i].name, url);
    }
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      JsonArray *array = json_array_new ();

      json_array_add_string_element (array, lists[i].value);
      json_object_set_array_member (o, lists[i].name, array);
    }
  json_object_set_boolean_member (o, "authorization_response_iss_parameter_supported", TRUE);
  json_node_take_object (node, o);
  return mc_training_answer_json (200, node);
}

static McTrainingResponse *
jwks (McTraining *self)
{
  g_autoptr (JsonNode) key = mc_jws_public_jwk (self->key, self->key_id);
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *o = json_object_new ();
  JsonArray *array = json_array_new ();

  json_array_add_element (array, json_node_copy (key));
  json_object_set_array_member (o, "keys", array);
  json_node_take_object (node, o);
  return mc_training_answer_json (200, node);
}

McTrainingResponse *
mc_training_oidc (McTraining *self, const McTrainingRequest *request)
{
  gboolean get = g_str_equal (request->method, "GET");
  gboolean post = g_str_equal (request->method, "POST");

  if (!g_str_has_prefix (request->path, "/oidc/") || self->outside)
    return NULL;
  mc_training_sweep_tokens (self);
  if (g_str_equal (request->path, "/oidc/authorize") && request->browser)
    return get ? show_sign_in (self, request) : post ? take_sign_in (self, request) : NULL;
  if (g_str_equal (request->path, "/oidc/logout") && request->browser)
    return get || post ? mc_training_log_out (self, request) : NULL;
  if (request->browser)
    return NULL;
  if (post && self->resource_server != NULL && g_str_equal (request->path, "/oidc/introspect"))
    return mc_training_introspect (self, request);
  if (get && g_str_equal (request->path, "/oidc/.well-known/openid-configuration"))
    return discovery (self);
  if (get && g_str_equal (request->path, "/oidc/jwks"))
    return jwks (self);
  if (post && g_str_equal (request->path, "/oidc/token"))
    return answer_token (self, request);
  if (post && g_str_equal (request->path, "/oidc/revoke"))
    return answer_revocation (self, request);
  return NULL;
}

static const McAccessToken *
find_token (McTraining *self, const McTrainingRequest *request)
{
  const char *header = mc_training_request_header (request, "authorization");
  const McAccessToken *found;

  if (header == NULL || g_ascii_strncasecmp (header, "Bearer ", 7) != 0)
    return NULL;
  found = g_hash_table_lookup (self->access_tokens, header + 7);
  return found != NULL && found->until_us >= mc_clock_now_us (self->wall) ? found : NULL;
}

const McAccount *
mc_training_check_token (McTraining *self, const McTrainingRequest *request)
{
  const McAccessToken *found = find_token (self, request);

  return found != NULL ? mc_training_find_sub (found->sub) : NULL;
}

gint64
mc_training_token_auth_us (McTraining *self, const McTrainingRequest *request)
{
  const McAccessToken *found = find_token (self, request);

  g_return_val_if_fail (found != NULL, 0);

  return found->auth_us;
}

char *
mc_training_token_family (McTraining *self, const McTrainingRequest *request, gint64 *until_us)
{
  const McAccessToken *found = find_token (self, request);

  g_return_val_if_fail (found != NULL, NULL);

  *until_us = found->until_us;
  return g_strdup (found->family);
}
