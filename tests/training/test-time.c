// SPDX-License-Identifier: GPL-3.0-or-later
#include <string.h>

#include "mc-text.h"
#include "mc-training-test.h"

#define SECOND ((gint64) G_USEC_PER_SEC)
#define HOUR (3600 * SECOND)
#define RATE 3600 /* an hour a second */

static const char *
text_member (JsonNode *node, const char *name)
{
  return json_object_get_string_member (json_node_get_object (node), name);
}

static gint64
unix_of (const char *text)
{
  g_autoptr (GDateTime) time = mc_time_parse (text);

  g_assert_nonnull (time);
  return g_date_time_to_unix (time);
}

/* What the portal says that it is, seconds since 1970. */
static gint64
ask_time (McTraining *portal)
{
  g_autoptr (JsonNode) about = mc_test_get (portal, NULL, "/officials/v1/about");

  return unix_of (text_member (about, "time"));
}

/* The first dossier that this official sees. (transfer full) */
static char *
first_dossier (McTraining *portal, const char *token)
{
  g_autoptr (JsonNode) page = mc_test_get (portal, token, "/officials/v1/changes");
  JsonArray *changes = json_object_get_array_member (json_node_get_object (page), "changes");

  return g_strdup (json_object_get_string_member (json_array_get_object_element (changes, 0), "id"));
}

/* Whoever starts the directory again on an earlier clock, or on one that an hour has been put back, goes on where it was. */
static void
test_never_back (void)
{
  char *directory = mc_test_directory ();
  gint64 reached;

  {
    g_autoptr (McClock) clock = mc_test_clock (10, 0);
    g_autoptr (McTraining) portal = mc_test_portal (directory, 1, 20, clock);

    g_assert_true (mc_training_advance (portal, 30 * HOUR));
    reached = ask_time (portal);
    g_assert_cmpint (reached, ==, mc_clock_now_us (clock) / SECOND);
  }
  for (int hour = 8; hour < 10; hour++)
    {
      g_autoptr (McClock) clock = mc_test_clock (hour, 0);
      g_autoptr (McTraining) portal = mc_test_portal (directory, 1, 20, clock);

      g_assert_cmpint (ask_time (portal), ==, reached);
    }
  {
    /* a later one counts */
    g_autoptr (McClock) clock = mc_clock_new_virtual ((reached + 5) * SECOND);
    g_autoptr (McTraining) portal = mc_test_portal (directory, 1, 20, clock);

    g_assert_cmpint (ask_time (portal), ==, reached + 5);
  }
  mc_test_remove (directory);
}

/* A directory that has seen the year 2100 goes on from there, at the pace of the machine. */
static void
test_machine_is_behind (void)
{
  char *directory = mc_test_directory ();
  const gint64 future = unix_of ("2100-03-01T02:00:00Z");

  {
    g_autoptr (McClock) clock = mc_clock_new_virtual (future * SECOND);
    g_autoptr (McTraining) portal = mc_test_portal (directory, 1, 20, clock);
  }
  {
    g_autoptr (McClock) clock = mc_clock_new_system ();
    g_autoptr (McTraining) portal = mc_test_portal (directory, 1, 20, clock);
    g_autofree char *token = mc_test_sign_in (portal, "tiepnhan1");
    g_autofree char *id = first_dossier (portal, token);

    g_assert_cmpint (ask_time (portal), >=, future);
    g_assert_cmpint (ask_time (portal), <, future + 600);
  }
  {
    /* one that was never there does not bind the machine's */
    g_autoptr (McClock) clock = mc_clock_new_system ();
    g_autoptr (McTraining) portal = mc_test_portal (NULL, 1, 20, clock);

    g_assert_cmpint (ask_time (portal), <=, g_get_real_time () / SECOND);
    g_assert_false (mc_training_advance (portal, SECOND));
  }
  mc_test_remove (directory);
}

/* Killed, it was not told that it ends: what it has kept lies before nothing that it told. The directory is copied while it
 * runs, as a kill leaves it. */
static void
test_killed_while_running (void)
{
  char *directory = mc_test_directory ();
  gint64 start = unix_of ("2026-11-23T03:00:00Z");
  gint64 told = 0;

  for (int round = 0; round < 3; round++)
    {
      char *left = mc_test_directory ();
      g_autofree char *command = g_strdup_printf ("cp -r '%s'/. '%s'", directory, left);
      g_autoptr (McClock) clock = mc_clock_new_running (start * SECOND, RATE);
      McTraining *portal = mc_test_portal (directory, 1, 20, clock);

      g_assert_cmpint (ask_time (portal), >=, MAX (told, start));
      told = ask_time (portal);
      g_assert_cmpint (system (command), ==, 0);
      g_object_unref (portal);
      mc_test_remove (directory);
      directory = left;
    }
  mc_test_remove (directory);
}

static McTrainingResponse *
put_presence (McTraining *portal, const char *token, const char *id)
{
  g_autofree char *address = g_strconcat ("/officials/v1/dossiers/", id, "/presence", NULL);
  McTrainingResponse *response = mc_test_send (portal, "PUT", address, token, NULL, NULL);

  g_assert_cmpint (response->status, ==, 200);
  return response;
}

/* An hour a second: records are of the clock's time; tokens, leases and streams of whoever holds them live by theirs. */
static void
test_running (void)
{
  gint64 start = unix_of ("2026-11-23T03:00:00Z");
  g_autoptr (McClock) clock = mc_clock_new_running (start * SECOND, RATE);
  g_autoptr (McTraining) portal = mc_test_portal (NULL, 1, 60, clock);
  g_autofree char *token = mc_test_sign_in (portal, "tiepnhan1");
  g_autofree char *id = first_dossier (portal, token);
  g_autoptr (McTrainingResponse) events = mc_test_send (portal, "GET", "/officials/v1/events", token, NULL, NULL);
  gint64 before = g_get_real_time () / SECOND;
  g_autoptr (McTrainingResponse) lease = put_presence (portal, token, id);
  g_autoptr (JsonNode) leased = mc_test_json (lease);
  g_autofree char *colleague = NULL;
  gint64 until = unix_of (text_member (leased, "until"));

  g_assert_nonnull (events->stream);
  g_assert_cmpint (until, >=, before + 30);
  g_assert_cmpint (until, <=, g_get_real_time () / SECOND + 30);
  g_assert_true (mc_training_advance (portal, 48 * HOUR));
  g_assert_cmpint (ask_time (portal), >=, start + 48 * 3600);
  /* two days of the records later nobody of them has gone */
  g_assert_false (mc_training_stream_is_ended (events->stream));
  {
    g_autofree char *again = first_dossier (portal, token);

    g_assert_nonnull (again);
    colleague = mc_test_sign_in (portal, "tiepnhan2");
  }
  {
    g_autoptr (McTrainingResponse) other = put_presence (portal, colleague, id);
    g_autoptr (JsonNode) node = mc_test_json (other);

    g_assert_cmpuint (json_array_get_length (json_object_get_array_member (json_node_get_object (node), "others")), ==,
                      1);
  }
}

/* What is recorded is of the clock's time, and of nobody's else. */
static void
test_recorded (void)
{
  gint64 start = unix_of ("2027-03-01T02:00:00Z");
  g_autoptr (McClock) clock = mc_clock_new_running (start * SECOND, RATE);
  g_autoptr (McTraining) portal = mc_test_portal (NULL, 1, 60, clock);
  g_autofree char *token = mc_test_sign_in (portal, "tiepnhan1");
  g_autofree char *id = first_dossier (portal, token);
  g_autofree char *key = mc_uuid_new (g_get_real_time () / 1000);
  g_autofree char *address = g_strconcat ("/officials/v1/dossiers/", id, "/reveals", NULL);
  const char *headers[] = { "Idempotency-Key", key, "Content-Type", "application/json", NULL };
  const char *text = "{\"kind\":\"reveal\",\"field\":\"owner_id_number\",\"purpose\":\"Đối chiếu\","
                     "\"performed_at\":\"2026-11-23T03:00:00Z\"}";
  g_autoptr (GBytes) body = g_bytes_new_static (text, strlen (text));
  gint64 before = ask_time (portal);
  g_autoptr (McTrainingResponse) response = mc_test_send (portal, "POST", address, token, headers, body);
  g_autoptr (JsonNode) entry = mc_test_json (response);
  gint64 recorded = unix_of (text_member (entry, "recorded_at"));

  g_assert_cmpint (response->status, ==, 200);
  g_assert_cmpint (before, >=, start);
  g_assert_cmpint (recorded, >=, before);
  g_assert_cmpint (recorded, <=, ask_time (portal));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/time/never-back", test_never_back);
  g_test_add_func ("/time/machine-is-behind", test_machine_is_behind);
  g_test_add_func ("/time/killed-while-running", test_killed_while_running);
  g_test_add_func ("/time/running", test_running);
  g_test_add_func ("/time/recorded", test_recorded);
  return g_test_run ();
}
