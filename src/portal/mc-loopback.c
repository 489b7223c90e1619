// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-loopback.h"

#include <string.h>

#include <libsoup/soup.h>

struct _McLoopback
{
  GObject parent_instance;

  /* owned */
  SoupServer *server;
  char *state;
  char *redirect_uri;
  DexPromise *visited;
  gboolean done;
};

G_DEFINE_FINAL_TYPE (McLoopback, mc_loopback, G_TYPE_OBJECT)

static const char page[]
    = "<!doctype html><html lang=\"vi\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
      "content=\"width=device-width\">"
      "<title>%s – Một Cửa</title><style>:root{color-scheme:light dark;--ground:#f3f1ec;--card:#fff;--ink:#241f31;"
      "--line:#dcd9d2;--deed:#1a5fb4}@media(prefers-color-scheme:dark){:root{--ground:#1b1a1f;--card:#26252b;"
      "--ink:#f2f0ee;--line:#3d3b44;--deed:#78aeed}}body{margin:0;min-height:100vh;display:grid;place-items:center;"
      "background:var(--ground);color:var(--ink);font:18px/1.5 system-ui,sans-serif}main{background:var(--card);"
      "border:1px solid var(--line);border-radius:16px;margin:1rem;padding:2.5rem 3rem;text-align:center}"
      "svg{width:3.5rem;height:3.5rem;color:var(--deed)}h1{font-size:1.4rem;margin:.5rem 0}p{margin:0}</style></head>"
      "<body><main><svg viewBox=\"0 0 48 48\" aria-hidden=\"true\"><path fill=\"currentColor\" d=\"M4 10 24 3l20 "
      "7v5H4zM8 18h7v26H8zm25 0h7v26h-7zM18 20h12v24h-5V29h-2v15h-5z\"/></svg><h1>%s</h1><p role=\"status\">%s</p>"
      "</main></body></html>";

static void
answer (SoupServerMessage *message, int status, const char *title, const char *text)
{
  g_autofree char *body = g_strdup_printf (page, title, title, text);
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  soup_server_message_set_status (message, (guint) status, NULL);
  soup_message_headers_replace (headers, "Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
  soup_message_headers_replace (headers, "Referrer-Policy", "no-referrer");
  soup_message_headers_replace (headers, "Cache-Control", "no-store");
  soup_server_message_set_response (message, "text/html; charset=utf-8", SOUP_MEMORY_COPY, body, strlen (body));
}

static void
visited_cb (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer data)
{
  McLoopback *self = data;
  const char *raw = g_uri_get_query (soup_server_message_get_uri (message));
  g_autoptr (GHashTable) parameters = NULL;
  GValue value = G_VALUE_INIT;

  if (raw != NULL && strlen (raw) < 8192)
    parameters = g_uri_parse_params (raw, -1, "&", G_URI_PARAMS_WWW_FORM, NULL);
  if (self->done || !g_str_equal (path, "/") || parameters == NULL
      || g_strcmp0 (g_hash_table_lookup (parameters, "state"), self->state) != 0)
    {
      answer (message, 400, "Không phải lần đăng nhập đang chờ", "Mở lại trang đăng nhập từ Một Cửa.");
      return;
    }

  self->done = TRUE;
  if (g_hash_table_contains (parameters, "code"))
    answer (message, 200, "Đã đăng nhập", "Có thể đóng trang này và quay lại Một Cửa.");
  else
    answer (message, 200, "Chưa đăng nhập", "Cổng không cho phép đăng nhập. Quay lại Một Cửa để xem chi tiết.");
  g_value_init (&value, G_TYPE_HASH_TABLE);
  g_value_set_boxed (&value, parameters);
  dex_promise_resolve (self->visited, &value);
  g_value_unset (&value);
}

static void
mc_loopback_dispose (GObject *object)
{
  McLoopback *self = MC_LOOPBACK (object);

  if (self->server != NULL)
    soup_server_disconnect (self->server);
  g_clear_object (&self->server);
  dex_clear (&self->visited);
  g_clear_pointer (&self->state, g_free);
  g_clear_pointer (&self->redirect_uri, g_free);
  G_OBJECT_CLASS (mc_loopback_parent_class)->dispose (object);
}

static void
mc_loopback_class_init (McLoopbackClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mc_loopback_dispose;
}

static void
mc_loopback_init (McLoopback *self)
{
  self->visited = dex_promise_new ();
}

static gboolean
listen_somewhere (McLoopback *self, GArray *ports, GError **error)
{
  if (ports == NULL || ports->len == 0)
    return soup_server_listen_local (self->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, error);
  for (guint i = 0; i < ports->len; i++)
    if (soup_server_listen_local (self->server, g_array_index (ports, guint, i), SOUP_SERVER_LISTEN_IPV4_ONLY,
                                  i + 1 == ports->len ? error : NULL))
      return TRUE;
  return FALSE;
}

McLoopback *
mc_loopback_new (GArray *ports, const char *state, GError **error)
{
  g_autoptr (McLoopback) self = g_object_new (MC_TYPE_LOOPBACK, NULL);
  GSList *uris;

  self->state = g_strdup (state);
  self->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (self->server, NULL, visited_cb, self, NULL);
  if (!listen_somewhere (self, ports, error))
    return NULL;
  uris = soup_server_get_uris (self->server);
  self->redirect_uri = g_strdup_printf ("http://127.0.0.1:%d/", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return g_steal_pointer (&self);
}

const char *
mc_loopback_get_redirect_uri (McLoopback *self)
{
  g_return_val_if_fail (MC_IS_LOOPBACK (self), NULL);

  return self->redirect_uri;
}

DexFuture *
mc_loopback_wait (McLoopback *self)
{
  g_return_val_if_fail (MC_IS_LOOPBACK (self), NULL);

  return DEX_FUTURE (dex_ref (self->visited));
}
