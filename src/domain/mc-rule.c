// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-rule.h"

#include "mc-json.h"

#define MAX_ROUNDS 100
#define MAX_EXTENSIONS 100
#define MAX_DAYS 365

static const char *const cutoffs[] = { "none", "same_day_to_next", "shift_first_day", NULL };
static const char *const policies[] = { "resume", "restart", NULL };
static const char *const resumes[] = { "registered", "submitted", NULL };
static const char *const earlies[] = { "before_day", "before_instant", NULL };

void
mc_rule_free (McRule *self)
{
  g_free (self->id);
  g_free (self->procedure);
  g_free (self->unit);
  g_free (self->basis);
  mc_limit_clear (&self->limit);
  mc_limit_clear (&self->response);
  mc_limit_clear (&self->supplement_limit);
  mc_limit_clear (&self->ask_within);
  g_free (self);
}

/* Not there: unknown. */
static void
read_limit (McLimit *limit, JsonObject *object, const char *name, GError **error)
{
  JsonObject *member = mc_json_optional_object (object, name, error);

  if (member != NULL)
    mc_limit_from_json (limit, member, error);
}

static void
read_cutoff (McCutoff *cutoff, JsonObject *object, GError **error)
{
  cutoff->rule = (McCutoffRule) mc_json_word (object, "cutoff_rule", cutoffs, error);
  if (cutoff->rule != MC_CUTOFF_NONE)
    cutoff->minute = mc_json_minute (object, "cutoff_time", error);
}

McRule *
mc_rule_from_json (JsonObject *object, GError **error)
{
  g_autoptr (McRule) self = g_new0 (McRule, 1);
  GError *wrong = NULL;

  g_return_val_if_fail (object != NULL, NULL);

  self->id = mc_json_string (object, "id", &wrong);
  self->since = mc_json_day (object, "since", &wrong);
  self->procedure = mc_json_optional_string (object, "procedure", &wrong);
  self->unit = mc_json_optional_string (object, "unit", &wrong);
  self->within_day = mc_json_boolean (object, "within_day", &wrong);
  self->basis = mc_json_string (object, "basis", &wrong);
  self->confirmed = mc_json_boolean (object, "confirmed", &wrong);
  read_limit (&self->limit, object, "limit", &wrong);
  read_limit (&self->response, object, "response", &wrong);
  read_cutoff (&self->cutoff, object, &wrong);
  self->supplement_policy = (McSupplementPolicy) mc_json_word (object, "supplement_policy", policies, &wrong);
  read_limit (&self->supplement_limit, object, "supplement_limit", &wrong);
  read_limit (&self->ask_within, object, "ask_within", &wrong);
  self->max_rounds = (int) mc_json_int (object, "max_rounds", 0, MAX_ROUNDS, &wrong);
  self->resume_at = (McResumeAt) mc_json_word (object, "resume_at", resumes, &wrong);
  self->max_extensions = (int) mc_json_int (object, "max_extensions", 0, MAX_EXTENSIONS, &wrong);
  self->extend_before_days = (int) mc_json_int (object, "extend_before_days", 0, MAX_DAYS, &wrong);
  self->early = (McEarly) mc_json_word (object, "early", earlies, &wrong);
  if (wrong == NULL)
    return g_steal_pointer (&self);
  g_propagate_error (error, wrong);
  return NULL;
}

static void
set_limit (JsonObject *object, const char *name, const McLimit *limit)
{
  if (limit->unit != MC_LIMIT_UNKNOWN)
    json_object_set_object_member (object, name, mc_limit_to_json (limit));
}

JsonObject *
mc_rule_to_json (const McRule *self)
{
  JsonObject *object = json_object_new ();
  g_autoptr (GDateTime) since = mc_wall_to_time (mc_wall_at (self->since, 0));
  g_autofree char *day = g_date_time_format (since, "%Y-%m-%d");
  g_autofree char *minute = g_strdup_printf ("%02d:%02d", self->cutoff.minute / MC_MINUTES_AN_HOUR,
                                             self->cutoff.minute % MC_MINUTES_AN_HOUR);

  json_object_set_string_member (object, "id", self->id);
  json_object_set_string_member (object, "since", day);
  mc_json_set_string (object, "procedure", self->procedure);
  mc_json_set_string (object, "unit", self->unit);
  json_object_set_boolean_member (object, "within_day", self->within_day);
  json_object_set_string_member (object, "basis", self->basis);
  json_object_set_boolean_member (object, "confirmed", self->confirmed);
  set_limit (object, "limit", &self->limit);
  set_limit (object, "response", &self->response);
  json_object_set_string_member (object, "cutoff_rule", cutoffs[self->cutoff.rule]);
  if (self->cutoff.rule != MC_CUTOFF_NONE)
    json_object_set_string_member (object, "cutoff_time", minute);
  json_object_set_string_member (object, "supplement_policy", policies[self->supplement_policy]);
  set_limit (object, "supplement_limit", &self->supplement_limit);
  set_limit (object, "ask_within", &self->ask_within);
  json_object_set_int_member (object, "max_rounds", self->max_rounds);
  json_object_set_string_member (object, "resume_at", resumes[self->resume_at]);
  json_object_set_int_member (object, "max_extensions", self->max_extensions);
  json_object_set_int_member (object, "extend_before_days", self->extend_before_days);
  json_object_set_string_member (object, "early", earlies[self->early]);
  return object;
}
