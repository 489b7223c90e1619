// SPDX-License-Identifier: GPL-3.0-or-later
#include <string.h>

#include "store-fixture.h"

static GStrv
apply (McCache *cache, McChanges *changes)
{
  g_autoptr (GError) error = NULL;
  GStrv changed = dex_await_boxed (mc_cache_apply (cache, changes), &error);

  g_assert_no_error (error);
  return changed;
}

/* One summary in a page of its own; whether it changed something. */
static gboolean
apply_one (McCache *cache, int n, gint64 version)
{
  g_autoptr (McChanges) changes = fixture_changes ("c");
  g_auto (GStrv) changed = NULL;

  fixture_add_summary (changes, fixture_summary (n, version));
  changed = apply (cache, changes);
  return g_strv_length (changed) == 1;
}

static McSummary *
lookup (McCache *cache, const char *id)
{
  g_autoptr (GError) error = NULL;
  McSummary *summary = dex_await_boxed (mc_cache_summary (cache, id), &error);

  g_assert_no_error (error);
  return summary;
}

static gint64
stored_version (McCache *cache, int n)
{
  g_autoptr (McSummary) wanted = fixture_summary (n, 1);
  g_autoptr (McSummary) summary = lookup (cache, wanted->id);

  return summary != NULL ? summary->version : 0;
}

static char *
get (McCache *cache, const char *name)
{
  g_autoptr (GError) error = NULL;
  char *value = dex_await_string (mc_cache_get (cache, name), &error);

  g_assert_no_error (error);
  return value;
}

static void
assert_meta (McCache *cache, const char *name, const char *expected)
{
  g_autofree char *value = get (cache, name);

  g_assert_cmpstr (value, ==, expected);
}

/* A detail of the record as it is stored, or was. */
static void
put_detail (McCache *cache, int n, const char *text)
{
  g_autoptr (McSummary) summary = fixture_summary (n, MAX (stored_version (cache, n), 1));
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  g_assert_true (dex_await (mc_cache_put_dossier (cache, summary, bytes), NULL));
}

static void
assert_detail (McCache *cache, int n, const char *expected)
{
  g_autoptr (McSummary) summary = fixture_summary (n, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = dex_await_boxed (mc_cache_detail (cache, summary->id), &error);

  g_assert_no_error (error);
  g_assert_cmpint (bytes == NULL, ==, expected == NULL);
  if (expected != NULL)
    g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), expected, strlen (expected));
}

static McListing *
list (McCache *cache, McFilter *filter, const char *order, const char *search)
{
  g_autoptr (GError) error = NULL;
  McListing *listing = dex_await_boxed (mc_cache_list (cache, filter, order, search), &error);

  g_assert_no_error (error);
  return listing;
}

/* Every member comes back as it was, and after a restart. */
MC_TEST_FIBER (test_round_trip)
{
  g_auto (Fixture) f = { NULL };
  McCache *cache;

  fixture_set_up (&f);
  cache = fixture_open_cache (&f);
  g_assert_false (mc_cache_was_reset (cache));
  for (int n = 0; n < 40; n++)
    {
      g_autoptr (McSummary) summary = n < 5 ? fixture_summary (n, 1) : fixture_random_summary (n);
      g_autoptr (McChanges) changes = fixture_changes ("c");
      g_autoptr (McSummary) stored = NULL;
      g_auto (GStrv) changed = NULL;

      fixture_add_summary (changes, mc_summary_ref (summary));
      changed = apply (cache, changes);
      g_assert_cmpstr (changed[0], ==, summary->id);
      g_assert_null (changed[1]);
      stored = lookup (cache, summary->id);
      fixture_assert_same_summary (stored, summary);
      if (n % 10 > 0)
        continue;
      fixture_close_cache (cache);
      cache = fixture_open_cache (&f);
      g_assert_false (mc_cache_was_reset (cache));
      g_clear_pointer (&stored, mc_summary_unref);
      stored = lookup (cache, summary->id);
      fixture_assert_same_summary (stored, summary);
    }
  g_assert_null (lookup (cache, "no such id"));
  fixture_close_cache (cache);
  return dex_future_new_true ();
}

MC_TEST_FIBER (test_versions)
{
  g_auto (Fixture) f = { NULL };
  McCache *cache;

  fixture_set_up (&f);
  cache = fixture_open_cache (&f);
  g_assert_true (apply_one (cache, 1, 5));
  g_assert_false (apply_one (cache, 1, 5));
  g_assert_false (apply_one (cache, 1, 4));
  g_assert_cmpint (stored_version (cache, 1), ==, 5);
  g_assert_true (apply_one (cache, 1, 6));
  g_assert_cmpint (stored_version (cache, 1), ==, 6);
  fixture_close_cache (cache);
  return dex_future_new_true ();
}

/* A newer summary replaces every member, also by nothing, and what search finds. */
MC_TEST_FIBER (test_replaced)
{
  g_auto (Fixture) f = { NULL };
  g_autoptr (McSummary) bare = mc_summary_new ();
  g_autoptr (McChanges) changes = fixture_changes ("c");
  g_autoptr (McSummary) stored = NULL;
  g_autoptr (McListing) before = NULL;
  g_autoptr (McListing) after = NULL;
  g_autoptr (McListing) by_new_name = NULL;
  McCache *cache;

  fixture_set_up (&f);
  cache = fixture_open_cache (&f);
  apply_one (cache, 1, 5);
  before = list (cache, NULL, NULL, "o chu");
  bare->id = g_strdup ("019364b8-0000-7000-8000-000000000001");
  bare->version = 6;
  bare->owner_name = g_strdup ("Tên Mới");
  bare->actions = g_new0 (char *, 1);
  fixture_add_summary (changes, mc_summary_ref (bare));
  g_strfreev (apply (cache, changes));
  stored = lookup (cache, bare->id);
  fixture_assert_same_summary (stored, bare);
  after = list (cache, NULL, NULL, "o chu");
  by_new_name = list (cache, NULL, NULL, "ten moi");
  g_assert_cmpuint (before->keys->len, ==, 1);
  g_assert_cmpuint (after->keys->len, ==, 0);
  g_assert_cmpuint (by_new_name->keys->len, ==, 1);
  g_assert_cmpint (g_array_index (before->keys, gint64, 0), ==, g_array_index (by_new_name->keys, gint64, 0));
  fixture_close_cache (cache);
  return dex_future_new_true ();
}

/* A page: changed ids are told, the cursor is kept with it. */
MC_TEST_FIBER (test_page)
{
  g_auto (Fixture) f = { NULL };
  g_autoptr (McChanges) first = fixture_changes ("one");
  g_autoptr (McChanges) second = fixture_changes ("two");
  g_autoptr (McListing) found = NULL;
  g_auto (GStrv) changed = NULL;
  const char *const expected[]
      = { "019364b8-0000-7000-8000-000000000003", "019364b8-0000-7000-8000-000000000001", NULL };
  McCache *cache;

  fixture_set_up (&f);
  cache = fixture_open_cache (&f);
  assert_meta (cache, "cursor", NULL);
  fixture_add_summary (first, fixture_summary (1, 1));
  fixture_add_summary (first, fixture_summary (2, 7));
  g_strfreev (apply (cache, first));
  assert_meta (cache, "cursor", "one");
  fixture_add_summary (second, fixture_summary (2, 6));
  fixture_add_summary (second, fixture_summary (3, 1));
  fixture_add_tombstone (second, "019364b8-0000-7000-8000-000000000001");
  fixture_add_tombstone (second, "019364b8-0000-7000-8000-000000000009");
  changed = apply (cache, second);
  g_assert_cmpstrv (changed, expected);
  assert_meta (cache, "cursor", "two");
  g_assert_cmpint (stored_version (cache, 1), ==, 0);
  g_assert_cmpint (stored_version (cache, 2), ==, 7);
  found = list (cache, NULL, NULL, "ho1");
  g_assert_cmpuint (found->keys->len, ==, 0);
  /* it may come back */
  g_assert_true (apply_one (cache, 1, 1));
  fixture_close_cache (cache);
  return dex_future_new_true ();
}

/* What a snapshot does not name goes, with its detail and its words; what it names stays, newer or not. */
MC_TEST_FIBER (test_snapshot)
{
  g_auto (Fixture) f = { NULL };
  g_autoptr (McSummary) acted = fixture_summary (5, 3);
  g_autoptr (McSummary) lost = fixture_summary (4, 3);
  g_autoptr (McListing) all = NULL;
  g_autoptr (McListing) gone = NULL;
  McCache *cache;

  fixture_set_up (&f);
  cache = fixture_open_cache (&f);
  for (int n = 1; n <= 5; n++)
    apply_one (cache, n, 2);
  put_detail (cache, 1, "{}");
  put_detail (cache, 4, "{}");
  g_assert_true (dex_await (mc_cache_begin_snapshot (cache), NULL));
  assert_meta (cache, "cursor", NULL);
  g_assert_false (apply_one (cache, 1, 2)); /* known */
  g_assert_true (apply_one (cache, 2, 3));  /* newer */
  g_assert_false (apply_one (cache, 3, 1)); /* older than what an act brought */
  g_assert_true (apply_one (cache, 6, 1));  /* new */
  g_assert_false (apply_one (cache, 5, 2));
  /* an answer keeps nothing that the snapshot does not bring */
  g_assert_true (dex_await_boolean (mc_cache_put_summary (cache, acted), NULL));
  g_assert_true (dex_await_boolean (mc_cache_put_summary (cache, lost), NULL));
  g_assert_cmpint (stored_version (cache, 4), ==, 3);
  g_assert_true (dex_await_boolean (mc_cache_end_snapshot (cache), NULL));
  all = list (cache, NULL, "submitted", NULL);
  g_assert_cmpuint (all->keys->len, ==, 5);
  g_assert_cmpint (stored_version (cache, 4), ==, 0);
  g_assert_cmpint (stored_version (cache, 3), ==, 2);
  assert_detail (cache, 1, "{}");
  assert_detail (cache, 4, NULL);
  gone = list (cache, NULL, NULL, "ho4");
  g_assert_cmpuint (gone->keys->len, ==, 0);
  /* none runs: nothing is swept */
  g_assert_false (dex_await_boolean (mc_cache_end_snapshot (cache), NULL));
  g_assert_cmpint (stored_version (cache, 1), ==, 2);
  fixture_close_cache (cache);
  return dex_future_new_true ();
}

/* A snapshot that a crash cut in two is begun again: its first half counts for nothing. */
MC_TEST_FIBER (test_snapshot_again)
{
  g_auto (Fixture) f = { NULL };
  McCache *cache;

  fixture_set_up (&f);
  cache = fixture_open_cache (&f);
  apply_one (cache, 1, 1);
  apply_one (cache, 2, 1);
  g_assert_true (dex_await (mc_cache_begin_snapshot (cache), NULL));
  apply_one (cache, 1, 1);
  fixture_close_cache (cache);
  cache = fixture_open_cache (&f);
  g_assert_true (dex_await (mc_cache_begin_snapshot (cache), NULL));
  apply_one (cache, 2, 1);
  g_assert_true (dex_await (mc_cache_end_snapshot (cache), NULL));
  g_assert_cmpint (stored_version (cache, 1), ==, 0);
  g_assert_cmpint (stored_version (cache, 2), ==, 1);
  fixture_close_cache (cache);
  return dex_future_new_true ();
}

MC_TEST_FIBER (test_put_summary)
{
  g_auto (Fixture) f = { NULL };
  g_autoptr (McSummary) second = fixture_summary (1, 2);
  g_autoptr (McSummary) first = fixture_summary (1, 1);
  McCache *cache;

  fixture_set_up (&f);
  cache = fixture_open_cache (&f);
  /* the feed alone says what is ours to see: an answer may come after the tombstone */
  g_assert_false (dex_await_boolean (mc_cache_put_summary (cache, second), NULL));
  g_assert_cmpint (stored_version (cache, 1), ==, 0);
  fixture_put (cache, first);
  g_assert_true (dex_await (mc_cache_set (cache, "cursor", "c9"), NULL));
  g_assert_true (dex_await_boolean (mc_cache_put_summary (cache, second), NULL));
  g_assert_false (dex_await_boolean (mc_cache_put_summary (cache, second), NULL));
  g_assert_false (dex_await_boolean (mc_cache_put_summary (cache, first), NULL));
  g_assert_cmpint (stored_version (cache, 1), ==, 2);
  assert_meta (cache, "cursor", "c9");
  fixture_close_cache (cache);
  return dex_future_new_true ();
}

MC_TEST_FIBER (test_detail)
{
  g_auto (Fixture) f = { NULL };
  g_autoptr (McChanges) removal = fixture_changes ("d");
  McCache *cache;

  fixture_set_up (&f);
  cache = fixture_open_cache (&f);
  apply_one (cache, 1, 1);
  apply_one (cache, 2, 1);
  assert_detail (cache, 1, NULL);
  put_detail (cache, 1, "{\"a\": 1}");
  put_detail (cache, 2, "{}");
  assert_detail (cache, 1, "{\"a\": 1}");
  put_detail (cache, 1, "{\"a\": 2}");
  assert_detail (cache, 1, "{\"a\": 2}");
  apply_one (cache, 1, 1); /* the same: it stays */
  assert_detail (cache, 1, "{\"a\": 2}");
  apply_one (cache, 1, 2); /* newer: it goes */
  assert_detail (cache, 1, NULL);
  assert_detail (cache, 2, "{}");
  put_detail (cache, 1, "{\"a\": 3}");
  fixture_close_cache (cache);
  cache = fixture_open_cache (&f);
  assert_detail (cache, 1, "{\"a\": 3}");
  fixture_add_tombstone (removal, "019364b8-0000-7000-8000-000000000001");
  g_strfreev (apply (cache, removal));
  assert_detail (cache, 1, NULL);
  /* an answer that was on its way when the right went is not kept */
  put_detail (cache, 1, "{\"a\": 4}");
  assert_detail (cache, 1, NULL);
  fixture_close_cache (cache);
  return dex_future_new_true ();
}

/* Which of the first records of a list are still without their detail. */
MC_TEST_FIBER (test_lacking)
{
  g_auto (Fixture) f = { NULL };
  g_auto (GStrv) lacking = NULL;
  g_auto (GStrv) none = NULL;
  McCache *cache;

  fixture_set_up (&f);
  cache = fixture_open_cache (&f);
  for (int n = 1; n <= 5; n++)
    apply_one (cache, n, 1);
  put_detail (cache, 2, "{}");
  lacking = dex_await_boxed (mc_cache_lacking (cache, NULL, "submitted", 4), NULL);
  g_assert_cmpuint (g_strv_length (lacking), ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      static const int numbers[] = { 1, 3, 4 };
      g_autoptr (McSummary) summary = fixture_summary (numbers[i], 1);

      g_assert_cmpstr (lacking[i], ==, summary->id);
    }
  apply_one (cache, 2, 2); /* newer: its detail is old */
  none = dex_await_boxed (mc_cache_lacking (cache, NULL, "submitted", 2), NULL);
  g_assert_cmpuint (g_strv_length (none), ==, 2);
  fixture_close_cache (cache);
  return dex_future_new_true ();
}

MC_TEST_FIBER (test_meta)
{
  g_auto (Fixture) f = { NULL };
  McCache *cache;

  fixture_set_up (&f);
  cache = fixture_open_cache (&f);
  assert_meta (cache, "me", NULL);
  g_assert_true (dex_await (mc_cache_set (cache, "me", "{\"tên\": \"'x'\"}"), NULL));
  g_assert_true (dex_await (mc_cache_set (cache, "about", ""), NULL));
  assert_meta (cache, "me", "{\"tên\": \"'x'\"}");
  g_assert_true (dex_await (mc_cache_set (cache, "me", "2"), NULL));
  fixture_close_cache (cache);
  cache = fixture_open_cache (&f);
  assert_meta (cache, "me", "2");
  assert_meta (cache, "about", "");
  g_assert_true (dex_await (mc_cache_set (cache, "me", NULL), NULL));
  assert_meta (cache, "me", NULL);
  fixture_close_cache (cache);
  return dex_future_new_true ();
}

/* All keys, the first 250 rows; rows by key in the order asked, NULL where there is none any more. */
MC_TEST_FIBER (test_listing)
{
  g_auto (Fixture) f = { NULL };
  g_autoptr (McChanges) changes = fixture_changes ("c");
  g_autoptr (McChanges) removal = fixture_changes ("d");
  g_autoptr (McListing) listing = NULL;
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) rows = NULL;
  McCache *cache;

  fixture_set_up (&f);
  cache = fixture_open_cache (&f);
  for (int n = 0; n < 600; n++)
    fixture_add_summary (changes, fixture_summary (n, 1));
  g_strfreev (apply (cache, changes));
  listing = list (cache, NULL, "submitted", NULL);
  g_assert_cmpuint (listing->keys->len, ==, 600);
  g_assert_cmpuint (listing->rows->len, ==, 250);
  for (int n = 0; n < 250; n++)
    {
      g_autoptr (McSummary) expected = fixture_summary (n, 1);

      fixture_assert_same_summary (listing->rows->pdata[n], expected);
    }
  fixture_add_tombstone (removal, "019364b8-0000-7000-8000-000000000599");
  g_strfreev (apply (cache, removal));
  for (int n = 599; n > 0; n -= 99)
    g_array_append_val (keys, g_array_index (listing->keys, gint64, n));
  rows = dex_await_boxed (mc_cache_rows (cache, keys), NULL);
  g_assert_cmpuint (rows->len, ==, keys->len);
  g_assert_null (rows->pdata[0]);
  for (guint i = 1; i < rows->len; i++)
    {
      g_autoptr (McSummary) expected = fixture_summary (599 - 99 * (int) i, 1);

      fixture_assert_same_summary (rows->pdata[i], expected);
    }
  fixture_close_cache (cache);
  return dex_future_new_true ();
}

/* A key names one record for ever: it is not given to the next when its record has gone. */
MC_TEST_FIBER (test_keys_are_not_reused)
{
  g_auto (Fixture) f = { NULL };
  g_autoptr (McChanges) removal = fixture_changes ("d");
  g_autoptr (McListing) before = NULL;
  g_autoptr (McListing) after = NULL;
  McCache *cache;

  fixture_set_up (&f);
  cache = fixture_open_cache (&f);
  apply_one (cache, 1, 1);
  before = list (cache, NULL, NULL, NULL);
  fixture_add_tombstone (removal, "019364b8-0000-7000-8000-000000000001");
  g_strfreev (apply (cache, removal));
  apply_one (cache, 2, 1);
  after = list (cache, NULL, NULL, NULL);
  g_assert_cmpint (g_array_index (after->keys, gint64, 0), >, g_array_index (before->keys, gint64, 0));
  fixture_close_cache (cache);
  return dex_future_new_true ();
}

MC_TEST_FIBER (test_after_close)
{
  g_auto (Fixture) f = { NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) other = NULL;
  McCache *cache;

  fixture_set_up (&f);
  cache = fixture_open_cache (&f);
  g_assert_true (dex_await (mc_cache_close (cache), NULL));
  g_assert_false (dex_await (mc_cache_list (cache, NULL, NULL, NULL), &error));
  g_assert_error (error, MC_STORE_ERROR, MC_STORE_ERROR_FAILED);
  g_assert_false (dex_await (mc_cache_set (cache, "a", "b"), &other));
  g_assert_error (other, MC_STORE_ERROR, MC_STORE_ERROR_FAILED);
  g_object_unref (cache);
  return dex_future_new_true ();
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cache/round-trip", test_round_trip);
  g_test_add_func ("/cache/versions", test_versions);
  g_test_add_func ("/cache/replaced", test_replaced);
  g_test_add_func ("/cache/page", test_page);
  g_test_add_func ("/cache/snapshot", test_snapshot);
  g_test_add_func ("/cache/snapshot-again", test_snapshot_again);
  g_test_add_func ("/cache/put-summary", test_put_summary);
  g_test_add_func ("/cache/detail", test_detail);
  g_test_add_func ("/cache/lacking", test_lacking);
  g_test_add_func ("/cache/meta", test_meta);
  g_test_add_func ("/cache/listing", test_listing);
  g_test_add_func ("/cache/keys-are-not-reused", test_keys_are_not_reused);
  g_test_add_func ("/cache/after-close", test_after_close);
  return g_test_run ();
}
