// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mc-training-maker.h"
#include "mc-training-measures.h"

G_BEGIN_DECLS

/* What the makers share: the dossier that is being made. */
struct _McTrainingMaker
{
  guint32 seed;
  gint64 number; /* of the dossier in hand */
  GRand *rand;   /* of the dossier in hand: seed and number alone decide */
  const McSampleUnit *centre;
};

/* Begins another dossier. */
void mc_maker_take (McTrainingMaker *self, gint64 number, const McSampleUnit *centre);
int mc_maker_draw (McTrainingMaker *self, int from, int below);
const char *mc_maker_pick (McTrainingMaker *self, const char *const *texts, guint count);

/* mc-training-make-people.c: who applies. person: empty; name: the official form of it, or as people type it. */
void mc_maker_person (McTrainingMaker *self, McPerson *person);
/* An organisation of data/training/organisations.json. (transfer none) */
const McWorldPerson *mc_maker_organisation (McTrainingMaker *self);
void mc_maker_take_person (McPerson *person, const McWorldPerson *model);

/* mc-training-make-papers.c: procedure, owner, submitter, papers and fee of a dossier that does not exist yet: state 0.
 * channel: "online" | "direct" | "post"; procedure: NULL: one of the centre's level, by its weight. (transfer full) */
McTrainingRecord *mc_maker_blank (McTrainingMaker *self, const McWorldProcedure *procedure, const char *channel,
                                  GDateTime *at);
/* A paper that is handed in later. */
void mc_maker_add_document (McTrainingMaker *self, McComponent *component, const char *name);
/* A required paper did not come, where there are others. */
void mc_maker_lose_a_paper (McTrainingRecord *record);

/* The act of who hands the dossier in. */
void mc_maker_hand_in (McTrainingMaker *self, McTrainingRecord *record, GDateTime *at);

G_END_DECLS
