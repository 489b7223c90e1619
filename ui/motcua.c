// SPDX-License-Identifier: GPL-3.0-or-later
#include <glib/gi18n.h>

#include "mc-application.h"
#include "mc-language.h"
#include "mc-paths.h"

int
main (int argc, char **argv)
{
  g_autoptr (McApplication) application = NULL;
  g_autoptr (GSettings) settings = NULL;
  g_autofree char *language = NULL;

  mc_paths_prepare ();
  settings = g_settings_new (MC_APP_ID);
  language = g_settings_get_string (settings, "language");
  mc_language_choose (language);
  bindtextdomain (GETTEXT_PACKAGE, mc_paths_locale_dir ());
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  application = mc_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
