// SPDX-License-Identifier: GPL-3.0-or-later
#define G_LOG_DOMAIN "mc-sync"
#include "mc-sync.h"

#include "mc-alert.h"
#include "mc-attendance.h"
#include "mc-details.h"
#include "mc-documents.h"
#include "mc-feed.h"
#include "mc-outbox.h"
#include "mc-reveal.h"

struct _McSync
{
  GObject parent_instance;

  /* owned */
  McCache *cache;
  McFeed *feed;
  McDetails *details;
  McDocuments *documents;
  McOutbox *outbox;
  McAttendance *attendance;
  McLine line; /* the feed's, with the counts of the outbox */
};

enum
{
  RECORDS_CHANGED,
  ALERT,
  OUTBOX_CHANGED,
  LINE_CHANGED,
  ME_CHANGED,
  DOCUMENT_PROGRESS,
  OTHERS_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (McSync, mc_sync, G_TYPE_OBJECT)

static void
records_changed_cb (McSync *self, GStrv ids)
{
  g_signal_emit (self, signals[RECORDS_CHANGED], 0, ids);
}

static void
line_changed_cb (McSync *self)
{
  guint waiting = self->line.waiting;
  guint needs_you = self->line.needs_you;

  self->line = *mc_feed_get_line (self->feed);
  self->line.waiting = waiting;
  self->line.needs_you = needs_you;
  if (mc_line_is_outdated (&self->line))
    mc_outbox_bar (self->outbox, TRUE);
  mc_attendance_set_line (self->attendance,
                          self->line.state == MC_LINE_CURRENT || self->line.state == MC_LINE_UPDATING);
  g_signal_emit (self, signals[LINE_CHANGED], 0);
}

static void
me_changed_cb (McSync *self)
{
  g_signal_emit (self, signals[ME_CHANGED], 0);
}

static void
updated_cb (McSync *self, gboolean was_away)
{
  mc_outbox_bar (self->outbox, FALSE);
  if (was_away)
    mc_outbox_poke (self->outbox);
  else
    /* an answer to an older token may have come after signing in */
    mc_outbox_signed_in (self->outbox);
  mc_details_fetch_ahead (self->details, mc_feed_get_me (self->feed));
}

static void
idle_cb (McSync *self, McMe *me)
{
  mc_documents_fetch_ahead (self->documents, me);
}

static void
progress_cb (McSync *self, const char *dossier, const char *document, gint64 offset, gint64 size)
{
  g_signal_emit (self, signals[DOCUMENT_PROGRESS], 0, dossier, document, offset, size);
}

static void
outbox_changed_cb (McSync *self)
{
  GPtrArray *entries = mc_outbox_get_entries (self->outbox);

  self->line.waiting = self->line.needs_you = 0;
  for (guint i = 0; i < entries->len; i++)
    {
      const McOutboxEntry *entry = g_ptr_array_index (entries, i);

      self->line.waiting
          += entry->state == MC_OUTBOX_HELD || entry->state == MC_OUTBOX_WAITING || entry->state == MC_OUTBOX_SENDING;
      self->line.needs_you += entry->state == MC_OUTBOX_NEEDS_YOU;
    }
  g_signal_emit (self, signals[OUTBOX_CHANGED], 0);
  g_signal_emit (self, signals[LINE_CHANGED], 0);
}

static void
alert_cb (McSync *self, McAlert *alert)
{
  g_signal_emit (self, signals[ALERT], 0, alert);
}

static void
presence_cb (McSync *self, const char *data)
{
  mc_attendance_tell (self->attendance, data);
}

static void
others_changed_cb (McSync *self)
{
  g_signal_emit (self, signals[OTHERS_CHANGED], 0);
}

static void
secret_cb (McSync *self, McSummary *summary)
{
  mc_outbox_withhold (self->outbox, summary);
}

static void
withheld_cb (McSync *self, const char *id, gboolean withheld)
{
  char *ids[] = { (char *) id, NULL };

  g_signal_emit (self, signals[RECORDS_CHANGED], 0, ids);
  if (!withheld)
    dex_future_disown (mc_details_open (self->details, id));
}

/* The papers need the detail at once. */
static void
recorded_cb (McSync *self, McSummary *summary)
{
  char *ids[] = { summary->id, NULL };

  if (summary->secret)
    mc_outbox_withhold (self->outbox, summary);
  g_signal_emit (self, signals[RECORDS_CHANGED], 0, ids);
  dex_future_disown (mc_details_open (self->details, summary->id));
}

static void
mc_sync_dispose (GObject *object)
{
  McSync *self = MC_SYNC (object);

  if (self->outbox != NULL)
    {
      mc_sync_stop (self);
      g_signal_handlers_disconnect_by_data (self->feed, self);
      g_signal_handlers_disconnect_by_data (self->details, self);
      g_signal_handlers_disconnect_by_data (self->documents, self);
      g_signal_handlers_disconnect_by_data (self->outbox, self);
      g_signal_handlers_disconnect_by_data (self->attendance, self);
    }
  g_clear_object (&self->feed);
  g_clear_object (&self->details);
  g_clear_object (&self->documents);
  g_clear_object (&self->outbox);
  g_clear_object (&self->attendance);
  g_clear_object (&self->cache);
  G_OBJECT_CLASS (mc_sync_parent_class)->dispose (object);
}

static void
mc_sync_class_init (McSyncClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mc_sync_dispose;
  signals[RECORDS_CHANGED] = g_signal_new ("records-changed", MC_TYPE_SYNC, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                           G_TYPE_NONE, 1, G_TYPE_STRV);
  signals[ALERT]
      = g_signal_new ("alert", MC_TYPE_SYNC, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, MC_TYPE_ALERT);
  signals[OUTBOX_CHANGED]
      = g_signal_new ("outbox-changed", MC_TYPE_SYNC, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[LINE_CHANGED]
      = g_signal_new ("line-changed", MC_TYPE_SYNC, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ME_CHANGED]
      = g_signal_new ("me-changed", MC_TYPE_SYNC, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[OTHERS_CHANGED]
      = g_signal_new ("others-changed", MC_TYPE_SYNC, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[DOCUMENT_PROGRESS] = g_signal_new ("document-progress", MC_TYPE_SYNC, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                             G_TYPE_NONE, 4, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_INT64, G_TYPE_INT64);
}

static void
mc_sync_init (McSync *self)
{
}

McSync *
mc_sync_new (McPortal *portal, McJournal *journal, McCache *cache, McClock *clock)
{
  McSync *self;

  g_return_val_if_fail (MC_IS_PORTAL (portal), NULL);
  g_return_val_if_fail (MC_IS_JOURNAL (journal), NULL);
  g_return_val_if_fail (MC_IS_CACHE (cache), NULL);
  g_return_val_if_fail (MC_IS_CLOCK (clock), NULL);

  self = g_object_new (MC_TYPE_SYNC, NULL);
  self->cache = g_object_ref (cache);
  self->feed = mc_feed_new (portal, cache, clock);
  self->details = mc_details_new (portal, cache, clock);
  self->documents = mc_documents_new (portal, cache, clock);
  self->outbox = mc_outbox_new (portal, journal, cache, clock);
  self->attendance = mc_attendance_new (portal, clock);
  self->line = *mc_feed_get_line (self->feed);
  g_signal_connect_swapped (self->feed, "records-changed", G_CALLBACK (records_changed_cb), self);
  g_signal_connect_swapped (self->feed, "line-changed", G_CALLBACK (line_changed_cb), self);
  g_signal_connect_swapped (self->feed, "me-changed", G_CALLBACK (me_changed_cb), self);
  g_signal_connect_swapped (self->feed, "updated", G_CALLBACK (updated_cb), self);
  g_signal_connect_swapped (self->feed, "presence", G_CALLBACK (presence_cb), self);
  g_signal_connect_swapped (self->attendance, "changed", G_CALLBACK (others_changed_cb), self);
  g_signal_connect_swapped (self->feed, "secret", G_CALLBACK (secret_cb), self);
  g_signal_connect_swapped (self->feed, "alert", G_CALLBACK (alert_cb), self);
  g_signal_connect_swapped (self->details, "changed", G_CALLBACK (records_changed_cb), self);
  g_signal_connect_swapped (self->details, "idle", G_CALLBACK (idle_cb), self);
  g_signal_connect_swapped (self->documents, "progress", G_CALLBACK (progress_cb), self);
  g_signal_connect_swapped (self->outbox, "changed", G_CALLBACK (outbox_changed_cb), self);
  g_signal_connect_swapped (self->outbox, "recorded", G_CALLBACK (recorded_cb), self);
  g_signal_connect_swapped (self->outbox, "withheld", G_CALLBACK (withheld_cb), self);
  return self;
}

void
mc_sync_start (McSync *self)
{
  g_return_if_fail (MC_IS_SYNC (self));

  dex_future_disown (mc_outbox_start (self->outbox));
  mc_feed_start (self->feed);
}

void
mc_sync_stop (McSync *self)
{
  g_return_if_fail (MC_IS_SYNC (self));

  mc_feed_stop (self->feed);
  mc_details_stop (self->details);
  mc_documents_stop (self->documents);
  mc_outbox_stop (self->outbox);
  mc_attendance_stop (self->attendance);
}

void
mc_sync_poke (McSync *self)
{
  g_return_if_fail (MC_IS_SYNC (self));

  mc_outbox_poke (self->outbox);
  mc_feed_poke (self->feed);
}

const McLine *
mc_sync_get_line (McSync *self)
{
  g_return_val_if_fail (MC_IS_SYNC (self), NULL);

  return &self->line;
}

McMe *
mc_sync_get_me (McSync *self)
{
  g_return_val_if_fail (MC_IS_SYNC (self), NULL);

  return mc_feed_get_me (self->feed);
}

DexFuture *
mc_sync_act (McSync *self, McSummary *record, const char *action, const char *form, int undo_seconds)
{
  g_return_val_if_fail (MC_IS_SYNC (self), NULL);

  return mc_outbox_act (self->outbox, record, action, form, undo_seconds, NULL);
}

DexFuture *
mc_sync_act_with_files (McSync *self, McSummary *record, const char *action, const char *form, int undo_seconds,
                        GPtrArray *files)
{
  g_return_val_if_fail (MC_IS_SYNC (self), NULL);

  return mc_outbox_act (self->outbox, record, action, form, undo_seconds, files);
}

DexFuture *
mc_sync_keep_file (McSync *self, const char *name, const char *media_type, GBytes *bytes)
{
  g_return_val_if_fail (MC_IS_SYNC (self), NULL);
  g_return_val_if_fail (name != NULL && media_type != NULL && bytes != NULL, NULL);

  return mc_outgoing_keep (mc_outbox_get_outgoing (self->outbox), name, media_type, bytes);
}

DexFuture *
mc_sync_read_file (McSync *self, McOutboxFile *file)
{
  g_return_val_if_fail (MC_IS_SYNC (self), NULL);
  g_return_val_if_fail (file != NULL, NULL);

  return mc_outgoing_read (mc_outbox_get_outgoing (self->outbox), file);
}

DexFuture *
mc_sync_record (McSync *self, McSummary *record, const char *action, const char *field, const char *purpose)
{
  g_autofree char *form = NULL;

  g_return_val_if_fail (MC_IS_SYNC (self), NULL);
  g_return_val_if_fail (mc_act_is_recorded (action) && purpose != NULL, NULL);

  form = mc_reveal_form (field, purpose);
  return mc_outbox_act (self->outbox, record, action, form, 0, NULL);
}

typedef struct
{
  McSync *sync;
  char *action;
  char *field;
  char *purpose;
} Recording;

static void
recording_free (gpointer data)
{
  Recording *self = data;

  g_object_unref (self->sync);
  g_free (self->action);
  g_free (self->field);
  g_free (self->purpose);
  g_free (self);
}

static DexFuture *
record_cb (DexFuture *future, gpointer data)
{
  Recording *self = data;
  const GValue *value = dex_future_get_value (future, NULL);
  McSummary *record = value != NULL ? g_value_get_boxed (value) : NULL;

  if (record == NULL)
    return dex_future_new_reject (MC_PORTAL_ERROR, MC_PORTAL_ERROR_NOT_FOUND, "the record is out of sight");
  return mc_sync_record (self->sync, record, self->action, self->field, self->purpose);
}

DexFuture *
mc_sync_record_of (McSync *self, const char *record_id, const char *action, const char *field, const char *purpose)
{
  Recording *recording;

  g_return_val_if_fail (MC_IS_SYNC (self), NULL);

  recording = g_new0 (Recording, 1);
  recording->sync = g_object_ref (self);
  recording->action = g_strdup (action);
  recording->field = g_strdup (field);
  recording->purpose = g_strdup (purpose);
  return dex_future_then (mc_cache_summary (self->cache, record_id), record_cb, recording, recording_free);
}

DexFuture *
mc_sync_undo (McSync *self, const char *key)
{
  g_return_val_if_fail (MC_IS_SYNC (self), NULL);

  return mc_outbox_undo (self->outbox, key);
}

DexFuture *
mc_sync_retry (McSync *self, const char *key)
{
  g_return_val_if_fail (MC_IS_SYNC (self), NULL);

  return mc_outbox_retry (self->outbox, key);
}

DexFuture *
mc_sync_discard (McSync *self, const char *key)
{
  g_return_val_if_fail (MC_IS_SYNC (self), NULL);

  return mc_outbox_discard (self->outbox, key);
}

GPtrArray *
mc_sync_get_outbox (McSync *self)
{
  g_return_val_if_fail (MC_IS_SYNC (self), NULL);

  return mc_outbox_get_entries (self->outbox);
}

static DexFuture *
sight_cb (DexFuture *future, gpointer data)
{
  const GValue *value = dex_future_get_value (future, NULL);
  const McSummary *summary = value != NULL ? g_value_get_boxed (value) : NULL;

  return dex_future_new_for_boolean (summary != NULL && !summary->secret);
}

DexFuture *
mc_sync_is_in_sight (McSync *self, const char *record_id)
{
  g_return_val_if_fail (MC_IS_SYNC (self), NULL);

  return dex_future_then (mc_cache_summary (self->cache, record_id), sight_cb, NULL, NULL);
}

gboolean
mc_sync_withholds (McSync *self, const char *record_id)
{
  g_return_val_if_fail (MC_IS_SYNC (self), FALSE);

  return mc_outbox_withholds (self->outbox, record_id);
}

McOutboxEntry *
mc_sync_find_pending (McSync *self, const char *record_id)
{
  g_return_val_if_fail (MC_IS_SYNC (self), NULL);

  return mc_outbox_find_pending (self->outbox, record_id);
}

void
mc_sync_attend (McSync *self, const char *id)
{
  g_return_if_fail (MC_IS_SYNC (self));

  mc_attendance_open (self->attendance, id);
}

GPtrArray *
mc_sync_get_others (McSync *self)
{
  g_return_val_if_fail (MC_IS_SYNC (self), NULL);

  return mc_attendance_get_others (self->attendance);
}

DexFuture *
mc_sync_open_dossier (McSync *self, const char *id)
{
  g_return_val_if_fail (MC_IS_SYNC (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  return mc_details_open (self->details, id);
}

/* One that waits to be sent. */
static McOutboxFile *
find_file (McSync *self, const char *id)
{
  GPtrArray *entries = mc_outbox_get_entries (self->outbox);

  for (guint i = 0; i < entries->len; i++)
    {
      const McOutboxEntry *entry = g_ptr_array_index (entries, i);

      for (guint f = 0; f < entry->files->len; f++)
        {
          McOutboxFile *file = g_ptr_array_index (entry->files, f);

          if (g_str_equal (file->id, id) && entry->state != MC_OUTBOX_DONE && entry->state != MC_OUTBOX_DROPPED)
            return file;
        }
    }
  return NULL;
}

DexFuture *
mc_sync_open_document (McSync *self, const char *dossier, const McDocument *document)
{
  McOutboxFile *file;

  g_return_val_if_fail (MC_IS_SYNC (self), NULL);
  g_return_val_if_fail (dossier != NULL && document != NULL, NULL);

  file = find_file (self, document->id);
  if (file != NULL)
    return mc_outgoing_read (mc_outbox_get_outgoing (self->outbox), file);
  return mc_documents_open (self->documents, dossier, document);
}

void
mc_sync_let_go_document (McSync *self, const char *dossier, const char *document)
{
  g_return_if_fail (MC_IS_SYNC (self));

  mc_documents_let_go (self->documents, dossier, document);
}
