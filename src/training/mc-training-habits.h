// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* When citizens do what: data/training/citizens.json, estimates. */

/* How many come at that instant, measured by an ordinary office hour of an ordinary week: 1.0. */
double mc_habit_weight (GDateTime *at);

/* What somebody comes back for. */
typedef enum
{
  MC_VISIT_SUPPLEMENT,
  MC_VISIT_PAYMENT,
  MC_VISIT_WITHDRAWAL,
} McVisit;

#define MC_N_VISITS (MC_VISIT_WITHDRAWAL + 1)

/* Who comes back, and when: drawn: any number, always the same for the same one. Never by night. Seconds since 1970; -1:
 * they do not. from: seconds since 1970. */
gint64 mc_habit_visit (McVisit visit, guint32 drawn, gint64 from);
/* The next plausible instant. */
gint64 mc_habit_by_day (gint64 at);

G_END_DECLS
