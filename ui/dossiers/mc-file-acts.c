// SPDX-License-Identifier: GPL-3.0-or-later
#define G_LOG_DOMAIN "mc-ui"
#include "mc-file-acts.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "mc-draft-saver.h"
#include "mc-error-text.h"
#include "mc-form-json.h"
#include "mc-form.h"
#include "mc-marks.h"
#include "mc-picked-file.h"
#include "mc-reuse-dialog.h"
#include "mc-task.h"

/* of the form, where a file ends */
#define REASON "reason"
/* of one file, whatever the form allows */
#define MAX_BYTES (G_GINT64_CONSTANT (50) * 1024 * 1024)

struct _McFileActs
{
  GObject parent_instance;

  /* owned */
  McProfile *profile;
  McScope *scope;
  McThread *thread; /* reads files */
  McDossier *dossier;

  GtkWidget *page; /* weak */
};

/* One act as it comes together. */
typedef struct
{
  gatomicrefcount ref_count;

  McFileActs *acts;
  McDossier *dossier;
  char *action;
  char *component;      /* nullable */
  char *document;       /* nullable */
  char *document_name;  /* nullable */
  char *source_dossier; /* nullable, as source_document */
  char *source_document;
  char *reason;     /* nullable */
  GPtrArray *files; /* GFile */
} Plan;

enum
{
  CHANGED,
  SAID,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (McFileActs, mc_file_acts, G_TYPE_OBJECT)

static Plan *
plan_ref (Plan *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

static void
plan_unref (Plan *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_object_unref (self->acts);
  mc_dossier_unref (self->dossier);
  g_free (self->action);
  g_free (self->component);
  g_free (self->document);
  g_free (self->document_name);
  g_free (self->source_dossier);
  g_free (self->source_document);
  g_free (self->reason);
  g_ptr_array_unref (self->files);
  g_free (self);
}

static Plan *
plan_new (McFileActs *acts, const char *action, const char *component, const McDocument *document)
{
  Plan *self = g_new0 (Plan, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->acts = g_object_ref (acts);
  self->dossier = mc_dossier_ref (acts->dossier);
  self->action = g_strdup (action);
  self->component = g_strdup (component);
  self->document = document != NULL ? g_strdup (document->id) : NULL;
  self->document_name = document != NULL ? g_strdup (document->name) : NULL;
  self->files = g_ptr_array_new_with_free_func (g_object_unref);
  return self;
}

static McSync *
get_sync (McFileActs *self)
{
  return mc_profile_get_sync (self->profile);
}

static const McActionInfo *
find_action (McFileActs *self, const char *action)
{
  McMe *me = mc_sync_get_me (get_sync (self));

  return me != NULL ? mc_me_find_action (me, action) : NULL;
}

static const McFormField *
find_field (McFileActs *self, const char *action, const char *kind)
{
  const McActionInfo *info = find_action (self, action);

  for (guint i = 0; info != NULL && info->form != NULL && i < info->form->fields->len; i++)
    if (g_str_equal (((McFormField *) g_ptr_array_index (info->form->fields, i))->kind, kind))
      return g_ptr_array_index (info->form->fields, i);
  return NULL;
}

static void
say (McFileActs *self, const char *text)
{
  g_signal_emit (self, signals[SAID], 0, text);
}

static gboolean
has_dialog (McFileActs *self)
{
  GtkRoot *root = self->page != NULL ? gtk_widget_get_root (self->page) : NULL;

  return ADW_IS_APPLICATION_WINDOW (root)
         && adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (root)) != NULL;
}

static void
set_text (JsonObject *form, const char *name, const char *value)
{
  if (value != NULL)
    json_object_set_string_member (form, name, value);
}

/* What the act sends; kept: McOutboxFile. (transfer full) */
static char *
build_form (const Plan *plan, GPtrArray *kept)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *form = json_object_new ();
  JsonArray *files = json_array_new ();

  json_node_take_object (node, form);
  if (!g_str_equal (plan->action, MC_ACT_ATTACH_RESULT) && plan->document == NULL)
    set_text (form, "component", plan->component);
  set_text (form, "document", plan->document);
  set_text (form, "source_dossier", plan->source_dossier);
  set_text (form, "source_document", plan->source_document);
  set_text (form, "reason", plan->reason);
  for (guint i = 0; i < kept->len; i++)
    json_array_add_string_element (files, ((McOutboxFile *) g_ptr_array_index (kept, i))->id);
  if (kept->len > 0)
    json_object_set_array_member (form, "files", files);
  else
    json_array_unref (files);
  return json_to_string (node, FALSE);
}

/* FALSE: it was said why not. */
static gboolean
keep_file (const Plan *plan, const McFormField *field, GFile *file, GPtrArray *kept)
{
  McFileActs *self = plan->acts;
  g_autoptr (GError) error = NULL;
  g_autoptr (McPickedFile) picked = mc_await_boxed (mc_picked_file_read (self->thread, file, MAX_BYTES), &error);
  g_autofree char *refusal = NULL;
  g_autofree char *name = NULL;
  McOutboxFile *put_down;

  if (mc_scope_is_ended (self->scope))
    return FALSE;
  if (picked == NULL)
    {
      name = g_file_get_basename (file);
      refusal = g_strdup_printf (_ ("The file “%s” cannot be read. Nothing was attached."), name);
      say (self, refusal);
      return FALSE;
    }
  refusal = mc_form_field_refuse_file (field, picked->name, picked->media_type, picked->size);
  if (refusal == NULL && picked->bytes == NULL)
    refusal = g_strdup_printf (_ ("The file “%s” is larger than 50 MB."), picked->name);
  if (refusal != NULL)
    {
      say (self, refusal);
      return FALSE;
    }
  put_down
      = mc_await_boxed (mc_sync_keep_file (get_sync (self), picked->name, picked->media_type, picked->bytes), &error);
  if (put_down != NULL)
    g_ptr_array_add (kept, put_down);
  else if (!mc_scope_is_ended (self->scope))
    say (self, mc_error_text (error));
  return put_down != NULL;
}

/* FALSE: it was said why not. */
static gboolean
put_act (const Plan *plan, const McActionInfo *info, GPtrArray *kept)
{
  McFileActs *self = plan->acts;
  g_autofree char *form = build_form (plan, kept);
  g_autoptr (GPtrArray) errors = mc_form_check (info->form, form, plan->dossier);
  g_autoptr (McOutboxEntry) entry = NULL;
  g_autoptr (GError) error = NULL;

  if (errors->len > 0)
    {
      say (self, ((McFormError *) g_ptr_array_index (errors, 0))->detail);
      return FALSE;
    }
  entry = mc_await_boxed (
      mc_sync_act_with_files (get_sync (self), plan->dossier->summary, plan->action, form, info->undo_seconds, kept),
      &error);
  if (entry == NULL && !mc_scope_is_ended (self->scope))
    say (self, mc_error_text (error));
  return entry != NULL;
}

static DexFuture *
commit_fiber (gpointer data)
{
  Plan *plan = data;
  McFileActs *self = plan->acts;
  /* the portal may tell another catalogue while files are read */
  g_autoptr (McMe) me = mc_me_ref (mc_sync_get_me (get_sync (self)));
  const McActionInfo *info = mc_me_find_action (me, plan->action);
  const McFormField *field = find_field (self, plan->action, "files");
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func ((GDestroyNotify) mc_outbox_file_unref);
  gboolean done = TRUE;

  for (guint i = 0; done && field != NULL && i < plan->files->len; i++)
    done = keep_file (plan, field, g_ptr_array_index (plan->files, i), kept);
  done = done && put_act (plan, info, kept);
  /* those before the one that is refused go with it */
  for (guint i = 0; !done && !mc_scope_is_ended (self->scope) && i < kept->len; i++)
    dex_future_disown (mc_journal_drop_file (mc_profile_get_journal (self->profile),
                                             ((McOutboxFile *) g_ptr_array_index (kept, i))->id));
  return dex_future_new_true ();
}

static void
commit (Plan *plan)
{
  McFileActs *self = plan->acts;

  /* the world may have gone on while the official chose */
  if (self->profile != NULL && find_action (self, plan->action) != NULL)
    mc_task_run (self->scope, "file act", commit_fiber, plan_ref (plan), (GDestroyNotify) plan_unref);
}

static void
save_reason (Plan *plan, const char *text)
{
  McFileActs *self = plan->acts;
  g_autofree char *field = g_strdup_printf (MC_ACT_DRAFT, plan->action, REASON);

  if (self->profile != NULL)
    mc_draft_save (self->scope, self->profile, plan->dossier->summary->id, field, text);
}

static void
reason_changed_cb (GtkEditable *entry, Plan *plan)
{
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (gtk_widget_get_ancestor (GTK_WIDGET (entry), ADW_TYPE_ALERT_DIALOG));
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (entry)));

  if (dialog != NULL)
    adw_alert_dialog_set_response_enabled (dialog, "go", *text != '\0');
  save_reason (plan, text);
}

/* Cancelled, it stays as a draft. */
static void
reason_cb (AdwAlertDialog *dialog, const char *response, Plan *plan)
{
  GtkEditable *entry = GTK_EDITABLE (g_object_get_data (G_OBJECT (dialog), REASON));

  if (!g_str_equal (response, "go"))
    return;
  g_free (plan->reason);
  plan->reason = g_strstrip (g_strdup (gtk_editable_get_text (entry)));
  commit (plan);
}

/* Takes plan. draft: what was typed before; nullable. */
static void
show_reason (Plan *plan, const char *draft)
{
  McFileActs *self = plan->acts;
  const McActionInfo *info = find_action (self, plan->action);
  const McFormField *field = info != NULL ? mc_form_find_field (info->form, REASON) : NULL;
  GtkWidget *entry = gtk_entry_new ();
  AdwAlertDialog *dialog;

  if (field == NULL || self->page == NULL || has_dialog (self))
    {
      g_object_unref (g_object_ref_sink (entry));
      plan_unref (plan);
      return;
    }
  dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (info->title, NULL));
  adw_alert_dialog_format_body (dialog, "%s\n%s", plan->document_name, field->help != NULL ? field->help : "");
  adw_alert_dialog_add_responses (dialog, "cancel", _ ("Cancel"), "go", info->title, NULL);
  adw_alert_dialog_set_response_appearance (dialog, "go", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_response_enabled (dialog, "go", draft != NULL);
  adw_alert_dialog_set_default_response (dialog, "go");
  adw_alert_dialog_set_close_response (dialog, "cancel");
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), field->label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, field->label, -1);
  gtk_entry_set_max_length (GTK_ENTRY (entry), field->max_length > 0 ? field->max_length : MC_FORM_MAX_LENGTH);
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_editable_set_text (GTK_EDITABLE (entry), draft != NULL ? draft : "");
  g_signal_connect (entry, "changed", G_CALLBACK (reason_changed_cb), plan); /* the dialog has it as long */
  adw_alert_dialog_set_extra_child (dialog, entry);
  adw_dialog_set_focus (ADW_DIALOG (dialog), entry);
  g_object_set_data (G_OBJECT (dialog), REASON, entry);
  g_signal_connect_data (dialog, "response", G_CALLBACK (reason_cb), plan,
                         (GClosureNotify) (void (*) (void)) plan_unref, G_CONNECT_DEFAULT);
  adw_dialog_present (ADW_DIALOG (dialog), self->page);
}

static DexFuture *
ask_reason_fiber (gpointer data)
{
  Plan *plan = data;
  McFileActs *self = plan->acts;
  g_autofree char *field = g_strdup_printf (MC_ACT_DRAFT, plan->action, REASON);
  g_autoptr (GHashTable) drafts
      = mc_await_boxed (mc_journal_drafts (mc_profile_get_journal (self->profile), plan->dossier->summary->id), NULL);

  /* without its draft it can be given all the same */
  if (!mc_scope_is_ended (self->scope))
    show_reason (plan_ref (plan), drafts != NULL ? g_hash_table_lookup (drafts, field) : NULL);
  return dex_future_new_true ();
}

/* Takes plan. */
static void
ask_reason (Plan *plan)
{
  mc_task_run (plan->acts->scope, "reason", ask_reason_fiber, plan, (GDestroyNotify) plan_unref);
}

/* Files are chosen. Takes plan. */
static void
go_on (Plan *plan)
{
  if (plan->document != NULL)
    {
      ask_reason (plan);
      return;
    }
  commit (plan);
  plan_unref (plan);
}

static void
add_files (Plan *plan, GListModel *files)
{
  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    g_ptr_array_add (plan->files, g_list_model_get_item (files, i));
}

static void
picked_many_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Plan *plan = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) files = gtk_file_dialog_open_multiple_finish (GTK_FILE_DIALOG (source), result, &error);

  if (files == NULL)
    {
      if (!g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
        say (plan->acts, _ ("The file chooser of this desktop does not open."));
      plan_unref (plan);
      return;
    }
  add_files (plan, files);
  go_on (plan);
}

static void
picked_one_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Plan *plan = data;
  g_autoptr (GError) error = NULL;
  GFile *file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, &error);

  if (file == NULL)
    {
      if (!g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
        say (plan->acts, _ ("The file chooser of this desktop does not open."));
      plan_unref (plan);
      return;
    }
  g_ptr_array_add (plan->files, file);
  go_on (plan);
}

/* Takes plan. */
static void
pick (Plan *plan, const McFormField *field)
{
  McFileActs *self = plan->acts;
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  g_autoptr (GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (self->page));
  static const char *const suffixes[] = { "pdf", "jpg", "jpeg", "png", "heic" };

  for (guint i = 0; field->types[i] != NULL; i++)
    gtk_file_filter_add_mime_type (filter, field->types[i]);
  /* a computer that does not know a type hides nothing by it: what a file is, its bytes say */
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    gtk_file_filter_add_suffix (filter, suffixes[i]);
  gtk_file_filter_set_name (filter, _ ("Documents and pictures"));
  g_list_store_append (filters, filter);
  gtk_file_dialog_set_title (dialog, find_action (self, plan->action)->title);
  gtk_file_dialog_set_filters (dialog, G_LIST_MODEL (filters));
  if (field->max > 1)
    gtk_file_dialog_open_multiple (dialog, window, NULL, picked_many_cb, plan);
  else
    gtk_file_dialog_open (dialog, window, NULL, picked_one_cb, plan);
}

static void
paper_chosen_cb (const char *dossier, const McDocument *document, gpointer data)
{
  Plan *plan = data;

  g_set_str (&plan->source_dossier, dossier);
  g_set_str (&plan->source_document, document->id);
  commit (plan);
}

static void
changed_cb (McFileActs *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
mc_file_acts_dispose (GObject *object)
{
  McFileActs *self = MC_FILE_ACTS (object);

  mc_scope_clear (&self->scope);
  if (self->profile != NULL)
    g_signal_handlers_disconnect_by_data (get_sync (self), self);
  g_clear_weak_pointer (&self->page);
  g_clear_object (&self->thread);
  g_clear_object (&self->profile);
  g_clear_pointer (&self->dossier, mc_dossier_unref);
  G_OBJECT_CLASS (mc_file_acts_parent_class)->dispose (object);
}

static void
mc_file_acts_class_init (McFileActsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mc_file_acts_dispose;
  signals[CHANGED]
      = g_signal_new ("changed", MC_TYPE_FILE_ACTS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SAID]
      = g_signal_new ("said", MC_TYPE_FILE_ACTS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
mc_file_acts_init (McFileActs *self)
{
  self->scope = mc_scope_new (NULL);
  self->thread = mc_thread_new ("read files");
}

McFileActs *
mc_file_acts_new (McProfile *profile, GtkWidget *page)
{
  McFileActs *self = g_object_new (MC_TYPE_FILE_ACTS, NULL);

  self->profile = g_object_ref (profile);
  g_set_weak_pointer (&self->page, page);
  g_signal_connect_swapped (get_sync (self), "outbox-changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (get_sync (self), "me-changed", G_CALLBACK (changed_cb), self);
  return self;
}

void
mc_file_acts_set_dossier (McFileActs *self, McDossier *dossier)
{
  g_return_if_fail (MC_IS_FILE_ACTS (self));

  g_clear_pointer (&self->dossier, mc_dossier_unref);
  self->dossier = dossier != NULL ? mc_dossier_ref (dossier) : NULL;
  g_signal_emit (self, signals[CHANGED], 0);
}

gboolean
mc_file_acts_can (McFileActs *self, const char *action)
{
  const McOutboxEntry *pending;
  const McActionInfo *info;

  g_return_val_if_fail (MC_IS_FILE_ACTS (self), FALSE);

  if (self->dossier == NULL || self->dossier->summary->secret || !mc_summary_allows (self->dossier->summary, action))
    return FALSE;
  info = find_action (self, action);
  pending = mc_sync_find_pending (get_sync (self), self->dossier->summary->id);
  return info != NULL && info->form != NULL && (pending == NULL || mc_act_is_about_files (pending->act->action));
}

gboolean
mc_file_acts_can_end (McFileActs *self, const char *action, const McDocument *document)
{
  return mc_file_acts_can (self, action) && mc_dossier_find_document (self->dossier, document->id, NULL) != NULL
         && mc_document_may_end (document, self->dossier->summary->national_state)
         && !mc_file_acts_is_ending (self, document);
}

void
mc_file_acts_begin (McFileActs *self, const char *action, const char *component, const McDocument *document)
{
  const McFormField *field;
  Plan *plan;

  g_return_if_fail (MC_IS_FILE_ACTS (self));

  if (!mc_file_acts_can (self, action) || has_dialog (self) || self->page == NULL)
    return;
  field = find_field (self, action, "files");
  plan = plan_new (self, action, component, document);
  if (field != NULL)
    pick (plan, field);
  else if (document != NULL)
    ask_reason (plan);
  else
    adw_dialog_present (ADW_DIALOG (mc_reuse_dialog_new (self->profile, self->dossier, paper_chosen_cb, plan,
                                                         (GDestroyNotify) plan_unref)),
                        self->page);
}

gboolean
mc_file_acts_drop (McFileActs *self, const char *component, GSList *files)
{
  const char *action = g_str_has_prefix (component, MC_RESULT_COMPONENT) ? MC_ACT_ATTACH_RESULT : MC_ACT_ATTACH_FILE;
  Plan *plan;

  g_return_val_if_fail (MC_IS_FILE_ACTS (self), FALSE);

  if (!mc_file_acts_can (self, action) || files == NULL)
    return FALSE;
  plan = plan_new (self, action, component, NULL);
  for (; files != NULL; files = files->next)
    g_ptr_array_add (plan->files, g_object_ref (files->data));
  go_on (plan);
  return TRUE;
}

static gboolean
is_waiting (const McOutboxEntry *entry, const char *record)
{
  return entry->state != MC_OUTBOX_DONE && entry->state != MC_OUTBOX_DROPPED
         && mc_act_is_about_files (entry->act->action) && g_strcmp0 (entry->act->record_id, record) == 0;
}

/* Whether the act changes this component. */
static gboolean
is_about (const McOutboxEntry *entry, const McComponent *component)
{
  g_autoptr (JsonNode) node = mc_form_parse_values (entry->act->form);
  g_autofree char *id = node != NULL ? mc_form_get_text (json_node_get_object (node), "component") : NULL;
  g_autofree char *document = node != NULL ? mc_form_get_text (json_node_get_object (node), "document") : NULL;

  if (g_str_equal (entry->act->action, MC_ACT_ATTACH_RESULT))
    return g_str_has_prefix (component->id, MC_RESULT_COMPONENT)
           && (component->copy_kind == NULL || g_str_equal (component->copy_kind, "draft"));
  for (guint i = 0; document != NULL && i < component->documents->len; i++)
    if (g_str_equal (((McDocument *) g_ptr_array_index (component->documents, i))->id, document))
      return TRUE;
  return g_strcmp0 (id, component->id) == 0;
}

GPtrArray *
mc_file_acts_get_waiting (McFileActs *self, const McComponent *component)
{
  GPtrArray *waiting = g_ptr_array_new_with_free_func ((GDestroyNotify) mc_document_free);
  GPtrArray *entries;

  g_return_val_if_fail (MC_IS_FILE_ACTS (self), waiting);

  entries = mc_sync_get_outbox (get_sync (self));
  for (guint i = 0; self->dossier != NULL && i < entries->len; i++)
    {
      const McOutboxEntry *entry = g_ptr_array_index (entries, i);

      if (!is_waiting (entry, self->dossier->summary->id) || !is_about (entry, component))
        continue;
      for (guint f = 0; f < entry->files->len; f++)
        {
          const McOutboxFile *file = g_ptr_array_index (entry->files, f);
          McDocument *document = mc_document_new ();

          document->id = g_strdup (file->id);
          document->name = g_strdup (file->name);
          document->media_type = g_strdup (file->media_type);
          document->size = file->size;
          document->origin = g_strdup (MC_DOCUMENT_WAITING);
          g_ptr_array_add (waiting, document);
        }
    }
  return waiting;
}

gboolean
mc_file_acts_is_ending (McFileActs *self, const McDocument *document)
{
  GPtrArray *entries;

  g_return_val_if_fail (MC_IS_FILE_ACTS (self), FALSE);

  entries = mc_sync_get_outbox (get_sync (self));
  for (guint i = 0; self->dossier != NULL && i < entries->len; i++)
    {
      const McOutboxEntry *entry = g_ptr_array_index (entries, i);
      g_autoptr (JsonNode) node
          = is_waiting (entry, self->dossier->summary->id) ? mc_form_parse_values (entry->act->form) : NULL;
      g_autofree char *id = node != NULL ? mc_form_get_text (json_node_get_object (node), "document") : NULL;

      if (g_strcmp0 (id, document->id) == 0)
        return TRUE;
    }
  return FALSE;
}
