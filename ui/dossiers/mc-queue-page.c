// SPDX-License-Identifier: GPL-3.0-or-later
#define G_LOG_DOMAIN "mc-ui"
#include "mc-queue-page.h"

#include <glib/gi18n.h>

#include "mc-density-toggle.h"
#include "mc-format.h"
#include "mc-line-symbol.h"
#include "mc-minute-hand.h"
#include "mc-queue-banner.h"
#include "mc-queue-cursor.h"
#include "mc-queue-list.h"
#include "mc-queue-status.h"
#include "mc-task.h"

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
  GtkSearchBar *search_bar;
  GtkSearchEntry *search_entry;
  McQueueBanner *banner;
  GtkStack *stack;
  McQueueList *list;
  AdwStatusPage *empty_page;

  /* owned */
  McProfile *profile;
  McScope *scope;
  McQueueCursor *cursor;
  GHashTable *places; /* queue id → McQueuePlace */
  char *queue_id;
  McFilter *filter;
  char *order;

  gboolean loading;
  gboolean dirty;
  gboolean fresh; /* the queue shown has been read once */
};

enum
{
  OPEN_RECORD,
  PLACE_CHANGED,
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
  mc_queue_list_set_listing (self->list, listing);
  self->fresh = TRUE;
  show_state (self);
  tell_place (self);
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

static void
remember_place (McQueuePage *self)
{
  McQueuePlace place = mc_queue_list_get_place (self->list);

  if (self->queue_id != NULL)
    g_hash_table_insert (self->places, g_strdup (self->queue_id), g_memdup2 (&place, sizeof place));
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
mc_queue_page_dispose (GObject *object)
{
  McQueuePage *self = MC_QUEUE_PAGE (object);

  mc_scope_clear (&self->scope);
  if (self->profile != NULL)
    g_signal_handlers_disconnect_by_data (mc_profile_get_sync (self->profile), self);
  g_clear_pointer (&self->cursor, mc_queue_cursor_free);
  g_clear_object (&self->profile);
  g_clear_pointer (&self->filter, mc_filter_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), MC_TYPE_QUEUE_PAGE);
  G_OBJECT_CLASS (mc_queue_page_parent_class)->dispose (object);
}

static void
mc_queue_page_finalize (GObject *object)
{
  McQueuePage *self = MC_QUEUE_PAGE (object);

  g_hash_table_unref (self->places);
  g_free (self->queue_id);
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
  gtk_widget_class_bind_template_child (klass, McQueuePage, search_bar);
  gtk_widget_class_bind_template_child (klass, McQueuePage, search_entry);
  gtk_widget_class_bind_template_child (klass, McQueuePage, banner);
  gtk_widget_class_bind_template_child (klass, McQueuePage, stack);
  gtk_widget_class_bind_template_child (klass, McQueuePage, list);
  gtk_widget_class_bind_template_child (klass, McQueuePage, empty_page);
  gtk_widget_class_bind_template_callback (klass, search_changed_cb);
  gtk_widget_class_bind_template_callback (klass, search_activated_cb);
  gtk_widget_class_bind_template_callback (klass, open_record_cb);
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
  g_type_ensure (MC_TYPE_DENSITY_TOGGLE);
  g_type_ensure (MC_TYPE_LINE_SYMBOL);
  g_type_ensure (MC_TYPE_QUEUE_BANNER);
  g_type_ensure (MC_TYPE_QUEUE_LIST);
  gtk_widget_class_set_template_from_resource (GTK_WIDGET_CLASS (klass),
                                               "/io/github/motcua/MotCua/dossiers/mc-queue-page.ui");
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
mc_queue_page_init (McQueuePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->scope = mc_scope_new (NULL);
  self->places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
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
  const McQueuePlace *place;

  g_return_if_fail (MC_IS_QUEUE_PAGE (self));
  g_return_if_fail (queue != NULL);

  remember_place (self);
  g_set_str (&self->queue_id, queue->id);
  g_set_str (&self->order, queue->order);
  g_clear_pointer (&self->filter, mc_filter_unref);
  self->filter = queue->filter != NULL ? mc_filter_ref (queue->filter) : NULL;
  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), queue->title);
  gtk_label_set_label (self->title, queue->title);
  empty = mc_queue_status_empty_title (queue);
  adw_status_page_set_title (self->empty_page, empty);
  adw_status_page_set_description (self->empty_page, mc_queue_status_empty_description (queue));

  place = g_hash_table_lookup (self->places, queue->id);
  mc_queue_list_set_place (self->list, place != NULL ? *place : (McQueuePlace) { 0 });
  mc_queue_cursor_clear (self->cursor);
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  gtk_search_bar_set_search_mode (self->search_bar, FALSE);
  reload (self);
}

void
mc_queue_page_show_found (McQueuePage *self, const char *text)
{
  McQueue queue = { .id = (char *) "found", .title = (char *) _ ("All dossiers"), .order = (char *) "open_first" };

  g_return_if_fail (MC_IS_QUEUE_PAGE (self));
  g_return_if_fail (text != NULL);

  mc_queue_page_show_queue (self, &queue);
  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), text);
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
