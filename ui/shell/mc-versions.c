// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-versions.h"

#include <adwaita.h>

#include "mc-base-versions.h"
#include "mc-domain-versions.h"
#include "mc-papers-versions.h"
#include "mc-portal-versions.h"
#include "mc-store-versions.h"

static void
print_library (const char *name, guint major, guint minor, guint micro, guint run_major, guint run_minor,
               guint run_micro)
{
  g_print ("%s %u.%u.%u (%u.%u.%u)\n", name, major, minor, micro, run_major, run_minor, run_micro);
}

/* layer: what a layer says of its libraries. (transfer full) */
static void
print_layer (char *layer)
{
  g_print ("%s", layer);
  g_free (layer);
}

void
mc_versions_print (void)
{
  g_print ("motcua %s%s\n", MC_VERSION, MC_IS_RELEASE ? "" : " (development)");
  print_library ("GLib", GLIB_MAJOR_VERSION, GLIB_MINOR_VERSION, GLIB_MICRO_VERSION, glib_major_version,
                 glib_minor_version, glib_micro_version);
  print_library ("GTK", GTK_MAJOR_VERSION, GTK_MINOR_VERSION, GTK_MICRO_VERSION, gtk_get_major_version (),
                 gtk_get_minor_version (), gtk_get_micro_version ());
  print_library ("libadwaita", ADW_MAJOR_VERSION, ADW_MINOR_VERSION, ADW_MICRO_VERSION, adw_get_major_version (),
                 adw_get_minor_version (), adw_get_micro_version ());
  print_layer (mc_base_versions ());
  print_layer (mc_domain_versions ());
  print_layer (mc_portal_versions ());
  print_layer (mc_store_versions ());
  print_layer (mc_papers_versions ());
}
