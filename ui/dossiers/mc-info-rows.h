// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Boxed lists of what a record says. Whatever comes from outside is text, never markup. */
AdwPreferencesGroup *mc_info_add_group (AdwPreferencesPage *page, const char *title);

/* A name and its value; value NULL: no data. */
void mc_info_add_row (AdwPreferencesGroup *group, const char *title, const char *value);

/* The same, left out when there is no value. */
void mc_info_add_optional_row (AdwPreferencesGroup *group, const char *title, const char *value);

/* A statement, what is said of it, and a date or sum at its end. (nullable) detail, end */
void mc_info_add_fact (AdwPreferencesGroup *group, const char *title, const char *detail, const char *end);

/* A fact that opens something. action: detailed. */
void mc_info_add_opening (AdwPreferencesGroup *group, const char *title, const char *detail, const char *end,
                          const char *action);

/* What the facts before it come to. */
void mc_info_add_sum (AdwPreferencesGroup *group, const char *title, const char *end);

/* A row that does something. action: detailed, "win.act('add_note')". */
void mc_info_add_button (AdwPreferencesGroup *group, const char *title, const char *action);

/* A row that opens an address in the browser; nothing for NULL and for what is not https. */
void mc_info_add_link (AdwPreferencesGroup *group, const char *title, const char *uri);

G_END_DECLS
