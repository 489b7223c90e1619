// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-codec-json.h"

#define SHORT 200
#define LONG 2000
#define MAX_COMPONENTS 500
#define MAX_DOCUMENTS 200
#define MAX_HISTORY 5000
#define MAX_ACTIONS 64
#define TEXT_ROOM 1536 /* what a summary mostly needs */

McSummary *
mc_codec_summary_read (JsonObject *object, GError **error)
{
  g_autoptr (McSummary) s = mc_summary_new ();
  McReader r = MC_READER_INIT (object);

  s->id = mc_reader_string (&r, "id", 64);
  s->version = mc_reader_integer (&r, "version", 1, G_MAXINT64 / 2);
  s->handling_version = mc_reader_integer (&r, "handling_version", 1, G_MAXINT64 / 2);
  s->code = mc_reader_optional_string (&r, "code", SHORT);
  s->provisional_code = mc_reader_optional_string (&r, "provisional_code", SHORT);
  s->procedure_code = mc_reader_string (&r, "procedure_code", SHORT);
  s->procedure_name = mc_reader_string (&r, "procedure_name", LONG);
  s->field_name = mc_reader_optional_string (&r, "field_name", LONG);
  s->owner_name = mc_reader_string (&r, "owner_name", LONG);
  s->owner_id_masked = mc_reader_optional_string (&r, "owner_id_masked", SHORT);
  s->submitter_name = mc_reader_optional_string (&r, "submitter_name", LONG);
  s->channel = mc_reader_string (&r, "channel", SHORT);
  s->national_state = (int) mc_reader_integer (&r, "national_state", 0, 999);
  s->local_step = mc_reader_string (&r, "local_step", SHORT);
  s->delivery = mc_reader_string (&r, "delivery", SHORT);
  s->payment = mc_reader_string (&r, "payment", SHORT);
  s->sync = mc_reader_string (&r, "sync", SHORT);
  s->received_unit = mc_reader_optional_string (&r, "received_unit", LONG);
  s->competent_unit = mc_reader_optional_string (&r, "competent_unit", LONG);
  s->handler_id = mc_reader_optional_string (&r, "handler_id", SHORT);
  s->handler_name = mc_reader_optional_string (&r, "handler_name", LONG);
  s->submitted_at = mc_reader_time (&r, "submitted_at");
  s->accepted_at = mc_reader_optional_time (&r, "accepted_at");
  s->response_due_at = mc_reader_optional_time (&r, "response_due_at");
  s->due_at = mc_reader_optional_time (&r, "due_at");
  s->warn_at = mc_reader_optional_time (&r, "warn_at");
  s->finished_at = mc_reader_optional_time (&r, "finished_at");
  s->supplement_due_at = mc_reader_optional_time (&r, "supplement_due_at");
  s->step_due_at = mc_reader_optional_time (&r, "step_due_at");
  s->sent_back = mc_reader_optional_boolean (&r, "sent_back", FALSE);
  s->fee_due = mc_reader_optional_integer (&r, "fee_due", 0, MC_PAYMENT_MAX, -1);
  s->fee_paid = mc_reader_optional_integer (&r, "fee_paid", 0, MC_PAYMENT_MAX, -1);
  s->fee_paid_at = mc_reader_optional_time (&r, "fee_paid_at");
  s->secret = mc_reader_optional_boolean (&r, "secret", FALSE);
  s->actions = mc_reader_strings (&r, "actions", MAX_ACTIONS, SHORT);
  return mc_reader_finish (&r, error) ? g_steal_pointer (&s) : NULL;
}

static void
put_clocks (GString *o, const McSummary *s)
{
  mc_put_time (o, "submitted_at", s->submitted_at);
  mc_put_given_time (o, "accepted_at", s->accepted_at);
  mc_put_given_time (o, "response_due_at", s->response_due_at);
  mc_put_given_time (o, "due_at", s->due_at);
  mc_put_given_time (o, "warn_at", s->warn_at);
  mc_put_given_time (o, "finished_at", s->finished_at);
  mc_put_given_time (o, "supplement_due_at", s->supplement_due_at);
  mc_put_given_time (o, "step_due_at", s->step_due_at);
}

static void
put_fees (GString *o, const McSummary *s)
{
  if (s->fee_due >= 0)
    mc_put_int (o, "fee_due", s->fee_due);
  if (s->fee_paid >= 0)
    mc_put_int (o, "fee_paid", s->fee_paid);
  mc_put_given_time (o, "fee_paid_at", s->fee_paid_at);
}

/* All but "actions". A summary is to be small: what is not there is left out of it. */
static void
put_shared (GString *o, const McSummary *s)
{
  mc_put_string (o, "id", s->id);
  mc_put_int (o, "version", s->version);
  mc_put_int (o, "handling_version", s->handling_version);
  mc_put_given_string (o, "code", s->code);
  mc_put_given_string (o, "provisional_code", s->provisional_code);
  mc_put_string (o, "procedure_code", s->procedure_code);
  mc_put_string (o, "procedure_name", s->procedure_name);
  mc_put_given_string (o, "field_name", s->field_name);
  mc_put_string (o, "owner_name", s->owner_name);
  mc_put_given_string (o, "owner_id_masked", s->owner_id_masked);
  mc_put_given_string (o, "submitter_name", s->submitter_name);
  mc_put_string (o, "channel", s->channel);
  mc_put_int (o, "national_state", s->national_state);
  mc_put_string (o, "local_step", s->local_step);
  mc_put_string (o, "delivery", s->delivery);
  mc_put_string (o, "payment", s->payment);
  mc_put_string (o, "sync", s->sync);
  mc_put_given_string (o, "received_unit", s->received_unit);
  mc_put_given_string (o, "competent_unit", s->competent_unit);
  mc_put_given_string (o, "handler_id", s->handler_id);
  mc_put_given_string (o, "handler_name", s->handler_name);
  put_clocks (o, s);
  if (s->sent_back)
    mc_put_boolean (o, "sent_back", TRUE);
  put_fees (o, s);
  if (s->secret)
    mc_put_boolean (o, "secret", TRUE);
}

static void
put_summary (GString *o, gconstpointer value)
{
  const McSummary *s = value;

  put_shared (o, s);
  mc_put_strings (o, "actions", (const char *const *) s->actions);
}

void
mc_codec_summary_put (GString *text, const char *name, const McSummary *summary)
{
  mc_put_part (text, name, summary, put_summary);
}

char *
mc_codec_summary_text (const McSummary *summary)
{
  GString *text = g_string_sized_new (TEXT_ROOM);

  mc_put_begin (text, NULL);
  put_shared (text, summary);
  mc_put_end (text);
  return g_string_free_and_steal (text);
}

JsonNode *
mc_codec_summary_build (const McSummary *summary)
{
  g_autoptr (GString) text = g_string_new (NULL);

  mc_codec_summary_put (text, NULL, summary);
  return json_from_string (text->str, NULL);
}

static void
read_person (McReader *parent, JsonObject *object, McPerson *person)
{
  McReader r = MC_READER_INIT (object);
  GError *error = NULL;

  person->kind = mc_reader_optional_string (&r, "kind", SHORT);
  person->name = mc_reader_string (&r, "name", LONG);
  person->id_number = mc_reader_optional_string (&r, "id_number", SHORT);
  person->address = mc_reader_optional_string (&r, "address", LONG);
  person->phone = mc_reader_optional_string (&r, "phone", SHORT);
  person->email = mc_reader_optional_string (&r, "email", SHORT);
  if (!mc_reader_finish (&r, &error))
    mc_reader_take_error (parent, error);
}

static void
put_person (GString *o, gconstpointer value)
{
  const McPerson *person = value;

  mc_put_string (o, "kind", person->kind);
  mc_put_string (o, "name", person->name);
  mc_put_string (o, "id_number", person->id_number);
  mc_put_string (o, "address", person->address);
  mc_put_string (o, "phone", person->phone);
  mc_put_string (o, "email", person->email);
}

static void
read_components (McReader *r, McDossier *dossier)
{
  JsonArray *array = mc_reader_array (r, "components", MAX_COMPONENTS);

  for (guint i = 0; array != NULL && i < json_array_get_length (array) && mc_reader_ok (r); i++)
    {
      JsonObject *object = mc_reader_element (r, array, i, "components");
      McReader e = MC_READER_INIT (object);
      McComponent *component;
      GError *error = NULL;

      if (object == NULL)
        return;
      component = mc_component_new ();
      g_ptr_array_add (dossier->components, component);
      component->id = mc_reader_string (&e, "id", 64);
      component->name = mc_reader_string (&e, "name", LONG);
      component->required = mc_reader_boolean (&e, "required");
      component->copy_kind = mc_reader_string (&e, "copy_kind", SHORT);
      component->quantity = (int) mc_reader_integer (&e, "quantity", 0, 10000);
      component->source = mc_reader_string (&e, "source", SHORT);
      component->mark = mc_reader_optional_string (&e, "mark", SHORT);
      component->mark_reason = mc_reader_optional_string (&e, "mark_reason", LONG);
      mc_reader_list (&e, mc_reader_array (&e, "documents", MAX_DOCUMENTS), "documents", component->documents,
                      mc_codec_document_make, mc_codec_document_read);
      mc_codec_earlier_read (&e, component->earlier);
      if (!mc_reader_finish (&e, &error))
        mc_reader_take_error (r, error);
    }
}

static void
read_history (McReader *r, McDossier *dossier)
{
  JsonArray *array = mc_reader_array (r, "history", MAX_HISTORY);

  for (guint i = 0; array != NULL && i < json_array_get_length (array) && mc_reader_ok (r); i++)
    {
      JsonObject *object = mc_reader_element (r, array, i, "history");
      McReader e = MC_READER_INIT (object);
      McHistoryEntry *entry;
      GError *error = NULL;

      if (object == NULL)
        return;
      entry = mc_history_entry_new ();
      g_ptr_array_add (dossier->history, entry);
      entry->at = mc_reader_time (&e, "at");
      entry->actor_name = mc_reader_string (&e, "actor_name", LONG);
      entry->actor_unit = mc_reader_optional_string (&e, "actor_unit", LONG);
      entry->action = mc_reader_string (&e, "action", SHORT);
      entry->from_state = (int) mc_reader_optional_integer (&e, "from_state", 0, 999, 0);
      entry->to_state = (int) mc_reader_integer (&e, "to_state", 0, 999);
      entry->note = mc_reader_optional_string (&e, "note", 20000);
      if (!mc_reader_finish (&e, &error))
        mc_reader_take_error (r, error);
    }
}

static void
read_limit (McReader *r, McDossier *dossier)
{
  JsonObject *object = mc_reader_object (r, "limit");
  McReader e = MC_READER_INIT (object);
  GError *error = NULL;

  if (object == NULL)
    return;
  dossier->limit_amount = (int) mc_reader_optional_integer (&e, "amount", 0, 3660, -1);
  dossier->limit_unit = mc_reader_string (&e, "unit", SHORT);
  dossier->limit_source = mc_reader_optional_string (&e, "source", SHORT);
  dossier->limit_basis = mc_reader_optional_string (&e, "basis", LONG);
  dossier->limit_by = mc_reader_optional_string (&e, "by", LONG);
  dossier->limit_at = mc_reader_optional_time (&e, "at");
  if (!mc_reader_finish (&e, &error))
    mc_reader_take_error (r, error);
}

static void
read_case (McReader *r, McDossier *dossier)
{
  JsonObject *object = mc_reader_optional_object (r, "case_variant");
  McReader e = MC_READER_INIT (object);
  GError *error = NULL;

  if (object == NULL)
    return;
  dossier->case_id = mc_reader_string (&e, "id", 64);
  dossier->case_title = mc_reader_string (&e, "title", LONG);
  if (!mc_reader_finish (&e, &error))
    mc_reader_take_error (r, error);
}

static void
read_people_and_summary (McReader *r, McDossier *dossier)
{
  JsonObject *summary = mc_reader_object (r, "summary");
  JsonObject *owner = mc_reader_object (r, "owner");
  JsonObject *submitter = mc_reader_optional_object (r, "submitter");
  JsonObject *proxy = mc_reader_optional_object (r, "proxy");
  GError *error = NULL;

  if (summary == NULL || owner == NULL)
    return;
  dossier->summary = mc_codec_summary_read (summary, &error);
  if (dossier->summary == NULL)
    mc_reader_take_error (r, error);
  read_person (r, owner, &dossier->owner);
  if (submitter != NULL)
    read_person (r, submitter, &dossier->submitter);
  if (proxy != NULL)
    read_person (r, proxy, &dossier->proxy);
}

McDossier *
mc_codec_dossier_parse (GBytes *bytes, GError **error)
{
  g_autoptr (JsonNode) root = mc_codec_parse_object (bytes, error);
  g_autoptr (McDossier) dossier = NULL;
  McReader r = { NULL };

  if (root == NULL)
    return NULL;
  r.object = json_node_get_object (root);
  dossier = mc_dossier_new ();
  read_people_and_summary (&r, dossier);
  /* what was kept before there was this member was read whole */
  dossier->outline = mc_reader_optional_boolean (&r, "outline", FALSE);
  read_limit (&r, dossier);
  read_case (&r, dossier);
  dossier->abstract = mc_reader_optional_string (&r, "abstract", LONG);
  dossier->procedure_since = mc_reader_optional_string (&r, "procedure_since", SHORT);
  dossier->procedure_decision = mc_reader_optional_string (&r, "procedure_decision", LONG);
  dossier->fee = mc_reader_optional_integer (&r, "fee", 0, G_MAXINT64 / 2, -1);
  dossier->sets = (int) mc_reader_integer (&r, "sets", 1, 1000);
  dossier->return_place = mc_reader_optional_string (&r, "return_place", LONG);
  dossier->register_no = mc_reader_optional_string (&r, "register_no", SHORT);
  dossier->receiver_name = mc_reader_optional_string (&r, "receiver_name", LONG);
  read_components (&r, dossier);
  read_history (&r, dossier);
  mc_codec_notices_read (&r, dossier->notices);
  mc_codec_parts_read (&r, dossier);
  return mc_reader_finish (&r, error) ? g_steal_pointer (&dossier) : NULL;
}

static void
put_component (GString *o, gconstpointer value)
{
  const McComponent *component = value;

  mc_put_string (o, "id", component->id);
  mc_put_string (o, "name", component->name);
  mc_put_boolean (o, "required", component->required);
  mc_put_string (o, "copy_kind", component->copy_kind);
  mc_put_int (o, "quantity", component->quantity);
  mc_put_string (o, "source", component->source);
  mc_put_string (o, "mark", component->mark);
  mc_put_string (o, "mark_reason", component->mark_reason);
  mc_put_list (o, "documents", component->documents, mc_codec_document_put);
  mc_codec_earlier_put (o, component->earlier);
}

static void
put_history_entry (GString *o, gconstpointer value)
{
  const McHistoryEntry *entry = value;

  mc_put_time (o, "at", entry->at);
  mc_put_string (o, "actor_name", entry->actor_name);
  mc_put_string (o, "actor_unit", entry->actor_unit);
  mc_put_string (o, "action", entry->action);
  mc_put_optional_int (o, "from_state", entry->from_state != 0 ? entry->from_state : -1);
  mc_put_int (o, "to_state", entry->to_state);
  mc_put_string (o, "note", entry->note);
}

static void
put_limit (GString *o, gconstpointer value)
{
  const McDossier *dossier = value;

  mc_put_optional_int (o, "amount", dossier->limit_amount);
  mc_put_string (o, "unit", dossier->limit_unit);
  mc_put_string (o, "source", dossier->limit_source);
  mc_put_string (o, "basis", dossier->limit_basis);
  mc_put_string (o, "by", dossier->limit_by);
  mc_put_time (o, "at", dossier->limit_at);
}

static void
put_case (GString *o, gconstpointer value)
{
  const McDossier *dossier = value;

  mc_put_string (o, "id", dossier->case_id);
  mc_put_string (o, "title", dossier->case_title);
}

static const McPerson *
if_there (const McPerson *person)
{
  return person->name != NULL ? person : NULL;
}

static void
put_dossier (GString *o, gconstpointer value)
{
  const McDossier *dossier = value;

  mc_codec_summary_put (o, "summary", dossier->summary);
  mc_put_boolean (o, "outline", dossier->outline);
  mc_put_part (o, "owner", &dossier->owner, put_person);
  mc_put_part (o, "submitter", if_there (&dossier->submitter), put_person);
  mc_put_part (o, "proxy", if_there (&dossier->proxy), put_person);
  mc_put_string (o, "abstract", dossier->abstract);
  mc_put_string (o, "procedure_since", dossier->procedure_since);
  mc_put_string (o, "procedure_decision", dossier->procedure_decision);
  mc_put_part (o, "case_variant", dossier->case_id != NULL ? dossier : NULL, put_case);
  mc_put_part (o, "limit", dossier, put_limit);
  mc_put_optional_int (o, "fee", dossier->fee);
  mc_put_int (o, "sets", dossier->sets);
  mc_put_string (o, "return_place", dossier->return_place);
  mc_put_string (o, "register_no", dossier->register_no);
  mc_put_string (o, "receiver_name", dossier->receiver_name);
  mc_put_list (o, "components", dossier->components, put_component);
  mc_put_list (o, "history", dossier->history, put_history_entry);
  mc_put_list (o, "notices", dossier->notices, mc_codec_notice_put);
  mc_codec_parts_put (o, dossier);
}

char *
mc_codec_dossier_text (const McDossier *dossier)
{
  GString *text = g_string_sized_new (TEXT_ROOM * 8);

  mc_put_part (text, NULL, dossier, put_dossier);
  return g_string_free_and_steal (text);
}

JsonNode *
mc_codec_dossier_build (const McDossier *dossier)
{
  g_autofree char *text = mc_codec_dossier_text (dossier);

  return json_from_string (text, NULL);
}
