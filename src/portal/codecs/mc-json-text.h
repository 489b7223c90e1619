// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* JSON written straight as text: what is written often (a dossier as it is stored, a summary) needs no tree of nodes first. A
 * comma goes where one is needed. name: plain ASCII, NULL: an element of a list. NULL becomes null. */
void mc_put_begin (GString *text, const char *name);
void mc_put_end (GString *text);
void mc_put_begin_list (GString *text, const char *name);
void mc_put_end_list (GString *text);
void mc_put_string (GString *text, const char *name, const char *value);
void mc_put_int (GString *text, const char *name, gint64 value);
void mc_put_optional_int (GString *text, const char *name, gint64 value); /* < 0: null */
void mc_put_boolean (GString *text, const char *name, gboolean value);
void mc_put_time (GString *text, const char *name, GDateTime *value);
void mc_put_strings (GString *text, const char *name, const char *const *values);
/* Left out when NULL: of what is to be small. */
void mc_put_given_string (GString *text, const char *name, const char *value);
void mc_put_given_time (GString *text, const char *name, GDateTime *value);
/* JSON as it stands. */
void mc_put_json (GString *text, const char *name, const char *json);
/* Takes object. */
void mc_put_object (GString *text, const char *name, JsonObject *object);

/* The members of one thing, between begin and end. */
typedef void (*McPutPart) (GString *text, gconstpointer value);
void mc_put_part (GString *text, const char *name, gconstpointer value, McPutPart put);
/* Of each element; list NULL: null. */
void mc_put_list (GString *text, const char *name, GPtrArray *list, McPutPart put);

G_END_DECLS
