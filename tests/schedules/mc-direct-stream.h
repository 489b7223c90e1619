// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mc-event-stream.h"
#include "mc-training.h"

G_BEGIN_DECLS

/* The line between an event stream of the training portal and its client: a pipe that may be cut, or fall silent. */
typedef struct _McDirectStream McDirectStream;

/* Asked for each piece on its way: TRUE, and the line is cut there, or silent from there on. */
typedef enum
{
  MC_STREAM_GOOD,
  MC_STREAM_CUT,
  MC_STREAM_SILENT,
} McStreamFate;
typedef McStreamFate (*McStreamFunc) (gpointer data);

/* head: what came with the answer. client: (out) (transfer full): the client's end. */
McDirectStream *mc_direct_stream_new (McTrainingStream *source, GBytes *head, McClock *clock, McStreamFunc fate,
                                      gpointer data, McEventStream **client);
void mc_direct_stream_free (McDirectStream *self);

void mc_direct_stream_cut (McDirectStream *self);
/* Nothing passes any more, and the client is not told. */
void mc_direct_stream_silence (McDirectStream *self);

G_END_DECLS
