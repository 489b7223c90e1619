// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-code.h"

#include <string.h>

#include "mc-identity.h"

#define MAX_GIVEN 100
#define MAX_AGENCY 35
#define AGENCY "[GH][0-9]{2}(?:\\.[0-9]{1,3})*"
#define OLD_AGENCY "[0-9]{3}\\.[0-9]{2}\\.[0-9]{2}\\.[GH][0-9]{2}"

/* Without blanks and without the characters in drop, in capitals. (nullable) */
static char *
squeeze (const char *text, const char *drop)
{
  g_autoptr (GString) squeezed = g_string_new (NULL);

  if (text == NULL || strlen (text) > MAX_GIVEN || !g_utf8_validate (text, -1, NULL))
    return NULL;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isspace (c) || c == 0xFEFF || c == 0x200B || (c < 128 && strchr (drop, (int) c) != NULL))
        continue;
      g_string_append_unichar (squeezed, c < 128 ? (gunichar) g_ascii_toupper ((char) c) : c);
    }
  return g_string_free_and_steal (g_steal_pointer (&squeezed));
}

static gboolean
matches (const char *text, const char *pattern)
{
  return text != NULL && g_regex_match_simple (pattern, text, G_REGEX_DOLLAR_ENDONLY, 0);
}

char *
mc_agency_code_normalise (const char *text)
{
  g_autofree char *code = squeeze (text, "");

  if (!matches (code, "^(?:" AGENCY "|" OLD_AGENCY ")$") || strlen (code) > MAX_AGENCY)
    return NULL;
  return g_steal_pointer (&code);
}

char *
mc_agency_code_get_root (const char *text)
{
  g_autofree char *code = mc_agency_code_normalise (text);

  if (code == NULL)
    return NULL;
  return g_strndup (g_ascii_isdigit (*code) ? code + strlen (code) - 3 : code, 3);
}

gboolean
mc_procedure_code_split (const char *text, char **code, char **agency)
{
  g_autofree char *whole = squeeze (text, "");

  g_return_val_if_fail (code != NULL && agency != NULL, FALSE);

  if (!matches (whole, "^[1-9]\\.[0-9]{6}(?:\\.(?:" AGENCY "|" OLD_AGENCY "))?$"))
    return FALSE;
  *code = g_strndup (whole, strlen ("1.000656"));
  *agency = whole[strlen ("1.000656")] == '.' ? g_strdup (whole + strlen ("1.000656.")) : NULL;
  return TRUE;
}

/* N10 = 10 − Σ wᵢNᵢ mod 11. A remainder of 0 gives 10: some systems take that as 0, some as an error. */
static McTaxCode
check_digit (const char *digits)
{
  static const int weights[] = { 31, 29, 23, 19, 17, 13, 7, 5, 3 };
  int sum = 0;

  for (guint i = 0; i < G_N_ELEMENTS (weights); i++)
    sum += weights[i] * (digits[i] - '0');
  return 10 - sum % 11 == digits[9] - '0' ? MC_TAX_CODE_GOOD : MC_TAX_CODE_DOUBTFUL;
}

McTaxCode
mc_tax_code_check (const char *text, char **digits)
{
  g_autofree char *code = squeeze (text, "-");
  McTaxCode result = MC_TAX_CODE_WRONG;
  McIdentity person;

  if (matches (code, "^[0-9]{12}$"))
    result = mc_identity_parse (code, &person) ? MC_TAX_CODE_PERSON : MC_TAX_CODE_WRONG;
  else if (matches (code, "^[0-9]{10}(?:[0-9]{3})?$"))
    result = check_digit (code);
  if (digits == NULL)
    return result;
  if (result == MC_TAX_CODE_WRONG)
    *digits = NULL;
  else
    *digits = strlen (code) == 13 ? g_strdup_printf ("%.10s-%s", code, code + 10) : g_steal_pointer (&code);
  return result;
}

char *
mc_phone_normalise (const char *text, McPhone *kind)
{
  static const struct
  {
    const char *pattern;
    McPhone kind;
  } forms[] = {
    { "^0[35789][0-9]{8}$", MC_PHONE_MOBILE },
    { "^02[0-9]{9}$", MC_PHONE_FIXED },
    { "^1[89]00[0-9]{4,6}$", MC_PHONE_HOTLINE },
  };
  g_autofree char *given = squeeze (text, "-.()");
  g_autofree char *number = NULL;

  if (given == NULL)
    return NULL;
  number = g_str_has_prefix (given, "+84") ? g_strconcat ("0", given + strlen ("+84"), NULL) : g_strdup (given);
  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    if (matches (number, forms[i].pattern))
      {
        if (kind != NULL)
          *kind = forms[i].kind;
        return g_steal_pointer (&number);
      }
  return NULL;
}
