// SPDX-License-Identifier: GPL-3.0-or-later
#include <string.h>

#include "mc-act.h"
#include "form-sample.h"
#include "mc-handling.h"

#define ALL "\"components\":[{\"id\":\"tp1\",\"mark\":\"sufficient\"},{\"id\":\"tp2\",\"mark\":\"sufficient\"}]"
#define FILE_ID "\"0199a0f2-3c41-7b1e-8a52-0000000000f1\""
#define GAPS "\"components\":[{\"id\":\"tp1\",\"mark\":\"invalid\",\"reason\":\"blurred\"}]"

/* What an official would write, each act with all that is required of it. told: something that the applicant must find in
 * what they read; NULL: the act tells them nothing. */
static const struct
{
  const char *action;
  const char *values;
  const char *told;
} acts[] = {
  { "accept", ALL, "đã được" },
  { "request_supplement", GAPS ",\"applicant_days\":30", "Ảnh mờ" },
  { "refuse", "\"reason\":\"other\",\"explanation\":\"Trùng.\",\"legal_basis\":\"Điều 5\"", "Điều 5" },
  { "request_payment",
    "\"lines\":\"Lệ phí: 50000\",\"payer\":\"Giàng A Sử\",\"legal_basis\":\"Thông tư 85/2019\","
    "\"applicant_days\":10",
    "Lệ phí: 50000" },
  { "collect_payment", "\"lines\":\"Phí: 8000\",\"payment_receipt\":\"0000123\",\"method\":\"cash\"", NULL },
  { "submit_supplement", "\"received\":\"Giấy chứng sinh, 01 bản chính\",\"brought_by\":\"Giàng A Sử\"",
    "Giấy chứng sinh" },
  { "confirm_payment", "\"payment_receipt\":\"GD1\",\"paid_on\":\"2026-11-20\",\"method\":\"transfer\"", "20/11/2026" },
  { "exempt_payment", "\"explanation\":\"Hộ nghèo\",\"legal_basis\":\"Điều 10\"", "Hộ nghèo" },
  { "cancel_acceptance", "\"explanation\":\"Nhầm thủ tục\"", "xin lỗi" },
  { "forward", "\"taker\":\"Phòng Kinh tế\"", "Phòng Kinh tế" },
  { "propose_supplement", GAPS ",\"legal_basis\":\"Điều 16\",\"applicant_days\":30", NULL },
  { "return_proposal", "\"explanation\":\"Giấy tờ đã có\"", NULL },
  { "issue_supplement", GAPS ",\"legal_basis\":\"Điều 16\",\"applicant_days\":30", "không tính vào thời hạn" },
  { "register_supplement", ALL, "bổ sung đầy đủ" },
  { "send_back_supplement", GAPS, "Ảnh mờ" },
  { "assign", "\"assignee\":\"nv1\"", NULL },
  { "take_over", "\"explanation\":\"Nghỉ phép đến 25/11\"", NULL },
  { "return_to_counter", "\"explanation\":\"Thiếu trang 2 của tờ khai\"", NULL },
  { "submit_approval", "\"proposal\":\"grant\",\"opinion\":\"Đủ điều kiện\"", NULL },
  { "endorse", "", NULL },
  { "approve", "", NULL },
  { "return_for_rework", "\"explanation\":\"Sai ngày sinh\"", NULL },
  { "issue", "\"number\":\"12/TLKS\",\"issued_on\":\"2026-11-23\"", "12/TLKS" },
  { "refuse_settlement",
    "\"reason\":\"conditions_not_met\",\"explanation\":\"Thiếu lộ giới\",\"legal_basis\":\"Điều 91\","
    "\"number\":\"5/UBND\"",
    "Luật Khiếu nại" },
  { "extend",
    "\"reason\":\"verification\",\"explanation\":\"Chờ đo đạc\",\"responsible_unit\":\"Phòng Kinh tế\","
    "\"new_due\":\"2026-12-04\"",
    "04/12/2026" },
  { "transfer", "\"target_unit\":\"phong-kinh-te\",\"explanation\":\"Đúng thẩm quyền\"", NULL },
  { "accept_transfer", "\"unit\":\"Phòng Kinh tế\"", "không thay đổi" },
  { "send_back_transfer", "\"explanation\":\"Không đúng thẩm quyền\"", NULL },
  { "stop",
    "\"explanation\":\"Hết hạn bổ sung\",\"legal_basis\":\"Điều 5\",\"fees\":\"Không hoàn trả\","
    "\"originals\":\"Trả tại quầy\"",
    "Không hoàn trả" },
  { "request_withdrawal", "\"requested_on\":\"2026-11-23\",\"requested_by\":\"Giàng A Sử\"", NULL },
  { "accept_withdrawal", "\"fees\":\"Hoàn trả 50.000 đồng\",\"originals\":\"Trả tại quầy\"", "Hoàn trả 50.000 đồng" },
  { "refuse_withdrawal", "\"explanation\":\"Quyết định đã ký\",\"legal_basis\":\"Điều 5\"", "Quyết định đã ký" },
  { "receive_result", "", NULL },
  { "return_result", "\"recipient\":\"owner\",\"recipient_name\":\"Giàng A Sử\",\"identity_check\":\"card\"",
    "Giàng A Sử (Chủ hồ sơ)" },
  { "hand_to_post", "\"shipment\":\"EB1VN\"", "EB1VN" },
  { "confirm_refund", "\"refund_receipt\":\"PC12\",\"refunded_on\":\"2026-11-20\",\"refund_method\":\"cash\"",
    "20/11/2026" },
  { "sync_again", "", NULL },
  { "post_returned", "\"explanation\":\"Không có người nhận\"", "Không có người nhận" },
  { "correct", "\"explanation\":\"Sai tên đệm\"", "xin lỗi" },
  { "attach_file", "\"component\":\"tp1\",\"files\":[" FILE_ID "]", NULL },
  { "replace_file", "\"document\":\"tep1\",\"files\":[" FILE_ID "],\"reason\":\"Mờ\"", NULL },
  { "remove_file", "\"document\":\"tep1\",\"reason\":\"Nhầm hồ sơ\"", NULL },
  { "reuse_paper", "\"component\":\"tp1\",\"source_dossier\":" FILE_ID ",\"source_document\":\"tep2\"", NULL },
  { "attach_result", "\"files\":[" FILE_ID "]", NULL },
  { "accept_and_return",
    ALL ",\"number\":\"77\",\"signer\":\"Phạm Quang Dũng\",\"recipient_name\":\"Giàng A Sử\","
        "\"identity_check\":\"card\"",
    "77" },
};

/* The table of transitions and the catalogue know the same acts, and the same paper goes with them. */
static void
test_same_acts (void)
{
  const char *const *ids = mc_handling_get_actions ();
  g_autoptr (GDateTime) day = form_day ();
  g_autoptr (GPtrArray) catalogue = mc_form_catalogue_get_actions (day);
  guint n_rows;
  const McTransition *rows = mc_transitions_get (&n_rows);

  /* a note and secrecy change no state: they alone are in no row */
  g_assert_cmpuint (catalogue->len, ==, g_strv_length ((GStrv) ids) + 3);
  g_assert_cmpuint (catalogue->len, ==, G_N_ELEMENTS (acts) + 3);
  for (guint i = 0; i < catalogue->len; i++)
    {
      const McActionInfo *info = g_ptr_array_index (catalogue, i);
      gboolean tells = FALSE;

      g_test_message ("%s", info->id);
      g_assert_cmpint (g_strv_contains (ids, info->id), ==, mc_act_is_handling (info->id));
      for (guint r = 0; r < n_rows; r++)
        if (g_str_equal (rows[r].action, info->id))
          {
            tells = tells || (rows[r].effects & MC_EFFECT_NOTICE) != 0;
            g_assert_cmpstr (rows[r].paper, ==, info->form->paper);
          }
      /* T18: whatever changes for the applicant is told at once, and nothing else is */
      g_assert_cmpint (tells, ==, info->form->message != NULL);
      g_assert_cmpint (
          info->undo_seconds, ==,
          tells && !g_str_equal (info->id, "return_result") && !g_str_equal (info->id, "accept_and_return") ? 10 : 0);
    }
}

/* No two acts of one place look alike on a button. */
static void
test_titles (void)
{
  g_autoptr (GDateTime) day = form_day ();
  g_autoptr (GPtrArray) catalogue = mc_form_catalogue_get_actions (day);
  g_autoptr (GHashTable) titles = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < catalogue->len; i++)
    {
      const McActionInfo *info = g_ptr_array_index (catalogue, i);

      g_assert_true (g_hash_table_add (titles, info->title));
      g_assert_cmpint (g_utf8_strlen (info->title, -1), <=, 40);
    }
}

static gboolean
is_primary (GPtrArray *catalogue, const char *action)
{
  for (guint i = 0; i < catalogue->len; i++)
    if (g_str_equal (((McActionInfo *) g_ptr_array_index (catalogue, i))->id, action))
      return ((McActionInfo *) g_ptr_array_index (catalogue, i))->primary;
  return FALSE;
}

static gboolean
can_meet (const McTransition *a, const McTransition *b)
{
  return a->from == b->from && (a->roles & b->roles) != 0
         && (a->step == NULL || b->step == NULL || g_str_equal (a->step, b->step));
}

/* A button for what takes the dossier on: nobody has two of them in one place, and nobody of the chain has none. */
static void
test_primary (void)
{
  static const struct
  {
    McRole role;
    int state;
    const char *step;
  } chain[] = {
    { MC_ROLE_RECEIVER, 1, MC_STEP_NEW },
    { MC_ROLE_RECEIVER, 2, MC_STEP_ACCEPTED },
    { MC_ROLE_HEAD, 4, MC_STEP_ASSIGNMENT },
    { MC_ROLE_SPECIALIST, 4, MC_STEP_APPRAISAL },
    { MC_ROLE_RECEIVER, 4, MC_STEP_SUPPLEMENT_PROPOSED },
    { MC_ROLE_RECEIVER, 5, MC_STEP_SUPPLEMENT_SUBMITTED },
    { MC_ROLE_CASHIER, 6, MC_STEP_PAYMENT_AT_INTAKE },
    { MC_ROLE_HEAD, 4, MC_STEP_REVIEW },
    { MC_ROLE_LEADER, 4, MC_STEP_APPROVAL },
    { MC_ROLE_CLERK, 4, MC_STEP_NUMBERING },
    { MC_ROLE_RECEIVER, 9, MC_STEP_RESULT_ISSUED },
    { MC_ROLE_RECEIVER, 9, MC_STEP_WAITING_RETURN },
  };
  g_autoptr (GDateTime) day = form_day ();
  g_autoptr (GPtrArray) catalogue = mc_form_catalogue_get_actions (day);
  guint n_rows;
  const McTransition *rows = mc_transitions_get (&n_rows);

  for (guint a = 0; a < n_rows; a++)
    for (guint b = a + 1; b < n_rows; b++)
      if (can_meet (&rows[a], &rows[b]) && !g_str_equal (rows[a].action, rows[b].action))
        g_assert_false (is_primary (catalogue, rows[a].action) && is_primary (catalogue, rows[b].action));
  for (guint i = 0; i < G_N_ELEMENTS (chain); i++)
    {
      gboolean found = FALSE;

      g_test_message ("state %d, %s", chain[i].state, chain[i].step);
      for (guint r = 0; r < n_rows; r++)
        found = found
                || (rows[r].from == chain[i].state && (rows[r].roles & MC_ROLE_BIT (chain[i].role)) != 0
                    && (rows[r].step == NULL || g_str_equal (rows[r].step, chain[i].step))
                    && is_primary (catalogue, rows[r].action));
      g_assert_true (found);
    }
}

/* What is written suffices, and what is read has no gap in it. */
static void
test_values (void)
{
  g_autoptr (GDateTime) day = form_day ();

  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    {
      g_autoptr (McDossier) dossier = form_dossier ();
      g_autoptr (McForm) form = form_of (acts[i].action);
      g_autofree char *values = g_strdup_printf ("{%s}", acts[i].values);
      g_autoptr (GPtrArray) errors = mc_form_check (form, values, dossier);
      g_autofree char *text = mc_form_message (form, values, dossier, day);

      g_test_message ("%s: %s", acts[i].action, text);
      for (guint e = 0; e < errors->len; e++)
        g_test_message ("%s", ((McFormError *) g_ptr_array_index (errors, e))->detail);
      g_assert_cmpuint (errors->len, ==, 0);
      g_assert_cmpint (acts[i].told != NULL, ==, text != NULL);
      if (text == NULL)
        continue;
      g_assert_nonnull (strstr (text, acts[i].told));
      g_assert_nonnull (strstr (text, "Đăng ký khai sinh"));
      g_assert_nonnull (strstr (text, "Trung tâm Phục vụ hành chính công phường An Bình"));
      g_assert_null (strstr (text, "…"));
      g_assert_null (strpbrk (text, "{}[]"));
    }
}

/* Whatever is required is missed when it alone is left out. */
static void
test_required (void)
{
  guint seen = 0;

  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    {
      g_autoptr (McDossier) dossier = form_dossier ();
      g_autoptr (McForm) form = form_of (acts[i].action);

      for (guint f = 0; f < form->fields->len; f++)
        {
          const McFormField *field = g_ptr_array_index (form->fields, f);
          g_autofree char *member = g_strdup_printf ("\"%s\":", field->id);
          g_autofree char *renamed = g_strdup_printf ("\"%s\":null,\"x\":", field->id);
          g_auto (GStrv) parts = g_strsplit (acts[i].values, member, -1);
          g_autofree char *joined = g_strjoinv (renamed, parts);
          g_autofree char *values = g_strdup_printf ("{%s}", joined);
          g_autoptr (GPtrArray) errors = mc_form_check (form, values, dossier);
          gboolean missed = FALSE;

          for (guint e = 0; e < errors->len; e++)
            {
              const McFormError *error = g_ptr_array_index (errors, e);

              missed = missed || (g_str_equal (error->field, field->id) && g_str_equal (error->code, "required"));
            }
          /* the values above hold what is required, and one of those of which any will do: no more and no less */
          if (field->required)
            g_assert_true (missed);
          if (strstr (acts[i].values, member) != NULL)
            g_assert_true (field->required || g_strv_contains ((const char *const *) form->any_of, field->id));
          seen += field->required;
        }
    }
  g_assert_cmpuint (seen, >, 50);
}

/* A reason that needs something more: the field that it needs is there, and it is missed. */
static void
test_needs (void)
{
  static const struct
  {
    const char *action;
    const char *values;
    const char *field;
  } cases[] = {
    { "submit_approval", "{\"proposal\":\"refuse\",\"opinion\":\"Không đủ\"}", "legal_basis" },
    { "return_result", "{\"recipient\":\"proxy\",\"recipient_name\":\"A\",\"identity_check\":\"card\"}",
      "authorisation" },
    { "propose_supplement", "{\"legal_basis\":\"Điều 1\",\"applicant_days\":5}", "components" },
    { "issue_supplement", "{\"legal_basis\":\"Điều 1\",\"applicant_days\":5}", "components" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (McDossier) dossier = form_dossier ();
      g_autoptr (McForm) form = form_of (cases[i].action);
      g_autoptr (GPtrArray) errors = mc_form_check (form, cases[i].values, dossier);

      g_assert_cmpuint (errors->len, ==, 1);
      g_assert_cmpstr (((McFormError *) g_ptr_array_index (errors, 0))->field, ==, cases[i].field);
      g_assert_cmpstr (((McFormError *) g_ptr_array_index (errors, 0))->code, ==, "required");
    }
}

/* Every choice can be found again, none is there twice, and what it needs is a field of that form. */
static void
test_choices (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    {
      g_autoptr (McForm) form = form_of (acts[i].action);

      for (guint f = 0; f < form->fields->len; f++)
        {
          const McFormField *field = g_ptr_array_index (form->fields, f);
          g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);

          g_assert_cmpint (g_str_equal (field->kind, "choice"), <=, field->choices->len > 0);
          for (guint c = 0; c < field->choices->len; c++)
            {
              const McFormChoice *choice = g_ptr_array_index (field->choices, c);

              g_assert_true (g_hash_table_add (ids, choice->id));
              if (choice->needs != NULL && g_str_equal (field->kind, "choice"))
                g_assert_nonnull (mc_form_find_field (form, choice->needs));
            }
        }
    }
}

/* What a portal changes in its answer changes nobody else's. */
static void
test_copies (void)
{
  g_autoptr (GDateTime) day = form_day ();
  g_autoptr (GPtrArray) first = mc_form_catalogue_get_actions (day);
  g_autoptr (GPtrArray) second = NULL;

  ((McActionInfo *) g_ptr_array_index (first, 0))->undo_seconds = 599;
  g_set_str (&((McActionInfo *) g_ptr_array_index (first, 0))->title, "Khác");
  g_ptr_array_set_size (first, 1);
  second = mc_form_catalogue_get_actions (day);
  g_assert_cmpuint (second->len, ==, G_N_ELEMENTS (acts) + 3);
  g_assert_cmpint (((McActionInfo *) g_ptr_array_index (second, 0))->undo_seconds, ==, 10);
  g_assert_cmpstr (((McActionInfo *) g_ptr_array_index (second, 0))->title, ==, "Tiếp nhận");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/acts/same-acts", test_same_acts);
  g_test_add_func ("/acts/titles", test_titles);
  g_test_add_func ("/acts/primary", test_primary);
  g_test_add_func ("/acts/values", test_values);
  g_test_add_func ("/acts/required", test_required);
  g_test_add_func ("/acts/needs", test_needs);
  g_test_add_func ("/acts/choices", test_choices);
  g_test_add_func ("/acts/copies", test_copies);
  return g_test_run ();
}
