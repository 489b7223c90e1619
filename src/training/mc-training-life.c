// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-training-record.h"

#include "mc-calendar.h"
#include "mc-training-world.h"

static void
place_free (McTrainingPlace *self)
{
  g_free (self->step);
  g_free (self);
}

static void
order_free (McTrainingOrder *self)
{
  g_free (self->lines);
  g_free (self->receipt);
  g_clear_pointer (&self->ordered_at, g_date_time_unref);
  g_free (self->ordered_by);
  g_free (self->payer);
  g_clear_pointer (&self->due_at, g_date_time_unref);
  g_clear_pointer (&self->settled_at, g_date_time_unref);
  g_free (self->method);
  g_free (self->exempt_basis);
  g_free (self);
}

static void
event_free (McClockEvent *self)
{
  g_clear_pointer (&self->at, g_date_time_unref);
  g_clear_pointer (&self->submitted_at, g_date_time_unref);
  g_clear_pointer (&self->until, g_date_time_unref);
  g_free ((McLimit *) self->limit);
  g_free ((char *) self->reason);
  g_free ((char *) self->actor);
  g_free ((char *) self->form_no);
  g_free (self);
}

void
mc_training_life_init (McTrainingLife *self)
{
  *self = (McTrainingLife) { 0 };
  self->places = g_ptr_array_new_with_free_func ((GDestroyNotify) place_free);
  self->events = g_ptr_array_new_with_free_func ((GDestroyNotify) event_free);
  self->orders = g_ptr_array_new_with_free_func ((GDestroyNotify) order_free);
  self->results = g_ptr_array_new_with_free_func ((GDestroyNotify) mc_result_free);
  self->sent = mc_return_new ();
}

void
mc_training_life_clear (McTrainingLife *self)
{
  g_clear_pointer (&self->places, g_ptr_array_unref);
  g_clear_pointer (&self->events, g_ptr_array_unref);
  g_clear_pointer (&self->orders, g_ptr_array_unref);
  g_clear_pointer (&self->acceptor, g_free);
  g_clear_pointer (&self->applicant_due_at, g_date_time_unref);
  g_clear_pointer (&self->results, g_ptr_array_unref);
  g_clear_pointer (&self->proposal, mc_proposal_free);
  g_clear_pointer (&self->sent, mc_return_free);
  g_clear_pointer (&self->seal, g_free);
}

McClockEvent *
mc_training_life_add_event (McTrainingLife *self, McClockEventKind kind, GDateTime *at)
{
  McClockEvent *event = g_new0 (McClockEvent, 1);

  event->kind = kind;
  event->at = g_date_time_ref (at);
  g_ptr_array_add (self->events, event);
  return event;
}

McTrainingOrder *
mc_training_life_add_order (McTrainingLife *self, McPayment state)
{
  McTrainingOrder *order = g_new0 (McTrainingOrder, 1);

  order->state = state;
  g_ptr_array_add (self->orders, order);
  return order;
}

McResult *
mc_training_life_last_result (const McTrainingLife *self)
{
  return self->results->len > 0 ? g_ptr_array_index (self->results, self->results->len - 1) : NULL;
}

void
mc_training_result_add_sample (McResult *result, const char *id, const char *name)
{
  McDocument *document = mc_document_new ();

  document->id = g_strdup (id);
  document->name = g_strdup (name);
  document->media_type = g_strdup ("application/pdf");
  g_ptr_array_add (result->documents, document);
}

char *
mc_training_life_make_seal (const McTrainingLife *self)
{
  const McResult *result = mc_training_life_last_result (self);
  g_autoptr (GString) seal = g_string_new (NULL);

  for (guint i = 0; result != NULL && i < result->documents->len; i++)
    g_string_append_printf (seal, "%s\n", ((const McDocument *) g_ptr_array_index (result->documents, i))->id);
  return g_string_free_and_steal (g_steal_pointer (&seal));
}

McResult *
mc_training_life_add_result (McTrainingLife *self, const char *state, GDateTime *at, const char *by)
{
  McResult *result = mc_result_new ();

  result->id = g_strdup_printf ("kq%u", self->results->len + 1);
  result->state = g_strdup (state);
  result->kind = g_strdup ("result");
  result->made_at = at != NULL ? g_date_time_ref (at) : NULL;
  result->made_by = g_strdup (by);
  g_ptr_array_add (self->results, result);
  return result;
}

void
mc_training_life_set_places (McTrainingLife *self, const McPlace *places, guint count)
{
  g_autoptr (GPtrArray) old = self->places;

  self->places = g_ptr_array_new_with_free_func ((GDestroyNotify) place_free);
  for (guint i = 0; i < count; i++)
    {
      McTrainingPlace *place = g_new0 (McTrainingPlace, 1);

      place->state = places[i].state;
      place->step = g_strdup (places[i].step);
      g_ptr_array_add (self->places, place);
    }
}

GArray *
mc_training_life_get_clock (const McTrainingLife *self)
{
  GArray *events = g_array_new (FALSE, FALSE, sizeof (McClockEvent));

  for (guint i = 0; i < self->events->len; i++)
    g_array_append_vals (events, g_ptr_array_index (self->events, i), 1);
  return events;
}

/* The life that its state tells: of a record made without one. */
static void
guess_clock (McTrainingLife *self, const McSummary *s)
{
  gboolean intake = s->accepted_at == NULL;

  if (s->national_state == 0)
    return; /* nothing has happened yet */
  mc_training_life_add_event (self, MC_CLOCK_SUBMITTED, s->submitted_at);
  if (!intake)
    mc_training_life_add_event (self, MC_CLOCK_ACCEPTED, s->accepted_at);
  if (s->national_state == MC_HANDLING_SUPPLEMENT)
    mc_training_life_add_event (self, MC_CLOCK_PAUSED, intake ? s->submitted_at : s->accepted_at)->cause
        = MC_PAUSE_SUPPLEMENT;
  if (s->national_state == MC_HANDLING_PAYMENT)
    mc_training_life_add_event (self, MC_CLOCK_PAUSED, intake ? s->submitted_at : s->accepted_at)->cause = MC_PAUSE_FEE;
  if (s->finished_at != NULL)
    mc_training_life_add_event (self, MC_CLOCK_ENDED, s->finished_at);
}

static void
guess_place (McTrainingLife *self, const McSummary *s)
{
  McPlace place = { MC_HANDLING_NEW, MC_STEP_NEW };

  if (s->national_state == MC_HANDLING_ACCEPTED)
    mc_training_life_set_places (self, &place, 1);
  place = (McPlace) { MC_HANDLING_PROCESSING, MC_STEP_APPRAISAL };
  if (s->accepted_at != NULL
      && (s->national_state == MC_HANDLING_SUPPLEMENT || s->national_state == MC_HANDLING_PAYMENT
          || s->national_state == MC_HANDLING_WITHDRAW))
    mc_training_life_set_places (self, &place, 1);
}

/* What came of it: that there was a result is all that its state tells. */
static void
guess_result (McTrainingLife *self, const McDossier *dossier)
{
  const McSummary *s = dossier->summary;
  gboolean ready = s->national_state == MC_HANDLING_DONE || s->national_state == MC_HANDLING_RETURNED;
  McResult *result;

  self->is_signed = self->drafted = ready || g_strcmp0 (s->local_step, MC_STEP_NUMBERING) == 0;
  if (s->national_state == MC_HANDLING_RETURNED)
    self->delivery = MC_DELIVERY_DELIVERED;
  if (!self->is_signed)
    return;
  result = mc_training_life_add_result (self, ready ? "released" : "signed", NULL, NULL);
  mc_training_result_add_sample (result, "ketqua1", "ket-qua.pdf");
  if (ready && s->finished_at != NULL)
    {
      g_autoptr (GDateTime) local = g_date_time_to_timezone (s->finished_at, mc_calendar_zone ());

      result->issued_on = g_date_time_format (local, "%Y-%m-%d");
      result->released_at = g_date_time_ref (s->finished_at);
    }
}

McTrainingRecord *
mc_training_record_new (McDossier *dossier, const char *received, const char *competent)
{
  McTrainingRecord *self = g_new0 (McTrainingRecord, 1);
  const McSummary *s = dossier->summary;
  McTrainingLife *life = &self->life;
  McPayment payment;

  self->dossier = dossier;
  self->process = mc_world_find_process (s->procedure_code, dossier->case_id,
                                         s->accepted_at != NULL ? s->accepted_at : s->submitted_at);
  self->units[MC_SCOPE_RECEIVED] = g_strdup (received);
  self->units[MC_SCOPE_COMPETENT] = g_strdup (competent);
  mc_training_life_init (life);
  guess_clock (life, s);
  guess_place (life, s);
  if (mc_payment_from_string (s->payment, &payment) && payment != MC_PAYMENT_NONE)
    {
      McTrainingOrder *order = mc_training_life_add_order (life, payment);

      if (dossier->fee > 0)
        order->lines = g_strdup_printf ("Phí, lệ phí: %" G_GINT64_FORMAT, dossier->fee);
    }
  life->fee_first = dossier->fee > 0;
  life->acceptor = s->accepted_at != NULL ? g_strdup (s->handler_id) : NULL;
  life->applicant_due_at = s->supplement_due_at != NULL ? g_date_time_ref (s->supplement_due_at) : NULL;
  guess_result (life, dossier);
  life->custody = s->accepted_at != NULL ? MC_CUSTODY_COUNTER : MC_CUSTODY_SAME;
  return self;
}

void
mc_training_record_free (McTrainingRecord *self)
{
  g_clear_pointer (&self->dossier, mc_dossier_unref);
  for (guint i = 0; i < G_N_ELEMENTS (self->units); i++)
    g_free (self->units[i]);
  mc_training_life_clear (&self->life);
  g_clear_pointer (&self->process, mc_process_unref);
  g_free (self);
}
