// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-queue-status.h"

#include <glib/gi18n.h>

#include "mc-format.h"

#define STALE_AFTER (10 * G_TIME_SPAN_MINUTE)

gboolean
mc_queue_status_is_first_update (const McLine *line)
{
  if (line->snapshot_done >= 0)
    return TRUE;
  return line->updated_us == 0 && (line->state == MC_LINE_STARTING || line->state == MC_LINE_UPDATING);
}

char *
mc_queue_status_progress_text (const McLine *line)
{
  g_autofree char *done = NULL;
  g_autofree char *total = NULL;

  if (line->snapshot_done < 0)
    return NULL;
  done = mc_format_number (line->snapshot_done);
  if (line->snapshot_total < 0)
    return g_strdup_printf (_ ("Loaded %s dossiers, the urgent ones first"), done);
  total = mc_format_number (line->snapshot_total);
  return g_strdup_printf (_ ("Loaded %s/%s dossiers, the urgent ones first"), done, total);
}

double
mc_queue_status_progress (const McLine *line)
{
  if (line->snapshot_done <= 0 || line->snapshot_total <= 0)
    return 0;
  return MIN (1.0, (double) line->snapshot_done / (double) line->snapshot_total);
}

char *
mc_queue_status_offline_text (const McLine *line, gint64 now_us)
{
  g_autoptr (GDateTime) since = NULL;
  g_autoptr (GDateTime) now = NULL;
  g_autofree char *time = NULL;

  if (line->state != MC_LINE_OFFLINE || line->offline_since_us == 0)
    return NULL;
  since = g_date_time_new_from_unix_utc_usec (line->offline_since_us);
  now = g_date_time_new_from_unix_utc_usec (now_us);
  time = mc_format_time (since, now);
  return g_strdup_printf (
      _ ("Offline since %s. Viewing, searching and accepting still work; acts are sent by themselves "
         "once the connection is back."),
      time);
}

char *
mc_queue_status_age_text (const McLine *line, gint64 now_us)
{
  g_autofree char *age = NULL;

  if (line->updated_us == 0 || now_us - line->updated_us <= STALE_AFTER)
    return NULL;
  age = mc_format_age (now_us - line->updated_us);
  return g_strdup_printf (_ ("Updated %s"), age);
}

static gboolean
is_reception (const McQueue *queue)
{
  return g_strcmp0 (queue->id, "waiting") == 0;
}

char *
mc_queue_status_empty_title (const McQueue *queue)
{
  if (is_reception (queue))
    return g_strdup (_ ("Nothing waiting for reception"));
  /* Translators: the name of a queue, as "Đã bổ sung" */
  return g_strdup_printf (_ ("No dossier in “%s”"), queue->title);
}

const char *
mc_queue_status_empty_description (const McQueue *queue)
{
  if (is_reception (queue))
    return _ ("New dossiers appear here by themselves as soon as they are submitted.");
  return _ ("Dossiers appear here by themselves as soon as they get here. Other queues are in the sidebar.");
}
