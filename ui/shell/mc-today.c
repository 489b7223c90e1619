// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-today.h"

#include <glib/gi18n.h>

#include "mc-calendar.h"
#include "mc-deadline.h"
#include "mc-role.h"
#include "mc-text.h"

#define DUE "today-due"
/* whom acts assign dossiers to */
#define HANDLES (MC_ROLE_BIT (MC_ROLE_RECEIVER) | MC_ROLE_BIT (MC_ROLE_SPECIALIST))

static const char *const past[] = { "3", "8", "9", "10", NULL };

/* Midnight that ends the day of now in the country: RFC 3339. (transfer full) */
static char *
end_of_day (GDateTime *now)
{
  g_autoptr (GDateTime) local = g_date_time_to_timezone (now, mc_calendar_zone ());
  g_autoptr (GDateTime) day
      = g_date_time_new (mc_calendar_zone (), g_date_time_get_year (local), g_date_time_get_month (local),
                         g_date_time_get_day_of_month (local), 0, 0, 0);
  g_autoptr (GDateTime) next = g_date_time_add_days (day, 1);

  return mc_time_format (next);
}

static McQueue *
add_queue (GPtrArray *queues, const char *id, const char *title)
{
  McQueue *queue = mc_queue_new ();

  queue->id = g_strdup (id);
  queue->title = g_strdup (title);
  queue->filter = mc_filter_new ();
  queue->order = g_strdup ("deadline");
  queue->mine = TRUE;
  g_ptr_array_add (queues, queue);
  return queue;
}

/* late: already, else until midnight. whose: (nullable): all that are seen */
static void
add_deadline (GPtrArray *queues, const char *id, const char *title, gboolean late, GDateTime *now, const char *whose)
{
  g_autofree char *midnight = end_of_day (now);
  const char *const until[] = { midnight, NULL };
  const char *const mine[] = { whose, NULL };
  McQueue *queue = add_queue (queues, id, title);

  mc_deadline_narrow (queue->filter, late ? MC_URGENCY_OVERDUE : MC_URGENCY_PLAIN);
  if (!late)
    mc_filter_add (queue->filter, "deadline", MC_FILTER_BEFORE, until);
  if (whose != NULL)
    mc_filter_add (queue->filter, "handler_id", MC_FILTER_IN, mine);
}

GPtrArray *
mc_today_make_queues (const McMe *me, GDateTime *now)
{
  GPtrArray *queues = g_ptr_array_new_with_free_func ((GDestroyNotify) mc_queue_free);
  const char *const mine[] = { me->sub, NULL };
  McQueue *queue;

  if (me->roles != NULL && (mc_role_set ((const char *const *) me->roles) & HANDLES) != 0)
    {
      add_deadline (queues, "today-overdue-mine", _ ("Overdue, handled by me"), TRUE, now, me->sub);
      add_deadline (queues, "today-due-mine", _ ("Due today, handled by me"), FALSE, now, me->sub);
    }
  add_deadline (queues, "today-overdue", _ ("Overdue, whole unit"), TRUE, now, NULL);
  add_deadline (queues, DUE, _ ("Due today, whole unit"), FALSE, now, NULL);
  queue = add_queue (queues, "today-assigned", _ ("Assigned to me"));
  mc_filter_add (queue->filter, "national_state", MC_FILTER_NOT_IN, past);
  mc_filter_add (queue->filter, "handler_id", MC_FILTER_IN, mine);
  return queues;
}

const McQueue *
mc_today_find_due (GPtrArray *queues)
{
  guint i = 0;

  while (!g_str_equal (((McQueue *) g_ptr_array_index (queues, i))->id, DUE))
    i++;
  return g_ptr_array_index (queues, i);
}
