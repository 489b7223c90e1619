// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-codec-json.h"

#include <string.h>

#define SHORT 200
#define MAX_CHANGES 5000
#define MAX_FORM (256 * 1024)

/* A portal may tell of kinds that came after this version: they are nothing to it. */
static gboolean
kind_is_known (const char *kind)
{
  return g_strcmp0 (kind, "dossier") == 0;
}

/* NULL without an error: of a kind that is not known. */
static McChange *
read_change (McReader *r, JsonArray *array, guint index)
{
  JsonObject *object = mc_reader_element (r, array, index, "changes");
  McReader c = MC_READER_INIT (object);
  g_autofree char *op = NULL;
  g_autofree char *kind = NULL;
  McChange *change;
  GError *error = NULL;

  if (object == NULL)
    return NULL;
  kind = mc_reader_string (&c, "kind", SHORT);
  if (mc_reader_ok (&c) && !kind_is_known (kind))
    return NULL;
  change = mc_change_new ();
  change->kind = g_steal_pointer (&kind);
  change->id = mc_reader_string (&c, "id", 64);
  op = mc_reader_string (&c, "op", SHORT);
  if (g_strcmp0 (op, "upsert") == 0)
    {
      JsonObject *summary = mc_reader_object (&c, "summary");

      change->summary = summary != NULL ? mc_codec_summary_read (summary, &error) : NULL;
      if (error != NULL)
        mc_reader_take_error (&c, g_steal_pointer (&error));
      else if (change->summary != NULL && g_strcmp0 (change->summary->id, change->id) != 0)
        mc_reader_fail (&c, "id");
    }
  else if (g_strcmp0 (op, "remove") != 0)
    mc_reader_fail (&c, "op");

  if (!mc_reader_finish (&c, &error))
    mc_reader_take_error (r, error);
  return change;
}

McChanges *
mc_codec_changes_parse (GBytes *bytes, GError **error)
{
  g_autoptr (JsonNode) root = mc_codec_parse_object (bytes, error);
  g_autoptr (McChanges) changes = NULL;
  McReader r = { NULL };
  JsonArray *array;

  if (root == NULL)
    return NULL;
  r.object = json_node_get_object (root);
  changes = mc_changes_new ();
  array = mc_reader_array (&r, "changes", MAX_CHANGES);
  for (guint i = 0; array != NULL && i < json_array_get_length (array) && mc_reader_ok (&r); i++)
    {
      McChange *change = read_change (&r, array, i);

      if (change != NULL)
        g_ptr_array_add (changes->changes, change);
    }
  changes->next = mc_reader_string (&r, "next", 2000);
  changes->more = mc_reader_boolean (&r, "more");
  changes->snapshot = mc_reader_boolean (&r, "snapshot");
  changes->total = mc_reader_optional_integer (&r, "total", 0, G_MAXINT64 / 2, -1);
  return mc_reader_finish (&r, error) ? g_steal_pointer (&changes) : NULL;
}

McAct *
mc_codec_act_parse (GBytes *bytes, GError **error)
{
  g_autoptr (JsonNode) root = mc_codec_parse_object (bytes, error);
  g_autoptr (McAct) act = NULL;
  McReader r = { NULL };
  JsonObject *form;

  if (root == NULL)
    return NULL;
  r.object = json_node_get_object (root);
  act = mc_act_new ();
  act->action = mc_reader_string (&r, "action", SHORT);
  act->performed_at = mc_reader_time (&r, "performed_at");
  form = mc_reader_object (&r, "form");
  if (form != NULL)
    {
      g_free (act->form);
      act->form = json_to_string (json_object_get_member (r.object, "form"), FALSE);
      if (strlen (act->form) > MAX_FORM)
        mc_reader_fail (&r, "form");
    }
  return mc_reader_finish (&r, error) ? g_steal_pointer (&act) : NULL;
}

JsonNode *
mc_codec_act_build (const McAct *act)
{
  JsonObject *o = json_object_new ();
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonNode *form = NULL;

  mc_write_string (o, "action", act->action);
  mc_write_time (o, "performed_at", act->performed_at);
  json_parser_set_strict (parser, TRUE);
  if (json_parser_load_from_data (parser, act->form, -1, NULL))
    form = json_parser_steal_root (parser);
  if (form != NULL && JSON_NODE_HOLDS_OBJECT (form))
    json_object_set_member (o, "form", form);
  else
    {
      g_clear_pointer (&form, json_node_unref);
      json_object_set_object_member (o, "form", json_object_new ());
    }
  return mc_node_take_object (o);
}

McOutcome *
mc_codec_outcome_parse (GBytes *bytes, GError **error)
{
  g_autoptr (JsonNode) root = mc_codec_parse_object (bytes, error);
  g_autoptr (McOutcome) outcome = NULL;
  McReader r = { NULL };
  JsonObject *summary;
  GError *part = NULL;

  if (root == NULL)
    return NULL;
  r.object = json_node_get_object (root);
  outcome = mc_outcome_new ();
  outcome->key = mc_reader_string (&r, "key", 64);
  outcome->action = mc_reader_string (&r, "action", SHORT);
  outcome->recorded_at = mc_reader_time (&r, "recorded_at");
  summary = mc_reader_object (&r, "dossier");
  if (summary != NULL)
    outcome->summary = mc_codec_summary_read (summary, &part);
  if (part != NULL)
    mc_reader_take_error (&r, part);
  return mc_reader_finish (&r, error) ? g_steal_pointer (&outcome) : NULL;
}

char *
mc_codec_outcome_text (const McOutcome *outcome)
{
  GString *text = g_string_new (NULL);

  mc_put_begin (text, NULL);
  mc_put_string (text, "key", outcome->key);
  mc_put_string (text, "action", outcome->action);
  mc_put_time (text, "recorded_at", outcome->recorded_at);
  mc_codec_summary_put (text, "dossier", outcome->summary);
  mc_put_end (text);
  return g_string_free_and_steal (text);
}
