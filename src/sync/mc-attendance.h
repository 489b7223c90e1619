// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mc-clock.h"
#include "mc-portal.h"

G_BEGIN_DECLS

/* Who has the record open that is on the screen: tells the portal that this official has, again before each lease is over
 * (30 s), and hears who else does. It locks nothing, and away from the line nothing is said.
 *
 * Signal: "changed". */
#define MC_TYPE_ATTENDANCE (mc_attendance_get_type ())
G_DECLARE_FINAL_TYPE (McAttendance, mc_attendance, MC, ATTENDANCE, GObject)

McAttendance *mc_attendance_new (McPortal *portal, McClock *clock);
void mc_attendance_stop (McAttendance *self);

/* id: (nullable): none is open any more. */
void mc_attendance_open (McAttendance *self, const char *id);

/* Whether the portal can be asked. */
void mc_attendance_set_line (McAttendance *self, gboolean online);

/* Data of an event `presence` of the stream. */
void mc_attendance_tell (McAttendance *self, const char *data);

/* Others who have the open record open, of McColleague. (transfer none) (nullable): nobody, as far as is known */
GPtrArray *mc_attendance_get_others (McAttendance *self);

G_END_DECLS
