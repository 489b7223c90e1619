// SPDX-License-Identifier: GPL-3.0-or-later
#include "mc-acceptance.h"

#include <glib/gi18n.h>

#include "mc-format.h"
#include "mc-handling.h"

static char *
state_reason (const McSummary *summary)
{
  switch (summary->national_state)
    {
    case MC_HANDLING_SUPPLEMENT:
      return g_strdup (_ ("Waits for the applicant's supplement"));
    case MC_HANDLING_PAYMENT:
      return g_strdup (_ ("Waits for the applicant's payment"));
    default:
      return g_strdup (_ ("Cannot be accepted in this state"));
    }
}

static char *
refusal_reason (const McSummary *summary, McRefusal refusal)
{
  switch (refusal)
    {
    case MC_REFUSAL_STATE:
      return state_reason (summary);
    case MC_REFUSAL_ROLE:
      return g_strdup (_ ("Accepting belongs to the receiver's role"));
    case MC_REFUSAL_UNIT:
      return g_strdup_printf (_ ("Received by %s"), mc_format_text (summary->received_unit));
    case MC_REFUSAL_NONE:
    case MC_REFUSAL_UNKNOWN_ACT:
    case MC_REFUSAL_COMPONENTS:
    default:
      return g_strdup (_ ("The portal does not allow it now"));
    }
}

McAcceptance
mc_acceptance_check (const McDossier *dossier, const McMe *me, McMarks *marks, char **reason)
{
  const McSummary *summary = dossier->summary;
  McRefusal refusal;
  guint insufficient;
  guint missing;

  *reason = NULL;
  if (summary->accepted_at != NULL || mc_handling_is_closed (summary->national_state))
    return MC_ACCEPTANCE_PAST;
  if (me == NULL)
    {
      *reason = g_strdup (_ ("The roles of this account are not known yet"));
      return MC_ACCEPTANCE_NOT_YET;
    }

  refusal = mc_handling_check ("accept", summary->national_state, summary->local_step, (const char *const *) me->roles,
                               g_strcmp0 (summary->received_unit, me->unit_name) == 0, NULL);
  if (refusal != MC_REFUSAL_NONE || !mc_summary_allows (summary, "accept"))
    {
      if (refusal == MC_REFUSAL_NONE && mc_summary_allows (summary, "request_payment"))
        *reason = g_strdup (_ ("The fee is to be paid before acceptance"));
      else
        *reason = refusal_reason (summary, refusal);
      return MC_ACCEPTANCE_NOT_YET;
    }
  insufficient = mc_marks_count_insufficient (marks, dossier);
  if (insufficient > 0)
    {
      *reason = g_strdup_printf (
          ngettext ("%u component is marked not sufficient", "%u components are marked not sufficient", insufficient),
          insufficient);
      return MC_ACCEPTANCE_NOT_YET;
    }
  missing = mc_marks_count_missing (marks, dossier);
  if (missing > 0)
    {
      *reason = g_strdup_printf (
          ngettext ("%u required component is not marked yet", "%u required components are not marked yet", missing),
          missing);
      return MC_ACCEPTANCE_NOT_YET;
    }
  return MC_ACCEPTANCE_POSSIBLE;
}
