// SPDX-License-Identifier: GPL-3.0-or-later
/* What lies on the disk: nothing that can be read, nothing that is lost when the file is not ours, damaged or newer. */
#include <stdlib.h>
#include <string.h>

#include <glib/gstdio.h>
#include <sqlite3.h>

#include "mc-text.h"
#include "store-fixture.h"

#define NAME "Vươngquýtmật Thịbímật"
#define FOLDED "vuongquytmat thibimat"
#define WORD "vuongquytmat"
#define NUMBER "999204775533"
#define NOTE "Ghichúriêng chỉ ở bản nháp"

/* What no file may hold; what tells a table of ours is planted by SQL itself. */
static const char *const needles[] = { NAME,
                                       FOLDED,
                                       WORD,
                                       "thibimat",
                                       "VƯƠNGQUÝTMẬT",
                                       NUMBER,
                                       "775533",
                                       "335577402999",
                                       NOTE,
                                       "CREATE TABLE",
                                       "sqlite_master",
                                       "owner_name",
                                       "SQLite format 3",
                                       "outbox",
                                       "dossiers" };

static char *
utf16 (const char *text, gboolean big, gsize *size)
{
  char *bytes = g_convert (text, -1, big ? "UTF-16BE" : "UTF-16LE", "UTF-8", NULL, size, NULL);

  g_assert_nonnull (bytes);
  return bytes;
}

/* The needle in any of its writings. */
static gboolean
is_in (GBytes *bytes, const char *needle)
{
  g_autofree char *decomposed = g_utf8_normalize (needle, -1, G_NORMALIZE_NFD);
  gsize size_le = 0, size_be = 0;
  g_autofree char *le = utf16 (needle, FALSE, &size_le);
  g_autofree char *be = utf16 (needle, TRUE, &size_be);

  return fixture_contains (bytes, needle, strlen (needle)) || fixture_contains (bytes, decomposed, strlen (decomposed))
         || fixture_contains (bytes, le, size_le) || fixture_contains (bytes, be, size_be);
}

static guint
count_found (const char *directory)
{
  g_autoptr (GHashTable) files = fixture_files (directory, FALSE);
  GHashTableIter iter;
  gpointer name, bytes;
  guint found = 0;

  g_hash_table_iter_init (&iter, files);
  while (g_hash_table_iter_next (&iter, &name, &bytes))
    for (guint i = 0; i < G_N_ELEMENTS (needles); i++)
      if (is_in (bytes, needles[i]))
        {
          g_test_message ("%s holds %s", (char *) name, needles[i]);
          found++;
        }
  return found;
}

static void
plant_file (McJournal *journal)
{
  g_autoptr (McOutboxEntry) entry = fixture_entry ("r9", 0, MC_OUTBOX_WAITING);
  g_autoptr (McOutboxFile) file = mc_outbox_file_new ();
  static const char bytes[] = "%PDF-1.4 " NAME " " NUMBER " " NOTE;
  g_autoptr (GBytes) piece = g_bytes_new_static (bytes, sizeof bytes - 1);

  file->id = mc_uuid_new (FIXTURE_START / 1000);
  file->name = g_strdup (NAME);
  file->media_type = g_strdup ("application/pdf");
  file->size = sizeof bytes - 1;
  file->sha256 = g_strdup (WORD);
  g_assert_true (dex_await (mc_journal_begin_file (journal, file), NULL));
  g_assert_true (dex_await (mc_journal_put_file_piece (journal, file->id, 0, piece), NULL));
  g_ptr_array_add (entry->files, mc_outbox_file_ref (file));
  g_assert_true (dex_await (mc_journal_add (journal, entry, NULL), NULL));
  file->detail = g_strdup (NAME);
  g_assert_true (dex_await (mc_journal_update_file (journal, file), NULL));
}

static void
plant_in_journal (McJournal *journal)
{
  g_autoptr (McOutboxEntry) entry = fixture_entry ("r1", 1, MC_OUTBOX_WAITING);

  g_set_str (&entry->title, NAME);
  g_set_str (&entry->act->form, "{\"owner\": \"" NAME "\", \"id\": \"" NUMBER "\"}");
  g_set_str (&entry->detail, NAME " " NUMBER);
  g_set_str (&entry->cause, WORD);
  g_assert_true (dex_await (mc_journal_add (journal, entry, NULL), NULL));
  entry->attempts++;
  g_assert_true (dex_await (mc_journal_update (journal, entry), NULL));
  g_assert_true (dex_await (mc_journal_save_draft (journal, "r2", "note", NOTE), NULL));
  g_assert_true (dex_await (mc_journal_save_draft (journal, NUMBER, NAME, FOLDED), NULL));
  g_assert_true (dex_await (mc_journal_set (journal, "last-search", NAME), NULL));
  plant_file (journal);
}

static void
plant_in_cache (McCache *cache)
{
  g_autoptr (McChanges) changes = fixture_changes (NUMBER);
  static const char json[] = "{\"owner\": {\"name\": \"" NAME "\", \"id_number\": \"" NUMBER "\"}}";
  g_autoptr (McSummary) first = NULL;
  g_autoptr (GBytes) detail = g_bytes_new_static (json, sizeof json - 1);

  for (int n = 0; n < 300; n++)
    {
      McSummary *summary = fixture_summary (n, 1);

      g_set_str (&summary->owner_name, NAME);
      g_set_str (&summary->code, NUMBER);
      g_set_str (&summary->owner_id_masked, "••••••775533");
      fixture_add_summary (changes, summary);
    }
  first = mc_summary_ref (((McChange *) changes->changes->pdata[0])->summary);
  g_strfreev (dex_await_boxed (mc_cache_apply (cache, changes), NULL));
  g_assert_true (dex_await (mc_cache_put_dossier (cache, first, detail), NULL));
  g_assert_true (dex_await (mc_cache_set (cache, "me", NAME), NULL));
}

MC_TEST_FIBER (test_planted)
{
  g_auto (Fixture) f = { NULL };
  g_autoptr (McListing) listing = NULL;
  g_autofree char *journal_wal = NULL;
  g_autofree char *cache_wal = NULL;
  McJournal *journal;
  McCache *cache;
  GStatBuf info;

  fixture_set_up (&f);
  journal_wal = fixture_path (&f, "journal.db-wal");
  cache_wal = fixture_path (&f, "cache.db-wal");
  journal = fixture_open_journal (&f);
  cache = fixture_open_cache (&f);
  plant_in_journal (journal);
  plant_in_cache (cache);
  /* it is in there … */
  listing = dex_await_boxed (mc_cache_list (cache, NULL, "submitted", WORD), NULL);
  g_assert_cmpuint (listing->keys->len, ==, 300);
  /* … and while the write-ahead logs are full, nobody can read it */
  g_assert_true (g_stat (journal_wal, &info) == 0 && info.st_size > 0);
  g_assert_true (g_stat (cache_wal, &info) == 0 && info.st_size > 0);
  g_assert_cmpuint (count_found (f.directory), ==, 0);
  fixture_close_journal (journal);
  fixture_close_cache (cache);
  g_assert_cmpuint (count_found (f.directory), ==, 0);
  /* closing folds the logs in */
  g_assert_cmpint (g_stat (journal_wal, &info), !=, 0);
  g_assert_cmpint (g_stat (cache_wal, &info), !=, 0);
  return dex_future_new_true ();
}

static void
write_plaintext (const char *path)
{
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db,
                                 "PRAGMA user_version = 1; CREATE TABLE outbox (key TEXT, title TEXT);"
                                 "INSERT INTO outbox VALUES ('" NUMBER "', '" NAME "')",
                                 NULL, NULL, NULL),
                   ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

/* The same search finds the names where they are: in a plaintext database, in a file of any writing. */
MC_TEST_FIBER (test_planted_control)
{
  g_auto (Fixture) f = { NULL };
  g_autofree char *database = NULL;
  g_autofree char *file = NULL;
  g_autofree char *bytes = NULL;
  gsize size = 0;

  fixture_set_up (&f);
  g_assert_cmpuint (count_found (f.directory), ==, 0);
  database = fixture_path (&f, "plain.db");
  write_plaintext (database);
  /* the name, the number and its tail, CREATE TABLE, the magic, the table's name */
  g_assert_cmpuint (count_found (f.directory), ==, 6);
  g_remove (database);
  file = fixture_path (&f, "note.txt");
  for (int writing = 0; writing < 3; writing++)
    {
      g_free (bytes);
      bytes = writing < 2 ? utf16 (NOTE, writing == 1, &size) : g_utf8_normalize (NOTE, -1, G_NORMALIZE_NFD);
      fixture_write (file, bytes, writing < 2 ? size : strlen (bytes));
      g_assert_cmpuint (count_found (f.directory), ==, 1);
    }
  return dex_future_new_true ();
}

static void
fill_journal (Fixture *f)
{
  McJournal *journal = fixture_open_journal (f);

  plant_in_journal (journal);
  fixture_close_journal (journal);
}

static void
assert_journal_is_whole (Fixture *f)
{
  McJournal *journal = fixture_open_journal (f);
  g_autoptr (GPtrArray) entries = fixture_entries (journal);

  g_assert_cmpuint (entries->len, ==, 2);
  g_assert_cmpstr (((McOutboxEntry *) entries->pdata[0])->title, ==, NAME);
  g_assert_cmpuint (((McOutboxEntry *) entries->pdata[1])->files->len, ==, 1);
  fixture_close_journal (journal);
}

MC_TEST_FIBER (test_journal_wrong_key)
{
  g_auto (Fixture) f = { NULL };
  g_autoptr (GBytes) wrong = fixture_other_key ();
  g_autoptr (GBytes) half = NULL;
  g_autoptr (GBytes) none = g_bytes_new (NULL, 0);
  g_autoptr (GHashTable) before = NULL;
  g_autoptr (GHashTable) after = NULL;

  fixture_set_up (&f);
  fill_journal (&f);
  half = g_bytes_new_from_bytes (f.key, 0, 16);
  before = fixture_files (f.directory, FALSE);
  fixture_refused (&f, wrong, MC_STORE_ERROR_WRONG_KEY);
  fixture_refused (&f, half, MC_STORE_ERROR_WRONG_KEY);
  fixture_refused (&f, none, MC_STORE_ERROR_WRONG_KEY);
  after = fixture_files (f.directory, FALSE);
  fixture_assert_same_files (before, after);
  assert_journal_is_whole (&f);
  return dex_future_new_true ();
}

/* As a crash leaves it: the act is in the log alone. A wrong key takes neither file. */
MC_TEST_FIBER (test_journal_wrong_key_after_crash)
{
  g_auto (Fixture) f = { NULL };
  g_auto (Fixture) crashed = { NULL };
  g_autoptr (GBytes) wrong = fixture_other_key ();
  g_autoptr (GHashTable) before = NULL;
  g_autoptr (GHashTable) after = NULL;
  GHashTableIter iter;
  gpointer name, bytes;
  McJournal *journal;

  fixture_set_up (&f);
  fixture_set_up (&crashed);
  journal = fixture_open_journal (&f);
  plant_in_journal (journal);
  before = fixture_files (f.directory, TRUE);
  fixture_close_journal (journal);
  g_assert_cmpuint (g_hash_table_size (before), ==, 2);
  g_hash_table_iter_init (&iter, before);
  while (g_hash_table_iter_next (&iter, &name, &bytes))
    {
      g_autofree char *path = fixture_path (&crashed, name);

      fixture_write (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
    }
  fixture_refused (&crashed, wrong, MC_STORE_ERROR_WRONG_KEY);
  after = fixture_files (crashed.directory, TRUE);
  fixture_assert_same_files (before, after);
  assert_journal_is_whole (&crashed);
  return dex_future_new_true ();
}

MC_TEST_FIBER (test_journal_plaintext)
{
  g_auto (Fixture) f = { NULL };
  g_autofree char *path = NULL;
  g_autoptr (GHashTable) before = NULL;
  g_autoptr (GHashTable) after = NULL;

  fixture_set_up (&f);
  path = fixture_path (&f, "journal.db");
  write_plaintext (path);
  before = fixture_files (f.directory, FALSE);
  fixture_refused (&f, f.key, MC_STORE_ERROR_PLAINTEXT);
  after = fixture_files (f.directory, FALSE);
  fixture_assert_same_files (before, after);
  return dex_future_new_true ();
}

static int
first_number_cb (void *data, int n, char **values, char **names)
{
  *(int *) data = atoi (values[0]);
  return 0;
}

/* With the key, by hand: the number it answers with; −1: none. */
static int
run_sql (Fixture *f, const char *name, const char *sql)
{
  g_autofree char *path = fixture_path (f, name);
  g_autoptr (GString) key = g_string_new ("PRAGMA key = \"x'");
  gsize size = 0;
  const guint8 *bytes = g_bytes_get_data (f->key, &size);
  sqlite3 *db = NULL;
  int number = -1;

  for (gsize i = 0; i < size; i++)
    g_string_append_printf (key, "%02x", bytes[i]);
  g_string_append (key, "'\"");
  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, key->str, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, first_number_cb, &number, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
  return number;
}

MC_TEST_FIBER (test_journal_newer)
{
  g_auto (Fixture) f = { NULL };
  g_autoptr (GHashTable) before = NULL;
  g_autoptr (GHashTable) after = NULL;
  g_autofree char *back = NULL;

  fixture_set_up (&f);
  fill_journal (&f);
  back = g_strdup_printf ("PRAGMA user_version = %d", run_sql (&f, "journal.db", "PRAGMA user_version"));
  run_sql (&f, "journal.db", "PRAGMA user_version = 99");
  before = fixture_files (f.directory, FALSE);
  fixture_refused (&f, f.key, MC_STORE_ERROR_NEWER);
  after = fixture_files (f.directory, FALSE);
  fixture_assert_same_files (before, after);
  run_sql (&f, "journal.db", back);
  assert_journal_is_whole (&f);
  return dex_future_new_true ();
}

/* Opens a damaged journal: it is refused and left as it is, or it tells errors, or all is there: never less. */
static gboolean
damaged_is_honest (Fixture *f)
{
  g_autoptr (GHashTable) before = fixture_files (f->directory, TRUE);
  g_autoptr (GHashTable) after = NULL;
  g_autoptr (GError) error = NULL;
  McJournal *journal = dex_await_object (mc_journal_open (f->directory, f->key, f->clock), &error);
  g_autoptr (GPtrArray) entries = NULL;

  if (journal == NULL)
    {
      g_assert_true (error->domain == MC_STORE_ERROR);
      g_assert_true (error->code == MC_STORE_ERROR_WRONG_KEY || error->code == MC_STORE_ERROR_CORRUPT);
      after = fixture_files (f->directory, TRUE);
      fixture_assert_same_files (before, after);
      return FALSE;
    }
  entries = dex_await_boxed (mc_journal_list (journal), &error);
  if (entries != NULL)
    {
      g_assert_cmpuint (entries->len, ==, 2);
      g_assert_cmpstr (((McOutboxEntry *) entries->pdata[0])->title, ==, NAME);
    }
  else
    g_assert_true (error->domain == MC_STORE_ERROR);
  fixture_close_journal (journal);
  return TRUE;
}

MC_TEST_FIBER (test_journal_truncated)
{
  g_auto (Fixture) f = { NULL };
  g_autofree char *path = NULL;
  g_autoptr (GBytes) whole = NULL;
  gsize size;

  fixture_set_up (&f);
  path = fixture_path (&f, "journal.db");
  fill_journal (&f);
  whole = fixture_read (path);
  size = g_bytes_get_size (whole);
  {
    /* one byte is an empty file to SQLite */
    const gsize lengths[]
        = { 2, 15, 16, 17, 99, 511, 512, 1024, 4095, 4096, 4097, 8192, size / 2, size - 4096, size - 1 };

    for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
      {
        g_test_message ("%" G_GSIZE_FORMAT " of %" G_GSIZE_FORMAT, lengths[i], size);
        fixture_write (path, g_bytes_get_data (whole, NULL), lengths[i]);
        g_assert_true (!damaged_is_honest (&f) || lengths[i] > size - 4096);
      }
  }
  fixture_write (path, g_bytes_get_data (whole, NULL), size);
  assert_journal_is_whole (&f);
  return dex_future_new_true ();
}

MC_TEST_FIBER (test_journal_garbage)
{
  g_auto (Fixture) f = { NULL };
  g_autofree char *path = NULL;
  g_autofree char *garbage = g_malloc (70000);
  static const gsize sizes[] = { 2, 16, 100, 4096, 4100, 65536, 70000 };

  fixture_set_up (&f);
  path = fixture_path (&f, "journal.db");
  for (gsize i = 0; i < 70000; i++)
    garbage[i] = (char) g_test_rand_int_range (0, 256);
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      fixture_write (path, garbage, sizes[i]);
      g_assert_false (damaged_is_honest (&f));
    }
  memset (garbage, 0, 70000);
  fixture_write (path, garbage, 70000);
  g_assert_false (damaged_is_honest (&f));
  return dex_future_new_true ();
}

/* A byte of the disk falls over: the page's HMAC tells. */
MC_TEST_FIBER (test_journal_bit_rot)
{
  g_auto (Fixture) f = { NULL };
  g_autofree char *path = NULL;
  g_autoptr (GBytes) whole = NULL;
  gsize size = 0;
  guint refused = 0;

  fixture_set_up (&f);
  path = fixture_path (&f, "journal.db");
  fill_journal (&f);
  whole = fixture_read (path);
  size = g_bytes_get_size (whole);
  for (int i = 0; i < 40; i++)
    {
      g_autofree char *rotten = g_memdup2 (g_bytes_get_data (whole, NULL), size);

      rotten[g_test_rand_int_range (0, i % 2 == 0 ? 4096 : (gint32) size)]
          ^= (char) (1 << g_test_rand_int_range (0, 8));
      fixture_write (path, rotten, size);
      refused += !damaged_is_honest (&f);
    }
  /* the first page, or one that opening reads */
  g_assert_cmpuint (refused, >=, 20);
  fixture_write (path, g_bytes_get_data (whole, NULL), size);
  assert_journal_is_whole (&f);
  return dex_future_new_true ();
}

/* A file of no bytes is what a crash in the first instant leaves: a journal begins in it. */
MC_TEST_FIBER (test_journal_empty_file)
{
  g_auto (Fixture) f = { NULL };
  g_autofree char *path = NULL;
  g_autoptr (GBytes) bytes = NULL;

  fixture_set_up (&f);
  path = fixture_path (&f, "journal.db");
  fixture_write (path, "", 0);
  fill_journal (&f);
  assert_journal_is_whole (&f);
  bytes = fixture_read (path);
  g_assert_cmpuint (g_bytes_get_size (bytes), >, 4096);
  return dex_future_new_true ();
}

static void
fill_cache (Fixture *f)
{
  McCache *cache = fixture_open_cache (f);

  plant_in_cache (cache);
  fixture_close_cache (cache);
}

/* Whatever lies there, a cache is begun anew beside it, works, and is a cache the next time. */
static void
assert_begun_anew (Fixture *f)
{
  g_autofree char *path = fixture_path (f, "cache.db");
  g_autofree char *aside = fixture_path (f, "cache.db.old");
  g_autoptr (GBytes) before = fixture_read (path);
  g_autoptr (GBytes) kept = NULL;
  g_autoptr (McListing) listing = NULL;
  g_autoptr (McSummary) summary = fixture_summary (1, 1);
  McCache *cache = fixture_open_cache (f);

  g_assert_true (mc_cache_was_reset (cache));
  kept = fixture_read (aside);
  g_assert_true (g_bytes_equal (before, kept));
  listing = dex_await_boxed (mc_cache_list (cache, NULL, NULL, NULL), NULL);
  g_assert_cmpuint (listing->keys->len, ==, 0);
  g_assert_null (dex_await_string (mc_cache_get (cache, "cursor"), NULL));
  fixture_put (cache, summary);
  fixture_close_cache (cache);
  cache = fixture_open_cache (f);
  g_assert_false (mc_cache_was_reset (cache));
  fixture_close_cache (cache);
}

MC_TEST_FIBER (test_cache_wrong_key)
{
  g_auto (Fixture) f = { NULL };

  fixture_set_up (&f);
  fill_cache (&f);
  g_bytes_unref (f.key);
  f.key = fixture_other_key ();
  assert_begun_anew (&f);
  return dex_future_new_true ();
}

MC_TEST_FIBER (test_cache_plaintext)
{
  g_auto (Fixture) f = { NULL };
  g_autofree char *path = NULL;

  fixture_set_up (&f);
  path = fixture_path (&f, "cache.db");
  write_plaintext (path);
  assert_begun_anew (&f);
  return dex_future_new_true ();
}

MC_TEST_FIBER (test_cache_newer)
{
  g_auto (Fixture) f = { NULL };

  fixture_set_up (&f);
  fill_cache (&f);
  run_sql (&f, "cache.db", "PRAGMA user_version = 99");
  assert_begun_anew (&f);
  return dex_future_new_true ();
}

MC_TEST_FIBER (test_cache_damaged)
{
  g_auto (Fixture) f = { NULL };
  g_autofree char *path = NULL;
  g_autofree char *garbage = g_strnfill (5000, '#');
  g_autoptr (GBytes) whole = NULL;

  fixture_set_up (&f);
  path = fixture_path (&f, "cache.db");
  fixture_write (path, garbage, 5000);
  assert_begun_anew (&f);
  fill_cache (&f);
  whole = fixture_read (path);
  fixture_write (path, g_bytes_get_data (whole, NULL), g_bytes_get_size (whole) / 2);
  assert_begun_anew (&f);
  fixture_write (path, "xy", 2);
  assert_begun_anew (&f);
  return dex_future_new_true ();
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/files/planted", test_planted);
  g_test_add_func ("/files/planted-control", test_planted_control);
  g_test_add_func ("/files/journal-wrong-key", test_journal_wrong_key);
  g_test_add_func ("/files/journal-wrong-key-after-crash", test_journal_wrong_key_after_crash);
  g_test_add_func ("/files/journal-plaintext", test_journal_plaintext);
  g_test_add_func ("/files/journal-newer", test_journal_newer);
  g_test_add_func ("/files/journal-truncated", test_journal_truncated);
  g_test_add_func ("/files/journal-garbage", test_journal_garbage);
  g_test_add_func ("/files/journal-bit-rot", test_journal_bit_rot);
  g_test_add_func ("/files/journal-empty-file", test_journal_empty_file);
  g_test_add_func ("/files/cache-wrong-key", test_cache_wrong_key);
  g_test_add_func ("/files/cache-plaintext", test_cache_plaintext);
  g_test_add_func ("/files/cache-newer", test_cache_newer);
  g_test_add_func ("/files/cache-damaged", test_cache_damaged);
  return g_test_run ();
}
