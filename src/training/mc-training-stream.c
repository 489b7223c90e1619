// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-training-private.h"

#include "mc-calendar.h"

#define HEARTBEAT (15 * G_USEC_PER_SEC)
#define MAX_STREAMS 8  /* of one official */
#define MAX_NOTICES 32 /* that wait for a slow reader; more push out the oldest */
#define MAX_PRESENCE 500

/* Server-Sent Events (WHATWG HTML, 9.2) for one official: says that there is something to fetch, who else is there,
 * and what an official is to notice; never what is in a record. */
struct _McTrainingStream
{
  GObject parent_instance;

  McTraining *portal; /* not owned; NULL: ended */
  const McAccount *account;
  gint64 until_us; /* the end of its token */
  gint64 beat_us;
  gint64 seq;    /* newest change that it has told */
  gboolean told; /* an event waits to be taken: more would say the same */

  /* owned */
  McClock *clock; /* the portal's wall */
  char *family;
  GString *pending;
  GHashTable *presence; /* dossiers whose others have changed since it was taken */
  GQueue notices;
  int day; /* of the year, when it was last told what is due */
  DexFuture *timer;
};

static guint ready_signal;

static void schedule (McTrainingStream *self);

G_DEFINE_FINAL_TYPE (McTrainingStream, mc_training_stream, G_TYPE_OBJECT)

static void
ready (McTrainingStream *self)
{
  g_signal_emit (self, ready_signal, 0);
}

static void
end (McTrainingStream *self)
{
  g_autoptr (McTrainingStream) kept = g_object_ref (self);

  if (self->portal == NULL)
    return;
  g_ptr_array_remove (self->portal->streams, self);
  self->portal = NULL;
  dex_clear (&self->timer);
  ready (kept);
}

static void
tell (McTrainingStream *self)
{
  g_autofree char *cursor = NULL;

  if (!self->told)
    {
      cursor = mc_training_log_cursor (self->portal, self->account, self->seq);
      g_string_append_printf (self->pending, "event: changes\ndata: {\"after\":\"%s\"}\n\n", cursor);
      self->told = TRUE;
    }
  self->seq = self->portal->seq;
  ready (self);
}

static void
add_notice (McTrainingStream *self, const char *event)
{
  if (self->notices.length >= MAX_NOTICES)
    g_free (g_queue_pop_head (&self->notices));
  g_queue_push_tail (&self->notices, g_strdup (event));
}

/* Once a day: when the stream opens, and when the day turns. */
static void
tell_due (McTrainingStream *self)
{
  g_autoptr (GDateTime) now = mc_clock_now (self->portal->clock);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (now, mc_calendar_zone ());
  g_autofree char *event = NULL;

  if (self->day == g_date_time_get_day_of_year (local))
    return;
  self->day = g_date_time_get_day_of_year (local);
  event = mc_training_due_today (self->portal, self->account);
  if (event != NULL)
    add_notice (self, event);
}

/* Who has these open as of now. */
static void
write_presence (McTrainingStream *self)
{
  GHashTableIter iter;
  gpointer dossier;

  g_hash_table_iter_init (&iter, self->presence);
  while (self->portal != NULL && g_hash_table_iter_next (&iter, &dossier, NULL))
    {
      JsonObject *o = json_object_new ();
      g_autoptr (JsonNode) node = NULL;
      g_autofree char *data = NULL;

      json_object_set_string_member (o, "dossier", dossier);
      json_object_set_array_member (o, "others", mc_training_presence_others (self->portal, dossier, self->account));
      node = mc_node_take_object (o);
      data = json_to_string (node, FALSE);
      g_string_append_printf (self->pending, "event: presence\ndata: %s\n\n", data);
    }
  g_hash_table_remove_all (self->presence);
}

static void
weak_ref_free (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

static DexFuture *
timer_cb (DexFuture *future, gpointer data)
{
  g_autoptr (McTrainingStream) self = g_weak_ref_get (data);
  gint64 now;

  if (self == NULL || self->portal == NULL)
    return NULL;
  now = mc_clock_now_us (self->clock);
  if (now >= self->until_us)
    {
      end (self);
      return NULL;
    }
  if (now >= self->beat_us)
    {
      self->beat_us = now + HEARTBEAT;
      tell_due (self);
      if (self->pending->len == 0)
        g_string_append (self->pending, ":\n\n");
      ready (self);
    }
  schedule (self);
  return NULL;
}

static void
schedule (McTrainingStream *self)
{
  GWeakRef *weak = g_new0 (GWeakRef, 1);
  gint64 next = MIN (self->beat_us, self->until_us) - mc_clock_now_us (self->clock);

  g_weak_ref_init (weak, self);
  dex_clear (&self->timer);
  self->timer = dex_future_finally (mc_clock_sleep (self->clock, MAX (next, 1)), timer_cb, weak, weak_ref_free);
}

static void
mc_training_stream_dispose (GObject *object)
{
  McTrainingStream *self = MC_TRAINING_STREAM (object);

  if (self->portal != NULL)
    g_ptr_array_remove (self->portal->streams, self);
  self->portal = NULL;
  dex_clear (&self->timer);
  g_clear_object (&self->clock);
  G_OBJECT_CLASS (mc_training_stream_parent_class)->dispose (object);
}

static void
mc_training_stream_finalize (GObject *object)
{
  McTrainingStream *self = MC_TRAINING_STREAM (object);

  g_free (self->family);
  g_string_free (self->pending, TRUE);
  g_hash_table_unref (self->presence);
  g_queue_clear_full (&self->notices, g_free);
  G_OBJECT_CLASS (mc_training_stream_parent_class)->finalize (object);
}

static void
mc_training_stream_class_init (McTrainingStreamClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mc_training_stream_dispose;
  G_OBJECT_CLASS (klass)->finalize = mc_training_stream_finalize;
  ready_signal
      = g_signal_new ("ready", MC_TYPE_TRAINING_STREAM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
mc_training_stream_init (McTrainingStream *self)
{
  self->pending = g_string_new (NULL);
  self->presence = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_queue_init (&self->notices);
}

GBytes *
mc_training_stream_take (McTrainingStream *self)
{
  GBytes *bytes;

  g_return_val_if_fail (MC_IS_TRAINING_STREAM (self), NULL);

  write_presence (self);
  while (self->notices.length > 0)
    {
      g_autofree char *event = g_queue_pop_head (&self->notices);

      g_string_append (self->pending, event);
    }
  if (self->pending->len == 0)
    return NULL;
  bytes = g_string_free_to_bytes (self->pending);
  self->pending = g_string_new (NULL);
  self->told = FALSE;
  return bytes;
}

gboolean
mc_training_stream_is_ended (McTrainingStream *self)
{
  g_return_val_if_fail (MC_IS_TRAINING_STREAM (self), TRUE);

  return self->portal == NULL;
}

void
mc_training_streams_tell (McTraining *self, const char *unit)
{
  for (guint i = 0; i < self->streams->len; i++)
    {
      McTrainingStream *stream = g_ptr_array_index (self->streams, i);

      if (g_str_equal (stream->account->unit, unit))
        tell (stream);
    }
}

void
mc_training_streams_presence (McTraining *self, const McTrainingRecord *record, const McAccount *whose)
{
  g_autoptr (GDateTime) now = mc_clock_now (self->clock);

  for (guint i = 0; i < self->streams->len; i++)
    {
      McTrainingStream *stream = g_ptr_array_index (self->streams, i);

      if (stream->account == whose || g_hash_table_size (stream->presence) >= MAX_PRESENCE
          || mc_training_check (record, stream->account, MC_CAN_SEE, now) != MC_DENIED_NOT)
        continue;
      g_hash_table_add (stream->presence, g_strdup (record->dossier->summary->id));
      ready (stream);
    }
}

void
mc_training_streams_notice (McTraining *self, const McAccount *account, const char *event)
{
  for (guint i = 0; i < self->streams->len; i++)
    {
      McTrainingStream *stream = g_ptr_array_index (self->streams, i);

      if (account != NULL && stream->account != account)
        continue;
      add_notice (stream, event);
      ready (stream);
    }
}

void
mc_training_streams_revoke (McTraining *self, const char *family)
{
  for (guint i = self->streams->len; i > 0; i--)
    {
      McTrainingStream *stream = g_ptr_array_index (self->streams, i - 1);

      if (g_str_equal (stream->family, family))
        end (stream);
    }
}

void
mc_training_end_streams (McTraining *self)
{
  g_return_if_fail (MC_IS_TRAINING (self));

  while (self->streams->len > 0)
    end (g_ptr_array_index (self->streams, self->streams->len - 1));
}

/* The oldest goes: it may well be one whose client is gone and has not been missed yet. */
static void
make_room (McTraining *self, const McAccount *account)
{
  McTrainingStream *oldest = NULL;
  guint count = 0;

  for (guint i = self->streams->len; i > 0; i--)
    {
      McTrainingStream *stream = g_ptr_array_index (self->streams, i - 1);

      if (stream->account != account)
        continue;
      oldest = stream;
      count++;
    }
  if (count >= MAX_STREAMS)
    end (oldest);
}

McTrainingResponse *
mc_training_events (McTraining *self, const McAccount *account, const McTrainingRequest *request)
{
  McTrainingStream *stream = g_object_new (MC_TYPE_TRAINING_STREAM, NULL);
  McTrainingResponse *response;

  make_room (self, account);
  stream->portal = self;
  stream->clock = g_object_ref (self->wall);
  stream->account = account;
  stream->family = mc_training_token_family (self, request, &stream->until_us);
  stream->beat_us = mc_clock_now_us (self->wall) + HEARTBEAT;
  stream->seq = self->seq;
  g_ptr_array_add (self->streams, stream);
  tell_due (stream);
  schedule (stream);
  /* something at once, so that proxies pass the head on */
  response = mc_training_answer_text (200, "text/event-stream", ":\n\n");
  mc_training_response_set (response, "X-Accel-Buffering", "no");
  response->stream = stream;
  return response;
}
