// SPDX-License-Identifier: GPL-3.0-or-later
/* What the journal has said is safe is safe: the writer is killed, or its disk is full. The writer is this program again:
 * test-store-crash --write DIRECTORY | --fill DIRECTORY. */
#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>

#include "store-fixture.h"

#define ROUNDS 20
#define FILL_BYTES (1 << 20)

static const char *program;
static const char *writer_directory;

static Fixture *
writer_fixture (void)
{
  static Fixture f;

  f.directory = g_strdup (writer_directory);
  f.key = g_bytes_ref (fixture_other_key ());
  f.clock = mc_clock_new_virtual (FIXTURE_START);
  return &f;
}

/* One line at once, so that the reader has it when the writer dies. */
G_GNUC_PRINTF (1, 2) static void say (const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  vprintf (format, arguments);
  va_end (arguments);
  fflush (stdout);
}

/* Drafts become acts, for ever: "draft RECORD" and "act KEY RECORD" once each is said to be durable. */
MC_TEST_FIBER (write_for_ever)
{
  McJournal *journal = fixture_open_journal (writer_fixture ());

  for (guint i = 0;; i++)
    {
      g_autofree char *record = g_strdup_printf ("%d-%u", (int) getpid (), i);
      g_autoptr (McOutboxEntry) entry = fixture_entry (record, 1, i % 3 == 0 ? MC_OUTBOX_SENDING : MC_OUTBOX_WAITING);

      if (!dex_await (mc_journal_save_draft (journal, record, "note", "Ghi chú"), NULL))
        break;
      say ("draft %s\n", record);
      if (!dex_await (mc_journal_add (journal, entry, record), NULL))
        break;
      say ("act %s %s\n", entry->act->key, record);
    }
  return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_FAILED, "the writer could not write");
}

static void
limit_file_size (rlim_t bytes)
{
  struct rlimit limit;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = MIN (bytes, limit.rlim_max);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

/* Adds acts until no file may grow further, then has room again. */
MC_TEST_FIBER (fill_the_disk)
{
  McJournal *journal = fixture_open_journal (writer_fixture ());
  g_autofree char *long_text = g_strnfill (20000, 'x');
  gboolean full = FALSE;

  signal (SIGXFSZ, SIG_IGN);
  limit_file_size (FILL_BYTES);
  for (int i = 0; i < 1000; i++)
    {
      g_autofree char *record = g_strdup_printf ("%d", i);
      g_autoptr (McOutboxEntry) entry = fixture_entry (record, 1, MC_OUTBOX_WAITING);
      g_autoptr (GError) error = NULL;

      g_set_str (&entry->detail, long_text);
      if (dex_await (mc_journal_add (journal, entry, NULL), &error))
        {
          say ("act %s %s\n", entry->act->key, record);
          if (full)
            break;
          continue;
        }
      if (!full)
        say ("full %s %d\n", g_quark_to_string (error->domain), error->code);
      full = TRUE;
      limit_file_size (RLIM_INFINITY);
    }
  fixture_close_journal (journal);
  return dex_future_new_true ();
}

static GSubprocess *
start (Fixture *f, const char *what, GDataInputStream **lines)
{
  g_autoptr (GError) error = NULL;
  GSubprocess *writer = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, what, f->directory, NULL);

  g_assert_no_error (error);
  *lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (writer));
  return writer;
}

/* Notes what the writer has said: acts: key → record; drafts: records. FALSE at its end. */
static gboolean
read_line (GDataInputStream *lines, GHashTable *acts, GHashTable *drafts)
{
  g_autofree char *line = g_data_input_stream_read_line_utf8 (lines, NULL, NULL, NULL);
  g_auto (GStrv) words = NULL;

  if (line == NULL)
    return FALSE;
  words = g_strsplit (line, " ", -1);
  if (g_str_equal (words[0], "act") && g_strv_length (words) == 3)
    g_hash_table_insert (acts, g_strdup (words[1]), g_strdup (words[2]));
  else if (g_str_equal (words[0], "draft") && g_strv_length (words) == 2)
    g_hash_table_add (drafts, g_strdup (words[1]));
  return TRUE;
}

static GHashTable *
string_table (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

static GHashTable *
string_set (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/* key → how often it is in the outbox; records: the records of all acts. */
static GHashTable *
count_keys (McJournal *journal, GHashTable *records)
{
  g_autoptr (GPtrArray) entries = fixture_entries (journal);
  GHashTable *counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < entries->len; i++)
    {
      McOutboxEntry *entry = entries->pdata[i];
      gpointer seen = g_hash_table_lookup (counts, entry->act->key);

      g_assert_cmpint (entry->state, ==, MC_OUTBOX_WAITING);
      g_assert_cmpstr (entry->act->kind, ==, "dossier");
      g_hash_table_insert (counts, g_strdup (entry->act->key), GINT_TO_POINTER (GPOINTER_TO_INT (seen) + 1));
      g_hash_table_add (records, g_strdup (entry->act->record_id));
    }
  return counts;
}

static void
assert_acts_are_there (GHashTable *acts, GHashTable *counts)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, acts);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_assert_cmpint (GPOINTER_TO_INT (g_hash_table_lookup (counts, key)), ==, 1);
  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_assert_cmpint (GPOINTER_TO_INT (g_hash_table_lookup (counts, key)), ==, 1);
}

/* A draft that was safe is a draft still, or it is an act: never both, never neither. */
static void
assert_drafts_or_acts (McJournal *journal, GHashTable *drafts, GHashTable *records)
{
  GHashTableIter iter;
  gpointer record;

  g_hash_table_iter_init (&iter, drafts);
  while (g_hash_table_iter_next (&iter, &record, NULL))
    {
      g_autoptr (GHashTable) texts = dex_await_boxed (mc_journal_drafts (journal, record), NULL);
      gboolean is_draft = g_hash_table_lookup (texts, "note") != NULL;

      g_assert_cmpint (is_draft, !=, g_hash_table_contains (records, record));
    }
}

MC_TEST_FIBER (test_killed)
{
  g_auto (Fixture) f = { NULL };
  g_autoptr (GHashTable) acts = string_table ();

  fixture_set_up (&f);
  g_bytes_unref (f.key);
  f.key = fixture_other_key ();
  for (int round = 0; round < ROUNDS; round++)
    {
      g_autoptr (GHashTable) drafts = string_set ();
      g_autoptr (GHashTable) records = string_set ();
      g_autoptr (GHashTable) counts = NULL;
      g_autoptr (GDataInputStream) lines = NULL;
      g_autoptr (GSubprocess) writer = start (&f, "--write", &lines);
      McJournal *journal;

      for (int n = g_test_rand_int_range (0, 40); n > 0; n--)
        g_assert_true (read_line (lines, acts, drafts));
      /* somewhere inside the next transaction */
      for (volatile int spin = g_test_rand_int_range (0, 1000000); spin > 0; spin--)
        ;
      g_subprocess_force_exit (writer);
      while (read_line (lines, acts, drafts))
        ;
      g_assert_true (g_subprocess_wait (writer, NULL, NULL));
      g_assert_true (g_subprocess_get_if_signaled (writer));

      journal = fixture_open_journal (&f);
      counts = count_keys (journal, records);
      assert_acts_are_there (acts, counts);
      assert_drafts_or_acts (journal, drafts, records);
      fixture_close_journal (journal);
    }
  g_assert_cmpuint (g_hash_table_size (acts), >, ROUNDS);
  return dex_future_new_true ();
}

/* While a writer lives in another process, the profile is its own; when it is killed, it is free at once. */
MC_TEST_FIBER (test_other_process)
{
  g_auto (Fixture) f = { NULL };
  g_autoptr (GHashTable) acts = string_table ();
  g_autoptr (GHashTable) drafts = string_set ();
  g_autoptr (GDataInputStream) lines = NULL;
  g_autoptr (GSubprocess) writer = NULL;

  fixture_set_up (&f);
  g_bytes_unref (f.key);
  f.key = fixture_other_key ();
  writer = start (&f, "--write", &lines);
  g_assert_true (read_line (lines, acts, drafts));
  fixture_refused (&f, f.key, MC_STORE_ERROR_BUSY);
  g_subprocess_force_exit (writer);
  while (read_line (lines, acts, drafts))
    ;
  g_assert_true (g_subprocess_wait (writer, NULL, NULL));
  fixture_close_journal (fixture_open_journal (&f));
  return dex_future_new_true ();
}

/* No file may grow: an error is told, what was acknowledged stays, and with room again all goes on. */
MC_TEST_FIBER (test_disk_full)
{
  g_auto (Fixture) f = { NULL };
  g_autoptr (GHashTable) acts = string_table ();
  g_autoptr (GHashTable) records = string_set ();
  g_autoptr (GHashTable) counts = NULL;
  g_autoptr (GDataInputStream) lines = NULL;
  g_autoptr (GSubprocess) writer = NULL;
  g_autofree char *expected = g_strdup_printf ("full mc_store_error_quark %d", MC_STORE_ERROR_FULL);
  gboolean was_full = FALSE;
  guint before = 0;
  McJournal *journal;

  fixture_set_up (&f);
  g_bytes_unref (f.key);
  f.key = fixture_other_key ();
  writer = start (&f, "--fill", &lines);
  for (;;)
    {
      g_autofree char *line = g_data_input_stream_read_line_utf8 (lines, NULL, NULL, NULL);
      g_auto (GStrv) words = line != NULL ? g_strsplit (line, " ", -1) : NULL;

      if (words == NULL)
        break;
      if (g_str_equal (words[0], "act"))
        g_hash_table_insert (acts, g_strdup (words[1]), g_strdup (words[2]));
      if (!g_str_equal (words[0], "full"))
        continue;
      g_assert_cmpstr (line, ==, expected);
      was_full = TRUE;
      before = g_hash_table_size (acts);
    }
  g_assert_true (g_subprocess_wait_check (writer, NULL, NULL));
  g_assert_true (was_full);
  g_assert_cmpuint (before, >, 10);
  g_assert_cmpuint (g_hash_table_size (acts), ==, before + 1);
  journal = fixture_open_journal (&f);
  counts = count_keys (journal, records);
  assert_acts_are_there (acts, counts);
  g_assert_cmpuint (g_hash_table_size (counts), ==, g_hash_table_size (acts));
  fixture_close_journal (journal);
  return dex_future_new_true ();
}

int
main (int argc, char **argv)
{
  program = argv[0];
  if (argc == 3 && (g_str_equal (argv[1], "--write") || g_str_equal (argv[1], "--fill")))
    {
      writer_directory = argv[2];
      if (g_str_equal (argv[1], "--write"))
        write_for_ever ();
      else
        fill_the_disk ();
      return 0;
    }
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/crash/killed", test_killed);
  g_test_add_func ("/crash/other-process", test_other_process);
  g_test_add_func ("/crash/disk-full", test_disk_full);
  return g_test_run ();
}
