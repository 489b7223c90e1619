// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mc-due.h"
#include "mc-record.h"

G_BEGIN_DECLS

/* One clock of a dossier and how it came about. */
typedef struct
{
  McDue due;
  McExplanation *explanation;
} McClockAccount;

/* The clocks of a dossier (cách tính thời hạn), counted from what the portal told of them. */
typedef struct
{
  McClockAccount response;  /* hạn phản hồi */
  McClockAccount step;      /* hạn bước này */
  McClockAccount result;    /* hạn trả kết quả */
  McClockAccount applicant; /* the applicant's time */
  const char *hours_of;     /* the unit whose own hours were used; NULL: everybody's; (transfer none) of the office */
} McClockSheet;

/* NULL: nothing can be counted: the portal told nothing, or something that this version does not know. */
McClockSheet *mc_clock_sheet_new (const McDossier *dossier, McOffice *office);
void mc_clock_sheet_free (McClockSheet *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (McClockSheet, mc_clock_sheet_free)

/* An event of the rules as the wire has it. (transfer full) */
McClockEntry *mc_clock_entry_of (const McClockEvent *event);

/* Back: what event names stays the entry's and limit's. FALSE: its kind, its cause or the unit of its limit is not known. */
gboolean mc_clock_entry_read (const McClockEntry *self, McClockEvent *event, McLimit *limit);

G_END_DECLS
