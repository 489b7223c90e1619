// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-training-private.h"

#include <string.h>

#include "mc-calendar.h"
#include "mc-form-json.h"
#include "mc-secret.h"
#include "mc-text.h"

#define MAX_ERRORS 500

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

/* 422: each field that is wrong, in words. errors: McFormError */
static McTrainingResponse *
invalid_form (GPtrArray *errors)
{
  const McFormError *first = g_ptr_array_index (errors, 0);
  JsonObject *o = problem_object (422, "invalid_form", first->detail);
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < errors->len && i < MAX_ERRORS; i++)
    {
      const McFormError *wrong = g_ptr_array_index (errors, i);
      JsonObject *error = json_object_new ();

      json_object_set_string_member (error, "field", wrong->field);
      if (wrong->item != NULL)
        json_object_set_string_member (error, "item", wrong->item);
      json_object_set_string_member (error, "code", wrong->code);
      json_object_set_string_member (error, "detail", wrong->detail);
      json_array_add_object_element (array, error);
    }
  json_object_set_array_member (o, "errors", array);
  return answer_problem (422, o);
}

/* 412: the record as it is now, who made it so, when and by what (design: both states). The sentence says it whole: it is
 * what an outbox keeps. */
static McTrainingResponse *
stale (const McTrainingRecord *record, const McAccount *account, GDateTime *now)
{
  const McDossier *dossier = record->dossier;
  g_autoptr (McSummary) summary = mc_training_summary_for (record, account, now);
  /* there is one at least: that of submitting */
  const McHistoryEntry *last = g_ptr_array_index (dossier->history, dossier->history->len - 1);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (last->at, mc_calendar_zone ());
  g_autofree char *when = g_date_time_format (local, "%H:%M %d/%m/%Y");
  /* an applicant has no unit, and no name in what holds state secrets */
  const char *who = summary->secret && last->actor_unit == NULL ? MC_COVERED : last->actor_name;
  g_autofree char *detail = g_strdup_printf ("Hồ sơ đã được %s thay đổi lúc %s, trạng thái hiện tại: %s.", who, when,
                                             mc_handling_label (summary->national_state));
  g_autofree char *at = mc_time_format (last->at);
  JsonObject *o = problem_object (412, "stale", detail);

  json_object_set_member (o, "current", mc_codec_summary_build (summary));
  json_object_set_string_member (o, "changed_by", who);
  json_object_set_string_member (o, "changed_at", at);
  json_object_set_string_member (o, "changed_action", last->action);
  return answer_problem (412, o);
}

static McTrainingResponse *
refused (McRefusal refusal)
{
  switch ((int) refusal)
    {
    case MC_REFUSAL_ROLE:
    case MC_REFUSAL_UNIT:
    case MC_REFUSAL_NEEDS_LEADER:
    case MC_REFUSAL_RECEIVERS_OWN:
      return mc_training_problem (403, mc_refusal_code (refusal),
                                  "Vai trò hoặc đơn vị này không được thực hiện thao tác.");
    case MC_REFUSAL_ASSIGNMENT:
      return mc_training_problem (403, mc_refusal_code (refusal), "Hồ sơ đã được phân công cho người khác.");
    case MC_REFUSAL_UNKNOWN_ACT:
      return mc_training_problem (422, mc_refusal_code (refusal), "Cổng không có thao tác này.");
    default:
      return mc_training_problem (422, mc_refusal_code (refusal), mc_training_say_refusal (refusal));
    }
}

/* Where a role that has ended would do it, that is what is said, and not that there is no such dossier. record: nullable;
 * NULL: it is no matter of such a role. */
static McTrainingResponse *
check_lapsed (const McTrainingRecord *record, const McAccount *account, const char *action, GDateTime *now)
{
  const McGrant *grant = NULL;
  McDenial denial = record != NULL && mc_act_is_handling (action)
                        ? mc_training_find_lapsed (record, account, action, now, &grant)
                        : MC_DENIED_NOT;
  GDateTime *end = NULL;
  g_autoptr (GDateTime) local = NULL;
  g_autofree char *when = NULL;
  g_autofree char *sentence = NULL;
  const char *title;

  if (denial == MC_DENIED_NOT)
    return NULL;
  title = mc_training_role_title (mc_role_to_string (grant->role));
  end = denial == MC_DENIED_NOT_YET ? grant->from : grant->until;
  local = end != NULL ? g_date_time_to_timezone (end, mc_calendar_zone ()) : NULL;
  when = local != NULL ? g_date_time_format (local, " từ %H:%M ngày %d/%m/%Y") : g_strdup ("");
  if (denial == MC_DENIED_NOT_YET)
    sentence = g_strdup_printf ("Vai trò “%s” chỉ có hiệu lực%s.", title, when);
  else if (denial == MC_DENIED_EXPIRED)
    sentence = g_strdup_printf ("Vai trò “%s” đã hết hiệu lực%s. Nếu vẫn được giao việc này, đề nghị quản trị hệ thống "
                                "cấp lại vai trò.",
                                title, when);
  else
    sentence = g_strdup_printf ("Việc ủy quyền vai trò “%s” không còn hiệu lực.", title);
  return mc_training_problem (403, mc_denial_code (denial), sentence);
}

/* What the rules look at beside the form: an extension that ends later than the date it puts off. */
static void
check_dates (const McTrainingRecord *record, const McAct *act, GPtrArray *errors)
{
  g_autoptr (JsonNode) values = mc_form_parse_values (act->form);
  g_autoptr (GDateTime) until
      = errors->len == 0 ? mc_training_end_of_day (record, json_node_get_object (values), "new_due") : NULL;
  McFormError *error;

  if (until == NULL || !g_str_equal (act->action, "extend")
      || g_date_time_compare (until, record->dossier->summary->due_at) > 0)
    return;
  error = g_new0 (McFormError, 1);
  error->field = g_strdup ("new_due");
  error->code = g_strdup ("out_of_range");
  error->detail = g_strdup ("Ngày hẹn trả mới phải sau ngày đã hẹn.");
  g_ptr_array_add (errors, error);
}

/* The answer, stored with the record in one transaction. */
static McTrainingResponse *
keep (McTraining *self, const McTrainingRecord *record, const McAccount *account, const McAct *act,
      const char *request_mark, GDateTime *now)
{
  g_autoptr (McOutcome) outcome = mc_outcome_new ();
  g_autofree char *answer = NULL;

  outcome->key = g_strdup (act->key);
  outcome->action = g_strdup (act->action);
  outcome->recorded_at = g_date_time_ref (now);
  outcome->summary = mc_training_summary_for (record, account, now);
  answer = mc_codec_outcome_text (outcome);
  if (mc_training_store (self, record)
      && mc_training_run (self, "INSERT INTO actions (sub, key, request, answer) VALUES (?, ?, ?, ?)", "ssss",
                          account->sub, act->key, request_mark, answer))
    return mc_training_answer_text (200, "application/json", answer);
  return mc_training_problem (500, "storage", "Cổng tập huấn không ghi được dữ liệu.");
}

/* A note: whoever reads the dossier may, whatever its state. */
static McTrainingResponse *
add_note (McTraining *self, McTrainingRecord *record, const McAccount *account, const McAct *act,
          const char *request_mark, GDateTime *now)
{
  McDossier *dossier = record->dossier;
  McDenial denial = mc_training_check (record, account, MC_CAN_READ, now);
  g_autoptr (McForm) form = mc_training_find_form (account, act->action, now);
  g_autoptr (GPtrArray) errors = NULL;
  g_autoptr (JsonNode) values = NULL;
  McNote *note;

  if (denial != MC_DENIED_NOT)
    return mc_training_problem (403, mc_denial_code (denial), "Vai trò này không được ghi ý kiến vào hồ sơ.");
  if (dossier->summary->secret)
    return mc_training_problem (403, "secret", "Hồ sơ có nội dung mật: ý kiến được ghi trên giấy.");
  errors = mc_form_check (form, act->form, dossier);
  if (errors->len > 0)
    return invalid_form (errors);
  values = mc_form_parse_values (act->form);
  note = mc_note_new ();
  note->id = g_strdup (act->key);
  note->at = g_date_time_ref (now);
  note->author_name = g_strdup (account->name);
  note->author_unit = g_strdup (mc_training_find_unit (account->unit)->name);
  note->text = mc_form_get_text (json_node_get_object (values), "text");
  if (dossier->notes == NULL)
    dossier->notes = g_ptr_array_new_with_free_func ((GDestroyNotify) mc_note_free);
  g_ptr_array_add (dossier->notes, note);
  dossier->summary->version++;
  return keep (self, record, account, act, request_mark, now);
}

/* A dossier gets to hold state secrets, or not to: no state and no version stands in the way. */
static McTrainingResponse *
set_secrecy (McTraining *self, McTrainingRecord *record, const McAccount *account, const McAct *act,
             const char *request_mark, GDateTime *now)
{
  McSummary *summary = record->dossier->summary;
  gboolean secret = g_str_equal (act->action, MC_ACT_MARK_SECRET);
  McDenial denial = mc_training_check (record, account, secret ? MC_CAN_MARK_SECRET : MC_CAN_LIFT_SECRET, now);
  g_autoptr (McForm) form = mc_training_find_form (account, act->action, now);
  g_autoptr (GPtrArray) errors = NULL;
  g_autoptr (JsonNode) values = NULL;
  McHistoryEntry *entry;

  if (denial != MC_DENIED_NOT)
    return mc_training_problem (403, mc_denial_code (denial), "Vai trò hoặc đơn vị này không được thực hiện thao tác.");
  if (summary->secret == secret)
    return secret ? mc_training_problem (422, "already_secret", "Hồ sơ đã được đánh dấu có nội dung mật.")
                  : mc_training_problem (422, "not_secret", "Hồ sơ không có dấu nội dung mật.");
  errors = mc_form_check (form, act->form, record->dossier);
  if (errors->len > 0)
    return invalid_form (errors);
  values = mc_form_parse_values (act->form);
  entry = mc_history_entry_new ();
  entry->at = g_date_time_ref (now);
  entry->actor_name = g_strdup (account->name);
  entry->actor_unit = g_strdup (mc_training_find_unit (account->unit)->name);
  entry->action = g_strdup (act->action);
  entry->from_state = entry->to_state = summary->national_state;
  entry->note = mc_form_get_text (json_node_get_object (values), "reason");
  g_ptr_array_add (record->dossier->history, entry);
  summary->secret = secret;
  summary->version++;
  return keep (self, record, account, act, request_mark, now);
}

/* No file of what is secret lies here; else it is the files that the rules look at. */
static McTrainingResponse *
change_files (McTraining *self, McTrainingRecord *record, const McAccount *account, const McAct *act,
              const McForm *form, JsonObject *values, const McMove *move, const char *request_mark, GDateTime *now)
{
  g_autoptr (GPtrArray) errors = g_ptr_array_new_with_free_func ((GDestroyNotify) mc_form_error_free);

  if (record->dossier->summary->secret)
    return mc_training_problem (422, "secret", "Hồ sơ có nội dung mật: tệp không được đưa lên Cổng.");
  if (mc_training_change_files (self, record, account, act, form, values, move, now, errors))
    return keep (self, record, account, act, request_mark, now);
  if (errors->len > 0)
    return invalid_form (errors);
  return mc_training_problem (500, "storage", "Cổng tập huấn không ghi được dữ liệu.");
}

/* Authority, precondition, rules, form, effect, in this order; the answer is stored in the same transaction. */
static McTrainingResponse *
perform (McTraining *self, const McAccount *account, const char *id, McAct *act, const char *if_match,
         const char *request_mark)
{
  g_autoptr (McTrainingRecord) record = mc_training_load (self, id);
  g_autoptr (GDateTime) now = mc_clock_now (self->clock);
  g_autoptr (McForm) form = NULL;
  g_autoptr (GPtrArray) errors = NULL;
  g_autoptr (JsonNode) values = NULL;
  g_autofree char *version = NULL;
  McTrainingResponse *response;
  McActor actor;
  McRefusal refusal;
  McMove move;

  response = check_lapsed (record, account, act->action, now);
  if (response != NULL)
    return response;
  if (record == NULL || mc_training_check (record, account, MC_CAN_SEE, now) != MC_DENIED_NOT)
    return mc_training_problem (404, "not_found", "Hồ sơ ngoài phạm vi được xem.");
  if (mc_act_is_secrecy (act->action))
    return set_secrecy (self, record, account, act, request_mark, now);
  if (!mc_act_is_handling (act->action))
    return add_note (self, record, account, act, request_mark, now);
  mc_training_get_actor (record, account, now, &actor);
  refusal = mc_training_check_authority (record, act->action, &actor);
  if (refusal != MC_REFUSAL_NONE)
    return refused (refusal);
  version = g_strdup_printf ("\"%" G_GINT64_FORMAT "\"", record->dossier->summary->handling_version);
  if (mc_act_expects_version (act->action) && !g_str_equal (version, if_match))
    return stale (record, account, now);
  refusal = mc_training_decide (record, account, act->action, now, &move);
  if (refusal != MC_REFUSAL_NONE)
    return refused (refusal);
  form = mc_training_find_form (account, act->action, now);
  if (form == NULL)
    return refused (MC_REFUSAL_UNKNOWN_ACT);
  mc_training_fill_clock (record);
  errors = mc_form_check (form, act->form, record->dossier);
  g_clear_pointer (&record->dossier->clock, mc_dossier_clock_free);
  check_dates (record, act, errors);
  if (errors->len > 0)
    return invalid_form (errors);
  values = mc_form_parse_values (act->form);
  if (mc_act_is_about_files (act->action))
    return change_files (self, record, account, act, form, json_node_get_object (values), &move, request_mark, now);
  mc_training_apply (self, record, account, form, act->action, json_node_get_object (values), &move, now);
  return keep (self, record, account, act, request_mark, now);
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
  McTrainingResponse *response = mc_training_wrong_type (request);

  if (response != NULL)
    return response;
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

  act = mc_training_body_is_sound (body) ? mc_codec_act_parse (body, NULL) : NULL;
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
