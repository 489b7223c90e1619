// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-pages.h"

#include "mc-task.h"

#define BATCH 5000

struct _McPages
{
  GObject parent_instance;

  /* owned */
  McScope *scope;
  McPortal *portal;
  char *cursor;         /* of the page to ask for next */
  McChanges *left_over; /* the log's first page, met at the end of the snapshot */
  DexFuture *coming;    /* the next batch */
  guint enough;         /* records for a batch */
};

G_DEFINE_FINAL_TYPE (McPages, mc_pages, G_TYPE_OBJECT)

static McChanges *
fetch (McPages *self, GError **error)
{
  McChanges *page;

  if (self->left_over != NULL)
    return g_steal_pointer (&self->left_over);
  page = mc_await_boxed (mc_portal_changes (self->portal, self->cursor), error);
  if (page != NULL)
    g_set_str (&self->cursor, page->next);
  return page;
}

/* page is used up. */
static void
append (McChanges *batch, McChanges *page)
{
  g_ptr_array_extend_and_steal (batch->changes, g_steal_pointer (&page->changes));
  page->changes = g_ptr_array_new ();
  g_set_str (&batch->next, page->next);
  batch->more = page->more;
  batch->total = page->total;
}

static DexFuture *
batch_fiber (gpointer data)
{
  McPages *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (McChanges) batch = fetch (self, &error);

  if (batch == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  while (batch->snapshot && batch->more && batch->changes->len < self->enough && !mc_scope_is_ended (self->scope))
    {
      /* when it fails, what came is kept, and the next batch begins with the same question */
      g_autoptr (McChanges) page = fetch (self, NULL);

      if (page == NULL)
        break;
      if (!page->snapshot)
        {
          self->left_over = g_steal_pointer (&page);
          break;
        }
      append (batch, page);
    }
  self->enough = BATCH;
  return dex_future_new_take_boxed (MC_TYPE_CHANGES, g_steal_pointer (&batch));
}

static void
start (McPages *self)
{
  if (self->coming == NULL)
    self->coming = mc_task_start (self->scope, "pages", batch_fiber, g_object_ref (self), g_object_unref);
}

static void
mc_pages_dispose (GObject *object)
{
  McPages *self = MC_PAGES (object);

  mc_scope_clear (&self->scope);
  dex_clear (&self->coming);
  g_clear_object (&self->portal);
  g_clear_pointer (&self->left_over, mc_changes_unref);
  g_clear_pointer (&self->cursor, g_free);
  G_OBJECT_CLASS (mc_pages_parent_class)->dispose (object);
}

static void
mc_pages_class_init (McPagesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mc_pages_dispose;
}

static void
mc_pages_init (McPages *self)
{
  self->enough = 1;
}

McPages *
mc_pages_new (McScope *scope, McPortal *portal, const char *cursor)
{
  McPages *self = g_object_new (MC_TYPE_PAGES, NULL);

  self->scope = mc_scope_new (scope);
  self->portal = g_object_ref (portal);
  self->cursor = g_strdup (cursor);
  return self;
}

McChanges *
mc_pages_next (McPages *self, GError **error)
{
  McChanges *batch;

  g_return_val_if_fail (MC_IS_PAGES (self), NULL);

  start (self);
  batch = mc_await_boxed (g_steal_pointer (&self->coming), error);
  if (batch != NULL && batch->snapshot && batch->more)
    start (self);
  return batch;
}

void
mc_pages_end (McPages *self)
{
  g_return_if_fail (MC_IS_PAGES (self));

  mc_scope_end (self->scope);
}
