// SPDX-License-Identifier: GPL-3.0-or-later
#include <string.h>

#include "mc-session.h"
#include "mc-test-portal.h"
#include "mc-test.h"
#include "mc-wait.h"

#define CALLERS 20

/* Calls of the transport to the token endpoint, as its log tells them. */
static int token_calls;

static void
log_cb (const char *domain, GLogLevelFlags level, const char *text, gpointer data)
{
  if (strstr (text, "POST /oidc/token") != NULL)
    token_calls++;
  g_assert_null (strstr (text, "refresh_token="));
}

static void
await_all (DexFuture **futures)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (dex_await (dex_future_allv (futures, CALLERS), &error));
  g_assert_no_error (error);
}

static void
drop_all (DexFuture **futures)
{
  for (guint i = 0; i < CALLERS; i++)
    dex_clear (&futures[i]);
}

/* However many find the token dead at once, one refresh is in flight, and all go on with what it brought. */
MC_TEST_FIBER (test_single_flight)
{
  g_autoptr (McTestPortal) process = mc_test_portal_start ();
  g_autoptr (McClock) clock = mc_clock_new_virtual (g_get_real_time ());
  g_autoptr (McKeyring) keyring = mc_keyring_new ();
  g_autoptr (McScope) scope = mc_scope_new (NULL);
  McTestPerson person = { .username = "tiepnhan1" };
  g_autoptr (GError) error = NULL;
  const char *url = mc_test_portal_get_url (process);
  const char *ca_file = mc_test_portal_get_ca_file (process);
  g_autoptr (McHttpPortal) portal = mc_http_portal_new (url, ca_file, clock, &error);
  g_autoptr (McSession) session = mc_session_new (url, ca_file, keyring, clock, &error);
  g_autoptr (McAbout) about = dex_await_boxed (mc_portal_about (MC_PORTAL (portal)), &error);
  g_autoptr (McIdentity) identity = NULL;
  g_autofree char *access = NULL;
  DexFuture *futures[CALLERS];

  g_assert_no_error (error);
  mc_http_portal_set_authorizer (portal, MC_AUTHORIZER (session));
  identity = dex_await_boxed (mc_session_sign_in (session, scope, about, mc_test_browser_open, &person), &error);
  g_assert_no_error (error);
  MC_TEST_UNTIL (g_atomic_int_get (&person.ended));

  /* at its end */
  mc_clock_advance (clock, 300 * (gint64) G_USEC_PER_SEC);
  token_calls = 0;
  for (guint i = 0; i < CALLERS; i++)
    futures[i] = mc_portal_me (MC_PORTAL (portal));
  await_all (futures);
  drop_all (futures);
  g_assert_cmpint (token_calls, ==, 1);

  /* refused before its end, by twenty calls that used the same one */
  access = dex_await_string (mc_authorizer_access_token (MC_AUTHORIZER (session), NULL), &error);
  for (guint i = 0; i < CALLERS; i++)
    futures[i] = mc_authorizer_access_token (MC_AUTHORIZER (session), access);
  await_all (futures);
  for (guint i = 0; i < CALLERS; i++)
    g_assert_cmpstr (g_value_get_string (dex_future_get_value (futures[i], NULL)), !=, access);
  drop_all (futures);
  g_assert_cmpint (token_calls, ==, 2);

  /* a late one of them finds the new token made */
  dex_clear (&futures[0]);
  futures[0] = mc_authorizer_access_token (MC_AUTHORIZER (session), access);
  g_assert_true (dex_await (dex_ref (futures[0]), &error));
  dex_clear (&futures[0]);
  g_assert_cmpint (token_calls, ==, 2);
  return dex_future_new_true ();
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_log_set_handler ("mc-portal", G_LOG_LEVEL_DEBUG, log_cb, NULL);
  g_test_add_func ("/refresh/one-in-flight", test_single_flight);
  return g_test_run ();
}
