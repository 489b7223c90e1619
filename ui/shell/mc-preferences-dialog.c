// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-preferences-dialog.h"

#include <glib/gi18n.h>

#include "mc-choice-factory.h"
#include "mc-dialog-size.h"
#include "mc-language.h"
#include "mc-text-size.h"

#define TRIED "mc-tried" /* the row that shows what was scanned */

static AdwPreferencesGroup *
add_group (AdwPreferencesPage *page, const char *title, const char *description)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  adw_preferences_group_set_title (group, title);
  adw_preferences_group_set_description (group, description);
  adw_preferences_page_add (page, group);
  return group;
}

/* The toolkit gives such a row no name of its own. */
static void
name_row (GtkWidget *row, const char *name)
{
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static gint64
get_number (GSettings *settings, const char *key)
{
  g_autoptr (GVariant) value = g_settings_get_value (settings, key);

  return g_variant_is_of_type (value, G_VARIANT_TYPE_INT32) ? g_variant_get_int32 (value)
                                                            : (gint64) g_variant_get_uint32 (value);
}

static gint64
number_at (AdwComboRow *row, guint position)
{
  return g_ascii_strtoll (gtk_string_list_get_string (GTK_STRING_LIST (adw_combo_row_get_model (row)), position), NULL,
                          10);
}

static void
number_selected_cb (AdwComboRow *row, GParamSpec *pspec, GSettings *settings)
{
  const char *key = g_object_get_data (G_OBJECT (row), "mc-key");
  gint64 number;

  if (adw_combo_row_get_selected (row) == GTK_INVALID_LIST_POSITION)
    return;
  number = number_at (row, adw_combo_row_get_selected (row));
  if (number == get_number (settings, key))
    return;
  if (g_str_has_prefix (key, "scan-"))
    g_settings_set_uint (settings, key, (guint) number);
  else
    g_settings_set_int (settings, key, (int) number);
}

/* Ctrl++ changes it too. */
static void
number_changed_cb (GSettings *settings, const char *key, AdwComboRow *row)
{
  GListModel *model = adw_combo_row_get_model (row);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    if (number_at (row, i) == get_number (settings, key))
      adw_combo_row_set_selected (row, i);
}

/* One of some numbers. A spin row would be the toolkit's way, but assistive technologies do not see it. */
static GtkWidget *
make_number (const char *title, const char *subtitle, GSettings *settings, const char *key, gint64 least, gint64 most,
             gint64 step)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GtkStringList) numbers = gtk_string_list_new (NULL);
  g_autoptr (GtkListItemFactory) factory = mc_choice_factory_new (FALSE);
  g_autofree char *signal = g_strconcat ("changed::", key, NULL);
  gint64 now = get_number (settings, key);
  guint selected = 0;

  for (gint64 number = least, last = least; number <= most; last = number, number += step)
    {
      g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, number);

      /* what was set by other means stands between its neighbours */
      if (last < now && now < number)
        {
          g_autofree char *own = g_strdup_printf ("%" G_GINT64_FORMAT, now);

          selected = g_list_model_get_n_items (G_LIST_MODEL (numbers));
          gtk_string_list_append (numbers, own);
        }
      if (number == now)
        selected = g_list_model_get_n_items (G_LIST_MODEL (numbers));
      gtk_string_list_append (numbers, text);
    }
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_combo_row_set_factory (ADW_COMBO_ROW (row), factory);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (numbers));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), selected);
  g_object_set_data_full (G_OBJECT (row), "mc-key", g_strdup (key), g_free);
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (number_selected_cb), settings, 0);
  g_signal_connect_object (settings, signal, G_CALLBACK (number_changed_cb), row, 0);
  name_row (row, title);
  return row;
}

static void
language_selected_cb (AdwComboRow *row, GParamSpec *pspec, GSettings *settings)
{
  const McLanguage *language = mc_language_get (adw_combo_row_get_selected (row));

  if (language != NULL && mc_language_is_installed (language))
    g_settings_set_string (settings, "language", language->id);
}

/* Those whose locale is not there are named as such: choosing them would change nothing. */
static GtkWidget *
make_language (GSettings *settings)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autoptr (GtkListItemFactory) factory = mc_choice_factory_new (FALSE);
  g_autoptr (GString) missing = g_string_new (_ ("It holds from the next start on."));
  g_autofree char *chosen = g_settings_get_string (settings, "language");
  const McLanguage *language;
  guint selected = 0;

  for (guint i = 0; (language = mc_language_get (i)) != NULL; i++)
    {
      g_autofree char *name = g_strdup (language->name != NULL ? language->name : _ ("As the computer is set"));

      if (!mc_language_is_installed (language))
        g_string_append_printf (missing, _ (" %s is not installed on this computer (%s): an administrator can add it."),
                                name, language->locale);
      else if (g_str_equal (language->id, chosen))
        selected = i;
      gtk_string_list_append (names, name);
    }
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Language"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), missing->str);
  adw_combo_row_set_factory (ADW_COMBO_ROW (row), factory);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (names));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), selected);
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (language_selected_cb), settings, 0);
  name_row (row, _ ("Language"));
  return row;
}

static void
portal_applied_cb (AdwEntryRow *row, GSettings *settings)
{
  g_autofree char *address = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
  g_autoptr (GUri) uri = g_uri_parse (address, G_URI_FLAGS_NONE, NULL);
  gboolean sound = uri != NULL && g_strcmp0 (g_uri_get_scheme (uri), "https") == 0 && g_uri_get_host (uri) != NULL
                   && *g_uri_get_host (uri) != '\0' && g_uri_get_userinfo (uri) == NULL;

  if (!sound)
    {
      gtk_widget_add_css_class (GTK_WIDGET (row), "error");
      return;
    }
  gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
  g_settings_set_string (settings, "last-portal", address);
  /* whoever worked at the other portal signs in there again */
  g_settings_set_string (settings, "last-sub", "");
}

static void
add_portal (AdwPreferencesPage *page, GSettings *settings, McProfile *profile)
{
  McAbout *about = profile != NULL ? mc_profile_get_about (profile) : NULL;
  AdwPreferencesGroup *group = add_group (page, _ ("Portal"),
                                          _ ("Another address (https) holds from the next start on and asks for "
                                             "signing in. What waits to be sent stays with the "
                                             "portal it is for."));
  GtkWidget *connected = adw_action_row_new ();
  GtkWidget *address;
  g_autofree char *last = g_settings_get_string (settings, "last-portal");

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (connected), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (connected), _ ("Connected portal"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (connected), about != NULL ? about->name : _ ("Not signed in"));
  gtk_widget_add_css_class (connected, "property");
  adw_preferences_group_add (group, connected);
  /* the training portal is the program's own: it is chosen by how the program is started */
  if (about != NULL && about->training)
    return;
  address = adw_entry_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (address), _ ("Address of the portal"));
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (address), TRUE);
  gtk_editable_set_text (GTK_EDITABLE (address), last);
  g_signal_connect_object (address, "apply", G_CALLBACK (portal_applied_cb), settings, 0);
  adw_preferences_group_add (group, address);
}

static void
add_scanner (AdwDialog *dialog, AdwPreferencesPage *page, GSettings *settings)
{
  AdwPreferencesGroup *group = add_group (
      page, _ ("Scanner"),
      _ ("A scanner types faster than hands do. What it reads goes to search, wherever the cursor stands."));
  GtkWidget *tried = adw_entry_row_new ();

  adw_preferences_group_add (group, make_number (_ ("Longest pause between characters"), _ ("Milliseconds"), settings,
                                                 "scan-gap", 15, 155, 10));
  adw_preferences_group_add (group, make_number (_ ("Fewest characters"), _ ("Shorter ones are taken for typing"),
                                                 settings, "scan-length", 3, 20, 1));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (tried), _ ("Try it: scan something here"));
  adw_preferences_group_add (group, tried);
  g_object_set_data (G_OBJECT (dialog), TRIED, tried);
}

AdwDialog *
mc_preferences_dialog_new (GSettings *settings, McProfile *profile)
{
  AdwDialog *dialog = adw_preferences_dialog_new ();
  AdwPreferencesPage *page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  AdwPreferencesGroup *group;
  GtkWidget *next = adw_switch_row_new ();

  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  group = add_group (page, _ ("Reading"), NULL);
  adw_preferences_group_add (
      group, make_number (_ ("Size of text"), _ ("Percent; Ctrl++, Ctrl+− and Ctrl+0 change it anywhere"), settings,
                          "text-size", MC_TEXT_SIZE_LEAST, MC_TEXT_SIZE_MOST, MC_TEXT_SIZE_STEP));
  adw_preferences_group_add (group, make_language (settings));
  group = add_group (page, _ ("Work"), NULL);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (next), _ ("The next dossier opens by itself"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (next),
                               _ ("Once an act on a dossier submitted online is done; at the counter never"));
  g_settings_bind (settings, "open-next", next, "active", G_SETTINGS_BIND_DEFAULT);
  adw_preferences_group_add (group, next);
  add_scanner (dialog, page, settings);
  add_portal (page, settings, profile);
  adw_preferences_page_set_title (page, _ ("Preferences"));
  adw_dialog_set_title (dialog, _ ("Preferences"));
  mc_dialog_size_set (dialog, 640, 576);
  adw_preferences_dialog_add (ADW_PREFERENCES_DIALOG (dialog), page);
  return dialog;
}

gboolean
mc_preferences_dialog_takes_scan (AdwDialog *dialog, const char *text)
{
  GtkWidget *tried = dialog != NULL ? g_object_get_data (G_OBJECT (dialog), TRIED) : NULL;
  g_autofree char *told = NULL;

  if (tried == NULL || (gtk_widget_get_state_flags (tried) & GTK_STATE_FLAG_FOCUS_WITHIN) == 0)
    return FALSE;
  told = g_strdup_printf (_ ("Scanned: %s"), text);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (tried), told);
  return TRUE;
}
