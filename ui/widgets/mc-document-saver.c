// SPDX-License-Identifier: GPL-3.0-or-later
#define G_LOG_DOMAIN "mc-ui"
#include "mc-document-saver.h"

#include <glib/gi18n.h>

#include "mc-error-text.h"
#include "mc-purpose-dialog.h"

#define MAX_NAME 90 /* characters of it that are recorded */

typedef struct
{
  GtkWidget *over; /* nullable */
  McSync *sync;
  McDocument *document;
  GBytes *bytes;
  GFile *file; /* nullable: not chosen yet */
  char *dossier;
  char *purpose; /* nullable: a file of one's own */
} Save;

static void
save_free (gpointer data)
{
  Save *self = data;

  g_clear_object (&self->over);
  g_object_unref (self->sync);
  mc_document_free (self->document);
  g_bytes_unref (self->bytes);
  g_clear_object (&self->file);
  g_free (self->dossier);
  g_free (self->purpose);
  g_free (self);
}

static Save *
save_new (McSync *sync, const char *dossier, const McDocument *document, GBytes *bytes)
{
  Save *self = g_new0 (Save, 1);

  self->sync = g_object_ref (sync);
  self->dossier = g_strdup (dossier);
  self->document = mc_document_copy (document);
  self->bytes = g_bytes_ref (bytes);
  return self;
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DexPromise) promise = data;
  GError *error = NULL;

  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    dex_promise_resolve_boolean (promise, TRUE);
  else
    dex_promise_reject (promise, error);
}

static DexFuture *
write_cb (DexFuture *recorded, gpointer data)
{
  Save *self = data;
  DexPromise *promise = dex_promise_new ();

  g_file_replace_contents_bytes_async (self->file, self->bytes, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL, written_cb,
                                       dex_ref (promise));
  return DEX_FUTURE (promise);
}

static DexFuture *
saved_cb (DexFuture *future, gpointer data)
{
  Save *self = data;
  g_autoptr (GError) error = NULL;
  AdwDialog *dialog;

  if (dex_future_get_value (future, &error) != NULL)
    return dex_future_new_true ();
  g_message ("a document was not saved: %s", error->message);
  if (gtk_widget_get_root (self->over) == NULL) /* its window is gone, and who asked with it */
    return dex_future_new_true ();
  dialog = adw_alert_dialog_new (_ ("The document was not saved"),
                                 error->domain == G_IO_ERROR
                                     ? _ ("It could not be written there. Choose another folder and save again.")
                                     : mc_error_text (error));
  adw_alert_dialog_add_response (ADW_ALERT_DIALOG (dialog), "close", _ ("Close"));
  adw_dialog_present (dialog, self->over);
  return dex_future_new_true ();
}

static void
file_chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Save *self = data;
  /* no file: the official changed their mind */
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, NULL);

  if (file == NULL)
    save_free (self);
  else
    dex_future_disown (dex_future_finally (
        mc_document_saver_save (self->sync, self->dossier, self->document, self->purpose, file, self->bytes), saved_cb,
        self, save_free));
}

/* Takes self. */
static void
choose_file (Save *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autofree char *file_name = g_strdelimit (g_strdup (self->document->name), "/\\", '-');
  GtkRoot *root = gtk_widget_get_root (self->over);

  gtk_file_dialog_set_title (dialog, _ ("Save the document"));
  gtk_file_dialog_set_initial_name (dialog, file_name);
  gtk_file_dialog_save (dialog, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL, file_chosen_cb, self);
}

static void
purpose_chosen_cb (McReasonDialog *dialog, const char *id, const char *note, Save *asked)
{
  Save *self = save_new (asked->sync, asked->dossier, asked->document, asked->bytes);

  self->over = g_object_ref (asked->over);
  self->purpose = mc_purpose_dialog_read (id, note);
  choose_file (self);
}

static void
asked_free (gpointer data, GClosure *closure)
{
  save_free (data);
}

void
mc_document_saver_ask (GtkWidget *over, McSync *sync, const char *dossier, const McDocument *document, GBytes *bytes)
{
  McReasonDialog *dialog;
  Save *self;

  g_return_if_fail (GTK_IS_WIDGET (over));

  self = save_new (sync, dossier, document, bytes);
  self->over = g_object_ref (over);
  if (mc_document_is_waiting (document))
    {
      choose_file (self);
      return;
    }
  dialog = mc_purpose_dialog_new (_ ("Save the document"), document->name, _ ("What it is needed for"),
                                  _ ("Choose where to"));
  g_signal_connect_data (dialog, "chosen", G_CALLBACK (purpose_chosen_cb), self, asked_free, 0);
  adw_dialog_present (ADW_DIALOG (dialog), over);
}

DexFuture *
mc_document_saver_save (McSync *sync, const char *dossier, const McDocument *document, const char *purpose, GFile *file,
                        GBytes *bytes)
{
  Save *self = save_new (sync, dossier, document, bytes);
  g_autofree char *name = g_utf8_substring (document->name, 0, MIN (g_utf8_strlen (document->name, -1), MAX_NAME));
  g_autofree char *whole = purpose != NULL ? g_strdup_printf ("%s (%s)", purpose, name) : NULL;

  self->file = g_object_ref (file);
  return dex_future_then (whole != NULL ? mc_sync_record_of (sync, dossier, MC_ACT_SAVE, document->id, whole)
                                        : dex_future_new_true (),
                          write_cb, self, save_free);
}
