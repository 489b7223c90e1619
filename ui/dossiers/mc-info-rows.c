// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-info-rows.h"

#include "mc-format.h"

AdwPreferencesGroup *
mc_info_add_group (AdwPreferencesPage *page, const char *title)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  adw_preferences_group_set_title (group, title);
  adw_preferences_page_add (page, group);
  return group;
}

static AdwActionRow *
add_row (AdwPreferencesGroup *group, const char *title, const char *subtitle)
{
  AdwActionRow *row = ADW_ACTION_ROW (adw_action_row_new ());

  /* names and addresses come from outside: never markup */
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (row, subtitle);
  adw_preferences_group_add (group, GTK_WIDGET (row));
  return row;
}

void
mc_info_add_row (AdwPreferencesGroup *group, const char *title, const char *value)
{
  AdwActionRow *row = add_row (group, title, mc_format_text (value));

  adw_action_row_set_subtitle_selectable (row, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (row), "property");
}

void
mc_info_add_optional_row (AdwPreferencesGroup *group, const char *title, const char *value)
{
  if (value != NULL)
    mc_info_add_row (group, title, value);
}

static void
add_end (AdwActionRow *row, const char *end, const char *style)
{
  GtkWidget *label = gtk_label_new (end);

  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_widget_add_css_class (label, "numeric");
  gtk_widget_add_css_class (label, style);
  adw_action_row_add_suffix (row, label);
}

void
mc_info_add_fact (AdwPreferencesGroup *group, const char *title, const char *detail, const char *end)
{
  AdwActionRow *row = add_row (group, title, detail);

  if (end != NULL)
    add_end (row, end, "dim-label");
}

void
mc_info_add_opening (AdwPreferencesGroup *group, const char *title, const char *detail, const char *end,
                     const char *action)
{
  AdwActionRow *row = add_row (group, title, detail);

  add_end (row, end, "dim-label");
  adw_action_row_add_suffix (row, gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (row), action);
}

void
mc_info_add_sum (AdwPreferencesGroup *group, const char *title, const char *end)
{
  add_end (add_row (group, title, NULL), end, "heading");
}

void
mc_info_add_button (AdwPreferencesGroup *group, const char *title, const char *action)
{
  AdwActionRow *row = add_row (group, title, NULL);

  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (row), action);
  adw_action_row_add_suffix (row, gtk_image_new_from_icon_name ("go-next-symbolic"));
}

static void
open_cb (AdwActionRow *row, const char *uri)
{
  g_autoptr (GtkUriLauncher) launcher = gtk_uri_launcher_new (uri);

  /* that no browser opens shows itself */
  gtk_uri_launcher_launch (launcher, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (row))), NULL, NULL, NULL);
}

static void
free_closure (gpointer uri, GClosure *closure)
{
  g_free (uri);
}

void
mc_info_add_link (AdwPreferencesGroup *group, const char *title, const char *uri)
{
  AdwActionRow *row;

  if (uri == NULL || !g_str_has_prefix (uri, "https://"))
    return;
  row = add_row (group, title, uri);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect_data (row, "activated", G_CALLBACK (open_cb), g_strdup (uri), free_closure, 0);
  adw_action_row_add_suffix (row, gtk_image_new_from_icon_name ("go-next-symbolic"));
}
