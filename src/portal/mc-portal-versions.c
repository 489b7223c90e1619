// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-portal-versions.h"

#include <gnutls/gnutls.h>
#include <libsecret/secret.h>
#include <libsoup/soup.h>

char *
mc_portal_versions (void)
{
  return g_strdup_printf ("libsoup %d.%d.%d (%u.%u.%u)\nlibsecret %d.%d.%d (–)\nGnuTLS %s (%s)\n", SOUP_MAJOR_VERSION,
                          SOUP_MINOR_VERSION, SOUP_MICRO_VERSION, soup_get_major_version (), soup_get_minor_version (),
                          soup_get_micro_version (), SECRET_MAJOR_VERSION, SECRET_MINOR_VERSION, SECRET_MICRO_VERSION,
                          GNUTLS_VERSION, gnutls_check_version (NULL));
}
