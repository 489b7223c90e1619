// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Reading catalogues member by member: bounded, checked for type, clean. A reader that finds something wrong sets
 * G_IO_ERROR_INVALID_DATA naming the member unless *error is set already, and answers something harmless, so that a
 * whole object is read before the error is looked at once. error: never NULL. */

void mc_json_fail (GError **error, const char *name);

/* The text's root object. (transfer full) (nullable) */
JsonNode *mc_json_parse_object (const char *json, gssize length, GError **error);

/* NULL when it is not there or null. (transfer full) (nullable) */
char *mc_json_optional_string (JsonObject *object, const char *name, GError **error);
char *mc_json_string (JsonObject *object, const char *name, GError **error);
gint64 mc_json_int (JsonObject *object, const char *name, gint64 min, gint64 max, GError **error);
gboolean mc_json_boolean (JsonObject *object, const char *name, GError **error);
int mc_json_day (JsonObject *object, const char *name, GError **error);    /* as mc_day_parse() */
int mc_json_minute (JsonObject *object, const char *name, GError **error); /* as mc_minute_parse() */

/* Which of `words` (NULL-terminated) it is. */
int mc_json_word (JsonObject *object, const char *name, const char *const *words, GError **error);

/* (transfer none) (nullable) */
JsonArray *mc_json_array (JsonObject *object, const char *name, guint max_length, GError **error);
JsonObject *mc_json_object (JsonObject *object, const char *name, GError **error);
JsonObject *mc_json_optional_object (JsonObject *object, const char *name, GError **error);
JsonObject *mc_json_element_object (JsonArray *array, guint index, GError **error);

/* value NULL writes null */
void mc_json_set_string (JsonObject *object, const char *name, const char *value);

G_END_DECLS
