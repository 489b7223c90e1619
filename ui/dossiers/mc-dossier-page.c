// SPDX-License-Identifier: GPL-3.0-or-later
#define G_LOG_DOMAIN "mc-ui"
#include "mc-dossier-page.h"

#include <glib/gi18n.h>

#include "mc-acceptance.h"
#include "mc-act-dialog.h"
#include "mc-component-pane.h"
#include "mc-conflict-panel.h"
#include "mc-deadline-badge.h"
#include "mc-dossier-words.h"
#include "mc-error-text.h"
#include "mc-format.h"
#include "mc-info-pane.h"
#include "mc-menu-names.h"
#include "mc-pending-bar.h"
#include "mc-portal-error.h"
#include "mc-print-dialog.h"
#include "mc-problem-view.h"
#include "mc-task.h"

/* anything longer shows that it works */
#define LOADING_SHOWN_AFTER_MS 400
/* a second Ctrl+Enter meant for the record before must not hit the one that came up under the fingers */
#define GUARD_US (G_USEC_PER_SEC / 2)
#define DEFAULT_UNDO_SECONDS 10

struct _McDossierPage
{
  AdwNavigationPage parent_instance;

  /* template */
  AdwToastOverlay *toasts;
  GtkWidget *header;
  GtkLabel *position;
  GtkLabel *code;
  GtkButton *copy;
  GtkButton *print;
  GtkStack *stack;
  McProblemView *problem;
  GtkLabel *procedure;
  GtkLabel *owner;
  GtkLabel *state;
  McDeadlineBadge *badge;
  GtkMenuButton *other_acts;
  GtkButton *accept;
  GtkButton *supplement;
  GtkLabel *reason;
  McPendingBar *pending_bar;
  McConflictPanel *conflict_panel;
  AdwViewStack *views;
  McComponentPane *components;
  AdwBin *info;
  AdwBin *history;

  /* owned */
  McProfile *profile;
  McScope *scope;
  McMarks *marks;
  McDossier *dossier; /* NULL until it is there */
  char *record_id;
  char *failure; /* why the last try did not get into the outbox */

  gint64 shown_us;
  guint loading_source;
  guint generation; /* of the record shown: answers for another one are too late */
  gboolean accepting;
  gboolean opening; /* a form is under way */
  gboolean can_accept;
  gboolean can_print;
  gboolean heals; /* the problem shown goes away by itself */
  gboolean focus_wanted;
};

typedef struct
{
  McDossierPage *page;
  char *id;
  guint generation;
} Open;

typedef struct
{
  McDossierPage *page;
  char *component_id;
  char *mark; /* NULL: none */
  char *reason;
  char *note;
} Mark;

/* Acts that are reached by the menu beside the primary one. */
static const struct
{
  const char *id;
  const char *action;
} menu_acts[] = {
  { "request_supplement", "win.request-supplement" },
  { "refuse", "win.refuse" },
};

enum
{
  PROP_CAN_ACCEPT = 1,
  PROP_CAN_PRINT,
  PROP_RECORD_ID,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

static void open_record (McDossierPage *self);

G_DEFINE_FINAL_TYPE (McDossierPage, mc_dossier_page, ADW_TYPE_NAVIGATION_PAGE)

static void
open_free (Open *self)
{
  g_object_unref (self->page);
  g_free (self->id);
  g_free (self);
}

static void
mark_free (Mark *self)
{
  g_object_unref (self->page);
  g_free (self->component_id);
  g_free (self->mark);
  g_free (self->reason);
  g_free (self->note);
  g_free (self);
}

static void
toast (McDossierPage *self, const char *text)
{
  AdwToast *message = adw_toast_new (text);

  adw_toast_set_use_markup (message, FALSE);
  adw_toast_overlay_add_toast (self->toasts, message);
}

static void
set_flag (McDossierPage *self, gboolean *flag, gboolean value, int prop)
{
  if (*flag == value)
    return;
  *flag = value;
  g_object_notify_by_pspec (G_OBJECT (self), props[prop]);
}

static void
show_reason (McDossierPage *self, const char *reason)
{
  const char *text = self->failure != NULL ? self->failure : reason;

  gtk_label_set_label (self->reason, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->reason), text != NULL);
  gtk_widget_remove_css_class (GTK_WIDGET (self->reason), "insist");
  if (self->failure != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->reason), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->reason), "error");
}

/* The act with a form of the signed-in official's catalogue that the portal allows on this record now; NULL: not now. */
static const McActionInfo *
find_act (McDossierPage *self, const char *id)
{
  const McMe *me = mc_sync_get_me (mc_profile_get_sync (self->profile));
  const McActionInfo *info = me != NULL ? mc_me_find_action (me, id) : NULL;

  if (self->dossier == NULL || info == NULL || info->form == NULL || !mc_summary_allows (self->dossier->summary, id))
    return NULL;
  return info;
}

static void
set_primary (GtkButton *button, gboolean primary)
{
  if (primary)
    gtk_widget_add_css_class (GTK_WIDGET (button), "suggested-action");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (button), "suggested-action");
}

/* Whether with these marks the next step is to ask for a supplement. */
static gboolean
wants_supplement (McDossierPage *self)
{
  return find_act (self, "request_supplement") != NULL && mc_marks_count_insufficient (self->marks, self->dossier) > 0;
}

/* Buttons are data: those that the portal allows. */
static void
show_other_acts (McDossierPage *self, gboolean free)
{
  gboolean supplement = wants_supplement (self);
  g_autoptr (GMenu) menu = g_menu_new ();

  for (guint i = 0; i < G_N_ELEMENTS (menu_acts); i++)
    {
      const McActionInfo *info = find_act (self, menu_acts[i].id);

      if (info != NULL && !(supplement && i == 0))
        g_menu_append (menu, info->title, menu_acts[i].action);
    }
  gtk_menu_button_set_menu_model (self->other_acts, G_MENU_MODEL (menu));
  gtk_widget_set_visible (GTK_WIDGET (self->other_acts), free && g_menu_model_get_n_items (G_MENU_MODEL (menu)) > 0);
  gtk_button_set_label (self->supplement,
                        mc_words_action (mc_sync_get_me (mc_profile_get_sync (self->profile)), "request_supplement"));
  gtk_widget_set_visible (GTK_WIDGET (self->supplement), free && supplement);
  set_primary (self->accept, !supplement);
}

static void
show_pending (McDossierPage *self, McOutboxEntry *pending)
{
  /* both states can be told once the new one is here */
  gboolean conflict = self->dossier != NULL && mc_conflict_panel_is_about (pending)
                      && self->dossier->summary->handling_version > pending->act->expected_handling_version;

  mc_pending_bar_set (self->pending_bar, self->profile, conflict ? NULL : pending);
  mc_conflict_panel_set (self->conflict_panel, self->profile, conflict ? pending : NULL, self->dossier);
}

/* What can be done now, and why not what cannot. */
static void
update_acts (McDossierPage *self)
{
  McSync *sync = mc_profile_get_sync (self->profile);
  McOutboxEntry *pending = self->record_id != NULL ? mc_sync_find_pending (sync, self->record_id) : NULL;
  McAcceptance acceptance = MC_ACCEPTANCE_PAST;
  g_autofree char *reason = NULL;

  if (self->dossier != NULL)
    acceptance = mc_acceptance_check (self->dossier, mc_sync_get_me (sync), self->marks, &reason);
  show_pending (self, pending);
  gtk_widget_set_visible (GTK_WIDGET (self->accept), acceptance != MC_ACCEPTANCE_PAST && pending == NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->accept), acceptance == MC_ACCEPTANCE_POSSIBLE && !self->accepting);
  gtk_button_set_label (self->accept, mc_words_action (mc_sync_get_me (sync), "accept"));
  show_other_acts (self, pending == NULL && !self->accepting);
  show_reason (self, pending == NULL ? reason : NULL);
  mc_component_pane_set_me (self->components, mc_sync_get_me (sync));
  mc_component_pane_set_editable (self->components, acceptance != MC_ACCEPTANCE_PAST && pending == NULL);
  set_flag (self, &self->can_accept, acceptance == MC_ACCEPTANCE_POSSIBLE && pending == NULL && !self->accepting,
            PROP_CAN_ACCEPT);
  set_flag (self, &self->can_print, self->dossier != NULL && mc_print_pages_find_paper (self->dossier) != NULL,
            PROP_CAN_PRINT);
  gtk_widget_set_visible (GTK_WIDGET (self->print), self->can_print);
}

static void
show_head (McDossierPage *self)
{
  const McSummary *summary = self->dossier->summary;
  g_autoptr (GDateTime) now = mc_clock_now (mc_profile_get_clock (self->profile));
  g_autofree char *code = mc_words_code (summary);
  g_autofree char *owner = g_strdup_printf (_ ("Owner: %s"), mc_format_text (summary->owner_name));
  g_autofree char *state = mc_words_state (summary->national_state);

  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), code);
  gtk_label_set_label (self->code, code);
  gtk_label_set_label (self->procedure, mc_format_text (summary->procedure_name));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->procedure), summary->procedure_name);
  gtk_label_set_label (self->owner, owner);
  gtk_label_set_label (self->state, state);
  mc_deadline_badge_set (self->badge, summary, now);
}

static void
show_dossier (McDossierPage *self)
{
  const McMe *me = mc_sync_get_me (mc_profile_get_sync (self->profile));
  g_autoptr (GDateTime) now = mc_clock_now (mc_profile_get_clock (self->profile));

  show_head (self);
  mc_component_pane_set_dossier (self->components, self->dossier, self->marks);
  adw_bin_set_child (self->info, mc_info_pane_new (self->dossier));
  adw_bin_set_child (self->history, mc_history_pane_new (self->dossier, me, now));
  gtk_widget_set_visible (self->header, TRUE);
  gtk_stack_set_visible_child_name (self->stack, "dossier");
  update_acts (self);
  if (self->focus_wanted)
    mc_dossier_page_focus_components (self);
}

static void
show_problem (McDossierPage *self, const GError *error)
{
  self->heals = mc_portal_error_can_heal (error);
  mc_problem_view_set (self->problem, error, mc_sync_get_me (mc_profile_get_sync (self->profile)));
  gtk_widget_set_visible (self->header, FALSE);
  gtk_stack_set_visible_child_name (self->stack, "problem");
  /* somewhere on the page, so that Esc leads back from it */
  if (self->focus_wanted)
    mc_problem_view_focus (self->problem);
}

static void
stop_loading (McDossierPage *self)
{
  g_clear_handle_id (&self->loading_source, g_source_remove);
}

static DexFuture *
open_fiber (gpointer data)
{
  Open *open = data;
  McDossierPage *self = open->page;
  g_autoptr (GError) error = NULL;
  g_autoptr (McDossier) dossier
      = mc_await_boxed (mc_sync_open_dossier (mc_profile_get_sync (self->profile), open->id), &error);

  if (open->generation != self->generation || mc_scope_is_ended (self->scope))
    return dex_future_new_true ();
  stop_loading (self);
  if (dossier == NULL)
    {
      gboolean gone = g_error_matches (error, MC_PORTAL_ERROR, MC_PORTAL_ERROR_NOT_FOUND)
                      || g_error_matches (error, MC_PORTAL_ERROR, MC_PORTAL_ERROR_FORBIDDEN);

      /* what is on screen stays good to read when only its refreshing failed */
      if (self->dossier == NULL || gone)
        {
          g_clear_pointer (&self->dossier, mc_dossier_unref);
          show_problem (self, error);
          update_acts (self);
        }
      return dex_future_new_true ();
    }
  g_clear_pointer (&self->dossier, mc_dossier_unref);
  self->dossier = g_steal_pointer (&dossier);
  show_dossier (self);
  return dex_future_new_true ();
}

static void
open_record (McDossierPage *self)
{
  Open *open = g_new0 (Open, 1);

  open->page = g_object_ref (self);
  open->id = g_strdup (self->record_id);
  open->generation = self->generation;
  mc_task_run (self->scope, "open dossier", open_fiber, open, (GDestroyNotify) open_free);
}

static void
set_failure (McDossierPage *self, const GError *error)
{
  g_set_str (&self->failure, error != NULL ? mc_error_text (error) : NULL);
  update_acts (self);
}

static DexFuture *
marks_fiber (gpointer data)
{
  Open *open = data;
  McDossierPage *self = open->page;
  g_autoptr (GError) error = NULL;

  mc_await (mc_marks_load (self->marks, self->record_id), &error);
  if (error != NULL && open->generation == self->generation && !mc_scope_is_ended (self->scope))
    set_failure (self, error);
  return dex_future_new_true ();
}

static DexFuture *
mark_fiber (gpointer data)
{
  Mark *mark = data;
  McDossierPage *self = mark->page;
  guint generation = self->generation;
  g_autoptr (GError) error = NULL;

  mc_await (mc_marks_set (self->marks, mark->component_id, mark->mark, mark->reason, mark->note), &error);
  if (generation == self->generation && !mc_scope_is_ended (self->scope))
    set_failure (self, error);
  return dex_future_new_true ();
}

static DexFuture *
accept_fiber (gpointer data)
{
  Open *open = data;
  McDossierPage *self = open->page;
  McSync *sync = mc_profile_get_sync (self->profile);
  McMe *me = mc_sync_get_me (sync);
  const McActionInfo *action = me != NULL ? mc_me_find_action (me, "accept") : NULL;
  g_autofree char *form = mc_marks_build_form (self->marks, self->dossier);
  g_autoptr (McOutboxEntry) entry = NULL;
  g_autoptr (GError) error = NULL;

  entry = mc_await_boxed (mc_sync_act (sync, self->dossier->summary, "accept", form,
                                       action != NULL ? action->undo_seconds : DEFAULT_UNDO_SECONDS),
                          &error);
  self->accepting = FALSE;
  if (mc_scope_is_ended (self->scope))
    return dex_future_new_true ();
  if (open->generation == self->generation)
    set_failure (self, error);
  else if (error != NULL)
    toast (self, mc_error_text (error));
  return dex_future_new_true ();
}

/* No dialog over a dialog. */
static gboolean
has_dialog (McDossierPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (ADW_IS_APPLICATION_WINDOW (root))
    return adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (root)) != NULL;
  return ADW_IS_WINDOW (root) && adw_window_get_visible_dialog (ADW_WINDOW (root)) != NULL;
}

/* Only what was typed before has to be read; the form itself is at hand. */
static DexFuture *
form_fiber (gpointer data)
{
  Open *open = data;
  McDossierPage *self = open->page;
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) drafts
      = mc_await_boxed (mc_journal_drafts (mc_profile_get_journal (self->profile), self->record_id), &error);
  const McActionInfo *info;

  self->opening = FALSE;
  if (mc_scope_is_ended (self->scope) || open->generation != self->generation)
    return dex_future_new_true ();
  if (drafts == NULL)
    {
      set_failure (self, error);
      return dex_future_new_true ();
    }
  info = find_act (self, open->id);
  if (info != NULL && !has_dialog (self))
    adw_dialog_present (
        ADW_DIALOG (mc_act_dialog_new (self->scope, self->profile, self->dossier, self->marks, info, drafts)),
        GTK_WIDGET (self));
  return dex_future_new_true ();
}

static void
show_loading_cb (gpointer data)
{
  McDossierPage *self = data;

  self->loading_source = 0;
  gtk_stack_set_visible_child_name (self->stack, "loading");
}

static void
records_changed_cb (McSync *sync, GStrv ids, McDossierPage *self)
{
  if (self->record_id != NULL && (ids == NULL || g_strv_contains ((const char *const *) ids, self->record_id)))
    open_record (self);
}

static void
outbox_changed_cb (McSync *sync, McDossierPage *self)
{
  update_acts (self);
}

static void
line_changed_cb (McSync *sync, McDossierPage *self)
{
  if (self->record_id == NULL || self->dossier == NULL)
    {
      if (self->record_id != NULL && self->heals && mc_sync_get_line (sync)->state == MC_LINE_CURRENT)
        open_record (self);
      return;
    }
  show_head (self);
}

static void
me_changed_cb (McSync *sync, McDossierPage *self)
{
  update_acts (self);
}

static void
marks_changed_cb (McDossierPage *self)
{
  update_acts (self);
}

static void
mark_cb (McDossierPage *self, const char *component_id, const char *value, const char *reason, const char *note)
{
  Mark *mark = g_new0 (Mark, 1);

  mark->page = g_object_ref (self);
  mark->component_id = g_strdup (component_id);
  mark->mark = g_strdup (value);
  mark->reason = g_strdup (reason);
  mark->note = g_strdup (note);
  mc_task_run (self->scope, "mark", mark_fiber, mark, (GDestroyNotify) mark_free);
}

static void
see_cb (McDossierPage *self)
{
  adw_view_stack_set_visible_child_name (self->views, "history");
}

static void
accept_cb (McDossierPage *self)
{
  mc_dossier_page_accept (self);
}

static void
supplement_cb (McDossierPage *self)
{
  mc_dossier_page_open_act (self, "request_supplement");
}

static void
print_cb (McDossierPage *self)
{
  mc_dossier_page_print (self);
}

static void
try_again_cb (McDossierPage *self)
{
  open_record (self);
}

static void
copy_cb (McDossierPage *self)
{
  const McSummary *summary = self->dossier != NULL ? self->dossier->summary : NULL;
  const char *code = summary == NULL ? NULL : summary->code != NULL ? summary->code : summary->provisional_code;

  if (code == NULL)
    return;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), code);
  toast (self, _ ("The code is copied"));
}

static void
mc_dossier_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  McDossierPage *self = MC_DOSSIER_PAGE (object);

  switch (id)
    {
    case PROP_CAN_ACCEPT:
      g_value_set_boolean (value, self->can_accept);
      break;
    case PROP_CAN_PRINT:
      g_value_set_boolean (value, self->can_print);
      break;
    case PROP_RECORD_ID:
      g_value_set_string (value, self->record_id);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
mc_dossier_page_dispose (GObject *object)
{
  McDossierPage *self = MC_DOSSIER_PAGE (object);

  mc_scope_clear (&self->scope);
  stop_loading (self);
  if (self->profile != NULL)
    g_signal_handlers_disconnect_by_data (mc_profile_get_sync (self->profile), self);
  if (self->marks != NULL)
    g_signal_handlers_disconnect_by_data (self->marks, self);
  g_clear_object (&self->marks);
  g_clear_object (&self->profile);
  G_OBJECT_CLASS (mc_dossier_page_parent_class)->dispose (object);
}

static void
mc_dossier_page_finalize (GObject *object)
{
  McDossierPage *self = MC_DOSSIER_PAGE (object);

  g_clear_pointer (&self->dossier, mc_dossier_unref);
  g_free (self->record_id);
  g_free (self->failure);
  G_OBJECT_CLASS (mc_dossier_page_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *klass)
{
  gtk_widget_class_bind_template_child (klass, McDossierPage, toasts);
  gtk_widget_class_bind_template_child (klass, McDossierPage, header);
  gtk_widget_class_bind_template_child (klass, McDossierPage, position);
  gtk_widget_class_bind_template_child (klass, McDossierPage, code);
  gtk_widget_class_bind_template_child (klass, McDossierPage, copy);
  gtk_widget_class_bind_template_child (klass, McDossierPage, print);
  gtk_widget_class_bind_template_child (klass, McDossierPage, stack);
  gtk_widget_class_bind_template_child (klass, McDossierPage, problem);
  gtk_widget_class_bind_template_child (klass, McDossierPage, procedure);
  gtk_widget_class_bind_template_child (klass, McDossierPage, owner);
  gtk_widget_class_bind_template_child (klass, McDossierPage, state);
  gtk_widget_class_bind_template_child (klass, McDossierPage, badge);
  gtk_widget_class_bind_template_child (klass, McDossierPage, other_acts);
  gtk_widget_class_bind_template_child (klass, McDossierPage, accept);
  gtk_widget_class_bind_template_child (klass, McDossierPage, supplement);
  gtk_widget_class_bind_template_child (klass, McDossierPage, reason);
  gtk_widget_class_bind_template_child (klass, McDossierPage, pending_bar);
  gtk_widget_class_bind_template_child (klass, McDossierPage, conflict_panel);
  gtk_widget_class_bind_template_child (klass, McDossierPage, views);
  gtk_widget_class_bind_template_child (klass, McDossierPage, components);
  gtk_widget_class_bind_template_child (klass, McDossierPage, info);
  gtk_widget_class_bind_template_child (klass, McDossierPage, history);
  gtk_widget_class_bind_template_callback (klass, accept_cb);
  gtk_widget_class_bind_template_callback (klass, print_cb);
  gtk_widget_class_bind_template_callback (klass, supplement_cb);
  gtk_widget_class_bind_template_callback (klass, see_cb);
  gtk_widget_class_bind_template_callback (klass, try_again_cb);
  gtk_widget_class_bind_template_callback (klass, copy_cb);
  gtk_widget_class_bind_template_callback (klass, mark_cb);
}

static void
mc_dossier_page_class_init (McDossierPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = mc_dossier_page_get_property;
  object_class->dispose = mc_dossier_page_dispose;
  object_class->finalize = mc_dossier_page_finalize;
  props[PROP_CAN_ACCEPT]
      = g_param_spec_boolean ("can-accept", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  props[PROP_CAN_PRINT]
      = g_param_spec_boolean ("can-print", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  props[PROP_RECORD_ID]
      = g_param_spec_string ("record-id", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  g_type_ensure (MC_TYPE_COMPONENT_PANE);
  g_type_ensure (MC_TYPE_CONFLICT_PANEL);
  g_type_ensure (MC_TYPE_DEADLINE_BADGE);
  g_type_ensure (MC_TYPE_PENDING_BAR);
  g_type_ensure (MC_TYPE_PROBLEM_VIEW);
  gtk_widget_class_set_template_from_resource (GTK_WIDGET_CLASS (klass),
                                               "/io/github/motcua/MotCua/dossiers/mc-dossier-page.ui");
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
mc_dossier_page_init (McDossierPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->scope = mc_scope_new (NULL);
  mc_menu_names_follow (self->other_acts);
  gtk_widget_set_visible (self->header, FALSE);
  gtk_stack_set_visible_child_name (self->stack, "empty");
}

McDossierPage *
mc_dossier_page_new (McProfile *profile)
{
  McDossierPage *self;
  McSync *sync;

  g_return_val_if_fail (MC_IS_PROFILE (profile), NULL);

  self = g_object_new (MC_TYPE_DOSSIER_PAGE, NULL);
  self->profile = g_object_ref (profile);
  self->marks = mc_marks_new (profile);
  sync = mc_profile_get_sync (profile);
  g_signal_connect (sync, "records-changed", G_CALLBACK (records_changed_cb), self);
  g_signal_connect (sync, "outbox-changed", G_CALLBACK (outbox_changed_cb), self);
  g_signal_connect (sync, "line-changed", G_CALLBACK (line_changed_cb), self);
  g_signal_connect (sync, "me-changed", G_CALLBACK (me_changed_cb), self);
  g_signal_connect_swapped (self->marks, "changed", G_CALLBACK (marks_changed_cb), self);
  update_acts (self);
  return self;
}

static void
load_marks (McDossierPage *self)
{
  Open *open = g_new0 (Open, 1);

  open->page = g_object_ref (self);
  open->generation = self->generation;
  mc_task_run (self->scope, "marks", marks_fiber, open, (GDestroyNotify) open_free);
}

void
mc_dossier_page_show (McDossierPage *self, const char *id, int position, int total)
{
  g_autofree char *place = position > 0 ? g_strdup_printf ("%d/%d", position, total) : NULL;

  g_return_if_fail (MC_IS_DOSSIER_PAGE (self));

  gtk_label_set_label (self->position, place != NULL ? place : "");
  gtk_widget_set_visible (GTK_WIDGET (self->position), place != NULL);
  if (id != NULL && g_strcmp0 (id, self->record_id) == 0 && self->dossier != NULL)
    return;
  self->generation++;
  self->shown_us = mc_clock_now_us (mc_profile_get_clock (self->profile));
  self->opening = FALSE;
  self->focus_wanted = FALSE;
  self->heals = FALSE;
  stop_loading (self);
  g_clear_pointer (&self->failure, g_free);
  g_clear_pointer (&self->dossier, mc_dossier_unref);
  g_set_str (&self->record_id, id);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_RECORD_ID]);
  mc_component_pane_set_dossier (self->components, NULL, self->marks);
  adw_view_stack_set_visible_child_name (self->views, "components");
  gtk_widget_set_visible (self->header, FALSE);
  gtk_stack_set_visible_child_name (self->stack, id != NULL ? "blank" : "empty");
  load_marks (self);
  update_acts (self);
  if (id == NULL)
    return;
  self->loading_source = g_timeout_add_once (LOADING_SHOWN_AFTER_MS, show_loading_cb, self);
  open_record (self);
}

const char *
mc_dossier_page_get_record_id (McDossierPage *self)
{
  g_return_val_if_fail (MC_IS_DOSSIER_PAGE (self), NULL);

  return self->record_id;
}

void
mc_dossier_page_accept (McDossierPage *self)
{
  gint64 now;
  Open *open;

  g_return_if_fail (MC_IS_DOSSIER_PAGE (self));

  now = mc_clock_now_us (mc_profile_get_clock (self->profile));
  if (self->dossier == NULL || self->accepting || now - self->shown_us < GUARD_US || has_dialog (self))
    return;
  if (!self->can_accept)
    {
      if (gtk_widget_get_visible (GTK_WIDGET (self->reason)))
        {
          gtk_widget_add_css_class (GTK_WIDGET (self->reason), "insist");
          gtk_accessible_announce (GTK_ACCESSIBLE (self), gtk_label_get_label (self->reason),
                                   GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
        }
      return;
    }
  self->accepting = TRUE;
  g_clear_pointer (&self->failure, g_free);
  update_acts (self);
  open = g_new0 (Open, 1);
  open->page = g_object_ref (self);
  open->generation = self->generation;
  mc_task_run (self->scope, "accept", accept_fiber, open, (GDestroyNotify) open_free);
}

void
mc_dossier_page_act (McDossierPage *self)
{
  g_return_if_fail (MC_IS_DOSSIER_PAGE (self));

  if (gtk_widget_get_visible (GTK_WIDGET (self->supplement)))
    mc_dossier_page_open_act (self, "request_supplement");
  else
    mc_dossier_page_accept (self);
}

void
mc_dossier_page_open_act (McDossierPage *self, const char *action)
{
  Open *open;

  g_return_if_fail (MC_IS_DOSSIER_PAGE (self));

  if (self->opening || find_act (self, action) == NULL || has_dialog (self)
      || mc_sync_find_pending (mc_profile_get_sync (self->profile), self->record_id) != NULL)
    return;
  self->opening = TRUE;
  open = g_new0 (Open, 1);
  open->page = g_object_ref (self);
  open->id = g_strdup (action);
  open->generation = self->generation;
  mc_task_run (self->scope, "form", form_fiber, open, (GDestroyNotify) open_free);
}

void
mc_dossier_page_print (McDossierPage *self)
{
  McPrintDialog *dialog;

  g_return_if_fail (MC_IS_DOSSIER_PAGE (self));

  if (!self->can_print || has_dialog (self))
    return;
  dialog = mc_print_dialog_new (self->profile, self->dossier);
  g_signal_connect_object (dialog, "done", G_CALLBACK (toast), self, G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (self));
}

void
mc_dossier_page_focus_components (McDossierPage *self)
{
  g_return_if_fail (MC_IS_DOSSIER_PAGE (self));

  /* not there yet: as soon as it is */
  self->focus_wanted = self->dossier == NULL;
  if (self->dossier == NULL)
    return;
  adw_view_stack_set_visible_child_name (self->views, "components");
  mc_component_pane_focus (self->components);
}
