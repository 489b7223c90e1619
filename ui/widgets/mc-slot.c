// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-slot.h"

struct _McSlot
{
  GObject parent_instance;

  guint position;
  gint64 key;
  McSummary *summary;
};

enum
{
  PROP_SUMMARY = 1,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (McSlot, mc_slot, G_TYPE_OBJECT)

static void
mc_slot_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SUMMARY)
    g_value_set_boxed (value, MC_SLOT (object)->summary);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
mc_slot_finalize (GObject *object)
{
  g_clear_pointer (&MC_SLOT (object)->summary, mc_summary_unref);
  G_OBJECT_CLASS (mc_slot_parent_class)->finalize (object);
}

static void
mc_slot_class_init (McSlotClass *klass)
{
  G_OBJECT_CLASS (klass)->get_property = mc_slot_get_property;
  G_OBJECT_CLASS (klass)->finalize = mc_slot_finalize;
  props[PROP_SUMMARY]
      = g_param_spec_boxed ("summary", NULL, NULL, MC_TYPE_SUMMARY, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, props);
}

static void
mc_slot_init (McSlot *self)
{
}

McSlot *
mc_slot_new (guint position)
{
  McSlot *self = g_object_new (MC_TYPE_SLOT, NULL);

  self->position = position;
  return self;
}

guint
mc_slot_get_position (McSlot *self)
{
  g_return_val_if_fail (MC_IS_SLOT (self), 0);

  return self->position;
}

gint64
mc_slot_get_key (McSlot *self)
{
  g_return_val_if_fail (MC_IS_SLOT (self), 0);

  return self->key;
}

McSummary *
mc_slot_get_summary (McSlot *self)
{
  g_return_val_if_fail (MC_IS_SLOT (self), NULL);

  return self->summary;
}

gboolean
mc_slot_fill (McSlot *self, gint64 key, McSummary *summary)
{
  gboolean same = self->key == key
                  && (self->summary == summary
                      || (self->summary != NULL && summary != NULL && self->summary->version == summary->version));

  if (same)
    return FALSE;
  self->key = key;
  g_clear_pointer (&self->summary, mc_summary_unref);
  self->summary = summary != NULL ? mc_summary_ref (summary) : NULL;
  return TRUE;
}

void
mc_slot_notify (McSlot *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SUMMARY]);
}
