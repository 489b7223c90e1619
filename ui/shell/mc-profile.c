// SPDX-License-Identifier: GPL-3.0-or-later
#define G_LOG_DOMAIN "mc-ui"
#include "mc-profile.h"

#include "mc-task.h"

struct _McProfile
{
  GObject parent_instance;

  /* owned */
  McAbout *about;
  McClock *clock;
  McJournal *journal;
  McCache *cache;
  McSync *sync;
  McScope *scope;
};

typedef struct
{
  char *directory;
  McAbout *about;
  McPortal *portal;
  GBytes *key;
  McClock *clock;
  McScope *scope; /* of the opening itself: it ends by itself */
} Opening;

G_DEFINE_FINAL_TYPE (McProfile, mc_profile, G_TYPE_OBJECT)

static void
opening_free (Opening *self)
{
  g_free (self->directory);
  g_clear_pointer (&self->about, mc_about_unref);
  g_object_unref (self->portal);
  g_bytes_unref (self->key);
  g_object_unref (self->clock);
  g_object_unref (self->scope);
  g_free (self);
}

/* The folder tells neither portal nor official. */
static char *
find_directory (const char *portal_url, const char *sub)
{
  g_autofree char *name = g_strconcat (portal_url, "|", sub, NULL);
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, name, -1);

  digest[32] = '\0';
  return g_build_filename (g_get_user_data_dir (), "motcua", "profiles", digest, NULL);
}

static DexFuture *
open_fiber (gpointer data)
{
  Opening *opening = data;
  g_autoptr (McProfile) self = NULL;
  g_autoptr (McJournal) journal = NULL;
  g_autoptr (McCache) cache = NULL;
  GError *error = NULL;

  journal = dex_await_object (mc_journal_open (opening->directory, opening->key, opening->clock), &error);
  if (journal == NULL)
    return dex_future_new_for_error (error);
  cache = dex_await_object (mc_cache_open (opening->directory, opening->key, opening->clock), &error);
  if (cache == NULL)
    {
      dex_await (mc_journal_close (journal), NULL); /* the cache's error is the one to tell */
      return dex_future_new_for_error (error);
    }
  self = g_object_new (MC_TYPE_PROFILE, NULL);
  self->about = mc_about_ref (opening->about);
  self->clock = g_object_ref (opening->clock);
  self->journal = g_steal_pointer (&journal);
  self->cache = g_steal_pointer (&cache);
  self->sync = mc_sync_new (opening->portal, self->journal, self->cache, self->clock);
  return dex_future_new_take_object (g_steal_pointer (&self));
}

static DexFuture *
close_fiber (gpointer data)
{
  McProfile *self = data;
  GError *error = NULL;

  mc_sync_stop (self->sync);
  if (!dex_await (mc_cache_close (self->cache), &error))
    {
      g_warning ("closing the cache: %s", error->message);
      g_clear_error (&error);
    }
  if (!dex_await (mc_journal_close (self->journal), &error))
    return dex_future_new_for_error (error);
  return dex_future_new_true ();
}

static void
mc_profile_dispose (GObject *object)
{
  McProfile *self = MC_PROFILE (object);

  if (self->sync != NULL)
    mc_sync_stop (self->sync);
  g_clear_object (&self->sync);
  g_clear_object (&self->cache);
  g_clear_object (&self->journal);
  g_clear_object (&self->clock);
  mc_scope_clear (&self->scope);
  g_clear_pointer (&self->about, mc_about_unref);
  G_OBJECT_CLASS (mc_profile_parent_class)->dispose (object);
}

static void
mc_profile_class_init (McProfileClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mc_profile_dispose;
}

static void
mc_profile_init (McProfile *self)
{
  self->scope = mc_scope_new (NULL);
}

DexFuture *
mc_profile_open (const char *portal_url, const char *sub, McAbout *about, McPortal *portal, GBytes *key, McClock *clock)
{
  Opening *opening = g_new0 (Opening, 1);

  opening->directory = find_directory (portal_url, sub);
  opening->about = mc_about_ref (about);
  opening->portal = g_object_ref (portal);
  opening->key = g_bytes_ref (key);
  opening->clock = g_object_ref (clock);
  opening->scope = mc_scope_new (NULL);
  return mc_task_start (opening->scope, "open profile", open_fiber, opening, (GDestroyNotify) opening_free);
}

DexFuture *
mc_profile_close (McProfile *self)
{
  g_return_val_if_fail (MC_IS_PROFILE (self), NULL);

  return mc_task_start (self->scope, "close profile", close_fiber, g_object_ref (self), g_object_unref);
}

McSync *
mc_profile_get_sync (McProfile *self)
{
  g_return_val_if_fail (MC_IS_PROFILE (self), NULL);

  return self->sync;
}

McCache *
mc_profile_get_cache (McProfile *self)
{
  g_return_val_if_fail (MC_IS_PROFILE (self), NULL);

  return self->cache;
}

McJournal *
mc_profile_get_journal (McProfile *self)
{
  g_return_val_if_fail (MC_IS_PROFILE (self), NULL);

  return self->journal;
}

McClock *
mc_profile_get_clock (McProfile *self)
{
  g_return_val_if_fail (MC_IS_PROFILE (self), NULL);

  return self->clock;
}

McAbout *
mc_profile_get_about (McProfile *self)
{
  g_return_val_if_fail (MC_IS_PROFILE (self), NULL);

  return self->about;
}
