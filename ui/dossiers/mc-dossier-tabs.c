// SPDX-License-Identifier: GPL-3.0-or-later
#define G_LOG_DOMAIN "mc-ui"
#include "mc-dossier-tabs.h"

#include <glib/gi18n.h>

#include "mc-format.h"
#include "mc-info-pane.h"

struct _McDossierTabs
{
  GtkBox parent_instance;

  /* template */
  AdwViewStack *views;
  AdwViewStackPage *paper_view;
  AdwStatusPage *paper;
  McComponentPane *components;
  AdwBin *info;
  AdwBin *history;
  AdwBin *notes;

  /* owned */
  McProfile *profile;
  McDossier *dossier; /* NULL: none yet */
};

G_DEFINE_FINAL_TYPE (McDossierTabs, mc_dossier_tabs, GTK_TYPE_BOX)

static McMe *
get_me (McDossierTabs *self)
{
  return mc_sync_get_me (mc_profile_get_sync (self->profile));
}

/* What stands behind the other tabs is made when it is looked at: some thirty rows each. */
static void
show_view (McDossierTabs *self)
{
  const char *name = adw_view_stack_get_visible_child_name (self->views);
  g_autoptr (GDateTime) now = NULL;

  if (self->dossier == NULL)
    return;
  now = mc_clock_now (mc_profile_get_clock (self->profile));
  if (g_strcmp0 (name, "info") == 0 && adw_bin_get_child (self->info) == NULL)
    adw_bin_set_child (self->info, mc_info_pane_new (self->profile, self->dossier));
  else if (g_strcmp0 (name, "history") == 0 && adw_bin_get_child (self->history) == NULL)
    adw_bin_set_child (self->history, mc_history_pane_new (self->dossier, get_me (self), now));
  else if (g_strcmp0 (name, "notes") == 0 && adw_bin_get_child (self->notes) == NULL)
    adw_bin_set_child (self->notes, mc_note_pane_new (self->dossier, now));
}

/* What to do where there is nothing to check here: the law on state secrets keeps it to paper. */
static void
say_paper_way (McDossierTabs *self)
{
  const McMe *me = get_me (self);
  const char *received = self->dossier->summary->received_unit;
  gboolean own = me != NULL && me->unit_address != NULL && g_strcmp0 (me->unit_name, received) == 0;
  g_autofree char *text
      = g_strdup_printf (_ ("Its content and documents are not on this computer, and are not to be entered here.\n"
                            "The dossier is received, passed on and kept on paper at %s%s%s, by the rules on the "
                            "protection of state secrets. Here only its state is kept up."),
                         mc_format_text (received), own ? ", " : "", own ? me->unit_address : "");
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_status_page_set_description (self->paper, escaped);
}

static void
show_paper_way (McDossierTabs *self, gboolean secret)
{
  if (secret != adw_view_stack_page_get_visible (self->paper_view))
    {
      adw_view_stack_page_set_visible (self->paper_view, secret);
      adw_view_stack_set_visible_child_name (self->views, secret ? "paper" : "components");
    }
  if (secret)
    say_paper_way (self);
}

/* Whose role sees dossiers without reading them has neither papers nor notes before them. */
static void
show_outline (McDossierTabs *self, gboolean outline)
{
  static const char *const hidden[] = { "components", "notes" };

  for (guint i = 0; i < G_N_ELEMENTS (hidden); i++)
    {
      GtkWidget *child = adw_view_stack_get_child_by_name (self->views, hidden[i]);

      adw_view_stack_page_set_visible (adw_view_stack_get_page (self->views, child), !outline);
    }
  if (outline && g_strcmp0 (adw_view_stack_get_visible_child_name (self->views), "history") != 0)
    adw_view_stack_set_visible_child_name (self->views, "info");
}

static void
view_changed_cb (McDossierTabs *self)
{
  show_view (self);
}

static void
mc_dossier_tabs_dispose (GObject *object)
{
  McDossierTabs *self = MC_DOSSIER_TABS (object);

  g_clear_pointer (&self->dossier, mc_dossier_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), MC_TYPE_DOSSIER_TABS);
  g_clear_object (&self->profile);
  G_OBJECT_CLASS (mc_dossier_tabs_parent_class)->dispose (object);
}

static void
mc_dossier_tabs_class_init (McDossierTabsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mc_dossier_tabs_dispose;
  g_type_ensure (MC_TYPE_COMPONENT_PANE);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/motcua/MotCua/dossiers/mc-dossier-tabs.ui");
  gtk_widget_class_bind_template_child (widget_class, McDossierTabs, views);
  gtk_widget_class_bind_template_child (widget_class, McDossierTabs, paper_view);
  gtk_widget_class_bind_template_child (widget_class, McDossierTabs, paper);
  gtk_widget_class_bind_template_child (widget_class, McDossierTabs, components);
  gtk_widget_class_bind_template_child (widget_class, McDossierTabs, info);
  gtk_widget_class_bind_template_child (widget_class, McDossierTabs, history);
  gtk_widget_class_bind_template_child (widget_class, McDossierTabs, notes);
  gtk_widget_class_bind_template_callback (widget_class, view_changed_cb);
}

static void
mc_dossier_tabs_init (McDossierTabs *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
mc_dossier_tabs_set_profile (McDossierTabs *self, McProfile *profile)
{
  g_return_if_fail (MC_IS_DOSSIER_TABS (self));
  g_return_if_fail (self->profile == NULL);

  self->profile = g_object_ref (profile);
}

void
mc_dossier_tabs_set_dossier (McDossierTabs *self, McDossier *dossier, McMarks *marks)
{
  g_return_if_fail (MC_IS_DOSSIER_TABS (self));

  g_clear_pointer (&self->dossier, mc_dossier_unref);
  self->dossier = dossier != NULL ? mc_dossier_ref (dossier) : NULL;
  mc_component_pane_set_dossier (self->components, dossier, marks);
  adw_bin_set_child (self->info, NULL);
  adw_bin_set_child (self->history, NULL);
  adw_bin_set_child (self->notes, NULL);
  show_outline (self, dossier != NULL && dossier->outline);
  show_paper_way (self, dossier != NULL && dossier->summary->secret);
  if (dossier == NULL)
    adw_view_stack_set_visible_child_name (self->views, "components");
  show_view (self);
}

McComponentPane *
mc_dossier_tabs_get_components (McDossierTabs *self)
{
  g_return_val_if_fail (MC_IS_DOSSIER_TABS (self), NULL);

  return self->components;
}

void
mc_dossier_tabs_show_history (McDossierTabs *self)
{
  g_return_if_fail (MC_IS_DOSSIER_TABS (self));

  adw_view_stack_set_visible_child_name (self->views, "history");
}

void
mc_dossier_tabs_focus (McDossierTabs *self)
{
  g_return_if_fail (MC_IS_DOSSIER_TABS (self));
  g_return_if_fail (self->dossier != NULL);

  if (self->dossier->summary->secret && gtk_widget_get_mapped (GTK_WIDGET (self->paper)))
    {
      gtk_widget_grab_focus (GTK_WIDGET (self->paper));
      return;
    }
  if (self->dossier->outline)
    {
      gtk_widget_child_focus (GTK_WIDGET (self->info), GTK_DIR_TAB_FORWARD);
      return;
    }
  adw_view_stack_set_visible_child_name (self->views, "components");
  mc_component_pane_focus (self->components);
}

void
mc_dossier_tabs_focus_information (McDossierTabs *self)
{
  g_return_if_fail (MC_IS_DOSSIER_TABS (self));

  adw_view_stack_set_visible_child_name (self->views, "info");
  gtk_widget_child_focus (GTK_WIDGET (self->info), GTK_DIR_TAB_FORWARD);
}
