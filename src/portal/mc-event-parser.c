// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-event-parser.h"

#include <string.h>

#include "mc-portal-error.h"

#define BYTE_ORDER_MARK "\xEF\xBB\xBF"

struct _McEventParser
{
  GString *line;
  GString *data;
  GQueue events; /* McEvent */
  char *name;
  gboolean has_data;
  gboolean began;      /* the first line is behind */
  gboolean after_cr;   /* a LF now belongs to the line before */
  gboolean is_unsound; /* nothing more is taken */
};

static gboolean
refuse (McEventParser *self, const char *why, GError **error)
{
  self->is_unsound = TRUE;
  g_propagate_error (error, mc_portal_error_new (MC_PORTAL_ERROR_PROTOCOL, NULL, "event stream: %s", why));
  return FALSE;
}

static void
push (McEventParser *self, const char *name, const char *data)
{
  McEvent *event = g_new0 (McEvent, 1);

  event->name = g_strdup (name);
  event->data = g_strdup (data);
  g_queue_push_tail (&self->events, event);
}

static void
push_comment (McEventParser *self)
{
  McEvent *last = g_queue_peek_tail (&self->events);

  /* two in a row say no more than one */
  if (last == NULL || last->name != NULL)
    push (self, NULL, NULL);
}

static void
end_event (McEventParser *self)
{
  if (self->has_data)
    push (self, self->name != NULL && *self->name != '\0' ? self->name : "message", self->data->str);
  g_clear_pointer (&self->name, g_free);
  g_string_truncate (self->data, 0);
  self->has_data = FALSE;
}

static gboolean
take_field (McEventParser *self, const char *line, GError **error)
{
  gsize length = strcspn (line, ":");
  const char *value = line[length] == ':' ? line + length + 1 : "";

  if (*value == ' ')
    value++;
  if (length == strlen ("event") && strncmp (line, "event", length) == 0)
    g_set_str (&self->name, value);
  if (length != strlen ("data") || strncmp (line, "data", length) != 0)
    return TRUE;
  if (self->has_data)
    g_string_append_c (self->data, '\n');
  g_string_append (self->data, value);
  self->has_data = TRUE;
  return self->data->len <= MC_EVENT_MAX_BYTES || refuse (self, "an event is too long", error);
}

static gboolean
end_line (McEventParser *self, GError **error)
{
  g_autofree char *line = g_strndup (self->line->str, self->line->len);
  gboolean is_text = g_utf8_validate (self->line->str, (gssize) self->line->len, NULL);
  const char *text = line;

  g_string_truncate (self->line, 0);
  if (!is_text)
    return refuse (self, "not UTF-8", error);
  if (!self->began && g_str_has_prefix (text, BYTE_ORDER_MARK))
    text += strlen (BYTE_ORDER_MARK);
  self->began = TRUE;
  if (*text == '\0')
    end_event (self);
  else if (*text == ':')
    push_comment (self);
  else
    return take_field (self, text, error);
  return TRUE;
}

McEventParser *
mc_event_parser_new (void)
{
  McEventParser *self = g_new0 (McEventParser, 1);

  self->line = g_string_new (NULL);
  self->data = g_string_new (NULL);
  g_queue_init (&self->events);
  return self;
}

void
mc_event_parser_free (McEventParser *self)
{
  g_queue_clear_full (&self->events, (GDestroyNotify) mc_event_free);
  g_string_free (self->line, TRUE);
  g_string_free (self->data, TRUE);
  g_free (self->name);
  g_free (self);
}

gboolean
mc_event_parser_feed (McEventParser *self, const char *bytes, gsize size, GError **error)
{
  if (self->is_unsound)
    return refuse (self, "unsound before", error);
  for (gsize i = 0; i < size; i++)
    {
      gboolean belongs_before = self->after_cr && bytes[i] == '\n';

      self->after_cr = bytes[i] == '\r';
      if (belongs_before)
        continue;
      if (bytes[i] == '\n' || bytes[i] == '\r')
        {
          if (!end_line (self, error))
            return FALSE;
        }
      else
        {
          g_string_append_c (self->line, bytes[i]);
          if (self->line->len > MC_EVENT_MAX_BYTES)
            return refuse (self, "a line is too long", error);
        }
    }
  return TRUE;
}

McEvent *
mc_event_parser_take (McEventParser *self)
{
  return g_queue_pop_head (&self->events);
}

void
mc_event_free (McEvent *self)
{
  g_free (self->name);
  g_free (self->data);
  g_free (self);
}
