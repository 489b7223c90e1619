// SPDX-License-Identifier: GPL-3.0-or-later
#define G_LOG_DOMAIN "mc-ui"
#include "mc-dossier-page.h"

#include <glib/gi18n.h>

#include "mc-adwaita-names.h"
#include "mc-announce.h"
#include "mc-citizen-dialog.h"
#include "mc-clock-dialog.h"
#include "mc-conflict-panel.h"
#include "mc-dossier-acts.h"
#include "mc-dossier-head.h"
#include "mc-dossier-source.h"
#include "mc-dossier-tabs.h"
#include "mc-dossier-words.h"
#include "mc-format.h"
#include "mc-line-symbol.h"
#include "mc-pending-bar.h"
#include "mc-problem-view.h"

/* anything longer shows that it works */
#define LOADING_SHOWN_AFTER_MS 400

struct _McDossierPage
{
  AdwNavigationPage parent_instance;

  /* template */
  AdwToastOverlay *toasts;
  GtkWidget *bar;
  McLineSymbol *line_symbol;
  GtkButton *back;
  GtkWidget *header;
  GtkLabel *position;
  GtkLabel *code;
  GtkButton *copy;
  GtkButton *print;
  GtkStack *stack;
  McProblemView *problem;
  McDossierHead *head;
  GtkLabel *others;
  McPendingBar *pending_bar;
  McConflictPanel *conflict_panel;
  McDossierTabs *tabs;

  /* owned */
  McProfile *profile;
  McMarks *marks;
  McDossierSource *source;
  McDossierActs *acts;
  McFileActs *file_acts;

  guint loading_source;
  char *came_from; /* id of the record whose page led to this one; NULL: the list did */
  gboolean can_accept;
  gboolean can_print;
  gboolean focus_wanted;
  gboolean edit_wanted;
  gboolean came_back; /* not there yet: the focus goes to what led away */
};

enum
{
  PROP_CAN_ACCEPT = 1,
  PROP_CAN_PRINT,
  PROP_RECORD_ID,
  N_PROPS
};

static GParamSpec *props[N_PROPS];
static guint came_back_signal;

G_DEFINE_FINAL_TYPE (McDossierPage, mc_dossier_page, ADW_TYPE_NAVIGATION_PAGE)

static McSync *
get_sync (McDossierPage *self)
{
  return mc_profile_get_sync (self->profile);
}

static McComponentPane *
get_components (McDossierPage *self)
{
  return mc_dossier_tabs_get_components (self->tabs);
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
show_pending (McDossierPage *self)
{
  McDossier *dossier = mc_dossier_source_get_dossier (self->source);
  McOutboxEntry *pending = mc_dossier_acts_get_pending (self->acts);
  /* both states can be told once the new one is here */
  gboolean conflict = dossier != NULL && mc_conflict_panel_is_about (pending)
                      && dossier->summary->handling_version > pending->act->expected_handling_version;
  gboolean can_edit = mc_dossier_acts_can_edit (self->acts);

  mc_pending_bar_set (self->pending_bar, self->profile, conflict ? NULL : pending, can_edit);
  mc_conflict_panel_set (self->conflict_panel, self->profile, conflict ? pending : NULL, dossier, can_edit);
}

/* What can be done now, and why not what cannot. */
static void
update_acts (McDossierPage *self)
{
  McMe *me = mc_sync_get_me (get_sync (self));
  g_autofree char *reason = NULL;
  McAcceptance acceptance = mc_dossier_acts_check (self->acts, &reason);
  const McOutboxEntry *pending = mc_dossier_acts_get_pending (self->acts);

  show_pending (self);
  mc_dossier_head_set_acts (self->head, self->acts, me);
  mc_component_pane_set_me (get_components (self), me);
  mc_component_pane_set_editable (get_components (self),
                                  (acceptance != MC_ACCEPTANCE_PAST || mc_dossier_acts_want_marks (self->acts))
                                      && (pending == NULL || mc_act_is_about_files (pending->act->action)));
  set_flag (self, &self->can_accept, mc_dossier_acts_can_accept (self->acts), PROP_CAN_ACCEPT);
  set_flag (self, &self->can_print, mc_dossier_acts_can_print (self->acts), PROP_CAN_PRINT);
  gtk_widget_set_visible (GTK_WIDGET (self->print), self->can_print);
}

static void
show_head (McDossierPage *self)
{
  McSummary *summary = mc_dossier_source_get_dossier (self->source)->summary;
  g_autoptr (GDateTime) now = mc_clock_now (mc_profile_get_clock (self->profile));
  g_autofree char *code = mc_words_code (summary);

  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), code);
  gtk_label_set_label (self->code, code);
  mc_dossier_head_set_summary (self->head, summary, now);
}

static void
stop_loading (McDossierPage *self)
{
  g_clear_handle_id (&self->loading_source, g_source_remove);
}

static void
loaded_cb (McDossierPage *self)
{
  McDossier *dossier = mc_dossier_source_get_dossier (self->source);

  stop_loading (self);
  show_head (self);
  mc_file_acts_set_dossier (self->file_acts, dossier);
  mc_dossier_tabs_set_dossier (self->tabs, dossier, self->marks);
  gtk_widget_set_visible (self->header, TRUE);
  gtk_stack_set_visible_child_name (self->stack, "dossier");
  mc_dossier_acts_set_dossier (self->acts, dossier);
  if (self->focus_wanted)
    mc_dossier_page_focus_components (self);
  if (self->edit_wanted)
    mc_dossier_page_edit (self);
  if (self->came_back)
    {
      self->came_back = FALSE;
      mc_dossier_tabs_focus_information (self->tabs);
    }
}

static void
failed_cb (McDossierPage *self, const GError *error)
{
  stop_loading (self);
  mc_problem_view_set (self->problem, error, mc_sync_get_me (get_sync (self)), gtk_label_get_label (self->code));
  gtk_widget_set_visible (self->header, FALSE);
  gtk_stack_set_visible_child_name (self->stack, "problem");
  /* somewhere on the page, so that Esc leads back from it */
  if (self->focus_wanted)
    mc_problem_view_focus (self->problem);
  mc_file_acts_set_dossier (self->file_acts, NULL);
  mc_dossier_acts_set_dossier (self->acts, NULL);
}

static void
show_loading_cb (gpointer data)
{
  McDossierPage *self = data;

  self->loading_source = 0;
  gtk_stack_set_visible_child_name (self->stack, "loading");
}

/* Colleagues are told of what is on the screen, not of what lies behind the list. */
/* It keeps nobody from anything: whoever comes second is told by the portal (If-Match). */
static void
others_changed_cb (McDossierPage *self)
{
  GPtrArray *others = mc_sync_get_others (get_sync (self));
  g_autoptr (GString) names = g_string_new (NULL);
  g_autofree char *text = NULL;

  for (guint i = 0; others != NULL && i < others->len; i++)
    {
      const McColleague *other = g_ptr_array_index (others, i);

      g_string_append_printf (names, "%s%s (%s)", i > 0 ? ", " : "", other->name, other->unit);
    }
  /* Translators: colleagues with their units: "… (đơn vị) đang mở hồ sơ này" */
  text = g_strdup_printf (_ ("Also looking at this dossier: %s"), names->str);
  gtk_label_set_label (self->others, others != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->others), others != NULL);
  if (others != NULL)
    mc_announce (GTK_WIDGET (self), text, FALSE);
}

static void
line_changed_cb (McSync *sync, McDossierPage *self)
{
  if (mc_dossier_source_get_dossier (self->source) == NULL)
    return;
  show_head (self);
  if (mc_dossier_acts_is_outdated (self->acts) && mc_sync_get_line (sync)->state == MC_LINE_CURRENT)
    mc_dossier_source_reload (self->source);
}

static void
mark_cb (McDossierPage *self, const char *component_id, const char *value, const char *reason, const char *note)
{
  mc_dossier_acts_mark (self->acts, component_id, value, reason, note);
}

static void
see_cb (McDossierPage *self)
{
  mc_dossier_tabs_show_history (self->tabs);
}

static void
edit_cb (McDossierPage *self)
{
  mc_dossier_page_edit (self);
}

static void
accept_cb (McDossierPage *self)
{
  if (mc_dossier_acts_find_primary (self->acts) != NULL)
    mc_dossier_acts_open_primary (self->acts);
  else
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
  mc_dossier_source_reload (self->source);
}

static void
copy_cb (McDossierPage *self)
{
  McDossier *dossier = mc_dossier_source_get_dossier (self->source);
  const McSummary *summary = dossier != NULL ? dossier->summary : NULL;
  const char *code = summary == NULL ? NULL : summary->code != NULL ? summary->code : summary->provisional_code;

  if (code == NULL)
    return;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), code);
  toast (self, _ ("The code is copied"));
}

static void
set_came_from (McDossierPage *self, const char *id)
{
  g_set_str (&self->came_from, id);
  gtk_widget_set_visible (GTK_WIDGET (self->back), id != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dossier.back", id != NULL);
}

/* Another dossier of the same owner; one that is out of sight says so in its place. */
static void
open_related_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  McDossierPage *self = MC_DOSSIER_PAGE (widget);
  g_autofree char *from
      = g_strdup (self->came_from != NULL ? self->came_from : mc_dossier_source_get_id (self->source));

  mc_dossier_page_show (self, g_variant_get_string (parameter, NULL), 0, 0);
  set_came_from (self, from);
  mc_dossier_page_focus_components (self);
}

static void
back_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  McDossierPage *self = MC_DOSSIER_PAGE (widget);
  g_autofree char *from = g_strdup (self->came_from);

  mc_dossier_page_show (self, from, 0, 0);
  self->came_back = TRUE;
  g_signal_emit (self, came_back_signal, 0, from);
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
      g_value_set_string (value, mc_dossier_source_get_id (self->source));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
mc_dossier_page_dispose (GObject *object)
{
  McDossierPage *self = MC_DOSSIER_PAGE (object);

  stop_loading (self);
  if (self->profile != NULL)
    {
      mc_sync_attend (get_sync (self), NULL);
      g_signal_handlers_disconnect_by_data (get_sync (self), self);
    }
  /* they end with the page, whoever still holds them */
  if (self->source != NULL)
    g_object_run_dispose (G_OBJECT (self->source));
  if (self->acts != NULL)
    g_object_run_dispose (G_OBJECT (self->acts));
  if (self->file_acts != NULL)
    g_object_run_dispose (G_OBJECT (self->file_acts));
  g_clear_object (&self->file_acts);
  g_clear_object (&self->source);
  g_clear_object (&self->acts);
  g_clear_object (&self->marks);
  g_clear_object (&self->profile);
  g_clear_pointer (&self->came_from, g_free);
  G_OBJECT_CLASS (mc_dossier_page_parent_class)->dispose (object);
}

static void
mc_dossier_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (mc_dossier_page_parent_class)->map (widget);
  mc_adwaita_names_give (MC_DOSSIER_PAGE (widget)->bar);
  mc_dossier_page_attend (MC_DOSSIER_PAGE (widget));
}

static void
mc_dossier_page_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (mc_dossier_page_parent_class)->unmap (widget);
  mc_dossier_page_attend (MC_DOSSIER_PAGE (widget));
}

static void
bind_template (GtkWidgetClass *klass)
{
  gtk_widget_class_bind_template_child (klass, McDossierPage, toasts);
  gtk_widget_class_bind_template_child (klass, McDossierPage, bar);
  gtk_widget_class_bind_template_child (klass, McDossierPage, line_symbol);
  gtk_widget_class_bind_template_child (klass, McDossierPage, back);
  gtk_widget_class_bind_template_child (klass, McDossierPage, header);
  gtk_widget_class_bind_template_child (klass, McDossierPage, position);
  gtk_widget_class_bind_template_child (klass, McDossierPage, code);
  gtk_widget_class_bind_template_child (klass, McDossierPage, copy);
  gtk_widget_class_bind_template_child (klass, McDossierPage, print);
  gtk_widget_class_bind_template_child (klass, McDossierPage, stack);
  gtk_widget_class_bind_template_child (klass, McDossierPage, problem);
  gtk_widget_class_bind_template_child (klass, McDossierPage, head);
  gtk_widget_class_bind_template_child (klass, McDossierPage, others);
  gtk_widget_class_bind_template_child (klass, McDossierPage, pending_bar);
  gtk_widget_class_bind_template_child (klass, McDossierPage, conflict_panel);
  gtk_widget_class_bind_template_child (klass, McDossierPage, tabs);
  gtk_widget_class_bind_template_callback (klass, accept_cb);
  gtk_widget_class_bind_template_callback (klass, print_cb);
  gtk_widget_class_bind_template_callback (klass, supplement_cb);
  gtk_widget_class_bind_template_callback (klass, edit_cb);
  gtk_widget_class_bind_template_callback (klass, see_cb);
  gtk_widget_class_bind_template_callback (klass, try_again_cb);
  gtk_widget_class_bind_template_callback (klass, copy_cb);
}

static void
mc_dossier_page_class_init (McDossierPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = mc_dossier_page_get_property;
  object_class->dispose = mc_dossier_page_dispose;
  GTK_WIDGET_CLASS (klass)->map = mc_dossier_page_map;
  GTK_WIDGET_CLASS (klass)->unmap = mc_dossier_page_unmap;
  props[PROP_CAN_ACCEPT]
      = g_param_spec_boolean ("can-accept", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  props[PROP_CAN_PRINT]
      = g_param_spec_boolean ("can-print", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  props[PROP_RECORD_ID]
      = g_param_spec_string ("record-id", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  came_back_signal = g_signal_new ("came-back", MC_TYPE_DOSSIER_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "dossier.open-related", "s", open_related_action);
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "dossier.back", NULL, back_action);
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "dossier.back", NULL);
  g_type_ensure (MC_TYPE_CONFLICT_PANEL);
  g_type_ensure (MC_TYPE_DOSSIER_HEAD);
  g_type_ensure (MC_TYPE_DOSSIER_TABS);
  g_type_ensure (MC_TYPE_LINE_SYMBOL);
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
  mc_adwaita_names_follow (self->toasts);
  set_came_from (self, NULL);
  gtk_widget_set_visible (self->header, FALSE);
  gtk_stack_set_visible_child_name (self->stack, "empty");
}

McDossierPage *
mc_dossier_page_new (McProfile *profile)
{
  McDossierPage *self;

  g_return_val_if_fail (MC_IS_PROFILE (profile), NULL);

  self = g_object_new (MC_TYPE_DOSSIER_PAGE, NULL);
  self->profile = g_object_ref (profile);
  mc_line_symbol_set_sync (self->line_symbol, get_sync (self));
  self->marks = mc_marks_new (profile);
  self->source = mc_dossier_source_new (profile);
  mc_dossier_tabs_set_profile (self->tabs, profile);
  mc_component_pane_set_sync (get_components (self), get_sync (self), mc_profile_get_clock (profile));
  self->acts = mc_dossier_acts_new (profile, self->marks, GTK_WIDGET (self));
  self->file_acts = mc_file_acts_new (profile, GTK_WIDGET (self));
  mc_component_pane_set_file_acts (get_components (self), self->file_acts);
  g_signal_connect_object (self->source, "loaded", G_CALLBACK (loaded_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->source, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->acts, "changed", G_CALLBACK (update_acts), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->acts, "said", G_CALLBACK (toast), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->file_acts, "said", G_CALLBACK (toast), self, G_CONNECT_SWAPPED);
  g_signal_connect (get_sync (self), "line-changed", G_CALLBACK (line_changed_cb), self);
  g_signal_connect_swapped (get_sync (self), "others-changed", G_CALLBACK (others_changed_cb), self);
  g_signal_connect_object (get_components (self), "mark", G_CALLBACK (mark_cb), self, G_CONNECT_SWAPPED);
  update_acts (self);
  return self;
}

void
mc_dossier_page_attend (McDossierPage *self)
{
  g_return_if_fail (MC_IS_DOSSIER_PAGE (self));

  if (self->profile != NULL)
    mc_sync_attend (get_sync (self), gtk_widget_get_mapped (GTK_WIDGET (self)) && self->source != NULL
                                         ? mc_dossier_source_get_id (self->source)
                                         : NULL);
}

void
mc_dossier_page_set_place (McDossierPage *self, int position, int total)
{
  g_autofree char *place = position > 0 ? g_strdup_printf ("%d/%d", position, total) : NULL;

  g_return_if_fail (MC_IS_DOSSIER_PAGE (self));

  gtk_label_set_label (self->position, place != NULL ? place : "");
  gtk_widget_set_visible (GTK_WIDGET (self->position), place != NULL);
}

void
mc_dossier_page_show (McDossierPage *self, const char *id, int position, int total)
{
  g_return_if_fail (MC_IS_DOSSIER_PAGE (self));

  mc_dossier_page_set_place (self, position, total);
  if (id != NULL && g_strcmp0 (id, mc_dossier_source_get_id (self->source)) == 0
      && mc_dossier_source_get_dossier (self->source) != NULL)
    return;
  self->focus_wanted = self->edit_wanted = self->came_back = FALSE;
  set_came_from (self, NULL);
  gtk_label_set_label (self->code, "");
  stop_loading (self);
  mc_dossier_tabs_set_dossier (self->tabs, NULL, self->marks);
  gtk_widget_set_visible (self->header, FALSE);
  gtk_stack_set_visible_child_name (self->stack, id != NULL ? "blank" : "empty");
  if (id != NULL)
    self->loading_source = g_timeout_add_once (LOADING_SHOWN_AFTER_MS, show_loading_cb, self);
  mc_dossier_source_open (self->source, id);
  mc_dossier_acts_set_record (self->acts, id);
  mc_dossier_page_attend (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_RECORD_ID]);
}

const char *
mc_dossier_page_get_record_id (McDossierPage *self)
{
  g_return_val_if_fail (MC_IS_DOSSIER_PAGE (self), NULL);

  return mc_dossier_source_get_id (self->source);
}

gboolean
mc_dossier_page_is_online (McDossierPage *self)
{
  McDossier *dossier;

  g_return_val_if_fail (MC_IS_DOSSIER_PAGE (self), FALSE);

  dossier = mc_dossier_source_get_dossier (self->source);
  return dossier != NULL && g_strcmp0 (dossier->summary->channel, "online") == 0;
}

void
mc_dossier_page_accept (McDossierPage *self)
{
  g_return_if_fail (MC_IS_DOSSIER_PAGE (self));

  if (!mc_dossier_acts_accept (self->acts))
    mc_dossier_head_insist (self->head);
}

void
mc_dossier_page_act (McDossierPage *self)
{
  g_return_if_fail (MC_IS_DOSSIER_PAGE (self));

  if (mc_dossier_acts_is_free (self->acts) && mc_dossier_acts_wants_supplement (self->acts))
    mc_dossier_acts_open (self->acts, "request_supplement");
  else if (mc_dossier_acts_find_primary (self->acts) != NULL)
    mc_dossier_acts_open_primary (self->acts);
  else
    mc_dossier_page_accept (self);
}

const char *
mc_dossier_page_get_primary_act (McDossierPage *self)
{
  const McActionInfo *primary;

  g_return_val_if_fail (MC_IS_DOSSIER_PAGE (self), NULL);

  if (mc_dossier_acts_is_free (self->acts) && mc_dossier_acts_wants_supplement (self->acts))
    return "request_supplement";
  primary = mc_dossier_acts_find_primary (self->acts);
  return primary != NULL ? primary->id : NULL;
}

const char *
mc_dossier_page_get_act_title (McDossierPage *self, const McActionInfo *info)
{
  g_return_val_if_fail (MC_IS_DOSSIER_PAGE (self), NULL);

  return mc_dossier_acts_get_title (self->acts, info);
}

gboolean
mc_dossier_page_can_open_act (McDossierPage *self, const char *action)
{
  g_return_val_if_fail (MC_IS_DOSSIER_PAGE (self), FALSE);

  if (mc_act_is_about_files (action))
    return mc_component_pane_can_act (get_components (self), action);
  return mc_dossier_acts_is_free (self->acts) && mc_dossier_acts_can_open (self->acts, action);
}

void
mc_dossier_page_open_act (McDossierPage *self, const char *action)
{
  g_return_if_fail (MC_IS_DOSSIER_PAGE (self));

  if (mc_act_is_about_files (action))
    mc_component_pane_act (get_components (self), action);
  else
    mc_dossier_acts_open (self->acts, action);
}

void
mc_dossier_page_edit (McDossierPage *self)
{
  g_return_if_fail (MC_IS_DOSSIER_PAGE (self));

  /* not there yet: as soon as it is */
  self->edit_wanted = mc_dossier_source_get_dossier (self->source) == NULL;
  if (!self->edit_wanted)
    mc_dossier_acts_edit (self->acts);
}

void
mc_dossier_page_show_as_citizen (McDossierPage *self)
{
  McDossier *dossier;
  g_autoptr (GDateTime) now = NULL;

  g_return_if_fail (MC_IS_DOSSIER_PAGE (self));

  dossier = mc_dossier_source_get_dossier (self->source);
  now = mc_clock_now (mc_profile_get_clock (self->profile));
  if (dossier != NULL)
    adw_dialog_present (mc_citizen_dialog_new (dossier, now), GTK_WIDGET (self));
}

void
mc_dossier_page_print (McDossierPage *self)
{
  g_return_if_fail (MC_IS_DOSSIER_PAGE (self));

  mc_dossier_acts_print (self->acts);
}

void
mc_dossier_page_explain_deadline (McDossierPage *self)
{
  McDossier *dossier;

  g_return_if_fail (MC_IS_DOSSIER_PAGE (self));

  dossier = mc_dossier_source_get_dossier (self->source);
  if (dossier != NULL)
    adw_dialog_present (mc_clock_dialog_new (dossier), GTK_WIDGET (self));
}

void
mc_dossier_page_focus_components (McDossierPage *self)
{
  g_return_if_fail (MC_IS_DOSSIER_PAGE (self));

  /* not there yet: as soon as it is */
  self->focus_wanted = mc_dossier_source_get_dossier (self->source) == NULL;
  if (self->focus_wanted)
    return;
  mc_dossier_tabs_focus (self->tabs);
}

McComponentPane *
mc_dossier_page_get_components (McDossierPage *self)
{
  g_return_val_if_fail (MC_IS_DOSSIER_PAGE (self), NULL);

  return get_components (self);
}
