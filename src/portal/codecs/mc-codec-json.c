// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-codec-json.h"

#include <string.h>

#include "mc-text.h"
#include "mc-wall.h"

/* The member's node, or NULL when it is absent or null. */
static JsonNode *
get_member (McReader *self, const char *name)
{
  JsonNode *node = self->error == NULL ? json_object_get_member (self->object, name) : NULL;

  return node != NULL && !JSON_NODE_HOLDS_NULL (node) ? node : NULL;
}

static gboolean
holds (JsonNode *node, GType type)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == type;
}

static char *
read_string (McReader *self, JsonNode *node, const char *name, gsize max_bytes)
{
  const char *text = holds (node, G_TYPE_STRING) ? json_node_get_string (node) : NULL;

  if (text == NULL || strlen (text) > max_bytes)
    {
      mc_reader_fail (self, name);
      return NULL;
    }
  return mc_text_clean (text, max_bytes);
}

static gint64
read_integer (McReader *self, JsonNode *node, const char *name, gint64 min, gint64 max)
{
  gint64 value = holds (node, G_TYPE_INT64) ? json_node_get_int (node) : min - 1;

  if (value < min || value > max)
    {
      mc_reader_fail (self, name);
      return min;
    }
  return value;
}

void
mc_reader_fail (McReader *self, const char *name)
{
  if (self->error == NULL)
    self->error = g_error_new (G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s", name);
}

void
mc_reader_take_error (McReader *self, GError *error)
{
  if (self->error == NULL)
    self->error = error;
  else
    g_clear_error (&error);
}

gboolean
mc_reader_ok (McReader *self)
{
  return self->error == NULL;
}

char *
mc_reader_optional_string (McReader *self, const char *name, gsize max_bytes)
{
  JsonNode *node = get_member (self, name);

  return node != NULL ? read_string (self, node, name, max_bytes) : NULL;
}

char *
mc_reader_string (McReader *self, const char *name, gsize max_bytes)
{
  char *value = mc_reader_optional_string (self, name, max_bytes);

  if (value == NULL)
    mc_reader_fail (self, name);
  return value;
}

gint64
mc_reader_optional_integer (McReader *self, const char *name, gint64 min, gint64 max, gint64 absent)
{
  JsonNode *node = get_member (self, name);

  return node != NULL ? read_integer (self, node, name, min, max) : absent;
}

gint64
mc_reader_integer (McReader *self, const char *name, gint64 min, gint64 max)
{
  JsonNode *node = get_member (self, name);

  if (node != NULL)
    return read_integer (self, node, name, min, max);
  mc_reader_fail (self, name);
  return min;
}

gboolean
mc_reader_boolean (McReader *self, const char *name)
{
  JsonNode *node = get_member (self, name);

  if (node != NULL && holds (node, G_TYPE_BOOLEAN))
    return json_node_get_boolean (node);
  mc_reader_fail (self, name);
  return FALSE;
}

gboolean
mc_reader_optional_boolean (McReader *self, const char *name, gboolean absent)
{
  return get_member (self, name) != NULL ? mc_reader_boolean (self, name) : absent;
}

GDateTime *
mc_reader_optional_time (McReader *self, const char *name)
{
  g_autofree char *text = mc_reader_optional_string (self, name, 40);
  GDateTime *time = text != NULL ? mc_time_parse (text) : NULL;

  if (text != NULL && time == NULL)
    mc_reader_fail (self, name);
  return time;
}

GDateTime *
mc_reader_time (McReader *self, const char *name)
{
  GDateTime *time = mc_reader_optional_time (self, name);

  if (time == NULL)
    mc_reader_fail (self, name);
  return time;
}

char *
mc_reader_optional_day (McReader *self, const char *name)
{
  g_autofree char *text = mc_reader_optional_string (self, name, 10);
  int day;

  if (text == NULL || mc_day_parse (text, &day))
    return g_steal_pointer (&text);
  mc_reader_fail (self, name);
  return NULL;
}

GStrv
mc_reader_strings (McReader *self, const char *name, guint max_count, gsize max_bytes)
{
  JsonArray *array = mc_reader_array (self, name, max_count);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; array != NULL && i < json_array_get_length (array) && mc_reader_ok (self); i++)
    {
      char *text = read_string (self, json_array_get_element (array, i), name, max_bytes);

      if (text != NULL)
        g_strv_builder_take (builder, text);
    }
  return g_strv_builder_end (builder);
}

JsonObject *
mc_reader_optional_object (McReader *self, const char *name)
{
  JsonNode *node = get_member (self, name);

  if (node == NULL)
    return NULL;
  if (JSON_NODE_HOLDS_OBJECT (node))
    return json_node_get_object (node);
  mc_reader_fail (self, name);
  return NULL;
}

JsonObject *
mc_reader_object (McReader *self, const char *name)
{
  JsonObject *object = mc_reader_optional_object (self, name);

  if (object == NULL)
    mc_reader_fail (self, name);
  return object;
}

JsonArray *
mc_reader_array (McReader *self, const char *name, guint max_count)
{
  JsonNode *node = get_member (self, name);

  if (node != NULL && JSON_NODE_HOLDS_ARRAY (node) && json_array_get_length (json_node_get_array (node)) <= max_count)
    return json_node_get_array (node);
  mc_reader_fail (self, name);
  return NULL;
}

JsonArray *
mc_reader_optional_array (McReader *self, const char *name, guint max_count)
{
  return get_member (self, name) != NULL ? mc_reader_array (self, name, max_count) : NULL;
}

void
mc_reader_list (McReader *self, JsonArray *array, const char *name, GPtrArray *list, McReadMake make, McReadPart read)
{
  for (guint i = 0; array != NULL && i < json_array_get_length (array) && mc_reader_ok (self); i++)
    {
      JsonObject *object = mc_reader_element (self, array, i, name);
      McReader e = MC_READER_INIT (object);
      GError *error = NULL;
      gpointer value;

      if (object == NULL)
        return;
      value = make ();
      g_ptr_array_add (list, value);
      read (&e, value);
      if (!mc_reader_finish (&e, &error))
        mc_reader_take_error (self, error);
    }
}

JsonObject *
mc_reader_element (McReader *self, JsonArray *array, guint index, const char *name)
{
  JsonNode *node = json_array_get_element (array, index);

  if (JSON_NODE_HOLDS_OBJECT (node))
    return json_node_get_object (node);
  mc_reader_fail (self, name);
  return NULL;
}

gboolean
mc_reader_finish (McReader *self, GError **error)
{
  if (self->error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&self->error));
  return FALSE;
}

void
mc_write_string (JsonObject *object, const char *name, const char *value)
{
  if (value != NULL)
    json_object_set_string_member (object, name, value);
  else
    json_object_set_null_member (object, name);
}

void
mc_write_time (JsonObject *object, const char *name, GDateTime *value)
{
  g_autofree char *text = value != NULL ? mc_time_format (value) : NULL;

  mc_write_string (object, name, text);
}

void
mc_write_optional_int (JsonObject *object, const char *name, gint64 value)
{
  if (value >= 0)
    json_object_set_int_member (object, name, value);
  else
    json_object_set_null_member (object, name);
}

void
mc_write_strings (JsonObject *object, const char *name, const char *const *values)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; values != NULL && values[i] != NULL; i++)
    json_array_add_string_element (array, values[i]);
  json_object_set_array_member (object, name, array);
}

JsonNode *
mc_node_take_object (JsonObject *object)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);
  return node;
}

JsonNode *
mc_codec_parse_object (GBytes *bytes, GError **error)
{
  /* not an immutable one: that hashes every member as it comes */
  g_autoptr (JsonParser) parser = json_parser_new ();
  gsize size = bytes != NULL ? g_bytes_get_size (bytes) : 0;
  JsonNode *root;

  if (size == 0 || size > MC_CODEC_MAX_BYTES)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%" G_GSIZE_FORMAT " bytes", size);
      return NULL;
    }
  json_parser_set_strict (parser, TRUE);
  if (!json_parser_load_from_data (parser, g_bytes_get_data (bytes, NULL), (gssize) size, NULL))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "no JSON");
      return NULL;
    }
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "no JSON object");
      return NULL;
    }
  return json_parser_steal_root (parser);
}

GBytes *
mc_codec_print (JsonNode *node)
{
  char *text = json_to_string (node, FALSE);

  return g_bytes_new_take (text, strlen (text));
}
