// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "mc-slot-list.h"

G_BEGIN_DECLS

/* Keeps under the eyes what they rest on: a list that is scrolled stays at its record when the result set changes, and
 * at its row when another view of the same records takes over. Heights of rows are the list's estimate. */
#define MC_TYPE_LIST_ANCHOR (mc_list_anchor_get_type ())
G_DECLARE_FINAL_TYPE (McListAnchor, mc_list_anchor, MC, LIST_ANCHOR, GObject)

/* view: that holds the lists; not kept alive. shown: the model of theirs, as much of the slots as is shown so far. */
McListAnchor *mc_list_anchor_new (GtkWidget *view, McSlotList *slots, GListModel *shown);

/* Whose scrolling is kept from now on: (nullable): nobody's. */
void mc_list_anchor_set_adjustment (McListAnchor *self, GtkAdjustment *adjustment);

/* Rows above the first visible, a fraction for one that is cut. */
double mc_list_anchor_get_top (McListAnchor *self);

/* Scrolls there as soon as the list has been laid out. */
void mc_list_anchor_set_top (McListAnchor *self, double rows);

/* Around a new result set: weigh() before it is put in, hold() after. At the very top nothing is held: new urgent records
 * are meant to be seen. */
void mc_list_anchor_weigh (McListAnchor *self);
void mc_list_anchor_hold (McListAnchor *self);

G_END_DECLS
