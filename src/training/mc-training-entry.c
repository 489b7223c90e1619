// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-training-entry.h"

#include <gio/gio.h>
#include <stdio.h>
#include <string.h>

#include "mc-text.h"
#include "mc-training-resources.h"

#define PREFIX "/io/github/motcua/training/"
#define MAX_TEXT 4000
#define MAX_TEXTS 200

void
mc_entry_complain (const McEntry *self, const char *member, const char *what)
{
  g_error ("training data: %s: %s: %s: %s", self->file, self->id, member, what);
}

JsonArray *
mc_entry_read_file (const char *file, const char *member, guint max)
{
  g_autofree char *path = g_strconcat (PREFIX, file, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_resource_lookup_data (mc_training_get_resource (), path, 0, &error);
  g_autoptr (JsonParser) parser = json_parser_new ();
  McEntry whole = { file, "file", NULL };
  g_autoptr (JsonNode) root = NULL;

  json_parser_set_strict (parser, TRUE);
  if (bytes == NULL
      || !json_parser_load_from_data (parser, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes),
                                      &error))
    mc_entry_complain (&whole, member, error->message);
  root = json_parser_steal_root (parser);
  if (!JSON_NODE_HOLDS_OBJECT (root))
    mc_entry_complain (&whole, member, "no object");
  whole.object = json_node_get_object (root);
  return json_array_ref (mc_entry_array (&whole, member, 1, max));
}

McEntry
mc_entry_at (const char *file, JsonArray *array, guint i, const char *id_member)
{
  g_autofree char *number = g_strdup_printf ("entry %u", i + 1);
  McEntry entry = { file, g_intern_string (number), NULL };
  JsonNode *node = json_array_get_element (array, i);

  if (!JSON_NODE_HOLDS_OBJECT (node))
    mc_entry_complain (&entry, "", "no object");
  entry.object = json_node_get_object (node);
  entry.id = mc_entry_need (&entry, id_member);
  return entry;
}

McEntry
mc_entry_inner (const McEntry *of, JsonArray *array, guint i)
{
  McEntry entry = { of->file, of->id, NULL };
  JsonNode *node = json_array_get_element (array, i);

  if (!JSON_NODE_HOLDS_OBJECT (node))
    mc_entry_complain (of, "", "no object in an inner array");
  entry.object = json_node_get_object (node);
  return entry;
}

void
mc_entry_only (const McEntry *self, const char *const *members)
{
  JsonObjectIter iter;
  const char *name;

  json_object_iter_init (&iter, self->object);
  while (json_object_iter_next (&iter, &name, NULL))
    if (!g_strv_contains (members, name))
      mc_entry_complain (self, name, "not a member of this");
}

static const char *
check_text (const McEntry *self, const char *member, const char *text, gboolean empty_too)
{
  g_autofree char *clean = mc_text_clean (text, MAX_TEXT);
  g_autofree char *stripped = NULL;

  if (clean == NULL || !g_str_equal (clean, text))
    mc_entry_complain (self, member, "not clean text in NFC of bounded length");
  stripped = g_strstrip (g_strdup (text));
  if (!g_str_equal (stripped, text) || (*text == '\0' && !empty_too) || strstr (text, "  ") != NULL)
    mc_entry_complain (self, member, "empty or with needless blanks");
  return g_intern_string (text);
}

const char *
mc_entry_text (const McEntry *self, const char *member)
{
  JsonNode *node = json_object_get_member (self->object, member);

  if (node == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    mc_entry_complain (self, member, "no text");
  return check_text (self, member, json_node_get_string (node), FALSE);
}

const char *
mc_entry_need (const McEntry *self, const char *member)
{
  const char *text = mc_entry_text (self, member);

  if (text == NULL)
    mc_entry_complain (self, member, "missing");
  return text;
}

const char *
mc_entry_word (const McEntry *self, const char *member, const char *const *words, const char *fallback)
{
  const char *text = mc_entry_text (self, member);

  if (text == NULL && fallback == NULL)
    mc_entry_complain (self, member, "missing");
  if (text != NULL && !g_strv_contains (words, text))
    mc_entry_complain (self, member, "not a word of its list");
  return text != NULL ? text : fallback;
}

gint64
mc_entry_number (const McEntry *self, const char *member, gint64 min, gint64 max, gint64 fallback)
{
  JsonNode *node = json_object_get_member (self->object, member);
  gint64 number;

  if (node == NULL && fallback < min)
    mc_entry_complain (self, member, "missing");
  if (node == NULL)
    return fallback;
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_INT64)
    mc_entry_complain (self, member, "no whole number");
  number = json_node_get_int (node);
  if (number < min || number > max)
    mc_entry_complain (self, member, "out of range");
  return number;
}

gboolean
mc_entry_flag (const McEntry *self, const char *member)
{
  JsonNode *node = json_object_get_member (self->object, member);

  if (node == NULL)
    return FALSE;
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    mc_entry_complain (self, member, "neither true nor false");
  return json_node_get_boolean (node);
}

const char *
mc_entry_day (const McEntry *self, const char *member)
{
  const char *text = mc_entry_text (self, member);
  int year, month, day;

  if (text == NULL)
    return NULL;
  if (strlen (text) != 10 || sscanf (text, "%4d-%2d-%2d", &year, &month, &day) != 3
      || !g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year))
    mc_entry_complain (self, member, "no day");
  return text;
}

JsonArray *
mc_entry_array (const McEntry *self, const char *member, guint min, guint max)
{
  JsonNode *node = json_object_get_member (self->object, member);
  JsonArray *array;

  if (node == NULL && min == 0)
    return NULL;
  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    mc_entry_complain (self, member, "no array");
  array = json_node_get_array (node);
  if (json_array_get_length (array) < min || json_array_get_length (array) > max)
    mc_entry_complain (self, member, "too few or too many elements");
  return array;
}

const char *const *
mc_entry_texts (const McEntry *self, const char *member, guint min, gboolean empty_too, guint *count)
{
  JsonArray *array = mc_entry_array (self, member, min, MAX_TEXTS);
  const char **texts;

  *count = array != NULL ? json_array_get_length (array) : 0;
  texts = g_new0 (const char *, *count + 1);
  for (guint i = 0; i < *count; i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
        mc_entry_complain (self, member, "an element is no text");
      texts[i] = check_text (self, member, json_node_get_string (node), empty_too);
    }
  return texts;
}
