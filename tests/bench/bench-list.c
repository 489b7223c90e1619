// SPDX-License-Identifier: GPL-3.0-or-later
#include <string.h>
#include <unistd.h>

#include "bench-list.h"

/* bench-list PART: one part in a process of its own, over the store that `fill` leaves in the session's data directory.
 * Prints a line of JSON for each measure. */

#define SCROLL_PX 100
#define IDLE_SECONDS 35

/* first-sync-100k: the same rows, already read, into a file of the same schema and cipher. */

static GPtrArray *
read_rows (sqlite3 *from, guint first)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) sqlite3_value_free);
  sqlite3_stmt *row = NULL;

  bench_check (from, sqlite3_prepare_v2 (from,
                                         "SELECT d.*, s.text FROM dossiers d JOIN search s ON s.rowid = d.key "
                                         "WHERE d.key > ? AND d.key <= ? ORDER BY d.key",
                                         -1, &row, NULL));
  sqlite3_bind_int64 (row, 1, first);
  sqlite3_bind_int64 (row, 2, first + PAGE);
  while (sqlite3_step (row) == SQLITE_ROW)
    for (int i = 0; i < sqlite3_column_count (row); i++)
      g_ptr_array_add (rows, sqlite3_value_dup (sqlite3_column_value (row, i)));
  sqlite3_finalize (row);
  return rows;
}

static double
insert_bare (sqlite3 *db, GPtrArray *values)
{
  guint width = values->len / PAGE;
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

static void
run_fill (void)
{
  g_autoptr (McProfile) profile = bench_open ();
  g_autofree char *path = bench_cache_path ();
  g_autofree char *bare_path = g_strconcat (path, ".bare", NULL);
  g_autofree char *content = NULL;
  gsize size = 0;
  sqlite3 *from;
  sqlite3 *to;
  double ours = 0;
  double bare = 0;

  /* an empty cache is the bare one's beginning: closing folds the log into the file */
  dex_unref (bench_await (mc_profile_close (profile)));
  g_clear_object (&profile);
  g_assert_true (g_file_get_contents (path, &content, &size, NULL));
  g_assert_true (g_file_set_contents (bare_path, content, (gssize) size, NULL));
  profile = bench_open ();
  from = bench_open_bare (path);
  to = bench_open_bare (bare_path);
  for (guint first = 0; first < RECORDS; first += PAGE)
    {
      g_autoptr (McChanges) page = bench_page (first, PAGE, 1);
      g_autoptr (GPtrArray) rows = NULL;
      double start = wall_ms ();

      dex_unref (bench_await (mc_cache_apply (mc_profile_get_cache (profile), page)));
      ours += wall_ms () - start;
      rows = read_rows (from, first);
      g_assert_cmpuint (rows->len % PAGE, ==, 0);
      bare += insert_bare (to, rows);
    }
  sqlite3_close (from);
  sqlite3_close (to);
  remove (bare_path);
  dex_unref (bench_await (mc_profile_close (profile)));
  bench_print ("first-sync-100k", ours, bare);
}

/* The queue page over everything. */

static gboolean
says (GtkWidget *root, const char *text)
{
  if (GTK_IS_INSCRIPTION (root) && g_strcmp0 (gtk_inscription_get_text (GTK_INSCRIPTION (root)), text) == 0)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (says (child, text))
      return TRUE;
  return FALSE;
}

static void
run_change (void)
{
  g_autoptr (McProfile) profile = bench_open ();
  GtkWidget *page = open_page (profile);
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (double));

  for (int i = 0; i < 20; i++)
    {
      g_autoptr (McChanges) changes = bench_page (0, 1, 10 + i);
      McSummary *summary = ((McChange *) g_ptr_array_index (changes->changes, 0))->summary;
      g_autofree char *owner = g_strdup_printf ("Đổi Thị %d", i);
      double start;
      double cost;

      g_set_str (&summary->owner_name, owner);
      start = wall_ms ();
      dex_unref (bench_await (mc_cache_apply (mc_profile_get_cache (profile), changes)));
      g_signal_emit_by_name (mc_profile_get_sync (profile), "records-changed", NULL);
      while (!says (page, owner) && wall_ms () - start < 5000)
        g_main_context_iteration (NULL, TRUE);
      bench_frame (page);
      cost = wall_ms () - start;
      g_array_append_val (values, cost);
    }
  bench_print ("change-to-list", bench_p95 (values), -1);
}

/* How often a thread of ours was put to sleep: each time something had woken it. */
static guint64
count_sleeps (void)
{
  g_autoptr (GDir) dir = g_dir_open ("/proc/self/task", 0, NULL);
  const char *name;
  guint64 sum = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename ("/proc/self/task", name, "status", NULL);
      g_autofree char *text = NULL;
      const char *at;

      if (g_file_get_contents (path, &text, NULL, NULL) && (at = strstr (text, "\nvoluntary_ctxt_switches:")) != NULL)
        sum += g_ascii_strtoull (strchr (at, ':') + 1, NULL, 10);
    }
  return sum;
}

static void
done_cb (gpointer done)
{
  *(gboolean *) done = TRUE;
}

static void
rest (guint seconds)
{
  gboolean done = FALSE;

  g_timeout_add_seconds_once (seconds, done_cb, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
}

static void
run_idle (void)
{
  g_autoptr (McProfile) profile = bench_open ();
  guint64 before;

  open_page (profile);
  mc_sync_start (mc_profile_get_sync (profile));
  rest (5);
  before = count_sleeps ();
  rest (IDLE_SECONDS);
  bench_print ("idle", (double) (count_sleeps () - before) / IDLE_SECONDS, -1);
}

/* longest-callback: between two polls, less GTK's own frame */
static double woke;
static double in_frame;
static double frame_began;
static double longest;

static int
timed_poll (GPollFD *fds, guint n, int timeout)
{
  double busy = wall_ms () - woke - in_frame;
  int result;

  if (woke > 0)
    longest = MAX (longest, busy);
  result = g_poll (fds, n, timeout);
  woke = wall_ms ();
  in_frame = 0;
  return result;
}

static void
frame_begins_cb (void)
{
  frame_began = wall_ms ();
}

static void
frame_ends_cb (void)
{
  in_frame += wall_ms () - frame_began;
}

static void
run_longest (void)
{
  g_autoptr (McProfile) profile = bench_open ();
  GtkWidget *page = open_page (profile);
  GtkAdjustment *adjustment
      = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (find_widget (page, GTK_TYPE_SCROLLED_WINDOW)));
  GdkFrameClock *clock = gtk_widget_get_frame_clock (page);
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (double));

  g_signal_connect (clock, "flush-events", G_CALLBACK (frame_begins_cb), NULL);
  g_signal_connect (clock, "after-paint", G_CALLBACK (frame_ends_cb), NULL);
  g_main_context_set_poll_func (NULL, timed_poll);
  for (guint round = 0; round < 5; round++)
    {
      g_autoptr (McChanges) changes = NULL;
      DexFuture *applied;

      woke = 0; /* building the page is the network's work, not the loop's */
      changes = bench_page (round * PAGE, PAGE, 100);
      applied = mc_cache_apply (mc_profile_get_cache (profile), changes);
      longest = 0;
      for (guint i = 0; i < 40 || dex_future_is_pending (applied); i++)
        {
          gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + SCROLL_PX);
          bench_frame (page);
        }
      g_signal_emit_by_name (mc_profile_get_sync (profile), "records-changed", NULL);
      for (guint i = 0; i < 40; i++)
        bench_frame (page);
      dex_unref (applied);
      g_array_append_val (values, longest);
    }
  bench_print ("longest-callback", bench_median (values), -1);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *name;
    void (*run) (void);
  } parts[] = {
    { "fill", run_fill },     { "scroll", run_scroll }, { "search", run_search }, { "change", run_change },
    { "memory", run_memory }, { "empty", run_empty },   { "idle", run_idle },     { "longest", run_longest },
    { "open", run_open },     { "desk", run_desk },
  };

  if (argc == 2 && !g_str_equal (argv[1], "fill"))
    {
      gtk_init ();
      adw_init ();
    }
  dex_init ();
  for (guint i = 0; argc == 2 && i < G_N_ELEMENTS (parts); i++)
    if (g_str_equal (argv[1], parts[i].name))
      {
        parts[i].run ();
        fflush (stdout);
        _exit (0); /* the session's directory goes with it */
      }
  g_printerr ("usage: bench-list PART\n");
  return 2;
}
