// SPDX-License-Identifier: GPL-3.0-or-later
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include <glib/gstdio.h>

#include "mc-codecs.h"
#include "mc-outbox.h"
#include "mc-test-portal.h"
#include "muffler.h"

#define PATIENCE_US (20 * G_USEC_PER_SEC)

/* kill -9 between the click and the portal's answer, with real processes over real HTTPS: the act is never lost and
 * never done twice. */
typedef struct
{
  McTestPortal *portal;
  char *directory;
  char *token;
  GSubprocess *child;
  GDataInputStream *output;
  char *id;
  char *key;
} Fixture;

static Fixture *
fixture_new (void)
{
  Fixture *self = g_new0 (Fixture, 1);
  g_autoptr (GError) error = NULL;

  self->portal = mc_test_portal_start ();
  self->token = mc_test_portal_dup_access_token (self->portal, "tiepnhan1");
  self->directory = g_dir_make_tmp ("mc-kill-XXXXXX", &error);
  g_assert_no_error (error);
  return self;
}

static void
fixture_free (Fixture *self)
{
  g_autoptr (GDir) dir = g_dir_open (self->directory, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->directory, name, NULL);

      g_remove (path);
    }
  g_rmdir (self->directory);
  mc_test_portal_free (self->portal);
  g_free (self->directory);
  g_free (self->token);
  g_free (self->id);
  g_free (self->key);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Fixture, fixture_free)

static void
start_child (Fixture *self, const char *mode, const char *url, const char *last)
{
  g_autoptr (GSubprocessLauncher) launcher
      = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GError) error = NULL;

  g_subprocess_launcher_setenv (launcher, "MC_TEST_TOKEN", self->token, TRUE);
  self->child = g_subprocess_launcher_spawn (launcher, &error, g_getenv ("MC_TEST_SYNC_CHILD"), mode, self->directory,
                                             url, mc_test_portal_get_ca_file (self->portal), last, NULL);
  g_assert_no_error (error);
  self->output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->child));
}

/* What the child says after this word. (transfer full) */
static char *
hear (Fixture *self, const char *word)
{
  g_autofree char *line = g_data_input_stream_read_line (self->output, NULL, NULL, NULL);

  if (line == NULL || !g_str_has_prefix (line, word))
    g_error ("the child said: %s", line != NULL ? line : "nothing");
  return g_strdup (line + strlen (word) + 1);
}

static void
let_it_act (Fixture *self)
{
  g_output_stream_write_all (g_subprocess_get_stdin_pipe (self->child), "go\n", 3, NULL, NULL, NULL);
  g_output_stream_flush (g_subprocess_get_stdin_pipe (self->child), NULL, NULL);
  self->key = hear (self, "acted");
}

static void
kill_it (Fixture *self)
{
  g_subprocess_send_signal (self->child, SIGKILL);
  g_subprocess_wait (self->child, NULL, NULL);
  g_assert_true (g_subprocess_get_if_signaled (self->child));
  g_assert_cmpint (g_subprocess_get_term_sig (self->child), ==, SIGKILL);
  g_clear_object (&self->output);
  g_clear_object (&self->child);
}

/* The status of the portal's own word on the act: 200 or 404. */
static int
ask_outcome (Fixture *self)
{
  g_autofree char *path = g_strconcat ("/officials/v1/actions/", self->key, NULL);
  int status = 0;

  g_free (mc_test_portal_get (self->portal, path, self->token, &status));
  return status;
}

static guint
count_acceptances (Fixture *self)
{
  g_autofree char *path = g_strconcat ("/officials/v1/dossiers/", self->id, NULL);
  g_autofree char *json = mc_test_portal_get (self->portal, path, self->token, NULL);
  g_autoptr (GBytes) bytes = g_bytes_new (json, strlen (json));
  g_autoptr (GError) error = NULL;
  g_autoptr (McDossier) dossier = mc_codec_dossier_parse (bytes, &error);
  guint count = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < dossier->history->len; i++)
    count += g_str_equal (((McHistoryEntry *) g_ptr_array_index (dossier->history, i))->action, "accept");
  return count;
}

/* The next start of the program sends it, and it happened once. */
static void
assert_sent_once (Fixture *self)
{
  g_autofree char *finished = NULL;
  g_autofree char *again = NULL;
  int state = -1;
  int attempts = 0;

  start_child (self, "send", mc_test_portal_get_url (self->portal), self->key);
  finished = hear (self, "finished");
  g_assert_cmpint (sscanf (finished, "%d %d", &state, &attempts), ==, 2);
  g_assert_cmpint (state, ==, MC_OUTBOX_DONE);
  g_assert_cmpint (attempts, >=, 1);
  g_subprocess_wait (self->child, NULL, NULL);
  g_clear_object (&self->output);
  g_clear_object (&self->child);
  g_assert_cmpint (ask_outcome (self), ==, 200);
  g_assert_cmpuint (count_acceptances (self), ==, 1);

  /* and the start after that sends nothing any more */
  start_child (self, "send", mc_test_portal_get_url (self->portal), self->key);
  again = hear (self, "finished");
  g_assert_cmpstr (again, ==, finished);
  g_subprocess_wait (self->child, NULL, NULL);
  g_clear_object (&self->output);
  g_clear_object (&self->child);
  g_assert_cmpuint (count_acceptances (self), ==, 1);
}

/* Within the undo window nothing has left the machine. */
static void
test_held (void)
{
  g_autoptr (Fixture) f = fixture_new ();

  start_child (f, "act", mc_test_portal_get_url (f->portal), "2");
  f->id = hear (f, "picked");
  let_it_act (f);
  kill_it (f);
  g_assert_cmpint (ask_outcome (f), ==, 404);
  g_assert_cmpuint (count_acceptances (f), ==, 0);
  assert_sent_once (f);
}

/* The portal hangs: killed as soon as the act is durable, whether or not the request had been written. */
static void
test_hanging_portal (void)
{
  g_autoptr (Fixture) f = fixture_new ();

  start_child (f, "act", mc_test_portal_get_url (f->portal), "0");
  f->id = hear (f, "picked");
  mc_test_portal_send_signal (f->portal, SIGSTOP);
  let_it_act (f);
  kill_it (f);
  mc_test_portal_send_signal (f->portal, SIGCONT);
  assert_sent_once (f);
}

/* The portal has recorded it, and the answer never arrived. */
static void
test_lost_answer (void)
{
  g_autoptr (Fixture) f = fixture_new ();
  Muffler *muffler = muffler_new (mc_test_portal_get_url (f->portal));
  gint64 end = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;

  start_child (f, "act", muffler_get_url (muffler), "0");
  f->id = hear (f, "picked");
  muffler_keep_answers (muffler);
  let_it_act (f);
  while (ask_outcome (f) != 200)
    g_assert_cmpint (g_get_monotonic_time (), <, end);
  kill_it (f);
  g_assert_cmpuint (count_acceptances (f), ==, 1);
  assert_sent_once (f);
}

/* How many bytes of uploads are on the portal's disk, as its own files tell. */
static gint64
count_bytes (Fixture *self)
{
  g_autoptr (GDir) dir = g_dir_open (mc_test_portal_get_directory (self->portal), 0, NULL);
  gint64 bytes = 0;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (mc_test_portal_get_directory (self->portal), name, NULL);
      GStatBuf info;

      if (g_str_has_prefix (name, "upload-") && g_stat (path, &info) == 0)
        bytes += info.st_size;
    }
  return bytes;
}

static guint
count_attached (Fixture *self, gint64 *size)
{
  g_autofree char *path = g_strconcat ("/officials/v1/dossiers/", self->id, NULL);
  g_autofree char *json = mc_test_portal_get (self->portal, path, self->token, NULL);
  g_autoptr (GBytes) bytes = g_bytes_new (json, strlen (json));
  g_autoptr (McDossier) dossier = mc_codec_dossier_parse (bytes, NULL);
  guint count = 0;

  g_assert_nonnull (dossier);
  for (guint i = 0; i < dossier->components->len; i++)
    {
      const McComponent *component = g_ptr_array_index (dossier->components, i);

      for (guint d = 0; d < component->documents->len; d++)
        {
          const McDocument *document = g_ptr_array_index (component->documents, d);

          if (document->origin == NULL)
            continue;
          *size = document->size;
          count++;
        }
    }
  return count;
}

/* Killed again and again while a file goes up, each time a bit further: it arrives whole, once, and no more of it is sent than
 * what was lost on the way. */
static void
test_upload (void)
{
  enum
  {
    SIZE = 12 * 1024 * 1024 + 333
  };
  g_autoptr (Fixture) f = fixture_new ();
  g_autofree char *bytes = g_strdup_printf ("%d", SIZE);
  g_autofree char *finished = NULL;
  gint64 size = 0;
  gint64 before = 0;
  guint kills = 0;

  start_child (f, "attach", mc_test_portal_get_url (f->portal), bytes);
  f->id = hear (f, "picked");
  let_it_act (f);
  for (;; kills++)
    {
      gint64 end = g_get_monotonic_time () + PATIENCE_US;

      /* some of it has come since the last time, or all of it was used */
      while (count_bytes (f) <= before && ask_outcome (f) != 200)
        g_assert_cmpint (g_get_monotonic_time (), <, end);
      kill_it (f);
      if (ask_outcome (f) == 200)
        break;
      before = count_bytes (f);
      start_child (f, "send", mc_test_portal_get_url (f->portal), f->key);
    }
  g_test_message ("killed %u times", kills + 1);
  start_child (f, "send", mc_test_portal_get_url (f->portal), f->key);
  finished = hear (f, "finished");
  g_assert_cmpint (atoi (finished), ==, MC_OUTBOX_DONE);
  g_subprocess_wait (f->child, NULL, NULL);
  g_clear_object (&f->output);
  g_clear_object (&f->child);
  g_assert_cmpuint (count_attached (f, &size), ==, 1);
  g_assert_cmpint (size, ==, SIZE);
  g_assert_cmpint (count_bytes (f), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync-kill/held", test_held);
  g_test_add_func ("/sync-kill/hanging-portal", test_hanging_portal);
  g_test_add_func ("/sync-kill/lost-answer", test_lost_answer);
  g_test_add_func ("/sync-kill/upload", test_upload);
  return g_test_run ();
}
