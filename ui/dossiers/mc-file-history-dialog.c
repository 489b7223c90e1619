// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-file-history-dialog.h"

#include <glib/gi18n.h>

#include "mc-dialog-size.h"
#include "mc-format.h"

typedef struct
{
  McDocument *document;
  McFileChosen chosen;
  gpointer data;
  AdwDialog *dialog;
} Choice;

static void
choice_free (gpointer data, GClosure *closure)
{
  Choice *self = data;

  mc_document_free (self->document);
  g_free (self);
}

static void
row_activated_cb (AdwActionRow *row, Choice *choice)
{
  choice->chosen (choice->document, choice->data);
  adw_dialog_close (choice->dialog);
}

/* Who brought it and when, then who took it away, when and why. (transfer full) */
static char *
describe (const McDocument *document, GDateTime *now)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *added = document->added_at != NULL ? mc_format_time (document->added_at, now) : NULL;
  g_autofree char *ended = document->ended_at != NULL ? mc_format_time (document->ended_at, now) : NULL;

  if (document->origin == NULL)
    g_string_append (text, _ ("Sent by the applicant"));
  else if (document->taken_from != NULL)
    g_string_append_printf (text, _ ("Taken over from dossier %s by %s, %s"), document->taken_from,
                            mc_format_text (document->added_by), mc_format_text (added));
  else
    g_string_append_printf (text, _ ("Attached by %s, %s"), mc_format_text (document->added_by),
                            mc_format_text (added));
  if (ended == NULL)
    return g_string_free_and_steal (g_steal_pointer (&text));
  g_string_append_printf (text, "\n");
  g_string_append_printf (text, _ ("No longer counts: %s, %s"), mc_format_text (document->ended_by), ended);
  if (document->ended_reason != NULL)
    g_string_append_printf (text, "\n%s", document->ended_reason);
  return g_string_free_and_steal (g_steal_pointer (&text));
}

static void
add_documents (AdwPreferencesPage *page, const char *title, GPtrArray *documents, GDateTime *now, const Choice *choice)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  if (documents->len == 0)
    {
      g_object_unref (g_object_ref_sink (group));
      return;
    }
  adw_preferences_group_set_title (group, title);
  adw_preferences_page_add (page, group);
  for (guint i = documents->len; i > 0; i--)
    {
      const McDocument *document = g_ptr_array_index (documents, i - 1);
      g_autofree char *words = describe (document, now);
      GtkWidget *row = adw_action_row_new ();
      Choice *mine = g_new (Choice, 1);

      *mine = *choice;
      mine->document = mc_document_copy (document);
      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), document->name);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words);
      adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      g_signal_connect_data (row, "activated", G_CALLBACK (row_activated_cb), mine, choice_free, G_CONNECT_DEFAULT);
      adw_preferences_group_add (group, row);
    }
}

AdwDialog *
mc_file_history_dialog_new (const McComponent *component, GDateTime *now, McFileChosen chosen, gpointer data)
{
  AdwDialog *dialog = adw_dialog_new ();
  GtkWidget *view = adw_toolbar_view_new ();
  AdwPreferencesPage *page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  const Choice choice = { NULL, chosen, data, dialog };

  add_documents (page, _ ("Files in force"), component->documents, now, &choice);
  add_documents (page, _ ("Replaced or removed"), component->earlier, now, &choice);
  adw_dialog_set_title (dialog, _ ("History of the files"));
  mc_dialog_size_set (dialog, 520, -1);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), GTK_WIDGET (page));
  adw_dialog_set_child (dialog, view);
  return dialog;
}
