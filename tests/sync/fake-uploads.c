// SPDX-License-Identifier: GPL-3.0-or-later
#include "fake-uploads.h"

#include <json-glib/json-glib.h>

#include "mc-task.h"

typedef struct
{
  char *id;
  gint64 size;
  GByteArray *bytes;
} Upload;

struct _FakeUploads
{
  GHashTable *uploads; /* sum → Upload */
  GPtrArray *used;     /* GBytes */
  char *refusal;
  int breaks_after;
  guint pieces;
  guint made;
};

typedef struct
{
  FakeUploads *uploads;
  McScope *scope;
  McUpload *file;
  McUploadRead read;
  gpointer data;
  GDestroyNotify destroy;
} Taking;

static void
upload_free (Upload *self)
{
  g_free (self->id);
  g_byte_array_unref (self->bytes);
  g_free (self);
}

static void
taking_free (Taking *self)
{
  if (self->destroy != NULL)
    self->destroy (self->data);
  g_object_unref (self->scope);
  mc_upload_unref (self->file);
  g_free (self);
}

FakeUploads *
fake_uploads_new (void)
{
  FakeUploads *self = g_new0 (FakeUploads, 1);

  self->uploads = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) upload_free);
  self->used = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  self->breaks_after = -1;
  return self;
}

void
fake_uploads_free (FakeUploads *self)
{
  g_hash_table_unref (self->uploads);
  g_ptr_array_unref (self->used);
  g_free (self->refusal);
  g_free (self);
}

static GError *
refuse (const char *code, const char *item)
{
  McProblem *problem = mc_problem_new ();

  problem->status = 422;
  problem->code = g_strdup (item != NULL ? "invalid_form" : code);
  problem->detail = g_strdup ("Câu của cổng.");
  if (item != NULL)
    {
      McProblemField *field = mc_problem_field_new ();

      field->field = g_strdup ("files");
      field->item = g_strdup (item);
      field->code = g_strdup (code);
      field->detail = g_strdup (problem->detail);
      g_ptr_array_add (problem->fields, field);
    }
  return mc_portal_error_new (MC_PORTAL_ERROR_INVALID, problem, "refused");
}

static Upload *
announce (FakeUploads *self, const McUpload *file)
{
  Upload *upload = g_hash_table_lookup (self->uploads, file->sha256);

  if (upload != NULL)
    return upload;
  upload = g_new0 (Upload, 1);
  upload->id = g_strdup_printf ("0192f0c0-0000-7000-8000-0000000f%04x", ++self->made);
  upload->size = file->size;
  upload->bytes = g_byte_array_new ();
  g_hash_table_insert (self->uploads, g_strdup (file->sha256), upload);
  return upload;
}

/* Somebody may lose it meanwhile: looked up anew each time. */
static gboolean
take_piece (Taking *self, GError **error)
{
  Upload *upload = announce (self->uploads, self->file);
  gint64 at = (gint64) upload->bytes->len;
  g_autoptr (GBytes) piece
      = mc_await_boxed (self->read (at, (gsize) MIN (MC_FILE_PIECE_BYTES, upload->size - at), self->data), error);

  if (piece == NULL)
    return FALSE;
  upload = announce (self->uploads, self->file);
  if ((gint64) upload->bytes->len != at)
    {
      g_set_error_literal (error, MC_PORTAL_ERROR, MC_PORTAL_ERROR_NOT_FOUND, "gone");
      return FALSE;
    }
  g_byte_array_append (upload->bytes, g_bytes_get_data (piece, NULL), (guint) g_bytes_get_size (piece));
  self->uploads->pieces++;
  return TRUE;
}

static DexFuture *
take_fiber (gpointer data)
{
  Taking *self = data;
  Upload *upload = announce (self->uploads, self->file);
  McUpload *there;
  int pieces = 0;

  if (self->uploads->refusal != NULL)
    return dex_future_new_for_error (refuse (self->uploads->refusal, NULL));
  while ((gint64) upload->bytes->len < upload->size)
    {
      GError *error = NULL;

      if (self->uploads->breaks_after >= 0 && pieces++ >= self->uploads->breaks_after)
        return dex_future_new_for_error (mc_portal_error_new (MC_PORTAL_ERROR_OFFLINE, NULL, "as planned"));
      if (!take_piece (self, &error))
        return dex_future_new_for_error (error);
      upload = announce (self->uploads, self->file);
    }
  there = mc_upload_new ();
  there->id = g_strdup (upload->id);
  there->name = g_strdup (self->file->name);
  there->media_type = g_strdup (self->file->media_type);
  there->size = there->offset = upload->size;
  there->sha256 = g_compute_checksum_for_data (G_CHECKSUM_SHA256, upload->bytes->data, upload->bytes->len);
  there->complete = g_str_equal (there->sha256, self->file->sha256);
  g_assert_true (there->complete);
  return dex_future_new_take_boxed (MC_TYPE_UPLOAD, there);
}

DexFuture *
fake_uploads_take (FakeUploads *self, McScope *scope, McUpload *file, McUploadRead read, gpointer data,
                   GDestroyNotify destroy)
{
  Taking *taking = g_new0 (Taking, 1);

  taking->uploads = self;
  taking->scope = g_object_ref (scope);
  taking->file = mc_upload_ref (file);
  taking->read = read;
  taking->data = data;
  taking->destroy = destroy;
  return mc_task_start (scope, "fake upload", take_fiber, taking, (GDestroyNotify) taking_free);
}

void
fake_uploads_break (FakeUploads *self, int pieces)
{
  self->breaks_after = pieces;
}

void
fake_uploads_lose (FakeUploads *self)
{
  g_hash_table_remove_all (self->uploads);
}

void
fake_uploads_refuse (FakeUploads *self, const char *code)
{
  g_set_str (&self->refusal, code);
}

GError *
fake_uploads_use (FakeUploads *self, const McAct *act)
{
  g_autoptr (JsonNode) node = json_from_string (act->form, NULL);
  JsonObject *form = json_node_get_object (node);
  JsonArray *files = json_object_has_member (form, "files") ? json_object_get_array_member (form, "files") : NULL;

  for (guint i = 0; files != NULL && i < json_array_get_length (files); i++)
    {
      const char *id = json_array_get_string_element (files, i);
      GHashTableIter iter;
      gpointer value;
      gboolean found = FALSE;

      g_hash_table_iter_init (&iter, self->uploads);
      while (!found && g_hash_table_iter_next (&iter, NULL, &value))
        {
          Upload *upload = value;

          if (!g_str_equal (upload->id, id) || (gint64) upload->bytes->len < upload->size)
            continue;
          g_ptr_array_add (self->used, g_bytes_new (upload->bytes->data, upload->bytes->len));
          g_hash_table_iter_remove (&iter);
          found = TRUE;
        }
      if (!found)
        return refuse ("unknown_upload", id);
    }
  return NULL;
}

guint
fake_uploads_count_pieces (FakeUploads *self)
{
  return self->pieces;
}

guint
fake_uploads_count_used (FakeUploads *self)
{
  return self->used->len;
}

GBytes *
fake_uploads_get_used (FakeUploads *self, guint index)
{
  return g_ptr_array_index (self->used, index);
}
