// SPDX-License-Identifier: GPL-3.0-or-later
#define G_LOG_DOMAIN "mc-ui"
#include "mc-column-widths.h"

/* a column that is being dragged has another width each frame */
#define REST_MS 400
#define NARROWEST 24
#define WIDEST 4000

struct _McColumnWidths
{
  GObject parent_instance;

  GListModel *columns; /* owned; of GtkColumnViewColumn */
  guint rest_source;
  gboolean applying;
};

enum
{
  PROP_WIDTHS = 1,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (McColumnWidths, mc_column_widths, G_TYPE_OBJECT)

static GVariant *
get_widths (McColumnWidths *self)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{si}"));
  for (guint i = 0; i < g_list_model_get_n_items (self->columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (self->columns, i);
      int width = gtk_column_view_column_get_fixed_width (column);

      if (width >= 0)
        g_variant_builder_add (&builder, "{si}", gtk_column_view_column_get_id (column), width);
    }
  return g_variant_builder_end (&builder);
}

static void
set_widths (McColumnWidths *self, GVariant *widths)
{
  self->applying = TRUE;
  for (guint i = 0; i < g_list_model_get_n_items (self->columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (self->columns, i);
      int width;

      /* foreign input: a column that is not to be seen could not be made wider again */
      if (widths != NULL && g_variant_lookup (widths, gtk_column_view_column_get_id (column), "i", &width))
        gtk_column_view_column_set_fixed_width (column, CLAMP (width, NARROWEST, WIDEST));
      else
        gtk_column_view_column_set_fixed_width (column, -1);
    }
  self->applying = FALSE;
}

static gboolean
from_setting_cb (GValue *value, GVariant *variant, gpointer data)
{
  g_value_set_variant (value, variant);
  return TRUE;
}

static GVariant *
to_setting_cb (const GValue *value, const GVariantType *expected, gpointer data)
{
  return g_value_dup_variant (value);
}

static void
rested_cb (gpointer data)
{
  McColumnWidths *self = data;

  self->rest_source = 0;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_WIDTHS]);
}

static void
width_changed_cb (McColumnWidths *self)
{
  if (self->applying)
    return;
  g_clear_handle_id (&self->rest_source, g_source_remove);
  self->rest_source = g_timeout_add_once (REST_MS, rested_cb, self);
}

static void
mc_column_widths_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_WIDTHS)
    g_value_take_variant (value, g_variant_ref_sink (get_widths (MC_COLUMN_WIDTHS (object))));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
mc_column_widths_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_WIDTHS)
    set_widths (MC_COLUMN_WIDTHS (object), g_value_get_variant (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
mc_column_widths_dispose (GObject *object)
{
  McColumnWidths *self = MC_COLUMN_WIDTHS (object);

  /* what was dragged last is kept too */
  if (self->rest_source != 0)
    {
      g_clear_handle_id (&self->rest_source, g_source_remove);
      g_object_notify_by_pspec (object, props[PROP_WIDTHS]);
    }
  g_clear_object (&self->columns);
  G_OBJECT_CLASS (mc_column_widths_parent_class)->dispose (object);
}

static void
mc_column_widths_class_init (McColumnWidthsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = mc_column_widths_get_property;
  object_class->set_property = mc_column_widths_set_property;
  object_class->dispose = mc_column_widths_dispose;
  props[PROP_WIDTHS] = g_param_spec_variant ("widths", NULL, NULL, G_VARIANT_TYPE ("a{si}"), NULL,
                                             G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
mc_column_widths_init (McColumnWidths *self)
{
}

McColumnWidths *
mc_column_widths_new (GtkColumnView *view)
{
  McColumnWidths *self;

  g_return_val_if_fail (GTK_IS_COLUMN_VIEW (view), NULL);

  self = g_object_new (MC_TYPE_COLUMN_WIDTHS, NULL);
  self->columns = g_object_ref (gtk_column_view_get_columns (view));
  for (guint i = 0; i < g_list_model_get_n_items (self->columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (self->columns, i);

      g_signal_connect_object (column, "notify::fixed-width", G_CALLBACK (width_changed_cb), self, G_CONNECT_SWAPPED);
    }
  return self;
}

void
mc_column_widths_bind (McColumnWidths *self, GSettings *settings, const char *key)
{
  g_return_if_fail (MC_IS_COLUMN_WIDTHS (self));

  /* without a mapping variants are not bound */
  g_settings_bind_with_mapping (settings, key, self, "widths", G_SETTINGS_BIND_DEFAULT, from_setting_cb, to_setting_cb,
                                NULL, NULL);
}
