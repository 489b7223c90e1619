// SPDX-License-Identifier: GPL-3.0-or-later
/* The one table of acts: every row is real, no key means two things, no key belongs to somebody else. */
#include <adwaita.h>

#include "mc-actions.h"
#include "mc-shortcuts-dialog.h"
#include "mc-window.h"

static const McActionRow *
row_of (const char *action)
{
  gsize n_rows;
  const McActionRow *rows = mc_actions_get (&n_rows);

  for (gsize i = 0; i < n_rows; i++)
    if (g_str_equal (rows[i].action, action))
      return &rows[i];
  return NULL;
}

static void
test_every_row_acts (void)
{
  g_autoptr (GTypeClass) klass = g_type_class_ref (MC_TYPE_WINDOW);
  gsize n_rows;
  const McActionRow *rows = mc_actions_get (&n_rows);

  for (gsize i = 0; i < n_rows; i++)
    {
      g_autofree char *name = NULL;
      g_autoptr (GVariant) target = NULL;
      g_autoptr (GError) error = NULL;
      gboolean found = FALSE;
      GType owner;
      const char *action, *property;
      const GVariantType *type;

      g_assert_true (g_action_parse_detailed_name (rows[i].action, &name, &target, &error));
      if (g_str_has_prefix (name, "app."))
        continue;
      for (guint a = 0; gtk_widget_class_query_action (GTK_WIDGET_CLASS (klass), a, &owner, &action, &type, &property);
           a++)
        found |= g_str_equal (action, name)
                 && (type == NULL ? target == NULL : target != NULL && g_variant_is_of_type (target, type));
      if (!found)
        g_error ("%s is in the table and no action of the window", rows[i].action);
    }
}

static void
test_every_action_has_a_row (void)
{
  g_autoptr (GTypeClass) klass = g_type_class_ref (MC_TYPE_WINDOW);
  GType owner;
  const char *action, *property;
  const GVariantType *type;

  for (guint a = 0; gtk_widget_class_query_action (GTK_WIDGET_CLASS (klass), a, &owner, &action, &type, &property); a++)
    {
      gsize n_rows;
      const McActionRow *rows = mc_actions_get (&n_rows);
      gboolean found = FALSE;

      for (gsize i = 0; i < n_rows; i++)
        found |= g_str_has_prefix (rows[i].action, action);
      if (owner == MC_TYPE_WINDOW && !found)
        g_error ("%s is an action of the window and not in the table", action);
    }
}

static void
test_no_key_means_two_things (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gsize n_rows;
  const McActionRow *rows = mc_actions_get (&n_rows);

  for (gsize i = 0; i < n_rows; i++)
    for (gsize a = 0; rows[i].accels[a] != NULL; a++)
      {
        guint key;
        GdkModifierType modifiers;

        g_assert_true (gtk_accelerator_parse (rows[i].accels[a], &key, &modifiers));
        if (!g_hash_table_add (seen, gtk_accelerator_name (key, modifiers)))
          g_error ("%s is there twice", rows[i].accels[a]);
      }
}

/* interface §8: Ctrl+Z is the text's; input methods own Ctrl+Shift and Ctrl+Space; scanners type Alt + keypad. */
static void
test_keys_of_others_stay_theirs (void)
{
  gsize n_rows;
  const McActionRow *rows = mc_actions_get (&n_rows);

  for (gsize i = 0; i < n_rows; i++)
    for (gsize a = 0; rows[i].accels[a] != NULL; a++)
      {
        guint key;
        GdkModifierType modifiers;

        g_assert_true (gtk_accelerator_parse (rows[i].accels[a], &key, &modifiers));
        g_assert_false (key == GDK_KEY_z && (modifiers & GDK_CONTROL_MASK));
        g_assert_false (key == GDK_KEY_space && (modifiers & GDK_CONTROL_MASK));
        /* nothing that is done every day; a second window is not */
        if (!g_str_equal (rows[i].action, "win.new-window"))
          g_assert_cmpuint (modifiers & (GDK_CONTROL_MASK | GDK_SHIFT_MASK), !=, GDK_CONTROL_MASK | GDK_SHIFT_MASK);
        g_assert_false ((modifiers & GDK_ALT_MASK) && key >= GDK_KEY_KP_0 && key <= GDK_KEY_KP_9);
      }
}

static void
test_latched_keys_are_found (void)
{
  const McActionRow *accept = row_of ("win.accept");

  g_assert_nonnull (accept);
  g_assert_true (mc_actions_find_latched (GDK_KEY_Return, GDK_CONTROL_MASK) == accept);
  g_assert_true (mc_actions_find_latched (GDK_KEY_KP_Enter, GDK_CONTROL_MASK) == accept);
  /* Num Lock is on on most office keyboards */
  g_assert_true (mc_actions_find_latched (GDK_KEY_Return, GDK_CONTROL_MASK | GDK_LOCK_MASK) == accept);
  g_assert_null (mc_actions_find_latched (GDK_KEY_Return, 0));
  g_assert_null (mc_actions_find_latched (GDK_KEY_Return, GDK_CONTROL_MASK | GDK_ALT_MASK));
  g_assert_null (mc_actions_find_latched (GDK_KEY_F8, 0));
}

static void
test_accels_are_set (void)
{
  g_autoptr (AdwApplication) application = adw_application_new ("io.github.motcua.Test", G_APPLICATION_NON_UNIQUE);
  g_auto (GStrv) undo = NULL;
  g_auto (GStrv) accept = NULL;

  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
  mc_actions_set_accels (GTK_APPLICATION (application));
  undo = gtk_application_get_accels_for_action (GTK_APPLICATION (application), "win.undo");
  g_assert_cmpstr (undo[0], ==, "F8");
  /* an accelerator would repeat while the key is held */
  accept = gtk_application_get_accels_for_action (GTK_APPLICATION (application), "win.accept");
  g_assert_null (accept[0]);
}

static void
test_menu_is_made_from_the_table (void)
{
  g_autoptr (GMenuModel) menu = mc_actions_build_menu ();
  gsize n_rows;
  const McActionRow *rows = mc_actions_get (&n_rows);
  int expected = 0;

  for (gsize i = 0; i < n_rows; i++)
    expected += rows[i].in_menu;
  g_assert_cmpint (expected, >, 0);
  g_assert_cmpint (g_menu_model_get_n_items (menu), ==, expected);
}

static guint
count_rows (GtkWidget *widget)
{
  guint count = ADW_IS_ACTION_ROW (widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    count += count_rows (child);
  return count;
}

static gboolean
says (GtkWidget *widget, const char *text)
{
  if (GTK_IS_LABEL (widget) && g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), text))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (says (child, text))
      return TRUE;
  return FALSE;
}

static void
test_shortcuts_page_shows_every_key (void)
{
  g_autoptr (AdwDialog) dialog = g_object_ref_sink (mc_shortcuts_dialog_new ());
  gsize n_rows;
  const McActionRow *rows = mc_actions_get (&n_rows);
  gsize n_keys;
  const McKeyRow *keys = mc_actions_get_keys (&n_keys);
  guint expected = n_keys;

  for (gsize i = 0; i < n_rows; i++)
    expected += rows[i].accels[0] != NULL;
  for (gsize i = 0; i < n_keys; i++)
    g_assert_true (says (adw_dialog_get_child (dialog), keys[i].keys)
                   && says (adw_dialog_get_child (dialog), keys[i].title));
  g_assert_cmpuint (count_rows (adw_dialog_get_child (dialog)), ==, expected);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/actions/every-row-acts", test_every_row_acts);
  g_test_add_func ("/actions/every-action-has-a-row", test_every_action_has_a_row);
  g_test_add_func ("/actions/no-key-means-two-things", test_no_key_means_two_things);
  g_test_add_func ("/actions/keys-of-others-stay-theirs", test_keys_of_others_stay_theirs);
  g_test_add_func ("/actions/latched-keys-are-found", test_latched_keys_are_found);
  g_test_add_func ("/actions/accels-are-set", test_accels_are_set);
  g_test_add_func ("/actions/menu-is-made-from-the-table", test_menu_is_made_from_the_table);
  g_test_add_func ("/actions/shortcuts-page-shows-every-key", test_shortcuts_page_shows_every_key);
  return g_test_run ();
}
