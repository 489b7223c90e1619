// SPDX-License-Identifier: GPL-3.0-or-later
#define G_LOG_DOMAIN "mc-ui"
#include "mc-slot-list.h"

#include "mc-task.h"

/* after layout and before painting: what one frame wants goes in one batch */
#define WANT_PRIORITY G_PRIORITY_HIGH_IDLE

struct _McSlotList
{
  GObject parent_instance;

  /* owned */
  McCache *cache;
  McScope *scope;
  McListing *listing;
  GHashTable *live;   /* position → McSlot, not owned: it leaves with its last reference */
  GHashTable *wanted; /* set of positions */

  guint want_source;
  guint n_batches;
  gboolean reading;
};

/* One batch under way; the list may go before it comes back. */
typedef struct
{
  GWeakRef list;
  McCache *cache;
  GArray *keys;      /* of gint64 */
  GArray *positions; /* of guint, as keys */
} Batch;

static void send_wanted (McSlotList *self);
static void mc_slot_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (McSlotList, mc_slot_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, mc_slot_list_model_init))

static void
batch_free (Batch *self)
{
  g_weak_ref_clear (&self->list);
  g_object_unref (self->cache);
  g_array_unref (self->keys);
  g_array_unref (self->positions);
  g_free (self);
}

static guint
length_of (const McListing *listing)
{
  return listing != NULL ? listing->keys->len : 0;
}

static gint64
key_at (McSlotList *self, guint position)
{
  return position < length_of (self->listing) ? g_array_index (self->listing->keys, gint64, position) : 0;
}

static McSummary *
first_row (McSlotList *self, guint position)
{
  return self->listing != NULL && position < self->listing->rows->len
             ? g_ptr_array_index (self->listing->rows, position)
             : NULL;
}

static gboolean
send_wanted_cb (gpointer data)
{
  McSlotList *self = data;

  self->want_source = 0;
  send_wanted (self);
  return G_SOURCE_REMOVE;
}

/* Before the next frame: while a list is scrolled, a slow machine has no time left for what is less than that. */
static void
send_wanted_soon (McSlotList *self)
{
  if (self->want_source == 0)
    self->want_source = g_idle_add_full (WANT_PRIORITY, send_wanted_cb, self, NULL);
}

static void
want (McSlotList *self, guint position)
{
  g_hash_table_add (self->wanted, GUINT_TO_POINTER (position));
  if (!self->reading)
    send_wanted_soon (self);
}

static void
take_rows (McSlotList *self, const Batch *batch, GPtrArray *rows)
{
  for (guint i = 0; i < batch->positions->len && i < rows->len; i++)
    {
      guint position = g_array_index (batch->positions, guint, i);
      gint64 key = g_array_index (batch->keys, gint64, i);
      McSlot *slot = g_hash_table_lookup (self->live, GUINT_TO_POINTER (position));
      McSummary *summary = g_ptr_array_index (rows, i);

      /* another result set may have come in between: only the same record may fill the place */
      if (slot == NULL || summary == NULL || key_at (self, position) != key)
        continue;
      g_object_ref (slot);
      if (mc_slot_fill (slot, key, summary))
        mc_slot_notify (slot);
      g_object_unref (slot);
    }
}

static DexFuture *
read_fiber (gpointer data)
{
  Batch *batch = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = mc_await_boxed (mc_cache_rows (batch->cache, batch->keys), &error);
  g_autoptr (McSlotList) self = g_weak_ref_get (&batch->list);

  if (self == NULL || mc_scope_is_ended (self->scope))
    return dex_future_new_true ();
  self->reading = FALSE;
  if (rows != NULL)
    take_rows (self, batch, rows);
  if (g_hash_table_size (self->wanted) > 0)
    send_wanted_soon (self);
  if (rows == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_true ();
}

static void
send_wanted (McSlotList *self)
{
  Batch *batch = g_new0 (Batch, 1);
  GHashTableIter iter;
  gpointer position;

  g_weak_ref_init (&batch->list, self);
  batch->cache = g_object_ref (self->cache);
  batch->keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  batch->positions = g_array_new (FALSE, FALSE, sizeof (guint));
  g_hash_table_iter_init (&iter, self->wanted);
  while (g_hash_table_iter_next (&iter, &position, NULL))
    {
      guint at = GPOINTER_TO_UINT (position);
      gint64 key = key_at (self, at);

      /* scrolled past in the meantime: nobody looks at it any more */
      if (key == 0 || !g_hash_table_contains (self->live, position))
        continue;
      g_array_append_val (batch->positions, at);
      g_array_append_val (batch->keys, key);
    }
  g_hash_table_remove_all (self->wanted);
  if (batch->keys->len == 0)
    {
      batch_free (batch);
      return;
    }
  self->reading = TRUE;
  self->n_batches++;
  mc_task_run (self->scope, "rows", read_fiber, batch, (GDestroyNotify) batch_free);
}

static void
slot_gone_cb (gpointer data, GObject *where_the_object_was)
{
  McSlotList *self = data;
  GHashTableIter iter;
  gpointer slot;

  g_hash_table_iter_init (&iter, self->live);
  while (g_hash_table_iter_next (&iter, NULL, &slot))
    if (slot == where_the_object_was)
      {
        g_hash_table_iter_remove (&iter);
        return;
      }
}

/* A record that is not among the first rows keeps what is known of it until the batch brings what it is now. */
static gboolean
refill (McSlotList *self, McSlot *slot)
{
  guint position = mc_slot_get_position (slot);
  gint64 key = key_at (self, position);
  McSummary *summary = first_row (self, position);

  if (summary == NULL)
    {
      want (self, position);
      if (mc_slot_get_key (slot) == key)
        summary = mc_slot_get_summary (slot);
    }
  return mc_slot_fill (slot, key, summary);
}

static GType
get_item_type (GListModel *model)
{
  return MC_TYPE_SLOT;
}

static guint
get_n_items (GListModel *model)
{
  return length_of (MC_SLOT_LIST (model)->listing);
}

static gpointer
get_item (GListModel *model, guint position)
{
  McSlotList *self = MC_SLOT_LIST (model);
  McSlot *slot;

  if (position >= length_of (self->listing))
    return NULL;
  /* the same object for a position while it lives, else every emission would bind all rows anew */
  slot = g_hash_table_lookup (self->live, GUINT_TO_POINTER (position));
  if (slot != NULL)
    return g_object_ref (slot);
  slot = mc_slot_new (position);
  g_hash_table_insert (self->live, GUINT_TO_POINTER (position), slot);
  g_object_weak_ref (G_OBJECT (slot), slot_gone_cb, self);
  refill (self, slot);
  return slot;
}

static void
mc_slot_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
mc_slot_list_dispose (GObject *object)
{
  McSlotList *self = MC_SLOT_LIST (object);
  GHashTableIter iter;
  gpointer slot;

  mc_scope_clear (&self->scope);
  g_clear_handle_id (&self->want_source, g_source_remove);
  g_hash_table_iter_init (&iter, self->live);
  while (g_hash_table_iter_next (&iter, NULL, &slot))
    g_object_weak_unref (slot, slot_gone_cb, self);
  g_hash_table_remove_all (self->live);
  g_clear_object (&self->cache);
  g_clear_pointer (&self->listing, mc_listing_unref);
  G_OBJECT_CLASS (mc_slot_list_parent_class)->dispose (object);
}

static void
mc_slot_list_finalize (GObject *object)
{
  McSlotList *self = MC_SLOT_LIST (object);

  g_hash_table_unref (self->live);
  g_hash_table_unref (self->wanted);
  G_OBJECT_CLASS (mc_slot_list_parent_class)->finalize (object);
}

static void
mc_slot_list_class_init (McSlotListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mc_slot_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = mc_slot_list_finalize;
}

static void
mc_slot_list_init (McSlotList *self)
{
  self->scope = mc_scope_new (NULL);
  self->live = g_hash_table_new (NULL, NULL);
  self->wanted = g_hash_table_new (NULL, NULL);
}

McSlotList *
mc_slot_list_new (McCache *cache)
{
  McSlotList *self;

  g_return_val_if_fail (MC_IS_CACHE (cache), NULL);

  self = g_object_new (MC_TYPE_SLOT_LIST, NULL);
  self->cache = g_object_ref (cache);
  return self;
}

/* The live slots that still have a place, filled with what stands there now: those that changed. */
static GPtrArray *
refill_live (McSlotList *self)
{
  g_autoptr (GPtrArray) changed = g_ptr_array_new_with_free_func (g_object_unref);
  GHashTableIter iter;
  gpointer slot;

  g_hash_table_iter_init (&iter, self->live);
  while (g_hash_table_iter_next (&iter, NULL, &slot))
    {
      if (mc_slot_get_position (slot) >= length_of (self->listing))
        {
          /* it may outlive its place for a moment, but never comes back to it */
          g_object_weak_unref (slot, slot_gone_cb, self);
          g_hash_table_iter_remove (&iter);
        }
      else if (refill (self, slot))
        g_ptr_array_add (changed, g_object_ref (slot));
    }
  return g_steal_pointer (&changed);
}

void
mc_slot_list_set_listing (McSlotList *self, McListing *listing)
{
  g_autoptr (McListing) old = NULL;
  g_autoptr (GPtrArray) changed = NULL;
  guint before;
  guint after;

  g_return_if_fail (MC_IS_SLOT_LIST (self));

  old = g_steal_pointer (&self->listing);
  before = length_of (old);
  after = length_of (listing);
  self->listing = listing != NULL ? mc_listing_ref (listing) : NULL;
  changed = refill_live (self);
  if (after > before)
    g_list_model_items_changed (G_LIST_MODEL (self), before, 0, after - before);
  else if (after < before)
    g_list_model_items_changed (G_LIST_MODEL (self), after, before - after, 0);
  for (guint i = 0; i < changed->len; i++)
    mc_slot_notify (g_ptr_array_index (changed, i));
}

McListing *
mc_slot_list_get_listing (McSlotList *self)
{
  g_return_val_if_fail (MC_IS_SLOT_LIST (self), NULL);

  return self->listing != NULL ? mc_listing_ref (self->listing) : NULL;
}

guint
mc_slot_list_get_length (McSlotList *self)
{
  g_return_val_if_fail (MC_IS_SLOT_LIST (self), 0);

  return length_of (self->listing);
}

gint64
mc_slot_list_get_key (McSlotList *self, guint position)
{
  g_return_val_if_fail (MC_IS_SLOT_LIST (self), 0);

  return key_at (self, position);
}

gboolean
mc_slot_list_find_key (McSlotList *self, gint64 key, guint *position)
{
  g_return_val_if_fail (MC_IS_SLOT_LIST (self), FALSE);

  for (guint i = 0; i < length_of (self->listing); i++)
    if (g_array_index (self->listing->keys, gint64, i) == key)
      {
        *position = i;
        return TRUE;
      }
  return FALSE;
}

gboolean
mc_slot_list_find_id (McSlotList *self, const char *id, guint *position)
{
  GHashTableIter iter;
  gpointer slot;

  g_return_val_if_fail (MC_IS_SLOT_LIST (self), FALSE);
  g_return_val_if_fail (id != NULL, FALSE);

  for (guint i = 0; self->listing != NULL && i < self->listing->rows->len; i++)
    if (g_str_equal (((McSummary *) g_ptr_array_index (self->listing->rows, i))->id, id))
      {
        *position = i;
        return TRUE;
      }
  g_hash_table_iter_init (&iter, self->live);
  while (g_hash_table_iter_next (&iter, NULL, &slot))
    {
      McSummary *summary = mc_slot_get_summary (slot);

      if (summary != NULL && g_str_equal (summary->id, id))
        {
          *position = mc_slot_get_position (slot);
          return TRUE;
        }
    }
  return FALSE;
}

guint
mc_slot_list_get_n_batches (McSlotList *self)
{
  g_return_val_if_fail (MC_IS_SLOT_LIST (self), 0);

  return self->n_batches;
}

guint
mc_slot_list_get_n_live (McSlotList *self)
{
  g_return_val_if_fail (MC_IS_SLOT_LIST (self), 0);

  return g_hash_table_size (self->live);
}

gboolean
mc_slot_list_is_settled (McSlotList *self)
{
  g_return_val_if_fail (MC_IS_SLOT_LIST (self), FALSE);

  return !self->reading && self->want_source == 0;
}
