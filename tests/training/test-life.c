// SPDX-License-Identifier: GPL-3.0-or-later
/* The life of dossiers at the training portal, each act by who may do it: what the table of transitions says is what
 * happens, and nothing is offered that is then refused. */
#include "mc-training-private.h"

#include <string.h>

#include <glib/gstdio.h>

#include "mc-codecs.h"
#include "mc-form.h"
#include "mc-handling.h"
#include "mc-text.h"
#include "mc-training-test.h"

#define DOSSIERS 400
#define EXPLAIN "{\"explanation\":\"Theo ý kiến của đơn vị.\"}"
#define SPECIALIST "0199a001-0000-7000-8000-000000000005"

static const char *const people[] = { "tiepnhan1", "tiepnhan2", "chuyenvien1", "chuyenvien2", "truongphong1",
                                      "lanhdao1",  "vanthu1",   "thuquy1",     "truongphong2" };

typedef struct
{
  McClock *clock;
  McTraining *portal;
  char *tokens[G_N_ELEMENTS (people)];
} Desk;

static void
desk_clear (Desk *self)
{
  g_clear_object (&self->portal);
  g_clear_object (&self->clock);
  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    g_free (self->tokens[i]);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Desk, desk_clear)

/* Tokens end after minutes: days pass in these tests. */
static void
sign_in (Desk *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    {
      g_free (self->tokens[i]);
      self->tokens[i] = mc_test_sign_in (self->portal, people[i]);
    }
}

static Desk
make_desk (void)
{
  Desk desk = { .clock = mc_test_clock (8, 0) };

  desk.portal = mc_test_portal (NULL, 3, DOSSIERS, desk.clock);
  sign_in (&desk);
  return desk;
}

static const char *
token_of (const Desk *desk, const char *who)
{
  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    if (g_str_equal (people[i], who))
      return desk->tokens[i];
  g_assert_not_reached ();
}

static void
pass_days (Desk *desk, int days)
{
  mc_clock_advance (desk->clock, days * G_TIME_SPAN_DAY);
  sign_in (desk);
}

static McDossier *
look (const Desk *desk, const char *who, const char *id)
{
  g_autofree char *address = g_strconcat ("/officials/v1/dossiers/", id, NULL);
  g_autoptr (McTrainingResponse) response
      = mc_test_send (desk->portal, "GET", address, token_of (desk, who), NULL, NULL);
  g_autoptr (GError) error = NULL;
  McDossier *dossier;

  g_assert_cmpint (response->status, ==, 200);
  dossier = mc_codec_dossier_parse (response->body, &error);
  g_assert_no_error (error);
  return dossier;
}

/* Summaries as the official sees them. (transfer container) of McSummary */
static GPtrArray *
list (const Desk *desk, const char *who)
{
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify) mc_summary_unref);
  g_autofree char *address = g_strdup ("/officials/v1/changes");
  gboolean more = TRUE;

  while (more)
    {
      g_autoptr (McTrainingResponse) response
          = mc_test_send (desk->portal, "GET", address, token_of (desk, who), NULL, NULL);
      g_autoptr (McChanges) page = mc_codec_changes_parse (response->body, NULL);

      for (guint i = 0; i < page->changes->len; i++)
        g_ptr_array_add (all, mc_summary_ref (((McChange *) g_ptr_array_index (page->changes, i))->summary));
      more = page->more;
      g_free (address);
      address = g_strconcat ("/officials/v1/changes?cursor=", page->next, NULL);
    }
  return all;
}

/* The id of a dossier that this official may do that with: same_day, free: -1: whatever. (transfer full) */
static char *
find (const Desk *desk, const char *who, const char *action, gboolean same_day, gboolean free)
{
  g_autoptr (GPtrArray) all = list (desk, who);

  for (guint i = 0; i < all->len; i++)
    {
      const McSummary *s = g_ptr_array_index (all, i);
      gboolean now = mc_summary_allows (s, "accept_and_return");
      g_autoptr (McDossier) dossier = NULL;

      if (!mc_summary_allows (s, action) || (same_day >= 0 && now != same_day)
          || (free >= 0 && g_str_equal (s->payment, "none") != free)
          || g_strcmp0 (s->local_step, "supplemented") == 0) /* somebody has asked already */
        continue;
      dossier = look (desk, who, s->id);
      /* long enough to be put off */
      if (dossier->limit_amount >= (same_day == FALSE ? 3 : 0))
        return g_strdup (s->id);
    }
  g_error ("nobody waits for %s", action);
}

static McTrainingResponse *
post (const Desk *desk, const char *who, const char *id, gint64 version, const char *action, const char *values)
{
  g_autofree char *address = g_strconcat ("/officials/v1/dossiers/", id, "/actions", NULL);
  g_autofree char *match = g_strdup_printf ("\"%" G_GINT64_FORMAT "\"", version);
  g_autofree char *key = mc_uuid_new (mc_clock_now_us (desk->clock) / 1000);
  const char *headers[] = { "Idempotency-Key", key, "If-Match", match, "Content-Type", "application/json", NULL };
  g_autoptr (McAct) act = mc_act_new ();
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GBytes) body = NULL;

  act->action = g_strdup (action);
  act->performed_at = mc_clock_now (desk->clock);
  g_set_str (&act->form, values);
  node = mc_codec_act_build (act);
  body = mc_codec_print (node);
  return mc_test_send (desk->portal, "POST", address, token_of (desk, who), headers, body);
}

/* Refused with that code, and nothing has changed. */
static void
refuse (const Desk *desk, const char *who, const char *id, const char *action, const char *values, int status,
        const char *code)
{
  g_autoptr (McDossier) before = look (desk, "tiepnhan1", id);
  g_autoptr (McTrainingResponse) response = post (desk, who, id, before->summary->handling_version, action, values);
  g_autoptr (JsonNode) node = mc_test_json (response);
  g_autoptr (McDossier) after = look (desk, "tiepnhan1", id);

  g_test_message ("%s %s: %s", who, action, json_object_get_string_member (json_node_get_object (node), "detail"));
  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (node), "code"), ==, code);
  g_assert_cmpint (response->status, ==, status);
  g_assert_cmpint (after->summary->version, ==, before->summary->version);
}

/* The cashier opens no dossier. */
static gboolean
is_offered (const Desk *desk, const char *who, const char *id, const char *action)
{
  g_autofree char *address = g_strconcat ("/officials/v1/dossiers/", id, NULL);
  g_autoptr (McTrainingResponse) response
      = mc_test_send (desk->portal, "GET", address, token_of (desk, who), NULL, NULL);
  g_autoptr (McDossier) dossier = response->status == 200 ? mc_codec_dossier_parse (response->body, NULL) : NULL;

  return response->status == 403 || (dossier != NULL && mc_summary_allows (dossier->summary, action));
}

/* Done by this one; who is not offered it is refused. */
static McDossier *
act (const Desk *desk, const char *who, const char *id, const char *action, const char *values, int state,
     const char *step)
{
  g_autoptr (McDossier) before = look (desk, "tiepnhan1", id);
  g_autoptr (McTrainingResponse) response = NULL;
  McDossier *after;
  const McHistoryEntry *last;

  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    if (!g_str_equal (people[i], who) && !is_offered (desk, people[i], id, action))
      {
        g_autoptr (McTrainingResponse) refused
            = post (desk, people[i], id, before->summary->handling_version, action, values);

        g_assert_true (refused->status == 403 || refused->status == 404 || refused->status == 422);
      }
  response = post (desk, who, id, before->summary->handling_version, action, values);
  if (response->status != 200)
    {
      g_autofree char *text = mc_test_text (response);

      g_error ("%s %s: %s", who, action, text);
    }
  after = look (desk, "tiepnhan1", id);
  last = g_ptr_array_index (after->history, after->history->len - 1);
  g_assert_cmpint (after->summary->national_state, ==, state);
  g_assert_cmpstr (after->summary->local_step, ==, step);
  g_assert_cmpint (after->summary->handling_version, ==, before->summary->handling_version + 1);
  g_assert_cmpint (last->to_state, ==, state);
  return after;
}

#define ACT(who, action, values, state, step) mc_dossier_unref (act (&desk, who, id, action, values, state, step))

/* (transfer full) */
static char *
marks (const Desk *desk, const char *id, const char *more)
{
  g_autoptr (McDossier) dossier = look (desk, "tiepnhan1", id);
  GString *text = g_string_new ("{\"components\":[");

  for (guint i = 0; i < dossier->components->len; i++)
    g_string_append_printf (text, "%s{\"id\":\"%s\",\"mark\":\"sufficient\"}", i > 0 ? "," : "",
                            ((McComponent *) g_ptr_array_index (dossier->components, i))->id);
  g_string_append_printf (text, "]%s}", more);
  return g_string_free_and_steal (text);
}

/* Accepted and handed over, assigned to chuyenvien1. (transfer full): its id */
static char *
make_handled (const Desk *found)
{
  Desk desk = *found;
  char *id = find (&desk, "tiepnhan1", "accept", FALSE, TRUE);
  g_autofree char *all = marks (&desk, id, "");

  ACT ("tiepnhan1", "accept", all, 2, "accepted");
  ACT ("tiepnhan1", "forward", "{\"taker\":\"Phòng chuyên môn\"}", 4, "assignment");
  ACT ("truongphong1", "assign", "{\"assignee\":\"" SPECIALIST "\"}", 4, "appraisal");
  return id;
}

static void
finish (const Desk *found, const char *id)
{
  Desk desk = *found;
  g_autoptr (McDossier) reworked = NULL;
  g_autoptr (McDossier) again = NULL;
  g_autoptr (McDossier) issued = NULL;
  g_autoptr (McDossier) returned = NULL;

  ACT ("chuyenvien1", "submit_approval", "{\"proposal\":\"grant\",\"opinion\":\"Đủ điều kiện.\"}", 4, "review");
  ACT ("truongphong1", "endorse", "{}", 4, "approval");
  reworked = act (&desk, "lanhdao1", id, "return_for_rework", EXPLAIN, 4, "appraisal");
  g_assert_true (reworked->summary->sent_back);
  g_assert_nonnull (reworked->summary->step_due_at);
  again = act (&desk, "chuyenvien1", id, "submit_approval", "{\"proposal\":\"grant\",\"opinion\":\"Đã sửa.\"}", 4,
               "review");
  g_assert_false (again->summary->sent_back);
  ACT ("truongphong1", "endorse", "{}", 4, "approval");
  ACT ("lanhdao1", "approve", "{}", 4, "numbering");
  refuse (&desk, "tiepnhan1", id, "request_withdrawal",
          "{\"requested_on\":\"2026-11-23\",\"requested_by\":\"Chủ hồ sơ\"}", 422, "already_signed");
  issued = act (&desk, "vanthu1", id, "issue", "{\"number\":\"12/GP-UBND\",\"issued_on\":\"2026-11-25\"}", 9,
                "result_issued");
  g_assert_nonnull (issued->summary->finished_at);
  g_assert_null (issued->summary->step_due_at);
  ACT ("tiepnhan1", "receive_result", "{}", 9, "waiting_return");
  ACT ("tiepnhan1", "hand_to_post", "{\"shipment\":\"VN1\"}", 9, "waiting_return");
  refuse (&desk, "lanhdao1", id, "correct", EXPLAIN, 422, "already_handed_out");
  ACT ("tiepnhan1", "post_returned", EXPLAIN, 9, "waiting_return");
  returned
      = act (&desk, "tiepnhan1", id, "return_result",
             "{\"recipient\":\"owner\",\"recipient_name\":\"Chủ hồ sơ\",\"identity_check\":\"card\"}", 10, "closed");
  /* nothing more of its life; what it holds may still turn out to be secret */
  g_assert_cmpuint (g_strv_length (returned->summary->actions), ==, 1);
  g_assert_cmpstr (returned->summary->actions[0], ==, MC_ACT_MARK_SECRET);
}

static void
test_whole_life (void)
{
  g_auto (Desk) desk = make_desk ();
  g_autofree char *id = make_handled (&desk);
  g_autofree char *all = marks (&desk, id, "");
  g_autoptr (McDossier) handled = look (&desk, "chuyenvien1", id);
  g_autoptr (McDossier) proposed = NULL;
  g_autoptr (McDossier) waiting = NULL;
  g_autoptr (McDossier) resumed = NULL;

  g_assert_cmpstr (handled->summary->handler_id, ==, SPECIALIST);
  g_assert_nonnull (handled->summary->due_at);
  refuse (&desk, "chuyenvien2", id, "propose_supplement",
          "{\"demand\":\"Bản vẽ.\",\"legal_basis\":\"Điều 5\",\"applicant_days\":10}", 403, "assigned_to_other");
  g_assert_null (handled->proposal);
  proposed
      = act (&desk, "chuyenvien1", id, "propose_supplement",
             "{\"demand\":\"Bản vẽ.\",\"legal_basis\":\"Điều 5\",\"applicant_days\":10}", 4, "supplement_proposed");
  g_assert_nonnull (proposed->proposal);
  g_assert_cmpstr (proposed->proposal->demand, ==, "Bản vẽ.");
  g_assert_cmpstr (proposed->proposal->basis, ==, "Điều 5");
  g_assert_cmpint (proposed->proposal->applicant_days, ==, 10);
  waiting
      = act (&desk, "tiepnhan1", id, "issue_supplement",
             "{\"demand\":\"Bản vẽ.\",\"legal_basis\":\"Điều 5\",\"applicant_days\":10}", 5, "supplement_in_appraisal");
  g_assert_null (waiting->proposal);
  g_assert_null (waiting->summary->due_at);
  g_assert_null (waiting->summary->step_due_at);
  g_assert_nonnull (waiting->summary->supplement_due_at);
  refuse (&desk, "lanhdao1", id, "stop",
          "{\"explanation\":\"x\",\"legal_basis\":\"x\",\"fees\":\"Không\",\"originals\":\"Không\"}", 422,
          "applicant_has_time");
  pass_days (&desk, 3);
  ACT ("tiepnhan2", "submit_supplement", "{\"received\":\"Bản vẽ\",\"brought_by\":\"Chủ hồ sơ\"}", 5,
       "supplement_submitted");
  resumed = act (&desk, "tiepnhan1", id, "register_supplement", all, 4, "appraisal");
  g_assert_nonnull (resumed->summary->due_at);
  g_assert_cmpint (g_date_time_compare (resumed->summary->due_at, handled->summary->due_at), >, 0);
  g_assert_cmpuint (resumed->notices->len, >=, waiting->notices->len + 2);
  /* one request in appraisal is all there is */
  refuse (&desk, "chuyenvien1", id, "propose_supplement",
          "{\"demand\":\"Nữa.\",\"legal_basis\":\"Điều 5\",\"applicant_days\":10}", 422, "no_round_left");
  finish (&desk, id);
}

/* 2 → 4 → 9 → 10 in one act: an entry of the history each, with equal times. */
static void
test_while_one_waits (void)
{
  g_auto (Desk) desk = make_desk ();
  g_autofree char *id = find (&desk, "tiepnhan1", "accept_and_return", TRUE, -1);
  g_autofree char *values = marks (&desk, id,
                                   ",\"number\":\"5\",\"signer\":\"Phạm Quang Dũng\",\"recipient_name\":\"Chủ hồ sơ\","
                                   "\"identity_check\":\"card\"");
  g_autoptr (McDossier) before = look (&desk, "tiepnhan1", id);
  g_autoptr (McDossier) after = act (&desk, "tiepnhan1", id, "accept_and_return", values, 10, "closed");
  static const char *const names[] = { "accept", "forward", "issue", "return_result" };
  static const int states[] = { 1, 2, 4, 9, 10 };

  g_assert_cmpuint (after->history->len, ==, before->history->len + 4);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const McHistoryEntry *entry = g_ptr_array_index (after->history, before->history->len + i);

      g_assert_cmpstr (entry->action, ==, names[i]);
      g_assert_cmpint (entry->from_state, ==, states[i]);
      g_assert_cmpint (entry->to_state, ==, states[i + 1]);
    }
  g_assert_nonnull (after->summary->code);
  g_assert_true (g_date_time_equal (after->summary->accepted_at, after->summary->finished_at));
}

static void
test_mistaken_acceptance (void)
{
  g_auto (Desk) desk = make_desk ();
  g_autofree char *id = find (&desk, "tiepnhan1", "accept", -1, TRUE);
  g_autofree char *all = marks (&desk, id, "");
  g_autoptr (McDossier) before = look (&desk, "tiepnhan1", id);
  g_autoptr (McDossier) after = NULL;

  ACT ("tiepnhan1", "accept", all, 2, "accepted");
  refuse (&desk, "tiepnhan2", id, "cancel_acceptance", EXPLAIN, 422, "accepted_by_other");
  after = act (&desk, "tiepnhan1", id, "cancel_acceptance", EXPLAIN, 1, before->summary->local_step);
  g_assert_null (after->summary->code);
  g_assert_null (after->summary->accepted_at);
  g_assert_null (after->summary->due_at);
  g_assert_null (after->register_no);
  g_assert_true (g_date_time_equal (after->summary->response_due_at, before->summary->response_due_at));
  ACT ("tiepnhan2", "accept", all, 2, "accepted");
  pass_days (&desk, 2);
  refuse (&desk, "tiepnhan2", id, "cancel_acceptance", EXPLAIN, 422, "accepted_earlier");
}

static void
test_withdrawal (void)
{
  g_auto (Desk) desk = make_desk ();
  g_autofree char *id = make_handled (&desk);
  static const char asks[] = "{\"requested_on\":\"2026-11-23\",\"requested_by\":\"Chủ hồ sơ\"}";
  static const char agrees[] = "{\"fees\":\"Không có\",\"originals\":\"Trả tại quầy\"}";
  g_autoptr (McDossier) stopped = NULL;

  ACT ("tiepnhan1", "request_withdrawal", asks, 7, "withdrawal_requested");
  refuse (&desk, "tiepnhan1", id, "accept_withdrawal", agrees, 422, "was_accepted");
  ACT ("lanhdao1", "refuse_withdrawal", "{\"explanation\":\"Đã thẩm định xong.\",\"legal_basis\":\"Điều 5\"}", 4,
       "appraisal");
  ACT ("tiepnhan1", "request_withdrawal", asks, 7, "withdrawal_requested");
  stopped = act (&desk, "lanhdao1", id, "accept_withdrawal", agrees, 8, "closed");
  g_assert_nonnull (stopped->summary->finished_at);
  g_assert_nonnull (mc_dossier_find_notice (stopped, "05"));
}

static void
test_extension (void)
{
  g_auto (Desk) desk = make_desk ();
  g_autofree char *id = make_handled (&desk);
  g_autoptr (McDossier) handled = look (&desk, "lanhdao1", id);
  g_autoptr (McDossier) extended = NULL;
  g_autoptr (GDateTime) later = g_date_time_add_days (handled->summary->due_at, 14);
  g_autofree char *day = g_date_time_format (later, "%Y-%m-%d");
  g_autofree char *put_off = g_strdup_printf ("{\"reason\":\"complex\",\"explanation\":\"Cần xác minh.\","
                                              "\"responsible_unit\":\"Phòng chuyên môn\",\"new_due\":\"%s\"}",
                                              day);

  refuse (&desk, "lanhdao1", id, "extend",
          "{\"reason\":\"complex\",\"explanation\":\"x\",\"responsible_unit\":\"x\",\"new_due\":\"2026-11-01\"}", 422,
          "invalid_form");
  extended = act (&desk, "lanhdao1", id, "extend", put_off, 4, "appraisal");
  g_assert_cmpint (g_date_time_compare (extended->summary->due_at, handled->summary->due_at), >, 0);
  g_assert_nonnull (mc_dossier_find_notice (extended, "04"));
  refuse (&desk, "lanhdao1", id, "extend", put_off, 422, "no_extension_left");

  /* another one, when its date has passed */
  g_free (id);
  id = make_handled (&desk);
  pass_days (&desk, 60);
  refuse (&desk, "lanhdao1", id, "extend", put_off, 422, "too_late");
}

static void
test_correction_and_refusal (void)
{
  g_auto (Desk) desk = make_desk ();
  g_autofree char *id = make_handled (&desk);
  static const char proposes[] = "{\"proposal\":\"grant\",\"opinion\":\"Đủ điều kiện.\"}";
  g_autoptr (McDossier) corrected = NULL;

  ACT ("chuyenvien2", "take_over", EXPLAIN, 4, "appraisal");
  refuse (&desk, "chuyenvien1", id, "submit_approval", proposes, 403, "assigned_to_other");
  ACT ("chuyenvien2", "submit_approval", proposes, 4, "review");
  ACT ("truongphong1", "endorse", "{}", 4, "approval");
  ACT ("lanhdao1", "approve", "{}", 4, "numbering");
  ACT ("vanthu1", "return_for_rework", EXPLAIN, 4, "approval");
  ACT ("lanhdao1", "approve", "{}", 4, "numbering");
  ACT ("vanthu1", "issue", "{\"number\":\"7\",\"issued_on\":\"2026-11-23\"}", 9, "result_issued");
  corrected = act (&desk, "lanhdao1", id, "correct", EXPLAIN, 4, "appraisal");
  g_assert_null (corrected->summary->finished_at);
  ACT ("chuyenvien2", "submit_approval", proposes, 4, "review");
  ACT ("truongphong1", "endorse", "{}", 4, "approval");
  ACT ("lanhdao1", "refuse_settlement",
       "{\"reason\":\"conditions_not_met\",\"explanation\":\"x\",\"legal_basis\":\"Điều 5\",\"number\":\"8\"}", 8,
       "closed");
}

static void
test_transfer (void)
{
  g_auto (Desk) desk = make_desk ();
  g_autofree char *id = make_handled (&desk);
  static const char other[] = "{\"target_unit\":\"an-hoa\",\"explanation\":\"Đúng thẩm quyền\"}";
  g_autoptr (McDossier) moved = NULL;
  g_autoptr (McDossier) theirs = NULL;

  refuse (&desk, "truongphong1", id, "transfer", "{\"target_unit\":\"an-binh\",\"explanation\":\"x\"}", 422,
          "invalid_form");
  refuse (&desk, "truongphong2", id, "accept_transfer", "{\"unit\":\"x\"}", 404, "not_found");
  ACT ("truongphong1", "transfer", other, 4, "transfer_pending");
  ACT ("truongphong2", "send_back_transfer", EXPLAIN, 4, "appraisal");
  ACT ("truongphong1", "transfer", other, 4, "transfer_pending");
  moved = act (&desk, "truongphong2", id, "accept_transfer", "{\"unit\":\"An Hòa\"}", 4, "assignment");
  g_assert_null (moved->summary->handler_id);
  g_assert_cmpstr (moved->summary->competent_unit, ==, "Trung tâm Phục vụ hành chính công phường An Hòa");
  theirs = look (&desk, "truongphong2", id);
  g_assert_true (mc_summary_allows (theirs->summary, "assign"));
  /* the unit that gave it away handles it no more, where it was received goes on to see it */
  refuse (&desk, "truongphong1", id, "assign", "{\"assignee\":\"" SPECIALIST "\"}", 403, "wrong_unit");
}

/* A PDF that is whole, sent by this one; the upload's id. (transfer full) */
static char *
upload (const Desk *desk, const char *who, char mark)
{
  g_autofree char *text = g_strdup_printf ("%%PDF-1.4\n%c\n%%%%EOF\n", mark);
  gsize size = strlen (text);
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
  g_autofree char *told = g_strdup_printf (
      "{\"name\":\"dự thảo.pdf\",\"media_type\":\"application/pdf\",\"size\":%d,\"sha256\":\"%s\"}", (int) size, sum);
  g_autoptr (GBytes) body = g_bytes_new (told, strlen (told));
  g_autoptr (McTrainingResponse) announced
      = mc_test_send (desk->portal, "POST", "/officials/v1/uploads", token_of (desk, who), NULL, body);
  g_autoptr (McUpload) file = mc_codec_upload_parse (announced->body, NULL);
  g_autofree char *path = g_strconcat ("/officials/v1/uploads/", file->id, NULL);
  g_autoptr (GHashTable) headers = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  McTrainingRequest request = { .method = "PUT", .path = path, .headers = headers };
  McTrainingIntake *intake;
  g_autoptr (McTrainingResponse) done = NULL;

  g_hash_table_insert (headers, (char *) "authorization", g_strconcat ("Bearer ", token_of (desk, who), NULL));
  g_hash_table_insert (headers, (char *) "content-range",
                       g_strdup_printf ("bytes 0-%d/%d", (int) size - 1, (int) size));
  intake = mc_training_intake_begin (desk->portal, &request);
  mc_training_intake_take (intake, text, size);
  done = mc_training_intake_finish (intake);
  mc_training_intake_free (intake);
  g_assert_cmpint (done->status, ==, 200);
  return g_strdup (file->id);
}

/* The portal's disk loses the documents that it was given. (transfer full): their places, to put them back */
static GPtrArray *
lose_documents (const Desk *desk)
{
  GPtrArray *places = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (desk->portal->files, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, "document-"))
      g_ptr_array_add (places, g_build_filename (desk->portal->files, name, NULL));
  for (guint i = 0; i < places->len; i++)
    {
      g_autofree char *away = g_strconcat (g_ptr_array_index (places, i), ".away", NULL);

      g_assert_cmpint (g_rename (g_ptr_array_index (places, i), away), ==, 0);
    }
  return places;
}

static void
find_documents (GPtrArray *places)
{
  for (guint i = 0; i < places->len; i++)
    {
      g_autofree char *away = g_strconcat (g_ptr_array_index (places, i), ".away", NULL);

      g_assert_cmpint (g_rename (away, g_ptr_array_index (places, i)), ==, 0);
    }
}

/* The draft that was brought is what is signed and issued; after the signature it is no more changed; a file that is not there
 * is not issued. */
static void
test_attached_draft (void)
{
  g_auto (Desk) desk = make_desk ();
  g_autofree char *id = make_handled (&desk);
  g_autofree char *first = upload (&desk, "chuyenvien1", 'a');
  g_autofree char *second = upload (&desk, "chuyenvien1", 'b');
  g_autofree char *third = upload (&desk, "chuyenvien1", 'c');
  g_autofree char *attach_first = g_strdup_printf ("{\"files\":[\"%s\"]}", first);
  g_autofree char *attach_second = g_strdup_printf ("{\"files\":[\"%s\"]}", second);
  g_autofree char *attach_third = g_strdup_printf ("{\"files\":[\"%s\"]}", third);
  static const char issue[] = "{\"number\":\"12/GP-UBND\",\"issued_on\":\"2026-11-25\"}";
  g_autoptr (McDossier) drafted = NULL;
  g_autoptr (McDossier) issued = NULL;
  g_autoptr (GPtrArray) places = NULL;
  const McResult *result;

  refuse (&desk, "chuyenvien2", id, "attach_result", attach_first, 403, "assigned_to_other");
  refuse (&desk, "truongphong1", id, "attach_result", attach_first, 403, "wrong_role");
  ACT ("chuyenvien1", "attach_result", attach_first, 4, "appraisal");
  drafted = act (&desk, "chuyenvien1", id, "attach_result", attach_second, 4, "appraisal");
  result = g_ptr_array_index (drafted->results, 0);
  g_assert_cmpstr (result->state, ==, "draft");
  g_assert_false (mc_result_is_released (result));
  g_assert_cmpuint (result->earlier->len, ==, 1);
  ACT ("chuyenvien1", "submit_approval", "{\"proposal\":\"grant\",\"opinion\":\"Đủ điều kiện.\"}", 4, "review");
  refuse (&desk, "chuyenvien1", id, "attach_result", attach_third, 422, "wrong_state");
  ACT ("truongphong1", "endorse", "{}", 4, "approval");
  ACT ("lanhdao1", "approve", "{}", 4, "numbering");
  places = lose_documents (&desk);
  refuse (&desk, "vanthu1", id, "issue", issue, 422, "not_signed");
  find_documents (places);
  issued = act (&desk, "vanthu1", id, "issue", issue, 9, "result_issued");
  result = g_ptr_array_index (issued->results, 0);
  g_assert_true (mc_result_is_released (result));
  g_assert_cmpuint (result->documents->len, ==, 1);
  g_assert_cmpstr (((McDocument *) g_ptr_array_index (result->documents, 0))->id, ==, second);
}

static void
test_payment (void)
{
  g_auto (Desk) desk = make_desk ();
  g_autofree char *id = make_handled (&desk);
  static const char asks[]
      = "{\"lines\":\"Lệ phí: 75000\",\"payer\":\"Chủ hồ sơ\",\"legal_basis\":\"Điều 5\",\"applicant_days\":5}";
  g_autoptr (McDossier) due = NULL;
  g_autoptr (McDossier) paid = NULL;

  due = act (&desk, "chuyenvien1", id, "request_payment", asks, 6, "payment_in_processing");
  g_assert_cmpstr (due->summary->payment, ==, "due");
  g_assert_null (due->summary->due_at);
  paid = act (&desk, "thuquy1", id, "confirm_payment",
              "{\"payment_receipt\":\"BL1\",\"paid_on\":\"2026-11-23\",\"method\":\"cash\"}", 4, "appraisal");
  g_assert_cmpstr (paid->summary->payment, ==, "paid");
  g_assert_nonnull (paid->summary->due_at);
  ACT ("chuyenvien1", "request_payment", asks, 6, "payment_in_processing");
  ACT ("thuquy1", "exempt_payment", "{\"explanation\":\"Hộ nghèo\",\"legal_basis\":\"Điều 5\"}", 4, "appraisal");
}

#define ASKS_PAYMENT                                                                                                   \
  "{\"lines\":\"Lệ phí: 75000\",\"payer\":\"Chủ hồ sơ\",\"legal_basis\":\"Điều 5\",\"applicant_days\":5}"
#define WITHDRAWS "{\"requested_by\":\"Chủ hồ sơ\",\"requested_on\":\"2026-11-23\"}"
#define WITHDRAWN "{\"fees\":\"Hoàn trả\",\"originals\":\"Trả tại quầy\"}"
#define GIVEN_BACK "{\"refund_receipt\":\"PC7\",\"refunded_on\":\"2026-11-23\",\"refund_method\":\"cash\"}"

/* What was paid for a dossier that is withdrawn goes back, and the cashier alone says that it has; once. */
static void
test_refund (void)
{
  g_auto (Desk) desk = make_desk ();
  g_autofree char *id = make_handled (&desk);
  g_autoptr (McDossier) waiting = NULL;
  g_autoptr (McDossier) back = NULL;
  const McPaymentOrder *order;

  ACT ("chuyenvien1", "request_payment", ASKS_PAYMENT, 6, "payment_in_processing");
  ACT ("thuquy1", "confirm_payment", "{\"payment_receipt\":\"BL1\",\"paid_on\":\"2026-11-23\",\"method\":\"cash\"}", 4,
       "appraisal");
  /* another order is still open when it ends */
  ACT ("chuyenvien1", "request_payment", ASKS_PAYMENT, 6, "payment_in_processing");
  refuse (&desk, "thuquy1", id, "confirm_refund", GIVEN_BACK, 422, "wrong_state");
  ACT ("tiepnhan1", "request_withdrawal", WITHDRAWS, 7, "withdrawal_requested");
  waiting = act (&desk, "lanhdao1", id, "accept_withdrawal", WITHDRAWN, 8, "closed");
  g_assert_cmpstr (waiting->summary->payment, ==, "refund_due");
  order = g_ptr_array_index (waiting->payments, waiting->payments->len - 1);
  g_assert_cmpstr (order->state, ==, "cancelled");
  order = g_ptr_array_index (waiting->payments, waiting->payments->len - 2);
  g_assert_cmpstr (order->state, ==, "refund_due");
  refuse (&desk, "lanhdao1", id, "confirm_refund", GIVEN_BACK, 403, "wrong_role");
  refuse (&desk, "thuquy1", id, "confirm_refund", "{\"refund_receipt\":\"PC7\"}", 422, "invalid_form");
  back = act (&desk, "thuquy1", id, "confirm_refund", GIVEN_BACK, 8, "closed");
  g_assert_cmpstr (back->summary->payment, ==, "refunded");
  g_assert_true (g_date_time_equal (back->summary->finished_at, waiting->summary->finished_at));
  g_assert_nonnull (strstr (((McNotice *) g_ptr_array_index (back->notices, back->notices->len - 1))->text, "PC7"));
  refuse (&desk, "thuquy1", id, "confirm_refund", GIVEN_BACK, 422, "no_refund_due");
}

/* Nothing goes back where nothing was paid. */
static void
test_no_refund (void)
{
  g_auto (Desk) desk = make_desk ();
  g_autofree char *id = make_handled (&desk);
  g_autoptr (McDossier) ended = NULL;

  ACT ("chuyenvien1", "request_payment", ASKS_PAYMENT, 6, "payment_in_processing");
  ACT ("tiepnhan1", "request_withdrawal", WITHDRAWS, 7, "withdrawal_requested");
  ended = act (&desk, "lanhdao1", id, "accept_withdrawal", WITHDRAWN, 8, "closed");
  g_assert_cmpstr (ended->summary->payment, !=, "refund_due");
  refuse (&desk, "thuquy1", id, "confirm_refund", GIVEN_BACK, 422, "no_refund_due");
}

/* Ids of the queue "Lỗi đồng bộ", by its own filter. (transfer full) */
static GPtrArray *
list_failed (const Desk *desk, const char *who)
{
  g_autoptr (McTrainingResponse) response
      = mc_test_send (desk->portal, "GET", "/officials/v1/me", token_of (desk, who), NULL, NULL);
  g_autoptr (McMe) me = mc_codec_me_parse (response->body, NULL);
  g_autoptr (GPtrArray) all = list (desk, who);
  g_autoptr (GDateTime) now = mc_clock_now (desk->clock);
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  for (guint q = 0; q < me->queues->len; q++)
    {
      const McQueue *queue = g_ptr_array_index (me->queues, q);

      for (guint i = 0; g_str_equal (queue->id, "sync_error") && i < all->len; i++)
        if (mc_filter_matches (queue->filter, g_ptr_array_index (all, i), now))
          g_ptr_array_add (ids, g_strdup (((McSummary *) g_ptr_array_index (all, i))->id));
    }
  return ids;
}

/* An act waits to be told, and is told some seconds later, which is no turn in the handling. */
static void
test_sync (void)
{
  g_auto (Desk) desk = make_desk ();
  g_autofree char *id = make_handled (&desk);
  g_autoptr (McDossier) pending = look (&desk, "chuyenvien1", id);
  g_autoptr (GPtrArray) told = NULL;
  g_autoptr (McDossier) ok = NULL;

  g_assert_cmpstr (pending->summary->sync, ==, "pending");
  refuse (&desk, "tiepnhan1", id, "sync_again", "{}", 422, "sync_not_failed");
  mc_clock_advance (desk.clock, 20 * G_TIME_SPAN_SECOND);
  told = list (&desk, "chuyenvien1");
  ok = look (&desk, "chuyenvien1", id);
  g_assert_cmpstr (ok->summary->sync, ==, "ok");
  g_assert_cmpint (ok->summary->version, ==, pending->summary->version + 1);
  g_assert_cmpint (ok->summary->handling_version, ==, pending->summary->handling_version);
  g_assert_cmpuint (ok->history->len, ==, pending->history->len);
}

/* Now and then it fails, as often as the measures say; then it stands in the queue until it is sent again. */
static void
test_sync_fails (void)
{
  g_auto (Desk) desk = make_desk ();
  g_autofree char *id = make_handled (&desk);
  guint failed = 0, turns = 0;
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;
  g_autoptr (McDossier) again = NULL;
  g_autoptr (McDossier) done = NULL;
  g_autoptr (McTrainingResponse) answer = NULL;

  while (failed < 3 && turns++ < 6000)
    {
      g_autoptr (McTrainingRecord) record = NULL;

      g_assert_true (mc_training_begin (desk.portal));
      record = mc_training_load (desk.portal, id);
      mc_training_set_sync (record, MC_SYNC_PENDING);
      record->dossier->summary->version++;
      g_assert_true (mc_training_store (desk.portal, record));
      g_assert_true (mc_training_commit (desk.portal));
      mc_clock_advance (desk.clock, 20 * G_TIME_SPAN_SECOND);
      mc_training_synchronise (desk.portal);
      g_clear_pointer (&record, mc_training_record_free);
      record = mc_training_load (desk.portal, id);
      g_assert_cmpstr (record->dossier->summary->sync, !=, "pending");
      failed += g_str_equal (record->dossier->summary->sync, "error");
    }
  g_assert_cmpuint (failed, ==, 3);
  g_assert_cmpuint (turns, >, 50);
  sign_in (&desk);
  before = list_failed (&desk, "tiepnhan1");
  g_assert_true (g_ptr_array_find_with_equal_func (before, id, g_str_equal, NULL));
  refuse (&desk, "chuyenvien1", id, "sync_again", "{}", 403, "wrong_role");
  done = look (&desk, "tiepnhan1", id);
  answer = post (&desk, "tiepnhan1", id, done->summary->handling_version, "sync_again", "{}");
  g_assert_cmpint (answer->status, ==, 200);
  again = look (&desk, "tiepnhan1", id);
  g_assert_cmpstr (again->summary->sync, ==, "pending");
  g_assert_cmpint (again->summary->handling_version, ==, done->summary->handling_version);
  after = list_failed (&desk, "tiepnhan1");
  g_assert_false (g_ptr_array_find_with_equal_func (after, id, g_str_equal, NULL));
  g_assert_cmpuint (after->len, ==, before->len - 1);
}

/* The head of An Hòa signs for the director until 31/12/2026, by delegation: then no more, that very minute, though signed
 * in; what comes after is told, and the lists start anew. */
static void
test_delegation_ends (void)
{
  g_auto (Desk) desk = make_desk ();
  g_autoptr (GDateTime) last = mc_time_parse ("2026-12-31T23:59:50+07:00");
  g_autoptr (GPtrArray) all = NULL;
  g_autofree char *id = NULL;
  g_autofree char *address = NULL;
  g_autofree char *sentence = NULL;
  g_autoptr (McTrainingResponse) page = NULL;
  g_autoptr (McTrainingResponse) gone = NULL;
  g_autoptr (McTrainingResponse) refused = NULL;
  g_autoptr (McTrainingResponse) answer = NULL;
  g_autoptr (McChanges) changes = NULL;
  g_autoptr (McMe) before = NULL;
  g_autoptr (McMe) after = NULL;

  mc_clock_advance (desk.clock, g_date_time_to_unix_usec (last) - mc_clock_now_us (desk.clock));
  sign_in (&desk);
  all = list (&desk, "truongphong2");
  for (guint i = 0; i < all->len && id == NULL; i++)
    if (mc_summary_allows (g_ptr_array_index (all, i), "approve"))
      id = g_strdup (((McSummary *) g_ptr_array_index (all, i))->id);
  g_assert_nonnull (id);
  answer = mc_test_send (desk.portal, "GET", "/officials/v1/me", token_of (&desk, "truongphong2"), NULL, NULL);
  before = mc_codec_me_parse (answer->body, NULL);
  g_assert_true (g_strv_contains ((const char *const *) before->roles, "leader"));
  g_assert_nonnull (mc_me_find_action (before, "approve"));
  page = mc_test_send (desk.portal, "GET", "/officials/v1/changes", token_of (&desk, "truongphong2"), NULL, NULL);
  changes = mc_codec_changes_parse (page->body, NULL);
  address = g_strconcat ("/officials/v1/changes?cursor=", changes->next, NULL);

  mc_clock_advance (desk.clock, 15 * G_TIME_SPAN_SECOND);
  refused = post (&desk, "truongphong2", id, 0, "approve", "{}");
  g_assert_cmpint (refused->status, ==, 403);
  sentence = mc_test_text (refused);
  g_assert_nonnull (strstr (sentence, "role_expired"));
  g_assert_nonnull (strstr (sentence, "đã hết hiệu lực từ 00:00 ngày 01/01/2027"));
  gone = mc_test_send (desk.portal, "GET", address, token_of (&desk, "truongphong2"), NULL, NULL);
  g_assert_cmpint (gone->status, ==, 410);
  g_clear_pointer (&answer, mc_training_response_free);
  answer = mc_test_send (desk.portal, "GET", "/officials/v1/me", token_of (&desk, "truongphong2"), NULL, NULL);
  after = mc_codec_me_parse (answer->body, NULL);
  g_assert_false (g_strv_contains ((const char *const *) after->roles, "leader"));
  g_assert_true (g_strv_contains ((const char *const *) after->roles, "head"));
  g_assert_null (mc_me_find_action (after, "approve"));
  g_assert_cmpuint (after->grants->len, ==, 2);
  g_assert_cmpstr (((McMeGrant *) g_ptr_array_index (after->grants, 1))->state, ==, "ended");
  g_assert_cmpstr (((McMeGrant *) g_ptr_array_index (after->grants, 1))->delegator, ==, "Đỗ Thị Bạch Mai");
  /* what is left is done as before */
  g_clear_pointer (&all, g_ptr_array_unref);
  all = list (&desk, "truongphong2");
  for (guint i = 0; i < all->len; i++)
    g_assert_false (mc_summary_allows (g_ptr_array_index (all, i), "approve"));
}

/* A role of before is told with its end and gives nothing. */
static void
test_role_of_before (void)
{
  g_auto (Desk) desk = make_desk ();
  g_autofree char *id = find (&desk, "tiepnhan1", "accept", -1, -1);
  g_autoptr (McTrainingResponse) answer
      = mc_test_send (desk.portal, "GET", "/officials/v1/me", token_of (&desk, "chuyenvien2"), NULL, NULL);
  g_autoptr (McMe) me = mc_codec_me_parse (answer->body, NULL);
  const McMePermission *permission = g_ptr_array_index (me->permissions, 0);

  g_assert_cmpuint (g_strv_length (me->roles), ==, 1);
  g_assert_cmpstr (((McMeGrant *) g_ptr_array_index (me->grants, 1))->state, ==, "ended");
  g_assert_cmpstr (permission->kind, ==, "dossier");
  g_assert_true (g_strv_contains ((const char *const *) permission->can, "handle"));
  g_assert_false (g_strv_contains ((const char *const *) permission->can, "mark_secret"));
  refuse (&desk, "chuyenvien2", id, "accept", "{}", 403, "role_expired");
  refuse (&desk, "chuyenvien1", id, "accept", "{}", 403, "wrong_role");
}

/* Every act on dossiers of every place, by everybody: what is offered is what the rules say, what is not offered is refused
 * with a code, and never anything else. */
static void
test_offered_is_allowed (void)
{
  g_auto (Desk) desk = make_desk ();
  static const char *const times[] = { "too_late", "accepted_earlier", "applicant_has_time", NULL };
  guint offered = 0, refused = 0;

  for (guint p = 0; p < G_N_ELEMENTS (people); p++)
    {
      g_autoptr (GPtrArray) all = list (&desk, people[p]);
      g_autoptr (GHashTable) places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

      for (guint i = 0; i < all->len; i++)
        {
          const McSummary *s = g_ptr_array_index (all, i);

          if (!g_hash_table_add (places, g_strdup_printf ("%d %s", s->national_state, s->local_step)))
            continue;
          for (const char *const *action = mc_handling_get_actions (); *action != NULL; action++)
            {
              gboolean can = mc_summary_allows (s, *action);
              g_autoptr (McTrainingResponse) response
                  = post (&desk, people[p], s->id, s->handling_version, *action, "{\"nothing\":1}");
              g_autoptr (JsonNode) node = mc_test_json (response);
              const char *code = json_object_get_string_member (json_node_get_object (node), "code");

              g_assert_true (response->status == 403 || response->status == 422);
              g_assert_cmpint (g_str_equal (code, "invalid_form"), <=, can);
              g_assert_cmpint (g_str_equal (code, "invalid_form") || g_strv_contains (times, code), >=, can);
              offered += can;
              refused += !can;
            }
        }
    }
  g_assert_cmpuint (offered, >, 40);
  g_assert_cmpuint (refused, >, 500);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/life/whole", test_whole_life);
  g_test_add_func ("/life/while-one-waits", test_while_one_waits);
  g_test_add_func ("/life/mistaken-acceptance", test_mistaken_acceptance);
  g_test_add_func ("/life/withdrawal", test_withdrawal);
  g_test_add_func ("/life/extension", test_extension);
  g_test_add_func ("/life/correction-and-refusal", test_correction_and_refusal);
  g_test_add_func ("/life/transfer", test_transfer);
  g_test_add_func ("/life/attached-draft", test_attached_draft);
  g_test_add_func ("/life/payment", test_payment);
  g_test_add_func ("/life/refund", test_refund);
  g_test_add_func ("/life/no-refund", test_no_refund);
  g_test_add_func ("/life/sync", test_sync);
  g_test_add_func ("/life/sync-fails", test_sync_fails);
  g_test_add_func ("/life/delegation-ends", test_delegation_ends);
  g_test_add_func ("/life/role-of-before", test_role_of_before);
  g_test_add_func ("/life/offered-is-allowed", test_offered_is_allowed);
  return g_test_run ();
}
