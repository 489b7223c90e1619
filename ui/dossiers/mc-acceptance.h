// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mc-marks.h"

G_BEGIN_DECLS

typedef enum
{
  MC_ACCEPTANCE_POSSIBLE,
  MC_ACCEPTANCE_NOT_YET, /* the button stands there, off, with the reason beside it */
  MC_ACCEPTANCE_PAST,    /* this act is over for the record: no button */
} McAcceptance;

/* Whether the dossier can be accepted now, as the rules say (mc_handling_check) and the portal allows.
 * me: (nullable): not known yet. reason: (out) (transfer full) (nullable): in words; NULL when possible. */
McAcceptance mc_acceptance_check (const McDossier *dossier, const McMe *me, McMarks *marks, char **reason);

G_END_DECLS
