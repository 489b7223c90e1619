// SPDX-License-Identifier: GPL-3.0-or-later
#define G_LOG_DOMAIN "mc-ui"
#include "mc-component-row.h"

#include <glib/gi18n.h>

#include "mc-dossier-words.h"

struct _McComponentRow
{
  GtkListBoxRow parent_instance;

  /* template */
  GtkStack *mark_stack;
  GtkCheckButton *check;
  GtkWidget *insufficient;
  GtkWidget *state_data;
  GtkLabel *name;
  GtkLabel *details;
  GtkLabel *reason;

  McDossier *dossier; /* owned: the component is part of it */
  const McComponent *component;
  guint waiting; /* files on their way to it */
  gboolean setting;
};

enum
{
  MARK_TOGGLED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (McComponentRow, mc_component_row, GTK_TYPE_LIST_BOX_ROW)

/* (transfer full) */
static char *
details_text (const McComponent *component)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (mc_component_row_is_result (component))
    return g_strdup (mc_words_result_mark (component->copy_kind));
  if (g_strcmp0 (component->source, "state_data") == 0)
    return g_strdup (_ ("Looked up, not to be submitted"));
  g_string_append (text, mc_words_copy_kind (component->copy_kind));
  g_string_append_printf (text, ngettext (" · %d copy", " · %d copies", (gulong) component->quantity),
                          component->quantity);
  if (!component->required)
    g_string_append_printf (text, " · %s", _ ("if there is one"));
  return g_string_free_and_steal (g_steal_pointer (&text));
}

/* The row is one thing to a screen reader: name, details, mark. */
static void
update_spoken (McComponentRow *self, const char *mark, const char *reason)
{
  g_autofree char *details = details_text (self->component);
  g_autofree char *text = NULL;

  if (!mc_component_row_is_markable (self))
    text = g_strdup_printf ("%s, %s", self->component->name, details);
  else
    text = g_strdup_printf ("%s, %s, %s", self->component->name, details,
                            reason != NULL                        ? reason
                            : g_strcmp0 (mark, "sufficient") == 0 ? _ ("marked as sufficient")
                                                                  : _ ("not marked"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

static void
toggled_cb (McComponentRow *self)
{
  if (!self->setting)
    g_signal_emit (self, signals[MARK_TOGGLED], 0, gtk_check_button_get_active (self->check));
}

static void
mc_component_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), MC_TYPE_COMPONENT_ROW);
  G_OBJECT_CLASS (mc_component_row_parent_class)->dispose (object);
}

static void
mc_component_row_finalize (GObject *object)
{
  g_clear_pointer (&MC_COMPONENT_ROW (object)->dossier, mc_dossier_unref);
  G_OBJECT_CLASS (mc_component_row_parent_class)->finalize (object);
}

static void
mc_component_row_class_init (McComponentRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mc_component_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = mc_component_row_finalize;
  signals[MARK_TOGGLED] = g_signal_new ("mark-toggled", MC_TYPE_COMPONENT_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/motcua/MotCua/dossiers/mc-component-row.ui");
  gtk_widget_class_bind_template_child (widget_class, McComponentRow, mark_stack);
  gtk_widget_class_bind_template_child (widget_class, McComponentRow, check);
  gtk_widget_class_bind_template_child (widget_class, McComponentRow, insufficient);
  gtk_widget_class_bind_template_child (widget_class, McComponentRow, state_data);
  gtk_widget_class_bind_template_child (widget_class, McComponentRow, name);
  gtk_widget_class_bind_template_child (widget_class, McComponentRow, details);
  gtk_widget_class_bind_template_child (widget_class, McComponentRow, reason);
  gtk_widget_class_bind_template_callback (widget_class, toggled_cb);
}

static void
mc_component_row_init (McComponentRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

McComponentRow *
mc_component_row_new (void)
{
  return g_object_new (MC_TYPE_COMPONENT_ROW, NULL);
}

void
mc_component_row_set (McComponentRow *self, McDossier *dossier, const McComponent *component)
{
  g_autoptr (McDossier) before = NULL;
  g_autofree char *details = NULL;
  g_autofree char *check_label = NULL;

  g_return_if_fail (MC_IS_COMPONENT_ROW (self));

  before = g_steal_pointer (&self->dossier);
  self->dossier = mc_dossier_ref (dossier);
  self->component = component;
  self->waiting = 0;
  details = details_text (self->component);
  check_label = g_strdup_printf (_ ("Sufficient: %s"), self->component->name);
  gtk_label_set_label (self->name, self->component->name);
  gtk_label_set_label (self->details, details);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->check), GTK_ACCESSIBLE_PROPERTY_LABEL, check_label, -1);
  gtk_stack_set_visible_child (self->mark_stack,
                               mc_component_row_is_markable (self) ? GTK_WIDGET (self->check) : self->state_data);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->state_data), mc_component_row_is_result (component)
                                                                  ? "document-edit-symbolic"
                                                                  : "emblem-synchronizing-symbolic");
  gtk_widget_set_tooltip_text (self->state_data, mc_component_row_is_result (component)
                                                     ? _ ("Result of the procedure")
                                                     : _ ("Looked up in the state's data, not to be submitted"));
  update_spoken (self, NULL, NULL);
}

const McComponent *
mc_component_row_get_component (McComponentRow *self)
{
  g_return_val_if_fail (MC_IS_COMPONENT_ROW (self), NULL);

  return self->component;
}

gboolean
mc_component_row_is_markable (McComponentRow *self)
{
  g_return_val_if_fail (MC_IS_COMPONENT_ROW (self), FALSE);

  return g_strcmp0 (self->component->source, "state_data") != 0 && !mc_component_row_is_result (self->component);
}

gboolean
mc_component_row_is_result (const McComponent *component)
{
  return g_strcmp0 (component->source, "result") == 0;
}

void
mc_component_row_set_waiting (McComponentRow *self, guint waiting)
{
  g_return_if_fail (MC_IS_COMPONENT_ROW (self));

  self->waiting = waiting;
}

void
mc_component_row_set_mark (McComponentRow *self, const char *mark, const char *reason, gboolean editable)
{
  gboolean sufficient = g_strcmp0 (mark, "sufficient") == 0;
  g_autofree char *text = NULL;

  g_return_if_fail (MC_IS_COMPONENT_ROW (self));

  if (mark != NULL && !sufficient)
    text = reason != NULL ? g_strdup_printf (_ ("Not sufficient: %s"), reason) : g_strdup (_ ("Not sufficient"));
  self->setting = TRUE;
  gtk_check_button_set_active (self->check, sufficient);
  self->setting = FALSE;
  gtk_widget_set_sensitive (GTK_WIDGET (self->check), editable);
  gtk_label_set_label (self->reason, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->reason), text != NULL);
  if (mc_component_row_is_markable (self))
    gtk_stack_set_visible_child (self->mark_stack, text != NULL ? self->insufficient : GTK_WIDGET (self->check));
  update_spoken (self, mark, text);
}

void
mc_component_row_set_viewed (McComponentRow *self, gboolean viewed)
{
  g_autofree char *details = NULL;
  g_autofree char *text = NULL;

  g_return_if_fail (MC_IS_COMPONENT_ROW (self));

  details = details_text (self->component);
  text = viewed && mc_component_row_is_markable (self) ? g_strdup_printf ("%s · %s", details, _ ("looked at"))
                                                       : g_strdup (details);
  if (self->waiting > 0)
    {
      g_autofree char *told = g_steal_pointer (&text);
      g_autofree char *waiting
          = g_strdup_printf (ngettext ("%u file waiting", "%u files waiting", self->waiting), self->waiting);

      text = g_strdup_printf ("%s · %s", told, waiting);
    }
  gtk_label_set_label (self->details, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  viewed ? _ ("looked at") : "", -1);
}
