// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-paper-words.h"

#include <string.h>

#include "mc-calendar.h"
#include "mc-catalogue.h"
#include "mc-json.h"
#include "mc-wall.h"

#define MAX_PAPERS 200
#define MAX_FILLINGS 4

struct _McPaperWords
{
  GHashTable *words; /* name → text */
};

static char *
format_day (GDateTime *on)
{
  g_autoptr (GDateTime) local = g_date_time_to_timezone (on, mc_calendar_zone ());

  return g_date_time_format (local, "%Y-%m-%d");
}

static gboolean
is_of (JsonObject *entry, const char *paper, GError **error)
{
  g_autofree char *id = mc_json_string (entry, "id", error);

  return g_strcmp0 (id, paper) == 0;
}

/* The entry in force on that day, or the first there ever was. (nullable) */
static JsonObject *
find_in_force (JsonArray *papers, const char *paper, int day, GError **error)
{
  JsonObject *found = NULL;
  int best = 0;

  for (guint i = 0; i < json_array_get_length (papers); i++)
    {
      JsonObject *entry = mc_json_element_object (papers, i, error);
      int since = entry != NULL ? mc_json_day (entry, "since", error) : 0;
      gboolean better = best > day ? since < best : since <= day && since > best;

      if (entry == NULL || !is_of (entry, paper, error) || (found != NULL && !better))
        continue;
      found = entry;
      best = since;
    }
  return found;
}

static GHashTable *
read_words (JsonObject *entry, GError **error)
{
  g_autoptr (GHashTable) words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  JsonObject *object = mc_json_object (entry, "words", error);
  JsonObjectIter iter;
  const char *name;

  if (object == NULL)
    return NULL;
  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, NULL))
    {
      JsonNode *node = json_object_get_member (object, name);
      const char *text = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;

      /* as it stands: the space after a label belongs to it */
      if (text == NULL)
        mc_json_fail (error, name);
      else
        g_hash_table_insert (words, g_strdup (name), g_strdup (text));
    }
  return g_steal_pointer (&words);
}

McPaperWords *
mc_paper_words_parse (const char *json, gssize length, const char *paper, GDateTime *on, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (McPaperWords) self = NULL;
  g_autofree char *day = NULL;
  JsonArray *papers = NULL;
  JsonObject *entry = NULL;
  int number = 0;

  g_return_val_if_fail (json != NULL && paper != NULL && on != NULL, NULL);

  self = g_new0 (McPaperWords, 1);
  day = format_day (on);
  mc_day_parse (day, &number);
  root = mc_json_parse_object (json, length, &problem);
  if (root != NULL)
    papers = mc_json_array (json_node_get_object (root), "papers", MAX_PAPERS, &problem);
  if (papers != NULL)
    entry = find_in_force (papers, paper, number, &problem);
  if (entry != NULL)
    self->words = read_words (entry, &problem);
  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return NULL;
    }
  if (self->words == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "%s", paper);
      return NULL;
    }
  return g_steal_pointer (&self);
}

void
mc_paper_words_free (McPaperWords *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->words, g_hash_table_unref);
  g_free (self);
}

const McPaperWords *
mc_paper_words_find (const char *paper, GDateTime *on)
{
  static GMutex lock;
  static GHashTable *periods = NULL; /* "paper period" */
  g_autoptr (GMutexLocker) locker = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *key = NULL;
  McPaperWords *words;
  const char *text;
  gssize length;

  g_return_val_if_fail (paper != NULL && on != NULL, NULL);

  locker = g_mutex_locker_new (&lock);
  key = g_strconcat (paper, " ", mc_catalogue_get_period (MC_CATALOGUE_PAPERS, on), NULL);
  if (periods == NULL)
    periods = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  words = g_hash_table_lookup (periods, key);
  if (words != NULL)
    return words;

  text = mc_catalogue_get_text (MC_CATALOGUE_PAPERS, &length);
  words = mc_paper_words_parse (text, length, paper, on, &error);
  if (words == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    g_error ("the catalogue of papers is unsound: %s", error->message);
  if (words != NULL)
    g_hash_table_insert (periods, g_steal_pointer (&key), words);
  return words;
}

const char *
mc_paper_words_get (const McPaperWords *self, const char *name)
{
  const char *text;

  g_return_val_if_fail (self != NULL && name != NULL, "");

  text = g_hash_table_lookup (self->words, name);
  if (text == NULL)
    g_critical ("the catalogue of papers does not say %s", name);
  return text != NULL ? text : "";
}

/* (transfer none) (nullable) */
static const char *
find_filling (const char *const *fillings, const char *name, gsize length)
{
  for (gsize i = 0; fillings[i] != NULL; i += 2)
    if (strlen (fillings[i]) == length && strncmp (fillings[i], name, length) == 0)
      return fillings[i + 1];
  return NULL;
}

char *
mc_paper_words_fill (const McPaperWords *self, const char *name, ...)
{
  const char *fillings[2 * MAX_FILLINGS + 1] = { NULL };
  g_autoptr (GString) text = g_string_new (NULL);
  const char *rest;
  va_list args;

  g_return_val_if_fail (self != NULL && name != NULL, NULL);

  va_start (args, name);
  for (gsize i = 0; i < 2 * MAX_FILLINGS && (fillings[i] = va_arg (args, const char *)) != NULL; i++)
    ;
  va_end (args);
  rest = mc_paper_words_get (self, name);
  for (const char *open = strchr (rest, '{'); open != NULL; open = strchr (rest, '{'))
    {
      const char *close = strchr (open, '}');
      const char *filling = close != NULL ? find_filling (fillings, open + 1, (gsize) (close - open - 1)) : NULL;

      if (close == NULL)
        break;
      g_string_append_len (text, rest, open - rest);
      if (filling != NULL)
        g_string_append (text, filling);
      rest = close + 1;
    }
  g_string_append (text, rest);
  return g_string_free_and_steal (g_steal_pointer (&text));
}
