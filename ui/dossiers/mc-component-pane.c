// SPDX-License-Identifier: GPL-3.0-or-later
#define G_LOG_DOMAIN "mc-ui"
#include "mc-component-pane.h"

#include <glib/gi18n.h>

#include "mc-component-row.h"
#include "mc-document-view.h"
#include "mc-file-history-dialog.h"
#include "mc-dossier-words.h"
#include "mc-format.h"
#include "mc-reason-dialog.h"
#include "mc-scanner.h"
#include "mc-result-rows.h"

/* made ahead while nothing else is to do: most dossiers have no more components */
#define SPARE_ROWS 8

struct _McComponentPane
{
  AdwBreakpointBin parent_instance;

  /* template */
  GtkListBox *list;
  GtkLabel *hint;
  GtkLabel *component_name;
  GtkWidget *documents;
  GtkWidget *previous_document;
  GtkLabel *document_name;
  GtkWidget *next_document;
  GtkLabel *note;
  McDocumentView *view;
  GtkWidget *mark_buttons;
  GtkToggleButton *sufficient;
  GtkToggleButton *insufficient;
  GtkMenuButton *files;
  GtkWidget *waiting;
  GtkWidget *result_mark;
  GtkImage *result_icon;
  GtkLabel *result_words;

  /* owned */
  McFileActs *file_acts; /* nullable */
  GActionMap *file_actions;
  GPtrArray *results;         /* McComponent: a row each, behind the components */
  GPtrArray *shown_documents; /* McDocument of the shown component, those that wait among them */
  McClock *clock;             /* nullable */
  McDossier *dossier;
  McMarks *marks;
  McMe *me;           /* nullable */
  GHashTable *viewed; /* set of ids of documents that were seen */

  char *shown;    /* id of the component whose documents are */
  guint document; /* of them */
  gboolean has_sync;
  gboolean editable;
  gboolean filling;
  guint latched_key; /* Space, held down: a repeat is no second press */

  guint
      n_rows; /* of the list; those behind are hidden, for a dossier with more components: making one takes its time */
  guint spare_source;
};

enum
{
  MARK,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (McComponentPane, mc_component_pane, ADW_TYPE_BREAKPOINT_BIN)

static McComponentRow *
row_at (McComponentPane *self, int index)
{
  GtkListBoxRow *row = index < (int) self->n_rows ? gtk_list_box_get_row_at_index (self->list, index) : NULL;

  return row != NULL ? MC_COMPONENT_ROW (row) : NULL;
}

static McComponentRow *
selected_row (McComponentPane *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  return row != NULL ? row_at (self, gtk_list_box_row_get_index (row)) : NULL;
}

/* The mark as it stands: set here, else recorded. */
static const char *
mark_of (McComponentPane *self, const McComponent *component)
{
  const McMark *mark = mc_marks_get (self->marks, component->id);

  return mark != NULL ? mark->mark : component->mark;
}

/* (transfer full) (nullable) */
static char *
reason_of (McComponentPane *self, const McComponent *component)
{
  const McMark *mark = mc_marks_get (self->marks, component->id);

  return mark != NULL ? mc_words_reason (self->me, mark->reason, mark->note) : g_strdup (component->mark_reason);
}

/* Beside the documents, for the mouse: what the keys do. */
static void
show_mark_buttons (McComponentPane *self)
{
  McComponentRow *row = selected_row (self);
  const char *mark = row != NULL ? mark_of (self, mc_component_row_get_component (row)) : NULL;
  gboolean filling = self->filling;

  self->filling = TRUE;
  gtk_widget_set_visible (self->mark_buttons, row != NULL && self->editable && mc_component_row_is_markable (row));
  gtk_widget_set_visible (GTK_WIDGET (self->insufficient), mc_words_find_reasons (self->me) != NULL);
  gtk_toggle_button_set_active (self->sufficient, g_strcmp0 (mark, "sufficient") == 0);
  gtk_toggle_button_set_active (self->insufficient, mark != NULL && !g_str_equal (mark, "sufficient"));
  self->filling = filling;
}

static void
show_marks (McComponentPane *self)
{
  McComponentRow *row;

  for (int i = 0; (row = row_at (self, i)) != NULL; i++)
    {
      const McComponent *component = mc_component_row_get_component (row);
      g_autofree char *reason = reason_of (self, component);

      mc_component_row_set_mark (row, mark_of (self, component), reason, self->editable);
    }
  show_mark_buttons (self);
}

/* All its documents were seen; one without any is seen by being chosen. */
static gboolean
is_viewed (McComponentPane *self, const McComponent *component)
{
  for (guint i = 0; i < component->documents->len; i++)
    if (!g_hash_table_contains (self->viewed, ((McDocument *) g_ptr_array_index (component->documents, i))->id))
      return FALSE;
  return component->documents->len > 0 || g_hash_table_contains (self->viewed, component->id);
}

static void
show_viewed (McComponentPane *self)
{
  McComponentRow *row;

  for (int i = 0; (row = row_at (self, i)) != NULL; i++)
    {
      g_autoptr (GPtrArray) waiting
          = self->file_acts != NULL ? mc_file_acts_get_waiting (self->file_acts, mc_component_row_get_component (row))
                                    : NULL;

      mc_component_row_set_waiting (row, waiting != NULL ? waiting->len : 0);
    }
  for (int i = 0; (row = row_at (self, i)) != NULL; i++)
    mc_component_row_set_viewed (row, is_viewed (self, mc_component_row_get_component (row)));
}

static const char *
note_of (const McComponent *component)
{
  if (g_strcmp0 (component->source, "state_data") == 0)
    return _ ("State agencies already hold these data: they are looked up, the applicant does not submit them.");
  if (mc_component_row_is_result (component))
    return _ ("No file of the result is there yet.");
  return component->documents->len == 0 ? _ ("No document is attached to this component.") : NULL;
}

static const McDocument *
shown_document (McComponentPane *self)
{
  return self->document < self->shown_documents->len ? g_ptr_array_index (self->shown_documents, self->document) : NULL;
}

static void
set_enabled (McComponentPane *self, const char *name, gboolean enabled)
{
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (self->file_actions, name)), enabled);
}

/* What can be done with the files beside: the menu goes when nothing can. */
static void
show_file_acts (McComponentPane *self)
{
  McComponentRow *row = selected_row (self);
  const McComponent *component = row != NULL ? mc_component_row_get_component (row) : NULL;
  gboolean is_result = component != NULL && mc_component_row_is_result (component);
  const McDocument *document = shown_document (self);
  gboolean ready = component != NULL && self->file_acts != NULL;
  gboolean attach = ready && mc_file_acts_can (self->file_acts, is_result ? MC_ACT_ATTACH_RESULT : MC_ACT_ATTACH_FILE);
  gboolean history = ready && (component->documents->len > 0 || component->earlier->len > 0);

  set_enabled (self, "attach", attach);
  set_enabled (self, "replace",
               ready && !is_result && document != NULL
                   && mc_file_acts_can_end (self->file_acts, MC_ACT_REPLACE_FILE, document));
  set_enabled (self, "remove",
               ready && !is_result && document != NULL
                   && mc_file_acts_can_end (self->file_acts, MC_ACT_REMOVE_FILE, document));
  set_enabled (self, "reuse", ready && !is_result && mc_file_acts_can (self->file_acts, MC_ACT_REUSE_PAPER));
  set_enabled (self, "history", history);
  gtk_widget_set_visible (GTK_WIDGET (self->files), attach || history);
}

static void
show_document (McComponentPane *self, const McComponent *component)
{
  GPtrArray *documents = self->shown_documents;
  const McDocument *document = shown_document (self);
  gboolean waits = document != NULL && mc_document_is_waiting (document);
  g_autoptr (GString) name = g_string_new (NULL);

  if (documents->len > 1)
    g_string_append_printf (name, "%u/%u · ", self->document + 1, documents->len);
  if (document != NULL)
    g_string_append (name, document->name);
  if (document != NULL && document->size >= 0)
    {
      g_autofree char *size = mc_format_size (document->size);

      g_string_append_printf (name, " · %s", size);
    }
  if (waits)
    g_string_append_printf (name, " · %s", _ ("waiting to be sent"));
  else if (document != NULL && self->file_acts != NULL && mc_file_acts_is_ending (self->file_acts, document))
    g_string_append_printf (name, " · %s", _ ("to be replaced or removed"));
  gtk_widget_set_visible (self->waiting, waits);
  gtk_label_set_label (self->document_name, name->str);
  gtk_widget_set_visible (self->previous_document, documents->len > 1);
  gtk_widget_set_visible (self->next_document, documents->len > 1);
  gtk_widget_set_sensitive (self->previous_document, self->document > 0);
  gtk_widget_set_sensitive (self->next_document, self->document + 1 < documents->len);
  gtk_widget_set_visible (GTK_WIDGET (self->view), document != NULL);
  if (self->has_sync)
    mc_document_view_show (self->view, self->dossier->summary->id, document);
  show_file_acts (self);
}

/* Those of the component, then what is on its way to it. */
static void
list_documents (McComponentPane *self, const McComponent *component)
{
  g_autoptr (GPtrArray) waiting
      = self->file_acts != NULL ? mc_file_acts_get_waiting (self->file_acts, component) : NULL;

  g_ptr_array_set_size (self->shown_documents, 0);
  for (guint i = 0; i < component->documents->len; i++)
    g_ptr_array_add (self->shown_documents, mc_document_copy (g_ptr_array_index (component->documents, i)));
  for (guint i = 0; waiting != NULL && i < waiting->len; i++)
    g_ptr_array_add (self->shown_documents, mc_document_copy (g_ptr_array_index (waiting, i)));
}

static void
show_documents (McComponentPane *self, const McComponent *component)
{
  const char *note;

  if (g_strcmp0 (self->shown, component->id) != 0)
    self->document = 0;
  g_set_str (&self->shown, component->id);
  list_documents (self, component);
  note = self->shown_documents->len == 0 || g_strcmp0 (component->source, "state_data") == 0 ? note_of (component)
                                                                                             : NULL;
  self->document = MIN (self->document, MAX (self->shown_documents->len, 1) - 1);
  mc_result_rows_show_mark (component, self->result_mark, self->result_icon, self->result_words);
  gtk_label_set_label (self->component_name, component->name);
  gtk_label_set_label (self->note, note != NULL ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), note != NULL);
  show_document (self, component);
}

/* The next (1) or previous (−1) document of the component, if there is one. */
static void
step_document (McComponentPane *self, int step)
{
  McComponentRow *row = selected_row (self);
  const McComponent *component = row != NULL ? mc_component_row_get_component (row) : NULL;

  if (component == NULL || (step < 0 && self->document == 0)
      || (step > 0 && self->document + 1 >= self->shown_documents->len))
    return;
  self->document += step;
  show_document (self, component);
}

static void
previous_document_cb (McComponentPane *self)
{
  step_document (self, -1);
}

static void
next_document_cb (McComponentPane *self)
{
  step_document (self, 1);
}

static void
document_viewed_cb (McComponentPane *self, const char *document)
{
  g_hash_table_add (self->viewed, g_strdup (document));
  show_viewed (self);
}

static void
row_selected_cb (McComponentPane *self, GtkListBoxRow *row)
{
  const McComponent *component;

  if (row == NULL || self->filling)
    return;
  component = mc_component_row_get_component (MC_COMPONENT_ROW (row));
  if (component->documents->len == 0)
    g_hash_table_add (self->viewed, g_strdup (component->id));
  show_documents (self, component);
  show_viewed (self);
  show_mark_buttons (self);
}

static void
request_mark (McComponentPane *self, McComponentRow *row, gboolean sufficient)
{
  if (self->editable && mc_component_row_is_markable (row))
    g_signal_emit (self, signals[MARK], 0, mc_component_row_get_component (row)->id, sufficient ? "sufficient" : NULL,
                   NULL, NULL);
  else
    show_marks (self);
}

/* The component is asked for anew: the dossier may have been read again meanwhile. */
static void
reason_chosen_cb (McReasonDialog *dialog, const char *reason, const char *note, McComponentPane *self)
{
  const char *id = g_object_get_data (G_OBJECT (dialog), "component");
  const McFormField *field = mc_words_find_reasons (self->me);
  const McFormChoice *choice = field != NULL ? mc_form_field_find_choice (field, reason) : NULL;
  McComponentRow *row;

  for (int i = 0; choice != NULL && self->editable && (row = row_at (self, i)) != NULL; i++)
    {
      const McComponent *component = mc_component_row_get_component (row);

      if (g_str_equal (component->id, id))
        g_signal_emit (self, signals[MARK], 0, id, mc_form_choice_get_mark (choice, component), reason, note);
    }
}

static void
request_reason (McComponentPane *self, McComponentRow *row)
{
  const McComponent *component = mc_component_row_get_component (row);
  const McFormField *field = mc_words_find_reasons (self->me);
  g_autoptr (McMark) mark = NULL;
  McReasonDialog *dialog;

  show_marks (self);
  if (!self->editable || !mc_component_row_is_markable (row) || field == NULL)
    return;
  mark = mc_marks_dup_in_force (self->marks, component, field);
  dialog = mc_reason_dialog_new (field, component->name, mark != NULL ? mark->reason : NULL,
                                 mark != NULL ? mark->note : NULL);
  g_object_set_data_full (G_OBJECT (dialog), "component", g_strdup (component->id), g_free);
  g_signal_connect_object (dialog, "chosen", G_CALLBACK (reason_chosen_cb), self, G_CONNECT_DEFAULT);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (self));
}

static void
sufficient_toggled_cb (McComponentPane *self)
{
  if (!self->filling && selected_row (self) != NULL)
    request_mark (self, selected_row (self), gtk_toggle_button_get_active (self->sufficient));
}

static void
insufficient_toggled_cb (McComponentPane *self)
{
  if (!self->filling && selected_row (self) != NULL)
    request_reason (self, selected_row (self));
}

static void
mark_toggled_cb (McComponentPane *self, gboolean sufficient, McComponentRow *row)
{
  gtk_list_box_select_row (self->list, GTK_LIST_BOX_ROW (row));
  request_mark (self, row, sufficient);
}

static void
mark_all_viewed (McComponentPane *self)
{
  McComponentRow *row;

  for (int i = 0; (row = row_at (self, i)) != NULL; i++)
    if (is_viewed (self, mc_component_row_get_component (row)))
      request_mark (self, row, TRUE);
}

/* What the paper beside the list does while the list has the focus. */
static gboolean
turn_key (McComponentPane *self, guint keyval)
{
  if (keyval == GDK_KEY_Page_Down || keyval == GDK_KEY_KP_Page_Down)
    mc_document_view_turn (self->view, 1);
  else if (keyval == GDK_KEY_Page_Up || keyval == GDK_KEY_KP_Page_Up)
    mc_document_view_turn (self->view, -1);
  else if (keyval == GDK_KEY_Right || keyval == GDK_KEY_KP_Right)
    step_document (self, 1);
  else if (keyval == GDK_KEY_Left || keyval == GDK_KEY_KP_Left)
    step_document (self, -1);
  else
    return FALSE;
  return TRUE;
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state,
                McComponentPane *self)
{
  GdkModifierType modifiers = state & gtk_accelerator_get_default_mod_mask ();
  McComponentRow *row = selected_row (self);

  if ((keyval == GDK_KEY_minus || keyval == GDK_KEY_KP_Subtract) && modifiers == 0 && row != NULL)
    {
      mc_scanner_defer (GTK_WIDGET (self), "component.ask-reason", NULL);
      return GDK_EVENT_STOP;
    }
  if (modifiers == 0 && turn_key (self, keyval))
    return GDK_EVENT_STOP;
  if ((keyval != GDK_KEY_space && keyval != GDK_KEY_KP_Space) || (modifiers & ~GDK_SHIFT_MASK) != 0 || row == NULL)
    return GDK_EVENT_PROPAGATE;
  if (self->latched_key == keycode)
    return GDK_EVENT_STOP;
  self->latched_key = keycode;
  mc_scanner_defer (GTK_WIDGET (self), "component.mark", g_variant_new_boolean ((modifiers & GDK_SHIFT_MASK) != 0));
  return GDK_EVENT_STOP;
}

static void
ask_reason_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  McComponentPane *self = MC_COMPONENT_PANE (widget);

  if (selected_row (self) != NULL)
    request_reason (self, selected_row (self));
}

/* parameter: all that were viewed, or the one that is chosen */
static void
mark_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  McComponentPane *self = MC_COMPONENT_PANE (widget);
  McComponentRow *row = selected_row (self);

  if (g_variant_get_boolean (parameter))
    mark_all_viewed (self);
  else if (row != NULL)
    request_mark (self, row, !mc_marks_is_sufficient (self->marks, mc_component_row_get_component (row)));
}

static void
key_released_cb (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state,
                 McComponentPane *self)
{
  if (self->latched_key == keycode)
    self->latched_key = 0;
}

static void
begin (McComponentPane *self, const char *action, gboolean with_document)
{
  McComponentRow *row = selected_row (self);

  if (row != NULL && self->file_acts != NULL)
    mc_file_acts_begin (self->file_acts, action, mc_component_row_get_component (row)->id,
                        with_document ? shown_document (self) : NULL);
}

static void
file_act_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  const char *name = g_action_get_name (G_ACTION (action));
  McComponentRow *row = selected_row (data);
  gboolean is_result = row != NULL && mc_component_row_is_result (mc_component_row_get_component (row));

  if (g_str_equal (name, "attach"))
    begin (data, is_result ? MC_ACT_ATTACH_RESULT : MC_ACT_ATTACH_FILE, FALSE);
  else if (g_str_equal (name, "reuse"))
    begin (data, MC_ACT_REUSE_PAPER, FALSE);
  else
    begin (data, g_str_equal (name, "replace") ? MC_ACT_REPLACE_FILE : MC_ACT_REMOVE_FILE, TRUE);
}

/* One that no longer counts is looked at like any other, until something else is chosen. */
static void
earlier_chosen_cb (const McDocument *document, gpointer data)
{
  McComponentPane *self = data;
  g_autoptr (GString) name = g_string_new (document->name);

  if (self->dossier == NULL || !self->has_sync || self->view == NULL)
    return;
  if (document->ended_at != NULL)
    g_string_append_printf (name, " · %s", _ ("no longer counts"));
  gtk_label_set_label (self->document_name, name->str);
  gtk_widget_set_visible (GTK_WIDGET (self->view), TRUE);
  mc_document_view_show (self->view, self->dossier->summary->id, document);
}

static void
history_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  McComponentPane *self = data;
  McComponentRow *row = selected_row (self);
  g_autoptr (GDateTime) now = self->clock != NULL ? mc_clock_now (self->clock) : NULL;

  AdwDialog *dialog;

  if (row == NULL || now == NULL)
    return;
  dialog = mc_file_history_dialog_new (mc_component_row_get_component (row), now, earlier_chosen_cb, self);
  g_object_set_data_full (G_OBJECT (dialog), "pane", g_object_ref (self), g_object_unref); /* it may outlast the page */
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

/* On a row: its component; beside the list: the one that is shown. */
static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, McComponentPane *self)
{
  GtkWidget *widget = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (target));
  GtkListBoxRow *at = widget == GTK_WIDGET (self->list) ? gtk_list_box_get_row_at_y (self->list, (int) y)
                                                        : gtk_list_box_get_selected_row (self->list);
  g_autoptr (GSList) files = gdk_file_list_get_files (g_value_get_boxed (value));

  if (at == NULL || self->file_acts == NULL)
    return FALSE;
  gtk_list_box_select_row (self->list, at);
  return mc_file_acts_drop (self->file_acts, mc_component_row_get_component (MC_COMPONENT_ROW (at))->id, files);
}

static void
take_drops (McComponentPane *self, GtkWidget *widget)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (target));
}

static void
file_acts_changed_cb (McComponentPane *self)
{
  McComponentRow *row = selected_row (self);

  if (self->dossier == NULL || row == NULL || self->filling)
    return;
  show_documents (self, mc_component_row_get_component (row));
  show_viewed (self);
}

static void
marks_changed_cb (McComponentPane *self)
{
  show_marks (self);
}

static void
append_hidden_row (McComponentPane *self)
{
  McComponentRow *row = mc_component_row_new ();

  g_signal_connect_swapped (row, "mark-toggled", G_CALLBACK (mark_toggled_cb), self);
  gtk_widget_set_visible (GTK_WIDGET (row), FALSE);
  gtk_list_box_append (self->list, GTK_WIDGET (row));
}

static gboolean
make_spare_row_cb (gpointer data)
{
  McComponentPane *self = data;

  if (gtk_list_box_get_row_at_index (self->list, SPARE_ROWS - 1) == NULL)
    {
      append_hidden_row (self);
      return G_SOURCE_CONTINUE;
    }
  self->spare_source = 0;
  return G_SOURCE_REMOVE;
}

static void
set_n_rows (McComponentPane *self, guint n_rows)
{
  GtkListBoxRow *row;

  self->n_rows = n_rows;
  while (n_rows > 0 && gtk_list_box_get_row_at_index (self->list, (int) n_rows - 1) == NULL)
    append_hidden_row (self);
  for (guint i = 0; (row = gtk_list_box_get_row_at_index (self->list, (int) i)) != NULL; i++)
    gtk_widget_set_visible (GTK_WIDGET (row), i < n_rows);
}

static void
mc_component_pane_dispose (GObject *object)
{
  McComponentPane *self = MC_COMPONENT_PANE (object);

  g_clear_handle_id (&self->spare_source, g_source_remove);

  if (self->marks != NULL)
    g_signal_handlers_disconnect_by_data (self->marks, self);
  g_clear_object (&self->marks);
  if (self->file_acts != NULL)
    g_signal_handlers_disconnect_by_data (self->file_acts, self);
  g_clear_object (&self->file_acts);
  g_clear_object (&self->file_actions);
  g_clear_object (&self->clock);
  g_clear_pointer (&self->me, mc_me_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), MC_TYPE_COMPONENT_PANE);
  G_OBJECT_CLASS (mc_component_pane_parent_class)->dispose (object);
}

static void
mc_component_pane_finalize (GObject *object)
{
  McComponentPane *self = MC_COMPONENT_PANE (object);

  g_clear_pointer (&self->dossier, mc_dossier_unref);
  g_ptr_array_unref (self->results);
  g_ptr_array_unref (self->shown_documents);
  g_hash_table_unref (self->viewed);
  g_free (self->shown);
  G_OBJECT_CLASS (mc_component_pane_parent_class)->finalize (object);
}

static void
mc_component_pane_class_init (McComponentPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mc_component_pane_dispose;
  G_OBJECT_CLASS (klass)->finalize = mc_component_pane_finalize;
  signals[MARK] = g_signal_new ("mark", MC_TYPE_COMPONENT_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 4,
                                G_TYPE_STRING, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_STRING);
  g_type_ensure (MC_TYPE_DOCUMENT_VIEW);
  gtk_widget_class_install_action (widget_class, "component.ask-reason", NULL, ask_reason_action);
  gtk_widget_class_install_action (widget_class, "component.mark", "b", mark_action);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/motcua/MotCua/dossiers/mc-component-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, McComponentPane, list);
  gtk_widget_class_bind_template_child (widget_class, McComponentPane, hint);
  gtk_widget_class_bind_template_child (widget_class, McComponentPane, component_name);
  gtk_widget_class_bind_template_child (widget_class, McComponentPane, documents);
  gtk_widget_class_bind_template_child (widget_class, McComponentPane, previous_document);
  gtk_widget_class_bind_template_child (widget_class, McComponentPane, document_name);
  gtk_widget_class_bind_template_child (widget_class, McComponentPane, next_document);
  gtk_widget_class_bind_template_child (widget_class, McComponentPane, view);
  gtk_widget_class_bind_template_child (widget_class, McComponentPane, note);
  gtk_widget_class_bind_template_child (widget_class, McComponentPane, mark_buttons);
  gtk_widget_class_bind_template_child (widget_class, McComponentPane, sufficient);
  gtk_widget_class_bind_template_child (widget_class, McComponentPane, insufficient);
  gtk_widget_class_bind_template_child (widget_class, McComponentPane, files);
  gtk_widget_class_bind_template_child (widget_class, McComponentPane, waiting);
  gtk_widget_class_bind_template_child (widget_class, McComponentPane, result_mark);
  gtk_widget_class_bind_template_child (widget_class, McComponentPane, result_icon);
  gtk_widget_class_bind_template_child (widget_class, McComponentPane, result_words);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, previous_document_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_document_cb);
  gtk_widget_class_bind_template_callback (widget_class, document_viewed_cb);
  gtk_widget_class_bind_template_callback (widget_class, sufficient_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, insufficient_toggled_cb);
}

static void
mc_component_pane_init (McComponentPane *self)
{
  static const GActionEntry entries[] = { { "attach", file_act_cb },
                                          { "replace", file_act_cb },
                                          { "remove", file_act_cb },
                                          { "reuse", file_act_cb },
                                          { "history", history_cb } };
  GtkEventController *keys = gtk_event_controller_key_new ();
  GSimpleActionGroup *group = g_simple_action_group_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->results = g_ptr_array_new_with_free_func ((GDestroyNotify) mc_component_free);
  self->shown_documents = g_ptr_array_new_with_free_func ((GDestroyNotify) mc_document_free);
  self->file_actions = G_ACTION_MAP (group);
  g_action_map_add_action_entries (self->file_actions, entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "files", G_ACTION_GROUP (group));
  gtk_widget_set_visible (GTK_WIDGET (self->files), FALSE);
  take_drops (self, GTK_WIDGET (self->list));
  take_drops (self, GTK_WIDGET (self->view));
  mc_document_view_set_title (self->view, self->documents);
  gtk_widget_set_visible (GTK_WIDGET (self->hint), FALSE);
  self->viewed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->spare_source = g_idle_add_full (G_PRIORITY_LOW, make_spare_row_cb, self, NULL);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  g_signal_connect (keys, "key-released", G_CALLBACK (key_released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->list), keys);
}

static void
fill_list (McComponentPane *self, const char *chosen)
{
  McComponentRow *selected = NULL;
  guint n_components = self->dossier->components->len;

  g_ptr_array_unref (self->results);
  self->results = mc_result_rows_make (
      self->dossier, self->file_acts != NULL && mc_summary_allows (self->dossier->summary, MC_ACT_ATTACH_RESULT));
  set_n_rows (self, n_components + self->results->len);
  for (guint i = 0; i < n_components + self->results->len; i++)
    {
      McComponentRow *row = row_at (self, (int) i);

      mc_component_row_set (row, self->dossier,
                            i < n_components ? g_ptr_array_index (self->dossier->components, i)
                                             : g_ptr_array_index (self->results, i - n_components));
      if (selected == NULL || g_strcmp0 (chosen, mc_component_row_get_component (row)->id) == 0)
        selected = row;
    }
  self->filling = FALSE;
  if (selected != NULL)
    {
      gtk_list_box_select_row (self->list, GTK_LIST_BOX_ROW (selected));
      row_selected_cb (self, GTK_LIST_BOX_ROW (selected));
    }
}

void
mc_component_pane_set_dossier (McComponentPane *self, McDossier *dossier, McMarks *marks)
{
  g_autofree char *chosen = NULL;
  gboolean had_focus;
  gboolean same;

  g_return_if_fail (MC_IS_COMPONENT_PANE (self));

  if (g_set_object (&self->marks, marks))
    g_signal_connect_swapped (marks, "changed", G_CALLBACK (marks_changed_cb), self);
  same = self->dossier != NULL && dossier != NULL && g_str_equal (self->dossier->summary->id, dossier->summary->id);
  had_focus = gtk_widget_get_focus_child (GTK_WIDGET (self->list)) != NULL;
  if (same && selected_row (self) != NULL)
    chosen = g_strdup (mc_component_row_get_component (selected_row (self))->id);
  if (!same)
    g_hash_table_remove_all (self->viewed);
  self->filling = TRUE;
  g_clear_pointer (&self->dossier, mc_dossier_unref);
  if (dossier == NULL)
    {
      set_n_rows (self, 0);
      g_clear_pointer (&self->shown, g_free);
      if (self->has_sync)
        mc_document_view_show (self->view, NULL, NULL);
      return;
    }
  self->dossier = mc_dossier_ref (dossier);
  fill_list (self, chosen);
  show_marks (self);
  show_viewed (self);
  if (had_focus)
    mc_component_pane_focus (self);
}

void
mc_component_pane_set_sync (McComponentPane *self, McSync *sync, McClock *clock)
{
  g_return_if_fail (MC_IS_COMPONENT_PANE (self));

  mc_document_view_set_sync (self->view, sync, clock);
  g_set_object (&self->clock, clock);
  self->has_sync = TRUE;
}

void
mc_component_pane_set_file_acts (McComponentPane *self, McFileActs *acts)
{
  g_return_if_fail (MC_IS_COMPONENT_PANE (self));

  self->file_acts = g_object_ref (acts);
  g_signal_connect_swapped (acts, "changed", G_CALLBACK (file_acts_changed_cb), self);
}

gboolean
mc_component_pane_can_act (McComponentPane *self, const char *action)
{
  McComponentRow *row = selected_row (self);
  const McDocument *document = shown_document (self);
  gboolean is_result = row != NULL && mc_component_row_is_result (mc_component_row_get_component (row));

  g_return_val_if_fail (MC_IS_COMPONENT_PANE (self), FALSE);

  if (row == NULL || self->file_acts == NULL)
    return FALSE;
  if (g_str_equal (action, MC_ACT_ATTACH_RESULT))
    return mc_file_acts_can (self->file_acts, action);
  if (g_str_equal (action, MC_ACT_REPLACE_FILE) || g_str_equal (action, MC_ACT_REMOVE_FILE))
    return document != NULL && mc_file_acts_can_end (self->file_acts, action, document);
  return !is_result && mc_file_acts_can (self->file_acts, action);
}

void
mc_component_pane_act (McComponentPane *self, const char *action)
{
  g_return_if_fail (MC_IS_COMPONENT_PANE (self));

  if (!mc_component_pane_can_act (self, action))
    return;
  if (g_str_equal (action, MC_ACT_ATTACH_RESULT))
    mc_file_acts_begin (self->file_acts, action, MC_RESULT_COMPONENT, NULL);
  else
    begin (self, action, g_str_equal (action, MC_ACT_REPLACE_FILE) || g_str_equal (action, MC_ACT_REMOVE_FILE));
}

void
mc_component_pane_set_me (McComponentPane *self, McMe *me)
{
  g_return_if_fail (MC_IS_COMPONENT_PANE (self));

  if (self->me == me)
    return;
  g_clear_pointer (&self->me, mc_me_unref);
  self->me = me != NULL ? mc_me_ref (me) : NULL;
  show_marks (self);
}

void
mc_component_pane_set_editable (McComponentPane *self, gboolean editable)
{
  g_return_if_fail (MC_IS_COMPONENT_PANE (self));

  if (self->editable == editable)
    return;
  self->editable = editable;
  gtk_widget_set_visible (GTK_WIDGET (self->hint), editable);
  show_marks (self);
}

void
mc_component_pane_focus (McComponentPane *self)
{
  McComponentRow *row;

  g_return_if_fail (MC_IS_COMPONENT_PANE (self));

  row = selected_row (self);
  gtk_widget_grab_focus (row != NULL ? GTK_WIDGET (row) : GTK_WIDGET (self->list));
}

gboolean
mc_component_pane_has_focus_in_document (McComponentPane *self)
{
  g_return_val_if_fail (MC_IS_COMPONENT_PANE (self), FALSE);

  return (gtk_widget_get_state_flags (GTK_WIDGET (self->view)) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0;
}

gboolean
mc_component_pane_focus_document (McComponentPane *self)
{
  g_return_val_if_fail (MC_IS_COMPONENT_PANE (self), FALSE);

  if (!gtk_widget_get_mapped (GTK_WIDGET (self->view)))
    return FALSE;
  mc_document_view_focus (self->view);
  return TRUE;
}

gboolean
mc_component_pane_search_document (McComponentPane *self)
{
  g_return_val_if_fail (MC_IS_COMPONENT_PANE (self), FALSE);

  return mc_component_pane_has_focus_in_document (self) && mc_document_view_search (self->view);
}

gboolean
mc_component_pane_has_focus_in_list (McComponentPane *self)
{
  g_return_val_if_fail (MC_IS_COMPONENT_PANE (self), FALSE);

  return (gtk_widget_get_state_flags (GTK_WIDGET (self->list)) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0;
}
