// SPDX-License-Identifier: GPL-3.0-or-later
#define G_LOG_DOMAIN "mc-ui"
#include "mc-connection.h"

#include "mc-http-portal.h"
#include "mc-keyring.h"
#include "mc-task.h"

struct _McConnection
{
  GObject parent_instance;

  /* owned */
  char *url;
  McClock *clock;
  McKeyring *keyring;
  McHttpPortal *portal;
  McSession *session;
  McScope *scope;
};

typedef struct
{
  McConnection *connection;
  McScope *scope;
  McProfile *current;
  char *sub;
  McOpenBrowserFunc open_browser;
  gpointer data;
} Entering;

G_DEFINE_FINAL_TYPE (McConnection, mc_connection, G_TYPE_OBJECT)

static void
entering_free (Entering *self)
{
  g_object_unref (self->connection);
  g_clear_object (&self->scope);
  g_clear_object (&self->current);
  g_free (self->sub);
  g_free (self);
}

static DexFuture *
open_known_fiber (gpointer data)
{
  Entering *entering = data;
  McConnection *self = entering->connection;
  g_autoptr (McProfile) profile = NULL;
  g_autoptr (GBytes) key = NULL;
  GError *error = NULL;

  key = mc_await_boxed (mc_keyring_store_key (self->keyring, self->url, entering->sub, FALSE), &error);
  if (error != NULL)
    return dex_future_new_for_error (error);
  if (key == NULL)
    return mc_profile_none ();
  profile = mc_await_object (
      mc_profile_open (self->url, entering->sub, NULL, MC_PORTAL (self->portal), key, self->clock), &error);
  if (profile == NULL)
    return dex_future_new_for_error (error);
  /* without a token the line says that signing in is needed; what is stored can be read all the same */
  if (!mc_await (mc_session_resume (self->session, entering->sub, mc_profile_get_about (profile)), &error))
    {
      g_message ("resuming the session: %s", error->message);
      g_clear_error (&error);
    }
  return dex_future_new_take_object (g_steal_pointer (&profile));
}

static DexFuture *
sign_in_fiber (gpointer data)
{
  Entering *entering = data;
  McConnection *self = entering->connection;
  g_autoptr (McAbout) about = NULL;
  g_autoptr (McIdentity) identity = NULL;
  g_autoptr (GBytes) key = NULL;
  GError *error = NULL;

  about = mc_await_boxed (mc_portal_about (MC_PORTAL (self->portal)), &error);
  if (about == NULL)
    return dex_future_new_for_error (error);
  identity = mc_await_boxed (
      mc_session_sign_in (self->session, entering->scope, about, entering->open_browser, entering->data), &error);
  if (identity == NULL)
    return dex_future_new_for_error (error);
  if (entering->current != NULL && g_str_equal (mc_profile_get_sub (entering->current), identity->sub))
    return dex_future_new_take_object (g_steal_pointer (&entering->current));
  /* one profile at a time: the other's files are closed first */
  if (entering->current != NULL && !mc_await (mc_profile_close (entering->current), &error))
    return dex_future_new_for_error (error);
  key = mc_await_boxed (
      mc_keyring_store_key (self->keyring, self->url, identity->sub, !mc_profile_exists (self->url, identity->sub)),
      &error);
  if (key == NULL)
    return dex_future_new_for_error (error);
  return mc_profile_open (self->url, identity->sub, about, MC_PORTAL (self->portal), key, self->clock);
}

static void
mc_connection_dispose (GObject *object)
{
  McConnection *self = MC_CONNECTION (object);

  mc_scope_clear (&self->scope);
  g_clear_object (&self->session);
  g_clear_object (&self->portal);
  g_clear_object (&self->keyring);
  g_clear_object (&self->clock);
  g_clear_pointer (&self->url, g_free);
  G_OBJECT_CLASS (mc_connection_parent_class)->dispose (object);
}

static void
mc_connection_class_init (McConnectionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mc_connection_dispose;
}

static void
mc_connection_init (McConnection *self)
{
  self->scope = mc_scope_new (NULL);
  self->keyring = mc_keyring_new ();
}

McConnection *
mc_connection_new (const char *portal_url, const char *ca_file, McClock *clock, GError **error)
{
  g_autoptr (McConnection) self = g_object_new (MC_TYPE_CONNECTION, NULL);

  self->url = g_strdup (portal_url);
  self->clock = g_object_ref (clock);
  self->portal = mc_http_portal_new (portal_url, ca_file, clock, error);
  if (self->portal == NULL)
    return NULL;
  self->session = mc_session_new (portal_url, ca_file, self->keyring, clock, error);
  if (self->session == NULL)
    return NULL;
  mc_http_portal_set_authorizer (self->portal, MC_AUTHORIZER (self->session));
  return g_steal_pointer (&self);
}

const char *
mc_connection_get_url (McConnection *self)
{
  g_return_val_if_fail (MC_IS_CONNECTION (self), NULL);

  return self->url;
}

DexFuture *
mc_connection_open_known (McConnection *self, const char *sub)
{
  Entering *entering = g_new0 (Entering, 1);

  entering->connection = g_object_ref (self);
  entering->sub = g_strdup (sub);
  return mc_task_start (self->scope, "open known profile", open_known_fiber, entering, (GDestroyNotify) entering_free);
}

DexFuture *
mc_connection_sign_in (McConnection *self, McScope *scope, McProfile *current, McOpenBrowserFunc open_browser,
                       gpointer data)
{
  Entering *entering = g_new0 (Entering, 1);

  entering->connection = g_object_ref (self);
  entering->scope = g_object_ref (scope);
  entering->current = current != NULL ? g_object_ref (current) : NULL;
  entering->open_browser = open_browser;
  entering->data = data;
  return mc_task_start (scope, "sign in", sign_in_fiber, entering, (GDestroyNotify) entering_free);
}
