// SPDX-License-Identifier: GPL-3.0-or-later
/* Dossiers that were just opened: who opens one mostly acts on it next, and reading it is the longest part of an act. What is
 * kept says, word for word, what is stored; else it is not kept. */
#include "mc-training-private.h"

#define MAX_KEPT 64

McTrainingRecord *
mc_training_take_recent (McTraining *self, const char *id)
{
  gpointer record = NULL;

  g_hash_table_steal_extended (self->recent, id, NULL, &record);
  return record;
}

void
mc_training_forget_recent (McTraining *self, const char *id)
{
  if (id != NULL)
    g_hash_table_remove (self->recent, id);
  else
    g_hash_table_remove_all (self->recent);
}

static gboolean
is_as_stored (McTraining *self, const McTrainingRecord *record)
{
  g_autofree char *detail = mc_codec_dossier_text (record->dossier);
  g_autofree char *life = mc_training_life_print (record);
  g_autoptr (sqlite3_stmt) row
      = mc_training_query (self, "SELECT 1 FROM dossiers WHERE id = ? AND detail = ? AND life = ?", "sss",
                           record->dossier->summary->id, detail, life);

  return sqlite3_step (row) == SQLITE_ROW;
}

void
mc_training_keep_recent (McTraining *self, McTrainingRecord *record)
{
  if (!is_as_stored (self, record))
    {
      mc_training_record_free (record);
      return;
    }
  if (g_hash_table_size (self->recent) >= MAX_KEPT)
    g_hash_table_remove_all (self->recent);
  g_hash_table_replace (self->recent, record->dossier->summary->id, record);
}
