// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The one table of what can be done (interface §8): it gives keys, the menu, the shortcuts page and the tests their
 * words. An act is in it only once it exists. */
typedef struct
{
  const char *action; /* detailed action name: "win.accept", "win.place(2)" */
  const char *title;  /* verb and object; untranslated */
  const char *group;  /* of the shortcuts page; untranslated */
  const char *accels[3];
  gboolean latched; /* once a press however long the key is held: mc_actions_find_latched(), no accelerator */
  gboolean in_menu;
} McActionRow;

const McActionRow *mc_actions_get (gsize *n_rows);

void mc_actions_set_accels (GtkApplication *application);

/* (transfer full) */
GMenuModel *mc_actions_build_menu (void);

/* The latched row of this key, or NULL. */
const McActionRow *mc_actions_find_latched (guint keyval, GdkModifierType state);

G_END_DECLS
