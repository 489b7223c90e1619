// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-dialog-size.h"

void
mc_dialog_size_set (AdwDialog *dialog, int width, int height)
{
  GtkSettings *settings;

  g_return_if_fail (ADW_IS_DIALOG (dialog));

  settings = gtk_widget_get_settings (GTK_WIDGET (dialog));
  adw_dialog_set_content_width (dialog, (int) adw_length_unit_to_px (ADW_LENGTH_UNIT_SP, width, settings));
  if (height >= 0)
    adw_dialog_set_content_height (dialog, (int) adw_length_unit_to_px (ADW_LENGTH_UNIT_SP, height, settings));
}
