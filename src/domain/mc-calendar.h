// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The counting calendar (lịch tính thời hạn): which days are counted. Dated data (data/catalogues/calendar.json), domain
 * 3.3–3.5: make_up (day) or (a weekday and not off). Days are those of Asia/Ho_Chi_Minh, as numbers since 1970-01-01
 * (mc-wall.h). When people are received, and until when an office works, is the business of McOffice.
 *
 * Immutable and good for any number of threads. Every count is a few steps of halving: no day is walked. */
#define MC_TYPE_CALENDAR (mc_calendar_get_type ())
G_DECLARE_FINAL_TYPE (McCalendar, mc_calendar, MC, CALENDAR, GObject)

typedef enum
{
  MC_DAY_OFF_HOLIDAY,      /* ngày lễ, Bộ luật Lao động 2019 Đ.112 */
  MC_DAY_OFF_COMPENSATION, /* nghỉ bù */
  MC_DAY_OFF_SWAP,         /* hoán đổi, worked on another day */
} McDayOffKind;

/* Days off in a row, for one reason. */
typedef struct
{
  int first;
  int last;
  McDayOffKind kind;
  char *name;        /* "Tết Nguyên đán" */
  char *basis;       /* the law or plan it comes from */
  char *decision_no; /* nullable */
  gboolean confirmed;
} McDayOff;

/* A Saturday or Sunday that is worked (làm bù). */
typedef struct
{
  int day;
  int instead_of; /* the weekday off that it makes up for; its office hours hold */
  char *basis;
  char *decision_no; /* nullable */
  gboolean confirmed;
} McMakeUp;

/* The calendar that ships with the program. (transfer none) */
McCalendar *mc_calendar_get_default (void);

/* json: the catalogue's text. NULL and G_IO_ERROR_INVALID_DATA for anything unsound. */
McCalendar *mc_calendar_new_from_json (const char *json, gssize length, GError **error);

/* Asia/Ho_Chi_Minh. (transfer none) */
GTimeZone *mc_calendar_zone (void);

/* Grows with each change of the catalogue. */
int mc_calendar_get_revision (McCalendar *self);

gboolean mc_calendar_is_working_day (McCalendar *self, const GDate *day);
gboolean mc_calendar_is_counted (McCalendar *self, int day);

/* Whether that year's days off are only expected: its due dates are "tạm tính". Unknown years are provisional. */
gboolean mc_calendar_is_provisional (McCalendar *self, int year);

/* The n-th counted day after `day` (n > 0) or the n-th before it (n < 0); 0: `day` itself, or the next counted day. */
int mc_calendar_shift (McCalendar *self, int day, gint64 n);

/* Counted days after `from` up to and with `to`; negative when `to` is earlier. */
gint64 mc_calendar_count (McCalendar *self, int from, int to);

/* The same for the days of two instants. */
int mc_calendar_working_days_between (McCalendar *self, GDateTime *from, GDateTime *to);

/* In order of time. (transfer none) */
const McDayOff *mc_calendar_get_days_off (McCalendar *self, guint *n);
const McMakeUp *mc_calendar_get_make_ups (McCalendar *self, guint *n);

/* NULL: `day` is none. (transfer none) (nullable) */
const McMakeUp *mc_calendar_find_make_up (McCalendar *self, int day);

/* The working place of a unit, as records name it: that of the nearest unit, itself or above it, that has hours of its own;
 * of none, or unit NULL, that of everybody. Lives as long as the calendar. (transfer none) */
typedef struct _McOffice McOffice;
McOffice *mc_calendar_get_office (McCalendar *self, const char *unit);

G_END_DECLS
