// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-cache-writer.h"

#include <string.h>

#include "mc-cache-query.h"
#include "mc-db.h"
#include "mc-secret.h"
#include "mc-text.h"

enum
{
  FIND,
  MARK,
  PUT,
  INDEX,
  UNINDEX,
  FORGET_DETAIL,
  FORGET_DOCUMENTS,
  FORGET,
  N_STATEMENTS
};

static const char *const sql[N_STATEMENTS] = {
  [FIND] = "SELECT version, key FROM dossiers WHERE id = ?",
  [MARK] = "UPDATE dossiers SET mark = ? WHERE key = ?",
  [PUT] = "INSERT INTO dossiers (" MC_CACHE_COLUMNS
          ", mark) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15,"
          " ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31, ?32, ?33, ?34, ?35, ?36)"
          " ON CONFLICT (id) DO UPDATE SET version = ?2, handling_version = ?3, code = ?4, provisional_code = ?5,"
          " procedure_code = ?6, procedure_name = ?7, field_name = ?8, owner_name = ?9, owner_id_masked = ?10,"
          " submitter_name = ?11, channel = ?12, national_state = ?13, local_step = ?14, delivery = ?15, payment = ?16,"
          " sync = ?17, received_unit = ?18, competent_unit = ?19, handler_id = ?20, handler_name = ?21,"
          " submitted_at = ?22, accepted_at = ?23, response_due_at = ?24, due_at = ?25, warn_at = ?26,"
          " finished_at = ?27, actions = ?28, supplement_due_at = ?29, secret = ?30, step_due_at = ?31,"
          " sent_back = ?32, fee_due = ?33, fee_paid = ?34, fee_paid_at = ?35, mark = ?36",
  [INDEX] = "INSERT INTO search (rowid, text) VALUES (?, ?)",
  [UNINDEX] = "DELETE FROM search WHERE rowid = ?",
  [FORGET_DETAIL] = "DELETE FROM details WHERE id = ?",
  [FORGET_DOCUMENTS] = "DELETE FROM documents WHERE dossier = ?",
  [FORGET] = "DELETE FROM dossiers WHERE key = ?",
};

struct _McCacheWriter
{
  sqlite3 *db;
  gint64 mark;
  sqlite3_stmt *statements[N_STATEMENTS];
};

/* What is bound lives until the statement has run. */
static void
bind_text (sqlite3_stmt *statement, int index, const char *text)
{
  sqlite3_bind_text (statement, index, text, -1, SQLITE_STATIC);
}

static void
bind_time (sqlite3_stmt *statement, int index, GDateTime *time)
{
  if (time != NULL)
    sqlite3_bind_int64 (statement, index, mc_cache_us (time));
}

/* Runs what answers with no row; it is as new afterwards. */
static gboolean
run (sqlite3_stmt *statement, GError **error)
{
  gboolean done = mc_db_step (statement, error) >= 0;

  sqlite3_reset (statement);
  sqlite3_clear_bindings (statement);
  return done;
}

static gboolean
run_with_key (sqlite3_stmt *statement, gint64 key, GError **error)
{
  sqlite3_bind_int64 (statement, 1, key);
  return run (statement, error);
}

static gboolean
run_with_id (sqlite3_stmt *statement, const char *id, GError **error)
{
  bind_text (statement, 1, id);
  return run (statement, error);
}

/* What is searched: everything a person would type, folded, and the last digits of codes and numbers reversed. Of what holds
 * state secrets the codes alone. */
static char *
search_text (const McSummary *s)
{
  g_autoptr (GString) text = g_string_sized_new (256);
  const char *parts[] = { s->code,           s->provisional_code, s->owner_name, s->submitter_name,
                          s->procedure_name, s->procedure_code,   s->field_name };
  guint n_parts = s->secret ? 2 : G_N_ELEMENTS (parts);
  const char *numbers[] = { s->code, s->provisional_code, s->owner_id_masked };

  for (guint i = 0; i < n_parts; i++)
    if (parts[i] != NULL)
      {
        g_autofree char *folded = mc_text_fold (parts[i]);

        g_string_append (text, folded);
        g_string_append_c (text, ' ');
      }
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      gsize length = numbers[i] != NULL ? strlen (numbers[i]) : 0;

      if (length == 0)
        continue;
      g_string_append (text, MC_CACHE_REVERSED);
      while (length > 0 && g_ascii_isdigit (numbers[i][length - 1]))
        g_string_append_c (text, numbers[i][--length]);
      g_string_append_c (text, ' ');
    }
  return g_string_free_and_steal (g_steal_pointer (&text));
}

/* key and version: (out): 0 when it is not there. */
static gboolean
find (McCacheWriter *self, const char *id, gint64 *key, gint64 *version, GError **error)
{
  sqlite3_stmt *row = self->statements[FIND];
  int status;

  bind_text (row, 1, id);
  status = mc_db_step (row, error);
  *version = status == 1 ? sqlite3_column_int64 (row, 0) : 0;
  *key = status == 1 ? sqlite3_column_int64 (row, 1) : 0;
  sqlite3_reset (row);
  sqlite3_clear_bindings (row);
  return status >= 0;
}

/* No amount is none, never 0. */
static void
bind_amount (sqlite3_stmt *statement, int index, gint64 amount)
{
  if (amount >= 0)
    sqlite3_bind_int64 (statement, index, amount);
  else
    sqlite3_bind_null (statement, index);
}

static gboolean
put_row (McCacheWriter *self, const McSummary *s, GError **error)
{
  sqlite3_stmt *row = self->statements[PUT];
  g_autofree char *actions = s->actions != NULL ? g_strjoinv ("\n", s->actions) : g_strdup ("");
  const char *texts[] = { s->code,       s->provisional_code, s->procedure_code, s->procedure_name, s->field_name,
                          s->owner_name, s->owner_id_masked,  s->submitter_name, s->channel };
  const char *later_texts[] = { s->local_step,    s->delivery,       s->payment,    s->sync,
                                s->received_unit, s->competent_unit, s->handler_id, s->handler_name };
  GDateTime *times[] = { s->submitted_at, s->accepted_at, s->response_due_at, s->due_at, s->warn_at, s->finished_at };

  bind_text (row, 1, s->id);
  sqlite3_bind_int64 (row, 2, s->version);
  sqlite3_bind_int64 (row, 3, s->handling_version);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    bind_text (row, 4 + (int) i, texts[i]);
  sqlite3_bind_int64 (row, 13, s->national_state);
  for (guint i = 0; i < G_N_ELEMENTS (later_texts); i++)
    bind_text (row, 14 + (int) i, later_texts[i]);
  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    bind_time (row, 22 + (int) i, times[i]);
  bind_text (row, 28, actions);
  bind_time (row, 29, s->supplement_due_at);
  sqlite3_bind_int64 (row, 30, s->secret);
  bind_time (row, 31, s->step_due_at);
  sqlite3_bind_int64 (row, 32, s->sent_back);
  bind_amount (row, 33, s->fee_due);
  bind_amount (row, 34, s->fee_paid);
  bind_time (row, 35, s->fee_paid_at);
  sqlite3_bind_int64 (row, 36, self->mark);
  return run (row, error);
}

static gboolean
index_row (McCacheWriter *self, gint64 key, const McSummary *summary, GError **error)
{
  g_autofree char *text = search_text (summary);

  bind_text (self->statements[INDEX], 2, text);
  return run_with_key (self->statements[INDEX], key, error);
}

/* FTS5 leaves the words of what is deleted where they are until it merges, unless it is told not to. */
static gboolean
unindex (McCacheWriter *self, gint64 key, gboolean secret, GError **error)
{
  static const char *const wipe = "INSERT INTO search (search, rank) VALUES ('secure-delete', ?)";
  gboolean done = !secret || mc_db_exec (self->db, error, wipe, "i", (gint64) 1);

  done = done && run_with_key (self->statements[UNINDEX], key, error);
  return done && (!secret || mc_db_exec (self->db, error, wipe, "i", (gint64) 0));
}

/* In the place of what was there under that key; 0: nothing. Of a secret record nothing is kept but what its summary says
 * covered, whoever sent it. */
static gboolean
replace (McCacheWriter *self, const McSummary *summary, gint64 key, GError **error)
{
  g_autoptr (McSummary) covered = summary->secret ? mc_summary_cover (summary) : NULL;
  const McSummary *kept = covered != NULL ? covered : summary;

  if (!put_row (self, kept, error))
    return FALSE;
  if (key == 0)
    key = sqlite3_last_insert_rowid (self->db);
  else if (!unindex (self, key, kept->secret, error) || !run_with_id (self->statements[FORGET_DETAIL], kept->id, error)
           || (kept->secret && !run_with_id (self->statements[FORGET_DOCUMENTS], kept->id, error)))
    return FALSE;
  return index_row (self, key, kept, error);
}

McCacheWriter *
mc_cache_writer_new (sqlite3 *db, gint64 mark, GError **error)
{
  g_autoptr (McCacheWriter) self = g_new0 (McCacheWriter, 1);

  self->db = db;
  self->mark = mark;
  for (guint i = 0; i < N_STATEMENTS; i++)
    {
      self->statements[i] = mc_db_query (db, error, sql[i], "");
      if (self->statements[i] == NULL)
        return NULL;
    }
  return g_steal_pointer (&self);
}

void
mc_cache_writer_free (McCacheWriter *self)
{
  for (guint i = 0; i < N_STATEMENTS; i++)
    sqlite3_finalize (self->statements[i]);
  g_free (self);
}

gboolean
mc_cache_writer_put (McCacheWriter *self, const McSummary *summary, gboolean *changed, GError **error)
{
  gint64 key;
  gint64 version;

  *changed = FALSE;
  if (!find (self, summary->id, &key, &version, error))
    return FALSE;
  if (key != 0 && version >= summary->version)
    {
      sqlite3_bind_int64 (self->statements[MARK], 2, key);
      return self->mark == 0 || run_with_key (self->statements[MARK], self->mark, error);
    }

  *changed = TRUE;
  return replace (self, summary, key, error);
}

gboolean
mc_cache_writer_withhold (McCacheWriter *self, const McSummary *summary, GError **error)
{
  gint64 key;
  gint64 version;

  return find (self, summary->id, &key, &version, error) && (key == 0 || replace (self, summary, key, error));
}

gboolean
mc_cache_writer_remove (McCacheWriter *self, const char *id, gboolean *changed, GError **error)
{
  gint64 key;
  gint64 version;

  *changed = FALSE;
  if (!find (self, id, &key, &version, error))
    return FALSE;
  *changed = key != 0;
  return key == 0
         || (run_with_key (self->statements[UNINDEX], key, error)
             && run_with_id (self->statements[FORGET_DETAIL], id, error)
             && run_with_key (self->statements[FORGET], key, error));
}
