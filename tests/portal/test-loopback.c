// SPDX-License-Identifier: GPL-3.0-or-later
#include <string.h>

#include "mc-loopback.h"
#include "mc-test-portal.h"
#include "mc-test.h"
#include "mc-wait.h"

/* The visitor is a thread: the listener answers on the main loop. */
typedef struct
{
  char *uri;
  int status;
  gboolean ended;
} Visitor;

static gpointer
visitor_thread (gpointer data)
{
  Visitor *visitor = data;

  visitor->status = mc_test_visit (visitor->uri);
  g_atomic_int_set (&visitor->ended, TRUE);
  return NULL;
}

static int
visit (McLoopback *loopback, const char *tail)
{
  Visitor visitor = { NULL };
  g_autofree char *uri = g_strconcat (mc_loopback_get_redirect_uri (loopback), tail, NULL);
  GThread *thread;

  visitor.uri = uri;
  thread = g_thread_new ("visitor", visitor_thread, &visitor);
  MC_TEST_UNTIL (g_atomic_int_get (&visitor.ended));
  g_thread_join (thread);
  return visitor.status;
}

MC_TEST_FIBER (test_visit)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (McLoopback) loopback = mc_loopback_new (NULL, "our-state", &error);
  g_autoptr (DexFuture) waiting = mc_loopback_wait (loopback);
  g_autoptr (GHashTable) parameters = NULL;

  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (mc_loopback_get_redirect_uri (loopback), "http://127.0.0.1:"));
  g_assert_cmpint (visit (loopback, "?code=a%20b&state=our-state&iss=https%3A%2F%2Fx"), ==, 200);
  parameters = dex_await_boxed (dex_ref (waiting), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (g_hash_table_lookup (parameters, "code"), ==, "a b");
  g_assert_cmpstr (g_hash_table_lookup (parameters, "iss"), ==, "https://x");
  /* the door is shut behind the first */
  g_assert_cmpint (visit (loopback, "?code=other&state=our-state"), ==, 400);
  return dex_future_new_true ();
}

/* Whatever else comes to the port is refused, and the wait goes on. */
MC_TEST_FIBER (test_foreign)
{
  static const char *const tails[] = {
    "",
    "favicon.ico",
    "?code=x",
    "?code=x&state=other",
    "?code=x&state=",
    "?code=x&state=our-stat",
    "?code=x&state=our-state-and-more",
    "other?code=x&state=our-state",
  };
  g_autoptr (McLoopback) loopback = mc_loopback_new (NULL, "our-state", NULL);
  g_autoptr (DexFuture) waiting = mc_loopback_wait (loopback);
  g_autofree char *filler = g_strnfill (9000, 'x');
  g_autofree char *huge = g_strconcat ("?state=our-state&code=", filler, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tails); i++)
    {
      g_assert_cmpint (visit (loopback, tails[i]), ==, 400);
      g_assert_true (dex_future_is_pending (waiting));
    }
  g_assert_cmpint (visit (loopback, huge), ==, 400);
  g_assert_true (dex_future_is_pending (waiting));
  g_assert_cmpint (visit (loopback, "?code=x&state=our-state"), ==, 200);
  g_assert_true (dex_await (dex_ref (waiting), NULL));
  return dex_future_new_true ();
}

/* Nobody beyond this machine can reach it, and nobody at all once it is gone. */
MC_TEST_FIBER (test_closed)
{
  g_autoptr (McLoopback) loopback = mc_loopback_new (NULL, "our-state", NULL);
  g_autofree char *uri = g_strdup (mc_loopback_get_redirect_uri (loopback));

  g_assert_true (mc_test_is_listening (uri));
  g_clear_object (&loopback);
  g_assert_false (mc_test_is_listening (uri));
  return dex_future_new_true ();
}

static guint
port_of (McLoopback *loopback)
{
  g_autoptr (GUri) uri = g_uri_parse (mc_loopback_get_redirect_uri (loopback), G_URI_FLAGS_NONE, NULL);

  return (guint) g_uri_get_port (uri);
}

/* Registered ports are tried in turn; with none left it is an error. */
static void
test_ports (void)
{
  g_autoptr (McLoopback) first = mc_loopback_new (NULL, "a", NULL);
  g_autoptr (McLoopback) free_one = mc_loopback_new (NULL, "a", NULL);
  g_autoptr (McLoopback) found = NULL;
  g_autoptr (GArray) ports = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GError) error = NULL;
  guint taken = port_of (first);
  guint port = port_of (free_one);

  g_clear_object (&free_one);
  g_array_append_val (ports, taken);
  g_assert_null (mc_loopback_new (ports, "a", &error));
  g_assert_nonnull (error);
  g_array_append_val (ports, port);
  found = mc_loopback_new (ports, "a", NULL);
  g_assert_nonnull (found);
  g_assert_cmpuint (port_of (found), ==, port);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/loopback/visit", test_visit);
  g_test_add_func ("/loopback/foreign", test_foreign);
  g_test_add_func ("/loopback/closed", test_closed);
  g_test_add_func ("/loopback/ports", test_ports);
  return g_test_run ();
}
