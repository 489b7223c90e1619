// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-training-private.h"

#include <string.h>

#define MAX_DEPTH 32 /* no body of the contract nests deeper than eight */

/* What a walk through a body has seen. */
typedef struct
{
  GHashTable *members; /* JsonObject → how many members it was given */
  guint depth;
  gboolean unsound;
} Walk;

static void
start_cb (JsonParser *parser, Walk *walk)
{
  walk->unsound |= ++walk->depth > MAX_DEPTH;
}

static void
array_end_cb (JsonParser *parser, JsonArray *array, Walk *walk)
{
  walk->depth--;
}

static void
member_cb (JsonParser *parser, JsonObject *object, const char *name, Walk *walk)
{
  guint count = GPOINTER_TO_UINT (g_hash_table_lookup (walk->members, object));

  g_hash_table_insert (walk->members, object, GUINT_TO_POINTER (count + 1));
}

static void
object_end_cb (JsonParser *parser, JsonObject *object, Walk *walk)
{
  walk->depth--;
  walk->unsound |= GPOINTER_TO_UINT (g_hash_table_lookup (walk->members, object)) != json_object_get_size (object);
  g_hash_table_remove (walk->members, object);
}

/* A member given twice means one thing to a proxy and another to us (RFC 8259, 4): such a body is nobody's. */
gboolean
mc_training_body_is_sound (GBytes *body)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GHashTable) members = g_hash_table_new (NULL, NULL);
  Walk walk = { .members = members };
  gsize size = 0;
  const char *text = g_bytes_get_data (body, &size);

  json_parser_set_strict (parser, TRUE);
  g_signal_connect (parser, "object-start", G_CALLBACK (start_cb), &walk);
  g_signal_connect (parser, "array-start", G_CALLBACK (start_cb), &walk);
  g_signal_connect (parser, "array-end", G_CALLBACK (array_end_cb), &walk);
  g_signal_connect (parser, "object-member", G_CALLBACK (member_cb), &walk);
  g_signal_connect (parser, "object-end", G_CALLBACK (object_end_cb), &walk);
  return size > 0 && json_parser_load_from_data (parser, text, (gssize) size, NULL) && !walk.unsound;
}

McTrainingResponse *
mc_training_wrong_type (const McTrainingRequest *request)
{
  const char *type = mc_training_request_header (request, "content-type");
  gsize length = type != NULL ? strcspn (type, "; ") : 0;

  if (type == NULL
      || (length == strlen ("application/json") && g_ascii_strncasecmp (type, "application/json", length) == 0))
    return NULL;
  return mc_training_problem (415, "wrong_media_type", "Nội dung gửi lên phải là application/json.");
}
