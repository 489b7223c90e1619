// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-code128.h"

#include <string.h>

#define CODE_C 99
#define CODE_B 100
#define START_B 104
#define START_C 105
#define STOP 106
#define CHECK_MODULUS 103
#define SYMBOL_MODULES 11
#define STOP_MODULES 13

enum
{
  SET_B,
  SET_C,
  N_SETS,
};

/* Widths of bar, space, bar, … of each symbol value (ISO/IEC 15417 table 1). */
static const char *const patterns[] = {
  "212222", "222122", "222221", "121223", "121322", "131222", "122213", "122312",  "132212", "221213", "221312",
  "231212", "112232", "122132", "122231", "113222", "123122", "123221", "223211",  "221132", "221231", "213212",
  "223112", "312131", "311222", "321122", "321221", "312212", "322112", "322211",  "212123", "212321", "232121",
  "111323", "131123", "131321", "112313", "132113", "132311", "211313", "231113",  "231311", "112133", "112331",
  "132131", "113123", "113321", "133121", "313121", "211331", "231131", "213113",  "213311", "213131", "311123",
  "311321", "331121", "312113", "312311", "332111", "314111", "221411", "431111",  "111224", "111422", "121124",
  "121421", "141122", "141221", "112214", "112412", "122114", "122411", "142112",  "142211", "241211", "221114",
  "413111", "241112", "134111", "111242", "121142", "121241", "114212", "124112",  "124211", "411212", "421112",
  "421211", "212141", "214121", "412121", "111143", "111341", "131141", "114113",  "114311", "411113", "411311",
  "113141", "114131", "311141", "411131", "211412", "211214", "211232", "2331112",
};
G_STATIC_ASSERT (G_N_ELEMENTS (patterns) == STOP + 1);

static gboolean
is_pair (const char *text)
{
  return g_ascii_isdigit (text[0]) && g_ascii_isdigit (text[1]);
}

/* costs[i][set]: how many symbols the rest from i takes when set is in force; found from the end. */
static void
count_symbols (const char *text, gsize length, int (*costs)[N_SETS])
{
  costs[length][SET_B] = costs[length][SET_C] = 0;
  for (gsize i = length; i-- > 0;)
    {
      int in_b = 1 + costs[i + 1][SET_B];
      int in_c = is_pair (text + i) ? 1 + costs[i + 2][SET_C] : G_MAXINT - 1;

      costs[i][SET_B] = MIN (in_b, in_c + 1);
      costs[i][SET_C] = MIN (in_c, in_b + 1);
    }
}

static void
append_checksum (GByteArray *symbols)
{
  guint sum = symbols->data[0];
  guint8 end[2];

  for (guint i = 1; i < symbols->len; i++)
    sum = (sum + i * symbols->data[i]) % CHECK_MODULUS;
  end[0] = (guint8) (sum % CHECK_MODULUS);
  end[1] = STOP;
  g_byte_array_append (symbols, end, G_N_ELEMENTS (end));
}

static gboolean
is_encodable (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    {
      guchar c = (guchar) text[i];

      if (c < 32 || c > 127)
        return FALSE;
    }
  return length > 0;
}

GBytes *
mc_code128_encode (const char *text)
{
  g_autoptr (GByteArray) symbols = NULL;
  g_autofree int (*costs)[N_SETS] = NULL;
  gsize length;
  int set;

  g_return_val_if_fail (text != NULL, NULL);

  length = strlen (text);
  if (!is_encodable (text, length))
    return NULL;

  costs = g_malloc0_n (length + 1, sizeof *costs);
  count_symbols (text, length, costs);
  symbols = g_byte_array_new ();
  set = costs[0][SET_C] < costs[0][SET_B] ? SET_C : SET_B;
  g_byte_array_append (symbols, &(guint8) { set == SET_C ? START_C : START_B }, 1);
  for (gsize i = 0; i < length;)
    {
      gboolean pair = is_pair (text + i);
      /* the set in force when it is as good as the other */
      int in_b = 1 + costs[i + 1][SET_B] + (set == SET_C);
      int in_c = pair ? 1 + costs[i + 2][SET_C] + (set == SET_B) : G_MAXINT;
      int next = in_b == in_c ? set : in_b < in_c ? SET_B : SET_C;

      if (next != set)
        g_byte_array_append (symbols, &(guint8) { next == SET_C ? CODE_C : CODE_B }, 1);
      set = next;
      if (set == SET_C)
        g_byte_array_append (symbols, &(guint8) { (guint8) ((text[i] - '0') * 10 + text[i + 1] - '0') }, 1);
      else
        g_byte_array_append (symbols, &(guint8) { (guint8) (text[i] - ' ') }, 1);
      i += set == SET_C ? 2 : 1;
    }
  append_checksum (symbols);
  return g_byte_array_free_to_bytes (g_steal_pointer (&symbols));
}

int
mc_code128_get_n_modules (GBytes *symbols)
{
  g_return_val_if_fail (symbols != NULL && g_bytes_get_size (symbols) > 0, 0);

  return (int) (g_bytes_get_size (symbols) - 1) * SYMBOL_MODULES + STOP_MODULES;
}

void
mc_code128_draw (GBytes *symbols, cairo_t *cr, double x, double y, double module, double height)
{
  const guint8 *values;
  gsize length;

  g_return_if_fail (symbols != NULL && cr != NULL && module > 0);

  values = g_bytes_get_data (symbols, &length);
  cairo_save (cr);
  cairo_rectangle (cr, x, y, (mc_code128_get_n_modules (symbols) + 2 * MC_CODE128_QUIET) * module, height);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_fill (cr);

  x += MC_CODE128_QUIET * module;
  for (gsize i = 0; i < length; i++)
    {
      const char *pattern = patterns[values[i]];

      for (int j = 0; pattern[j] != '\0'; j++)
        {
          double width = (pattern[j] - '0') * module;

          if (j % 2 == 0)
            cairo_rectangle (cr, x, y, width, height);
          x += width;
        }
    }
  cairo_set_source_rgb (cr, 0, 0, 0);
  cairo_fill (cr);
  cairo_restore (cr);
}
