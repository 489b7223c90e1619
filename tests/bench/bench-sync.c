// SPDX-License-Identifier: GPL-3.0-or-later
#include <string.h>
#include <unistd.h>

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>

#include "bench-list.h"
#include "bench-turns.h"
#include "mc-codecs.h"
#include "mc-dossier-page.h"
#include "mc-http-portal.h"
#include "mc-queue-page.h"
#include "mc-sidebar.h"
#include "mc-test-authorizer.h"
#include "mc-test-portal.h"
#include "mc-text.h"

/* bench-sync ROUNDS: the engine between a training portal of 120,000 dossiers, over HTTPS, and the pages that show them:
 * the first sync ROUNDS times, each time beside its baseline, then what others change, then scrolling, opening and
 * acting. Prints a line of JSON for each measure. */

#define MADE (RECORDS * 6 / 5) /* of those RECORDS are of the unit that looks, or some more */
#define ACTS 20
#define SCROLLS 60
#define SCROLL_PX 100
#define DEADLINE_MS 120000

typedef struct
{
  McTestPortal *process;
  char *token;
  McProfile *profile;
  GtkWidget *page;
  double first_screen; /* when rows were painted; 0: not yet */
} Bench;

static McPortal *
connect_as (Bench *bench, const char *token)
{
  g_autoptr (McClock) clock = mc_clock_new_system ();
  g_autoptr (McTestAuthorizer) authorizer = mc_test_authorizer_new (token, token);
  g_autoptr (GError) error = NULL;
  McHttpPortal *portal = mc_http_portal_new (mc_test_portal_get_url (bench->process),
                                             mc_test_portal_get_ca_file (bench->process), clock, &error);

  g_assert_no_error (error);
  mc_http_portal_set_authorizer (portal, MC_AUTHORIZER (authorizer));
  return MC_PORTAL (portal);
}

static McProfile *
open_profile (Bench *bench, const char *name)
{
  g_autoptr (McAbout) about = mc_about_new ();
  g_autoptr (GBytes) key = g_bytes_new_static (bench_key, KEY_BYTES);
  g_autoptr (McClock) clock = mc_clock_new_system ();
  g_autoptr (McPortal) portal = connect_as (bench, bench->token);
  DexFuture *opened
      = bench_await (mc_profile_open (mc_test_portal_get_url (bench->process), name, about, portal, key, clock));

  return dex_await_object (opened, NULL);
}

/* Turns of the loop until the future is settled. */
static DexFuture *
turn_until (DexFuture *future)
{
  g_autoptr (GError) error = NULL;

  while (dex_future_is_pending (future))
    bench_turn ();
  dex_future_get_value (future, &error);
  g_assert_no_error (error);
  return future;
}

static guint
n_shown (Bench *bench)
{
  GtkWidget *list = find_widget (bench->page, GTK_TYPE_LIST_VIEW);
  GtkSelectionModel *model = list != NULL ? gtk_list_view_get_model (GTK_LIST_VIEW (list)) : NULL;

  return model != NULL ? g_list_model_get_n_items (G_LIST_MODEL (model)) : 0;
}

static void
painted_cb (GdkFrameClock *clock, Bench *bench)
{
  if (bench->first_screen <= 0 && n_shown (bench) > 0)
    bench->first_screen = wall_ms ();
}

static McQueue *
make_queue (gboolean without_accepted)
{
  static const char *const accepted[] = { "2", NULL };
  McQueue *queue = mc_queue_new ();

  queue->id = g_strdup (without_accepted ? "rest" : "all");
  queue->title = g_strdup ("Tất cả");
  queue->order = g_strdup ("deadline");
  if (without_accepted)
    {
      queue->filter = mc_filter_new ();
      mc_filter_add (queue->filter, "national_state", MC_FILTER_NOT_IN, accepted);
    }
  return queue;
}

/* The page over everything beside the sidebar that counts it, as the program shows them. */
static GtkWindow *
show_pages (Bench *bench)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *sidebar = g_object_new (MC_TYPE_SIDEBAR, NULL);
  McQueue *queue = make_queue (FALSE);
  GtkWindow *window;

  bench->page = GTK_WIDGET (mc_queue_page_new (bench->profile));
  gtk_widget_set_hexpand (bench->page, TRUE);
  gtk_widget_set_size_request (sidebar, 250, -1);
  gtk_box_append (GTK_BOX (box), sidebar);
  gtk_box_append (GTK_BOX (box), bench->page);
  mc_sidebar_set_profile (MC_SIDEBAR (sidebar), bench->profile);
  mc_queue_page_show_queue (MC_QUEUE_PAGE (bench->page), queue);
  mc_queue_free (queue);
  window = bench_window (box);
  bench->first_screen = 0;
  g_signal_connect (gtk_widget_get_frame_clock (bench->page), "after-paint", G_CALLBACK (painted_cb), bench);
  bench_watch_begin (bench->page);
  return window;
}

/* first-sync-100k */

/* Until the snapshot is in the cache and the log has been asked for. */
static double
sync_once (Bench *bench)
{
  McSync *sync = mc_profile_get_sync (bench->profile);
  const McLine *line = mc_sync_get_line (sync);
  double start = wall_ms ();
  double end;

  mc_sync_start (sync);
  while (line->state != MC_LINE_CURRENT && wall_ms () - start < DEADLINE_MS)
    bench_turn ();
  end = wall_ms () - start;
  if (line->state != MC_LINE_CURRENT)
    g_error ("the first sync did not end: %s", line->error != NULL ? line->error : "too slow");
  while (bench->first_screen <= 0)
    bench_turn ();
  bench->first_screen -= start;
  return end;
}

/* Every page of a snapshot, as lines for curl. */
static char *
list_pages (Bench *bench)
{
  g_autoptr (GString) lines = g_string_new (NULL);
  g_autofree char *path = g_strdup ("/officials/v1/changes");
  gboolean more = TRUE;

  g_string_append_printf (lines, "silent\ncacert = \"%s\"\nheader = \"Authorization: Bearer %s\"\n",
                          mc_test_portal_get_ca_file (bench->process), bench->token);
  while (more)
    {
      int status = 0;
      g_autofree char *page = mc_test_portal_get (bench->process, path, bench->token, &status);
      g_autoptr (JsonNode) root = json_from_string (page, NULL);
      g_autofree char *next = NULL;

      g_assert_cmpint (status, ==, 200);
      g_string_append_printf (lines, "url = \"%s%s\"\noutput = \"/dev/null\"\n",
                              mc_test_portal_get_url (bench->process), path);
      next = g_uri_escape_string (json_object_get_string_member (json_node_get_object (root), "next"), NULL, FALSE);
      more = json_object_get_boolean_member (json_node_get_object (root), "more");
      g_free (path);
      path = g_strconcat ("/officials/v1/changes?cursor=", next, NULL);
    }
  return g_string_free_and_steal (g_steal_pointer (&lines));
}

static double
curl_once (const char *config)
{
  g_autoptr (GError) error = NULL;
  double start = wall_ms ();
  g_autoptr (GSubprocess) curl
      = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE, &error, "curl", "--config", "-", NULL);

  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (curl, config, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_successful (curl));
  return wall_ms () - start;
}

/* Of the keys of one page, some of which may be other units'. width: (out): values a row. */
static GPtrArray *
read_rows (sqlite3 *from, guint first, guint *width)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) sqlite3_value_free);
  sqlite3_stmt *row = NULL;

  bench_check (from, sqlite3_prepare_v2 (from,
                                         "SELECT d.*, s.text FROM dossiers d JOIN search s ON s.rowid = d.key "
                                         "WHERE d.key > ? AND d.key <= ? ORDER BY d.key",
                                         -1, &row, NULL));
  *width = (guint) sqlite3_column_count (row);
  sqlite3_bind_int64 (row, 1, first);
  sqlite3_bind_int64 (row, 2, first + PAGE);
  while (sqlite3_step (row) == SQLITE_ROW)
    for (guint i = 0; i < *width; i++)
      g_ptr_array_add (rows, sqlite3_value_dup (sqlite3_column_value (row, (int) i)));
  sqlite3_finalize (row);
  return rows;
}

static double
insert_bare (sqlite3 *db, GPtrArray *values, guint width)
{
  g_autoptr (GString) sql = g_string_new ("INSERT INTO dossiers VALUES (?");
  sqlite3_stmt *dossier = NULL;
  sqlite3_stmt *search = NULL;
  double start = wall_ms ();

  for (guint i = 2; i < width; i++)
    g_string_append (sql, ", ?");
  g_string_append_c (sql, ')');
  bench_check (db, sqlite3_prepare_v2 (db, sql->str, -1, &dossier, NULL));
  bench_check (db, sqlite3_prepare_v2 (db, "INSERT INTO search (rowid, text) VALUES (?, ?)", -1, &search, NULL));
  bench_check (db, sqlite3_exec (db, "BEGIN IMMEDIATE", NULL, NULL, NULL));
  for (guint at = 0; at < values->len; at += width)
    {
      for (guint i = 0; i + 1 < width; i++)
        sqlite3_bind_value (dossier, (int) i + 1, g_ptr_array_index (values, at + i));
      sqlite3_bind_value (search, 1, g_ptr_array_index (values, at));
      sqlite3_bind_value (search, 2, g_ptr_array_index (values, at + width - 1));
      bench_check (db, sqlite3_step (dossier));
      bench_check (db, sqlite3_step (search));
      sqlite3_reset (dossier);
      sqlite3_reset (search);
    }
  bench_check (db, sqlite3_exec (db, "COMMIT", NULL, NULL, NULL));
  sqlite3_finalize (dossier);
  sqlite3_finalize (search);
  return wall_ms () - start;
}

/* The rows that the sync brought, already read, into a file of the same schema and cipher. path: of an empty cache. */
static double
insert_once (const char *filled, const char *path)
{
  sqlite3 *from = bench_open_bare (filled);
  sqlite3 *to = bench_open_bare (path);
  double cost = 0;
  guint count = 0;

  for (guint first = 0; first < MADE; first += PAGE)
    {
      guint width = 0;
      g_autoptr (GPtrArray) rows = read_rows (from, first, &width);

      g_assert_cmpuint (rows->len % width, ==, 0);
      count += rows->len / width;
      cost += insert_bare (to, rows, width);
    }
  g_assert_cmpuint (count, >=, RECORDS);
  sqlite3_close (from);
  sqlite3_close (to);
  return cost;
}

static void
copy_file (const char *from, const char *to)
{
  g_autofree char *content = NULL;
  gsize size = 0;

  g_assert_true (g_file_get_contents (from, &content, &size, NULL));
  g_assert_true (g_file_set_contents (to, content, (gssize) size, NULL));
}

static void
close_profile (Bench *bench)
{
  dex_unref (bench_await (mc_profile_close (bench->profile)));
  g_clear_object (&bench->profile);
}

/* Removes the store of the round before, so that the one cache.db that is found is this round's. */
static void
remove_store (const char *cache)
{
  g_autofree char *directory = g_path_get_dirname (cache);
  g_autofree char *command = g_strdup_printf ("rm -rf -- '%s'", directory);

  g_assert_true (g_spawn_command_line_sync (command, NULL, NULL, NULL, NULL));
}

static void
run_first (Bench *bench, int rounds)
{
  g_autofree char *config = list_pages (bench);
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) baselines = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) screens = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) turns = g_array_new (FALSE, FALSE, sizeof (double));

  for (int round = 0; round < rounds; round++)
    {
      g_autofree char *path = NULL;
      g_autofree char *bare = NULL;
      GtkWindow *window;
      double value, baseline, turn;

      bench->profile = open_profile (bench, "first");
      path = bench_cache_path ();
      bare = g_strconcat (path, ".bare", NULL);
      /* an empty cache is the bare one's beginning: closing folds the log into the file */
      close_profile (bench);
      copy_file (path, bare);
      bench->profile = open_profile (bench, "first");
      window = show_pages (bench);
      bench_watch_take (NULL);
      value = sync_once (bench);
      turn = bench_watch_take ("sync");
      g_array_append_val (values, value);
      g_array_append_val (screens, bench->first_screen);
      g_array_append_val (turns, turn);
      gtk_window_destroy (window);
      close_profile (bench);
      baseline = curl_once (config) + insert_once (path, bare);
      g_array_append_val (baselines, baseline);
      g_printerr ("# sync %.0f ms, bare %.0f ms, first screen %.0f ms, longest turn %.1f ms\n", value, baseline,
                  bench->first_screen, turn);
      g_unlink (bare);
      if (round + 1 < rounds)
        remove_store (path);
    }
  bench_print ("first-sync-100k", bench_median (values), bench_median (baselines));
  bench_print ("first-screen", bench_median (screens), -1);
  bench_print ("longest-sync", bench_median (turns), -1);
}

/* change-to-list, and the rest of longest-callback */

static char *
accept_form (const McDossier *dossier)
{
  GString *form = g_string_new ("{\"components\":[");

  for (guint n = 0; n < dossier->components->len; n++)
    g_string_append_printf (form, "%s{\"id\":\"%s\",\"mark\":\"sufficient\"}", n > 0 ? "," : "",
                            ((McComponent *) g_ptr_array_index (dossier->components, n))->id);
  g_string_append (form, "]}");
  return g_string_free_and_steal (form);
}

static McAct *
make_accept (const McDossier *dossier)
{
  McAct *act = mc_act_new ();
  g_autofree char *form = accept_form (dossier);

  act->key = mc_uuid_new (g_get_real_time () / 1000);
  act->kind = g_strdup ("dossier");
  act->record_id = g_strdup (dossier->summary->id);
  act->action = g_strdup ("accept");
  act->expected_handling_version = dossier->summary->handling_version;
  act->performed_at = g_date_time_new_now_utc ();
  g_set_str (&act->form, form);
  return act;
}

/* How long the list of a queue is once it is there whole. */
static guint
n_in_queue (Bench *bench, const McQueue *queue)
{
  DexFuture *future
      = bench_await (mc_cache_list (mc_profile_get_cache (bench->profile), queue->filter, queue->order, NULL));
  g_autoptr (McListing) listing = dex_await_boxed (future, NULL);

  return listing->keys->len;
}

/* New dossiers that may be accepted, as the portal has them; of McSummary. */
static GPtrArray *
find_new (Bench *bench)
{
  static const char *const states[] = { "1", NULL };
  static const char *const steps[] = { "new", NULL };
  g_autoptr (McFilter) filter = mc_filter_new ();
  g_autoptr (McListing) listing = NULL;
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) mc_summary_unref);
  DexFuture *future;

  mc_filter_add (filter, "national_state", MC_FILTER_IN, states);
  mc_filter_add (filter, "local_step", MC_FILTER_IN, steps);
  future = bench_await (mc_cache_list (mc_profile_get_cache (bench->profile), filter, "deadline", NULL));
  listing = dex_await_boxed (future, NULL);
  for (guint i = 0; i < listing->rows->len; i++)
    {
      McSummary *summary = g_ptr_array_index (listing->rows, i);

      if (mc_summary_allows (summary, "accept"))
        g_ptr_array_add (records, mc_summary_ref (summary));
    }
  return g_steal_pointer (&records);
}

static McDossier *
fetch (McPortal *portal, const char *id)
{
  DexFuture *future = turn_until (mc_portal_detail (portal, "dossier", id));
  g_autoptr (GBytes) bytes = dex_await_boxed (future, NULL);

  return mc_codec_dossier_parse (bytes, NULL);
}

/* A colleague's acceptances: the list is without the record when a frame has been painted. */
static void
run_change (Bench *bench, GPtrArray *records)
{
  g_autofree char *token = mc_test_portal_dup_access_token (bench->process, "tiepnhan2");
  g_autoptr (McPortal) theirs = connect_as (bench, token);
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) turns = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < ACTS; i++)
    {
      g_autoptr (McDossier) dossier = fetch (theirs, ((McSummary *) g_ptr_array_index (records, i))->id);
      g_autoptr (McAct) act = make_accept (dossier);
      guint before = n_shown (bench);
      double start = wall_ms ();
      DexFuture *acted;
      double cost, turn;

      bench_watch_take (NULL);
      acted = mc_portal_act (theirs, act);
      while (n_shown (bench) != before - 1 && wall_ms () - start < DEADLINE_MS)
        bench_turn ();
      if (n_shown (bench) != before - 1)
        g_error ("the list has not changed");
      turn = bench_watch_take ("change");
      bench_frame (bench->page);
      cost = wall_ms () - start;
      dex_unref (turn_until (acted));
      g_array_append_val (values, cost);
      g_array_append_val (turns, turn);
    }
  bench_print ("change-to-list", bench_p95 (values), -1);
  bench_print ("longest-change", bench_median (turns), -1);
}

static double
scroll_once (Bench *bench)
{
  GtkWidget *scroller
      = gtk_widget_get_ancestor (find_widget (bench->page, GTK_TYPE_LIST_VIEW), GTK_TYPE_SCROLLED_WINDOW);
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
  GdkFrameClock *clock = gtk_widget_get_frame_clock (bench->page);

  bench_watch_take (NULL);
  for (guint i = 0; i < SCROLLS; i++)
    {
      gint64 frame = gdk_frame_clock_get_frame_counter (clock);

      gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + SCROLL_PX);
      while (gdk_frame_clock_get_frame_counter (clock) == frame)
        bench_turn ();
    }
  return bench_watch_take ("scroll");
}

/* Opened, shown and accepted; a quarter of a second for what comes after. */
static void
open_and_accept (Bench *bench, McDossierPage *page, const McSummary *summary, double *opening, double *acting)
{
  McSync *sync = mc_profile_get_sync (bench->profile);
  g_autoptr (McDossier) dossier = NULL;
  g_autofree char *form = NULL;
  DexFuture *future;
  double start;

  bench_watch_take (NULL);
  mc_dossier_page_show (page, summary->id, 1, 2);
  future = turn_until (mc_sync_open_dossier (sync, summary->id));
  dossier = dex_await_boxed (future, NULL);
  for (start = wall_ms (); wall_ms () - start < 250;)
    bench_turn ();
  *opening = bench_watch_take ("open");
  form = accept_form (dossier);
  dex_unref (turn_until (mc_sync_act (sync, dossier->summary, "accept", form, 0)));
  while (mc_sync_get_line (sync)->waiting > 0)
    bench_turn ();
  for (start = wall_ms (); wall_ms () - start < 250;)
    bench_turn ();
  *acting = bench_watch_take ("act");
}

static void
run_work (Bench *bench, GPtrArray *records, int rounds)
{
  McDossierPage *page = mc_dossier_page_new (bench->profile);
  g_autoptr (GArray) scrolls = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) openings = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) actings = g_array_new (FALSE, FALSE, sizeof (double));

  bench_window (GTK_WIDGET (page));
  bench_watch_begin (GTK_WIDGET (page));
  for (int round = -1; round < rounds; round++) /* one to warm up */
    {
      double scroll = scroll_once (bench);
      double opening, acting;

      open_and_accept (bench, page, g_ptr_array_index (records, ACTS + 1 + round), &opening, &acting);
      if (round < 0)
        continue;
      g_array_append_val (scrolls, scroll);
      g_array_append_val (openings, opening);
      g_array_append_val (actings, acting);
    }
  bench_print ("longest-scroll", bench_median (scrolls), -1);
  bench_print ("longest-open", bench_median (openings), -1);
  bench_print ("longest-act", bench_median (actings), -1);
}

static gboolean
tick_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

int
main (int argc, char **argv)
{
  int rounds = argc == 2 ? atoi (argv[1]) : 0;
  g_autoptr (GPtrArray) records = NULL;
  McQueue *queue = NULL;
  Bench bench = { NULL };

  if (rounds < 1)
    {
      g_printerr ("usage: bench-sync ROUNDS\n");
      return 2;
    }
  gtk_init ();
  adw_init ();
  dex_init ();
  bench.process = mc_test_portal_start_with (MADE);
  bench.token = mc_test_portal_dup_access_token (bench.process, "tiepnhan1");
  run_first (&bench, rounds);

  g_timeout_add (5, tick_cb, NULL); /* conditions are looked at once a turn */
  bench.profile = open_profile (&bench, "first");
  show_pages (&bench);
  sync_once (&bench);
  records = find_new (&bench);
  g_assert_cmpuint (records->len, >, ACTS + 1 + (guint) rounds);
  queue = make_queue (TRUE);
  mc_queue_page_show_queue (MC_QUEUE_PAGE (bench.page), queue);
  while (n_shown (&bench) != n_in_queue (&bench, queue))
    bench_turn ();
  run_change (&bench, records);
  run_work (&bench, records, rounds);
  fflush (stdout);
  mc_test_portal_free (bench.process);
  _exit (0); /* the session's directory goes with it */
}
