// SPDX-License-Identifier: GPL-3.0-or-later
#define G_LOG_DOMAIN "mc-ui"
#include "mc-reason-dialog.h"

#include "mc-dialog-size.h"
#include "mc-scanner.h"

/* every text is a draft within a second */
#define NOTED_AFTER_MS 300

struct _McReasonDialog
{
  AdwDialog parent_instance;

  /* template */
  GtkLabel *component;
  GtkListBox *list;
  GtkWidget *note_box;
  GtkLabel *note_label;
  GtkEntry *note;
  GtkWidget *confirm;

  /* owned */
  GPtrArray *ids;   /* of the choices, in order */
  GHashTable *wide; /* set of ids that need a note */

  guint noted_source;
};

enum
{
  CHOSEN,
  NOTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (McReasonDialog, mc_reason_dialog, ADW_TYPE_DIALOG)

/* A dialog takes its height from its content once, when it opens. */
static void
show_note (McReasonDialog *self)
{
  AdwDialog *dialog = ADW_DIALOG (self);
  int height;

  gtk_widget_set_visible (self->note_box, TRUE);
  gtk_widget_measure (adw_dialog_get_child (dialog), GTK_ORIENTATION_VERTICAL, adw_dialog_get_content_width (dialog),
                      NULL, &height, NULL, NULL);
  adw_dialog_set_content_height (dialog, height);
}

/* note: (nullable). */
static void
finish (McReasonDialog *self, const char *id, const char *note)
{
  /* what is said now is no draft any longer */
  g_clear_handle_id (&self->noted_source, g_source_remove);
  g_signal_emit (self, signals[CHOSEN], 0, id, note);
  adw_dialog_close (ADW_DIALOG (self));
}

static void
choose (McReasonDialog *self, guint index)
{
  const char *id;

  if (index >= self->ids->len)
    return;
  id = g_ptr_array_index (self->ids, index);
  gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, (int) index));
  if (g_hash_table_contains (self->wide, id))
    {
      show_note (self);
      gtk_widget_grab_focus (GTK_WIDGET (self->note));
      return;
    }
  finish (self, id, NULL);
}

static void
row_activated_cb (McReasonDialog *self, GtkListBoxRow *row)
{
  choose (self, (guint) gtk_list_box_row_get_index (row));
}

/* (transfer full) */
static char *
read_note (McReasonDialog *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->note))));
}

static void
tell_note (McReasonDialog *self)
{
  g_autofree char *note = read_note (self);

  g_clear_handle_id (&self->noted_source, g_source_remove);
  g_signal_emit (self, signals[NOTED], 0, note);
}

static void
rested_cb (gpointer data)
{
  McReasonDialog *self = data;

  self->noted_source = 0;
  tell_note (self);
}

static void
note_changed_cb (McReasonDialog *self)
{
  g_autofree char *note = read_note (self);

  gtk_widget_set_sensitive (self->confirm, *note != '\0');
  if (self->noted_source == 0)
    self->noted_source = g_timeout_add_once (NOTED_AFTER_MS, rested_cb, self);
}

static void
note_activate_cb (McReasonDialog *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  g_autofree char *note = read_note (self);

  if (row == NULL || *note == '\0')
    return;
  finish (self, g_ptr_array_index (self->ids, gtk_list_box_row_get_index (row)), note);
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state,
                McReasonDialog *self)
{
  guint digit = 0;

  if (keyval == GDK_KEY_Escape)
    {
      adw_dialog_close (ADW_DIALOG (self));
      return GDK_EVENT_STOP;
    }
  if ((state & gtk_accelerator_get_default_mod_mask ()) != 0
      || (gtk_widget_get_state_flags (GTK_WIDGET (self->note)) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0)
    return GDK_EVENT_PROPAGATE;
  if (keyval >= GDK_KEY_1 && keyval <= GDK_KEY_9)
    digit = keyval - GDK_KEY_0;
  else if (keyval >= GDK_KEY_KP_1 && keyval <= GDK_KEY_KP_9)
    digit = keyval - GDK_KEY_KP_0;
  if (digit == 0)
    return GDK_EVENT_PROPAGATE;
  mc_scanner_defer (GTK_WIDGET (self), "reason.choose", g_variant_new_uint32 (digit - 1));
  return GDK_EVENT_STOP;
}

/* parameter: the row */
static void
choose_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  choose (MC_REASON_DIALOG (widget), g_variant_get_uint32 (parameter));
}

/* The row, not the list: arrows and Enter work at once. */
static void
mapped_cb (McReasonDialog *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_selected_row (self->list)));
}

static void
mc_reason_dialog_closed (AdwDialog *dialog)
{
  McReasonDialog *self = MC_REASON_DIALOG (dialog);

  if (self->noted_source != 0)
    tell_note (self);
}

static void
mc_reason_dialog_dispose (GObject *object)
{
  g_clear_handle_id (&MC_REASON_DIALOG (object)->noted_source, g_source_remove);
  G_OBJECT_CLASS (mc_reason_dialog_parent_class)->dispose (object);
}

static void
mc_reason_dialog_finalize (GObject *object)
{
  McReasonDialog *self = MC_REASON_DIALOG (object);

  g_ptr_array_unref (self->ids);
  g_hash_table_unref (self->wide);
  G_OBJECT_CLASS (mc_reason_dialog_parent_class)->finalize (object);
}

static void
mc_reason_dialog_class_init (McReasonDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mc_reason_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = mc_reason_dialog_finalize;
  ADW_DIALOG_CLASS (klass)->closed = mc_reason_dialog_closed;
  signals[CHOSEN] = g_signal_new ("chosen", MC_TYPE_REASON_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                  2, G_TYPE_STRING, G_TYPE_STRING);
  signals[NOTED] = g_signal_new ("noted", MC_TYPE_REASON_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                 G_TYPE_STRING);
  gtk_widget_class_install_action (widget_class, "reason.choose", "u", choose_action);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/motcua/MotCua/widgets/mc-reason-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, McReasonDialog, component);
  gtk_widget_class_bind_template_child (widget_class, McReasonDialog, list);
  gtk_widget_class_bind_template_child (widget_class, McReasonDialog, note_box);
  gtk_widget_class_bind_template_child (widget_class, McReasonDialog, note_label);
  gtk_widget_class_bind_template_child (widget_class, McReasonDialog, note);
  gtk_widget_class_bind_template_child (widget_class, McReasonDialog, confirm);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, note_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, note_activate_cb);
}

static void
mc_reason_dialog_init (McReasonDialog *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->ids = g_ptr_array_new_with_free_func (g_free);
  self->wide = g_hash_table_new (g_str_hash, g_str_equal);
  gtk_widget_init_template (GTK_WIDGET (self));
  mc_dialog_size_set (ADW_DIALOG (self), 440, -1);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

static GtkWidget *
make_row (guint number, const char *label)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  g_autofree char *digit = g_strdup_printf ("%u", number);
  GtkWidget *key = gtk_label_new (digit);
  GtkWidget *text = gtk_label_new (label);

  gtk_widget_add_css_class (key, "numeric");
  gtk_widget_add_css_class (key, "key-digit");
  gtk_label_set_xalign (GTK_LABEL (text), 0);
  gtk_label_set_wrap (GTK_LABEL (text), TRUE);
  gtk_box_append (GTK_BOX (box), key);
  gtk_box_append (GTK_BOX (box), text);
  gtk_widget_add_css_class (box, "reason-row");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_RELATION_LABELLED_BY, key, text, NULL, -1);
  return row;
}

McReasonDialog *
mc_reason_dialog_new (const McFormField *field, const char *component_name, const char *chosen, const char *note)
{
  McReasonDialog *self = g_object_new (MC_TYPE_REASON_DIALOG, NULL);

  gtk_label_set_label (self->component, component_name);
  gtk_entry_set_max_length (self->note, field->max_length > 0 ? field->max_length : MC_FORM_MAX_LENGTH);
  for (guint i = 0; i < field->choices->len; i++)
    {
      const McFormChoice *choice = g_ptr_array_index (field->choices, i);
      char *id = g_strdup (choice->id);
      GtkWidget *row = make_row (i + 1, choice->label);

      g_ptr_array_add (self->ids, id);
      if (g_strcmp0 (choice->needs, "note") == 0)
        g_hash_table_add (self->wide, id);
      gtk_list_box_append (self->list, row);
      if (i == 0 || g_strcmp0 (chosen, id) == 0)
        gtk_list_box_select_row (self->list, GTK_LIST_BOX_ROW (row));
    }
  if (note != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->note), note);
  g_clear_handle_id (&self->noted_source, g_source_remove); /* nobody typed it now */
  if (field->choices->len > 0)
    {
      adw_dialog_set_focus (ADW_DIALOG (self), GTK_WIDGET (gtk_list_box_get_selected_row (self->list)));
      g_signal_connect (self, "map", G_CALLBACK (mapped_cb), NULL);
    }
  return self;
}

void
mc_reason_dialog_set_words (McReasonDialog *self, const char *title, const char *question, const char *confirm)
{
  g_return_if_fail (MC_IS_REASON_DIALOG (self));

  adw_dialog_set_title (ADW_DIALOG (self), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, question, -1);
  gtk_label_set_label (self->note_label, question);
  gtk_button_set_label (GTK_BUTTON (self->confirm), confirm);
}
