// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-outbox-rules.h"

#include <string.h>

#include "mc-codecs.h"
#include "mc-secret.h"
#include "mc-store-error.h"
#include "mc-text.h"

#define SECOND G_TIME_SPAN_SECOND
#define LONGEST_BACKOFF (300 * SECOND)
/* older at start: shown before it is sent */
#define OLD_AT_START (12 * G_TIME_SPAN_HOUR)
/* the portal remembers keys for 30 days: later a repeat could act twice */
#define TOO_OLD (25 * G_TIME_SPAN_DAY)
/* a file that the portal loses, or finds another, as often as this is looked at by somebody */
#define MAX_LOST 5
/* an act that took longer to get there waited for the line */
#define LINE_AWAY (5 * G_TIME_SPAN_MINUTE)

/* What is only recorded is in no order with acts, and secrecy waits for nothing. */
static gboolean
has_lane (const McOutboxEntry *entry)
{
  return !mc_act_is_recorded (entry->act->action) && !mc_act_is_secrecy (entry->act->action);
}

static void
lose_upload (McOutboxFile *file)
{
  file->state = MC_FILE_WAITING;
  file->offset = 0;
  g_clear_pointer (&file->upload_id, g_free);
}

/* The portal has lost uploads that were whole, over night or after a crash of its own: they are sent once more. FALSE: it is
 * about something else. */
static gboolean
lose_uploads (McOutboxEntry *self, const McProblem *problem)
{
  gboolean lost = FALSE;

  for (guint i = 0; problem != NULL && i < problem->fields->len; i++)
    {
      const McProblemField *field = g_ptr_array_index (problem->fields, i);

      for (guint f = 0; g_strcmp0 (field->code, "unknown_upload") == 0 && f < self->files->len; f++)
        {
          McOutboxFile *file = g_ptr_array_index (self->files, f);

          if (g_strcmp0 (file->upload_id, field->item) != 0)
            continue;
          lose_upload (file);
          file->attempts++;
          lost = TRUE;
        }
    }
  return lost;
}

static const char *
name_cause (const GError *error)
{
  if (error->domain == MC_PORTAL_ERROR)
    return mc_portal_error_code_name ((McPortalError) error->code);
  return error->domain == MC_STORE_ERROR ? "store" : "failed";
}

/* Waits for the next try, or for the official. heals: whatever kind of error it is. */
static void
put_off (McOutboxEntry *self, const GError *error, gboolean heals, int attempts, gint64 now)
{
  const McProblem *problem = mc_portal_error_get_problem (error);
  gboolean unknown = g_error_matches (error, MC_PORTAL_ERROR, MC_PORTAL_ERROR_PROTOCOL)
                     || g_error_matches (error, MC_PORTAL_ERROR, MC_PORTAL_ERROR_TLS);

  mc_outbox_entry_set_cause (self, name_cause (error), problem != NULL ? problem->detail : NULL);
  self->state = MC_OUTBOX_WAITING;
  if (g_error_matches (error, MC_PORTAL_ERROR, MC_PORTAL_ERROR_NOT_SIGNED_IN))
    self->next_try_us = MC_OUTBOX_NEVER;
  else if (mc_portal_error_can_heal (error) || unknown || heals)
    {
      self->next_try_us = now + mc_outbox_backoff_us (attempts, g_random_double ());
      if (problem != NULL && problem->retry_after > 0)
        self->next_try_us = MAX (self->next_try_us, now + problem->retry_after * SECOND);
    }
  else
    self->state = MC_OUTBOX_NEEDS_YOU;
}

char *
mc_outbox_title (const McSummary *record)
{
  const char *code = record->code != NULL ? record->code : record->provisional_code;

  return g_strdup_printf ("%s · %s", code != NULL ? code : "–", record->secret ? MC_COVERED : record->owner_name);
}

/* Of a citizen it says nothing, so that there is nothing to blank should the record turn out to hold state secrets. */
static char *
basis_text (const McSummary *record)
{
  g_autoptr (McSummary) basis = mc_summary_cover (record);
  g_autoptr (JsonNode) node = NULL;

  basis->secret = record->secret;
  g_clear_pointer (&basis->actions, g_strfreev);
  node = mc_codec_summary_build (basis);
  return json_to_string (node, FALSE);
}

McOutboxEntry *
mc_outbox_entry_new_for (const McSummary *record, const char *action, const char *form, gint64 now)
{
  McOutboxEntry *self = mc_outbox_entry_new ();

  self->act = mc_act_new ();
  self->act->key = mc_uuid_new (now / 1000);
  self->act->kind = g_strdup ("dossier");
  self->act->record_id = g_strdup (record->id);
  self->act->action = g_strdup (action);
  self->act->expected_handling_version = mc_act_expects_version (action) ? record->handling_version : 0;
  self->act->performed_at = g_date_time_new_from_unix_utc_usec (now);
  if (form != NULL)
    g_set_str (&self->act->form, form);
  self->title = mc_outbox_title (record);
  self->basis = mc_act_expects_version (action) ? basis_text (record) : NULL;
  self->created_us = now;
  return self;
}

McSummary *
mc_outbox_entry_read_basis (const McOutboxEntry *self)
{
  g_autoptr (GBytes) bytes = self->basis != NULL ? g_bytes_new_static (self->basis, strlen (self->basis)) : NULL;
  g_autoptr (JsonNode) node = bytes != NULL ? mc_codec_parse_object (bytes, NULL) : NULL;

  return node != NULL ? mc_codec_summary_read (json_node_get_object (node), NULL) : NULL;
}

gboolean
mc_outbox_entry_is_unsent (const McOutboxEntry *self)
{
  return self->state != MC_OUTBOX_DONE && self->state != MC_OUTBOX_DROPPED;
}

gboolean
mc_outbox_entry_leads (const McOutboxEntry *self, GPtrArray *entries)
{
  for (guint i = 0; i < entries->len && has_lane (self); i++)
    {
      const McOutboxEntry *other = g_ptr_array_index (entries, i);

      if (other == self)
        return TRUE;
      if (mc_outbox_entry_is_unsent (other) && has_lane (other)
          && g_str_equal (other->act->record_id, self->act->record_id))
        return FALSE;
    }
  return TRUE;
}

gboolean
mc_outbox_entry_owes_receipt (const McOutboxEntry *self, const McSummary *after, gint64 now)
{
  gint64 ready = MAX (self->created_us, self->held_until_us);

  if (!g_str_equal (self->act->action, "accept") || after->code == NULL || after->secret)
    return FALSE;
  return g_strcmp0 (after->channel, "online") != 0 || now - ready > LINE_AWAY;
}

void
mc_outbox_entry_set_cause (McOutboxEntry *self, const char *cause, const char *detail)
{
  g_set_str (&self->cause, cause);
  g_set_str (&self->detail, detail);
}

void
mc_outbox_entry_resume (McOutboxEntry *self, gint64 now)
{
  if (self->state != MC_OUTBOX_WAITING)
    return;
  self->next_try_us = 0;
  /* what was recorded happened, however long ago */
  if (now - self->created_us <= OLD_AT_START || mc_act_is_recorded (self->act->action))
    return;
  self->state = MC_OUTBOX_NEEDS_YOU;
  mc_outbox_entry_set_cause (self, "old", NULL);
}

gboolean
mc_outbox_entry_begin (McOutboxEntry *self, gint64 now)
{
  if (self->first_sent_us != 0 && now - self->first_sent_us > TOO_OLD)
    {
      self->state = MC_OUTBOX_NEEDS_YOU;
      mc_outbox_entry_set_cause (self, "too-old", NULL);
      return FALSE;
    }
  self->state = MC_OUTBOX_SENDING;
  self->attempts++;
  if (self->first_sent_us == 0)
    self->first_sent_us = now;
  return TRUE;
}

void
mc_outbox_entry_retry (McOutboxEntry *self)
{
  self->first_sent_us = 0;
  self->attempts = 0;
  for (guint i = 0; i < self->files->len; i++)
    ((McOutboxFile *) g_ptr_array_index (self->files, i))->attempts = 0;
  self->state = MC_OUTBOX_WAITING;
  self->next_try_us = 0;
  mc_outbox_entry_set_cause (self, NULL, NULL);
}

void
mc_outbox_entry_fail (McOutboxEntry *self, const GError *error, gint64 now)
{
  gboolean lost = lose_uploads (self, mc_portal_error_get_problem (error));

  put_off (self, error, lost && self->attempts < MAX_LOST, self->attempts, now);
}

void
mc_outbox_entry_fail_file (McOutboxEntry *self, McOutboxFile *file, const GError *error, gint64 now)
{
  const McProblem *problem = mc_portal_error_get_problem (error);
  const char *code = problem != NULL ? problem->code : NULL;
  gboolean lost = g_error_matches (error, MC_PORTAL_ERROR, MC_PORTAL_ERROR_NOT_FOUND)
                  || g_strcmp0 (code, "wrong_hash") == 0 || g_strcmp0 (code, "wrong_offset") == 0;
  /* room for files comes back by itself, within a day */
  gboolean heals = (lost && file->attempts < MAX_LOST) || g_strcmp0 (code, "quota_exceeded") == 0;

  file->state = MC_FILE_WAITING;
  if (lost)
    lose_upload (file);
  put_off (self, error, heals, file->attempts, now);
  g_set_str (&file->cause, self->cause);
  g_set_str (&file->detail, self->detail);
}

McAct *
mc_outbox_entry_address (const McOutboxEntry *self)
{
  g_autoptr (GString) form = g_string_new (self->act->form);
  McAct *act;

  if (self->files->len == 0)
    return mc_act_ref (self->act);
  for (guint i = 0; i < self->files->len; i++)
    {
      const McOutboxFile *file = g_ptr_array_index (self->files, i);

      g_string_replace (form, file->id, file->upload_id, 0);
    }
  act = mc_act_new ();
  act->key = g_strdup (self->act->key);
  act->kind = g_strdup (self->act->kind);
  act->record_id = g_strdup (self->act->record_id);
  act->action = g_strdup (self->act->action);
  act->expected_handling_version = self->act->expected_handling_version;
  act->performed_at = g_date_time_ref (self->act->performed_at);
  g_set_str (&act->form, form->str);
  return act;
}

gint64
mc_outbox_backoff_us (int attempts, double random)
{
  gint64 wait = SECOND;

  for (int i = 1; i < attempts && wait < LONGEST_BACKOFF; i++)
    wait *= 2;
  wait = MIN (wait, LONGEST_BACKOFF);
  return wait - (gint64) ((double) wait / 2 * random);
}
