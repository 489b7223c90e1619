// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mc-limit.h"

G_BEGIN_DECLS

/* How a due date came about (cách tính), step by step, as data: the interface makes a line of each. `moved_to` of each
 * moving step is `moved_from` of the next, and the last one is the due date: the steps sum to the result. */
typedef enum
{
  /* moving */
  MC_STEP_START,       /* the clock starts at moved_to (moved_from NULL) */
  MC_STEP_RESTART,     /* counted anew from moved_to; what went before does not count (moved_from NULL) */
  MC_STEP_SHIFT,       /* cut-off: counted as if begun at moved_to */
  MC_STEP_LIMIT,       /* amount of the limit, in its unit (hours as such) */
  MC_STEP_PAUSE,       /* since–until cost amount counting units (hours: minutes) */
  MC_STEP_AFTER_PAUSE, /* amount more, so that the end is not inside the pause */
  MC_STEP_DAY_OFF,     /* the end fell on a day off (Bộ luật Dân sự 2015 Đ.148.5) */
  MC_STEP_EXTENSION,   /* gia hạn by letter form_no */
  /* standing */
  MC_STEP_SKIPPED,    /* since–until are days off inside the count, amount of them weekdays; reason: their name */
  MC_STEP_MADE_UP,    /* since is a made-up day that was counted */
  MC_STEP_PAUSE_LATE, /* since–until began when the limit was over: moves nothing */
  MC_STEP_PAUSE_OPEN, /* since … : nothing is promised until it ends */
  MC_STEP_EXTENSION_REFUSED, /* too many, too late, or not later: moves nothing */
  MC_STEP_UNKNOWN,           /* the unit of the limit is not known: no date */
  MC_STEP_PROVISIONAL,       /* the due year's days off are only expected (tạm tính) */
} McStepKind;

typedef struct
{
  McStepKind kind;
  GDateTime *moved_from; /* nullable */
  GDateTime *moved_to;   /* nullable */
  gint64 amount;
  McLimitUnit unit;
  GDateTime *since; /* nullable */
  GDateTime *until; /* nullable */
  char *reason;     /* of people or of the catalogue; nullable */
  char *source;     /* the ground: law, decision, rule; nullable */
  char *actor;      /* nullable */
  char *form_no;    /* nullable */
} McExplanationStep;

typedef struct
{
  GPtrArray *steps; /* McExplanationStep */
} McExplanation;

McExplanation *mc_explanation_new (void);
void mc_explanation_free (McExplanation *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (McExplanation, mc_explanation_free)

gboolean mc_step_is_moving (McStepKind kind);

/* Adds a step for its maker to fill; self NULL: nobody asked, NULL. (transfer none) (nullable) */
McExplanationStep *mc_explanation_add (McExplanation *self, McStepKind kind);

/* The same, moving the end; MC_WALL_NONE gives NULL. */
McExplanationStep *mc_explanation_move (McExplanation *self, McStepKind kind, McWall from, McWall to);

/* Days off and made-up days after the day of `from` up to and with that of `to`. */
void mc_explanation_add_days (McExplanation *self, McCalendar *calendar, McWall from, McWall to);

G_END_DECLS
