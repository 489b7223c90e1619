// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-training-entry.h"
#include "mc-training-world.h"

#define MAX_TEXTS 1000

typedef struct
{
  McWorldText *texts;
  guint count;
} Texts;

static const char *const kinds[] = { "supplement",    "refusal",    "stop",   "apology",         "note",
                                     "opinion",       "assignment", "rework", "back_to_counter", "corrected_at_counter",
                                     "withdrawal",    "exemption",  "denial", "correction",      "transfer",
                                     "transfer_back", NULL };
static const char *const marks[] = { "missing", "invalid", NULL };

static void
read_text (const McEntry *entry, McWorldText *text)
{
  static const char *const members[]
      = { "id", "kind", "field", "procedure", "component", "mark", "reason", "text", "basis", "agency", NULL };
  gboolean supplement, refusal, denial;

  mc_entry_only (entry, members);
  text->id = entry->id;
  text->kind = mc_entry_word (entry, "kind", kinds, NULL);
  text->field = mc_entry_text (entry, "field");
  text->procedure = mc_entry_text (entry, "procedure");
  text->component = mc_entry_text (entry, "component");
  text->text = mc_entry_need (entry, "text");
  text->basis = mc_entry_need (entry, "basis");
  text->agency = mc_entry_text (entry, "agency");
  supplement = g_str_equal (text->kind, "supplement");
  refusal = g_str_equal (text->kind, "refusal");
  denial = g_str_equal (text->kind, "denial");
  if (supplement)
    text->mark = mc_entry_word (entry, "mark", marks, NULL);
  text->reason = supplement || refusal || denial ? mc_entry_need (entry, "reason") : mc_entry_text (entry, "reason");
  if ((g_strcmp0 (text->reason, "not_competent") == 0) != (text->agency != NULL))
    mc_entry_complain (entry, "agency", "goes with the reason not_competent and with nothing else");
}

static gpointer
read_texts (gpointer data)
{
  Texts *self = g_new0 (Texts, 1);
  g_autoptr (JsonArray) array = mc_entry_read_file ("texts.json", "texts", MAX_TEXTS);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  self->count = json_array_get_length (array);
  self->texts = g_new0 (McWorldText, self->count);
  for (guint i = 0; i < self->count; i++)
    {
      McEntry entry = mc_entry_at ("texts.json", array, i, "id");

      read_text (&entry, &self->texts[i]);
      if (!g_hash_table_add (seen, (gpointer) entry.id))
        mc_entry_complain (&entry, "id", "there twice");
    }
  return self;
}

const McWorldText *
mc_world_get_texts (guint *count)
{
  static GOnce once = G_ONCE_INIT;
  const Texts *self = g_once (&once, read_texts, NULL);

  *count = self->count;
  return self->texts;
}
