// SPDX-License-Identifier: GPL-3.0-or-later
#include <string.h>

#include "mc-session.h"
#include "mc-test-portal.h"
#include "mc-test.h"
#include "mc-wait.h"

#define SECOND G_USEC_PER_SEC

/* Signing in at the real training portal, with a real keyring, by a scripted person. */
typedef struct
{
  McTestPortal *process;
  McClock *clock;
  McKeyring *keyring;
  McHttpPortal *portal;
  McAbout *about;
  McSession *session;
  McScope *scope;
} Fixture;

static McSession *
make_session (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  McSession *session = mc_session_new (mc_test_portal_get_url (self->process),
                                       mc_test_portal_get_ca_file (self->process), self->keyring, self->clock, &error);

  g_assert_no_error (error);
  return session;
}

static Fixture *
fixture_new_at (gint64 now_us)
{
  Fixture *self = g_new0 (Fixture, 1);
  g_autoptr (GError) error = NULL;

  self->process = mc_test_portal_start ();
  self->clock = mc_clock_new_virtual (now_us);
  self->keyring = mc_keyring_new ();
  self->scope = mc_scope_new (NULL);
  self->portal = mc_http_portal_new (mc_test_portal_get_url (self->process), mc_test_portal_get_ca_file (self->process),
                                     self->clock, &error);
  g_assert_no_error (error);
  self->about = dex_await_boxed (mc_portal_about (MC_PORTAL (self->portal)), &error);
  g_assert_no_error (error);
  self->session = make_session (self);
  mc_http_portal_set_authorizer (self->portal, MC_AUTHORIZER (self->session));
  return self;
}

static Fixture *
fixture_new (void)
{
  return fixture_new_at (g_get_real_time ());
}

static void
fixture_free (Fixture *self)
{
  mc_scope_clear (&self->scope);
  g_object_unref (self->session);
  g_object_unref (self->portal);
  g_object_unref (self->keyring);
  g_object_unref (self->clock);
  mc_about_unref (self->about);
  mc_test_portal_free (self->process);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Fixture, fixture_free)

static McIdentity *
sign_in (Fixture *self, McTestPerson *person, GError **error)
{
  McIdentity *identity = dex_await_boxed (
      mc_session_sign_in (self->session, self->scope, self->about, mc_test_browser_open, person), error);

  MC_TEST_UNTIL (g_atomic_int_get (&person->ended));
  return identity;
}

static char *
stored_token (Fixture *self, const char *sub)
{
  return dex_await_string (
      mc_keyring_lookup (self->keyring, mc_test_portal_get_url (self->process), sub, "refresh-token"), NULL);
}

static char *
access_token (McSession *session, const char *rejected, GError **error)
{
  return dex_await_string (mc_authorizer_access_token (MC_AUTHORIZER (session), rejected), error);
}

/* 200: the provider still takes it. */
static int
try_refresh_token (Fixture *self, const char *token)
{
  g_autofree char *form = g_strdup_printf ("grant_type=refresh_token&client_id=motcua-desktop&refresh_token=%s", token);
  int status = 0;

  g_free (mc_test_portal_post_form (self->process, "/oidc/token", form, &status));
  return status;
}

MC_TEST_FIBER (test_sign_in)
{
  g_autoptr (Fixture) f = fixture_new ();
  McTestPerson person = { .username = "tiepnhan1" };
  g_autoptr (GError) error = NULL;
  g_autofree char *before = access_token (f->session, NULL, &error);
  g_autoptr (McIdentity) identity = NULL;
  g_autofree char *token = NULL;

  g_assert_null (before);
  g_assert_error (error, MC_PORTAL_ERROR, MC_PORTAL_ERROR_NOT_SIGNED_IN);
  g_clear_error (&error);

  identity = sign_in (f, &person, &error);
  g_assert_no_error (error);
  g_assert_cmpint (person.status, ==, 200);
  g_assert_nonnull (identity->sub);
  g_assert_nonnull (identity->name);
  token = stored_token (f, identity->sub);
  g_assert_nonnull (token);
  g_assert_true (dex_await (mc_portal_me (MC_PORTAL (f->portal)), &error));
  g_assert_no_error (error);
  return dex_future_new_true ();
}

MC_TEST_FIBER (test_resume)
{
  g_autoptr (Fixture) f = fixture_new ();
  McTestPerson person = { .username = "tiepnhan1" };
  g_autoptr (McIdentity) identity = sign_in (f, &person, NULL);
  g_autoptr (McSession) later = make_session (f);
  g_autoptr (McSession) nobody = make_session (f);
  g_autoptr (GError) error = NULL;

  g_assert_true (dex_await_boolean (mc_session_resume (later, identity->sub, f->about), &error));
  g_assert_no_error (error);
  mc_http_portal_set_authorizer (f->portal, MC_AUTHORIZER (later));
  g_assert_true (dex_await (mc_portal_me (MC_PORTAL (f->portal)), &error));
  g_assert_no_error (error);

  g_assert_false (dex_await_boolean (mc_session_resume (nobody, "somebody-else", f->about), &error));
  g_assert_no_error (error);
  mc_http_portal_set_authorizer (f->portal, MC_AUTHORIZER (nobody));
  g_assert_false (dex_await (mc_portal_me (MC_PORTAL (f->portal)), &error));
  g_assert_error (error, MC_PORTAL_ERROR, MC_PORTAL_ERROR_NOT_SIGNED_IN);
  return dex_future_new_true ();
}

/* Tokens rotate; however many ask at once, one refresh is made and all get its token. */
MC_TEST_FIBER (test_rotation)
{
  g_autoptr (Fixture) f = fixture_new ();
  McTestPerson person = { .username = "tiepnhan1" };
  g_autoptr (McIdentity) identity = sign_in (f, &person, NULL);
  g_autofree char *first_access = access_token (f->session, NULL, NULL);
  g_autofree char *same_access = access_token (f->session, NULL, NULL);
  g_autofree char *first_stored = stored_token (f, identity->sub);
  g_autofree char *second_stored = NULL;
  g_autofree char *third_stored = NULL;
  g_autofree char *a = NULL;
  g_autofree char *b = NULL;
  g_autofree char *after_rejection = NULL;
  g_autoptr (DexFuture) one = NULL;
  g_autoptr (DexFuture) two = NULL;

  g_assert_cmpstr (first_access, ==, same_access);
  mc_clock_advance (f->clock, 300 * SECOND);
  one = mc_authorizer_access_token (MC_AUTHORIZER (f->session), NULL);
  two = mc_authorizer_access_token (MC_AUTHORIZER (f->session), NULL);
  a = dex_await_string (dex_ref (one), NULL);
  b = dex_await_string (dex_ref (two), NULL);
  g_assert_nonnull (a);
  g_assert_cmpstr (a, ==, b);
  g_assert_cmpstr (a, !=, first_access);
  second_stored = stored_token (f, identity->sub);
  g_assert_cmpstr (second_stored, !=, first_stored);

  /* rejected by the portal before its time: another one */
  after_rejection = access_token (f->session, a, NULL);
  g_assert_nonnull (after_rejection);
  g_assert_cmpstr (after_rejection, !=, a);
  third_stored = stored_token (f, identity->sub);
  g_assert_cmpstr (third_stored, !=, second_stored);
  /* the first one is long replaced */
  g_assert_cmpint (try_refresh_token (f, first_stored), ==, 400);
  return dex_future_new_true ();
}

/* A refresh that the line swallowed is no reason to sign in again; a refused one is. */
MC_TEST_FIBER (test_failed_refresh)
{
  g_autoptr (Fixture) f = fixture_new ();
  McTestPerson person = { .username = "tiepnhan1" };
  g_autoptr (McIdentity) identity = sign_in (f, &person, NULL);
  g_autofree char *stored = stored_token (f, identity->sub);
  g_autofree char *form = g_strdup_printf ("client_id=motcua-desktop&token=%s", stored);
  g_autofree char *none = NULL;
  g_autofree char *still_none = NULL;
  g_autoptr (GError) error = NULL;
  int status = 0;

  g_free (mc_test_portal_post_form (f->process, "/oidc/revoke", form, &status));
  g_assert_cmpint (status, ==, 200);
  mc_clock_advance (f->clock, 300 * SECOND);
  none = access_token (f->session, NULL, &error);
  g_assert_null (none);
  g_assert_error (error, MC_PORTAL_ERROR, MC_PORTAL_ERROR_NOT_SIGNED_IN);
  g_clear_error (&error);
  still_none = access_token (f->session, NULL, &error);
  g_assert_null (still_none);
  g_assert_error (error, MC_PORTAL_ERROR, MC_PORTAL_ERROR_NOT_SIGNED_IN);
  return dex_future_new_true ();
}

MC_TEST_FIBER (test_sign_out)
{
  g_autoptr (Fixture) f = fixture_new ();
  McTestPerson person = { .username = "tiepnhan1" };
  g_autoptr (McIdentity) identity = sign_in (f, &person, NULL);
  g_autofree char *stored = stored_token (f, identity->sub);
  g_autofree char *access = access_token (f->session, NULL, NULL);
  g_autofree char *gone = NULL;
  g_autofree char *none = NULL;
  g_autoptr (GError) error = NULL;
  int status = 0;

  g_assert_true (dex_await_boolean (mc_session_sign_out (f->session), &error));
  g_assert_no_error (error);
  gone = stored_token (f, identity->sub);
  g_assert_null (gone);
  none = access_token (f->session, NULL, &error);
  g_assert_null (none);
  g_assert_error (error, MC_PORTAL_ERROR, MC_PORTAL_ERROR_NOT_SIGNED_IN);
  g_assert_cmpint (try_refresh_token (f, stored), ==, 400);
  g_free (mc_test_portal_get (f->process, "/officials/v1/me", access, &status));
  g_assert_cmpint (status, ==, 401);
  return dex_future_new_true ();
}

/* Without a line nothing can be revoked; on this machine the token goes all the same. */
MC_TEST_FIBER (test_sign_out_offline)
{
  g_autoptr (Fixture) f = fixture_new ();
  McTestPerson person = { .username = "tiepnhan1" };
  g_autoptr (McIdentity) identity = sign_in (f, &person, NULL);
  g_autofree char *gone = NULL;
  g_autoptr (GError) error = NULL;

  mc_test_portal_stop (f->process);
  g_assert_true (dex_await_boolean (mc_session_sign_out (f->session), &error));
  g_assert_no_error (error);
  gone = stored_token (f, identity->sub);
  g_assert_null (gone);
  return dex_future_new_true ();
}

static char *
other_nonce (const char *uri)
{
  g_autoptr (GRegex) regex = g_regex_new ("nonce=[^&]*", 0, 0, NULL);

  return g_regex_replace_literal (regex, uri, -1, 0, "nonce=another", 0, NULL);
}

static char *
other_issuer (const char *uri)
{
  return g_strconcat (uri, "&iss=https%3A%2F%2Fother.example.vn", NULL);
}

static char *
no_issuer (const char *uri)
{
  return g_strndup (uri, (gsize) (strstr (uri, "&iss=") - uri));
}

static char *
refused (const char *uri)
{
  g_autoptr (GRegex) regex = g_regex_new ("code=[^&]*", 0, 0, NULL);

  return g_regex_replace_literal (regex, uri, -1, 0, "error=access_denied", 0, NULL);
}

static char *
other_code (const char *uri)
{
  g_autoptr (GRegex) regex = g_regex_new ("code=[^&]*", 0, 0, NULL);

  return g_regex_replace_literal (regex, uri, -1, 0, "code=not-the-code", 0, NULL);
}

/* Visits with another state first: refused, and not heard. */
static char *
other_state_first (const char *uri)
{
  g_autoptr (GRegex) regex = g_regex_new ("state=[^&]*", 0, 0, NULL);
  g_autofree char *other = g_regex_replace_literal (regex, uri, -1, 0, "state=another", 0, NULL);

  g_assert_cmpint (mc_test_visit (other), ==, 400);
  return g_strdup (uri);
}

MC_TEST_FIBER (test_mismatches)
{
  static const struct
  {
    McTestPerson person;
    int code;
  } rows[] = {
    { { .username = "tiepnhan1", .change_page = other_nonce }, MC_PORTAL_ERROR_PROTOCOL },
    { { .username = "tiepnhan1", .change_return = other_issuer }, MC_PORTAL_ERROR_PROTOCOL },
    { { .username = "tiepnhan1", .change_return = no_issuer }, MC_PORTAL_ERROR_PROTOCOL },
    { { .username = "tiepnhan1", .change_return = refused }, MC_PORTAL_ERROR_FORBIDDEN },
    { { .username = "tiepnhan1", .change_return = other_code }, MC_PORTAL_ERROR_FORBIDDEN },
  };
  g_autoptr (Fixture) f = fixture_new ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      McTestPerson person = rows[i].person;
      g_autoptr (GError) error = NULL;
      g_autoptr (McIdentity) identity = sign_in (f, &person, &error);
      g_autofree char *token = NULL;

      g_assert_null (identity);
      g_assert_error (error, MC_PORTAL_ERROR, rows[i].code);
      token = access_token (f->session, NULL, NULL);
      g_assert_null (token);
    }
  return dex_future_new_true ();
}

/* A clock that is wrong by more than five minutes, either way, is told apart from a token that is. */
MC_TEST_FIBER (test_clock)
{
  static const struct
  {
    gint64 ahead;
    int code; /* -1: signed in */
  } rows[] = {
    { -3600, MC_PORTAL_ERROR_CLOCK }, { -360, MC_PORTAL_ERROR_CLOCK },  { -240, -1 }, { 240, -1 },
    { 360, MC_PORTAL_ERROR_CLOCK },   { 86400, MC_PORTAL_ERROR_CLOCK },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      McTestPerson person = { .username = "tiepnhan1" };
      g_autoptr (Fixture) f = fixture_new_at (g_get_real_time () + rows[i].ahead * SECOND);
      g_autoptr (GError) error = NULL;
      g_autoptr (McIdentity) identity = sign_in (f, &person, &error);

      if (rows[i].code < 0)
        g_assert_no_error (error);
      else
        g_assert_error (error, MC_PORTAL_ERROR, rows[i].code);
      g_assert_true ((identity != NULL) == (rows[i].code < 0));
    }
  return dex_future_new_true ();
}

MC_TEST_FIBER (test_foreign_state)
{
  g_autoptr (Fixture) f = fixture_new ();
  McTestPerson person = { .username = "tiepnhan1", .change_return = other_state_first };
  g_autoptr (GError) error = NULL;
  g_autoptr (McIdentity) identity = sign_in (f, &person, &error);

  g_assert_no_error (error);
  g_assert_nonnull (identity);
  return dex_future_new_true ();
}

static char *last_page;

static gboolean
nobody_cb (const char *uri, gpointer data, GError **error)
{
  g_set_str (&last_page, uri);
  return TRUE;
}

static gboolean
no_browser_cb (const char *uri, gpointer data, GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "no browser");
  return FALSE;
}

static char *
redirect_of (const char *page)
{
  g_autoptr (GHashTable) parameters = g_uri_parse_params (strchr (page, '?') + 1, -1, "&", G_URI_PARAMS_WWW_FORM, NULL);

  return g_strdup (g_hash_table_lookup (parameters, "redirect_uri"));
}

MC_TEST_FIBER (test_nobody)
{
  g_autoptr (Fixture) f = fixture_new ();
  g_autoptr (DexFuture) flow = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *redirect = NULL;

  g_clear_pointer (&last_page, g_free);
  flow = mc_session_sign_in (f->session, f->scope, f->about, nobody_cb, NULL);
  MC_TEST_UNTIL (last_page != NULL);
  MC_TEST_UNTIL (mc_clock_next_timer_us (f->clock) > 0);
  mc_clock_advance (f->clock, 599 * SECOND);
  for (guint i = 0; i < 10; i++)
    mc_test_turn ();
  g_assert_true (dex_future_is_pending (flow));
  mc_clock_advance (f->clock, SECOND);
  g_assert_false (dex_await (dex_ref (flow), &error));
  g_assert_error (error, MC_PORTAL_ERROR, MC_PORTAL_ERROR_TIMEOUT);
  /* and the door is shut */
  redirect = redirect_of (last_page);
  MC_TEST_UNTIL (!mc_test_is_listening (redirect));
  return dex_future_new_true ();
}

MC_TEST_FIBER (test_given_up)
{
  g_autoptr (Fixture) f = fixture_new ();
  g_autoptr (DexFuture) flow = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) no_browser = NULL;
  g_autofree char *redirect = NULL;

  g_assert_false (dex_await (mc_session_sign_in (f->session, f->scope, f->about, no_browser_cb, NULL), &no_browser));
  g_assert_error (no_browser, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED);

  g_clear_pointer (&last_page, g_free);
  flow = mc_session_sign_in (f->session, f->scope, f->about, nobody_cb, NULL);
  MC_TEST_UNTIL (last_page != NULL);
  mc_scope_end (f->scope);
  g_assert_false (dex_await (dex_ref (flow), &error));
  redirect = redirect_of (last_page);
  MC_TEST_UNTIL (!mc_test_is_listening (redirect));
  return dex_future_new_true ();
}

/* What no longer takes this program is not signed in at: no page is opened. */
MC_TEST_FIBER (test_outdated)
{
  static const char *const oldest[] = { "999.0", "0.0.1", NULL };
  g_autoptr (Fixture) f = fixture_new ();

  for (guint i = 0; i < G_N_ELEMENTS (oldest); i++)
    for (int contract = MC_CONTRACT_VERSION; contract <= MC_CONTRACT_VERSION + 1; contract++)
      {
        g_autoptr (GError) error = NULL;

        g_set_str (&f->about->oldest_client, oldest[i]);
        f->about->oldest_contract = contract;
        g_clear_pointer (&last_page, g_free);
        g_assert_false (dex_await (mc_session_sign_in (f->session, f->scope, f->about, no_browser_cb, NULL), &error));
        if (i == 0 || contract > MC_CONTRACT_VERSION)
          g_assert_error (error, MC_PORTAL_ERROR, MC_PORTAL_ERROR_OUTDATED);
        else
          g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED);
      }
  return dex_future_new_true ();
}

/* The page asks for what it must: PKCE, state, nonce, login; nothing secret goes through the browser. */
MC_TEST_FIBER (test_page)
{
  g_autoptr (Fixture) f = fixture_new ();
  g_autoptr (DexFuture) flow = NULL;
  g_autoptr (GHashTable) parameters = NULL;

  g_clear_pointer (&last_page, g_free);
  flow = mc_session_sign_in (f->session, f->scope, f->about, nobody_cb, NULL);
  MC_TEST_UNTIL (last_page != NULL);
  parameters = g_uri_parse_params (strchr (last_page, '?') + 1, -1, "&", G_URI_PARAMS_WWW_FORM, NULL);
  g_assert_cmpstr (g_hash_table_lookup (parameters, "response_type"), ==, "code");
  g_assert_cmpstr (g_hash_table_lookup (parameters, "code_challenge_method"), ==, "S256");
  g_assert_cmpstr (g_hash_table_lookup (parameters, "prompt"), ==, "login");
  g_assert_cmpuint (strlen (g_hash_table_lookup (parameters, "code_challenge")), ==, 43);
  g_assert_cmpuint (strlen (g_hash_table_lookup (parameters, "state")), ==, 43);
  g_assert_cmpuint (strlen (g_hash_table_lookup (parameters, "nonce")), ==, 43);
  g_assert_null (strstr (last_page, "verifier"));
  return dex_future_new_true ();
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/sign-in", test_sign_in);
  g_test_add_func ("/session/resume", test_resume);
  g_test_add_func ("/session/rotation", test_rotation);
  g_test_add_func ("/session/failed-refresh", test_failed_refresh);
  g_test_add_func ("/session/sign-out", test_sign_out);
  g_test_add_func ("/session/sign-out-offline", test_sign_out_offline);
  g_test_add_func ("/session/mismatches", test_mismatches);
  g_test_add_func ("/session/clock", test_clock);
  g_test_add_func ("/session/foreign-state", test_foreign_state);
  g_test_add_func ("/session/nobody", test_nobody);
  g_test_add_func ("/session/given-up", test_given_up);
  g_test_add_func ("/session/outdated", test_outdated);
  g_test_add_func ("/session/page", test_page);
  return g_test_run ();
}
