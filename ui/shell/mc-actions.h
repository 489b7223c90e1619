// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* What has to be there for an act to be possible. */
typedef enum
{
  MC_NEEDS_NOTHING,
  MC_NEEDS_DESK,       /* somebody's profile is open */
  MC_NEEDS_DOSSIER,    /* and a dossier */
  MC_NEEDS_OFFER,      /* and the portal allows `act` on it now */
  MC_NEEDS_ACCEPTANCE, /* and its primary act is possible */
  MC_NEEDS_PAPER,      /* and its state has a paper */
  MC_NEEDS_HELD,       /* an act is held and can be undone */
} McActionNeed;

/* The one table of what can be done (interface §8): it gives keys, the menu, the palette, the shortcuts page and the tests
 * their words. An act is in it only once it exists. */
typedef struct
{
  const char *action; /* detailed action name: "win.accept", "win.place(2)" */
  const char *title;  /* verb and object; untranslated */
  const char *group;  /* of the shortcuts page; untranslated */
  const char *accels[4];
  gboolean latched; /* once a press however long the key is held: mc_actions_find_latched(), no accelerator */
  gboolean in_menu;
  gboolean is_place; /* goes somewhere and changes nothing */
  McActionNeed needs;
  const char *act; /* of the portal's catalogue, for MC_NEEDS_OFFER */
} McActionRow;

const McActionRow *mc_actions_get (gsize *n_rows);

/* A key that one part of the window has for itself: bound there, told here, on the shortcuts page. All untranslated. */
typedef struct
{
  const char *keys; /* in words */
  const char *title;
  const char *group;
} McKeyRow;

const McKeyRow *mc_actions_get_keys (gsize *n_rows);

void mc_actions_set_accels (GtkApplication *application);

/* (transfer full) */
GMenuModel *mc_actions_build_menu (void);

/* Keys of a row in words: "Ctrl+Enter  ·  F1"; "" without any. (transfer full) */
char *mc_actions_describe_keys (const McActionRow *row);

/* The latched row of this key, or NULL. */
const McActionRow *mc_actions_find_latched (guint keyval, GdkModifierType state);

/* From now on latched keys act in this window: once a press, and not while a dialog is open. */
void mc_actions_add_latch (AdwApplicationWindow *window);

G_END_DECLS
