// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sqlite3.h>

#include "mc-act.h"
#include "mc-filter.h"

G_BEGIN_DECLS

/* Columns of a summary in the order that mc_cache_read_summary() reads them. */
#define MC_CACHE_COLUMNS                                                                                               \
  "id, version, handling_version, code, provisional_code, procedure_code, procedure_name, field_name, owner_name, "    \
  "owner_id_masked, submitter_name, channel, national_state, local_step, delivery, payment, sync, received_unit, "     \
  "competent_unit, handler_id, handler_name, submitted_at, accepted_at, response_due_at, due_at, warn_at, "            \
  "finished_at, actions, supplement_due_at"

/* first: index of the first of MC_CACHE_COLUMNS in the row. (transfer full) */
McSummary *mc_cache_read_summary (sqlite3_stmt *row, int first);

/* Inserts or replaces a summary when it is newer; mark: of the running snapshot. changed: (out). */
gboolean mc_cache_write_summary (sqlite3 *db, const McSummary *summary, gint64 mark, gboolean *changed, GError **error);
gboolean mc_cache_remove (sqlite3 *db, const char *id, gboolean *changed, GError **error);

/* The keys that the filter lets through, or how many they are, filter: (nullable): all. order: as in McQueue; NULL or
 * unknown: as they came. Times are stored as microseconds since 1970. */
sqlite3_stmt *mc_cache_select_keys (sqlite3 *db, const McFilter *filter, const char *order, gint64 now_us,
                                    GError **error);
sqlite3_stmt *mc_cache_select_count (sqlite3 *db, const McFilter *filter, gint64 now_us, GError **error);

/* What the index is asked for a typed text; NULL when there is no word in it, so that it finds everything.
 * (transfer full) (nullable) */
char *mc_cache_match (const char *search);

G_END_DECLS
