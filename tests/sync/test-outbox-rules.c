// SPDX-License-Identifier: GPL-3.0-or-later
/* What becomes of an entry, decided without a journal or a line. */
#include "mc-outbox-rules.h"
#include "mc-secret.h"
#include "mc-text.h"

#define SECOND G_TIME_SPAN_SECOND
#define HOUR G_TIME_SPAN_HOUR
#define DAY G_TIME_SPAN_DAY
#define NOW (20000 * DAY)

static McSummary *
summary_new (const char *id)
{
  McSummary *summary = mc_summary_new ();

  summary->id = g_strdup (id);
  summary->code = g_strdup ("H99.1.7-20261123-0000412");
  summary->owner_name = g_strdup ("Lò Thị Mây");
  summary->channel = g_strdup ("online");
  summary->handling_version = 3;
  return summary;
}

static McOutboxEntry *
entry_new (const char *id, const char *action)
{
  g_autoptr (McSummary) summary = summary_new (id);
  McOutboxEntry *entry = mc_outbox_entry_new_for (summary, action, NULL, NOW);

  entry->state = MC_OUTBOX_WAITING;
  return entry;
}

static void
add_file (McOutboxEntry *entry, const char *id, const char *upload)
{
  McOutboxFile *file = mc_outbox_file_new ();

  file->id = g_strdup (id);
  file->upload_id = g_strdup (upload);
  file->state = upload != NULL ? MC_FILE_THERE : MC_FILE_WAITING;
  file->offset = upload != NULL ? 100 : 0;
  g_ptr_array_add (entry->files, file);
}

static void
test_new (void)
{
  g_autoptr (McSummary) secret = summary_new ("a");
  g_autoptr (McOutboxEntry) act = entry_new ("a", "accept");
  g_autoptr (McOutboxEntry) note = entry_new ("a", MC_ACT_NOTE);
  g_autofree char *title = NULL;

  g_assert_true (mc_uuid_is_valid (act->act->key));
  g_assert_cmpstr (act->act->key, !=, note->act->key);
  g_assert_cmpint (act->act->expected_handling_version, ==, 3);
  g_assert_cmpint (note->act->expected_handling_version, ==, 0);
  g_assert_cmpint (g_date_time_to_unix_usec (act->act->performed_at), ==, NOW);
  g_assert_cmpstr (act->title, ==, "H99.1.7-20261123-0000412 · Lò Thị Mây");
  secret->secret = TRUE;
  title = mc_outbox_title (secret);
  g_assert_null (strstr (title, "Mây"));
}

/* Where the record stood stays with the act, and nothing of the citizen. */
static void
test_basis (void)
{
  g_autoptr (McSummary) record = summary_new ("a");
  g_autoptr (McOutboxEntry) note = NULL;
  g_autoptr (McOutboxEntry) entry = NULL;
  g_autoptr (McSummary) basis = NULL;

  record->version = 5;
  record->procedure_code = g_strdup ("1.001193");
  record->procedure_name = g_strdup ("Đăng ký khai sinh");
  record->owner_id_masked = g_strdup ("••••••••0412");
  record->submitter_name = g_strdup ("Lò Văn Pao");
  record->national_state = 4;
  record->local_step = g_strdup ("appraisal");
  record->delivery = g_strdup ("post");
  record->payment = g_strdup ("due");
  record->sync = g_strdup ("ok");
  record->handler_name = g_strdup ("Lò Văn Đức");
  record->submitted_at = mc_time_parse ("2026-11-23T02:00:00Z");
  record->due_at = mc_time_parse ("2026-11-26T10:00:00Z");
  record->fee_due = 50000;
  record->fee_paid = -1;
  record->actions = g_strsplit ("accept refuse", " ", -1);
  entry = mc_outbox_entry_new_for (record, "accept", NULL, NOW);
  g_assert_nonnull (entry->basis);
  g_assert_null (strstr (entry->basis, "Mây"));
  g_assert_null (strstr (entry->basis, "Pao"));
  g_assert_null (strstr (entry->basis, "••0412"));
  basis = mc_outbox_entry_read_basis (entry);
  g_assert_nonnull (basis);
  g_assert_cmpint (basis->handling_version, ==, 3);
  g_assert_cmpint (basis->national_state, ==, 4);
  g_assert_cmpstr (basis->local_step, ==, "appraisal");
  g_assert_cmpstr (basis->handler_name, ==, "Lò Văn Đức");
  g_assert_cmpstr (basis->payment, ==, "due");
  g_assert_cmpint (basis->fee_due, ==, 50000);
  g_assert_cmpint (basis->fee_paid, ==, -1);
  g_assert_true (g_date_time_equal (basis->due_at, record->due_at));
  g_assert_null (basis->step_due_at);
  g_assert_false (basis->secret);
  note = mc_outbox_entry_new_for (record, MC_ACT_NOTE, NULL, NOW);
  g_assert_null (note->basis);
  g_assert_null (mc_outbox_entry_read_basis (note));
  g_set_str (&note->basis, "{\"id\":3}");
  g_assert_null (mc_outbox_entry_read_basis (note));
}

static void
test_backoff (void)
{
  static const gint64 longest[] = { 1, 1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300 };

  for (int attempts = 0; attempts < (int) G_N_ELEMENTS (longest); attempts++)
    {
      g_assert_cmpint (mc_outbox_backoff_us (attempts, 0), ==, longest[attempts] * SECOND);
      g_assert_cmpint (mc_outbox_backoff_us (attempts, 1), ==, longest[attempts] * SECOND / 2);
    }
  for (guint i = 0; i < 10000; i++)
    {
      int attempts = g_test_rand_int_range (0, G_MAXINT32);
      gint64 wait = mc_outbox_backoff_us (attempts, g_test_rand_double ());

      g_assert_cmpint (wait, >=, SECOND / 2);
      g_assert_cmpint (wait, <=, 300 * SECOND);
    }
}

/* What each kind of failure means: another try within a second, one when somebody has signed in, or a look by the official. */
static void
test_fail (void)
{
  static const struct
  {
    McPortalError code;
    McOutboxState state;
    gboolean never;
    const char *cause;
  } cases[] = {
    { MC_PORTAL_ERROR_OFFLINE, MC_OUTBOX_WAITING, FALSE, "offline" },
    { MC_PORTAL_ERROR_TIMEOUT, MC_OUTBOX_WAITING, FALSE, "timeout" },
    { MC_PORTAL_ERROR_BUSY, MC_OUTBOX_WAITING, FALSE, "busy" },
    { MC_PORTAL_ERROR_RATE_LIMITED, MC_OUTBOX_WAITING, FALSE, "rate-limited" },
    { MC_PORTAL_ERROR_SERVER, MC_OUTBOX_WAITING, FALSE, "server" },
    { MC_PORTAL_ERROR_PROTOCOL, MC_OUTBOX_WAITING, FALSE, "protocol" },
    { MC_PORTAL_ERROR_TLS, MC_OUTBOX_WAITING, FALSE, "tls" },
    { MC_PORTAL_ERROR_NOT_SIGNED_IN, MC_OUTBOX_WAITING, TRUE, "not-signed-in" },
    { MC_PORTAL_ERROR_STALE, MC_OUTBOX_NEEDS_YOU, FALSE, "stale" },
    { MC_PORTAL_ERROR_FORBIDDEN, MC_OUTBOX_NEEDS_YOU, FALSE, "forbidden" },
    { MC_PORTAL_ERROR_NOT_FOUND, MC_OUTBOX_NEEDS_YOU, FALSE, "not-found" },
    { MC_PORTAL_ERROR_INVALID, MC_OUTBOX_NEEDS_YOU, FALSE, "invalid" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (McOutboxEntry) entry = entry_new ("a", "accept");
      g_autoptr (GError) error = mc_portal_error_new (cases[i].code, NULL, "x");

      g_assert_true (mc_outbox_entry_begin (entry, NOW));
      mc_outbox_entry_fail (entry, error, NOW);
      g_assert_cmpint (entry->state, ==, cases[i].state);
      g_assert_cmpstr (entry->cause, ==, cases[i].cause);
      if (entry->state == MC_OUTBOX_NEEDS_YOU)
        continue;
      g_assert_true ((entry->next_try_us == MC_OUTBOX_NEVER) == cases[i].never);
      if (!cases[i].never)
        g_assert_true (entry->next_try_us > NOW && entry->next_try_us <= NOW + SECOND);
    }
}

/* The portal says when it may be asked again. */
static void
test_retry_after (void)
{
  g_autoptr (McOutboxEntry) entry = entry_new ("a", "accept");
  McProblem *problem = mc_problem_new ();
  g_autoptr (GError) error = NULL;

  problem->retry_after = 120;
  error = mc_portal_error_new (MC_PORTAL_ERROR_RATE_LIMITED, problem, "x");
  mc_outbox_entry_fail (entry, error, NOW);
  g_assert_cmpint (entry->next_try_us, ==, NOW + 120 * SECOND);
}

/* An upload that the portal has lost is sent again, some times. */
static void
test_lost_uploads (void)
{
  g_autoptr (McOutboxEntry) entry = entry_new ("a", MC_ACT_ATTACH_FILE);
  const McOutboxFile *lost, *kept;

  add_file (entry, "file-1", "upload-1");
  add_file (entry, "file-2", "upload-2");
  lost = g_ptr_array_index (entry->files, 0);
  kept = g_ptr_array_index (entry->files, 1);
  for (int attempt = 1; attempt <= 5; attempt++)
    {
      McProblem *problem = mc_problem_new ();
      McProblemField *field = mc_problem_field_new ();
      g_autoptr (GError) error = NULL;

      field->code = g_strdup ("unknown_upload");
      field->item = g_strdup ("upload-1");
      g_ptr_array_add (problem->fields, field);
      error = mc_portal_error_new (MC_PORTAL_ERROR_INVALID, problem, "x");
      g_set_str (&((McOutboxFile *) g_ptr_array_index (entry->files, 0))->upload_id, "upload-1");
      g_assert_true (mc_outbox_entry_begin (entry, NOW));
      mc_outbox_entry_fail (entry, error, NOW);
      g_assert_null (lost->upload_id);
      g_assert_cmpint (lost->state, ==, MC_FILE_WAITING);
      g_assert_cmpint (lost->offset, ==, 0);
      g_assert_cmpstr (kept->upload_id, ==, "upload-2");
      g_assert_cmpint (entry->state, ==, attempt < 5 ? MC_OUTBOX_WAITING : MC_OUTBOX_NEEDS_YOU);
    }
  mc_outbox_entry_retry (entry);
  g_assert_cmpint (entry->state, ==, MC_OUTBOX_WAITING);
  g_assert_cmpint (lost->attempts, ==, 0);
  g_assert_null (entry->cause);
}

static void
test_lanes (void)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) mc_outbox_entry_unref);
  McOutboxEntry *first = entry_new ("a", "accept");
  McOutboxEntry *second = entry_new ("a", "forward");
  McOutboxEntry *other = entry_new ("b", "accept");
  McOutboxEntry *secrecy = entry_new ("a", MC_ACT_MARK_SECRET);

  g_ptr_array_add (entries, first);
  g_ptr_array_add (entries, second);
  g_ptr_array_add (entries, other);
  g_ptr_array_add (entries, secrecy);
  first->state = MC_OUTBOX_NEEDS_YOU;
  g_assert_true (mc_outbox_entry_leads (first, entries));
  g_assert_false (mc_outbox_entry_leads (second, entries));
  g_assert_true (mc_outbox_entry_leads (other, entries));
  g_assert_true (mc_outbox_entry_leads (secrecy, entries));
  first->state = MC_OUTBOX_DROPPED;
  g_assert_true (mc_outbox_entry_leads (second, entries));
}

/* 12 hours: shown first; 25 days after the first try: never by itself. */
static void
test_age (void)
{
  g_autoptr (McOutboxEntry) young = entry_new ("a", "accept");
  g_autoptr (McOutboxEntry) old = entry_new ("a", "accept");
  g_autoptr (McOutboxEntry) printed = entry_new ("a", MC_ACT_PRINT);
  g_autoptr (McOutboxEntry) tried = entry_new ("a", "accept");

  mc_outbox_entry_resume (young, NOW + 12 * HOUR);
  g_assert_cmpint (young->state, ==, MC_OUTBOX_WAITING);
  mc_outbox_entry_resume (old, NOW + 12 * HOUR + 1);
  g_assert_cmpint (old->state, ==, MC_OUTBOX_NEEDS_YOU);
  g_assert_cmpstr (old->cause, ==, "old");
  mc_outbox_entry_resume (printed, NOW + 100 * HOUR);
  g_assert_cmpint (printed->state, ==, MC_OUTBOX_WAITING);
  g_assert_true (mc_outbox_entry_begin (tried, NOW));
  g_assert_true (mc_outbox_entry_begin (tried, NOW + 25 * DAY));
  g_assert_false (mc_outbox_entry_begin (tried, NOW + 25 * DAY + 1));
  g_assert_cmpstr (tried->cause, ==, "too-old");
  mc_outbox_entry_retry (tried);
  g_assert_true (mc_outbox_entry_begin (tried, NOW + 26 * DAY));
}

/* At the counter there is nothing but the paper; online it is owed once the line was away. */
static void
test_receipt (void)
{
  g_autoptr (McOutboxEntry) entry = entry_new ("a", "accept");
  g_autoptr (McSummary) after = summary_new ("a");

  g_assert_false (mc_outbox_entry_owes_receipt (entry, after, NOW + 5 * 60 * SECOND));
  g_assert_true (mc_outbox_entry_owes_receipt (entry, after, NOW + 5 * 60 * SECOND + 1));
  g_set_str (&after->channel, "direct");
  g_assert_true (mc_outbox_entry_owes_receipt (entry, after, NOW));
  after->secret = TRUE;
  g_assert_false (mc_outbox_entry_owes_receipt (entry, after, NOW));
}

static void
test_address (void)
{
  g_autoptr (McOutboxEntry) plain = entry_new ("a", "accept");
  g_autoptr (McOutboxEntry) entry = entry_new ("a", MC_ACT_ATTACH_FILE);
  g_autoptr (McAct) same = mc_outbox_entry_address (plain);
  g_autoptr (McAct) act = NULL;

  g_assert_true (same == plain->act);
  g_set_str (&entry->act->form, "{\"files\":[\"file-1\",\"file-2\"]}");
  add_file (entry, "file-1", "upload-1");
  add_file (entry, "file-2", "upload-2");
  act = mc_outbox_entry_address (entry);
  g_assert_cmpstr (act->form, ==, "{\"files\":[\"upload-1\",\"upload-2\"]}");
  g_assert_cmpstr (act->key, ==, entry->act->key);
  g_assert_cmpint (act->expected_handling_version, ==, entry->act->expected_handling_version);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/outbox-rules/new", test_new);
  g_test_add_func ("/outbox-rules/basis", test_basis);
  g_test_add_func ("/outbox-rules/backoff", test_backoff);
  g_test_add_func ("/outbox-rules/fail", test_fail);
  g_test_add_func ("/outbox-rules/retry-after", test_retry_after);
  g_test_add_func ("/outbox-rules/lost-uploads", test_lost_uploads);
  g_test_add_func ("/outbox-rules/lanes", test_lanes);
  g_test_add_func ("/outbox-rules/age", test_age);
  g_test_add_func ("/outbox-rules/receipt", test_receipt);
  g_test_add_func ("/outbox-rules/address", test_address);
  return g_test_run ();
}
