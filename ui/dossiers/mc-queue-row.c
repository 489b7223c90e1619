// SPDX-License-Identifier: GPL-3.0-or-later
#define G_LOG_DOMAIN "mc-ui"
#include "mc-queue-row.h"

#include "mc-deadline-badge.h"
#include "mc-deadline.h"
#include "mc-dossier-words.h"
#include "mc-format.h"
#include "mc-slot.h"
#include "mc-tooltip.h"

struct _McQueueRow
{
  GtkBox parent_instance;

  /* template */
  McDeadlineBadge *badge;
  GtkImage *picked;
  GtkImage *pending;
  GtkImage *needs_you;
  GtkLabel *time;
  GtkInscription *owner;
  GtkLabel *code;
  GtkInscription *procedure;
  GtkLabel *channel;

  McProfile *profile; /* owned */
  McPicks *picks;     /* owned */
  McSlot *slot;       /* owned, while bound */
  GtkListItem *item;  /* not owned: it owns us */
  gboolean stale;     /* what is said is not of the record: made good before the row is seen */
};

G_DEFINE_FINAL_TYPE (McQueueRow, mc_queue_row, GTK_TYPE_BOX)

/* An act on this record that is on its way, or that will not go by itself. (nullable) */
static McOutboxEntry *
find_pending (McQueueRow *self, const McSummary *summary)
{
  return mc_sync_find_pending (mc_profile_get_sync (self->profile), summary->id);
}

static void
show_nothing (McQueueRow *self)
{
  mc_deadline_badge_set (self->badge, NULL, NULL);
  gtk_label_set_label (self->time, "");
  gtk_label_set_label (self->code, "");
  gtk_label_set_label (self->channel, "");
  gtk_inscription_set_text (self->owner, "");
  gtk_inscription_set_text (self->procedure, "");
  gtk_widget_set_visible (GTK_WIDGET (self->picked), FALSE);
  gtk_widget_remove_css_class (GTK_WIDGET (self), "picked");
  gtk_widget_set_visible (GTK_WIDGET (self->pending), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->needs_you), FALSE);
  gtk_widget_remove_css_class (GTK_WIDGET (self), "pending");
}

/* When it is due, by the clock where it is counted by the clock; what has no deadline: when it came. (transfer full) */
static char *
time_text (const McSummary *summary, GDateTime *now)
{
  GDateTime *due = mc_summary_get_deadline (summary);

  if (due == NULL && summary->finished_at == NULL)
    due = summary->supplement_due_at;
  if (due == NULL)
    return mc_format_near (summary->submitted_at, now);
  return mc_format_due (due, now, mc_deadline_is_to_the_hour (mc_calendar_get_default (), due));
}

static void
show_summary (McQueueRow *self, const McSummary *summary)
{
  g_autoptr (GDateTime) now = mc_clock_now (mc_profile_get_clock (self->profile));
  g_autofree char *time = time_text (summary, now);
  g_autofree char *tail = mc_words_code_tail (summary);
  g_autofree char *spoken = NULL;
  McOutboxEntry *entry = find_pending (self, summary);
  gboolean needs_you = entry != NULL && entry->state == MC_OUTBOX_NEEDS_YOU;
  gboolean pending = entry != NULL && !needs_you;
  gboolean picked = mc_picks_has (self->picks, mc_slot_get_key (self->slot));

  mc_deadline_badge_set (self->badge, summary, now);
  gtk_label_set_label (self->time, time);
  gtk_label_set_label (self->code, tail);
  gtk_label_set_label (self->channel, mc_words_channel (summary->channel));
  gtk_inscription_set_text (self->owner, mc_words_owner (summary));
  gtk_inscription_set_text (self->procedure, mc_words_procedure (summary));
  mc_tooltip_set (GTK_WIDGET (self->procedure), summary->secret ? NULL : summary->procedure_name);
  gtk_widget_set_visible (GTK_WIDGET (self->pending), pending);
  gtk_widget_set_visible (GTK_WIDGET (self->needs_you), needs_you);
  if (pending)
    gtk_widget_add_css_class (GTK_WIDGET (self), "pending");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "pending");
  gtk_widget_set_visible (GTK_WIDGET (self->picked), picked);
  if (picked)
    gtk_widget_add_css_class (GTK_WIDGET (self), "picked");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "picked");
  spoken = mc_words_spoken (summary, now, entry, picked);
  gtk_list_item_set_accessible_label (self->item, spoken);
}

static void
summary_changed_cb (McQueueRow *self)
{
  mc_queue_row_refresh (self);
}

static void
refresh (McQueueRow *self)
{
  McSummary *summary = self->slot != NULL ? mc_slot_get_summary (self->slot) : NULL;

  self->stale = FALSE;
  if (summary != NULL)
    show_summary (self, summary);
  else
    show_nothing (self);
}

/* A list keeps some 200 rows and maps the ten that are in sight. */
static void
mc_queue_row_map (GtkWidget *widget)
{
  McQueueRow *self = MC_QUEUE_ROW (widget);

  if (self->stale)
    refresh (self);
  GTK_WIDGET_CLASS (mc_queue_row_parent_class)->map (widget);
}

static void
mc_queue_row_dispose (GObject *object)
{
  McQueueRow *self = MC_QUEUE_ROW (object);

  mc_queue_row_unbind (self);
  g_clear_object (&self->profile);
  g_clear_object (&self->picks);
  gtk_widget_dispose_template (GTK_WIDGET (self), MC_TYPE_QUEUE_ROW);
  G_OBJECT_CLASS (mc_queue_row_parent_class)->dispose (object);
}

static void
mc_queue_row_class_init (McQueueRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mc_queue_row_dispose;
  widget_class->map = mc_queue_row_map;
  g_type_ensure (MC_TYPE_DEADLINE_BADGE);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/motcua/MotCua/dossiers/mc-queue-row.ui");
  gtk_widget_class_bind_template_child (widget_class, McQueueRow, badge);
  gtk_widget_class_bind_template_child (widget_class, McQueueRow, picked);
  gtk_widget_class_bind_template_child (widget_class, McQueueRow, pending);
  gtk_widget_class_bind_template_child (widget_class, McQueueRow, needs_you);
  gtk_widget_class_bind_template_child (widget_class, McQueueRow, time);
  gtk_widget_class_bind_template_child (widget_class, McQueueRow, owner);
  gtk_widget_class_bind_template_child (widget_class, McQueueRow, code);
  gtk_widget_class_bind_template_child (widget_class, McQueueRow, procedure);
  gtk_widget_class_bind_template_child (widget_class, McQueueRow, channel);
}

static void
mc_queue_row_init (McQueueRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

McQueueRow *
mc_queue_row_new (McProfile *profile, McPicks *picks)
{
  McQueueRow *self = g_object_new (MC_TYPE_QUEUE_ROW, NULL);

  self->profile = g_object_ref (profile);
  self->picks = g_object_ref (picks);
  return self;
}

void
mc_queue_row_bind (McQueueRow *self, GtkListItem *item)
{
  g_return_if_fail (MC_IS_QUEUE_ROW (self));

  self->item = item;
  self->slot = g_object_ref (MC_SLOT (gtk_list_item_get_item (item)));
  g_signal_connect_swapped (self->slot, "notify::summary", G_CALLBACK (summary_changed_cb), self);
  mc_queue_row_refresh (self);
}

void
mc_queue_row_unbind (McQueueRow *self)
{
  g_return_if_fail (MC_IS_QUEUE_ROW (self));

  if (self->slot != NULL)
    g_signal_handlers_disconnect_by_data (self->slot, self);
  g_clear_object (&self->slot);
  self->item = NULL;
}

void
mc_queue_row_refresh (McQueueRow *self)
{
  g_return_if_fail (MC_IS_QUEUE_ROW (self));

  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    refresh (self);
  else
    self->stale = TRUE;
}
