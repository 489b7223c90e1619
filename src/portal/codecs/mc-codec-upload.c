// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-codec-json.h"
#include "mc-text.h"

#define MAX_NAME 2000
#define MAX_TYPE 200

McUpload *
mc_codec_upload_parse (GBytes *bytes, GError **error)
{
  g_autoptr (JsonNode) root = mc_codec_parse_object (bytes, error);
  g_autoptr (McUpload) upload = NULL;
  McReader r = { NULL };

  if (root == NULL)
    return NULL;
  r.object = json_node_get_object (root);
  upload = mc_upload_new ();
  upload->id = mc_reader_string (&r, "id", 64);
  upload->name = mc_reader_string (&r, "name", MAX_NAME);
  upload->media_type = mc_reader_string (&r, "media_type", MAX_TYPE);
  upload->size = mc_reader_integer (&r, "size", 1, G_MAXINT64 / 2);
  upload->sha256 = mc_reader_string (&r, "sha256", 64);
  upload->offset = mc_reader_integer (&r, "offset", 0, mc_reader_ok (&r) ? upload->size : 0);
  upload->complete = mc_reader_boolean (&r, "complete");
  upload->expires_at = mc_reader_time (&r, "expires_at");
  if (mc_reader_ok (&r) && !mc_uuid_is_valid (upload->id))
    mc_reader_fail (&r, "id");
  if (mc_reader_ok (&r) && !mc_sha256_is_valid (upload->sha256))
    mc_reader_fail (&r, "sha256");
  return mc_reader_finish (&r, error) ? g_steal_pointer (&upload) : NULL;
}

JsonNode *
mc_codec_upload_build (const McUpload *upload)
{
  JsonObject *o = json_object_new ();

  mc_write_string (o, "id", upload->id);
  mc_write_string (o, "name", upload->name);
  mc_write_string (o, "media_type", upload->media_type);
  json_object_set_int_member (o, "size", upload->size);
  mc_write_string (o, "sha256", upload->sha256);
  json_object_set_int_member (o, "offset", upload->offset);
  json_object_set_boolean_member (o, "complete", upload->complete);
  mc_write_time (o, "expires_at", upload->expires_at);
  return mc_node_take_object (o);
}

McUpload *
mc_codec_announcement_parse (GBytes *bytes, GError **error)
{
  g_autoptr (JsonNode) root = mc_codec_parse_object (bytes, error);
  g_autoptr (McUpload) upload = NULL;
  McReader r = { NULL };

  if (root == NULL)
    return NULL;
  r.object = json_node_get_object (root);
  upload = mc_upload_new ();
  upload->name = mc_reader_string (&r, "name", MAX_NAME);
  upload->media_type = mc_reader_string (&r, "media_type", MAX_TYPE);
  upload->size = mc_reader_integer (&r, "size", 1, G_MAXINT64 / 2);
  upload->sha256 = mc_reader_string (&r, "sha256", 64);
  if (mc_reader_ok (&r) && *upload->name == '\0')
    mc_reader_fail (&r, "name");
  if (mc_reader_ok (&r) && !mc_sha256_is_valid (upload->sha256))
    mc_reader_fail (&r, "sha256");
  return mc_reader_finish (&r, error) ? g_steal_pointer (&upload) : NULL;
}

JsonNode *
mc_codec_announcement_build (const McUpload *upload)
{
  JsonObject *o = json_object_new ();

  mc_write_string (o, "name", upload->name);
  mc_write_string (o, "media_type", upload->media_type);
  json_object_set_int_member (o, "size", upload->size);
  mc_write_string (o, "sha256", upload->sha256);
  return mc_node_take_object (o);
}
