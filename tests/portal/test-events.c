// SPDX-License-Identifier: GPL-3.0-or-later
#include <string.h>

#include "fault-server.h"
#include "mc-codecs.h"
#include "mc-http-portal.h"
#include "mc-scope.h"
#include "mc-test-authorizer.h"
#include "mc-test-portal.h"
#include "mc-test.h"
#include "mc-wait.h"

#define HEAD "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
#define CHUNKED HEAD "Transfer-Encoding: chunked\r\n"
#define EVENT "event: changes\ndata: {\"after\":\"x\"}\n\n"
#define SILENCE_US (45 * (gint64) G_USEC_PER_SEC)

static const char some_text[]
    = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
      "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
      "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

/* A portal for the program: a real one, or one that answers what it is told. */
typedef struct
{
  McTestPortal *process; /* nullable */
  FaultServer *server;   /* nullable */
  McTestAuthorizer *authorizer;
  McClock *clock; /* stands still */
  McPortal *portal;
} Fixture;

static Fixture *
fixture_new (gboolean is_real)
{
  Fixture *self = g_new0 (Fixture, 1);
  g_autofree char *token = NULL;
  g_autoptr (GError) error = NULL;
  const char *url;
  const char *ca_file;

  if (is_real)
    {
      self->process = mc_test_portal_start ();
      token = mc_test_portal_dup_access_token (self->process, "tiepnhan1");
      url = mc_test_portal_get_url (self->process);
      ca_file = mc_test_portal_get_ca_file (self->process);
    }
  else
    {
      self->server = fault_server_new (FAULT_CERTIFICATE_GOOD);
      token = g_strdup ("first");
      url = fault_server_get_url (self->server);
      ca_file = fault_server_get_ca_file (self->server);
    }
  self->authorizer = mc_test_authorizer_new (token, is_real ? token : "second");
  self->clock = mc_clock_new_virtual (0);
  self->portal = MC_PORTAL (mc_http_portal_new (url, ca_file, self->clock, &error));
  g_assert_no_error (error);
  mc_http_portal_set_authorizer (MC_HTTP_PORTAL (self->portal), MC_AUTHORIZER (self->authorizer));
  return self;
}

static void
fixture_free (Fixture *self)
{
  g_object_unref (self->portal);
  g_object_unref (self->authorizer);
  g_object_unref (self->clock);
  g_clear_pointer (&self->process, mc_test_portal_free);
  g_clear_pointer (&self->server, fault_server_free);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Fixture, fixture_free)

static McEventStream *
open_stream (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  McEventStream *stream = dex_await_object (mc_portal_events (self->portal), &error);

  g_assert_no_error (error);
  return stream;
}

/* The next one but what is due today, which the portal tells when it likes. (transfer full) (nullable) */
static McEvent *
next_event (McEventStream *stream, GError **error)
{
  McEvent *event = mc_event_stream_next (stream, error);

  if (event == NULL || g_strcmp0 (event->name, "notice") != 0)
    return event;
  mc_event_free (event);
  return mc_event_stream_next (stream, error);
}

static void
expect_event (McEventStream *stream, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (McEvent) event = next_event (stream, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (event->name, ==, name);
}

static void
expect_end (McEventStream *stream, McPortalError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (McEvent) event = next_event (stream, &error);

  g_assert_null (event);
  g_assert_error (error, MC_PORTAL_ERROR, (int) code);
}

static void
expect_refusal (Fixture *self, const char *head, const char *body, McPortalError code)
{
  FaultAnswer answer = { head, body };
  g_autoptr (GError) error = NULL;
  g_autoptr (McEventStream) stream = NULL;

  fault_server_answer (self->server, &answer, 1);
  stream = dex_await_object (mc_portal_events (self->portal), &error);
  g_assert_null (stream);
  g_assert_error (error, MC_PORTAL_ERROR, (int) code);
}

MC_TEST_FIBER (test_refusals)
{
  g_autoptr (Fixture) f = fixture_new (FALSE);
  g_autofree char *request = NULL;

  expect_refusal (f, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n", "<html>Request Rejected</html>",
                  MC_PORTAL_ERROR_CAPTIVE);
  expect_refusal (f, "HTTP/1.1 302 Found\r\nLocation: https://127.0.0.1/login\r\n", "", MC_PORTAL_ERROR_CAPTIVE);
  expect_refusal (f, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n", "{}", MC_PORTAL_ERROR_PROTOCOL);
  expect_refusal (f, "HTTP/1.1 200 OK\r\n", EVENT, MC_PORTAL_ERROR_PROTOCOL);
  expect_refusal (f, "HTTP/1.1 404 No\r\n", "", MC_PORTAL_ERROR_NOT_FOUND);
  expect_refusal (f, "HTTP/1.1 429 Slow\r\nRetry-After: 30\r\n", "", MC_PORTAL_ERROR_RATE_LIMITED);
  expect_refusal (f, "HTTP/1.1 503 No\r\nContent-Type: text/event-stream\r\n", EVENT, MC_PORTAL_ERROR_SERVER);
  expect_refusal (f, NULL, NULL, MC_PORTAL_ERROR_OFFLINE);
  request = fault_server_dup_request (f->server, 0);
  g_assert_nonnull (strstr (request, "GET /officials/v1/events HTTP/1.1\r\n"));
  g_assert_nonnull (strstr (request, "Accept: text/event-stream"));
  return dex_future_new_true ();
}

/* 401: one new token, one more try. */
MC_TEST_FIBER (test_unauthorized)
{
  g_autoptr (Fixture) f = fixture_new (FALSE);
  const FaultAnswer answers[] = { { "HTTP/1.1 401 No\r\nWWW-Authenticate: Bearer\r\n", "" }, { HEAD, EVENT } };
  g_autoptr (McEventStream) stream = NULL;
  g_autofree char *second = NULL;

  fault_server_answer (f->server, answers, 2);
  stream = open_stream (f);
  expect_event (stream, "changes");
  expect_end (stream, MC_PORTAL_ERROR_OFFLINE);
  second = fault_server_dup_request (f->server, 1);
  g_assert_nonnull (strstr (second, "Bearer second\r\n"));
  g_assert_cmpuint (mc_test_authorizer_count_rejected (f->authorizer), ==, 1);
  g_clear_object (&stream);
  expect_refusal (f, "HTTP/1.1 401 No\r\n", "", MC_PORTAL_ERROR_NOT_SIGNED_IN);
  return dex_future_new_true ();
}

MC_TEST_FIBER (test_ends)
{
  g_autoptr (Fixture) f = fixture_new (FALSE);
  static const struct
  {
    FaultAnswer answer;
    guint events;
    McPortalError code;
  } rows[] = {
    { { HEAD, EVENT EVENT }, 2, MC_PORTAL_ERROR_OFFLINE },
    { { HEAD, EVENT "event: changes\r\ndata: {\r\ndata: }\r\n\r\n" }, 2, MC_PORTAL_ERROR_OFFLINE },
    /* cut in the middle of an event, with a good-bye and without: the half is no event */
    { { HEAD, EVENT "event: changes\ndata: {\"af" }, 1, MC_PORTAL_ERROR_OFFLINE },
    { { HEAD, EVENT "event: changes\ndata: {}\n", .dies = TRUE }, 1, MC_PORTAL_ERROR_OFFLINE },
    { { CHUNKED, "24\r\n" EVENT "\r\n24\r\nevent: cha" }, 1, MC_PORTAL_ERROR_OFFLINE },
    { { HEAD, some_text, 400 }, 0, MC_PORTAL_ERROR_PROTOCOL },
    { { HEAD, "data: many short lines of one event\n", 3000 }, 0, MC_PORTAL_ERROR_PROTOCOL },
    { { HEAD, EVENT "data: \xff\n\n" }, 1, MC_PORTAL_ERROR_PROTOCOL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (McEventStream) stream = NULL;

      g_test_message ("row %u", i);
      fault_server_answer (f->server, &rows[i].answer, 1);
      stream = open_stream (f);
      for (guint n = 0; n < rows[i].events; n++)
        expect_event (stream, "changes");
      expect_end (stream, rows[i].code);
    }
  return dex_future_new_true ();
}

static DexFuture *
next_fiber (gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (McEvent) event = mc_event_stream_next (data, &error);

  if (event == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_for_string (event->name != NULL ? event->name : "");
}

/* Bytes come, and never a line: silence, by the program's clock. */
MC_TEST_FIBER (test_no_heartbeat)
{
  g_autoptr (Fixture) f = fixture_new (FALSE);
  FaultAnswer answer = { HEAD, some_text, 40, .drip = TRUE };
  g_autoptr (McEventStream) stream = NULL;
  g_autoptr (DexFuture) next = NULL;
  g_autoptr (GError) error = NULL;

  fault_server_answer (f->server, &answer, 1);
  stream = open_stream (f);
  next = dex_scheduler_spawn (dex_scheduler_get_default (), 0, next_fiber, stream, NULL);
  for (guint i = 0; i < 44; i++)
    {
      mc_clock_advance (f->clock, SILENCE_US / 45);
      mc_test_turn ();
    }
  g_assert_true (dex_future_is_pending (next));
  mc_clock_advance (f->clock, SILENCE_US / 45);
  MC_TEST_UNTIL (!dex_future_is_pending (next));
  g_assert_null (dex_future_get_value (next, &error));
  g_assert_error (error, MC_PORTAL_ERROR, MC_PORTAL_ERROR_TIMEOUT);
  return dex_future_new_true ();
}

static McAct *
make_accept (McPortal *portal)
{
  g_autoptr (McChanges) page = dex_await_boxed (mc_portal_changes (portal, NULL), NULL);
  g_autoptr (GString) form = g_string_new ("{\"components\":[");
  McAct *act = mc_act_new ();

  for (guint i = 0; i < page->changes->len; i++)
    {
      McSummary *summary = ((McChange *) g_ptr_array_index (page->changes, i))->summary;
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (McDossier) dossier = NULL;

      if (!mc_summary_allows (summary, "accept"))
        continue;
      bytes = dex_await_boxed (mc_portal_detail (portal, "dossier", summary->id), NULL);
      dossier = mc_codec_dossier_parse (bytes, NULL);
      for (guint n = 0; n < dossier->components->len; n++)
        g_string_append_printf (form, "%s{\"id\":\"%s\",\"mark\":\"sufficient\"}", n > 0 ? "," : "",
                                ((McComponent *) g_ptr_array_index (dossier->components, n))->id);
      g_string_append (form, "]}");
      act->key = g_uuid_string_random ();
      act->key[14] = '7';
      act->kind = g_strdup ("dossier");
      act->record_id = g_strdup (summary->id);
      act->action = g_strdup ("accept");
      act->expected_handling_version = summary->handling_version;
      act->performed_at = g_date_time_new_now_utc ();
      g_set_str (&act->form, form->str);
      return act;
    }
  g_error ("no dossier can be accepted");
}

/* An open stream holds up no call, and tells of what they do. */
MC_TEST_FIBER (test_beside_calls)
{
  g_autoptr (Fixture) f = fixture_new (TRUE);
  g_autoptr (McEventStream) stream = open_stream (f);
  g_autoptr (McAct) act = make_accept (f->portal);
  g_autoptr (GError) error = NULL;
  DexFuture *calls[12];

  expect_event (stream, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    calls[i] = mc_portal_me (f->portal);
  g_assert_true (dex_await (dex_future_allv (calls, G_N_ELEMENTS (calls)), &error));
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    dex_unref (calls[i]);
  g_assert_true (dex_await (mc_portal_act (f->portal, act), &error));
  g_assert_no_error (error);
  expect_event (stream, "changes");
  return dex_future_new_true ();
}

/* Let go of, it is closed: the next needs its one connection. */
MC_TEST_FIBER (test_reopen)
{
  g_autoptr (Fixture) f = fixture_new (TRUE);

  for (guint i = 0; i < 20; i++)
    {
      g_autoptr (McEventStream) stream = open_stream (f);

      expect_event (stream, NULL);
    }
  return dex_future_new_true ();
}

MC_TEST_FIBER (test_portal_ends)
{
  g_autoptr (Fixture) f = fixture_new (TRUE);
  g_autoptr (McEventStream) stream = open_stream (f);

  expect_event (stream, NULL);
  g_clear_pointer (&f->process, mc_test_portal_free);
  expect_end (stream, MC_PORTAL_ERROR_OFFLINE);
  return dex_future_new_true ();
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/events/refusals", test_refusals);
  g_test_add_func ("/events/unauthorized", test_unauthorized);
  g_test_add_func ("/events/ends", test_ends);
  g_test_add_func ("/events/no-heartbeat", test_no_heartbeat);
  g_test_add_func ("/events/beside-calls", test_beside_calls);
  g_test_add_func ("/events/reopen", test_reopen);
  g_test_add_func ("/events/portal-ends", test_portal_ends);
  return g_test_run ();
}
