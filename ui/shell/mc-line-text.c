// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-line-text.h"

#include <glib/gi18n.h>

char *
mc_line_number (gint64 number)
{
  g_autofree char *plain = g_strdup_printf ("%" G_GINT64_FORMAT, number);
  g_autoptr (GString) text = g_string_new (plain);

  for (gssize at = (gssize) text->len - 3; at > (number < 0 ? 1 : 0); at -= 3)
    g_string_insert (text, at, ".");
  return g_string_free_and_steal (g_steal_pointer (&text));
}

/* "10:42" in the country's time. (transfer full) */
static char *
clock_time (gint64 us)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Asia/Ho_Chi_Minh");
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc_usec (us);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, zone);

  return g_date_time_format (local, "%H:%M");
}

static char *
with_waiting (const char *state, guint waiting)
{
  if (waiting == 0)
    return g_strdup (state);
  /* Translators: the line's state, then how many acts wait: "Mất kết nối – 3 thao tác chờ gửi" */
  return g_strdup_printf (ngettext ("%s – %u action waiting", "%s – %u actions waiting", waiting), state, waiting);
}

static char *
updating_text (const McLine *line)
{
  g_autofree char *done = NULL;
  g_autofree char *total = NULL;

  if (line->snapshot_done < 0 || line->snapshot_total < 0)
    return g_strdup (_ ("Updating…"));
  done = mc_line_number (line->snapshot_done);
  total = mc_line_number (line->snapshot_total);
  return g_strdup_printf (_ ("Loaded %s/%s dossiers"), done, total);
}

char *
mc_line_text (const McLine *line)
{
  g_autofree char *time = NULL;
  g_autofree char *updated = NULL;

  if (line->needs_you > 0)
    return g_strdup_printf (ngettext ("%u action needs attention", "%u actions need attention", line->needs_you),
                            line->needs_you);
  switch (line->state)
    {
    case MC_LINE_STARTING:
      return g_strdup (_ ("Opening…"));
    case MC_LINE_UPDATING:
      return updating_text (line);
    case MC_LINE_CURRENT:
      time = clock_time (line->updated_us);
      updated = g_strdup_printf (_ ("Updated %s"), time);
      return with_waiting (updated, line->waiting);
    case MC_LINE_OFFLINE:
      return with_waiting (_ ("Offline"), line->waiting);
    case MC_LINE_SIGNED_OUT:
      return with_waiting (_ ("Not signed in"), line->waiting);
    case MC_LINE_TROUBLE:
    default:
      if (mc_line_is_outdated (line))
        return with_waiting (_ ("This version is too old"), line->waiting);
      return with_waiting (_ ("The portal answers oddly"), line->waiting);
    }
}

const char *
mc_line_icon (const McLine *line)
{
  if (line->needs_you > 0)
    return "dialog-warning-symbolic";
  switch (line->state)
    {
    case MC_LINE_STARTING:
    case MC_LINE_UPDATING:
      return "emblem-synchronizing-symbolic";
    case MC_LINE_CURRENT:
      return line->waiting > 0 ? "document-send-symbolic" : "object-select-symbolic";
    case MC_LINE_OFFLINE:
      return "network-offline-symbolic";
    case MC_LINE_SIGNED_OUT:
      return "system-users-symbolic";
    case MC_LINE_TROUBLE:
    default:
      return "dialog-warning-symbolic";
    }
}
