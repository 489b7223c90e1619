// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-secret.h"

#include "mc-act.h"

static GDateTime *
ref_time (GDateTime *time)
{
  return time != NULL ? g_date_time_ref (time) : NULL;
}

McSummary *
mc_summary_cover (const McSummary *self)
{
  McSummary *covered = mc_summary_new ();

  g_return_val_if_fail (self != NULL, NULL);

  covered->id = g_strdup (self->id);
  covered->version = self->version;
  covered->handling_version = self->handling_version;
  covered->code = g_strdup (self->code);
  covered->provisional_code = g_strdup (self->provisional_code);
  covered->procedure_code = g_strdup (self->procedure_code);
  covered->procedure_name = g_strdup (self->procedure_name);
  covered->field_name = g_strdup (self->field_name);
  covered->owner_name = g_strdup (MC_COVERED);
  covered->channel = g_strdup (self->channel);
  covered->national_state = self->national_state;
  covered->local_step = g_strdup (self->local_step);
  covered->delivery = g_strdup (self->delivery);
  covered->payment = g_strdup (self->payment);
  covered->sync = g_strdup (self->sync);
  covered->received_unit = g_strdup (self->received_unit);
  covered->competent_unit = g_strdup (self->competent_unit);
  covered->handler_id = g_strdup (self->handler_id);
  covered->handler_name = g_strdup (self->handler_name);
  covered->submitted_at = ref_time (self->submitted_at);
  covered->accepted_at = ref_time (self->accepted_at);
  covered->response_due_at = ref_time (self->response_due_at);
  covered->due_at = ref_time (self->due_at);
  covered->warn_at = ref_time (self->warn_at);
  covered->finished_at = ref_time (self->finished_at);
  covered->supplement_due_at = ref_time (self->supplement_due_at);
  covered->step_due_at = ref_time (self->step_due_at);
  covered->sent_back = self->sent_back;
  covered->fee_due = self->fee_due;
  covered->fee_paid = self->fee_paid;
  covered->fee_paid_at = ref_time (self->fee_paid_at);
  covered->secret = TRUE;
  covered->actions = g_strdupv (self->actions);
  return covered;
}

static void
cover_person (McPerson *person)
{
  gboolean there = person->name != NULL;

  mc_person_clear (person);
  *person = (McPerson) { .name = there ? g_strdup (MC_COVERED) : NULL };
}

static void
cover_components (GPtrArray *components)
{
  for (guint i = 0; i < components->len; i++)
    {
      McComponent *component = g_ptr_array_index (components, i);

      g_clear_pointer (&component->mark_reason, g_free);
      g_ptr_array_set_size (component->documents, 0);
    }
}

static void
cover_history (GPtrArray *history)
{
  for (guint i = 0; i < history->len; i++)
    {
      McHistoryEntry *entry = g_ptr_array_index (history, i);

      if (!mc_act_is_secrecy (entry->action))
        g_clear_pointer (&entry->note, g_free);
      /* an official has a unit; who has none is the applicant */
      if (entry->actor_unit == NULL)
        g_set_str (&entry->actor_name, MC_COVERED);
    }
}

static void
cover_clock (McDossierClock *clock)
{
  for (guint i = 0; clock != NULL && i < clock->entries->len; i++)
    {
      McClockEntry *entry = g_ptr_array_index (clock->entries, i);

      g_clear_pointer (&entry->reason, g_free);
      g_clear_pointer (&entry->actor, g_free);
    }
}

static void
cover_payments (GPtrArray *payments)
{
  for (guint i = 0; payments != NULL && i < payments->len; i++)
    {
      McPaymentOrder *order = g_ptr_array_index (payments, i);

      g_clear_pointer (&order->payer, g_free);
      g_clear_pointer (&order->receipt, g_free);
      g_clear_pointer (&order->exempt_basis, g_free);
    }
}

static void
cover_results (GPtrArray *results)
{
  for (guint i = 0; results != NULL && i < results->len; i++)
    {
      McResult *result = g_ptr_array_index (results, i);

      g_clear_pointer (&result->number, g_free);
      g_ptr_array_set_size (result->documents, 0);
    }
}

static void
cover_return (McReturn *delivery)
{
  if (delivery == NULL)
    return;
  g_clear_pointer (&delivery->address, g_free);
  g_clear_pointer (&delivery->recipient, g_free);
  g_clear_pointer (&delivery->tracking_code, g_free);
}

void
mc_dossier_cover (McDossier *self)
{
  McSummary *summary;

  g_return_if_fail (self != NULL && self->summary != NULL);

  summary = mc_summary_cover (self->summary);
  mc_summary_unref (self->summary);
  self->summary = summary;
  cover_person (&self->owner);
  cover_person (&self->submitter);
  cover_person (&self->proxy);
  g_clear_pointer (&self->abstract, g_free);
  g_clear_pointer (&self->return_place, g_free);
  cover_components (self->components);
  cover_history (self->history);
  g_ptr_array_set_size (self->notices, 0);
  cover_clock (self->clock);
  cover_payments (self->payments);
  cover_results (self->results);
  cover_return (self->delivery);
  if (self->notes != NULL)
    g_ptr_array_set_size (self->notes, 0);
  g_clear_pointer (&self->same_person, g_ptr_array_unref);
  self->same_person_total = -1;
}
