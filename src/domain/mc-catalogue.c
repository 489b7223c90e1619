// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-catalogue.h"

#include <string.h>

#include "mc-calendar.h"
#include "mc-domain-resources.h"
#include "mc-wall.h"

#define SINCE "\"since\": \""
#define DAY_LENGTH 10
#define MAX_DAYS 20000

typedef struct
{
  const char *path;
  const char *text; /* NULL until somebody asks; then for good */
  gsize length;
  GHashTable *periods; /* day of mc-wall.h → interned text */
} Shipped;

static GMutex lock;
static Shipped shipped[MC_N_CATALOGUES] = {
  [MC_CATALOGUE_CALENDAR] = { .path = "/io/github/motcua/domain/calendar.json" },
  [MC_CATALOGUE_FORMS] = { .path = "/io/github/motcua/domain/forms.json" },
  [MC_CATALOGUE_PAPERS] = { .path = "/io/github/motcua/domain/papers.json" },
  [MC_CATALOGUE_PROCESSES] = { .path = "/io/github/motcua/domain/processes.json" },
  [MC_CATALOGUE_RULES] = { .path = "/io/github/motcua/domain/rules.json" },
};

/* With the lock held. */
static Shipped *
get_shipped (McCatalogue catalogue)
{
  Shipped *self = &shipped[catalogue];
  g_autoptr (GError) error = NULL;
  GBytes *bytes;

  if (self->text != NULL)
    return self;
  bytes = g_resource_lookup_data (mc_domain_get_resource (), self->path, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);
  if (bytes == NULL)
    g_error ("a catalogue of the program is not there: %s", error->message);
  self->text = g_bytes_unref_to_data (bytes, &self->length);
  self->periods = g_hash_table_new (NULL, NULL);
  return self;
}

const char *
mc_catalogue_get_text (McCatalogue catalogue, gssize *length)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&lock);
  const Shipped *self = get_shipped (catalogue);

  *length = (gssize) self->length;
  return self->text;
}

static const char *
find_period (const Shipped *self, const char *day)
{
  const char *end = self->text + self->length;
  const char *newest = NULL;
  g_autofree char *found = NULL;

  for (const char *at = g_strstr_len (self->text, (gssize) self->length, SINCE);
       at != NULL && end - at > DAY_LENGTH * 2; at = g_strstr_len (at, end - at, SINCE))
    {
      at += strlen (SINCE);
      if (strncmp (at, day, DAY_LENGTH) <= 0 && (newest == NULL || strncmp (at, newest, DAY_LENGTH) > 0))
        newest = at;
    }
  if (newest == NULL)
    return "";
  found = g_strndup (newest, DAY_LENGTH);
  return g_intern_string (found);
}

static const char *
find_period_of (const Shipped *self, GDateTime *on)
{
  g_autoptr (GDateTime) local = g_date_time_to_timezone (on, mc_calendar_zone ());
  g_autofree char *day = g_date_time_format (local, "%Y-%m-%d");

  return find_period (self, day);
}

const char *
mc_catalogue_get_period (McCatalogue catalogue, GDateTime *on)
{
  gpointer day = GINT_TO_POINTER (mc_wall_day (mc_wall_from_time (on)));
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&lock);
  Shipped *self = get_shipped (catalogue);
  const char *period = g_hash_table_lookup (self->periods, day);

  if (period != NULL)
    return period;
  if (g_hash_table_size (self->periods) >= MAX_DAYS)
    g_hash_table_remove_all (self->periods);
  period = find_period_of (self, on);
  g_hash_table_insert (self->periods, day, (gpointer) period);
  return period;
}
