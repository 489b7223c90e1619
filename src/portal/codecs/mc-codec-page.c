// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-codec-json.h"

#include <string.h>

struct _McChangesWriter
{
  GString *text;
  guint length;
};

static void
append_string (GString *text, const char *value)
{
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *quoted = NULL;

  for (const char *p = value; *p != '\0'; p++)
    if ((guchar) *p < ' ' || *p == '"' || *p == '\\' || *p == 0x7F)
      {
        node = json_node_init_string (json_node_alloc (), value);
        quoted = json_to_string (node, FALSE);
        g_string_append (text, quoted);
        return;
      }
  g_string_append_c (text, '"');
  g_string_append (text, value);
  g_string_append_c (text, '"');
}

static char *
print_without_actions (JsonNode *summary)
{
  json_object_remove_member (json_node_get_object (summary), "actions");
  return json_to_string (summary, FALSE);
}

char *
mc_codec_summary_text (const McSummary *summary)
{
  g_autoptr (JsonNode) node = mc_codec_summary_build (summary);

  return print_without_actions (node);
}

char *
mc_codec_dossier_text (const McDossier *dossier, char **summary)
{
  g_autoptr (JsonNode) node = mc_codec_dossier_build (dossier);
  char *text = json_to_string (node, FALSE);

  *summary = print_without_actions (json_object_get_member (json_node_get_object (node), "summary"));
  return text;
}

McChangesWriter *
mc_changes_writer_new (void)
{
  McChangesWriter *self = g_new0 (McChangesWriter, 1);

  self->text = g_string_new ("{\"changes\":[");
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
  if (self->length++ > 0)
    g_string_append_c (self->text, ',');
  g_string_append (self->text, "{\"kind\":");
  append_string (self->text, kind);
  g_string_append (self->text, ",\"id\":");
  append_string (self->text, id);
  g_string_append (self->text, ",\"op\":");
  append_string (self->text, op);
}

void
mc_changes_writer_add (McChangesWriter *self, const char *kind, const char *id, const char *summary,
                       const char *const *actions)
{
  gsize size = strlen (summary);

  g_return_if_fail (size > 2 && summary[size - 1] == '}');

  begin (self, kind, id, "upsert");
  g_string_append (self->text, ",\"summary\":");
  g_string_append_len (self->text, summary, (gssize) size - 1);
  g_string_append (self->text, ",\"actions\":[");
  for (guint i = 0; actions[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append_c (self->text, ',');
      append_string (self->text, actions[i]);
    }
  g_string_append (self->text, "]}}");
}

void
mc_changes_writer_remove (McChangesWriter *self, const char *kind, const char *id)
{
  begin (self, kind, id, "remove");
  g_string_append_c (self->text, '}');
}

GBytes *
mc_changes_writer_finish (McChangesWriter *self, const char *next, gboolean more, gboolean snapshot, gint64 total)
{
  g_string_append (self->text, "],\"next\":");
  append_string (self->text, next);
  g_string_append_printf (self->text, ",\"more\":%s,\"snapshot\":%s,\"total\":", more ? "true" : "false",
                          snapshot ? "true" : "false");
  if (total >= 0)
    g_string_append_printf (self->text, "%" G_GINT64_FORMAT "}", total);
  else
    g_string_append (self->text, "null}");
  return g_string_free_to_bytes (g_steal_pointer (&self->text));
}
