// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-help-dialog.h"

#include <glib/gi18n.h>

#include "mc-dialog-size.h"

static const struct
{
  const char *title;
  const char *text;
} steps[] = {
  { N_ ("Choose a queue"), N_ ("The sidebar holds what is yours to do; the most urgent dossier stands first.") },
  { N_ ("Open a dossier with Enter"),
    N_ ("Its components stand beside their documents; the arrow keys go through both.") },
  { N_ ("Mark each component"),
    N_ ("Space marks it sufficient, the minus key not sufficient and asks for the reason.") },
  { N_ ("Press Ctrl+Enter"), N_ ("The blue button says what will happen. What tells the applicant something waits some "
                                 "seconds: F8 takes it back.") },
  { N_ ("Without a connection"),
    N_ ("Work goes on. What was done is kept on this computer and sent by itself; Ctrl+J shows what waits.") },
  { N_ ("Looking for something"),
    N_ ("Ctrl+K finds acts, places and dossiers; a scanned code is looked for by itself.") },
};

static GtkWidget *
make_step (guint number, const char *title, const char *text)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *digit = g_strdup_printf ("%u", number);
  GtkWidget *label = gtk_label_new (digit);

  gtk_widget_add_css_class (label, "numeric");
  gtk_widget_add_css_class (label, "key-digit");
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), label);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
  return row;
}

AdwDialog *
mc_help_dialog_new (void)
{
  AdwDialog *dialog = adw_dialog_new ();
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *page = adw_preferences_page_new ();
  AdwPreferencesGroup *first = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  AdwPreferencesGroup *more = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  GtkWidget *keys = adw_button_row_new ();

  adw_preferences_group_set_title (first, _ ("What to do first"));
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    adw_preferences_group_add (first, make_step (i + 1, _ (steps[i].title), _ (steps[i].text)));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (keys), _ ("Keys"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (keys), "win.shortcuts");
  adw_preferences_group_add (more, keys);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), first);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), more);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), page);
  adw_dialog_set_child (dialog, view);
  adw_dialog_set_title (dialog, _ ("Help"));
  mc_dialog_size_set (dialog, 560, 560);
  return dialog;
}
