// SPDX-License-Identifier: GPL-3.0-or-later
#define G_LOG_DOMAIN "motcua-portal"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <glib-unix.h>
#include <glib/gstdio.h>
#include <libsoup/soup.h>

#include "mc-introspector.h"
#include "mc-text.h"
#include "mc-training-private.h"
#include "mc-training-tls.h"

/* The thin front of the training portal: HTTPS for programs, plain http on the loopback for the pages of a browser. */
typedef struct
{
  McTraining *training;
  SoupServer *https;
  SoupServer *http;
  GMainLoop *loop;
  FILE *record;
  McIntrospector *introspector; /* NULL: its own officials sign in here */
  guint open_streams;
  gboolean closing;
} Front;

/* An answer that goes on. */
typedef struct
{
  Front *front;
  SoupServerMessage *message; /* not owned: it tells when it is gone */
  McTrainingStream *stream;   /* owned */
  gboolean writing;           /* a chunk is on its way */
  gboolean complete;
} Exchange;

/* What comes before the answer: a body that is gathered, bounded, or taken as it comes. */
typedef struct
{
  McTrainingIntake *intake; /* nullable */
  GByteArray *body;
} Incoming;

static char *option_directory;
static char *option_clock;
static char *option_record;
static char *option_issuer;
static char *option_issuer_client;
static char *option_issuer_people;
static char *option_issuer_ca;
static char *option_resource_server;
static char *option_oldest_client;
static int option_clock_rate = -1;
static int option_citizens;
static int option_port;
static int option_seed = 1;
static int option_dossiers = 5000;
static int option_undo_seconds = -1;
static gboolean option_until_eof;

static const GOptionEntry entries[] = {
  { "directory", 0, 0, G_OPTION_ARG_FILENAME, &option_directory,
    "Where its data are kept (default: a temporary directory)", "DIR" },
  { "port", 0, 0, G_OPTION_ARG_INT, &option_port, "Port of the HTTPS front (default: any free one)", "N" },
  { "seed", 0, 0, G_OPTION_ARG_INT, &option_seed, "Seed of the sample data", "N" },
  { "dossiers", 0, 0, G_OPTION_ARG_INT, &option_dossiers, "Dossiers of the sample data (default: 5000)", "N" },
  { "undo-seconds", 0, 0, G_OPTION_ARG_INT, &option_undo_seconds, "How long acts are held for undoing", "N" },
  { "clock", 0, 0, G_OPTION_ARG_STRING, &option_clock,
    "Begin at this time (RFC 3339), or where the directory's has come to", "TIME" },
  { "clock-rate", 0, 0, G_OPTION_ARG_INT, &option_clock_rate,
    "So many of its seconds a real one; 0: it stands (default with --clock, else 1)", "N" },
  { "citizens-per-hour", 0, 0, G_OPTION_ARG_INT, &option_citizens,
    "So many submit in an ordinary office hour; they answer and pay, too (default: nobody comes)", "N" },
  { "record", 0, 0, G_OPTION_ARG_FILENAME, &option_record, "Write the traffic as JSON lines, without tokens", "FILE" },
  { "issuer", 0, 0, G_OPTION_ARG_STRING, &option_issuer, "Officials sign in at this OpenID provider (RFC 7662)",
    "URL" },
  { "issuer-client", 0, 0, G_OPTION_ARG_FILENAME, &option_issuer_client, "Holds \"client_id:client_secret\" for it",
    "FILE" },
  { "issuer-people", 0, 0, G_OPTION_ARG_FILENAME, &option_issuer_people, "JSON: its sub → username here", "FILE" },
  { "issuer-ca", 0, 0, G_OPTION_ARG_FILENAME, &option_issuer_ca, "CA of its certificate (default: the system's)",
    "FILE" },
  { "resource-server", 0, 0, G_OPTION_ARG_FILENAME, &option_resource_server,
    "Holds \"id:secret\" of who may introspect tokens of this portal", "FILE" },
  { "oldest-client", 0, 0, G_OPTION_ARG_STRING, &option_oldest_client,
    "Say that older versions of the program are not let in (default: " MC_TRAINING_OLDEST_CLIENT ")", "VERSION" },
  { "until-eof", 0, 0, G_OPTION_ARG_NONE, &option_until_eof, "End when the standard input does, obey its lines", NULL },
  G_OPTION_ENTRY_NULL,
};

static void
add_header_cb (const char *name, const char *value, gpointer data)
{
  g_hash_table_insert (data, g_ascii_strdown (name, -1), g_strdup (value));
}

/* What was sent need not be UTF-8; a line of the recording is. */
static void
set_text (JsonObject *o, const char *name, const char *text, gsize size)
{
  g_autofree char *copy = g_utf8_make_valid (text != NULL ? text : "", (gssize) size);

  json_object_set_string_member (o, name, copy);
}

static void
set_body (JsonObject *o, const char *name, GBytes *bytes)
{
  gsize size = 0;
  const char *text = bytes != NULL ? g_bytes_get_data (bytes, &size) : NULL;

  set_text (o, name, text, size);
}

static JsonObject *
headers_object (GHashTable *headers)
{
  JsonObject *o = json_object_new ();
  GHashTableIter iter;
  gpointer name, value;

  g_hash_table_iter_init (&iter, headers);
  while (g_hash_table_iter_next (&iter, &name, &value))
    if (g_ascii_strcasecmp (name, "authorization") != 0)
      set_text (o, name, value, strlen (value));
  return o;
}

/* Documents are told of, not repeated. */
static gboolean
is_text (const McTrainingResponse *response)
{
  const char *type = g_hash_table_lookup (response->headers, "Content-Type");

  return type != NULL && (strstr (type, "json") != NULL || g_str_has_prefix (type, "text/"));
}

/* One exchange of the contract (never of signing in, nothing of the front for browsers) as a line. */
static void
record_exchange (Front *front, const McTrainingRequest *request, const McTrainingResponse *response)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *o = json_object_new ();
  g_autofree char *line = NULL;

  if (front->record == NULL || request->browser || !g_str_has_prefix (request->path, "/officials/"))
    {
      json_object_unref (o);
      return;
    }
  json_object_set_string_member (o, "method", request->method);
  set_text (o, "path", request->path, strlen (request->path));
  set_text (o, "query", request->query, request->query != NULL ? strlen (request->query) : 0);
  json_object_set_object_member (o, "request_headers", headers_object (request->headers));
  set_body (o, "request_body", request->body);
  json_object_set_int_member (o, "status", response->status);
  json_object_set_object_member (o, "response_headers", headers_object (response->headers));
  set_body (o, "response_body", is_text (response) ? response->body : NULL);
  json_node_take_object (node, o);
  line = json_to_string (node, FALSE);
  fprintf (front->record, "%s\n", line);
  fflush (front->record);
}

static void
exchange_free (Exchange *self)
{
  self->front->open_streams--;
  if (self->front->closing && self->front->open_streams == 0)
    g_main_loop_quit (self->front->loop);
  g_signal_handlers_disconnect_by_data (self->stream, self);
  g_signal_handlers_disconnect_by_data (self->message, self);
  g_object_unref (self->stream);
  g_free (self);
}

/* A chunk at a time: what a slow reader has not taken stays one event in the stream. */
static void
send_chunk (Exchange *self)
{
  SoupMessageBody *body = soup_server_message_get_response_body (self->message);
  g_autoptr (GBytes) bytes = NULL;

  if (self->writing || self->complete)
    return;
  bytes = mc_training_stream_take (self->stream);
  if (bytes != NULL)
    {
      soup_message_body_append_bytes (body, bytes);
      self->writing = TRUE;
    }
  else if (mc_training_stream_is_ended (self->stream))
    {
      soup_message_body_complete (body);
      self->complete = TRUE;
    }
  else
    return;
  soup_server_message_unpause (self->message);
}

static void
stream_ready_cb (McTrainingStream *stream, Exchange *exchange)
{
  send_chunk (exchange);
}

static void
chunk_written_cb (SoupServerMessage *message, Exchange *exchange)
{
  exchange->writing = FALSE;
  send_chunk (exchange);
}

static void
stream_gone_cb (SoupServerMessage *message, Exchange *exchange)
{
  exchange_free (exchange);
}

/* The answer goes on until the client goes or the stream ends; its first chunk is in the body already. */
static void
follow_stream (Front *front, SoupServerMessage *message, McTrainingStream *stream)
{
  Exchange *exchange = g_new0 (Exchange, 1);

  exchange->front = front;
  exchange->message = message;
  exchange->stream = g_object_ref (stream);
  exchange->writing = TRUE;
  front->open_streams++;
  soup_message_headers_set_encoding (soup_server_message_get_response_headers (message), SOUP_ENCODING_CHUNKED);
  soup_message_body_set_accumulate (soup_server_message_get_response_body (message), FALSE);
  g_signal_connect (message, "wrote-chunk", G_CALLBACK (chunk_written_cb), exchange);
  g_signal_connect (message, "finished", G_CALLBACK (stream_gone_cb), exchange);
  g_signal_connect (stream, "ready", G_CALLBACK (stream_ready_cb), exchange);
}

static void
incoming_free (Incoming *self)
{
  g_clear_pointer (&self->intake, mc_training_intake_free);
  g_byte_array_unref (self->body);
  g_free (self);
}

static GHashTable *
request_headers (SoupServerMessage *message)
{
  GHashTable *headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  soup_message_headers_foreach (soup_server_message_get_request_headers (message), add_header_cb, headers);
  return headers;
}

/* Of a body that is too long one byte too many is kept, which is enough to refuse it. */
static void
chunk_came_cb (SoupServerMessage *message, GBytes *chunk, Incoming *incoming)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (chunk, &size);

  if (incoming->intake != NULL)
    mc_training_intake_take (incoming->intake, data, size);
  else
    g_byte_array_append (incoming->body, data,
                         (guint) MIN (size, MC_TRAINING_MAX_BODY + 1 - (gsize) incoming->body->len));
}

/* The head is here, the body is not. */
static void
head_came_cb (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer data)
{
  Front *front = data;
  Incoming *incoming = g_new0 (Incoming, 1);
  g_autoptr (GHashTable) headers = request_headers (message);
  McTrainingRequest request = {
    .method = soup_server_message_get_method (message),
    .path = path,
    .query = g_uri_get_query (soup_server_message_get_uri (message)),
    .headers = headers,
    .browser = server == front->http,
  };

  incoming->body = g_byte_array_new ();
  incoming->intake = mc_training_intake_begin (front->training, &request);
  soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
  g_object_set_data_full (G_OBJECT (message), "mc-incoming", incoming, (GDestroyNotify) incoming_free);
  g_signal_connect (message, "got-chunk", G_CALLBACK (chunk_came_cb), incoming);
}

static McTrainingResponse *
handle (Front *front, Incoming *incoming, McTrainingRequest *request)
{
  if (incoming->intake == NULL)
    return mc_training_handle (front->training, request);
  return mc_training_intake_finish (incoming->intake);
}

/* gone: nobody waits for the answer any more. Runs when the outside issuer has been asked. */
typedef struct
{
  Front *front;
  SoupServer *server;
  SoupServerMessage *message;
  char *path;
  char *token;
  gboolean gone;
} Waiting;

static void answer (Front *front, SoupServer *server, SoupServerMessage *message, const char *path, gboolean checked);

static void
waiting_gone_cb (SoupServerMessage *message, Waiting *waiting)
{
  waiting->gone = TRUE;
}

static void
unavailable (SoupServerMessage *message)
{
  g_autoptr (McTrainingResponse) response
      = mc_training_problem (503, "unavailable", "Cổng chưa hỏi được nơi đăng nhập. Thử lại sau ít phút.");
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  soup_server_message_set_status (message, 503, NULL);
  soup_message_headers_replace (headers, "Retry-After", "30");
  soup_message_headers_replace (headers, "Cache-Control", "no-store");
  soup_message_headers_replace (headers, "X-Content-Type-Options", "nosniff");
  soup_message_headers_replace (headers, "Content-Type", "application/problem+json");
  soup_message_body_append_bytes (soup_server_message_get_response_body (message), response->body);
}

static void
introspected_cb (const McTrainingWord *word, const GError *error, gpointer data)
{
  Waiting *waiting = data;

  if (error == NULL)
    mc_training_settle_token (waiting->front->training, waiting->token, word);
  else
    g_message ("the issuer could not be asked: %s", error->message);
  g_signal_handlers_disconnect_by_data (waiting->message, waiting);
  if (!waiting->gone)
    {
      if (error == NULL)
        answer (waiting->front, waiting->server, waiting->message, waiting->path, TRUE);
      else
        unavailable (waiting->message);
      soup_server_message_unpause (waiting->message);
    }
  g_object_unref (waiting->message);
  g_free (waiting->path);
  g_free (waiting->token);
  g_free (waiting);
}

/* TRUE: the answer comes when the issuer has said who the token is. */
static gboolean
wait_for_issuer (Front *front, SoupServer *server, SoupServerMessage *message, const McTrainingRequest *request)
{
  g_autofree char *token = mc_training_token_to_check (front->training, request);
  Waiting *waiting;

  if (token == NULL)
    return FALSE;
  waiting = g_new0 (Waiting, 1);
  waiting->front = front;
  waiting->server = server;
  waiting->message = g_object_ref (message);
  waiting->path = g_strdup (request->path);
  waiting->token = g_steal_pointer (&token);
  g_signal_connect (message, "finished", G_CALLBACK (waiting_gone_cb), waiting);
  soup_server_message_pause (message);
  mc_introspector_ask (front->introspector, waiting->token, introspected_cb, waiting);
  return TRUE;
}

static void
answer (Front *front, SoupServer *server, SoupServerMessage *message, const char *path, gboolean checked)
{
  Incoming *incoming = g_object_get_data (G_OBJECT (message), "mc-incoming");
  g_autoptr (GHashTable) headers = request_headers (message);
  g_autoptr (GBytes) body = g_bytes_new (incoming->body->data, incoming->body->len);
  g_autoptr (McTrainingResponse) response = NULL;
  GUri *uri = soup_server_message_get_uri (message);
  McTrainingRequest request = {
    .method = soup_server_message_get_method (message),
    .path = path,
    .query = g_uri_get_query (uri),
    .headers = headers,
    .body = body,
    .browser = server == front->http,
  };
  GHashTableIter iter;
  gpointer name, value;

  if (!checked && front->introspector != NULL && wait_for_issuer (front, server, message, &request))
    return;
  /* libsoup would cut parts out of a whole answer by itself, which is ours to decide */
  soup_message_headers_remove (soup_server_message_get_request_headers (message), "Range");
  response = handle (front, incoming, &request);
  record_exchange (front, &request, response);
  soup_server_message_set_status (message, (guint) response->status, NULL);
  g_hash_table_iter_init (&iter, response->headers);
  while (g_hash_table_iter_next (&iter, &name, &value))
    soup_message_headers_replace (soup_server_message_get_response_headers (message), name, value);
  if (response->stream != NULL)
    follow_stream (front, message, response->stream);
  if (g_bytes_get_size (response->body) > 0)
    soup_message_body_append_bytes (soup_server_message_get_response_body (message), response->body);
  g_debug ("%s %s %d", request.method, path, response->status);
}

static void
answer_cb (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer data)
{
  answer (data, server, message, path, FALSE);
}

static char *
origin_of (SoupServer *server, const char *scheme)
{
  GSList *uris = soup_server_get_uris (server);
  int port = g_uri_get_port (uris->data);

  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return g_strdup_printf ("%s://127.0.0.1:%d", scheme, port);
}

static gboolean
quit_now_cb (gpointer data)
{
  g_main_loop_quit (((Front *) data)->loop);
  return G_SOURCE_REMOVE;
}

/* Streams are ended, not cut; whoever does not read is not waited for. */
static gboolean
quit_cb (gpointer data)
{
  Front *front = data;

  front->closing = TRUE;
  mc_training_end_streams (front->training);
  if (front->open_streams == 0)
    g_main_loop_quit (front->loop);
  else
    g_timeout_add (500, quit_now_cb, front);
  return G_SOURCE_REMOVE;
}

/* Who started the portal may write lines to it: "advance SECONDS" where the clock can be set, "move DOSSIER UNIT",
 * "assign DOSSIER USERNAME", "announce TEXT", "disable USERNAME [DEVICE]". Each is answered with
 * a line, "ok" or "no". */
static gboolean
obey (Front *front, const char *line)
{
  g_auto (GStrv) words = g_strsplit (line, " ", -1);
  guint count = g_strv_length (words);
  gint64 seconds;

  if (count == 2 && g_str_equal (words[0], "advance")
      && g_ascii_string_to_signed (words[1], 10, 0, G_MAXINT32, &seconds, NULL))
    return mc_training_advance (front->training, seconds * G_USEC_PER_SEC);
  if (g_str_has_prefix (line, "announce "))
    return mc_training_announce (front->training, line + strlen ("announce "));
  if (count >= 2 && count <= 3 && g_str_equal (words[0], "disable"))
    return mc_training_disable (front->training, words[1], words[2]);
  if (count == 3 && g_str_equal (words[0], "assign"))
    return mc_training_assign_dossier (front->training, words[1], words[2]);
  return count == 3 && g_str_equal (words[0], "move") && mc_training_move_dossier (front->training, words[1], words[2]);
}

static gboolean
stdin_cb (GIOChannel *channel, GIOCondition condition, gpointer data)
{
  Front *front = data;
  g_autofree char *line = NULL;
  gsize end = 0;

  if (g_io_channel_read_line (channel, &line, NULL, &end, NULL) != G_IO_STATUS_NORMAL)
    return quit_cb (front);
  line[end] = '\0';
  puts (obey (front, line) ? "ok" : "no");
  fflush (stdout);
  return G_SOURCE_CONTINUE;
}

static void
listen_to_stdin (Front *front)
{
  GIOChannel *channel = g_io_channel_unix_new (0);

  g_io_channel_set_encoding (channel, NULL, NULL);
  g_io_add_watch (channel, G_IO_IN | G_IO_HUP | G_IO_ERR, stdin_cb, front);
  g_io_channel_unref (channel);
}

/* The port it had the last time, behind this mark, so that a profile made for it is found again and a browser's page
 * stays good; 0: none. */
static guint
last_port (const char *mark)
{
  g_autofree char *file = g_build_filename (option_directory, "portal.json", NULL);
  g_autofree char *text = NULL;
  const char *at;

  if (!g_file_get_contents (file, &text, NULL, NULL))
    return 0;
  at = strstr (text, mark);
  return at != NULL ? (guint) (g_ascii_strtoull (at + strlen (mark), NULL, 10) & 0xFFFF) : 0;
}

/* On its last port, or on any when that is taken. */
static gboolean
listen_again (SoupServer *server, guint port, SoupServerListenOptions flags, GError **error)
{
  if (port != 0 && soup_server_listen_local (server, port, flags, NULL))
    return TRUE;
  return soup_server_listen_local (server, 0, flags, error);
}

static gboolean
listen_on (Front *front, GTlsCertificate *certificate, GError **error)
{
  SoupServerListenOptions flags = SOUP_SERVER_LISTEN_HTTPS | SOUP_SERVER_LISTEN_IPV4_ONLY;

  front->https = soup_server_new ("tls-certificate", certificate, "server-header", "motcua-portal", NULL);
  front->http = soup_server_new ("server-header", "motcua-portal", NULL);
  soup_server_add_early_handler (front->https, NULL, head_came_cb, front, NULL);
  soup_server_add_early_handler (front->http, NULL, head_came_cb, front, NULL);
  soup_server_add_handler (front->https, NULL, answer_cb, front, NULL);
  soup_server_add_handler (front->http, NULL, answer_cb, front, NULL);
  if (option_port > 0 && !soup_server_listen_local (front->https, (guint) option_port, flags, error))
    return FALSE;
  if (option_port <= 0 && !listen_again (front->https, last_port ("\"url\":\"https://127.0.0.1:"), flags, error))
    return FALSE;
  return listen_again (front->http, last_port ("\"browser\":\"http://127.0.0.1:"), SOUP_SERVER_LISTEN_IPV4_ONLY, error);
}

static McClock *
make_clock (GError **error)
{
  g_autoptr (GDateTime) start = option_clock != NULL ? mc_time_parse (option_clock) : g_date_time_new_now_utc ();
  int rate = option_clock_rate >= 0 ? option_clock_rate : option_clock != NULL ? 0 : 1;
  gint64 start_us = start != NULL ? g_date_time_to_unix_usec (start) : 0;

  if (start == NULL || rate > (int) MC_CLOCK_MAX_RATE)
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                           start == NULL ? "--clock: not a time of RFC 3339" : "--clock-rate: at most 86400");
      return NULL;
    }
  if (option_clock == NULL && rate == 1)
    return mc_clock_new_system ();
  return rate > 0 ? mc_clock_new_running (start_us, (guint) rate) : mc_clock_new_virtual (start_us);
}

/* The first line: what a program or a person needs to know; the same is kept beside the data. */
static void
announce (Front *front, const char *url, const char *browser_url, const char *issuer, const char *ca_file)
{
  g_autofree char *accounts = mc_training_accounts_json (front->training);
  g_autofree char *line = g_strdup_printf (
      "{\"url\":\"%s\",\"browser\":\"%s\",\"issuer\":\"%s\",\"client_id\":\"%s\",\"ca\":\"%s\",\"accounts\":%s}\n", url,
      browser_url, issuer, MC_TRAINING_CLIENT_ID, ca_file, accounts);
  g_autofree char *file = g_build_filename (option_directory, "portal.json", NULL);

  g_file_set_contents (file, line, -1, NULL);
  fputs (line, stdout);
  fflush (stdout);
}

static gboolean
outside_issuer (Front *front, GError **error)
{
  const McIntrospectorOptions options = { option_issuer, option_issuer_client, option_issuer_people, option_issuer_ca };

  if (option_issuer_client == NULL || option_issuer_people == NULL)
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                           "--issuer needs --issuer-client and --issuer-people");
      return FALSE;
    }
  front->introspector = mc_introspector_new (&options, error);
  return front->introspector != NULL;
}

static gboolean
run (GError **error)
{
  Front front = { NULL };
  g_autoptr (GTlsCertificate) certificate = NULL;
  g_autoptr (McClock) clock = make_clock (error);
  g_autofree char *ca_file = NULL;
  g_autofree char *url = NULL;
  g_autofree char *browser_url = NULL;
  g_autofree char *issuer = NULL;
  g_autofree char *resource_server = NULL;
  McTrainingOptions options = { 0 };

  if (clock == NULL)
    return FALSE;
  if (option_oldest_client != NULL && !mc_client_version_is_sound (option_oldest_client))
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "--oldest-client: not a version");
      return FALSE;
    }
  if (option_directory == NULL)
    option_directory = g_dir_make_tmp ("motcua-portal-XXXXXX", error);
  if (option_directory == NULL)
    return FALSE;
  if (g_mkdir_with_parents (option_directory, 0700) != 0)
    {
      g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), "%s: %s", option_directory,
                   g_strerror (errno));
      return FALSE;
    }
  certificate = mc_training_tls_make (option_directory, &ca_file, error);
  if (certificate == NULL || !listen_on (&front, certificate, error))
    return FALSE;
  if (option_record != NULL)
    front.record = g_fopen (option_record, "ae");

  url = origin_of (front.https, "https");
  browser_url = origin_of (front.http, "http");
  issuer = g_strconcat (url, "/oidc", NULL);
  if (option_issuer != NULL && !outside_issuer (&front, error))
    return FALSE;
  if (option_resource_server != NULL && !g_file_get_contents (option_resource_server, &resource_server, NULL, error))
    return FALSE;
  if (option_issuer != NULL)
    g_set_str (&issuer, option_issuer);
  options.outside = option_issuer != NULL;
  options.resource_server = resource_server != NULL ? g_strstrip (resource_server) : NULL;
  options.directory = option_directory;
  options.issuer = issuer;
  options.browser_url = browser_url;
  options.seed = (guint32) option_seed;
  options.dossiers = (guint) CLAMP (option_dossiers, 0, 1000000);
  options.undo_seconds = option_undo_seconds;
  options.oldest_client = option_oldest_client;
  options.citizens_per_hour = (guint) CLAMP (option_citizens, 0, 10000);
  front.training = mc_training_new (&options, clock, error);
  if (front.training == NULL)
    return FALSE;

  front.loop = g_main_loop_new (NULL, FALSE);
  g_unix_signal_add (SIGTERM, quit_cb, &front);
  g_unix_signal_add (SIGINT, quit_cb, &front);
  if (option_until_eof)
    listen_to_stdin (&front);
  announce (&front, url, browser_url, issuer, ca_file);
  g_main_loop_run (front.loop);

  soup_server_disconnect (front.https);
  soup_server_disconnect (front.http);
  g_object_unref (front.https);
  g_object_unref (front.http);
  g_clear_pointer (&front.introspector, mc_introspector_free);
  g_object_unref (front.training);
  g_main_loop_unref (front.loop);
  if (front.record != NULL)
    fclose (front.record);
  return TRUE;
}

int
main (int argc, char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new ("– the training portal of Một Cửa");
  g_autoptr (GError) error = NULL;

  g_option_context_add_main_entries (context, entries, NULL);
  if (g_option_context_parse (context, &argc, &argv, &error) && run (&error))
    return 0;
  g_printerr ("motcua-portal: %s\n", error->message);
  return 1;
}
