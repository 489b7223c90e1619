// SPDX-License-Identifier: GPL-3.0-or-later
#define G_LOG_DOMAIN "mc-ui"
#include "mc-dossier-head.h"

#include <glib/gi18n.h>

#include "mc-announce.h"
#include "mc-deadline-badge.h"
#include "mc-dossier-words.h"
#include "mc-format.h"
#include "mc-menu-names.h"
#include "mc-tooltip.h"

struct _McDossierHead
{
  GtkBox parent_instance;

  /* template */
  GtkLabel *procedure;
  AdwWrapBox *states;
  GtkLabel *owner;
  GtkLabel *state;
  McDeadlineBadge *badge;
  GtkMenuButton *other_acts;
  GtkButton *accept;
  GtkButton *supplement;
  GtkLabel *reason;

  /* owned */
  GMenuModel *menu;   /* of the other acts */
  McSummary *summary; /* NULL: none yet */

  gboolean compact;
};

enum
{
  PROP_COMPACT = 1,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

enum
{
  ACCEPT,
  SUPPLEMENT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (McDossierHead, mc_dossier_head, GTK_TYPE_BOX)

static void
set_class (gpointer widget, const char *name, gboolean on)
{
  if (on)
    gtk_widget_add_css_class (GTK_WIDGET (widget), name);
  else
    gtk_widget_remove_css_class (GTK_WIDGET (widget), name);
}

static void
show_reason (McDossierHead *self, const char *reason, gboolean failed)
{
  gtk_label_set_label (self->reason, reason != NULL ? reason : "");
  gtk_widget_set_visible (GTK_WIDGET (self->reason), reason != NULL);
  set_class (self->reason, "insist", FALSE);
  set_class (self->reason, "error", failed);
}

/* Acts with a button of their own beside the menu. primary: nullable. */
static gboolean
is_button (const McActionInfo *info, const McActionInfo *primary, gboolean supplement)
{
  return info == primary || g_str_equal (info->id, "accept")
         || (supplement && g_str_equal (info->id, "request_supplement"));
}

/* Those with an action of their own keep it: its key stands in the menu. */
static void
append_act (GMenu *menu, const McActionInfo *info, const char *title)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (title, NULL);

  if (g_str_equal (info->id, "request_supplement"))
    g_menu_item_set_detailed_action (item, "win.request-supplement");
  else if (g_str_equal (info->id, "refuse"))
    g_menu_item_set_detailed_action (item, "win.refuse");
  else
    g_menu_item_set_action_and_target (item, "win.act", "s", info->id);
  g_menu_append_item (menu, item);
}

/* The menu is made when it is opened: with its popover it takes longer than the rest of the page. */
static void
open_menu_cb (GtkMenuButton *button, gpointer data)
{
  McDossierHead *self = data;

  gtk_menu_button_set_menu_model (button, self->menu);
}

/* Buttons are data: those that the portal allows, in its order. */
static void
show_other_acts (McDossierHead *self, McDossierActs *acts, const McMe *me)
{
  gboolean free = mc_dossier_acts_is_free (acts);
  gboolean supplement = mc_dossier_acts_wants_supplement (acts);
  GMenu *menu = g_menu_new ();

  for (guint i = 0; me != NULL && i < me->actions->len; i++)
    {
      const McActionInfo *info = g_ptr_array_index (me->actions, i);

      if (is_button (info, mc_dossier_acts_find_primary (acts), supplement)
          || !mc_dossier_acts_can_open (acts, info->id))
        continue;
      append_act (menu, info, mc_dossier_acts_get_title (acts, info));
    }
  g_clear_object (&self->menu);
  g_menu_append (menu, _ ("As the applicant sees it"), "win.citizen-view");
  self->menu = G_MENU_MODEL (menu);
  /* one that is open is no longer true */
  if (gtk_menu_button_get_active (self->other_acts))
    gtk_menu_button_set_menu_model (self->other_acts, self->menu);
  gtk_widget_set_visible (GTK_WIDGET (self->other_acts), free && g_menu_model_get_n_items (self->menu) > 0);
  gtk_button_set_label (self->supplement, mc_words_action (me, "request_supplement"));
  gtk_widget_set_visible (GTK_WIDGET (self->supplement), free && supplement);
  set_class (self->accept, "suggested-action", !supplement);
}

static void
show_owner (McDossierHead *self)
{
  const char *name = self->summary != NULL ? mc_words_owner (self->summary) : "";
  g_autofree char *titled = g_strdup_printf (_ ("Owner: %s"), name);
  gboolean bare = self->compact || (self->summary != NULL && self->summary->secret);

  gtk_label_set_label (self->owner, bare ? name : titled);
  mc_tooltip_set (GTK_WIDGET (self->owner), self->compact ? titled : NULL);
}

static void
set_compact (McDossierHead *self, gboolean compact)
{
  self->compact = compact;
  gtk_label_set_lines (self->procedure, compact ? 1 : 2);
  adw_wrap_box_set_wrap_policy (self->states, compact ? ADW_WRAP_MINIMUM : ADW_WRAP_NATURAL);
  set_class (self, "compact", compact);
  show_owner (self);
}

static void
accept_cb (McDossierHead *self)
{
  g_signal_emit (self, signals[ACCEPT], 0);
}

static void
supplement_cb (McDossierHead *self)
{
  g_signal_emit (self, signals[SUPPLEMENT], 0);
}

static void
mc_dossier_head_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_COMPACT)
    g_value_set_boolean (value, MC_DOSSIER_HEAD (object)->compact);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
mc_dossier_head_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_COMPACT)
    set_compact (MC_DOSSIER_HEAD (object), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
mc_dossier_head_dispose (GObject *object)
{
  g_clear_object (&MC_DOSSIER_HEAD (object)->menu);
  g_clear_pointer (&MC_DOSSIER_HEAD (object)->summary, mc_summary_unref);
  gtk_widget_dispose_template (GTK_WIDGET (object), MC_TYPE_DOSSIER_HEAD);
  G_OBJECT_CLASS (mc_dossier_head_parent_class)->dispose (object);
}

static void
mc_dossier_head_class_init (McDossierHeadClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->get_property = mc_dossier_head_get_property;
  G_OBJECT_CLASS (klass)->set_property = mc_dossier_head_set_property;
  G_OBJECT_CLASS (klass)->dispose = mc_dossier_head_dispose;
  props[PROP_COMPACT] = g_param_spec_boolean ("compact", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, props);
  signals[ACCEPT]
      = g_signal_new ("accept", MC_TYPE_DOSSIER_HEAD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SUPPLEMENT]
      = g_signal_new ("supplement", MC_TYPE_DOSSIER_HEAD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (MC_TYPE_DEADLINE_BADGE);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/motcua/MotCua/dossiers/mc-dossier-head.ui");
  gtk_widget_class_bind_template_child (widget_class, McDossierHead, procedure);
  gtk_widget_class_bind_template_child (widget_class, McDossierHead, states);
  gtk_widget_class_bind_template_child (widget_class, McDossierHead, owner);
  gtk_widget_class_bind_template_child (widget_class, McDossierHead, state);
  gtk_widget_class_bind_template_child (widget_class, McDossierHead, badge);
  gtk_widget_class_bind_template_child (widget_class, McDossierHead, other_acts);
  gtk_widget_class_bind_template_child (widget_class, McDossierHead, accept);
  gtk_widget_class_bind_template_child (widget_class, McDossierHead, supplement);
  gtk_widget_class_bind_template_child (widget_class, McDossierHead, reason);
  gtk_widget_class_bind_template_callback (widget_class, accept_cb);
  gtk_widget_class_bind_template_callback (widget_class, supplement_cb);
}

static void
mc_dossier_head_init (McDossierHead *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  mc_menu_names_follow (self->other_acts);
  gtk_menu_button_set_create_popup_func (self->other_acts, open_menu_cb, self, NULL);
}

void
mc_dossier_head_set_summary (McDossierHead *self, McSummary *summary, GDateTime *now)
{
  g_autofree char *state = NULL;

  g_return_if_fail (MC_IS_DOSSIER_HEAD (self));

  mc_summary_ref (summary);
  g_clear_pointer (&self->summary, mc_summary_unref);
  self->summary = summary;
  state = mc_words_state (summary->national_state);
  gtk_label_set_label (self->procedure, mc_format_text (summary->procedure_name));
  mc_tooltip_set (GTK_WIDGET (self->procedure), summary->procedure_name);
  show_owner (self);
  gtk_label_set_label (self->state, state);
  mc_deadline_badge_set (self->badge, summary, now);
}

void
mc_dossier_head_set_acts (McDossierHead *self, McDossierActs *acts, const McMe *me)
{
  g_autofree char *reason = NULL;
  const McActionInfo *primary;
  const char *failure;
  McAcceptance acceptance;

  g_return_if_fail (MC_IS_DOSSIER_HEAD (self));

  acceptance = mc_dossier_acts_check (acts, &reason);
  failure = mc_dossier_acts_get_failure (acts);
  primary = mc_dossier_acts_find_primary (acts);
  gtk_widget_set_visible (GTK_WIDGET (self->accept), (primary != NULL || acceptance != MC_ACCEPTANCE_PAST)
                                                         && mc_dossier_acts_get_pending (acts) == NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->accept),
                            primary != NULL ? mc_dossier_acts_is_free (acts) : mc_dossier_acts_can_accept (acts));
  gtk_button_set_label (self->accept,
                        primary != NULL ? mc_dossier_acts_get_title (acts, primary) : mc_words_action (me, "accept"));
  show_other_acts (self, acts, me);
  if (failure != NULL)
    show_reason (self, failure, TRUE);
  else
    show_reason (self, primary == NULL && mc_dossier_acts_get_pending (acts) == NULL ? reason : NULL, FALSE);
}

void
mc_dossier_head_insist (McDossierHead *self)
{
  g_return_if_fail (MC_IS_DOSSIER_HEAD (self));

  if (!gtk_widget_get_visible (GTK_WIDGET (self->reason)))
    return;
  set_class (self->reason, "insist", TRUE);
  mc_announce (GTK_WIDGET (self), gtk_label_get_label (self->reason), TRUE);
}
