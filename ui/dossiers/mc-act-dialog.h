// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "mc-marks.h"
#include "mc-scope.h"

G_BEGIN_DECLS

/* The form of any act, made from the portal's catalogue: its fields, what is wrong with them as one types, and beside them
 * what the applicant will read. Ctrl+Enter or the button commits once; Esc keeps what was typed as drafts. */
#define MC_TYPE_ACT_DIALOG (mc_act_dialog_get_type ())
G_DECLARE_FINAL_TYPE (McActDialog, mc_act_dialog, MC, ACT_DIALOG, AdwDialog)

/* scope: of the page; drafts are saved in it, after the dialog has closed too. action: one with a form of the signed-in
 * official's catalogue. drafts: of the record (mc_journal_drafts()). */
McActDialog *mc_act_dialog_new (McScope *scope, McProfile *profile, McDossier *dossier, McMarks *marks,
                                const McActionInfo *action, GHashTable *drafts);

/* The form is of many records at once; the dossier is the first, whose message stands as an example. Then sending says so
 * (signal "many": const char *values, int undo_seconds) and closes: who opened it commits. */
void mc_act_dialog_set_many (McActDialog *self, guint n_records);

/* Above the fields, to be taken over from: what the applicant was told while this act was under way. */
void mc_act_dialog_show_newer (McActDialog *self, const McNotice *notice);

/* Commits the act when nothing is wrong, and closes; else says everything that is. Once, however often it is called. */
void mc_act_dialog_send (McActDialog *self);

G_END_DECLS
