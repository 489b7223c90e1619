// SPDX-License-Identifier: GPL-3.0-or-later
#include <adwaita.h>

/* The baseline of `first-page`: an empty AdwApplicationWindow of our window's size with a bare list over as many strings;
 * rows of six texts in three lines, as ours. Says so once it has been painted, and stays. */

#define RECORDS 100000
#define LINES 3

static void
painted_cb (GdkFrameClock *clock, gpointer list)
{
  if (gtk_widget_get_mapped (list))
    {
      g_signal_handlers_disconnect_by_func (clock, painted_cb, list);
      g_print ("painted\n");
    }
}

static void
setup_cb (GtkListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  for (int i = 0; i < LINES; i++)
    {
      GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
      GtkWidget *wide = gtk_inscription_new (NULL);

      gtk_widget_set_hexpand (wide, TRUE);
      gtk_box_append (GTK_BOX (line), wide);
      gtk_box_append (GTK_BOX (line), gtk_label_new (NULL));
      gtk_box_append (GTK_BOX (row), line);
    }
  gtk_list_item_set_child (item, row);
}

static void
bind_cb (GtkListItemFactory *factory, GtkListItem *item)
{
  const char *text = gtk_string_object_get_string (gtk_list_item_get_item (item));
  GtkWidget *line = gtk_widget_get_first_child (gtk_list_item_get_child (item));

  for (; line != NULL; line = gtk_widget_get_next_sibling (line))
    {
      gtk_inscription_set_text (GTK_INSCRIPTION (gtk_widget_get_first_child (line)), text);
      gtk_label_set_label (GTK_LABEL (gtk_widget_get_last_child (line)), "23/11");
    }
}

static void
activate_cb (GtkApplication *application)
{
  GtkWidget *window = adw_application_window_new (application);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkStringList *strings = gtk_string_list_new (NULL);
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *list;

  for (guint i = 0; i < RECORDS; i++)
    gtk_string_list_take (strings, g_strdup_printf ("Nguyễn Thị Số %u", i));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  list = gtk_list_view_new (GTK_SELECTION_MODEL (gtk_single_selection_new (G_LIST_MODEL (strings))), factory);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), list);
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), scroller);
  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 720);
  gtk_window_present (GTK_WINDOW (window));
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (painted_cb), list);
}

int
main (int argc, char **argv)
{
  g_autoptr (AdwApplication) application
      = adw_application_new ("io.github.motcua.BareList", G_APPLICATION_DEFAULT_FLAGS);

  g_signal_connect (application, "activate", G_CALLBACK (activate_cb), NULL);
  return g_application_run (G_APPLICATION (application), argc, argv);
}
