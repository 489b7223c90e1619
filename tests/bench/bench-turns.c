// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench-turns.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "bench-samples.h"

#define GOAL_MS 8

/* /proc/thread-self/schedstat: nanoseconds on a processor, nanoseconds runnable without one, turns. */
static int schedstat = -1;
static double woke;
static double waited_before;
static double in_frame;
static double frame_began;
static double longest;

static double
now_ms (void)
{
  return (double) g_get_monotonic_time () / 1000;
}

/* For how long others had the processor that this thread would have used. */
static double
waited_ms (void)
{
  char text[100] = "";
  char *end = text;

  if (pread (schedstat, text, sizeof text - 1, 0) <= 0)
    g_error ("no /proc/thread-self/schedstat");
  strtoull (text, &end, 10);
  return (double) strtoull (end, NULL, 10) / 1e6;
}

static int
timed_poll (GPollFD *fds, guint n, int timeout)
{
  int result;

  bench_samples_end ();
  result = g_poll (fds, n, timeout);
  waited_before = waited_ms ();
  in_frame = 0;
  bench_samples_begin ();
  woke = now_ms ();
  return result;
}

static void
frame_begins_cb (void)
{
  frame_began = now_ms ();
  bench_samples_pause (TRUE);
}

static void
frame_ends_cb (void)
{
  in_frame += now_ms () - frame_began;
  bench_samples_pause (FALSE);
}

void
bench_watch_begin (GtkWidget *widget)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (widget);

  g_signal_connect (clock, "before-paint", G_CALLBACK (frame_begins_cb), NULL);
  g_signal_connect (clock, "after-paint", G_CALLBACK (frame_ends_cb), NULL);
  if (schedstat < 0)
    {
      schedstat = open ("/proc/thread-self/schedstat", O_RDONLY | O_CLOEXEC);
      g_main_context_set_poll_func (NULL, timed_poll);
    }
}

void
bench_turn (void)
{
  double busy;

  woke = 0;
  g_main_context_iteration (NULL, TRUE);
  bench_samples_end ();
  if (woke <= 0)
    return;
  busy = now_ms () - woke - in_frame;
  /* others may have had the processor inside of the frame as well: then that is taken off twice, never too little */
  if (busy > longest)
    busy -= waited_ms () - waited_before;
  if (busy <= longest)
    return;
  longest = busy;
  bench_samples_keep ();
}

double
bench_watch_take (const char *part)
{
  double taken = longest;

  longest = 0;
  if (part != NULL && taken > GOAL_MS)
    {
      g_autofree char *title = g_strdup_printf ("%s: a turn of %.1f ms", part, taken);

      bench_samples_say (title);
    }
  return taken;
}
