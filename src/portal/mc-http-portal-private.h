// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mc-http-portal.h"
#include "mc-scope.h"
#include "mc-transport.h"

G_BEGIN_DECLS

/* What is special about a call with a file. */
typedef struct
{
  const char *content_type;  /* of body */
  GBytes *body;              /* nullable */
  const char *content_range; /* nullable */
  McDownload *download;      /* nullable: where the answer goes */
} McHttpFile;

/* In a fiber: one exchange on the connections for files, after at most one new token. path: after the base. A reply of
 * 200 to 299, or NULL and MC_PORTAL_ERROR. */
McReply *mc_http_portal_exchange (McHttpPortal *self, const char *method, const char *path, const McHttpFile *file,
                                  GError **error);
/* Ends with the portal. (transfer none) */
McScope *mc_http_portal_get_scope (McHttpPortal *self);

/* mc-http-files.c */
DexFuture *mc_http_files_upload (McPortal *portal, McUpload *file, McUploadRead read, gpointer data,
                                 GDestroyNotify destroy);
DexFuture *mc_http_files_download (McPortal *portal, McDownload *download);

G_END_DECLS
