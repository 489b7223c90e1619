// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-deadline-badge.h"

#include <glib/gi18n.h>
#include <math.h>

#include "mc-deadline.h"
#include "mc-handling.h"
#include "mc-tooltip.h"

#define SHAPE_SIZE 10  /* of what is drawn, before it grows with the text */
#define LINE_HEIGHT 18 /* of the text it is drawn beside */
#define SPACING 6

struct _McDeadlineBadge
{
  GtkWidget parent_instance;

  /* children */
  GtkWidget *label;

  McUrgency urgency;
};

G_DEFINE_FINAL_TYPE (McDeadlineBadge, mc_deadline_badge, GTK_TYPE_WIDGET)

static const char *const classes[] = {
  [MC_URGENCY_NONE] = "none",       [MC_URGENCY_PLAIN] = "plain",   [MC_URGENCY_SOON] = "soon",
  [MC_URGENCY_OVERDUE] = "overdue", [MC_URGENCY_PAUSED] = "paused", [MC_URGENCY_FINISHED] = "finished",
};

/* What waits for the applicant stands still, also before acceptance, where no clock of the office runs. */
static McUrgency
urgency_of (const McSummary *summary, const McDeadline *deadline)
{
  if (deadline->urgency == MC_URGENCY_NONE
      && (summary->national_state == MC_HANDLING_SUPPLEMENT || summary->national_state == MC_HANDLING_PAYMENT))
    return MC_URGENCY_PAUSED;
  return deadline->urgency;
}

static char *
overdue_text (const McDeadline *deadline)
{
  gulong n = (gulong) deadline->amount;

  if (deadline->kind == MC_CLOCK_KIND_RESPONSE && deadline->in_hours)
    return g_strdup_printf (ngettext ("Answer overdue by %d hour", "Answer overdue by %d hours", n), deadline->amount);
  if (deadline->kind == MC_CLOCK_KIND_RESPONSE)
    return g_strdup_printf (ngettext ("Answer overdue by %d day", "Answer overdue by %d days", n), deadline->amount);
  if (deadline->kind == MC_CLOCK_KIND_STEP && deadline->in_hours)
    return g_strdup_printf (ngettext ("Step overdue by %d hour", "Step overdue by %d hours", n), deadline->amount);
  if (deadline->kind == MC_CLOCK_KIND_STEP)
    return g_strdup_printf (ngettext ("Step overdue by %d day", "Step overdue by %d days", n), deadline->amount);
  if (deadline->in_hours)
    return g_strdup_printf (ngettext ("Overdue by %d hour", "Overdue by %d hours", n), deadline->amount);
  return g_strdup_printf (ngettext ("Overdue by %d day", "Overdue by %d days", n), deadline->amount);
}

static char *
left_text (const McDeadline *deadline)
{
  gulong n = (gulong) deadline->amount;

  if (deadline->kind == MC_CLOCK_KIND_STEP && deadline->in_hours)
    return g_strdup_printf (ngettext ("Step: %d hour left", "Step: %d hours left", n), deadline->amount);
  if (deadline->kind == MC_CLOCK_KIND_STEP)
    return g_strdup_printf (ngettext ("Step: %d day left", "Step: %d days left", n), deadline->amount);
  if (deadline->in_hours)
    return g_strdup_printf (ngettext ("%d hour left", "%d hours left", n), deadline->amount);
  return g_strdup_printf (ngettext ("%d day left", "%d days left", n), deadline->amount);
}

static char *
supplement_text (const McDeadline *deadline)
{
  gulong n = (gulong) deadline->amount;

  if (deadline->amount < 0)
    return g_strdup (_ ("Waiting for the applicant's supplement – the time is over"));
  if (deadline->amount == 0)
    return g_strdup (_ ("Waiting for the applicant's supplement – until the end of today"));
  return g_strdup_printf (ngettext ("Waiting for the applicant's supplement – %d day left",
                                    "Waiting for the applicant's supplement – %d days left", n),
                          deadline->amount);
}

static char *
paused_text (const McSummary *summary, const McDeadline *deadline)
{
  gboolean pays = summary->national_state == MC_HANDLING_PAYMENT;

  if (deadline->kind == MC_CLOCK_KIND_APPLICANT)
    return supplement_text (deadline);
  if (summary->accepted_at == NULL)
    return g_strdup (pays ? _ ("Waiting for payment") : _ ("Waiting for the applicant's supplement"));
  return g_strdup (pays ? _ ("Clock paused – waiting for payment") : _ ("Clock paused – waiting for the supplement"));
}

static char *
finished_text (const McDeadline *deadline)
{
  int days = ABS (deadline->amount);

  if (deadline->amount == 0)
    return g_strdup (_ ("Finished in time"));
  if (deadline->amount > 0)
    return g_strdup_printf (ngettext ("Finished %d day early", "Finished %d days early", (gulong) days), days);
  return g_strdup_printf (ngettext ("Finished %d day late", "Finished %d days late", (gulong) days), days);
}

static char *
deadline_text (const McSummary *summary, const McDeadline *deadline)
{
  switch (urgency_of (summary, deadline))
    {
    case MC_URGENCY_OVERDUE:
      return overdue_text (deadline);
    case MC_URGENCY_SOON:
    case MC_URGENCY_PLAIN:
      return left_text (deadline);
    case MC_URGENCY_PAUSED:
      return paused_text (summary, deadline);
    case MC_URGENCY_FINISHED:
      return finished_text (deadline);
    case MC_URGENCY_NONE:
    default:
      return summary->accepted_at != NULL && summary->finished_at == NULL ? g_strdup (_ ("No due date yet")) : NULL;
    }
}

static void
set_tooltip (McDeadlineBadge *self, const McDeadline *deadline)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (deadline->kind == MC_CLOCK_KIND_RESPONSE)
    g_string_append (text, _ ("Answer due"));
  else if (deadline->kind == MC_CLOCK_KIND_STEP)
    g_string_append (text, _ ("Due date of this step"));
  if (deadline->in_hours
      && (deadline->urgency == MC_URGENCY_SOON || deadline->urgency == MC_URGENCY_PLAIN
          || deadline->urgency == MC_URGENCY_OVERDUE))
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", _ ("Working hours"));
  if (deadline->provisional)
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", _ ("Provisional (calendar not final)"));
  mc_tooltip_set (GTK_WIDGET (self), text->len > 0 ? text->str : NULL);
}

/* Pixels, at least SHAPE_SIZE: it stays as large as the text beside it. */
static int
shape_size (McDeadlineBadge *self)
{
  int line;

  gtk_widget_measure (self->label, GTK_ORIENTATION_VERTICAL, -1, NULL, &line, NULL, NULL);
  return MAX (SHAPE_SIZE, SHAPE_SIZE * line / LINE_HEIGHT);
}

/* ● ◐ ○ ❚❚ ✓ drawn, so that no font decides how they look. */
static void
draw_shape (McDeadlineBadge *self, cairo_t *cr, int size)
{
  double radius = SHAPE_SIZE / 2.0 - 1;
  GdkRGBA color;

  gtk_widget_get_color (GTK_WIDGET (self), &color);
  gdk_cairo_set_source_rgba (cr, &color);
  cairo_translate (cr, size / 2.0, gtk_widget_get_height (GTK_WIDGET (self)) / 2.0);
  cairo_scale (cr, (double) size / SHAPE_SIZE, (double) size / SHAPE_SIZE);
  cairo_set_line_width (cr, 1.5);
  switch (self->urgency)
    {
    case MC_URGENCY_OVERDUE:
      cairo_arc (cr, 0, 0, radius + 0.75, 0, 2 * G_PI);
      cairo_fill (cr);
      break;
    case MC_URGENCY_SOON:
      cairo_arc (cr, 0, 0, radius, 0, 2 * G_PI);
      cairo_stroke (cr);
      cairo_arc (cr, 0, 0, radius, G_PI / 2, 3 * G_PI / 2);
      cairo_fill (cr);
      break;
    case MC_URGENCY_PAUSED:
      cairo_rectangle (cr, -3.5, -4, 2.5, 8);
      cairo_rectangle (cr, 1, -4, 2.5, 8);
      cairo_fill (cr);
      break;
    case MC_URGENCY_FINISHED:
      cairo_set_line_width (cr, 2);
      cairo_move_to (cr, -4, 0);
      cairo_line_to (cr, -1, 3);
      cairo_line_to (cr, 4, -3.5);
      cairo_stroke (cr);
      break;
    case MC_URGENCY_PLAIN:
    case MC_URGENCY_NONE:
    default:
      cairo_arc (cr, 0, 0, radius, 0, 2 * G_PI);
      cairo_stroke (cr);
      break;
    }
}

static void
mc_deadline_badge_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  McDeadlineBadge *self = MC_DEADLINE_BADGE (widget);
  int size = shape_size (self);
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, (float) size, (float) gtk_widget_get_height (widget));
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &bounds);

  draw_shape (self, cr, size);
  cairo_destroy (cr);
  GTK_WIDGET_CLASS (mc_deadline_badge_parent_class)->snapshot (widget, snapshot);
}

static void
mc_deadline_badge_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                           int *minimum_baseline, int *natural_baseline)
{
  McDeadlineBadge *self = MC_DEADLINE_BADGE (widget);
  gboolean across = orientation == GTK_ORIENTATION_HORIZONTAL;
  int size = shape_size (self);

  gtk_widget_measure (self->label, orientation, -1, minimum, natural, minimum_baseline, natural_baseline);
  *minimum = across ? *minimum + size + SPACING : MAX (*minimum, size);
  *natural = across ? *natural + size + SPACING : MAX (*natural, size);
}

static void
mc_deadline_badge_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  McDeadlineBadge *self = MC_DEADLINE_BADGE (widget);
  int before = shape_size (self) + SPACING;
  const GtkAllocation place = { before, 0, width - before, height };

  gtk_widget_size_allocate (self->label, &place, baseline);
}

static void
mc_deadline_badge_dispose (GObject *object)
{
  McDeadlineBadge *self = MC_DEADLINE_BADGE (object);

  g_clear_pointer (&self->label, gtk_widget_unparent);
  G_OBJECT_CLASS (mc_deadline_badge_parent_class)->dispose (object);
}

static void
mc_deadline_badge_class_init (McDeadlineBadgeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mc_deadline_badge_dispose;
  widget_class->snapshot = mc_deadline_badge_snapshot;
  widget_class->measure = mc_deadline_badge_measure;
  widget_class->size_allocate = mc_deadline_badge_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "deadline");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LABEL);
}

static void
mc_deadline_badge_init (McDeadlineBadge *self)
{
  self->label = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (self->label), 0);
  gtk_widget_add_css_class (self->label, "numeric");
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

McDeadlineBadge *
mc_deadline_badge_new (void)
{
  return g_object_new (MC_TYPE_DEADLINE_BADGE, NULL);
}

void
mc_deadline_badge_set (McDeadlineBadge *self, const McSummary *summary, GDateTime *now)
{
  McDeadline deadline;
  g_autofree char *text = NULL;

  g_return_if_fail (MC_IS_DEADLINE_BADGE (self));

  if (summary != NULL)
    {
      deadline = mc_deadline_of (summary, mc_calendar_get_default (), now);
      text = deadline_text (summary, &deadline);
    }
  gtk_widget_set_visible (GTK_WIDGET (self), text != NULL);
  if (text == NULL)
    return;

  gtk_widget_remove_css_class (GTK_WIDGET (self), classes[self->urgency]);
  self->urgency = urgency_of (summary, &deadline);
  gtk_widget_add_css_class (GTK_WIDGET (self), classes[self->urgency]);
  gtk_label_set_label (GTK_LABEL (self->label), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  set_tooltip (self, &deadline);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

char *
mc_deadline_badge_text (const McSummary *summary, GDateTime *now)
{
  McDeadline deadline;

  g_return_val_if_fail (summary != NULL, NULL);

  deadline = mc_deadline_of (summary, mc_calendar_get_default (), now);
  return deadline_text (summary, &deadline);
}

void
mc_deadline_badge_style (GtkWidget *widget, const McSummary *summary, GDateTime *now)
{
  McUrgency urgency = MC_URGENCY_PLAIN;

  g_return_if_fail (GTK_IS_WIDGET (widget));

  if (summary != NULL)
    {
      McDeadline deadline = mc_deadline_of (summary, mc_calendar_get_default (), now);

      urgency = urgency_of (summary, &deadline);
    }
  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    if (i != urgency && gtk_widget_has_css_class (widget, classes[i]))
      gtk_widget_remove_css_class (widget, classes[i]);
  if (urgency != MC_URGENCY_PLAIN)
    gtk_widget_add_css_class (widget, classes[urgency]);
}
