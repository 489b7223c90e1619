// SPDX-License-Identifier: GPL-3.0-or-later
#define G_LOG_DOMAIN "mc-ui"
#include "mc-window-private.h"

#include <glib/gi18n.h>

#include "mc-actions.h"
#include "mc-adwaita-names.h"
#include "mc-dossier-window.h"
#include "mc-preferences-dialog.h"
#include "mc-task.h"

/* the journal's names: when somebody was here last (microseconds since 1970), and whether the program still runs */
#define SEEN "last-seen"
#define RUNNING "running"
#define ABSENCE_US (2 * (gint64) G_TIME_SPAN_HOUR)

enum
{
  SIGN_IN,
  CANCEL_SIGN_IN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (McWindow, mc_window, ADW_TYPE_APPLICATION_WINDOW)

/* Checking wants the room: the sidebar goes while the dossier stands alone. */
static void
show_content_cb (McWindow *self)
{
  gboolean alone = adw_navigation_split_view_get_collapsed (self->panes)
                   && adw_navigation_split_view_get_show_content (self->panes);

  if (!adw_overlay_split_view_get_collapsed (self->frame))
    adw_overlay_split_view_set_show_sidebar (self->frame, !alone);
  if (!alone && self->queue_page != NULL
      && adw_navigation_split_view_get_sidebar (self->panes) == ADW_NAVIGATION_PAGE (self->queue_page))
    mc_queue_page_focus_list (self->queue_page);
}

/* An act on the open record has got into the outbox: the next record, where the citizen is not at the counter. */
static void
outbox_changed_cb (McSync *sync, McWindow *self)
{
  const char *id = mc_window_shows_dossier (self) ? mc_dossier_page_get_record_id (self->dossier_page) : NULL;
  gboolean pending = id != NULL && mc_sync_find_pending (sync, id) != NULL;
  gboolean committed = pending && !self->was_pending;

  self->was_pending = pending;
  if (committed && g_settings_get_boolean (self->settings, "open-next")
      && mc_dossier_page_is_online (self->dossier_page))
    mc_window_open_neighbour (self, 1);
}

static void
queue_chosen_cb (McWindow *self, McQueue *queue)
{
  gboolean same = g_strcmp0 (self->queue_id, queue->id) == 0;

  mc_window_set_list (self, ADW_NAVIGATION_PAGE (self->queue_page));
  if (same && !self->found_shown)
    return;
  self->found_shown = FALSE;
  g_set_str (&self->queue_id, queue->id);
  mc_queue_page_show_queue (self->queue_page, queue);
}

static void
outbox_chosen_cb (McWindow *self)
{
  mc_window_set_list (self, ADW_NAVIGATION_PAGE (self->outbox_page));
}

static void
show_list (McWindow *self, const McQueue *queue)
{
  mc_window_set_list (self, ADW_NAVIGATION_PAGE (self->queue_page));
  self->found_shown = TRUE;
  mc_sidebar_choose_nothing (self->sidebar);
  mc_queue_page_show_queue (self->queue_page, queue);
  mc_queue_page_focus_list (self->queue_page);
}

static void
open_list_cb (McWindow *self, McQueue *queue)
{
  show_list (self, queue);
}

static void
open_queue_cb (McWindow *self, const char *id)
{
  if (mc_sidebar_choose_queue (self->sidebar, id))
    mc_queue_page_focus_list (self->queue_page);
}

static void
open_outbox_cb (McWindow *self)
{
  mc_sidebar_choose_outbox (self->sidebar);
  mc_outbox_page_focus (self->outbox_page);
}

static void
today_chosen_cb (McWindow *self)
{
  mc_window_show_today (self);
}

/* After an absence, or after a crash, the day is what one wants to see first. */
static DexFuture *
arrive_fiber (gpointer data)
{
  McWindow *self = data;
  g_autoptr (McScope) scope = g_object_ref (self->scope);
  g_autoptr (McProfile) profile = g_object_ref (self->profile);
  McJournal *journal = mc_profile_get_journal (profile);
  gint64 now = mc_clock_now_us (mc_profile_get_clock (profile));
  /* what cannot be read was never written: the page of the role it is */
  g_autofree char *seen = mc_await_string (mc_journal_get (journal, SEEN), NULL);
  g_autofree char *running = mc_await_string (mc_journal_get (journal, RUNNING), NULL);
  gint64 last = seen != NULL ? g_ascii_strtoll (seen, NULL, 10) : 0;
  GError *error = NULL;

  if (mc_scope_is_ended (scope))
    return dex_future_new_true ();
  self->restored = g_strcmp0 (running, "yes") == 0;
  if (self->today_page != NULL)
    mc_today_page_set_restored (self->today_page, self->restored);
  if ((last > 0 && now - last >= ABSENCE_US) || self->restored)
    {
      mc_sidebar_choose_today (self->sidebar);
      mc_window_show_today (self); /* before anybody is known the sidebar has no rows */
      mc_today_page_focus (self->today_page);
    }
  if (!mc_await (mc_journal_set (journal, RUNNING, "yes"), &error))
    return dex_future_new_for_error (error);
  return dex_future_new_true ();
}

/* The journal has it before it closes. */
static void
leave (McWindow *self)
{
  McJournal *journal = mc_profile_get_journal (self->profile);
  g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT, mc_clock_now_us (mc_profile_get_clock (self->profile)));

  dex_future_disown (mc_journal_set (journal, SEEN, now));
  dex_future_disown (mc_journal_set (journal, RUNNING, "no"));
}

static void
came_back_cb (McWindow *self, const char *id)
{
  int position = 0;
  int total = 0;

  mc_queue_page_locate (self->queue_page, id, &position, &total);
  mc_dossier_page_set_place (self->dossier_page, position, total);
}

/* The list has changed around the open dossier. */
static void
place_changed_cb (McWindow *self, const char *id, int position, int total)
{
  if (g_strcmp0 (mc_dossier_page_get_record_id (self->dossier_page), id) == 0)
    mc_dossier_page_set_place (self->dossier_page, position, total);
}

static void
line_changed_cb (McSync *sync, McWindow *self)
{
  const McLine *line = mc_sync_get_line (sync);

  adw_banner_set_revealed (self->signed_out_banner, line->state == MC_LINE_SIGNED_OUT);
  adw_banner_set_revealed (self->outdated_banner, mc_line_is_outdated (line));
}

static void
sign_in_cb (McWindow *self)
{
  g_signal_emit (self, signals[SIGN_IN], 0);
}

static void
cancel_cb (McWindow *self)
{
  g_signal_emit (self, signals[CANCEL_SIGN_IN], 0);
}

static void
banner_clicked_cb (McWindow *self)
{
  g_signal_emit (self, signals[SIGN_IN], 0);
}

/* A scan never acts: it is looked for. A form that is open keeps what was typed in it as drafts. */
static void
scanned_cb (McWindow *self, const char *text)
{
  AdwDialog *dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self));

  if (mc_preferences_dialog_takes_scan (dialog, text) || self->profile == NULL)
    return;
  if (dialog != NULL)
    adw_dialog_close (dialog);
  mc_window_find (self, text);
}

/* Of two windows it is the one in use that says what is looked at. */
static void
active_cb (McWindow *self)
{
  if (gtk_window_is_active (GTK_WINDOW (self)) && mc_window_shows_dossier (self))
    mc_dossier_page_attend (self->dossier_page);
}

static void
mc_window_dispose (GObject *object)
{
  McWindow *self = MC_WINDOW (object);

  if (self->stack != NULL)
    mc_window_set_profile (self, NULL);
  g_clear_object (&self->scanner);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->queue_id, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), MC_TYPE_WINDOW);
  G_OBJECT_CLASS (mc_window_parent_class)->dispose (object);
}

static void
mc_window_class_init (McWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mc_window_dispose;
  signals[SIGN_IN] = g_signal_new ("sign-in", MC_TYPE_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[CANCEL_SIGN_IN]
      = g_signal_new ("cancel-sign-in", MC_TYPE_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  mc_window_install_actions (widget_class);
  g_type_ensure (MC_TYPE_SIGN_IN_PAGE);
  g_type_ensure (MC_TYPE_SIDEBAR);
  g_type_ensure (MC_TYPE_UNDO_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/motcua/MotCua/shell/mc-window.ui");
  gtk_widget_class_bind_template_child (widget_class, McWindow, training_mark);
  gtk_widget_class_bind_template_child (widget_class, McWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, McWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, McWindow, sign_in_page);
  gtk_widget_class_bind_template_child (widget_class, McWindow, signed_out_banner);
  gtk_widget_class_bind_template_child (widget_class, McWindow, outdated_banner);
  gtk_widget_class_bind_template_child (widget_class, McWindow, frame);
  gtk_widget_class_bind_template_child (widget_class, McWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, McWindow, panes);
  gtk_widget_class_bind_template_child (widget_class, McWindow, undo_bar);
  gtk_widget_class_bind_template_callback (widget_class, show_content_cb);
  gtk_widget_class_bind_template_callback (widget_class, queue_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, outbox_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, today_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, sign_in_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, banner_clicked_cb);
}

static void
mc_window_init (McWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  mc_adwaita_names_follow (self->toasts);
  mc_actions_add_latch (ADW_APPLICATION_WINDOW (self));
  g_signal_connect (self, "notify::is-active", G_CALLBACK (active_cb), NULL);
  self->settings = g_settings_new (MC_APP_ID);
  self->scanner = mc_scanner_new (GTK_WINDOW (self));
  g_settings_bind (self->settings, "scan-gap", self->scanner, "gap", G_SETTINGS_BIND_GET);
  g_settings_bind (self->settings, "scan-length", self->scanner, "length", G_SETTINGS_BIND_GET);
  g_signal_connect_object (self->scanner, "scanned", G_CALLBACK (scanned_cb), self, G_CONNECT_SWAPPED);
  g_settings_bind (self->settings, "window-width", self, "default-width", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "window-height", self, "default-height", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "window-maximized", self, "maximized", G_SETTINGS_BIND_DEFAULT);
}

McWindow *
mc_window_new (GtkApplication *application)
{
  return g_object_new (MC_TYPE_WINDOW, "application", application, NULL);
}

void
mc_window_set_training (McWindow *self, gboolean training)
{
  g_return_if_fail (MC_IS_WINDOW (self));

  gtk_revealer_set_reveal_child (self->training_mark, training);
}

GtkWidget *
mc_window_make_mark (McWindow *self)
{
  GtkWidget *mark;

  g_return_val_if_fail (MC_IS_WINDOW (self), NULL);

  if (!gtk_revealer_get_reveal_child (self->training_mark))
    return NULL;
  mark = gtk_label_new (_ ("TRAINING – NO LEGAL VALUE"));
  gtk_widget_add_css_class (mark, "training-mark");
  return mark;
}

void
mc_window_say (McWindow *self, const char *text)
{
  AdwToast *toast;

  g_return_if_fail (MC_IS_WINDOW (self));

  toast = adw_toast_new (text);
  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
edit_record_cb (McWindow *self, const char *id)
{
  mc_window_open_record (self, id);
  mc_dossier_page_edit (self->dossier_page);
}

static void
make_pages (McWindow *self)
{
  self->queue_page = g_object_ref_sink (mc_queue_page_new (self->profile));
  self->outbox_page = g_object_ref_sink (mc_outbox_page_new (self->profile));
  self->dossier_page = g_object_ref_sink (mc_dossier_page_new (self->profile));
  g_signal_connect_swapped (self->queue_page, "open-record", G_CALLBACK (mc_window_open_record), self);
  g_signal_connect_swapped (self->queue_page, "find", G_CALLBACK (mc_window_find), self);
  g_signal_connect_swapped (self->queue_page, "open-list", G_CALLBACK (open_list_cb), self);
  g_signal_connect_swapped (self->queue_page, "open-queue", G_CALLBACK (open_queue_cb), self);
  mc_column_widths_bind (mc_queue_page_get_column_widths (self->queue_page), self->settings, "column-widths");
  g_signal_connect_swapped (self->queue_page, "place-changed", G_CALLBACK (place_changed_cb), self);
  g_signal_connect_swapped (self->dossier_page, "came-back", G_CALLBACK (came_back_cb), self);
  g_signal_connect_swapped (self->outbox_page, "open-record", G_CALLBACK (mc_window_open_record), self);
  g_signal_connect_swapped (self->outbox_page, "edit-record", G_CALLBACK (edit_record_cb), self);
  adw_navigation_split_view_set_sidebar (self->panes, ADW_NAVIGATION_PAGE (self->queue_page));
  adw_navigation_split_view_set_content (self->panes, ADW_NAVIGATION_PAGE (self->dossier_page));
}

/* A page ends now, whoever still holds it: what it started ends with it. */
static void
drop_page (gpointer page)
{
  g_object_run_dispose (page);
  g_object_unref (page);
}

static gboolean
let_go_cb (gpointer data)
{
  return G_SOURCE_REMOVE;
}

static void
drop_pages (McWindow *self)
{
  /* libadwaita 1.7.6 puts the panes in order in an idle that outlives them: it must find them still there */
  g_idle_add_full (G_PRIORITY_LOW, let_go_cb, g_object_ref (self->panes), g_object_unref);
  adw_navigation_split_view_set_show_content (self->panes, FALSE);
  adw_navigation_split_view_set_sidebar (self->panes, NULL);
  adw_navigation_split_view_set_content (self->panes, NULL);
  g_clear_pointer (&self->queue_page, drop_page);
  g_clear_pointer (&self->outbox_page, drop_page);
  g_clear_pointer (&self->dossier_page, drop_page);
  g_clear_pointer (&self->today_page, drop_page);
  g_clear_pointer (&self->queue_id, g_free);
  self->found_shown = FALSE;
}

void
mc_window_set_profile (McWindow *self, McProfile *profile)
{
  McSync *sync;

  g_return_if_fail (MC_IS_WINDOW (self));

  if (self->profile != NULL)
    {
      g_signal_handlers_disconnect_by_data (mc_profile_get_sync (self->profile), self);
      mc_sidebar_set_profile (self->sidebar, NULL);
      mc_undo_bar_set_profile (self->undo_bar, NULL);
      mc_scope_clear (&self->scope);
      mc_dossier_windows_close (self);
      drop_pages (self);
      leave (self);
      g_clear_object (&self->profile);
    }
  if (profile == NULL)
    {
      gtk_stack_set_visible_child_name (self->stack, "sign-in");
      return;
    }
  self->profile = g_object_ref (profile);
  sync = mc_profile_get_sync (profile);
  make_pages (self);
  mc_sidebar_set_profile (self->sidebar, profile);
  mc_undo_bar_set_profile (self->undo_bar, profile);
  g_signal_connect (sync, "line-changed", G_CALLBACK (line_changed_cb), self);
  g_signal_connect (sync, "outbox-changed", G_CALLBACK (outbox_changed_cb), self);
  line_changed_cb (sync, self);
  gtk_stack_set_visible_child_name (self->stack, "desk");
  mc_queue_page_focus_list (self->queue_page);
  self->restored = FALSE;
  self->scope = mc_scope_new (NULL);
  mc_task_run (self->scope, "arrive", arrive_fiber, g_object_ref (self), g_object_unref);
}

McSignInPage *
mc_window_get_sign_in_page (McWindow *self)
{
  g_return_val_if_fail (MC_IS_WINDOW (self), NULL);

  return self->sign_in_page;
}

void
mc_window_show_sign_in (McWindow *self, gboolean sign_in)
{
  g_return_if_fail (MC_IS_WINDOW (self));

  gtk_stack_set_visible_child_name (self->stack, sign_in || self->profile == NULL ? "sign-in" : "desk");
}

gboolean
mc_window_shows_dossier (McWindow *self)
{
  return self->profile != NULL && mc_dossier_page_get_record_id (self->dossier_page) != NULL
         && (adw_navigation_split_view_get_show_content (self->panes)
             || !adw_navigation_split_view_get_collapsed (self->panes));
}

void
mc_window_set_list (McWindow *self, AdwNavigationPage *page)
{
  if (adw_navigation_split_view_get_sidebar (self->panes) != page)
    adw_navigation_split_view_set_sidebar (self->panes, page);
  adw_navigation_split_view_set_show_content (self->panes, FALSE);
  if (adw_overlay_split_view_get_collapsed (self->frame))
    adw_overlay_split_view_set_show_sidebar (self->frame, FALSE);
}

void
mc_window_open_record (McWindow *self, const char *id)
{
  int position = 0;
  int total = 0;

  self->was_pending = mc_sync_find_pending (mc_profile_get_sync (self->profile), id) != NULL;
  mc_queue_page_locate (self->queue_page, id, &position, &total);
  mc_dossier_page_show (self->dossier_page, id, position, total);
  adw_navigation_split_view_set_show_content (self->panes, TRUE);
  mc_dossier_page_focus_components (self->dossier_page);
}

void
mc_window_open_neighbour (McWindow *self, int step)
{
  g_autofree char *id = NULL;
  int position;
  int total;

  if (self->profile == NULL || adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self)) != NULL)
    return;
  id = mc_queue_page_get_neighbour (self->queue_page, mc_dossier_page_get_record_id (self->dossier_page), step,
                                    &position, &total);
  if (id != NULL)
    mc_window_open_record (self, id);
}

void
mc_window_find (McWindow *self, const char *text)
{
  mc_window_set_list (self, ADW_NAVIGATION_PAGE (self->queue_page));
  self->found_shown = TRUE;
  mc_sidebar_choose_nothing (self->sidebar);
  mc_queue_page_show_found (self->queue_page, text);
  mc_queue_page_focus_search (self->queue_page);
}

void
mc_window_show_today (McWindow *self)
{
  if (self->today_page == NULL)
    {
      self->today_page = g_object_ref_sink (mc_today_page_new (self->profile));
      mc_today_page_set_restored (self->today_page, self->restored);
      g_signal_connect_swapped (self->today_page, "open-list", G_CALLBACK (open_list_cb), self);
      g_signal_connect_swapped (self->today_page, "open-queue", G_CALLBACK (open_queue_cb), self);
      g_signal_connect_swapped (self->today_page, "open-record", G_CALLBACK (mc_window_open_record), self);
      g_signal_connect_swapped (self->today_page, "open-outbox", G_CALLBACK (open_outbox_cb), self);
      g_signal_connect_swapped (self->today_page, "said", G_CALLBACK (mc_window_say), self);
    }
  mc_window_set_list (self, ADW_NAVIGATION_PAGE (self->today_page));
}
