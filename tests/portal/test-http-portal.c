// SPDX-License-Identifier: GPL-3.0-or-later
#include <string.h>

#include "mc-codecs.h"
#include "mc-http-portal.h"
#include "mc-test-authorizer.h"
#include "mc-test-portal.h"
#include "mc-test.h"
#include "mc-text.h"

/* The contract over HTTPS, as the program speaks it, to the real training portal. */
typedef struct
{
  McTestPortal *process;
  McTestAuthorizer *authorizer;
  McPortal *portal;
} Fixture;

static Fixture *
fixture_new (const char *first_token)
{
  Fixture *self = g_new0 (Fixture, 1);
  g_autoptr (McClock) clock = mc_clock_new_system ();
  g_autofree char *token = NULL;
  g_autoptr (GError) error = NULL;

  self->process = mc_test_portal_start ();
  token = mc_test_portal_dup_access_token (self->process, "tiepnhan1");
  self->authorizer = mc_test_authorizer_new (first_token != NULL ? first_token : token, token);
  self->portal = MC_PORTAL (mc_http_portal_new (mc_test_portal_get_url (self->process),
                                                mc_test_portal_get_ca_file (self->process), clock, &error));
  g_assert_no_error (error);
  mc_http_portal_set_authorizer (MC_HTTP_PORTAL (self->portal), MC_AUTHORIZER (self->authorizer));
  return self;
}

static void
fixture_free (Fixture *self)
{
  g_object_unref (self->portal);
  g_object_unref (self->authorizer);
  mc_test_portal_free (self->process);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Fixture, fixture_free)

/* The whole feed from the beginning; the log's cursor at the end. */
static GPtrArray *
read_snapshot (McPortal *portal, char **cursor)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) mc_summary_unref);
  gboolean more = TRUE;

  *cursor = NULL;
  while (more)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (McChanges) changes = dex_await_boxed (mc_portal_changes (portal, *cursor), &error);

      g_assert_no_error (error);
      for (guint i = 0; i < changes->changes->len; i++)
        {
          McChange *change = g_ptr_array_index (changes->changes, i);

          if (change->summary != NULL)
            g_ptr_array_add (all, mc_summary_ref (change->summary));
        }
      more = changes->more;
      g_set_str (cursor, changes->next);
    }
  return g_steal_pointer (&all);
}

static McDossier *
read_dossier (McPortal *portal, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = dex_await_boxed (mc_portal_detail (portal, "dossier", id), &error);
  McDossier *dossier;

  g_assert_no_error (error);
  dossier = mc_codec_dossier_parse (bytes, &error);
  g_assert_no_error (error);
  return dossier;
}

static McSummary *
find_acceptable (GPtrArray *all)
{
  for (guint i = 0; i < all->len; i++)
    if (mc_summary_allows (g_ptr_array_index (all, i), "accept"))
      return g_ptr_array_index (all, i);
  g_error ("no dossier can be accepted");
}

/* The act as the checking page makes it: every component found sufficient. */
static McAct *
make_accept (const McDossier *dossier)
{
  g_autoptr (GString) form = g_string_new ("{\"components\":[");
  McAct *act = mc_act_new ();

  for (guint i = 0; i < dossier->components->len; i++)
    {
      const McComponent *component = g_ptr_array_index (dossier->components, i);

      g_string_append_printf (form, "%s{\"id\":\"%s\",\"mark\":\"sufficient\"}", i > 0 ? "," : "", component->id);
    }
  g_string_append (form, "]}");
  act->key = mc_uuid_new (g_get_real_time () / 1000);
  act->kind = g_strdup ("dossier");
  act->record_id = g_strdup (dossier->summary->id);
  act->action = g_strdup ("accept");
  act->expected_handling_version = dossier->summary->handling_version;
  act->performed_at = g_date_time_new_now_utc ();
  g_free (act->form);
  act->form = g_string_free_and_steal (g_steal_pointer (&form));
  return act;
}

MC_TEST_FIBER (test_reading)
{
  g_autoptr (Fixture) f = fixture_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (McAbout) about = dex_await_boxed (mc_portal_about (f->portal), &error);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (McMe) me = NULL;
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (McDossier) dossier = NULL;
  g_autofree char *cursor = NULL;

  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (about->issuer, mc_test_portal_get_url (f->process)));
  g_assert_true (about->training);
  g_assert_cmpint (about->contract, ==, MC_CONTRACT_VERSION);

  bytes = dex_await_boxed (mc_portal_me (f->portal), &error);
  g_assert_no_error (error);
  me = mc_codec_me_parse (bytes, &error);
  g_assert_no_error (error);
  g_assert_true (g_strv_contains ((const char *const *) me->roles, "receiver"));
  g_assert_cmpuint (me->queues->len, >, 0);
  g_assert_nonnull (mc_me_find_action (me, "accept"));

  all = read_snapshot (f->portal, &cursor);
  g_assert_cmpuint (all->len, >, 0);
  g_assert_cmpuint (all->len, <=, 30);
  dossier = read_dossier (f->portal, find_acceptable (all)->id);
  g_assert_cmpstr (dossier->summary->id, ==, find_acceptable (all)->id);
  return dex_future_new_true ();
}

MC_TEST_FIBER (test_refusals)
{
  g_autoptr (Fixture) f = fixture_new (NULL);
  g_autoptr (GError) unknown = NULL;
  g_autoptr (GError) no_outcome = NULL;
  g_autoptr (GError) gone = NULL;

  g_assert_false (
      dex_await (mc_portal_detail (f->portal, "dossier", "0192f0c0-0000-7000-8000-000000000001"), &unknown));
  g_assert_error (unknown, MC_PORTAL_ERROR, MC_PORTAL_ERROR_NOT_FOUND);
  g_assert_nonnull (mc_portal_error_get_problem (unknown)->detail);
  g_assert_false (dex_await (mc_portal_outcome (f->portal, "0192f0c0-0000-7000-8000-000000000001"), &no_outcome));
  g_assert_error (no_outcome, MC_PORTAL_ERROR, MC_PORTAL_ERROR_NOT_FOUND);
  g_assert_false (dex_await (mc_portal_changes (f->portal, "no-such-cursor"), &gone));
  g_assert_error (gone, MC_PORTAL_ERROR, MC_PORTAL_ERROR_RESYNC);
  return dex_future_new_true ();
}

MC_TEST_FIBER (test_act)
{
  g_autoptr (Fixture) f = fixture_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *cursor = NULL;
  g_autoptr (GPtrArray) all = read_snapshot (f->portal, &cursor);
  g_autoptr (McDossier) dossier = read_dossier (f->portal, find_acceptable (all)->id);
  g_autoptr (McAct) act = make_accept (dossier);
  g_autoptr (McOutcome) outcome = dex_await_boxed (mc_portal_act (f->portal, act), &error);
  g_autoptr (McOutcome) replay = NULL;
  g_autoptr (McOutcome) asked = NULL;
  g_autoptr (McChanges) log = NULL;
  g_autoptr (McDossier) after = NULL;
  McChange *change;

  g_assert_no_error (error);
  g_assert_cmpstr (outcome->key, ==, act->key);
  g_assert_false (outcome->replayed);
  g_assert_cmpint (outcome->summary->national_state, ==, 2);
  g_assert_cmpint (outcome->summary->handling_version, ==, act->expected_handling_version + 1);

  /* the same key again: the same answer, and nothing more happens */
  replay = dex_await_boxed (mc_portal_act (f->portal, act), &error);
  g_assert_no_error (error);
  g_assert_true (replay->replayed);
  g_assert_cmpstr (replay->summary->code, ==, outcome->summary->code);
  asked = dex_await_boxed (mc_portal_outcome (f->portal, act->key), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (asked->summary->code, ==, outcome->summary->code);
  after = read_dossier (f->portal, act->record_id);
  g_assert_cmpuint (after->history->len, ==, dossier->history->len + 1);

  /* the log tells it once */
  log = dex_await_boxed (mc_portal_changes (f->portal, cursor), &error);
  g_assert_no_error (error);
  g_assert_false (log->snapshot);
  g_assert_cmpuint (log->changes->len, ==, 1);
  change = g_ptr_array_index (log->changes, 0);
  g_assert_cmpstr (change->id, ==, act->record_id);
  g_assert_cmpint (change->summary->version, ==, outcome->summary->version);
  return dex_future_new_true ();
}

/* A second act on the old version: 412 with the record as it is. */
MC_TEST_FIBER (test_stale)
{
  g_autoptr (Fixture) f = fixture_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *cursor = NULL;
  g_autoptr (GPtrArray) all = read_snapshot (f->portal, &cursor);
  g_autoptr (McDossier) dossier = read_dossier (f->portal, find_acceptable (all)->id);
  g_autoptr (McAct) act = make_accept (dossier);
  g_autoptr (McAct) late = make_accept (dossier);
  const McProblem *problem;

  g_assert_true (dex_await (mc_portal_act (f->portal, act), &error));
  g_assert_no_error (error);
  g_assert_false (dex_await (mc_portal_act (f->portal, late), &error));
  g_assert_error (error, MC_PORTAL_ERROR, MC_PORTAL_ERROR_STALE);
  problem = mc_portal_error_get_problem (error);
  g_assert_cmpint (problem->current->handling_version, ==, act->expected_handling_version + 1);
  g_assert_nonnull (problem->changed_by);
  return dex_future_new_true ();
}

/* A token the portal does not know: one new one, and the call succeeds. */
MC_TEST_FIBER (test_refresh)
{
  g_autoptr (Fixture) f = fixture_new ("a-token-long-gone");
  g_autoptr (GError) error = NULL;

  g_assert_true (dex_await (mc_portal_me (f->portal), &error));
  g_assert_no_error (error);
  g_assert_cmpuint (mc_test_authorizer_count_rejected (f->authorizer), ==, 1);
  g_assert_true (dex_await (mc_portal_me (f->portal), &error));
  g_assert_cmpuint (mc_test_authorizer_count_rejected (f->authorizer), ==, 1);
  return dex_future_new_true ();
}

/* Presence, a look at a whole number (twice under one key), a device's key: there and back. */
MC_TEST_FIBER (test_people)
{
  g_autoptr (Fixture) f = fixture_new (NULL);
  g_autofree char *cursor = NULL;
  g_autoptr (GPtrArray) all = read_snapshot (f->portal, &cursor);
  const McSummary *first = g_ptr_array_index (all, 0);
  g_autoptr (McDossier) whole = read_dossier (f->portal, first->id);
  g_autoptr (GError) error = NULL;
  g_autoptr (McPresence) presence = dex_await_boxed (mc_portal_presence (f->portal, first->id, TRUE), &error);
  g_autoptr (McPresence) left = dex_await_boxed (mc_portal_presence (f->portal, first->id, FALSE), &error);
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *key = mc_uuid_new (g_get_real_time () / 1000);
  const McReveal look = { key, first->id, "reveal", "owner_id_number", "Đối chiếu.", now };
  const McReveal other = { key, first->id, "reveal", "owner_id_number", "Khác.", now };
  g_autofree char *number = dex_await_string (mc_portal_reveal (f->portal, &look), &error);
  g_autofree char *again = dex_await_string (mc_portal_reveal (f->portal, &look), &error);
  guint8 sealed[1024] = { 1, 2, 0, 255 };
  g_autoptr (GBytes) bytes = g_bytes_new (sealed, sizeof sealed);
  g_autoptr (GBytes) kept = NULL;

  g_assert_no_error (error);
  g_assert_nonnull (presence->until);
  g_assert_cmpuint (presence->others->len, ==, 0);
  g_assert_null (left->until);
  g_assert_cmpstr (number, ==, whole->owner.id_number);
  g_assert_cmpstr (again, ==, number);
  g_assert_false (dex_await (mc_portal_reveal (f->portal, &other), &error));
  g_assert_error (error, MC_PORTAL_ERROR, MC_PORTAL_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_true (dex_await_boolean (mc_portal_keep_key (f->portal, key, bytes), &error));
  kept = dex_await_boxed (mc_portal_read_key (f->portal, key), &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (kept, bytes));
  g_assert_true (dex_await_boolean (mc_portal_keep_key (f->portal, key, NULL), &error));
  g_assert_false (dex_await (mc_portal_read_key (f->portal, key), &error));
  g_assert_error (error, MC_PORTAL_ERROR, MC_PORTAL_ERROR_NOT_FOUND);
  return dex_future_new_true ();
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/http-portal/reading", test_reading);
  g_test_add_func ("/http-portal/refusals", test_refusals);
  g_test_add_func ("/http-portal/act", test_act);
  g_test_add_func ("/http-portal/stale", test_stale);
  g_test_add_func ("/http-portal/refresh", test_refresh);
  g_test_add_func ("/http-portal/people", test_people);
  return g_test_run ();
}
