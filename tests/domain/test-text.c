// SPDX-License-Identifier: GPL-3.0-or-later
#include <string.h>

#include "mc-text.h"

/* What random text is made of: letters, marks that compose, controls, blanks, wide and narrow ones. */
static const gunichar alphabet[]
    = { 'a',     'E',      'o',    'd',    0x0111, 0x0110, 0x01A1, 0x01B0, 0x0301, 0x0300, 0x0309,
        0x0303,  0x0323,   0x0302, 0x0306, 0x031B, 0x1EA5, 0x1EF9, 0x212B, 0x2126, 0xAC00, 0x1161,
        0x1F600, 0x10FFFD, ' ',    0x00A0, 0x3000, '\n',   '\t',   '\r',   0x0001, 0x001F, 0x007F,
        0x0085,  0x009F,   0x200B, 0x202E, 0x2066, 0xFEFF, '0',    '9',    '"' };

static char *
random_text (int max)
{
  GString *text = g_string_new (NULL);

  for (int n = g_test_rand_int_range (0, max); n > 0; n--)
    g_string_append_unichar (text, alphabet[g_test_rand_int_range (0, G_N_ELEMENTS (alphabet))]);
  return g_string_free_and_steal (text);
}

static void
test_fold (void)
{
  static const char *const cases[][2] = {
    { "Nguyễn Thị Ánh Nguyệt", "nguyen thi anh nguyet" },
    { "ĐẶNG ĐÌNH ĐỨC", "dang dinh duc" },
    { "đường Điện Biên Phủ", "duong dien bien phu" },
    { "Trương Ơn Ưu Ăn Âu Êm Ô", "truong on uu an au em o" },
    { "ĂẮẰẲẴẶ ÂẤẦẨẪẬ", "aaaaaa aaaaaa" },
    { "ỲÝỶỸỴ ƯỨỪỬỮỰ", "yyyyy uuuuuu" },
    /* NFD as a Mac sends it */
    { "Nguye\u0302\u0303n", "nguyen" },
    { "Nguye\u0303\u0302n", "nguyen" },
    { "  two \t\n blanks\u00A0and\u3000more  ", "two blanks and more" },
    { "H26-220315-0001", "h26-220315-0001" },
    { "Y Bhăm Êban", "y bham eban" },
    { "H'Hen Niê", "h'hen nie" },
    { "Å Ω", "a ω" },
    { "", "" },
    { " ", "" },
    { "\u0301", "" },
    { "\xFF\xFE", "" },
    { "a\xC3", "" },
    { NULL, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *folded = mc_text_fold (cases[i][0]);

      g_assert_cmpstr (folded, ==, cases[i][1]);
    }
}

/* Folding twice is folding once: for every character there is, and for mixtures. */
static void
test_fold_is_stable (void)
{
  for (gunichar c = 1; c <= 0x10FFFF; c += c < 0x30000 ? 1 : 97)
    {
      char text[8] = "";
      g_autofree char *once = NULL;
      g_autofree char *twice = NULL;

      if (!g_unichar_validate (c))
        continue;
      g_unichar_to_utf8 (c, text);
      once = mc_text_fold (text);
      twice = mc_text_fold (once);
      if (!g_str_equal (once, twice))
        g_error ("U+%04X folds to %s, then to %s", c, once, twice);
    }
  for (int i = 0; i < 3000; i++)
    {
      g_autofree char *text = random_text (30);
      g_autofree char *composed = g_utf8_normalize (text, -1, G_NORMALIZE_NFC);
      g_autofree char *upper = g_utf8_strup (text, -1);
      g_autofree char *once = mc_text_fold (text);
      g_autofree char *twice = mc_text_fold (once);
      g_autofree char *of_composed = mc_text_fold (composed);

      g_assert_cmpstr (once, ==, twice);
      g_assert_cmpstr (once, ==, of_composed);
      g_assert_false (g_str_has_prefix (once, " ") || g_str_has_suffix (once, " ") || strstr (once, "  ") != NULL);
    }
}

static void
test_clean (void)
{
  static const struct
  {
    const char *text;
    gsize max;
    const char *clean;
  } cases[] = {
    { "Nguyễn", 100, "Nguyễn" },
    { "Nguye\u0302\u0303n", 100, "Nguyễn" },
    { "a\x01"
      "b\x1F\x7F"
      "c\xC2\x85"
      "d",
      100, "abcd" },
    { "a\tb\nc\r\n", 100, "a\tb\nc\n" },
    { "tên\u202Egnp.exe\u202C", 100, "têngnp.exe" },
    { "\u2066x\u2069", 100, "x" },
    { "ấấấ", 6, "ấấ" },
    { "ấấấ", 5, "ấ" },
    { "ấấấ", 2, "" },
    { "ấấấ", 0, "" },
    { "a\u0302\u0301", 3, "ấ" },
    /* a control between letter and mark: what is left composes */
    { "a\x01\u0302\x02\u0301", 100, "ấ" },
    { "", 10, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *clean = mc_text_clean (cases[i].text, cases[i].max);

      g_assert_cmpstr (clean, ==, cases[i].clean);
    }
  g_assert_null (mc_text_clean (NULL, 10));
  g_assert_null (mc_text_clean ("\xC3\x28", 10));
  g_assert_null (mc_text_clean ("\xED\xA0\x80", 10)); /* a surrogate */
  g_assert_null (mc_text_clean ("\xC0\x80", 10));     /* NUL written long */
}

static void
test_clean_properties (void)
{
  for (int i = 0; i < 5000; i++)
    {
      g_autofree char *text = random_text (40);
      gsize max = (gsize) g_test_rand_int_range (0, 80);
      g_autofree char *clean = mc_text_clean (text, max);
      g_autofree char *normal = g_utf8_normalize (clean, -1, G_NORMALIZE_NFC);
      g_autofree char *again = mc_text_clean (clean, max);

      g_assert_cmpuint (strlen (clean), <=, max);
      g_assert_cmpstr (clean, ==, normal);
      g_assert_cmpstr (clean, ==, again);
      for (const char *p = clean; *p != '\0'; p = g_utf8_next_char (p))
        g_assert_true (*p == '\n' || *p == '\t' || !g_unichar_iscntrl (g_utf8_get_char (p)));
    }
}

/* Each name is before the next. */
static void
test_name_order (void)
{
  static const char *const names[] = {
    "Trần Văn An", "Nguyễn Thị Ánh", "Lê Anh Bảo",  "Lê Văn Dũng",  "Nguyễn Duy",      "Trần Đại",    "Nguyễn Văn Đức",
    "Lê Hòa",      "Lê Hoà Lan",     "Phạm Lan",    "Bùi Văn Minh", "Nguyễn Văn Minh", "Vũ Văn Minh", "Lê Nga",
    "Lê Ô",        "Lê Ơ",           "Hồ Thị Sang", "Hồ Thị Sáng",  "Đỗ Văn Uy",       "Đỗ Văn Ưng",  "Y",
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    for (guint j = 0; j < G_N_ELEMENTS (names); j++)
      {
        int order = mc_text_compare_names (names[i], names[j]);

        if (i == j)
          g_assert_cmpint (order, ==, 0);
        else if ((order < 0) != (i < j) || order == 0)
          g_error ("%s against %s: %d", names[i], names[j], order);
      }
}

/* d < đ, a < ă < â, o < ô < ơ, u < ư; tones only after letters: huyền, hỏi, ngã, sắc, nặng (the order of CLDR's vi). */
static void
test_letter_order (void)
{
  static const char *const letters[]
      = { "a", "à", "ả", "ã", "á", "ạ", "ă", "ằ", "ẳ", "ẵ", "ắ", "ặ", "â", "ầ", "ẩ", "ẫ", "ấ", "ậ", "b",
          "d", "đ", "e", "ê", "ề", "i", "o", "ô", "ơ", "ở", "u", "ù", "ủ", "ũ", "ú", "ụ", "ư", "ừ", "y" };

  for (guint i = 0; i + 1 < G_N_ELEMENTS (letters); i++)
    {
      g_autofree char *upper = g_utf8_strup (letters[i], -1);

      g_assert_cmpint (mc_text_compare_names (letters[i], letters[i + 1]), <, 0);
      g_assert_cmpint (mc_text_compare_names (letters[i + 1], letters[i]), >, 0);
      /* capitals do not change the place among other letters */
      g_assert_cmpint (mc_text_compare_names (upper, letters[i + 1]), <, 0);
    }
}

static void
test_order_is_an_order (void)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (int i = 0; i < 60; i++)
    g_ptr_array_add (names, random_text (8));
  for (guint i = 0; i < names->len; i++)
    for (guint j = 0; j < names->len; j++)
      {
        int one = mc_text_compare_names (names->pdata[i], names->pdata[j]);
        int other = mc_text_compare_names (names->pdata[j], names->pdata[i]);
        g_autoptr (GBytes) key = mc_text_name_key (names->pdata[i]);
        g_autoptr (GBytes) other_key = mc_text_name_key (names->pdata[j]);
        int by_key = g_bytes_compare (key, other_key);

        /* what is equal to people may differ in bytes that count for nothing */
        g_assert_true (one < 0 ? by_key < 0 : one > 0 ? by_key > 0 : by_key == 0);

        g_assert_true ((one < 0 && other > 0) || (one > 0 && other < 0) || (one == 0 && other == 0));
        for (guint k = 0; k < names->len && one < 0; k++)
          if (mc_text_compare_names (names->pdata[j], names->pdata[k]) < 0)
            g_assert_cmpint (mc_text_compare_names (names->pdata[i], names->pdata[k]), <, 0);
      }
}

static void
test_mask (void)
{
  static const char *const cases[][2] = {
    { "999204000412", "••••••••0412" },
    { "12345", "•2345" },
    { "1234", "••••" },
    { "1", "•" },
    { "", "" },
    { "ấấấấấ1", "••ấấấ1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *masked = mc_text_mask_number (cases[i][0]);

      g_assert_cmpstr (masked, ==, cases[i][1]);
    }
  g_assert_null (mc_text_mask_number (NULL));
}

static void
test_number (void)
{
  static const struct
  {
    gint64 number;
    const char *text;
  } cases[] = { { 0, "0" }, { 999, "999" }, { 1000, "1.000" }, { 24600000, "24.600.000" }, { -50000, "-50.000" } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = mc_text_number (cases[i].number);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/fold", test_fold);
  g_test_add_func ("/text/fold-is-stable", test_fold_is_stable);
  g_test_add_func ("/text/clean", test_clean);
  g_test_add_func ("/text/clean-properties", test_clean_properties);
  g_test_add_func ("/text/name-order", test_name_order);
  g_test_add_func ("/text/letter-order", test_letter_order);
  g_test_add_func ("/text/order-is-an-order", test_order_is_an_order);
  g_test_add_func ("/text/mask", test_mask);
  g_test_add_func ("/text/number", test_number);
  return g_test_run ();
}
