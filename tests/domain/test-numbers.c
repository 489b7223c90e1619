// SPDX-License-Identifier: GPL-3.0-or-later
#include <string.h>

#include "mc-code.h"
#include "mc-identity.h"
#include "mc-text.h"

static void
test_agencies (void)
{
  static const struct
  {
    const char *text;
    const char *code;
    const char *root;
  } cases[] = {
    { "H26.5.12", "H26.5.12", "H26" },
    { "g09.20", "G09.20", "G09" },
    { "H26", "H26", "H26" },
    { " 000.00.19.h26\r\n", "000.00.19.H26", "H26" },
    { "H26.1.2.3.4.5.6.7.8.9.10.11.12.13", "H26.1.2.3.4.5.6.7.8.9.10.11.12.13", "H26" },
    { "H26.1.2.3.4.5.6.7.8.9.10.11.12.13.141", NULL, NULL },
    { "H26.", NULL, NULL },
    { "H26.1234", NULL, NULL },
    { "H6.1", NULL, NULL },
    { "A26.1", NULL, NULL },
    { "000.00.19", NULL, NULL },
    { "00.00.19.H26", NULL, NULL },
    { "000.00.19.H26.1", NULL, NULL },
    { "H26.\u0661", NULL, NULL },
    { "H26\xFF", NULL, NULL },
    { "", NULL, NULL },
    { NULL, NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *code = mc_agency_code_normalise (cases[i].text);
      g_autofree char *root = mc_agency_code_get_root (cases[i].text);

      g_assert_cmpstr (code, ==, cases[i].code);
      g_assert_cmpstr (root, ==, cases[i].root);
    }
}

static void
test_procedures (void)
{
  static const struct
  {
    const char *text;
    const char *code;
    const char *agency;
  } cases[] = {
    { "1.000656", "1.000656", NULL },
    { "1.000656.000.00.00.H29", "1.000656", "000.00.00.H29" },
    { "2.000635.h26.5", "2.000635", "H26.5" },
    { " 1.000656 ", "1.000656", NULL },
    { "1.000656.", NULL, NULL },
    { "1.000656.000.00.00", NULL, NULL },
    { "0.000656", NULL, NULL },
    { "1.00065", NULL, NULL },
    { NULL, NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *code = NULL;
      g_autofree char *agency = NULL;

      g_assert_cmpint (mc_procedure_code_split (cases[i].text, &code, &agency), ==, cases[i].code != NULL);
      g_assert_cmpstr (code, ==, cases[i].code);
      g_assert_cmpstr (agency, ==, cases[i].agency);
    }
}

static void
test_tax_codes (void)
{
  static const struct
  {
    const char *text;
    McTaxCode result;
    const char *digits;
  } cases[] = {
    /* 9·31 + 9·29 + 9·23 + 1·3 = 750 ≡ 2: 8 */
    { "9990000018", MC_TAX_CODE_GOOD, "9990000018" },
    { "9990000018-001", MC_TAX_CODE_GOOD, "9990000018-001" },
    { "9990000018001", MC_TAX_CODE_GOOD, "9990000018-001" },
    { " 9990 0000 18 ", MC_TAX_CODE_GOOD, "9990000018" },
    { "9990000017", MC_TAX_CODE_DOUBTFUL, "9990000017" },
    { "9990000081", MC_TAX_CODE_DOUBTFUL, "9990000081" },
    /* 747 + 3·4 = 759 ≡ 0: no digit is sure */
    { "9990000040", MC_TAX_CODE_DOUBTFUL, "9990000040" },
    { "999090000412", MC_TAX_CODE_PERSON, "999090000412" },
    { "99900000", MC_TAX_CODE_WRONG, NULL },
    { "99900000180", MC_TAX_CODE_WRONG, NULL },
    { "99900000180011", MC_TAX_CODE_WRONG, NULL },
    { "999000001x", MC_TAX_CODE_WRONG, NULL },
    { "999000001\u0668", MC_TAX_CODE_WRONG, NULL },
    { "", MC_TAX_CODE_WRONG, NULL },
    { NULL, MC_TAX_CODE_WRONG, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *digits = NULL;

      g_assert_cmpint (mc_tax_code_check (cases[i].text, &digits), ==, cases[i].result);
      g_assert_cmpstr (digits, ==, cases[i].digits);
      g_assert_cmpint (mc_tax_code_check (cases[i].text, NULL), ==, cases[i].result);
    }
}

/* Of ten last digits one is good, or, where the remainder is 0, none; a digit mistyped or two swapped is noticed. */
static void
test_tax_code_digit (void)
{
  guint none = 0;

  for (int i = 0; i < 3000; i++)
    {
      guint good = 0;
      char code[11];

      g_snprintf (code, sizeof code, "%09d0", g_test_rand_int_range (0, 999999999));
      for (char last = '0'; last <= '9'; last++)
        {
          int at = g_test_rand_int_range (0, 8);
          char kept = code[at];

          code[9] = last;
          if (mc_tax_code_check (code, NULL) != MC_TAX_CODE_GOOD)
            continue;
          good++;
          code[at] = '0' + (kept - '0' + 1) % 10;
          g_assert_cmpint (mc_tax_code_check (code, NULL), ==, MC_TAX_CODE_DOUBTFUL);
          code[at] = kept;
          if (code[at] != code[at + 1])
            {
              code[at] = code[at + 1];
              code[at + 1] = kept;
              g_assert_cmpint (mc_tax_code_check (code, NULL), ==, MC_TAX_CODE_DOUBTFUL);
              code[at + 1] = code[at];
              code[at] = kept;
            }
        }
      g_assert_cmpuint (good, <=, 1);
      none += good == 0;
    }
  g_assert_cmpuint (none, >, 3000 / 20);
  g_assert_cmpuint (none, <, 3000 / 6);
}

static void
test_phones (void)
{
  static const struct
  {
    const char *text;
    const char *number;
    McPhone kind;
  } cases[] = {
    { "0309 100 001", "0309100001", MC_PHONE_MOBILE },
    { "+84309100001", "0309100001", MC_PHONE_MOBILE },
    { "0309.100.001", "0309100001", MC_PHONE_MOBILE },
    { "(024) 9999-9999", "02499999999", MC_PHONE_FIXED },
    { "+84 24 9999 9999", "02499999999", MC_PHONE_FIXED },
    { "1900 1234", "19001234", MC_PHONE_HOTLINE },
    { "18001096", "18001096", MC_PHONE_HOTLINE },
    { "309100001", NULL, 0 },
    { "030910000", NULL, 0 },
    { "03091000011", NULL, 0 },
    { "0499100001", NULL, 0 },
    { "+85599100001", NULL, 0 },
    { "0309\u0661", NULL, 0 },
    { "không có", NULL, 0 },
    { "", NULL, 0 },
    { NULL, NULL, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      McPhone kind = 0;
      g_autofree char *number = mc_phone_normalise (cases[i].text, &kind);
      g_autofree char *again = mc_phone_normalise (number, NULL);

      g_assert_cmpstr (number, ==, cases[i].number);
      g_assert_cmpstr (again, ==, number);
      g_assert_cmpint (kind, ==, cases[i].kind);
    }
}

static void
test_identity (void)
{
  static const struct
  {
    const char *text;
    int place;
    int year;
    gboolean female;
    gboolean known;
  } cases[] = {
    { "999090000412", 999, 1990, FALSE, FALSE }, { "999191000412", 999, 1991, TRUE, FALSE },
    { "999205000412", 999, 2005, FALSE, FALSE }, { "999326000412", 999, 2026, TRUE, FALSE },
    { "999400000412", 999, 2100, FALSE, FALSE }, { "001 099 000 000", 1, 1999, FALSE, TRUE },
    { "096326999999", 96, 2026, TRUE, TRUE },    { "003099000000", 3, 1999, FALSE, FALSE },
    { "000099000000", 0, 1999, FALSE, FALSE },   { "257099000000", 257, 1999, FALSE, FALSE },
  };
  static const char *const wrong[] = { NULL,           "",         "99909000041", "9990900004123", "99909000041x",
                                       "9990900004१२", "99909000", "9990900004",  "-99909000041",  "99909000.412" };
  McIdentity identity;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_true (mc_identity_parse (cases[i].text, &identity));
      g_assert_cmpuint (strlen (identity.digits), ==, 12);
      g_assert_false (identity.old);
      g_assert_cmpint (identity.place, ==, cases[i].place);
      g_assert_cmpint (identity.training, ==, cases[i].place == 999);
      g_assert_cmpint (identity.known_place, ==, cases[i].known);
      g_assert_cmpint (identity.birth_year, ==, cases[i].year);
      g_assert_cmpint (identity.female, ==, cases[i].female);
      g_assert_true (mc_identity_agrees (&identity, cases[i].year, cases[i].female ? 'f' : 'm'));
      g_assert_true (mc_identity_agrees (&identity, 0, 0));
      g_assert_false (mc_identity_agrees (&identity, cases[i].year + 100, 0));
      g_assert_false (mc_identity_agrees (&identity, 0, cases[i].female ? 'm' : 'f'));
    }
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (mc_identity_parse (wrong[i], &identity));
  g_assert_true (mc_identity_parse ("999000123", &identity));
  g_assert_true (identity.old);
  g_assert_true (mc_identity_agrees (&identity, 1950, 'm'));
}

/* 63 provinces, and only those. */
static void
test_places (void)
{
  guint known = 0;

  for (int place = 0; place <= 999; place++)
    {
      g_autofree char *number = g_strdup_printf ("%03d099000000", place);
      McIdentity identity;

      g_assert_true (mc_identity_parse (number, &identity));
      known += identity.known_place;
    }
  g_assert_cmpuint (known, ==, 63);
}

static void
test_names (void)
{
  static const char *const cases[][4] = {
    { "Nguyễn Thị Minh Hường", "Nguyễn", "Thị Minh", "Hường" },
    { "Giàng A Sử", "Giàng", "A", "Sử" },
    { "Hoàng Văn", "Hoàng", "", "Văn" },
    { "  Lò   Văn\tĐức ", "Lò", "Văn", "Đức" },
    { "Y", "", "", "Y" },
    { "", "", "", "" },
    { " ", "", "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *family = NULL;
      g_autofree char *middle = NULL;
      g_autofree char *given = NULL;

      mc_text_split_name (cases[i][0], &family, &middle, &given);
      g_assert_cmpstr (family, ==, cases[i][1]);
      g_assert_cmpstr (middle, ==, cases[i][2]);
      g_assert_cmpstr (given, ==, cases[i][3]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/numbers/agencies", test_agencies);
  g_test_add_func ("/numbers/procedures", test_procedures);
  g_test_add_func ("/numbers/tax-codes", test_tax_codes);
  g_test_add_func ("/numbers/tax-code-digit", test_tax_code_digit);
  g_test_add_func ("/numbers/phones", test_phones);
  g_test_add_func ("/numbers/identity", test_identity);
  g_test_add_func ("/numbers/places", test_places);
  g_test_add_func ("/numbers/names", test_names);
  return g_test_run ();
}
