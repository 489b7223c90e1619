// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-cache-query.h"

#include <string.h>

#include "mc-db.h"
#include "mc-text.h"

#define MAX_WORDS 12
/* Begins the reversed numbers in the index: a private letter, which FTS5 takes for part of a word and nobody can type,
 * for a search is cut at everything but letters and digits. */
#define REVERSED "\uE000"
#define DEADLINE "CASE WHEN accepted_at IS NULL AND response_due_at IS NOT NULL THEN response_due_at ELSE due_at END"

static const struct
{
  const char *name;
  const char *sql;
} orders[] = {
  { "deadline", DEADLINE " IS NULL, " DEADLINE ", submitted_at, key" },
  { "submitted", "submitted_at, key" },
  { "submitted_desc", "submitted_at DESC, key" },
  { "finished_desc", "finished_at IS NULL, finished_at DESC, key" },
};

static gint64
to_us (GDateTime *time)
{
  return g_date_time_to_unix (time) * G_USEC_PER_SEC + g_date_time_get_microsecond (time);
}

static void
bind_time (sqlite3_stmt *statement, int index, GDateTime *time)
{
  if (time != NULL)
    sqlite3_bind_int64 (statement, index, to_us (time));
}

static GDateTime *
read_time (sqlite3_stmt *row, int column)
{
  if (sqlite3_column_type (row, column) == SQLITE_NULL)
    return NULL;
  return g_date_time_new_from_unix_utc_usec (sqlite3_column_int64 (row, column));
}

McSummary *
mc_cache_read_summary (sqlite3_stmt *row, int first)
{
  McSummary *s = mc_summary_new ();
  g_autofree char *actions = mc_db_text (row, first + 27);
  char **texts[] = { &s->code,       &s->provisional_code, &s->procedure_code, &s->procedure_name, &s->field_name,
                     &s->owner_name, &s->owner_id_masked,  &s->submitter_name, &s->channel };
  char **later_texts[] = { &s->local_step,    &s->delivery,       &s->payment,    &s->sync,
                           &s->received_unit, &s->competent_unit, &s->handler_id, &s->handler_name };
  GDateTime **times[]
      = { &s->submitted_at, &s->accepted_at, &s->response_due_at, &s->due_at, &s->warn_at, &s->finished_at };

  s->id = mc_db_text (row, first);
  s->version = sqlite3_column_int64 (row, first + 1);
  s->handling_version = sqlite3_column_int64 (row, first + 2);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    *texts[i] = mc_db_text (row, first + 3 + (int) i);
  s->national_state = sqlite3_column_int (row, first + 12);
  for (guint i = 0; i < G_N_ELEMENTS (later_texts); i++)
    *later_texts[i] = mc_db_text (row, first + 13 + (int) i);
  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    *times[i] = read_time (row, first + 21 + (int) i);
  s->supplement_due_at = read_time (row, first + 28);
  s->actions = actions != NULL && *actions != '\0' ? g_strsplit (actions, "\n", -1) : g_new0 (char *, 1);
  return s;
}

/* What is searched: everything a person would type, folded, and the last digits of codes and numbers reversed. */
static char *
search_text (const McSummary *s)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const char *parts[] = { s->code,           s->provisional_code, s->owner_name, s->submitter_name,
                          s->procedure_name, s->procedure_code,   s->field_name };
  const char *numbers[] = { s->code, s->provisional_code, s->owner_id_masked };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL)
      {
        g_autofree char *folded = mc_text_fold (parts[i]);

        g_string_append_printf (text, "%s ", folded);
      }
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      gsize length = numbers[i] != NULL ? strlen (numbers[i]) : 0;

      if (length == 0)
        continue;
      g_string_append (text, REVERSED);
      while (length > 0 && g_ascii_isdigit (numbers[i][length - 1]))
        g_string_append_c (text, numbers[i][--length]);
      g_string_append_c (text, ' ');
    }
  return g_string_free_and_steal (g_steal_pointer (&text));
}

static gint64
stored_version (sqlite3 *db, const char *id, gint64 *key, GError **error)
{
  g_autoptr (sqlite3_stmt) row = mc_db_query (db, error, "SELECT version, key FROM dossiers WHERE id = ?", "s", id);
  int status = row != NULL ? mc_db_step (row, error) : -1;

  if (status <= 0)
    return status;
  *key = sqlite3_column_int64 (row, 1);
  return sqlite3_column_int64 (row, 0);
}

static gboolean
upsert (sqlite3 *db, const McSummary *s, gint64 mark, GError **error)
{
  g_autofree char *actions = s->actions != NULL ? g_strjoinv ("\n", s->actions) : g_strdup ("");
  g_autoptr (sqlite3_stmt) statement = mc_db_query (
      db, error,
      "INSERT INTO dossiers (" MC_CACHE_COLUMNS
      ", mark) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15,"
      " ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30)"
      " ON CONFLICT (id) DO UPDATE SET version = ?2, handling_version = ?3, code = ?4, provisional_code = ?5, "
      "procedure_code = ?6,"
      " procedure_name = ?7, field_name = ?8, owner_name = ?9, owner_id_masked = ?10, submitter_name = ?11, channel = "
      "?12,"
      " national_state = ?13, local_step = ?14, delivery = ?15, payment = ?16, sync = ?17, received_unit = ?18,"
      " competent_unit = ?19, handler_id = ?20, handler_name = ?21, submitted_at = ?22, accepted_at = ?23, "
      "response_due_at = ?24,"
      " due_at = ?25, warn_at = ?26, finished_at = ?27, actions = ?28, supplement_due_at = ?29, mark = ?30",
      "siisssssssssissssssss", s->id, s->version, s->handling_version, s->code, s->provisional_code, s->procedure_code,
      s->procedure_name, s->field_name, s->owner_name, s->owner_id_masked, s->submitter_name, s->channel,
      (gint64) s->national_state, s->local_step, s->delivery, s->payment, s->sync, s->received_unit, s->competent_unit,
      s->handler_id, s->handler_name);
  GDateTime *times[] = { s->submitted_at, s->accepted_at, s->response_due_at, s->due_at, s->warn_at, s->finished_at };

  if (statement == NULL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    bind_time (statement, 22 + (int) i, times[i]);
  sqlite3_bind_text (statement, 28, actions, -1, SQLITE_TRANSIENT);
  bind_time (statement, 29, s->supplement_due_at);
  sqlite3_bind_int64 (statement, 30, mark);
  return mc_db_step (statement, error) >= 0;
}

gboolean
mc_cache_write_summary (sqlite3 *db, const McSummary *summary, gint64 mark, gboolean *changed, GError **error)
{
  GError *why = NULL;
  gint64 key = 0;
  gint64 version = stored_version (db, summary->id, &key, &why);
  g_autofree char *text = NULL;

  *changed = FALSE;
  if (why != NULL)
    {
      g_propagate_error (error, why);
      return FALSE;
    }
  if (version > 0 && version >= summary->version)
    return mark == 0 || mc_db_exec (db, error, "UPDATE dossiers SET mark = ? WHERE key = ?", "ii", mark, key);

  *changed = TRUE;
  if (!upsert (db, summary, mark, error))
    return FALSE;
  if (key == 0)
    key = sqlite3_last_insert_rowid (db);
  else if (!mc_db_exec (db, error, "DELETE FROM search WHERE rowid = ?", "i", key)
           || !mc_db_exec (db, error, "DELETE FROM details WHERE id = ?", "s", summary->id))
    return FALSE;
  text = search_text (summary);
  return mc_db_exec (db, error, "INSERT INTO search (rowid, text) VALUES (?, ?)", "is", key, text);
}

gboolean
mc_cache_remove (sqlite3 *db, const char *id, gboolean *changed, GError **error)
{
  gboolean done
      = mc_db_exec (db, error, "DELETE FROM search WHERE rowid = (SELECT key FROM dossiers WHERE id = ?)", "s", id)
        && mc_db_exec (db, error, "DELETE FROM details WHERE id = ?", "s", id)
        && mc_db_exec (db, error, "DELETE FROM dossiers WHERE id = ?", "s", id);

  *changed = done && sqlite3_changes (db) > 0;
  return done;
}

static void
blank_out_signs (char *text)
{
  for (char *p = text; *p != '\0';)
    {
      char *next = g_utf8_next_char (p);

      if (!g_unichar_isalnum (g_utf8_get_char (p)))
        memset (p, ' ', (size_t) (next - p));
      p = next;
    }
}

/* Words as prefixes, all of them; digits also from the end. Nothing of FTS5's own syntax gets through. */
char *
mc_cache_match (const char *search)
{
  g_autofree char *folded = mc_text_fold (search);
  g_auto (GStrv) words = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  guint count = 0;

  blank_out_signs (folded);
  words = g_strsplit (folded, " ", -1);
  for (guint i = 0; words[i] != NULL && count < MAX_WORDS; i++)
    {
      gsize length = strlen (words[i]);
      g_autofree char *reversed = NULL;

      if (length == 0)
        continue;
      if (count++ > 0)
        g_string_append (text, " AND ");
      if (length >= 3 && strspn (words[i], "0123456789") == length)
        {
          reversed = g_utf8_strreverse (words[i], -1);
          g_string_append_printf (text, "(\"%s\"* OR \"" REVERSED "%s\"*)", words[i], reversed);
        }
      else
        g_string_append_printf (text, "\"%s\"*", words[i]);
    }
  return count > 0 ? g_string_free_and_steal (g_steal_pointer (&text)) : NULL;
}

static const char *
column_of (const char *field)
{
  return g_str_equal (field, "deadline") ? DEADLINE : field;
}

static void
add_condition (GString *sql, const McCondition *condition)
{
  const char *column = column_of (condition->field);

  switch (condition->op)
    {
    case MC_FILTER_IN:
    case MC_FILTER_NOT_IN:
      g_string_append_printf (sql, "CAST (%s AS TEXT) %s (", column, condition->op == MC_FILTER_IN ? "IN" : "NOT IN");
      for (guint i = 0; condition->values[i] != NULL; i++)
        g_string_append (sql, i == 0 ? "?" : ", ?");
      g_string_append_c (sql, ')');
      break;
    case MC_FILTER_NULL:
      g_string_append_printf (sql, "(%s) IS NULL", column);
      break;
    case MC_FILTER_NOT_NULL:
      g_string_append_printf (sql, "(%s) IS NOT NULL", column);
      break;
    case MC_FILTER_BEFORE:
      g_string_append_printf (sql, "(%s) < ?", column);
      break;
    case MC_FILTER_NOT_BEFORE:
      g_string_append_printf (sql, "(%s) >= ?", column);
      break;
    }
}

static void
bind_condition (sqlite3_stmt *statement, int *index, const McCondition *condition, gint64 now_us)
{
  gboolean is_time = FALSE;

  mc_filter_field_is_known (condition->field, &is_time);
  for (guint i = 0; condition->values[i] != NULL; i++)
    {
      g_autoptr (GDateTime) time
          = is_time && !g_str_equal (condition->values[i], "now") ? mc_time_parse (condition->values[i]) : NULL;

      if (is_time)
        sqlite3_bind_int64 (statement, (*index)++, time != NULL ? to_us (time) : now_us);
      else
        sqlite3_bind_text (statement, (*index)++, condition->values[i], -1, SQLITE_TRANSIENT);
    }
}

/* In the index by deadline, beside what sorts it. */
static const char *const covered[] = { "deadline", "submitted_at", "national_state", "local_step", "accepted_at",
                                       "warn_at",  "finished_at",  "handler_id",     NULL };

/* Left to itself SQLite would go through the index for its order and fetch every row from a page of its own to see whether
 * the filter lets it through: seconds of 100,000. So the index alone, or else the table from end to end. */
static const char *
table_for (const McFilter *filter)
{
  for (guint i = 0; filter != NULL && i < filter->conditions->len; i++)
    if (!g_strv_contains (covered, ((McCondition *) g_ptr_array_index (filter->conditions, i))->field))
      return "dossiers NOT INDEXED";
  return "dossiers INDEXED BY dossiers_by_deadline";
}

static sqlite3_stmt *
select_filtered (sqlite3 *db, const char *what, const char *order, const McFilter *filter, gint64 now_us,
                 GError **error)
{
  g_autoptr (GString) sql = g_string_new (NULL);
  guint n = filter != NULL ? filter->conditions->len : 0;
  sqlite3_stmt *statement;
  int index = 1;

  g_string_printf (sql, "SELECT %s FROM %s WHERE 1", what, table_for (filter));
  /* fields come from mc_filter_add's own list, so they are safe as column names */
  for (guint i = 0; i < n; i++)
    {
      g_string_append (sql, " AND ");
      add_condition (sql, g_ptr_array_index (filter->conditions, i));
    }
  if (order != NULL)
    g_string_append_printf (sql, " ORDER BY %s", order);
  statement = mc_db_query (db, error, sql->str, "");
  if (statement == NULL)
    return NULL;
  for (guint i = 0; i < n; i++)
    bind_condition (statement, &index, g_ptr_array_index (filter->conditions, i), now_us);
  return statement;
}

sqlite3_stmt *
mc_cache_select_keys (sqlite3 *db, const McFilter *filter, const char *order, gint64 now_us, GError **error)
{
  const char *sql = "key";

  for (guint i = 0; order != NULL && i < G_N_ELEMENTS (orders); i++)
    if (g_str_equal (orders[i].name, order))
      sql = orders[i].sql;
  return select_filtered (db, "key", sql, filter, now_us, error);
}

sqlite3_stmt *
mc_cache_select_count (sqlite3 *db, const McFilter *filter, gint64 now_us, GError **error)
{
  return select_filtered (db, "count(*)", NULL, filter, now_us, error);
}
