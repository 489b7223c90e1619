// SPDX-License-Identifier: GPL-3.0-or-later
#include <string.h>

#include "mc-calendar.h"
#include "mc-codecs.h"
#include "mc-training-habits.h"
#include "mc-training-private.h"
#include "mc-training-test.h"

/* Citizens at work, on a clock that the test moves. */

#define HOUR ((gint64) 3600 * G_USEC_PER_SEC)
#define PER_HOUR 30
#define DOSSIERS 300

typedef struct
{
  McClock *clock;
  McTraining *portal;
} Town;

static void
town_clear (Town *self)
{
  g_clear_object (&self->portal);
  g_clear_object (&self->clock);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Town, town_clear)

static McTraining *
make_portal (const char *directory, guint32 seed, guint per_hour, McClock *clock)
{
  McTrainingOptions options = { .directory = directory,
                                .issuer = MC_TEST_ISSUER,
                                .browser_url = "http://127.0.0.1:4080",
                                .seed = seed,
                                .dossiers = DOSSIERS,
                                .undo_seconds = -1,
                                .citizens_per_hour = per_hour };
  g_autoptr (GError) error = NULL;
  McTraining *portal = mc_training_new (&options, clock, &error);

  g_assert_no_error (error);
  return portal;
}

/* Monday, seven in the morning. */
static Town
make_town (guint32 seed)
{
  Town town = { .clock = mc_test_clock (7, 0) };

  town.portal = make_portal (NULL, seed, PER_HOUR, town.clock);
  return town;
}

/* The log from a cursor to its end, over the wire; NULL: from a snapshot on. (transfer container) of McSummary */
static GPtrArray *
follow (McTraining *portal, const char *username, char **cursor)
{
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify) mc_summary_unref);
  g_autofree char *token = mc_test_sign_in (portal, username);
  gboolean more = TRUE;

  while (more)
    {
      g_autofree char *address = *cursor != NULL ? g_strconcat ("/officials/v1/changes?cursor=", *cursor, NULL)
                                                 : g_strdup ("/officials/v1/changes");
      g_autoptr (McTrainingResponse) response = mc_test_send (portal, "GET", address, token, NULL, NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (McChanges) page = NULL;

      g_assert_cmpint (response->status, ==, 200);
      page = mc_codec_changes_parse (response->body, &error);
      g_assert_no_error (error);
      for (guint i = 0; i < page->changes->len; i++)
        {
          const McChange *change = g_ptr_array_index (page->changes, i);

          g_assert_nonnull (change->summary);
          g_ptr_array_add (all, mc_summary_ref (change->summary));
        }
      g_set_str (cursor, page->next);
      more = page->more;
    }
  return all;
}

/* id → McSummary, the newest. */
static GHashTable *
new_table (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) mc_summary_unref);
}

static void
learn (GHashTable *known, GPtrArray *changes)
{
  for (guint i = 0; i < changes->len; i++)
    {
      McSummary *summary = g_ptr_array_index (changes, i);

      g_hash_table_insert (known, g_strdup (summary->id), mc_summary_ref (summary));
    }
}

/* An entry that stands for a row of the table which applicants or the portal may take. */
static void
check_entry (const McHistoryEntry *entry)
{
  guint n_rows;
  const McTransition *rows = mc_transitions_get (&n_rows);
  const guint theirs = MC_ROLE_BIT (MC_ROLE_APPLICANT) | MC_ROLE_BIT (MC_ROLE_SYSTEM);

  for (guint i = 0; i < n_rows; i++)
    if (g_str_equal (rows[i].action, entry->action) && rows[i].from == entry->from_state
        && (rows[i].to == entry->to_state || rows[i].to == MC_TO_REMEMBERED) && (rows[i].roles & theirs) != 0)
      return;
  g_error ("%s from %d to %d is in no row", entry->action, entry->from_state, entry->to_state);
}

/* Every step leads on from the one before, in order of time, and citizens do what is theirs. */
static void
check_history (const McDossier *dossier, GDateTime *begin, GHashTable *done)
{
  for (guint i = 0; i < dossier->history->len; i++)
    {
      const McHistoryEntry *entry = g_ptr_array_index (dossier->history, i);
      const McHistoryEntry *before = i > 0 ? g_ptr_array_index (dossier->history, i - 1) : NULL;

      g_assert_true (before == NULL || g_date_time_compare (before->at, entry->at) <= 0);
      if (g_date_time_compare (entry->at, begin) <= 0)
        continue;
      /* what was made may leave out how it came to stand where it stood */
      g_assert_true (before == NULL || before->to_state == entry->from_state
                     || g_date_time_compare (before->at, begin) <= 0);
      check_entry (entry);
      g_hash_table_insert (done, g_strdup (entry->action),
                           GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (done, entry->action)) + 1));
    }
}

static guint
count_of (GHashTable *done, const char *action)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (done, action));
}

static guint
count_state (GHashTable *known, int state)
{
  guint count = 0;
  GHashTableIter iter;
  gpointer summary;

  g_hash_table_iter_init (&iter, known);
  while (g_hash_table_iter_next (&iter, NULL, &summary))
    count += ((McSummary *) summary)->national_state == state;
  return count;
}

/* Nine days: who is asked for papers brings them, who has to pay pays, some want their dossier back, all of it by the table
 * and all of it in the log, which ends where a new snapshot stands. */
static void
test_nine_days (void)
{
  g_auto (Town) town = make_town (1);
  g_autoptr (GDateTime) begin = mc_clock_now (town.clock);
  g_autoptr (GHashTable) known = new_table ();
  g_autoptr (GHashTable) fresh = new_table ();
  g_autoptr (GHashTable) done = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *cursor = NULL;
  g_autofree char *other = NULL;
  g_autoptr (GPtrArray) first = follow (town.portal, "giamsat1", &cursor);
  g_autoptr (GPtrArray) again = NULL;
  guint waiting, paying, before;
  GHashTableIter iter;
  gpointer id, summary;

  learn (known, first);
  waiting = count_state (known, MC_HANDLING_SUPPLEMENT);
  paying = count_state (known, MC_HANDLING_PAYMENT);
  before = g_hash_table_size (known);
  g_assert_cmpuint (waiting, >, 15);
  g_assert_cmpuint (paying, >, 5);
  for (guint day = 0; day < 9; day++)
    {
      g_autoptr (GPtrArray) changes = NULL;

      g_assert_true (mc_training_advance (town.portal, 24 * HOUR));
      changes = follow (town.portal, "giamsat1", &cursor);
      g_assert_cmpuint (changes->len, >, 0);
      learn (known, changes);
    }
  again = follow (town.portal, "giamsat1", &other);
  learn (fresh, again);
  g_assert_cmpuint (g_hash_table_size (known), ==, g_hash_table_size (fresh));
  g_assert_cmpuint (g_hash_table_size (known), >, before + 500);
  g_hash_table_iter_init (&iter, fresh);
  while (g_hash_table_iter_next (&iter, &id, &summary))
    {
      g_autoptr (McTrainingRecord) record = mc_training_load (town.portal, id);
      const McSummary *told = g_hash_table_lookup (known, id);

      g_assert_nonnull (told);
      g_assert_cmpint (told->version, ==, ((McSummary *) summary)->version);
      check_history (record->dossier, begin, done);
    }
  g_assert_cmpuint (count_of (done, "submit"), ==, g_hash_table_size (known) - before);
  /* of two dozen, with some luck */
  g_assert_cmpuint (count_of (done, "submit_supplement"), >=, waiting * 6 / 10);
  g_assert_cmpuint (count_of (done, "confirm_payment"), >=, paying * 7 / 10);
  g_assert_cmpuint (count_of (done, "request_withdrawal"), >=, 1);
  /* fewer than one in a hundred, and some luck */
  g_assert_cmpuint (count_of (done, "request_withdrawal"), <, g_hash_table_size (known) / 50);
}

/* What was brought is there: a document more at the component that was found wanting, the first answer's clock anew. */
static void
test_supplement (void)
{
  g_auto (Town) town = make_town (1);
  g_autofree char *cursor = NULL;
  g_autoptr (GPtrArray) all = follow (town.portal, "giamsat1", &cursor);
  guint answered = 0;

  g_assert_true (mc_training_advance (town.portal, 9 * 24 * HOUR));
  for (guint i = 0; i < all->len; i++)
    {
      const McSummary *s = g_ptr_array_index (all, i);
      g_autoptr (McTrainingRecord) record = NULL;
      guint brought = 0;

      if (s->national_state != MC_HANDLING_SUPPLEMENT || !g_str_equal (s->local_step, MC_STEP_SUPPLEMENT_AT_INTAKE))
        continue;
      record = mc_training_load (town.portal, s->id);
      if (record->dossier->summary->national_state != MC_HANDLING_NEW)
        continue;
      g_assert_cmpstr (record->dossier->summary->local_step, ==, MC_STEP_SUPPLEMENTED);
      g_assert_nonnull (record->dossier->summary->response_due_at);
      g_assert_null (record->dossier->summary->supplement_due_at);
      for (guint c = 0; c < record->dossier->components->len; c++)
        {
          const McComponent *component = g_ptr_array_index (record->dossier->components, c);

          for (guint d = 0; d < component->documents->len; d++)
            brought += g_str_has_prefix (((McDocument *) g_ptr_array_index (component->documents, d))->name, "bo-sung")
                       || g_str_has_prefix (((McDocument *) g_ptr_array_index (component->documents, d))->name, "IMG");
        }
      g_assert_cmpuint (brought, >=, 1);
      answered++;
    }
  g_assert_cmpuint (answered, >=, 3);
}

/* Submissions of each hour of four weeks. */
static void
count_hours (guint32 seed, guint hours[7][24])
{
  g_auto (Town) town = make_town (seed);
  g_autoptr (GDateTime) begin = mc_clock_now (town.clock);
  g_autofree char *cursor = NULL;
  g_autoptr (GPtrArray) all = NULL;

  g_assert_true (mc_training_advance (town.portal, 28 * 24 * HOUR));
  all = follow (town.portal, "giamsat1", &cursor);
  for (guint i = 0; i < all->len; i++)
    {
      const McSummary *s = g_ptr_array_index (all, i);
      g_autoptr (GDateTime) local = g_date_time_to_timezone (s->submitted_at, mc_calendar_zone ());

      if (g_date_time_compare (s->submitted_at, begin) >= 0)
        hours[g_date_time_get_day_of_week (local) - 1][g_date_time_get_hour (local)]++;
    }
}

/* Office hours of Wednesday to Friday are ordinary ones, Monday mornings are full, nights are still, evenings are not. */
static void
test_hours (void)
{
  guint hours[7][24] = { { 0 } };
  guint ordinary = 0, night = 0, late = 0, rush = 0, noon = 0, sunday = 0;

  count_hours (3, hours);
  for (guint day = 2; day < 5; day++)
    for (guint hour = 8; hour < 17; hour++)
      ordinary += hour != 11 && hour != 12 ? hours[day][hour] : 0;
  for (guint day = 0; day < 7; day++)
    {
      night += hours[day][1] + hours[day][2] + hours[day][3] + hours[day][4];
      late += hours[day][22];
      noon += day < 5 ? hours[day][12] : 0;
    }
  rush = hours[0][8] + hours[0][9];
  for (guint hour = 0; hour < 24; hour++)
    sunday += hours[6][hour];
  /* four weeks, three days, seven hours: as many as were ordered, give or take the day off after the 23rd */
  g_assert_cmpfloat (ordinary / 84.0, >, PER_HOUR * 0.85);
  g_assert_cmpfloat (ordinary / 84.0, <, PER_HOUR * 1.25);
  g_assert_cmpuint (night, <, late / 4);
  g_assert_cmpfloat (rush / 8.0, >, PER_HOUR * 1.5);
  g_assert_cmpuint (noon, <, rush);
  g_assert_cmpfloat (late / 28.0, >, PER_HOUR * 0.25);
  g_assert_cmpuint (sunday, >, 0);
  g_assert_cmpuint (sunday, <, ordinary / 3);
}

/* The whole portal as text: each dossier in order of its id. */
static char *
print_town (McTraining *portal)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (sqlite3_stmt) row = mc_training_query (portal, "SELECT id, detail, life FROM dossiers ORDER BY id", "");

  while (sqlite3_step (row) == SQLITE_ROW)
    g_string_append_printf (text, "%s %s %s\n", sqlite3_column_text (row, 0), sqlite3_column_text (row, 1),
                            sqlite3_column_type (row, 2) != SQLITE_NULL ? (const char *) sqlite3_column_text (row, 2)
                                                                        : "");
  return g_string_free_and_steal (g_steal_pointer (&text));
}

/* Seed and clock decide; in which steps the clock is moved, and whether the portal is begun again meanwhile, does not. */
static void
test_deterministic (void)
{
  g_auto (Town) one = make_town (5);
  g_auto (Town) other = make_town (6);
  char *directory = mc_test_directory ();
  g_autoptr (McClock) clock = mc_test_clock (7, 0);
  McTraining *portal = make_portal (directory, 5, PER_HOUR, clock);
  g_autofree char *expected = NULL;
  g_autofree char *found = NULL;
  g_autofree char *differs = NULL;

  g_assert_true (mc_training_advance (one.portal, 60 * HOUR));
  g_assert_true (mc_training_advance (other.portal, 60 * HOUR));
  for (guint i = 0; i < 60; i++)
    {
      g_assert_true (mc_training_advance (portal, HOUR));
      if (i % 20 == 10)
        {
          g_object_unref (portal);
          portal = make_portal (directory, 5, PER_HOUR, clock);
        }
    }
  expected = print_town (one.portal);
  found = print_town (portal);
  differs = print_town (other.portal);
  g_assert_cmpstr (found, ==, expected);
  g_assert_cmpstr (differs, !=, expected);
  g_object_unref (portal);
  mc_test_remove (directory);
}

/* While nobody was served nobody could come: whoever would have answered does so in the next days, not all at once. */
static void
test_closed_for_long (void)
{
  char *directory = mc_test_directory ();
  g_autoptr (McClock) clock = mc_test_clock (7, 0);
  McTraining *portal = make_portal (directory, 1, 0, clock);
  g_autofree char *cursor = NULL;
  g_autoptr (GPtrArray) all = follow (portal, "giamsat1", &cursor);
  g_autoptr (GPtrArray) hour = NULL;
  g_autoptr (GPtrArray) days = NULL;
  guint soon = 0;

  g_assert_true (mc_training_advance (portal, 21 * 24 * HOUR));
  g_object_unref (portal);
  portal = make_portal (directory, 1, PER_HOUR, clock);
  g_assert_true (mc_training_advance (portal, 2 * HOUR));
  hour = follow (portal, "giamsat1", &cursor);
  for (guint i = 0; i < hour->len; i++)
    soon += ((McSummary *) g_ptr_array_index (hour, i))->version > 1;
  g_assert_cmpuint (soon, <, 15);
  g_assert_cmpuint (hour->len, >, PER_HOUR / 2);
  g_assert_true (mc_training_advance (portal, 72 * HOUR));
  days = follow (portal, "giamsat1", &cursor);
  for (guint i = 0; i < days->len; i++)
    soon += ((McSummary *) g_ptr_array_index (days, i))->version > 1;
  g_assert_cmpuint (soon, >, 15);
  g_object_unref (portal);
  mc_test_remove (directory);
}

/* Whoever listens hears of it in the same turn; nobody comes to a portal that has not asked for citizens. */
static void
test_told (void)
{
  g_auto (Town) town = { .clock = mc_test_clock (8, 0) };
  g_auto (Town) quiet = { .clock = mc_test_clock (7, 0) };
  g_autofree char *token = NULL;
  g_autoptr (McTrainingResponse) events = NULL;
  g_autofree char *cursor = NULL;
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;
  gboolean told = FALSE;

  town.portal = make_portal (NULL, 1, 10 * PER_HOUR, town.clock);
  token = mc_test_sign_in (town.portal, "tiepnhan1");
  events = mc_test_send (town.portal, "GET", "/officials/v1/events", token, NULL, NULL);
  /* the token lives five minutes of this clock; within them somebody comes */
  for (guint i = 0; i < 29 && !told; i++)
    {
      g_autoptr (GBytes) bytes = NULL;

      g_assert_true (mc_training_advance (town.portal, 10 * G_USEC_PER_SEC));
      bytes = mc_training_stream_take (events->stream);
      told = bytes != NULL
             && g_strstr_len (g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), "event: changes");
    }
  g_assert_true (told);

  quiet.portal = make_portal (NULL, 1, 0, quiet.clock);
  before = follow (quiet.portal, "giamsat1", &cursor);
  g_assert_true (mc_training_advance (quiet.portal, 9 * 24 * HOUR));
  after = follow (quiet.portal, "giamsat1", &cursor);
  g_assert_cmpuint (before->len, >, 0);
  g_assert_cmpuint (after->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/citizens/nine-days", test_nine_days);
  g_test_add_func ("/citizens/supplement", test_supplement);
  g_test_add_func ("/citizens/hours", test_hours);
  g_test_add_func ("/citizens/deterministic", test_deterministic);
  g_test_add_func ("/citizens/closed-for-long", test_closed_for_long);
  g_test_add_func ("/citizens/told", test_told);
  return g_test_run ();
}
