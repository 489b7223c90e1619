// SPDX-License-Identifier: GPL-3.0-or-later
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <gio/gunixinputstream.h>
#include <glib-unix.h>
#include <glib/gstdio.h>

#include "mc-codecs.h"
#include "mc-sync.h"
#include "mc-test.h"
#include "mc-wait.h"

#define SECOND ((gint64) G_USEC_PER_SEC)
#define START_US (G_GINT64_CONSTANT (1795405320) * SECOND)
#define EVENT "event: changes\ndata: {\"after\":\"x\"}\n\n"
#define NO_FAILURE (-1)

/* A portal whose log is a number, and whose stream says what the test writes. */
#define SCRIPTED_TYPE_PORTAL (scripted_portal_get_type ())
G_DECLARE_FINAL_TYPE (ScriptedPortal, scripted_portal, SCRIPTED, PORTAL, GObject)

struct _ScriptedPortal
{
  GObject parent_instance;

  McClock *clock;
  guint newest; /* changes so far */
  guint asked;  /* pages of changes */
  guint opened; /* streams asked for */
  int line;     /* McPortalError of every call, or NO_FAILURE */
  int stream;   /* of the streams */
  int out;      /* where the stream is written; -1: none is up */
  gint64 asked_us[64];
};

static void scripted_portal_iface_init (McPortalInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ScriptedPortal, scripted_portal, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (MC_TYPE_PORTAL, scripted_portal_iface_init))

/* The engine on real files, the portal, and a clock that stands still. */
typedef struct
{
  char *directory;
  McClock *clock;
  ScriptedPortal *portal;
  McJournal *journal;
  McCache *cache;
  McSync *sync;
} Desk;

static DexFuture *
fail (int code)
{
  return dex_future_new_for_error (mc_portal_error_new ((McPortalError) code, NULL, "as planned"));
}

static DexFuture *
scripted_portal_me (McPortal *portal)
{
  g_autoptr (McMe) me = mc_me_new ();
  g_autoptr (JsonNode) node = NULL;

  if (SCRIPTED_PORTAL (portal)->line != NO_FAILURE)
    return fail (SCRIPTED_PORTAL (portal)->line);
  me->sub = g_strdup ("can-bo-1");
  me->name = g_strdup ("Trần Thị Thử");
  me->unit_id = g_strdup ("u1");
  me->unit_name = g_strdup ("UBND phường Thử");
  me->roles = g_strsplit ("receiver", " ", -1);
  node = mc_codec_me_build (me);
  return dex_future_new_take_boxed (G_TYPE_BYTES, mc_codec_print (node));
}

static DexFuture *
scripted_portal_changes (McPortal *portal, const char *cursor)
{
  ScriptedPortal *self = SCRIPTED_PORTAL (portal);
  McChanges *changes;

  if (self->asked < G_N_ELEMENTS (self->asked_us))
    self->asked_us[self->asked] = mc_clock_now_us (self->clock);
  self->asked++;
  if (self->line != NO_FAILURE)
    return fail (self->line);
  changes = mc_changes_new ();
  changes->snapshot = changes->more = cursor == NULL;
  changes->total = cursor == NULL ? 0 : -1;
  changes->next = g_strdup_printf ("l %u", self->newest);
  return dex_future_new_take_boxed (MC_TYPE_CHANGES, changes);
}

static DexFuture *
scripted_portal_events (McPortal *portal)
{
  ScriptedPortal *self = SCRIPTED_PORTAL (portal);
  g_autoptr (GInputStream) input = NULL;
  int ends[2];

  self->opened++;
  if (self->line != NO_FAILURE || self->stream != NO_FAILURE)
    return fail (self->line != NO_FAILURE ? self->line : self->stream);
  g_assert_cmpint (self->out, ==, -1);
  g_assert_true (g_unix_open_pipe (ends, FD_CLOEXEC, NULL));
  input = g_unix_input_stream_new (ends[0], TRUE);
  self->out = ends[1];
  return dex_future_new_take_object (mc_event_stream_new (input, self->clock));
}

static DexFuture *
scripted_portal_about (McPortal *portal)
{
  return dex_future_new_take_boxed (MC_TYPE_ABOUT, mc_about_new ());
}

static void
scripted_portal_iface_init (McPortalInterface *iface)
{
  iface->about = scripted_portal_about;
  iface->me = scripted_portal_me;
  iface->changes = scripted_portal_changes;
  iface->events = scripted_portal_events;
}

static void
scripted_portal_class_init (ScriptedPortalClass *klass)
{
}

static void
scripted_portal_init (ScriptedPortal *self)
{
  self->line = self->stream = NO_FAILURE;
  self->out = -1;
}

static void
say (Desk *desk, const char *text)
{
  g_assert_cmpint (write (desk->portal->out, text, strlen (text)), ==, (gssize) strlen (text));
}

static void
end_stream (Desk *desk)
{
  g_assert_cmpint (desk->portal->out, !=, -1);
  close (desk->portal->out);
  desk->portal->out = -1;
}

/* What is under way comes to rest: for what must not happen. */
static void
settle (Desk *desk)
{
  for (guint i = 0; i < 10; i++)
    {
      mc_test_turn ();
      dex_await (mc_cache_set (desk->cache, "settled", "1"), NULL);
    }
}

static void
pass (Desk *desk, guint seconds)
{
  for (guint i = 0; i < seconds; i++)
    {
      mc_clock_advance (desk->clock, SECOND);
      settle (desk);
    }
}

static gboolean
cache_has (Desk *desk, guint number)
{
  g_autofree char *cursor = dex_await_string (mc_cache_get (desk->cache, "cursor"), NULL);
  g_autofree char *wanted = g_strdup_printf ("l %u", number);

  return g_strcmp0 (cursor, wanted) == 0;
}

static Desk *
desk_new (int stream)
{
  static const guint8 key[32] = { 7 };
  g_autoptr (GBytes) bytes = g_bytes_new_static (key, sizeof key);
  Desk *self = g_new0 (Desk, 1);
  g_autoptr (GError) error = NULL;

  self->directory = g_dir_make_tmp ("mc-stream-XXXXXX", &error);
  g_assert_no_error (error);
  self->clock = mc_clock_new_virtual (START_US);
  self->portal = g_object_new (SCRIPTED_TYPE_PORTAL, NULL);
  self->portal->clock = self->clock;
  self->portal->stream = stream;
  self->journal = dex_await_object (mc_journal_open (self->directory, bytes, self->clock), &error);
  g_assert_no_error (error);
  self->cache = dex_await_object (mc_cache_open (self->directory, bytes, self->clock), &error);
  g_assert_no_error (error);
  self->sync = mc_sync_new (MC_PORTAL (self->portal), self->journal, self->cache, self->clock);
  mc_sync_start (self->sync);
  MC_TEST_UNTIL (mc_sync_get_line (self->sync)->state == MC_LINE_CURRENT && self->portal->opened == 1);
  if (stream == NO_FAILURE)
    MC_TEST_UNTIL (self->portal->asked == 3);
  settle (self);
  return self;
}

static void
desk_free (Desk *self)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  mc_sync_stop (self->sync);
  settle (self);
  if (self->portal->out != -1)
    end_stream (self);
  dex_await (mc_journal_close (self->journal), NULL);
  dex_await (mc_cache_close (self->cache), NULL);
  g_object_unref (self->sync);
  g_object_unref (self->journal);
  g_object_unref (self->cache);
  g_object_unref (self->portal);
  g_object_unref (self->clock);
  dir = g_dir_open (self->directory, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->directory, name, NULL);

      g_remove (path);
    }
  g_rmdir (self->directory);
  g_free (self->directory);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Desk, desk_free)

/* Snapshot, log, and once more when the stream is up; then nothing is asked for, and the line is fresh all the same. */
MC_TEST_FIBER (test_no_polling)
{
  g_autoptr (Desk) desk = desk_new (NO_FAILURE);

  g_assert_cmpuint (desk->portal->asked, ==, 3);
  for (guint i = 0; i < 20; i++)
    {
      pass (desk, 15);
      say (desk, ":\n\n");
      MC_TEST_UNTIL (mc_sync_get_line (desk->sync)->updated_us == mc_clock_now_us (desk->clock));
    }
  g_assert_cmpuint (desk->portal->asked, ==, 3);
  g_assert_cmpuint (desk->portal->opened, ==, 1);
  g_assert_cmpint (mc_sync_get_line (desk->sync)->state, ==, MC_LINE_CURRENT);
  return dex_future_new_true ();
}

MC_TEST_FIBER (test_event)
{
  g_autoptr (Desk) desk = desk_new (NO_FAILURE);

  pass (desk, 3);
  for (guint i = 1; i <= 5; i++)
    {
      desk->portal->newest = i;
      say (desk, EVENT);
      MC_TEST_UNTIL (cache_has (desk, i));
      g_assert_cmpuint (desk->portal->asked, ==, 3 + i);
      pass (desk, 1);
    }
  /* what it does not know means nothing to it */
  say (desk, "event: weather\ndata: rain\n\ndata: x\n\n");
  pass (desk, 2);
  g_assert_cmpuint (desk->portal->asked, ==, 8);
  return dex_future_new_true ();
}

/* However many events come at once, few questions are asked, and the last change is not lost. */
MC_TEST_FIBER (test_storm)
{
  g_autoptr (Desk) desk = desk_new (NO_FAILURE);
  gint64 began_us;

  pass (desk, 3);
  began_us = mc_clock_now_us (desk->clock);
  for (guint i = 1; i <= 400; i++)
    {
      desk->portal->newest = i;
      say (desk, EVENT);
      if (i % 10 == 0)
        {
          mc_test_turn ();
          mc_clock_advance (desk->clock, SECOND / 100);
        }
    }
  while (!cache_has (desk, 400))
    {
      mc_clock_advance (desk->clock, SECOND / 100);
      mc_test_turn ();
    }
  g_assert_cmpint (mc_clock_now_us (desk->clock) - began_us, <, SECOND);
  g_assert_cmpuint (desk->portal->asked, <=, 3 + 5);
  return dex_future_new_true ();
}

/* Without a stream every 30 s; the stream is tried again, less and less often; that is no trouble of the line. */
MC_TEST_FIBER (test_fallback)
{
  g_autoptr (Desk) desk = desk_new (NO_FAILURE);

  pass (desk, 5);
  desk->portal->stream = MC_PORTAL_ERROR_SERVER;
  end_stream (desk);
  MC_TEST_UNTIL (!mc_sync_get_line (desk->sync)->offline_since_us);
  settle (desk);
  pass (desk, 121);
  g_assert_cmpuint (desk->portal->asked, ==, 3 + 4);
  for (guint i = 4; i < 7; i++)
    g_assert_cmpint (desk->portal->asked_us[i] - desk->portal->asked_us[i - 1], ==, 30 * SECOND);
  g_assert_cmpuint (desk->portal->opened, >=, 1 + 5);
  g_assert_cmpuint (desk->portal->opened, <=, 1 + 12);
  g_assert_cmpint (mc_sync_get_line (desk->sync)->state, ==, MC_LINE_CURRENT);

  /* up again: asked once, then quiet */
  desk->portal->stream = NO_FAILURE;
  for (guint i = 0; i < 31 && desk->portal->out == -1; i++)
    pass (desk, 1);
  g_assert_cmpint (desk->portal->out, !=, -1);
  {
    guint asked = desk->portal->asked;

    pass (desk, 44);
    g_assert_cmpuint (desk->portal->asked, ==, asked);
  }
  return dex_future_new_true ();
}

/* A change between two streams: nobody tells of it, and it is there as soon as the next is up. */
MC_TEST_FIBER (test_missed)
{
  g_autoptr (Desk) desk = desk_new (NO_FAILURE);

  pass (desk, 40);
  end_stream (desk);
  desk->portal->newest = 1;
  settle (desk);
  g_assert_false (cache_has (desk, 1));
  pass (desk, 2);
  MC_TEST_UNTIL (cache_has (desk, 1));
  g_assert_cmpuint (desk->portal->opened, ==, 2);
  g_assert_cmpuint (desk->portal->asked, ==, 4);
  return dex_future_new_true ();
}

/* 45 s without a line: it is closed, and the next is opened; a byte now and then is no line. */
MC_TEST_FIBER (test_silence)
{
  g_autoptr (Desk) desk = desk_new (NO_FAILURE);
  int first = desk->portal->out;

  pass (desk, 20);
  say (desk, ":\n");
  pass (desk, 44);
  g_assert_cmpuint (desk->portal->opened, ==, 1);
  say (desk, ":");
  desk->portal->out = -1;
  pass (desk, 3);
  g_assert_cmpuint (desk->portal->opened, ==, 2);
  /* nobody reads it any more */
  g_assert_cmpint (write (first, ":", 1), ==, -1);
  close (first);
  return dex_future_new_true ();
}

/* A stream that breaks as soon as it is up is tried less and less often, too. */
MC_TEST_FIBER (test_flapping)
{
  g_autoptr (Desk) desk = desk_new (NO_FAILURE);

  for (guint i = 0; i < 240; i++)
    {
      if (desk->portal->out != -1)
        {
          say (desk, "event: \xff\n");
          MC_TEST_UNTIL (write (desk->portal->out, ":", 1) == -1);
          end_stream (desk);
        }
      pass (desk, 1);
    }
  g_assert_cmpuint (desk->portal->opened, >=, 8);
  g_assert_cmpuint (desk->portal->opened, <=, 24);
  g_assert_cmpint (mc_sync_get_line (desk->sync)->state, ==, MC_LINE_CURRENT);
  return dex_future_new_true ();
}

/* A portal without streams is not asked for one again and again. */
MC_TEST_FIBER (test_no_streams)
{
  g_autoptr (Desk) desk = desk_new (MC_PORTAL_ERROR_NOT_FOUND);

  g_assert_cmpint (mc_clock_next_timer_us (desk->clock), ==, 30 * SECOND);
  pass (desk, 95);
  g_assert_cmpuint (desk->portal->asked, ==, 2 + 3);
  g_assert_cmpuint (desk->portal->opened, ==, 1);
  mc_sync_poke (desk->sync);
  MC_TEST_UNTIL (desk->portal->opened == 2 && desk->portal->asked == 6);
  return dex_future_new_true ();
}

/* The line falls and comes back: the feed finds out, the stream follows at once. */
MC_TEST_FIBER (test_line)
{
  g_autoptr (Desk) desk = desk_new (NO_FAILURE);

  pass (desk, 1);
  desk->portal->line = MC_PORTAL_ERROR_OFFLINE;
  desk->portal->newest = 1;
  say (desk, EVENT);
  MC_TEST_UNTIL (mc_sync_get_line (desk->sync)->state == MC_LINE_OFFLINE);
  end_stream (desk);
  pass (desk, 300);
  g_assert_cmpint (mc_sync_get_line (desk->sync)->state, ==, MC_LINE_OFFLINE);
  desk->portal->line = NO_FAILURE;
  mc_sync_poke (desk->sync);
  MC_TEST_UNTIL (cache_has (desk, 1) && desk->portal->out != -1);
  MC_TEST_UNTIL (mc_sync_get_line (desk->sync)->state == MC_LINE_CURRENT);

  /* signed out: neither asks by itself */
  desk->portal->line = MC_PORTAL_ERROR_NOT_SIGNED_IN;
  end_stream (desk);
  pass (desk, 40);
  {
    guint opened = desk->portal->opened;

    pass (desk, 100);
    g_assert_cmpuint (desk->portal->opened, ==, opened);
    g_assert_cmpint (mc_sync_get_line (desk->sync)->state, ==, MC_LINE_SIGNED_OUT);
  }
  desk->portal->line = NO_FAILURE;
  mc_sync_poke (desk->sync);
  MC_TEST_UNTIL (desk->portal->out != -1);
  return dex_future_new_true ();
}

int
main (int argc, char **argv)
{
  signal (SIGPIPE, SIG_IGN);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/stream/up-means-no-polling", test_no_polling);
  g_test_add_func ("/stream/event-is-asked-for-at-once", test_event);
  g_test_add_func ("/stream/storm-is-coalesced", test_storm);
  g_test_add_func ("/stream/down-means-polling", test_fallback);
  g_test_add_func ("/stream/nothing-between-two-is-missed", test_missed);
  g_test_add_func ("/stream/silence-ends-it", test_silence);
  g_test_add_func ("/stream/flapping", test_flapping);
  g_test_add_func ("/stream/portal-without-streams", test_no_streams);
  g_test_add_func ("/stream/follows-the-line", test_line);
  return g_test_run ();
}
