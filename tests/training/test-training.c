// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-training-test.h"

#include <sqlite3.h>

#include "mc-codecs.h"
#include "mc-text.h"

#define DOSSIERS 300
#define MANY_DOSSIERS 4000 /* among which there are the rare ones */
#define PERFORMED "2026-11-23T03:00:00Z"

/* A portal, its clock, and one signed in at it. */
typedef struct
{
  McClock *clock;
  McTraining *portal;
  char *token;
} Desk;

static void
desk_clear (Desk *self)
{
  g_clear_object (&self->portal);
  g_clear_object (&self->clock);
  g_free (self->token);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Desk, desk_clear)

static Desk
make_big_desk (int hour, int minute, guint dossiers)
{
  Desk desk = { .clock = mc_test_clock (hour, minute) };

  desk.portal = mc_test_portal (NULL, 1, dossiers, desk.clock);
  desk.token = mc_test_sign_in (desk.portal, "tiepnhan1");
  return desk;
}

static Desk
make_desk (int hour, int minute)
{
  return make_big_desk (hour, minute, DOSSIERS);
}

static McChanges *
get_page (McTraining *portal, const char *token, const char *cursor)
{
  g_autofree char *address = cursor != NULL ? g_strconcat ("/officials/v1/changes?cursor=", cursor, NULL)
                                            : g_strdup ("/officials/v1/changes");
  g_autoptr (McTrainingResponse) response = mc_test_send (portal, "GET", address, token, NULL, NULL);
  g_autoptr (GError) error = NULL;
  McChanges *page = mc_codec_changes_parse (response->body, &error);

  g_assert_no_error (error);
  return page;
}

/* All summaries that the official sees. (transfer container) of McSummary */
static GPtrArray *
get_all (McTraining *portal, const char *token)
{
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify) mc_summary_unref);
  g_autofree char *cursor = NULL;
  gboolean more = TRUE;

  while (more)
    {
      g_autoptr (McChanges) page = get_page (portal, token, cursor);

      for (guint i = 0; i < page->changes->len; i++)
        g_ptr_array_add (all, mc_summary_ref (((McChange *) g_ptr_array_index (page->changes, i))->summary));
      g_set_str (&cursor, page->next);
      more = page->more;
    }
  return all;
}

static GBytes *
get_detail_bytes (McTraining *portal, const char *token, const char *id)
{
  g_autofree char *address = g_strconcat ("/officials/v1/dossiers/", id, NULL);
  g_autoptr (McTrainingResponse) response = mc_test_send (portal, "GET", address, token, NULL, NULL);

  g_assert_cmpint (response->status, ==, 200);
  return g_bytes_ref (response->body);
}

static McDossier *
get_detail (McTraining *portal, const char *token, const char *id)
{
  g_autoptr (GBytes) bytes = get_detail_bytes (portal, token, id);
  g_autoptr (GError) error = NULL;
  McDossier *dossier = mc_codec_dossier_parse (bytes, &error);

  g_assert_no_error (error);
  return dossier;
}

/* The first dossier that can be accepted and has this limit (unit NULL, amount -1: any). (transfer full) (nullable) */
static McDossier *
find_waiting (const Desk *desk, const char *unit, int amount)
{
  g_autoptr (GPtrArray) all = get_all (desk->portal, desk->token);

  for (guint i = 0; i < all->len; i++)
    {
      const McSummary *summary = g_ptr_array_index (all, i);
      g_autoptr (McDossier) dossier = NULL;

      if (!mc_summary_allows (summary, "accept"))
        continue;
      dossier = get_detail (desk->portal, desk->token, summary->id);
      if (unit == NULL
          || (g_str_equal (dossier->limit_unit, unit) && (amount == -1 || dossier->limit_amount == amount)))
        return g_steal_pointer (&dossier);
    }
  return NULL;
}

static GBytes *
make_body (const McDossier *dossier)
{
  g_autoptr (GString) text
      = g_string_new ("{\"action\":\"accept\",\"performed_at\":\"" PERFORMED "\",\"form\":{\"components\":[");

  for (guint i = 0; i < dossier->components->len; i++)
    {
      const McComponent *component = g_ptr_array_index (dossier->components, i);

      g_string_append_printf (text, "%s{\"id\":\"%s\",\"mark\":\"sufficient\"}", i > 0 ? "," : "", component->id);
    }
  g_string_append (text, "]}}");
  return g_string_free_to_bytes (g_steal_pointer (&text));
}

static McTrainingResponse *
send_act (McTraining *portal, const char *token, const McDossier *dossier, const char *key, GBytes *body)
{
  g_autofree char *address = g_strconcat ("/officials/v1/dossiers/", dossier->summary->id, "/actions", NULL);
  g_autofree char *version = g_strdup_printf ("\"%" G_GINT64_FORMAT "\"", dossier->summary->handling_version);
  const char *headers[] = { "Idempotency-Key", key, "If-Match", version, "Content-Type", "application/json", NULL };

  return mc_test_send (portal, "POST", address, token, headers, body);
}

/* Accepts, and the dossier as it is then. (transfer full) */
static McDossier *
accept_it (const Desk *desk, const McDossier *dossier)
{
  g_autoptr (GBytes) body = make_body (dossier);
  g_autofree char *key = mc_uuid_new (mc_clock_now_us (desk->clock) / 1000);
  g_autoptr (McTrainingResponse) response = send_act (desk->portal, desk->token, dossier, key, body);

  g_assert_cmpint (response->status, ==, 200);
  return get_detail (desk->portal, desk->token, dossier->summary->id);
}

static gboolean
portals_are_equal (McTraining *a, McTraining *b)
{
  static const char *const people[] = { "tiepnhan1", "tiepnhan3" };

  for (guint p = 0; p < G_N_ELEMENTS (people); p++)
    {
      g_autofree char *token_a = mc_test_sign_in (a, people[p]);
      g_autofree char *token_b = mc_test_sign_in (b, people[p]);
      g_autoptr (GPtrArray) all_a = get_all (a, token_a);
      g_autoptr (GPtrArray) all_b = get_all (b, token_b);

      if (all_a->len != all_b->len)
        return FALSE;
      for (guint i = 0; i < all_a->len; i++)
        {
          const McSummary *one = g_ptr_array_index (all_a, i);
          const McSummary *other = g_ptr_array_index (all_b, i);
          g_autoptr (GBytes) detail_a = NULL;
          g_autoptr (GBytes) detail_b = NULL;

          if (!g_str_equal (one->id, other->id))
            return FALSE;
          detail_a = get_detail_bytes (a, token_a, one->id);
          detail_b = get_detail_bytes (b, token_b, one->id);
          if (!g_bytes_equal (detail_a, detail_b))
            return FALSE;
        }
    }
  return TRUE;
}

static void
test_seed (void)
{
  g_autoptr (McClock) clock = mc_test_clock (10, 0);
  g_autoptr (McTraining) one = mc_test_portal (NULL, 5, DOSSIERS, clock);
  g_autoptr (McTraining) same = mc_test_portal (NULL, 5, DOSSIERS, clock);
  g_autoptr (McTraining) other = mc_test_portal (NULL, 6, DOSSIERS, clock);

  g_assert_true (portals_are_equal (one, same));
  g_assert_false (portals_are_equal (one, other));
}

/* The identity number of a province that is none, or a passport of the catalogue's series. */
static gboolean
is_invented (const McPerson *person)
{
  return person->id_number == NULL || g_str_has_prefix (person->id_number, "999")
         || (g_ascii_isalpha (person->id_number[0]) && strstr (person->id_number, "999000") != NULL);
}

static void
test_invented (void)
{
  g_auto (Desk) desk = make_desk (10, 0);
  g_autoptr (GPtrArray) all = get_all (desk.portal, desk.token);
  guint waiting = 0;

  g_assert_cmpuint (all->len, ==, DOSSIERS);
  for (guint i = 0; i < all->len; i++)
    {
      const McSummary *summary = g_ptr_array_index (all, i);
      g_autoptr (McDossier) dossier = get_detail (desk.portal, desk.token, summary->id);

      g_assert_true (mc_uuid_is_valid (summary->id));
      g_assert_true (mc_procedure_code_is_valid (summary->procedure_code));
      g_assert_true (is_invented (&dossier->owner));
      g_assert_true (is_invented (&dossier->submitter));
      g_assert_cmpuint (dossier->components->len, >, 0);
      g_assert_cmpuint (dossier->history->len, >, 0);
      waiting += mc_summary_allows (summary, "accept");
    }
  g_assert_cmpuint (waiting, >, 20);
}

static void
test_shapes (void)
{
  g_auto (Desk) desk = make_desk (10, 0);
  g_autoptr (McTrainingResponse) about_response
      = mc_test_send (desk.portal, "GET", "/officials/v1/about", NULL, NULL, NULL);
  g_autoptr (McTrainingResponse) me_response
      = mc_test_send (desk.portal, "GET", "/officials/v1/me", desk.token, NULL, NULL);
  g_autoptr (McAbout) about = mc_codec_about_parse (about_response->body, NULL);
  g_autoptr (McMe) me = mc_codec_me_parse (me_response->body, NULL);
  const McActionInfo *accept;

  g_assert_nonnull (about);
  g_assert_cmpstr (about->issuer, ==, MC_TEST_ISSUER);
  g_assert_cmpint (about->contract, ==, MC_CONTRACT_VERSION);
  g_assert_true (about->training && about->idempotent);
  g_assert_cmpint (about->lease_days, ==, 7);

  g_assert_nonnull (me);
  g_assert_cmpstr (me->name, ==, "Nguyễn Thị Hường");
  g_assert_cmpstr (me->unit_place, ==, "An Bình");
  g_assert_cmpuint (me->queues->len, >=, 8);
  accept = mc_me_find_action (me, "accept");
  g_assert_nonnull (accept);
  g_assert_cmpint (accept->undo_seconds, ==, 10);
}

/* Each queue's filter over the feed finds something, and every open dossier is in "open". */
static void
test_queues (void)
{
  g_auto (Desk) desk = make_desk (10, 0);
  g_autoptr (McTrainingResponse) response
      = mc_test_send (desk.portal, "GET", "/officials/v1/me", desk.token, NULL, NULL);
  g_autoptr (McMe) me = mc_codec_me_parse (response->body, NULL);
  g_autoptr (GPtrArray) all = get_all (desk.portal, desk.token);
  g_autoptr (GDateTime) now = mc_clock_now (desk.clock);
  static const char *const seldom[] = { "proposed", "withdrawals", "sync_error", NULL };
  guint open = 0;
  guint closed = 0;

  for (guint q = 0; q < me->queues->len; q++)
    {
      const McQueue *queue = g_ptr_array_index (me->queues, q);
      guint count = 0;

      for (guint i = 0; i < all->len; i++)
        count += mc_filter_matches (queue->filter, g_ptr_array_index (all, i), now);
      /* nothing is made that stands there */
      if (count == 0 && !g_strv_contains (seldom, queue->id))
        g_error ("nothing stands in %s", queue->id);
      open = g_str_equal (queue->id, "open") ? count : open;
      closed = g_str_equal (queue->id, "closed") ? count : closed;
    }
  g_assert_cmpuint (open + closed, ==, DOSSIERS);
}

static void
test_accept (void)
{
  g_auto (Desk) desk = make_desk (10, 0);
  g_autoptr (McDossier) before = find_waiting (&desk, NULL, 0);
  g_autoptr (McDossier) after = accept_it (&desk, before);
  g_autoptr (GDateTime) now = mc_clock_now (desk.clock);
  const McSummary *s = after->summary;
  const McHistoryEntry *entry = g_ptr_array_index (after->history, after->history->len - 1);
  g_autofree char *code = mc_dossier_code_normalise (s->code);

  g_assert_cmpint (s->national_state, ==, 2);
  g_assert_cmpstr (s->local_step, ==, "accepted");
  g_assert_cmpint (s->handling_version, ==, before->summary->handling_version + 1);
  g_assert_cmpint (s->version, ==, before->summary->version + 1);
  g_assert_cmpstr (s->code, ==, code);
  g_assert_cmpstr (s->code, ==, "H99.1.7-20261123-0000001");
  g_assert_cmpstr (after->register_no, ==, "1");
  g_assert_cmpstr (after->receiver_name, ==, "Nguyễn Thị Hường");
  g_assert_cmpstr (s->handler_name, ==, "Nguyễn Thị Hường");
  g_assert_true (g_date_time_equal (s->accepted_at, now));
  g_assert_false (mc_summary_allows (s, "accept"));

  g_assert_cmpuint (after->history->len, ==, before->history->len + 1);
  g_assert_cmpstr (entry->action, ==, "accept");
  g_assert_cmpint (entry->from_state, ==, 1);
  g_assert_cmpint (entry->to_state, ==, 2);
  g_assert_true (g_date_time_equal (entry->at, now));
  for (guint i = 0; i < after->components->len; i++)
    g_assert_cmpstr (((McComponent *) g_ptr_array_index (after->components, i))->mark, ==, "sufficient");
}

static void
test_numbers (void)
{
  g_auto (Desk) desk = make_desk (10, 0);

  for (guint i = 1; i <= 5; i++)
    {
      g_autoptr (McDossier) before = find_waiting (&desk, NULL, 0);
      g_autoptr (McDossier) after = accept_it (&desk, before);
      g_autofree char *code = g_strdup_printf ("H99.1.7-20261123-%07u", i);
      g_autofree char *number = g_strdup_printf ("%u", i);

      g_assert_cmpstr (after->summary->code, ==, code);
      g_assert_cmpstr (after->register_no, ==, number);
    }
}

static void
check_due (int hour, const char *unit, int amount, const char *expected)
{
  g_auto (Desk) desk = make_big_desk (hour, 0, MANY_DOSSIERS);
  g_autoptr (McDossier) before = find_waiting (&desk, unit, amount);
  g_autoptr (McDossier) after = NULL;
  g_autofree char *due = NULL;

  g_assert_nonnull (before);
  after = accept_it (&desk, before);
  due = mc_time_format (after->summary->due_at);
  g_assert_cmpstr (due, ==, expected);
  g_assert_nonnull (after->summary->warn_at);
}

/* Counted by hand: 24/11/2026 is a day off (NQ 28/2026/QH16), 13/12 a Sunday; offices close at 17:00, 10:00 UTC. */
static void
test_due (void)
{
  check_due (10, "working_day", 0, "2026-11-23T10:00:00Z");
  check_due (16, "working_day", 0, "2026-11-25T10:00:00Z");
  check_due (10, "working_day", 3, "2026-11-27T10:00:00Z");
  check_due (10, "calendar_day", 20, "2026-12-14T10:00:00Z");
}

static void
test_once (void)
{
  g_auto (Desk) desk = make_desk (10, 0);
  g_autoptr (McDossier) dossier = find_waiting (&desk, NULL, 0);
  g_autoptr (GBytes) body = make_body (dossier);
  g_autofree char *key = mc_uuid_new (1);
  g_autofree char *address = g_strconcat ("/officials/v1/actions/", key, NULL);
  g_autoptr (McTrainingResponse) first = send_act (desk.portal, desk.token, dossier, key, body);
  g_autoptr (GBytes) then = NULL;
  g_autoptr (GBytes) now = NULL;
  g_autoptr (JsonNode) told_of = NULL;
  g_autoptr (McOutcome) outcome = mc_codec_outcome_parse (first->body, NULL);

  g_assert_cmpint (first->status, ==, 200);
  g_assert_null (g_hash_table_lookup (first->headers, "Idempotency-Replayed"));
  g_assert_cmpstr (outcome->key, ==, key);
  /* that the national portal is told is no act */
  mc_clock_advance (desk.clock, 20 * G_USEC_PER_SEC);
  told_of = mc_test_get (desk.portal, desk.token, "/officials/v1/changes");
  then = get_detail_bytes (desk.portal, desk.token, dossier->summary->id);
  for (guint i = 0; i < 200; i++)
    {
      g_autoptr (McTrainingResponse) again = NULL;
      g_autoptr (McTrainingResponse) told = NULL;

      mc_clock_advance (desk.clock, G_USEC_PER_SEC);
      again = send_act (desk.portal, desk.token, dossier, key, body);
      g_assert_cmpint (again->status, ==, 200);
      g_assert_cmpstr (g_hash_table_lookup (again->headers, "Idempotency-Replayed"), ==, "true");
      g_assert_true (g_bytes_equal (again->body, first->body));
      told = mc_test_send (desk.portal, "GET", address, desk.token, NULL, NULL);
      g_assert_true (g_bytes_equal (told->body, first->body));
    }
  now = get_detail_bytes (desk.portal, desk.token, dossier->summary->id);
  g_assert_true (g_bytes_equal (then, now));
}

static void
expect (const McTrainingResponse *response, int status, const char *code)
{
  g_autoptr (JsonNode) node = mc_test_json (response);
  JsonObject *problem = json_node_get_object (node);

  g_assert_cmpstr (json_object_get_string_member (problem, "code"), ==, code);
  g_assert_cmpint (response->status, ==, status);
  g_assert_cmpint (json_object_get_int_member (problem, "status"), ==, status);
}

static void
test_order (void)
{
  g_auto (Desk) desk = make_desk (10, 0);
  g_autofree char *leader = mc_test_sign_in (desk.portal, "lanhdao1");
  g_autofree char *stranger = mc_test_sign_in (desk.portal, "tiepnhan3");
  g_autoptr (McDossier) dossier = find_waiting (&desk, NULL, 0);
  g_autoptr (GBytes) body = make_body (dossier);
  g_autoptr (GBytes) broken = g_bytes_new_static ("{", 1);
  g_autofree char *key = mc_uuid_new (1);
  const gint64 sound = dossier->summary->handling_version;
  McTrainingResponse *response;

#define EXPECT(token, bytes, status, code)                                                                             \
  response = send_act (desk.portal, token, dossier, key, bytes);                                                       \
  expect (response, status, code);                                                                                     \
  mc_training_response_free (response)

  /* authority before the precondition, the precondition before the rest */
  dossier->summary->handling_version = 99;
  EXPECT (leader, body, 403, "wrong_role");
  EXPECT (stranger, body, 404, "not_found");
  EXPECT (desk.token, body, 412, "stale");
  EXPECT (desk.token, broken, 400, "bad_body");
  dossier->summary->handling_version = sound;
  EXPECT (leader, body, 403, "wrong_role");
  EXPECT (stranger, body, 404, "not_found");

  /* none of these was kept; once it is done the key comes before body and precondition */
  response = send_act (desk.portal, desk.token, dossier, key, body);
  g_assert_cmpint (response->status, ==, 200);
  mc_training_response_free (response);
  EXPECT (desk.token, broken, 422, "idempotency_key_reused");
  dossier->summary->handling_version = 99;
  EXPECT (desk.token, body, 422, "idempotency_key_reused");
#undef EXPECT
}

/* Opened again while the first still has it open: what a portal that was killed leaves behind. */
static void
test_restart (void)
{
  char *directory = mc_test_directory ();
  g_autoptr (McClock) clock = mc_test_clock (10, 0);
  g_autoptr (McTraining) first = mc_test_portal (directory, 1, DOSSIERS, clock);
  g_autoptr (McTraining) second = NULL;
  Desk desk = { clock, first, NULL };
  g_autofree char *token = desk.token = mc_test_sign_in (first, "tiepnhan1");
  g_autofree char *cursor = NULL;
  g_autofree char *key = mc_uuid_new (1);
  g_autoptr (McDossier) dossier = find_waiting (&desk, NULL, 0);
  g_autoptr (GBytes) body = make_body (dossier);
  g_autoptr (McTrainingResponse) answer = NULL;
  g_autoptr (McTrainingResponse) again = NULL;
  g_autoptr (McChanges) page = NULL;
  g_autoptr (McDossier) next = NULL;
  g_autoptr (McDossier) accepted = NULL;
  g_autofree char *new_token = NULL;

  while (page == NULL || page->more)
    {
      g_clear_pointer (&page, mc_changes_unref);
      page = get_page (first, token, cursor);
      g_set_str (&cursor, page->next);
    }
  answer = send_act (first, token, dossier, key, body);
  g_assert_cmpint (answer->status, ==, 200);

  second = mc_test_portal (directory, 99, 7, clock);
  g_assert_true (portals_are_equal (first, second));
  new_token = mc_test_sign_in (second, "tiepnhan1");
  again = send_act (second, new_token, dossier, key, body);
  g_assert_true (g_bytes_equal (again->body, answer->body));
  g_assert_cmpstr (g_hash_table_lookup (again->headers, "Idempotency-Replayed"), ==, "true");

  g_clear_pointer (&page, mc_changes_unref);
  page = get_page (second, new_token, cursor);
  g_assert_false (page->snapshot);
  g_assert_cmpuint (page->changes->len, ==, 1);
  g_assert_cmpstr (((McChange *) g_ptr_array_index (page->changes, 0))->id, ==, dossier->summary->id);

  desk = (Desk) { clock, second, new_token };
  next = find_waiting (&desk, NULL, 0);
  accepted = accept_it (&desk, next);
  g_assert_cmpstr (accepted->summary->code, ==, "H99.1.7-20261123-0000002");
  g_clear_object (&first);
  g_clear_object (&second);
  mc_test_remove (directory);
}

/* A change between two pages of a snapshot is told by the log that follows. */
static void
test_change_during_snapshot (void)
{
  g_autoptr (McClock) clock = mc_test_clock (10, 0);
  g_autoptr (McTraining) portal = mc_test_portal (NULL, 1, 1200, clock);
  g_autofree char *token = mc_test_sign_in (portal, "tiepnhan1");
  Desk desk = { clock, portal, token };
  g_autoptr (McDossier) dossier = find_waiting (&desk, NULL, 0);
  g_autoptr (McDossier) after = NULL;
  g_autoptr (McChanges) page = get_page (portal, token, NULL);
  g_autoptr (GHashTable) newest = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint pages = 0;

  g_assert_true (page->snapshot && page->more);
  after = accept_it (&desk, dossier);
  while (page != NULL)
    {
      McChanges *next;

      pages++;
      for (guint i = 0; i < page->changes->len; i++)
        {
          const McChange *change = g_ptr_array_index (page->changes, i);

          g_hash_table_insert (newest, g_strdup (change->id), GINT_TO_POINTER ((int) change->summary->version));
        }
      next = page->more ? get_page (portal, token, page->next) : NULL;
      g_clear_pointer (&page, mc_changes_unref);
      page = next;
    }
  g_assert_cmpuint (pages, >=, 4);
  g_assert_cmpuint (g_hash_table_size (newest), ==, 1200);
  g_assert_cmpint (GPOINTER_TO_INT (g_hash_table_lookup (newest, after->summary->id)), ==, after->summary->version);
}

static void
test_odd_requests (void)
{
  g_auto (Desk) desk = make_desk (10, 0);
  static const char *const methods[] = { "GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "", "get", "\xff" };
  static const char *const paths[] = { "",
                                       "/",
                                       "//",
                                       "/officials",
                                       "/officials/v1",
                                       "/officials/v1/",
                                       "/officials/v1//me",
                                       "/officials/v1/me/",
                                       "/officials/v1/dossiers",
                                       "/officials/v1/dossiers/",
                                       "/officials/v1/dossiers//actions",
                                       "/officials/v1/dossiers/%00/actions",
                                       "/officials/v1/dossiers/' OR 1=1--",
                                       "/officials/v1/dossiers/\xff\xfe",
                                       "/officials/v1/actions/",
                                       "/officials/v1/changes?",
                                       "/officials/v1/changes?cursor",
                                       "/officials/v1/changes?cursor=",
                                       "/officials/v1/changes?cursor=%",
                                       "/officials/v1/changes?cursor=%00",
                                       "/officials/v1/changes?cursor=l_%ff~",
                                       "/officials/v1/changes?cursor=~~~~",
                                       "/officials/v1/changes?&&&==",
                                       "/officials/v1/about?\xff",
                                       "/oidc/",
                                       "/oidc/authorize",
                                       "/oidc/token",
                                       "/oidc/revoke",
                                       "/oidc/jwks/x",
                                       "/oidc/../officials/v1/me" };
  g_autofree char *long_path = g_strnfill (100000, 'a');
  g_autofree char *long_query = g_strconcat ("/officials/v1/changes?cursor=", long_path, NULL);
  g_autofree guint8 *huge = g_malloc0 (1024 * 1024 + 1);
  g_autoptr (GBytes) body = g_bytes_new (huge, 1024 * 1024 + 1);
  g_autoptr (McTrainingResponse) too_long = mc_test_send (desk.portal, "GET", long_path, desk.token, NULL, NULL);
  g_autoptr (McTrainingResponse) long_cursor = mc_test_send (desk.portal, "GET", long_query, desk.token, NULL, NULL);
  g_autoptr (McTrainingResponse) too_large
      = mc_test_send (desk.portal, "POST", "/officials/v1/me", desk.token, NULL, body);

  for (guint m = 0; m < G_N_ELEMENTS (methods); m++)
    for (guint p = 0; p < G_N_ELEMENTS (paths); p++)
      {
        g_autoptr (GBytes) zero = g_bytes_new_static ("\0a=b&\xff", 6);
        g_autoptr (McTrainingResponse) here = mc_test_send (desk.portal, methods[m], paths[p], desk.token, NULL, zero);
        g_autoptr (McTrainingResponse) page = mc_test_browse (desk.portal, methods[m], paths[p], "x=%zz&=&&");

        g_assert_cmpint (page->status, >=, 400);
        if (here->status == 200)
          g_assert_true (g_str_has_prefix (paths[p], "/officials/v1/changes")
                         || g_str_has_prefix (paths[p], "/officials/v1/about"));
      }
  expect (too_long, 414, "too_long");
  expect (long_cursor, 414, "too_long");
  expect (too_large, 413, "too_large");
}

/* Bodies gone wrong by a byte or several: refused, never a crash, and nothing done by what was refused. */
static void
test_broken_bodies (void)
{
  g_auto (Desk) desk = make_desk (10, 0);
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261123);
  g_autoptr (McDossier) dossier = find_waiting (&desk, NULL, 0);
  g_autoptr (GBytes) whole = make_body (dossier);
  g_autoptr (GBytes) before = get_detail_bytes (desk.portal, desk.token, dossier->summary->id);
  gsize size;
  const guint8 *data = g_bytes_get_data (whole, &size);
  guint refused = 0;

  for (guint i = 0; i < 3000; i++)
    {
      g_autofree guint8 *copy = g_memdup2 (data, size);
      g_autoptr (GBytes) body = NULL;
      g_autofree char *key = mc_uuid_new (i + 1);
      g_autoptr (McTrainingResponse) response = NULL;
      gsize length = g_rand_int_range (rand, 0, 4) == 0 ? (gsize) g_rand_int_range (rand, 0, (gint32) size) : size;

      for (int n = g_rand_int_range (rand, 1, 6); n > 0; n--)
        copy[g_rand_int_range (rand, 0, (gint32) size)] = (guint8) g_rand_int_range (rand, 0, 256);
      body = g_bytes_new (copy, length);
      response = send_act (desk.portal, desk.token, dossier, key, body);
      if (response->status == 200)
        {
          /* the byte did not matter (within performed_at): take the next dossier */
          g_clear_pointer (&dossier, mc_dossier_unref);
          g_clear_pointer (&before, g_bytes_unref);
          dossier = find_waiting (&desk, NULL, 0);
          before = get_detail_bytes (desk.portal, desk.token, dossier->summary->id);
          continue;
        }
      g_assert_true (response->status == 400 || response->status == 422);
      refused++;
    }
  {
    g_autoptr (GBytes) after = get_detail_bytes (desk.portal, desk.token, dossier->summary->id);

    g_assert_true (g_bytes_equal (before, after));
  }
  g_assert_cmpuint (refused, >, 2900);
}

static void
test_units (void)
{
  g_auto (Desk) desk = make_desk (10, 0);
  g_autofree char *other = mc_test_sign_in (desk.portal, "tiepnhan3");
  g_autoptr (GPtrArray) mine = get_all (desk.portal, desk.token);
  g_autoptr (GPtrArray) theirs = get_all (desk.portal, other);

  g_assert_cmpuint (theirs->len, ==, 20);
  for (guint i = 0; i < mine->len; i++)
    {
      const McSummary *summary = g_ptr_array_index (mine, i);
      g_autofree char *address = g_strconcat ("/officials/v1/dossiers/", summary->id, NULL);
      g_autoptr (McTrainingResponse) response = mc_test_send (desk.portal, "GET", address, other, NULL, NULL);

      expect (response, 404, "not_found");
      g_assert_cmpstr (summary->received_unit, !=, ((McSummary *) g_ptr_array_index (theirs, 0))->received_unit);
    }
}

/* The ids that an official sees. (transfer full) */
static GHashTable *
see (McTraining *portal, const char *username)
{
  g_autofree char *token = mc_test_sign_in (portal, username);
  g_autoptr (GPtrArray) all = get_all (portal, token);
  GHashTable *ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < all->len; i++)
    g_assert_true (g_hash_table_add (ids, g_strdup (((McSummary *) g_ptr_array_index (all, i))->id)));
  return ids;
}

static void
expect_same (GHashTable *ids, GHashTable *others)
{
  GHashTableIter iter;
  gpointer id;

  g_assert_cmpuint (g_hash_table_size (ids), ==, g_hash_table_size (others));
  g_hash_table_iter_init (&iter, ids);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_assert_true (g_hash_table_contains (others, id));
}

/* What became of a dossier in an official's log: TRUE: it is there, FALSE: it is to be forgotten. */
static gboolean
follow (McTraining *portal, const char *token, const char *cursor, const char *id)
{
  g_autoptr (McChanges) page = get_page (portal, token, cursor);

  g_assert_cmpuint (page->changes->len, ==, 1);
  g_assert_cmpstr (((McChange *) g_ptr_array_index (page->changes, 0))->id, ==, id);
  return ((McChange *) g_ptr_array_index (page->changes, 0))->summary != NULL;
}

static char *
end_of_feed (McTraining *portal, const char *token)
{
  g_autofree char *cursor = NULL;

  for (;;)
    {
      g_autoptr (McChanges) page = get_page (portal, token, cursor);

      if (!page->more)
        return g_strdup (page->next);
      g_set_str (&cursor, page->next);
    }
}

/* Who is above a unit sees what it has, by the tree, and nobody else does: ward committee over its counter, province over
 * both wards. A move within is a change to those above both, a farewell to who is above one. */
static void
test_tree (void)
{
  g_auto (Desk) desk = make_desk (10, 0);
  g_autoptr (GHashTable) counter = see (desk.portal, "lanhdao1");
  g_autoptr (GHashTable) ward = see (desk.portal, "lanhdao2");
  g_autoptr (GHashTable) other = see (desk.portal, "tiepnhan3");
  g_autoptr (GHashTable) province = see (desk.portal, "giamsat1");
  g_autofree char *ward_token = mc_test_sign_in (desk.portal, "lanhdao2");
  g_autofree char *province_token = mc_test_sign_in (desk.portal, "giamsat1");
  g_autofree char *ward_cursor = end_of_feed (desk.portal, ward_token);
  g_autofree char *province_cursor = end_of_feed (desk.portal, province_token);
  GHashTableIter iter;
  gpointer id = NULL, foreign = NULL;
  g_autofree char *address = NULL;
  g_autofree char *foreign_address = NULL;

  expect_same (counter, ward);
  g_hash_table_iter_init (&iter, other);
  while (g_hash_table_iter_next (&iter, &foreign, NULL))
    g_assert_false (g_hash_table_contains (ward, foreign));
  g_assert_cmpuint (g_hash_table_size (province), ==, g_hash_table_size (ward) + g_hash_table_size (other));

  g_hash_table_iter_init (&iter, other);
  g_assert_true (g_hash_table_iter_next (&iter, &foreign, NULL));
  g_hash_table_iter_init (&iter, ward);
  g_assert_true (g_hash_table_iter_next (&iter, &id, NULL));
  address = g_strconcat ("/officials/v1/dossiers/", id, NULL);
  foreign_address = g_strconcat ("/officials/v1/dossiers/", foreign, NULL);
  {
    g_autoptr (McTrainingResponse) read = mc_test_send (desk.portal, "GET", address, ward_token, NULL, NULL);
    g_autoptr (McTrainingResponse) hidden = mc_test_send (desk.portal, "GET", foreign_address, ward_token, NULL, NULL);
    g_autoptr (McTrainingResponse) counted = mc_test_send (desk.portal, "GET", address, province_token, NULL, NULL);

    g_assert_cmpint (read->status, ==, 200);
    expect (hidden, 404, "not_found");
    g_assert_cmpint (counted->status, ==, 200);
    {
      g_autoptr (JsonNode) outline = mc_test_json (counted);

      g_assert_true (json_object_get_boolean_member (json_node_get_object (outline), "outline"));
    }
  }
  g_assert_true (mc_training_move_dossier (desk.portal, id, "an-hoa"));
  g_assert_false (follow (desk.portal, ward_token, ward_cursor, id));
  {
    /* who saw it is told where it is; who never did, nothing: the one that was always there is no news */
    g_autoptr (McTrainingResponse) gone = mc_test_send (desk.portal, "GET", address, ward_token, NULL, NULL);
    g_autoptr (McTrainingResponse) hidden = mc_test_send (desk.portal, "GET", foreign_address, ward_token, NULL, NULL);
    g_autoptr (JsonNode) told = mc_test_json (gone);
    g_autoptr (JsonNode) untold = mc_test_json (hidden);

    expect (gone, 404, "not_found");
    expect (hidden, 404, "not_found");
    g_assert_nonnull (strstr (json_object_get_string_member (json_node_get_object (told), "moved_to"), "An Hòa"));
    g_assert_false (json_object_has_member (json_node_get_object (untold), "moved_to"));
  }
  g_assert_true (follow (desk.portal, province_token, province_cursor, id));
}

/* A database that was made before there was this tree: who is above is told by the log, who was told already is not. */
static void
test_older_tree (void)
{
  char *directory = mc_test_directory ();
  g_autofree char *path = g_build_filename (directory, "portal.db", NULL);
  g_auto (Desk) desk = { .clock = mc_test_clock (10, 0) };
  g_autofree char *above = NULL;
  g_autoptr (McChanges) page = NULL;
  g_autoptr (GHashTable) ward = NULL;
  g_autoptr (GHashTable) counter = NULL;
  sqlite3 *db = NULL;

  desk.portal = mc_test_portal (directory, 1, 200, desk.clock);
  g_clear_object (&desk.portal);
  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db,
                                 "DELETE FROM views WHERE unit NOT IN ('an-binh', 'an-hoa');"
                                 "DELETE FROM meta WHERE name = 'tree'",
                                 NULL, NULL, NULL),
                   ==, SQLITE_OK);
  sqlite3_close (db);

  desk.portal = mc_test_portal (directory, 1, 0, desk.clock);
  ward = see (desk.portal, "lanhdao2");
  counter = see (desk.portal, "lanhdao1");
  expect_same (ward, counter);
  desk.token = mc_test_sign_in (desk.portal, "lanhdao2");
  above = end_of_feed (desk.portal, desk.token);
  g_clear_object (&desk.portal);
  /* told once */
  desk.portal = mc_test_portal (directory, 1, 0, desk.clock);
  g_set_str (&desk.token, NULL);
  desk.token = mc_test_sign_in (desk.portal, "lanhdao2");
  page = get_page (desk.portal, desk.token, above);
  g_assert_cmpuint (page->changes->len, ==, 0);
  g_clear_object (&desk.portal);
  mc_test_remove (directory);
}

static void
test_empty (void)
{
  g_autoptr (McClock) clock = mc_test_clock (10, 0);
  g_autoptr (McTraining) portal = mc_test_portal (NULL, 1, 0, clock);
  g_autofree char *token = mc_test_sign_in (portal, "tiepnhan1");
  g_autoptr (McChanges) snapshot = get_page (portal, token, NULL);
  g_autoptr (McChanges) log = get_page (portal, token, snapshot->next);

  g_assert_cmpuint (snapshot->changes->len, ==, 0);
  g_assert_cmpint (snapshot->total, ==, 0);
  g_assert_true (snapshot->snapshot && snapshot->more);
  g_assert_false (log->snapshot || log->more);
  g_assert_cmpint (log->total, ==, -1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/training/seed/makes-the-same-portal", test_seed);
  g_test_add_func ("/training/data/people-are-invented", test_invented);
  g_test_add_func ("/training/about-and-me/have-their-shape", test_shapes);
  g_test_add_func ("/training/queues/hold-something", test_queues);
  g_test_add_func ("/training/feed/change-during-a-snapshot", test_change_during_snapshot);
  g_test_add_func ("/training/feed/nothing-there", test_empty);
  g_test_add_func ("/training/units/see-their-own", test_units);
  g_test_add_func ("/training/units/tree", test_tree);
  g_test_add_func ("/training/units/older-tree", test_older_tree);
  g_test_add_func ("/training/accept/effects", test_accept);
  g_test_add_func ("/training/accept/numbers-follow-each-other", test_numbers);
  g_test_add_func ("/training/accept/due-date", test_due);
  g_test_add_func ("/training/accept/repeated-200-times-acts-once", test_once);
  g_test_add_func ("/training/accept/order-of-checks", test_order);
  g_test_add_func ("/training/restart/loses-nothing-acknowledged", test_restart);
  g_test_add_func ("/training/input/odd-requests", test_odd_requests);
  g_test_add_func ("/training/input/broken-bodies", test_broken_bodies);
  return g_test_run ();
}
