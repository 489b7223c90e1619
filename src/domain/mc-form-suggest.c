// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-form.h"

#include "mc-due.h"
#include "mc-handling.h"
#include "mc-office.h"
#include "mc-text.h"

static const char *const requests[] = { "request_supplement", "propose_supplement", "issue_supplement", NULL };

static char *
suggest_proposed (const McFormField *field, const McProposal *proposal)
{
  if (proposal == NULL)
    return NULL;
  if (g_str_equal (field->id, "demand"))
    return g_strdup (proposal->demand);
  if (g_str_equal (field->id, "legal_basis"))
    return g_strdup (proposal->basis);
  if (g_str_equal (field->id, "applicant_days") && proposal->applicant_days > 0)
    return g_strdup_printf ("%d", proposal->applicant_days);
  return NULL;
}

/* The rule that counts now. (nullable) */
static const McRule *
find_rule (const McDossier *dossier)
{
  const McDossierClock *clock = dossier->clock;

  if (clock == NULL)
    return NULL;
  return clock->result_rule != NULL ? clock->result_rule : clock->response_rule;
}

/* All the time that the rule gives the applicant. */
static char *
suggest_time (const McFormField *field, const McDossier *dossier)
{
  int days = mc_dossier_get_supplement_days (dossier);

  if (!g_str_equal (field->id, "applicant_days") || days >= MC_FORM_MAX_LENGTH)
    return NULL;
  return g_strdup_printf ("%d", field->max >= 0 ? MIN (days, field->max) : days);
}

/* What the procedure takes, and who pays. */
static char *
suggest_payment (const McFormField *field, const McDossier *dossier)
{
  const McPerson *payer = dossier->submitter.name != NULL ? &dossier->submitter : &dossier->owner;

  if (g_str_equal (field->id, "lines") && dossier->fee > 0)
    {
      g_autofree char *amount = mc_text_number (dossier->fee);

      return g_strdup_printf ("Phí, lệ phí: %s đồng", amount);
    }
  if (g_str_equal (field->id, "payer"))
    return g_strdup (payer->name != NULL ? payer->name : dossier->summary->owner_name);
  return NULL;
}

char *
mc_form_suggest (const char *action, const McFormField *field, const McDossier *dossier)
{
  char *proposed = NULL;

  g_return_val_if_fail (action != NULL && field != NULL && dossier != NULL, NULL);

  if (g_str_equal (action, "issue_supplement"))
    proposed = suggest_proposed (field, dossier->proposal);
  if (g_strv_contains (requests, action))
    return proposed != NULL ? proposed : suggest_time (field, dossier);
  if (g_str_equal (action, "request_payment") || g_str_equal (action, "collect_payment"))
    return suggest_payment (field, dossier);
  if (g_str_equal (action, "forward") && g_str_equal (field->id, "taker"))
    return g_strdup (dossier->summary->competent_unit);
  return NULL;
}

int
mc_dossier_get_supplement_days (const McDossier *dossier)
{
  const McRule *rule = find_rule (dossier);
  int days = rule != NULL ? MAX (mc_limit_days_within (&rule->supplement_limit), 1) : MC_FORM_MAX_LENGTH;

  return MIN (days, MC_FORM_MAX_LENGTH);
}

/* T9: by the rule that the dossier was accepted under. */
static gboolean
is_asked_late (const McDossier *dossier, GDateTime *now)
{
  const McSummary *s = dossier->summary;
  const McRule *rule = dossier->clock != NULL ? dossier->clock->result_rule : NULL;
  McOffice *office = mc_office_of_summary (mc_calendar_get_default (), s);
  g_autoptr (GDateTime) until = rule != NULL ? mc_due_ask_until (rule, office, s->accepted_at) : NULL;

  return until != NULL && g_date_time_compare (now, until) > 0;
}

guint
mc_form_warn (const char *action, const McDossier *dossier, GDateTime *now)
{
  g_return_val_if_fail (action != NULL && dossier != NULL && now != NULL, 0);

  if (!g_strv_contains (requests, action))
    return 0;
  return (mc_dossier_count_requests (dossier) > 0 ? MC_WARNING_SECOND_ROUND : 0)
         | (is_asked_late (dossier, now) ? MC_WARNING_ASKED_LATE : 0);
}
