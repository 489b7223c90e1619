// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-codec-json.h"

#define SHORT 200
#define LONG 2000
#define MAX_COMPONENTS 500
#define MAX_DOCUMENTS 200
#define MAX_HISTORY 5000
#define MAX_ACTIONS 64

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
  s->secret = mc_reader_optional_boolean (&r, "secret", FALSE);
  s->actions = mc_reader_strings (&r, "actions", MAX_ACTIONS, SHORT);
  return mc_reader_finish (&r, error) ? g_steal_pointer (&s) : NULL;
}

JsonObject *
mc_codec_summary_object (const McSummary *s)
{
  JsonObject *o = json_object_new ();

  mc_write_string (o, "id", s->id);
  json_object_set_int_member (o, "version", s->version);
  json_object_set_int_member (o, "handling_version", s->handling_version);
  mc_write_string (o, "code", s->code);
  mc_write_string (o, "provisional_code", s->provisional_code);
  mc_write_string (o, "procedure_code", s->procedure_code);
  mc_write_string (o, "procedure_name", s->procedure_name);
  mc_write_string (o, "field_name", s->field_name);
  mc_write_string (o, "owner_name", s->owner_name);
  mc_write_string (o, "owner_id_masked", s->owner_id_masked);
  mc_write_string (o, "submitter_name", s->submitter_name);
  mc_write_string (o, "channel", s->channel);
  json_object_set_int_member (o, "national_state", s->national_state);
  mc_write_string (o, "local_step", s->local_step);
  mc_write_string (o, "delivery", s->delivery);
  mc_write_string (o, "payment", s->payment);
  mc_write_string (o, "sync", s->sync);
  mc_write_string (o, "received_unit", s->received_unit);
  mc_write_string (o, "competent_unit", s->competent_unit);
  mc_write_string (o, "handler_id", s->handler_id);
  mc_write_string (o, "handler_name", s->handler_name);
  mc_write_time (o, "submitted_at", s->submitted_at);
  mc_write_time (o, "accepted_at", s->accepted_at);
  mc_write_time (o, "response_due_at", s->response_due_at);
  mc_write_time (o, "due_at", s->due_at);
  mc_write_time (o, "warn_at", s->warn_at);
  mc_write_time (o, "finished_at", s->finished_at);
  mc_write_time (o, "supplement_due_at", s->supplement_due_at);
  json_object_set_boolean_member (o, "secret", s->secret);
  mc_write_strings (o, "actions", (const char *const *) s->actions);
  return o;
}

JsonNode *
mc_codec_summary_build (const McSummary *summary)
{
  return mc_node_take_object (mc_codec_summary_object (summary));
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

static JsonObject *
person_object (const McPerson *person)
{
  JsonObject *o = json_object_new ();

  mc_write_string (o, "kind", person->kind);
  mc_write_string (o, "name", person->name);
  mc_write_string (o, "id_number", person->id_number);
  mc_write_string (o, "address", person->address);
  mc_write_string (o, "phone", person->phone);
  mc_write_string (o, "email", person->email);
  return o;
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
  dossier->limit_basis = mc_reader_optional_string (&e, "basis", LONG);
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
  read_limit (&r, dossier);
  dossier->abstract = mc_reader_optional_string (&r, "abstract", LONG);
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

static JsonArray *
components_array (GPtrArray *components)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < components->len; i++)
    {
      const McComponent *component = g_ptr_array_index (components, i);
      JsonObject *o = json_object_new ();

      mc_write_string (o, "id", component->id);
      mc_write_string (o, "name", component->name);
      json_object_set_boolean_member (o, "required", component->required);
      mc_write_string (o, "copy_kind", component->copy_kind);
      json_object_set_int_member (o, "quantity", component->quantity);
      mc_write_string (o, "source", component->source);
      mc_write_string (o, "mark", component->mark);
      mc_write_string (o, "mark_reason", component->mark_reason);
      mc_write_list (o, "documents", component->documents, mc_codec_document_object);
      json_array_add_object_element (array, o);
    }
  return array;
}

static JsonArray *
history_array (GPtrArray *history)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < history->len; i++)
    {
      const McHistoryEntry *entry = g_ptr_array_index (history, i);
      JsonObject *o = json_object_new ();

      mc_write_time (o, "at", entry->at);
      mc_write_string (o, "actor_name", entry->actor_name);
      mc_write_string (o, "actor_unit", entry->actor_unit);
      mc_write_string (o, "action", entry->action);
      if (entry->from_state != 0)
        json_object_set_int_member (o, "from_state", entry->from_state);
      else
        json_object_set_null_member (o, "from_state");
      json_object_set_int_member (o, "to_state", entry->to_state);
      mc_write_string (o, "note", entry->note);
      json_array_add_object_element (array, o);
    }
  return array;
}

static void
write_optional_person (JsonObject *o, const char *name, const McPerson *person)
{
  if (person->name != NULL)
    json_object_set_object_member (o, name, person_object (person));
  else
    json_object_set_null_member (o, name);
}

JsonNode *
mc_codec_dossier_build (const McDossier *dossier)
{
  JsonObject *o = json_object_new ();
  JsonObject *limit = json_object_new ();

  json_object_set_object_member (o, "summary", mc_codec_summary_object (dossier->summary));
  json_object_set_object_member (o, "owner", person_object (&dossier->owner));
  write_optional_person (o, "submitter", &dossier->submitter);
  write_optional_person (o, "proxy", &dossier->proxy);
  mc_write_string (o, "abstract", dossier->abstract);
  mc_write_optional_int (limit, "amount", dossier->limit_amount);
  mc_write_string (limit, "unit", dossier->limit_unit);
  mc_write_string (limit, "basis", dossier->limit_basis);
  json_object_set_object_member (o, "limit", limit);
  mc_write_optional_int (o, "fee", dossier->fee);
  json_object_set_int_member (o, "sets", dossier->sets);
  mc_write_string (o, "return_place", dossier->return_place);
  mc_write_string (o, "register_no", dossier->register_no);
  mc_write_string (o, "receiver_name", dossier->receiver_name);
  json_object_set_array_member (o, "components", components_array (dossier->components));
  json_object_set_array_member (o, "history", history_array (dossier->history));
  json_object_set_array_member (o, "notices", mc_codec_notices_array (dossier->notices));
  mc_codec_parts_write (o, dossier);
  return mc_node_take_object (o);
}
