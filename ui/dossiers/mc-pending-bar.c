// SPDX-License-Identifier: GPL-3.0-or-later
#define G_LOG_DOMAIN "mc-ui"
#include "mc-pending-bar.h"

#include <glib/gi18n.h>

#include "mc-dossier-words.h"
#include "mc-error-text.h"
#include "mc-format.h"
#include "mc-unsent-act.h"

struct _McPendingBar
{
  GtkBox parent_instance;

  /* template */
  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *detail;
  GtkButton *edit;
  GtkButton *retry;
  GtkButton *discard;

  McProfile *profile; /* owned */
  char *key;          /* of the act */
};

static guint edit_signal;

G_DEFINE_FINAL_TYPE (McPendingBar, mc_pending_bar, GTK_TYPE_BOX)

static char *
waiting_text (McPendingBar *self, const McOutboxEntry *entry)
{
  g_autoptr (GDateTime) now = mc_clock_now (mc_profile_get_clock (self->profile));
  g_autoptr (GDateTime) since = g_date_time_new_from_unix_utc_usec (entry->created_us);
  const McMe *me = mc_sync_get_me (mc_profile_get_sync (self->profile));
  g_autofree char *time = mc_format_time (since, now);

  if (mc_outbox_entry_next_file (entry) != NULL && entry->state == MC_OUTBOX_WAITING)
    {
      g_autofree char *state = mc_outbox_state_text (entry, mc_clock_now_us (mc_profile_get_clock (self->profile)));

      return g_strdup_printf ("%s: %s", mc_words_action (me, entry->act->action), state);
    }
  if (entry->state == MC_OUTBOX_SENDING)
    return g_strdup_printf (_ ("%s: being sent…"), mc_words_action (me, entry->act->action));
  /* Translators: an act, then a time: "Tiếp nhận: chờ gửi từ 10:42" */
  return g_strdup_printf (_ ("%s: waiting to be sent since %s"), mc_words_action (me, entry->act->action), time);
}

static void
edit_cb (McPendingBar *self)
{
  g_signal_emit (self, edit_signal, 0);
}

static void
retry_cb (McPendingBar *self)
{
  /* what comes of it stands in the outbox */
  dex_future_disown (mc_sync_retry (mc_profile_get_sync (self->profile), self->key));
}

static void
discard_cb (McPendingBar *self)
{
  dex_future_disown (mc_unsent_act_give_up (self->profile, self->key));
}

static void
mc_pending_bar_dispose (GObject *object)
{
  McPendingBar *self = MC_PENDING_BAR (object);

  g_clear_object (&self->profile);
  g_clear_pointer (&self->key, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), MC_TYPE_PENDING_BAR);
  G_OBJECT_CLASS (mc_pending_bar_parent_class)->dispose (object);
}

static void
mc_pending_bar_class_init (McPendingBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mc_pending_bar_dispose;
  edit_signal = g_signal_new ("edit", MC_TYPE_PENDING_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/motcua/MotCua/dossiers/mc-pending-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, McPendingBar, icon);
  gtk_widget_class_bind_template_child (widget_class, McPendingBar, title);
  gtk_widget_class_bind_template_child (widget_class, McPendingBar, detail);
  gtk_widget_class_bind_template_child (widget_class, McPendingBar, edit);
  gtk_widget_class_bind_template_child (widget_class, McPendingBar, retry);
  gtk_widget_class_bind_template_child (widget_class, McPendingBar, discard);
  gtk_widget_class_bind_template_callback (widget_class, edit_cb);
  gtk_widget_class_bind_template_callback (widget_class, retry_cb);
  gtk_widget_class_bind_template_callback (widget_class, discard_cb);
}

static void
mc_pending_bar_init (McPendingBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
mc_pending_bar_set (McPendingBar *self, McProfile *profile, McOutboxEntry *entry, gboolean can_edit)
{
  g_autofree char *waiting = NULL;
  gboolean needs_you;

  g_return_if_fail (MC_IS_PENDING_BAR (self));

  gtk_widget_set_visible (GTK_WIDGET (self), entry != NULL);
  if (entry == NULL)
    return;
  g_set_object (&self->profile, profile);
  g_set_str (&self->key, entry->act->key);
  needs_you = entry->state == MC_OUTBOX_NEEDS_YOU;
  waiting = waiting_text (self, entry);
  gtk_label_set_label (self->title, needs_you ? mc_error_text_for_cause (entry->cause) : waiting);
  gtk_label_set_label (self->detail, entry->detail != NULL ? entry->detail : "");
  gtk_widget_set_visible (GTK_WIDGET (self->detail), needs_you && entry->detail != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->edit), needs_you && can_edit);
  gtk_widget_set_visible (GTK_WIDGET (self->retry), needs_you);
  gtk_widget_set_visible (GTK_WIDGET (self->discard), needs_you);
  gtk_image_set_from_icon_name (self->icon, needs_you ? "dialog-warning-symbolic" : "document-open-recent-symbolic");
  if (needs_you)
    gtk_widget_add_css_class (GTK_WIDGET (self), "needs-you");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "needs-you");
}
