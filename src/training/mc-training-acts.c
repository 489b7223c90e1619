// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-training-private.h"

#include <string.h>

#include "mc-deadline.h"
#include "mc-handling.h"
#include "mc-text.h"

/* What identifies a request under its key: the record, the precondition and the body, byte for byte. */
static char *
fingerprint (const char *id, const char *if_match, GBytes *body)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  g_checksum_update (sum, (const guchar *) id, -1);
  g_checksum_update (sum, (const guchar *) "|", 1);
  g_checksum_update (sum, (const guchar *) if_match, -1);
  g_checksum_update (sum, (const guchar *) "|", 1);
  g_checksum_update (sum, g_bytes_get_data (body, NULL), (gssize) g_bytes_get_size (body));
  return g_strdup (g_checksum_get_string (sum));
}

static char *
find_answer (McTraining *self, const McAccount *account, const char *key, char **request)
{
  g_autoptr (sqlite3_stmt) row = mc_training_query (
      self, "SELECT answer, request FROM actions WHERE sub = ? AND key = ?", "ss", account->sub, key);

  if (sqlite3_step (row) != SQLITE_ROW)
    return NULL;
  if (request != NULL)
    *request = g_strdup ((const char *) sqlite3_column_text (row, 1));
  return g_strdup ((const char *) sqlite3_column_text (row, 0));
}

static JsonObject *
problem_object (int status, const char *code, const char *detail)
{
  JsonObject *o = json_object_new ();

  json_object_set_string_member (o, "type", "about:blank");
  json_object_set_string_member (o, "title", code);
  json_object_set_int_member (o, "status", status);
  json_object_set_string_member (o, "code", code);
  json_object_set_string_member (o, "detail", detail);
  return o;
}

/* Takes the object, whose members are more than those of every problem. */
static McTrainingResponse *
answer_problem (int status, JsonObject *object)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  McTrainingResponse *response;

  json_node_take_object (node, object);
  response = mc_training_answer_json (status, node);
  mc_training_response_set (response, "Content-Type", "application/problem+json");
  return response;
}

static McTrainingResponse *
invalid_form (const char *field, const char *detail)
{
  JsonObject *o = problem_object (422, "invalid_form", detail);
  JsonArray *errors = json_array_new ();
  JsonObject *error = json_object_new ();

  json_object_set_string_member (error, "field", field);
  json_object_set_string_member (error, "detail", detail);
  json_array_add_object_element (errors, error);
  json_object_set_array_member (o, "errors", errors);
  return answer_problem (422, o);
}

/* 412: the record as it is now, and who made it so (design: both states). */
static McTrainingResponse *
stale (const McDossier *dossier, const char *unit, const McAccount *account)
{
  g_autoptr (McSummary) summary = mc_training_summary_for (dossier, unit, account);
  const McHistoryEntry *last
      = dossier->history->len > 0 ? g_ptr_array_index (dossier->history, dossier->history->len - 1) : NULL;
  JsonObject *o = problem_object (412, "stale", "Hồ sơ đã được người khác xử lý trong lúc này.");

  json_object_set_member (o, "current", mc_codec_summary_build (summary));
  json_object_set_string_member (o, "changed_by", last != NULL ? last->actor_name : "");
  return answer_problem (412, o);
}

static McComponent *
find_component (McDossier *dossier, const char *id)
{
  for (guint i = 0; i < dossier->components->len; i++)
    {
      McComponent *component = g_ptr_array_index (dossier->components, i);

      if (g_strcmp0 (component->id, id) == 0)
        return component;
    }
  return NULL;
}

/* The marks of the form onto the record's components; FALSE for a form that does not fit. */
static gboolean
take_marks (McDossier *dossier, const char *form)
{
  g_autoptr (GBytes) bytes = g_bytes_new (form, strlen (form));
  g_autoptr (JsonNode) root = mc_codec_parse_object (bytes, NULL);
  JsonNode *node = root != NULL ? json_object_get_member (json_node_get_object (root), "components") : NULL;
  JsonArray *array;

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return FALSE;
  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      JsonObject *o = JSON_NODE_HOLDS_OBJECT (element) ? json_node_get_object (element) : NULL;
      McComponent *component
          = o != NULL ? find_component (dossier, json_object_get_string_member_with_default (o, "id", NULL)) : NULL;

      if (component == NULL
          || g_strcmp0 (json_object_get_string_member_with_default (o, "mark", NULL), "sufficient") != 0)
        return FALSE;
      g_free (component->mark);
      component->mark = g_strdup ("sufficient");
    }
  return TRUE;
}

static gint64
next_number (McTraining *self, const char *name)
{
  g_autoptr (sqlite3_stmt) row = NULL;

  mc_training_run (
      self, "INSERT INTO meta VALUES (?, '1') ON CONFLICT (name) DO UPDATE SET value = CAST (value AS INTEGER) + 1",
      "s", name);
  row = mc_training_query (self, "SELECT CAST (value AS INTEGER) FROM meta WHERE name = ?", "s", name);
  return sqlite3_step (row) == SQLITE_ROW ? sqlite3_column_int64 (row, 0) : 0;
}

static void
set_time (GDateTime **member, GDateTime *value)
{
  g_clear_pointer (member, g_date_time_unref);
  *member = value;
}

static void
add_history (McDossier *dossier, const McAccount *account, const char *action, GDateTime *at, int from, int to)
{
  McHistoryEntry *entry = mc_history_entry_new ();

  entry->at = g_date_time_ref (at);
  entry->actor_name = g_strdup (account->name);
  entry->actor_unit = g_strdup (mc_training_find_unit (account->unit)->name);
  entry->action = g_strdup (action);
  entry->from_state = from;
  entry->to_state = to;
  g_ptr_array_add (dossier->history, entry);
}

/* 1 → 2: code, number, due date, form 01's data (domain 3.2). The legal time is that of recording. */
static void
accept (McTraining *self, McDossier *dossier, const McAccount *account, GDateTime *now, int to_state)
{
  McSummary *s = dossier->summary;
  const McSampleUnit *unit = mc_training_find_unit (account->unit);
  McCalendar *calendar = mc_calendar_get_default ();
  g_autoptr (GDateTime) local = g_date_time_to_timezone (now, mc_calendar_zone ());
  g_autofree char *day = g_date_time_format (local, "%Y%m%d");
  gint64 in_minutes = g_strcmp0 (dossier->limit_unit, "hour") == 0 ? (gint64) dossier->limit_amount * 60 : 0;

  add_history (dossier, account, "accept", now, s->national_state, to_state);
  s->national_state = to_state;
  s->version++;
  s->handling_version++;
  g_free (s->local_step);
  s->local_step = g_strdup ("accepted");
  g_free (s->code);
  s->code = g_strdup_printf ("%s-%s-%07" G_GINT64_FORMAT, unit->code, day, next_number (self, "dossier-code"));
  set_time (&s->accepted_at, g_date_time_ref (now));
  set_time (&s->due_at, mc_deadline_result_due (calendar, now, dossier->limit_unit, dossier->limit_amount));
  set_time (&s->warn_at, s->due_at != NULL ? mc_deadline_warn_at (calendar, s->due_at, in_minutes) : NULL);
  g_free (s->handler_id);
  s->handler_id = g_strdup (account->sub);
  g_free (s->handler_name);
  s->handler_name = g_strdup (account->name);
  g_free (dossier->register_no);
  dossier->register_no = g_strdup_printf ("%" G_GINT64_FORMAT, next_number (self, "register-no"));
  g_free (dossier->receiver_name);
  dossier->receiver_name = g_strdup (account->name);
}

static McTrainingResponse *
refused (McRefusal refusal)
{
  switch (refusal)
    {
    case MC_REFUSAL_ROLE:
    case MC_REFUSAL_UNIT:
      return mc_training_problem (403, mc_refusal_code (refusal),
                                  "Vai trò hoặc đơn vị này không được thực hiện thao tác.");
    case MC_REFUSAL_UNKNOWN_ACT:
      return mc_training_problem (422, mc_refusal_code (refusal), "Cổng không có thao tác này.");
    default:
      return mc_training_problem (422, mc_refusal_code (refusal),
                                  "Trạng thái hiện tại của hồ sơ không cho phép thao tác này.");
    }
}

/* Authority, precondition, guard, effect, in this order; the answer is stored in the same transaction. */
static McTrainingResponse *
perform (McTraining *self, const McAccount *account, const char *id, McAct *act, const char *if_match,
         const char *request_mark)
{
  g_autofree char *unit = NULL;
  g_autoptr (McDossier) dossier = mc_training_load (self, id, &unit);
  g_autoptr (McOutcome) outcome = NULL;
  g_autoptr (GDateTime) now = mc_clock_now (self->clock);
  g_autofree char *version = NULL;
  g_autofree char *answer = NULL;
  const char *roles[] = { account->role, NULL };
  JsonNode *node;
  McRefusal refusal;
  int to_state = 0;

  if (dossier == NULL || !g_str_equal (unit, account->unit))
    return mc_training_problem (404, "not_found", "Hồ sơ ngoài phạm vi được xem.");
  refusal = mc_handling_check (act->action, dossier->summary->national_state, dossier->summary->local_step, roles, TRUE,
                               &to_state);
  if (refusal == MC_REFUSAL_STATE && !g_str_equal (account->role, "receiver"))
    refusal = MC_REFUSAL_ROLE;
  if (refusal != MC_REFUSAL_NONE && refusal != MC_REFUSAL_STATE)
    return refused (refusal);
  version = g_strdup_printf ("\"%" G_GINT64_FORMAT "\"", dossier->summary->handling_version);
  if (!g_str_equal (version, if_match))
    return stale (dossier, unit, account);
  if (refusal != MC_REFUSAL_NONE)
    return refused (refusal);
  if (!take_marks (dossier, act->form))
    return invalid_form ("components", "Biểu mẫu không khớp với thành phần hồ sơ.");
  if (!mc_components_all_sufficient (dossier->components))
    return invalid_form ("components", "Còn thành phần bắt buộc chưa được xác nhận là đạt.");

  accept (self, dossier, account, now, to_state);
  outcome = mc_outcome_new ();
  outcome->key = g_strdup (act->key);
  outcome->action = g_strdup (act->action);
  outcome->recorded_at = g_date_time_ref (now);
  outcome->summary = mc_training_summary_for (dossier, unit, account);
  node = mc_codec_outcome_build (outcome);
  answer = json_to_string (node, FALSE);
  if (!mc_training_save (self, dossier, unit)
      || !mc_training_run (self, "INSERT INTO actions (sub, key, request, answer) VALUES (?, ?, ?, ?)", "ssss",
                           account->sub, act->key, request_mark, answer))
    {
      json_node_unref (node);
      return mc_training_problem (500, "storage", "Cổng tập huấn không ghi được dữ liệu.");
    }
  return mc_training_answer_json (200, node);
}

McTrainingResponse *
mc_training_act (McTraining *self, const McAccount *account, const char *id, const McTrainingRequest *request)
{
  const char *key = mc_training_request_header (request, "idempotency-key");
  const char *if_match = mc_training_request_header (request, "if-match");
  g_autoptr (GBytes) body = request->body != NULL ? g_bytes_ref (request->body) : g_bytes_new_static ("", 0);
  g_autofree char *mark = NULL;
  g_autofree char *stored_mark = NULL;
  g_autofree char *stored = NULL;
  g_autoptr (McAct) act = NULL;
  McTrainingResponse *response;

  if (key == NULL || if_match == NULL)
    return mc_training_problem (428, "precondition_required", "Thiếu Idempotency-Key hoặc If-Match.");
  if (!mc_uuid_is_valid (key) || strlen (if_match) > 30)
    return mc_training_problem (400, "bad_header", "Idempotency-Key hoặc If-Match không đúng dạng.");

  mark = fingerprint (id, if_match, body);
  stored = find_answer (self, account, key, &stored_mark);
  if (stored != NULL && !g_str_equal (stored_mark, mark))
    return mc_training_problem (422, "idempotency_key_reused", "Mã thao tác này đã được dùng cho một nội dung khác.");
  if (stored != NULL)
    {
      response = mc_training_answer_text (200, "application/json", stored);
      mc_training_response_set (response, "Idempotency-Replayed", "true");
      return response;
    }

  act = mc_codec_act_parse (body, NULL);
  if (act == NULL)
    return mc_training_problem (400, "bad_body", "Nội dung gửi lên không đúng dạng.");
  act->key = g_strdup (key);

  if (!mc_training_begin (self))
    return mc_training_problem (500, "storage", "Cổng tập huấn không ghi được dữ liệu.");
  response = perform (self, account, id, act, if_match, mark);
  if (response->status != 200)
    mc_training_rollback (self);
  else if (!mc_training_commit (self))
    {
      mc_training_rollback (self);
      mc_training_response_free (response);
      response = mc_training_problem (500, "storage", "Cổng tập huấn không ghi được dữ liệu.");
    }
  return response;
}

McTrainingResponse *
mc_training_outcome (McTraining *self, const McAccount *account, const char *key)
{
  g_autofree char *stored = find_answer (self, account, key, NULL);

  if (stored == NULL)
    return mc_training_problem (404, "not_found", "Cổng chưa nhận được thao tác này.");
  return mc_training_answer_text (200, "application/json", stored);
}
