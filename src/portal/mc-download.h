// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <libdex.h>

#include "mc-portal-error.h"

G_BEGIN_DECLS

/* A document on its way from the portal: what has come is written piece by piece and summed up, never the whole kept. After
 * a failure the same download may be started again: it goes on where it was, unless the document is another by now. */
#define MC_TYPE_DOWNLOAD (mc_download_get_type ())
G_DECLARE_FINAL_TYPE (McDownload, mc_download, MC, DOWNLOAD, GObject)

/* The longest document that is taken. */
#define MC_DOWNLOAD_MAX_BYTES (G_GINT64_CONSTANT (64) * 1024 * 1024)

/* Keeps bytes that belong at offset; resolves when they are kept, and the next come only then. Offset 0 means from the
 * beginning, whatever was kept before. */
typedef DexFuture *(*McDownloadWrite) (gint64 offset, GBytes *bytes, gpointer data);

/* data is freed by destroy with the download. (transfer full) */
McDownload *mc_download_new (const char *dossier, const char *document, McDownloadWrite write, gpointer data,
                             GDestroyNotify destroy);

const char *mc_download_get_dossier (McDownload *self);
const char *mc_download_get_document (McDownload *self);
/* Bytes that are kept; of the whole, -1 before the portal told. */
gint64 mc_download_get_offset (McDownload *self);
gint64 mc_download_get_size (McDownload *self);
/* SHA-256 in hexadecimal; NULL before the portal told. (transfer none) (nullable) */
const char *mc_download_get_sha256 (McDownload *self);

/* For drivers. The head of an answer 200 or 206: etag and content_range (nullable) as they came, length of the body in
 * bytes, -1: not told. FALSE: MC_PORTAL_ERROR_PROTOCOL. */
gboolean mc_download_begin (McDownload *self, int status, const char *etag, const char *content_range, gint64 length,
                            GError **error);
/* Writes what came next; once that has resolved, written() counts it. Rejects with MC_PORTAL_ERROR_PROTOCOL when it is more
 * than was told, _INVALID when it could not be kept. */
DexFuture *mc_download_write (McDownload *self, GBytes *bytes);
void mc_download_written (McDownload *self, GBytes *bytes);
/* All has come: FALSE and _OFFLINE: it broke off; _PROTOCOL: these are other bytes than the tag says, and the download
 * begins again. */
gboolean mc_download_finish (McDownload *self, GError **error);

G_END_DECLS
