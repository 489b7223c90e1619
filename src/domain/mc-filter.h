// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

#include "mc-record.h"

G_BEGIN_DECLS

typedef enum
{
  MC_FILTER_IN,       /* the field is one of the values */
  MC_FILTER_NOT_IN,   /* the field has a value, and none of these */
  MC_FILTER_NULL,     /* the field has no value */
  MC_FILTER_NOT_NULL, /* it has one */
  MC_FILTER_BEFORE,   /* a time field is before values[0]: RFC 3339, "now", or "today": the midnight before now */
  MC_FILTER_NOT_BEFORE,
} McFilterOp;

typedef struct
{
  char *field;
  McFilterOp op;
  GStrv values;
} McCondition;

/* A filter over summary fields, as data: all conditions must hold. The store compiles it to SQL, mc_filter_matches()
 * evaluates it on one record; a test holds the two against each other. Fields are the members of McSummary by name, of
 * which a flag has the value "true" or "false", and "deadline" (mc_summary_get_deadline). */
typedef struct
{
  gatomicrefcount ref_count;
  GPtrArray *conditions; /* McCondition */
} McFilter;

#define MC_TYPE_FILTER (mc_filter_get_type ())
GType mc_filter_get_type (void);
McFilter *mc_filter_new (void);
McFilter *mc_filter_ref (McFilter *self);
void mc_filter_unref (McFilter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (McFilter, mc_filter_unref)

/* values: (nullable): NULL-terminated. FALSE, and nothing added, for a field or a count of values that the op does not
 * allow: filters come from the network. At most 32 conditions of 64 values. */
gboolean mc_filter_add (McFilter *self, const char *field, McFilterOp op, const char *const *values);

/* Whether lists may be filtered by this field, and whether it is a time. */
gboolean mc_filter_field_is_known (const char *field, gboolean *is_time);

/* What the value of a time stands for; now: what "now" is. NULL: nothing sound. (transfer full) (nullable) */
GDateTime *mc_filter_instant (const char *value, GDateTime *now);

/* now: what "now" stands for, UTC. */
gboolean mc_filter_matches (const McFilter *self, const McSummary *summary, GDateTime *now);

/* "in", "not_in", "null", "not_null", "before", "not_before". */
const char *mc_filter_op_to_string (McFilterOp op);
gboolean mc_filter_op_from_string (const char *text, McFilterOp *op);

G_END_DECLS
