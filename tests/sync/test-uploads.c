// SPDX-License-Identifier: GPL-3.0-or-later
/* Acts with files: the act goes once they are there; whatever breaks in between, each file arrives once and whole. */
#include <string.h>

#include "mc-outbox.h"
#include "profile.h"

#define SIZE (3 * MC_FILE_PIECE_BYTES + 700)

typedef struct
{
  Profile *p;
  McOutbox *outbox;
  FakeUploads *uploads;
  McSummary *record;
} Desk;

static void
start_outbox (Desk *self)
{
  g_autoptr (GError) error = NULL;

  self->outbox = mc_outbox_new (MC_PORTAL (self->p->portal), self->p->journal, self->p->cache, self->p->clock);
  dex_await (mc_outbox_start (self->outbox), &error);
  g_assert_no_error (error);
}

static Desk
desk_new (void)
{
  Desk self = { profile_new () };

  self.uploads = fake_portal_get_uploads (self.p->portal);
  self.record = fake_summary_new (1, 5, 3);
  fake_portal_put (self.p->portal, self.record);
  start_outbox (&self);
  return self;
}

static void
desk_clear (Desk *self)
{
  mc_outbox_stop (self->outbox);
  g_clear_object (&self->outbox);
  mc_summary_unref (self->record);
  profile_free (self->p);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Desk, desk_clear)

/* The program ends and starts again. */
static void
restart (Desk *self)
{
  mc_outbox_stop (self->outbox);
  g_clear_object (&self->outbox);
  profile_settle (self->p);
  profile_reopen (self->p);
  start_outbox (self);
}

static GBytes *
make_bytes (guint8 mark, gsize size)
{
  guint8 *bytes = g_malloc (size);

  for (gsize i = 0; i < size; i++)
    bytes[i] = (guint8) (mark + i * 13 + i / 777);
  return g_bytes_new_take (bytes, size);
}

static McOutboxFile *
keep (Desk *self, GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  McOutboxFile *file = dex_await_boxed (
      mc_outgoing_keep (mc_outbox_get_outgoing (self->outbox), " giấy\n.pdf", "application/pdf", bytes), &error);

  g_assert_no_error (error);
  return file;
}

/* Key of an act that attaches these bytes. (transfer full) */
static char *
attach (Desk *self, GBytes *bytes)
{
  g_autoptr (McOutboxFile) file = keep (self, bytes);
  g_autoptr (GPtrArray) files = g_ptr_array_new ();
  g_autofree char *form = g_strdup_printf ("{\"component\":\"tp1\",\"files\":[\"%s\"]}", file->id);
  g_autoptr (McOutboxEntry) entry = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (files, file);
  entry = dex_await_boxed (mc_outbox_act (self->outbox, self->record, "attach_file", form, 0, files), &error);
  g_assert_no_error (error);
  return g_strdup (entry->act->key);
}

static McOutboxEntry *
find (Desk *self, const char *key)
{
  GPtrArray *entries = mc_outbox_get_entries (self->outbox);

  for (guint i = 0; i < entries->len; i++)
    if (g_str_equal (((McOutboxEntry *) g_ptr_array_index (entries, i))->act->key, key))
      return g_ptr_array_index (entries, i);
  g_assert_not_reached ();
}

static McOutboxFile *
file_of (Desk *self, const char *key)
{
  return g_ptr_array_index (find (self, key)->files, 0);
}

static void
wait_for (Desk *self, const char *key, McOutboxState state)
{
  MC_TEST_UNTIL (find (self, key)->state == state);
}

static void
assert_used (Desk *self, guint index, GBytes *bytes)
{
  g_assert_cmpuint (fake_uploads_count_used (self->uploads), >, index);
  g_assert_true (g_bytes_equal (fake_uploads_get_used (self->uploads, index), bytes));
}

MC_TEST_FIBER (test_sent)
{
  g_auto (Desk) desk = desk_new ();
  g_autoptr (GBytes) bytes = make_bytes (1, SIZE);
  g_autofree char *key = attach (&desk, bytes);
  g_autoptr (GBytes) piece = NULL;

  wait_for (&desk, key, MC_OUTBOX_DONE);
  assert_used (&desk, 0, bytes);
  g_assert_cmpuint (fake_portal_count_acts (desk.p->portal), ==, 1);
  g_assert_cmpuint (fake_uploads_count_pieces (desk.uploads), ==, 4);
  /* what the portal got names the upload, not the file */
  g_assert_null (strstr (fake_portal_get_act (desk.p->portal, 0)->form, file_of (&desk, key)->id));
  g_assert_nonnull (strstr (fake_portal_get_act (desk.p->portal, 0)->form, file_of (&desk, key)->upload_id));
  g_assert_cmpint (fake_portal_get_act (desk.p->portal, 0)->expected_handling_version, ==, 0);
  g_assert_cmpstr (file_of (&desk, key)->name, ==, "giấy .pdf");
  profile_settle (desk.p);
  piece = dex_await_boxed (mc_journal_file_piece (desk.p->journal, file_of (&desk, key)->id, 0), NULL);
  g_assert_null (piece);
  return dex_future_new_true ();
}

/* Without a line it waits and says why; it can be read meanwhile, and acts that come after it wait behind it. */
MC_TEST_FIBER (test_offline)
{
  g_auto (Desk) desk = desk_new ();
  g_autoptr (GBytes) bytes = make_bytes (2, SIZE);
  g_autoptr (GBytes) read = NULL;
  g_autofree char *key = NULL;
  g_autofree char *second = NULL;

  fake_portal_set_line (desk.p->portal, MC_PORTAL_ERROR_OFFLINE);
  key = attach (&desk, bytes);
  MC_TEST_UNTIL (find (&desk, key)->cause != NULL);
  g_assert_cmpint (find (&desk, key)->state, ==, MC_OUTBOX_WAITING);
  g_assert_cmpstr (find (&desk, key)->cause, ==, "offline");
  g_assert_cmpint (find (&desk, key)->next_try_us, >, mc_clock_now_us (desk.p->clock));
  read = dex_await_boxed (mc_outgoing_read (mc_outbox_get_outgoing (desk.outbox), file_of (&desk, key)), NULL);
  g_assert_true (g_bytes_equal (read, bytes));
  second = attach (&desk, bytes);
  g_assert_nonnull (mc_outbox_find_pending (desk.outbox, desk.record->id));
  g_assert_cmpuint (fake_portal_count_acts (desk.p->portal), ==, 0);
  fake_portal_set_line (desk.p->portal, -1);
  mc_outbox_poke (desk.outbox);
  wait_for (&desk, key, MC_OUTBOX_DONE);
  /* the same bytes, told to the portal once, are taken by the first act: for the second they go once more */
  for (guint i = 0; i < 20 && find (&desk, second)->state != MC_OUTBOX_DONE; i++)
    {
      profile_settle (desk.p);
      mc_outbox_poke (desk.outbox);
    }
  wait_for (&desk, second, MC_OUTBOX_DONE);
  assert_used (&desk, 1, bytes);
  g_assert_cmpuint (fake_uploads_count_used (desk.uploads), ==, 2);
  return dex_future_new_true ();
}

/* It goes on where the portal is, in this run of the program and in the next. */
MC_TEST_FIBER (test_goes_on)
{
  g_auto (Desk) desk = desk_new ();
  g_autoptr (GBytes) bytes = make_bytes (3, SIZE);
  g_autofree char *key = NULL;

  fake_uploads_break (desk.uploads, 1);
  key = attach (&desk, bytes);
  for (guint n = 1; n <= 3; n++)
    {
      MC_TEST_UNTIL (fake_uploads_count_pieces (desk.uploads) == n && find (&desk, key)->cause != NULL
                     && file_of (&desk, key)->state == MC_FILE_WAITING);
      if (n == 3)
        break;
      restart (&desk);
    }
  g_assert_cmpint (file_of (&desk, key)->offset, >=, 2 * MC_FILE_PIECE_BYTES);
  fake_uploads_break (desk.uploads, -1);
  mc_outbox_poke (desk.outbox);
  wait_for (&desk, key, MC_OUTBOX_DONE);
  assert_used (&desk, 0, bytes);
  g_assert_cmpuint (fake_uploads_count_pieces (desk.uploads), ==, 4);
  return dex_future_new_true ();
}

/* A day later, or after a crash of its own, the portal has it no more: it begins again, also when the act was refused. */
MC_TEST_FIBER (test_lost)
{
  g_auto (Desk) desk = desk_new ();
  g_autoptr (GBytes) bytes = make_bytes (4, SIZE);
  g_autofree char *key = NULL;

  fake_uploads_break (desk.uploads, 2);
  key = attach (&desk, bytes);
  MC_TEST_UNTIL (find (&desk, key)->cause != NULL);
  fake_uploads_lose (desk.uploads);
  fake_uploads_break (desk.uploads, -1);
  /* all of it comes, then it is lost before the act does */
  fake_portal_plan (desk.p->portal, (FakePlan) { FAKE_ACT_FAILS, MC_PORTAL_ERROR_SERVER });
  mc_outbox_poke (desk.outbox);
  MC_TEST_UNTIL (fake_portal_count_acts (desk.p->portal) == 1 && find (&desk, key)->state == MC_OUTBOX_WAITING);
  g_assert_cmpuint (fake_uploads_count_pieces (desk.uploads), ==, 2 + 4);
  fake_uploads_lose (desk.uploads);
  mc_outbox_poke (desk.outbox);
  MC_TEST_UNTIL (fake_portal_count_acts (desk.p->portal) == 2 && find (&desk, key)->state == MC_OUTBOX_WAITING);
  g_assert_null (file_of (&desk, key)->upload_id);
  restart (&desk);
  wait_for (&desk, key, MC_OUTBOX_DONE);
  g_assert_cmpuint (fake_uploads_count_pieces (desk.uploads), ==, 2 + 4 + 4);
  assert_used (&desk, 0, bytes);
  return dex_future_new_true ();
}

/* What the portal does not take is the official's to decide about; what is full now has room later. */
MC_TEST_FIBER (test_refused)
{
  g_auto (Desk) desk = desk_new ();
  g_autoptr (GBytes) bytes = make_bytes (5, 1000);
  g_autofree char *key = NULL;

  fake_uploads_refuse (desk.uploads, "quota_exceeded");
  key = attach (&desk, bytes);
  MC_TEST_UNTIL (find (&desk, key)->cause != NULL);
  g_assert_cmpint (find (&desk, key)->state, ==, MC_OUTBOX_WAITING);
  fake_uploads_refuse (desk.uploads, "wrong_content");
  mc_outbox_poke (desk.outbox);
  wait_for (&desk, key, MC_OUTBOX_NEEDS_YOU);
  g_assert_cmpstr (find (&desk, key)->cause, ==, "invalid");
  g_assert_cmpstr (find (&desk, key)->detail, ==, "Câu của cổng.");
  fake_uploads_refuse (desk.uploads, NULL);
  g_assert_true (dex_await_boolean (mc_outbox_retry (desk.outbox, key), NULL));
  wait_for (&desk, key, MC_OUTBOX_DONE);
  assert_used (&desk, 0, bytes);
  return dex_future_new_true ();
}

/* Given up while it is sent: it goes no further, and nothing of it stays. */
MC_TEST_FIBER (test_given_up)
{
  g_auto (Desk) desk = desk_new ();
  g_autoptr (GBytes) bytes = make_bytes (6, SIZE);
  g_autofree char *key = NULL;
  g_autoptr (GBytes) piece = NULL;

  fake_uploads_break (desk.uploads, 0);
  key = attach (&desk, bytes);
  MC_TEST_UNTIL (find (&desk, key)->cause != NULL);
  fake_uploads_break (desk.uploads, -1);
  mc_outbox_poke (desk.outbox);
  g_assert_true (dex_await_boolean (mc_outbox_discard (desk.outbox, key), NULL));
  profile_settle (desk.p);
  g_assert_cmpint (find (&desk, key)->state, ==, MC_OUTBOX_DROPPED);
  g_assert_cmpuint (fake_portal_count_acts (desk.p->portal), ==, 0);
  piece = dex_await_boxed (mc_journal_file_piece (desk.p->journal, file_of (&desk, key)->id, 0), NULL);
  g_assert_null (piece);
  restart (&desk);
  profile_settle (desk.p);
  g_assert_cmpint (find (&desk, key)->state, ==, MC_OUTBOX_DROPPED);
  return dex_future_new_true ();
}

/* The answer to the act is lost, the uploads with it are used up: repeated under its key it is told, and sent once. */
MC_TEST_FIBER (test_lost_answer)
{
  g_auto (Desk) desk = desk_new ();
  g_autoptr (GBytes) bytes = make_bytes (7, SIZE);
  g_autofree char *key = NULL;

  fake_portal_plan (desk.p->portal, (FakePlan) { FAKE_ACT_COMMITS_FAILS, MC_PORTAL_ERROR_TIMEOUT });
  key = attach (&desk, bytes);
  MC_TEST_UNTIL (fake_portal_count_acts (desk.p->portal) == 1 && find (&desk, key)->state == MC_OUTBOX_WAITING);
  restart (&desk);
  wait_for (&desk, key, MC_OUTBOX_DONE);
  g_assert_cmpuint (fake_portal_count_commits (desk.p->portal), ==, 1);
  g_assert_cmpuint (fake_uploads_count_used (desk.uploads), ==, 1);
  g_assert_cmpuint (fake_uploads_count_pieces (desk.uploads), ==, 4);
  g_assert_cmpstr (fake_portal_get_act (desk.p->portal, 0)->form, ==, fake_portal_get_act (desk.p->portal, 1)->form);
  return dex_future_new_true ();
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/uploads/sent", test_sent);
  g_test_add_func ("/uploads/offline", test_offline);
  g_test_add_func ("/uploads/goes-on", test_goes_on);
  g_test_add_func ("/uploads/lost", test_lost);
  g_test_add_func ("/uploads/refused", test_refused);
  g_test_add_func ("/uploads/given-up", test_given_up);
  g_test_add_func ("/uploads/lost-answer", test_lost_answer);
  return g_test_run ();
}
