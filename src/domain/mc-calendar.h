// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The counting calendar: days off, make-up working days, office hours. Dated data (data/catalogues/calendar.json),
 * domain 3.3–3.5. All instants in and out are GDateTime in any zone; days are those of Asia/Ho_Chi_Minh. */
#define MC_TYPE_CALENDAR (mc_calendar_get_type ())
G_DECLARE_FINAL_TYPE (McCalendar, mc_calendar, MC, CALENDAR, GObject)

/* The calendar that ships with the program. (transfer none) */
McCalendar *mc_calendar_get_default (void);

/* json: the catalogue's text. NULL and G_IO_ERROR_INVALID_DATA for anything unsound. */
McCalendar *mc_calendar_new_from_json (const char *json, gssize length, GError **error);

/* Asia/Ho_Chi_Minh. (transfer none) */
GTimeZone *mc_calendar_zone (void);

/* make_up (day) or (a weekday and not off). */
gboolean mc_calendar_is_working_day (McCalendar *self, const GDate *day);

/* Whether that year's days off are only expected: its due dates are "tạm tính". Unknown years are provisional. */
gboolean mc_calendar_is_provisional (McCalendar *self, int year);

typedef enum
{
  MC_CUTOFF_NONE,
  MC_CUTOFF_SAME_DAY_TO_NEXT, /* accepted after the hour: due at the end of the next working day */
  MC_CUTOFF_SHIFT_FIRST_DAY,  /* accepted after the hour: counted as if accepted the next working day */
} McCutoffRule;

/* When a limit of `days` working days ends: the day of acceptance is not counted; closing time of the last day
 * (Bộ luật Dân sự 2015 Đ.147–148). cutoff_minute: minutes after midnight, e.g. 15 × 60. days ≥ 0; 0 is "within the
 * day". (transfer full) */
GDateTime *mc_calendar_add_working_days (McCalendar *self, GDateTime *from, int days, McCutoffRule rule,
                                         int cutoff_minute);

/* When `minutes` of office hours from `from` have passed (T7: 8 working hours = 480). (transfer full) */
GDateTime *mc_calendar_add_working_minutes (McCalendar *self, GDateTime *from, gint64 minutes);

/* Office minutes between two instants; negative when `to` is earlier. */
gint64 mc_calendar_working_minutes_between (McCalendar *self, GDateTime *from, GDateTime *to);

/* Working days after the day of `from` up to and with the day of `to`; negative when `to` is on an earlier day. */
int mc_calendar_working_days_between (McCalendar *self, GDateTime *from, GDateTime *to);

/* Start of office hours of the working day on or after `when`'s day. (transfer full) */
GDateTime *mc_calendar_day_opening (McCalendar *self, GDateTime *when);

G_END_DECLS
