// SPDX-License-Identifier: GPL-3.0-or-later
#define G_LOG_DOMAIN "mc-ui"
#include "mc-component-pane.h"

#include <glib/gi18n.h>

#include "mc-component-documents.h"
#include "mc-component-row.h"
#include "mc-dossier-words.h"
#include "mc-reason-dialog.h"
#include "mc-result-rows.h"
#include "mc-scanner.h"

/* made ahead while nothing else is to do: most dossiers have no more components */
#define SPARE_ROWS 8

struct _McComponentPane
{
  AdwBreakpointBin parent_instance;

  /* template */
  GtkListBox *list;
  GtkLabel *hint;
  McComponentDocuments *documents;
  GtkWidget *mark_buttons;
  GtkToggleButton *sufficient;
  GtkToggleButton *insufficient;

  /* owned */
  McFileActs *file_acts; /* nullable */
  GPtrArray *results;    /* McComponent: a row each, behind the components */
  McDossier *dossier;
  McMarks *marks;
  McMe *me; /* nullable */

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
    mc_component_row_set_viewed (
        row, mc_component_documents_has_viewed (self->documents, mc_component_row_get_component (row)));
}

static void
row_selected_cb (McComponentPane *self, GtkListBoxRow *row)
{
  if (row == NULL || self->filling)
    return;
  mc_component_documents_show (self->documents, self->dossier, mc_component_row_get_component (MC_COMPONENT_ROW (row)));
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

static void
reason_noted_cb (McReasonDialog *dialog, const char *text, McComponentPane *self)
{
  mc_marks_keep_note (self->marks, g_object_get_data (G_OBJECT (dialog), "component"), text);
}

/* The component is asked for anew: the dossier may have been read again meanwhile. */
static void
reason_chosen_cb (McReasonDialog *dialog, const char *reason, const char *note, McComponentPane *self)
{
  const char *id = g_object_get_data (G_OBJECT (dialog), "component");
  const McFormField *field = mc_words_find_reasons (self->me);
  const McFormChoice *choice = field != NULL ? mc_form_field_find_choice (field, reason) : NULL;
  McComponentRow *row;

  mc_marks_keep_note (self->marks, id, NULL);
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
  const char *typed;
  g_autoptr (McMark) mark = NULL;
  McReasonDialog *dialog;

  show_marks (self);
  if (!self->editable || !mc_component_row_is_markable (row) || field == NULL)
    return;
  mark = mc_marks_dup_in_force (self->marks, component, field);
  typed = mc_marks_get_note (self->marks, component->id);
  dialog = mc_reason_dialog_new (field, component->name, mark != NULL ? mark->reason : NULL,
                                 typed != NULL  ? typed
                                 : mark != NULL ? mark->note
                                                : NULL);
  g_object_set_data_full (G_OBJECT (dialog), "component", g_strdup (component->id), g_free);
  g_signal_connect_object (dialog, "chosen", G_CALLBACK (reason_chosen_cb), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (dialog, "noted", G_CALLBACK (reason_noted_cb), self, G_CONNECT_DEFAULT);
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
    if (mc_component_documents_has_viewed (self->documents, mc_component_row_get_component (row)))
      request_mark (self, row, TRUE);
}

/* What the paper beside the list does while the list has the focus. */
static gboolean
turn_key (McComponentPane *self, guint keyval)
{
  if (keyval == GDK_KEY_Page_Down || keyval == GDK_KEY_KP_Page_Down)
    mc_component_documents_turn (self->documents, 1);
  else if (keyval == GDK_KEY_Page_Up || keyval == GDK_KEY_KP_Page_Up)
    mc_component_documents_turn (self->documents, -1);
  else if (keyval == GDK_KEY_Right || keyval == GDK_KEY_KP_Right)
    mc_component_documents_step (self->documents, 1);
  else if (keyval == GDK_KEY_Left || keyval == GDK_KEY_KP_Left)
    mc_component_documents_step (self->documents, -1);
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

/* On a row: its component. */
static gboolean
drop_cb (McComponentPane *self, const GValue *value, double x, double y)
{
  GtkListBoxRow *at = gtk_list_box_get_row_at_y (self->list, (int) y);
  g_autoptr (GSList) files = gdk_file_list_get_files (g_value_get_boxed (value));

  if (at == NULL || self->file_acts == NULL)
    return FALSE;
  gtk_list_box_select_row (self->list, at);
  return mc_file_acts_drop (self->file_acts, mc_component_row_get_component (MC_COMPONENT_ROW (at))->id, files);
}

static void
file_acts_changed_cb (McComponentPane *self)
{
  if (self->dossier != NULL && !self->filling)
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
  g_type_ensure (MC_TYPE_COMPONENT_DOCUMENTS);
  gtk_widget_class_install_action (widget_class, "component.ask-reason", NULL, ask_reason_action);
  gtk_widget_class_install_action (widget_class, "component.mark", "b", mark_action);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/motcua/MotCua/dossiers/mc-component-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, McComponentPane, list);
  gtk_widget_class_bind_template_child (widget_class, McComponentPane, hint);
  gtk_widget_class_bind_template_child (widget_class, McComponentPane, documents);
  gtk_widget_class_bind_template_child (widget_class, McComponentPane, mark_buttons);
  gtk_widget_class_bind_template_child (widget_class, McComponentPane, sufficient);
  gtk_widget_class_bind_template_child (widget_class, McComponentPane, insufficient);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_viewed);
  gtk_widget_class_bind_template_callback (widget_class, sufficient_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, insufficient_toggled_cb);
}

static void
mc_component_pane_init (McComponentPane *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  gtk_widget_init_template (GTK_WIDGET (self));
  self->results = g_ptr_array_new_with_free_func ((GDestroyNotify) mc_component_free);
  gtk_widget_set_visible (GTK_WIDGET (self->hint), FALSE);
  mc_component_documents_set_end (self->documents, self->mark_buttons);
  g_signal_connect_swapped (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->list), GTK_EVENT_CONTROLLER (target));
  self->spare_source = g_idle_add_full (G_PRIORITY_LOW, make_spare_row_cb, self, NULL);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  g_signal_connect (keys, "key-released", G_CALLBACK (key_released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->list), keys);
}

/* Once there is a result, drafted or more, it is what is decided on; what was submitted has been checked by then. */
static gboolean
is_decided_on (McComponentPane *self, McComponentRow *row)
{
  const McComponent *component = mc_component_row_get_component (row);

  return mc_component_row_is_result (component) && component->documents->len > 0
         && !mc_summary_allows (self->dossier->summary, "accept");
}

/* The one that was chosen; else the result; else the first that is to be checked: what the state holds itself asks for
 * nothing. */
static McComponentRow *
find_beginning (McComponentPane *self, const char *chosen)
{
  McComponentRow *first = NULL;
  McComponentRow *result = NULL;
  McComponentRow *row;

  for (int i = 0; (row = row_at (self, i)) != NULL; i++)
    if (chosen != NULL && g_str_equal (chosen, mc_component_row_get_component (row)->id))
      return row;
    else if (is_decided_on (self, row))
      result = row;
    else if (first == NULL && mc_component_row_is_markable (row))
      first = row;
  if (result != NULL)
    return result;
  return first != NULL ? first : row_at (self, 0);
}

static void
fill_list (McComponentPane *self, const char *chosen)
{
  McComponentRow *selected;
  guint n_components = self->dossier->components->len;

  self->results = mc_result_rows_make (
      self->dossier, self->file_acts != NULL && mc_summary_allows (self->dossier->summary, MC_ACT_ATTACH_RESULT));
  set_n_rows (self, n_components + self->results->len);
  for (guint i = 0; i < n_components + self->results->len; i++)
    {
      McComponentRow *row = row_at (self, (int) i);

      mc_component_row_set (row, self->dossier,
                            i < n_components ? g_ptr_array_index (self->dossier->components, i)
                                             : g_ptr_array_index (self->results, i - n_components));
    }
  self->filling = FALSE;
  selected = find_beginning (self, chosen);
  if (selected == NULL)
    {
      mc_component_documents_show (self->documents, self->dossier, NULL);
      return;
    }
  gtk_list_box_select_row (self->list, GTK_LIST_BOX_ROW (selected));
  row_selected_cb (self, GTK_LIST_BOX_ROW (selected));
}

void
mc_component_pane_set_dossier (McComponentPane *self, McDossier *dossier, McMarks *marks)
{
  /* what is shown is theirs until something else is */
  g_autoptr (McDossier) before = NULL;
  g_autoptr (GPtrArray) results = NULL;
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
    mc_component_documents_forget (self->documents);
  self->filling = TRUE;
  before = g_steal_pointer (&self->dossier);
  results = g_steal_pointer (&self->results);
  if (dossier == NULL)
    {
      self->results = g_ptr_array_new ();
      set_n_rows (self, 0);
      mc_component_documents_show (self->documents, NULL, NULL);
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

  mc_component_documents_set_sync (self->documents, sync, clock);
}

void
mc_component_pane_set_file_acts (McComponentPane *self, McFileActs *acts)
{
  g_return_if_fail (MC_IS_COMPONENT_PANE (self));

  self->file_acts = g_object_ref (acts);
  mc_component_documents_set_file_acts (self->documents, acts);
  g_signal_connect_swapped (acts, "changed", G_CALLBACK (file_acts_changed_cb), self);
}

gboolean
mc_component_pane_can_act (McComponentPane *self, const char *action)
{
  g_return_val_if_fail (MC_IS_COMPONENT_PANE (self), FALSE);

  return mc_component_documents_can_act (self->documents, action);
}

void
mc_component_pane_act (McComponentPane *self, const char *action)
{
  g_return_if_fail (MC_IS_COMPONENT_PANE (self));

  mc_component_documents_act (self->documents, action);
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

  return mc_component_documents_has_focus (self->documents);
}

gboolean
mc_component_pane_focus_document (McComponentPane *self)
{
  g_return_val_if_fail (MC_IS_COMPONENT_PANE (self), FALSE);

  return mc_component_documents_focus (self->documents);
}

gboolean
mc_component_pane_search_document (McComponentPane *self)
{
  g_return_val_if_fail (MC_IS_COMPONENT_PANE (self), FALSE);

  return mc_component_documents_search (self->documents);
}

gboolean
mc_component_pane_has_focus_in_list (McComponentPane *self)
{
  g_return_val_if_fail (MC_IS_COMPONENT_PANE (self), FALSE);

  return (gtk_widget_get_state_flags (GTK_WIDGET (self->list)) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0;
}
