// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-training-making.h"

#include "mc-text.h"

McTrainingMaker *
mc_training_maker_new (guint32 seed, gint64 number)
{
  McTrainingMaker *self = g_new0 (McTrainingMaker, 1);

  self->seed = seed;
  self->number = number - 1;
  self->rand = g_rand_new_with_seed (seed);
  return self;
}

void
mc_training_maker_free (McTrainingMaker *self)
{
  g_rand_free (self->rand);
  g_free (self);
}

void
mc_maker_take (McTrainingMaker *self, gint64 number, const McSampleUnit *centre)
{
  const guint32 seeds[] = { self->seed, (guint32) number };

  self->number = number;
  self->centre = centre;
  g_rand_set_seed_array (self->rand, seeds, G_N_ELEMENTS (seeds));
}

int
mc_maker_draw (McTrainingMaker *self, int from, int below)
{
  return g_rand_int_range (self->rand, from, below);
}

const char *
mc_maker_pick (McTrainingMaker *self, const char *const *texts, guint count)
{
  return texts[mc_maker_draw (self, 0, (int) count)];
}

gint64
mc_training_next_made (McTraining *self)
{
  return mc_training_next_number (self, "made");
}

McAccount
mc_training_applicant_of (const McTrainingRecord *record)
{
  const McSummary *s = record->dossier->summary;

  return (McAccount) { .name = s->submitter_name != NULL ? s->submitter_name : s->owner_name,
                       .role = mc_role_to_string (MC_ROLE_APPLICANT) };
}

McAccount
mc_training_system (void)
{
  return (McAccount) { .name = "Cổng Dịch vụ công quốc gia", .role = mc_role_to_string (MC_ROLE_SYSTEM) };
}

/* The applicant pays while handing it in, where the fee is one of reception. */
static void
pay (McTrainingRecord *record, GDateTime *at)
{
  McDossier *dossier = record->dossier;
  McTrainingOrder *order = mc_training_life_add_order (&record->life, MC_PAYMENT_PAID);
  const McAccount applicant = mc_training_applicant_of (record);
  g_autofree char *amount = mc_text_number (dossier->fee);

  order->lines = g_strdup_printf ("Phí, lệ phí: %s đồng", amount);
  order->receipt = g_strdup_printf ("GD%08" G_GINT64_FORMAT, record->number);
  order->payer = g_strdup (applicant.name);
  order->settled_at = g_date_time_ref (at);
  order->method = g_strdup ("online");
  g_set_str (&dossier->summary->payment, mc_payment_to_string (MC_PAYMENT_PAID));
  mc_training_set_fees (record);
}

void
mc_maker_hand_in (McTrainingMaker *self, McTrainingRecord *record, gboolean paid, GDateTime *at)
{
  McAccount applicant = mc_training_applicant_of (record);
  g_autoptr (JsonObject) values = json_object_new ();

  if (mc_training_do (NULL, record, &applicant, "submit", values, at) != MC_REFUSAL_NONE)
    g_error ("training portal: a dossier cannot be handed in");
  if (paid && record->life.fee_first)
    pay (record, at);
}

McTrainingRecord *
mc_training_maker_submit (McTrainingMaker *self, const McSampleUnit *centre, GDateTime *at)
{
  McTrainingRecord *record;
  int post = mc_measure_share (MC_SHARE_POST);

  mc_maker_take (self, self->number + 1, centre);
  record = mc_maker_blank (
      self, NULL, mc_maker_draw (self, 0, mc_measure_share (MC_SHARE_ONLINE) + post) < post ? "post" : "online", at);
  if (mc_measure_drawn (self->rand, MC_SHARE_INCOMPLETE))
    mc_maker_lose_a_paper (record);
  mc_maker_hand_in (self, record,
                    g_str_equal (record->dossier->summary->channel, "online")
                        && mc_measure_drawn (self->rand, MC_SHARE_PAID_WHEN_SUBMITTED),
                    at);
  return record;
}
