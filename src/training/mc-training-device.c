// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-training-private.h"

#include <string.h>

#include "mc-text.h"

#define MAX_KEY 1024                 /* bytes */
#define MAX_DEVICES 20               /* with a key, of one official */
#define MAX_READS 5                  /* an hour, of one official */
#define MAX_WRITES 60                /* an hour, of one official */
#define FRESH (300 * G_USEC_PER_SEC) /* how long ago the sign-in may be that reads a key */
#define HOUR ((gint64) 3600 * G_USEC_PER_SEC)

/* RFC 9470: the token is good, the sign-in behind it is too old. */
static McTrainingResponse *
sign_in_again (void)
{
  McTrainingResponse *response
      = mc_training_problem (401, "sign_in_again", "Cần đăng nhập lại trong vòng năm phút trước khi đọc khóa.");

  mc_training_response_set (response, "WWW-Authenticate",
                            "Bearer error=\"insufficient_user_authentication\", max_age=\"300\"");
  return response;
}

/* The key as it came, or NULL: base64 (RFC 4648, 4) of 1 to 1,024 bytes. */
static char *
read_key (const McTrainingRequest *request)
{
  g_autoptr (GBytes) body = request->body != NULL ? g_bytes_ref (request->body) : g_bytes_new_static ("", 0);
  g_autoptr (JsonNode) root = mc_training_body_is_sound (body) ? mc_codec_parse_object (body, NULL) : NULL;
  g_autofree char *text = NULL;
  g_autofree char *again = NULL;
  g_autofree guchar *bytes = NULL;
  McReader r = { NULL };
  gsize size = 0;

  if (root == NULL || json_object_get_size (json_node_get_object (root)) != 1)
    return NULL;
  r.object = json_node_get_object (root);
  text = mc_reader_string (&r, "key", 2000);
  if (!mc_reader_finish (&r, NULL))
    return NULL;
  bytes = g_base64_decode (text, &size);
  again = g_base64_encode (bytes, size);
  if (size == 0 || size > MAX_KEY || !g_str_equal (text, again))
    return NULL;
  return g_steal_pointer (&text);
}

static gint64
count (McTraining *self, const char *sql, const McAccount *account, const char *device)
{
  g_autoptr (sqlite3_stmt) row = mc_training_query (self, sql, "ss", account->sub, device);

  return sqlite3_step (row) == SQLITE_ROW ? sqlite3_column_int64 (row, 0) : 0;
}

static McTrainingResponse *
answer_state (const char *device, GDateTime *stored_at)
{
  JsonObject *o = json_object_new ();

  mc_write_string (o, "device", device);
  mc_write_time (o, "stored_at", stored_at);
  return mc_training_answer_json (200, mc_node_take_object (o));
}

static McTrainingResponse *
store (McTraining *self, const McAccount *account, const char *device, const McTrainingRequest *request)
{
  g_autofree char *key = read_key (request);
  g_autoptr (GDateTime) now = mc_clock_now (self->clock);
  McTrainingResponse *refused = mc_training_wrong_type (request);

  if (refused != NULL)
    return refused;
  if (key == NULL)
    return mc_training_problem (400, "bad_body", "Nội dung gửi lên không đúng dạng.");
  if (count (self, "SELECT count(*) FROM device_keys WHERE sub = ? AND device <> ?", account, device) >= MAX_DEVICES)
    return mc_training_problem (422, "too_many_devices", "Đã gửi khóa của quá nhiều máy. Xóa khóa của máy cũ trước.");
  if (!mc_training_run (self, "INSERT OR REPLACE INTO device_keys (sub, device, key) VALUES (?, ?, ?)", "sss",
                        account->sub, device, key))
    return mc_training_problem (500, "storage", "Cổng tập huấn không ghi được dữ liệu.");
  return answer_state (device, now);
}

/* Limited and recorded before the key goes out. */
static McTrainingResponse *
fetch (McTraining *self, const McAccount *account, const char *device, const McTrainingRequest *request)
{
  g_autoptr (sqlite3_stmt) row = NULL;
  g_autoptr (GDateTime) now = mc_clock_now (self->clock);
  g_autofree char *at = mc_time_format (now);
  g_autofree char *mark = mc_random_token ();
  gint64 age = mc_clock_now_us (self->wall) - mc_training_token_auth_us (self, request);
  McTrainingResponse *refused;
  JsonObject *o;

  if (age < 0 || age > FRESH)
    return sign_in_again ();
  refused = mc_training_limit (self, account, "key", MAX_READS, HOUR);
  if (refused != NULL)
    return refused;
  row = mc_training_query (self, "SELECT key FROM device_keys WHERE sub = ? AND device = ?", "ss", account->sub,
                           device);
  if (sqlite3_step (row) != SQLITE_ROW)
    return mc_training_problem (404, "not_found", "Cổng không giữ khóa của máy này.");
  if (!mc_training_record_reveal (self, account, mark, "device_key", NULL, device, NULL, at, mark))
    return mc_training_problem (500, "storage", "Cổng tập huấn không ghi được dữ liệu.");
  o = json_object_new ();
  mc_write_string (o, "device", device);
  mc_write_string (o, "key", (const char *) sqlite3_column_text (row, 0));
  return mc_training_answer_json (200, mc_node_take_object (o));
}

McTrainingResponse *
mc_training_device_key (McTraining *self, const McAccount *account, const char *device,
                        const McTrainingRequest *request)
{
  McTrainingResponse *refused;

  if (!mc_uuid_is_valid (device))
    return mc_training_problem (404, "not_found", "Không có máy này.");
  if (count (self, "SELECT count(*) FROM disabled WHERE sub = ? AND device = ?", account, device) > 0)
    return mc_training_problem (403, "device_disabled", "Máy này đã bị vô hiệu hóa.");
  if (g_str_equal (request->method, "GET"))
    return fetch (self, account, device, request);
  refused = mc_training_limit (self, account, "key writes", MAX_WRITES, HOUR);
  if (refused != NULL)
    return refused;
  if (g_str_equal (request->method, "PUT"))
    return store (self, account, device, request);
  mc_training_run (self, "DELETE FROM device_keys WHERE sub = ? AND device = ?", "ss", account->sub, device);
  return answer_state (device, NULL);
}

gboolean
mc_training_is_disabled (McTraining *self, const McAccount *account)
{
  return count (self, "SELECT count(*) FROM disabled WHERE sub = ? AND device = ?", account, "") > 0;
}

gboolean
mc_training_disable (McTraining *self, const char *username, const char *device)
{
  const McAccount *account = mc_training_find_account (username);

  if (account == NULL || (device != NULL && !mc_uuid_is_valid (device)))
    return FALSE;
  mc_training_run (self, "INSERT OR REPLACE INTO disabled (sub, device) VALUES (?, ?)", "ss", account->sub,
                   device != NULL ? device : "");
  if (device != NULL)
    return mc_training_run (self, "DELETE FROM device_keys WHERE sub = ? AND device = ?", "ss", account->sub, device);
  mc_training_end_sign_ins (self, account);
  return mc_training_run (self, "DELETE FROM device_keys WHERE sub = ?", "s", account->sub);
}
