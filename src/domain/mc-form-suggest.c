// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-form.h"

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

char *
mc_form_suggest (const char *action, const McFormField *field, const McDossier *dossier)
{
  g_return_val_if_fail (action != NULL && field != NULL && dossier != NULL, NULL);

  if (g_str_equal (action, "issue_supplement"))
    return suggest_proposed (field, dossier->proposal);
  return NULL;
}
