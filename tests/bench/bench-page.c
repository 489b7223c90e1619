// SPDX-License-Identifier: GPL-3.0-or-later
#include <string.h>

#include "bench-list.h"
#include "mc-queue-page.h"

/* search-key and memory-100k: the queue page over everything */

#define KEYS 24

static void
changed_cb (GListModel *model, guint position, guint removed, guint added, gboolean *changed)
{
  *changed = TRUE;
}

static double
search_bare (sqlite3 *db, const char *text, GtkWidget *page)
{
  g_autofree char *match = g_strdup_printf ("\"%s\"*", text);
  double start = wall_ms ();
  sqlite3_stmt *row = NULL;

  bench_check (db, sqlite3_prepare_v2 (db, "SELECT rowid FROM search WHERE search MATCH ?", -1, &row, NULL));
  sqlite3_bind_text (row, 1, match, -1, SQLITE_STATIC);
  while (sqlite3_step (row) == SQLITE_ROW)
    ;
  sqlite3_finalize (row);
  bench_frame (page);
  return wall_ms () - start;
}

/* One word after another, letter by letter; every key changes how many are found. */
void
run_search (void)
{
  static const char *const typed[]
      = { "ng", "ngu", "ngo", "nguyen", "tran", "lan", "hu", "huong", "khai", "chung", "ho", "gi" };
  g_autoptr (McProfile) profile = bench_open ();
  GtkWidget *page = open_page (profile);
  GtkWidget *list = find_widget (page, GTK_TYPE_LIST_VIEW);
  GtkSelectionModel *model = gtk_list_view_get_model (GTK_LIST_VIEW (list));
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) baselines = g_array_new (FALSE, FALSE, sizeof (double));
  g_autofree char *path = bench_cache_path ();
  sqlite3 *db = bench_open_bare (path);
  gboolean changed = FALSE;
  GtkWidget *entry;

  mc_queue_page_focus_search (MC_QUEUE_PAGE (page));
  while ((entry = find_widget (page, GTK_TYPE_SEARCH_ENTRY)) == NULL)
    bench_frame (page);
  g_signal_connect (model, "items-changed", G_CALLBACK (changed_cb), &changed);
  for (int i = 0; i < KEYS; i++)
    {
      const char *text = typed[(guint) i % G_N_ELEMENTS (typed)];
      double start = wall_ms ();
      double end;

      changed = FALSE;
      gtk_editable_set_text (GTK_EDITABLE (entry), text);
      while (!changed && wall_ms () - start < 5000)
        g_main_context_iteration (NULL, TRUE);
      if (!changed)
        g_error ("nothing changed for \"%s\"", text);
      bench_frame (page);
      end = wall_ms () - start;
      g_array_append_val (values, end);
      end = search_bare (db, text, page);
      g_array_append_val (baselines, end);
    }
  sqlite3_close (db);
  bench_print ("search-key", bench_p95 (values), bench_p95 (baselines));
}

static double
resident_mb (void)
{
  g_autofree char *text = NULL;
  const char *at;

  g_assert_true (g_file_get_contents ("/proc/self/status", &text, NULL, NULL));
  at = strstr (text, "VmRSS:");
  return g_ascii_strtod (at + strlen ("VmRSS:"), NULL) / 1024;
}

void
run_memory (void)
{
  g_autoptr (McProfile) profile = bench_open ();

  open_page (profile);
  bench_print ("memory-100k", resident_mb (), -1);
}

void
run_empty (void)
{
  bench_window (adw_bin_new ());
  bench_print ("memory-empty", resident_mb (), -1);
}
