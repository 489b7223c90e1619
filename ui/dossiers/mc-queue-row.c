// SPDX-License-Identifier: GPL-3.0-or-later
#define G_LOG_DOMAIN "mc-ui"
#include "mc-queue-row.h"

#include <glib/gi18n.h>

#include "mc-deadline-badge.h"
#include "mc-deadline.h"
#include "mc-dossier-words.h"
#include "mc-format.h"
#include "mc-slot.h"
#include "mc-tooltip.h"

#define N_LINES 3
#define MAX_IN_LINE 5
#define SPACING 6
#define LINE_SPACING 3

struct _McQueueRow
{
  GtkWidget parent_instance;

  /* template */
  McDeadlineBadge *badge;
  GtkLabel *time;
  GtkInscription *owner;
  GtkLabel *code;
  GtkInscription *procedure;
  GtkLabel *channel;

  /* children, made when there is something to tell */
  GtkWidget *picked;
  GtkWidget *pending;
  GtkWidget *needs_you;

  McProfile *profile; /* owned */
  McPicks *picks;     /* owned */
  McSlot *slot;       /* owned, while bound */
  GtkListItem *item;  /* not owned: it owns us */
  gboolean stale;     /* what is said is not of the record: made good before the row is seen */
};

G_DEFINE_FINAL_TYPE (McQueueRow, mc_queue_row, GTK_TYPE_WIDGET)

/* An act on this record that is on its way, or that will not go by itself. (nullable) */
static McOutboxEntry *
find_pending (McQueueRow *self, const McSummary *summary)
{
  return mc_sync_find_pending (mc_profile_get_sync (self->profile), summary->id);
}

/* What stands in a line, from left to right, NULL-terminated; the widget that takes the room left over. */
static GtkWidget *
get_line (McQueueRow *self, guint line, GtkWidget *widgets[MAX_IN_LINE + 1])
{
  GtkWidget *const lines[N_LINES][MAX_IN_LINE] = {
    { GTK_WIDGET (self->badge), self->picked, self->pending, self->needs_you, GTK_WIDGET (self->time) },
    { GTK_WIDGET (self->code), GTK_WIDGET (self->owner) },
    { GTK_WIDGET (self->procedure), GTK_WIDGET (self->channel) },
  };
  guint n = 0;

  for (guint i = 0; i < MAX_IN_LINE; i++)
    if (lines[line][i] != NULL && gtk_widget_should_layout (lines[line][i]))
      widgets[n++] = lines[line][i];
  widgets[n] = NULL;
  return line == 1 ? GTK_WIDGET (self->owner) : lines[line][0];
}

/* line: adds up across, takes the most of what stands beside each other down. */
static void
measure_line (McQueueRow *self, guint line, GtkOrientation orientation, int *minimum, int *natural)
{
  GtkWidget *widgets[MAX_IN_LINE + 1];

  *minimum = *natural = 0;
  get_line (self, line, widgets);
  for (guint i = 0; widgets[i] != NULL; i++)
    {
      int min, nat;

      gtk_widget_measure (widgets[i], orientation, -1, &min, &nat, NULL, NULL);
      if (orientation == GTK_ORIENTATION_VERTICAL)
        {
          *minimum = MAX (*minimum, min);
          *natural = MAX (*natural, nat);
        }
      else
        {
          *minimum += min + (i > 0 ? SPACING : 0);
          *natural += nat + (i > 0 ? SPACING : 0);
        }
    }
}

/* Everything but the widget that gives way has its natural width as long as that leaves it its least. */
static void
allocate_line (McQueueRow *self, guint line, int width, int y, int height)
{
  GtkWidget *widgets[MAX_IN_LINE + 1];
  GtkWidget *flexible = get_line (self, line, widgets);
  gboolean flexes = gtk_widget_should_layout (flexible);
  int widths[MAX_IN_LINE] = { 0 };
  int left = width, x = 0, least = 0;

  if (flexes)
    gtk_widget_measure (flexible, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  for (guint i = 0; widgets[i] != NULL; i++)
    left -= i > 0 ? SPACING : 0;
  for (guint i = 0; widgets[i] != NULL; i++)
    if (widgets[i] != flexible)
      {
        int min, nat;

        gtk_widget_measure (widgets[i], GTK_ORIENTATION_HORIZONTAL, -1, &min, &nat, NULL, NULL);
        widths[i] = CLAMP (left - least, min, nat);
        left -= widths[i];
      }
  /* without it the last keeps to the end */
  x = flexes ? 0 : MAX (left, 0);
  for (guint i = 0; widgets[i] != NULL; i++)
    {
      GtkAllocation place = { x, y, widgets[i] == flexible ? MAX (left, least) : widths[i], height };

      gtk_widget_size_allocate (widgets[i], &place, -1);
      x += place.width + SPACING;
    }
}

/* An icon of the first line; made the first time it is wanted. */
static void
show_icon (McQueueRow *self, GtkWidget **icon, gboolean visible, const char *name, const char *tooltip,
           const char *css_class)
{
  if (*icon == NULL && visible)
    {
      *icon = gtk_image_new_from_icon_name (name);
      gtk_widget_set_tooltip_text (*icon, tooltip);
      if (css_class != NULL)
        gtk_widget_add_css_class (*icon, css_class);
      gtk_widget_insert_before (*icon, GTK_WIDGET (self), GTK_WIDGET (self->time));
    }
  if (*icon != NULL)
    gtk_widget_set_visible (*icon, visible);
}

static void
show_icons (McQueueRow *self, gboolean picked, gboolean pending, gboolean needs_you)
{
  show_icon (self, &self->picked, picked, "object-select-symbolic", _ ("Picked"), "accent");
  show_icon (self, &self->pending, pending, "document-open-recent-symbolic", _ ("Waiting to be sent"), NULL);
  show_icon (self, &self->needs_you, needs_you, "dialog-warning-symbolic", _ ("Needs your attention"), "warning");
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
  show_icons (self, FALSE, FALSE, FALSE);
  gtk_widget_remove_css_class (GTK_WIDGET (self), "picked");
  gtk_widget_remove_css_class (GTK_WIDGET (self), "pending");
}

/* When it is due, by the clock where it is counted by the clock; what has no deadline: when it came. (transfer full) */
static char *
time_text (const McSummary *summary, GDateTime *now)
{
  GDateTime *due = mc_summary_get_deadline (summary);
  McOffice *office = mc_office_of_summary (mc_calendar_get_default (), summary);

  if (due == NULL && summary->finished_at == NULL)
    due = summary->supplement_due_at;
  if (due == NULL)
    return mc_format_near (summary->submitted_at, now);
  return mc_format_due (due, now, mc_deadline_is_to_the_hour (office, due));
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
  show_icons (self, picked, pending, needs_you);
  if (pending)
    gtk_widget_add_css_class (GTK_WIDGET (self), "pending");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "pending");
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

static GtkSizeRequestMode
mc_queue_row_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
mc_queue_row_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                      int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = 0;
  for (guint line = 0; line < N_LINES; line++)
    {
      int min, nat;

      measure_line (MC_QUEUE_ROW (widget), line, orientation, &min, &nat);
      if (orientation == GTK_ORIENTATION_VERTICAL)
        {
          *minimum += min + (line > 0 ? LINE_SPACING : 0);
          *natural += nat + (line > 0 ? LINE_SPACING : 0);
        }
      else
        {
          *minimum = MAX (*minimum, min);
          *natural = MAX (*natural, nat);
        }
    }
}

static void
mc_queue_row_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  int y = 0;

  for (guint line = 0; line < N_LINES; line++)
    {
      int min, nat;

      measure_line (MC_QUEUE_ROW (widget), line, GTK_ORIENTATION_VERTICAL, &min, &nat);
      allocate_line (MC_QUEUE_ROW (widget), line, width, y, nat);
      y += nat + LINE_SPACING;
    }
}

static void
mc_queue_row_dispose (GObject *object)
{
  McQueueRow *self = MC_QUEUE_ROW (object);

  mc_queue_row_unbind (self);
  g_clear_object (&self->profile);
  g_clear_object (&self->picks);
  gtk_widget_dispose_template (GTK_WIDGET (self), MC_TYPE_QUEUE_ROW);
  self->picked = self->pending = self->needs_you = NULL;
  for (GtkWidget *child; (child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL;)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (mc_queue_row_parent_class)->dispose (object);
}

static void
mc_queue_row_class_init (McQueueRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mc_queue_row_dispose;
  widget_class->map = mc_queue_row_map;
  widget_class->get_request_mode = mc_queue_row_get_request_mode;
  widget_class->measure = mc_queue_row_measure;
  widget_class->size_allocate = mc_queue_row_size_allocate;
  g_type_ensure (MC_TYPE_DEADLINE_BADGE);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/motcua/MotCua/dossiers/mc-queue-row.ui");
  gtk_widget_class_bind_template_child (widget_class, McQueueRow, badge);
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
