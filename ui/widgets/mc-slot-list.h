// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

#include "mc-cache.h"
#include "mc-slot.h"

G_BEGIN_DECLS

/* A GListModel of McSlot over the keys of a McListing (design §9): a new result set refills the live slots and emits
 * items-changed only for the difference in length, at the tail; slots that go live without a record are read from the
 * cache in one batch a frame. */
#define MC_TYPE_SLOT_LIST (mc_slot_list_get_type ())
G_DECLARE_FINAL_TYPE (McSlotList, mc_slot_list, MC, SLOT_LIST, GObject)

McSlotList *mc_slot_list_new (McCache *cache);

/* listing: (nullable): NULL is the empty one. */
void mc_slot_list_set_listing (McSlotList *self, McListing *listing);

/* (transfer full) (nullable) */
McListing *mc_slot_list_get_listing (McSlotList *self);

guint mc_slot_list_get_length (McSlotList *self);

/* The local key at a position; 0 outside. */
gint64 mc_slot_list_get_key (McSlotList *self, guint position);

/* Where a key stands: FALSE when it is not in the list. */
gboolean mc_slot_list_find_key (McSlotList *self, gint64 key, guint *position);

/* The same for a record among those that are known by id: live slots, and the listing's first rows. */
gboolean mc_slot_list_find_id (McSlotList *self, const char *id, guint *position);

/* For tests: batches sent so far, and slots alive. */
guint mc_slot_list_get_n_batches (McSlotList *self);
guint mc_slot_list_get_n_live (McSlotList *self);

/* For tests: everything wanted has been read. */
gboolean mc_slot_list_is_settled (McSlotList *self);

G_END_DECLS
