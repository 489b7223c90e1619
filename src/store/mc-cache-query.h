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
  "finished_at, actions, supplement_due_at, secret, step_due_at, sent_back, "                                          \
  "fee_due, fee_paid, fee_paid_at"

/* Begins the reversed numbers in the index: a private letter, which FTS5 takes for part of a word and nobody can type,
 * for a search is cut at everything but letters and digits. */
#define MC_CACHE_REVERSED "\uE000"

/* first: index of the first of MC_CACHE_COLUMNS in the row. (transfer full) */
McSummary *mc_cache_read_summary (sqlite3_stmt *row, int first);

/* As times are stored: microseconds since 1970. */
gint64 mc_cache_us (GDateTime *time);

/* The keys that the filter lets through, filter: (nullable): all. order: as for mc_cache_list(). */
sqlite3_stmt *mc_cache_select_keys (sqlite3 *db, const McFilter *filter, const char *order, gint64 now_us,
                                    GError **error);

/* What a field, which is no time, has in the records that the filter lets through, in Vietnamese order: value, what it is
 * called, how many records. */
sqlite3_stmt *mc_cache_select_values (sqlite3 *db, const McFilter *filter, const char *field, gint64 now_us,
                                      GError **error);

/* What the index is asked for a typed text; NULL when there is no word in it, so that it finds everything.
 * (transfer full) (nullable) */
char *mc_cache_match (const char *search);

/* One row: how many records the filter lets through, of how many of them the member is known, its sum. member: of
 * mc_cache_adds_up() */
sqlite3_stmt *mc_cache_select_total (sqlite3 *db, const McFilter *filter, const char *member, gint64 now_us,
                                     GError **error);

/* One row, read in one pass over all records: column i + 1 is how many filters[i] (McFilter) lets through. */
sqlite3_stmt *mc_cache_select_counts (sqlite3 *db, GPtrArray *filters, gint64 now_us, GError **error);

G_END_DECLS
