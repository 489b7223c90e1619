// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-training-private.h"

#include <string.h>

#define MAX_PATH 512
#define MAX_QUERY 4096
#define BASE "/officials/v1"
#define PAGE_SIZE 500

G_DEFINE_FINAL_TYPE (McTraining, mc_training, G_TYPE_OBJECT)

/* The words between slashes after the base: at most four. */
static GStrv
split_path (const char *path)
{
  if (!g_str_has_prefix (path, BASE "/"))
    return NULL;
  return g_strsplit (path + strlen (BASE "/"), "/", 5);
}

static McTrainingResponse *
wrong_method (const char *allowed)
{
  McTrainingResponse *response
      = mc_training_problem (405, "method_not_allowed", "Cổng không nhận phương thức này ở địa chỉ này.");

  mc_training_response_set (response, "Allow", allowed);
  return response;
}

McTrainingResponse *
mc_training_unauthorized (void)
{
  McTrainingResponse *response
      = mc_training_problem (401, "unauthorized", "Phiên đăng nhập không còn hiệu lực. Cần đăng nhập lại.");

  mc_training_response_set (response, "WWW-Authenticate", "Bearer");
  return response;
}

static McTrainingResponse *
not_found (void)
{
  return mc_training_problem (404, "not_found", "Không có địa chỉ này trên Cổng.");
}

static McTrainingResponse *
dispatch (McTraining *self, const McTrainingRequest *request, const McAccount *account, GStrv words)
{
  guint count = g_strv_length (words);
  gboolean get = g_str_equal (request->method, "GET");
  gboolean post = g_str_equal (request->method, "POST");
  gboolean put = g_str_equal (request->method, "PUT");
  gboolean delete = g_str_equal (request->method, "DELETE");

  if (count == 1 && g_str_equal (words[0], "me"))
    return get ? mc_training_me (self, account) : wrong_method ("GET");
  if (count == 1 && g_str_equal (words[0], "changes"))
    return get ? mc_training_changes (self, account, request) : wrong_method ("GET");
  if (count == 1 && g_str_equal (words[0], "aggregates"))
    return post ? mc_training_aggregate (self, account, request) : wrong_method ("POST");
  if (count == 1 && g_str_equal (words[0], "events"))
    return get ? mc_training_events (self, account, request) : wrong_method ("GET");
  if (count == 2 && g_str_equal (words[0], "dossiers"))
    return get ? mc_training_dossier (self, account, words[1]) : wrong_method ("GET");
  if (count == 3 && g_str_equal (words[0], "dossiers") && g_str_equal (words[2], "actions"))
    return post ? mc_training_act (self, account, words[1], request) : wrong_method ("POST");
  if (count == 3 && g_str_equal (words[0], "dossiers") && g_str_equal (words[2], "presence"))
    return put || delete ? mc_training_presence (self, account, words[1], request) : wrong_method ("PUT, DELETE");
  if (count == 3 && g_str_equal (words[0], "dossiers") && g_str_equal (words[2], "reveals"))
    return post ? mc_training_reveal (self, account, words[1], request) : wrong_method ("POST");
  if (count == 2 && g_str_equal (words[0], "audit") && g_str_equal (words[1], "reveals"))
    return get ? mc_training_audit (self, account, request) : wrong_method ("GET");
  if (count == 4 && g_str_equal (words[0], "me") && g_str_equal (words[1], "devices") && g_str_equal (words[3], "key"))
    return get || put || delete ? mc_training_device_key (self, account, words[2], request)
                                : wrong_method ("GET, PUT, DELETE");
  if (count == 4 && g_str_equal (words[0], "dossiers") && g_str_equal (words[2], "documents"))
    return get ? mc_training_document (self, account, words[1], words[3], request) : wrong_method ("GET");
  if (count == 1 && g_str_equal (words[0], "uploads"))
    return post ? mc_training_announce_upload (self, account, request) : wrong_method ("POST");
  if (count == 2 && g_str_equal (words[0], "uploads"))
    return get ? mc_training_upload (self, account, words[1]) : put ? not_found () : wrong_method ("GET, PUT");
  if (count == 2 && g_str_equal (words[0], "actions"))
    return get ? mc_training_outcome (self, account, words[1]) : wrong_method ("GET");
  return not_found ();
}

static GBytes *
load_secret (McTraining *self)
{
  g_autoptr (sqlite3_stmt) row = mc_training_query (self, "SELECT value FROM meta WHERE name = 'secret'", "");
  g_autofree char *text = NULL;

  if (sqlite3_step (row) == SQLITE_ROW)
    text = g_strdup ((const char *) sqlite3_column_text (row, 0));
  else
    {
      text = mc_random_token ();
      mc_training_run (self, "INSERT INTO meta VALUES ('secret', ?)", "s", text);
    }
  return g_bytes_new (text, strlen (text));
}

static gboolean
is_empty (McTraining *self)
{
  g_autoptr (sqlite3_stmt) row = mc_training_query (
      self, "SELECT 1 FROM dossiers WHERE NOT EXISTS (SELECT 1 FROM meta WHERE name = 'filling') LIMIT 1", "");

  return sqlite3_step (row) != SQLITE_ROW;
}

static void
finalize_statement (gpointer statement)
{
  sqlite3_finalize (statement);
}

static void
mc_training_finalize (GObject *object)
{
  McTraining *self = MC_TRAINING (object);

  mc_training_end_streams (self);
  mc_training_time_end (self);
  mc_training_files_clear (self);
  mc_training_oidc_clear (self);
  dex_clear (&self->presence_timer);
  dex_clear (&self->citizens_timer);
  dex_clear (&self->sync_timer);
  g_clear_pointer (&self->leases, g_ptr_array_unref);
  g_clear_pointer (&self->windows, g_hash_table_unref);
  g_clear_pointer (&self->streams, g_ptr_array_unref);
  g_clear_pointer (&self->touched, g_hash_table_unref);
  g_clear_pointer (&self->recount, g_hash_table_unref);
  g_clear_pointer (&self->totals, g_hash_table_unref);
  g_clear_pointer (&self->actions, g_hash_table_unref);
  g_clear_pointer (&self->ways, g_hash_table_unref);
  g_clear_pointer (&self->statements, g_hash_table_unref);
  g_clear_pointer (&self->idle, g_hash_table_unref);
  g_clear_pointer (&self->recent, g_hash_table_unref);
  g_clear_pointer (&self->db, sqlite3_close);
  g_clear_object (&self->clock);
  g_clear_object (&self->wall);
  g_free (self->issuer);
  g_free (self->resource_server);
  g_free (self->oldest_client);
  g_free (self->browser_url);
  if (self->key != NULL)
    gnutls_privkey_deinit (self->key);
  g_free (self->key_id);
  g_clear_pointer (&self->secret, g_bytes_unref);
  G_OBJECT_CLASS (mc_training_parent_class)->finalize (object);
}

static void
mc_training_class_init (McTrainingClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mc_training_finalize;
}

static void
mc_training_init (McTraining *self)
{
  dex_init ();
  mc_training_oidc_init (self);
  mc_training_presence_init (self);
  self->windows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->streams = g_ptr_array_new ();
  self->touched = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->recount = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->totals = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->actions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->ways = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) mc_way_free);
  self->recent = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) mc_training_record_free);
  self->idle = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, finalize_statement);
  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, finalize_statement);
}

McTraining *
mc_training_new (const McTrainingOptions *options, McClock *clock, GError **error)
{
  g_autoptr (McTraining) self = g_object_new (MC_TYPE_TRAINING, NULL);

  g_return_val_if_fail (options != NULL && MC_IS_CLOCK (clock), NULL);

  self->issuer = g_strdup (options->issuer);
  self->browser_url = g_strdup (options->browser_url);
  self->outside = options->outside;
  self->oldest_client = g_strdup (options->oldest_client != NULL ? options->oldest_client : MC_TRAINING_OLDEST_CLIENT);
  self->resource_server = g_strdup (options->resource_server);
  self->undo_seconds = options->undo_seconds;
  self->page_size = options->page_size > 0 ? options->page_size : PAGE_SIZE;
  self->seed = options->seed;
  self->db = mc_training_db_open (options->directory, error);
  if (self->db == NULL || !mc_training_files_init (self, options->directory, error)
      || !mc_jws_make_key (&self->key, &self->key_id, error))
    return NULL;
  mc_training_time_begin (self, clock);
  self->secret = load_secret (self);
  self->seq = mc_training_last_change (self);
  if (!mc_training_follow_tree (self))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "the tree of units could not be followed");
      return NULL;
    }
  if (is_empty (self) && !mc_training_fill (self, options->seed, options->dossiers, error))
    return NULL;
  if (!mc_training_citizens_begin (self, options->citizens_per_hour))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "nobody can be served");
      return NULL;
    }
  mc_training_sync_begin (self);
  return g_steal_pointer (&self);
}

gboolean
mc_training_is_too_long (const McTrainingRequest *request)
{
  return strlen (request->path) > MAX_PATH || (request->query != NULL && strlen (request->query) > MAX_QUERY);
}

McTrainingResponse *
mc_training_handle (McTraining *self, const McTrainingRequest *request)
{
  g_auto (GStrv) words = NULL;
  g_autoptr (McTrainingIntake) intake = NULL;
  const McAccount *account;
  McTrainingResponse *response;

  g_return_val_if_fail (MC_IS_TRAINING (self), NULL);

  if (self->runs)
    mc_training_keep_time (self);
  intake = mc_training_intake_begin (self, request);
  if (intake != NULL)
    {
      if (request->body != NULL)
        mc_training_intake_take (intake, g_bytes_get_data (request->body, NULL), g_bytes_get_size (request->body));
      return mc_training_intake_finish (intake);
    }
  if (mc_training_is_too_long (request))
    return mc_training_problem (414, "too_long", "Địa chỉ quá dài.");
  if (request->body != NULL && g_bytes_get_size (request->body) > MC_TRAINING_MAX_BODY)
    return mc_training_problem (413, "too_large", "Nội dung gửi lên quá lớn.");

  response = mc_training_oidc (self, request);
  if (response == NULL)
    response = mc_training_citizen_page (self, request);
  if (response != NULL)
    return response;
  words = split_path (request->path);
  if (words == NULL || request->browser)
    return not_found ();
  if (g_strv_length (words) == 1 && g_str_equal (words[0], "about"))
    return g_str_equal (request->method, "GET") ? mc_training_about (self) : wrong_method ("GET");

  account = mc_training_check_token (self, request);
  if (account == NULL)
    return mc_training_unauthorized ();
  return dispatch (self, request, account, words);
}

char *
mc_training_accounts_json (McTraining *self)
{
  g_autoptr (JsonArray) array = json_array_new ();
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);
  guint count;
  const McAccount *accounts = mc_training_get_accounts (&count);

  for (guint i = 0; i < count; i++)
    {
      JsonObject *o = json_object_new ();

      json_object_set_string_member (o, "username", accounts[i].username);
      json_object_set_string_member (o, "password", MC_TRAINING_PASSWORD);
      json_object_set_string_member (o, "role", accounts[i].role);
      json_object_set_string_member (o, "unit", mc_training_find_unit (accounts[i].unit)->name);
      json_array_add_object_element (array, o);
    }
  json_node_set_array (node, array);
  return json_to_string (node, FALSE);
}
