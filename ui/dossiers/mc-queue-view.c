// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-queue-view.h"

#include <glib/gi18n.h>
#include <stdio.h>

#include "mc-calendar.h"
#include "mc-text.h"

#define LONGEST_TEXT 65536
#define MOST_COLUMNS 16

static const struct
{
  const char *key; /* as it is kept: never another one */
  const char *title;
  const char *field;
} narrows[] = {
  [MC_NARROW_PROCEDURE] = { "procedure", N_ ("Procedure"), "procedure_code" },
  [MC_NARROW_FIELD] = { "field", N_ ("Field"), "field_name" },
  [MC_NARROW_RECEIVED] = { "received", N_ ("Received at"), "received_unit" },
  [MC_NARROW_COMPETENT] = { "competent", N_ ("Competent agency"), "competent_unit" },
  [MC_NARROW_HANDLER] = { "handler", N_ ("Handler"), "handler_id" },
  [MC_NARROW_CHANNEL] = { "channel", N_ ("Channel"), "channel" },
  [MC_NARROW_SUBMITTED_FROM] = { "submitted-from", N_ ("Submitted from"), "submitted_at" },
  [MC_NARROW_SUBMITTED_TO] = { "submitted-to", N_ ("Submitted until"), "submitted_at" },
  [MC_NARROW_ACCEPTED_FROM] = { "accepted-from", N_ ("Accepted from"), "accepted_at" },
  [MC_NARROW_ACCEPTED_TO] = { "accepted-to", N_ ("Accepted until"), "accepted_at" },
  [MC_NARROW_DUE_FROM] = { "due-from", N_ ("Due from"), "deadline" },
  [MC_NARROW_DUE_TO] = { "due-to", N_ ("Due until"), "deadline" },
};

G_STATIC_ASSERT (G_N_ELEMENTS (narrows) == MC_N_NARROWS);

McQueueView *
mc_queue_view_new (void)
{
  return g_new0 (McQueueView, 1);
}

void
mc_queue_view_free (McQueueView *self)
{
  mc_queue_view_widen (self);
  g_free (self->sort);
  g_strfreev (self->columns);
  g_free (self);
}

void
mc_queue_view_narrow (McQueueView *self, McNarrow narrow, const char *value, const char *label)
{
  g_return_if_fail (self != NULL && narrow < MC_N_NARROWS);

  g_set_str (&self->values[narrow], value);
  g_set_str (&self->labels[narrow], value != NULL ? label : NULL);
}

void
mc_queue_view_widen (McQueueView *self)
{
  for (guint i = 0; i < MC_N_NARROWS; i++)
    mc_queue_view_narrow (self, i, NULL, NULL);
}

gboolean
mc_queue_view_is_narrowed (const McQueueView *self)
{
  for (guint i = 0; i < MC_N_NARROWS; i++)
    if (self->values[i] != NULL)
      return TRUE;
  return FALSE;
}

const char *
mc_queue_view_title (McNarrow narrow)
{
  return narrows[narrow].title;
}

const char *
mc_queue_view_field (McNarrow narrow)
{
  return MC_NARROW_IS_DAY (narrow) ? NULL : narrows[narrow].field;
}

/* Midnight at which the day, or the one after it, begins in the country's time: RFC 3339. (transfer full) (nullable) */
static char *
midnight (const char *day, int days_later)
{
  g_autoptr (GDateTime) start = NULL;
  g_autoptr (GDateTime) moved = NULL;
  int y, m, d;

  if (sscanf (day, "%4d-%2d-%2d", &y, &m, &d) != 3)
    return NULL;
  start = g_date_time_new (mc_calendar_zone (), y, m, d, 0, 0, 0);
  moved = start != NULL ? g_date_time_add_days (start, days_later) : NULL;
  return moved != NULL ? mc_time_format (moved) : NULL;
}

static void
add_condition (McFilter *filter, McNarrow narrow, const char *value)
{
  gboolean last_day = narrow == MC_NARROW_SUBMITTED_TO || narrow == MC_NARROW_ACCEPTED_TO || narrow == MC_NARROW_DUE_TO;
  g_autofree char *instant = MC_NARROW_IS_DAY (narrow) ? midnight (value, last_day ? 1 : 0) : NULL;
  const char *values[] = { MC_NARROW_IS_DAY (narrow) ? instant : value, NULL };

  if (values[0] == NULL)
    return;
  mc_filter_add (filter, narrows[narrow].field,
                 !MC_NARROW_IS_DAY (narrow) ? MC_FILTER_IN
                 : last_day                 ? MC_FILTER_BEFORE
                                            : MC_FILTER_NOT_BEFORE,
                 values);
}

McFilter *
mc_queue_view_build_filter (const McQueueView *self, const McFilter *queue)
{
  g_autoptr (McFilter) filter = mc_filter_new ();

  for (guint i = 0; queue != NULL && i < queue->conditions->len; i++)
    {
      const McCondition *condition = g_ptr_array_index (queue->conditions, i);

      mc_filter_add (filter, condition->field, condition->op, (const char *const *) condition->values);
    }
  for (guint i = 0; i < MC_N_NARROWS; i++)
    if (self->values[i] != NULL)
      add_condition (filter, i, self->values[i]);
  return g_steal_pointer (&filter);
}

char *
mc_queue_view_build_order (const McQueueView *self, const char *queue)
{
  if (self->sort == NULL)
    return g_strdup (queue);
  return g_strconcat (self->sort, self->descending ? "_desc" : NULL, NULL);
}

char *
mc_queue_view_to_string (const McQueueView *self)
{
  g_autoptr (GVariant) variant = NULL;
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
  for (guint i = 0; i < MC_N_NARROWS; i++)
    if (self->values[i] != NULL)
      g_variant_builder_add (&builder, "{sv}", narrows[i].key,
                             g_variant_new ("(ss)", self->values[i], self->labels[i] != NULL ? self->labels[i] : ""));
  if (self->sort != NULL)
    g_variant_builder_add (&builder, "{sv}", "sort", g_variant_new ("(sb)", self->sort, self->descending));
  if (self->columns != NULL)
    g_variant_builder_add (&builder, "{sv}", "columns", g_variant_new_strv ((const char *const *) self->columns, -1));
  g_variant_builder_add (&builder, "{sv}", "place", g_variant_new ("(xd)", self->selected_key, self->top));
  variant = g_variant_ref_sink (g_variant_builder_end (&builder));
  return g_variant_print (variant, TRUE);
}

McQueueView *
mc_queue_view_from_string (const char *text)
{
  McQueueView *self = mc_queue_view_new ();
  g_autoptr (GVariant) variant = NULL;
  g_autofree char **columns = NULL;
  gint64 key;
  double top;

  if (text == NULL || strnlen (text, LONGEST_TEXT) == LONGEST_TEXT)
    return self;
  variant = g_variant_parse (G_VARIANT_TYPE_VARDICT, text, NULL, NULL, NULL);
  if (variant == NULL)
    return self;
  for (guint i = 0; i < MC_N_NARROWS; i++)
    {
      const char *value, *label;

      if (g_variant_lookup (variant, narrows[i].key, "(&s&s)", &value, &label))
        mc_queue_view_narrow (self, i, value, label);
    }
  if (!g_variant_lookup (variant, "sort", "(sb)", &self->sort, &self->descending))
    self->sort = NULL;
  if (g_variant_lookup (variant, "columns", "^a&s", &columns) && columns[0] != NULL
      && g_strv_length (columns) <= MOST_COLUMNS)
    self->columns = g_strdupv (columns);
  if (g_variant_lookup (variant, "place", "(xd)", &key, &top) && top >= 0)
    {
      self->selected_key = key;
      self->top = top;
    }
  return self;
}

char *
mc_queue_view_parse_day (const char *text)
{
  int d, m, y;
  char rest;

  if (sscanf (text, " %2d/%2d/%4d %c", &d, &m, &y, &rest) != 3 || y < 1900 || y > 9998 || m < 1 || m > 12 || d < 1
      || !g_date_valid_dmy ((GDateDay) d, (GDateMonth) m, (GDateYear) y))
    return NULL;
  return g_strdup_printf ("%04d-%02d-%02d", y, m, d);
}

char *
mc_queue_view_format_day (const char *day)
{
  int y, m, d;

  if (day == NULL || sscanf (day, "%4d-%2d-%2d", &y, &m, &d) != 3)
    return NULL;
  return g_strdup_printf ("%02d/%02d/%04d", d, m, y);
}
