// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-outbox.h"
#include "mc-reveal.h"
#include "mc-secret.h"
#include "profile.h"

static McOutbox *
start_outbox (Profile *p)
{
  McOutbox *outbox = mc_outbox_new (MC_PORTAL (p->portal), p->journal, p->cache, p->clock);
  g_autoptr (GError) error = NULL;

  dex_await (mc_outbox_start (outbox), &error);
  g_assert_no_error (error);
  return outbox;
}

/* The engine ends, as the program does; the files are opened again, and a new engine reads them. */
static void
restart (Profile *p, McOutbox **outbox, gint64 later_us)
{
  mc_outbox_stop (*outbox);
  g_clear_object (outbox);
  profile_settle (p);
  mc_clock_advance (p->clock, later_us);
  profile_reopen (p);
  *outbox = start_outbox (p);
}

/* A record that portal and cache know. */
static McSummary *
add_record (Profile *p, guint number)
{
  McSummary *summary = fake_summary_new (number, 5, 3);
  g_autoptr (McChanges) page = mc_changes_new ();
  McChange *change = mc_change_new ();

  fake_portal_put (p->portal, summary);
  change->kind = g_strdup ("dossier");
  change->id = g_strdup (summary->id);
  change->summary = mc_summary_ref (summary);
  g_ptr_array_add (page->changes, change);
  page->next = g_strdup ("l 0 0");
  g_strfreev (dex_await_boxed (mc_cache_apply (p->cache, page), NULL));
  return summary;
}

static McOutboxEntry *
act (McOutbox *outbox, McSummary *record, int undo_seconds)
{
  g_autoptr (GError) error = NULL;
  McOutboxEntry *entry
      = dex_await_boxed (mc_outbox_act (outbox, record, "accept", "{\"a\":\"b\"}", undo_seconds, NULL), &error);

  g_assert_no_error (error);
  return entry;
}

/* What the journal has on disk of it: (transfer full) (nullable) */
static McOutboxEntry *
on_disk (Profile *p, const char *key)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = dex_await_boxed (mc_journal_list (p->journal), &error);

  g_assert_no_error (error);
  for (guint i = 0; i < list->len; i++)
    {
      McOutboxEntry *entry = g_ptr_array_index (list, i);

      if (g_str_equal (entry->act->key, key))
        return mc_outbox_entry_ref (entry);
    }
  return NULL;
}

static McOutboxEntry *
in_memory (McOutbox *outbox, const char *key)
{
  GPtrArray *entries = mc_outbox_get_entries (outbox);

  for (guint i = 0; i < entries->len; i++)
    {
      McOutboxEntry *entry = g_ptr_array_index (entries, i);

      if (g_str_equal (entry->act->key, key))
        return entry;
    }
  return NULL;
}

static void
assert_state (Profile *p, McOutbox *outbox, const char *key, McOutboxState state, const char *cause)
{
  g_autoptr (McOutboxEntry) stored = NULL;

  MC_TEST_UNTIL (in_memory (outbox, key) != NULL && in_memory (outbox, key)->state == state);
  g_assert_cmpstr (in_memory (outbox, key)->cause, ==, cause);
  profile_settle (p);
  stored = on_disk (p, key);
  g_assert_nonnull (stored);
  g_assert_cmpint (stored->state, ==, state);
  g_assert_cmpstr (stored->cause, ==, cause);
}

/* What the promise of an act means: it is on disk. */
MC_TEST_FIBER (test_durable)
{
  g_autoptr (Profile) p = profile_new ();
  g_autoptr (McOutbox) outbox = start_outbox (p);
  g_autoptr (McSummary) record = add_record (p, 1);
  g_autoptr (McOutboxEntry) entry = act (outbox, record, 5);
  g_autoptr (McOutboxEntry) stored = NULL;

  mc_outbox_stop (outbox);
  profile_reopen (p);
  stored = on_disk (p, entry->act->key);
  g_assert_nonnull (stored);
  g_assert_cmpint (stored->state, ==, MC_OUTBOX_HELD);
  g_assert_cmpstr (stored->act->record_id, ==, record->id);
  g_assert_cmpstr (stored->act->form, ==, "{\"a\":\"b\"}");
  g_assert_cmpint (stored->act->expected_handling_version, ==, 3);
  g_assert_cmpint (stored->held_until_us, ==, mc_clock_now_us (p->clock) + 5 * SECOND);
  g_assert_cmpuint (fake_portal_count_acts (p->portal), ==, 0);
  return dex_future_new_true ();
}

static void
recorded_cb (McOutbox *outbox, McSummary *summary, gint64 *version)
{
  *version = summary->version;
}

MC_TEST_FIBER (test_sent)
{
  g_autoptr (Profile) p = profile_new ();
  g_autoptr (McOutbox) outbox = start_outbox (p);
  g_autoptr (McSummary) record = add_record (p, 1);
  g_autoptr (McOutboxEntry) entry = NULL;
  g_autoptr (McSummary) after = NULL;
  gint64 recorded = 0;

  g_signal_connect (outbox, "recorded", G_CALLBACK (recorded_cb), &recorded);
  entry = act (outbox, record, 0);
  assert_state (p, outbox, entry->act->key, MC_OUTBOX_DONE, NULL);
  MC_TEST_UNTIL (recorded != 0);
  g_assert_cmpint (recorded, ==, 6);
  g_assert_null (mc_outbox_find_pending (outbox, record->id));
  g_assert_cmpint (in_memory (outbox, entry->act->key)->attempts, ==, 1);
  after = profile_summary (p, record->id);
  g_assert_cmpint (after->national_state, ==, 2);
  profile_settle (p);
  g_assert_cmpuint (fake_portal_count_acts (p->portal), ==, 1);
  return dex_future_new_true ();
}

MC_TEST_FIBER (test_one_act_a_record)
{
  g_autoptr (Profile) p = profile_new ();
  g_autoptr (McOutbox) outbox = start_outbox (p);
  g_autoptr (McSummary) record = add_record (p, 1);
  g_autoptr (McOutboxEntry) entry = act (outbox, record, 5);
  g_autoptr (McSummary) after = NULL;
  g_autoptr (McOutboxEntry) next = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (mc_outbox_find_pending (outbox, record->id) == in_memory (outbox, entry->act->key));
  g_assert_false (dex_await (mc_outbox_act (outbox, record, "accept", NULL, 0, NULL), &error));
  g_assert_error (error, MC_STORE_ERROR, MC_STORE_ERROR_CONFLICT);
  g_assert_cmpuint (mc_outbox_get_entries (outbox)->len, ==, 1);
  mc_clock_advance (p->clock, 5 * SECOND);
  assert_state (p, outbox, entry->act->key, MC_OUTBOX_DONE, NULL);
  after = profile_summary (p, record->id);
  next = act (outbox, after, 0);
  assert_state (p, outbox, next->act->key, MC_OUTBOX_DONE, NULL);
  return dex_future_new_true ();
}

MC_TEST_FIBER (test_undo)
{
  g_autoptr (Profile) p = profile_new ();
  g_autoptr (McOutbox) outbox = start_outbox (p);
  g_autoptr (McSummary) record = add_record (p, 1);
  g_autoptr (McOutboxEntry) entry = act (outbox, record, 5);
  g_autoptr (McOutboxEntry) again = NULL;
  g_autoptr (McOutboxEntry) gone = NULL;

  mc_clock_advance (p->clock, 5 * SECOND - 1);
  profile_settle (p);
  g_assert_cmpuint (fake_portal_count_acts (p->portal), ==, 0);
  g_assert_true (dex_await_boolean (mc_outbox_undo (outbox, entry->act->key), NULL));
  gone = on_disk (p, entry->act->key);
  g_assert_null (gone);
  g_assert_null (in_memory (outbox, entry->act->key));
  mc_clock_advance (p->clock, HOUR);
  profile_settle (p);
  g_assert_cmpuint (fake_portal_count_acts (p->portal), ==, 0);

  /* the same again, and too late */
  again = act (outbox, record, 5);
  mc_clock_advance (p->clock, 5 * SECOND);
  g_assert_false (dex_await_boolean (mc_outbox_undo (outbox, again->act->key), NULL));
  assert_state (p, outbox, again->act->key, MC_OUTBOX_DONE, NULL);
  g_assert_cmpuint (fake_portal_count_commits (p->portal), ==, 1);
  g_assert_false (dex_await_boolean (mc_outbox_undo (outbox, "no-such-key"), NULL));
  return dex_future_new_true ();
}

/* The window ends while the undo is on its way to the disk: either it was undone or it was sent, never both. */
MC_TEST_FIBER (test_undo_at_the_last_moment)
{
  g_autoptr (Profile) p = profile_new ();
  g_autoptr (McOutbox) outbox = start_outbox (p);

  for (guint i = 1; i <= 20; i++)
    {
      g_autoptr (McSummary) record = add_record (p, i);
      g_autoptr (McOutboxEntry) entry = act (outbox, record, 5);
      g_autoptr (DexFuture) undo = NULL;
      guint before = fake_portal_count_commits (p->portal);
      gboolean undone;

      mc_clock_advance (p->clock, 5 * SECOND - 1);
      /* the journal's thread has other work first */
      for (guint k = 0; k < 3; k++)
        dex_future_disown (mc_journal_set (p->journal, "busy", "1"));
      undo = mc_outbox_undo (outbox, entry->act->key);
      dex_await (dex_timeout_new_usec (1), NULL);
      mc_clock_advance (p->clock, SECOND);
      undone = dex_await_boolean (dex_ref (undo), NULL);
      profile_settle (p);
      if (!undone)
        MC_TEST_UNTIL (fake_portal_count_commits (p->portal) == before + 1);
      profile_settle (p);
      g_assert_cmpuint (fake_portal_count_commits (p->portal), ==, undone ? before : before + 1);
    }
  return dex_future_new_true ();
}

/* The end of a hold is a time, not a timer. */
MC_TEST_FIBER (test_hold_over_restart)
{
  g_autoptr (Profile) p = profile_new ();
  g_autoptr (McOutbox) outbox = start_outbox (p);
  g_autoptr (McSummary) first = add_record (p, 1);
  g_autoptr (McSummary) second = add_record (p, 2);
  g_autoptr (McOutboxEntry) shorter = act (outbox, first, 5);
  g_autoptr (McOutboxEntry) longer = act (outbox, second, 60);

  restart (p, &outbox, 10 * SECOND);
  assert_state (p, outbox, shorter->act->key, MC_OUTBOX_DONE, NULL);
  g_assert_cmpint (in_memory (outbox, longer->act->key)->state, ==, MC_OUTBOX_HELD);
  mc_clock_advance (p->clock, 49 * SECOND);
  profile_settle (p);
  g_assert_cmpuint (fake_portal_count_acts (p->portal), ==, 1);
  mc_clock_advance (p->clock, SECOND);
  assert_state (p, outbox, longer->act->key, MC_OUTBOX_DONE, NULL);
  mc_outbox_stop (outbox);
  return dex_future_new_true ();
}

/* A stuck record stops its own lane and no other. */
MC_TEST_FIBER (test_lanes)
{
  g_autoptr (Profile) p = profile_new ();
  g_autoptr (McOutbox) outbox = start_outbox (p);
  g_autoptr (McSummary) stuck = add_record (p, 1);
  g_autoptr (McSummary) other = add_record (p, 2);
  g_autoptr (McSummary) third = add_record (p, 3);
  g_autoptr (McOutboxEntry) a = NULL;
  g_autoptr (McOutboxEntry) b = NULL;
  g_autoptr (McOutboxEntry) c = NULL;

  fake_portal_plan (p->portal, (FakePlan) { FAKE_ACT_HANGS });
  fake_portal_plan (p->portal, (FakePlan) { FAKE_ACT_FAILS, MC_PORTAL_ERROR_FORBIDDEN });
  a = act (outbox, stuck, 0);
  MC_TEST_UNTIL (fake_portal_count_acts (p->portal) == 1);
  b = act (outbox, other, 0);
  assert_state (p, outbox, b->act->key, MC_OUTBOX_NEEDS_YOU, "forbidden");
  c = act (outbox, third, 0);
  assert_state (p, outbox, c->act->key, MC_OUTBOX_DONE, NULL);
  g_assert_cmpint (in_memory (outbox, a->act->key)->state, ==, MC_OUTBOX_SENDING);
  mc_outbox_stop (outbox);
  return dex_future_new_true ();
}

/* Several acts of one record that need no version (notes): in their order, one at a time. */
MC_TEST_FIBER (test_order)
{
  g_autoptr (Profile) p = profile_new ();
  g_autoptr (McOutbox) outbox = start_outbox (p);
  g_autoptr (McSummary) record = add_record (p, 1);
  g_autoptr (McSummary) note = fake_summary_new (1, 5, 0);
  g_autoptr (GPtrArray) notes = g_ptr_array_new_with_free_func ((GDestroyNotify) mc_outbox_entry_unref);

  fake_portal_set_line (p->portal, MC_PORTAL_ERROR_OFFLINE);
  for (guint i = 0; i < 4; i++)
    {
      g_ptr_array_add (notes, act (outbox, note, 0));
      profile_settle (p);
    }
  g_assert_cmpuint (fake_portal_count_acts (p->portal), ==, 1);
  fake_portal_set_line (p->portal, -1);
  mc_outbox_poke (outbox);
  for (guint i = 0; i < notes->len; i++)
    {
      McOutboxEntry *entry = g_ptr_array_index (notes, i);

      assert_state (p, outbox, entry->act->key, MC_OUTBOX_DONE, NULL);
      g_assert_cmpstr (fake_portal_get_act (p->portal, i + 1)->key, ==, entry->act->key);
    }
  g_assert_cmpuint (fake_portal_count_acts (p->portal), ==, 5);
  return dex_future_new_true ();
}

/* What can heal is tried again, not before its time and not long after it. */
MC_TEST_FIBER (test_healing)
{
  static const struct
  {
    McPortalError code;
    int retry_after;
    const char *cause;
  } rows[] = {
    { MC_PORTAL_ERROR_OFFLINE, 0, "offline" },
    { MC_PORTAL_ERROR_TIMEOUT, 0, "timeout" },
    { MC_PORTAL_ERROR_CAPTIVE, 0, "captive" },
    { MC_PORTAL_ERROR_BUSY, 2, "busy" },
    { MC_PORTAL_ERROR_RATE_LIMITED, 120, "rate-limited" },
    { MC_PORTAL_ERROR_SERVER, 0, "server" },
    { MC_PORTAL_ERROR_SERVER, 60, "server" },
    { MC_PORTAL_ERROR_SERVER, 3600, "server" },
    { MC_PORTAL_ERROR_PROTOCOL, 0, "protocol" },
    { MC_PORTAL_ERROR_TLS, 0, "tls" },
  };
  g_autoptr (Profile) p = profile_new ();
  g_autoptr (McOutbox) outbox = start_outbox (p);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (McSummary) record = add_record (p, i + 1);
      g_autoptr (McOutboxEntry) entry = NULL;
      gint64 earliest = rows[i].retry_after > 0 ? rows[i].retry_after * SECOND : SECOND / 2;
      gint64 latest = MAX (rows[i].retry_after * SECOND, SECOND);
      guint before = fake_portal_count_acts (p->portal);

      fake_portal_plan (p->portal, (FakePlan) { FAKE_ACT_FAILS, rows[i].code, rows[i].retry_after });
      entry = act (outbox, record, 0);
      MC_TEST_UNTIL (fake_portal_count_acts (p->portal) == before + 1);
      assert_state (p, outbox, entry->act->key, MC_OUTBOX_WAITING, rows[i].cause);
      mc_clock_advance (p->clock, earliest - 1);
      profile_settle (p);
      g_assert_cmpuint (fake_portal_count_acts (p->portal), ==, before + 1);
      mc_clock_advance (p->clock, latest - earliest + 1);
      assert_state (p, outbox, entry->act->key, MC_OUTBOX_DONE, NULL);
      g_assert_cmpuint (fake_portal_count_acts (p->portal), ==, before + 2);
      g_assert_cmpint (in_memory (outbox, entry->act->key)->attempts, ==, 2);
    }
  return dex_future_new_true ();
}

/* The portal had it, and the answer was lost: the same key again, and it happened once. */
MC_TEST_FIBER (test_unknown_outcome)
{
  static const McPortalError codes[]
      = { MC_PORTAL_ERROR_TIMEOUT, MC_PORTAL_ERROR_OFFLINE, MC_PORTAL_ERROR_PROTOCOL, MC_PORTAL_ERROR_SERVER };
  g_autoptr (Profile) p = profile_new ();
  g_autoptr (McOutbox) outbox = start_outbox (p);

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_autoptr (McSummary) record = add_record (p, i + 1);
      g_autoptr (McOutboxEntry) entry = NULL;
      guint sent = fake_portal_count_acts (p->portal);

      fake_portal_plan (p->portal, (FakePlan) { FAKE_ACT_COMMITS_FAILS, codes[i] });
      entry = act (outbox, record, 0);
      MC_TEST_UNTIL (fake_portal_count_commits (p->portal) == i + 1);
      assert_state (p, outbox, entry->act->key, MC_OUTBOX_WAITING, mc_portal_error_code_name (codes[i]));
      mc_clock_advance (p->clock, SECOND);
      assert_state (p, outbox, entry->act->key, MC_OUTBOX_DONE, NULL);
      g_assert_cmpuint (fake_portal_count_acts (p->portal), ==, sent + 2);
      g_assert_cmpstr (fake_portal_get_act (p->portal, sent)->key, ==, entry->act->key);
      g_assert_cmpstr (fake_portal_get_act (p->portal, sent + 1)->key, ==, entry->act->key);
      g_assert_cmpstr (fake_portal_get_act (p->portal, sent + 1)->form, ==, "{\"a\":\"b\"}");
      g_assert_cmpuint (fake_portal_count_commits (p->portal), ==, i + 1);
    }
  return dex_future_new_true ();
}

MC_TEST_FIBER (test_stale)
{
  g_autoptr (Profile) p = profile_new ();
  g_autoptr (McOutbox) outbox = start_outbox (p);
  g_autoptr (McSummary) record = add_record (p, 1);
  g_autoptr (McSummary) newer = fake_summary_new (1, 9, 4);
  g_autoptr (McSummary) shown = NULL;
  g_autoptr (McOutboxEntry) entry = NULL;
  gint64 recorded = 0;

  /* a colleague was faster, and the feed has not told yet */
  g_set_str (&newer->handler_name, "Lê Văn Thử");
  fake_portal_put (p->portal, newer);
  g_signal_connect (outbox, "recorded", G_CALLBACK (recorded_cb), &recorded);
  entry = act (outbox, record, 0);
  assert_state (p, outbox, entry->act->key, MC_OUTBOX_NEEDS_YOU, "stale");
  g_assert_cmpstr (in_memory (outbox, entry->act->key)->detail, ==, "Hồ sơ đã được người khác xử lý.");
  g_assert_cmpint (recorded, ==, 9);
  shown = profile_summary (p, record->id);
  g_assert_cmpint (shown->version, ==, 9);
  g_assert_cmpstr (shown->handler_name, ==, "Lê Văn Thử");
  mc_clock_advance (p->clock, DAY);
  profile_settle (p);
  g_assert_cmpuint (fake_portal_count_acts (p->portal), ==, 1);
  return dex_future_new_true ();
}

/* Refusals wait for the official: sent again on demand under the same key, or given up. */
MC_TEST_FIBER (test_refused)
{
  static const struct
  {
    McPortalError code;
    const char *cause;
  } rows[] = {
    { MC_PORTAL_ERROR_INVALID, "invalid" },
    { MC_PORTAL_ERROR_FORBIDDEN, "forbidden" },
    { MC_PORTAL_ERROR_NOT_FOUND, "not-found" },
  };
  g_autoptr (Profile) p = profile_new ();
  g_autoptr (McOutbox) outbox = start_outbox (p);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (McSummary) record = add_record (p, i + 1);
      g_autoptr (McOutboxEntry) entry = NULL;
      guint sent = fake_portal_count_acts (p->portal);

      fake_portal_plan (p->portal, (FakePlan) { FAKE_ACT_FAILS, rows[i].code });
      entry = act (outbox, record, 0);
      assert_state (p, outbox, entry->act->key, MC_OUTBOX_NEEDS_YOU, rows[i].cause);
      g_assert_cmpstr (in_memory (outbox, entry->act->key)->detail, ==, "Câu của cổng.");
      mc_clock_advance (p->clock, DAY);
      mc_outbox_poke (outbox);
      profile_settle (p);
      g_assert_cmpuint (fake_portal_count_acts (p->portal), ==, sent + 1);
      /* over a restart, too */
      restart (p, &outbox, 0);
      assert_state (p, outbox, entry->act->key, MC_OUTBOX_NEEDS_YOU, rows[i].cause);

      g_assert_true (dex_await_boolean (mc_outbox_retry (outbox, entry->act->key), NULL));
      assert_state (p, outbox, entry->act->key, MC_OUTBOX_DONE, NULL);
      g_assert_cmpstr (fake_portal_get_act (p->portal, sent + 1)->key, ==, entry->act->key);
      g_assert_false (dex_await_boolean (mc_outbox_retry (outbox, entry->act->key), NULL));
      g_assert_false (dex_await_boolean (mc_outbox_discard (outbox, entry->act->key), NULL));
    }
  mc_outbox_stop (outbox);
  return dex_future_new_true ();
}

MC_TEST_FIBER (test_discard)
{
  g_autoptr (Profile) p = profile_new ();
  g_autoptr (McOutbox) outbox = start_outbox (p);
  g_autoptr (McSummary) record = add_record (p, 1);
  g_autoptr (McOutboxEntry) entry = NULL;
  g_autoptr (McOutboxEntry) sending = NULL;
  g_autoptr (McOutboxEntry) stored = NULL;

  fake_portal_plan (p->portal, (FakePlan) { FAKE_ACT_FAILS, MC_PORTAL_ERROR_INVALID });
  fake_portal_plan (p->portal, (FakePlan) { FAKE_ACT_HANGS });
  entry = act (outbox, record, 0);
  assert_state (p, outbox, entry->act->key, MC_OUTBOX_NEEDS_YOU, "invalid");
  g_assert_true (dex_await_boolean (mc_outbox_discard (outbox, entry->act->key), NULL));
  stored = on_disk (p, entry->act->key);
  g_assert_cmpint (stored->state, ==, MC_OUTBOX_DROPPED);
  g_assert_cmpint (stored->finished_us, ==, mc_clock_now_us (p->clock));
  g_assert_null (mc_outbox_find_pending (outbox, record->id));

  /* the record is free again; what the network has in its hands cannot be taken back */
  sending = act (outbox, record, 0);
  MC_TEST_UNTIL (fake_portal_count_acts (p->portal) == 2);
  g_assert_false (dex_await_boolean (mc_outbox_discard (outbox, sending->act->key), NULL));
  g_assert_cmpint (in_memory (outbox, sending->act->key)->state, ==, MC_OUTBOX_SENDING);
  mc_outbox_stop (outbox);
  return dex_future_new_true ();
}

MC_TEST_FIBER (test_signed_out)
{
  g_autoptr (Profile) p = profile_new ();
  g_autoptr (McOutbox) outbox = start_outbox (p);
  g_autoptr (McSummary) record = add_record (p, 1);
  g_autoptr (McOutboxEntry) entry = NULL;

  fake_portal_set_line (p->portal, MC_PORTAL_ERROR_NOT_SIGNED_IN);
  entry = act (outbox, record, 0);
  MC_TEST_UNTIL (fake_portal_count_acts (p->portal) == 1);
  assert_state (p, outbox, entry->act->key, MC_OUTBOX_WAITING, "not-signed-in");
  fake_portal_set_line (p->portal, -1);
  mc_clock_advance (p->clock, DAY);
  profile_settle (p);
  g_assert_cmpuint (fake_portal_count_acts (p->portal), ==, 1);
  mc_outbox_poke (outbox);
  assert_state (p, outbox, entry->act->key, MC_OUTBOX_DONE, NULL);
  return dex_future_new_true ();
}

/* The program ends while an act is with the network: unknown to it, so it goes again under its key. */
MC_TEST_FIBER (test_ended_while_sending)
{
  static const FakeAct whats[] = { FAKE_ACT_HANGS, FAKE_ACT_COMMITS_HANGS };

  for (guint i = 0; i < G_N_ELEMENTS (whats); i++)
    {
      g_autoptr (Profile) p = profile_new ();
      g_autoptr (McOutbox) outbox = start_outbox (p);
      g_autoptr (McSummary) record = add_record (p, 1);
      g_autoptr (McOutboxEntry) entry = NULL;
      g_autoptr (McOutboxEntry) stored = NULL;

      fake_portal_plan (p->portal, (FakePlan) { whats[i] });
      entry = act (outbox, record, 0);
      MC_TEST_UNTIL (fake_portal_count_acts (p->portal) == 1);
      /* before a byte left it was on disk as on its way */
      stored = on_disk (p, entry->act->key);
      g_assert_cmpint (stored->state, ==, MC_OUTBOX_SENDING);
      g_assert_cmpint (stored->first_sent_us, !=, 0);
      restart (p, &outbox, MINUTE);
      assert_state (p, outbox, entry->act->key, MC_OUTBOX_DONE, NULL);
      g_assert_cmpuint (fake_portal_count_acts (p->portal), ==, 2);
      g_assert_cmpstr (fake_portal_get_act (p->portal, 1)->key, ==, entry->act->key);
      g_assert_cmpuint (fake_portal_count_commits (p->portal), ==, 1);
      mc_outbox_stop (outbox);
    }
  return dex_future_new_true ();
}

/* Older than 12 hours at the start: shown before it is sent. */
MC_TEST_FIBER (test_old)
{
  g_autoptr (Profile) p = profile_new ();
  g_autoptr (McOutbox) outbox = start_outbox (p);
  g_autoptr (McSummary) record = add_record (p, 1);
  g_autoptr (McOutboxEntry) entry = NULL;

  fake_portal_set_line (p->portal, MC_PORTAL_ERROR_OFFLINE);
  entry = act (outbox, record, 0);
  MC_TEST_UNTIL (fake_portal_count_acts (p->portal) == 1);
  assert_state (p, outbox, entry->act->key, MC_OUTBOX_WAITING, "offline");
  fake_portal_set_line (p->portal, -1);
  restart (p, &outbox, 12 * HOUR + SECOND);
  MC_TEST_UNTIL (in_memory (outbox, entry->act->key)->state == MC_OUTBOX_NEEDS_YOU);
  g_assert_cmpstr (in_memory (outbox, entry->act->key)->cause, ==, "old");
  mc_outbox_poke (outbox);
  mc_clock_advance (p->clock, DAY);
  profile_settle (p);
  g_assert_cmpuint (fake_portal_count_acts (p->portal), ==, 1);
  g_assert_true (dex_await_boolean (mc_outbox_retry (outbox, entry->act->key), NULL));
  assert_state (p, outbox, entry->act->key, MC_OUTBOX_DONE, NULL);
  mc_outbox_stop (outbox);
  return dex_future_new_true ();
}

MC_TEST_FIBER (test_not_that_old)
{
  g_autoptr (Profile) p = profile_new ();
  g_autoptr (McOutbox) outbox = start_outbox (p);
  g_autoptr (McSummary) record = add_record (p, 1);
  g_autoptr (McOutboxEntry) entry = NULL;

  fake_portal_set_line (p->portal, MC_PORTAL_ERROR_OFFLINE);
  entry = act (outbox, record, 0);
  MC_TEST_UNTIL (fake_portal_count_acts (p->portal) == 1);
  profile_settle (p);
  fake_portal_set_line (p->portal, -1);
  restart (p, &outbox, 12 * HOUR);
  assert_state (p, outbox, entry->act->key, MC_OUTBOX_DONE, NULL);
  mc_outbox_stop (outbox);
  return dex_future_new_true ();
}

/* The portal remembers keys for 30 days: after 25 nothing first sent then goes by itself. */
MC_TEST_FIBER (test_too_old)
{
  g_autoptr (Profile) p = profile_new ();
  g_autoptr (McOutbox) outbox = start_outbox (p);
  g_autoptr (McSummary) record = add_record (p, 1);
  g_autoptr (McOutboxEntry) entry = NULL;
  guint sent;

  fake_portal_set_line (p->portal, MC_PORTAL_ERROR_OFFLINE);
  entry = act (outbox, record, 0);
  MC_TEST_UNTIL (fake_portal_count_acts (p->portal) == 1);
  assert_state (p, outbox, entry->act->key, MC_OUTBOX_WAITING, "offline");
  mc_clock_advance (p->clock, 25 * DAY);
  profile_settle (p);
  sent = fake_portal_count_acts (p->portal);
  fake_portal_set_line (p->portal, -1);
  mc_clock_advance (p->clock, HOUR);
  assert_state (p, outbox, entry->act->key, MC_OUTBOX_NEEDS_YOU, "too-old");
  g_assert_cmpuint (fake_portal_count_acts (p->portal), ==, sent);
  return dex_future_new_true ();
}

/* The program ends at any instant of an act: nothing hangs, and the next start sends it once. */
MC_TEST_FIBER (test_ended_at_any_instant)
{
  g_autoptr (Profile) p = profile_new ();
  g_autoptr (McOutbox) outbox = start_outbox (p);

  for (guint i = 1; i <= 60; i++)
    {
      g_autoptr (McSummary) record = add_record (p, i);
      g_autoptr (McOutboxEntry) entry = act (outbox, record, 0);

      for (guint k = 0; k < i % 6; k++)
        dex_await (dex_timeout_new_usec (50), NULL);
      restart (p, &outbox, 0);
      assert_state (p, outbox, entry->act->key, MC_OUTBOX_DONE, NULL);
      g_assert_cmpuint (fake_portal_count_commits (p->portal), ==, i);
    }
  mc_outbox_stop (outbox);
  return dex_future_new_true ();
}

static McOutboxEntry *
record_look (McOutbox *outbox, McSummary *record)
{
  g_autofree char *form = mc_reveal_form ("owner_id_number", "Đối chiếu \"giấy tờ\".");
  g_autoptr (GError) error = NULL;
  McOutboxEntry *entry = dex_await_boxed (mc_outbox_act (outbox, record, MC_ACT_REVEAL, form, 0, NULL), &error);

  g_assert_no_error (error);
  return entry;
}

/* That a number was shown is on disk first, waits for the line, however long, and for no act; nor does an act wait for it. */
MC_TEST_FIBER (test_recorded)
{
  g_autoptr (Profile) p = profile_new ();
  g_autoptr (McOutbox) outbox = start_outbox (p);
  g_autoptr (McSummary) record = add_record (p, 1);
  g_autoptr (McOutboxEntry) look = NULL;
  g_autoptr (McOutboxEntry) held = NULL;
  g_autoptr (McOutboxEntry) stored = NULL;
  g_autofree char *expected = NULL;
  gint64 recorded = 0;

  fake_portal_set_line (p->portal, MC_PORTAL_ERROR_OFFLINE);
  look = record_look (outbox, record);
  stored = on_disk (p, look->act->key);
  g_assert_nonnull (stored);
  g_assert_cmpint (stored->act->expected_handling_version, ==, 0);
  assert_state (p, outbox, look->act->key, MC_OUTBOX_WAITING, "offline");
  g_assert_null (mc_outbox_find_pending (outbox, record->id));
  restart (p, &outbox, 13 * HOUR);
  held = act (outbox, record, 600);
  g_signal_connect (outbox, "recorded", G_CALLBACK (recorded_cb), &recorded);
  fake_portal_set_line (p->portal, -1);
  mc_outbox_poke (outbox);
  assert_state (p, outbox, look->act->key, MC_OUTBOX_DONE, NULL);
  g_assert_cmpuint (fake_portal_get_reveals (p->portal)->len, ==, 1);
  expected = g_strdup_printf ("%s reveal owner_id_number Đối chiếu \"giấy tờ\".", look->act->key);
  g_assert_cmpstr (g_ptr_array_index (fake_portal_get_reveals (p->portal), 0), ==, expected);
  g_assert_cmpint (in_memory (outbox, held->act->key)->state, ==, MC_OUTBOX_HELD);
  g_assert_cmpuint (fake_portal_count_acts (p->portal), ==, 0);
  g_assert_cmpint (recorded, ==, 0);
  mc_outbox_stop (outbox);
  return dex_future_new_true ();
}

/* One that the portal does not take waits for the official, and acts go past it. */
MC_TEST_FIBER (test_recorded_refused)
{
  g_autoptr (Profile) p = profile_new ();
  g_autoptr (McOutbox) outbox = start_outbox (p);
  g_autoptr (McSummary) record = add_record (p, 1);
  g_autoptr (McOutboxEntry) look = NULL;
  g_autoptr (McOutboxEntry) done = NULL;

  fake_portal_refuse_reveals (p->portal, MC_PORTAL_ERROR_FORBIDDEN);
  look = record_look (outbox, record);
  assert_state (p, outbox, look->act->key, MC_OUTBOX_NEEDS_YOU, "forbidden");
  done = act (outbox, record, 0);
  assert_state (p, outbox, done->act->key, MC_OUTBOX_DONE, NULL);
  mc_outbox_stop (outbox);
  return dex_future_new_true ();
}

static void
withheld_cb (McOutbox *outbox, const char *id, gboolean withheld, int *told)
{
  *told += withheld ? 1 : 100;
}

static guint
count_drafts (Profile *p, const char *id)
{
  g_autoptr (GHashTable) drafts = dex_await_boxed (mc_journal_drafts (p->journal, id), NULL);

  return g_hash_table_size (drafts);
}

/* Marked as secret: what is here is covered when the promise holds, whatever the line, beside an act that is held. */
MC_TEST_FIBER (test_secret)
{
  g_autoptr (Profile) p = profile_new ();
  g_autoptr (McOutbox) outbox = start_outbox (p);
  g_autoptr (McSummary) record = add_record (p, 1);
  g_autoptr (McOutboxEntry) held = act (outbox, record, 600);
  g_autoptr (McOutboxEntry) file = NULL;
  g_autoptr (McOutboxEntry) mark = NULL;
  g_autoptr (McOutboxEntry) stored = NULL;
  g_autoptr (McSummary) covered = NULL;
  g_autoptr (McSummary) again = NULL;
  g_autoptr (GError) error = NULL;
  int told = 0;

  g_signal_connect (outbox, "withheld", G_CALLBACK (withheld_cb), &told);
  dex_await (mc_journal_save_draft (p->journal, record->id, "reason", record->owner_name), NULL);
  fake_portal_set_line (p->portal, MC_PORTAL_ERROR_OFFLINE);
  file = dex_await_boxed (mc_outbox_act (outbox, record, MC_ACT_REMOVE_FILE, "{\"reason\":\"a\"}", 600, NULL), &error);
  g_assert_no_error (error);
  mark = dex_await_boxed (mc_outbox_act (outbox, record, MC_ACT_MARK_SECRET, "{\"reason\":\"a\"}", 0, NULL), &error);
  g_assert_no_error (error);
  covered = profile_summary (p, record->id);
  g_assert_true (covered->secret);
  g_assert_cmpstr (covered->owner_name, ==, MC_COVERED);
  g_assert_cmpint (told, ==, 1);
  g_assert_true (mc_outbox_withholds (outbox, record->id));
  g_assert_nonnull (strstr (in_memory (outbox, held->act->key)->title, MC_COVERED));
  profile_settle (p);
  stored = on_disk (p, held->act->key);
  g_assert_nonnull (strstr (stored->title, MC_COVERED));
  g_assert_cmpstr (stored->act->form, ==, "{\"a\":\"b\"}");
  g_assert_cmpuint (count_drafts (p, record->id), ==, 0);
  assert_state (p, outbox, file->act->key, MC_OUTBOX_DROPPED, NULL);
  g_assert_cmpstr (in_memory (outbox, file->act->key)->act->form, ==, "{}");

  /* the portal does not take it, and the official gives it up: the portal's word counts again */
  fake_portal_set_line (p->portal, -1);
  fake_portal_plan (p->portal, (FakePlan) { .what = FAKE_ACT_FAILS, .code = MC_PORTAL_ERROR_FORBIDDEN });
  mc_outbox_poke (outbox);
  assert_state (p, outbox, mark->act->key, MC_OUTBOX_NEEDS_YOU, "forbidden");
  g_assert_true (mc_outbox_withholds (outbox, record->id));
  g_assert_cmpint (in_memory (outbox, held->act->key)->state, ==, MC_OUTBOX_HELD);
  dex_await (mc_outbox_discard (outbox, mark->act->key), NULL);
  g_assert_cmpint (told, ==, 101);
  g_assert_false (mc_outbox_withholds (outbox, record->id));
  dex_await (mc_cache_put_summary (p->cache, record), NULL);
  again = profile_summary (p, record->id);
  g_assert_false (again->secret);
  g_assert_cmpstr (again->owner_name, ==, record->owner_name);
  mc_outbox_stop (outbox);
  return dex_future_new_true ();
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/outbox/durable", test_durable);
  g_test_add_func ("/outbox/sent", test_sent);
  g_test_add_func ("/outbox/one-act-a-record", test_one_act_a_record);
  g_test_add_func ("/outbox/undo", test_undo);
  g_test_add_func ("/outbox/undo-at-the-last-moment", test_undo_at_the_last_moment);
  g_test_add_func ("/outbox/hold-over-restart", test_hold_over_restart);
  g_test_add_func ("/outbox/lanes", test_lanes);
  g_test_add_func ("/outbox/order", test_order);
  g_test_add_func ("/outbox/healing", test_healing);
  g_test_add_func ("/outbox/unknown-outcome", test_unknown_outcome);
  g_test_add_func ("/outbox/stale", test_stale);
  g_test_add_func ("/outbox/refused", test_refused);
  g_test_add_func ("/outbox/discard", test_discard);
  g_test_add_func ("/outbox/signed-out", test_signed_out);
  g_test_add_func ("/outbox/ended-while-sending", test_ended_while_sending);
  g_test_add_func ("/outbox/ended-at-any-instant", test_ended_at_any_instant);
  g_test_add_func ("/outbox/old", test_old);
  g_test_add_func ("/outbox/not-that-old", test_not_that_old);
  g_test_add_func ("/outbox/too-old", test_too_old);
  g_test_add_func ("/outbox/recorded", test_recorded);
  g_test_add_func ("/outbox/secret", test_secret);
  g_test_add_func ("/outbox/recorded-refused", test_recorded_refused);
  return g_test_run ();
}
