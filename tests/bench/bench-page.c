// SPDX-License-Identifier: GPL-3.0-or-later
#include <math.h>
#include <string.h>

#include "bench-list.h"
#include "mc-queue-page.h"

/* search-key and memory-100k: the queue page over everything */

/* search-key: from the key event, as the X server dates it, to the end of the frame that shows what it finds */
typedef struct
{
  GtkWidget *page;
  GtkWidget *entry;
  GListModel *model;
  sqlite3 *db; /* the same file, opened bare */
  guint wanted;
  guint32 pressed_ms; /* 0: no key came */
  double painted_ms;  /* 0: not yet */
} Search;

static gboolean
pressed_cb (GtkEventControllerKey *keys, guint keyval, guint keycode, GdkModifierType state, Search *self)
{
  self->pressed_ms = gtk_event_controller_get_current_event_time (GTK_EVENT_CONTROLLER (keys));
  return GDK_EVENT_PROPAGATE;
}

static void
painted_cb (GdkFrameClock *clock, Search *self)
{
  if (self->painted_ms <= 0 && self->pressed_ms != 0 && g_list_model_get_n_items (self->model) == self->wanted)
    self->painted_ms = wall_ms ();
}

/* How many a bare query finds; what it and a frame cost. */
static guint
search_bare (Search *self, const char *text, double *cost)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  g_autoptr (GString) match = g_string_new (NULL);
  double start = wall_ms ();
  sqlite3_stmt *row = NULL;
  guint n = 0;

  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      g_string_append_printf (match, "%s\"%s\"*", match->len > 0 ? " AND " : "", words[i]);
  if (match->len == 0)
    return RECORDS;
  bench_check (self->db,
               sqlite3_prepare_v2 (self->db, "SELECT rowid FROM search WHERE search MATCH ?", -1, &row, NULL));
  sqlite3_bind_text (row, 1, match->str, -1, SQLITE_STATIC);
  while (sqlite3_step (row) == SQLITE_ROW)
    n++;
  sqlite3_finalize (row);
  bench_frame (self->page);
  *cost = wall_ms () - start;
  return n;
}

static void
show_found (Search *self, const char *text, guint n)
{
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
  while (g_list_model_get_n_items (self->model) != n)
    g_main_context_iteration (NULL, TRUE);
  bench_frame (self->page);
  bench_frame (self->page);
}

static double
press (Search *self, char letter, guint wanted)
{
  const char name[] = { letter, '\0' };
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) typing = NULL;

  self->wanted = wanted;
  self->pressed_ms = 0;
  self->painted_ms = 0;
  typing = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, "xdotool", "key", letter == ' ' ? "space" : name, NULL);
  if (typing == NULL)
    g_error ("%s", error->message);
  while (self->painted_ms <= 0)
    g_main_context_iteration (NULL, TRUE);
  /* both count from the machine's start; the event's time is cut to 32 bits of milliseconds */
  return (double) ((guint32) (gint64) self->painted_ms - self->pressed_ms) + self->painted_ms
         - floor (self->painted_ms);
}

/* Letter by letter; a letter that finds what was found before it changes nothing on screen and is not timed. */
static void
type_phrase (Search *self, const char *phrase, GArray *values, GArray *baselines)
{
  guint before = RECORDS;

  for (gsize i = 1; i <= strlen (phrase); i++)
    {
      g_autofree char *typed = g_strndup (phrase, i - 1);
      g_autofree char *text = g_strndup (phrase, i);
      double bare = 0;
      guint n = search_bare (self, text, &bare);

      if (n != before)
        {
          double ours;

          show_found (self, typed, before);
          ours = press (self, phrase[i - 1], n);
          g_array_append_val (values, ours);
          g_array_append_val (baselines, bare);
        }
      before = n;
    }
}

static gboolean
is_focused (GtkWidget *widget)
{
  return (gtk_widget_get_state_flags (widget) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0
         && gtk_window_is_active (GTK_WINDOW (gtk_widget_get_root (widget)));
}

void
run_search (void)
{
  static const char *const phrases[]
      = { "nguyen thi huong khai", "tran van", "pham duc mai", "le ngoc lan", "hoang minh", "khai sinh", "dang" };
  g_autoptr (McProfile) profile = bench_open ();
  g_autofree char *path = bench_cache_path ();
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) baselines = g_array_new (FALSE, FALSE, sizeof (double));
  GtkEventController *keys = gtk_event_controller_key_new ();
  Search self = { open_page (profile), NULL };

  self.db = bench_open_bare (path);
  self.model = G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (find_widget (self.page, GTK_TYPE_LIST_VIEW))));
  mc_queue_page_focus_search (MC_QUEUE_PAGE (self.page));
  while ((self.entry = find_widget (self.page, GTK_TYPE_SEARCH_ENTRY)) == NULL || !is_focused (self.entry))
    bench_frame (self.page);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (pressed_cb), &self);
  gtk_widget_add_controller (GTK_WIDGET (gtk_widget_get_root (self.page)), keys);
  g_signal_connect (gtk_widget_get_frame_clock (self.page), "after-paint", G_CALLBACK (painted_cb), &self);
  for (guint i = 0; i < G_N_ELEMENTS (phrases); i++)
    {
      type_phrase (&self, phrases[i], values, baselines);
      show_found (&self, "", RECORDS);
    }
  g_printerr ("search-key: %u keys, median %.1f ms\n", values->len, bench_median (values));
  sqlite3_close (self.db);
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
