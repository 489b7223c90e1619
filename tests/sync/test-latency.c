// SPDX-License-Identifier: GPL-3.0-or-later
#include <string.h>

#include <glib/gstdio.h>

#include "mc-codecs.h"
#include "mc-http-portal.h"
#include "mc-sync.h"
#include "mc-test-authorizer.h"
#include "mc-test-portal.h"
#include "mc-test.h"
#include "mc-text.h"
#include "mc-wait.h"

#define ACTS 20
#define GOAL_US G_USEC_PER_SEC

static McHttpPortal *
connect_as (McTestPortal *process, McClock *clock, const char *username)
{
  g_autofree char *token = mc_test_portal_dup_access_token (process, username);
  g_autoptr (McTestAuthorizer) authorizer = mc_test_authorizer_new (token, token);
  g_autoptr (GError) error = NULL;
  McHttpPortal *portal
      = mc_http_portal_new (mc_test_portal_get_url (process), mc_test_portal_get_ca_file (process), clock, &error);

  g_assert_no_error (error);
  mc_http_portal_set_authorizer (portal, MC_AUTHORIZER (authorizer));
  return portal;
}

static McAct *
make_accept (McPortal *portal, McSummary *summary)
{
  g_autoptr (GBytes) bytes = dex_await_boxed (mc_portal_detail (portal, "dossier", summary->id), NULL);
  g_autoptr (McDossier) dossier = mc_codec_dossier_parse (bytes, NULL);
  g_autoptr (GString) form = g_string_new ("{\"components\":[");
  McAct *act = mc_act_new ();

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

static int
compare_times (gconstpointer a, gconstpointer b)
{
  gint64 one = *(const gint64 *) a;
  gint64 other = *(const gint64 *) b;

  return one < other ? -1 : one > other;
}

static gint64
state_of (McCache *cache, const char *id)
{
  g_autoptr (McSummary) summary = dex_await_boxed (mc_cache_summary (cache, id), NULL);

  return summary != NULL ? summary->national_state : -1;
}

/* A colleague accepts; from the click there to the list's row here, over HTTPS, by the machine's clock. */
MC_TEST_FIBER (test_latency)
{
  static const guint8 bytes[32] = { 7 };
  g_autoptr (GBytes) key = g_bytes_new_static (bytes, sizeof bytes);
  g_autoptr (McTestPortal) process = mc_test_portal_start_with (200);
  g_autoptr (McClock) clock = mc_clock_new_system ();
  g_autoptr (McHttpPortal) mine = connect_as (process, clock, "tiepnhan1");
  g_autoptr (McHttpPortal) theirs = connect_as (process, clock, "tiepnhan2");
  g_autofree char *directory = g_dir_make_tmp ("mc-latency-XXXXXX", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (McJournal) journal = dex_await_object (mc_journal_open (directory, key, clock), &error);
  g_autoptr (McCache) cache = dex_await_object (mc_cache_open (directory, key, clock), &error);
  g_autoptr (McSync) sync = mc_sync_new (MC_PORTAL (mine), journal, cache, clock);
  g_autoptr (McChanges) page = NULL;
  gint64 times[ACTS];
  guint done = 0;

  g_assert_no_error (error);
  mc_sync_start (sync);
  MC_TEST_UNTIL (mc_sync_get_line (sync)->state == MC_LINE_CURRENT);
  page = dex_await_boxed (mc_portal_changes (MC_PORTAL (theirs), NULL), &error);
  g_assert_no_error (error);
  for (guint i = 0; i < page->changes->len && done < ACTS; i++)
    {
      McSummary *summary = ((McChange *) g_ptr_array_index (page->changes, i))->summary;
      g_autoptr (McAct) act = NULL;

      if (!mc_summary_allows (summary, "accept"))
        continue;
      act = make_accept (MC_PORTAL (theirs), summary);
      times[done] = g_get_monotonic_time ();
      g_assert_true (dex_await (mc_portal_act (MC_PORTAL (theirs), act), &error));
      MC_TEST_UNTIL (state_of (cache, summary->id) == 2);
      times[done] = g_get_monotonic_time () - times[done];
      done++;
    }
  g_assert_cmpuint (done, ==, ACTS);
  qsort (times, ACTS, sizeof times[0], compare_times);
  g_test_message ("change → cache: median %" G_GINT64_FORMAT " ms, p95 %" G_GINT64_FORMAT " ms", times[ACTS / 2] / 1000,
                  times[ACTS * 95 / 100 - 1] / 1000);
  g_assert_cmpint (times[ACTS * 95 / 100 - 1], <, GOAL_US);

  mc_sync_stop (sync);
  dex_await (mc_journal_close (journal), NULL);
  dex_await (mc_cache_close (cache), NULL);
  {
    g_autoptr (GDir) dir = g_dir_open (directory, 0, NULL);
    const char *name;

    while ((name = g_dir_read_name (dir)) != NULL)
      {
        g_autofree char *path = g_build_filename (directory, name, NULL);

        g_remove (path);
      }
    g_rmdir (directory);
  }
  return dex_future_new_true ();
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/latency/change-to-cache", test_latency);
  return g_test_run ();
}
