// SPDX-License-Identifier: GPL-3.0-or-later
#include "fault-server.h"

#include <stdlib.h>
#include <string.h>

#include <glib/gstdio.h>

#include "fault-certificate.h"

#define MAX_REQUEST (64 * 1024)
#define DRIP_US (5 * 1000)

struct _FaultServer
{
  GSocketService *service;
  GTlsCertificate *certificate;
  char *directory;
  char *ca_file;
  char *url;
  gboolean closes;
  int busy; /* atomic */

  GMutex mutex;        /* of what follows */
  GArray *answers;     /* of FaultAnswer */
  GPtrArray *requests; /* of strings */
};

static gboolean
is_whole (const GString *text)
{
  const char *end = strstr (text->str, "\r\n\r\n");
  const char *length;

  if (end == NULL)
    return FALSE;
  length = strcasestr (text->str, "\r\nContent-Length:");
  if (length == NULL || length > end)
    return TRUE;
  return text->len >= (gsize) (end + 4 - text->str) + strtoul (length + strlen ("\r\nContent-Length:"), NULL, 10);
}

static char *
read_request (GInputStream *stream)
{
  g_autoptr (GString) text = g_string_new (NULL);
  char buffer[4096];

  while (!is_whole (text))
    {
      gssize size = g_input_stream_read (stream, buffer, sizeof buffer, NULL, NULL);

      if (size <= 0 || text->len > MAX_REQUEST)
        return NULL;
      g_string_append_len (text, buffer, size);
    }
  return g_string_free_and_steal (g_steal_pointer (&text));
}

/* The server keeps the request. */
static FaultAnswer
take_request (FaultServer *self, char *request)
{
  FaultAnswer answer;

  g_mutex_lock (&self->mutex);
  g_assert_cmpuint (self->answers->len, >, 0);
  answer = g_array_index (self->answers, FaultAnswer, MIN (self->requests->len, self->answers->len - 1));
  g_ptr_array_add (self->requests, request);
  g_mutex_unlock (&self->mutex);
  return answer;
}

/* FALSE when nobody listens any more. (glib-networking 2.80 leaks the reason when it is not asked for.) */
static gboolean
write_text (GOutputStream *out, const char *text, gsize length)
{
  g_autoptr (GError) error = NULL;

  return g_output_stream_write_all (out, text, length, NULL, NULL, &error);
}

/* A slow server: a byte now and then, for as long as somebody listens. */
static void
drip (GOutputStream *out, const char *text)
{
  for (gsize i = 0; i < strlen (text); i++)
    {
      if (!write_text (out, text + i, 1))
        return;
      g_usleep (DRIP_US);
    }
}

static void
give_answer (const FaultAnswer *answer, GOutputStream *out)
{
  g_autofree char *head = g_strconcat (answer->head, "Connection: close\r\n\r\n", NULL);
  gboolean fine = write_text (out, head, strlen (head));

  for (gsize i = 0; fine && answer->body != NULL && i < MAX (answer->repeat, 1); i++)
    if (answer->drip)
      drip (out, answer->body);
    else
      fine = write_text (out, answer->body, strlen (answer->body));
}

static gboolean
run_cb (GThreadedSocketService *service, GSocketConnection *connection, GObject *source, gpointer data)
{
  FaultServer *self = data;
  g_autoptr (GIOStream) tls
      = self->closes ? NULL : g_tls_server_connection_new (G_IO_STREAM (connection), self->certificate, NULL);
  FaultAnswer answer = { NULL };
  char *request;

  g_atomic_int_inc (&self->busy);
  if (tls == NULL || !g_tls_connection_handshake (G_TLS_CONNECTION (tls), NULL, NULL))
    {
      g_atomic_int_dec_and_test (&self->busy);
      return TRUE;
    }
  request = read_request (g_io_stream_get_input_stream (tls));
  if (request != NULL)
    answer = take_request (self, request);
  if (answer.head != NULL)
    give_answer (&answer, g_io_stream_get_output_stream (tls));
  if (!answer.dies)
    g_io_stream_close (tls, NULL, NULL);
  else
    g_socket_close (g_socket_connection_get_socket (connection), NULL);
  g_atomic_int_dec_and_test (&self->busy);
  return TRUE;
}

FaultServer *
fault_server_new (FaultCertificate certificate)
{
  FaultServer *self = g_new0 (FaultServer, 1);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any_port = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) address = NULL;
  g_autoptr (GError) error = NULL;

  g_mutex_init (&self->mutex);
  self->answers = g_array_new (FALSE, FALSE, sizeof (FaultAnswer));
  self->requests = g_ptr_array_new_with_free_func (g_free);
  self->directory = g_dir_make_tmp ("mc-fault-XXXXXX", &error);
  g_assert_no_error (error);
  self->ca_file = g_build_filename (self->directory, "ca.pem", NULL);
  self->certificate = fault_certificate_make (certificate, self->ca_file);
  self->closes = certificate == FAULT_CERTIFICATE_NONE;
  self->service = g_threaded_socket_service_new (16);
  g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), any_port, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP, NULL, &address, &error);
  g_assert_no_error (error);
  self->url
      = g_strdup_printf ("https://127.0.0.1:%d", g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address)));
  g_signal_connect (self->service, "run", G_CALLBACK (run_cb), self);
  g_socket_service_start (self->service);
  return self;
}

void
fault_server_free (FaultServer *self)
{
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_remove (self->ca_file);
  g_rmdir (self->directory);
  /* a thread may still be at its last answer: what it looks at stays */
}

const char *
fault_server_get_url (FaultServer *self)
{
  return self->url;
}

const char *
fault_server_get_ca_file (FaultServer *self)
{
  return self->ca_file;
}

void
fault_server_answer (FaultServer *self, const FaultAnswer *answers, guint count)
{
  g_mutex_lock (&self->mutex);
  g_array_set_size (self->answers, 0);
  g_array_append_vals (self->answers, answers, count);
  g_ptr_array_set_size (self->requests, 0);
  g_mutex_unlock (&self->mutex);
}

guint
fault_server_count_requests (FaultServer *self)
{
  guint count;

  g_mutex_lock (&self->mutex);
  count = self->requests->len;
  g_mutex_unlock (&self->mutex);
  return count;
}

char *
fault_server_dup_request (FaultServer *self, guint index)
{
  char *text;

  g_mutex_lock (&self->mutex);
  text = index < self->requests->len ? g_strdup (g_ptr_array_index (self->requests, index)) : NULL;
  g_mutex_unlock (&self->mutex);
  return text;
}

guint
fault_server_count_busy (FaultServer *self)
{
  return (guint) g_atomic_int_get (&self->busy);
}
