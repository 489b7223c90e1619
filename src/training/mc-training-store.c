// SPDX-License-Identifier: GPL-3.0-or-later
/* Dossiers in the database: the record, its life, and who sees it. */
#include "mc-training-private.h"

/* orders behind every deadline; a gint64, as statements bind it */
#define NEVER ((gint64) G_MAXINT32)

McTrainingRecord *
mc_training_parse (GBytes *detail, const char *unit, const char *life)
{
  g_autoptr (GError) error = NULL;
  McDossier *dossier = mc_codec_dossier_parse (detail, &error);
  McTrainingRecord *record;

  if (dossier == NULL)
    g_error ("training portal: a stored dossier is unsound: %s", error->message);
  record = mc_training_record_new (dossier, unit, unit);
  if (life != NULL)
    mc_training_life_read (record, life);
  return record;
}

McTrainingRecord *
mc_training_load (McTraining *self, const char *id)
{
  g_autoptr (sqlite3_stmt) row
      = mc_training_query (self, "SELECT detail, unit, life FROM dossiers WHERE id = ?", "s", id);
  g_autoptr (GBytes) bytes = NULL;

  if (sqlite3_step (row) != SQLITE_ROW)
    return NULL;
  bytes = g_bytes_new (sqlite3_column_text (row, 0), (gsize) sqlite3_column_bytes (row, 0));
  return mc_training_parse (bytes, (const char *) sqlite3_column_text (row, 1),
                            (const char *) sqlite3_column_text (row, 2));
}

static gint64
unix_or_never (GDateTime *time)
{
  return time != NULL ? g_date_time_to_unix (time) : NEVER;
}

/* Unit → how it stands to the dossier. (transfer full) */
static GHashTable *
list_units (const McTrainingRecord *record)
{
  GHashTable *units = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint scope = 0; scope < G_N_ELEMENTS (record->units); scope++)
    {
      g_auto (GStrv) path = mc_training_unit_path (record->units[scope]);

      for (guint i = 0; path[i] != NULL; i++)
        {
          guint near = GPOINTER_TO_UINT (g_hash_table_lookup (units, path[i]));

          near |= 1u << (scope + (i > 0 ? MC_TRAINING_ABOVE : 0));
          g_hash_table_insert (units, g_strdup (path[i]), GUINT_TO_POINTER (near));
        }
    }
  return units;
}

/* Units that saw it and see it no more forget it. */
static gboolean
remove_views (McTraining *self, const char *id, GHashTable *units, gint64 seq)
{
  g_autoptr (sqlite3_stmt) row = mc_training_query (self, "SELECT unit FROM views WHERE id = ?", "s", id);
  g_autoptr (GPtrArray) gone = g_ptr_array_new_with_free_func (g_free);

  while (sqlite3_step (row) == SQLITE_ROW)
    if (!g_hash_table_contains (units, sqlite3_column_text (row, 0)))
      g_ptr_array_add (gone, g_strdup ((const char *) sqlite3_column_text (row, 0)));
  for (guint i = 0; i < gone->len; i++)
    {
      const char *unit = g_ptr_array_index (gone, i);

      g_hash_table_add (self->touched, g_strdup (unit));
      if (!mc_training_run (self,
                            "INSERT OR REPLACE INTO removals (unit, id, seq, was)"
                            " SELECT unit, id, ?3, was FROM views WHERE unit = ?1 AND id = ?2",
                            "ssi", unit, id, seq)
          || !mc_training_run (self, "DELETE FROM views WHERE unit = ? AND id = ?", "ss", unit, id))
        return FALSE;
    }
  return TRUE;
}

static gboolean
put_view (McTraining *self, const McSummary *summary, const char *unit, guint near, gint64 seq)
{
  gboolean open = summary->finished_at == NULL;

  g_hash_table_add (self->touched, g_strdup (unit));
  return mc_training_run (self, "DELETE FROM removals WHERE unit = ? AND id = ?", "ss", unit, summary->id)
         && mc_training_run (self,
                             "INSERT INTO views (unit, id, near, was, seq, deadline, warn, handler)"
                             " VALUES (?1, ?2, ?3, ?3, ?4, ?5, ?6, ?7)"
                             " ON CONFLICT (id, unit) DO UPDATE SET near = excluded.near, was = was | excluded.near,"
                             " seq = excluded.seq, deadline = excluded.deadline, warn = excluded.warn,"
                             " handler = excluded.handler",
                             "ssiiiis", unit, summary->id, (gint64) near, seq,
                             open ? unix_or_never (mc_summary_get_deadline (summary)) : NEVER,
                             open ? unix_or_never (summary->warn_at) : NEVER,
                             open && summary->handler_id != NULL ? summary->handler_id : "");
}

static gboolean
put (McTraining *self, const McTrainingRecord *record, const char *life)
{
  const char *id = record->dossier->summary->id;
  g_autofree char *short_text = NULL;
  g_autofree char *text = mc_codec_dossier_text (record->dossier, &short_text);
  g_autofree char *kin = mc_training_get_kin (record);
  g_autoptr (GHashTable) units = list_units (record);
  gint64 seq = ++self->seq;
  GHashTableIter iter;
  gpointer unit, near;

  if (!remove_views (self, id, units, seq)
      || !mc_training_run (self, "INSERT OR REPLACE INTO dossiers (id, unit, life, detail) VALUES (?, ?, ?, ?)", "ssss",
                           id, record->units[MC_SCOPE_RECEIVED], life, text)
      || !mc_training_run (self, "INSERT OR REPLACE INTO summaries (id, json, kin) VALUES (?, ?, ?)", "sss", id,
                           short_text, kin))
    return FALSE;
  g_hash_table_iter_init (&iter, units);
  while (g_hash_table_iter_next (&iter, &unit, &near))
    if (!put_view (self, record->dossier->summary, unit, GPOINTER_TO_UINT (near), seq))
      return FALSE;
  return TRUE;
}

gboolean
mc_training_store (McTraining *self, const McTrainingRecord *record)
{
  g_autofree char *life = mc_training_life_print (record);

  return put (self, record, life);
}

gboolean
mc_training_save (McTraining *self, McDossier *dossier, const char *unit)
{
  g_autoptr (McTrainingRecord) record = mc_training_record_new (mc_dossier_ref (dossier), unit, unit);

  return put (self, record, NULL);
}

gboolean
mc_training_move_dossier (McTraining *self, const char *id, const char *unit)
{
  g_autoptr (McTrainingRecord) record = mc_training_load (self, id);
  const McSampleUnit *to = mc_training_find_unit (unit);

  if (record == NULL || to == NULL || g_str_equal (record->units[MC_SCOPE_RECEIVED], unit) || !mc_training_begin (self))
    return FALSE;
  record->dossier->summary->version++;
  g_set_str (&record->dossier->summary->received_unit, to->name);
  g_set_str (&record->units[MC_SCOPE_RECEIVED], unit);
  g_set_str (&record->units[MC_SCOPE_COMPETENT], unit);
  if (mc_training_store (self, record) && mc_training_commit (self))
    return TRUE;
  mc_training_rollback (self);
  return FALSE;
}
