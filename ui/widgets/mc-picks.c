// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-picks.h"

struct _McPicks
{
  GObject parent_instance;

  GHashTable *keys; /* set of gint64, owned */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (McPicks, mc_picks, G_TYPE_OBJECT)

static void
tell (McPicks *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
mc_picks_finalize (GObject *object)
{
  g_hash_table_unref (MC_PICKS (object)->keys);
  G_OBJECT_CLASS (mc_picks_parent_class)->finalize (object);
}

static void
mc_picks_class_init (McPicksClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mc_picks_finalize;
  signals[CHANGED] = g_signal_new ("changed", MC_TYPE_PICKS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
mc_picks_init (McPicks *self)
{
  self->keys = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
}

McPicks *
mc_picks_new (void)
{
  return g_object_new (MC_TYPE_PICKS, NULL);
}

guint
mc_picks_count (McPicks *self)
{
  g_return_val_if_fail (MC_IS_PICKS (self), 0);

  return g_hash_table_size (self->keys);
}

gboolean
mc_picks_has (McPicks *self, gint64 key)
{
  g_return_val_if_fail (MC_IS_PICKS (self), FALSE);

  return g_hash_table_contains (self->keys, &key);
}

void
mc_picks_toggle (McPicks *self, gint64 key)
{
  g_return_if_fail (MC_IS_PICKS (self));

  if (key == 0)
    return;
  if (!g_hash_table_remove (self->keys, &key))
    g_hash_table_add (self->keys, g_memdup2 (&key, sizeof key));
  tell (self);
}

void
mc_picks_clear (McPicks *self)
{
  g_return_if_fail (MC_IS_PICKS (self));

  if (g_hash_table_size (self->keys) == 0)
    return;
  g_hash_table_remove_all (self->keys);
  tell (self);
}

void
mc_picks_add (McPicks *self, const GArray *keys, guint first, guint n)
{
  guint before = g_hash_table_size (self->keys);

  g_return_if_fail (MC_IS_PICKS (self));

  for (guint i = first; i < keys->len && i - first < n; i++)
    g_hash_table_add (self->keys, g_memdup2 (&g_array_index (keys, gint64, i), sizeof (gint64)));
  if (g_hash_table_size (self->keys) != before)
    tell (self);
}

void
mc_picks_keep (McPicks *self, const GArray *keys)
{
  g_autoptr (GArray) kept = NULL;

  g_return_if_fail (MC_IS_PICKS (self));

  if (g_hash_table_size (self->keys) == 0)
    return;
  kept = mc_picks_get (self, keys);
  if (kept->len == g_hash_table_size (self->keys))
    return;
  g_hash_table_remove_all (self->keys);
  for (guint i = 0; i < kept->len; i++)
    g_hash_table_add (self->keys, g_memdup2 (&g_array_index (kept, gint64, i), sizeof (gint64)));
  tell (self);
}

GArray *
mc_picks_get (McPicks *self, const GArray *keys)
{
  g_autoptr (GArray) picked = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_return_val_if_fail (MC_IS_PICKS (self), NULL);

  for (guint i = 0; keys != NULL && i < keys->len && picked->len < g_hash_table_size (self->keys); i++)
    if (g_hash_table_contains (self->keys, &g_array_index (keys, gint64, i)))
      g_array_append_val (picked, g_array_index (keys, gint64, i));
  return g_steal_pointer (&picked);
}
