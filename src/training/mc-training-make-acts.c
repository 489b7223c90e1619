// SPDX-License-Identifier: GPL-3.0-or-later
/* The acts of made lives: who does them and what is written then; whether they may, the table of transitions decides. */
#include "mc-training-making.h"

#include <string.h>

#include "mc-identity.h"
#include "mc-text.h"

#define SUPPLEMENT_DAYS 30
#define SHORT_SUPPLEMENT_DAYS 10 /* in appraisal */
#define PAYMENT_DAYS 10
#define EXTENSION_DAYS 5
#define MINUTES_A_NUMBER 20
#define ELDERLY_YEARS 61 /* sixty, whatever the month (Luật Người cao tuổi Điều 2) */

/* What one act is about. */
typedef struct
{
  McTrainingMaker *maker;
  McTrainingRecord *record;
  const McLifePlan *plan;
  const char *action;
  const McDeed *deed;
  GDateTime *at;
  JsonObject *values;
} Writing;

/* Officials of a centre by role: (transfer none) of const McAccount. */
static GPtrArray *
list_officials (const McSampleUnit *centre, const char *role)
{
  static GMutex lock;
  static GHashTable *found = NULL;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&lock);
  g_autofree char *key = g_strconcat (centre->id, " ", role, NULL);
  GPtrArray *officials;

  if (found == NULL)
    found = g_hash_table_new (g_str_hash, g_str_equal);
  officials = g_hash_table_lookup (found, key);
  if (officials != NULL)
    return officials;
  officials = g_ptr_array_new ();
  for (guint list = 0; list < 2; list++)
    {
      guint count;
      const McAccount *accounts = list == 0 ? mc_world_get_accounts (&count) : mc_world_get_staff (&count);

      for (guint i = 0; i < count; i++)
        if (g_str_equal (accounts[i].unit, centre->id) && g_str_equal (accounts[i].role, role))
          g_ptr_array_add (officials, (gpointer) &accounts[i]);
    }
  g_hash_table_insert (found, g_steal_pointer (&key), officials);
  return officials;
}

static const McAccount *
draw_official (McTrainingMaker *self, const char *role)
{
  GPtrArray *officials = list_officials (self->centre, role);

  if (officials->len == 0)
    g_error ("training data: staff.json: %s has no %s", self->centre->id, role);
  return g_ptr_array_index (officials, mc_maker_draw (self, 0, (int) officials->len));
}

const McAccount *
mc_maker_neighbour (const McSampleUnit *centre)
{
  guint count;
  const McSampleUnit *units = mc_world_get_units (&count);

  for (guint i = 0; i < count; i++)
    if (&units[i] != centre && g_str_equal (units[i].kind, centre->kind) && g_str_equal (units[i].level, centre->level))
      {
        GPtrArray *heads = list_officials (&units[i], "head");

        if (heads->len > 0)
          return g_ptr_array_index (heads, 0);
      }
  return NULL;
}

McMakerHands
mc_maker_hands (McTrainingMaker *self)
{
  return (McMakerHands) { .receiver = draw_official (self, "receiver"),
                          .specialist = draw_official (self, "specialist"),
                          .head = draw_official (self, "head"),
                          .neighbour = mc_maker_neighbour (self->centre),
                          .leader = draw_official (self, "leader"),
                          .clerk = draw_official (self, "clerk"),
                          .cashier = draw_official (self, "cashier") };
}

/* Texts of a kind for a field: those of the field, then the general ones. */
static GPtrArray *
find_texts (const char *kind, const McWorldProcedure *procedure)
{
  static GMutex lock;
  static GHashTable *found = NULL;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&lock);
  g_autofree char *key = g_strconcat (kind, " ", procedure->code, NULL);
  GPtrArray *texts;
  guint count;
  const McWorldText *all = mc_world_get_texts (&count);

  if (found == NULL)
    found = g_hash_table_new (g_str_hash, g_str_equal);
  texts = g_hash_table_lookup (found, key);
  if (texts != NULL)
    return texts;
  texts = g_ptr_array_new ();
  for (guint i = 0; i < count; i++)
    if (g_str_equal (all[i].kind, kind) && (all[i].field == NULL || g_str_equal (all[i].field, procedure->field))
        && (all[i].procedure == NULL || g_str_equal (all[i].procedure, procedure->code)))
      g_ptr_array_add (texts, (gpointer) &all[i]);
  if (texts->len == 0)
    g_error ("training data: texts.json: no %s for %s", kind, procedure->code);
  g_hash_table_insert (found, g_steal_pointer (&key), texts);
  return texts;
}

const McWorldText *
mc_maker_text (McTrainingMaker *self, const char *kind, const McWorldProcedure *procedure)
{
  GPtrArray *texts = find_texts (kind, procedure);

  return g_ptr_array_index (texts, mc_maker_draw (self, 0, (int) texts->len));
}

static void
set (const Writing *w, const char *member, const char *text)
{
  if (text != NULL && !json_object_has_member (w->values, member))
    json_object_set_string_member (w->values, member, text);
}

static void
set_text (const Writing *w, const char *kind, const char *member, gboolean with_basis)
{
  const McWorldText *text;

  if (json_object_has_member (w->values, member))
    return;
  text = mc_maker_text (w->maker, kind, w->plan->procedure);
  set (w, member, text->text);
  if (with_basis)
    set (w, "legal_basis", text->basis);
  set (w, "reason", text->reason);
}

static void
set_day (const Writing *w, const char *member, GDateTime *day)
{
  g_autoptr (GDateTime) local = g_date_time_to_timezone (day, mc_calendar_zone ());
  g_autofree char *text = g_date_time_format (local, "%Y-%m-%d");

  set (w, member, text);
}

/* Minutes of its year before the act: what is counted by them rises as the numbers in a register do. */
static int
minute_of_year (const Writing *w)
{
  g_autoptr (GDateTime) local = g_date_time_to_timezone (w->at, mc_calendar_zone ());

  return (g_date_time_get_day_of_year (local) - 1) * MC_MINUTES_A_DAY
         + g_date_time_get_hour (local) * MC_MINUTES_AN_HOUR + g_date_time_get_minute (local);
}

/* "5123/KQ-UBND": a number of the competent agency's own register, of a few dozen a day. */
static void
set_number (const Writing *w, const char *kind)
{
  const McSampleUnit *competent = mc_world_find_competent (w->maker->centre, w->plan->procedure);
  int number = minute_of_year (w) / MINUTES_A_NUMBER + 1;
  g_autofree char *text = g_strdup_printf ("%d/%s-%s", number, kind, competent->symbol);

  set (w, "number", text);
}

/* "BL412345": receipts, online ones too, are counted through the year. */
static void
set_receipt (const Writing *w, const char *series)
{
  g_autofree char *text = g_strdup_printf ("%s%06d", series, minute_of_year (w));

  set (w, "payment_receipt", text);
}

static void
set_shipment (const Writing *w)
{
  g_autofree char *text = g_strdup_printf ("EA%09dVN", mc_maker_draw (w->maker, 100000000, 1000000000));

  set (w, "shipment", text);
}

static gboolean
is_demandable (const McComponent *component)
{
  return component->required && !g_str_equal (component->source, "state_data");
}

static void
set_sufficient (const Writing *w)
{
  JsonArray *array = json_array_new ();
  GPtrArray *components = w->record->dossier->components;

  for (guint i = 0; i < components->len; i++)
    {
      const McComponent *component = g_ptr_array_index (components, i);
      JsonObject *mark;

      if (!component->required)
        continue;
      mark = json_object_new ();
      json_object_set_string_member (mark, "id", component->id);
      json_object_set_string_member (mark, "mark", "sufficient");
      json_array_add_object_element (array, mark);
    }
  json_object_set_array_member (w->values, "components", array);
}

/* A component that the text can be about. (nullable) */
static const McComponent *
find_asked (const McDossier *dossier, const McWorldText *text)
{
  for (guint i = 0; i < dossier->components->len; i++)
    {
      const McComponent *component = g_ptr_array_index (dossier->components, i);

      if (is_demandable (component) && (text->component == NULL || g_str_has_prefix (component->name, text->component)))
        return component;
    }
  return NULL;
}

static void
set_asked (const Writing *w, const McComponent *asked, const McWorldText *text)
{
  JsonArray *array = json_array_new ();
  JsonObject *mark = json_object_new ();

  json_object_set_string_member (mark, "id", asked->id);
  json_object_set_string_member (mark, "mark", text->mark);
  json_object_set_string_member (mark, "reason", text->reason);
  json_object_set_string_member (mark, "note", text->text);
  json_array_add_object_element (array, mark);
  json_object_set_array_member (w->values, "components", array);
  set (w, "legal_basis", text->basis);
}

/* What is demanded: one paper with its reason. */
static void
set_gap (const Writing *w, int days)
{
  const McWorldProcedure *procedure = w->plan->procedure;
  guint from = (guint) mc_maker_draw (w->maker, 0, (int) procedure->n_supplements);
  const McRule *rule = mc_training_record_get_rule (w->record);

  json_object_set_int_member (w->values, "applicant_days", MIN (days, mc_limit_days_within (&rule->supplement_limit)));
  if (mc_dossier_count_requests (w->record->dossier) > 0 && !g_str_equal (w->action, "propose_supplement"))
    set (w, "approver", w->plan->hands.leader != NULL ? w->plan->hands.leader->name : w->plan->hands.head->name);
  for (guint n = 0; n < procedure->n_supplements; n++)
    {
      const McWorldText *text
          = w->deed->text != NULL ? w->deed->text : procedure->supplements[(from + n) % procedure->n_supplements];
      const McComponent *asked = find_asked (w->record->dossier, text);

      if (asked == NULL)
        continue;
      set_asked (w, asked, text);
      return;
    }
}

static McComponent *
find_marked (const McDossier *dossier)
{
  for (guint i = 0; i < dossier->components->len; i++)
    {
      McComponent *component = g_ptr_array_index (dossier->components, i);

      if (component->mark != NULL && !g_str_equal (component->mark, "sufficient"))
        return component;
    }
  return NULL;
}

/* The applicant brings what was asked for. */
static void
bring (const Writing *w)
{
  McComponent *component = find_marked (w->record->dossier);
  const McAccount applicant = mc_training_applicant_of (w->record);

  set (w, "received", component != NULL ? component->name : "Giấy tờ theo phiếu yêu cầu");
  set (w, "brought_by", applicant.name);
  if (component != NULL)
    mc_maker_add_document (w->maker, component, "bo-sung");
}

/* Nobody is sent to where he is. */
static const McWorldText *
draw_refusal (const Writing *w)
{
  const McWorldProcedure *procedure = w->plan->procedure;
  guint from = (guint) mc_maker_draw (w->maker, 0, (int) procedure->n_refusals);

  for (guint n = 0; n < procedure->n_refusals; n++)
    {
      const McWorldText *text = procedure->refusals[(from + n) % procedure->n_refusals];
      gboolean twice = g_strcmp0 (text->reason, "already_submitted") == 0;

      if (twice == w->plan->duplicate && g_strcmp0 (text->agency, w->maker->centre->superior) != 0)
        return text;
    }
  return procedure->refusals[0];
}

static void
write_refusal (const Writing *w)
{
  const McWorldText *text = w->deed->text != NULL ? w->deed->text : draw_refusal (w);

  set (w, "reason", text->reason);
  set (w, "explanation", text->text);
  set (w, "legal_basis", text->basis);
  set (w, "competent_agency", text->agency);
}

static const McWorldFee *
find_fee (const Writing *w)
{
  g_autoptr (GDateTime) local
      = g_date_time_to_timezone (w->record->dossier->summary->submitted_at, mc_calendar_zone ());
  g_autofree char *day = g_date_time_format (local, "%Y-%m-%d");

  return mc_world_get_fee (w->plan->procedure, w->record->dossier->summary->channel, day);
}

static void
set_lines (const Writing *w)
{
  const McWorldFee *fee = find_fee (w);
  g_autofree char *amount = mc_text_number (w->record->dossier->fee);
  gboolean tax = w->record->dossier->summary->accepted_at != NULL;
  g_autofree char *due = mc_text_number (1000 * (gint64) mc_maker_draw (w->maker, 300, 9000));
  g_autofree char *line = NULL;

  if (tax)
    line = g_strdup_printf ("Thuế, lệ phí trước bạ theo thông báo của cơ quan thuế: %s đồng", due);
  else
    line = g_strdup_printf ("%s: %s đồng", fee != NULL ? fee->name : "Lệ phí", amount);
  set (w, "lines", line);
  set (w, "legal_basis", tax || fee == NULL || fee->basis == NULL ? "Điều 37 Nghị định số 101/2024/NĐ-CP" : fee->basis);
}

/* Nobody is old who is not: their number tells when they were born. */
static gboolean
is_elderly (const Writing *w)
{
  g_autoptr (GDateTime) local = g_date_time_to_timezone (w->at, mc_calendar_zone ());
  McIdentity identity;

  return mc_identity_parse (w->record->dossier->owner.id_number, &identity) && !identity.old
         && g_date_time_get_year (local) - identity.birth_year >= ELDERLY_YEARS;
}

static void
write_exemption (const Writing *w)
{
  const McWorldText *text;

  do
    text = mc_maker_text (w->maker, "exemption", w->plan->procedure);
  while (g_strcmp0 (text->reason, "elderly") == 0 && !is_elderly (w));
  set (w, "explanation", text->text);
  set (w, "legal_basis", text->basis);
}

static void
write_payment (const Writing *w)
{
  const McAccount applicant = mc_training_applicant_of (w->record);

  if (g_str_equal (w->action, "confirm_payment"))
    {
      set_receipt (w, "GD");
      set_day (w, "paid_on", w->at);
      set (w, "method", "online");
      return;
    }
  if (g_str_equal (w->action, "exempt_payment"))
    {
      write_exemption (w);
      return;
    }
  set_lines (w);
  if (g_str_equal (w->action, "collect_payment"))
    {
      set_receipt (w, "BL");
      set (w, "method", mc_maker_draw (w->maker, 0, 3) == 0 ? "transfer" : "cash");
      return;
    }
  set (w, "payer", applicant.name);
  json_object_set_int_member (w->values, "applicant_days", PAYMENT_DAYS);
}

static void
write_return (const Writing *w)
{
  const McSummary *s = w->record->dossier->summary;
  const McAccount applicant = mc_training_applicant_of (w->record);
  gboolean by_submitter = s->submitter_name != NULL;

  set (w, "recipient", by_submitter ? "submitter" : "owner");
  set (w, "recipient_name", applicant.name);
  set (w, "identity_check", g_str_equal (s->channel, "online") ? "vneid" : "card");
}

static void
write_extension (const Writing *w)
{
  McSummary *s = w->record->dossier->summary;
  McCalendar *calendar = mc_calendar_get_default ();
  int day = mc_calendar_shift (calendar, mc_wall_day (mc_wall_from_time (s->due_at)), EXTENSION_DAYS);
  g_autoptr (GDateTime) until = mc_wall_to_time (mc_wall_at (day, 0));

  set (w, "reason", "verification");
  set_text (w, "apology", "explanation", FALSE);
  set (w, "responsible_unit", s->competent_unit);
  set_day (w, "new_due", until);
}

/* What was asked for back needs no reason; what the applicant let lie does (domain 3.2). */
static void
write_end (const Writing *w)
{
  if (g_str_equal (w->action, "stop"))
    set_text (w, "stop", "explanation", TRUE);
  set (w, "fees",
       w->record->dossier->fee > 0 ? "Phí, lệ phí đã nộp được giải quyết theo văn bản thu" : "Không thu phí, lệ phí");
  set (w, "originals",
       g_str_equal (w->plan->channel, "online") ? "Hồ sơ nộp trực tuyến, không giữ bản chính giấy tờ"
                                                : "Bản chính giấy tờ trả lại tại nơi đã nộp");
}

static void
write_words (const Writing *w)
{
  const char *action = w->action;

  if (g_str_equal (action, "forward"))
    {
      set (w, "taker", w->record->dossier->summary->competent_unit);
      if (w->record->dossier->summary->sent_back)
        set_text (w, "corrected_at_counter", "note", FALSE);
    }
  else if (g_str_equal (action, "assign"))
    {
      set (w, "assignee", w->plan->hands.specialist->sub);
      if (mc_maker_draw (w->maker, 0, 2) == 0) /* most is handed out without a word */
        set_text (w, "assignment", "note", FALSE);
    }
  else if (g_str_equal (action, "submit_approval"))
    {
      set (w, "proposal", "grant");
      set_text (w, "opinion", "opinion", FALSE);
    }
  else if (g_str_equal (action, "return_for_rework"))
    set_text (w, "rework", "explanation", FALSE);
  else if (g_str_equal (action, "return_to_counter"))
    set_text (w, "back_to_counter", "explanation", FALSE);
  else if (g_str_equal (action, "transfer"))
    {
      set (w, "target_unit", w->plan->hands.neighbour->unit);
      set_text (w, "transfer", "explanation", FALSE);
    }
  else if (g_str_equal (action, "send_back_transfer"))
    set_text (w, "transfer_back", "explanation", FALSE);
  else if (g_str_equal (action, "correct"))
    set_text (w, "correction", "explanation", FALSE);
  else if (g_str_equal (action, "refuse_settlement"))
    {
      set_text (w, "denial", "explanation", TRUE);
      set_number (w, "TB");
    }
  else if (g_str_equal (action, "request_withdrawal"))
    {
      const McAccount applicant = mc_training_applicant_of (w->record);

      set_day (w, "requested_on", w->at);
      set (w, "requested_by", applicant.name);
      set_text (w, "withdrawal", "request", FALSE);
    }
  else if (g_str_equal (action, "hand_to_post"))
    set_shipment (w);
  else if (g_str_equal (action, "post_returned"))
    set (w, "explanation", "Bưu tá đến hai lần không gặp người nhận, chuyển hoàn về quầy.");
}

static void
write_form (const Writing *w)
{
  const char *action = w->action;

  if (g_str_equal (action, "accept") || g_str_equal (action, "accept_and_return")
      || g_str_equal (action, "register_supplement"))
    set_sufficient (w);
  if (g_str_equal (action, "request_supplement"))
    set_gap (w, SUPPLEMENT_DAYS);
  else if (g_str_equal (action, "propose_supplement") || g_str_equal (action, "issue_supplement"))
    set_gap (w, SHORT_SUPPLEMENT_DAYS);
  else if (g_str_equal (action, "submit_supplement"))
    bring (w);
  else if (g_str_equal (action, "refuse"))
    write_refusal (w);
  else if (g_str_has_suffix (action, "_payment"))
    write_payment (w);
  else if (g_str_equal (action, "extend"))
    write_extension (w);
  else if (g_str_equal (action, "stop") || g_str_equal (action, "accept_withdrawal"))
    write_end (w);
  else if (g_str_equal (action, "return_result"))
    write_return (w);
  else if (g_str_equal (action, "issue") || g_str_equal (action, "accept_and_return"))
    {
      set_number (w, "KQ");
      if (g_str_equal (action, "issue"))
        set_day (w, "issued_on", w->at);
      else
        {
          set (w, "signer", w->plan->hands.leader->name);
          set (w, "recipient_name", mc_training_applicant_of (w->record).name);
          set (w, "identity_check", "card");
        }
    }
  else
    write_words (w);
}

static const McAccount *
find_hand (const McMakerHands *hands, const McDeed *deed)
{
  if (g_str_equal (deed->action, "send_back_transfer"))
    return hands->neighbour;
  switch ((int) deed->role)
    {
    case MC_ROLE_RECEIVER:
      return hands->receiver;
    case MC_ROLE_SPECIALIST:
      return hands->specialist;
    case MC_ROLE_HEAD:
      return hands->head;
    case MC_ROLE_LEADER:
      return hands->leader;
    case MC_ROLE_CLERK:
      return hands->clerk;
    case MC_ROLE_CASHIER:
      return hands->cashier;
    default:
      g_assert_not_reached ();
    }
}

static void
write_words_of (JsonObject *values, const char *const *words)
{
  for (guint i = 0; words != NULL && words[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (words[i], "=", 2);

      json_object_set_string_member (values, parts[0], parts[1]);
    }
}

gboolean
mc_maker_act (McTrainingMaker *self, McTrainingRecord *record, const McLifePlan *plan, const McDeed *deed,
              GDateTime *at)
{
  g_autoptr (JsonObject) values = json_object_new ();
  const Writing writing = { self, record, plan, deed->action, deed, at, values };
  const McAccount account = deed->role == MC_ROLE_APPLICANT ? mc_training_applicant_of (record)
                            : deed->role == MC_ROLE_SYSTEM  ? mc_training_system ()
                                                            : *find_hand (&plan->hands, deed);
  McRefusal refusal;

  write_words_of (values, deed->words);
  write_form (&writing);
  refusal = mc_training_do (NULL, record, &account, deed->action, values, at);
  /* where the days before the date of return are days off, the time to ask for more is over early: nobody asks then */
  if (refusal != MC_REFUSAL_NONE && refusal != MC_REFUSAL_TOO_LATE)
    g_critical ("a made life of %s: %s in state %d (%s): %s", plan->procedure->code, deed->action,
                record->dossier->summary->national_state, record->dossier->summary->local_step,
                mc_refusal_code (refusal));
  return refusal == MC_REFUSAL_NONE;
}
