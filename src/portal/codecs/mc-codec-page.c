// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-codec-json.h"

#include "mc-json-text.h"

/* 500 summaries and some */
#define PAGE_ROOM (700 * 1024)

struct _McChangesWriter
{
  GString *text;
  guint length;
};

McChangesWriter *
mc_changes_writer_new (void)
{
  McChangesWriter *self = g_new0 (McChangesWriter, 1);

  self->text = g_string_sized_new (PAGE_ROOM);
  mc_put_begin (self->text, NULL);
  mc_put_begin_list (self->text, "changes");
  return self;
}

void
mc_changes_writer_free (McChangesWriter *self)
{
  if (self->text != NULL)
    g_string_free (self->text, TRUE);
  g_free (self);
}

guint
mc_changes_writer_get_length (McChangesWriter *self)
{
  return self->length;
}

static void
begin (McChangesWriter *self, const char *kind, const char *id, const char *op)
{
  self->length++;
  mc_put_begin (self->text, NULL);
  mc_put_string (self->text, "kind", kind);
  mc_put_string (self->text, "id", id);
  mc_put_string (self->text, "op", op);
}

void
mc_changes_writer_add (McChangesWriter *self, const char *kind, const char *id, const char *summary, gsize size,
                       const char *actions)
{
  g_return_if_fail (size > 2 && summary[size - 1] == '}');

  begin (self, kind, id, "upsert");
  g_string_append (self->text, ",\"summary\":");
  g_string_append_len (self->text, summary, (gssize) size - 1);
  g_string_append (self->text, ",\"actions\":");
  g_string_append (self->text, actions);
  g_string_append (self->text, "}}");
}

void
mc_changes_writer_remove (McChangesWriter *self, const char *kind, const char *id)
{
  begin (self, kind, id, "remove");
  mc_put_end (self->text);
}

GBytes *
mc_changes_writer_finish (McChangesWriter *self, const char *next, gboolean more, gboolean snapshot, gint64 total)
{
  mc_put_end_list (self->text);
  mc_put_string (self->text, "next", next);
  mc_put_boolean (self->text, "more", more);
  mc_put_boolean (self->text, "snapshot", snapshot);
  mc_put_optional_int (self->text, "total", total);
  mc_put_end (self->text);
  return g_string_free_to_bytes (g_steal_pointer (&self->text));
}
