// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-filter.h"

#include "mc-text.h"
#include "mc-wall.h"

#define MAX_CONDITIONS 32
#define MAX_VALUES 64

G_DEFINE_BOXED_TYPE (McFilter, mc_filter, mc_filter_ref, mc_filter_unref)

typedef enum
{
  FIELD_TEXT,
  FIELD_STATE,
  FIELD_FLAG, /* "true" or "false" */
  FIELD_TIME,
  FIELD_DEADLINE,
} FieldKind;

typedef struct
{
  const char *name;
  FieldKind kind;
  gsize offset;
} Field;

static const Field fields[] = {
  { "code", FIELD_TEXT, G_STRUCT_OFFSET (McSummary, code) },
  { "procedure_code", FIELD_TEXT, G_STRUCT_OFFSET (McSummary, procedure_code) },
  { "field_name", FIELD_TEXT, G_STRUCT_OFFSET (McSummary, field_name) },
  { "channel", FIELD_TEXT, G_STRUCT_OFFSET (McSummary, channel) },
  { "national_state", FIELD_STATE, 0 },
  { "local_step", FIELD_TEXT, G_STRUCT_OFFSET (McSummary, local_step) },
  { "delivery", FIELD_TEXT, G_STRUCT_OFFSET (McSummary, delivery) },
  { "payment", FIELD_TEXT, G_STRUCT_OFFSET (McSummary, payment) },
  { "sync", FIELD_TEXT, G_STRUCT_OFFSET (McSummary, sync) },
  { "received_unit", FIELD_TEXT, G_STRUCT_OFFSET (McSummary, received_unit) },
  { "competent_unit", FIELD_TEXT, G_STRUCT_OFFSET (McSummary, competent_unit) },
  { "handler_id", FIELD_TEXT, G_STRUCT_OFFSET (McSummary, handler_id) },
  { "submitted_at", FIELD_TIME, G_STRUCT_OFFSET (McSummary, submitted_at) },
  { "accepted_at", FIELD_TIME, G_STRUCT_OFFSET (McSummary, accepted_at) },
  { "response_due_at", FIELD_TIME, G_STRUCT_OFFSET (McSummary, response_due_at) },
  { "due_at", FIELD_TIME, G_STRUCT_OFFSET (McSummary, due_at) },
  { "warn_at", FIELD_TIME, G_STRUCT_OFFSET (McSummary, warn_at) },
  { "finished_at", FIELD_TIME, G_STRUCT_OFFSET (McSummary, finished_at) },
  { "supplement_due_at", FIELD_TIME, G_STRUCT_OFFSET (McSummary, supplement_due_at) },
  { "step_due_at", FIELD_TIME, G_STRUCT_OFFSET (McSummary, step_due_at) },
  { "fee_paid_at", FIELD_TIME, G_STRUCT_OFFSET (McSummary, fee_paid_at) },
  { "sent_back", FIELD_FLAG, G_STRUCT_OFFSET (McSummary, sent_back) },
  { "deadline", FIELD_DEADLINE, 0 },
};

static const char *const op_names[] = { "in", "not_in", "null", "not_null", "before", "not_before" };

static const Field *
find_field (const char *name)
{
  for (guint i = 0; name != NULL && i < G_N_ELEMENTS (fields); i++)
    if (g_str_equal (fields[i].name, name))
      return &fields[i];
  return NULL;
}

static gboolean
field_is_time (const Field *field)
{
  return field->kind == FIELD_TIME || field->kind == FIELD_DEADLINE;
}

static void
condition_free (McCondition *self)
{
  g_free (self->field);
  g_strfreev (self->values);
  g_free (self);
}

static gboolean
instant_is_sound (const char *value)
{
  g_autoptr (GDateTime) any = g_date_time_new_from_unix_utc (0);
  g_autoptr (GDateTime) time = mc_filter_instant (value, any);

  return time != NULL;
}

static gboolean
values_are_sound (const Field *field, McFilterOp op, const char *const *values)
{
  guint count = values != NULL ? g_strv_length ((char **) values) : 0;

  switch (op)
    {
    case MC_FILTER_IN:
    case MC_FILTER_NOT_IN:
      return !field_is_time (field) && count >= 1 && count <= MAX_VALUES;
    case MC_FILTER_NULL:
    case MC_FILTER_NOT_NULL:
      return count == 0;
    case MC_FILTER_BEFORE:
    case MC_FILTER_NOT_BEFORE:
      return field_is_time (field) && count == 1 && instant_is_sound (values[0]);
    default:
      return FALSE;
    }
}

static GDateTime *
get_time (const Field *field, const McSummary *summary)
{
  if (field->kind == FIELD_DEADLINE)
    return mc_summary_get_deadline (summary);
  return G_STRUCT_MEMBER (GDateTime *, summary, field->offset);
}

/* A time is before another when its instant is; a field without value is neither before nor after. */
static gboolean
time_matches (const McCondition *condition, const Field *field, const McSummary *summary, GDateTime *now)
{
  GDateTime *time = get_time (field, summary);
  g_autoptr (GDateTime) limit = NULL;
  gboolean before;

  if (condition->op == MC_FILTER_NULL)
    return time == NULL;
  if (condition->op == MC_FILTER_NOT_NULL)
    return time != NULL;
  if (time == NULL)
    return FALSE;
  limit = mc_filter_instant (condition->values[0], now);
  before = g_date_time_compare (time, limit) < 0;
  return condition->op == MC_FILTER_BEFORE ? before : !before;
}

static gboolean
condition_matches (const McCondition *condition, const McSummary *summary, GDateTime *now)
{
  const Field *field = find_field (condition->field);
  char number[16];
  const char *text;
  gboolean listed;

  if (field_is_time (field))
    return time_matches (condition, field, summary, now);

  if (field->kind == FIELD_STATE)
    {
      g_snprintf (number, sizeof number, "%d", summary->national_state);
      text = number;
    }
  else if (field->kind == FIELD_FLAG)
    text = G_STRUCT_MEMBER (gboolean, summary, field->offset) ? "true" : "false";
  else
    text = G_STRUCT_MEMBER (char *, summary, field->offset);

  if (condition->op == MC_FILTER_NULL)
    return text == NULL;
  if (condition->op == MC_FILTER_NOT_NULL)
    return text != NULL;
  if (text == NULL)
    return FALSE;
  listed = g_strv_contains ((const char *const *) condition->values, text);
  return condition->op == MC_FILTER_IN ? listed : !listed;
}

McFilter *
mc_filter_new (void)
{
  McFilter *self = g_new0 (McFilter, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->conditions = g_ptr_array_new_with_free_func ((GDestroyNotify) condition_free);
  return self;
}

McFilter *
mc_filter_ref (McFilter *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
mc_filter_unref (McFilter *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_ptr_array_unref (self->conditions);
  g_free (self);
}

gboolean
mc_filter_add (McFilter *self, const char *field, McFilterOp op, const char *const *values)
{
  const Field *known = find_field (field);
  McCondition *condition;

  g_return_val_if_fail (self != NULL, FALSE);

  if (known == NULL || self->conditions->len >= MAX_CONDITIONS || !values_are_sound (known, op, values))
    return FALSE;

  condition = g_new0 (McCondition, 1);
  condition->field = g_strdup (field);
  condition->op = op;
  condition->values = values != NULL ? g_strdupv ((char **) values) : g_new0 (char *, 1);
  g_ptr_array_add (self->conditions, condition);
  return TRUE;
}

gboolean
mc_filter_field_is_known (const char *field, gboolean *is_time)
{
  const Field *known = find_field (field);

  if (known != NULL && is_time != NULL)
    *is_time = field_is_time (known);
  return known != NULL;
}

GDateTime *
mc_filter_instant (const char *value, GDateTime *now)
{
  g_return_val_if_fail (value != NULL && now != NULL, NULL);

  if (g_str_equal (value, "now"))
    return g_date_time_ref (now);
  if (g_str_equal (value, "today"))
    return mc_wall_to_time (mc_wall_at (mc_wall_day (mc_wall_from_time (now)), 0));
  return mc_time_parse (value);
}

gboolean
mc_filter_matches (const McFilter *self, const McSummary *summary, GDateTime *now)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (summary != NULL, FALSE);

  for (guint i = 0; i < self->conditions->len; i++)
    if (!condition_matches (g_ptr_array_index (self->conditions, i), summary, now))
      return FALSE;
  return TRUE;
}

const char *
mc_filter_op_to_string (McFilterOp op)
{
  g_return_val_if_fail (op < G_N_ELEMENTS (op_names), NULL);

  return op_names[op];
}

gboolean
mc_filter_op_from_string (const char *text, McFilterOp *op)
{
  for (guint i = 0; text != NULL && i < G_N_ELEMENTS (op_names); i++)
    if (g_str_equal (op_names[i], text))
      {
        *op = i;
        return TRUE;
      }
  return FALSE;
}
