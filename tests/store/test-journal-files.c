// SPDX-License-Identifier: GPL-3.0-or-later
/* Files in the journal: whole or not there, with the act they belong to, and no longer. */
#include <signal.h>
#include <sys/resource.h>

#include "mc-text.h"
#include "store-fixture.h"

#define SIZE (2 * MC_FILE_PIECE_BYTES + 500)

static GBytes *
piece_of (guint n, gsize size)
{
  guint8 *bytes = g_malloc (size);

  for (gsize i = 0; i < size; i++)
    bytes[i] = (guint8) (i * 7 + n * 31 + i / 4096);
  return g_bytes_new_take (bytes, size);
}

static McOutboxFile *
begin (McJournal *journal, gint64 size)
{
  McOutboxFile *file = mc_outbox_file_new ();
  g_autoptr (GError) error = NULL;

  file->id = mc_uuid_new (FIXTURE_START / 1000);
  file->name = g_strdup ("giấy chứng sinh.pdf");
  file->media_type = g_strdup ("application/pdf");
  file->size = size;
  file->sha256 = g_strnfill (64, 'a');
  g_assert_true (dex_await (mc_journal_begin_file (journal, file), &error));
  g_assert_no_error (error);
  return file;
}

static void
put (McJournal *journal, const McOutboxFile *file, guint pieces)
{
  for (guint n = 0; n < pieces; n++)
    {
      g_autoptr (GBytes) piece
          = piece_of (n, (gsize) MIN (MC_FILE_PIECE_BYTES, file->size - (gint64) n * MC_FILE_PIECE_BYTES));

      g_assert_true (dex_await (mc_journal_put_file_piece (journal, file->id, n, piece), NULL));
    }
}

static McOutboxFile *
keep (McJournal *journal)
{
  McOutboxFile *file = begin (journal, SIZE);

  put (journal, file, 3);
  return file;
}

/* -1: none is there. */
static gssize
length_of (McJournal *journal, const char *id, guint n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) piece = dex_await_boxed (mc_journal_file_piece (journal, id, n), &error);
  g_autoptr (GBytes) expected = NULL;

  g_assert_no_error (error);
  if (piece == NULL)
    return -1;
  expected = piece_of (n, g_bytes_get_size (piece));
  g_assert_true (g_bytes_equal (piece, expected));
  return (gssize) g_bytes_get_size (piece);
}

static McOutboxEntry *
add (McJournal *journal, McOutboxFile *file, McOutboxState state)
{
  McOutboxEntry *entry = fixture_entry ("r1", 0, state);
  g_autoptr (GError) error = NULL;

  entry->held_until_us = FIXTURE_START + G_USEC_PER_SEC;
  g_ptr_array_add (entry->files, mc_outbox_file_ref (file));
  g_assert_true (dex_await (mc_journal_add (journal, entry, NULL), &error));
  g_assert_no_error (error);
  return entry;
}

MC_TEST_FIBER (test_life)
{
  g_auto (Fixture) f = { NULL };
  g_autoptr (McOutboxFile) file = NULL;
  g_autoptr (McOutboxEntry) entry = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  const McOutboxFile *read;
  McJournal *journal;

  fixture_set_up (&f);
  journal = fixture_open_journal (&f);
  file = keep (journal);
  entry = add (journal, file, MC_OUTBOX_WAITING);
  file->state = MC_FILE_SENDING;
  file->offset = 1048576;
  file->upload_id = g_strdup ("u1");
  file->attempts = 3;
  file->cause = g_strdup ("offline");
  file->detail = g_strdup ("Câu của cổng");
  g_assert_true (dex_await (mc_journal_update_file (journal, file), NULL));
  fixture_close_journal (journal);
  journal = fixture_open_journal (&f);
  entries = fixture_entries (journal);
  g_assert_cmpuint (entries->len, ==, 1);
  g_assert_cmpuint (((McOutboxEntry *) entries->pdata[0])->files->len, ==, 1);
  read = ((McOutboxEntry *) entries->pdata[0])->files->pdata[0];
  g_assert_cmpstr (read->id, ==, file->id);
  g_assert_cmpstr (read->name, ==, file->name);
  g_assert_cmpstr (read->media_type, ==, file->media_type);
  g_assert_cmpint (read->size, ==, SIZE);
  g_assert_cmpstr (read->sha256, ==, file->sha256);
  g_assert_cmpint (read->offset, ==, 1048576);
  g_assert_cmpstr (read->upload_id, ==, "u1");
  g_assert_cmpint (read->attempts, ==, 3);
  g_assert_cmpstr (read->cause, ==, "offline");
  g_assert_cmpstr (read->detail, ==, file->detail);
  /* what was being sent when the program ended goes on */
  g_assert_cmpint (read->state, ==, MC_FILE_WAITING);
  g_assert_cmpint (length_of (journal, file->id, 0), ==, MC_FILE_PIECE_BYTES);
  g_assert_cmpint (length_of (journal, file->id, 1), ==, MC_FILE_PIECE_BYTES);
  g_assert_cmpint (length_of (journal, file->id, 2), ==, 500);
  g_assert_cmpint (length_of (journal, file->id, 3), ==, -1);
  fixture_close_journal (journal);
  return dex_future_new_true ();
}

/* Done, given up, undone: nothing of it is left, and what needs the official keeps its bytes. */
MC_TEST_FIBER (test_gone)
{
  static const McOutboxState ends[] = { MC_OUTBOX_DONE, MC_OUTBOX_DROPPED, MC_OUTBOX_HELD, MC_OUTBOX_NEEDS_YOU };
  g_auto (Fixture) f = { NULL };
  McJournal *journal;

  fixture_set_up (&f);
  journal = fixture_open_journal (&f);
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autoptr (McOutboxFile) file = keep (journal);
      g_autoptr (McOutboxEntry) entry = add (journal, file, MC_OUTBOX_HELD);

      if (ends[i] == MC_OUTBOX_HELD)
        g_assert_true (dex_await_boolean (mc_journal_undo (journal, entry->act->key), NULL));
      else
        {
          entry->state = ends[i];
          g_assert_true (dex_await (mc_journal_update (journal, entry), NULL));
        }
      g_assert_cmpint (length_of (journal, file->id, 0), ==, ends[i] == MC_OUTBOX_NEEDS_YOU ? MC_FILE_PIECE_BYTES : -1);
      g_assert_cmpint (length_of (journal, file->id, 2), ==, ends[i] == MC_OUTBOX_NEEDS_YOU ? 500 : -1);
    }
  fixture_close_journal (journal);
  return dex_future_new_true ();
}

/* An act does not take what is not whole, what is not there, or what another one has. */
MC_TEST_FIBER (test_not_whole)
{
  g_auto (Fixture) f = { NULL };
  g_autoptr (McOutboxFile) taken = NULL;
  g_autoptr (McOutboxEntry) first = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  McJournal *journal;

  fixture_set_up (&f);
  journal = fixture_open_journal (&f);
  taken = keep (journal);
  first = add (journal, taken, MC_OUTBOX_WAITING);
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (McOutboxEntry) entry = fixture_entry ("r2", 0, MC_OUTBOX_WAITING);
      g_autoptr (McOutboxFile) file = i < 2 ? begin (journal, SIZE) : mc_outbox_file_ref (taken);
      g_autoptr (GError) error = NULL;

      if (i == 1)
        put (journal, file, 2);
      g_ptr_array_add (entry->files, mc_outbox_file_ref (file));
      g_assert_false (dex_await (mc_journal_add (journal, entry, NULL), &error));
      g_assert_error (error, MC_STORE_ERROR, MC_STORE_ERROR_FAILED);
    }
  entries = fixture_entries (journal);
  g_assert_cmpuint (entries->len, ==, 1);
  fixture_close_journal (journal);
  return dex_future_new_true ();
}

/* What no act took is gone with the next start: nobody would find it again. */
MC_TEST_FIBER (test_left_over)
{
  g_auto (Fixture) f = { NULL };
  g_autoptr (McOutboxFile) half = NULL;
  g_autoptr (McOutboxFile) whole = NULL;
  g_autoptr (McOutboxFile) dropped = NULL;
  McJournal *journal;

  fixture_set_up (&f);
  journal = fixture_open_journal (&f);
  half = begin (journal, SIZE);
  put (journal, half, 1);
  whole = keep (journal);
  dropped = keep (journal);
  g_assert_true (dex_await (mc_journal_drop_file (journal, dropped->id), NULL));
  g_assert_cmpint (length_of (journal, dropped->id, 0), ==, -1);
  fixture_close_journal (journal);
  journal = fixture_open_journal (&f);
  g_assert_cmpint (length_of (journal, half->id, 0), ==, -1);
  g_assert_cmpint (length_of (journal, whole->id, 0), ==, -1);
  fixture_close_journal (journal);
  return dex_future_new_true ();
}

/* No room: it is said, nothing of the file stays, and what else there is to write is written. */
MC_TEST_FIBER (test_full)
{
  g_auto (Fixture) f = { NULL };
  struct rlimit before, small;
  g_autoptr (McOutboxFile) file = NULL;
  g_autoptr (McOutboxFile) later = NULL;
  g_autoptr (McOutboxEntry) entry = NULL;
  g_autoptr (GError) error = NULL;
  gboolean put_down = TRUE;
  McJournal *journal;

  fixture_set_up (&f);
  journal = fixture_open_journal (&f);
  file = begin (journal, 40 * MC_FILE_PIECE_BYTES);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  small = before;
  small.rlim_cur = 6 * 1024 * 1024;
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
  for (guint n = 0; n < 40 && put_down; n++)
    {
      g_autoptr (GBytes) piece = piece_of (n, MC_FILE_PIECE_BYTES);

      put_down = dex_await (mc_journal_put_file_piece (journal, file->id, n, piece), &error);
    }
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);
  g_assert_false (put_down);
  g_assert_error (error, MC_STORE_ERROR, MC_STORE_ERROR_FULL);
  later = keep (journal);
  entry = add (journal, later, MC_OUTBOX_WAITING);
  fixture_close_journal (journal);
  journal = fixture_open_journal (&f);
  g_assert_cmpint (length_of (journal, file->id, 0), ==, -1);
  g_assert_cmpint (length_of (journal, later->id, 2), ==, 500);
  fixture_close_journal (journal);
  return dex_future_new_true ();
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/journal-files/life", test_life);
  g_test_add_func ("/journal-files/gone", test_gone);
  g_test_add_func ("/journal-files/not-whole", test_not_whole);
  g_test_add_func ("/journal-files/left-over", test_left_over);
  g_test_add_func ("/journal-files/full", test_full);
  return g_test_run ();
}
