// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mc-calendar.h"
#include "mc-record.h"
#include "mc-wall.h"

G_BEGIN_DECLS

/* Where a unit works and receives (đơn vị, ca làm việc): the counting calendar with the unit's office hours, by season and
 * weekday: rows (unit, from, to, weekdays, hours) of data/catalogues/calendar.json. Two calendars that differ: a day of
 * *reception* (a Saturday morning) is no *counted* day unless it is made up (domain 3.3). Days off are off for both.
 * Minutes are office minutes: those inside a shift of a counted day. From mc_calendar_get_office(). */

#define MC_OFFICE_MAX_SHIFTS 6

/* Minutes after midnight. */
typedef struct
{
  int start;
  int end;
} McShift;

/* Whose hours the clocks of a dossier pass in, for the portal and for everybody who predicts it: those of who decides, the
 * competent agency. (transfer none) */
McOffice *mc_office_of_summary (McCalendar *calendar, const McSummary *summary);

McCalendar *mc_office_get_calendar (McOffice *self);

/* The unit whose own hours of work these are; NULL: everybody's. (transfer none) (nullable) */
const char *mc_office_get_unit (McOffice *self);

/* The shifts in which `day` is worked, in order; 0: no counted day. (transfer none) */
guint mc_office_get_shifts (McOffice *self, int day, const McShift **shifts);

/* The shifts in which applicants are received; 0: closed. (transfer none) */
guint mc_office_get_reception (McOffice *self, int day, const McShift **shifts);
gboolean mc_office_receives (McOffice *self, McWall when);
/* The first minute from then on in which they are. */
McWall mc_office_next_reception (McOffice *self, McWall from);

/* First and last minute of a day's work; of a day that is not counted those it would have. */
int mc_office_opening (McOffice *self, int day);
int mc_office_closing (McOffice *self, int day);

/* When `minutes` (≥ 0) of office hours from `from` have passed; 0: `from`, or the next office minute. */
McWall mc_office_add_minutes (McOffice *self, McWall from, gint64 minutes);

/* The latest instant from which `minutes` (> 0) of office hours lead to `to`. */
McWall mc_office_subtract_minutes (McOffice *self, McWall to, gint64 minutes);

/* Negative when `to` is earlier. */
gint64 mc_office_minutes_between (McOffice *self, McWall from, McWall to);

G_END_DECLS
