// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-adwaita-names.h"

#include <glib/gi18n.h>

/* The buttons of what libadwaita has made. icon: (nullable): those with it alone. */
static void
name_buttons (GtkWidget *widget, const char *icon, const char *name)
{
  if (GTK_IS_BUTTON (widget) && (icon == NULL || g_strcmp0 (gtk_button_get_icon_name (GTK_BUTTON (widget)), icon) == 0))
    gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    name_buttons (child, icon, name);
}

static void
toasts_changed_cb (GListModel *children, guint at, guint removed, guint added)
{
  for (guint i = at; i < at + added; i++)
    {
      g_autoptr (GtkWidget) child = g_list_model_get_item (children, i);

      /* what the overlay lies over is somebody else's to name */
      if (g_str_equal (G_OBJECT_TYPE_NAME (child), "AdwToastWidget"))
        name_buttons (child, "window-close-symbolic", _ ("Close"));
    }
}

void
mc_adwaita_names_give (GtkWidget *root)
{
  g_return_if_fail (GTK_IS_WIDGET (root));

  if (g_str_equal (G_OBJECT_TYPE_NAME (root), "AdwBackButton"))
    name_buttons (root, NULL, _ ("Back"));
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    mc_adwaita_names_give (child);
}

void
mc_adwaita_names_follow (AdwToastOverlay *overlay)
{
  GListModel *children;

  g_return_if_fail (ADW_IS_TOAST_OVERLAY (overlay));

  children = gtk_widget_observe_children (GTK_WIDGET (overlay));
  g_signal_connect (children, "items-changed", G_CALLBACK (toasts_changed_cb), NULL);
  g_object_set_data_full (G_OBJECT (overlay), "mc-toasts", children, g_object_unref);
}
