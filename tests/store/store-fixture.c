// SPDX-License-Identifier: GPL-3.0-or-later
#include "store-fixture.h"

#include <string.h>

#include <glib/gstdio.h>

#include "mc-secret.h"
#include "mc-text.h"

static const char *const names[] = {
  "Nguyễn Văn An",
  "Trần Thị Ánh Nguyệt",
  "Lê Đức Đạt",
  "PHẠM HỒNG ĐÀO",
  "H'Hen Niê",
  "Y Bhăm Êban",
  "Đặng Ơn",
  "Hồ Ưng",
  "Vũ Rạng Rỡ",
  "Bùi An Khang",
  "Nguye\u0302\u0303n Thị Rin",
  "CTY TNHH A&B 3S",
  "Ngô Thị Dấu-Gạch",
};
static const char *const procedures[]
    = { "Đăng ký khai sinh", "Chứng thực bản sao", "Cấp giấy phép xây dựng (cấp III, IV)", "Đăng ký hộ kinh doanh" };
static const char *const channels[] = { "online", "direct", "post", "pigeon", NULL };
static const char *const steps[] = { "new", "supplemented", "paid_at_intake", "accepted", "", NULL };
static const char *const units[] = { "u1", "u2", "u3", NULL };

/* All members of a summary that are text, and all that are instants. */
static const gsize text_offsets[] = {
  G_STRUCT_OFFSET (McSummary, id),
  G_STRUCT_OFFSET (McSummary, code),
  G_STRUCT_OFFSET (McSummary, provisional_code),
  G_STRUCT_OFFSET (McSummary, procedure_code),
  G_STRUCT_OFFSET (McSummary, procedure_name),
  G_STRUCT_OFFSET (McSummary, field_name),
  G_STRUCT_OFFSET (McSummary, owner_name),
  G_STRUCT_OFFSET (McSummary, owner_id_masked),
  G_STRUCT_OFFSET (McSummary, submitter_name),
  G_STRUCT_OFFSET (McSummary, channel),
  G_STRUCT_OFFSET (McSummary, local_step),
  G_STRUCT_OFFSET (McSummary, delivery),
  G_STRUCT_OFFSET (McSummary, payment),
  G_STRUCT_OFFSET (McSummary, sync),
  G_STRUCT_OFFSET (McSummary, received_unit),
  G_STRUCT_OFFSET (McSummary, competent_unit),
  G_STRUCT_OFFSET (McSummary, handler_id),
  G_STRUCT_OFFSET (McSummary, handler_name),
};
static const gsize time_offsets[] = {
  G_STRUCT_OFFSET (McSummary, submitted_at),      G_STRUCT_OFFSET (McSummary, accepted_at),
  G_STRUCT_OFFSET (McSummary, response_due_at),   G_STRUCT_OFFSET (McSummary, due_at),
  G_STRUCT_OFFSET (McSummary, warn_at),           G_STRUCT_OFFSET (McSummary, finished_at),
  G_STRUCT_OFFSET (McSummary, supplement_due_at), G_STRUCT_OFFSET (McSummary, step_due_at),
  G_STRUCT_OFFSET (McSummary, fee_paid_at),
};

static GBytes *
key_of (guint8 fill)
{
  guint8 bytes[32];

  memset (bytes, fill, sizeof bytes);
  return g_bytes_new (bytes, sizeof bytes);
}

static char *
pick (const char *const *words, guint count)
{
  return g_strdup (words[g_test_rand_int_range (0, (gint32) count)]);
}

/* Few different instants, so that many are equal; some fall on FIXTURE_START itself. */
static GDateTime *
pick_time (void)
{
  if (g_test_rand_int_range (0, 4) == 0)
    return NULL;
  return g_date_time_new_from_unix_utc_usec (FIXTURE_START + g_test_rand_int_range (-5, 6) * G_TIME_SPAN_DAY
                                             + g_test_rand_int_range (0, 2) * 250001);
}

void
fixture_set_up (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *base = g_dir_make_tmp ("motcua-store-XXXXXX", &error);

  g_assert_no_error (error);
  self->directory = g_steal_pointer (&base);
  self->key = key_of (0xA5);
  self->clock = mc_clock_new_virtual (FIXTURE_START);
}

void
fixture_clear (Fixture *self)
{
  g_autoptr (GDir) dir = g_dir_open (self->directory, 0, NULL);

  for (const char *name = g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir))
    {
      g_autofree char *path = fixture_path (self, name);

      g_remove (path);
    }
  g_rmdir (self->directory);
  g_free (self->directory);
  g_bytes_unref (self->key);
  g_object_unref (self->clock);
}

GBytes *
fixture_other_key (void)
{
  return key_of (0x5A);
}

char *
fixture_path (const Fixture *self, const char *name)
{
  return g_build_filename (self->directory, name, NULL);
}

McJournal *
fixture_open_journal (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  McJournal *journal = dex_await_object (mc_journal_open (self->directory, self->key, self->clock), &error);

  g_assert_no_error (error);
  g_assert_true (MC_IS_JOURNAL (journal));
  return journal;
}

McCache *
fixture_open_cache (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  McCache *cache = dex_await_object (mc_cache_open (self->directory, self->key, self->clock), &error);

  g_assert_no_error (error);
  g_assert_true (MC_IS_CACHE (cache));
  return cache;
}

void
fixture_close_journal (McJournal *journal)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (dex_await (mc_journal_close (journal), &error));
  g_assert_no_error (error);
  g_object_unref (journal);
}

void
fixture_close_cache (McCache *cache)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (dex_await (mc_cache_close (cache), &error));
  g_assert_no_error (error);
  g_object_unref (cache);
}

GPtrArray *
fixture_entries (McJournal *journal)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *entries = dex_await_boxed (mc_journal_list (journal), &error);

  g_assert_no_error (error);
  return entries;
}

void
fixture_refused (const Fixture *self, GBytes *key, int code)
{
  g_autoptr (GError) error = NULL;
  McJournal *journal = dex_await_object (mc_journal_open (self->directory, key, self->clock), &error);

  g_assert_null (journal);
  g_assert_error (error, MC_STORE_ERROR, code);
}

GBytes *
fixture_read (const char *path)
{
  g_autoptr (GError) error = NULL;
  char *bytes = NULL;
  gsize size = 0;

  g_file_get_contents (path, &bytes, &size, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (bytes, size);
}

void
fixture_write (const char *path, gconstpointer bytes, gsize size)
{
  g_autoptr (GError) error = NULL;

  /* in place: links and modes of the file stay */
  g_file_set_contents_full (path, bytes, (gssize) size, G_FILE_SET_CONTENTS_NONE, 0600, &error);
  g_assert_no_error (error);
}

GHashTable *
fixture_files (const char *directory, gboolean only_data)
{
  GHashTable *files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
  g_autoptr (GDir) dir = g_dir_open (directory, 0, NULL);

  for (const char *name = g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir))
    {
      g_autofree char *path = g_build_filename (directory, name, NULL);

      g_autoptr (GBytes) bytes = fixture_read (path);
      gboolean is_data = !g_str_has_suffix (name, "-shm") && g_bytes_get_size (bytes) > 0;

      if (is_data || !only_data)
        g_hash_table_insert (files, g_strdup (name), g_bytes_ref (bytes));
    }
  return files;
}

void
fixture_assert_same_files (GHashTable *before, GHashTable *after)
{
  GHashTableIter iter;
  gpointer name, bytes;

  g_hash_table_iter_init (&iter, before);
  while (g_hash_table_iter_next (&iter, &name, &bytes))
    {
      GBytes *now = g_hash_table_lookup (after, name);

      if (now == NULL || !g_bytes_equal (bytes, now))
        g_error ("%s has changed", (char *) name);
    }
  g_assert_cmpuint (g_hash_table_size (before), ==, g_hash_table_size (after));
}

gboolean
fixture_contains (GBytes *haystack, gconstpointer needle, gsize size)
{
  gsize length = 0;
  gconstpointer bytes = g_bytes_get_data (haystack, &length);

  return bytes != NULL && memmem (bytes, length, needle, size) != NULL;
}

McOutboxEntry *
fixture_entry (const char *record_id, gint64 expected_version, McOutboxState state)
{
  McOutboxEntry *entry = mc_outbox_entry_new ();

  entry->act = mc_act_new ();
  entry->act->key = mc_uuid_new (FIXTURE_START / 1000);
  entry->act->kind = g_strdup ("dossier");
  entry->act->record_id = g_strdup (record_id);
  entry->act->action = g_strdup ("accept");
  entry->act->expected_handling_version = expected_version;
  entry->act->performed_at = g_date_time_new_from_unix_utc_usec (FIXTURE_START + 123456);
  g_free (entry->act->form);
  entry->act->form = g_strdup ("{\"marks\": [\"đủ\", \"'; DROP TABLE outbox; --\"]}");
  entry->state = state;
  entry->title = g_strdup_printf ("%s – Nguyễn Văn Mẫu", record_id);
  entry->created_us = FIXTURE_START;
  return entry;
}

void
fixture_assert_same_entry (const McOutboxEntry *a, const McOutboxEntry *b)
{
  g_assert_cmpstr (a->act->key, ==, b->act->key);
  g_assert_cmpstr (a->act->kind, ==, b->act->kind);
  g_assert_cmpstr (a->act->record_id, ==, b->act->record_id);
  g_assert_cmpstr (a->act->action, ==, b->act->action);
  g_assert_cmpint (a->act->expected_handling_version, ==, b->act->expected_handling_version);
  g_assert_true (g_date_time_equal (a->act->performed_at, b->act->performed_at));
  g_assert_cmpstr (a->act->form, ==, b->act->form);
  g_assert_cmpint (a->state, ==, b->state);
  g_assert_cmpstr (a->title, ==, b->title);
  g_assert_cmpint (a->attempts, ==, b->attempts);
  g_assert_cmpint (a->created_us, ==, b->created_us);
  g_assert_cmpint (a->held_until_us, ==, b->held_until_us);
  g_assert_cmpint (a->next_try_us, ==, b->next_try_us);
  g_assert_cmpint (a->first_sent_us, ==, b->first_sent_us);
  g_assert_cmpint (a->finished_us, ==, b->finished_us);
  g_assert_cmpstr (a->cause, ==, b->cause);
  g_assert_cmpstr (a->detail, ==, b->detail);
}

McSummary *
fixture_summary (int n, gint64 version)
{
  McSummary *s = mc_summary_new ();

  for (guint i = 0; i < G_N_ELEMENTS (text_offsets); i++)
    G_STRUCT_MEMBER (char *, s, text_offsets[i]) = g_strdup_printf ("Ô chữ %u hồ%d", i, n);
  for (guint i = 0; i < G_N_ELEMENTS (time_offsets); i++)
    G_STRUCT_MEMBER (GDateTime *, s, time_offsets[i])
        = g_date_time_new_from_unix_utc_usec (FIXTURE_START + n * G_TIME_SPAN_MINUTE + i);
  g_free (s->id);
  s->id = g_strdup_printf ("019364b8-0000-7000-8000-%012d", n);
  s->version = version;
  s->handling_version = version;
  s->national_state = 4;
  s->actions = g_strsplit ("accept reject", " ", -1);
  return s;
}

McSummary *
fixture_random_summary (int n)
{
  McSummary *s = mc_summary_new ();

  s->id = g_strdup_printf ("019364b8-0000-7000-8000-%012d", n);
  s->version = 1;
  if (g_test_rand_int_range (0, 3) > 0)
    s->code = g_strdup_printf ("H26.%d-202611%02d-%07d", g_test_rand_int_range (1, 4), g_test_rand_int_range (1, 31),
                               g_test_rand_int_range (0, 10000000));
  else
    s->provisional_code = g_strdup_printf ("T-3-%04d", g_test_rand_int_range (0, 10000));
  s->procedure_code = g_strdup_printf ("%d.00%04d", g_test_rand_int_range (1, 3), g_test_rand_int_range (0, 3));
  s->procedure_name = pick (procedures, G_N_ELEMENTS (procedures));
  s->field_name = g_strdup (g_test_rand_bit () ? "Hộ tịch" : "Đất đai");
  s->owner_name = pick (names, G_N_ELEMENTS (names));
  s->owner_id_masked = g_test_rand_bit () ? g_strdup_printf ("••••••••%04d", g_test_rand_int_range (0, 10000)) : NULL;
  s->submitter_name = g_test_rand_bit () ? pick (names, G_N_ELEMENTS (names)) : NULL;
  s->channel = pick (channels, G_N_ELEMENTS (channels));
  s->national_state = g_test_rand_int_range (1, 11);
  s->secret = g_test_rand_int_range (0, 8) == 0;
  s->sent_back = g_test_rand_int_range (0, 4) == 0;
  s->fee_due = g_test_rand_bit () ? -1 : g_test_rand_int_range (0, 100000);
  s->fee_paid = g_test_rand_bit () ? -1 : g_test_rand_int_range (0, 100000);
  s->local_step = pick (steps, G_N_ELEMENTS (steps));
  s->received_unit = pick (units, G_N_ELEMENTS (units));
  s->competent_unit = pick (units, G_N_ELEMENTS (units));
  s->handler_id = pick (units, G_N_ELEMENTS (units));
  for (guint i = 0; i < G_N_ELEMENTS (time_offsets); i++)
    G_STRUCT_MEMBER (GDateTime *, s, time_offsets[i]) = pick_time ();
  s->actions = g_new0 (char *, 1);
  if (s->secret)
    {
      /* nothing else of one is kept */
      McSummary *covered = mc_summary_cover (s);

      mc_summary_unref (s);
      return covered;
    }
  return s;
}

void
fixture_assert_same_summary (const McSummary *a, const McSummary *b)
{
  g_assert_cmpint (a->version, ==, b->version);
  g_assert_cmpint (a->handling_version, ==, b->handling_version);
  g_assert_cmpint (a->national_state, ==, b->national_state);
  g_assert_cmpint (a->secret, ==, b->secret);
  g_assert_cmpint (a->sent_back, ==, b->sent_back);
  g_assert_cmpint (a->fee_due, ==, b->fee_due);
  g_assert_cmpint (a->fee_paid, ==, b->fee_paid);
  for (guint i = 0; i < G_N_ELEMENTS (text_offsets); i++)
    g_assert_cmpstr (G_STRUCT_MEMBER (char *, a, text_offsets[i]), ==, G_STRUCT_MEMBER (char *, b, text_offsets[i]));
  for (guint i = 0; i < G_N_ELEMENTS (time_offsets); i++)
    {
      GDateTime *one = G_STRUCT_MEMBER (GDateTime *, a, time_offsets[i]);
      GDateTime *other = G_STRUCT_MEMBER (GDateTime *, b, time_offsets[i]);

      g_assert_cmpint (one == NULL, ==, other == NULL);
      g_assert_true (one == NULL || g_date_time_equal (one, other));
    }
  g_assert_cmpstrv (a->actions, b->actions);
}

McChanges *
fixture_changes (const char *next)
{
  McChanges *changes = mc_changes_new ();

  changes->next = g_strdup (next);
  return changes;
}

void
fixture_add_summary (McChanges *changes, McSummary *take)
{
  McChange *change = mc_change_new ();

  change->kind = g_strdup ("dossier");
  change->id = g_strdup (take->id);
  change->summary = take;
  g_ptr_array_add (changes->changes, change);
}

void
fixture_put (McCache *cache, McSummary *summary)
{
  g_autoptr (McChanges) changes = fixture_changes ("c");
  g_auto (GStrv) changed = NULL;

  fixture_add_summary (changes, mc_summary_ref (summary));
  changed = dex_await_boxed (mc_cache_apply (cache, changes), NULL);
  g_assert_cmpstr (changed[0], ==, summary->id);
}

void
fixture_add_tombstone (McChanges *changes, const char *id)
{
  McChange *change = mc_change_new ();

  change->kind = g_strdup ("dossier");
  change->id = g_strdup (id);
  g_ptr_array_add (changes->changes, change);
}
