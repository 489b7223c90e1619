// SPDX-License-Identifier: GPL-3.0-or-later
#include <string.h>

#include <gio/gio.h>
#include <sys/random.h>

#include "mc-text.h"

G_LOCK_DEFINE_STATIC (counter);

static void
fill_random (guint8 *bytes, gsize length)
{
  /* short reads happen only above 256 bytes; without entropy there is no honest id */
  if (getrandom (bytes, length, 0) != (ssize_t) length)
    g_error ("no random bytes from the system");
}

/* RFC 9562 6.2 method 1: a counter in rand_a keeps ids of one millisecond in order. A full counter borrows from the
 * milliseconds to come, and goes on from there when these come; another instant, earlier or later, begins anew. */
static guint16
next_counter (gint64 *unix_ms)
{
  static gint64 asked_ms = -1;
  static gint64 last_ms = -1;
  static guint16 count = 0;
  guint16 result;

  G_LOCK (counter);
  if (*unix_ms < asked_ms || *unix_ms > last_ms)
    {
      last_ms = *unix_ms;
      count = 0;
    }
  else if (count < 0xFFF)
    count++;
  else
    {
      last_ms++;
      count = 0;
    }
  asked_ms = *unix_ms;
  *unix_ms = last_ms;
  result = count;
  G_UNLOCK (counter);
  return result;
}

char *
mc_uuid_new (gint64 unix_ms)
{
  guint8 b[16];
  guint16 count = next_counter (&unix_ms);

  fill_random (b + 8, 8);
  for (int i = 0; i < 6; i++)
    b[i] = (guint8) (unix_ms >> (40 - 8 * i));
  b[6] = (guint8) (0x70 | (count >> 8));
  b[7] = (guint8) count;
  b[8] = (guint8) (0x80 | (b[8] & 0x3F));
  return g_strdup_printf ("%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x", b[0], b[1], b[2],
                          b[3], b[4], b[5], b[6], b[7], b[8], b[9], b[10], b[11], b[12], b[13], b[14], b[15]);
}

gboolean
mc_uuid_is_valid (const char *text)
{
  return text != NULL && strlen (text) == 36 && g_uuid_string_is_valid (text);
}
