// SPDX-License-Identifier: GPL-3.0-or-later
#define G_LOG_DOMAIN "mc-ui"
#include "mc-queue-list.h"

#include "mc-list-anchor.h"
#include "mc-list-growth.h"
#include "mc-queue-row.h"

struct _McQueueList
{
  GtkWidget parent_instance;

  /* template */
  GtkStack *stack;
  GtkScrolledWindow *scroller;
  GtkListView *cards;

  McDossierTable *table; /* child of stack */

  /* owned */
  McProfile *profile;
  McSlotList *slots;
  McListGrowth *growth;
  GtkSingleSelection *selection;
  McListAnchor *anchor;
  McPicks *picks;
  GHashTable *rows; /* set of McQueueRow in use, not owned */

  gint64 selected_key;
  guint last_picked;    /* position; where a range begins */
  guint focus_position; /* where the focus goes when nothing is selected */
  double restore_top;   /* rows above the first visible; < 0: nothing to restore */
  gboolean as_table;
  gboolean focus_wanted; /* by the first rows that come */
  gboolean replacing;    /* a result set is being put in: the selection is ours to move */
};

enum
{
  OPEN_RECORD,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (McQueueList, mc_queue_list, GTK_TYPE_WIDGET)

/* The list that is looked at: cards or table. */
static GtkWidget *
view (McQueueList *self)
{
  return self->as_table ? GTK_WIDGET (mc_dossier_table_get_view (self->table)) : GTK_WIDGET (self->cards);
}

static GtkAdjustment *
adjustment (McQueueList *self)
{
  return self->as_table ? mc_dossier_table_get_adjustment (self->table)
                        : gtk_scrolled_window_get_vadjustment (self->scroller);
}

static void
scroll_to (McQueueList *self, guint position, GtkListScrollFlags flags)
{
  mc_list_growth_reach (self->growth, position);
  if (self->as_table)
    gtk_column_view_scroll_to (GTK_COLUMN_VIEW (view (self)), position, NULL, flags, NULL);
  else
    gtk_list_view_scroll_to (self->cards, position, flags, NULL);
}

static gboolean
has_focus (McQueueList *self)
{
  return (gtk_widget_get_state_flags (view (self)) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0;
}

static void
set_view_model (McQueueList *self, GtkSelectionModel *model)
{
  if (self->as_table)
    mc_dossier_table_set_model (self->table, model);
  else
    gtk_list_view_set_model (self->cards, model);
}

static void
select_position (McQueueList *self, guint position)
{
  if (position != GTK_INVALID_LIST_POSITION)
    mc_list_growth_reach (self->growth, position);
  gtk_single_selection_set_selected (self->selection, position);
}

static void
select_key (McQueueList *self, gint64 key, gboolean focus)
{
  guint position = GTK_INVALID_LIST_POSITION;

  if (key != 0 && mc_slot_list_find_key (self->slots, key, &position))
    {
      select_position (self, position);
      if (focus)
        scroll_to (self, position, GTK_LIST_SCROLL_FOCUS);
      return;
    }
  /* the record left the list: nothing else is chosen in its stead */
  select_position (self, GTK_INVALID_LIST_POSITION);
}

/* Nobody has moved: the focus came to the first row by itself. */
static gboolean
is_at_start (McQueueList *self)
{
  guint selected = gtk_single_selection_get_selected (self->selection);

  return mc_slot_list_get_length (self->slots) > 0 && gtk_adjustment_get_value (adjustment (self)) <= 0
         && (selected == GTK_INVALID_LIST_POSITION || selected == 0);
}

/* What is first now stands where the first stood before. */
static void
begin_again (McQueueList *self, McListing *listing)
{
  gboolean any = listing != NULL && listing->keys->len > 0;

  if (self->selected_key != 0)
    self->selected_key = any ? g_array_index (listing->keys, gint64, 0) : 0;
  self->restore_top = 0;
}

static void
painted_cb (GdkFrameClock *clock, McQueueList *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  g_signal_handlers_disconnect_by_func (clock, painted_cb, self);
  g_debug ("the first rows are painted"); /* the end of a start: ./dev bench waits for it */
  if (root != NULL && !GTK_IS_TEXT (gtk_root_get_focus (root)))
    mc_queue_list_focus (self, self->focus_position);
}

/* A row can be focused only once it has been laid out: the first may come before this list is in sight. */
static void
take_wanted_focus (McQueueList *self)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (view (self));

  if (!self->focus_wanted || clock == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self))
      || mc_slot_list_get_length (self->slots) == 0)
    return;
  self->focus_wanted = FALSE;
  g_signal_connect_object (clock, "after-paint", G_CALLBACK (painted_cb), self, 0);
  gdk_frame_clock_request_phase (clock, GDK_FRAME_CLOCK_PHASE_PAINT);
}

static void
selected_cb (McQueueList *self)
{
  guint position = gtk_single_selection_get_selected (self->selection);

  if (!self->replacing)
    self->selected_key = mc_slot_list_get_key (self->slots, position);
}

static void
activated_cb (McQueueList *self, guint position)
{
  g_autoptr (McSlot) slot = g_list_model_get_item (G_LIST_MODEL (self->slots), position);
  McSummary *summary = slot != NULL ? mc_slot_get_summary (slot) : NULL;

  if (summary != NULL)
    g_signal_emit (self, signals[OPEN_RECORD], 0, summary->id);
}

/* From the record picked last to this one. */
static void
pick_range (McQueueList *self, guint position)
{
  guint first = MIN (self->last_picked, position);
  g_autoptr (McListing) listing = mc_slot_list_get_listing (self->slots);

  if (listing != NULL)
    mc_picks_add (self->picks, listing->keys, first, MAX (self->last_picked, position) - first + 1);
}

static void
pick (McQueueList *self, guint position)
{
  self->last_picked = position;
  mc_picks_toggle (self->picks, mc_slot_list_get_key (self->slots, position));
}

static void
pick_all (McQueueList *self)
{
  g_autoptr (McListing) listing = mc_slot_list_get_listing (self->slots);

  if (listing != NULL)
    mc_picks_add (self->picks, listing->keys, 0, listing->keys->len);
}

/* One further, selected and with the focus. FALSE at the ends. */
static gboolean
step (McQueueList *self, int by)
{
  guint at = gtk_single_selection_get_selected (self->selection);
  guint length = mc_slot_list_get_length (self->slots);

  if (at == GTK_INVALID_LIST_POSITION || (by < 0 && at == 0) || (by > 0 && at + 1 >= length))
    return FALSE;
  scroll_to (self, at + (guint) by, GTK_LIST_SCROLL_FOCUS | GTK_LIST_SCROLL_SELECT);
  return TRUE;
}

/* Shift and an arrow: this one and the next; back over what is picked gives it up. */
static void
pick_and_step (McQueueList *self, int by)
{
  guint at = gtk_single_selection_get_selected (self->selection);
  gint64 key = mc_slot_list_get_key (self->slots, at);
  gint64 next = mc_slot_list_get_key (self->slots, at + (guint) by);
  gboolean back = mc_picks_has (self->picks, key) && next != 0 && mc_picks_has (self->picks, next);

  if (key == 0)
    return;
  if (back || !mc_picks_has (self->picks, key))
    mc_picks_toggle (self->picks, key);
  if (!step (self, by) || back)
    return;
  self->last_picked = at + (guint) by;
  if (!mc_picks_has (self->picks, next))
    mc_picks_toggle (self->picks, next);
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state,
                McQueueList *self)
{
  GdkModifierType modifiers = state & gtk_accelerator_get_default_mod_mask ();
  guint at;

  if (self->growth == NULL)
    return GDK_EVENT_PROPAGATE;
  /* whoever moves in the list has it whole: End is its end */
  mc_list_growth_finish (self->growth);
  at = gtk_single_selection_get_selected (self->selection);
  if (modifiers == 0 && (keyval == GDK_KEY_Insert || keyval == GDK_KEY_KP_Insert) && at != GTK_INVALID_LIST_POSITION)
    {
      pick (self, at);
      step (self, 1);
    }
  else if (modifiers == GDK_SHIFT_MASK && (keyval == GDK_KEY_Down || keyval == GDK_KEY_Up))
    pick_and_step (self, keyval == GDK_KEY_Down ? 1 : -1);
  else if (modifiers == GDK_CONTROL_MASK && (keyval == GDK_KEY_a || keyval == GDK_KEY_A))
    pick_all (self);
  else if (modifiers == 0 && keyval == GDK_KEY_Escape && mc_picks_count (self->picks) > 0)
    mc_picks_clear (self->picks);
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

static void
picks_changed_cb (McQueueList *self)
{
  mc_queue_list_refresh (self);
}

/* TRUE: the click picked. */
static gboolean
pick_by_click (McQueueList *self, GtkGestureClick *gesture, guint position)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));

  if ((state & GDK_CONTROL_MASK) != 0)
    pick (self, position);
  else if ((state & GDK_SHIFT_MASK) != 0)
    pick_range (self, position);
  else
    return FALSE;
  return TRUE;
}

static void
row_clicked_cb (GtkGestureClick *gesture, int n_press, double x, double y, GtkListItem *item)
{
  GtkWidget *row = gtk_list_item_get_child (item);
  GtkWidget *list = gtk_widget_get_ancestor (row, MC_TYPE_QUEUE_LIST);
  guint position = gtk_list_item_get_position (item);

  if (position != GTK_INVALID_LIST_POSITION && list != NULL && pick_by_click (MC_QUEUE_LIST (list), gesture, position))
    return;
  if (n_press == 1 && gtk_list_item_get_position (item) != GTK_INVALID_LIST_POSITION)
    gtk_widget_activate_action (row, "list.activate-item", "u", gtk_list_item_get_position (item));
}

static void
setup_row_cb (GtkListItemFactory *factory, GtkListItem *item, McQueueList *self)
{
  GtkWidget *row = GTK_WIDGET (mc_queue_row_new (self->profile, self->picks));
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect (click, "released", G_CALLBACK (row_clicked_cb), item);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (click));
  gtk_list_item_set_child (item, row);
}

static void
bind_row_cb (GtkListItemFactory *factory, GtkListItem *item, McQueueList *self)
{
  McQueueRow *row = MC_QUEUE_ROW (gtk_list_item_get_child (item));

  mc_queue_row_bind (row, item);
  g_hash_table_add (self->rows, row);
}

static void
unbind_row_cb (GtkListItemFactory *factory, GtkListItem *item, McQueueList *self)
{
  McQueueRow *row = MC_QUEUE_ROW (gtk_list_item_get_child (item));

  g_hash_table_remove (self->rows, row);
  mc_queue_row_unbind (row);
}

/* The first rows may have come before there was anything to see them in. */
static void
mc_queue_list_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (mc_queue_list_parent_class)->map (widget);
  take_wanted_focus (MC_QUEUE_LIST (widget));
}

static void
mc_queue_list_dispose (GObject *object)
{
  McQueueList *self = MC_QUEUE_LIST (object);

  if (self->cards != NULL)
    gtk_list_view_set_model (self->cards, NULL);
  if (self->table != NULL)
    mc_dossier_table_set_model (self->table, NULL);
  self->table = NULL;
  if (self->anchor != NULL)
    mc_list_anchor_set_adjustment (self->anchor, NULL);
  g_clear_object (&self->anchor);
  g_clear_object (&self->selection);
  g_clear_object (&self->growth);
  if (self->picks != NULL)
    g_signal_handlers_disconnect_by_data (self->picks, self);
  g_clear_object (&self->picks);
  g_clear_object (&self->slots);
  g_clear_object (&self->profile);
  gtk_widget_dispose_template (GTK_WIDGET (self), MC_TYPE_QUEUE_LIST);
  G_OBJECT_CLASS (mc_queue_list_parent_class)->dispose (object);
}

static void
mc_queue_list_finalize (GObject *object)
{
  g_hash_table_unref (MC_QUEUE_LIST (object)->rows);
  G_OBJECT_CLASS (mc_queue_list_parent_class)->finalize (object);
}

static void
mc_queue_list_class_init (McQueueListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mc_queue_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = mc_queue_list_finalize;
  widget_class->map = mc_queue_list_map;
  signals[OPEN_RECORD] = g_signal_new ("open-record", MC_TYPE_QUEUE_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/motcua/MotCua/dossiers/mc-queue-list.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_bind_template_child (widget_class, McQueueList, stack);
  gtk_widget_class_bind_template_child (widget_class, McQueueList, scroller);
  gtk_widget_class_bind_template_child (widget_class, McQueueList, cards);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
}

static void
mc_queue_list_init (McQueueList *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  self->picks = mc_picks_new ();
  g_signal_connect_swapped (self->picks, "changed", G_CALLBACK (picks_changed_cb), self);
  self->rows = g_hash_table_new (NULL, NULL);
  self->restore_top = -1;
}

void
mc_queue_list_set_profile (McQueueList *self, McProfile *profile)
{
  g_autoptr (GtkListItemFactory) factory = NULL;

  g_return_if_fail (MC_IS_QUEUE_LIST (self));
  g_return_if_fail (self->profile == NULL);

  factory = gtk_signal_list_item_factory_new ();
  self->profile = g_object_ref (profile);
  self->slots = mc_slot_list_new (mc_profile_get_cache (profile));
  self->growth = mc_list_growth_new (G_LIST_MODEL (self->slots));
  self->selection = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_single_selection_set_model (self->selection, mc_list_growth_get_model (self->growth));
  g_signal_connect_swapped (self->selection, "notify::selected", G_CALLBACK (selected_cb), self);
  g_signal_connect (factory, "setup", G_CALLBACK (setup_row_cb), self);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_row_cb), self);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_row_cb), self);
  gtk_list_view_set_factory (self->cards, factory);
  self->table = mc_dossier_table_new (profile, self->picks);
  g_signal_connect_swapped (mc_dossier_table_get_view (self->table), "activate", G_CALLBACK (activated_cb), self);
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->table), "table");
  self->anchor = mc_list_anchor_new (GTK_WIDGET (self), self->slots, mc_list_growth_get_model (self->growth));
  mc_list_anchor_set_adjustment (self->anchor, adjustment (self));
  set_view_model (self, GTK_SELECTION_MODEL (self->selection));
}

McSlotList *
mc_queue_list_get_slots (McQueueList *self)
{
  g_return_val_if_fail (MC_IS_QUEUE_LIST (self), NULL);

  return self->slots;
}

void
mc_queue_list_set_listing (McQueueList *self, McListing *listing, gboolean coming_in)
{
  gint64 selected;
  gboolean focused;
  guint length;

  g_return_if_fail (MC_IS_QUEUE_LIST (self));

  if (coming_in && is_at_start (self))
    begin_again (self, listing);
  selected = self->selected_key;
  focused = has_focus (self);
  mc_list_anchor_weigh (self->anchor);
  self->replacing = TRUE;
  mc_list_growth_begin (self->growth);
  mc_slot_list_set_listing (self->slots, listing);
  select_key (self, selected, focused);
  self->replacing = FALSE;
  if (listing != NULL)
    mc_picks_keep (self->picks, listing->keys);
  if (self->restore_top >= 0)
    mc_dossier_table_fit_anew (self->table);
  length = mc_slot_list_get_length (self->slots);
  if (self->restore_top < 0)
    mc_list_anchor_hold (self->anchor);
  else if (length > 0) /* the adjustment knows the new height only after the next layout; a position is known now */
    scroll_to (self, MIN ((guint) self->restore_top, length - 1), GTK_LIST_SCROLL_NONE);
  self->restore_top = -1;
  take_wanted_focus (self);
}

McQueuePlace
mc_queue_list_get_place (McQueueList *self)
{
  g_return_val_if_fail (MC_IS_QUEUE_LIST (self), (McQueuePlace) { 0 });

  return (McQueuePlace) { self->selected_key, mc_list_anchor_get_top (self->anchor) };
}

void
mc_queue_list_set_place (McQueueList *self, McQueuePlace place)
{
  g_return_if_fail (MC_IS_QUEUE_LIST (self));

  self->selected_key = place.selected_key;
  self->restore_top = place.top;
}

/* From cards to table or back: the same records selected, focused and first visible. */
void
mc_queue_list_set_as_table (McQueueList *self, gboolean as_table)
{
  guint selected;
  gboolean focused;
  double top;

  g_return_if_fail (MC_IS_QUEUE_LIST (self));

  if (self->as_table == as_table)
    return;
  selected = gtk_single_selection_get_selected (self->selection);
  focused = has_focus (self);
  top = mc_list_anchor_get_top (self->anchor);
  set_view_model (self, NULL);
  self->as_table = as_table;
  set_view_model (self, GTK_SELECTION_MODEL (self->selection));
  gtk_stack_set_visible_child_name (self->stack, as_table ? "table" : "cards");
  if (selected != GTK_INVALID_LIST_POSITION)
    scroll_to (self, selected, GTK_LIST_SCROLL_FOCUS);
  if (focused)
    gtk_widget_grab_focus (view (self));
  mc_list_anchor_set_adjustment (self->anchor, adjustment (self));
  mc_list_anchor_set_top (self->anchor, top);
}

void
mc_queue_list_select (McQueueList *self, guint position)
{
  g_return_if_fail (MC_IS_QUEUE_LIST (self));

  select_position (self, position);
}

void
mc_queue_list_focus (McQueueList *self, guint position)
{
  guint length;
  guint selected;

  g_return_if_fail (MC_IS_QUEUE_LIST (self));

  /* before anything has come there is nothing to stand on: the first rows take the focus, unless somebody types */
  length = mc_slot_list_get_length (self->slots);
  self->focus_wanted = length == 0;
  self->focus_position = position;
  if (self->focus_wanted)
    return;
  selected = gtk_single_selection_get_selected (self->selection);
  /* scrolling only names the row that will have the focus; the list takes it */
  scroll_to (self, selected != GTK_INVALID_LIST_POSITION ? selected : MIN (position, length - 1),
             GTK_LIST_SCROLL_FOCUS | GTK_LIST_SCROLL_SELECT);
  gtk_widget_grab_focus (view (self)); /* onto that row: scrolling to it alone leaves the focus outside */
}

McColumnWidths *
mc_queue_list_get_column_widths (McQueueList *self)
{
  g_return_val_if_fail (MC_IS_QUEUE_LIST (self), NULL);

  return mc_dossier_table_get_widths (self->table);
}

McDossierTable *
mc_queue_list_get_table (McQueueList *self)
{
  g_return_val_if_fail (MC_IS_QUEUE_LIST (self), NULL);

  return self->table;
}

McPicks *
mc_queue_list_get_picks (McQueueList *self)
{
  g_return_val_if_fail (MC_IS_QUEUE_LIST (self), NULL);

  return self->picks;
}

void
mc_queue_list_refresh (McQueueList *self)
{
  GHashTableIter iter;
  gpointer row;

  g_return_if_fail (MC_IS_QUEUE_LIST (self));

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &row, NULL))
    mc_queue_row_refresh (row);
  mc_dossier_table_refresh (self->table);
}
