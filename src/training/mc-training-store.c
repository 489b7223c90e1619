// SPDX-License-Identifier: GPL-3.0-or-later
/* Dossiers in the database: the record, its life, and who sees it. */
#include "mc-training-private.h"

#include "mc-secret.h"

/* orders behind every deadline; a gint64, as statements bind it */
#define NEVER ((gint64) G_MAXINT32)
#define SECONDS_A_DAY G_GINT64_CONSTANT (86400)

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
  McTrainingRecord *recent = mc_training_take_recent (self, id);
  g_autoptr (sqlite3_stmt) row = NULL;
  g_autoptr (GBytes) bytes = NULL;
  McTrainingRecord *record;

  if (recent != NULL)
    {
      mc_training_look_at_result (self, recent);
      return recent;
    }
  row = mc_training_query (self, "SELECT detail, unit, life FROM dossiers WHERE id = ?", "s", id);
  if (sqlite3_step (row) != SQLITE_ROW)
    return NULL;
  bytes = g_bytes_new (sqlite3_column_text (row, 0), (gsize) sqlite3_column_bytes (row, 0));
  record = mc_training_parse (bytes, (const char *) sqlite3_column_text (row, 1),
                              (const char *) sqlite3_column_text (row, 2));
  mc_training_look_at_result (self, record);
  return record;
}

static gint64
unix_or_never (GDateTime *time)
{
  return time != NULL ? g_date_time_to_unix (time) : NEVER;
}

/* When it leaves the feed. */
static gint64
get_until (const McTrainingRecord *record)
{
  GDateTime *finished = record->dossier->summary->finished_at;

  return finished != NULL ? g_date_time_to_unix (finished) + MC_TRAINING_HISTORY_DAYS * SECONDS_A_DAY : NEVER;
}

/* Unit → how it stands to the dossier. (transfer full) */
static GHashTable *
list_units (const McTrainingRecord *record)
{
  GHashTable *units = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint scope = 0; scope < G_N_ELEMENTS (record->units); scope++)
    {
      const char *const *path = mc_world_get_unit_path (record->units[scope]);

      for (guint i = 0; path[i] != NULL; i++)
        {
          guint near = GPOINTER_TO_UINT (g_hash_table_lookup (units, path[i]));

          near |= 1u << (scope + (i > 0 ? MC_TRAINING_ABOVE : 0));
          g_hash_table_insert (units, g_strdup (path[i]), GUINT_TO_POINTER (near));
        }
    }
  return units;
}

/* Units that saw it and see it no more forget it. same: who sees as many dossiers as before. */
static gboolean
remove_views (McTraining *self, const char *id, GHashTable *units, gint64 seq, GHashTable *same)
{
  g_autoptr (sqlite3_stmt) row = mc_training_query (
      self, "SELECT v.unit, v.near, s.until FROM views v LEFT JOIN summaries s ON s.id = v.id WHERE v.id = ?", "s", id);
  g_autoptr (GPtrArray) gone = g_ptr_array_new_with_free_func (g_free);

  while (sqlite3_step (row) == SQLITE_ROW)
    {
      const char *unit = (const char *) sqlite3_column_text (row, 0);
      guint near = GPOINTER_TO_UINT (g_hash_table_lookup (units, unit));

      if (near == 0)
        g_ptr_array_add (gone, g_strdup (unit));
      else if (near == (guint) sqlite3_column_int (row, 1) && sqlite3_column_int64 (row, 2) > self->aged)
        g_hash_table_add (same, g_strdup (unit));
    }
  for (guint i = 0; i < gone->len; i++)
    {
      const char *unit = g_ptr_array_index (gone, i);

      g_hash_table_add (self->touched, g_strdup (unit));
      g_hash_table_add (self->recount, g_strdup (unit));
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
put_view (McTraining *self, const McSummary *summary, const char *unit, guint near, gint64 seq, gboolean is_new)
{
  gboolean open = summary->finished_at == NULL;

  g_hash_table_add (self->touched, g_strdup (unit));
  return (is_new || mc_training_run (self, "DELETE FROM removals WHERE unit = ? AND id = ?", "ss", unit, summary->id))
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
put_views (McTraining *self, const McSummary *summary, GHashTable *units, gint64 seq, gboolean is_new)
{
  g_autoptr (GHashTable) same = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer unit, near;

  if (!is_new && !remove_views (self, summary->id, units, seq, same))
    return FALSE;
  g_hash_table_iter_init (&iter, units);
  while (g_hash_table_iter_next (&iter, &unit, &near))
    if (!g_hash_table_contains (same, unit))
      g_hash_table_add (self->recount, g_strdup (unit));
  g_hash_table_iter_init (&iter, units);
  while (g_hash_table_iter_next (&iter, &unit, &near))
    if (!put_view (self, summary, unit, GPOINTER_TO_UINT (near), seq, is_new))
      return FALSE;
  return TRUE;
}

/* What lists are made of. */
static void
cover_summary (McTrainingRow *self)
{
  g_autoptr (McSummary) covered = mc_summary_cover (self->record->dossier->summary);

  g_free (self->summary);
  self->summary = mc_codec_summary_text (covered);
}

McTrainingRow *
mc_training_row_new (McTrainingRecord *record)
{
  McTrainingRow *self = g_new0 (McTrainingRow, 1);

  self->record = record;
  self->detail = mc_codec_dossier_text (record->dossier);
  self->summary = mc_codec_summary_text (record->dossier->summary);
  if (record->dossier->summary->secret)
    cover_summary (self);
  self->life = mc_training_life_print (record);
  self->kin = mc_training_get_kin (record);
  self->person = mc_training_person_mark (record->dossier);
  return self;
}

static void
row_clear (McTrainingRow *self)
{
  g_free (self->detail);
  g_free (self->summary);
  g_free (self->life);
  g_free (self->kin);
  g_free (self->person);
}

void
mc_training_row_free (McTrainingRow *self)
{
  row_clear (self);
  mc_training_record_free (self->record);
  g_free (self);
}

static gboolean
put (McTraining *self, const McTrainingRow *row, gboolean is_new)
{
  const McTrainingRecord *record = row->record;
  const char *id = record->dossier->summary->id;
  g_autoptr (GHashTable) units = list_units (record);

  mc_training_forget_recent (self, id);
  return mc_training_run (self, "INSERT OR REPLACE INTO dossiers (id, unit, life, detail) VALUES (?, ?, ?, ?)", "ssss",
                          id, record->units[MC_SCOPE_RECEIVED], row->life, row->detail)
         && put_views (self, record->dossier->summary, units, ++self->seq, is_new)
         && mc_training_run (self,
                             "INSERT OR REPLACE INTO summaries (id, json, kin, person, until) VALUES (?, ?, ?, ?, ?)",
                             "ssssi", id, row->summary, row->kin, row->person, get_until (record))
         && mc_training_plan_visit (self, record) && mc_training_plan_sync (self, record);
}

gboolean
mc_training_store (McTraining *self, const McTrainingRecord *record)
{
  McTrainingRow *row = mc_training_row_new ((McTrainingRecord *) record);
  gboolean done = put (self, row, FALSE);

  row_clear (row);
  g_free (row);
  return done;
}

gboolean
mc_training_add (McTraining *self, const McTrainingRow *row)
{
  return put (self, row, TRUE);
}

/* Who stands to it otherwise than what is stored says, by the tree of today: they are told. */
static gboolean
follow_one (McTraining *self, const char *id)
{
  g_autoptr (McTrainingRecord) record = mc_training_load (self, id);
  g_autoptr (GHashTable) units = list_units (record);
  g_autoptr (sqlite3_stmt) row = mc_training_query (self, "SELECT unit, near FROM views WHERE id = ?", "s", id);
  guint alike = 0;
  gboolean same = TRUE;

  while (sqlite3_step (row) == SQLITE_ROW)
    {
      guint near = GPOINTER_TO_UINT (g_hash_table_lookup (units, sqlite3_column_text (row, 0)));

      same = same && near == (guint) sqlite3_column_int (row, 1);
      alike++;
    }
  sqlite3_reset (row);
  return (same && alike == g_hash_table_size (units))
         || put_views (self, record->dossier->summary, units, ++self->seq, FALSE);
}

static char *
print_tree (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint count;
  const McSampleUnit *units = mc_world_get_units (&count);

  for (guint i = 0; i < count; i++)
    g_string_append_printf (text, "%s<%s;", units[i].id, units[i].parent != NULL ? units[i].parent : "");
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text->str, (gssize) text->len);
}

gboolean
mc_training_follow_tree (McTraining *self)
{
  g_autofree char *tree = print_tree ();
  g_autoptr (sqlite3_stmt) known = mc_training_query (self, "SELECT value FROM meta WHERE name = 'tree'", "");
  g_autoptr (sqlite3_stmt) row = mc_training_query (self, "SELECT id FROM dossiers", "");
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  gboolean done;

  if (sqlite3_step (known) == SQLITE_ROW && g_strcmp0 ((const char *) sqlite3_column_text (known, 0), tree) == 0)
    return TRUE;
  sqlite3_reset (known);
  while (sqlite3_step (row) == SQLITE_ROW)
    g_ptr_array_add (ids, g_strdup ((const char *) sqlite3_column_text (row, 0)));
  sqlite3_reset (row);
  done = mc_training_begin (self);
  for (guint i = 0; done && i < ids->len; i++)
    done = follow_one (self, g_ptr_array_index (ids, i));
  if (done && mc_training_run (self, "INSERT OR REPLACE INTO meta VALUES ('tree', ?)", "s", tree)
      && mc_training_commit (self))
    return TRUE;
  mc_training_rollback (self);
  return FALSE;
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
