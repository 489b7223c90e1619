// SPDX-License-Identifier: GPL-3.0-or-later
/* Citizens at work: they submit, bring what was asked for, pay, and ask for their dossiers back, by the table of
 * transitions and by the time of the records, and everything goes the way of any other change: stored, into the log, to
 * whoever listens. Seed and time decide who comes when: the same clock sees the same citizens. */
#include <math.h>
#include <string.h>

#include "mc-calendar.h"
#include "mc-training-habits.h"
#include "mc-training-making.h"
#include "mc-training-private.h"

#define STEP 10          /* seconds: what is drawn at once */
#define MAX_AT_ONCE 200  /* steps with somebody in them that one transaction takes */
#define REST (3 * 86400) /* over this time those come back who would have come while nobody was served */
#define MIX 2654435761u

static void schedule (McTraining *self);

static guint32
mix (guint32 value)
{
  value ^= value >> 16;
  value *= 0x7feb352du;
  value ^= value >> 15;
  value *= 0x846ca68bu;
  return value ^ (value >> 16);
}

/* A number of a dossier's own. */
static guint32
draw (McTraining *self, const char *id, guint32 what)
{
  return mix (mix (g_str_hash (id) ^ self->seed * MIX) + what);
}

static gboolean
has_entry (const McDossier *dossier, const char *action)
{
  for (guint i = 0; i < dossier->history->len; i++)
    if (g_str_equal (((McHistoryEntry *) g_ptr_array_index (dossier->history, i))->action, action))
      return TRUE;
  return FALSE;
}

/* What its applicant has to do now; -1: nothing. */
static int
find_errand (McTraining *self, const McTrainingRecord *record)
{
  const McSummary *s = record->dossier->summary;

  if (s->national_state == MC_HANDLING_SUPPLEMENT)
    return g_str_equal (s->local_step, MC_STEP_SUPPLEMENT_SUBMITTED) ? -1 : MC_VISIT_SUPPLEMENT;
  if (s->national_state == MC_HANDLING_PAYMENT)
    return MC_VISIT_PAYMENT;
  if (s->national_state != MC_HANDLING_NEW && s->national_state != MC_HANDLING_ACCEPTED
      && s->national_state != MC_HANDLING_PROCESSING)
    return -1;
  return has_entry (record->dossier, "request_withdrawal") ? -1 : MC_VISIT_WITHDRAWAL;
}

gboolean
mc_training_plan_visit (McTraining *self, const McTrainingRecord *record)
{
  const McSummary *s = record->dossier->summary;
  int errand = find_errand (self, record);
  /* whether somebody is one who changes their mind is asked once, the rest at each turn of the dossier */
  guint32 drawn = draw (self, s->id, errand == MC_VISIT_WITHDRAWAL ? 0 : (guint32) s->handling_version);
  gint64 at
      = errand >= 0 ? mc_habit_visit ((McVisit) errand, drawn, mc_clock_now_us (self->clock) / G_USEC_PER_SEC) : -1;

  if (at < 0)
    return mc_training_run (self, "DELETE FROM visits WHERE dossier = ?", "s", s->id);
  return mc_training_run (self, "INSERT OR REPLACE INTO visits (dossier, at) VALUES (?, ?)", "si", s->id, at);
}

static char *
day_of (GDateTime *at)
{
  g_autoptr (GDateTime) local = g_date_time_to_timezone (at, mc_calendar_zone ());

  return g_date_time_format (local, "%Y-%m-%d");
}

/* A paper for each component that somebody found fault with, or for the first one that can be asked for. What was brought,
 * a line each. (transfer full) */
static char *
bring_papers (McTraining *self, McTrainingRecord *record)
{
  McDossier *dossier = record->dossier;
  g_autoptr (McTrainingMaker) maker = mc_training_maker_new (self->seed, 1);
  g_autoptr (GString) text = g_string_new (NULL);

  mc_maker_take (maker, draw (self, dossier->summary->id, (guint32) dossier->summary->handling_version),
                 mc_training_find_unit (record->units[MC_SCOPE_RECEIVED]));
  for (guint turn = 0; turn < 2 && text->len == 0; turn++)
    for (guint i = 0; i < dossier->components->len; i++)
      {
        McComponent *component = g_ptr_array_index (dossier->components, i);
        gboolean wrong = component->mark != NULL && !g_str_equal (component->mark, "sufficient");

        if (g_str_equal (component->source, "state_data") || !(wrong || (turn == 1 && text->len == 0)))
          continue;
        mc_maker_add_document (maker, component, "bo-sung");
        g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", component->name);
      }
  return g_string_free_and_steal (g_steal_pointer (&text));
}

/* What the citizen fills in. (transfer full) */
static JsonObject *
fill_in (McTraining *self, McTrainingRecord *record, McVisit visit, const McAccount *who, GDateTime *at)
{
  JsonObject *values = json_object_new ();
  g_autofree char *day = day_of (at);

  if (visit == MC_VISIT_SUPPLEMENT)
    {
      g_autofree char *papers = bring_papers (self, record);

      json_object_set_string_member (values, "received", papers);
      json_object_set_string_member (values, "brought_by", who->name);
    }
  else if (visit == MC_VISIT_PAYMENT)
    {
      g_autofree char *receipt
          = g_strdup_printf ("GD%s%06u", day, draw (self, record->dossier->summary->id, 1) % 1000000);

      json_object_set_string_member (values, "payment_receipt", receipt);
      json_object_set_string_member (values, "paid_on", day);
      json_object_set_string_member (values, "method", "online");
    }
  else
    {
      json_object_set_string_member (values, "requested_on", day);
      json_object_set_string_member (values, "requested_by", who->name);
    }
  return values;
}

/* The portal itself confirms what was paid to it. */
static gboolean
do_errand (McTraining *self, const char *id, gint64 at)
{
  static const char *const actions[MC_N_VISITS] = { "submit_supplement", "confirm_payment", "request_withdrawal" };
  g_autoptr (McTrainingRecord) record = mc_training_load (self, id);
  int errand = record != NULL ? find_errand (self, record) : -1;
  const McHistoryEntry *last;
  g_autoptr (GDateTime) when = NULL;
  g_autoptr (JsonObject) values = NULL;
  McAccount who;

  if (!mc_training_run (self, "DELETE FROM visits WHERE dossier = ?", "s", id))
    return FALSE;
  if (errand < 0)
    return TRUE;
  last = g_ptr_array_index (record->dossier->history, record->dossier->history->len - 1);
  when = g_date_time_new_from_unix_utc (MAX (at, g_date_time_to_unix (last->at)));
  who = errand == MC_VISIT_PAYMENT ? mc_training_system () : mc_training_applicant_of (record);
  values = fill_in (self, record, (McVisit) errand, &who, when);
  /* the result is signed by now, or whatever else the table has against it */
  if (mc_training_do (self, record, &who, actions[errand], values, when) != MC_REFUSAL_NONE)
    return TRUE;
  return mc_training_store (self, record);
}

/* Centres have as many applicants as they have receivers. */
static const McSampleUnit *
pick_centre (GRand *rand)
{
  guint count;
  const McAccount *accounts = mc_training_get_accounts (&count);
  gint32 receivers = 0;
  gint32 drawn;

  for (guint i = 0; i < count; i++)
    receivers += g_str_equal (accounts[i].role, "receiver");
  drawn = g_rand_int_range (rand, 0, receivers);
  for (guint i = 0; i < count; i++)
    if (g_str_equal (accounts[i].role, "receiver") && drawn-- == 0)
      return mc_training_find_unit (accounts[i].unit);
  g_assert_not_reached ();
}

static gboolean
submit (McTraining *self, GRand *rand, gint64 step)
{
  g_autoptr (GDateTime) at = g_date_time_new_from_unix_utc (step * STEP + g_rand_int_range (rand, 0, STEP));
  g_autoptr (McTrainingMaker) maker = mc_training_maker_new (self->seed, mc_training_next_made (self));
  g_autoptr (McTrainingRecord) record = mc_training_maker_submit (maker, pick_centre (rand), at);

  return mc_training_store (self, record);
}

/* How many submit in a step: Poisson, by Knuth. */
static guint
draw_submissions (McTraining *self, GRand *rand, gint64 step)
{
  const guint32 seeds[] = { self->seed, MIX, (guint32) step, (guint32) (step >> 32) };
  g_autoptr (GDateTime) at = g_date_time_new_from_unix_utc (step * STEP);
  double least = exp (-mc_habit_weight (at) * self->citizens_per_hour * STEP / 3600);
  double product;
  guint count = 0;

  g_rand_set_seed_array (rand, seeds, G_N_ELEMENTS (seeds));
  for (product = g_rand_double (rand); product > least; product *= g_rand_double (rand))
    count++;
  return count;
}

/* The dossiers whose applicants come by then. (transfer full) */
static GPtrArray *
find_visits (McTraining *self, gint64 by, GArray *times)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (sqlite3_stmt) row
      = mc_training_query (self, "SELECT dossier, at FROM visits WHERE at < ? ORDER BY at, dossier", "i", by);

  while (sqlite3_step (row) == SQLITE_ROW)
    {
      gint64 at = sqlite3_column_int64 (row, 1);

      g_ptr_array_add (ids, g_strdup ((const char *) sqlite3_column_text (row, 0)));
      g_array_append_val (times, at);
    }
  return ids;
}

/* Everything of one step, in one transaction. found: somebody came. */
static gboolean
do_step (McTraining *self, GRand *rand, gint64 step, gboolean *found)
{
  guint submissions = draw_submissions (self, rand, step);
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) ids = find_visits (self, (step + 1) * STEP, times);
  gboolean done;

  *found = submissions > 0 || ids->len > 0;
  if (!*found)
    return TRUE;
  done = mc_training_begin (self);
  for (guint i = 0; done && i < submissions; i++)
    done = submit (self, rand, step);
  for (guint i = 0; done && i < ids->len; i++)
    done = do_errand (self, g_ptr_array_index (ids, i), g_array_index (times, gint64, i));
  done = done && mc_training_run (self, "INSERT OR REPLACE INTO meta VALUES ('citizens', ?)", "i", step);
  if (done && mc_training_commit (self))
    return TRUE;
  mc_training_rollback (self);
  return FALSE;
}

/* Up to now; what is much is done piece by piece, so that others are answered in between. TRUE: all of it. */
static gboolean
catch_up (McTraining *self)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (0);
  gint64 now = mc_clock_now_us (self->clock) / G_USEC_PER_SEC / STEP;
  guint busy = 0;

  while (self->citizens_step < now && busy < MAX_AT_ONCE)
    {
      gboolean found;

      /* a disk that takes nothing: they come again at the next turn */
      if (!do_step (self, rand, self->citizens_step, &found))
        return TRUE;
      self->citizens_step++;
      busy += found;
    }
  return self->citizens_step >= now;
}

static void
weak_ref_free (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

static DexFuture *
timer_cb (DexFuture *future, gpointer data)
{
  g_autoptr (McTraining) self = g_weak_ref_get (data);

  if (self != NULL)
    schedule (self);
  return NULL;
}

/* A clock that runs fast is looked at four times a second. */
static void
schedule (McTraining *self)
{
  gint64 step = STEP * (gint64) G_USEC_PER_SEC;
  gint64 wait = 1;
  GWeakRef *weak = g_new0 (GWeakRef, 1);

  g_weak_ref_init (weak, self);
  dex_clear (&self->citizens_timer);
  if (catch_up (self))
    wait = MAX (step - mc_clock_now_us (self->clock) % step,
                mc_clock_get_rate (self->clock) * (gint64) G_USEC_PER_SEC / 4);
  self->citizens_timer = dex_future_finally (mc_clock_sleep (self->clock, wait), timer_cb, weak, weak_ref_free);
}

/* Who would have come while nobody was served comes in the next days. */
static gboolean
postpone (McTraining *self, gint64 now)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) ids = find_visits (self, now, times);
  gboolean done = mc_training_begin (self);

  for (guint i = 0; done && i < ids->len; i++)
    {
      const char *id = g_ptr_array_index (ids, i);
      gint64 at = mc_habit_by_day (now + draw (self, id, 2) % REST);

      done = mc_training_run (self, "UPDATE visits SET at = ? WHERE dossier = ?", "is", at, id);
    }
  if (done && mc_training_commit (self))
    return TRUE;
  mc_training_rollback (self);
  return FALSE;
}

static gint64
last_step (McTraining *self)
{
  g_autoptr (sqlite3_stmt) row
      = mc_training_query (self, "SELECT CAST (value AS INTEGER) FROM meta WHERE name = 'citizens'", "");

  return sqlite3_step (row) == SQLITE_ROW ? sqlite3_column_int64 (row, 0) + 1 : 0;
}

gboolean
mc_training_citizens_begin (McTraining *self, guint per_hour)
{
  gint64 now = mc_clock_now_us (self->clock) / G_USEC_PER_SEC;

  self->citizens_per_hour = per_hour;
  if (per_hour == 0)
    return TRUE;
  self->citizens_step = MAX (now / STEP, last_step (self));
  /* what was made without this count has the numbers from 1 */
  if (!mc_training_run (self, "INSERT OR IGNORE INTO meta SELECT 'made', count (*) FROM dossiers", ""))
    return FALSE;
  if (!postpone (self, now))
    return FALSE;
  schedule (self);
  return TRUE;
}
