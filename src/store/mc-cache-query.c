// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-cache-query.h"

#include <string.h>

#include "mc-db.h"
#include "mc-text.h"

#define MAX_WORDS 12
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

gint64
mc_cache_us (GDateTime *time)
{
  return g_date_time_to_unix (time) * G_USEC_PER_SEC + g_date_time_get_microsecond (time);
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
          g_string_append_printf (text, "(\"%s\"* OR \"" MC_CACHE_REVERSED "%s\"*)", words[i], reversed);
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
        sqlite3_bind_int64 (statement, (*index)++, time != NULL ? mc_cache_us (time) : now_us);
      else
        sqlite3_bind_text (statement, (*index)++, condition->values[i], -1, SQLITE_TRANSIENT);
    }
}

/* In the index by deadline, beside what sorts it. */
static const char *const covered[] = { "deadline", "submitted_at", "national_state", "local_step", "accepted_at",
                                       "warn_at",  "finished_at",  "handler_id",     NULL };

static gboolean
is_covered (const McFilter *filter)
{
  for (guint i = 0; filter != NULL && i < filter->conditions->len; i++)
    if (!g_strv_contains (covered, ((McCondition *) g_ptr_array_index (filter->conditions, i))->field))
      return FALSE;
  return TRUE;
}

/* Left to itself SQLite would go through the index for its order and fetch every row from a page of its own to see whether
 * the filter lets it through: seconds of 100,000. So the index alone, or else the table from end to end. */
static const char *
table_for (gboolean is_covered)
{
  return is_covered ? "dossiers INDEXED BY dossiers_by_deadline" : "dossiers NOT INDEXED";
}

/* " AND " before each condition. */
static void
add_filter (GString *sql, const McFilter *filter)
{
  /* fields come from mc_filter_add's own list, so they are safe as column names */
  for (guint i = 0; filter != NULL && i < filter->conditions->len; i++)
    {
      g_string_append (sql, " AND ");
      add_condition (sql, g_ptr_array_index (filter->conditions, i));
    }
}

static void
bind_filter (sqlite3_stmt *statement, int *index, const McFilter *filter, gint64 now_us)
{
  for (guint i = 0; filter != NULL && i < filter->conditions->len; i++)
    bind_condition (statement, index, g_ptr_array_index (filter->conditions, i), now_us);
}

sqlite3_stmt *
mc_cache_select_counts (sqlite3 *db, GPtrArray *filters, gint64 now_us, GError **error)
{
  g_autoptr (GString) sql = g_string_new ("SELECT 0");
  gboolean all_covered = TRUE;
  sqlite3_stmt *statement;
  int index = 1;

  for (guint i = 0; i < filters->len; i++)
    {
      g_string_append (sql, ", count(*) FILTER (WHERE 1");
      add_filter (sql, g_ptr_array_index (filters, i));
      g_string_append_c (sql, ')');
      all_covered = all_covered && is_covered (g_ptr_array_index (filters, i));
    }
  g_string_append_printf (sql, " FROM %s", table_for (all_covered));
  statement = mc_db_query (db, error, sql->str, "");
  for (guint i = 0; statement != NULL && i < filters->len; i++)
    bind_filter (statement, &index, g_ptr_array_index (filters, i), now_us);
  return statement;
}

sqlite3_stmt *
mc_cache_select_keys (sqlite3 *db, const McFilter *filter, const char *order, gint64 now_us, GError **error)
{
  g_autoptr (GString) sql = g_string_new (NULL);
  const char *by = "key";
  sqlite3_stmt *statement;
  int index = 1;

  for (guint i = 0; order != NULL && i < G_N_ELEMENTS (orders); i++)
    if (g_str_equal (orders[i].name, order))
      by = orders[i].sql;
  g_string_printf (sql, "SELECT key FROM %s WHERE 1", table_for (is_covered (filter)));
  add_filter (sql, filter);
  g_string_append_printf (sql, " ORDER BY %s", by);
  statement = mc_db_query (db, error, sql->str, "");
  if (statement != NULL)
    bind_filter (statement, &index, filter, now_us);
  return statement;
}
