// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-training-private.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "mc-text.h"

#define LIFE_SECONDS (24 * 60 * 60)
#define MAX_NAME_BYTES 255
/* what is announced counts, sent or not */
#define MAX_OF_OFFICIAL (G_GINT64_CONSTANT (200) * 1024 * 1024)
#define MAX_OF_ALL (G_GINT64_CONSTANT (600) * 1024 * 1024)

void
mc_training_forget_upload (McTraining *self, const char *id)
{
  g_autofree char *part = mc_training_file_path (self, "upload-", id, ".part");
  g_autofree char *whole = mc_training_file_path (self, "upload-", id, NULL);

  mc_training_intake_supersede (self, id);
  /* the files first: without its row nobody would find them again */
  g_unlink (part);
  g_unlink (whole);
  mc_training_run (self, "DELETE FROM uploads WHERE id = ?", "s", id);
}

/* A day after it was announced an upload is gone, by the portal's clock. */
static void
sweep (McTraining *self)
{
  g_autoptr (GPtrArray) old = g_ptr_array_new_with_free_func (g_free);
  gint64 now = mc_clock_now_us (self->wall) / G_USEC_PER_SEC;
  g_autoptr (sqlite3_stmt) row
      = mc_training_query (self, "SELECT id FROM uploads WHERE made_at <= ?", "i", now - LIFE_SECONDS);

  while (sqlite3_step (row) == SQLITE_ROW)
    g_ptr_array_add (old, g_strdup ((const char *) sqlite3_column_text (row, 0)));
  for (guint i = 0; i < old->len; i++)
    mc_training_forget_upload (self, g_ptr_array_index (old, i));
}

/* Bytes that are there. told: they stay there when the power goes. */
static gint64
length_of (const char *path, gboolean told)
{
  int fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  struct stat about;
  gboolean known = fd >= 0 && (!told || fdatasync (fd) == 0) && fstat (fd, &about) == 0;

  if (fd >= 0)
    close (fd);
  return known ? (gint64) about.st_size : 0;
}

McUpload *
mc_training_find_upload (McTraining *self, const McAccount *account, const char *id, gboolean told)
{
  g_autoptr (McUpload) upload = mc_upload_new ();
  g_autoptr (sqlite3_stmt) row = NULL;
  g_autofree char *part = NULL;
  g_autofree char *whole = NULL;

  sweep (self);
  row = mc_training_query (self,
                           "SELECT id, name, media_type, size, sha256, made_at FROM uploads WHERE id = ? AND sub = ?",
                           "ss", id, account->sub);
  if (sqlite3_step (row) != SQLITE_ROW)
    return NULL;
  upload->id = g_strdup ((const char *) sqlite3_column_text (row, 0));
  upload->name = g_strdup ((const char *) sqlite3_column_text (row, 1));
  upload->media_type = g_strdup ((const char *) sqlite3_column_text (row, 2));
  upload->size = sqlite3_column_int64 (row, 3);
  upload->sha256 = g_strdup ((const char *) sqlite3_column_text (row, 4));
  upload->expires_at = g_date_time_new_from_unix_utc (sqlite3_column_int64 (row, 5) + LIFE_SECONDS);
  part = mc_training_file_path (self, "upload-", upload->id, ".part");
  whole = mc_training_file_path (self, "upload-", upload->id, NULL);
  upload->complete = g_file_test (whole, G_FILE_TEST_IS_REGULAR);
  /* the last byte counts only with the sum: whoever was killed between the two sends it once more */
  upload->offset = upload->complete ? upload->size : MIN (length_of (part, told), upload->size - 1);
  return g_steal_pointer (&upload);
}

McTrainingResponse *
mc_training_answer_upload (const McUpload *upload)
{
  return mc_training_answer_json (200, mc_codec_upload_build (upload));
}

McTrainingResponse *
mc_training_upload (McTraining *self, const McAccount *account, const char *id)
{
  g_autoptr (McUpload) upload = mc_training_find_upload (self, account, id, TRUE);

  if (upload == NULL)
    return mc_training_problem (404, "not_found", "Không có tệp đang gửi này.");
  return mc_training_answer_upload (upload);
}

static gint64
announced (McTraining *self, const char *sub)
{
  g_autoptr (sqlite3_stmt) row = mc_training_query (
      self, "SELECT coalesce (sum (size), 0) FROM uploads WHERE ?1 = '' OR sub = ?1", "s", sub != NULL ? sub : "");

  return sqlite3_step (row) == SQLITE_ROW ? sqlite3_column_int64 (row, 0) : 0;
}

/* Why this file is not taken, or NULL. */
static McTrainingResponse *
refuse (McTraining *self, const McAccount *account, const McUpload *file)
{
  if (strlen (file->name) > MAX_NAME_BYTES)
    return mc_training_problem (400, "bad_body", "Tên tệp quá dài.");
  if (file->size > MC_TRAINING_MAX_FILE)
    return mc_training_problem (422, "file_too_large", "Tệp vượt quá 50 MB, Cổng không nhận.");
  if (!g_strv_contains (mc_media_types (), file->media_type))
    return mc_training_problem (422, "unknown_media_type", "Cổng không nhận loại tệp này.");
  if (announced (self, account->sub) + file->size > MAX_OF_OFFICIAL || announced (self, NULL) + file->size > MAX_OF_ALL)
    return mc_training_problem (422, "quota_exceeded",
                                "Đã hết dung lượng dành cho tệp đang gửi. Tệp chưa dùng sẽ được xóa sau 24 giờ.");
  return NULL;
}

/* The same file announced before by the same official, when the answer was lost or the program began again. */
static char *
find_same (McTraining *self, const McAccount *account, const McUpload *file)
{
  g_autoptr (sqlite3_stmt) row
      = mc_training_query (self,
                           "SELECT id FROM uploads WHERE sub = ? AND sha256 = ? AND size = ? AND name = ?"
                           " AND media_type = ?",
                           "ssiss", account->sub, file->sha256, file->size, file->name, file->media_type);

  return sqlite3_step (row) == SQLITE_ROW ? g_strdup ((const char *) sqlite3_column_text (row, 0)) : NULL;
}

McTrainingResponse *
mc_training_announce_upload (McTraining *self, const McAccount *account, const McTrainingRequest *request)
{
  g_autoptr (GBytes) body = request->body != NULL ? g_bytes_ref (request->body) : g_bytes_new_static ("", 0);
  g_autoptr (McUpload) file = mc_codec_announcement_parse (body, NULL);
  g_autofree char *id = NULL;
  gint64 now = mc_clock_now_us (self->wall) / G_USEC_PER_SEC;
  McTrainingResponse *refusal;

  if (file == NULL)
    return mc_training_problem (400, "bad_body", "Nội dung gửi lên không đúng dạng.");
  sweep (self);
  id = find_same (self, account, file);
  if (id != NULL)
    return mc_training_upload (self, account, id);
  refusal = refuse (self, account, file);
  if (refusal != NULL)
    return refusal;
  id = mc_uuid_new (now * 1000);
  if (!mc_training_run (self,
                        "INSERT INTO uploads (id, sub, name, media_type, size, sha256, made_at)"
                        " VALUES (?, ?, ?, ?, ?, ?, ?)",
                        "ssssisi", id, account->sub, file->name, file->media_type, file->size, file->sha256, now))
    return mc_training_problem (500, "storage", "Cổng tập huấn không ghi được dữ liệu.");
  return mc_training_upload (self, account, id);
}
