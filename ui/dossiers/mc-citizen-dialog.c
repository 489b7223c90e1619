// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-citizen-dialog.h"

#include <glib/gi18n.h>

#include "mc-dialog-size.h"
#include "mc-dossier-words.h"
#include "mc-form-catalogue.h"
#include "mc-form.h"
#include "mc-format.h"
#include "mc-info-rows.h"

/* Those that bind, or those that do not yet. (transfer full): names, a line each; NULL: none */
static char *
list_results (const McDossier *dossier, gboolean released)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; dossier->results != NULL && i < dossier->results->len; i++)
    {
      const McResult *result = g_ptr_array_index (dossier->results, i);

      if (mc_result_is_released (result) != released || g_strcmp0 (result->state, "void") == 0)
        continue;
      for (guint d = 0; d < result->documents->len; d++)
        g_string_append_printf (names, "%s%s", names->len > 0 ? "\n" : "",
                                ((const McDocument *) g_ptr_array_index (result->documents, d))->name);
    }
  return names->len > 0 ? g_string_free_and_steal (g_steal_pointer (&names)) : NULL;
}

static void
add_now (AdwPreferencesPage *page, const McDossier *dossier, GDateTime *now)
{
  AdwPreferencesGroup *group = mc_info_add_group (page, _ ("What the applicant sees now"));
  const McSummary *s = dossier->summary;
  g_autofree char *state = mc_words_state (s->national_state);
  g_autofree char *code = mc_words_code (s);
  g_autofree char *due = s->due_at != NULL ? mc_format_date_time (s->due_at) : NULL;
  g_autofree char *released = list_results (dossier, TRUE);

  mc_info_add_row (group, _ ("State"), state);
  mc_info_add_row (group, _ ("Code"), code);
  mc_info_add_row (group, _ ("Procedure"), s->procedure_name);
  if (due != NULL)
    mc_info_add_row (group, _ ("Date of return"), due);
  mc_info_add_row (group, _ ("Result"),
                   released != NULL ? released : _ ("Nothing yet: a draft is not shown to the applicant"));
  if (dossier->notices->len > 0)
    {
      const McNotice *last = g_ptr_array_index (dossier->notices, dossier->notices->len - 1);
      g_autofree char *time = mc_format_time (last->at, now);

      mc_info_add_fact (group, _ ("Latest message"), last->text, time);
    }
}

/* What issuing will tell them, with what is not known yet left open. */
static void
add_release (AdwPreferencesPage *page, const McDossier *dossier, GDateTime *now)
{
  g_autofree char *files = list_results (dossier, FALSE);
  g_autoptr (McForm) form = mc_form_catalogue_find ("issue", now);
  g_autofree char *message = form != NULL ? mc_form_message (form, "{}", dossier, now) : NULL;
  AdwPreferencesGroup *group;

  if (files == NULL)
    return;
  group = mc_info_add_group (page, _ ("When the result is issued"));
  mc_info_add_row (group, _ ("Files that the applicant gets"), files);
  if (message != NULL)
    mc_info_add_fact (group, _ ("Message"), message, NULL);
}

static guint
count_earlier (const McDossier *dossier)
{
  guint count = 0;

  for (guint i = 0; i < dossier->components->len; i++)
    count += ((const McComponent *) g_ptr_array_index (dossier->components, i))->earlier->len;
  return count;
}

static void
add_count (AdwPreferencesGroup *group, const char *title, guint count)
{
  g_autofree char *number = mc_format_number (count);

  mc_info_add_row (group, title, count > 0 ? number : _ ("None"));
}

static void
add_hidden (AdwPreferencesPage *page, const McDossier *dossier)
{
  AdwPreferencesGroup *group = mc_info_add_group (page, _ ("What the applicant does not see"));
  g_autofree char *drafts = list_results (dossier, FALSE);

  mc_info_add_row (group, _ ("Draft of the result"), drafts != NULL ? drafts : _ ("None"));
  add_count (group, _ ("Internal notes"), dossier->notes != NULL ? dossier->notes->len : 0);
  add_count (group, _ ("Files replaced or removed"), count_earlier (dossier));
}

AdwDialog *
mc_citizen_dialog_new (const McDossier *dossier, GDateTime *now)
{
  AdwDialog *dialog = adw_dialog_new ();
  GtkWidget *view = adw_toolbar_view_new ();
  AdwPreferencesPage *page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());

  add_now (page, dossier, now);
  add_release (page, dossier, now);
  add_hidden (page, dossier);
  adw_dialog_set_title (dialog, _ ("As the applicant sees it"));
  mc_dialog_size_set (dialog, 560, 620);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), GTK_WIDGET (page));
  adw_dialog_set_child (dialog, view);
  return dialog;
}
