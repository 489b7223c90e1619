// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-training-private.h"

#include <string.h>

#include "mc-calendar.h"
#include "mc-text.h"

#define MAX_TEXT 500 /* characters of an announcement */

/* One event of the stream. It names a record by its id alone: whoever may not open it learns nothing. */
static char *
make_event (McTraining *self, const char *kind, const char *dossier, gint64 count, const char *text)
{
  g_autoptr (GDateTime) now = mc_clock_now (self->clock);
  g_autofree char *id = mc_uuid_new (mc_clock_now_us (self->clock) / 1000);
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *data = NULL;
  JsonObject *o = json_object_new ();

  json_object_set_string_member (o, "id", id);
  mc_write_time (o, "at", now);
  json_object_set_string_member (o, "kind", kind);
  mc_write_string (o, "dossier", dossier);
  if (count > 0)
    json_object_set_int_member (o, "count", count);
  else
    json_object_set_null_member (o, "count");
  mc_write_string (o, "text", text);
  node = mc_node_take_object (o);
  data = json_to_string (node, FALSE);
  return g_strdup_printf ("event: notice\ndata: %s\n\n", data);
}

gboolean
mc_training_announce (McTraining *self, const char *text)
{
  g_autofree char *clean = mc_text_clean (text, 4 * MAX_TEXT);
  g_autofree char *event = NULL;

  if (clean == NULL || *clean == '\0' || g_utf8_strlen (clean, -1) > MAX_TEXT)
    return FALSE;
  event = make_event (self, "announcement", NULL, 0, clean);
  mc_training_streams_notice (self, NULL, event);
  return TRUE;
}

void
mc_training_notify_assigned (McTraining *self, const char *sub, const char *dossier)
{
  const McAccount *account = mc_training_find_sub (sub);
  g_autofree char *event = make_event (self, "assigned", dossier, 0, NULL);

  if (account != NULL)
    mc_training_streams_notice (self, account, event);
}

char *
mc_training_due_today (McTraining *self, const McAccount *account)
{
  g_autoptr (GDateTime) now = mc_clock_now (self->clock);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (now, mc_calendar_zone ());
  g_autoptr (GDateTime) day
      = g_date_time_new (mc_calendar_zone (), g_date_time_get_year (local), g_date_time_get_month (local),
                         g_date_time_get_day_of_month (local), 0, 0, 0);
  gint64 from = g_date_time_to_unix (day);
  g_autoptr (sqlite3_stmt) row
      = mc_training_query (self,
                           "SELECT count(*) FROM views WHERE unit = ? AND handler = ? AND deadline >= ?"
                           " AND deadline < ?",
                           "ssii", account->unit, account->sub, from, from + (gint64) 24 * 3600);
  gint64 count = sqlite3_step (row) == SQLITE_ROW ? sqlite3_column_int64 (row, 0) : 0;

  return count > 0 ? make_event (self, "due_today", NULL, count, NULL) : NULL;
}

gboolean
mc_training_assign_dossier (McTraining *self, const char *id, const char *username)
{
  g_autoptr (McTrainingRecord) record = mc_training_load (self, id);
  const McAccount *account = mc_training_find_account (username);
  McSummary *summary;

  if (record == NULL || account == NULL || g_strcmp0 (record->units[MC_SCOPE_RECEIVED], account->unit) != 0
      || !mc_training_begin (self))
    return FALSE;
  summary = record->dossier->summary;
  summary->version++;
  summary->handling_version++;
  g_set_str (&summary->handler_id, account->sub);
  g_set_str (&summary->handler_name, account->name);
  if (!mc_training_store (self, record) || !mc_training_commit (self))
    {
      mc_training_rollback (self);
      return FALSE;
    }
  mc_training_notify_assigned (self, account->sub, id);
  return TRUE;
}
