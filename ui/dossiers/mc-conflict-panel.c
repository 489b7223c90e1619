// SPDX-License-Identifier: GPL-3.0-or-later
#define G_LOG_DOMAIN "mc-ui"
#include "mc-conflict-panel.h"

#include <glib/gi18n.h>

#include "mc-differences.h"
#include "mc-dossier-words.h"
#include "mc-error-text.h"
#include "mc-format.h"
#include "mc-outbox-rules.h"
#include "mc-task.h"
#include "mc-unsent-act.h"

#define DEFAULT_UNDO_SECONDS 10

struct _McConflictPanel
{
  GtkBox parent_instance;

  /* template */
  GtkLabel *title;
  GtkLabel *mine;
  GtkLabel *mine_detail;
  GtkLabel *theirs;
  GtkLabel *theirs_detail;
  GtkLabel *theirs_text;
  GtkGrid *differences;
  GtkLabel *advice;
  GtkWidget *merge;
  GtkWidget *resend;

  /* owned */
  McScope *scope;
  McProfile *profile;
  McDossier *dossier;
  McAct *act; /* NULL: nothing is shown */
};

/* An act sent anew, in place of one that met another state. */
typedef struct
{
  McConflictPanel *panel;
  McProfile *profile;
  McDossier *dossier;
  McAct *act;
  McScope *scope; /* of its own: the panel goes with the first of the two steps */
} Resend;

enum
{
  SEE,
  EDIT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (McConflictPanel, mc_conflict_panel, GTK_TYPE_BOX)

static void
resend_free (Resend *self)
{
  g_object_unref (self->panel);
  g_object_unref (self->profile);
  mc_dossier_unref (self->dossier);
  mc_act_unref (self->act);
  g_object_unref (self->scope);
  g_free (self);
}

/* The stale entry goes first: a record has one unsent act at most. What it carried is in the drafts meanwhile. */
static DexFuture *
resend_fiber (gpointer data)
{
  Resend *resend = data;
  McSync *sync = mc_profile_get_sync (resend->profile);
  const McMe *me = mc_sync_get_me (sync);
  const McActionInfo *info = me != NULL ? mc_me_find_action (me, resend->act->action) : NULL;
  g_autoptr (McOutboxEntry) entry = NULL;
  g_autoptr (GError) error = NULL;

  if (mc_await_boolean (mc_sync_discard (sync, resend->act->key), &error))
    entry = mc_await_boxed (mc_sync_act (sync, resend->dossier->summary, resend->act->action, resend->act->form,
                                         info != NULL ? info->undo_seconds : DEFAULT_UNDO_SECONDS),
                            &error);
  if (error != NULL && !mc_scope_is_ended (resend->panel->scope))
    gtk_label_set_label (resend->panel->advice, mc_error_text (error));
  return dex_future_new_true ();
}

static void
resend_cb (McConflictPanel *self)
{
  Resend *resend;

  if (self->act == NULL)
    return;
  resend = g_new0 (Resend, 1);
  resend->panel = g_object_ref (self);
  resend->profile = g_object_ref (self->profile);
  resend->dossier = mc_dossier_ref (self->dossier);
  resend->act = mc_act_ref (self->act);
  resend->scope = mc_scope_new (NULL);
  mc_task_run (resend->scope, "send again", resend_fiber, resend, (GDestroyNotify) resend_free);
}

static void
discard_cb (McConflictPanel *self)
{
  /* what comes of it stands in the outbox */
  if (self->act != NULL)
    dex_future_disown (mc_unsent_act_give_up (self->profile, self->act->key));
}

static void
merge_cb (McConflictPanel *self)
{
  g_signal_emit (self, signals[EDIT], 0);
}

static void
see_cb (McConflictPanel *self)
{
  g_signal_emit (self, signals[SEE], 0);
}

static void
mc_conflict_panel_dispose (GObject *object)
{
  McConflictPanel *self = MC_CONFLICT_PANEL (object);

  mc_scope_clear (&self->scope);
  g_clear_object (&self->profile);
  g_clear_pointer (&self->dossier, mc_dossier_unref);
  g_clear_pointer (&self->act, mc_act_unref);
  gtk_widget_dispose_template (GTK_WIDGET (object), MC_TYPE_CONFLICT_PANEL);
  G_OBJECT_CLASS (mc_conflict_panel_parent_class)->dispose (object);
}

static void
mc_conflict_panel_class_init (McConflictPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mc_conflict_panel_dispose;
  signals[SEE] = g_signal_new ("see", MC_TYPE_CONFLICT_PANEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[EDIT] = g_signal_new ("edit", MC_TYPE_CONFLICT_PANEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/motcua/MotCua/dossiers/mc-conflict-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, McConflictPanel, title);
  gtk_widget_class_bind_template_child (widget_class, McConflictPanel, mine);
  gtk_widget_class_bind_template_child (widget_class, McConflictPanel, mine_detail);
  gtk_widget_class_bind_template_child (widget_class, McConflictPanel, theirs);
  gtk_widget_class_bind_template_child (widget_class, McConflictPanel, theirs_detail);
  gtk_widget_class_bind_template_child (widget_class, McConflictPanel, differences);
  gtk_widget_class_bind_template_child (widget_class, McConflictPanel, advice);
  gtk_widget_class_bind_template_child (widget_class, McConflictPanel, theirs_text);
  gtk_widget_class_bind_template_child (widget_class, McConflictPanel, merge);
  gtk_widget_class_bind_template_child (widget_class, McConflictPanel, resend);
  gtk_widget_class_bind_template_callback (widget_class, resend_cb);
  gtk_widget_class_bind_template_callback (widget_class, discard_cb);
  gtk_widget_class_bind_template_callback (widget_class, merge_cb);
  gtk_widget_class_bind_template_callback (widget_class, see_cb);
}

static void
mc_conflict_panel_init (McConflictPanel *self)
{
  self->scope = mc_scope_new (NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
}

gboolean
mc_conflict_panel_is_about (const McOutboxEntry *entry)
{
  return entry != NULL && entry->state == MC_OUTBOX_NEEDS_YOU && g_strcmp0 (entry->cause, "stale") == 0;
}

static const McHistoryEntry *
last_change (const McDossier *dossier)
{
  return dossier->history->len > 0 ? g_ptr_array_index (dossier->history, dossier->history->len - 1) : NULL;
}

/* The state the act was made on; without a basis that many changes ago; 0: the history does not reach there. */
static int
state_then (const McOutboxEntry *entry, const McSummary *basis, const McDossier *dossier)
{
  gint64 changes = dossier->summary->handling_version - entry->act->expected_handling_version;

  if (basis != NULL)
    return basis->national_state;
  if (changes < 1 || changes > (gint64) dossier->history->len)
    return 0;
  return ((McHistoryEntry *) g_ptr_array_index (dossier->history, dossier->history->len - (guint) changes))->from_state;
}

static void
show_mine (McConflictPanel *self, const McOutboxEntry *entry, int state, const McDossier *dossier, const McMe *me,
           GDateTime *now)
{
  const McActionInfo *info = me != NULL ? mc_me_find_action (me, entry->act->action) : NULL;
  g_autofree char *time = mc_format_time (entry->act->performed_at, now);
  g_autofree char *label = mc_words_state (state);
  g_autofree char *text = NULL;
  g_autofree char *message = NULL;

  if (state > 0)
    /* Translators: an act, the state it was made on, a time */
    text = g_strdup_printf (_ ("%s, on the state “%s”, at %s"), mc_words_action (me, entry->act->action), label, time);
  else
    text = g_strdup_printf (_ ("%s, at %s"), mc_words_action (me, entry->act->action), time);
  if (info != NULL && info->form != NULL)
    message = mc_form_message (info->form, entry->act->form, dossier, entry->act->performed_at);
  gtk_label_set_label (self->mine, text);
  gtk_label_set_label (self->mine_detail, message != NULL ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->mine_detail), message != NULL);
}

/* then: the state to mark the new one against; 0: none, or the differences say it. */
static void
show_theirs (McConflictPanel *self, const McOutboxEntry *entry, int then, const McDossier *dossier, const McMe *me,
             GDateTime *now)
{
  const McHistoryEntry *last = last_change (dossier);
  g_autofree char *state = mc_words_state (dossier->summary->national_state);
  g_autofree char *time = last != NULL ? mc_format_time (last->at, now) : NULL;
  g_autofree char *title = NULL;
  g_autofree char *who = NULL;

  if (then > 0 && then != dossier->summary->national_state)
    {
      g_autofree char *before = mc_words_state (then);
      g_autofree char *changed = g_markup_printf_escaped ("<s>%s</s> → <b>%s</b>", before, state);

      gtk_label_set_markup (self->theirs, changed);
    }
  else
    gtk_label_set_label (self->theirs, state);
  if (last == NULL)
    who = g_strdup (entry->detail != NULL ? entry->detail : "");
  else
    who = g_strdup_printf ("%s · %s%s%s · %s", mc_words_action (me, last->action), mc_format_text (last->actor_name),
                           last->actor_unit != NULL ? ", " : "", last->actor_unit != NULL ? last->actor_unit : "",
                           time);
  gtk_label_set_label (self->theirs_detail, who);
  title = last != NULL ? g_strdup_printf (_ ("Changed meanwhile by %s at %s"), mc_format_text (last->actor_name), time)
                       : g_strdup (_ ("Changed meanwhile by somebody else"));
  gtk_label_set_label (self->title, title);
}

/* What the applicant was told meanwhile, beside what mine would have said. */
static void
show_their_text (McConflictPanel *self, const McOutboxEntry *entry, const McDossier *dossier)
{
  const McNotice *newer = mc_differences_find_notice (dossier, entry->act->performed_at);

  gtk_label_set_label (self->theirs_text, newer != NULL ? newer->text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->theirs_text), newer != NULL);
}

/* Only what was written freely can be merged by hand. */
static gboolean
has_free_text (const McMe *me, const char *action)
{
  const McActionInfo *info = me != NULL ? mc_me_find_action (me, action) : NULL;

  for (guint i = 0; info != NULL && info->form != NULL && i < info->form->fields->len; i++)
    {
      const McFormField *field = g_ptr_array_index (info->form->fields, i);

      if (g_str_equal (field->kind, "text") || g_str_equal (field->kind, "long_text"))
        return TRUE;
    }
  return FALSE;
}

/* attributes: as pango_attr_list_from_string() reads them; nullable. style: nullable. */
static void
put_label (McConflictPanel *self, const char *text, int column, int row, const char *style, const char *attributes)
{
  GtkWidget *label = gtk_label_new (text);
  g_autoptr (PangoAttrList) list = attributes != NULL ? pango_attr_list_from_string (attributes) : NULL;

  gtk_label_set_attributes (GTK_LABEL (label), list);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  gtk_grid_attach (self->differences, label, column, row, 1, 1);
}

static void
put_difference (McConflictPanel *self, const McDifference *difference, int row)
{
  put_label (self, difference->title, 0, row, "caption", NULL);
  put_label (self, difference->then, 1, row, NULL, "0 -1 strikethrough true");
  put_label (self, difference->now, 2, row, NULL, "0 -1 weight bold");
}

/* Both versions side by side, as far as they differ. */
static void
show_differences (McConflictPanel *self, const McSummary *basis, const McSummary *summary)
{
  g_autoptr (GPtrArray) list = basis != NULL ? mc_differences_list (basis, summary) : NULL;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->differences))) != NULL)
    gtk_grid_remove (self->differences, child);
  gtk_widget_set_visible (GTK_WIDGET (self->differences), list != NULL);
  if (list == NULL)
    return;
  if (list->len == 0)
    {
      put_label (self,
                 _ ("State, handler, time limits and payment are the same as then. Something else was changed, "
                    "a component for instance."),
                 0, 0, NULL, NULL);
      return;
    }
  put_label (self, _ ("Differs"), 0, 0, "caption-heading", NULL);
  put_label (self, _ ("When you acted"), 1, 0, "caption-heading", NULL);
  put_label (self, _ ("Now"), 2, 0, "caption-heading", NULL);
  for (guint i = 0; i < list->len; i++)
    put_difference (self, g_ptr_array_index (list, i), (int) i + 1);
}

void
mc_conflict_panel_set (McConflictPanel *self, McProfile *profile, const McOutboxEntry *entry, McDossier *dossier,
                       gboolean can_edit)
{
  const McMe *me = mc_sync_get_me (mc_profile_get_sync (profile));
  g_autoptr (GDateTime) now = mc_clock_now (mc_profile_get_clock (profile));
  g_autoptr (McSummary) basis = NULL;
  gboolean allowed;
  int then;

  g_return_if_fail (MC_IS_CONFLICT_PANEL (self));

  gtk_widget_set_visible (GTK_WIDGET (self), entry != NULL);
  g_clear_pointer (&self->dossier, mc_dossier_unref);
  g_clear_pointer (&self->act, mc_act_unref);
  if (entry == NULL)
    return;
  g_set_object (&self->profile, profile);
  self->dossier = mc_dossier_ref (dossier);
  self->act = mc_act_ref (entry->act);
  allowed = mc_summary_allows (dossier->summary, entry->act->action);
  basis = mc_outbox_entry_read_basis (entry);
  then = state_then (entry, basis, dossier);
  show_mine (self, entry, then, dossier, me, now);
  show_theirs (self, entry, basis != NULL ? 0 : then, dossier, me, now);
  show_differences (self, basis, dossier->summary);
  show_their_text (self, entry, dossier);
  gtk_widget_set_visible (self->resend, allowed);
  gtk_widget_set_visible (self->merge, can_edit && has_free_text (me, entry->act->action));
  gtk_label_set_label (self->advice, allowed
                                         ? _ ("Nothing was recorded. What was typed stays as a draft. It can be sent "
                                              "again on the new state.")
                                         : _ ("Nothing was recorded. What was typed stays as a draft. The new state "
                                              "does not allow this act any more."));
}
