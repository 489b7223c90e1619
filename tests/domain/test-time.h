// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

/* "2026-11-23 09:00" on a Vietnamese wall clock, as an instant in UTC. */
static inline GDateTime *
at (const char *text)
{
  g_autofree char *full = g_strdup_printf ("%.10sT%s:00+07:00", text, text + 11);
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (full, NULL);

  g_assert_nonnull (time);
  return g_date_time_to_utc (time);
}

static inline char *
wall (GDateTime *time)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_offset (7 * 3600);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (time, zone);

  return g_date_time_format (local, "%Y-%m-%d %H:%M");
}

#define assert_wall(time, expected)                                                                                    \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    g_autofree char *wall_text = wall (time);                                                                          \
    g_assert_cmpstr (wall_text, ==, expected);                                                                         \
  }                                                                                                                    \
  G_STMT_END
