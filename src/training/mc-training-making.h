// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mc-calendar.h"
#include "mc-office.h"
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

/* The days in which dossiers came, both with the last, as numbers since 1970-01-01. */
typedef struct _McMakerDays McMakerDays;

/* Who does what at a centre: the sample accounts and their colleagues. */
typedef struct
{
  const McAccount *receiver;
  const McAccount *specialist;
  const McAccount *head;
  const McAccount *neighbour; /* the head of another centre of that level; nullable */
  const McAccount *leader;
  const McAccount *clerk;
  const McAccount *cashier;
} McMakerHands;

/* How long it takes until it is done. */
typedef enum
{
  MC_PACE_AT_ONCE, /* minutes later, at the same counter */
  MC_PACE_QUICK,   /* within the hour */
  MC_PACE_ANSWER,  /* within the eight hours of a first answer */
  MC_PACE_WORK,    /* of the time that the limit leaves */
  MC_PACE_REPLY,   /* applicants take days */
  MC_PACE_PAY,
  MC_PACE_COLLECT,
  MC_PACE_SHIP,
  MC_PACE_TIME_OVER, /* when the applicant's time is over */
} McPace;

/* One act of a life. */
typedef struct
{
  const char *action;
  McRole role;
  McPace pace;
  int gap; /* minutes, instead of the pace; 0: the pace says */
  McWall at;
  const char *const *words; /* "member=value" of its form, NULL-terminated; nullable */
  const McWorldText *text;  /* what is asked for or refused; nullable */
} McDeed;

/* What a dossier's life is to be, before it is lived. */
typedef struct
{
  const McWorldProcedure *procedure;
  McProcess *process;
  const char *channel;
  McMakerHands hands;
  guint turns;     /* bits of McTurn */
  gboolean fee;    /* collected at reception */
  gboolean paid;   /* … when it was handed in */
  gboolean exempt; /* … of somebody who is */
  gboolean extended;
  gboolean duplicate;     /* it was submitted before, minutes ago */
  int sets;               /* 0: one */
  const McDossier *model; /* whose people it has; nullable */
  guint story;            /* of the exercises; 0: none */
  const char *title;      /* what it is about; nullable */
  GArray *deeds;          /* McDeed */
  McOffice *office;       /* set when it is lived */
} McLifePlan;

/* Begins another dossier. */
void mc_maker_take (McTrainingMaker *self, gint64 number, const McSampleUnit *centre);
int mc_maker_draw (McTrainingMaker *self, int from, int below);
const char *mc_maker_pick (McTrainingMaker *self, const char *const *texts, guint count);

/* mc-training-make-people.c: who applies. person: empty; name: the official form of it, or as people type it. */
void mc_maker_person (McTrainingMaker *self, McPerson *person);
/* One of data/training/organisations.json, or of the foreigners of people.json. (transfer none) */
const McWorldPerson *mc_maker_applicant (McTrainingMaker *self, McApplicant applicant);
void mc_maker_take_person (McPerson *person, const McWorldPerson *model);

/* mc-training-make-papers.c: procedure, owner, submitter, papers and fee of a dossier that does not exist yet: state 0.
 * channel: "online" | "direct" | "post"; procedure: may be a case; NULL: one of the centre's level, by its weight.
 * (transfer full) */
McTrainingRecord *mc_maker_blank (McTrainingMaker *self, const McWorldProcedure *procedure, const char *channel,
                                  GDateTime *at);
/* The owner and the submitter of another one. */
void mc_maker_take_people (McTrainingRecord *record, const McDossier *model);
/* "counter" | "post" | "electronic", and where that is. */
void mc_maker_set_delivery (McTrainingMaker *self, McTrainingRecord *record, const char *delivery);
/* A paper that is handed in later. */
void mc_maker_add_document (McTrainingMaker *self, McComponent *component, const char *name);
/* A required paper did not come, where there are others. */
void mc_maker_lose_a_paper (McTrainingRecord *record);

/* The act of who hands the dossier in; paid: with its fee. */
void mc_maker_hand_in (McTrainingMaker *self, McTrainingRecord *record, gboolean paid, GDateTime *at);

/* mc-training-make-times.c */
McMakerDays *mc_maker_days_new (int first, int last);
void mc_maker_days_free (McMakerDays *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (McMakerDays, mc_maker_days_free)
/* When one comes: part: 0–1 of all that come up to and with the day `last`. */
McWall mc_maker_days_draw (McTrainingMaker *self, const McMakerDays *days, double part, int last, gboolean online);

/* mc-training-make-acts.c: done by the table of transitions, with what is written then; FALSE: it does not allow it. record:
 * made by mc_maker_blank() */
gboolean mc_maker_act (McTrainingMaker *self, McTrainingRecord *record, const McLifePlan *plan, const McDeed *deed,
                       GDateTime *at);
McMakerHands mc_maker_hands (McTrainingMaker *self);
/* The head of the first other centre of that level that has one. (transfer none) (nullable) */
const McAccount *mc_maker_neighbour (const McSampleUnit *centre);
/* A sentence of that kind for the procedure. (transfer none) */
const McWorldText *mc_maker_text (McTrainingMaker *self, const char *kind, const McWorldProcedure *procedure);

/* mc-training-make-plans.c: a procedure is drawn, then what happens to it. */
void mc_life_plan_clear (McLifePlan *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (McLifePlan, mc_life_plan_clear)
const McWorldProcedure *mc_maker_draw_procedure (McTrainingMaker *self);
/* One of its cases; the procedure itself where it has none. */
const McWorldProcedure *mc_maker_draw_case (McTrainingMaker *self, const McWorldProcedure *procedure);
/* One that has come to its end, or whose result nobody fetches. today: the day of processes. */
void mc_maker_plan_whole (McTrainingMaker *self, McLifePlan *plan, GDateTime *today);
/* One that stands there. */
void mc_maker_plan_stand (McTrainingMaker *self, McLifePlan *plan, const McMeasureStand *asked, GDateTime *today);

/* mc-training-make-lives.c: the plan at its times: handed in at `at`, as far as it has come by now. (transfer full) */
McTrainingRecord *mc_maker_live_from (McTrainingMaker *self, McLifePlan *plan, McWall at, McWall now);
/* … so that it waits at the plan's end since as long as the stand says. */
McTrainingRecord *mc_maker_live_until (McTrainingMaker *self, McLifePlan *plan, const McMeasureStand *stand,
                                       McWall now);
/* … so that its last act was `wait` minutes ago. */
McTrainingRecord *mc_maker_live_since (McTrainingMaker *self, McLifePlan *plan, int wait, McWall now);

/* mc-training-make-many.c */
#define MC_BATCH 64

typedef struct
{
  const McSampleUnit *centre;
  const McMeasureStand *stand; /* NULL: whole lives */
  gint64 number;               /* of the first one */
  guint first;                 /* which of `whole` that is */
  guint count;
  guint whole;
} McMakerBatch;

typedef struct _McMakerMany McMakerMany;

/* days: outlives it. */
McMakerMany *mc_maker_many_new (guint32 seed, GDateTime *now, McMakerDays *days);
/* Batches, in the order in which they are taken; all of them before it begins. */
void mc_maker_many_add (McMakerMany *self, const McMakerBatch *batch);
void mc_maker_many_begin (McMakerMany *self);
/* The next ones, in order: of McTrainingRow. (transfer full) (nullable): NULL: there are no more */
GPtrArray *mc_maker_many_take (McMakerMany *self);
void mc_maker_many_free (McMakerMany *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (McMakerMany, mc_maker_many_free)

/* mc-training-stories.c: the stories for exercises (data/training/stories.json). */
guint mc_training_count_stories (void);
/* NULL: its day has not come. number: from 1. (transfer full) (nullable) */
McTrainingRecord *mc_training_make_story (McTrainingMaker *self, guint number, McWall now);
/* Its id and codes are those of the story in every world. */
void mc_maker_name_story (McTrainingRecord *record, guint number, const char *title);
/* Which story a dossier is: its number, 0: none. (out): where it has come to; nullable */
guint mc_training_find_story (const McSummary *summary, int *state, const char **step);

G_END_DECLS
