// SPDX-License-Identifier: GPL-3.0-or-later
#include <stdio.h>

/* The interface to a portal, whole, linked with nothing but its row: a forbidden call is an undefined symbol. */
int
main (void)
{
  puts ("1..1\nok 1 - the interface of src/portal links with its row alone");
  return 0;
}
