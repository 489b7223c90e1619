// SPDX-License-Identifier: GPL-3.0-or-later
/* What procedures have of their own, through the portal: how they are counted, the steps they go through, who refuses. */
#include "mc-training-test.h"

#include "mc-clock-sheet.h"
#include "mc-codecs.h"
#include "mc-text.h"
#include "mc-training-making.h"

#define SPECIALIST "0199a001-0000-7000-8000-000000000005"
#define ASKS(days) "{\"demand\":\"Bản vẽ.\",\"legal_basis\":\"Điều 5\",\"applicant_days\":" days "}"
#define ASKS_AGAIN                                                                                                     \
  "{\"demand\":\"Bản vẽ.\",\"legal_basis\":\"Điều 5\",\"applicant_days\":30,\"approver\":\"Trưởng phòng Lò Thị Mơ\"}"

typedef struct
{
  McClock *clock;
  McTraining *portal;
} Desk;

static void
desk_clear (Desk *self)
{
  g_clear_object (&self->portal);
  g_clear_object (&self->clock);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Desk, desk_clear)

/* A portal where one dossier of that procedure has just been handed in, with its fee. id: (out) */
static Desk
make_desk_of (const McWorldProcedure *procedure, const char *channel, const char *when, char **id)
{
  g_autoptr (GDateTime) at = mc_time_parse (when);
  Desk desk = { .clock = mc_clock_new_virtual (g_date_time_to_unix_usec (at)) };
  g_autoptr (McTrainingMaker) maker = mc_training_maker_new (1, 1);
  g_autoptr (McTrainingRecord) record = NULL;

  desk.portal = mc_test_portal (NULL, 1, 0, desk.clock);
  mc_maker_take (maker, 1, mc_training_find_unit ("an-binh"));
  record = mc_maker_blank (maker, procedure, channel, at);
  mc_maker_hand_in (maker, record, TRUE, at);
  record->number = 0;
  *id = g_strdup (record->dossier->summary->id);
  g_assert_true (mc_training_begin (desk.portal));
  g_assert_true (mc_training_store (desk.portal, record));
  g_assert_true (mc_training_commit (desk.portal));
  return desk;
}

static Desk
make_desk_at (const char *procedure, const char *channel, const char *when, char **id)
{
  return make_desk_of (mc_world_find_procedure (procedure), channel, when, id);
}

static Desk
make_desk (const char *procedure, const char *channel, char **id)
{
  return make_desk_at (procedure, channel, "2026-11-23T08:00:00+07:00", id);
}

static McDossier *
look (const Desk *desk, const char *id)
{
  g_autofree char *address = g_strconcat ("/officials/v1/dossiers/", id, NULL);
  g_autofree char *token = mc_test_sign_in (desk->portal, "tiepnhan1");
  g_autoptr (McTrainingResponse) response = mc_test_send (desk->portal, "GET", address, token, NULL, NULL);
  g_autoptr (GError) error = NULL;
  McDossier *dossier = mc_codec_dossier_parse (response->body, &error);

  g_assert_no_error (error);
  return dossier;
}

/* The code of the refusal; NULL: it was done. (transfer full) (nullable) */
static char *
try (const Desk *desk, const char *who, const char *id, const char *action, const char *values)
{
  g_autoptr (McDossier) before = look (desk, id);
  g_autofree char *address = g_strconcat ("/officials/v1/dossiers/", id, "/actions", NULL);
  g_autofree char *match = g_strdup_printf ("\"%" G_GINT64_FORMAT "\"", before->summary->handling_version);
  g_autofree char *key = mc_uuid_new (mc_clock_now_us (desk->clock) / 1000);
  g_autofree char *token = mc_test_sign_in (desk->portal, who);
  const char *headers[] = { "Idempotency-Key", key, "If-Match", match, "Content-Type", "application/json", NULL };
  g_autoptr (McTrainingResponse) response = NULL;
  g_autoptr (McAct) act = mc_act_new ();
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (JsonNode) answer = NULL;
  g_autoptr (GBytes) body = NULL;

  act->action = g_strdup (action);
  act->performed_at = mc_clock_now (desk->clock);
  g_set_str (&act->form, values);
  node = mc_codec_act_build (act);
  body = mc_codec_print (node);
  response = mc_test_send (desk->portal, "POST", address, token, headers, body);
  if (response->status == 200)
    return NULL;
  answer = mc_test_json (response);
  return g_strdup (json_object_get_string_member (json_node_get_object (answer), "code"));
}

static void
done (const Desk *desk, const char *who, const char *id, const char *action, const char *values)
{
  g_autofree char *code = try (desk, who, id, action, values);

  g_test_message ("%s %s", who, action);
  g_assert_cmpstr (code, ==, NULL);
}

static void
refused (const Desk *desk, const char *who, const char *id, const char *action, const char *values,
         const char *expected)
{
  g_autofree char *code = try (desk, who, id, action, values);

  g_test_message ("%s %s", who, action);
  g_assert_cmpstr (code, ==, expected);
}

static void
done_with_marks (const Desk *desk, const char *who, const char *id, const char *action, const char *more)
{
  g_autoptr (McDossier) dossier = look (desk, id);
  g_autoptr (GString) text = g_string_new ("{\"components\":[");

  for (guint i = 0; i < dossier->components->len; i++)
    g_string_append_printf (text, "%s{\"id\":\"%s\",\"mark\":\"sufficient\"}", i > 0 ? "," : "",
                            ((McComponent *) g_ptr_array_index (dossier->components, i))->id);
  g_string_append_printf (text, "]%s}", more);
  done (desk, who, id, action, text->str);
}

static void
handle (const Desk *desk, const char *id)
{
  done_with_marks (desk, "tiepnhan1", id, "accept", "");
  done (desk, "tiepnhan1", id, "forward", "{\"taker\":\"Phòng chuyên môn\"}");
  done (desk, "truongphong1", id, "assign", "{\"assignee\":\"" SPECIALIST "\"}");
}

static void
ask (const Desk *desk, const char *id, const char *asks)
{
  done (desk, "chuyenvien1", id, "propose_supplement", asks);
  done (desk, "tiepnhan1", id, "issue_supplement", asks);
}

static void
answer (const Desk *desk, const char *id, int days)
{
  mc_clock_advance (desk->clock, days * G_TIME_SPAN_DAY);
  done (desk, "tiepnhan1", id, "submit_supplement", "{\"received\":\"Bản vẽ\",\"brought_by\":\"Chủ hồ sơ\"}");
}

/* The last event of that kind. (transfer none) (nullable) */
static const McClockEntry *
find_event (const McDossier *dossier, const char *kind)
{
  for (guint i = dossier->clock->entries->len; i > 0; i--)
    {
      const McClockEntry *entry = g_ptr_array_index (dossier->clock->entries, i - 1);

      if (g_str_equal (entry->kind, kind))
        return entry;
    }
  return NULL;
}

/* The date that the client counts from the detail is the one that the portal told. */
static void
check_client (const McDossier *dossier)
{
  McOffice *office = mc_office_of_summary (mc_calendar_get_default (), dossier->summary);
  g_autoptr (McClockSheet) sheet = mc_clock_sheet_new (dossier, office);

  g_assert_nonnull (sheet->result.due.due_at);
  g_assert_true (g_date_time_equal (sheet->result.due.due_at, dossier->summary->due_at));
  g_assert_cmpint (dossier->summary->step_due_at != NULL, ==, sheet->step.due.state == MC_DUE_RUNNING);
  if (dossier->summary->step_due_at == NULL)
    return;
  g_assert_true (g_date_time_equal (sheet->step.due.due_at, dossier->summary->step_due_at));
  /* the warning is that of the badge's clock, in detail and summary alike */
  if (mc_summary_get_deadline (dossier->summary) == dossier->summary->step_due_at)
    g_assert_true (g_date_time_equal (sheet->step.due.warn_at, dossier->summary->warn_at));
}

/* A pause says why, who and by which form (domain 3.3). */
static void
check_pause (const Desk *desk, const char *id)
{
  g_autoptr (McDossier) dossier = look (desk, id);
  const McClockEntry *paused = find_event (dossier, "paused");

  g_assert_cmpstr (paused->cause, ==, "supplement");
  g_assert_cmpstr (paused->reason, ==, "Bản vẽ.");
  g_assert_cmpstr (paused->form_no, ==, "02");
  g_assert_cmpstr (paused->actor, ==, mc_training_find_account ("tiepnhan1")->name);
  g_assert_cmpstr (find_event (dossier, "accepted")->form_no, ==, "01");
  g_assert_nonnull (find_event (dossier, "step")->reason);
}

/* Giao khu vực biển: after a supplement the 45 days begin anew; the applicant has 15 days, not 30. */
static void
test_restart (void)
{
  g_autofree char *id = NULL;
  g_auto (Desk) desk = make_desk ("1.005401", "online", &id);
  g_autoptr (McDossier) before = NULL;
  g_autoptr (McDossier) after = NULL;
  g_autoptr (GDateTime) due = NULL;
  McOffice *office = mc_calendar_get_office (mc_calendar_get_default (), NULL);
  const McLimit limit = { .unit = MC_LIMIT_WORKING_DAY, .amount = 45 };
  const McCutoff none = { MC_CUTOFF_NONE, 0 };

  refused (&desk, "tiepnhan1", id, "request_supplement", ASKS ("30"), "invalid_form");
  handle (&desk, id);
  before = look (&desk, id);
  g_assert_cmpint (before->clock->result_rule->supplement_policy, ==, MC_SUPPLEMENT_RESTART);
  g_assert_cmpint (find_event (before, "step")->limit_amount, ==, 336);
  check_client (before);
  refused (&desk, "chuyenvien1", id, "propose_supplement", ASKS ("11"), "invalid_form");
  ask (&desk, id, ASKS ("10"));
  check_pause (&desk, id);
  answer (&desk, id, 8);
  done_with_marks (&desk, "tiepnhan1", id, "register_supplement", "");
  after = look (&desk, id);
  g_assert_nonnull (find_event (after, "restarted"));
  g_assert_null (find_event (after, "resumed"));
  due = mc_limit_end (&limit, &none, office, find_event (after, "restarted")->at);
  g_assert_true (g_date_time_equal (after->summary->due_at, due));
  check_client (after);
}

/* Giấy phép xây dựng: a second request is lawful, a third is not; the clock goes on from when the applicant sent it. */
static void
test_rounds (void)
{
  g_autofree char *id = NULL;
  g_auto (Desk) desk = make_desk ("1.013225", "online", &id);
  g_autoptr (McDossier) after = NULL;

  handle (&desk, id);
  ask (&desk, id, ASKS ("30"));
  answer (&desk, id, 3);
  mc_clock_advance (desk.clock, 2 * G_TIME_SPAN_DAY);
  done_with_marks (&desk, "tiepnhan1", id, "register_supplement", "");
  after = look (&desk, id);
  g_assert_cmpint (after->clock->result_rule->ask_within.amount, ==, 7);
  g_assert_cmpint (
      g_date_time_difference (find_event (after, "resumed")->at, find_event (after, "resumed")->submitted_at), ==,
      2 * G_TIME_SPAN_DAY);
  check_client (after);
  /* the index counts a second one as late: somebody answers for it */
  done (&desk, "chuyenvien1", id, "propose_supplement", ASKS ("30"));
  refused (&desk, "tiepnhan1", id, "issue_supplement", ASKS ("30"), "invalid_form");
  done (&desk, "tiepnhan1", id, "issue_supplement", ASKS_AGAIN);
  answer (&desk, id, 1);
  done_with_marks (&desk, "tiepnhan1", id, "register_supplement", "");
  refused (&desk, "chuyenvien1", id, "propose_supplement", ASKS ("30"), "no_round_left");
}

/* A procedure of three days has not the steps of one of 45. */
static void
test_steps (void)
{
  g_autofree char *id = NULL;
  g_auto (Desk) desk = make_desk ("1.004873", "online", &id);
  const McProcess *process = mc_world_find_procedure ("1.004873")->process;
  g_autoptr (McDossier) dossier = NULL;

  handle (&desk, id);
  dossier = look (&desk, id);
  g_assert_cmpint (find_event (dossier, "step")->limit_amount, ==, mc_process_find_step (process, "appraisal")->hours);
  g_assert_cmpint (find_event (dossier, "step")->limit_amount, <=, 24);
}

/* Where the unit set the limit, the explanation of the date says on what ground and who. */
static void
test_override (void)
{
  g_autofree char *id = NULL;
  g_auto (Desk) desk = make_desk ("1.004873", "online", &id);
  McOffice *office = mc_calendar_get_office (mc_calendar_get_default (), NULL);
  g_autoptr (McDossier) dossier = NULL;
  g_autoptr (McClockSheet) sheet = NULL;
  gboolean found = FALSE;

  handle (&desk, id);
  dossier = look (&desk, id);
  g_assert_cmpstr (dossier->limit_source, ==, "unit_override");
  g_assert_nonnull (dossier->limit_at);
  sheet = mc_clock_sheet_new (dossier, office);
  for (guint i = 0; i < sheet->result.explanation->steps->len; i++)
    {
      const McExplanationStep *step = g_ptr_array_index (sheet->result.explanation->steps, i);

      if (step->kind != MC_STEP_LIMIT)
        continue;
      found = TRUE;
      g_assert_cmpstr (step->source, ==, dossier->limit_basis);
      g_assert_cmpstr (step->actor, ==, dossier->limit_by);
    }
  g_assert_true (found);
}

static void
check_version (const Desk *desk, const char *id, const char *since, int limit)
{
  g_autoptr (McDossier) dossier = look (desk, id);

  g_assert_cmpstr (dossier->procedure_since, ==, since);
  g_assert_nonnull (dossier->procedure_decision);
  g_assert_cmpint (dossier->limit_amount, ==, limit);
}

/* A dossier keeps the version of its procedure that was in force when it was accepted, and the papers that were asked of it
 * when it was handed in. */
static void
test_versions (void)
{
  static const char friday[] = "2026-11-13T08:00:00+07:00";
  g_autofree char *before = NULL;
  g_autofree char *between = NULL;
  g_autofree char *after = NULL;
  g_auto (Desk) one = make_desk_at ("1.012753", "online", friday, &before);
  g_auto (Desk) two = make_desk_at ("1.012753", "online", friday, &between);
  g_auto (Desk) three = make_desk ("1.012753", "online", &after);
  g_autoptr (McDossier) old = look (&two, between);
  g_autoptr (McDossier) new = look (&three, after);

  g_assert_cmpuint (old->components->len, ==, new->components->len + 1);
  handle (&one, before);
  mc_clock_advance (one.clock, 10 * G_TIME_SPAN_DAY);
  check_version (&one, before, "2025-07-01", 30);
  mc_clock_advance (two.clock, 10 * G_TIME_SPAN_DAY);
  check_version (&two, between, "2025-07-01", 30);
  handle (&two, between);
  check_version (&two, between, "2026-11-16", 17);
  handle (&three, after);
  check_version (&three, after, "2026-11-16", 17);
}

/* Lệ phí vừa giảm: by the day on which it was handed in. */
static void
test_version_fee (void)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_auto (Desk) one = make_desk_at ("1.001612", "online", "2026-11-13T08:00:00+07:00", &before);
  g_auto (Desk) two = make_desk ("1.001612", "online", &after);
  g_autoptr (McDossier) old = look (&one, before);
  g_autoptr (McDossier) new = look (&two, after);

  g_assert_cmpint (old->fee, ==, 100000);
  g_assert_cmpint (new->fee, ==, 50000);
}

/* Cases of one procedure, accepted on one Monday: 24/11 is a holiday. By hand from the catalogue of 2026-07. */
typedef struct
{
  const char *procedure;
  const char *id;
  const char *channel;
  const char *due;
  gint64 fee;
  const char *paper; /* one that this case asks for */
} CaseVector;

static void
check_case (const CaseVector *vector)
{
  const McWorldProcedure *variant = mc_world_find_case (mc_world_find_procedure (vector->procedure), vector->id);
  g_autofree char *id = NULL;
  g_auto (Desk) desk = make_desk_of (variant, vector->channel, "2026-11-23T08:00:00+07:00", &id);
  g_autoptr (McDossier) dossier = NULL;
  g_autofree char *due = NULL;
  gboolean asked = FALSE;

  g_test_message ("%s %s %s", vector->procedure, vector->id, vector->channel);
  done_with_marks (&desk, "tiepnhan1", id, "accept", "");
  dossier = look (&desk, id);
  due = mc_time_format (dossier->summary->due_at);
  g_assert_cmpstr (dossier->case_id, ==, vector->id);
  g_assert_cmpstr (dossier->case_title, ==, variant->case_title);
  g_assert_cmpstr (due, ==, vector->due);
  g_assert_cmpint (dossier->fee, ==, vector->fee);
  for (guint i = 0; i < dossier->components->len; i++)
    {
      const McComponent *component = g_ptr_array_index (dossier->components, i);

      asked = asked || g_str_has_prefix (component->name, vector->paper);
    }
  g_assert_true (asked);
}

static void
test_cases (void)
{
  static const CaseVector vectors[] = {
    { "1.010727", "no_trial", "direct", "2026-12-08T10:00:00Z", -1, "Báo cáo đề xuất" },
    { "1.010727", "others", "direct", "2026-12-23T10:00:00Z", -1, "Báo cáo đề xuất" },
    { "1.014834", "new", "direct", "2026-12-04T10:00:00Z", 0, "Đơn đề nghị cấp Giấy xác nhận" },
    { "1.014834", "again", "direct", "2026-12-01T10:00:00Z", 0, "Đơn đề nghị cấp lại" },
    { "1.013831", "transfer", "post", "2026-11-30T10:00:00Z", -1, "Hợp đồng" },
    { "1.013831", "donation", "online", "2026-12-18T10:00:00Z", 0, "Văn bản tặng cho" },
    { "1.013977", "reorganised", "direct", "2026-12-04T10:00:00Z", -1, "Văn bản về việc chia" },
    { "1.013977", "each_plot", "online", "2026-12-15T10:00:00Z", -1, "Quyết định phê duyệt quy hoạch" },
    { "1.013980", "mortgage", "direct", "2026-12-04T10:00:00Z", -1, "Hợp đồng chuyển nhượng" },
    { "1.013225", "house", "direct", "2026-12-08T10:00:00Z", 75000, "Bản vẽ" },
    { "1.013225", "religious", "direct", "2026-12-08T10:00:00Z", 150000, "Ý kiến" },
    /* the twentieth day is a Sunday */
    { "1.013225", "linear", "online", "2026-12-14T10:00:00Z", 0, "Văn bản chấp thuận" },
    { "1.001193", "on_time", "direct", "2026-11-23T10:00:00Z", 0, "Giấy chứng sinh" },
    { "1.001193", "late", "direct", "2026-11-23T10:00:00Z", 8000, "Giấy chứng sinh" },
    { "1.001193", "abandoned", "direct", "2026-11-23T10:00:00Z", 0, "Biên bản" },
    { "1.004222", "rented", "online", "2026-12-03T10:00:00Z", 10000, "Hợp đồng cho thuê" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (vectors); i++)
    check_case (&vectors[i]);
}

/* One of a procedure that had no cases yet when it was handed in. */
static void
test_no_case (void)
{
  g_autofree char *id = NULL;
  g_auto (Desk) desk = make_desk ("1.013225", "direct", &id);
  g_autoptr (McDossier) dossier = NULL;

  handle (&desk, id);
  dossier = look (&desk, id);
  g_assert_null (dossier->case_id);
  g_assert_null (dossier->case_title);
  g_assert_cmpint (dossier->limit_amount, ==, 15);
}

/* Đăng ký kết hôn: the leader of the centre refuses, the receiver does not. */
static void
test_leader_refuses (void)
{
  static const char why[] = "{\"reason\":\"not_eligible\",\"explanation\":\"Chưa đủ tuổi kết hôn.\","
                            "\"legal_basis\":\"Điều 8 Luật Hôn nhân và gia đình số 52/2014/QH13\"}";
  g_autofree char *id = NULL;
  g_auto (Desk) desk = make_desk ("1.000894", "online", &id);
  g_autoptr (McDossier) dossier = look (&desk, id);

  g_assert_false (mc_summary_allows (dossier->summary, "refuse"));
  refused (&desk, "tiepnhan1", id, "refuse", why, "needs_leader");
  done (&desk, "lanhdao1", id, "refuse", why);
}

/* What its own data call same-day is accepted and returned at once, and nothing else is. */
static void
test_same_day (void)
{
  static const char more[] = ",\"number\":\"7\",\"signer\":\"Lãnh đạo\",\"recipient_name\":\"Chủ hồ sơ\","
                             "\"identity_check\":\"card\"";
  g_autofree char *id = NULL;
  g_autofree char *other = NULL;
  g_auto (Desk) desk = make_desk ("1.000894", "direct", &id);
  g_auto (Desk) slow = make_desk ("2.001035", "direct", &other);
  g_autoptr (McDossier) after = NULL;

  done_with_marks (&desk, "tiepnhan1", id, "accept_and_return", more);
  after = look (&desk, id);
  g_assert_cmpint (after->summary->national_state, ==, 10);
  refused (&slow, "tiepnhan1", other, "accept_and_return", "{}", "not_same_day");
}

/* What the portal decides an act with and what the form of the client says beforehand: three working days after acceptance
 * it is late to ask (T9). */
static void
check_warning (const Desk *desk, const char *id, const char *act, guint expected)
{
  g_autoptr (McDossier) dossier = look (desk, id);
  g_autoptr (GDateTime) now = mc_clock_now (desk->clock);
  g_autoptr (McTrainingRecord) record = mc_training_load (desk->portal, id);
  McMove move;

  g_assert_cmpuint (mc_form_warn (act, dossier, now), ==, expected);
  g_assert_cmpint (mc_training_decide (record, mc_training_find_account ("chuyenvien1"), act, now, &move), ==,
                   MC_REFUSAL_NONE);
  g_assert_cmpuint (move.warnings, ==, expected);
}

static void
test_asked_late (void)
{
  /* by closing time of the third: 24/11 is a holiday, 28/11 a Saturday */
  g_autofree char *id = NULL;
  g_auto (Desk) desk = make_desk ("1.004873", "online", &id);

  handle (&desk, id);
  check_warning (&desk, id, "propose_supplement", 0);
  mc_clock_advance (desk.clock, 4 * G_TIME_SPAN_DAY);
  check_warning (&desk, id, "propose_supplement", 0);
  mc_clock_advance (desk.clock, 10 * G_TIME_SPAN_HOUR);
  check_warning (&desk, id, "propose_supplement", MC_WARNING_ASKED_LATE);
  done (&desk, "chuyenvien1", id, "propose_supplement", ASKS ("10"));
}

/* The form begins with the days that the procedure's own rule gives the applicant: 15 calendar days hold 10 working days. */
static void
test_applicants_days (void)
{
  g_autofree char *id = NULL;
  g_autofree char *days = NULL;
  g_auto (Desk) desk = make_desk ("1.005401", "online", &id);
  g_autoptr (McDossier) dossier = look (&desk, id);
  g_autoptr (GDateTime) now = mc_clock_now (desk.clock);
  g_autoptr (McForm) form = mc_training_find_form (mc_training_find_account ("tiepnhan1"), "request_supplement", now);

  days = mc_form_suggest ("request_supplement", mc_form_find_field (form, "applicant_days"), dossier);
  g_assert_cmpstr (days, ==, "10");
  done (&desk, "tiepnhan1", id, "request_supplement", ASKS ("10"));
}

/* One history at two communes: Krông Hoa begins and closes earlier, and it is told whose hours these are. */
static void
test_hours_of_the_unit (void)
{
  static const struct
  {
    const char *centre;
    const char *hours_of;
    const char *response; /* eight hours from 16:45 */
    const char *result;
  } cases[]
      = { { "an-hoa", NULL, "2026-11-26T07:45:00+07:00", "2026-11-30T17:00:00+07:00" },
          { "krong-hoa", "Ủy ban nhân dân xã Krông Hoa", "2026-11-26T07:30:00+07:00", "2026-11-30T16:30:00+07:00" } };
  g_autoptr (GDateTime) begun = mc_time_parse ("2026-11-23T16:45:00+07:00"); /* the 24th is a holiday */
  g_autoptr (GDateTime) accepted = mc_time_parse ("2026-11-25T10:00:00+07:00");
  g_autoptr (McClock) clock = mc_clock_new_virtual (g_date_time_to_unix_usec (begun));
  g_autoptr (McTraining) portal = mc_test_portal (NULL, 1, 0, clock);
  g_autoptr (McTrainingMaker) maker = mc_training_maker_new (1, 1);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (McTrainingRecord) record = NULL;
      g_autoptr (JsonObject) values = json_object_new ();
      g_autoptr (GDateTime) response = mc_time_parse (cases[i].response);
      g_autoptr (GDateTime) result = mc_time_parse (cases[i].result);
      McAccount receiver = *mc_training_find_account ("tiepnhan1");
      McSummary *s;

      g_test_message ("%s", cases[i].centre);
      mc_maker_take (maker, 1, mc_training_find_unit (cases[i].centre));
      record = mc_maker_blank (maker, mc_world_find_procedure ("1.004873"), "online", begun);
      mc_maker_hand_in (maker, record, TRUE, begun);
      s = record->dossier->summary;
      g_assert_true (g_date_time_equal (s->response_due_at, response));
      receiver.unit = cases[i].centre;
      receiver.grants = NULL;
      g_assert_cmpint (mc_training_do (portal, record, &receiver, "accept", values, accepted), ==, MC_REFUSAL_NONE);
      g_assert_true (g_date_time_equal (s->due_at, result));
      g_assert_cmpstr (mc_office_get_unit (mc_office_of_summary (mc_calendar_get_default (), s)), ==,
                       cases[i].hours_of);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rules/restart", test_restart);
  g_test_add_func ("/rules/rounds", test_rounds);
  g_test_add_func ("/rules/steps", test_steps);
  g_test_add_func ("/rules/override", test_override);
  g_test_add_func ("/rules/versions", test_versions);
  g_test_add_func ("/rules/version-fee", test_version_fee);
  g_test_add_func ("/rules/cases", test_cases);
  g_test_add_func ("/rules/no-case", test_no_case);
  g_test_add_func ("/rules/leader-refuses", test_leader_refuses);
  g_test_add_func ("/rules/same-day", test_same_day);
  g_test_add_func ("/rules/asked-late", test_asked_late);
  g_test_add_func ("/rules/applicants-days", test_applicants_days);
  g_test_add_func ("/rules/hours-of-the-unit", test_hours_of_the_unit);
  return g_test_run ();
}
