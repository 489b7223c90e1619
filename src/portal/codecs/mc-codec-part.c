// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-codec-json.h"
#include "mc-rule.h"

#define SHORT 200
#define LONG 2000
#define MAX_DOCUMENTS 200
#define MAX_EARLIER 500
#define MAX_ENTRIES 5000
#define MAX_ORDERS 200
#define MAX_LINES 200
#define MAX_RESULTS 200
#define MAX_NOTES 2000

static const char *const rule_limits[] = { "limit", "response", "supplement_limit", "ask_within" };

gpointer
mc_codec_document_make (void)
{
  return mc_document_new ();
}

void
mc_codec_document_read (McReader *r, gpointer value)
{
  McDocument *document = value;

  document->id = mc_reader_string (r, "id", 64);
  document->name = mc_reader_string (r, "name", LONG);
  document->media_type = mc_reader_string (r, "media_type", SHORT);
  document->size = mc_reader_optional_integer (r, "size", 0, G_MAXINT64 / 2, -1);
  document->origin = mc_reader_optional_string (r, "origin", SHORT);
  document->added_at = mc_reader_optional_time (r, "added_at");
  document->added_by = mc_reader_optional_string (r, "added_by", LONG);
  document->taken_from = mc_reader_optional_string (r, "taken_from", SHORT);
  document->ended_at = mc_reader_optional_time (r, "ended_at");
  document->ended_by = mc_reader_optional_string (r, "ended_by", LONG);
  document->ended_reason = mc_reader_optional_string (r, "ended_reason", LONG);
}

void
mc_codec_document_put (GString *o, gconstpointer value)
{
  const McDocument *document = value;

  mc_put_string (o, "id", document->id);
  mc_put_string (o, "name", document->name);
  mc_put_string (o, "media_type", document->media_type);
  mc_put_optional_int (o, "size", document->size);
  /* most documents have none of what follows: it stands only where it is told */
  if (document->origin != NULL)
    mc_put_string (o, "origin", document->origin);
  if (document->added_at != NULL)
    mc_put_time (o, "added_at", document->added_at);
  if (document->added_by != NULL)
    mc_put_string (o, "added_by", document->added_by);
  if (document->taken_from != NULL)
    mc_put_string (o, "taken_from", document->taken_from);
  if (document->ended_at != NULL)
    mc_put_time (o, "ended_at", document->ended_at);
  if (document->ended_by != NULL)
    mc_put_string (o, "ended_by", document->ended_by);
  if (document->ended_reason != NULL)
    mc_put_string (o, "ended_reason", document->ended_reason);
}

void
mc_codec_earlier_read (McReader *r, GPtrArray *list)
{
  mc_reader_list (r, mc_reader_optional_array (r, "earlier", MAX_EARLIER), "earlier", list, mc_codec_document_make,
                  mc_codec_document_read);
}

void
mc_codec_earlier_put (GString *o, GPtrArray *list)
{
  if (list->len > 0)
    mc_put_list (o, "earlier", list, mc_codec_document_put);
}

static void
check_rule_limit (McReader *parent, const char *name)
{
  JsonObject *object = mc_reader_optional_object (parent, name);
  McReader r = MC_READER_INIT (object);
  g_autoptr (GDateTime) at = NULL;
  GError *error = NULL;

  if (object == NULL)
    return;
  g_free (mc_reader_string (&r, "unit", SHORT));
  mc_reader_integer (&r, "amount", 0, 3660);
  g_free (mc_reader_string (&r, "source", SHORT));
  g_free (mc_reader_optional_string (&r, "basis", LONG));
  g_free (mc_reader_optional_string (&r, "by", LONG));
  at = mc_reader_optional_time (&r, "at");
  if (!mc_reader_finish (&r, &error))
    mc_reader_take_error (parent, error);
}

/* The wire's shape of it, whatever its words mean. */
static void
check_rule (McReader *r)
{
  static const char *const texts[]
      = { "id", "since", "basis", "cutoff_rule", "supplement_policy", "resume_at", "early" };
  static const char *const optional[] = { "procedure", "unit", "cutoff_time" };
  static const char *const numbers[] = { "max_rounds", "max_extensions", "extend_before_days" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (mc_reader_string (r, texts[i], LONG));
  for (guint i = 0; i < G_N_ELEMENTS (optional); i++)
    g_free (mc_reader_optional_string (r, optional[i], LONG));
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    mc_reader_integer (r, numbers[i], 0, 1000);
  mc_reader_boolean (r, "within_day");
  mc_reader_boolean (r, "confirmed");
  for (guint i = 0; i < G_N_ELEMENTS (rule_limits); i++)
    check_rule_limit (r, rule_limits[i]);
}

/* A rule with a word that this version does not know cannot be counted by: there is none. */
static McRule *
read_rule (McReader *parent, const char *name)
{
  JsonObject *object = mc_reader_optional_object (parent, name);
  McReader r = MC_READER_INIT (object);
  GError *error = NULL;

  if (object == NULL)
    return NULL;
  check_rule (&r);
  if (mc_reader_finish (&r, &error))
    return mc_rule_from_json (object, NULL);
  mc_reader_take_error (parent, error);
  return NULL;
}

static void
put_rule (GString *parent, const char *name, const McRule *rule)
{
  static const char *const members[] = { "cutoff_time", "limit", "response", "supplement_limit", "ask_within" };
  JsonObject *o;

  if (rule == NULL)
    {
      mc_put_string (parent, name, NULL);
      return;
    }
  o = mc_rule_to_json (rule);
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    if (!json_object_has_member (o, members[i]))
      json_object_set_null_member (o, members[i]);
  mc_put_object (parent, name, o);
}

static void
read_entry_limit (McReader *parent, McClockEntry *entry)
{
  JsonObject *object = mc_reader_optional_object (parent, "limit");
  McReader r = MC_READER_INIT (object);
  GError *error = NULL;

  if (object == NULL)
    return;
  entry->limit_unit = mc_reader_string (&r, "unit", SHORT);
  entry->limit_amount = (int) mc_reader_optional_integer (&r, "amount", 0, 3660, -1);
  if (!mc_reader_finish (&r, &error))
    mc_reader_take_error (parent, error);
}

static gpointer
make_entry (void)
{
  return mc_clock_entry_new ();
}

static void
read_entry (McReader *r, gpointer value)
{
  McClockEntry *entry = value;

  entry->kind = mc_reader_string (r, "kind", SHORT);
  entry->at = mc_reader_time (r, "at");
  entry->cause = mc_reader_optional_string (r, "cause", SHORT);
  entry->submitted_at = mc_reader_optional_time (r, "submitted_at");
  entry->until = mc_reader_optional_time (r, "until");
  read_entry_limit (r, entry);
  entry->reason = mc_reader_optional_string (r, "reason", LONG);
  entry->actor = mc_reader_optional_string (r, "actor", LONG);
  entry->form_no = mc_reader_optional_string (r, "form_no", SHORT);
}

static void
put_entry_limit (GString *o, gconstpointer value)
{
  const McClockEntry *entry = value;

  mc_put_string (o, "unit", entry->limit_unit);
  mc_put_optional_int (o, "amount", entry->limit_amount);
}

static void
put_entry (GString *o, gconstpointer value)
{
  const McClockEntry *entry = value;

  mc_put_string (o, "kind", entry->kind);
  mc_put_time (o, "at", entry->at);
  mc_put_string (o, "cause", entry->cause);
  mc_put_time (o, "submitted_at", entry->submitted_at);
  mc_put_time (o, "until", entry->until);
  mc_put_part (o, "limit", entry->limit_unit != NULL ? entry : NULL, put_entry_limit);
  mc_put_string (o, "reason", entry->reason);
  mc_put_string (o, "actor", entry->actor);
  mc_put_string (o, "form_no", entry->form_no);
}

static void
read_clock (McReader *parent, McDossier *dossier)
{
  JsonObject *object = mc_reader_optional_object (parent, "clock");
  McReader r = MC_READER_INIT (object);
  GError *error = NULL;

  if (object == NULL)
    return;
  dossier->clock = mc_dossier_clock_new ();
  dossier->clock->response_rule = read_rule (&r, "response_rule");
  dossier->clock->result_rule = read_rule (&r, "result_rule");
  mc_reader_list (&r, mc_reader_array (&r, "events", MAX_ENTRIES), "events", dossier->clock->entries, make_entry,
                  read_entry);
  if (!mc_reader_finish (&r, &error))
    mc_reader_take_error (parent, error);
}

static gpointer
make_line (void)
{
  return mc_payment_line_new ();
}

static void
read_line (McReader *r, gpointer value)
{
  McPaymentLine *line = value;

  line->name = mc_reader_string (r, "name", LONG);
  line->amount = mc_reader_optional_integer (r, "amount", 0, G_MAXINT64 / 2, -1);
}

static void
put_line (GString *o, gconstpointer value)
{
  const McPaymentLine *line = value;

  mc_put_string (o, "name", line->name);
  mc_put_optional_int (o, "amount", line->amount);
}

static gpointer
make_order (void)
{
  return mc_payment_order_new ();
}

static void
read_order (McReader *r, gpointer value)
{
  McPaymentOrder *order = value;
  JsonArray *lines = mc_reader_optional_array (r, "lines", MAX_LINES);

  order->state = mc_reader_string (r, "state", SHORT);
  order->ordered_at = mc_reader_optional_time (r, "ordered_at");
  order->ordered_by = mc_reader_optional_string (r, "ordered_by", LONG);
  order->payer = mc_reader_optional_string (r, "payer", LONG);
  order->due_at = mc_reader_optional_time (r, "due_at");
  if (lines != NULL)
    order->lines = g_ptr_array_new_with_free_func ((GDestroyNotify) mc_payment_line_free);
  mc_reader_list (r, lines, "lines", order->lines, make_line, read_line);
  order->settled_at = mc_reader_optional_time (r, "settled_at");
  order->method = mc_reader_optional_string (r, "method", SHORT);
  order->receipt = mc_reader_optional_string (r, "receipt", SHORT);
  order->exempt_basis = mc_reader_optional_string (r, "exempt_basis", LONG);
}

static void
put_order (GString *o, gconstpointer value)
{
  const McPaymentOrder *order = value;

  mc_put_string (o, "state", order->state);
  mc_put_time (o, "ordered_at", order->ordered_at);
  mc_put_string (o, "ordered_by", order->ordered_by);
  mc_put_string (o, "payer", order->payer);
  mc_put_time (o, "due_at", order->due_at);
  mc_put_list (o, "lines", order->lines, put_line);
  mc_put_time (o, "settled_at", order->settled_at);
  mc_put_string (o, "method", order->method);
  mc_put_string (o, "receipt", order->receipt);
  mc_put_string (o, "exempt_basis", order->exempt_basis);
}

static gpointer
make_result (void)
{
  return mc_result_new ();
}

static void
read_result (McReader *r, gpointer value)
{
  McResult *result = value;

  result->id = mc_reader_string (r, "id", 64);
  result->state = mc_reader_string (r, "state", SHORT);
  result->kind = mc_reader_string (r, "kind", SHORT);
  result->made_by = mc_reader_optional_string (r, "made_by", LONG);
  result->made_at = mc_reader_optional_time (r, "made_at");
  result->number = mc_reader_optional_string (r, "number", SHORT);
  result->issued_on = mc_reader_optional_day (r, "issued_on");
  result->signer = mc_reader_optional_string (r, "signer", LONG);
  result->valid_until = mc_reader_optional_day (r, "valid_until");
  result->released_at = mc_reader_optional_time (r, "released_at");
  mc_reader_list (r, mc_reader_array (r, "documents", MAX_DOCUMENTS), "documents", result->documents,
                  mc_codec_document_make, mc_codec_document_read);
  mc_codec_earlier_read (r, result->earlier);
}

static void
put_result (GString *o, gconstpointer value)
{
  const McResult *result = value;

  mc_put_string (o, "id", result->id);
  mc_put_string (o, "state", result->state);
  mc_put_string (o, "kind", result->kind);
  mc_put_string (o, "made_by", result->made_by);
  mc_put_time (o, "made_at", result->made_at);
  mc_put_string (o, "number", result->number);
  mc_put_string (o, "issued_on", result->issued_on);
  mc_put_string (o, "signer", result->signer);
  mc_put_string (o, "valid_until", result->valid_until);
  mc_put_time (o, "released_at", result->released_at);
  mc_put_list (o, "documents", result->documents, mc_codec_document_put);
  mc_codec_earlier_put (o, result->earlier);
}

static gpointer
make_note (void)
{
  return mc_note_new ();
}

static void
read_note (McReader *r, gpointer value)
{
  McNote *note = value;

  note->id = mc_reader_string (r, "id", 64);
  note->at = mc_reader_time (r, "at");
  note->author_name = mc_reader_string (r, "author_name", LONG);
  note->author_unit = mc_reader_optional_string (r, "author_unit", LONG);
  note->text = mc_reader_string (r, "text", MC_NOTE_MAX_BYTES);
}

static void
put_note (GString *o, gconstpointer value)
{
  const McNote *note = value;

  mc_put_string (o, "id", note->id);
  mc_put_time (o, "at", note->at);
  mc_put_string (o, "author_name", note->author_name);
  mc_put_string (o, "author_unit", note->author_unit);
  mc_put_string (o, "text", note->text);
}

static gpointer
make_related (void)
{
  return mc_related_new ();
}

static void
read_related (McReader *r, gpointer value)
{
  McRelated *related = value;

  related->id = mc_reader_string (r, "id", 64);
  related->code = mc_reader_optional_string (r, "code", SHORT);
  related->procedure_name = mc_reader_string (r, "procedure_name", LONG);
  related->national_state = (int) mc_reader_integer (r, "national_state", 0, 999);
  related->submitted_at = mc_reader_time (r, "submitted_at");
  related->finished_at = mc_reader_optional_time (r, "finished_at");
}

static void
put_related (GString *o, gconstpointer value)
{
  const McRelated *related = value;

  mc_put_string (o, "id", related->id);
  mc_put_string (o, "code", related->code);
  mc_put_string (o, "procedure_name", related->procedure_name);
  mc_put_int (o, "national_state", related->national_state);
  mc_put_time (o, "submitted_at", related->submitted_at);
  mc_put_time (o, "finished_at", related->finished_at);
}

static void
read_same_person (McReader *parent, McDossier *dossier)
{
  JsonObject *object = mc_reader_optional_object (parent, "same_person");
  McReader r = MC_READER_INIT (object);
  GError *error = NULL;

  if (object == NULL)
    return;
  dossier->same_person_total = (int) mc_reader_integer (&r, "total", 0, G_MAXINT);
  dossier->same_person = g_ptr_array_new_with_free_func ((GDestroyNotify) mc_related_free);
  mc_reader_list (&r, mc_reader_array (&r, "dossiers", MC_RELATED_MAX), "dossiers", dossier->same_person, make_related,
                  read_related);
  if (!mc_reader_finish (&r, &error))
    mc_reader_take_error (parent, error);
}

static void
read_delivery (McReader *parent, McDossier *dossier)
{
  JsonObject *object = mc_reader_optional_object (parent, "delivery");
  McReader r = MC_READER_INIT (object);
  GError *error = NULL;
  McReturn *delivery;

  if (object == NULL)
    return;
  delivery = dossier->delivery = mc_return_new ();
  delivery->state = mc_reader_string (&r, "state", SHORT);
  delivery->address = mc_reader_optional_string (&r, "address", LONG);
  delivery->carrier = mc_reader_optional_string (&r, "carrier", LONG);
  delivery->tracking_code = mc_reader_optional_string (&r, "tracking_code", SHORT);
  delivery->handed_at = mc_reader_optional_time (&r, "handed_at");
  delivery->delivered_at = mc_reader_optional_time (&r, "delivered_at");
  delivery->recipient = mc_reader_optional_string (&r, "recipient", LONG);
  if (!mc_reader_finish (&r, &error))
    mc_reader_take_error (parent, error);
}

static void
put_delivery (GString *o, gconstpointer value)
{
  const McReturn *delivery = value;

  mc_put_string (o, "state", delivery->state);
  mc_put_string (o, "address", delivery->address);
  mc_put_string (o, "carrier", delivery->carrier);
  mc_put_string (o, "tracking_code", delivery->tracking_code);
  mc_put_time (o, "handed_at", delivery->handed_at);
  mc_put_time (o, "delivered_at", delivery->delivered_at);
  mc_put_string (o, "recipient", delivery->recipient);
}

static void
read_deciding_system (McReader *parent, McDossier *dossier)
{
  JsonObject *object = mc_reader_optional_object (parent, "deciding_system");
  McReader r = MC_READER_INIT (object);
  GError *error = NULL;

  if (object == NULL)
    return;
  dossier->deciding_system = mc_deciding_system_new ();
  dossier->deciding_system->name = mc_reader_string (&r, "name", LONG);
  dossier->deciding_system->url = mc_reader_optional_string (&r, "url", LONG);
  if (!mc_reader_finish (&r, &error))
    mc_reader_take_error (parent, error);
}

static void
read_proposal (McReader *parent, McDossier *dossier)
{
  JsonObject *object = mc_reader_optional_object (parent, "proposal");
  McReader r = MC_READER_INIT (object);
  GError *error = NULL;
  McProposal *proposal;

  if (object == NULL)
    return;
  proposal = dossier->proposal = mc_proposal_new ();
  proposal->at = mc_reader_time (&r, "at");
  proposal->actor_name = mc_reader_string (&r, "actor_name", LONG);
  proposal->demand = mc_reader_optional_string (&r, "demand", MC_NOTICE_MAX_BYTES);
  proposal->basis = mc_reader_optional_string (&r, "basis", LONG);
  proposal->applicant_days = (int) mc_reader_optional_integer (&r, "applicant_days", 1, 3660, -1);
  if (!mc_reader_finish (&r, &error))
    mc_reader_take_error (parent, error);
}

static void
read_list (McReader *r, const char *name, guint max, GPtrArray **list, GDestroyNotify destroy, McReadMake make,
           McReadPart read)
{
  JsonArray *array = mc_reader_optional_array (r, name, max);

  if (array == NULL)
    return;
  *list = g_ptr_array_new_with_free_func (destroy);
  mc_reader_list (r, array, name, *list, make, read);
}

void
mc_codec_parts_read (McReader *r, McDossier *dossier)
{
  read_clock (r, dossier);
  read_list (r, "payments", MAX_ORDERS, &dossier->payments, (GDestroyNotify) mc_payment_order_free, make_order,
             read_order);
  read_list (r, "results", MAX_RESULTS, &dossier->results, (GDestroyNotify) mc_result_free, make_result, read_result);
  read_list (r, "notes", MAX_NOTES, &dossier->notes, (GDestroyNotify) mc_note_free, make_note, read_note);
  read_delivery (r, dossier);
  read_deciding_system (r, dossier);
  read_proposal (r, dossier);
  read_same_person (r, dossier);
}

static void
put_clock (GString *o, gconstpointer value)
{
  const McDossierClock *clock = value;

  put_rule (o, "response_rule", clock->response_rule);
  put_rule (o, "result_rule", clock->result_rule);
  mc_put_list (o, "events", clock->entries, put_entry);
}

static void
put_deciding_system (GString *o, gconstpointer value)
{
  const McDecidingSystem *system = value;

  mc_put_string (o, "name", system->name);
  mc_put_string (o, "url", system->url);
}

static void
put_proposal (GString *o, gconstpointer value)
{
  const McProposal *proposal = value;

  mc_put_time (o, "at", proposal->at);
  mc_put_string (o, "actor_name", proposal->actor_name);
  mc_put_string (o, "demand", proposal->demand);
  mc_put_string (o, "basis", proposal->basis);
  mc_put_optional_int (o, "applicant_days", proposal->applicant_days);
}

static void
put_same_person (GString *o, gconstpointer value)
{
  const McDossier *dossier = value;

  mc_put_int (o, "total", dossier->same_person_total);
  mc_put_list (o, "dossiers", dossier->same_person, put_related);
}

void
mc_codec_parts_put (GString *o, const McDossier *dossier)
{
  mc_put_part (o, "clock", dossier->clock, put_clock);
  mc_put_list (o, "payments", dossier->payments, put_order);
  mc_put_list (o, "results", dossier->results, put_result);
  mc_put_list (o, "notes", dossier->notes, put_note);
  mc_put_part (o, "delivery", dossier->delivery, put_delivery);
  mc_put_part (o, "deciding_system", dossier->deciding_system, put_deciding_system);
  mc_put_part (o, "proposal", dossier->proposal, put_proposal);
  mc_put_part (o, "same_person", dossier->same_person != NULL ? dossier : NULL, put_same_person);
}
