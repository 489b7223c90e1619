// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <adwaita.h>

#include "mc-official.h"

G_BEGIN_DECLS

/* In place of a dossier that cannot be shown: what happened, what comes next, the details. Signal: "retry". */
#define MC_TYPE_PROBLEM_VIEW (mc_problem_view_get_type ())
G_DECLARE_FINAL_TYPE (McProblemView, mc_problem_view, MC, PROBLEM_VIEW, AdwBin)

/* me: (nullable): whom to ask. code: (nullable): what the record was called while it was in sight. */
void mc_problem_view_set (McProblemView *self, const GError *error, const McMe *me, const char *code);

void mc_problem_view_focus (McProblemView *self);

G_END_DECLS
