// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-json-text.h"

#include "mc-text.h"

/* Text written straight, against what json-glib reads of it and mc_time_format() says. */

static JsonNode *
parse (GString *text)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;

  json_parser_set_strict (parser, TRUE);
  json_parser_load_from_data (parser, text->str, (gssize) text->len, &error);
  g_assert_no_error (error);
  return json_parser_steal_root (parser);
}

static void
test_strings (void)
{
  static const char *const samples[]
      = { "", "Đỗ Thị Ê", "\"\\/", "\b\f\n\r\t", "\x01\x1f\x7f", "đuôi\"", "\"đầu", "💧" };

  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (JsonNode) node = NULL;

      mc_put_begin (text, NULL);
      mc_put_string (text, "a", samples[i]);
      mc_put_string (text, "b", NULL);
      mc_put_end (text);
      node = parse (text);
      g_assert_cmpstr (json_object_get_string_member (json_node_get_object (node), "a"), ==, samples[i]);
      g_assert_true (json_object_get_null_member (json_node_get_object (node), "b"));
    }
}

static void
test_numbers (void)
{
  static const gint64 samples[] = { 0, 7, -1, 1000, G_MAXINT64, G_MININT64 };

  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GString) optional = g_string_new (NULL);
      g_autofree char *expected = g_strdup_printf ("%" G_GINT64_FORMAT, samples[i]);

      mc_put_int (text, NULL, samples[i]);
      mc_put_optional_int (optional, NULL, samples[i]);
      g_assert_cmpstr (text->str, ==, expected);
      g_assert_cmpstr (optional->str, ==, samples[i] < 0 ? "null" : expected);
    }
}

static void
test_times (void)
{
  static const char *const samples[] = { "2026-11-23T03:42:00Z",        "2026-11-23T10:42:59.000001+07:00",
                                         "2024-02-29T23:59:59.999999Z", "1969-12-31T23:59:59.500000Z",
                                         "0001-01-01T00:00:00Z",        "1900-03-01T12:00:00Z",
                                         "9999-12-31T23:59:59Z" };

  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      g_autoptr (GDateTime) time = mc_time_parse (samples[i]);
      g_autofree char *expected = mc_time_format (time);
      g_autoptr (GString) text = g_string_new (NULL);

      mc_put_time (text, NULL, time);
      g_string_truncate (text, text->len - 1);
      g_assert_cmpstr (text->str + 1, ==, expected);
    }
}

static void
put_number (GString *text, gconstpointer value)
{
  mc_put_int (text, "n", GPOINTER_TO_INT (value));
}

static void
test_commas (void)
{
  static const char *const words[] = { "a", "b,[{", NULL };
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GPtrArray) list = g_ptr_array_new ();

  g_ptr_array_add (list, GINT_TO_POINTER (1));
  g_ptr_array_add (list, GINT_TO_POINTER (2));
  mc_put_begin (text, NULL);
  mc_put_strings (text, "words", words);
  mc_put_strings (text, "none", NULL);
  mc_put_list (text, "list", list, put_number);
  mc_put_list (text, "nothing", NULL, put_number);
  mc_put_part (text, "part", NULL, put_number);
  mc_put_begin (text, "empty");
  mc_put_end (text);
  mc_put_json (text, "json", "[3]");
  mc_put_object (text, "object", json_object_new ());
  mc_put_boolean (text, "yes", TRUE);
  mc_put_end (text);
  g_assert_cmpstr (text->str, ==,
                   "{\"words\":[\"a\",\"b,[{\"],\"none\":[],\"list\":[{\"n\":1},{\"n\":2}],\"nothing\":null,"
                   "\"part\":null,\"empty\":{},\"json\":[3],\"object\":{},\"yes\":true}");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/json-text/strings", test_strings);
  g_test_add_func ("/json-text/numbers", test_numbers);
  g_test_add_func ("/json-text/times", test_times);
  g_test_add_func ("/json-text/commas", test_commas);
  return g_test_run ();
}
