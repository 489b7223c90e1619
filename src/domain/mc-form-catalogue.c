// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-form-catalogue.h"

#include <string.h>

#include "mc-calendar.h"
#include "mc-catalogue.h"
#include "mc-form-json.h"
#include "mc-json.h"

#define MAX_UNDO 600

/* The entry of an array that holds on that day: of those with this id the one with the newest "since" (ISO dates sort as
 * text). id: NULL for lists, whose entries have none. (nullable) */
static JsonObject *
find_in_force (JsonArray *entries, const char *id, const char *day)
{
  JsonObject *found = NULL;
  const char *newest = "";

  for (guint i = 0; i < json_array_get_length (entries); i++)
    {
      JsonNode *node = json_array_get_element (entries, i);
      JsonObject *entry = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      const char *since = entry != NULL ? json_object_get_string_member_with_default (entry, "since", NULL) : NULL;

      if (since == NULL || strcmp (since, day) > 0 || strcmp (since, newest) < 0)
        continue;
      if (id != NULL && g_strcmp0 (json_object_get_string_member_with_default (entry, "id", NULL), id) != 0)
        continue;
      found = entry;
      newest = since;
    }
  return found;
}

static JsonObject *
get_object (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static JsonArray *
get_array (JsonObject *object, const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

/* What the file says besides the acts, as it holds on one day. */
typedef struct
{
  JsonObject *lists;       /* of choices, by name; nullable */
  JsonObject *suggestions; /* of texts, by the field's id; nullable */
  const char *day;
} Aside;

/* What is often written into a text, whichever act asks for it. */
static void
suggest (JsonObject *field, const Aside *aside)
{
  const char *id = json_object_get_string_member_with_default (field, "id", "");
  const char *kind = json_object_get_string_member_with_default (field, "kind", "");
  JsonArray *dated = g_str_equal (kind, "text") ? get_array (aside->suggestions, id) : NULL;
  JsonArray *texts = dated != NULL ? get_array (find_in_force (dated, NULL, aside->day), "texts") : NULL;

  if (texts != NULL)
    json_object_set_array_member (field, "suggestions", json_array_ref (texts));
}

/* What the file may leave out is filled in, so that there is one reader of forms. FALSE: a list that is not there. */
static gboolean
complete_field (JsonObject *field, const Aside *aside)
{
  JsonObject *lists = aside->lists;
  const char *from = json_object_get_string_member_with_default (field, "choices_from", NULL);
  JsonArray *dated = from != NULL && lists != NULL ? get_array (lists, from) : NULL;
  JsonObject *list = dated != NULL ? find_in_force (dated, NULL, aside->day) : NULL;
  JsonArray *choices = get_array (list, "choices");

  if (from != NULL && choices == NULL)
    return FALSE;
  if (choices != NULL)
    json_object_set_array_member (field, "choices", json_array_ref (choices));
  else if (!json_object_has_member (field, "choices"))
    json_object_set_array_member (field, "choices", json_array_new ());
  if (!json_object_has_member (field, "marks"))
    json_object_set_array_member (field, "marks", json_array_new ());
  if (!json_object_has_member (field, "required"))
    json_object_set_boolean_member (field, "required", FALSE);
  if (!json_object_has_member (field, "complete"))
    json_object_set_boolean_member (field, "complete", FALSE);
  suggest (field, aside);
  return TRUE;
}

static McActionInfo *
read_action (JsonObject *entry, const Aside *aside, GError **error)
{
  JsonNode *node = json_object_get_member (entry, "form");
  JsonObject *form = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonArray *fields = get_array (form, "fields");
  const char *title = json_object_get_string_member_with_default (entry, "title", NULL);
  gint64 undo_seconds = json_object_get_int_member_with_default (entry, "undo_seconds", -1);
  g_autoptr (McForm) made = NULL;
  McActionInfo *info;

  if (fields == NULL || title == NULL || undo_seconds < 0 || undo_seconds > MAX_UNDO)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "acts");
      return NULL;
    }
  for (guint i = 0; i < json_array_get_length (fields); i++)
    {
      JsonNode *field = json_array_get_element (fields, i);

      if (!JSON_NODE_HOLDS_OBJECT (field) || !complete_field (json_node_get_object (field), aside))
        {
          g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "choices_from");
          return NULL;
        }
    }
  made = mc_form_from_json (form, error);
  if (made == NULL)
    return NULL;
  info = mc_action_info_new ();
  info->id = g_strdup (json_object_get_string_member (entry, "id"));
  info->title = g_strdup (title);
  info->primary = json_object_get_boolean_member_with_default (entry, "primary", FALSE);
  info->undo_seconds = (int) undo_seconds;
  info->form = g_steal_pointer (&made);
  return info;
}

static gboolean
has_action (GPtrArray *actions, const char *id)
{
  for (guint i = 0; i < actions->len; i++)
    if (g_str_equal (((McActionInfo *) g_ptr_array_index (actions, i))->id, id))
      return TRUE;
  return FALSE;
}

GPtrArray *
mc_form_catalogue_parse (const char *json, gssize length, GDateTime *on, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GPtrArray) actions = g_ptr_array_new_with_free_func ((GDestroyNotify) mc_action_info_free);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (on, mc_calendar_zone ());
  g_autofree char *day = g_date_time_format (local, "%Y-%m-%d");
  Aside aside = { .day = day };
  JsonNode *root;
  JsonArray *acts;

  json_parser_set_strict (parser, TRUE);
  if (!json_parser_load_from_data (parser, json, length, NULL))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "no JSON");
      return NULL;
    }
  root = json_parser_get_root (parser);
  acts = JSON_NODE_HOLDS_OBJECT (root) ? get_array (json_node_get_object (root), "acts") : NULL;
  if (acts == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "acts");
      return NULL;
    }
  aside.lists = get_object (json_node_get_object (root), "lists");
  aside.suggestions = get_object (json_node_get_object (root), "suggestions");
  for (guint i = 0; i < json_array_get_length (acts); i++)
    {
      JsonNode *node = json_array_get_element (acts, i);
      const char *id = JSON_NODE_HOLDS_OBJECT (node)
                           ? json_object_get_string_member_with_default (json_node_get_object (node), "id", NULL)
                           : NULL;
      JsonObject *entry = id != NULL ? find_in_force (acts, id, day) : NULL;
      McActionInfo *info;

      if (id == NULL)
        {
          g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "id");
          return NULL;
        }
      if (entry == NULL || has_action (actions, id))
        continue;
      info = read_action (entry, &aside, error);
      if (info == NULL)
        return NULL;
      g_ptr_array_add (actions, info);
    }
  return g_steal_pointer (&actions);
}

/* The shipped catalogue of a day, read once a period: those who make many notices of many days ask often. (transfer full)
 * of McActionInfo, not to be changed */
static GPtrArray *
get_of_day (GDateTime *on)
{
  static GMutex lock;
  static GHashTable *periods = NULL;
  const char *period = mc_catalogue_get_period (MC_CATALOGUE_FORMS, on);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&lock);
  g_autoptr (GError) error = NULL;
  const char *text;
  gssize length;
  GPtrArray *actions;

  if (periods == NULL)
    periods = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref);
  actions = g_hash_table_lookup (periods, period);
  if (actions != NULL)
    return g_ptr_array_ref (actions);

  text = mc_catalogue_get_text (MC_CATALOGUE_FORMS, &length);
  actions = mc_form_catalogue_parse (text, length, on, &error);
  if (actions == NULL)
    g_error ("the catalogue of forms is unsound: %s", error->message);
  g_hash_table_insert (periods, (gpointer) period, g_ptr_array_ref (actions));
  return actions;
}

GPtrArray *
mc_form_catalogue_get_actions (GDateTime *on)
{
  g_autoptr (GPtrArray) actions = NULL;
  GPtrArray *copies;

  g_return_val_if_fail (on != NULL, NULL);

  actions = get_of_day (on);
  copies = g_ptr_array_new_with_free_func ((GDestroyNotify) mc_action_info_free);
  for (guint i = 0; i < actions->len; i++)
    {
      const McActionInfo *info = g_ptr_array_index (actions, i);
      McActionInfo *copy = mc_action_info_new ();

      copy->id = g_strdup (info->id);
      copy->title = g_strdup (info->title);
      copy->primary = info->primary;
      copy->undo_seconds = info->undo_seconds;
      copy->form = mc_form_ref (info->form);
      g_ptr_array_add (copies, copy);
    }
  return copies;
}

McForm *
mc_form_catalogue_find (const char *action, GDateTime *on)
{
  g_autoptr (GPtrArray) actions = NULL;

  g_return_val_if_fail (on != NULL, NULL);

  actions = get_of_day (on);
  for (guint i = 0; i < actions->len; i++)
    {
      const McActionInfo *info = g_ptr_array_index (actions, i);

      if (g_strcmp0 (info->id, action) == 0)
        return mc_form_ref (info->form);
    }
  return NULL;
}
