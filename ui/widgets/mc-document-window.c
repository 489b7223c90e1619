// SPDX-License-Identifier: GPL-3.0-or-later
#define G_LOG_DOMAIN "mc-ui"
#include "mc-document-window.h"

#include "mc-document-view.h"
#include "mc-scanner.h"
#include "mc-task.h"
#include "mc-window.h"

#define WIDTH 900
#define HEIGHT 720

struct _McDocumentWindow
{
  AdwWindow parent_instance;

  McDocumentView *view; /* a child */

  /* owned */
  McSync *sync;
  McScope *scope;
  char *dossier;
};

G_DEFINE_FINAL_TYPE (McDocumentWindow, mc_document_window, ADW_TYPE_WINDOW)

static DexFuture *
look_fiber (gpointer data)
{
  McDocumentWindow *self = data;
  g_autoptr (McScope) scope = g_object_ref (self->scope);
  g_autoptr (GError) error = NULL;
  gboolean seen = mc_await_boolean (mc_sync_is_in_sight (self->sync, self->dossier), &error);

  /* what cannot be read may be there all the same */
  if (!mc_scope_is_ended (scope) && !seen && error == NULL)
    gtk_window_destroy (GTK_WINDOW (self));
  return dex_future_new_true ();
}

static void
records_changed_cb (McDocumentWindow *self, GStrv ids)
{
  if (ids == NULL || g_strv_contains ((const char *const *) ids, self->dossier))
    mc_task_run (self->scope, "look whether it is still there", look_fiber, g_object_ref (self), g_object_unref);
}

static gboolean
escape_cb (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  gtk_window_close (GTK_WINDOW (widget));
  return TRUE;
}

static void
mc_document_window_dispose (GObject *object)
{
  McDocumentWindow *self = MC_DOCUMENT_WINDOW (object);

  mc_scope_clear (&self->scope);
  if (self->sync != NULL)
    g_signal_handlers_disconnect_by_data (self->sync, self);
  g_clear_object (&self->sync);
  g_clear_pointer (&self->dossier, g_free);
  G_OBJECT_CLASS (mc_document_window_parent_class)->dispose (object);
}

static void
mc_document_window_class_init (McDocumentWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mc_document_window_dispose;
  gtk_widget_class_add_binding (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, escape_cb, NULL);
}

static void
mc_document_window_init (McDocumentWindow *self)
{
  self->scope = mc_scope_new (NULL);
}

McDocumentWindow *
mc_document_window_new (GtkWindow *parent, McSync *sync, McClock *clock, const char *dossier,
                        const McDocument *document)
{
  McDocumentWindow *self = g_object_new (MC_TYPE_DOCUMENT_WINDOW, NULL);
  GtkWidget *frame = adw_toolbar_view_new ();
  GtkWidget *mark = MC_IS_WINDOW (parent) ? mc_window_make_mark (MC_WINDOW (parent)) : NULL;

  self->sync = g_object_ref (sync);
  self->dossier = g_strdup (dossier);
  self->view = mc_document_view_new ();
  mc_document_view_set_sync (self->view, sync, clock);
  mc_document_view_stand_alone (self->view);
  if (mark != NULL)
    adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (frame), mark);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (frame), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (frame), GTK_WIDGET (self->view));
  adw_window_set_content (ADW_WINDOW (self), frame);
  gtk_window_set_title (GTK_WINDOW (self), document->name);
  gtk_window_set_default_size (GTK_WINDOW (self), WIDTH, HEIGHT);
  gtk_window_set_transient_for (GTK_WINDOW (self), parent);
  gtk_window_set_destroy_with_parent (GTK_WINDOW (self), TRUE);
  if (mc_scanner_find (GTK_WIDGET (parent)) != NULL)
    mc_scanner_watch (mc_scanner_find (GTK_WIDGET (parent)), GTK_WINDOW (self));
  g_signal_connect_swapped (sync, "records-changed", G_CALLBACK (records_changed_cb), self);
  mc_document_view_show (self->view, dossier, document);
  return self;
}

void
mc_document_window_focus (McDocumentWindow *self)
{
  g_return_if_fail (MC_IS_DOCUMENT_WINDOW (self));

  mc_document_view_focus (self->view);
}
