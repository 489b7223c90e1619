// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "mc-profile.h"

G_BEGIN_DECLS

/* One entry of the outbox: what it is, where it stands, and the ways on. Signal: "edit": its form is wanted. */
#define MC_TYPE_OUTBOX_ROW (mc_outbox_row_get_type ())
G_DECLARE_FINAL_TYPE (McOutboxRow, mc_outbox_row, MC, OUTBOX_ROW, AdwActionRow)

GtkWidget *mc_outbox_row_new (McProfile *profile);

/* Shows the entry as it stands now; the buttons that remain keep the focus. */
void mc_outbox_row_show (McOutboxRow *self, McOutboxEntry *entry);

const McOutboxEntry *mc_outbox_row_get_entry (McOutboxRow *self);

/* What was to be sent, written out for whoever has to do it otherwise. */
void mc_outbox_row_save_to (McOutboxRow *self, GFile *file);

G_END_DECLS
