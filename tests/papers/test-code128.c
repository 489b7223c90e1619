// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-code128.h"

#include <string.h>

#define CODE_C 99
#define CODE_B 100
#define START_B 104
#define START_C 105
#define STOP 106

typedef struct
{
  const char *text;
  const char *symbols; /* decimal, start to stop */
} Vector;

/* Worked by hand from ISO/IEC 15417: value sum weighted by place, modulo 103. */
static const Vector vectors[] = {
  { "A", "104 33 34 106" },
  { "Wikipedia", "104 55 73 75 73 80 69 68 73 65 88 106" },
  { "PJJ123C", "104 48 42 42 17 18 19 35 55 106" },
  { "HI345678", "104 40 41 99 34 56 78 68 106" },
  { "00", "105 0 2 106" },
  { "123456", "105 12 34 56 44 106" },
  { "~", "104 94 95 106" },
  { "\x7f", "104 95 96 106" },
};

static char *
describe (GBytes *symbols)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gsize length;
  const guint8 *values = g_bytes_get_data (symbols, &length);

  for (gsize i = 0; i < length; i++)
    g_string_append_printf (text, "%s%u", i > 0 ? " " : "", values[i]);
  return g_string_free_and_steal (g_steal_pointer (&text));
}

/* Reads symbols as a reader does: checksum first, then the sets. */
static char *
decode (GBytes *symbols)
{
  gsize length;
  const guint8 *values = g_bytes_get_data (symbols, &length);
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean in_c = values[0] == START_C;
  guint sum = values[0];

  g_assert_cmpuint (length, >=, 4);
  g_assert_true (values[0] == START_B || values[0] == START_C);
  g_assert_cmpuint (values[length - 1], ==, STOP);
  for (gsize i = 1; i < length - 2; i++)
    sum += i * values[i];
  g_assert_cmpuint (sum % 103, ==, values[length - 2]);

  for (gsize i = 1; i < length - 2; i++)
    {
      if (!in_c && values[i] == CODE_C)
        in_c = TRUE;
      else if (in_c && values[i] == CODE_B)
        in_c = FALSE;
      else if (in_c)
        g_string_append_printf (text, "%02u", values[i]);
      else
        g_string_append_c (text, (char) (values[i] + ' '));
    }
  return g_string_free_and_steal (g_steal_pointer (&text));
}

static void
test_vectors (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (vectors); i++)
    {
      g_autoptr (GBytes) symbols = mc_code128_encode (vectors[i].text);
      g_autofree char *found = describe (symbols);

      g_assert_cmpstr (found, ==, vectors[i].symbols);
    }
}

static void
test_every_character (void)
{
  for (int c = 32; c <= 127; c++)
    {
      char text[] = { (char) c, 'x', (char) c, '\0' };
      g_autoptr (GBytes) symbols = mc_code128_encode (text);
      g_autofree char *found = decode (symbols);

      g_assert_cmpstr (found, ==, text);
      g_assert_cmpuint (g_bytes_get_size (symbols), ==, strlen (text) + 3);
    }
}

static void
test_refuses (void)
{
  g_assert_null (mc_code128_encode (""));
  g_assert_null (mc_code128_encode ("a\nb"));
  g_assert_null (mc_code128_encode ("Số 1"));
  g_assert_null (mc_code128_encode ("\x1f"));
}

/* Fewest symbols: of all ways to part the text into B and C, found by trying them all. */
static guint
count_fewest (const char *text, gboolean in_c)
{
  guint in_b;
  guint pair = G_MAXINT;

  if (*text == '\0')
    return 0;
  in_b = 1 + (in_c ? 1 : 0) + count_fewest (text + 1, FALSE);
  if (g_ascii_isdigit (text[0]) && g_ascii_isdigit (text[1]))
    pair = 1 + (in_c ? 0 : 1) + count_fewest (text + 2, TRUE);
  return MIN (in_b, pair);
}

static void
test_random_is_shortest (void)
{
  static const char alphabet[] = "0123456789012345-.A";

  for (int i = 0; i < 400; i++)
    {
      char text[13] = "";
      int length = g_test_rand_int_range (1, 13);
      g_autoptr (GBytes) symbols = NULL;
      g_autofree char *found = NULL;
      guint fewest;

      for (int j = 0; j < length; j++)
        text[j] = alphabet[g_test_rand_int_range (0, (int) strlen (alphabet))];
      symbols = mc_code128_encode (text);
      found = decode (symbols);
      g_assert_cmpstr (found, ==, text);
      fewest = MIN (count_fewest (text, FALSE), count_fewest (text, TRUE));
      g_assert_cmpuint (g_bytes_get_size (symbols), ==, 1 + fewest + 2);
    }
}

/* Bars as they are drawn, one pixel a module. */
static void
test_bars (void)
{
  /* start B, "A", checksum, stop: bars are 1 */
  static const char expected[] = "11010010000"
                                 "10100011000"
                                 "10001011000"
                                 "1100011101011";
  g_autoptr (GBytes) symbols = mc_code128_encode ("A");
  int modules = mc_code128_get_n_modules (symbols);
  int width = modules + 2 * MC_CODE128_QUIET;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, 4);
  cairo_t *cr = cairo_create (surface);
  const guint32 *row;

  g_assert_cmpint (modules, ==, strlen (expected));
  cairo_set_source_rgb (cr, 0.5, 0.5, 0.5);
  cairo_paint (cr);
  mc_code128_draw (symbols, cr, 0, 0, 1, 4);
  cairo_surface_flush (surface);
  row = (const guint32 *) (gconstpointer) (cairo_image_surface_get_data (surface)
                                           + 2 * cairo_image_surface_get_stride (surface));
  for (int i = 0; i < width; i++)
    {
      int at = i - MC_CODE128_QUIET;
      gboolean bar = at >= 0 && at < modules && expected[at] == '1';

      g_assert_cmphex (row[i] & 0xFFFFFF, ==, bar ? 0 : 0xFFFFFF);
    }
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/papers/code128/vectors", test_vectors);
  g_test_add_func ("/papers/code128/every-character", test_every_character);
  g_test_add_func ("/papers/code128/refuses", test_refuses);
  g_test_add_func ("/papers/code128/random-is-shortest", test_random_is_shortest);
  g_test_add_func ("/papers/code128/bars", test_bars);
  return g_test_run ();
}
