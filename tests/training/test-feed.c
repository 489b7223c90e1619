// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-training-test.h"

#include <string.h>

#include "mc-codecs.h"
#include "mc-text.h"
#include "mc-training-private.h"

/* What the feed says of each dossier, without having read it, against what its detail says. */

#define DOSSIERS 400
#define MANY_DOSSIERS 3000 /* of every procedure */

static const char *const usernames[]
    = { "tiepnhan1", "tiepnhan2", "chuyenvien1", "truongphong1", "lanhdao1", "lanhdao2", "vanthu1", "thuquy1" };

/* All changes behind the cursor, of McChange; moves it. "": the snapshot. total: (out) (nullable) */
static GPtrArray *
follow (McTraining *portal, const char *token, char **cursor, gint64 *total)
{
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify) mc_change_free);
  gboolean more = TRUE;

  while (more)
    {
      g_autofree char *address
          = g_strconcat ("/officials/v1/changes", **cursor != '\0' ? "?cursor=" : "", *cursor, NULL);
      g_autoptr (McTrainingResponse) response = mc_test_send (portal, "GET", address, token, NULL, NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (McChanges) page = mc_codec_changes_parse (response->body, &error);

      g_assert_no_error (error);
      if (page->snapshot && total != NULL)
        *total = page->total;
      g_ptr_array_extend_and_steal (all, g_steal_pointer (&page->changes));
      page->changes = g_ptr_array_new ();
      g_set_str (cursor, page->next);
      more = page->more;
    }
  return all;
}

static GPtrArray *
get_all (McTraining *portal, const char *token, gint64 *total)
{
  g_autofree char *cursor = g_strdup ("");

  return follow (portal, token, &cursor, total);
}

static McDossier *
get_detail (McTraining *portal, const char *token, const char *id)
{
  g_autofree char *address = g_strconcat ("/officials/v1/dossiers/", id, NULL);
  g_autoptr (McTrainingResponse) response = mc_test_send (portal, "GET", address, token, NULL, NULL);
  g_autoptr (GError) error = NULL;
  McDossier *dossier;

  if (response->status == 403)
    return NULL;
  dossier = mc_codec_dossier_parse (response->body, &error);
  g_assert_no_error (error);
  return dossier;
}

static guint
compare_acts (McTraining *portal, const char *username, GHashTable *acts)
{
  g_autofree char *token = mc_test_sign_in (portal, username);
  g_autoptr (GPtrArray) all = get_all (portal, token, NULL);
  guint compared = 0;

  for (guint i = 0; i < all->len; i++)
    {
      const McChange *change = g_ptr_array_index (all, i);
      g_autoptr (McDossier) dossier = get_detail (portal, token, change->id);
      g_autofree char *said = g_strjoinv (" ", change->summary->actions);
      g_autofree char *found = dossier != NULL ? g_strjoinv (" ", dossier->summary->actions) : NULL;

      if (found == NULL)
        continue;
      g_assert_cmpstr (said, ==, found);
      g_hash_table_add (acts, g_steal_pointer (&said));
      compared++;
    }
  return compared;
}

static void
test_acts (void)
{
  char *directory = mc_test_directory ();
  g_autoptr (McClock) clock = mc_test_clock (10, 0);
  g_autoptr (GHashTable) acts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint compared = 0;

  /* a portal that has made them, and one that finds them there */
  for (guint turn = 0; turn < 2; turn++)
    {
      g_autoptr (McTraining) portal = mc_test_portal (directory, 1, DOSSIERS, clock);

      for (guint i = 0; i < G_N_ELEMENTS (usernames); i++)
        compared += compare_acts (portal, usernames[i], acts);
    }
  g_assert_cmpuint (compared, >, DOSSIERS * 4);
  g_assert_cmpuint (g_hash_table_size (acts), >, 12);
  mc_test_remove (directory);
}

static gint64
get_finished (const McSummary *summary)
{
  return summary->finished_at != NULL ? g_date_time_to_unix (summary->finished_at) : G_MAXINT32;
}

/* What ended more than 365 days ago, and not a day earlier, has left; whoever had it is told once. */
static void
test_history (void)
{
  const gint64 days = 345;
  char *directory = mc_test_directory ();
  g_autoptr (McClock) clock = mc_test_clock (10, 0);
  g_autoptr (McTraining) portal = mc_test_portal (directory, 1, DOSSIERS, clock);
  g_autofree char *token = mc_test_sign_in (portal, "tiepnhan1");
  g_autofree char *cursor = g_strdup ("");
  g_autoptr (GPtrArray) before = follow (portal, token, &cursor, NULL);
  g_autoptr (GPtrArray) log = NULL;
  g_autoptr (GPtrArray) after = NULL;
  g_autoptr (GPtrArray) again = NULL;
  g_autoptr (McDossier) dossier = NULL;
  g_autoptr (GHashTable) gone = g_hash_table_new (g_str_hash, g_str_equal);
  gint64 left = mc_clock_now_us (clock) / G_USEC_PER_SEC + (days - 365) * 86400;
  gint64 total = 0;

  mc_clock_advance (clock, days * 86400 * G_USEC_PER_SEC);
  g_set_str (&token, NULL);
  token = mc_test_sign_in (portal, "tiepnhan1");
  log = follow (portal, token, &cursor, NULL);
  for (guint i = 0; i < log->len; i++)
    {
      const McChange *change = g_ptr_array_index (log, i);

      g_assert_null (change->summary);
      g_assert_true (g_hash_table_add (gone, change->id));
    }
  for (guint i = 0; i < before->len; i++)
    {
      const McSummary *summary = ((McChange *) g_ptr_array_index (before, i))->summary;

      g_assert_cmpint (g_hash_table_contains (gone, summary->id), ==, get_finished (summary) <= left);
    }
  g_assert_cmpuint (g_hash_table_size (gone), >, 20);
  dossier = get_detail (portal, token, ((McChange *) g_ptr_array_index (log, 0))->id);
  g_assert_cmpint (get_finished (dossier->summary), <=, left);

  after = get_all (portal, token, &total);
  g_assert_cmpint (total, ==, after->len);
  g_assert_cmpuint (after->len + log->len, ==, before->len);
  for (guint i = 0; i < after->len; i++)
    g_assert_false (g_hash_table_contains (gone, ((McChange *) g_ptr_array_index (after, i))->id));

  g_clear_object (&portal);
  portal = mc_test_portal (directory, 1, DOSSIERS, clock);
  g_set_str (&token, NULL);
  token = mc_test_sign_in (portal, "tiepnhan1");
  again = follow (portal, token, &cursor, NULL);
  g_assert_cmpuint (again->len, ==, 0);
  mc_test_remove (directory);
}

static gint
compare_sizes (gconstpointer a, gconstpointer b)
{
  return *(const int *) a - *(const int *) b;
}

/* A summary is what lists need, and what is not there is left out: most fit into a kilobyte. More are those whose procedure
 * the law has given a long name, which lists and search show whole. */
static void
test_sizes (void)
{
  g_autoptr (McClock) clock = mc_test_clock (10, 0);
  g_autoptr (McTraining) portal = mc_test_portal (NULL, 1, MANY_DOSSIERS, clock);
  static const char *const officials[] = { "tiepnhan1", "giamsat1" };
  g_autoptr (GArray) sizes = g_array_new (FALSE, FALSE, sizeof (int));

  for (guint o = 0; o < G_N_ELEMENTS (officials); o++)
    {
      g_autofree char *token = mc_test_sign_in (portal, officials[o]);
      g_autoptr (GPtrArray) all = get_all (portal, token, NULL);

      for (guint i = 0; i < all->len; i++)
        {
          const McSummary *s = ((McChange *) g_ptr_array_index (all, i))->summary;
          g_autoptr (JsonNode) node = mc_codec_summary_build (s);
          g_autofree char *whole = json_to_string (node, FALSE);
          int size = (int) strlen (whole);

          g_assert_null (strstr (whole, "null"));
          g_assert_cmpint (size - (int) strlen (s->procedure_name), <=, 1100);
          g_array_append_val (sizes, size);
        }
    }
  g_array_sort (sizes, compare_sizes);
  g_test_message ("of %u the middle one has %d bytes, the largest %d", sizes->len,
                  g_array_index (sizes, int, sizes->len / 2), g_array_index (sizes, int, sizes->len - 1));
  g_assert_cmpint (g_array_index (sizes, int, sizes->len / 2), <=, 1024);
  g_assert_cmpint (g_array_index (sizes, int, sizes->len - 1), <=, 1600);
}

static void
expect_total (McTraining *portal, const char *token, gint64 expected)
{
  gint64 total = -1;
  g_autoptr (GPtrArray) all = get_all (portal, token, &total);

  g_assert_cmpint (total, ==, expected);
  g_assert_cmpint (total, ==, all->len);
}

/* How many there are is counted once, and again when that can have changed. */
static void
test_totals (void)
{
  g_autoptr (McClock) clock = mc_test_clock (10, 0);
  g_autoptr (McTraining) portal = mc_test_portal (NULL, 1, DOSSIERS, clock);
  g_autofree char *from = mc_test_sign_in (portal, "tiepnhan1");
  g_autofree char *to = mc_test_sign_in (portal, "tiepnhan3");
  g_autoptr (GPtrArray) ours = get_all (portal, from, NULL);
  g_autoptr (GPtrArray) theirs = get_all (portal, to, NULL);
  const char *id = ((McChange *) g_ptr_array_index (ours, 0))->id;
  guint counted = g_hash_table_size (portal->totals);

  g_assert_true (mc_training_assign_dossier (portal, id, "chuyenvien1"));
  g_assert_cmpuint (g_hash_table_size (portal->totals), ==, counted);
  expect_total (portal, from, ours->len);
  g_assert_true (mc_training_move_dossier (portal, id, "an-hoa"));
  expect_total (portal, from, ours->len - 1);
  expect_total (portal, to, theirs->len + 1);
  g_assert_true (mc_training_move_dossier (portal, id, "an-binh"));
  expect_total (portal, from, ours->len);
  expect_total (portal, to, theirs->len);
}

static char *
get_text (McTraining *portal, const char *token, const char *id)
{
  g_autofree char *address = g_strconcat ("/officials/v1/dossiers/", id, NULL);
  g_autoptr (McTrainingResponse) response = mc_test_send (portal, "GET", address, token, NULL, NULL);

  g_assert_cmpint (response->status, ==, 200);
  return mc_test_text (response);
}

/* An acceptance of the first one that can be accepted: its detail afterwards. opened: somebody looked at it before. */
static char *
accept_one (gboolean opened)
{
  static const char form[]
      = "{\"action\":\"accept\",\"performed_at\":\"2026-11-23T03:00:00Z\",\"form\":{\"components\":[";
  const char *headers[] = { "content-type",
                            "application/json",
                            "if-match",
                            "\"1\"",
                            "idempotency-key",
                            "0199a0f2-3c41-7b1e-8a52-00000000002c",
                            NULL };
  g_autoptr (McClock) clock = mc_test_clock (10, 0);
  g_autoptr (McTraining) portal = mc_test_portal (NULL, 1, DOSSIERS, clock);
  g_autofree char *token = mc_test_sign_in (portal, "tiepnhan1");
  g_autoptr (GPtrArray) all = get_all (portal, token, NULL);
  g_autoptr (McDossier) dossier = NULL;
  g_autoptr (GString) body = g_string_new (form);
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *address = NULL;
  g_autoptr (McTrainingResponse) response = NULL;
  const char *id = NULL;

  for (guint i = 0; i < all->len && id == NULL; i++)
    if (mc_summary_allows (((McChange *) g_ptr_array_index (all, i))->summary, "accept"))
      id = ((McChange *) g_ptr_array_index (all, i))->id;
  g_assert_nonnull (id);
  dossier = get_detail (portal, token, id);
  g_assert_cmpuint (g_hash_table_size (portal->recent), ==, 1);
  if (!opened)
    mc_training_forget_recent (portal, NULL);
  for (guint i = 0; i < dossier->components->len; i++)
    g_string_append_printf (body, "%s{\"id\":\"%s\",\"mark\":\"sufficient\"}", i > 0 ? "," : "",
                            ((McComponent *) g_ptr_array_index (dossier->components, i))->id);
  g_string_append (body, "]}}");
  bytes = g_bytes_new (body->str, body->len);
  address = g_strconcat ("/officials/v1/dossiers/", id, "/actions", NULL);
  response = mc_test_send (portal, "POST", address, token, headers, bytes);
  g_assert_cmpint (response->status, ==, 200);
  g_assert_cmpuint (g_hash_table_size (portal->recent), ==, 0);
  return get_text (portal, token, id);
}

/* What is masked for somebody is not kept that way. */
static void
test_masked (void)
{
  g_autoptr (McClock) clock = mc_test_clock (10, 0);
  g_autoptr (McTraining) portal = mc_test_portal (NULL, 1, DOSSIERS, clock);
  g_autofree char *clerk = mc_test_sign_in (portal, "vanthu1");
  g_autofree char *receiver = mc_test_sign_in (portal, "tiepnhan1");
  g_autoptr (GPtrArray) all = get_all (portal, clerk, NULL);
  guint masked = 0;

  for (guint i = 0; i < all->len && masked < 5; i++)
    {
      const char *id = ((McChange *) g_ptr_array_index (all, i))->id;
      g_autoptr (McDossier) theirs = get_detail (portal, clerk, id);
      const char *number = theirs != NULL ? theirs->owner.id_number : NULL;
      g_autoptr (McDossier) whole = NULL;

      if (number == NULL || strstr (number, "•") == NULL)
        continue;
      g_assert_false (g_hash_table_contains (portal->recent, id));
      whole = get_detail (portal, receiver, id);
      g_assert_null (strstr (whole->owner.id_number, "•"));
      masked++;
    }
  g_assert_cmpuint (masked, ==, 5);
}

static void
test_opened (void)
{
  g_autofree char *opened = accept_one (TRUE);
  g_autofree char *unopened = accept_one (FALSE);

  g_assert_cmpstr (opened, ==, unopened);
}

static char *
draw_value (GPtrArray *all, const char *field, GRand *rand)
{
  const McSummary *s
      = ((McChange *) g_ptr_array_index (all, (guint) g_rand_int_range (rand, 0, (gint32) all->len)))->summary;
  g_autoptr (JsonNode) node = mc_codec_summary_build (s);
  JsonNode *value = json_object_get_member (json_node_get_object (node), field);

  if (value == NULL || json_node_is_null (value))
    return g_strdup ("none such");
  return json_node_get_value_type (value) == G_TYPE_INT64 ? g_strdup_printf ("%d", (int) json_node_get_int (value))
                                                          : json_node_dup_string (value);
}

/* One condition of some field, with values that there are. (transfer full) */
static JsonObject *
draw_condition (GPtrArray *all, McFilter *filter, GRand *rand)
{
  static const char *const texts[] = { "procedure_code", "field_name", "channel", "national_state", "local_step",
                                       "delivery",       "payment",    "sync",    "received_unit",  "competent_unit" };
  static const char *const times[]
      = { "submitted_at", "accepted_at",       "response_due_at", "due_at",      "warn_at",
          "finished_at",  "supplement_due_at", "deadline",        "step_due_at", "fee_paid_at" };
  gboolean is_time = g_rand_boolean (rand);
  const char *field = is_time ? times[g_rand_int_range (rand, 0, G_N_ELEMENTS (times))]
                              : texts[g_rand_int_range (rand, 0, G_N_ELEMENTS (texts))];
  McFilterOp op = (McFilterOp) g_rand_int_range (rand, MC_FILTER_IN, MC_FILTER_NOT_BEFORE + 1);
  g_autofree char *one = draw_value (all, is_time && g_str_equal (field, "deadline") ? "due_at" : field, rand);
  g_autofree char *other = draw_value (all, field, rand);
  gboolean is_now = !g_ascii_isdigit (one[0]) || g_rand_boolean (rand);
  const char *values[] = { is_time && is_now ? "now" : one, is_time ? NULL : other, NULL };
  JsonObject *condition = json_object_new ();
  JsonArray *array = json_array_new ();

  if (is_time && op <= MC_FILTER_NOT_IN)
    op = MC_FILTER_BEFORE;
  if (!is_time && op >= MC_FILTER_BEFORE)
    op = MC_FILTER_NOT_IN;
  if (op == MC_FILTER_NULL || op == MC_FILTER_NOT_NULL)
    values[0] = NULL;
  g_assert_true (mc_filter_add (filter, field, op, values));
  for (guint i = 0; values[i] != NULL; i++)
    json_array_add_string_element (array, values[i]);
  json_object_set_string_member (condition, "field", field);
  json_object_set_string_member (condition, "op", mc_filter_op_to_string (op));
  json_object_set_array_member (condition, "values", array);
  return condition;
}

/* What the portal counts by SQL is what a client lists by the same filter, whatever the filter. */
static void
test_figures (void)
{
  static const char *const headers[] = { "Content-Type", "application/json", NULL };
  g_autoptr (McClock) clock = mc_test_clock (10, 0);
  g_autoptr (McTraining) portal = mc_test_portal (NULL, 3, DOSSIERS, clock);
  g_autoptr (GRand) rand = g_rand_new_with_seed ((guint32) g_test_rand_int ());
  g_autofree char *first = mc_test_sign_in (portal, "giamsat1");
  g_autoptr (GPtrArray) all = get_all (portal, first, NULL);
  guint some = 0;

  for (guint i = 0; i < 300; i++)
    {
      g_autofree char *token = mc_test_sign_in (portal, "giamsat1");
      g_autoptr (GDateTime) now = mc_clock_now (clock);
      g_autoptr (McFilter) filter = mc_filter_new ();
      g_autoptr (JsonNode) node
          = json_from_string ("{\"kind\":\"dossier\",\"filter\":[],\"group_by\":[\"channel\"]}", NULL);
      JsonArray *conditions = json_object_get_array_member (json_node_get_object (node), "filter");
      g_autoptr (McTrainingResponse) response = NULL;
      g_autoptr (JsonNode) answer = NULL;
      g_autoptr (GBytes) body = NULL;
      g_autofree char *text = NULL;
      guint expected = 0;

      for (int n = g_rand_int_range (rand, 0, 3); n > 0; n--)
        json_array_add_object_element (conditions, draw_condition (all, filter, rand));
      text = json_to_string (node, FALSE);
      g_test_message ("%s", text);
      body = g_bytes_new (text, strlen (text));
      for (guint c = 0; c < all->len; c++)
        expected += mc_filter_matches (filter, ((McChange *) g_ptr_array_index (all, c))->summary, now);
      response = mc_test_send (portal, "POST", "/officials/v1/aggregates", token, headers, body);
      g_assert_cmpint (response->status, ==, 200);
      answer = mc_test_json (response);
      g_assert_cmpint (json_object_get_int_member (json_node_get_object (answer), "total"), ==, expected);
      some += expected > 0 && expected < all->len;
      mc_clock_advance (clock, 2 * G_TIME_SPAN_SECOND);
    }
  g_assert_cmpuint (some, >, 50);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/feed/what-ended-long-ago-has-left", test_history);
  g_test_add_func ("/feed/opened-before-an-act", test_opened);
  g_test_add_func ("/feed/masked-is-not-kept", test_masked);
  g_test_add_func ("/feed/totals", test_totals);
  g_test_add_func ("/feed/figures", test_figures);
  g_test_add_func ("/feed/summaries-are-small", test_sizes);
  g_test_add_func ("/feed/acts-are-those-of-the-detail", test_acts);
  return g_test_run ();
}
