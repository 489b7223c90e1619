// SPDX-License-Identifier: GPL-3.0-or-later
#include <string.h>

#include <sqlite3.h>

#include "mc-codecs.h"
#include "mc-text.h"
#include "mc-training-test.h"

#define SECOND ((gint64) G_USEC_PER_SEC)
#define EVENT "event: changes\ndata: {\"after\":\""

/* A portal with two units, and one of each signed in. */
typedef struct
{
  McClock *clock;
  McTraining *portal;
  char *token; /* tiepnhan1, phường An Bình */
  char *other; /* tiepnhan3, phường An Hòa */
} Desk;

static void
desk_clear (Desk *self)
{
  g_clear_object (&self->portal);
  g_clear_object (&self->clock);
  g_free (self->token);
  g_free (self->other);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Desk, desk_clear)

static Desk
make_desk (guint dossiers)
{
  Desk desk = { .clock = mc_test_clock (10, 0) };

  desk.portal = mc_test_portal (NULL, 1, dossiers, desk.clock);
  desk.token = mc_test_sign_in (desk.portal, "tiepnhan1");
  desk.other = mc_test_sign_in (desk.portal, "tiepnhan3");
  return desk;
}

/* What there is to send, or NULL. (transfer full) */
static char *
take (McTrainingStream *stream)
{
  g_autoptr (GBytes) bytes = mc_training_stream_take (stream);

  return bytes != NULL ? g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes)) : NULL;
}

static McTrainingStream *
open_stream (McTraining *portal, const char *token)
{
  g_autoptr (McTrainingResponse) response = mc_test_send (portal, "GET", "/officials/v1/events", token, NULL, NULL);
  g_autofree char *text = mc_test_text (response);

  g_autofree char *due = NULL;

  g_assert_cmpint (response->status, ==, 200);
  g_assert_cmpstr (g_hash_table_lookup (response->headers, "Content-Type"), ==, "text/event-stream");
  g_assert_cmpstr (text, ==, ":\n\n");
  /* what is due today of what they handle */
  due = take (response->stream);
  g_assert_true (due == NULL || g_str_has_prefix (due, "event: notice\n"));
  return g_object_ref (response->stream);
}

/* The cursor of the one event that waits. (transfer full) */
static char *
take_cursor (McTrainingStream *stream)
{
  g_autofree char *text = take (stream);

  g_assert_nonnull (text);
  g_assert_true (g_str_has_prefix (text, EVENT));
  g_assert_true (g_str_has_suffix (text, "\"}\n\n"));
  return g_strndup (text + strlen (EVENT), strcspn (text + strlen (EVENT), "\""));
}

static McChanges *
get_page (McTraining *portal, const char *token, const char *cursor)
{
  g_autofree char *address = cursor != NULL ? g_strconcat ("/officials/v1/changes?cursor=", cursor, NULL)
                                            : g_strdup ("/officials/v1/changes");
  g_autoptr (McTrainingResponse) response = mc_test_send (portal, "GET", address, token, NULL, NULL);
  g_autoptr (GError) error = NULL;
  McChanges *page = mc_codec_changes_parse (response->body, &error);

  g_assert_no_error (error);
  return page;
}

/* The ids of a whole snapshot in their order; each page by another portal when there is a directory. */
static GStrv
walk_snapshot (Desk *desk, const char *directory)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  g_autofree char *cursor = NULL;

  for (;;)
    {
      g_autoptr (McChanges) page = get_page (desk->portal, desk->token, cursor);

      if (!page->snapshot)
        return g_strv_builder_end (ids);
      for (guint i = 0; i < page->changes->len; i++)
        g_strv_builder_add (ids, ((McChange *) g_ptr_array_index (page->changes, i))->id);
      g_set_str (&cursor, page->next);
      if (directory != NULL)
        {
          g_clear_object (&desk->portal);
          mc_clock_advance (desk->clock, 3600 * SECOND);
          desk->portal = mc_test_portal (directory, 1, 0, desk->clock);
          g_free (desk->token);
          desk->token = mc_test_sign_in (desk->portal, "tiepnhan1");
        }
    }
}

/* Accepts the first dossier of the feed that can be; its id. (transfer full) */
static char *
accept_one (const Desk *desk)
{
  g_autoptr (McChanges) page = get_page (desk->portal, desk->token, NULL);
  const McSummary *found = NULL;
  g_autofree char *address = NULL;
  g_autofree char *key = mc_uuid_new (mc_clock_now_us (desk->clock) / 1000);
  g_autoptr (JsonNode) detail = NULL;
  g_autoptr (GString) text = g_string_new ("{\"action\":\"accept\",\"performed_at\":\"2026-11-23T03:00:00Z\","
                                           "\"form\":{\"components\":[");
  g_autoptr (GBytes) body = NULL;
  g_autoptr (McTrainingResponse) response = NULL;
  g_autofree char *version = NULL;
  const char *headers[] = { "Idempotency-Key", key, "If-Match", NULL, "Content-Type", "application/json", NULL };
  JsonArray *components;

  for (guint i = 0; i < page->changes->len && found == NULL; i++)
    if (mc_summary_allows (((McChange *) g_ptr_array_index (page->changes, i))->summary, "accept"))
      found = ((McChange *) g_ptr_array_index (page->changes, i))->summary;
  g_assert_nonnull (found);
  headers[3] = version = g_strdup_printf ("\"%" G_GINT64_FORMAT "\"", found->handling_version);
  address = g_strconcat ("/officials/v1/dossiers/", found->id, NULL);
  detail = mc_test_get (desk->portal, desk->token, address);
  components = json_object_get_array_member (json_node_get_object (detail), "components");
  for (guint i = 0; i < json_array_get_length (components); i++)
    g_string_append_printf (text, "%s{\"id\":\"%s\",\"mark\":\"sufficient\"}", i > 0 ? "," : "",
                            json_object_get_string_member (json_array_get_object_element (components, i), "id"));
  g_string_append (text, "]}}");
  body = g_string_free_to_bytes (g_steal_pointer (&text));
  g_free (address);
  address = g_strconcat ("/officials/v1/dossiers/", found->id, "/actions", NULL);
  response = mc_test_send (desk->portal, "POST", address, desk->token, headers, body);
  g_assert_cmpint (response->status, ==, 200);
  return g_strdup (found->id);
}

static void
settle (void)
{
  while (g_main_context_pending (NULL))
    g_main_context_iteration (NULL, FALSE);
}

static void
advance (const Desk *desk, gint64 seconds)
{
  mc_clock_advance (desk->clock, seconds * SECOND);
  settle ();
}

static void
count_cb (McTrainingStream *stream, guint *count)
{
  (*count)++;
}

/* The act has been answered, so the stream has it: no turn of the loop lies between. */
static void
test_told_at_once (void)
{
  g_auto (Desk) desk = make_desk (60);
  g_autoptr (McTrainingStream) mine = open_stream (desk.portal, desk.token);
  g_autoptr (McTrainingStream) theirs = open_stream (desk.portal, desk.other);
  g_autofree char *id = NULL;
  g_autofree char *cursor = NULL;
  g_autoptr (McChanges) page = NULL;
  guint count = 0;

  g_signal_connect (mine, "ready", G_CALLBACK (count_cb), &count);
  g_assert_null (take (mine));
  id = accept_one (&desk);
  g_assert_cmpuint (count, ==, 1);
  cursor = take_cursor (mine);
  g_assert_null (take (mine));
  g_assert_null (take (theirs));

  page = get_page (desk.portal, desk.token, cursor);
  g_assert_cmpuint (page->changes->len, ==, 1);
  g_assert_cmpstr (((McChange *) g_ptr_array_index (page->changes, 0))->id, ==, id);
}

/* What nobody takes stays one event, and its cursor leads to all. */
static void
test_storm (void)
{
  g_auto (Desk) desk = make_desk (80);
  g_autoptr (McTrainingStream) stream = open_stream (desk.portal, desk.token);
  g_autofree char *cursor = NULL;
  g_autofree char *second = NULL;
  g_autoptr (McChanges) page = NULL;

  for (guint i = 0; i < 5; i++)
    g_free (accept_one (&desk));
  advance (&desk, 16);
  cursor = take_cursor (stream);
  g_assert_null (take (stream));
  page = get_page (desk.portal, desk.token, cursor);
  g_assert_cmpuint (page->changes->len, ==, 5);

  g_free (accept_one (&desk));
  second = take_cursor (stream);
  g_clear_pointer (&page, mc_changes_unref);
  page = get_page (desk.portal, desk.token, second);
  g_assert_cmpuint (page->changes->len, ==, 1);
}

static void
expect_last (const Desk *desk, const char *token, const char *cursor, const char *id, gboolean removed)
{
  g_autoptr (McChanges) page = get_page (desk->portal, token, cursor);
  const McChange *change;

  g_assert_cmpuint (page->changes->len, ==, 1);
  change = g_ptr_array_index (page->changes, 0);
  g_assert_cmpstr (change->id, ==, id);
  g_assert_true ((change->summary == NULL) == removed);
}

/* Only who could see it is told to forget it; who sees it now is told what it is; and the way back. */
static void
test_tombstones (void)
{
  g_auto (Desk) desk = make_desk (20);
  g_autoptr (McTrainingStream) mine = open_stream (desk.portal, desk.token);
  g_autoptr (McTrainingStream) theirs = open_stream (desk.portal, desk.other);
  g_autofree char *leader = mc_test_sign_in (desk.portal, "lanhdao1");
  g_autoptr (McTrainingStream) leaders = open_stream (desk.portal, leader);
  g_auto (GStrv) ids = walk_snapshot (&desk, NULL);
  g_autofree char *address = g_strconcat ("/officials/v1/dossiers/", ids[0], NULL);
  g_autofree char *a = NULL;
  g_autofree char *b = NULL;
  g_autofree char *c = NULL;
  g_autoptr (McTrainingResponse) gone = NULL;
  g_autoptr (McChanges) fresh = NULL;

  g_assert_true (mc_training_move_dossier (desk.portal, ids[0], "an-hoa"));
  g_assert_false (mc_training_move_dossier (desk.portal, ids[0], "an-hoa"));
  g_assert_false (mc_training_move_dossier (desk.portal, ids[0], "nowhere"));
  g_assert_false (mc_training_move_dossier (desk.portal, "x", "an-hoa"));
  a = take_cursor (mine);
  b = take_cursor (theirs);
  c = take_cursor (leaders);
  expect_last (&desk, desk.token, a, ids[0], TRUE);
  expect_last (&desk, desk.other, b, ids[0], FALSE);
  expect_last (&desk, leader, c, ids[0], TRUE);
  gone = mc_test_send (desk.portal, "GET", address, desk.token, NULL, NULL);
  g_assert_cmpint (gone->status, ==, 404);
  fresh = get_page (desk.portal, desk.token, NULL);
  g_assert_cmpuint (fresh->changes->len, ==, 19);

  g_assert_true (mc_training_move_dossier (desk.portal, ids[0], "an-binh"));
  /* the log tells the end of it, not its ways */
  expect_last (&desk, desk.token, a, ids[0], FALSE);
  expect_last (&desk, desk.other, b, ids[0], TRUE);
}

static void
test_heartbeat (void)
{
  g_auto (Desk) desk = make_desk (20);
  g_autoptr (McTrainingStream) stream = open_stream (desk.portal, desk.token);

  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *beat = NULL;

      advance (&desk, 14);
      g_assert_null (take (stream));
      advance (&desk, 1);
      beat = take (stream);
      g_assert_cmpstr (beat, ==, ":\n\n");
    }
  /* nobody takes them: they do not pile up */
  for (guint i = 0; i < 10; i++)
    advance (&desk, 15);
  {
    g_autofree char *beat = take (stream);

    g_assert_cmpstr (beat, ==, ":\n\n");
  }
}

static void
test_ends_with_token (void)
{
  g_auto (Desk) desk = make_desk (20);
  g_autoptr (McTrainingStream) stream = open_stream (desk.portal, desk.token);
  guint count = 0;

  advance (&desk, 299);
  g_assert_false (mc_training_stream_is_ended (stream));
  g_free (take (stream));
  g_signal_connect (stream, "ready", G_CALLBACK (count_cb), &count);
  advance (&desk, 1);
  g_assert_true (mc_training_stream_is_ended (stream));
  g_assert_cmpuint (count, ==, 1);
  advance (&desk, 60);
  g_assert_cmpuint (count, ==, 1);
  g_assert_null (take (stream));
}

static void
test_ends_with_sign_out (void)
{
  g_auto (Desk) desk = make_desk (20);
  g_autoptr (JsonNode) tokens = mc_test_tokens (desk.portal, "tiepnhan1");
  JsonObject *o = json_node_get_object (tokens);
  g_autoptr (McTrainingStream) this = open_stream (desk.portal, json_object_get_string_member (o, "access_token"));
  g_autoptr (McTrainingStream) that = open_stream (desk.portal, desk.token);
  g_autoptr (McTrainingResponse) done
      = mc_test_form (desk.portal, "/oidc/revoke", "client_id", "motcua-desktop", "token",
                      json_object_get_string_member (o, "refresh_token"), NULL);

  g_assert_cmpint (done->status, ==, 200);
  g_assert_true (mc_training_stream_is_ended (this));
  g_assert_false (mc_training_stream_is_ended (that));
}

static void
test_bounded (void)
{
  g_auto (Desk) desk = make_desk (20);
  g_autoptr (McTrainingStream) theirs = open_stream (desk.portal, desk.other);
  McTrainingStream *streams[10];

  for (guint i = 0; i < G_N_ELEMENTS (streams); i++)
    streams[i] = open_stream (desk.portal, desk.token);
  for (guint i = 0; i < G_N_ELEMENTS (streams); i++)
    {
      g_assert_true (mc_training_stream_is_ended (streams[i]) == (i < 2));
      g_object_unref (streams[i]);
    }
  g_assert_false (mc_training_stream_is_ended (theirs));
  /* timers of streams that are gone ring for nobody */
  advance (&desk, 15);
  g_free (accept_one (&desk));
}

static void
test_shutdown (void)
{
  g_auto (Desk) desk = make_desk (20);
  g_autoptr (McTrainingStream) one = open_stream (desk.portal, desk.token);
  g_autoptr (McTrainingStream) two = open_stream (desk.portal, desk.other);

  mc_training_end_streams (desk.portal);
  g_assert_true (mc_training_stream_is_ended (one));
  g_clear_object (&desk.portal);
  g_assert_true (mc_training_stream_is_ended (two));
  advance (&desk, 1000);
}

/* Overdue, to be warned of, one's own, the rest; by deadline within each; what is finished last. */
static int
stage_of (const McSummary *summary, gint64 now, const char *sub)
{
  GDateTime *deadline = summary->finished_at == NULL ? mc_summary_get_deadline (summary) : NULL;
  gboolean warned
      = summary->finished_at == NULL && summary->warn_at != NULL && g_date_time_to_unix (summary->warn_at) <= now;

  if (deadline != NULL && g_date_time_to_unix (deadline) < now)
    return 0;
  if (warned)
    return 1;
  return summary->finished_at == NULL && g_strcmp0 (summary->handler_id, sub) == 0 ? 2 : 3;
}

static void
test_order_of_work (void)
{
  g_auto (Desk) desk = make_desk (620);
  g_autoptr (JsonNode) me = mc_test_get (desk.portal, desk.token, "/officials/v1/me");
  const char *sub = json_object_get_string_member (json_node_get_object (me), "sub");
  gint64 now = mc_clock_now_us (desk.clock) / SECOND;
  g_autofree char *cursor = NULL;
  guint counts[4] = { 0 };
  int stage = 0;
  gint64 last = 0;

  /* of one's own, and not all of them due yet */
  for (guint i = 0; i < 10; i++)
    g_free (accept_one (&desk));
  for (;;)
    {
      g_autoptr (McChanges) page = get_page (desk.portal, desk.token, cursor);

      if (!page->snapshot)
        break;
      for (guint i = 0; i < page->changes->len; i++)
        {
          const McSummary *summary = ((McChange *) g_ptr_array_index (page->changes, i))->summary;
          GDateTime *time = summary->finished_at == NULL ? mc_summary_get_deadline (summary) : NULL;
          gint64 deadline = time != NULL ? g_date_time_to_unix (time) : G_MAXINT64;
          int here = stage_of (summary, now, sub);

          g_assert_cmpint (here, >=, stage);
          g_assert_true (here > stage || deadline >= last);
          stage = here;
          last = deadline;
          counts[here]++;
        }
      g_set_str (&cursor, page->next);
    }
  g_assert_cmpuint (counts[0] + counts[1] + counts[2] + counts[3], ==, 620);
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    g_assert_cmpuint (counts[i], >, 0);
}

/* Each page from a portal that was started anew, an hour later: the same rows in the same order, none twice. */
static void
test_resumed (void)
{
  char *directory = mc_test_directory ();
  g_auto (Desk) desk = { .clock = mc_test_clock (10, 0) };
  g_auto (GStrv) whole = NULL;
  g_auto (GStrv) resumed = NULL;

  desk.portal = mc_test_portal (directory, 1, 1100, desk.clock);
  desk.token = mc_test_sign_in (desk.portal, "tiepnhan1");
  whole = walk_snapshot (&desk, NULL);
  resumed = walk_snapshot (&desk, directory);
  g_assert_cmpuint (g_strv_length (whole), ==, 1100);
  g_assert_true (g_strv_equal ((const char *const *) whole, (const char *const *) resumed));
  g_clear_object (&desk.portal);
  mc_test_remove (directory);
}

static int
count_where (sqlite3 *db, const char *condition)
{
  g_autofree char *sql = g_strconcat ("SELECT count (*) FROM dossiers WHERE ", condition, NULL);
  sqlite3_stmt *row = NULL;
  int count;

  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &row, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (row), ==, SQLITE_ROW);
  count = sqlite3_column_int (row, 0);
  sqlite3_finalize (row);
  return count;
}

/* Dossiers whose summary says until when the applicant supplements. */
static int
count_supplement_due (sqlite3 *db)
{
  return count_where (db, "json_extract (detail, '$.summary.supplement_due_at') IS NOT NULL");
}

static int
count_sent_back (sqlite3 *db)
{
  return count_where (db, "json_extract (detail, '$.summary.sent_back')");
}

/* A database made before there was an order of work, before the applicant's time was in the summary, and before what was
 * handed back. */
static void
test_migration (void)
{
  char *directory = mc_test_directory ();
  g_autofree char *path = g_build_filename (directory, "portal.db", NULL);
  g_auto (Desk) desk = { .clock = mc_test_clock (10, 0) };
  g_auto (GStrv) before = NULL;
  g_auto (GStrv) after = NULL;
  sqlite3 *db = NULL;
  int waiting;
  int back;

  desk.portal = mc_test_portal (directory, 1, 300, desk.clock);
  desk.token = mc_test_sign_in (desk.portal, "tiepnhan1");
  for (guint i = 0; i < 5; i++)
    g_free (accept_one (&desk));
  before = walk_snapshot (&desk, NULL);
  g_clear_object (&desk.portal);

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  waiting = count_supplement_due (db);
  g_assert_cmpint (waiting, >, 0);
  back = count_sent_back (db);
  g_assert_cmpint (back, >, 0);
  g_assert_cmpint (
      sqlite3_exec (db,
                    "UPDATE dossiers SET detail = json_remove (detail, '$.summary.supplement_due_at',"
                    "  '$.summary.sent_back', '$.summary.step_due_at');"
                    "CREATE TABLE old AS SELECT d.id, d.unit, v.seq, v.deadline, d.detail FROM dossiers d"
                    " JOIN views v ON v.id = d.id AND v.unit = d.unit;"
                    "DROP TABLE dossiers; DROP TABLE views; DROP TABLE summaries; DROP TABLE visits; DROP TABLE syncs; "
                    "ALTER TABLE removals DROP COLUMN was;"
                    "ALTER TABLE old RENAME TO dossiers; PRAGMA user_version = 0;",
                    NULL, NULL, NULL),
      ==, SQLITE_OK);
  sqlite3_close (db);

  desk.portal = mc_test_portal (directory, 1, 0, desk.clock);
  g_free (desk.token);
  desk.token = mc_test_sign_in (desk.portal, "tiepnhan1");
  after = walk_snapshot (&desk, NULL);
  for (guint i = 0; before[i] != NULL && after[i] != NULL; i++)
    g_assert_cmpstr (before[i], ==, after[i]);
  g_assert_true (g_strv_equal ((const char *const *) before, (const char *const *) after));
  g_clear_object (&desk.portal);
  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (count_supplement_due (db), ==, waiting);
  /* of one that was assigned anew since the last line of the history says another thing */
  g_assert_cmpint (count_sent_back (db), >, 0);
  g_assert_cmpint (count_sent_back (db), <=, back);
  sqlite3_close (db);
  mc_test_remove (directory);
}

/* The cursor behind the newest change. (transfer full) */
static char *
log_cursor (Desk *desk)
{
  g_autofree char *address = g_strdup ("/officials/v1/changes");

  for (;;)
    {
      g_autoptr (JsonNode) page = mc_test_get (desk->portal, desk->token, address);
      JsonObject *object = json_node_get_object (page);
      const char *next = json_object_get_string_member (object, "next");

      if (!json_object_get_boolean_member (object, "more"))
        return g_strdup (next);
      g_free (address);
      address = g_strconcat ("/officials/v1/changes?cursor=", next, NULL);
    }
}

/* A database put back from before the last changes: who knows of them begins anew. */
static void
test_lost_changes (void)
{
  char *directory = mc_test_directory ();
  g_autofree char *path = g_build_filename (directory, "portal.db", NULL);
  g_auto (Desk) desk = { .clock = mc_test_clock (10, 0) };
  g_autofree char *cursor = NULL;
  g_autofree char *address = NULL;
  sqlite3 *db = NULL;

  desk.portal = mc_test_portal (directory, 1, 30, desk.clock);
  desk.token = mc_test_sign_in (desk.portal, "tiepnhan1");
  g_free (accept_one (&desk));
  cursor = log_cursor (&desk);
  address = g_strconcat ("/officials/v1/changes?cursor=", cursor, NULL);
  for (int lost = 0; lost < 2; lost++)
    {
      g_autoptr (McTrainingResponse) response = NULL;

      g_clear_object (&desk.portal);
      g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
      g_assert_cmpint (sqlite3_exec (db, lost ? "UPDATE views SET seq = seq - 1" : "SELECT 1", NULL, NULL, NULL), ==,
                       SQLITE_OK);
      sqlite3_close (db);
      desk.portal = mc_test_portal (directory, 1, 0, desk.clock);
      g_free (desk.token);
      desk.token = mc_test_sign_in (desk.portal, "tiepnhan1");
      response = mc_test_send (desk.portal, "GET", address, desk.token, NULL, NULL);
      g_assert_cmpint (response->status, ==, lost ? 410 : 200);
    }
  g_clear_object (&desk.portal);
  mc_test_remove (directory);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/events/told-in-the-same-turn", test_told_at_once);
  g_test_add_func ("/events/storm-is-one-event", test_storm);
  g_test_add_func ("/events/tombstones-to-those-who-saw", test_tombstones);
  g_test_add_func ("/events/heartbeat", test_heartbeat);
  g_test_add_func ("/events/ends-with-its-token", test_ends_with_token);
  g_test_add_func ("/events/ends-with-signing-out", test_ends_with_sign_out);
  g_test_add_func ("/events/bounded-for-an-official", test_bounded);
  g_test_add_func ("/events/ends-with-the-portal", test_shutdown);
  g_test_add_func ("/snapshot/order-of-work", test_order_of_work);
  g_test_add_func ("/snapshot/goes-on-after-restarts", test_resumed);
  g_test_add_func ("/snapshot/older-database", test_migration);
  g_test_add_func ("/snapshot/lost-changes", test_lost_changes);
  return g_test_run ();
}
