// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-sync.h"
#include "profile.h"

static McSync *
make_sync (Profile *p)
{
  return mc_sync_new (MC_PORTAL (p->portal), p->journal, p->cache, p->clock);
}

static void
add_records (Profile *p, guint first, guint last)
{
  for (guint i = first; i <= last; i++)
    {
      g_autoptr (McSummary) summary = fake_summary_new (i, 5, 3);

      fake_portal_put (p->portal, summary);
    }
}

static void
await_current (McSync *sync)
{
  MC_TEST_UNTIL (mc_sync_get_line (sync)->state == MC_LINE_CURRENT);
}

/* The next poll, on the clock. */
static void
poll_again (Profile *p)
{
  guint before = fake_portal_count_calls (p->portal, "changes");

  profile_settle (p);
  mc_clock_advance (p->clock, 30 * SECOND);
  MC_TEST_UNTIL (fake_portal_count_calls (p->portal, "changes") > before);
  profile_settle (p);
}

static void
end (Profile *p, McSync **sync)
{
  mc_sync_stop (*sync);
  g_clear_object (sync);
  profile_settle (p);
}

static guint
count_asked (Profile *p)
{
  return fake_portal_count_calls (p->portal, "detail");
}

/* All that can be fetched ahead has been. */
static void
let_fetch (Profile *p, McSync *sync)
{
  guint before;

  await_current (sync);
  profile_settle (p);
  mc_clock_advance (p->clock, 2 * SECOND);
  do
    {
      before = count_asked (p);
      profile_settle (p);
    }
  while (count_asked (p) != before);
}

static gboolean
has_detail (Profile *p, guint number)
{
  g_autofree char *id = fake_id (number);
  g_autoptr (GBytes) detail = dex_await_boxed (mc_cache_detail (p->cache, id), NULL);

  return detail != NULL;
}

MC_TEST_FIBER (test_open_dossier)
{
  g_autoptr (Profile) p = profile_new ();
  g_autoptr (McSync) sync = make_sync (p);
  g_autofree char *id = fake_id (1);
  g_autoptr (McSummary) newer = fake_summary_new (1, 6, 4);
  g_autoptr (GError) error = NULL;
  g_autoptr (McDossier) first = NULL;
  g_autoptr (McDossier) cached = NULL;
  g_autoptr (McDossier) after = NULL;

  add_records (p, 1, 2);
  mc_sync_start (sync);
  await_current (sync);
  first = dex_await_boxed (mc_sync_open_dossier (sync, id), &error);
  g_assert_no_error (error);
  g_assert_cmpint (first->summary->version, ==, 5);
  g_assert_cmpuint (fake_portal_count_calls (p->portal, "detail"), ==, 1);

  /* the second time without the portal */
  fake_portal_set_line (p->portal, MC_PORTAL_ERROR_OFFLINE);
  cached = dex_await_boxed (mc_sync_open_dossier (sync, id), &error);
  g_assert_no_error (error);
  g_assert_cmpint (cached->summary->version, ==, 5);
  g_assert_cmpuint (fake_portal_count_calls (p->portal, "detail"), ==, 1);
  /* one that was never opened cannot be had now */
  {
    g_autofree char *other = fake_id (2);

    g_assert_null (dex_await_boxed (mc_sync_open_dossier (sync, other), &error));
    g_assert_error (error, MC_PORTAL_ERROR, MC_PORTAL_ERROR_OFFLINE);
    g_clear_error (&error);
  }
  fake_portal_set_line (p->portal, -1);

  /* a newer summary of the feed makes the kept detail old */
  fake_portal_put (p->portal, newer);
  poll_again (p);
  after = dex_await_boxed (mc_sync_open_dossier (sync, id), &error);
  g_assert_no_error (error);
  g_assert_cmpint (after->summary->version, ==, 6);
  end (p, &sync);
  return dex_future_new_true ();
}

/* A detail newer than the feed brings its summary along. */
MC_TEST_FIBER (test_open_newer)
{
  g_autoptr (Profile) p = profile_new ();
  g_autoptr (McSync) sync = make_sync (p);
  g_autoptr (McSummary) newer = fake_summary_new (1, 6, 4);
  g_autoptr (McDossier) dossier = NULL;
  g_autoptr (McSummary) shown = NULL;
  g_autoptr (GBytes) kept = NULL;

  add_records (p, 1, 1);
  mc_sync_start (sync);
  await_current (sync);
  fake_portal_put (p->portal, newer);
  dossier = dex_await_boxed (mc_sync_open_dossier (sync, newer->id), NULL);
  g_assert_cmpint (dossier->summary->version, ==, 6);
  shown = profile_summary (p, newer->id);
  g_assert_cmpint (shown->version, ==, 6);
  kept = dex_await_boxed (mc_cache_detail (p->cache, newer->id), NULL);
  g_assert_nonnull (kept);
  end (p, &sync);
  return dex_future_new_true ();
}

/* An answer that a newer record overtook on its way is not shown as if it were today's. */
MC_TEST_FIBER (test_overtaken)
{
  g_autoptr (Profile) p = profile_new ();
  g_autoptr (McSync) sync = make_sync (p);
  g_autoptr (DexPromise) gate = dex_promise_new ();
  g_autoptr (McSummary) newer = fake_summary_new (1, 6, 4);
  g_autoptr (McDossier) dossier = NULL;
  DexFuture *opened;

  add_records (p, 1, 1);
  mc_sync_start (sync);
  await_current (sync);
  fake_portal_set_gate (p->portal, DEX_FUTURE (gate));
  opened = mc_sync_open_dossier (sync, newer->id);
  MC_TEST_UNTIL (count_asked (p) == 1);
  fake_portal_put (p->portal, newer);
  poll_again (p);
  dex_promise_resolve_boolean (gate, TRUE);
  dossier = dex_await_boxed (opened, NULL);
  g_assert_cmpint (dossier->summary->version, ==, 6);
  g_assert_cmpuint (count_asked (p), ==, 2);
  end (p, &sync);
  return dex_future_new_true ();
}

/* Who asks for the same record at the same time asks once. */
MC_TEST_FIBER (test_together)
{
  g_autoptr (Profile) p = profile_new ();
  g_autoptr (McSync) sync = make_sync (p);
  g_autoptr (DexPromise) gate = dex_promise_new ();
  g_autofree char *id = fake_id (1);
  g_autoptr (McDossier) first = NULL;
  g_autoptr (McDossier) second = NULL;
  DexFuture *opened[2];

  add_records (p, 1, 1);
  mc_sync_start (sync);
  await_current (sync);
  fake_portal_set_gate (p->portal, DEX_FUTURE (gate));
  for (guint i = 0; i < G_N_ELEMENTS (opened); i++)
    opened[i] = mc_sync_open_dossier (sync, id);
  MC_TEST_UNTIL (count_asked (p) == 1);
  profile_settle (p);
  dex_promise_resolve_boolean (gate, TRUE);
  first = dex_await_boxed (opened[0], NULL);
  second = dex_await_boxed (opened[1], NULL);
  g_assert_nonnull (first);
  g_assert_nonnull (second);
  g_assert_cmpuint (count_asked (p), ==, 1);
  end (p, &sync);
  return dex_future_new_true ();
}

/* One's own open work, the first fifty of the queue, one at a time; only the newest versions. */
MC_TEST_FIBER (test_ahead)
{
  g_autoptr (Profile) p = profile_new ();
  g_autoptr (McSync) sync = make_sync (p);
  g_autoptr (McSummary) newer = fake_summary_new (7, 6, 4);
  g_autoptr (McSummary) closed = fake_summary_new (8, 6, 4);

  fake_portal_add_queue (p->portal);
  add_records (p, 1, 60);
  mc_sync_start (sync);
  await_current (sync);
  profile_settle (p);
  g_assert_cmpuint (count_asked (p), ==, 0); /* lists come first */
  let_fetch (p, sync);
  g_assert_cmpuint (count_asked (p), ==, 50);
  g_assert_cmpuint (fake_portal_count_at_once (p->portal), ==, 1);
  g_assert_true (has_detail (p, 1));
  g_assert_true (has_detail (p, 50));
  g_assert_false (has_detail (p, 51));

  /* nothing new: nothing is asked; then what is newer, and what moved up */
  poll_again (p);
  let_fetch (p, sync);
  g_assert_cmpuint (count_asked (p), ==, 50);
  closed->national_state = 3;
  fake_portal_put (p->portal, newer);
  fake_portal_put (p->portal, closed);
  poll_again (p);
  let_fetch (p, sync);
  g_assert_cmpuint (count_asked (p), ==, 52);
  g_assert_true (has_detail (p, 7));
  g_assert_false (has_detail (p, 8));
  g_assert_true (has_detail (p, 51));
  end (p, &sync);
  return dex_future_new_true ();
}

/* At the first sign that the line is away it ends; one record that is gone is no such sign. */
MC_TEST_FIBER (test_ahead_offline)
{
  g_autoptr (Profile) p = profile_new ();
  g_autoptr (McSync) sync = make_sync (p);

  fake_portal_add_queue (p->portal);
  add_records (p, 1, 20);
  fake_portal_set_line (p->portal, MC_PORTAL_ERROR_OFFLINE);
  fake_portal_set_line_of (p->portal, "detail", 5);
  mc_sync_start (sync);
  let_fetch (p, sync);
  g_assert_cmpuint (count_asked (p), ==, 6);
  fake_portal_set_line (p->portal, MC_PORTAL_ERROR_FORBIDDEN);
  poll_again (p);
  let_fetch (p, sync);
  g_assert_cmpuint (count_asked (p), ==, 21);
  fake_portal_set_line (p->portal, -1);
  poll_again (p);
  let_fetch (p, sync);
  g_assert_cmpuint (count_asked (p), ==, 36);
  g_assert_true (has_detail (p, 20));
  end (p, &sync);
  return dex_future_new_true ();
}

/* What is opened goes before what is fetched ahead, and what was stopped asks nothing more. */
MC_TEST_FIBER (test_ahead_gives_way)
{
  g_autoptr (Profile) p = profile_new ();
  g_autoptr (McSync) sync = make_sync (p);
  g_autoptr (DexPromise) ahead = dex_promise_new ();
  g_autoptr (DexPromise) opening = dex_promise_new ();
  g_autofree char *id = fake_id (20);
  g_autoptr (McDossier) dossier = NULL;
  DexFuture *opened;

  fake_portal_add_queue (p->portal);
  add_records (p, 1, 20);
  fake_portal_set_gate (p->portal, DEX_FUTURE (ahead));
  mc_sync_start (sync);
  let_fetch (p, sync);
  g_assert_cmpuint (count_asked (p), ==, 1);
  fake_portal_set_gate (p->portal, DEX_FUTURE (opening));
  opened = mc_sync_open_dossier (sync, id);
  MC_TEST_UNTIL (count_asked (p) == 2);
  dex_promise_resolve_boolean (ahead, TRUE);
  profile_settle (p);
  g_assert_true (has_detail (p, 1));
  g_assert_cmpuint (count_asked (p), ==, 2);
  dex_promise_resolve_boolean (opening, TRUE);
  dossier = dex_await_boxed (opened, NULL);
  g_assert_nonnull (dossier);
  MC_TEST_UNTIL (count_asked (p) > 2);
  end (p, &sync);
  {
    guint asked = count_asked (p);

    profile_settle (p);
    g_assert_cmpuint (count_asked (p), ==, asked);
  }
  return dex_future_new_true ();
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/details/open", test_open_dossier);
  g_test_add_func ("/details/open-newer", test_open_newer);
  g_test_add_func ("/details/overtaken", test_overtaken);
  g_test_add_func ("/details/together", test_together);
  g_test_add_func ("/details/ahead", test_ahead);
  g_test_add_func ("/details/ahead-offline", test_ahead_offline);
  g_test_add_func ("/details/ahead-gives-way", test_ahead_gives_way);
  return g_test_run ();
}
