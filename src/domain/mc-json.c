// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-json.h"

#include <string.h>

#include "mc-text.h"
#include "mc-wall.h"

#define MAX_TEXT 2000

void
mc_json_fail (GError **error, const char *name)
{
  if (*error == NULL)
    *error = g_error_new (G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s", name);
}

JsonNode *
mc_json_parse_object (const char *json, gssize length, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  JsonNode *root = NULL;

  json_parser_set_strict (parser, TRUE);
  if (json_parser_load_from_data (parser, json, length, NULL))
    root = json_parser_get_root (parser);
  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    return json_node_ref (root);
  mc_json_fail (error, "no JSON object");
  return NULL;
}

/* NULL when it is not there or null. */
static JsonNode *
get_node (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && !JSON_NODE_HOLDS_NULL (node) ? node : NULL;
}

static JsonNode *
get_value (JsonObject *object, const char *name, GType type, GError **error)
{
  JsonNode *node = get_node (object, name);

  if (node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == type)
    return node;
  mc_json_fail (error, name);
  return NULL;
}

char *
mc_json_optional_string (JsonObject *object, const char *name, GError **error)
{
  return get_node (object, name) != NULL ? mc_json_string (object, name, error) : NULL;
}

char *
mc_json_string (JsonObject *object, const char *name, GError **error)
{
  JsonNode *node = get_value (object, name, G_TYPE_STRING, error);
  const char *text = node != NULL ? json_node_get_string (node) : NULL;
  char *clean = text != NULL && strnlen (text, MAX_TEXT + 1) <= MAX_TEXT ? mc_text_clean (text, MAX_TEXT) : NULL;

  if (clean == NULL)
    mc_json_fail (error, name);
  return clean;
}

gint64
mc_json_int (JsonObject *object, const char *name, gint64 min, gint64 max, GError **error)
{
  JsonNode *node = get_value (object, name, G_TYPE_INT64, error);
  gint64 value = node != NULL ? json_node_get_int (node) : min;

  if (value >= min && value <= max)
    return value;
  mc_json_fail (error, name);
  return min;
}

gboolean
mc_json_boolean (JsonObject *object, const char *name, GError **error)
{
  JsonNode *node = get_value (object, name, G_TYPE_BOOLEAN, error);

  return node != NULL && json_node_get_boolean (node);
}

int
mc_json_day (JsonObject *object, const char *name, GError **error)
{
  JsonNode *node = get_value (object, name, G_TYPE_STRING, error);
  int day = 0;

  if (node != NULL && !mc_day_parse (json_node_get_string (node), &day))
    mc_json_fail (error, name);
  return day;
}

int
mc_json_minute (JsonObject *object, const char *name, GError **error)
{
  JsonNode *node = get_value (object, name, G_TYPE_STRING, error);
  int minute = 0;

  if (node != NULL && !mc_minute_parse (json_node_get_string (node), &minute))
    mc_json_fail (error, name);
  return minute;
}

int
mc_json_word (JsonObject *object, const char *name, const char *const *words, GError **error)
{
  JsonNode *node = get_value (object, name, G_TYPE_STRING, error);

  for (int i = 0; node != NULL && words[i] != NULL; i++)
    if (g_str_equal (words[i], json_node_get_string (node)))
      return i;
  mc_json_fail (error, name);
  return 0;
}

JsonArray *
mc_json_array (JsonObject *object, const char *name, guint max_length, GError **error)
{
  JsonNode *node = get_node (object, name);

  if (node != NULL && JSON_NODE_HOLDS_ARRAY (node) && json_array_get_length (json_node_get_array (node)) <= max_length)
    return json_node_get_array (node);
  mc_json_fail (error, name);
  return NULL;
}

JsonObject *
mc_json_object (JsonObject *object, const char *name, GError **error)
{
  JsonNode *node = get_node (object, name);

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    return json_node_get_object (node);
  mc_json_fail (error, name);
  return NULL;
}

JsonObject *
mc_json_optional_object (JsonObject *object, const char *name, GError **error)
{
  return get_node (object, name) != NULL ? mc_json_object (object, name, error) : NULL;
}

JsonObject *
mc_json_element_object (JsonArray *array, guint index, GError **error)
{
  JsonNode *node = json_array_get_element (array, index);

  if (JSON_NODE_HOLDS_OBJECT (node))
    return json_node_get_object (node);
  mc_json_fail (error, "element");
  return NULL;
}

void
mc_json_set_string (JsonObject *object, const char *name, const char *value)
{
  if (value != NULL)
    json_object_set_string_member (object, name, value);
  else
    json_object_set_null_member (object, name);
}
