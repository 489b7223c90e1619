// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-choice-factory.h"

#include "mc-text.h"

static void
setup_cb (GtkListItemFactory *factory, GtkListItem *item, gpointer wraps)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_lines (GTK_LABEL (label), 2);
  gtk_label_set_wrap (GTK_LABEL (label), GPOINTER_TO_INT (wraps));
  gtk_label_set_max_width_chars (GTK_LABEL (label), GPOINTER_TO_INT (wraps) ? 48 : 28);
  gtk_list_item_set_child (item, label);
}

static void
bind_cb (GtkListItemFactory *factory, GtkListItem *item, gpointer data)
{
  const char *text = gtk_string_object_get_string (gtk_list_item_get_item (item));

  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)), text);
  gtk_list_item_set_accessible_label (item, text);
}

GtkListItemFactory *
mc_choice_factory_new (gboolean wraps)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), GINT_TO_POINTER (wraps));
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  return factory;
}

static char *
searched_text (GtkStringObject *string, gpointer data)
{
  const char *text = string != NULL ? gtk_string_object_get_string (string) : "";
  g_autofree char *folded = mc_text_fold (text);

  return g_strdup_printf ("%s\n%s", text, folded);
}

GtkExpression *
mc_choice_expression_new (void)
{
  return gtk_cclosure_expression_new (G_TYPE_STRING, NULL, 0, NULL, G_CALLBACK (searched_text), NULL, NULL);
}
