// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <libdex.h>

#include "mc-act.h"
#include "mc-download.h"
#include "mc-event-stream.h"
#include "mc-official.h"
#include "mc-portal-error.h"
#include "mc-presence.h"
#include "mc-record.h"
#include "mc-reveal.h"
#include "mc-upload.h"

G_BEGIN_DECLS

/* The narrow door to a portal. Drivers implement it; sync and the pages see nothing else. All functions are called on
 * the main thread and return futures that resolve there, or reject with MC_PORTAL_ERROR (or cancellation). */
#define MC_TYPE_PORTAL (mc_portal_get_type ())
G_DECLARE_INTERFACE (McPortal, mc_portal, MC, PORTAL, GObject)

/* Reads that many bytes of a file from offset on; resolves with GBytes of just that size. */
typedef DexFuture *(*McUploadRead) (gint64 offset, gsize size, gpointer data);

struct _McPortalInterface
{
  GTypeInterface parent_iface;

  DexFuture *(*about) (McPortal *self);
  DexFuture *(*me) (McPortal *self);
  DexFuture *(*changes) (McPortal *self, const char *cursor);
  DexFuture *(*events) (McPortal *self);
  DexFuture *(*detail) (McPortal *self, const char *kind, const char *id);
  DexFuture *(*act) (McPortal *self, McAct *act);
  DexFuture *(*outcome) (McPortal *self, const char *key);
  /* a portal need not have these */
  DexFuture *(*presence) (McPortal *self, const char *id, gboolean open);
  DexFuture *(*reveal) (McPortal *self, const McReveal *reveal);
  DexFuture *(*keep_key) (McPortal *self, const char *device, GBytes *key);
  DexFuture *(*read_key) (McPortal *self, const char *device);
  DexFuture *(*upload) (McPortal *self, McUpload *file, McUploadRead read, gpointer data, GDestroyNotify destroy);
  DexFuture *(*download) (McPortal *self, McDownload *download);
};

/* Resolves with a boxed McAbout. Needs no token. */
DexFuture *mc_portal_about (McPortal *self);

/* Resolves with GBytes (MC bytes of a JSON object that mc_codec_me_parse() accepts): kept as they came, for offline starts. */
DexFuture *mc_portal_me (McPortal *self);

/* cursor: (nullable): NULL begins a snapshot. Resolves with a boxed McChanges. */
DexFuture *mc_portal_changes (McPortal *self, const char *cursor);

/* Resolves with a McEventStream once it is up: what happens from then on is told. Its event "changes" says that changes()
 * has something. One is open at a time. NOT_FOUND: this portal has none. */
DexFuture *mc_portal_events (McPortal *self);

/* kind: "dossier"; INVALID: no such kind is known. Resolves with GBytes of JSON that mc_codec_dossier_parse() accepts. */
DexFuture *mc_portal_detail (McPortal *self, const char *kind, const char *id);

/* Sends the act under its idempotency key. Resolves with a boxed McOutcome. */
DexFuture *mc_portal_act (McPortal *self, McAct *act);

/* What became of an act of ours; NOT_FOUND: the portal never got it. Resolves with a boxed McOutcome. */
DexFuture *mc_portal_outcome (McPortal *self, const char *key);

/* Opens or renews (open), or ends the lease on a dossier: 30 seconds, it locks nothing. Resolves with a boxed McPresence. */
DexFuture *mc_portal_presence (McPortal *self, const char *id, gboolean open);

/* Records it; resolves with the whole number as a string, NULL when there is none to show. May be repeated under its key. */
DexFuture *mc_portal_reveal (McPortal *self, const McReveal *reveal);

/* The sealed key of a device, 1 to 1,024 bytes. keep: NULL forgets it; resolves with TRUE. read: resolves with GBytes;
 * NOT_FOUND: none is kept; NOT_SIGNED_IN with the problem's code "sign_in_again": the sign-in is older than five minutes;
 * FORBIDDEN: the device is disabled. */
DexFuture *mc_portal_keep_key (McPortal *self, const char *device, GBytes *key);
DexFuture *mc_portal_read_key (McPortal *self, const char *device);

/* Sends a file in pieces. file: name, media_type, size and sha256; read is asked for one piece at a time, data is freed by
 * destroy. Resolves with a boxed McUpload that is complete. After any failure the same call goes on where the portal is: a
 * file is known by its sum. INVALID: the portal does not take it (problem's code: file_too_large, unknown_media_type,
 * quota_exceeded, wrong_hash, wrong_content), or this portal takes none. */
DexFuture *mc_portal_upload (McPortal *self, McUpload *file, McUploadRead read, gpointer data, GDestroyNotify destroy);

/* Brings a document, or the rest of it. Resolves with TRUE once all of it is kept and its sum is right. OFFLINE, TIMEOUT and
 * the like: started again it goes on. */
DexFuture *mc_portal_download (McPortal *self, McDownload *download);

G_END_DECLS
