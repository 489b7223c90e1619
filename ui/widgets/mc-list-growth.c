// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-list-growth.h"

#include <gtk/gtk.h>

/* what a large window shows */
#define FIRST 20
/* more than what a view makes widgets for (GTK 4.18) */
#define ENOUGH 250
#define STEP 2
#define SLICE_US 4000

struct _McListGrowth
{
  GObject parent_instance;

  /* owned */
  GtkSliceListModel *slice;

  guint source;
};

G_DEFINE_FINAL_TYPE (McListGrowth, mc_list_growth, G_TYPE_OBJECT)

static guint
n_shown (McListGrowth *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->slice));
}

static gboolean
is_all_shown (McListGrowth *self)
{
  return n_shown (self) == g_list_model_get_n_items (gtk_slice_list_model_get_model (self->slice));
}

static gboolean
grow_cb (gpointer data)
{
  McListGrowth *self = data;
  gint64 end = g_get_monotonic_time () + SLICE_US;

  while (n_shown (self) < ENOUGH && !is_all_shown (self) && g_get_monotonic_time () < end)
    gtk_slice_list_model_set_size (self->slice, n_shown (self) + STEP);
  if (n_shown (self) < ENOUGH && !is_all_shown (self))
    return G_SOURCE_CONTINUE;
  mc_list_growth_finish (self);
  return G_SOURCE_REMOVE;
}

static void
mc_list_growth_dispose (GObject *object)
{
  McListGrowth *self = MC_LIST_GROWTH (object);

  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_object (&self->slice);
  G_OBJECT_CLASS (mc_list_growth_parent_class)->dispose (object);
}

static void
mc_list_growth_class_init (McListGrowthClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mc_list_growth_dispose;
}

static void
mc_list_growth_init (McListGrowth *self)
{
}

McListGrowth *
mc_list_growth_new (GListModel *whole)
{
  McListGrowth *self;

  g_return_val_if_fail (G_IS_LIST_MODEL (whole), NULL);

  self = g_object_new (MC_TYPE_LIST_GROWTH, NULL);
  self->slice = gtk_slice_list_model_new (g_object_ref (whole), 0, G_MAXUINT);
  return self;
}

GListModel *
mc_list_growth_get_model (McListGrowth *self)
{
  g_return_val_if_fail (MC_IS_LIST_GROWTH (self), NULL);

  return G_LIST_MODEL (self->slice);
}

void
mc_list_growth_begin (McListGrowth *self)
{
  g_return_if_fail (MC_IS_LIST_GROWTH (self));

  if (n_shown (self) >= ENOUGH)
    return;
  gtk_slice_list_model_set_size (self->slice, MAX (n_shown (self), FIRST));
  /* after painting: what is there is seen first */
  if (self->source == 0)
    self->source = g_idle_add (grow_cb, self);
}

void
mc_list_growth_reach (McListGrowth *self, guint position)
{
  g_return_if_fail (MC_IS_LIST_GROWTH (self));

  if (position >= n_shown (self))
    mc_list_growth_finish (self);
}

void
mc_list_growth_finish (McListGrowth *self)
{
  g_return_if_fail (MC_IS_LIST_GROWTH (self));

  g_clear_handle_id (&self->source, g_source_remove);
  gtk_slice_list_model_set_size (self->slice, G_MAXUINT);
}
