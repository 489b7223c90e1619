// SPDX-License-Identifier: GPL-3.0-or-later
#include "desk.h"
#include "mc-minute-hand.h"
#include "mc-scope.h"

static guint moves;

static void
moved_cb (gpointer owner)
{
  moves++;
}

static void
settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* At full minutes, not a minute after the start: half a minute past it takes half a minute. */
static void
test_full_minutes (void)
{
  g_autoptr (McClock) clock = mc_clock_new_virtual (30 * G_USEC_PER_SEC);
  g_autoptr (GObject) owner = g_object_new (G_TYPE_OBJECT, NULL);
  McScope *scope = mc_scope_new (NULL);

  moves = 0;
  mc_minute_hand_start (scope, clock, owner, moved_cb);
  settle ();
  g_assert_cmpuint (moves, ==, 0);
  mc_clock_advance (clock, 29 * G_USEC_PER_SEC);
  settle ();
  g_assert_cmpuint (moves, ==, 0);
  mc_clock_advance (clock, G_USEC_PER_SEC);
  desk_wait (moves == 1);
  mc_clock_advance (clock, G_TIME_SPAN_MINUTE);
  desk_wait (moves == 2);
  mc_scope_clear (&scope);
  mc_clock_advance (clock, 5 * G_TIME_SPAN_MINUTE);
  settle ();
  g_assert_cmpuint (moves, ==, 2);
}

/* It does not keep its owner: an owner that went is not told. */
static void
test_owner_gone (void)
{
  g_autoptr (McClock) clock = mc_clock_new_virtual (0);
  GObject *owner = g_object_new (G_TYPE_OBJECT, NULL);
  McScope *scope = mc_scope_new (NULL);

  moves = 0;
  g_object_add_weak_pointer (owner, (gpointer *) &owner);
  mc_minute_hand_start (scope, clock, owner, moved_cb);
  settle ();
  g_object_unref (owner);
  g_assert_null (owner);
  mc_clock_advance (clock, 5 * G_TIME_SPAN_MINUTE);
  settle ();
  g_assert_cmpuint (moves, ==, 0);
  mc_scope_clear (&scope);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv);
  adw_init ();
  dex_init ();
  g_test_add_func ("/minute-hand/full-minutes", test_full_minutes);
  g_test_add_func ("/minute-hand/owner-gone", test_owner_gone);
  return g_test_run ();
}
