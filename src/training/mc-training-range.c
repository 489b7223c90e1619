// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-training-private.h"

#include <string.h>

/* Digits alone, no sign; beyond what fits it is the greatest. */
static gboolean
take_number (const char **at, gint64 *value)
{
  const char *begin = *at;
  guint64 number = 0;

  for (; g_ascii_isdigit (**at); (*at)++)
    number = number > G_MAXINT64 / 10 - 1 ? G_MAXINT64 / 10 : number * 10 + (guint64) (**at - '0');
  *value = (gint64) MIN (number, G_MAXINT64 / 10);
  return *at != begin;
}

/* "bytes=1-2", "bytes=1-", "bytes=-5". FALSE: it is none of these, and is as good as not there. */
static gboolean
parse_range (const char *text, gint64 *first, gint64 *last, gint64 *suffix)
{
  *first = *last = *suffix = -1;
  if (g_ascii_strncasecmp (text, "bytes=", strlen ("bytes=")) != 0)
    return FALSE;
  text += strlen ("bytes=");
  if (*text == '-')
    {
      text++;
      return take_number (&text, suffix) && *text == '\0';
    }
  if (!take_number (&text, first) || *text++ != '-')
    return FALSE;
  if (*text == '\0')
    return TRUE;
  return take_number (&text, last) && *text == '\0' && *last >= *first;
}

/* One of a list, compared weakly (RFC 9110, 13.1.2). */
static gboolean
list_has (const char *list, const char *etag)
{
  g_auto (GStrv) entries = g_strsplit (list, ",", -1);

  for (guint i = 0; entries[i] != NULL; i++)
    {
      const char *entry = g_strstrip (entries[i]);

      if (g_str_has_prefix (entry, "W/"))
        entry += 2;
      if (g_str_equal (entry, etag) || g_str_equal (entry, "*"))
        return TRUE;
    }
  return FALSE;
}

McRange
mc_training_range (const char *range, const char *if_range, const char *if_none_match, const char *etag, gint64 size,
                   gint64 *first, gint64 *last)
{
  gint64 from, to, suffix;

  *first = 0;
  *last = size - 1;
  if (if_none_match != NULL && list_has (if_none_match, etag))
    return MC_RANGE_NOT_MODIFIED;
  /* strongly compared, and a date never proves anything here (13.1.5) */
  if (range == NULL || (if_range != NULL && !g_str_equal (if_range, etag)) || !parse_range (range, &from, &to, &suffix))
    return MC_RANGE_WHOLE;
  if (suffix == 0 || from >= size)
    return MC_RANGE_UNSATISFIABLE;
  *first = suffix > 0 ? MAX (size - suffix, 0) : from;
  *last = suffix > 0 || to < 0 ? size - 1 : MIN (to, size - 1);
  return MC_RANGE_PART;
}

/* Without what a name must not have on any system: separators, control characters, dots in front. (transfer full) */
static char *
safe_name (const char *name)
{
  g_autoptr (GString) safe = g_string_new (NULL);

  while (*name == '.' || *name == ' ')
    name++;
  for (; *name != '\0'; name = g_utf8_next_char (name))
    {
      gunichar c = g_utf8_get_char (name);
      gboolean bad = g_unichar_iscntrl (c) || g_unichar_type (c) == G_UNICODE_FORMAT
                     || (c < 128 && strchr ("\"*/:<>?\\|", (int) c) != NULL);

      g_string_append_unichar (safe, bad ? '_' : c);
    }
  return g_string_free_and_steal (safe->len > 0 ? g_steal_pointer (&safe) : g_string_new ("tai-lieu"));
}

char *
mc_training_disposition (const char *name)
{
  g_autofree char *safe = safe_name (name);
  g_autofree char *encoded = g_uri_escape_string (safe, NULL, FALSE);
  g_autofree char *ascii = g_str_to_ascii (safe, "C");

  for (char *c = ascii; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c) && strchr ("._- ", *c) == NULL)
      *c = '_';
  return g_strdup_printf ("attachment; filename=\"%s\"; filename*=UTF-8''%s", ascii, encoded);
}
