// SPDX-License-Identifier: GPL-3.0-or-later
#define G_LOG_DOMAIN "mc-portal"
#include "mc-transport.h"

#include "mc-scope.h"
#include "mc-task.h"

#define READ_SIZE (64 * 1024)
#define LONGEST_RETRY_AFTER 3600

/* What would wait for each other on one session: an open event stream would starve the calls. */
typedef enum
{
  LANE_CALLS,
  LANE_STREAM,
  LANE_FILES,
  N_LANES
} Lane;

/* Connections to a host, and how long one may say nothing, in seconds. */
static const struct
{
  guint connections;
  guint timeout;
} lanes[N_LANES] = {
  [LANE_CALLS] = { 6, 30 },
  [LANE_STREAM] = { 1, 45 },
  [LANE_FILES] = { 2, 30 },
};

struct _McTransport
{
  GObject parent_instance;

  /* owned */
  SoupSession *sessions[N_LANES];
  McScope *scope;
  guint deadline_ms;
  guint files_deadline_ms;
};

typedef struct
{
  McScope *scope;
  McScope *life; /* the fiber's: ends with it, never before, see stoppable() */
  SoupSession *session;
  SoupMessage *message;
  gint64 started_us;
  McDownload *download; /* nullable: where the body goes */
  gboolean streams;     /* an event stream is left unread */
} Call;

G_DEFINE_FINAL_TYPE (McTransport, mc_transport, G_TYPE_OBJECT)
G_DEFINE_BOXED_TYPE (McReply, mc_reply, mc_reply_ref, mc_reply_unref)

McReply *
mc_reply_ref (McReply *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
mc_reply_unref (McReply *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_object (&self->stream);
  g_free (self->content_type);
  g_free (self);
}

static void
call_free (Call *self)
{
  g_object_unref (self->scope);
  g_object_unref (self->life);
  g_object_unref (self->session);
  g_object_unref (self->message);
  g_clear_object (&self->download);
  g_free (self);
}

static Call *
call_new (McScope *scope, SoupSession *session, SoupMessage *message)
{
  Call *call = g_new0 (Call, 1);

  call->scope = g_object_ref (scope);
  call->life = mc_scope_new (NULL);
  call->session = g_object_ref (session);
  call->message = g_object_ref (message);
  call->started_us = g_get_monotonic_time ();
  return call;
}

/* Nobody waits any more, whether it ended or was dropped. */
static void
call_over (Call *self)
{
  mc_scope_end (self->scope);
  call_free (self);
}

/* Which check of the certificate failed: libsoup calls them all "Unacceptable TLS certificate". */
static const char *
certificate_problem (GTlsCertificateFlags flags)
{
  if (flags & G_TLS_CERTIFICATE_EXPIRED)
    return "expired";
  if (flags & G_TLS_CERTIFICATE_NOT_ACTIVATED)
    return "not-yet-valid";
  if (flags & G_TLS_CERTIFICATE_BAD_IDENTITY)
    return "wrong-host";
  if (flags & G_TLS_CERTIFICATE_REVOKED)
    return "revoked";
  if (flags & G_TLS_CERTIFICATE_UNKNOWN_CA)
    return "unknown-ca";
  return "other";
}

static GError *
map_error (const GError *error, SoupMessage *message)
{
  GTlsCertificateFlags flags = soup_message_get_tls_peer_certificate_errors (message);
  gboolean nothing_came = flags == 0 && soup_message_get_status (message) == SOUP_STATUS_NONE;

  if (nothing_came && (error->domain == G_TLS_ERROR || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT)))
    return mc_portal_error_new (MC_PORTAL_ERROR_OFFLINE, NULL, "closed without an answer");
  if (error->domain == G_TLS_ERROR)
    {
      McProblem *problem = mc_problem_new ();

      problem->code = g_strdup (certificate_problem (flags));
      return mc_portal_error_new (MC_PORTAL_ERROR_TLS, problem, "certificate: %s", certificate_problem (flags));
    }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT)
      || g_error_matches (error, DEX_ERROR, DEX_ERROR_TIMED_OUT))
    return mc_portal_error_new (MC_PORTAL_ERROR_TIMEOUT, NULL, "no answer in time");
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT))
    return mc_portal_error_new (MC_PORTAL_ERROR_PROTOCOL, NULL, "the answer broke off");
  if (error->domain == MC_PORTAL_ERROR || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
      || error->domain == DEX_ERROR)
    return g_error_copy (error);
  if (error->domain == G_IO_ERROR || error->domain == G_RESOLVER_ERROR)
    return mc_portal_error_new (MC_PORTAL_ERROR_OFFLINE, NULL, "%s", error->message);
  return mc_portal_error_new (MC_PORTAL_ERROR_PROTOCOL, NULL, "%s", error->message);
}

/* What ends with the call. Fibers of calls are not cancelled from outside: libdex 0.10 loses a fiber whose await ends in
 * the same turn as it is cancelled, and a late answer on a deadline does just that. */
static DexFuture *
stoppable (Call *call, DexFuture *future)
{
  return dex_future_first (future, dex_cancellable_new_from_cancellable (mc_scope_get_cancellable (call->scope)), NULL);
}

static void
sent_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  DexPromise *promise = data;
  GError *error = NULL;
  GInputStream *stream = soup_session_send_finish (SOUP_SESSION (object), result, &error);
  GValue value = G_VALUE_INIT;

  if (stream == NULL)
    dex_promise_reject (promise, error);
  else
    {
      g_value_init (&value, G_TYPE_INPUT_STREAM);
      g_value_take_object (&value, stream);
      dex_promise_resolve (promise, &value);
      g_value_unset (&value);
    }
  dex_unref (promise);
}

/* Without a GCancellable: libsoup up to 3.6.5 frees its queue item twice when it is cancelled before the headers came. A
 * call that is over lets the answer come and closes it unread; the session's own timeout bounds that. */
static GInputStream *
send_message (Call *call, GError **error)
{
  DexPromise *promise = dex_promise_new ();

  soup_session_send_async (call->session, call->message, G_PRIORITY_DEFAULT, NULL, sent_cb, dex_ref (promise));
  return mc_await_object (stoppable (call, DEX_FUTURE (promise)), error);
}

static GBytes *
read_body (Call *call, GInputStream *stream, GError **error)
{
  g_autoptr (GByteArray) whole = g_byte_array_new ();

  for (;;)
    {
      g_autoptr (GBytes) part = mc_await_boxed (
          stoppable (call, dex_input_stream_read_bytes (stream, READ_SIZE, G_PRIORITY_DEFAULT)), error);

      if (part == NULL)
        return NULL;
      if (g_bytes_get_size (part) == 0)
        return g_byte_array_free_to_bytes (g_steal_pointer (&whole));
      if (whole->len + g_bytes_get_size (part) > MC_TRANSPORT_MAX_BYTES)
        {
          g_propagate_error (error, mc_portal_error_new (MC_PORTAL_ERROR_PROTOCOL, NULL, "the answer is too large"));
          return NULL;
        }
      g_byte_array_append (whole, g_bytes_get_data (part, NULL), (guint) g_bytes_get_size (part));
    }
}

/* With "Connection: close" libsoup takes a body of another length than announced. */
static gboolean
is_whole (SoupMessageHeaders *headers, GBytes *body)
{
  if (soup_message_headers_get_encoding (headers) != SOUP_ENCODING_CONTENT_LENGTH
      || soup_message_headers_get_one (headers, "Content-Encoding") != NULL)
    return TRUE;
  return (goffset) g_bytes_get_size (body) == soup_message_headers_get_content_length (headers);
}

/* What is left of a document's line when it breaks is not lost: such a call is made again and goes on. */
static GError *
map_break (const GError *error, SoupMessage *message)
{
  if (error->domain == G_TLS_ERROR || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT))
    return mc_portal_error_new (MC_PORTAL_ERROR_OFFLINE, NULL, "the document broke off");
  return map_error (error, message);
}

static gboolean
begin_download (Call *call, int status, SoupMessageHeaders *headers, GError **error)
{
  gboolean told = soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH;

  /* firewalls and captive portals answer with a page and status 200 */
  if (g_strcmp0 (soup_message_headers_get_content_type (headers, NULL), "text/html") == 0)
    {
      g_propagate_error (error, mc_portal_error_new (MC_PORTAL_ERROR_CAPTIVE, NULL, "a page instead of a document"));
      return FALSE;
    }
  if (soup_message_headers_get_one (headers, "Content-Encoding") != NULL)
    {
      g_propagate_error (error, mc_portal_error_new (MC_PORTAL_ERROR_PROTOCOL, NULL, "an encoding not asked for"));
      return FALSE;
    }
  return mc_download_begin (call->download, status, soup_message_headers_get_one (headers, "ETag"),
                            soup_message_headers_get_one (headers, "Content-Range"),
                            told ? (gint64) soup_message_headers_get_content_length (headers) : -1, error);
}

/* What comes in the turn in which the call ends comes too late: its download may be in another call's hands. */
static gboolean
is_over (Call *call, GError **error)
{
  if (!mc_scope_is_ended (call->scope))
    return FALSE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "the call is over");
  return TRUE;
}

/* The body goes where it belongs, a part at a time: the next is read when the last is kept. */
static gboolean
receive (Call *call, GInputStream *stream, int status, SoupMessageHeaders *headers, GError **error)
{
  if (!begin_download (call, status, headers, error))
    return FALSE;
  for (;;)
    {
      g_autoptr (GError) why = NULL;
      g_autoptr (GBytes) part = mc_await_boxed (
          stoppable (call, dex_input_stream_read_bytes (stream, READ_SIZE, G_PRIORITY_DEFAULT)), &why);

      if (part == NULL)
        {
          g_propagate_error (error, map_break (why, call->message));
          return FALSE;
        }
      if (g_bytes_get_size (part) == 0)
        return mc_download_finish (call->download, error);
      if (is_over (call, error) || !mc_await (stoppable (call, mc_download_write (call->download, part)), error)
          || is_over (call, error))
        return FALSE;
      mc_download_written (call->download, part);
    }
}

static int
parse_retry_after (const char *text)
{
  guint64 seconds;

  /* the other form, a date, is not worth a parser: the usual backoff applies */
  if (text == NULL || !g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT32, &seconds, NULL))
    return 0;
  return (int) MIN (seconds, LONGEST_RETRY_AFTER);
}

static gboolean
is_event_stream (int status, SoupMessageHeaders *headers)
{
  return status == 200 && g_strcmp0 (soup_message_headers_get_content_type (headers, NULL), "text/event-stream") == 0;
}

static DexFuture *
call_fiber (gpointer data)
{
  Call *call = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) stream = send_message (call, &error);
  SoupMessageHeaders *headers;
  McReply *reply;
  g_autoptr (GBytes) body = NULL;
  int status;

  if (stream == NULL)
    return dex_future_new_for_error (map_error (error, call->message));
  status = (int) soup_message_get_status (call->message);
  if (status < 200 || (status >= 300 && status < 400))
    return dex_future_new_for_error (
        mc_portal_error_new (MC_PORTAL_ERROR_CAPTIVE, NULL, "redirected elsewhere (status %d)", status));
  headers = soup_message_get_response_headers (call->message);
  if (call->streams && is_event_stream (status, headers))
    {
      reply = g_new0 (McReply, 1);
      g_atomic_ref_count_init (&reply->ref_count);
      reply->status = status;
      reply->stream = g_steal_pointer (&stream);
      return dex_future_new_take_boxed (MC_TYPE_REPLY, reply);
    }
  if (call->download != NULL && (status == 200 || status == 206))
    {
      if (!receive (call, stream, status, headers, &error))
        return dex_future_new_for_error (g_steal_pointer (&error));
      reply = g_new0 (McReply, 1);
      g_atomic_ref_count_init (&reply->ref_count);
      reply->status = status;
      return dex_future_new_take_boxed (MC_TYPE_REPLY, reply);
    }
  body = read_body (call, stream, &error);
  if (body == NULL)
    return dex_future_new_for_error (map_error (error, call->message));
  if (!is_whole (headers, body))
    return dex_future_new_for_error (mc_portal_error_new (MC_PORTAL_ERROR_PROTOCOL, NULL, "the answer broke off"));
  reply = g_new0 (McReply, 1);
  g_atomic_ref_count_init (&reply->ref_count);
  reply->status = status;
  reply->body = g_steal_pointer (&body);
  reply->content_type = g_strdup (soup_message_headers_get_content_type (headers, NULL));
  reply->retry_after = parse_retry_after (soup_message_headers_get_one (headers, "Retry-After"));
  reply->replayed = g_strcmp0 (soup_message_headers_get_one (headers, "Idempotency-Replayed"), "true") == 0;
  return dex_future_new_take_boxed (MC_TYPE_REPLY, reply);
}

/* The end of a call, however it came: a late one is stopped, and a line without query, body or token goes to the log. */
static DexFuture *
call_ended_cb (DexFuture *future, gpointer data)
{
  Call *call = data;
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  g_debug ("%s %s %d %" G_GINT64_FORMAT " ms%s%s", soup_message_get_method (call->message),
           g_uri_get_path (soup_message_get_uri (call->message)), (int) soup_message_get_status (call->message),
           (g_get_monotonic_time () - call->started_us) / 1000, error != NULL ? " " : "",
           error != NULL ? error->message : "");
  if (value != NULL)
    return dex_future_new_for_value (value);
  return dex_future_new_for_error (map_error (error, call->message));
}

/* The one function that sends. */
static DexFuture *
send_on (McTransport *self, Lane lane, SoupMessage *message, McDownload *download)
{
  guint deadline_ms = lane == LANE_FILES ? self->files_deadline_ms : self->deadline_ms;
  g_autoptr (McScope) scope = NULL;
  DexFuture *future;
  Call *call;

  if (g_strcmp0 (g_uri_get_scheme (soup_message_get_uri (message)), "https") != 0)
    return dex_future_new_for_error (mc_portal_error_new (MC_PORTAL_ERROR_INVALID, NULL, "only https is spoken"));

  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  scope = mc_scope_new (self->scope);
  call = call_new (scope, self->sessions[lane], message);
  call->streams = lane == LANE_STREAM;
  call->download = download != NULL ? g_object_ref (download) : NULL;
  future = mc_task_start (call->life, "call", call_fiber, call, (GDestroyNotify) call_free);
  future = dex_future_first (future, dex_timeout_new_msec ((int) deadline_ms), NULL);
  return dex_future_finally (future, call_ended_cb, call_new (scope, self->sessions[lane], message),
                             (GDestroyNotify) call_over);
}

static void
mc_transport_dispose (GObject *object)
{
  McTransport *self = MC_TRANSPORT (object);

  mc_scope_clear (&self->scope);
  for (guint i = 0; i < N_LANES; i++)
    g_clear_object (&self->sessions[i]);
  G_OBJECT_CLASS (mc_transport_parent_class)->dispose (object);
}

static void
mc_transport_class_init (McTransportClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mc_transport_dispose;
}

static void
mc_transport_init (McTransport *self)
{
  self->scope = mc_scope_new (NULL);
  self->deadline_ms = MC_TRANSPORT_DEADLINE_MS;
  self->files_deadline_ms = MC_TRANSPORT_FILES_DEADLINE_MS;
}

static SoupSession *
make_session (Lane lane, GTlsDatabase *database)
{
  SoupSession *session = soup_session_new_with_options ("max-conns-per-host", lanes[lane].connections, "max-conns",
                                                        lanes[lane].connections, "user-agent", "MotCua/1", "timeout",
                                                        lanes[lane].timeout, "idle-timeout", 60, NULL);

  if (database != NULL)
    soup_session_set_tls_database (session, database);
  soup_session_remove_feature_by_type (session, SOUP_TYPE_COOKIE_JAR);
  /* parts and sums are of the bytes as they are: nothing is packed on the way */
  if (lane == LANE_FILES)
    soup_session_remove_feature_by_type (session, SOUP_TYPE_CONTENT_DECODER);
  return session;
}

McTransport *
mc_transport_new (const char *ca_file, GError **error)
{
  g_autoptr (McTransport) self = g_object_new (MC_TYPE_TRANSPORT, NULL);
  g_autoptr (GTlsDatabase) database = NULL;

  if (ca_file != NULL)
    {
      database = g_tls_file_database_new (ca_file, error);
      if (database == NULL)
        return NULL;
    }
  for (guint i = 0; i < N_LANES; i++)
    self->sessions[i] = make_session (i, database);
  return g_steal_pointer (&self);
}

void
mc_transport_set_deadline_ms (McTransport *self, guint deadline_ms)
{
  self->deadline_ms = deadline_ms;
  self->files_deadline_ms = deadline_ms;
}

DexFuture *
mc_transport_send (McTransport *self, SoupMessage *message)
{
  g_return_val_if_fail (MC_IS_TRANSPORT (self), NULL);
  g_return_val_if_fail (SOUP_IS_MESSAGE (message), NULL);

  return send_on (self, LANE_CALLS, message, NULL);
}

DexFuture *
mc_transport_open_stream (McTransport *self, SoupMessage *message)
{
  g_return_val_if_fail (MC_IS_TRANSPORT (self), NULL);
  g_return_val_if_fail (SOUP_IS_MESSAGE (message), NULL);

  return send_on (self, LANE_STREAM, message, NULL);
}

DexFuture *
mc_transport_send_file (McTransport *self, SoupMessage *message)
{
  g_return_val_if_fail (MC_IS_TRANSPORT (self), NULL);
  g_return_val_if_fail (SOUP_IS_MESSAGE (message), NULL);

  return send_on (self, LANE_FILES, message, NULL);
}

DexFuture *
mc_transport_receive_file (McTransport *self, SoupMessage *message, McDownload *download)
{
  g_return_val_if_fail (MC_IS_TRANSPORT (self), NULL);
  g_return_val_if_fail (SOUP_IS_MESSAGE (message), NULL);
  g_return_val_if_fail (MC_IS_DOWNLOAD (download), NULL);

  return send_on (self, LANE_FILES, message, download);
}
