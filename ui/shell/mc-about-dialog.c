// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-about-dialog.h"

#include <glib/gi18n.h>

static void
add_property (GtkWidget *group, const char *title, const char *text)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
  adw_action_row_set_subtitle_selectable (ADW_ACTION_ROW (row), TRUE);
  gtk_widget_add_css_class (row, "property");
  gtk_list_box_append (GTK_LIST_BOX (group), row);
}

static GtkWidget *
make_properties (McProfile *profile)
{
  GtkWidget *group = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (group), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (group, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (group), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("About Một Cửa"), -1);
  add_property (group, _ ("Version"), MC_VERSION);
  add_property (group, _ ("Connected portal"),
                profile != NULL ? mc_profile_get_about (profile)->name : _ ("Not signed in"));
  add_property (group, _ ("Licence"), _ ("GNU General Public License, version 3 or later; no warranty"));
  return group;
}

AdwDialog *
mc_about_dialog_new (McProfile *profile)
{
  AdwDialog *dialog = adw_dialog_new ();
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *bar = adw_header_bar_new ();
  GtkWidget *page = adw_status_page_new ();

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), MC_APP_ID);
  adw_status_page_set_title (ADW_STATUS_PAGE (page), _ ("Một Cửa"));
  adw_status_page_set_description (ADW_STATUS_PAGE (page), _ ("For the officials of one-stop counters"));
  adw_status_page_set_child (ADW_STATUS_PAGE (page), make_properties (profile));
  gtk_widget_add_css_class (page, "compact");
  adw_header_bar_set_show_title (ADW_HEADER_BAR (bar), FALSE);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), bar);
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), page);
  adw_dialog_set_child (dialog, view);
  adw_dialog_set_title (dialog, _ ("About Một Cửa"));
  adw_dialog_set_content_width (dialog, 460);
  adw_dialog_set_content_height (dialog, 560);
  return dialog;
}
