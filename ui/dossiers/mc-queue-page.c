// SPDX-License-Identifier: GPL-3.0-or-later
#define G_LOG_DOMAIN "mc-ui"
#include "mc-queue-page.h"

#include <glib/gi18n.h>

#include "mc-density-toggle.h"
#include "mc-filter-bar.h"
#include "mc-filter-dialog.h"
#include "mc-format.h"
#include "mc-line-symbol.h"
#include "mc-list-menu.h"
#include "mc-minute-hand.h"
#include "mc-pick-bar.h"
#include "mc-queue-banner.h"
#include "mc-queue-cursor.h"
#include "mc-queue-list.h"
#include "mc-queue-status.h"
#include "mc-queue-view.h"
#include "mc-desk-head.h"
#include "mc-task.h"

/* id of the list of what is searched for in all dossiers */
#define FOUND "found"
/* the journal's name for how a queue was looked at last */
#define VIEW_NAME "list:%s"

struct _McQueuePage
{
  AdwNavigationPage parent_instance;

  /* template */
  GtkLabel *title;
  GtkLabel *count;
  GtkLabel *age;
  AdwBreakpoint *room_for_all;
  McLineSymbol *line_symbol;
  McDensityToggle *table_toggle;
  McListMenu *list_menu;
  McFilterBar *filter_bar;
  McPickBar *pick_bar;
  McDeskHead *desk_head;
  GtkSearchBar *search_bar;
  GtkSearchEntry *search_entry;
  McQueueBanner *banner;
  GtkStack *stack;
  McQueueList *list;
  AdwStatusPage *empty_page;
  GtkWidget *find_all;

  /* owned */
  McProfile *profile;
  McScope *scope;
  McQueueCursor *cursor;
  GHashTable *views; /* queue id → McQueueView */
  McQueueView *view; /* of the queue shown, in views; NULL: not read yet */
  char *queue_id;
  McFilter *queue_filter; /* as the portal has it */
  char *queue_order;
  McFilter *filter; /* and as the view narrows it */
  char *order;

  gboolean loading;
  gboolean dirty;
  gboolean fresh;     /* the queue shown has been read once */
  gboolean coming_in; /* while the first update was under way */
};

enum
{
  OPEN_RECORD,
  PLACE_CHANGED,
  FIND,
  OPEN_LIST,
  OPEN_QUEUE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void reload (McQueuePage *self);

G_DEFINE_FINAL_TYPE (McQueuePage, mc_queue_page, ADW_TYPE_NAVIGATION_PAGE)

static const char *
search_text (McQueuePage *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search_entry));

  return *text != '\0' ? text : NULL;
}

static guint
length_of (McQueuePage *self)
{
  return mc_slot_list_get_length (mc_queue_list_get_slots (self->list));
}

static void
show_state (McQueuePage *self)
{
  const McLine *line = mc_sync_get_line (mc_profile_get_sync (self->profile));
  guint length = length_of (self);
  g_autofree char *count = mc_format_number (length);
  const char *page = "records";

  /* before the first update is over, how many there are is not known */
  gtk_label_set_label (self->count, self->fresh && line->updated_us != 0 ? count : "");
  if (!self->fresh)
    page = "blank";
  else if (length == 0 && search_text (self) != NULL)
    page = "not-found";
  else if (length == 0 && self->view != NULL && mc_queue_view_is_narrowed (self->view))
    page = "none-left";
  else if (length == 0 && mc_queue_status_is_first_update (line))
    page = "first-update";
  else if (length == 0)
    page = "empty";
  gtk_stack_set_visible_child_name (self->stack, page);
}

static void
show_line (McQueuePage *self)
{
  const McLine *line = mc_sync_get_line (mc_profile_get_sync (self->profile));
  gint64 now = mc_clock_now_us (mc_profile_get_clock (self->profile));
  g_autofree char *age = mc_queue_status_age_text (line, now);

  mc_queue_banner_set (self->banner, line, now);
  gtk_label_set_label (self->age, age != NULL ? age : "");
  gtk_widget_set_visible (GTK_WIDGET (self->age), age != NULL);
  show_state (self);
}

/* The opened record may stand elsewhere now, or nowhere. */
static void
tell_place (McQueuePage *self)
{
  guint at;

  if (mc_queue_cursor_get_id (self->cursor) == NULL)
    return;
  if (mc_queue_cursor_follow (self->cursor, &at))
    g_signal_emit (self, signals[PLACE_CHANGED], 0, mc_queue_cursor_get_id (self->cursor), (int) at + 1,
                   (int) length_of (self));
  else
    g_signal_emit (self, signals[PLACE_CHANGED], 0, mc_queue_cursor_get_id (self->cursor), 0, 0);
}

static void
put_listing (McQueuePage *self, McListing *listing)
{
  gboolean before = self->coming_in;

  self->coming_in = mc_sync_get_line (mc_profile_get_sync (self->profile))->updated_us == 0;
  mc_queue_list_set_listing (self->list, listing,
                             (before || self->coming_in) && mc_queue_cursor_get_id (self->cursor) == NULL);
  self->fresh = TRUE;
  show_state (self);
  tell_place (self);
}

/* What the list asks the store for, and what says so. */
static void
apply_view (McQueuePage *self)
{
  McDossierTable *table = mc_queue_list_get_table (self->list);
  g_auto (GStrv) shown = NULL;

  g_clear_pointer (&self->filter, mc_filter_unref);
  self->filter = mc_queue_view_build_filter (self->view, self->queue_filter);
  g_free (self->order);
  self->order = mc_queue_view_build_order (self->view, self->queue_order);
  mc_filter_bar_set_view (self->filter_bar, self->view);
  mc_dossier_table_set_columns (table, (const char *const *) self->view->columns);
  mc_dossier_table_set_sort (table, self->view->sort, self->view->descending);
  shown = mc_dossier_table_get_columns (table);
  mc_list_menu_set_sort (self->list_menu, self->view->sort, self->view->descending);
  mc_list_menu_set_columns (self->list_menu, (const char *const *) shown,
                            mc_density_toggle_is_table (self->table_toggle));
}

static void
remember_place (McQueuePage *self)
{
  McQueuePlace place = mc_queue_list_get_place (self->list);

  if (self->view == NULL || !self->fresh)
    return;
  self->view->selected_key = place.selected_key;
  self->view->top = place.top;
}

/* The journal has it before it closes, whatever becomes of the page: nothing waits for it. */
static void
keep_view (McQueuePage *self)
{
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;

  if (self->view == NULL)
    return;
  remember_place (self);
  name = g_strdup_printf (VIEW_NAME, self->queue_id);
  text = mc_queue_view_to_string (self->view);
  dex_future_disown (mc_journal_set (mc_profile_get_journal (self->profile), name, text));
}

static void
take_view (McQueuePage *self, McQueueView *view)
{
  self->view = view;
  mc_queue_list_set_place (self->list, (McQueuePlace) { view->selected_key, view->top });
  apply_view (self);
}

/* How the queue was looked at last; once, then it is at hand. */
static void
read_view (McQueuePage *self)
{
  g_autofree char *id = g_strdup (self->queue_id);
  g_autofree char *name = g_strdup_printf (VIEW_NAME, id);
  /* what cannot be read is as new: a list is not lost over how it was sorted */
  g_autofree char *text = mc_await_string (mc_journal_get (mc_profile_get_journal (self->profile), name), NULL);

  if (mc_scope_is_ended (self->scope) || g_hash_table_contains (self->views, id))
    return;
  g_hash_table_insert (self->views, g_strdup (id), mc_queue_view_from_string (text));
  if (g_str_equal (id, self->queue_id))
    take_view (self, g_hash_table_lookup (self->views, id));
}

static DexFuture *
reload_fiber (gpointer data)
{
  McQueuePage *self = data;
  g_autoptr (GError) error = NULL;

  do
    {
      g_autoptr (McListing) listing = NULL;
      g_autofree char *id = g_strdup (self->queue_id);

      self->dirty = FALSE;
      g_clear_error (&error);
      if (self->view == NULL)
        read_view (self);
      if (mc_scope_is_ended (self->scope))
        break;
      if (self->view == NULL || !g_str_equal (id, self->queue_id))
        {
          self->dirty = TRUE;
          continue;
        }
      listing = mc_await_boxed (
          mc_cache_list (mc_profile_get_cache (self->profile), self->filter, self->order, search_text (self)), &error);
      if (mc_scope_is_ended (self->scope))
        break;
      if (listing != NULL && g_strcmp0 (id, self->queue_id) == 0)
        put_listing (self, listing);
    }
  while (self->dirty && !mc_scope_is_ended (self->scope));
  self->loading = FALSE;
  if (error != NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_true ();
}

/* One read at a time: what changes meanwhile is read once more afterwards. */
static void
reload (McQueuePage *self)
{
  if (self->queue_id == NULL)
    return;
  self->dirty = TRUE;
  if (self->loading)
    return;
  self->loading = TRUE;
  mc_task_run (self->scope, "queue", reload_fiber, g_object_ref (self), g_object_unref);
}

static void
minute_cb (gpointer data)
{
  McQueuePage *self = data;

  mc_queue_list_refresh (self->list);
  show_line (self);
  reload (self); /* filters that speak of "now" let other records in */
}

/* The list is another one now. */
static void
view_changed (McQueuePage *self)
{
  apply_view (self);
  keep_view (self);
  reload (self);
}

static void
sort_chosen_cb (McQueuePage *self, const char *sort, gboolean descending)
{
  if (self->view == NULL || (g_strcmp0 (sort, self->view->sort) == 0 && descending == self->view->descending))
    return;
  g_set_str (&self->view->sort, sort);
  self->view->descending = sort != NULL && descending;
  view_changed (self);
}

static void
columns_chosen_cb (McQueuePage *self, GStrv columns)
{
  if (self->view == NULL)
    return;
  g_strfreev (self->view->columns);
  self->view->columns = g_strdupv (columns);
  apply_view (self);
  keep_view (self);
}

static void
narrowed_cb (McQueuePage *self, int narrow, const char *value, const char *label)
{
  if (self->view == NULL)
    return;
  mc_queue_view_narrow (self->view, (McNarrow) narrow, value, label);
  view_changed (self);
}

static void
widened_cb (McQueuePage *self, int narrow)
{
  if (self->view == NULL)
    return;
  if (narrow >= 0)
    mc_queue_view_narrow (self->view, (McNarrow) narrow, NULL, NULL);
  else
    mc_queue_view_widen (self->view);
  view_changed (self);
  mc_queue_page_focus_list (self);
}

static void
show_all_cb (McQueuePage *self)
{
  widened_cb (self, -1);
}

static void
records_changed_cb (McSync *sync, GStrv ids, McQueuePage *self)
{
  reload (self);
}

static void
outbox_changed_cb (McSync *sync, McQueuePage *self)
{
  mc_queue_list_refresh (self->list);
}

static void
line_changed_cb (McSync *sync, McQueuePage *self)
{
  show_line (self);
}

static void
search_changed_cb (McQueuePage *self)
{
  reload (self);
}

static void
room_changed_cb (McQueuePage *self)
{
  GtkWidget *bin = adw_navigation_page_get_child (ADW_NAVIGATION_PAGE (self));
  AdwBreakpoint *room = adw_breakpoint_bin_get_current_breakpoint (ADW_BREAKPOINT_BIN (bin));

  if (self->profile != NULL)
    mc_density_toggle_set_room (self->table_toggle, room != NULL, room == self->room_for_all);
}

static void
density_changed_cb (McQueuePage *self)
{
  mc_queue_list_set_as_table (self->list, mc_density_toggle_is_table (self->table_toggle));
  if (self->view != NULL)
    apply_view (self);
}

static void
search_activated_cb (McQueuePage *self)
{
  mc_queue_page_focus_list (self);
}

static void
open_record_cb (McQueuePage *self, const char *id)
{
  g_signal_emit (self, signals[OPEN_RECORD], 0, id);
}

static void
find_cb (McQueuePage *self, const char *text)
{
  g_signal_emit (self, signals[FIND], 0, text);
}

/* What is not in this list may be in another one. */
static void
find_all_cb (McQueuePage *self)
{
  g_autofree char *text = g_strdup (search_text (self));

  if (text != NULL)
    find_cb (self, text);
}

static void
open_list_cb (McQueuePage *self, McQueue *queue)
{
  g_signal_emit (self, signals[OPEN_LIST], 0, queue);
}

static void
open_queue_cb (McQueuePage *self, const char *id)
{
  g_signal_emit (self, signals[OPEN_QUEUE], 0, id);
}

static void
mc_queue_page_dispose (GObject *object)
{
  McQueuePage *self = MC_QUEUE_PAGE (object);

  keep_view (self);
  self->view = NULL;
  mc_scope_clear (&self->scope);
  if (self->profile != NULL)
    g_signal_handlers_disconnect_by_data (mc_profile_get_sync (self->profile), self);
  g_clear_pointer (&self->cursor, mc_queue_cursor_free);
  g_clear_object (&self->profile);
  g_clear_pointer (&self->filter, mc_filter_unref);
  g_clear_pointer (&self->queue_filter, mc_filter_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), MC_TYPE_QUEUE_PAGE);
  G_OBJECT_CLASS (mc_queue_page_parent_class)->dispose (object);
}

static void
mc_queue_page_finalize (GObject *object)
{
  McQueuePage *self = MC_QUEUE_PAGE (object);

  g_hash_table_unref (self->views);
  g_free (self->queue_id);
  g_free (self->queue_order);
  g_free (self->order);
  G_OBJECT_CLASS (mc_queue_page_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *klass)
{
  gtk_widget_class_bind_template_child (klass, McQueuePage, title);
  gtk_widget_class_bind_template_child (klass, McQueuePage, count);
  gtk_widget_class_bind_template_child (klass, McQueuePage, age);
  gtk_widget_class_bind_template_child (klass, McQueuePage, room_for_all);
  gtk_widget_class_bind_template_child (klass, McQueuePage, line_symbol);
  gtk_widget_class_bind_template_child (klass, McQueuePage, table_toggle);
  gtk_widget_class_bind_template_child (klass, McQueuePage, list_menu);
  gtk_widget_class_bind_template_child (klass, McQueuePage, filter_bar);
  gtk_widget_class_bind_template_child (klass, McQueuePage, pick_bar);
  gtk_widget_class_bind_template_child (klass, McQueuePage, desk_head);
  gtk_widget_class_bind_template_child (klass, McQueuePage, search_bar);
  gtk_widget_class_bind_template_child (klass, McQueuePage, search_entry);
  gtk_widget_class_bind_template_child (klass, McQueuePage, banner);
  gtk_widget_class_bind_template_child (klass, McQueuePage, stack);
  gtk_widget_class_bind_template_child (klass, McQueuePage, list);
  gtk_widget_class_bind_template_child (klass, McQueuePage, empty_page);
  gtk_widget_class_bind_template_child (klass, McQueuePage, find_all);
  gtk_widget_class_bind_template_callback (klass, search_changed_cb);
  gtk_widget_class_bind_template_callback (klass, search_activated_cb);
  gtk_widget_class_bind_template_callback (klass, open_record_cb);
  gtk_widget_class_bind_template_callback (klass, find_cb);
  gtk_widget_class_bind_template_callback (klass, find_all_cb);
  gtk_widget_class_bind_template_callback (klass, open_list_cb);
  gtk_widget_class_bind_template_callback (klass, open_queue_cb);
  gtk_widget_class_bind_template_callback (klass, sort_chosen_cb);
  gtk_widget_class_bind_template_callback (klass, columns_chosen_cb);
  gtk_widget_class_bind_template_callback (klass, widened_cb);
  gtk_widget_class_bind_template_callback (klass, show_all_cb);
  gtk_widget_class_bind_template_callback (klass, density_changed_cb);
  gtk_widget_class_bind_template_callback (klass, room_changed_cb);
}

static void
mc_queue_page_class_init (McQueuePageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mc_queue_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = mc_queue_page_finalize;
  signals[OPEN_RECORD] = g_signal_new ("open-record", MC_TYPE_QUEUE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[PLACE_CHANGED] = g_signal_new ("place-changed", MC_TYPE_QUEUE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 3, G_TYPE_STRING, G_TYPE_INT, G_TYPE_INT);
  signals[FIND] = g_signal_new ("find", MC_TYPE_QUEUE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                G_TYPE_STRING);
  signals[OPEN_LIST] = g_signal_new ("open-list", MC_TYPE_QUEUE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[OPEN_QUEUE] = g_signal_new ("open-queue", MC_TYPE_QUEUE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                      G_TYPE_NONE, 1, G_TYPE_STRING);
  g_type_ensure (MC_TYPE_DENSITY_TOGGLE);
  g_type_ensure (MC_TYPE_FILTER_BAR);
  g_type_ensure (MC_TYPE_LINE_SYMBOL);
  g_type_ensure (MC_TYPE_LIST_MENU);
  g_type_ensure (MC_TYPE_PICK_BAR);
  g_type_ensure (MC_TYPE_QUEUE_BANNER);
  g_type_ensure (MC_TYPE_QUEUE_LIST);
  g_type_ensure (MC_TYPE_DESK_HEAD);
  gtk_widget_class_set_template_from_resource (GTK_WIDGET_CLASS (klass),
                                               "/io/github/motcua/MotCua/dossiers/mc-queue-page.ui");
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
mc_queue_page_init (McQueuePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->scope = mc_scope_new (NULL);
  self->views = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) mc_queue_view_free);
}

McQueuePage *
mc_queue_page_new (McProfile *profile)
{
  McQueuePage *self;
  McSync *sync;

  g_return_val_if_fail (MC_IS_PROFILE (profile), NULL);

  self = g_object_new (MC_TYPE_QUEUE_PAGE, NULL);
  self->profile = g_object_ref (profile);
  mc_queue_list_set_profile (self->list, profile);
  self->cursor = mc_queue_cursor_new (mc_queue_list_get_slots (self->list));
  mc_pick_bar_set_list (self->pick_bar, profile, self->list);
  mc_desk_head_set_profile (self->desk_head, profile);
  g_signal_connect_object (mc_queue_list_get_table (self->list), "sort-chosen", G_CALLBACK (sort_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  sync = mc_profile_get_sync (profile);
  mc_line_symbol_set_sync (self->line_symbol, sync);
  g_signal_connect (sync, "records-changed", G_CALLBACK (records_changed_cb), self);
  g_signal_connect (sync, "outbox-changed", G_CALLBACK (outbox_changed_cb), self);
  g_signal_connect (sync, "line-changed", G_CALLBACK (line_changed_cb), self);
  mc_minute_hand_start (self->scope, mc_profile_get_clock (profile), self, minute_cb);
  mc_density_toggle_set_profile (self->table_toggle, profile, self->scope);
  show_line (self);
  return self;
}

void
mc_queue_page_show_queue (McQueuePage *self, const McQueue *queue)
{
  g_autofree char *empty = NULL;

  g_return_if_fail (MC_IS_QUEUE_PAGE (self));
  g_return_if_fail (queue != NULL);

  keep_view (self);
  mc_picks_clear (mc_queue_list_get_picks (self->list));
  self->view = NULL;
  g_set_str (&self->queue_id, queue->id);
  g_set_str (&self->queue_order, queue->order);
  g_clear_pointer (&self->queue_filter, mc_filter_unref);
  self->queue_filter = queue->filter != NULL ? mc_filter_ref (queue->filter) : NULL;
  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), queue->title);
  gtk_label_set_label (self->title, queue->title);
  mc_desk_head_set_queue (self->desk_head, queue->id);
  gtk_widget_set_visible (self->find_all, !g_str_equal (queue->id, FOUND));
  empty = mc_queue_status_empty_title (queue);
  adw_status_page_set_title (self->empty_page, empty);
  adw_status_page_set_description (self->empty_page, mc_queue_status_empty_description (queue));
  mc_filter_bar_set_view (self->filter_bar, NULL);
  if (g_hash_table_lookup (self->views, queue->id) != NULL)
    take_view (self, g_hash_table_lookup (self->views, queue->id));
  mc_queue_cursor_clear (self->cursor);
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  gtk_search_bar_set_search_mode (self->search_bar, FALSE);
  reload (self);
}

void
mc_queue_page_show_found (McQueuePage *self, const char *text)
{
  McQueue queue = { .id = (char *) FOUND, .title = (char *) _ ("All dossiers"), .order = (char *) "open_first" };

  g_return_if_fail (MC_IS_QUEUE_PAGE (self));
  g_return_if_fail (text != NULL);

  mc_queue_page_show_queue (self, &queue);
  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), text);
}

gboolean
mc_queue_page_can_open_act (McQueuePage *self, const char *action)
{
  g_return_val_if_fail (MC_IS_QUEUE_PAGE (self), FALSE);

  return mc_pick_bar_can_open (self->pick_bar, action);
}

void
mc_queue_page_open_act (McQueuePage *self, const char *action)
{
  g_return_if_fail (MC_IS_QUEUE_PAGE (self));

  mc_pick_bar_open (self->pick_bar, action);
}

void
mc_queue_page_open_filter (McQueuePage *self)
{
  McFilterDialog *dialog;

  g_return_if_fail (MC_IS_QUEUE_PAGE (self));

  if (self->view == NULL)
    return;
  dialog = mc_filter_dialog_new (self->profile, self->queue_filter, self->view);
  g_signal_connect_object (dialog, "narrowed", G_CALLBACK (narrowed_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (self));
}

static void
put_place (McQueuePage *self, guint at, int *position, int *total)
{
  if (position != NULL)
    *position = (int) at + 1;
  if (total != NULL)
    *total = (int) length_of (self);
}

char *
mc_queue_page_get_neighbour (McQueuePage *self, const char *id, int step, int *position, int *total)
{
  char *neighbour;
  guint at;

  g_return_val_if_fail (MC_IS_QUEUE_PAGE (self), NULL);

  neighbour = mc_queue_cursor_find_neighbour (self->cursor, id, step, &at);
  if (neighbour != NULL)
    put_place (self, at, position, total);
  return neighbour;
}

gboolean
mc_queue_page_locate (McQueuePage *self, const char *id, int *position, int *total)
{
  guint at;

  g_return_val_if_fail (MC_IS_QUEUE_PAGE (self), FALSE);

  if (!mc_queue_cursor_open (self->cursor, id, &at))
    return FALSE;
  mc_queue_list_select (self->list, at);
  put_place (self, at, position, total);
  return TRUE;
}

McColumnWidths *
mc_queue_page_get_column_widths (McQueuePage *self)
{
  g_return_val_if_fail (MC_IS_QUEUE_PAGE (self), NULL);

  return mc_queue_list_get_column_widths (self->list);
}

void
mc_queue_page_focus_search (McQueuePage *self)
{
  g_return_if_fail (MC_IS_QUEUE_PAGE (self));

  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

void
mc_queue_page_focus_list (McQueuePage *self)
{
  g_return_if_fail (MC_IS_QUEUE_PAGE (self));

  mc_queue_list_focus (self->list, mc_queue_cursor_get_position (self->cursor));
}
