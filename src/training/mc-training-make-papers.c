// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-training-making.h"

#include <string.h>

#include "mc-calendar.h"
#include "mc-text.h"

/* The procedures of a level, with their weights summed: what makes many asks often. */
typedef struct
{
  GPtrArray *procedures; /* const McWorldProcedure */
  GArray *ends;          /* of int: the weights up to and with each */
} Level;

static gpointer
read_level (gpointer name)
{
  Level *self = g_new0 (Level, 1);
  guint count;
  const McWorldProcedure *procedures = mc_world_get_procedures (&count);
  int total = 0;

  self->procedures = g_ptr_array_new ();
  self->ends = g_array_new (FALSE, FALSE, sizeof (int));
  for (guint i = 0; i < count; i++)
    if (g_str_equal (procedures[i].level, name))
      {
        total += procedures[i].weight;
        g_ptr_array_add (self->procedures, (gpointer) &procedures[i]);
        g_array_append_val (self->ends, total);
      }
  return self;
}

const McWorldProcedure *
mc_maker_draw_procedure (McTrainingMaker *self)
{
  static GOnce commune = G_ONCE_INIT;
  static GOnce province = G_ONCE_INIT;
  gboolean is_commune = g_str_equal (self->centre->level, "commune");
  const Level *level = is_commune ? g_once (&commune, read_level, (gpointer) "commune")
                                  : g_once (&province, read_level, (gpointer) "province");
  int drawn = mc_maker_draw (self, 0, g_array_index (level->ends, int, level->ends->len - 1));

  for (guint i = 0; i < level->ends->len; i++)
    if (drawn < g_array_index (level->ends, int, i))
      return g_ptr_array_index (level->procedures, i);
  g_assert_not_reached ();
}

const McWorldProcedure *
mc_maker_draw_case (McTrainingMaker *self, const McWorldProcedure *procedure)
{
  int left = procedure->n_cases > 0 ? mc_maker_draw (self, 0, 1000) : 0;

  for (guint i = 0; i < procedure->n_cases; i++)
    if ((left -= procedure->cases[i].case_share) < 0)
      return &procedure->cases[i];
  return procedure;
}

void
mc_maker_add_document (McTrainingMaker *self, McComponent *component, const char *name)
{
  McDocument *document = mc_document_new ();
  const McMeasureFile *file = mc_measure_draw_file (self->rand);
  guint number = component->documents->len + 1;

  document->id = g_strdup_printf ("tep%s%u", component->id + strlen ("tp"), number);
  if (mc_measure_drawn (self->rand, MC_SHARE_FILE_NAMED_BY_CAMERA))
    document->name = g_strdup_printf ("IMG_%04d.%s", mc_maker_draw (self, 1, 10000), file->ending);
  else
    document->name = g_strdup_printf ("%s_%u.%s", name, number, file->ending);
  document->media_type = g_strdup (file->media_type);
  document->size = -1; /* nobody has made it yet */
  g_ptr_array_add (component->documents, document);
}

static void
add_components (McTrainingMaker *self, McDossier *dossier, const McWorldProcedure *procedure)
{
  for (guint i = 0; i < procedure->n_components; i++)
    {
      const McWorldComponent *model = &procedure->components[i];
      McComponent *component = mc_component_new ();
      int files = model->required ? mc_maker_draw (self, 1, 3) : mc_maker_draw (self, 0, 2);

      component->id = g_strdup_printf ("tp%u", i + 1);
      component->name = g_strdup (model->name);
      component->required = model->required;
      component->source = g_strdup (model->source);
      component->copy_kind = g_strdup (model->copy_kind);
      component->quantity = model->quantity;
      for (int f = 0; f < files && !g_str_equal (model->source, "state_data"); f++)
        mc_maker_add_document (self, component, i == 0 ? "to-khai" : "giay-to");
      g_ptr_array_add (dossier->components, component);
    }
}

void
mc_maker_lose_a_paper (McTrainingRecord *record)
{
  McComponent *last = NULL;
  guint count = 0;

  for (guint i = 0; i < record->dossier->components->len; i++)
    {
      McComponent *component = g_ptr_array_index (record->dossier->components, i);

      if (!component->required || g_str_equal (component->source, "state_data"))
        continue;
      last = component;
      count++;
    }
  if (count > 1)
    g_ptr_array_set_size (last->documents, 0);
}

/* What the fee comes to; -1: nobody knows, 0: none. */
static gint64
count_fee (McTrainingMaker *self, const McWorldProcedure *procedure, const char *channel, GDateTime *at)
{
  g_autoptr (GDateTime) local = g_date_time_to_timezone (at, mc_calendar_zone ());
  g_autofree char *day = g_date_time_format (local, "%Y-%m-%d");
  const McWorldFee *fee = mc_world_get_fee (procedure, channel, day);

  if (fee == NULL)
    return 0;
  return fee->per != NULL && fee->amount > 0 && (g_str_equal (fee->per, "trang") || g_str_equal (fee->per, "người"))
             ? fee->amount * mc_maker_draw (self, 1, 11)
             : fee->amount;
}

static McApplicant
draw_applicant (McTrainingMaker *self, const McWorldProcedure *procedure)
{
  int drawn = mc_maker_draw (self, 0, 1000);

  for (guint i = 0; i < MC_N_APPLICANTS; i++)
    if ((drawn -= procedure->applicants[i]) < 0)
      return (McApplicant) i;
  g_assert_not_reached ();
}

/* An organisation is the owner, somebody of it hands the papers in, and who represents it is a third. */
static void
name_organisation (McTrainingMaker *self, McDossier *dossier, McApplicant applicant)
{
  static const char *const kinds[] = { [MC_APPLICANT_BUSINESS] = "business",
                                       [MC_APPLICANT_HOUSEHOLD] = "household_business",
                                       [MC_APPLICANT_INSTITUTION] = "organisation" };
  const McWorldPerson *organisation = mc_maker_applicant (self, applicant);
  const McWorldPerson *head = mc_world_find_person (organisation->representative);

  mc_maker_take_person (&dossier->owner, organisation);
  g_set_str (&dossier->owner.kind, kinds[applicant]);
  mc_maker_person (self, &dossier->submitter);
  if (head != NULL)
    dossier->abstract = g_strdup_printf ("Người đại diện theo pháp luật: %s", head->name);
}

static void
sum_up (McDossier *dossier)
{
  McSummary *s = dossier->summary;

  g_set_str (&s->owner_name, dossier->owner.name);
  g_free (s->owner_id_masked);
  s->owner_id_masked = dossier->owner.id_number != NULL ? mc_text_mask_number (dossier->owner.id_number) : NULL;
  g_set_str (&s->submitter_name, dossier->submitter.name);
}

static void
name_people (McTrainingMaker *self, McDossier *dossier, const McWorldProcedure *procedure)
{
  McApplicant applicant = draw_applicant (self, procedure);

  if (applicant != MC_APPLICANT_CITIZEN && applicant != MC_APPLICANT_FOREIGNER)
    name_organisation (self, dossier, applicant);
  else
    {
      if (applicant == MC_APPLICANT_FOREIGNER)
        mc_maker_take_person (&dossier->owner, mc_maker_applicant (self, applicant));
      else
        mc_maker_person (self, &dossier->owner);
      if (mc_measure_drawn (self->rand, MC_SHARE_SUBMITTED_FOR_ANOTHER))
        mc_maker_person (self, &dossier->submitter);
    }
  mc_training_make_people (dossier, (guint) self->number);
  sum_up (dossier);
}

static void
copy_person (McPerson *to, const McPerson *from)
{
  mc_person_clear (to);
  *to = (McPerson) { .kind = g_strdup (from->kind),
                     .name = g_strdup (from->name),
                     .id_number = g_strdup (from->id_number),
                     .address = g_strdup (from->address),
                     .phone = g_strdup (from->phone),
                     .email = g_strdup (from->email) };
}

void
mc_maker_take_people (McTrainingRecord *record, const McDossier *model)
{
  copy_person (&record->dossier->owner, &model->owner);
  copy_person (&record->dossier->submitter, &model->submitter);
  copy_person (&record->dossier->proxy, &model->proxy);
  g_set_str (&record->dossier->abstract, model->abstract);
  sum_up (record->dossier);
}

static const char *
draw_delivery (McTrainingMaker *self, const char *channel)
{
  if (mc_measure_drawn (self->rand, MC_SHARE_DELIVER_BY_POST))
    return "post";
  return g_str_equal (channel, "direct") || mc_measure_drawn (self->rand, MC_SHARE_DELIVER_AT_COUNTER) ? "counter"
                                                                                                       : "electronic";
}

static void
fill_summary (McTrainingMaker *self, McSummary *s, const McWorldProcedure *procedure, const char *channel,
              GDateTime *at)
{
  s->submitted_at = g_date_time_to_utc (at);
  s->id = g_strdup_printf ("%08x-%04x-7%03x-8%03x-%012" G_GINT64_MODIFIER "x", (guint) (g_date_time_to_unix (at) >> 4),
                           (guint) self->number & 0xFFFF, g_rand_int (self->rand) & 0xFFF,
                           g_rand_int (self->rand) & 0xFFF, self->number);
  if (!g_str_equal (channel, "direct"))
    s->provisional_code = g_strdup_printf ("TT-%" G_GINT64_FORMAT, 700000 + self->number);
  s->procedure_code = g_strdup (procedure->code);
  s->procedure_name = g_strdup (procedure->name);
  s->field_name = g_strdup (procedure->field);
  s->received_unit = g_strdup (self->centre->name);
  s->competent_unit = g_strdup (mc_world_find_competent (self->centre, procedure)->name);
  s->channel = g_strdup (channel);
  s->payment = g_strdup (mc_payment_to_string (MC_PAYMENT_NONE));
  s->sync = g_strdup (mc_measure_drawn (self->rand, MC_SHARE_SYNC_ERROR) ? "error" : "ok");
}

void
mc_maker_set_delivery (McTrainingMaker *self, McTrainingRecord *record, const char *delivery)
{
  McDossier *dossier = record->dossier;

  g_set_str (&dossier->summary->delivery, delivery);
  g_set_str (&dossier->return_place, g_str_equal (delivery, "post")      ? dossier->owner.address
                                     : g_str_equal (delivery, "counter") ? self->centre->name
                                                                         : "Bản điện tử trên Cổng Dịch vụ công");
}

McTrainingRecord *
mc_maker_blank (McTrainingMaker *self, const McWorldProcedure *procedure, const char *channel, GDateTime *at)
{
  McDossier *dossier = mc_dossier_new ();
  McTrainingRecord *record;

  if (procedure == NULL)
    procedure = mc_maker_draw_case (self, mc_maker_draw_procedure (self));
  procedure = mc_world_get_version (procedure, at);
  dossier->summary = mc_summary_new ();
  fill_summary (self, dossier->summary, procedure, channel, at);
  name_people (self, dossier, procedure);
  mc_training_set_version (dossier, procedure);
  dossier->fee = count_fee (self, procedure, channel, at);
  dossier->sets = 1;
  add_components (self, dossier, procedure);
  record = mc_training_record_new (dossier, self->centre->id, self->centre->id);
  record->number = self->number;
  mc_maker_set_delivery (self, record, draw_delivery (self, channel));
  return record;
}
