// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-filter-bar.h"

#include <glib/gi18n.h>

#define LONGEST 40 /* characters of a value */

struct _McFilterBar
{
  AdwBin parent_instance;

  AdwWrapBox *box; /* child */
};

enum
{
  WIDENED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (McFilterBar, mc_filter_bar, ADW_TYPE_BIN)

static void
clicked_cb (GtkButton *button, McFilterBar *self)
{
  g_signal_emit (self, signals[WIDENED], 0, GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "mc-narrow")));
}

static void
add_button (McFilterBar *self, GtkWidget *child, int narrow, const char *name)
{
  GtkWidget *button = gtk_button_new ();

  gtk_button_set_child (GTK_BUTTON (button), child);
  gtk_widget_add_css_class (button, "chip");
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data (G_OBJECT (button), "mc-narrow", GINT_TO_POINTER (narrow));
  g_signal_connect (button, "clicked", G_CALLBACK (clicked_cb), self);
  adw_wrap_box_append (self->box, button);
}

static void
add_chip (McFilterBar *self, McNarrow narrow, const char *label)
{
  GtkWidget *child = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autofree char *text = g_strdup_printf ("%s: %s", _ (mc_queue_view_title (narrow)), label);
  g_autofree char *name = g_strdup_printf (_ ("No longer narrow down to %s"), text);
  GtkWidget *words = gtk_label_new (text);

  gtk_label_set_ellipsize (GTK_LABEL (words), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (words), LONGEST);
  gtk_box_append (GTK_BOX (child), words);
  gtk_box_append (GTK_BOX (child), gtk_image_new_from_icon_name ("window-close-symbolic"));
  add_button (self, child, (int) narrow, name);
}

static void
mc_filter_bar_class_init (McFilterBarClass *klass)
{
  signals[WIDENED] = g_signal_new ("widened", MC_TYPE_FILTER_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                   1, G_TYPE_INT);
}

static void
mc_filter_bar_init (McFilterBar *self)
{
  self->box = ADW_WRAP_BOX (adw_wrap_box_new ());
  adw_wrap_box_set_child_spacing (self->box, 6);
  adw_wrap_box_set_line_spacing (self->box, 6);
  gtk_widget_add_css_class (GTK_WIDGET (self->box), "filter-bar");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->box));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
mc_filter_bar_set_view (McFilterBar *self, const McQueueView *view)
{
  gboolean narrowed = view != NULL && mc_queue_view_is_narrowed (view);
  GtkWidget *button;
  guint n = 0;

  g_return_if_fail (MC_IS_FILTER_BAR (self));

  while ((button = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != NULL)
    adw_wrap_box_remove (self->box, button);
  gtk_widget_set_visible (GTK_WIDGET (self), narrowed);
  for (guint i = 0; narrowed && i < MC_N_NARROWS; i++)
    if (view->values[i] != NULL)
      {
        add_chip (self, i, view->labels[i] != NULL && *view->labels[i] != '\0' ? view->labels[i] : view->values[i]);
        n++;
      }
  if (n > 1)
    add_button (self, gtk_label_new (_ ("Show all")), -1, _ ("Show all"));
}
