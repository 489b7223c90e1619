// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-render-wire.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

/* What memory must promise before it is read: not to shrink away under its reader, not to change. */
#define SEALS (F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE)

typedef struct
{
  gpointer memory;
  gsize size;
} Mapping;

static gboolean
fail (GError **error, const char *doing)
{
  int code = errno;

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), "%s: %s", doing, g_strerror (code));
  return FALSE;
}

static void
unmap (gpointer data)
{
  Mapping *mapping = data;

  munmap (mapping->memory, mapping->size);
  g_free (mapping);
}

gboolean
mc_render_send (int socket, gconstpointer message, gsize size, int fd, GError **error)
{
  union
  {
    struct cmsghdr head;
    char space[CMSG_SPACE (sizeof (int))];
  } control = { 0 };
  struct iovec part = { .iov_base = (gpointer) message, .iov_len = size };
  struct msghdr packet = { .msg_iov = &part, .msg_iovlen = 1 };
  gssize sent;

  if (fd >= 0)
    {
      packet.msg_control = &control;
      packet.msg_controllen = sizeof control.space;
      control.head.cmsg_level = SOL_SOCKET;
      control.head.cmsg_type = SCM_RIGHTS;
      control.head.cmsg_len = CMSG_LEN (sizeof (int));
      memcpy (CMSG_DATA (&control.head), &fd, sizeof fd);
    }
  do
    sent = sendmsg (socket, &packet, MSG_NOSIGNAL | MSG_DONTWAIT);
  while (sent < 0 && errno == EINTR);
  return sent == (gssize) size || fail (error, "sending");
}

/* The descriptor that came; all but the first are closed. */
static int
take_descriptor (struct msghdr *packet)
{
  int taken = -1;

  for (struct cmsghdr *head = CMSG_FIRSTHDR (packet); head != NULL; head = CMSG_NXTHDR (packet, head))
    {
      gsize count = (head->cmsg_len - CMSG_LEN (0)) / sizeof (int);

      for (gsize i = 0; head->cmsg_level == SOL_SOCKET && head->cmsg_type == SCM_RIGHTS && i < count; i++)
        {
          int fd;

          memcpy (&fd, CMSG_DATA (head) + i * sizeof fd, sizeof fd);
          if (taken < 0)
            taken = fd;
          else
            close (fd);
        }
    }
  return taken;
}

gboolean
mc_render_receive (int socket, gboolean wait, gpointer message, gsize size, int *fd, GError **error)
{
  union
  {
    struct cmsghdr head;
    char space[CMSG_SPACE (sizeof (int))];
  } control = { 0 };
  struct iovec part = { .iov_base = message, .iov_len = size };
  struct msghdr packet
      = { .msg_iov = &part, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control.space };
  gssize came;

  *fd = -1;
  do
    came = recvmsg (socket, &packet, MSG_CMSG_CLOEXEC | (wait ? 0 : MSG_DONTWAIT));
  while (came < 0 && errno == EINTR);
  if (came < 0)
    return fail (error, "receiving");
  *fd = take_descriptor (&packet);
  if (came == 0)
    return FALSE;
  if (came == (gssize) size && (packet.msg_flags & (MSG_TRUNC | MSG_CTRUNC)) == 0)
    return TRUE;
  if (*fd >= 0)
    close (*fd);
  *fd = -1;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "a packet of another size");
  return FALSE;
}

int
mc_render_memory_new (gsize size, GError **error)
{
  int fd = memfd_create ("motcua-document", MFD_CLOEXEC | MFD_ALLOW_SEALING);

  if (fd >= 0 && ftruncate (fd, (off_t) size) == 0)
    return fd;
  fail (error, "memory");
  if (fd >= 0)
    close (fd);
  return -1;
}

gboolean
mc_render_memory_seal (int fd, GError **error)
{
  return fcntl (fd, F_ADD_SEALS, SEALS | F_SEAL_SEAL) == 0 || fail (error, "sealing");
}

gint64
mc_render_memory_size (int fd, gint64 most, GError **error)
{
  struct stat status;
  int seals = fd >= 0 ? fcntl (fd, F_GET_SEALS) : -1;

  if (seals < 0 || (seals & SEALS) != SEALS || fstat (fd, &status) != 0 || status.st_size > most)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "memory that is not sealed, or too much of it");
      return -1;
    }
  return status.st_size;
}

GBytes *
mc_render_memory_map (int fd, gsize size, GError **error)
{
  gint64 found = mc_render_memory_size (fd, (gint64) size, error);
  gpointer memory;
  Mapping *mapping;

  if (found < 0)
    return NULL;
  if (found != (gint64) size || size == 0)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "memory of another size");
      return NULL;
    }
  memory = mmap (NULL, size, PROT_READ, MAP_SHARED, fd, 0);
  if (memory == MAP_FAILED)
    {
      fail (error, "mapping");
      return NULL;
    }
  mapping = g_new0 (Mapping, 1);
  mapping->memory = memory;
  mapping->size = size;
  return g_bytes_new_with_free_func (memory, size, unmap, mapping);
}
