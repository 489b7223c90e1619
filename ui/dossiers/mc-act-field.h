// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>
#include <json-glib/json-glib.h>

#include "mc-official.h"

G_BEGIN_DECLS

/* One field of an act's form: its label, what it is filled in with by its kind, what is wrong with it. Signal: "changed",
 * by the official only. */
#define MC_TYPE_ACT_FIELD (mc_act_field_get_type ())
G_DECLARE_FINAL_TYPE (McActField, mc_act_field, MC, ACT_FIELD, GtkBox)

/* Whether there is an input for its kind. */
gboolean mc_act_field_knows (const McFormField *field);

/* index: of the form's fields. text: (nullable): a draft; else it begins with its default. */
McActField *mc_act_field_new (McForm *form, guint index, const char *text);

const McFormField *mc_act_field_get_field (McActField *self);

/* What stands in it, as a draft keeps it. (transfer full) */
char *mc_act_field_get_text (McActField *self);

/* Of the kind "marks", filled in on the page and only told here: its value, and the lines that say it. */
void mc_act_field_set_marks (McActField *self, JsonArray *value, const McDossier *dossier, const McMe *me);

/* Adds the field's member to the act's object; nothing when it is empty. */
void mc_act_field_add_value (McActField *self, JsonObject *values);

/* The other way: what such an object says of a field, as a draft keeps it. NULL: nothing, or nothing that is typed.
 * (transfer full) */
char *mc_act_field_read_value (const McFormField *field, JsonObject *values);

/* Whether the official has changed it since it is shown. */
gboolean mc_act_field_is_touched (McActField *self);

/* text: (nullable): NULL: nothing is wrong. */
void mc_act_field_show_problem (McActField *self, const char *text);

gboolean mc_act_field_focus (McActField *self);

G_END_DECLS
