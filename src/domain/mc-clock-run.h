// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mc-clock-history.h"
#include "mc-explanation.h"
#include "mc-rule.h"

G_BEGIN_DECLS

/* One clock run through a history: due = start + limit + Σ paused, in counting units; pauses that overlap cost once; one
 * that began when the limit was over costs nothing; a restart forgets what was before it. For McDue alone. */
typedef struct
{
  /* given */
  const McLimit *limit; /* known */
  const McRule *rule;
  McOffice *office;
  gboolean is_response; /* a supplement request is the answer; what comes back starts the clock anew */
  gboolean is_result;   /* can be extended, and is cut off late in the day: the cut-off is one of acceptance */

  /* found */
  McWall base;   /* started or restarted */
  McWall ended;  /* MC_WALL_NONE: not yet */
  GArray *spans; /* McPauseSpan */
  GArray *extensions;
  int used_extensions; /* before the restart */
  gboolean restarted;
} McClockRun;

typedef struct
{
  McWall start;
  McWall due;          /* MC_WALL_NONE: paused */
  McWall original_due; /* MC_WALL_NONE: never extended */
} McClockOutcome;

void mc_clock_run_init (McClockRun *self, const McLimit *limit, const McRule *rule, McOffice *office);
void mc_clock_run_clear (McClockRun *self);

/* events: const McClockEvent *, of these [from, to). The clock starts at base. */
void mc_clock_run_read (McClockRun *self, McWall base, GPtrArray *events, guint from, guint to);

/* passed: counting units of the limit that are left out, 0 for the due date. explanation: nullable. */
McClockOutcome mc_clock_run_settle (const McClockRun *self, gint64 passed, McExplanation *explanation);

G_END_DECLS
