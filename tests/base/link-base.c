// SPDX-License-Identifier: GPL-3.0-or-later
/* Linked with the whole of src/base and what its row allows, and nothing else: a forbidden call does not link. */
#include "mc-clock.h"

static void
test_links (void)
{
  g_autoptr (McClock) clock = mc_clock_new_system ();

  g_assert_cmpint (mc_clock_now_us (clock), >, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/links", test_links);
  return g_test_run ();
}
