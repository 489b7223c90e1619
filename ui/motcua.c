// SPDX-License-Identifier: GPL-3.0-or-later
#include <glib/gi18n.h>
#include <locale.h>

#include "mc-application.h"
#include "mc-paths.h"

int
main (int argc, char **argv)
{
  g_autoptr (McApplication) application = NULL;

  mc_paths_prepare ();
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, mc_paths_locale_dir ());
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  application = mc_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
