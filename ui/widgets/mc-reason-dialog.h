// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "mc-form.h"

G_BEGIN_DECLS

/* Why a component is not sufficient: the catalogue's reasons, one digit each; one that needs words asks for them. Closes by
 * itself after the choice; Esc changes nothing. Signals: "chosen" (const char *reason, const char *note (nullable)); "noted"
 * (const char *text): what has been typed so far, once the hand rests or the dialog closes without a choice. */
#define MC_TYPE_REASON_DIALOG (mc_reason_dialog_get_type ())
G_DECLARE_FINAL_TYPE (McReasonDialog, mc_reason_dialog, MC, REASON_DIALOG, AdwDialog)

/* field: one with choices, read while this is called only. component_name: what it is about. chosen, note: (nullable): as
 * it stands; a note without a choice was typed before and stands in its field. */
McReasonDialog *mc_reason_dialog_new (const McFormField *field, const char *component_name, const char *chosen,
                                      const char *note);

/* Asks for something else than why a component is not sufficient: what is chosen, what its note says, what the button does. */
void mc_reason_dialog_set_words (McReasonDialog *self, const char *title, const char *question, const char *confirm);

G_END_DECLS
