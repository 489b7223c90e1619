// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-actions.h"

#include <glib/gi18n.h>

#define DOSSIER N_ ("Dossier")
#define LISTS N_ ("Lists and places")
#define GENERAL N_ ("General")

static const McActionRow rows[] = {
  { "win.accept",
    N_ ("The primary act: accept, or request a supplement"),
    DOSSIER,
    { "<Control>Return", "<Control>KP_Enter" },
    .latched = TRUE },
  { "win.undo", N_ ("Undo what is held"), DOSSIER, { "F8" } },
  { "win.request-supplement", N_ ("Request a supplement"), DOSSIER, { "<Control>b" } },
  { "win.refuse", N_ ("Refuse reception"), DOSSIER, { NULL } },
  { "win.act('forward')", N_ ("Hand over for handling"), DOSSIER, { "<Control>m" } },
  { "win.act('return_result')", N_ ("Return the result"), DOSSIER, { "<Control>t" } },
  { "win.print", N_ ("Print the paper of this state"), DOSSIER, { "<Control>p" } },
  { "win.next-record", N_ ("Next dossier of the queue"), DOSSIER, { "<Alt>Down" } },
  { "win.previous-record", N_ ("Previous dossier of the queue"), DOSSIER, { "<Alt>Up" } },
  { "win.search", N_ ("Search in this list"), LISTS, { "<Control>f" } },
  { "win.place(2)", N_ ("Dossiers"), LISTS, { "<Alt>2" } },
  { "win.outbox", N_ ("Outbox"), LISTS, { "<Control>j" }, .in_menu = TRUE },
  { "win.fold", N_ ("Fold or show the sidebar"), LISTS, { "F9" } },
  { "win.next-pane", N_ ("Next pane"), LISTS, { "F6" } },
  { "win.previous-pane", N_ ("Previous pane"), LISTS, { "<Shift>F6" } },
  { "win.update", N_ ("Update now"), GENERAL, { "F5" }, .in_menu = TRUE },
  { "win.shortcuts", N_ ("Keys"), GENERAL, { "<Control>question", "F1" }, .in_menu = TRUE },
  { "win.about", N_ ("About Một Cửa"), GENERAL, { NULL }, .in_menu = TRUE },
  { "app.quit", N_ ("Quit"), GENERAL, { "<Control>q" }, .in_menu = TRUE },
};

const McActionRow *
mc_actions_get (gsize *n_rows)
{
  *n_rows = G_N_ELEMENTS (rows);
  return rows;
}

void
mc_actions_set_accels (GtkApplication *application)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (!rows[i].latched)
      gtk_application_set_accels_for_action (application, rows[i].action, rows[i].accels);
}

GMenuModel *
mc_actions_build_menu (void)
{
  GMenu *menu = g_menu_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (rows[i].in_menu)
      g_menu_append (menu, _ (rows[i].title), rows[i].action);
  return G_MENU_MODEL (menu);
}

const McActionRow *
mc_actions_find_latched (guint keyval, GdkModifierType state)
{
  GdkModifierType modifiers = state & gtk_accelerator_get_default_mod_mask ();

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    for (gsize a = 0; rows[i].latched && rows[i].accels[a] != NULL; a++)
      {
        guint key;
        GdkModifierType wanted;

        if (gtk_accelerator_parse (rows[i].accels[a], &key, &wanted) && key == keyval && wanted == modifiers)
          return &rows[i];
      }
  return NULL;
}
