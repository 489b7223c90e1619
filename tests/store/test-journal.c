// SPDX-License-Identifier: GPL-3.0-or-later
#include <sys/stat.h>

#include "store-fixture.h"

static int
mode_of (const char *path)
{
  struct stat info;

  g_assert_cmpint (stat (path, &info), ==, 0);
  return info.st_mode & 0777;
}

static void
add (McJournal *journal, McOutboxEntry *entry)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (dex_await_boolean (mc_journal_add (journal, entry, NULL), &error));
  g_assert_no_error (error);
}

static void
update (McJournal *journal, McOutboxEntry *entry)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (dex_await (mc_journal_update (journal, entry), &error));
  g_assert_no_error (error);
}

static void
assert_conflict (McJournal *journal, McOutboxEntry *entry)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (dex_await (mc_journal_add (journal, entry, NULL), &error));
  g_assert_error (error, MC_STORE_ERROR, MC_STORE_ERROR_CONFLICT);
}

static GHashTable *
drafts_of (McJournal *journal, const char *record_id)
{
  g_autoptr (GError) error = NULL;
  GHashTable *drafts = dex_await_boxed (mc_journal_drafts (journal, record_id), &error);

  g_assert_no_error (error);
  return drafts;
}

static void
save (McJournal *journal, const char *record_id, const char *field, const char *text)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (dex_await_boolean (mc_journal_save_draft (journal, record_id, field, text), &error));
  g_assert_no_error (error);
}

/* "r1 01 wanted, …" in the order that they are told in. (transfer full) */
static char *
papers_of (McJournal *journal)
{
  static const char *const states[] = { "wanted", "printing", "broken off" };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) papers = dex_await_boxed (mc_journal_papers (journal), &error);
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < papers->len; i++)
    {
      const McOwedPaper *paper = papers->pdata[i];

      g_string_append_printf (text, "%s%s %s %s", i > 0 ? ", " : "", paper->record_id, paper->paper,
                              states[paper->state]);
    }
  return g_string_free_and_steal (g_steal_pointer (&text));
}

static void
expect_papers (McJournal *journal, DexFuture *change, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *told = NULL;

  g_assert_true (dex_await_boolean (change, &error));
  g_assert_no_error (error);
  told = papers_of (journal);
  g_assert_cmpstr (told, ==, expected);
}

/* Who is to get a paper is owed it until it is printed or nobody wants it, however often the program ends meanwhile. */
MC_TEST_FIBER (test_papers)
{
  g_auto (Fixture) f = { NULL };
  McJournal *journal;
  g_autofree char *told = NULL;

  fixture_set_up (&f);
  journal = fixture_open_journal (&f);
  expect_papers (journal, mc_journal_want_paper (journal, "r1", "01"), "r1 01 wanted");
  expect_papers (journal, mc_journal_want_paper (journal, "r1", "01"), "r1 01 wanted");
  mc_clock_advance (f.clock, G_TIME_SPAN_MINUTE);
  expect_papers (journal, mc_journal_begin_paper (journal, "r2", "02"), "r2 02 printing, r1 01 wanted");
  expect_papers (journal, mc_journal_cancel_paper (journal, "r2", "02"), "r1 01 wanted");
  expect_papers (journal, mc_journal_begin_paper (journal, "r1", "01"), "r1 01 printing");
  expect_papers (journal, mc_journal_cancel_paper (journal, "r1", "01"), "r1 01 wanted");
  expect_papers (journal, mc_journal_begin_paper (journal, "r1", "01"), "r1 01 printing");
  expect_papers (journal, mc_journal_settle_paper (journal, "r1", "01"), "");

  /* it ends while two are at the printer, of which only one was wanted */
  expect_papers (journal, mc_journal_want_paper (journal, "r3", "01"), "r3 01 wanted");
  mc_clock_advance (f.clock, G_TIME_SPAN_MINUTE);
  expect_papers (journal, mc_journal_begin_paper (journal, "r3", "01"), "r3 01 printing");
  mc_clock_advance (f.clock, G_TIME_SPAN_MINUTE);
  expect_papers (journal, mc_journal_begin_paper (journal, "r4", "03"), "r3 01 printing, r4 03 printing");
  fixture_close_journal (journal);
  journal = fixture_open_journal (&f);
  told = papers_of (journal);
  g_assert_cmpstr (told, ==, "r3 01 broken off, r4 03 broken off");

  /* trying again and giving up leaves it owed; printing it does not */
  expect_papers (journal, mc_journal_begin_paper (journal, "r4", "03"), "r3 01 broken off, r4 03 printing");
  expect_papers (journal, mc_journal_cancel_paper (journal, "r4", "03"), "r3 01 broken off, r4 03 wanted");
  expect_papers (journal, mc_journal_begin_paper (journal, "r3", "01"), "r3 01 printing, r4 03 wanted");
  expect_papers (journal, mc_journal_settle_paper (journal, "r3", "01"), "r4 03 wanted");
  expect_papers (journal, mc_journal_withhold (journal, "r4", "Hồ sơ mật"), "");
  fixture_close_journal (journal);
  return dex_future_new_true ();
}

MC_TEST_FIBER (test_fresh)
{
  g_auto (Fixture) f = { NULL };
  g_autofree char *path = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  McJournal *journal;

  fixture_set_up (&f);
  g_assert_cmpint (chmod (f.directory, 0755), ==, 0);
  journal = fixture_open_journal (&f);
  path = fixture_path (&f, "journal.db");
  entries = fixture_entries (journal);
  g_assert_cmpuint (entries->len, ==, 0);
  g_assert_cmpint (mode_of (f.directory), ==, 0700);
  g_assert_cmpint (mode_of (path), ==, 0600);
  fixture_close_journal (journal);
  return dex_future_new_true ();
}

/* An act from click to portal: every member comes back as it was written, also after a restart. */
MC_TEST_FIBER (test_life)
{
  static const McOutboxState states[]
      = { MC_OUTBOX_SENDING, MC_OUTBOX_WAITING, MC_OUTBOX_NEEDS_YOU, MC_OUTBOX_WAITING, MC_OUTBOX_DONE };
  g_auto (Fixture) f = { NULL };
  g_autoptr (McOutboxEntry) entry = fixture_entry ("r1", 3, MC_OUTBOX_HELD);
  McJournal *journal;

  fixture_set_up (&f);
  journal = fixture_open_journal (&f);
  entry->held_until_us = FIXTURE_START + 5 * G_USEC_PER_SEC;
  add (journal, entry);
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autoptr (GPtrArray) entries = NULL;

      entry->state = states[i];
      entry->attempts = (int) i + 1;
      entry->next_try_us = FIXTURE_START + i;
      entry->first_sent_us = FIXTURE_START + 1;
      entry->finished_us = states[i] == MC_OUTBOX_DONE ? FIXTURE_START + 9 : 0;
      g_set_str (&entry->cause, i % 2 == 0 ? "stale" : NULL);
      g_set_str (&entry->detail, i % 2 == 0 ? "Hồ sơ đã có người khác xử lý" : NULL);
      update (journal, entry);
      entries = fixture_entries (journal);
      g_assert_cmpuint (entries->len, ==, 1);
      fixture_assert_same_entry (entries->pdata[0], entry);
      if (states[i] == MC_OUTBOX_SENDING)
        continue;
      fixture_close_journal (journal);
      journal = fixture_open_journal (&f);
      g_clear_pointer (&entries, g_ptr_array_unref);
      entries = fixture_entries (journal);
      g_assert_cmpuint (entries->len, ==, 1);
      fixture_assert_same_entry (entries->pdata[0], entry);
    }
  fixture_close_journal (journal);
  return dex_future_new_true ();
}

/* The entry is written as it was when it was given. */
MC_TEST_FIBER (test_entry_is_copied)
{
  g_auto (Fixture) f = { NULL };
  g_autoptr (McOutboxEntry) entry = fixture_entry ("r1", 3, MC_OUTBOX_WAITING);
  g_autoptr (GPtrArray) entries = NULL;
  McJournal *journal;
  DexFuture *added;

  fixture_set_up (&f);
  journal = fixture_open_journal (&f);
  added = mc_journal_add (journal, entry, NULL);
  entry->state = MC_OUTBOX_DROPPED;
  entry->attempts = 99;
  g_set_str (&entry->title, "something else");
  g_assert_true (dex_await (added, NULL));
  entries = fixture_entries (journal);
  g_assert_cmpint (((McOutboxEntry *) entries->pdata[0])->state, ==, MC_OUTBOX_WAITING);
  g_assert_cmpint (((McOutboxEntry *) entries->pdata[0])->attempts, ==, 0);
  g_assert_cmpstr (((McOutboxEntry *) entries->pdata[0])->title, ==, "r1 – Nguyễn Văn Mẫu");
  fixture_close_journal (journal);
  return dex_future_new_true ();
}

/* One unsent handling act for one record, whatever it waits for; notes do not count. */
MC_TEST_FIBER (test_conflict)
{
  static const struct
  {
    McOutboxState state;
    gboolean free;
  } cases[] = {
    { MC_OUTBOX_HELD, FALSE }, { MC_OUTBOX_WAITING, FALSE },   { MC_OUTBOX_SENDING, FALSE },
    { MC_OUTBOX_DONE, TRUE },  { MC_OUTBOX_NEEDS_YOU, FALSE }, { MC_OUTBOX_DROPPED, TRUE },
  };
  g_auto (Fixture) f = { NULL };
  McJournal *journal;
  g_autoptr (GPtrArray) entries = NULL;

  fixture_set_up (&f);
  journal = fixture_open_journal (&f);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *record = g_strdup_printf ("r%u", i);
      g_autoptr (McOutboxEntry) first = fixture_entry (record, 1, MC_OUTBOX_WAITING);
      g_autoptr (McOutboxEntry) second = fixture_entry (record, 2, MC_OUTBOX_WAITING);
      g_autoptr (McOutboxEntry) note = fixture_entry (record, 0, MC_OUTBOX_WAITING);

      add (journal, first);
      add (journal, note);
      first->state = cases[i].state;
      first->finished_us = cases[i].free ? FIXTURE_START : 0;
      update (journal, first);
      if (cases[i].free)
        add (journal, second);
      else
        assert_conflict (journal, second);
    }
  entries = fixture_entries (journal);
  g_assert_cmpuint (entries->len, ==, 2 * G_N_ELEMENTS (cases) + 2);
  fixture_close_journal (journal);
  return dex_future_new_true ();
}

/* The click twice: the key is there already. */
MC_TEST_FIBER (test_same_key)
{
  g_auto (Fixture) f = { NULL };
  g_autoptr (McOutboxEntry) entry = fixture_entry ("r1", 0, MC_OUTBOX_WAITING);
  g_autoptr (GPtrArray) entries = NULL;
  McJournal *journal;

  fixture_set_up (&f);
  journal = fixture_open_journal (&f);
  add (journal, entry);
  assert_conflict (journal, entry);
  entries = fixture_entries (journal);
  g_assert_cmpuint (entries->len, ==, 1);
  fixture_close_journal (journal);
  return dex_future_new_true ();
}

/* Drafts go with the act that they became, in one step: or not at all. */
MC_TEST_FIBER (test_drafts_go_with_the_act)
{
  g_auto (Fixture) f = { NULL };
  g_autoptr (McOutboxEntry) first = fixture_entry ("r1", 1, MC_OUTBOX_WAITING);
  g_autoptr (McOutboxEntry) second = fixture_entry ("r1", 1, MC_OUTBOX_WAITING);
  g_autoptr (GHashTable) drafts = NULL;
  g_autoptr (GHashTable) others = NULL;
  g_autoptr (GError) error = NULL;
  McJournal *journal;

  fixture_set_up (&f);
  journal = fixture_open_journal (&f);
  save (journal, "r1", "reason", "một");
  save (journal, "r1", "note", "hai");
  save (journal, "r2", "note", "ba");
  g_assert_true (dex_await (mc_journal_add (journal, first, "r1"), NULL));
  drafts = drafts_of (journal, "r1");
  g_assert_cmpuint (g_hash_table_size (drafts), ==, 0);

  save (journal, "r1", "note", "bốn");
  g_assert_false (dex_await (mc_journal_add (journal, second, "r1"), &error));
  g_assert_error (error, MC_STORE_ERROR, MC_STORE_ERROR_CONFLICT);
  g_clear_pointer (&drafts, g_hash_table_unref);
  drafts = drafts_of (journal, "r1");
  g_assert_cmpstr (g_hash_table_lookup (drafts, "note"), ==, "bốn");
  others = drafts_of (journal, "r2");
  g_assert_cmpstr (g_hash_table_lookup (others, "note"), ==, "ba");
  fixture_close_journal (journal);
  return dex_future_new_true ();
}

MC_TEST_FIBER (test_drafts)
{
  g_auto (Fixture) f = { NULL };
  g_autofree char *endless = g_strnfill (300000, 'x');
  g_autoptr (GHashTable) drafts = NULL;
  g_autoptr (GHashTable) none = NULL;
  McJournal *journal;

  fixture_set_up (&f);
  journal = fixture_open_journal (&f);
  save (journal, "r1", "reason", "một");
  save (journal, "r1", "reason", "hai");
  save (journal, "r1", "'; DROP TABLE drafts; --", "ba\n\"ấ\" 🙂");
  save (journal, "r1", "empty", "");
  save (journal, "r1", "long", endless);
  save (journal, "r1", "gone", "x");
  save (journal, "r1", "gone", NULL);
  save (journal, "r1", "never", NULL);
  fixture_close_journal (journal);
  journal = fixture_open_journal (&f);
  drafts = drafts_of (journal, "r1");
  g_assert_cmpuint (g_hash_table_size (drafts), ==, 4);
  g_assert_cmpstr (g_hash_table_lookup (drafts, "reason"), ==, "hai");
  g_assert_cmpstr (g_hash_table_lookup (drafts, "'; DROP TABLE drafts; --"), ==, "ba\n\"ấ\" 🙂");
  g_assert_cmpstr (g_hash_table_lookup (drafts, "empty"), ==, "");
  g_assert_cmpstr (g_hash_table_lookup (drafts, "long"), ==, endless);
  none = drafts_of (journal, "r");
  g_assert_cmpuint (g_hash_table_size (none), ==, 0);
  fixture_close_journal (journal);
  return dex_future_new_true ();
}

static void
assert_setting (McJournal *journal, const char *name, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *value = dex_await_string (mc_journal_get (journal, name), &error);

  g_assert_no_error (error);
  g_assert_cmpstr (value, ==, expected);
}

MC_TEST_FIBER (test_settings)
{
  g_auto (Fixture) f = { NULL };
  McJournal *journal;

  fixture_set_up (&f);
  journal = fixture_open_journal (&f);
  assert_setting (journal, "width", NULL);
  g_assert_true (dex_await (mc_journal_set (journal, "width", "300"), NULL));
  g_assert_true (dex_await (mc_journal_set (journal, "width", "400"), NULL));
  g_assert_true (dex_await (mc_journal_set (journal, "empty", ""), NULL));
  fixture_close_journal (journal);
  journal = fixture_open_journal (&f);
  assert_setting (journal, "width", "400");
  assert_setting (journal, "empty", "");
  assert_setting (journal, "widt", NULL);
  fixture_close_journal (journal);
  return dex_future_new_true ();
}

MC_TEST_FIBER (test_undo)
{
  static const struct
  {
    McOutboxState state;
    gint64 until_us; /* from now */
    gboolean undone;
  } cases[] = {
    { MC_OUTBOX_HELD, 1, TRUE },
    { MC_OUTBOX_HELD, 5 * G_USEC_PER_SEC, TRUE },
    { MC_OUTBOX_HELD, 0, FALSE },
    { MC_OUTBOX_HELD, -1, FALSE },
    { MC_OUTBOX_WAITING, 5 * G_USEC_PER_SEC, FALSE },
    { MC_OUTBOX_SENDING, 5 * G_USEC_PER_SEC, FALSE },
    { MC_OUTBOX_DONE, 5 * G_USEC_PER_SEC, FALSE },
  };
  g_auto (Fixture) f = { NULL };
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GError) error = NULL;
  McJournal *journal;
  guint left = 0;

  fixture_set_up (&f);
  journal = fixture_open_journal (&f);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *record = g_strdup_printf ("r%u", i);
      g_autoptr (McOutboxEntry) entry = fixture_entry (record, 1, cases[i].state);

      entry->held_until_us = FIXTURE_START + cases[i].until_us;
      entry->finished_us = cases[i].state == MC_OUTBOX_DONE ? FIXTURE_START : 0;
      add (journal, entry);
      g_assert_cmpint (dex_await_boolean (mc_journal_undo (journal, entry->act->key), &error), ==, cases[i].undone);
      g_assert_no_error (error);
      g_assert_false (cases[i].undone && dex_await_boolean (mc_journal_undo (journal, entry->act->key), &error));
      left += !cases[i].undone;
    }
  g_assert_false (dex_await_boolean (mc_journal_undo (journal, "no such key"), &error));
  g_assert_no_error (error);
  entries = fixture_entries (journal);
  g_assert_cmpuint (entries->len, ==, left);
  fixture_close_journal (journal);
  return dex_future_new_true ();
}

/* After a crash: what was on the wire and what was held too long waits; nothing else changes. */
MC_TEST_FIBER (test_recovery)
{
  static const struct
  {
    McOutboxState before;
    gint64 held_us;
    McOutboxState after;
  } cases[] = {
    { MC_OUTBOX_HELD, 20 * G_USEC_PER_SEC, MC_OUTBOX_HELD },
    { MC_OUTBOX_HELD, 10 * G_USEC_PER_SEC, MC_OUTBOX_WAITING },
    { MC_OUTBOX_HELD, 1, MC_OUTBOX_WAITING },
    { MC_OUTBOX_WAITING, 0, MC_OUTBOX_WAITING },
    { MC_OUTBOX_SENDING, 0, MC_OUTBOX_WAITING },
    { MC_OUTBOX_NEEDS_YOU, 0, MC_OUTBOX_NEEDS_YOU },
    { MC_OUTBOX_DONE, 0, MC_OUTBOX_DONE },
    { MC_OUTBOX_DROPPED, 0, MC_OUTBOX_DROPPED },
  };
  g_auto (Fixture) f = { NULL };
  g_autoptr (GPtrArray) entries = NULL;
  McJournal *journal;

  fixture_set_up (&f);
  journal = fixture_open_journal (&f);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *record = g_strdup_printf ("r%u", i);
      g_autoptr (McOutboxEntry) entry = fixture_entry (record, 1, cases[i].before);

      entry->held_until_us = cases[i].held_us > 0 ? FIXTURE_START + cases[i].held_us : 0;
      entry->attempts = 3;
      entry->first_sent_us = FIXTURE_START + 7;
      entry->finished_us = FIXTURE_START;
      add (journal, entry);
    }
  fixture_close_journal (journal);
  mc_clock_advance (f.clock, 10 * G_USEC_PER_SEC);
  journal = fixture_open_journal (&f);
  entries = fixture_entries (journal);
  g_assert_cmpuint (entries->len, ==, G_N_ELEMENTS (cases));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      McOutboxEntry *entry = entries->pdata[i];

      g_assert_cmpint (entry->state, ==, cases[i].after);
      g_assert_cmpint (entry->attempts, ==, 3);
      g_assert_cmpint (entry->first_sent_us, ==, FIXTURE_START + 7);
    }
  fixture_close_journal (journal);
  return dex_future_new_true ();
}

MC_TEST_FIBER (test_busy)
{
  g_auto (Fixture) f = { NULL };
  McJournal *journal;

  fixture_set_up (&f);
  journal = fixture_open_journal (&f);
  fixture_refused (&f, f.key, MC_STORE_ERROR_BUSY);
  fixture_refused (&f, f.key, MC_STORE_ERROR_BUSY);
  /* refusing the second took nothing from the first */
  assert_setting (journal, "x", NULL);
  fixture_close_journal (journal);
  journal = fixture_open_journal (&f);
  fixture_close_journal (journal);
  return dex_future_new_true ();
}

/* All that is unfinished, the newest hundred finished, none older than thirty days; in order of creation. */
MC_TEST_FIBER (test_list)
{
  g_auto (Fixture) f = { NULL };
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GPtrArray) later = NULL;
  McJournal *journal;
  int number = -1;

  fixture_set_up (&f);
  journal = fixture_open_journal (&f);
  for (int i = 0; i < 260; i++)
    {
      g_autofree char *record = g_strdup_printf ("%d", i);
      /* every other one is finished, the later the longer ago */
      g_autoptr (McOutboxEntry) entry = fixture_entry (record, 1, i % 2 == 0 ? MC_OUTBOX_WAITING : MC_OUTBOX_DONE);

      entry->finished_us = i % 2 == 0 ? 0 : FIXTURE_START - i * G_TIME_SPAN_MINUTE;
      dex_future_disown (mc_journal_add (journal, entry, NULL));
    }
  entries = fixture_entries (journal);
  g_assert_cmpuint (entries->len, ==, 230);
  for (guint i = 0; i < entries->len; i++)
    {
      McOutboxEntry *entry = entries->pdata[i];
      int this = atoi (entry->act->record_id);

      g_assert_cmpint (this, >, number);
      if (entry->state == MC_OUTBOX_DONE)
        g_assert_cmpint (this, <, 200);
      number = this;
    }
  mc_clock_advance (f.clock, 30 * G_TIME_SPAN_DAY);
  later = fixture_entries (journal);
  g_assert_cmpuint (later->len, ==, 130);
  fixture_close_journal (journal);
  return dex_future_new_true ();
}

MC_TEST_FIBER (test_after_close)
{
  g_auto (Fixture) f = { NULL };
  g_autoptr (McOutboxEntry) entry = fixture_entry ("r1", 1, MC_OUTBOX_WAITING);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  McJournal *journal;
  DexFuture *queued;

  fixture_set_up (&f);
  journal = fixture_open_journal (&f);
  /* queued before closing: done before it is closed */
  queued = mc_journal_add (journal, entry, NULL);
  g_assert_true (dex_await (mc_journal_close (journal), NULL));
  g_assert_true (dex_future_is_resolved (queued));
  dex_unref (queued);
  g_assert_false (dex_await (mc_journal_list (journal), &error));
  g_assert_error (error, MC_STORE_ERROR, MC_STORE_ERROR_FAILED);
  g_object_unref (journal);
  journal = fixture_open_journal (&f);
  entries = fixture_entries (journal);
  g_assert_cmpuint (entries->len, ==, 1);
  fixture_close_journal (journal);
  return dex_future_new_true ();
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/journal/fresh", test_fresh);
  g_test_add_func ("/journal/life", test_life);
  g_test_add_func ("/journal/entry-is-copied", test_entry_is_copied);
  g_test_add_func ("/journal/conflict", test_conflict);
  g_test_add_func ("/journal/same-key", test_same_key);
  g_test_add_func ("/journal/drafts-go-with-the-act", test_drafts_go_with_the_act);
  g_test_add_func ("/journal/drafts", test_drafts);
  g_test_add_func ("/journal/settings", test_settings);
  g_test_add_func ("/journal/papers", test_papers);
  g_test_add_func ("/journal/undo", test_undo);
  g_test_add_func ("/journal/recovery", test_recovery);
  g_test_add_func ("/journal/busy", test_busy);
  g_test_add_func ("/journal/list", test_list);
  g_test_add_func ("/journal/after-close", test_after_close);
  return g_test_run ();
}
