// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench-turns.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

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
  int result = g_poll (fds, n, timeout);

  waited_before = waited_ms ();
  in_frame = 0;
  woke = now_ms ();
  return result;
}

static void
frame_begins_cb (void)
{
  frame_began = now_ms ();
}

static void
frame_ends_cb (void)
{
  in_frame += now_ms () - frame_began;
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
  if (woke <= 0)
    return;
  busy = now_ms () - woke - in_frame;
  /* others may have had the processor inside of the frame as well: then that is taken off twice, never too little */
  if (busy > longest)
    busy -= waited_ms () - waited_before;
  longest = MAX (longest, busy);
}

double
bench_watch_take (void)
{
  double taken = longest;

  longest = 0;
  return taken;
}
