// SPDX-License-Identifier: GPL-3.0-or-later
#include "muffler.h"

#include <gio/gio.h>

struct _Muffler
{
  GSocketListener *listener;
  char *target;
  char *url;
  gboolean keeps; /* atomic */
};

/* A connection. A TLS client speaks twice before it can ask: until then answers pass, or a new one could not shake hands. */
typedef struct
{
  Muffler *muffler;
  guint n_said; /* atomic; by the client */
} Link;

typedef struct
{
  Link *link;
  GIOStream *from;
  GIOStream *to;
  gboolean answers;
} Pipe;

static gboolean
keeps_answers (Link *link)
{
  return g_atomic_int_get (&link->muffler->keeps) && g_atomic_int_get (&link->n_said) >= 2;
}

static gpointer
pipe_thread (gpointer data)
{
  Pipe *pipe = data;
  char buffer[4096];
  gssize size;

  while ((size = g_input_stream_read (g_io_stream_get_input_stream (pipe->from), buffer, sizeof buffer, NULL, NULL))
         > 0)
    {
      if (!pipe->answers)
        g_atomic_int_inc (&pipe->link->n_said);
      else if (keeps_answers (pipe->link))
        continue;
      if (!g_output_stream_write_all (g_io_stream_get_output_stream (pipe->to), buffer, (gsize) size, NULL, NULL, NULL))
        break;
    }
  g_socket_shutdown (g_socket_connection_get_socket (G_SOCKET_CONNECTION (pipe->to)), FALSE, TRUE, NULL);
  g_object_unref (pipe->from);
  g_object_unref (pipe->to);
  g_atomic_rc_box_release (pipe->link);
  g_free (pipe);
  return NULL;
}

static void
start_pipe (Link *link, GSocketConnection *from, GSocketConnection *to, gboolean answers)
{
  Pipe *pipe = g_new0 (Pipe, 1);

  pipe->link = g_atomic_rc_box_acquire (link);
  pipe->from = g_object_ref (G_IO_STREAM (from));
  pipe->to = g_object_ref (G_IO_STREAM (to));
  pipe->answers = answers;
  g_thread_unref (g_thread_new ("pipe", pipe_thread, pipe));
}

static gpointer
accept_thread (gpointer data)
{
  Muffler *self = data;
  g_autoptr (GSocketClient) client = g_socket_client_new ();

  for (;;)
    {
      g_autoptr (GSocketConnection) near = g_socket_listener_accept (self->listener, NULL, NULL, NULL);
      g_autoptr (GSocketConnection) far
          = near != NULL ? g_socket_client_connect_to_host (client, self->target, 0, NULL, NULL) : NULL;

      Link *link;

      if (far == NULL)
        continue;
      link = g_atomic_rc_box_new0 (Link);
      link->muffler = self;
      start_pipe (link, near, far, FALSE);
      start_pipe (link, far, near, TRUE);
      g_atomic_rc_box_release (link);
    }
  return NULL;
}

Muffler *
muffler_new (const char *url)
{
  Muffler *self = g_new0 (Muffler, 1);
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);
  g_autoptr (GError) error = NULL;
  guint16 port;

  self->target = g_strdup_printf ("127.0.0.1:%d", g_uri_get_port (uri));
  self->listener = g_socket_listener_new ();
  port = g_socket_listener_add_any_inet_port (self->listener, NULL, &error);
  g_assert_no_error (error);
  self->url = g_strdup_printf ("https://127.0.0.1:%u", port);
  g_thread_unref (g_thread_new ("muffler", accept_thread, self));
  return self;
}

const char *
muffler_get_url (Muffler *self)
{
  return self->url;
}

void
muffler_keep_answers (Muffler *self)
{
  g_atomic_int_set (&self->keeps, TRUE);
}
