// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mc-clock-history.h"
#include "mc-explanation.h"
#include "mc-rule.h"

G_BEGIN_DECLS

/* Which clock it is (domain 3.2–3.3). */
typedef enum
{
  MC_CLOCK_KIND_NONE,
  MC_CLOCK_KIND_RESPONSE,  /* hạn phản hồi */
  MC_CLOCK_KIND_RESULT,    /* hạn trả kết quả */
  MC_CLOCK_KIND_STEP,      /* hạn bước này, of the internal process */
  MC_CLOCK_KIND_APPLICANT, /* the applicant's time for a supplement */
} McClockKind;

typedef enum
{
  MC_DUE_NONE,    /* no such clock has started */
  MC_DUE_UNKNOWN, /* it runs, but the unit of its limit is not known: chưa rõ đơn vị thời hạn */
  MC_DUE_RUNNING,
  MC_DUE_PAUSED, /* no date is promised */
  MC_DUE_ENDED,
} McDueState;

/* One clock of a dossier. Instants are whole minutes in Asia/Ho_Chi_Minh; ended_at is the event's own. */
typedef struct
{
  McClockKind kind;
  McDueState state;
  GDateTime *start_at;        /* started or counted anew; nullable */
  GDateTime *due_at;          /* nullable */
  GDateTime *original_due_at; /* before it was extended; nullable */
  GDateTime *warn_at;         /* from here on "sắp đến hạn"; nullable */
  GDateTime *ended_at;        /* nullable */
  gboolean provisional;       /* tạm tính */
  int rounds;                 /* of the result: supplement requests in appraisal */
} McDue;

void mc_due_clear (McDue *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (McDue, mc_due_clear)

/* All of them: rule as in force at submission (response) or at acceptance (the others), events in order of time;
 * explanation: nullable, steps are added to it. (transfer full: mc_due_clear) */

/* T7: restarts when a supplement asked at intake arrives, pauses while the fee is awaited, ends with any answer. */
McDue mc_due_of_response (const McRule *rule, McOffice *office, const McClockEvent *events, guint n,
                          McExplanation *explanation);

/* limit: the dossier's; rule->limit goes before it when known. */
McDue mc_due_of_result (const McRule *rule, const McLimit *limit, McOffice *office, const McClockEvent *events, guint n,
                        McExplanation *explanation);

/* The step the internal process is in. */
McDue mc_due_of_step (const McRule *rule, McOffice *office, const McClockEvent *events, guint n,
                      McExplanation *explanation);

/* While a supplement is awaited: until when the applicant has time; the request's own `until` goes before the rule. */
McDue mc_due_of_applicant (const McRule *rule, McOffice *office, const McClockEvent *events, guint n,
                           McExplanation *explanation);

/* The one the badge shows: response before acceptance; then step or result, whichever is nearer; one that has a date
 * before one that has none. (transfer none) */
const McDue *mc_due_nearer (const McDue *response, const McDue *step, const McDue *result);

/* Until when a supplement is to be asked for in appraisal (T9, ask_within). accepted_at: nullable: it is not. NULL: that, or
 * the rule says nothing. (transfer full) (nullable) */
GDateTime *mc_due_ask_until (const McRule *rule, McOffice *office, GDateTime *accepted_at);

G_END_DECLS
