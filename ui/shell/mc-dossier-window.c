// SPDX-License-Identifier: GPL-3.0-or-later
#define G_LOG_DOMAIN "mc-ui"
#include "mc-dossier-window.h"

#include "mc-actions.h"
#include "mc-dossier-page.h"
#include "mc-scanner.h"
#include "mc-text-size.h"
#include "mc-undo-bar.h"

#define WIDTH 1200
#define HEIGHT 720

struct _McDossierWindow
{
  AdwApplicationWindow parent_instance;

  McWindow *parent; /* not owned: it ends first, and takes this one with it */

  /* children */
  McDossierPage *page;
  McUndoBar *undo_bar;

  /* owned */
  McProfile *profile;
  GSettings *settings;
};

G_DEFINE_FINAL_TYPE (McDossierWindow, mc_dossier_window, ADW_TYPE_APPLICATION_WINDOW)

static void
page_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  McDossierPage *page = MC_DOSSIER_WINDOW (widget)->page;

  if (g_str_equal (name, "win.accept"))
    mc_dossier_page_act (page);
  else if (g_str_equal (name, "win.print"))
    mc_dossier_page_print (page);
  else if (g_str_equal (name, "win.citizen-view"))
    mc_dossier_page_show_as_citizen (page);
  else
    mc_dossier_page_explain_deadline (page);
}

static void
request_supplement_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  mc_dossier_page_open_act (MC_DOSSIER_WINDOW (widget)->page, "request_supplement");
}

static void
refuse_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  mc_dossier_page_open_act (MC_DOSSIER_WINDOW (widget)->page, "refuse");
}

static void
act_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  mc_dossier_page_open_act (MC_DOSSIER_WINDOW (widget)->page, g_variant_get_string (parameter, NULL));
}

static void
undo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  mc_undo_bar_undo (MC_DOSSIER_WINDOW (widget)->undo_bar);
}

static void
update_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  mc_sync_poke (mc_profile_get_sync (MC_DOSSIER_WINDOW (widget)->profile));
}

static void
text_size_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  mc_text_size_change (MC_DOSSIER_WINDOW (widget)->settings, g_variant_get_int32 (parameter));
}

static void
close_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_window_close (GTK_WINDOW (widget));
}

/* Of two windows it is the one in use that says what is looked at. */
static void
active_cb (McDossierWindow *self)
{
  if (gtk_window_is_active (GTK_WINDOW (self)) && self->page != NULL)
    mc_dossier_page_attend (self->page);
}

/* It ends now, whoever still holds it: what it started ends with it. */
static void
drop_page (McDossierWindow *self)
{
  g_autoptr (McDossierPage) page = g_steal_pointer (&self->page);

  if (page == NULL)
    return;
  g_object_ref (page);
  gtk_box_remove (GTK_BOX (gtk_widget_get_parent (GTK_WIDGET (page))), GTK_WIDGET (page));
  g_object_run_dispose (G_OBJECT (page));
}

static void
mc_dossier_window_dispose (GObject *object)
{
  McDossierWindow *self = MC_DOSSIER_WINDOW (object);

  if (self->undo_bar != NULL)
    mc_undo_bar_set_profile (self->undo_bar, NULL);
  self->undo_bar = NULL;
  drop_page (self);
  g_clear_object (&self->profile);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (mc_dossier_window_parent_class)->dispose (object);
}

static void
mc_dossier_window_class_init (McDossierWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mc_dossier_window_dispose;
  gtk_widget_class_install_action (widget_class, "win.accept", NULL, page_action);
  gtk_widget_class_install_action (widget_class, "win.print", NULL, page_action);
  gtk_widget_class_install_action (widget_class, "win.citizen-view", NULL, page_action);
  gtk_widget_class_install_action (widget_class, "win.explain-deadline", NULL, page_action);
  gtk_widget_class_install_action (widget_class, "win.request-supplement", NULL, request_supplement_action);
  gtk_widget_class_install_action (widget_class, "win.refuse", NULL, refuse_action);
  gtk_widget_class_install_action (widget_class, "win.act", "s", act_action);
  gtk_widget_class_install_action (widget_class, "win.undo", NULL, undo_action);
  gtk_widget_class_install_action (widget_class, "win.update", NULL, update_action);
  gtk_widget_class_install_action (widget_class, "win.text-size", "i", text_size_action);
  gtk_widget_class_install_action (widget_class, "window.close-this", NULL, close_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close-this", NULL);
}

static void
mc_dossier_window_init (McDossierWindow *self)
{
  self->settings = g_settings_new (MC_APP_ID);
  mc_actions_add_latch (ADW_APPLICATION_WINDOW (self));
  g_signal_connect (self, "notify::is-active", G_CALLBACK (active_cb), NULL);
}

McDossierWindow *
mc_dossier_window_new (McWindow *parent, McProfile *profile, const char *record)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (parent));
  McDossierWindow *self = g_object_new (MC_TYPE_DOSSIER_WINDOW, "application", application, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *mark = mc_window_make_mark (parent);

  self->parent = parent;
  self->profile = g_object_ref (profile);
  self->page = mc_dossier_page_new (profile);
  self->undo_bar = g_object_new (MC_TYPE_UNDO_BAR, NULL);
  mc_undo_bar_set_profile (self->undo_bar, profile);
  if (mark != NULL)
    gtk_box_append (GTK_BOX (box), mark);
  gtk_widget_set_vexpand (GTK_WIDGET (self->page), TRUE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->page));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->undo_bar));
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (self), box);
  gtk_window_set_default_size (GTK_WINDOW (self), WIDTH, HEIGHT);
  mc_scanner_watch (mc_scanner_find (GTK_WIDGET (parent)), GTK_WINDOW (self));
  g_signal_connect_object (parent, "destroy", G_CALLBACK (gtk_window_destroy), self, G_CONNECT_SWAPPED);
  g_object_bind_property (self->page, "title", self, "title", G_BINDING_SYNC_CREATE);
  mc_dossier_page_show (self->page, record, 0, 0);
  mc_dossier_page_focus_components (self->page);
  return self;
}

void
mc_dossier_windows_close (McWindow *parent)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (MC_IS_DOSSIER_WINDOW (l->data) && MC_DOSSIER_WINDOW (l->data)->parent == parent)
      gtk_window_destroy (l->data);
}
