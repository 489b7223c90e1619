// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <json-glib/json-glib.h>

#include "mc-calendar.h"

G_BEGIN_DECLS

/* What calendar.json says, whole. */
typedef struct
{
  int revision;
  GArray *years;       /* McCalendarYear, as they come */
  GArray *days_off;    /* McDayOff, in order */
  GArray *make_ups;    /* McMakeUp, in order */
  GHashTable *offices; /* unit → McOffice; "" everybody's */
  GHashTable *above;   /* unit → the unit above it */
} McCalendarData;

typedef struct
{
  int year;
  gboolean provisional;
} McCalendarYear;

void mc_calendar_data_init (McCalendarData *data);
void mc_calendar_data_clear (McCalendarData *data);

/* All but the offices. *error set: unsound. */
void mc_calendar_data_read (McCalendarData *data, JsonObject *root, GError **error);

/* The members "office_hours" and "units": unit → McOffice of the calendar (which is not referenced), unit → unit above.
 * *error set: unsound. */
void mc_office_read_all (McCalendar *calendar, McCalendarData *data, JsonObject *root, GError **error);

G_END_DECLS
