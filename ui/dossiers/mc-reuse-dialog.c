// SPDX-License-Identifier: GPL-3.0-or-later
#define G_LOG_DOMAIN "mc-ui"
#include "mc-reuse-dialog.h"

#include <glib/gi18n.h>

#include "mc-dialog-size.h"
#include "mc-error-text.h"
#include "mc-format.h"
#include "mc-task.h"

struct _McReuseDialog
{
  AdwDialog parent_instance;

  /* owned */
  McProfile *profile;
  McDossier *dossier;
  McScope *scope;

  AdwPreferencesPage *page;
  McPaperChosen chosen;
  gpointer data;
  GDestroyNotify destroy;
};

G_DEFINE_FINAL_TYPE (McReuseDialog, mc_reuse_dialog, ADW_TYPE_DIALOG)

static void
row_activated_cb (AdwActionRow *row, McReuseDialog *self)
{
  const char *dossier = g_object_get_data (G_OBJECT (row), "dossier");
  const McDocument *document = g_object_get_data (G_OBJECT (row), "document");

  self->chosen (dossier, document, self->data);
  adw_dialog_close (ADW_DIALOG (self));
}

static GtkWidget *
add_row (AdwPreferencesGroup *group, const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_preferences_group_add (group, row);
  return row;
}

static void
add_paper (McReuseDialog *self, AdwPreferencesGroup *group, const char *dossier, const McComponent *component,
           const McDocument *document)
{
  GtkWidget *row = add_row (group, component->name, document->name);

  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "dossier", g_strdup (dossier), g_free);
  g_object_set_data_full (G_OBJECT (row), "document", mc_document_copy (document), (GDestroyNotify) mc_document_free);
  g_signal_connect (row, "activated", G_CALLBACK (row_activated_cb), self);
}

static void
show_dossier (McReuseDialog *self, AdwPreferencesGroup *group, const McDossier *other, const GError *error)
{
  guint papers = 0;

  for (guint i = 0; other != NULL && i < other->components->len; i++)
    {
      const McComponent *component = g_ptr_array_index (other->components, i);

      for (guint d = 0; d < component->documents->len; d++, papers++)
        add_paper (self, group, other->summary->id, component, g_ptr_array_index (component->documents, d));
    }
  if (papers == 0)
    add_row (group, other != NULL ? _ ("No digitised paper") : mc_error_text (error), NULL);
}

static AdwPreferencesGroup *
add_group (McReuseDialog *self, const McRelated *related)
{
  GtkWidget *group = adw_preferences_group_new ();
  g_autofree char *day = related->submitted_at != NULL ? mc_format_date (related->submitted_at) : NULL;
  g_autofree char *title = g_strdup_printf ("%s · %s", mc_format_text (related->code), mc_format_text (day));
  g_autofree char *safe_title = g_markup_escape_text (title, -1);
  g_autofree char *safe_name = g_markup_escape_text (mc_format_text (related->procedure_name), -1);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), safe_title);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), safe_name);
  adw_preferences_page_add (self->page, ADW_PREFERENCES_GROUP (group));
  return ADW_PREFERENCES_GROUP (group);
}

static DexFuture *
fill_fiber (gpointer data)
{
  McReuseDialog *self = data;
  GPtrArray *related = self->dossier->same_person;

  for (guint i = 0; related != NULL && i < related->len && !mc_scope_is_ended (self->scope); i++)
    {
      const McRelated *one = g_ptr_array_index (related, i);
      g_autoptr (GError) error = NULL;
      g_autoptr (McDossier) other
          = mc_await_boxed (mc_sync_open_dossier (mc_profile_get_sync (self->profile), one->id), &error);

      if (!mc_scope_is_ended (self->scope))
        show_dossier (self, add_group (self, one), other, error);
    }
  return dex_future_new_true ();
}

static void
closed_cb (McReuseDialog *self)
{
  mc_scope_end (self->scope);
}

static void
mc_reuse_dialog_dispose (GObject *object)
{
  McReuseDialog *self = MC_REUSE_DIALOG (object);

  mc_scope_clear (&self->scope);
  g_clear_object (&self->profile);
  g_clear_pointer (&self->dossier, mc_dossier_unref);
  if (self->destroy != NULL)
    g_steal_pointer (&self->destroy) (self->data);
  G_OBJECT_CLASS (mc_reuse_dialog_parent_class)->dispose (object);
}

static void
mc_reuse_dialog_class_init (McReuseDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mc_reuse_dialog_dispose;
}

static void
mc_reuse_dialog_init (McReuseDialog *self)
{
  self->scope = mc_scope_new (NULL);
  self->page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  g_signal_connect (self, "closed", G_CALLBACK (closed_cb), NULL);
}

GtkWidget *
mc_reuse_dialog_new (McProfile *profile, McDossier *dossier, McPaperChosen chosen, gpointer data,
                     GDestroyNotify destroy)
{
  McReuseDialog *self = g_object_new (MC_TYPE_REUSE_DIALOG, NULL);
  GtkWidget *view = adw_toolbar_view_new ();
  gboolean some = dossier->same_person != NULL && dossier->same_person->len > 0;
  GtkWidget *content = some ? GTK_WIDGET (self->page) : adw_status_page_new ();

  self->profile = g_object_ref (profile);
  self->dossier = mc_dossier_ref (dossier);
  self->chosen = chosen;
  self->data = data;
  self->destroy = destroy;
  adw_dialog_set_title (ADW_DIALOG (self), _ ("Reuse a digitised paper"));
  mc_dialog_size_set (ADW_DIALOG (self), 560, some ? 560 : 320);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  if (!some)
    {
      g_object_unref (g_object_ref_sink (self->page));
      adw_status_page_set_icon_name (ADW_STATUS_PAGE (content), "folder-documents-symbolic");
      adw_status_page_set_title (ADW_STATUS_PAGE (content), _ ("No other dossier of the owner"));
      adw_status_page_set_description (ADW_STATUS_PAGE (content),
                                       _ ("Papers of the owner's other dossiers that you may see would be here."));
    }
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), content);
  adw_dialog_set_child (ADW_DIALOG (self), view);
  if (some)
    mc_task_run (self->scope, "papers", fill_fiber, g_object_ref (self), g_object_unref);
  return GTK_WIDGET (self);
}
