// SPDX-License-Identifier: GPL-3.0-or-later
/* POST /aggregates: how many of the dossiers that this official sees fall into which groups. The same dossiers as in the
 * feed and the same filter as of queues, so that every number opens exactly the list that it counts. Groups are of what is
 * done, never of who: nobody is told of by a number. */
#include "mc-training-private.h"

#include "mc-filter.h"
#include "mc-text.h"

#define MAX_GROUP_FIELDS 3
#define MAX_GROUPS 200
#define TIME(member) "unixepoch (json_extract (s.json, '$." member "'), 'subsec')"
#define MAX_ASKED 60 /* a minute, of one official */

typedef struct
{
  McFilter *filter;
  GStrv by;
} Question;

static void
question_clear (Question *self)
{
  g_clear_pointer (&self->filter, mc_filter_unref);
  g_clear_pointer (&self->by, g_strfreev);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Question, question_clear)

/* Members of the summary that dossiers are grouped by. */
static const char *const groups[]
    = { "procedure_code", "field_name", "channel",       "national_state", "local_step", "delivery",
        "payment",        "sync",       "received_unit", "competent_unit", NULL };

/* A code is one dossier, and a colleague's work is nobody's figure. */
static gboolean
filter_fits (const McFilter *filter, const char *sub)
{
  for (guint i = 0; i < filter->conditions->len; i++)
    {
      const McCondition *condition = g_ptr_array_index (filter->conditions, i);

      if (g_str_equal (condition->field, "code"))
        return FALSE;
      for (guint v = 0; g_str_equal (condition->field, "handler_id") && condition->values[v] != NULL; v++)
        if (!g_str_equal (condition->values[v], sub))
          return FALSE;
    }
  return TRUE;
}

static gboolean
groups_fit (GStrv by)
{
  for (guint i = 0; by[i] != NULL; i++)
    {
      if (!g_strv_contains (groups, by[i]))
        return FALSE;
      for (guint n = 0; n < i; n++)
        if (g_str_equal (by[n], by[i]))
          return FALSE;
    }
  return TRUE;
}

static gboolean
read_question (GBytes *body, const char *sub, Question *question)
{
  g_autoptr (JsonNode) root = mc_training_body_is_sound (body) ? mc_codec_parse_object (body, NULL) : NULL;
  McReader r = { NULL };
  g_autofree char *kind = NULL;

  if (root == NULL || json_object_get_size (json_node_get_object (root)) > 3)
    return FALSE;
  r.object = json_node_get_object (root);
  kind = mc_reader_string (&r, "kind", 100);
  question->by = mc_reader_strings (&r, "group_by", MAX_GROUP_FIELDS, 100);
  question->filter = mc_codec_filter_read (&r, r.object);
  return mc_reader_finish (&r, NULL) && g_str_equal (kind, "dossier") && groups_fit (question->by)
         && filter_fits (question->filter, sub);
}

/* A member of the stored summary; names come from lists of ours. */
static void
add_member (GString *sql, const char *field)
{
  gboolean is_time = FALSE;

  mc_filter_field_is_known (field, &is_time);
  if (g_str_equal (field, "deadline"))
    /* mc_summary_get_deadline() */
    g_string_append (sql, "iif (json_extract (s.json, '$.accepted_at') IS NULL,"
                          " coalesce (" TIME ("response_due_at") ", " TIME (
                              "due_at") "),"
                                        " coalesce (min (" TIME ("step_due_at") ", " TIME (
                                            "due_at") "),"
                                                      " " TIME ("step_due_at") ", " TIME ("due_at") "))");
  else
    g_string_append_printf (sql, is_time ? TIME ("%s") : "CAST (json_extract (s.json, '$.%s') AS TEXT)", field);
}

static void
add_condition (GString *sql, const McCondition *condition)
{
  static const char *const ops[] = {
    [MC_FILTER_IN] = " IN (",           [MC_FILTER_NOT_IN] = " NOT IN (", [MC_FILTER_NULL] = " IS NULL",
    [MC_FILTER_NOT_NULL] = " NOT NULL", [MC_FILTER_BEFORE] = " < ?",      [MC_FILTER_NOT_BEFORE] = " >= ?",
  };
  gboolean listed = condition->op == MC_FILTER_IN || condition->op == MC_FILTER_NOT_IN;

  g_string_append (sql, " AND ");
  add_member (sql, condition->field);
  g_string_append (sql, ops[condition->op]);
  for (guint i = 0; listed && condition->values[i] != NULL; i++)
    g_string_append (sql, i > 0 ? ", ?" : "?");
  if (listed)
    g_string_append_c (sql, ')');
}

static void
bind_condition (sqlite3_stmt *row, int *index, const McCondition *condition, GDateTime *now)
{
  gboolean is_time = FALSE;

  mc_filter_field_is_known (condition->field, &is_time);
  for (guint i = 0; condition->values[i] != NULL; i++)
    {
      g_autoptr (GDateTime) at = NULL;

      if (is_time)
        at = mc_filter_instant (condition->values[i], now);
      if (is_time)
        sqlite3_bind_double (row, (*index)++, (double) g_date_time_to_unix_usec (at) / G_USEC_PER_SEC);
      else
        sqlite3_bind_text (row, (*index)++, condition->values[i], -1, SQLITE_TRANSIENT);
    }
}

/* Not kept like other statements: there are as many as there are questions. (transfer full): for sqlite3_finalize() */
static sqlite3_stmt *
prepare (McTraining *self, const McAccount *account, const Question *question, GDateTime *now)
{
  g_autoptr (GString) sql = g_string_new ("SELECT count (*)");
  sqlite3_stmt *row = NULL;
  int index = 1;

  for (guint i = 0; question->by[i] != NULL; i++)
    {
      g_string_append (sql, ", ");
      add_member (sql, question->by[i]);
    }
  g_string_append (sql, " FROM views v CROSS JOIN summaries s ON s.id = v.id"
                        " WHERE v.unit = ? AND (v.near & ?) != 0 AND s.until > ?");
  for (guint i = 0; i < question->filter->conditions->len; i++)
    add_condition (sql, g_ptr_array_index (question->filter->conditions, i));
  for (guint i = 0; question->by[i] != NULL; i++)
    g_string_append_printf (sql, "%s%u", i == 0 ? " GROUP BY " : ", ", i + 2);
  if (question->by[0] != NULL)
    g_string_append (sql, " ORDER BY 1 DESC, 2");
  g_string_append_printf (sql, " LIMIT %d", MAX_GROUPS + 1);
  if (sqlite3_prepare_v2 (self->db, sql->str, -1, &row, NULL) != SQLITE_OK)
    g_error ("training portal: %s: %s", sql->str, sqlite3_errmsg (self->db));
  sqlite3_bind_text (row, index++, account->unit, -1, SQLITE_TRANSIENT);
  sqlite3_bind_int64 (row, index++, (gint64) mc_training_sight (account, now));
  sqlite3_bind_int64 (row, index++, self->aged);
  for (guint i = 0; i < question->filter->conditions->len; i++)
    bind_condition (row, &index, g_ptr_array_index (question->filter->conditions, i), now);
  return row;
}

static JsonObject *
read_group (sqlite3_stmt *row, guint fields)
{
  JsonObject *group = json_object_new ();
  JsonArray *values = json_array_new ();

  for (guint i = 0; i < fields; i++)
    {
      const char *value = (const char *) sqlite3_column_text (row, (int) i + 1);

      if (value != NULL)
        json_array_add_string_element (values, value);
      else
        json_array_add_null_element (values);
    }
  json_object_set_array_member (group, "values", values);
  json_object_set_int_member (group, "count", sqlite3_column_int64 (row, 0));
  return group;
}

/* NULL: there are too many groups. */
static McTrainingResponse *
count (McTraining *self, const McAccount *account, const Question *question, GDateTime *now)
{
  sqlite3_stmt *row = prepare (self, account, question, now);
  g_autoptr (JsonArray) array = json_array_new ();
  g_autofree char *as_of = mc_time_format (now);
  gint64 total = 0;
  JsonObject *o;

  while (sqlite3_step (row) == SQLITE_ROW)
    {
      if (question->by[0] != NULL)
        json_array_add_object_element (array, read_group (row, g_strv_length (question->by)));
      total += sqlite3_column_int64 (row, 0);
    }
  sqlite3_finalize (row);
  if (json_array_get_length (array) > MAX_GROUPS)
    return NULL;
  o = json_object_new ();
  json_object_set_int_member (o, "total", total);
  json_object_set_array_member (o, "groups", g_steal_pointer (&array));
  json_object_set_string_member (o, "as_of", as_of);
  return mc_training_answer_json (200, mc_node_take_object (o));
}

McTrainingResponse *
mc_training_aggregate (McTraining *self, const McAccount *account, const McTrainingRequest *request)
{
  g_autoptr (GBytes) body = request->body != NULL ? g_bytes_ref (request->body) : g_bytes_new_static ("", 0);
  g_autoptr (GDateTime) now = mc_clock_now (self->clock);
  g_auto (Question) question = { 0 };
  McTrainingResponse *response = mc_training_wrong_type (request);

  if (response != NULL)
    return response;
  if (!mc_training_may_somewhere (account, MC_CAN_SEE, now))
    return mc_training_problem (403, "wrong_role", "Vai trò này không được xem số liệu về hồ sơ.");
  if (!read_question (body, account->sub, &question))
    return mc_training_problem (400, "bad_body", "Nội dung gửi lên không đúng dạng.");
  response = mc_training_limit (self, account, "aggregate", MAX_ASKED, G_TIME_SPAN_MINUTE);
  if (response != NULL)
    return response;
  mc_training_age (self);
  response = count (self, account, &question, now);
  return response != NULL ? response
                          : mc_training_problem (422, "too_many_groups",
                                                 "Có quá nhiều nhóm: hãy thu hẹp điều kiện hoặc bớt tiêu chí nhóm.");
}
