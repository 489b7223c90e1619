// SPDX-License-Identifier: GPL-3.0-or-later
/* Fills an empty database: a past of finished dossiers, the work of today, and the stories for exercises. */
#include "mc-training-making.h"

#define DAY_DOSSIERS 75 /* of a commune's working day [M] */
#define MIN_SPAN 60     /* days */
#define MAX_SPAN 420
#define LAWS_SINCE "2025-07-01" /* forms and processes hold from then on */
#define MIN_FOR_STORIES 100     /* a smaller world is for tests */
#define MIN_ELSEWHERE 2000      /* neighbours of a smaller one have their least */
#define OPEN_AT_MOST 67         /* per cent, of a small world */
#define OPEN_AT_LEAST 300       /* dossiers of a larger one, and … */
#define OPEN_PART 6             /* … per cent of it */
#define PART 5000               /* dossiers a transaction */

/* How many are made elsewhere; the named centre has what is asked for. */
typedef struct
{
  const char *centre;
  guint least; /* also in a small world */
  guint each;  /* and one for so many; 0: none */
} Elsewhere;

static const Elsewhere elsewhere[] = {
  { "an-hoa", 20, 50 },
  { "trung-tam-tinh", 0, 25 },
};

typedef struct
{
  McTraining *portal;
  McTrainingMaker *maker; /* of the stories */
  McMakerMany *many;
  McWall now;
  gint64 number; /* of the last one */
  guint unsaved; /* in the open transaction */
} Filling;

static gboolean
save (Filling *self, const McTrainingRow *row)
{
  if (!mc_training_add (self->portal, row))
    return FALSE;
  if (++self->unsaved < PART)
    return TRUE;
  self->unsaved = 0;
  return mc_training_commit (self->portal) && mc_training_begin (self->portal);
}

static void
add (Filling *self, const McSampleUnit *centre, const McMeasureStand *stand, guint count)
{
  const McMakerBatch batch
      = { .centre = centre, .stand = stand, .number = self->number + 1, .count = count, .whole = count };

  mc_maker_many_add (self->many, &batch);
  self->number += count;
}

/* The last stand takes what rounding leaves. */
static void
add_open (Filling *self, const McSampleUnit *centre, guint count)
{
  guint n_stands;
  const McMeasureStand *stands = mc_measure_get_stands (&n_stands);
  guint made = 0;
  int share = 0;

  for (guint i = 0; i < n_stands; i++)
    {
      guint until;

      share += stands[i].share;
      until = (guint) ((guint64) count * (guint64) share / 1000);
      add (self, centre, &stands[i], until - made);
      made = until;
    }
}

static gboolean
add_stories (Filling *self, guint *made)
{
  *made = 0;
  for (guint number = 1; number <= mc_training_count_stories (); number++)
    {
      McTrainingRecord *record = mc_training_make_story (self->maker, number, self->now);
      McTrainingRow *row = record != NULL ? mc_training_row_new (record) : NULL;
      gboolean done = row == NULL || save (self, row);

      *made += row != NULL;
      g_clear_pointer (&row, mc_training_row_free);
      if (!done)
        return FALSE;
    }
  return TRUE;
}

static guint
count_open (guint count)
{
  return MIN (count * OPEN_AT_MOST / 100, OPEN_AT_LEAST + count * OPEN_PART / 100);
}

static void
add_centre (Filling *self, const McSampleUnit *centre, guint count)
{
  guint open = count_open (count);

  add (self, centre, NULL, count - open);
  add_open (self, centre, open);
}

static gboolean
fill (Filling *self, guint dossiers)
{
  guint stories = 0;
  gboolean done = TRUE;

  if (dossiers >= MIN_FOR_STORIES && !add_stories (self, &stories))
    return FALSE;
  add_centre (self, mc_training_find_unit ("an-binh"), dossiers - stories);
  for (guint i = 0; i < G_N_ELEMENTS (elsewhere); i++)
    add_centre (self, mc_training_find_unit (elsewhere[i].centre),
                dossiers < MIN_ELSEWHERE ? elsewhere[i].least : dossiers / elsewhere[i].each);
  mc_maker_many_begin (self->many);
  while (done)
    {
      g_autoptr (GPtrArray) rows = mc_maker_many_take (self->many);

      if (rows == NULL)
        return TRUE;
      for (guint i = 0; i < rows->len && done; i++)
        done = save (self, g_ptr_array_index (rows, i));
    }
  return FALSE;
}

static McMakerDays *
make_days (McWall now, guint dossiers)
{
  int today = mc_wall_day (now);
  int span = CLAMP ((int) MIN (dossiers / DAY_DOSSIERS * 7 / 5, MAX_SPAN), MIN_SPAN, MAX_SPAN);
  int since = 0;

  mc_day_parse (LAWS_SINCE, &since);
  return mc_maker_days_new (MAX (today - span, since + 1), today);
}

/* Begun and not ended, it begins anew: a world is whole or it is not there. */
static gboolean
empty (McTraining *self)
{
  return mc_training_run (self, "DELETE FROM dossiers", "") && mc_training_run (self, "DELETE FROM summaries", "")
         && mc_training_run (self, "DELETE FROM views", "") && mc_training_run (self, "DELETE FROM removals", "")
         && mc_training_run (self, "DELETE FROM visits", "")
         && mc_training_run (self, "INSERT OR REPLACE INTO meta VALUES ('filling', '1')", "");
}

static gboolean
finish (Filling *self)
{
  return mc_training_run (self->portal, "INSERT OR REPLACE INTO meta VALUES ('made', CAST (? AS TEXT))", "i",
                          self->number)
         && mc_training_set_aged (self->portal, mc_clock_now_us (self->portal->clock) / G_USEC_PER_SEC)
         && mc_training_run (self->portal, "DELETE FROM meta WHERE name = 'filling'", "")
         && mc_training_end_filling (self->portal);
}

gboolean
mc_training_fill (McTraining *self, guint32 seed, guint dossiers, GError **error)
{
  g_autoptr (GDateTime) now = mc_clock_now (self->clock);
  McWall wall = mc_wall_from_time (now);
  g_autoptr (McTrainingMaker) maker = mc_training_maker_new (seed, 1);
  g_autoptr (McMakerDays) days = make_days (wall, dossiers);
  g_autoptr (McMakerMany) many = mc_maker_many_new (seed, now, days);
  Filling filling = { self, maker, many, wall, 0, 0 };

  if (mc_training_begin_filling (self) && empty (self) && fill (&filling, dossiers) && finish (&filling))
    return TRUE;
  mc_training_rollback (self);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "the training data could not be written");
  return FALSE;
}
