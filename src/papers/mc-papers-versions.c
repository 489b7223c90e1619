// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-papers-versions.h"

#include <pango/pangocairo.h>
#include <qrencode.h>

char *
mc_papers_versions (void)
{
  return g_strdup_printf ("Pango %s (%s)\ncairo %s (%s)\nlibqrencode – (%s)\n", PANGO_VERSION_STRING,
                          pango_version_string (), CAIRO_VERSION_STRING, cairo_version_string (),
                          QRcode_APIVersionString ());
}
