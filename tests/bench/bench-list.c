// SPDX-License-Identifier: GPL-3.0-or-later
#include <string.h>
#include <unistd.h>

#include "bench-list.h"

/* bench-list PART: one part in a process of its own, over the store that `fill` leaves in the session's data directory.
 * Prints a line of JSON for each measure. */

/* The store that the other parts open. */
static void
run_fill (void)
{
  g_autoptr (McProfile) profile = bench_open ();

  for (guint first = 0; first < RECORDS; first += PAGE)
    {
      g_autoptr (McChanges) page = bench_page (first, PAGE, 1);

      dex_unref (bench_await (mc_cache_apply (mc_profile_get_cache (profile), page)));
    }
  dex_unref (bench_await (mc_profile_close (profile)));
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *name;
    void (*run) (void);
  } parts[] = {
    { "fill", run_fill },   { "scroll", run_scroll }, { "search", run_search }, { "memory", run_memory },
    { "empty", run_empty }, { "open", run_open },     { "desk", run_desk },
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
