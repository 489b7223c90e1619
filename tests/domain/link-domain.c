// SPDX-License-Identifier: GPL-3.0-or-later
/* Linked with the whole of src/domain and what its row allows, and nothing else: a forbidden call does not link. */
#include "mc-calendar.h"

static void
test_links (void)
{
  g_assert_nonnull (mc_calendar_get_default ());
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/domain/links", test_links);
  return g_test_run ();
}
