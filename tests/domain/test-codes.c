// SPDX-License-Identifier: GPL-3.0-or-later
#include <string.h>

#include "mc-text.h"

#define START_MS G_GINT64_CONSTANT (1795400000000)

static gint64
milliseconds_of (const char *uuid)
{
  g_autofree char *hex = g_strdup_printf ("%.8s%.4s", uuid, uuid + 9);

  return (gint64) g_ascii_strtoull (hex, NULL, 16);
}

static void
test_uuid_form (void)
{
  for (gint64 ms = START_MS; ms < START_MS + 2000; ms++)
    {
      g_autofree char *id = mc_uuid_new (ms);

      g_assert_true (mc_uuid_is_valid (id));
      g_assert_true (g_regex_match_simple ("^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$", id,
                                           G_REGEX_DOLLAR_ENDONLY, 0));
      g_assert_cmpint (milliseconds_of (id), ==, ms);
    }
}

/* More ids than the counter holds, all in one millisecond, and the next ones. */
static void
test_uuid_order (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *last = g_strdup ("");

  for (int i = 0; i < 20000; i++)
    {
      gint64 ms = START_MS + 100000 + i / 10000;
      g_autofree char *id = mc_uuid_new (ms);

      g_assert_cmpstr (last, <, id);
      g_assert_cmpint (milliseconds_of (id), >=, ms);
      g_assert_cmpint (milliseconds_of (id), <, ms + 10);
      g_assert_true (g_hash_table_add (seen, g_strdup (id)));
      g_free (last);
      last = g_steal_pointer (&id);
    }
}

/* The machine's clock is set back: ids carry the instant that is asked for, and those of one instant keep their order. */
static void
test_uuid_clock_set_back (void)
{
  g_autofree char *late = mc_uuid_new (START_MS + 900000);
  g_autofree char *last = g_strdup ("");

  for (int i = 0; i < 500; i++)
    {
      g_autofree char *id = mc_uuid_new (START_MS + 5);

      g_assert_cmpint (milliseconds_of (id), ==, START_MS + 5);
      g_assert_cmpstr (last, <, id);
      g_assert_cmpstr (id, <, late);
      g_free (last);
      last = g_steal_pointer (&id);
    }
}

static gpointer
make_ids (gpointer data)
{
  GPtrArray *ids = data;

  for (int i = 0; i < 5000; i++)
    g_ptr_array_add (ids, mc_uuid_new (START_MS + 2000000 + i / 1000));
  return NULL;
}

static void
test_uuid_threads (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *ids[4];
  GThread *threads[4];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    {
      ids[i] = g_ptr_array_new_with_free_func (g_free);
      threads[i] = g_thread_new ("ids", make_ids, ids[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    {
      g_thread_join (threads[i]);
      for (guint k = 0; k < ids[i]->len; k++)
        g_assert_true (g_hash_table_add (seen, ids[i]->pdata[k]));
    }
  g_assert_cmpuint (g_hash_table_size (seen), ==, 20000);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_ptr_array_unref (ids[i]);
}

static void
test_uuid_valid (void)
{
  static const char *const bad[] = {
    NULL,
    "",
    "0193",
    "019364b8-0000-7000-8000-00000000000",
    "019364b8-0000-7000-8000-0000000000000",
    "019364b8-0000-7000-8000-00000000000g",
    "019364b800007000800000000000000000ab",
    "{19364b8-0000-7000-8000-00000000000}",
    "../../../../../../../../../../../etc",
    "019364b8-0000-7000-8000-00000000000\n",
  };

  g_assert_true (mc_uuid_is_valid ("019364b8-0000-7000-8000-000000000000"));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (mc_uuid_is_valid (bad[i]));
}

static void
test_dossier_code (void)
{
  static const char *const good[][2] = {
    { "G09.20-20260609-0092637", "G09.20-20260609-0092637" },
    { "000.00.19.H26-220315-0001", "000.00.19.H26-220315-0001" },
    { "H44-20261123-0000412", "H44-20261123-0000412" },
    { "g09.20-20260609-0092637", "G09.20-20260609-0092637" },
    { "  h26.1.22.333-220315-0001\r\n", "H26.1.22.333-220315-0001" },
    { "G09.20 - 20260609 - 0092637", "G09.20-20260609-0092637" },
    { "G09.20\u201320260609\u20140092637", "G09.20-20260609-0092637" },
    { "G09.20\u201020260609\u20110092637", "G09.20-20260609-0092637" },
    { "G09.20\u221220260609\uFF0D0092637", "G09.20-20260609-0092637" },
    { "\uFEFFG09.20-2026\u00A00609-009\u200B2637", "G09.20-20260609-0092637" },
  };
  static const char *const bad[] = {
    NULL,
    "",
    "-",
    "G09.20",
    "G09.20-20260609",
    "G09.20-20260609-",
    "G09.20-20260609-123",
    "G09.20-20260609-12345678",
    "G09.20-2026060-0092637",
    "G09.20-202606091-0092637",
    "A09.20-20260609-0092637",
    "G9.20-20260609-0092637",
    "G09.-20260609-0092637",
    "G09.1234-20260609-0092637",
    "00.00.19.H26-220315-0001",
    "T-3-12",
    "G09.20-20260609-0092637x",
    "xG09.20-20260609-0092637",
    "G09.20_20260609_0092637",
    "G09.20-20260609-009263\u0667",             /* an Arabic digit */
    "G09.20-20260609-\uFF10\uFF10\uFF19\uFF12", /* wide digits */
    "\xFF",
    "G09.20-20260609-0092637\xC3",
    "1.001193",
  };
  g_autofree char *endless = g_strnfill (1 << 16, '1');

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autofree char *code = mc_dossier_code_normalise (good[i][0]);
      g_autofree char *again = mc_dossier_code_normalise (code);

      g_assert_cmpstr (code, ==, good[i][1]);
      g_assert_cmpstr (again, ==, code);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *code = mc_dossier_code_normalise (bad[i]);

      if (code != NULL)
        g_error ("%s became %s", bad[i], code);
    }
  g_assert_null (mc_dossier_code_normalise (endless));
}

static void
test_procedure_code (void)
{
  static const char *const bad[] = { NULL,
                                     "",
                                     "1.00119",
                                     "1.0011934",
                                     "0.001193",
                                     "11.001193",
                                     "1,001193",
                                     "1.001193 ",
                                     " 1.001193",
                                     "1.001193\n",
                                     "1.00119x",
                                     "1.001193.000.00.00.H29",
                                     "1.00119\u0663",
                                     "\uFF11.001193",
                                     "1.001193\xC3" };

  g_assert_true (mc_procedure_code_is_valid ("1.001193"));
  g_assert_true (mc_procedure_code_is_valid ("2.000635"));
  g_assert_true (mc_procedure_code_is_valid ("9.999999"));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    if (mc_procedure_code_is_valid (bad[i]))
      g_error ("%s passed", bad[i]);
}

static void
test_time_forms (void)
{
  static const char *const good[][2] = {
    { "2026-11-23T03:42:00Z", "2026-11-23T03:42:00Z" },
    { "2026-11-23T10:42:00+07:00", "2026-11-23T03:42:00Z" },
    { "2026-11-23t03:42:00z", "2026-11-23T03:42:00Z" },
    { "2026-11-23T03:42:00-00:00", "2026-11-23T03:42:00Z" },
    { "2026-11-23T03:42:00+00:00", "2026-11-23T03:42:00Z" },
    { "2026-12-31T23:30:00-01:30", "2027-01-01T01:00:00Z" },
    { "2026-11-23T23:42:00+23:59", "2026-11-22T23:43:00Z" },
    { "2028-02-29T00:00:00Z", "2028-02-29T00:00:00Z" },
    { "2026-11-23T03:42:00.5Z", "2026-11-23T03:42:00.500000Z" },
    { "2026-11-23T03:42:00.000001Z", "2026-11-23T03:42:00.000001Z" },
    { "2026-11-23T03:42:59.999999Z", "2026-11-23T03:42:59.999999Z" },
    { "2026-11-23T03:42:00.000Z", "2026-11-23T03:42:00Z" },
    { "2026-11-23T03:42:00.123456789Z", "2026-11-23T03:42:00.123456Z" },
    { "2026-11-23T03:42:59.999999999Z", "2026-11-23T03:42:59.999999Z" },
    { "0999-11-23T03:42:00Z", "0999-11-23T03:42:00Z" },
    { "1969-12-31T23:59:59Z", "1969-12-31T23:59:59Z" },
    /* a leap second: RFC 3339 has it, GDateTime does not; the last instant before it */
    { "2016-12-31T23:59:60Z", "2016-12-31T23:59:59Z" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (GDateTime) time = mc_time_parse (good[i][0]);
      g_autofree char *text = NULL;

      if (time == NULL)
        g_error ("%s is refused", good[i][0]);
      text = mc_time_format (time);
      g_assert_cmpstr (text, ==, good[i][1]);
    }
}

static void
test_time_garbage (void)
{
  static const char *const bad[] = {
    NULL,
    "",
    "now",
    "2026-11-23",
    "2026-11-23T",
    "2026-11-23T03:42Z",
    "2026-11-23T03:42:00",
    "2026-11-23 03:42:00Z",
    "2026-11-23T03:42:00 Z",
    " 2026-11-23T03:42:00Z",
    "2026-11-23T03:42:00Z ",
    "2026-11-23T03:42:00Z\n",
    "20261123T034200Z",
    "2026-W48-1T03:42:00Z",
    "2026-327T03:42:00Z",
    "2026-11-23T03:42:00+7",
    "2026-11-23T03:42:00+07",
    "2026-11-23T03:42:00+0700",
    "2026-11-23T03:42:00+24:00",
    "2026-11-23T03:42:00+07:60",
    "2026-11-23T24:00:00Z",
    "2026-11-23T23:60:00Z",
    "2026-11-23T23:59:61Z",
    "2026-11-23T12:30:60Z",
    "2026-02-29T00:00:00Z",
    "2026-13-01T00:00:00Z",
    "2026-00-01T00:00:00Z",
    "2026-01-00T00:00:00Z",
    "2026-04-31T00:00:00Z",
    "0000-01-01T00:00:00Z",
    "+2026-11-23T03:42:00Z",
    "-2026-11-23T03:42:00Z",
    "12026-11-23T03:42:00Z",
    "2026-11-23T03:42:00.Z",
    "2026-11-23T03:42:00,5Z",
    "2026-11-23T03:42:00.1234567890Z",
    "2026-11-23T03:42:00.00000000000000000000000000000Z",
    "202\u0666-11-23T03:42:00Z",
    "2026\u201311\u201323T03:42:00Z",
    "\xFF\xFF",
    "2026-11-23T03:42:00Z; DROP TABLE outbox",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GDateTime) time = mc_time_parse (bad[i]);

      if (time != NULL)
        g_error ("%s is taken", bad[i]);
    }
}

/* What is written can be read again, to the microsecond; in UTC whatever TZ and the zone of the instant. */
static void
test_time_round_trip (void)
{
  for (int i = 0; i < 20000; i++)
    {
      gint64 us = (gint64) g_test_rand_int_range (-G_MAXINT32, G_MAXINT32) * G_USEC_PER_SEC;
      g_autoptr (GTimeZone) zone = g_time_zone_new_offset (g_test_rand_int_range (-14 * 60, 14 * 60) * 60);
      g_autoptr (GDateTime) utc = NULL;
      g_autoptr (GDateTime) there = NULL;
      g_autoptr (GDateTime) back = NULL;
      g_autofree char *text = NULL;

      us += g_test_rand_bit () ? g_test_rand_int_range (0, G_USEC_PER_SEC) : 0;
      utc = g_date_time_new_from_unix_utc_usec (us);
      there = g_date_time_to_timezone (utc, zone);
      text = mc_time_format (there);
      back = mc_time_parse (text);
      g_assert_true (g_str_has_suffix (text, "Z"));
      g_assert_nonnull (back);
      if (g_date_time_to_unix_usec (back) != us)
        g_error ("%s: %" G_GINT64_FORMAT " became %" G_GINT64_FORMAT, text, us, g_date_time_to_unix_usec (back));
    }
}

static void
test_time_fuzz (void)
{
  static const char sample[] = "2026-11-23T03:42:07.123456+07:00";

  for (int i = 0; i < 50000; i++)
    {
      char text[sizeof sample];
      g_autoptr (GDateTime) time = NULL;

      memcpy (text, sample, sizeof sample);
      for (int n = g_test_rand_int_range (1, 4); n > 0; n--)
        text[g_test_rand_int_range (0, sizeof sample - 1)] = (char) g_test_rand_int_range (1, 128);
      time = mc_time_parse (text);
      if (time != NULL)
        {
          g_autofree char *again = mc_time_format (time);
          g_autoptr (GDateTime) second = mc_time_parse (again);

          g_assert_nonnull (second);
          g_assert_true (g_date_time_equal (time, second));
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/uuid/form", test_uuid_form);
  g_test_add_func ("/uuid/order", test_uuid_order);
  g_test_add_func ("/uuid/clock-set-back", test_uuid_clock_set_back);
  g_test_add_func ("/uuid/threads", test_uuid_threads);
  g_test_add_func ("/uuid/valid", test_uuid_valid);
  g_test_add_func ("/code/dossier", test_dossier_code);
  g_test_add_func ("/code/procedure", test_procedure_code);
  g_test_add_func ("/time/forms", test_time_forms);
  g_test_add_func ("/time/garbage", test_time_garbage);
  g_test_add_func ("/time/round-trip", test_time_round_trip);
  g_test_add_func ("/time/fuzz", test_time_fuzz);
  return g_test_run ();
}
