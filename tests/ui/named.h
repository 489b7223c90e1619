// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* What a screen reader finds on a page: whatever can be pressed, typed into or walked through says what it is. Under
 * GTK_A11Y=test; with none every question is answered well. */

static inline gboolean
named_needs_name (GtkWidget *widget)
{
  static const GtkAccessibleRole roles[]
      = { GTK_ACCESSIBLE_ROLE_BUTTON,     GTK_ACCESSIBLE_ROLE_TOGGLE_BUTTON, GTK_ACCESSIBLE_ROLE_CHECKBOX,
          GTK_ACCESSIBLE_ROLE_SWITCH,     GTK_ACCESSIBLE_ROLE_TEXT_BOX,      GTK_ACCESSIBLE_ROLE_SEARCH_BOX,
          GTK_ACCESSIBLE_ROLE_COMBO_BOX,  GTK_ACCESSIBLE_ROLE_RADIO,         GTK_ACCESSIBLE_ROLE_TAB,
          GTK_ACCESSIBLE_ROLE_SPIN_BUTTON };
  GtkAccessibleRole role = gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (widget));
  GtkWidget *parent = gtk_widget_get_parent (widget);

  /* the text in a field and the button in a menu button are parts of what has the name */
  if (parent == NULL || GTK_IS_TEXT (widget) || GTK_IS_MENU_BUTTON (parent))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    if (role == roles[i])
      return TRUE;
  return FALSE;
}

static inline gboolean
named_has_words (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget) && *gtk_label_get_text (GTK_LABEL (widget)) != '\0')
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_get_visible (child) && named_has_words (child))
      return TRUE;
  return FALSE;
}

static inline gboolean
named_is_named (GtkWidget *widget)
{
  GtkAccessible *accessible = GTK_ACCESSIBLE (widget);

  return gtk_test_accessible_has_property (accessible, GTK_ACCESSIBLE_PROPERTY_LABEL)
         || gtk_test_accessible_has_relation (accessible, GTK_ACCESSIBLE_RELATION_LABELLED_BY)
         || named_has_words (widget);
}

/* Where it is, for whoever is to mend it. (transfer full) */
static inline char *
named_path (GtkWidget *widget)
{
  GString *path = g_string_new (NULL);

  for (; widget != NULL; widget = gtk_widget_get_parent (widget))
    g_string_append_printf (path, " < %s (%s)", G_OBJECT_TYPE_NAME (widget), gtk_widget_get_name (widget));
  return g_string_free_and_steal (path);
}

/* How many there are below root that can be used; each that has no name fails the test. */
static inline guint
named_check (GtkWidget *root)
{
  guint count = 0;

  if (!gtk_widget_get_mapped (root))
    return 0;
  if (named_needs_name (root))
    {
      g_autofree char *path = named_path (root);

      count++;
      if (!named_is_named (root))
        g_error ("without a name: %s", path);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    count += named_check (child);
  return count;
}

G_END_DECLS
