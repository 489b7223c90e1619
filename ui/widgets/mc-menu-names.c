// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-menu-names.h"

/* The items are of a private class; what they say is a property of theirs. */
static void
name_items (GtkWidget *widget)
{
  if (g_str_equal (gtk_widget_get_css_name (widget), "modelbutton"))
    {
      g_autofree char *text = NULL;

      g_object_get (widget, "text", &text, NULL);
      if (text == NULL)
        return;
      /* it names a label that says nothing */
      gtk_accessible_reset_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
      gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    name_items (child);
}

static void
active_cb (GtkMenuButton *button)
{
  GtkPopover *popover = gtk_menu_button_get_popover (button);

  if (gtk_menu_button_get_active (button) && popover != NULL)
    name_items (GTK_WIDGET (popover));
}

void
mc_menu_names_follow (GtkMenuButton *button)
{
  g_return_if_fail (GTK_IS_MENU_BUTTON (button));

  g_signal_connect (button, "notify::active", G_CALLBACK (active_cb), NULL);
}
