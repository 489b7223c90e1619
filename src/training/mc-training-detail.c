// SPDX-License-Identifier: GPL-3.0-or-later
/* What a dossier shows beside the record that is stored: told from its life when somebody reads it. */
#include "mc-training-private.h"

#include <string.h>

#include "mc-clock-sheet.h"
#include "mc-text.h"

static const char *const delivery_words[] = {
  [MC_DELIVERY_NONE] = "none",
  [MC_DELIVERY_ON_WAY] = "on_way",
  [MC_DELIVERY_FAILED] = "failed",
  [MC_DELIVERY_DELIVERED] = "delivered",
};

static GDateTime *
ref_time (GDateTime *time)
{
  return time != NULL ? g_date_time_ref (time) : NULL;
}

/* A copy: what is read from the wire owns its rule. (transfer full) */
static McRule *
copy_rule (const McRule *rule)
{
  g_autoptr (JsonNode) node = mc_node_take_object (mc_rule_to_json (rule));

  return mc_rule_from_json (json_node_get_object (node), NULL);
}

void
mc_training_fill_clock (McTrainingRecord *record)
{
  McDossier *dossier = record->dossier;
  McDossierClock *clock = dossier->clock = mc_dossier_clock_new ();

  clock->response_rule = copy_rule (mc_training_record_get_response_rule (record));
  if (dossier->summary->accepted_at != NULL)
    clock->result_rule = copy_rule (mc_training_record_get_rule (record));
  for (guint i = 0; i < record->life.events->len; i++)
    g_ptr_array_add (clock->entries, mc_clock_entry_of (g_ptr_array_index (record->life.events, i)));
}

void
mc_training_set_version (McDossier *dossier, const McWorldProcedure *version)
{
  const McWorldLimit *limit = mc_world_get_limit (version, dossier->summary->channel);
  int day;

  g_set_str (&dossier->procedure_since, version->since);
  g_set_str (&dossier->procedure_decision, version->decision);
  g_set_str (&dossier->case_id, version->case_id);
  g_set_str (&dossier->case_title, version->case_title);
  g_set_str (&dossier->limit_unit, limit->unit);
  dossier->limit_amount = limit->amount;
  g_set_str (&dossier->limit_source, limit->source);
  g_set_str (&dossier->limit_basis, limit->basis);
  g_set_str (&dossier->limit_by, limit->by);
  g_clear_pointer (&dossier->limit_at, g_date_time_unref);
  if (limit->at != NULL && mc_day_parse (limit->at, &day))
    dossier->limit_at = mc_wall_to_time (mc_wall_at (day, 0));
}

static void
fill_delivery (McTrainingRecord *record)
{
  const McReturn *sent = record->life.sent;
  McDossier *dossier = record->dossier;
  gboolean by_post = g_strcmp0 (dossier->summary->delivery, "post") == 0;
  McReturn *delivery = dossier->delivery = mc_return_new ();

  delivery->state = g_strdup (delivery_words[record->life.delivery]);
  delivery->address = by_post ? g_strdup (dossier->return_place) : NULL;
  delivery->carrier = by_post ? g_strdup ("Bưu chính công ích") : NULL;
  delivery->tracking_code = g_strdup (sent->tracking_code);
  delivery->handed_at = ref_time (sent->handed_at);
  delivery->delivered_at = ref_time (sent->delivered_at);
  delivery->recipient = g_strdup (sent->recipient);
}

/* The unit's own system decides; of what came through another one the training portal has nothing. */
static void
fill_deciding_system (McTraining *self, McDossier *dossier)
{
  McDecidingSystem *system = dossier->deciding_system = mc_deciding_system_new ();

  system->name = g_strdup ("Hệ thống thông tin giải quyết thủ tục hành chính (tập huấn)");
  if (g_str_has_prefix (self->issuer, "https://"))
    system->url = g_strdup_printf ("%s/dossiers/%s", self->issuer, dossier->summary->id);
}

/* Of the record as it is told: what the life keeps stays its own. */
static void
fill_proposal (McTrainingRecord *record)
{
  const McProposal *from = record->life.proposal;
  McProposal *proposal;

  if (from == NULL || g_strcmp0 (record->dossier->summary->local_step, MC_STEP_SUPPLEMENT_PROPOSED) != 0)
    return;
  proposal = record->dossier->proposal = mc_proposal_new ();
  proposal->at = ref_time (from->at);
  proposal->actor_name = g_strdup (from->actor_name);
  proposal->demand = g_strdup (from->demand);
  proposal->basis = g_strdup (from->basis);
  proposal->applicant_days = from->applicant_days;
}

static McRelated *
read_related (const char *json)
{
  g_autoptr (JsonNode) node = json_from_string (json, NULL);
  JsonObject *o = json_node_get_object (node);
  McReader r = MC_READER_INIT (o);
  McRelated *related = mc_related_new ();

  related->id = mc_reader_string (&r, "id", 64);
  related->code = mc_reader_optional_string (&r, "code", 200);
  if (related->code == NULL)
    related->code = mc_reader_optional_string (&r, "provisional_code", 200);
  related->procedure_name = mc_reader_string (&r, "procedure_name", 2000);
  related->national_state = (int) mc_reader_integer (&r, "national_state", 0, 999);
  related->submitted_at = mc_reader_time (&r, "submitted_at");
  related->finished_at = mc_reader_optional_time (&r, "finished_at");
  g_clear_error (&r.error);
  return related;
}

static void
fill_same_person (McTraining *self, McDossier *dossier, const McAccount *account, GDateTime *now)
{
  g_autofree char *mark = mc_training_person_mark (dossier);
  gint64 sight = (gint64) mc_training_sight (account, now);
  g_autoptr (sqlite3_stmt) row = NULL;

  if (mark == NULL)
    return; /* nobody knows who it is */
  dossier->same_person = g_ptr_array_new_with_free_func ((GDestroyNotify) mc_related_free);
  dossier->same_person_total = 0;
  row = mc_training_query (self,
                           "SELECT s.json FROM summaries s JOIN views v ON v.id = s.id AND v.unit = ?2"
                           " WHERE s.person = ?1 AND s.id != ?3 AND (v.near & ?4) != 0"
                           " AND coalesce (json_extract (s.json, '$.secret'), 0) = 0"
                           " ORDER BY json_extract (s.json, '$.submitted_at') DESC, s.id",
                           "sssi", mark, account->unit, dossier->summary->id, sight);
  while (sqlite3_step (row) == SQLITE_ROW)
    if (dossier->same_person_total++ < MC_RELATED_MAX)
      g_ptr_array_add (dossier->same_person, read_related ((const char *) sqlite3_column_text (row, 0)));
}

char *
mc_training_person_mark (const McDossier *dossier)
{
  /* the portal knows the number; its index need not */
  return dossier->owner.id_number != NULL
             ? g_compute_checksum_for_string (G_CHECKSUM_SHA256, dossier->owner.id_number, -1)
             : NULL;
}

void
mc_training_fill_results (McTrainingRecord *record)
{
  McDossier *dossier = record->dossier;

  g_clear_pointer (&dossier->results, g_ptr_array_unref);
  dossier->results = g_ptr_array_ref (record->life.results);
}

void
mc_training_fill_detail (McTraining *self, McTrainingRecord *record, const McAccount *account, GDateTime *now)
{
  McDossier *dossier = record->dossier;

  mc_training_fill_clock (record);
  record->dossier->payments = mc_training_list_payments (&record->life);
  mc_training_fill_results (record);
  fill_delivery (record);
  fill_deciding_system (self, dossier);
  fill_proposal (record);
  fill_same_person (self, dossier, account, now);
  if (dossier->notes == NULL)
    dossier->notes = g_ptr_array_new_with_free_func ((GDestroyNotify) mc_note_free);
}

void
mc_training_unfill_detail (McTrainingRecord *record, gboolean has_notes)
{
  McDossier *dossier = record->dossier;

  g_clear_pointer (&dossier->clock, mc_dossier_clock_free);
  g_clear_pointer (&dossier->payments, g_ptr_array_unref);
  g_clear_pointer (&dossier->results, g_ptr_array_unref);
  g_clear_pointer (&dossier->delivery, mc_return_free);
  g_clear_pointer (&dossier->deciding_system, mc_deciding_system_free);
  g_clear_pointer (&dossier->same_person, g_ptr_array_unref);
  dossier->same_person_total = 0;
  if (!has_notes)
    g_clear_pointer (&dossier->notes, g_ptr_array_unref);
}

static void
set_kind (McPerson *person)
{
  if (person->name != NULL && person->kind == NULL && person->id_number != NULL
      && strspn (person->id_number, "0123456789") == 12 && strlen (person->id_number) == 12)
    person->kind = g_strdup ("citizen");
}

/* Of those who submit for another one each second has a written authorisation. */
void
mc_training_make_people (McDossier *dossier, guint number)
{
  const McPerson *from = &dossier->submitter;

  set_kind (&dossier->owner);
  set_kind (&dossier->submitter);
  if (from->name == NULL || number % 2 != 0)
    return;
  dossier->proxy.kind = g_strdup (from->kind);
  dossier->proxy.name = g_strdup (from->name);
  dossier->proxy.id_number = g_strdup (from->id_number);
  dossier->proxy.address = g_strdup (from->address);
  dossier->proxy.phone = g_strdup (from->phone);
  dossier->proxy.email = g_strdup (from->email);
}

void
mc_training_make_note (McDossier *dossier, const char *text)
{
  const McHistoryEntry *last = NULL;
  McNote *note;

  for (guint i = 0; i < dossier->history->len; i++)
    {
      const McHistoryEntry *entry = g_ptr_array_index (dossier->history, i);

      if (entry->actor_unit != NULL)
        last = entry;
    }
  if (last == NULL)
    return;
  dossier->notes = g_ptr_array_new_with_free_func ((GDestroyNotify) mc_note_free);
  note = mc_note_new ();
  g_ptr_array_add (dossier->notes, note);
  note->id = g_strdup (dossier->summary->id);
  note->at = g_date_time_ref (last->at);
  note->author_name = g_strdup (last->actor_name);
  note->author_unit = g_strdup (last->actor_unit);
  note->text = g_strdup (text);
}

static void
forget_contact (McPerson *person)
{
  g_clear_pointer (&person->address, g_free);
  g_clear_pointer (&person->phone, g_free);
  g_clear_pointer (&person->email, g_free);
}

void
mc_training_outline (McDossier *dossier)
{
  dossier->outline = TRUE;
  forget_contact (&dossier->owner);
  forget_contact (&dossier->submitter);
  forget_contact (&dossier->proxy);
  g_clear_pointer (&dossier->abstract, g_free);
  g_ptr_array_set_size (dossier->components, 0);
  g_ptr_array_set_size (dossier->notices, 0);
  for (guint i = 0; i < dossier->history->len; i++)
    g_clear_pointer (&((McHistoryEntry *) g_ptr_array_index (dossier->history, i))->note, g_free);
  for (guint i = 0; dossier->results != NULL && i < dossier->results->len; i++)
    g_ptr_array_set_size (((McResult *) g_ptr_array_index (dossier->results, i))->documents, 0);
  g_clear_pointer (&dossier->notes, g_ptr_array_unref);
  g_clear_pointer (&dossier->same_person, g_ptr_array_unref);
  dossier->same_person_total = -1;
}
