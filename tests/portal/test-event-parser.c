// SPDX-License-Identifier: GPL-3.0-or-later
#include <string.h>

#include "mc-event-parser.h"
#include "mc-portal-error.h"

/* What came out, an event a line: "name|data", "-" for a comment, "!" for a refusal. */
static void
note_events (McEventParser *parser, GString *out)
{
  McEvent *event;

  while ((event = mc_event_parser_take (parser)) != NULL)
    {
      if (event->name == NULL)
        g_string_append (out, "-;");
      else
        g_string_append_printf (out, "%s|%s;", event->name, event->data);
      mc_event_free (event);
    }
}

/* In pieces of this size; 0: of random sizes. (transfer full) */
static char *
parse (const char *text, gsize length, gsize piece)
{
  g_autoptr (McEventParser) parser = mc_event_parser_new ();
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < length;)
    {
      gsize wanted = piece > 0 ? piece : (gsize) g_test_rand_int_range (1, 20);
      gsize size = MIN (length - i, wanted);
      gboolean taken = mc_event_parser_feed (parser, text + i, size, &error);

      note_events (parser, out);
      if (!taken)
        {
          g_assert_error (error, MC_PORTAL_ERROR, MC_PORTAL_ERROR_PROTOCOL);
          g_assert_false (mc_event_parser_feed (parser, "\n", 1, NULL));
          g_string_append_c (out, '!');
          break;
        }
      i += size;
    }
  return g_string_free_and_steal (g_steal_pointer (&out));
}

static void
test_table (void)
{
  static const struct
  {
    const char *text;
    const char *events;
  } rows[] = {
    { "", "" },
    { "event: changes\ndata: {}\n\n", "changes|{};" },
    { "event: changes\r\ndata: {}\r\n\r\n", "changes|{};" },
    { "event: changes\rdata: {}\r\r", "changes|{};" },
    { "event: changes\r\ndata: {}\n\r\n", "changes|{};" },
    { "event:changes\ndata:{}\n\n", "changes|{};" },
    { "event:  changes\ndata:  {}\n\n", " changes| {};" },
    { "data: a\ndata: b\ndata:\ndata: c\n\n", "message|a\nb\n\nc;" },
    { "data: a\r\ndata: b\r\n\r\ndata: c\r\n\r\n", "message|a\nb;message|c;" },
    { "data\n\n", "message|;" },
    { "event: changes\n\ndata: a\n\n", "message|a;" },
    { "event: a\nevent: b\ndata: x\n\n", "b|x;" },
    { "event: a\ndata: x\n\ndata: y\n\n", "a|x;message|y;" },
    { "id: 7\nretry: 100\nweather: rain\n: c\ndata: x\n\n", "-;message|x;" },
    { ":\n\n", "-;" },
    { ": a comment: with: colons\n", "-;" },
    { "\n\n\n", "" },
    { "databas: x\nevents: y\ndat: z\n\n", "" },
    { "\xEF\xBB\xBF"
      "data: x\n\n",
      "message|x;" },
    { "data: \xEF\xBB\xBFx\n\n", "message|\xEF\xBB\xBFx;" },
    { "data: Hồ sơ đã đổi\n\n", "message|Hồ sơ đã đổi;" },
    { "event: cut\ndata: {\"after\":", "" },
    { "event: cut\ndata: {}\n", "" },
    { "data: a\n\ndata: \xff\n\ndata: b\n\n", "message|a;!" },
    { "data: a\n\n\xc3\n", "message|a;!" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    for (gsize piece = 0; piece < 5; piece++)
      {
        g_autofree char *events = parse (rows[i].text, strlen (rows[i].text), piece);

        if (g_strcmp0 (events, rows[i].events) != 0)
          g_test_message ("%s in pieces of %zu", rows[i].text, piece);
        g_assert_cmpstr (events, ==, rows[i].events);
      }
}

/* A CR ends the line there and then: who writes only CRs is not waited for. */
static void
test_at_once (void)
{
  g_autofree char *events = parse ("data: x\r\r", strlen ("data: x\r\r"), 1);
  g_autofree char *nul = parse ("data: a\0b\n\n", 11, 1);

  g_assert_cmpstr (events, ==, "message|x;");
  g_assert_cmpstr (nul, ==, "!");
}

static void
test_bounds (void)
{
  g_autofree char *filler = g_strnfill (MC_EVENT_MAX_BYTES, 'a');
  g_autofree char *half = g_strnfill (MC_EVENT_MAX_BYTES / 2, 'a');
  g_autofree char *long_line = g_strconcat ("data: ", filler, NULL);
  g_autofree char *comment = g_strconcat ("data: x\n\n:", filler, "\n", NULL);
  g_autofree char *most = g_strconcat ("data:", half, "\n\n", NULL);
  g_autofree char *sum = g_strconcat ("data:", half, "\ndata:", half, "\n\n", NULL);
  g_autofree char *a = parse (long_line, strlen (long_line), 4096);
  g_autofree char *b = parse (comment, strlen (comment), 4096);
  g_autofree char *c = parse (most, strlen (most), 4096);
  g_autofree char *d = parse (sum, strlen (sum), 4096);

  g_assert_cmpstr (a, ==, "!");
  g_assert_cmpstr (b, ==, "message|x;!");
  g_assert_cmpuint (strlen (c), ==, strlen ("message|;") + strlen (half));
  g_assert_cmpstr (d, ==, "!");
}

/* Two comments in one piece are one, in two they are two. */
static void
drop_repeated (char *events)
{
  char *twice;

  while ((twice = strstr (events, "-;-;")) != NULL)
    memmove (twice, twice + 2, strlen (twice + 2) + 1);
}

/* Whatever comes: no crash, and the pieces it comes in make no difference. */
static void
test_any_bytes (void)
{
  static const char alphabet[] = ":\n\r data:event: x\xc3\xa9\xff";

  for (guint round = 0; round < 3000; round++)
    {
      char text[60];
      gsize length = (gsize) g_test_rand_int_range (0, sizeof text);
      g_autofree char *whole = NULL;
      g_autofree char *pieces = NULL;

      for (gsize i = 0; i < length; i++)
        text[i] = alphabet[g_test_rand_int_range (0, sizeof alphabet - 1)];
      whole = parse (text, length, sizeof text);
      pieces = parse (text, length, 0);
      drop_repeated (whole);
      drop_repeated (pieces);
      g_assert_cmpstr (whole, ==, pieces);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/event-parser/table", test_table);
  g_test_add_func ("/event-parser/at-once", test_at_once);
  g_test_add_func ("/event-parser/bounds", test_bounds);
  g_test_add_func ("/event-parser/any-bytes", test_any_bytes);
  return g_test_run ();
}
