// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-event-stream.h"

#include "mc-task.h"

#include <libdex.h>

#include "mc-portal-error.h"

#define READ_SIZE 4096

struct _McEventStream
{
  GObject parent_instance;

  /* owned */
  GInputStream *input;
  McClock *clock;
  McEventParser *parser;
  GError *unsound; /* what came after the events that are still to be taken */
  gint64 heard_us; /* the last whole line; a drip of bytes is silence */
};

G_DEFINE_FINAL_TYPE (McEventStream, mc_event_stream, G_TYPE_OBJECT)

static DexFuture *
silent_cb (DexFuture *future, gpointer data)
{
  return dex_future_new_for_error (
      mc_portal_error_new (MC_PORTAL_ERROR_TIMEOUT, NULL, "the event stream has fallen silent"));
}

static GError *
map_error (GError *error)
{
  GError *mapped;

  if (error->domain == MC_PORTAL_ERROR || error->domain == DEX_ERROR
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return error;
  mapped = mc_portal_error_new (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT) ? MC_PORTAL_ERROR_TIMEOUT
                                                                                          : MC_PORTAL_ERROR_OFFLINE,
                                NULL, "the event stream broke off: %s", error->message);
  g_error_free (error);
  return mapped;
}

/* Reads until there is an event, or none will be. */
static gboolean
read_more (McEventStream *self, GError **error)
{
  gint64 left_us = self->heard_us + MC_EVENT_STREAM_SILENCE_US - mc_clock_now_us (self->clock);
  DexFuture *read = dex_input_stream_read_bytes (self->input, READ_SIZE, G_PRIORITY_DEFAULT);
  DexFuture *silence = dex_future_then (mc_clock_sleep (self->clock, left_us), silent_cb, NULL, NULL);
  GError *why = NULL;
  g_autoptr (GBytes) bytes = mc_await_boxed (dex_future_first (read, silence, NULL), &why);

  if (bytes == NULL)
    {
      g_propagate_error (error, map_error (why));
      return FALSE;
    }
  if (g_bytes_get_size (bytes) == 0)
    {
      g_propagate_error (error, mc_portal_error_new (MC_PORTAL_ERROR_OFFLINE, NULL, "the event stream has ended"));
      return FALSE;
    }
  /* what came whole before the unsound is good */
  mc_event_parser_feed (self->parser, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &self->unsound);
  return TRUE;
}

static void
mc_event_stream_dispose (GObject *object)
{
  McEventStream *self = MC_EVENT_STREAM (object);

  g_clear_object (&self->input);
  g_clear_object (&self->clock);
  G_OBJECT_CLASS (mc_event_stream_parent_class)->dispose (object);
}

static void
mc_event_stream_finalize (GObject *object)
{
  mc_event_parser_free (MC_EVENT_STREAM (object)->parser);
  g_clear_error (&MC_EVENT_STREAM (object)->unsound);
  G_OBJECT_CLASS (mc_event_stream_parent_class)->finalize (object);
}

static void
mc_event_stream_class_init (McEventStreamClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mc_event_stream_dispose;
  G_OBJECT_CLASS (klass)->finalize = mc_event_stream_finalize;
}

static void
mc_event_stream_init (McEventStream *self)
{
  self->parser = mc_event_parser_new ();
}

McEventStream *
mc_event_stream_new (GInputStream *input, McClock *clock)
{
  McEventStream *self;

  g_return_val_if_fail (G_IS_INPUT_STREAM (input), NULL);
  g_return_val_if_fail (MC_IS_CLOCK (clock), NULL);

  self = g_object_new (MC_TYPE_EVENT_STREAM, NULL);
  self->input = g_object_ref (input);
  self->clock = g_object_ref (clock);
  self->heard_us = mc_clock_now_us (clock);
  return self;
}

McEvent *
mc_event_stream_next (McEventStream *self, GError **error)
{
  g_autoptr (McEventStream) kept = g_object_ref (self);
  McEvent *event;

  while ((event = mc_event_parser_take (self->parser)) == NULL)
    {
      if (self->unsound != NULL)
        {
          g_propagate_error (error, g_error_copy (self->unsound));
          return NULL;
        }
      if (!read_more (self, error))
        return NULL;
    }
  self->heard_us = mc_clock_now_us (self->clock);
  return event;
}
