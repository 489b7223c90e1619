// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Dates, times, money and numbers as the interface writes them (interface §5). Instants come in any zone and are shown in
 * the country's; NULL and negative amounts of money or bytes are "no data", never zero. All results: (transfer full). */

/* "23/11/2026" */
char *mc_format_date (GDateTime *time);

/* "23/11/2026" of a day as records have it, "2026-11-23"; what is none as it came; NULL stays NULL. */
char *mc_format_day (const char *day);

/* "10:42 23/11/2026" */
char *mc_format_date_time (GDateTime *time);

/* "10:42" on the day of `now`, else with the date. */
char *mc_format_time (GDateTime *time, GDateTime *now);

/* "10:42" on the day of `now`, "Thứ Ba, 24/11" within six days of it, else the date. */
char *mc_format_near (GDateTime *time, GDateTime *now);

/* When something is due: "Hôm nay 14:30" on the day of `now`, "Thứ Ba, 24/11" within six days of it, else the date;
 * to_the_hour: with the time of day on every day, "14:30 Thứ Ba, 24/11". */
char *mc_format_due (GDateTime *due, GDateTime *now, gboolean to_the_hour);

/* "1.234" */
char *mc_format_number (gint64 number);

/* "50.000 đ" */
char *mc_format_money (gint64 dong);

/* "640 KB", "1,2 MB" */
char *mc_format_size (gint64 bytes);

/* The age of what is shown, in words: "12 phút trước". Minutes, from an hour on hours, from two days on days. */
char *mc_format_age (gint64 us);

/* The text itself, or "no data" for NULL and "". (transfer none) */
const char *mc_format_text (const char *text);

G_END_DECLS
