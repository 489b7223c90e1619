// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-training-private.h"

#include <string.h>

McTrainingResponse *
mc_training_answer (int status, const char *type, GBytes *body)
{
  McTrainingResponse *self = g_new0 (McTrainingResponse, 1);

  self->status = status;
  self->headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->body = body != NULL ? g_bytes_ref (body) : g_bytes_new_static ("", 0);
  mc_training_response_set (self, "Content-Type", type);
  mc_training_response_set (self, "Cache-Control", "no-store");
  mc_training_response_set (self, "X-Content-Type-Options", "nosniff");
  return self;
}

McTrainingResponse *
mc_training_answer_json (int status, JsonNode *node)
{
  g_autoptr (GBytes) body = mc_codec_print (node);

  json_node_unref (node);
  return mc_training_answer (status, "application/json", body);
}

McTrainingResponse *
mc_training_answer_text (int status, const char *type, const char *text)
{
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));

  return mc_training_answer (status, type, body);
}

McTrainingResponse *
mc_training_problem (int status, const char *code, const char *detail)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *o = json_object_new ();
  McTrainingResponse *response;

  json_object_set_string_member (o, "type", "about:blank");
  json_object_set_string_member (o, "title", code);
  json_object_set_int_member (o, "status", status);
  json_object_set_string_member (o, "code", code);
  json_object_set_string_member (o, "detail", detail);
  json_node_take_object (node, o);
  response = mc_training_answer_json (status, node);
  mc_training_response_set (response, "Content-Type", "application/problem+json");
  return response;
}

void
mc_training_response_set (McTrainingResponse *self, const char *name, const char *value)
{
  g_hash_table_insert (self->headers, g_strdup (name), g_strdup (value));
}

void
mc_training_response_free (McTrainingResponse *self)
{
  g_hash_table_unref (self->headers);
  g_bytes_unref (self->body);
  g_clear_object (&self->stream);
  g_free (self);
}

const char *
mc_training_request_header (const McTrainingRequest *request, const char *name)
{
  return g_hash_table_lookup (request->headers, name);
}
