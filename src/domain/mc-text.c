// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-text.h"

#include <string.h>
#include <unicode/ucol.h>
#include <unicode/ustring.h>

#define MASK_VISIBLE_DIGITS 4

/* Vietnamese collation, made once; ICU collators may be shared for comparing. */
static UCollator *
get_collator (void)
{
  static gsize once = 0;

  if (g_once_init_enter (&once))
    {
      UErrorCode status = U_ZERO_ERROR;
      UCollator *collator = ucol_open ("vi", &status);

      g_once_init_leave (&once, U_SUCCESS (status) ? (gsize) collator : (gsize) 1);
    }
  return once == 1 ? NULL : (UCollator *) once;
}

static int
collate (const char *a, const char *b)
{
  UCollator *collator = get_collator ();
  UErrorCode status = U_ZERO_ERROR;
  UCollationResult result;

  if (collator == NULL)
    return strcmp (a, b);
  result = ucol_strcollUTF8 (collator, a, -1, b, -1, &status);
  return U_FAILURE (status) ? strcmp (a, b) : (int) result;
}

static const char *
last_word (const char *name)
{
  const char *blank = strrchr (name, ' ');

  return blank != NULL ? blank + 1 : name;
}

char *
mc_text_fold (const char *text)
{
  g_autofree char *decomposed = NULL;
  g_autoptr (GString) folded = NULL;
  gboolean blank = FALSE;

  if (text == NULL || !g_utf8_validate (text, -1, NULL))
    return g_strdup ("");

  decomposed = g_utf8_normalize (text, -1, G_NORMALIZE_NFD);
  folded = g_string_sized_new (strlen (decomposed));
  for (const char *p = decomposed; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_ismark (c))
        continue;
      if (g_unichar_isspace (c))
        {
          blank = folded->len > 0;
          continue;
        }
      if (blank)
        g_string_append_c (folded, ' ');
      blank = FALSE;
      /* đ does not decompose */
      if (c == 0x0111 || c == 0x0110)
        g_string_append_c (folded, 'd');
      else
        g_string_append_unichar (folded, g_unichar_tolower (c));
    }
  return g_string_free_and_steal (g_steal_pointer (&folded));
}

char *
mc_text_clean (const char *text, gsize max_bytes)
{
  g_autofree char *composed = NULL;
  g_autoptr (GString) clean = NULL;

  if (text == NULL || !g_utf8_validate (text, -1, NULL))
    return NULL;

  composed = g_utf8_normalize (text, -1, G_NORMALIZE_NFC);
  clean = g_string_new (NULL);
  for (const char *p = composed; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gsize length = g_utf8_next_char (p) - p;

      if (g_unichar_iscntrl (c) && c != '\n' && c != '\t')
        continue;
      /* marks that turn the direction of text would show something else than what is there */
      if ((c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069))
        continue;
      if (clean->len + length > max_bytes)
        break;
      g_string_append_len (clean, p, length);
    }
  return g_string_free_and_steal (g_steal_pointer (&clean));
}

int
mc_text_compare_names (const char *a, const char *b)
{
  int order;

  g_return_val_if_fail (a != NULL && b != NULL, 0);

  order = collate (last_word (a), last_word (b));
  return order != 0 ? order : collate (a, b);
}

char *
mc_text_mask_number (const char *number)
{
  glong length;
  glong hidden;
  GString *masked;

  if (number == NULL)
    return NULL;
  length = g_utf8_strlen (number, -1);
  hidden = length > MASK_VISIBLE_DIGITS ? length - MASK_VISIBLE_DIGITS : length;
  masked = g_string_new (NULL);
  for (glong i = 0; i < hidden; i++)
    g_string_append (masked, "•");
  g_string_append (masked, g_utf8_offset_to_pointer (number, hidden));
  return g_string_free_and_steal (masked);
}

char *
mc_dossier_code_normalise (const char *text)
{
  static const char pattern[] = "^(?:[GH]\\d{2}(?:\\.\\d{1,3})*|\\d{3}\\.\\d{2}\\.\\d{2}\\.[GH]\\d{2})"
                                "-(?:\\d{6}|\\d{8})-\\d{4,7}$";
  g_autoptr (GString) code = NULL;

  if (text == NULL || strlen (text) > 200 || !g_utf8_validate (text, -1, NULL))
    return NULL;

  code = g_string_new (NULL);
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isspace (c) || c == 0xFEFF || c == 0x200B)
        continue;
      if (g_unichar_type (c) == G_UNICODE_DASH_PUNCTUATION || c == 0x2212)
        c = '-';
      g_string_append_unichar (code, g_unichar_toupper (c));
    }
  if (!g_regex_match_simple (pattern, code->str, 0, 0))
    return NULL;
  return g_string_free_and_steal (g_steal_pointer (&code));
}

gboolean
mc_procedure_code_is_valid (const char *text)
{
  return text != NULL && g_regex_match_simple ("^[1-9]\\.\\d{6}$", text, G_REGEX_DOLLAR_ENDONLY, 0);
}

GDateTime *
mc_time_parse (const char *text)
{
  if (text == NULL || strlen (text) > 40)
    return NULL;
  /* GLib takes more of ISO 8601 than RFC 3339 allows: a date alone, no offset, no colons */
  if (!g_regex_match_simple ("^\\d{4}-\\d{2}-\\d{2}[Tt]\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?([Zz]|[+-]\\d{2}:\\d{2})$",
                             text, G_REGEX_DOLLAR_ENDONLY, 0))
    return NULL;
  return g_date_time_new_from_iso8601 (text, NULL);
}

char *
mc_time_format (GDateTime *time)
{
  g_autoptr (GDateTime) utc = NULL;

  g_return_val_if_fail (time != NULL, NULL);

  utc = g_date_time_to_utc (time);
  if (g_date_time_get_microsecond (utc) != 0)
    return g_date_time_format (utc, "%Y-%m-%dT%H:%M:%S.%fZ");
  return g_date_time_format (utc, "%Y-%m-%dT%H:%M:%SZ");
}
