// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-training-test.h"

#include <stdlib.h>
#include <string.h>

#include "mc-text.h"

/* Requests that are nearly sound, made from sound ones by a seed, into mc_training_handle(): whatever comes, the portal
 * answers as a portal and stays alive. usage: fuzz-training [SECONDS [SEED]]; a failure prints the seed of its request. */

typedef struct
{
  McClock *clock;
  McTraining *portal;
  char *token;
  char *dossier;
  char *cursor;
  char *document; /* of the dossier */
  char *upload;   /* announced, as yet empty */
  guint answered;
  guint by_class[6];
} Target;

/* %d: a dossier, %f: a document of it, %c: a cursor, %u: an upload, %t: the token, %k: a new key; header: "name: value" */
#define UPLOAD_SIZE "40"

static const struct
{
  const char *method;
  const char *address;
  const char *body;
  const char *header;
} seeds[] = {
  { "GET", "/officials/v1/about", NULL },
  { "GET", "/officials/v1/me", NULL },
  { "GET", "/officials/v1/changes", NULL },
  { "GET", "/officials/v1/changes?cursor=%c", NULL },
  { "GET", "/officials/v1/events", NULL },
  { "GET", "/officials/v1/dossiers/%d", NULL },
  { "GET", "/officials/v1/actions/%k", NULL },
  { "GET", "/officials/v1/audit/reveals?cursor=7", NULL },
  { "PUT", "/officials/v1/dossiers/%d/presence", NULL },
  { "DELETE", "/officials/v1/dossiers/%d/presence", NULL },
  { "PUT", "/officials/v1/me/devices/%k/key", "{\"key\":\"AAECAwQFBgcICQoLDA0ODw==\"}" },
  { "GET", "/officials/v1/me/devices/%k/key", NULL },
  { "POST", "/officials/v1/dossiers/%d/reveals",
    "{\"kind\":\"reveal\",\"field\":\"owner_id_number\",\"purpose\":\"Đối chiếu.\","
    "\"performed_at\":\"2026-11-23T03:00:00Z\"}" },
  { "POST", "/officials/v1/dossiers/%d/actions",
    "{\"action\":\"accept\",\"performed_at\":\"2026-11-23T03:00:00Z\",\"form\":{\"components\":"
    "[{\"id\":\"tp1\",\"mark\":\"sufficient\"}]}}" },
  { "POST", "/officials/v1/dossiers/%d/actions",
    "{\"action\":\"request_supplement\",\"performed_at\":\"2026-11-23T03:00:00Z\",\"form\":{\"components\":"
    "[{\"id\":\"tp1\",\"mark\":\"invalid\",\"reason\":\"other\",\"note\":\"ê̂\"}],\"demand\":null,\"applicant_days\":30}"
    "}" },
  { "GET", "/oidc/.well-known/openid-configuration", NULL },
  { "GET", "/oidc/jwks", NULL },
  { "POST", "/oidc/token", "grant_type=refresh_token&refresh_token=x&client_id=motcua-desktop" },
  { "POST", "/oidc/token",
    "grant_type=authorization_code&code=x&redirect_uri=http%3A%2F%2F127.0.0.1%3A9%2F&client_id=motcua-desktop"
    "&code_verifier=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" },
  { "POST", "/oidc/revoke", "token=x&client_id=motcua-desktop" },
  { "GET",
    "/oidc/authorize?response_type=code&client_id=motcua-desktop&redirect_uri=http%3A%2F%2F127.0.0.1%3A45678%2F&state=s"
    "&nonce=n&code_challenge=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA&code_challenge_method=S256",
    NULL },
  { "GET",
    "/oidc/"
    "logout?id_token_hint=eyJhbGciOiJFUzI1NiJ9.e30.AAAA&post_logout_redirect_uri=http%3A%2F%2F127.0.0.1%3A9%2F&state=s",
    NULL },
  { "POST", "/officials/v1/uploads",
    "{\"name\":\"Đơn.pdf\",\"media_type\":\"application/pdf\",\"size\":40,\"sha256\":"
    "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"}" },
  { "GET", "/officials/v1/uploads/%u", NULL },
  { "PUT", "/officials/v1/uploads/%u", "%PDF-1.4 0123456789", "content-range: bytes 0-18/" UPLOAD_SIZE },
  { "PUT", "/officials/v1/uploads/%u", "4 0123456789 and more", "content-range: bytes 7-27/" UPLOAD_SIZE },
  { "GET", "/officials/v1/dossiers/%d/documents/%f", NULL },
  { "GET", "/officials/v1/dossiers/%d/documents/%f", NULL, "range: bytes=0-99" },
  { "GET", "/officials/v1/dossiers/%d/documents/%f", NULL, "range: bytes=-5, 7-" },
  { "GET", "/officials/v1/dossiers/%d/documents/%f", NULL, "if-none-match: W/\"x\", *" },
  { "POST", "/oidc/introspect", "token=%t&token_type_hint=access_token", "authorization: Basic cnM6c2VjcmV0" },
  { "POST", "/oidc/authorize", "request=x&username=tiepnhan1&password=Tap-huan-2026" },
};

static const char *const pieces[] = {
  "\"",
  "{",
  "}",
  "[",
  "]",
  ",",
  ":",
  "%",
  "%00",
  "%ff",
  "&",
  "=",
  "?",
  "/",
  "..",
  "null",
  "true",
  "-1",
  "1e999",
  "\\u0000",
  "\\ud800",
  "\xff",
  "\xe2\x80",
  "\xcc\x82",
  "99999999999999999999",
  "'",
  "~",
  "_",
  "l_",
  "s_1_2_3_4_",
  "\n",
  "\r\n",
  "\"action\":7,",
};

static void
mutate (GRand *dice, GString *text)
{
  guint times = (guint) g_rand_int_range (dice, 0, 5);

  for (guint i = 0; i < times; i++)
    {
      gsize at = text->len > 0 ? (gsize) g_rand_int_range (dice, 0, (gint32) text->len) : 0;
      gsize rest = text->len - at;
      gsize piece = (gsize) g_rand_int_range (dice, 1, 9);
      g_autofree char *copy = NULL;

      switch (g_rand_int_range (dice, 0, 5))
        {
        case 0:
          g_string_erase (text, (gssize) at, (gssize) MIN (rest, piece));
          break;
        case 1:
          copy = g_strndup (text->str + at, MIN (rest, 40));
          g_string_insert (text, (gssize) at, copy);
          break;
        case 2:
          if (rest > 0)
            text->str[at] = (char) (text->str[at] ^ (1 << g_rand_int_range (dice, 0, 8)));
          break;
        default:
          g_string_insert (text, (gssize) at, pieces[g_rand_int_range (dice, 0, G_N_ELEMENTS (pieces))]);
        }
    }
}

static GString *
fill (const Target *target, const char *form)
{
  GString *text = g_string_new (form);
  g_autofree char *key = mc_uuid_new (mc_clock_now_us (target->clock) / 1000);

  g_string_replace (text, "%d", target->dossier, 0);
  g_string_replace (text, "%c", target->cursor, 0);
  g_string_replace (text, "%f", target->document, 0);
  g_string_replace (text, "%u", target->upload, 0);
  g_string_replace (text, "%t", target->token, 0);
  g_string_replace (text, "%k", key, 0);
  return text;
}

/* A header or a query that has come over HTTP has no NUL and no line end. */
static char *
as_sent (const GString *text)
{
  char *sent = g_strdup (text->str);

  g_strdelimit (sent, "\r\n", ' ');
  return sent;
}

static void
add_header (GRand *dice, GHashTable *headers, const char *name, const char *value)
{
  g_autoptr (GString) text = g_string_new (value);

  if (g_rand_int_range (dice, 0, 12) == 0)
    return;
  if (g_rand_int_range (dice, 0, 6) == 0)
    mutate (dice, text);
  g_hash_table_insert (headers, g_strdup (name), as_sent (text));
}

static void
check_answer (const McTrainingResponse *response, guint32 seed)
{
  const char *type = g_hash_table_lookup (response->headers, "Content-Type");
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  gsize size = 0;
  const char *text = g_bytes_get_data (response->body, &size);

  if (response->status < 200 || response->status >= 500)
    g_error ("seed %u: status %d", seed, response->status);
  if (type != NULL && (g_str_has_prefix (type, "text/") || strstr (type, "json") != NULL)
      && !g_utf8_validate_len (text != NULL ? text : "", size, NULL))
    g_error ("seed %u: an answer that is not UTF-8", seed);
  json_parser_set_strict (parser, TRUE);
  if (type != NULL && strstr (type, "json") != NULL
      && !json_parser_load_from_data (parser, text, (gssize) size, &error))
    g_error ("seed %u: an answer that is not JSON: %s", seed, error->message);
}

/* As the front hands it over: what is taken as it comes, in pieces of any length. */
static McTrainingResponse *
deliver (GRand *dice, McTraining *portal, const McTrainingRequest *request)
{
  g_autoptr (McTrainingIntake) intake = g_rand_boolean (dice) ? mc_training_intake_begin (portal, request) : NULL;
  gsize size = 0;
  const guint8 *data = request->body != NULL ? g_bytes_get_data (request->body, &size) : NULL;

  if (intake == NULL)
    return mc_training_handle (portal, request);
  for (gsize at = 0; at < size;)
    {
      gsize piece = MIN (size - at, (gsize) g_rand_int_range (dice, 1, 12));

      mc_training_intake_take (intake, data + at, piece);
      at += piece;
    }
  return mc_training_intake_finish (intake);
}

static void
send_one (Target *target, guint32 seed)
{
  g_autoptr (GRand) dice = g_rand_new_with_seed (seed);
  guint which = (guint) g_rand_int_range (dice, 0, G_N_ELEMENTS (seeds));
  g_autoptr (GString) address = fill (target, seeds[which].address);
  g_autoptr (GString) body = seeds[which].body != NULL ? fill (target, seeds[which].body) : NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GHashTable) headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autofree char *bearer = g_strconcat ("Bearer ", target->token, NULL);
  g_autofree char *key = mc_uuid_new (mc_clock_now_us (target->clock) / 1000);
  g_autofree char *sent = NULL;
  g_autofree char *path = NULL;
  g_autoptr (McTrainingResponse) response = NULL;
  McTrainingRequest request = { .method = seeds[which].method, .headers = headers };
  char *query;

  if (g_rand_int_range (dice, 0, 3) == 0)
    mutate (dice, address);
  sent = as_sent (address);
  query = strchr (sent, '?');
  if (query != NULL)
    *query++ = '\0';
  path = g_uri_unescape_string (sent, NULL);
  if (body != NULL)
    {
      mutate (dice, body);
      bytes = g_bytes_new (body->str, body->len);
    }
  add_header (dice, headers, "authorization", bearer);
  add_header (dice, headers, "idempotency-key", key);
  add_header (dice, headers, "if-match", "\"1\"");
  add_header (dice, headers, "content-type", "application/json");
  if (seeds[which].header != NULL)
    {
      g_auto (GStrv) parts = g_strsplit (seeds[which].header, ": ", 2);

      add_header (dice, headers, parts[0], parts[1]);
    }
  request.path = path != NULL ? path : sent;
  request.query = query;
  request.body = bytes;
  request.browser = (g_str_has_prefix (sent, "/oidc/authorize") || g_str_has_prefix (sent, "/oidc/logout"))
                    && g_rand_int_range (dice, 0, 4) > 0;
  response = deliver (dice, target->portal, &request);
  check_answer (response, seed);
  target->by_class[response->status / 100]++;
  target->answered++;
}

/* An upload that nothing was sent of. */
static void
announce (Target *target)
{
  static const char *const headers[] = { "content-type", "application/json", NULL };
  static const char text[]
      = "{\"name\":\"a.pdf\",\"media_type\":\"application/pdf\",\"size\":" UPLOAD_SIZE ",\"sha256\":"
        "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"}";
  g_autoptr (GBytes) body = g_bytes_new_static (text, strlen (text));
  g_autoptr (McTrainingResponse) response
      = mc_test_send (target->portal, "POST", "/officials/v1/uploads", target->token, headers, body);
  g_autoptr (JsonNode) node = mc_test_json (response);

  if (json_object_has_member (json_node_get_object (node), "id"))
    g_set_str (&target->upload, json_object_get_string_member (json_node_get_object (node), "id"));
}

static char *
find_document (Target *target)
{
  g_autofree char *address = g_strconcat ("/officials/v1/dossiers/", target->dossier, NULL);
  g_autoptr (JsonNode) node = mc_test_get (target->portal, target->token, address);
  JsonArray *components = json_object_get_array_member (json_node_get_object (node), "components");

  for (guint i = 0; i < json_array_get_length (components); i++)
    {
      JsonArray *documents = json_object_get_array_member (json_array_get_object_element (components, i), "documents");

      if (json_array_get_length (documents) > 0)
        return g_strdup (json_object_get_string_member (json_array_get_object_element (documents, 0), "id"));
    }
  return g_strdup ("none");
}

/* Once in a while the token is old and the limits are used up. */
static void
renew (Target *target)
{
  g_autoptr (JsonNode) page = NULL;

  g_free (target->token);
  mc_clock_advance (target->clock, 240 * G_USEC_PER_SEC);
  target->token = mc_test_sign_in (target->portal, "tiepnhan1");
  page = mc_test_get (target->portal, target->token, "/officials/v1/changes");
  g_free (target->cursor);
  target->cursor = g_strdup (json_object_get_string_member (json_node_get_object (page), "next"));
  if (target->dossier == NULL)
    {
      JsonArray *changes = json_object_get_array_member (json_node_get_object (page), "changes");

      target->dossier = g_strdup (json_object_get_string_member (json_array_get_object_element (changes, 0), "id"));
      target->document = find_document (target);
    }
  announce (target);
}

int
main (int argc, char **argv)
{
  double seconds = argc > 1 ? g_ascii_strtod (argv[1], NULL) : 3;
  guint32 seed = argc > 2 ? (guint32) g_ascii_strtoull (argv[2], NULL, 10) : g_random_int ();
  g_autoptr (GTimer) timer = g_timer_new ();
  Target target = { .clock = mc_test_clock (10, 0) };
  const McTrainingOptions options = { .issuer = MC_TEST_ISSUER,
                                      .browser_url = "http://127.0.0.1:4080",
                                      .seed = 1,
                                      .dossiers = 20,
                                      .undo_seconds = -1,
                                      .resource_server = "rs:secret" };

  target.portal = mc_training_new (&options, target.clock, NULL);
  g_print ("1..1\n# seeds from %u\n", seed);
  while (g_timer_elapsed (timer, NULL) < seconds || target.answered == 0)
    {
      renew (&target);
      for (guint i = 0; i < 200; i++)
        send_one (&target, seed++);
    }
  g_print ("# %u requests: %u x 2xx, %u x 3xx, %u x 4xx\n", target.answered, target.by_class[2], target.by_class[3],
           target.by_class[4]);
  /* not all are thrown away at the door */
  g_print ("%s 1 - requests that are nearly sound are answered\n",
           target.by_class[2] * 10 > target.answered && target.by_class[4] * 10 > target.answered ? "ok" : "not ok");
  g_free (target.token);
  g_free (target.dossier);
  g_free (target.cursor);
  g_free (target.document);
  g_free (target.upload);
  g_object_unref (target.portal);
  g_object_unref (target.clock);
  return target.by_class[2] == 0;
}
