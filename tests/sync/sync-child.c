// SPDX-License-Identifier: GPL-3.0-or-later
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mc-sync.h"
#include "mc-test-authorizer.h"
#include "mc-test.h"
#include "mc-wait.h"

/* A program with a profile, to be killed by test-sync-kill; its token comes in $MC_TEST_TOKEN.
 *
 * sync-child act DIRECTORY URL CA SECONDS   updates, opens a dossier that can be accepted, says "picked ID", waits for a
 *                                           line, accepts it, says "acted KEY" once the act is durable, and goes on
 * sync-child attach DIRECTORY URL CA BYTES  the same with a file of so many bytes, attached to its first component
 * sync-child send DIRECTORY URL CA KEY      starts again, says "finished STATE ATTEMPTS" when the act is no longer waiting
 */

static char **arguments;

static McSync *
open_profile (void)
{
  static const guint8 key[32] = { 9 };
  g_autoptr (GBytes) bytes = g_bytes_new_static (key, sizeof key);
  g_autoptr (McClock) clock = mc_clock_new_system ();
  g_autoptr (McTestAuthorizer) authorizer
      = mc_test_authorizer_new (g_getenv ("MC_TEST_TOKEN"), g_getenv ("MC_TEST_TOKEN"));
  g_autoptr (GError) error = NULL;
  g_autoptr (McJournal) journal = dex_await_object (mc_journal_open (arguments[2], bytes, clock), &error);
  g_autoptr (McCache) cache = NULL;
  g_autoptr (McHttpPortal) portal = NULL;
  McSync *sync;

  g_assert_no_error (error);
  cache = dex_await_object (mc_cache_open (arguments[2], bytes, clock), &error);
  g_assert_no_error (error);
  portal = mc_http_portal_new (arguments[3], arguments[4], clock, &error);
  g_assert_no_error (error);
  mc_http_portal_set_authorizer (portal, MC_AUTHORIZER (authorizer));
  sync = mc_sync_new (MC_PORTAL (portal), journal, cache, clock);
  g_object_set_data_full (G_OBJECT (sync), "cache", g_object_ref (cache), g_object_unref);
  g_object_set_data_full (G_OBJECT (sync), "journal", g_object_ref (journal), g_object_unref);
  mc_sync_start (sync);
  return sync;
}

static McDossier *
pick (McSync *sync)
{
  g_autoptr (McListing) listing
      = dex_await_boxed (mc_cache_list (g_object_get_data (G_OBJECT (sync), "cache"), NULL, NULL, NULL), NULL);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < listing->rows->len; i++)
    {
      McSummary *summary = g_ptr_array_index (listing->rows, i);
      McDossier *dossier;

      if (!mc_summary_allows (summary, "accept"))
        continue;
      dossier = dex_await_boxed (mc_sync_open_dossier (sync, summary->id), &error);
      g_assert_no_error (error);
      return dossier;
    }
  g_error ("no dossier can be accepted");
}

static void
act (McSync *sync)
{
  g_autoptr (McDossier) dossier = NULL;
  g_autoptr (GString) form = g_string_new ("{\"components\":[");
  g_autoptr (McOutboxEntry) entry = NULL;
  g_autoptr (GError) error = NULL;
  char line[16];

  MC_TEST_UNTIL (mc_sync_get_line (sync)->state == MC_LINE_CURRENT);
  dossier = pick (sync);
  for (guint i = 0; i < dossier->components->len; i++)
    {
      const McComponent *component = g_ptr_array_index (dossier->components, i);

      g_string_append_printf (form, "%s{\"id\":\"%s\",\"mark\":\"sufficient\"}", i > 0 ? "," : "", component->id);
    }
  g_string_append (form, "]}");
  printf ("picked %s\n", dossier->summary->id);
  fflush (stdout);
  g_assert_nonnull (fgets (line, sizeof line, stdin));
  entry = dex_await_boxed (mc_sync_act (sync, dossier->summary, "accept", form->str, atoi (arguments[5])), &error);
  g_assert_no_error (error);
  printf ("acted %s\n", entry->act->key);
  fflush (stdout);
}

/* A PDF whose bytes tell where they belong. */
static GBytes *
make_file (gsize size)
{
  guint8 *bytes = g_malloc (size);

  for (gsize i = 0; i < size; i++)
    bytes[i] = (guint8) (i * 31 + i / 5000);
  memcpy (bytes, "%PDF-1.4", 8);
  return g_bytes_new_take (bytes, size);
}

static void
attach (McSync *sync)
{
  g_autoptr (GBytes) bytes = make_file ((gsize) atoi (arguments[5]));
  g_autoptr (McDossier) dossier = NULL;
  g_autoptr (McOutboxFile) file = NULL;
  g_autoptr (McOutboxEntry) entry = NULL;
  g_autoptr (GPtrArray) files = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *form = NULL;
  char line[16];

  MC_TEST_UNTIL (mc_sync_get_line (sync)->state == MC_LINE_CURRENT);
  dossier = pick (sync);
  printf ("picked %s\n", dossier->summary->id);
  fflush (stdout);
  g_assert_nonnull (fgets (line, sizeof line, stdin));
  file = dex_await_boxed (mc_sync_keep_file (sync, "biên bản.pdf", "application/pdf", bytes), &error);
  g_assert_no_error (error);
  g_ptr_array_add (files, file);
  form = g_strdup_printf ("{\"component\":\"%s\",\"files\":[\"%s\"]}",
                          ((McComponent *) g_ptr_array_index (dossier->components, 0))->id, file->id);
  entry = dex_await_boxed (mc_sync_act_with_files (sync, dossier->summary, "attach_file", form, 0, files), &error);
  g_assert_no_error (error);
  printf ("acted %s\n", entry->act->key);
  fflush (stdout);
}

static gboolean
is_waiting (McSync *sync, const char *key, McOutboxEntry **entry)
{
  GPtrArray *entries = mc_sync_get_outbox (sync);

  for (guint i = 0; i < entries->len; i++)
    {
      *entry = g_ptr_array_index (entries, i);
      if (g_str_equal ((*entry)->act->key, key))
        return (*entry)->state == MC_OUTBOX_HELD || (*entry)->state == MC_OUTBOX_WAITING
               || (*entry)->state == MC_OUTBOX_SENDING;
    }
  return TRUE;
}

MC_TEST_FIBER (run)
{
  g_autoptr (McSync) sync = open_profile ();
  McOutboxEntry *entry = NULL;
  g_autoptr (GError) error = NULL;

  if (!g_str_equal (arguments[1], "send"))
    {
      if (g_str_equal (arguments[1], "act"))
        act (sync);
      else
        attach (sync);
      /* until the kill, like a program in the middle of its work */
      dex_await (DEX_FUTURE (dex_promise_new ()), NULL);
    }
  MC_TEST_UNTIL (!is_waiting (sync, arguments[5], &entry));
  /* what was queued before this is on disk after it */
  dex_await (mc_journal_set (g_object_get_data (G_OBJECT (sync), "journal"), "finished", "1"), &error);
  g_assert_no_error (error);
  printf ("finished %d %d\n", (int) entry->state, entry->attempts);
  fflush (stdout);
  mc_sync_stop (sync);
  return dex_future_new_true ();
}

int
main (int argc, char **argv)
{
  g_assert_cmpint (argc, ==, 6);
  arguments = argv;
  run ();
  return 0;
}
