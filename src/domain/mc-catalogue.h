// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The catalogues that the program is shipped with (data/catalogues): rules as data, dated by "since". */
typedef enum
{
  MC_CATALOGUE_CALENDAR,
  MC_CATALOGUE_FORMS,
  MC_CATALOGUE_PAPERS,
  MC_CATALOGUE_PROCESSES,
  MC_CATALOGUE_RULES,
  MC_N_CATALOGUES
} McCatalogue;

/* Its JSON as it is shipped, read once. Of any thread. (transfer none) */
const char *mc_catalogue_get_text (McCatalogue catalogue, gssize *length);

/* The newest day that the catalogue names as "since" and that is not after `on` in Vietnam ("2026-11-23"); "" when there is
 * none. Days with the same one have the same entries in force, so what is read for one holds for all. Interned, and found
 * once a day. Of any thread. (transfer none) */
const char *mc_catalogue_get_period (McCatalogue catalogue, GDateTime *on);

G_END_DECLS
