// SPDX-License-Identifier: GPL-3.0-or-later
#include <string.h>

#include "mc-codecs.h"

#define SUM "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
#define UPLOAD                                                                                                         \
  "{\"id\":\"0199a0f2-3c41-7b1e-8a52-0000000000f1\",\"name\":\"giấy tờ.pdf\",\"media_type\":\"application/pdf\","      \
  "\"size\":482113,\"sha256\":\"" SUM "\",\"offset\":262144,\"complete\":false,"                                       \
  "\"expires_at\":\"2026-11-24T03:42:00Z\"}"

static McUpload *
parse (JsonNode *node)
{
  g_autoptr (GBytes) bytes = mc_codec_print (node);
  g_autoptr (GError) error = NULL;
  McUpload *upload = mc_codec_upload_parse (bytes, &error);

  g_assert_true ((upload == NULL) == (error != NULL));
  return upload;
}

static JsonNode *
sample (void)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = json_from_string (UPLOAD, &error);

  g_assert_no_error (error);
  return node;
}

static void
test_again (void)
{
  g_autoptr (JsonNode) node = sample ();
  g_autoptr (McUpload) upload = parse (node);
  g_autoptr (JsonNode) again = mc_codec_upload_build (upload);
  g_autoptr (JsonNode) announced = mc_codec_announcement_build (upload);
  g_autoptr (GBytes) bytes = mc_codec_print (announced);
  g_autoptr (McUpload) file = mc_codec_announcement_parse (bytes, NULL);

  g_assert_true (json_node_equal (node, again));
  g_assert_cmpstr (file->name, ==, "giấy tờ.pdf");
  g_assert_cmpstr (file->media_type, ==, "application/pdf");
  g_assert_cmpint (file->size, ==, 482113);
  g_assert_cmpstr (file->sha256, ==, SUM);
}

static void
test_members (void)
{
  g_autoptr (JsonNode) whole = sample ();
  g_autoptr (GList) names = json_object_get_members (json_node_get_object (whole));

  for (GList *at = names; at != NULL; at = at->next)
    for (int null = 0; null < 2; null++)
      {
        g_autoptr (JsonNode) node = sample ();
        g_autoptr (McUpload) upload = NULL;

        json_object_remove_member (json_node_get_object (node), at->data);
        if (null)
          json_object_set_null_member (json_node_get_object (node), at->data);
        upload = parse (node);
        g_test_message ("%s", (char *) at->data);
        g_assert_null (upload);
      }
}

static void
test_values (void)
{
  static const char *const rows[][2] = {
    { "id", "\"../portal.db\"" },
    { "id", "\"\"" },
    { "size", "0" },
    { "size", "-1" },
    { "size", "\"5\"" },
    { "size", "1.5" },
    { "offset", "482114" },
    { "offset", "-1" },
    { "sha256", "\"ABCD\"" },
    { "sha256", "\"" SUM "0\"" },
    { "complete", "1" },
    { "expires_at", "\"2026-11-24\"" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (JsonNode) node = sample ();
      g_autoptr (McUpload) upload = NULL;

      json_object_set_member (json_node_get_object (node), rows[i][0], json_from_string (rows[i][1], NULL));
      upload = parse (node);
      g_test_message ("%s %s", rows[i][0], rows[i][1]);
      g_assert_null (upload);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/codecs/uploads/again", test_again);
  g_test_add_func ("/codecs/uploads/members", test_members);
  g_test_add_func ("/codecs/uploads/values", test_values);
  return g_test_run ();
}
