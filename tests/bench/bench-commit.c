// SPDX-License-Identifier: GPL-3.0-or-later
#include <glib/gstdio.h>
#include <libdex.h>
#include <sqlite3.h>
#include <stdlib.h>

#include "mc-journal.h"
#include "mc-test.h"

/* bench-commit DIRECTORY ROUNDS: commits acts to an outbox, and after each one the same row with bare SQLCipher to a
 * copy of the same file: same schema, cipher, key and durability, its statements prepared once. Prints the medians in
 * microseconds as JSON. DIRECTORY must not exist and should be on a real disk: a commit waits for it. */

#define KEY_BYTES 32
#define FORM                                                                                                           \
  "{\"components\":[{\"code\":\"TP01\",\"originals\":1,\"copies\":0},{\"code\":\"TP02\",\"originals\":0,"              \
  "\"copies\":1}],\"due\":\"2026-03-20T17:00:00+07:00\",\"note\":\"Hồ sơ đủ thành phần.\"}"
#define PERFORMED_AT "2026-03-02T01:30:00Z"

typedef struct
{
  sqlite3 *db;
  sqlite3_stmt *begin;
  sqlite3_stmt *insert;
  sqlite3_stmt *commit;
} Bare;

static const char *directory;
static int rounds;

static void
check (sqlite3 *db, int status)
{
  if (status != SQLITE_OK && status != SQLITE_DONE)
    g_error ("bare SQLCipher: %s", sqlite3_errmsg (db));
}

static void
bare_open (Bare *bare, const char *path, const guint8 *key)
{
  g_autoptr (GString) raw = g_string_new ("x'");

  for (int i = 0; i < KEY_BYTES; i++)
    g_string_append_printf (raw, "%02x", key[i]);
  g_string_append_c (raw, '\'');
  check (bare->db, sqlite3_open (path, &bare->db));
  check (bare->db, sqlite3_key_v2 (bare->db, "main", raw->str, (int) raw->len));
  check (bare->db, sqlite3_exec (bare->db,
                                 "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;"
                                 "PRAGMA wal_autocheckpoint = 4000",
                                 NULL, NULL, NULL));
  check (bare->db, sqlite3_prepare_v2 (bare->db, "BEGIN IMMEDIATE", -1, &bare->begin, NULL));
  check (bare->db, sqlite3_prepare_v2 (bare->db, "COMMIT", -1, &bare->commit, NULL));
  check (bare->db,
         sqlite3_prepare_v2 (bare->db,
                             "INSERT INTO outbox (key, kind, record_id, action, expected_version, performed_at, form,"
                             " title, state, attempts, created_us, held_until_us, next_try_us, first_sent_us,"
                             " finished_us, cause, detail) VALUES (?, 'dossier', ?, 'accept', 1, '" PERFORMED_AT
                             "', '" FORM "', ?, 1, 0, 0, 0, 0, 0, 0, NULL, NULL)",
                             -1, &bare->insert, NULL));
}

static void
bare_close (Bare *bare)
{
  sqlite3_finalize (bare->begin);
  sqlite3_finalize (bare->insert);
  sqlite3_finalize (bare->commit);
  sqlite3_close (bare->db);
}

static void
run_once (Bare *bare, sqlite3_stmt *statement)
{
  check (bare->db, sqlite3_step (statement));
  sqlite3_reset (statement);
}

static double
bare_commit (Bare *bare, const char *key, const char *record_id, const char *title)
{
  gint64 start = g_get_monotonic_time ();

  run_once (bare, bare->begin);
  sqlite3_bind_text (bare->insert, 1, key, -1, SQLITE_STATIC);
  sqlite3_bind_text (bare->insert, 2, record_id, -1, SQLITE_STATIC);
  sqlite3_bind_text (bare->insert, 3, title, -1, SQLITE_STATIC);
  run_once (bare, bare->insert);
  run_once (bare, bare->commit);
  return (double) (g_get_monotonic_time () - start);
}

static double
our_commit (McJournal *journal, const char *key, const char *record_id, const char *title)
{
  g_autoptr (McOutboxEntry) entry = mc_outbox_entry_new ();
  g_autoptr (GError) error = NULL;
  gint64 start;

  entry->act = mc_act_new ();
  entry->act->key = g_strdup (key);
  entry->act->kind = g_strdup ("dossier");
  entry->act->record_id = g_strdup (record_id);
  entry->act->action = g_strdup ("accept");
  entry->act->expected_handling_version = 1;
  entry->act->performed_at = g_date_time_new_from_iso8601 (PERFORMED_AT, NULL);
  g_set_str (&entry->act->form, FORM);
  entry->title = g_strdup (title);
  entry->state = MC_OUTBOX_WAITING;
  start = g_get_monotonic_time ();
  dex_await (mc_journal_add (journal, entry, NULL), &error);
  g_assert_no_error (error);
  return (double) (g_get_monotonic_time () - start);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static double
median (GArray *times)
{
  g_array_sort (times, compare);
  return g_array_index (times, double, times->len / 2);
}

static McJournal *
open_journal (GBytes *key)
{
  g_autoptr (McClock) clock = mc_clock_new_system ();
  g_autoptr (GError) error = NULL;
  McJournal *journal = dex_await_object (mc_journal_open (directory, key, clock), &error);

  g_assert_no_error (error);
  return journal;
}

static void
close_journal (McJournal *journal)
{
  g_autoptr (GError) error = NULL;

  dex_await (mc_journal_close (journal), &error);
  g_assert_no_error (error);
  g_object_unref (journal);
}

/* The bare file is the journal's own, empty, under another name. */
static void
copy_journal (const char *path)
{
  g_autofree char *from = g_build_filename (directory, "journal.db", NULL);
  g_autofree char *content = NULL;
  g_autoptr (GError) error = NULL;
  gsize size;

  g_file_get_contents (from, &content, &size, &error);
  g_assert_no_error (error);
  g_file_set_contents (path, content, (gssize) size, &error);
  g_assert_no_error (error);
}

MC_TEST_FIBER (measure)
{
  g_autoptr (GArray) ours = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) bares = g_array_new (FALSE, FALSE, sizeof (double));
  g_autofree char *bare_path = g_build_filename (directory, "bare.db", NULL);
  guint8 raw[KEY_BYTES];
  g_autoptr (GBytes) key = NULL;
  McJournal *journal;
  Bare bare = { NULL };

  for (int i = 0; i < KEY_BYTES; i++)
    raw[i] = (guint8) g_random_int_range (0, 256);
  key = g_bytes_new (raw, sizeof raw);
  close_journal (open_journal (key));
  copy_journal (bare_path);
  bare_open (&bare, bare_path, raw);
  journal = open_journal (key);
  for (int i = -10; i < rounds; i++) /* ten to warm up */
    {
      g_autofree char *act = g_uuid_string_random ();
      g_autofree char *record_id = g_strdup_printf ("record-%d", i);
      g_autofree char *title = g_strdup_printf ("000.00.01.H99-260302-%04d · NGUYỄN VĂN THỬ", i);
      double our = our_commit (journal, act, record_id, title);
      double other = bare_commit (&bare, act, record_id, title);

      if (i < 0)
        continue;
      g_array_append_val (ours, our);
      g_array_append_val (bares, other);
    }
  close_journal (journal);
  bare_close (&bare);
  g_print ("{\"value\": %.1f, \"baseline\": %.1f}\n", median (ours), median (bares));
  return dex_future_new_true ();
}

int
main (int argc, char **argv)
{
  if (argc != 3 || (rounds = atoi (argv[2])) < 1)
    {
      g_printerr ("usage: bench-commit DIRECTORY ROUNDS\n");
      return 2;
    }
  directory = argv[1];
  measure ();
  return 0;
}
