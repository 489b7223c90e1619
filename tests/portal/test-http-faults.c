// SPDX-License-Identifier: GPL-3.0-or-later
#include <string.h>

#include "fault-server.h"
#include "mc-http-portal.h"
#include "mc-test-authorizer.h"
#include "mc-test.h"

#define JSON "Content-Type: application/json; charset=utf-8\r\n"
#define PROBLEM "Content-Type: application/problem+json\r\n"
#define OK_HEAD "HTTP/1.1 200 OK\r\n"
#define ABOUT                                                                                                          \
  "{\"name\":\"Cổng thử\",\"issuer\":\"https://127.0.0.1:9/oidc\",\"client_id\":\"motcua\",\"scopes\":[\"openid\"],"   \
  "\"redirect_ports\":[],\"contract\":1,\"idempotent\":true,\"lease_days\":7,\"history_days\":90,\"training\":true}"
#define SUMMARY                                                                                                        \
  "{\"id\":\"0192f0c0-0000-7000-8000-000000000001\",\"version\":8,\"handling_version\":7,\"procedure_code\":"          \
  "\"1.001193\",\"procedure_name\":\"Đăng ký khai sinh\",\"owner_name\":\"Nguyễn Văn Thử\",\"channel\":\"online\","    \
  "\"national_state\":2,\"local_step\":\"accepted\",\"delivery\":\"counter\",\"payment\":\"none\",\"sync\":\"ok\","    \
  "\"submitted_at\":\"2026-11-23T03:42:00Z\",\"actions\":[]}"

static McHttpPortal *
make_portal (FaultServer *server, McTestAuthorizer *authorizer)
{
  g_autoptr (McClock) clock = mc_clock_new_system ();
  g_autoptr (GError) error = NULL;
  McHttpPortal *portal
      = mc_http_portal_new (fault_server_get_url (server), fault_server_get_ca_file (server), clock, &error);

  g_assert_no_error (error);
  if (authorizer != NULL)
    mc_http_portal_set_authorizer (portal, MC_AUTHORIZER (authorizer));
  return portal;
}

/* What about() says to one answer. */
static McAbout *
ask (FaultServer *server, FaultAnswer answer, GError **error)
{
  g_autoptr (McHttpPortal) portal = make_portal (server, NULL);

  fault_server_answer (server, &answer, 1);
  return dex_await_boxed (mc_portal_about (MC_PORTAL (portal)), error);
}

static void
assert_refused (FaultServer *server, FaultAnswer answer, McPortalError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (McAbout) about = ask (server, answer, &error);

  if (about != NULL)
    g_test_message ("accepted: %s%s", answer.head, answer.body);
  g_assert_null (about);
  g_assert_error (error, MC_PORTAL_ERROR, (int) code);
}

MC_TEST_FIBER (test_unsound)
{
  g_autoptr (FaultServer) server = fault_server_new (FAULT_CERTIFICATE_GOOD);
  g_autoptr (GError) error = NULL;
  g_autoptr (McAbout) about = ask (server, (FaultAnswer) { OK_HEAD JSON, ABOUT }, &error);
  g_autofree char *half = g_strndup (ABOUT, strlen (ABOUT) / 2);
  g_autofree char *twice = g_strconcat (ABOUT, ABOUT, NULL);

  g_assert_no_error (error);
  g_assert_cmpstr (about->name, ==, "Cổng thử");
  assert_refused (server, (FaultAnswer) { OK_HEAD "Content-Type: text/html\r\n", "<html>Request Rejected</html>" },
                  MC_PORTAL_ERROR_CAPTIVE);
  assert_refused (server, (FaultAnswer) { "HTTP/1.1 302 Found\r\nLocation: https://127.0.0.1/login\r\n", "" },
                  MC_PORTAL_ERROR_CAPTIVE);
  assert_refused (server, (FaultAnswer) { OK_HEAD "Content-Type: text/plain\r\n", ABOUT }, MC_PORTAL_ERROR_PROTOCOL);
  assert_refused (server, (FaultAnswer) { OK_HEAD, ABOUT }, MC_PORTAL_ERROR_PROTOCOL);
  assert_refused (server, (FaultAnswer) { OK_HEAD JSON, "" }, MC_PORTAL_ERROR_PROTOCOL);
  assert_refused (server, (FaultAnswer) { OK_HEAD JSON, "{}" }, MC_PORTAL_ERROR_PROTOCOL);
  assert_refused (server, (FaultAnswer) { OK_HEAD JSON, "[]" }, MC_PORTAL_ERROR_PROTOCOL);
  assert_refused (server, (FaultAnswer) { OK_HEAD JSON, twice }, MC_PORTAL_ERROR_PROTOCOL);
  assert_refused (server, (FaultAnswer) { "HTTP/1.1 204 No Content\r\n", NULL }, MC_PORTAL_ERROR_PROTOCOL);
  /* cut short where nothing says how long it should be: with a good-bye and without */
  assert_refused (server, (FaultAnswer) { OK_HEAD JSON, half }, MC_PORTAL_ERROR_PROTOCOL);
  assert_refused (server, (FaultAnswer) { OK_HEAD JSON, half, .dies = TRUE }, MC_PORTAL_ERROR_PROTOCOL);
  assert_refused (server, (FaultAnswer) { OK_HEAD JSON "Content-Encoding: gzip\r\n", "not gzip at all" },
                  MC_PORTAL_ERROR_PROTOCOL);
  return dex_future_new_true ();
}

MC_TEST_FIBER (test_statuses)
{
  static const struct
  {
    const char *head;
    McPortalError code;
    gboolean heals;
  } rows[] = {
    { "HTTP/1.1 400 Bad\r\n", MC_PORTAL_ERROR_INVALID, FALSE },
    { "HTTP/1.1 401 No\r\n", MC_PORTAL_ERROR_NOT_SIGNED_IN, FALSE },
    { "HTTP/1.1 403 No\r\n", MC_PORTAL_ERROR_FORBIDDEN, FALSE },
    { "HTTP/1.1 404 No\r\n", MC_PORTAL_ERROR_NOT_FOUND, FALSE },
    { "HTTP/1.1 409 No\r\n", MC_PORTAL_ERROR_INVALID, FALSE },
    { "HTTP/1.1 409 No\r\nRetry-After: 2\r\n", MC_PORTAL_ERROR_BUSY, TRUE },
    { "HTTP/1.1 410 No\r\n", MC_PORTAL_ERROR_RESYNC, FALSE },
    { "HTTP/1.1 412 No\r\n", MC_PORTAL_ERROR_STALE, FALSE },
    { "HTTP/1.1 422 No\r\n", MC_PORTAL_ERROR_INVALID, FALSE },
    { "HTTP/1.1 428 No\r\n", MC_PORTAL_ERROR_INVALID, FALSE },
    { "HTTP/1.1 429 No\r\nRetry-After: 9\r\n", MC_PORTAL_ERROR_RATE_LIMITED, TRUE },
    { "HTTP/1.1 500 No\r\n", MC_PORTAL_ERROR_SERVER, TRUE },
    { "HTTP/1.1 502 No\r\n", MC_PORTAL_ERROR_SERVER, TRUE },
    { "HTTP/1.1 503 No\r\nRetry-After: 9\r\n", MC_PORTAL_ERROR_SERVER, TRUE },
  };
  static const char *const tails[] = {
    PROBLEM, "Content-Type: text/html\r\n", /* a proxy's own page */
  };
  g_autoptr (FaultServer) server = fault_server_new (FAULT_CERTIFICATE_GOOD);

  for (guint i = 0; i < G_N_ELEMENTS (rows) * 2; i++)
    {
      g_autofree char *head = g_strconcat (rows[i / 2].head, tails[i % 2], NULL);
      FaultAnswer answer
          = { head,
              "{\"code\":\"ma_loi\",\"detail\":\"Câu của cổng.\",\"errors\":[{\"field\":\"x\",\"detail\":\"y\"}]}" };
      g_autoptr (GError) error = NULL;
      g_autoptr (McAbout) about = ask (server, answer, &error);
      const McProblem *problem;

      g_assert_null (about);
      g_assert_error (error, MC_PORTAL_ERROR, (int) rows[i / 2].code);
      g_assert_cmpint (mc_portal_error_can_heal (error), ==, rows[i / 2].heals);
      problem = mc_portal_error_get_problem (error);
      g_assert_cmpint (problem->status, ==, atoi (rows[i / 2].head + strlen ("HTTP/1.1 ")));
      g_assert_cmpint (problem->retry_after, ==,
                       strstr (head, ": 9") != NULL   ? 9
                       : strstr (head, ": 2") != NULL ? 2
                                                      : 0);
      /* only a problem document is read, not the words of whatever else answers */
      g_assert_cmpstr (problem->code, ==, i % 2 == 0 ? "ma_loi" : NULL);
      g_assert_cmpstr (problem->detail, ==, i % 2 == 0 ? "Câu của cổng." : NULL);
    }
  return dex_future_new_true ();
}

static McAct *
make_act (void)
{
  McAct *act = mc_act_new ();

  act->key = g_strdup ("0192f0c0-0000-7000-8000-0000000000aa");
  act->kind = g_strdup ("dossier");
  act->record_id = g_strdup ("0192f0c0-0000-7000-8000-000000000001");
  act->action = g_strdup ("accept");
  act->expected_handling_version = 6;
  act->performed_at = g_date_time_new_from_unix_utc (1795405320);
  return act;
}

/* 422 names the fields of the form; the error can be copied with them. */
MC_TEST_FIBER (test_form_problem)
{
  FaultAnswer answer = { "HTTP/1.1 422 No\r\n" PROBLEM,
                         "{\"code\":\"invalid_form\",\"errors\":[{\"field\":\"components\",\"item\":\"tp1\","
                         "\"code\":\"no_reason\",\"detail\":\"Cần có lý do.\"},{\"field\":\"demand\"}]}" };
  g_autoptr (FaultServer) server = fault_server_new (FAULT_CERTIFICATE_GOOD);
  g_autoptr (GError) error = NULL;
  g_autoptr (McAbout) about = ask (server, answer, &error);
  g_autoptr (GError) copy = g_error_copy (error);
  const GPtrArray *fields = mc_portal_error_get_problem (copy)->fields;
  const McProblemField *first = g_ptr_array_index (fields, 0);
  const McProblemField *second = g_ptr_array_index (fields, 1);

  g_assert_null (about);
  g_assert_cmpuint (fields->len, ==, 2);
  g_assert_cmpstr (first->field, ==, "components");
  g_assert_cmpstr (first->item, ==, "tp1");
  g_assert_cmpstr (first->code, ==, "no_reason");
  g_assert_cmpstr (first->detail, ==, "Cần có lý do.");
  g_assert_cmpstr (second->field, ==, "demand");
  g_assert_null (second->code);
  return dex_future_new_true ();
}

/* 412 brings the record as it is and who changed it; the request carried key and precondition. */
MC_TEST_FIBER (test_stale)
{
  FaultAnswer answer = { "HTTP/1.1 412 No\r\n" PROBLEM,
                         "{\"code\":\"stale\",\"changed_by\":\"Trần Thị Thử\",\"changed_at\":\"2026-11-23T03:42:05Z\","
                         "\"changed_action\":\"refuse\",\"current\":" SUMMARY "}" };
  g_autoptr (FaultServer) server = fault_server_new (FAULT_CERTIFICATE_GOOD);
  g_autoptr (McTestAuthorizer) authorizer = mc_test_authorizer_new ("first", "second");
  g_autoptr (McHttpPortal) portal = make_portal (server, authorizer);
  g_autoptr (McAct) act = make_act ();
  g_autoptr (GError) error = NULL;
  g_autoptr (McOutcome) outcome = NULL;
  g_autofree char *request = NULL;

  fault_server_answer (server, &answer, 1);
  outcome = dex_await_boxed (mc_portal_act (MC_PORTAL (portal), act), &error);
  g_assert_null (outcome);
  g_assert_error (error, MC_PORTAL_ERROR, MC_PORTAL_ERROR_STALE);
  g_assert_cmpstr (mc_portal_error_get_problem (error)->changed_by, ==, "Trần Thị Thử");
  g_assert_cmpint (mc_portal_error_get_problem (error)->current->handling_version, ==, 7);
  g_assert_cmpint (g_date_time_get_second (mc_portal_error_get_problem (error)->changed_at), ==, 5);
  g_assert_cmpstr (mc_portal_error_get_problem (error)->changed_action, ==, "refuse");

  request = fault_server_dup_request (server, 0);
  g_assert_true (g_str_has_prefix (
      request, "POST /officials/v1/dossiers/0192f0c0-0000-7000-8000-000000000001/actions HTTP/1.1\r\n"));
  g_assert_nonnull (strstr (request, "Idempotency-Key: 0192f0c0-0000-7000-8000-0000000000aa\r\n"));
  g_assert_nonnull (strstr (request, "If-Match: \"6\"\r\n"));
  g_assert_nonnull (strstr (request, "Bearer first\r\n"));
  return dex_future_new_true ();
}

/* A problem that is none: the status alone must do. */
MC_TEST_FIBER (test_unsound_problem)
{
  static const char *const bodies[]
      = { "", "{", "[]", "{\"code\":7,\"detail\":[]}", "{\"current\":{\"id\":4}}", "{\"detail\":null}" };
  g_autoptr (FaultServer) server = fault_server_new (FAULT_CERTIFICATE_GOOD);

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (ask (server, (FaultAnswer) { "HTTP/1.1 422 No\r\n" PROBLEM, bodies[i] }, &error));
      g_assert_error (error, MC_PORTAL_ERROR, MC_PORTAL_ERROR_INVALID);
      g_assert_cmpint (mc_portal_error_get_problem (error)->status, ==, 422);
      g_assert_null (mc_portal_error_get_problem (error)->current);
    }
  return dex_future_new_true ();
}

/* 401: one new token, one more try with it, then it is told. */
MC_TEST_FIBER (test_one_refresh)
{
  FaultAnswer healed[] = { { "HTTP/1.1 401 No\r\n" PROBLEM, "{}" }, { "HTTP/1.1 404 No\r\n" PROBLEM, "{}" } };
  FaultAnswer refused = { "HTTP/1.1 401 No\r\n" PROBLEM, "{}" };
  g_autoptr (FaultServer) server = fault_server_new (FAULT_CERTIFICATE_GOOD);
  g_autoptr (McTestAuthorizer) authorizer = mc_test_authorizer_new ("first", "second");
  g_autoptr (McHttpPortal) portal = make_portal (server, authorizer);
  g_autoptr (McAct) act = make_act ();
  g_autofree char *request = NULL;
  g_autofree char *again = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) second = NULL;

  fault_server_answer (server, healed, 2);
  g_assert_false (dex_await (mc_portal_act (MC_PORTAL (portal), act), &error));
  g_assert_error (error, MC_PORTAL_ERROR, MC_PORTAL_ERROR_NOT_FOUND);
  g_assert_cmpuint (fault_server_count_requests (server), ==, 2);
  g_assert_cmpuint (mc_test_authorizer_count_rejected (authorizer), ==, 1);
  request = fault_server_dup_request (server, 0);
  again = fault_server_dup_request (server, 1);
  g_assert_nonnull (strstr (request, "Bearer first\r\n"));
  g_assert_nonnull (strstr (again, "Bearer second\r\n"));
  /* the same act: same key, same body */
  g_assert_nonnull (strstr (again, "Idempotency-Key: 0192f0c0-0000-7000-8000-0000000000aa\r\n"));
  g_assert_cmpstr (strstr (request, "\r\n\r\n"), ==, strstr (again, "\r\n\r\n"));

  fault_server_answer (server, &refused, 1);
  g_assert_false (dex_await (mc_portal_me (MC_PORTAL (portal)), &second));
  g_assert_error (second, MC_PORTAL_ERROR, MC_PORTAL_ERROR_NOT_SIGNED_IN);
  g_assert_cmpuint (fault_server_count_requests (server), ==, 2);
  return dex_future_new_true ();
}

/* Without anybody to ask for a token nothing is sent. */
MC_TEST_FIBER (test_nobody)
{
  FaultAnswer answer = { OK_HEAD JSON, "{}" };
  g_autoptr (FaultServer) server = fault_server_new (FAULT_CERTIFICATE_GOOD);
  g_autoptr (McHttpPortal) portal = make_portal (server, NULL);
  g_autoptr (GError) error = NULL;

  fault_server_answer (server, &answer, 1);
  g_assert_false (dex_await (mc_portal_me (MC_PORTAL (portal)), &error));
  g_assert_error (error, MC_PORTAL_ERROR, MC_PORTAL_ERROR_NOT_SIGNED_IN);
  g_assert_cmpuint (fault_server_count_requests (server), ==, 0);
  return dex_future_new_true ();
}

/* What comes from the portal goes back into addresses escaped. */
MC_TEST_FIBER (test_escaped)
{
  FaultAnswer answer = { "HTTP/1.1 404 No\r\n", "" };
  g_autoptr (FaultServer) server = fault_server_new (FAULT_CERTIFICATE_GOOD);
  g_autoptr (McTestAuthorizer) authorizer = mc_test_authorizer_new ("first", "second");
  g_autoptr (McHttpPortal) portal = make_portal (server, authorizer);
  g_autofree char *request = NULL;
  g_autofree char *second = NULL;

  fault_server_answer (server, &answer, 1);
  dex_await (mc_portal_changes (MC_PORTAL (portal), "a&b=c d/../#"), NULL);
  request = fault_server_dup_request (server, 0);
  g_assert_true (g_str_has_prefix (request, "GET /officials/v1/changes?cursor=a%26b%3Dc%20d%2F..%2F%23 HTTP"));
  dex_await (mc_portal_detail (MC_PORTAL (portal), "dossier", "../me?x"), NULL);
  second = fault_server_dup_request (server, 1);
  g_assert_true (g_str_has_prefix (second, "GET /officials/v1/dossiers/..%2Fme%3Fx HTTP"));
  return dex_future_new_true ();
}

/* Nothing is asked of the portal for a kind of record that nobody knows, least of all about a dossier of that id. */
MC_TEST_FIBER (test_unknown_kind)
{
  g_autoptr (FaultServer) server = fault_server_new (FAULT_CERTIFICATE_GOOD);
  g_autoptr (McTestAuthorizer) authorizer = mc_test_authorizer_new ("first", "second");
  g_autoptr (McHttpPortal) portal = make_portal (server, authorizer);
  g_autoptr (McAct) act = make_act ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) other = NULL;

  g_assert_false (dex_await (mc_portal_detail (MC_PORTAL (portal), "dossiers", act->record_id), &error));
  g_assert_error (error, MC_PORTAL_ERROR, MC_PORTAL_ERROR_INVALID);
  g_set_str (&act->kind, "petition");
  g_assert_false (dex_await (mc_portal_act (MC_PORTAL (portal), act), &other));
  g_assert_error (other, MC_PORTAL_ERROR, MC_PORTAL_ERROR_INVALID);
  g_assert_cmpuint (fault_server_count_requests (server), ==, 0);
  return dex_future_new_true ();
}

static void
test_addresses (void)
{
  static const char *const bad[] = {
    "http://cong.example.vn",      "https://",          "https:///x",  "cong.example.vn", "", "ftp://cong.example.vn",
    "https://a:b@cong.example.vn", "https://c.vn/?x=1", "file:///etc",
  };
  g_autoptr (McClock) clock = mc_clock_new_system ();

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (mc_http_portal_new (bad[i], NULL, clock, &error));
      g_assert_error (error, MC_PORTAL_ERROR, MC_PORTAL_ERROR_INVALID);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/http-faults/unsound", test_unsound);
  g_test_add_func ("/http-faults/statuses", test_statuses);
  g_test_add_func ("/http-faults/stale", test_stale);
  g_test_add_func ("/http-faults/form-problem", test_form_problem);
  g_test_add_func ("/http-faults/unsound-problem", test_unsound_problem);
  g_test_add_func ("/http-faults/one-refresh", test_one_refresh);
  g_test_add_func ("/http-faults/nobody", test_nobody);
  g_test_add_func ("/http-faults/escaped", test_escaped);
  g_test_add_func ("/http-faults/unknown-kind", test_unknown_kind);
  g_test_add_func ("/http-faults/addresses", test_addresses);
  return g_test_run ();
}
