// SPDX-License-Identifier: GPL-3.0-or-later
#define G_LOG_DOMAIN "mc-ui"
#include "mc-component-documents.h"

#include <glib/gi18n.h>

#include "mc-component-row.h"
#include "mc-document-view.h"
#include "mc-file-history-dialog.h"
#include "mc-format.h"
#include "mc-menu-names.h"
#include "mc-result-rows.h"

struct _McComponentDocuments
{
  GtkBox parent_instance;

  /* template */
  GtkBox *head;
  GtkLabel *component_name;
  GtkMenuButton *files;
  GtkWidget *result_mark;
  GtkImage *result_icon;
  GtkLabel *result_words;
  GtkLabel *note;
  McDocumentView *view;
  GtkWidget *title;
  GtkWidget *previous_document;
  GtkWidget *waiting;
  GtkLabel *document_name;
  GtkWidget *next_document;

  /* owned */
  McFileActs *acts; /* nullable */
  GActionMap *actions;
  McClock *clock;       /* nullable */
  McDossier *dossier;   /* nullable */
  GPtrArray *documents; /* McDocument, those that wait among them */
  GHashTable *viewed;   /* set of ids of documents, and of components without any */
  char *shown;          /* id of the component whose documents are */

  const McComponent *component; /* the caller's; nullable */
  guint at;                     /* of documents */
  gboolean has_sync;
};

enum
{
  VIEWED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (McComponentDocuments, mc_component_documents, GTK_TYPE_BOX)

static gboolean
is_result (McComponentDocuments *self)
{
  return self->component != NULL && mc_component_row_is_result (self->component);
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
shown_document (McComponentDocuments *self)
{
  return self->at < self->documents->len ? g_ptr_array_index (self->documents, self->at) : NULL;
}

static void
set_enabled (McComponentDocuments *self, const char *name, gboolean enabled)
{
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (self->actions, name)), enabled);
}

/* What can be done with the files: the menu goes when nothing can. */
static void
show_acts (McComponentDocuments *self)
{
  const char *attach = is_result (self) ? MC_ACT_ATTACH_RESULT : MC_ACT_ATTACH_FILE;
  gboolean can_attach = mc_component_documents_can_act (self, attach);
  gboolean history = self->component != NULL && self->acts != NULL
                     && (self->component->documents->len > 0 || self->component->earlier->len > 0);

  set_enabled (self, "attach", can_attach);
  set_enabled (self, "replace", mc_component_documents_can_act (self, MC_ACT_REPLACE_FILE));
  set_enabled (self, "remove", mc_component_documents_can_act (self, MC_ACT_REMOVE_FILE));
  set_enabled (self, "reuse", mc_component_documents_can_act (self, MC_ACT_REUSE_PAPER));
  set_enabled (self, "history", history);
  gtk_widget_set_visible (GTK_WIDGET (self->files), can_attach || history);
}

/* (transfer full) */
static char *
name_of (McComponentDocuments *self, const McDocument *document)
{
  GString *name = g_string_new (NULL);

  if (self->documents->len > 1)
    g_string_append_printf (name, "%u/%u · ", self->at + 1, self->documents->len);
  if (document != NULL)
    g_string_append (name, document->name);
  if (document != NULL && document->size >= 0)
    {
      g_autofree char *size = mc_format_size (document->size);

      g_string_append_printf (name, " · %s", size);
    }
  if (document != NULL && mc_document_is_waiting (document))
    g_string_append_printf (name, " · %s", _ ("waiting to be sent"));
  else if (document != NULL && self->acts != NULL && mc_file_acts_is_ending (self->acts, document))
    g_string_append_printf (name, " · %s", _ ("to be replaced or removed"));
  return g_string_free_and_steal (name);
}

static void
show_document (McComponentDocuments *self)
{
  const McDocument *document = shown_document (self);
  g_autofree char *name = name_of (self, document);

  gtk_widget_set_visible (self->waiting, document != NULL && mc_document_is_waiting (document));
  gtk_label_set_label (self->document_name, name);
  gtk_widget_set_visible (self->previous_document, self->documents->len > 1);
  gtk_widget_set_visible (self->next_document, self->documents->len > 1);
  gtk_widget_set_sensitive (self->previous_document, self->at > 0);
  gtk_widget_set_sensitive (self->next_document, self->at + 1 < self->documents->len);
  gtk_widget_set_visible (GTK_WIDGET (self->view), document != NULL);
  if (self->has_sync)
    mc_document_view_show (self->view, self->dossier->summary->id, document);
  show_acts (self);
}

/* Those of the component, then what is on its way to it. */
static void
list_documents (McComponentDocuments *self)
{
  g_autoptr (GPtrArray) waiting = self->acts != NULL ? mc_file_acts_get_waiting (self->acts, self->component) : NULL;

  g_ptr_array_set_size (self->documents, 0);
  for (guint i = 0; i < self->component->documents->len; i++)
    g_ptr_array_add (self->documents, mc_document_copy (g_ptr_array_index (self->component->documents, i)));
  for (guint i = 0; waiting != NULL && i < waiting->len; i++)
    g_ptr_array_add (self->documents, mc_document_copy (g_ptr_array_index (waiting, i)));
}

static void
show_component (McComponentDocuments *self)
{
  const McComponent *component = self->component;
  const char *note;

  if (g_strcmp0 (self->shown, component->id) != 0)
    self->at = 0;
  g_set_str (&self->shown, component->id);
  list_documents (self);
  note = self->documents->len == 0 || g_strcmp0 (component->source, "state_data") == 0 ? note_of (component) : NULL;
  self->at = MIN (self->at, MAX (self->documents->len, 1) - 1);
  mc_result_rows_show_mark (component, self->result_mark, self->result_icon, self->result_words);
  gtk_label_set_label (self->component_name, component->name);
  gtk_label_set_label (self->note, note != NULL ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), note != NULL);
  show_document (self);
}

static void
previous_document_cb (McComponentDocuments *self)
{
  mc_component_documents_step (self, -1);
}

static void
next_document_cb (McComponentDocuments *self)
{
  mc_component_documents_step (self, 1);
}

static void
document_viewed_cb (McComponentDocuments *self, const char *document)
{
  g_hash_table_add (self->viewed, g_strdup (document));
  g_signal_emit (self, signals[VIEWED], 0);
}

static void
acts_changed_cb (McComponentDocuments *self)
{
  if (self->component != NULL)
    show_component (self);
}

static void
act_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  static const struct
  {
    const char *name;
    const char *act;
  } acts[] = { { "replace", MC_ACT_REPLACE_FILE }, { "remove", MC_ACT_REMOVE_FILE }, { "reuse", MC_ACT_REUSE_PAPER } };
  const char *name = g_action_get_name (G_ACTION (action));
  const char *act = is_result (data) ? MC_ACT_ATTACH_RESULT : MC_ACT_ATTACH_FILE;

  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    if (g_str_equal (acts[i].name, name))
      act = acts[i].act;
  mc_component_documents_act (data, act);
}

/* One that no longer counts is looked at like any other, until something else is chosen. */
static void
earlier_chosen_cb (const McDocument *document, gpointer data)
{
  McComponentDocuments *self = data;
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
  McComponentDocuments *self = data;
  g_autoptr (GDateTime) now = self->clock != NULL ? mc_clock_now (self->clock) : NULL;
  AdwDialog *dialog;

  if (self->component == NULL || now == NULL)
    return;
  dialog = mc_file_history_dialog_new (self->component, now, earlier_chosen_cb, self);
  g_object_set_data_full (G_OBJECT (dialog), "documents", g_object_ref (self),
                          g_object_unref); /* it may outlast the page */
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static gboolean
drop_cb (McComponentDocuments *self, const GValue *value)
{
  g_autoptr (GSList) files = gdk_file_list_get_files (g_value_get_boxed (value));

  return self->component != NULL && self->acts != NULL && mc_file_acts_drop (self->acts, self->component->id, files);
}

static void
mc_component_documents_dispose (GObject *object)
{
  McComponentDocuments *self = MC_COMPONENT_DOCUMENTS (object);

  self->component = NULL;
  if (self->acts != NULL)
    g_signal_handlers_disconnect_by_data (self->acts, self);
  g_clear_object (&self->acts);
  g_clear_object (&self->actions);
  g_clear_object (&self->clock);
  gtk_widget_dispose_template (GTK_WIDGET (self), MC_TYPE_COMPONENT_DOCUMENTS);
  G_OBJECT_CLASS (mc_component_documents_parent_class)->dispose (object);
}

static void
mc_component_documents_finalize (GObject *object)
{
  McComponentDocuments *self = MC_COMPONENT_DOCUMENTS (object);

  g_clear_pointer (&self->dossier, mc_dossier_unref);
  g_ptr_array_unref (self->documents);
  g_hash_table_unref (self->viewed);
  g_free (self->shown);
  G_OBJECT_CLASS (mc_component_documents_parent_class)->finalize (object);
}

static void
mc_component_documents_class_init (McComponentDocumentsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mc_component_documents_dispose;
  G_OBJECT_CLASS (klass)->finalize = mc_component_documents_finalize;
  signals[VIEWED]
      = g_signal_new ("viewed", MC_TYPE_COMPONENT_DOCUMENTS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (MC_TYPE_DOCUMENT_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/motcua/MotCua/dossiers/mc-component-documents.ui");
  gtk_widget_class_bind_template_child (widget_class, McComponentDocuments, head);
  gtk_widget_class_bind_template_child (widget_class, McComponentDocuments, component_name);
  gtk_widget_class_bind_template_child (widget_class, McComponentDocuments, files);
  gtk_widget_class_bind_template_child (widget_class, McComponentDocuments, result_mark);
  gtk_widget_class_bind_template_child (widget_class, McComponentDocuments, result_icon);
  gtk_widget_class_bind_template_child (widget_class, McComponentDocuments, result_words);
  gtk_widget_class_bind_template_child (widget_class, McComponentDocuments, note);
  gtk_widget_class_bind_template_child (widget_class, McComponentDocuments, view);
  gtk_widget_class_bind_template_child (widget_class, McComponentDocuments, title);
  gtk_widget_class_bind_template_child (widget_class, McComponentDocuments, previous_document);
  gtk_widget_class_bind_template_child (widget_class, McComponentDocuments, waiting);
  gtk_widget_class_bind_template_child (widget_class, McComponentDocuments, document_name);
  gtk_widget_class_bind_template_child (widget_class, McComponentDocuments, next_document);
  gtk_widget_class_bind_template_callback (widget_class, previous_document_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_document_cb);
  gtk_widget_class_bind_template_callback (widget_class, document_viewed_cb);
}

static void
mc_component_documents_init (McComponentDocuments *self)
{
  static const GActionEntry entries[] = {
    { "attach", act_cb }, { "replace", act_cb }, { "remove", act_cb }, { "reuse", act_cb }, { "history", history_cb }
  };
  GSimpleActionGroup *group = g_simple_action_group_new ();
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  gtk_widget_init_template (GTK_WIDGET (self));
  self->documents = g_ptr_array_new_with_free_func ((GDestroyNotify) mc_document_free);
  self->viewed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->actions = G_ACTION_MAP (group);
  g_action_map_add_action_entries (self->actions, entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "files", G_ACTION_GROUP (group));
  mc_menu_names_follow (self->files);
  gtk_widget_set_visible (GTK_WIDGET (self->files), FALSE);
  g_signal_connect_swapped (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->view), GTK_EVENT_CONTROLLER (target));
  mc_document_view_set_title (self->view, self->title);
}

void
mc_component_documents_set_sync (McComponentDocuments *self, McSync *sync, McClock *clock)
{
  g_return_if_fail (MC_IS_COMPONENT_DOCUMENTS (self));

  mc_document_view_set_sync (self->view, sync, clock);
  g_set_object (&self->clock, clock);
  self->has_sync = TRUE;
}

void
mc_component_documents_set_file_acts (McComponentDocuments *self, McFileActs *acts)
{
  g_return_if_fail (MC_IS_COMPONENT_DOCUMENTS (self));

  self->acts = g_object_ref (acts);
  g_signal_connect_swapped (acts, "changed", G_CALLBACK (acts_changed_cb), self);
}

void
mc_component_documents_set_end (McComponentDocuments *self, GtkWidget *end)
{
  g_return_if_fail (MC_IS_COMPONENT_DOCUMENTS (self));

  gtk_box_append (self->head, end);
}

void
mc_component_documents_show (McComponentDocuments *self, McDossier *dossier, const McComponent *component)
{
  g_return_if_fail (MC_IS_COMPONENT_DOCUMENTS (self));
  g_return_if_fail (component == NULL || dossier != NULL);

  if (dossier != NULL)
    mc_dossier_ref (dossier);
  g_clear_pointer (&self->dossier, mc_dossier_unref);
  self->dossier = dossier;
  self->component = component;
  if (component != NULL)
    {
      if (component->documents->len == 0)
        g_hash_table_add (self->viewed, g_strdup (component->id));
      show_component (self);
      return;
    }
  g_clear_pointer (&self->shown, g_free);
  g_ptr_array_set_size (self->documents, 0);
  if (self->has_sync)
    mc_document_view_show (self->view, NULL, NULL);
}

void
mc_component_documents_step (McComponentDocuments *self, int step)
{
  g_return_if_fail (MC_IS_COMPONENT_DOCUMENTS (self));

  if (self->component == NULL || (step < 0 && self->at == 0) || (step > 0 && self->at + 1 >= self->documents->len))
    return;
  self->at += step;
  show_document (self);
}

void
mc_component_documents_turn (McComponentDocuments *self, int step)
{
  g_return_if_fail (MC_IS_COMPONENT_DOCUMENTS (self));

  mc_document_view_turn (self->view, step);
}

gboolean
mc_component_documents_has_viewed (McComponentDocuments *self, const McComponent *component)
{
  g_return_val_if_fail (MC_IS_COMPONENT_DOCUMENTS (self), FALSE);

  for (guint i = 0; i < component->documents->len; i++)
    if (!g_hash_table_contains (self->viewed, ((McDocument *) g_ptr_array_index (component->documents, i))->id))
      return FALSE;
  return component->documents->len > 0 || g_hash_table_contains (self->viewed, component->id);
}

void
mc_component_documents_forget (McComponentDocuments *self)
{
  g_return_if_fail (MC_IS_COMPONENT_DOCUMENTS (self));

  g_hash_table_remove_all (self->viewed);
}

gboolean
mc_component_documents_can_act (McComponentDocuments *self, const char *action)
{
  const McDocument *document;

  g_return_val_if_fail (MC_IS_COMPONENT_DOCUMENTS (self), FALSE);

  document = shown_document (self);
  if (self->component == NULL || self->acts == NULL)
    return FALSE;
  if (g_str_equal (action, MC_ACT_ATTACH_RESULT))
    return mc_file_acts_can (self->acts, action);
  if (g_str_equal (action, MC_ACT_REPLACE_FILE) || g_str_equal (action, MC_ACT_REMOVE_FILE))
    return !is_result (self) && document != NULL && mc_file_acts_can_end (self->acts, action, document);
  return !is_result (self) && mc_file_acts_can (self->acts, action);
}

void
mc_component_documents_act (McComponentDocuments *self, const char *action)
{
  gboolean ends;

  g_return_if_fail (MC_IS_COMPONENT_DOCUMENTS (self));

  if (!mc_component_documents_can_act (self, action))
    return;
  ends = g_str_equal (action, MC_ACT_REPLACE_FILE) || g_str_equal (action, MC_ACT_REMOVE_FILE);
  mc_file_acts_begin (self->acts, action,
                      g_str_equal (action, MC_ACT_ATTACH_RESULT) && !is_result (self) ? MC_RESULT_COMPONENT
                                                                                      : self->component->id,
                      ends ? shown_document (self) : NULL);
}

gboolean
mc_component_documents_focus (McComponentDocuments *self)
{
  g_return_val_if_fail (MC_IS_COMPONENT_DOCUMENTS (self), FALSE);

  if (!gtk_widget_get_mapped (GTK_WIDGET (self->view)))
    return FALSE;
  mc_document_view_focus (self->view);
  return TRUE;
}

gboolean
mc_component_documents_has_focus (McComponentDocuments *self)
{
  g_return_val_if_fail (MC_IS_COMPONENT_DOCUMENTS (self), FALSE);

  return (gtk_widget_get_state_flags (GTK_WIDGET (self->view)) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0;
}

gboolean
mc_component_documents_search (McComponentDocuments *self)
{
  g_return_val_if_fail (MC_IS_COMPONENT_DOCUMENTS (self), FALSE);

  return mc_component_documents_has_focus (self) && mc_document_view_search (self->view);
}
