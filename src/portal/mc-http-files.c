// SPDX-License-Identifier: GPL-3.0-or-later
#define G_LOG_DOMAIN "mc-portal"
#include "mc-http-portal-private.h"

#include "mc-act.h"
#include "mc-codecs.h"
#include "mc-task.h"

/* A line that breaks costs at most one of these. */
#define PIECE_BYTES MC_FILE_PIECE_BYTES
/* so often the portal may say that it is elsewhere, e.g. after an answer that was lost */
#define MAX_SURPRISES 3

/* A file on its way out. */
typedef struct
{
  McHttpPortal *portal;
  McUpload *file;
  McUploadRead read;
  gpointer data;
  GDestroyNotify destroy;
} Sending;

typedef struct
{
  McHttpPortal *portal;
  McDownload *download;
} Receiving;

static void
sending_free (Sending *self)
{
  if (self->destroy != NULL)
    self->destroy (self->data);
  g_object_unref (self->portal);
  mc_upload_unref (self->file);
  g_free (self);
}

static void
receiving_free (Receiving *self)
{
  g_object_unref (self->portal);
  g_object_unref (self->download);
  g_free (self);
}

/* What the portal says of the upload: it must be the file that we speak of. */
static McUpload *
ask (Sending *self, const char *method, const char *path, const McHttpFile *file, GError **error)
{
  g_autoptr (McReply) reply = mc_http_portal_exchange (self->portal, method, path, file, error);
  g_autoptr (McUpload) upload = NULL;
  g_autoptr (GError) why = NULL;

  if (reply == NULL)
    return NULL;
  if (g_strcmp0 (reply->content_type, "text/html") == 0)
    {
      g_propagate_error (error, mc_portal_error_new (MC_PORTAL_ERROR_CAPTIVE, NULL, "a page instead of data"));
      return NULL;
    }
  upload = g_strcmp0 (reply->content_type, "application/json") == 0 ? mc_codec_upload_parse (reply->body, &why) : NULL;
  if (upload != NULL && upload->size == self->file->size && g_str_equal (upload->sha256, self->file->sha256)
      && (upload->complete || upload->offset < upload->size))
    return g_steal_pointer (&upload);
  g_propagate_error (error, mc_portal_error_new (MC_PORTAL_ERROR_PROTOCOL, NULL, "unsound answer: %s",
                                                 why != NULL ? why->message : "another upload"));
  return NULL;
}

static McUpload *
announce (Sending *self, GError **error)
{
  g_autoptr (JsonNode) node = mc_codec_announcement_build (self->file);
  g_autoptr (GBytes) body = mc_codec_print (node);
  McHttpFile file = { .content_type = "application/json", .body = body };

  return ask (self, "POST", "/uploads", &file, error);
}

static McUpload *
send_piece (Sending *self, const McUpload *upload, GError **error)
{
  gsize size = (gsize) MIN (upload->size - upload->offset, PIECE_BYTES);
  g_autofree char *path = g_strconcat ("/uploads/", upload->id, NULL);
  g_autofree char *range = g_strdup_printf ("bytes %" G_GINT64_FORMAT "-%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT,
                                            upload->offset, upload->offset + (gint64) size - 1, upload->size);
  g_autoptr (GBytes) piece = mc_await_boxed (self->read (upload->offset, size, self->data), error);
  McHttpFile file = { .content_type = "application/octet-stream", .body = piece, .content_range = range };

  if (piece == NULL)
    return NULL;
  if (g_bytes_get_size (piece) != size)
    {
      g_propagate_error (error, mc_portal_error_new (MC_PORTAL_ERROR_INVALID, NULL, "the file is another by now"));
      return NULL;
    }
  return ask (self, "PUT", path, &file, error);
}

/* 409: the portal is elsewhere, e.g. where the piece whose answer was lost ended. */
static gboolean
is_elsewhere (const GError *error)
{
  const McProblem *problem = mc_portal_error_get_problem (error);

  return problem != NULL && problem->status == 409 && g_strcmp0 (problem->code, "wrong_offset") == 0;
}

static DexFuture *
upload_fiber (gpointer data)
{
  Sending *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (McUpload) upload = announce (self, &error);
  guint surprises = 0;

  while (upload != NULL && !upload->complete && !mc_scope_is_ended (mc_http_portal_get_scope (self->portal)))
    {
      g_autoptr (McUpload) next = send_piece (self, upload, &error);

      if (next == NULL && is_elsewhere (error) && surprises++ < MAX_SURPRISES)
        {
          g_clear_error (&error);
          next = announce (self, &error);
        }
      else if (next != NULL && !next->complete && next->offset <= upload->offset)
        return dex_future_new_for_error (
            mc_portal_error_new (MC_PORTAL_ERROR_PROTOCOL, NULL, "the upload does not go on"));
      g_clear_pointer (&upload, mc_upload_unref);
      upload = g_steal_pointer (&next);
    }
  if (upload == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  if (!upload->complete)
    return dex_future_new_reject (DEX_ERROR, DEX_ERROR_FIBER_CANCELLED, "the portal was closed");
  return dex_future_new_take_boxed (MC_TYPE_UPLOAD, g_steal_pointer (&upload));
}

DexFuture *
mc_http_files_upload (McPortal *portal, McUpload *file, McUploadRead read, gpointer data, GDestroyNotify destroy)
{
  Sending *sending = g_new0 (Sending, 1);

  sending->portal = g_object_ref (MC_HTTP_PORTAL (portal));
  sending->file = mc_upload_ref (file);
  sending->read = read;
  sending->data = data;
  sending->destroy = destroy;
  return mc_task_start (mc_http_portal_get_scope (sending->portal), "upload", upload_fiber, sending,
                        (GDestroyNotify) sending_free);
}

static DexFuture *
download_fiber (gpointer data)
{
  Receiving *self = data;
  g_autofree char *dossier = g_uri_escape_string (mc_download_get_dossier (self->download), NULL, FALSE);
  g_autofree char *document = g_uri_escape_string (mc_download_get_document (self->download), NULL, FALSE);
  g_autofree char *path = g_strdup_printf ("/dossiers/%s/documents/%s", dossier, document);
  McHttpFile file = { .download = self->download };
  g_autoptr (GError) error = NULL;
  g_autoptr (McReply) reply = NULL;

  /* whole already, and nothing asks for what is behind the end */
  if (mc_download_get_offset (self->download) == mc_download_get_size (self->download))
    return dex_future_new_true ();
  reply = mc_http_portal_exchange (self->portal, "GET", path, &file, &error);
  if (reply == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  if (reply->status != 200 && reply->status != 206)
    return dex_future_new_for_error (mc_portal_error_new (MC_PORTAL_ERROR_PROTOCOL, NULL, "status %d", reply->status));
  return dex_future_new_true ();
}

DexFuture *
mc_http_files_download (McPortal *portal, McDownload *download)
{
  Receiving *receiving = g_new0 (Receiving, 1);

  receiving->portal = g_object_ref (MC_HTTP_PORTAL (portal));
  receiving->download = g_object_ref (download);
  return mc_task_start (mc_http_portal_get_scope (receiving->portal), "download", download_fiber, receiving,
                        (GDestroyNotify) receiving_free);
}
