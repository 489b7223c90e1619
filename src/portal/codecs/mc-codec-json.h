// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mc-codecs.h"
#include "mc-json-text.h"

G_BEGIN_DECLS

/* Reading members of a JSON object that somebody else wrote. One error is enough: after the first failed read the reader
 * answers with harmless values, and mc_reader_finish() tells. */
typedef struct
{
  JsonObject *object; /* borrowed */
  GError *error;      /* owned: the first thing that was wrong */
} McReader;

#define MC_READER_INIT(object_) { .object = (object_) }

/* Strings are cleaned (mc_text_clean) and bounded. null counts as absent. (transfer full) */
char *mc_reader_string (McReader *self, const char *name, gsize max_bytes);
char *mc_reader_optional_string (McReader *self, const char *name, gsize max_bytes);
gint64 mc_reader_integer (McReader *self, const char *name, gint64 min, gint64 max);
gint64 mc_reader_optional_integer (McReader *self, const char *name, gint64 min, gint64 max, gint64 absent);
gboolean mc_reader_boolean (McReader *self, const char *name);
gboolean mc_reader_optional_boolean (McReader *self, const char *name, gboolean absent);
GDateTime *mc_reader_time (McReader *self, const char *name);
GDateTime *mc_reader_optional_time (McReader *self, const char *name);
char *mc_reader_optional_day (McReader *self, const char *name); /* "2026-11-23" */
GStrv mc_reader_strings (McReader *self, const char *name, guint max_count, gsize max_bytes);

/* (transfer none) */
JsonObject *mc_reader_object (McReader *self, const char *name);
JsonObject *mc_reader_optional_object (McReader *self, const char *name);

/* max_count bounds it. (transfer none) (nullable): NULL only after an error. */
JsonArray *mc_reader_array (McReader *self, const char *name, guint max_count);

/* NULL, and no error, when there is none. (transfer none) (nullable) */
JsonArray *mc_reader_optional_array (McReader *self, const char *name, guint max_count);

/* Reads each element of a list into a value that make() gives and list owns. */
typedef gpointer (*McReadMake) (void);
typedef void (*McReadPart) (McReader *self, gpointer value);
void mc_reader_list (McReader *self, JsonArray *array, const char *name, GPtrArray *list, McReadMake make,
                     McReadPart read);

/* The element as an object, or NULL and the reader's error. */
JsonObject *mc_reader_element (McReader *self, JsonArray *array, guint index, const char *name);

void mc_reader_fail (McReader *self, const char *name);

/* Takes over the error of a part read on its own. */
void mc_reader_take_error (McReader *self, GError *error);
gboolean mc_reader_ok (McReader *self);

/* TRUE when all was sound; else FALSE and the error. */
gboolean mc_reader_finish (McReader *self, GError **error);

/* Writing: NULL becomes null. */
void mc_write_string (JsonObject *object, const char *name, const char *value);
void mc_write_time (JsonObject *object, const char *name, GDateTime *value);
void mc_write_optional_int (JsonObject *object, const char *name, gint64 value); /* < 0: null */
void mc_write_strings (JsonObject *object, const char *name, const char *const *values);
JsonNode *mc_node_take_object (JsonObject *object);

/* The member "filter" of that object. (transfer full) */
McFilter *mc_codec_filter_read (McReader *self, JsonObject *object);

/* With "actions". */
void mc_codec_summary_put (GString *text, const char *name, const McSummary *summary);

/* What a dossier has beside what every portal tells: clock, payments, results, delivery, deciding system, notes, other
 * dossiers of the person. A portal, or an older version, that does not tell a member has no data for it. */
void mc_codec_parts_read (McReader *self, McDossier *dossier);
void mc_codec_parts_put (GString *text, const McDossier *dossier);
gpointer mc_codec_document_make (void);
void mc_codec_document_read (McReader *self, gpointer document);
void mc_codec_document_put (GString *text, gconstpointer document);
/* Documents that no longer count: the member stands only where there are some. list: of McDocument */
void mc_codec_earlier_read (McReader *self, GPtrArray *list);
void mc_codec_earlier_put (GString *text, GPtrArray *list);

/* The member "notices" of a dossier into notices (of McNotice), and one back. A dossier kept from before there were any has
 * none. */
void mc_codec_notices_read (McReader *self, GPtrArray *notices);
void mc_codec_notice_put (GString *text, gconstpointer notice);

G_END_DECLS
