// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-index766.h"

static GDateTime *
recorded_end (const McIndex766Dossier *dossier)
{
  if (dossier->done_at != NULL)
    return dossier->done_at;
  return dossier->returned_at != NULL ? dossier->returned_at : dossier->stopped_at;
}

static GDateTime *
open_request (const McIndex766Dossier *dossier)
{
  for (guint i = 0; i < dossier->n_supplements; i++)
    if (dossier->supplements[i].completed_at == NULL)
      return dossier->supplements[i].requested_at;
  return NULL;
}

static GTimeSpan
supplement_time (const McIndex766Dossier *dossier)
{
  GTimeSpan sum = 0;

  for (guint i = 0; i < dossier->n_supplements; i++)
    {
      const McIndex766Supplement *supplement = &dossier->supplements[i];

      if (supplement->completed_at != NULL)
        sum += MAX (g_date_time_difference (supplement->completed_at, supplement->requested_at), 0);
    }
  return sum;
}

McTimeliness
mc_index766_timeliness (const McIndex766Dossier *dossier, McOffice *office, GDateTime **end_at)
{
  const McCutoff none = { MC_CUTOFF_NONE, 0 };
  GDateTime *recorded = recorded_end (dossier);
  GDateTime *open = open_request (dossier);
  g_autoptr (GDateTime) limit = NULL;
  g_autoptr (GDateTime) end = NULL;

  g_return_val_if_fail (dossier->accepted_at != NULL && dossier->period_end != NULL, MC_TIMELINESS_NONE);

  if (end_at != NULL)
    *end_at = NULL;
  if (recorded == NULL && dossier->n_supplements >= 2)
    return MC_TIMELINESS_LATE;
  if (recorded == NULL)
    recorded = open != NULL ? open : dossier->period_end;
  /* the description takes the time of supplements away in both branches: once is meant */
  end = g_date_time_add (recorded, -supplement_time (dossier));
  if (dossier->appointment_at != NULL)
    limit = g_date_time_ref (dossier->appointment_at);
  else if (dossier->max_limit != NULL)
    limit = mc_limit_end (dossier->max_limit, &none, office, dossier->accepted_at);
  if (limit == NULL)
    return MC_TIMELINESS_NONE;
  if (end_at != NULL)
    *end_at = g_date_time_ref (end);
  return g_date_time_compare (end, limit) <= 0 ? MC_TIMELINESS_ONTIME : MC_TIMELINESS_LATE;
}

gboolean
mc_index766_next_request_is_late (const McIndex766Dossier *dossier)
{
  return recorded_end (dossier) == NULL && dossier->n_supplements >= 1;
}
