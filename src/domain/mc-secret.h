// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mc-record.h"

G_BEGIN_DECLS

/* A dossier with state secrets (có nội dung bí mật nhà nước) is handled on paper. What is left of it here: its codes, which
 * procedure it is, where it stands, when it is due. */

/* In the place of a name. */
#define MC_COVERED "••••••"

/* (transfer full): a summary of its own, secret, without names and numbers. */
McSummary *mc_summary_cover (const McSummary *self);

/* Takes everything out of the dossier that people wrote or attached, but why it was marked. */
void mc_dossier_cover (McDossier *self);

G_END_DECLS
