// SPDX-License-Identifier: GPL-3.0-or-later
#define G_LOG_DOMAIN "mc-ui"
#include "mc-profile.h"

#include <string.h>

#include "mc-codecs.h"
#include "mc-task.h"

struct _McProfile
{
  GObject parent_instance;

  /* owned */
  char *sub;
  McAbout *about;
  McClock *clock;
  McJournal *journal;
  McCache *cache;
  McSync *sync;
  McScope *scope;
};

typedef struct
{
  char *sub;
  char *directory;
  McAbout *about; /* nullable: as the cache has it */
  McPortal *portal;
  GBytes *key;
  McClock *clock;
  McScope *scope; /* of the opening itself: it ends by itself */
} Opening;

G_DEFINE_FINAL_TYPE (McProfile, mc_profile, G_TYPE_OBJECT)

static void
opening_free (Opening *self)
{
  g_free (self->sub);
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

/* What the portal said of itself is kept, so that the program starts without it. */
static McAbout *
keep_about (McCache *cache, McAbout *about, GError **error)
{
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (about == NULL)
    {
      text = mc_await_string (mc_cache_get (cache, "about"), error);
      if (text == NULL)
        return NULL;
      bytes = g_bytes_new (text, strlen (text));
      return mc_codec_about_parse (bytes, error);
    }
  node = mc_codec_about_build (about);
  bytes = mc_codec_print (node);
  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  return mc_await (mc_cache_set (cache, "about", text), error) ? mc_about_ref (about) : NULL;
}

static DexFuture *
open_fiber (gpointer data)
{
  Opening *opening = data;
  g_autoptr (McProfile) self = NULL;
  g_autoptr (McJournal) journal = NULL;
  g_autoptr (McCache) cache = NULL;
  g_autoptr (McAbout) about = NULL;
  GError *error = NULL;

  journal = mc_await_object (mc_journal_open (opening->directory, opening->key, opening->clock), &error);
  if (journal == NULL)
    return dex_future_new_for_error (error);
  cache = mc_await_object (mc_cache_open (opening->directory, opening->key, opening->clock), &error);
  if (cache == NULL)
    {
      mc_await (mc_journal_close (journal), NULL); /* the cache's error is the one to tell */
      return dex_future_new_for_error (error);
    }
  about = keep_about (cache, opening->about, &error);
  if (about == NULL)
    {
      mc_await (mc_cache_close (cache), NULL);
      mc_await (mc_journal_close (journal), NULL);
      return error != NULL ? dex_future_new_for_error (error) : mc_profile_none ();
    }
  self = g_object_new (MC_TYPE_PROFILE, NULL);
  self->sub = g_strdup (opening->sub);
  self->about = g_steal_pointer (&about);
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
  if (!mc_await (mc_cache_close (self->cache), &error))
    {
      g_warning ("closing the cache: %s", error->message);
      g_clear_error (&error);
    }
  if (!mc_await (mc_journal_close (self->journal), &error))
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
  g_clear_pointer (&self->sub, g_free);
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
  opening->sub = g_strdup (sub);
  opening->about = about != NULL ? mc_about_ref (about) : NULL;
  opening->portal = g_object_ref (portal);
  opening->key = g_bytes_ref (key);
  opening->clock = g_object_ref (clock);
  opening->scope = mc_scope_new (NULL);
  return mc_task_start (opening->scope, "open profile", open_fiber, opening, (GDestroyNotify) opening_free);
}

gboolean
mc_profile_exists (const char *portal_url, const char *sub)
{
  g_autofree char *directory = find_directory (portal_url, sub);
  g_autofree char *path = g_build_filename (directory, "journal.db", NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

DexFuture *
mc_profile_none (void)
{
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, MC_TYPE_PROFILE);
  return dex_future_new_for_value (&value);
}

DexFuture *
mc_profile_close (McProfile *self)
{
  g_return_val_if_fail (MC_IS_PROFILE (self), NULL);

  return mc_task_start (self->scope, "close profile", close_fiber, g_object_ref (self), g_object_unref);
}

const char *
mc_profile_get_sub (McProfile *self)
{
  g_return_val_if_fail (MC_IS_PROFILE (self), NULL);

  return self->sub;
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
