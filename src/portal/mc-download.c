// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-download.h"

#include <stdio.h>
#include <string.h>

#include "mc-upload.h"

struct _McDownload
{
  GObject parent_instance;

  /* owned */
  char *dossier;
  char *document;
  char *sha256;
  GChecksum *sum; /* of the bytes before offset */
  gint64 offset;
  gint64 size;

  McDownloadWrite write;
  gpointer data;
  GDestroyNotify destroy;
};

G_DEFINE_FINAL_TYPE (McDownload, mc_download, G_TYPE_OBJECT)

static void
begin_again (McDownload *self)
{
  self->offset = 0;
  g_checksum_reset (self->sum);
}

static gboolean
fail (McPortalError code, const char *why, GError **error)
{
  g_propagate_error (error, mc_portal_error_new (code, NULL, "%s", why));
  return FALSE;
}

/* A strong tag that is a sum, in quotation marks. (transfer full) (nullable) */
static char *
sum_of_tag (const char *etag)
{
  g_autofree char *sum = etag != NULL && strlen (etag) == 66 ? g_strndup (etag + 1, 64) : NULL;

  if (sum == NULL || etag[0] != '"' || etag[65] != '"' || !mc_sha256_is_valid (sum))
    return NULL;
  return g_steal_pointer (&sum);
}

static DexFuture *
write_failed_cb (DexFuture *future, gpointer data)
{
  g_autoptr (GError) error = NULL;

  dex_future_get_value (future, &error);
  if (error->domain == DEX_ERROR || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_for_error (mc_portal_error_new (MC_PORTAL_ERROR_INVALID, NULL, "not kept: %s", error->message));
}

static void
mc_download_finalize (GObject *object)
{
  McDownload *self = MC_DOWNLOAD (object);

  if (self->destroy != NULL)
    self->destroy (self->data);
  g_free (self->dossier);
  g_free (self->document);
  g_free (self->sha256);
  g_checksum_free (self->sum);
  G_OBJECT_CLASS (mc_download_parent_class)->finalize (object);
}

static void
mc_download_class_init (McDownloadClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mc_download_finalize;
}

static void
mc_download_init (McDownload *self)
{
  self->sum = g_checksum_new (G_CHECKSUM_SHA256);
  self->size = -1;
}

McDownload *
mc_download_new (const char *dossier, const char *document, McDownloadWrite write, gpointer data,
                 GDestroyNotify destroy)
{
  McDownload *self = g_object_new (MC_TYPE_DOWNLOAD, NULL);

  self->dossier = g_strdup (dossier);
  self->document = g_strdup (document);
  self->write = write;
  self->data = data;
  self->destroy = destroy;
  return self;
}

const char *
mc_download_get_dossier (McDownload *self)
{
  return self->dossier;
}

const char *
mc_download_get_document (McDownload *self)
{
  return self->document;
}

gint64
mc_download_get_offset (McDownload *self)
{
  return self->offset;
}

gint64
mc_download_get_size (McDownload *self)
{
  return self->size;
}

const char *
mc_download_get_sha256 (McDownload *self)
{
  return self->sha256;
}

/* Asked again it would say the same: the next try is for the whole. */
static gboolean
other_part (McDownload *self, GError **error)
{
  begin_again (self);
  return fail (MC_PORTAL_ERROR_PROTOCOL, "another part than asked for", error);
}

/* The rest of what we have: it must go on where we are and reach to the end. */
static gboolean
begin_part (McDownload *self, const char *sum, const char *content_range, gint64 length, GError **error)
{
  gint64 first = -1, last = -1, size = -1;
  int end = 0;

  if (g_strcmp0 (sum, self->sha256) != 0 || content_range == NULL
      || sscanf (content_range, "bytes %" G_GINT64_FORMAT "-%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT "%n", &first, &last,
                 &size, &end)
             != 3
      || content_range[end] != '\0')
    return other_part (self, error);
  if (first != self->offset || size != self->size || last != size - 1 || (length >= 0 && length != size - first))
    return other_part (self, error);
  return TRUE;
}

gboolean
mc_download_begin (McDownload *self, int status, const char *etag, const char *content_range, gint64 length,
                   GError **error)
{
  g_autofree char *sum = sum_of_tag (etag);

  if (sum == NULL)
    return fail (MC_PORTAL_ERROR_PROTOCOL, "no sum", error);
  if (status == 206)
    return begin_part (self, sum, content_range, length, error);
  if (length < 0)
    return fail (MC_PORTAL_ERROR_PROTOCOL, "no length", error);
  if (length > MC_DOWNLOAD_MAX_BYTES)
    return fail (MC_PORTAL_ERROR_PROTOCOL, "the document is too large", error);
  begin_again (self);
  g_set_str (&self->sha256, sum);
  self->size = length;
  return TRUE;
}

DexFuture *
mc_download_write (McDownload *self, GBytes *bytes)
{
  if ((gint64) g_bytes_get_size (bytes) > self->size - self->offset)
    return dex_future_new_for_error (
        mc_portal_error_new (MC_PORTAL_ERROR_PROTOCOL, NULL, "the document is longer than told"));
  return dex_future_catch (self->write (self->offset, bytes, self->data), write_failed_cb, NULL, NULL);
}

void
mc_download_written (McDownload *self, GBytes *bytes)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  g_checksum_update (self->sum, data, (gssize) size);
  self->offset += (gint64) size;
}

gboolean
mc_download_finish (McDownload *self, GError **error)
{
  g_autoptr (GChecksum) sum = NULL;

  if (self->offset < self->size)
    return fail (MC_PORTAL_ERROR_OFFLINE, "the document broke off", error);
  /* a sum that is read can take nothing more */
  sum = g_checksum_copy (self->sum);
  if (g_str_equal (g_checksum_get_string (sum), self->sha256))
    return TRUE;
  begin_again (self);
  return fail (MC_PORTAL_ERROR_PROTOCOL, "other bytes than the portal's sum says", error);
}
