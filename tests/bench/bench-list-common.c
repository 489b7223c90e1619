// SPDX-License-Identifier: GPL-3.0-or-later
#include <string.h>

#include "../ui/desk/desk.h"
#include "bench-list.h"
#include "mc-handling.h"
#include "mc-queue-page.h"

const guint8 bench_key[KEY_BYTES] = "0123456789abcdef0123456789abcdef";

static const char *const families[] = { "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Lò", "Giàng" };
static const char *const middles[] = { "Thị", "Văn", "Hữu", "Ngọc", "Minh", "Đức", "Thanh" };
static const char *const names[]
    = { "Hường", "Đức", "An", "Bình", "Cường", "Dung", "Hà", "Khánh", "Lan", "Mai", "Oanh" };
static const char *const procedures[][3] = {
  { "1.001193", "Đăng ký khai sinh", "Hộ tịch" },
  { "1.000894", "Đăng ký kết hôn", "Hộ tịch" },
  { "1.000656", "Đăng ký khai tử", "Hộ tịch" },
  { "2.000635", "Cấp bản sao trích lục hộ tịch", "Hộ tịch" },
  { "2.000815", "Chứng thực bản sao từ bản chính giấy tờ, văn bản", "Chứng thực" },
  { "1.001612", "Đăng ký thành lập hộ kinh doanh", "Thành lập và hoạt động của hộ kinh doanh" },
};

McSummary *
bench_summary (guint number, gint64 version)
{
  McSummary *s = mc_summary_new ();
  const char *const *procedure = procedures[number % G_N_ELEMENTS (procedures)];
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();

  s->id = g_strdup_printf ("0199a001-0000-7000-8000-%012u", number);
  s->version = s->handling_version = version;
  s->provisional_code = g_strdup_printf ("TT-%06u", number);
  s->procedure_code = g_strdup (procedure[0]);
  s->procedure_name = g_strdup (procedure[1]);
  s->field_name = g_strdup (procedure[2]);
  s->owner_name
      = g_strdup_printf ("%s %s %s", families[number % G_N_ELEMENTS (families)],
                         middles[number / 10 % G_N_ELEMENTS (middles)], names[number / 70 % G_N_ELEMENTS (names)]);
  s->owner_id_masked = g_strdup_printf ("••••••••%04u", number % 10000);
  s->channel = g_strdup (number % 3 == 0 ? "direct" : "online");
  s->national_state = MC_HANDLING_NEW;
  s->local_step = g_strdup ("new");
  s->delivery = g_strdup ("electronic");
  s->payment = g_strdup ("none");
  s->sync = g_strdup ("ok");
  s->received_unit = g_strdup ("Trung tâm Phục vụ hành chính công phường An Bình");
  s->competent_unit = g_strdup ("Ủy ban nhân dân phường An Bình");
  s->submitted_at = g_date_time_add_hours (now, -1);
  s->response_due_at = g_date_time_add_minutes (now, (int) (number * 7919u % RECORDS));
  s->actions = g_strsplit ("accept", " ", -1);
  return s;
}

McChanges *
bench_page (guint first, guint n, gint64 version)
{
  McChanges *changes = mc_changes_new ();

  changes->next = g_strdup ("log");
  changes->total = -1;
  for (guint i = first; i < first + n; i++)
    {
      McChange *change = mc_change_new ();

      change->kind = g_strdup ("dossier");
      change->summary = bench_summary (i, version);
      change->id = g_strdup (change->summary->id);
      g_ptr_array_add (changes->changes, change);
    }
  return changes;
}

double
wall_ms (void)
{
  return (double) g_get_monotonic_time () / 1000;
}

static gboolean
tick_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

DexFuture *
bench_await (DexFuture *future)
{
  g_autoptr (GError) error = NULL;
  guint ticker = g_timeout_add (2, tick_cb, NULL); /* a future settled by a thread wakes nobody by itself */

  while (dex_future_is_pending (future))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (ticker);
  dex_future_get_value (future, &error);
  if (error != NULL)
    g_error ("%s", error->message);
  return future;
}

McProfile *
bench_open (void)
{
  g_autoptr (McAbout) about = mc_about_new ();
  g_autoptr (GBytes) key = g_bytes_new_static (bench_key, KEY_BYTES);
  g_autoptr (McClock) clock = mc_clock_new_system ();
  McPortal *portal = g_object_new (DESK_TYPE_PORTAL, NULL);
  DexFuture *opened;

  about->name = g_strdup ("Cổng đo");
  about->issuer = g_strdup (BENCH_URL);
  about->client_id = g_strdup ("motcua");
  about->scopes = g_strsplit ("openid", " ", -1);
  about->contract = MC_CONTRACT_VERSION;
  about->idempotent = TRUE;
  about->lease_days = 7;
  about->history_days = 365;
  opened = bench_await (mc_profile_open (BENCH_URL, BENCH_SUB, about, portal, key, clock));
  return dex_await_object (opened, NULL);
}

static char *
find_file (const char *directory, const char *name)
{
  g_autoptr (GDir) dir = g_dir_open (directory, 0, NULL);
  const char *entry;

  while (dir != NULL && (entry = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (directory, entry, NULL);
      char *found = NULL;

      if (g_str_equal (entry, name))
        return g_steal_pointer (&path);
      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        found = find_file (path, name);
      if (found != NULL)
        return found;
    }
  return NULL;
}

char *
bench_cache_path (void)
{
  return find_file (g_get_user_data_dir (), "cache.db");
}

void
bench_check (sqlite3 *db, int status)
{
  if (status != SQLITE_OK && status != SQLITE_DONE && status != SQLITE_ROW)
    g_error ("bare SQLCipher: %s", sqlite3_errmsg (db));
}

sqlite3 *
bench_open_bare (const char *path)
{
  g_autoptr (GString) raw = g_string_new ("x'");
  sqlite3 *db = NULL;

  for (int i = 0; i < KEY_BYTES; i++)
    g_string_append_printf (raw, "%02x", bench_key[i]);
  g_string_append_c (raw, '\'');
  bench_check (db, sqlite3_open (path, &db));
  bench_check (db, sqlite3_key_v2 (db, "main", raw->str, (int) raw->len));
  bench_check (db, sqlite3_exec (db,
                                 "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA secure_delete = ON;"
                                 "PRAGMA temp_store = MEMORY; PRAGMA cache_size = -32768;"
                                 "PRAGMA wal_autocheckpoint = 4000",
                                 NULL, NULL, NULL));
  return db;
}

static void
painted_cb (GdkFrameClock *clock, gboolean *painted)
{
  *painted = TRUE;
}

void
bench_frame (GtkWidget *widget)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (widget);
  gboolean painted = FALSE;
  gulong handler = g_signal_connect (clock, "after-paint", G_CALLBACK (painted_cb), &painted);

  gdk_frame_clock_request_phase (clock, GDK_FRAME_CLOCK_PHASE_PAINT);
  while (!painted)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handler_disconnect (clock, handler);
}

/* What the application has from its resources by itself: a row without it is of another height and paints less. */
static void
wear_style (GtkWidget *widget)
{
  g_autoptr (GtkCssProvider) style = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (style, "/io/github/motcua/MotCua/style.css");
  gtk_style_context_add_provider_for_display (gtk_widget_get_display (widget), GTK_STYLE_PROVIDER (style),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

GtkWindow *
bench_window (GtkWidget *child)
{
  GtkWindow *window = GTK_WINDOW (adw_window_new ());

  wear_style (GTK_WIDGET (window));
  gtk_window_set_default_size (window, 1280, 700);
  adw_window_set_content (ADW_WINDOW (window), child);
  gtk_window_present (window);
  while (!gtk_widget_get_mapped (child))
    g_main_context_iteration (NULL, TRUE);
  bench_frame (child);
  bench_frame (child);
  return window;
}

GtkWidget *
find_widget (GtkWidget *root, GType type)
{
  if (g_type_is_a (G_OBJECT_TYPE (root), type) && gtk_widget_get_mapped (root))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_widget (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

GtkWidget *
open_page (McProfile *profile)
{
  GtkWidget *page = GTK_WIDGET (mc_queue_page_new (profile));
  McQueue *queue = mc_queue_new ();
  GtkListView *list;

  queue->id = g_strdup ("all");
  queue->title = g_strdup ("Tất cả");
  queue->order = g_strdup ("deadline");
  bench_window (page);
  mc_queue_page_show_queue (MC_QUEUE_PAGE (page), queue);
  while (find_widget (page, GTK_TYPE_LIST_VIEW) == NULL)
    g_main_context_iteration (NULL, TRUE);
  mc_queue_page_focus_list (MC_QUEUE_PAGE (page));
  /* whole, as it is a moment after its first rows */
  list = GTK_LIST_VIEW (find_widget (page, GTK_TYPE_LIST_VIEW));
  while (g_list_model_get_n_items (G_LIST_MODEL (gtk_list_view_get_model (list))) < RECORDS)
    g_main_context_iteration (NULL, TRUE);
  bench_frame (page);
  bench_frame (page);
  return page;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

double
bench_median (GArray *values)
{
  g_array_sort (values, compare);
  return g_array_index (values, double, values->len / 2);
}

double
bench_p95 (GArray *values)
{
  g_array_sort (values, compare);
  return g_array_index (values, double, (values->len * 95 - 1) / 100);
}

void
bench_print (const char *name, double value, double baseline)
{
  if (baseline >= 0)
    g_print ("{\"name\": \"%s\", \"value\": %.3f, \"baseline\": %.3f}\n", name, value, baseline);
  else
    g_print ("{\"name\": \"%s\", \"value\": %.3f}\n", name, value);
}
