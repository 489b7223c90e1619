// SPDX-License-Identifier: GPL-3.0-or-later
/* Preferences: what is chosen is kept and holds; a language that is not installed is named as such. */
#include <adwaita.h>

#include "mc-dialog-size.h"
#include "mc-language.h"
#include "mc-preferences-dialog.h"
#include "mc-text-size.h"

static int
get_dpi (void)
{
  int dpi;

  g_object_get (gtk_settings_get_default (), "gtk-xft-dpi", &dpi, NULL);
  return dpi;
}

static void
test_text_size (void)
{
  g_autoptr (GSettings) settings = g_settings_new (MC_APP_ID);
  int before;

  mc_text_size_follow (settings);
  before = get_dpi ();
  mc_text_size_change (settings, 1);
  g_assert_cmpint (g_settings_get_int (settings, "text-size"), ==, 110);
  g_assert_cmpint (get_dpi (), ==, before * 110 / 100);
  for (int i = 0; i < 20; i++)
    mc_text_size_change (settings, 1);
  g_assert_cmpint (g_settings_get_int (settings, "text-size"), ==, MC_TEXT_SIZE_MOST);
  g_assert_cmpint (get_dpi (), ==, before * 2);
  for (int i = 0; i < 20; i++)
    mc_text_size_change (settings, -1);
  g_assert_cmpint (g_settings_get_int (settings, "text-size"), ==, MC_TEXT_SIZE_LEAST);
  mc_text_size_change (settings, 0);
  g_assert_cmpint (get_dpi (), ==, before);
}

/* A dialog asks for as much more room as its text is larger. */
static void
test_dialog_size (void)
{
  int before = get_dpi ();
  AdwDialog *dialog = g_object_ref_sink (adw_dialog_new ());

  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 2 * 96 * 1024, NULL);
  mc_dialog_size_set (dialog, 440, -1);
  g_assert_cmpint (adw_dialog_get_content_width (dialog), ==, 880);
  mc_dialog_size_set (dialog, 440, 300);
  g_assert_cmpint (adw_dialog_get_content_height (dialog), ==, 600);
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", before, NULL);
  g_object_unref (dialog);
}

static void
test_languages (void)
{
  static const McLanguage nowhere = { "xx", "Xx", "xx_XX.UTF-8" };
  const McLanguage *system = mc_language_get (0);
  guint n = 0;

  g_assert_cmpstr (system->id, ==, "");
  g_assert_true (mc_language_is_installed (system));
  g_assert_true (mc_language_is_installed (mc_language_get (1)));
  g_assert_false (mc_language_is_installed (&nowhere));
  while (mc_language_get (n) != NULL)
    n++;
  g_assert_cmpuint (n, ==, 3);
}

/* The first row of this title. */
static GtkWidget *
find_row (GtkWidget *root, const char *title)
{
  if (ADW_IS_PREFERENCES_ROW (root) && g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (root)), title))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_row (child, title);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
choose (GtkWidget *row, const char *text)
{
  GListModel *model = adw_combo_row_get_model (ADW_COMBO_ROW (row));

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    if (g_str_equal (gtk_string_list_get_string (GTK_STRING_LIST (model), i), text))
      {
        adw_combo_row_set_selected (ADW_COMBO_ROW (row), i);
        return;
      }
  g_error ("no choice of %s", text);
}

static void
test_dialog (void)
{
  g_autoptr (GSettings) settings = g_settings_new (MC_APP_ID);
  g_autoptr (AdwDialog) dialog = g_object_ref_sink (mc_preferences_dialog_new (settings, NULL));
  GtkWidget *root = adw_dialog_get_child (dialog);
  GtkWidget *row = find_row (root, "The next dossier opens by itself");
  g_autofree char *portal = NULL;

  g_assert_true (adw_switch_row_get_active (ADW_SWITCH_ROW (row)));
  adw_switch_row_set_active (ADW_SWITCH_ROW (row), FALSE);
  g_assert_false (g_settings_get_boolean (settings, "open-next"));
  row = find_row (root, "Longest pause between characters");
  choose (row, "55");
  g_assert_cmpuint (g_settings_get_uint (settings, "scan-gap"), ==, 55);
  row = find_row (root, "Size of text");
  choose (row, "150");
  g_assert_cmpint (g_settings_get_int (settings, "text-size"), ==, 150);
  /* keys change it too */
  mc_text_size_change (settings, 0);
  g_assert_cmpuint (adw_combo_row_get_selected (ADW_COMBO_ROW (row)), ==, 2);
  row = find_row (root, "Language");
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), 1);
  {
    g_autofree char *language = g_settings_get_string (settings, "language");

    g_assert_cmpstr (language, ==, "vi");
  }
  /* only https is an address of a portal */
  g_settings_set_string (settings, "last-sub", "u1");
  row = find_row (root, "Address of the portal");
  gtk_editable_set_text (GTK_EDITABLE (row), "http://portal.example");
  g_signal_emit_by_name (row, "apply");
  g_assert_true (gtk_widget_has_css_class (row, "error"));
  gtk_editable_set_text (GTK_EDITABLE (row), " https://portal.example ");
  g_signal_emit_by_name (row, "apply");
  g_assert_false (gtk_widget_has_css_class (row, "error"));
  portal = g_settings_get_string (settings, "last-portal");
  g_assert_cmpstr (portal, ==, "https://portal.example");
  {
    g_autofree char *sub = g_settings_get_string (settings, "last-sub");

    g_assert_cmpstr (sub, ==, "");
  }
  g_assert_false (mc_preferences_dialog_takes_scan (dialog, "x"));
  g_assert_false (mc_preferences_dialog_takes_scan (NULL, "x"));
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv);
  adw_init ();
  g_test_add_func ("/preferences/text-size", test_text_size);
  g_test_add_func ("/preferences/dialog-size", test_dialog_size);
  g_test_add_func ("/preferences/languages", test_languages);
  g_test_add_func ("/preferences/dialog", test_dialog);
  return g_test_run ();
}
