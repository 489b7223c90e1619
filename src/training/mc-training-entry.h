// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* An object of a file of the training data, read with suspicion: whatever is not as it must be ends the process by g_error,
 * which names file, entry and member. Texts outlive it: they live as long as the process. */
typedef struct
{
  const char *file; /* "units.json" */
  const char *id;   /* which entry, for messages */
  JsonObject *object;
} McEntry;

/* The file's array of that name, of 1 to max objects; entries live as long as it does. (transfer full) */
JsonArray *mc_entry_read_file (const char *file, const char *member, guint max);
/* The i-th of an array; its id: that member's text. */
McEntry mc_entry_at (const char *file, JsonArray *array, guint i, const char *id_member);
/* The i-th of an inner array of `of`. */
McEntry mc_entry_inner (const McEntry *of, JsonArray *array, guint i);

G_NORETURN void mc_entry_complain (const McEntry *self, const char *member, const char *what);

/* No members but these; NULL-terminated. */
void mc_entry_only (const McEntry *self, const char *const *members);
/* NFC, no control characters, not empty, no blanks around it; NULL: not there. */
const char *mc_entry_text (const McEntry *self, const char *member);
/* The same, but it must be there. */
const char *mc_entry_need (const McEntry *self, const char *member);
/* One of a closed list, NULL-terminated; fallback when it is not there; NULL as fallback: it must be. */
const char *mc_entry_word (const McEntry *self, const char *member, const char *const *words, const char *fallback);
/* fallback below min: it must be there. */
gint64 mc_entry_number (const McEntry *self, const char *member, gint64 min, gint64 max, gint64 fallback);
gboolean mc_entry_flag (const McEntry *self, const char *member);
/* "2026-01-31"; NULL: not there. */
const char *mc_entry_day (const McEntry *self, const char *member);
/* An inner array of min to max elements; NULL: not there, where min is 0. */
JsonArray *mc_entry_array (const McEntry *self, const char *member, guint min, guint max);
/* An inner array of texts, NULL-terminated. empty_too: "" is one. */
const char *const *mc_entry_texts (const McEntry *self, const char *member, guint min, gboolean empty_too,
                                   guint *count);

G_END_DECLS
