// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile.h"

#include <glib/gstdio.h>

#define START_US (G_GINT64_CONSTANT (1795405320) * SECOND)

static void
open_files (Profile *self)
{
  static const guint8 key[32] = { 7 };
  g_autoptr (GBytes) bytes = g_bytes_new_static (key, sizeof key);
  g_autoptr (GError) error = NULL;

  self->journal = dex_await_object (mc_journal_open (self->directory, bytes, self->clock), &error);
  g_assert_no_error (error);
  self->cache = dex_await_object (mc_cache_open (self->directory, bytes, self->clock), &error);
  g_assert_no_error (error);
}

static void
close_files (Profile *self)
{
  g_autoptr (GError) error = NULL;

  dex_await (mc_journal_close (self->journal), &error);
  g_assert_no_error (error);
  dex_await (mc_cache_close (self->cache), &error);
  g_assert_no_error (error);
  g_clear_object (&self->journal);
  g_clear_object (&self->cache);
}

Profile *
profile_new (void)
{
  Profile *self = g_new0 (Profile, 1);
  g_autoptr (GError) error = NULL;

  self->directory = g_dir_make_tmp ("mc-profile-XXXXXX", &error);
  g_assert_no_error (error);
  self->clock = mc_clock_new_virtual (START_US);
  self->portal = fake_portal_new (self->clock);
  open_files (self);
  return self;
}

void
profile_free (Profile *self)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  close_files (self);
  dir = g_dir_open (self->directory, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->directory, name, NULL);

      g_remove (path);
    }
  g_rmdir (self->directory);
  g_object_run_dispose (G_OBJECT (self->portal));
  g_object_unref (self->portal);
  g_object_unref (self->clock);
  g_free (self->directory);
  g_free (self);
}

void
profile_reopen (Profile *self)
{
  close_files (self);
  open_files (self);
}

void
profile_settle (Profile *self)
{
  for (guint i = 0; i < 6; i++)
    {
      g_autofree char *ignored = NULL;

      mc_test_turn ();
      dex_await (mc_journal_set (self->journal, "settled", "1"), NULL);
      dex_await (mc_cache_set (self->cache, "settled", "1"), NULL);
      ignored = dex_await_string (mc_cache_get (self->cache, "settled"), NULL);
    }
}

McSummary *
profile_summary (Profile *self, const char *id)
{
  g_autoptr (GError) error = NULL;
  McSummary *summary = dex_await_boxed (mc_cache_summary (self->cache, id), &error);

  g_assert_no_error (error);
  return summary;
}
