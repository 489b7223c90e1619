// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-shortcuts-dialog.h"

#include <glib/gi18n.h>

#include "mc-actions.h"
#include "mc-dialog-size.h"

typedef struct
{
  AdwPreferencesPage *page;
  AdwPreferencesGroup *group; /* of the row before; NULL: none */
  const char *title;          /* its */
} Filler;

/* All but keys untranslated. */
static void
add_row (Filler *self, const char *group, const char *title, const char *keys)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *label = gtk_label_new (keys);

  if (self->group == NULL || !g_str_equal (group, self->title))
    {
      self->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
      self->title = group;
      adw_preferences_group_set_title (self->group, _ (group));
      adw_preferences_page_add (self->page, self->group);
    }
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (title));
  gtk_widget_add_css_class (label, "dimmed");
  gtk_widget_add_css_class (label, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  adw_preferences_group_add (self->group, row);
}

static void
add_acts (Filler *self)
{
  gsize n_rows;
  const McActionRow *rows = mc_actions_get (&n_rows);

  for (gsize i = 0; i < n_rows; i++)
    {
      g_autofree char *keys = mc_actions_describe_keys (&rows[i]);

      if (*keys != '\0')
        add_row (self, rows[i].group, rows[i].title, keys);
    }
}

static void
add_keys (Filler *self)
{
  gsize n_rows;
  const McKeyRow *rows = mc_actions_get_keys (&n_rows);

  for (gsize i = 0; i < n_rows; i++)
    add_row (self, rows[i].group, rows[i].title, _ (rows[i].keys));
}

AdwDialog *
mc_shortcuts_dialog_new (void)
{
  AdwDialog *dialog = adw_dialog_new ();
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *page = adw_preferences_page_new ();
  Filler filler = { .page = ADW_PREFERENCES_PAGE (page) };

  add_acts (&filler);
  add_keys (&filler);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), page);
  adw_dialog_set_child (dialog, view);
  adw_dialog_set_title (dialog, _ ("Keys"));
  mc_dialog_size_set (dialog, 520, 560);
  return dialog;
}
