// SPDX-License-Identifier: GPL-3.0-or-later
#define G_LOG_DOMAIN "mc-ui"
#include "mc-density-toggle.h"

#include "mc-task.h"

/* the journal's name for what the official chose: "cards", "table" */
#define LIST_VIEW "list-view"

struct _McDensityToggle
{
  GtkToggleButton parent_instance;

  /* owned */
  McProfile *profile;
  McScope *scope;
  char *chosen; /* LIST_VIEW; NULL: nothing was chosen, the room decides */

  gboolean fits;
  gboolean suggested;
  gboolean following; /* the button is being set by the room, not by the official */
};

enum
{
  DENSITY_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (McDensityToggle, mc_density_toggle, GTK_TYPE_TOGGLE_BUTTON)

static void
follow (McDensityToggle *self)
{
  gboolean wanted = self->chosen != NULL ? g_str_equal (self->chosen, "table") : self->suggested;

  self->following = TRUE;
  gtk_widget_set_visible (GTK_WIDGET (self), self->fits);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self), self->fits && wanted);
  self->following = FALSE;
  g_signal_emit (self, signals[DENSITY_CHANGED], 0);
}

static DexFuture *
read_fiber (gpointer data)
{
  McDensityToggle *self = data;
  McScope *scope = self->scope;
  GError *error = NULL;
  g_autofree char *chosen
      = mc_await_string (mc_journal_get (mc_profile_get_journal (self->profile), LIST_VIEW), &error);

  if (error != NULL)
    return dex_future_new_for_error (error);
  if (!mc_scope_is_ended (scope) && self->chosen == NULL)
    {
      self->chosen = g_steal_pointer (&chosen);
      follow (self);
    }
  return dex_future_new_true ();
}

static DexFuture *
keep_fiber (gpointer data)
{
  McDensityToggle *self = data;
  GError *error = NULL;

  if (!mc_await (mc_journal_set (mc_profile_get_journal (self->profile), LIST_VIEW, self->chosen), &error))
    return dex_future_new_for_error (error);
  return dex_future_new_true ();
}

static void
mc_density_toggle_toggled (GtkToggleButton *button)
{
  McDensityToggle *self = MC_DENSITY_TOGGLE (button);

  if (self->following || self->profile == NULL)
    return;
  g_set_str (&self->chosen, gtk_toggle_button_get_active (button) ? "table" : "cards");
  g_signal_emit (self, signals[DENSITY_CHANGED], 0);
  mc_task_run (self->scope, "keep list view", keep_fiber, g_object_ref (self), g_object_unref);
}

static void
mc_density_toggle_finalize (GObject *object)
{
  McDensityToggle *self = MC_DENSITY_TOGGLE (object);

  g_clear_object (&self->profile);
  g_clear_object (&self->scope);
  g_free (self->chosen);
  G_OBJECT_CLASS (mc_density_toggle_parent_class)->finalize (object);
}

static void
mc_density_toggle_class_init (McDensityToggleClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mc_density_toggle_finalize;
  GTK_TOGGLE_BUTTON_CLASS (klass)->toggled = mc_density_toggle_toggled;
  signals[DENSITY_CHANGED] = g_signal_new ("density-changed", MC_TYPE_DENSITY_TOGGLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                           NULL, G_TYPE_NONE, 0);
}

static void
mc_density_toggle_init (McDensityToggle *self)
{
}

void
mc_density_toggle_set_profile (McDensityToggle *self, McProfile *profile, McScope *scope)
{
  g_return_if_fail (MC_IS_DENSITY_TOGGLE (self));
  g_return_if_fail (self->profile == NULL);

  self->profile = g_object_ref (profile);
  self->scope = g_object_ref (scope);
  mc_task_run (scope, "list view", read_fiber, g_object_ref (self), g_object_unref);
}

void
mc_density_toggle_set_room (McDensityToggle *self, gboolean fits, gboolean suggested)
{
  g_return_if_fail (MC_IS_DENSITY_TOGGLE (self));

  self->fits = fits;
  self->suggested = suggested;
  follow (self);
}

gboolean
mc_density_toggle_is_table (McDensityToggle *self)
{
  g_return_val_if_fail (MC_IS_DENSITY_TOGGLE (self), FALSE);

  return self->fits && gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self));
}
