// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-suggest.h"

#include <string.h>

#include "mc-text.h"

#define MAX_SHOWN 8
#define MIN_WIDTH 240

typedef struct
{
  GtkEntry *entry; /* owns this */
  GtkPopover *popover;
  GtkListBox *list;
  GStrv texts;
  GStrv folded; /* of texts, in the same order */
  gboolean taking;
} Suggest;

static void
suggest_free (Suggest *self)
{
  g_strfreev (self->texts);
  g_strfreev (self->folded);
  g_free (self);
}

static gboolean
has_words (const char *folded, const char *const *words)
{
  for (guint i = 0; words[i] != NULL; i++)
    if (strstr (folded, words[i]) == NULL)
      return FALSE;
  return TRUE;
}

static void
add_row (Suggest *self, const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_list_box_append (self->list, label);
}

/* all: whatever is written, when the list is asked for. */
static void
show (Suggest *self, gboolean all)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_autofree char *folded = mc_text_fold (all ? "" : text);
  g_auto (GStrv) words = g_strsplit (folded, " ", -1);
  guint shown = 0;

  gtk_list_box_remove_all (self->list);
  for (guint i = 0; (all || *folded != '\0') && self->texts[i] != NULL && shown < MAX_SHOWN; i++)
    if (has_words (self->folded[i], (const char *const *) words) && !g_str_equal (self->texts[i], text))
      {
        add_row (self, self->texts[i]);
        shown++;
      }
  if (shown == 0 || !gtk_widget_get_mapped (GTK_WIDGET (self->entry)))
    {
      gtk_popover_popdown (self->popover);
      return;
    }
  gtk_widget_set_size_request (GTK_WIDGET (self->popover),
                               MAX (gtk_widget_get_width (GTK_WIDGET (self->entry)), MIN_WIDTH), -1);
  gtk_popover_popup (self->popover);
}

static void
take (Suggest *self, GtkListBoxRow *row)
{
  const char *text = gtk_label_get_label (GTK_LABEL (gtk_list_box_row_get_child (row)));

  gtk_popover_popdown (self->popover);
  self->taking = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
  self->taking = FALSE;
}

static void
changed_cb (Suggest *self)
{
  if (!self->taking && gtk_widget_has_focus (GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (self->entry)))))
    show (self, FALSE);
}

static void
row_activated_cb (Suggest *self, GtkListBoxRow *row)
{
  take (self, row);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
step (Suggest *self, int by)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  int at = row != NULL ? gtk_list_box_row_get_index (row) + by : by > 0 ? 0 : -1;

  gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, at));
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state, Suggest *self)
{
  gboolean shown = gtk_widget_get_visible (GTK_WIDGET (self->popover));
  GtkListBoxRow *row = shown ? gtk_list_box_get_selected_row (self->list) : NULL;

  if ((state & gtk_accelerator_get_default_mod_mask ()) != 0)
    return GDK_EVENT_PROPAGATE;
  if (keyval == GDK_KEY_Down && !shown)
    show (self, TRUE);
  else if (keyval == GDK_KEY_Down || (keyval == GDK_KEY_Up && shown))
    step (self, keyval == GDK_KEY_Down ? 1 : -1);
  else if (keyval == GDK_KEY_Escape && shown)
    gtk_popover_popdown (self->popover);
  else if ((keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter) && row != NULL)
    take (self, row);
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

static void
left_cb (Suggest *self)
{
  gtk_popover_popdown (self->popover);
}

static void
destroy_cb (GtkWidget *entry, Suggest *self)
{
  g_clear_pointer ((GtkWidget **) &self->popover, gtk_widget_unparent);
}

static void
add_controllers (Suggest *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (left_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), keys);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), focus);
}

void
mc_suggest_attach (GtkEntry *entry, const char *const *texts)
{
  Suggest *self = g_new0 (Suggest, 1);
  g_autoptr (GStrvBuilder) folded = g_strv_builder_new ();

  g_return_if_fail (GTK_IS_ENTRY (entry) && texts != NULL);

  self->entry = entry;
  self->texts = g_strdupv ((char **) texts);
  for (guint i = 0; texts[i] != NULL; i++)
    g_strv_builder_take (folded, mc_text_fold (texts[i]));
  self->folded = g_strv_builder_end (folded);
  self->popover = GTK_POPOVER (gtk_popover_new ());
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_widget_set_can_focus (GTK_WIDGET (self->popover), FALSE);
  gtk_popover_set_autohide (self->popover, FALSE);
  gtk_popover_set_has_arrow (self->popover, FALSE);
  gtk_popover_set_position (self->popover, GTK_POS_BOTTOM);
  gtk_popover_set_child (self->popover, GTK_WIDGET (self->list));
  gtk_widget_set_parent (GTK_WIDGET (self->popover), GTK_WIDGET (entry));
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_AUTOCOMPLETE,
                                  GTK_ACCESSIBLE_AUTOCOMPLETE_LIST, -1);
  add_controllers (self);
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (row_activated_cb), self);
  g_signal_connect (entry, "destroy", G_CALLBACK (destroy_cb), self);
  g_object_set_data_full (G_OBJECT (entry), "mc-suggest", self, (GDestroyNotify) suggest_free);
}
