// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench-samples.h"

#include <dlfcn.h>
#include <execinfo.h>
#include <signal.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define MAX_SAMPLES 500
#define MAX_FRAMES 64
#define TOLD 4
#define SAMPLE_NS 1000000

typedef struct
{
  void *frames[MAX_FRAMES];
  int n;
} Sample;

static Sample samples[MAX_SAMPLES];
static Sample kept[MAX_SAMPLES];
static volatile sig_atomic_t n_samples;
static volatile sig_atomic_t paused;
static int n_kept;
static timer_t timer;
static gboolean ready;

static void
sample_cb (int signal)
{
  if (paused || n_samples >= MAX_SAMPLES)
    return;
  samples[n_samples].n = backtrace (samples[n_samples].frames, MAX_FRAMES);
  n_samples++;
}

static void
set_up (void)
{
  struct sigaction action = { .sa_handler = sample_cb, .sa_flags = SA_RESTART };
  struct sigevent event = { .sigev_notify = SIGEV_THREAD_ID, .sigev_signo = SIGPROF };
  void *frame;

  event._sigev_un._tid = gettid ();
  backtrace (&frame, 1); /* the first call loads what it needs, which a signal handler must not */
  if (sigaction (SIGPROF, &action, NULL) != 0 || timer_create (CLOCK_MONOTONIC, &event, &timer) != 0)
    g_error ("no timer to sample with");
  ready = TRUE;
}

void
bench_samples_begin (void)
{
  struct itimerspec times = { { 0, SAMPLE_NS }, { 0, BENCH_SAMPLES_AFTER_MS * SAMPLE_NS } };

  if (!ready)
    set_up ();
  n_samples = 0;
  paused = 0;
  timer_settime (timer, 0, &times, NULL);
}

void
bench_samples_end (void)
{
  struct itimerspec never = { { 0, 0 }, { 0, 0 } };

  if (ready)
    timer_settime (timer, 0, &never, NULL);
}

void
bench_samples_pause (gboolean pause)
{
  paused = pause;
}

void
bench_samples_keep (void)
{
  n_kept = n_samples;
  memcpy (kept, samples, (gsize) n_kept * sizeof (Sample));
}

/* address → "function (file:line)"; what is not this program's own is missing. */
static GHashTable *
name_addresses (void)
{
  g_autoptr (GPtrArray) command = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) addresses = g_ptr_array_new ();
  GHashTable *names = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  g_autofree char *exe = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *said = NULL;
  g_auto (GStrv) lines = NULL;
  Dl_info own;

  dladdr ((void *) name_addresses, &own);
  for (const char *const *word = (const char *const[]) { "addr2line", "-f", "-s", "-e", exe, NULL }; *word != NULL;
       word++)
    g_ptr_array_add (command, g_strdup (*word));
  for (int i = 0; i < n_kept; i++)
    for (int n = 0; n < kept[i].n; n++)
      {
        void *at = kept[i].frames[n];
        Dl_info info;

        if (dladdr (at, &info) == 0 || info.dli_fbase != own.dli_fbase || !g_hash_table_insert (names, at, NULL))
          continue;
        g_ptr_array_add (addresses, at);
        /* where it returns to is behind the call */
        g_ptr_array_add (command, g_strdup_printf ("0x%zx", (gsize) at - (gsize) own.dli_fbase - 1));
      }
  g_ptr_array_add (command, NULL);
  if (!g_spawn_sync (NULL, (char **) command->pdata, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &said, NULL, NULL, NULL))
    return names;
  lines = g_strsplit (said, "\n", -1);
  for (guint i = 0; i < addresses->len && i < g_strv_length (lines) / 2; i++)
    g_hash_table_insert (names, addresses->pdata[i], g_strdup_printf ("%s (%s)", lines[2 * i], lines[2 * i + 1]));
  return names;
}

/* Our functions in it, from the loop inwards. (transfer full) */
static char *
describe (const Sample *sample, GHashTable *names)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (int n = 0; n < sample->n; n++)
    {
      const char *name = g_hash_table_lookup (names, sample->frames[n]);

      if (name == NULL || g_str_has_prefix (name, "sample_cb "))
        continue;
      if (g_str_has_prefix (name, "bench_turn "))
        break;
      if (text->len > 0)
        g_string_prepend (text, " > ");
      g_string_prepend (text, name);
    }
  return text->len > 0 ? g_string_free_and_steal (g_steal_pointer (&text)) : g_strdup ("libraries alone");
}

static int
compare_counts (gconstpointer a, gconstpointer b, gpointer counts)
{
  return GPOINTER_TO_INT (g_hash_table_lookup (counts, *(char *const *) b))
         - GPOINTER_TO_INT (g_hash_table_lookup (counts, *(char *const *) a));
}

void
bench_samples_say (const char *title)
{
  g_autoptr (GHashTable) names = NULL;
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) places = NULL;

  if (n_kept == 0)
    return;
  names = name_addresses ();
  for (int i = 0; i < n_kept; i++)
    {
      char *place = describe (&kept[i], names);
      int count = GPOINTER_TO_INT (g_hash_table_lookup (counts, place));

      g_hash_table_insert (counts, place, GINT_TO_POINTER (count + 1));
    }
  places = g_hash_table_get_keys_as_ptr_array (counts);
  g_ptr_array_sort_with_data (places, compare_counts, counts);
  g_printerr ("# %s\n", title);
  for (guint i = 0; i < MIN (places->len, TOLD); i++)
    g_printerr ("#   %d of %d samples: %s\n", GPOINTER_TO_INT (g_hash_table_lookup (counts, places->pdata[i])), n_kept,
                (const char *) places->pdata[i]);
  n_kept = 0;
}
