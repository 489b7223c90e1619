// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-test-portal.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

#define PASSWORD "Tap-huan-2026"
#define VERIFIER "0123456789abcdef0123456789abcdef0123456789abcdef"

struct _McTestPortal
{
  GSubprocess *process;
  GDataInputStream *output;
  GTlsDatabase *trust;
  char *directory;
  char *url;
  char *issuer;
  char *ca_file;
};

/* Every request on a session of its own: these functions are called on several threads. */
static GBytes *
exchange (GTlsDatabase *trust, SoupMessage *message, int *status)
{
  g_autoptr (SoupSession) session = soup_session_new ();
  GBytes *body;

  if (trust != NULL)
    soup_session_set_tls_database (session, trust);
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  body = soup_session_send_and_read (session, message, NULL, NULL);
  *status = (int) soup_message_get_status (message);
  return body;
}

static char *
text_of (GBytes *bytes)
{
  return bytes != NULL ? g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes)) : g_strdup ("");
}

static char *
post (GTlsDatabase *trust, const char *url, const char *form, int *status, char **location)
{
  g_autoptr (SoupMessage) message = soup_message_new ("POST", url);
  g_autoptr (GBytes) body = g_bytes_new (form, strlen (form));
  g_autoptr (GBytes) answer = NULL;

  soup_message_set_request_body_from_bytes (message, "application/x-www-form-urlencoded", body);
  answer = exchange (trust, message, status);
  if (location != NULL)
    *location = g_strdup (soup_message_headers_get_one (soup_message_get_response_headers (message), "Location"));
  return text_of (answer);
}

/* Opens the page and sends its form; where the provider sends the browser then, or NULL. */
static char *
fill_in (const char *page, const char *username, const char *password, int *status)
{
  g_autoptr (SoupMessage) message = soup_message_new ("GET", page);
  g_autoptr (GBytes) answer = exchange (NULL, message, status);
  g_autofree char *text = text_of (answer);
  g_autofree char *origin = g_strndup (page, (gsize) (strstr (page, "/oidc/") - page));
  g_autofree char *action = NULL;
  g_autofree char *url = NULL;
  g_autofree char *form = NULL;
  g_autofree char *body = NULL;
  g_autoptr (GRegex) regex
      = g_regex_new ("action=\"([^\"]*)\".*name=\"request\" value=\"([^\"]*)\"", G_REGEX_DOTALL, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *request = NULL;
  char *location = NULL;

  if (*status != 200 || !g_regex_match (regex, text, 0, &match))
    return NULL;
  action = g_match_info_fetch (match, 1);
  request = g_match_info_fetch (match, 2);
  url = g_strconcat (origin, action, NULL);
  form = g_strdup_printf ("request=%s&username=%s&password=%s", request, username,
                          password != NULL ? password : PASSWORD);
  body = post (NULL, url, form, status, &location);
  return location;
}

static char *
member (const char *json, const char *name)
{
  g_autoptr (JsonNode) root = json_from_string (json, NULL);

  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    g_error ("not a JSON object: %s", json);
  return g_strdup (json_object_get_string_member_with_default (json_node_get_object (root), name, NULL));
}

McTestPortal *
mc_test_portal_start (void)
{
  return mc_test_portal_start_with (30);
}

McTestPortal *
mc_test_portal_start_with (guint dossiers)
{
  g_autofree char *count = g_strdup_printf ("%u", dossiers);
  McTestPortal *self = g_new0 (McTestPortal, 1);
  const char *program = g_getenv ("MC_TEST_PORTAL");
  g_autoptr (GError) error = NULL;
  g_autofree char *line = NULL;

  g_assert_nonnull (program);
  self->directory = g_dir_make_tmp ("mc-test-portal-XXXXXX", &error);
  g_assert_no_error (error);
  self->process
      = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program,
                          "--until-eof", "--port", "0", "--dossiers", count, "--directory", self->directory, NULL);
  g_assert_no_error (error);
  self->output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  line = g_data_input_stream_read_line (self->output, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (line);
  self->url = member (line, "url");
  self->issuer = member (line, "issuer");
  self->ca_file = member (line, "ca");
  self->trust = g_tls_file_database_new (self->ca_file, &error);
  g_assert_no_error (error);
  return self;
}

void
mc_test_portal_free (McTestPortal *self)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  mc_test_portal_stop (self);
  dir = g_dir_open (self->directory, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->directory, name, NULL);

      g_remove (path);
    }
  g_rmdir (self->directory);
  g_object_unref (self->output);
  g_object_unref (self->process);
  g_object_unref (self->trust);
  g_free (self->directory);
  g_free (self->url);
  g_free (self->issuer);
  g_free (self->ca_file);
  g_free (self);
}

const char *
mc_test_portal_get_directory (McTestPortal *self)
{
  return self->directory;
}

const char *
mc_test_portal_get_url (McTestPortal *self)
{
  return self->url;
}

const char *
mc_test_portal_get_ca_file (McTestPortal *self)
{
  return self->ca_file;
}

/* At once: g_subprocess_send_signal() leaves it to a thread of GLib's, and a SIGCONT that comes so late that the leak
 * sanitizer is stopping the portal's threads at its end undoes that: the sanitizer would wait for ever. */
void
mc_test_portal_send_signal (McTestPortal *self, int signal)
{
  const char *pid = g_subprocess_get_identifier (self->process);

  if (pid != NULL)
    kill (atoi (pid), signal);
}

void
mc_test_portal_stop (McTestPortal *self)
{
  mc_test_portal_send_signal (self, SIGCONT);
  g_output_stream_close (g_subprocess_get_stdin_pipe (self->process), NULL, NULL);
  g_subprocess_wait (self->process, NULL, NULL);
}

char *
mc_test_portal_dup_access_token (McTestPortal *self, const char *username)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize size = sizeof digest;
  g_autofree char *configuration = mc_test_portal_get (self, "/oidc/.well-known/openid-configuration", NULL, NULL);
  g_autofree char *endpoint = member (configuration, "authorization_endpoint");
  g_autofree char *challenge = NULL;
  g_autofree char *page = NULL;
  g_autofree char *location = NULL;
  g_autoptr (GHashTable) parameters = NULL;
  g_autofree char *form = NULL;
  g_autofree char *answer = NULL;
  int status;

  g_checksum_update (sum, (const guchar *) VERIFIER, -1);
  g_checksum_get_digest (sum, digest, &size);
  challenge = g_base64_encode (digest, size);
  g_strdelimit (challenge, "+", '-');
  g_strdelimit (challenge, "/", '_');
  *strchr (challenge, '=') = '\0';
  page = g_strdup_printf (
      "%s?response_type=code&client_id=motcua-desktop&redirect_uri=http%%3A%%2F%%2F127.0.0.1%%3A9%%2F"
      "&scope=openid&state=s&nonce=n&code_challenge=%s&code_challenge_method=S256",
      endpoint, challenge);
  location = fill_in (page, username, NULL, &status);
  g_assert_nonnull (location);
  parameters = g_uri_parse_params (strchr (location, '?') + 1, -1, "&", G_URI_PARAMS_WWW_FORM, NULL);
  form = g_strdup_printf ("grant_type=authorization_code&client_id=motcua-desktop&code=%s"
                          "&redirect_uri=http%%3A%%2F%%2F127.0.0.1%%3A9%%2F&code_verifier=" VERIFIER,
                          (const char *) g_hash_table_lookup (parameters, "code"));
  answer = mc_test_portal_post_form (self, "/oidc/token", form, &status);
  g_assert_cmpint (status, ==, 200);
  return member (answer, "access_token");
}

char *
mc_test_portal_get (McTestPortal *self, const char *path, const char *token, int *status)
{
  g_autofree char *url = g_strconcat (self->url, path, NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("GET", url);
  g_autoptr (GBytes) body = NULL;
  int code;

  if (token != NULL)
    {
      g_autofree char *bearer = g_strconcat ("Bearer ", token, NULL);

      soup_message_headers_append (soup_message_get_request_headers (message), "Authorization", bearer);
    }
  body = exchange (self->trust, message, &code);
  if (status != NULL)
    *status = code;
  return text_of (body);
}

char *
mc_test_portal_post_form (McTestPortal *self, const char *path, const char *form, int *status)
{
  g_autofree char *url = g_strconcat (self->url, path, NULL);

  return post (self->trust, url, form, status, NULL);
}

typedef struct
{
  McTestPerson *person;
  char *page;
} Visit;

static gpointer
visit_thread (gpointer data)
{
  Visit *visit = data;
  McTestPerson *person = visit->person;
  g_autofree char *page = person->change_page != NULL ? person->change_page (visit->page) : g_strdup (visit->page);
  g_autofree char *location = fill_in (page, person->username, person->password, &person->status);
  g_autofree char *changed = NULL;

  if (location != NULL)
    {
      changed = person->change_return != NULL ? person->change_return (location) : g_strdup (location);
      person->status = mc_test_visit (changed);
    }
  g_free (visit->page);
  g_free (visit);
  g_atomic_int_set (&person->ended, TRUE);
  return NULL;
}

gboolean
mc_test_browser_open (const char *uri, gpointer data, GError **error)
{
  Visit *visit = g_new0 (Visit, 1);

  visit->person = data;
  visit->page = g_strdup (uri);
  visit->person->ended = FALSE;
  g_thread_unref (g_thread_new ("browser", visit_thread, visit));
  return TRUE;
}

int
mc_test_visit (const char *uri)
{
  g_autoptr (SoupMessage) message = soup_message_new ("GET", uri);
  int status;

  g_bytes_unref (exchange (NULL, message, &status));
  return status;
}

gboolean
mc_test_is_listening (const char *uri)
{
  g_autoptr (GUri) parsed = g_uri_parse (uri, G_URI_FLAGS_NONE, NULL);
  g_autoptr (GSocketAddress) address
      = g_inet_socket_address_new_from_string (g_uri_get_host (parsed), (guint) g_uri_get_port (parsed));
  g_autoptr (GSocket) socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);

  return g_socket_connect (socket, address, NULL, NULL);
}
