// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <libdex.h>
#include <libsoup/soup.h>

#include "mc-download.h"
#include "mc-portal-error.h"

G_BEGIN_DECLS

/* The one function that sends (design §6): https only, no redirects, a total deadline that includes waiting for a
 * connection, a bounded body, certificate errors in words. Calls, the event stream and files have connections of their own.
 * Lives on the main thread. */
#define MC_TYPE_TRANSPORT (mc_transport_get_type ())
G_DECLARE_FINAL_TYPE (McTransport, mc_transport, MC, TRANSPORT, GObject)

/* An answer that arrived whole. */
typedef struct
{
  gatomicrefcount ref_count;
  int status;
  GBytes *body;
  char *content_type;   /* without parameters; nullable */
  int retry_after;      /* seconds, 0 none, at most an hour */
  gboolean replayed;    /* Idempotency-Replayed: true */
  GInputStream *stream; /* of an event stream, unread; body is NULL then */
} McReply;

#define MC_TYPE_REPLY (mc_reply_get_type ())
GType mc_reply_get_type (void);
McReply *mc_reply_ref (McReply *self);
void mc_reply_unref (McReply *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (McReply, mc_reply_unref)

#define MC_TRANSPORT_DEADLINE_MS (30 * 1000)
#define MC_TRANSPORT_FILES_DEADLINE_MS (10 * 60 * 1000)
#define MC_TRANSPORT_MAX_BYTES (4 * 1024 * 1024)

/* ca_file: (nullable): PEM; NULL: the system's trust. */
McTransport *mc_transport_new (const char *ca_file, GError **error);

/* For tests of slow servers. */
void mc_transport_set_deadline_ms (McTransport *self, guint deadline_ms);

/* Resolves with a boxed McReply of any status from 200 to 299 and from 400 on; rejects with MC_PORTAL_ERROR for anything
 * that is no answer. */
DexFuture *mc_transport_send (McTransport *self, SoupMessage *message);

/* The same, on the connection for the event stream: an answer 200 of type text/event-stream comes back as soon as its head is
 * here, with `stream`. One is open at a time: a second waits until nobody holds the first. */
DexFuture *mc_transport_open_stream (McTransport *self, SoupMessage *message);

/* The same, on the connections for files, with their deadline: a piece of an upload goes out. */
DexFuture *mc_transport_send_file (McTransport *self, SoupMessage *message);

/* The same: the body of an answer 200 or 206 goes into the download as it comes, and the reply, without a body, is there
 * when all of it is kept and right. Any other answer comes back as from mc_transport_send(). */
DexFuture *mc_transport_receive_file (McTransport *self, SoupMessage *message, McDownload *download);

G_END_DECLS
