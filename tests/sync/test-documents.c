// SPDX-License-Identifier: GPL-3.0-or-later
/* Documents: from the portal once, from the cache then; broken lines, too large ones, ahead of time. */
#include <string.h>

#include "mc-sync.h"
#include "profile.h"

#define DOCUMENT "d1"

typedef struct
{
  Profile *p;
  McSync *sync;
  char *record;
  GBytes *bytes;
  McDocument *document;
  gint64 progress;
} Case;

static void
progress_cb (Case *c, const char *dossier, const char *document, gint64 offset, gint64 size)
{
  g_assert_cmpstr (dossier, ==, c->record);
  g_assert_cmpstr (document, ==, DOCUMENT);
  g_assert_cmpint (offset, >, c->progress);
  g_assert_cmpint (size, ==, (gint64) g_bytes_get_size (c->bytes));
  c->progress = offset;
}

/* A record with a document of so many bytes, its feed up to date. */
static Case *
begin_with_work (gsize size, gboolean own_work)
{
  Case *c = g_new0 (Case, 1);
  guint8 *data = g_malloc (size);
  g_autoptr (McSummary) summary = fake_summary_new (1, 5, 3);

  for (gsize i = 0; i < size; i++)
    data[i] = (guint8) (i * 7 + i / 4096);
  c->p = profile_new ();
  c->sync = mc_sync_new (MC_PORTAL (c->p->portal), c->p->journal, c->p->cache, c->p->clock);
  c->record = fake_id (1);
  c->bytes = g_bytes_new_take (data, size);
  c->document = mc_document_new ();
  c->document->id = g_strdup (DOCUMENT);
  c->document->size = (gint64) size;
  fake_portal_put (c->p->portal, summary);
  fake_portal_set_document (c->p->portal, DOCUMENT, c->bytes);
  g_signal_connect_swapped (c->sync, "document-progress", G_CALLBACK (progress_cb), c);
  if (own_work)
    fake_portal_add_queue (c->p->portal);
  mc_sync_start (c->sync);
  MC_TEST_UNTIL (mc_sync_get_line (c->sync)->state == MC_LINE_CURRENT);
  return c;
}

static Case *
begin (gsize size)
{
  return begin_with_work (size, FALSE);
}

static void
end (Case *c)
{
  mc_sync_stop (c->sync);
  g_object_unref (c->sync);
  profile_settle (c->p);
  profile_free (c->p);
  g_free (c->record);
  g_bytes_unref (c->bytes);
  mc_document_free (c->document);
  g_free (c);
}

static guint
count_asked (Case *c)
{
  return fake_portal_count_calls (c->p->portal, "document");
}

static void
assert_opens (Case *c)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = dex_await_boxed (mc_sync_open_document (c->sync, c->record, c->document), &error);

  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (bytes, c->bytes));
}

static void
assert_fails (Case *c, GQuark domain, int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (dex_await_boxed (mc_sync_open_document (c->sync, c->record, c->document), &error));
  g_assert_error (error, domain, code);
}

MC_TEST_FIBER (test_once)
{
  Case *c = begin (2500000);

  assert_opens (c);
  g_assert_cmpint (c->progress, ==, 2500000);
  g_assert_cmpuint (count_asked (c), ==, 1);
  /* then without the portal */
  fake_portal_set_line (c->p->portal, MC_PORTAL_ERROR_OFFLINE);
  assert_opens (c);
  g_assert_cmpuint (count_asked (c), ==, 1);
  end (c);
  return dex_future_new_true ();
}

MC_TEST_FIBER (test_together)
{
  Case *c = begin (700000);
  DexFuture *first = mc_sync_open_document (c->sync, c->record, c->document);
  DexFuture *second = mc_sync_open_document (c->sync, c->record, c->document);
  g_autoptr (GBytes) one = dex_await_boxed (first, NULL);
  g_autoptr (GBytes) two = dex_await_boxed (second, NULL);

  g_assert_true (g_bytes_equal (one, two));
  g_assert_cmpuint (count_asked (c), ==, 1);
  end (c);
  return dex_future_new_true ();
}

/* What has come before the line broke is not fetched again. */
MC_TEST_FIBER (test_broken_line)
{
  Case *c = begin (1000000);

  fake_portal_break_document (c->p->portal, 650000);
  assert_fails (c, MC_PORTAL_ERROR, MC_PORTAL_ERROR_OFFLINE);
  g_assert_cmpint (c->progress, ==, 600000);
  assert_opens (c);
  g_assert_cmpint (c->progress, ==, 1000000);
  g_assert_cmpuint (count_asked (c), ==, 2);
  end (c);
  return dex_future_new_true ();
}

MC_TEST_FIBER (test_failures)
{
  Case *c = begin (1000);

  fake_portal_set_document (c->p->portal, "another", NULL);
  assert_fails (c, MC_PORTAL_ERROR, MC_PORTAL_ERROR_NOT_FOUND);
  c->document->size = 50 * 1024 * 1024 + 1;
  assert_fails (c, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE);
  g_assert_cmpuint (count_asked (c), ==, 1);
  end (c);
  return dex_future_new_true ();
}

/* Larger than the record told: seen from the answer's head, before its bytes. */
MC_TEST_FIBER (test_larger_than_told)
{
  Case *c = begin (50 * 1024 * 1024 + 1);

  c->document->size = 1000;
  assert_fails (c, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE);
  g_assert_cmpint (c->progress, ==, 0);
  end (c);
  return dex_future_new_true ();
}

/* Whoever moves on does not let the rest come; back again it goes on. */
MC_TEST_FIBER (test_let_go)
{
  Case *c = begin (2000000);
  DexPromise *gate = dex_promise_new ();
  DexFuture *opening;
  g_autoptr (GError) error = NULL;

  fake_portal_set_gate (c->p->portal, DEX_FUTURE (gate));
  opening = mc_sync_open_document (c->sync, c->record, c->document);
  MC_TEST_UNTIL (count_asked (c) == 1);
  mc_sync_let_go_document (c->sync, c->record, DOCUMENT);
  dex_promise_resolve_boolean (gate, TRUE);
  g_assert_null (dex_await_boxed (opening, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_opens (c);
  fake_portal_set_gate (c->p->portal, NULL);
  dex_unref (gate);
  end (c);
  return dex_future_new_true ();
}

static gint64
cached_size (Case *c)
{
  g_autoptr (McCachedDocument) cached
      = dex_await_boxed (mc_cache_find_document (c->p->cache, c->record, DOCUMENT), NULL);

  return cached != NULL ? cached->size : -1;
}

/* Small documents of one's own work are there before anybody opens them; large ones are not. */
static void
check_ahead (gsize size, gboolean expected)
{
  Case *c = begin_with_work (size, TRUE);

  for (guint i = 0; i < 40 && cached_size (c) < 0; i++)
    {
      profile_settle (c->p);
      mc_clock_advance (c->p->clock, SECOND);
    }
  g_assert_cmpint (cached_size (c), ==, expected ? (gint64) size : -1);
  g_assert_cmpuint (count_asked (c) > 0, ==, expected);
  end (c);
}

MC_TEST_FIBER (test_ahead)
{
  check_ahead (40000, TRUE);
  check_ahead (3000000, FALSE);
  return dex_future_new_true ();
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/documents/once", test_once);
  g_test_add_func ("/documents/together", test_together);
  g_test_add_func ("/documents/broken-line", test_broken_line);
  g_test_add_func ("/documents/failures", test_failures);
  g_test_add_func ("/documents/larger-than-told", test_larger_than_told);
  g_test_add_func ("/documents/let-go", test_let_go);
  g_test_add_func ("/documents/ahead", test_ahead);
  return g_test_run ();
}
