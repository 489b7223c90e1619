// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-domain-versions.h"

#include <json-glib/json-glib.h>
#include <unicode/uversion.h>

char *
mc_domain_versions (void)
{
  UVersionInfo version;
  char icu[U_MAX_VERSION_STRING_LENGTH];

  u_getVersion (version);
  u_versionToString (version, icu);
  return g_strdup_printf ("json-glib %s (–)\nICU %s (%s)\n", JSON_VERSION_S, U_ICU_VERSION, icu);
}
