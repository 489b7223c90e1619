// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <json-glib/json-glib.h>

#include "mc-profile.h"

G_BEGIN_DECLS

/* What checking one component gave. */
typedef struct
{
  char *mark;   /* "sufficient" | "missing" | "invalid" */
  char *reason; /* id of a reason of the catalogue; nullable */
  char *note;   /* nullable */
} McMark;

void mc_mark_free (McMark *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (McMark, mc_mark_free)

/* The official's marks on the components of one dossier: drafts of the journal (`mark:<component>`), saved at once, kept
 * through crashes and reopening, gone when the portal has recorded the act that carried them, and with them the drafts of
 * that act's form (MC_ACT_DRAFT). Signal: "changed". */
#define MC_TYPE_MARKS (mc_marks_get_type ())
G_DECLARE_FINAL_TYPE (McMarks, mc_marks, MC, MARKS, GObject)

McMarks *mc_marks_new (McProfile *profile);

/* Turns to another record and reads its marks. Resolves with TRUE; rejects with MC_STORE_ERROR. */
DexFuture *mc_marks_load (McMarks *self, const char *record_id);

/* The draft of a field of an act's form: act, field. */
#define MC_ACT_DRAFT "act:%s:%s"

/* (transfer none) (nullable) */
const McMark *mc_marks_get (McMarks *self, const char *component_id);

/* What is on screen changes at once; resolves with TRUE once it is durable. mark: NULL clears. */
DexFuture *mc_marks_set (McMarks *self, const char *component_id, const char *mark, const char *reason,
                         const char *note);

/* What was typed as a reason and is no mark yet: a draft, too (`note:<component>`). text: NULL or "": gone. */
const char *mc_marks_get_note (McMarks *self, const char *component_id);
void mc_marks_keep_note (McMarks *self, const char *component_id, const char *text);

/* The dossier's component counts as sufficient: marked here, or recorded as such. */
gboolean mc_marks_is_sufficient (McMarks *self, const McComponent *component);

/* The mark as it stands: set here, else recorded. field: (nullable): of the kind "marks", whose reasons what was recorded is
 * read by. (transfer full) (nullable): NULL: not checked yet */
McMark *mc_marks_dup_in_force (McMarks *self, const McComponent *component, const McFormField *field);

/* The value of an act's field of the kind "marks": [{"id":…,"mark":"sufficient"}…], those that it may hold: set here, else
 * as they are recorded. (transfer full) */
JsonArray *mc_marks_build_value (McMarks *self, const McDossier *dossier, const McFormField *field);

/* The form of accepting: {"components":[…]}. (transfer full) */
char *mc_marks_build_form (McMarks *self, const McDossier *dossier);

/* How many components are marked as not sufficient, here or as it is recorded. */
guint mc_marks_count_insufficient (McMarks *self, const McDossier *dossier);

/* How many required components are still to be marked. */
guint mc_marks_count_missing (McMarks *self, const McDossier *dossier);

G_END_DECLS
