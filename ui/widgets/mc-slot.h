// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib-object.h>

#include "mc-record.h"

G_BEGIN_DECLS

/* A position of a list, and the record that stands there now. Made and refilled by McSlotList; "notify::summary" tells. */
#define MC_TYPE_SLOT (mc_slot_get_type ())
G_DECLARE_FINAL_TYPE (McSlot, mc_slot, MC, SLOT, GObject)

guint mc_slot_get_position (McSlot *self);

/* The record's local key. */
gint64 mc_slot_get_key (McSlot *self);

/* NULL while it is being read. (transfer none) (nullable) */
McSummary *mc_slot_get_summary (McSlot *self);

/* For McSlotList. summary: (nullable). TRUE when that changed something; the caller notifies. */
McSlot *mc_slot_new (guint position);
gboolean mc_slot_fill (McSlot *self, gint64 key, McSummary *summary);
void mc_slot_notify (McSlot *self);

G_END_DECLS
