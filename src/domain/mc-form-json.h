// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <json-glib/json-glib.h>

#include "mc-form.h"

G_BEGIN_DECLS

/* A form's definition as JSON: one shape in catalogue and contract. */

/* Hostile input: everything is bounded, checked for its type and clean. NULL and G_IO_ERROR_INVALID_DATA naming the member
 * that is wrong. (transfer full) (nullable) */
McForm *mc_form_from_json (JsonObject *object, GError **error);

/* (transfer full) */
JsonObject *mc_form_to_json (const McForm *form);

/* What an official filled in, as an object; NULL for anything else. (transfer full) (nullable) */
JsonNode *mc_form_parse_values (const char *values);

/* A member that is a string, clean and without blanks around it; NULL when it is none or nothing is left. (transfer full)
 * (nullable) */
char *mc_form_get_text (JsonObject *values, const char *name);

/* A member's own node, NULL when it is not there or null. (transfer none) (nullable) */
JsonNode *mc_form_get_node (JsonObject *values, const char *name);

/* mc_form_say_field(), mc_form_notice() and mc_form_apply_marks() of values that are an object already. */
char *mc_form_say_value (const McForm *self, const char *field, JsonObject *values, const McDossier *dossier);
McNotice *mc_form_make_notice (const McForm *self, const char *action, JsonObject *values, const McDossier *dossier,
                               const char *actor_name, GDateTime *at);
void mc_form_put_marks (const McForm *self, JsonObject *values, GPtrArray *components);

G_END_DECLS
