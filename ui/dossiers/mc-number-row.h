// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "mc-profile.h"

G_BEGIN_DECLS

/* A person's number (số định danh cá nhân), masked. Who may see it whole gets a button: it asks for the purpose, and once the
 * journal has that the number is shown for a minute, or until the page goes. */
#define MC_TYPE_NUMBER_ROW (mc_number_row_get_type ())
G_DECLARE_FINAL_TYPE (McNumberRow, mc_number_row, MC, NUMBER_ROW, AdwActionRow)

/* field: as McReveal has it: "owner_id_number" …; whose: title of the dialog's question; number: as the portal gave it to
 * this official: whole, masked, or NULL: no data. */
GtkWidget *mc_number_row_new (McProfile *profile, McSummary *record, const char *field, const char *whose,
                              const char *number);

G_END_DECLS
