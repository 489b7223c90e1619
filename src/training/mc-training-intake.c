// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-training-private.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "mc-text.h"

#define ADDRESS "/officials/v1/uploads/"

/* One PUT of a piece of an upload, as its bytes come. The file's length is the offset: nothing else keeps it. */
struct _McTrainingIntake
{
  McTraining *portal;
  const McAccount *account;
  McTrainingResponse *refusal; /* decided before a byte came */
  McUpload *upload;
  char *path;
  int fd;
  gint64 at;  /* where the next byte goes */
  gint64 end; /* behind the piece's last */
  gboolean too_long;
  gboolean broken;     /* the disk did not take it */
  gboolean superseded; /* the same upload goes on elsewhere, or is gone */
};

static gboolean
take_number (const char **at, gint64 *value)
{
  char *end = NULL;

  if (!g_ascii_isdigit (**at))
    return FALSE;
  *value = (gint64) MIN (g_ascii_strtoull (*at, &end, 10), (guint64) G_MAXINT64 / 2);
  *at = end;
  return TRUE;
}

/* "bytes 0-99/1234" (RFC 9110, 14.4), of an upload of that size. */
static gboolean
parse_piece (const char *text, gint64 size, gint64 *first, gint64 *end)
{
  gint64 last, whole;

  if (text == NULL || !g_str_has_prefix (text, "bytes "))
    return FALSE;
  text += strlen ("bytes ");
  if (!take_number (&text, first) || *text++ != '-' || !take_number (&text, &last) || *text++ != '/'
      || !take_number (&text, &whole) || *text != '\0')
    return FALSE;
  *end = last + 1;
  return *first <= last && last < size && whole == size;
}

void
mc_training_intake_supersede (McTraining *self, const char *id)
{
  McTrainingIntake *intake = g_hash_table_lookup (self->intakes, id);

  if (intake == NULL)
    return;
  intake->superseded = TRUE;
  g_hash_table_remove (self->intakes, id);
}

static McTrainingResponse *
open_piece (McTrainingIntake *self, const McTrainingRequest *request)
{
  gint64 first = 0;

  if (!parse_piece (mc_training_request_header (request, "content-range"), self->upload->size, &first, &self->end))
    return mc_training_problem (400, "bad_header", "Content-Range không đúng dạng hoặc không hợp với tệp.");
  /* whoever still writes it is the same official's lost connection: from here on it writes no more */
  mc_training_intake_supersede (self->portal, self->upload->id);
  if (self->upload->complete || first != self->upload->offset)
    return mc_training_problem (409, "wrong_offset", "Phần gửi lên không nối tiếp phần Cổng đã nhận.");
  self->at = first;
  self->path = mc_training_file_path (self->portal, "upload-", self->upload->id, ".part");
  self->fd = g_open (self->path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (self->fd < 0)
    return mc_training_problem (500, "storage", "Cổng tập huấn không ghi được dữ liệu.");
  g_hash_table_insert (self->portal->intakes, self->upload->id, self);
  return NULL;
}

static McTrainingResponse *
begin (McTrainingIntake *self, const McTrainingRequest *request)
{
  self->account = mc_training_check_token (self->portal, request);
  if (self->account == NULL)
    return mc_training_unauthorized ();
  self->upload = mc_training_find_upload (self->portal, self->account, request->path + strlen (ADDRESS), FALSE);
  if (self->upload == NULL)
    return mc_training_problem (404, "not_found", "Không có tệp đang gửi này.");
  return open_piece (self, request);
}

McTrainingIntake *
mc_training_intake_begin (McTraining *portal, const McTrainingRequest *request)
{
  McTrainingIntake *self;

  if (request->browser || mc_training_is_too_long (request) || !g_str_equal (request->method, "PUT")
      || !g_str_has_prefix (request->path, ADDRESS) || !mc_uuid_is_valid (request->path + strlen (ADDRESS)))
    return NULL;
  self = g_new0 (McTrainingIntake, 1);
  self->portal = g_object_ref (portal);
  self->fd = -1;
  self->refusal = begin (self, request);
  return self;
}

void
mc_training_intake_take (McTrainingIntake *self, const void *data, gsize size)
{
  const char *bytes = data;

  if (self->fd < 0 || self->superseded || self->broken)
    return;
  if ((gint64) size > self->end - self->at)
    {
      self->too_long = TRUE;
      size = (gsize) (self->end - self->at);
    }
  while (size > 0)
    {
      gssize written = pwrite (self->fd, bytes, size, self->at);

      if (written < 0 && errno == EINTR)
        continue;
      if (written <= 0)
        {
          self->broken = TRUE;
          return;
        }
      bytes += written;
      size -= (gsize) written;
      self->at += written;
    }
}

/* All bytes are there: they must be what was announced, and are of the type that they say. */
static McTrainingResponse *
complete (McTrainingIntake *self)
{
  g_autofree char *whole = mc_training_file_path (self->portal, "upload-", self->upload->id, NULL);
  guint8 head[MC_MEDIA_TYPE_HEAD];
  gsize head_size = 0;
  g_autofree char *sum = mc_training_file_sum (self->fd, head, &head_size);

  if (sum == NULL || fsync (self->fd) != 0)
    return mc_training_problem (500, "storage", "Cổng tập huấn không ghi được dữ liệu.");
  if (!g_str_equal (sum, self->upload->sha256))
    {
      /* nobody can say which byte is wrong: it begins again */
      if (ftruncate (self->fd, 0) != 0)
        return mc_training_problem (500, "storage", "Cổng tập huấn không ghi được dữ liệu.");
      return mc_training_problem (422, "wrong_hash", "Tệp nhận được không giống tệp đã báo. Cần gửi lại từ đầu.");
    }
  if (g_strcmp0 (mc_media_type_sniff (head, head_size), self->upload->media_type) != 0)
    {
      mc_training_forget_upload (self->portal, self->upload->id);
      return mc_training_problem (422, "wrong_content", "Nội dung tệp không đúng với loại tệp đã báo.");
    }
  if (!mc_training_file_rename (self->portal, self->path, whole))
    return mc_training_problem (500, "storage", "Cổng tập huấn không ghi được dữ liệu.");
  return NULL;
}

McTrainingResponse *
mc_training_intake_finish (McTrainingIntake *self)
{
  g_autoptr (McUpload) now = NULL;

  if (self->refusal != NULL)
    return g_steal_pointer (&self->refusal);
  if (self->superseded)
    return mc_training_problem (409, "wrong_offset", "Tệp này đang được gửi qua một kết nối khác.");
  if (self->broken)
    return mc_training_problem (500, "storage", "Cổng tập huấn không ghi được dữ liệu.");
  if (self->too_long || self->at != self->end)
    return mc_training_problem (400, "bad_body", "Nội dung gửi lên không dài như Content-Range đã báo.");
  if (self->at == self->upload->size)
    {
      McTrainingResponse *problem = complete (self);

      if (problem != NULL)
        return problem;
    }
  now = mc_training_find_upload (self->portal, self->account, self->upload->id, TRUE);
  if (now == NULL)
    return mc_training_problem (404, "not_found", "Không có tệp đang gửi này.");
  return mc_training_answer_upload (now);
}

void
mc_training_intake_free (McTrainingIntake *self)
{
  if (self->upload != NULL && g_hash_table_lookup (self->portal->intakes, self->upload->id) == self)
    g_hash_table_remove (self->portal->intakes, self->upload->id);
  if (self->fd >= 0)
    close (self->fd);
  g_clear_pointer (&self->refusal, mc_training_response_free);
  g_clear_pointer (&self->upload, mc_upload_unref);
  g_free (self->path);
  g_object_unref (self->portal);
  g_free (self);
}
