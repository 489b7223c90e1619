// SPDX-License-Identifier: GPL-3.0-or-later
/* The acts of intake at the training portal, by the catalogue that it serves: what the client's check says is what the portal
 * does. */
#include "mc-training-test.h"

#include "mc-codecs.h"
#include "mc-form.h"
#include "mc-handling.h"
#include "mc-text.h"

#define DOSSIERS 600

typedef struct
{
  McClock *clock;
  McTraining *portal;
  char *token;
  McMe *me;
} Desk;

static void
desk_clear (Desk *self)
{
  g_clear_object (&self->portal);
  g_clear_object (&self->clock);
  g_clear_pointer (&self->me, mc_me_unref);
  g_free (self->token);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Desk, desk_clear)

static McMe *
get_me (McTraining *portal, const char *token)
{
  g_autoptr (McTrainingResponse) response = mc_test_send (portal, "GET", "/officials/v1/me", token, NULL, NULL);
  g_autoptr (GError) error = NULL;
  McMe *me = mc_codec_me_parse (response->body, &error);

  g_assert_no_error (error);
  return me;
}

static Desk
make_desk (void)
{
  Desk desk = { .clock = mc_test_clock (10, 0) };

  desk.portal = mc_test_portal (NULL, 3, DOSSIERS, desk.clock);
  desk.token = mc_test_sign_in (desk.portal, "tiepnhan1");
  desk.me = get_me (desk.portal, desk.token);
  return desk;
}

/* Ids of the dossiers on which that may be done. */
static GPtrArray *
list_ids (const Desk *desk, const char *action)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *address = g_strdup ("/officials/v1/changes");
  gboolean more = TRUE;

  while (more)
    {
      g_autoptr (McTrainingResponse) response = mc_test_send (desk->portal, "GET", address, desk->token, NULL, NULL);
      g_autoptr (McChanges) page = mc_codec_changes_parse (response->body, NULL);

      for (guint i = 0; i < page->changes->len; i++)
        {
          const McChange *change = g_ptr_array_index (page->changes, i);

          if (mc_summary_allows (change->summary, action))
            g_ptr_array_add (ids, g_strdup (change->id));
        }
      more = page->more;
      g_free (address);
      address = g_strconcat ("/officials/v1/changes?cursor=", page->next, NULL);
    }
  return ids;
}

static McDossier *
get_detail (const Desk *desk, const char *id)
{
  g_autofree char *address = g_strconcat ("/officials/v1/dossiers/", id, NULL);
  g_autoptr (McTrainingResponse) response = mc_test_send (desk->portal, "GET", address, desk->token, NULL, NULL);
  g_autoptr (GError) error = NULL;
  McDossier *dossier = mc_codec_dossier_parse (response->body, &error);

  g_assert_no_error (error);
  return dossier;
}

static McTrainingResponse *
send_act (const Desk *desk, const char *token, const McDossier *dossier, const char *action, const char *values)
{
  g_autofree char *address = g_strconcat ("/officials/v1/dossiers/", dossier->summary->id, "/actions", NULL);
  g_autofree char *version = g_strdup_printf ("\"%" G_GINT64_FORMAT "\"", dossier->summary->handling_version);
  g_autofree char *key = mc_uuid_new (mc_clock_now_us (desk->clock) / 1000);
  const char *headers[] = { "Idempotency-Key", key, "If-Match", version, "Content-Type", "application/json", NULL };
  g_autoptr (McAct) act = mc_act_new ();
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GBytes) body = NULL;

  act->action = g_strdup (action);
  act->performed_at = mc_clock_now (desk->clock);
  g_set_str (&act->form, values);
  node = mc_codec_act_build (act);
  body = mc_codec_print (node);
  return mc_test_send (desk->portal, "POST", address, token, headers, body);
}

static const char *
pick (GRand *rand, const char *const *words, guint count)
{
  return words[g_rand_int_range (rand, 0, (gint32) count)];
}

#define PICK(rand, list) pick (rand, list, G_N_ELEMENTS (list))

/* One member more, mostly sound. */
static void
add_member (GString *text, GRand *rand, const char *name, const char *value)
{
  if (g_rand_int_range (rand, 0, 12) != 0)
    g_string_append_printf (text, "%s\"%s\":%s", text->str[text->len - 1] == '{' ? "" : ",", name, value);
}

static char *
make_marks (GRand *rand, const McDossier *dossier, gboolean accepting)
{
  static const char *const marks[] = { "\"missing\"", "\"invalid\"", "\"invalid\"", "\"sufficient\"" };
  static const char *const reasons[]
      = { "\"blurred\"", "\"pages_missing\"", "\"other\"", "\"not_signed\"", "\"late\"", "null", "7" };
  static const char *const notes[] = { "\"Trang 2\"", "null", "\" \"", "\"Ghi rõ\"" };
  GString *text = g_string_new ("[");

  for (guint i = 0; i < dossier->components->len; i++)
    {
      const McComponent *component = g_ptr_array_index (dossier->components, i);

      if (!accepting && g_rand_int_range (rand, 0, 3) != 0)
        continue;
      g_string_append_printf (text, "%s{\"id\":\"%s\"", text->len > 1 ? "," : "",
                              g_rand_int_range (rand, 0, 40) == 0 ? "tp77" : component->id);
      if (accepting && g_rand_int_range (rand, 0, 12) != 0)
        g_string_append (text, ",\"mark\":\"sufficient\"}");
      else
        {
          g_string_append_printf (text, ",\"mark\":%s", PICK (rand, marks));
          g_string_append_printf (text, ",\"reason\":%s,\"note\":%s}", PICK (rand, reasons), PICK (rand, notes));
        }
    }
  g_string_append_c (text, ']');
  return g_string_free_and_steal (text);
}

static char *
make_values (GRand *rand, const char *action, const McDossier *dossier)
{
  static const char *const days[] = { "30", "30", "1", "90", "0", "91", "\"30\"", "null", "2.5" };
  static const char *const texts[]
      = { "\"Điều 16\"", "\"Không rõ\"", "\"Điều 5\"", "\"Nội dung “{dossier.code}” [[x]]\\n…\"",
          "\"\"",        "\"  \"",       "null",       "7" };
  static const char *const reasons[]
      = { "\"already_submitted\"", "\"wrong_procedure\"", "\"not_competent\"", "\"other\"", "\"because\"", "null",
          "\"not_eligible\"" };
  GString *text = g_string_new ("{");
  g_autofree char *marks = make_marks (rand, dossier, g_str_equal (action, "accept"));

  if (g_str_equal (action, "refuse"))
    {
      add_member (text, rand, "reason", PICK (rand, reasons));
      add_member (text, rand, "explanation", PICK (rand, texts));
      add_member (text, rand, "competent_agency", PICK (rand, texts));
      add_member (text, rand, "legal_basis", PICK (rand, texts));
    }
  else
    add_member (text, rand, "components", marks);
  if (g_str_equal (action, "request_supplement"))
    {
      add_member (text, rand, "demand", PICK (rand, texts));
      add_member (text, rand, "legal_basis", PICK (rand, texts));
      add_member (text, rand, "applicant_days", PICK (rand, days));
    }
  if (g_rand_int_range (rand, 0, 30) == 0)
    add_member (text, rand, "strange", "1");
  g_string_append_c (text, '}');
  return g_string_free_and_steal (text);
}

static void
check_same_errors (const McTrainingResponse *response, GPtrArray *errors)
{
  g_autoptr (JsonNode) node = mc_test_json (response);
  JsonObject *problem = json_node_get_object (node);
  JsonArray *told = json_object_get_array_member (problem, "errors");

  g_assert_cmpstr (json_object_get_string_member (problem, "code"), ==, "invalid_form");
  g_assert_cmpuint (json_array_get_length (told), ==, errors->len);
  for (guint i = 0; i < errors->len; i++)
    {
      const McFormError *expected = g_ptr_array_index (errors, i);
      JsonObject *error = json_array_get_object_element (told, i);

      g_assert_cmpstr (json_object_get_string_member (error, "field"), ==, expected->field);
      g_assert_cmpstr (json_object_get_string_member_with_default (error, "item", NULL), ==, expected->item);
      g_assert_cmpstr (json_object_get_string_member (error, "code"), ==, expected->code);
      g_assert_cmpstr (json_object_get_string_member (error, "detail"), ==, expected->detail);
    }
}

/* What the act made is what the client foretold: the notice by the served form, the marks, the state of the table. */
static void
check_effect (const Desk *desk, const McActionInfo *info, const char *values, const McDossier *before)
{
  static const char *const roles[] = { "receiver", NULL };
  g_autoptr (McDossier) after = get_detail (desk, before->summary->id);
  g_autoptr (GDateTime) now = mc_clock_now (desk->clock);
  g_autofree char *message = mc_form_message (info->form, values, before, now);
  const McNotice *notice = g_ptr_array_index (after->notices, after->notices->len - 1);
  const McHistoryEntry *entry = g_ptr_array_index (after->history, after->history->len - 1);
  int to_state = 0;

  g_assert_cmpint (mc_handling_check (info->id, before->summary->national_state, before->summary->local_step, roles,
                                      TRUE, &to_state),
                   ==, MC_REFUSAL_NONE);
  g_assert_cmpint (after->summary->national_state, ==, to_state);
  g_assert_cmpint (after->summary->handling_version, ==, before->summary->handling_version + 1);
  g_assert_cmpuint (after->notices->len, ==, before->notices->len + 1);
  g_assert_cmpuint (after->history->len, ==, before->history->len + 1);
  g_assert_cmpstr (notice->text, ==, message);
  g_assert_cmpstr (notice->paper, ==, info->form->paper);
  g_assert_cmpstr (entry->action, ==, info->id);
  g_assert_cmpint (entry->from_state, ==, before->summary->national_state);
  g_assert_true (mc_dossier_find_notice (after, info->form->paper) == notice);
  mc_form_apply_marks (info->form, values, before->components);
  for (guint i = 0; i < after->components->len; i++)
    {
      const McComponent *expected = g_ptr_array_index (before->components, i);
      const McComponent *got = g_ptr_array_index (after->components, i);

      g_assert_cmpstr (got->mark, ==, expected->mark);
      g_assert_cmpstr (got->mark_reason, ==, expected->mark_reason);
    }
}

static const char *const at_intake[] = { "accept", "request_supplement", "refuse" };

/* Some procedures have the leader of the centre do it. */
static gboolean
may_refuse (const Desk *desk, const char *id)
{
  g_autoptr (McDossier) dossier = get_detail (desk, id);

  return mc_summary_allows (dossier->summary, "refuse");
}

/* The client's check by the served definition and the portal's answer agree on every form, field by field. */
static void
test_client_and_portal_agree (void)
{
  g_auto (Desk) desk = make_desk ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (2711);
  g_autoptr (GPtrArray) ids = list_ids (&desk, "accept");
  guint done[3] = { 0 };
  guint refused[3] = { 0 };

  for (guint i = 0; i < ids->len; i++)
    for (guint try = 0; try < 60 && may_refuse (&desk, g_ptr_array_index (ids, i)); try++)
      {
        guint a = (i + try / 15) % 3; /* most are accepted at once: the others get their turns */
        const McActionInfo *info = mc_me_find_action (desk.me, at_intake[a]);
        g_autoptr (McDossier) dossier = get_detail (&desk, g_ptr_array_index (ids, i));
        g_autofree char *values = make_values (rand, info->id, dossier);
        g_autoptr (GPtrArray) errors = mc_form_check (info->form, values, dossier);
        g_autoptr (McTrainingResponse) response = send_act (&desk, desk.token, dossier, info->id, values);

        g_test_message ("%s %s", info->id, values);
        g_assert_cmpint (response->status, ==, errors->len == 0 ? 200 : 422);
        if (errors->len == 0)
          {
            check_effect (&desk, info, values, dossier);
            done[a]++;
            break;
          }
        check_same_errors (response, errors);
        refused[a]++;
      }
  for (guint a = 0; a < 3; a++)
    {
      g_assert_cmpuint (done[a], >, 4);
      g_assert_cmpuint (refused[a], >, 10);
    }
}

/* A leader sees what there is and may do none of it; nothing is offered that is then refused for its role. */
static void
test_leader (void)
{
  g_auto (Desk) desk = make_desk ();
  g_autofree char *leader = mc_test_sign_in (desk.portal, "lanhdao1");
  /* what may be accepted may be asked about and refused, too: it waits at intake, its fee is met */
  g_autoptr (GPtrArray) ids = list_ids (&desk, "accept");
  g_autoptr (McDossier) dossier = get_detail (&desk, g_ptr_array_index (ids, 0));
  g_autofree char *address = g_strconcat ("/officials/v1/dossiers/", dossier->summary->id, NULL);
  g_autoptr (McTrainingResponse) seen = mc_test_send (desk.portal, "GET", address, leader, NULL, NULL);
  g_autoptr (McDossier) theirs = mc_codec_dossier_parse (seen->body, NULL);

  g_assert_cmpuint (g_strv_length (theirs->summary->actions), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (at_intake); i++)
    {
      const McActionInfo *info = mc_me_find_action (desk.me, at_intake[i]);

      g_assert_true (mc_summary_allows (dossier->summary, at_intake[i]));
      g_assert_null (mc_me_find_action (desk.me, "approve"));
      g_autoptr (McTrainingResponse) response = send_act (&desk, leader, dossier, info->id, "{}");

      g_assert_cmpint (response->status, ==, 403);
    }
}

/* 412 after a colleague's act: the record as it is, who, when, by what, and a sentence that says it. */
static void
test_stale (void)
{
  g_auto (Desk) desk = make_desk ();
  g_autofree char *other = mc_test_sign_in (desk.portal, "tiepnhan2");
  g_autoptr (GPtrArray) ids = list_ids (&desk, "refuse");
  g_autoptr (McDossier) dossier = get_detail (&desk, g_ptr_array_index (ids, 0));
  static const char asked[] = "{\"demand\":\"Nộp bản chính.\",\"applicant_days\":10}";
  g_autoptr (McTrainingResponse) first = send_act (&desk, other, dossier, "request_supplement", asked);
  g_autoptr (McTrainingResponse) second = send_act (&desk, desk.token, dossier, "refuse", "{}");
  g_autoptr (JsonNode) node = mc_test_json (second);
  JsonObject *problem = json_node_get_object (node);
  JsonObject *current = json_object_get_object_member (problem, "current");

  g_assert_cmpint (first->status, ==, 200);
  g_assert_cmpint (second->status, ==, 412);
  g_assert_cmpint (json_object_get_int_member (current, "national_state"), ==, 5);
  g_assert_cmpstr (json_object_get_string_member (problem, "changed_by"), ==, "Lò Văn Đức");
  g_assert_cmpstr (json_object_get_string_member (problem, "changed_at"), ==, "2026-11-23T03:00:00Z");
  g_assert_cmpstr (json_object_get_string_member (problem, "changed_action"), ==, "request_supplement");
  g_assert_cmpstr (
      json_object_get_string_member (problem, "detail"), ==,
      "Hồ sơ đã được Lò Văn Đức thay đổi lúc 10:00 23/11/2026, trạng thái hiện tại: Yêu cầu bổ sung giấy tờ.");
}

/* Asked for a supplement: no clock; refused: an end, and never a code. */
static void
test_dates (void)
{
  g_auto (Desk) desk = make_desk ();
  g_autoptr (GPtrArray) ids = list_ids (&desk, "refuse");
  g_autoptr (McDossier) one = get_detail (&desk, g_ptr_array_index (ids, 0));
  g_autoptr (McDossier) two = get_detail (&desk, g_ptr_array_index (ids, 1));
  static const char asked[] = "{\"demand\":\"Nộp bản chính.\",\"applicant_days\":1}";
  static const char reason[]
      = "{\"reason\":\"other\",\"explanation\":\"Không rõ yêu cầu.\",\"legal_basis\":\"Điều 5\"}";
  g_autoptr (McTrainingResponse) first = send_act (&desk, desk.token, one, "request_supplement", asked);
  g_autoptr (McTrainingResponse) second = send_act (&desk, desk.token, two, "refuse", reason);
  g_autoptr (McDossier) waiting = get_detail (&desk, one->summary->id);
  g_autoptr (McDossier) ended = get_detail (&desk, two->summary->id);
  g_autoptr (GDateTime) now = mc_clock_now (desk.clock);
  g_autofree char *due = mc_time_format (mc_dossier_find_notice (waiting, "02")->due_at);

  g_assert_cmpint (first->status, ==, 200);
  g_assert_cmpint (second->status, ==, 200);
  g_assert_null (mc_summary_get_deadline (waiting->summary));
  g_assert_null (waiting->summary->finished_at);
  g_assert_cmpstr (waiting->summary->handler_name, ==, "Nguyễn Thị Hường");
  /* 24/11/2026 is a day off */
  g_assert_cmpstr (due, ==, "2026-11-25T10:00:00Z");
  g_assert_true (g_date_time_equal (ended->summary->finished_at, now));
  g_assert_null (ended->summary->code);
  g_assert_null (ended->receiver_name);
  g_assert_cmpstr (mc_dossier_find_notice (ended, "03")->reason, ==, "Không rõ yêu cầu.");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/acts/client-and-portal-agree", test_client_and_portal_agree);
  g_test_add_func ("/acts/leader-may-none", test_leader);
  g_test_add_func ("/acts/stale-tells-both", test_stale);
  g_test_add_func ("/acts/dates", test_dates);
  return g_test_run ();
}
