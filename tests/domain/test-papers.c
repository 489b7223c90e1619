// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-paper-words.h"

#define ENTRY(id, since, words) "{\"id\":\"" id "\",\"since\":\"" since "\",\"words\":{" words "}}"
#define CATALOGUE                                                                                                      \
  "{\"papers\":[" ENTRY ("02", "2026-07-01", "\"title\":\"Phiếu mới\"") "," ENTRY (                                    \
      "01", "2026-01-01", "\"title\":\"Giấy khác\"") "," ENTRY ("02", "2025-07-01",                                    \
                                                                "\"title\":\"Phiếu cũ\",\"closing\":\"Hỏi {who}, "     \
                                                                "{phone}{nobody}. {who\"") "]}"

static McPaperWords *
parse (const char *json, int year, int month, int day, GError **error)
{
  /* the first minute of that day in Việt Nam: the day before in UTC */
  g_autoptr (GTimeZone) zone = g_time_zone_new_offset (7 * 3600);
  g_autoptr (GDateTime) on = g_date_time_new (zone, year, month, day, 0, 0, 30);

  return mc_paper_words_parse (json, -1, "02", on, error);
}

static void
assert_title (int year, int month, int day, const char *title)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (McPaperWords) words = parse (CATALOGUE, year, month, day, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (mc_paper_words_get (words, "title"), ==, title);
}

static void
test_dated (void)
{
  assert_title (2025, 7, 1, "Phiếu cũ");
  assert_title (2026, 6, 30, "Phiếu cũ");
  assert_title (2026, 7, 1, "Phiếu mới");
  assert_title (2030, 1, 1, "Phiếu mới");
  /* older than the first: in its words */
  assert_title (2019, 1, 1, "Phiếu cũ");
}

static void
test_filled (void)
{
  g_autoptr (McPaperWords) words = parse (CATALOGUE, 2025, 8, 1, NULL);
  g_autofree char *text = mc_paper_words_fill (words, "closing", "phone", "{who}", "who", "bà Hường", NULL);
  g_autofree char *plain = mc_paper_words_fill (words, "title", NULL);

  g_assert_cmpstr (text, ==, "Hỏi bà Hường, {who}. {who");
  g_assert_cmpstr (plain, ==, "Phiếu cũ");
}

static void
test_unsound (void)
{
  static const char *const texts[] = {
    "",
    "[]",
    "{}",
    "{\"papers\":{}}",
    "{\"papers\":[7]}",
    "{\"papers\":[{\"id\":\"02\",\"words\":{}}]}",
    "{\"papers\":[" ENTRY ("02", "1.7.2025", "") "]}",
    "{\"papers\":[" ENTRY ("02", "2025-07-01", "\"title\":7") "]}",
    "{\"papers\":[{\"id\":\"02\",\"since\":\"2025-07-01\",\"words\":[]}]}",
  };
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_assert_null (parse (texts[i], 2026, 1, 1, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
      g_clear_error (&error);
    }
  g_assert_null (parse ("{\"papers\":[]}", 2026, 1, 1, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

/* The exact titles of TT 03/2025/TT-VPCP, Phụ lục I. */
static void
test_shipped (void)
{
  static const char *const titles[][2] = {
    { "01", "Giấy tiếp nhận hồ sơ và hẹn trả kết quả" },
    { "02", "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ" },
    { "03", "Phiếu từ chối tiếp nhận giải quyết hồ sơ" },
  };
  g_autoptr (GDateTime) on = g_date_time_new_utc (2026, 11, 23, 3, 0, 0);
  g_autoptr (GDateTime) before = g_date_time_new_utc (2020, 11, 23, 3, 0, 0);

  for (gsize i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      const McPaperWords *words = mc_paper_words_find (titles[i][0], on);

      g_assert_cmpstr (mc_paper_words_get (words, "title"), ==, titles[i][1]);
      g_assert_true (words == mc_paper_words_find (titles[i][0], on));
      g_assert_nonnull (mc_paper_words_find (titles[i][0], before));
    }
  g_assert_null (mc_paper_words_find ("09", on));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/papers/dated", test_dated);
  g_test_add_func ("/papers/filled", test_filled);
  g_test_add_func ("/papers/unsound", test_unsound);
  g_test_add_func ("/papers/shipped", test_shipped);
  return g_test_run ();
}
