// SPDX-License-Identifier: GPL-3.0-or-later
/* A planned life at its times, lived act by act. Officials work in office hours, applicants by day and evening. */
#include "mc-training-making.h"

#include "mc-rule.h"

#define DAY_MINUTES 450      /* office minutes of a day */
#define UNKNOWN_DAYS 5       /* how long it takes where no limit is known */
#define SAME_DAY_MINUTES 150 /* guessed where the end of the day is not known yet */
#define LATE_MIN 450         /* office minutes over the date of return */
#define LATE_MAX 2600
#define COUNTER_MINUTES 910 /* at most: it issues a supplement and takes the answer in, and only whole days are added */
#define DETOUR_MINUTES 100  /* at most: others send it back, the counter mends it */
#define MAX_TRIES 8
#define DOSSIERS_A_NOTE 5
#define WAKE (6 * MC_MINUTES_AN_HOUR)

/* In whose hours it is lived: those that its clocks pass in. */
static void
set_office (const McTrainingMaker *self, McLifePlan *plan)
{
  const McSampleUnit *competent = mc_world_find_competent (self->centre, plan->procedure);

  plan->office = mc_calendar_get_office (mc_calendar_get_default (), competent->name);
}

static McDeed *
deed_at (McLifePlan *plan, guint i)
{
  return &g_array_index (plan->deeds, McDeed, i);
}

static gboolean
is_officials (McRole role)
{
  return role < MC_N_OFFICIAL_ROLES;
}

static gboolean
is_late (const McLifePlan *plan)
{
  return (plan->turns & (1u << MC_TURN_LATE)) != 0;
}

static gboolean
is_acceptance (const McDeed *deed)
{
  return g_str_equal (deed->action, "accept");
}

static McWall
into_office (const McLifePlan *plan, McWall at)
{
  return mc_office_subtract_minutes (plan->office, at, 1);
}

/* Minutes before a deed that is no work on the limit; of the office for officials, of the clock for others. */
static gint64
draw_gap (McTrainingMaker *self, const McDeed *deed)
{
  static const int bounds[][2] = {
    [MC_PACE_AT_ONCE] = { 1, 6 },
    [MC_PACE_QUICK] = { 3, 50 },
    [MC_PACE_ANSWER] = { 8, 400 },
    [MC_PACE_WORK] = { 5, 60 },
    [MC_PACE_REPLY] = { 150, 11000 },
    [MC_PACE_PAY] = { 20, 3500 },
    [MC_PACE_COLLECT] = { 10, 1800 },
    [MC_PACE_SHIP] = { 1500, 6500 },
    [MC_PACE_TIME_OVER] = { 12 * DAY_MINUTES, 16 * DAY_MINUTES },
  };

  return deed->gap > 0 ? deed->gap : mc_maker_draw (self, bounds[deed->pace][0], bounds[deed->pace][1]);
}

/* Nobody writes at four in the morning. */
static McWall
awake (McWall at)
{
  int minute = mc_wall_minute (at);

  return minute < WAKE ? at + WAKE - minute : at;
}

static McWall
later (const McLifePlan *plan, const McDeed *deed, McWall at, gint64 gap)
{
  /* the minute after closing is none of work */
  return is_officials (deed->role) ? into_office (plan, mc_office_add_minutes (plan->office, at, gap) + 1)
                                   : awake (at + gap);
}

/* Office minutes that the limit leaves after acceptance. */
static gint64
get_budget (const McLifePlan *plan, McWall accepted)
{
  g_autoptr (GDateTime) at = mc_wall_to_time (accepted);
  const McWorldLimit *limit = mc_world_get_limit (mc_world_get_version (plan->procedure, at), plan->channel);
  const McLimit own = { .unit = mc_limit_unit_from_id (limit->unit), .amount = limit->amount };
  const McRule *rule = mc_rule_book_find (mc_rule_book_get_default (), NULL, NULL, &own, at);
  g_autoptr (GDateTime) due = mc_limit_end (&own, &rule->cutoff, plan->office, at);

  return due != NULL ? MAX (mc_office_minutes_between (plan->office, accepted, mc_wall_from_time (due)), 1)
                     : UNKNOWN_DAYS * DAY_MINUTES;
}

/* The same while nobody knows when it will be accepted. */
static gint64
guess_budget (const McLifePlan *plan)
{
  const McWorldLimit *limit = mc_world_get_limit (plan->procedure, plan->channel);
  McLimitUnit unit = mc_limit_unit_from_id (limit->unit);

  if (unit == MC_LIMIT_UNKNOWN || limit->amount < 0)
    return UNKNOWN_DAYS * DAY_MINUTES;
  if (limit->amount == 0)
    return SAME_DAY_MINUTES;
  if (unit == MC_LIMIT_CALENDAR_DAY)
    return (gint64) limit->amount * DAY_MINUTES * 2 / 3;
  return (gint64) limit->amount * (unit == MC_LIMIT_HOUR ? MC_MINUTES_AN_HOUR : DAY_MINUTES);
}

/* How heavy each piece of work is. */
static int
weigh (const McDeed *deed)
{
  if (deed->pace != MC_PACE_WORK || deed->gap > 0)
    return 0;
  return g_str_equal (deed->action, "submit_approval") || g_str_equal (deed->action, "extend") ? 4 : 1;
}

/* Of the work the part up to the extension gets most of the limit: one asks for time when it is short. */
static gint64
share_of_work (McLifePlan *plan, guint i, gint64 whole, gint64 budget)
{
  guint from = 0, to = plan->deeds->len;
  gint64 part = whole;
  int total = 0;

  for (guint n = 0; n < plan->deeds->len && plan->extended; n++)
    if (g_str_equal (deed_at (plan, n)->action, "extend"))
      {
        from = i <= n ? 0 : n + 1;
        to = i <= n ? n + 1 : to;
        part = i <= n ? budget * 65 / 100 : budget * 35 / 100 + DAY_MINUTES;
        break;
      }
  for (guint n = from; n < to; n++)
    total += weigh (deed_at (plan, n));
  return MAX (part * weigh (deed_at (plan, i)) / MAX (total, 1), 1);
}

/* Office minutes of work in all: mostly early. What the counter does about a supplement runs on the same limit. */
static gint64
draw_work (McTrainingMaker *self, const McLifePlan *plan, gint64 budget)
{
  if (is_late (plan))
    return budget + mc_maker_draw (self, LATE_MIN, LATE_MAX);
  if (plan->turns & (1u << MC_TURN_APPRAISAL))
    budget = MAX (budget - COUNTER_MINUTES, 1);
  if (plan->turns & (1u << MC_TURN_BACK_TO_COUNTER | 1u << MC_TURN_TRANSFER))
    budget = MAX (budget - DETOUR_MINUTES, 1);
  return budget * (mc_maker_draw (self, 0, 20) == 0 ? mc_maker_draw (self, 86, 97) : mc_maker_draw (self, 15, 80))
         / 100;
}

static void
set_times_from (McTrainingMaker *self, McLifePlan *plan, McWall at)
{
  gint64 budget = 0, whole = 0;

  for (guint i = 0; i < plan->deeds->len; i++)
    {
      McDeed *deed = deed_at (plan, i);
      gint64 gap = weigh (deed) > 0 ? share_of_work (plan, i, whole, budget) : draw_gap (self, deed);

      deed->at = i == 0 ? at : later (plan, deed, deed_at (plan, i - 1)->at, gap);
      if (!is_acceptance (deed))
        continue;
      budget = get_budget (plan, deed->at);
      whole = draw_work (self, plan, budget);
    }
}

/* What is handed in online comes in the evening before, too. */
static McWall
draw_evening (McTrainingMaker *self, const McLifePlan *plan, McWall at, McWall now)
{
  int day = mc_wall_day (into_office (plan, now));

  if (mc_wall_day (at) != day || mc_maker_draw (self, 0, 3) != 0)
    return at;
  return mc_wall_at (day - 1, mc_maker_draw (self, 18 * 60, 23 * 60 + 30));
}

static void
set_times_until (McTrainingMaker *self, McLifePlan *plan, gint64 wait, gint64 whole, gboolean for_official, McWall now)
{
  guint last = plan->deeds->len - 1;
  McWall at = for_official ? mc_office_subtract_minutes (plan->office, now, wait) : now - wait;

  for (guint i = last + 1; i > 0; i--)
    {
      McDeed *deed = deed_at (plan, i - 1);

      if (i <= last)
        {
          const McDeed *next = deed_at (plan, i);
          gint64 gap = weigh (next) > 0 ? share_of_work (plan, i, whole, whole) : draw_gap (self, next);

          at = is_officials (next->role) ? mc_office_subtract_minutes (plan->office, next->at, MAX (gap, 1))
                                         : next->at - gap;
        }
      deed->at = is_officials (deed->role) ? into_office (plan, at) : at;
    }
  if (!g_str_equal (plan->channel, "direct") && g_str_equal (deed_at (plan, 0)->action, "submit"))
    deed_at (plan, 0)->at = draw_evening (self, plan, deed_at (plan, 0)->at, now);
}

static gboolean
is_pause (const McDeed *deed)
{
  return g_str_equal (deed->action, "issue_supplement") || g_str_equal (deed->action, "request_payment")
         || g_str_equal (deed->action, "request_withdrawal") || g_str_equal (deed->action, "issue");
}

/* Whether the date of return is still to come, or was when it was paused or done. */
static gboolean
is_in_time (McLifePlan *plan, McWall now)
{
  McWall accepted = MC_WALL_NONE;
  McWall until = now;

  for (guint i = 0; i < plan->deeds->len; i++)
    {
      if (is_acceptance (deed_at (plan, i)))
        accepted = deed_at (plan, i)->at;
      else if (accepted != MC_WALL_NONE && is_pause (deed_at (plan, i)))
        until = MIN (until, deed_at (plan, i)->at);
    }
  return accepted == MC_WALL_NONE
         || mc_office_minutes_between (plan->office, accepted, until) <= get_budget (plan, accepted);
}

static gboolean
has_acceptance (McLifePlan *plan)
{
  for (guint i = 0; i < plan->deeds->len; i++)
    if (is_acceptance (deed_at (plan, i)))
      return TRUE;
  return FALSE;
}

static GDateTime *
time_of (McTrainingMaker *self, McWall at)
{
  g_autoptr (GDateTime) minute = mc_wall_to_time (at);
  g_autoptr (GDateTime) local = g_date_time_add_seconds (minute, (double) (self->number % 60));

  return g_date_time_to_utc (local);
}

static McTrainingRecord *
live (McTrainingMaker *self, McLifePlan *plan, McWall now)
{
  g_autoptr (GDateTime) begun = time_of (self, deed_at (plan, 0)->at);
  McTrainingRecord *record = mc_maker_blank (self, plan->procedure, plan->channel, begun);

  if (plan->model != NULL)
    mc_maker_take_people (record, plan->model);
  if (plan->deeds->len == 1 && mc_measure_drawn (self->rand, MC_SHARE_INCOMPLETE))
    mc_maker_lose_a_paper (record);
  if (plan->sets > 0)
    record->dossier->sets = plan->sets;
  if (plan->story > 0)
    mc_maker_name_story (record, plan->story, plan->title);
  mc_maker_set_delivery (self, record,
                         plan->turns & (1u << MC_TURN_POST)      ? "post"
                         : plan->turns & (1u << MC_TURN_COUNTER) ? "counter"
                                                                 : "electronic");
  for (guint i = 0; i < plan->deeds->len && deed_at (plan, i)->at < now; i++)
    {
      const McDeed *deed = deed_at (plan, i);
      g_autoptr (GDateTime) at = time_of (self, deed->at);

      if (g_str_equal (deed->action, "submit"))
        mc_maker_hand_in (self, record, plan->paid, at);
      else if (!mc_maker_act (self, record, plan, deed, at))
        break;
    }
  if (self->number % DOSSIERS_A_NOTE == 0)
    mc_training_make_note (record->dossier, mc_maker_text (self, "note", plan->procedure)->text);
  return record;
}

McTrainingRecord *
mc_maker_live_from (McTrainingMaker *self, McLifePlan *plan, McWall at, McWall now)
{
  set_office (self, plan);
  set_times_from (self, plan, at);
  return live (self, plan, now);
}

McTrainingRecord *
mc_maker_live_until (McTrainingMaker *self, McLifePlan *plan, const McMeasureStand *stand, McWall now)
{
  gboolean for_official
      = !g_str_equal (stand->until, "submit_supplement") && !g_str_equal (stand->until, "confirm_payment");
  gint64 budget = guess_budget (plan);
  gint64 wait = mc_maker_draw (self, stand->min, stand->max);
  gint64 whole = budget * mc_maker_draw (self, 15, 55) / 100;
  gboolean finished = g_str_equal (stand->until, "receive_result") || g_str_equal (stand->until, "return_result");

  if (is_late (plan))
    whole = budget;
  else if (for_official && !finished && has_acceptance (plan) && wait > budget * 2 / 5)
    wait = MAX (budget * 2 / 5, stand->min);
  set_office (self, plan);
  for (guint tries = 0; tries < MAX_TRIES; tries++)
    {
      set_times_until (self, plan, wait, whole, for_official, now);
      if (is_late (plan) || is_in_time (plan, now))
        break;
      wait = MAX (wait / 2, 1);
      whole = MAX (whole / 2, 1);
    }
  return live (self, plan, now);
}

McTrainingRecord *
mc_maker_live_since (McTrainingMaker *self, McLifePlan *plan, int wait, McWall now)
{
  set_office (self, plan);
  set_times_until (self, plan, wait, guess_budget (plan) / 2, TRUE, now);
  return live (self, plan, now);
}
