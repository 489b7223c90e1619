// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-base-versions.h"

#include <libdex.h>

char *
mc_base_versions (void)
{
  return g_strdup ("libdex " DEX_VERSION_S " (–)\n");
}
