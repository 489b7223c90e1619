// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-text-size.h"

#include <gtk/gtk.h>

#define TEXT_SIZE "text-size"
#define DEFAULT_DPI (96 * 1024)

static void
apply (GSettings *settings)
{
  GtkSettings *gtk = gtk_settings_get_default ();
  int desktop = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (gtk), "mc-desktop-dpi"));
  int percent = CLAMP (g_settings_get_int (settings, TEXT_SIZE), MC_TEXT_SIZE_LEAST, MC_TEXT_SIZE_MOST);

  /* as the desktop has it: it may change there and is followed */
  if (percent == 100)
    gtk_settings_reset_property (gtk, "gtk-xft-dpi");
  else
    g_object_set (gtk, "gtk-xft-dpi", desktop * percent / 100, NULL);
}

static void
changed_cb (GSettings *settings, const char *key, gpointer data)
{
  apply (settings);
}

void
mc_text_size_follow (GSettings *settings)
{
  GtkSettings *gtk = gtk_settings_get_default ();
  int dpi = -1;

  g_return_if_fail (G_IS_SETTINGS (settings));

  g_object_get (gtk, "gtk-xft-dpi", &dpi, NULL);
  g_object_set_data (G_OBJECT (gtk), "mc-desktop-dpi", GINT_TO_POINTER (dpi > 0 ? dpi : DEFAULT_DPI));
  g_signal_connect (settings, "changed::" TEXT_SIZE, G_CALLBACK (changed_cb), NULL);
  if (g_settings_get_int (settings, TEXT_SIZE) != 100)
    apply (settings);
}

void
mc_text_size_change (GSettings *settings, int step)
{
  int percent = step != 0 ? g_settings_get_int (settings, TEXT_SIZE) + step * MC_TEXT_SIZE_STEP : 100;

  g_settings_set_int (settings, TEXT_SIZE, CLAMP (percent, MC_TEXT_SIZE_LEAST, MC_TEXT_SIZE_MOST));
}
