// SPDX-License-Identifier: GPL-3.0-or-later
#define G_LOG_DOMAIN "mc-ui"
#include "mc-queue-cursor.h"

/* records kept loaded on both sides of the opened one, so that the next is at hand */
#define NEIGHBOURS 2

struct _McQueueCursor
{
  McSlotList *slots;
  GPtrArray *pinned; /* McSlot around the opened record */
  char *id;          /* NULL: none is open */
  gint64 key;
  guint position;
};

static void
pin_neighbours (McQueueCursor *self)
{
  g_autoptr (GPtrArray) before = g_steal_pointer (&self->pinned);
  guint length = mc_slot_list_get_length (self->slots);
  guint first = self->position > NEIGHBOURS ? self->position - NEIGHBOURS : 0;

  /* the old ones go last: a slot that stays need not be read again */
  self->pinned = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = first; i <= self->position + NEIGHBOURS && i < length; i++)
    g_ptr_array_add (self->pinned, g_list_model_get_item (G_LIST_MODEL (self->slots), i));
}

static gboolean
find (McQueueCursor *self, const char *id, guint *position)
{
  if (g_strcmp0 (id, self->id) == 0)
    return mc_slot_list_find_key (self->slots, self->key, position);
  return mc_slot_list_find_id (self->slots, id, position);
}

McQueueCursor *
mc_queue_cursor_new (McSlotList *slots)
{
  McQueueCursor *self = g_new0 (McQueueCursor, 1);

  self->slots = g_object_ref (slots);
  self->pinned = g_ptr_array_new_with_free_func (g_object_unref);
  return self;
}

void
mc_queue_cursor_free (McQueueCursor *self)
{
  g_ptr_array_unref (self->pinned);
  g_object_unref (self->slots);
  g_free (self->id);
  g_free (self);
}

gboolean
mc_queue_cursor_open (McQueueCursor *self, const char *id, guint *position)
{
  g_return_val_if_fail (id != NULL, FALSE);

  if (!find (self, id, position))
    return FALSE;
  g_set_str (&self->id, id);
  self->key = mc_slot_list_get_key (self->slots, *position);
  self->position = *position;
  pin_neighbours (self);
  return TRUE;
}

void
mc_queue_cursor_clear (McQueueCursor *self)
{
  g_clear_pointer (&self->id, g_free);
  self->key = 0;
  self->position = 0;
  g_ptr_array_set_size (self->pinned, 0);
}

gboolean
mc_queue_cursor_follow (McQueueCursor *self, guint *position)
{
  if (self->id == NULL || !mc_slot_list_find_key (self->slots, self->key, position))
    return FALSE;
  self->position = *position;
  pin_neighbours (self);
  return TRUE;
}

guint
mc_queue_cursor_get_position (McQueueCursor *self)
{
  return self->position;
}

const char *
mc_queue_cursor_get_id (McQueueCursor *self)
{
  return self->id;
}

char *
mc_queue_cursor_find_neighbour (McQueueCursor *self, const char *id, int step, guint *position)
{
  g_autoptr (McSlot) slot = NULL;
  McSummary *summary;
  gint64 wanted;
  guint at = 0;

  if (id == NULL)
    wanted = 0;
  else if (find (self, id, &at))
    wanted = (gint64) at + step;
  else /* it has left the list: the record that took its place is the next one */
    wanted = (gint64) self->position + (step > 0 ? step - 1 : step);
  if (wanted < 0 || wanted >= mc_slot_list_get_length (self->slots))
    return NULL;
  slot = g_list_model_get_item (G_LIST_MODEL (self->slots), (guint) wanted);
  summary = mc_slot_get_summary (slot);
  if (summary == NULL)
    return NULL;
  *position = (guint) wanted;
  return g_strdup (summary->id);
}
