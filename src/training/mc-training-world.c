// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-training-world.h"

#include <string.h>

#include "mc-text.h"
#include "mc-training-entry.h"

#define MAX_PROCEDURES 500
#define MAX_PARTS 30
#define MAX_FEE 100000000
#define FIRST_SINCE "2025-07-01" /* of what was not changed since the communes handle it */

typedef struct
{
  McWorldProcedure *procedures;
  guint count;
  GHashTable *by_code;
  McRuleBook *rules;
} World;

static const char *const channels[] = { "online", "direct", "post", NULL };
static const char *const levels[] = { "province", "commune", NULL };
static const char *const limit_units[] = { "working_day", "calendar_day", "hour", "month", "unknown", NULL };
static const char *const sources[] = { "attached", "state_data", NULL };
static const char *const copies[] = { "original", "certified", "photo", "electronic", NULL };
static const char *const applicants[MC_N_APPLICANTS + 1] = {
  [MC_APPLICANT_CITIZEN] = "citizen",         [MC_APPLICANT_FOREIGNER] = "foreigner",
  [MC_APPLICANT_BUSINESS] = "business",       [MC_APPLICANT_HOUSEHOLD] = "household",
  [MC_APPLICANT_INSTITUTION] = "institution",
};
static const char *const files[] = { "procedures-commune.json", "procedures-province.json", NULL };

static void
read_limits (const McEntry *entry, McWorldProcedure *procedure)
{
  static const char *const members[] = { "channel", "when", "unit", "amount", "source", "basis", "by", "at", NULL };
  static const char *const origins[] = { "catalogue", "unit_override", NULL };
  JsonArray *array = mc_entry_array (entry, "limits", 1, MAX_PARTS);
  McWorldLimit *limits = g_new0 (McWorldLimit, json_array_get_length (array));

  procedure->limits = limits;
  procedure->n_limits = json_array_get_length (array);
  for (guint i = 0; i < procedure->n_limits; i++)
    {
      McEntry inner = mc_entry_inner (entry, array, i);

      mc_entry_only (&inner, members);
      limits[i].channel
          = mc_entry_text (&inner, "channel") != NULL ? mc_entry_word (&inner, "channel", channels, NULL) : NULL;
      limits[i].when = mc_entry_text (&inner, "when");
      limits[i].unit = mc_entry_word (&inner, "unit", limit_units, NULL);
      limits[i].amount = (int) mc_entry_number (&inner, "amount", -1, 400, -2);
      limits[i].source = mc_entry_word (&inner, "source", origins, "catalogue");
      limits[i].basis = mc_entry_text (&inner, "basis");
      limits[i].by = mc_entry_text (&inner, "by");
      limits[i].at = mc_entry_day (&inner, "at");
      if (g_str_equal (limits[i].source, "unit_override")
          && (limits[i].basis == NULL || limits[i].by == NULL || limits[i].at == NULL))
        mc_entry_complain (entry, "limits", "an override without its basis, or by nobody");
    }
}

/* Citizens alone where nothing is said. */
static void
read_applicants (const McEntry *entry, McWorldProcedure *procedure)
{
  static const char *const members[] = { "kind", "share", NULL };
  JsonArray *array = mc_entry_array (entry, "applicants", 0, MC_N_APPLICANTS);
  int total = 0;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      McEntry inner = mc_entry_inner (entry, array, i);
      const char *kind = mc_entry_word (&inner, "kind", applicants, NULL);
      int share = (int) mc_entry_number (&inner, "share", 1, 1000, 0);

      mc_entry_only (&inner, members);
      for (guint k = 0; k < MC_N_APPLICANTS; k++)
        if (g_str_equal (kind, applicants[k]))
          procedure->applicants[k] = share;
      total += share;
    }
  if (total == 0)
    total = procedure->applicants[MC_APPLICANT_CITIZEN] = 1000;
  if (total != 1000)
    mc_entry_complain (entry, "applicants", "their shares are not a thousand");
}

static void
read_components (const McEntry *entry, McWorldProcedure *procedure)
{
  static const char *const members[] = { "name", "optional", "source", "copy", "quantity", NULL };
  JsonArray *array = mc_entry_array (entry, "components", 1, MAX_PARTS);
  McWorldComponent *components = g_new0 (McWorldComponent, json_array_get_length (array));

  procedure->components = components;
  procedure->n_components = json_array_get_length (array);
  for (guint i = 0; i < procedure->n_components; i++)
    {
      McEntry inner = mc_entry_inner (entry, array, i);

      mc_entry_only (&inner, members);
      components[i].name = mc_entry_need (&inner, "name");
      components[i].required = !mc_entry_flag (&inner, "optional");
      components[i].source = mc_entry_word (&inner, "source", sources, "attached");
      components[i].copy_kind = mc_entry_word (&inner, "copy", copies, "electronic");
      components[i].quantity = (int) mc_entry_number (&inner, "quantity", 1, 20, 1);
    }
}

static void
read_fees (const McEntry *entry, McWorldProcedure *procedure)
{
  static const char *const members[] = { "name", "channel", "when", "amount", "per", "since", "until", "basis", NULL };
  JsonArray *array = mc_entry_array (entry, "fees", 0, MAX_PARTS);
  McWorldFee *fees;

  procedure->n_fees = array != NULL ? json_array_get_length (array) : 0;
  procedure->fees = fees = g_new0 (McWorldFee, procedure->n_fees);
  for (guint i = 0; i < procedure->n_fees; i++)
    {
      McEntry inner = mc_entry_inner (entry, array, i);

      mc_entry_only (&inner, members);
      fees[i].name = mc_entry_need (&inner, "name");
      fees[i].channel
          = mc_entry_text (&inner, "channel") != NULL ? mc_entry_word (&inner, "channel", channels, NULL) : NULL;
      fees[i].when = mc_entry_text (&inner, "when");
      fees[i].amount = mc_entry_number (&inner, "amount", -1, MAX_FEE, -2);
      fees[i].per = mc_entry_text (&inner, "per");
      fees[i].since = mc_entry_day (&inner, "since");
      fees[i].until = mc_entry_day (&inner, "until");
      fees[i].basis = mc_entry_text (&inner, "basis");
    }
}

static void
read_steps (const McEntry *entry, McWorldProcedure *procedure)
{
  static const char *const members[] = { "name", "role", "hours", NULL };
  static const char *const roles[] = { "receiver", "specialist", "head", "leader", "clerk", "cashier", NULL };
  JsonArray *array = mc_entry_array (entry, "steps", 2, MAX_PARTS);
  McWorldStep *steps = g_new0 (McWorldStep, json_array_get_length (array));

  procedure->steps = steps;
  procedure->n_steps = json_array_get_length (array);
  for (guint i = 0; i < procedure->n_steps; i++)
    {
      McEntry inner = mc_entry_inner (entry, array, i);

      mc_entry_only (&inner, members);
      steps[i].name = mc_entry_need (&inner, "name");
      steps[i].role = mc_entry_word (&inner, "role", roles, NULL);
      steps[i].hours = (int) mc_entry_number (&inner, "hours", 1, 3000, 0);
    }
}

/* What kind of step it is, by whose it is and where it stands; reception is none of the process. */
static const char *
kind_of (const char *role, gboolean appraised)
{
  if (g_str_equal (role, "specialist"))
    return MC_STEP_APPRAISAL;
  if (g_str_equal (role, "head"))
    return appraised ? MC_STEP_REVIEW : MC_STEP_ASSIGNMENT;
  return g_str_equal (role, "leader") ? MC_STEP_APPROVAL : g_str_equal (role, "clerk") ? MC_STEP_NUMBERING : NULL;
}

static void
make_process (const McEntry *entry, McWorldProcedure *procedure)
{
  g_autofree McStep *steps = g_new0 (McStep, procedure->n_steps);
  gboolean appraised = FALSE;
  guint count = 0;

  for (guint i = 0; i < procedure->n_steps; i++)
    {
      const McWorldStep *from = &procedure->steps[i];
      const char *kind = kind_of (from->role, appraised);
      McRole role;

      if (kind == NULL || !mc_role_from_string (from->role, &role))
        continue;
      appraised = appraised || g_str_equal (kind, MC_STEP_APPRAISAL);
      steps[count++] = (McStep) { kind, kind, from->name, role, from->hours };
    }
  procedure->process = mc_process_new (procedure->code, procedure->name, steps, count);
  if (procedure->process == NULL)
    mc_entry_complain (entry, "steps", "no process that can be gone to its end");
  procedure->process->same_day = procedure->same_day;
  procedure->process->refuse_by_leader = procedure->refuse_by_leader;
}

/* Its own texts and its field's, then the general ones. */
static const McWorldText *const *
collect_texts (const McWorldProcedure *procedure, const char *kind, guint *count)
{
  GPtrArray *own = g_ptr_array_new ();
  g_autoptr (GPtrArray) general = g_ptr_array_new ();
  guint total;
  const McWorldText *texts = mc_world_get_texts (&total);

  for (guint i = 0; i < total; i++)
    {
      if (!g_str_equal (texts[i].kind, kind)
          || (texts[i].procedure != NULL && !g_str_equal (texts[i].procedure, procedure->code)))
        continue;
      if (texts[i].field == NULL && texts[i].procedure == NULL)
        g_ptr_array_add (general, (gpointer) &texts[i]);
      else if (texts[i].field == NULL || g_str_equal (texts[i].field, procedure->field))
        g_ptr_array_add (own, (gpointer) &texts[i]);
    }
  g_ptr_array_extend (own, general, NULL, NULL);
  *count = own->len;
  return (const McWorldText *const *) g_ptr_array_free (own, FALSE);
}

/* What a version or a case has of its own. */
static void
read_own (const McEntry *entry, McWorldProcedure *self)
{
  if (json_object_has_member (entry->object, "limits"))
    read_limits (entry, self);
  if (json_object_has_member (entry->object, "components"))
    read_components (entry, self);
  if (json_object_has_member (entry->object, "fees"))
    read_fees (entry, self);
}

/* The versions of before, newest first: what one does not name was as it is today. */
static void
read_versions (const McEntry *entry, McWorldProcedure *self)
{
  static const char *const members[] = { "since", "decision", "limits", "components", "fees", NULL };
  JsonArray *array = mc_entry_array (entry, "versions", 0, MAX_PARTS);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      McEntry inner = mc_entry_inner (entry, array, i);
      McWorldProcedure *older = g_new (McWorldProcedure, 1);

      mc_entry_only (&inner, members);
      *older = *self;
      older->before = NULL;
      older->since = mc_entry_day (&inner, "since");
      older->decision = mc_entry_text (&inner, "decision");
      if (older->since == NULL || strcmp (older->since, self->since) >= 0)
        mc_entry_complain (entry, "versions", "not before the one that replaced it");
      read_own (&inner, older);
      self->before = older;
      self = older;
    }
}

/* The cases of today: what one does not name is as the procedure has it. The versions of before had none. */
static void
read_cases (const McEntry *entry, McWorldProcedure *self)
{
  static const char *const members[] = { "id", "title", "share", "limits", "components", "fees", "steps", NULL };
  JsonArray *array = mc_entry_array (entry, "cases", 0, MAX_PARTS);
  guint count = array != NULL ? json_array_get_length (array) : 0;
  McWorldProcedure *cases = g_new0 (McWorldProcedure, count);
  int shares = 0;

  for (guint i = 0; i < count; i++)
    {
      McEntry inner = mc_entry_inner (entry, array, i);

      mc_entry_only (&inner, members);
      cases[i] = *self;
      cases[i].case_id = mc_entry_need (&inner, "id");
      cases[i].case_title = mc_entry_need (&inner, "title");
      cases[i].case_share = (int) mc_entry_number (&inner, "share", 1, 1000, 0);
      shares += cases[i].case_share;
      read_own (&inner, &cases[i]);
      if (json_object_has_member (inner.object, "steps"))
        {
          read_steps (&inner, &cases[i]);
          make_process (&inner, &cases[i]);
        }
    }
  if (count > 0 && (count == 1 || shares != 1000))
    mc_entry_complain (entry, "cases", "one alone, or their shares are not a thousand");
  self->cases = cases;
  self->n_cases = count;
}

static void
read_procedure (const McEntry *entry, McWorldProcedure *self)
{
  static const char *const members[]
      = { "code",     "name",   "field",      "level", "agency", "result", "same_day", "fee_first", "refuse_by_leader",
          "weight",   "limits", "components", "fees",  "steps",  "bases",  "rules",    "since",     "decision",
          "versions", "cases",  "applicants", NULL };
  static const char *const agencies[] = { "commune_committee",
                                          "province_committee",
                                          "state_president",
                                          "finance",
                                          "construction",
                                          "agriculture_environment",
                                          "justice",
                                          "health",
                                          "home_affairs",
                                          "land_registration",
                                          "tax",
                                          "social_insurance",
                                          "police",
                                          NULL };
  mc_entry_only (entry, members);
  self->code = mc_entry_need (entry, "code");
  if (!mc_procedure_code_is_valid (self->code))
    mc_entry_complain (entry, "code", "not a code of a procedure");
  self->name = mc_entry_need (entry, "name");
  self->field = mc_entry_need (entry, "field");
  self->level = mc_entry_word (entry, "level", levels, NULL);
  self->agency = mc_entry_word (entry, "agency", agencies, NULL);
  self->result = mc_entry_need (entry, "result");
  self->same_day = mc_entry_flag (entry, "same_day");
  self->fee_first = mc_entry_flag (entry, "fee_first");
  self->refuse_by_leader = mc_entry_flag (entry, "refuse_by_leader");
  self->weight = (int) mc_entry_number (entry, "weight", 1, 1000, 0);
  read_applicants (entry, self);
  read_limits (entry, self);
  read_components (entry, self);
  read_fees (entry, self);
  read_steps (entry, self);
  make_process (entry, self);
  self->bases = mc_entry_texts (entry, "bases", 1, FALSE, &self->n_bases);
  self->supplements = collect_texts (self, "supplement", &self->n_supplements);
  self->refusals = collect_texts (self, "refusal", &self->n_refusals);
  self->since = mc_entry_day (entry, "since") != NULL ? mc_entry_day (entry, "since") : FIRST_SINCE;
  self->decision = mc_entry_text (entry, "decision");
  read_versions (entry, self);
  read_cases (entry, self);
}

/* How its dossiers are counted. */
static void
read_rules (const McEntry *entry, McRuleBook *rules)
{
  g_autoptr (GError) error = NULL;

  if (json_object_has_member (entry->object, "rules")
      && !mc_rule_book_add_procedure (rules, entry->id, mc_entry_array (entry, "rules", 1, MAX_PARTS), &error))
    mc_entry_complain (entry, "rules", error->message);
}

static gpointer
read_world (gpointer data)
{
  World *world = g_new0 (World, 1);
  g_autoptr (GPtrArray) arrays = g_ptr_array_new_with_free_func ((GDestroyNotify) json_array_unref);

  world->by_code = g_hash_table_new (g_str_hash, g_str_equal);
  world->rules = mc_rule_book_new_default ();
  for (guint f = 0; files[f] != NULL; f++)
    {
      g_ptr_array_add (arrays, mc_entry_read_file (files[f], "procedures", MAX_PROCEDURES));
      world->count += json_array_get_length (g_ptr_array_index (arrays, f));
    }
  world->procedures = g_new0 (McWorldProcedure, world->count);
  for (guint f = 0, n = 0; files[f] != NULL; f++)
    for (guint i = 0; i < json_array_get_length (g_ptr_array_index (arrays, f)); i++, n++)
      {
        McEntry entry = mc_entry_at (files[f], g_ptr_array_index (arrays, f), i, "code");

        read_procedure (&entry, &world->procedures[n]);
        read_rules (&entry, world->rules);
        if (!g_hash_table_insert (world->by_code, (gpointer) entry.id, &world->procedures[n]))
          mc_entry_complain (&entry, "code", "there twice");
      }
  return world;
}

static const World *
get_world (void)
{
  static GOnce once = G_ONCE_INIT;

  return g_once (&once, read_world, NULL);
}

const McWorldProcedure *
mc_world_get_procedures (guint *count)
{
  *count = get_world ()->count;
  return get_world ()->procedures;
}

const McWorldProcedure *
mc_world_find_procedure (const char *code)
{
  return code != NULL ? g_hash_table_lookup (get_world ()->by_code, code) : NULL;
}

const McWorldProcedure *
mc_world_find_case (const McWorldProcedure *self, const char *id)
{
  for (guint i = 0; id != NULL && i < self->n_cases; i++)
    if (g_str_equal (self->cases[i].case_id, id))
      return &self->cases[i];
  return self;
}

const McWorldProcedure *
mc_world_get_version (const McWorldProcedure *self, GDateTime *on)
{
  int today = mc_wall_day (mc_wall_from_time (on));
  int since;

  while (self->before != NULL && mc_day_parse (self->since, &since) && since > today)
    self = self->before;
  return self;
}

McRuleBook *
mc_world_get_rules (void)
{
  return get_world ()->rules;
}

McProcess *
mc_world_find_process (const char *code, const char *case_id, GDateTime *on)
{
  const McWorldProcedure *procedure = mc_world_find_procedure (code);

  return procedure != NULL ? mc_process_ref (mc_world_find_case (procedure, case_id)->process)
                           : mc_process_find (code, on);
}

const McWorldLimit *
mc_world_get_limit (const McWorldProcedure *self, const char *channel)
{
  const McWorldLimit *best = &self->limits[0];
  int best_rank = -1;

  for (guint i = 0; i < self->n_limits; i++)
    {
      const McWorldLimit *limit = &self->limits[i];
      int rank = (g_str_equal (limit->source, "unit_override") ? 4 : 0) + (limit->when == NULL ? 2 : 0)
                 + (limit->channel != NULL ? 1 : 0);

      if ((limit->channel == NULL || g_strcmp0 (limit->channel, channel) == 0) && rank > best_rank)
        {
          best = limit;
          best_rank = rank;
        }
    }
  return best;
}

const McWorldFee *
mc_world_get_fee (const McWorldProcedure *self, const char *channel, const char *day)
{
  const McWorldFee *best = NULL;

  while (self->before != NULL && strcmp (self->since, day) > 0)
    self = self->before;
  for (guint i = 0; i < self->n_fees; i++)
    {
      const McWorldFee *fee = &self->fees[i];

      if (fee->when == NULL && (fee->since == NULL || strcmp (fee->since, day) <= 0)
          && (fee->until == NULL || strcmp (fee->until, day) >= 0)
          && (fee->channel == NULL || g_strcmp0 (fee->channel, channel) == 0)
          && (best == NULL || (best->channel == NULL && fee->channel != NULL)))
        best = fee;
    }
  return best;
}
