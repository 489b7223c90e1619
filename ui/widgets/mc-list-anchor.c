// SPDX-License-Identifier: GPL-3.0-or-later
#define G_LOG_DOMAIN "mc-ui"
#include "mc-list-anchor.h"

struct _McListAnchor
{
  GObject parent_instance;

  /* owned */
  McSlotList *slots;
  GListModel *shown;
  GtkAdjustment *scroll; /* NULL: nobody's */

  GtkWidget *view; /* weak */

  /* what was weighed */
  guint first;   /* position of the first visible record: what must not move under the eyes */
  gint64 key;    /* its key; 0: none */
  double height; /* of a row */

  double wanted_scroll; /* < 0: none */
  double wanted_top;    /* rows above, once the list has been laid out */
};

G_DEFINE_FINAL_TYPE (McListAnchor, mc_list_anchor, G_TYPE_OBJECT)

static double
row_height (McListAnchor *self)
{
  guint length = g_list_model_get_n_items (self->shown);

  return self->scroll != NULL && length > 0 ? gtk_adjustment_get_upper (self->scroll) / length : 0;
}

/* Near the end there is room for the new place only once the list has been laid out. */
static void
extent_changed_cb (McListAnchor *self)
{
  double wanted = self->wanted_scroll;

  self->wanted_scroll = -1;
  if (wanted >= 0 && gtk_adjustment_get_value (self->scroll) < wanted)
    gtk_adjustment_set_value (self->scroll, wanted);
}

/* A list takes a place only once it has been laid out. */
static void
laid_out_cb (GdkFrameClock *clock, McListAnchor *self)
{
  if (row_height (self) <= 0 || gtk_adjustment_get_page_size (self->scroll) <= 0)
    return;
  g_signal_handlers_disconnect_by_func (clock, laid_out_cb, self);
  gtk_adjustment_set_value (self->scroll, self->wanted_top * row_height (self));
}

static void
mc_list_anchor_dispose (GObject *object)
{
  McListAnchor *self = MC_LIST_ANCHOR (object);

  mc_list_anchor_set_adjustment (self, NULL);
  g_clear_weak_pointer (&self->view);
  g_clear_object (&self->slots);
  g_clear_object (&self->shown);
  G_OBJECT_CLASS (mc_list_anchor_parent_class)->dispose (object);
}

static void
mc_list_anchor_class_init (McListAnchorClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mc_list_anchor_dispose;
}

static void
mc_list_anchor_init (McListAnchor *self)
{
  self->wanted_scroll = -1;
}

McListAnchor *
mc_list_anchor_new (GtkWidget *view, McSlotList *slots, GListModel *shown)
{
  McListAnchor *self;

  g_return_val_if_fail (GTK_IS_WIDGET (view), NULL);
  g_return_val_if_fail (MC_IS_SLOT_LIST (slots), NULL);
  g_return_val_if_fail (G_IS_LIST_MODEL (shown), NULL);

  self = g_object_new (MC_TYPE_LIST_ANCHOR, NULL);
  g_set_weak_pointer (&self->view, view);
  self->slots = g_object_ref (slots);
  self->shown = g_object_ref (shown);
  return self;
}

void
mc_list_anchor_set_adjustment (McListAnchor *self, GtkAdjustment *adjustment)
{
  g_return_if_fail (MC_IS_LIST_ANCHOR (self));

  if (self->scroll != NULL)
    g_signal_handlers_disconnect_by_data (self->scroll, self);
  g_set_object (&self->scroll, adjustment);
  self->wanted_scroll = -1;
  if (adjustment != NULL)
    g_signal_connect_swapped (adjustment, "changed", G_CALLBACK (extent_changed_cb), self);
}

double
mc_list_anchor_get_top (McListAnchor *self)
{
  double height;

  g_return_val_if_fail (MC_IS_LIST_ANCHOR (self), 0);

  height = row_height (self);
  return height > 0 ? gtk_adjustment_get_value (self->scroll) / height : 0;
}

void
mc_list_anchor_set_top (McListAnchor *self, double rows)
{
  GdkFrameClock *clock;

  g_return_if_fail (MC_IS_LIST_ANCHOR (self));

  clock = self->view != NULL ? gtk_widget_get_frame_clock (self->view) : NULL;
  self->wanted_top = rows;
  self->wanted_scroll = -1;
  if (clock == NULL)
    return;
  g_signal_handlers_disconnect_by_func (clock, laid_out_cb, self);
  g_signal_connect_object (clock, "after-paint", G_CALLBACK (laid_out_cb), self, 0);
  gdk_frame_clock_request_phase (clock, GDK_FRAME_CLOCK_PHASE_PAINT);
}

void
mc_list_anchor_weigh (McListAnchor *self)
{
  double length;

  g_return_if_fail (MC_IS_LIST_ANCHOR (self));

  length = mc_slot_list_get_length (self->slots);
  self->height = row_height (self);
  self->first = self->height > 0 ? (guint) CLAMP (mc_list_anchor_get_top (self), 0, length - 1) : 0;
  self->key = mc_slot_list_get_key (self->slots, self->first);
}

void
mc_list_anchor_hold (McListAnchor *self)
{
  guint now;

  g_return_if_fail (MC_IS_LIST_ANCHOR (self));

  if (self->scroll == NULL || self->key == 0 || gtk_adjustment_get_value (self->scroll) <= 0)
    return;
  if (!mc_slot_list_find_key (self->slots, self->key, &now))
    now = self->first;
  self->wanted_scroll = gtk_adjustment_get_value (self->scroll) + ((double) now - (double) self->first) * self->height;
  if (now != self->first)
    gtk_adjustment_set_value (self->scroll, self->wanted_scroll);
  else /* giving the focus to a row out of sight would have scrolled to it: the list takes its place from here again */
    g_signal_emit_by_name (self->scroll, "value-changed");
}
