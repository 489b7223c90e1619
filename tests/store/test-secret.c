// SPDX-License-Identifier: GPL-3.0-or-later
/* A dossier with state secrets leaves the files: what was kept of it is in no table any more, the index's own included. */
#include <string.h>

#include "mc-secret.h"
#include <sqlite3.h>
#include "store-fixture.h"

/* a word that nothing else has; an index shortens what words have in common at their beginning */
#define PLANT "Qkimcuongtrang"
#define TAIL "kimcuongtrang"
#define SECRET_ONE 3

static guint
count_in_value (sqlite3_stmt *row, int column)
{
  const void *bytes = sqlite3_column_blob (row, column);
  gsize size = (gsize) sqlite3_column_bytes (row, column);

  return bytes != NULL && memmem (bytes, size, TAIL, strlen (TAIL)) != NULL;
}

static guint
count_in_table (sqlite3 *db, const char *table)
{
  g_autofree char *sql = g_strdup_printf ("SELECT * FROM \"%s\"", table);
  sqlite3_stmt *row;
  guint count = 0;

  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &row, NULL), ==, SQLITE_OK);
  while (sqlite3_step (row) == SQLITE_ROW)
    for (int i = 0; i < sqlite3_column_count (row); i++)
      count += count_in_value (row, i);
  sqlite3_finalize (row);
  return count;
}

/* In how many values of the file's tables the word stands. */
static guint
count_in_file (Fixture *f, const char *name)
{
  g_autofree char *path = fixture_path (f, name);
  g_autoptr (GString) key = g_string_new ("PRAGMA key = \"x'");
  const guint8 *bytes = g_bytes_get_data (f->key, NULL);
  sqlite3_stmt *row;
  sqlite3 *db;
  guint count = 0;

  for (gsize i = 0; i < g_bytes_get_size (f->key); i++)
    g_string_append_printf (key, "%02x", bytes[i]);
  g_string_append (key, "'\"");
  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, key->str, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (db,
                                       "SELECT name FROM sqlite_master WHERE type = 'table'"
                                       " AND sql NOT LIKE 'CREATE VIRTUAL%'",
                                       -1, &row, NULL),
                   ==, SQLITE_OK);
  while (sqlite3_step (row) == SQLITE_ROW)
    count += count_in_table (db, (const char *) sqlite3_column_text (row, 0));
  sqlite3_finalize (row);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
  return count;
}

static McSummary *
plant (McCache *cache)
{
  static const char json[] = "{\"abstract\": \"" PLANT "\"}";
  g_autoptr (McChanges) changes = fixture_changes ("l");
  g_autoptr (GBytes) detail = g_bytes_new_static (json, sizeof json - 1);
  g_autoptr (GBytes) piece = g_bytes_new_static (PLANT, strlen (PLANT));
  McSummary *planted = NULL;
  gint64 key;

  for (int n = 0; n < 40; n++)
    {
      McSummary *summary = fixture_summary (n, 7);

      if (n == SECRET_ONE)
        {
          g_set_str (&summary->owner_name, PLANT);
          g_set_str (&summary->submitter_name, "Trần " PLANT);
          planted = mc_summary_ref (summary);
        }
      fixture_add_summary (changes, summary);
    }
  g_strfreev (dex_await_boxed (mc_cache_apply (cache, changes), NULL));
  g_assert_true (dex_await (mc_cache_put_dossier (cache, planted, detail), NULL));
  key = dex_await_int64 (mc_cache_begin_document (cache, planted->id, "d1", (gint64) strlen (PLANT)), NULL);
  g_assert_true (dex_await_boolean (mc_cache_put_piece (cache, key, 0, piece), NULL));
  g_assert_true (dex_await (mc_cache_end_document (cache, key), NULL));
  return planted;
}

static void
plant_in_journal (McJournal *journal, const char *id)
{
  g_autoptr (McOutboxEntry) done = fixture_entry (id, 0, MC_OUTBOX_DONE);
  g_autoptr (McOutboxEntry) waiting = fixture_entry (id, 3, MC_OUTBOX_WAITING);

  done->finished_us = 1;
  g_set_str (&done->title, PLANT);
  g_set_str (&done->act->form, "{\"text\": \"" PLANT "\"}");
  g_set_str (&done->detail, PLANT);
  g_set_str (&waiting->title, PLANT);
  g_assert_true (dex_await (mc_journal_add (journal, done, NULL), NULL));
  g_assert_true (dex_await (mc_journal_add (journal, waiting, NULL), NULL));
  g_assert_true (dex_await (mc_journal_save_draft (journal, id, "reason", PLANT), NULL));
}

static guint
count_found (McCache *cache, const char *search)
{
  g_autoptr (McListing) listing = dex_await_boxed (mc_cache_list (cache, NULL, NULL, search), NULL);

  return listing->keys->len;
}

static gboolean
has_detail (McCache *cache, const char *id)
{
  g_autoptr (GBytes) detail = dex_await_boxed (mc_cache_detail (cache, id), NULL);

  return detail != NULL;
}

/* What is on disk of it, once both files are closed. */
static guint
count_on_disk (Fixture *f, McCache **cache, McJournal **journal)
{
  guint count;

  fixture_close_cache (g_steal_pointer (cache));
  fixture_close_journal (g_steal_pointer (journal));
  count = count_in_file (f, "cache.db") + count_in_file (f, "journal.db");
  *cache = fixture_open_cache (f);
  *journal = fixture_open_journal (f);
  return count;
}

/* Marked here: at once, before the portal has said anything. */
MC_TEST_FIBER (test_withheld)
{
  g_auto (Fixture) f = { NULL };
  static const char json[] = "{\"abstract\": \"" PLANT "\"}";
  g_autoptr (GBytes) detail = g_bytes_new_static (json, sizeof json - 1);
  g_autoptr (McSummary) planted = NULL;
  g_autoptr (McSummary) after = NULL;
  g_autoptr (McSummary) newer = NULL;
  guint n_of_code;
  McCache *cache;
  McJournal *journal;

  fixture_set_up (&f);
  cache = fixture_open_cache (&f);
  journal = fixture_open_journal (&f);
  planted = plant (cache);
  plant_in_journal (journal, planted->id);
  g_assert_cmpuint (count_found (cache, TAIL), ==, 0);
  g_assert_cmpuint (count_found (cache, PLANT), ==, 1);
  n_of_code = count_found (cache, planted->code);
  g_assert_cmpuint (n_of_code, >, 0);
  g_assert_cmpuint (count_on_disk (&f, &cache, &journal), >, 8);

  g_assert_true (dex_await_boolean (mc_cache_withhold (cache, planted->id), NULL));
  g_assert_false (dex_await_boolean (mc_cache_withhold (cache, planted->id), NULL));
  g_assert_true (dex_await (mc_journal_withhold (journal, planted->id, MC_COVERED), NULL));
  g_assert_cmpuint (count_on_disk (&f, &cache, &journal), ==, 0);
  g_assert_cmpuint (count_found (cache, PLANT), ==, 0);
  g_assert_cmpuint (count_found (cache, planted->code), ==, n_of_code);
  after = dex_await_boxed (mc_cache_summary (cache, planted->id), NULL);
  g_assert_true (after->secret);
  g_assert_cmpstr (after->owner_name, ==, MC_COVERED);
  g_assert_null (after->owner_id_masked);
  g_assert_cmpint (after->version, ==, planted->version);

  /* what the portal still tells of it as it was does not come back */
  g_assert_false (dex_await_boolean (mc_cache_put_dossier (cache, planted, detail), NULL));
  g_assert_false (has_detail (cache, planted->id));
  g_assert_cmpint (dex_await_int64 (mc_cache_begin_document (cache, planted->id, "d1", 10), NULL), ==, 0);
  g_assert_cmpuint (count_on_disk (&f, &cache, &journal), ==, 0);

  /* given up, it does */
  g_assert_true (dex_await (mc_cache_expect (cache, planted->id), NULL));
  g_assert_true (dex_await_boolean (mc_cache_put_dossier (cache, planted, detail), NULL));
  newer = dex_await_boxed (mc_cache_summary (cache, planted->id), NULL);
  g_assert_cmpstr (newer->owner_name, ==, PLANT);
  g_assert_true (has_detail (cache, planted->id));
  g_assert_cmpuint (count_found (cache, PLANT), ==, 1);
  fixture_close_cache (cache);
  fixture_close_journal (journal);
  return dex_future_new_true ();
}

/* Marked by somebody else: the feed tells; and a portal that tells too much is not believed. */
MC_TEST_FIBER (test_told)
{
  g_auto (Fixture) f = { NULL };
  g_autoptr (McSummary) planted = NULL;
  McSummary *told;
  McCache *cache;
  McJournal *journal;

  fixture_set_up (&f);
  cache = fixture_open_cache (&f);
  journal = fixture_open_journal (&f);
  planted = plant (cache);
  told = fixture_summary (SECRET_ONE, 8);
  g_set_str (&told->owner_name, PLANT);
  told->secret = TRUE;
  fixture_put (cache, told);
  mc_summary_unref (told);
  g_assert_cmpuint (count_on_disk (&f, &cache, &journal), ==, 0);
  g_assert_cmpuint (count_found (cache, PLANT), ==, 0);
  /* the others are found as before */
  g_assert_cmpuint (count_found (cache, ""), ==, 40);
  told = fixture_summary (SECRET_ONE, 9);
  g_set_str (&told->owner_name, PLANT);
  fixture_put (cache, told);
  mc_summary_unref (told);
  g_assert_cmpuint (count_found (cache, PLANT), ==, 1);
  fixture_close_cache (cache);
  fixture_close_journal (journal);
  return dex_future_new_true ();
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/secret/withheld", test_withheld);
  g_test_add_func ("/secret/told", test_told);
  return g_test_run ();
}
