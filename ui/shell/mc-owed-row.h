// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "mc-profile.h"

G_BEGIN_DECLS

/* A paper that somebody is still to get, of a record that this official sees. */
typedef struct
{
  McSummary *summary;
  char *paper;
  gboolean broken; /* it was at the printer when the program ended */
} McOwedRecord;

/* Those of the journal, what broke off first; on a fiber. (transfer full) (nullable): error is set */
GPtrArray *mc_owed_records_read (McProfile *profile, GError **error);

/* One of them on Hôm nay: opened as a record, printed, or taken off the list. Signals: "print" · "settle". */
#define MC_TYPE_OWED_ROW (mc_owed_row_get_type ())
G_DECLARE_FINAL_TYPE (McOwedRow, mc_owed_row, MC, OWED_ROW, AdwActionRow)

McOwedRow *mc_owed_row_new (const McSummary *summary, const char *paper, gboolean broken);
const char *mc_owed_row_get_record (McOwedRow *self);
const char *mc_owed_row_get_paper (McOwedRow *self);

G_END_DECLS
