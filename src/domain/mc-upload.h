// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A file on its way to the portal: seen by its uploader alone, and gone a day after it was announced. */
typedef struct
{
  gatomicrefcount ref_count;

  char *id; /* UUIDv7, of the portal */
  char *name;
  char *media_type;
  gint64 size;           /* bytes, whole */
  char *sha256;          /* of the whole, 64 hexadecimal digits, lower case */
  gint64 offset;         /* bytes that the portal has for good: go on here */
  gboolean complete;     /* all are there and their sum is right */
  GDateTime *expires_at; /* gone from then on */
} McUpload;

#define MC_TYPE_UPLOAD (mc_upload_get_type ())
GType mc_upload_get_type (void);
McUpload *mc_upload_new (void);
McUpload *mc_upload_ref (McUpload *self);
void mc_upload_unref (McUpload *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (McUpload, mc_upload_unref)

/* A SHA-256 as the contract writes it. */
gboolean mc_sha256_is_valid (const char *text);

/* How many bytes of a file mc_media_type_sniff() wants to see. */
#define MC_MEDIA_TYPE_HEAD 16

/* What a file is by its first bytes, whatever its name says: "application/pdf", "image/jpeg", "image/png", "image/heic";
 * NULL: none of them. */
const char *mc_media_type_sniff (const guint8 *head, gsize size);

/* Those, NULL-terminated. (transfer none) */
const char *const *mc_media_types (void);

G_END_DECLS
