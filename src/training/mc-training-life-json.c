// SPDX-License-Identifier: GPL-3.0-or-later
/* A life as text, and back; what is not told is left out. */
#include "mc-codec-json.h"
#include "mc-text.h"
#include "mc-training-record.h"

#define TEXT_ROOM 1024

static const char *const unit_members[] = { "received", "competent", "target" };

static void
put_place (GString *o, gconstpointer value)
{
  const McTrainingPlace *place = value;

  mc_put_int (o, "state", place->state);
  mc_put_given_string (o, "step", place->step);
}

static void
put_event (GString *o, gconstpointer value)
{
  const McClockEvent *event = value;

  mc_put_int (o, "kind", event->kind);
  mc_put_int (o, "cause", event->cause);
  mc_put_given_time (o, "at", event->at);
  mc_put_given_time (o, "submitted_at", event->submitted_at);
  mc_put_given_time (o, "until", event->until);
  if (event->limit != NULL)
    mc_put_int (o, "hours", event->limit->amount);
  mc_put_given_string (o, "reason", event->reason);
  mc_put_given_string (o, "actor", event->actor);
  mc_put_given_string (o, "form_no", event->form_no);
}

static void
put_order (GString *o, gconstpointer value)
{
  const McTrainingOrder *order = value;

  mc_put_given_string (o, "state", mc_payment_to_string (order->state));
  mc_put_given_string (o, "lines", order->lines);
  mc_put_given_string (o, "receipt", order->receipt);
  mc_put_given_time (o, "ordered_at", order->ordered_at);
  mc_put_given_string (o, "ordered_by", order->ordered_by);
  mc_put_given_string (o, "payer", order->payer);
  mc_put_given_time (o, "due_at", order->due_at);
  mc_put_given_time (o, "settled_at", order->settled_at);
  mc_put_given_string (o, "method", order->method);
  mc_put_given_string (o, "exempt_basis", order->exempt_basis);
}

static void
put_proposal (GString *o, gconstpointer value)
{
  const McProposal *proposal = value;

  mc_put_given_time (o, "at", proposal->at);
  mc_put_given_string (o, "actor", proposal->actor_name);
  mc_put_given_string (o, "demand", proposal->demand);
  mc_put_given_string (o, "basis", proposal->basis);
  mc_put_int (o, "days", proposal->applicant_days);
}

static void
put_result (GString *o, gconstpointer value)
{
  const McResult *result = value;

  mc_put_given_string (o, "id", result->id);
  mc_put_given_string (o, "state", result->state);
  mc_put_given_string (o, "kind", result->kind);
  mc_put_given_string (o, "made_by", result->made_by);
  mc_put_given_time (o, "made_at", result->made_at);
  mc_put_given_string (o, "number", result->number);
  mc_put_given_string (o, "issued_on", result->issued_on);
  mc_put_given_string (o, "signer", result->signer);
  mc_put_given_string (o, "valid_until", result->valid_until);
  mc_put_given_time (o, "released_at", result->released_at);
  mc_put_list (o, "documents", result->documents, mc_codec_document_put);
  mc_codec_earlier_put (o, result->earlier);
}

static void
put_sent (GString *o, gconstpointer value)
{
  const McReturn *sent = value;

  mc_put_given_string (o, "tracking_code", sent->tracking_code);
  mc_put_given_string (o, "recipient", sent->recipient);
  mc_put_given_time (o, "handed_at", sent->handed_at);
  mc_put_given_time (o, "delivered_at", sent->delivered_at);
}

char *
mc_training_life_print (const McTrainingRecord *self)
{
  const McTrainingLife *life = &self->life;
  GString *o = g_string_sized_new (TEXT_ROOM);

  mc_put_begin (o, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (unit_members); i++)
    mc_put_given_string (o, unit_members[i], self->units[i]);
  mc_put_list (o, "places", life->places, put_place);
  mc_put_list (o, "events", life->events, put_event);
  mc_put_list (o, "orders", life->orders, put_order);
  mc_put_list (o, "results", life->results, put_result);
  mc_put_part (o, "sent", life->sent, put_sent);
  mc_put_given_string (o, "acceptor", life->acceptor);
  mc_put_given_time (o, "applicant_due_at", life->applicant_due_at);
  mc_put_boolean (o, "fee_first", life->fee_first);
  mc_put_int (o, "delivery", life->delivery);
  mc_put_int (o, "custody", life->custody);
  mc_put_boolean (o, "drafted", life->drafted);
  mc_put_boolean (o, "signed", life->is_signed);
  mc_put_boolean (o, "refusal", life->refusal);
  if (life->proposal != NULL)
    mc_put_part (o, "proposal", life->proposal, put_proposal);
  mc_put_given_string (o, "seal", life->seal);
  mc_put_end (o);
  return g_string_free_and_steal (o);
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
read_order (McTrainingOrder *order, JsonObject *o)
{
  order->lines = read_text (o, "lines");
  order->receipt = read_text (o, "receipt");
  order->ordered_at = read_time (o, "ordered_at");
  order->ordered_by = read_text (o, "ordered_by");
  order->payer = read_text (o, "payer");
  order->due_at = read_time (o, "due_at");
  order->settled_at = read_time (o, "settled_at");
  order->method = read_text (o, "method");
  order->exempt_basis = read_text (o, "exempt_basis");
}

static void
read_result (McTrainingLife *life, JsonObject *o)
{
  g_autoptr (GDateTime) made_at = read_time (o, "made_at");
  g_autofree char *state = read_text (o, "state");
  g_autofree char *made_by = read_text (o, "made_by");
  McResult *result = mc_training_life_add_result (life, state, made_at, made_by);
  McReader r = MC_READER_INIT (o);

  g_free (result->id);
  result->id = read_text (o, "id");
  g_free (result->kind);
  result->kind = read_text (o, "kind");
  result->number = read_text (o, "number");
  result->issued_on = read_text (o, "issued_on");
  result->signer = read_text (o, "signer");
  result->valid_until = read_text (o, "valid_until");
  result->released_at = read_time (o, "released_at");
  mc_reader_list (&r, mc_reader_array (&r, "documents", G_MAXUINT), "documents", result->documents,
                  mc_codec_document_make, mc_codec_document_read);
  mc_codec_earlier_read (&r, result->earlier);
  /* one that was signed before results had their documents */
  if (result->documents->len == 0 && g_strcmp0 (result->state, "signed") == 0)
    mc_training_result_add_sample (result, "ketqua1", "ket-qua.pdf");
  g_clear_error (&r.error);
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
      read_order (order, p);
    }
}

/* A life from before there were results tells the number alone. */
static void
read_results (McTrainingLife *life, JsonObject *o)
{
  JsonArray *results = json_object_has_member (o, "results") ? json_object_get_array_member (o, "results") : NULL;

  for (guint i = 0; results != NULL && i < json_array_get_length (results); i++)
    read_result (life, json_array_get_object_element (results, i));
  if (results == NULL && life->is_signed)
    {
      McResult *result = mc_training_life_add_result (life, "released", NULL, NULL);

      result->number = read_text (o, "result_number");
      g_set_str (&result->kind, life->refusal ? "refusal" : "result");
    }
  if (!json_object_has_member (o, "sent"))
    return;
  o = json_object_get_object_member (o, "sent");
  life->sent->tracking_code = read_text (o, "tracking_code");
  life->sent->recipient = read_text (o, "recipient");
  life->sent->handed_at = read_time (o, "handed_at");
  life->sent->delivered_at = read_time (o, "delivered_at");
}

static void
read_proposal (McTrainingLife *life, JsonObject *o)
{
  JsonObject *p = json_object_has_member (o, "proposal") ? json_object_get_object_member (o, "proposal") : NULL;

  if (p == NULL)
    return;
  life->proposal = mc_proposal_new ();
  life->proposal->at = read_time (p, "at");
  life->proposal->actor_name = read_text (p, "actor");
  life->proposal->demand = read_text (p, "demand");
  life->proposal->basis = read_text (p, "basis");
  life->proposal->applicant_days = read_number (p, "days");
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
  mc_training_life_init (life);
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
  read_results (life, o);
  read_proposal (life, o);
  life->seal = read_text (o, "seal");
}
