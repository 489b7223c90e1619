// SPDX-License-Identifier: GPL-3.0-or-later
#include <string.h>

#include "mc-training-test.h"

/* The address that papers are printed with, for that code, without its host. */
static char *
get_address (McTraining *portal, const char *token, const char *which, const char *code)
{
  g_autoptr (JsonNode) me = mc_test_get (portal, token, "/officials/v1/me");
  JsonObject *unit = json_object_get_object_member (json_node_get_object (me), "unit");
  const char *address = json_object_get_string_member (unit, which);
  const char *path = strchr (address + strlen ("http://"), '/');
  const char *place = strstr (path, "{code}");

  return g_strdup_printf ("%.*s%s%s", (int) (place - path), path, code, place + strlen ("{code}"));
}

static JsonObject *
first_summary (JsonNode *page, gboolean accepted)
{
  JsonArray *changes = json_object_get_array_member (json_node_get_object (page), "changes");

  for (guint i = 0; i < json_array_get_length (changes); i++)
    {
      JsonObject *summary = json_object_get_object_member (json_array_get_object_element (changes, i), "summary");

      if (json_object_has_member (summary, "accepted_at") == accepted)
        return summary;
    }
  g_assert_not_reached ();
}

static char *
browse (McTraining *portal, const char *address, int status)
{
  g_autoptr (McTrainingResponse) page = mc_test_browse (portal, "GET", address, NULL);

  g_assert_cmpint (page->status, ==, status);
  return mc_test_text (page);
}

static void
test_tracking (void)
{
  g_autoptr (McClock) clock = mc_test_clock (10, 0);
  g_autoptr (McTraining) portal = mc_test_portal (NULL, 7, 60, clock);
  g_autofree char *token = mc_test_sign_in (portal, "tiepnhan1");
  g_autoptr (JsonNode) page = mc_test_get (portal, token, "/officials/v1/changes");
  JsonObject *accepted = first_summary (page, TRUE);
  JsonObject *waiting = first_summary (page, FALSE);
  const char *code = json_object_get_string_member (accepted, "code");
  const char *provisional = json_object_get_string_member (waiting, "provisional_code");
  g_autofree char *address = get_address (portal, token, "tracking_url", code);
  g_autofree char *early = get_address (portal, token, "tracking_url", provisional);
  g_autofree char *survey = get_address (portal, token, "survey_url", code);
  g_autofree char *too_early = get_address (portal, token, "survey_url", provisional);
  g_autofree char *tracked = browse (portal, address, 200);
  g_autofree char *submitted = browse (portal, early, 200);
  g_autofree char *surveyed = browse (portal, survey, 200);
  g_autofree char *refused = browse (portal, too_early, 404);
  g_autofree char *saturday = NULL;
  g_autofree char *sunday = NULL;

  g_assert_nonnull (strstr (tracked, code));
  g_assert_nonnull (strstr (tracked, "TẬP HUẤN – KHÔNG CÓ GIÁ TRỊ"));
  g_assert_nonnull (strstr (submitted, provisional));
  g_assert_nonnull (strstr (surveyed, code));
  /* An Bình receives on Saturday mornings, when nothing is counted */
  g_assert_nonnull (strstr (tracked, "Hôm nay: 07:30–11:30, 13:30–17:00. Đang tiếp nhận."));
  mc_clock_advance (clock, 5 * G_TIME_SPAN_DAY);
  saturday = browse (portal, address, 200);
  g_assert_nonnull (strstr (saturday, "Hôm nay: 07:30–11:30. Đang tiếp nhận."));
  mc_clock_advance (clock, G_TIME_SPAN_DAY);
  sunday = browse (portal, address, 200);
  g_assert_nonnull (strstr (sunday, "không tiếp nhận trực tiếp. Đang đóng, tiếp nhận lại từ 07:30 ngày 30/11/2026."));
  /* whose it is is nobody's business */
  g_assert_null (strstr (tracked, json_object_get_string_member (accepted, "owner_name")));
  g_assert_null (strstr (refused, provisional));
}

static void
test_hostile (void)
{
  static const char *const addresses[] = {
    "/tra-cuu",
    "/tra-cuu?",
    "/tra-cuu?ma=",
    "/tra-cuu?ma=%",
    "/tra-cuu?ma=%FF",
    "/tra-cuu?ma=%00",
    "/tra-cuu?ma=<script>",
    "/danh-gia?ma=' OR 1=1 --",
    "/tra-cuu?ma=H99&ma=H98",
  };
  g_autoptr (McClock) clock = mc_test_clock (10, 0);
  g_autoptr (McTraining) portal = mc_test_portal (NULL, 7, 20, clock);
  g_autofree char *many = g_strnfill (2000, 'A');
  g_autofree char *long_address = g_strconcat ("/tra-cuu?ma=", many, NULL);
  g_autofree char *missing = browse (portal, long_address, 404);

  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autofree char *text = browse (portal, addresses[i], 404);

      g_assert_null (strstr (text, "<script>"));
    }
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (McTrainingResponse) wrong
          = mc_test_browse (portal, i > 0 ? "POST" : "DELETE", "/tra-cuu?ma=H99", NULL);

      g_assert_cmpint (wrong->status, ==, 405);
      g_assert_cmpstr (g_hash_table_lookup (wrong->headers, "Allow"), ==, "GET");
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/citizen-pages/tracking", test_tracking);
  g_test_add_func ("/citizen-pages/hostile", test_hostile);
  return g_test_run ();
}
