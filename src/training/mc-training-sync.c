// SPDX-License-Identifier: GPL-3.0-or-later
/* The axis of synchronisation: what an act has changed is told to the national portal some seconds later. Now and then that
 * fails (data/training/made.json), until somebody sends it again. */
#include "mc-training-private.h"

#include "mc-training-measures.h"

#define LEAST 2 /* seconds */
#define SPREAD 14
#define THOUSAND 1000
#define AT_ONCE 50

/* The same for the same version of the dossier in the same world. */
static guint32
draw (McTraining *self, const McSummary *summary)
{
  const guint32 seeds[] = { self->seed, g_str_hash (summary->id), (guint32) summary->version };
  g_autoptr (GRand) rand = g_rand_new_with_seed_array (seeds, G_N_ELEMENTS (seeds));

  return g_rand_int (rand);
}

/* (transfer full) of ids */
static GPtrArray *
list_due (McTraining *self, gint64 now)
{
  g_autoptr (sqlite3_stmt) row = mc_training_query (
      self, "SELECT dossier FROM syncs WHERE at <= ?1 ORDER BY at, dossier LIMIT ?2", "ii", now, (gint64) AT_ONCE);
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  while (sqlite3_step (row) == SQLITE_ROW)
    g_ptr_array_add (ids, g_strdup ((const char *) sqlite3_column_text (row, 0)));
  return ids;
}

static gboolean
tell (McTraining *self, const char *id)
{
  g_autoptr (McTrainingRecord) record = mc_training_load (self, id);
  McSyncState state;

  if (!mc_training_run (self, "DELETE FROM syncs WHERE dossier = ?", "s", id))
    return FALSE;
  if (record == NULL || !mc_sync_state_from_string (record->dossier->summary->sync, &state) || state != MC_SYNC_PENDING)
    return TRUE;
  mc_training_set_sync (record, draw (self, record->dossier->summary) / SPREAD % THOUSAND
                                        < (guint32) mc_measure_share (MC_SHARE_SYNC_ERROR)
                                    ? MC_SYNC_ERROR
                                    : MC_SYNC_OK);
  record->dossier->summary->version++;
  return mc_training_store (self, record);
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

  if (self == NULL)
    return NULL;
  dex_clear (&self->sync_timer);
  mc_training_synchronise (self);
  return NULL;
}

/* One timer for the next of them. */
static void
schedule (McTraining *self)
{
  g_autoptr (sqlite3_stmt) row = mc_training_query (self, "SELECT min (at) FROM syncs", "");
  gint64 now = mc_clock_now_us (self->clock);
  GWeakRef *weak;

  if (self->sync_timer != NULL || sqlite3_step (row) != SQLITE_ROW || sqlite3_column_type (row, 0) == SQLITE_NULL)
    return;
  weak = g_new0 (GWeakRef, 1);
  g_weak_ref_init (weak, self);
  self->sync_timer = dex_future_finally (
      mc_clock_sleep (self->clock, MAX (sqlite3_column_int64 (row, 0) * G_USEC_PER_SEC - now, G_USEC_PER_SEC)),
      timer_cb, weak, weak_ref_free);
}

void
mc_training_sync_begin (McTraining *self)
{
  schedule (self);
}

void
mc_training_set_sync (McTrainingRecord *record, McSyncState state)
{
  g_set_str (&record->dossier->summary->sync, mc_sync_state_to_string (state));
}

gboolean
mc_training_plan_sync (McTraining *self, const McTrainingRecord *record)
{
  const McSummary *summary = record->dossier->summary;
  gint64 now = mc_clock_now_us (self->clock) / G_USEC_PER_SEC;

  if (g_strcmp0 (summary->sync, mc_sync_state_to_string (MC_SYNC_PENDING)) != 0)
    return TRUE;
  if (!mc_training_run (self, "INSERT OR REPLACE INTO syncs (dossier, at) VALUES (?, ?)", "si", summary->id,
                        now + LEAST + draw (self, summary) % SPREAD))
    return FALSE;
  schedule (self);
  return TRUE;
}

void
mc_training_synchronise (McTraining *self)
{
  g_autoptr (GPtrArray) due = list_due (self, mc_clock_now_us (self->clock) / G_USEC_PER_SEC);
  gboolean done = due->len == 0 || mc_training_begin (self);

  for (guint i = 0; done && i < due->len; i++)
    done = tell (self, g_ptr_array_index (due, i));
  /* what a disk does not take is tried again */
  if (due->len > 0 && !(done && mc_training_commit (self)))
    mc_training_rollback (self);
  schedule (self);
}
