// SPDX-License-Identifier: GPL-3.0-or-later
/* The sentences of the shell, in Vietnamese: line, outbox, errors. */
#include <glib/gi18n.h>
#include <gtk/gtk.h>
#include <locale.h>

#include <string.h>

#include "mc-error-text.h"
#include "mc-keyring.h"
#include "mc-line-text.h"
#include "mc-paths.h"
#include "mc-portal-error.h"
#include "mc-store-error.h"

static void
assert_line (McLine line, const char *text)
{
  g_autofree char *said = mc_line_text (&line);

  g_assert_cmpstr (said, ==, text);
  g_assert_true (g_str_has_suffix (mc_line_icon (&line), "-symbolic"));
}

static void
test_line (void)
{
  /* 2026-11-24 03:42 UTC is 10:42 here */
  const gint64 at = G_GINT64_CONSTANT (1795491720) * G_USEC_PER_SEC;

  assert_line ((McLine) { .state = MC_LINE_CURRENT, .updated_us = at }, "Đã cập nhật 10:42");
  assert_line ((McLine) { .state = MC_LINE_CURRENT, .updated_us = at, .waiting = 1 },
               "Đã cập nhật 10:42 – 1 thao tác chờ gửi");
  assert_line ((McLine) { .state = MC_LINE_OFFLINE, .waiting = 3 }, "Mất kết nối – 3 thao tác chờ gửi");
  assert_line ((McLine) { .state = MC_LINE_OFFLINE }, "Mất kết nối");
  assert_line ((McLine) { .state = MC_LINE_UPDATING, .snapshot_done = -1, .snapshot_total = -1 }, "Đang cập nhật…");
  assert_line ((McLine) { .state = MC_LINE_UPDATING, .snapshot_done = 12400, .snapshot_total = 98000 },
               "Đã tải 12.400/98.000 hồ sơ");
  assert_line ((McLine) { .state = MC_LINE_OFFLINE, .waiting = 3, .needs_you = 2 }, "2 thao tác cần xem lại");
  assert_line ((McLine) { .state = MC_LINE_SIGNED_OUT, .waiting = 2 }, "Chưa đăng nhập – 2 thao tác chờ gửi");
  assert_line ((McLine) { .state = MC_LINE_STARTING }, "Đang mở…");
  assert_line ((McLine) { .state = MC_LINE_TROUBLE }, "Cổng trả lời không đúng quy ước");
  assert_line ((McLine) { .state = MC_LINE_TROUBLE, .error = "outdated", .waiting = 2 },
               "Phiên bản này đã quá cũ – 2 thao tác chờ gửi");
}

static void
test_numbers (void)
{
  static const struct
  {
    gint64 number;
    const char *text;
  } cases[] = {
    { 0, "0" },          { 999, "999" },   { 1000, "1.000" }, { 12400, "12.400" }, { 1234567, "1.234.567" },
    { -1234, "-1.234" }, { -123, "-123" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = mc_line_number (cases[i].number);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

/* A sentence for people: ends as one, in Vietnamese, no code in it. */
static void
assert_sentence (const char *text)
{
  g_assert_nonnull (text);
  g_assert_true (g_str_has_suffix (text, "."));
  g_assert_null (g_strstr_len (text, -1, "MC_"));
  for (const char *c = text;; c++)
    {
      g_assert_cmpint (*c, !=, '\0'); /* ASCII alone: not translated */
      if ((guchar) *c > 0x7f)
        return;
    }
}

static void
test_every_error_has_its_sentence (void)
{
  const struct
  {
    GQuark domain;
    int last;
  } domains[] = {
    { MC_PORTAL_ERROR, MC_PORTAL_ERROR_CLOCK }, { MC_PORTAL_ERROR, MC_PORTAL_ERROR_OUTDATED },
    { MC_STORE_ERROR, MC_STORE_ERROR_FAILED },  { MC_KEYRING_ERROR, MC_KEYRING_ERROR_FAILED },
    { G_IO_ERROR, G_IO_ERROR_FAILED },
  };

  for (gsize d = 0; d < G_N_ELEMENTS (domains); d++)
    for (int code = 0; code <= domains[d].last; code++)
      {
        g_autoptr (GError) error = g_error_new_literal (domains[d].domain, code, "internal words");

        assert_sentence (mc_error_text (error));
        g_assert_null (g_strstr_len (mc_error_text (error), -1, "internal words"));
      }
}

/* A keyring that answers, without the key of a store that is there, is not one that does not answer. */
static void
test_missing_key (void)
{
  g_autoptr (GError) missing = g_error_new_literal (MC_KEYRING_ERROR, MC_KEYRING_ERROR_NO_KEY, "internal words");
  g_autoptr (GError) failed = g_error_new_literal (MC_KEYRING_ERROR, MC_KEYRING_ERROR_FAILED, "internal words");

  g_assert_nonnull (strstr (mc_error_text (missing), "không còn trong chùm khóa"));
  g_assert_nonnull (strstr (mc_error_text (missing), "khôi phục chùm khóa"));
  g_assert_null (strstr (mc_error_text (missing), "không trả lời"));
  g_assert_cmpstr (mc_error_text (missing), !=, mc_error_text (failed));
}

static void
test_every_cause_has_its_sentence (void)
{
  for (int code = 0; code <= MC_PORTAL_ERROR_OUTDATED; code++)
    assert_sentence (mc_error_text_for_cause (mc_portal_error_code_name ((McPortalError) code)));
  assert_sentence (mc_error_text_for_cause ("old"));
  assert_sentence (mc_error_text_for_cause ("something-new"));
  assert_sentence (mc_error_text_for_cause (NULL));
  g_assert_cmpstr (mc_error_text_for_cause ("stale"), !=, mc_error_text_for_cause ("forbidden"));
}

static void
test_details_carry_the_portals_words (void)
{
  McProblem *problem = mc_problem_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *details = NULL;

  problem->status = 422;
  problem->code = g_strdup ("components");
  problem->detail = g_strdup ("Còn thành phần hồ sơ chưa đạt.");
  error = mc_portal_error_new (MC_PORTAL_ERROR_INVALID, problem, "refused");
  details = mc_error_details (error);
  g_assert_nonnull (g_strstr_len (details, -1, "422"));
  g_assert_nonnull (g_strstr_len (details, -1, "components"));
  g_assert_nonnull (g_strstr_len (details, -1, "Còn thành phần hồ sơ chưa đạt."));
}

static void
test_outbox_states (void)
{
  g_autoptr (McOutboxEntry) entry = mc_outbox_entry_new ();
  const gint64 now = G_GINT64_CONSTANT (1795491720) * G_USEC_PER_SEC;
  const struct
  {
    McOutboxState state;
    gint64 held_until, next_try;
    int attempts;
    const char *cause;
    const char *text;
  } cases[] = {
    { MC_OUTBOX_HELD, now + 7500000, 0, 0, NULL, "Sẽ gửi sau 8 giây" },
    { MC_OUTBOX_HELD, now - 5, 0, 0, NULL, "Sẽ gửi sau 0 giây" },
    { MC_OUTBOX_WAITING, 0, 0, 0, NULL, "Chờ đến lượt" },
    { MC_OUTBOX_WAITING, 0, now + 90 * G_USEC_PER_SEC, 3, "offline", "Chờ kết nối, gửi lại sau 90 giây" },
    { MC_OUTBOX_WAITING, 0, G_MAXINT64, 1, "not-signed-in", "Chờ đăng nhập" },
    { MC_OUTBOX_SENDING, 0, 0, 1, NULL, "Đang gửi…" },
    { MC_OUTBOX_DONE, 0, 0, 1, NULL, "Cổng đã ghi nhận" },
    { MC_OUTBOX_NEEDS_YOU, 0, 0, 1, "stale", "Cần xem lại" },
    { MC_OUTBOX_DROPPED, 0, 0, 1, "stale", "Đã hủy" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = NULL;

      entry->state = cases[i].state;
      entry->held_until_us = cases[i].held_until;
      entry->next_try_us = cases[i].next_try;
      entry->attempts = cases[i].attempts;
      g_set_str (&entry->cause, cases[i].cause);
      text = mc_outbox_state_text (entry, now);
      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

int
main (int argc, char **argv)
{
  g_assert_nonnull (setlocale (LC_ALL, "vi_VN.UTF-8"));
  bindtextdomain (GETTEXT_PACKAGE, mc_paths_locale_dir ());
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/words/line", test_line);
  g_test_add_func ("/words/numbers", test_numbers);
  g_test_add_func ("/words/every-error-has-its-sentence", test_every_error_has_its_sentence);
  g_test_add_func ("/words/missing-key", test_missing_key);
  g_test_add_func ("/words/every-cause-has-its-sentence", test_every_cause_has_its_sentence);
  g_test_add_func ("/words/details-carry-the-portals-words", test_details_carry_the_portals_words);
  g_test_add_func ("/words/outbox-states", test_outbox_states);
  return g_test_run ();
}
