// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <json-glib/json-glib.h>

#include "mc-office.h"

G_BEGIN_DECLS

/* Units of a time limit (đơn vị tính, `DonViTinh`; domain 3.3). */
typedef enum
{
  MC_LIMIT_UNKNOWN, /* chưa rõ đơn vị thời hạn: never a date */
  MC_LIMIT_WORKING_DAY,
  MC_LIMIT_CALENDAR_DAY,
  MC_LIMIT_HOUR, /* working hours, of office time */
  MC_LIMIT_MONTH,
} McLimitUnit;

typedef enum
{
  MC_LIMIT_CATALOGUE,     /* as the procedure is published */
  MC_LIMIT_UNIT_OVERRIDE, /* set by the unit: basis, by and at say on what ground, who and when */
} McLimitSource;

/* A time limit (thời hạn). A value: all zero is "unknown". */
typedef struct
{
  McLimitUnit unit;
  int amount; /* 0–3660; of days and months 0 is "within the day"; of hours at least 1 */
  McLimitSource source;
  char *basis;   /* nullable; of an override never */
  char *by;      /* nullable; 〃 */
  GDateTime *at; /* nullable; 〃 */
} McLimit;

void mc_limit_clear (McLimit *self);
void mc_limit_copy (const McLimit *self, McLimit *copy);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (McLimit, mc_limit_clear)

/* "working_day" | "calendar_day" | "hour" | "month" | "unknown", as in McDossier; NULL and others are unknown. */
McLimitUnit mc_limit_unit_from_id (const char *id);
const char *mc_limit_unit_id (McLimitUnit unit);

/* Whether a date follows from it. */
gboolean mc_limit_is_known (const McLimit *self);

/* Counted to the end of the day: "0 ngày", giải quyết trong ngày. */
gboolean mc_limit_is_within_day (const McLimit *self);

/* Working days that surely lie within it; of one that is not known G_MAXINT. */
int mc_limit_days_within (const McLimit *self);

/* {"unit", "amount", "source", "basis", "by", "at"}. Unsound input sets *error and leaves an unknown limit. error: never
 * NULL. */
void mc_limit_from_json (McLimit *self, JsonObject *object, GError **error);
JsonObject *mc_limit_to_json (const McLimit *self);

/* What acceptance late in the day does (giờ chốt), data of procedure and unit. */
typedef enum
{
  MC_CUTOFF_NONE,
  MC_CUTOFF_SAME_DAY_TO_NEXT, /* accepted after the hour, a limit within the day ends the next working day */
  MC_CUTOFF_SHIFT_FIRST_DAY,  /* accepted after the hour or on a day off: as if accepted at the next opening */
} McCutoffRule;

typedef struct
{
  McCutoffRule rule;
  int minute; /* after midnight: 15:00 is 900 */
} McCutoff;

/* Where counting begins: `from`, or what the cut-off makes of it. */
McWall mc_limit_start (const McLimit *self, const McCutoff *cutoff, McOffice *office, McWall from);

/* Counting units are those in which time passes and pauses: office minutes for hours, counted days for working days,
 * calendar days for calendar days and months. */

/* The first instant that belongs to the count of a limit that starts at `start`: time paused before it costs nothing. */
McWall mc_limit_first (const McLimit *self, const McCutoff *cutoff, McOffice *office, McWall start);

/* Counting units that pass between two instants, from ≤ to: office minutes, or ends of days (closing times). */
gint64 mc_limit_pass (McLimitUnit unit, McOffice *office, McWall from, McWall to);

/* When the limit has passed and `paused` counting units more, before mc_limit_roll(): for days the closing time of that
 * day, the day of `start` not counted (Bộ luật Dân sự 2015 Đ.147–148). */
McWall mc_limit_raw_end (const McLimit *self, const McCutoff *cutoff, McOffice *office, McWall start, gint64 paused);

/* `end` moved on by counting units. */
McWall mc_limit_move (McLimitUnit unit, McOffice *office, McWall end, gint64 units);

/* An end on a day off is the closing time of the next counted day (Đ.148.5). */
McWall mc_limit_roll (McOffice *office, McWall end);

/* All of it for a limit that is never paused. NULL: unknown. (transfer full) (nullable) */
GDateTime *mc_limit_end (const McLimit *self, const McCutoff *cutoff, McOffice *office, GDateTime *from);

G_END_DECLS
