// SPDX-License-Identifier: GPL-3.0-or-later
#define G_LOG_DOMAIN "mc-ui"
#include "mc-dossier-acts.h"

#include <adwaita.h>

#include "mc-act-dialog.h"
#include "mc-act-field.h"
#include "mc-differences.h"
#include "mc-dossier-words.h"
#include "mc-error-text.h"
#include "mc-print-dialog.h"
#include "mc-task.h"
#include "mc-unsent-act.h"

/* a second Ctrl+Enter meant for the record or the state before must not hit the one that came up under the fingers */
#define GUARD_US (G_USEC_PER_SEC / 2)
#define DEFAULT_UNDO_SECONDS 10

struct _McDossierActs
{
  GObject parent_instance;

  /* owned */
  McProfile *profile;
  McScope *scope;
  McMarks *marks;
  McDossier *dossier; /* NULL until it is there */
  char *record_id;
  char *failure; /* why the last try did not get into the outbox */

  GtkWidget *page; /* weak */
  gint64 shown_us;
  guint generation; /* of the record: what is told of another one is too late */
  gboolean accepting;
  gboolean opening; /* a form is under way */
};

/* One step under way, for the record that was open when it began. */
typedef struct
{
  McDossierActs *acts;
  guint generation;
  char *action;     /* of a form */
  char *key;        /* of an act that is taken back for it; nullable */
  GDateTime *since; /* when that was done */
} Step;

typedef struct
{
  McDossierActs *acts;
  char *component_id;
  char *mark; /* NULL: none */
  char *reason;
  char *note;
} Mark;

enum
{
  CHANGED,
  SAID,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (McDossierActs, mc_dossier_acts, G_TYPE_OBJECT)

static Step *
step_new (McDossierActs *acts, const char *action)
{
  Step *self = g_new0 (Step, 1);

  self->acts = g_object_ref (acts);
  self->generation = acts->generation;
  self->action = g_strdup (action);
  return self;
}

static void
step_free (Step *self)
{
  g_object_unref (self->acts);
  g_free (self->action);
  g_free (self->key);
  g_clear_pointer (&self->since, g_date_time_unref);
  g_free (self);
}

static void
mark_free (Mark *self)
{
  g_object_unref (self->acts);
  g_free (self->component_id);
  g_free (self->mark);
  g_free (self->reason);
  g_free (self->note);
  g_free (self);
}

static gboolean
is_past (McDossierActs *self, guint generation)
{
  return generation != self->generation || mc_scope_is_ended (self->scope);
}

static McMe *
get_me (McDossierActs *self)
{
  return mc_sync_get_me (mc_profile_get_sync (self->profile));
}

static void
set_failure (McDossierActs *self, const GError *error)
{
  g_set_str (&self->failure, error != NULL ? mc_error_text (error) : NULL);
  g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
is_too_soon (McDossierActs *self)
{
  return mc_clock_now_us (mc_profile_get_clock (self->profile)) - self->shown_us < GUARD_US;
}

/* What was to be done may be something else now. */
static gboolean
is_other_state (const McDossier *before, const McDossier *after)
{
  return before != NULL && after != NULL && before->summary->handling_version != after->summary->handling_version;
}

/* No dialog over a dialog. */
static gboolean
has_dialog (McDossierActs *self)
{
  GtkRoot *root = self->page != NULL ? gtk_widget_get_root (self->page) : NULL;

  if (ADW_IS_APPLICATION_WINDOW (root))
    return adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (root)) != NULL;
  return ADW_IS_WINDOW (root) && adw_window_get_visible_dialog (ADW_WINDOW (root)) != NULL;
}

static DexFuture *
marks_fiber (gpointer data)
{
  Step *step = data;
  McDossierActs *self = step->acts;
  g_autoptr (GError) error = NULL;

  mc_await (mc_marks_load (self->marks, self->record_id), &error);
  if (error != NULL && !is_past (self, step->generation))
    set_failure (self, error);
  return dex_future_new_true ();
}

static DexFuture *
mark_fiber (gpointer data)
{
  Mark *mark = data;
  McDossierActs *self = mark->acts;
  guint generation = self->generation;
  g_autoptr (GError) error = NULL;

  mc_await (mc_marks_set (self->marks, mark->component_id, mark->mark, mark->reason, mark->note), &error);
  if (!is_past (self, generation))
    set_failure (self, error);
  return dex_future_new_true ();
}

static DexFuture *
accept_fiber (gpointer data)
{
  Step *step = data;
  McDossierActs *self = step->acts;
  const McActionInfo *action = get_me (self) != NULL ? mc_me_find_action (get_me (self), "accept") : NULL;
  g_autofree char *form = mc_marks_build_form (self->marks, self->dossier);
  g_autoptr (McOutboxEntry) entry = NULL;
  g_autoptr (GError) error = NULL;

  entry = mc_await_boxed (mc_sync_act (mc_profile_get_sync (self->profile), self->dossier->summary, "accept", form,
                                       action != NULL ? action->undo_seconds : DEFAULT_UNDO_SECONDS),
                          &error);
  self->accepting = FALSE;
  if (mc_scope_is_ended (self->scope))
    return dex_future_new_true ();
  if (step->generation == self->generation)
    set_failure (self, error);
  else if (error != NULL)
    g_signal_emit (self, signals[SAID], 0, mc_error_text (error));
  return dex_future_new_true ();
}

/* since: (nullable): when this act was done before; it is not done anew. */
static void
present_form (McDossierActs *self, const McActionInfo *info, GHashTable *drafts, GDateTime *since)
{
  McActDialog *dialog = mc_act_dialog_new (self->scope, self->profile, self->dossier, self->marks, info, drafts);
  const McNotice *newer = since != NULL ? mc_differences_find_notice (self->dossier, since) : NULL;

  if (newer != NULL)
    mc_act_dialog_show_newer (dialog, newer);
  adw_dialog_present (ADW_DIALOG (dialog), self->page);
}

/* Only what was typed before has to be read; the form itself is at hand. */
static DexFuture *
form_fiber (gpointer data)
{
  Step *step = data;
  McDossierActs *self = step->acts;
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) drafts
      = mc_await_boxed (mc_journal_drafts (mc_profile_get_journal (self->profile), self->record_id), &error);
  const McActionInfo *info;

  self->opening = FALSE;
  if (is_past (self, step->generation) || self->page == NULL)
    return dex_future_new_true ();
  if (drafts == NULL)
    {
      set_failure (self, error);
      return dex_future_new_true ();
    }
  info = mc_dossier_acts_find (self, step->action);
  if (info != NULL && !has_dialog (self))
    present_form (self, info, drafts, step->since);
  return dex_future_new_true ();
}

/* A record has one unsent act at most: the old one goes first. */
static DexFuture *
edit_fiber (gpointer data)
{
  Step *step = data;
  McDossierActs *self = step->acts;
  g_autoptr (GError) error = NULL;

  if (mc_await_boolean (mc_unsent_act_give_up (self->profile, step->key), &error))
    return form_fiber (step);
  self->opening = FALSE;
  if (error != NULL && !is_past (self, step->generation))
    set_failure (self, error);
  return dex_future_new_true ();
}

static void
changed_cb (McDossierActs *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
printed_cb (McDossierActs *self, const char *text)
{
  g_signal_emit (self, signals[SAID], 0, text);
}

static void
mc_dossier_acts_dispose (GObject *object)
{
  McDossierActs *self = MC_DOSSIER_ACTS (object);

  mc_scope_clear (&self->scope);
  if (self->profile != NULL)
    g_signal_handlers_disconnect_by_data (mc_profile_get_sync (self->profile), self);
  if (self->marks != NULL)
    g_signal_handlers_disconnect_by_data (self->marks, self);
  g_clear_weak_pointer (&self->page);
  g_clear_object (&self->marks);
  g_clear_object (&self->profile);
  G_OBJECT_CLASS (mc_dossier_acts_parent_class)->dispose (object);
}

static void
mc_dossier_acts_finalize (GObject *object)
{
  McDossierActs *self = MC_DOSSIER_ACTS (object);

  g_clear_pointer (&self->dossier, mc_dossier_unref);
  g_free (self->record_id);
  g_free (self->failure);
  G_OBJECT_CLASS (mc_dossier_acts_parent_class)->finalize (object);
}

static void
mc_dossier_acts_class_init (McDossierActsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mc_dossier_acts_dispose;
  G_OBJECT_CLASS (klass)->finalize = mc_dossier_acts_finalize;
  signals[CHANGED]
      = g_signal_new ("changed", MC_TYPE_DOSSIER_ACTS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SAID] = g_signal_new ("said", MC_TYPE_DOSSIER_ACTS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                G_TYPE_STRING);
}

static void
mc_dossier_acts_init (McDossierActs *self)
{
  self->scope = mc_scope_new (NULL);
}

McDossierActs *
mc_dossier_acts_new (McProfile *profile, McMarks *marks, GtkWidget *page)
{
  McDossierActs *self;
  McSync *sync;

  g_return_val_if_fail (MC_IS_PROFILE (profile), NULL);
  g_return_val_if_fail (GTK_IS_WIDGET (page), NULL);

  self = g_object_new (MC_TYPE_DOSSIER_ACTS, NULL);
  self->profile = g_object_ref (profile);
  self->marks = g_object_ref (marks);
  g_set_weak_pointer (&self->page, page);
  sync = mc_profile_get_sync (profile);
  g_signal_connect_swapped (sync, "outbox-changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (sync, "me-changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (marks, "changed", G_CALLBACK (changed_cb), self);
  return self;
}

void
mc_dossier_acts_set_record (McDossierActs *self, const char *record_id)
{
  g_return_if_fail (MC_IS_DOSSIER_ACTS (self));

  self->generation++;
  self->shown_us = mc_clock_now_us (mc_profile_get_clock (self->profile));
  self->opening = FALSE;
  g_clear_pointer (&self->failure, g_free);
  g_clear_pointer (&self->dossier, mc_dossier_unref);
  g_set_str (&self->record_id, record_id);
  mc_task_run (self->scope, "marks", marks_fiber, step_new (self, NULL), (GDestroyNotify) step_free);
  g_signal_emit (self, signals[CHANGED], 0);
}

void
mc_dossier_acts_set_dossier (McDossierActs *self, McDossier *dossier)
{
  g_return_if_fail (MC_IS_DOSSIER_ACTS (self));

  if (is_other_state (self->dossier, dossier))
    self->shown_us = mc_clock_now_us (mc_profile_get_clock (self->profile));
  g_clear_pointer (&self->dossier, mc_dossier_unref);
  self->dossier = dossier != NULL ? mc_dossier_ref (dossier) : NULL;
  g_signal_emit (self, signals[CHANGED], 0);
}

McOutboxEntry *
mc_dossier_acts_get_pending (McDossierActs *self)
{
  g_return_val_if_fail (MC_IS_DOSSIER_ACTS (self), NULL);

  if (self->record_id == NULL)
    return NULL;
  return mc_sync_find_pending (mc_profile_get_sync (self->profile), self->record_id);
}

gboolean
mc_dossier_acts_is_outdated (McDossierActs *self)
{
  GPtrArray *entries;

  g_return_val_if_fail (MC_IS_DOSSIER_ACTS (self), FALSE);

  entries = mc_sync_get_outbox (mc_profile_get_sync (self->profile));
  for (guint i = 0; self->dossier != NULL && i < entries->len; i++)
    {
      const McOutboxEntry *entry = g_ptr_array_index (entries, i);

      if (entry->state == MC_OUTBOX_DONE && g_str_equal (entry->act->record_id, self->dossier->summary->id)
          && entry->act->expected_handling_version >= self->dossier->summary->handling_version)
        return TRUE;
    }
  return FALSE;
}

gboolean
mc_dossier_acts_is_free (McDossierActs *self)
{
  return mc_dossier_acts_get_pending (self) == NULL && !self->accepting;
}

/* Whoever reads a dossier writes notes; not into one that is handled on paper. */
static gboolean
is_offered (const McSummary *summary, const char *action)
{
  return g_strcmp0 (action, MC_ACT_NOTE) == 0 ? !summary->secret : mc_summary_allows (summary, action);
}

const McActionInfo *
mc_dossier_acts_find (McDossierActs *self, const char *action)
{
  const McActionInfo *info;

  g_return_val_if_fail (MC_IS_DOSSIER_ACTS (self), NULL);

  info = get_me (self) != NULL ? mc_me_find_action (get_me (self), action) : NULL;
  if (self->dossier == NULL || mc_dossier_acts_is_outdated (self) || info == NULL || info->form == NULL
      || !is_offered (self->dossier->summary, action))
    return NULL;
  return info;
}

gboolean
mc_dossier_acts_can_open (McDossierActs *self, const char *action)
{
  const McActionInfo *info = mc_dossier_acts_find (self, action);

  if (info == NULL)
    return FALSE;
  for (guint i = 0; i < info->form->fields->len; i++)
    if (!mc_act_field_knows (g_ptr_array_index (info->form->fields, i)))
      return FALSE;
  return TRUE;
}

const McActionInfo *
mc_dossier_acts_find_primary (McDossierActs *self)
{
  McMe *me = get_me (self);

  g_return_val_if_fail (MC_IS_DOSSIER_ACTS (self), NULL);

  for (guint i = 0; me != NULL && i < me->actions->len; i++)
    {
      const McActionInfo *info = g_ptr_array_index (me->actions, i);

      if (info->primary && !g_str_equal (info->id, "accept") && mc_dossier_acts_can_open (self, info->id))
        return info;
    }
  return NULL;
}

const char *
mc_dossier_acts_get_title (McDossierActs *self, const McActionInfo *action)
{
  g_return_val_if_fail (MC_IS_DOSSIER_ACTS (self) && action != NULL, NULL);

  return self->dossier != NULL ? mc_words_act_title (action, self->dossier->summary) : action->title;
}

gboolean
mc_dossier_acts_want_marks (McDossierActs *self)
{
  McMe *me = get_me (self);

  g_return_val_if_fail (MC_IS_DOSSIER_ACTS (self), FALSE);

  for (guint i = 0; me != NULL && i < me->actions->len; i++)
    {
      const McActionInfo *info = mc_dossier_acts_find (self, ((McActionInfo *) g_ptr_array_index (me->actions, i))->id);

      for (guint f = 0; info != NULL && f < info->form->fields->len; f++)
        if (g_str_equal (((McFormField *) g_ptr_array_index (info->form->fields, f))->kind, "marks"))
          return TRUE;
    }
  return FALSE;
}

gboolean
mc_dossier_acts_wants_supplement (McDossierActs *self)
{
  return mc_dossier_acts_find (self, "request_supplement") != NULL
         && mc_marks_count_insufficient (self->marks, self->dossier) > 0;
}

McAcceptance
mc_dossier_acts_check (McDossierActs *self, char **reason)
{
  g_return_val_if_fail (MC_IS_DOSSIER_ACTS (self), MC_ACCEPTANCE_PAST);

  *reason = NULL;
  if (self->dossier == NULL || mc_dossier_acts_is_outdated (self))
    return MC_ACCEPTANCE_PAST;
  return mc_acceptance_check (self->dossier, get_me (self), self->marks, reason);
}

const char *
mc_dossier_acts_get_failure (McDossierActs *self)
{
  g_return_val_if_fail (MC_IS_DOSSIER_ACTS (self), NULL);

  return self->failure;
}

gboolean
mc_dossier_acts_can_accept (McDossierActs *self)
{
  g_autofree char *reason = NULL;

  return mc_dossier_acts_check (self, &reason) == MC_ACCEPTANCE_POSSIBLE && mc_dossier_acts_is_free (self);
}

gboolean
mc_dossier_acts_can_print (McDossierActs *self)
{
  g_return_val_if_fail (MC_IS_DOSSIER_ACTS (self), FALSE);

  /* an outline lacks what papers say */
  return self->dossier != NULL && !self->dossier->outline && !self->dossier->summary->secret
         && mc_print_pages_find_paper (self->dossier) != NULL;
}

gboolean
mc_dossier_acts_accept (McDossierActs *self)
{
  g_return_val_if_fail (MC_IS_DOSSIER_ACTS (self), TRUE);

  if (self->dossier == NULL || self->accepting || is_too_soon (self) || has_dialog (self))
    return TRUE;
  if (!mc_dossier_acts_can_accept (self))
    return FALSE;
  self->accepting = TRUE;
  set_failure (self, NULL);
  mc_task_run (self->scope, "accept", accept_fiber, step_new (self, NULL), (GDestroyNotify) step_free);
  return TRUE;
}

void
mc_dossier_acts_open_primary (McDossierActs *self)
{
  const McActionInfo *primary;

  g_return_if_fail (MC_IS_DOSSIER_ACTS (self));

  primary = mc_dossier_acts_find_primary (self);
  if (primary != NULL && !is_too_soon (self))
    mc_dossier_acts_open (self, primary->id);
}

void
mc_dossier_acts_open (McDossierActs *self, const char *action)
{
  g_return_if_fail (MC_IS_DOSSIER_ACTS (self));

  if (self->opening || !mc_dossier_acts_can_open (self, action) || has_dialog (self)
      || (mc_act_is_handling (action) && mc_dossier_acts_get_pending (self) != NULL))
    return;
  self->opening = TRUE;
  mc_task_run (self->scope, "form", form_fiber, step_new (self, action), (GDestroyNotify) step_free);
}

gboolean
mc_dossier_acts_can_edit (McDossierActs *self)
{
  const McOutboxEntry *entry = mc_dossier_acts_get_pending (self);

  return entry != NULL && mc_unsent_act_is_correctable (entry, mc_sync_get_me (mc_profile_get_sync (self->profile)))
         && mc_dossier_acts_can_open (self, entry->act->action);
}

void
mc_dossier_acts_edit (McDossierActs *self)
{
  const McOutboxEntry *entry;
  Step *step;

  g_return_if_fail (MC_IS_DOSSIER_ACTS (self));

  if (self->opening || has_dialog (self) || !mc_dossier_acts_can_edit (self))
    return;
  entry = mc_dossier_acts_get_pending (self);
  step = step_new (self, entry->act->action);
  step->key = g_strdup (entry->act->key);
  step->since = g_date_time_ref (entry->act->performed_at);
  self->opening = TRUE;
  mc_task_run (self->scope, "edit act", edit_fiber, step, (GDestroyNotify) step_free);
}

void
mc_dossier_acts_print (McDossierActs *self)
{
  McPrintDialog *dialog;

  g_return_if_fail (MC_IS_DOSSIER_ACTS (self));

  if (!mc_dossier_acts_can_print (self) || has_dialog (self) || self->page == NULL)
    return;
  dialog = mc_print_dialog_new (self->profile, self->dossier);
  g_signal_connect_object (dialog, "done", G_CALLBACK (printed_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (dialog), self->page);
}

void
mc_dossier_acts_mark (McDossierActs *self, const char *component_id, const char *mark, const char *reason,
                      const char *note)
{
  Mark *step;

  g_return_if_fail (MC_IS_DOSSIER_ACTS (self));

  step = g_new0 (Mark, 1);
  step->acts = g_object_ref (self);
  step->component_id = g_strdup (component_id);
  step->mark = g_strdup (mark);
  step->reason = g_strdup (reason);
  step->note = g_strdup (note);
  mc_task_run (self->scope, "mark", mark_fiber, step, (GDestroyNotify) mark_free);
}
