// SPDX-License-Identifier: GPL-3.0-or-later
#include <string.h>

#include "fault-server.h"
#include "mc-scope.h"
#include "mc-task.h"
#include "mc-test.h"
#include "mc-transport.h"
#include "mc-wait.h"

#define JSON_HEAD "HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=utf-8\r\n"
#define SECRET_TOKEN "token-of-nguyen-van-a"
#define SECRET_BODY "ho-ten-nguyen-van-a"

static const char kilobyte[]
    = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
      "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
      "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

static GMutex log_mutex;
static GString *log_text;

static void
note (const char *text)
{
  g_mutex_lock (&log_mutex);
  g_string_append_printf (log_text, "%s\n", text);
  g_mutex_unlock (&log_mutex);
}

static void
log_cb (const char *domain, GLogLevelFlags level, const char *text, gpointer data)
{
  note (text);
  if ((level & (G_LOG_LEVEL_WARNING | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_ERROR)) != 0)
    g_log_default_handler (domain, level, text, data);
}

static GLogWriterOutput
write_cb (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer data)
{
  for (gsize i = 0; i < n_fields; i++)
    if (fields[i].length < 0)
      note (fields[i].value);
  return (level & (G_LOG_LEVEL_WARNING | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_ERROR)) != 0
             ? g_log_writer_default (level, fields, n_fields, data)
             : G_LOG_WRITER_HANDLED;
}

static McTransport *
make_transport (FaultServer *server)
{
  g_autoptr (GError) error = NULL;
  McTransport *transport = mc_transport_new (fault_server_get_ca_file (server), &error);

  g_assert_no_error (error);
  return transport;
}

static SoupMessage *
make_message (FaultServer *server, const char *path)
{
  g_autofree char *url = g_strconcat (fault_server_get_url (server), path, NULL);

  return soup_message_new ("GET", url);
}

/* One question, one answer. */
static McReply *
ask (FaultServer *server, const FaultAnswer *answer, GError **error)
{
  g_autoptr (McTransport) transport = make_transport (server);
  g_autoptr (SoupMessage) message = make_message (server, "/");

  fault_server_answer (server, answer, 1);
  return mc_await_boxed (mc_transport_send (transport, message), error);
}

static void
assert_refused (FaultAnswer answer, McPortalError code)
{
  g_autoptr (FaultServer) server = fault_server_new (FAULT_CERTIFICATE_GOOD);
  g_autoptr (GError) error = NULL;
  g_autoptr (McReply) reply = ask (server, &answer, &error);

  if (reply != NULL)
    g_test_message ("accepted: %s%s", answer.head, answer.body);
  g_assert_null (reply);
  g_assert_error (error, MC_PORTAL_ERROR, (int) code);
  g_assert_cmpuint (fault_server_count_requests (server), >=, 1);
}

MC_TEST_FIBER (test_whole)
{
  g_autoptr (FaultServer) server = fault_server_new (FAULT_CERTIFICATE_GOOD);
  FaultAnswer answer = { JSON_HEAD "Content-Length: 9\r\nIdempotency-Replayed: true\r\n", "{\"a\":\"b\"}" };
  FaultAnswer plain = { JSON_HEAD, "{}" };
  g_autoptr (GError) error = NULL;
  g_autoptr (McReply) reply = ask (server, &answer, &error);
  g_autoptr (McReply) second = NULL;

  g_assert_no_error (error);
  g_assert_cmpint (reply->status, ==, 200);
  g_assert_cmpstr (reply->content_type, ==, "application/json");
  g_assert_cmpmem (g_bytes_get_data (reply->body, NULL), g_bytes_get_size (reply->body), "{\"a\":\"b\"}", 9);
  g_assert_true (reply->replayed);
  g_assert_cmpint (reply->retry_after, ==, 0);

  second = ask (server, &plain, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (second->body), ==, 2);
  g_assert_false (second->replayed);
  return dex_future_new_true ();
}

/* Every status that is an answer comes back as one, with its body: whoever asked decides. */
MC_TEST_FIBER (test_statuses)
{
  static const struct
  {
    const char *head;
    int status;
    int retry_after;
  } rows[] = {
    { "HTTP/1.1 204 No Content\r\n", 204, 0 },
    { "HTTP/1.1 400 Bad\r\nContent-Type: text/plain\r\n", 400, 0 },
    { "HTTP/1.1 401 No\r\nWWW-Authenticate: Bearer\r\n", 401, 0 },
    { "HTTP/1.1 403 No\r\n", 403, 0 },
    { "HTTP/1.1 404 No\r\n", 404, 0 },
    { "HTTP/1.1 407 No\r\n", 407, 0 },
    { "HTTP/1.1 409 No\r\nRetry-After: 2\r\n", 409, 2 },
    { "HTTP/1.1 410 Gone\r\n", 410, 0 },
    { "HTTP/1.1 412 No\r\n", 412, 0 },
    { "HTTP/1.1 422 No\r\n", 422, 0 },
    { "HTTP/1.1 429 Slow\r\nRetry-After: 17\r\n", 429, 17 },
    { "HTTP/1.1 429 Slow\r\nRetry-After: 999999999\r\n", 429, 3600 },
    { "HTTP/1.1 429 Slow\r\nRetry-After: -5\r\n", 429, 0 },
    { "HTTP/1.1 503 No\r\nRetry-After: Wed, 21 Oct 2026 07:28:00 GMT\r\n", 503, 0 },
    { "HTTP/1.1 500 No\r\n", 500, 0 },
    { "HTTP/1.1 502 No\r\nContent-Type: text/html\r\n", 502, 0 },
    { "HTTP/1.1 599 No\r\n", 599, 0 },
  };
  g_autoptr (FaultServer) server = fault_server_new (FAULT_CERTIFICATE_GOOD);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      FaultAnswer answer = { rows[i].head, rows[i].status == 204 ? NULL : "gone wrong" };
      g_autoptr (GError) error = NULL;
      g_autoptr (McReply) reply = ask (server, &answer, &error);

      g_assert_no_error (error);
      g_assert_cmpint (reply->status, ==, rows[i].status);
      g_assert_cmpint (reply->retry_after, ==, rows[i].retry_after);
      g_assert_cmpuint (g_bytes_get_size (reply->body), ==, rows[i].status == 204 ? 0 : strlen ("gone wrong"));
    }
  return dex_future_new_true ();
}

MC_TEST_FIBER (test_redirect)
{
  static const char *const heads[] = {
    "HTTP/1.1 302 Found\r\nLocation: https://127.0.0.1:1/other\r\n",
    "HTTP/1.1 301 Moved\r\nLocation: /here\r\n",
    "HTTP/1.1 307 Moved\r\nLocation: /here\r\n",
    "HTTP/1.1 304 Not Modified\r\n",
  };
  g_autoptr (FaultServer) server = fault_server_new (FAULT_CERTIFICATE_GOOD);

  for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
    {
      FaultAnswer answer = { heads[i], NULL };
      g_autoptr (GError) error = NULL;
      g_autoptr (McReply) reply = ask (server, &answer, &error);

      g_assert_null (reply);
      g_assert_error (error, MC_PORTAL_ERROR, MC_PORTAL_ERROR_CAPTIVE);
      g_assert_cmpuint (fault_server_count_requests (server), ==, 1);
    }
  return dex_future_new_true ();
}

/* What can be seen of it here; a body that ends with the connection is whole when its JSON is (test-http-faults.c). */
MC_TEST_FIBER (test_truncated)
{
  FaultAnswer shorter = { JSON_HEAD "Content-Length: 4000\r\n", "{\"a\":" };
  FaultAnswer chunked = { JSON_HEAD "Transfer-Encoding: chunked\r\n", "50\r\n{\"a\":" };

  assert_refused (shorter, MC_PORTAL_ERROR_PROTOCOL);
  assert_refused (chunked, MC_PORTAL_ERROR_PROTOCOL);
  /* the connection ends without a TLS good-bye */
  shorter.dies = chunked.dies = TRUE;
  assert_refused (shorter, MC_PORTAL_ERROR_PROTOCOL);
  assert_refused (chunked, MC_PORTAL_ERROR_PROTOCOL);
  return dex_future_new_true ();
}

MC_TEST_FIBER (test_no_http)
{
  assert_refused ((FaultAnswer) { "SSH-2.0-OpenSSH_9.6\r\n", "" }, MC_PORTAL_ERROR_PROTOCOL);
  return dex_future_new_true ();
}

/* A server that takes the request and says nothing: nobody knows what became of it, the line is the likely cause. */
MC_TEST_FIBER (test_no_answer)
{
  assert_refused ((FaultAnswer) { NULL }, MC_PORTAL_ERROR_OFFLINE);
  assert_refused ((FaultAnswer) { NULL, .dies = TRUE }, MC_PORTAL_ERROR_OFFLINE);
  return dex_future_new_true ();
}

/* Closed before the handshake was over: no certificate was seen, so nothing is said about one. */
MC_TEST_FIBER (test_no_handshake)
{
  g_autoptr (FaultServer) server = fault_server_new (FAULT_CERTIFICATE_NONE);
  FaultAnswer answer = { JSON_HEAD, "{}" };
  g_autoptr (GError) error = NULL;

  g_assert_null (ask (server, &answer, &error));
  g_assert_error (error, MC_PORTAL_ERROR, MC_PORTAL_ERROR_OFFLINE);
  return dex_future_new_true ();
}

MC_TEST_FIBER (test_too_large)
{
  FaultAnswer fits = { JSON_HEAD, kilobyte, .repeat = MC_TRANSPORT_MAX_BYTES / (sizeof kilobyte - 1) };
  g_autoptr (FaultServer) server = fault_server_new (FAULT_CERTIFICATE_GOOD);
  g_autoptr (GError) error = NULL;
  g_autoptr (McReply) reply = ask (server, &fits, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (reply->body), ==, fits.repeat * (sizeof kilobyte - 1));
  assert_refused ((FaultAnswer) { JSON_HEAD, kilobyte, .repeat = fits.repeat * 2 }, MC_PORTAL_ERROR_PROTOCOL);
  return dex_future_new_true ();
}

MC_TEST_FIBER (test_deadline)
{
  FaultAnswer answer = { JSON_HEAD, kilobyte, .repeat = 1000, .drip = TRUE };
  g_autoptr (FaultServer) server = fault_server_new (FAULT_CERTIFICATE_GOOD);
  g_autoptr (McTransport) transport = make_transport (server);
  g_autoptr (SoupMessage) message = make_message (server, "/");
  g_autoptr (GError) error = NULL;
  g_autoptr (McReply) reply = NULL;
  gint64 begin = g_get_monotonic_time ();

  fault_server_answer (server, &answer, 1);
  mc_transport_set_deadline_ms (transport, 200);
  reply = mc_await_boxed (mc_transport_send (transport, message), &error);
  g_assert_null (reply);
  g_assert_error (error, MC_PORTAL_ERROR, MC_PORTAL_ERROR_TIMEOUT);
  g_assert_cmpint (g_get_monotonic_time () - begin, >=, 190 * 1000);
  g_assert_cmpint (g_get_monotonic_time () - begin, <, 10 * G_USEC_PER_SEC);
  /* the connection is let go, too */
  MC_TEST_UNTIL (fault_server_count_busy (server) == 0);
  return dex_future_new_true ();
}

/* The deadline counts from the asking: the wait for one of the six connections is part of it. */
MC_TEST_FIBER (test_deadline_of_the_waiting)
{
  FaultAnswer answer = { JSON_HEAD, kilobyte, .repeat = 1000, .drip = TRUE };
  g_autoptr (FaultServer) server = fault_server_new (FAULT_CERTIFICATE_GOOD);
  g_autoptr (McTransport) transport = make_transport (server);
  g_autoptr (GPtrArray) calls = g_ptr_array_new_with_free_func (dex_unref);

  fault_server_answer (server, &answer, 1);
  mc_transport_set_deadline_ms (transport, 300);
  for (guint i = 0; i < 9; i++)
    {
      g_autoptr (SoupMessage) message = make_message (server, "/");

      g_ptr_array_add (calls, mc_transport_send (transport, message));
    }
  for (guint i = 0; i < calls->len; i++)
    {
      g_autoptr (GError) error = NULL;

      mc_await (dex_ref (g_ptr_array_index (calls, i)), &error);
      g_assert_error (error, MC_PORTAL_ERROR, MC_PORTAL_ERROR_TIMEOUT);
    }
  return dex_future_new_true ();
}

MC_TEST_FIBER (test_refused_connection)
{
  g_autoptr (FaultServer) server = fault_server_new (FAULT_CERTIFICATE_GOOD);
  g_autoptr (McTransport) transport = make_transport (server);
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  guint port = g_socket_listener_add_any_inet_port (listener, NULL, NULL);
  g_autofree char *url = g_strdup_printf ("https://127.0.0.1:%u/", port);
  g_autoptr (SoupMessage) message = soup_message_new ("GET", url);
  g_autoptr (GError) error = NULL;

  g_socket_listener_close (listener);
  g_assert_false (mc_await (mc_transport_send (transport, message), &error));
  g_assert_error (error, MC_PORTAL_ERROR, MC_PORTAL_ERROR_OFFLINE);
  return dex_future_new_true ();
}

MC_TEST_FIBER (test_certificates)
{
  static const struct
  {
    FaultCertificate kind;
    const char *code;
  } rows[] = {
    { FAULT_CERTIFICATE_EXPIRED, "expired" },
    { FAULT_CERTIFICATE_EARLY, "not-yet-valid" },
    { FAULT_CERTIFICATE_OTHER_HOST, "wrong-host" },
    { FAULT_CERTIFICATE_OTHER_CA, "unknown-ca" },
  };
  FaultAnswer answer = { JSON_HEAD, "{}" };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (FaultServer) server = fault_server_new (rows[i].kind);
      g_autoptr (GError) error = NULL;
      g_autoptr (McReply) reply = ask (server, &answer, &error);

      g_assert_null (reply);
      g_assert_error (error, MC_PORTAL_ERROR, MC_PORTAL_ERROR_TLS);
      g_assert_cmpstr (mc_portal_error_get_problem (error)->code, ==, rows[i].code);
      g_assert_cmpuint (fault_server_count_requests (server), ==, 0);
    }
  return dex_future_new_true ();
}

/* A sound certificate, but the profile has no CA of its own: the system's trust does not know the test's. */
MC_TEST_FIBER (test_system_trust)
{
  g_autoptr (FaultServer) server = fault_server_new (FAULT_CERTIFICATE_GOOD);
  g_autoptr (McTransport) transport = mc_transport_new (NULL, NULL);
  g_autoptr (SoupMessage) message = make_message (server, "/");
  g_autoptr (GError) error = NULL;

  g_assert_false (mc_await (mc_transport_send (transport, message), &error));
  g_assert_error (error, MC_PORTAL_ERROR, MC_PORTAL_ERROR_TLS);
  g_assert_cmpstr (mc_portal_error_get_problem (error)->code, ==, "unknown-ca");
  g_assert_cmpuint (fault_server_count_requests (server), ==, 0);
  return dex_future_new_true ();
}

MC_TEST_FIBER (test_https_only)
{
  g_autoptr (FaultServer) server = fault_server_new (FAULT_CERTIFICATE_GOOD);
  g_autoptr (McTransport) transport = make_transport (server);
  g_autoptr (SoupMessage) message = soup_message_new ("GET", "http://127.0.0.1:9/");
  g_autoptr (GError) error = NULL;

  g_assert_false (mc_await (mc_transport_send (transport, message), &error));
  g_assert_error (error, MC_PORTAL_ERROR, MC_PORTAL_ERROR_INVALID);
  return dex_future_new_true ();
}

static void
test_ca_file (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (mc_transport_new ("/nowhere/ca.pem", &error));
  g_assert_nonnull (error);
}

static DexFuture *
slow_fiber (gpointer data)
{
  FaultServer *server = data;
  g_autoptr (McTransport) transport = make_transport (server);
  g_autoptr (SoupMessage) message = make_message (server, "/");
  g_autoptr (GError) error = NULL;
  g_autoptr (McReply) reply = mc_await_boxed (mc_transport_send (transport, message), &error);

  g_assert_null (reply);
  return dex_future_new_for_error (g_steal_pointer (&error));
}

MC_TEST_FIBER (test_cancelled)
{
  FaultAnswer answer = { JSON_HEAD, kilobyte, .repeat = 1000, .drip = TRUE };
  g_autoptr (FaultServer) server = fault_server_new (FAULT_CERTIFICATE_GOOD);
  g_autoptr (McScope) scope = mc_scope_new (NULL);
  g_autoptr (DexFuture) call = NULL;
  g_autoptr (GError) error = NULL;
  gint64 begin = g_get_monotonic_time ();

  fault_server_answer (server, &answer, 1);
  call = mc_task_start (scope, "slow", slow_fiber, server, NULL);
  MC_TEST_UNTIL (fault_server_count_requests (server) == 1);
  mc_scope_end (scope);
  g_assert_false (mc_await (dex_ref (call), &error));
  g_assert_nonnull (error);
  g_assert_true (error->domain != MC_PORTAL_ERROR);
  g_assert_cmpint (g_get_monotonic_time () - begin, <, 10 * G_USEC_PER_SEC);
  MC_TEST_UNTIL (fault_server_count_busy (server) == 0);
  return dex_future_new_true ();
}

/* Dropping the transport ends its calls: nothing answers into a closed profile. */
MC_TEST_FIBER (test_disposed)
{
  FaultAnswer answer = { JSON_HEAD, kilobyte, .repeat = 1000, .drip = TRUE };
  g_autoptr (FaultServer) server = fault_server_new (FAULT_CERTIFICATE_GOOD);
  g_autoptr (McTransport) transport = make_transport (server);
  g_autoptr (SoupMessage) message = make_message (server, "/");
  g_autoptr (DexFuture) call = NULL;
  g_autoptr (GError) error = NULL;

  fault_server_answer (server, &answer, 1);
  call = mc_transport_send (transport, message);
  MC_TEST_UNTIL (fault_server_count_requests (server) == 1);
  g_object_run_dispose (G_OBJECT (transport));
  g_assert_false (mc_await (dex_ref (call), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  MC_TEST_UNTIL (fault_server_count_busy (server) == 0);
  return dex_future_new_true ();
}

MC_TEST_FIBER (test_log)
{
  FaultAnswer answer
      = { "HTTP/1.1 418 No\r\nContent-Type: text/plain\r\nWWW-Authenticate: " SECRET_TOKEN "\r\n", SECRET_BODY };
  g_autoptr (FaultServer) server = fault_server_new (FAULT_CERTIFICATE_GOOD);
  g_autoptr (McTransport) transport = make_transport (server);
  g_autoptr (SoupMessage) message = make_message (server, "/log-path?q=" SECRET_BODY);
  g_autoptr (GBytes) body = g_bytes_new_static (SECRET_BODY, strlen (SECRET_BODY));
  g_autofree char *request = NULL;
  g_autoptr (GError) error = NULL;

  fault_server_answer (server, &answer, 1);
  soup_message_set_method (message, "POST");
  soup_message_headers_append (soup_message_get_request_headers (message), "Authorization", "Bearer " SECRET_TOKEN);
  soup_message_set_request_body_from_bytes (message, "text/plain", body);
  g_assert_true (mc_await (mc_transport_send (transport, message), &error));
  g_assert_no_error (error);

  /* the token and the body did travel */
  request = fault_server_dup_request (server, 0);
  g_assert_nonnull (strstr (request, SECRET_TOKEN));
  g_assert_nonnull (strstr (request, "\r\n\r\n" SECRET_BODY));
  g_mutex_lock (&log_mutex);
  g_assert_nonnull (strstr (log_text->str, "POST /log-path 418 "));
  g_assert_null (strstr (log_text->str, SECRET_TOKEN));
  g_assert_null (strstr (log_text->str, SECRET_BODY));
  g_mutex_unlock (&log_mutex);
  return dex_future_new_true ();
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  log_text = g_string_new (NULL);
  g_log_set_default_handler (log_cb, NULL);
  g_log_set_writer_func (write_cb, NULL, NULL);
  g_test_add_func ("/transport/whole", test_whole);
  g_test_add_func ("/transport/statuses", test_statuses);
  g_test_add_func ("/transport/redirect", test_redirect);
  g_test_add_func ("/transport/truncated", test_truncated);
  g_test_add_func ("/transport/no-http", test_no_http);
  g_test_add_func ("/transport/no-answer", test_no_answer);
  g_test_add_func ("/transport/no-handshake", test_no_handshake);
  g_test_add_func ("/transport/too-large", test_too_large);
  g_test_add_func ("/transport/deadline", test_deadline);
  g_test_add_func ("/transport/deadline-of-the-waiting", test_deadline_of_the_waiting);
  g_test_add_func ("/transport/refused-connection", test_refused_connection);
  g_test_add_func ("/transport/certificates", test_certificates);
  g_test_add_func ("/transport/system-trust", test_system_trust);
  g_test_add_func ("/transport/https-only", test_https_only);
  g_test_add_func ("/transport/ca-file", test_ca_file);
  g_test_add_func ("/transport/cancelled", test_cancelled);
  g_test_add_func ("/transport/disposed", test_disposed);
  g_test_add_func ("/transport/log", test_log);
  return g_test_run ();
}
