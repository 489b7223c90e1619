// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

#include "mc-official.h"

G_BEGIN_DECLS

/* The acts and their forms that ship with the program (data/catalogues/forms.json), as they hold on that day: dated data,
 * so that what was done is judged by the rules of its day. A portal serves them; a client uses what its portal serves.
 * (transfer full) of McActionInfo */
GPtrArray *mc_form_catalogue_get_actions (GDateTime *on);

/* The same from a catalogue's text. NULL and G_IO_ERROR_INVALID_DATA for anything unsound. (transfer full) (nullable) */
GPtrArray *mc_form_catalogue_parse (const char *json, gssize length, GDateTime *on, GError **error);

/* One act's form of that day, shared: not to be changed. (transfer full) (nullable) */
McForm *mc_form_catalogue_find (const char *action, GDateTime *on);

G_END_DECLS
