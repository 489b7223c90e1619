// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mc-training-private.h"

G_BEGIN_DECLS

/* Makes dossiers as applicants of the one invented province hand them in: who, of which procedure, with which papers, by
 * the measures of data/training/made.json. Deterministic from seed and number. */
typedef struct _McTrainingMaker McTrainingMaker;

/* number: of the first one that it makes; see mc_training_next_made(). */
McTrainingMaker *mc_training_maker_new (guint32 seed, gint64 number);
void mc_training_maker_free (McTrainingMaker *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (McTrainingMaker, mc_training_maker_free)

/* A dossier that was submitted online or by post to this centre at this instant, and nothing else has happened to it:
 * state 1, its first answer running. Not stored: mc_training_store(). (transfer full) */
McTrainingRecord *mc_training_maker_submit (McTrainingMaker *self, const McSampleUnit *centre, GDateTime *at);

/* The applicant of a dossier, as mc_training_do() takes who acts: it names what the record owns. */
McAccount mc_training_applicant_of (const McTrainingRecord *record);
/* The portal itself. */
McAccount mc_training_system (void);

/* A number that nothing was made under yet, kept in the database. */
gint64 mc_training_next_made (McTraining *self);

G_END_DECLS
