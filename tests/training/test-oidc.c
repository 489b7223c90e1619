// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-training-test.h"

#include <string.h>

#include <gnutls/abstract.h>
#include <gnutls/crypto.h>

#define CLIENT "motcua-desktop"

typedef struct
{
  McClock *clock;
  McTraining *portal;
} Desk;

static void
desk_clear (Desk *self)
{
  g_clear_object (&self->portal);
  g_clear_object (&self->clock);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Desk, desk_clear)

static Desk
make_desk (void)
{
  McClock *clock = mc_test_clock (10, 0);

  return (Desk) { clock, mc_test_portal (NULL, 1, 5, clock) };
}

static void
wait_seconds (const Desk *desk, int seconds)
{
  mc_clock_advance (desk->clock, seconds * G_USEC_PER_SEC);
}

static char *
take_string (JsonNode *node, const char *name)
{
  return g_strdup (json_object_get_string_member (json_node_get_object (node), name));
}

/* POST /oidc/token with a code; everything but the code as it should be unless said otherwise. */
static McTrainingResponse *
exchange (const Desk *desk, const char *code, const char *redirect, const char *verifier)
{
  return mc_test_form (desk->portal, "/oidc/token", "grant_type", "authorization_code", "code", code, "redirect_uri",
                       redirect != NULL ? redirect : MC_TEST_REDIRECT, "client_id", CLIENT, "code_verifier",
                       verifier != NULL ? verifier : MC_TEST_VERIFIER, NULL);
}

static McTrainingResponse *
refresh (const Desk *desk, const char *token)
{
  return mc_test_form (desk->portal, "/oidc/token", "grant_type", "refresh_token", "refresh_token", token, "client_id",
                       CLIENT, NULL);
}

/* A refresh that must go well: the new refresh token; access: (out) (optional). (transfer full) */
static char *
refresh_well (const Desk *desk, const char *token, char **access)
{
  g_autoptr (McTrainingResponse) response = refresh (desk, token);
  g_autoptr (JsonNode) node = NULL;

  g_assert_cmpint (response->status, ==, 200);
  node = mc_test_json (response);
  if (access != NULL)
    *access = take_string (node, "access_token");
  return take_string (node, "refresh_token");
}

static void
expect_error (McTrainingResponse *response, int status, const char *error)
{
  g_autoptr (JsonNode) node = mc_test_json (response);
  g_autofree char *text = take_string (node, "error");

  g_assert_cmpint (response->status, ==, status);
  g_assert_cmpstr (text, ==, error);
  mc_training_response_free (response);
}

static int
status_of_me (const Desk *desk, const char *access)
{
  g_autoptr (McTrainingResponse) response = mc_test_send (desk->portal, "GET", "/officials/v1/me", access, NULL, NULL);

  return response->status;
}

static GBytes *
from_base64url (const char *text, gsize length)
{
  g_autofree char *copy = g_strndup (text, length);
  g_autoptr (GString) padded = g_string_new (g_strdelimit (g_strdelimit (copy, "-", '+'), "_", '/'));
  gsize size;
  guint8 *data;

  while (padded->len % 4 != 0)
    g_string_append_c (padded, '=');
  data = g_base64_decode (padded->str, &size);
  return g_bytes_new_take (data, size);
}

static gnutls_datum_t
datum_of (GBytes *bytes, gsize offset, gsize length)
{
  const guint8 *data = g_bytes_get_data (bytes, NULL);

  g_assert_cmpuint (g_bytes_get_size (bytes), >=, offset + length);
  return (gnutls_datum_t) { (unsigned char *) data + offset, (unsigned int) length };
}

/* ES256 by hand: the signature of the token under the one key of the provider. */
static void
check_signature (const Desk *desk, const char *token)
{
  g_autoptr (JsonNode) jwks = mc_test_get (desk->portal, NULL, "/oidc/jwks");
  JsonObject *key
      = json_array_get_object_element (json_object_get_array_member (json_node_get_object (jwks), "keys"), 0);
  const char *x_text = json_object_get_string_member (key, "x");
  const char *y_text = json_object_get_string_member (key, "y");
  const char *end = strrchr (token, '.');
  g_autoptr (GBytes) x_bytes = from_base64url (x_text, strlen (x_text));
  g_autoptr (GBytes) y_bytes = from_base64url (y_text, strlen (y_text));
  g_autoptr (GBytes) signature = from_base64url (end + 1, strlen (end + 1));
  gnutls_datum_t x = datum_of (x_bytes, 0, 32);
  gnutls_datum_t y = datum_of (y_bytes, 0, 32);
  gnutls_datum_t r = datum_of (signature, 0, 32);
  gnutls_datum_t s = datum_of (signature, 32, 32);
  gnutls_datum_t signed_part = { (unsigned char *) token, (unsigned int) (end - token) };
  gnutls_datum_t der;
  gnutls_pubkey_t public_key;

  g_assert_null (json_object_get_member (key, "d"));
  g_assert_cmpint (gnutls_encode_rs_value (&der, &r, &s), ==, 0);
  g_assert_cmpint (gnutls_pubkey_init (&public_key), ==, 0);
  g_assert_cmpint (gnutls_pubkey_import_ecc_raw (public_key, GNUTLS_ECC_CURVE_SECP256R1, &x, &y), ==, 0);
  g_assert_cmpint (gnutls_pubkey_verify_data2 (public_key, GNUTLS_SIGN_ECDSA_SHA256, 0, &signed_part, &der), >=, 0);
  signed_part.size--;
  g_assert_cmpint (gnutls_pubkey_verify_data2 (public_key, GNUTLS_SIGN_ECDSA_SHA256, 0, &signed_part, &der), <, 0);
  gnutls_pubkey_deinit (public_key);
  gnutls_free (der.data);
}

static void
test_discovery (void)
{
  g_auto (Desk) desk = make_desk ();
  g_autoptr (JsonNode) node = mc_test_get (desk.portal, NULL, "/oidc/.well-known/openid-configuration");
  JsonObject *o = json_node_get_object (node);

  g_assert_cmpstr (json_object_get_string_member (o, "issuer"), ==, MC_TEST_ISSUER);
  g_assert_cmpstr (json_object_get_string_member (o, "token_endpoint"), ==, MC_TEST_ISSUER "/token");
  g_assert_cmpstr (json_object_get_string_member (o, "authorization_endpoint"), ==,
                   "http://127.0.0.1:4080/oidc/authorize");
  g_assert_true (json_object_get_boolean_member (o, "authorization_response_iss_parameter_supported"));
  g_assert_cmpstr (
      json_array_get_string_element (json_object_get_array_member (o, "code_challenge_methods_supported"), 0), ==,
      "S256");
}

static void
test_id_token (void)
{
  g_auto (Desk) desk = make_desk ();
  g_autoptr (JsonNode) tokens = mc_test_tokens (desk.portal, "tiepnhan1");
  g_autofree char *token = take_string (tokens, "id_token");
  g_autofree char *access = take_string (tokens, "access_token");
  g_auto (GStrv) parts = g_strsplit (token, ".", -1);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (JsonParser) parser = json_parser_new ();
  gint64 now = mc_clock_now_us (desk.clock) / G_USEC_PER_SEC;
  JsonObject *o;

  g_assert_cmpuint (g_strv_length (parts), ==, 3);
  check_signature (&desk, token);
  bytes = from_base64url (parts[1], strlen (parts[1]));
  g_assert_true (
      json_parser_load_from_data (parser, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), NULL));
  o = json_node_get_object (json_parser_get_root (parser));
  g_assert_cmpstr (json_object_get_string_member (o, "iss"), ==, MC_TEST_ISSUER);
  g_assert_cmpstr (json_object_get_string_member (o, "aud"), ==, CLIENT);
  g_assert_cmpstr (json_object_get_string_member (o, "nonce"), ==, "n-1");
  g_assert_cmpstr (json_object_get_string_member (o, "name"), ==, "Nguyễn Thị Hường");
  g_assert_cmpint (json_object_get_int_member (o, "iat"), ==, now);
  g_assert_cmpint (json_object_get_int_member (o, "exp"), >, now);
  {
    g_autoptr (JsonNode) me = mc_test_get (desk.portal, access, "/officials/v1/me");

    g_assert_cmpstr (json_object_get_string_member (json_node_get_object (me), "sub"), ==,
                     json_object_get_string_member (o, "sub"));
  }
}

static void
test_state (void)
{
  g_auto (Desk) desk = make_desk ();
  static const char *const states[] = { "s", "a&b=c d", "é%2F+?#", "\"<>'", "Hồ sơ" };

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autoptr (GHashTable) given = mc_test_authorize (desk.portal, "tiepnhan1", states[i]);

      g_assert_cmpstr (g_hash_table_lookup (given, "state"), ==, states[i]);
      g_assert_cmpstr (g_hash_table_lookup (given, "iss"), ==, MC_TEST_ISSUER);
      g_assert_cmpuint (strlen (g_hash_table_lookup (given, "code")), >=, 43);
      g_assert_cmpuint (g_hash_table_size (given), ==, 3);
    }
}

static void
test_wrong_password (void)
{
  g_auto (Desk) desk = make_desk ();
  g_autofree char *address = mc_test_authorize_address ("s");
  g_autoptr (McTrainingResponse) page = mc_test_browse (desk.portal, "GET", address, NULL);
  g_autofree char *text = mc_test_text (page);
  const char *mark = strstr (text, "name=\"request\" value=\"") + strlen ("name=\"request\" value=\"");
  g_autofree char *hidden = g_strndup (mark, strcspn (mark, "\""));
  static const char *const wrong[] = {
    "username=tiepnhan1&password=sai",
    "username=tiepnhan1&password=",
    "username=tiepnhan1",
    "username=nobody&password=Tap-huan-2026",
    "password=Tap-huan-2026",
    "username=%22%3E%3Cscript%3Ealert(1)%3C/script%3E&password=x",
  };
  g_autofree char *good = g_strdup_printf ("request=%s&username=tiepnhan1&password=Tap-huan-2026", hidden);

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autofree char *body = g_strdup_printf ("request=%s&%s", hidden, wrong[i]);
      g_autoptr (McTrainingResponse) answer = mc_test_browse (desk.portal, "POST", "/oidc/authorize", body);
      g_autofree char *again = mc_test_text (answer);

      g_assert_cmpint (answer->status, ==, 200);
      g_assert_null (g_hash_table_lookup (answer->headers, "Location"));
      g_assert_nonnull (strstr (again, "role=\"alert\""));
      g_assert_nonnull (strstr (again, hidden));
      g_assert_null (strstr (again, "<script"));
    }
  {
    g_autoptr (McTrainingResponse) in = mc_test_browse (desk.portal, "POST", "/oidc/authorize", good);
    g_autoptr (McTrainingResponse) twice = mc_test_browse (desk.portal, "POST", "/oidc/authorize", good);

    g_assert_cmpint (in->status, ==, 302);
    g_assert_cmpint (twice->status, ==, 400);
  }
}

static void
check_page (const McTrainingResponse *response, int status)
{
  g_autofree char *text = mc_test_text (response);
  const char *policy = g_hash_table_lookup (response->headers, "Content-Security-Policy");

  g_assert_cmpint (response->status, ==, status);
  g_assert_nonnull (strstr (text, "<html lang=\"vi\">"));
  g_assert_nonnull (strstr (text, "TẬP HUẤN – KHÔNG CÓ GIÁ TRỊ"));
  g_assert_nonnull (strstr (text, "prefers-color-scheme: dark"));
  g_assert_null (strstr (text, "<script"));
  g_assert_null (strstr (text, "http://"));
  g_assert_null (strstr (text, "https://"));
  g_assert_null (strstr (text, " style=\""));
  g_assert_nonnull (strstr (policy, "default-src 'none'; style-src 'sha256-"));
  g_assert_null (strstr (policy, "unsafe"));
}

/* The style's digest in the policy is that of the style in the page: without it a browser shows it bare. */
static void
check_digest (const McTrainingResponse *response)
{
  g_autofree char *text = mc_test_text (response);
  const char *policy = g_hash_table_lookup (response->headers, "Content-Security-Policy");
  const char *style = strstr (text, "<style>") + strlen ("<style>");
  const char *end = strstr (style, "</style>");
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *digest = NULL;
  guint8 bytes[32];
  gsize length = sizeof bytes;

  g_checksum_update (sum, (const guchar *) style, end - style);
  g_checksum_get_digest (sum, bytes, &length);
  digest = g_base64_encode (bytes, length);
  g_assert_nonnull (strstr (policy, digest));
}

/* Every state of the page: asking, a chosen account, an error, nothing to sign in to. */
static void
test_page (void)
{
  g_auto (Desk) desk = make_desk ();
  g_autofree char *address = mc_test_authorize_address ("s");
  g_autoptr (McTrainingResponse) page = mc_test_browse (desk.portal, "GET", address, NULL);
  g_autofree char *text = mc_test_text (page);
  const char *mark = strstr (text, "name=\"request\" value=\"") + strlen ("name=\"request\" value=\"");
  g_autofree char *hidden = g_strndup (mark, strcspn (mark, "\""));
  g_autofree char *choice = g_strdup_printf ("request=%s&choose=vanthu1", hidden);
  g_autofree char *stranger = g_strdup_printf ("request=%s&choose=nobody", hidden);
  g_autoptr (McTrainingResponse) chosen = mc_test_browse (desk.portal, "POST", "/oidc/authorize", choice);
  g_autofree char *filled = mc_test_text (chosen);
  g_autoptr (McTrainingResponse) wrong = mc_test_browse (desk.portal, "POST", "/oidc/authorize", stranger);
  g_autofree char *told = mc_test_text (wrong);
  g_autoptr (McTrainingResponse) expired
      = mc_test_browse (desk.portal, "POST", "/oidc/authorize", "request=gone&username=tiepnhan1&password=x");
  g_autofree char *over = mc_test_text (expired);
  g_autoptr (GRegex) label = g_regex_new ("<label for=\"([up])\">[^<]+</label><input id=\"\\1\"", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  check_page (page, 200);
  check_digest (page);
  g_assert_null (strstr (text, "role=\"alert\""));
  g_assert_null (strstr (text, " aria-current="));
  g_assert_true (g_regex_match (label, text, 0, &match));
  g_assert_true (g_match_info_next (match, NULL));
  g_assert_nonnull (strstr (text, "value=\"vanthu1\""));
  g_assert_nonnull (strstr (text, "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân phường An Bình"));

  check_page (chosen, 200);
  g_assert_nonnull (strstr (filled, "name=\"username\" value=\"vanthu1\""));
  g_assert_nonnull (strstr (filled, "value=\"vanthu1\" aria-current=\"true\""));
  g_assert_null (strstr (filled, "role=\"alert\""));

  check_page (wrong, 200);
  g_assert_nonnull (strstr (told, "role=\"alert\""));
  g_assert_nonnull (strstr (told, "aria-invalid=\"true\" aria-describedby=\"e\""));

  check_page (expired, 400);
  g_assert_nonnull (strstr (over, "hết hạn"));
  g_assert_null (strstr (over, "<form"));
}

/* None of these may send anything anywhere. */
static void
test_bad_requests (void)
{
  g_auto (Desk) desk = make_desk ();
  g_autofree char *good = mc_test_authorize_address ("s");
  static const struct
  {
    const char *member;
    const char *instead;
  } changes[] = {
    { "redirect_uri=http%3A%2F%2F127.0.0.1%3A45678%2F", "redirect_uri=https%3A%2F%2F127.0.0.1%3A45678%2F" },
    { "redirect_uri=http%3A%2F%2F127.0.0.1%3A45678%2F", "redirect_uri=http%3A%2F%2Fevil.example%3A45678%2F" },
    { "redirect_uri=http%3A%2F%2F127.0.0.1%3A45678%2F", "redirect_uri=http%3A%2F%2F127.0.0.1.evil.example%3A45678%2F" },
    { "redirect_uri=http%3A%2F%2F127.0.0.1%3A45678%2F", "redirect_uri=http%3A%2F%2Flocalhost%3A45678%2F" },
    { "redirect_uri=http%3A%2F%2F127.0.0.1%3A45678%2F", "redirect_uri=http%3A%2F%2Fx%40127.0.0.1%3A45678%2F" },
    { "redirect_uri=http%3A%2F%2F127.0.0.1%3A45678%2F", "redirect_uri=http%3A%2F%2F127.0.0.1%3A45678%2Fcb" },
    { "redirect_uri=http%3A%2F%2F127.0.0.1%3A45678%2F", "redirect_uri=http%3A%2F%2F127.0.0.1%3A45678%2F%3Fa%3Db" },
    { "redirect_uri=http%3A%2F%2F127.0.0.1%3A45678%2F", "redirect_uri=http%3A%2F%2F127.0.0.1%3A45678%2F%23a" },
    { "redirect_uri=http%3A%2F%2F127.0.0.1%3A45678%2F", "redirect_uri=http%3A%2F%2F127.0.0.1%2F" },
    { "redirect_uri=http%3A%2F%2F127.0.0.1%3A45678%2F", "redirect_uri=" },
    { "redirect_uri=", "x=" },
    { "client_id=motcua-desktop", "client_id=other" },
    { "client_id=motcua-desktop", "x=y" },
    { "response_type=code", "response_type=token" },
    { "code_challenge_method=S256", "code_challenge_method=plain" },
    { "&code_challenge_method=S256", "" },
    { "code_challenge=", "x=" },
    { "code_challenge=", "code_challenge=a" },
    { "state=s", "x=s" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autoptr (GString) address = g_string_new (good);
      g_autoptr (McTrainingResponse) answer = NULL;
      g_autofree char *text = NULL;

      g_assert_cmpuint (g_string_replace (address, changes[i].member, changes[i].instead, 1), ==, 1);
      answer = mc_test_browse (desk.portal, "GET", address->str, NULL);
      text = mc_test_text (answer);
      g_assert_cmpint (answer->status, ==, 400);
      g_assert_null (g_hash_table_lookup (answer->headers, "Location"));
      g_assert_null (strstr (text, "evil.example"));
    }
}

static void
test_wrong_verifier (void)
{
  g_auto (Desk) desk = make_desk ();
  g_autoptr (GHashTable) given = mc_test_authorize (desk.portal, "tiepnhan1", "s");
  const char *code = g_hash_table_lookup (given, "code");

  expect_error (exchange (&desk, code, NULL, "another-verifier-of-more-than-forty-three-characters-"), 400,
                "invalid_grant");
  expect_error (exchange (&desk, code, NULL, "short"), 400, "invalid_grant");
  expect_error (exchange (&desk, code, NULL, ""), 400, "invalid_grant");
  expect_error (exchange (&desk, code, "http://127.0.0.1:45679/", NULL), 400, "invalid_grant");
  expect_error (exchange (&desk, "nonsense", NULL, NULL), 400, "invalid_grant");
  expect_error (mc_test_form (desk.portal, "/oidc/token", "grant_type", "authorization_code", "code", code, "client_id",
                              "other", NULL),
                401, "invalid_client");
  expect_error (mc_test_form (desk.portal, "/oidc/token", "grant_type", "password", "client_id", CLIENT, NULL), 400,
                "unsupported_grant_type");
  expect_error (mc_test_form (desk.portal, "/oidc/token", "client_id", CLIENT, NULL), 400, "invalid_request");
}

static void
test_code_twice (void)
{
  g_auto (Desk) desk = make_desk ();
  g_autoptr (GHashTable) given = mc_test_authorize (desk.portal, "tiepnhan1", "s");
  const char *code = g_hash_table_lookup (given, "code");
  g_autoptr (McTrainingResponse) first = exchange (&desk, code, NULL, NULL);
  g_autoptr (JsonNode) tokens = mc_test_json (first);
  g_autofree char *access = take_string (tokens, "access_token");
  g_autofree char *token = take_string (tokens, "refresh_token");

  g_assert_cmpint (first->status, ==, 200);
  g_assert_cmpint (status_of_me (&desk, access), ==, 200);
  expect_error (exchange (&desk, code, NULL, NULL), 400, "invalid_grant");
  g_assert_cmpint (status_of_me (&desk, access), ==, 401);
  expect_error (refresh (&desk, token), 400, "invalid_grant");
}

static void
test_ends (void)
{
  g_auto (Desk) desk = make_desk ();
  g_autofree char *address = mc_test_authorize_address ("s");
  g_autofree char *access = mc_test_sign_in (desk.portal, "tiepnhan1");
  g_autoptr (GHashTable) given = mc_test_authorize (desk.portal, "tiepnhan1", "s");
  g_autoptr (McTrainingResponse) page = mc_test_browse (desk.portal, "GET", address, NULL);
  g_autofree char *text = mc_test_text (page);
  const char *mark = strstr (text, "name=\"request\" value=\"") + strlen ("name=\"request\" value=\"");
  g_autofree char *hidden = g_strndup (mark, strcspn (mark, "\""));
  g_autofree char *body = g_strdup_printf ("request=%s&username=tiepnhan1&password=Tap-huan-2026", hidden);
  g_autoptr (McTrainingResponse) late = NULL;

  wait_seconds (&desk, 61);
  expect_error (exchange (&desk, g_hash_table_lookup (given, "code"), NULL, NULL), 400, "invalid_grant");
  wait_seconds (&desk, 238);
  g_assert_cmpint (status_of_me (&desk, access), ==, 200);
  wait_seconds (&desk, 2);
  g_assert_cmpint (status_of_me (&desk, access), ==, 401);
  wait_seconds (&desk, 300);
  late = mc_test_browse (desk.portal, "POST", "/oidc/authorize", body);
  g_assert_cmpint (late->status, ==, 400);
}

static void
test_rotation (void)
{
  g_auto (Desk) desk = make_desk ();
  g_autoptr (JsonNode) tokens = mc_test_tokens (desk.portal, "lanhdao1");
  g_autofree char *token = take_string (tokens, "refresh_token");

  /* a day's work */
  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *access = NULL;
      g_autofree char *next = refresh_well (&desk, token, &access);

      g_assert_cmpstr (next, !=, token);
      g_assert_cmpint (status_of_me (&desk, access), ==, 200);
      g_set_str (&token, next);
      wait_seconds (&desk, 280);
    }
}

/* An answer lost on the way signs nobody out: the token before stays good until the new one is used, at most 60 s. */
static void
test_lost_answer (void)
{
  g_auto (Desk) desk = make_desk ();
  g_autoptr (JsonNode) tokens = mc_test_tokens (desk.portal, "tiepnhan1");
  g_autofree char *first = take_string (tokens, "refresh_token");
  g_autofree char *lost = refresh_well (&desk, first, NULL);
  g_autofree char *second = NULL;
  g_autofree char *third = NULL;
  g_autofree char *access = NULL;

  wait_seconds (&desk, 59);
  second = refresh_well (&desk, first, NULL);
  g_assert_cmpstr (second, !=, lost);
  third = refresh_well (&desk, second, &access);
  g_assert_cmpint (status_of_me (&desk, access), ==, 200);

  /* the newer one has been used: now the first is a stolen one, and all that came of it ends */
  expect_error (refresh (&desk, first), 400, "invalid_grant");
  g_assert_cmpint (status_of_me (&desk, access), ==, 401);
  expect_error (refresh (&desk, third), 400, "invalid_grant");
}

static void
test_late_reuse (void)
{
  g_auto (Desk) desk = make_desk ();
  g_autoptr (JsonNode) tokens = mc_test_tokens (desk.portal, "tiepnhan1");
  g_autoptr (JsonNode) others = mc_test_tokens (desk.portal, "tiepnhan1");
  g_autofree char *first = take_string (tokens, "refresh_token");
  g_autofree char *other = take_string (others, "refresh_token");
  g_autofree char *other_next = NULL;
  g_autofree char *access = NULL;
  g_autofree char *second = refresh_well (&desk, first, &access);

  wait_seconds (&desk, 61);
  expect_error (refresh (&desk, first), 400, "invalid_grant");
  expect_error (refresh (&desk, second), 400, "invalid_grant");
  g_assert_cmpint (status_of_me (&desk, access), ==, 401);
  /* another sign-in of the same official is another family */
  other_next = refresh_well (&desk, other, NULL);
}

static void
test_revocation (void)
{
  g_auto (Desk) desk = make_desk ();
  g_autoptr (JsonNode) tokens = mc_test_tokens (desk.portal, "tiepnhan1");
  g_autofree char *token = take_string (tokens, "refresh_token");
  g_autofree char *access = take_string (tokens, "access_token");
  g_autoptr (McTrainingResponse) unknown
      = mc_test_form (desk.portal, "/oidc/revoke", "client_id", CLIENT, "token", "nonsense", NULL);
  g_autoptr (McTrainingResponse) done = NULL;

  g_assert_cmpint (unknown->status, ==, 200);
  g_assert_cmpint (status_of_me (&desk, access), ==, 200);
  expect_error (mc_test_form (desk.portal, "/oidc/revoke", "token", token, NULL), 401, "invalid_client");
  g_assert_cmpint (status_of_me (&desk, access), ==, 200);
  done = mc_test_form (desk.portal, "/oidc/revoke", "client_id", CLIENT, "token", token, "token_type_hint",
                       "refresh_token", NULL);
  g_assert_cmpint (done->status, ==, 200);
  g_assert_cmpint (status_of_me (&desk, access), ==, 401);
  expect_error (refresh (&desk, token), 400, "invalid_grant");
}

static void
test_restart (void)
{
  char *directory = mc_test_directory ();
  g_autoptr (McClock) clock = mc_test_clock (10, 0);
  Desk desk = { clock, mc_test_portal (directory, 1, 5, clock) };
  g_autoptr (JsonNode) tokens = mc_test_tokens (desk.portal, "tiepnhan1");
  g_autofree char *access = take_string (tokens, "access_token");
  g_autofree char *token = take_string (tokens, "refresh_token");
  g_autofree char *next = NULL;
  g_autofree char *new_access = NULL;

  g_clear_object (&desk.portal);
  desk.portal = mc_test_portal (directory, 1, 5, clock);
  g_assert_cmpint (status_of_me (&desk, access), ==, 401);
  next = refresh_well (&desk, token, &new_access);
  g_assert_cmpint (status_of_me (&desk, new_access), ==, 200);
  g_clear_object (&desk.portal);
  mc_test_remove (directory);
}

/* The pages are on the front for browsers alone, tokens on the other alone. */
static void
test_fronts (void)
{
  g_auto (Desk) desk = make_desk ();
  g_autofree char *address = mc_test_authorize_address ("s");
  g_autoptr (McTrainingResponse) page = mc_test_browse (desk.portal, "GET", address, NULL);
  g_autoptr (McTrainingResponse) here = mc_test_send (desk.portal, "GET", address, NULL, NULL, NULL);
  static const char *const programs[] = { "/oidc/token", "/oidc/revoke", "/oidc/jwks",
                                          "/oidc/.well-known/openid-configuration", "/officials/v1/about" };

  g_assert_cmpint (page->status, ==, 200);
  g_assert_nonnull (strstr (g_hash_table_lookup (page->headers, "Content-Security-Policy"), "default-src 'none'"));
  g_assert_cmpstr (g_hash_table_lookup (page->headers, "Cache-Control"), ==, "no-store");
  g_assert_cmpint (here->status, ==, 404);
  for (guint i = 0; i < G_N_ELEMENTS (programs); i++)
    {
      g_autoptr (McTrainingResponse) get = mc_test_browse (desk.portal, "GET", programs[i], NULL);
      g_autoptr (McTrainingResponse) post = mc_test_browse (desk.portal, "POST", programs[i], "grant_type=x");

      g_assert_cmpint (get->status, ==, 404);
      g_assert_cmpint (post->status, ==, 404);
    }
}

static void
test_many_pages (void)
{
  g_auto (Desk) desk = make_desk ();
  g_autofree char *address = mc_test_authorize_address ("s");
  g_autoptr (GHashTable) given = NULL;

  for (guint i = 0; i <= 1000; i++)
    {
      g_autoptr (McTrainingResponse) page = mc_test_browse (desk.portal, "GET", address, NULL);

      g_assert_cmpint (page->status, ==, i < 1000 ? 200 : 400);
    }
  wait_seconds (&desk, 601);
  given = mc_test_authorize (desk.portal, "tiepnhan1", "s");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/oidc/discovery", test_discovery);
  g_test_add_func ("/oidc/id-token", test_id_token);
  g_test_add_func ("/oidc/state-comes-back", test_state);
  g_test_add_func ("/oidc/wrong-password", test_wrong_password);
  g_test_add_func ("/oidc/page", test_page);
  g_test_add_func ("/oidc/bad-requests-go-nowhere", test_bad_requests);
  g_test_add_func ("/oidc/wrong-verifier-code-or-client", test_wrong_verifier);
  g_test_add_func ("/oidc/code-used-twice", test_code_twice);
  g_test_add_func ("/oidc/everything-ends", test_ends);
  g_test_add_func ("/oidc/refresh/rotates", test_rotation);
  g_test_add_func ("/oidc/refresh/lost-answer-then-theft", test_lost_answer);
  g_test_add_func ("/oidc/refresh/late-reuse", test_late_reuse);
  g_test_add_func ("/oidc/revocation", test_revocation);
  g_test_add_func ("/oidc/restart", test_restart);
  g_test_add_func ("/oidc/fronts", test_fronts);
  g_test_add_func ("/oidc/pages-are-bounded", test_many_pages);
  return g_test_run ();
}
