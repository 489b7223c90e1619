// SPDX-License-Identifier: GPL-3.0-or-later
/* Documents of records in the cache: pieces, what is looked at stays, what one may not see goes. */
#include <string.h>

#include "store-fixture.h"

static GBytes *
piece (guint8 fill, gsize size)
{
  guint8 *bytes = g_malloc (size);

  memset (bytes, fill, size);
  return g_bytes_new_take (bytes, size);
}

/* Keeps one of `pieces` pieces, the last of 100 bytes. Its key; 0: it is not kept. */
static gint64
keep (McCache *cache, const char *dossier, const char *id, guint pieces)
{
  gint64 size = (gint64) (pieces - 1) * MC_CACHE_PIECE_BYTES + 100;
  gint64 key = dex_await_int64 (mc_cache_begin_document (cache, dossier, id, size), NULL);

  for (guint i = 0; key != 0 && i < pieces; i++)
    {
      g_autoptr (GBytes) bytes = piece ((guint8) i, i + 1 < pieces ? MC_CACHE_PIECE_BYTES : 100);

      g_assert_true (dex_await_boolean (mc_cache_put_piece (cache, key, i, bytes), NULL));
    }
  if (key != 0)
    g_assert_true (dex_await (mc_cache_end_document (cache, key), NULL));
  return key;
}

static gint64
find (McCache *cache, const char *dossier, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (McCachedDocument) document = dex_await_boxed (mc_cache_find_document (cache, dossier, id), &error);

  g_assert_no_error (error);
  return document != NULL ? document->size : 0;
}

static gboolean
has_piece (McCache *cache, gint64 key, guint n)
{
  g_autoptr (GBytes) bytes = dex_await_boxed (mc_cache_piece (cache, key, n), NULL);

  return bytes != NULL;
}

static char *
put_record (McCache *cache, int n)
{
  g_autoptr (McSummary) summary = fixture_summary (n, 1);

  fixture_put (cache, summary);
  return g_strdup (summary->id);
}

MC_TEST_FIBER (test_round_trip)
{
  g_auto (Fixture) f = { NULL };
  McCache *cache;
  g_autofree char *id = NULL;
  gint64 key;

  fixture_set_up (&f);
  cache = fixture_open_cache (&f);
  id = put_record (cache, 1);
  key = keep (cache, id, "a", 3);
  fixture_close_cache (cache);
  cache = fixture_open_cache (&f);
  g_assert_cmpint (find (cache, id, "a"), ==, 2 * MC_CACHE_PIECE_BYTES + 100);
  g_assert_cmpint (find (cache, id, "b"), ==, 0);
  g_assert_cmpint (find (cache, "another", "a"), ==, 0);
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (GBytes) bytes = dex_await_boxed (mc_cache_piece (cache, key, i), NULL);
      g_autoptr (GBytes) expected = piece ((guint8) i, i < 2 ? MC_CACHE_PIECE_BYTES : 100);

      g_assert_true (g_bytes_equal (bytes, expected));
    }
  g_assert_false (has_piece (cache, key, 3));
  fixture_close_cache (cache);
  return dex_future_new_true ();
}

/* What was interrupted is not found, and begun again it is whole. */
MC_TEST_FIBER (test_interrupted)
{
  g_auto (Fixture) f = { NULL };
  McCache *cache;
  g_autofree char *id = NULL;
  g_autoptr (GBytes) bytes = piece (7, 100);
  gint64 first;

  fixture_set_up (&f);
  cache = fixture_open_cache (&f);
  id = put_record (cache, 1);
  first = dex_await_int64 (mc_cache_begin_document (cache, id, "a", 200), NULL);
  g_assert_true (dex_await_boolean (mc_cache_put_piece (cache, first, 0, bytes), NULL));
  g_assert_cmpint (find (cache, id, "a"), ==, 0);
  keep (cache, id, "a", 2);
  g_assert_cmpint (find (cache, id, "a"), ==, MC_CACHE_PIECE_BYTES + 100);
  g_assert_false (has_piece (cache, first, 0));
  g_assert_false (dex_await_boolean (mc_cache_put_piece (cache, first, 1, bytes), NULL));
  fixture_close_cache (cache);
  return dex_future_new_true ();
}

MC_TEST_FIBER (test_limit)
{
  g_auto (Fixture) f = { NULL };
  McCache *cache;
  g_autofree char *id = NULL;
  gint64 a, b;

  fixture_set_up (&f);
  cache = fixture_open_cache (&f);
  mc_cache_set_documents_limit (cache, 2 * MC_CACHE_PIECE_BYTES + 1000);
  id = put_record (cache, 1);
  a = keep (cache, id, "a", 2);
  mc_clock_advance (f.clock, G_USEC_PER_SEC);
  b = keep (cache, id, "b", 2);
  mc_clock_advance (f.clock, G_USEC_PER_SEC);
  /* the older one is looked at again: the other goes */
  g_assert_true (dex_await (mc_cache_use_document (cache, a), NULL));
  mc_clock_advance (f.clock, G_USEC_PER_SEC);
  keep (cache, id, "c", 2);
  g_assert_cmpint (find (cache, id, "a"), >, 0);
  g_assert_cmpint (find (cache, id, "b"), ==, 0);
  g_assert_cmpint (find (cache, id, "c"), >, 0);
  g_assert_false (has_piece (cache, b, 0));
  /* one that is larger than the limit alone is kept while it is looked at */
  mc_clock_advance (f.clock, G_USEC_PER_SEC);
  keep (cache, id, "d", 4);
  g_assert_cmpint (find (cache, id, "a"), ==, 0);
  g_assert_cmpint (find (cache, id, "c"), ==, 0);
  g_assert_cmpint (find (cache, id, "d"), >, 0);
  fixture_close_cache (cache);
  return dex_future_new_true ();
}

/* With the right to a record its documents go: by a tombstone, and by a snapshot that does not name it. */
MC_TEST_FIBER (test_right)
{
  g_auto (Fixture) f = { NULL };
  McCache *cache;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *third = NULL;
  g_autoptr (McChanges) changes = fixture_changes ("c");
  g_autoptr (McSummary) newer = fixture_summary (3, 2);
  gint64 key, other_key;

  fixture_set_up (&f);
  cache = fixture_open_cache (&f);
  first = put_record (cache, 1);
  second = put_record (cache, 2);
  third = put_record (cache, 3);
  g_assert_cmpint (keep (cache, "0199-nobody", "a", 1), ==, 0);
  key = keep (cache, first, "a", 1);
  other_key = keep (cache, second, "a", 1);
  keep (cache, third, "a", 1);
  fixture_add_tombstone (changes, first);
  g_strfreev (dex_await_boxed (mc_cache_apply (cache, changes), NULL));
  g_assert_cmpint (find (cache, first, "a"), ==, 0);
  g_assert_false (has_piece (cache, key, 0));
  g_assert_cmpint (find (cache, second, "a"), >, 0);

  g_assert_true (dex_await (mc_cache_begin_snapshot (cache), NULL));
  /* a newer version keeps them */
  fixture_put (cache, newer);
  g_assert_true (dex_await_boolean (mc_cache_end_snapshot (cache), NULL));
  g_assert_cmpint (find (cache, second, "a"), ==, 0);
  g_assert_false (has_piece (cache, other_key, 0));
  g_assert_cmpint (find (cache, third, "a"), >, 0);
  fixture_close_cache (cache);
  return dex_future_new_true ();
}

/* Not a byte of it lies in the clear. */
MC_TEST_FIBER (test_encrypted)
{
  g_auto (Fixture) f = { NULL };
  McCache *cache;
  g_autofree char *id = NULL;
  static const char planted[] = "%PDF-1.7 planted for the test of the disk";
  g_autoptr (GBytes) bytes = g_bytes_new_static (planted, sizeof planted);
  g_autoptr (GHashTable) files = NULL;
  GHashTableIter iter;
  gpointer file;
  gint64 key;

  fixture_set_up (&f);
  cache = fixture_open_cache (&f);
  id = put_record (cache, 1);
  key = dex_await_int64 (mc_cache_begin_document (cache, id, "a", sizeof planted), NULL);
  g_assert_true (dex_await_boolean (mc_cache_put_piece (cache, key, 0, bytes), NULL));
  g_assert_true (dex_await (mc_cache_end_document (cache, key), NULL));
  fixture_close_cache (cache);
  files = fixture_files (f.directory, TRUE);
  g_assert_cmpuint (g_hash_table_size (files), >, 0);
  g_hash_table_iter_init (&iter, files);
  while (g_hash_table_iter_next (&iter, NULL, &file))
    g_assert_false (fixture_contains (file, planted, 16));
  return dex_future_new_true ();
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/documents/round-trip", test_round_trip);
  g_test_add_func ("/documents/interrupted", test_interrupted);
  g_test_add_func ("/documents/limit", test_limit);
  g_test_add_func ("/documents/right", test_right);
  g_test_add_func ("/documents/encrypted", test_encrypted);
  return g_test_run ();
}
