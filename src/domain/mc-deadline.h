// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mc-due.h"
#include "mc-filter.h"
#include "mc-record.h"

G_BEGIN_DECLS

/* How a record stands to its deadline (domain 3.4, interface §4). */
typedef enum
{
  MC_URGENCY_NONE,     /* no clock runs and none ran */
  MC_URGENCY_PLAIN,    /* ○ in time */
  MC_URGENCY_SOON,     /* ◐ sắp đến hạn */
  MC_URGENCY_OVERDUE,  /* ● quá hạn */
  MC_URGENCY_PAUSED,   /* ❚❚ */
  MC_URGENCY_FINISHED, /* ✓ */
} McUrgency;

typedef struct
{
  McUrgency urgency;
  McClockKind kind;  /* which clock it shows */
  gboolean in_hours; /* amount is in working hours (rounded up), else in working days */
  /* left when in time or soon, over when overdue; when finished: days early (0: on the day, < 0: late); of the applicant's
   * time: days left (0: the last one, < 0: it is over) */
  int amount;
  gboolean provisional;
} McDeadline;

/* The badge of one record at `now`, from what its summary says: of step and dossier the clock that ends first. */
McDeadline mc_deadline_of (const McSummary *summary, McCalendar *calendar, GDateTime *now);

/* The same asked of many: what the badge calls overdue (OVERDUE) or soon (SOON), or whose clock has not ended yet (PLAIN, which
 * holds SOON). Adds two or three conditions, of which none is ever refused in an empty filter. */
void mc_deadline_narrow (McFilter *filter, McUrgency urgency);

/* The badge of one clock at `now`: for the dossier take mc_due_nearer(). */
McDeadline mc_deadline_of_due (const McDue *due, McOffice *office, GDateTime *now);

/* Whether a due instant is one of the clock, to be told with its hour, and not the end of that office's day. */
gboolean mc_deadline_is_to_the_hour (McOffice *office, GDateTime *due);

/* When a dossier submitted online at `submitted_at` must have its first answer (T7), and from when on that is "sắp đến
 * hạn". (transfer full) */
GDateTime *mc_deadline_response_due (McCalendar *calendar, GDateTime *submitted_at);
GDateTime *mc_deadline_response_warn_at (McCalendar *calendar, GDateTime *submitted_at);

/* When a dossier accepted at `accepted_at` is due: limit_unit and amount as in McDossier, by the rule in force then.
 * NULL for an unknown unit: no date is ever invented (domain 3.3). (transfer full) (nullable) */
GDateTime *mc_deadline_result_due (McCalendar *calendar, GDateTime *accepted_at, const char *limit_unit, int amount);

/* From when on a deadline is "sắp đến hạn": opening of its last working day; for a limit in hours the last half of
 * them. in_minutes: the whole limit in minutes of that office, 0 for limits in days. (transfer full) */
GDateTime *mc_deadline_warn_at (McOffice *office, GDateTime *due, gint64 in_minutes);

G_END_DECLS
