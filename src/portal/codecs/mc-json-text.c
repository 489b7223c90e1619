// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-json-text.h"

#include <string.h>

/* Room for a number and for an instant with its fraction. */
#define MAX_NUMBER 24
#define SECONDS_A_DAY 86400

static void
put_name (GString *text, const char *name)
{
  char last = text->len > 0 ? text->str[text->len - 1] : '{';

  if (last != '{' && last != '[')
    g_string_append_c (text, ',');
  if (name == NULL)
    return;
  g_string_append_c (text, '"');
  g_string_append_len (text, name, (gssize) strlen (name));
  g_string_append_len (text, "\":", 2);
}

static void
put_null (GString *text, const char *name)
{
  put_name (text, name);
  g_string_append_len (text, "null", 4);
}

/* What may not stand in a string as it is (RFC 8259, section 7), and DEL. */
static const gboolean escaped[G_MAXUINT8 + 1] = {
  [0 ... ' ' - 1] = TRUE,
  ['"'] = TRUE,
  ['\\'] = TRUE,
  [0x7F] = TRUE,
};

static void
put_escaped (GString *text, char c)
{
  static const char from[] = "\"\\\b\f\n\r\t";
  static const char to[] = "\"\\bfnrt";
  const char *at = strchr (from, c);

  if (at == NULL)
    {
      g_string_append_printf (text, "\\u%04x", (guint) (guchar) c);
      return;
    }
  g_string_append_c (text, '\\');
  g_string_append_c (text, to[at - from]);
}

void
mc_put_string (GString *text, const char *name, const char *value)
{
  const char *begin = value;

  if (value == NULL)
    {
      put_null (text, name);
      return;
    }
  put_name (text, name);
  g_string_append_c (text, '"');
  while (*begin != '\0')
    {
      const char *end = begin;

      while (!escaped[(guchar) *end])
        end++;
      g_string_append_len (text, begin, end - begin);
      if (*end != '\0')
        put_escaped (text, *end++);
      begin = end;
    }
  g_string_append_c (text, '"');
}

/* Digits with zeros before, which printf takes long for. */
static char *
put_digits (char *to, guint value, guint count)
{
  for (guint i = count; i > 0; i--)
    {
      to[i - 1] = (char) ('0' + value % 10);
      value /= 10;
    }
  return to + count;
}

void
mc_put_int (GString *text, const char *name, gint64 value)
{
  char number[MAX_NUMBER];
  char *at = number + MAX_NUMBER;
  guint64 rest = value < 0 ? -(guint64) value : (guint64) value;

  put_name (text, name);
  do
    *--at = (char) ('0' + rest % 10);
  while ((rest /= 10) > 0);
  if (value < 0)
    *--at = '-';
  g_string_append_len (text, at, number + MAX_NUMBER - at);
}

void
mc_put_optional_int (GString *text, const char *name, gint64 value)
{
  if (value >= 0)
    mc_put_int (text, name, value);
  else
    put_null (text, name);
}

void
mc_put_boolean (GString *text, const char *name, gboolean value)
{
  put_name (text, name);
  g_string_append (text, value ? "true" : "false");
}

/* As mc_time_format(), UTC. */
void
mc_put_time (GString *text, const char *name, GDateTime *value)
{
  char form[] = "\"0000-00-00T00:00:00.000000Z\"";
  char *at = form + 1;
  gint64 second;
  guint day, micro;
  GDate date;

  if (value == NULL)
    {
      put_null (text, name);
      return;
    }
  second = g_date_time_to_unix (value);
  micro = (guint) g_date_time_get_microsecond (value);
  /* days since the year 1, which a GDate counts by */
  day = (guint) ((second + G_GINT64_CONSTANT (62135596800)) / SECONDS_A_DAY);
  g_date_clear (&date, 1);
  g_date_set_julian (&date, day + 1);
  second = (second + G_GINT64_CONSTANT (62135596800)) % SECONDS_A_DAY;
  at = put_digits (at, g_date_get_year (&date), 4) + 1;
  at = put_digits (at, (guint) g_date_get_month (&date), 2) + 1;
  at = put_digits (at, g_date_get_day (&date), 2) + 1;
  at = put_digits (at, (guint) (second / 3600), 2) + 1;
  at = put_digits (at, (guint) (second / 60 % 60), 2) + 1;
  at = put_digits (at, (guint) (second % 60), 2);
  if (micro != 0)
    at = put_digits (at + 1, micro, 6);
  put_name (text, name);
  g_string_append_len (text, form, at - form);
  g_string_append_len (text, "Z\"", 2);
}

void
mc_put_begin (GString *text, const char *name)
{
  put_name (text, name);
  g_string_append_c (text, '{');
}

void
mc_put_end (GString *text)
{
  g_string_append_c (text, '}');
}

void
mc_put_begin_list (GString *text, const char *name)
{
  put_name (text, name);
  g_string_append_c (text, '[');
}

void
mc_put_end_list (GString *text)
{
  g_string_append_c (text, ']');
}

void
mc_put_given_string (GString *text, const char *name, const char *value)
{
  if (value != NULL)
    mc_put_string (text, name, value);
}

void
mc_put_given_time (GString *text, const char *name, GDateTime *value)
{
  if (value != NULL)
    mc_put_time (text, name, value);
}

void
mc_put_strings (GString *text, const char *name, const char *const *values)
{
  mc_put_begin_list (text, name);
  for (guint i = 0; values != NULL && values[i] != NULL; i++)
    mc_put_string (text, NULL, values[i]);
  mc_put_end_list (text);
}

void
mc_put_json (GString *text, const char *name, const char *json)
{
  put_name (text, name);
  g_string_append (text, json);
}

void
mc_put_object (GString *text, const char *name, JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *json = NULL;

  json_node_take_object (node, object);
  json = json_to_string (node, FALSE);
  mc_put_json (text, name, json);
}

void
mc_put_part (GString *text, const char *name, gconstpointer value, McPutPart put)
{
  if (value == NULL)
    {
      put_null (text, name);
      return;
    }
  mc_put_begin (text, name);
  put (text, value);
  mc_put_end (text);
}

void
mc_put_list (GString *text, const char *name, GPtrArray *list, McPutPart put)
{
  if (list == NULL)
    {
      put_null (text, name);
      return;
    }
  mc_put_begin_list (text, name);
  for (guint i = 0; i < list->len; i++)
    mc_put_part (text, NULL, g_ptr_array_index (list, i), put);
  mc_put_end_list (text);
}
