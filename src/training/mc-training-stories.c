// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-training-private.h"

#include "mc-deadline.h"
#include "mc-handling.h"

/* Of the new dossiers each n-th came without one of its required papers. */
#define INCOMPLETE_EACH 6
#define SUPPLEMENT_DAYS 30

static const McAccount *
find_receiver (const McSampleUnit *unit)
{
  guint count;
  const McAccount *accounts = mc_training_get_accounts (&count);

  for (guint i = 0; i < count; i++)
    if (g_str_equal (accounts[i].unit, unit->id) && g_str_equal (accounts[i].role, "receiver"))
      return &accounts[i];
  g_assert_not_reached ();
}

static gboolean
is_demandable (const McComponent *component)
{
  return component->required && !g_str_equal (component->source, "state_data");
}

/* The act as it would have been done then. */
static void
perform (McTraining *self, McDossier *dossier, const McSampleUnit *unit, const char *action, JsonObject *values,
         GDateTime *at)
{
  g_autoptr (McTrainingRecord) record = NULL;

  g_set_str (&dossier->summary->local_step, MC_STEP_NEW);
  record = mc_training_record_new (mc_dossier_ref (dossier), unit->id, unit->id);
  if (mc_training_do (self, record, find_receiver (unit), action, values, at) != MC_REFUSAL_NONE)
    g_error ("training portal: %s is not possible in a story", action);
}

static void
set_text (JsonObject *object, const char *member, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, member, text);
}

/* The n-th of the texts that is about a component that can be demanded; NULL: none fits. */
static const McWorldText *
find_gap (const McDossier *dossier, const McWorldProcedure *procedure, guint number, const McComponent **asked)
{
  for (guint n = 0; n < procedure->n_supplements; n++)
    {
      const McWorldText *text = procedure->supplements[(number + n) % procedure->n_supplements];

      for (guint i = 0; i < dossier->components->len; i++)
        {
          const McComponent *component = g_ptr_array_index (dossier->components, i);

          if (is_demandable (component)
              && (text->component == NULL || g_str_has_prefix (component->name, text->component)))
            {
              *asked = component;
              return text;
            }
        }
    }
  return NULL;
}

static void
ask (McTraining *self, McDossier *dossier, const McSampleUnit *unit, GDateTime *at, guint number)
{
  const McWorldProcedure *procedure = mc_world_find_procedure (dossier->summary->procedure_code);
  const McComponent *asked = NULL;
  const McWorldText *text = find_gap (dossier, procedure, number, &asked);
  g_autoptr (JsonObject) values = json_object_new ();
  JsonArray *components = json_array_new ();
  JsonObject *component = json_object_new ();

  g_assert (text != NULL);
  set_text (component, "id", asked->id);
  set_text (component, "mark", text->mark);
  set_text (component, "reason", text->reason);
  set_text (component, "note", text->text);
  json_array_add_object_element (components, component);
  json_object_set_array_member (values, "components", components);
  set_text (values, "legal_basis", text->basis);
  json_object_set_int_member (values, "applicant_days", SUPPLEMENT_DAYS);
  perform (self, dossier, unit, "request_supplement", values, at);
}

/* The applicant's answer: T7 starts anew (domain 3.2). */
static void
answer (McDossier *dossier, GDateTime *at)
{
  McSummary *s = dossier->summary;
  McHistoryEntry *entry = mc_history_entry_new ();

  entry->at = g_date_time_ref (at);
  entry->actor_name = g_strdup (s->submitter_name != NULL ? s->submitter_name : s->owner_name);
  entry->action = g_strdup ("supplement");
  entry->from_state = s->national_state;
  entry->to_state = MC_HANDLING_NEW;
  g_ptr_array_add (dossier->history, entry);
  s->national_state = MC_HANDLING_NEW;
  g_set_str (&s->local_step, "supplemented");
  g_clear_pointer (&s->supplement_due_at, g_date_time_unref);
  s->version++;
  s->handling_version++;
}

/* Nobody is sent to where he is. */
static const McWorldText *
pick_refusal (const McWorldProcedure *procedure, const McSampleUnit *unit, guint number)
{
  for (guint n = 0; n < procedure->n_refusals; n++)
    {
      const McWorldText *text = procedure->refusals[(number + n) % procedure->n_refusals];

      if (g_strcmp0 (text->agency, unit->superior) != 0)
        return text;
    }
  g_assert_not_reached ();
}

static void
refuse (McTraining *self, McDossier *dossier, const McSampleUnit *unit, GDateTime *at, guint number)
{
  const McWorldProcedure *procedure = mc_world_find_procedure (dossier->summary->procedure_code);
  const McWorldText *text = pick_refusal (procedure, unit, number);
  g_autoptr (JsonObject) values = json_object_new ();

  set_text (values, "reason", text->reason);
  set_text (values, "explanation", text->text);
  set_text (values, "competent_agency", text->agency);
  set_text (values, "legal_basis", text->basis);
  perform (self, dossier, unit, "refuse", values, at);
}

/* A required paper that did not come with it, where there are others. */
static void
lose_a_paper (McDossier *dossier)
{
  McComponent *last = NULL;
  guint count = 0;

  for (guint i = 0; i < dossier->components->len; i++)
    {
      McComponent *component = g_ptr_array_index (dossier->components, i);

      if (!is_demandable (component))
        continue;
      last = component;
      count++;
    }
  if (count > 1)
    g_ptr_array_set_size (last->documents, 0);
}

static void
start_response_clock (McSummary *summary, GDateTime *from)
{
  McCalendar *calendar = mc_calendar_get_default ();

  summary->response_due_at = mc_deadline_response_due (calendar, from);
  summary->warn_at = mc_deadline_response_warn_at (calendar, from);
}

void
mc_training_tell_intake (McTraining *self, McDossier *dossier, const McSampleUnit *unit, GDateTime *now, guint number)
{
  McSummary *s = dossier->summary;
  int state = s->national_state;
  gboolean supplemented = g_str_equal (s->local_step, "supplemented");
  GTimeSpan age = g_date_time_difference (now, s->submitted_at);
  g_autoptr (GDateTime) looked_at = g_date_time_add (s->submitted_at, MIN (age / 4, G_TIME_SPAN_HOUR));
  g_autoptr (GDateTime) answered_at = g_date_time_add (s->submitted_at, age / 2);

  s->national_state = MC_HANDLING_NEW;
  if (state == MC_HANDLING_SUPPLEMENT || supplemented)
    ask (self, dossier, unit, looked_at, number);
  else if (state == MC_HANDLING_REJECTED)
    refuse (self, dossier, unit, looked_at, number);
  else if (state == MC_HANDLING_NEW && number % INCOMPLETE_EACH == 0)
    lose_a_paper (dossier);
  if (supplemented)
    answer (dossier, answered_at);
  s->national_state = state;
  if (state == MC_HANDLING_NEW)
    start_response_clock (s, supplemented ? answered_at : s->submitted_at);
}
