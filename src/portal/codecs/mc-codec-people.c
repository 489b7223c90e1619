// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-codec-json.h"

#define SHORT 200
#define LONG 2000
#define MAX_OTHERS 500
#define MAX_KEY 1024 /* bytes */

static void
read_others (McReader *r, McPresence *presence)
{
  JsonArray *array = mc_reader_array (r, "others", MAX_OTHERS);

  for (guint i = 0; array != NULL && i < json_array_get_length (array) && mc_reader_ok (r); i++)
    {
      JsonObject *object = mc_reader_element (r, array, i, "others");
      McReader o = MC_READER_INIT (object);
      g_autofree char *name = object != NULL ? mc_reader_string (&o, "name", SHORT) : NULL;
      g_autofree char *unit = object != NULL ? mc_reader_string (&o, "unit", LONG) : NULL;
      GError *wrong = NULL;

      if (object != NULL && !mc_reader_finish (&o, &wrong))
        mc_reader_take_error (r, wrong);
      mc_presence_add (presence, name, unit);
    }
}

McPresence *
mc_codec_presence_parse (GBytes *bytes, GError **error)
{
  g_autoptr (JsonNode) root = mc_codec_parse_object (bytes, error);
  g_autoptr (McPresence) presence = NULL;
  McReader r = { NULL };

  if (root == NULL)
    return NULL;
  r.object = json_node_get_object (root);
  presence = mc_presence_new ();
  presence->until = mc_reader_optional_time (&r, "until");
  read_others (&r, presence);
  return mc_reader_finish (&r, error) ? g_steal_pointer (&presence) : NULL;
}

McPresence *
mc_codec_presence_event_parse (GBytes *bytes, char **dossier, GError **error)
{
  g_autoptr (JsonNode) root = mc_codec_parse_object (bytes, error);
  g_autoptr (McPresence) presence = NULL;
  g_autofree char *id = NULL;
  McReader r = { NULL };

  if (root == NULL)
    return NULL;
  r.object = json_node_get_object (root);
  presence = mc_presence_new ();
  id = mc_reader_string (&r, "dossier", 64);
  read_others (&r, presence);
  if (!mc_reader_finish (&r, error))
    return NULL;
  *dossier = g_steal_pointer (&id);
  return g_steal_pointer (&presence);
}

McAlert *
mc_codec_alert_parse (GBytes *bytes, GError **error)
{
  g_autoptr (JsonNode) root = mc_codec_parse_object (bytes, error);
  g_autoptr (McAlert) alert = NULL;
  McReader r = { NULL };

  if (root == NULL)
    return NULL;
  r.object = json_node_get_object (root);
  alert = mc_alert_new ();
  alert->kind = mc_reader_string (&r, "kind", SHORT);
  alert->dossier = mc_reader_optional_string (&r, "dossier", 64);
  alert->count = mc_reader_optional_integer (&r, "count", 1, 1000000, -1);
  alert->text = mc_reader_optional_string (&r, "text", LONG);
  return mc_reader_finish (&r, error) ? g_steal_pointer (&alert) : NULL;
}

JsonNode *
mc_codec_reveal_build (const McReveal *reveal)
{
  JsonObject *o = json_object_new ();

  mc_write_string (o, "kind", reveal->kind);
  mc_write_string (o, "field", reveal->field);
  mc_write_string (o, "purpose", reveal->purpose);
  mc_write_time (o, "performed_at", reveal->performed_at);
  return mc_node_take_object (o);
}

gboolean
mc_codec_revealed_parse (GBytes *bytes, char **value, GError **error)
{
  g_autoptr (JsonNode) root = mc_codec_parse_object (bytes, error);
  g_autofree char *found = NULL;
  McReader r = { NULL };

  if (root == NULL)
    return FALSE;
  r.object = json_node_get_object (root);
  g_free (mc_reader_string (&r, "id", 64));
  found = mc_reader_optional_string (&r, "value", SHORT);
  if (!mc_reader_finish (&r, error))
    return FALSE;
  *value = g_steal_pointer (&found);
  return TRUE;
}

JsonNode *
mc_codec_device_key_build (GBytes *key)
{
  JsonObject *o = json_object_new ();
  gsize size;
  const guint8 *data = g_bytes_get_data (key, &size);
  g_autofree char *text = g_base64_encode (data, size);

  mc_write_string (o, "key", text);
  return mc_node_take_object (o);
}

GBytes *
mc_codec_device_key_parse (GBytes *bytes, GError **error)
{
  g_autoptr (JsonNode) root = mc_codec_parse_object (bytes, error);
  g_autofree char *text = NULL;
  g_autofree guchar *data = NULL;
  McReader r = { NULL };
  gsize size = 0;

  if (root == NULL)
    return NULL;
  r.object = json_node_get_object (root);
  text = mc_reader_string (&r, "key", 2 * MAX_KEY);
  if (text != NULL)
    data = g_base64_decode (text, &size);
  if (size == 0 || size > MAX_KEY)
    mc_reader_fail (&r, "key");
  return mc_reader_finish (&r, error) ? g_bytes_new_take (g_steal_pointer (&data), size) : NULL;
}
