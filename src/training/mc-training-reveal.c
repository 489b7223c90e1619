// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-training-private.h"

#include <string.h>

#include "mc-text.h"

#define MAX_REVEALS 60 /* a minute, of one official */
#define PAGE 100

/* What an official looked at, printed or took out, and what for (Law 91/2025/QH15). */
typedef struct
{
  char *kind;
  char *field;
  char *purpose;
  GDateTime *performed_at;
} Reveal;

static void
reveal_clear (Reveal *self)
{
  g_free (self->kind);
  g_free (self->field);
  g_free (self->purpose);
  g_clear_pointer (&self->performed_at, g_date_time_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reveal, reveal_clear)

static const char *const fields[] = { "owner_id_number", "submitter_id_number", "proxy_id_number", NULL };
static const char *const papers[] = { "01", "02", "03", "04", "05", "06", NULL };

static gboolean
field_fits (const Reveal *reveal)
{
  if (g_str_equal (reveal->kind, "reveal"))
    return reveal->field != NULL && g_strv_contains (fields, reveal->field);
  if (g_str_equal (reveal->kind, "print"))
    return reveal->field != NULL && g_strv_contains (papers, reveal->field);
  if (g_str_equal (reveal->kind, "save"))
    return reveal->field != NULL && mc_uuid_is_valid (reveal->field);
  return g_str_equal (reveal->kind, "export") && reveal->field == NULL;
}

static gboolean
read_reveal (GBytes *body, Reveal *reveal)
{
  g_autoptr (JsonNode) root = mc_training_body_is_sound (body) ? mc_codec_parse_object (body, NULL) : NULL;
  McReader r = { NULL };

  if (root == NULL || json_object_get_size (json_node_get_object (root)) > 4)
    return FALSE;
  r.object = json_node_get_object (root);
  reveal->kind = mc_reader_string (&r, "kind", 100);
  reveal->field = mc_reader_optional_string (&r, "field", 100);
  reveal->purpose = mc_reader_string (&r, "purpose", 2000);
  reveal->performed_at = mc_reader_time (&r, "performed_at");
  if (!mc_reader_finish (&r, NULL))
    return FALSE;
  g_strstrip (reveal->purpose);
  return *reveal->purpose != '\0' && g_utf8_strlen (reveal->purpose, -1) <= 500 && field_fits (reveal);
}

static const char *
value_of (const McDossier *dossier, const char *kind, const char *field)
{
  if (!g_str_equal (kind, "reveal"))
    return NULL;
  return g_str_equal (field, fields[0])   ? dossier->owner.id_number
         : g_str_equal (field, fields[1]) ? dossier->submitter.id_number
                                          : dossier->proxy.id_number;
}

void
mc_training_mask (McTrainingRecord *record, const McAccount *account, GDateTime *now)
{
  McPerson *people[] = { &record->dossier->owner, &record->dossier->submitter, &record->dossier->proxy };

  /* what for is asked when somebody looks */
  if (mc_training_check (record, account, MC_CAN_REVEAL, now) == MC_DENIED_NOT)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    if (people[i]->id_number != NULL)
      {
        g_autofree char *masked = mc_text_mask_number (people[i]->id_number);

        g_set_str (&people[i]->id_number, masked);
      }
}

gboolean
mc_training_record_reveal (McTraining *self, const McAccount *account, const char *key, const char *kind,
                           const char *dossier, const char *field, const char *purpose, const char *performed_at,
                           const char *request)
{
  g_autoptr (GDateTime) now = mc_clock_now (self->clock);
  g_autofree char *at = mc_time_format (now);
  g_autofree char *id = mc_uuid_new (mc_clock_now_us (self->clock) / 1000);

  return mc_training_run (self,
                          "INSERT INTO reveals (id, at, sub, unit, key, kind, dossier, field, purpose, performed_at,"
                          " request) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                          "sssssssssss", id, at, account->sub, account->unit, key, kind, dossier, field, purpose,
                          performed_at, request);
}

/* The entry under this key; request: (out) its mark. NULL: none. (transfer full) */
static JsonObject *
find_entry (McTraining *self, const McAccount *account, const char *key, char **request)
{
  g_autoptr (sqlite3_stmt) row = mc_training_query (
      self, "SELECT id, at, kind, request FROM reveals WHERE sub = ? AND key = ?", "ss", account->sub, key);
  JsonObject *o;

  if (sqlite3_step (row) != SQLITE_ROW)
    return NULL;
  o = json_object_new ();
  mc_write_string (o, "id", (const char *) sqlite3_column_text (row, 0));
  mc_write_string (o, "recorded_at", (const char *) sqlite3_column_text (row, 1));
  mc_write_string (o, "kind", (const char *) sqlite3_column_text (row, 2));
  *request = g_strdup ((const char *) sqlite3_column_text (row, 3));
  return o;
}

/* Only with an entry that is on disk the number goes out. */
static McTrainingResponse *
answer_entry (JsonObject *entry, const McDossier *dossier, const Reveal *reveal, gboolean replayed)
{
  McTrainingResponse *response;

  mc_write_string (entry, "value", value_of (dossier, reveal->kind, reveal->field));
  response = mc_training_answer_json (200, mc_node_take_object (entry));
  if (replayed)
    mc_training_response_set (response, "Idempotency-Replayed", "true");
  return response;
}

/* A paper is printed, a document saved, by who reads the dossier; the rest has a right of its own. NULL: allowed. */
static McTrainingResponse *
check_right (const McTrainingRecord *record, const McAccount *account, const Reveal *reveal, GDateTime *now)
{
  McDenial denial;
  const char *words;

  if (g_str_equal (reveal->kind, "reveal"))
    {
      denial = mc_training_check_reveal (record, account, reveal->purpose, now);
      words = "Vai trò này không được xem số định danh trong hồ sơ.";
    }
  else if (g_str_equal (reveal->kind, "print"))
    {
      denial = mc_training_check (record, account, MC_CAN_READ, now);
      words = "Vai trò này không được in giấy tờ của hồ sơ.";
    }
  else if (g_str_equal (reveal->kind, "save"))
    {
      denial = mc_training_check (record, account, MC_CAN_READ, now);
      words = "Vai trò này không được lưu tài liệu của hồ sơ.";
    }
  else
    {
      denial = mc_training_check (record, account, MC_CAN_EXPORT, now);
      words = "Vai trò này không được đưa hồ sơ ra ngoài hệ thống.";
    }
  return denial != MC_DENIED_NOT ? mc_training_problem (403, mc_denial_code (denial), words) : NULL;
}

McTrainingResponse *
mc_training_reveal (McTraining *self, const McAccount *account, const char *id, const McTrainingRequest *request)
{
  const char *key = mc_training_request_header (request, "idempotency-key");
  g_autoptr (GBytes) body = request->body != NULL ? g_bytes_ref (request->body) : g_bytes_new_static ("", 0);
  g_autofree char *sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, body);
  g_autofree char *mark = g_strconcat (id, "|", sum, NULL);
  g_autofree char *stored = NULL;
  g_autofree char *performed_at = NULL;
  g_autoptr (GDateTime) now = mc_clock_now (self->clock);
  g_autoptr (McTrainingRecord) record = NULL;
  g_auto (Reveal) reveal = { NULL };
  McTrainingResponse *refused = mc_training_wrong_type (request);
  JsonObject *entry;

  if (refused != NULL)
    return refused;
  if (key == NULL)
    return mc_training_problem (428, "precondition_required", "Thiếu Idempotency-Key.");
  if (!mc_uuid_is_valid (key))
    return mc_training_problem (400, "bad_header", "Idempotency-Key không đúng dạng.");
  if (!read_reveal (body, &reveal))
    return mc_training_problem (400, "bad_body", "Nội dung gửi lên không đúng dạng.");
  record = mc_training_load (self, id);
  if (record == NULL || mc_training_check (record, account, MC_CAN_SEE, now) != MC_DENIED_NOT)
    return mc_training_problem (404, "not_found", "Hồ sơ ngoài phạm vi được xem.");
  refused = check_right (record, account, &reveal, now);
  if (refused != NULL)
    return refused;
  entry = find_entry (self, account, key, &stored);
  if (entry != NULL && g_str_equal (stored, mark))
    return answer_entry (entry, record->dossier, &reveal, TRUE);
  if (entry != NULL)
    {
      json_object_unref (entry);
      return mc_training_problem (422, "idempotency_key_reused", "Mã thao tác này đã được dùng cho một nội dung khác.");
    }
  refused = mc_training_limit (self, account, "reveal", MAX_REVEALS, 60 * G_USEC_PER_SEC);
  if (refused != NULL)
    return refused;
  performed_at = mc_time_format (reveal.performed_at);
  if (!mc_training_record_reveal (self, account, key, reveal.kind, id, reveal.field, reveal.purpose, performed_at,
                                  mark))
    return mc_training_problem (500, "storage", "Cổng tập huấn không ghi được dữ liệu.");
  return answer_entry (find_entry (self, account, key, &stored), record->dossier, &reveal, FALSE);
}

static JsonObject *
audit_entry (sqlite3_stmt *row)
{
  static const char *const names[]
      = { "id", "recorded_at", "kind", "dossier", "field", "purpose", "performed_at", "official_id" };
  JsonObject *o = json_object_new ();
  const McAccount *official;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    mc_write_string (o, names[i], (const char *) sqlite3_column_text (row, (int) i + 1));
  official = mc_training_find_sub ((const char *) sqlite3_column_text (row, 8));
  mc_write_string (o, "official_name", official != NULL ? official->name : NULL);
  return o;
}

/* JSON array of the units whose audit this official may read. (transfer full) */
static char *
list_readable (const McAccount *account, GDateTime *now)
{
  JsonArray *array = json_array_new ();
  g_autoptr (JsonNode) node = json_node_init_array (json_node_alloc (), array);
  guint count;
  const McSampleUnit *units = mc_world_get_units (&count);

  json_array_unref (array);
  for (guint i = 0; i < count; i++)
    if (mc_training_check_audit (account, units[i].id, now) == MC_DENIED_NOT)
      json_array_add_string_element (array, units[i].id);
  return json_to_string (node, FALSE);
}

/* Newest first. next: the number of the last row, opaque to the client; the units bound what it can lead to. */
McTrainingResponse *
mc_training_audit (McTraining *self, const McAccount *account, const McTrainingRequest *request)
{
  g_autoptr (GHashTable) query
      = request->query != NULL ? g_uri_parse_params (request->query, -1, "&", G_URI_PARAMS_NONE, NULL) : NULL;
  const char *cursor = query != NULL ? g_hash_table_lookup (query, "cursor") : NULL;
  guint64 before = G_MAXINT64;
  g_autoptr (GDateTime) now = mc_clock_now (self->clock);
  McDenial denial = mc_training_check_audit (account, account->unit, now);
  g_autofree char *units = NULL;
  g_autoptr (sqlite3_stmt) row = NULL;
  g_autofree char *next = NULL;
  JsonObject *o;
  JsonArray *array;

  if (denial != MC_DENIED_NOT)
    return mc_training_problem (403, mc_denial_code (denial), "Vai trò này không được xem nhật ký.");
  if ((request->query != NULL && query == NULL)
      || (cursor != NULL && !g_ascii_string_to_unsigned (cursor, 10, 1, G_MAXINT64, &before, NULL)))
    return mc_training_problem (400, "bad_query", "Địa chỉ có tham số không đọc được.");
  units = list_readable (account, now);
  row = mc_training_query (self,
                           "SELECT n, id, at, kind, dossier, field, purpose, performed_at, sub FROM reveals"
                           " WHERE unit IN (SELECT value FROM json_each (?)) AND n < ? ORDER BY n DESC LIMIT ?",
                           "sii", units, (gint64) before, (gint64) PAGE);
  o = json_object_new ();
  array = json_array_new ();
  while (sqlite3_step (row) == SQLITE_ROW)
    {
      json_array_add_object_element (array, audit_entry (row));
      if (json_array_get_length (array) == PAGE)
        next = g_strdup_printf ("%" G_GINT64_FORMAT, (gint64) sqlite3_column_int64 (row, 0));
    }
  json_object_set_array_member (o, "entries", array);
  mc_write_string (o, "next", next);
  return mc_training_answer_json (200, mc_node_take_object (o));
}
