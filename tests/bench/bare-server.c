// SPDX-License-Identifier: GPL-3.0-or-later
#include <libsoup/soup.h>

#include "mc-training-tls.h"

/* bare-server DIRECTORY: the baseline of the training portal. A SoupServer over HTTPS that answers every path /NAME with
 * the bytes of DIRECTORY/NAME, read once. Its first line is JSON: address and CA. Ends with its standard input. */

static void
answer_cb (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer files)
{
  GBytes *bytes = g_hash_table_lookup (files, path);

  if (bytes == NULL)
    {
      g_autofree char *file = g_build_filename (g_object_get_data (G_OBJECT (server), "directory"), path, NULL);
      char *text = NULL;
      gsize size = 0;

      if (!g_file_get_contents (file, &text, &size, NULL))
        {
          soup_server_message_set_status (message, 404, NULL);
          return;
        }
      bytes = g_bytes_new_take (text, size);
      g_hash_table_insert (files, g_strdup (path), bytes);
    }
  soup_server_message_set_status (message, 200, NULL);
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Content-Type", "application/json");
  soup_message_body_append_bytes (soup_server_message_get_response_body (message), bytes);
}

static gboolean
end_cb (GIOChannel *channel, GIOCondition condition, gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_REMOVE;
}

int
main (int argc, char **argv)
{
  g_autoptr (GHashTable) files
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GIOChannel) input = g_io_channel_unix_new (0);
  g_autoptr (GTlsCertificate) certificate = NULL;
  g_autoptr (SoupServer) server = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *ca = NULL;
  GSList *uris;

  certificate = argc == 2 ? mc_training_tls_make (argv[1], &ca, &error) : NULL;
  if (certificate == NULL)
    g_error ("bare-server DIRECTORY: %s", error != NULL ? error->message : "no directory");
  server = soup_server_new ("tls-certificate", certificate, NULL);
  g_object_set_data (G_OBJECT (server), "directory", argv[1]);
  soup_server_add_handler (server, NULL, answer_cb, files, NULL);
  if (!soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_HTTPS | SOUP_SERVER_LISTEN_IPV4_ONLY, &error))
    g_error ("%s", error->message);
  uris = soup_server_get_uris (server);
  g_print ("{\"url\": \"https://127.0.0.1:%d\", \"ca\": \"%s\"}\n", g_uri_get_port (uris->data), ca);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  g_io_add_watch (input, G_IO_IN | G_IO_HUP | G_IO_ERR, end_cb, loop);
  g_main_loop_run (loop);
  return 0;
}
