// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-training-private.h"

#include "mc-training-sample-document.h"

/* A document as it lies on the disk. */
typedef struct
{
  GBytes *bytes; /* mapped, not read */
  char *sha256;
} Stored;

static McDocument *
find_in (GPtrArray *documents, const char *id)
{
  for (guint i = 0; i < documents->len; i++)
    if (g_str_equal (((McDocument *) g_ptr_array_index (documents, i))->id, id))
      return g_ptr_array_index (documents, i);
  return NULL;
}

/* Of the components, or of a result, in force or not. */
static McDocument *
find_document (const McDossier *dossier, const char *id)
{
  McDocument *found = NULL;

  for (guint i = 0; found == NULL && i < dossier->components->len; i++)
    {
      const McComponent *component = g_ptr_array_index (dossier->components, i);

      found = find_in (component->documents, id);
      found = found != NULL ? found : find_in (component->earlier, id);
    }
  for (guint i = 0; found == NULL && dossier->results != NULL && i < dossier->results->len; i++)
    {
      const McResult *result = g_ptr_array_index (dossier->results, i);

      found = find_in (result->documents, id);
      found = found != NULL ? found : find_in (result->earlier, id);
    }
  return found;
}

/* Names come from records, so neither is part of a path as it is. */
static char *
path_of (McTraining *self, const char *dossier, const char *document)
{
  g_autofree char *both = g_strconcat (dossier, "/", document, NULL);
  g_autofree char *mark = g_compute_checksum_for_string (G_CHECKSUM_SHA256, both, -1);

  return mc_training_file_path (self, "document-", mark, NULL);
}

static gboolean
note (McTraining *self, const char *dossier, const char *document, gint64 size, const char *sha256)
{
  return mc_training_run (self, "INSERT OR REPLACE INTO documents (dossier, id, size, sha256) VALUES (?, ?, ?, ?)",
                          "ssis", dossier, document, size, sha256);
}

/* Made when it is first read: its bytes, then the row that tells of them. A crash between the two makes it again. */
static gboolean
make (McTraining *self, const McDossier *dossier, const McDocument *document, const char *path)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *sum = NULL;

  if (document->origin != NULL)
    return FALSE; /* an official brought it: nothing stands for it */
  bytes = mc_training_sample_document (dossier, document);
  sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  return mc_training_file_write (self, path, bytes)
         && note (self, dossier->summary->id, document->id, (gint64) g_bytes_get_size (bytes), sum);
}

static gboolean
look (McTraining *self, const char *dossier, const McDocument *document, const char *path, Stored *stored)
{
  g_autoptr (sqlite3_stmt) row = mc_training_query (
      self, "SELECT size, sha256 FROM documents WHERE dossier = ? AND id = ?", "ss", dossier, document->id);
  g_autoptr (GMappedFile) file = NULL;

  if (sqlite3_step (row) != SQLITE_ROW)
    return FALSE;
  file = g_mapped_file_new (path, FALSE, NULL);
  if (file == NULL || (gint64) g_mapped_file_get_length (file) != sqlite3_column_int64 (row, 0))
    return FALSE;
  stored->bytes = g_mapped_file_get_bytes (file);
  stored->sha256 = g_strdup ((const char *) sqlite3_column_text (row, 1));
  return TRUE;
}

static gboolean
have (McTraining *self, const McDossier *dossier, const McDocument *document, const char *path, Stored *stored)
{
  const char *id = dossier->summary->id;

  return look (self, id, document, path, stored)
         || (make (self, dossier, document, path) && look (self, id, document, path, stored));
}

static void
stored_clear (Stored *stored)
{
  g_clear_pointer (&stored->bytes, g_bytes_unref);
  g_clear_pointer (&stored->sha256, g_free);
}

gboolean
mc_training_document_take (McTraining *self, const char *dossier, const McUpload *upload)
{
  g_autofree char *from = mc_training_file_path (self, "upload-", upload->id, NULL);
  g_autofree char *to = path_of (self, dossier, upload->id);

  /* of an act that is rolled back the upload is left without its bytes: it is sent once more */
  if (!mc_training_file_rename (self, from, to) || !note (self, dossier, upload->id, upload->size, upload->sha256))
    return FALSE;
  mc_training_forget_upload (self, upload->id);
  return TRUE;
}

gboolean
mc_training_document_copy (McTraining *self, const McDossier *dossier, const McDocument *document,
                           const char *to_dossier, McDocument *to)
{
  g_autofree char *from_path = path_of (self, dossier->summary->id, document->id);
  g_autofree char *to_path = path_of (self, to_dossier, to->id);
  Stored stored = { NULL };
  gboolean done;

  if (!have (self, dossier, document, from_path, &stored))
    return FALSE;
  to->size = (gint64) g_bytes_get_size (stored.bytes);
  done = mc_training_file_write (self, to_path, stored.bytes)
         && note (self, to_dossier, to->id, to->size, stored.sha256);
  stored_clear (&stored);
  return done;
}

void
mc_training_look_at_result (McTraining *self, McTrainingRecord *record)
{
  const char *id = record->dossier->summary->id;
  const McResult *result = mc_training_life_last_result (&record->life);

  record->life.result_is_lost = FALSE;
  for (guint i = 0; result != NULL && i < result->documents->len; i++)
    {
      const McDocument *document = g_ptr_array_index (result->documents, i);
      g_autofree char *path = document->origin != NULL ? path_of (self, id, document->id) : NULL;
      Stored stored = { NULL };

      if (path != NULL && !look (self, id, document, path, &stored))
        record->life.result_is_lost = TRUE;
      stored_clear (&stored);
    }
}

void
mc_training_fill_sizes (McTraining *self, McDossier *dossier)
{
  g_autoptr (sqlite3_stmt) row
      = mc_training_query (self, "SELECT id, size FROM documents WHERE dossier = ?", "s", dossier->summary->id);

  while (sqlite3_step (row) == SQLITE_ROW)
    {
      McDocument *document = find_document (dossier, (const char *) sqlite3_column_text (row, 0));

      if (document != NULL)
        document->size = sqlite3_column_int64 (row, 1);
    }
}

static McTrainingResponse *
unsatisfiable (gint64 size)
{
  McTrainingResponse *response = mc_training_problem (416, "bad_range", "Tài liệu không có phần được yêu cầu.");
  g_autofree char *whole = g_strdup_printf ("bytes */%" G_GINT64_FORMAT, size);

  mc_training_response_set (response, "Content-Range", whole);
  return response;
}

static McTrainingResponse *
answer (const McDocument *document, const Stored *stored, const McTrainingRequest *request)
{
  gint64 size = (gint64) g_bytes_get_size (stored->bytes);
  g_autofree char *etag = g_strdup_printf ("\"%s\"", stored->sha256);
  g_autofree char *disposition = mc_training_disposition (document->name);
  g_autoptr (GBytes) body = NULL;
  McTrainingResponse *response;
  gint64 first, last;
  McRange range = mc_training_range (mc_training_request_header (request, "range"),
                                     mc_training_request_header (request, "if-range"),
                                     mc_training_request_header (request, "if-none-match"), etag, size, &first, &last);

  if (range == MC_RANGE_UNSATISFIABLE)
    return unsatisfiable (size);
  if (range != MC_RANGE_NOT_MODIFIED)
    body = g_bytes_new_from_bytes (stored->bytes, (gsize) first, (gsize) (last - first + 1));
  response = mc_training_answer (range == MC_RANGE_NOT_MODIFIED ? 304
                                 : range == MC_RANGE_PART       ? 206
                                                                : 200,
                                 document->media_type, body);
  if (range == MC_RANGE_NOT_MODIFIED)
    g_hash_table_remove (response->headers, "Content-Type");
  mc_training_response_set (response, "ETag", etag);
  mc_training_response_set (response, "Accept-Ranges", "bytes");
  mc_training_response_set (response, "Content-Disposition", disposition);
  if (range == MC_RANGE_PART)
    {
      g_autofree char *part
          = g_strdup_printf ("bytes %" G_GINT64_FORMAT "-%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT, first, last, size);

      mc_training_response_set (response, "Content-Range", part);
    }
  return response;
}

McTrainingResponse *
mc_training_document (McTraining *self, const McAccount *account, const char *dossier_id, const char *document_id,
                      const McTrainingRequest *request)
{
  g_autoptr (GDateTime) now = mc_clock_now (self->clock);
  g_autoptr (McTrainingRecord) record = mc_training_load (self, dossier_id);
  g_autofree char *path = NULL;
  const McDocument *document;
  McTrainingResponse *response;
  Stored stored = { NULL };

  /* who may not see the dossier does not learn which documents it has */
  if (record == NULL || mc_training_check (record, account, MC_CAN_READ, now) != MC_DENIED_NOT)
    return mc_training_problem (404, "not_found", "Hồ sơ ngoài phạm vi được xem.");
  if (record->dossier->summary->secret)
    return mc_training_problem (403, "secret", "Hồ sơ có nội dung mật: tài liệu được xem trên giấy.");
  mc_training_fill_results (record);
  document = find_document (record->dossier, document_id);
  if (document == NULL)
    return mc_training_problem (404, "not_found", "Hồ sơ không có tài liệu này.");
  path = path_of (self, dossier_id, document_id);
  if (!have (self, record->dossier, document, path, &stored))
    return mc_training_problem (500, "storage", "Cổng tập huấn không ghi được dữ liệu.");
  response = answer (document, &stored, request);
  stored_clear (&stored);
  return response;
}
