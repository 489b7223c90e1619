// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-clock-run.h"

/* What settling has come to. */
typedef struct
{
  const McClockRun *run;
  McExplanation *explanation;
  McWall start;
  gint64 passed;
  gint64 paused;   /* since start or extension */
  McWall extended; /* MC_WALL_NONE: not */
  McWall covered;  /* pauses up to here are in `paused` */
  McWall left_at;  /* end of the pause that was counted last, to be left; MC_WALL_NONE: it is left */
  McWall raw;
  McWall due;
  McWall original_due;
  int used_extensions;
  guint next_extension;
  gboolean open;
} Settling;

void
mc_clock_run_init (McClockRun *self, const McLimit *limit, const McRule *rule, McOffice *office)
{
  *self = (McClockRun) { .limit = limit, .rule = rule, .office = office, .base = MC_WALL_NONE, .ended = MC_WALL_NONE };
  self->spans = g_array_new (FALSE, FALSE, sizeof (McPauseSpan));
  self->extensions = g_array_new (FALSE, FALSE, sizeof (McExtensionSpan));
}

void
mc_clock_run_clear (McClockRun *self)
{
  g_clear_pointer (&self->spans, g_array_unref);
  g_clear_pointer (&self->extensions, g_array_unref);
}

static const McCutoff *
cutoff_of (const McClockRun *self)
{
  static const McCutoff none = { MC_CUTOFF_NONE, 0 };

  return self->is_result ? &self->rule->cutoff : &none;
}

static McPauseSpan *
find_open (McClockRun *self, McPauseCause cause)
{
  for (guint i = 0; i < self->spans->len; i++)
    {
      McPauseSpan *span = &g_array_index (self->spans, McPauseSpan, i);

      if (span->cause == cause && span->end == MC_WALL_NEVER)
        return span;
    }
  return NULL;
}

static void
restart (McClockRun *self, McWall at)
{
  if (at < self->base)
    return;
  self->base = at;
  self->restarted = TRUE;
  self->used_extensions += (int) self->extensions->len;
  g_array_set_size (self->extensions, 0);
  for (guint i = self->spans->len; i > 0; i--)
    if (g_array_index (self->spans, McPauseSpan, i - 1).end <= at)
      g_array_remove_index (self->spans, i - 1);
}

static void
read_pause (McClockRun *self, const McClockEvent *event)
{
  McPauseSpan span = { mc_wall_from_time (event->at), MC_WALL_NEVER, event->cause, event };

  if (self->is_response && event->cause == MC_PAUSE_SUPPLEMENT)
    self->ended = span.start;
  else if (find_open (self, event->cause) == NULL)
    g_array_append_val (self->spans, span);
}

static McWall
resumed_at (McClockRun *self, const McClockEvent *event)
{
  gboolean as_sent = self->rule->resume_at == MC_RESUME_SUBMITTED && event->submitted_at != NULL;

  return mc_wall_from_time (as_sent ? event->submitted_at : event->at);
}

static void
read_resume (McClockRun *self, const McClockEvent *event, McPauseCause cause, gboolean counts_anew)
{
  McWall at = resumed_at (self, event);
  McPauseSpan *span = find_open (self, cause);
  McWall due;

  if (self->is_response && cause == MC_PAUSE_SUPPLEMENT && self->ended != MC_WALL_NONE)
    {
      self->ended = MC_WALL_NONE;
      restart (self, MAX (at, self->base));
    }
  if (span == NULL)
    return;
  at = MAX (at, span->start);
  span->end = at;
  if (!counts_anew || span->start < self->base)
    return;
  due = mc_clock_run_settle (self, 0, NULL).due;
  /* asking when the limit was over heals nothing; no due date: another pause goes on */
  if (due == MC_WALL_NONE || span->start < due)
    restart (self, at);
}

static void
read_extension (McClockRun *self, const McClockEvent *event)
{
  McExtensionSpan extension = { mc_wall_from_time (event->at), mc_wall_from_time (event->until), event };

  if (self->is_result && event->until != NULL)
    g_array_append_val (self->extensions, extension);
}

static void
read_event (McClockRun *self, const McClockEvent *event)
{
  gboolean supplement = event->cause == MC_PAUSE_SUPPLEMENT;

  switch (event->kind)
    {
    case MC_CLOCK_PAUSED:
      read_pause (self, event);
      break;
    case MC_CLOCK_RESUMED:
      read_resume (self, event, event->cause, supplement && self->rule->supplement_policy == MC_SUPPLEMENT_RESTART);
      break;
    case MC_CLOCK_RESTARTED:
      if (find_open (self, MC_PAUSE_SUPPLEMENT) != NULL)
        read_resume (self, event, MC_PAUSE_SUPPLEMENT, TRUE);
      else
        restart (self, mc_wall_from_time (event->at));
      break;
    case MC_CLOCK_EXTENDED:
      read_extension (self, event);
      break;
    case MC_CLOCK_ACCEPTED:
    case MC_CLOCK_ENDED:
      if (self->ended == MC_WALL_NONE)
        self->ended = mc_wall_from_time (event->at);
      break;
    case MC_CLOCK_SUBMITTED:
    case MC_CLOCK_VOIDED:
    case MC_CLOCK_STEP:
    case MC_CLOCK_REOPENED:
    default:
      break;
    }
}

void
mc_clock_run_read (McClockRun *self, McWall base, GPtrArray *events, guint from, guint to)
{
  self->base = base;
  for (guint i = from; i < to; i++)
    read_event (self, g_ptr_array_index (events, i));
}

static void
set_paused (Settling *s, gint64 paused)
{
  const McClockRun *run = s->run;

  s->paused = paused;
  if (s->extended != MC_WALL_NONE)
    s->raw = mc_limit_move (run->limit->unit, run->office, s->extended, paused);
  else
    s->raw = mc_limit_raw_end (run->limit, cutoff_of (run), run->office, s->start, paused - s->passed);
  s->due = mc_limit_roll (run->office, s->raw);
}

static void
explain_span (McExplanationStep *step, const McClockEvent *event, McWall since, McWall until)
{
  if (step == NULL)
    return;
  step->since = mc_wall_to_time (since);
  step->until = mc_wall_to_time (until);
  step->reason = g_strdup (event->reason);
  step->actor = g_strdup (event->actor);
  step->form_no = g_strdup (event->form_no);
}

/* When a pause, of one piece or of several that touch, has been counted whole. Of calendar days alone: a limit that was
 * over on a day off, and paused on it, would else end inside the pause. */
static void
leave_pause (Settling *s)
{
  McOffice *office = s->run->office;
  McWall end = s->left_at;
  McWall before = s->raw;
  int day;
  McExplanationStep *step;

  s->left_at = MC_WALL_NONE;
  if (end == MC_WALL_NONE || s->due > end)
    return;
  /* the first day that has not ended */
  day = mc_wall_day (end);
  if (mc_calendar_is_counted (mc_office_get_calendar (office), day)
      && mc_wall_minute (end) >= mc_office_closing (office, day))
    day++;
  set_paused (s, s->paused + day - mc_wall_day (s->raw));
  step = mc_explanation_move (s->explanation, MC_STEP_AFTER_PAUSE, before, s->raw);
  if (step == NULL)
    return;
  step->amount = day - mc_wall_day (before);
  step->unit = MC_LIMIT_CALENDAR_DAY;
}

static void
add_pause (Settling *s, const McPauseSpan *span, McWall start, McWall end)
{
  McLimitUnit unit = s->run->limit->unit;
  gboolean goes_on = start == s->left_at;
  McWall before;
  McExplanationStep *step;

  if (!goes_on)
    leave_pause (s);
  before = s->raw;
  if (!goes_on && start >= s->due)
    {
      explain_span (mc_explanation_add (s->explanation, MC_STEP_PAUSE_LATE), span->opened, start, end);
      return;
    }
  if (end == MC_WALL_NEVER)
    {
      s->open = TRUE;
      explain_span (mc_explanation_add (s->explanation, MC_STEP_PAUSE_OPEN), span->opened, start, end);
      return;
    }
  set_paused (s, s->paused + mc_limit_pass (unit, s->run->office, start, end));
  step = mc_explanation_move (s->explanation, MC_STEP_PAUSE, before, s->raw);
  explain_span (step, span->opened, start, end);
  if (step != NULL)
    {
      step->amount = mc_limit_pass (unit, s->run->office, start, end);
      step->unit = unit == MC_LIMIT_MONTH ? MC_LIMIT_CALENDAR_DAY : unit;
    }
  s->left_at = end;
}

static void
explain_day_off (Settling *s)
{
  if (s->raw != s->due)
    mc_explanation_move (s->explanation, MC_STEP_DAY_OFF, s->raw, s->due);
}

/* Once, in time, and later than what was promised (T10). */
static void
extend (Settling *s, const McExtensionSpan *extension)
{
  const McClockRun *run = s->run;
  int day = mc_calendar_shift (mc_office_get_calendar (run->office), mc_wall_day (extension->until), 0);
  McWall until = mc_wall_at (day, mc_office_closing (run->office, day));
  McExplanationStep *step;

  leave_pause (s);
  if (s->used_extensions >= run->rule->max_extensions || until <= s->due
      || mc_wall_day (extension->at) > mc_wall_day (s->due) - run->rule->extend_before_days)
    {
      step = mc_explanation_add (s->explanation, MC_STEP_EXTENSION_REFUSED);
      explain_span (step, extension->event, extension->at, until);
      return;
    }
  explain_day_off (s);
  step = mc_explanation_move (s->explanation, MC_STEP_EXTENSION, s->due, until);
  explain_span (step, extension->event, extension->at, until);
  if (s->original_due == MC_WALL_NONE)
    s->original_due = s->due;
  s->used_extensions++;
  s->extended = until;
  set_paused (s, 0);
}

static const McExtensionSpan *
extension_before (Settling *s, McWall when)
{
  const McExtensionSpan *extension;

  if (s->next_extension >= s->run->extensions->len)
    return NULL;
  extension = &g_array_index (s->run->extensions, McExtensionSpan, s->next_extension);
  return extension->at < when ? extension : NULL;
}

static void
settle_span (Settling *s, const McPauseSpan *span)
{
  McWall start = MAX (span->start, s->covered);
  McWall end = s->run->ended != MC_WALL_NONE ? MIN (span->end, s->run->ended) : span->end;
  const McExtensionSpan *extension;

  while ((extension = extension_before (s, end)) != NULL)
    {
      McWall split = MIN (MAX (extension->at, start), end);

      if (split > start)
        add_pause (s, span, start, split);
      start = split;
      extend (s, extension);
      s->next_extension++;
    }
  if (end > start)
    add_pause (s, span, start, end);
  s->covered = MAX (s->covered, end);
}

static void
explain_limit (Settling *s)
{
  const McClockRun *run = s->run;
  McExplanationStep *step;

  step
      = mc_explanation_move (s->explanation, run->restarted ? MC_STEP_RESTART : MC_STEP_START, MC_WALL_NONE, run->base);
  if (step != NULL)
    step->source = g_strdup (run->rule->basis);
  if (s->start != run->base)
    mc_explanation_move (s->explanation, MC_STEP_SHIFT, run->base, s->start);
  step = mc_explanation_move (s->explanation, MC_STEP_LIMIT, s->start, s->raw);
  if (step == NULL)
    return;
  step->amount = run->limit->amount;
  step->unit = run->limit->unit;
  step->source = g_strdup (run->limit->basis);
  step->actor = g_strdup (run->limit->by);
}

static void
explain_end (Settling *s)
{
  const McClockRun *run = s->run;
  McCalendar *calendar = mc_office_get_calendar (run->office);
  gboolean skips = run->limit->unit == MC_LIMIT_WORKING_DAY || run->limit->unit == MC_LIMIT_HOUR;

  explain_day_off (s);
  if (s->open)
    return;
  if (skips && s->extended == MC_WALL_NONE)
    mc_explanation_add_days (s->explanation, calendar, s->start, s->due);
  if (mc_calendar_is_provisional (calendar, mc_day_year (mc_wall_day (s->due))))
    mc_explanation_add (s->explanation, MC_STEP_PROVISIONAL);
}

McClockOutcome
mc_clock_run_settle (const McClockRun *self, gint64 passed, McExplanation *explanation)
{
  const McCutoff *cutoff = cutoff_of (self);
  Settling s = { .run = self, .explanation = explanation, .passed = passed };
  const McExtensionSpan *extension;

  s.extended = MC_WALL_NONE;
  s.left_at = MC_WALL_NONE;
  s.original_due = MC_WALL_NONE;
  s.used_extensions = self->used_extensions;
  s.start = mc_limit_start (self->limit, cutoff, self->office, self->base);
  s.covered = mc_limit_first (self->limit, cutoff, self->office, s.start);
  set_paused (&s, 0);
  explain_limit (&s);
  for (guint i = 0; i < self->spans->len; i++)
    settle_span (&s, &g_array_index (self->spans, McPauseSpan, i));
  while ((extension = extension_before (&s, MC_WALL_NEVER)) != NULL)
    {
      extend (&s, extension);
      s.next_extension++;
    }
  leave_pause (&s);
  explain_end (&s);
  return (McClockOutcome) { s.start, s.open ? MC_WALL_NONE : s.due, s.original_due };
}
