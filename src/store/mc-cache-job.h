// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sqlite3.h>

#include "mc-cache-list.h"
#include "mc-cache.h"

G_BEGIN_DECLS

/* What McCache has done on its threads: one function a job, a McDbFunc with a McCacheJob as its data. */
typedef struct
{
  McChanges *changes;
  McSummary *summary;
  McCacheList *list;
  McFilter *filter;
  GPtrArray *filters;
  GArray *keys;
  GBytes *bytes;
  char *a;
  char *b;
  guint most;
  gint64 number;
  gint64 limit;
  gint64 now_us;
} McCacheJob;

/* What is stored beside the records: the feed's cursor, who is signed in, the running snapshot. value: NULL deletes. */
char *mc_cache_get_meta (sqlite3 *db, const char *name, GError **error);
gboolean mc_cache_set_meta (sqlite3 *db, const char *name, const char *value, GError **error);

/* mc-cache-read.c: on the reader. */
gboolean mc_cache_get_job (sqlite3 *db, gpointer data, GValue *result, GError **error);
gboolean mc_cache_list_job (sqlite3 *db, gpointer data, GValue *result, GError **error);
gboolean mc_cache_rows_job (sqlite3 *db, gpointer data, GValue *result, GError **error);
gboolean mc_cache_values_job (sqlite3 *db, gpointer data, GValue *result, GError **error);
gboolean mc_cache_total_job (sqlite3 *db, gpointer data, GValue *result, GError **error);
gboolean mc_cache_counts_job (sqlite3 *db, gpointer data, GValue *result, GError **error);
gboolean mc_cache_summary_job (sqlite3 *db, gpointer data, GValue *result, GError **error);
gboolean mc_cache_detail_job (sqlite3 *db, gpointer data, GValue *result, GError **error);
gboolean mc_cache_lacking_job (sqlite3 *db, gpointer data, GValue *result, GError **error);

/* mc-cache-write.c: on the writer. */
gboolean mc_cache_set_job (sqlite3 *db, gpointer data, GValue *result, GError **error);
gboolean mc_cache_apply_job (sqlite3 *db, gpointer data, GValue *result, GError **error);
gboolean mc_cache_begin_snapshot_job (sqlite3 *db, gpointer data, GValue *result, GError **error);
gboolean mc_cache_end_snapshot_job (sqlite3 *db, gpointer data, GValue *result, GError **error);
gboolean mc_cache_put_summary_job (sqlite3 *db, gpointer data, GValue *result, GError **error);
gboolean mc_cache_withhold_job (sqlite3 *db, gpointer data, GValue *result, GError **error);
gboolean mc_cache_expect_job (sqlite3 *db, gpointer data, GValue *result, GError **error);
gboolean mc_cache_put_dossier_job (sqlite3 *db, gpointer data, GValue *result, GError **error);

/* mc-cache-documents.c: looking on the reader, the rest on the writer. */
gboolean mc_cache_find_document_job (sqlite3 *db, gpointer data, GValue *result, GError **error);
gboolean mc_cache_piece_job (sqlite3 *db, gpointer data, GValue *result, GError **error);
gboolean mc_cache_begin_document_job (sqlite3 *db, gpointer data, GValue *result, GError **error);
gboolean mc_cache_put_piece_job (sqlite3 *db, gpointer data, GValue *result, GError **error);
gboolean mc_cache_end_document_job (sqlite3 *db, gpointer data, GValue *result, GError **error);
gboolean mc_cache_use_document_job (sqlite3 *db, gpointer data, GValue *result, GError **error);

G_END_DECLS
