// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "mc-record.h"

G_BEGIN_DECLS

/* How a dossier stands to its deadline: shape, colour and words, the same everywhere (interface §4). Its words are its
 * accessible label. */
#define MC_TYPE_DEADLINE_BADGE (mc_deadline_badge_get_type ())
G_DECLARE_FINAL_TYPE (McDeadlineBadge, mc_deadline_badge, MC, DEADLINE_BADGE, GtkWidget)

McDeadlineBadge *mc_deadline_badge_new (void);

/* summary: (nullable): NULL hides it. now: of McClock. */
void mc_deadline_badge_set (McDeadlineBadge *self, const McSummary *summary, GDateTime *now);

/* The same words without a widget, for rows that are one label to a screen reader. NULL: there is nothing to say.
 * (transfer full) (nullable) */
char *mc_deadline_badge_text (const McSummary *summary, GDateTime *now);

/* Gives a widget the badge's colour for a record. summary: (nullable): none. */
void mc_deadline_badge_style (GtkWidget *widget, const McSummary *summary, GDateTime *now);

G_END_DECLS
