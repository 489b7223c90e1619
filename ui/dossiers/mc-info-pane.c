// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-info-pane.h"

#include <glib/gi18n.h>

#include "mc-dossier-words.h"
#include "mc-format.h"
#include "mc-text.h"

static AdwPreferencesGroup *
add_group (AdwPreferencesPage *page, const char *title)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  adw_preferences_group_set_title (group, title);
  adw_preferences_page_add (page, group);
  return group;
}

static void
add_row (AdwPreferencesGroup *group, const char *title, const char *value)
{
  AdwActionRow *row = ADW_ACTION_ROW (adw_action_row_new ());

  /* names and addresses come from outside: never markup */
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (row, mc_format_text (value));
  adw_action_row_set_subtitle_selectable (row, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (row), "property");
  adw_preferences_group_add (group, GTK_WIDGET (row));
}

static void
add_person (AdwPreferencesPage *page, const char *title, const McPerson *person)
{
  AdwPreferencesGroup *group = add_group (page, title);
  g_autofree char *number = person->id_number != NULL ? mc_text_mask_number (person->id_number) : NULL;

  add_row (group, _ ("Full name"), person->name);
  add_row (group, _ ("Personal number"), number);
  if (person->address != NULL)
    add_row (group, _ ("Address"), person->address);
  if (person->phone != NULL)
    add_row (group, _ ("Telephone"), person->phone);
  if (person->email != NULL)
    add_row (group, _ ("Email"), person->email);
}

static void
add_procedure (AdwPreferencesPage *page, const McDossier *dossier)
{
  const McSummary *summary = dossier->summary;
  AdwPreferencesGroup *group = add_group (page, _ ("Procedure"));

  add_row (group, _ ("Name of the procedure"), summary->procedure_name);
  add_row (group, _ ("Code of the procedure"), summary->procedure_code);
  add_row (group, _ ("Field"), summary->field_name);
  if (dossier->abstract != NULL)
    add_row (group, _ ("Abstract"), dossier->abstract);
  add_row (group, _ ("Received at"), summary->received_unit);
  add_row (group, _ ("Competent agency"), summary->competent_unit);
  add_row (group, _ ("Way of submitting"), mc_words_channel (summary->channel));
}

static void
add_times (AdwPreferencesPage *page, const McDossier *dossier)
{
  const McSummary *summary = dossier->summary;
  AdwPreferencesGroup *group = add_group (page, _ ("Time limit"));
  g_autofree char *submitted = mc_format_date_time (summary->submitted_at);
  g_autofree char *limit = mc_words_limit (dossier);

  add_row (group, _ ("Submitted"), submitted);
  if (summary->accepted_at == NULL)
    {
      g_autofree char *response = mc_format_date_time (summary->response_due_at);

      add_row (group, _ ("Answer due"), response);
    }
  else
    {
      g_autofree char *accepted = mc_format_date_time (summary->accepted_at);
      g_autofree char *due = mc_format_date_time (summary->due_at);

      add_row (group, _ ("Accepted at"), accepted);
      add_row (group, _ ("Result due"), due);
    }
  add_row (group, _ ("Time limit of the procedure"), limit);
}

static void
add_money_and_result (AdwPreferencesPage *page, const McDossier *dossier)
{
  AdwPreferencesGroup *group = add_group (page, _ ("Fee and result"));
  g_autofree char *fee = mc_format_money (dossier->fee);

  add_row (group, _ ("Fee"), fee);
  add_row (group, _ ("Payment"), mc_words_payment (dossier->summary->payment));
  add_row (group, _ ("How the result is returned"), mc_words_delivery (dossier->summary->delivery));
  add_row (group, _ ("Where the result is returned"), dossier->return_place);
}

GtkWidget *
mc_info_pane_new (const McDossier *dossier)
{
  AdwPreferencesPage *page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());

  add_person (page, _ ("Owner"), &dossier->owner);
  if (dossier->submitter.name != NULL)
    add_person (page, _ ("Submitter"), &dossier->submitter);
  add_procedure (page, dossier);
  add_times (page, dossier);
  add_money_and_result (page, dossier);
  return GTK_WIDGET (page);
}

static void
add_history_row (AdwPreferencesGroup *group, const McHistoryEntry *entry, const McMe *me, GDateTime *now)
{
  AdwActionRow *row = ADW_ACTION_ROW (adw_action_row_new ());
  g_autofree char *time = mc_format_time (entry->at, now);
  g_autofree char *state = mc_words_state (entry->to_state);
  g_autoptr (GString) who = g_string_new (mc_format_text (entry->actor_name));
  GtkWidget *label = gtk_label_new (time);

  if (entry->actor_unit != NULL)
    g_string_append_printf (who, " – %s", entry->actor_unit);
  g_string_append_printf (who, "\n%s", state);
  if (entry->note != NULL)
    g_string_append_printf (who, "\n%s", entry->note);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), mc_words_action (me, entry->action));
  adw_action_row_set_subtitle (row, who->str);
  gtk_widget_add_css_class (label, "numeric");
  gtk_widget_add_css_class (label, "dim-label");
  adw_action_row_add_suffix (row, label);
  adw_preferences_group_add (group, GTK_WIDGET (row));
}

GtkWidget *
mc_history_pane_new (const McDossier *dossier, const McMe *me, GDateTime *now)
{
  AdwPreferencesPage *page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  AdwPreferencesGroup *group = add_group (page, "");

  for (guint i = 0; i < dossier->history->len; i++)
    add_history_row (group, g_ptr_array_index (dossier->history, i), me, now);
  return GTK_WIDGET (page);
}
