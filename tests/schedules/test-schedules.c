// SPDX-License-Identifier: GPL-3.0-or-later
/* Random schedules: officials with real stores and the real sync engine against the training portal in this process, on
 * one virtual clock, with faults and crashes; what must hold is in mc-world-check.c.
 *
 * usage: test-schedules [--seed N] [--count N] [--show]
 *
 * One case for each ten schedules; schedule i has the seed N + i. A failed one tells its seed and its steps: the same
 * seed with --count 1 runs it again (threads apart, it goes the same way). --show tells the steps of each. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

#include "mc-steps.h"
#include "mc-training-test.h"
#include "mc-world-check.h"

#define A_CASE 10
#define DOSSIERS 20 /* as many acts happen as among more, and every feed costs less */
#define FEWEST_STEPS 40
#define MOST_STEPS 80

static guint32 first_seed = 101;
static guint count = 200;
static gboolean show;
static char *template_directory;

static void
tell (McWorld *world)
{
  g_print ("schedule with seed %u: %u steps, %u acts\n", world->seed, world->steps->len, world->deeds->len);
  for (guint i = 0; i < world->steps->len; i++)
    g_print ("%s\n", (char *) world->steps->pdata[i]);
}

static gboolean
run_schedule (guint32 seed)
{
  g_autoptr (McWorld) world = NULL;
  int length;

  g_random_set_seed (seed);
  world = mc_world_new (template_directory, seed, 1 + seed % 3);
  mc_world_remember_portal (world);
  length = mc_world_draw (world, FEWEST_STEPS, MOST_STEPS);
  for (guint i = 0; i < world->players->len; i++)
    mc_player_start (world->players->pdata[i]);
  if (mc_world_draw (world, 0, 4) > 0)
    mc_world_settle (world);
  for (int i = 0; i < length && world->wrongs->len == 0; i++)
    mc_steps_do_one (world);
  mc_world_check_portal (world);
  if (world->wrongs->len == 0)
    mc_steps_come_to_rest (world);
  if (world->wrongs->len == 0)
    mc_world_check_end (world);
  if (world->wrongs->len > 0 || show)
    tell (world);
  return world->wrongs->len == 0;
}

static void
test_ten (gconstpointer data)
{
  guint begin = GPOINTER_TO_UINT (data);

  for (guint i = begin; i < MIN (begin + A_CASE, count); i++)
    if (!run_schedule (first_seed + i))
      {
        g_test_fail_printf ("the schedule with seed %u", first_seed + i);
        return;
      }
}

/* That updates fail is what this is about: no line for each. */
static void
ignore_message (const char *domain, GLogLevelFlags level, const char *message, gpointer data)
{
}

static guint
number_after (int argc, char **argv, const char *name, guint otherwise)
{
  for (int i = 1; i + 1 < argc; i++)
    if (g_str_equal (argv[i], name))
      {
        guint number = (guint) strtoul (argv[i + 1], NULL, 10);

        argv[i] = argv[i + 1] = (char *) "--quiet";
        return number;
      }
  return otherwise;
}

int
main (int argc, char **argv)
{
  int status;

  first_seed = number_after (argc, argv, "--seed", first_seed);
  count = number_after (argc, argv, "--count", count);
  for (int i = 1; i < argc; i++)
    if (g_str_equal (argv[i], "--show"))
      {
        show = TRUE;
        argv[i] = (char *) "--quiet";
      }
  /* an event stream whose client is gone */
  signal (SIGPIPE, SIG_IGN);
  g_test_init (&argc, &argv, NULL);
  g_log_set_handler ("mc-sync", G_LOG_LEVEL_MESSAGE | G_LOG_LEVEL_DEBUG, ignore_message, NULL);
  g_test_set_nonfatal_assertions ();
  dex_init ();
  template_directory = mc_world_make_template (7, DOSSIERS);
  for (guint i = 0; i < count; i += A_CASE)
    {
      g_autofree char *path
          = g_strdup_printf ("/schedules/%u-%u", first_seed + i, first_seed + MIN (i + A_CASE, count) - 1);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_ten);
    }
  status = g_test_run ();
  mc_test_remove (template_directory);
  return status;
}
