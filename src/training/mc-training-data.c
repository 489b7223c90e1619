// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-training-private.h"

#include "mc-deadline.h"
#include "mc-handling.h"
#include "mc-text.h"

/* How many of 100 stand where, in the order that they are made; the rest is closed. */
typedef struct
{
  int share; /* of 200 */
  int state;
  const char *step;
  const char *payment;
} Stand;

static const Stand stands[] = {
  { 28, MC_HANDLING_NEW, "new", NULL },
  { 4, MC_HANDLING_NEW, "supplemented", NULL },
  { 6, MC_HANDLING_PAYMENT, "payment_at_intake", "due" },
  { 2, MC_HANDLING_NEW, "paid_at_intake", "paid" },
  { 8, MC_HANDLING_SUPPLEMENT, "supplement_at_intake", NULL },
  { 12, MC_HANDLING_ACCEPTED, "accepted", NULL },
  { 48, MC_HANDLING_PROCESSING, "appraisal", NULL },
  { 8, MC_HANDLING_SUPPLEMENT, "supplement_in_appraisal", NULL },
  { 12, MC_HANDLING_DONE, "waiting_return", NULL },
  { 4, MC_HANDLING_REJECTED, "closed", NULL },
  { 2, MC_HANDLING_STOPPED, "closed", NULL },
  { 66, MC_HANDLING_RETURNED, "closed", NULL },
};

#define UNUSUAL_EACH 20 /* of the applicants each n-th is one of the people with a trait */

typedef struct
{
  McTraining *portal;
  GRand *rand;
  GDateTime *now;
  McCalendar *calendar;
  const McSampleUnit *unit;
  guint number;
} Maker;

static const McWorldProcedure *
pick_procedure (Maker *maker)
{
  guint count;
  const McWorldProcedure *procedures = mc_world_get_procedures (&count);
  int total = 0;
  int drawn;

  for (guint i = 0; i < count; i++)
    total += g_str_equal (procedures[i].level, maker->unit->level) ? procedures[i].weight : 0;
  drawn = g_rand_int_range (maker->rand, 0, total);
  for (guint i = 0; i < count; i++)
    {
      drawn -= g_str_equal (procedures[i].level, maker->unit->level) ? procedures[i].weight : 0;
      if (drawn < 0)
        return &procedures[i];
    }
  g_assert_not_reached ();
}

static const McWorldNames *
pick_names (Maker *maker)
{
  guint count;
  const McWorldNames *names = mc_world_get_names (&count);
  int total = 0;
  int drawn;

  for (guint i = 0; i < count; i++)
    total += names[i].weight;
  drawn = g_rand_int_range (maker->rand, 0, total);
  for (guint i = 0; i < count; i++)
    {
      drawn -= names[i].weight;
      if (drawn < 0)
        return &names[i];
    }
  g_assert_not_reached ();
}

static const char *
pick (Maker *maker, const char *const *texts, guint count)
{
  return texts[g_rand_int_range (maker->rand, 0, (gint32) count)];
}

static char *
make_name (Maker *maker, gboolean female)
{
  const McWorldNames *names = pick_names (maker);
  const char *family = pick (maker, names->families, names->n_families);
  const char *middle = female ? pick (maker, names->female_middles, names->n_female_middles)
                              : pick (maker, names->male_middles, names->n_male_middles);
  const char *given = female ? pick (maker, names->female_given, names->n_female_given)
                             : pick (maker, names->male_given, names->n_male_given);

  return mc_world_join_name (names, family, middle, given);
}

static void
take_person (McPerson *person, const McWorldPerson *model)
{
  person->name = g_strdup (model->name);
  person->id_number = g_strdup (model->id_number);
  person->address = g_strdup (model->address);
  person->phone = g_strdup (model->phone);
}

/* 999: a province code that identity numbers do not have; 0599: a prefix that is not allocated. */
static void
make_person (Maker *maker, McPerson *person)
{
  const McWorldPlaces *places = mc_world_get_places ();
  gboolean female = g_rand_boolean (maker->rand);
  guint count;
  const McWorldPerson *people = mc_world_get_people (&count);

  if (g_rand_int_range (maker->rand, 0, UNUSUAL_EACH) == 0)
    {
      take_person (person, &people[g_rand_int_range (maker->rand, 0, (gint32) count)]);
      return;
    }
  person->name = make_name (maker, female);
  person->id_number = g_strdup_printf ("999%d%02d%06d", female ? 1 : 0, g_rand_int_range (maker->rand, 40, 100),
                                       g_rand_int_range (maker->rand, 0, 1000000));
  person->address = g_strdup_printf ("Số %d đường %s, phường %s", g_rand_int_range (maker->rand, 1, 200),
                                     pick (maker, places->streets, places->n_streets), maker->unit->place);
  person->phone = g_strdup_printf ("0599%06d", g_rand_int_range (maker->rand, 0, 1000000));
}

static GDateTime *
minutes_ago (Maker *maker, int minutes)
{
  return g_date_time_add_minutes (maker->now, -minutes);
}

static void
add_documents (Maker *maker, McComponent *component, guint number, int files)
{
  static const char *const endings[] = { "pdf", "jpg", "png", "heic" };
  static const char *const types[] = { "application/pdf", "image/jpeg", "image/png", "image/heic" };

  for (int f = 0; f < files; f++)
    {
      McDocument *document = mc_document_new ();
      int kind = g_rand_int_range (maker->rand, 0, 10);

      kind = kind < 6 ? 0 : kind < 8 ? 1 : kind < 9 ? 2 : 3;
      document->id = g_strdup_printf ("tep%u%d", number, f + 1);
      document->name = g_strdup_printf ("%s_%d.%s", number == 1 ? "to-khai" : "giay-to", f + 1, endings[kind]);
      document->media_type = g_strdup (types[kind]);
      document->size = -1; /* nobody has made it yet */
      /* as many draws as ever: a seed stands for the same dossiers as before */
      g_rand_int_range (maker->rand, 20, 6000);
      g_ptr_array_add (component->documents, document);
    }
}

static void
add_components (Maker *maker, McDossier *dossier, const McWorldProcedure *procedure)
{
  for (guint i = 0; i < procedure->n_components; i++)
    {
      const McWorldComponent *model = &procedure->components[i];
      McComponent *component = mc_component_new ();
      gboolean looked_up = g_str_equal (model->source, "state_data");

      component->id = g_strdup_printf ("tp%u", i + 1);
      component->name = g_strdup (model->name);
      component->required = model->required;
      component->source = g_strdup (model->source);
      component->copy_kind = g_strdup (model->copy_kind);
      component->quantity = model->quantity;
      add_documents (maker, component, i + 1,
                     looked_up         ? 0
                     : model->required ? g_rand_int_range (maker->rand, 1, 3)
                                       : g_rand_int_range (maker->rand, 0, 2));
      g_ptr_array_add (dossier->components, component);
    }
}

static void
add_history (McDossier *dossier, GDateTime *at, const char *actor, const char *action, int from, int to)
{
  McHistoryEntry *entry = mc_history_entry_new ();

  entry->at = g_date_time_ref (at);
  entry->actor_name = g_strdup (actor);
  entry->action = g_strdup (action);
  entry->from_state = from;
  entry->to_state = to;
  g_ptr_array_add (dossier->history, entry);
}

static gboolean
was_accepted (const Stand *stand)
{
  return stand->state == MC_HANDLING_ACCEPTED || stand->state == MC_HANDLING_PROCESSING
         || stand->state == MC_HANDLING_DONE || stand->state == MC_HANDLING_RETURNED
         || stand->state == MC_HANDLING_STOPPED || g_str_equal (stand->step, "supplement_in_appraisal");
}

/* The life after acceptance: due date from the rules, an end now and then late. */
static void
add_later_life (Maker *maker, McDossier *dossier, const Stand *stand)
{
  McSummary *s = dossier->summary;
  const char *receiver = "Nguyễn Thị Hường";
  g_autofree char *day = NULL;
  g_autoptr (GDateTime) local = NULL;
  g_autoptr (GDateTime) accepted = g_date_time_add_minutes (s->submitted_at, g_rand_int_range (maker->rand, 10, 300));
  int age;

  if (g_date_time_compare (accepted, maker->now) > 0)
    {
      g_date_time_unref (accepted);
      accepted = g_date_time_ref (maker->now);
    }
  s->accepted_at = g_date_time_ref (accepted);
  s->due_at = mc_deadline_result_due (maker->calendar, accepted, dossier->limit_unit, dossier->limit_amount);
  if (s->due_at != NULL)
    s->warn_at = mc_deadline_warn_at (maker->calendar, s->due_at, 0);
  local = g_date_time_to_timezone (accepted, mc_calendar_zone ());
  day = g_date_time_format (local, "%Y%m%d");
  s->code = g_strdup_printf ("%s-%s-%07u", maker->unit->code, day, 5000000 + maker->number);
  dossier->register_no = g_strdup_printf ("%u", 1000 + maker->number);
  dossier->receiver_name = g_strdup (receiver);
  s->handler_name = g_strdup (receiver);
  for (guint i = 0; i < dossier->components->len; i++)
    {
      McComponent *component = g_ptr_array_index (dossier->components, i);

      if (component->required)
        component->mark = g_strdup ("sufficient");
    }
  add_history (dossier, accepted, receiver, "accept", MC_HANDLING_NEW, MC_HANDLING_ACCEPTED);
  if (stand->state == MC_HANDLING_ACCEPTED)
    return;
  add_history (dossier, accepted, receiver, "forward", MC_HANDLING_ACCEPTED, MC_HANDLING_PROCESSING);
  if (stand->state == MC_HANDLING_PROCESSING)
    return;

  age = (int) (g_date_time_difference (maker->now, accepted) / G_TIME_SPAN_MINUTE);
  s->finished_at = stand->state == MC_HANDLING_SUPPLEMENT
                       ? NULL
                       : g_date_time_add_minutes (accepted, age > 20 ? g_rand_int_range (maker->rand, 10, age) : age);
  /* most are early: 95–98 % in time */
  if (s->finished_at != NULL && s->due_at != NULL && g_date_time_compare (s->finished_at, s->due_at) > 0
      && g_rand_int_range (maker->rand, 0, 20) != 0)
    {
      g_date_time_unref (s->finished_at);
      s->finished_at = g_date_time_add_minutes (s->due_at, -30);
      if (g_date_time_compare (s->finished_at, accepted) < 0)
        {
          g_date_time_unref (s->finished_at);
          s->finished_at = g_date_time_ref (accepted);
        }
    }
  add_history (dossier, s->finished_at != NULL ? s->finished_at : accepted, "Đinh Công Thành", "result",
               MC_HANDLING_PROCESSING, stand->state);
}

static int
age_in_minutes (Maker *maker, const Stand *stand, const McWorldLimit *limit)
{
  int longest = limit->amount > 5 ? 20 : 6;

  if (stand->state == MC_HANDLING_NEW)
    return g_rand_int_range (maker->rand, 5, 26 * 60);
  if (stand->state == MC_HANDLING_ACCEPTED)
    return g_rand_int_range (maker->rand, 60, 8 * 60);
  /* most of what is being processed has its day still before it, a tenth is late */
  if (stand->state == MC_HANDLING_PROCESSING)
    return g_rand_int_range (maker->rand, 60, 6 * 60 + MAX (limit->amount, 0) * 24 * 60)
           + (g_rand_int_range (maker->rand, 0, 10) == 0 ? (MAX (limit->amount, 0) + 3) * 24 * 60 : 0);
  if (!was_accepted (stand))
    return g_rand_int_range (maker->rand, 4 * 60, longest * 24 * 60 / 2);
  return g_rand_int_range (maker->rand, 2 * 24 * 60, 60 * 24 * 60);
}

/* What the fee comes to; -1: nobody knows, 0: none. */
static gint64
count_fee (Maker *maker, const McWorldProcedure *procedure, GDateTime *at)
{
  g_autoptr (GDateTime) local = g_date_time_to_timezone (at, mc_calendar_zone ());
  g_autofree char *day = g_date_time_format (local, "%Y-%m-%d");
  const McWorldFee *fee = mc_world_get_fee (procedure, day);

  if (fee == NULL)
    return 0;
  return fee->per != NULL && fee->amount > 0 && g_str_equal (fee->per, "trang")
             ? fee->amount * g_rand_int_range (maker->rand, 1, 11)
             : fee->amount;
}

static void
fill_from_procedure (Maker *maker, McDossier *dossier, const McWorldProcedure *procedure, const McWorldLimit *limit)
{
  McSummary *s = dossier->summary;

  s->procedure_code = g_strdup (procedure->code);
  s->procedure_name = g_strdup (procedure->name);
  s->field_name = g_strdup (procedure->field);
  s->received_unit = g_strdup (maker->unit->name);
  s->competent_unit = g_strdup (mc_world_find_competent (maker->unit, procedure)->name);
  dossier->limit_unit = g_strdup (limit->unit);
  dossier->limit_amount = limit->amount;
  dossier->limit_basis = g_strdup (limit->basis);
  dossier->fee = count_fee (maker, procedure, s->submitted_at);
  dossier->sets = 1;
  add_components (maker, dossier, procedure);
}

static McDossier *
make_dossier (Maker *maker, const Stand *stand)
{
  McDossier *dossier = mc_dossier_new ();
  McSummary *s = dossier->summary = mc_summary_new ();
  const McWorldProcedure *procedure = pick_procedure (maker);
  const char *channel = g_rand_int_range (maker->rand, 0, 30) == 0 ? "post" : "online";
  const McWorldLimit *limit = mc_world_get_limit (procedure, channel);
  int age = age_in_minutes (maker, stand, limit);

  maker->number++;
  make_person (maker, &dossier->owner);
  s->submitted_at = minutes_ago (maker, age);
  s->id = g_strdup_printf ("%08x-%04x-7%03x-8%03x-%012x", (guint) (g_date_time_to_unix (s->submitted_at) >> 4),
                           maker->number & 0xFFFF, g_rand_int (maker->rand) & 0xFFF, g_rand_int (maker->rand) & 0xFFF,
                           maker->number);
  s->version = s->handling_version = 1;
  s->provisional_code = g_strdup_printf ("TT-%u", 700000 + maker->number);
  s->owner_name = g_strdup (dossier->owner.name);
  s->owner_id_masked = dossier->owner.id_number != NULL ? mc_text_mask_number (dossier->owner.id_number) : NULL;
  s->channel = g_strdup (channel);
  s->national_state = stand->state;
  s->local_step = g_strdup (stand->step);
  s->delivery = g_strdup (g_rand_int_range (maker->rand, 0, 12) == 0 ? "post" : "electronic");
  s->sync = g_strdup (g_rand_int_range (maker->rand, 0, 300) == 0 ? "error" : "ok");
  if (g_rand_int_range (maker->rand, 0, 8) == 0)
    {
      make_person (maker, &dossier->submitter);
      s->submitter_name = g_strdup (dossier->submitter.name);
    }
  mc_training_make_people (dossier, maker->number);
  fill_from_procedure (maker, dossier, procedure, limit);
  s->payment = g_strdup (stand->payment != NULL ? stand->payment : dossier->fee > 0 ? "paid" : "none");
  dossier->return_place
      = g_strdup (g_str_equal (s->delivery, "post") ? dossier->owner.address : "Bản điện tử trên Cổng Dịch vụ công");
  add_history (dossier, s->submitted_at, s->submitter_name != NULL ? s->submitter_name : s->owner_name, "submit", 0,
               MC_HANDLING_NEW);

  if (was_accepted (stand))
    add_later_life (maker, dossier, stand);
  else
    mc_training_tell_intake (maker->portal, dossier, maker->unit, maker->now, maker->number);
  mc_training_make_notes (dossier, maker->number);
  return dossier;
}

static gboolean
fill_unit (Maker *maker, guint count)
{
  guint made = 0;

  for (guint i = 0; i < G_N_ELEMENTS (stands); i++)
    {
      guint share = i + 1 == G_N_ELEMENTS (stands) ? count - made : count * (guint) stands[i].share / 200;

      for (guint n = 0; n < share; n++)
        {
          g_autoptr (McDossier) dossier = make_dossier (maker, &stands[i]);

          if (!mc_training_save (maker->portal, dossier, maker->unit->id))
            return FALSE;
        }
      made += share;
    }
  return TRUE;
}

gboolean
mc_training_fill (McTraining *self, guint32 seed, guint dossiers, GError **error)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr (GDateTime) now = mc_clock_now (self->clock);
  Maker maker = { self, rand, now, mc_calendar_get_default (), mc_training_find_unit ("an-binh"), 0 };
  gboolean done;

  mc_training_begin (self);
  done = fill_unit (&maker, dossiers);
  maker.unit = mc_training_find_unit ("an-hoa");
  done = done && fill_unit (&maker, 20);
  if (done && mc_training_commit (self))
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "the training data could not be written");
  return FALSE;
}
