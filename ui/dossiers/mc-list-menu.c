// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-list-menu.h"

#include <glib/gi18n.h>

#include "mc-dossier-table.h"
#include "mc-menu-names.h"

#define MOST_COLUMNS 8
#define FIXED "code" /* what one calls a record by is always there */

struct _McListMenu
{
  AdwBin parent_instance;

  GtkMenuButton *button; /* child */
  GSimpleActionGroup *actions;
  GStrv shown;
  gboolean as_table;
};

enum
{
  SORT_CHOSEN,
  COLUMNS_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (McListMenu, mc_list_menu, ADW_TYPE_BIN)

static GSimpleAction *
find_action (McListMenu *self, const char *name)
{
  return G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), name));
}

static GMenuModel *
make_menu (McListMenu *self)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) sorts = g_menu_new ();
  g_autoptr (GMenu) way = g_menu_new ();
  g_autoptr (GMenu) columns = g_menu_new ();
  const char *id, *title, *sort;

  g_menu_append (sorts, _ ("As this list is sorted by itself"), "list.sort('')");
  for (guint i = 0; (id = mc_dossier_table_column (i, &title, &sort)) != NULL; i++)
    {
      g_autofree char *by = g_strdup_printf ("list.sort('%s')", sort);
      g_autofree char *show = g_strdup_printf ("list.show-%s", id);

      g_menu_append (sorts, _ (title), by);
      g_menu_append (columns, _ (title), show);
    }
  g_menu_append (way, _ ("Descending"), "list.descending");
  g_menu_append_section (menu, _ ("Sort by"), G_MENU_MODEL (sorts));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (way));
  if (self->as_table)
    {
      g_autoptr (GMenu) more = g_menu_new ();
      g_autoptr (GMenu) room = g_menu_new ();

      g_menu_append (room, _ ("As there is room"), "list.as-there-is-room");
      g_menu_append_section (columns, NULL, G_MENU_MODEL (room));
      g_menu_append_submenu (more, _ ("Columns, at most eight"), G_MENU_MODEL (columns));
      g_menu_append_section (menu, NULL, G_MENU_MODEL (more));
    }
  return G_MENU_MODEL (menu);
}

/* Made when it is first opened: a start has better things to do. */
static void
make_popup_cb (GtkMenuButton *button, gpointer data)
{
  g_autoptr (GMenuModel) menu = NULL;

  if (gtk_menu_button_get_popover (button) != NULL)
    return;
  menu = make_menu (data);
  gtk_menu_button_set_popover (button, gtk_popover_menu_new_from_model (menu));
}

static void
sort_cb (GSimpleAction *action, GVariant *state, McListMenu *self)
{
  const char *sort = g_variant_get_string (state, NULL);
  g_autoptr (GVariant) descending = g_action_get_state (G_ACTION (find_action (self, "descending")));

  g_signal_emit (self, signals[SORT_CHOSEN], 0, *sort != '\0' ? sort : NULL, g_variant_get_boolean (descending));
}

static void
descending_cb (GSimpleAction *action, GVariant *state, McListMenu *self)
{
  g_autoptr (GVariant) sort = g_action_get_state (G_ACTION (find_action (self, "sort")));
  const char *by = g_variant_get_string (sort, NULL);

  g_signal_emit (self, signals[SORT_CHOSEN], 0, *by != '\0' ? by : NULL, g_variant_get_boolean (state));
}

static void
column_cb (GSimpleAction *action, GVariant *state, McListMenu *self)
{
  const char *changed = g_action_get_name (G_ACTION (action)) + strlen ("show-");
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) chosen = NULL;
  const char *id;

  for (guint i = 0; (id = mc_dossier_table_column (i, NULL, NULL)) != NULL; i++)
    if (g_str_equal (id, changed) ? g_variant_get_boolean (state)
                                  : g_strv_contains ((const char *const *) self->shown, id))
      g_strv_builder_add (builder, id);
  chosen = g_strv_builder_end (builder);
  g_signal_emit (self, signals[COLUMNS_CHOSEN], 0, chosen);
}

static void
room_cb (GSimpleAction *action, GVariant *parameter, McListMenu *self)
{
  g_signal_emit (self, signals[COLUMNS_CHOSEN], 0, NULL);
}

static void
add_action (McListMenu *self, const char *name, const GVariantType *type, GVariant *state, GCallback callback)
{
  g_autoptr (GSimpleAction) action
      = state != NULL ? g_simple_action_new_stateful (name, type, state) : g_simple_action_new (name, type);

  g_signal_connect (action, state != NULL ? "change-state" : "activate", callback, self);
  g_action_map_add_action (G_ACTION_MAP (self->actions), G_ACTION (action));
}

static void
mc_list_menu_dispose (GObject *object)
{
  McListMenu *self = MC_LIST_MENU (object);

  g_clear_object (&self->actions);
  g_clear_pointer (&self->shown, g_strfreev);
  G_OBJECT_CLASS (mc_list_menu_parent_class)->dispose (object);
}

static void
mc_list_menu_class_init (McListMenuClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mc_list_menu_dispose;
  signals[SORT_CHOSEN] = g_signal_new ("sort-chosen", MC_TYPE_LIST_MENU, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_BOOLEAN);
  signals[COLUMNS_CHOSEN] = g_signal_new ("columns-chosen", MC_TYPE_LIST_MENU, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, G_TYPE_STRV);
}

static void
mc_list_menu_init (McListMenu *self)
{
  const char *id;

  self->shown = g_new0 (char *, 1);
  self->actions = g_simple_action_group_new ();
  add_action (self, "sort", G_VARIANT_TYPE_STRING, g_variant_new_string (""), G_CALLBACK (sort_cb));
  add_action (self, "descending", NULL, g_variant_new_boolean (FALSE), G_CALLBACK (descending_cb));
  add_action (self, "as-there-is-room", NULL, NULL, G_CALLBACK (room_cb));
  for (guint i = 0; (id = mc_dossier_table_column (i, NULL, NULL)) != NULL; i++)
    {
      g_autofree char *name = g_strconcat ("show-", id, NULL);

      add_action (self, name, NULL, g_variant_new_boolean (FALSE), G_CALLBACK (column_cb));
    }
  gtk_widget_insert_action_group (GTK_WIDGET (self), "list", G_ACTION_GROUP (self->actions));
  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_icon_name (self->button, "view-sort-descending-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), _ ("Sort, columns"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Sort, columns"),
                                  -1);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->button));
  gtk_menu_button_set_create_popup_func (self->button, make_popup_cb, self, NULL);
  mc_menu_names_follow (self->button);
}

void
mc_list_menu_set_sort (McListMenu *self, const char *sort, gboolean descending)
{
  g_return_if_fail (MC_IS_LIST_MENU (self));

  g_simple_action_set_state (find_action (self, "sort"), g_variant_new_string (sort != NULL ? sort : ""));
  g_simple_action_set_state (find_action (self, "descending"), g_variant_new_boolean (descending));
  g_simple_action_set_enabled (find_action (self, "descending"), sort != NULL);
}

void
mc_list_menu_set_columns (McListMenu *self, const char *const *shown, gboolean as_table)
{
  guint n = g_strv_length ((char **) shown);
  const char *id;

  g_return_if_fail (MC_IS_LIST_MENU (self));

  g_strfreev (self->shown);
  self->shown = g_strdupv ((char **) shown);
  for (guint i = 0; (id = mc_dossier_table_column (i, NULL, NULL)) != NULL; i++)
    {
      g_autofree char *name = g_strconcat ("show-", id, NULL);
      gboolean is_shown = g_strv_contains (shown, id);

      g_simple_action_set_state (find_action (self, name), g_variant_new_boolean (is_shown));
      g_simple_action_set_enabled (find_action (self, name),
                                   !g_str_equal (id, FIXED) && (is_shown || n < MOST_COLUMNS));
    }
  if (as_table == self->as_table)
    return;
  self->as_table = as_table;
  gtk_menu_button_set_popover (self->button, NULL);
}
