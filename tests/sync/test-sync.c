// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-sync.h"
#include "profile.h"

/* What the signals told since the last look. */
typedef struct
{
  GPtrArray *ids; /* of strings */
  guint many;     /* "records-changed" without ids */
  guint lines;
  guint mes;
} Heard;

static void
records_changed_cb (McSync *sync, char **ids, Heard *heard)
{
  heard->many += ids == NULL;
  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    g_ptr_array_add (heard->ids, g_strdup (ids[i]));
}

static void
line_changed_cb (McSync *sync, Heard *heard)
{
  heard->lines++;
}

static void
me_changed_cb (McSync *sync, Heard *heard)
{
  heard->mes++;
}

static McSync *
make_sync (Profile *p, Heard *heard)
{
  McSync *sync = mc_sync_new (MC_PORTAL (p->portal), p->journal, p->cache, p->clock);

  if (heard == NULL)
    return sync;
  *heard = (Heard) { .ids = g_ptr_array_new_with_free_func (g_free) };
  g_signal_connect (sync, "records-changed", G_CALLBACK (records_changed_cb), heard);
  g_signal_connect (sync, "line-changed", G_CALLBACK (line_changed_cb), heard);
  g_signal_connect (sync, "me-changed", G_CALLBACK (me_changed_cb), heard);
  return sync;
}

static void
heard_clear (Heard *heard)
{
  g_ptr_array_unref (heard->ids);
}

static void
forget (Heard *heard)
{
  g_ptr_array_set_size (heard->ids, 0);
  heard->many = heard->lines = heard->mes = 0;
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

static guint
count_rows (Profile *p)
{
  g_autoptr (McListing) listing = dex_await_boxed (mc_cache_list (p->cache, NULL, NULL, NULL), NULL);

  return listing->keys->len;
}

static void
await_current (McSync *sync)
{
  MC_TEST_UNTIL (mc_sync_get_line (sync)->state == MC_LINE_CURRENT);
}

/* The next poll, on the clock. */
static void
poll_again (Profile *p, McSync *sync)
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

MC_TEST_FIBER (test_snapshot)
{
  g_autoptr (Profile) p = profile_new ();
  Heard heard;
  g_autoptr (McSync) sync = make_sync (p, &heard);
  const McLine *line = mc_sync_get_line (sync);

  g_assert_cmpint (line->state, ==, MC_LINE_STARTING);
  g_assert_cmpint (line->updated_us, ==, 0);
  g_assert_cmpint (line->snapshot_done, ==, -1);
  add_records (p, 1, 25);
  fake_portal_set_page_size (p->portal, 10);
  mc_sync_start (sync);
  await_current (sync);
  g_assert_cmpuint (count_rows (p), ==, 25);
  g_assert_cmpint (line->updated_us, ==, mc_clock_now_us (p->clock));
  g_assert_cmpint (line->offline_since_us, ==, 0);
  g_assert_cmpint (line->snapshot_done, ==, -1);
  g_assert_null (line->error);
  /* three pages and the log */
  g_assert_cmpuint (fake_portal_count_calls (p->portal, "changes"), ==, 4);
  g_assert_cmpuint (heard.ids->len, ==, 25);
  g_assert_cmpuint (heard.mes, ==, 1);
  g_assert_cmpstr (mc_sync_get_me (sync)->sub, ==, "can-bo-1");
  end (p, &sync);
  heard_clear (&heard);
  return dex_future_new_true ();
}

/* How far the first update is: after its first page, then after each batch of pages. */
static void
note_progress_cb (McSync *sync, GArray *seen)
{
  const McLine *line = mc_sync_get_line (sync);

  if (line->state == MC_LINE_UPDATING && line->snapshot_total >= 0 && line->snapshot_done > 0)
    if (seen->len == 0 || g_array_index (seen, gint64, seen->len - 1) != line->snapshot_done)
      g_array_append_val (seen, line->snapshot_done);
}

MC_TEST_FIBER (test_progress)
{
  g_autoptr (Profile) p = profile_new ();
  g_autoptr (McSync) sync = make_sync (p, NULL);
  g_autoptr (GArray) seen = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_signal_connect (sync, "line-changed", G_CALLBACK (note_progress_cb), seen);
  add_records (p, 1, 25);
  fake_portal_set_page_size (p->portal, 10);
  mc_sync_start (sync);
  await_current (sync);
  g_assert_cmpuint (seen->len, ==, 2);
  g_assert_cmpint (g_array_index (seen, gint64, 0), ==, 10);
  g_assert_cmpint (g_array_index (seen, gint64, 1), ==, 25);
  g_assert_cmpint (mc_sync_get_line (sync)->snapshot_total, ==, 25);
  end (p, &sync);
  return dex_future_new_true ();
}

/* The log: what changed and nothing else; tombstones remove. */
MC_TEST_FIBER (test_log)
{
  g_autoptr (Profile) p = profile_new ();
  Heard heard;
  g_autoptr (McSync) sync = make_sync (p, &heard);
  g_autoptr (McSummary) changed = fake_summary_new (2, 6, 4);
  g_autoptr (McSummary) shown = NULL;
  g_autofree char *gone = fake_id (3);

  add_records (p, 1, 5);
  mc_sync_start (sync);
  await_current (sync);
  forget (&heard);
  poll_again (p, sync);
  g_assert_cmpuint (heard.ids->len, ==, 0);
  g_assert_cmpuint (heard.many, ==, 0);

  changed->national_state = 4;
  fake_portal_put (p->portal, changed);
  fake_portal_remove (p->portal, gone);
  add_records (p, 6, 6);
  poll_again (p, sync);
  g_assert_cmpuint (heard.ids->len, ==, 3);
  g_assert_cmpuint (count_rows (p), ==, 5);
  shown = profile_summary (p, changed->id);
  g_assert_cmpint (shown->national_state, ==, 4);
  g_assert_null (profile_summary (p, gone));
  g_assert_cmpint (mc_sync_get_line (sync)->updated_us, ==, mc_clock_now_us (p->clock));
  end (p, &sync);
  heard_clear (&heard);
  return dex_future_new_true ();
}

/* A page that is older than what is known (an act's answer came first) changes nothing. */
MC_TEST_FIBER (test_older_page)
{
  g_autoptr (Profile) p = profile_new ();
  Heard heard;
  g_autoptr (McSync) sync = make_sync (p, &heard);
  g_autoptr (McSummary) older = fake_summary_new (1, 4, 2);
  g_autoptr (McSummary) shown = NULL;
  g_autoptr (McChanges) page = mc_changes_new ();
  McChange *change = mc_change_new ();

  add_records (p, 1, 1);
  mc_sync_start (sync);
  await_current (sync);
  forget (&heard);
  change->kind = g_strdup ("dossier");
  change->id = g_strdup (older->id);
  change->summary = mc_summary_ref (older);
  g_ptr_array_add (page->changes, change);
  page->next = g_strdup ("l 0 1");
  page->total = -1;
  fake_portal_inject (p->portal, page);
  poll_again (p, sync);
  g_assert_cmpuint (heard.ids->len, ==, 0);
  shown = profile_summary (p, older->id);
  g_assert_cmpint (shown->version, ==, 5);
  end (p, &sync);
  heard_clear (&heard);
  return dex_future_new_true ();
}

/* 410: a new snapshot; what it did not bring goes at its end. */
MC_TEST_FIBER (test_resync)
{
  g_autoptr (Profile) p = profile_new ();
  Heard heard;
  g_autoptr (McSync) sync = make_sync (p, &heard);
  g_autofree char *lost = fake_id (2);

  add_records (p, 1, 30);
  fake_portal_set_page_size (p->portal, 10);
  mc_sync_start (sync);
  await_current (sync);
  g_assert_cmpuint (count_rows (p), ==, 30);
  forget (&heard);

  /* the right to number 2 ended, and its tombstone went with the old cursors */
  fake_portal_remove (p->portal, lost);
  add_records (p, 31, 31);
  fake_portal_forget_cursors (p->portal);
  poll_again (p, sync);
  MC_TEST_UNTIL (heard.many == 1);
  await_current (sync);
  g_assert_cmpuint (count_rows (p), ==, 30);
  g_assert_null (profile_summary (p, lost));
  /* only what is new was told one by one */
  g_assert_cmpuint (heard.ids->len, ==, 1);
  end (p, &sync);
  heard_clear (&heard);
  return dex_future_new_true ();
}

/* A page of a snapshot, as a program that ends after it leaves it. */
static void
apply_snapshot (Profile *p, guint first, guint last, const char *next)
{
  g_autoptr (McChanges) page = mc_changes_new ();
  g_autoptr (GError) error = NULL;

  page->snapshot = TRUE;
  page->next = g_strdup (next);
  for (guint i = first; i <= last; i++)
    {
      McChange *change = mc_change_new ();

      change->kind = g_strdup ("dossier");
      change->id = fake_id (i);
      change->summary = fake_summary_new (i, 5, 3);
      g_ptr_array_add (page->changes, change);
    }
  dex_await (mc_cache_apply (p->cache, page), &error);
  g_assert_no_error (error);
}

/* A program that ended and a line that broke in the middle of a resync: everything stays readable, and it goes on where it was. */
MC_TEST_FIBER (test_resync_interrupted)
{
  g_autoptr (Profile) p = profile_new ();
  g_autoptr (McSync) sync = make_sync (p, NULL);

  add_records (p, 1, 30);
  fake_portal_set_page_size (p->portal, 10);
  mc_sync_start (sync);
  await_current (sync);
  end (p, &sync);

  dex_await (mc_cache_begin_snapshot (p->cache), NULL);
  apply_snapshot (p, 1, 10, "s 0 30 10");
  g_assert_cmpuint (count_rows (p), ==, 30);

  profile_reopen (p);
  fake_portal_set_line (p->portal, MC_PORTAL_ERROR_OFFLINE);
  sync = make_sync (p, NULL);
  mc_sync_start (sync);
  MC_TEST_UNTIL (mc_sync_get_line (sync)->state == MC_LINE_OFFLINE);
  g_assert_cmpuint (count_rows (p), ==, 30);
  fake_portal_set_line (p->portal, -1);
  mc_sync_poke (sync);
  await_current (sync);
  g_assert_cmpuint (count_rows (p), ==, 30);
  end (p, &sync);
  return dex_future_new_true ();
}

/* A row that the snapshot's pages missed is in the log that follows, perhaps not on its first page: nothing is swept before. */
MC_TEST_FIBER (test_sweep_after_whole_log)
{
  g_autoptr (Profile) p = profile_new ();
  g_autoptr (McSync) sync = make_sync (p, NULL);

  add_records (p, 1, 10);
  fake_portal_set_page_size (p->portal, 2);
  mc_sync_start (sync);
  await_current (sync);
  end (p, &sync);

  /* a snapshot that brought nothing but its end; all ten are in the log of five pages, and the line breaks after the first */
  dex_await (mc_cache_begin_snapshot (p->cache), NULL);
  dex_await (mc_cache_set (p->cache, "cursor", "l 0 0"), NULL);
  sync = make_sync (p, NULL);
  fake_portal_set_line (p->portal, MC_PORTAL_ERROR_OFFLINE);
  fake_portal_set_line_of (p->portal, "changes", 1);
  mc_sync_start (sync);
  MC_TEST_UNTIL (mc_sync_get_line (sync)->state == MC_LINE_OFFLINE);
  g_assert_cmpuint (count_rows (p), ==, 10);
  fake_portal_set_line (p->portal, -1);
  mc_sync_poke (sync);
  await_current (sync);
  g_assert_cmpuint (count_rows (p), ==, 10);
  end (p, &sync);
  return dex_future_new_true ();
}

/* The program ended between a snapshot's last page and its sweep: what the next start sweeps is told to the open pages. */
MC_TEST_FIBER (test_sweep_is_told)
{
  g_autoptr (Profile) p = profile_new ();
  g_autoptr (McSync) sync = make_sync (p, NULL);
  g_autofree char *lost = fake_id (3);
  Heard heard;

  add_records (p, 1, 3);
  mc_sync_start (sync);
  await_current (sync);
  end (p, &sync);
  fake_portal_remove (p->portal, lost);
  dex_await (mc_cache_begin_snapshot (p->cache), NULL);
  apply_snapshot (p, 1, 2, "l 0 4");
  profile_reopen (p);

  sync = make_sync (p, &heard);
  mc_sync_start (sync);
  await_current (sync);
  g_assert_cmpuint (count_rows (p), ==, 2);
  g_assert_cmpuint (heard.many, ==, 1);
  /* once */
  poll_again (p, sync);
  g_assert_cmpuint (heard.many, ==, 1);
  end (p, &sync);
  heard_clear (&heard);
  return dex_future_new_true ();
}

/* 5 s, 10 s, 20 s, then every 30 s; a poke at once; the time of going offline stands. */
MC_TEST_FIBER (test_offline)
{
  static const gint64 waits[] = { 5, 10, 20, 30, 30 };
  g_autoptr (Profile) p = profile_new ();
  g_autoptr (McSync) sync = make_sync (p, NULL);
  const McLine *line = mc_sync_get_line (sync);
  gint64 since;
  gint64 updated;

  add_records (p, 1, 3);
  mc_sync_start (sync);
  await_current (sync);
  updated = line->updated_us;
  fake_portal_set_line (p->portal, MC_PORTAL_ERROR_OFFLINE);
  poll_again (p, sync);
  g_assert_cmpint (line->state, ==, MC_LINE_OFFLINE);
  g_assert_cmpstr (line->error, ==, "offline");
  since = mc_clock_now_us (p->clock);
  g_assert_cmpint (line->offline_since_us, ==, since);
  g_assert_cmpint (line->updated_us, ==, updated);

  for (guint i = 0; i < G_N_ELEMENTS (waits); i++)
    {
      guint calls = fake_portal_count_calls (p->portal, "changes");

      profile_settle (p);
      mc_clock_advance (p->clock, waits[i] * SECOND - 1);
      profile_settle (p);
      g_assert_cmpuint (fake_portal_count_calls (p->portal, "changes"), ==, calls);
      mc_clock_advance (p->clock, 1);
      MC_TEST_UNTIL (fake_portal_count_calls (p->portal, "changes") == calls + 1);
      profile_settle (p);
      g_assert_cmpint (line->state, ==, MC_LINE_OFFLINE);
      g_assert_cmpint (line->offline_since_us, ==, since);
    }
  fake_portal_set_line (p->portal, -1);
  mc_sync_poke (sync);
  await_current (sync);
  g_assert_cmpint (line->offline_since_us, ==, 0);
  g_assert_null (line->error);
  end (p, &sync);
  return dex_future_new_true ();
}

MC_TEST_FIBER (test_line_states)
{
  static const struct
  {
    McPortalError code;
    McLineState state;
    const char *error;
    gboolean offline;
  } rows[] = {
    { MC_PORTAL_ERROR_OFFLINE, MC_LINE_OFFLINE, "offline", TRUE },
    { MC_PORTAL_ERROR_TIMEOUT, MC_LINE_OFFLINE, "timeout", TRUE },
    { MC_PORTAL_ERROR_CAPTIVE, MC_LINE_OFFLINE, "captive", TRUE },
    { MC_PORTAL_ERROR_RATE_LIMITED, MC_LINE_OFFLINE, "rate-limited", TRUE },
    { MC_PORTAL_ERROR_SERVER, MC_LINE_OFFLINE, "server", TRUE },
    { MC_PORTAL_ERROR_NOT_SIGNED_IN, MC_LINE_SIGNED_OUT, "not-signed-in", FALSE },
    { MC_PORTAL_ERROR_TLS, MC_LINE_TROUBLE, "tls", FALSE },
    { MC_PORTAL_ERROR_PROTOCOL, MC_LINE_TROUBLE, "protocol", FALSE },
    { MC_PORTAL_ERROR_FORBIDDEN, MC_LINE_TROUBLE, "forbidden", FALSE },
  };
  g_autoptr (Profile) p = profile_new ();
  g_autoptr (McSync) sync = make_sync (p, NULL);
  const McLine *line = mc_sync_get_line (sync);

  mc_sync_start (sync);
  await_current (sync);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      fake_portal_set_line (p->portal, (int) rows[i].code);
      poll_again (p, sync);
      g_assert_cmpint (line->state, ==, rows[i].state);
      g_assert_cmpstr (line->error, ==, rows[i].error);
      g_assert_cmpint (line->offline_since_us != 0, ==, rows[i].offline);
      fake_portal_set_line (p->portal, -1);
      mc_sync_poke (sync);
      await_current (sync);
      g_assert_null (line->error);
    }
  end (p, &sync);
  return dex_future_new_true ();
}

/* What waits for signing in goes as soon as the feed is answered again, whoever brought that about. */
MC_TEST_FIBER (test_signed_in_again)
{
  g_autoptr (Profile) p = profile_new ();
  g_autoptr (McSync) sync = make_sync (p, NULL);
  g_autoptr (McSummary) record = fake_summary_new (1, 5, 3);
  g_autoptr (McOutboxEntry) entry = NULL;

  fake_portal_put (p->portal, record);
  mc_sync_start (sync);
  await_current (sync);
  fake_portal_set_line (p->portal, MC_PORTAL_ERROR_NOT_SIGNED_IN);
  entry = dex_await_boxed (mc_sync_act (sync, record, "accept", NULL, 0), NULL);
  MC_TEST_UNTIL (fake_portal_count_acts (p->portal) == 1);
  poll_again (p, sync);
  g_assert_cmpint (mc_sync_get_line (sync)->state, ==, MC_LINE_SIGNED_OUT);
  g_assert_cmpuint (mc_sync_get_line (sync)->waiting, ==, 1);
  fake_portal_set_line (p->portal, -1);
  mc_clock_advance (p->clock, 30 * SECOND);
  await_current (sync);
  MC_TEST_UNTIL (fake_portal_count_commits (p->portal) == 1);
  MC_TEST_UNTIL (mc_sync_get_line (sync)->waiting == 0);
  end (p, &sync);
  return dex_future_new_true ();
}

/* A portal that was renewed while somebody works takes newer programs alone: that is said, nothing is sent and nothing lost;
 * once it takes this one, what waited goes. */
MC_TEST_FIBER (test_outdated)
{
  g_autoptr (Profile) p = profile_new ();
  g_autoptr (McSync) sync = make_sync (p, NULL);
  const McLine *line = mc_sync_get_line (sync);
  g_autoptr (McSummary) record = fake_summary_new (1, 5, 3);
  g_autoptr (McOutboxEntry) entry = NULL;
  guint before;

  fake_portal_put (p->portal, record);
  fake_portal_set_oldest_client (p->portal, "0.0.1");
  mc_sync_start (sync);
  await_current (sync);
  fake_portal_set_oldest_client (p->portal, "999.0");
  before = fake_portal_count_calls (p->portal, "about");
  poll_again (p, sync);
  /* not with each question */
  g_assert_cmpuint (fake_portal_count_calls (p->portal, "about"), ==, before);
  g_assert_cmpint (line->state, ==, MC_LINE_CURRENT);
  mc_clock_advance (p->clock, 60 * 60 * SECOND);
  MC_TEST_UNTIL (mc_line_is_outdated (line));
  entry = dex_await_boxed (mc_sync_act (sync, record, "accept", NULL, 0), NULL);
  profile_settle (p);
  mc_clock_advance (p->clock, 60 * SECOND);
  profile_settle (p);
  g_assert_true (mc_line_is_outdated (line));
  g_assert_cmpuint (fake_portal_count_acts (p->portal), ==, 0);
  g_assert_cmpuint (line->waiting, ==, 1);
  fake_portal_set_oldest_client (p->portal, "0.0.1");
  mc_sync_poke (sync);
  await_current (sync);
  MC_TEST_UNTIL (fake_portal_count_commits (p->portal) == 1);
  MC_TEST_UNTIL (line->waiting == 0);
  end (p, &sync);
  return dex_future_new_true ();
}

/* The counts in the line, and the record told when the portal has it. */
MC_TEST_FIBER (test_act)
{
  g_autoptr (Profile) p = profile_new ();
  Heard heard;
  g_autoptr (McSync) sync = make_sync (p, &heard);
  const McLine *line = mc_sync_get_line (sync);
  g_autoptr (McSummary) first = fake_summary_new (1, 5, 3);
  g_autoptr (McSummary) second = fake_summary_new (2, 5, 3);
  g_autoptr (McOutboxEntry) held = NULL;
  g_autoptr (McOutboxEntry) refused = NULL;
  g_autoptr (McSummary) shown = NULL;

  fake_portal_put (p->portal, first);
  fake_portal_put (p->portal, second);
  fake_portal_plan (p->portal, (FakePlan) { FAKE_ACT_FAILS, MC_PORTAL_ERROR_INVALID });
  mc_sync_start (sync);
  await_current (sync);
  forget (&heard);
  refused = dex_await_boxed (mc_sync_act (sync, second, "accept", NULL, 0), NULL);
  MC_TEST_UNTIL (line->needs_you == 1);
  held = dex_await_boxed (mc_sync_act (sync, first, "accept", NULL, 5), NULL);
  g_assert_cmpuint (line->waiting, ==, 1);
  g_assert_true (mc_sync_find_pending (sync, first->id) != NULL);
  g_assert_cmpuint (mc_sync_get_outbox (sync)->len, ==, 2);

  forget (&heard);
  mc_clock_advance (p->clock, 5 * SECOND);
  MC_TEST_UNTIL (heard.ids->len == 1);
  g_assert_cmpstr (g_ptr_array_index (heard.ids, 0), ==, first->id);
  MC_TEST_UNTIL (line->waiting == 0);
  shown = profile_summary (p, first->id);
  g_assert_cmpint (shown->national_state, ==, 2);
  g_assert_true (dex_await_boolean (mc_sync_discard (sync, refused->act->key), NULL));
  g_assert_cmpuint (line->needs_you, ==, 0);
  end (p, &sync);
  heard_clear (&heard);
  return dex_future_new_true ();
}

/* The portal has it: the entry and the record say so together, and neither waits for the detail. */
MC_TEST_FIBER (test_done_is_told_at_once)
{
  g_autoptr (Profile) p = profile_new ();
  Heard heard;
  g_autoptr (McSync) sync = make_sync (p, &heard);
  g_autoptr (DexPromise) gate = dex_promise_new ();
  g_autoptr (McSummary) record = fake_summary_new (1, 5, 3);
  g_autoptr (McOutboxEntry) entry = NULL;
  g_autoptr (McSummary) shown = NULL;
  g_autoptr (GBytes) detail = NULL;

  fake_portal_put (p->portal, record);
  mc_sync_start (sync);
  await_current (sync);
  forget (&heard);
  fake_portal_set_gate (p->portal, DEX_FUTURE (gate));
  entry = dex_await_boxed (mc_sync_act (sync, record, "accept", NULL, 0), NULL);
  MC_TEST_UNTIL (mc_sync_get_line (sync)->waiting == 0);
  g_assert_cmpuint (heard.ids->len, ==, 1);
  g_assert_null (mc_sync_find_pending (sync, record->id));
  shown = profile_summary (p, record->id);
  g_assert_cmpint (shown->national_state, ==, 2);
  g_assert_null (dex_await_boxed (mc_cache_detail (p->cache, record->id), NULL));
  /* the papers need the detail: it comes without anybody's opening it */
  dex_promise_resolve_boolean (gate, TRUE);
  MC_TEST_UNTIL (fake_portal_count_calls (p->portal, "detail") == 1);
  profile_settle (p);
  detail = dex_await_boxed (mc_cache_detail (p->cache, record->id), NULL);
  g_assert_nonnull (detail);
  end (p, &sync);
  heard_clear (&heard);
  return dex_future_new_true ();
}

/* Without a line at the start: who it is and what there was come from the cache. */
MC_TEST_FIBER (test_offline_start)
{
  g_autoptr (Profile) p = profile_new ();
  g_autoptr (McSync) sync = make_sync (p, NULL);
  Heard heard;
  gint64 updated;

  add_records (p, 1, 4);
  mc_sync_start (sync);
  await_current (sync);
  updated = mc_sync_get_line (sync)->updated_us;
  g_assert_cmpint (updated, >, 0);
  end (p, &sync);
  mc_clock_advance (p->clock, 25 * 60 * SECOND);
  profile_reopen (p);

  fake_portal_set_line (p->portal, MC_PORTAL_ERROR_OFFLINE);
  sync = make_sync (p, &heard);
  g_assert_null (mc_sync_get_me (sync));
  mc_sync_start (sync);
  MC_TEST_UNTIL (mc_sync_get_line (sync)->state == MC_LINE_OFFLINE);
  g_assert_cmpstr (mc_sync_get_me (sync)->name, ==, "Trần Thị Thử");
  g_assert_cmpuint (heard.mes, ==, 1);
  g_assert_cmpuint (count_rows (p), ==, 4);
  g_assert_cmpint (mc_sync_get_line (sync)->updated_us, ==, updated);
  fake_portal_set_line (p->portal, -1);
  mc_sync_poke (sync);
  await_current (sync);
  g_assert_cmpuint (heard.mes, ==, 1); /* the portal says the same */
  end (p, &sync);
  heard_clear (&heard);
  return dex_future_new_true ();
}

/* Garbage in the cache's "me" is no reason to fall. */
MC_TEST_FIBER (test_unsound_me)
{
  g_autoptr (Profile) p = profile_new ();
  g_autoptr (McSync) sync = NULL;

  dex_await (mc_cache_set (p->cache, "me", "{\"sub\":7"), NULL);
  fake_portal_set_line (p->portal, MC_PORTAL_ERROR_OFFLINE);
  sync = make_sync (p, NULL);
  mc_sync_start (sync);
  MC_TEST_UNTIL (mc_sync_get_line (sync)->state == MC_LINE_OFFLINE);
  g_assert_null (mc_sync_get_me (sync));
  end (p, &sync);
  return dex_future_new_true ();
}

/* After the stop nothing is asked and nothing is told any more. */
MC_TEST_FIBER (test_stop)
{
  g_autoptr (Profile) p = profile_new ();
  Heard heard;
  g_autoptr (McSync) sync = make_sync (p, &heard);
  guint calls;

  mc_sync_start (sync);
  await_current (sync);
  mc_sync_stop (sync);
  profile_settle (p);
  forget (&heard);
  calls = fake_portal_count_calls (p->portal, "changes");
  add_records (p, 1, 1);
  mc_clock_advance (p->clock, HOUR);
  mc_sync_poke (sync);
  profile_settle (p);
  g_assert_cmpuint (fake_portal_count_calls (p->portal, "changes"), ==, calls);
  g_assert_cmpuint (heard.lines + heard.mes + heard.many + heard.ids->len, ==, 0);
  end (p, &sync);
  heard_clear (&heard);
  return dex_future_new_true ();
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/snapshot", test_snapshot);
  g_test_add_func ("/sync/progress", test_progress);
  g_test_add_func ("/sync/log", test_log);
  g_test_add_func ("/sync/older-page", test_older_page);
  g_test_add_func ("/sync/resync", test_resync);
  g_test_add_func ("/sync/resync-interrupted", test_resync_interrupted);
  g_test_add_func ("/sync/sweep-after-whole-log", test_sweep_after_whole_log);
  g_test_add_func ("/sync/sweep-is-told", test_sweep_is_told);
  g_test_add_func ("/sync/offline", test_offline);
  g_test_add_func ("/sync/line-states", test_line_states);
  g_test_add_func ("/sync/signed-in-again", test_signed_in_again);
  g_test_add_func ("/sync/outdated", test_outdated);
  g_test_add_func ("/sync/act", test_act);
  g_test_add_func ("/sync/done-is-told-at-once", test_done_is_told_at_once);
  g_test_add_func ("/sync/offline-start", test_offline_start);
  g_test_add_func ("/sync/unsound-me", test_unsound_me);
  g_test_add_func ("/sync/stop", test_stop);
  return g_test_run ();
}
