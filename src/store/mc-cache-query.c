// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-cache-query.h"

#include <string.h>

#include "mc-db.h"
#include "mc-text.h"

#define MAX_WORDS 12
/* mc_summary_get_deadline(): what is sorted and asked by */
#define DEADLINE                                                                                                       \
  "CASE WHEN accepted_at IS NOT NULL AND (due_at IS NULL OR step_due_at < due_at) THEN step_due_at"                    \
  " WHEN accepted_at IS NULL AND response_due_at IS NOT NULL THEN response_due_at ELSE due_at END"

#define REVERSED "_desc"

/* Orders that queues have: each whole. */
static const struct
{
  const char *name;
  const char *sql;
} orders[] = {
  { "deadline", DEADLINE " IS NULL, " DEADLINE ", submitted_at, key" },
  { "submitted", "submitted_at, key" },
  { "submitted_desc", "submitted_at DESC, key" },
  { "open_first", "national_state IN (3, 8, 10), " DEADLINE " IS NULL, " DEADLINE ", submitted_at, key" },
  { "finished_desc", "finished_at IS NULL, finished_at DESC, key" },
};

/* What lists can be sorted by, upwards or (with REVERSED) downwards; what has no value stands last in both. */
static const struct
{
  const char *name;
  const char *sql;
  gboolean in_index;
} columns[] = {
  { "code", "coalesce (code, provisional_code)", FALSE },
  { "owner", "mc_name_key (owner_name)", FALSE },
  { "procedure", "mc_sort_key (procedure_name)", FALSE },
  { "field", "mc_sort_key (field_name)", FALSE },
  { "submitted", "submitted_at", TRUE },
  { "accepted", "accepted_at", TRUE },
  { "deadline", DEADLINE, TRUE },
  { "state", "national_state", TRUE },
  { "handler", "mc_name_key (handler_name)", FALSE },
  { "channel", "channel", FALSE },
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

static gint64
read_amount (sqlite3_stmt *row, int column)
{
  return sqlite3_column_type (row, column) != SQLITE_NULL ? sqlite3_column_int64 (row, column) : -1;
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
  s->secret = sqlite3_column_int (row, first + 29) != 0;
  s->step_due_at = read_time (row, first + 30);
  s->sent_back = sqlite3_column_int (row, first + 31) != 0;
  s->fee_due = read_amount (row, first + 32);
  s->fee_paid = read_amount (row, first + 33);
  s->fee_paid_at = read_time (row, first + 34);
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
  if (g_str_equal (field, "sent_back"))
    return "iif (sent_back, 'true', 'false')";
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
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc_usec (now_us);
  gboolean is_time = FALSE;

  mc_filter_field_is_known (condition->field, &is_time);
  for (guint i = 0; condition->values[i] != NULL; i++)
    {
      g_autoptr (GDateTime) time = is_time ? mc_filter_instant (condition->values[i], now) : NULL;

      if (is_time)
        sqlite3_bind_int64 (statement, (*index)++, mc_cache_us (time));
      else
        sqlite3_bind_text (statement, (*index)++, condition->values[i], -1, SQLITE_TRANSIENT);
    }
}

/* In the index by deadline, beside what sorts it. */
static const char *const covered[]
    = { "deadline",   "submitted_at", "national_state",  "local_step",  "accepted_at", "warn_at", "finished_at",
        "handler_id", "due_at",       "response_due_at", "step_due_at", "sent_back",   NULL };

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
mc_cache_select_total (sqlite3 *db, const McFilter *filter, const char *member, gint64 now_us, GError **error)
{
  g_autoptr (GString) sql = g_string_new (NULL);
  sqlite3_stmt *statement;
  int index = 1;

  g_string_printf (sql, "SELECT count(*), count(%s), sum(%s) FROM dossiers NOT INDEXED WHERE 1", member, member);
  add_filter (sql, filter);
  statement = mc_db_query (db, error, sql->str, "");
  if (statement != NULL)
    bind_filter (statement, &index, filter, now_us);
  return statement;
}

static void
key_of (sqlite3_context *context, sqlite3_value *value, GBytes *(*make) (const char *text))
{
  g_autoptr (GBytes) key = NULL;

  if (sqlite3_value_type (value) == SQLITE_NULL)
    return;
  key = make ((const char *) sqlite3_value_text (value));
  sqlite3_result_blob64 (context, g_bytes_get_data (key, NULL), g_bytes_get_size (key), SQLITE_TRANSIENT);
}

static void
sort_key_func (sqlite3_context *context, int n, sqlite3_value **values)
{
  key_of (context, values[0], mc_text_sort_key);
}

static void
name_key_func (sqlite3_context *context, int n, sqlite3_value **values)
{
  key_of (context, values[0], mc_text_name_key);
}

/* SQLite's own order of texts is that of their bytes. */
static void
add_functions (sqlite3 *db)
{
  int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY;

  sqlite3_create_function (db, "mc_sort_key", 1, flags, NULL, sort_key_func, NULL, NULL);
  sqlite3_create_function (db, "mc_name_key", 1, flags, NULL, name_key_func, NULL, NULL);
}

/* " ORDER BY …". in_index: (out): the index has all that it needs. */
static void
add_order (GString *sql, const char *order, gboolean *in_index)
{
  gboolean down = order != NULL && g_str_has_suffix (order, REVERSED);
  gsize length = order != NULL ? strlen (order) - (down ? strlen (REVERSED) : 0) : 0;

  *in_index = TRUE;
  for (guint i = 0; order != NULL && i < G_N_ELEMENTS (orders); i++)
    if (g_str_equal (orders[i].name, order))
      {
        g_string_append_printf (sql, " ORDER BY %s", orders[i].sql);
        return;
      }
  for (guint i = 0; order != NULL && i < G_N_ELEMENTS (columns); i++)
    if (strlen (columns[i].name) == length && strncmp (columns[i].name, order, length) == 0)
      {
        *in_index = columns[i].in_index;
        g_string_append_printf (sql, " ORDER BY %s IS NULL, %s%s, submitted_at, key", columns[i].sql, columns[i].sql,
                                down ? " DESC" : "");
        return;
      }
  g_string_append (sql, " ORDER BY key");
}

sqlite3_stmt *
mc_cache_select_keys (sqlite3 *db, const McFilter *filter, const char *order, gint64 now_us, GError **error)
{
  g_autoptr (GString) by = g_string_new (NULL);
  g_autoptr (GString) sql = g_string_new (NULL);
  gboolean in_index;
  sqlite3_stmt *statement;
  int index = 1;

  add_order (by, order, &in_index);
  if (!in_index)
    add_functions (db);
  g_string_printf (sql, "SELECT key FROM %s WHERE 1", table_for (in_index && is_covered (filter)));
  add_filter (sql, filter);
  g_string_append (sql, by->str);
  statement = mc_db_query (db, error, sql->str, "");
  if (statement != NULL)
    bind_filter (statement, &index, filter, now_us);
  return statement;
}

/* Fields whose values are ids, and what they are called. */
static const char *
label_of (const char *field)
{
  if (g_str_equal (field, "procedure_code"))
    return "procedure_name";
  return g_str_equal (field, "handler_id") ? "handler_name" : field;
}

sqlite3_stmt *
mc_cache_select_values (sqlite3 *db, const McFilter *filter, const char *field, gint64 now_us, GError **error)
{
  g_autoptr (GString) sql = g_string_new (NULL);
  gboolean is_time = TRUE;
  sqlite3_stmt *statement;
  int index = 1;

  g_return_val_if_fail (mc_filter_field_is_known (field, &is_time) && !is_time, NULL);

  add_functions (db);
  g_string_printf (sql, "SELECT CAST (%s AS TEXT), max (%s), count(*) FROM dossiers NOT INDEXED WHERE %s IS NOT NULL",
                   field, label_of (field), field);
  add_filter (sql, filter);
  g_string_append_printf (sql, " GROUP BY %s ORDER BY mc_sort_key (max (%s)), 1", field, label_of (field));
  statement = mc_db_query (db, error, sql->str, "");
  if (statement != NULL)
    bind_filter (statement, &index, filter, now_us);
  return statement;
}
