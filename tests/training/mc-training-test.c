// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-training-test.h"

#include <string.h>

#include <glib/gstdio.h>

static McTrainingResponse *
send (McTraining *portal, const char *method, const char *address, GHashTable *headers, GBytes *body, gboolean browser)
{
  g_auto (GStrv) parts = g_strsplit (address, "?", 2);
  McTrainingRequest request = {
    .method = method,
    .path = parts[0] != NULL ? parts[0] : "",
    .query = parts[0] != NULL ? parts[1] : NULL,
    .headers = headers,
    .body = body,
    .browser = browser,
  };
  McTrainingResponse *response = mc_training_handle (portal, &request);

  g_assert_nonnull (response);
  g_assert_cmpint (response->status, >=, 200);
  g_assert_cmpint (response->status, <, 500);
  return response;
}

static char *
find_hidden (const McTrainingResponse *page)
{
  g_autofree char *text = mc_test_text (page);
  const char *mark = strstr (text, "name=\"request\" value=\"");

  g_assert_nonnull (mark);
  mark += strlen ("name=\"request\" value=\"");
  return g_strndup (mark, strcspn (mark, "\""));
}

static char *
encode_form (const char *name, va_list arguments)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (; name != NULL; name = va_arg (arguments, const char *))
    {
      g_autofree char *value = g_uri_escape_string (va_arg (arguments, const char *), NULL, FALSE);

      g_string_append_printf (text, "%s%s=%s", text->len > 0 ? "&" : "", name, value);
    }
  return g_string_free_and_steal (g_steal_pointer (&text));
}

McClock *
mc_test_clock (int hour, int minute)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_offset (7 * 3600);
  g_autoptr (GDateTime) time = g_date_time_new (zone, 2026, 11, 23, hour, minute, 0);

  return mc_clock_new_virtual (g_date_time_to_unix (time) * G_USEC_PER_SEC);
}

McTraining *
mc_test_portal (const char *directory, guint32 seed, guint dossiers, McClock *clock)
{
  return mc_test_paged_portal (directory, seed, dossiers, clock, 0);
}

McTraining *
mc_test_paged_portal (const char *directory, guint32 seed, guint dossiers, McClock *clock, guint page_size)
{
  McTrainingOptions options = {
    .directory = directory,
    .issuer = MC_TEST_ISSUER,
    .browser_url = "http://127.0.0.1:4080",
    .seed = seed,
    .dossiers = dossiers,
    .undo_seconds = -1,
    .page_size = page_size,
  };
  g_autoptr (GError) error = NULL;
  McTraining *portal = mc_training_new (&options, clock, &error);

  g_assert_no_error (error);
  return portal;
}

char *
mc_test_directory (void)
{
  g_autoptr (GError) error = NULL;
  char *directory = g_dir_make_tmp ("mc-training-XXXXXX", &error);

  g_assert_no_error (error);
  return directory;
}

void
mc_test_remove (char *directory)
{
  g_autoptr (GDir) dir = g_dir_open (directory, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (directory, name, NULL);

      g_assert_cmpint (g_unlink (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (directory), ==, 0);
  g_free (directory);
}

McTrainingResponse *
mc_test_send (McTraining *portal, const char *method, const char *address, const char *token,
              const char *const *headers, GBytes *body)
{
  g_autoptr (GHashTable) table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  if (token != NULL)
    g_hash_table_insert (table, g_strdup ("authorization"), g_strconcat ("Bearer ", token, NULL));
  for (guint i = 0; headers != NULL && headers[i] != NULL; i += 2)
    g_hash_table_insert (table, g_ascii_strdown (headers[i], -1), g_strdup (headers[i + 1]));
  return send (portal, method, address, table, body, FALSE);
}

JsonNode *
mc_test_get (McTraining *portal, const char *token, const char *address)
{
  g_autoptr (McTrainingResponse) response = mc_test_send (portal, "GET", address, token, NULL, NULL);

  g_assert_cmpint (response->status, ==, 200);
  return mc_test_json (response);
}

JsonNode *
mc_test_json (const McTrainingResponse *response)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  gsize size;
  const char *text = g_bytes_get_data (response->body, &size);

  json_parser_set_strict (parser, TRUE);
  json_parser_load_from_data (parser, text, (gssize) size, &error);
  g_assert_no_error (error);
  return json_parser_steal_root (parser);
}

char *
mc_test_text (const McTrainingResponse *response)
{
  gsize size;
  const char *text = g_bytes_get_data (response->body, &size);

  return text != NULL ? g_strndup (text, size) : g_strdup ("");
}

McTrainingResponse *
mc_test_browse (McTraining *portal, const char *method, const char *address, const char *body)
{
  g_autoptr (GHashTable) table = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GBytes) bytes = body != NULL ? g_bytes_new (body, strlen (body)) : NULL;

  return send (portal, method, address, table, bytes, TRUE);
}

McTrainingResponse *
mc_test_form (McTraining *portal, const char *path, ...)
{
  va_list arguments;
  g_autofree char *text = NULL;
  g_autoptr (GBytes) body = NULL;

  va_start (arguments, path);
  text = encode_form (va_arg (arguments, const char *), arguments);
  va_end (arguments);
  body = g_bytes_new (text, strlen (text));
  return mc_test_send (portal, "POST", path, NULL, NULL, body);
}

char *
mc_test_authorize_address (const char *state)
{
  g_autofree char *escaped = g_uri_escape_string (state, NULL, FALSE);
  g_autofree char *redirect = g_uri_escape_string (MC_TEST_REDIRECT, NULL, FALSE);
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *challenge = NULL;
  guint8 digest[32];
  gsize length = sizeof digest;

  g_checksum_update (sum, (const guchar *) MC_TEST_VERIFIER, -1);
  g_checksum_get_digest (sum, digest, &length);
  challenge = g_base64_encode (digest, length);
  g_strdelimit (g_strdelimit (challenge, "+", '-'), "/", '_')[43] = '\0';
  return g_strdup_printf ("/oidc/authorize?response_type=code&client_id=motcua-desktop&redirect_uri=%s&state=%s"
                          "&scope=openid%%20profile&nonce=n-1&code_challenge=%s&code_challenge_method=S256",
                          redirect, escaped, challenge);
}

GHashTable *
mc_test_authorize (McTraining *portal, const char *username, const char *state)
{
  g_autofree char *address = mc_test_authorize_address (state);
  g_autoptr (McTrainingResponse) page = mc_test_browse (portal, "GET", address, NULL);
  g_autofree char *hidden = find_hidden (page);
  g_autofree char *body = g_strdup_printf ("request=%s&username=%s&password=Tap-huan-2026", hidden, username);
  g_autoptr (McTrainingResponse) answer = mc_test_browse (portal, "POST", "/oidc/authorize", body);
  const char *location = g_hash_table_lookup (answer->headers, "Location");

  g_assert_cmpint (answer->status, ==, 302);
  g_assert_true (g_str_has_prefix (location, MC_TEST_REDIRECT "?"));
  return g_uri_parse_params (location + strlen (MC_TEST_REDIRECT "?"), -1, "&", G_URI_PARAMS_NONE, NULL);
}

JsonNode *
mc_test_tokens (McTraining *portal, const char *username)
{
  g_autoptr (GHashTable) given = mc_test_authorize (portal, username, "s");
  g_autoptr (McTrainingResponse) answer = mc_test_form (
      portal, "/oidc/token", "grant_type", "authorization_code", "code", g_hash_table_lookup (given, "code"),
      "redirect_uri", MC_TEST_REDIRECT, "client_id", "motcua-desktop", "code_verifier", MC_TEST_VERIFIER, NULL);

  g_assert_cmpint (answer->status, ==, 200);
  return mc_test_json (answer);
}

char *
mc_test_sign_in (McTraining *portal, const char *username)
{
  g_autoptr (JsonNode) tokens = mc_test_tokens (portal, username);

  return g_strdup (json_object_get_string_member (json_node_get_object (tokens), "access_token"));
}
