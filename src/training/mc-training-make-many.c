// SPDX-License-Identifier: GPL-3.0-or-later
/* Many dossiers on all processors, told in their order: seed and number make each, whoever's turn it is. */
#include "mc-training-making.h"

#define AHEAD 8 /* batches made before they are taken */
#define MAX_WORKERS 4
#define TRIPLE 3
#define MIN_FOR_TRIPLE 20

struct _McMakerMany
{
  guint32 seed;
  GDateTime *today;
  McWall now;
  McMakerDays *days;
  GArray *batches; /* McMakerBatch */

  GMutex lock;
  GCond changed;
  GPtrArray **made; /* by batch, NULL until it is made: of McTrainingRow */
  guint begun;      /* batches that somebody makes or has made */
  guint taken;
  gboolean stopped;
  GPtrArray *workers; /* GThread */
};

McMakerMany *
mc_maker_many_new (guint32 seed, GDateTime *now, McMakerDays *days)
{
  McMakerMany *self = g_new0 (McMakerMany, 1);

  self->seed = seed;
  self->today = g_date_time_ref (now);
  self->now = mc_wall_from_time (now);
  self->days = days;
  self->batches = g_array_new (FALSE, FALSE, sizeof (McMakerBatch));
  self->workers = g_ptr_array_new ();
  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  return self;
}

void
mc_maker_many_add (McMakerMany *self, const McMakerBatch *batch)
{
  for (guint first = 0; first < batch->count; first += MC_BATCH)
    {
      McMakerBatch part = *batch;

      part.first = batch->first + first;
      part.number = batch->number + first;
      part.count = MIN (batch->count - first, MC_BATCH);
      g_array_append_val (self->batches, part);
    }
}

/* Days between being handed in and the end that most of them need. */
static int
days_needed (const McLifePlan *plan)
{
  const McWorldLimit *limit = mc_world_get_limit (plan->procedure, plan->channel);
  int days = MAX (limit->amount, 1) * (g_str_equal (limit->unit, "working_day") ? 3 : 2) / 2 + 2;

  if (plan->turns & (1u << MC_TURN_SUPPLEMENT | 1u << MC_TURN_APPRAISAL))
    days += 12;
  if (plan->turns & (1u << MC_TURN_POST | 1u << MC_TURN_TAX))
    days += 6;
  for (guint i = 0; i < plan->deeds->len; i++)
    if (g_array_index (plan->deeds, McDeed, i).pace == MC_PACE_TIME_OVER)
      days += 25;
  if (g_str_equal (g_array_index (plan->deeds, McDeed, plan->deeds->len - 1).action, "receive_result"))
    days += 31; /* nobody has fetched it since */
  return days;
}

static void
put (GPtrArray *rows, McTrainingRecord *record)
{
  g_ptr_array_add (rows, mc_training_row_new (record));
}

/* The same again from the same person, minutes later; the second and the third are refused. */
static void
add_again (McMakerMany *self, McTrainingMaker *maker, const McMakerBatch *batch, const McLifePlan *first,
           const McTrainingRecord *model, McWall begun, GPtrArray *rows)
{
  for (int n = 1; n < TRIPLE; n++)
    {
      g_auto (McLifePlan) plan = { .procedure = first->procedure, .duplicate = TRUE, .model = model->dossier };

      mc_maker_take (maker, batch->number + rows->len, batch->centre);
      mc_maker_plan_whole (maker, &plan, self->today);
      put (rows, mc_maker_live_from (maker, &plan, begun + 4 * n, self->now));
    }
}

static void
add_whole (McMakerMany *self, McTrainingMaker *maker, const McMakerBatch *batch, GPtrArray *rows)
{
  g_auto (McLifePlan) plan = { 0 };
  McTrainingRecord *record;
  guint i = batch->first + rows->len;
  double part;
  McWall begun;

  mc_maker_take (maker, batch->number + rows->len, batch->centre);
  mc_maker_plan_whole (maker, &plan, self->today);
  part = (i + mc_maker_draw (maker, 0, 1000) / 1000.0) / batch->whole;
  begun = mc_maker_days_draw (maker, self->days, part, mc_wall_day (self->now) - days_needed (&plan),
                              !g_str_equal (plan.channel, "direct"));
  record = mc_maker_live_from (maker, &plan, begun, self->now);
  put (rows, record);
  if (g_str_equal (plan.channel, "online") && rows->len + TRIPLE - 1 <= batch->count
      && mc_measure_drawn (maker->rand, MC_SHARE_THREE_TIMES))
    add_again (self, maker, batch, &plan, record, begun, rows);
}

/* Minutes before, the same person has handed in the same twice already: nobody has looked at any of them. */
static void
add_before (McMakerMany *self, McTrainingMaker *maker, const McMakerBatch *batch, const McLifePlan *last,
            const McTrainingRecord *model, GPtrArray *rows)
{
  McWall at = mc_wall_from_time (model->dossier->summary->submitted_at);

  for (int n = 1; n < TRIPLE; n++)
    {
      McLifePlan plan = *last;

      plan.model = model->dossier;
      mc_maker_take (maker, batch->number + rows->len, batch->centre);
      put (rows, mc_maker_live_from (maker, &plan, at - 4 * n, self->now));
    }
}

static void
add_open (McMakerMany *self, McTrainingMaker *maker, const McMakerBatch *batch, GPtrArray *rows)
{
  g_auto (McLifePlan) plan = { 0 };
  McTrainingRecord *record;

  mc_maker_take (maker, batch->number + rows->len, batch->centre);
  mc_maker_plan_stand (maker, &plan, batch->stand, self->today);
  record = mc_maker_live_until (maker, &plan, batch->stand, self->now);
  put (rows, record);
  /* once in every queue of new ones that is long enough */
  if (rows->len == 1 && plan.deeds->len == 1 && !g_str_equal (plan.channel, "direct") && batch->count >= MIN_FOR_TRIPLE)
    add_before (self, maker, batch, &plan, record, rows);
}

static GPtrArray *
make (McMakerMany *self, McTrainingMaker *maker, const McMakerBatch *batch)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) mc_training_row_free);

  while (rows->len < batch->count)
    if (batch->stand != NULL)
      add_open (self, maker, batch, rows);
    else
      add_whole (self, maker, batch, rows);
  return rows;
}

static gpointer
work (gpointer data)
{
  McMakerMany *self = data;
  g_autoptr (McTrainingMaker) maker = mc_training_maker_new (self->seed, 1);

  g_mutex_lock (&self->lock);
  while (!self->stopped && self->begun < self->batches->len)
    {
      guint mine = self->begun;
      GPtrArray *rows;

      if (mine >= self->taken + AHEAD)
        {
          g_cond_wait (&self->changed, &self->lock);
          continue;
        }
      self->begun++;
      g_mutex_unlock (&self->lock);
      rows = make (self, maker, &g_array_index (self->batches, McMakerBatch, mine));
      g_mutex_lock (&self->lock);
      self->made[mine] = rows;
      g_cond_broadcast (&self->changed);
    }
  g_mutex_unlock (&self->lock);
  return NULL;
}

void
mc_maker_many_begin (McMakerMany *self)
{
  guint count = CLAMP (g_get_num_processors (), 1, MAX_WORKERS);

  self->made = g_new0 (GPtrArray *, self->batches->len);
  for (guint i = 0; i < MIN (count, self->batches->len); i++)
    g_ptr_array_add (self->workers, g_thread_new ("maker", work, self));
}

GPtrArray *
mc_maker_many_take (McMakerMany *self)
{
  GPtrArray *rows;

  if (self->taken == self->batches->len)
    return NULL;
  g_mutex_lock (&self->lock);
  while (self->made[self->taken] == NULL)
    g_cond_wait (&self->changed, &self->lock);
  rows = g_steal_pointer (&self->made[self->taken]);
  self->taken++;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
  return rows;
}

void
mc_maker_many_free (McMakerMany *self)
{
  g_mutex_lock (&self->lock);
  self->stopped = TRUE;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
  for (guint i = 0; i < self->workers->len; i++)
    g_thread_join (g_ptr_array_index (self->workers, i));
  for (guint i = 0; self->made != NULL && i < self->batches->len; i++)
    g_clear_pointer (&self->made[i], g_ptr_array_unref);
  g_free (self->made);
  g_ptr_array_unref (self->workers);
  g_array_unref (self->batches);
  g_date_time_unref (self->today);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->changed);
  g_free (self);
}
