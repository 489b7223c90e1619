// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mc-limit.h"

G_BEGIN_DECLS

/* What happened to a dossier's clocks, in order of time. */
typedef enum
{
  MC_CLOCK_SUBMITTED, /* nộp: the response clock starts */
  MC_CLOCK_ACCEPTED,  /* tiếp nhận: it ends, the result's clock starts */
  MC_CLOCK_VOIDED,    /* hủy tiếp nhận nhầm: as if never accepted */
  MC_CLOCK_PAUSED,    /* the applicant's turn, for `cause` */
  MC_CLOCK_RESUMED,   /* `cause` is over */
  MC_CLOCK_RESTARTED, /* counted anew by decision; ends a supplement's pause */
  MC_CLOCK_EXTENDED,  /* gia hạn to `until` */
  MC_CLOCK_STEP,      /* the internal process enters a step with `limit`; NULL: leaves the last one */
  MC_CLOCK_ENDED,     /* done, refused, stopped */
  MC_CLOCK_REOPENED,  /* taken back before the result was returned: as if never ended */
} McClockEventKind;

typedef enum
{
  MC_PAUSE_SUPPLEMENT, /* yêu cầu bổ sung */
  MC_PAUSE_FEE,        /* nghĩa vụ tài chính */
  MC_PAUSE_OTHER,
} McPauseCause;

#define MC_PAUSE_CAUSES 3

/* Nothing is owned: the history's keeper keeps what it names. */
typedef struct
{
  McClockEventKind kind;
  GDateTime *at;
  McPauseCause cause;      /* PAUSED, RESUMED */
  GDateTime *submitted_at; /* RESUMED: when the applicant sent it, if known; else NULL */
  GDateTime *until;        /* EXTENDED */
  const McLimit *limit;    /* STEP; nullable */
  const char *reason;      /* nullable; 〃 the next two */
  const char *actor;
  const char *form_no;
} McClockEvent;

/* A pause as a row (domain 3.3). */
typedef struct
{
  McWall start;
  McWall end; /* MC_WALL_NEVER: open */
  McPauseCause cause;
  const McClockEvent *opened;
} McPauseSpan;

/* An appointment put off. */
typedef struct
{
  McWall at;
  McWall until;
  const McClockEvent *event;
} McExtensionSpan;

/* The events that count: what was voided or reopened taken out. Of const McClockEvent *. (transfer full) */
GPtrArray *mc_clock_history_settle (const McClockEvent *events, guint n);

/* NULL: none. (transfer none) (nullable) */
const McClockEvent *mc_clock_history_find_last (GPtrArray *settled, McClockEventKind kind, guint *index);

G_END_DECLS
