// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-scope.h"

struct _McScope
{
  GObject parent_instance;

  /* owned */
  GCancellable *cancellable;
  McScope *parent;
  gulong parent_ended_id;
};

G_DEFINE_FINAL_TYPE (McScope, mc_scope, G_TYPE_OBJECT)

static void
parent_ended_cb (GCancellable *cancellable, gpointer data)
{
  McScope *self = data;

  g_cancellable_cancel (self->cancellable);
}

static void
mc_scope_dispose (GObject *object)
{
  McScope *self = MC_SCOPE (object);

  if (self->parent != NULL)
    {
      /* not g_cancellable_disconnect(): it deadlocks inside the handler itself */
      g_clear_signal_handler (&self->parent_ended_id, self->parent->cancellable);
      g_clear_object (&self->parent);
    }
  g_cancellable_cancel (self->cancellable);
  G_OBJECT_CLASS (mc_scope_parent_class)->dispose (object);
}

static void
mc_scope_finalize (GObject *object)
{
  McScope *self = MC_SCOPE (object);

  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (mc_scope_parent_class)->finalize (object);
}

static void
mc_scope_class_init (McScopeClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mc_scope_dispose;
  G_OBJECT_CLASS (klass)->finalize = mc_scope_finalize;
}

static void
mc_scope_init (McScope *self)
{
  self->cancellable = g_cancellable_new ();
}

McScope *
mc_scope_new (McScope *parent)
{
  McScope *self = g_object_new (MC_TYPE_SCOPE, NULL);

  if (parent != NULL)
    {
      self->parent = g_object_ref (parent);
      if (mc_scope_is_ended (parent))
        g_cancellable_cancel (self->cancellable);
      else
        self->parent_ended_id = g_signal_connect (parent->cancellable, "cancelled", G_CALLBACK (parent_ended_cb), self);
    }
  return self;
}

void
mc_scope_end (McScope *self)
{
  g_return_if_fail (MC_IS_SCOPE (self));

  g_cancellable_cancel (self->cancellable);
}

gboolean
mc_scope_is_ended (McScope *self)
{
  if (self == NULL)
    return TRUE;
  g_return_val_if_fail (MC_IS_SCOPE (self), TRUE);

  return g_cancellable_is_cancelled (self->cancellable);
}

GCancellable *
mc_scope_get_cancellable (McScope *self)
{
  g_return_val_if_fail (MC_IS_SCOPE (self), NULL);

  return self->cancellable;
}

void
mc_scope_clear (McScope **scope)
{
  if (*scope == NULL)
    return;
  mc_scope_end (*scope);
  g_clear_object (scope);
}
