// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mc-filter.h"

G_BEGIN_DECLS

/* What of a list's records is wanted: by value, or by day. */
typedef enum
{
  MC_NARROW_PROCEDURE,
  MC_NARROW_FIELD,
  MC_NARROW_RECEIVED,  /* nơi tiếp nhận */
  MC_NARROW_COMPETENT, /* cơ quan có thẩm quyền giải quyết */
  MC_NARROW_HANDLER,
  MC_NARROW_CHANNEL,
  MC_NARROW_SUBMITTED_FROM, /* days: the first and the last one */
  MC_NARROW_SUBMITTED_TO,
  MC_NARROW_ACCEPTED_FROM,
  MC_NARROW_ACCEPTED_TO,
  MC_NARROW_DUE_FROM,
  MC_NARROW_DUE_TO,
  MC_N_NARROWS
} McNarrow;

#define MC_NARROW_IS_DAY(narrow) ((narrow) >= MC_NARROW_SUBMITTED_FROM)

/* How an official wants to see one queue: narrowed down, sorted, with which columns, and where they were. */
typedef struct
{
  char *values[MC_N_NARROWS]; /* NULL: all; days as 2026-11-23 */
  char *labels[MC_N_NARROWS]; /* what the value is called */
  char *sort;                 /* a column of mc_cache_list(); NULL: as the queue has it */
  gboolean descending;
  GStrv columns;       /* ids of the table's columns; NULL: as there is room */
  gint64 selected_key; /* 0: none */
  double top;          /* rows above the first visible */
} McQueueView;

McQueueView *mc_queue_view_new (void);
void mc_queue_view_free (McQueueView *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (McQueueView, mc_queue_view_free)

/* value, label: (nullable): all. */
void mc_queue_view_narrow (McQueueView *self, McNarrow narrow, const char *value, const char *label);
void mc_queue_view_widen (McQueueView *self); /* to everything */
gboolean mc_queue_view_is_narrowed (const McQueueView *self);

/* "Procedure", "Submitted from": untranslated. */
const char *mc_queue_view_title (McNarrow narrow);

/* The member of a summary that the value is of: "procedure_code". NULL for days. */
const char *mc_queue_view_field (McNarrow narrow);

/* queue: (nullable): that filter and all that narrows it. (transfer full) (nullable) */
McFilter *mc_queue_view_build_filter (const McQueueView *self, const McFilter *queue);

/* queue: the queue's own order. (transfer full) */
char *mc_queue_view_build_order (const McQueueView *self, const char *queue);

/* As text, to be kept; what cannot be read again is as new. (transfer full) */
char *mc_queue_view_to_string (const McQueueView *self);
McQueueView *mc_queue_view_from_string (const char *text);

/* A day as people type it ("3/2/2026", "03/02/2026") as 2026-02-03; NULL: no day. And back. (transfer full) (nullable) */
char *mc_queue_view_parse_day (const char *text);
char *mc_queue_view_format_day (const char *day);

G_END_DECLS
