// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Vietnamese wall clocks in plain numbers, so that counting allocates nothing. Vietnam has had one offset since 1975 and
 * no summer time. */

/* Whole minutes since 1970-01-01 00:00 on a Vietnamese wall clock; seconds are dropped. */
typedef gint64 McWall;

#define MC_MINUTES_AN_HOUR 60
#define MC_MINUTES_A_DAY (24 * 60)
/* no instant; and one that no clock reaches, the end of what is still open */
#define MC_WALL_NONE G_MININT64
#define MC_WALL_NEVER G_MAXINT64

/* Asia/Ho_Chi_Minh. (transfer none) */
GTimeZone *mc_wall_zone (void);

/* NULL gives MC_WALL_NONE. */
McWall mc_wall_from_time (GDateTime *time);

/* NULL for NONE, NEVER and years that GDateTime does not know. (transfer full) (nullable) */
GDateTime *mc_wall_to_time (McWall wall);

static inline McWall
mc_wall_at (int day, int minute)
{
  return (McWall) day * MC_MINUTES_A_DAY + minute;
}

/* Days since 1970-01-01. */
static inline int
mc_wall_day (McWall wall)
{
  return (int) (wall >= 0 ? wall / MC_MINUTES_A_DAY : -((-wall + MC_MINUTES_A_DAY - 1) / MC_MINUTES_A_DAY));
}

/* Minutes after midnight. */
static inline int
mc_wall_minute (McWall wall)
{
  return (int) (wall - (McWall) mc_wall_day (wall) * MC_MINUTES_A_DAY);
}

/* 1 Monday … 7 Sunday. */
static inline int
mc_day_weekday (int day)
{
  return ((day + 3) % 7 + 7) % 7 + 1;
}

int mc_day_from_date (const GDate *date);
int mc_day_year (int day);

/* The same day of a later month, or its last day (Bộ luật Dân sự 2015 Đ.147–148). months: 0–3660. */
int mc_day_add_months (int day, int months);

/* "2026-11-24", nothing else. */
gboolean mc_day_parse (const char *text, int *day);

/* "15:00" as minutes after midnight, nothing else. */
gboolean mc_minute_parse (const char *text, int *minute);

G_END_DECLS
