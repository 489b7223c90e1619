// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-text.h"

#include <string.h>
#include <unicode/ucol.h>
#include <unicode/ustring.h>

#define MASK_VISIBLE_DIGITS 4
#define SECONDS_A_DAY (24 * 60 * 60)
#define JULIAN_1970 719163 /* 1970-01-01, as GDate counts days */

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

static int
read_digits (const char *text, int count)
{
  int number = 0;

  for (int i = 0; i < count; i++)
    number = number * 10 + (text[i] - '0');
  return number;
}

/* Appends what sorts text, and the byte 0 that ends it. */
static void
append_key (GByteArray *keys, const char *text)
{
  UCollator *collator = get_collator ();
  glong units = 0;
  g_autofree gunichar2 *wide = g_utf8_to_utf16 (text, -1, NULL, &units, NULL);
  int32_t needed;
  guint before = keys->len;

  if (collator == NULL || wide == NULL)
    {
      g_byte_array_append (keys, (const guint8 *) text, (guint) strlen (text) + 1);
      return;
    }
  needed = ucol_getSortKey (collator, wide, (int32_t) units, NULL, 0);
  g_byte_array_set_size (keys, before + (guint) needed);
  ucol_getSortKey (collator, wide, (int32_t) units, keys->data + before, needed);
}

/* ".123" → microseconds, the rest of the digits cut off; *text behind it. */
static int
read_fraction (const char **text)
{
  int us = 0;
  int digits = 0;

  for ((*text)++; g_ascii_isdigit (**text); (*text)++)
    if (digits++ < 6)
      us = us * 10 + (**text - '0');
  for (; digits < 6; digits++)
    us *= 10;
  return us;
}

/* "Z" or "+07:00" → minutes. */
static gboolean
read_offset (const char *text, int *minutes)
{
  if (g_ascii_toupper (*text) == 'Z')
    return TRUE;
  if (read_digits (text + 1, 2) > 23 || read_digits (text + 4, 2) > 59)
    return FALSE;
  *minutes = (read_digits (text + 1, 2) * 60 + read_digits (text + 4, 2)) * (*text == '-' ? -1 : 1);
  return TRUE;
}

/* "2026-11-23T10:00" as seconds since 1970, of no zone. One number instead of GDateTime's own steps: a list has hundreds of
 * thousands of times. */
static gboolean
read_minute (const char *text, gint64 *seconds)
{
  const int year = read_digits (text, 4);
  const int month = read_digits (text + 5, 2);
  const int day = read_digits (text + 8, 2);
  const int hour = read_digits (text + 11, 2);
  const int minute = read_digits (text + 14, 2);
  GDate date;

  if (year == 0 || !g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year) || hour > 23 || minute > 59)
    return FALSE;
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  *seconds = ((gint64) g_date_get_julian (&date) - JULIAN_1970) * SECONDS_A_DAY + (hour * 60 + minute) * 60;
  return TRUE;
}

/* Letters that stand composed by themselves: Latin without combining marks, and all that Vietnamese needs. */
#define PLAIN_END 0x0300
#define VIETNAMESE_FIRST 0x1EA0
#define VIETNAMESE_END 0x1F00

static gboolean
is_common (gunichar c)
{
  return c < PLAIN_END || (c >= VIETNAMESE_FIRST && c < VIETNAMESE_END);
}

/* The letter below the marks, small; đ does not decompose. c: is_common() */
static gunichar
fold_common (gunichar c)
{
  static gunichar folded[PLAIN_END + VIETNAMESE_END - VIETNAMESE_FIRST];
  static gsize once = 0;

  if (g_once_init_enter (&once))
    {
      for (gunichar i = 0; i < G_N_ELEMENTS (folded); i++)
        {
          gunichar letter = i < PLAIN_END ? i : i - PLAIN_END + VIETNAMESE_FIRST;

          g_unichar_fully_decompose (letter, FALSE, &letter, 1);
          folded[i] = letter == 0x0111 || letter == 0x0110 ? 'd' : g_unichar_tolower (letter);
        }
      g_once_init_leave (&once, 1);
    }
  return folded[c < PLAIN_END ? c : c - VIETNAMESE_FIRST + PLAIN_END];
}

/* The same for any letter of decomposed text. */
static gunichar
fold_any (gunichar c)
{
  return is_common (c) ? fold_common (c) : g_unichar_tolower (c);
}

static char *
fold_decomposed (const char *text)
{
  g_autoptr (GString) folded = g_string_sized_new (strlen (text));
  gboolean blank = FALSE;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      /* most letters are plain: nothing is asked of Unicode about them */
      if (c >= PLAIN_END && g_unichar_ismark (c))
        continue;
      if (c < 0x80 ? g_ascii_isspace ((char) c) : g_unichar_isspace (c))
        {
          blank = folded->len > 0;
          continue;
        }
      if (blank)
        g_string_append_c (folded, ' ');
      blank = FALSE;
      c = fold_any (c);
      if (c < 0x80)
        g_string_append_c (folded, (char) c);
      else
        g_string_append_unichar (folded, c);
    }
  return g_string_free_and_steal (g_steal_pointer (&folded));
}

char *
mc_text_fold (const char *text)
{
  g_autofree char *decomposed = NULL;

  if (text == NULL || !g_utf8_validate (text, -1, NULL))
    return g_strdup ("");

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (!is_common (g_utf8_get_char (p)))
      {
        decomposed = g_utf8_normalize (text, -1, G_NORMALIZE_NFD);
        break;
      }
  return fold_decomposed (decomposed != NULL ? decomposed : text);
}

/* Composed, and without anything to be left out: most of what comes. */
static gboolean
is_clean (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c < 0x80 && g_ascii_isprint ((char) c))
        continue;
      if (!is_common (c) || (g_unichar_iscntrl (c) && c != '\n' && c != '\t'))
        return FALSE;
    }
  return TRUE;
}

/* Without controls, composed. (transfer full) */
static char *
clean (const char *text)
{
  g_autoptr (GString) kept = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_iscntrl (c) && c != '\n' && c != '\t')
        continue;
      /* marks that turn the direction of text would show something else than what is there */
      if ((c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069))
        continue;
      g_string_append_unichar (kept, c);
    }
  /* only now: what stood on both sides of a control may compose */
  return g_utf8_normalize (kept->str, (gssize) kept->len, G_NORMALIZE_NFC);
}

char *
mc_text_clean (const char *text, gsize max_bytes)
{
  g_autofree char *cleaned = NULL;
  const char *end;

  if (text == NULL || !g_utf8_validate (text, -1, NULL))
    return NULL;

  if (!is_clean (text))
    text = cleaned = clean (text);
  else if (strlen (text) <= max_bytes)
    return g_strdup (text);
  for (end = text; *end != '\0'; end = g_utf8_next_char (end))
    if ((gsize) (g_utf8_next_char (end) - text) > max_bytes)
      break;
  return g_strndup (text, (gsize) (end - text));
}

int
mc_text_compare_names (const char *a, const char *b)
{
  int order;

  g_return_val_if_fail (a != NULL && b != NULL, 0);

  order = collate (last_word (a), last_word (b));
  return order != 0 ? order : collate (a, b);
}

GBytes *
mc_text_sort_key (const char *text)
{
  GByteArray *keys = g_byte_array_new ();

  append_key (keys, text != NULL ? text : "");
  return g_byte_array_free_to_bytes (keys);
}

GBytes *
mc_text_name_key (const char *name)
{
  GByteArray *keys = g_byte_array_new ();

  append_key (keys, last_word (name != NULL ? name : ""));
  append_key (keys, name != NULL ? name : "");
  return g_byte_array_free_to_bytes (keys);
}

void
mc_text_split_name (const char *name, char **family, char **middle, char **given)
{
  g_auto (GStrv) words = NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) kept = NULL;
  guint count;

  g_return_if_fail (name != NULL && family != NULL && middle != NULL && given != NULL);

  words = g_strsplit_set (name, " \t\n", -1);
  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      g_strv_builder_add (builder, words[i]);
  kept = g_strv_builder_end (builder);
  count = g_strv_length (kept);
  *given = g_strdup (count > 0 ? kept[count - 1] : "");
  *family = g_strdup (count > 1 ? kept[0] : "");
  if (count > 0)
    g_clear_pointer (&kept[count - 1], g_free);
  *middle = count > 2 ? g_strjoinv (" ", kept + 1) : g_strdup ("");
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
  static const char pattern[] = "^(?:[GH][0-9]{2}(?:\\.[0-9]{1,3})*|[0-9]{3}\\.[0-9]{2}\\.[0-9]{2}\\.[GH][0-9]{2})"
                                "-(?:[0-9]{6}|[0-9]{8})-[0-9]{4,7}$";
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
  return text != NULL && g_regex_match_simple ("^[1-9]\\.[0-9]{6}$", text, G_REGEX_DOLLAR_ENDONLY, 0);
}

/* A digit where form has 0, its sign where it has one; T small, too. Where the text goes on, or NULL. */
static const char *
skip_form (const char *text, const char *form)
{
  for (; *form != '\0'; form++, text++)
    if (*form == '0' ? !g_ascii_isdigit (*text) : g_ascii_toupper (*text) != *form)
      return NULL;
  return text;
}

/* RFC 3339, 5.6: date-time, with at most nine digits of a second's fraction. */
static gboolean
has_form_of_time (const char *text)
{
  const char *rest = skip_form (text, "0000-00-00T00:00:00");

  if (rest != NULL && *rest == '.')
    {
      gsize digits = strspn (rest + 1, "0123456789");

      rest = digits >= 1 && digits <= 9 ? rest + 1 + digits : NULL;
    }
  if (rest == NULL)
    return FALSE;
  if (*rest == '+' || *rest == '-')
    rest = skip_form (rest + 1, "00:00");
  else
    rest = skip_form (rest, "Z");
  return rest != NULL && *rest == '\0';
}

GDateTime *
mc_time_parse (const char *text)
{
  g_autoptr (GTimeZone) zone = NULL;
  g_autoptr (GDateTime) utc = NULL;
  const char *rest;
  gint64 minute;
  gint64 span;
  int offset = 0;

  if (text == NULL || strlen (text) > 40 || !has_form_of_time (text))
    return NULL;

  /* by hand: GLib takes more of ISO 8601 than RFC 3339 allows, and not all of RFC 3339 ("z") */
  span = read_digits (text + 17, 2) * G_TIME_SPAN_SECOND;
  rest = text + 19;
  if (*rest == '.')
    span += read_fraction (&rest);
  if (!read_offset (rest, &offset))
    return NULL;
  if (!read_minute (text, &minute) || span > 61 * G_TIME_SPAN_SECOND - 1)
    return NULL;
  minute -= offset * 60;
  if (span >= G_TIME_SPAN_MINUTE && (minute + 60) % SECONDS_A_DAY != 0)
    return NULL;
  /* GDateTime has no leap seconds: the last instant before one */
  utc = g_date_time_new_from_unix_utc_usec (
      minute * G_TIME_SPAN_SECOND + (span < G_TIME_SPAN_MINUTE ? span : G_TIME_SPAN_MINUTE - G_TIME_SPAN_SECOND));
  if (offset == 0 || utc == NULL)
    return g_steal_pointer (&utc);
  zone = g_time_zone_new_offset (offset * 60);
  return g_date_time_to_timezone (utc, zone);
}

char *
mc_time_format (GDateTime *time)
{
  g_autoptr (GDateTime) utc = NULL;
  g_autofree char *day = NULL;
  g_autofree char *clock = NULL;

  g_return_val_if_fail (time != NULL, NULL);

  utc = g_date_time_to_utc (time);
  day = g_strdup_printf ("%04d-%02d-%02d", g_date_time_get_year (utc), g_date_time_get_month (utc),
                         g_date_time_get_day_of_month (utc));
  clock = g_strdup_printf ("%02d:%02d:%02d", g_date_time_get_hour (utc), g_date_time_get_minute (utc),
                           g_date_time_get_second (utc));
  if (g_date_time_get_microsecond (utc) != 0)
    return g_strdup_printf ("%sT%s.%06dZ", day, clock, g_date_time_get_microsecond (utc));
  return g_strdup_printf ("%sT%sZ", day, clock);
}

char *
mc_text_number (gint64 number)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gssize first = number < 0 ? 1 : 0;

  g_string_printf (text, "%" G_GINT64_FORMAT, number);
  for (gssize at = (gssize) text->len - 3; at > first; at -= 3)
    g_string_insert_c (text, at, '.');
  return g_string_free_and_steal (g_steal_pointer (&text));
}
