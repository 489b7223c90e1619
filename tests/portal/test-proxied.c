// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-codecs.h"
#include "mc-http-portal.h"
#include "mc-test-authorizer.h"
#include "mc-test.h"
#include "mc-text.h"

/* The contract as the program speaks it, to a portal behind a proxy: started by through-nginx.py, which says where. */
static McPortal *
make_portal (void)
{
  g_autoptr (McClock) clock = mc_clock_new_system ();
  g_autoptr (McTestAuthorizer) authorizer
      = mc_test_authorizer_new (g_getenv ("MC_TEST_TOKEN"), g_getenv ("MC_TEST_TOKEN"));
  g_autoptr (GError) error = NULL;
  McHttpPortal *portal = mc_http_portal_new (g_getenv ("MC_TEST_URL"), g_getenv ("MC_TEST_CA"), clock, &error);

  g_assert_no_error (error);
  mc_http_portal_set_authorizer (portal, MC_AUTHORIZER (authorizer));
  return MC_PORTAL (portal);
}

MC_TEST_FIBER (test_reading)
{
  g_autoptr (McPortal) portal = make_portal ();
  g_autoptr (GError) error = NULL;
  g_autoptr (McAbout) about = dex_await_boxed (mc_portal_about (portal), &error);
  g_autoptr (GBytes) me = NULL;
  g_autofree char *cursor = NULL;
  gboolean more = TRUE;
  guint count = 0;

  g_assert_no_error (error);
  g_assert_true (about->training);
  me = dex_await_boxed (mc_portal_me (portal), &error);
  g_assert_no_error (error);
  while (more)
    {
      g_autoptr (McChanges) page = dex_await_boxed (mc_portal_changes (portal, cursor), &error);

      g_assert_no_error (error);
      count += page->changes->len;
      more = page->more;
      g_set_str (&cursor, page->next);
    }
  g_assert_cmpuint (count, ==, 700);
  return dex_future_new_true ();
}

static McAct *
make_accept (McPortal *portal)
{
  g_autoptr (McChanges) page = dex_await_boxed (mc_portal_changes (portal, NULL), NULL);
  McAct *act = mc_act_new ();

  for (guint i = 0; i < page->changes->len; i++)
    {
      McSummary *summary = ((McChange *) g_ptr_array_index (page->changes, i))->summary;
      g_autoptr (GString) form = g_string_new ("{\"components\":[");
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
      act->key = mc_uuid_new (g_get_real_time () / 1000);
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

/* Notices, such as that something is due today, may come between. */
static void
expect_event (McEventStream *stream, const char *name)
{
  for (;;)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (McEvent) event = mc_event_stream_next (stream, &error);

      g_assert_no_error (error);
      if (g_strcmp0 (event->name, "notice") == 0)
        continue;
      g_assert_cmpstr (event->name, ==, name);
      return;
    }
}

/* Twice: the second stream needs the first to be gone. */
MC_TEST_FIBER (test_acting)
{
  g_autoptr (McPortal) portal = make_portal ();

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (McEventStream) stream = dex_await_object (mc_portal_events (portal), &error);
      g_autoptr (McAct) act = NULL;
      g_autoptr (McOutcome) outcome = NULL;
      g_autoptr (McOutcome) replay = NULL;
      g_autoptr (McOutcome) asked = NULL;
      gint64 acted_us;

      g_assert_no_error (error);
      expect_event (stream, NULL);
      act = make_accept (portal);
      outcome = dex_await_boxed (mc_portal_act (portal, act), &error);
      g_assert_no_error (error);
      acted_us = g_get_monotonic_time ();
      expect_event (stream, "changes");
      /* kept back by a buffer it would come with the next heartbeat */
      g_assert_cmpint (g_get_monotonic_time () - acted_us, <, 10 * G_USEC_PER_SEC);
      g_assert_false (outcome->replayed);
      replay = dex_await_boxed (mc_portal_act (portal, act), &error);
      g_assert_no_error (error);
      g_assert_true (replay->replayed);
      asked = dex_await_boxed (mc_portal_outcome (portal, act->key), &error);
      g_assert_no_error (error);
      g_assert_cmpstr (asked->summary->code, ==, outcome->summary->code);
    }
  return dex_future_new_true ();
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/proxied/reading", test_reading);
  g_test_add_func ("/proxied/acting", test_acting);
  return g_test_run ();
}
