// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-explanation.h"

static void
step_free (gpointer data)
{
  McExplanationStep *step = data;

  g_clear_pointer (&step->moved_from, g_date_time_unref);
  g_clear_pointer (&step->moved_to, g_date_time_unref);
  g_clear_pointer (&step->since, g_date_time_unref);
  g_clear_pointer (&step->until, g_date_time_unref);
  g_free (step->reason);
  g_free (step->source);
  g_free (step->actor);
  g_free (step->form_no);
  g_free (step);
}

McExplanation *
mc_explanation_new (void)
{
  McExplanation *self = g_new0 (McExplanation, 1);

  self->steps = g_ptr_array_new_with_free_func (step_free);
  return self;
}

void
mc_explanation_free (McExplanation *self)
{
  g_ptr_array_unref (self->steps);
  g_free (self);
}

gboolean
mc_step_is_moving (McStepKind kind)
{
  return kind <= MC_STEP_EXTENSION;
}

McExplanationStep *
mc_explanation_add (McExplanation *self, McStepKind kind)
{
  McExplanationStep *step;

  if (self == NULL)
    return NULL;
  step = g_new0 (McExplanationStep, 1);
  step->kind = kind;
  g_ptr_array_add (self->steps, step);
  return step;
}

McExplanationStep *
mc_explanation_move (McExplanation *self, McStepKind kind, McWall from, McWall to)
{
  McExplanationStep *step = mc_explanation_add (self, kind);

  if (step == NULL)
    return NULL;
  step->moved_from = mc_wall_to_time (from);
  step->moved_to = mc_wall_to_time (to);
  return step;
}

static void
add_day_off (McExplanation *self, const McDayOff *off, int first, int last)
{
  int weekdays = 0;
  McExplanationStep *step;

  for (int day = first; day <= last; day++)
    weekdays += mc_day_weekday (day) <= G_DATE_FRIDAY;
  if (weekdays == 0)
    return;
  step = mc_explanation_add (self, MC_STEP_SKIPPED);
  step->amount = weekdays;
  step->unit = MC_LIMIT_CALENDAR_DAY;
  step->since = mc_wall_to_time (mc_wall_at (first, 0));
  step->until = mc_wall_to_time (mc_wall_at (last, 0));
  step->reason = g_strdup (off->name);
  step->source = g_strdup (off->decision_no != NULL ? off->decision_no : off->basis);
}

void
mc_explanation_add_days (McExplanation *self, McCalendar *calendar, McWall from, McWall to)
{
  int first = mc_wall_day (from) + 1;
  int last = mc_wall_day (to);
  guint n;
  const McDayOff *days_off = mc_calendar_get_days_off (calendar, &n);
  const McMakeUp *make_ups;

  if (self == NULL)
    return;
  for (guint i = 0; i < n; i++)
    add_day_off (self, &days_off[i], MAX (first, days_off[i].first), MIN (last, days_off[i].last));
  make_ups = mc_calendar_get_make_ups (calendar, &n);
  for (guint i = 0; i < n; i++)
    if (make_ups[i].day >= first && make_ups[i].day <= last)
      {
        McExplanationStep *step = mc_explanation_add (self, MC_STEP_MADE_UP);

        step->amount = 1;
        step->unit = MC_LIMIT_CALENDAR_DAY;
        step->since = mc_wall_to_time (mc_wall_at (make_ups[i].day, 0));
        step->until = mc_wall_to_time (mc_wall_at (make_ups[i].instead_of, 0));
        step->source = g_strdup (make_ups[i].decision_no != NULL ? make_ups[i].decision_no : make_ups[i].basis);
      }
}
