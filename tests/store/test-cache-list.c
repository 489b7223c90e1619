// SPDX-License-Identifier: GPL-3.0-or-later
/* What SQL finds is what src/domain says: lists, counts and search against the same question asked in memory. */
#include <string.h>

#include "mc-text.h"
#include "store-fixture.h"

#define RECORDS 500
#define FILTERS 250
#define SEARCHES 250
#define MAX_WORDS 12

typedef struct
{
  Fixture fixture;
  McCache *cache;
  GPtrArray *records; /* McSummary, in the order of their keys */
  GArray *keys;       /* of gint64, beside it */
  GDateTime *now;
} World;

static void
world_set_up (World *self)
{
  g_autoptr (McChanges) changes = fixture_changes ("c");
  g_autoptr (McListing) all = NULL;
  g_auto (GStrv) changed = NULL;

  fixture_set_up (&self->fixture);
  self->cache = fixture_open_cache (&self->fixture);
  self->records = g_ptr_array_new_with_free_func ((GDestroyNotify) mc_summary_unref);
  self->now = mc_clock_now (self->fixture.clock);
  for (int n = 0; n < RECORDS; n++)
    {
      McSummary *summary = fixture_random_summary (n);

      g_ptr_array_add (self->records, mc_summary_ref (summary));
      fixture_add_summary (changes, summary);
    }
  changed = dex_await_boxed (mc_cache_apply (self->cache, changes), NULL);
  g_assert_cmpuint (g_strv_length (changed), ==, RECORDS);
  all = dex_await_boxed (mc_cache_list (self->cache, NULL, NULL, NULL), NULL);
  g_assert_cmpuint (all->keys->len, ==, RECORDS);
  self->keys = g_array_ref (all->keys);
  for (guint i = 0; i < all->rows->len; i++)
    fixture_assert_same_summary (all->rows->pdata[i], self->records->pdata[i]);
  for (guint i = 1; i < RECORDS; i++)
    g_assert_cmpint (g_array_index (self->keys, gint64, i - 1), <, g_array_index (self->keys, gint64, i));
}

static void
world_clear (World *self)
{
  fixture_close_cache (self->cache);
  g_ptr_array_unref (self->records);
  g_array_unref (self->keys);
  g_date_time_unref (self->now);
  fixture_clear (&self->fixture);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (World, world_clear)

/* Letters and digits make words, all else divides them. */
static GStrv
words_of (const char *text)
{
  g_autofree char *folded = mc_text_fold (text);
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  const char *start = NULL;
  const char *p = folded;

  for (;; p = g_utf8_next_char (p))
    {
      gboolean in_word = *p != '\0' && g_unichar_isalnum (g_utf8_get_char (p));

      if (in_word && start == NULL)
        start = p;
      if (!in_word && start != NULL)
        {
          g_strv_builder_take (words, g_strndup (start, (gsize) (p - start)));
          start = NULL;
        }
      if (*p == '\0')
        return g_strv_builder_end (words);
    }
}

static gboolean
word_is_in (const char *word, const McSummary *s)
{
  const char *parts[] = { s->code,           s->provisional_code, s->owner_name, s->submitter_name,
                          s->procedure_name, s->procedure_code,   s->field_name };
  const char *numbers[] = { s->code, s->provisional_code, s->owner_id_masked };

  for (guint i = 0; i < (s->secret ? 2 : G_N_ELEMENTS (parts)); i++)
    {
      g_auto (GStrv) tokens = words_of (parts[i] != NULL ? parts[i] : "");

      for (guint k = 0; tokens[k] != NULL; k++)
        if (g_str_has_prefix (tokens[k], word))
          return TRUE;
    }
  if (strlen (word) < 3 || strspn (word, "0123456789") < strlen (word))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    if (numbers[i] != NULL && g_str_has_suffix (numbers[i], word))
      return TRUE;
  return FALSE;
}

static gboolean
search_matches (const char *search, const McSummary *summary)
{
  g_auto (GStrv) words = words_of (search != NULL ? search : "");

  for (guint i = 0; words[i] != NULL && i < MAX_WORDS; i++)
    if (!word_is_in (words[i], summary))
      return FALSE;
  return TRUE;
}

static gint64
us_of (GDateTime *time, gint64 nothing)
{
  return time != NULL ? g_date_time_to_unix_usec (time) : nothing;
}

static int
compare_us (gint64 a, gint64 b)
{
  return a < b ? -1 : a > b;
}

/* Orders as McQueue names them: without deadline last, without end last, ties as they came. */
static int
compare_records (gconstpointer a, gconstpointer b, gpointer data)
{
  const McSummary *one = *(McSummary *const *) a;
  const McSummary *other = *(McSummary *const *) b;
  const char *order = data;
  int submitted = compare_us (us_of (one->submitted_at, G_MININT64), us_of (other->submitted_at, G_MININT64));
  int result = 0;

  if (g_strcmp0 (order, "deadline") == 0)
    {
      result = compare_us (us_of (mc_summary_get_deadline (one), G_MAXINT64),
                           us_of (mc_summary_get_deadline (other), G_MAXINT64));
      result = result != 0 ? result : submitted;
    }
  else if (g_strcmp0 (order, "submitted") == 0)
    result = submitted;
  else if (g_strcmp0 (order, "submitted_desc") == 0)
    result = -submitted;
  else if (g_strcmp0 (order, "finished_desc") == 0)
    result = -compare_us (us_of (one->finished_at, G_MININT64), us_of (other->finished_at, G_MININT64));
  return result != 0 ? result : strcmp (one->id, other->id);
}

/* The same question to the cache and to the rules; how many there are. */
static guint
check (World *world, McFilter *filter, const char *order, const char *search)
{
  g_autoptr (GPtrArray) expected = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (McListing) listing = dex_await_boxed (mc_cache_list (world->cache, filter, order, search), &error);

  if (error != NULL)
    g_error ("search for '%s': %s", search, error->message);
  for (guint i = 0; i < RECORDS; i++)
    {
      McSummary *summary = world->records->pdata[i];

      if ((filter == NULL || mc_filter_matches (filter, summary, world->now)) && search_matches (search, summary))
        g_ptr_array_add (expected, summary);
    }
  g_ptr_array_sort_with_data (expected, compare_records, (gpointer) order);
  if (listing->keys->len != expected->len)
    g_error ("search for '%s' order %s finds %u, not %u", search, order, listing->keys->len, expected->len);
  for (guint i = 0; i < expected->len; i++)
    {
      guint index = (guint) atoi (((McSummary *) expected->pdata[i])->id + 24);

      g_assert_cmpint (g_array_index (listing->keys, gint64, i), ==, g_array_index (world->keys, gint64, index));
      if (i < listing->rows->len)
        g_assert_cmpstr (((McSummary *) listing->rows->pdata[i])->id, ==, ((McSummary *) expected->pdata[i])->id);
    }
  return expected->len;
}

static void
add_random_condition (McFilter *filter, World *world)
{
  static const char *const texts[]
      = { "channel",    "local_step", "received_unit", "competent_unit", "handler_id", "procedure_code",
          "field_name", "code",       "sync",          "national_state", "sent_back" };
  static const char *const times[]
      = { "submitted_at", "accepted_at",       "response_due_at", "due_at",      "warn_at",
          "finished_at",  "supplement_due_at", "deadline",        "step_due_at", "fee_paid_at" };
  static const char *const words[]
      = { "online", "direct", "new", "accepted",    "",     "u1",   "u2",   "1.000001", "Hộ tịch",
          "1",      "2",      "10",  "' OR 1=1 --", "NULL", "true", "false" };
  McFilterOp op = (McFilterOp) g_test_rand_int_range (0, 6);
  gboolean is_time = op >= MC_FILTER_BEFORE || (op >= MC_FILTER_NULL && g_test_rand_bit ());
  const char *field = is_time ? times[g_test_rand_int_range (0, G_N_ELEMENTS (times))]
                              : texts[g_test_rand_int_range (0, G_N_ELEMENTS (texts))];
  const char *values[8] = { NULL };
  g_autofree char *instant = NULL;

  if (op >= MC_FILTER_BEFORE)
    {
      const McSummary *some = world->records->pdata[g_test_rand_int_range (0, RECORDS)];

      /* often the very instant of a record: there before and not before part */
      instant = some->due_at != NULL ? mc_time_format (some->due_at) : g_strdup ("now");
      values[0] = g_test_rand_bit () ? (g_test_rand_bit () ? "now" : "today") : instant;
    }
  else if (op <= MC_FILTER_NOT_IN)
    for (int i = g_test_rand_int_range (1, 7); i > 0; i--)
      values[i - 1] = words[g_test_rand_int_range (0, G_N_ELEMENTS (words))];
  g_assert_true (mc_filter_add (filter, field, op, values[0] != NULL ? values : NULL));
}

MC_TEST_FIBER (test_filters)
{
  static const char *const orders[] = { "deadline", "submitted", "submitted_desc", "finished_desc", NULL, "unknown" };
  g_auto (World) world = { { NULL } };
  g_autoptr (GPtrArray) filters = g_ptr_array_new_with_free_func ((GDestroyNotify) mc_filter_unref);
  g_autoptr (GArray) counts = NULL;
  g_autoptr (GArray) expected = g_array_new (FALSE, FALSE, sizeof (guint));
  guint found = 0;

  world_set_up (&world);
  for (int i = 0; i < FILTERS; i++)
    {
      McFilter *filter = mc_filter_new ();
      const char *order = orders[i % G_N_ELEMENTS (orders)];
      guint count;

      for (int n = g_test_rand_int_range (0, 4); n > 0; n--)
        add_random_condition (filter, &world);
      g_ptr_array_add (filters, filter);
      count = check (&world, filter, order, i % 3 == 0 ? "an" : NULL);
      if (i % 3 == 0)
        count = check (&world, filter, order, NULL);
      g_array_append_val (expected, count);
      found += count > 0 && count < RECORDS;
    }
  /* the questions were real ones */
  g_assert_cmpuint (found, >, FILTERS / 5);
  counts = dex_await_boxed (mc_cache_counts (world.cache, filters), NULL);
  g_assert_cmpuint (counts->len, ==, FILTERS);
  for (guint i = 0; i < counts->len; i++)
    g_assert_cmpuint (g_array_index (counts, guint, i), ==, g_array_index (expected, guint, i));
  return dex_future_new_true ();
}

/* Sums of what filters let through are those of their lists; what is not known counts as such, never as nothing. */
MC_TEST_FIBER (test_totals)
{
  g_auto (World) world = { { NULL } };

  world_set_up (&world);
  for (guint i = 0; i < FILTERS; i++)
    {
      g_autoptr (McFilter) filter = mc_filter_new ();

      for (int n = g_test_rand_int_range (0, 3); n > 0; n--)
        add_random_condition (filter, &world);
      for (guint paid = 0; paid < 2; paid++)
        {
          g_autoptr (McTotal) total
              = dex_await_boxed (mc_cache_total (world.cache, filter, paid ? "fee_paid" : "fee_due"), NULL);
          McTotal expected = { 0 };

          for (guint r = 0; r < RECORDS; r++)
            {
              const McSummary *s = world.records->pdata[r];
              gint64 amount = paid ? s->fee_paid : s->fee_due;

              if (!mc_filter_matches (filter, s, world.now))
                continue;
              expected.count++;
              expected.unknown += amount < 0;
              expected.sum += MAX (amount, 0);
            }
          g_assert_cmpuint (total->count, ==, expected.count);
          g_assert_cmpuint (total->unknown, ==, expected.unknown);
          g_assert_cmpint (total->sum, ==, expected.sum);
        }
    }
  return dex_future_new_true ();
}

/* What a column says of a record, as it sorts: NULL has no value. */
static GBytes *
column_key (const char *column, const McSummary *s)
{
  const char *text = NULL;
  GDateTime *time = NULL;
  gint64 number = -1;

  if (g_str_equal (column, "owner") || g_str_equal (column, "handler"))
    {
      text = g_str_equal (column, "owner") ? s->owner_name : s->handler_name;
      return text != NULL ? mc_text_name_key (text) : NULL;
    }
  if (g_str_equal (column, "procedure") || g_str_equal (column, "field"))
    {
      text = g_str_equal (column, "field") ? s->field_name : s->procedure_name;
      return text != NULL ? mc_text_sort_key (text) : NULL;
    }
  if (g_str_equal (column, "code") || g_str_equal (column, "channel"))
    {
      text = g_str_equal (column, "channel") ? s->channel : s->code != NULL ? s->code : s->provisional_code;
      return text != NULL ? g_bytes_new (text, strlen (text) + 1) : NULL;
    }
  if (g_str_equal (column, "state"))
    number = s->national_state;
  else
    time = g_str_equal (column, "submitted")  ? s->submitted_at
           : g_str_equal (column, "accepted") ? s->accepted_at
                                              : mc_summary_get_deadline (s);
  if (time == NULL && number < 0)
    return NULL;
  number = (gint64) GUINT64_TO_BE ((guint64) (time != NULL ? us_of (time, 0) : number));
  return g_bytes_new (&number, sizeof number);
}

/* Up and down by every column: in order, without value last, the same records each time. */
MC_TEST_FIBER (test_columns)
{
  static const char *const columns[]
      = { "code", "owner", "procedure", "field", "submitted", "accepted", "deadline", "state", "handler", "channel" };
  g_auto (World) world = { { NULL } };
  g_autoptr (GHashTable) index_of = g_hash_table_new (g_int64_hash, g_int64_equal);
  guint rises = 0;

  world_set_up (&world);
  for (guint i = 0; i < RECORDS; i++)
    g_hash_table_insert (index_of, &g_array_index (world.keys, gint64, i), GUINT_TO_POINTER (i));
  for (guint c = 0; c < 2 * G_N_ELEMENTS (columns); c++)
    {
      const char *column = columns[c / 2];
      g_autofree char *order = g_strconcat (column, c % 2 == 0 ? NULL : "_desc", NULL);
      g_autoptr (McListing) listing = dex_await_boxed (mc_cache_list (world.cache, NULL, order, NULL), NULL);
      g_autoptr (GBytes) before = NULL;
      gboolean ended = FALSE;

      g_assert_cmpuint (listing->keys->len, ==, RECORDS);
      for (guint i = 0; i < RECORDS; i++)
        {
          gpointer index = g_hash_table_lookup (index_of, &g_array_index (listing->keys, gint64, i));
          g_autoptr (GBytes) key = column_key (column, world.records->pdata[GPOINTER_TO_UINT (index)]);
          int rise;

          ended |= key == NULL;
          /* every record was submitted */
          g_assert_true (key == NULL || !ended || g_str_equal (column, "submitted"));
          rise = before != NULL && key != NULL ? g_bytes_compare (key, before) : 0;
          if (c % 2 == 0 ? rise < 0 : rise > 0)
            g_error ("order %s: record %u stands wrong", order, i);
          rises += rise != 0;
          g_clear_pointer (&before, g_bytes_unref);
          before = key != NULL ? g_bytes_ref (key) : NULL;
        }
    }
  g_assert_cmpuint (rises, >, RECORDS); /* they were really sorted by something */
  return dex_future_new_true ();
}

/* Each value that a field has, called by name, with how many records there are: those that the filter by it leaves. */
MC_TEST_FIBER (test_values)
{
  static const char *const fields[]
      = { "procedure_code", "field_name", "received_unit", "competent_unit", "handler_id", "channel" };
  static const char *const open[] = { "1", "2", "4", NULL };
  g_auto (World) world = { { NULL } };
  g_autoptr (McFilter) filter = mc_filter_new ();

  world_set_up (&world);
  g_assert_true (mc_filter_add (filter, "national_state", MC_FILTER_IN, open));
  for (guint f = 0; f < G_N_ELEMENTS (fields); f++)
    {
      g_autoptr (GPtrArray) values = dex_await_boxed (mc_cache_values (world.cache, filter, fields[f]), NULL);

      g_assert_cmpuint (values->len, >, 1);
      for (guint i = 0; i < values->len; i++)
        {
          const McFieldValue *value = values->pdata[i];
          const char *const only[] = { value->value, NULL };
          g_autoptr (McFilter) narrow = mc_filter_new ();

          g_assert_cmpstr (value->label, !=, NULL);
          g_assert_true (mc_filter_add (narrow, "national_state", MC_FILTER_IN, open));
          g_assert_true (mc_filter_add (narrow, fields[f], MC_FILTER_IN, only));
          g_assert_cmpuint (check (&world, narrow, "deadline", NULL), ==, value->count);
        }
    }
  return dex_future_new_true ();
}

/* Typed with marks: the same records, those that have them first. */
MC_TEST_FIBER (test_exact_first)
{
  static const char *const names[] = { "Lê Văn Hung", "Hồ Thị Hùng", "Đỗ HƯNG", "Trần Thị Hường" };
  g_auto (Fixture) fixture = { NULL };
  g_autoptr (McListing) plain = NULL;
  g_autoptr (McListing) marked = NULL;
  g_autoptr (McListing) two = NULL;
  McCache *cache;

  fixture_set_up (&fixture);
  cache = fixture_open_cache (&fixture);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (McSummary) summary = fixture_summary ((int) i, 1);

      g_set_str (&summary->owner_name, names[i]);
      g_set_str (&summary->submitter_name, NULL);
      fixture_put (cache, summary);
    }
  plain = dex_await_boxed (mc_cache_list (cache, NULL, "open_first", "hung"), NULL);
  g_assert_cmpuint (plain->keys->len, ==, 3);
  marked = dex_await_boxed (mc_cache_list (cache, NULL, "open_first", "hưng"), NULL);
  g_assert_cmpuint (marked->keys->len, ==, 3);
  g_assert_cmpstr (((McSummary *) marked->rows->pdata[0])->owner_name, ==, "Đỗ HƯNG");
  two = dex_await_boxed (mc_cache_list (cache, NULL, "open_first", " hùng  thị"), NULL);
  g_assert_cmpuint (two->keys->len, ==, 1);
  fixture_close_cache (cache);
  return dex_future_new_true ();
}

/* now is the clock's: what was not due is due later. */
MC_TEST_FIBER (test_filter_now)
{
  g_auto (World) world = { { NULL } };
  g_autoptr (McFilter) filter = mc_filter_new ();
  const char *const now[] = { "now", NULL };
  guint before, after;

  world_set_up (&world);
  g_assert_true (mc_filter_add (filter, "due_at", MC_FILTER_BEFORE, now));
  before = check (&world, filter, "deadline", NULL);
  mc_clock_advance (world.fixture.clock, 3 * G_TIME_SPAN_DAY);
  g_date_time_unref (world.now);
  world.now = mc_clock_now (world.fixture.clock);
  after = check (&world, filter, "deadline", NULL);
  g_assert_cmpuint (before, <, after);
  return dex_future_new_true ();
}

/* A word as people type it: a piece of a name or a number of some record, with marks or without, in capitals, in NFD. */
static char *
random_word (World *world)
{
  const McSummary *s = world->records->pdata[g_test_rand_int_range (0, RECORDS)];
  const char *sources[] = { s->owner_name,     s->procedure_name,   s->code,          s->owner_id_masked,
                            s->procedure_code, s->provisional_code, s->submitter_name };
  const char *source = sources[g_test_rand_int_range (0, G_N_ELEMENTS (sources))];
  g_auto (GStrv) parts = g_strsplit_set (source != NULL ? source : "an", " -", -1);
  const char *part = parts[g_test_rand_int_range (0, (gint32) g_strv_length (parts))];
  glong length = g_utf8_strlen (part, -1);
  glong from = g_test_rand_int_range (0, 3) == 0 ? g_test_rand_int_range (0, (gint32) length + 1) : 0;
  g_autofree char *piece = g_utf8_substring (part, from, g_test_rand_int_range ((gint32) from, (gint32) length + 1));

  switch (g_test_rand_int_range (0, 4))
    {
    case 0:
      return mc_text_fold (piece);
    case 1:
      return g_utf8_strup (piece, -1);
    case 2:
      return g_utf8_normalize (piece, -1, G_NORMALIZE_NFD);
    default:
      return g_steal_pointer (&piece);
    }
}

MC_TEST_FIBER (test_search)
{
  static const char *const between[] = { " ", "  ", "-", ", ", " & ", "\t", " \"", "* " };
  g_auto (World) world = { { NULL } };
  guint found = 0;

  world_set_up (&world);
  for (int i = 0; i < SEARCHES; i++)
    {
      g_autoptr (GString) query = g_string_new (NULL);

      for (int n = g_test_rand_int_range (1, 4); n > 0; n--)
        {
          g_autofree char *word = random_word (&world);

          g_string_append (query, word);
          g_string_append (query, between[g_test_rand_int_range (0, G_N_ELEMENTS (between))]);
        }
      found += check (&world, NULL, "submitted", query->str) > 0;
    }
  g_assert_cmpuint (found, >, SEARCHES / 4);
  return dex_future_new_true ();
}

/* The first record has another name, which may be searched for, and is due in another year. */
static void
change_due (World *world, int year)
{
  g_autoptr (McChanges) changes = fixture_changes ("d");
  g_auto (GStrv) changed = NULL;
  McSummary *first = world->records->pdata[0];

  first->secret = FALSE;
  g_set_str (&first->owner_name, "Zắc Zíc");
  g_clear_pointer (&first->step_due_at, g_date_time_unref);
  g_clear_pointer (&first->response_due_at, g_date_time_unref);
  g_clear_pointer (&first->due_at, g_date_time_unref);
  first->due_at = g_date_time_new_utc (year, 1, 1, 0, 0, 0);
  first->version++;
  fixture_add_summary (changes, mc_summary_ref (first));
  changed = dex_await_boxed (mc_cache_apply (world->cache, changes), NULL);
  g_assert_cmpuint (g_strv_length (changed), ==, 1);
}

/* What a search remembers of its queue must not outlive a change, another queue, or the minute. */
MC_TEST_FIBER (test_search_again)
{
  static const char *const now[] = { "now", NULL };
  g_auto (World) world = { { NULL } };
  g_autoptr (McFilter) overdue = mc_filter_new ();
  g_autoptr (McFilter) not_overdue = mc_filter_new ();

  world_set_up (&world);
  g_assert_true (mc_filter_add (overdue, "deadline", MC_FILTER_BEFORE, now));
  g_assert_true (mc_filter_add (not_overdue, "deadline", MC_FILTER_NOT_BEFORE, now));
  g_assert_cmpuint (check (&world, NULL, "deadline", "hồ"), >, 0);
  check (&world, NULL, "submitted_desc", "hồ");
  check (&world, overdue, "deadline", "hồ");
  check (&world, not_overdue, "deadline", "hồ");
  mc_clock_advance (world.fixture.clock, 3 * G_TIME_SPAN_DAY);
  g_date_time_unref (world.now);
  world.now = mc_clock_now (world.fixture.clock);
  check (&world, not_overdue, "deadline", "hồ");

  change_due (&world, 2099);
  g_assert_cmpuint (check (&world, not_overdue, "deadline", "zac zic"), ==, 1);
  change_due (&world, 1999);
  g_assert_cmpuint (check (&world, not_overdue, "deadline", "zac zic"), ==, 0);
  return dex_future_new_true ();
}

/* Searches with answers that a person would give. */
MC_TEST_FIBER (test_search_cases)
{
  static const struct
  {
    const char *search;
    gboolean found;
  } cases[] = {
    { "Nguyễn Thị Rạng", TRUE },
    { "nguyen thi rang", TRUE },
    { "RẠNG NGUYỄN", TRUE },
    { "rang ng", TRUE },
    { "nguye\u0302\u0303n", TRUE },
    { "đat", TRUE }, /* Đạt */
    { "dat", TRUE },
    { "G09.20-20260609-0092637", TRUE },
    { "g09.20-2026", TRUE },
    { "G09.20 – 20260609", TRUE },
    { "0092637", TRUE },
    { "637", TRUE }, /* the last digits */
    { "2637", TRUE },
    { "0412", TRUE }, /* of the masked number */
    { "412", TRUE },
    { "37", FALSE }, /* two are too few */
    { "263", FALSE },
    { "1.001193", TRUE },
    { "khai sinh", TRUE },
    { "A&B", TRUE },
    { "A & B", TRUE },
    { "h'hen", TRUE },
    { "rang x", FALSE },
    { "angr", FALSE },
    { "r7362", FALSE }, /* how numbers are kept is nobody's business */
    { "r", TRUE },      /* Rạng */
    { "r2140", FALSE },
    { "nguyễn AND rạng", FALSE }, /* a word like others */
    { "NOT rang", FALSE },
    { "owner_name:rang", FALSE },
    { "", TRUE },
    { "   ", TRUE },
    { "🙂 rang", TRUE },
  };
  g_auto (Fixture) f = { NULL };
  g_autoptr (McSummary) summary = mc_summary_new ();
  McCache *cache;

  fixture_set_up (&f);
  cache = fixture_open_cache (&f);
  summary->id = g_strdup ("019364b8-0000-7000-8000-000000000001");
  summary->version = 1;
  summary->code = g_strdup ("G09.20-20260609-0092637");
  summary->procedure_code = g_strdup ("1.001193");
  summary->procedure_name = g_strdup ("Đăng ký khai sinh – CTY A&B");
  summary->owner_name = g_strdup ("Nguyễn Thị Rạng");
  summary->submitter_name = g_strdup ("H'Hen Đạt");
  summary->owner_id_masked = g_strdup ("••••••••0412");
  fixture_put (cache, summary);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (McListing) listing = dex_await_boxed (mc_cache_list (cache, NULL, NULL, cases[i].search), NULL);

      if (listing == NULL || listing->keys->len != (guint) cases[i].found)
        g_error ("'%s'", cases[i].search);
    }
  fixture_close_cache (cache);
  return dex_future_new_true ();
}

/* The letter that marks reversed numbers must not be found by typing it. */
MC_TEST_FIBER (test_search_marks_are_hidden)
{
  g_auto (Fixture) f = { NULL };
  g_autoptr (McSummary) summary = mc_summary_new ();
  McCache *cache;

  fixture_set_up (&f);
  cache = fixture_open_cache (&f);
  summary->id = g_strdup ("019364b8-0000-7000-8000-000000000001");
  summary->version = 1;
  summary->code = g_strdup ("G09.20-20260609-0092637");
  summary->owner_name = g_strdup ("Nguyễn Văn An");
  fixture_put (cache, summary);
  for (gunichar c = 'a'; c <= 'z'; c++)
    {
      g_autofree char *letter = g_strdup_printf ("%c", (char) c);
      g_autoptr (McListing) listing = dex_await_boxed (mc_cache_list (cache, NULL, NULL, letter), NULL);

      g_assert_cmpuint (listing->keys->len, ==, strchr ("ganv", (int) c) != NULL);
    }
  fixture_close_cache (cache);
  return dex_future_new_true ();
}

/* Whatever is typed or pasted: an answer, never an error. */
MC_TEST_FIBER (test_search_hostile)
{
  static const char *const queries[] = {
    "\"",
    "\"\"",
    "\"an",
    "an\"",
    "'",
    "''; DROP TABLE dossiers; --",
    "*",
    "**",
    "an*",
    "*an",
    "an**",
    "^an",
    "an^",
    "an:",
    ":an",
    "text:an",
    "{text}:an",
    "- an",
    "-an",
    "+an",
    "(an",
    "an)",
    "()",
    "((((((((",
    "NEAR",
    "NEAR(",
    "NEAR(an b)",
    "NEAR(an b, 3)",
    "AND",
    "OR",
    "NOT",
    "an AND",
    "an OR",
    "NOT an",
    "an AND NOT b",
    "AND OR NOT NEAR",
    "a\\b",
    "\\",
    "%",
    "_",
    "%an%",
    "?1",
    ":name",
    "@x",
    "$x",
    "#",
    "&",
    "|",
    "~!@#$%^&*()_+{}|:<>?`-=[];',./",
    "🙂",
    "👨‍👩‍👧‍👦",
    "\u202Ean",
    "\uFEFFan",
    "a\u0301\u0302\u0303",
    "\u0301",
    "\u00A0",
    "\u3000an\u3000",
    "ﬁ",
    "Ⅷ",
    "½",
    "١٢٣",
    "１２３",
    "中文",
    "한국",
    "\uE000an",
    "\uE000",
    "\U0010FFFD",
    "\xFF\xFE",
    "a\xC3",
    "an\n\r\tb",
    "r",
    "0",
    "00000000000000000000000000000000000000000000000000000000000000000000000000000000000000",
    "a b c d e f g h i j k l m n o p q r s t u v w x y z",
  };
  g_auto (World) world = { { NULL } };
  const char *const pieces[] = { "a", " ", "\"", "*", "-", "NEAR", "ấ", "🙂", "1" };

  world_set_up (&world);
  for (guint i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (McListing) listing = dex_await_boxed (mc_cache_list (world.cache, NULL, NULL, queries[i]), &error);

      if (listing == NULL)
        g_error ("'%s': %s", queries[i], error->message);
    }
  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      g_autoptr (GString) endless = g_string_new (NULL);

      while (endless->len < 10000)
        g_string_append (endless, pieces[i]);
      check (&world, NULL, "deadline", endless->str);
    }
  for (int i = 0; i < 150; i++)
    {
      g_autoptr (GString) query = g_string_new (NULL);

      for (int n = g_test_rand_int_range (1, 10); n > 0; n--)
        g_string_append_c (query, (char) g_test_rand_int_range (' ', 127));
      check (&world, NULL, NULL, query->str);
    }
  return dex_future_new_true ();
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cache-list/filters", test_filters);
  g_test_add_func ("/cache-list/totals", test_totals);
  g_test_add_func ("/cache-list/columns", test_columns);
  g_test_add_func ("/cache-list/values", test_values);
  g_test_add_func ("/cache-list/exact-first", test_exact_first);
  g_test_add_func ("/cache-list/filter-now", test_filter_now);
  g_test_add_func ("/cache-list/search", test_search);
  g_test_add_func ("/cache-list/search-again", test_search_again);
  g_test_add_func ("/cache-list/search-cases", test_search_cases);
  g_test_add_func ("/cache-list/search-marks-are-hidden", test_search_marks_are_hidden);
  g_test_add_func ("/cache-list/search-hostile", test_search_hostile);
  return g_test_run ();
}
