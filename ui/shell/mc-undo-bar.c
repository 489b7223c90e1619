// SPDX-License-Identifier: GPL-3.0-or-later
#define G_LOG_DOMAIN "mc-ui"
#include "mc-undo-bar.h"

#include <glib/gi18n.h>

#include "mc-announce.h"
#include "mc-error-text.h"

struct _McUndoBar
{
  AdwBin parent_instance;

  /* template */
  GtkRevealer *revealer;
  GtkLabel *label;

  /* owned */
  McProfile *profile;
  char *said;   /* key of the entry that was announced last */
  guint second; /* source that counts down while something is held */
};

static gboolean second_passed_cb (gpointer data);

G_DEFINE_FINAL_TYPE (McUndoBar, mc_undo_bar, ADW_TYPE_BIN)

/* The newest held entry. (transfer none) (nullable) */
static McOutboxEntry *
find_held (McUndoBar *self)
{
  GPtrArray *entries = self->profile != NULL ? mc_sync_get_outbox (mc_profile_get_sync (self->profile)) : NULL;

  for (guint i = entries != NULL ? entries->len : 0; i > 0; i--)
    {
      McOutboxEntry *entry = g_ptr_array_index (entries, i - 1);

      if (entry->state == MC_OUTBOX_HELD)
        return entry;
    }
  return NULL;
}

/* Once each: the focus is elsewhere, and the time to take it back runs. */
static void
announce (McUndoBar *self, const McOutboxEntry *entry, const char *text)
{
  g_autofree char *words = NULL;

  if (g_strcmp0 (entry->act->key, self->said) == 0)
    return;
  g_set_str (&self->said, entry->act->key);
  words = g_strdup_printf ("%s. %s", text, _ ("Undo (F8)"));
  mc_announce (GTK_WIDGET (self), words, TRUE);
}

static void
show_held (McUndoBar *self)
{
  McOutboxEntry *entry = find_held (self);
  const McMe *me = entry != NULL ? mc_sync_get_me (mc_profile_get_sync (self->profile)) : NULL;
  const McActionInfo *action = me != NULL ? mc_me_find_action (me, entry->act->action) : NULL;
  g_autofree char *state = NULL;
  g_autofree char *text = NULL;

  gtk_revealer_set_reveal_child (self->revealer, entry != NULL);
  gtk_widget_set_can_target (GTK_WIDGET (self->revealer), entry != NULL);
  if (entry == NULL)
    {
      g_clear_handle_id (&self->second, g_source_remove);
      return;
    }
  state = mc_outbox_state_text (entry, mc_clock_now_us (mc_profile_get_clock (self->profile)));
  text = g_strdup_printf ("%s: %s · %s", action != NULL ? action->title : entry->act->action,
                          entry->title != NULL ? entry->title : "", state);
  gtk_label_set_text (self->label, text);
  announce (self, entry, text);
  if (self->second == 0)
    self->second = g_timeout_add_seconds (1, second_passed_cb, self);
}

static gboolean
second_passed_cb (gpointer data)
{
  show_held (data);
  return MC_UNDO_BAR (data)->second != 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static void
outbox_changed_cb (McSync *sync, McUndoBar *self)
{
  show_held (self);
}

static void
undo_clicked_cb (McUndoBar *self)
{
  mc_undo_bar_undo (self);
}

static void
mc_undo_bar_dispose (GObject *object)
{
  McUndoBar *self = MC_UNDO_BAR (object);

  mc_undo_bar_set_profile (self, NULL);
  G_OBJECT_CLASS (mc_undo_bar_parent_class)->dispose (object);
}

static void
mc_undo_bar_finalize (GObject *object)
{
  g_free (MC_UNDO_BAR (object)->said);
  G_OBJECT_CLASS (mc_undo_bar_parent_class)->finalize (object);
}

static void
mc_undo_bar_class_init (McUndoBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mc_undo_bar_dispose;
  G_OBJECT_CLASS (klass)->finalize = mc_undo_bar_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/motcua/MotCua/shell/mc-undo-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, McUndoBar, revealer);
  gtk_widget_class_bind_template_child (widget_class, McUndoBar, label);
  gtk_widget_class_bind_template_callback (widget_class, undo_clicked_cb);
}

static void
mc_undo_bar_init (McUndoBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
mc_undo_bar_set_profile (McUndoBar *self, McProfile *profile)
{
  g_return_if_fail (MC_IS_UNDO_BAR (self));

  g_clear_handle_id (&self->second, g_source_remove);
  if (self->profile != NULL)
    g_signal_handlers_disconnect_by_data (mc_profile_get_sync (self->profile), self);
  g_set_object (&self->profile, profile);
  if (profile == NULL)
    return;
  g_signal_connect (mc_profile_get_sync (profile), "outbox-changed", G_CALLBACK (outbox_changed_cb), self);
  show_held (self);
}

gboolean
mc_undo_bar_can_undo (McUndoBar *self)
{
  g_return_val_if_fail (MC_IS_UNDO_BAR (self), FALSE);

  return self->profile != NULL && find_held (self) != NULL;
}

void
mc_undo_bar_undo (McUndoBar *self)
{
  McOutboxEntry *entry;

  g_return_if_fail (MC_IS_UNDO_BAR (self));

  entry = find_held (self);
  if (entry != NULL)
    dex_future_disown (mc_sync_undo (mc_profile_get_sync (self->profile), entry->act->key));
}
