// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "mc-acceptance.h"
#include "mc-marks.h"

G_BEGIN_DECLS

/* What the official does with the open dossier: marks, accepts, opens forms, prints; what of it can be done now, and why not
 * what cannot. Signals: "changed": any of that may be another; "said" (const char *): a word to show in passing. */
#define MC_TYPE_DOSSIER_ACTS (mc_dossier_acts_get_type ())
G_DECLARE_FINAL_TYPE (McDossierActs, mc_dossier_acts, MC, DOSSIER_ACTS, GObject)

/* page: over which forms open; not kept alive. */
McDossierActs *mc_dossier_acts_new (McProfile *profile, McMarks *marks, GtkWidget *page);

/* Turns to another record: reads its marks, and for half a second accepts nothing. record_id: (nullable): none. */
void mc_dossier_acts_set_record (McDossierActs *self, const char *record_id);

/* As the source has it now. Of another handling version: for half a second nothing is accepted. dossier: (nullable). */
void mc_dossier_acts_set_dossier (McDossierActs *self, McDossier *dossier);

/* The act of this record in the outbox. (transfer none) (nullable) */
McOutboxEntry *mc_dossier_acts_get_pending (McDossierActs *self);

/* The portal has an act of ours on it, and the dossier given here is from before: nothing can be done until the new one has
 * come. */
gboolean mc_dossier_acts_is_outdated (McDossierActs *self);

/* Nothing is on its way: acts can be chosen. */
gboolean mc_dossier_acts_is_free (McDossierActs *self);

/* The act with a form of the signed-in official's catalogue that the portal allows on this record now; NULL: not now. */
const McActionInfo *mc_dossier_acts_find (McDossierActs *self, const char *action);

/* What it is called of this dossier. */
const char *mc_dossier_acts_get_title (McDossierActs *self, const McActionInfo *action);

/* The act that takes the record on, where another than acceptance does; NULL: none is possible now. */
const McActionInfo *mc_dossier_acts_find_primary (McDossierActs *self);

/* Whether the dialog can show its form: whatever this portal asks for, every field is of a kind that this program knows. */
gboolean mc_dossier_acts_can_open (McDossierActs *self, const char *action);
/* Whether any act that is possible now asks for marks. */
gboolean mc_dossier_acts_want_marks (McDossierActs *self);
/* With these marks the next step is to ask for a supplement. */
gboolean mc_dossier_acts_wants_supplement (McDossierActs *self);

/* As mc_acceptance_check(), with what was said by it as the reason. (transfer full) (nullable) */
McAcceptance mc_dossier_acts_check (McDossierActs *self, char **reason);

/* Why the last try did not get as far as the outbox, in words. (transfer none) (nullable) */
const char *mc_dossier_acts_get_failure (McDossierActs *self);

gboolean mc_dossier_acts_can_accept (McDossierActs *self);
gboolean mc_dossier_acts_can_print (McDossierActs *self);

/* Commits the acceptance to the outbox, once however often it is called. FALSE: it is not possible, and it is to be said
 * why. */
gboolean mc_dossier_acts_accept (McDossierActs *self);

/* Opens the form of the primary act, once the record has been there for half a second. */
void mc_dossier_acts_open_primary (McDossierActs *self);

/* Opens the form of an act, or the paper's dialog; nothing when that is not possible now. */
void mc_dossier_acts_open (McDossierActs *self, const char *action);
void mc_dossier_acts_print (McDossierActs *self);

/* The act that the portal did not take can be corrected: its form can be opened once it is out of the outbox. */
gboolean mc_dossier_acts_can_edit (McDossierActs *self);
/* Takes it out and opens its form with what was typed; what was said to the applicant meanwhile stands above it. */
void mc_dossier_acts_edit (McDossierActs *self);

/* mark, reason, note: as in McMark; mark NULL clears. */
void mc_dossier_acts_mark (McDossierActs *self, const char *component_id, const char *mark, const char *reason,
                           const char *note);

G_END_DECLS
