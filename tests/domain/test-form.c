// SPDX-License-Identifier: GPL-3.0-or-later
#include <string.h>

#include "form-sample.h"
#include "mc-handling.h"
#include "mc-rule.h"

/* errors: "field item code;…" as they come, "-" for no item. */
typedef struct
{
  const char *action;
  const char *values;
  const char *errors;
} Case;

#define MARK(id, rest) "{\"id\":\"" id "\",\"mark\":" rest "}"
#define ASK(marks) "{\"components\":[" marks "],\"applicant_days\":30}"
#define PAY(lines) "{\"lines\":" lines ",\"payer\":\"A\",\"legal_basis\":\"Điều 4\",\"applicant_days\":10}"
#define REFUSE(rest) "{\"explanation\":\"Trùng.\",\"legal_basis\":\"Điều 5\",\"reason\":" rest "}"

#define ONE_ID "0199a0f2-3c41-7b1e-8a52-0000000000f1"
#define ONE "\"" ONE_ID "\""
#define TWO "\"0199a0f2-3c41-7b1e-8a52-0000000000f2\""

static const Case cases[] = {
  { "accept", "{\"components\":[" MARK ("tp1", "\"sufficient\"") "," MARK ("tp2", "\"sufficient\"") "]}", "" },
  { "accept", "{\"components\":[" MARK ("tp1", "\"sufficient\"") "]}", "components - incomplete;" },
  { "accept", "{\"components\":[]}", "components - incomplete;" },
  { "accept", "{}", "components - required;" },
  { "accept", "{\"components\":null}", "components - required;" },
  { "accept", "{\"components\":\"tp1\"}", "components - wrong_type;" },
  { "accept", "{\"components\":[7]}", "components - wrong_type;" },
  { "accept", "{\"components\":[{}]}", "components - wrong_type;" },
  { "accept", "{\"components\":[" MARK ("tp1", "\"missing\"") "]}", "components tp1 wrong_mark;" },
  { "accept", "{\"components\":[" MARK (" tp1", "\"sufficient\"") "]}", "components - wrong_type;" },
  { "accept", "", "form - wrong_type;" },
  { "accept", "[]", "form - wrong_type;" },
  { "accept", "{\"a\":1}{}", "form - wrong_type;" },
  { "request_supplement", ASK (MARK ("tp1", "\"invalid\",\"reason\":\"blurred\"")), "" },
  { "request_supplement", ASK (MARK ("tp1", "\"missing\",\"reason\":\"pages_missing\",\"note\":\"Trang 2\"")), "" },
  { "request_supplement", ASK (MARK ("tp1", "\"missing\",\"reason\":\"other\",\"note\":\"Chưa nộp\"")), "" },
  { "request_supplement", ASK (MARK ("tp1", "\"invalid\",\"reason\":\"other\",\"note\":\"Rách\"")), "" },
  { "request_supplement", "{\"demand\":\"Bản chính.\",\"applicant_days\":1}", "" },
  { "request_supplement", "{\"demand\":\"Bản chính.\",\"applicant_days\":90}", "" },
  { "request_supplement", "{\"demand\":\"Bản chính.\",\"applicant_days\":91}", "applicant_days - out_of_range;" },
  { "request_supplement", "{\"demand\":\"Bản chính.\",\"applicant_days\":0}", "applicant_days - out_of_range;" },
  { "request_supplement", "{\"demand\":\"Bản chính.\",\"applicant_days\":1.5}", "applicant_days - wrong_type;" },
  { "request_supplement", "{\"demand\":\"Bản chính.\"}", "applicant_days - required;" },
  { "request_supplement", "{\"demand\":\" \\n\",\"applicant_days\":30}", "components - required;" },
  { "request_supplement", "{\"applicant_days\":30}", "components - required;" },
  { "request_supplement", ASK (MARK ("tp1", "\"sufficient\"")), "components - required;" },
  { "request_supplement", ASK (MARK ("tp1", "\"invalid\"")), "components tp1 no_reason;" },
  { "request_supplement", ASK (MARK ("tp1", "\"invalid\",\"reason\":\"late\"")), "components tp1 unknown_reason;" },
  { "request_supplement", ASK (MARK ("tp1", "\"missing\",\"reason\":\"blurred\"")), "components tp1 wrong_mark;" },
  { "request_supplement", ASK (MARK ("tp1", "\"invalid\",\"reason\":\"pages_missing\"")),
    "components tp1 wrong_mark;" },
  { "request_supplement", ASK (MARK ("tp1", "\"sufficient\",\"reason\":\"blurred\"")), "components tp1 wrong_mark;" },
  { "request_supplement", ASK (MARK ("tp1", "\"invalid\",\"reason\":\"other\",\"note\":\" \"")),
    "components tp1 no_note;" },
  { "request_supplement", ASK (MARK ("tp3", "\"invalid\",\"reason\":\"blurred\"")), "components tp3 not_demandable;" },
  { "request_supplement", ASK (MARK ("tp9", "\"invalid\",\"reason\":\"blurred\"")), "components - unknown_component;" },
  { "request_supplement", ASK (MARK ("tp1", "\"invalid\",\"reason\":\"blurred\"") "," MARK ("tp1", "\"sufficient\"")),
    "components tp1 duplicate;" },
  { "request_supplement", "{\"demand\":7,\"applicant_days\":30}", "demand - wrong_type;" },
  { "request_supplement", "{\"demand\":\"x\",\"applicant_days\":30,\"days\":1}", "days - unknown_field;" },
  { "request_payment", PAY ("\"Phí thẩm định: 150.000 đồng\\nLệ phí: 8000\""), "" },
  { "request_payment", PAY ("\"Phí thẩm định: 150.000\\nLệ phí\""), "lines - no_amount;" },
  { "request_payment", PAY ("\"Lệ phí: 0 đồng\""), "lines - out_of_range;" },
  { "request_payment", PAY ("\"Lệ phí: 1.000.000.000.001\""), "lines - out_of_range;" },
  { "request_payment", PAY ("\"150.000\""), "lines - no_name;" },
  { "request_payment", PAY ("\" \""), "lines - required;" },
  { "request_payment", PAY ("7"), "lines - wrong_type;" },
  { "request_supplement", "{\"demand\":\"Nữa.\",\"applicant_days\":30,\"approver\":\"A\"}", "" },
  { "refuse", REFUSE ("\"already_submitted\""), "" },
  { "refuse", REFUSE ("\"not_competent\",\"competent_agency\":\"UBND phường An Hòa\""), "" },
  { "refuse", REFUSE ("\"not_competent\""), "competent_agency - required;" },
  { "refuse", REFUSE ("\"because\""), "reason - unknown_choice;" },
  { "refuse", REFUSE ("null"), "reason - required;" },
  { "refuse", REFUSE ("7"), "reason - wrong_type;" },
  { "refuse", "{}", "reason - required;explanation - required;legal_basis - required;" },
  { "attach_file", "{\"component\":\"tp1\",\"files\":[" ONE "," TWO "]}", "" },
  { "attach_file", "{\"component\":\"tp9\",\"files\":[" ONE "]}", "component - unknown_component;" },
  { "attach_file", "{\"component\":\" tp1\",\"files\":[" ONE "]}", "component - wrong_type;" },
  { "attach_file", "{\"component\":\"tp1\"}", "files - required;" },
  { "attach_file", "{\"component\":\"tp1\",\"files\":[]}", "files - required;" },
  { "attach_file", "{\"component\":\"tp1\",\"files\":[" ONE "," ONE "]}", "files " ONE_ID " duplicate;" },
  { "attach_file", "{\"component\":\"tp1\",\"files\":[\"a\"]}", "files - wrong_type;" },
  { "attach_file", "{\"component\":\"tp1\",\"files\":" ONE "}", "files - wrong_type;" },
  { "replace_file", "{\"document\":\"tep1\",\"files\":[" ONE "],\"reason\":\"Mờ\"}", "" },
  { "replace_file", "{\"document\":\"tep1\",\"files\":[" ONE "," TWO "],\"reason\":\"Mờ\"}", "files - out_of_range;" },
  { "replace_file", "{\"document\":\"tep1\",\"files\":[" ONE "],\"reason\":\" \"}", "reason - required;" },
  { "remove_file", "{\"document\":\"tep9\",\"reason\":\"Nhầm\"}", "document - unknown_document;" },
  { "reuse_paper", "{\"component\":\"tp1\",\"source_dossier\":" ONE ",\"source_document\":\"tep2\"}", "" },
  { "reuse_paper", "{\"component\":\"tp1\",\"source_dossier\":\"x\",\"source_document\":\"tep2\"}",
    "source_dossier - wrong_type;" },
};

static char *
list_errors (GPtrArray *errors)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < errors->len; i++)
    {
      const McFormError *error = g_ptr_array_index (errors, i);

      g_assert_cmpuint (strlen (error->detail), >, 10);
      g_string_append_printf (text, "%s %s %s;", error->field, error->item != NULL ? error->item : "-", error->code);
    }
  return g_string_free_and_steal (text);
}

static void
expect_errors (const McForm *form, const char *values, const McDossier *dossier, const char *expected)
{
  g_autoptr (GPtrArray) errors = mc_form_check (form, values, dossier);
  g_autofree char *told = list_errors (errors);

  g_assert_cmpstr (told, ==, expected);
}

static void
test_check (void)
{
  g_autoptr (McDossier) dossier = form_dossier ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (McForm) form = form_of (cases[i].action);

      g_test_message ("%s %s", cases[i].action, cases[i].values);
      expect_errors (form, cases[i].values, dossier, cases[i].errors);
    }
}

/* The longest text that fits, and one character more; letters count, not bytes. */
static void
test_lengths (void)
{
  static const struct
  {
    const char *action;
    const char *format;
    int max;
    const char *error;
  } bounds[] = {
    { "request_supplement", "{\"demand\":\"%s\",\"applicant_days\":30}", 2000, "demand - too_long;" },
    { "request_supplement", "{\"demand\":\"x\",\"legal_basis\":\"%s\",\"applicant_days\":30}", 500,
      "legal_basis - too_long;" },
    { "request_supplement", ASK (MARK ("tp1", "\"invalid\",\"reason\":\"blurred\",\"note\":\"%s\"")), 300,
      "components tp1 too_long;" },
    { "refuse", REFUSE ("\"not_competent\",\"competent_agency\":\"%s\""), 300, "competent_agency - too_long;" },
  };
  g_autoptr (McDossier) dossier = form_dossier ();

  for (guint i = 0; i < G_N_ELEMENTS (bounds); i++)
    {
      g_autoptr (McForm) form = form_of (bounds[i].action);
      g_autoptr (GString) text = g_string_new (NULL);
      g_autofree char *fits = NULL;
      g_autofree char *over = NULL;

      for (int c = 0; c < bounds[i].max; c++)
        g_string_append (text, "ữ");
      fits = g_strdup_printf (bounds[i].format, text->str);
      g_string_append (text, "ữ");
      over = g_strdup_printf (bounds[i].format, text->str);
      expect_errors (form, fits, dossier, "");
      expect_errors (form, over, dossier, bounds[i].error);
    }
}

/* However many papers are asked for: what the applicant would read is bounded as a whole. */
static void
test_whole_message (void)
{
  g_autoptr (McDossier) dossier = form_dossier ();
  g_autoptr (McForm) form = form_of ("request_supplement");
  g_autofree char *note = g_strnfill (300, 'a');
  g_autoptr (GString) values = g_string_new ("{\"applicant_days\":30,\"components\":[");

  for (guint i = 10; i < 90; i++)
    {
      McComponent *component = mc_component_new ();

      component->id = g_strdup_printf ("tp%u", i);
      component->name = g_strdup ("Giấy tờ");
      g_ptr_array_add (dossier->components, component);
      g_string_append_printf (values,
                              "%s{\"id\":\"tp%u\",\"mark\":\"missing\",\"reason\":\"pages_missing\",\"note\":\"%s\"}",
                              i > 10 ? "," : "", i, note);
    }
  g_string_append (values, "]}");
  expect_errors (form, values->str, dossier, "components - too_long;");
}

static void
expect_message (const char *action, const char *values, const char *expected)
{
  g_autoptr (McDossier) dossier = form_dossier ();
  g_autoptr (McForm) form = form_of (action);
  g_autoptr (GDateTime) at = form_day ();
  g_autofree char *text = mc_form_message (form, values, dossier, at);

  g_assert_cmpstr (text, ==, expected);
}

/* Counted by hand: 24/11/2026 is a day off; five working days after 23/11 end on 1/12. */
static void
test_messages (void)
{
  expect_message (
      "request_supplement",
      "{\"components\":[" MARK ("tp2", "\"missing\",\"reason\":\"other\",\"note\":\"Chưa nộp\"") "," MARK (
          "tp1",
          "\"invalid\",\"reason\":\"blurred\",\"note\":\"Trang {demand} [[2]]\"") "," MARK ("tp3",
                                                                                            "\"sufficient\"") "],"
                                                                                                              "\"legal_"
                                                                                                              "basis\":"
                                                                                                              "\" Điều "
                                                                                                              "16 Luật "
                                                                                                              "Hộ tịch "
                                                                                                              "\","
                                                                                                              "\"applic"
                                                                                                              "ant_"
                                                                                                              "days\":"
                                                                                                              "5}",
      "Hồ sơ TT-700042 về việc Đăng ký khai sinh của Giàng A Sử cần được bổ sung, hoàn thiện trước khi tiếp "
      "nhận.\nGiấy tờ cần bổ sung, hoàn thiện:\n"
      "- Tờ khai: chưa hợp lệ – Ảnh mờ, không đọc được: Trang {demand} [[2]]\n"
      "- Giấy chứng sinh: chưa đầy đủ – Chưa nộp\nCăn cứ: Điều 16 Luật Hộ tịch\n"
      "Thời hạn bổ sung: 5 ngày làm việc, đến hết ngày 01/12/2026.\n"
      "Nội dung chi tiết ghi trong Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ kèm theo của Trung tâm Phục vụ "
      "hành chính công phường An Bình.");
  expect_message (
      "request_supplement", "{}",
      "Hồ sơ TT-700042 về việc Đăng ký khai sinh của Giàng A Sử cần được bổ sung, hoàn thiện trước khi tiếp "
      "nhận.\nThời hạn bổ sung: … ngày làm việc, đến hết ngày ….\n"
      "Nội dung chi tiết ghi trong Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ kèm theo của Trung tâm Phục vụ "
      "hành chính công phường An Bình.");
  expect_message (
      "refuse", REFUSE ("\"not_competent\",\"competent_agency\":\"UBND phường An Hòa\""),
      "Hồ sơ TT-700042 về việc Đăng ký khai sinh của Giàng A Sử không được Trung tâm Phục vụ hành chính công "
      "phường An Bình tiếp nhận.\nLý do: Không thuộc thẩm quyền giải quyết. Trùng.\n"
      "Cơ quan có thẩm quyền giải quyết: UBND phường An Hòa\nCăn cứ: Điều 5\n"
      "Nội dung chi tiết ghi trong Phiếu từ chối tiếp nhận giải quyết hồ sơ kèm theo.");
  expect_message (
      "refuse", REFUSE ("\"other\""),
      "Hồ sơ TT-700042 về việc Đăng ký khai sinh của Giàng A Sử không được Trung tâm Phục vụ hành chính công "
      "phường An Bình tiếp nhận.\nLý do: Trùng.\nCăn cứ: Điều 5\n"
      "Nội dung chi tiết ghi trong Phiếu từ chối tiếp nhận giải quyết hồ sơ kèm theo.");
}

static void
test_notice (void)
{
  static const char values[] = "{\"components\":[" MARK ("tp1", "\"sufficient\"") "," MARK (
      "tp2", "\"missing\",\"reason\":\"pages_missing\"") "],\"demand\":\"Bản chính\",\"applicant_days\":5}";
  g_autoptr (McDossier) dossier = form_dossier ();
  g_autoptr (McForm) form = form_of ("request_supplement");
  g_autoptr (GDateTime) at = form_day ();
  g_autoptr (GDateTime) due = g_date_time_new_utc (2026, 12, 1, 10, 0, 0);
  g_autoptr (McNotice) notice = mc_form_notice (form, "request_supplement", values, dossier, "Nguyễn Thị Hường", at);
  const McNoticeItem *item = g_ptr_array_index (notice->items, 0);
  const McComponent *first = g_ptr_array_index (dossier->components, 0);
  McComponent *second = g_ptr_array_index (dossier->components, 1);

  g_assert_cmpstr (notice->paper, ==, "02");
  g_assert_null (notice->number);
  g_assert_true (g_date_time_equal (notice->due_at, due));
  g_assert_cmpstr (notice->demand, ==, "Bản chính");
  g_assert_null (notice->basis);
  g_assert_cmpuint (notice->items->len, ==, 1);
  g_assert_cmpstr (item->component, ==, "tp2");
  g_assert_cmpstr (item->mark, ==, "missing");
  g_assert_cmpstr (item->reason, ==, "Thiếu trang");

  mc_form_apply_marks (form, values, dossier->components);
  g_assert_cmpstr (first->mark, ==, "sufficient");
  g_assert_null (first->mark_reason);
  g_assert_cmpstr (second->mark, ==, "missing");
  g_assert_cmpstr (second->mark_reason, ==, "Thiếu trang");
  mc_form_apply_marks (form, "{\"components\":[" MARK ("tp2", "\"sufficient\"") "]}", dossier->components);
  g_assert_cmpstr (second->mark, ==, "sufficient");
  g_assert_null (second->mark_reason);
}

static void
test_reasons (void)
{
  static const char *const invalid[] = { "blurred", "wrong_paper", "expired", "not_signed", "signature_invalid" };
  g_autoptr (McDossier) dossier = form_dossier ();
  g_autoptr (McForm) form = form_of ("request_supplement");
  const McFormField *field = mc_form_find_field (form, "components");
  const McComponent *with = g_ptr_array_index (dossier->components, 0);
  const McComponent *without = g_ptr_array_index (dossier->components, 1);

  g_assert_cmpuint (field->choices->len, ==, 7);
  for (guint i = 0; i < G_N_ELEMENTS (invalid); i++)
    g_assert_cmpstr (mc_form_choice_get_mark (mc_form_field_find_choice (field, invalid[i]), without), ==, "invalid");
  g_assert_cmpstr (mc_form_choice_get_mark (mc_form_field_find_choice (field, "pages_missing"), with), ==, "missing");
  g_assert_cmpstr (mc_form_choice_get_mark (mc_form_field_find_choice (field, "other"), with), ==, "invalid");
  g_assert_cmpstr (mc_form_choice_get_mark (mc_form_field_find_choice (field, "other"), without), ==, "missing");
}

/* A reason for people is taken apart as it was put together; one of other days is the official's own words. */
static void
test_recorded_reasons (void)
{
  static const struct
  {
    const char *mark;
    const char *said;
    const char *reason;
    const char *note;
  } rows[] = {
    { "invalid", "Ảnh mờ, không đọc được", "blurred", NULL },
    { "invalid", "Ảnh mờ, không đọc được: trang 2", "blurred", "trang 2" },
    { "missing", "Thiếu trang", "pages_missing", NULL },
    { "missing", "Ảnh mờ, không đọc được", "other", "Ảnh mờ, không đọc được" },
    { "invalid", "Ảnh mờ, không đọc được lắm", "other", "Ảnh mờ, không đọc được lắm" },
    { "missing", "Chưa có bản dịch", "other", "Chưa có bản dịch" },
    { "missing", NULL, NULL, NULL },
  };
  g_autoptr (McForm) form = form_of ("request_supplement");
  const McFormField *field = mc_form_find_field (form, "components");

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *note = NULL;
      g_autofree char *reason = mc_form_read_reason (field, rows[i].mark, rows[i].said, &note);

      g_assert_cmpstr (reason, ==, rows[i].reason);
      g_assert_cmpstr (note, ==, rows[i].note);
    }
}

/* The counter issues what the specialist wrote, and nothing is typed twice. */
static void
test_suggestions (void)
{
  static const char *const fields[] = { "demand", "legal_basis", "applicant_days", "components" };
  static const char *const texts[] = { "Bản vẽ.", "Điều 5", "10", NULL };
  g_autoptr (McForm) form = form_of ("issue_supplement");
  g_autoptr (McDossier) dossier = form_dossier ();

  for (guint turn = 0; turn < 2; turn++)
    {
      for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
        {
          g_autofree char *text = mc_form_suggest ("issue_supplement", mc_form_find_field (form, fields[i]), dossier);

          g_assert_cmpstr (text, ==, turn == 0 ? NULL : texts[i]);
        }
      if (turn > 0)
        break;
      dossier->proposal = mc_proposal_new ();
      dossier->proposal->demand = g_strdup ("Bản vẽ.");
      dossier->proposal->basis = g_strdup ("Điều 5");
      dossier->proposal->applicant_days = 10;
    }
}

/* Where the rule gives the applicant less than the catalogue proposes, or more, that is what a new form begins with, and what
 * is checked. */
static void
test_applicants_time (void)
{
  static const struct
  {
    McLimit limit;
    const char *days;
    const char *more; /* NULL: no more than the field takes */
  } limits[] = { { { .unit = MC_LIMIT_UNKNOWN }, NULL, NULL },
                 { { .unit = MC_LIMIT_WORKING_DAY, .amount = 12 }, "12", "13" },
                 { { .unit = MC_LIMIT_CALENDAR_DAY, .amount = 15 }, "10", "11" },
                 { { .unit = MC_LIMIT_MONTH, .amount = 12 }, "90", NULL } };
  static const char *const acts[] = { "request_supplement", "propose_supplement", "issue_supplement" };

  for (guint i = 0; i < G_N_ELEMENTS (limits) * G_N_ELEMENTS (acts); i++)
    {
      const char *act = acts[i % G_N_ELEMENTS (acts)];
      guint n = i / G_N_ELEMENTS (acts);
      g_autoptr (McForm) form = form_of (act);
      g_autoptr (McDossier) dossier = form_dossier ();
      g_autofree char *text = NULL;
      g_autofree char *values
          = g_strdup_printf ("{\"demand\":\"Nữa.\",\"legal_basis\":\"Điều 5\",\"applicant_days\":%s}", limits[n].more);

      dossier->clock = mc_dossier_clock_new ();
      dossier->clock->response_rule = g_new0 (McRule, 1);
      dossier->clock->response_rule->supplement_limit = limits[n].limit;
      text = mc_form_suggest (act, mc_form_find_field (form, "applicant_days"), dossier);
      g_assert_cmpstr (text, ==, limits[n].days);
      if (limits[n].more != NULL)
        expect_errors (form, values, dossier, "applicant_days - out_of_range;");
    }
}

static void
add_request (McDossier *dossier, const char *action)
{
  McHistoryEntry *entry = mc_history_entry_new ();

  entry->action = g_strdup (action);
  g_ptr_array_add (dossier->history, entry);
}

/* Asking once more wants to know who let it, at intake and in appraisal alike, and says what it costs. */
static void
test_second_round (void)
{
  static const char *const acts[] = { "request_supplement", "issue_supplement" };
  static const char values[] = "{\"demand\":\"Nữa.\",\"legal_basis\":\"Điều 5\",\"applicant_days\":30}";
  static const char approved[]
      = "{\"demand\":\"Nữa.\",\"legal_basis\":\"Điều 5\",\"applicant_days\":30,\"approver\":\"Phạm Quang Dũng\"}";
  g_autoptr (GDateTime) now = form_day ();

  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    {
      g_autoptr (McForm) form = form_of (acts[i]);
      g_autoptr (McDossier) dossier = form_dossier ();
      const McFormField *field = mc_form_find_field (form, "approver");

      add_request (dossier, "submit");
      g_assert_cmpuint (mc_form_warn (acts[i], dossier, now), ==, 0);
      g_assert_false (mc_form_field_is_asked (field, dossier));
      expect_errors (form, values, dossier, "");
      add_request (dossier, acts[1 - i]);
      g_assert_cmpuint (mc_form_warn (acts[i], dossier, now), ==, MC_WARNING_SECOND_ROUND);
      g_assert_true (mc_form_field_is_asked (field, dossier));
      expect_errors (form, values, dossier, "approver - required;");
      expect_errors (form, approved, dossier, "");
      g_assert_cmpuint (mc_form_warn ("refuse", dossier, now), ==, 0);
    }
}

/* Three working days from acceptance, by the rule of that day: Thursday's are over on Tuesday at closing time. */
static void
test_asked_late (void)
{
  g_autoptr (McDossier) dossier = form_dossier ();
  g_autoptr (GDateTime) accepted = g_date_time_new_utc (2026, 11, 18, 3, 0, 0); /* Wednesday */
  g_autoptr (GDateTime) monday = form_day ();
  g_autoptr (GDateTime) wednesday = g_date_time_add_days (monday, 2); /* the 24th is a holiday */
  const McRule *rule = mc_rule_book_find (mc_rule_book_get_default (), NULL, NULL, NULL, accepted);
  g_autoptr (JsonObject) shape = mc_rule_to_json (rule);

  g_assert_cmpuint (mc_form_warn ("issue_supplement", dossier, wednesday), ==, 0);
  dossier->clock = mc_dossier_clock_new ();
  dossier->clock->result_rule = mc_rule_from_json (shape, NULL);
  g_assert_nonnull (dossier->clock->result_rule);
  g_assert_cmpuint (mc_form_warn ("issue_supplement", dossier, wednesday), ==, 0);
  dossier->summary->accepted_at = g_date_time_ref (accepted);
  g_assert_cmpuint (mc_form_warn ("issue_supplement", dossier, monday), ==, 0);
  g_assert_cmpuint (mc_form_warn ("issue_supplement", dossier, wednesday), ==, MC_WARNING_ASKED_LATE);
}

/* The fee and who pays it. */
static void
test_payment_suggestions (void)
{
  g_autoptr (McForm) form = form_of ("request_payment");
  g_autoptr (McDossier) dossier = form_dossier ();
  const McFormField *lines = mc_form_find_field (form, "lines");
  g_autofree char *unknown = mc_form_suggest ("request_payment", lines, dossier);
  g_autofree char *fee = NULL;
  g_autofree char *owner = mc_form_suggest ("request_payment", mc_form_find_field (form, "payer"), dossier);
  g_autofree char *submitter = NULL;
  g_autofree char *values = NULL;

  g_assert_null (unknown);
  g_assert_cmpstr (owner, ==, "Giàng A Sử");
  dossier->fee = 150000;
  dossier->submitter.name = g_strdup ("Lò Văn Đức");
  fee = mc_form_suggest ("request_payment", lines, dossier);
  submitter = mc_form_suggest ("request_payment", mc_form_find_field (form, "payer"), dossier);
  g_assert_cmpstr (fee, ==, "Phí, lệ phí: 150.000 đồng");
  g_assert_cmpstr (submitter, ==, "Lò Văn Đức");
  values = g_strdup_printf ("{\"lines\":\"%s\",\"payer\":\"%s\",\"legal_basis\":\"Điều 4\",\"applicant_days\":10}", fee,
                            submitter);
  expect_errors (form, values, dossier, "");
}

/* What is often written is dated, too. */
static void
test_catalogue_suggestions (void)
{
  static const int years[] = { 2025, 2026 };

  for (guint i = 0; i < G_N_ELEMENTS (years); i++)
    {
      g_autoptr (GDateTime) on = g_date_time_new_utc (years[i], 12, 1, 3, 0, 0);
      g_autoptr (McForm) form = mc_form_catalogue_find ("refuse", on);
      const McFormField *basis = mc_form_find_field (form, "legal_basis");

      g_assert_true (g_strv_contains ((const char *const *) basis->suggestions, "Điều 18 Nghị định số 118/2025/NĐ-CP"));
      g_assert_cmpint (
          g_strv_contains ((const char *const *) basis->suggestions, "Điều 15 Nghị định số 224/2026/NĐ-CP"), ==,
          years[i] == 2026);
      g_assert_cmpuint (g_strv_length (mc_form_find_field (form, "explanation")->suggestions), ==, 0);
    }
}

/* A rule holds from its day on, and the newest of several is used, in whatever order the file has them. */
static void
test_dates (void)
{
  static const char catalogue[]
      = "{\"lists\":{\"why\":[{\"since\":\"2026-01-01\",\"choices\":[{\"id\":\"b\",\"label\":\"B\"}]},"
        "{\"since\":\"2025-01-01\",\"choices\":[{\"id\":\"a\",\"label\":\"A\"}]}]},\"acts\":["
        "{\"id\":\"x\",\"title\":\"Mới\",\"since\":\"2026-11-23\",\"undo_seconds\":0,"
        "\"form\":{\"any_of\":[],\"fields\":[]}},"
        "{\"id\":\"x\",\"title\":\"Cũ\",\"since\":\"2025-07-01\",\"undo_seconds\":5,\"form\":{\"any_of\":[],"
        "\"fields\":[{\"id\":\"r\",\"label\":\"R\",\"kind\":\"choice\",\"choices_from\":\"why\"}]}}]}";
  static const struct
  {
    int year, month, day, hour;
    const char *title;
    const char *choice;
  } days[] = {
    { 2025, 6, 30, 16, NULL, NULL }, { 2025, 6, 30, 17, "Cũ", "a" },  { 2025, 12, 31, 16, "Cũ", "a" },
    { 2025, 12, 31, 17, "Cũ", "b" }, { 2026, 11, 22, 16, "Cũ", "b" }, { 2026, 11, 22, 17, "Mới", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autoptr (GDateTime) on = g_date_time_new_utc (days[i].year, days[i].month, days[i].day, days[i].hour, 0, 0);
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) actions = mc_form_catalogue_parse (catalogue, -1, on, &error);
      const McActionInfo *info;

      g_assert_no_error (error);
      g_assert_cmpuint (actions->len, ==, days[i].title != NULL);
      if (days[i].title == NULL)
        continue;
      info = g_ptr_array_index (actions, 0);
      g_assert_cmpstr (info->title, ==, days[i].title);
      if (days[i].choice != NULL)
        g_assert_nonnull (mc_form_field_find_choice (mc_form_find_field (info->form, "r"), days[i].choice));
    }
}

static void
test_unsound_catalogues (void)
{
  static const char *const texts[] = {
    "",
    "[]",
    "{}",
    "{\"acts\":{}}",
    "{\"acts\":[7]}",
    "{\"acts\":[{\"id\":\"x\",\"since\":\"2025-07-01\"}]}",
    "{\"acts\":[{\"id\":\"x\",\"title\":\"X\",\"since\":\"2025-07-01\",\"undo_seconds\":601,"
    "\"form\":{\"any_of\":[],\"fields\":[]}}]}",
    "{\"acts\":[{\"id\":\"x\",\"title\":\"X\",\"since\":\"2025-07-01\",\"undo_seconds\":0,"
    "\"form\":{\"any_of\":[],\"fields\":[{\"id\":\"r\"}]}}]}",
    "{\"acts\":[{\"id\":\"x\",\"title\":\"X\",\"since\":\"2025-07-01\",\"undo_seconds\":0,\"form\":{\"any_of\":[],"
    "\"fields\":[{\"id\":\"r\",\"label\":\"R\",\"kind\":\"choice\",\"choices_from\":\"nowhere\"}]}}]}"
  };
  g_autoptr (GDateTime) on = form_day ();

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (mc_form_catalogue_parse (texts[i], -1, on, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
    }
}

/* Values gone wrong by bytes: never a crash, and what passes the check can be told and applied. */
static void
test_noise (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (27);
  g_autoptr (McDossier) dossier = form_dossier ();
  g_autoptr (GDateTime) at = form_day ();

  for (guint i = 0; i < 20000; i++)
    {
      const Case *one = &cases[g_rand_int_range (rand, 0, G_N_ELEMENTS (cases))];
      g_autoptr (McForm) form = NULL;
      g_autofree char *values = g_strdup (one->values);
      g_autofree char *message = NULL;
      gsize size = strlen (values);

      if (size == 0)
        continue;
      if (i % 100 == 0)
        g_test_message ("%u", i);
      form = form_of (one->action);
      for (int n = g_rand_int_range (rand, 1, 4); n > 0; n--)
        values[g_rand_int_range (rand, 0, (gint32) size)] = (char) g_rand_int_range (rand, 1, 256);
      {
        g_autoptr (GPtrArray) errors = mc_form_check (form, values, dossier);
        g_autoptr (McNotice) notice = mc_form_notice (form, one->action, values, dossier, "A", at);

        mc_form_apply_marks (form, values, dossier->components);
        message = mc_form_message (form, values, dossier, at);
        g_assert_cmpstr (message, ==, notice->text);
        g_assert_true (message == NULL || g_utf8_validate (message, -1, NULL));
        if (errors->len == 0 && message != NULL)
          g_assert_null (strstr (message, "…"));
      }
    }
}

/* Somebody at the counter whose dossier has no code yet is not told of "…": whatever the act. */
static void
test_message_without_code (void)
{
  g_autoptr (McDossier) dossier = form_dossier ();
  g_autoptr (GDateTime) at = form_day ();
  guint seen = 0;

  g_clear_pointer (&dossier->summary->provisional_code, g_free);
  g_assert_null (dossier->summary->code);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (McForm) form = form_of (cases[i].action);
      g_autofree char *message = mc_form_message (form, cases[i].values, dossier, at);

      if (message == NULL || form->message == NULL || strstr (form->message, "{dossier.code}") == NULL)
        continue;
      g_test_message ("%s: %s", cases[i].action, message);
      g_assert_true (strstr (message, "ồ sơ …") == NULL && strstr (message, "ồ sơ  ") == NULL);
      seen++;
    }
  g_assert_cmpuint (seen, >, 5);
}

/* Which files a field takes, by what they are. */
static void
test_files (void)
{
  static const struct
  {
    const char *action;
    const char *media_type;
    gint64 size;
    const char *told; /* NULL: it is taken */
  } rows[] = {
    { "attach_file", "application/pdf", 1, NULL },
    { "attach_file", "image/heic", 50 * 1024 * 1024, NULL },
    { "attach_file", "image/png", 50 * 1024 * 1024 + 1, "lớn hơn 50 MB" },
    { "attach_file", "image/png", 0, "không có nội dung" },
    { "attach_file", NULL, 100, "không phải PDF, JPEG, PNG hoặc HEIC" },
    { "attach_file", "text/html", 100, "không đúng loại" },
    { "attach_result", "application/pdf", 100, NULL },
    { "attach_result", "image/png", 100, "không phải PDF" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (McForm) form = form_of (rows[i].action);
      g_autofree char *told
          = mc_form_field_refuse_file (mc_form_find_field (form, "files"), "ảnh.png", rows[i].media_type, rows[i].size);

      g_test_message ("row %u: %s", i, told);
      g_assert_cmpint (told != NULL, ==, rows[i].told != NULL);
      if (told == NULL)
        continue;
      g_assert_nonnull (strstr (told, rows[i].told));
      g_assert_nonnull (strstr (told, "ảnh.png"));
    }
}

/* What the applicant sent stays while a dossier is handled; what an official attached may go. */
static void
test_ending (void)
{
  g_autoptr (McDossier) dossier = form_dossier ();
  g_autoptr (McForm) form = form_of ("remove_file");
  McDocument *document = mc_dossier_find_document (dossier, "tep1", NULL);
  static const char values[] = "{\"document\":\"tep1\",\"reason\":\"Nhầm\"}";

  for (int state = 1; state <= 5; state++)
    for (int official = 0; official < 2; official++)
      {
        g_autoptr (GPtrArray) errors = NULL;

        dossier->summary->national_state = state;
        g_set_str (&document->origin, official ? "official" : NULL);
        errors = mc_form_check (form, values, dossier);
        g_assert_cmpuint (errors->len, ==, state == 4 && !official ? 1 : 0);
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/form/check", test_check);
  g_test_add_func ("/form/lengths", test_lengths);
  g_test_add_func ("/form/message-is-bounded-as-a-whole", test_whole_message);
  g_test_add_func ("/form/messages", test_messages);
  g_test_add_func ("/form/message-without-code", test_message_without_code);
  g_test_add_func ("/form/notice-and-marks", test_notice);
  g_test_add_func ("/form/reasons", test_reasons);
  g_test_add_func ("/form/recorded-reasons", test_recorded_reasons);
  g_test_add_func ("/form/suggestions", test_suggestions);
  g_test_add_func ("/form/applicants-time", test_applicants_time);
  g_test_add_func ("/form/second-round", test_second_round);
  g_test_add_func ("/form/asked-late", test_asked_late);
  g_test_add_func ("/form/payment-suggestions", test_payment_suggestions);
  g_test_add_func ("/form/catalogue/suggestions", test_catalogue_suggestions);
  g_test_add_func ("/form/catalogue/dates", test_dates);
  g_test_add_func ("/form/catalogue/unsound", test_unsound_catalogues);
  g_test_add_func ("/form/files", test_files);
  g_test_add_func ("/form/ending", test_ending);
  g_test_add_func ("/form/noise", test_noise);
  return g_test_run ();
}
