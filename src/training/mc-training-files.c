// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-training-private.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include <glib/gstdio.h>

#define READ_SIZE (64 * 1024)

gboolean
mc_training_files_init (McTraining *self, const char *directory, GError **error)
{
  self->intakes = g_hash_table_new (g_str_hash, g_str_equal);
  if (directory != NULL)
    self->files = g_strdup (directory);
  else
    self->files = g_dir_make_tmp ("motcua-files-XXXXXX", error);
  self->files_are_temporary = directory == NULL;
  return self->files != NULL;
}

static void
remove_all (const char *directory)
{
  g_autoptr (GDir) dir = g_dir_open (directory, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (directory, name, NULL);

      g_unlink (path);
    }
  g_rmdir (directory);
}

void
mc_training_files_clear (McTraining *self)
{
  if (self->files != NULL && self->files_are_temporary)
    remove_all (self->files);
  g_clear_pointer (&self->files, g_free);
  g_clear_pointer (&self->intakes, g_hash_table_unref);
}

char *
mc_training_file_path (McTraining *self, const char *prefix, const char *id, const char *suffix)
{
  g_autofree char *name = g_strconcat (prefix, id, suffix, NULL);

  return g_build_filename (self->files, name, NULL);
}

gboolean
mc_training_file_rename (McTraining *self, const char *from, const char *to)
{
  int directory;
  gboolean done;

  if (g_rename (from, to) != 0)
    return FALSE;
  directory = g_open (self->files, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  done = directory >= 0 && fsync (directory) == 0;
  if (directory >= 0)
    close (directory);
  return done;
}

gboolean
mc_training_file_write (McTraining *self, const char *path, GBytes *bytes)
{
  /* to a temporary name, synchronised, renamed */
  return g_file_set_contents_full (path, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes),
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, NULL);
}

char *
mc_training_file_sum (int fd, guint8 head[MC_MEDIA_TYPE_HEAD], gsize *head_size)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree guint8 *buffer = g_malloc (READ_SIZE);
  off_t at = 0;

  *head_size = 0;
  for (;;)
    {
      gssize size = pread (fd, buffer, READ_SIZE, at);

      if (size < 0 && errno == EINTR)
        continue;
      if (size < 0)
        return NULL;
      if (size == 0)
        return g_strdup (g_checksum_get_string (sum));
      if (at == 0)
        {
          *head_size = MIN ((gsize) size, MC_MEDIA_TYPE_HEAD);
          memcpy (head, buffer, *head_size);
        }
      g_checksum_update (sum, buffer, size);
      at += size;
    }
}
