// SPDX-License-Identifier: GPL-3.0-or-later
#define G_LOG_DOMAIN "mc-sync"
#include "mc-outgoing.h"

#include <string.h>

#include "mc-task.h"
#include "mc-text.h"
#include "mc-thread.h"

/* of a name, as the contract has it */
#define MAX_NAME_BYTES 255

struct _McOutgoing
{
  GObject parent_instance;

  /* owned */
  McPortal *portal;
  McJournal *journal;
  McClock *clock;
  McScope *scope;
  McThread *thread; /* counts sums */
};

/* What a task carries. */
typedef struct
{
  McOutgoing *outgoing;
  McOutboxFile *file;
  GBytes *bytes;
  gint64 offset;
  gsize size;
} Work;

static guint progress_signal;

G_DEFINE_FINAL_TYPE (McOutgoing, mc_outgoing, G_TYPE_OBJECT)

static Work *
work_new (McOutgoing *outgoing, McOutboxFile *file, GBytes *bytes)
{
  Work *work = g_new0 (Work, 1);

  work->outgoing = g_object_ref (outgoing);
  work->file = mc_outbox_file_ref (file);
  work->bytes = bytes != NULL ? g_bytes_ref (bytes) : NULL;
  return work;
}

static void
work_free (Work *self)
{
  g_object_unref (self->outgoing);
  mc_outbox_file_unref (self->file);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self);
}

static gboolean
sum_func (gpointer data, GValue *result, GError **error)
{
  g_value_init (result, G_TYPE_STRING);
  g_value_take_string (result, g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, data));
  return TRUE;
}

static gboolean
put_pieces (McOutgoing *self, McOutboxFile *file, GBytes *bytes, GError **error)
{
  gsize size = g_bytes_get_size (bytes);
  guint n = 0;

  for (gsize at = 0; at < size; at += MC_FILE_PIECE_BYTES, n++)
    {
      g_autoptr (GBytes) piece = g_bytes_new_from_bytes (bytes, at, MIN (MC_FILE_PIECE_BYTES, size - at));

      if (!mc_await (mc_journal_put_file_piece (self->journal, file->id, n, piece), error))
        return FALSE;
    }
  return TRUE;
}

static DexFuture *
keep_fiber (gpointer data)
{
  Work *work = data;
  McOutgoing *self = work->outgoing;
  McOutboxFile *file = work->file;
  GError *error = NULL;

  file->sha256 = mc_await_string (
      mc_thread_run (self->thread, sum_func, g_bytes_ref (work->bytes), (GDestroyNotify) g_bytes_unref), &error);
  if (file->sha256 == NULL || !mc_await (mc_journal_begin_file (self->journal, file), &error))
    return dex_future_new_for_error (error);
  if (put_pieces (self, file, work->bytes, &error))
    return dex_future_new_take_boxed (MC_TYPE_OUTBOX_FILE, mc_outbox_file_ref (file));
  if (!mc_scope_is_ended (self->scope))
    dex_future_disown (mc_journal_drop_file (self->journal, file->id));
  return dex_future_new_for_error (error);
}

/* Some bytes of a file, across its pieces. (transfer full) (nullable) */
static GBytes *
read_part (McOutgoing *self, const McOutboxFile *file, gint64 offset, gsize size, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_sized_new ((guint) size);

  while (bytes->len < size)
    {
      gint64 at = offset + bytes->len;
      gsize skip = (gsize) (at % MC_FILE_PIECE_BYTES);
      g_autoptr (GBytes) piece
          = mc_await_boxed (mc_journal_file_piece (self->journal, file->id, (guint) (at / MC_FILE_PIECE_BYTES)), error);
      gsize there = piece != NULL ? g_bytes_get_size (piece) : 0;

      if (there <= skip)
        {
          if (error != NULL && *error == NULL)
            g_set_error_literal (error, MC_STORE_ERROR, MC_STORE_ERROR_FAILED, "the file is gone");
          return NULL;
        }
      g_byte_array_append (bytes, (const guint8 *) g_bytes_get_data (piece, NULL) + skip,
                           (guint) MIN (there - skip, size - bytes->len));
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

static DexFuture *
read_fiber (gpointer data)
{
  Work *work = data;
  GError *error = NULL;
  GBytes *bytes = read_part (work->outgoing, work->file, work->offset, work->size, &error);

  return bytes != NULL ? dex_future_new_take_boxed (G_TYPE_BYTES, bytes) : dex_future_new_for_error (error);
}

/* The portal's door asks for a piece: up to there all is at the portal. */
static DexFuture *
piece_cb (gint64 offset, gsize size, gpointer data)
{
  Work *sending = data;
  McOutgoing *self = sending->outgoing;
  Work *work;

  if (mc_scope_is_ended (self->scope))
    return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_CANCELLED, "stopped");
  if (sending->file->offset != offset)
    {
      sending->file->offset = offset;
      dex_future_disown (mc_journal_update_file (self->journal, sending->file));
      g_signal_emit (self, progress_signal, 0, sending->file);
    }
  work = work_new (self, sending->file, NULL);
  work->offset = offset;
  work->size = size;
  return mc_task_start (self->scope, "read file", read_fiber, work, (GDestroyNotify) work_free);
}

static DexFuture *
send_fiber (gpointer data)
{
  Work *work = data;
  McOutgoing *self = work->outgoing;
  McOutboxFile *file = work->file;
  g_autoptr (McUpload) upload = mc_upload_new ();
  g_autoptr (McUpload) there = NULL;
  GError *error = NULL;

  upload->name = g_strdup (file->name);
  upload->media_type = g_strdup (file->media_type);
  upload->size = file->size;
  upload->sha256 = g_strdup (file->sha256);
  there = mc_await_boxed (
      mc_portal_upload (self->portal, upload, piece_cb, work_new (self, file, NULL), (GDestroyNotify) work_free),
      &error);
  if (there == NULL)
    return dex_future_new_for_error (error);
  g_set_str (&file->upload_id, there->id);
  file->offset = file->size;
  return dex_future_new_true ();
}

static void
mc_outgoing_dispose (GObject *object)
{
  McOutgoing *self = MC_OUTGOING (object);

  mc_scope_clear (&self->scope);
  g_clear_object (&self->portal);
  g_clear_object (&self->journal);
  g_clear_object (&self->clock);
  g_clear_object (&self->thread);
  G_OBJECT_CLASS (mc_outgoing_parent_class)->dispose (object);
}

static void
mc_outgoing_class_init (McOutgoingClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mc_outgoing_dispose;
  progress_signal = g_signal_new ("progress", MC_TYPE_OUTGOING, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                  MC_TYPE_OUTBOX_FILE);
}

static void
mc_outgoing_init (McOutgoing *self)
{
  self->scope = mc_scope_new (NULL);
  self->thread = mc_thread_new ("files");
}

McOutgoing *
mc_outgoing_new (McPortal *portal, McJournal *journal, McClock *clock)
{
  McOutgoing *self = g_object_new (MC_TYPE_OUTGOING, NULL);

  self->portal = g_object_ref (portal);
  self->journal = g_object_ref (journal);
  self->clock = g_object_ref (clock);
  return self;
}

void
mc_outgoing_stop (McOutgoing *self)
{
  mc_scope_end (self->scope);
}

DexFuture *
mc_outgoing_keep (McOutgoing *self, const char *name, const char *media_type, GBytes *bytes)
{
  g_autoptr (McOutboxFile) file = mc_outbox_file_new ();

  file->id = mc_uuid_new (mc_clock_now_us (self->clock) / 1000);
  file->name = mc_text_clean (name, MAX_NAME_BYTES);
  if (file->name != NULL)
    g_strstrip (g_strdelimit (file->name, "\n\t", ' '));
  if (file->name == NULL || *file->name == '\0')
    g_set_str (&file->name, "tệp");
  file->media_type = g_strdup (media_type);
  file->size = (gint64) g_bytes_get_size (bytes);
  return mc_task_start (self->scope, "keep file", keep_fiber, work_new (self, file, bytes), (GDestroyNotify) work_free);
}

DexFuture *
mc_outgoing_read (McOutgoing *self, McOutboxFile *file)
{
  Work *work = work_new (self, file, NULL);

  work->size = (gsize) file->size;
  return mc_task_start (self->scope, "read file", read_fiber, work, (GDestroyNotify) work_free);
}

DexFuture *
mc_outgoing_send (McOutgoing *self, McOutboxFile *file)
{
  return mc_task_start (self->scope, "send file", send_fiber, work_new (self, file, NULL), (GDestroyNotify) work_free);
}
