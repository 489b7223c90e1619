// SPDX-License-Identifier: GPL-3.0-or-later
#define G_LOG_DOMAIN "mc-ui"
#include "mc-queue-page.h"

#include <glib/gi18n.h>

#include "mc-dossier-table.h"
#include "mc-format.h"
#include "mc-queue-row.h"
#include "mc-queue-status.h"
#include "mc-slot-list.h"
#include "mc-task.h"

#define MINUTE G_TIME_SPAN_MINUTE
/* records kept loaded on both sides of the opened one, so that the next is at hand */
#define NEIGHBOURS 2
/* the journal's name for what the official chose: "cards", "table" */
#define LIST_VIEW "list-view"

struct _McQueuePage
{
  AdwNavigationPage parent_instance;

  /* template */
  GtkLabel *title;
  GtkLabel *count;
  GtkLabel *age;
  AdwBreakpoint *room_for_table;
  AdwBreakpoint *room_for_all;
  GtkToggleButton *table_toggle;
  GtkToggleButton *search_toggle;
  GtkSearchBar *search_bar;
  GtkSearchEntry *search_entry;
  AdwBanner *offline_banner;
  GtkRevealer *progress_revealer;
  GtkLabel *progress_label;
  GtkProgressBar *progress_bar;
  GtkStack *stack;
  GtkScrolledWindow *scroller;
  GtkListView *list;
  AdwStatusPage *empty_page;

  McDossierTable *table; /* child of stack */

  /* owned */
  McProfile *profile;
  McScope *scope;
  McSlotList *slots;
  GtkSingleSelection *selection;
  GHashTable *rows;   /* set of McQueueRow in use, not owned */
  GHashTable *places; /* queue id → Place */
  GPtrArray *pinned;  /* McSlot around the opened record */
  char *queue_id;
  McFilter *filter;
  char *order;
  char *opened_id;
  char *chosen_view; /* LIST_VIEW; NULL: nothing was chosen, the width decides */

  gint64 opened_key;
  guint opened_position;
  gint64 selected_key;
  double restore_top;   /* rows above the first visible; < 0: nothing to restore */
  double wanted_scroll; /* < 0: none */
  double wanted_top;    /* rows above, once the list has been laid out */
  gboolean as_table;
  gboolean room_chosen; /* the toggle is being set by the page itself */
  gboolean loading;
  gboolean dirty;
  gboolean fresh;        /* the queue shown has been read once */
  gboolean focus_wanted; /* by the first rows that come */
  gboolean replacing;    /* a result set is being put in: the selection is ours to move */
};

/* Where the official was in a queue. */
typedef struct
{
  gint64 selected_key;
  double top; /* rows above the first visible */
} Place;

/* The minute hand, which must not keep the page alive. */
typedef struct
{
  GWeakRef page;
  McClock *clock;
  McScope *scope;
} Minutes;

enum
{
  OPEN_RECORD,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void reload (McQueuePage *self);

G_DEFINE_FINAL_TYPE (McQueuePage, mc_queue_page, ADW_TYPE_NAVIGATION_PAGE)

static void
minutes_free (Minutes *self)
{
  g_weak_ref_clear (&self->page);
  g_object_unref (self->clock);
  g_object_unref (self->scope);
  g_free (self);
}

static const char *
search_text (McQueuePage *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search_entry));

  return *text != '\0' ? text : NULL;
}

static void
refresh_rows (McQueuePage *self)
{
  GHashTableIter iter;
  gpointer row;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &row, NULL))
    mc_queue_row_refresh (row);
  mc_dossier_table_refresh (self->table);
}

static void
show_state (McQueuePage *self)
{
  const McLine *line = mc_sync_get_line (mc_profile_get_sync (self->profile));
  guint length = mc_slot_list_get_length (self->slots);
  g_autofree char *count = mc_format_number (length);
  const char *page = self->as_table ? "table" : "list";

  gtk_label_set_label (self->count, self->fresh ? count : "");
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
  g_autofree char *offline = mc_queue_status_offline_text (line, now);
  g_autofree char *age = mc_queue_status_age_text (line, now);
  g_autofree char *progress = mc_queue_status_progress_text (line);

  if (offline != NULL)
    adw_banner_set_title (self->offline_banner, offline);
  adw_banner_set_revealed (self->offline_banner, offline != NULL);
  gtk_label_set_label (self->age, age != NULL ? age : "");
  gtk_widget_set_visible (GTK_WIDGET (self->age), age != NULL);
  if (progress != NULL)
    {
      gtk_label_set_label (self->progress_label, progress);
      gtk_progress_bar_set_fraction (self->progress_bar, mc_queue_status_progress (line));
    }
  gtk_revealer_set_reveal_child (self->progress_revealer, progress != NULL);
  show_state (self);
}

static GtkAdjustment *
adjustment (McQueuePage *self)
{
  return self->as_table ? mc_dossier_table_get_adjustment (self->table)
                        : gtk_scrolled_window_get_vadjustment (self->scroller);
}

/* The list that is looked at: cards or table. */
static GtkWidget *
view (McQueuePage *self)
{
  return self->as_table ? GTK_WIDGET (mc_dossier_table_get_view (self->table)) : GTK_WIDGET (self->list);
}

static void
scroll_to (McQueuePage *self, guint position, GtkListScrollFlags flags)
{
  if (self->as_table)
    gtk_column_view_scroll_to (GTK_COLUMN_VIEW (view (self)), position, NULL, flags, NULL);
  else
    gtk_list_view_scroll_to (self->list, position, flags, NULL);
}

static gboolean
has_focus (McQueuePage *self)
{
  return (gtk_widget_get_state_flags (view (self)) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0;
}

static double
row_height (McQueuePage *self)
{
  guint length = mc_slot_list_get_length (self->slots);

  return length > 0 ? gtk_adjustment_get_upper (adjustment (self)) / length : 0;
}

/* Rows above the first visible, a fraction for one that is cut. */
static double
top (McQueuePage *self)
{
  double height = row_height (self);

  return height > 0 ? gtk_adjustment_get_value (adjustment (self)) / height : 0;
}

/* The first record that is to be seen: what must not move under the eyes. */
static guint
first_visible (McQueuePage *self)
{
  double upper = gtk_adjustment_get_upper (adjustment (self));
  guint length = mc_slot_list_get_length (self->slots);

  if (upper <= 0 || length == 0)
    return 0;
  return (guint) CLAMP (gtk_adjustment_get_value (adjustment (self)) / upper * length, 0, length - 1);
}

static void
hold_scroll (McQueuePage *self, gint64 anchor, guint before, double height)
{
  GtkAdjustment *scroll = adjustment (self);
  guint after;

  /* at the very top new urgent records are meant to be seen */
  if (gtk_adjustment_get_value (scroll) <= 0 || anchor == 0)
    return;
  if (!mc_slot_list_find_key (self->slots, anchor, &after))
    after = before;
  self->wanted_scroll = gtk_adjustment_get_value (scroll) + ((double) after - (double) before) * height;
  if (after != before)
    gtk_adjustment_set_value (scroll, self->wanted_scroll);
  else /* giving the focus to a row out of sight would have scrolled to it: the list takes its place from here again */
    g_signal_emit_by_name (scroll, "value-changed");
}

/* Near the end there is room for the new place only once the list has been laid out. */
static void
adjustment_changed_cb (McQueuePage *self, GtkAdjustment *changed)
{
  double wanted = self->wanted_scroll;

  if (changed != adjustment (self))
    return;
  self->wanted_scroll = -1;
  if (wanted >= 0 && gtk_adjustment_get_value (adjustment (self)) < wanted)
    gtk_adjustment_set_value (adjustment (self), wanted);
}

static void
select_key (McQueuePage *self, gint64 key, gboolean focus)
{
  guint position = GTK_INVALID_LIST_POSITION;

  if (key != 0 && mc_slot_list_find_key (self->slots, key, &position))
    {
      gtk_single_selection_set_selected (self->selection, position);
      if (focus)
        scroll_to (self, position, GTK_LIST_SCROLL_FOCUS);
      return;
    }
  /* the record left the list: nothing else is chosen in its stead */
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
}

static void
painted_cb (GdkFrameClock *clock, McQueuePage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  g_signal_handlers_disconnect_by_func (clock, painted_cb, self);
  g_debug ("the first rows are painted"); /* the end of a start: ./dev bench waits for it */
  if (root != NULL && !GTK_IS_TEXT (gtk_root_get_focus (root)))
    mc_queue_page_focus_list (self);
}

/* A row can be focused only once it has been laid out. */
static void
take_wanted_focus (McQueuePage *self)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (view (self));

  if (!self->focus_wanted || clock == NULL || mc_slot_list_get_length (self->slots) == 0)
    return;
  self->focus_wanted = FALSE;
  g_signal_connect_object (clock, "after-paint", G_CALLBACK (painted_cb), self, 0);
  gdk_frame_clock_request_phase (clock, GDK_FRAME_CLOCK_PHASE_PAINT);
}

static void
put_listing (McQueuePage *self, McListing *listing)
{
  guint before = first_visible (self);
  gint64 anchor = mc_slot_list_get_key (self->slots, before);
  double height = row_height (self);
  gboolean focused = has_focus (self);
  gint64 selected = self->selected_key;

  self->replacing = TRUE;
  mc_slot_list_set_listing (self->slots, listing);
  self->fresh = TRUE;
  show_state (self);
  select_key (self, selected, focused);
  self->replacing = FALSE;
  if (self->restore_top >= 0)
    {
      guint length = mc_slot_list_get_length (self->slots);

      /* the adjustment knows the new height only after the next layout; a position is known now */
      if (length > 0)
        scroll_to (self, MIN ((guint) self->restore_top, length - 1), GTK_LIST_SCROLL_NONE);
      self->restore_top = -1;
    }
  else
    hold_scroll (self, anchor, before, height);
  take_wanted_focus (self);
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

/* A list takes a place only once it has been laid out. */
static void
laid_out_cb (GdkFrameClock *clock, McQueuePage *self)
{
  if (row_height (self) <= 0 || gtk_adjustment_get_page_size (adjustment (self)) <= 0)
    return;
  g_signal_handlers_disconnect_by_func (clock, laid_out_cb, self);
  gtk_adjustment_set_value (adjustment (self), self->wanted_top * row_height (self));
}

static void
take_place (McQueuePage *self, double rows)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (self));

  self->wanted_top = rows;
  self->wanted_scroll = -1;
  if (clock == NULL)
    return;
  g_signal_handlers_disconnect_by_func (clock, laid_out_cb, self);
  g_signal_connect_object (clock, "after-paint", G_CALLBACK (laid_out_cb), self, 0);
  gdk_frame_clock_request_phase (clock, GDK_FRAME_CLOCK_PHASE_PAINT);
}

/* From cards to table or back: the same records selected, focused and first visible. */
static void
set_as_table (McQueuePage *self, gboolean as_table)
{
  guint selected = gtk_single_selection_get_selected (self->selection);
  gboolean focused = has_focus (self);
  double rows = top (self);

  if (self->as_table == as_table)
    return;
  if (self->as_table)
    mc_dossier_table_set_model (self->table, NULL);
  else
    gtk_list_view_set_model (self->list, NULL);
  self->as_table = as_table;
  if (as_table)
    mc_dossier_table_set_model (self->table, GTK_SELECTION_MODEL (self->selection));
  else
    gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  show_state (self);
  if (selected != GTK_INVALID_LIST_POSITION)
    scroll_to (self, selected, GTK_LIST_SCROLL_FOCUS);
  if (focused)
    gtk_widget_grab_focus (view (self));
  take_place (self, rows);
}

/* Whether a table fits, and what the official chose or else the width suggests. */
static void
follow_room (McQueuePage *self)
{
  GtkWidget *bin = adw_navigation_page_get_child (ADW_NAVIGATION_PAGE (self));
  AdwBreakpoint *room = adw_breakpoint_bin_get_current_breakpoint (ADW_BREAKPOINT_BIN (bin));
  gboolean fits = room != NULL;
  gboolean wanted = self->chosen_view != NULL ? g_str_equal (self->chosen_view, "table") : room == self->room_for_all;

  self->room_chosen = TRUE;
  gtk_widget_set_visible (GTK_WIDGET (self->table_toggle), fits);
  gtk_toggle_button_set_active (self->table_toggle, fits && wanted);
  self->room_chosen = FALSE;
  set_as_table (self, fits && wanted);
}

static DexFuture *
read_choice_fiber (gpointer data)
{
  McQueuePage *self = data;
  GError *error = NULL;
  g_autofree char *chosen
      = mc_await_string (mc_journal_get (mc_profile_get_journal (self->profile), LIST_VIEW), &error);

  if (error != NULL)
    return dex_future_new_for_error (error);
  if (!mc_scope_is_ended (self->scope) && self->chosen_view == NULL)
    {
      self->chosen_view = g_steal_pointer (&chosen);
      follow_room (self);
    }
  return dex_future_new_true ();
}

static DexFuture *
keep_choice_fiber (gpointer data)
{
  McQueuePage *self = data;
  GError *error = NULL;

  if (!mc_await (mc_journal_set (mc_profile_get_journal (self->profile), LIST_VIEW, self->chosen_view), &error))
    return dex_future_new_for_error (error);
  return dex_future_new_true ();
}

static DexFuture *
minutes_fiber (gpointer data)
{
  Minutes *minutes = data;

  while (!mc_scope_is_ended (minutes->scope))
    {
      gint64 now = mc_clock_now_us (minutes->clock);
      g_autoptr (McQueuePage) self = NULL;
      GError *error = NULL;

      if (!mc_await (mc_clock_sleep (minutes->clock, MINUTE - now % MINUTE), &error))
        return dex_future_new_for_error (error);
      self = g_weak_ref_get (&minutes->page);
      if (self == NULL || mc_scope_is_ended (minutes->scope))
        break;
      refresh_rows (self);
      show_line (self);
      reload (self); /* filters that speak of "now" let other records in */
    }
  return dex_future_new_true ();
}

static void
pin_neighbours (McQueuePage *self, guint position)
{
  guint length = mc_slot_list_get_length (self->slots);

  g_ptr_array_set_size (self->pinned, 0);
  for (guint i = position > NEIGHBOURS ? position - NEIGHBOURS : 0; i <= position + NEIGHBOURS && i < length; i++)
    g_ptr_array_add (self->pinned, g_list_model_get_item (G_LIST_MODEL (self->slots), i));
}

static gboolean
find_record (McQueuePage *self, const char *id, guint *position)
{
  if (id == NULL)
    return FALSE;
  if (g_strcmp0 (id, self->opened_id) == 0)
    return mc_slot_list_find_key (self->slots, self->opened_key, position);
  return mc_slot_list_find_id (self->slots, id, position);
}

static void
remember_opened (McQueuePage *self, const char *id, guint position)
{
  g_set_str (&self->opened_id, id);
  self->opened_key = mc_slot_list_get_key (self->slots, position);
  self->opened_position = position;
  pin_neighbours (self, position);
  gtk_single_selection_set_selected (self->selection, position);
}

static void
remember_place (McQueuePage *self)
{
  Place *place;

  if (self->queue_id == NULL)
    return;
  place = g_new0 (Place, 1);
  place->selected_key = self->selected_key;
  place->top = top (self);
  g_hash_table_insert (self->places, g_strdup (self->queue_id), place);
}

static void
records_changed_cb (McSync *sync, GStrv ids, McQueuePage *self)
{
  reload (self);
}

static void
outbox_changed_cb (McSync *sync, McQueuePage *self)
{
  refresh_rows (self);
}

static void
line_changed_cb (McSync *sync, McQueuePage *self)
{
  show_line (self);
}

static void
selected_cb (McQueuePage *self)
{
  guint position = gtk_single_selection_get_selected (self->selection);

  if (!self->replacing)
    self->selected_key = mc_slot_list_get_key (self->slots, position);
}

static void
search_changed_cb (McQueuePage *self)
{
  reload (self);
}

static void
table_toggled_cb (McQueuePage *self)
{
  gboolean as_table = gtk_toggle_button_get_active (self->table_toggle);

  if (self->room_chosen)
    return;
  g_set_str (&self->chosen_view, as_table ? "table" : "cards");
  set_as_table (self, as_table);
  mc_task_run (self->scope, "keep list view", keep_choice_fiber, g_object_ref (self), g_object_unref);
}

static void
room_changed_cb (McQueuePage *self)
{
  if (self->profile != NULL)
    follow_room (self);
}

static void
search_activated_cb (McQueuePage *self)
{
  mc_queue_page_focus_list (self);
}

static void
row_activated_cb (McQueuePage *self, guint position)
{
  g_autoptr (McSlot) slot = g_list_model_get_item (G_LIST_MODEL (self->slots), position);
  McSummary *summary = slot != NULL ? mc_slot_get_summary (slot) : NULL;

  if (summary != NULL)
    g_signal_emit (self, signals[OPEN_RECORD], 0, summary->id);
}

static void
row_clicked_cb (GtkGestureClick *gesture, int n_press, double x, double y, GtkListItem *item)
{
  GtkWidget *row = gtk_list_item_get_child (item);

  if (n_press == 1 && gtk_list_item_get_position (item) != GTK_INVALID_LIST_POSITION)
    gtk_widget_activate_action (row, "list.activate-item", "u", gtk_list_item_get_position (item));
}

static void
setup_row_cb (GtkListItemFactory *factory, GtkListItem *item, McQueuePage *self)
{
  GtkWidget *row = GTK_WIDGET (mc_queue_row_new (self->profile));
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect (click, "released", G_CALLBACK (row_clicked_cb), item);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (click));
  gtk_list_item_set_child (item, row);
}

static void
bind_row_cb (GtkListItemFactory *factory, GtkListItem *item, McQueuePage *self)
{
  McQueueRow *row = MC_QUEUE_ROW (gtk_list_item_get_child (item));

  mc_queue_row_bind (row, item);
  g_hash_table_add (self->rows, row);
}

static void
unbind_row_cb (GtkListItemFactory *factory, GtkListItem *item, McQueuePage *self)
{
  McQueueRow *row = MC_QUEUE_ROW (gtk_list_item_get_child (item));

  g_hash_table_remove (self->rows, row);
  mc_queue_row_unbind (row);
}

static void
mc_queue_page_dispose (GObject *object)
{
  McQueuePage *self = MC_QUEUE_PAGE (object);

  mc_scope_clear (&self->scope);
  if (self->profile != NULL)
    g_signal_handlers_disconnect_by_data (mc_profile_get_sync (self->profile), self);
  if (self->list != NULL)
    gtk_list_view_set_model (self->list, NULL);
  if (self->table != NULL)
    mc_dossier_table_set_model (self->table, NULL);
  self->table = NULL;
  g_clear_pointer (&self->pinned, g_ptr_array_unref);
  g_clear_object (&self->selection);
  g_clear_object (&self->slots);
  g_clear_object (&self->profile);
  g_clear_pointer (&self->filter, mc_filter_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), MC_TYPE_QUEUE_PAGE);
  G_OBJECT_CLASS (mc_queue_page_parent_class)->dispose (object);
}

static void
mc_queue_page_finalize (GObject *object)
{
  McQueuePage *self = MC_QUEUE_PAGE (object);

  g_hash_table_unref (self->rows);
  g_hash_table_unref (self->places);
  g_free (self->queue_id);
  g_free (self->order);
  g_free (self->opened_id);
  g_free (self->chosen_view);
  G_OBJECT_CLASS (mc_queue_page_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *klass)
{
  gtk_widget_class_bind_template_child (klass, McQueuePage, title);
  gtk_widget_class_bind_template_child (klass, McQueuePage, count);
  gtk_widget_class_bind_template_child (klass, McQueuePage, age);
  gtk_widget_class_bind_template_child (klass, McQueuePage, room_for_table);
  gtk_widget_class_bind_template_child (klass, McQueuePage, room_for_all);
  gtk_widget_class_bind_template_child (klass, McQueuePage, table_toggle);
  gtk_widget_class_bind_template_child (klass, McQueuePage, search_toggle);
  gtk_widget_class_bind_template_child (klass, McQueuePage, search_bar);
  gtk_widget_class_bind_template_child (klass, McQueuePage, search_entry);
  gtk_widget_class_bind_template_child (klass, McQueuePage, offline_banner);
  gtk_widget_class_bind_template_child (klass, McQueuePage, progress_revealer);
  gtk_widget_class_bind_template_child (klass, McQueuePage, progress_label);
  gtk_widget_class_bind_template_child (klass, McQueuePage, progress_bar);
  gtk_widget_class_bind_template_child (klass, McQueuePage, stack);
  gtk_widget_class_bind_template_child (klass, McQueuePage, scroller);
  gtk_widget_class_bind_template_child (klass, McQueuePage, list);
  gtk_widget_class_bind_template_child (klass, McQueuePage, empty_page);
  gtk_widget_class_bind_template_callback (klass, search_changed_cb);
  gtk_widget_class_bind_template_callback (klass, search_activated_cb);
  gtk_widget_class_bind_template_callback (klass, row_activated_cb);
  gtk_widget_class_bind_template_callback (klass, table_toggled_cb);
  gtk_widget_class_bind_template_callback (klass, room_changed_cb);
}

static void
mc_queue_page_class_init (McQueuePageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mc_queue_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = mc_queue_page_finalize;
  signals[OPEN_RECORD] = g_signal_new ("open-record", MC_TYPE_QUEUE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (GTK_WIDGET_CLASS (klass),
                                               "/io/github/motcua/MotCua/dossiers/mc-queue-page.ui");
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
mc_queue_page_init (McQueuePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->scope = mc_scope_new (NULL);
  self->rows = g_hash_table_new (NULL, NULL);
  self->places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->pinned = g_ptr_array_new_with_free_func (g_object_unref);
  self->restore_top = self->wanted_scroll = -1;
  g_signal_connect_swapped (gtk_scrolled_window_get_vadjustment (self->scroller), "changed",
                            G_CALLBACK (adjustment_changed_cb), self);
}

static void
set_up_list (McQueuePage *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  self->slots = mc_slot_list_new (mc_profile_get_cache (self->profile));
  self->selection = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (self->slots));
  g_signal_connect_swapped (self->selection, "notify::selected", G_CALLBACK (selected_cb), self);
  g_signal_connect (factory, "setup", G_CALLBACK (setup_row_cb), self);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_row_cb), self);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_row_cb), self);
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  self->table = mc_dossier_table_new (self->profile);
  g_signal_connect_swapped (mc_dossier_table_get_view (self->table), "activate", G_CALLBACK (row_activated_cb), self);
  g_signal_connect_swapped (mc_dossier_table_get_adjustment (self->table), "changed",
                            G_CALLBACK (adjustment_changed_cb), self);
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->table), "table");
}

McQueuePage *
mc_queue_page_new (McProfile *profile)
{
  McQueuePage *self;
  McSync *sync;
  Minutes *minutes;

  g_return_val_if_fail (MC_IS_PROFILE (profile), NULL);

  self = g_object_new (MC_TYPE_QUEUE_PAGE, NULL);
  self->profile = g_object_ref (profile);
  set_up_list (self);
  sync = mc_profile_get_sync (profile);
  g_signal_connect (sync, "records-changed", G_CALLBACK (records_changed_cb), self);
  g_signal_connect (sync, "outbox-changed", G_CALLBACK (outbox_changed_cb), self);
  g_signal_connect (sync, "line-changed", G_CALLBACK (line_changed_cb), self);
  minutes = g_new0 (Minutes, 1);
  g_weak_ref_init (&minutes->page, self);
  minutes->clock = g_object_ref (mc_profile_get_clock (profile));
  minutes->scope = g_object_ref (self->scope);
  mc_task_run (self->scope, "minutes", minutes_fiber, minutes, (GDestroyNotify) minutes_free);
  mc_task_run (self->scope, "list view", read_choice_fiber, g_object_ref (self), g_object_unref);
  show_line (self);
  return self;
}

void
mc_queue_page_show_queue (McQueuePage *self, const McQueue *queue)
{
  g_autofree char *empty = NULL;
  const Place *place;

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
  self->selected_key = place != NULL ? place->selected_key : 0;
  self->restore_top = place != NULL ? place->top : 0;
  g_clear_pointer (&self->opened_id, g_free);
  self->opened_position = 0;
  g_ptr_array_set_size (self->pinned, 0);
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  gtk_search_bar_set_search_mode (self->search_bar, FALSE);
  reload (self);
}

char *
mc_queue_page_get_neighbour (McQueuePage *self, const char *id, int step, int *position, int *total)
{
  guint length;
  guint at = 0;
  gint64 wanted;
  g_autoptr (McSlot) slot = NULL;
  McSummary *summary;

  g_return_val_if_fail (MC_IS_QUEUE_PAGE (self), NULL);

  length = mc_slot_list_get_length (self->slots);
  if (id == NULL)
    wanted = 0;
  else if (find_record (self, id, &at))
    wanted = (gint64) at + step;
  else /* it has left the list: the record that took its place is the next one */
    wanted = (gint64) self->opened_position + (step > 0 ? step - 1 : step);
  if (wanted < 0 || wanted >= length)
    return NULL;
  slot = g_list_model_get_item (G_LIST_MODEL (self->slots), (guint) wanted);
  summary = mc_slot_get_summary (slot);
  if (summary == NULL)
    return NULL;
  if (position != NULL)
    *position = (int) wanted + 1;
  if (total != NULL)
    *total = (int) length;
  return g_strdup (summary->id);
}

gboolean
mc_queue_page_locate (McQueuePage *self, const char *id, int *position, int *total)
{
  guint at;

  g_return_val_if_fail (MC_IS_QUEUE_PAGE (self), FALSE);

  if (!find_record (self, id, &at))
    return FALSE;
  remember_opened (self, id, at);
  if (position != NULL)
    *position = (int) at + 1;
  if (total != NULL)
    *total = (int) mc_slot_list_get_length (self->slots);
  return TRUE;
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
  guint position;

  g_return_if_fail (MC_IS_QUEUE_PAGE (self));

  /* before anything has come there is nothing to stand on: the first rows take the focus, unless somebody types */
  self->focus_wanted = mc_slot_list_get_length (self->slots) == 0;
  if (self->focus_wanted)
    return;
  position = gtk_single_selection_get_selected (self->selection);
  if (position == GTK_INVALID_LIST_POSITION)
    position = MIN (self->opened_position, mc_slot_list_get_length (self->slots) - 1);
  /* scrolling only names the row that will have the focus; the list takes it */
  scroll_to (self, position, GTK_LIST_SCROLL_FOCUS | GTK_LIST_SCROLL_SELECT);
  gtk_widget_grab_focus (view (self)); /* onto that row: scrolling to it alone leaves the focus outside */
}
