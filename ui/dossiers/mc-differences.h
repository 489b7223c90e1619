// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mc-record.h"

G_BEGIN_DECLS

/* What of a record is said otherwise now than then, in words. */
typedef struct
{
  const char *title; /* "Handler" */
  char *then;
  char *now;
} McDifference;

/* Every member of a summary that people read and that may change: those that read alike are left out. McDifference, in the
 * order in which they matter. (transfer full) */
GPtrArray *mc_differences_list (const McSummary *then, const McSummary *now);

/* What the applicant was told since then, the last of it; NULL: nothing. */
const McNotice *mc_differences_find_notice (const McDossier *now, GDateTime *since);

G_END_DECLS
