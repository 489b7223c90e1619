// SPDX-License-Identifier: GPL-3.0-or-later
#include <time.h>

#include "bench-list.h"
#include "mc-dossier-table.h"
#include "mc-slot-list.h"

/* scroll and jump: our table beside a bare one */

#define STEPS 60
#define SCROLL_PX 100

typedef struct
{
  GtkWidget *widget;
  GtkAdjustment *adjustment;
  McSlotList *slots; /* NULL: the bare one */
} Target;

/* What the main thread computed, waiting left out. */
static double
work_ms (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (double) now.tv_sec * 1000 + (double) now.tv_nsec / 1e6;
}

static void
setup_bare_cb (GtkListItemFactory *factory, GtkColumnViewCell *cell)
{
  GtkWidget *child = gtk_inscription_new (NULL);

  gtk_inscription_set_min_chars (GTK_INSCRIPTION (child), 8);
  gtk_inscription_set_nat_chars (GTK_INSCRIPTION (child), 16);
  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (child), GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_column_view_cell_set_child (cell, child);
}

static void
bind_bare_cb (GtkListItemFactory *factory, GtkColumnViewCell *cell)
{
  gtk_inscription_set_text (GTK_INSCRIPTION (gtk_column_view_cell_get_child (cell)),
                            gtk_string_object_get_string (gtk_column_view_cell_get_item (cell)));
}

static GtkColumnView *
make_bare_view (void)
{
  GtkColumnView *view = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));

  for (int i = 0; i < 8; i++)
    {
      GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
      g_autoptr (GtkColumnViewColumn) column = gtk_column_view_column_new ("Cột", factory);

      g_signal_connect (factory, "setup", G_CALLBACK (setup_bare_cb), NULL);
      g_signal_connect (factory, "bind", G_CALLBACK (bind_bare_cb), NULL);
      gtk_column_view_column_set_expand (column, i == 1 || i == 2);
      gtk_column_view_append_column (view, column);
    }
  gtk_widget_add_css_class (GTK_WIDGET (view), "data-table");
  gtk_column_view_set_show_row_separators (view, TRUE);
  return view;
}

static GtkSelectionModel *
make_bare_model (guint n)
{
  GtkStringList *list = gtk_string_list_new (NULL);

  for (guint i = 0; i < n; i++)
    gtk_string_list_take (list, g_strdup_printf ("Nguyễn Thị Số %u", i));
  return GTK_SELECTION_MODEL (gtk_single_selection_new (G_LIST_MODEL (list)));
}

/* n positions over the records there are. */
static McListing *
stretch (McListing *listing, guint n)
{
  McListing *longer = g_new0 (McListing, 1);

  g_atomic_ref_count_init (&longer->ref_count);
  longer->rows = g_ptr_array_ref (listing->rows);
  longer->keys = g_array_sized_new (FALSE, FALSE, sizeof (gint64), n);
  while (longer->keys->len < n)
    g_array_append_vals (longer->keys, listing->keys->data, MIN (listing->keys->len, n - longer->keys->len));
  return longer;
}

/* Until the new place is painted, with all its text. */
static double
step (const Target *target, double value)
{
  double start = work_ms ();

  gtk_adjustment_set_value (target->adjustment, value);
  bench_frame (target->widget);
  if (target->slots != NULL && !mc_slot_list_is_settled (target->slots))
    {
      while (!mc_slot_list_is_settled (target->slots))
        g_main_context_iteration (NULL, TRUE);
      bench_frame (target->widget);
    }
  return work_ms () - start;
}

static void
measure_moves (const char *name, const Target *ours, const Target *bare, gboolean jump)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) baselines = g_array_new (FALSE, FALSE, sizeof (double));

  for (int i = -5; i < STEPS; i++)
    {
      double at = g_rand_double_range (rand, 0.05, 0.95);
      const Target *targets[] = { ours, bare };

      for (int t = 0; t < 2; t++)
        {
          GtkAdjustment *adjustment = targets[t]->adjustment;
          double place
              = jump ? at * gtk_adjustment_get_upper (adjustment) : gtk_adjustment_get_value (adjustment) + SCROLL_PX;
          double cost = step (targets[t], place);

          if (i >= 0)
            g_array_append_val (t == 0 ? values : baselines, cost);
        }
    }
  bench_print (name, bench_median (values), bench_median (baselines));
}

void
run_scroll (void)
{
  g_autoptr (McProfile) profile = bench_open ();
  McCache *cache = mc_profile_get_cache (profile);
  DexFuture *future = bench_await (mc_cache_list (cache, NULL, "deadline", NULL));
  g_autoptr (McListing) listing = dex_await_boxed (future, NULL);
  McSlotList *slots = mc_slot_list_new (cache);
  g_autoptr (McPicks) picks = mc_picks_new ();
  McDossierTable *table = mc_dossier_table_new (profile, picks);
  GtkColumnView *view = make_bare_view ();
  GtkWidget *scroller = gtk_scrolled_window_new ();
  Target ours = { GTK_WIDGET (table), mc_dossier_table_get_adjustment (table), slots };
  Target bare = { scroller, gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller)), NULL };
  const guint sizes[] = { RECORDS, 10 * RECORDS };
  const char *const tails[] = { "100k", "1m" };

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (view));
  mc_slot_list_set_listing (slots, listing);
  mc_dossier_table_set_model (table, GTK_SELECTION_MODEL (gtk_single_selection_new (G_LIST_MODEL (slots))));
  bench_window (GTK_WIDGET (table));
  bench_window (scroller);
  for (int i = 0; i < 2; i++)
    {
      g_autoptr (McListing) longer = stretch (listing, sizes[i]);
      g_autoptr (GtkSelectionModel) model = make_bare_model (sizes[i]);
      g_autofree char *scroll_name = g_strconcat ("scroll-", tails[i], NULL);
      g_autofree char *jump_name = g_strconcat ("jump-", tails[i], NULL);

      mc_slot_list_set_listing (slots, longer);
      gtk_column_view_set_model (view, model);
      bench_frame (ours.widget);
      bench_frame (bare.widget);
      step (&ours, gtk_adjustment_get_upper (ours.adjustment) / 2);
      step (&bare, gtk_adjustment_get_upper (bare.adjustment) / 2);
      measure_moves (scroll_name, &ours, &bare, FALSE);
      measure_moves (jump_name, &ours, &bare, TRUE);
    }
}
