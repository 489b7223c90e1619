// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-actions.h"

#include <glib/gi18n.h>

#define DOSSIER N_ ("Dossier")
#define LISTS N_ ("Lists and places")
#define GENERAL N_ ("General")
#define IN_LISTS N_ ("In a list")
#define CHECKING N_ ("Checking components")
#define IN_DOCUMENTS N_ ("In a document")
#define IN_FORMS N_ ("In a form")

static const McActionRow rows[] = {
  { "win.accept",
    N_ ("The primary act: accept, or request a supplement"),
    DOSSIER,
    { "<Control>Return", "<Control>KP_Enter" },
    .latched = TRUE,
    .needs = MC_NEEDS_ACCEPTANCE },
  { "win.undo", N_ ("Undo what is held"), DOSSIER, { "F8" }, .needs = MC_NEEDS_HELD },
  { "win.request-supplement",
    N_ ("Request a supplement"),
    DOSSIER,
    { "<Control>b" },
    .needs = MC_NEEDS_OFFER,
    .act = "request_supplement" },
  { "win.refuse", N_ ("Refuse reception"), DOSSIER, { NULL }, .needs = MC_NEEDS_OFFER, .act = "refuse" },
  { "win.act('forward')",
    N_ ("Hand over for handling"),
    DOSSIER,
    { "<Control>m" },
    .needs = MC_NEEDS_OFFER,
    .act = "forward" },
  { "win.act('return_result')",
    N_ ("Return the result"),
    DOSSIER,
    { "<Control>t" },
    .needs = MC_NEEDS_OFFER,
    .act = "return_result" },
  { "win.act('add_note')",
    N_ ("Write an internal note"),
    DOSSIER,
    { NULL },
    .needs = MC_NEEDS_OFFER,
    .act = "add_note" },
  { "win.act('mark_secret')",
    N_ ("Mark as holding state secrets"),
    DOSSIER,
    { NULL },
    .needs = MC_NEEDS_OFFER,
    .act = "mark_secret" },
  { "win.act('lift_secret')",
    N_ ("Take the mark of state secrets away"),
    DOSSIER,
    { NULL },
    .needs = MC_NEEDS_OFFER,
    .act = "lift_secret" },
  { "win.print", N_ ("Print the paper of this state"), DOSSIER, { "<Control>p" }, .needs = MC_NEEDS_PAPER },
  { "win.citizen-view", N_ ("As the applicant sees it"), DOSSIER, { NULL }, .needs = MC_NEEDS_DOSSIER },
  { "win.explain-deadline",
    N_ ("How the time limit is counted"),
    DOSSIER,
    { "<Control>i" },
    .needs = MC_NEEDS_DOSSIER },
  { "win.new-window",
    N_ ("Open this dossier in a new window"),
    DOSSIER,
    { "<Control><Shift>n" },
    .needs = MC_NEEDS_DOSSIER },
  { "win.next-record", N_ ("Next dossier of the queue"), DOSSIER, { "<Alt>Down" }, .needs = MC_NEEDS_DESK },
  { "win.previous-record", N_ ("Previous dossier of the queue"), DOSSIER, { "<Alt>Up" }, .needs = MC_NEEDS_DOSSIER },
  { "win.save-draft", N_ ("Say when what was typed was saved"), DOSSIER, { "<Control>s" }, .needs = MC_NEEDS_DESK },
  { "win.palette", N_ ("Find an act, a place or a record"), LISTS, { "<Control>k" }, .needs = MC_NEEDS_DESK },
  { "win.search", N_ ("Search in this list"), LISTS, { "<Control>f" }, .needs = MC_NEEDS_DESK },
  { "win.filter", N_ ("Narrow down this list"), LISTS, { NULL }, .needs = MC_NEEDS_DESK },
  { "win.place(1)", N_ ("Today"), LISTS, { "<Alt>1" }, .is_place = TRUE, .needs = MC_NEEDS_DESK },
  { "win.place(2)", N_ ("Dossiers"), LISTS, { "<Alt>2" }, .is_place = TRUE, .needs = MC_NEEDS_DESK },
  { "win.outbox", N_ ("Outbox"), LISTS, { "<Control>j" }, .in_menu = TRUE, .is_place = TRUE, .needs = MC_NEEDS_DESK },
  { "win.fold", N_ ("Fold or show sidebar and list"), LISTS, { "F9" }, .needs = MC_NEEDS_DESK },
  { "win.next-pane", N_ ("Next pane"), LISTS, { "F6" }, .needs = MC_NEEDS_DESK },
  { "win.previous-pane", N_ ("Previous pane"), LISTS, { "<Shift>F6" }, .needs = MC_NEEDS_DESK },
  { "win.update", N_ ("Update now"), GENERAL, { "F5" }, .in_menu = TRUE, .needs = MC_NEEDS_DESK },
  { "win.text-size(1)", N_ ("Larger text"), GENERAL, { "<Control>plus", "<Control>equal", "<Control>KP_Add" } },
  { "win.text-size(-1)", N_ ("Smaller text"), GENERAL, { "<Control>minus", "<Control>KP_Subtract" } },
  { "win.text-size(0)", N_ ("Text as large as the desktop has it"), GENERAL, { "<Control>0", "<Control>KP_0" } },
  { "win.preferences", N_ ("Preferences"), GENERAL, { "<Control>comma" }, .in_menu = TRUE },
  { "win.help", N_ ("Help"), GENERAL, { "F1" }, .in_menu = TRUE },
  { "win.shortcuts", N_ ("Keys"), GENERAL, { "<Control>question" }, .in_menu = TRUE },
  { "win.about", N_ ("About Một Cửa"), GENERAL, { NULL }, .in_menu = TRUE },
  { "app.quit", N_ ("Quit"), GENERAL, { "<Control>q" }, .in_menu = TRUE },
};

static const McKeyRow keys[] = {
  { "↑ ↓  ·  Home End  ·  PgUp PgDn", N_ ("Go through the dossiers"), IN_LISTS },
  { "Enter", N_ ("Open the dossier"), IN_LISTS },
  { "Shift+↑ ↓  ·  Insert", N_ ("Pick dossiers for one act on all of them"), IN_LISTS },
  { "Ctrl+A", N_ ("Pick the whole list"), IN_LISTS },
  { N_ ("Letters and digits"), N_ ("Search in this list"), IN_LISTS },
  { "Esc", N_ ("Give up what is picked or searched for"), IN_LISTS },
  { "↑ ↓", N_ ("Go through the components"), CHECKING },
  { N_ ("Space"), N_ ("Mark as sufficient, or take the mark away"), CHECKING },
  { "−", N_ ("Mark as not sufficient, with the reason"), CHECKING },
  { N_ ("Shift+Space"), N_ ("Mark all that were looked at as sufficient"), CHECKING },
  { "PgUp PgDn", N_ ("Turn the pages of the document"), CHECKING },
  { "← →", N_ ("Go through the documents of the component"), CHECKING },
  { "Esc", N_ ("Back; what was typed stays as a draft"), CHECKING },
  { "+  ·  −", N_ ("Larger, smaller"), IN_DOCUMENTS },
  { "0  ·  1", N_ ("Fit the width, fit the whole page"), IN_DOCUMENTS },
  { "R", N_ ("Turn the page"), IN_DOCUMENTS },
  { "W", N_ ("In a window of its own"), IN_DOCUMENTS },
  { "Ctrl+F", N_ ("Search in the document"), IN_DOCUMENTS },
  { "1 … 9", N_ ("Choose the reason of that number"), IN_FORMS },
  { "Ctrl+Enter", N_ ("Do what the button of the form says"), IN_FORMS },
  { "Esc", N_ ("Close; what was typed stays as a draft"), IN_FORMS },
};

/* Keys that must act once a press however long they are held (GDK 4 tells no repeat). */
static gboolean
key_pressed_cb (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state, guint *held)
{
  GtkWidget *window = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));
  const McActionRow *row = mc_actions_find_latched (keyval, state);

  /* a dialog has keys of its own; but the one that opened it is still held by the page */
  if (row == NULL
      || (*held != keycode && adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window)) != NULL))
    return GDK_EVENT_PROPAGATE;
  if (*held != keycode)
    {
      *held = keycode;
      gtk_widget_activate_action (window, row->action, NULL);
    }
  return GDK_EVENT_STOP;
}

static void
key_released_cb (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state, guint *held)
{
  if (*held == keycode)
    *held = 0;
}

const McActionRow *
mc_actions_get (gsize *n_rows)
{
  *n_rows = G_N_ELEMENTS (rows);
  return rows;
}

const McKeyRow *
mc_actions_get_keys (gsize *n_rows)
{
  *n_rows = G_N_ELEMENTS (keys);
  return keys;
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

char *
mc_actions_describe_keys (const McActionRow *row)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (gsize i = 0; row->accels[i] != NULL; i++)
    {
      guint key;
      GdkModifierType modifiers;
      g_autofree char *label = NULL;

      if (!gtk_accelerator_parse (row->accels[i], &key, &modifiers) || key == GDK_KEY_KP_Enter || key == GDK_KEY_KP_Add
          || key == GDK_KEY_KP_Subtract || key == GDK_KEY_KP_0 || key == GDK_KEY_equal)
        continue;
      label = gtk_accelerator_get_label (key, modifiers);
      g_string_append_printf (text, "%s%s", text->len > 0 ? "  ·  " : "", label);
    }
  return g_string_free_and_steal (g_steal_pointer (&text));
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

void
mc_actions_add_latch (AdwApplicationWindow *window)
{
  GtkEventController *controller;
  guint *held;

  g_return_if_fail (ADW_IS_APPLICATION_WINDOW (window));

  controller = gtk_event_controller_key_new ();
  held = g_new0 (guint, 1);
  g_object_set_data_full (G_OBJECT (controller), "mc-held", held, g_free);
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect (controller, "key-pressed", G_CALLBACK (key_pressed_cb), held);
  g_signal_connect (controller, "key-released", G_CALLBACK (key_released_cb), held);
  gtk_widget_add_controller (GTK_WIDGET (window), controller);
}
