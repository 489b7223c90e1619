// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-keyring.h"

#include <string.h>

#include <gnutls/crypto.h>
#include <libsecret/secret.h>

#include "mc-scope.h"
#include "mc-task.h"

#define KEY_BYTES 32

struct _McKeyring
{
  GObject parent_instance;

  /* owned */
  McScope *scope;
};

typedef struct
{
  McKeyring *keyring;
  char *portal;
  char *sub;
  char *purpose;
  char *label;
  char *secret;
  gboolean may_create;
} Request;

G_DEFINE_QUARK (mc_keyring_error_quark, mc_keyring_error)
G_DEFINE_FINAL_TYPE (McKeyring, mc_keyring, G_TYPE_OBJECT)

/* DONT_MATCH_NAME: gnome-keyring does not unlock a cold keyring when searched by schema name; "application" is ours to
 * search by. */
static const SecretSchema schema = {
  "io.github.motcua.MotCua",
  SECRET_SCHEMA_DONT_MATCH_NAME,
  {
      { "application", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { "portal", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { "sub", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { "purpose", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { NULL, 0 },
  },
};

static void
request_free (Request *self)
{
  g_object_unref (self->keyring);
  g_free (self->portal);
  g_free (self->sub);
  g_free (self->purpose);
  g_free (self->label);
  secret_password_free (self->secret);
  g_free (self);
}

static Request *
request_new (McKeyring *self, const char *portal, const char *sub, const char *purpose)
{
  Request *request = g_new0 (Request, 1);

  request->keyring = g_object_ref (self);
  request->portal = g_strdup (portal);
  request->sub = g_strdup (sub);
  request->purpose = g_strdup (purpose);
  return request;
}

static GHashTable *
attributes_of (const Request *request)
{
  return secret_attributes_build (&schema, "application", "io.github.motcua.MotCua", "portal", request->portal, "sub",
                                  request->sub, "purpose", request->purpose, NULL);
}

static GError *
map_error (GError *error)
{
  McKeyringError code = MC_KEYRING_ERROR_FAILED;
  GError *mapped;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return error;
  if (g_error_matches (error, SECRET_ERROR, SECRET_ERROR_IS_LOCKED))
    code = MC_KEYRING_ERROR_LOCKED;
  else if (error->domain == G_DBUS_ERROR || error->domain == G_IO_ERROR
           || g_error_matches (error, SECRET_ERROR, SECRET_ERROR_NO_SUCH_OBJECT))
    code = MC_KEYRING_ERROR_MISSING;
  mapped = g_error_new_literal (MC_KEYRING_ERROR, (int) code, error->message);
  g_error_free (error);
  return mapped;
}

static void
resolve_string (DexPromise *promise, char *text)
{
  GValue value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_STRING);
  g_value_take_string (&value, text);
  dex_promise_resolve (promise, &value);
  g_value_unset (&value);
}

/* Of the encrypted file that takes the service's place in a sandbox. */
static void
retrieved_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  DexPromise *promise = data;
  GError *error = NULL;
  g_autoptr (SecretValue) value
      = secret_retrievable_retrieve_secret_finish (SECRET_RETRIEVABLE (object), result, &error);

  if (error != NULL)
    dex_promise_reject (promise, map_error (error));
  else
    resolve_string (promise, value != NULL ? g_strdup (secret_value_get_text (value)) : NULL);
  dex_unref (promise);
}

static void
searched_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  DexPromise *promise = data;
  GError *error = NULL;
  GList *items = secret_password_search_finish (result, &error);
  gboolean locked = FALSE;
  char *text = NULL;

  if (items != NULL && !SECRET_IS_ITEM (items->data))
    {
      secret_retrievable_retrieve_secret (items->data, dex_promise_get_cancellable (promise), retrieved_cb, promise);
      g_list_free_full (items, g_object_unref);
      return;
    }
  for (GList *l = items; l != NULL && text == NULL; l = l->next)
    {
      g_autoptr (SecretValue) value = secret_item_get_secret (l->data);

      locked |= secret_item_get_locked (l->data);
      if (value != NULL)
        text = g_strdup (secret_value_get_text (value));
    }
  g_list_free_full (items, g_object_unref);

  /* a lookup alone answers NULL for "locked" and "absent" alike */
  if (error != NULL)
    dex_promise_reject (promise, map_error (error));
  else if (text == NULL && locked)
    dex_promise_reject (promise,
                        g_error_new_literal (MC_KEYRING_ERROR, MC_KEYRING_ERROR_LOCKED, "the keyring is locked"));
  else
    resolve_string (promise, text);
  dex_unref (promise);
}

static DexFuture *
search (const Request *request)
{
  DexPromise *promise = dex_promise_new_cancellable ();
  g_autoptr (GHashTable) attributes = attributes_of (request);

  /* whichever backend there is: the secret service, or in a sandbox libsecret's own file */
  secret_password_searchv (&schema, attributes, SECRET_SEARCH_UNLOCK | SECRET_SEARCH_LOAD_SECRETS,
                           dex_promise_get_cancellable (promise), searched_cb, dex_ref (promise));
  return DEX_FUTURE (promise);
}

static void
stored_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  DexPromise *promise = data;
  GError *error = NULL;

  if (secret_password_store_finish (result, &error))
    dex_promise_resolve_boolean (promise, TRUE);
  else
    dex_promise_reject (promise, map_error (error));
  dex_unref (promise);
}

static DexFuture *
store (const Request *request)
{
  DexPromise *promise = dex_promise_new_cancellable ();
  g_autoptr (GHashTable) attributes = attributes_of (request);

  secret_password_storev (&schema, attributes, SECRET_COLLECTION_DEFAULT, request->label, request->secret,
                          dex_promise_get_cancellable (promise), stored_cb, dex_ref (promise));
  return DEX_FUTURE (promise);
}

static void
forgot_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  DexPromise *promise = data;
  GError *error = NULL;

  secret_password_clear_finish (result, &error);
  if (error == NULL)
    dex_promise_resolve_boolean (promise, TRUE);
  else
    dex_promise_reject (promise, map_error (error));
  dex_unref (promise);
}

static DexFuture *
key_of_text (const char *text)
{
  gsize size = 0;
  g_autofree guchar *bytes = g_base64_decode (text, &size);

  if (size != KEY_BYTES)
    return dex_future_new_for_error (
        g_error_new_literal (MC_KEYRING_ERROR, MC_KEYRING_ERROR_NO_KEY, "the key in the keyring is unsound"));
  return dex_future_new_take_boxed (G_TYPE_BYTES, g_bytes_new_take (g_steal_pointer (&bytes), size));
}

static DexFuture *
store_key_fiber (gpointer data)
{
  Request *request = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *found = mc_await_string (search (request), &error);
  guint8 key[KEY_BYTES];

  if (error != NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  if (found != NULL)
    return key_of_text (found);
  if (!request->may_create)
    return dex_future_new_for_error (
        g_error_new_literal (MC_KEYRING_ERROR, MC_KEYRING_ERROR_NO_KEY, "no key in the keyring"));

  if (gnutls_rnd (GNUTLS_RND_KEY, key, sizeof key) != 0)
    return dex_future_new_for_error (
        g_error_new_literal (MC_KEYRING_ERROR, MC_KEYRING_ERROR_FAILED, "no random bytes"));
  request->secret = g_base64_encode (key, sizeof key);
  request->label = g_strdup ("Một Cửa: khóa dữ liệu trên máy này");
  if (!mc_await (store (request), &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_take_boxed (G_TYPE_BYTES, g_bytes_new (key, sizeof key));
}

static void
mc_keyring_dispose (GObject *object)
{
  McKeyring *self = MC_KEYRING (object);

  mc_scope_clear (&self->scope);
  G_OBJECT_CLASS (mc_keyring_parent_class)->dispose (object);
}

static void
mc_keyring_class_init (McKeyringClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mc_keyring_dispose;
}

static void
mc_keyring_init (McKeyring *self)
{
  self->scope = mc_scope_new (NULL);
}

McKeyring *
mc_keyring_new (void)
{
  return g_object_new (MC_TYPE_KEYRING, NULL);
}

DexFuture *
mc_keyring_lookup (McKeyring *self, const char *portal, const char *sub, const char *purpose)
{
  Request *request = request_new (self, portal, sub, purpose);
  DexFuture *future = search (request);

  request_free (request);
  return future;
}

DexFuture *
mc_keyring_store (McKeyring *self, const char *portal, const char *sub, const char *purpose, const char *label,
                  const char *secret)
{
  Request *request = request_new (self, portal, sub, purpose);
  DexFuture *future;

  request->label = g_strdup (label);
  request->secret = g_strdup (secret);
  future = store (request);
  request_free (request);
  return future;
}

DexFuture *
mc_keyring_forget (McKeyring *self, const char *portal, const char *sub, const char *purpose)
{
  Request *request = request_new (self, portal, sub, purpose);
  DexPromise *promise = dex_promise_new_cancellable ();
  g_autoptr (GHashTable) attributes = attributes_of (request);

  secret_password_clearv (&schema, attributes, dex_promise_get_cancellable (promise), forgot_cb, dex_ref (promise));
  request_free (request);
  return DEX_FUTURE (promise);
}

DexFuture *
mc_keyring_store_key (McKeyring *self, const char *portal, const char *sub, gboolean may_create)
{
  Request *request = request_new (self, portal, sub, "store-key");

  request->may_create = may_create;
  return mc_task_start (self->scope, "store key", store_key_fiber, request, (GDestroyNotify) request_free);
}
