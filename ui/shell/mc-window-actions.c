// SPDX-License-Identifier: GPL-3.0-or-later
#define G_LOG_DOMAIN "mc-ui"
#include "mc-window-private.h"

#include <glib/gi18n.h>

#include "mc-about-dialog.h"
#include "mc-actions.h"
#include "mc-dossier-window.h"
#include "mc-dossier-words.h"
#include "mc-format.h"
#include "mc-help-dialog.h"
#include "mc-palette.h"
#include "mc-preferences-dialog.h"
#include "mc-shortcuts-dialog.h"
#include "mc-text-size.h"

static void
accept_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  McWindow *self = MC_WINDOW (widget);

  if (mc_window_shows_dossier (self))
    mc_dossier_page_act (self->dossier_page);
}

static void
undo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  mc_undo_bar_undo (MC_WINDOW (widget)->undo_bar);
}

/* On the open dossier, or on what is picked in the list. */
static void
open_act (McWindow *self, const char *action)
{
  if (mc_window_shows_dossier (self))
    mc_dossier_page_open_act (self->dossier_page, action);
  else if (self->profile != NULL && adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self)) == NULL)
    mc_queue_page_open_act (self->queue_page, action);
}

static gboolean
can_open_act (McWindow *self, const char *action)
{
  return mc_window_shows_dossier (self) ? mc_dossier_page_can_open_act (self->dossier_page, action)
                                        : mc_queue_page_can_open_act (self->queue_page, action);
}

static void
request_supplement_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  open_act (MC_WINDOW (widget), "request_supplement");
}

static void
refuse_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  open_act (MC_WINDOW (widget), "refuse");
}

/* parameter: id of an act that the portal offers */
static void
act_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  open_act (MC_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

/* What the page of the open dossier does: print, or explain. */
static void
page_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  McWindow *self = MC_WINDOW (widget);

  if (mc_window_shows_dossier (self) && g_str_equal (name, "win.print"))
    mc_dossier_page_print (self->dossier_page);
  else if (mc_window_shows_dossier (self) && g_str_equal (name, "win.citizen-view"))
    mc_dossier_page_show_as_citizen (self->dossier_page);
  else if (mc_window_shows_dossier (self))
    mc_dossier_page_explain_deadline (self->dossier_page);
}

static void
new_window_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  McWindow *self = MC_WINDOW (widget);

  if (mc_window_shows_dossier (self))
    gtk_window_present (
        GTK_WINDOW (mc_dossier_window_new (self, self->profile, mc_dossier_page_get_record_id (self->dossier_page))));
}

static void
neighbour_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  mc_window_open_neighbour (MC_WINDOW (widget), g_str_equal (name, "win.next-record") ? 1 : -1);
}

static void
search_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  McWindow *self = MC_WINDOW (widget);

  if (self->profile == NULL || mc_component_pane_search_document (mc_dossier_page_get_components (self->dossier_page)))
    return;
  if (self->found_shown)
    mc_window_set_list (self, ADW_NAVIGATION_PAGE (self->queue_page));
  else
    mc_sidebar_choose_queue (self->sidebar, self->queue_id);
  mc_queue_page_focus_search (self->queue_page);
}

static void
filter_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  McWindow *self = MC_WINDOW (widget);

  if (self->profile == NULL || adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self)) != NULL)
    return;
  if (!self->found_shown)
    mc_sidebar_choose_queue (self->sidebar, self->queue_id);
  mc_queue_page_open_filter (self->queue_page);
}

/* Whether what the row says can be done now. */
static gboolean
is_possible (McWindow *self, const McActionRow *row)
{
  gboolean can_accept = FALSE;
  gboolean can_print = FALSE;

  if (row->needs == MC_NEEDS_NOTHING)
    return TRUE;
  if (self->profile == NULL)
    return FALSE;
  if (row->needs == MC_NEEDS_DESK)
    return TRUE;
  if (row->needs == MC_NEEDS_HELD)
    return mc_undo_bar_can_undo (self->undo_bar);
  if (row->needs == MC_NEEDS_OFFER)
    return can_open_act (self, row->act);
  if (!mc_window_shows_dossier (self))
    return FALSE;
  g_object_get (self->dossier_page, "can-accept", &can_accept, "can-print", &can_print, NULL);
  switch (row->needs)
    {
    case MC_NEEDS_ACCEPTANCE:
      return can_accept;
    case MC_NEEDS_PAPER:
      return can_print;
    default:
      return TRUE;
    }
}

static const McActionRow *
find_row (const char *act)
{
  gsize n_rows;
  const McActionRow *rows = mc_actions_get (&n_rows);

  for (gsize i = 0; i < n_rows; i++)
    if (g_strcmp0 (rows[i].act, act) == 0)
      return &rows[i];
  return NULL;
}

static void
add_offer (McWindow *self, GPtrArray *acts, const McActionInfo *info)
{
  const McActionRow *row = find_row (info->id);
  g_autofree char *keys = row != NULL ? mc_actions_describe_keys (row) : g_strdup ("");
  g_autofree char *action = row != NULL ? g_strdup (row->action) : g_strdup_printf ("win.act('%s')", info->id);
  const char *title
      = mc_window_shows_dossier (self) ? mc_dossier_page_get_act_title (self->dossier_page, info) : info->title;

  if (can_open_act (self, info->id))
    g_ptr_array_add (acts, mc_palette_act_new (title, keys, action, MC_PALETTE_OPEN));
}

/* What the portal allows on what is open or picked, in its order; what the button beside it does stands first. */
static void
add_offers (McWindow *self, GPtrArray *acts)
{
  McMe *me = mc_sync_get_me (mc_profile_get_sync (self->profile));
  const char *primary = mc_window_shows_dossier (self) ? mc_dossier_page_get_primary_act (self->dossier_page) : NULL;
  const McActionInfo *first = me != NULL && primary != NULL ? mc_me_find_action (me, primary) : NULL;

  if (first != NULL)
    add_offer (self, acts, first);
  for (guint i = 0; me != NULL && i < me->actions->len; i++)
    {
      const McActionInfo *info = g_ptr_array_index (me->actions, i);

      if (info != first && !g_str_equal (info->id, "accept"))
        add_offer (self, acts, info);
    }
}

static void
add_row (McWindow *self, GPtrArray *acts, const McActionRow *row)
{
  g_autofree char *keys = mc_actions_describe_keys (row);
  McPaletteUse use = row->is_place ? MC_PALETTE_PLACE : row->needs > MC_NEEDS_DESK ? MC_PALETTE_OPEN : MC_PALETTE_OTHER;
  const char *title = row->needs == MC_NEEDS_ACCEPTANCE
                          ? mc_words_action (mc_sync_get_me (mc_profile_get_sync (self->profile)), "accept")
                          : _ (row->title);

  if (is_possible (self, row))
    g_ptr_array_add (acts, mc_palette_act_new (title, keys, row->action, use));
}

static GPtrArray *
make_acts (McWindow *self)
{
  GPtrArray *acts = g_ptr_array_new_with_free_func ((GDestroyNotify) mc_palette_act_free);
  gsize n_rows;
  const McActionRow *rows = mc_actions_get (&n_rows);

  for (gsize i = 0; i < n_rows; i++)
    if (rows[i].needs == MC_NEEDS_ACCEPTANCE || rows[i].needs == MC_NEEDS_HELD)
      add_row (self, acts, &rows[i]);
  add_offers (self, acts);
  for (gsize i = 0; i < n_rows; i++)
    if (rows[i].needs != MC_NEEDS_ACCEPTANCE && rows[i].needs != MC_NEEDS_HELD && rows[i].needs != MC_NEEDS_OFFER
        && !g_str_equal (rows[i].action, "win.palette"))
      add_row (self, acts, &rows[i]);
  return acts;
}

static void
act_chosen_cb (McWindow *self, const char *detailed)
{
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;

  if (g_action_parse_detailed_name (detailed, &name, &target, NULL))
    gtk_widget_activate_action_variant (GTK_WIDGET (self), name, target);
}

static void
place_chosen_cb (McWindow *self, const char *queue_id)
{
  if (mc_sidebar_choose_queue (self->sidebar, queue_id))
    mc_queue_page_focus_list (self->queue_page);
}

static void
palette_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  McWindow *self = MC_WINDOW (widget);
  g_autoptr (GPtrArray) acts = NULL;
  McPalette *palette;

  if (self->profile == NULL || adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self)) != NULL)
    return;
  acts = make_acts (self);
  palette = mc_palette_new (self->profile, acts);
  g_signal_connect_object (palette, "act", G_CALLBACK (act_chosen_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (palette, "place", G_CALLBACK (place_chosen_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (palette, "record", G_CALLBACK (mc_window_open_record), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (palette, "find", G_CALLBACK (mc_window_find), self, G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (palette), widget);
}

static void
place_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  McWindow *self = MC_WINDOW (widget);

  int place = g_variant_get_int32 (parameter);

  if (self->profile == NULL)
    return;
  if (place == 1)
    {
      mc_sidebar_choose_today (self->sidebar);
      mc_window_show_today (self);
      mc_today_page_focus (self->today_page);
    }
  else if (place == 2 && mc_sidebar_choose_queue (self->sidebar, self->queue_id))
    mc_queue_page_focus_list (self->queue_page);
}

static void
outbox_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  McWindow *self = MC_WINDOW (widget);

  if (self->profile == NULL)
    return;
  mc_sidebar_choose_outbox (self->sidebar);
  mc_window_set_list (self,
                      ADW_NAVIGATION_PAGE (self->outbox_page)); /* before anybody is known the sidebar has no rows */
  mc_outbox_page_focus (self->outbox_page);
}

/* Beside an open dossier sidebar and list go and come back together; without one the sidebar alone. */
static void
fold_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  McWindow *self = MC_WINDOW (widget);
  gboolean collapsed = adw_navigation_split_view_get_collapsed (self->panes);
  gboolean alone = mc_window_shows_dossier (self) && collapsed;

  if (alone && self->list_folded)
    adw_navigation_split_view_set_collapsed (self->panes, FALSE);
  else if (alone)
    adw_navigation_split_view_set_show_content (self->panes, FALSE);
  else if (mc_window_shows_dossier (self))
    {
      adw_navigation_split_view_set_show_content (self->panes, TRUE);
      adw_navigation_split_view_set_collapsed (self->panes, TRUE);
      adw_overlay_split_view_set_show_sidebar (self->frame, FALSE);
      self->list_folded = TRUE;
      return;
    }
  if (alone)
    adw_overlay_split_view_set_show_sidebar (self->frame, TRUE);
  else
    adw_overlay_split_view_set_show_sidebar (self->frame, !adw_overlay_split_view_get_show_sidebar (self->frame));
  self->list_folded = FALSE;
}

/* Panes in order: sidebar, list, dossier; those that are not shown are left out. */
static void
focus_pane (McWindow *self, int step)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  gboolean list = !adw_navigation_split_view_get_collapsed (self->panes)
                  || !adw_navigation_split_view_get_show_content (self->panes);
  gboolean shown[3] = { adw_overlay_split_view_get_show_sidebar (self->frame), list, mc_window_shows_dossier (self) };
  GtkWidget *panes[3] = { GTK_WIDGET (self->sidebar), GTK_WIDGET (adw_navigation_split_view_get_sidebar (self->panes)),
                          GTK_WIDGET (self->dossier_page) };
  McComponentPane *papers = mc_dossier_page_get_components (self->dossier_page);
  int at = 0;

  /* the dossier is two: its components, then the document beside them */
  if (step < 0 && mc_component_pane_has_focus_in_document (papers))
    {
      mc_dossier_page_focus_components (self->dossier_page);
      return;
    }
  if (step > 0 && mc_component_pane_has_focus_in_list (papers) && mc_component_pane_focus_document (papers))
    return;
  while (at < 3 && (focus == NULL || !gtk_widget_is_ancestor (focus, panes[at])))
    at++;
  for (int i = 1; i <= 3; i++)
    {
      int next = ((at == 3 ? -1 : at) + step * i + 6) % 3;

      if (!shown[next])
        continue;
      if (next == 0)
        mc_sidebar_focus (self->sidebar);
      else if (next == 2)
        mc_dossier_page_focus_components (self->dossier_page);
      else if (panes[1] == GTK_WIDGET (self->queue_page))
        mc_queue_page_focus_list (self->queue_page);
      else if (panes[1] == GTK_WIDGET (self->today_page))
        mc_today_page_focus (self->today_page);
      else
        mc_outbox_page_focus (self->outbox_page);
      return;
    }
}

static void
next_pane_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (MC_WINDOW (widget)->profile != NULL)
    focus_pane (MC_WINDOW (widget), 1);
}

static void
previous_pane_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (MC_WINDOW (widget)->profile != NULL)
    focus_pane (MC_WINDOW (widget), -1);
}

static void
update_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  McWindow *self = MC_WINDOW (widget);

  if (self->profile != NULL)
    mc_sync_poke (mc_profile_get_sync (self->profile));
}

/* parameter: steps; 0: as the desktop has it */
static void
text_size_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  mc_text_size_change (MC_WINDOW (widget)->settings, g_variant_get_int32 (parameter));
}

static void
preferences_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  McWindow *self = MC_WINDOW (widget);

  if (adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self)) == NULL)
    adw_dialog_present (mc_preferences_dialog_new (self->settings, self->profile), widget);
}

/* Everything typed is saved within a second: what one asks is when. */
static void
save_draft_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  McWindow *self = MC_WINDOW (widget);
  g_autoptr (GDateTime) now = NULL;
  g_autofree char *time = NULL;
  g_autofree char *text = NULL;

  /* dialogs have keys of their own */
  if (self->profile == NULL || adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self)) != NULL)
    return;
  now = mc_clock_now (mc_profile_get_clock (self->profile));
  time = mc_format_time (now, now);
  text = g_strdup_printf (_ ("Draft saved %s"), time);
  mc_window_say (self, text);
}

static void
help_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (widget)) == NULL)
    adw_dialog_present (mc_help_dialog_new (), widget);
}

/* From the help the keys come in its place. */
static void
shortcuts_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AdwDialog *dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (widget));

  if (dialog != NULL)
    adw_dialog_close (dialog);
  adw_dialog_present (mc_shortcuts_dialog_new (), widget);
}

static void
about_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  adw_dialog_present (mc_about_dialog_new (MC_WINDOW (widget)->profile), widget);
}

void
mc_window_install_actions (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "win.accept", NULL, accept_action);
  gtk_widget_class_install_action (klass, "win.undo", NULL, undo_action);
  gtk_widget_class_install_action (klass, "win.print", NULL, page_action);
  gtk_widget_class_install_action (klass, "win.request-supplement", NULL, request_supplement_action);
  gtk_widget_class_install_action (klass, "win.refuse", NULL, refuse_action);
  gtk_widget_class_install_action (klass, "win.act", "s", act_action);
  gtk_widget_class_install_action (klass, "win.explain-deadline", NULL, page_action);
  gtk_widget_class_install_action (klass, "win.citizen-view", NULL, page_action);
  gtk_widget_class_install_action (klass, "win.new-window", NULL, new_window_action);
  gtk_widget_class_install_action (klass, "win.next-record", NULL, neighbour_action);
  gtk_widget_class_install_action (klass, "win.previous-record", NULL, neighbour_action);
  gtk_widget_class_install_action (klass, "win.palette", NULL, palette_action);
  gtk_widget_class_install_action (klass, "win.filter", NULL, filter_action);
  gtk_widget_class_install_action (klass, "win.search", NULL, search_action);
  gtk_widget_class_install_action (klass, "win.place", "i", place_action);
  gtk_widget_class_install_action (klass, "win.outbox", NULL, outbox_action);
  gtk_widget_class_install_action (klass, "win.fold", NULL, fold_action);
  gtk_widget_class_install_action (klass, "win.next-pane", NULL, next_pane_action);
  gtk_widget_class_install_action (klass, "win.previous-pane", NULL, previous_pane_action);
  gtk_widget_class_install_action (klass, "win.update", NULL, update_action);
  gtk_widget_class_install_action (klass, "win.text-size", "i", text_size_action);
  gtk_widget_class_install_action (klass, "win.preferences", NULL, preferences_action);
  gtk_widget_class_install_action (klass, "win.save-draft", NULL, save_draft_action);
  gtk_widget_class_install_action (klass, "win.help", NULL, help_action);
  gtk_widget_class_install_action (klass, "win.shortcuts", NULL, shortcuts_action);
  gtk_widget_class_install_action (klass, "win.about", NULL, about_action);
}
