// SPDX-License-Identifier: GPL-3.0-or-later
#include <string.h>

#include "mc-http-portal.h"
#include "mc-test-authorizer.h"
#include "mc-test-portal.h"
#include "mc-test.h"
#include "mc-wait.h"

MC_TEST_FIBER (test_reopen)
{
  g_autoptr (McTestPortal) process = mc_test_portal_start ();
  g_autoptr (McClock) clock = mc_clock_new_virtual (0);
  g_autofree char *token = mc_test_portal_dup_access_token (process, "tiepnhan1");
  g_autoptr (McTestAuthorizer) authorizer = mc_test_authorizer_new (token, token);
  g_autoptr (GError) error = NULL;
  g_autoptr (McHttpPortal) portal
      = mc_http_portal_new (mc_test_portal_get_url (process), mc_test_portal_get_ca_file (process), clock, &error);

  mc_http_portal_set_authorizer (portal, MC_AUTHORIZER (authorizer));
  for (guint i = 0; i < 20; i++)
    {
      g_autoptr (McEventStream) stream = dex_await_object (mc_portal_events (MC_PORTAL (portal)), &error);
      g_autoptr (McEvent) event = NULL;

      g_assert_no_error (error);
      event = mc_event_stream_next (stream, &error);
      g_assert_no_error (error);
      g_assert_null (event->name);
      g_test_message ("%u", i);
    }
  return dex_future_new_true ();
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/events/reopen", test_reopen);
  return g_test_run ();
}
