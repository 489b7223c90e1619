// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-shortcuts-dialog.h"

#include <glib/gi18n.h>

#include "mc-actions.h"
#include "mc-dialog-size.h"

static GtkWidget *
make_row (const McActionRow *row)
{
  g_autofree char *keys = mc_actions_describe_keys (row);
  GtkWidget *widget = adw_action_row_new ();
  GtkWidget *label = gtk_label_new (keys);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (widget), _ (row->title));
  gtk_widget_add_css_class (label, "dimmed");
  gtk_widget_add_css_class (label, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (widget), label);
  return widget;
}

AdwDialog *
mc_shortcuts_dialog_new (void)
{
  AdwDialog *dialog = adw_dialog_new ();
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *page = adw_preferences_page_new ();
  AdwPreferencesGroup *group = NULL;
  const char *group_title = NULL;
  gsize n_rows;
  const McActionRow *rows = mc_actions_get (&n_rows);

  for (gsize i = 0; i < n_rows; i++)
    {
      if (rows[i].accels[0] == NULL)
        continue;
      if (group == NULL || !g_str_equal (rows[i].group, group_title))
        {
          group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
          group_title = rows[i].group;
          adw_preferences_group_set_title (group, _ (group_title));
          adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), group);
        }
      adw_preferences_group_add (group, make_row (&rows[i]));
    }
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), page);
  adw_dialog_set_child (dialog, view);
  adw_dialog_set_title (dialog, _ ("Keys"));
  mc_dialog_size_set (dialog, 520, 560);
  return dialog;
}
