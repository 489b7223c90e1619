// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-direct-stream.h"

#include <unistd.h>

#include <gio/gunixinputstream.h>
#include <glib-unix.h>

struct _McDirectStream
{
  McTrainingStream *source; /* owned */
  McStreamFunc fate;
  gpointer data;
  int out; /* -1: cut */
  gboolean is_silent;
};

void
mc_direct_stream_cut (McDirectStream *self)
{
  if (self->out >= 0)
    close (self->out);
  self->out = -1;
}

void
mc_direct_stream_silence (McDirectStream *self)
{
  self->is_silent = TRUE;
}

/* A client that is gone is noticed at the next piece. */
static void
pass (McDirectStream *self, GBytes *piece)
{
  gsize size;
  const char *bytes = g_bytes_get_data (piece, &size);

  if (self->out >= 0 && !self->is_silent && write (self->out, bytes, size) != (gssize) size)
    mc_direct_stream_cut (self);
}

static void
ready_cb (McDirectStream *self)
{
  GBytes *piece;

  while ((piece = mc_training_stream_take (self->source)) != NULL)
    {
      McStreamFate fate = self->fate (self->data);

      if (fate == MC_STREAM_CUT)
        mc_direct_stream_cut (self);
      if (fate == MC_STREAM_SILENT)
        mc_direct_stream_silence (self);
      pass (self, piece);
      g_bytes_unref (piece);
    }
  if (mc_training_stream_is_ended (self->source) && !self->is_silent)
    mc_direct_stream_cut (self);
}

McDirectStream *
mc_direct_stream_new (McTrainingStream *source, GBytes *head, McClock *clock, McStreamFunc fate, gpointer data,
                      McEventStream **client)
{
  McDirectStream *self = g_new0 (McDirectStream, 1);
  g_autoptr (GInputStream) input = NULL;
  int ends[2];

  g_assert_true (g_unix_open_pipe (ends, O_CLOEXEC, NULL));
  input = g_unix_input_stream_new (ends[0], TRUE);
  *client = mc_event_stream_new (input, clock);
  self->source = g_object_ref (source);
  self->fate = fate;
  self->data = data;
  self->out = ends[1];
  g_signal_connect_swapped (source, "ready", G_CALLBACK (ready_cb), self);
  pass (self, head);
  /* what happened while the answer was on its way */
  ready_cb (self);
  return self;
}

void
mc_direct_stream_free (McDirectStream *self)
{
  mc_direct_stream_cut (self);
  g_signal_handlers_disconnect_by_data (self->source, self);
  g_object_unref (self->source);
  g_free (self);
}
