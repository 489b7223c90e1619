// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-form-json.h"

#include <string.h>

#include "mc-text.h"

#define SHORT 200
#define LONG 2000
#define LONGEST 8000
#define MAX_FIELDS 64
#define MAX_CHOICES 128
#define MAX_WORDS 32
#define MAX_SUGGESTIONS 256
#define MAX_VALUES (256 * 1024)

static void
fail (GError **error, const char *name)
{
  if (*error == NULL)
    *error = g_error_new (G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s", name);
}

static char *
clean_string (JsonNode *node, gsize max_bytes)
{
  const char *text = JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
                         ? json_node_get_string (node)
                         : NULL;

  return text != NULL && strlen (text) <= max_bytes ? mc_text_clean (text, max_bytes) : NULL;
}

static char *
read_optional (JsonObject *object, const char *name, gsize max_bytes, GError **error)
{
  JsonNode *node = mc_form_get_node (object, name);
  char *text = node != NULL ? clean_string (node, max_bytes) : NULL;

  if (node != NULL && text == NULL)
    fail (error, name);
  return text;
}

static char *
read_string (JsonObject *object, const char *name, gsize max_bytes, GError **error)
{
  char *text = read_optional (object, name, max_bytes, error);

  if (text == NULL)
    fail (error, name);
  return text;
}

/* -1: none */
static int
read_bound (JsonObject *object, const char *name, GError **error)
{
  JsonNode *node = mc_form_get_node (object, name);
  gboolean whole = node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64;
  gint64 value = whole ? json_node_get_int (node) : -1;

  if (node == NULL)
    return -1;
  if (value < 0 || value > MC_FORM_MAX_LENGTH)
    {
      fail (error, name);
      return -1;
    }
  return (int) value;
}

/* -1: none */
static gint64
read_bytes (JsonObject *object, GError **error)
{
  JsonNode *node = mc_form_get_node (object, "max_bytes");

  if (node == NULL)
    return -1;
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64 && json_node_get_int (node) > 0)
    return json_node_get_int (node);
  fail (error, "max_bytes");
  return -1;
}

static gboolean
read_boolean (JsonObject *object, const char *name, GError **error)
{
  JsonNode *node = mc_form_get_node (object, name);

  if (node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    return json_node_get_boolean (node);
  fail (error, name);
  return FALSE;
}

static JsonArray *
read_array (JsonObject *object, const char *name, guint max_count, GError **error)
{
  JsonNode *node = mc_form_get_node (object, name);

  if (node != NULL && JSON_NODE_HOLDS_ARRAY (node) && json_array_get_length (json_node_get_array (node)) <= max_count)
    return json_node_get_array (node);
  fail (error, name);
  return NULL;
}

static GStrv
read_texts (JsonObject *object, const char *name, guint max_count, gsize max_bytes, GError **error)
{
  JsonArray *array = read_array (object, name, max_count, error);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      char *word = clean_string (json_array_get_element (array, i), max_bytes);

      if (word != NULL)
        g_strv_builder_take (builder, word);
      else
        fail (error, name);
    }
  return g_strv_builder_end (builder);
}

static GStrv
read_words (JsonObject *object, const char *name, GError **error)
{
  return read_texts (object, name, MAX_WORDS, SHORT, error);
}

static McFormChoice *
read_choice (JsonNode *node, GError **error)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  McFormChoice *choice = mc_form_choice_new ();

  if (object == NULL)
    {
      fail (error, "choices");
      return choice;
    }
  choice->id = read_string (object, "id", SHORT, error);
  choice->label = read_string (object, "label", LONG, error);
  choice->mark = read_optional (object, "mark", SHORT, error);
  choice->needs = read_optional (object, "needs", SHORT, error);
  return choice;
}

static McFormField *
read_field (JsonNode *node, GError **error)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  McFormField *field = mc_form_field_new ();
  JsonArray *choices;

  if (object == NULL)
    {
      fail (error, "fields");
      return field;
    }
  field->id = read_string (object, "id", SHORT, error);
  field->label = read_string (object, "label", LONG, error);
  field->kind = read_string (object, "kind", SHORT, error);
  field->required = read_boolean (object, "required", error);
  field->required_when = read_optional (object, "required_when", SHORT, error);
  field->help = read_optional (object, "help", LONG, error);
  field->default_value = read_optional (object, "default", LONG, error);
  field->max_length = read_bound (object, "max_length", error);
  field->min = read_bound (object, "min", error);
  field->max = read_bound (object, "max", error);
  if (mc_form_get_node (object, "types") != NULL)
    {
      g_strfreev (field->types);
      field->types = read_words (object, "types", error);
    }
  field->max_bytes = read_bytes (object, error);
  g_strfreev (field->marks);
  field->marks = read_words (object, "marks", error);
  field->complete = read_boolean (object, "complete", error);
  choices = read_array (object, "choices", MAX_CHOICES, error);
  for (guint i = 0; choices != NULL && i < json_array_get_length (choices); i++)
    g_ptr_array_add (field->choices, read_choice (json_array_get_element (choices, i), error));
  /* a portal of before has none */
  if (mc_form_get_node (object, "suggestions") != NULL)
    {
      g_strfreev (field->suggestions);
      field->suggestions = read_texts (object, "suggestions", MAX_SUGGESTIONS, LONG, error);
    }
  return field;
}

static void
set_string (JsonObject *object, const char *name, const char *value)
{
  if (value != NULL)
    json_object_set_string_member (object, name, value);
  else
    json_object_set_null_member (object, name);
}

static void
set_bound (JsonObject *object, const char *name, int value)
{
  if (value >= 0)
    json_object_set_int_member (object, name, value);
  else
    json_object_set_null_member (object, name);
}

static void
set_words (JsonObject *object, const char *name, GStrv words)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; words[i] != NULL; i++)
    json_array_add_string_element (array, words[i]);
  json_object_set_array_member (object, name, array);
}

static JsonObject *
field_to_json (const McFormField *field)
{
  JsonObject *o = json_object_new ();
  JsonArray *choices = json_array_new ();

  set_string (o, "id", field->id);
  set_string (o, "label", field->label);
  set_string (o, "kind", field->kind);
  json_object_set_boolean_member (o, "required", field->required);
  set_string (o, "required_when", field->required_when);
  set_string (o, "help", field->help);
  set_string (o, "default", field->default_value);
  set_bound (o, "max_length", field->max_length);
  set_bound (o, "min", field->min);
  set_bound (o, "max", field->max);
  if (field->types[0] != NULL)
    set_words (o, "types", field->types);
  if (field->max_bytes >= 0)
    json_object_set_int_member (o, "max_bytes", field->max_bytes);
  set_words (o, "marks", field->marks);
  json_object_set_boolean_member (o, "complete", field->complete);
  for (guint i = 0; i < field->choices->len; i++)
    {
      const McFormChoice *choice = g_ptr_array_index (field->choices, i);
      JsonObject *c = json_object_new ();

      set_string (c, "id", choice->id);
      set_string (c, "label", choice->label);
      set_string (c, "mark", choice->mark);
      set_string (c, "needs", choice->needs);
      json_array_add_object_element (choices, c);
    }
  json_object_set_array_member (o, "choices", choices);
  if (*field->suggestions != NULL)
    set_words (o, "suggestions", field->suggestions);
  else
    json_object_set_null_member (o, "suggestions");
  return o;
}

McForm *
mc_form_from_json (JsonObject *object, GError **error)
{
  g_autoptr (McForm) form = mc_form_new ();
  GError *wrong = NULL;
  JsonArray *fields;

  g_return_val_if_fail (object != NULL, NULL);

  form->paper = read_optional (object, "paper", SHORT, &wrong);
  form->message = read_optional (object, "message", LONGEST, &wrong);
  g_strfreev (form->any_of);
  form->any_of = read_words (object, "any_of", &wrong);
  fields = read_array (object, "fields", MAX_FIELDS, &wrong);
  for (guint i = 0; fields != NULL && wrong == NULL && i < json_array_get_length (fields); i++)
    g_ptr_array_add (form->fields, read_field (json_array_get_element (fields, i), &wrong));
  if (wrong == NULL)
    return g_steal_pointer (&form);
  g_propagate_error (error, wrong);
  return NULL;
}

JsonObject *
mc_form_to_json (const McForm *form)
{
  JsonObject *o = json_object_new ();
  JsonArray *fields = json_array_new ();

  g_return_val_if_fail (form != NULL, o);

  set_string (o, "paper", form->paper);
  set_string (o, "message", form->message);
  set_words (o, "any_of", form->any_of);
  for (guint i = 0; i < form->fields->len; i++)
    json_array_add_object_element (fields, field_to_json (g_ptr_array_index (form->fields, i)));
  json_object_set_array_member (o, "fields", fields);
  return o;
}

JsonNode *
mc_form_parse_values (const char *values)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  JsonNode *root;

  if (values == NULL || strlen (values) > MAX_VALUES)
    return NULL;
  json_parser_set_strict (parser, TRUE);
  if (!json_parser_load_from_data (parser, values, -1, NULL))
    return NULL;
  root = json_parser_get_root (parser);
  return root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_ref (root) : NULL;
}

JsonNode *
mc_form_get_node (JsonObject *values, const char *name)
{
  JsonNode *node = json_object_get_member (values, name);

  return node != NULL && !JSON_NODE_HOLDS_NULL (node) ? node : NULL;
}

char *
mc_form_get_text (JsonObject *values, const char *name)
{
  JsonNode *node = mc_form_get_node (values, name);
  char *text = node != NULL ? clean_string (node, MAX_VALUES) : NULL;

  if (text == NULL || *g_strstrip (text) != '\0')
    return text;
  g_free (text);
  return NULL;
}
