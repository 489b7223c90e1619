// SPDX-License-Identifier: GPL-3.0-or-later
/* src/render/client linked whole with nothing but its row: a call it may not make is an undefined symbol. */
#include <stdio.h>

int
main (void)
{
  puts ("1..1\nok 1 - src/render/client needs only its row");
  return 0;
}
