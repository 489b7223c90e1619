// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-introspector.h"

#include <sys/stat.h>

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>
#include <string.h>

#include "mc-codecs.h"

#define TIMEOUT 10 /* seconds */

struct _McIntrospector
{
  SoupSession *session;
  char *issuer;
  char *endpoint;
  char *authorization;
  JsonNode *people;
};

typedef struct
{
  McIntrospector *introspector;
  SoupMessage *message;
  McIntrospectorFunc answered;
  gpointer data;
} Question;

static const char *
text_of (JsonObject *o, const char *name)
{
  JsonNode *node = json_object_get_member (o, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

static gint64
number_of (JsonObject *o, const char *name)
{
  JsonNode *node = json_object_get_member (o, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_INT64 ? json_node_get_int (node) : 0;
}

/* A secret that others can read is none. */
static gboolean
read_client (McIntrospector *self, const char *file, GError **error)
{
  g_autofree char *text = NULL;
  g_autofree char *basic = NULL;
  struct stat status;

  if (stat (file, &status) == 0 && (status.st_mode & 077) != 0)
    {
      g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_PERM, "%s: others may read it", file);
      return FALSE;
    }
  if (!g_file_get_contents (file, &text, NULL, error))
    return FALSE;
  g_strstrip (text);
  basic = g_base64_encode ((guchar *) text, strlen (text));
  self->authorization = g_strconcat ("Basic ", basic, NULL);
  return TRUE;
}

static gboolean
read_people (McIntrospector *self, const char *file, GError **error)
{
  g_autofree char *text = NULL;
  g_autoptr (GBytes) bytes = NULL;
  gsize size;

  if (!g_file_get_contents (file, &text, &size, error))
    return FALSE;
  bytes = g_bytes_new (text, size);
  self->people = mc_codec_parse_object (bytes, error);
  return self->people != NULL;
}

static gboolean
discover (McIntrospector *self, GError **error)
{
  g_autofree char *url = g_strconcat (self->issuer, "/.well-known/openid-configuration", NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("GET", url);
  g_autoptr (GBytes) body = NULL;
  g_autoptr (JsonNode) root = NULL;
  JsonObject *o;

  if (message == NULL || !g_str_has_prefix (url, "https://"))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "%s: an issuer begins with https://", self->issuer);
      return FALSE;
    }
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  body = soup_session_send_and_read (self->session, message, NULL, error);
  root = body != NULL ? mc_codec_parse_object (body, error) : NULL;
  if (root == NULL)
    return FALSE;
  o = json_node_get_object (root);
  self->endpoint = g_strdup (text_of (o, "introspection_endpoint"));
  if (g_strcmp0 (text_of (o, "issuer"), self->issuer) == 0 && self->endpoint != NULL
      && g_str_has_prefix (self->endpoint, "https://"))
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s: offers no introspection under this name", self->issuer);
  return FALSE;
}

McIntrospector *
mc_introspector_new (const McIntrospectorOptions *options, GError **error)
{
  McIntrospector *self = g_new0 (McIntrospector, 1);
  g_autoptr (GTlsDatabase) database
      = options->ca_file != NULL ? g_tls_file_database_new (options->ca_file, error) : NULL;

  self->issuer = g_strdup (options->issuer);
  self->session = soup_session_new_with_options ("timeout", TIMEOUT, NULL);
  if (database != NULL)
    soup_session_set_tls_database (self->session, database);
  if ((options->ca_file == NULL || database != NULL) && read_client (self, options->client_file, error)
      && read_people (self, options->people_file, error) && discover (self, error))
    return self;
  mc_introspector_free (self);
  return NULL;
}

void
mc_introspector_free (McIntrospector *self)
{
  soup_session_abort (self->session);
  g_object_unref (self->session);
  g_free (self->issuer);
  g_free (self->endpoint);
  g_free (self->authorization);
  g_clear_pointer (&self->people, json_node_unref);
  g_free (self);
}

/* FALSE: the answer is none. word->username stays NULL when the token is not good, or nobody's here. */
static gboolean
read_answer (McIntrospector *self, JsonObject *o, McTrainingWord *word)
{
  JsonNode *active = json_object_get_member (o, "active");
  const char *issuer = text_of (o, "iss");

  if (active == NULL || json_node_get_value_type (active) != G_TYPE_BOOLEAN)
    return FALSE;
  if (!json_node_get_boolean (active) || text_of (o, "sub") == NULL
      || (issuer != NULL && !g_str_equal (issuer, self->issuer)))
    return TRUE;
  word->username = text_of (json_node_get_object (self->people), text_of (o, "sub"));
  word->sign_in = text_of (o, "sid");
  word->until_us = number_of (o, "exp") * G_USEC_PER_SEC;
  word->auth_us = number_of (o, "auth_time") * G_USEC_PER_SEC;
  return TRUE;
}

static void
answered_cb (GObject *session, GAsyncResult *result, gpointer data)
{
  Question *question = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = soup_session_send_and_read_finish (SOUP_SESSION (session), result, &error);
  g_autoptr (JsonNode) root = NULL;
  McTrainingWord word = { NULL };

  if (body != NULL && soup_message_get_status (question->message) == 200)
    root = mc_codec_parse_object (body, &error);
  if (root != NULL && !read_answer (question->introspector, json_node_get_object (root), &word))
    g_clear_pointer (&root, json_node_unref);
  if (root == NULL && error == NULL)
    g_set_error (&error, G_IO_ERROR, G_IO_ERROR_FAILED, "status %u", soup_message_get_status (question->message));
  question->answered (word.username != NULL ? &word : NULL, error, question->data);
  g_object_unref (question->message);
  g_free (question);
}

void
mc_introspector_ask (McIntrospector *self, const char *token, McIntrospectorFunc answered, gpointer data)
{
  Question *question = g_new0 (Question, 1);
  g_autofree char *escaped = g_uri_escape_string (token, NULL, FALSE);
  g_autofree char *form = g_strdup_printf ("token=%s&token_type_hint=access_token", escaped);
  g_autoptr (GBytes) body = g_bytes_new (form, strlen (form));

  question->introspector = self;
  question->answered = answered;
  question->data = data;
  question->message = soup_message_new ("POST", self->endpoint);
  soup_message_add_flags (question->message, SOUP_MESSAGE_NO_REDIRECT);
  soup_message_headers_append (soup_message_get_request_headers (question->message), "Authorization",
                               self->authorization);
  soup_message_headers_append (soup_message_get_request_headers (question->message), "Accept", "application/json");
  soup_message_set_request_body_from_bytes (question->message, "application/x-www-form-urlencoded", body);
  soup_session_send_and_read_async (self->session, question->message, G_PRIORITY_DEFAULT, NULL, answered_cb, question);
}
