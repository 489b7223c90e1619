// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-picked-file.h"

#include "mc-upload.h"

#define ATTRIBUTES                                                                                                     \
  G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_STANDARD_DISPLAY_NAME

typedef struct
{
  GFile *file;
  gint64 max_bytes;
} Job;

G_DEFINE_BOXED_TYPE (McPickedFile, mc_picked_file, mc_picked_file_ref, mc_picked_file_unref)

static void
job_free (Job *self)
{
  g_object_unref (self->file);
  g_free (self);
}

McPickedFile *
mc_picked_file_ref (McPickedFile *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
mc_picked_file_unref (McPickedFile *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->name);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self);
}

/* It may grow while it is read: what is beyond the size that it had is not. */
static gboolean
read_bytes (McPickedFile *self, GFile *file, GError **error)
{
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, error);
  g_autofree guint8 *bytes = stream != NULL ? g_try_malloc ((gsize) self->size) : NULL;
  gsize length = 0;

  if (stream == NULL)
    return FALSE;
  if (bytes == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "no memory");
      return FALSE;
    }
  if (!g_input_stream_read_all (G_INPUT_STREAM (stream), bytes, (gsize) self->size, &length, NULL, error))
    return FALSE;
  self->size = (gint64) length;
  self->media_type = mc_media_type_sniff (bytes, length);
  if (length > 0)
    self->bytes = g_bytes_new_take (g_steal_pointer (&bytes), length);
  return TRUE;
}

static gboolean
read_func (gpointer data, GValue *result, GError **error)
{
  Job *job = data;
  g_autoptr (GFileInfo) info = g_file_query_info (job->file, ATTRIBUTES, G_FILE_QUERY_INFO_NONE, NULL, error);
  g_autoptr (McPickedFile) self = NULL;

  if (info == NULL)
    return FALSE;
  if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE, "no file");
      return FALSE;
    }
  self = g_new0 (McPickedFile, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->name = g_strdup (g_file_info_get_display_name (info));
  self->size = g_file_info_get_size (info);
  if (self->size > 0 && self->size <= job->max_bytes && !read_bytes (self, job->file, error))
    return FALSE;
  g_value_init (result, MC_TYPE_PICKED_FILE);
  g_value_take_boxed (result, g_steal_pointer (&self));
  return TRUE;
}

DexFuture *
mc_picked_file_read (McThread *thread, GFile *file, gint64 max_bytes)
{
  Job *job = g_new0 (Job, 1);

  job->file = g_object_ref (file);
  job->max_bytes = max_bytes;
  return mc_thread_run (thread, read_func, job, (GDestroyNotify) job_free);
}
