// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-training-record.h"

#include <json-glib/json-glib.h>

#include "mc-text.h"

static const char *const unit_members[] = { "received", "competent", "target" };

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

static void
life_init (McTrainingLife *self)
{
  *self = (McTrainingLife) { 0 };
  self->places = g_ptr_array_new_with_free_func ((GDestroyNotify) place_free);
  self->events = g_ptr_array_new_with_free_func ((GDestroyNotify) event_free);
  self->orders = g_ptr_array_new_with_free_func ((GDestroyNotify) order_free);
}

void
mc_training_life_clear (McTrainingLife *self)
{
  g_clear_pointer (&self->places, g_ptr_array_unref);
  g_clear_pointer (&self->events, g_ptr_array_unref);
  g_clear_pointer (&self->orders, g_ptr_array_unref);
  g_clear_pointer (&self->acceptor, g_free);
  g_clear_pointer (&self->applicant_due_at, g_date_time_unref);
  g_clear_pointer (&self->result_number, g_free);
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

McTrainingRecord *
mc_training_record_new (McDossier *dossier, const char *received, const char *competent)
{
  McTrainingRecord *self = g_new0 (McTrainingRecord, 1);
  const McSummary *s = dossier->summary;
  McTrainingLife *life = &self->life;
  McPayment payment;

  self->dossier = dossier;
  self->process = mc_process_find (s->procedure_code, s->accepted_at != NULL ? s->accepted_at : s->submitted_at);
  self->units[MC_SCOPE_RECEIVED] = g_strdup (received);
  self->units[MC_SCOPE_COMPETENT] = g_strdup (competent);
  life_init (life);
  guess_clock (life, s);
  guess_place (life, s);
  if (mc_payment_from_string (s->payment, &payment) && payment != MC_PAYMENT_NONE)
    mc_training_life_add_order (life, payment);
  life->fee_first = dossier->fee > 0;
  life->acceptor = s->accepted_at != NULL ? g_strdup (s->handler_id) : NULL;
  life->applicant_due_at = s->supplement_due_at != NULL ? g_date_time_ref (s->supplement_due_at) : NULL;
  life->is_signed = life->drafted = s->national_state == MC_HANDLING_DONE || s->national_state == MC_HANDLING_RETURNED
                                    || g_strcmp0 (s->local_step, MC_STEP_NUMBERING) == 0;
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

static void
write_text (JsonObject *o, const char *name, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (o, name, text);
}

static void
write_time (JsonObject *o, const char *name, GDateTime *time)
{
  g_autofree char *text = time != NULL ? mc_time_format (time) : NULL;

  write_text (o, name, text);
}

static JsonObject *
event_object (const McClockEvent *event)
{
  JsonObject *o = json_object_new ();

  json_object_set_int_member (o, "kind", event->kind);
  json_object_set_int_member (o, "cause", event->cause);
  write_time (o, "at", event->at);
  write_time (o, "submitted_at", event->submitted_at);
  write_time (o, "until", event->until);
  if (event->limit != NULL)
    json_object_set_int_member (o, "hours", event->limit->amount);
  write_text (o, "reason", event->reason);
  write_text (o, "actor", event->actor);
  write_text (o, "form_no", event->form_no);
  return o;
}

static void
write_lists (JsonObject *o, const McTrainingLife *life)
{
  JsonArray *places = json_array_new ();
  JsonArray *events = json_array_new ();
  JsonArray *orders = json_array_new ();

  for (guint i = 0; i < life->places->len; i++)
    {
      const McTrainingPlace *place = g_ptr_array_index (life->places, i);
      JsonObject *p = json_object_new ();

      json_object_set_int_member (p, "state", place->state);
      write_text (p, "step", place->step);
      json_array_add_object_element (places, p);
    }
  for (guint i = 0; i < life->events->len; i++)
    json_array_add_object_element (events, event_object (g_ptr_array_index (life->events, i)));
  for (guint i = 0; i < life->orders->len; i++)
    {
      const McTrainingOrder *order = g_ptr_array_index (life->orders, i);
      JsonObject *p = json_object_new ();

      write_text (p, "state", mc_payment_to_string (order->state));
      write_text (p, "lines", order->lines);
      write_text (p, "receipt", order->receipt);
      json_array_add_object_element (orders, p);
    }
  json_object_set_array_member (o, "places", places);
  json_object_set_array_member (o, "events", events);
  json_object_set_array_member (o, "orders", orders);
}

char *
mc_training_life_print (const McTrainingRecord *self)
{
  const McTrainingLife *life = &self->life;
  JsonObject *o = json_object_new ();
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, o);
  for (guint i = 0; i < G_N_ELEMENTS (unit_members); i++)
    write_text (o, unit_members[i], self->units[i]);
  write_lists (o, life);
  write_text (o, "acceptor", life->acceptor);
  write_time (o, "applicant_due_at", life->applicant_due_at);
  json_object_set_boolean_member (o, "fee_first", life->fee_first);
  json_object_set_int_member (o, "delivery", life->delivery);
  json_object_set_int_member (o, "custody", life->custody);
  json_object_set_boolean_member (o, "drafted", life->drafted);
  json_object_set_boolean_member (o, "signed", life->is_signed);
  json_object_set_boolean_member (o, "refusal", life->refusal);
  write_text (o, "result_number", life->result_number);
  return json_to_string (node, FALSE);
}

static char *
read_text (JsonObject *o, const char *name)
{
  return g_strdup (json_object_get_string_member_with_default (o, name, NULL));
}

static GDateTime *
read_time (JsonObject *o, const char *name)
{
  const char *text = json_object_get_string_member_with_default (o, name, NULL);

  return text != NULL ? g_date_time_new_from_iso8601 (text, NULL) : NULL;
}

static int
read_number (JsonObject *o, const char *name)
{
  return (int) json_object_get_int_member_with_default (o, name, 0);
}

static void
read_event (McTrainingLife *life, JsonObject *o)
{
  g_autoptr (GDateTime) at = read_time (o, "at");
  McClockEvent *event = mc_training_life_add_event (life, (McClockEventKind) read_number (o, "kind"), at);

  event->cause = (McPauseCause) read_number (o, "cause");
  event->submitted_at = read_time (o, "submitted_at");
  event->until = read_time (o, "until");
  if (json_object_has_member (o, "hours"))
    {
      McLimit *limit = g_new0 (McLimit, 1);

      limit->unit = MC_LIMIT_HOUR;
      limit->amount = read_number (o, "hours");
      event->limit = limit;
    }
  event->reason = read_text (o, "reason");
  event->actor = read_text (o, "actor");
  event->form_no = read_text (o, "form_no");
}

static void
read_lists (McTrainingLife *life, JsonObject *o)
{
  JsonArray *places = json_object_get_array_member (o, "places");
  JsonArray *events = json_object_get_array_member (o, "events");
  JsonArray *orders = json_object_get_array_member (o, "orders");

  for (guint i = 0; i < json_array_get_length (places); i++)
    {
      JsonObject *p = json_array_get_object_element (places, i);
      McTrainingPlace *place = g_new0 (McTrainingPlace, 1);

      place->state = read_number (p, "state");
      place->step = read_text (p, "step");
      g_ptr_array_add (life->places, place);
    }
  for (guint i = 0; i < json_array_get_length (events); i++)
    read_event (life, json_array_get_object_element (events, i));
  for (guint i = 0; i < json_array_get_length (orders); i++)
    {
      JsonObject *p = json_array_get_object_element (orders, i);
      McTrainingOrder *order = mc_training_life_add_order (life, MC_PAYMENT_NONE);

      mc_payment_from_string (json_object_get_string_member (p, "state"), &order->state);
      order->lines = read_text (p, "lines");
      order->receipt = read_text (p, "receipt");
    }
}

/* What this portal wrote itself: unsound, it ends the process. */
void
mc_training_life_read (McTrainingRecord *self, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = json_from_string (text, &error);
  McTrainingLife *life = &self->life;
  JsonObject *o;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    g_error ("training portal: a stored life is unsound: %s", error != NULL ? error->message : "no object");
  o = json_node_get_object (node);
  mc_training_life_clear (life);
  life_init (life);
  for (guint i = 0; i < G_N_ELEMENTS (unit_members); i++)
    {
      g_free (self->units[i]);
      self->units[i] = read_text (o, unit_members[i]);
    }
  read_lists (life, o);
  life->acceptor = read_text (o, "acceptor");
  life->applicant_due_at = read_time (o, "applicant_due_at");
  life->fee_first = json_object_get_boolean_member_with_default (o, "fee_first", FALSE);
  life->delivery = (McDelivery) read_number (o, "delivery");
  life->custody = (McCustody) read_number (o, "custody");
  life->drafted = json_object_get_boolean_member_with_default (o, "drafted", FALSE);
  life->is_signed = json_object_get_boolean_member_with_default (o, "signed", FALSE);
  life->refusal = json_object_get_boolean_member_with_default (o, "refusal", FALSE);
  life->result_number = read_text (o, "result_number");
}
