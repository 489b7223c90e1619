// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-cache-list.h"

#include "mc-cache-query.h"
#include "mc-cache-rank.h"
#include "mc-db.h"

struct _McCacheList
{
  GArray *keys; /* NULL: nothing is remembered */
  McFilter *filter;
  char *order;
  gint64 minute;  /* filters that speak of "now" are asked anew every minute, as pages do */
  gint64 version; /* of the file */
};

static void
forget (McCacheList *self)
{
  g_clear_pointer (&self->keys, g_array_unref);
  g_clear_pointer (&self->filter, mc_filter_unref);
  g_clear_pointer (&self->order, g_free);
}

McCacheList *
mc_cache_list_new (void)
{
  return g_atomic_rc_box_new0 (McCacheList);
}

McCacheList *
mc_cache_list_ref (McCacheList *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
mc_cache_list_unref (McCacheList *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) forget);
}

static GArray *
read_keys (sqlite3_stmt *row, GError **error)
{
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  int status;

  while ((status = mc_db_step (row, error)) == 1)
    {
      gint64 key = sqlite3_column_int64 (row, 0);

      g_array_append_val (keys, key);
    }
  return status == 0 ? g_steal_pointer (&keys) : NULL;
}

/* Changes when the other connection has written. */
static gint64
read_version (sqlite3 *db)
{
  g_autoptr (sqlite3_stmt) row = mc_db_query (db, NULL, "PRAGMA data_version", "");

  return row != NULL && mc_db_step (row, NULL) == 1 ? sqlite3_column_int64 (row, 0) : -1;
}

static gboolean
remember (McCacheList *self, sqlite3 *db, McFilter *filter, const char *order, gint64 now_us, GError **error)
{
  g_autoptr (sqlite3_stmt) row = mc_cache_select_keys (db, filter, order, now_us, error);

  forget (self);
  self->keys = row != NULL ? read_keys (row, error) : NULL;
  self->filter = filter != NULL ? mc_filter_ref (filter) : NULL;
  self->order = g_strdup (order);
  self->minute = now_us / G_TIME_SPAN_MINUTE;
  self->version = read_version (db);
  return self->keys != NULL;
}

static gboolean
remembers (McCacheList *self, sqlite3 *db, const McFilter *filter, const char *order, gint64 now_us)
{
  return self->keys != NULL && self->filter == filter && g_strcmp0 (self->order, order) == 0
         && self->minute == now_us / G_TIME_SPAN_MINUTE && self->version == read_version (db);
}

/* The members of keys that stand in found, in the order of keys. */
static GArray *
intersect (const GArray *keys, const GArray *found)
{
  GArray *both = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree guint8 *is_found = NULL;
  gint64 last = -1;

  for (guint i = 0; i < found->len; i++)
    last = MAX (last, g_array_index (found, gint64, i));
  /* keys are given one after another and never again, so that a bit for each is small */
  is_found = g_malloc0 ((gsize) (last / 8 + 1));
  for (guint i = 0; i < found->len; i++)
    {
      gint64 key = g_array_index (found, gint64, i);

      is_found[key / 8] |= (guint8) (1u << (key % 8));
    }
  for (guint i = 0; i < keys->len; i++)
    {
      gint64 key = g_array_index (keys, gint64, i);

      if (key <= last && (is_found[key / 8] & (1u << (key % 8))) != 0)
        g_array_append_val (both, key);
    }
  return both;
}

GArray *
mc_cache_list_keys (McCacheList *self, sqlite3 *db, McFilter *filter, const char *order, const char *search,
                    gint64 now_us, GError **error)
{
  g_autofree char *match = search != NULL ? mc_cache_match (search) : NULL;
  g_autoptr (sqlite3_stmt) row = NULL;
  g_autoptr (GArray) found = NULL;
  g_autoptr (GArray) both = NULL;

  if (match == NULL || !remembers (self, db, filter, order, now_us))
    if (!remember (self, db, filter, order, now_us, error))
      return NULL;
  if (match == NULL)
    return g_array_ref (self->keys);
  row = mc_db_query (db, error, "SELECT rowid FROM search WHERE search MATCH ?", "s", match);
  found = row != NULL ? read_keys (row, error) : NULL;
  if (found == NULL)
    return NULL;
  both = intersect (self->keys, found);
  /* an order that was chosen stays as it is */
  if (g_strcmp0 (order, "open_first") == 0 && !mc_cache_rank_exact (db, both, search, error))
    return NULL;
  return g_steal_pointer (&both);
}
